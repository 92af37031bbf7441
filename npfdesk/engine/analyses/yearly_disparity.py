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
    return _by_year(disparity.variation, figures)


def gini(figures: FloatArray) -> FloatArray:
    """The Gini coefficient by year; no unit, 0 equal, (n - 1) / n where one has all."""
    return _by_year(disparity.gini, figures)


def theil(figures: FloatArray) -> FloatArray:
    """The Theil index T by year; no unit, 0 equal, ln n where one has all."""
    # rounding must not make equality less than equal
    return np.maximum(_by_year(disparity.theil, figures), 0.0)


MEASURES: Final[Mapping[str, Callable[[FloatArray], FloatArray]]] = MappingProxyType(
    {"variation": variation, "gini": gini, "theil": theil}
)


def _by_year(measure: Callable[[FloatArray], float], figures: FloatArray) -> FloatArray:
    enough = counted(figures) >= LEAST
    return np.array(
        [
            measure(column[np.isfinite(column)]) if there else np.nan
            for column, there in zip(figures.T, enough, strict=True)
        ],
        dtype=np.float64,
    )
