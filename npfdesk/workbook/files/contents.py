"""From a workbook's bytes to its grid: detect the type, inspect, read, and compare the result with the counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from npfdesk.plan.problems import Problem
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.calamine_cells import read_old, read_open
from npfdesk.workbook.files.cell_grid import Grid, GridSheet
from npfdesk.workbook.files.excel_cells import SheetReading, read_sheets_of
from npfdesk.workbook.files.file_problems import ENCRYPTED, NO_SHEETS, TOO_LARGE, count_differs
from npfdesk.workbook.files.file_types import FileKind, kind_of, unreadable
from npfdesk.workbook.files.passwords import NO_PASSWORD, Password, unlocked
from npfdesk.workbook.files.preflight import ListedSheet, Preflight, preflight
from npfdesk.workbook.files.separated_text import is_small_text, read_text
from npfdesk.workbook.files.sound_cells import sound_grid
from npfdesk.workbook.files.zip_parts import FileRefused, Parts

_SHEETS: Final = "xl/worksheets/"


def read_file(
    path: Path, progress: limits.Progress | None = None, password: Password = NO_PASSWORD
) -> Grid | Problem:
    """A workbook's cells, whatever its kind; a Problem why it is refused. The file is read once and let go.

    An encrypted one is decrypted in memory.
    """
    try:
        with path.open("rb") as stream:
            content = stream.read(limits.FILE_BYTES + 1)
    except (OSError, ValueError) as problem:
        return unreadable(path.name, problem)
    if len(content) > limits.FILE_BYTES:
        arguments = {
            "what_zh": "文件字节数",
            "what_en": "bytes in the file",
            "most": f"{limits.FILE_BYTES:,}",
        }
        return Problem(TOO_LARGE, text=path.name, arguments=arguments)
    result = _read(path.name, content, progress)
    if isinstance(result, Grid) or result.kind is not ENCRYPTED:
        return result
    opened = unlocked(path.name, content, password)
    return opened if isinstance(opened, Problem) else _read(path.name, opened, progress)


def _read(name: str, content: bytes, progress: limits.Progress | None) -> Grid | Problem:
    found = _cells(name, content, progress)
    return sound_grid(found) if isinstance(found, Grid) else found


def _cells(name: str, content: bytes, progress: limits.Progress | None) -> Grid | Problem:
    kind = kind_of(name, content)
    if isinstance(kind, Problem):
        return kind
    try:
        if kind is FileKind.EXCEL:
            with Parts(name, content) as parts:
                return _grid(parts, preflight(parts, progress), progress)
        if kind is FileKind.OPEN_DOCUMENT:
            with Parts(name, content) as parts:
                return _grid_with_sheets(name, read_open(parts, content, progress))
        if kind is FileKind.SEPARATED_TEXT:
            return read_text(name, content, progress)
        return _grid_with_sheets(name, read_old(name, content, progress))
    except FileRefused as refused:
        return refused.problem


def read_small(name: str, content: bytes) -> Grid | Problem | None:
    """A small workbook's cells from its bytes; None where it proves not to be small, or is encrypted: a process is due.

    Small is what stays within ``limits.SMALL_INFLATED`` by its own account, which is held to while it is inflated, and
    within ``limits.SMALL_ELEMENTS`` and ``limits.SMALL_CELLS`` by ours. Of the kinds only .xlsx and .csv may be small.
    """
    kind = kind_of(name, content)
    if isinstance(kind, Problem):
        return None if kind.kind is ENCRYPTED else kind
    if kind is FileKind.SEPARATED_TEXT:
        text = read_text(name, content) if is_small_text(content) else None
        return sound_grid(text) if isinstance(text, Grid) else text
    if kind is not FileKind.EXCEL:
        return None
    try:
        with Parts(name, content) as parts:
            if sum(parts.size(one) for one in parts.names()) > limits.SMALL_INFLATED:
                return None
            if _ends_of_cells(parts) > limits.SMALL_CELLS:
                # counted whole it would take as long as reading it takes the other process
                return None
            found = preflight(parts)
            small = found.cells <= limits.SMALL_CELLS and parts.elements <= limits.SMALL_ELEMENTS
            return sound_grid(_grid(parts, found, None)) if small else None
    except FileRefused as refused:
        return refused.problem


def _ends_of_cells(parts: Parts) -> int:
    """How many cells with content the parts of sheets seem to have; 0 where one cannot be inflated."""
    ends = 0
    inflated = parts.inflated
    try:
        for part in parts.names():
            if part.startswith(_SHEETS):
                ends += sum(block.count(b"</c>") for block in parts.blocks(part))
    except FileRefused:
        # preflight tells why
        ends = 0
    parts.inflated = inflated
    return ends


def _grid_with_sheets(name: str, result: Grid | Problem) -> Grid | Problem:
    empty = isinstance(result, Grid) and not result.sheets
    return Problem(NO_SHEETS, text=name) if empty else result


def _grid(parts: Parts, found: Preflight, progress: limits.Progress | None) -> Grid:
    warnings = list(found.warnings)
    sheets: list[GridSheet] = []
    letters = 0
    for listed, (sheet, given, told) in zip(
        found.sheets, read_sheets_of(parts, found, progress), strict=False
    ):
        letters += sum(len(cell.text) for cell in sheet.cells.values())
        if letters > limits.LAID_OUT_TEXT:
            raise parts.too_large("单元格文字", "letters in cells", limits.LAID_OUT_TEXT)
        warnings.extend(told)
        warnings.extend(_differences(listed, given))
        sheets.append(sheet)
    if len(sheets) != len(found.sheets):
        warnings.append(count_differs("", "张工作表", "sheets", len(found.sheets), len(sheets)))
    return Grid(tuple(sheets), tuple(warnings))


def _differences(listed: ListedSheet, given: SheetReading) -> Iterator[Problem]:
    """Where what was read is not what was counted by another parser."""
    if given.read != listed.count.cells:
        yield count_differs(
            listed.name, "个有值的单元格", "cells with a value", listed.count.cells, given.read
        )
    if given.errors != listed.count.errors:
        yield count_differs(listed.name, "个错误值", "error values", listed.count.errors, given.errors)
