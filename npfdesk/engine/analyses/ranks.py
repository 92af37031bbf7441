"""Ranks of regions by year, (region, year), and how much a ranking depends on the weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
_FEW_MOVED = 12
"""So many rows are counted anew; of more all are ordered."""


def ranks(figures: FloatArray, less_is_better: bool = False) -> FloatArray:
    """Ranks within each year (region, year), 1 the best; NaN where there is no figure.

    Equal figures share the better rank and the next one is passed over (1, 2, 2, 4), as in sports tables.
    """
    signed = figures if less_is_better else -figures
    placed = np.full(figures.shape, np.nan)
    for year in range(figures.shape[1]):
        known = np.isfinite(signed[:, year])
        column = signed[known, year]
        placed[known, year] = 1.0 + np.searchsorted(np.sort(column), column, side="left")
    return placed


def ranks_after(
    before: FloatArray, placed: FloatArray, figures: FloatArray, less_is_better: bool = False
) -> FloatArray:
    """The ranks of `figures`, as `ranks` gives them, from those (`placed`) of the figures `before`: what few rows move is counted anew.

    All are (region, year), and of the same regions and years.
    """
    same = (before == figures) | (np.isnan(before) & np.isnan(figures))
    moved = np.flatnonzero(~same.all(axis=1))
    if len(moved) > _FEW_MOVED:
        return ranks(figures, less_is_better)
    then, now = (one if less_is_better else -one for one in (before, figures))
    found = placed.copy()
    for row in moved:
        found += now[row] < now
        found -= then[row] < now
    for row in moved:
        found[row] = np.where(np.isfinite(now[row]), 1.0 + (now < now[row]).sum(axis=0), np.nan)
    return found


def growth(figures: FloatArray, points: bool) -> FloatArray:
    """The change from the year before (region, year): % a year, or points a year where `points`.

    NaN in the first year, where a figure is missing, and, for rates, where the year before is not positive.
    """
    before, after = figures[:, :-1], figures[:, 1:]
    if points:
        change = after - before
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            change = np.where(before > 0, 100.0 * (after / before - 1.0), np.nan)
    return np.concatenate([np.full((len(figures), 1), np.nan), change], axis=1)


IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RankStability:
    """Ranks under random weights: `shares` (row, place) of draws in which a row takes each place.

    `mean_rank`, `low` and `high` (row,) are the mean, the 5th and the 95th percentile; `first` (row,) the share of draws
    in which the row comes first. NaN where a row has no figures.
    """

    draws: int
    shares: FloatArray
    mean_rank: FloatArray
    low: FloatArray
    high: FloatArray

    @property
    def first(self) -> FloatArray:
        """The share of draws in which a row comes first, (row,)."""
        return self.shares[:, 0]


def rank_stability(
    scaled: FloatArray,
    draws: int = 2000,
    seed: int = 1,
    around: FloatArray | None = None,
    concentration: float = 50.0,
) -> RankStability:
    """Ranks of rows by scaled figures (row, indicator) under `draws` sets of random weights; the same seed, the same.

    Weights are uniform over all that sum to 1 (Dirichlet with parameters 1), or drawn around given ones
    (indicator,) (Dirichlet with parameters concentration x weight; a weight of 0 stays 0) (Saisana, Saltelli
    and Tarantola 2005, Journal of the Royal Statistical Society A 168:307). Rows with a missing figure are
    left out. Equal scores share the better place.
    """
    complete = np.isfinite(scaled).all(axis=1)
    figures = scaled[complete]
    count, width = figures.shape
    generator = np.random.default_rng(seed)
    if around is None:
        weights = generator.dirichlet(np.ones(width), size=draws)
    else:
        weights = np.zeros((draws, width))
        named = around > 0
        weights[:, named] = generator.dirichlet(concentration * around[named], size=draws)
    scores = weights @ figures.T
    places = _ranks_by_draw(scores)
    rows = len(scaled)
    shares = np.full((rows, max(count, 1)), np.nan)
    mean, low, high = (np.full(rows, np.nan) for _ in range(3))
    if count and draws:
        cells = (places - 1 + count * np.arange(count)).ravel()
        shares[complete] = np.bincount(cells, minlength=count * count).reshape(count, count) / draws
        mean[complete] = places.mean(axis=0)
        low[complete], high[complete] = np.percentile(places, [5, 95], axis=0)
    return RankStability(draws, shares, mean, low, high)


def _ranks_by_draw(scores: FloatArray) -> IntArray:
    """The place of every row in every draw, (draw, row), 1 the highest; equal scores share the better place."""
    # what differs only in the last bits of a sum is equal, as in ``ranks``
    rounded = np.round(scores, 12)
    order = np.argsort(-rounded, axis=1, kind="stable")
    ordered = np.take_along_axis(rounded, order, axis=1)
    lower = np.ones(ordered.shape, dtype=np.bool_)
    lower[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    first = np.maximum.accumulate(np.where(lower, np.arange(ordered.shape[1]), 0), axis=1)
    places = np.empty(order.shape, dtype=np.int64)
    np.put_along_axis(places, order, first + 1, axis=1)
    return places
