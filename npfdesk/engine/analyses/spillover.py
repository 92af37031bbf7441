"""Spillover: how a region's gain from levers reaches other regions, a share of it and some years later."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.problems import Problem, error

FloatArray = NDArray[np.float64]

MATRIX_UNUSABLE: Final = error(
    "spillover_matrix_unusable",
    "溢出矩阵须为 {regions} 行 {regions} 列、不小于 0 的数。",
    "The spillover matrix must have {regions} rows and columns of figures of 0 or more.",
)


def typed_weights(table: FloatArray, regions: int) -> FloatArray | Problem:
    """Weights as typed, (to region, from region): the diagonal emptied, every row brought to a sum of 1.

    A row of zeros receives nothing. A Problem where the table has another shape or a figure below 0 or missing.
    """
    if table.shape != (regions, regions) or not np.isfinite(table).all() or (table < 0).any():
        return Problem(MATRIX_UNUSABLE, arguments={"regions": regions})
    return row_standardised(table)


def group_weights(groups: Sequence[str]) -> FloatArray:
    """Equal weights among the regions of a group (a corridor, a role), (region, region); "" is in no group."""
    names = np.array(groups, dtype=object)
    return row_standardised(((names[:, None] == names[None, :]) & (names != "")[:, None]).astype(np.float64))


def distance_weights(places: FloatArray, power: float = 1.0, reach: float | None = None) -> FloatArray:
    """Weights by distance, 1 / d^power, (region, region), out of places (region, 2) on the tile grid.

    Beyond `reach` (in tiles) nothing is passed on. Two regions in one place count as one tile apart; a region
    whose place is missing (NaN) neither gives nor receives.
    """
    apart = np.sqrt(((places[:, None, :] - places[None, :, :]) ** 2).sum(axis=2))
    known = np.isfinite(apart)
    near = known & (apart <= reach) if reach is not None else known
    weights = np.where(near, np.maximum(np.where(known, apart, 1.0), 1.0) ** -power, 0.0)
    return row_standardised(weights)


def row_standardised(weights: FloatArray) -> FloatArray:
    """Weights with nothing on the diagonal and every row summing to 1, or to 0 where it has none."""
    others = np.array(weights, dtype=np.float64)
    np.fill_diagonal(others, 0.0)
    total = others.sum(axis=1, keepdims=True)
    standardised: FloatArray = np.divide(others, total, out=np.zeros(others.shape), where=total > 0)
    return standardised


def spilled_gain(gain: FloatArray, weights: FloatArray, share: float, lag: int) -> FloatArray:
    """What each region gains from the others' levers, (year, region), in percentage points of annual growth.

    s_i(t) = share x sum over j of w_ij gain_j(t - lag), `gain` (year, region) being the regions' own, `weights`
    (to, from) with rows summing to 1 (the spatial lag, Anselin 1988, Spatial Econometrics), `share` 0 to 1.
    Nothing is passed on a second time. 0 in the years before the lag. Missing gains (NaN) count as none.
    """
    if share < 0 or lag < 0:
        raise ValueError("share and lag are 0 or more")
    received = share * np.nan_to_num(gain) @ weights.T
    spilled = np.zeros(gain.shape)
    if lag < len(gain):
        spilled[lag:] = received[: len(gain) - lag]
    return spilled
