"""The covering sheet of a form: what is asked of whom by when, the fields of who fills it in, and how to do it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Final

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from npfdesk.plan.asking_words import day_text
from npfdesk.plan.collection import AskedFor, BegunCollection, Request
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Wording, joined, quoted
from npfdesk.workbook.collecting import form_words
from npfdesk.workbook.collecting.asked_sheet import unit_name
from npfdesk.workbook.collecting.form_book import (
    ACCENT,
    ASKED,
    ASKED_INK,
    GOOD,
    GOOD_INK,
    HEAD,
    PROGRAM,
    SECONDARY,
    WRONG,
    WRONG_INK,
    FormBook,
    height_of,
    print_setup,
    protect,
    validate,
    write_text,
)
from npfdesk.workbook.collecting.hidden_sheet import VERSION, FormField, FormPlace

_LABEL, _VALUE, _REST = 1, 2, 3
_WIDTHS: Final = (2.5, 17, 36, 44)
_GROUNDS: Final = (("", ""), (GOOD, GOOD_INK), (ASKED, ASKED_INK), (WRONG, WRONG_INK))
_FIRST_DAY: Final = datetime.date(2000, 1, 1)
_LAST_DAY: Final = datetime.date(2100, 12, 31)


class CoveringSheet:
    """The covering sheet, which is the first; its progress is filled in when the sheets that it counts are written."""

    def __init__(self, book: FormBook, plan: Plan, begun: BegunCollection, request: Request) -> None:
        self._book, self._begun, self._plan, self._request = book, begun, plan, request
        self._page = book.sheet(book.say(form_words.COVER), "#1F2328")
        self._row = 0

    def write(self, progress: Sequence[tuple[FormPlace, int]]) -> Mapping[FormField, FormPlace]:
        """Write it whole; `progress` are the cells that say how far each sheet is filled in, each with the number of its things.

        Gives the places of the open fields.
        """
        book, page, collection = self._book, self._page, self._begun.collection
        for column, width in enumerate(_WIDTHS):
            page.set_column(column, column, width)
        page.set_row(0, 34)
        title = book.say(form_words.COVER_TITLE, year=collection.year)
        write_text(page, 0, _LABEL, title, book.format(bold=True, font_size=18))
        write_text(page, 1, _LABEL, self._plan.title, book.format(font_color=SECONDARY))
        self._row = 3
        self._facts(progress)
        fields = self._fields()
        self._steps([place.sheet for place, _ in progress])
        self._legend()
        said = book.say(form_words.PROVENANCE, key=collection.key, version=VERSION, program=PROGRAM)
        write_text(page, self._row, _LABEL, said, book.format(font_size=8, font_color=SECONDARY))
        page.print_area(0, 0, self._row, _REST)
        print_setup(book, page, f"{self._unit} · {self._plan.title}", upright=True)
        protect(page)
        page.set_selection(fields[FormField.FILLED_BY].cell)
        page.activate()
        return fields

    @property
    def _unit(self) -> str:
        return unit_name(self._plan, self._begun, self._request, self._book.language)

    def _head(self, words: Wording) -> None:
        look = self._book.format(bold=True, font_size=12, font_color=ACCENT)
        write_text(self._page, self._row, _LABEL, self._book.say(words), look)
        self._page.set_row(self._row, 22)
        self._row += 1

    def _facts(self, progress: Sequence[tuple[FormPlace, int]]) -> None:
        book, collection, cells = self._book, self._begun.collection, self._request.cells
        figures = sum(one.asked_for is AskedFor.FIGURE for one in cells)
        proposals = [one for one in cells if one.asked_for is AskedFor.PROPOSAL]
        asked = []
        if figures:
            asked.append(book.say(form_words.ASKED_FIGURES, year=collection.year, count=figures))
        if proposals:
            year = proposals[0].year
            words = form_words.ASKED_PROPOSALS
            asked.append(book.say(words, year=year, count=len(proposals), round=collection.round))
        self._head(form_words.ABOUT)
        facts = (
            (form_words.UNIT_FACT, self._unit),
            (form_words.PLAN_FACT, self._plan.title or "—"),
            (form_words.ASKED_FACT, "\n".join(asked)),
            (form_words.DUE_FACT, day_text(collection.due, book.language) or book.say(form_words.NO_DUE)),
            (form_words.ISSUED_FACT, day_text(collection.issued, book.language)),
        )
        for number, (label, text) in enumerate(facts):
            due = label is form_words.DUE_FACT and bool(collection.due)
            self._fact(label, text, bold=number == 0 or due)
        for place, count in progress:
            label = book.cell(bg_color=HEAD)
            state = book.say(form_words.STATE_FACT)
            write_text(
                self._page,
                self._row,
                _LABEL,
                f"{state} · {place.sheet}" if len(progress) > 1 else state,
                label,
            )
            look, head = (
                book.cell(font_color=ACCENT, bold=True),
                [book.say(one, count=count) for one in form_words.PROGRESS],
            )
            formula = f"={quote_sheetname(place.sheet)}!{place.cell}"
            said = f"{head[0]}0{head[1]}{count}{head[2]}0{head[3]}"
            self._page.merge_range(self._row, _VALUE, self._row, _REST, "", look)
            self._page.write_formula(self._row, _VALUE, formula, look, said)
            self._page.set_row(self._row, 22)
            self._row += 1
        self._row += 1

    def _fact(self, label: Wording, text: str, *, bold: bool) -> None:
        book, page = self._book, self._page
        write_text(page, self._row, _LABEL, book.say(label), book.cell(bg_color=HEAD))
        look = book.cell(text_wrap=True, bold=bold)
        page.merge_range(self._row, _VALUE, self._row, _REST, "", look)
        write_text(page, self._row, _VALUE, text, look)
        page.set_row(self._row, height_of([(text, _WIDTHS[_VALUE] + _WIDTHS[_REST])]))
        self._row += 1

    def _fields(self) -> dict[FormField, FormPlace]:
        book, page, name = self._book, self._page, self._book.say(form_words.COVER)
        self._head(form_words.TO_BE_FILLED)
        found: dict[FormField, FormPlace] = {}
        day = self._begun.collection.issued
        for one in FormField:
            label = book.say(form_words.FIELD_NAMES[one])
            prompt = book.say(form_words.FIELD_PROMPTS[one], day=day)
            write_text(page, self._row, _LABEL, label, book.cell(bg_color=HEAD))
            write_text(
                page, self._row, _REST, prompt, book.format(font_color=SECONDARY, text_wrap=True, indent=1)
            )
            look, rule, refusal = self._field_rule(one, day)
            if one is FormField.EDITION:
                page.write_number(self._row, _VALUE, 1, look)
            else:
                page.write_blank(self._row, _VALUE, None, look)
            validate(page, self._row, _VALUE, rule, (label, prompt), (label, refusal))
            page.set_row(self._row, height_of([(prompt, _WIDTHS[_REST])]))
            found[one] = FormPlace(name, xl_rowcol_to_cell(self._row, _VALUE))
            self._row += 1
        self._row += 1
        return found

    def _field_rule(self, field: FormField, day: str) -> tuple[Any, dict[str, Any], str]:
        """The format, the rule and the refusal of a field."""
        book = self._book
        if field is FormField.FILLED_ON:
            between = {"criteria": "between", "minimum": _FIRST_DAY, "maximum": _LAST_DAY}
            # a day in words is read all the same
            rule = {"validate": "date", **between, "error_type": "warning"}
            look = book.entry(align="left", num_format="yyyy-mm-dd")
            return look, rule, book.say(form_words.DAY_ERROR, day=day)
        if field is FormField.EDITION:
            rule = {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 99}
            return book.entry(align="left", num_format="0"), rule, book.say(form_words.EDITION_ERROR)
        return book.entry(align="left", num_format="@"), {"validate": "any"}, ""

    def _steps(self, sheets: Sequence[str]) -> None:
        book = self._book
        self._head(form_words.HOW)
        listed = joined(quoted(sheets), book.language)
        for number, step in enumerate(form_words.STEPS, 1):
            text = f"{number}. {book.say(step, sheets=listed)}"
            look = book.format(text_wrap=True)
            self._page.merge_range(self._row, _LABEL, self._row, _REST, "", look)
            write_text(self._page, self._row, _LABEL, text, look)
            self._page.set_row(self._row, height_of([(text, sum(_WIDTHS[_LABEL:]))]))
            self._row += 1
        self._row += 1

    def _legend(self) -> None:
        book, page = self._book, self._page
        self._head(form_words.LEGEND)
        for (mark, told), (ground, ink) in zip(form_words.LEGEND_LINES, _GROUNDS, strict=True):
            colours = {"bg_color": ground, "font_color": ink} if ground else {}
            write_text(page, self._row, _LABEL, book.say(mark), book.cell(**colours))
            look, text = book.format(text_wrap=True, indent=1), book.say(told)
            page.merge_range(self._row, _VALUE, self._row, _REST, "", look)
            write_text(page, self._row, _VALUE, text, look)
            page.set_row(self._row, height_of([(text, _WIDTHS[_VALUE] + _WIDTHS[_REST])]))
            self._row += 1
        self._row += 1
