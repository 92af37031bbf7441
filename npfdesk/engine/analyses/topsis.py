"""TOPSIS: how near each region is to the best of every indicator, and how far from the worst."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.scaling import vector_normalised

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def topsis(values: FloatArray, weights: FloatArray, less_is_better: BoolArray) -> FloatArray:
    """Closeness to the ideal, (row,), 0 to 1, out of figures (row, indicator), complete and in their own units.

    v = w r with r = x / sqrt(sum x^2); the ideal has the largest v of each indicator (the smallest where less
    is better), the anti-ideal the other end; C = d- / (d+ + d-) with Euclidean distances (Hwang and Yoon
    1981, Multiple Attribute Decision Making). NaN where both distances are 0: one row, rows that are all
    alike, or weights that are all 0.
    """
    weighted = vector_normalised(values) * weights
    if not len(weighted):
        return np.empty(0)
    high, low = weighted.max(axis=0), weighted.min(axis=0)
    best, worst = np.where(less_is_better, low, high), np.where(less_is_better, high, low)
    to_best = np.sqrt(((weighted - best) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - worst) ** 2).sum(axis=1))
    both = to_best + to_worst
    closeness: FloatArray = np.divide(to_worst, both, out=np.full(len(both), np.nan), where=both > 0)
    return closeness
