"""A workbook's cells as plain values, before any interpretation.

A grid can be sent between processes, laid over a picture of the sheet, and compared with another one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.problems import Language, Problem, Wording
from npfdesk.workbook.files import limits

Place = tuple[int, int]
"""Row and column of a cell, both from 1."""
Block = tuple[int, int, int, int]
"""First row, first column, last row, last column of a block of cells."""
MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
"""The size of a sheet."""


def grown(block: Block | None, place: Place) -> Block:
    """The smallest block that holds a block (None: nothing yet) and a place."""
    (row, column), (top, left, bottom, right) = place, block or (*place, *place)
    return min(top, row), min(left, column), max(bottom, row), max(right, column)


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
    neither is part of the text. `places` are the decimals that its number format shows of a figure, -1 where that says
    none or is not read; the text has the figure's own.
    """

    text: str
    kind: CellKind = CellKind.TEXT
    raised: str = ""
    struck: str = ""
    places: int = field(default=-1, compare=False)


FAULTS: Final = frozenset({CellKind.ERROR, CellKind.FORMULA, CellKind.BROKEN})
"""What a cell holds that has no value to read."""
_ALWAYS: Final = FAULTS | {CellKind.NUMBER, CellKind.DATE}


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
class TextForm:
    """How a sheet stood in a text file: its encoding (UTF-8, UTF-16, GB 18030) and what separated its cells."""

    encoding: str
    separator: str

    def separator_words(self, language: Language) -> str:
        """The separator's name in that language."""
        return _SEPARATORS[self.separator].text(language, {})


_SEPARATORS: Final = MappingProxyType(
    {
        ",": Wording("逗号", "commas"),
        ";": Wording("分号", "semicolons"),
        "\t": Wording("制表符", "tabs"),
    }
)


@dataclass(frozen=True)
class Grid:
    """A workbook's sheets in its order, and what was met on the way that cost no sheet its reading.

    `text_form` says how the one sheet of a text file (.csv) stood in it; None for a workbook.
    """

    sheets: tuple[GridSheet, ...] = ()
    warnings: tuple[Problem, ...] = ()
    text_form: TextForm | None = None


def is_plain(grid: Grid) -> bool:
    """Whether no cell is longer than ``limits.PLAIN_TEXT``, and the cells are no more than ``limits.PLAIN_CELLS``."""
    longest = max((len(cell.text) for sheet in grid.sheets for cell in sheet.cells.values()), default=0)
    return (
        longest <= limits.PLAIN_TEXT and sum(len(sheet.cells) for sheet in grid.sheets) <= limits.PLAIN_CELLS
    )


NO_CELLS: Final = Grid()
"""The cells of what was not read from a file."""
