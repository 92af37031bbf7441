"""What of a plan a report has: the regions and indicators chosen, the sections and their order, and how it is marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.problems import Wording
from npfdesk.plan.series import SeriesKey


@dataclass(frozen=True)
class Content:
    """What was chosen for a report; None is all of it, in the plan's order.

    `regions` and `indicators` are codes (the root is always in), `sections` keys of the form's sections in the order wanted.
    """

    regions: tuple[str, ...] | None = None
    indicators: tuple[str, ...] | None = None
    sections: tuple[str, ...] | None = None

    def takes(self, series: SeriesKey, root: str) -> bool:
        """Whether a series is wanted."""
        region = self.regions is None or series.region == root or series.region in self.regions
        return region and self.takes_indicator(series.indicator)

    def takes_indicator(self, code: str) -> bool:
        """Whether an indicator is wanted."""
        return self.indicators is None or code in self.indicators

    def takes_section(self, section: str) -> bool:
        """Whether a section is wanted."""
        return self.sections is None or section in self.sections

    def in_order(self, sections: Iterable[str]) -> tuple[str, ...]:
        """Which of a form's sections are wanted, in the order wanted."""
        offered = tuple(sections)
        return offered if self.sections is None else tuple(one for one in self.sections if one in offered)

    @property
    def narrowed(self) -> bool:
        """Whether any series of the plan may be left out."""
        return self.regions is not None or self.indicators is not None


EVERYTHING: Final = Content()

WATERMARKS: Final = {
    "comment": Wording("征求意见稿", "Draft for comment"),
    "internal": Wording("内部资料", "Internal"),
}
"""The words that may stand across every page, by their code."""


@dataclass(frozen=True)
class Marking:
    """How every page is marked: the code of a watermark ("": none), and whether the seal of the state stands on it."""

    watermark: str = ""
    seal: bool = True


UNMARKED: Final = Marking()
