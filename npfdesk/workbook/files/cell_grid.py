"""A workbook's cells as plain values, before any interpretation.

A grid can be sent between processes, laid over a picture of the sheet, and compared with another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from npfdesk.plan.problems import Problem

Place = tuple[int, int]
"""Row and column of a cell, both from 1."""
Block = tuple[int, int, int, int]
"""First row, first column, last row, last column of a block of cells."""


class CellKind(StrEnum):
    """What sort of thing a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TRUTH = "truth"
    ERROR = "error"
    FORMULA = "formula"
    """A formula without a saved result; the cell's text is the formula itself."""
    BROKEN = "broken"
    """Something that cannot be what the file says it is (a text that is not there, "abc" for a number)."""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with content: its text as shown (8%, 8000以上, 2020年 for a date shown so) and its kind.

    `raised` are marks that stand raised or lowered behind the text (¹, *), `struck` what is struck through in it;
    neither is part of the text.
    """

    text: str
    kind: CellKind = CellKind.TEXT
    raised: str = ""
    struck: str = ""


_ALWAYS: Final = frozenset(
    {CellKind.NUMBER, CellKind.DATE, CellKind.ERROR, CellKind.FORMULA, CellKind.BROKEN}
)


def shows_figure(cell: GridCell) -> bool:
    """Whether a cell shows a figure: a number, a date, something that should be one, or a text with a digit."""
    return cell.kind in _ALWAYS or any(map(str.isdigit, cell.text))


@dataclass(frozen=True)
class GridSheet:
    """A sheet's cells by place, row by row; an empty cell is in none of them.

    `merged` are the merged blocks, whose first cell speaks for all; `hidden` says that the sheet, `hidden_rows`
    and `hidden_columns` that parts of it are not shown in Excel (they are read all the same). `covered` are cells
    with content that a merged block hides; they are in no other mapping.
    """

    name: str
    cells: Mapping[Place, GridCell] = field(default_factory=dict)
    merged: tuple[Block, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    covered: Mapping[Place, GridCell] = field(default_factory=dict)


@dataclass(frozen=True)
class Grid:
    """A workbook's sheets in its order, and what was met on the way that cost no sheet its reading."""

    sheets: tuple[GridSheet, ...] = ()
    warnings: tuple[Problem, ...] = ()


NO_CELLS: Final = Grid()
"""The cells of what was not read from a file."""
