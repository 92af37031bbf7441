"""Vintages: what an observed figure was at each publication (快报, 年报, 普查修订), since when and by which source.

The plan's observed figure is the newest; a vintage beside it says what was known before, or since when it stands.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from npfdesk.plan.series import ObservationKey, SeriesKey

SAME: Final = 1e-12
"""How far, of itself, a figure may be from another that is written the same."""


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


def by_figure(vintages: Mapping[VintageKey, Vintage]) -> dict[ObservationKey, Published]:
    """The vintages of each figure, the oldest first."""
    found: dict[ObservationKey, list[tuple[VintageKey, Vintage]]] = {}
    for key, vintage in vintages.items():
        found.setdefault(key.of, []).append((key, vintage))
    return {key: tuple(sorted(those, key=_day)) for key, those in found.items()}


def of_figures(
    vintages: Mapping[VintageKey, Vintage], keys: Iterable[ObservationKey]
) -> dict[ObservationKey, Published]:
    """The vintages of some figures, the oldest first; a figure without any has none of its own."""
    found: dict[ObservationKey, list[tuple[VintageKey, Vintage]]] = {key: [] for key in keys}
    wanted: dict[tuple[SeriesKey, int], list[tuple[VintageKey, Vintage]]] = dict(found.items())
    for key, vintage in vintages.items():
        # a key begins with that of its figure
        those = wanted.get(key[:2])
        if those is not None:
            those.append((key, vintage))
    return {key: tuple(sorted(those, key=_day)) for key, those in found.items()}


def of_figure(vintages: Mapping[VintageKey, Vintage], key: ObservationKey) -> Published:
    """The vintages of one figure, the oldest first."""
    return of_figures(vintages, (key,))[key]


def _day(one: tuple[VintageKey, Vintage]) -> str:
    return one[0].since


def year_end(year: int) -> str:
    """The last day of a year, ISO 8601."""
    return f"{year:04d}-12-31"


def known_since(key: VintageKey) -> str:
    """The day from which a vintage is known: its own, or the end of the year that its figure is of."""
    return key.since or year_end(key.year)


def undated_since(newest: VintageKey) -> str:
    """The day from which a figure is taken to be known that differs from its newest vintage: the first end of a year after it."""
    known = known_since(newest)
    year = int(known[:4])
    return year_end(year + 1 if known == year_end(year) else year)


def same_figure(one: float | None, other: float | None) -> bool:
    """Whether two figures, None or NaN for none, are the same but for the last bits of a float."""
    first, second = (math.nan if each is None else each for each in (one, other))
    if math.isnan(first) or math.isnan(second):
        return math.isnan(first) and math.isnan(second)
    return math.isclose(first, second, rel_tol=SAME)
