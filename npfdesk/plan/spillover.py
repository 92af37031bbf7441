"""Spillover between regions, as the user chooses it: the weights, the share of a gain, the lag in years."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """Where the weights between regions come from."""

    GROUP = "group"
    DISTANCE = "distance"
    TYPED = "typed"


@dataclass(frozen=True)
class Spillover:
    """The part of a region's gain from levers that reaches other regions: `share` (0 to 1), `lag` years later.

    By group: equal weights within a group, `groups` naming those of regions (by code) whose group is not their
    role ("" is in none). By distance: 1 / d^power between `places` (code, column, row) on the tile grid, nothing
    beyond `reach` tiles (None: no bound). Typed: `table` (to, from, weight), brought to rows of a sum of 1.
    ValueError for a share outside 0 to 1, a lag below 0, or a figure that is not finite or below 0.
    """

    basis: Basis
    share: float
    lag: int = 1
    groups: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, float, float], ...] = ()
    table: tuple[tuple[str, str, float], ...] = ()
    power: float = 1.0
    reach: float | None = None

    def __post_init__(self) -> None:
        if (
            not isinstance(self.lag, int)
            or not 0 <= self.share <= 1
            or self.lag < 0
            or not 0 < self.power < math.inf
        ):
            raise ValueError("a share of 0 to 1, a lag of 0 or more, a power above 0")
        if any(not 0 <= weight < math.inf for _, _, weight in self.table):
            raise ValueError("weights are 0 or more")
        if not all(math.isfinite(one) for place in self.places for one in place[1:]):
            raise ValueError("places are finite")
        if self.reach is not None and not 0 < self.reach < math.inf:
            raise ValueError("a reach is above 0")
