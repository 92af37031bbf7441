"""Spillover: the part of other regions' gains from levers that a region receives, by weights, a share and a lag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.spillover import Basis, Spillover

FloatArray = NDArray[np.float64]

MATRIX_UNUSABLE: Final = error(
    "spillover_matrix_unusable",
    "溢出矩阵须为 {regions} 行 {regions} 列、不小于 0 的数。",
    "The spillover matrix must have {regions} rows and {regions} columns of numbers of 0 or more.",
)


def typed_weights(table: FloatArray, regions: int) -> FloatArray | Problem:
    """Typed weights, (to region, from region): the diagonal set to 0, every row scaled to a sum of 1.

    A row of zeros receives nothing. A Problem where the table has another shape or a figure below 0 or missing.
    """
    if table.shape != (regions, regions) or not np.isfinite(table).all() or (table < 0).any():
        return Problem(MATRIX_UNUSABLE, arguments={"regions": regions})
    return row_standardised(table)


def group_weights(groups: Sequence[str]) -> FloatArray:
    """Equal weights among the regions of a group (a corridor, a role), (region, region); "" is in no group."""
    names = np.array(groups, dtype=object)
    return row_standardised(((names[:, None] == names[None, :]) & (names != "")[:, None]).astype(np.float64))


def distance_weights(places: FloatArray, power: float = 1.0, reach: float | None = None) -> FloatArray:
    """Weights by distance, 1 / d^power, (region, region), out of places (region, 2) on the tile grid.

    Beyond `reach` (in tiles) nothing is passed on. Two regions in one place count as one tile apart; a region
    whose place is missing (NaN) neither gives nor receives.
    """
    apart = np.sqrt(((places[:, None, :] - places[None, :, :]) ** 2).sum(axis=2))
    known = np.isfinite(apart)
    near = known & (apart <= reach) if reach is not None else known
    weights = np.where(near, np.maximum(np.where(known, apart, 1.0), 1.0) ** -power, 0.0)
    return row_standardised(weights)


def row_standardised(weights: FloatArray) -> FloatArray:
    """Weights with nothing on the diagonal and every row summing to 1, or to 0 where it has none."""
    others = np.array(weights, dtype=np.float64)
    np.fill_diagonal(others, 0.0)
    total = others.sum(axis=1, keepdims=True)
    standardised: FloatArray = np.divide(others, total, out=np.zeros(others.shape), where=total > 0)
    return standardised


def spilled_gain(gain: FloatArray, weights: FloatArray, share: float, lag: int) -> FloatArray:
    """The gain of each region from the other regions' levers, (year, region), in percentage points of annual growth.

    s_i(t) = share x sum over j of w_ij gain_j(t - lag), `gain` (year, region) being the regions' own, `weights`
    (to, from) with rows summing to 1 (the spatial lag, Anselin 1988, Spatial Econometrics), `share` 0 to 1.
    Nothing is passed on a second time. 0 in the years before the lag. Missing gains (NaN) count as none.
    """
    if share < 0 or lag < 0:
        raise ValueError("share and lag are 0 or more")
    received = share * np.nan_to_num(gain) @ weights.T
    spilled = np.zeros(gain.shape)
    if lag < len(gain):
        spilled[lag:] = received[: len(gain) - lag]
    return spilled


@dataclass(frozen=True, eq=False)
class SpilloverPaths:
    """A spillover with its weights (to region, from region) in the plan's order, rows summing to 1 or 0."""

    spillover: Spillover
    weights: FloatArray


def spillover_weights(plan: Plan, chosen: Spillover | None) -> SpilloverPaths | None:
    """The weights of a spillover in a plan; None where there is no spillover or nothing is passed on.

    Regions with children of their own neither give nor receive: what they have is their children's. Nor do yardsticks,
    which stand outside the tree.
    """
    if chosen is None or chosen.share == 0:
        return None
    parents = {region.parent for region in plan.regions}
    own = {region.code for region in plan.own_regions} - parents
    lowest = np.array([region.code in own for region in plan.regions], dtype=np.bool_)
    if chosen.basis is Basis.GROUP:
        named: Mapping[str, str] = dict(chosen.groups)
        weights = group_weights(
            [
                named.get(region.code, region.role) if low else ""
                for region, low in zip(plan.regions, lowest, strict=True)
            ]
        )
    elif chosen.basis is Basis.DISTANCE:
        stands = {code: (column, row) for code, column, row in chosen.places}
        places = np.array([stands.get(region.code, (np.nan, np.nan)) for region in plan.regions])
        places[~lowest] = np.nan
        weights = distance_weights(places, chosen.power, chosen.reach)
    else:
        index = {region.code: place for place, region in enumerate(plan.regions)}
        table = np.zeros((len(plan.regions), len(plan.regions)))
        for receiver, giver, weight in chosen.table:
            if receiver in index and giver in index:
                table[index[receiver], index[giver]] = weight
        table[~lowest], table[:, ~lowest] = 0.0, 0.0
        weights = row_standardised(table)
    if not weights.any():
        return None
    weights.setflags(write=False)
    return SpilloverPaths(chosen, weights)


def spilled_gains(frame: Frame, own: FloatArray, passed: SpilloverPaths) -> FloatArray:
    """The spillover of every series, (year, series), in the unit of `own`, the gains of its own levers (year, series).

    Between series of one indicator and one industry only; nothing is passed on a second time.
    """
    received = np.zeros(own.shape)
    levered = {effect.indicator for effect in frame.plan.levers}
    for code, number in frame.indicator_index.items():
        if code not in levered:
            continue
        table = frame.lookup[number]
        for slot in np.flatnonzero((table >= 0).any(axis=0)).tolist():
            rows = table[:, slot]
            there = rows >= 0
            given = np.where(there, own[:, rows], 0.0)
            if not given.any():
                continue
            share = spilled_gain(given, passed.weights, passed.spillover.share, passed.spillover.lag)
            received[:, rows[there]] = share[:, there]
    return received
