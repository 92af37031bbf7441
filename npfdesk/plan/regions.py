"""A region of a plan: its place in the tree, and the years in which it exists."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Region:
    """A region; `parent` is a region code or "" and `role` what the multipliers go by.

    `place` is the column and row (from 1) of its tile on the schematic map, None where the map lays it out itself.
    A `benchmark` is a yardstick outside the tree (the province, another city): never rolled up or ranked. It is in
    force from the year `since` to the year `until`, both included (None: no end that way); in other years roll-ups
    pass it over.
    """

    code: str
    name: str
    english: str = ""
    parent: str = ""
    role: str = ""
    place: tuple[int, int] | None = None
    benchmark: bool = False
    since: int | None = None
    until: int | None = None

    def in_force(self, year: int) -> bool:
        """Whether it exists in a year."""
        return (self.since is None or self.since <= year) and (self.until is None or year <= self.until)
