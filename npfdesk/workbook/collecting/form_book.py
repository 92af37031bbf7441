"""What the sheets of a form are made of: formats, texts that stay texts, validation that speaks, and the hidden sheet."""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from npfdesk.plan.letter_widths import columns
from npfdesk.plan.problems import Language, Wording
from npfdesk.workbook.collecting import form_words
from npfdesk.workbook.collecting.hidden_sheet import SHEET
from npfdesk.workbook.collecting.printed_page import PrintedPage

PROGRAM: Final = "NPF Desk"
INK, SECONDARY, HAIRLINE, HEAD, BAND = "#1F2328", "#57606A", "#D7DCE2", "#E8EEF7", "#F3F5F8"
ENTRY, GOOD, ASKED, WRONG = "#FFF8E1", "#E6EFFC", "#FBE9DF", "#F9E0DE"
GOOD_INK, ASKED_INK, WRONG_INK, ACCENT = "#1F4FA8", "#A8441B", "#8F1D17", "#2F6FDE"

_FONTS: Final = {"zh": "Microsoft YaHei", "en": "Calibri"}
_LONGEST: Final = 32_000
_LONGEST_TITLE, _LONGEST_PROMPT = 32, 255
_A4: Final = 9
_LINE: Final = 15.0
"""Points of one line of a cell."""


class FormBook:
    """A workbook in memory, in one language; the same content gives the same bytes."""

    def __init__(self, language: Language, title: str, day: datetime.date) -> None:
        self.language = language
        self._stream = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self._stream,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        moment = datetime.datetime(day.year, day.month, day.day)
        self.book.set_properties({"title": title[:250], "author": PROGRAM, "created": moment})
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.pages: list[PrintedPage] = []

    def say(self, words: Wording, **arguments: object) -> str:
        """Words in the book's language."""
        return words.text(self.language, arguments)

    def format(self, **properties: Any) -> Any:
        """A cell format, made once for the same properties."""
        given = {
            "font_name": _FONTS[self.language],
            "font_size": 10,
            "font_color": INK,
            "valign": "vcenter",
            **properties,
        }
        key = tuple(sorted(given.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(given)
        return self._formats[key]

    def cell(self, **properties: Any) -> Any:
        """The format of a cell in a table: a hairline around it, and room between that and the text."""
        room = {} if properties.get("align") == "center" else {"indent": 1}
        return self.format(border=1, border_color=HAIRLINE, **room, **properties)

    def entry(self, **properties: Any) -> Any:
        """The format of an open cell."""
        return self.cell(bg_color=ENTRY, locked=False, **properties)

    def sheet(self, name: str, colour: str) -> Any:
        """A new sheet, without the lines of the grid."""
        page = self.book.add_worksheet(name, PrintedPage)
        self.pages.append(page)
        page.set_tab_color(colour)
        page.hide_gridlines(2)
        return page

    def hidden_sheet(self, rows: Iterable[Sequence[str]]) -> None:
        """The last sheet, which nobody sees: texts alone."""
        page = self.book.add_worksheet(SHEET)
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                if text:
                    page.write_string(row, column, text)
        page.protect()
        page.very_hidden()

    def close(self) -> bytes:
        """The finished workbook."""
        self.book.close()
        return self._stream.getvalue()


def write_text(page: Any, row: int, column: int, text: str, look: Any) -> None:
    """Write a text, which stays one whatever it begins with; "" is an empty cell."""
    if text:
        page.write_string(row, column, text[:_LONGEST], look)
    else:
        page.write_blank(row, column, None, look)


def write_figure(page: Any, row: int, column: int, figure: float | None, look: Any) -> None:
    """Write a number, or a dash where there is none."""
    if figure is None or not math.isfinite(figure):
        page.write_string(row, column, "—", look)
    else:
        page.write_number(row, column, figure, look)


def height_of(cells: Iterable[tuple[str, float]], least: int = 1) -> float:
    """The height (points) in which wrapped texts stand whole, each in its width (columns)."""
    lines = least
    for text, width in cells:
        told = sum(max(1, math.ceil(columns(line) / max(width - 2, 1))) for line in text.split("\n"))
        lines = max(lines, told)
    return _LINE * lines + 7


def validate(
    page: Any, row: int, column: int, rule: dict[str, Any], prompt: tuple[str, str], refusal: tuple[str, str]
) -> None:
    """A rule for what may be entered in a cell, with what is said when it is chosen and when something else is entered.

    Excel takes no more than 32 letters of a title and 255 of a message.
    """
    page.data_validation(
        row,
        column,
        row,
        column,
        {
            "ignore_blank": True,
            **rule,
            "input_title": _clipped(prompt[0], _LONGEST_TITLE),
            "input_message": _clipped(prompt[1], _LONGEST_PROMPT),
            "error_title": _clipped(refusal[0], _LONGEST_TITLE),
            "error_message": _clipped(refusal[1], _LONGEST_PROMPT),
        },
    )


def _clipped(text: str, most: int) -> str:
    # Excel counts halves of pairs
    kept = text
    while len(kept.encode("utf-16-le")) // 2 > most:
        kept = kept[:-2] + "…"
    return kept


def print_setup(book: FormBook, page: Any, footer: str, *, upright: bool = False) -> None:
    """A4 with the page's number at the foot: landscape and as wide as a page, or `upright` and on one page."""
    page.set_portrait() if upright else page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 1 if upright else 0)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.center_horizontally()
    said = _clipped(footer.replace("&", "&&"), 150)
    page.set_footer(f"&L&8{said}&R&8{book.say(form_words.PAGE)}")


def protect(page: Any) -> None:
    """Lock all but the open cells, without a password; widths and heights may be changed."""
    page.protect("", {"format_columns": True, "format_rows": True})


def check_colours(
    book: FormBook, page: Any, block: tuple[int, int, int, int], checked: tuple[int, int]
) -> None:
    """Colour a block by the first sign of the check that stands in each row; `checked` is its first cell."""
    cell = xl_rowcol_to_cell(*checked, col_abs=True)
    for sign, ground, ink in (("✓", GOOD, GOOD_INK), ("!", ASKED, ASKED_INK), ("✕", WRONG, WRONG_INK)):
        look = book.book.add_format({"bg_color": ground, "font_color": ink})
        page.conditional_format(
            *block, {"type": "formula", "criteria": f'=LEFT({cell},1)="{sign}"', "format": look}
        )


def quoted(text: str) -> str:
    """A text inside a formula."""
    return '"' + text.replace('"', '""') + '"'


def progress_formula(book: FormBook, checks: str, count: int) -> tuple[str, str]:
    """How far a sheet is filled in, as a formula over the checks of its rows, and what it says while nothing is."""
    words = [book.say(one, count=count) for one in form_words.PROGRESS]
    empty, checked = (f'COUNTIF({checks},"{sign}*")' for sign in ("○", "!"))
    wrong = f'COUNTIF({checks},"✕*")'
    formula = f"={quoted(words[0])}&({count}-{empty})&{quoted(words[1])}&{empty}&{quoted(words[2])}&({checked}+{wrong})&{quoted(words[3])}"
    return formula, f"{words[0]}0{words[1]}{count}{words[2]}0{words[3]}"
