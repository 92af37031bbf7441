"""Where the tiles of a schematic map stand: no painting."""

from __future__ import annotations

import math
from dataclasses import dataclass

from npfdesk.plan.model import Region


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


def blocks(regions: tuple[Region, ...], shape: float) -> tuple[Block, ...]:
    """The lowest regions in the plan's order, those of one parent together; `shape` is width over height of a block.

    A plan without levels is one block of all its regions. One block is laid to the shape of the surface; of
    several, each is about as wide as high.
    """
    parents = {region.parent for region in regions}
    lowest = [region for region in regions if region.code not in parents]
    members: dict[str, list[str]] = {}
    for region in lowest:
        members.setdefault(region.parent, []).append(region.code)
    wanted = shape if len(members) == 1 else 1.6
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
