"""A saved view for a meeting: what it shows, how, and its speaker note."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from npfdesk.plan.series import SeriesKey

PATHS: Final = "Paths"
"""The name of the path chart's view; other views have the names that the window offers."""


@dataclass(frozen=True)
class Range:
    """What a chart showed: the first and last year, the lowest and highest figure of its axis."""

    first_year: int
    last_year: int
    low: float
    high: float


@dataclass(frozen=True)
class SavedView:
    """One view of the storyboard.

    `view` is its name, `choices` the places of its buttons that were down; `series` what was selected (the plan
    may no longer have it), `year` and `rule` what the colours rest on; `scenario` the id of the one edited and
    `compared` those beside it; `range` what the path chart showed (None: as its figures ask). `message` is the sentence
    that a presenter wrote for it ("": the one that follows from the figures), `message_figures` the figures, as they were
    shown, over which it was written.
    """

    id: str
    view: str
    series: SeriesKey
    year: int
    rule: str
    scenario: str
    compared: tuple[str, ...] = ()
    choices: tuple[int, ...] = ()
    range: Range | None = None
    title: str = ""
    note: str = ""
    message: str = ""
    message_figures: tuple[str, ...] = ()

    @property
    def unworded(self) -> SavedView:
        """What its picture and its figures rest on: none of the presenter's words."""
        return replace(self, title="", note="", message="", message_figures=())
