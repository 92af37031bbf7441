"""Obstacle degree: which indicators hold a region back, and by what share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def obstacle_degrees(scaled: FloatArray, weights: FloatArray) -> FloatArray:
    """The share of each indicator in what a region lacks, (row, indicator), every row summing to 1.

    O_ij = w_j (1 - z_ij) / sum over j of w_j (1 - z_ij), z being scaled figures (row, indicator) and w the
    weights (indicator,) (the obstacle degree model, 障碍度模型: factor contribution times deviation of the
    indicator). 0 throughout where a region lacks nothing; NaN where it has no figures.
    """
    lack = weights * (1.0 - scaled)
    total = lack.sum(axis=1, keepdims=True)
    shares = np.divide(lack, total, out=np.zeros(lack.shape), where=total > 0)
    return np.where(np.isnan(total), np.nan, shares)
