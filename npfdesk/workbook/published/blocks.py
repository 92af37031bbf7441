"""The blocks of a sheet: a head, the rows below it, and tables that stand side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Final

from npfdesk.workbook.files.cell_grid import Place
from npfdesk.workbook.published.cell_sorts import CellSorts, Sort, corner_of
from npfdesk.workbook.published.headers import read_header
from npfdesk.workbook.published.merged_cells import SheetView
from npfdesk.workbook.published.recognition import Role

_MOST_BANDS: Final = 12
_MOST_ABOVE: Final = 12
_MOST_SHIFTED: Final = 3
NAMED: Final = frozenset({Role.REGION, Role.INDICATOR, Role.INDUSTRY, Role.PERIOD, Role.NUMBER})


class RowSort(StrEnum):
    """What a row of a block is."""

    DATA = "data"
    STRETCH = "stretch"
    GROUP = "group"
    NOTE = "note"
    NUMBERING = "numbering"
    UNITS = "units"
    HEAD_AGAIN = "head again"


@dataclass(frozen=True)
class BlockRow:
    """A row below a block's head, with what it is."""

    row: int
    sort: RowSort


@dataclass
class Block:
    """A table of a sheet: its head rows, the rows below them and the columns it spans (from and to, both in).

    `titles` are the places and texts of the lines above that belong to it.
    """

    view: SheetView
    heads: list[int]
    rows: list[BlockRow]
    left: int
    right: int
    titles: list[tuple[Place, str]] = field(default_factory=list)
    stated: bool = False

    @property
    def first(self) -> int:
        """The first row, of the head where there is one."""
        return min([*self.heads, *(one.row for one in self.rows)])

    @property
    def last(self) -> int:
        """The last row."""
        return max([*self.heads, *(one.row for one in self.rows)])

    def data(self) -> list[int]:
        """The rows that hold figures."""
        return [one.row for one in self.rows if one.sort in (RowSort.DATA, RowSort.STRETCH)]

    def line(self, row: int) -> dict[int, str]:
        """The texts of a row's own cells by column, within the block."""
        return {
            column: text for column, text in self.view.line(row).items() if self.left <= column <= self.right
        }


@dataclass
class Section:
    """Rows of one head and what follows it, over all columns."""

    heads: list[int]
    rows: list[BlockRow] = field(default_factory=list)
    titles: list[int] = field(default_factory=list)
    stated: bool = False


def side_bands(view: SheetView) -> list[tuple[int, int]]:
    """The columns, from and to, of tables that stand side by side over the whole sheet.

    An empty column is between them, or each has a title and a head of its own in different rows. Each has a row with
    a word of heads in its first column, beside others; else they are one.
    """
    used = {column for row in view.rows for column in view.line(row)}
    groups: list[list[int]] = []
    for column in sorted(used):
        if groups and column == groups[-1][-1] + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    sorts = CellSorts(view)
    groups = [part for group in groups for part in _titled_parts(view, sorts, group)]
    if len(groups) < 2 or len(groups) > _MOST_BANDS:
        return []
    headed = [_has_own_head(view, sorts, group) for group in groups]
    apart = any(headed) and all(
        own or _has_bare_corner(view, sorts, group) for own, group in zip(headed, groups, strict=True)
    )
    return [(group[0], group[-1]) for group in groups] if apart else []


def _titled_parts(view: SheetView, sorts: CellSorts, group: list[int]) -> list[list[int]]:
    """A run of columns cut where the names' head stands again in another row, under a title of its own."""
    first: dict[int, int] = {}
    for row in view.rows[:_MOST_ABOVE]:
        for column, text in view.line(row).items():
            if column in group and column not in first and sorts.of(row, column) is Sort.KEY:
                key = read_header(text).key or corner_of(text)
                if key is Role.NUMBER:
                    key = read_header(view.text(row, column + 1)).key
                first[column] = row if key in (Role.REGION, Role.INDICATOR) else 0
    top = first.get(group[0], 0)
    cuts = [
        column
        for column in group[1:]
        if top
        and 0 < abs(first.get(column, 0) - top) <= _MOST_SHIFTED
        and first.get(column)
        and any(
            sorts.of(row, column) is Sort.TEXT and column - 1 not in view.line(row)
            for row in view.rows
            if row < first[column] and column in view.line(row)
        )
    ]
    bounds = [group[0], *cuts, group[-1] + 1]
    return [[column for column in group if left <= column < right] for left, right in pairwise(bounds)]


def _has_bare_corner(view: SheetView, sorts: CellSorts, group: list[int]) -> bool:
    """Whether the first row of a group heads its columns with periods, and only names stand in the first one below."""
    rows = [row for row in view.rows if any(column in view.line(row) for column in group[1:])]
    if len(group) < 2 or not rows or group[0] in view.line(rows[0]):
        return False
    heads = [sorts.of(rows[0], column) for column in group[1:] if column in view.line(rows[0])]
    names = [sorts.of(row, group[0]) for row in view.rows if row > rows[0] and group[0] in view.line(row)]
    return (
        all(sort in (Sort.PERIOD, Sort.YEAR) for sort in heads) and bool(names) and set(names) == {Sort.TEXT}
    )


def _has_own_head(view: SheetView, sorts: CellSorts, group: list[int]) -> bool:
    for row in view.rows:
        line = view.line(row)
        others = [column for column in line if column in group]
        # a column of numbers may stand before the names without a head
        for column in group[:2]:
            if column in line and sorts.of(row, column) is Sort.KEY:
                head = read_header(line[column])
                named = (head.key in NAMED and not head.weak) or corner_of(line[column]) in NAMED
                if named and len(others) > 1:
                    return True
    return False


def bands_of(section: Section, view: SheetView, sorts: CellSorts) -> Iterator[Block]:
    """The tables of a section side by side: apart by an empty column, or where the same heads begin again."""
    rows = (*section.heads, *(one.row for one in section.rows if one.sort is RowSort.DATA))
    columns = sorted({column for row in rows for column in _shown(view, row)})
    parts: list[list[int]] = []
    for column in columns:
        if (
            parts
            and (column == parts[-1][-1] + 1 or not _begins_table(section, view, sorts, column))
            and not _begins_again(section, view, parts[-1], column, columns)
        ):
            parts[-1].append(column)
        else:
            parts.append([column])
    for index, part in enumerate(parts):
        left, right = part[0], part[-1]
        own = [one for one in section.rows if any(left <= column <= right for column in view.line(one.row))]
        heads = [row for row in section.heads if any(left <= column <= right for column in _shown(view, row))]
        if not any(one.sort is RowSort.DATA for one in own):
            continue
        titles = []
        following = parts[index + 1][0] if index + 1 < len(parts) else 1 << 20
        for row in section.titles:
            line_items = view.line(row)
            for column, text in line_items.items():
                alone = len(line_items) == 1 or len(parts) == 1
                if alone or (left <= column < following) or (index == 0 and column < left):
                    titles.append(((row, column), text))
        yield Block(view, heads, own, left, right, titles, section.stated)


def _shown(view: SheetView, row: int) -> Iterator[int]:
    for column in view.line(row):
        left, right = view.span(row, column)
        yield from range(left, min(right, left + 200) + 1)


def _begins_table(section: Section, view: SheetView, sorts: CellSorts, column: int) -> bool:
    """Whether a column after an empty one holds the names of a table of its own."""
    if any(column in view.line(row) and sorts.of(row, column) is Sort.KEY for row in section.heads):
        return True
    texts = figures = 0
    for one in section.rows[:60]:
        if one.sort is RowSort.DATA and column in view.line(one.row):
            if sorts.of(one.row, column) in (Sort.TEXT, Sort.PERIOD):
                texts += 1
            else:
                figures += 1
    return texts > figures


def _begins_again(
    section: Section, view: SheetView, part: list[int], column: int, columns: list[int]
) -> bool:
    """Whether the heads from a column on are those of the present table over again."""
    size = len(part)
    if size < 2 or not section.heads:
        return False
    heads = section.heads[-1]
    first = [view.text(heads, one) for one in part]
    again = [view.text(heads, one) for one in columns if one >= column][:size]
    key = read_header(first[0]).key
    if key not in (Role.REGION, Role.INDICATOR, Role.PERIOD, Role.NUMBER) or not again:
        return False
    if len(again) == size and all(map(_head_alike, first, again)):
        return True
    # the same column of names once more, with a title of its own above it, numbered or not
    if not any(column in view.line(row) for row in section.titles):
        return False
    keys = {key for text in first if (key := read_header(text).key) in (Role.REGION, Role.INDICATOR)}
    numbered = read_header(again[0]).key is Role.NUMBER
    return any(read_header(text).key in keys for text in again[: 1 + numbered])


def _head_alike(one: str, other: str) -> bool:
    """Whether two heads say the same: the same words, or the same role and period in others (2025E, 2025年)."""
    if one == other:
        return True
    first, again = read_header(one), read_header(other)
    return first.says and (first.key, first.period, first.label) == (again.key, again.period, again.label)
