"""Projected figures that cannot be: shares past their whole, growths of all there is or more, steps below nothing, figures past all measure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.inputs import Inputs
from npfdesk.engine.projection.scenario_paths import Origin, Projection, resting_on
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.plan.methods import Method
from npfdesk.plan.shares_of_wholes import SHARE_EDGE, WHOLE

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

LARGEST: Final = 1e18
"""The largest amount that a figure is taken for in any unit; one beyond it has overflown."""
EDGE: Final = 1e-9
"""How far below nothing an amount may lie by the last bits of its figure."""
NOTHING_LEFT: Final = -100.0
"""The growth in % that leaves nothing."""


def beyond_whole(figures: FloatArray) -> BoolArray:
    """Whether a share in % is above 100 or below 0."""
    with np.errstate(invalid="ignore"):
        beyond: BoolArray = (figures > WHOLE * (1.0 + SHARE_EDGE)) | (figures < -SHARE_EDGE)
    return beyond


def overflown(figures: FloatArray) -> BoolArray:
    """Whether a figure is past all measure; False where there is none."""
    beyond: BoolArray = np.abs(figures) > LARGEST
    return beyond


def compounded(inputs: Inputs) -> BoolArray:
    """Whether a series is continued by growths (series,): under growth, and under trend where it moves by rates."""
    growth, trend = _under(inputs, Method.GROWTH), _under(inputs, Method.TREND)
    frame = inputs.frame
    grown: BoolArray = (growth | (trend & ~frame.points)) & ~frame.rate
    return grown


def _under(inputs: Inputs, method: Method) -> BoolArray:
    """Which series a method continues (series,)."""
    under = np.array([one.assumption.method is method for one in inputs.rows] + [False])
    found: BoolArray = under[inputs.owner]
    return found


def positive(inputs: Inputs, projection: Projection, targets: TargetTable) -> BoolArray:
    """Which series steps must not take below 0 (series,): amounts and the like under step, or under a trend in points.

    One that is observed below 0, or has a target there, may be.
    """
    frame = inputs.frame
    stepped = _under(inputs, Method.STEP) | (_under(inputs, Method.TREND) & frame.points)
    found = _not_beyond(frame.no_less & stepped, lambda figures: figures < 0.0, projection, targets)
    found.setflags(write=False)
    return found


def shares(projection: Projection, targets: TargetTable, frame: Frame) -> BoolArray:
    """Which series are shares of a whole, in % (series,): those named so, and ratios whose figures never say otherwise.

    A ratio in % that is observed beyond 0 to 100, or has a target there, is none unless its name says it is one.
    """
    found = frame.shares | _not_beyond(frame.other_ratios, beyond_whole, projection, targets)
    found.setflags(write=False)
    return found


def _not_beyond(
    series: BoolArray,
    beyond: Callable[[FloatArray], BoolArray],
    projection: Projection,
    targets: TargetTable,
) -> BoolArray:
    """These series (series,) without those that are observed beyond some bounds, or have a target there."""
    found = series.copy()
    rows = np.flatnonzero(found)
    if len(rows):
        with np.errstate(invalid="ignore"):
            seen = projection.origin[:, rows] == Origin.OBSERVED
            found[rows] = ~(seen & beyond(projection.values[:, rows])).any(axis=0)
            found[targets.row[beyond(targets.figure)]] = False
    return found


def impossible(inputs: Inputs, projection: Projection, of_wholes: BoolArray, no_less: BoolArray) -> BoolArray:
    """Which figures cannot be (year, series); none that is observed is. `of_wholes` are the `shares`, `no_less` what is `positive` (series,).

    A share above 100 % or below 0, all that follows a growth of -100 % or less, an amount that steps took below 0, a growth
    rate of -100 % or less, what has overflown, and the formulas and roll-ups that rest on such a figure.
    """
    frame, values = inputs.frame, projection.values
    with np.errstate(invalid="ignore"):
        found = overflown(values)
        rows = np.flatnonzero(of_wholes)
        found[:, rows] |= beyond_whole(values[:, rows])
        fallen = values <= 0.0
        low = np.flatnonzero(fallen.any(axis=0))
        if len(low):
            found[:, low] |= frame.rate[low] & (values[:, low] <= NOTHING_LEFT)
            found[:, low] |= no_less[low] & (values[:, low] < -EDGE)
            grown = low[compounded(inputs)[low]]
            found[1:, grown] |= _spent(values[:, grown], projection.origin[1:, grown] == Origin.OBSERVED)
    found &= projection.origin != Origin.OBSERVED
    if found.any():
        found |= resting_on(frame, projection, found)
    found.setflags(write=False)
    return found


def _spent(values: FloatArray, observed: BoolArray) -> BoolArray:
    """Whether a growth has taken all away (year after the first, series): the sign of a figure is lost, from there on."""
    crossed = ~observed & (values[:-1] * values[1:] <= 0.0) & (values[:-1] != 0.0)
    spent: BoolArray = np.logical_or.accumulate(crossed, axis=0)
    return spent
