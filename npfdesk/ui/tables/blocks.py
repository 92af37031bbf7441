"""Blocks of cells on their way to and from a spreadsheet: tab-separated text, years at their edge, tiling."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from npfdesk.plan.names import fold
from npfdesk.plan.numbers import parse_year

Block = list[list[str]]


def read_block(text: str) -> Block:
    """The rows of a copied block, all of one length; quoted cells may hold tabs and line breaks.

    ValueError where a cell is longer than any cell can be.
    """
    # a blank line is a blank cell, and only the end of the last line is none
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", strict=False))
    except csv.Error as problem:
        raise ValueError(str(problem)) from problem
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (max(width, 1) - len(row)) for row in rows]


def write_block(rows: Sequence[Sequence[str]]) -> str:
    """Cells as tab-separated text that Excel and ``read_block`` take."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter="\t", lineterminator="\n")
    for row in rows:
        # the csv module would quote a lone empty cell
        text.write("\n") if list(row) == [""] else writer.writerow(row)
    return text.getvalue()


@dataclass(frozen=True)
class ByYear:
    """A block that names its years: the column of each, and the words that stand before each row's figures."""

    columns: tuple[int, ...]
    names: tuple[tuple[str, ...], ...]
    figures: Block


def by_year(block: Block, columns: Mapping[int, int]) -> ByYear | None:
    """A block whose first row, or first column, is years; None for any other.

    `columns` are the table's, by year. Words may stand before the years, two years at least must, and all
    of them must be the table's; years down the side are turned.
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
    """Whether the words before a row's figures are among those that the table's row says of itself."""
    said = {fold(text) for text in row}
    return all(fold(name) in said for name in names if fold(name))


def tiled(block: Block, rows: int, columns: int) -> Block:
    """The block repeated over a chosen area that holds it a whole number of times; else the block itself."""
    high, wide = len(block), len(block[0])
    down = rows // high if rows % high == 0 else 1
    across = columns // wide if columns % wide == 0 else 1
    return [row * across for row in block] * down
