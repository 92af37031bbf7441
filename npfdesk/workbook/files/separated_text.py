"""A sheet in a text file (.csv): decoded in a strict order, never guessed, and taken apart at its separator."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator
from operator import itemgetter
from pathlib import PurePath
from typing import Final

from npfdesk.plan.problems import Problem
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    CellKind,
    Grid,
    GridCell,
    GridSheet,
    Place,
    TextForm,
)
from npfdesk.workbook.files.file_problems import NOT_A_WORKBOOK, OPEN_QUOTE, TOO_LARGE, UNKNOWN_ENCODING

SEPARATORS: Final = ("\t", ";", ",")
"""What separates cells; where two take a file apart equally well, the first of these (a comma may be decimal)."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_UNMARKED: Final = (("utf-8", "UTF-8"), ("gb18030", "GB 18030"))
_LINES_LOOKED_AT: Final = 2000
_NUMBER: Final = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?%?")
_ERRORS: Final = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"})


def is_small_text(content: bytes) -> bool:
    """Whether a text has at most ``limits.SMALL_CELLS`` cells, whatever separates them."""
    return sum(content.count(one) for one in (b",", b";", b"\t", b"\n", b"\r")) < limits.SMALL_CELLS


def read_text(name: str, content: bytes, progress: limits.Progress | None = None) -> Grid | Problem:
    """The one sheet of a text file, named as the file; a Problem why it is refused.

    The encoding is the one that the file's first bytes name, else UTF-8, else GB 18030, each without a single
    letter amiss. Cells keep their texts as they stand; what Excel would take for a number has that kind, and what
    looks like a formula is a text.
    """
    decoded = _decoded(content)
    if decoded is None:
        return Problem(UNKNOWN_ENCODING, text=name)
    text, encoding = decoded
    if any(letter < " " and letter not in "\t\r\n\f\x1a" for letter in set(text)):
        return Problem(NOT_A_WORKBOOK, text=name)
    text = text.rstrip("\x1a")
    separator, text = _separator(text)
    try:
        cells = _cells(name, text, separator, progress)
    except _OpenQuote as quote:
        return Problem(OPEN_QUOTE, text=name, arguments={"line": quote.line})
    if isinstance(cells, Problem):
        return cells
    sheet = GridSheet(PurePath(name).stem or name, cells)
    return Grid((sheet,), (), TextForm(encoding, separator))


def _decoded(content: bytes) -> tuple[str, str] | None:
    for mark, codec, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content[len(mark) :].decode(codec), encoding
            except UnicodeDecodeError:
                return None
    for codec, encoding in _UNMARKED:
        try:
            return content.decode(codec), encoding
        except UnicodeDecodeError:
            continue
    return None


def _separator(text: str) -> tuple[str, str]:
    """What separates the cells of a text, and the text without a first line that only says so (sep=;)."""
    first, _, rest = text.partition("\n")
    said = first.strip()
    if said[:4].lower() == "sep=" and said[4:] in SEPARATORS:
        return said[4:], rest
    if first.rstrip("\r").lower() == "sep=\t":
        return "\t", rest
    rows, separator = max(((_taken_apart(text, one), one) for one in SEPARATORS), key=itemgetter(0))
    return separator if rows else ",", text


def _taken_apart(text: str, separator: str) -> int:
    """How many of the first rows a separator takes apart into the same number of cells."""
    counts: Counter[int] = Counter()
    # where the quotation marks are at odds with it, what came before still counts
    with contextlib.suppress(csv.Error):
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        counts.update(len(row) for row in itertools.islice(rows, _LINES_LOOKED_AT) if len(row) > 1)
    return max(counts.values(), default=0)


class _OpenQuote(Exception):
    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for row in rows:
            yield row
            line = rows.line_num + 1
    except csv.Error as problem:
        raise _OpenQuote(line) from problem


def _cells(
    name: str, text: str, separator: str, progress: limits.Progress | None
) -> dict[Place, GridCell] | Problem:
    def too_large(what_zh: str, what_en: str, most: int) -> Problem:
        return Problem(
            TOO_LARGE, text=name, arguments={"what_zh": what_zh, "what_en": what_en, "most": f"{most:,}"}
        )

    cells: dict[Place, GridCell] = {}
    known: dict[str, GridCell] = {}
    if len(text) > limits.LAID_OUT_TEXT:
        return too_large("单元格文字", "letters in cells", limits.LAID_OUT_TEXT)
    for number, row in enumerate(_rows(text, separator), start=1):
        if number > MOST_ROWS:
            return too_large("行", "rows", MOST_ROWS)
        if len(row) > MOST_COLUMNS:
            return too_large("列", "columns", MOST_COLUMNS)
        for column, said in enumerate(row, start=1):
            if said:
                cell = known.get(said)
                if cell is None:
                    cell = known[said] = _cell(said)
                cells[number, column] = cell
        if len(cells) > limits.CELLS:
            return too_large("单元格", "cells", limits.CELLS)
        if progress is not None and number % 5000 == 0:
            progress(len(cells), 0)
    return cells


def _cell(said: str) -> GridCell:
    if said in _ERRORS:
        return GridCell(said, CellKind.ERROR)
    is_number = len(said) < 40 and _NUMBER.fullmatch(said) is not None
    return GridCell(said.replace("\r\n", "\n"), CellKind.NUMBER if is_number else CellKind.TEXT)
