"""What a report on paper is set of, printed or in Word: headings, texts, tables, bars, charts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from npfdesk.plan.statuses import Status
from npfdesk.report.path_charts import INK, PathChart


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
class StatusCounts:
    """How many targets of a scenario have each colour."""

    name: str
    colour: str
    counts: Mapping[Status, int]


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

    def counts(self, rows: Sequence[StatusCounts]) -> None:
        """A bar for each, cut by the colours."""

    def charts(self, charts: Sequence[PathChart]) -> None:
        """Charts in two columns."""

    def together(self, write: Callable[[], object]) -> None:
        """Set what belongs together on one page where it fits."""

    def begin(self, section: str) -> object:
        """Begin a section; what `take_back` goes back to."""

    def take_back(self, begun: Any) -> None:
        """Take back all that was set since a section was begun."""
