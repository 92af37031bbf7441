"""The cells of .xls and .ods, read by calamine; what it omits comes from our own count: errors, formats, looks of text."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from npfdesk.plan.problems import Problem
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_grid import Block, CellKind, Grid, GridCell, GridSheet, Place
from npfdesk.workbook.files.excel_cells import as_seen, is_place
from npfdesk.workbook.files.excel_styles import PLAIN_STYLE, CellStyle, RichText
from npfdesk.workbook.files.file_problems import (
    DAMAGED,
    ENCRYPTED,
    NOT_PROVED,
    STALE_RESULTS,
    TOO_LARGE,
    count_differs,
)
from npfdesk.workbook.files.number_formats import EASTERN_CODES, GENERAL, NumberFormat, number_format
from npfdesk.workbook.files.open_document import AREA_EN, AREA_ZH, OpenSheet, count_open
from npfdesk.workbook.files.text_runs import USUAL
from npfdesk.workbook.files.unseen_cells import (
    block_name,
    hidden_parts,
    merged_within,
    struck_cells,
    without_covered,
)
from npfdesk.workbook.files.xls_records import OldSheet, OldWorkbook, TooManyCells, count_old
from npfdesk.workbook.files.zip_parts import Parts, reason_of

_Values = Mapping[Place, Any]
_DATES: Final = (datetime.date, datetime.time, datetime.timedelta)
_Struck = list[tuple[Place, str, str]]
"""Cells with letters struck through: the place, these letters, and what is left of the text."""


def read_old(name: str, content: bytes, progress: limits.Progress | None = None) -> Grid | Problem:
    """The cells of an old .xls; a Problem why it is refused."""
    try:
        book = count_old(content)
    except ValueError as problem:
        return Problem(DAMAGED, text=name, arguments={"reason": reason_of(problem)})
    except TooManyCells:
        arguments = {"what_zh": "单元格", "what_en": "cells", "most": f"{limits.CELLS:,}"}
        return Problem(TOO_LARGE, text=name, arguments=arguments)
    if book.encrypted:
        return Problem(ENCRYPTED, text=name)
    if sum(sheet.area for sheet in book.sheets) > limits.AREA:
        arguments = {"what_zh": AREA_ZH, "what_en": AREA_EN, "most": f"{limits.AREA:,}"}
        return Problem(TOO_LARGE, text=name, arguments=arguments)
    counted = {sheet.name: sheet for sheet in book.sheets}
    styles = _OldStyles(book)

    def of_sheet(
        title: str, hidden: bool, values: _Values, merged: list[Block]
    ) -> tuple[GridSheet, int, int, _Struck]:
        sheet = counted.get(title) or OldSheet(title, hidden)
        struck: _Struck = []
        cells = _old_cells(sheet, book, styles, values, struck)
        shape = GridSheet(
            title,
            cells,
            tuple(merged),
            hidden or sheet.hidden,
            frozenset(sheet.hidden_rows),
            frozenset(sheet.hidden_columns),
        )
        given = sum(place in values for place in sheet.figures)
        return shape, len(sheet.figures), given, struck

    total = sum(len(sheet.figures) + len(sheet.texts) for sheet in book.sheets)
    result = _grid(name, content, of_sheet, len(book.sheets) if book.proved else -1, (total, progress))
    if isinstance(result, Grid):
        result = Grid(result.sheets, (*result.warnings, *_not_proved(name, book)))
    return result


def _not_proved(name: str, book: OldWorkbook) -> Iterator[Problem]:
    if not book.proved:
        what_zh = "没有办法核对是否读全，错误值读作空白，百分数按所存的数读入（7% 为 0.07）"
        what_en = (
            "whether all was read cannot be proved, error values are read as blanks, and percentages as the figures "
            "stored (7% as 0.07)"
        )
        yield Problem(NOT_PROVED, text=name, arguments={"what_zh": what_zh, "what_en": what_en})
    for sheet in book.sheets:
        if sheet.is_stale and sheet.saved_block is not None:
            where = block_name(sheet.saved_block)
            yield Problem(STALE_RESULTS, sheet.name, where, where, {"count": sheet.saved})
        if count := sheet.blank_results:
            what_zh = f"{count} 个公式没有结果，看不出是结果为空还是从未计算，按空白读入"
            what_en = (
                f"{count} formulas have no result, and whether it is empty or was never calculated cannot be seen; "
                "they are read as blank"
            )
            yield Problem(NOT_PROVED, sheet.name, "", name, {"what_zh": what_zh, "what_en": what_en})


class _OldStyles:
    """The styles of an old workbook; each format is parsed once."""

    def __init__(self, book: OldWorkbook) -> None:
        self._book = book
        self._formats: dict[int, NumberFormat] = {}
        self._styles: dict[int, CellStyle] = {}

    def style(self, number: int) -> CellStyle:
        """A style by its number."""
        found = self._styles.get(number)
        if found is None:
            shown = self._format(self._book.format_number(number))
            found = self._styles[number] = CellStyle(shown, self._book.look(number))
        return found

    def _format(self, number: int) -> NumberFormat:
        if number not in self._formats:
            code = self._book.formats.get(number) or EASTERN_CODES.get(number, "")
            self._formats[number] = number_format(code) if code else GENERAL
        return self._formats[number]


def _old_cells(
    sheet: OldSheet, book: OldWorkbook, styles: _OldStyles, values: _Values, struck: _Struck
) -> dict[Place, GridCell]:
    cells: dict[Place, GridCell] = {}
    for place, given in values.items():
        value = given
        number = sheet.figures.get(place, sheet.texts.get(place))
        style = PLAIN_STYLE if number is None else styles.style(number)
        if place in sheet.figures and style.format.is_date and _is_number(value):
            value = _date(value, book.from_1904, style.format.is_span)
        runs = book.rich.get(sheet.shared.get(place, -1))
        _put(cells, struck, place, value if runs is None else RichText(runs), style)
    for place, text in sheet.errors.items():
        cells[place] = GridCell(text, CellKind.ERROR)
    return dict(sorted(cells.items()))


def _put(cells: dict[Place, GridCell], struck: _Struck, place: Place, value: Any, style: CellStyle) -> None:
    """A cell as it is seen, put in its place; one that is struck through as a whole is only noted."""
    text, kind, raised, out = as_seen(value, _kind(value), style)
    if out.strip():
        struck.append((place, out, text))
    if text:
        places = style.format.places if kind is CellKind.NUMBER else -1
        cells[place] = GridCell(text, kind, raised, out, places)


def _date(value: float, from_1904: bool, span: bool) -> Any:
    try:
        return from_excel(value, CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900, timedelta=span)
    except (OverflowError, ValueError):
        return value


def read_open(parts: Parts, content: bytes, progress: limits.Progress | None = None) -> Grid | Problem:
    """The cells of an .ods; raises FileRefused, or gives a Problem, with the reason why it is refused."""
    sheets = count_open(parts)
    counted = {sheet.name: sheet for sheet in sheets}

    def of_sheet(
        title: str, hidden: bool, values: _Values, _: list[Block]
    ) -> tuple[GridSheet, int, int, _Struck]:
        sheet = counted.get(title) or OpenSheet(title)
        cells: dict[Place, GridCell] = {}
        struck: _Struck = []
        for place, value in values.items():
            if sheet.kinds.get(place, "") not in ("error", "formula"):
                _put_open(cells, struck, place, value, sheet)
        for place, text in sheet.texts.items():
            is_error = sheet.kinds[place] == "error"
            cells[place] = (
                GridCell(text or "?", CellKind.ERROR) if is_error else GridCell(text, CellKind.FORMULA)
            )
        shape = GridSheet(
            title,
            dict(sorted(cells.items())),
            tuple(sheet.merged),
            hidden or sheet.hidden,
            frozenset(sheet.hidden_rows),
            frozenset(sheet.hidden_columns),
        )
        out = {place for place, _, left in struck if not left}
        return shape, len(sheet.kinds), sum(place in cells or place in out for place in sheet.kinds), struck

    total = sum(len(sheet.kinds) for sheet in sheets)
    return _grid(parts.name, content, of_sheet, len(sheets), (total, progress))


def _put_open(
    cells: dict[Place, GridCell], struck: _Struck, place: Place, value: Any, sheet: OpenSheet
) -> None:
    """A cell of an .ods as it is seen: with its runs, its font, and what its format adds."""
    kind, look = sheet.kinds.get(place, ""), sheet.looks.get(place, USUAL)
    shown = sheet.shown.get(place)
    runs = sheet.runs.get(place)
    if runs is not None:
        _put(cells, struck, place, RichText(runs), CellStyle(GENERAL, look))
    elif shown is not None and look.struck:
        struck.append((place, shown, ""))
    elif shown is not None:
        cells[place] = GridCell(shown, CellKind.DATE if kind == "date" else CellKind.TEXT)
    else:
        shape = _open_format(kind == "percentage", sheet.places.get(place, -1))
        _put(cells, struck, place, value, CellStyle(shape, look))


@lru_cache(maxsize=1 << 6)
def _open_format(is_percentage: bool, places: int) -> NumberFormat:
    return NumberFormat(is_percentage=is_percentage, places=places)


def _grid(
    name: str,
    content: bytes,
    of_sheet: Callable[[str, bool, _Values, list[Block]], tuple[GridSheet, int, int, _Struck]],
    sheets_counted: int,
    telling: tuple[int, limits.Progress | None],
) -> Grid | Problem:
    """The grid of what calamine reads; `sheets_counted` is -1 where that could not be counted."""
    total, progress = telling
    warnings: list[Problem] = []
    sheets: list[GridSheet] = []
    read = 0
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            for index, about in enumerate(book.sheets_metadata):
                if about.typ != SheetTypeEnum.WorkSheet:
                    continue
                found = book.get_sheet_by_index(index)
                values = dict(_values(found))
                read += len(values)
                if progress is not None:
                    progress(read, max(total, read))
                blocks = [
                    (first[0] + 1, first[1] + 1, last[0] + 1, last[1] + 1)
                    for first, last in found.merged_cell_ranges or ()
                ]
                hidden = "Visible" not in str(about.visible)
                sheet, counted, given, struck = of_sheet(about.name, hidden, values, blocks)
                outside = next((place for place in sheet.cells if not is_place(place)), None)
                if outside is not None:
                    return Problem(DAMAGED, text=name, arguments={"reason": f"{sheet.name}: {outside}"})
                kept, told = merged_within(sheet.name, list(sheet.merged))
                warnings.extend(told)
                if counted != given:
                    warnings.append(
                        count_differs(about.name, "个有值的单元格", "cells with a value", counted, given)
                    )
                apart, covered = without_covered(replace(sheet, merged=kept))
                warnings.extend((*struck_cells(sheet.name, struck), *covered, *hidden_parts(apart)))
                sheets.append(apart)
    except (CalamineError, ValueError, OverflowError, OSError, TypeError) as problem:
        return Problem(DAMAGED, text=name, arguments={"reason": reason_of(problem)})
    if sheets_counted not in (-1, len(sheets)):
        warnings.append(count_differs("", "张工作表", "sheets", sheets_counted, len(sheets)))
    return Grid(tuple(sheets), tuple(warnings))


def _values(sheet: Any) -> Iterator[tuple[Place, Any]]:
    """What a sheet's cells hold by place; rows are given from the first, columns from where the sheet begins."""
    if sheet.start is None:
        return
    first = sheet.start[1] + 1
    for row, line in enumerate(sheet.iter_rows(), start=1):
        for column, value in enumerate(line, start=first):
            if value != "" and value is not None:
                yield (row, column), value


def _kind(value: Any) -> CellKind:
    if isinstance(value, bool):
        return CellKind.TRUTH
    if isinstance(value, int | float):
        return CellKind.NUMBER
    return CellKind.DATE if isinstance(value, _DATES) else CellKind.TEXT


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
