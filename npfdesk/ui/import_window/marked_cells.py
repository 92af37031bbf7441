"""What is marked in a sheet, and the corrections that a role, a name, a unit or a period given to it comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from openpyxl.utils import get_column_letter

from npfdesk.plan.problems import joined
from npfdesk.ui.look.language import language
from npfdesk.workbook.files.cell_grid import Block, GridSheet
from npfdesk.workbook.files.unseen_cells import block_around, block_name, place_name
from npfdesk.workbook.published.corrections import Corrections, Fix
from npfdesk.workbook.published.recognition import FIGURE_ROLES, Role

_ROW_ROLES: Final = frozenset(
    {Role.TITLE, Role.NOTE, Role.GROUP, Role.SUBTOTAL, Role.VALUE, Role.REGION, Role.INDUSTRY, Role.INDICATOR}
)
"""Roles that a whole row can have."""
_LINES: Final = frozenset({Role.TITLE, Role.NOTE, Role.GROUP, Role.SUBTOTAL})
"""Roles of a row that a marked cell speaks for where nothing else stands in its row."""


@dataclass(frozen=True)
class Marked:
    """Marked blocks (first row, first column, last row, last column) of a sheet that is shown with so many rows and columns."""

    sheet: GridSheet
    blocks: tuple[Block, ...] = ()
    rows: int = 0
    columns: int = 0

    @property
    def single(self) -> str:
        """The name of the one marked cell (of a merged block the first); "" where more or nothing is marked."""
        if len(self.blocks) != 1:
            return ""
        top, left, bottom, right = self.blocks[0]
        merged = self.blocks[0] in self.sheet.merged
        return place_name(top, left) if (top, left) == (bottom, right) or merged else ""

    @property
    def nameable(self) -> bool:
        """Whether what is marked can have one name: a cell, a column or a part of one."""
        if len(self.blocks) != 1:
            return False
        top, left, bottom, right = self.blocks[0]
        return bool(self.single) or (left == right and top < bottom)

    @property
    def name(self) -> str:
        """What is marked as Excel names it: C5, C5:D9, C:D, 5:7; several as a list."""
        return joined(map(self._name_of, self.blocks), language())

    def _name_of(self, block: Block) -> str:
        top, left, bottom, right = block
        if self.whole_columns(block):
            return f"{get_column_letter(left)}:{get_column_letter(right)}"
        if self.whole_rows(block):
            return f"{top}:{bottom}"
        return place_name(top, left) if block in self.sheet.merged else block_name(block)

    def whole_columns(self, block: Block) -> bool:
        """Whether a block takes in every row."""
        return block[0] == 1 and block[2] >= self.rows > 1

    def whole_rows(self, block: Block) -> bool:
        """Whether a block takes in every column."""
        return block[1] == 1 and block[3] >= self.columns and not self.whole_columns(block)


@dataclass
class _Given:
    """Corrections being gathered."""

    sheet: str
    cells: dict[tuple[str, str], Fix] = field(default_factory=dict)
    columns: dict[tuple[str, str], Fix] = field(default_factory=dict)
    lines: dict[tuple[str, str], Fix] = field(default_factory=dict)
    rows: set[tuple[str, int]] = field(default_factory=set)
    row_roles: dict[tuple[str, int], str] = field(default_factory=dict)
    headers: set[tuple[str, int, int]] = field(default_factory=set)
    areas: set[tuple[str, int, int, int, int]] = field(default_factory=set)

    def corrections(self) -> Corrections:
        """What was gathered."""
        return Corrections(
            cells=MappingProxyType(self.cells),
            columns=MappingProxyType(self.columns),
            rows=frozenset(self.rows),
            row_roles=MappingProxyType(self.row_roles),
            headers=frozenset(self.headers),
            areas=frozenset(self.areas),
            lines=MappingProxyType(self.lines),
        )


def role_given(marked: Marked, role: Role) -> Corrections:
    """The corrections by which what is marked has a role."""
    given = _Given(marked.sheet.name)
    for block in marked.blocks:
        top, left, bottom, right = block
        if role is Role.HEADER and not marked.whole_columns(block):
            given.headers.add((given.sheet, top, bottom))
        elif marked.whole_columns(block):
            for column in range(left, right + 1):
                given.columns[given.sheet, get_column_letter(column)] = Fix(role=str(role))
        elif marked.whole_rows(block) or (role in _LINES and _fills_rows(marked, block)):
            _give_rows(given, marked, block, role)
        elif role is Role.IGNORED and marked.single == "":
            given.areas.add((given.sheet, top, left, bottom, right))
        else:
            _give(given, marked, block, Fix(role=str(role)))
    return given.corrections()


def fields_given(marked: Marked, fix: Fix) -> Corrections:
    """The corrections by which what is marked has a name, a unit or a period."""
    given = _Given(marked.sheet.name)
    for block in marked.blocks:
        top, left, bottom, right = block
        if marked.whole_columns(block):
            for column in range(left, right + 1):
                given.columns[given.sheet, get_column_letter(column)] = fix
        elif marked.whole_rows(block):
            for row in range(top, bottom + 1):
                given.lines[given.sheet, str(row)] = fix
        else:
            _give(given, marked, block, fix)
    return given.corrections()


def marked_tables(marked: Marked) -> Corrections:
    """The corrections by which each marked block is a table; of a single cell what adjoins it."""
    areas = set()
    for block in marked.blocks:
        found = around(marked.sheet, block)
        if found[2] > found[0]:
            areas.add((marked.sheet.name, *found))
    return Corrections(tables=frozenset(areas))


def around(sheet: GridSheet, block: Block) -> Block:
    """The block itself without its empty margins; for a single cell all that adjoins it, as Ctrl+A takes it in a spreadsheet."""
    top, left, bottom, right = block
    if (top, left) != (bottom, right):
        inside = [
            (row, column) for row, column in sheet.cells if top <= row <= bottom and left <= column <= right
        ]
        return block_around(inside) if inside else block
    taken = set(sheet.cells)
    for one in sheet.merged:
        if (one[0], one[1]) in taken and (one[2] - one[0] + 1) * (one[3] - one[1] + 1) < 10_000:
            taken.update(
                (row, column) for row in range(one[0], one[2] + 1) for column in range(one[1], one[3] + 1)
            )
    reached, edge = {(top, left)}, [(top, left)]
    while edge:
        row, column = edge.pop()
        for near in ((row + down, column + over) for down in (-1, 0, 1) for over in (-1, 0, 1)):
            if near in taken and near not in reached:
                reached.add(near)
                edge.append(near)
    return block_around(reached)


def _fills_rows(marked: Marked, block: Block) -> bool:
    """Whether nothing stands beside a block in its rows."""
    top, left, bottom, right = block
    if bottom - top > 50:
        return False
    inside = {(row, column) for row, column in marked.sheet.cells if top <= row <= bottom}
    return bool(inside) and all(left <= column <= right for _, column in inside)


def _give_rows(given: _Given, marked: Marked, block: Block, role: Role) -> None:
    top, left, bottom, right = block
    for row in range(top, bottom + 1):
        if role is Role.IGNORED:
            given.rows.add((given.sheet, row))
        elif role in _ROW_ROLES:
            given.row_roles[given.sheet, row] = str(role)
        elif role in FIGURE_ROLES:
            given.lines[given.sheet, str(row)] = Fix(role=str(role))
        else:
            for one, column in sorted(_held(marked, (row, left, row, right))):
                given.cells[given.sheet, place_name(one, column)] = Fix(role=str(role))


def _held(marked: Marked, block: Block) -> Iterator[tuple[int, int]]:
    """The cells of a block that hold something."""
    top, left, bottom, right = block
    cells = marked.sheet.cells
    if (bottom - top + 1) * (right - left + 1) <= len(cells):
        places = ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))
        return (place for place in places if place in cells)
    return (place for place in cells if top <= place[0] <= bottom and left <= place[1] <= right)


def _give(given: _Given, marked: Marked, block: Block, fix: Fix) -> None:
    """A fix for one cell, the cells of one row, or the marked part of each column."""
    top, left, bottom, right = block
    if marked.single:
        given.cells[given.sheet, marked.single] = fix
    elif top == bottom:
        for row, column in _held(marked, block):
            given.cells[given.sheet, place_name(row, column)] = fix
    else:
        for column in range(left, right + 1):
            given.columns[given.sheet, block_name((top, column, bottom, column))] = fix
