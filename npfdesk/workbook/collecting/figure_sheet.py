"""The sheet on which a unit enters figures: a row for each, with last year's beside it and a check that answers at once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from npfdesk.plan.asking_words import question_text
from npfdesk.plan.collection import AskedCell, AskedFor, BegunCollection, CollectBy, FigureBeside, Request
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.numbers import format_figure, plain, trimmed
from npfdesk.workbook.collecting import form_words
from npfdesk.workbook.collecting.asked_sheet import (
    AskedSheet,
    Names,
    begin_sheet,
    end_sheet,
    heads_in,
    names_of,
    placed_rows,
    unit_name,
)
from npfdesk.workbook.collecting.form_book import (
    SECONDARY,
    FormBook,
    height_of,
    quoted,
    validate,
    write_figure,
    write_text,
)
from npfdesk.workbook.collecting.hidden_sheet import FIRST_ROW, FormCell, FormColumn, FormPlace

_WIDTHS: Final = {
    FormColumn.KEY: 8,
    FormColumn.NUMBER: 6,
    FormColumn.REGION: 14,
    FormColumn.INDUSTRY: 14,
    FormColumn.INDICATOR: 24,
    FormColumn.QUESTION: 37,
    FormColumn.UNIT: 9,
    FormColumn.BEFORE: 14,
    FormColumn.KNOWN: 14,
    FormColumn.ENTRY: 15,
    FormColumn.CHECK: 18,
    FormColumn.NOTE: 24,
}
_LARGEST: Final = 1e15
_HUNDRED: Final = 100
"""How many times the last figure, or what part of it, makes one think of another unit."""


def write_figures(
    book: FormBook, plan: Plan, begun: BegunCollection, request: Request, first_key: int
) -> tuple[tuple[FormCell, ...], FormPlace]:
    """Write the sheet; gives what its rows ask, and the cell that says how far it is filled in."""
    collection = begun.collection
    asked = [one for one in request.cells if one.asked_for is AskedFor.FIGURE]
    name, year = book.say(form_words.FIGURES), collection.year
    page = book.sheet(name, "#2F6FDE")
    heads = heads_in(
        book, list(form_words.COLUMN_HEADS.values()), list(_WIDTHS.values()), year=year, before=year - 1
    )
    sheet = AskedSheet(book, page, name, heads, *(column - 1 for column in _OPEN))
    known = any(_beside(begun, one).known is not None for one in asked)
    hidden = frozenset(
        column - 1
        for column, there in (
            (FormColumn.REGION, collection.by is CollectBy.OWNER),
            (FormColumn.INDUSTRY, any(one.series.industry for one in asked)),
            (FormColumn.KNOWN, known),
        )
        if not there
    )
    spoken = unit_name(plan, begun, request, book.language)
    title = book.say(form_words.FIGURE_TITLE, unit=spoken, year=year)
    begin_sheet(sheet, title, book.say(form_words.SUBTITLE), collection.due, hidden)
    cells: list[FormCell] = []
    row = FIRST_ROW - 1
    for row, number, one in placed_rows(sheet, plan, asked):
        names = names_of(plan, one, collection.by, book)
        key = f"k{first_key + number - 1:04d}"
        _write_row(sheet, row, (key, number), names, _Asked(plan, begun, one, book))
        place = FormPlace(name, sheet.reference(row, sheet.entry))
        note = sheet.reference(row, sheet.note)
        indicator = plan.indicator_by_code[one.series.indicator]
        known_then = _beside(begun, one).known
        cells.append(
            FormCell(
                key,
                one,
                indicator.unit,
                known_then,
                place,
                note,
                names.region,
                names.industry,
                names.indicator,
            )
        )
    progress = end_sheet(sheet, row, len(asked), f"{spoken} · {plan.title}")
    page.set_selection(cells[0].place.cell)
    return tuple(cells), FormPlace(name, progress)


_OPEN: Final = (FormColumn.ENTRY, FormColumn.CHECK, FormColumn.NOTE)


def _beside(begun: BegunCollection, asked: AskedCell) -> FigureBeside:
    beside = begun.beside[asked]
    assert isinstance(beside, FigureBeside)
    return beside


class _Asked:
    """A figure asked for, with what stands beside it, in the book's words."""

    def __init__(self, plan: Plan, begun: BegunCollection, asked: AskedCell, book: FormBook) -> None:
        self.indicator: Indicator = plan.indicator_by_code[asked.series.indicator]
        self.beside = _beside(begun, asked)
        self.year = asked.year
        self.book = book
        self.question = question_text(self.beside.question, self.indicator, asked.year, book.language)

    @property
    def percent(self) -> bool:
        return self.indicator.unit.strip() in ("%", "％")

    def number_format(self, year: int | None = None) -> str:
        """The format of a known figure; one of another year than the one before says so behind it."""
        decimals = min(self.indicator.decimals, 10)
        shown = "#,##0" + ("." + "0" * decimals if decimals > 0 else "")
        if year is None or year == self.year - 1:
            return shown
        return shown + quoted(self.book.say(form_words.YEAR_BEHIND, year=year))

    def prompt(self, unit: str) -> str:
        """What is said where the open cell is chosen: the question, and the figure before."""
        beside = self.beside
        if beside.before is None:
            return self.question
        figure = format_figure(beside.before, self.indicator.decimals, unit)
        said = self.book.say(form_words.BEFORE_SAID, year=beside.before_year, figure=figure)
        return f"{self.question}{'' if self.book.language == 'zh' else ' '}{said}"

    def conditions(self, cell: str, unit: str) -> Iterator[tuple[str, str]]:
        """What may be odd about a number in a cell, as a condition and what is then said, the worst first."""
        beside, say = self.beside, self.book.say
        before, kind = beside.before, self.indicator.kind
        if self.percent and before is not None and 1 <= abs(before) < _LARGEST:
            far = plain(before)
            yield (
                f"AND(ABS({cell})<1,{cell}<>0,ABS({cell}*100-({far}))<ABS({cell}-({far})))",
                say(form_words.FRACTION),
            )
        # a bound past what a number can hold is none
        amount = unit and not kind.moves_in_points and not kind.whole
        if amount and before is not None and 0 < before < _LARGEST:
            most, least = plain(before * _HUNDRED), plain(before / _HUNDRED)
            yield (
                f"OR({cell}>={most},AND({cell}>0,{cell}<={least}))",
                say(form_words.OTHER_UNIT, unit=unit[:12]),
            )
        if beside.least is not None:
            yield f"{cell}<{plain(beside.least)}", say(form_words.BELOW, least=plain(beside.least))
        if beside.most is not None:
            yield f"{cell}>{plain(beside.most)}", say(form_words.ABOVE, most=plain(beside.most))
        if kind.whole and self.indicator.decimals == 0:
            yield f"{cell}<>INT({cell})", say(form_words.NOT_WHOLE)
        if beside.low is not None and beside.high is not None and math.isfinite(beside.high - beside.low):
            places = self.indicator.decimals + 2
            low, high = trimmed(beside.low, places), trimmed(beside.high, places)
            yield f"OR({cell}<{low},{cell}>{high})", say(form_words.FAR, year=beside.before_year)

    def check(self, cell: str, note: str, unit: str) -> str:
        """The formula of the check."""
        say = self.book.say
        odd = list(self.conditions(cell, unit))
        told = quoted(say(form_words.FILLED_IN))
        if odd:
            which = quoted(odd[-1][1])
            for condition, words in reversed(odd[:-1]):
                which = f"IF({condition},{quoted(words)},{which})"
            any_of = f"OR({','.join(condition for condition, _ in odd)})"
            explained = quoted(say(form_words.EXPLAINED))
            told = f"IF({any_of},IF(LEN(TRIM({note}))>0,{explained},{which}),{told})"
        wrong = quoted(say(form_words.NOT_A_NUMBER))
        empty = quoted(say(form_words.EMPTY))
        return f"=IF(ISERROR({cell}),{wrong},IF(LEN(TRIM({cell}))=0,{empty},IF(ISNUMBER({cell}),{told},{wrong})))"


def _write_row(sheet: AskedSheet, row: int, key: tuple[str, int], names: Names, asked: _Asked) -> None:
    book, page, beside = sheet.book, sheet.page, asked.beside
    wrapped = book.cell(text_wrap=True)
    texts = {
        FormColumn.KEY: (key[0], book.cell(font_color=SECONDARY)),
        FormColumn.REGION: (names.region, wrapped),
        FormColumn.INDUSTRY: (names.industry, wrapped),
        FormColumn.INDICATOR: (names.indicator, book.cell(text_wrap=True, bold=True)),
        FormColumn.QUESTION: (asked.question, wrapped),
        FormColumn.UNIT: (names.unit, book.cell(align="center", text_wrap=True)),
    }
    for column, (text, look) in texts.items():
        write_text(page, row, column - 1, text, look)
    page.write_number(row, FormColumn.NUMBER - 1, key[1], book.cell(align="center", font_color=SECONDARY))
    figure = {"align": "right"}
    before = book.cell(**figure, num_format=asked.number_format(beside.before_year))
    write_figure(page, row, FormColumn.BEFORE - 1, beside.before, before)
    known = book.cell(**figure, num_format=asked.number_format())
    write_figure(page, row, FormColumn.KNOWN - 1, beside.known, known)
    decimals = min(asked.indicator.decimals, 6)
    shown = "#,##0." + "0" * decimals + "####" if decimals > 0 else "General"
    page.write_blank(row, sheet.entry, None, book.entry(align="right", num_format=shown, bold=True))
    cell = xl_rowcol_to_cell(row, sheet.entry, col_abs=True)
    note = xl_rowcol_to_cell(row, sheet.note, col_abs=True)
    look = book.cell(text_wrap=True)
    page.write_formula(
        row, sheet.check, asked.check(cell, note, names.unit), look, book.say(form_words.EMPTY)
    )
    page.write_blank(row, sheet.note, None, book.entry(text_wrap=True, num_format="@"))
    _validations(sheet, row, names, asked)
    widths = [
        (column - 1, texts[column][0])
        for column in (
            FormColumn.REGION,
            FormColumn.INDUSTRY,
            FormColumn.INDICATOR,
            FormColumn.QUESTION,
            FormColumn.UNIT,
        )
    ]
    page.set_row(row, height_of([(text, sheet.heads[column][1]) for column, text in widths], 2))


def _validations(sheet: AskedSheet, row: int, names: Names, asked: _Asked) -> None:
    book = sheet.book
    refusal = (
        book.say(form_words.FIGURE_ERROR, unit=names.unit)
        if names.unit
        else book.say(form_words.FIGURE_ERROR_UNITLESS)
    )
    number = {"validate": "decimal", "criteria": "between", "minimum": -_LARGEST, "maximum": _LARGEST}
    said = (names.indicator, asked.prompt(names.unit))
    validate(sheet.page, row, sheet.entry, number, said, (book.say(form_words.FIGURE_ERROR_TITLE), refusal))
    note: dict[str, Any] = {"validate": "any"}
    prompt = (book.say(form_words.COLUMN_HEADS[FormColumn.NOTE]), book.say(form_words.NOTE_PROMPT))
    validate(sheet.page, row, sheet.note, note, prompt, ("", ""))
