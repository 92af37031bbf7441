"""The judgement of a scenario's targets in a year: gaps, attainment, required growth, milestones and statuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.target_figures import base_figures
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.status import RULES, Rule, Standing
from npfdesk.plan.methods import interpolate

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Judgement:
    """The judgement of a scenario's targets in one year; every array is (target,), in the order of its TargetTable.

    `value` the figure judged, `base` the figure of the base year, `target` the figure to reach, `milestone`
    the target path's figure in that year, `gap` what is still missing (negative: more than met),
    `attainment` the share of the way from base to target, `required` the growth still needed (% a year, points
    a year for ratio and index) from the last observed figure; NaN where there is none. `statuses`
    (rule, target) the colours in the order of Rule, `status` those of the rule asked for, `disagree` where
    the rules differ.
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


def judge(results: Results, scenario: str, year: int, rule: Rule) -> Judgement:
    """Judge a scenario's targets in a year by a rule; the colours by the other rules are included."""
    result = results.scenarios[scenario]
    table, values = result.targets, result.projection.values
    first = int(results.plan.years[0])
    points = results.frame.points[table.row]
    base, base_column = base_figures(values, table.row, table.base_year, first)
    value = _at(values, np.full(len(table.row), year - first), table.row)
    final = _at(values, table.year - first, table.row)
    base_year = np.where(base_column >= 0, base_column + first, table.base_year)
    milestone = _milestone(base, base_year, table.figure, table.year, np.array(year), points)
    standing = Standing(
        base=base,
        target=table.figure,
        value=value,
        final=final,
        milestone=milestone,
        elapsed=(year - base_year).astype(np.float64),
        total=(table.year - base_year).astype(np.float64),
        sign=table.sign,
        points=points,
        met=gaps.met(value, table.figure, table.low, table.high, table.sign, table.inside),
        finally_met=gaps.met(final, table.figure, table.low, table.high, table.sign, table.inside),
    )
    statuses = np.stack([judged(standing) for judged in RULES.values()])
    return Judgement(
        year=year,
        rule=rule,
        value=value,
        base=base,
        target=table.figure,
        milestone=milestone,
        gap=gaps.gap(value, table.figure, table.sign),
        attainment=gaps.attainment(value, base, table.figure),
        required=_required(results, result, base, base_year, points),
        statuses=statuses,
        status=statuses[list(RULES).index(rule)],
        disagree=(statuses != statuses[0]).any(axis=0),
    )


def required_growth_of(results: Results, scenario: str, position: int) -> float:
    """The growth that one target still requires, as in `Judgement.required`: % a year, or points a year."""
    result = results.scenarios[scenario]
    table, first = result.targets, int(results.plan.years[0])
    row, base_year = table.row[position : position + 1], table.base_year[position : position + 1]
    base, column = base_figures(result.projection.values, row, base_year, first)
    base_year = np.where(column >= 0, column + first, base_year)
    ends = table.figure[position : position + 1], table.year[position : position + 1]
    return float(_required_by(results, row, *ends, base, base_year, results.frame.points[row])[0])


def milestones(results: Results, scenario: str, positions: Sequence[int] | None = None) -> FloatArray:
    """The target path of each target, (target, year): from its base to its figure, level after; NaN before the base.

    `positions`, where given, restricts it to some targets.
    """
    result = results.scenarios[scenario]
    table, first = result.targets, int(results.plan.years[0])
    chosen = np.arange(len(table.row)) if positions is None else np.array(positions, dtype=np.int64)
    row, figure, target_year = table.row[chosen], table.figure[chosen], table.year[chosen]
    base, column = base_figures(result.projection.values, row, table.base_year[chosen], first)
    base_year = np.where(column >= 0, column + first, table.base_year[chosen])
    points = results.frame.points[row]
    years = results.plan.years[None, :]
    return _milestone(
        base[:, None], base_year[:, None], figure[:, None], target_year[:, None], years, points[:, None]
    )


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


def _required(
    results: Results, result: ScenarioResult, base: FloatArray, base_year: IntArray, points: NDArray[np.bool_]
) -> FloatArray:
    table = result.targets
    return _required_by(results, table.row, table.figure, table.year, base, base_year, points)


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
