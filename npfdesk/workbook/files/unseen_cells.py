"""What a sheet holds and does not show: cells under merged blocks, hidden rows and columns, letters struck through."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.problems import Problem, ProblemKind
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_grid import Block, CellKind, GridCell, GridSheet, Place, shows_figure
from npfdesk.workbook.files.file_problems import (
    HIDDEN_COLUMNS,
    HIDDEN_ROWS,
    HUGE_MERGE,
    MORE_CELLS,
    STRUCK_CELL,
    STRUCK_LETTERS,
    UNDER_MERGE,
)

MOST_TOLD: Final = 20
"""Cells of one kind of damage that are told one by one; the others of the sheet are told together."""
MOST_NAMED: Final = 200
"""Cells with content that was not read, likewise."""
# a merged block of fewer cells is looked through cell by cell, a larger one by the rows that hold something
_FEW: Final = 64


@dataclass(frozen=True)
class ToldCell:
    """A cell that a problem is to name: where it is, what it says, and what else the message needs."""

    place: Place
    text: str = ""
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


def place_name(row: int, column: int) -> str:
    """A place as Excel names it, B12."""
    return f"{get_column_letter(column)}{row}"


def block_name(block: Block) -> str:
    """A block as Excel names it, B2:C9; a single cell as B2."""
    first, last = place_name(block[0], block[1]), place_name(block[2], block[3])
    return first if first == last else f"{first}:{last}"


def block_around(places: Iterable[Place]) -> Block:
    """The smallest block that holds all these places. Raises ValueError where there are none."""
    rows, columns = zip(*places, strict=True)
    return min(rows), min(columns), max(rows), max(columns)


def told_cells(
    kind: ProblemKind, sheet: str, cells: Sequence[ToldCell], what: tuple[str, str], most: int = MOST_TOLD
) -> Iterator[Problem]:
    """A problem for each cell; past `most` one for all others, at the block around them.

    `what` says in Chinese and English what is the matter with them.
    """
    for cell in cells[:most]:
        yield Problem(kind, sheet, place_name(*cell.place), cell.text, cell.arguments)
    if others := cells[most:]:
        block = block_name(block_around(cell.place for cell in others))
        arguments = {"count": len(others), "what_zh": what[0], "what_en": what[1]}
        yield Problem(MORE_CELLS, sheet, block, block, arguments)


def merged_within(name: str, blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The merged blocks that may be part of a table, and a warning for each that is larger than any."""
    kept: list[Block] = []
    told: list[Problem] = []
    for block in blocks:
        if _size(block) <= limits.MERGED_CELLS:
            kept.append(block)
        elif len(told) < MOST_TOLD:
            told.append(Problem(HUGE_MERGE, name, place_name(block[0], block[1]), block_name(block)))
    return tuple(kept), tuple(told)


def _size(block: Block) -> int:
    return (block[2] - block[0] + 1) * (block[3] - block[1] + 1)


def covered_places(cells: Mapping[Place, GridCell], merged: Sequence[Block]) -> dict[Place, Block]:
    """The cells with content inside a merged block other than its first, each with the first block that hides it.

    Blocks of a sound workbook do not overlap; of others no more than ``limits.CELLS`` rows of blocks are followed.
    """
    found: dict[Place, Block] = {}
    columns: dict[int, list[int]] = {}
    rows: list[int] = []
    followed = 0
    for block in merged:
        top, left, bottom, right = block
        if _size(block) <= _FEW:
            inside = [
                (row, column)
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
                if (row, column) in cells
            ]
        else:
            if not rows:
                for row, column in sorted(cells):
                    columns.setdefault(row, []).append(column)
                rows = list(columns)
            inside = []
            for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
                followed += 1
                if followed > limits.CELLS:
                    return found
                across = columns[row]
                taken = across[bisect_left(across, left) : bisect_right(across, right)]
                inside.extend((row, column) for column in taken)
        for place in inside:
            if place != (top, left):
                found.setdefault(place, block)
    return found


def without_covered(sheet: GridSheet) -> tuple[GridSheet, tuple[Problem, ...]]:
    """A sheet whose cells under merged blocks are set apart, and a warning for each that says something of its own.

    A text that its block shows anyway (a name that was merged with its repetitions) is no loss and not told.
    """
    places = covered_places(sheet.cells, sheet.merged)
    if not places:
        return sheet, ()
    told = []
    for place in sorted(places):
        cell, block = sheet.cells[place], places[place]
        shown = sheet.cells.get(block[:2])
        if shown is None or cell.text != shown.text or cell.kind is not CellKind.TEXT:
            told.append(ToldCell(place, cell.text, {"block": block_name(block)}))
    covered = {place: sheet.cells[place] for place in sorted(places)}
    cells = {place: cell for place, cell in sheet.cells.items() if place not in places}
    apart = replace(sheet, cells=cells, covered=covered)
    what = ("被合并区域遮住，未读入", "hidden under merged blocks and not read")
    return apart, tuple(told_cells(UNDER_MERGE, sheet.name, told, what, MOST_NAMED))


def hidden_parts(sheet: GridSheet) -> Iterator[Problem]:
    """A warning for each run of hidden rows, and of hidden columns, in which some cell shows a figure.

    What a hidden sheet holds is told with the sheet.
    """
    if sheet.hidden or not (sheet.hidden_rows or sheet.hidden_columns):
        return
    rows: set[int] = set()
    columns: set[int] = set()
    for (row, column), cell in sheet.cells.items():
        if (row in sheet.hidden_rows or column in sheet.hidden_columns) and shows_figure(cell):
            rows.add(row)
            columns.add(column)
    for first, last in _runs_with(sheet.hidden_rows, rows):
        yield Problem(HIDDEN_ROWS, sheet.name, f"{first}:{last}", _from_to(str(first), str(last)))
    for first, last in _runs_with(sheet.hidden_columns, columns):
        left, right = get_column_letter(first), get_column_letter(last)
        yield Problem(HIDDEN_COLUMNS, sheet.name, f"{left}:{right}", _from_to(left, right))


def _from_to(first: str, last: str) -> str:
    return first if first == last else f"{first}–{last}"


def _runs_with(hidden: frozenset[int], figures: set[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of hidden lines that follow one another and of which one shows a figure."""
    lines = sorted(hidden)
    first = 0
    for index, line in enumerate(lines):
        if index + 1 < len(lines) and lines[index + 1] == line + 1:
            continue
        if any(one in figures for one in lines[first : index + 1]):
            yield lines[first], line
        first = index + 1


def struck_cells(sheet: str, struck: Sequence[tuple[Place, str, str]]) -> Iterator[Problem]:
    """A warning for each cell with letters struck through: its place, what is struck and what is left of its text."""
    whole = [ToldCell(place, said) for place, said, left in struck if not left]
    partly = [ToldCell(place, said, {"left": left}) for place, said, left in struck if left]
    what = ("内容带删除线，未读入", "struck through and not read")
    yield from told_cells(STRUCK_LETTERS, sheet, partly, what, MOST_NAMED)
    yield from told_cells(STRUCK_CELL, sheet, whole, what, MOST_NAMED)
