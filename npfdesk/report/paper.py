"""What a report puts on paper, whoever sets it: headings, texts, tables, counts of colours and charts of paths.

Lengths are tenths of a point on A4 upright.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from npfdesk.plan.statuses import Status

INK: Final = "#1F2328"
SECONDARY: Final = "#57606A"


@dataclass(frozen=True)
class Column:
    """A column of a table: its head, its share of the width, the side its cells stand on."""

    head: str
    share: float
    side: str = "left"


@dataclass(frozen=True)
class Cell:
    """A cell of a table with a colour of its own."""

    text: str
    colour: str = INK


@dataclass(frozen=True)
class Counted:
    """How many targets of a scenario have each colour."""

    name: str
    colour: str
    counts: Mapping[Status, int]


@dataclass(frozen=True)
class Line:
    """One path: figures by year (NaN: none), how it is drawn, and whether its name stands at its end."""

    name: str
    figures: Sequence[float]
    colour: str
    width: float = 14
    named: bool = True


@dataclass(frozen=True)
class PathChart:
    """Paths of one indicator in one region; the target is a figure in a year with the plan's words (None: none)."""

    title: str
    subtitle: str
    years: Sequence[int]
    lines: Sequence[Line]
    base_year: int
    target_year: int | None = None
    target: float = math.nan
    said: str = ""
    decimals: int = 0


class Paper(Protocol):
    """Where a report is set; what does not fit begins a new page."""

    def page(self) -> None:
        """Begin a new page."""

    def down(self, to: float) -> None:
        """Go down the page, so that what follows begins there or lower."""

    def title(self, text: str) -> None:
        """The document's title."""

    def heading(self, text: str) -> None:
        """A heading that stays with what follows it."""

    def text(self, text: str, points: float = 9.5, colour: str = INK, after: float = 40) -> None:
        """A paragraph."""

    def table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str | Cell]], points: float = 8
    ) -> None:
        """A table whose heads are repeated on every page; one without heads where no column has any."""

    def counts(self, rows: Sequence[Counted]) -> None:
        """A bar for each, cut by the colours."""

    def charts(self, charts: Sequence[PathChart]) -> None:
        """Charts in two columns."""
