"""Frozen name columns: they stay visible while a table is scrolled sideways."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from npfdesk.ui.look.colours import blended, theme
from npfdesk.ui.tables.cell_view import CellView
from npfdesk.ui.tables.column_head import HiddenColumns, TableHead
from npfdesk.ui.tables.figure_model import FigureModel

MOST = 0.6
"""The largest share of a table's width for frozen names; those that do not fit scroll."""


class FrozenNames(CellView):
    """A second view of the first columns over the table, shown only while the table is scrolled sideways.

    `painted` tells that the cells are painted, so that what lies over them can follow.
    """

    painted = Signal()

    def __init__(self, table: QTableView, figures: FigureModel, hidden: HiddenColumns) -> None:
        super().__init__(figures, table)
        self.table, self._at = table, 0
        self.columns = self._fitting()
        self.setObjectName("frozen")
        self.setHorizontalHeader(TableHead(figures, hidden, self))
        self.setModel(figures)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(table.selectionMode())
        self.setFocusProxy(table)
        # made late, it stands at the end of the way that Tab goes
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setFrameShape(self.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setVerticalScrollMode(table.verticalScrollMode())
        self.setHorizontalScrollMode(table.horizontalScrollMode())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.hide()
        down, mine = table.verticalScrollBar(), self.verticalScrollBar()
        down.valueChanged.connect(lambda at: mine.setValue(at) if self.isVisible() else None)
        mine.valueChanged.connect(lambda at: down.setValue(at) if self.isVisible() else None)
        table.horizontalHeader().sectionResized.connect(self._table_resized)
        self.horizontalHeader().sectionResized.connect(self._resized)

    def share_selection(self, selection: QItemSelectionModel) -> None:
        """Share the selection of the table."""
        self.setSelectionModel(selection)

    def scrolled(self, value: int) -> None:
        """Follow the table sideways, by whole columns: none is cut at the edge of the frozen names."""
        bar, before = self.table.horizontalScrollBar(), self._at
        self._at = value
        if self.columns and 0 < value < bar.maximum():
            frozen, head = self.total_width(), self.table.horizontalHeader()
            begins = [head.sectionPosition(at) - frozen for at in range(self.columns, head.count())]
            forward = [one for one in begins if one >= value]
            back = [one for one in begins if one <= value]
            near = (forward or [bar.maximum()])[0] if value > before else (back or [0])[-1]
            near = min(near, bar.maximum())
            if near != value:
                bar.setValue(near)
                return
        self.place()

    def place(self, *_: object) -> None:
        """Show the frozen columns while the table is scrolled; else hide them."""
        table = self.table
        self.columns = self._fitting()
        if not self.columns or table.horizontalScrollBar().value() == 0:
            self.hide()
            return
        for column in range(len(self.figures.columns)):
            away = column >= self.columns or table.isColumnHidden(column)
            self.setColumnHidden(column, away)
            if not away:
                self.setColumnWidth(column, table.columnWidth(column))
        head = table.horizontalHeader().height()
        self.horizontalHeader().setFixedHeight(head)
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        frame = table.frameWidth()
        width = self.total_width() + self._cut()
        self.setGeometry(frame, frame, width, table.viewport().height() + head)
        if not self.isVisible():
            self.show()
            self.raise_()
        self.verticalScrollBar().setRange(0, table.verticalScrollBar().maximum())
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())

    def _cut(self) -> int:
        """What is seen [px] of a column that begins under the names: at the very end of the table, and covered there."""
        head, edge = self.table.horizontalHeader(), self.total_width()
        at = head.visualIndexAt(edge)
        if at < 0 or head.sectionViewportPosition(at) >= edge:
            return 0
        seen = head.sectionViewportPosition(at) + head.sectionSize(at) - edge
        return seen if edge + seen < self.table.viewport().width() else 0

    def total_width(self) -> int:
        """The total width of the frozen columns."""
        return sum(self.table.columnWidth(column) for column in range(self.columns))

    def _fitting(self) -> int:
        """The number of first columns that name the row and fit."""
        room, taken = self.table.viewport().width() * MOST, 0
        for at, column in enumerate(self.figures.columns):
            taken += self.table.columnWidth(at)
            if not column.frozen or taken > room:
                return at
        return len(self.figures.columns)

    def _table_resized(self, column: int, before: int, after: int) -> None:
        if column < max(self.columns, 1) and self.isVisible():
            self.place()

    def _resized(self, column: int, before: int, after: int) -> None:
        # hidden sections have width 0 here and keep their real width in the table
        if self.isVisible() and after and after != self.table.columnWidth(column):
            self.table.setColumnWidth(column, after)
            self.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells and a line at the right edge."""
        super().paintEvent(event)
        self.painted.emit()
        painter = QPainter(self.viewport())
        edge = self.viewport().rect()
        line = blended(QColor(theme().secondary), QColor(theme().paper), 0.5)
        painter.fillRect(min(self.total_width(), edge.width()) - 1, 0, 1, edge.height(), line)
        painter.end()
