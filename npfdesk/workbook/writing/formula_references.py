"""What a formula reads: its references as areas of the workbook's sheets, found without computing anything.

Source: ECMA-376 part 1, 18.17 (formulas). Whatever cannot be told for certain is said to read everything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from openpyxl.utils import FORMULAE, column_index_from_string

from npfdesk.workbook.files.cell_grid import MOST_COLUMNS, MOST_ROWS, Place

_WORD: Final = re.compile(
    r"""
    "(?:[^"]|"")*"                                                          # a text
    | \#(?:N/A|DIV/0!)                                                      # errors with a stroke in them
    | (?: '(?:[^']|'')*'                                                    # the quoted name of a sheet
        | \[(?:'.|[^][']|\[(?:'.|[^]['])*\])*\]                             # columns of a table, another workbook
        | [^][\s"'+\-*/^&=<>(),;%{}]
      )+\(?                                                                 # a function begins with its bracket
    | (?P<open>["'[\]])                                                     # one that nothing closes
    """,
    re.VERBOSE,
)
_CELLS: Final = re.compile(
    r"(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?::(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7}))?"
)
_COLUMNS: Final = re.compile(r"(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})")
_ROWS: Final = re.compile(r"(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})")
_SHEETS: Final = re.compile(r"('(?:[^']|'')*'|[^'!]*)!")
_NEWER: Final = ("_XLFN.", "_XLWS.")
_VOLATILE: Final = frozenset({"CELL", "INDIRECT", "INFO", "NOW", "OFFSET", "RAND", "RANDARRAY", "RANDBETWEEN", "TODAY"})  # fmt: skip
_RESIZED: Final = frozenset({"AVERAGEIF", "SUMIF"})
"""Functions that read as many cells from the corner of their last range as their first one has."""
_PARAMETER: Final = "_xlpm."
_CONSTANTS: Final = ("TRUE", "FALSE")
_LONGEST_CHAIN: Final = 30


class Area(NamedTuple):
    """A block of cells of a sheet (folded name); `loose` says which of top, left, bottom, right move with the formula."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int
    loose: tuple[bool, bool, bool, bool] = (False, False, False, False)

    def moved(self, rows: int, columns: int) -> Area:
        """The block as a formula so many rows below and columns to the right reads it; past an edge it goes round."""
        if not any(self.loose) or not (rows or columns):
            return self
        top, bottom = _along(self.top, self.bottom, rows, (self.loose[0], self.loose[2]), MOST_ROWS)
        left, right = _along(self.left, self.right, columns, (self.loose[1], self.loose[3]), MOST_COLUMNS)
        return Area(self.sheet, top, left, bottom, right, self.loose)


def _along(first: int, last: int, by: int, loose: tuple[bool, bool], most: int) -> tuple[int, int]:
    ends = [
        (one - 1 + by) % most + 1 if moves else one for one, moves in zip((first, last), loose, strict=True)
    ]
    return min(ends), max(ends)


@dataclass(frozen=True)
class Reads:
    """What a formula reads: areas, or (`everything`) what cannot be told."""

    areas: tuple[Area, ...] = ()
    everything: bool = False

    def moved(self, rows: int, columns: int) -> Reads:
        """What the formula reads so many rows below and columns to the right of where it stands."""
        return Reads(tuple(area.moved(rows, columns) for area in self.areas), self.everything)


EVERYTHING: Final = Reads(everything=True)


@dataclass(frozen=True)
class KnownNames:
    """The names that formulas may use: sheets in their order, tables as areas, defined names by scope and name.

    All are folded by ``str.casefold``; the scope is a sheet's name, "" for the whole workbook.
    """

    sheets: Sequence[str]
    tables: Mapping[str, Area] = field(default_factory=dict)
    defined: Mapping[tuple[str, str], str] = field(default_factory=dict)


def reads(formula: str, sheet: str, place: Place, names: KnownNames, depth: int = 0) -> Reads:
    """What a formula (without =) in a cell of a sheet (folded name) reads.

    Everything where it is volatile, calls what Excel does not know, or says something that is not understood. What lies
    in other workbooks is nothing: no edit here changes it.
    """
    if depth > _LONGEST_CHAIN:
        return EVERYTHING
    areas: list[Area] = []
    resized = False
    for found in _WORD.finditer(formula):
        word = found[0]
        if found["open"]:
            return EVERYTHING
        if word.startswith('"'):
            continue
        if word.endswith("("):
            called = word[:-1].lstrip("@").upper()
            if called and not _is_known(called):
                return EVERYTHING
            resized = resized or called in _RESIZED
            continue
        more = _areas(word.strip("@#") if not word.startswith("#") else word, sheet, place, names, depth)
        if more is None:
            return EVERYTHING
        areas += more
    return Reads(tuple(_as_large(areas) if resized else dict.fromkeys(areas)))


def _is_known(called: str) -> bool:
    plain = called
    for prefix in _NEWER:
        plain = plain.removeprefix(prefix)
    if plain in _VOLATILE:
        return False
    return plain != called or plain in FORMULAE or plain in ("AGGREGATE", "SINGLE")


def _as_large(areas: Sequence[Area]) -> list[Area]:
    """The areas, each from its corner as high and as wide as the largest."""
    high = max((area.bottom - area.top for area in areas), default=0)
    wide = max((area.right - area.left for area in areas), default=0)
    return [
        area._replace(bottom=min(area.top + high, MOST_ROWS), right=min(area.left + wide, MOST_COLUMNS))
        for area in areas
    ]


def _areas(word: str, sheet: str, place: Place, names: KnownNames, depth: int) -> Sequence[Area] | None:
    """The areas that a word means, none for a figure; None where it is not understood."""
    if not word or word.startswith(("#", _PARAMETER)) or word.upper() in _CONSTANTS:
        return ()
    told = _SHEETS.match(word)
    body = word[told.end() :] if told is not None else word
    if told is None:
        sheets: Sequence[str] = (sheet,)
        if "[" in body:
            return _of_table(body, sheet, place, names)
    else:
        said = told[1]
        said = said[1:-1].replace("''", "'") if said.startswith("'") else said
        if "[" in said:
            return ()
        between = _sheets_between(said.casefold(), names.sheets)
        if between is None:
            return None
        sheets = between
    block = _block(body)
    if block is not None:
        return [block._replace(sheet=one) for one in sheets]
    if body.startswith("#"):
        return ()
    if told is None and (body[0].isdigit() or body[0] == "."):
        return () if ":" not in body else None
    return _of_name(body, sheets, place, names, depth) if len(sheets) == 1 else None


def _sheets_between(said: str, sheets: Sequence[str]) -> Sequence[str] | None:
    """The sheets that a prefix names, from the first to the last; None where there is no such sheet."""
    first, _, last = said.partition(":")
    ends = [sheets.index(one) for one in (first, last or first) if one in sheets]
    return sheets[min(ends) : max(ends) + 1] if len(ends) == 2 else None


def _block(body: str) -> Area | None:
    found = _CELLS.fullmatch(body)
    if found is not None:
        fixed_left, left, fixed_top, top, fixed_right, right, fixed_bottom, bottom = found.groups()
        if right is None:
            right, bottom, fixed_right, fixed_bottom = left, top, fixed_left, fixed_top
        rows, columns = (int(top), int(bottom)), tuple(map(column_index_from_string, _capitals(left, right)))
        loose = (not fixed_top, not fixed_left, not fixed_bottom, not fixed_right)
    elif (found := _COLUMNS.fullmatch(body)) is not None:
        rows, columns = (1, MOST_ROWS), tuple(map(column_index_from_string, _capitals(found[2], found[4])))
        loose = (False, not found[1], False, not found[3])
    elif (found := _ROWS.fullmatch(body)) is not None:
        rows, columns = (int(found[2]), int(found[4])), (1, MOST_COLUMNS)
        loose = (not found[1], False, not found[3], False)
    else:
        return None
    if not (min(rows) > 0 and max(rows) <= MOST_ROWS and max(columns) <= MOST_COLUMNS):
        # a name such as ABC1 of a sheet that has no such cell
        return None
    if rows[0] > rows[1]:
        loose = (loose[2], loose[1], loose[0], loose[3])
    if columns[0] > columns[1]:
        loose = (loose[0], loose[3], loose[2], loose[1])
    return Area("", min(rows), min(columns), max(rows), max(columns), loose)


def _capitals(*letters: str) -> tuple[str, ...]:
    return tuple(one.upper() for one in letters)


def _of_table(body: str, sheet: str, place: Place, names: KnownNames) -> Sequence[Area] | None:
    """The table that a structured reference names, or the one around the cell: its row of the formula's, or the whole."""
    name, _, rest = body.partition("[")
    if name:
        tables = [names.tables[name.casefold()]] if name.casefold() in names.tables else []
    else:
        tables = [
            table
            for table in names.tables.values()
            if table.sheet == sheet
            and table.top <= place[0] <= table.bottom
            and table.left <= place[1] <= table.right
        ]
    if rest.lstrip("[").startswith(("@", "#This Row")):
        loose = (True, False, True, False)
        return [table._replace(top=place[0], bottom=place[0], loose=loose) for table in tables] or None
    return tables or None


def _of_name(
    body: str, sheets: Sequence[str], place: Place, names: KnownNames, depth: int
) -> Sequence[Area] | None:
    """The areas of a table or of a defined name; None where it is unknown, or is meant from where it stands."""
    name = body.casefold()
    meant = next(
        (names.defined[scope, name] for scope in (sheets[0], "") if (scope, name) in names.defined), None
    )
    if meant is None:
        table = names.tables.get(name)
        return None if table is None else [table]
    found = reads(meant.removeprefix("="), sheets[0], place, names, depth + 1)
    if found.everything or any(any(area.loose) for area in found.areas):
        return None
    return found.areas
