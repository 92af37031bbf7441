"""What plans state, in figures that can be held against each other: targets as bounds, observed figures with their rounding."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.audit.printed_figures import (
    EDGE,
    FINEST_PLACES,
    WHOLE_HALF,
    PrintedFigures,
    decimals,
    places_of,
    printed_half,
)
from npfdesk.plan.kinds import Direction
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import (
    Basis,
    Measure,
    PlanTarget,
    StatedText,
    TargetKind,
    resolve_target,
    stated_figures,
)

FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class Bounds:
    """A figure with what its words allow: `low` and `high` of an about or a range, else the figure; `half` its rounding.

    `half` is half a unit of the last place printed, in the figure's unit.
    """

    kind: TargetKind
    figure: float
    low: float
    high: float
    half: float

    def times(self, factor: Fraction) -> Bounds:
        """The same in another unit."""
        figure, low, high, half = (
            one * factor.numerator / factor.denominator
            for one in (self.figure, self.low, self.high, self.half)
        )
        return Bounds(self.kind, figure, low, high, half)

    def demanded(self, sign: int) -> tuple[float, float]:
        """The figures that meet it; an exact one is met on its better side, 1: above, -1: below, 0: on neither."""
        if self.kind is TargetKind.AT_LEAST or (self.kind is TargetKind.EXACT and sign > 0):
            return self.low, math.inf
        if self.kind is TargetKind.AT_MOST or (self.kind is TargetKind.EXACT and sign < 0):
            return -math.inf, self.high
        return self.low, self.high

    @property
    def edge(self) -> float:
        """The rounding of the machine."""
        return EDGE * max(1.0, abs(self.figure))


def rounding(one: float, other: float) -> float:
    """How far two prints of one figure may lie apart, by half a unit of the last place of each: of equal places not at all."""
    return 0.0 if abs(one - other) <= EDGE * max(one, other) else one + other


def between(one: Bounds, other: Bounds) -> float:
    """How far two prints of one figure may lie apart, the rounding of the machine included."""
    return rounding(one.half, other.half) + one.edge + other.edge


def missed_by(above: Bounds, below: Bounds, sign: int) -> float:
    """By how much the lower plan's figure, if just met, misses what the higher one asks; 0.0 where it does not.

    Below 0 where it is too little, above 0 where it is too much, beyond the rounding of both.
    """
    low, high = above.demanded(sign)
    slack = between(above, below)
    if below.high + slack < low:
        return below.high - low
    if below.low - slack > high:
        return below.low - high
    return 0.0


@dataclass(frozen=True, eq=False)
class HeldTarget:
    """A target of one of the plans, in its own unit.

    `level` is what it comes to in its year, `total` a sum over the years, `growth` a growth in % a year that it states
    (or that is stated beside it), `place` that of its plan. None where it states no such figure. `base` is the observed
    figure of its base year (None: none) and `base_half` half a unit of its last place.
    """

    place: int
    stated: PlanTarget
    indicator: Indicator
    level: Bounds | None
    total: Bounds | None
    growth: Bounds | None
    base: float | None = None
    base_half: float = 0.0

    @property
    def series(self) -> SeriesKey:
        """The series, in its own plan's codes."""
        return self.stated.series

    @property
    def year(self) -> int:
        """The target's year."""
        return self.stated.year

    @property
    def sign(self) -> int:
        """1 where more is better, -1 where less is."""
        return -1 if self.indicator.direction is Direction.DOWN else 1

    @property
    def assigned(self) -> bool:
        """Whether its words say that it is as assigned from above."""
        said = self.stated.text + self.stated.note + self.stated.parsed.note
        return self.stated.parsed.kind is TargetKind.ASSIGNED or "下达" in said or "assigned" in said.lower()

    @property
    def figure(self) -> Bounds | None:
        """The figure that it is about: of a level (a growth from a base too), a sum, or a growth."""
        return self.level or self.total or self.growth


def held_target(place: int, plan: Plan, stated: PlanTarget) -> HeldTarget:
    """A target in figures, resolved against its own plan's base."""
    indicator = plan.indicator_by_code[stated.series.indicator]
    level, total, growth = _figures(plan, stated, indicator, stated.parsed, stated.text)
    for second in stated.seconds:
        beside = _figures(plan, stated, indicator, second.parsed, second.text)
        # the first statement is the target; what stands beside it adds what the first does not state
        level, total, growth = (
            level or beside[0],
            total or beside[1],
            growth or beside[2],
        )
    base = plan.observed_figure(stated.series, stated.base_year)
    half = 0.0 if base is None else _half_of_base(stated, base, stated.base_year)
    return HeldTarget(place, stated, indicator, level, total, growth, base, half)


def _figures(
    plan: Plan, stated: PlanTarget, indicator: Indicator, parsed: StatedText, text: str
) -> tuple[Bounds | None, Bounds | None, Bounds | None]:
    since = stated.base_year if parsed.since is None else parsed.since
    base = plan.observed_figure(stated.series, since)
    if parsed.measure is Measure.SUM:
        found = stated_figures(
            parsed, base_year=since, target_year=stated.year, about_tolerance=plan.about_tolerance
        )
        times = max(stated.year - since, 1) if parsed.how == "step" else 1
        return (
            None,
            _bounds(parsed, found.value, found.low, found.high, _half(parsed, text, indicator) * times),
            None,
        )
    if parsed.measure not in (Measure.LEVEL, Measure.GROWTH):
        return None, None, None
    growth = _growth(plan, stated, parsed, text, since)
    resolved = resolve_target(
        parsed, base=base, base_year=since, target_year=stated.year, about_tolerance=plan.about_tolerance
    )
    # a growth of a rate is its figure in %, and no level
    if (
        isinstance(resolved, Problem)
        or resolved.value is None
        or (growth is not None and parsed.how == "figure")
    ):
        return None, None, growth
    half = _half(parsed, text, indicator)
    if parsed.how in ("growth", "compound", "multiple", "step", "change", "increase"):
        half = _half_from_base(stated, parsed, text, (base or 0.0, since, resolved.value, half))
    return _bounds(parsed, resolved.value, resolved.low, resolved.high, half), None, growth


def _growth(plan: Plan, stated: PlanTarget, parsed: StatedText, text: str, since: int) -> Bounds | None:
    """A growth that is stated, in % a year."""
    if parsed.measure is not Measure.GROWTH:
        return None
    found = stated_figures(
        parsed, base_year=since, target_year=stated.year, about_tolerance=plan.about_tolerance
    )
    half = 0.5 * 10.0 ** -decimals(text)
    made = _bounds(parsed, found.value, found.low, found.high, half)
    years = stated.year - since
    if made is None or parsed.basis is not Basis.TOTAL:
        return made
    if years <= 0:
        return None
    figures = [yearly_growth(1.0, 1.0 + one / 100.0, years) for one in (made.figure, made.low, made.high)]
    figure, low, high = figures
    if figure is None or low is None or high is None:
        return None
    return Bounds(made.kind, figure, low, high, half / years)


def yearly_growth(base: float, level: float, years: int) -> float | None:
    """The growth in % a year from a base to a level; None where a figure is not above 0 or there are no years."""
    if not (base > 0 and level > 0 and years > 0):
        return None
    return float(((level / base) ** (1.0 / years) - 1.0) * 100.0)


def _bounds(
    parsed: StatedText, value: float | None, low: float | None, high: float | None, half: float
) -> Bounds | None:
    if value is None or not math.isfinite(value):
        return None
    inside = parsed.kind in (TargetKind.ABOUT, TargetKind.RANGE) and low is not None and high is not None
    return Bounds(parsed.kind, value, low if inside else value, high if inside else value, half)  # type: ignore[arg-type]


def _half(parsed: StatedText, text: str, indicator: Indicator) -> float:
    """Half a unit of the last place that a target is printed to, as the statement counts; 0 of whole counts."""
    figure = parsed.figure if parsed.figure is not None else parsed.low
    half = printed_half(text, figure if figure is not None else 0.0)
    return 0.0 if half == WHOLE_HALF and PrintedFigures.counts_whole(indicator) else half


def _half_from_base(
    stated: PlanTarget, parsed: StatedText, text: str, known: tuple[float, int, float, float]
) -> float:
    """The rounding of a level that is counted from the base: that of the words, and the base's own."""
    base, since, figure, half = known
    years = max(stated.year - since, 1)
    rate = 0.5 * 10.0 ** -decimals(text)
    own = {
        "growth": rate / 100 * abs(base),
        "compound": rate / 100 * years * abs(figure),
        "step": rate * years,
        "multiple": 0.005 * abs(figure),
    }.get(parsed.how, half)
    rounding = _half_of_base(stated, base, since) if base else 0.0
    return own + rounding * (abs(figure / base) if base else 1.0)


def _half_of_base(stated: PlanTarget, base: float, since: int) -> float:
    if stated.base_printed is not None and since == stated.base_year:
        return printed_half(stated.base_text, stated.base_printed)
    places = int(places_of(np.array([base]))[0])
    return 0.0 if places >= FINEST_PLACES else 0.5 * 10.0**-places


class ObservedFigures:
    """A plan's observed figures by row and year, with half a unit of the last place that each is printed to."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.first = int(plan.years[0]) if len(plan.years) else 0

    @cached_property
    def halves(self) -> FloatArray:
        """Half a unit of the last place (series, year); 0 where it is exact.

        A figure without decimals beside two finer ones has lost a nought (1045 after 1012.3 and 1032.6 is 1045.0), whole
        counts are exact, and a printed base is as fine as its text.
        """
        observed = np.asarray(self.plan.observed, dtype=np.float64)
        own = np.where(np.isfinite(observed), places_of(observed), 0)
        own = np.where(own >= FINEST_PLACES, -1, own)
        finer = own.copy()
        if own.shape[1] > 2:
            # a year without a figure counts as no place, and shows nothing
            padded = np.pad(own, ((0, 0), (2, 2)))
            near = [padded[:, shift : shift + own.shape[1]] for shift in (0, 1, 3, 4)]
            pairs = (np.minimum(near[0], near[1]), np.minimum(near[1], near[2]), np.minimum(near[2], near[3]))
            finer = np.where(own < 0, own, np.maximum.reduce([own, *pairs]))
        half = np.where(finer < 0, 0.0, 0.5 * 10.0 ** -finer.astype(np.float64))
        whole = np.array(
            [
                PrintedFigures.counts_whole(self.plan.indicator_by_code[key.indicator])
                for key in self.plan.series
            ]
        )
        if len(whole):
            half[whole] = np.where(own[whole] == 0, 0.0, half[whole])
        for stated in self.plan.targets.values():
            row, column = self.plan.row.get(stated.series), stated.base_year - self.first
            if stated.base_printed is None or row is None or not 0 <= column < observed.shape[1]:
                continue
            if abs(observed[row, column] - stated.base_printed) <= EDGE * max(1.0, abs(stated.base_printed)):
                printed = printed_half(stated.base_text, stated.base_printed)
                # 1045 typed is as fine as the years before it; 1.2万 is as coarse as it is
                half[row, column] = printed if printed > WHOLE_HALF else min(half[row, column], printed)
        return half

    def by_year(self, row: int) -> Iterator[tuple[int, float, float]]:
        """The years of a row that have a figure, with the figure and half a unit of its last place."""
        figures, halves = self._rows[row]
        for column, figure in enumerate(figures):
            if not math.isnan(figure):
                yield self.first + column, figure, halves[column]

    @cached_property
    def _rows(self) -> list[tuple[list[float], list[float]]]:
        return list(zip(self.plan.observed.tolist(), self.halves.tolist(), strict=True))
