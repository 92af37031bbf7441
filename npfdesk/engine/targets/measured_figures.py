"""Figures of targets that are no level of their year: sums so far, mean growths, places, relations, directions.

Every such target is judged by a figure of its own, (year, target), and the rules of status by its way. The sources are
the contract of the workbook: of a sum the milestone is T (t - b) / (Y - b) and the figure the sum of the years after b; of
a growth g over N years the figure is the mean so far, (prod(1 + r))^(1 / n) - 1, and each year left needs
((1 + g)^N / prod(1 + r))^(1 / (N - n)) - 1. The way of a growth is that of an index which is 1 in the base year.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.figures_to_date import grown_in_all, growth_index, growth_to_date, sum_to_date
from npfdesk.engine.targets.status import EDGE
from npfdesk.engine.targets.ways import Ways
from npfdesk.engine.targets.yardstick_paths import known_path
from npfdesk.plan.kinds import Direction
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import fold
from npfdesk.plan.reference_series import Reference, reference_of
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

    `positions` in the TargetTable. `value` the figure in each year, `base`, `reach` and `milestone` as that, `end` what the way counts to (the nearer edge of a range or an about); `required`
    what each year left needs from the last observed one (an amount a year of a sum, % of a growth). `way_value`,
    `way_base`, `way_reach` and `way_milestone` are what the rules of status look at, `points` where their way is
    straight. `known` (year, target) says whether the figure rests on observed ones alone. `met` (year, target); `verdict` (year, target) the status of a direction in words, -1 where rules decide.
    """

    positions: IntArray
    base_year: IntArray
    value: FloatArray
    base: FloatArray
    reach: FloatArray
    end: FloatArray
    milestone: FloatArray
    required: FloatArray
    way_value: FloatArray
    way_base: FloatArray
    way_reach: FloatArray
    way_milestone: FloatArray
    points: BoolArray
    met: BoolArray
    verdict: NDArray[np.int8]
    known: BoolArray


# a figure beyond the range of floats is judged as overflown; no warning is needed
@np.errstate(over="ignore")
def measured_figures(results: Results, scenario: str, chosen: IntArray | None = None) -> MeasuredFigures:
    """The figures of a scenario's targets that are no level of their year; `chosen` names some of these alone."""
    result = results.scenarios[scenario]
    positions = result.targets.measured if chosen is None else chosen
    years, count = len(results.plan.years), len(positions)
    made = MeasuredFigures(
        positions=positions,
        base_year=result.targets.base_year[positions].copy(),
        value=np.full((years, count), np.nan),
        base=np.full(count, np.nan),
        reach=result.targets.reach[positions].copy(),
        end=result.targets.reach[positions].copy(),
        milestone=np.full((years, count), np.nan),
        required=np.full(count, np.nan),
        way_value=np.full((years, count), np.nan),
        way_base=np.full(count, np.nan),
        way_reach=np.full(count, np.nan),
        way_milestone=np.full((years, count), np.nan),
        points=np.ones(count, dtype=np.bool_),
        met=np.zeros((years, count), dtype=np.bool_),
        verdict=np.full((years, count), -1, dtype=np.int8),
        known=np.zeros((years, count), dtype=np.bool_),
    )
    measure = result.targets.measure[positions]
    for code, enter in _ENTERED.items():
        for place in np.flatnonzero(measure == MEASURES.index(code)):
            enter(_One(results, result, made, int(place)))
    return made


def growth_targets(results: Results, scenario: str) -> frozenset[int]:
    """The positions of the targets that are judged by an index of growths: of a rate, of printed growths, beside another's."""
    table = results.scenarios[scenario].targets
    found = []
    for position in table.measured.tolist():
        measure, statement = MEASURES[int(table.measure[position])], table.statements[position]
        if measure is Measure.GROWTH:
            found.append(position)
        elif measure is Measure.RELATIVE and statement.parsed.kind is not TargetKind.NONE:
            reference = reference_of(results.plan, statement.series, statement.parsed)
            if reference is not None and (reference.growth or results.frame.rate[table.row[position]]):
                found.append(position)
    return frozenset(found)


@dataclass(frozen=True, eq=False)
class OtherSeriesRead:
    """Which targets look at other series than their own: parallel, the `positions` of targets and the `rows` of series."""

    positions: IntArray
    rows: IntArray


def other_series_read(results: Results, scenario: str) -> OtherSeriesRead:
    """The series that a scenario's relations are held against, and those among which its places are."""
    table, plan = results.scenarios[scenario].targets, results.plan
    pairs: list[tuple[int, int]] = []
    for position in table.measured.tolist():
        measure, parsed = MEASURES[int(table.measure[position])], table.statements[position].parsed
        series = table.keys[position].series
        if measure is Measure.RELATIVE:
            found = reference_of(plan, series, parsed)
            rows = [] if found is None else [plan.row[found.series]]
        elif measure is Measure.RANK:
            rows = peer_rows(plan, series, parsed.reference)
        else:
            rows = []
        pairs.extend((position, row) for row in rows)
    made = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return OtherSeriesRead(made[:, 0], made[:, 1])


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

    @property
    def base(self) -> float:
        """The figure of the base year; NaN where none is known."""
        return _at(self.results.actual.values[:, self.row], self.since)

    def path(self, row: int) -> FloatArray:
        """A series' figures (year,)."""
        return self.result.projection.values[:, row]

    def known(self, row: int) -> BoolArray:
        """In which years a series' figure rests on observed ones alone (year,)."""
        known: BoolArray = self.results.actual.known[:, row]
        return known

    def known_since(self, row: int) -> BoolArray:
        """In which years all figures since the base do (year,)."""
        known: BoolArray = np.logical_and.accumulate(self.known(row) | (self.columns <= self.since))
        return known

    @property
    def last(self) -> int:
        """The column of the last observed year since the base, the base's where there is none."""
        return max(int(self.results.last[self.row]), self.since)

    def enter(self, name: str, figures: FloatArray | BoolArray | float) -> None:
        """Enter figures of this target."""
        getattr(self.made, name)[..., self.place] = figures


def _sum(one: _One) -> None:
    """The sum of the years after the base."""
    total = _way_end(one)
    one.enter("end", total)
    one.enter("known", one.known_since(one.row))
    so_far = sum_to_date(one.path(one.row), one.since)
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
    # printed growths are observed, and nothing continues them
    one.enter("known", one.known_since(one.row) if rate else np.isfinite(rates))
    annual = one.parsed.basis is not Basis.TOTAL
    _grown(one, growth_index(rates, one.since), _way_end(one), annual, last)
    _met_within(one, one.made.value[:, one.place])


def _way_end(one: _One) -> float:
    """What the way to a sum or a growth counts to, from none of it: of a range or an about the nearer edge."""
    table, at = one.table, one.position
    figures = (table.reach[at], table.reach_low[at], table.reach_high[at])
    reach, low, high = (np.array([figure]) for figure in figures)
    return float(gaps.way_end(np.zeros(1), reach, low, high, np.array([bool(table.inside[at])]))[0])


def _grown(one: _One, index: FloatArray, reach: float, annual: bool, last: int) -> None:
    one.enter("end", reach)
    span = one.due - one.since
    if span <= 0:
        return
    elapsed = np.where(one.columns > one.since, one.columns - one.since, np.nan).astype(np.float64)
    total = grown_in_all(reach, span, annual)
    due = np.where(one.columns >= one.due, total, total ** (np.nan_to_num(elapsed) / span))
    due = np.where(one.columns > one.since, due, np.nan)
    one.enter("value", growth_to_date(index, one.since, annual))
    one.enter("milestone", _due(due, np.minimum(elapsed, span), annual))
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


def _due(index: FloatArray, elapsed: FloatArray, annual: bool) -> FloatArray:
    """The index that is due as a growth in %: after the target's year as in it."""
    with np.errstate(divide="ignore", invalid="ignore"):
        powered = np.where(index > 0, index, np.nan) ** (1.0 / elapsed) if annual else index
    return np.where(elapsed > 0, (powered - 1.0) * 100.0, np.nan)


def _printed_growths(one: _One) -> FloatArray:
    return printed_growths(one.plan, one.series)


def printed_growths(plan: Plan, series: SeriesKey) -> FloatArray:
    """The growths of whole years that are printed beside a series, in % (year,), NaN where there is none."""
    growths = np.full(len(plan.years), np.nan)
    for key, figure in plan.progress.items():
        column = key.period.year - int(plan.years[0])
        if key.series == series and key.growth and key.period.is_year and 0 <= column < len(growths):
            growths[column] = figure
    return growths


def _growths_of(one: _One, row: int, values: FloatArray) -> FloatArray:
    """A series' growths on the year before in %, its own figures where it is a rate."""
    if one.results.frame.rate[row]:
        return values
    before = np.concatenate([[np.nan], values[:-1]])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(before > 0, values / before - 1.0, np.nan) * 100.0


def _relative(one: _One) -> None:
    """Against the series that the words name: its figures, or the growths since the base.

    A year in which the reference is not known has no figure to be judged by; until it is known in the target's year the
    way goes to its last known figure.
    """
    found = reference_of(one.plan, one.series, one.parsed)
    if found is None or one.parsed.kind is TargetKind.NONE:
        return
    if found.growth:
        _relative_growth(one, found)
        return
    own, row = one.path(one.row), one.plan.row[found.series]
    other = known_path(one.result, row)
    if found.year is not None:
        other = np.full(len(own), _at(other, found.year - one.first))
    other = found.factor * other + found.points
    base = one.base
    reach = _at(other, one.due, _last_of(other))
    theirs = one.known(row)
    if found.year is not None:
        theirs = np.full(len(own), 0 <= found.year - one.first < len(own) and theirs[found.year - one.first])
    one.enter("known", one.known(one.row) & theirs)
    one.enter("value", np.where(np.isfinite(other), own, np.nan))
    one.enter("base", base)
    one.enter("reach", reach)
    one.enter("end", reach)
    one.enter("milestone", np.where(one.columns >= one.since, other, np.nan))
    for name in ("value", "base", "reach", "milestone"):
        one.enter(f"way_{name}", getattr(one.made, name)[..., one.place])
    last = one.last
    points = one.results.frame.points[one.row : one.row + 1]
    # nothing is required of it before the target's year is known
    ends = np.array([_at(own, last)]), np.array([_at(other, one.due)])
    one.enter("required", gaps.required_growth(*ends, np.array([float(one.due - last)]), points)[0])
    one.made.met[:, one.place] = _beyond(own, other, one.sign, one.parsed.kind, one.plan.about_tolerance)


def _relative_growth(one: _One, found: Reference) -> None:
    own = growth_index(_growths_of(one, one.row, one.path(one.row)), one.since)
    row = one.plan.row[found.series]
    theirs = _growths_of(one, row, known_path(one.result, row))
    other = growth_index(found.factor * theirs + found.points, one.since)
    span = one.due - one.since
    if span <= 0:
        return
    one.enter("known", one.known_since(one.row) & one.known_since(row))
    own = np.where(np.isfinite(other), own, np.nan)
    means = growth_to_date(own, one.since, True), growth_to_date(other, one.since, True)
    reach = _at(means[1], one.due, _last_of(means[1]))
    _grown(one, own, reach, True, one.last)
    one.enter("reach", reach)
    if math.isnan(_at(means[1], one.due)):
        one.enter("required", np.nan)
    one.enter("milestone", means[1])
    one.enter("way_milestone", np.where(one.columns == one.since, 1.0, other))
    one.made.met[:, one.place] = _beyond(*means, one.sign, one.parsed.kind, one.plan.about_tolerance)


def _last_of(figures: FloatArray) -> float:
    known = np.flatnonzero(np.isfinite(figures))
    return float(figures[known[-1]]) if len(known) else float("nan")


def _beyond(own: FloatArray, other: FloatArray, sign: float, kind: TargetKind, tolerance: float) -> BoolArray:
    """Whether a figure is at or beyond its reference; 同步 and 接近 are met a tolerance short of it, too."""
    loose = kind in (TargetKind.EXACT, TargetKind.ABOUT)
    slack = tolerance * np.abs(other) if loose else EDGE * np.maximum(1.0, np.abs(other))
    with np.errstate(invalid="ignore"):
        met: BoolArray = sign * (own - other) >= -slack
    return met


def _rank(one: _One) -> None:
    """The place among peers; of an indicator that is a place itself its own figures."""
    places = one.path(one.row) if is_place(one.indicator) else _place_among(one)
    known = one.known(one.row)
    if not is_place(one.indicator):
        for row in peer_rows(one.plan, one.series, one.parsed.reference):
            known = known & (one.known(row) | one.results.frame.absent(np.array([row]))[:, 0])
    one.enter("known", known)
    seen = np.where(known, places, np.nan)
    base = _at(seen, one.since)
    reach = float(one.made.reach[one.place])
    due = _places_due(one, seen)
    for name_, figures in (("value", places), ("base", base), ("reach", reach), ("milestone", due)):
        one.enter(name_, figures)
        one.enter(f"way_{name_}", figures)
    with np.errstate(invalid="ignore"):
        one.made.met[:, one.place] = places <= reach + EDGE


def _places_due(one: _One, places: FloatArray) -> FloatArray:
    """The places due by each year (year,), from the known ones: on the way through the earlier targets' places."""
    table, begun = one.table, one.table.base_year - one.first
    there = (begun >= 0) & (begun < len(places))
    base = np.append(places, np.nan)[np.where(there, begun, -1)]
    among = Ways(table, base, table.reach, np.ones(len(table.row), dtype=np.bool_))
    due: FloatArray = among.due(one.first + one.columns, np.array([one.position]))[0]
    return due


def is_place(indicator: Indicator) -> bool:
    """Whether an indicator's own figures are places among others."""
    return fold(indicator.unit) in _RANK_UNITS or _OWN_RANK.search(fold(indicator.name)) is not None


def peer_rows(plan: Plan, series: SeriesKey, words: str) -> list[int]:
    """The rows of those among whom a series has a place: other children of the region above, or yardsticks that are no averages."""
    region = plan.region_by_code[series.region]
    among = fold(words)
    above = plan.region_by_code.get(region.parent)
    inside = region.parent and (
        _AMONG_CHILDREN.search(among) or (above is not None and fold(above.name) in among)
    )
    if inside:
        peers = [other for other in plan.children_of(region.parent) if other.code != region.code]
    else:
        # a yardstick is no peer of itself
        peers = [
            one for one in plan.benchmarks if one.code != region.code and not _WHOLES.search(fold(one.name))
        ]
    keys = (SeriesKey(other.code, series.industry, series.indicator) for other in peers)
    return [plan.row[key] for key in keys if key in plan.row]


def _place_among(one: _One) -> FloatArray:
    """1 + how many peers are better."""
    rows = peer_rows(one.plan, one.series, one.parsed.reference)
    own = one.path(one.row)
    if not rows:
        return np.full(len(own), np.nan)
    others = one.result.projection.values[:, rows]
    more = 1.0 if one.indicator.direction is Direction.UP else -1.0
    absent = one.results.frame.absent(np.array(rows))
    with np.errstate(invalid="ignore"):
        better = ((more * (others - own[:, None]) > 0) & ~absent).sum(axis=1)
    whole = np.isfinite(own) & (np.isfinite(others) | absent).all(axis=1)
    whole &= ~one.results.frame.absent(np.array([one.row]))[:, 0]
    return np.where(whole, 1.0 + better, np.nan)


def _qualitative(one: _One) -> None:
    """A direction in words, held against the figure of the base year: blue where it goes there, yellow level, red away."""
    own = one.path(one.row)
    base = one.base
    one.enter("known", one.known(one.row))
    one.enter("value", own)
    one.enter("base", base)
    way = {Intention.UP: 1.0, Intention.DOWN: -1.0}.get(one.parsed.intention or Intention.LATER, 0.0)
    if math.isnan(base) or one.parsed.intention in (None, Intention.WITHIN, Intention.LATER):
        return
    known = np.isfinite(own) & (one.columns > one.since)
    change = own - base
    level = np.abs(change) <= (one.plan.about_tolerance if way == 0.0 else EDGE) * max(1e-9, abs(base))
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
