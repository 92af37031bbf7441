"""What an old workbook (.xls) holds, counted in its records: cells, error values, formats, what is hidden.

Records after MS-XLS (BIFF8) and, where they agree, BIFF5; the library that reads the values tells none of this.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS

from npfdesk.workbook import limits
from npfdesk.workbook.grid import Place
from npfdesk.workbook.ole import stream_of

_BOF, _EOF, _FILEPASS, _DATEMODE, _FORMAT, _XF, _SHEET = 0x809, 0x0A, 0x2F, 0x22, 0x41E, 0xE0, 0x85
_NUMBER, _RK, _MULRK, _BOOLERR, _FORMULA = 0x203, 0x27E, 0xBD, 0x205, 0x06
_TEXTS: Final = frozenset({0xFD, 0x204, 0xD6})
_ROW, _COLINFO = 0x208, 0x7D
_BIFF8, _BIFF5 = 0x600, 0x500
ERROR_TEXTS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


class TooManyCells(Exception):
    """The records go on past the limit."""


@dataclass
class OldSheet:
    """A sheet's records: figures by place with the number of their format, texts, error values.

    `blank_results` are formulas that say nothing.
    """

    name: str = ""
    hidden: bool = False
    figures: dict[Place, int] = field(default_factory=dict)
    texts: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    blank_results: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    @property
    def area(self) -> int:
        """Rows times columns, from the first cell to the last: what the library lays out."""
        places = [*self.figures, *self.texts, *self.errors]
        rows = [row for row, _ in places]
        columns = [column for _, column in places]
        return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if places else 0


@dataclass
class OldWorkbook:
    """An old workbook's records; `proved` says that its version is one whose records are all known here."""

    sheets: list[OldSheet] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILTIN_FORMATS))
    format_of: list[int] = field(default_factory=list)
    encrypted: bool = False
    from_1904: bool = False
    proved: bool = False

    def format_number(self, style: int) -> int:
        """The number of the format that a cell's style shows it in."""
        return self.format_of[style] if style < len(self.format_of) else 0


def count_old(content: bytes) -> OldWorkbook:
    """Count an old workbook. Raises ValueError where it is damaged, TooManyCells past the limit."""
    records = stream_of(content, "Workbook", "Book")
    book = OldWorkbook()
    if records is None or len(records) < 8:
        return book
    try:
        kind, _, version = struct.unpack_from("<HHH", records, 0)
        if kind != _BOF or version not in (_BIFF8, _BIFF5):
            return book
        book.proved = True
        for start, sheet in _globals(records, book, version == _BIFF8):
            book.sheets.append(sheet)
            _cells(records, start, sheet)
            if sum(len(one.figures) + len(one.texts) for one in book.sheets) > limits.CELLS:
                raise TooManyCells
    except struct.error as problem:
        raise ValueError(str(problem)) from problem
    return book


def _globals(records: bytes, book: OldWorkbook, wide: bool) -> list[tuple[int, OldSheet]]:
    found: list[tuple[int, OldSheet]] = []
    at = 0
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        body = records[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _FILEPASS:
            book.encrypted = True
            return []
        if kind == _DATEMODE:
            book.from_1904 = bool(body[:1] and body[0])
        elif kind == _FORMAT:
            book.formats[struct.unpack_from("<H", body)[0]] = _text(body[2:], 2 if wide else 1, wide)
        elif kind == _XF:
            book.format_of.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == _SHEET:
            start, state, sort = struct.unpack_from("<IBB", body)
            # 0 is a sheet of cells; charts and modules have none
            if sort == 0:
                found.append((start, OldSheet(_text(body[6:], 1, wide), state & 3 != 0)))
        elif kind == _EOF:
            break
    return found


def _text(body: bytes, count_bytes: int, wide: bool) -> str:
    count = int.from_bytes(body[:count_bytes], "little")
    if not wide:
        return body[count_bytes : count_bytes + count].decode("gb18030", "replace")
    flags, said = body[count_bytes], body[count_bytes + 1 :]
    return said[: count * 2].decode("utf-16-le", "replace") if flags & 1 else said[:count].decode("latin-1")


def _cells(records: bytes, at: int, sheet: OldSheet) -> None:
    depth = 0
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        body = records[at + 4 : at + 4 + length]
        at += 4 + length
        if kind == _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            _record(kind, body, sheet)
            if len(sheet.figures) + len(sheet.texts) > limits.CELLS:
                raise TooManyCells


def _record(kind: int, body: bytes, sheet: OldSheet) -> None:
    if kind in (_NUMBER, _RK):
        row, column, style = struct.unpack_from("<HHH", body)
        sheet.figures[row + 1, column + 1] = style
    elif kind == _MULRK:
        row, column = struct.unpack_from("<HH", body)
        for index in range((len(body) - 6) // 6):
            sheet.figures[row + 1, column + 1 + index] = struct.unpack_from("<H", body, 4 + index * 6)[0]
    elif kind in _TEXTS:
        row, column = struct.unpack_from("<HH", body)
        sheet.texts.add((row + 1, column + 1))
    elif kind == _BOOLERR:
        row, column, style, value, is_error = struct.unpack_from("<HHHBB", body)
        if is_error:
            sheet.errors[row + 1, column + 1] = ERROR_TEXTS.get(value, "#?")
        else:
            sheet.figures[row + 1, column + 1] = style
    elif kind == _FORMULA:
        _formula(body, sheet)
    elif kind == _ROW:
        row, _, _, _, _, _, flags = struct.unpack_from("<7H", body)
        if flags & 0x20:
            sheet.hidden_rows.add(row + 1)
    elif kind == _COLINFO:
        first, last, _, _, flags = struct.unpack_from("<5H", body)
        if flags & 1:
            sheet.hidden_columns.update(range(first + 1, min(last, 255) + 2))


def _formula(body: bytes, sheet: OldSheet) -> None:
    row, column, style = struct.unpack_from("<HHH", body)
    place = (row + 1, column + 1)
    result = body[6:14]
    if result[6:8] != b"\xff\xff" or result[0] == 1:
        sheet.figures[place] = style
    elif result[0] == 0:
        sheet.texts.add(place)
    elif result[0] == 2:
        sheet.errors[place] = ERROR_TEXTS.get(result[2], "#?")
    else:
        # an empty text, or never calculated: the file says the same of both
        sheet.blank_results += 1
