"""How unequal regions are in each year: coefficient of variation, Gini coefficient, Theil index.

Every function takes figures (region, year) with NaN where there is none, and answers by year (year,). Regions
without a figure in a year are left out of that year; fewer than two make no figure (NaN). Each region counts once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
LEAST: Final = 2
"""How many regions it takes to be unequal."""


def counted(figures: FloatArray) -> IntArray:
    """How many regions have a figure in each year (year,)."""
    return np.asarray(np.isfinite(figures).sum(axis=0), dtype=np.int64)


def variation(figures: FloatArray) -> FloatArray:
    """The coefficient of variation by year: sqrt(Σ (x - m)² / n) / m, m the mean of the n regions; no unit.

    The population's deviation (divided by n): the regions are all there are, not a sample. NaN where the mean
    is not positive. Source: 变异系数 as in provincial reports on regional balance; Pearson 1896.
    """
    mean = _mean(figures)
    deviation = np.sqrt(_mean((figures - mean) ** 2))
    return _where(mean > 0, deviation, mean)


def gini(figures: FloatArray) -> FloatArray:
    """The Gini coefficient by year: Σ Σ |x[i] - x[j]| / (2 n² m); 0 equal, (n - 1) / n where one has all; no unit.

    By the sorted figures x[1] ≤ … ≤ x[n]: Σ (2 i - n - 1) x[i] / (n² m), which is the same. NaN where a figure is
    negative or the mean is not positive. Source: Gini 1912; Sen, On Economic Inequality (1973), p. 30.
    """
    count, mean = counted(figures), _mean(figures)
    # figures that are missing sort behind all others and weigh nothing
    ordered = np.sort(np.where(np.isfinite(figures), figures, np.nan), axis=0)
    place = np.arange(1, len(figures) + 1, dtype=np.float64)[:, None]
    weighed = np.where(np.isfinite(ordered), (2 * place - count - 1) * ordered, 0.0).sum(axis=0)
    whole = count.astype(np.float64) ** 2 * mean
    return _where((mean > 0) & _none_negative(figures), weighed, whole)


def theil(figures: FloatArray) -> FloatArray:
    """The Theil index T by year: (1 / n) Σ (x[i] / m) ln(x[i] / m); 0 equal, ln n where one has all; no unit.

    0 ln 0 counts as 0. NaN where a figure is negative or the mean is not positive. Source: Theil, Economics and
    Information Theory (1967), ch. 4.
    """
    mean = _mean(figures)
    sound = (mean > 0) & _none_negative(figures)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = figures / np.where(sound, mean, np.nan)
        terms = np.where(share == 0, 0.0, share * np.log(share))
    # rounding must not make equality less than equal
    return np.where(sound & (counted(figures) >= LEAST), np.maximum(_mean(terms), 0.0), np.nan)


MEASURES: Final[Mapping[str, Callable[[FloatArray], FloatArray]]] = MappingProxyType(
    {"variation": variation, "gini": gini, "theil": theil}
)
"""The three measures by name, in the order in which they are shown."""


def _mean(figures: FloatArray) -> FloatArray:
    """The mean of those that have a figure (year,); NaN where fewer than two have."""
    count = counted(figures)
    total = np.where(np.isfinite(figures), figures, 0.0).sum(axis=0)
    return np.where(count >= LEAST, total / np.maximum(count, 1), np.nan)


def _none_negative(figures: FloatArray) -> NDArray[np.bool_]:
    return np.asarray((~np.isfinite(figures) | (figures >= 0)).all(axis=0), dtype=np.bool_)


def _where(sound: NDArray[np.bool_], above: FloatArray, below: FloatArray) -> FloatArray:
    return np.where(sound, above / np.where(sound, below, 1.0), np.nan)
