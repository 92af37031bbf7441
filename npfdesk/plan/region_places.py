"""Regions by their place in the tree: what a name in a text can mean where two regions have the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.regions import Region

PLACE_MARK: Final = "/"
"""Between the name of a parent and that of a region where the region's alone is not enough."""
_BRACKETS: Final = ("（{}）", "({})")


class RegionPlaces:
    """The names of regions: their own, their codes, and their own with that of a region above them.

    What is somebody's own name means nothing else, then a code or English name, then a name with its parent's, then one
    with that of a region higher up.
    """

    def __init__(self, regions: Iterable[Region]) -> None:
        there = {region.code: region for region in regions}
        self.names = unambiguous_names(there.values())
        self._names: dict[str, list[str]] = {}
        self._others: dict[str, list[str]] = {}
        self._placed: dict[str, list[str]] = {}
        self._placed_higher: dict[str, list[str]] = {}
        for code, region in there.items():
            _enter(self._names, region.name, code)
            _enter(self._others, code, code)
            _enter(self._others, region.english, code)
            for height, above in enumerate(_above(region, there)):
                table = self._placed_higher if height else self._placed
                for spelling in (above.name, above.code):
                    for told in placed_spellings(region.name, spelling):
                        _enter(table, told, code)

    def meanings(self, text: str) -> tuple[str, ...]:
        """The codes that a text can mean: one, several where regions share the name, none where it is unknown."""
        said = fold(text)
        alone = [code for code in self._names.get(said, ()) if fold(self.names[code]) == said]
        if len(alone) == 1:
            # the whole place of a root is its own name
            return (alone[0],)
        tables = (self._names, self._others, self._placed, self._placed_higher)
        return tuple(next((table[said] for table in tables if said in table), ()))

    def find(self, text: str) -> str | None:
        """The code of the only region that a text can mean; None otherwise."""
        found = self.meanings(text)
        return found[0] if len(found) == 1 else None


def placed_spellings(name: str, above: str) -> tuple[str, ...]:
    """The ways to name a region with the one above it: 石家庄市/桥西区, 桥西区（石家庄市）."""
    return (f"{above}{PLACE_MARK}{name}", *(name + bracket.format(above) for bracket in _BRACKETS))


def _above(region: Region, there: Mapping[str, Region]) -> list[Region]:
    found: list[Region] = []
    while (parent := there.get(region.parent)) is not None and parent not in found:
        found.append(parent)
        region = parent
    return found


def _enter(table: dict[str, list[str]], text: str, code: str) -> None:
    said = fold(text)
    if said and code not in table.setdefault(said, []):
        table[said].append(code)


def unambiguous_names(regions: Iterable[Region]) -> Mapping[str, str]:
    """A name for each region by code that no other has: its own, else with its parent's before it, else its code."""
    there = {region.code: region for region in regions}
    own = Counter(fold(region.name) for region in there.values())
    placed = {
        code: f"{there[region.parent].name}{PLACE_MARK}{region.name}"
        if region.parent in there
        else region.name
        for code, region in there.items()
    }
    twice = Counter(fold(name) for name in placed.values())
    return MappingProxyType(
        {
            code: region.name
            if own[fold(region.name)] == 1
            else placed[code]
            if twice[fold(placed[code])] == 1 and fold(placed[code]) not in own
            else code
            for code, region in there.items()
        }
    )
