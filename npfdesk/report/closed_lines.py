"""Closed targets in reports: the verdicts of the plan before this one on pages and a sheet of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from npfdesk.plan.closed_targets import ClosedTarget
from npfdesk.plan.closed_words import closed_unit, verdict_counts, verdict_text
from npfdesk.plan.problems import Wording
from npfdesk.report.livebook.live_workbook import HEAD, TOP, Book
from npfdesk.report.material import Material
from npfdesk.report.sections import CLOSED_TITLE

CLOSED_COUNTS: Final = Wording(
    "上期目标 {total} 项：达标 {met}，未达标 {missed}，缺数 {none}。按现状值结清，不再评价；力争目标另计。",
    "{total:target|targets} of the previous plan: {met} met, {missed} missed, {none} with a missing value. Closed by actuals "
    "and no longer assessed; stretch targets are counted separately.",
)
CLOSED_HEADS: Final = (
    Wording("地区", "Region"),
    Wording("产业", "Industry"),
    Wording("指标", "Indicator"),
    Wording("单位", "Unit"),
    Wording("基期", "Base year"),
    Wording("基期值", "Base"),
    Wording("目标年", "Target year"),
    Wording("目标", "Target"),
    Wording("实绩", "Actual"),
    Wording("结论", "Verdict"),
)
_NAMES: Final = 4


@dataclass(frozen=True)
class ClosedRow:
    """A closed target as a report tells it: `names` are region, industry, indicator and unit."""

    closed: ClosedTarget
    names: tuple[str, str, str, str]
    verdict: str
    decimals: int


def chosen_closed(material: Material) -> tuple[ClosedTarget, ...]:
    """The closed targets of the series chosen for the report, in their order."""
    return tuple(one for one in material.plan.closed_targets if material.takes(one.series))


def closed_rows(material: Material) -> tuple[ClosedRow, ...]:
    """They as a report tells them."""
    plan, language = material.plan, material.language
    found = []
    for one in chosen_closed(material):
        indicator = plan.indicator_by_code[one.series.indicator]
        unit = closed_unit(indicator, one)
        names = (
            material.region(one.series),
            material.industry(one.series),
            material.indicator(one.series),
            unit.unit.text(language, {}),
        )
        found.append(ClosedRow(one, names, verdict_text(indicator, one, language), unit.decimals))
    return tuple(found)


def closed_counts(material: Material) -> str:
    """How many of them were met, in a sentence."""
    counts = verdict_counts(chosen_closed(material))
    return material.words(CLOSED_COUNTS, **vars(counts), total=counts.total)


def fill_closed(book: Book) -> None:
    """The sheet of closed targets, where the plan has any: a row for each."""
    material = book.material
    rows = closed_rows(material)
    if not rows:
        return
    sheet = book.sheet(material.words(CLOSED_TITLE), "#9AA3AD")
    sheet.title(material.words(CLOSED_TITLE), closed_counts(material))
    sheet.head([*map(material.words, CLOSED_HEADS)], row=HEAD)
    year = book.format(num_format="0", align="right")
    for place, row in enumerate(rows, start=TOP):
        one, style = row.closed, book.figure(row.decimals)
        for column, text in enumerate(row.names):
            sheet.text(place, column, text)
        sheet.number(place, _NAMES, one.base_year or None, year)
        sheet.number(place, _NAMES + 1, one.base, style)
        sheet.number(place, _NAMES + 2, one.year, year)
        sheet.text(place, _NAMES + 3, one.text)
        sheet.number(place, _NAMES + 4, one.reached, style)
        sheet.text(place, _NAMES + 5, row.verdict)
    sheet.page.set_column(0, 1, 12)
    sheet.page.set_column(2, 2, 30)
    sheet.page.set_column(3, 6, 10)
    sheet.page.set_column(7, 7, 22)
    sheet.page.set_column(8, 8, 12)
    sheet.page.set_column(9, 9, 30)
    sheet.print_setup(len(CLOSED_HEADS), _NAMES)
