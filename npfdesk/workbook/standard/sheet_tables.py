"""Sheets as tables: headers matched, cells with their places. The content is not interpreted yet."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import parse_figure, parse_year
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem, ProblemKind, error, warning
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell, GridSheet, Place, shows_figure
from npfdesk.workbook.files.unseen_cells import block_around, block_name
from npfdesk.workbook.standard.near_names import NearName, near_column, near_sheets
from npfdesk.workbook.standard.period_heads import PeriodHead, PeriodMeasure, measure_of, period_head
from npfdesk.workbook.standard.sheet_columns import OPTIONAL_SHEETS, SHEET_OF, SHEETS, SheetForm

DUPLICATE_SHEET: Final = error(
    "duplicate_sheet",
    "工作表“{text}”与“{first}”是同一张表。只用“{first}”；请合并。",
    "The sheets “{text}” and “{first}” are the same table. Only “{first}” is used; merge the two.",
)
MISSING_COLUMNS: Final = error(
    "missing_columns",
    "工作表“{sheet_name}”缺少列：{columns}。请补上表头。",
    "The sheet “{sheet_name}” has no column {columns}. Add the headers.",
)
DUPLICATE_COLUMN: Final = error(
    "duplicate_column",
    "列“{text}”出现两次（先前在 {first}）。只用前一列；请删去或改名。",
    "The column “{text}” appears twice (first in {first}). Only the first is used; delete or rename this one.",
)
DATE_AS_YEAR: Final = error(
    "date_as_year",
    "表头“{text}”是日期而不是年份。请写成 2025 或 2025年。",
    "The header “{text}” is a date, not a year. Write 2025 or 2025年.",
)
ERROR_CELL: Final = error(
    "error_cell",
    "单元格里是错误值 {text}。请更正公式或直接填写。",
    "The cell holds the error {text}. Correct the formula or enter the figure.",
)
FORMULA_WITHOUT_VALUE: Final = error(
    "formula_without_value",
    "公式 {text} 尚未计算，没有保存结果。请在 Excel 中打开（会自动计算）并保存。",
    "The formula {text} has not been calculated and has no saved result. Open the file in Excel, which calculates it, and save.",
)
DATE_IN_CELL: Final = error(
    "date_in_cell",
    "单元格里是日期 {text}，这里应是数字（Excel 常把 1-2 改成日期）。请把单元格格式设为文本后重写。",
    "The cell holds the date {text} where a figure is expected (Excel turns 1-2 into a date). Format the cell as text and "
    "enter it again.",
)
BROKEN_CELL: Final = error(
    "broken_cell",
    "单元格的内容在文件中已损坏，无法读取（所存为“{text}”）。请在 Excel 中重新填写。",
    "The cell is damaged in the file and cannot be read (stored: “{text}”). Type it again in Excel.",
)
CELL_FAULTS: Final = (ERROR_CELL, FORMULA_WITHOUT_VALUE, DATE_IN_CELL, BROKEN_CELL)
"""The faults of a cell that do not depend on its meaning."""
_FAULT_OF: Final = {
    CellKind.ERROR: ERROR_CELL,
    CellKind.FORMULA: FORMULA_WITHOUT_VALUE,
    CellKind.DATE: DATE_IN_CELL,
    CellKind.BROKEN: BROKEN_CELL,
}
_FIGURE_KINDS: Final = frozenset({CellKind.NUMBER, CellKind.ERROR, CellKind.FORMULA, CellKind.BROKEN})

NEAR_COLUMN: Final = warning(
    "near_column",
    "列“{text}”按“{known}”读入。如果不是，请改写表头。",
    "The column “{text}” was read as “{known}”. If it is something else, rename the header.",
)
NEAR_SHEET: Final = warning(
    "near_sheet",
    "工作表“{text}”按“{known}”表读入。如果不是，请改名。",
    "The sheet “{text}” was read as the sheet {known_en}. If it is something else, rename it.",
)
UNREAD_COLUMN: Final = warning(
    "unread_column",
    "“{text}”列不是“{sheet_zh}”表的列，其中的数字没有读入。{near_zh}可用的列：{columns}{years_zh}。",
    "“{text}” is not a column of the sheet {sheet_en}; its figures were not read.{near_en} Its columns: {columns_en}{years_en}.",
)
UNREAD_ABOVE: Final = warning(
    "unread_above",
    "表头以上的数字没有读入。如果是数据，请移到表头之下。",
    "The figures above the headers were not read. If they are data, move them below the headers.",
)
HIDDEN_SHEET: Final = warning(
    "hidden_sheet",
    "工作表“{text}”是隐藏的，其中的内容照样读入了。不要的请删去。",
    "The sheet “{text}” is hidden; its content was read all the same. Delete it if it is not wanted.",
)
_SOUND: Final = (CellKind.TEXT, CellKind.NUMBER, CellKind.TRUTH)

_HEADER_SEARCH: Final = 40
_MOST_LETTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as read: its place and its text ("" for an empty cell); a percentage has its shown text, 8%.

    `places` are the decimals that its number format shows, -1 where it says none. A cell in `fault` (an error value, a formula without a result, a date for a figure) is already reported.
    """

    sheet: str
    place: str
    text: str
    fault: bool = False
    places: int = -1

    def problem(self, kind: ProblemKind, **arguments: object) -> Problem:
        """A problem with this cell."""
        return Problem(kind, self.sheet, self.place, self.text, arguments)


@dataclass(frozen=True)
class Row:
    """A row of a table: the cells that say something, by column key, by year and by part of a year.

    `head_years` are the years that heads of columns name (2020年基期值). `taken` are the places of the cells that
    went into the plan, entered by whoever takes them. `letters` are the columns' by key.
    """

    sheet: str
    number: int
    cells: Mapping[str, Cell]
    years: Mapping[int, Cell] = field(default_factory=dict)
    periods: Mapping[PeriodHead, Cell] = field(default_factory=dict)
    head_years: Mapping[str, int] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set, compare=False, repr=False)
    letters: Mapping[str, str] = field(default_factory=dict)

    def __getitem__(self, key: str) -> Cell:
        return self.cells.get(key) or Cell(self.sheet, f"{self.letters.get(key, 'A')}{self.number}", "")

    def text(self, key: str) -> str:
        """The text of the cell in a column, stripped; empty where there is none, or it is in fault."""
        cell = self.cells.get(key)
        return "" if cell is None or cell.fault else cell.text.strip()

    def take(self, *keys: str) -> None:
        """Enter that what the cells of these columns say is in the plan."""
        self.taken.update(self.cells[key].place for key in keys if key in self.cells)

    def take_figures(self) -> None:
        """Enter that all figures of its years are in the plan."""
        self.taken.update(cell.place for cell in self.years.values())


@dataclass(frozen=True)
class Heads:
    """The heads of a table: the row of the first and the last, and what each column is.

    `head_years` are years that heads of other columns name, `near` the columns whose heads are only near a name.
    """

    first: int
    last: int
    columns: Mapping[int, str]
    years: Mapping[int, int] = field(default_factory=dict)
    periods: Mapping[int, PeriodHead] = field(default_factory=dict)
    head_years: Mapping[str, int] = field(default_factory=dict)
    near: frozenset[int] = frozenset()

    def has(self, column: int) -> bool:
        """Whether a column is read."""
        return column in self.columns or column in self.years or column in self.periods


@dataclass(frozen=True)
class Table:
    """A sheet of the standard format: its name in the workbook, its heads, its rows.

    `foreign` are the heads of columns with figures that are none of its own, `taken` the places of cells that went
    into the plan (see Row).
    """

    form: SheetForm
    name: str
    heads: Heads
    rows: tuple[Row, ...]
    foreign: tuple[str, ...] = ()
    taken: set[str] = field(default_factory=set, compare=False, repr=False)

    @property
    def columns(self) -> frozenset[str]:
        """The keys of the columns that it has."""
        return frozenset(self.heads.columns.values())

    @property
    def years(self) -> tuple[int, ...]:
        """The years that it has columns of, in their order."""
        return tuple(sorted(self.heads.years.values()))


@dataclass(frozen=True)
class Workbook:
    """A workbook's tables by the keys of their forms, the problems met, and the sheets that were passed over."""

    tables: Mapping[str, Table]
    problems: tuple[Problem, ...]
    ignored: tuple[str, ...] = ()

    def states(self, key: str) -> bool:
        """Whether a sheet has content; a sheet with only headers counts as missing."""
        return key in self.tables and bool(self.tables[key].rows)

    @property
    def names(self) -> frozenset[str]:
        """The names of the sheets that are tables of the standard format."""
        return frozenset(table.name for table in self.tables.values())


def read_sheets(grid: Grid) -> Workbook:
    """The tables of a workbook's cells: sheets by their names, then those whose name is near one that is missing."""
    problems: list[Problem] = []
    tables: dict[str, Table] = {}
    others: list[GridSheet] = []
    met: set[str] = set()
    for sheet in grid.sheets:
        form = SHEET_OF.get(fold(sheet.name))
        if form is None:
            others.append(sheet)
            continue
        met.add(form.key)
        if form.key in tables:
            arguments = {"first": tables[form.key].name}
            problems.append(Problem(DUPLICATE_SHEET, sheet.name, "", sheet.name, arguments))
        else:
            table = read_table(form, sheet, problems)
            if table is not None:
                tables[form.key] = table
    for sheet, form in _near_tables(others, met):
        told = {"known": form.zh, "known_en": form.en}
        problems.append(Problem(NEAR_SHEET, sheet.name, "A1", sheet.name, told))
        table = read_table(form, sheet, problems)
        if table is not None:
            tables[form.key] = table
            others.remove(sheet)
    return Workbook(tables, tuple(problems), tuple(sheet.name for sheet in others))


def _near_tables(sheets: Iterable[GridSheet], met: Container[str]) -> list[tuple[GridSheet, SheetForm]]:
    """Sheets whose name is near a sheet's that is missing and whose heads are wholly that sheet's, one for each."""
    fitting: dict[str, list[tuple[GridSheet, SheetForm]]] = {}
    for sheet in sheets:
        forms = [form for form in near_sheets(sheet.name) if form.key not in met and _is_wholly(form, sheet)]
        if len(forms) == 1:
            fitting.setdefault(forms[0].key, []).append((sheet, forms[0]))
    return [found[0] for found in fitting.values() if len(found) == 1]


def _is_wholly(form: SheetForm, sheet: GridSheet) -> bool:
    """Whether a sheet's heads are a form's by their full names and no other column has figures."""
    told: list[Problem] = []
    table = read_table(form, sheet, told)
    return (
        table is not None
        and not table.foreign
        and not any(table.heads.columns[column] in form.needed for column in table.heads.near)
        and (
            not form.years
            or form.key not in ("Data", "Progress")
            or bool(table.heads.years or table.heads.periods)
        )
        and not any(problem.kind is DUPLICATE_COLUMN for problem in told)
    )


def read_table(form: SheetForm, sheet: GridSheet, problems: list[Problem]) -> Table | None:
    """One sheet as a table of that form; None, and a problem, where its headers are not there."""
    lines = lines_of(sheet)
    heads = find_heads(form, lines, sheet)
    if heads is None:
        _tell_missing(form, lines, sheet.name, problems)
        return None
    told = _tell_heads(form, heads, lines, sheet.name, problems)
    columns = {key: (get_column_letter(column), column) for column, key in heads.columns.items()}
    years = [(year, get_column_letter(column), column) for column, year in heads.years.items()]
    periods = [(head, get_column_letter(column), column) for column, head in heads.periods.items()]
    counted = {column.key for column in form.columns if column.is_figure}
    letters_of_keys = {key: letter for key, (letter, _) in columns.items()}
    rows, taken = [], set[str]()
    for number, line in lines.items():
        if number <= heads.last:
            continue
        cells = {
            key: _cell(sheet.name, f"{letter}{number}", line[column], key in counted, problems)
            for key, (letter, column) in columns.items()
            if column in line
        }
        figures = {
            year: _cell(sheet.name, f"{letter}{number}", line[column], True, problems)
            for year, letter, column in years
            if column in line
        }
        parts = {
            head: _cell(sheet.name, f"{letter}{number}", line[column], True, problems)
            for head, letter, column in periods
            if column in line
        }
        if any(cell.text.strip() for cell in (*cells.values(), *figures.values(), *parts.values())):
            rows.append(
                Row(sheet.name, number, cells, figures, parts, heads.head_years, taken, letters_of_keys)
            )
    foreign = _foreign(form, heads, lines, told, sheet.name, problems)
    if sheet.hidden:
        problems.append(Problem(HIDDEN_SHEET, sheet.name, "A1", sheet.name))
    return Table(form, sheet.name, heads, tuple(rows), foreign, taken)


def lines_of(sheet: GridSheet) -> dict[int, dict[int, GridCell]]:
    """The cells of a sheet by row and column, in order."""
    lines: dict[int, dict[int, GridCell]] = {}
    # by place alone: there are no two cells in one, and cells have no order
    for row, column in sorted(sheet.cells):
        lines.setdefault(row, {})[column] = sheet.cells[row, column]
    return lines


def find_heads(
    form: SheetForm, lines: Mapping[int, Mapping[int, GridCell]], sheet: GridSheet
) -> Heads | None:
    """The heads of a form among the first rows that say something; None where no row has every column that is needed.

    A row with the full names comes before one with names that are only near them.
    """
    among = list(lines)[:_HEADER_SEARCH]
    for number in among:
        if form.needed <= _keys(form, lines[number]):
            return _heads(form, number, lines, sheet)
    for number in among:
        near = _near_columns(form, lines[number])
        if near and form.needed <= _keys(form, lines[number]) | {one.key for one in near.values()}:
            return _heads(form, number, lines, sheet)
    return None


def _heads(
    form: SheetForm, number: int, lines: Mapping[int, Mapping[int, GridCell]], sheet: GridSheet
) -> Heads:
    line = lines[number]
    columns: dict[int, str] = {}
    for column, cell in sorted(line.items()):
        key = _key(form, cell)
        if key is not None and key not in columns.values():
            columns[column] = key
    near = _near_columns(form, line)
    columns.update((column, one.key) for column, one in near.items())
    head_years = {one.key: one.year for one in near.values() if one.year}
    last, years, periods = number, dict[int, int](), dict[int, PeriodHead]()
    if form.years:
        spread = _spread(line, number, sheet) if form.periods else line
        second = _second_line(number, lines, columns) if form.periods else {}
        last = number + 1 if second else number
        for column, cell in sorted(spread.items()):
            if column in columns or _key(form, cell) is not None:
                continue
            head = _period(form, cell)
            measure = second.get(column, PeriodMeasure.UNSAID)
            if head is not None and measure is not PeriodMeasure.UNSAID:
                head = head._replace(measure=measure)
            if head is None:
                continue
            if head.period.is_year and not head.measure.is_growth:
                if head.period.year not in years.values():
                    years[column] = head.period.year
            elif head not in periods.values():
                periods[column] = head
    return Heads(number, last, columns, years, periods, head_years, frozenset(near))


def _near_columns(form: SheetForm, line: Mapping[int, GridCell]) -> dict[int, NearName]:
    """Columns whose heads are near the name of a column that no head names, each near one only."""
    there = _keys(form, line)
    found: dict[str, list[tuple[int, NearName]]] = {}
    for column, cell in line.items():
        if cell.kind is not CellKind.TEXT or _key(form, cell) is not None or _period(form, cell) is not None:
            continue
        near = near_column(form, cell.text)
        if near is not None and near.key not in there:
            found.setdefault(near.key, []).append((column, near))
    return dict(columns[0] for columns in found.values() if len(columns) == 1)


def _period(form: SheetForm, cell: GridCell) -> PeriodHead | None:
    """The year or part of a year that a head names, where the form has columns of such."""
    if not form.years or (cell.kind in _FAULT_OF and cell.kind is not CellKind.DATE):
        return None
    year = parse_year(cell.text)
    if isinstance(year, int):
        return PeriodHead(Period(year))
    if not form.periods:
        return None
    head = period_head(cell.text)
    if head is not None and cell.kind is CellKind.DATE and not form.to_date and _has_day(cell.text):
        # a date where a year belongs may mean either
        return None
    return head


def _has_day(text: str) -> bool:
    return sum(map(str.isdigit, text)) > 6


def _spread(line: Mapping[int, GridCell], number: int, sheet: GridSheet) -> dict[int, GridCell]:
    """A row of heads with merged ones over all of their columns."""
    spread = dict(line)
    for first, left, last, right in sheet.merged:
        if first <= number <= last and left in line:
            for column in range(left + 1, min(right, left + _MOST_LETTERS) + 1):
                spread.setdefault(column, line[left])
    return spread


def _second_line(
    number: int, lines: Mapping[int, Mapping[int, GridCell]], columns: Mapping[int, str]
) -> dict[int, PeriodMeasure]:
    """Which figure each column has, by a second row of heads that says nothing else; empty where there is none."""
    line = lines.get(number + 1, {})
    found: dict[int, PeriodMeasure] = {}
    for column, cell in line.items():
        measure = measure_of(cell.text)
        key = columns.get(column)
        if measure is None or measure is PeriodMeasure.UNSAID or (key is not None and key != "measure"):
            return {}
        found[column] = measure
    return found


def _folded(header: GridCell) -> str:
    return "" if header.kind in (CellKind.FORMULA, CellKind.BROKEN) else fold(header.text)


def _key(form: SheetForm, header: GridCell) -> str | None:
    return form.key_of_header.get(_folded(header)) if header.text else None


def _keys(form: SheetForm, line: Mapping[int, GridCell]) -> set[str]:
    """The columns that a row of heads names by their full names."""
    return {key for cell in line.values() if (key := _key(form, cell)) is not None}


def _tell_missing(
    form: SheetForm, lines: Mapping[int, Mapping[int, GridCell]], title: str, problems: list[Problem]
) -> None:
    if not lines:
        return
    best: set[str] = set()
    for number in list(lines)[:_HEADER_SEARCH]:
        best = max(best, _keys(form, lines[number]) & form.needed, key=len)
    missing = tuple(f"{column.zh} {column.en}" for column in form.columns if column.key in form.needed - best)
    problems.append(Problem(MISSING_COLUMNS, title, "A1", "", {"sheet_name": title, "columns": missing}))


def _tell_heads(
    form: SheetForm,
    heads: Heads,
    lines: Mapping[int, Mapping[int, GridCell]],
    title: str,
    problems: list[Problem],
) -> frozenset[int]:
    """Problems of heads: dates for years, faults, one meaning twice, names that are only near one.

    The columns that are not read for what their heads say, and are told with that.
    """
    told = set()
    for column, cell in sorted(lines[heads.first].items()):
        place = f"{get_column_letter(column)}{heads.first}"
        if column in heads.near:
            known = form.by_key[heads.columns[column]]
            problems.append(
                Problem(NEAR_COLUMN, title, place, cell.text, {"known": f"{known.zh} {known.en}"})
            )
        if heads.has(column):
            continue
        first = _same_head(form, heads, cell)
        if first is not None:
            arguments = {"first": get_column_letter(first)}
            problems.append(Problem(DUPLICATE_COLUMN, title, place, cell.text, arguments))
            told.add(column)
        elif form.years and _key(form, cell) is None:
            kind = DATE_AS_YEAR if cell.kind is CellKind.DATE else _FAULT_OF.get(cell.kind)
            if kind is not None:
                problems.append(Problem(kind, title, place, cell.text))
                told.add(column)
    return frozenset(told)


def _same_head(form: SheetForm, heads: Heads, cell: GridCell) -> int | None:
    """The earlier column that a head means again; None where it means none."""
    key = _key(form, cell)
    if key is not None:
        return next((column for column, known in heads.columns.items() if known == key), None)
    head = _period(form, cell)
    if head is None:
        return None
    same: Iterable[tuple[int, object]] = [*heads.periods.items(), *heads.years.items()]
    return next((column for column, known in same if known in (head, head.period.year)), None)


def _foreign(
    form: SheetForm,
    heads: Heads,
    lines: Mapping[int, Mapping[int, GridCell]],
    told: Container[int],
    title: str,
    problems: list[Problem],
) -> tuple[str, ...]:
    """The heads of columns with figures that are not the form's; each is told, and so are figures above the heads.

    Columns that were `told` with their heads are left out.
    """
    rows: dict[int, list[int]] = {}
    above: list[Place] = []
    figures: set[int] = set()
    known = {*heads.columns, *heads.years, *heads.periods}
    strange = {column for line in lines.values() for column in line.keys() - known if column not in told}
    for number, line in lines.items():
        if number < heads.first:
            above.extend((number, column) for column, cell in line.items() if cell.kind in _FIGURE_KINDS)
        elif number > heads.last and strange:
            for column in line.keys() & strange:
                if shows_figure(line[column]):
                    rows.setdefault(column, []).append(number)
                    if is_figure(line[column]):
                        figures.add(column)
    if above:
        text = lines[above[0][0]][above[0][1]].text
        problems.append(Problem(UNREAD_ABOVE, title, block_name(block_around(above)), text))
    found = []
    line = lines[heads.first]
    for column in sorted(figures):
        head = line[column].text if column in line else ""
        found.append(head)
        place = block_name((heads.first, column, rows[column][-1], column))
        problems.append(Problem(UNREAD_COLUMN, title, place, head, _own_columns(form, head)))
    return tuple(found)


def _own_columns(form: SheetForm, head: str) -> dict[str, object]:
    near = near_column(form, head) if head else None
    known = form.by_key[near.key] if near is not None else None
    return {
        "sheet_zh": form.zh,
        "sheet_en": form.en,
        "columns": tuple(column.zh for column in form.columns),
        "columns_en": tuple(column.en for column in form.columns),
        "years_zh": "，以及年份（如 2025）" if form.years else "",
        "years_en": ", and years such as 2025" if form.years else "",
        "near_zh": f"如果是“{known.zh}”，请改写表头。" if known is not None else "",
        "near_en": f" If it is “{known.en}”, rename its head so." if known is not None else "",
    }


def is_figure(cell: GridCell) -> bool:
    """Whether a cell is a figure, or a fault where one may have been, rather than words with a digit in them."""
    if cell.kind is not CellKind.TEXT:
        return cell.kind in _FIGURE_KINDS
    return len(cell.text) <= _MOST_LETTERS and isinstance(parse_figure(cell.text), float)


def _cell(sheet: str, place: str, cell: GridCell, is_figure: bool, problems: list[Problem]) -> Cell:
    if cell.kind in _SOUND:
        return Cell(sheet, place, cell.text, places=cell.places)
    kind = _FAULT_OF.get(cell.kind)
    if kind is DATE_IN_CELL and not is_figure:
        kind = None
    if kind is not None:
        problems.append(Problem(kind, sheet, place, cell.text))
    return Cell(sheet, place, cell.text, kind is not None)


SHEET_ORDER: Final = {form.key: index for index, form in enumerate((*SHEETS, *OPTIONAL_SHEETS))}
"""The order of sheets in the list of problems."""
