"""Arrays of figures rounded for people, as ``npfdesk.plan.rounding`` rounds one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.rounding import NEAR_TIE, PLAIN_UNITS, rounded

FloatArray = NDArray[np.float64]


def rounded_all(values: FloatArray, decimals: int) -> FloatArray:
    """``rounded`` of every figure of an array of any shape; NaN and infinite ones as they are."""
    scale = 10.0**decimals
    with np.errstate(invalid="ignore", over="ignore"):
        units = np.abs(values) * scale
        whole = np.floor(units)
        part = units - whole
        made = np.copysign(np.where(part >= 0.5, whole + 1.0, whole) / scale, values) + 0.0
        plain = (units < PLAIN_UNITS) & (np.abs(part - 0.5) > NEAR_TIE)
    made = np.where(np.isfinite(values), made, values)
    for at in np.flatnonzero(~plain & np.isfinite(values)):
        made.flat[at] = rounded(float(values.flat[at]), decimals)
    return made
