"""Targets as arrays: the figures that each target's text gives with its base."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.plan.kinds import Direction, Kind
from npfdesk.plan.method_description import WaypointKind, Waypoints
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem
from npfdesk.plan.reference_series import relation_sign
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import TargetKey
from npfdesk.plan.targets import (
    LEVEL_MEASURES,
    Basis,
    Measure,
    PlanTarget,
    StatedText,
    Target,
    TargetKind,
    as_target,
    resolve_target,
    stated_figures,
)
from npfdesk.plan.yearly_targets import is_stage

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

MEASURES: Final = tuple(Measure)
"""The measures in the order of their codes."""
_FEW: Final = 8
"""Up to so many targets or series are gone through one by one, which costs less than arrays do."""
_PLAIN: Final = frozenset({TargetKind.EXACT, TargetKind.AT_LEAST, TargetKind.AT_MOST, TargetKind.ABOUT})


class ResolvedTargets(Sequence[Target | None]):
    """The targets of a table in figures, in its order; None where the text needs a base and there is none.

    What states a plain level of its year needs nothing but its words: of a nation's thousands of such each is made when it is
    first asked for, and stays the same object for as long as its statement does.
    """

    def __init__(
        self,
        found: tuple[Target | None, ...],
        plain: BoolArray,
        statements: tuple[PlanTarget, ...],
        about_tolerance: float,
        made: dict[int, tuple[PlanTarget, Target]] | None = None,
    ) -> None:
        """`found` are those that `plain` (target,) does not mark; `made` those plain ones that were made before, by statement."""
        self.found, self.plain = found, plain
        self._statements, self._tolerance = statements, about_tolerance
        self._made = {} if made is None else made

    @overload
    def __getitem__(self, position: int) -> Target | None: ...

    @overload
    def __getitem__(self, position: slice) -> tuple[Target | None, ...]: ...

    def __getitem__(self, position: int | slice) -> Target | tuple[Target | None, ...] | None:
        if isinstance(position, slice):
            return tuple(self[one] for one in range(*position.indices(len(self))))
        return self._plain(self._statements[position]) if self.plain[position] else self.found[position]

    def __len__(self) -> int:
        return len(self.found)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def with_others(
        self,
        others: Mapping[int, Target | None],
        plain: IntArray,
        statements: tuple[PlanTarget, ...],
        about_tolerance: float,
    ) -> ResolvedTargets:
        """The same with other targets at some positions: `others` as they are, and those that are `plain`."""
        found, marked = list(self.found), self.plain.copy()
        for position, target in others.items():
            found[position], marked[position] = target, False
        marked[plain] = True
        marked.setflags(write=False)
        made = self._made if about_tolerance == self._tolerance else None
        return ResolvedTargets(tuple(found), marked, statements, about_tolerance, made)

    def _plain(self, statement: PlanTarget) -> Target:
        kept = self._made.get(id(statement))
        if kept is None or kept[0] is not statement:
            target = resolve_target(
                statement.parsed,
                base=None,
                base_year=None,
                target_year=statement.year,
                about_tolerance=self._tolerance,
            )
            assert isinstance(target, Target)
            # the statement is kept beside it, so that its address names nothing else
            kept = self._made.setdefault(id(statement), (statement, target))
        return kept[1]


@dataclass(frozen=True, eq=False)
class TargetTable:
    """A scenario's targets: the plan's targets, replaced by the scenario's own where it has some.

    Parallel, (target,): `keys`, `statements` (as worded), `resolved` (None where the text needs a base and
    there is none; without a value where the target is no level: a sum, a place, words alone), `row` the series'
    row, `year` and `base_year` (that which the words count from), `figure`, `low`, `high` and `stretch` as levels of
    its year in the indicator's unit (NaN: none), `sign` 1 where more is better and -1 where less is, `inside` where
    it is met between low and high (about, range), `own` whether it is the scenario's own. `stated_in` are the
    mappings that the statements were taken from.

    `measure` (codes of MEASURES) says what a target is of, and `reach`, `reach_low`, `reach_high`, `reach_stretch` are
    its figures as that: of a level and of a growth with a base the level, of a sum its total, of a growth of a rate
    (or of a series without any level) the % a year or in total, of a rank the place, NaN of words alone. `second` marks
    what is stated beside another target of the same series and year.
    """

    keys: tuple[TargetKey, ...]
    statements: tuple[PlanTarget, ...]
    resolved: ResolvedTargets
    row: IntArray
    year: IntArray
    base_year: IntArray
    figure: FloatArray
    low: FloatArray
    high: FloatArray
    stretch: FloatArray
    sign: FloatArray
    inside: BoolArray
    own: BoolArray
    measure: NDArray[np.int8]
    reach: FloatArray
    reach_low: FloatArray
    reach_high: FloatArray
    reach_stretch: FloatArray
    second: BoolArray
    stated_in: tuple[Mapping[TargetKey, PlanTarget], ...] = ()

    @property
    def has_own(self) -> bool:
        """Whether the scenario or one that it inherits from states targets of its own."""
        return any(self.stated_in[1:])

    @cached_property
    def relative(self) -> IntArray:
        """The positions of the targets whose level counts from their base: increases, growths, multiples."""
        return np.flatnonzero(
            [
                stated.parsed.how != "figure" and stated.parsed.measure in LEVEL_MEASURES
                for stated in self.statements
            ]
        )

    @cached_property
    def ranges(self) -> BoolArray:
        """Whether a target names a range (target,)."""
        return np.array([one.parsed.kind is TargetKind.RANGE for one in self.statements], dtype=np.bool_)

    @cached_property
    def asks_nothing(self) -> BoolArray:
        """Whether a target asks for nothing (target,)."""
        return np.array([one.parsed.asks_nothing for one in self.statements], dtype=np.bool_)

    @cached_property
    def in_all(self) -> BoolArray:
        """Whether a growth is stated over all its years, not a year (target,)."""
        return np.array([one.parsed.basis is Basis.TOTAL for one in self.statements], dtype=np.bool_)

    @cached_property
    def measured(self) -> IntArray:
        """The positions of the targets that are judged by another figure than the level of a year: sums, ranks, words."""
        levels = np.isin(self.measure, (MEASURES.index(Measure.LEVEL), MEASURES.index(Measure.GROWTH)))
        return np.flatnonzero(~levels | (np.isfinite(self.reach) & np.isnan(self.figure)))

    @cached_property
    def before(self) -> IntArray:
        """The target that each one's way comes from, (target,): of the same series the nearest in the years before; -1: none.

        A way of levels goes from one to the next, and a way of places; a sum, a mean growth and words in general count over
        years of their own, and what counts from a base (a growth, a doubling, an increase) begins at that base, as does
        what names a base year in which, or after which, the earlier one is due.
        """
        stations = np.flatnonzero(~self.second & np.isfinite(self._stations))
        found = np.full(len(self.row), -1, dtype=np.int64)
        if len(np.unique(self.row[stations])) == len(stations) == len(np.unique(self.row)):
            return found
        following = np.isfinite(self._stations)
        following[self.relative] = False
        later = np.flatnonzero(following)
        # by series, measure and year: the last station before a year stands right before its place
        span = int(self.year.max(initial=0)) + 2
        rank = self.measure == MEASURES.index(Measure.RANK)
        order = (self.row * 2 + rank) * span + self.year
        stations = stations[np.argsort(order[stations], kind="stable")]
        place = np.searchsorted(order[stations], order[later]) - 1
        before = stations[np.maximum(place, 0)]
        same = (place >= 0) & (order[before] // span == order[later] // span)
        same &= self.year[before] > self.base_year[later]
        found[later[same]] = before[same]
        return found

    @cached_property
    def follows(self) -> bool:
        """Whether the way to any target comes from another."""
        return bool((self.before >= 0).any())

    @property
    def _stations(self) -> FloatArray:
        """The figures that ways lead to, (target,): levels and places, NaN of all else."""
        return np.where(self.measure == MEASURES.index(Measure.RANK), self.reach, self.figure)

    @cached_property
    def stage(self) -> BoolArray:
        """Whether a target is a stage of the way to a later one (target,): split off it, no end of a way of its own."""
        return np.array([bool(one.note) and is_stage(one) for one in self.statements], dtype=np.bool_)

    @cached_property
    def begun(self) -> IntArray:
        """The target at which the way to each one begins (target,): the last before it that is no stage; -1: at its base."""
        found = self.before.copy()
        while (on := (found >= 0) & self.stage[found]).any():
            found[on] = self.before[found[on]]
        return found

    @cached_property
    def _by_row(self) -> tuple[IntArray, IntArray]:
        """The positions in the order of their series' rows, and of their years within one, with these rows."""
        order = np.lexsort((self.year, self.row))
        return order, self.row[order]

    def of_row(self, row: int) -> tuple[int, ...]:
        """The positions of a series' targets, in the order of their years, what stands beside another behind it."""
        order, rows = self._by_row
        first, end = rows.searchsorted((row, row + 1))
        return tuple(order[first:end].tolist())

    def positions_of(self, rows: IntArray) -> IntArray:
        """The positions of the targets of some series, ascending; `rows` names each series once."""
        if len(rows) <= _FEW:
            return np.array(sorted([at for row in rows.tolist() for at in self.of_row(row)]), dtype=np.int64)
        order, sorted_rows = self._by_row
        first, end = sorted_rows.searchsorted(rows), sorted_rows.searchsorted(rows, side="right")
        count = end - first
        # the places of all their stretches, one stretch after the other
        places = np.repeat(first - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))
        return np.sort(order[places])

    @cached_property
    def is_measured(self) -> BoolArray:
        """Whether a target is judged by another figure than the level of a year (target,), as `measured` names them."""
        found = np.zeros(len(self.row), dtype=np.bool_)
        found[self.measured] = True
        return found

    @cached_property
    def of_series(self) -> Mapping[TargetKey, int]:
        """The position of each target; of several statements for one series and year the first's."""
        return {key: position for position, key in reversed(tuple(enumerate(self.keys)))}

    @cached_property
    def _kept_waypoints(self) -> list[Waypoints]:
        return []

    def waypoints(self, frame: Frame) -> Waypoints:
        """The figures of each series' targets, (step, series), in the order of the years."""
        if not self._kept_waypoints:
            self._kept_waypoints.append(_waypoints(self, frame))
        return self._kept_waypoints[0]


def _waypoints(table: TargetTable, frame: Frame) -> Waypoints:
    summed = table.measure == MEASURES.index(Measure.SUM)
    mean = (table.measure == MEASURES.index(Measure.GROWTH)) & np.isnan(table.figure) & frame.rate[table.row]
    edge = _nearer_edge(table)
    span = np.maximum(table.year - table.base_year, 1)
    with np.errstate(invalid="ignore"):
        yearly = ((1.0 + edge / 100.0) ** (1.0 / span) - 1.0) * 100.0
    edge = np.where(mean & table.in_all, yearly, edge)
    figure = np.where(summed | mean, edge, table.figure)
    kind = np.select([summed, mean], [WaypointKind.SUM, WaypointKind.MEAN], WaypointKind.LEVEL)
    named = np.flatnonzero(np.isfinite(figure))
    order = named[np.lexsort((table.second[named], table.year[named], table.row[named]))]
    rows = table.row[order]
    first = np.searchsorted(rows, rows)
    step = np.arange(len(rows)) - first
    shape = (int(step.max()) + 1 if len(step) else 1, len(frame.region_of))
    made = Waypoints(
        column=np.full(shape, -1),
        figure=np.full(shape, np.nan),
        kind=np.zeros(shape, dtype=np.int8),
        since=np.full(shape, -1),
    )
    years = int(frame.plan.years[0])
    made.column[step, rows] = table.year[order] - years
    made.figure[step, rows] = figure[order]
    made.kind[step, rows] = kind[order]
    made.since[step, rows] = table.base_year[order] - years
    return made


def _nearer_edge(table: TargetTable) -> FloatArray:
    """The figure that a sum or a mean growth heads for, from none of it: of a range or an about the edge nearer to 0."""
    low, high = table.reach_low, table.reach_high
    edge = np.where(low > 0, low, np.where(high < 0, high, table.reach))
    return np.where(table.inside & np.isfinite(low) & np.isfinite(high), edge, table.reach)


def _of_another_line(
    table: TargetTable, stated_in: tuple[Mapping[TargetKey, PlanTarget], ...]
) -> TargetTable:
    """The same targets as another scenario's, with what was already worked out of them."""
    found = replace(table, stated_in=stated_in)
    derived = {name for name, value in vars(type(table)).items() if isinstance(value, cached_property)}
    vars(found).update({name: value for name, value in vars(table).items() if name in derived})
    return found


def target_table(
    frame: Frame,
    plan: Plan,
    chain: Sequence[Scenario],
    previous: TargetTable | None,
    amended: IntArray | None,
    others: Sequence[TargetTable] = (),
) -> TargetTable:
    """The targets that a scenario is judged by, resolved against observed bases.

    `previous` is the table of the previous document, `amended` the rows whose observed figures have changed
    since (None: any); unchanged entries are reused. `others` are those of the same document's scenarios: where neither
    this scenario nor another has targets of its own, theirs is this one's.
    """
    stated_in = (plan.targets, *[scenario.targets for scenario in chain])
    if previous is not None and amended is not None and not len(amended):
        then = previous.stated_in
        if len(then) == len(stated_in) and all(map(operator.is_, stated_in, then)):
            return previous
    if previous is None and not any(stated_in[1:]):
        for other in others:
            if not other.has_own:
                return _of_another_line(other, stated_in)
    own: dict[TargetKey, PlanTarget] = {}
    for scenario in chain:
        own.update(scenario.targets)
    both = {**plan.targets, **own}
    named: list[TargetKey] = []
    worded: list[PlanTarget] = []
    second: list[bool] = []
    for key, whole in both.items():
        if key.series in plan.row:
            parts = _apart(whole)
            named.extend([key] * len(parts))
            worded.extend(parts)
            second.extend(place > 0 for place in range(len(parts)))
    keys, stated = tuple(named), tuple(worded)
    # a newly worded target can count from another base year than the old one
    base_year = np.array([_counted_from(one, plan) for one in stated], dtype=np.int64)
    if previous is not None and amended is not None and previous.keys == keys:
        differing = [
            position
            for position, key in enumerate(keys)
            if stated[position] is not previous.statements[position] or (key in own) != previous.own[position]
        ]
        again = {*differing, *np.flatnonzero(np.isin(previous.row, amended)).tolist()}
        if not again:
            return replace(previous, stated_in=stated_in)
        before = replace(previous, statements=stated, base_year=base_year, stated_in=stated_in)
        return _resolved_again(before, frame, plan, own, again)
    count = len(keys)
    blank = TargetTable(
        keys=keys,
        statements=stated,
        resolved=ResolvedTargets(
            (None,) * count, np.zeros(count, dtype=np.bool_), stated, plan.about_tolerance
        ),
        row=np.array([plan.row[key.series] for key in keys], dtype=np.int64),
        year=np.array([key.year for key in keys], dtype=np.int64),
        base_year=base_year,
        figure=np.full(count, np.nan),
        low=np.full(count, np.nan),
        high=np.full(count, np.nan),
        stretch=np.full(count, np.nan),
        sign=np.ones(count),
        inside=np.zeros(count, dtype=np.bool_),
        own=np.zeros(count, dtype=np.bool_),
        measure=np.zeros(count, dtype=np.int8),
        reach=np.full(count, np.nan),
        reach_low=np.full(count, np.nan),
        reach_high=np.full(count, np.nan),
        reach_stretch=np.full(count, np.nan),
        second=np.array(second, dtype=np.bool_),
        stated_in=stated_in,
    )
    return _resolved_again(blank, frame, plan, own, range(count))


def _resolved_again(
    table: TargetTable,
    frame: Frame,
    plan: Plan,
    own: Mapping[TargetKey, PlanTarget],
    positions: Iterable[int],
) -> TargetTable:
    positions = list(positions)
    resolved: dict[int, Target | None] = {}
    arrays = {
        name: getattr(table, name).copy()
        for name in ("figure", "low", "high", "stretch", "sign", "inside", "own", "measure")
    }
    arrays.update({name: getattr(table, name).copy() for name in _REACHES})
    plain = np.array([], dtype=np.int64)
    if len(positions) > _FEW:
        plain = _enter_plain(arrays, table, frame, plan, positions)
        arrays["own"][plain] = [table.keys[one] in own for one in plain.tolist()] if own else False
    bases = observed_base(plan, table.row, table.base_year)
    entered = set(plain.tolist())
    for position in positions:
        if position in entered:
            continue
        statement = table.statements[position]
        base = bases[position]
        base_year = int(table.base_year[position])
        target = _resolve(statement, None if np.isnan(base) else float(base), base_year, plan)
        resolved[position] = target
        indicator = plan.indicators[frame.indicator_of[table.row[position]]]
        kind = target.kind if target is not None else TargetKind.NONE
        _enter_figures(arrays, position, statement, target, indicator.kind, plan)
        # the words override the indicator's direction: "at most 30" is met from below, whatever it measures
        better = -1.0 if indicator.direction is Direction.DOWN else 1.0
        arrays["sign"][position] = {TargetKind.AT_LEAST: 1.0, TargetKind.AT_MOST: -1.0}.get(kind, better)
        if arrays["measure"][position] == MEASURES.index(Measure.RELATIVE):
            arrays["sign"][position] = relation_sign(statement.parsed, indicator.direction)
        if arrays["measure"][position] == MEASURES.index(Measure.RANK):
            # a lower place is the better one, whatever the words and the indicator say
            arrays["sign"][position] = -1.0
        arrays["inside"][position] = kind in (TargetKind.ABOUT, TargetKind.RANGE)
        arrays["own"][position] = table.keys[position] in own
    made = table.resolved.with_others(resolved, plain, table.statements, plan.about_tolerance)
    return replace(table, resolved=made, **arrays)


def _enter_plain(
    arrays: Mapping[str, NDArray[np.generic]],
    table: TargetTable,
    frame: Frame,
    plan: Plan,
    positions: Sequence[int],
) -> IntArray:
    """Enters the figures of those of some targets that state one level of their year and need no base; which they are, ascending.

    What this enters is what `_resolve` and `_enter_figures` find of each.
    """
    chosen = [one for one in positions if _is_plain(table.statements[one].parsed)]
    stated = [table.statements[one].parsed for one in chosen]
    at = np.array(chosen, dtype=np.int64)
    figure = np.array([parsed.figure for parsed in stated], dtype=np.float64)
    kinds = np.array([_KINDS[parsed.kind] for parsed in stated], dtype=np.int8)
    with np.errstate(over="ignore", invalid="ignore"):
        # one beyond the range of floats is a problem of its own
        usable = np.isfinite(2 * plan.about_tolerance * figure + figure)
    at, figure, kinds = at[usable], figure[usable], kinds[usable]
    least, most, about = (
        kinds == _KINDS[one] for one in (TargetKind.AT_LEAST, TargetKind.AT_MOST, TargetKind.ABOUT)
    )
    slack = plan.about_tolerance * np.abs(figure)
    low = np.select([least, about], [figure, figure - slack], np.nan)
    high = np.select([most, about], [figure, figure + slack], np.nan)
    hoped = np.array([table.statements[one].stretch for one in at.tolist()], dtype=np.float64)
    falls = np.array([one.direction is Direction.DOWN for one in plan.indicators], dtype=np.bool_)
    better = np.where(falls[frame.indicator_of[table.row[at]]], -1.0, 1.0)
    for names, figures in (
        (("figure", "reach"), figure),
        (("low", "reach_low"), low),
        (("high", "reach_high"), high),
        (("stretch", "reach_stretch"), hoped),
        (("sign",), np.select([least, most], [1.0, -1.0], better)),
        (("inside",), about),
        (("measure",), np.full(len(at), MEASURES.index(Measure.LEVEL))),
    ):
        for name in names:
            arrays[name][at] = figures
    return at


def _is_plain(parsed: StatedText) -> bool:
    """Whether a statement is one level of its year and nothing else."""
    return (
        parsed.how == "figure"
        and parsed.measure is Measure.LEVEL
        and parsed.kind in _PLAIN
        and parsed.figure is not None
        and parsed.low is parsed.high is parsed.stretch is parsed.since is None
    )


_KINDS: Final = {kind: code for code, kind in enumerate(TargetKind)}


def with_computed_bases(table: TargetTable, plan: Plan, known: Callable[[], FloatArray]) -> TargetTable:
    """The table in which targets with a computed base (a roll-up, a formula) are resolved too.

    `known` gives the figures that rest on observed ones alone, (year, series): a projected figure is no base. The same
    table where there are none.
    """
    at = table.relative
    if not len(at):
        return table
    at = at[np.isnan(observed_base(plan, table.row[at], table.base_year[at]))]
    if not len(at):
        return table
    figures = known()
    computed = base_figures(figures, table.row[at], table.base_year[at], int(plan.years[0]))
    # what has figures, but none of its base year, does not begin at 0
    lost = np.isnan(computed) & np.isfinite(figures[:, table.row[at]]).any(axis=0)
    lost &= np.isfinite(table.figure[at])
    open_ends = np.flatnonzero(np.isfinite(computed) | lost)
    if not len(open_ends):
        return table
    resolved: dict[int, Target | None] = {}
    arrays = {name: getattr(table, name).copy() for name in (*_LEVELS, *_REACHES, "measure")}
    for index in open_ends:
        position = int(at[index])
        base_year = int(table.base_year[position])
        base = float(computed[index])
        target = None if lost[index] else _resolve(table.statements[position], base, base_year, plan)
        resolved[position] = target
        kind = plan.indicator_by_code[table.keys[position].series.indicator].kind
        _enter_figures(arrays, position, table.statements[position], target, kind, plan)
    made = table.resolved.with_others(
        resolved, np.array([], dtype=np.int64), table.statements, plan.about_tolerance
    )
    return replace(table, resolved=made, **arrays)


_LEVELS: Final = ("figure", "low", "high", "stretch")
_REACHES: Final = ("reach", "reach_low", "reach_high", "reach_stretch")


def _apart(stated: PlanTarget) -> tuple[PlanTarget, ...]:
    """A target, and each statement beside it as a target of its own."""
    if not stated.parsed.beside and not stated.beside:
        return (stated,)
    first = replace(stated, beside=())
    return (
        first,
        *(
            replace(
                first,
                text=second.text,
                parsed=as_target(second.parsed),
                stretch=None,
                stretch_text="",
                sheet=second.sheet,
                cell=second.cell,
            )
            for second in stated.seconds
        ),
    )


def _enter_figures(
    arrays: Mapping[str, NDArray[np.generic]],
    position: int,
    statement: PlanTarget,
    target: Target | None,
    kind: Kind,
    plan: Plan,
) -> None:
    """Enters a target's levels, and its figures as what it measures."""
    measure = target.measure if target is not None else statement.parsed.measure
    levels: tuple[float | None, float | None, float | None] = (None, None, None)
    rate = kind is Kind.RATE and measure is Measure.GROWTH
    if target is not None and not rate:
        levels = (target.value, target.low, target.high)
    reached = levels
    hoped = np.nan if rate else _stretch(statement, target)
    if rate or (measure is Measure.GROWTH and levels[0] is None) or measure in (Measure.SUM, Measure.RANK):
        stated = stated_figures(
            statement.parsed,
            base_year=statement.base_year or plan.base_year,
            target_year=statement.year,
            about_tolerance=plan.about_tolerance,
        )
        reached = (stated.value, stated.low, stated.high)
        hope = statement.stretch if statement.stretch is not None else stated.stretch
        arrays["reach_stretch"][position] = _figure(hope)
    else:
        arrays["reach_stretch"][position] = hoped
    for name, figure in zip(_LEVELS[:3], levels, strict=True):
        arrays[name][position] = _figure(figure)
    for name, figure in zip(_REACHES[:3], reached, strict=True):
        arrays[name][position] = _figure(figure)
    arrays["stretch"][position] = hoped
    arrays["measure"][position] = MEASURES.index(measure)


def _counted_from(statement: PlanTarget, plan: Plan) -> int:
    """The base year of a target; the year that its words name (比2020年翻一番) where that year has a figure."""
    since = statement.parsed.since
    if since is not None and statement.series in plan.row and since in plan.years:
        figure = plan.observed[plan.row[statement.series], plan.column(since)]
        if np.isfinite(figure):
            return since
    return statement.base_year or plan.base_year


def _resolve(statement: PlanTarget, base: float | None, base_year: int, plan: Plan) -> Target | None:
    if base is None and statement.parsed.how == "increase" and _has_figures(plan, statement):
        # only what has no figures at all begins at 0
        return None
    target = resolve_target(
        statement.parsed,
        base=base,
        base_year=base_year,
        target_year=statement.year,
        about_tolerance=plan.about_tolerance,
    )
    return None if isinstance(target, Problem) else target


def _has_figures(plan: Plan, statement: PlanTarget) -> bool:
    return bool(np.isfinite(plan.observed[plan.row[statement.series]]).any())


def _stretch(statement: PlanTarget, target: Target | None) -> float:
    """The stretch in the indicator's unit: of a column of its own, else of the target's words; NaN beside no level."""
    if target is not None and target.measure not in LEVEL_MEASURES:
        return np.nan
    stated = statement.stretch if statement.stretch is not None else target.stretch if target else None
    return _figure(stated)


def _figure(value: float | None) -> float:
    return np.nan if value is None else value


def observed_base(plan: Plan, row: IntArray, base_year: IntArray) -> FloatArray:
    """The observed base of each target (target,): the figure of its base year; NaN: none."""
    return base_figures(plan.observed.T, row, base_year, int(plan.years[0]))


def base_figures(values: FloatArray, row: IntArray, base_year: IntArray, first_year: int) -> FloatArray:
    """The bases (target,): the figures of the base years themselves, NaN where these have none.

    `values` (year, series), of what is known: an earlier year's figure is no base, since a growth counts its own years,
    and neither is one that is projected.
    """
    column = base_year - first_year
    inside = (column >= 0) & (column < len(values))
    base = np.where(inside, values[np.clip(column, 0, len(values) - 1), row], np.nan)
    return np.where(np.isfinite(base), base, np.nan)
