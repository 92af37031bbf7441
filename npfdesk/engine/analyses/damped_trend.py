"""Holt's method with a damped trend, by statsmodels. It is imported only for a forecast."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.holtwinters import Holt

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class DampedHolt:
    """A damped Holt model fitted to n yearly figures; `fitted` (n,) one step ahead, `ahead` (count,) the forecast."""

    level: float
    trend: float
    damping: float
    initial_level: float
    initial_trend: float
    fitted: FloatArray
    ahead: FloatArray
    converged: bool


def damped_holt(figures: FloatArray, count: int) -> DampedHolt:
    """Holt's damped linear trend of yearly figures without a gap, (n,), n of 5 or more, and `count` years after.

    l = alpha x + (1 - alpha)(l' + phi b'), b = beta (l - l') + (1 - beta) phi b', forecast h years ahead
    l + (phi + ... + phi^h) b; parameters and first states by least squares (Gardner and McKenzie 1985,
    Management Science 31:1237), as ``statsmodels.tsa.holtwinters.Holt`` estimates them. ValueError for fewer.
    """
    if len(figures) < 5:
        raise ValueError("a damped Holt model has five parameters")
    with warnings.catch_warnings(record=True) as told, np.errstate(all="ignore"):
        warnings.simplefilter("always")
        fit = Holt(figures, damped_trend=True, initialization_method="estimated").fit()
        ahead = np.asarray(fit.forecast(count), dtype=np.float64)
    return DampedHolt(
        level=float(fit.params["smoothing_level"]),
        trend=float(fit.params["smoothing_trend"]),
        damping=float(fit.params["damping_trend"]),
        initial_level=float(fit.params["initial_level"]),
        initial_trend=float(fit.params["initial_trend"]),
        fitted=np.asarray(fit.fittedvalues, dtype=np.float64),
        ahead=ahead,
        converged=not any(issubclass(one.category, ConvergenceWarning) for one in told),
    )
