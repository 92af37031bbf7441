"""Paces: what growth each series still needs for its target, beside the pace of its own past. Arrays are (series,)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.judging import judge
from npfdesk.engine.paths import trend
from npfdesk.engine.results import Results
from npfdesk.engine.status import Rule
from npfdesk.plan.series import SeriesKey

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Paces:
    """Of every series, (series,): % a year, points a year for ratio and index; NaN where there is none.

    `required` the compound growth (step) from the last observed figure to the target's, as ``judge`` has it,
    levers not counted; `past` the pace between the first and last observed figure; `multiple` = required /
    past, NaN where the past did not move the way that more of it would help. `position` is the target asked
    about in the scenario's TargetTable, -1 for none.
    """

    required: FloatArray
    past: FloatArray
    multiple: FloatArray
    position: IntArray


def paces(results: Results, scenario: str) -> Paces:
    """What the targets ask beside what was done before, for all series at once."""
    table = results.scenarios[scenario].targets
    position = asked_about(results, scenario)
    judged = judge(results, scenario, results.plan.target_year, Rule.PACE)
    asked = np.append(judged.required, np.nan)
    required = asked[position]
    past = past_pace(results, scenario)
    sign = np.append(table.sign, 1.0)[position]
    with np.errstate(divide="ignore", invalid="ignore"):
        multiple = np.where(sign * past > 0, required / past, np.nan)
    return Paces(required, past, multiple, position)


def past_pace(results: Results, scenario: str) -> FloatArray:
    """The pace of each series' past, (series,): (last / first)^(1 / years) - 1 in % a year, points for ratio and index.

    Over all observed figures; for what nobody observes (formulas, roll-ups) over the figures up to the base year.
    """
    plan, points = results.plan, results.frame.points
    seen = np.isfinite(results.observed).any(axis=0) & ~results.frame.formula_row
    until = np.where(
        plan.years[:, None] <= plan.base_year, results.scenarios[scenario].projection.values, np.nan
    )
    figures = np.where(seen, results.observed, until)
    return trend(figures, np.full(len(points), np.nan), points) * np.where(points, 1.0, 100.0)


def asked_about(results: Results, scenario: str) -> IntArray:
    """The position of the target that each series is asked about, (series,), -1 for none.

    The one with a figure in the plan's target year; else the first after the base year, else the last.
    """
    plan, table = results.plan, results.scenarios[scenario].targets
    late = table.year <= plan.base_year
    rank = np.where(table.year == plan.target_year, 0, np.where(late, 2, 1))
    # behind the base year the latest counts, ahead of it the nearest
    within = np.where(late, -table.year, table.year)
    order = np.lexsort((within, rank, ~np.isfinite(table.figure), table.row))
    rows, first = np.unique(table.row[order], return_index=True)
    position = np.full(len(results.frame.region_of), -1, dtype=np.int64)
    position[rows] = order[first]
    return position


def target_asked_about(results: Results, scenario: str, series: SeriesKey) -> int | None:
    """The position of the target that one series is asked about; None where it has none."""
    row = results.plan.row.get(series)
    position = int(asked_about(results, scenario)[row]) if row is not None else -1
    return position if position >= 0 else None
