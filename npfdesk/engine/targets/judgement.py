"""The judgement of a scenario's targets in a year: gaps, attainment, required growth, milestones and statuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES, base_figures
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.measured_figures import measured_figures
from npfdesk.engine.targets.status import Standing, graded
from npfdesk.plan.methods import interpolate
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Judgement:
    """The judgement of a scenario's targets in one year; every array is (target,), in the order of its TargetTable.

    `value` the figure judged (of a sum what has come together since the base, of a growth the mean or total so far, of
    a rank the place), `base` the figure of the base year, `target` the figure to reach, `milestone` what is due of it in
    that year, `gap` what is still missing (negative: more than met), `attainment` the share of the way from base to
    target, where the way to a range or an about counts to its nearer edge, `required` what each year left needs from the last observed figure (% a
    year, points a year for ratio and index, of a sum an amount); NaN where there is none. `statuses` (rule, target)
    the colours in the order of Rule, `status` those of the rule asked for, `disagree` where the rules differ.
    `actual` says where the value rests on observed figures alone; under the rule evaluation all else is grey. `standing`
    is what the rules looked at, and `passed` where a range or an about was run through to its far side.
    """

    year: int
    rule: Rule
    value: FloatArray
    base: FloatArray
    target: FloatArray
    milestone: FloatArray
    gap: FloatArray
    attainment: FloatArray
    required: FloatArray
    statuses: NDArray[np.uint8]
    status: NDArray[np.uint8]
    disagree: NDArray[np.bool_]
    actual: NDArray[np.bool_]
    standing: Standing
    passed: NDArray[np.bool_]


def judge(results: Results, scenario: str, year: int, rule: Rule) -> Judgement:
    """Judge a scenario's targets in a year by a rule at the plan's thresholds; the colours by the other rules are included."""
    result = results.scenarios[scenario]
    table, values = result.targets, result.projection.values
    first = int(results.plan.years[0])
    points = results.frame.points[table.row].copy()
    base, base_column = base_figures(values, table.row, table.base_year, first)
    value = _at(values, np.full(len(table.row), year - first), table.row)
    final = _at(values, table.year - first, table.row)
    base_year = np.where(base_column >= 0, base_column + first, table.base_year)
    target = gaps.way_end(base, table.figure, table.low, table.high, table.inside)
    milestone = _milestone(base, base_year, target, table.year, np.array(year), points)
    required = _required_by(results, table.row, target, table.year, base, base_year, points)
    shown = base.copy(), table.figure.copy(), value.copy(), milestone.copy()
    begun = base.copy()
    met = gaps.met(value, table.figure, table.low, table.high, table.sign, table.inside)
    finally_met = gaps.met(final, table.figure, table.low, table.high, table.sign, table.inside)
    verdict = np.full(len(table.row), -1, dtype=np.int8)
    column = year - first
    inside = 0 <= column < len(values)
    actual = results.actual.known[column, table.row] if inside else np.zeros(len(table.row), dtype=np.bool_)
    if len(table.measured):
        measured = measured_figures(results, scenario)
        at, columns = measured.positions, np.arange(len(measured.positions))
        now, due = np.full(len(at), year - first), table.year[at] - first
        for array, figures in zip(shown, (measured.base, measured.reach), strict=False):
            array[at] = figures
        shown[2][at], shown[3][at] = _at(measured.value, now, columns), _at(measured.milestone, now, columns)
        # sums and growths begin with none of it
        begun[at] = np.where(np.isfinite(measured.base), measured.base, 0.0)
        base[at], target[at] = measured.way_base, measured.way_reach
        value[at], final[at] = (_at(measured.way_value, one, columns) for one in (now, due))
        milestone[at] = _at(measured.way_milestone, now, columns)
        base_year[at], points[at], required[at] = measured.base_year, measured.points, measured.required
        actual[at] = _held(measured.known, now, columns)
        met[at], finally_met[at] = (_held(measured.met, one, columns) for one in (now, due))
        verdict[at] = np.where(
            _inside(measured.verdict, now), measured.verdict[_clipped(now, measured.verdict), columns], -1
        )
    away = _absent(results, table.row, year)
    if away.any():
        for array in (value, milestone, shown[2], shown[3]):
            array[away] = np.nan
        met[away], verdict[away], actual[away] = False, -1, False
    standing = Standing(
        base=base,
        target=target,
        value=value,
        final=final,
        milestone=milestone,
        elapsed=(year - base_year).astype(np.float64),
        total=(table.year - base_year).astype(np.float64),
        sign=table.sign,
        points=points,
        met=met,
        finally_met=finally_met,
        spent=(table.measure == MEASURES.index(Measure.SUM)) & (table.sign < 0) & (target > 0),
    )
    settled = results.plan.status_settings
    statuses = np.stack([graded(one, standing, settled.of(one)) for one in Rule])
    # a range that was run through is met no more
    gone = gaps.past_far_edge(shown[2], begun, table.reach_low, table.reach_high, table.inside)
    statuses = np.where(gone & (statuses == Status.BLUE), np.uint8(Status.YELLOW), statuses)
    statuses = np.where(verdict >= 0, verdict.astype(np.uint8), statuses)
    order = list(Rule)
    evaluated = order.index(Rule.EVALUATION)
    actual &= np.isfinite(shown[2])
    statuses[evaluated] = np.where(actual, statuses[order.index(Rule.EVALUATION.coloured)], Status.GREY)
    # the evaluation says nothing of its own where no actual is known
    others = np.delete(statuses, evaluated, axis=0)
    return Judgement(
        year=year,
        rule=rule,
        value=shown[2],
        base=shown[0],
        target=shown[1],
        milestone=shown[3],
        gap=gaps.gap(shown[2], shown[1], table.sign),
        attainment=gaps.attainment(value, base, target),
        required=required,
        statuses=statuses,
        status=statuses[order.index(rule)],
        disagree=(others != others[0]).any(axis=0),
        actual=actual,
        standing=standing,
        passed=gone,
    )


def _absent(results: Results, row: IntArray, year: int) -> NDArray[np.bool_]:
    """Whether the regions of some series are not in force in a year: nothing is asked of them then (row,)."""
    column, frame = year - int(results.plan.years[0]), results.frame
    if frame.in_force is None or not 0 <= column < len(frame.in_force):
        return np.zeros(len(row), dtype=np.bool_)
    absent: NDArray[np.bool_] = ~frame.in_force[column, frame.region_of[row]]
    return absent


def _inside(figures: NDArray[np.generic], column: IntArray) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (column >= 0) & (column < len(figures))
    return inside


def _clipped(column: IntArray, figures: NDArray[np.generic]) -> IntArray:
    clipped: IntArray = np.clip(column, 0, len(figures) - 1)
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
    base, _ = base_figures(values, row, table.base_year[positions], first)
    low, high, sign = (one[positions] for one in (table.low, table.high, table.sign))
    inside = table.inside[positions]
    end = gaps.way_end(base, target, low, high, inside)
    met = gaps.met(value, target, low, high, sign, inside)
    places = np.flatnonzero(np.isin(positions, table.measured))
    if len(places):
        measured = measured_figures(results, scenario, positions[places])
        columns = np.arange(len(places))
        value[places] = _at(measured.value, due[places], columns)
        target[places], end[places] = measured.reach, measured.end
        met[places] = _held(measured.met, due[places], columns)
    if stretch:
        target = table.reach_stretch[positions]
        end = target
        met = gaps.met(value, target, target, target, sign, np.zeros(len(positions), dtype=np.bool_))
    return Reached(value, target, end, met)


def required_growth_of(results: Results, scenario: str, position: int) -> float:
    """What one target still requires, as in `Judgement.required`: % a year, points a year, or of a sum an amount a year."""
    result = results.scenarios[scenario]
    table, first = result.targets, int(results.plan.years[0])
    if position in table.measured:
        return float(measured_figures(results, scenario, np.array([position])).required[0])
    at = slice(position, position + 1)
    row, base_year = table.row[at], table.base_year[at]
    base, column = base_figures(result.projection.values, row, base_year, first)
    base_year = np.where(column >= 0, column + first, base_year)
    end = gaps.way_end(base, table.figure[at], table.low[at], table.high[at], table.inside[at])
    return float(
        _required_by(results, row, end, table.year[at], base, base_year, results.frame.points[row])[0]
    )


def milestones(results: Results, scenario: str, positions: Sequence[int] | None = None) -> FloatArray:
    """The target path of each target, (target, year): from its base to its figure, level after; NaN before the base.

    Of a sum, a growth or a place what is due of that by each year. `positions`, where given, restricts it to some targets.
    """
    result = results.scenarios[scenario]
    table, first = result.targets, int(results.plan.years[0])
    chosen = np.arange(len(table.row)) if positions is None else np.array(positions, dtype=np.int64)
    row, figure, target_year = table.row[chosen], table.figure[chosen], table.year[chosen]
    base, column = base_figures(result.projection.values, row, table.base_year[chosen], first)
    base_year = np.where(column >= 0, column + first, table.base_year[chosen])
    figure = gaps.way_end(base, figure, table.low[chosen], table.high[chosen], table.inside[chosen])
    points = results.frame.points[row]
    years = results.plan.years[None, :]
    path = _milestone(
        base[:, None], base_year[:, None], figure[:, None], target_year[:, None], years, points[:, None]
    )
    special = np.flatnonzero(np.isin(chosen, table.measured))
    if len(special):
        path[special] = measured_figures(results, scenario, chosen[special]).milestone.T
    return path


def _milestone(
    base: FloatArray,
    base_year: IntArray,
    figure: FloatArray,
    target_year: IntArray,
    year: IntArray,
    points: NDArray[np.bool_],
) -> FloatArray:
    path = interpolate(base, figure, base_year, target_year, year, points)
    path = np.where(year >= target_year, np.where(np.isfinite(base), figure, np.nan), path)
    # a target without a figure has no path, not even in its base year
    return np.where((year < base_year) | np.isnan(figure), np.nan, path)


def _at(values: FloatArray, column: IntArray, row: IntArray) -> FloatArray:
    inside = (column >= 0) & (column < len(values))
    return np.where(inside, values[np.clip(column, 0, len(values) - 1), row], np.nan)


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
