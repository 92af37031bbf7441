"""The sheet of a text file (.csv), which has no name of its own: it is known by its heads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import parse_year
from npfdesk.plan.periods import read_period
from npfdesk.plan.problems import Language, Problem
from npfdesk.workbook.files.cell_grid import Grid, GridSheet
from npfdesk.workbook.standard.sheet_columns import OPTIONAL_SHEETS, SHEET_OF, SHEETS, SheetForm

_HEADER_SEARCH: Final = 40
_FEWEST_REQUIRED: Final = 2
_NAMED: Final = tuple(
    form
    for form in (*SHEETS, *OPTIONAL_SHEETS)
    if sum(column.required for column in form.columns) >= _FEWEST_REQUIRED
)
"""Forms that their required columns tell from any other table; a single column 名称 does not."""


def named_by_heads(grid: Grid) -> Grid:
    """A text file's grid, its sheet named as the standard sheet whose required columns one of its rows has.

    It keeps the file's name where no form fits, where two fit equally well, or where that is a standard name.
    """
    if grid.text_form is None or not grid.sheets or fold(grid.sheets[0].name) in SHEET_OF:
        return grid
    (sheet,) = grid.sheets
    for heads in _rows(sheet):
        fitting = [(form, count) for form in _NAMED if (count := _matched(form, heads))]
        most = max((count for _, count in fitting), default=0)
        best = [form for form, count in fitting if count == most]
        if len(best) == 1 and _says_more(best[0], heads):
            break
        if len(best) == 1:
            return replace(grid, sheets=(replace(sheet, name=best[0].title(_language(best[0], heads))),))
        if best:
            break
    return grid


def _rows(sheet: GridSheet) -> Iterator[list[str]]:
    lines: dict[int, list[str]] = {}
    for (row, _), cell in sheet.cells.items():
        if row not in lines and len(lines) == _HEADER_SEARCH:
            break
        lines.setdefault(row, []).append(fold(cell.text))
    return iter(lines.values())


def _matched(form: SheetForm, heads: list[str]) -> int:
    """How many heads are columns of a form; 0 where a required one is missing."""
    found = {column.key for column in form.columns if column.spellings & set(heads)}
    if not all(column.key in found for column in form.columns if column.required):
        return 0
    if not form.periods:
        return len(found)
    # a table of years has one at least, and parts of a year are the sheet's that counts within the year
    years = sum(not isinstance(parse_year(head), Problem) for head in heads)
    parts = sum(read_period(head) is not None for head in heads) - years
    fitting = parts if form.to_date else years
    return len(found) + fitting if fitting else 0


def _says_more(form: SheetForm, heads: list[str]) -> bool:
    """Whether a table of targets has heads of its own (单位, 现状值, 责任单位): it is read as plans publish them."""
    own = {fold(head) for head in heads} - frozenset().union(*(one.spellings for one in form.columns))
    return form.key == "Targets" and any(own)


def _language(form: SheetForm, heads: list[str]) -> Language:
    return "zh" if any(fold(column.zh) in heads for column in form.columns) else "en"
