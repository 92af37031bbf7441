"""Regions by their place in the tree: what a name in a text can mean where two regions have the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from npfdesk.plan.names import fold

if TYPE_CHECKING:
    from npfdesk.plan.model import Region

PLACE_MARK: Final = "/"
"""Between the name of a parent and that of a region where the region's alone is not enough."""
_BRACKETS: Final = ("（{}）", "({})")


class RegionPlaces:
    """The names of regions: their own, their codes, and their own with that of the region above them."""

    def __init__(self, regions: Iterable[Region]) -> None:
        there = {region.code: region for region in regions}
        self._names: dict[str, list[str]] = {}
        self._others: dict[str, list[str]] = {}
        for code, region in there.items():
            _enter(self._names, region.name, code)
            _enter(self._others, code, code)
            _enter(self._others, region.english, code)
            for above in _above(region, there):
                for spelling in (above.name, above.code):
                    for told in placed_spellings(region.name, spelling):
                        _enter(self._others, told, code)

    def meanings(self, text: str) -> tuple[str, ...]:
        """The codes that a text can mean: one, several where regions share the name, none where it is unknown."""
        said = fold(text)
        return tuple(self._names.get(said) or self._others.get(said) or ())

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
