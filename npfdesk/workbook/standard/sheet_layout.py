"""The layout of workbooks in the standard format: heads, widths, notes, lists, print set-up."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from types import MappingProxyType
from typing import Final

from openpyxl import Workbook as ExcelWorkbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from npfdesk.plan.commitments import STATE_WORDS
from npfdesk.plan.problems import Language, Problem, Wording
from npfdesk.workbook.files.replacement import put_in_place
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.sheet_columns import COMMITMENTS, OPTIONAL_SHEETS, SHEETS, Column, SheetForm

CellValue = str | int | float | None

_HEAD: Final = PatternFill("solid", fgColor="E8EEF7")
_YEAR_HEAD: Final = PatternFill("solid", fgColor="F3F5F8")
_ILLUSTRATIVE: Final = PatternFill("solid", fgColor="FFF4D6")
_LINE: Final = Side(style="thin", color="C9D1DB")
_HAIRLINE: Final = Side(style="hair", color="D7DCE2")
_TAB_COLOURS: Final = MappingProxyType(
    {
        "Targets": "2F6FDE",
        "Data": "2F6FDE",
        "Progress": "2F6FDE",
        "Assumptions": "C99A00",
        "Scenarios": "C99A00",
        "Scenario targets": "C99A00",
        "Lever levels": "D9652B",
        "Levers": "D9652B",
    }
)
_LISTS: Final = MappingProxyType(
    {
        ("Indicators", "kind"): closed_lists.KIND_WORDS,
        ("Indicators", "direction"): closed_lists.DIRECTION_WORDS,
        ("Indicators", "duty"): closed_lists.DUTY_WORDS,
        ("Indicators", "rollup"): closed_lists.ROLLUP_WORDS,
        ("Assumptions", "method"): closed_lists.METHOD_WORDS,
        ("Commitments", "state"): STATE_WORDS,
        ("Checks", "severity"): closed_lists.SEVERITY_WORDS,
        ("Closed targets", "verdict"): closed_lists.VERDICT_WORDS,
        ("Scoring", "rule"): closed_lists.SCORING_WORDS,
        ("Scoring", "sort"): closed_lists.SORT_WORDS,
    }
)
_LONG: Final = frozenset(
    {"evidence", "item", "milestone", "note", "description", "document", "formula", "source", "url"}
)
_TINTED: Final = frozenset({"effect", "multiplier", "note"})
_REQUIRED: Final = Wording("（必填）", " (required)")
_NOT_AN_ESTIMATE: Final = Wording("。演示假设，非估计", ". An illustration, not an estimate")
_STAMP: Final = datetime.datetime(2021, 1, 1)
_ROOM: Final = 500  # rows below the last one for which the lists and formats still hold


def write_standard(
    path: Path,
    rows: Mapping[str, Sequence[Mapping[str, CellValue]]],
    years: Mapping[str, Sequence[int | str]],
    language: Language,
    illustrative: frozenset[str] = frozenset(),
    *,
    over_read_only: bool = False,
) -> Problem | None:
    """Write a workbook with every sheet of the standard format; optional sheets only where they have rows.

    `rows` are a sheet's rows by its key, each by column key (years by their number as text); `years` the columns of
    years, or of periods in words, of the sheets that have them. Sheets in `illustrative` are tinted and headed so. The same input
    gives the same bytes. A Problem where the file cannot be written; what was there is as it was then. A read-only
    file is replaced only where that was asked for.
    """
    book = ExcelWorkbook()
    book.remove(book.worksheets[0])
    # scenarios need not have targets nor a plan commitments, and without any the sheet is not there
    forms = (*SHEETS, *(form for form in (*OPTIONAL_SHEETS, COMMITMENTS) if form.key in rows))
    for form in forms:
        sheet = book.create_sheet(form.title(language))
        _fill(
            sheet, form, rows.get(form.key, ()), years.get(form.key, ()), language, form.key in illustrative
        )
    return save_reproducibly(book, path, over_read_only=over_read_only)


def save_reproducibly(book: ExcelWorkbook, path: Path, *, over_read_only: bool = False) -> Problem | None:
    """Write an openpyxl workbook so that the same cells give the same bytes; a Problem where it cannot be written."""
    book.properties.creator = "NPF Desk"
    book.properties.created = book.properties.modified = _STAMP
    buffer = io.BytesIO()
    book.save(buffer)
    return put_in_place(path, _with_fixed_times(buffer.getvalue()), over_read_only=over_read_only)


def _fill(
    sheet: Worksheet,
    form: SheetForm,
    rows: Sequence[Mapping[str, CellValue]],
    years: Sequence[int | str],
    language: Language,
    illustrative: bool,
) -> None:
    said = {key for row in rows for key in row}
    columns: list[tuple[str, Column | None]] = [(column.key, column) for column in form.written(said)]
    columns.extend((str(year), None) for year in years)
    heads: list[CellValue] = [column.header(language) for _, column in columns if column is not None]
    heads.extend(years)
    for number, (key, column) in enumerate(columns, start=1):
        head = sheet.cell(1, number, heads[number - 1])
        head.font = Font(bold=True, color="1F2328")
        head.fill = _HEAD if column is not None else _YEAR_HEAD
        head.border = Border(bottom=_LINE)
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        width = column.width if column is not None else 9
        sheet.column_dimensions[get_column_letter(number)].width = width
        if column is not None:
            needed = _REQUIRED.text(language, {}) if column.required else ""
            marked = _NOT_AN_ESTIMATE.text(language, {}) if illustrative and key in _TINTED else ""
            head.comment = _note(column.note.text(language, {}) + needed + marked)
            if marked:
                head.fill = _ILLUSTRATIVE
    dressed: dict[tuple[bool, bool, str, bool], Cell] = {}
    for line, row in enumerate(rows, start=2):
        for number, (key, column) in enumerate(columns, start=1):
            value = row.get(key)
            cell = sheet.cell(line, number, value)
            shown = ""
            if isinstance(value, int | float) and (column is None or key in ("base", "target")):
                shown = _number_format(value)
            if isinstance(value, str):
                # words stay words, also where they look like a formula or an error
                cell.data_type = "s"
            look = (
                column is None or column.is_figure, key in _LONG, shown, illustrative and key in _TINTED,
            )  # fmt: skip
            if look in dressed:
                _dress_alike(cell, dressed[look])
            else:
                _dress(cell, *look)
                dressed[look] = cell
    _lists(sheet, form, [key for key, _ in columns], len(rows), language)
    _set_up(sheet, form, [key for key, _ in columns])


def _dress(cell: Cell, right: bool, wrapped: bool, number_format: str, tinted: bool) -> None:
    cell.border = Border(bottom=_HAIRLINE)
    cell.alignment = Alignment(horizontal="right" if right else "left", vertical="center", wrap_text=wrapped)
    if number_format:
        cell.number_format = number_format
    if tinted:
        cell.fill = _ILLUSTRATIVE


def _dress_alike(cell: Cell, other: Cell) -> None:
    """As openpyxl copies a sheet's cells: each part of a style set for each cell is more than all else of the writing."""
    cell._style = copy(other._style)  # type: ignore[attr-defined]


def _note(text: str) -> Comment:
    comment = Comment(text, "NPF Desk")
    comment.width, comment.height = 260, 40 + 18 * (len(text) // 18 + 1)
    return comment


def _number_format(value: float) -> str:
    if isinstance(value, int) or value == int(value):
        return "#,##0" if abs(value) >= 1000 else "0"
    decimals = min(len(repr(float(value)).partition(".")[2]), 3)
    return "#,##0." + "0" * decimals


def _lists(sheet: Worksheet, form: SheetForm, keys: Sequence[str], rows: int, language: Language) -> None:
    for (sheet_key, key), members in _LISTS.items():
        if sheet_key != form.key or key not in keys:
            continue
        said = [names[0] if language == "zh" else member.value for member, names in members.items()]
        listed = DataValidation(
            type="list", formula1=f'"{",".join(said)}"', allow_blank=True, showErrorMessage=False
        )
        letter = get_column_letter(keys.index(key) + 1)
        listed.add(f"{letter}2:{letter}{rows + _ROOM}")
        sheet.add_data_validation(listed)


def _set_up(sheet: Worksheet, form: SheetForm, keys: Sequence[str]) -> None:
    names = sum(
        key in ("scenario", "region", "industry", "indicator", "name", "lever", "key", "id")
        for key in keys[:4]
    )
    sheet.freeze_panes = f"{get_column_letter(names + 1)}2"
    sheet.row_dimensions[1].height = 30
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.tabColor = _TAB_COLOURS.get(form.key, "9AA3AD")
    if sheet.max_row > 1:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(keys))}{sheet.max_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    footer = sheet.HeaderFooter.oddFooter
    if footer is not None:
        footer.center.text = "&A · &P / &N"


def _with_fixed_times(content: bytes) -> bytes:
    """The same zip with fixed times, so that the same plan gives the same bytes."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            data = old.read(name)
            if name == "docProps/core.xml":
                data = _stamped(data)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            new.writestr(entry, data)
    return result.getvalue()


def _stamped(data: bytes) -> bytes:
    # openpyxl stamps the moment of saving over whatever was set; the element's own attributes stay as they are
    stamp = _STAMP.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    return re.sub(rb"(<dcterms:modified[^<>]*>)[^<]*", rb"\g<1>" + stamp, data)
