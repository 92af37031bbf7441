"""Where the tiles of a schematic map stand: no painting."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.regions import Region

_SHAPE: Final = 1.6
_ACROSS: Final = 24


@dataclass(frozen=True)
class Block:
    """The tiles of one parent: its code ("" where there is none), and its regions row by row, `columns` to a row."""

    parent: str
    regions: tuple[str, ...]
    columns: int

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return -(-len(self.regions) // self.columns)


def lowest(regions: tuple[Region, ...]) -> list[Region]:
    """Of the plan's own regions those that are no other's parent, in the plan's order."""
    parents = {region.parent for region in regions}
    return [region for region in regions if region.code not in parents]


def stated(regions: tuple[Region, ...]) -> Mapping[str, tuple[int, int]]:
    """The column and row (from 0) of every lowest region, where the workbook places any of them; empty where none.

    Those without a place stand in rows of their own below the others.
    """
    places = {region.code: region.place for region in lowest(regions) if region.place is not None}
    if not places:
        return {}
    left = min(column for column, _ in places.values())
    top = min(row for _, row in places.values())
    found = {code: (column - left, row - top) for code, (column, row) in places.items()}
    across = max(column for column, _ in found.values()) + 1
    below = max(row for _, row in found.values()) + 1
    others = [region.code for region in lowest(regions) if region.place is None]
    return found | {code: (place % across, below + place // across) for place, code in enumerate(others)}


def tile_places(regions: tuple[Region, ...]) -> dict[str, tuple[float, float]]:
    """The column and row of each lowest region, in tiles, whatever the size of the window."""
    if placed := stated(regions):
        return {code: (float(column), float(row)) for code, (column, row) in placed.items()}
    found: dict[str, tuple[float, float]] = {}
    for one in shelved(blocks(regions, _SHAPE), _ACROSS):
        for place, code in enumerate(one.block.regions):
            row, column = divmod(place, one.block.columns)
            found[code] = (float(one.column + column), float(one.row + one.heads - 1 + row))
    return found


def blocks(regions: tuple[Region, ...], shape: float) -> tuple[Block, ...]:
    """The lowest regions in the plan's order, those of one parent together; `shape` is width over height of a block.

    A plan without levels is one block of all its regions. One block is laid to the shape of the surface; of
    several, each is about as wide as high.
    """
    members: dict[str, list[str]] = {}
    for region in lowest(regions):
        members.setdefault(region.parent, []).append(region.code)
    wanted = shape if len(members) == 1 else _SHAPE
    return tuple(
        Block(parent, tuple(codes), max(1, min(len(codes), math.ceil(math.sqrt(len(codes) * wanted)))))
        for parent, codes in members.items()
    )


@dataclass(frozen=True)
class Placed:
    """A block on the surface, in tiles: its left column, its top row of tiles, and how many heads stand above it."""

    block: Block
    column: int
    row: int
    heads: int


def shelved(found: tuple[Block, ...], across: int) -> tuple[Placed, ...]:
    """Blocks laid from left to right on shelves of `across` tiles, a tile's gap between them, in their order."""
    placed: list[Placed] = []
    column = row = heads = height = 0
    for block in found:
        if column and column + block.columns > across:
            row, heads, column, height = row + height, heads + 1, 0, 0
        placed.append(Placed(block, column, row, heads + 1))
        column += block.columns + 1
        height = max(height, block.rows)
    return tuple(placed)
