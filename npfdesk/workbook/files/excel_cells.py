"""The cells of .xlsx and .xlsm, read by openpyxl row by row; an unreadable cell does not affect the others.

A cell's text is what Excel shows, as far as it bears on the meaning: words and scales of number formats, the parts of a
date, runs struck through or raised. Decimals are never rounded to what is shown.
"""

from __future__ import annotations

import datetime
import math
import re
import warnings
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from itertools import compress
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.etree.ElementTree import parse as parse_whole

from openpyxl.utils import coordinate_to_tuple, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.worksheet._reader import CELL_TAG, ROW_TAG, VALUE_TAG

from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_counts import MAIN
from npfdesk.workbook.files.cell_grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    Block,
    CellKind,
    GridCell,
    GridSheet,
    Place,
)
from npfdesk.workbook.files.excel_styles import (
    PLAIN_STYLE,
    RUN_TAG,
    TEXT_TAG,
    CellStyle,
    Formats,
    RichText,
    read_formats,
    read_strings,
    text_in,
)
from npfdesk.workbook.files.file_problems import (
    CELL_REPEATED,
    CELLS_BROKEN,
    DAMAGED,
    STALE_RESULTS,
    STYLES_MISSING,
)
from npfdesk.workbook.files.number_formats import percentage
from npfdesk.workbook.files.preflight import ListedSheet, Preflight
from npfdesk.workbook.files.sheet_parser import SheetParser
from npfdesk.workbook.files.text_runs import USUAL, seen
from npfdesk.workbook.files.unseen_cells import (
    ToldCell,
    block_name,
    hidden_parts,
    merged_within,
    struck_cells,
    told_cells,
    without_covered,
)
from npfdesk.workbook.files.zip_parts import Parts, reason_of

_INLINE: Final = f"{{{MAIN}}}is"
_COLUMN: Final = f"{{{MAIN}}}col"
_MERGED: Final = f"{{{MAIN}}}mergeCell"
_INSIDE_ROWS: Final = frozenset({CELL_TAG, VALUE_TAG, f"{{{MAIN}}}f", _INLINE, TEXT_TAG, RUN_TAG})
_REFERENCE: Final = re.compile(r"[A-Z]{1,3}[0-9]{1,7}")
# bytes of XML whose tree takes some 150 MB
_SHORT_SHEET: Final = 12 * 2**20
_TRUE: Final = ("1", "true")
# whole numbers up to here are told exactly by floats and by ints alike
_EXACT: Final = 10**15

Known = dict[tuple[str, CellKind, str, str, int], GridCell]
"""The cells of a workbook by text, kind, what is raised and what is struck: whatever says the same is one cell."""


@dataclass
class SheetReading:
    """What the reader gave of a sheet: the cells that say something, and how many it read, in order or not.

    `known` is shared by a workbook's sheets. `outside` are places that no sheet has; `struck` are the cells with letters
    struck through, with these letters and what is left of the text.
    """

    known: Known
    cells: dict[Place, GridCell] = field(default_factory=dict)
    last: Place = (0, 0)
    in_order: bool = True
    read: int = 0
    errors: int = 0
    without_format: int = 0
    broken: list[ToldCell] = field(default_factory=list)
    outside: list[Place] = field(default_factory=list)
    repeated: list[ToldCell] = field(default_factory=list)
    struck: list[tuple[Place, str, str]] = field(default_factory=list)


def read_sheets_of(
    parts: Parts, found: Preflight, progress: limits.Progress | None = None
) -> Iterator[tuple[GridSheet, SheetReading, tuple[Problem, ...]]]:
    """Each sheet of a workbook that has been looked over, with what was given and the warnings.

    Raises FileRefused where the XML cannot be followed.
    """
    try:
        formats = read_formats(parts, found.styles_part)
        strings = read_strings(parts, found.strings_part, formats.has_looks)
        read = 0
        known: Known = {}
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


class _UnreadableCell:
    """What stands in a cell that cannot be read."""

    def __init__(self, text: str) -> None:
        self.text = text


class _Parser(SheetParser):
    """openpyxl's reader of a sheet, kept to cells, merged blocks and what is hidden; no cell stops it."""

    def __init__(
        self,
        stream: Any,
        strings: list[str | RichText],
        formats: Formats,
        from_1904: bool,
        is_short: bool = False,
    ) -> None:
        epoch = CALENDAR_MAC_1904 if from_1904 else CALENDAR_WINDOWS_1900
        shared: Any = strings
        super().__init__(stream, shared, True, epoch, formats.dates, formats.spans)
        self.blocks: list[Block] = []
        self._is_short = is_short
        self._hidden = bytearray(MOST_COLUMNS + 1)

    def parse(self) -> Generator[list[dict[str, Any]], None, None]:
        """The rows, each with its cells."""
        for element in self._elements():
            tag = element.tag
            if tag in _INSIDE_ROWS:
                continue
            if tag == ROW_TAG:
                _, cells = self.parse_row(element)  # type: ignore[arg-type]
                element.clear()
                yield [cell for cell in cells if cell]
            elif tag == _COLUMN:
                if element.get("hidden", "") in _TRUE or _is_nothing(element.get("width", "")):
                    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                    count = min(last, MOST_COLUMNS) - first + 1
                    if first > 0 and count > 0:
                        self._hidden[first : first + count] = b"\1" * count
            elif tag == _MERGED:
                self.blocks.append(_block(element.get("ref", "")))

    def _elements(self) -> Iterator[Element]:
        """The elements of a sheet, of a short one only those that are looked at: its tree is built whole and at once."""
        if not self._is_short:
            yield from (element for _, element in iterparse(self.source))
            return
        root = parse_whole(self.source).getroot()
        for tag in (_COLUMN, ROW_TAG, _MERGED):
            yield from root.iter(tag)

    def hidden_columns(self) -> frozenset[int]:
        """The columns that are not shown."""
        if 1 not in self._hidden:
            return frozenset()
        return frozenset(compress(range(len(self._hidden)), self._hidden))

    def parse_cell(self, element: Element) -> dict[str, Any]:
        """A cell; one whose value cannot be what it says it is comes back as broken, {} for what is no cell."""
        if element.tag != CELL_TAG:
            return {}
        kind, last = element.get("t", "n"), self.col_counter
        inline = element.find(_INLINE) if kind == "inlineStr" else None
        try:
            cell = super().parse_cell(element)
            if not cell:
                return cell
            if kind == "n":
                if cell["data_type"] == "e":
                    # a number past the last date is a number
                    cell["value"], cell["data_type"] = float(element.findtext(VALUE_TAG) or ""), "n"
                elif type(cell["value"]) is int and not -_EXACT < cell["value"] < _EXACT:
                    cell["value"] = float(element.findtext(VALUE_TAG) or "")
            elif inline is not None:
                cell["value"], cell["data_type"] = text_in(inline, True), "s"
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

    def hidden_rows(self) -> frozenset[int]:
        """The rows that are not shown: hidden, filtered out, folded away or of no height."""
        return frozenset(
            int(row)
            for row, shape in self.row_dimensions.items()
            if shape.get("hidden") in _TRUE or _is_nothing(shape.get("ht", ""))
        )


def _is_nothing(size: str) -> bool:
    """Whether a width or a height is none."""
    return bool(size) and not size.strip("0.")


def _block(reference: str) -> Block:
    first_column, first_row, last_column, last_row = range_boundaries(reference)
    return first_row or 1, first_column or 1, last_row or MOST_ROWS, last_column or MOST_COLUMNS


def _sheet(
    parts: Parts,
    listed: ListedSheet,
    found: Preflight,
    strings: list[str | RichText],
    formats: Formats,
    known: Known,
    telling: tuple[int, limits.Progress | None],
) -> tuple[GridSheet, SheetReading, tuple[Problem, ...]]:
    given = SheetReading(known)
    before, progress = telling
    with parts.stream(listed.part) as stream, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        is_short = parts.size(listed.part) <= _SHORT_SHEET
        parser = _Parser(stream, strings, formats, found.from_1904, is_short)
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
            given.outside.append(place)
            continue
        given.cells.setdefault(place, GridCell(formula, CellKind.FORMULA))
        given.in_order = False
    merged, huge = merged_within(listed.name, parser.blocks)
    sheet, covered = without_covered(
        GridSheet(
            listed.name,
            given.cells if given.in_order else {place: given.cells[place] for place in sorted(given.cells)},
            merged,
            listed.hidden,
            parser.hidden_rows(),
            parser.hidden_columns(),
        )
    )
    stale = _stale(listed) if found.is_stale else ()
    return sheet, given, (*huge, *_warn(listed.name, given), *covered, *hidden_parts(sheet), *stale)


def _stale(listed: ListedSheet) -> Iterator[Problem]:
    """That the saved results of a sheet's formulas may be out of date, where it has any."""
    count = listed.count
    if count.saved_block is not None:
        where = block_name(count.saved_block)
        formulas = count.formulas - len(count.unsaved)
        yield Problem(STALE_RESULTS, listed.name, where, where, {"count": formulas})


def _warn(name: str, given: SheetReading) -> Iterator[Problem]:
    twice = ("写了不止一次", "written more than once")
    damaged = ("内容已损坏，不能读取", "damaged and cannot be read")
    yield from told_cells(CELL_REPEATED, name, given.repeated, twice)
    yield from told_cells(CELLS_BROKEN, name, given.broken, damaged)
    if given.outside:
        yield Problem(CELLS_BROKEN, name, "", f"{len(given.outside)} × {given.outside[0]}")
    if given.without_format:
        yield Problem(STYLES_MISSING, name, "", "", {"count": given.without_format})
    yield from struck_cells(name, given.struck)


def is_place(place: Place) -> bool:
    """Whether a sheet can have a cell there."""
    return 0 < place[0] <= MOST_ROWS and 0 < place[1] <= MOST_COLUMNS


def _take(cell: dict[str, Any], given: SheetReading, formats: Formats) -> None:
    given.read += 1
    value, place = cell["value"], (cell["row"], cell["column"])
    kind = _kind(value, cell["data_type"])
    if kind is CellKind.ERROR:
        given.errors += 1
    style = cell["style_id"] or 0
    if not (0 < place[0] <= MOST_ROWS and 0 < place[1] <= MOST_COLUMNS):
        given.outside.append(place)
        return
    if style and not 0 < style < formats.count:
        given.without_format += 1
    if style in formats.special or type(value) is RichText:
        text, kind, raised, struck = as_seen(value, kind, formats.special.get(style, PLAIN_STYLE))
    else:
        text = value if type(value) is str else text_of(value, style in formats.percentages)
        raised = struck = ""
    if kind is CellKind.BROKEN:
        given.broken.append(ToldCell(place, text))
    if place in given.cells:
        # whichever of the two were taken would be a guess; that there are two is told
        given.repeated.append(ToldCell(place, given.cells[place].text, {"other": text}))
        return
    if struck.strip():
        given.struck.append((place, struck, text))
    if text:
        places = formats.places.get(style, -1) if kind is CellKind.NUMBER else -1
        said = given.known.get((text, kind, raised, struck, places))
        if said is None:
            said = given.known[text, kind, raised, struck, places] = GridCell(
                text, kind, raised, struck, places
            )
        given.cells[place] = said
        if place < given.last:
            given.in_order = False
        given.last = place


def as_seen(value: object, kind: CellKind, style: CellStyle) -> tuple[str, CellKind, str, str]:
    """A value as its style shows it: its text and kind, and what is raised and what is struck through in it.

    A figure that is shown with words or scaled is a text. What is struck through as a whole leaves an empty text.
    """
    shown, look = style.format, style.look
    raised = struck = ""
    text = value if isinstance(value, str) else ""
    if isinstance(value, RichText):
        found = value.seen if look == USUAL else seen(value.runs, look)
        text, raised, struck = found.text, found.raised, found.struck
    elif kind is CellKind.NUMBER and shown.adds and isinstance(value, int | float) and math.isfinite(value):
        text, is_plain = shown.figure(value)
        kind = kind if is_plain else CellKind.TEXT
    elif shown.shows_in_part and isinstance(value, datetime.date):
        text = shown.date(value)
    elif not text:
        text = text_of(value, shown.is_percentage)
    if kind is CellKind.TEXT and shown.adds_to_text and text and not isinstance(value, int | float):
        text = shown.words(text)
    if look.struck and not isinstance(value, RichText) and kind is not CellKind.BROKEN:
        return "", kind, "", text
    return text, kind, raised, struck


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
            return percentage(value)
        return plain(value)
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)
