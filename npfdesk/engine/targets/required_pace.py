"""Required pace: the growth each series still needs for its target, and the pace of its past. Arrays are (series,)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.engine.targets.judgement import required_growth_of
from npfdesk.plan.methods import trend
from npfdesk.plan.series import SeriesKey

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def past_pace(results: Results, scenario: str) -> FloatArray:
    """The pace of each series' past, (series,): (last / first)^(1 / years) - 1 in % a year, points for ratio and index.

    Over all observed figures; for what nobody observes (formulas, roll-ups) over the figures up to the base year.
    """
    return _past(results, scenario, np.arange(len(results.frame.points)))


def past_figures(results: Results, scenario: str, rows: IntArray) -> FloatArray:
    """The past figures of some series, (year, row), NaN where there is none (see ``past_pace``)."""
    plan = results.plan
    observed = results.observed[:, rows]
    seen = np.isfinite(observed).any(axis=0) & ~results.frame.formula_row[rows]
    until = np.where(
        plan.years[:, None] <= plan.base_year, results.scenarios[scenario].projection.values[:, rows], np.nan
    )
    return np.where(seen, observed, until)


def _past(results: Results, scenario: str, rows: IntArray) -> FloatArray:
    points = results.frame.points[rows]
    figures = past_figures(results, scenario, rows)
    return trend(figures, np.full(len(rows), np.nan), points) * np.where(points, 1.0, 100.0)


@dataclass(frozen=True)
class Pace:
    """The paces of one series: % a year, points a year for ratio and index; NaN where there is none.

    `required` the compound growth (step) from the last observed figure to the target's, as ``judge`` has it,
    levers not counted (of a sum an amount a year, of a growth of a rate %); `past` the pace between the first and last observed figure; `multiple` = required /
    past, NaN where the past did not move the way that more of it would help, and where the two are of other units. `position` is the main
    target's in the scenario's TargetTable, -1 for none.
    """

    required: float
    past: float
    multiple: float
    position: int


def pace_of(results: Results, scenario: str, row: int, judged: FloatArray | None = None) -> Pace:
    """The required pace and the past pace of one series, computed without the other series.

    `judged` (target,) is what each target still requires, where a judgement of the scenario has it already.
    """
    table = results.scenarios[scenario].targets
    positions = np.array(table.of_row(row), dtype=np.int64)
    position = int(positions[_main_target_order(results, table, positions)[0]]) if len(positions) else -1
    past = float(_past(results, scenario, np.array([row]))[0])
    if position < 0:
        return Pace(np.nan, past, np.nan, -1)
    required = (
        float(judged[position]) if judged is not None else required_growth_of(results, scenario, position)
    )
    # an amount a year of a sum and a growth of a rate are no pace as the past's is
    better = position not in table.measured and float(table.sign[position]) * past > 0
    return Pace(required, past, required / past if better else np.nan, position)


def main_targets(results: Results, scenario: str) -> IntArray:
    """The position of each series' main target, (series,), -1 for none.

    The main target has a figure (of a level, a sum, a growth or a place) and is due in the plan's target year; else it is the first after the base year,
    else the last.
    """
    table = results.scenarios[scenario].targets
    order = _main_target_order(results, table, np.arange(len(table.row)))
    order = order[np.argsort(table.row[order], kind="stable")]
    rows, first = np.unique(table.row[order], return_index=True)
    position = np.full(len(results.frame.region_of), -1, dtype=np.int64)
    position[rows] = order[first]
    return position


def main_target(results: Results, scenario: str, series: SeriesKey) -> int | None:
    """The position of one series' main target; None where it has none."""
    row = results.plan.row.get(series)
    position = int(main_targets(results, scenario)[row]) if row is not None else -1
    return position if position >= 0 else None


def main_of(results: Results, scenario: str, positions: Sequence[int]) -> int | None:
    """The main one of some targets of one series (see ``main_targets``); None of none."""
    chosen = np.array(positions, dtype=np.int64)
    if not len(chosen):
        return None
    return int(chosen[_main_target_order(results, results.scenarios[scenario].targets, chosen)[0]])


def _main_target_order(results: Results, table: TargetTable, positions: IntArray) -> IntArray:
    """The order of `positions`, each series' main target before its other targets."""
    plan, year = results.plan, table.year[positions]
    late = year <= plan.base_year
    rank = np.where(year == plan.target_year, 0, np.where(late, 2, 1))
    # behind the base year the latest counts, ahead of it the nearest
    within = np.where(late, -year, year)
    # a sum, a growth and a place are figures too; a second statement stands behind the first
    return np.lexsort((within, rank, table.second[positions], ~np.isfinite(table.reach[positions])))
