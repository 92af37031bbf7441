"""The figures that the analyses use: those of the root's children for an indicator, by year, from results."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.formulas import evaluate
from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.rollups import roll_up
from npfdesk.plan.kinds import Direction
from npfdesk.plan.model import Plan
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey, TargetKey

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def compared_regions(plan: Plan) -> tuple[Region, ...]:
    """The root's children in the plan's order; none where the plan has no root or it has no children."""
    return plan.children_of(plan.city)


def in_force(plan: Plan) -> BoolArray:
    """In which years ``compared_regions`` are in force, (year, region)."""
    ends = np.iinfo(np.int64)
    regions = compared_regions(plan)
    since = np.array([ends.min if one.since is None else one.since for one in regions], dtype=np.int64)
    until = np.array([ends.max if one.until is None else one.until for one in regions], dtype=np.int64)
    within: BoolArray = (plan.years[:, None] >= since) & (plan.years[:, None] <= until)
    return within


def less_is_better(plan: Plan, indicators: Sequence[str]) -> BoolArray:
    """Whether less is better, (indicator,), of these codes."""
    return np.array(
        [plan.indicator_by_code[code].direction is Direction.DOWN for code in indicators], dtype=np.bool_
    )


def figures_by_region(result: ScenarioResult, plan: Plan, indicator: str, industry: str = "") -> FloatArray:
    """One scenario's figures of an indicator, (year, region), over ``compared_regions``; NaN where there is none.

    A region has none in years in which it is not in force, a history stated for comparison left out.
    """
    return _taken(plan, result.projection.values, indicator, industry)


def figures_by_indicator(
    result: ScenarioResult, plan: Plan, indicators: Sequence[str], industry: str = ""
) -> FloatArray:
    """One scenario's figures (year, region, indicator) over ``compared_regions``; NaN where there is none."""
    return np.stack([figures_by_region(result, plan, code, industry) for code in indicators], axis=-1)


def targets_by_region(result: ScenarioResult, plan: Plan, indicator: str, industry: str = "") -> FloatArray:
    """The figures that the targets of the target year name, (region,); NaN where there is none."""
    table = result.targets
    figures = []
    for region in compared_regions(plan):
        key = TargetKey(SeriesKey(region.code, industry, indicator), plan.target_year)
        position = table.of_series.get(key) if region.in_force(plan.target_year) else None
        figures.append(np.nan if position is None else float(table.figure[position]))
    return np.array(figures, dtype=np.float64)


def observed_history(results: Results) -> FloatArray:
    """What is known of the past, (year, series), with nothing assumed; NaN elsewhere.

    Observed figures, and the formulas and roll-ups that follow from observed figures alone. A roll-up stands
    in only where a series has no figure of its own.
    """
    frame: Frame = results.frame
    figures = np.array(results.observed)
    for stage in frame.stages:
        if stage.indicator is not None and stage.indicator.formula is not None:
            computed = evaluate(
                stage.indicator.formula, frame.context, figures, stage.regions, stage.industries
            )
            figures[:, stage.rows] = np.where(np.isnan(computed), figures[:, stage.rows], computed)
        for rollup in stage.rollups:
            own = figures[:, rollup.parents]
            alone = ~np.isfinite(own).any(axis=0)
            figures[:, rollup.parents] = np.where(alone, roll_up(rollup, figures), own)
    return figures


def _taken(plan: Plan, values: FloatArray, indicator: str, industry: str) -> FloatArray:
    rows = [plan.row.get(SeriesKey(region.code, industry, indicator)) for region in compared_regions(plan)]
    taken = np.full((len(values), len(rows)), np.nan)
    for place, row in enumerate(rows):
        if row is not None:
            taken[:, place] = values[:, row]
    return np.where(in_force(plan), taken, np.nan)
