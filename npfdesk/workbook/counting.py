"""What a workbook's XML holds, counted in a stream by a parser of its own: the measure that reading is held to."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils import get_column_letter

from npfdesk.workbook import limits
from npfdesk.workbook.grid import Place
from npfdesk.workbook.parts import Parts

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"

_CELL: Final = f"{MAIN} c"
_VALUE: Final = f"{MAIN} v"
_FORMULA: Final = f"{MAIN} f"
_INLINE: Final = f"{MAIN} is"
_ROW: Final = f"{MAIN} row"
_MERGE: Final = f"{MAIN} mergeCell"
_STRING: Final = f"{MAIN} si"
_LONGEST_FORMULA: Final = 8192
_MOVED: Final = 1000
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class SheetCount:
    """What a sheet's XML holds.

    `cells` have a saved value, `errors` of them an error; `unsaved` are the formulas without a saved value, by
    place. `last_row` and `last_column` are those of real cells, whatever the dimension says.
    """

    cells: int = 0
    errors: int = 0
    unsaved: Mapping[Place, str] = field(default_factory=dict)
    formulas: int = 0
    merged: int = 0
    last_row: int = 0
    last_column: int = 0


class Watched:
    """A parser that names elements by their namespace and keeps their number and depth within limits."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.depth = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        self.parts.elements += 1
        if self.depth > limits.DEPTH:
            raise self.parts.too_large("XML 层级", "levels of XML", limits.DEPTH)
        if self.parts.elements > limits.ELEMENTS:
            raise self.parts.too_large("XML 元素", "XML elements", limits.ELEMENTS)

    def end(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1


class _StringCounter(Watched):
    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.strings = self.letters = 0
        self.parser.CharacterDataHandler = self.text

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        self.strings += name == _STRING

    def text(self, said: str) -> None:
        self.letters += len(said)
        if self.letters > limits.TEXT:
            raise self.parts.too_large("文字", "letters of text", limits.TEXT)


def count_strings(parts: Parts, part: str) -> int:
    """How many shared strings there are; refused where they are longer than any workbook's."""
    counter = _StringCounter(parts)
    parts.walk(part, counter.parser)
    return counter.strings


def count_sheet(
    parts: Parts, part: str, before: int = 0, progress: limits.Progress | None = None
) -> SheetCount:
    """The cells of a sheet counted as they stand, `before` others having been counted in other sheets."""
    counter = _SheetCounter(parts, before, progress)
    parts.walk(part, counter.parser)
    return SheetCount(
        counter.cells,
        counter.errors,
        counter.formula_texts(),
        counter.formulas,
        counter.merged,
        counter.last_row,
        counter.last_column,
    )


class _SheetCounter(Watched):
    """The state of counting one sheet: a cell is judged when it ends."""

    def __init__(self, parts: Parts, before: int, progress: limits.Progress | None) -> None:
        super().__init__(parts)
        self.before = before
        self.progress = progress
        self.cells = self.errors = self.formulas = self.merged = self.last_row = self.last_column = 0
        self.unsaved: dict[Place, tuple[str, str]] = {}
        self.shared: dict[str, tuple[Place, str]] = {}
        self._row = self._column = 0
        self._type = self._formula = self._group = ""
        self._has_formula = self._has_value = self._says = self._in_formula = self._in_value = False
        self._columns: dict[str, int] = {}
        self.parser.CharacterDataHandler = self._text

    def start(self, name: str, attributes: dict[str, str]) -> None:
        super().start(name, attributes)
        if name == _CELL:
            self._begin_cell(attributes)
        elif name == _VALUE:
            self._has_value = self._in_value = True
        elif name == _FORMULA:
            self._has_formula = self._in_formula = True
            self._group = attributes.get("si", "") if attributes.get("t") == "shared" else ""
        elif name == _INLINE:
            self._says = self._says or self._type == "inlineStr"
        elif name == _ROW:
            row = attributes.get("r", "")
            self._row = int(row) if row.isdecimal() and len(row) < 10 else self._row + 1
            self._column = 0
        elif name == _MERGE:
            self.merged += 1
            if self.merged > limits.MERGES:
                raise self.parts.too_large("合并区域", "merged blocks", limits.MERGES)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", "n")
        self._has_formula = self._has_value = self._says = False
        self._formula = self._group = ""
        letters = attributes.get("r", "").rstrip("0123456789")
        self._column = self._columns.get(letters) or self._number(letters)

    def _number(self, letters: str) -> int:
        """The number of a column by its letters; of a cell that does not say it, the one after the last."""
        if not letters or len(letters) > 3 or not set(letters.upper()) <= set(_LETTERS):
            return self._column + 1
        number = 0
        for letter in letters.upper():
            number = number * 26 + _LETTERS.index(letter) + 1
        self._columns[letters] = number
        return number

    def _text(self, said: str) -> None:
        if self._in_value:
            self._says = self._says or self._type != "inlineStr"
        elif self._in_formula:
            self._formula = (self._formula + said)[:_LONGEST_FORMULA]

    def end(self, name: str) -> None:
        self.depth -= 1
        if name == _VALUE:
            self._in_value = False
        elif name == _FORMULA:
            self._in_formula = False
        elif name == _CELL:
            self._end_cell()

    def _end_cell(self) -> None:
        place = (self._row, self._column)
        if self._has_formula:
            self.formulas += 1
            if self._group and self._formula:
                self.shared.setdefault(self._group, (place, self._formula))
        if self._says:
            self.cells += 1
            self.errors += self._type == "e"
        elif self._has_formula and not (self._has_value and self._type == "str"):
            # a text formula whose saved value is empty has a value: the empty text
            self.unsaved[place] = (self._formula, self._group)
        else:
            return
        self.last_row = max(self.last_row, self._row)
        self.last_column = max(self.last_column, self._column)
        counted = self.before + self.cells + len(self.unsaved)
        if counted > limits.CELLS:
            raise self.parts.too_large("单元格", "cells", limits.CELLS)
        if self.progress is not None and counted % 20_000 == 0:
            self.progress(counted, 0)

    def formula_texts(self) -> dict[Place, str]:
        """The formulas without a value as Excel would show them; one shared with others is moved from the first."""
        told: dict[Place, str] = {}
        movers = {group: Translator(f"={text}", _reference(at)) for group, (at, text) in self.shared.items()}
        for place, (formula, group) in self.unsaved.items():
            mover = movers.get(group)
            if formula or mover is None:
                told[place] = f"={formula}"
                continue
            text = f"={self.shared[group][1]}"
            # moving takes its time, and nobody reads thousands of them
            if len(told) < _MOVED:
                with contextlib.suppress(TranslatorError, ValueError):
                    text = str(mover.translate_formula(_reference(place)))
            told[place] = text
        return told


def _reference(place: Place) -> str:
    return f"{get_column_letter(place[1])}{place[0]}"
