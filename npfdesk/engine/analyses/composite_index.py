"""A composite index of regions: scaled indicators, weighed and added, with TOPSIS, ranks and obstacles beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.scaling import Scaling, against_targets, min_max, vector_normalised
from npfdesk.engine.analyses.weights import combined_weights, critic_weights, entropy_weights, equal_weights

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


def topsis(values: FloatArray, weights: FloatArray, less_is_better: BoolArray) -> FloatArray:
    """Closeness to the ideal, (row,), 0 to 1, out of figures (row, indicator), complete and in their own units.

    v = w r with r = x / sqrt(sum x^2); the ideal has the largest v of each indicator (the smallest where less
    is better), the anti-ideal the other end; C = d- / (d+ + d-) with Euclidean distances (Hwang and Yoon
    1981, Multiple Attribute Decision Making). NaN where both distances are 0: one row, rows that are all
    alike, or weights that are all 0.
    """
    weighted = vector_normalised(values) * weights
    if not len(weighted):
        return np.empty(0)
    high, low = weighted.max(axis=0), weighted.min(axis=0)
    best, worst = np.where(less_is_better, low, high), np.where(less_is_better, high, low)
    to_best = np.sqrt(((weighted - best) ** 2).sum(axis=1))
    to_worst = np.sqrt(((weighted - worst) ** 2).sum(axis=1))
    both = to_best + to_worst
    closeness: FloatArray = np.divide(to_worst, both, out=np.full(len(both), np.nan), where=both > 0)
    return closeness


IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class CompositeIndex:
    """An index of the regions in one frame of comparison.

    `complete` (row,) marks the rows that have every figure; of the others `scaled` (row, indicator), `scores`
    and `closeness` (row,) and `obstacles` (row, indicator) are NaN and `ranks` (row,) 0. `weights` and
    `entropy` (indicator,) are NaN where no row is complete. `scores` and `closeness` lie between 0 and 1.
    """

    complete: BoolArray
    scaled: FloatArray
    weights: FloatArray
    entropy: FloatArray
    scores: FloatArray
    closeness: FloatArray
    ranks: IntArray
    obstacles: FloatArray


def composite_index(
    values: FloatArray,
    less_is_better: BoolArray,
    weights: FloatArray | str = "entropy",
    targets: FloatArray | None = None,
    beside: FloatArray | None = None,
) -> CompositeIndex:
    """The index of rows (regions, or region-years) out of figures (row, indicator) in their own units.

    score = sum of w z, z scaled by min-max over the complete rows, or against `targets` (row, indicator)
    where they are given; closeness is TOPSIS on vector-normalised figures with the same weights. `weights`:
    "entropy", "equal", "critic", or figures (indicator,) that sum to 1; `beside`, of that sort too, are combined with them. `less_is_better` (indicator,). A row with a
    missing figure (NaN) is left out, never filled, and does not influence the others.
    """
    if targets is None:
        scaled = min_max(values, less_is_better)
        complete = np.asarray(np.isfinite(values).all(axis=1))
    else:
        scaled = against_targets(values, targets, less_is_better)
        complete = np.asarray(np.isfinite(scaled).all(axis=1))
        scaled[~complete] = np.nan
    rows, width = values.shape
    found = entropy_weights(scaled[complete])
    entropy = found.entropy if complete.any() else np.full(width, np.nan)
    if not isinstance(weights, str):
        chosen = np.asarray(weights, dtype=np.float64)
    elif not complete.any():
        chosen = np.full(width, np.nan)
    elif weights == "critic":
        chosen = critic_weights(scaled[complete])
    else:
        chosen = found.weights if weights == "entropy" else equal_weights(width)
    if beside is not None:
        chosen = combined_weights(chosen, beside)
    scores, closeness = np.full(rows, np.nan), np.full(rows, np.nan)
    scores[complete] = scaled[complete] @ chosen
    closeness[complete] = topsis(values[complete], chosen, less_is_better)
    return CompositeIndex(
        complete=complete,
        scaled=scaled,
        weights=chosen,
        entropy=entropy + 0.0,  # a plain zero for a negative one
        scores=scores,
        closeness=closeness,
        ranks=ranks(scores),
        obstacles=obstacle_degrees(scaled, chosen),
    )


def index_over_years(
    values: FloatArray,
    less_is_better: BoolArray,
    scaling: Scaling = Scaling.POOLED,
    weights: FloatArray | str = "entropy",
    targets: FloatArray | None = None,
    beside: FloatArray | None = None,
) -> tuple[CompositeIndex, ...]:
    """An index for each year out of figures (year, region, indicator).

    Pooled: one scale and one set of weights for all years, so that years can be compared (the default); by
    year: each year's own, comparable within the year only; targets: shares of `targets` (region, indicator),
    or (year, region, indicator), with the weights of all years pooled. `beside` as in ``composite_index``. Ranks are always within the year. Leading scenarios are laid end to
    end with the years by the caller.
    """
    years, regions, width = values.shape
    if scaling is Scaling.BY_YEAR:
        return tuple(composite_index(figures, less_is_better, weights, beside=beside) for figures in values)
    goals = None
    if scaling is Scaling.TARGETS:
        if targets is None:
            raise ValueError("scaling against targets needs targets")
        goals = np.broadcast_to(targets, values.shape).reshape(years * regions, width)
    whole = composite_index(values.reshape(years * regions, width), less_is_better, weights, goals, beside)
    return tuple(_part(whole, slice(year * regions, (year + 1) * regions)) for year in range(years))


def _part(whole: CompositeIndex, rows: slice) -> CompositeIndex:
    return CompositeIndex(
        complete=whole.complete[rows],
        scaled=whole.scaled[rows],
        weights=whole.weights,
        entropy=whole.entropy,
        scores=whole.scores[rows],
        closeness=whole.closeness[rows],
        ranks=ranks(whole.scores[rows]),
        obstacles=whole.obstacles[rows],
    )


def ranks(scores: FloatArray) -> IntArray:
    """The place of each score (row,), 1 the highest; equal scores share the better place; 0 for no score (NaN)."""
    # what differs only in the last bits of a sum is equal
    rounded = np.round(scores, 12)
    there = np.isfinite(rounded)
    ordered = np.sort(rounded[there])
    better = len(ordered) - np.searchsorted(ordered, rounded, side="right")
    return np.where(there, better + 1, 0).astype(np.int64)


def dimension_scores(index: CompositeIndex, dimensions: tuple[str, ...]) -> dict[str, FloatArray]:
    """The index of each dimension (row,), 0 to 1: its indicators' scaled figures by their weights within it.

    `dimensions` names each indicator's. Where a dimension's indicators all weigh 0 they count equally.
    """
    named = np.array(dimensions)
    scores: dict[str, FloatArray] = {}
    for name in dict.fromkeys(dimensions):
        inside = named == name
        weights = index.weights[inside]
        total = weights.sum()
        shares = weights / total if total > 0 else equal_weights(int(inside.sum()))
        scores[name] = index.scaled[:, inside] @ shares
    return scores


def obstacle_degrees(scaled: FloatArray, weights: FloatArray) -> FloatArray:
    """The share of each indicator in what a region lacks, (row, indicator), every row summing to 1.

    O_ij = w_j (1 - z_ij) / sum over j of w_j (1 - z_ij), z being scaled figures (row, indicator) and w the
    weights (indicator,) (the obstacle degree model, 障碍度模型: factor contribution times deviation of the
    indicator). 0 throughout where a region lacks nothing; NaN where it has no figures.
    """
    lack = weights * (1.0 - scaled)
    total = lack.sum(axis=1, keepdims=True)
    shares = np.divide(lack, total, out=np.zeros(lack.shape), where=total > 0)
    return np.where(np.isnan(total), np.nan, shares)
