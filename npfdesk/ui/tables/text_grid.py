"""A table as it is read: heads, words and figures as texts; as a table for Word, with the block for Excel beside it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView

from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Count
from npfdesk.plan.spreadsheet_text import copied_text
from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.clipboard_blocks import write_block
from npfdesk.ui.tables.columns import PlainRole
from npfdesk.ui.tables.figure_model import FigureModel

WORD_TABLE_KEYS: Final = "Ctrl+Alt+C"
"""The keys that copy a table for Word, in the window and in the tables of its dialogs."""
_DISPLAY: Final = Qt.ItemDataRole.DisplayRole
_ALWAYS: Final = ("unit", "measure")
"""Columns without which a figure says nothing, by key."""
# three rules, as tables are set in Chinese print and in journals: above, under the heads, below
_RULE, _THIN = "1.5pt solid windowtext", "0.75pt solid windowtext"
_CELL: Final = "padding:2pt 5pt;border:none"


@dataclass(frozen=True)
class TextGrid:
    """A table in texts: heads (column,), rows (row, column) as they are shown, `plain` (row, column) as Excel takes them.

    `right` (column,) says which columns stand at the right; the first `names` columns name the rows.
    """

    heads: tuple[str, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    plain: tuple[tuple[str, ...], ...]
    names: int = 1


def shown_grid(view: QTableView) -> TextGrid:
    """All rows and columns that a table shows, in the order in which they stand."""
    return _grid(view, _shown_rows(view), _shown_columns(view))


def chosen_grid(view: QTableView) -> TextGrid:
    """The selected rows and columns with what names them and their unit; all that is shown where one cell is selected, or none."""
    chosen = view.selectedIndexes()
    rows, columns = {one.row() for one in chosen}, {one.column() for one in chosen}
    if len(chosen) < 2:
        return shown_grid(view)
    model = view.model()
    if isinstance(model, FigureModel):
        for at, column in enumerate(model.columns):
            if column.naming or column.key in _ALWAYS:
                columns.add(at)
    shown = _shown_columns(view)
    return _grid(
        view, [row for row in _shown_rows(view) if row in rows], [one for one in shown if one in columns]
    )


def grid_of_rows(rows: Sequence[Sequence[str]]) -> TextGrid:
    """A table of texts, its heads first; columns that hold nothing but figures stand at the right."""
    heads, body = tuple(rows[0]) if rows else (), tuple(tuple(row) for row in rows[1:])
    width = max((len(row) for row in (heads, *body)), default=0)
    heads = (*heads, *[""] * (width - len(heads)))
    body = tuple((*row, *[""] * (width - len(row))) for row in body)
    right = tuple(_are_figures(row[at] for row in body) for at in range(width))
    names = next((at for at, figures in enumerate(right) if figures), 1)
    return TextGrid(heads, right, body, body, names)


def _are_figures(texts: Iterable[str]) -> bool:
    said = [text for text in texts if text.strip() not in ("", "–", "—")]
    return bool(said) and all(isinstance(parse_figure(text), float) for text in said)


def _shown_rows(view: QTableView) -> list[int]:
    return [row for row in range(view.model().rowCount()) if not view.isRowHidden(row)]


def _shown_columns(view: QTableView) -> list[int]:
    head = view.horizontalHeader()
    places = (head.logicalIndex(place) for place in range(view.model().columnCount()))
    return [column for column in places if not view.isColumnHidden(column)]


def _grid(view: QTableView, rows: Sequence[int], columns: Sequence[int]) -> TextGrid:
    model = view.model()
    known = model.columns if isinstance(model, FigureModel) else ()
    heads, right = [], []
    for column in columns:
        # without the mark of a sorted column
        head = known[column].title() if known else model.headerData(column, Qt.Orientation.Horizontal)
        heads.append(str(head or "").strip())
        side = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        right.append(bool(int(side or 0) & Qt.AlignmentFlag.AlignRight.value))

    def texts(role: int) -> tuple[tuple[str, ...], ...]:
        return tuple(
            tuple(str(model.index(row, column).data(role) or "") for column in columns) for row in rows
        )

    shown = texts(_DISPLAY)
    names = sum(known[column].naming for column in columns) if known else 1
    return TextGrid(tuple(heads), tuple(right), shown, texts(PlainRole) if known else shown, names)


def word_table(grid: TextGrid) -> str:
    """The table as HTML for Word: three rules, the heads repeated on every page, figures at the right; all else is text."""
    sides = ["right" if one else "left" for one in grid.right]
    parts = [
        '<table cellspacing="0" cellpadding="0" style="border-collapse:collapse;border:none">',
        "<thead><tr>",
    ]
    for head, side in zip(grid.heads, sides, strict=True):
        style = f"{_CELL};border-top:{_RULE};border-bottom:{_THIN};text-align:{side}"
        parts.append(f'<th align="{side}" style="{style}">{_text(head)}</th>')
    parts.append("</tr></thead><tbody>")
    for at, row in enumerate(grid.rows):
        under = f";border-bottom:{_RULE}" if at == len(grid.rows) - 1 else ""
        cells = "".join(_cell(text, side, under) for text, side in zip(row, sides, strict=True))
        parts.append(f"<tr>{cells}</tr>")
    parts.append("</tbody></table>")
    return f'<html><head><meta charset="utf-8"></head><body>{"".join(parts)}</body></html>'


def _cell(text: str, side: str, under: str) -> str:
    style = f"{_CELL}{under};text-align:{side}"
    if side == "right":
        style += ";white-space:nowrap"
    elif copied_text(text) != text:
        # Excel reads the table, too: what begins like a formula stays a text there
        style += ";mso-number-format:'\\@'"
    return f'<td align="{side}" style="{style}">{_text(text)}</td>'


def _text(text: str) -> str:
    return html.escape(text).replace("\n", "<br>") or "&nbsp;"


def clipboard_table(grid: TextGrid) -> QMimeData:
    """What goes to the clipboard: the table for Word, and the same cells as a block for Excel and for plain text."""
    data = QMimeData()
    data.setHtml(word_table(grid))
    data.setText(write_block([grid.heads, *grid.plain]))
    return data


def copy_for_word(grid: TextGrid) -> None:
    """Put a table into the clipboard."""
    QGuiApplication.clipboard().setMimeData(clipboard_table(grid))


def copies_for_word(event: QKeyEvent, view: QTableView) -> bool:
    """Whether the keys of a table in a dialog mean to copy it for Word; it is copied then."""
    if QKeySequence(event.keyCombination()) != QKeySequence(WORD_TABLE_KEYS):
        return False
    copy_for_word(chosen_grid(view))
    return True


def told_of_copy(grid: TextGrid, name: str) -> str:
    """What is told of a table that was copied for Word."""
    told = tr("Tables", "{count:row|rows} of {table} copied as a table; paste into Word or Excel.")
    return told.format(count=Count(len(grid.rows)), table=name)
