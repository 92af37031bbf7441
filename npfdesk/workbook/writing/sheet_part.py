"""The part of one sheet inside a workbook's zip: cells changed in place, every other byte left as it is.

Source: ECMA-376 part 1, 18.3 (worksheets). Places are found by a parser that tells byte offsets; nothing is
written anew but the elements of the cells that change.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, get_column_letter, range_boundaries

from npfdesk.plan.numbers import plain
from npfdesk.workbook.standard.sheet_layout import CellValue

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_TAG: Final = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_RESULTS: Final = (f"{MAIN} v", f"{MAIN} is")
# the type and the metadata of a value go with it; those of a formula (cm) stay
_OF_RESULT: Final = re.compile(rb"""\s(?:t|vm)\s*=\s*(?:"[^"]*"|'[^']*')""")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HALF: Final = re.compile("[\ud800-\udfff]")
_CODED: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class NotPatchable(Exception):
    """A part that cannot be changed safely; `code` says why, `what` where."""

    def __init__(self, code: str, what: str = "") -> None:
        super().__init__(code, what)
        self.code, self.what = code, what


@dataclass(frozen=True)
class CellChange:
    """A cell (A1) and what it is to hold: a figure, text, or nothing; a cell that is new takes its look from row `like`."""

    cell: str
    value: CellValue
    like: int = 0

    @property
    def place(self) -> tuple[int, int]:
        """Row and column, from 1; ValueError where the name is none of a cell's."""
        found = _CELL.fullmatch(self.cell)
        if found is None:
            raise ValueError(self.cell)
        return int(found[2]), column_index_from_string(found[1])


@dataclass(frozen=True)
class FigureLooks:
    """The looks (style numbers) that do not show a figure as it is.

    `shares` show it in per cent: there 8 is written as 0.08. `worded` show it with words or on another scale, so that
    8000 would be seen as 8 or as 8000万: there a figure is written as text.
    """

    shares: frozenset[str] = frozenset()
    worded: frozenset[str] = frozenset()


NO_LOOKS: Final = FigureLooks()
"""Every look shows a figure as it is."""


@dataclass
class _Element:
    start: int
    end: int = -1
    tag_end: int = -1
    empty: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass
class _Cell(_Element):
    column: int = 0
    formula: dict[str, str] | None = None
    formula_text: str = ""
    results: list[_Element] = field(default_factory=list)


@dataclass
class _Row(_Element):
    number: int = 0
    cells: list[_Cell] = field(default_factory=list)


class _Scan:
    """The places of what matters in a sheet's part; the cells of `wanted` rows only."""

    def __init__(self, content: bytes, wanted: frozenset[int]) -> None:
        self.content, self._wanted = content, wanted
        self.rows: dict[int, _Row] = {}
        self.data: _Element | None = None
        self.dimension: _Element | None = None
        self.protected = False
        self.ranges: list[tuple[int, int, int, int]] = []
        self.last_row = 0
        self.looks = NO_LOOKS
        self._row: _Row | None = None
        self._cell: _Cell | None = None
        self._column = 0
        self._in_formula = False
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refused
        self._parser = parser
        try:
            parser.Parse(content, True)
        except expat.ExpatError as problem:
            raise NotPatchable("damaged", str(problem)) from problem
        if self.data is None:
            raise NotPatchable("damaged", "sheetData")

    def _refused(self, *_: object) -> None:
        raise NotPatchable("damaged", "DOCTYPE")

    def _tag(self, element: _Element, attributes: Mapping[str, str]) -> None:
        found = _TAG.match(self.content, element.start)
        if found is None:
            raise NotPatchable("damaged", "encoding")
        element.tag_end = found.end()
        element.empty = found[0].endswith(b"/>")
        element.attributes = dict(attributes)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self._parser.CurrentByteIndex
        if name == f"{MAIN} c" and self._row is not None:
            named = _CELL.fullmatch(attributes.get("r", ""))
            self._column = column_index_from_string(named[1]) if named else self._column + 1
            self._cell = None
            if self._row.number in self._wanted:
                self._cell = _Cell(at, column=self._column)
                self._tag(self._cell, attributes)
                self._row.cells.append(self._cell)
        elif name == f"{MAIN} f" and self._row is not None:
            if attributes.get("t") in ("array", "dataTable") and attributes.get("ref"):
                self.ranges.append(range_boundaries(attributes["ref"]))  # type: ignore[arg-type]
            if self._cell is not None:
                self._cell.formula = dict(attributes)
                self._in_formula = True
        elif name in _RESULTS and self._cell is not None:
            self._cell.results.append(_Element(at))
            self._tag(self._cell.results[-1], attributes)
        elif name == f"{MAIN} row":
            number = int(attributes["r"]) if attributes.get("r", "").isdecimal() else self.last_row + 1
            self.last_row = max(self.last_row, number)
            self._row = _Row(at, number=number)
            self._column = 0
            self._tag(self._row, attributes)
            self.rows[number] = self._row
        elif name == f"{MAIN} sheetData":
            self.data = _Element(at)
            self._tag(self.data, attributes)
        elif name == f"{MAIN} dimension":
            self.dimension = _Element(at)
            self._tag(self.dimension, attributes)
            self.dimension.end = self.dimension.tag_end
        elif name == f"{MAIN} sheetProtection":
            self.protected = attributes.get("sheet") in ("1", "true")

    def _text(self, text: str) -> None:
        if self._in_formula and self._cell is not None:
            self._cell.formula_text += text

    def _end(self, name: str) -> None:
        at = self._parser.CurrentByteIndex
        closed: _Element | None = None
        if name == f"{MAIN} f":
            self._in_formula = False
        elif name in _RESULTS and self._cell is not None:
            closed = self._cell.results[-1]
        elif name == f"{MAIN} c":
            closed, self._cell = self._cell, None
        elif name == f"{MAIN} row":
            closed, self._row = self._row, None
        elif name == f"{MAIN} sheetData":
            closed = self.data
        if closed is not None:
            closed.end = closed.tag_end if closed.empty else self.content.index(b">", at) + 1

    def prefix(self) -> str:
        """The prefix of the sheet's own names, with its colon."""
        assert self.data is not None
        return self.content[self.data.start + 1 : self.data.tag_end].split(b"sheetData")[0].decode("ascii")


@dataclass(frozen=True)
class PatchedSheet:
    """A sheet's part after its changes; `formulas` are the cells whose formulas gave way, with their texts."""

    content: bytes
    formulas: Mapping[str, str]


def patch_sheet(content: bytes, changes: Sequence[CellChange], looks: FigureLooks = NO_LOOKS) -> PatchedSheet:
    """Change cells of a sheet's part. A later change of a cell stands over an earlier one.

    `looks` says in which looks a figure is to be written otherwise than it is.

    NotPatchable where the sheet is protected, is no UTF-8, or a cell carries or lies in a formula that others share.
    """
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or re.match(
        rb"<\?xml[^>]*encoding=[\"'](?!utf-8|us-ascii)", content, re.IGNORECASE
    ):
        raise NotPatchable("damaged", "encoding")
    by_row: dict[int, dict[int, CellChange]] = {}
    for change in changes:
        row, column = change.place
        by_row.setdefault(row, {})[column] = change
    likes = {change.like for change in changes}
    scan = _Scan(content, frozenset(by_row) | frozenset(likes))
    scan.looks = looks
    if scan.protected:
        raise NotPatchable("protected")
    formulas = _checked(scan, by_row)
    assert scan.data is not None
    splices: list[tuple[int, int, bytes]] = []
    prefix = scan.prefix()
    fresh: list[tuple[int, bytes]] = []
    for number, cells in sorted(by_row.items()):
        there = scan.rows.get(number)
        if there is None:
            fresh.append((number, _new_row(prefix, number, cells, scan)))
        else:
            splices.extend(_row_splices(scan, there, cells, prefix))
    order = sorted(scan.rows)
    inserts: dict[int, list[bytes]] = {}
    for number, written in fresh:
        after = next((scan.rows[one].start for one in order if one > number), None)
        at = (
            after
            if after is not None
            else (scan.data.end if scan.data.empty else _closing(content, scan.data))
        )
        inserts.setdefault(at, []).append(written)
    for at, parts in inserts.items():
        if scan.data.empty:
            opened = _opened(content, scan.data)
            closing = f"</{prefix}sheetData>".encode()
            splices.append((scan.data.start, scan.data.end, opened + b"".join(parts) + closing))
        else:
            splices.append((at, at, b"".join(parts)))
    splices.extend(_dimension(scan, by_row))
    return PatchedSheet(_spliced(content, splices), formulas)


def without_results(content: bytes, cells: Collection[tuple[int, int]]) -> bytes:
    """A sheet's part whose cells (row, column) say no result: formulas and looks stay, what they came to goes.

    NotPatchable where the part cannot be changed safely.
    """
    scan = _Scan(content, frozenset(row for row, _ in cells))
    splices: list[tuple[int, int, bytes]] = []
    for number in sorted({row for row, _ in cells} & scan.rows.keys()):
        for cell in scan.rows[number].cells:
            if (number, cell.column) not in cells or not cell.results:
                continue
            tag = content[cell.start : cell.tag_end]
            splices.append((cell.start, cell.tag_end, _OF_RESULT.sub(b"", tag)))
            splices.extend((one.start, one.end, b"") for one in cell.results)
    return _spliced(content, splices)


def last_row(content: bytes) -> int:
    """The last row that a sheet's part has, 0 for none."""
    return _Scan(content, frozenset()).last_row


def sheet_part(rows: Sequence[Sequence[CellValue]], widths: Sequence[float]) -> bytes:
    """A whole new part: rows of cells from A1 on, the first row frozen."""
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(widths, start=1)
    )
    body = "".join(
        f'<row r="{number}">'
        + "".join(
            _cell_text("", f"{get_column_letter(column)}{number}", "", value)
            for column, value in enumerate(row, start=1)
            if value is not None
        )
        + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    frozen = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">{frozen}</sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{body}</sheetData></worksheet>"
    ).encode()


def _checked(scan: _Scan, by_row: Mapping[int, Mapping[int, CellChange]]) -> dict[str, str]:
    """The formulas that give way; NotPatchable where one is shared by other cells."""
    formulas: dict[str, str] = {}
    for number, cells in by_row.items():
        for column, change in cells.items():
            for left, top, right, bottom in scan.ranges:
                if top <= number <= bottom and left <= column <= right:
                    raise NotPatchable("shared_formula", change.cell)
        for cell in scan.rows[number].cells if number in scan.rows else ():
            if cell.column not in cells or cell.formula is None:
                continue
            if cell.formula.get("t") == "shared" and cell.formula.get("ref"):
                raise NotPatchable("shared_formula", cells[cell.column].cell)
            formulas[cells[cell.column].cell] = "=" + cell.formula_text
    return formulas


def _row_splices(
    scan: _Scan, row: _Row, cells: Mapping[int, CellChange], prefix: str
) -> list[tuple[int, int, bytes]]:
    content = scan.content
    splices: list[tuple[int, int, bytes]] = []
    present = {cell.column: cell for cell in row.cells}
    inserts: dict[int, list[str]] = {}
    for column, change in sorted(cells.items()):
        old = present.get(column)
        if old is not None:
            # a kept attribute is the look (s); the type and the metadata belong to the value that goes
            look = old.attributes.get("s", "")
            written = _cell_text(prefix, change.cell, look, _shared(scan, look, change.value))
            splices.append((old.start, old.end, written.encode()))
        elif change.value is not None:
            after = next((cell.start for cell in row.cells if cell.column > column), None)
            at = after if after is not None else (row.end if row.empty else _closing(content, row))
            look = _look(scan, change.like, column)
            written = _cell_text(prefix, change.cell, look, _shared(scan, look, change.value))
            inserts.setdefault(at, []).append(written)
    wide = _respanned(content, row, cells)
    if row.empty and inserts:
        opened = _opened(wide if wide is not None else content[row.start : row.tag_end], None)
        body = "".join(text for parts in inserts.values() for text in parts)
        return [(row.start, row.end, opened + body.encode() + f"</{prefix}row>".encode())]
    if wide is not None:
        splices.append((row.start, row.tag_end, wide))
    splices.extend((at, at, "".join(parts).encode()) for at, parts in inserts.items())
    return splices


def _respanned(content: bytes, row: _Row, cells: Mapping[int, CellChange]) -> bytes | None:
    """The row's tag with its spans widened to the new cells; None where they hold them already or are not told."""
    first, _, last = row.attributes.get("spans", "").partition(":")
    if not (first.isdecimal() and last.isdecimal()):
        return None
    low, high = min(int(first), *cells), max(int(last), *cells)
    if (low, high) == (int(first), int(last)):
        return None
    tag = content[row.start : row.tag_end]
    return re.sub(rb"(\sspans=[\"'])[^\"']*", rb"\g<1>" + f"{low}:{high}".encode(), tag, count=1)


def _new_row(prefix: str, number: int, cells: Mapping[int, CellChange], scan: _Scan) -> bytes:
    looks = {column: _look(scan, change.like, column) for column, change in cells.items()}
    written = "".join(
        _cell_text(prefix, change.cell, looks[column], _shared(scan, looks[column], change.value))
        for column, change in sorted(cells.items())
        if change.value is not None
    )
    return f'<{prefix}row r="{number}">{written}</{prefix}row>'.encode()


def _shared(scan: _Scan, look: str, value: CellValue) -> CellValue:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return value
    is_share = look in scan.looks.shares
    if look in scan.looks.worded:
        return plain(value) + ("%" if is_share else "")
    return value / 100 if is_share else value


def _look(scan: _Scan, like: int, column: int) -> str:
    row = scan.rows.get(like)
    found = next((cell for cell in row.cells if cell.column == column), None) if row is not None else None
    return found.attributes.get("s", "") if found is not None else ""


def _cell_text(prefix: str, cell: str, look: str, value: CellValue) -> str:
    start = f'<{prefix}c r="{cell}"' + (f' s="{look}"' if look else "")
    if value is None:
        return start + "/>"
    if isinstance(value, str):
        # an inline text leaves the table of shared strings as it is
        return f'{start} t="inlineStr"><{prefix}is><{prefix}t xml:space="preserve">{coded(value)}</{prefix}t></{prefix}is></{prefix}c>'
    written = plain(float(value))
    if not written:
        raise ValueError(f"{cell}: a figure that is not finite")
    return f"{start}><{prefix}v>{written}</{prefix}v></{prefix}c>"


def coded(text: str) -> str:
    """Text as a cell's XML has it: signs that XML cannot hold as _xHHHH_, and such a code itself led by one.

    Halves of pairs, which no file can hold, become a mark.
    """
    text = _CODED.sub("_x005F_", _HALF.sub("\ufffd", text[:32767]))
    text = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", text).replace("\r", "_x000D_")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _closing(content: bytes, element: _Element) -> int:
    return content.rindex(b"</", element.start, element.end)


def _opened(content: bytes, element: _Element | None) -> bytes:
    """An empty element's tag without the stroke that closes it."""
    tag = content if element is None else content[element.start : element.tag_end]
    return tag[:-2].rstrip() + b">"


def _dimension(scan: _Scan, by_row: Mapping[int, Mapping[int, CellChange]]) -> list[tuple[int, int, bytes]]:
    """The claimed extent widened to the new cells, where the sheet claims one that does not hold them."""
    if scan.dimension is None:
        return []
    claimed = scan.dimension.attributes.get("ref", "").replace("$", "")
    try:
        left, top, right, bottom = (int(one or 1) for one in range_boundaries(claimed))
    except (ValueError, TypeError):
        return []
    columns = [column for cells in by_row.values() for column in cells]
    wide = min(left, *columns), min(top, *by_row), max(right, *columns), max(bottom, *by_row)
    if wide == (left, top, right, bottom):
        return []
    said = f"{get_column_letter(wide[0])}{wide[1]}:{get_column_letter(wide[2])}{wide[3]}"
    tag = scan.content[scan.dimension.start : scan.dimension.tag_end]
    tag = re.sub(rb"(\sref=[\"'])[^\"']*", rb"\g<1>" + said.encode(), tag, count=1)
    return [(scan.dimension.start, scan.dimension.tag_end, tag)]


def _spliced(content: bytes, splices: Sequence[tuple[int, int, bytes]]) -> bytes:
    parts: list[bytes] = []
    at = 0
    for start, end, written in sorted(splices, key=lambda one: (one[0], one[1])):
        parts += [content[at:start], written]
        at = end
    return b"".join([*parts, content[at:]])
