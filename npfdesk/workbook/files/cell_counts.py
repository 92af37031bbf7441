"""Cell counts: a workbook's XML counted in a stream by a separate parser, to verify what the reader returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Never
from xml.parsers import expat

from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.formula.translate import Translator, TranslatorError
from openpyxl.utils import get_column_letter, range_boundaries

from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_grid import Block, Place, grown
from npfdesk.workbook.files.zip_parts import Parts

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT: Final = "http://purl.oclc.org/ooxml/spreadsheetml/main"

_CELL: Final = f"{MAIN} c"
_VALUE: Final = f"{MAIN} v"
_FORMULA: Final = f"{MAIN} f"
_INLINE: Final = f"{MAIN} is"
_ROW: Final = f"{MAIN} row"
_MERGE: Final = f"{MAIN} mergeCell"
_STRING: Final = f"{MAIN} si"
_FILLING: Final = ("array", "dataTable")
_LONGEST_FORMULA: Final = 8192
_MOVED: Final = 1000
_FILLED: Final = 200_000
"""Cells filled by array formulas that are looked for, in one sheet."""
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class SheetCount:
    """What a sheet's XML holds.

    `cells` have a saved value, `errors` of them an error; `unsaved` are the formulas without a saved value, by
    place, the cells that an array formula fills among them; `saved_block` is the smallest block around those with one. `last_row` and `last_column` are those of real cells, whatever the dimension says.
    """

    cells: int = 0
    errors: int = 0
    unsaved: Mapping[Place, str] = field(default_factory=dict)
    formulas: int = 0
    merged: int = 0
    last_row: int = 0
    last_column: int = 0
    saved_block: Block | None = None


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
        if self.depth > self.parts.bounds.depth or self.parts.elements > self.parts.bounds.elements:
            self.refuse(self.depth)

    def refuse(self, depth: int) -> Never:
        """Refuse a file for the levels of its XML, or else for the number of its elements."""
        bounds = self.parts.bounds
        if depth > bounds.depth:
            raise self.parts.too_large("XML 层级", "levels of XML", bounds.depth)
        raise self.parts.too_large("XML 元素", "XML elements", bounds.elements)

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
    # the three are called five times for each cell: as methods they take 17 % longer (half a million cells: 1.5 s, not 1.3)
    (
        counter.parser.StartElementHandler,
        counter.parser.EndElementHandler,
        counter.parser.CharacterDataHandler,
    ) = _cell_handlers(counter)
    parts.walk(part, counter.parser)
    parts.elements = counter.elements
    counter.count_unfilled()
    return SheetCount(
        counter.cells,
        counter.errors,
        counter.formula_texts(),
        counter.formulas,
        counter.merged,
        counter.last_row,
        counter.last_column,
        counter.saved_block,
    )


class _SheetCounter(Watched):
    """What is counted of one sheet."""

    def __init__(self, parts: Parts, before: int, progress: limits.Progress | None) -> None:
        super().__init__(parts)
        self.elements = parts.elements
        self.before = before
        self.progress = progress
        self.cells = self.errors = self.formulas = self.merged = self.last_row = self.last_column = 0
        self.unsaved: dict[Place, tuple[str, str]] = {}
        self.shared: dict[str, tuple[Place, str]] = {}
        self.filled: dict[Place, str] = {}
        self.saved_block: Block | None = None
        self._columns: dict[str, int] = {}

    def column_of(self, letters: str, last: int) -> int:
        """The number of a column by its letters; of a cell that does not say it, the one after the last."""
        known = self._columns.get(letters)
        if known is not None:
            return known
        if not letters or len(letters) > 3 or not set(letters.upper()) <= set(_LETTERS):
            return last + 1
        number = 0
        for letter in letters.upper():
            number = number * 26 + _LETTERS.index(letter) + 1
        self._columns[letters] = number
        return number

    def another(self, row: int, column: int) -> None:
        """One cell more that says something, or that holds a formula without a value."""
        # of all cells of a sheet: a comparison is a quarter of a call of max
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)
        counted = self.before + self.cells + len(self.unsaved)
        if counted > limits.CELLS:
            raise self.parts.too_large("单元格", "cells", limits.CELLS)
        if self.progress is not None and counted % 20_000 == 0:
            self.progress(counted, 0)

    def another_formula(self, place: Place, formula: str, group: str, is_saved: bool) -> None:
        """One formula more, its result saved or not; the first of those that share it says it for all."""
        self.formulas += 1
        if is_saved:
            self.saved_block = grown(self.saved_block, place)
        if group and formula:
            self.shared.setdefault(group, (place, formula))

    def another_array(self, place: Place, formula: str, reference: str) -> None:
        """One formula that fills more cells than its own: they hold results, and say no formula themselves."""
        try:
            left, top, right, bottom = (int(one or 0) for one in range_boundaries(reference))
        except ValueError:
            return
        if not (top and left) or len(self.filled) + (bottom - top + 1) * (right - left + 1) > _FILLED:
            return
        for row in range(top, bottom + 1):
            self.filled.update({(row, column): formula for column in range(left, right + 1)})
        self.filled.pop(place, None)

    def count_unfilled(self) -> None:
        """Count the cells that an array formula fills and that have no saved value."""
        for place, formula in self.filled.items():
            self.formulas += 1
            self.unsaved[place] = (formula, "")
            self.another(*place)

    def another_merge(self) -> None:
        """One merged block more."""
        self.merged += 1
        if self.merged > limits.MERGES:
            raise self.parts.too_large("合并区域", "merged blocks", limits.MERGES)

    def formula_texts(self) -> dict[Place, str]:
        """The formulas without a value as Excel would show them; one shared with others is moved from the first."""
        told: dict[Place, str] = {}
        for place, (formula, group) in self.unsaved.items():
            if formula or group not in self.shared:
                told[place] = f"={formula}"
                continue
            first, text = self.shared[group]
            # moving takes its time, and nobody reads thousands of them
            told[place] = _moved(f"={text}", first, place) if len(told) < _MOVED else f"={text}"
        return told


def _cell_handlers(  # noqa: C901, PLR0915 - one state in one closure, for speed; see where it is called
    counter: _SheetCounter,
) -> tuple[Callable[[str, dict[str, str]], None], Callable[[str], None], Callable[[str], None]]:
    """What a parser calls as elements begin, as they end, and for text between them; a cell is judged at its end."""
    # what Watched.start keeps count of, without a call for each element
    depth, most_depth, most_elements = 0, counter.parts.bounds.depth, counter.parts.bounds.elements
    row = column = 0
    sort = formula = group = reference = ""
    has_formula = has_value = says = in_formula = in_value = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, sort, formula, group, reference
        nonlocal has_formula, has_value, says, in_formula, in_value, depth
        depth += 1
        counter.elements += 1
        if depth > most_depth or counter.elements > most_elements:
            counter.refuse(depth)
        if name == _CELL:
            sort = attributes.get("t", "n")
            has_formula = has_value = says = False
            column = counter.column_of(attributes.get("r", "").rstrip("0123456789"), column)
        elif name == _VALUE:
            has_value = in_value = True
        elif name == _FORMULA:
            has_formula = in_formula = True
            formula = ""
            kind = attributes.get("t")
            group = attributes.get("si", "") if kind == "shared" else ""
            reference = attributes.get("ref", "") if kind in _FILLING else ""
        elif name == _ROW:
            said = attributes.get("r", "")
            row = int(said) if said.isdecimal() and len(said) < 10 else row + 1
            column = 0
        elif name == _INLINE:
            says = says or sort == "inlineStr"
        elif name == _MERGE:
            counter.another_merge()

    def text(said: str) -> None:
        nonlocal says, formula
        if in_value:
            says = says or sort != "inlineStr"
        elif in_formula:
            formula = (formula + said)[:_LONGEST_FORMULA]

    def end(name: str) -> None:
        nonlocal in_value, in_formula, depth
        depth -= 1
        if name == _VALUE:
            in_value = False
        elif name == _FORMULA:
            in_formula = False
        elif name == _CELL:
            if has_formula:
                counter.another_formula((row, column), formula, group, says)
                if reference:
                    counter.another_array((row, column), formula, reference)
            elif counter.filled and (says or (has_value and sort == "str")):
                counter.filled.pop((row, column), None)
            if says:
                counter.cells += 1
                counter.errors += sort == "e"
                counter.another(row, column)
            elif has_formula and not (has_value and sort == "str"):
                # a text formula whose saved value is empty has a value: the empty text
                counter.unsaved[row, column] = (formula, group)
                counter.another(row, column)

    return start, end, text


def _moved(formula: str, first: Place, place: Place) -> str:
    """A formula of one place as it reads in another; as it is where it cannot be moved there."""
    try:
        there, here = (f"{get_column_letter(column)}{row}" for row, column in (first, place))
        return str(Translator(formula, there).translate_formula(here))
    except (TranslatorError, TokenizerError, ValueError, IndexError, KeyError):
        return formula
