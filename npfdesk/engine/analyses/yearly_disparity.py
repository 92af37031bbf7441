"""How unequal regions are in each year: the measures of ``engine.analyses.disparity``, year by year.

Every function takes figures (region, year) with NaN where there is none, and answers by year (year,). Regions
without a figure in a year are left out of that year; fewer than two make no figure (NaN). Each region counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses import disparity

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
LEAST: Final = 2
"""How many regions it takes to be unequal."""


def counted(figures: FloatArray) -> IntArray:
    """How many regions have a figure in each year (year,)."""
    return np.asarray(np.isfinite(figures).sum(axis=0), dtype=np.int64)


def variation(figures: FloatArray) -> FloatArray:
    """The coefficient of variation by year; no unit."""
    return measured(figures)["variation"]


def gini(figures: FloatArray) -> FloatArray:
    """The Gini coefficient by year; no unit, 0 equal, (n - 1) / n where one has all."""
    return measured(figures)["gini"]


def theil(figures: FloatArray) -> FloatArray:
    """The Theil index T by year; no unit, 0 equal, ln n where one has all."""
    return measured(figures)["theil"]


def measured(figures: FloatArray) -> dict[str, FloatArray]:
    """Every measure by year, by its key; of years in which every region has a figure all at once, to the last bit the same."""
    known = np.isfinite(figures)
    counts = known.sum(axis=0)
    enough = counts >= LEAST
    whole = enough & (counts == len(figures))
    found = {key: np.full(figures.shape[1], np.nan) for key in _WAYS}
    if whole.any():
        shares = _relatives(np.ascontiguousarray(figures.T[whole]))
        for key, (_, of_shares) in _WAYS.items():
            found[key][whole] = of_shares(shares)
    for year in (enough & ~whole).nonzero()[0].tolist():
        for key, (of_figures, _) in _WAYS.items():
            found[key][year] = of_figures(figures[known[:, year], year])
    # rounding must not make equality less than equal
    np.maximum(found["theil"], 0.0, out=found["theil"])
    return found


def _relatives(figures: FloatArray) -> FloatArray:
    """Complete figures (year, region) over the mean of their year; NaN where that is not above 0."""
    largest = np.abs(figures).max(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        # by the largest first: the sum of great figures must not overflow
        tamed = figures / largest
        mean = tamed.mean(axis=1, keepdims=True)
        return np.where(mean > 0, tamed / mean, np.nan)


def _variations(shares: FloatArray) -> FloatArray:
    return np.asarray(shares.std(axis=1))


def _ginis(shares: FloatArray) -> FloatArray:
    ordered = np.sort(shares, axis=1)
    count = ordered.shape[1]
    place = np.arange(1, count + 1)
    found = ((2 * place - count - 1) * ordered).sum(axis=1) / count**2
    return np.where((shares < 0).any(axis=1), np.nan, found)


def _theils(shares: FloatArray) -> FloatArray:
    terms = shares * np.log(shares, out=np.zeros(shares.shape), where=shares > 0)
    return np.where((shares < 0).any(axis=1), np.nan, terms.mean(axis=1))


MEASURES: Final[Mapping[str, Callable[[FloatArray], FloatArray]]] = MappingProxyType(
    {"variation": variation, "gini": gini, "theil": theil}
)
_WAYS: Final = MappingProxyType(
    {
        "variation": (disparity.variation, _variations),
        "gini": (disparity.gini, _ginis),
        "theil": (disparity.theil, _theils),
    }
)
"""How a measure is found: of the figures of one year (region,), and of shares of the mean (year, region) by year."""
