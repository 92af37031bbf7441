"""Counts of an old workbook (.xls) from the records in its container (MS-CFB)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Final

from openpyxl.styles.numbers import BUILTIN_FORMATS

from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_grid import Block, Place, grown
from npfdesk.workbook.files.text_runs import USUAL, Level, Look, Run

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
_SHARED_TEXT = 0xFD
_TEXTS: Final = frozenset({_SHARED_TEXT, 0x204, 0xD6})
_ROW, _COLINFO, _UNCALCULATED = 0x208, 0x7D, 0x5E
_FONT, _SHARED_TEXTS, _CONTINUE = 0x31, 0xFC, 0x3C
_LEVELS: Final = (Level.LINE, Level.RAISED, Level.LOWERED)
_BIFF8, _BIFF5 = 0x600, 0x500
ERROR_TEXTS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


class TooManyCells(Exception):
    """The records go on past the limit."""


@dataclass
class OldSheet:
    """A sheet's records: figures and texts by place with the number of their style, error values.

    `shared` are texts by place with their number in the workbook's table; `blank_results` are formulas that say nothing;
    `saved_block` is the smallest block around those whose result is saved, `saved` their number, and `is_stale` says
    that they were not calculated before the file was saved.
    """

    name: str = ""
    hidden: bool = False
    figures: dict[Place, int] = field(default_factory=dict)
    texts: dict[Place, int] = field(default_factory=dict)
    shared: dict[Place, int] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    blank_results: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    saved_block: Block | None = None
    saved: int = 0
    is_stale: bool = False

    @property
    def area(self) -> int:
        """Rows times columns, from the first cell to the last: what the library lays out."""
        places = [*self.figures, *self.texts, *self.errors]
        rows = [row for row, _ in places]
        columns = [column for _, column in places]
        return (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) if places else 0


@dataclass
class OldWorkbook:
    """An old workbook's records; `proved` says that its version is one whose records are all known here.

    `format_of` and `font_of` are the numbers of the format and of the font by style; `fonts` how fonts look; `rich` the
    shared texts whose letters do not all look the same (of version 8; older ones say it otherwise and are not asked).
    """

    sheets: list[OldSheet] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=lambda: dict(BUILTIN_FORMATS))
    format_of: list[int] = field(default_factory=list)
    font_of: list[int] = field(default_factory=list)
    fonts: list[Look] = field(default_factory=list)
    rich: dict[int, tuple[Run, ...]] = field(default_factory=dict)
    encrypted: bool = False
    from_1904: bool = False
    proved: bool = False

    def format_number(self, style: int) -> int:
        """The number of the format that a cell's style shows it in."""
        return self.format_of[style] if style < len(self.format_of) else 0

    def look(self, style: int) -> Look:
        """How the font of a cell's style looks."""
        return self.font(self.font_of[style]) if style < len(self.font_of) else USUAL

    def font(self, number: int) -> Look:
        """How a font looks; the numbers of fonts leave out 4."""
        index = number if number < 4 else number - 1
        return self.fonts[index] if 0 <= index < len(self.fonts) else USUAL


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
    texts: list[bytes] = []
    at, in_texts = 0, False
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        body = records[at + 4 : at + 4 + length]
        at += 4 + length
        in_texts = kind == _SHARED_TEXTS or (in_texts and kind == _CONTINUE)
        if in_texts:
            texts.append(body)
        elif kind == _FILEPASS:
            book.encrypted = True
            return []
        if kind == _DATEMODE:
            book.from_1904 = bool(body[:1] and body[0])
        elif kind == _FORMAT:
            book.formats[struct.unpack_from("<H", body)[0]] = _text(body[2:], 2 if wide else 1, wide)
        elif kind in (_XF, _FONT):
            _style(kind, body, book)
        elif kind == _SHEET:
            start, state, sort = struct.unpack_from("<IBB", body)
            # 0 is a sheet of cells; charts and modules have none
            if sort == 0:
                found.append((start, OldSheet(_text(body[6:], 1, wide), state & 3 != 0)))
        elif kind == _EOF:
            break
    if texts and wide and any(look != USUAL for look in book.fonts):
        book.rich = _rich_texts(texts, book)
    return found


def _style(kind: int, body: bytes, book: OldWorkbook) -> None:
    """A font's look, or the font and the format of a cell's style."""
    if kind == _XF:
        font, shown = struct.unpack_from("<HH", body)
        book.font_of.append(font)
        book.format_of.append(shown)
    else:
        _, flags, _, _, level = struct.unpack_from("<5H", body)
        book.fonts.append(Look(_LEVELS[level] if level < len(_LEVELS) else Level.LINE, bool(flags & 8)))


class _SharedTexts:
    """The table of shared texts, which goes on from record to record: letters say anew in each how wide they are."""

    def __init__(self, segments: list[bytes]) -> None:
        self.segments = segments
        self.index = self.at = 0

    def take(self, count: int) -> bytes:
        """The next bytes; fewer at the end of the last record."""
        taken: list[bytes] = []
        while count > 0 and self.index < len(self.segments):
            piece = self.segments[self.index][self.at : self.at + count]
            self.at += len(piece)
            count -= len(piece)
            taken.append(piece)
            if self.at >= len(self.segments[self.index]):
                self.index, self.at = self.index + 1, 0
        return b"".join(taken)

    def letters(self, count: int, wide: bool) -> bytes:
        """So many letters, two bytes each."""
        taken: list[bytes] = []
        while count > 0 and self.index < len(self.segments):
            left = len(self.segments[self.index]) - self.at
            here = min(count, left // (2 if wide else 1))
            piece = self.take(here * (2 if wide else 1))
            taken.append(piece if wide else piece.decode("latin-1").encode("utf-16-le"))
            count -= here
            if count > 0:
                if self.at:
                    # half a letter is left: no sound file
                    self.index, self.at = self.index + 1, 0
                wide = bool((self.take(1) or b"\0")[0] & 1)
        return b"".join(taken)


def _rich_texts(segments: list[bytes], book: OldWorkbook) -> dict[int, tuple[Run, ...]]:
    """The shared texts of several fonts of which one is struck through or raised, by their number."""
    texts = _SharedTexts(segments)
    _, count = struct.unpack("<II", texts.take(8))
    found: dict[int, tuple[Run, ...]] = {}
    for number in range(count):
        head = texts.take(3)
        if len(head) < 3:
            break
        length, flags = struct.unpack("<HB", head)
        runs = struct.unpack("<H", texts.take(2))[0] if flags & 8 else 0
        spoken = struct.unpack("<I", texts.take(4))[0] if flags & 4 else 0
        letters = texts.letters(length, bool(flags & 1))
        marks = struct.unpack(f"<{2 * runs}H", texts.take(4 * runs))
        texts.take(spoken)
        if runs:
            found[number] = _runs(letters, list(zip(marks[::2], marks[1::2], strict=True)), book)
    return found


def _runs(letters: bytes, marks: list[tuple[int, int]], book: OldWorkbook) -> tuple[Run, ...]:
    """The runs of a text; each mark is the letter from which on a font rules. What stands before is in the cell's."""
    ends = [start for start, _ in marks[1:]] + [len(letters) // 2]
    runs = [Run(letters[: 2 * marks[0][0]].decode("utf-16-le", "replace"))]
    for (start, font), end in zip(marks, ends, strict=True):
        runs.append(Run(letters[2 * start : 2 * end].decode("utf-16-le", "replace"), book.font(font)))
    return tuple(run for run in runs if run.text)


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
        row, column, style = struct.unpack_from("<HHH", body)
        sheet.texts[row + 1, column + 1] = style
        if kind == _SHARED_TEXT:
            sheet.shared[row + 1, column + 1] = struct.unpack_from("<I", body, 6)[0]
    elif kind == _BOOLERR:
        row, column, style, value, is_error = struct.unpack_from("<HHHBB", body)
        if is_error:
            sheet.errors[row + 1, column + 1] = ERROR_TEXTS.get(value, "#?")
        else:
            sheet.figures[row + 1, column + 1] = style
    elif kind == _FORMULA:
        _formula(body, sheet)
    else:
        _shape(kind, body, sheet)


def _shape(kind: int, body: bytes, sheet: OldSheet) -> None:
    """What a record says of a sheet's rows and columns, and whether its formulas were calculated."""
    if kind == _UNCALCULATED:
        sheet.is_stale = True
    elif kind == _ROW:
        row, _, _, height, _, _, flags = struct.unpack_from("<7H", body)
        if flags & 0x20 or not height & 0x7FFF:
            sheet.hidden_rows.add(row + 1)
    elif kind == _COLINFO:
        first, last, width, _, flags = struct.unpack_from("<5H", body)
        if flags & 1 or not width:
            sheet.hidden_columns.update(range(first + 1, min(last, 255) + 2))


def _formula(body: bytes, sheet: OldSheet) -> None:
    row, column, style = struct.unpack_from("<HHH", body)
    place = (row + 1, column + 1)
    result = body[6:14]
    if result[6:8] != b"\xff\xff" or result[0] == 1:
        sheet.figures[place] = style
    elif result[0] == 0:
        sheet.texts[place] = style
    elif result[0] == 2:
        sheet.errors[place] = ERROR_TEXTS.get(result[2], "#?")
    else:
        # an empty text, or never calculated: the file says the same of both
        sheet.blank_results += 1
        return
    sheet.saved_block = grown(sheet.saved_block, place)
    sheet.saved += 1
