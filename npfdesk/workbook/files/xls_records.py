"""Counts of an old workbook (.xls) from the records in its container (MS-CFB)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS

from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_grid import Place

_SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_USUAL: Final = 0xFFFFFFF9
_ENTRY: Final = 128
_STREAM: Final = 2
_ROOT: Final = 5


def stream_of(content: bytes, *names: str) -> bytes | None:
    """The bytes of the first of these streams that the container has; None where it has none.

    Raises ValueError (struct.error is one of its kind here) where the container is damaged.
    """
    if not content.startswith(_SIGNATURE) or len(content) < 512:
        return None
    try:
        return _Container(content).stream(names)
    except (struct.error, IndexError) as problem:
        raise ValueError(str(problem)) from problem


class _Container:
    def __init__(self, content: bytes) -> None:
        self.content = content
        sector, mini = struct.unpack_from("<HH", content, 30)
        if sector not in (9, 12) or mini != 6:
            raise ValueError(f"sectors of 2^{sector}")
        self.sector = 1 << sector
        tables, first_directory = struct.unpack_from("<II", content, 44)
        self.cutoff, first_mini, _, first_extra, _ = struct.unpack_from("<IIIII", content, 56)
        listed = list(struct.unpack_from("<109I", content, 76))
        extra, seen = first_extra, 0
        while extra < _LAST_USUAL and len(listed) < tables and seen < len(content) // self.sector:
            block = self._numbers(extra)
            listed.extend(block[:-1])
            extra, seen = block[-1], seen + 1
        self.next: list[int] = []
        for number in listed[:tables]:
            if number < _LAST_USUAL:
                self.next.extend(self._numbers(number))
        self.directory = self._chain(first_directory)
        mini_table = self._chain(first_mini) if first_mini < _LAST_USUAL else b""
        self.mini_next = list(struct.unpack(f"<{len(mini_table) // 4}I", mini_table))
        self.mini_stream: bytes | None = None

    def _block(self, number: int) -> bytes:
        start = (number + 1) * self.sector
        return self.content[start : start + self.sector]

    def _numbers(self, number: int) -> list[int]:
        return list(struct.unpack(f"<{self.sector // 4}I", self._block(number)))

    def _chain(self, number: int) -> bytes:
        blocks: list[bytes] = []
        while number < _LAST_USUAL:
            if len(blocks) > len(self.next):
                raise ValueError("a chain of sectors runs in a circle")
            blocks.append(self._block(number))
            number = self.next[number]
        return b"".join(blocks)

    def _mini_chain(self, number: int) -> bytes:
        blocks: list[bytes] = []
        inside = self.mini_stream or b""
        while number < _LAST_USUAL:
            if len(blocks) > len(self.mini_next):
                raise ValueError("a chain of sectors runs in a circle")
            blocks.append(inside[number * 64 : number * 64 + 64])
            number = self.mini_next[number]
        return b"".join(blocks)

    def stream(self, names: tuple[str, ...]) -> bytes | None:
        found: dict[str, tuple[int, int]] = {}
        for at in range(0, len(self.directory) - _ENTRY + 1, _ENTRY):
            entry = self.directory[at : at + _ENTRY]
            length, kind = struct.unpack_from("<HB", entry, 64)
            start, size = struct.unpack_from("<II", entry, 116)
            if kind == _ROOT:
                self.mini_stream = self._chain(start)[:size] if start < _LAST_USUAL else b""
            elif kind == _STREAM and 2 <= length <= 64:
                found.setdefault(entry[: length - 2].decode("utf-16-le", "replace"), (start, size))
        for name in names:
            if name in found:
                start, size = found[name]
                chain = self._chain(start) if size >= self.cutoff else self._mini_chain(start)
                return chain[:size]
        return None


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
