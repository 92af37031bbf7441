"""Convergence: whether regions' figures draw nearer (σ) and whether those behind grow faster (β). Opens scipy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t as student

from npfdesk.plan.problems import Problem, error

FloatArray = NDArray[np.float64]

TOO_FEW_REGIONS: Final = error(
    "convergence_too_few_regions",
    "β 收敛至少需要 {least} 个两端年份都有正值的地区，现有 {regions} 个。",
    "β convergence needs at least {least} regions with figures above 0 in both years; only {regions:region has|regions have} "
    "them.",
)
NO_DIFFERENCE: Final = error(
    "convergence_no_difference",
    "各地区起始值相同，无法估计 β 收敛。",
    "All regions start from the same figure, so β convergence cannot be estimated.",
)

_LEAST: Final = 4
_REST: Final = 1e-12


@dataclass(frozen=True)
class BetaConvergence:
    """Absolute β convergence of `regions` regions over `years` years.

    `slope` of mean annual log growth on the log of the first figure, with its 95 % interval (`slope_low`,
    `slope_high`); `speed` a year and `half_life` in years, None where regions do not converge (a slope of 0 or
    more) or would pass each other (1 + slope x years of 0 or less); `half_life_low` and `half_life_high` from
    the slope's interval, None where that end has no half-life: it is then not bounded on that side.
    """

    regions: int
    years: int
    slope: float
    slope_low: float
    slope_high: float
    intercept: float
    r_squared: float
    speed: float | None
    half_life: float | None
    half_life_low: float | None
    half_life_high: float | None

    @property
    def converges(self) -> bool:
        """Whether the whole interval of the slope lies below 0."""
        return self.slope_high < 0


def sigma_convergence(values: FloatArray) -> FloatArray:
    """The spread of figures (year, region) in each year, (year,): the population standard deviation of logs.

    Falling is σ convergence (Barro and Sala-i-Martin 1992, Journal of Political Economy 100:223). Every year
    takes the regions that have a figure above 0 in all years that have any, so that the years compare; NaN
    where a year has no figure, or no region is left.
    """
    positive = np.isfinite(values) & (values > 0)
    years = np.isfinite(values).any(axis=1)
    regions = positive[years].all(axis=0)
    spread = np.full(len(values), np.nan)
    if years.any() and regions.any():
        spread[years] = np.log(values[np.ix_(years, regions)]).std(axis=1)
    return spread


def beta_convergence(first: FloatArray, last: FloatArray, years: int) -> BetaConvergence | Problem:
    """Absolute β convergence between the figures of two years, each (region,), `years` apart.

    (1/T) ln(y_T / y_0) = a + b ln y_0 by least squares; speed = -ln(1 + b T) / T, half-life = ln 2 / speed
    (Barro and Sala-i-Martin 1992). Regions without a figure above 0 at both ends are left out; the interval is
    Student's at 95 %. A Problem below four regions, or where all begin alike.
    """
    with np.errstate(invalid="ignore"):
        both = np.isfinite(first) & np.isfinite(last) & (first > 0) & (last > 0)
    count = int(both.sum())
    if count < _LEAST:
        return Problem(TOO_FEW_REGIONS, arguments={"least": _LEAST, "regions": count})
    begin = np.log(first[both])
    growth = (np.log(last[both]) - begin) / years
    apart = begin - begin.mean()
    square = float((apart**2).sum())
    if square <= 1e-20 * max(1.0, float((begin**2).sum())):
        return Problem(NO_DIFFERENCE)
    slope = float((apart * growth).sum() / square)
    intercept = float(growth.mean() - slope * begin.mean())
    left = float(((growth - intercept - slope * begin) ** 2).sum())
    variation = float(((growth - growth.mean()) ** 2).sum())
    error_of_slope = float(np.sqrt(left / (count - 2) / square))
    reach = float(student.ppf(0.975, count - 2)) * error_of_slope
    slope, low, high = (_at_rest(one) for one in (slope, slope - reach, slope + reach))
    return BetaConvergence(
        regions=count,
        years=years,
        slope=slope,
        slope_low=low,
        slope_high=high,
        intercept=intercept,
        r_squared=1.0 - left / variation if variation > 0 else np.nan,
        speed=_speed(slope, years),
        half_life=_half_life(slope, years),
        half_life_low=_half_life(low, years),
        half_life_high=_half_life(high, years),
    )


def _at_rest(slope: float) -> float:
    # regions that all grow alike differ by the last bits of a sum
    return 0.0 if abs(slope) < _REST else slope


def _speed(slope: float, years: int) -> float | None:
    kept = 1.0 + slope * years
    return float(-np.log(kept) / years) if 0 < kept < 1 else None


def _half_life(slope: float, years: int) -> float | None:
    speed = _speed(slope, years)
    return None if speed is None else float(np.log(2) / speed)
