"""A sheet of a form that remembers what it shows, so that a return's own figures can be told from the form's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from openpyxl.utils import coordinate_to_tuple
from xlsxwriter.worksheet import Worksheet

from npfdesk.plan.numbers import plain
from npfdesk.plan.rounding import rounded
from npfdesk.workbook.collecting.hidden_sheet import FIRST_ROW, FormCell, heads_of, printed_mark

_PLACES: Final = re.compile(r"\.([0#]+)")


class PrintedPage(Worksheet):  # type: ignore[misc]
    """A worksheet of XlsxWriter that keeps the texts of its cells by row and column (from 0).

    A number is kept as it is and as its format rounds it, which is what a file in another format may hold of it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.printed: dict[tuple[int, int], tuple[str, ...]] = {}

    def write_string(self, row: int, col: int, string: str, cell_format: Any = None) -> Any:
        """Write a text."""
        self.printed[row, col] = (string,)
        return super().write_string(row, col, string, cell_format)

    def write_number(self, row: int, col: int, number: float, cell_format: Any = None) -> Any:
        """Write a number."""
        shown = _PLACES.search(str(getattr(cell_format, "num_format", "")))
        places = len(shown[1]) if shown is not None else 0
        self.printed[row, col] = (plain(number), plain(rounded(float(number), places)))
        return super().write_number(row, col, number, cell_format)

    def write_formula(self, row: int, col: int, formula: str, cell_format: Any = None, value: Any = 0) -> Any:
        """Write a formula with what it comes to at first; a program that computes nothing leaves the formula alone."""
        self.printed[row, col] = (str(value), formula)
        return super().write_formula(row, col, formula, cell_format, value)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        # our formulas call no function newer than Excel 2007: looking for them is a fifth of the time, and finds words of units
        return formula.removeprefix("=")


def printed_marks(pages: Iterable[PrintedPage], cells: Iterable[FormCell]) -> frozenset[str]:
    """The marks of all that the sheets of a form show: in the rows of keys and in heads by column, else where digits are."""
    keys = {(one.place.sheet, coordinate_to_tuple(one.place.cell)[0]): one.key for one in cells}
    return frozenset(mark for page in pages for mark in _marks(page, keys))


def _marks(page: PrintedPage, keys: dict[tuple[str, int], str]) -> Iterator[str]:
    name = str(page.get_name())
    for (row, column), texts in page.printed.items():
        key = keys.get((name, row + 1), "")
        for text in texts:
            if key:
                yield printed_mark(text, key, column + 1)
                continue
            if row + 2 == FIRST_ROW:
                yield printed_mark(text, heads_of(name), column + 1)
            if any(map(str.isdigit, text)):
                yield printed_mark(text)
