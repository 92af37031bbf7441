"""Names that stay in sight: over a table that is scrolled sideways its first columns stand still."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from npfdesk.ui.look.colours import blended, theme
from npfdesk.ui.tables.cell_delegate import FigureDelegate
from npfdesk.ui.tables.column_head import HiddenColumns, TableHead
from npfdesk.ui.tables.figure_model import FigureModel

MOST = 0.6
"""The share of a table's width that frozen names may take; those that do not fit scroll with the rest."""


class FrozenNames(QTableView):
    """The first columns once more, over the table. It is there only while the table is scrolled sideways."""

    def __init__(self, table: QTableView, figures: FigureModel, hidden: HiddenColumns) -> None:
        super().__init__(table)
        self.table, self.figures, self.columns = table, figures, 0
        self.setObjectName("frozen")
        self.setModel(figures)
        self.setItemDelegate(FigureDelegate(figures, self))
        self.setHorizontalHeader(TableHead(figures, hidden, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(table.selectionMode())
        self.setFocusProxy(table)
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
        table.horizontalScrollBar().valueChanged.connect(self.place)
        table.horizontalHeader().sectionResized.connect(self._table_resized)
        self.horizontalHeader().sectionResized.connect(self._resized)

    def share_selection(self, selection: QItemSelectionModel) -> None:
        """Choose in both what is chosen in one."""
        self.setSelectionModel(selection)

    def place(self, *_: object) -> None:
        """Stand over the first columns while they are scrolled away; else be gone."""
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
        self.setGeometry(frame, frame, self.breadth(), table.viewport().height() + head)
        if not self.isVisible():
            self.show()
            self.raise_()
        self.verticalScrollBar().setRange(0, table.verticalScrollBar().maximum())
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())

    def breadth(self) -> int:
        """How wide the frozen columns are together."""
        return sum(self.table.columnWidth(column) for column in range(self.columns))

    def _fitting(self) -> int:
        """How many of the first columns name the row and fit."""
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
        # hidden sections come to 0 here and keep their width there
        if self.isVisible() and after and after != self.table.columnWidth(column):
            self.table.setColumnWidth(column, after)
            self.place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The cells, and a line where what stands still ends."""
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        edge = self.viewport().rect()
        line = blended(QColor(theme().secondary), QColor(theme().paper), 0.5)
        painter.fillRect(edge.right(), 0, 1, edge.height(), line)
        painter.end()
