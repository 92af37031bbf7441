"""What became of every figure in the sheets of the standard format: taken, explained by its column, or told by a problem."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from npfdesk.plan.names import fold
from npfdesk.plan.problems import Problem, Severity, joined, quoted, warning
from npfdesk.workbook.accounting import Account, CellPlace, figure_cells
from npfdesk.workbook.files.cell_grid import GridSheet, Place
from npfdesk.workbook.files.unseen_cells import block_around, block_name
from npfdesk.workbook.standard.near_names import near_sheets
from npfdesk.workbook.standard.sheet_columns import COMMITMENTS, LOG_SHEET, SHEET_OF, SHEETS
from npfdesk.workbook.standard.sheet_tables import Table, Workbook, is_figure

UNREAD_SHEET: Final = warning(
    "unread_sheet",
    "工作表“{text}”不是规划的工作表，其中的数字没有读入。{near_zh}如果要用，请改为这些表之一的名称和表头：{sheets}。",
    "“{text}” is not a sheet of the plan; its figures were not read.{near_en} To use it, give it the name and the headers of "
    "one of these: {sheets_en}.",
)
UNREAD_FIGURE: Final = warning(
    "unread_figure",
    "这里的“{text}”没有读入。如果要用，请核对所在行和列。",
    "“{text}” here was not read. If it is needed, check its row and column.",
)
OTHER_SHEETS: Final = frozenset({*COMMITMENTS.spellings, *map(fold, (LOG_SHEET.zh, LOG_SHEET.en))})
"""Names of sheets, folded, that are of a plan or of this program and hold no figures of its series."""


@dataclass
class _Told:
    """Which cells of a sheet its problems name: single cells with errors and others, blocks, rows, columns of heads."""

    errors: set[Place] = field(default_factory=set)
    cells: set[Place] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)
    blocks: list[tuple[int, int, int, int]] = field(default_factory=list)

    def add(self, problem: Problem) -> None:
        left, top, right, bottom = range_boundaries(problem.cell)
        if left is None or top is None or right is None or bottom is None:
            return
        if (left, top) != (right, bottom):
            self.blocks.append((top, left, bottom, right))
            return
        (self.errors if problem.severity is Severity.ERROR else self.cells).add((top, left))
        self.rows.add(top)

    def in_block(self, place: Place) -> bool:
        row, column = place
        return any(
            top <= row <= bottom and left <= column <= right for top, left, bottom, right in self.blocks
        )


def unread_sheets(sheets: Iterable[GridSheet]) -> list[Problem]:
    """A problem for each of these sheets that holds figures, with the name that would be read where it is near one."""
    found = []
    for sheet in sheets:
        if any(map(is_figure, sheet.cells.values())):
            block = block_name(block_around(figure_cells(sheet)))
            near = near_sheets(sheet.name)
            arguments: dict[str, object] = {
                "sheets": tuple(form.zh for form in SHEETS),
                "sheets_en": tuple(form.en for form in SHEETS),
                "near_zh": f"它近似{joined(quoted(form.zh for form in near), 'zh')}表，但表头不全相符。"
                if near
                else "",
                "near_en": f" Its name is near {joined((form.en for form in near), 'en')}, its headers are not wholly those."
                if near
                else "",
            }
            found.append(Problem(UNREAD_SHEET, sheet.name, block, sheet.name, arguments))
    return found


def account_sheets(
    sheets: Iterable[GridSheet], book: Workbook, problems: list[Problem]
) -> dict[CellPlace, Account]:
    """What became of every figure in these sheets. A figure that nothing accounts for is told by a problem of its own.

    Sheets that are none of the book's tables are told where a problem names them, else explained: they hold words.
    """
    tables = {table.name: table for table in book.tables.values()}
    told: dict[str, _Told] = {}
    for problem in problems:
        if problem.sheet:
            of_sheet = told.setdefault(problem.sheet, _Told())
            if problem.cell:
                of_sheet.add(problem)
    cells: dict[CellPlace, Account] = {}
    for sheet in sheets:
        table = tables.get(sheet.name)
        if table is not None:
            _account_table(sheet, table, told.get(sheet.name, _Told()), cells, problems)
            continue
        known = SHEET_OF.get(fold(sheet.name)) is not None
        is_told = sheet.name in told and (known or fold(sheet.name) not in OTHER_SHEETS)
        account = Account.TOLD if is_told else Account.EXPLAINED
        cells.update(((sheet.name, place), account) for place in figure_cells(sheet))
    return cells


def _account_table(
    sheet: GridSheet,
    table: Table,
    told: _Told,
    cells: dict[CellPlace, Account],
    problems: list[Problem],
) -> None:
    name, heads, taken = sheet.name, table.heads, table.taken
    errors, warned, rows, last = told.errors, told.cells, told.rows, heads.last
    letters = {column: get_column_letter(column) for column in {column for _, column in sheet.cells}}
    words = {column for column, key in heads.columns.items() if not table.form.by_key[key].holds_figure}
    head_columns = {column for row, column in (*errors, *warned) if heads.first <= row <= last} - heads.near
    for place in figure_cells(sheet):
        row, column = place
        if place in errors:
            account = Account.TOLD
        elif column not in words and f"{letters[column]}{row}" in taken:
            account = Account.TAKEN
        elif row == heads.first and column in heads.near:
            account = Account.EXPLAINED
        elif place in warned or (told.blocks and told.in_block(place)):
            account = Account.TOLD
        elif row <= last or column in words:
            account = Account.EXPLAINED
        elif row in rows or column in head_columns:
            account = Account.TOLD
        elif is_figure(sheet.cells[place]):
            account = Account.TOLD
            cell = f"{letters[column]}{row}"
            problems.append(Problem(UNREAD_FIGURE, name, cell, sheet.cells[place].text))
        else:
            account = Account.EXPLAINED
        cells[name, place] = account
