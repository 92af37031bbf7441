"""The table of an answer: rows of texts with alignment, colours and a few editable cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from npfdesk.plan.statuses import Status
from npfdesk.ui.look.colours import appearance, status_text, theme
from npfdesk.ui.look.column_widths import ColumnWidth, shared, whole_columns
from npfdesk.ui.look.naming import speak_by_window
from npfdesk.ui.look.style import pixels
from npfdesk.ui.tables.cell_delegate import LineDelegate
from npfdesk.ui.tables.clipboard_blocks import write_block
from npfdesk.ui.tables.columns import quiet
from npfdesk.ui.tables.figure_table import HEAD_HEIGHT, ROW_HEIGHT
from npfdesk.ui.tables.text_grid import copies_for_word

ROLE = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_MEASURED, _BESIDE = 200, 20
"""So many rows decide how wide words are; the room beside them in a cell (pixels)."""


@dataclass(frozen=True)
class Head:
    """A column: its header as a function (called again for another language), its width, whether it holds figures."""

    words: Callable[[], str]
    width: int = 110
    figures: bool = True


@dataclass(frozen=True)
class Entry:
    """A cell: its text, a status for colour and mark, and its style; a `typed` cell can be edited, a `late` one is red."""

    text: str = ""
    status: Status | None = None
    strong: bool = False
    faint: bool = False
    typed: bool = False
    late: bool = False


class Rows(QAbstractTableModel):
    """The table model of an answer; `entered` carries row, column and text of an edited cell."""

    entered = Signal(int, int, str)

    def __init__(self, heads: Sequence[Head], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads = tuple(heads)
        self.rows: Sequence[tuple[Entry, ...]] = ()
        self._said: tuple[str, ...] = ()
        appearance.changed.connect(self._repaint)

    def set_rows(self, rows: Sequence[Sequence[Entry]]) -> None:
        """Replace the rows; if their number stays, so does the scroll position."""
        after = tuple(tuple(row) for row in rows)
        if len(after) == len(self.rows):
            self.rows = after
            self._repaint()
            return
        self.beginResetModel()
        self.rows = after
        self.endResetModel()

    def set_heads(self, heads: Sequence[Head]) -> None:
        """Replace the columns."""
        self.beginResetModel()
        self.heads, self.rows = tuple(heads), ()
        self.endResetModel()

    def _repaint(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.heads) - 1))

    def retranslate(self) -> None:
        """Update the headers for the current language, where they read otherwise: each refresh asks for it."""
        said = tuple(head.words() for head in self.heads)
        if said == self._said:
            return
        self._said = said
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.heads) - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """The number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The number of columns."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        """The headers of the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.heads):
            return None
        if role == ROLE.DisplayRole:
            return self.heads[section].words()
        return self._side(section) if role == ROLE.TextAlignmentRole else None

    def _side(self, column: int) -> int:
        side = Qt.AlignmentFlag.AlignRight if self.heads[column].figures else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def entry(self, index: Index) -> Entry:
        """The cell at an index; an empty one where the row is shorter."""
        row = self.rows[index.row()] if index.row() < len(self.rows) else ()
        return row[index.column()] if index.column() < len(row) else Entry()

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """The data of a cell for a role."""
        if not index.isValid():
            return None
        one = self.entry(index)
        if role == ROLE.DisplayRole:
            return f"{one.status.about.mark} {one.text}".rstrip() if one.status is not None else one.text
        if role == ROLE.EditRole:
            return one.text
        if role == ROLE.TextAlignmentRole:
            return self._side(index.column())
        if role == ROLE.ForegroundRole:
            if one.status is not None:
                return status_text(one.status)
            if one.late:
                return status_text(Status.RED)
            return quiet() if one.faint else None
        if role == ROLE.BackgroundRole and one.typed:
            return QColor(theme().panel)
        if role == ROLE.FontRole and one.strong:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """`typed` cells can be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.entry(index).typed else flags

    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        """Emit `entered`; the dialog then replaces the rows."""
        if role != ROLE.EditRole or not self.entry(index).typed:
            return False
        self.entered.emit(index.row(), index.column(), str(value or ""))
        return True

    def texts(self) -> list[list[str]]:
        """Headers and rows as shown, for the clipboard."""
        shown = [
            [str(self.data(self.index(row, column)) or "") for column in range(len(self.heads))]
            for row in range(len(self.rows))
        ]
        return [[head.words() for head in self.heads], *shown]


class RowsTable(QTableView):
    """The table view of an answer: copied as a block, editable where a cell allows it."""

    def __init__(self, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.setModel(rows)
        self.setItemDelegate(LineDelegate(self))
        self.setShowGrid(False)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked | triggers.AnyKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(pixels(ROW_HEIGHT))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(pixels(HEAD_HEIGHT))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._fitting = False
        self._by_hand = False
        rows.modelReset.connect(self._fit_anew)
        rows.dataChanged.connect(self._widen_figures)
        self.horizontalHeader().sectionResized.connect(self._resized)
        rows.headerDataChanged.connect(self.fit_columns)
        self.fit_columns()
        speak_by_window(self)
        # arrows go along the cells; Tab goes on to the next control
        self.setTabKeyNavigation(False)

    def fit_columns(self) -> None:
        """Share the width among the columns, unless the user has set one: figures whole, names as there is room."""
        if self._by_hand:
            return
        asked = []
        for column, head in enumerate(self.rows.heads):
            title = self.horizontalHeader().sectionSizeHint(column)
            whole = self._whole(column) if head.figures else max(title, self._longest(column) + _BESIDE)
            usual = pixels(head.width)
            asked.append(ColumnWidth(whole if head.figures else max(title, min(whole, usual)), whole, usual))
        room = self.viewport().width()
        widths = shared(asked, room)
        names = [column for column, head in enumerate(self.rows.heads) if not head.figures]
        self._set_widths(whole_columns(widths, [one.whole for one in asked], room, names or [0], names))

    def _longest(self, column: int) -> int:
        """The width of the longest words of a column, in sight or not [px]."""
        measure = self.fontMetrics().horizontalAdvance
        shown = (row[column] for row in self.rows.rows[:_MEASURED] if column < len(row))
        return max(
            (measure(f"{one.status.about.mark} {one.text}" if one.status else one.text) for one in shown),
            default=0,
        )

    def _whole(self, column: int) -> int:
        """The width that shows the header and the cells of a column whole [px]."""
        return max(self.horizontalHeader().sectionSizeHint(column), self.sizeHintForColumn(column) + 1)

    def _set_widths(self, widths: Sequence[int]) -> None:
        self._fitting = True
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self._fitting = False

    def _widen_figures(self) -> None:
        """Figures that became longer are shown whole; no column jumps back while figures move."""
        self._set_widths(
            [
                max(self.columnWidth(column), self._whole(column))
                if head.figures
                else self.columnWidth(column)
                for column, head in enumerate(self.rows.heads)
            ]
        )

    def _fit_anew(self) -> None:
        self._by_hand = False
        self.fit_columns()

    def _resized(self, column: int) -> None:
        # the last one follows the window by itself
        if not self._fitting and column < len(self.rows.heads) - 1 and self.isVisible():
            self._by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new width."""
        super().resizeEvent(event)
        self.fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the columns to the words of another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.fit_columns()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selected block; with one cell selected, copy everything with headers."""
        if copies_for_word(event, self):
            return
        if not event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
            return
        chosen = self.selectedIndexes()
        texts = self.rows.texts()
        if len(chosen) > 1:
            lines = sorted({index.row() for index in chosen})
            columns = sorted({index.column() for index in chosen})
            texts = [[texts[line + 1][column] for column in columns] for line in lines]
        QGuiApplication.clipboard().setText(write_block(texts))
