"""Vintages: what an observed figure was at each publication (快报, 年报, 普查修订), since when and by which source.

The plan's observed figure is the newest; a vintage beside it says what was known before, or since when it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from npfdesk.plan.series import ObservationKey, SeriesKey


class VintageKey(NamedTuple):
    """A publication of a figure: its series, the year that the figure is of, and the day it was published ("" unknown).

    The day is ISO 8601 (2026-03-21); an unknown one is before all others.
    """

    series: SeriesKey
    year: int
    since: str

    @property
    def of(self) -> ObservationKey:
        """The figure that it is a publication of."""
        return ObservationKey(self.series, self.year)


@dataclass(frozen=True)
class Vintage:
    """What a figure was from a day on, in the indicator's unit (None: it was withdrawn), and by which source.

    `sheet` and `cell` are where it stands, which makes no other vintage of it.
    """

    figure: float | None
    source: str = ""
    note: str = ""
    sheet: str = field(default="", compare=False)
    cell: str = field(default="", compare=False)


Vintages = Mapping[VintageKey, "Vintage | None"]
"""Amended vintages; None where one of the workbook's is taken away."""
Published = tuple[tuple[VintageKey, Vintage], ...]
"""The vintages of one figure, the oldest first."""


def by_figure(vintages: Mapping[VintageKey, Vintage]) -> Mapping[ObservationKey, Published]:
    """The vintages of each figure, the oldest first."""
    found: dict[ObservationKey, list[tuple[VintageKey, Vintage]]] = {}
    for key, vintage in vintages.items():
        found.setdefault(key.of, []).append((key, vintage))
    return {key: tuple(sorted(those, key=lambda one: one[0].since)) for key, those in found.items()}


def of_figure(vintages: Mapping[VintageKey, Vintage], key: ObservationKey) -> Published:
    """The vintages of one figure, the oldest first."""
    found = [(one, vintage) for one, vintage in vintages.items() if one.of == key]
    return tuple(sorted(found, key=lambda one: one[0].since))
