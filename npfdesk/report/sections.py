"""The sections of reports: what each is called, and which forms have it; dialog, command line and composers read them here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from npfdesk.plan.problems import Wording


@dataclass(frozen=True)
class ReportSection:
    """A section that can be left out: its key (as `--section` takes it), its title, the endings of the forms that have it."""

    key: str
    title: Wording
    forms: tuple[str, ...]


_PAPER: Final = (".docx", ".pdf")
_BOOKS: Final = (*_PAPER, ".xlsx")

COVER: Final = ReportSection("cover", Wording("封面", "Cover"), (*_PAPER, ".pptx"))
OVERVIEW: Final = ReportSection("overview", Wording("概览", "Overview"), (*_PAPER, ".pptx"))
PATHS: Final = ReportSection(
    "paths", Wording("主要指标的路径", "Paths of the key indicators"), (*_BOOKS, ".pptx")
)
COUNTIES: Final = ReportSection("counties", Wording("各地情况", "County by county"), (*_BOOKS, ".pptx"))
SHORTFALLS: Final = ReportSection("shortfalls", Wording("缺口清单", "Shortfalls"), _BOOKS)
MONTHS: Final = ReportSection("months", Wording("月度数据", "Monthly data"), (*_BOOKS, ".csv"))
CLOSED: Final = ReportSection("closed", Wording("上期目标", "Closed targets"), _BOOKS)
METHOD: Final = ReportSection(
    "method", Wording("方法、规则与出处", "Method, rule and sources"), (*_BOOKS, ".pptx")
)

SECTIONS: Final = (COVER, OVERVIEW, PATHS, COUNTIES, SHORTFALLS, MONTHS, CLOSED, METHOD)
"""All of them, in their usual order."""

ORDERED: Final = (*_PAPER, ".pptx")
"""The forms whose sections stand in the order wanted; a workbook's sheets and a table have their own."""


def sections_of(ending: str) -> tuple[ReportSection, ...]:
    """The sections that can be chosen of a form, in their usual order; none of a picture."""
    return tuple(one for one in SECTIONS if ending in one.forms)
