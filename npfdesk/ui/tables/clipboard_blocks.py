"""Blocks of cells: clipboard text to and from spreadsheets, tiling, filling.

Tab-separated text, with years or periods at its edge if it has them; a paste gives the texts to enter, or why nothing is
entered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import half_width
from npfdesk.plan.spreadsheet_text import copied_text, pasted_text
from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.figure_model import Cell, FigureModel, Typed

Block = list[list[str]]


def read_block(text: str) -> Block:
    """The rows of a copied block, all of equal length; quoted cells may contain tabs and line breaks.

    Raises ValueError where a cell is longer than any cell can be.
    """
    # a blank line is an empty cell; only the last line end is dropped
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=False))
    except csv.Error as problem:
        raise ValueError(str(problem)) from problem
    width = max((len(row) for row in rows), default=0)
    return [[*map(pasted_text, row), *[""] * (max(width, 1) - len(row))] for row in rows]


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """Cells as tab-separated text that Excel and ``read_block`` can read; names that begin like a formula run nowhere."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    for row in rows:
        # the csv module would quote a single empty cell
        text.write("\n") if list(row) == [""] else writer.writerow(map(copied_text, row))
    return text.getvalue()


@dataclass(frozen=True)
class HeadedBlock:
    """A block with years or periods as heads: the table column of each, and the words before each row's figures."""

    columns: tuple[int, ...]
    names: tuple[tuple[str, ...], ...]
    figures: Block


def headed_block(block: Block, column_of: Callable[[str], int | None]) -> HeadedBlock | None:
    """A block whose first row or first column holds heads of the table's columns; None for any other.

    `column_of` gives the table's column of a head (a year, a period). Words may stand before the heads; there must be
    at least two heads, or one with words (3月); heads down the side are transposed.
    """
    return _headed(block, column_of) or _headed([list(row) for row in zip(*block, strict=True)], column_of)


def is_bare_number(text: str) -> bool:
    """Whether a text is digits alone, which may be a figure as well as a year."""
    return half_width(text).strip().replace(",", "").replace(".", "").isdigit()


def is_headed(text: str) -> bool:
    """Whether a copied text is a table with heads: two rows at least, words in the first one and before the figures."""
    try:
        block = read_block(text)
    except ValueError:
        return False
    if len(block) < 2 or len(block[0]) < 2:
        return False
    named = (any(map(str.isalpha, row[0])) for row in block[1:])
    return any(map(str.isalpha, "".join(block[0]))) and any(named)


def _headed(block: Block, column_of: Callable[[str], int | None]) -> HeadedBlock | None:
    if len(block) < 2:
        return None
    columns = [column_of(text) for text in block[0]]
    first = next((place for place, column in enumerate(columns) if column is not None), len(columns))
    places = [column for column in columns[first:] if column is not None]
    bare = len(places) == 1 and is_bare_number(block[0][first])
    if not places or len(places) < len(columns) - first or bare:
        return None
    if len(set(places)) < len(places):
        return None  # two heads of one column (3月, 1-3月累计): one would silently win
    rows = block[1:]
    return HeadedBlock(
        tuple(places), tuple(tuple(row[:first]) for row in rows), [row[first:] for row in rows]
    )


def agrees(names: Sequence[str], row: Sequence[str]) -> bool:
    """Whether the words before a row's figures are among the names of the table's row."""
    known = {fold(text) for text in row}
    return all(fold(name) in known for name in names if fold(name))


def tiled(block: Block, rows: int, columns: int) -> Block:
    """The block repeated over a selection that is a whole multiple of it; else the block itself."""
    high, wide = len(block), len(block[0])
    down = rows // high if rows % high == 0 else 1
    across = columns // wide if columns % wide == 0 else 1
    return [row * across for row in block] * down


def plain(figures: FigureModel, cell: Cell) -> str:
    """The text of a cell for Excel."""
    return figures.columns[cell[1]].plain_text(cell[0])


def copied(figures: FigureModel, cells: Sequence[Cell]) -> str:
    """The block around some cells, as text for Excel; "" where there are none."""
    chosen = set(cells)
    rows, columns = sorted({row for row, _ in chosen}), sorted({column for _, column in chosen})
    block = [
        [plain(figures, (row, column)) if (row, column) in chosen else "" for column in columns]
        for row in rows
    ]
    return write_block(block) if block else ""


def pasted(figures: FigureModel, cells: Sequence[Cell], text: str) -> list[Typed] | str:
    """The texts to enter for a block from Excel, from the first selected cell on; a message where it does not fit.

    One value fills all selected cells, a block fills a selection that is a multiple of it. A block with years
    goes to the columns of those years.
    """
    try:
        block = read_block(text)
    except ValueError:
        return tr("Tables", "The clipboard does not hold table cells. Nothing was pasted.")
    if not block or not cells:
        return []
    if len(block) == 1 and len(block[0]) == 1:
        return [(row, column, block[0][0]) for row, column in cells]
    figures.heads_pasted([*block[0], *(row[0] for row in block)])
    headed = headed_block(block, figures.column_of_head)
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    first = min(rows)
    lines: list[int] | str
    if headed is not None:
        lines = _misplaced(figures, first, headed.names) or figures.rows_of_block(first, headed.names)
        places, block = list(headed.columns), headed.figures
    else:
        area = (max(rows) - first + 1, max(columns) - min(columns) + 1)
        block = tiled(block, *area)
        lines, places = (
            list(range(first, first + len(block))),
            list(range(min(columns), min(columns) + len(block[0]))),
        )
    if isinstance(lines, str):
        return lines
    if (max(lines) >= figures.rowCount() and not figures.grows) or max(places) >= figures.columnCount():
        return tr("Tables", "The copied block does not fit from this cell on. Nothing was pasted.")
    return [
        (row, column, value)
        for row, line in zip(lines, block, strict=True)
        for column, value in zip(places, line, strict=True)
    ]


def _misplaced(figures: FigureModel, first: int, names: tuple[tuple[str, ...], ...]) -> str:
    """The message for a block whose row names do not match the table's rows; "" also where the names find their rows."""
    if figures.finds_rows:
        return ""
    naming = [place for place, column in enumerate(figures.columns) if not column.editable]
    for down, words in enumerate(names):
        row = first + down
        names_here = [plain(figures, (row, column)) for column in naming] if row < figures.rowCount() else []
        if names_here and not agrees(words, names_here):
            return tr(
                "Tables", "The copied row is “{block}”, but this row is “{table}”. Nothing was pasted."
            ).format(block=" ".join(words).strip(), table=" ".join(text for text in names_here[:3] if text))
    return ""


def filled(figures: FigureModel, cells: Sequence[Cell], down: bool) -> list[Typed]:
    """The texts that copy the first row (or column) of the selected block into the others."""
    firsts: dict[int, Cell] = {}
    typed: list[Typed] = []
    for row, column in cells:
        source = firsts.setdefault(column if down else row, (row, column))
        if source != (row, column):
            typed.append((row, column, plain(figures, source)))
    return typed
