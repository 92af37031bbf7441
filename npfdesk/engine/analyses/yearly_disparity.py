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
    return _by_year(disparity.variation, _variations, figures)


def gini(figures: FloatArray) -> FloatArray:
    """The Gini coefficient by year; no unit, 0 equal, (n - 1) / n where one has all."""
    return _by_year(disparity.gini, _ginis, figures)


def theil(figures: FloatArray) -> FloatArray:
    """The Theil index T by year; no unit, 0 equal, ln n where one has all."""
    # rounding must not make equality less than equal
    return np.maximum(_by_year(disparity.theil, _theils, figures), 0.0)


MEASURES: Final[Mapping[str, Callable[[FloatArray], FloatArray]]] = MappingProxyType(
    {"variation": variation, "gini": gini, "theil": theil}
)


def _by_year(
    measure: Callable[[FloatArray], float],
    measures: Callable[[FloatArray], FloatArray],
    figures: FloatArray,
) -> FloatArray:
    """A measure of each year; of the years in which every region has a figure all at once, to the last bit the same."""
    known = np.isfinite(figures)
    counts = known.sum(axis=0)
    found = np.full(figures.shape[1], np.nan)
    whole = (counts == len(figures)) & (counts >= LEAST)
    if whole.any():
        found[whole] = measures(np.ascontiguousarray(figures.T[whole]))
    for year in np.flatnonzero((counts >= LEAST) & ~whole).tolist():
        found[year] = measure(figures[known[:, year], year])
    return found


def _relatives(figures: FloatArray) -> FloatArray:
    """Complete figures (year, region) over the mean of their year; NaN where that is not above 0."""
    largest = np.abs(figures).max(axis=1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        # by the largest first: the sum of great figures must not overflow
        tamed = figures / largest
        mean = tamed.mean(axis=1, keepdims=True)
        return np.where(mean > 0, tamed / mean, np.nan)


def _variations(figures: FloatArray) -> FloatArray:
    return np.asarray(_relatives(figures).std(axis=1))


def _ginis(figures: FloatArray) -> FloatArray:
    shares = _relatives(figures)
    ordered = np.sort(shares, axis=1)
    count = ordered.shape[1]
    place = np.arange(1, count + 1)
    found = ((2 * place - count - 1) * ordered).sum(axis=1) / count**2
    return np.where((shares < 0).any(axis=1), np.nan, found)


def _theils(figures: FloatArray) -> FloatArray:
    shares = _relatives(figures)
    terms = shares * np.log(shares, out=np.zeros(shares.shape), where=shares > 0)
    return np.where((shares < 0).any(axis=1), np.nan, terms.mean(axis=1))
