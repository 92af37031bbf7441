"""Ranks over years: who leads, who has overtaken whom. Arrays are (region, year)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def ranks(figures: FloatArray, less_is_better: bool = False) -> FloatArray:
    """Ranks within each year (region, year), 1 the best; NaN where there is no figure.

    Equal figures share the better rank and the next one is passed over (1, 2, 2, 4), as in sports tables.
    """
    signed = figures if less_is_better else -figures
    placed = np.full(figures.shape, np.nan)
    for year in range(figures.shape[1]):
        known = np.isfinite(signed[:, year])
        column = signed[known, year]
        placed[known, year] = 1.0 + np.searchsorted(np.sort(column), column, side="left")
    return placed


def growth(figures: FloatArray, points: bool) -> FloatArray:
    """The change from the year before (region, year): % a year, or points a year where `points`.

    NaN in the first year, where a figure is missing, and, for rates, where the year before is not positive.
    """
    before, after = figures[:, :-1], figures[:, 1:]
    if points:
        change = after - before
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            change = np.where(before > 0, 100.0 * (after / before - 1.0), np.nan)
    return np.concatenate([np.full((len(figures), 1), np.nan), change], axis=1)
