"""The sheet on which a unit proposes targets in a round of negotiation, with base, past pace and the last reply beside."""

from __future__ import annotations

from typing import Any, Final

from xlsxwriter.utility import xl_rowcol_to_cell

from npfdesk.plan.asking_words import PROPOSAL_QUESTION
from npfdesk.plan.collection import AskedCell, AskedFor, BegunCollection, CollectBy, ProposalBeside, Request
from npfdesk.plan.measure_words import yearly_pace_unit
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.numbers import format_figure
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
    write_text,
)
from npfdesk.workbook.collecting.hidden_sheet import FIRST_ROW, FormCell, FormPlace, ProposalColumn

_WIDTHS: Final = {
    ProposalColumn.KEY: 8,
    ProposalColumn.NUMBER: 6,
    ProposalColumn.REGION: 14,
    ProposalColumn.INDUSTRY: 14,
    ProposalColumn.INDICATOR: 22,
    ProposalColumn.TARGET: 16,
    ProposalColumn.UNIT: 9,
    ProposalColumn.BASE: 13,
    ProposalColumn.PACE: 16,
    ProposalColumn.REPLY: 16,
    ProposalColumn.REPLY_REASON: 22,
    ProposalColumn.ENTRY: 17,
    ProposalColumn.CHECK: 14,
    ProposalColumn.REASON: 28,
}
_LONGEST_TARGET: Final = 100
_PACE_DECIMALS: Final = 1
_OPEN: Final = (ProposalColumn.ENTRY, ProposalColumn.CHECK, ProposalColumn.REASON)


def write_proposals(
    book: FormBook, plan: Plan, begun: BegunCollection, request: Request, first_key: int
) -> tuple[tuple[FormCell, ...], FormPlace]:
    """Write the sheet; gives what its rows ask, and the cell that says how far it is filled in."""
    collection = begun.collection
    asked = [one for one in request.cells if one.asked_for is AskedFor.PROPOSAL]
    name, year = book.say(form_words.PROPOSALS), asked[0].year
    page = book.sheet(name, "#D9652B")
    heads = heads_in(book, list(form_words.PROPOSAL_HEADS.values()), list(_WIDTHS.values()), year=year)
    sheet = AskedSheet(book, page, name, heads, *(column - 1 for column in _OPEN))
    replied = any(_beside(begun, one).reply for one in asked)
    hidden = frozenset(
        column - 1
        for column, there in (
            (ProposalColumn.REGION, collection.by is CollectBy.OWNER),
            (ProposalColumn.INDUSTRY, any(one.series.industry for one in asked)),
            (ProposalColumn.REPLY, replied),
            (ProposalColumn.REPLY_REASON, replied),
        )
        if not there
    )
    spoken = unit_name(plan, begun, request, book.language)
    title = book.say(form_words.PROPOSAL_TITLE, unit=spoken, year=year, round=collection.round)
    begin_sheet(sheet, title, book.say(PROPOSAL_QUESTION, year=year), collection.due, hidden)
    cells: list[FormCell] = []
    row = FIRST_ROW - 1
    for row, number, one in placed_rows(sheet, plan, asked):
        names = names_of(plan, one, collection.by, book)
        key = f"k{first_key + number - 1:04d}"
        indicator = plan.indicator_by_code[one.series.indicator]
        _write_row(sheet, row, (key, number), names, indicator, _beside(begun, one))
        _validations(sheet, row, names, one)
        place, note = FormPlace(name, sheet.reference(row, sheet.entry)), sheet.reference(row, sheet.note)
        cells.append(
            FormCell(
                key, one, indicator.unit, None, place, note, names.region, names.industry, names.indicator
            )
        )
    progress = end_sheet(sheet, row, len(asked), f"{spoken} · {plan.title}")
    page.set_selection(cells[0].place.cell)
    return tuple(cells), FormPlace(name, progress)


def _beside(begun: BegunCollection, asked: AskedCell) -> ProposalBeside:
    beside = begun.beside[asked]
    assert isinstance(beside, ProposalBeside)
    return beside


def _write_row(
    sheet: AskedSheet,
    row: int,
    key: tuple[str, int],
    names: Names,
    indicator: Indicator,
    beside: ProposalBeside,
) -> None:
    book, page = sheet.book, sheet.page
    wrapped, right = book.cell(text_wrap=True), book.cell(align="right", text_wrap=True)
    base = format_figure(beside.base, indicator.decimals)
    if beside.base is not None:
        base = book.say(form_words.BASE_YEAR, base=base, year=beside.base_year)
    reply = beside.reply and book.say(form_words.REPLY_ROUND, reply=beside.reply, round=beside.reply_round)
    texts = {
        ProposalColumn.KEY: (key[0], book.cell(font_color=SECONDARY)),
        ProposalColumn.REGION: (names.region, wrapped),
        ProposalColumn.INDUSTRY: (names.industry, wrapped),
        ProposalColumn.INDICATOR: (names.indicator, book.cell(text_wrap=True, bold=True)),
        ProposalColumn.TARGET: (beside.target or "—", wrapped),
        ProposalColumn.UNIT: (names.unit, book.cell(align="center", text_wrap=True)),
        ProposalColumn.BASE: (base, right),
        ProposalColumn.PACE: (_pace(book, indicator, beside), right),
        ProposalColumn.REPLY: (reply or "—", wrapped),
        ProposalColumn.REPLY_REASON: (beside.reply_reason or "—", wrapped),
    }
    for column, (text, look) in texts.items():
        write_text(page, row, column - 1, text, look)
    page.write_number(row, ProposalColumn.NUMBER - 1, key[1], book.cell(align="center", font_color=SECONDARY))
    # as text, or 3-4 would become the fourth of March
    page.write_blank(
        row, sheet.entry, None, book.entry(align="right", bold=True, text_wrap=True, num_format="@")
    )
    page.write_blank(row, sheet.note, None, book.entry(text_wrap=True, num_format="@"))
    cell, note = (xl_rowcol_to_cell(row, column, col_abs=True) for column in (sheet.entry, sheet.note))
    empty, missing, done = (
        quoted(book.say(one)) for one in (form_words.EMPTY, form_words.REASON_MISSING, form_words.FILLED_IN)
    )
    check = f"=IF(LEN(TRIM({cell}))=0,{empty},IF(LEN(TRIM({note}))=0,{missing},{done}))"
    page.write_formula(row, sheet.check, check, book.cell(text_wrap=True), book.say(form_words.EMPTY))
    page.set_row(row, height_of(((text, _WIDTHS[column]) for column, (text, _) in texts.items()), 2))


def _pace(book: FormBook, indicator: Indicator, beside: ProposalBeside) -> str:
    """The past pace with its unit and its years; — where there is none."""
    if beside.pace is None:
        return "—"
    decimals = max(_PACE_DECIMALS, indicator.decimals if indicator.kind.moves_in_points else 0)
    pace = format_figure(beside.pace, decimals, yearly_pace_unit(indicator, book.language), signed=True)
    return book.say(form_words.PACE_YEARS, pace=pace, first=beside.first_year, last=beside.last_year)


def _validations(sheet: AskedSheet, row: int, names: Names, asked: AskedCell) -> None:
    book = sheet.book
    rule: dict[str, Any] = {"validate": "length", "criteria": "<=", "value": _LONGEST_TARGET}
    question = book.say(PROPOSAL_QUESTION, year=asked.year)
    head = book.say(form_words.PROPOSAL_HEADS[ProposalColumn.ENTRY])
    validate(sheet.page, row, sheet.entry, rule, (names.indicator, question), (head, question))
    said = (book.say(form_words.PROPOSAL_HEADS[ProposalColumn.REASON]), book.say(form_words.REASON_PROMPT))
    validate(sheet.page, row, sheet.note, {"validate": "any"}, said, ("", ""))
