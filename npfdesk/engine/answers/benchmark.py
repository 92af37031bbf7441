"""Against a yardstick: what a series needs if the province grows by y a year, and which y it could still match.

Every answer is in closed form: from the last known figure of each side its pace carries on to the target's year, at a
compound rate (step of points for ratio and index), and the relation ties the two figures. Of a rate (a growth in % whose
level is not published) the figure is the mean since the base year, (prod(1 + r))^(1 / N) - 1, as its targets have it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.remarks import levers_reach
from npfdesk.engine.projection.results import Results
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.required_pace import main_target, past_pace
from npfdesk.engine.targets.yardstick_paths import known_path
from npfdesk.plan.answer_edits import assumption_with_value
from npfdesk.plan.document import Document, effective_assumption
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.edits import SetAssumptions
from npfdesk.plan.kinds import Direction
from npfdesk.plan.methods import Method, usual_method
from npfdesk.plan.problems import Problem, Wording, error, warning
from npfdesk.plan.reference_series import Reference, reference_of
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.series_words import series_problem, series_wording
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]

NO_YARDSTICK: Final = error(
    "benchmark_no_yardstick",
    "“{text}”没有可对照的序列。请在“地区”表增加对标地区（对标＝是）并在“数据”表填写同一指标，或在目标中写明对照的指标。",
    "“{text}” has no series to compare with. Add a benchmark region (benchmark = yes) and its figures of the same indicator in "
    "Data, or name the indicator in the target.",
)
NOT_ITS_YARDSTICK: Final = error(
    "benchmark_not_its_yardstick",
    "“{against}”不能与“{text}”对照。可用：{known}。",
    "“{text}” cannot be compared with “{against}”. Available: {known}.",
)
NO_SUCH_RELATION: Final = error(
    "benchmark_no_such_relation",
    "“{text}”与“{against}”之间不能用这种关系。可用：{known}。",
    "This relation cannot be used between “{text}” and “{against}”. Available: {known}.",
)
NO_FIGURES: Final = error(
    "benchmark_no_figures",
    "“{text}”在 {year} 年以前没有可推算的数值。请在“数据”表填写现状值。",
    "“{text}” has no figure before {year} to project from. Enter an actual in Data.",
)
PAST_TAKEN: Final = warning(
    "benchmark_past_taken",
    "情景没有为“{text}”设假设，先取其过去的年均变化。",
    "The scenario has no assumption for “{text}”; its own past pace is used to begin with.",
)
LEVERS_ON_TOP: Final = warning(
    "benchmark_levers_on_top",
    "所需增速未计抓手的效应；采用后抓手仍会加在其上。",
    "The required growth does not include the levers; they are added on top once it is applied.",
)
NOTHING_TO_ASSUME: Final = warning(
    "benchmark_nothing_to_assume",
    "“{text}”由公式或下级汇总得出，没有可采用的假设。",
    "“{text}” is computed by a formula or rolled up, so there is no assumption to apply.",
)


class Relation(StrEnum):
    """How a series is tied to its yardstick: as its target says, at the same figure, or as they stand to each other now."""

    STATED = "stated"
    LEVEL = "level"
    SHARE = "share"


RELATIONS: Final = MappingProxyType(
    {
        Relation.STATED: Wording("按目标所述", "as the target says"),
        Relation.LEVEL: Wording("达到对标水平", "reach its level"),
        Relation.SHARE: Wording("保持现有比例或差距", "keep the present ratio or distance"),
    }
)
"""What each relation is called."""


@dataclass(frozen=True, eq=False)
class Side:
    """One of the two series: its figures as far as they are known (year,), and how it moves on from the last one.

    `points` where it moves by points a year, `rate` where it is a growth itself. `last` is the figure of `last_year`, of a
    rate what its growths since `base_year` have multiplied to; `base` the figure of the base year.
    """

    series: SeriesKey
    years: NDArray[np.int64]
    known: FloatArray
    points: bool
    rate: bool
    base_year: int
    base: float
    last_year: int
    last: float
    due: int

    def figure(self, pace: float) -> float:
        """Its figure in the target's year at a pace (% a year; points a year; of a rate its mean a year since the base)."""
        left = self.due - self.last_year
        if self.rate:
            total = self.last * _power(1.0 + pace / 100.0, left)
            return (_power(total, 1.0 / (self.due - self.base_year)) - 1.0) * 100.0
        return self.last + pace * left if self.points else self.last * _power(1.0 + pace / 100.0, left)

    def pace(self, figure: float) -> float:
        """The pace at which it comes to a figure; NaN where none does."""
        left = self.due - self.last_year
        if self.rate:
            total = _power(1.0 + figure / 100.0, self.due - self.base_year)
            return (_power(total / self.last, 1.0 / left) - 1.0) * 100.0 if self.last > 0 else math.nan
        ends = np.array([self.last]), np.array([figure]), np.array([float(left)]), np.array([self.points])
        return float(gaps.required_growth(*ends)[0])

    def growth(self, figure: float) -> float:
        """The mean growth a year since the base that a figure of the target's year is, in %."""
        if self.rate:
            return figure
        return (
            (_power(figure / self.base, 1.0 / (self.due - self.base_year)) - 1.0) * 100.0
            if self.base > 0
            else math.nan
        )

    def figure_of(self, growth: float) -> float:
        """The figure of the target's year that a mean growth a year since the base comes to."""
        return growth if self.rate else self.base * _power(1.0 + growth / 100.0, self.due - self.base_year)

    def path(self, pace: float) -> FloatArray:
        """Its figures, known and carried on at a pace up to the target's year (year,), NaN elsewhere."""
        ahead = (self.years - self.last_year).astype(np.float64)
        if self.rate:
            onward = np.full(len(self.years), pace)
        elif self.points:
            onward = self.last + pace * ahead
        else:
            onward = self.last * np.maximum(1.0 + pace / 100.0, 0.0) ** ahead
        return np.where(ahead <= 0, self.known, np.where(self.years <= self.due, onward, np.nan))


def _power(base: float, exponent: float) -> float:
    try:
        return math.nan if base < 0 or not math.isfinite(base) else float(base**exponent)
    except (OverflowError, ZeroDivisionError):
        return math.nan


@dataclass(frozen=True, eq=False)
class Benchmark:
    """A series beside its yardstick in one scenario; every question about y is answered by a method.

    `present` is the scenario's figure of the series in `year` (NaN: none), `pace` the yardstick's to begin with: that of the
    scenario, else its own past. `apart` (own, yardstick) are the figures of the last year in which both are known.
    `assumable` says whether the series can be given an assumption. Paces are % a year, points a year for ratio and index.
    """

    scenario: str
    own: Side
    yardstick: Side
    relation: Relation
    reference: Reference
    sign: float
    year: int
    words: str
    present: float
    pace: float
    apart: tuple[float, float]
    assumable: bool
    notes: tuple[Problem, ...]

    def level(self, pace: float) -> float:
        """What the yardstick comes to in the target's year."""
        return self.yardstick.figure(pace)

    def needed(self, pace: float) -> float:
        """The figure of the series that holds the relation in the target's year.

        As its target says factor · level + points, or of growths since the base year factor · g + points; at the
        same figure the level; as they stand now own · level / yardstick (own + level - yardstick in points).
        """
        level, reference = self.level(pace), self.reference
        if self.relation is Relation.SHARE:
            own, other = self.apart
            return own + level - other if self.own.points else own * level / other
        if reference.growth:
            return self.own.figure_of(reference.factor * self.yardstick.growth(level) + reference.points)
        return reference.factor * level + reference.points

    def required(self, pace: float) -> float:
        """The pace of the series that holds the relation."""
        return self.own.pace(self.needed(pace))

    def gap(self, pace: float) -> float:
        """What the scenario's figure still lacks of what is needed; negative where it is more."""
        return self.sign * (self.needed(pace) - self.present) + 0.0

    def matched(self, own_pace: float) -> float:
        """The pace of the yardstick that the series still holds the relation with at a pace of its own: the inverse of `required`."""
        figure, reference = self.own.figure(own_pace), self.reference
        if self.relation is Relation.SHARE:
            own, other = self.apart
            return self.yardstick.pace(figure - own + other if self.own.points else figure * other / own)
        if reference.growth:
            growth = (self.own.growth(figure) - reference.points) / reference.factor
            return self.yardstick.pace(self.yardstick.figure_of(growth))
        return self.yardstick.pace((figure - reference.points) / reference.factor)

    @property
    def present_pace(self) -> float:
        """The pace at which the scenario comes to its figure."""
        return self.own.pace(self.present)


def yardsticks(results: Results, scenario: str, series: SeriesKey) -> tuple[SeriesKey, ...]:
    """What a series can be held against: the reference of its target first, then the benchmark regions, then the regions above.

    An amount without any of them is held against the other amounts of its region, as revenue against the GDP.
    """
    plan = results.plan
    stated = _stated(results, scenario, series)
    found = [] if stated is None else [stated[1].series]
    found += [series._replace(region=one.code) for one in plan.benchmarks]
    above = plan.region_by_code[series.region].parent
    while above:
        found.append(series._replace(region=above))
        above = plan.region_by_code[above].parent
    there = [one for one in found if one in plan.row and one != series]
    return tuple(dict.fromkeys(there)) or _beside(results, series)


def _beside(results: Results, series: SeriesKey) -> tuple[SeriesKey, ...]:
    """The other amounts of the same region and industry, where the series itself is one."""
    plan, frame = results.plan, results.frame

    def is_amount(row: int) -> bool:
        return not frame.points[row] and not frame.rate[row]

    if series not in plan.row or not is_amount(plan.row[series]):
        return ()
    others = (series._replace(indicator=one.code) for one in plan.indicators)
    return tuple(one for one in others if one != series and one in plan.row and is_amount(plan.row[one]))


def relations(
    results: Results, scenario: str, series: SeriesKey, yardstick: SeriesKey
) -> tuple[Relation, ...]:
    """The relations that can hold between a series and its yardstick, the one to begin with first."""
    frame = results.frame
    row, other = results.plan.row[series], results.plan.row[yardstick]
    stated = _stated(results, scenario, series)
    found = [Relation.STATED] if stated is not None and stated[1].series == yardstick else []
    alike = series.indicator == yardstick.indicator
    ways = [Relation.LEVEL] if alike else []
    if frame.points[row] == frame.points[other] and not (frame.rate[row] or frame.rate[other]):
        # an amount is rarely to reach that of a larger place
        ways.insert(len(ways) if frame.points[row] else 0, Relation.SHARE)
    return (*found, *ways)


def benchmark(
    results: Results,
    scenario: str,
    series: SeriesKey,
    yardstick: SeriesKey | None = None,
    relation: Relation | None = None,
) -> Benchmark | Problem:
    """A series of a scenario beside a yardstick (default: the first of ``yardsticks``), tied by a relation (default: the first).

    The year is that of the relative target, else that of the series' main target, else the plan's target year. A Problem
    where there is no yardstick or no such relation, and where either side has no figure to begin from.
    """
    plan = results.plan
    found = yardsticks(results, scenario, series)
    if not found:
        return series_problem(NO_YARDSTICK, results.plan, series)
    against = found[0] if yardstick is None else yardstick
    if against not in found:
        known = tuple(series_wording(results.plan, one) for one in found)
        told = {"against": series_wording(results.plan, against), "known": known}
        return series_problem(NOT_ITS_YARDSTICK, results.plan, series, **told)
    ways = relations(results, scenario, series, against)
    if not ways or (relation is not None and relation not in ways):
        told = {"against": series_wording(results.plan, against), "known": tuple(ways)}
        return series_problem(NO_SUCH_RELATION, results.plan, series, **told)
    chosen = ways[0] if relation is None else relation
    stated = _stated(results, scenario, series)
    table = results.scenarios[scenario].targets
    main = main_target(results, scenario, series)
    if chosen is Relation.STATED and stated is not None:
        position, reference = stated
        sign, words = float(table.sign[position]), table.statements[position].text
        year, base_year = int(table.year[position]), int(table.base_year[position])
    else:
        reference, words = Reference(against, growth=False), ""
        sign = -1.0 if plan.indicator_by_code[series.indicator].direction is Direction.DOWN else 1.0
        year = int(table.year[main]) if main is not None else plan.target_year
        base_year = int(table.base_year[main]) if main is not None else plan.base_year
    sides = [_side(results, scenario, one, base_year, year) for one in (series, against)]
    for side in sides:
        if isinstance(side, Problem):
            return side
    own, other = (side for side in sides if isinstance(side, Side))
    both = np.flatnonzero(np.isfinite(own.known) & np.isfinite(other.known) & (own.years <= own.last_year))
    if chosen is Relation.SHARE and (not len(both) or not (own.points or other.known[both[-1]] > 0)):
        return series_problem(NO_FIGURES, results.plan, against, year=str(own.last_year))
    apart = (float(own.known[both[-1]]), float(other.known[both[-1]])) if len(both) else (math.nan, math.nan)
    pace, assumed = _pace(results, scenario, other)
    notes = [] if assumed else [series_problem(PAST_TAKEN, results.plan, against)]
    row = plan.row[series]
    if levers_reach(results, scenario, row):
        notes.append(Problem(LEVERS_ON_TOP))
    assumable = bool(np.isfinite(results.observed[:, row]).any() and not results.frame.formula_row[row])
    if not assumable:
        notes.append(series_problem(NOTHING_TO_ASSUME, results.plan, series))
    return Benchmark(
        scenario=scenario,
        own=own,
        yardstick=other,
        relation=chosen,
        reference=reference,
        sign=sign,
        year=year,
        words=words,
        present=_figure_due(results, scenario, own),
        pace=pace,
        apart=apart,
        assumable=assumable,
        notes=tuple(notes),
    )


def apply_paces(
    document: Document, answer: Benchmark, pace: float, *, with_yardstick: bool
) -> SetAssumptions | None:
    """The edit that assumes the required pace of the series, and the yardstick's too; None where there is none to assume."""
    required = answer.required(pace)
    if not answer.assumable or not math.isfinite(required):
        return None
    chosen = [(answer.own, required), *([(answer.yardstick, pace)] if with_yardstick else [])]
    changes = {
        AssumptionKey(*side.series): _assumed(document, answer.scenario, side, one) for side, one in chosen
    }
    return set_assumptions(document, answer.scenario, changes)


def _assumed(document: Document, scenario: str, side: Side, pace: float) -> Assumption:
    if side.rate:
        return Assumption(Method.VALUES, by_year=((side.last_year + 1, pace),))
    before = effective_assumption(document.scenarios, scenario, AssumptionKey(*side.series))
    moved = assumption_with_value(before[2] if before else None, usual_method(side.points), pace)
    # single years with a parameter of their own would lead elsewhere
    return replace(moved, by_year=())


def _stated(results: Results, scenario: str, series: SeriesKey) -> tuple[int, Reference] | None:
    """The position of a series' relative target, that of the plan's target year first, and what it is held against."""
    table, plan = results.scenarios[scenario].targets, results.plan
    found = [
        (int(position), reference)
        for position in table.of_row(plan.row[series])
        for reference in _references(results, scenario, int(position))
    ]
    return min(found, key=lambda one: int(table.year[one[0]]) != plan.target_year, default=None)


def _references(results: Results, scenario: str, position: int) -> Iterator[Reference]:
    table = results.scenarios[scenario].targets
    parsed, series = table.statements[position].parsed, table.keys[position].series
    if parsed.measure is Measure.RELATIVE:
        found = reference_of(results.plan, series, parsed)
        if found is not None and found.series != series:
            yield found


def _side(results: Results, scenario: str, series: SeriesKey, base_year: int, due: int) -> Side | Problem:
    plan, frame, result = results.plan, results.frame, results.scenarios[scenario]
    row, years = plan.row[series], plan.years
    seen = np.flatnonzero(np.isfinite(results.observed[:, row]) & (years < due))
    values = result.projection.values[:, row]
    if not len(seen) or frame.formula_row[row]:
        # what nobody observes is known up to the base year
        seen = np.flatnonzero(np.isfinite(values) & (years <= base_year) & (years < due))
    if not len(seen) or base_year >= due:
        return series_problem(NO_FIGURES, results.plan, series, year=str(due))
    last_column, rate = int(seen[-1]), bool(frame.rate[row])
    known = np.where(np.arange(len(years)) <= last_column, values, np.nan)
    last_year, last = int(years[last_column]), float(values[last_column])
    until = np.flatnonzero(np.isfinite(known) & (years <= base_year))
    base = float(known[until[-1]]) if len(until) else math.nan
    if rate:
        since = (years > base_year) & (years <= last_year)
        last, last_year = float(np.prod(1.0 + known[since] / 100.0)), max(last_year, base_year)
    return Side(series, years, known, bool(frame.points[row]), rate, base_year, base, last_year, last, due)


def _figure_due(results: Results, scenario: str, side: Side) -> float:
    """The scenario's figure of a side in the target's year; NaN where there is none."""
    column = side.due - int(side.years[0])
    values = results.scenarios[scenario].projection.values[:, results.plan.row[side.series]]
    if not 0 <= column < len(values):
        return math.nan
    if not side.rate:
        return float(values[column])
    since = (side.years > side.base_year) & (side.years <= side.due)
    total = float(np.prod(1.0 + values[since] / 100.0))
    return (_power(total, 1.0 / (side.due - side.base_year)) - 1.0) * 100.0


def _pace(results: Results, scenario: str, side: Side) -> tuple[float, bool]:
    """The yardstick's pace to begin with, and whether it is the scenario's (else that of its past)."""
    row, column = results.plan.row[side.series], side.due - int(side.years[0])
    path = known_path(results.scenarios[scenario], row)
    if 0 <= column < len(path) and np.isfinite(path[column]):
        pace = side.pace(_figure_due(results, scenario, side))
        if math.isfinite(pace):
            return pace, True
    seen = side.known[np.isfinite(side.known)]
    past = float(seen[-1]) if side.rate else float(past_pace(results, scenario)[row])
    return (past if math.isfinite(past) else 0.0), False
