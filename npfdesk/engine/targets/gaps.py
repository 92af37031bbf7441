"""Gaps: the missing amount, the attained share, and the growth still required. Arrays are (target,)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.targets.status import EDGE

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def gap(value: FloatArray, target: FloatArray, sign: FloatArray) -> FloatArray:
    """Target - value, or value - target where less is better: positive while the target is missed, in the same unit."""
    # adding zero makes a plain zero of a negative one
    return sign * (target - value) + 0.0


def progress(value: FloatArray, base: FloatArray, target: FloatArray) -> FloatArray:
    """(value - base) / (target - base): the attained share of the way; NaN where base and target are equal."""
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (value - base) / (target - base)
    return np.where(np.isfinite(share), share + 0.0, np.nan)


def required_growth(last: FloatArray, target: FloatArray, years: FloatArray, points: BoolArray) -> FloatArray:
    """The growth still required from the last observed figure (target,).

    ((T / v)^(1 / n) - 1) 100, in % a year; (T - v) / n, in points a year, for ratio and index. NaN where the target's year is not ahead, a figure is missing, or a rate would need one that is not positive.
    """
    ahead = np.where(years > 0, years, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        # 1 to the power of NaN is 1, so the years must be asked too
        ratio = np.where((last > 0) & (target > 0) & (years > 0), target / last, np.nan)
        rate = (ratio ** (1.0 / ahead) - 1.0) * 100.0
        result: FloatArray = np.where(points, (target - last) / ahead, rate)
    return result


def way_end(
    base: FloatArray, target: FloatArray, low: FloatArray, high: FloatArray, inside: BoolArray
) -> FloatArray:
    """The figure that the way to a target counts to: of a range or an about its edge nearer to the base, else the figure.

    The figure, too, where the base is missing or within the bounds already.
    """
    with np.errstate(invalid="ignore"):
        edge = np.where(base < low, low, np.where(base > high, high, target))
    return np.where(inside & np.isfinite(edge), edge, target)


def past_far_edge(
    value: FloatArray, base: FloatArray, low: FloatArray, high: FloatArray, inside: BoolArray
) -> BoolArray:
    """Whether a figure has left a range or an about: on the side away from its base, or on either where that lies inside."""
    gone = np.zeros(value.shape, dtype=np.bool_)
    # few targets are bounded on both sides
    at = inside.nonzero()[0]
    if not len(at):
        return gone
    seen, begun, low, high = value[..., at], base[..., at], low[..., at], high[..., at]
    slack = EDGE * np.maximum(1.0, np.abs(seen))
    with np.errstate(invalid="ignore"):
        above, below = seen > high + slack, seen < low - slack
        # without a base either side is the far one
        beyond = np.where(begun < low, above, np.where(begun > high, below, above | below))
    gone[..., at] = np.isfinite(seen) & beyond
    return gone


def met(
    value: FloatArray,
    target: FloatArray,
    low: FloatArray,
    high: FloatArray,
    sign: FloatArray,
    inside: BoolArray,
) -> BoolArray:
    """Whether a figure meets its target; False where either is missing.

    At or past the target on its better side, or between `low` and `high` where `inside` (about, range). A
    difference in the last bits of a float counts as met.
    """
    slack = EDGE * np.maximum(1.0, np.abs(target))
    with np.errstate(invalid="ignore"):
        past = sign * (value - target) >= -slack
        between = (value >= low - slack) & (value <= high + slack)
    satisfied: BoolArray = np.where(inside, between, past) & np.isfinite(value)
    return satisfied
