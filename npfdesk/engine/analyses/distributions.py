"""The shape of a spread between regions: the Lorenz curve and the kernel density."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def lorenz_curve(values: FloatArray) -> FloatArray:
    """Points of the Lorenz curve, (point, 2): the share of regions from the lowest up, and what they hold of the total.

    From (0, 0) to (1, 1); twice the area between it and the diagonal is Gini's coefficient. Figures (region,),
    NaN left out. No points where there is none, one is negative or all are 0.
    """
    figures = np.sort(values[np.isfinite(values)])
    if not len(figures) or figures[0] < 0 or figures[-1] == 0:
        return np.empty((0, 2))
    held = np.cumsum(figures / figures[-1])
    places = np.arange(len(figures) + 1) / len(figures)
    return np.stack([places, np.concatenate([[0.0], held / held[-1]])], axis=1)


def silverman_bandwidth(values: FloatArray) -> float:
    """Silverman's rule of thumb, 0.9 min(s, IQR / 1.34) n^(-1/5) (1986), in the figures' unit; s where IQR is 0.

    0 for fewer than two figures or figures that are all alike. NaN are left out.
    """
    figures = values[np.isfinite(values)]
    if len(figures) < 2:
        return 0.0
    spread = float(figures.std(ddof=1))
    quarter = float(np.subtract(*np.percentile(figures, [75, 25]))) / 1.34
    narrow = min(spread, quarter) if quarter > 0 else spread
    return float(0.9 * narrow * len(figures) ** -0.2)


def kernel_density(values: FloatArray, points: FloatArray, bandwidth: float | None = None) -> FloatArray:
    """The Gaussian kernel density of figures (region,) at `points` (point,), per unit of the figures.

    f(x) = sum of phi((x - x_i) / h) / (n h) (Rosenblatt 1956, Parzen 1962), h by Silverman's rule unless given.
    NaN are left out. NaN throughout where the bandwidth is 0: figures that are all alike have no density.
    """
    figures = values[np.isfinite(values)]
    width = silverman_bandwidth(figures) if bandwidth is None else bandwidth
    if width <= 0 or not len(figures):
        return np.full(len(points), np.nan)
    apart = (points[:, None] - figures[None, :]) / width
    density: FloatArray = np.exp(-0.5 * apart**2).sum(axis=1) / (len(figures) * width * np.sqrt(2 * np.pi))
    return density
