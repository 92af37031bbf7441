"""The cells of .xlsx and .xlsm, read by openpyxl row by row; an unreadable cell does not affect the others."""

from __future__ import annotations

import datetime
import math
import re
import warnings
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, iterparse

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import coordinate_to_tuple, get_column_letter, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.worksheet._reader import CELL_TAG, ROW_TAG, VALUE_TAG

from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_counts import MAIN
from npfdesk.workbook.files.cell_grid import Block, CellKind, GridCell, GridSheet, Place
from npfdesk.workbook.files.file_problems import (
    CELL_REPEATED,
    CELLS_BROKEN,
    DAMAGED,
    HUGE_MERGE,
    STYLES_MISSING,
)
from npfdesk.workbook.files.preflight import ListedSheet, Preflight
from npfdesk.workbook.files.sheet_parser import SheetParser
from npfdesk.workbook.files.zip_parts import Parts, reason_of

_STRING: Final = f"{{{MAIN}}}si"
_TEXT: Final = f"{{{MAIN}}}t"
_RUN: Final = f"{{{MAIN}}}r"
_INLINE: Final = f"{{{MAIN}}}is"
_FORMAT: Final = f"{{{MAIN}}}numFmt"
_FORMATS_OF_CELLS: Final = f"{{{MAIN}}}cellXfs"
_COLUMN: Final = f"{{{MAIN}}}col"
_MERGED: Final = f"{{{MAIN}}}mergeCell"
_INSIDE_ROWS: Final = frozenset({CELL_TAG, VALUE_TAG, f"{{{MAIN}}}f", _INLINE, _TEXT, _RUN})
_REFERENCE: Final = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
_ESCAPED: Final = re.compile(r"_x(?![Dd][89A-Fa-f])([0-9A-Fa-f]{4})_")
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
# dates of Chinese, Japanese and Korean Excel, whose formats the file only numbers (ECMA-376, 18.8.30)
EASTERN_DATES: Final = frozenset({*range(27, 37), *range(50, 59)})
_MOST_TOLD: Final = 20
_MOST_COLUMNS: Final = 16_384
_MOST_ROWS: Final = 1_048_576


@dataclass(frozen=True)
class Formats:
    """Which of a file's cell formats show percentages, dates and spans of time, by number; how many there are."""

    percentages: frozenset[int] = frozenset()
    dates: frozenset[int] = frozenset()
    spans: frozenset[int] = frozenset()
    count: int = 0


@dataclass
class SheetReading:
    """What the reader gave of a sheet: the cells that say something, and how many it read, in order or not.

    `known` is shared by a workbook's sheets: whatever says the same is one cell.
    """

    known: dict[tuple[str, CellKind], GridCell]
    cells: dict[Place, GridCell] = field(default_factory=dict)
    last: Place = (0, 0)
    in_order: bool = True
    read: int = 0
    errors: int = 0
    without_format: int = 0
    broken: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)


def read_sheets_of(
    parts: Parts, found: Preflight, progress: limits.Progress | None = None
) -> Iterator[tuple[GridSheet, SheetReading, tuple[Problem, ...]]]:
    """Each sheet of a workbook that has been looked over, with what was given and the warnings.

    Raises FileRefused where the XML cannot be followed.
    """
    try:
        strings = _strings(parts, found.strings_part)
        formats = _formats(parts, found.styles_part)
        read = 0
        known: dict[tuple[str, CellKind], GridCell] = {}
        for listed in found.sheets:
            sheet, given, told = _sheet(parts, listed, found, strings, formats, known, (read, progress))
            read += given.read
            yield sheet, given, told
    except (
        ParseError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        OverflowError,
    ) as problem:
        raise parts.refused(DAMAGED, reason=reason_of(problem)) from problem


def _strings(parts: Parts, part: str) -> list[str]:
    if not part:
        return []
    strings: list[str] = []
    with parts.stream(part) as stream:
        for _, element in iterparse(stream):
            if element.tag == _STRING:
                strings.append(_string_text(element))
                element.clear()
    return strings


def _string_text(element: Element) -> str:
    """The text of a string, its runs joined; how it is spoken (Japanese) is no part of it."""
    pieces = [one.text or "" for one in element if one.tag == _TEXT]
    pieces += [one.text or "" for run in element if run.tag == _RUN for one in run if one.tag == _TEXT]
    # control characters stand escaped: _x000D_ is the half of a line break that Word leaves
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), "".join(pieces)).replace("\r\n", "\n")


def _formats(parts: Parts, part: str) -> Formats:
    if not part:
        return Formats()
    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    used: list[int] = []
    with parts.stream(part) as stream:
        for _, element in iterparse(stream):
            if element.tag == _FORMAT and "numFmtId" in element.attrib:
                codes[int(element.attrib["numFmtId"])] = element.get("formatCode", "")
            elif element.tag == _FORMATS_OF_CELLS:
                used = [int(one.get("numFmtId", "0")) for one in element]
    dates = {one for one, code in codes.items() if is_date_format(code)} | EASTERN_DATES - codes.keys()
    spans = {one for one, code in codes.items() if is_timedelta_format(code)}
    percentages = {one for one, code in codes.items() if shows_percentage(code)}
    return Formats(
        frozenset(index for index, one in enumerate(used) if one in percentages),
        frozenset(index for index, one in enumerate(used) if one in dates),
        frozenset(index for index, one in enumerate(used) if one in spans),
        len(used),
    )


def shows_percentage(code: str) -> bool:
    """Whether a format shows a figure as a percentage; a % in quotation marks only stands beside it."""
    return "%" in _LITERAL.sub("", code)


class _UnreadableCell:
    """What stands in a cell that cannot be read."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Parser(SheetParser):
    """openpyxl's reader of a sheet, kept to cells, merged blocks and what is hidden; no cell stops it."""

    def __init__(self, stream: Any, strings: list[str], formats: Formats, from_1904: bool) -> None:
        epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
        super().__init__(stream, strings, True, epoch, formats.dates, formats.spans)
        self.blocks: list[Block] = []
        self._hidden = bytearray(_MOST_COLUMNS + 1)

    def parse(self) -> Generator[list[dict[str, Any]], None, None]:
        """The rows, each with its cells."""
        for _, element in iterparse(self.source):
            tag = element.tag
            if tag in _INSIDE_ROWS:
                continue
            if tag == ROW_TAG:
                _, cells = self.parse_row(element)  # type: ignore[arg-type]
                element.clear()
                yield [cell for cell in cells if cell]
            elif tag == _COLUMN:
                if element.get("hidden", "") in ("1", "true"):
                    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                    count = min(last, _MOST_COLUMNS) - first + 1
                    if first > 0 and count > 0:
                        self._hidden[first : first + count] = b"\1" * count
            elif tag == _MERGED:
                self.blocks.append(_block(element.get("ref", "")))

    def hidden_columns(self) -> frozenset[int]:
        """The columns that are not shown."""
        return frozenset(column for column, hidden in enumerate(self._hidden) if hidden)

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """A cell; one whose value cannot be what it says it is comes back as broken, {} for what is no cell."""
        if element.tag != CELL_TAG:
            return {}
        kind, last = element.get("t", "n"), self.col_counter
        inline = element.find(_INLINE) if kind == "inlineStr" else None
        try:
            cell = super().parse_cell(element)
            raw = element.findtext(VALUE_TAG) or ""
            if inline is not None:
                cell["value"], cell["data_type"] = _string_text(inline), "s"
            elif kind == "n" and cell["data_type"] == "e":
                # a number past the last date is a number
                cell["value"], cell["data_type"] = float(raw), "n"
            elif isinstance(cell["value"], int) and len(raw) > 15:
                cell["value"] = float(raw)
        except (ValueError, IndexError, OverflowError, TypeError, KeyError, AttributeError):
            said = element.findtext(VALUE_TAG) or element.get("r") or ""
            row, self.col_counter = self._place_of(element, last)
            cell = {"row": row, "column": self.col_counter, "data_type": "", "style_id": 0}
            cell["value"] = _UnreadableCell(said[:40])
        return cell

    def _place_of(self, element: Element, last: int) -> Place:
        """Where a broken cell stands; where it does not say so, after the one in the column `last`."""
        reference = element.get("r", "")
        if _REFERENCE.fullmatch(reference):
            return coordinate_to_tuple(reference)
        return self.row_counter, last + 1


def _block(reference: str) -> Block:
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    return first_row or 1, first_column or 1, last_row or _MOST_ROWS, last_column or _MOST_COLUMNS


def _sheet(
    parts: Parts,
    listed: ListedSheet,
    found: Preflight,
    strings: list[str],
    formats: Formats,
    known: dict[tuple[str, CellKind], GridCell],
    telling: tuple[int, limits.Progress | None],
) -> tuple[GridSheet, SheetReading, tuple[Problem, ...]]:
    given = SheetReading(known)
    before, progress = telling
    with parts.stream(listed.part) as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parser = _Parser(stream, strings, formats, found.from_1904)
        told = 0
        for cells in parser.parse():
            for cell in cells:
                if cell["value"] is not None:
                    _take(cell, given, formats)
            if progress is not None and given.read - told >= 10_000:
                told = given.read
                progress(before + told, found.cells)
    for place, formula in listed.count.unsaved.items():
        if not is_place(place):
            given.broken.append(str(place))
            continue
        given.cells.setdefault(place, GridCell(formula, CellKind.FORMULA))
        given.in_order = False
    merged, huge = merged_within(listed.name, parser.blocks)
    rows = frozenset(
        int(row) for row, shape in parser.row_dimensions.items() if shape.get("hidden") in ("1", "true")
    )
    sheet = GridSheet(
        listed.name,
        given.cells if given.in_order else {place: given.cells[place] for place in sorted(given.cells)},
        merged,
        listed.hidden,
        rows,
        parser.hidden_columns(),
    )
    return sheet, given, (*huge, *_warn(listed.name, given))


def merged_within(name: str, blocks: list[Block]) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The merged blocks that may be part of a table, and a warning for each that is larger than any."""
    kept: list[Block] = []
    told: list[Problem] = []
    for block in blocks:
        if _size(block) <= limits.MERGED_CELLS:
            kept.append(block)
        elif len(told) < _MOST_TOLD:
            first, last = (place_name(block[0], block[1]), place_name(block[2], block[3]))
            told.append(Problem(HUGE_MERGE, name, first, f"{first}:{last}"))
    return tuple(kept), tuple(told)


def _warn(name: str, given: SheetReading) -> Iterator[Problem]:
    for kind, cells in ((CELL_REPEATED, given.repeated), (CELLS_BROKEN, given.broken)):
        if cells:
            yield Problem(kind, name, "", cells[0], {"count": len(cells)})
    if given.without_format:
        yield Problem(STYLES_MISSING, name, "", "", {"count": given.without_format})


def _size(block: Block) -> int:
    return (block[2] - block[0] + 1) * (block[3] - block[1] + 1)


def is_place(place: Place) -> bool:
    """Whether a sheet can have a cell there."""
    return 0 < place[0] <= _MOST_ROWS and 0 < place[1] <= _MOST_COLUMNS


def place_name(row: int, column: int) -> str:
    """A place as Excel names it, B12."""
    return f"{get_column_letter(column)}{row}"


def _take(cell: dict[str, Any], given: SheetReading, formats: Formats) -> None:
    given.read += 1
    value, place = cell["value"], (cell["row"], cell["column"])
    kind = _kind(value, cell["data_type"])
    given.errors += kind is CellKind.ERROR
    style = cell["style_id"] or 0
    if not is_place(place):
        given.broken.append(str(place))
        return
    if kind is CellKind.BROKEN:
        given.broken.append(place_name(*place))
    if place in given.cells:
        # whichever of the two were taken would be a guess; that there are two is told
        given.repeated.append(place_name(*place))
        return
    if style and not 0 < style < formats.count:
        given.without_format += 1
    text = value if type(value) is str else text_of(value, style in formats.percentages)
    if text:
        said = given.known.get((text, kind))
        if said is None:
            said = given.known[text, kind] = GridCell(text, kind)
        given.cells[place] = said
        if place < given.last:
            given.in_order = False
        given.last = place


_KINDS: Final[dict[type, CellKind]] = {
    str: CellKind.TEXT,
    float: CellKind.NUMBER,
    int: CellKind.NUMBER,
    bool: CellKind.TRUTH,
    datetime.datetime: CellKind.DATE,
    datetime.date: CellKind.DATE,
    datetime.time: CellKind.DATE,
    datetime.timedelta: CellKind.DATE,
    _UnreadableCell: CellKind.BROKEN,
}


def _kind(value: object, data_type: str) -> CellKind:
    return CellKind.ERROR if data_type == "e" else _KINDS.get(type(value), CellKind.TEXT)


def text_of(value: object, is_percentage: bool) -> str:
    """What a cell says as text: a percentage as shown, a date as 2021-10-01, an infinity as inf."""
    if isinstance(value, _UnreadableCell):
        return value.text or "?"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        if not math.isfinite(value):
            return str(value)
        if is_percentage:
            # 0.07 shown as 7 % is 7, not 7.000000000000001
            return plain(float(f"{value * 100:.12g}")) + "%"
        return plain(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)
