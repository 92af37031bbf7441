"""Levers: the gain that policy adds to the growth of each series in each year."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.coupling import classic_coordination
from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.inputs import Inputs
from npfdesk.engine.projection.spillover_paths import spilled_gains

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def lever_gain(inputs: Inputs) -> FloatArray:
    """The gain that levers add to each series' growth, (year, series), in percentage points (points for a ratio).

    It sums the gain of the series' own levers and the spillover that its region receives. Read-only.
    """
    own = own_gain(inputs)
    if inputs.spilling is None or is_zero(own):
        return own
    gain = own + spilled_gains(inputs.frame, own, inputs.spilling)
    gain.setflags(write=False)
    return gain


def own_gain(inputs: Inputs) -> FloatArray:
    """The gain that its own levers add to each series' growth, (year, series), in percentage points (points for a ratio).

    gain(t) = sum over levers of effect x intensity(t - lag) x multiplier(role, dimension)
    x multiplier(type, dimension), times 1 + synergy x D(t). Multipliers that are not given are 1. Zero
    where no lever has an intensity. Read-only. This does not check whether a series' method accepts levers.
    """
    frame = inputs.frame
    shape = (len(frame.plan.years), len(frame.region_of))
    if not frame.plan.levers or not inputs.intensity_rows:
        return np.broadcast_to(np.float64(0.0), shape)
    gain = np.zeros(shape)
    position = {lever: index for index, lever in enumerate(inputs.levers)}
    curves: dict[int, FloatArray] = {}
    for effect in frame.plan.levers:
        indicator = frame.indicator_index.get(effect.indicator)
        if indicator is None:
            continue
        rows = frame.rows_of_indicator[indicator]
        if effect.lag not in curves:
            curves[effect.lag] = _curves(inputs, effect.lag)
        owner = inputs.intensity_owner[position[effect.lever], frame.cell_of[rows]]
        # the last curve is zero, so that -1, "no intensity", points at it
        intensity = curves[effect.lag][:, owner]
        weight = effect.effect * dimension_response(frame, rows, effect.dimension, frame.plan.multipliers)
        gain[:, rows] += intensity * weight
    if frame.plan.synergy:
        gain *= 1.0 + frame.plan.synergy * coordination(inputs)[:, frame.cell_of]
    gain.setflags(write=False)
    return gain


def is_zero(gain: FloatArray) -> bool:
    """Whether a gain is the single broadcast zero of a scenario without levers."""
    return gain.size == 0 or gain.strides == (0, 0)


def _curves(inputs: Inputs, lag: int) -> FloatArray:
    """The intensities, 0 to 1, of each row of them `lag` years before: (year, row + 1), the last being zero."""
    years = inputs.frame.plan.years - lag
    curves = np.zeros((len(years), len(inputs.intensity_rows) + 1))
    for index, row in enumerate(inputs.intensity_rows):
        if row.intensities.by_year:
            given, figures = zip(*row.intensities.by_year, strict=True)
            curves[:, index] = np.interp(years, given, figures, left=0.0) / 100.0
    return curves


def intensities(inputs: Inputs) -> FloatArray:
    """Each lever's intensity in each cell, (lever, cell, year), in % (0 where it has none)."""
    curves = _curves(inputs, 0)
    return np.moveaxis(curves[:, inputs.intensity_owner], 0, -1) * 100.0


def dimension_response(
    frame: Frame, rows: IntArray, dimension: str, multipliers: Mapping[tuple[str, str], float]
) -> FloatArray:
    """The response of each row to a dimension (row,): the multipliers of its region's role and industry's type."""
    by_region = np.array([multipliers.get((region.role, dimension), 1.0) for region in frame.plan.regions])
    by_slot = np.array(
        [1.0, *(multipliers.get((industry.type, dimension), 1.0) for industry in frame.plan.industries)]
    )
    product: FloatArray = by_region[frame.region_of[rows]] * by_slot[frame.industry_of[rows]]
    return product


def coordination(inputs: Inputs) -> FloatArray:
    """The coupling coordination degree of the levers' dimensions, (year, cell), 0 to 1.

    u = the mean intensity of each dimension's levers, D = sqrt(C T) with C = n (prod u)^(1/n) / sum u and
    T = sum u / n over the n dimensions that the plan's levers name; 0 where all intensities are 0. The
    classic coupling coordination model, as the contract of the workbook states it.
    """
    plan = inputs.frame.plan
    dimensions = [name for name in dict.fromkeys(plan.dimension_of_lever.values()) if name]
    curves = _curves(inputs, 0)
    if not dimensions:
        return np.zeros((len(plan.years), len(inputs.frame.cells)))
    means = np.stack(
        [
            np.mean(
                [
                    curves[:, inputs.intensity_owner[index]]
                    for index, lever in enumerate(inputs.levers)
                    if plan.dimension_of_lever[lever] == dimension
                ],
                axis=0,
            )
            for dimension in dimensions
        ]
    )
    return classic_coordination(means).degree
