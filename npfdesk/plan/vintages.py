"""Vintages: what an observed figure was at each publication (快报, 年报, 普查修订), since when and by which source.

The plan's observed figure is the newest; a vintage beside it says what was known before, or since when it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from npfdesk.plan.series import SeriesKey


class VintageKey(NamedTuple):
    """A publication of a figure: its series, the year that the figure is of, and the day it was published ("" unknown).

    The day is ISO 8601 (2026-03-21); an unknown one is before all others.
    """

    series: SeriesKey
    year: int
    since: str


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
