"""The saved results that an edit makes old: of formulas that read an edited cell, directly or through others.

They are taken out, so that nobody takes them for facts until Excel has computed the workbook again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.parsers import expat

from openpyxl.utils import column_index_from_string, range_boundaries

from npfdesk.workbook.files.cell_grid import Place
from npfdesk.workbook.writing.book_parts import BookParts
from npfdesk.workbook.writing.formula_references import EVERYTHING, Area, KnownNames, Reads, reads
from npfdesk.workbook.writing.sheet_part import MAIN, NotPatchable, without_results

Results = Mapping[str, Collection[Place]]
"""Cells that hold results of formulas, by sheet."""

_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ />]")
_CELL: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
# a block of so few cells is known by its cells, a larger one by its edges
_FEW: Final = 48
_MOST_RESULTS: Final = 200_000
"""Cells of one array formula; one with more is not followed."""
_MOST_STEPS: Final = 20_000_000
"""Comparisons of changed cells with blocks that are read; past them every formula counts as one that reads an edited cell."""


@dataclass(frozen=True)
class Formula:
    """A formula of a sheet (folded name): the block that holds its results, and what it reads."""

    sheet: str
    block: tuple[int, int, int, int]
    reads: Reads

    def cells(self) -> Iterator[Place]:
        """The cells of its results, row by row."""
        top, left, bottom, right = self.block
        return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


class _FormulaParser:
    """The formulas of a sheet's part: place, text, attributes."""

    def __init__(self) -> None:
        self.found: list[tuple[Place, str, dict[str, str]]] = []
        self._row = self._column = 0
        self._attributes: dict[str, str] | None = None
        self._text = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._said
        self.parser.StartDoctypeDeclHandler = self._refused

    def _refused(self, *_: object) -> None:
        raise NotPatchable("damaged", "DOCTYPE")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == f"{MAIN} c":
            named = _CELL.fullmatch(attributes.get("r", ""))
            if named is not None:
                self._row, self._column = int(named[2]), column_index_from_string(named[1])
            else:
                self._column += 1
        elif name == f"{MAIN} f":
            self._attributes, self._text = attributes, ""
        elif name == f"{MAIN} row":
            said = attributes.get("r", "")
            self._row, self._column = int(said) if said.isdecimal() else self._row + 1, 0

    def _said(self, text: str) -> None:
        if self._attributes is not None:
            self._text += text

    def _end(self, name: str) -> None:
        if name == f"{MAIN} f" and self._attributes is not None:
            self.found.append(((self._row, self._column), self._text, self._attributes))
            self._attributes = None


def formulas_of(content: bytes, sheet: str, names: KnownNames) -> list[Formula]:
    """The formulas of a sheet's part. NotPatchable where it is no sound XML."""
    scan = _FormulaParser()
    try:
        scan.parser.Parse(content, True)
    except expat.ExpatError as problem:
        raise NotPatchable("damaged", str(problem)) from problem
    shared: dict[str, tuple[Place, Reads]] = {}
    known: dict[str, Reads] = {}
    formulas = []
    for place, text, attributes in scan.found:
        kind, group = attributes.get("t", "normal"), attributes.get("si", "")
        block = (*place, *place)
        if kind in ("array", "dataTable") and attributes.get("ref"):
            block = _block(attributes["ref"]) or block
            if (block[2] - block[0] + 1) * (block[3] - block[1] + 1) > _MOST_RESULTS:
                raise NotPatchable("damaged", attributes["ref"])
        if kind == "dataTable":
            # its cells come from other ones through the whole sheet
            read = EVERYTHING
        elif kind == "shared" and not text and group in shared:
            first, read = shared[group]
            read = read.moved(place[0] - first[0], place[1] - first[1])
        elif text:
            # the reference of a structured one depends on where it stands
            read = known[text] if text in known else reads(text, sheet, place, names)
            if "[" not in text:
                known[text] = read
            if kind == "shared" and group:
                shared.setdefault(group, (place, read))
        else:
            read = EVERYTHING
        formulas.append(Formula(sheet, block, read))
    return formulas


def _block(reference: str) -> tuple[int, int, int, int] | None:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except ValueError:
        return None
    return (top, left, bottom, right) if left and top and right and bottom else None


class _Readers:
    """The formulas by what they read."""

    def __init__(self, formulas: Sequence[Formula]) -> None:
        self._by_cell: dict[tuple[str, int, int], list[int]] = {}
        by_block: dict[Area, list[int]] = {}
        for number, formula in enumerate(formulas):
            for area in formula.reads.areas:
                if (area.bottom - area.top + 1) * (area.right - area.left + 1) > _FEW:
                    by_block.setdefault(area._replace(loose=Area._field_defaults["loose"]), []).append(number)
                    continue
                for row in range(area.top, area.bottom + 1):
                    for column in range(area.left, area.right + 1):
                        self._by_cell.setdefault((area.sheet, row, column), []).append(number)
        self._blocks: dict[str, list[tuple[Area, list[int]]]] = {}
        for area, numbers in by_block.items():
            self._blocks.setdefault(area.sheet, []).append((area, numbers))
        self.steps = 0

    def of_cell(self, sheet: str, place: Place) -> Sequence[int]:
        """The formulas that read a cell by a small block."""
        return self._by_cell.get((sheet, *place), ())

    def of_blocks(self, changed: Mapping[str, Collection[Place]]) -> Iterator[int]:
        """The formulas that read one of these cells by a large block; each block answers once."""
        for sheet, places in changed.items():
            blocks = self._blocks.get(sheet)
            if not blocks or not places:
                continue
            columns: dict[int, list[int]] = {}
            for row, column in sorted(places):
                columns.setdefault(column, []).append(row)
            left: list[tuple[Area, list[int]]] = []
            for area, numbers in blocks:
                self.steps += len(columns)
                if any(
                    area.left <= column <= area.right and _has_between(rows, area.top, area.bottom)
                    for column, rows in columns.items()
                ):
                    yield from numbers
                else:
                    left.append((area, numbers))
            self._blocks[sheet] = left


def _has_between(rows: Sequence[int], first: int, last: int) -> bool:
    at = bisect_left(rows, first)
    return at < len(rows) and rows[at] <= last


def dependents(formulas: Sequence[Formula], changed: Mapping[str, Iterable[Place]]) -> list[Formula]:
    """The formulas whose results these cells (by folded sheet) may have changed, directly or through other formulas."""
    readers = _Readers(formulas)
    stale: set[int] = set()
    queue: list[tuple[str, Place]] = [(sheet, place) for sheet, places in changed.items() for place in places]
    if not queue:
        return []
    waiting: dict[str, set[Place]] = {}

    def take(number: int) -> None:
        if number not in stale:
            stale.add(number)
            formula = formulas[number]
            queue.extend((formula.sheet, place) for place in formula.cells())

    for number, formula in enumerate(formulas):
        if formula.reads.everything:
            take(number)
    while queue:
        while queue:
            sheet, place = queue.pop()
            waiting.setdefault(sheet, set()).add(place)
            for number in readers.of_cell(sheet, place):
                take(number)
        found = list(readers.of_blocks(waiting))
        waiting = {}
        if readers.steps > _MOST_STEPS:
            return list(formulas)
        for number in found:
            take(number)
    return [formulas[number] for number in sorted(stale)]


def stale_results(book: BookParts, changed: Results) -> Results | None:
    """The cells whose results are old once these cells are changed; None where the workbook has no formula at all.

    Formulas are read as the parts say them now. NotPatchable where a sheet with formulas is no sound XML.
    """
    sheets = {
        sheet: content
        for sheet, place in book.sheets.items()
        if (content := book.content_of(place)) is not None and _FORMULA.search(content)
    }
    if not sheets:
        return None
    names = book.formula_names()
    formulas: list[Formula] = []
    for sheet, content in sheets.items():
        formulas += formulas_of(content, sheet.casefold(), names)
    found: dict[str, set[Place]] = {}
    for formula in dependents(formulas, {sheet.casefold(): places for sheet, places in changed.items()}):
        found.setdefault(formula.sheet, set()).update(formula.cells())
    return {sheet: found[sheet.casefold()] for sheet in sheets if sheet.casefold() in found}


def take_out(book: BookParts, results: Results) -> None:
    """Take these results out of the parts of their sheets."""
    for sheet, cells in results.items():
        place = book.sheets[sheet]
        content = book.content_of(place)
        assert content is not None
        made = without_results(content, cells)
        if made != content:
            book.changed[place] = made
