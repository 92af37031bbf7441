"""Blocks of cells: clipboard text to and from spreadsheets, tiling, filling.

Tab-separated text, with years at its edge if it has them; a paste gives the texts to enter, or why nothing is
entered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import parse_year
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
    return [row + [""] * (max(width, 1) - len(row)) for row in rows]


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """Cells as tab-separated text that Excel and ``read_block`` can read."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    for row in rows:
        # the csv module would quote a single empty cell
        text.write("\n") if list(row) == [""] else writer.writerow(row)
    return text.getvalue()


@dataclass(frozen=True)
class ByYear:
    """A block with years: the table column of each, and the words before each row's figures."""

    columns: tuple[int, ...]
    names: tuple[tuple[str, ...], ...]
    figures: Block


def by_year(block: Block, columns: Mapping[int, int]) -> ByYear | None:
    """A block whose first row or first column holds years; None for any other.

    `columns` are the table's columns by year. Words may stand before the years; there must be at least two
    years, all of the table; years down the side are transposed.
    """
    return _headed(block, columns) or _headed([list(row) for row in zip(*block, strict=True)], columns)


def _headed(block: Block, columns: Mapping[int, int]) -> ByYear | None:
    if len(block) < 2:
        return None
    heads = [parse_year(text) for text in block[0]]
    first = next((place for place, head in enumerate(heads) if isinstance(head, int)), len(heads))
    years = heads[first:]
    if len(years) < 2 or not all(isinstance(year, int) and year in columns for year in years):
        return None
    places = tuple(columns[year] for year in years if isinstance(year, int))
    rows = block[1:]
    return ByYear(places, tuple(tuple(row[:first]) for row in rows), [row[first:] for row in rows])


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
        return tr("Tables", "What was copied is no block of cells. Nothing was pasted.")
    if not block or not cells:
        return []
    if len(block) == 1 and len(block[0]) == 1:
        return [(row, column, block[0][0]) for row, column in cells]
    years = {column.year: place for place, column in enumerate(figures.columns) if column.year}
    headed = by_year(block, years)
    rows, columns = {row for row, _ in cells}, {column for _, column in cells}
    first = min(rows)
    if headed is not None:
        wrong = _misplaced(figures, first, headed.names)
        places, block = list(headed.columns), headed.figures
    else:
        area = (max(rows) - first + 1, max(columns) - min(columns) + 1)
        block = tiled(block, *area)
        wrong, places = "", list(range(min(columns), min(columns) + len(block[0])))
    if not wrong and (first + len(block) > figures.rowCount() or places[-1] >= figures.columnCount()):
        wrong = tr("Tables", "The block does not fit below and beside this cell. Nothing was pasted.")
    return wrong or [
        (first + down, column, value)
        for down, line in enumerate(block)
        for column, value in zip(places, line, strict=True)
    ]


def _misplaced(figures: FigureModel, first: int, names: tuple[tuple[str, ...], ...]) -> str:
    """The message for a block whose row names do not match the table's rows."""
    naming = [place for place, column in enumerate(figures.columns) if not column.editable]
    for down, words in enumerate(names):
        row = first + down
        names_here = [plain(figures, (row, column)) for column in naming] if row < figures.rowCount() else []
        if names_here and not agrees(words, names_here):
            return tr(
                "Tables", "The block says “{block}” where the table has “{table}”. Nothing was pasted."
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
