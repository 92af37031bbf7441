"""Growth curves fitted to past figures: a compound rate, a straight line, an S curve. Uses scipy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import OptimizeWarning, curve_fit

FloatArray = NDArray[np.float64]

_CEILING_LIMIT = 20.0


@dataclass(frozen=True)
class Line:
    """x = intercept + slope t, t in calendar years, with the share of variation explained (NaN for a constant)."""

    slope: float
    intercept: float
    r_squared: float

    def at(self, years: FloatArray) -> FloatArray:
        """The line's figures in years (year,)."""
        return self.intercept + self.slope * years


@dataclass(frozen=True)
class SCurve:
    """x = ceiling / (1 + e^(-speed (t - midpoint))), t in calendar years."""

    ceiling: float
    speed: float
    midpoint: float

    def at(self, years: FloatArray) -> FloatArray:
        """The curve's figures in years (year,)."""
        return _s_curve(years, self.ceiling, self.speed, self.midpoint)


def compound_rate(years: FloatArray, figures: FloatArray) -> float:
    """The compound annual rate between the first and the last figure: (x_n / x_1)^(1 / (t_n - t_1)) - 1.

    Two figures or more, the first and the last above 0; ValueError else.
    """
    if len(figures) < 2 or figures[0] <= 0 or figures[-1] <= 0:
        raise ValueError("a compound rate needs two figures above 0")
    return float(np.exp((np.log(figures[-1]) - np.log(figures[0])) / (years[-1] - years[0])) - 1.0)


def straight_line(years: FloatArray, figures: FloatArray) -> Line:
    """Ordinary least squares of figures on calendar years; two or more, ValueError else."""
    if len(figures) < 2:
        raise ValueError("a line needs two figures")
    centre = float(years.mean())
    apart = years - centre
    mean = float(figures.mean())
    slope = float((apart * (figures - mean)).sum() / (apart**2).sum())
    variation = float(((figures - mean) ** 2).sum())
    left = float(((figures - mean - slope * apart) ** 2).sum())
    return Line(slope, mean - slope * centre, 1.0 - left / variation if variation > 0 else np.nan)


def s_curve(years: FloatArray, figures: FloatArray) -> SCurve | None:
    """The logistic curve by least squares (Verhulst 1838), figures above 0, four or more; ValueError else.

    None where the past shows no ceiling: the search does not settle, or settles more than 20 times above the
    largest figure.
    """
    if len(figures) < 4 or not (figures > 0).all():
        raise ValueError("an S curve needs four figures above 0")
    largest = float(figures.max())
    centre = float(years.mean())
    apart = years - centre
    begin = (1.5, 0.1 if figures[-1] >= figures[0] else -0.1, 0.0)
    bounds = ([1.0 + 1e-9, -5.0, -200.0], [_CEILING_LIMIT, 5.0, 200.0])
    try:
        with np.errstate(all="ignore"):
            found, _ = curve_fit(_s_curve, apart, figures / largest, p0=begin, bounds=bounds, maxfev=5000)
    except (RuntimeError, OptimizeWarning):
        return None
    ceiling, speed, midpoint = (float(one) for one in found)
    if ceiling > _CEILING_LIMIT * 0.99 or abs(speed) < 1e-6:
        return None
    return SCurve(ceiling * largest, speed, midpoint + centre)


def _s_curve(years: FloatArray, ceiling: float, speed: float, midpoint: float) -> FloatArray:
    with np.errstate(over="ignore"):
        curve: FloatArray = ceiling / (1.0 + np.exp(-speed * (years - midpoint)))
    return curve
