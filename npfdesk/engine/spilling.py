"""Spillover in the engine's path: what regions receive of each other's gains from levers, added to their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.analyses.spillover import distance_weights, group_weights, row_standardised, spilled_gain
from npfdesk.engine.frame import Frame
from npfdesk.plan.model import Plan
from npfdesk.plan.spillover import Basis, Spillover

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Spilling:
    """A spillover with its weights (to region, from region) in the plan's order, rows summing to 1 or 0."""

    spillover: Spillover
    weights: FloatArray


def spilling(plan: Plan, chosen: Spillover | None) -> Spilling | None:
    """The weights that a spillover comes to in a plan; None where there is none or nothing is passed on.

    Regions with children of their own neither give nor receive: what they have is their children's.
    """
    if chosen is None or chosen.share == 0:
        return None
    parents = {region.parent for region in plan.regions}
    lowest = np.array([region.code not in parents for region in plan.regions], dtype=np.bool_)
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
    return Spilling(chosen, weights)


def spilled(frame: Frame, own: FloatArray, passed: Spilling) -> FloatArray:
    """What every series receives, (year, series), in the unit of `own`, the gains of its own levers (year, series).

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
