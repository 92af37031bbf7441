"""GM(1,1): the grey model of one series, with its level-ratio test before and its posterior tests after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class GreyModel:
    """GM(1,1) fitted to n yearly figures.

    `a` the development coefficient, `b` the grey input; `fitted` (n,); `ratios` (n - 1,) the level ratios,
    inside (`ratio_low`, `ratio_high`) where the series suits the model; `posterior_ratio` C (NaN for a
    constant series), `small_error` P between 0 and 1.
    """

    first: float
    a: float
    b: float
    fitted: FloatArray
    ratios: FloatArray
    ratio_low: float
    ratio_high: float
    posterior_ratio: float
    small_error: float

    @property
    def ratios_pass(self) -> bool:
        """Whether every level ratio lies inside its bounds."""
        return bool(((self.ratios > self.ratio_low) & (self.ratios < self.ratio_high)).all())

    @property
    def grade(self) -> int:
        """The grade by C and P: 1 good, 2 qualified, 3 barely, 4 not."""
        if np.isnan(self.posterior_ratio):
            return 1
        limits = ((0.35, 0.95), (0.5, 0.8), (0.65, 0.7))
        for grade, (ratio, chance) in enumerate(limits, start=1):
            if self.posterior_ratio < ratio and self.small_error > chance:
                return grade
        return 4

    def after(self, count: int) -> FloatArray:
        """The `count` figures after the last one, (count,)."""
        return _restored(self.first, self.a, self.b, len(self.fitted), count)


def grey_model(figures: FloatArray) -> GreyModel:
    """GM(1,1) of yearly figures without a gap, (n,), all above 0, n of 4 or more.

    x1 = the running sum of x0, z(k) = (x1(k) + x1(k-1)) / 2, least squares of x0(k) = -a z(k) + b, and
    x1(k+1) = (x0(1) - b/a) e^(-ak) + b/a, whose differences are the fitted figures (Deng 1982, Systems &
    Control Letters 1:288). Level ratios x0(k-1)/x0(k) shall lie in (e^(-2/(n+1)), e^(2/(n+1))). C = the
    standard deviation of the residuals over that of the series, P = the share of residuals within 0.6745
    standard deviations of the series from their mean, the first residual (0 by construction) included.
    ValueError for fewer figures, or one that is not above 0.
    """
    count = len(figures)
    if count < 4 or not (figures > 0).all():
        raise ValueError("GM(1,1) needs four figures above 0")
    scale = float(figures.max())
    tamed = figures / scale
    running = np.cumsum(tamed)
    middle = (running[1:] + running[:-1]) / 2
    design = np.stack([-middle, np.ones(count - 1)], axis=1)
    (a, b), *_ = np.linalg.lstsq(design, tamed[1:], rcond=None)
    fitted = np.concatenate([[tamed[0]], _restored(float(tamed[0]), float(a), float(b), 1, count - 1)])
    residual = tamed - fitted
    spread = float(tamed.std())
    near = np.abs(residual - residual.mean()) < 0.6745 * spread
    constant = spread <= 1e-12
    bound = 2.0 / (count + 1)
    return GreyModel(
        first=float(figures[0]),
        a=float(a),
        b=float(b) * scale,
        fitted=fitted * scale,
        ratios=figures[:-1] / figures[1:],
        ratio_low=float(np.exp(-bound)),
        ratio_high=float(np.exp(bound)),
        posterior_ratio=np.nan if constant else float(residual.std()) / spread,
        small_error=1.0 if constant else float(near.mean()),
    )


def _restored(first: float, a: float, b: float, begin: int, count: int) -> FloatArray:
    """x0 of the places begin, begin + 1, ...: (1 - e^a)(x0(1) - b/a) e^(-ak), in a form that holds for a = 0 too."""
    place = np.arange(begin, begin + count)
    slope = -np.expm1(a)
    # (1 - e^a) / -a tends to 1 where a tends to 0
    ratio = 1.0 if a == 0 else np.expm1(a) / a
    with np.errstate(over="ignore"):
        restored: FloatArray = (slope * first + ratio * b) * np.exp(-a * place)
    return restored
