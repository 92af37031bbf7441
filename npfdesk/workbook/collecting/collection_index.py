"""The index of a collection: who was asked for what, in which file, by when. By it returns are gathered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from npfdesk.plan.asking_words import BY_NAMES, day_text, round_wording
from npfdesk.plan.collection import AskedFor, BegunCollection, Collection
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Language, Problem, error
from npfdesk.workbook.collecting import form_words
from npfdesk.workbook.collecting.asked_sheet import unit_name
from npfdesk.workbook.collecting.form_book import (
    ENTRY,
    HEAD,
    SECONDARY,
    FormBook,
    height_of,
    print_setup,
    write_text,
)
from npfdesk.workbook.collecting.hidden_sheet import Index, index_rows, read_index_rows
from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.files.sandbox import read_grid

INDEX_UNSOUND: Final = error(
    "collection_index_unsound",
    "收集目录“{text}”的隐藏工作表被改动过，不能据此判断向谁要了什么。请用原来的目录；没有目录也可以汇总。",
    "The hidden sheet of the collection index “{text}” has been changed, so it cannot say who was asked for what. Use the "
    "original index; returns can be gathered without one, too.",
)
_WIDTHS: Final = (7, 28, 50, 10, 10, 15, 15, 28)
_HEAD_ROW: Final = 5


def index_workbook(plan: Plan, begun: BegunCollection, files: Mapping[str, str], language: Language) -> bytes:
    """The index as a workbook; `files` are the names of the forms by their unit's code."""
    collection = begun.collection
    issued = datetime.date.fromisoformat(collection.issued)
    title = form_words.INDEX_TITLE.text(language, {"year": collection.year})
    book = FormBook(language, title, issued)
    page = book.sheet(book.say(form_words.INDEX), "#2F6FDE")
    page.set_row(0, 30)
    write_text(page, 0, 0, title, book.format(bold=True, font_size=16))
    quiet = book.format(font_color=SECONDARY)
    write_text(page, 1, 0, plan.title, quiet)
    said = {
        "by": BY_NAMES[collection.by],
        "round": round_wording(collection),
        "count": len(collection.requests),
        "issued": day_text(collection.issued, language),
        "key": collection.key,
    }
    write_text(page, 2, 0, form_words.INDEX_SUBTITLE.text(language, said), quiet)
    write_text(page, 3, 0, book.say(form_words.INDEX_NOTE), quiet)
    for line in (1, 2, 3):
        page.set_row(line, 18)
    look = book.cell(bold=True, bg_color=HEAD, align="center", text_wrap=True)
    for column, (head, width) in enumerate(zip(form_words.INDEX_HEADS, _WIDTHS, strict=True)):
        page.set_column(column, column, width)
        write_text(page, _HEAD_ROW, column, book.say(head), look)
    page.set_row(_HEAD_ROW, 24)
    row = _HEAD_ROW + 1
    left, middle, number = (
        book.cell(text_wrap=True),
        book.cell(align="center"),
        book.cell(align="center", num_format="0"),
    )
    received = book.cell(bg_color=ENTRY, align="center", num_format="yyyy-mm-dd")
    note = book.cell(bg_color=ENTRY, text_wrap=True, num_format="@")
    for place, request in enumerate(collection.requests, 1):
        name, file = unit_name(plan, begun, request, language), files.get(request.unit.code, "")
        counts = [sum(one.asked_for is asked_for for one in request.cells) for asked_for in AskedFor]
        page.write_number(row, 0, place, middle)
        write_text(page, row, 1, name, left)
        write_text(page, row, 2, file, left)
        page.write_number(row, 3, counts[0], number)
        page.write_number(row, 4, counts[1], number)
        write_text(page, row, 5, day_text(collection.due, language) or "—", middle)
        page.write_blank(row, 6, None, received)
        page.write_blank(row, 7, None, note)
        page.set_row(row, height_of([(name, _WIDTHS[1]), (file, _WIDTHS[2])]))
        row += 1
    _totals(book, page, row, collection)
    page.freeze_panes(_HEAD_ROW + 1, 2)
    page.repeat_rows(_HEAD_ROW)
    print_setup(book, page, plan.title)
    book.hidden_sheet(index_rows(collection, files))
    return book.close()


def _totals(book: FormBook, page: Any, row: int, collection: Collection) -> None:
    cells = [one for request in collection.requests for one in request.cells]
    look, bold = (
        book.cell(bold=True, bg_color=HEAD),
        book.cell(bold=True, bg_color=HEAD, align="center", num_format="0"),
    )
    for column in range(len(_WIDTHS)):
        write_text(page, row, column, book.say(form_words.TOTAL) if column == 1 else "", look)
    for column, asked_for in ((3, AskedFor.FIGURE), (4, AskedFor.PROPOSAL)):
        page.write_number(row, column, sum(one.asked_for is asked_for for one in cells), bold)


def read_index(path: Path) -> Collection | Problem | None:
    """The collection that an index describes; None where the file is none, a Problem where it cannot be read or was changed."""
    grid = read_grid(path)
    if isinstance(grid, Problem):
        return grid
    return collection_of(grid, path.name)


def collection_of(grid: Grid, name: str) -> Collection | Problem | None:
    """The collection of an index that was read already, of a file named so."""
    found = read_index_rows(grid, name)
    if not isinstance(found, Index):
        return found
    return found.collection if found.sound else Problem(INDEX_UNSOUND, text=name)
