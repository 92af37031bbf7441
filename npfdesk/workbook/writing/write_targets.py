"""A sheet of a user's workbook to write into: the places of its heads, years and rows, and its cells' content."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from string import ascii_uppercase, digits
from typing import Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.names import fold
from npfdesk.plan.problems import Language
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell, GridSheet
from npfdesk.workbook.standard.period_heads import PeriodHead
from npfdesk.workbook.standard.sheet_columns import SheetForm
from npfdesk.workbook.standard.sheet_layout import CellValue
from npfdesk.workbook.standard.sheet_tables import Row, Table, lines_of, read_table
from npfdesk.workbook.writing.patch import AddedSheet, CellEdit
from npfdesk.workbook.writing.reference_shifts import RowBlock, RowInsertion

_ISO_MONTH: Final = re.compile(r"\d{4}-\d{1,2}(-\d{1,2})?")
_NUMBER: Final = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")

_NO_RECORDS: Final = RowBlock(2, 1)

Field = str | int | PeriodHead
"""A column: its key, a year, or a part of one."""


@dataclass
class SheetPlaces:
    """One standard sheet, there or yet to be made; edits of it are collected.

    `sheet` is None where the workbook has none: then `rows` become a sheet of their own. `head_row` is the row of the
    heads, `header` the last row of heads where there are two. `block` is where its records stand: new rows go behind
    it, and until `placed` says whether they can be put in there, they are counted from 1.
    """

    form: SheetForm
    language: Language
    sheet: GridSheet | None
    columns: dict[Field, int] = field(default_factory=dict)
    header: int = 1
    bottom: int = 1
    head_row: int = 1
    block: RowBlock = _NO_RECORDS
    edits: list[CellEdit] = field(default_factory=list)
    rows: list[dict[Field, CellValue]] = field(default_factory=list)
    cleared: set[int] = field(default_factory=set)
    heads: list[int] = field(default_factory=list)
    new: int = 0

    def change(self, row: int, fields: Mapping[Field, CellValue], label: str) -> None:
        """Change cells of a row that is there; one that is emptied stays so."""
        if row in self.cleared:
            return
        for name, value in fields.items():
            self._set(row, name, value, label)

    def append(self, fields: Mapping[Field, CellValue], label: str) -> None:
        """A row behind all others; what it does not say stays empty."""
        given: dict[Field, CellValue] = {name: value for name, value in fields.items() if value is not None}
        if self.sheet is None:
            self.rows.append(given)
            return
        self.new += 1
        for name, value in given.items():
            self._enter(name, value, label)

    def clear(self, row: int, label: str) -> None:
        """Empty every cell of ours in a row, so that it says nothing any more."""
        if row in self.cleared:
            return
        self.cleared.add(row)
        for name, column in self.columns.items():
            if self._old(row, column) is not None:
                self._set(row, name, None, label)

    def said(self, row: int, name: Field) -> str:
        """What the cell of a column in a row says; "" for an empty cell and for a column that is not there."""
        old = self._old(row, self.columns[name]) if name in self.columns else None
        return old.text.strip() if old is not None else ""

    def head(self, year: int) -> None:
        """A column for a year, though nothing stands in it."""
        if self.sheet is None:
            self.heads.append(year)
        elif year not in self.columns:
            self._head(year)

    def drop_head(self, year: int) -> None:
        """Without the column of a year, in which nothing stands."""
        column = self.columns.pop(year, None)
        if column is not None and self.sheet is not None:
            old = self._old(self.head_row, column)
            said = "" if old is None else old.text
            place = f"{get_column_letter(column)}{self.head_row}"
            self.edits.append(CellEdit(self.sheet.name, place, None, said, str(year), self.head_row))

    def added(self) -> AddedSheet | None:
        """The sheet to be made, where the workbook has none and there are rows or years for it."""
        if self.sheet is not None or not (self.rows or self.heads):
            return None
        years = sorted({name for row in self.rows for name in row if isinstance(name, int)} | {*self.heads})
        periods = sorted({name for row in self.rows for name in row if isinstance(name, PeriodHead)})
        columns = self.form.written({name for row in self.rows for name in row if isinstance(name, str)})
        names: list[Field] = [*(column.key for column in columns), *years, *periods]
        heads: tuple[CellValue, ...] = (
            *(column.header(self.language) for column in columns),
            *years,
            *(head.words(self.language) for head in periods),
        )
        widths = (
            *(float(column.width) for column in columns),
            *(9.0 for _ in years),
            *(12.0 for _ in periods),
        )
        lines = tuple(tuple(row.get(name) for name in names) for row in self.rows)
        return AddedSheet(self.form.title(self.language), heads, lines, widths)

    def _old(self, row: int, column: int) -> GridCell | None:
        return self.sheet.cells.get((row, column)) if self.sheet is not None else None

    @property
    def insertion(self) -> RowInsertion | None:
        """The rows to be put in; None where there are none, or where nothing stands below heads without records."""
        if self.sheet is None or not self.new:
            return None
        if self.block.first > self.block.last == self.bottom:
            return None
        return RowInsertion(self.sheet.name, self.block, self.new)

    def placed(self, inserted: bool) -> tuple[CellEdit, ...]:
        """The edits with their rows: the new ones behind the block, and what lies below moved down, or below all others."""
        insertion = self.insertion if inserted else None
        edits = []
        for edit in self.edits:
            row = row_of(edit.cell)
            letters = edit.cell.rstrip(digits)
            if edit.behind is not None:
                behind = edit.behind if insertion is not None else None
                above = self.block.last if insertion is not None else self.bottom
                edits.append(replace(edit, cell=f"{letters}{above + row}", behind=behind))
            elif insertion is not None:
                like = insertion.row(edit.like)
                edits.append(replace(edit, cell=f"{letters}{insertion.row(row)}", like=like))
            else:
                edits.append(edit)
        return tuple(edits)

    def _set(self, row: int, name: Field, value: CellValue, label: str) -> None:
        assert self.sheet is not None
        if value is None and (name not in self.columns or self._old(row, self.columns[name]) is None):
            return
        if name not in self.columns:
            self._head(name)
        column = self.columns[name]
        old = self._old(row, column)
        cell = f"{get_column_letter(column)}{row}"
        said = "" if old is None else old.text
        self.edits.append(CellEdit(self.sheet.name, cell, self._fitted(value, old), said, label, row))

    def _enter(self, name: Field, value: CellValue, label: str) -> None:
        """A cell of the new row, which looks as the last one of the block."""
        assert self.sheet is not None
        if name not in self.columns:
            self._head(name)
        column = self.columns[name]
        like = self.block.last if self.block.last >= self.block.first else 0
        cell = f"{get_column_letter(column)}{self.new}"
        fitted = self._fitted(value, self._old(like, column))
        self.edits.append(CellEdit(self.sheet.name, cell, fitted, "", label, like, self.block))

    def _head(self, name: Field) -> None:
        """A head for a column that the sheet lacks, right of all others."""
        assert self.sheet is not None
        widest = max([column for _, column in self.sheet.cells] + list(self.columns.values()))
        self.columns[name] = widest + 1
        head: CellValue
        if isinstance(name, PeriodHead):
            head = self._period_words(name)
        elif isinstance(name, str):
            head = next(column.header(self.language) for column in self.form.columns if column.key == name)
        else:
            head = name
        self.edits.append(CellEdit(self.sheet.name, f"{get_column_letter(widest + 1)}{self.head_row}", head))

    def _period_words(self, head: PeriodHead) -> str:
        """The words of a new head of a part of a year: 2026-04 where the sheet's own heads are written so."""
        assert self.sheet is not None
        beside = (
            self.sheet.cells.get((self.head_row, column))
            for name, column in self.columns.items()
            if isinstance(name, PeriodHead)
        )
        plainly = any(cell is not None and _ISO_MONTH.fullmatch(cell.text) for cell in beside)
        alone = head.period.first == head.period.last and not head.measure
        return head.period.key if plainly and alone else head.words(self.language)

    def _fitted(self, value: CellValue, like: GridCell | None) -> CellValue:
        """Words that are a plain number as a number, where the column has numbers."""
        numbers = like is not None and like.kind is CellKind.NUMBER and not like.text.endswith("%")
        return float(value) if numbers and isinstance(value, str) and _NUMBER.fullmatch(value) else value


def row_of(cell: str) -> int:
    """The row of a cell's place."""
    return int(cell.lstrip(ascii_uppercase))


def sheet_places(
    form: SheetForm, grid: Grid, language: Language, table: Table | None, is_record: Callable[[Row], bool]
) -> SheetPlaces:
    """The sheet of that form, with its heads as the reader found them; one yet to be made where there is none.

    `table` is the form's as read; a form whose sheets are read apart has none and is found by its names. `is_record`
    says whether a row is one of the sheet's, and no sum or note below them.
    """
    for sheet in grid.sheets:
        if sheet.name != table.name if table is not None else fold(sheet.name) not in form.spellings:
            continue
        lines = lines_of(sheet)
        read = table if table is not None else read_table(form, sheet, [])
        if read is not None:
            heads = read.heads
            columns: dict[Field, int] = {key: column for column, key in heads.columns.items()}
            columns |= {year: column for column, year in heads.years.items()}
            columns |= {head: column for column, head in heads.periods.items()}
            records = [row.number for row in read.rows if is_record(row)]
            left, right = _head_columns(lines[heads.first], columns.values())
            first, last = (records[0], records[-1]) if records else (heads.last + 1, heads.last)
            block = RowBlock(first, last, left, right)
            return SheetPlaces(form, language, sheet, columns, heads.last, max(lines), heads.first, block)
    return SheetPlaces(form, language, None)


def _head_columns(line: Mapping[int, GridCell], known: Collection[int]) -> tuple[int, int]:
    """The first and last column of a table: those of its heads and of those beside them without a gap."""
    left, right = min(known), max(known)
    while left - 1 in line:
        left -= 1
    while right + 1 in line:
        right += 1
    return left, right
