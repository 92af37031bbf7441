"""The plan's figures for the audit: bases and targets, with the precision to which each is printed."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.audit.finding import Finding, Place
from npfdesk.engine.projection.formulas import evaluate_bounds
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.projection.target_figures import (
    MEASURES,
    TargetTable,
    base_figures,
    target_table,
    with_computed_bases,
)
from npfdesk.plan.expressions import COMPARISONS, Expression, Operation, walk
from npfdesk.plan.gap_words import difference_wording
from npfdesk.plan.kinds import Direction, Kind, RollUp
from npfdesk.plan.measure_words import figure_wording
from npfdesk.plan.model import Indicator
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import ProblemKind, Wording
from npfdesk.plan.rounding import rounded_text
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.series_words import series_wording
from npfdesk.plan.spoken_names import name_wording, names_wording
from npfdesk.plan.targets import LEVEL_MEASURES, Measure, PlanTarget, StatedText, TargetKind

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

EDGE: Final = 1e-9
"""The share of a figure that is the rounding of the machine, not of the plan."""

FINEST_PLACES: Final = 6
"""Decimal places beyond which a stored figure is taken as not rounded at all."""

WHOLE_HALF: Final = 0.5
"""Half a unit of a figure that is printed without decimal places."""

_WRITTEN: Final = re.compile(r"(\d[\d,]*)(?:\.(\d+))?")


@dataclass(frozen=True, eq=False)
class YearTargets:
    """The plan's targets of one year and the bases beside them; every array is (series,), NaN: no figure.

    `position` the target's place in the table (-1: none). `figure` what it names; `low` and `high` all that its
    words allow, the rounding of the print included (infinite where they leave a side open); `half` half a unit
    of the last printed place. `floor` and `cap` mark "at least" and "at most". `base` is the figure of
    `base_year` (or the last before it), `base_half` its rounding.
    """

    year: int
    position: IntArray
    figure: FloatArray
    low: FloatArray
    high: FloatArray
    half: FloatArray
    floor: BoolArray
    cap: BoolArray
    base: FloatArray
    base_half: FloatArray
    base_year: IntArray


class PrintedFigures:
    """The input of all rules: the plan, its frame, observed figures and the targets by year.

    The plan's own targets are audited, not those that a scenario has in their place.
    """

    def __init__(self, results: Results) -> None:
        self.results = results
        self.plan = results.plan
        self.frame = results.frame
        self.observed = results.observed
        # observed figures, and formulas and roll-ups of them, are the same in every scenario
        first = next(iter(results.scenarios.values()))
        self.values = first.projection.values
        self.origin = first.projection.origin
        table = first.targets
        if table.own.any():
            stated = target_table(self.frame, self.plan, (), None, None)
            table = with_computed_bases(stated, self.plan, lambda: results.actual.values)
        self.table: TargetTable = table

    @cached_property
    def known(self) -> FloatArray:
        """What is known of the past (year, series): observed, or computed from what is observed."""
        computed = (self.origin == Origin.FORMULA) | (self.origin == Origin.ROLLED_UP)
        computed &= ~np.isfinite(self.observed)
        # where all is observed, the figures are those
        return np.where(computed, self.values, self.observed) if computed.any() else self.observed

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years that targets are set for."""
        return tuple(int(year) for year in np.unique(self.table.year))

    @cached_property
    def halves(self) -> FloatArray:
        """Half a unit of the last place of each target, in the indicator's unit (target,)."""
        halves = np.array(
            [
                0.0 if half == WHOLE_HALF and self.whole[row] else half
                for half, row in zip(map(_half, self.table.statements), self.table.row, strict=True)
            ],
            dtype=np.float64,
        )
        base = base_figures(self.known, self.table.row, self.table.base_year, int(self.plan.years[0]))
        return np.where(np.isfinite(halves), halves, _half_of_growth(self.table, base))

    @cached_property
    def year_targets(self) -> tuple[YearTargets, ...]:
        """The targets of each year; what is stated beside a target has a rule of its own."""
        table = self.table
        reaches = table.figure, table.low, table.high
        return tuple(
            self._targets_of(year, np.flatnonzero((table.year == year) & ~table.second), reaches, _kind)
            for year in self.years
        )

    @cached_property
    def year_sums(self) -> tuple[YearTargets, ...]:
        """The sums over several years that the targets of each year state: their figures are totals."""
        table = self.table
        reaches = table.reach, table.reach_low, table.reach_high
        summed = (table.measure == MEASURES.index(Measure.SUM)) & ~table.second
        return tuple(
            self._targets_of(year, np.flatnonzero((table.year == year) & summed), reaches, _stated_kind)
            for year in np.unique(table.year[summed]).tolist()
        )

    def _targets_of(
        self,
        year: int,
        at: IntArray,
        reaches: tuple[FloatArray, FloatArray, FloatArray],
        kind_of: Callable[[TargetTable, int], TargetKind],
    ) -> YearTargets:
        table, count = self.table, len(self.frame.region_of)
        reach, lower, upper = reaches
        halves = self.halves[at]
        rows = table.row[at]
        position = np.full(count, -1, dtype=np.int64)
        position[rows] = at
        figure, low, high, half = (np.full(count, np.nan) for _ in range(4))
        figure[rows], half[rows] = reach[at], halves
        floor, cap = (np.zeros(count, dtype=np.bool_) for _ in range(2))
        floor[rows] = [kind_of(table, place) is TargetKind.AT_LEAST for place in at.tolist()]
        cap[rows] = [kind_of(table, place) is TargetKind.AT_MOST for place in at.tolist()]
        inside = table.inside[at]
        low[rows] = np.where(inside, lower[at], np.where(cap[rows], -np.inf, reach[at])) - halves
        high[rows] = np.where(inside, upper[at], np.where(floor[rows], np.inf, reach[at])) + halves
        base_year = np.full(count, self.plan.base_year, dtype=np.int64)
        base_year[rows] = table.base_year[at]
        first = int(self.plan.years[0])
        base = base_figures(self.known, np.arange(count), base_year, first)
        column = np.clip(base_year - first, 0, len(self.known) - 1)
        base_half = np.where(np.isfinite(base), self.observed_half[column, np.arange(count)], 0.0)
        for place, row in zip(at, rows, strict=True):
            stated = table.statements[place]
            if stated.base_printed is not None:
                base_half[row] = self.printed_half(stated.base_text, stated.base_printed, int(row))
        return YearTargets(year, position, figure, low, high, half, floor, cap, base, base_half, base_year)

    @cached_property
    def observed_half(self) -> FloatArray:
        """Half a unit of the last place of each known figure of the past (year, series); 0 where it is exact.

        A figure between two that are printed finer is as fine as the coarser of them (0.40 between 0.38 and 0.43 has
        two places), whole counts are exact, and a printed base is as fine as its text.
        """
        known = self.known
        places = np.where(np.isfinite(known), places_of(known), 0)
        own = np.where(places >= FINEST_PLACES, -1, places)
        beside = np.minimum(own[:-2], own[2:]) if len(own) > 2 else own[:0]
        if len(beside):
            own[1:-1] = np.where(own[1:-1] < 0, own[1:-1], np.maximum(own[1:-1], beside))
        half = np.empty(own.shape)
        # a year at a time: the plan of a nation has a million figures
        for of_year, placed in zip(half, own, strict=True):
            of_year[:] = np.where(placed < 0, 0.0, 0.5 * 10.0 ** -placed.astype(np.float64))
        half[:, self.whole] = np.where(own[:, self.whole] == 0, 0.0, half[:, self.whole])
        first = int(self.plan.years[0]) if len(self.plan.years) else 0
        for row, stated in zip(self.table.row.tolist(), self.table.statements, strict=True):
            column = stated.base_year - first
            if stated.base_printed is None or not 0 <= column < len(half):
                continue
            if abs(float(known[column, row]) - stated.base_printed) <= EDGE * abs(stated.base_printed):
                half[column, row] = self.printed_half(stated.base_text, stated.base_printed, row)
        return half

    @cached_property
    def formula_bounds(self) -> tuple[FloatArray, FloatArray]:
        """The least and most that each known figure of a formula can be by the rounding of its inputs (year, series).

        Of what is observed and not computed the figure less and plus half a unit of its last place; NaN: not known.
        Where a formula compares, the figures stand as printed, as bounds do.
        """
        known = np.where(np.isfinite(self.observed), self.observed, self.known)
        low, high = known - self.observed_half, known + self.observed_half
        return self.with_formula_bounds(known, low, high)

    def with_formula_bounds(
        self, figures: FloatArray, low: FloatArray, high: FloatArray
    ) -> tuple[FloatArray, FloatArray]:
        """Bounds (year, series) in which those of formulas follow from those of their inputs.

        `figures` are what the bounds lie about. A figure that is given stands for whatever reads it.
        """
        read = low.copy(), high.copy()
        made = low.copy(), high.copy()
        for stage in self.frame.stages:
            if stage.indicator is None or stage.indicator.formula is None or not len(stage.rows):
                continue
            formula = stage.indicator.formula
            ends = (figures, figures) if compares(formula) else read
            found = evaluate_bounds(formula, self.frame.context, *ends, stage.regions, stage.industries)
            given = np.isfinite(self.observed[:, stage.rows])
            for end, one, bound in zip(read, made, found, strict=True):
                one[:, stage.rows] = bound
                end[:, stage.rows] = np.where(given, end[:, stage.rows], bound)
        return made

    def printed_half(self, text: str, figure: float, row: int) -> float:
        """Half a unit of the last place that a figure of a series is printed to; 0 of a whole count, which is exact."""
        half = printed_half(text, figure)
        return 0.0 if self.whole[row] and half == WHOLE_HALF else half

    @cached_property
    def whole(self) -> BoolArray:
        """Series that count single things, whose whole figures are exact: 家 and 人, not 万人 (series,)."""
        return self._by_indicator([self.counts_whole(one) for one in self.plan.indicators])

    @staticmethod
    def counts_whole(indicator: Indicator) -> bool:
        """Whether an indicator counts single things: 家 and 人, not 万人."""
        return indicator.kind.whole and not _SCALED_UNIT.match(fold(indicator.unit))

    @cached_property
    def growing(self) -> BoolArray:
        """Series whose indicator is a growth rate itself, by its name (series,)."""
        return self._by_indicator([bool(_GROWTH.search(fold(one.name))) for one in self.plan.indicators])

    @cached_property
    def counted(self) -> BoolArray:
        """Series of whole units (series,)."""
        return self._by_indicator([one.kind is Kind.COUNT for one in self.plan.indicators])

    @cached_property
    def better(self) -> FloatArray:
        """1 where more is better, -1 where less is, 0 where the plan may have left that blank (series,).

        A direction is 正向 where none is given; a name of what plans bring down (能耗, 排放, 失业) is then not judged.
        """
        down = self._by_indicator([one.direction is Direction.DOWN for one in self.plan.indicators])
        doubtful = self._by_indicator(
            [bool(_BROUGHT_DOWN.search(fold(one.name))) for one in self.plan.indicators]
        )
        return np.where(down, -1.0, np.where(doubtful, 0.0, 1.0))

    @cached_property
    def additive(self) -> BoolArray:
        """Series whose indicator adds up over regions and industries (series,).

        It rolls up as a sum, which an amount does unless the plan says otherwise; a name or unit of a ratio
        (人均, 亩均, …率, 元/人) that was left at that is not summed.
        """
        return self._by_indicator([adds_up(one) for one in self.plan.indicators])

    def _by_indicator(self, said: Sequence[bool]) -> BoolArray:
        marked: BoolArray = np.array(said, dtype=np.bool_)[self.frame.indicator_of]
        return marked

    def indicator(self, row: int) -> Indicator:
        """The indicator of a series."""
        return self.plan.indicators[int(self.frame.indicator_of[row])]

    def statement(self, targets: YearTargets, row: int) -> PlanTarget | None:
        """A series' target in that year, as worded."""
        position = int(targets.position[row])
        return self.table.statements[position] if position >= 0 else None

    def place(self, row: int, targets: YearTargets | None = None) -> Place:
        """The cell of a series' target, or the series alone where it has none."""
        stated = self.statement(targets, row) if targets is not None else None
        series = self.plan.series[row]
        return Place(stated.sheet, stated.cell, series) if stated is not None else Place("", "", series)

    def measure(self, row: int) -> Wording:
        """The name of a series' indicator."""
        return name_wording(self.indicator(row))

    def region(self, row: int) -> Wording:
        """The name of a series' region."""
        return name_wording(self.plan.region_by_code[self.plan.series[row].region])

    def subject(self, row: int) -> Wording:
        """The name of a series' industry, or of its region where it covers the all industries."""
        industry = self.plan.industry_by_code.get(self.plan.series[row].industry)
        return name_wording(industry) if industry is not None else self.region(row)

    def what(self, row: int) -> Wording:
        """A series in words: region, industry and indicator."""
        return self.named(self.plan.series[row])

    def named(self, series: SeriesKey) -> Wording:
        """A series in words, whether the plan has a row for it or not."""
        return series_wording(self.plan, series)

    def shown(self, value: float, row: int, unit: bool = True) -> Wording:
        """A figure in the indicator's unit, as finely as it needs, in both languages."""
        return figure_wording(value, self._places(value, row), self.indicator(row) if unit else None)

    def difference(self, value: float, row: int) -> Wording:
        """A difference of two of the indicator's figures, in percentage points where these are percentages."""
        return difference_wording(value, self._places(value, row), self.indicator(row))

    def _places(self, value: float, row: int) -> int:
        own = self.indicator(row).decimals
        places = max(own, int(places_of(np.array([value]))[0])) if np.isfinite(value) else 0
        return min(places, max(own, 2))

    def finding(
        self,
        kind: ProblemKind,
        row: int | SeriesKey,
        year: int,
        figures: Mapping[str, float],
        arguments: Mapping[str, object],
        places: Sequence[Place] = (),
    ) -> Finding:
        """A finding of a series (a row, or a key that has none); figures that are not finite are left out."""
        series = row if isinstance(row, SeriesKey) else self.plan.series[row]
        start = next((place for place in places if place.cell), Place("", "", series))
        finite = {name: float(value) for name, value in figures.items() if np.isfinite(value)}
        words = {"what": self.named(series), "year": year, **arguments}
        return Finding(
            kind,
            series,
            MappingProxyType(finite),
            MappingProxyType(words),
            start.sheet,
            start.cell,
            tuple(dict.fromkeys(places)),
            year,
        )


class FiguresOfYear(PrintedFigures):
    """The same with the past of one year alone, so that a rule which tells one year of several tells that one.

    How finely its figures are printed is seen by all years.
    """

    def __init__(self, results: Results, year: int) -> None:
        """KeyError for a year that the plan does not have."""
        super().__init__(results)
        known, half = self.known, self.observed_half
        others = np.arange(len(self.plan.years)) != self.plan.column(year)
        self.observed = np.where(others[:, None], np.nan, self.observed)
        self.known = np.where(others[:, None], np.nan, known)
        self.observed_half = half


_GROWTH: Final = re.compile(
    r"(?:增速|增长率|增长速度|增幅|降幅|下降率|降低率|growthrate|growth|cut)(?:\([^()]*\))?$|^growth|^cut"
)


_BROUGHT_DOWN: Final = re.compile(
    r"能耗|电耗|水耗|煤耗|消耗|用水量|排放|污染|浓度|pm2\.5|失业|死亡|伤亡|事故|发案|案件|负债|债务|不良|贫困|成本|损失|时延|恩格尔|基尼|差距|淘汰"
    r"|consumption|emission|pollut|unemploy|mortality|deaths|accident|debt|cost|loss|wateruse|energyuse"
)


_SCALED_UNIT: Final = re.compile(r"[十百千万亿]|thousand|million|billion|hundred|k\b")

_PER_SOMETHING: Final = re.compile(
    r"人均|亩均|户均|地均|每百|每千|每万|每亿|平均|单位.{1,40}(?:能耗|排放|用水|消耗)|指数|密度|强度|生产率|寿命|年限|位次|排名"
    r"|(?:率|比重|比例|增速|增幅)(?:\([^()]*\))?$|percapita|perhead|permu|average|index|ratio|rate$|share"
)


def adds_up(one: Indicator) -> bool:
    """Whether an indicator adds up over regions: it rolls up as a sum, and neither name nor unit is that of a ratio."""
    return (
        one.rollup is RollUp.SUM
        and not _PER_SOMETHING.search(fold(one.name))
        and not any(sign in fold(one.unit) for sign in "/%‰")
    )


def compares(formula: Expression) -> bool:
    """Whether a formula compares or counts, so that a bound is as printed and no rounding of it."""
    return any(isinstance(node, Operation) and node.operator in COMPARISONS for node in walk(formula.root))


def _stated_kind(table: TargetTable, place: int) -> TargetKind:
    return table.statements[place].parsed.kind


def _kind(table: TargetTable, place: int) -> TargetKind:
    if table.resolved.plain[place]:
        # a level as it is worded; what is made of it would be kept
        return table.statements[place].parsed.kind
    target = table.resolved[place]
    if target is not None and target.measure not in LEVEL_MEASURES:
        # at least in a sum or a place bounds no level
        return TargetKind.NONE
    return target.kind if target is not None else table.statements[place].parsed.kind


def places_of(figures: FloatArray) -> NDArray[np.int8]:
    """How many decimal places figures need (of the shape of the figures): 0 for 8000, 1 for 667.6; at most `FINEST_PLACES`."""
    needed = np.full(figures.size, FINEST_PLACES, dtype=np.int8)
    every = figures.ravel()
    for begin in range(0, len(every), _AT_ONCE):
        part, found = every[begin : begin + _AT_ONCE], needed[begin : begin + _AT_ONCE]
        open_at = np.flatnonzero(np.isfinite(part))
        for places in range(FINEST_PLACES):
            scaled = part[open_at] * 10.0**places
            fits = np.abs(scaled - np.round(scaled)) <= EDGE * np.maximum(1.0, np.abs(scaled))
            found[open_at[fits]] = places
            open_at = open_at[~fits]
            if not len(open_at):
                break
    return needed.reshape(figures.shape)


_AT_ONCE: Final = 1 << 16
"""So many figures are looked at together: what is reckoned on the way stays small beside the figures themselves."""


def grain(figures: FloatArray) -> FloatArray:
    """Half a unit of the last place that stored figures need (figure,); 0 where they are not rounded at all."""
    places = places_of(figures)
    return np.where(places >= FINEST_PLACES, 0.0, 0.5 * 10.0 ** -places.astype(np.float64))


@lru_cache(maxsize=1 << 16)
def _written(text: str) -> tuple[float, int] | None:
    """The first number of a text and its decimal places; None where it has none."""
    match = _WRITTEN.search(fold(text))
    if match is None:
        return None
    whole, places = match.group(1).replace(",", ""), match.group(2) or ""
    return float(f"{whole}.{places or 0}"), len(places)


def printed_half(text: str, figure: float) -> float:
    """Half a unit of the last place that a figure is printed to, in its unit: 0.05 for 667.6, 500 for 1.2万."""
    written = _written(text)
    if written is None:
        return 0.0
    number, places = written
    scale = abs(figure) / number if number and figure else 1.0
    return 0.5 * 10.0**-places * scale


def decimals(text: str) -> int:
    """The decimal places of the first number in a text."""
    written = _written(text)
    return written[1] if written is not None else 0


def _half(stated: PlanTarget) -> float:
    """Half a unit as printed; NaN for a growth or a multiple, whose unit depends on the base."""
    parsed: StatedText = stated.parsed
    if parsed.how not in ("figure", "increase", "change"):
        return float("nan")
    figure = parsed.figure if parsed.figure is not None else parsed.low
    return printed_half(stated.text, figure if figure is not None else 0.0)


def _half_of_growth(table: TargetTable, base: FloatArray) -> FloatArray:
    """增长15%: half a printed unit of the rate, on the base; 年均: for every year; 翻一番: 0.5 % of the figure."""
    result = np.zeros(len(table.row))
    for place in table.relative:
        stated, rise = table.statements[place], table.statements[place].parsed.how
        half = 0.5 * 10.0 ** -decimals(stated.text) / 100
        figure = abs(table.figure[place])
        years = max(int(table.year[place] - table.base_year[place]), 1)
        shares = {
            "growth": half * abs(base[place]),
            "compound": half * years * figure,
            "step": half * 100 * years,
        }
        result[place] = shares.get(rise, 0.005 * figure)
    return np.where(np.isfinite(result), result, 0.0)


def name_list(names: Iterable[Wording], most: int = 12) -> dict[str, str]:
    """Names in a row for both languages, the first `most` of them and how many more."""
    listed = names_wording(names, most)
    return {"names": listed.zh, "names_en": listed.en}


def percent(share: float) -> str:
    """A share or rate in % for reading: 5.7 %, with one decimal place."""
    return format_figure(share, 1, "%")


POWERS: Final = (1, 2, 3, 4, 8)
"""Powers of ten that a slip of unit comes to: a place, %, 千, 万, 亿."""


def swaps(figure: float, places: int) -> Iterator[float]:
    """The figures that come of swapping two unequal neighbouring digits of one printed to `places` decimals."""
    digits = rounded_text(abs(figure), places).replace(".", "")
    for at in range(len(digits) - 1):
        if digits[at] != digits[at + 1]:
            other = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            yield math.copysign(int(other) / 10**places, figure)


def transposed(one: float, other: float, places: int) -> bool:
    """Whether two figures differ by one swap of neighbouring digits; of two digits at least three places are asked."""
    long_enough = len(rounded_text(abs(one), places).replace(".", "")) >= 3
    slack = 1e-9 * max(1.0, abs(other))
    return long_enough and any(abs(figure - other) <= slack for figure in swaps(one, places))


def scalings(figure: float) -> Iterator[float]:
    """The figures that come of a unit or place mistaken, up and down."""
    for power in POWERS:
        yield figure * 10.0**power
        yield figure / 10.0**power
