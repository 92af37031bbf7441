"""The frame of the sheets on which something is asked: title, progress, heads, bands of groups, rows, colours, print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from npfdesk.plan.asking_words import day_text
from npfdesk.plan.collection import AskedCell, BegunCollection, CollectBy, Request
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.spoken_names import group_in, name_in
from npfdesk.workbook.collecting import form_words
from npfdesk.workbook.collecting.form_book import (
    ACCENT,
    BAND,
    HAIRLINE,
    HEAD,
    SECONDARY,
    FormBook,
    check_colours,
    height_of,
    print_setup,
    progress_formula,
    protect,
    write_text,
)
from npfdesk.workbook.collecting.hidden_sheet import FIRST_ROW

_TITLE, _SUBTITLE, _PROGRESS, _HEADS = range(4)


@dataclass(frozen=True)
class Names:
    """The names that a row shows."""

    region: str
    industry: str
    indicator: str
    unit: str


@dataclass(frozen=True)
class AskedSheet:
    """A sheet begun, and where its parts lie (rows and columns from 0). `heads` are the texts and widths of its columns."""

    book: FormBook
    page: Any
    name: str
    heads: Sequence[tuple[str, float]]
    entry: int
    check: int
    note: int

    def reference(self, row: int, column: int) -> str:
        """A cell's reference (C7)."""
        return str(xl_rowcol_to_cell(row, column))


def names_of(plan: Plan, asked: AskedCell, by: CollectBy, book: FormBook) -> Names:
    """The names of a row in the book's language; the region's where a department answers for several."""
    series, language = asked.series, book.language
    indicator = plan.indicator_by_code[series.indicator]
    region = plan.region_by_code[series.region]
    shown = region.english if language == "en" and region.english else plan.region_names[series.region]
    unit = indicator.english_unit if language == "en" and indicator.english_unit else indicator.unit
    return Names(
        shown if by is CollectBy.OWNER else "",
        name_in(plan.industry_by_code.get(series.industry), language),
        name_in(indicator, language),
        unit,
    )


def unit_name(plan: Plan, begun: BegunCollection, request: Request, language: Language) -> str:
    """The name of who is asked, in a language."""
    region = plan.region_by_code.get(request.unit.code)
    if begun.collection.by is CollectBy.REGION and region is not None and language == "en" and region.english:
        return region.english
    return request.unit.name


def begin_sheet(sheet: AskedSheet, title: str, told: str, due: str, hidden: frozenset[int]) -> None:
    """Write what stands above the rows, its title and what is `told` to do, and set the columns.

    `hidden` are the columns that this form does not need; `due` is the ISO day, "" for none.
    """
    book, page = sheet.book, sheet.page
    last = len(sheet.heads) - 1
    shown = [column for column in range(1, last + 1) if column not in hidden]
    page.set_row(_TITLE, 30)
    write_text(page, _TITLE, shown[0], title, book.format(bold=True, font_size=16))
    page.set_row(_SUBTITLE, 18)
    day = due and book.say(form_words.DUE, due=day_text(due, book.language))
    subtitle = " · ".join(filter(None, (day, told)))
    write_text(page, _SUBTITLE, shown[0], subtitle, book.format(font_color=SECONDARY))
    page.set_row(_PROGRESS, 20)
    look = book.cell(bold=True, bg_color=HEAD, align="center", text_wrap=True)
    for column, (head, width) in enumerate(sheet.heads):
        page.set_column(column, column, width, None, {"hidden": column == 0 or column in hidden})
        write_text(page, _HEADS, column, head, look)
    page.set_row(_HEADS, height_of([one for column, one in enumerate(sheet.heads) if column in shown], 2))
    page.freeze_panes(FIRST_ROW - 1, max(shown[0] + 1, 5))


def placed_rows(
    sheet: AskedSheet, plan: Plan, asked: Iterable[AskedCell]
) -> Iterator[tuple[int, int, AskedCell]]:
    """The row of each thing asked, and its number, with a band above where another group begins."""
    row, band = FIRST_ROW - 1, ""
    for number, one in enumerate(asked, 1):
        group = plan.indicator_by_code[one.series.indicator].group
        if group and group != band:
            _write_band(sheet, row, group_in(plan.indicators, group, sheet.book.language))
            row += 1
        band = group
        yield row, number, one
        row += 1


def _write_band(sheet: AskedSheet, row: int, text: str) -> None:
    look = sheet.book.format(bold=True, bg_color=BAND, font_color=ACCENT, bottom=1, bottom_color=HAIRLINE)
    for column in range(1, len(sheet.heads)):
        write_text(sheet.page, row, column, text if column == 1 else "", look)
    sheet.page.set_row(row, 20)


def end_sheet(sheet: AskedSheet, last: int, count: int, footer: str) -> str:
    """Write what looks at all rows, down to `last`; gives the progress as a reference for the covering sheet."""
    book, page = sheet.book, sheet.page
    first = FIRST_ROW - 1
    checks = f"{xl_rowcol_to_cell(first, sheet.check, True, True)}:{xl_rowcol_to_cell(last, sheet.check, True, True)}"
    formula, said = progress_formula(book, checks, count)
    page.write_formula(_PROGRESS, 1, formula, book.format(bold=True, font_color=ACCENT), said)
    for column in (sheet.entry, sheet.check):
        check_colours(book, page, (first, column, last, column), (first, sheet.check))
    page.set_row(last + 1, 34)
    write_text(page, last + 1, 1, book.say(form_words.SIGNED), book.format(font_color=SECONDARY))
    page.repeat_rows(_HEADS)
    page.print_area(0, 0, last + 1, len(sheet.heads) - 1)
    print_setup(book, page, footer)
    protect(page)
    return str(xl_rowcol_to_cell(_PROGRESS, 1, True, True))


def heads_in(
    book: FormBook, heads: Sequence[Wording], widths: Sequence[float], **arguments: object
) -> list[tuple[str, float]]:
    """The heads of the columns in the book's language, each with its width."""
    return [(book.say(head, **arguments), width) for head, width in zip(heads, widths, strict=True)]
