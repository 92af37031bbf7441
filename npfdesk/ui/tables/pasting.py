"""Blocks of cells to and from Excel, and from one cell into others: what is to be entered, or why nothing is."""

from __future__ import annotations

from collections.abc import Sequence

from npfdesk.ui.language import tr
from npfdesk.ui.tables.blocks import agrees, by_year, read_block, tiled, write_block
from npfdesk.ui.tables.columns import PlainRole
from npfdesk.ui.tables.model import Cell, FigureModel, Typed


def plain(figures: FigureModel, cell: Cell) -> str:
    """A cell as Excel takes it."""
    return figures.index(*cell).data(PlainRole) or ""


def copied(figures: FigureModel, cells: Sequence[Cell]) -> str:
    """The block around some cells as Excel takes it; "" where there are none."""
    chosen = set(cells)
    rows, columns = sorted({row for row, _ in chosen}), sorted({column for _, column in chosen})
    block = [
        [plain(figures, (row, column)) if (row, column) in chosen else "" for column in columns]
        for row in rows
    ]
    return write_block(block) if block else ""


def pasted(figures: FigureModel, cells: Sequence[Cell], text: str) -> list[Typed] | str:
    """What a block from Excel comes to, from the first chosen cell on; why nothing is entered where it does not fit.

    One value fills all chosen cells, a block a chosen area that holds it several times over. Under years of its own
    a block goes to the columns of those years.
    """
    try:
        block = read_block(text)
    except ValueError:
        return tr("Tables", "What was copied is no block of cells. Nothing was pasted.")
    if not block or not cells:
        return []
    if len(block) == 1 and len(block[0]) == 1:
        return [(row, column, block[0][0]) for row, column in cells]
    years = {field.year: place for place, field in enumerate(figures.fields) if field.year}
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
        (first + down, column, said)
        for down, line in enumerate(block)
        for column, said in zip(places, line, strict=True)
    ]


def _misplaced(figures: FigureModel, first: int, names: tuple[tuple[str, ...], ...]) -> str:
    """What is wrong where the words before the figures name another row than they would land on."""
    naming = [place for place, field in enumerate(figures.fields) if not field.editable]
    for down, words in enumerate(names):
        row = first + down
        said = [plain(figures, (row, column)) for column in naming] if row < figures.rowCount() else []
        if said and not agrees(words, said):
            return tr(
                "Tables", "The block says “{block}” where the table has “{table}”. Nothing was pasted."
            ).format(block=" ".join(words).strip(), table=" ".join(text for text in said[:3] if text))
    return ""


def filled(figures: FigureModel, cells: Sequence[Cell], down: bool) -> list[Typed]:
    """The first row (or column) of the chosen block into the others."""
    firsts: dict[int, Cell] = {}
    typed: list[Typed] = []
    for row, column in cells:
        source = firsts.setdefault(column if down else row, (row, column))
        if source != (row, column):
            typed.append((row, column, plain(figures, source)))
    return typed
