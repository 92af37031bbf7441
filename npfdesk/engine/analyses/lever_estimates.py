"""Levers' effects fitted to data by least squares, with intervals, or refused with the reason. Opens scipy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from npfdesk.engine.analyses.regional_figures import observed_history
from npfdesk.engine.projection.levers import dimension_response, intensities
from npfdesk.engine.projection.results import Results
from npfdesk.plan.model import LeverEffect
from npfdesk.plan.problems import Problem, error

FloatArray = NDArray[np.float64]

NO_LEVERS: Final = error(
    "fit_no_levers",
    "没有作用于该指标的抓手，无可估计。请先在“抓手”表中写明抓手与指标。",
    "No lever acts on this indicator, so there is nothing to estimate. Enter levers for it in the sheet Levers first.",
)
TOO_SHORT: Final = error(
    "fit_too_short",
    "数据不足：{levers} 个抓手至少需要 {least} 个年度增量，现有 {observations} 个。请保留“演示假设，非估计”，或补充历史数据。",
    "Too little data: {levers:lever needs|levers need} at least {least:yearly change|yearly changes}; {observations:is|are} "
    "available. Keep “illustrative, not estimated”, or add past figures.",
)
NO_VARIATION: Final = error(
    "fit_no_variation",
    "“{lever}”的强度在历史年份中没有变化，无法从数据估计其效应。请填写历史年份的抓手强度。",
    "The intensity of “{lever}” does not vary in past years, so its effect cannot be estimated from data. Enter its intensity "
    "in past years.",
)
TOGETHER: Final = error(
    "fit_collinear",
    "各抓手的强度同步变化，数据无法区分各自的效应。请合并抓手，或补充强度不同步的地区或年份。",
    "The levers' intensities move together, so data cannot tell their effects apart. Merge levers, or add regions or years in "
    "which they differ.",
)

_RESIDUAL_FREEDOM: Final = 10
_PER_PARAMETER: Final = 5


@dataclass(frozen=True, eq=False)
class FittedEffects:
    """Effects out of data: `effects`, `errors`, `low` and `high` (lever,), 95 % intervals, in percentage points.

    Per unit of intensity (0 to 1), as a lever's effect is stated. `freedom` the residual degrees of freedom.
    """

    levers: tuple[str, ...]
    effects: FloatArray
    errors: FloatArray
    low: FloatArray
    high: FloatArray
    r_squared: float
    observations: int
    freedom: int


def fit_effects(
    growth: FloatArray, strengths: FloatArray, levers: Sequence[str], groups: NDArray[np.int64]
) -> FittedEffects | Problem:
    """Effects by ordinary least squares of yearly growth on the levers' strengths.

    growth (observation,) in percentage points, strengths (observation, lever) intensity x multipliers, 0 to 1
    before multipliers and lagged; every group (a series; `groups` (observation,)) has a level of growth of its
    own, taken out by its means (the within estimator, Wooldridge 2010, ch. 10). Observations with a missing
    figure are left out. Intervals are Student's and assume independent errors of one variance. A Problem where
    fewer than five observations a parameter or ten residual degrees of freedom are left, a lever never varies,
    or levers cannot be told apart.
    """
    there = np.isfinite(growth) & np.isfinite(strengths).all(axis=1)
    known, given, members = growth[there], strengths[there], groups[there]
    _, place = np.unique(members, return_inverse=True)
    means = int(place.max()) + 1 if len(place) else 0
    count = len(levers)
    parameters = count + max(means, 1)
    least = max(_PER_PARAMETER * count + means, parameters + _RESIDUAL_FREEDOM)
    if len(known) < least:
        told = {"levers": count, "least": least, "observations": len(known)}
        return Problem(TOO_SHORT, arguments=told)
    target, design = _within(known[:, None], place)[:, 0], _within(given, place)
    for index, lever in enumerate(levers):
        if not np.ptp(design[:, index]) > 1e-12:
            return Problem(NO_VARIATION, arguments={"lever": lever})
    length = np.sqrt((design**2).sum(axis=0))
    if np.linalg.matrix_rank(design / length, tol=1e-6) < count:
        return Problem(TOGETHER)
    scaled = design / length
    inverse = np.linalg.inv(scaled.T @ scaled)
    effects = inverse @ scaled.T @ target / length
    left = float(((target - design @ effects) ** 2).sum())
    variation = float((target**2).sum())
    freedom = len(known) - parameters
    errors = np.sqrt(left / freedom * np.diag(inverse)) / length
    reach = float(student.ppf(0.975, freedom)) * errors
    return FittedEffects(
        tuple(levers),
        effects,
        errors,
        effects - reach,
        effects + reach,
        1.0 - left / variation if variation > 0 else np.nan,
        len(known),
        freedom,
    )


def fit_plan_effects(results: Results, scenario: str, indicator: str) -> FittedEffects | Problem:
    """The effects of a plan's levers on an indicator (its code) out of its past and the intensities of a scenario.

    Growth is % a year, for a ratio or an index points a year, between consecutive years of the observed
    history of every region's and industry's series; regions with children count only where no other has the
    indicator, and the plan's synergy is not taken out.
    """
    frame = results.frame
    plan = results.plan
    acting: list[LeverEffect] = [one for one in plan.levers if one.indicator == indicator]
    if not acting:
        return Problem(NO_LEVERS)
    inputs = results.scenarios[scenario].inputs
    rows = frame.rows_of_indicator[frame.indicator_index[indicator]]
    past = observed_history(results)[:, rows]
    before, after = past[:-1], past[1:]
    points = bool(plan.indicator_by_code[indicator].kind.moves_in_points)
    with np.errstate(divide="ignore", invalid="ignore"):
        change = after - before if points else np.where(before > 0, (after / before - 1.0) * 100.0, np.nan)
    strength = intensities(inputs) / 100.0
    order = {lever: index for index, lever in enumerate(inputs.levers)}
    columns = []
    for effect in acting:
        own = strength[order[effect.lever], frame.cell_of[rows]].T
        lagged = np.full(own.shape, np.nan)
        if effect.lag < len(own):
            lagged[effect.lag :] = own[: len(own) - effect.lag]
        columns.append(lagged[1:] * dimension_response(frame, rows, effect.dimension, plan.multipliers))
    # a parent whose figure is its children's sum would count them twice
    doubled = np.array([len(frame.children[region]) > 0 for region in frame.region_of[rows]], dtype=np.bool_)
    change[:, doubled & ~doubled.all()] = np.nan
    change[:, ~frame.own[rows]] = np.nan
    series = np.broadcast_to(np.arange(len(rows)), change.shape)
    return fit_effects(
        change.ravel(),
        np.stack([column.ravel() for column in columns], axis=1),
        [effect.lever for effect in acting],
        series.ravel().astype(np.int64),
    )


def _within(figures: FloatArray, place: NDArray[np.int64]) -> FloatArray:
    """Figures (observation, column) less the mean of their group."""
    size = np.bincount(place)
    means = np.stack([np.bincount(place, weights=column) / size for column in figures.T], axis=1)
    return np.asarray(figures - means[place])
