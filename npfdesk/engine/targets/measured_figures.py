"""Figures of targets that are no level of their year: sums so far, mean growths, places, relations, directions.

Every such target is judged by a figure of its own, (year, target), and the rules of status by its way. The sources are
the contract of the workbook: of a sum the milestone is T (t - b) / (Y - b) and the figure the sum of the years after b; of
a growth g over N years the figure is the mean so far, (prod(1 + r))^(1 / n) - 1, and each year left needs
((1 + g)^N / prod(1 + r))^(1 / (N - n)) - 1. The way of a growth is that of an index which is 1 in the base year.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable, base_figures
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.reference_series import Reference, reference_of
from npfdesk.engine.targets.status import EDGE
from npfdesk.plan.kinds import Direction
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Basis, Intention, Measure, TargetKind

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_OWN_RANK: Final = re.compile(r"排名|位次|名次|排位|位列|ranking|^rank|rank$")
_RANK_UNITS: Final = frozenset({"位", "名", "次", "位次", "名次"})
_WHOLES: Final = re.compile(r"平均|全国|全省|全市|中国|total|average")
_AMONG_CHILDREN: Final = re.compile(r"^(?:全市|全州|全县|全区|市内|county|citywide)?$|设区市|各县|县[（(]?市")


@dataclass(frozen=True, eq=False)
class MeasuredFigures:
    """What some targets are judged by; arrays (target,) or (year, target), NaN where there is no figure.

    `positions` in the TargetTable. `value` the figure in each year, `base`, `reach` and `milestone` as that; `required`
    what each year left needs from the last observed one (an amount a year of a sum, % of a growth). `way_value`,
    `way_base`, `way_reach` and `way_milestone` are what the rules of status look at, `points` where their way is
    straight. `met` (year, target); `verdict` (year, target) the status of a direction in words, -1 where rules decide.
    """

    positions: IntArray
    base_year: IntArray
    value: FloatArray
    base: FloatArray
    reach: FloatArray
    milestone: FloatArray
    required: FloatArray
    way_value: FloatArray
    way_base: FloatArray
    way_reach: FloatArray
    way_milestone: FloatArray
    points: BoolArray
    met: BoolArray
    verdict: NDArray[np.int8]


def measured_figures(results: Results, scenario: str, chosen: IntArray | None = None) -> MeasuredFigures:
    """The figures of a scenario's targets that are no level of their year; of those at `chosen` positions only."""
    result = results.scenarios[scenario]
    positions = result.targets.measured if chosen is None else chosen
    years, count = len(results.plan.years), len(positions)
    made = MeasuredFigures(
        positions=positions,
        base_year=result.targets.base_year[positions].copy(),
        value=np.full((years, count), np.nan),
        base=np.full(count, np.nan),
        reach=result.targets.reach[positions].copy(),
        milestone=np.full((years, count), np.nan),
        required=np.full(count, np.nan),
        way_value=np.full((years, count), np.nan),
        way_base=np.full(count, np.nan),
        way_reach=np.full(count, np.nan),
        way_milestone=np.full((years, count), np.nan),
        points=np.ones(count, dtype=np.bool_),
        met=np.zeros((years, count), dtype=np.bool_),
        verdict=np.full((years, count), -1, dtype=np.int8),
    )
    measure = result.targets.measure[positions]
    for code, enter in _ENTERED.items():
        for place in np.flatnonzero(measure == MEASURES.index(code)):
            enter(_One(results, result, made, int(place)))
    return made


class _One:
    """One target, with the columns of its figures."""

    def __init__(self, results: Results, result: ScenarioResult, made: MeasuredFigures, place: int) -> None:
        self.results, self.result, self.made, self.place = results, result, made, place
        self.plan: Plan = results.plan
        self.table: TargetTable = result.targets
        self.position = int(made.positions[place])
        self.series: SeriesKey = self.table.keys[self.position].series
        self.row = int(self.table.row[self.position])
        self.indicator = self.plan.indicator_by_code[self.series.indicator]
        self.parsed = self.table.statements[self.position].parsed
        self.sign = float(self.table.sign[self.position])
        self.first = int(self.plan.years[0])
        self.since = int(self.table.base_year[self.position]) - self.first
        self.due = int(self.table.year[self.position]) - self.first
        self.columns = np.arange(len(self.plan.years))

    def path(self, row: int) -> FloatArray:
        """A series' figures (year,)."""
        return self.result.projection.values[:, row]

    @property
    def last(self) -> int:
        """The column of the last observed year since the base, the base's where there is none."""
        return max(int(self.results.last[self.row]), self.since)

    def after_base(self, figures: FloatArray) -> FloatArray:
        """The figures of the years after the base, NaN before and in it."""
        return np.where(self.columns > self.since, figures, np.nan)

    def enter(self, name: str, figures: FloatArray | float) -> None:
        """Enter figures of this target."""
        getattr(self.made, name)[..., self.place] = figures


def _sum(one: _One) -> None:
    """The sum of the years after the base."""
    total = float(one.made.reach[one.place])
    counted = np.where(one.columns > one.since, one.path(one.row), 0.0)
    # years before the first of the axis have no figures
    so_far = np.cumsum(counted) if one.since >= -1 else np.full(len(one.columns), np.nan)
    so_far = np.where(one.columns >= one.since, so_far, np.nan)
    span = one.due - one.since
    share = np.clip((one.columns - one.since) / span, 0.0, 1.0) if span > 0 else np.ones(len(one.columns))
    due = np.where((one.columns >= one.since) & (span > 0), total * share, np.nan)
    one.enter("value", so_far)
    one.enter("base", 0.0)
    one.enter("milestone", due)
    for name, figures in (("value", so_far), ("base", 0.0), ("reach", total), ("milestone", due)):
        one.enter(f"way_{name}", figures)
    left, reached = one.due - one.last, _at(so_far, one.last, 0.0)
    one.enter("required", (total - reached) / left if left > 0 else np.nan)
    _met_within(one, so_far)


def _growth(one: _One) -> None:
    """The growth since the base: of a rate by its own figures, of a series without a level by its printed growths."""
    rate = bool(one.results.frame.rate[one.row])
    rates = one.path(one.row) if rate else _printed_growths(one)
    printed = np.flatnonzero(np.isfinite(rates))
    last = one.last if rate else max(int(printed[-1]) if len(printed) else -1, one.since)
    annual = one.parsed.basis is not Basis.TOTAL
    _grown(one, _index(one, rates), float(one.made.reach[one.place]), annual, last)
    _met_within(one, one.made.value[:, one.place])


def _grown(one: _One, index: FloatArray, reach: float, annual: bool, last: int) -> None:
    span = one.due - one.since
    if span <= 0:
        return
    elapsed = np.where(one.columns > one.since, one.columns - one.since, np.nan).astype(np.float64)
    total = _total(reach, span, annual)
    due = np.where(one.columns >= one.due, total, total ** (np.nan_to_num(elapsed) / span))
    due = np.where(one.columns > one.since, due, np.nan)
    one.enter("value", _shown(index, elapsed, annual))
    one.enter("milestone", _shown(due, np.minimum(elapsed, span), annual))
    one.enter("way_value", np.where(one.columns == one.since, 1.0, index))
    one.enter("way_base", 1.0)
    one.enter("way_reach", total)
    one.enter("way_milestone", np.where(one.columns == one.since, 1.0, due))
    one.enter("points", 0.0)
    known = np.flatnonzero(np.isfinite(index) & (one.columns <= last))
    at = int(known[-1]) if len(known) else one.since
    left, grown = one.due - at, float(index[at]) if len(known) else 1.0
    factor = total / grown if grown > 0 else np.nan
    one.enter("required", (factor ** (1.0 / left) - 1.0) * 100.0 if left > 0 and factor > 0 else np.nan)


def _total(reach: float, span: int, annual: bool) -> float:
    """What a growth makes of 1 over all its years; NaN where it takes more than all away."""
    factor = 1.0 + reach / 100.0
    if not np.isfinite(reach) or factor < 0:
        return float("nan")
    return float(factor**span) if annual else factor


def _shown(index: FloatArray, elapsed: FloatArray, annual: bool) -> FloatArray:
    """An index as the mean growth a year so far, or as the growth in all, in %."""
    with np.errstate(divide="ignore", invalid="ignore"):
        powered = np.where(index > 0, index, np.nan) ** (1.0 / elapsed) if annual else index
    return np.where(elapsed > 0, (powered - 1.0) * 100.0, np.nan)


def _index(one: _One, rates: FloatArray) -> FloatArray:
    """The index of growths in % that is 1 in the base year; NaN from the first year without one."""
    factors = np.where(one.columns > one.since, 1.0 + rates / 100.0, 1.0)
    product = np.cumprod(factors).astype(np.float64)
    return one.after_base(product if one.since >= -1 else np.full(len(rates), np.nan))


def _printed_growths(one: _One) -> FloatArray:
    growths = np.full(len(one.columns), np.nan)
    for key, figure in one.plan.progress.items():
        column = key.period.year - one.first
        if key.series == one.series and key.growth and key.period.is_year and 0 <= column < len(growths):
            growths[column] = figure
    return growths


def _growths_of(one: _One, row: int) -> FloatArray:
    """A series' growths on the year before in %, its own figures where it is a rate."""
    values = one.path(row)
    if one.results.frame.rate[row]:
        return values
    before = np.concatenate([[np.nan], values[:-1]])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(before > 0, values / before - 1.0, np.nan) * 100.0


def _relative(one: _One) -> None:
    """Against the series that the words name: its figures, or the growths since the base."""
    found = reference_of(one.plan, one.series, one.parsed.reference)
    if found is None or one.parsed.kind is TargetKind.NONE:
        return
    sign = -1.0 if one.parsed.kind is TargetKind.AT_MOST else 1.0
    rate = bool(one.results.frame.rate[one.row])
    if found.growth or rate:
        _relative_growth(one, found, sign)
        return
    own, other = one.path(one.row), one.path(one.plan.row[found.series]) + sign * found.points
    base, column = base_figures(own[:, None], np.array([0]), np.array([one.since + one.first]), one.first)
    if column[0] >= 0:
        one.made.base_year[one.place] = int(column[0]) + one.first
    one.enter("value", own)
    one.enter("base", base[0])
    one.enter("reach", _at(other, one.due))
    one.enter("milestone", np.where(one.columns >= one.since, other, np.nan))
    for name in ("value", "base", "reach", "milestone"):
        one.enter(f"way_{name}", getattr(one.made, name)[..., one.place])
    last = one.last
    points = one.results.frame.points[one.row : one.row + 1]
    ends = np.array([_at(own, last)]), np.array([_at(other, one.due)])
    one.enter("required", gaps.required_growth(*ends, np.array([float(one.due - last)]), points)[0])
    one.made.met[:, one.place] = _beyond(own, other, sign, one.parsed.kind, one.plan.about_tolerance)


def _relative_growth(one: _One, found: Reference, sign: float) -> None:
    own = _index(one, _growths_of(one, one.row))
    other = _index(one, _growths_of(one, one.plan.row[found.series]) + sign * found.points)
    span = one.due - one.since
    elapsed = np.where(one.columns > one.since, one.columns - one.since, np.nan).astype(np.float64)
    reach = float(_at(_shown(other, elapsed, True), one.due))
    if span <= 0:
        return
    _grown(one, own, reach, True, one.last)
    one.enter("reach", reach)
    means = _shown(own, elapsed, True), _shown(other, elapsed, True)
    one.enter("milestone", means[1])
    one.enter("way_milestone", np.where(one.columns == one.since, 1.0, other))
    one.made.met[:, one.place] = _beyond(*means, sign, one.parsed.kind, one.plan.about_tolerance)


def _beyond(own: FloatArray, other: FloatArray, sign: float, kind: TargetKind, tolerance: float) -> BoolArray:
    """Whether a figure is at or beyond its reference; 同步 is met a tolerance short of it, too."""
    slack = tolerance * np.abs(other) if kind is TargetKind.EXACT else EDGE * np.maximum(1.0, np.abs(other))
    with np.errstate(invalid="ignore"):
        met: BoolArray = sign * (own - other) >= -slack
    return met


def _rank(one: _One) -> None:
    """The place among peers; of an indicator that is a place itself its own figures."""
    unit, name = fold(one.indicator.unit), fold(one.indicator.name)
    own_rank = unit in _RANK_UNITS or _OWN_RANK.search(name) is not None
    places = one.path(one.row) if own_rank else _place_among(one)
    at = max(one.since, 0)
    base = _at(places, at)
    reach = float(one.made.reach[one.place])
    span = one.due - one.since
    share = np.clip((one.columns - one.since) / span, 0.0, 1.0) if span > 0 else np.ones(len(one.columns))
    due = np.where(one.columns >= one.since, base + (reach - base) * share, np.nan)
    for name_, figures in (("value", places), ("base", base), ("reach", reach), ("milestone", due)):
        one.enter(name_, figures)
        one.enter(f"way_{name_}", figures)
    with np.errstate(invalid="ignore"):
        one.made.met[:, one.place] = places <= reach + EDGE


def _place_among(one: _One) -> FloatArray:
    """1 + how many peers are better: the other children of the region above, or yardsticks that are no averages."""
    region = one.plan.region_by_code[one.series.region]
    among = fold(one.parsed.reference)
    above = one.plan.region_by_code.get(region.parent)
    inside = region.parent and (
        _AMONG_CHILDREN.search(among) or (above is not None and fold(above.name) in among)
    )
    peers = [
        other
        for other in one.plan.regions
        if other.code != region.code
        and (
            other.parent == region.parent and not other.benchmark
            if inside
            else other.benchmark and not _WHOLES.search(fold(other.name))
        )
    ]
    keys = (SeriesKey(other.code, one.series.industry, one.series.indicator) for other in peers)
    rows = [one.plan.row[key] for key in keys if key in one.plan.row]
    own = one.path(one.row)
    if not rows:
        return np.full(len(own), np.nan)
    others = one.result.projection.values[:, rows]
    more = 1.0 if one.indicator.direction is Direction.UP else -1.0
    with np.errstate(invalid="ignore"):
        better = (more * (others - own[:, None]) > 0).sum(axis=1)
    whole = np.isfinite(own) & np.isfinite(others).all(axis=1)
    return np.where(whole, 1.0 + better, np.nan)


def _qualitative(one: _One) -> None:
    """A direction in words, held against the figure of the base year: blue where it goes there, yellow level, red away."""
    own = one.path(one.row)
    base, column = base_figures(own[:, None], np.array([0]), np.array([one.since + one.first]), one.first)
    one.enter("value", own)
    one.enter("base", base[0])
    way = {Intention.UP: 1.0, Intention.DOWN: -1.0}.get(one.parsed.intention or Intention.LATER, 0.0)
    if column[0] < 0 or one.parsed.intention in (None, Intention.WITHIN, Intention.LATER):
        return
    one.made.base_year[one.place] = int(column[0]) + one.first
    known = np.isfinite(own) & (one.columns > column[0])
    change = own - base[0]
    level = np.abs(change) <= (one.plan.about_tolerance if way == 0.0 else EDGE) * max(1e-9, abs(base[0]))
    better = change * (way or (1.0 if one.indicator.direction is Direction.UP else -1.0)) > 0
    status = np.where(
        level, Status.BLUE if way == 0.0 else Status.YELLOW, np.where(better, Status.BLUE, Status.RED)
    )
    one.made.verdict[:, one.place] = np.where(known, status, -1)
    one.made.met[:, one.place] = known & (status == Status.BLUE)


def _met_within(one: _One, figures: FloatArray) -> None:
    table, at = one.table, one.position
    one.made.met[:, one.place] = gaps.met(
        figures,
        np.full(len(figures), table.reach[at]),
        np.full(len(figures), table.reach_low[at]),
        np.full(len(figures), table.reach_high[at]),
        np.full(len(figures), one.sign),
        np.full(len(figures), table.inside[at]),
    )
    if table.measure[at] == MEASURES.index(Measure.SUM):
        # what may still be spent is no bound that is kept before its time
        early = (one.columns < one.due) if one.sign < 0 else np.zeros(len(figures), dtype=np.bool_)
        one.made.met[:, one.place] &= ~early


def _at(figures: FloatArray, column: int, otherwise: float = np.nan) -> float:
    inside = 0 <= column < len(figures) and np.isfinite(figures[column])
    return float(figures[column]) if inside else otherwise


_ENTERED: Final = {
    Measure.SUM: _sum,
    Measure.GROWTH: _growth,
    Measure.RELATIVE: _relative,
    Measure.RANK: _rank,
    Measure.QUALITATIVE: _qualitative,
}
