"""Sheets as tables: the file opened, headers matched, cells with their places. Nothing is understood yet."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import parse_year, plain
from npfdesk.plan.problems import Problem, ProblemKind, error
from npfdesk.workbook.columns import SHEET_OF, SHEETS, SheetForm
from npfdesk.workbook.files import open_workbook

DUPLICATE_SHEET: Final = error(
    "duplicate_sheet",
    "工作表“{text}”与“{first}”是同一张表。只用“{first}”；请合并。",
    "The sheets “{text}” and “{first}” are the same table. “{first}” is used; merge the two.",
)
MISSING_COLUMNS: Final = error(
    "missing_columns",
    "工作表“{sheet_name}”缺少列：{columns}。请补上表头。",
    "The sheet “{sheet_name}” lacks the columns {columns}. Add their headers.",
)
DUPLICATE_COLUMN: Final = error(
    "duplicate_column",
    "列“{text}”出现两次（先前在 {first}）。只用前一列；请删去或改名。",
    "The column “{text}” stands twice (first in {first}). The first is used; remove or rename this one.",
)
DATE_AS_YEAR: Final = error(
    "date_as_year",
    "表头“{text}”是日期而不是年份。请写成 2025 或 2025年。",
    "The header “{text}” is a date, not a year. Write 2025 or 2025年.",
)
ERROR_CELL: Final = error(
    "error_cell",
    "单元格里是错误值 {text}。请更正公式或直接填写。",
    "The cell holds the error {text}. Mend its formula or type the figure.",
)
FORMULA_WITHOUT_VALUE: Final = error(
    "formula_without_value",
    "公式 {text} 没有保存结果。请在 Excel 中打开、计算并保存。",
    "The formula {text} has no saved result. Open the file in Excel, let it calculate, and save.",
)
DATE_IN_CELL: Final = error(
    "date_in_cell",
    "单元格里是日期 {text}，这里应是数字（Excel 常把 1-2 改成日期）。请把单元格格式设为文本后重写。",
    "The cell holds the date {text} where a figure belongs (Excel turns 1-2 into one). "
    "Format the cell as text and write it again.",
)
CELL_FAULTS: Final = (ERROR_CELL, FORMULA_WITHOUT_VALUE, DATE_IN_CELL)
"""The faults that a cell has by itself, whatever it was to say."""

_HEADER_SEARCH: Final = 40
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')


@dataclass(frozen=True)
class Cell:
    """A cell as read: its place and what it says as text ("" for nothing); a percentage reads as shown, 8%.

    A cell in `fault` (an error value, a formula without a result, a date for a figure) has been told already.
    """

    sheet: str
    place: str
    text: str
    fault: bool = False

    def problem(self, kind: ProblemKind, **arguments: object) -> Problem:
        """A problem with this cell."""
        return Problem(kind, self.sheet, self.place, self.text, arguments)


@dataclass(frozen=True)
class Row:
    """A row of a table: cells by column key, and by year."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    years: Mapping[int, Cell] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Cell:
        return self.cells.get(key) or Cell(self.sheet, f"A{self.number}", "")

    def text(self, key: str) -> str:
        """What the cell of a column says, without blanks around it; nothing where the cell is in fault."""
        cell = self[key]
        return "" if cell.fault else cell.text.strip()


@dataclass(frozen=True)
class Table:
    """A sheet of the canonical form: its name in the workbook, the columns and years it has, its rows."""

    form: SheetForm
    name: str
    columns: frozenset[str]
    years: tuple[int, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Workbook:
    """A workbook's tables by the keys of their forms, the problems met, and the sheets that were passed over."""

    tables: Mapping[str, Table]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...] = ()

    def states(self, key: str) -> bool:
        """Whether a sheet says anything: one that has only headers is as good as none."""
        return key in self.tables and bool(self.tables[key].rows)


def read_sheets(path: Path) -> Workbook | Problem:
    """The tables of a workbook; a Problem where it cannot be read at all. The file is not changed or held open."""
    opened = open_workbook(path)
    if isinstance(opened, Problem):
        return opened
    book, written = opened
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    ignored: list[str] = []
    for sheet in book.worksheets:
        form = SHEET_OF.get(fold(sheet.title))
        if form is None:
            ignored.append(sheet.title)
        elif form.key in tables:
            arguments = {"first": tables[form.key].name}
            problems.append(Problem(DUPLICATE_SHEET, sheet.title, "", sheet.title, arguments))
        else:
            table = _table(form, sheet, written[sheet.title] if written is not None else None, problems)
            if table is not None:
                tables[form.key] = table
    return Workbook(tables, tuple(problems), tuple(ignored))


def _table(
    form: SheetForm, sheet: Worksheet, written: Worksheet | None, problems: list[Problem]
) -> Table | None:
    lines = dict(_lines(sheet, written))
    found = _header(form, lines, written, sheet.title, problems)
    if found is None:
        return None
    header, columns, years = found
    letters = {column: get_column_letter(column) for column in columns}
    counted = {column.key for column in form.columns if column.is_figure}
    rows = []
    for number, line in lines.items():
        if number <= header:
            continue
        cells = {
            key: _cell(sheet, line[column], written, key in counted, problems)
            if column in line
            else Cell(sheet.title, f"{letters[column]}{number}", "")
            for column, key in columns.items()
        }
        figures = {
            year: _cell(sheet, line[column], written, True, problems)
            for column, year in years.items()
            if column in line
        }
        if any(cell.text.strip() for cell in (*cells.values(), *figures.values())):
            rows.append(Row(sheet.title, number, cells, figures))
    return Table(form, sheet.title, frozenset(columns.values()), tuple(sorted(years.values())), tuple(rows))


def _lines(sheet: Worksheet, written: Worksheet | None) -> Iterator[tuple[int, dict[int, ExcelCell]]]:
    """Rows that hold something, by their cells: the dimension that a file claims is not asked."""
    lines: dict[int, dict[int, ExcelCell]] = {}
    for (row, column), cell in sheet._cells.items():
        # a formula without a saved value looks empty here and is not
        formula = written is not None and written._cells[row, column].data_type == "f"
        if isinstance(cell, ExcelCell) and (cell.value is not None or formula):
            lines.setdefault(row, {})[column] = cell
    yield from sorted(lines.items())


def _header(
    form: SheetForm,
    lines: Mapping[int, Mapping[int, ExcelCell]],
    written: Worksheet | None,
    title: str,
    problems: list[Problem],
) -> tuple[int, dict[int, str], dict[int, int]] | None:
    needed = {column.key for column in form.columns if column.required}
    best: set[str] = set()
    for number in list(lines)[:_HEADER_SEARCH]:
        matched = {
            column: key
            for column, cell in lines[number].items()
            if (key := _key(form, cell.value)) is not None
        }
        if needed <= set(matched.values()):
            return number, *_columns(form, lines[number], written, title, problems)
        best = max(best, set(matched.values()) & needed, key=len)
    if lines:
        missing = "、".join(
            f"{column.zh} {column.en}" for column in form.columns if column.key in needed - best
        )
        problems.append(Problem(MISSING_COLUMNS, title, "A1", "", {"sheet_name": title, "columns": missing}))
    return None


def _key(form: SheetForm, header: object) -> str | None:
    folded = fold(header)
    return (
        next((column.key for column in form.columns if folded in column.spellings), None) if folded else None
    )


def _columns(
    form: SheetForm,
    line: Mapping[int, ExcelCell],
    written: Worksheet | None,
    title: str,
    problems: list[Problem],
) -> tuple[dict[int, str], dict[int, int]]:
    columns: dict[int, str] = {}
    years: dict[int, int] = {}
    for number, cell in sorted(line.items()):
        key = _key(form, cell.value)
        place = f"{get_column_letter(number)}{cell.row}"
        if key is not None:
            year: int | Problem = 0
        elif form.years:
            if isinstance(cell.value, datetime.date | datetime.datetime):
                problems.append(Problem(DATE_AS_YEAR, title, place, _text(cell.value, "")))
                continue
            if cell.value is None:
                problems.append(Problem(FORMULA_WITHOUT_VALUE, title, place, _formula(written, place)))
                continue
            year = parse_year(cell.value)
        else:
            continue
        if isinstance(year, Problem):
            continue
        first = (
            next((at for at, known in columns.items() if known == key), None)
            if key is not None
            else next((at for at, known in years.items() if known == year), None)
        )
        if first is not None:
            arguments = {"first": get_column_letter(first)}
            problems.append(Problem(DUPLICATE_COLUMN, title, place, str(cell.value), arguments))
        elif key is not None:
            columns[number] = key
        else:
            years[number] = year
    return columns, years


def _cell(
    sheet: Worksheet, cell: ExcelCell, written: Worksheet | None, is_figure: bool, problems: list[Problem]
) -> Cell:
    place = cell.coordinate
    value = cell.value
    kind: ProblemKind | None = None
    if value is None:
        text = _formula(written, place)
        kind = FORMULA_WITHOUT_VALUE if text else None
    else:
        text = _text(value, str(cell.number_format))
        if cell.data_type == "e":
            kind = ERROR_CELL
        elif is_figure and isinstance(value, datetime.date | datetime.time | datetime.timedelta):
            kind = DATE_IN_CELL
    if kind is not None:
        problems.append(Problem(kind, sheet.title, place, text))
    return Cell(sheet.title, place, text, kind is not None)


def _formula(written: Worksheet | None, place: str) -> str:
    """The formula that stands in a cell, "" for none; a matrix formula is an object of its own."""
    cell = written[place] if written is not None else None
    if not isinstance(cell, ExcelCell) or cell.data_type != "f":
        return ""
    return str(getattr(cell.value, "text", None) or cell.value)


def _text(value: object, number_format: str) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if "%" in _LITERAL.sub("", number_format) and math.isfinite(value):
            # 0.07 shown as 7 % is 7, not 7.000000000000001
            return plain(float(f"{value * 100:.12g}")) + "%"
        return plain(value) if math.isfinite(value) else str(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)


SHEET_ORDER: Final = {form.key: index for index, form in enumerate(SHEETS)}
"""The order in which problems of different sheets are told."""
