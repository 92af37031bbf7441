"""Finding tables: header rows anywhere in a sheet, one or several levels, and the columns below them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from npfdesk.plan.names import is_blank
from npfdesk.workbook.canonical import closed_lists
from npfdesk.workbook.published.column_roles import assign_roles
from npfdesk.workbook.published.drafts import KEYS, LEADING, SAMPLE, Column, TableDraft, is_figure_text
from npfdesk.workbook.published.headers import HeaderText, may_head, read_header
from npfdesk.workbook.published.merged_cells import SheetView
from npfdesk.workbook.published.recognition import FIGURE_ROLES

_MOST_LEVELS: Final = 4
_MOST_COLUMNS: Final = 256


def find_tables(
    view: SheetView,
    row: int,
    free: Callable[[int, int], bool],
    mend: Callable[[TableDraft], None],
    levels: int = 0,
) -> list[TableDraft] | None:
    """The tables whose header begins in a row, among the `free` cells; None where the row is clearly no header.

    `mend` lays corrections over the columns before they are judged. `levels` is the number of header rows where
    somebody said so (0: to be found).
    """
    line = {column: text for column, text in view.line(row).items() if free(row, column)}
    if not levels and (len(line) < 2 or not _promising(view, row, line)):
        return None
    last = row + levels - 1 if levels else _header_bottom(view, row, free)
    left = min((min(view.line(at)) for at in range(row, last + 1) if view.line(at)), default=1)
    right = max((max(view.line(at)) for at in range(row, last + 1) if view.line(at)), default=1)
    # names often stand under an empty corner
    left = min([left, *(column for column in view.line(last + 1) if free(last + 1, column))])
    right = max(right, *(view.span(row, column)[1] for column in line), left) if line else right
    right = min(right, left + _MOST_COLUMNS - 1)
    columns = [
        _column(view, row, last, number, left)
        for number in range(left, right + 1)
        if free(row, number) or free(last, number)
    ]
    found = []
    for part in _parts(view, columns, last):
        draft = TableDraft(view, row, last, part)
        mend(draft)
        if assign_roles(draft):
            found.append(draft)
    return found


def _promising(view: SheetView, row: int, line: dict[int, str]) -> bool:
    """Whether a row can begin a header: two of its cells are header words, or one is and the next row has some."""
    if any(is_figure_text(text) for text in line.values()):
        return False
    said = [read_header(text) for text in line.values() if may_head(text)]
    known = sum(one.says for one in said)
    if known >= 2:
        return True
    return known == 1 and any(one.role in KEYS or one.heads_figures for one in said)


def _header_bottom(view: SheetView, row: int, free: Callable[[int, int], bool]) -> int:
    """The last row of the header that begins in a row: it includes merged cells and rows that only name columns."""
    bottom = max(
        (view.bottom(row, column) for column in view.line(row) if free(row, column)),
        default=row,
    )
    bottom = row if bottom - row >= _MOST_LEVELS else bottom
    while (
        bottom - row + 1 < _MOST_LEVELS and bottom + 1 in view.rows and _names_columns(view, row, bottom + 1)
    ):
        bottom += 1
    return bottom


def _names_columns(view: SheetView, top: int, row: int) -> bool:
    """Whether a row under a header row belongs to it: no figures, and nothing in the column of names but a header."""
    line = view.line(row)
    if not line:
        return False
    keys = [
        column
        for above in range(top, row)
        for column, text in view.line(above).items()
        if read_header(text).role in KEYS
    ]
    said = {column: read_header(text) for column, text in line.items()}
    if any(is_figure_text(text) or text.startswith("力争") or is_blank(text) for text in line.values()):
        return False
    if any(column in line and said[column].role is None for column in keys):
        return False
    known = [one for one in said.values() if one.says or one.unit]
    if not keys:
        corner = min((*view.line(row + 1), *view.line(top)), default=0)
        return any(one.role in KEYS for one in known) or (
            corner not in line and bool(view.line(row + 1)) and not _names_columns(view, row, row + 1)
        )
    if len(line) == 1 and not known:
        return False
    # names of indicators under the years, or years under the names of indicators
    lead = min(keys)
    return all(
        column > lead or one.role in LEADING or (one.role is not None and not one.weak)
        for column, one in said.items()
    ) and not any(closed_lists.read_word(text, closed_lists.DUTY_WORDS) for text in line.values())


def _column(view: SheetView, top: int, bottom: int, number: int, left: int) -> Column:
    texts: list[str] = []
    origins: list[tuple[int, int]] = []
    for row in range(top, bottom + 1):
        place = view.origin(row, number)
        if place is None and row < bottom and number > left:
            place = _from_the_left(view, row, bottom, number, left)
        if place is not None and place not in origins:
            origins.append(place)
            texts.append(view.line(place[0])[place[1]])
    path = tuple(read_header(text) for text in texts)
    column = Column(number, path, tuple(texts), origin=origins[0] if origins else None)
    for said in path:
        _take(column, said)
    return column


def _from_the_left(view: SheetView, row: int, bottom: int, number: int, left: int) -> tuple[int, int] | None:
    """The head that a column without its own head shares: after a paste without merges it is further left."""
    if not any(view.origin(below, number) for below in range(row + 1, bottom + 1)):
        return None
    for column in range(number - 1, left - 1, -1):
        place = view.origin(row, column)
        if place is not None:
            said = read_header(view.line(place[0])[place[1]])
            apart = said.role is not None and not said.heads_figures
            under = any(
                (below := view.origin(at, column)) is not None and below != place
                for at in range(row + 1, bottom + 1)
            )
            return place if under and not apart else None
    return None


def _take(column: Column, said: HeaderText) -> None:
    """Combine the content of a header cell with that of the cells above it."""
    if said.role is not None:
        if said.role in FIGURE_ROLES:
            column.explicit = True
        if not (column.heads_figures and said.role not in FIGURE_ROLES):
            column.role, column.weak = said.role, said.weak
    if said.year:
        column.year = said.year
    column.unit = said.unit or column.unit
    column.growth = column.growth or said.growth
    column.label = said.label or column.label


def _parts(view: SheetView, columns: list[Column], last: int) -> list[list[Column]]:
    """Tables that stand side by side: a new one begins where names follow figures and figures follow again."""
    parts: list[list[Column]] = [[]]
    for index, column in enumerate(columns):
        leads = column.role in LEADING and not column.weak
        after = any(one.heads_figures for one in parts[-1])
        named = any(one.role in KEYS for one in parts[-1])
        rest = columns[index:]
        again = any(one.heads_figures for one in rest) and any(one.role in KEYS for one in rest)
        if leads and after and named and again:
            parts.append([])
        parts[-1].append(column)
    return [part for part in (_trimmed(view, part, last) for part in parts) if part]


def _trimmed(view: SheetView, columns: list[Column], last: int) -> list[Column]:
    """Without the empty columns at both ends."""
    below = [row for row in view.rows if row > last][:SAMPLE]
    full = [
        index
        for index, one in enumerate(columns)
        if one.texts or any(one.number in view.line(row) for row in below)
    ]
    return columns[full[0] : full[-1] + 1] if full else []
