"""Figures to date: what a flow adds up to and what growths come to over the years after a base.

Arrays are year-first, (year, ...); `since` is the column of the base year, which may lie before the first year (its column
then is negative). NaN is no figure: from the first year without one on, there is none to date.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def sum_to_date(values: FloatArray, since: int) -> FloatArray:
    """The sum of the years after `since`, (year, ...), in the unit of `values`: 0 in the base year, NaN before it.

    NaN throughout where years after the base lie before the first of the axis.
    """
    columns = _columns(values)
    if since < -1:
        return np.full(values.shape, np.nan)
    added = np.cumsum(np.where(columns > since, values, 0.0), axis=0)
    return np.where(columns >= since, added, np.nan)


def growth_index(rates: FloatArray, since: int) -> FloatArray:
    """prod(1 + r / 100) over the years after `since`, (year, ...), of growths in %: NaN up to the base year.

    NaN throughout where years after the base lie before the first of the axis.
    """
    columns = _columns(rates)
    if since < -1:
        return np.full(rates.shape, np.nan)
    product = np.cumprod(np.where(columns > since, 1.0 + rates / 100.0, 1.0), axis=0)
    return np.where(columns > since, product, np.nan)


def growth_to_date(index: FloatArray, since: int, annual: bool) -> FloatArray:
    """What an index that is 1 in the base year comes to, (year, ...), in %: (I^(1 / n) - 1) 100 a year, or (I - 1) 100 in all.

    NaN up to the base year, and a year's where the index is not positive.
    """
    elapsed = (_columns(index) - since).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        grown = np.where(index > 0, index, np.nan) ** (1.0 / elapsed) if annual else index
    return np.where(elapsed > 0, (grown - 1.0) * 100.0, np.nan)


def grown_in_all(growth: float, years: int, annual: bool) -> float:
    """What a growth in % (a year, or in all) makes of 1 over some years; NaN where it takes more than all away."""
    factor = 1.0 + growth / 100.0
    if not np.isfinite(growth) or factor < 0:
        return float("nan")
    return float(factor**years) if annual else factor


def growth_to_sum(base: FloatArray, total: FloatArray, years: FloatArray) -> FloatArray:
    """The one growth a year, in %, at which the years after a base add up to a total, (series,).

    g in base sum over k = 1..n of (1 + g / 100)^k = total, by halving; NaN where a figure is missing, the base is not
    positive, or no growth above -100 % comes to the total.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        wanted = np.where((base > 0) & (total > 0) & (years > 0), total / base, np.nan)
    # the first power alone is S where the factor is, and every other power is 1 or more where it is above 1
    low, high = np.zeros(base.shape), np.maximum(1.0, np.nan_to_num(wanted))
    counted = np.arange(1, int(np.max(years, initial=0.0)) + 1).reshape(-1, *(1,) * base.ndim)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        with np.errstate(over="ignore"):
            added = np.where(counted <= years, middle**counted, 0.0).sum(axis=0)
        low, high = np.where(added < wanted, middle, low), np.where(added < wanted, high, middle)
    growth: FloatArray = np.where(np.isfinite(wanted), ((low + high) / 2 - 1.0) * 100.0, np.nan)
    return growth


_HALVINGS: Final = 120


def _columns(values: FloatArray) -> NDArray[np.int64]:
    """The columns of the years, shaped to stand beside `values`."""
    return np.arange(len(values)).reshape(-1, *(1,) * (values.ndim - 1))
