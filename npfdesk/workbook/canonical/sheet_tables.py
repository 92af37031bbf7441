"""Sheets as tables: headers matched, cells with their places. The content is not interpreted yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import parse_year
from npfdesk.plan.problems import Problem, ProblemKind, error
from npfdesk.workbook.canonical.sheet_columns import OPTIONAL_SHEETS, SHEET_OF, SHEETS, SheetForm
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell, GridSheet

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
BROKEN_CELL: Final = error(
    "broken_cell",
    "单元格的内容在文件中已损坏，无法读取（所存为“{text}”）。请在 Excel 中重新填写。",
    "The cell is damaged in the file and cannot be read (what is stored: “{text}”). Type it again in Excel.",
)
CELL_FAULTS: Final = (ERROR_CELL, FORMULA_WITHOUT_VALUE, DATE_IN_CELL, BROKEN_CELL)
"""The faults of a cell that do not depend on its meaning."""
_FAULT_OF: Final = {
    CellKind.ERROR: ERROR_CELL,
    CellKind.FORMULA: FORMULA_WITHOUT_VALUE,
    CellKind.DATE: DATE_IN_CELL,
    CellKind.BROKEN: BROKEN_CELL,
}
_SOUND: Final = (CellKind.TEXT, CellKind.NUMBER, CellKind.TRUTH)

_HEADER_SEARCH: Final = 40


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as read: its place and its text ("" for an empty cell); a percentage has its shown text, 8%.

    A cell in `fault` (an error value, a formula without a result, a date for a figure) is already reported.
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
    """A row of a table: the cells that say something, by column key and by year; `letters` are the columns' by key."""

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    years: Mapping[int, Cell] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Cell:
        return self.cells.get(key) or Cell(self.sheet, f"{self.letters.get(key, 'A')}{self.number}", "")

    def text(self, key: str) -> str:
        """The text of the cell in a column, stripped; empty where the cell is in fault."""
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
        """Whether a sheet has content; a sheet with only headers counts as missing."""
        return key in self.tables and bool(self.tables[key].rows)


def read_sheets(grid: Grid) -> Workbook:
    """The tables of a workbook's cells."""
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    ignored: list[str] = []
    for sheet in grid.sheets:
        form = SHEET_OF.get(fold(sheet.name))
        if form is None:
            ignored.append(sheet.name)
        elif form.key in tables:
            arguments = {"first": tables[form.key].name}
            problems.append(Problem(DUPLICATE_SHEET, sheet.name, "", sheet.name, arguments))
        else:
            table = read_table(form, sheet, problems)
            if table is not None:
                tables[form.key] = table
    return Workbook(tables, tuple(problems), tuple(ignored))


def read_table(form: SheetForm, sheet: GridSheet, problems: list[Problem]) -> Table | None:
    """One sheet as a table of that form; None, and a problem, where its headers are not there."""
    lines: dict[int, dict[int, GridCell]] = {}
    # by place alone: there are no two cells in one, and cells have no order
    for row, column in sorted(sheet.cells):
        cell = sheet.cells[row, column]
        lines.setdefault(row, {})[column] = cell
    found = _header(form, lines, sheet.name, problems)
    if found is None:
        return None
    header, columns, years = found
    letters = {column: get_column_letter(column) for column in (*columns, *years)}
    counted = {column.key for column in form.columns if column.is_figure}
    letters_of_keys = {key: letters[column] for column, key in columns.items()}
    rows = []
    for number, line in lines.items():
        if number <= header:
            continue
        cells = {
            key: _cell(sheet.name, f"{letters[column]}{number}", line[column], key in counted, problems)
            for column, key in columns.items()
            if column in line
        }
        figures = {
            year: _cell(sheet.name, f"{letters[column]}{number}", line[column], True, problems)
            for column, year in years.items()
            if column in line
        }
        if any(cell.text.strip() for cell in (*cells.values(), *figures.values())):
            rows.append(Row(sheet.name, number, cells, figures, letters_of_keys))
    return Table(form, sheet.name, frozenset(columns.values()), tuple(sorted(years.values())), tuple(rows))


def _header(
    form: SheetForm, lines: Mapping[int, Mapping[int, GridCell]], title: str, problems: list[Problem]
) -> tuple[int, dict[int, str], dict[int, int]] | None:
    needed = {column.key for column in form.columns if column.required}
    best: set[str] = set()
    for number in list(lines)[:_HEADER_SEARCH]:
        matched = {
            column: key for column, cell in lines[number].items() if (key := _key(form, cell)) is not None
        }
        if needed <= set(matched.values()):
            return number, *_columns(form, number, lines[number], title, problems)
        best = max(best, set(matched.values()) & needed, key=len)
    if lines:
        missing = "、".join(
            f"{column.zh} {column.en}" for column in form.columns if column.key in needed - best
        )
        problems.append(Problem(MISSING_COLUMNS, title, "A1", "", {"sheet_name": title, "columns": missing}))
    return None


def _key(form: SheetForm, header: GridCell) -> str | None:
    folded = "" if header.kind in (CellKind.FORMULA, CellKind.BROKEN) else fold(header.text)
    return (
        next((column.key for column in form.columns if folded in column.spellings), None) if folded else None
    )


def _columns(
    form: SheetForm, row: int, line: Mapping[int, GridCell], title: str, problems: list[Problem]
) -> tuple[dict[int, str], dict[int, int]]:
    columns: dict[int, str] = {}
    years: dict[int, int] = {}
    for number, cell in sorted(line.items()):
        key = _key(form, cell)
        place = f"{get_column_letter(number)}{row}"
        if key is not None:
            year: int | Problem = 0
        elif form.years:
            kind = DATE_AS_YEAR if cell.kind is CellKind.DATE else _FAULT_OF.get(cell.kind)
            if kind is not None:
                problems.append(Problem(kind, title, place, cell.text))
                continue
            year = parse_year(cell.text)
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
            problems.append(Problem(DUPLICATE_COLUMN, title, place, cell.text, arguments))
        elif key is not None:
            columns[number] = key
        else:
            years[number] = year
    return columns, years


def _cell(sheet: str, place: str, cell: GridCell, is_figure: bool, problems: list[Problem]) -> Cell:
    if cell.kind in _SOUND:
        return Cell(sheet, place, cell.text)
    kind = _FAULT_OF.get(cell.kind)
    if kind is DATE_IN_CELL and not is_figure:
        kind = None
    if kind is not None:
        problems.append(Problem(kind, sheet, place, cell.text))
    return Cell(sheet, place, cell.text, kind is not None)


SHEET_ORDER: Final = {form.key: index for index, form in enumerate((*SHEETS, *OPTIONAL_SHEETS))}
"""The order of sheets in the list of problems."""
