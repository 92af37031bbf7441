"""What a screen reader is told of a chart: its message in words, and its figures as a table to walk through."""

from __future__ import annotations

import weakref
from functools import cache
from typing import Final, cast

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget, QTableView, QWidget

from npfdesk.ui.charts.bars import Bars
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.charts.path_plot import PathPlot
from npfdesk.ui.look.language import tr
from npfdesk.ui.views.canvas import Canvas
from npfdesk.ui.views.chart_sheets import rows_of, sheet_of_chart
from npfdesk.ui.views.view_sheet import Pictured, Rows

Index = QModelIndex | QPersistentModelIndex
_NONE: Final = QModelIndex()


class Figures(QAbstractTableModel):
    """The figures (row, column) of a chart as text, under the heads of its first row; the first column names a row."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.head: list[str] = []
        self.lines: Rows = []

    def put(self, rows: Rows) -> None:
        """Hold other figures, a head first."""
        if rows == [self.head, *self.lines]:
            return
        self.beginResetModel()
        self.head, self.lines = (rows[0], rows[1:]) if rows else ([], [])
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:
        """Rows without the head."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NONE) -> int:
        """Columns, that of the names among them."""
        return 0 if parent.isValid() else len(self.head)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """A figure, or the word for none."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        line = self.lines[index.row()]
        told = line[index.column()] if index.column() < len(line) else ""
        return told or tr("Views", "missing value")

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The head of a column, the name of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self.head[section] if section < len(self.head) else None
        return self.lines[section][0] if section < len(self.lines) and self.lines[section] else None


class FiguresTable(QTableView):
    """The table behind a drawing: without size, deaf to keys and pointer, there for a screen reader alone.

    It is made when one asks, and follows whatever is painted from then on.
    """

    def __init__(self, drawing: QWidget, chart: QWidget) -> None:
        super().__init__(drawing)
        self.drawing, self.chart = drawing, chart
        self.figures = Figures(self)
        self.setModel(self.figures)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setGeometry(0, 0, 0, 0)
        self._due = QTimer(self)
        self._due.setSingleShot(True)
        self._due.setInterval(0)
        self._due.timeout.connect(self.follow)
        self._by_key, self._said = False, ""
        self.painted = drawing.viewport() if isinstance(drawing, QAbstractScrollArea) else drawing
        for watched in {drawing, self.painted}:
            watched.installEventFilter(self)
        self.follow()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What was painted anew has other figures; what a key did is said aloud."""
        if watched is self.painted and event.type() == QEvent.Type.Paint:
            self._due.start()
        elif watched is self.drawing and event.type() == QEvent.Type.KeyPress:
            self._by_key = True
            self._due.start()
        return False

    def follow(self) -> None:
        """Hold the figures that are painted; tell a reader that listens what changed."""
        self.figures.put(rows_of(self.chart))
        self.setAccessibleName(name_of(self.chart))
        said = message_of(self.chart)
        if said != self._said:
            self._said = said
            for kind in (QAccessible.Event.NameChanged, QAccessible.Event.DescriptionChanged):
                QAccessible.updateAccessibility(QAccessibleEvent(self.drawing, kind))
            if self._by_key and said:
                QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.drawing, said))
        self._by_key = False


class ChartInterface(QAccessibleWidget):
    """A drawing as a screen reader has it: role chart, its title, what it says, and its one child, the figures."""

    def __init__(self, drawing: QWidget, chart: QWidget) -> None:
        super().__init__(drawing, QAccessible.Role.Chart)
        # Qt owns both; what is gone says nothing
        self._drawing, self._chart = weakref.ref(drawing), weakref.ref(chart)
        self._table: weakref.ref[FiguresTable] | None = None

    def table(self) -> FiguresTable | None:
        """The figures; None where the drawing is gone."""
        drawing, chart = self._drawing(), self._chart()
        if drawing is None or chart is None:
            return None
        made = self._table() if self._table is not None else None
        if made is None:
            made = FiguresTable(drawing, chart)
            self._table = weakref.ref(made)
        return made

    def text(self, kind: QAccessible.Text) -> str:
        """The title, or all that is said about the figures."""
        chart = self._chart()
        if chart is None:
            return ""
        if kind == QAccessible.Text.Name:
            return name_of(chart)
        if kind == QAccessible.Text.Description:
            return description_of(chart)
        return super().text(kind)

    def childCount(self) -> int:
        """The table alone."""
        return 1 if self.table() is not None else 0

    def child(self, index: int) -> QAccessibleInterface:
        """The table."""
        table = self.table()
        # Qt takes none as "no such child", which the types of its Python face leave out
        found = QAccessible.queryAccessibleInterface(table) if table is not None and index == 0 else None
        return cast("QAccessibleInterface", found)

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """Where a child stands; -1 for any other's."""
        return 0 if child.object() is self.table() else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        """Nothing: figures have no place of their own on the drawing."""
        return cast("QAccessibleInterface", None)


def name_of(chart: QWidget) -> str:
    """What a chart is called: its title, or the name it was given."""
    sheet = sheet_of_chart(chart)
    return (sheet.title if sheet is not None else "") or chart.accessibleName()


def description_of(chart: QWidget) -> str:
    """What is said about a chart's figures: unit and source, what is looked at, the note under it."""
    sheet = sheet_of_chart(chart)
    around = (sheet.subtitle, sheet.note) if sheet is not None else ("", "")
    return "\n".join(one for one in (around[0], message_of(chart), around[1]) if one)


def message_of(chart: QWidget) -> str:
    """What a chart says about what is looked at; "" where that is not in it."""
    return chart.message() if isinstance(chart, (Chart, Pictured)) else ""


def _interface(_: str, widget: QObject) -> QAccessibleInterface | None:
    chart = _chart_of(widget)
    return ChartInterface(widget, chart) if isinstance(widget, QWidget) and chart is not None else None


def _chart_of(widget: QObject) -> QWidget | None:
    """The chart that a widget is the drawing of; None where it is none."""
    if isinstance(widget, Pictured) and not isinstance(widget, Chart):
        return widget
    if not isinstance(widget, (Canvas, Bars, PathPlot)):
        return None
    around = widget.parent()
    while around is not None and not isinstance(around, Chart):
        around = around.parent()
    return around if isinstance(around, QWidget) else None


@cache
def install() -> None:
    """Let every chart that is made from now on be told; once a program."""
    QAccessible.installFactory(_interface)
