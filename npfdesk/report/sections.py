"""The sections of reports: what each is called, and which forms have it; dialog, command line and composers read them here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.problems import Wording
from npfdesk.report.content import Content
from npfdesk.report.requests import BOOK, EVALUATION, YEARLY

COVER: Final = "cover"
OVERVIEW: Final = "overview"
PATHS: Final = "paths"
WORDED: Final = "worded"
"""The targets in words alone; a section of slides."""
COUNTIES: Final = "counties"
SHORTFALLS: Final = "shortfalls"
MONTHS: Final = "months"
CLOSED: Final = "closed"
REMARKS: Final = "remarks"
"""The paths that cannot be projected; on paper a part of the method."""
METHOD: Final = "method"


@dataclass(frozen=True)
class Section:
    """A section of a report: its key, its name in the report's language, and what sets it; a key may come more than once."""

    key: str
    name: str
    write: Callable[[], object]


@dataclass(frozen=True)
class SectionKind:
    """What can be chosen of a report: a section's key (as `--section` takes it), its title, the endings of the forms that have it.

    `report` is the kind of report that it is of; the chapters of an official report are its sections.
    """

    key: str
    title: Wording
    forms: tuple[str, ...]
    report: str = BOOK.key


_WORD: Final = (".docx",)
_SLIDES, _PAGE = ".pptx", ".html"
_PAPER: Final = (".docx", ".pdf")
_BOOKS: Final = (*_PAPER, ".xlsx")
_EVALUATION: Final = (
    ("overall", Wording("总体评价", "Overall assessment")),
    ("indicators", Wording("主要指标完成情况", "Main indicators")),
    ("shortfalls", Wording("存在的差距", "Shortfalls")),
    ("regions", Wording("分地区情况", "By region")),
    ("needs", Wording("后期需要", "What the remaining years need")),
    ("measures", Wording("对策措施", "Measures")),
    ("method", Wording("方法与数据来源", "Method and sources")),
)
_YEARLY: Final = (
    ("year_before", Wording("上年计划执行情况", "How the year before went")),
    ("year_targets", Wording("本年主要目标", "Targets for the year")),
    ("later_targets", Wording("与规划目标的衔接", "Where this leaves the plan's targets")),
    ("regions", Wording("各地区目标", "Targets of the regions")),
    ("months", Wording("年内进度", "Year to date")),
    ("measures", Wording("主要举措（情景假设）", "Measures (assumptions of the scenario)")),
    ("method", Wording("方法与资料来源", "Method and sources")),
)

MONTHS_TITLE: Final = Wording("月度数据", "Monthly data")
CLOSED_TITLE: Final = Wording("上期目标", "Closed targets")
SECTION_KINDS: Final = (
    SectionKind(COVER, Wording("封面", "Cover"), (*_PAPER, _SLIDES)),
    SectionKind(OVERVIEW, Wording("概览", "Overview"), (*_PAPER, _SLIDES, _PAGE)),
    SectionKind(PATHS, Wording("主要指标的路径", "Paths of the key indicators"), (*_BOOKS, _SLIDES, _PAGE)),
    SectionKind(WORDED, Wording("没有数值的目标", "Targets in words alone"), (_SLIDES,)),
    SectionKind(COUNTIES, Wording("各地情况", "County by county"), (*_BOOKS, _SLIDES, _PAGE)),
    SectionKind(SHORTFALLS, Wording("缺口清单", "Shortfalls"), (*_BOOKS, _PAGE)),
    SectionKind(MONTHS, MONTHS_TITLE, (*_BOOKS, ".csv")),
    SectionKind(CLOSED, CLOSED_TITLE, _BOOKS),
    SectionKind(REMARKS, Wording("无法推算的路径", "Paths that cannot be projected"), (_SLIDES,)),
    SectionKind(METHOD, Wording("方法、规则与出处", "Method, rule and sources"), (*_BOOKS, _SLIDES)),
    *(SectionKind(key, title, _WORD, EVALUATION.key) for key, title in _EVALUATION),
    *(SectionKind(key, title, _WORD, YEARLY.key) for key, title in _YEARLY),
)
"""All of them, those of a kind of report in their usual order."""

ORDERED: Final = (*_PAPER, _SLIDES, _PAGE)
"""The forms whose sections stand in the order wanted; a workbook's sheets and a table have their own."""


def kinds_of(ending: str, report: str = BOOK.key) -> tuple[SectionKind, ...]:
    """The sections that can be chosen of a report's form, in their usual order; none of a picture."""
    return tuple(one for one in SECTION_KINDS if ending in one.forms and one.report == report)


def chosen_sections(sections: Iterable[Section], content: Content) -> list[Section]:
    """The sections that were chosen, in the order wanted; those of one key stay beside each other as they are."""
    found: dict[str, list[Section]] = {}
    for one in sections:
        found.setdefault(one.key, []).append(one)
    return [one for key in content.in_order(found) for one in found[key]]
