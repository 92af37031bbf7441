"""Files: whether one can be a workbook at all, and its cells read once."""

from __future__ import annotations

import datetime
import io
import math
import re
import warnings
import zipfile
from pathlib import Path
from typing import Final

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.worksheet.worksheet import Worksheet

from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem, error
from npfdesk.workbook.grid import CellKind, Grid, GridCell, GridSheet, Place

NO_FILE: Final = error(
    "no_file", "找不到文件“{text}”。请检查路径。", "There is no file “{text}”. Check the path."
)
EMPTY_FILE: Final = error(
    "empty_file",
    "文件“{text}”是空的（0 字节）。请从原处重新取得。",
    "The file “{text}” is empty (0 bytes). Get it again from where it came.",
)
NOT_READABLE: Final = error(
    "not_readable",
    "无法读取“{text}”：{reason}。若在别的程序中打开，请先关闭；或检查权限。",
    "“{text}” cannot be read: {reason}. Close it in other programs, or check your rights to it.",
)
NOT_A_WORKBOOK: Final = error(
    "not_a_workbook",
    "“{text}”不是 Excel 工作簿（.xlsx），虽然名字像。请在 Excel 中打开并另存为 .xlsx。",
    "“{text}” is not an Excel workbook (.xlsx), whatever its name. Open it in Excel and save it as .xlsx.",
)
OLD_OR_ENCRYPTED: Final = error(
    "old_or_encrypted",
    "“{text}”是旧格式（.xls）或加了密码的工作簿。请在 Excel 中打开，去掉密码，另存为 .xlsx。",
    "“{text}” is an old .xls or protected by a password. Open it in Excel, remove the password and save it as .xlsx.",
)
WRONG_FORMAT: Final = error(
    "wrong_format",
    "不能读取“{text}”这种文件。请另存为 .xlsx。",
    "Files such as “{text}” cannot be read. Save it as .xlsx.",
)
DAMAGED: Final = error(
    "damaged_workbook",
    "工作簿“{text}”已损坏：{reason}。请在 Excel 中打开并修复，再另存。",
    "The workbook “{text}” is damaged: {reason}. Open and repair it in Excel, then save it again.",
)
NO_SHEETS: Final = error(
    "no_sheets",
    "“{text}”里没有可读的工作表（可能是“严格开放 XML”格式）。请另存为普通 .xlsx。",
    "“{text}” has no sheet that can be read (it may be Strict Open XML). Save it as an ordinary .xlsx.",
)

_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ />]")
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_MOST_COLUMNS: Final = 16_384
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(path: Path) -> Problem | None:
    """Why a file cannot be a workbook at all; None where it may be one."""
    name = path.name
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(8)
    except FileNotFoundError:
        return Problem(NO_FILE, text=name)
    except (OSError, ValueError) as problem:
        return _unreadable(name, problem)
    if size == 0:
        return Problem(EMPTY_FILE, text=name)
    if start == _OLE:
        return Problem(OLD_OR_ENCRYPTED, text=name)
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        return Problem(WRONG_FORMAT, text=name)
    if not start.startswith(_ZIP) or not zipfile.is_zipfile(path):
        return Problem(NOT_A_WORKBOOK, text=name)
    return None


def _unreadable(name: str, problem: OSError | ValueError) -> Problem:
    reason = getattr(problem, "strerror", None) or str(problem)
    return Problem(NOT_READABLE, text=name, arguments={"reason": reason})


def read_grid(path: Path) -> Grid | Problem:
    """A workbook's cells; a Problem why it is refused. The file is neither changed nor held open."""
    refused = refusal(path)
    if refused is not None:
        return refused
    try:
        # read once, so that the file is neither held open nor changed between two looks at it
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = parts.namelist()
            if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
                return Problem(NOT_A_WORKBOOK, text=path.name)
            formulas = any(
                _FORMULA.search(parts.read(name))
                for name in names
                if name.startswith("xl/worksheets/") and name.endswith(".xml")
            )
        with warnings.catch_warnings():
            # what openpyxl warns of (lists, drawings that it does not keep) is no matter of reading
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(content), data_only=True)
            written = load_workbook(io.BytesIO(content)) if formulas else None
    except OSError as problem:
        return _unreadable(path.name, problem)
    except Exception as problem:  # noqa: BLE001 - openpyxl raises whatever a broken part makes it raise
        reason = f"{type(problem).__name__}: {problem}"[:200]
        return Problem(DAMAGED, text=path.name, arguments={"reason": reason})
    if not book.worksheets:
        return Problem(NO_SHEETS, text=path.name)
    return Grid(
        tuple(
            _sheet(sheet, written[sheet.title] if written is not None else None) for sheet in book.worksheets
        )
    )


def _sheet(sheet: Worksheet, written: Worksheet | None) -> GridSheet:
    cells: dict[Place, GridCell] = {}
    # the cells themselves are gone through: the dimension that a file claims is not asked
    for (row, column), cell in sorted(sheet._cells.items()):
        if not isinstance(cell, ExcelCell):
            continue
        if cell.value is not None:
            cells[row, column] = GridCell(_text(cell.value, str(cell.number_format)), _kind(cell))
        elif formula := _formula(written, row, column):
            cells[row, column] = GridCell(formula, CellKind.FORMULA)
    return GridSheet(
        sheet.title,
        cells,
        tuple((one.min_row, one.min_col, one.max_row, one.max_col) for one in sheet.merged_cells.ranges),
        sheet.sheet_state != "visible",
        frozenset(row for row, shape in sheet.row_dimensions.items() if shape.hidden),
        frozenset(
            column
            for shape in sheet.column_dimensions.values()
            if shape.hidden
            for column in range(shape.min or 1, min(shape.max or shape.min or 1, _MOST_COLUMNS) + 1)
        ),
    )


def _kind(cell: ExcelCell) -> CellKind:
    if cell.data_type == "e":
        return CellKind.ERROR
    if isinstance(cell.value, bool):
        return CellKind.TRUTH
    if isinstance(cell.value, int | float):
        return CellKind.NUMBER
    dates = (datetime.date, datetime.time, datetime.timedelta)
    return CellKind.DATE if isinstance(cell.value, dates) else CellKind.TEXT


def _formula(written: Worksheet | None, row: int, column: int) -> str:
    """The formula that stands in a cell, "" for none; a matrix formula is an object of its own."""
    cell = written._cells.get((row, column)) if written is not None else None
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
