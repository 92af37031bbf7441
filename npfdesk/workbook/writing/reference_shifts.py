"""References to a sheet into which rows are put: shifted, and widened where they span the block that grows.

A block is the rows of a sheet's records, `first` to `last`; the new rows stand behind `last`. What lies below moves down
by their number. A range that covers the block and ends with it takes the new rows in; one that covers a part of it alone
keeps to that part, since nobody can know whether the new rows belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError
from openpyxl.utils import column_index_from_string

from npfdesk.workbook.files.cell_grid import MOST_COLUMNS, MOST_ROWS

_CELL: Final = r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d{0,6})"
_ONE: Final = re.compile(_CELL)
_RANGE: Final = re.compile(f"{_CELL}:{_CELL}")
_ROWS: Final = re.compile(r"(\$?)([1-9]\d{0,6}):(\$?)([1-9]\d{0,6})")
_COLUMNS: Final = re.compile(r"\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}")
_QUALIFIED: Final = re.compile(r"('(?:[^']|'')*'|[^'!:\s]+(?::[^'!:\s]+)?)!(.+)", re.DOTALL)
_NAME: Final = re.compile(r"[^\W\d][\w.\\?]*")
_NUMBERS: Final = re.compile(r"\d+")
_BY_TEXT: Final = frozenset({"INDIRECT("})


class Reason(StrEnum):
    """Why rows cannot be put in without harm."""

    ARRAY = "array"
    MERGED = "merged"
    BESIDE = "beside"
    TABLE = "table"
    FORMULA = "formula"
    BY_TEXT = "by text"
    SEVERAL_SHEETS = "several sheets"
    NAME = "name"
    MACROS = "macros"
    CONTROLS = "controls"
    PIVOT = "pivot"
    SHARED_BOOK = "shared book"
    TOO_MANY = "too many"
    FULL = "full"
    PART = "part"


class NotInsertable(Exception):
    """Rows cannot be put in without harm: why, and where."""

    def __init__(self, reason: Reason, where: str = "") -> None:
        super().__init__(reason, where)
        self.reason, self.where = reason, where


@dataclass(frozen=True)
class RowBlock:
    """The rows of a sheet's records, from 1, and the columns of its heads.

    Where it has no records yet `last` is the row of the heads, and `first` the one below.
    """

    first: int
    last: int
    left: int = 1
    right: int = MOST_COLUMNS

    def overlaps(self, left: int, right: int) -> bool:
        """Whether columns are the block's in part."""
        return left <= self.right and right >= self.left


@dataclass(frozen=True)
class RowInsertion:
    """So many rows behind the last row of a sheet's block."""

    sheet: str
    block: RowBlock
    count: int

    def row(self, row: int) -> int:
        """Where a row stands afterwards."""
        return row + self.count if row > self.block.last else row


@dataclass
class Formulas:
    """What became of references: the places of formulas that take the new rows in, and of those that keep to a part.

    The places are the keys, in the order in which they were met. `moved` says that something stands below the new rows.
    """

    widened: dict[str, None] = field(default_factory=dict)
    partial: dict[str, None] = field(default_factory=dict)
    moved: bool = False


@dataclass
class ReferenceShift:
    """References to one sheet, shifted for rows that are put into it.

    `moves` says that something stands below them; where nothing does, what names places by text is harmless.
    """

    insertion: RowInsertion
    moves: bool
    found: Formulas = field(default_factory=Formulas)

    def rule(self, text: str, sheet: str | None, place: str, *, fixed: bool = False) -> str:
        """As `formula`, of a rule that computes no figure: what it spans is not told.

        `fixed` says that references without $ before the row go with the cell that the rule is for, and stay.
        """
        found, self.found = self.found, Formulas()
        try:
            return self.formula(text, sheet, place, fixed=fixed)
        finally:
            self.found = found

    def formula(self, text: str, sheet: str | None, place: str, *, fixed: bool = False) -> str:
        """A formula (without its =) of a cell of `sheet` (None: of none), as it has to be from now on (`fixed`: see `rule`).

        NotInsertable where it cannot be read.
        """
        own = sheet is not None and self._is_ours(sheet)
        if not own and not self.names_ours(text):
            return text
        if not any(int(one) >= self.insertion.block.last for one in _NUMBERS.findall(text)):
            return text
        parts: list[str] = []
        at = 0
        for start, end, token in self._operands(text, place):
            shifted = self._operand(token, own, place, fixed)
            parts += [text[at:start], shifted]
            at = end
        return "".join([*parts, text[at:]])

    def names_ours(self, text: str) -> bool:
        """Whether a text may name the sheet: what does not hold its name cannot refer to it from elsewhere."""
        name = self.insertion.sheet.casefold()
        return name in text.casefold() or name.replace("'", "''") in text.casefold()

    def _is_ours(self, sheet: str) -> bool:
        return sheet.casefold() == self.insertion.sheet.casefold()

    def _operands(self, text: str, place: str) -> Iterator[tuple[int, int, str]]:
        """Where references may stand in a formula, with their texts."""
        try:
            items = Tokenizer(f"={text}").items
        except (TokenizerError, IndexError, ValueError) as problem:
            raise NotInsertable(Reason.FORMULA, place) from problem
        at = 0
        for token in items:
            if token.type == Token.WSPACE:
                continue
            start = text.find(token.value, at)
            if start < 0 or text[at:start].strip():
                raise NotInsertable(Reason.FORMULA, place)
            at = start + len(token.value)
            if token.type == Token.FUNC and token.subtype == Token.OPEN:
                if token.value.upper() in _BY_TEXT and self.moves:
                    raise NotInsertable(Reason.BY_TEXT, place)
                if ":" in token.value:
                    raise NotInsertable(Reason.FORMULA, place)
            elif token.type == Token.OPERAND and token.subtype == Token.RANGE:
                yield start, at, token.value

    def _operand(self, text: str, own: bool, place: str, fixed: bool) -> str:
        qualified = _QUALIFIED.fullmatch(text)
        if qualified is None:
            return self._reference(text, place, fixed) if own and not self._is_no_place(text) else text
        sheet, rest = qualified[1], qualified[2]
        bare = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        if "[" in bare:
            # another workbook's, unless it is a table's
            return text
        if ":" in bare:
            first, _, last = bare.partition(":")
            raise NotInsertable(Reason.SEVERAL_SHEETS, f"{place} ({first}:{last})")
        if not self._is_ours(bare):
            if self.names_ours(rest):
                raise NotInsertable(Reason.FORMULA, place)
            return text
        start, mark, end = rest.partition(":")
        again = _QUALIFIED.fullmatch(end) if mark else None
        if again is not None:
            # Data!A1:Data!B2
            if not self._is_ours(again[1].strip("'").replace("''", "'")):
                raise NotInsertable(Reason.FORMULA, place)
            shifted = self._reference(f"{start}:{again[2]}", place, fixed).split(":")
            return f"{sheet}!{shifted[0]}:{again[1]}!{shifted[1]}"
        if self._is_no_place(rest):
            return text
        return f"{sheet}!{self._reference(rest, place, fixed)}"

    @staticmethod
    def _is_no_place(text: str) -> bool:
        """Whether a reference names columns, a table, a name or nothing: what no row moves."""
        return (
            "[" in text
            or text.startswith("#")
            or _COLUMNS.fullmatch(text) is not None
            or (_NAME.fullmatch(text) is not None and _ONE.fullmatch(text) is None)
        )

    def _reference(self, text: str, place: str, fixed: bool) -> str:
        one = _ONE.fullmatch(text)
        if one is not None:
            row = self._moved(int(one[4]), one[3], fixed)
            if row > MOST_ROWS:
                raise NotInsertable(Reason.FULL, place)
            return f"{one[1]}{one[2]}{one[3]}{row}"
        several = _RANGE.fullmatch(text)
        if several is not None:
            narrow = column_index_from_string(several[2].upper()) == column_index_from_string(
                several[6].upper()
            )
            top, bottom = self._span((several[3], several[4]), (several[7], several[8]), narrow, place, fixed)
            return f"{several[1]}{several[2]}{several[3]}{top}:{several[5]}{several[6]}{several[7]}{bottom}"
        rows = _ROWS.fullmatch(text)
        if rows is not None:
            top, bottom = self._span((rows[1], rows[2]), (rows[3], rows[4]), False, place, fixed)
            return f"{rows[1]}{top}:{rows[3]}{bottom}"
        raise NotInsertable(Reason.FORMULA, place)

    def _moved(self, row: int, mark: str, fixed: bool) -> int:
        return row if fixed and not mark else self.insertion.row(row)

    def _span(
        self, start: tuple[str, str], end: tuple[str, str], narrow: bool, place: str, fixed: bool
    ) -> tuple[int, int]:
        block, count = self.insertion.block, self.insertion.count
        top, bottom = int(start[1]), int(end[1])
        if top > bottom:
            # Excel writes none so; what stands first is not known to be the top
            raise NotInsertable(Reason.FORMULA, place)
        moved = self._moved(top, start[0], fixed), self._moved(bottom, end[0], fixed)
        if bottom == block.last and not (fixed and not end[0]):
            if top <= block.first and (top < bottom or narrow):
                self._tell(self.found.widened, place)
                return moved[0], min(bottom + count, MOST_ROWS)
            if block.first < top < bottom:
                self._tell(self.found.partial, place)
        if moved[0] > MOST_ROWS:
            raise NotInsertable(Reason.FULL, place)
        return moved[0], min(moved[1], MOST_ROWS)

    @staticmethod
    def _tell(places: dict[str, None], place: str) -> None:
        if place:
            places[place] = None

    def tell_sum_above(self, text: str, place: str) -> None:
        """Tell of a formula in the block's last row that spans the rows above it: the new ones stand below and are not in it."""
        above = self.insertion.block.last - 1
        for found in _RANGE.finditer(text):
            if int(found[4]) < int(found[8]) == above:
                self._tell(self.found.partial, place)

    def has_relative_rows(self, text: str) -> bool:
        """Whether a name's formula refers to the sheet's rows from the block's end on without $: what that means depends on the cell."""
        for _, _, token in self._operands(text, text):
            qualified = _QUALIFIED.fullmatch(token)
            if qualified is None or not self._is_ours(qualified[1].strip("'").replace("''", "'")):
                continue
            found = [*_ONE.finditer(qualified[2])] if not _COLUMNS.fullmatch(qualified[2]) else []
            if any(not one[3] and int(one[4]) >= self.insertion.block.last for one in found):
                return True
        return False

    def ranges(self, text: str, *, widen: bool, place: str = "") -> str:
        """Ranges as parts of a sheet name them (A2:A10 C3), shifted; with `widen` those that hold the block's last row grow."""
        return " ".join(self._range(one, widen, place) for one in text.split())

    def _range(self, text: str, widen: bool, place: str) -> str:
        block, count = self.insertion.block, self.insertion.count
        told = text if ":" in text else f"{text}:{text}"
        found = _RANGE.fullmatch(told)
        if found is None:
            if _COLUMNS.fullmatch(told):
                return text
            rows = _ROWS.fullmatch(told)
            if rows is None:
                raise NotInsertable(Reason.PART, place or text)
            top, bottom = self.insertion.row(int(rows[2])), self.insertion.row(int(rows[4]))
            return f"{rows[1]}{top}:{rows[3]}{min(bottom, MOST_ROWS)}"
        top, bottom = int(found[4]), int(found[8])
        grows = widen and top <= block.last == bottom
        lower = bottom + count if grows else self.insertion.row(bottom)
        upper = self.insertion.row(top)
        if upper > MOST_ROWS:
            raise NotInsertable(Reason.FULL, place or text)
        lower = min(lower, MOST_ROWS)
        start = f"{found[1]}{found[2]}{found[3]}{upper}"
        end = f"{found[5]}{found[6]}{found[7]}{lower}"
        return start if start == end and ":" not in text else f"{start}:{end}"

    def torn(self, text: str) -> bool:
        """Whether one of these ranges lies across the place at which the rows go in."""
        return any(top <= self.insertion.block.last < bottom for top, bottom in spans(text))


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The first and last rows of ranges; none for whole columns."""
    for one in text.split():
        found = [int(part[4]) for part in _ONE.finditer(one)]
        if found:
            yield min(found), max(found)


def columns_of(text: str) -> tuple[int, int]:
    """The first and last column of a range."""
    found = [column_index_from_string(part[2].upper()) for part in _ONE.finditer(text)]
    return (min(found), max(found)) if found else (1, 0)
