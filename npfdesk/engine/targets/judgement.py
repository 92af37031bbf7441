"""The judgement of a scenario's targets in a year: gaps, progress, required growth, milestones and statuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.impossible import overflown
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable, base_figures
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.measured_figures import OtherSeriesRead, measured_figures, other_series_read
from npfdesk.engine.targets.status import Standing, graded_by_all
from npfdesk.engine.targets.ways import ways
from npfdesk.plan.status_rules import Rule, StatusSettings
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Judgement:
    """The judgement of a scenario's targets in one year; every array is (target,), in the order of its TargetTable.

    `value` the figure judged (of a sum what has come together since the base, of a growth the mean or total so far, of
    a rank the place), `base` the figure at which the way begins (of the base year, or of the target before it; see ``Ways``), `target` the figure to reach, `milestone` what is due of it in
    that year, `gap` what is still missing (negative: more than met), `progress` the share of the way from base to
    target, where the way to a range or an about counts to its nearer edge, `required` what each year left needs from the last observed figure (% a
    year, points a year for ratio and index, of a sum an amount); NaN where there is none. `statuses` (rule, target)
    the colours in the order of Rule, `status` those of the rule asked for, `disagree` where the rules differ.
    `actual` says where the value rests on observed figures alone; under the rule evaluation all else is grey. `standing`
    is what the rules looked at, and `passed` where a range or an about was run through to its far side. What is projected and cannot be (see
    ``projection.impossible``) is yellow at best, and grey where it is past all measure. `reading` says which targets look at
    other series than their own, as far as somebody has asked.

    All arrays are read-only: judgements of one state after the other share what stays.
    """

    year: int
    rule: Rule
    value: FloatArray
    base: FloatArray
    target: FloatArray
    milestone: FloatArray
    gap: FloatArray
    progress: FloatArray
    required: FloatArray
    statuses: NDArray[np.uint8]
    status: NDArray[np.uint8]
    disagree: NDArray[np.bool_]
    actual: NDArray[np.bool_]
    standing: Standing
    passed: NDArray[np.bool_]
    reading: OtherSeriesRead | None = None


def judge(results: Results, scenario: str, year: int, rule: Rule) -> Judgement:
    """Judge a scenario's targets in a year by a rule at the plan's thresholds; the colours by the other rules are included."""
    made = _judged(results, scenario, year, rule, slice(None), _asked(results, scenario, year))
    # a later judgement shares what stays
    for holder, names in ((made, (*_FIGURES, "status")), (made.standing, (*_STANDING, "sign"))):
        for name in names:
            getattr(holder, name).setflags(write=False)
    return made


def judged_again(results: Results, scenario: str, before: Judgement, rows: IntArray) -> Judgement:
    """The judgement that `judge` gives, from one of an earlier state from which nothing but the paths of some series differs.

    `rows` name all series whose figures, or whether these can be, or assumption differ. The plan and the scenario's
    TargetTable must be those of the earlier state.
    """
    table = results.scenarios[scenario].targets
    reading = before.reading if before.reading is not None else other_series_read(results, scenario)
    at = affected_targets(table, reading, rows)
    if not len(at):
        return before if before.reading is not None else replace(before, reading=reading)
    part = _judged(results, scenario, before.year, before.rule, at, _asked_before(before, table, at))
    if len(table.measured):
        whole = bool(table.is_measured[at].any())
        moved, standing = (_FIGURES, _STANDING) if whole else (_MOVING, _MOVING_STANDING)
        made = _all_entered(before, at, part, moved)
        stood = _all_entered(before.standing, at, part.standing, standing)
    else:
        # where all targets are levels, what is shown is what is judged, and stands once
        made = _all_entered(before, at, part, _MOVING)
        stood = _all_entered(before.standing, at, part.standing, _MOVING_LEVELS)
        stood["value"] = made["value"]
    made.update(
        status=made["statuses"][_PLACES[before.rule]],
        standing=Standing(**(vars(before.standing) | stood)),
        reading=reading,
    )
    return Judgement(**(vars(before) | made))


def _all_entered(before: object, at: IntArray, part: object, names: Sequence[str]) -> dict[str, Any]:
    """Arrays of that name (..., target) of one thing with the entries of a part of it at some positions."""
    then, now, found = vars(before), vars(part), {}
    for name in names:
        found[name] = made = then[name].copy()
        made[..., at] = now[name]
        made.setflags(write=False)
    return found


def affected_targets(table: TargetTable, reading: OtherSeriesRead, rows: IntArray) -> IntArray:
    """The positions of the targets that look at some series, ascending: their own, and those that are held against them."""
    at = table.positions_of(rows)
    readers = reading.positions[np.isin(reading.rows, rows)] if len(reading.rows) else reading.rows
    return np.union1d(at, readers) if len(readers) else at


_MOVING: Final = ("value", "gap", "progress", "statuses", "disagree", "actual", "passed")
_MOVING_LEVELS: Final = ("final", "met", "finally_met")
_FIGURES: Final = (*_MOVING, "base", "target", "milestone", "required")
_MOVING_STANDING: Final = ("value", *_MOVING_LEVELS)
_STANDING: Final = (*_MOVING_STANDING, "base", "target", "milestone", "elapsed", "total", "points", "spent")
"""What of a judgement moves with a path: of a level its own figures, of what is no level also what it is held against."""


_PLACES: Final = {rule: place for place, rule in enumerate(Rule)}
_EVALUATION: Final = _PLACES[Rule.EVALUATION]
_COLOURED: Final = _PLACES[Rule.EVALUATION.coloured]
_JUDGED: Final = tuple(rule for rule in Rule if rule is not Rule.EVALUATION)
_OTHERS: Final = [_PLACES[rule] for rule in _JUDGED]
_SUM: Final = MEASURES.index(Measure.SUM)
_BLUE: Final = np.uint8(Status.BLUE)
_YELLOW: Final = np.uint8(Status.YELLOW)
_GREY: Final = np.uint8(Status.GREY)


def _judged(
    results: Results, scenario: str, year: int, rule: Rule, at: IntArray | slice, asked: _Asked
) -> Judgement:
    """The judgement of the targets at some positions, as if these were the only ones."""
    table = results.scenarios[scenario].targets
    row, sign = table.row[at], table.sign[at]
    seen = _seen(results, scenario, year, at, asked)
    if len(table.measured) and len(places := table.is_measured[at].nonzero()[0]):
        _enter_measured(results, scenario, seen, places if isinstance(at, slice) else at[places], places)
    away = _absent(results, row, year)
    if away is not None:
        for array in (seen.value[0], seen.milestone, seen.shown, seen.shown_milestone):
            array[away] = np.nan
        seen.met[0, away], seen.verdict[away], seen.actual[away] = False, -1, False
    standing = Standing(
        base=seen.base,
        target=seen.target,
        value=seen.shown if not len(table.measured) else seen.value[0],
        final=seen.value[1],
        milestone=seen.milestone,
        elapsed=(year - seen.base_year).astype(np.float64),
        total=(table.year[at] - seen.base_year).astype(np.float64),
        sign=sign,
        points=seen.points,
        met=seen.met[0],
        finally_met=seen.met[1],
        spent=(table.measure[at] == _SUM) & (sign < 0) & (seen.target > 0),
    )
    # a range that was run through is met no more; by the outcome that is where the path will be
    bounds = table.reach_low[at], table.reach_high[at], table.inside[at]
    gone, finally_gone = (gaps.past_far_edge(one, seen.begun, *bounds) for one in (seen.shown, seen.ending))
    actual = seen.actual & np.isfinite(seen.shown)
    colours = _colours(seen, standing, (gone, finally_gone), results.plan.status_settings)
    statuses = np.empty((len(_PLACES), len(row)), dtype=np.uint8)
    statuses[_OTHERS] = colours
    statuses[_EVALUATION] = np.where(actual, statuses[_COLOURED], _GREY)
    return Judgement(
        year=year,
        rule=rule,
        value=seen.shown,
        base=seen.shown_base,
        target=seen.shown_target,
        milestone=seen.shown_milestone,
        gap=gaps.gap(seen.shown, seen.shown_target, sign),
        progress=gaps.progress(seen.value[0], seen.base, seen.target),
        required=seen.required,
        statuses=statuses,
        status=statuses[_PLACES[rule]],
        # the evaluation says nothing of its own where no actual is known
        disagree=(colours != colours[0]).any(axis=0),
        actual=actual,
        standing=standing,
        passed=gone,
    )


def _colours(
    seen: _Seen, standing: Standing, gone: tuple[BoolArray, BoolArray], settled: StatusSettings
) -> NDArray[np.uint8]:
    """The colours by all rules but the evaluation, in their order, (rule, target).

    `gone` says what has run through its range by the year, and by the target's year.
    """
    colours = graded_by_all(_JUDGED, standing, settled)
    unfit, finally_unfit = (one | false for one, false in zip(gone, seen.false, strict=True))
    # what is past all measure is no figure to judge by
    lost, finally_lost = overflown(seen.shown), overflown(seen.ending)
    worded = seen.verdict >= 0
    if worded.any():
        np.copyto(colours, seen.verdict.astype(np.uint8), where=worded)
        finally_unfit, finally_lost = (
            np.where(worded, unfit, finally_unfit),
            np.where(worded, lost, finally_lost),
        )
    by_end = [one is Rule.OUTCOME for one in _JUDGED]
    never = np.array([finally_unfit if ends else unfit for ends in by_end])
    colours[never & (colours == _BLUE)] = _YELLOW
    colours[np.array([finally_lost if ends else lost for ends in by_end])] = _GREY
    return colours


@dataclass(frozen=True, eq=False)
class _Asked:
    """What is asked in a year whatever is assumed, (target,): where ways begin and end, what is due, and how it is shown."""

    base: FloatArray
    base_year: IntArray
    target: FloatArray
    milestone: FloatArray
    required: FloatArray
    points: NDArray[np.bool_]
    shown_base: FloatArray
    shown_target: FloatArray
    shown_milestone: FloatArray


def _asked(results: Results, scenario: str, year: int) -> _Asked:
    """Of all targets, as if they were levels of their years."""
    table = results.scenarios[scenario].targets
    way = ways(results, scenario)
    base, base_year = way.begin(year)
    milestone = way.due(year)
    required = _required_by(results, table.row, way.end, table.year, way.base, table.base_year, way.points)
    if not len(table.measured):
        return _Asked(
            base, base_year, way.end, milestone, required, way.points, base, table.figure, milestone
        )
    shown = base.copy(), table.figure.copy(), milestone.copy()
    return _Asked(base, base_year, way.end, milestone, required, way.points, *shown)


def _asked_before(before: Judgement, table: TargetTable, at: IntArray) -> _Asked:
    """Of the targets at some positions, as a judgement found it."""
    stood = before.standing
    return _Asked(
        base=stood.base[at],
        base_year=table.year[at] - stood.total[at].astype(np.int64),
        target=stood.target[at],
        milestone=stood.milestone[at],
        required=before.required[at],
        points=stood.points[at],
        shown_base=before.base[at],
        shown_target=before.target[at],
        shown_milestone=before.milestone[at],
    )


@dataclass(eq=False)
class _Seen:
    """What the rules look at, and what is shown of it, as long as it is gathered; arrays (target,).

    `value`, `met` and `false` are (2, target): of the year judged and of the target's year; `false` is what cannot be.
    `begun` is where a way begins in the unit that bounds are in, `ending` the figure shown in the target's year.
    """

    year: int
    base: FloatArray
    base_year: IntArray
    target: FloatArray
    value: FloatArray
    milestone: FloatArray
    required: FloatArray
    points: BoolArray
    shown: FloatArray
    ending: FloatArray
    shown_base: FloatArray
    shown_target: FloatArray
    shown_milestone: FloatArray
    begun: FloatArray
    met: BoolArray
    verdict: NDArray[np.int8]
    actual: BoolArray
    false: BoolArray


def _seen(results: Results, scenario: str, year: int, at: IntArray | slice, asked: _Asked) -> _Seen:
    """The targets at some positions as levels of their years."""
    result = results.scenarios[scenario]
    table, values, first = result.targets, result.projection.values, int(results.plan.years[0])
    row, due_year = table.row[at], table.year[at]
    column = np.array([np.full(len(row), year), due_year]) - first
    inside, seen_at = _inside(values, column), _clipped(column, values)
    value = np.where(inside, values[seen_at, row], np.nan)
    # the figures of what is no level are entered into these
    levels = not len(table.measured)
    return _Seen(
        year=year,
        base=asked.base,
        base_year=asked.base_year,
        target=asked.target,
        value=value,
        milestone=asked.milestone,
        required=asked.required,
        points=asked.points,
        shown=value[0] if levels else value[0].copy(),
        ending=value[1] if levels else value[1].copy(),
        shown_base=asked.shown_base,
        shown_target=asked.shown_target,
        shown_milestone=asked.shown_milestone,
        begun=asked.base if levels else asked.base.copy(),
        met=gaps.met(
            value, table.figure[at], table.low[at], table.high[at], table.sign[at], table.inside[at]
        ),
        verdict=np.full(len(row), -1, dtype=np.int8),
        actual=inside[0] & results.actual.known[seen_at[0], row],
        false=inside & result.impossible[seen_at, row],
    )


def _enter_measured(results: Results, scenario: str, seen: _Seen, positions: IntArray, at: IntArray) -> None:
    """Enter, of the targets that are no level of their year, the figures that they are judged by.

    `positions` are theirs in the TargetTable, and `at` their places in `seen`.
    """
    result = results.scenarios[scenario]
    table, first = result.targets, int(results.plan.years[0])
    measured = measured_figures(results, scenario, positions)
    columns = np.arange(len(positions))
    now, due = np.full(len(positions), seen.year - first), table.year[positions] - first
    # places go from one to the next, as levels do
    chained = seen.base_year[at] > table.base_year[positions]
    seen.shown_base[at] = np.where(chained, seen.base[at], measured.base)
    seen.base[at] = np.where(chained, seen.base[at], measured.way_base)
    seen.base_year[at] = np.where(chained, seen.base_year[at], measured.base_year)
    # sums and growths begin with none of it
    seen.begun[at] = np.where(np.isfinite(seen.shown_base[at]), seen.shown_base[at], 0.0)
    seen.shown_target[at], seen.target[at] = measured.reach, measured.way_reach
    seen.shown[at], seen.ending[at] = (_at(measured.value, one, columns) for one in (now, due))
    both = np.array([now, due])
    seen.value[:, at] = _at(measured.way_value, both, columns)
    seen.shown_milestone[at] = _at(measured.milestone, now, columns)
    seen.milestone[at] = _at(measured.way_milestone, now, columns)
    seen.points[at], seen.required[at] = measured.points, measured.required
    seen.actual[at] = _held(measured.known, now, columns)
    seen.met[:, at] = _held(measured.met, both, columns)
    worded = measured.verdict[_clipped(now, measured.verdict), columns]
    seen.verdict[at] = np.where(_inside(measured.verdict, now), worded, -1)
    since = np.logical_or.accumulate(result.impossible[:, table.row[positions]], axis=0)
    seen.false[:, at] = _held(since, both, columns)


def _absent(results: Results, row: IntArray, year: int) -> BoolArray | None:
    """Which series' regions are not in force in a year, so that nothing is asked of them (row,); None where all are."""
    column, frame = year - int(results.plan.years[0]), results.frame
    if frame.in_force is None or not 0 <= column < len(frame.in_force):
        return None
    absent: BoolArray = ~frame.in_force[column, frame.region_of[row]]
    return absent


def _inside(figures: NDArray[np.generic], column: IntArray) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (column >= 0) & (column < len(figures))
    return inside


def _clipped(column: IntArray, figures: NDArray[np.generic]) -> IntArray:
    clipped: IntArray = np.minimum(np.maximum(column, 0), len(figures) - 1)
    return clipped


def _held(met: NDArray[np.bool_], column: IntArray, target: IntArray) -> NDArray[np.bool_]:
    held: NDArray[np.bool_] = _inside(met, column) & met[_clipped(column, met), target]
    return held


@dataclass(frozen=True, eq=False)
class Reached:
    """What some targets come to in their own years, arrays (target,): NaN, and not met, where there is no figure.

    `value` is the figure judged (of a sum what has come together, of a growth the mean or total, of a rank the place),
    `target` what it is held against, and `end` what the way counts to: of a range or an about its nearer edge.
    """

    value: FloatArray
    target: FloatArray
    end: FloatArray
    met: NDArray[np.bool_]


def reached(results: Results, scenario: str, positions: IntArray, stretch: bool = False) -> Reached:
    """What some targets of a scenario come to in their years; under `stretch` held against their stretch figures."""
    result = results.scenarios[scenario]
    table, values, first = result.targets, result.projection.values, int(results.plan.years[0])
    row, due = table.row[positions], table.year[positions] - first
    value, target = _at(values, due, row), table.figure[positions].copy()
    low, high, sign = (one[positions] for one in (table.low, table.high, table.sign))
    inside = table.inside[positions]
    end = _ends(results, scenario, positions)
    met = gaps.met(value, target, low, high, sign, inside)
    false = _held(result.impossible, due, row)
    places = np.flatnonzero(np.isin(positions, table.measured))
    if len(places):
        measured = measured_figures(results, scenario, positions[places])
        columns = np.arange(len(places))
        value[places] = _at(measured.value, due[places], columns)
        target[places], end[places] = measured.reach, measured.end
        met[places] = _held(measured.met, due[places], columns)
        since = np.logical_or.accumulate(result.impossible[:, row[places]], axis=0)
        false[places] = _held(since, due[places], columns)
    if stretch:
        target = table.reach_stretch[positions]
        end = target
        met = gaps.met(value, target, target, target, sign, np.zeros(len(positions), dtype=np.bool_))
    return Reached(value, target, end, met & ~false)


def _ends(results: Results, scenario: str, positions: IntArray) -> FloatArray:
    """Where the ways to some targets end."""
    table = results.scenarios[scenario].targets
    inside, row = table.inside[positions], table.row[positions]
    if (inside & (table.before[positions] >= 0)).any():
        # the way to a range goes on from the nearer edge of the one before
        return ways(results, scenario).end[positions]
    first = int(results.plan.years[0])
    base = base_figures(results.actual.values, row, table.base_year[positions], first)
    figure, low, high = (one[positions] for one in (table.figure, table.low, table.high))
    rank = table.measure[positions] == MEASURES.index(Measure.RANK)
    return np.where(rank, table.reach[positions], gaps.way_end(base, figure, low, high, inside))


def required_growth_of(results: Results, scenario: str, position: int) -> float:
    """What one target still requires, as in `Judgement.required`: % a year, points a year, or of a sum an amount a year."""
    result = results.scenarios[scenario]
    table = result.targets
    if position in table.measured:
        return float(measured_figures(results, scenario, np.array([position])).required[0])
    at = slice(position, position + 1)
    way, row = ways(results, scenario), table.row[at]
    needed = _required_by(
        results, row, way.end[at], table.year[at], way.base[at], table.base_year[at], way.points[at]
    )
    return float(needed[0])


def milestones(results: Results, scenario: str, positions: Sequence[int] | None = None) -> FloatArray:
    """The milestones of each target, (target, year): on the way from its base, through its earlier targets, to its figure.

    Level after it; NaN before the base (see ``Ways``). Of a sum, a growth or a place what is due of that by each year.
    `positions`, where given, restricts it to some targets.
    """
    table = results.scenarios[scenario].targets
    chosen = np.arange(len(table.row)) if positions is None else np.array(positions, dtype=np.int64)
    path = ways(results, scenario).due(results.plan.years, chosen)
    special = np.flatnonzero(np.isin(chosen, table.measured))
    if len(special):
        path[special] = measured_figures(results, scenario, chosen[special]).milestone.T
    return path


def _at(values: FloatArray, column: IntArray, row: IntArray) -> FloatArray:
    return np.where(_inside(values, column), values[_clipped(column, values), row], np.nan)


def _required_by(
    results: Results,
    row: IntArray,
    target: FloatArray,
    target_year: IntArray,
    base: FloatArray,
    base_year: IntArray,
    points: NDArray[np.bool_],
) -> FloatArray:
    """Required growth from the last observed figure; from the base for a formula or a roll-up, which nobody observes."""
    last = results.last[row]
    seen = (last >= 0) & ~results.frame.formula_row[row]
    figure = np.where(seen, _at(results.observed, last, row), base)
    year = np.where(seen, last + int(results.plan.years[0]), base_year)
    return gaps.required_growth(figure, target, (target_year - year).astype(np.float64), points)
