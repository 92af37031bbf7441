"""The header of a table: sort by a column, filter it, hide it; hidden columns are saved with the layout."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QHeaderView, QLineEdit, QMenu, QWidget, QWidgetAction

from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.arrangement import PLAIN
from npfdesk.ui.tables.columns import Column
from npfdesk.ui.tables.figure_model import FigureModel


class HiddenColumns(QObject):
    """The names of the hidden columns of a table; one column always stays visible."""

    changed = Signal()

    def __init__(self, figures: FigureModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.figures = figures
        self.names: frozenset[str] = frozenset()

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def hide_only(self, names: Iterable[str]) -> None:
        """Hide exactly these columns; names that the table does not have are kept for a plan that has them."""
        names = frozenset(names)
        shown = {column.name for column in self.figures.columns} - names
        if names != self.names and (shown or not self.figures.columns):
            self.names = names
            self.changed.emit()

    def may_hide(self, name: str) -> bool:
        """Whether a column may be hidden: another one stays visible."""
        return bool({column.name for column in self.figures.columns} - self.names - {name})

    def hide(self, name: str) -> None:
        """Hide a column."""
        self.hide_only(self.names | {name})

    def show(self, name: str) -> None:
        """Show a column."""
        self.hide_only(self.names - {name})

    def _set_shown(self, name: str, shown: bool) -> None:
        self.show(name) if shown else self.hide(name)

    def fill(self, menu: QMenu) -> None:
        """Fill a menu with check entries for every column."""
        menu.clear()
        for column in self.figures.columns:
            action = QAction(column.title().replace("&", "&&"), menu)
            menu.addAction(action)
            action.setCheckable(True)
            action.setChecked(column.name not in self.names)
            action.setEnabled(column.name in self.names or self.may_hide(column.name))
            action.toggled.connect(partial(self._set_shown, column.name))
        menu.addSeparator()
        menu.addAction(tr("Tables", "Show all columns"), lambda: self.hide_only(())).setEnabled(
            bool(self.names)
        )


_EDGE = 4


class TableHead(QHeaderView):
    """The header of a table of figures; a click selects the column, for its sum."""

    def __init__(self, figures: FigureModel, hidden: HiddenColumns, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.figures, self.hidden = figures, hidden
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Sort by the column: ascending, descending, unsorted; on a border, fit the width."""
        place = event.position().toPoint()
        column = self.logicalIndexAt(place)
        begin = self.sectionViewportPosition(column) if column >= 0 else 0
        edge = min(place.x() - begin, begin + self.sectionSize(max(column, 0)) - place.x())
        if column < 0 or edge <= _EDGE:
            super().mouseDoubleClickEvent(event)
            return
        self.next_order(self.figures.columns[column])

    def next_order(self, column: Column) -> None:
        """Switch to the next order of a column."""
        wanted = self.figures.arrangement
        if wanted.column != column.name:
            self.sort(column)
        elif not wanted.descending:
            self.sort(column, descending=True)
        else:
            self.figures.arrange(wanted.sorted_by(""))

    def sort(self, column: Column, descending: bool = False) -> None:
        """Sort the rows by a column."""
        self.figures.arrange(self.figures.arrangement.sorted_by(column.name, descending))

    def filter(self, column: Column, text: str) -> None:
        """Keep the rows whose cell contains a text, or lies above or below a figure (> 5)."""
        self.figures.arrange(self.figures.arrangement.filtered(column.name, text))

    def _menu_at(self, place: QPoint) -> None:
        column = self.logicalIndexAt(place)
        if column >= 0:
            self.menu(column).popup(self.viewport().mapToGlobal(place))

    def open_menu(self, at: int) -> QMenu:
        """Open the menu below a header."""
        menu = self.menu(at)
        place = QPoint(self.sectionViewportPosition(at), self.height())
        menu.popup(self.viewport().mapToGlobal(place))
        return menu

    def menu(self, at: int) -> QMenu:
        """The menu of a column."""
        column, wanted = self.figures.columns[at], self.figures.arrangement
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        line = QLineEdit(menu)
        line.setPlaceholderText(
            tr("Tables", "Shows rows with… (or > 5)") if column.figures else tr("Tables", "Shows rows with…")
        )
        line.setText(wanted.filters.get(column.name, ""))
        line.setClearButtonEnabled(True)
        line.setMinimumWidth(210)
        line.setAccessibleName(tr("Tables", "Filter"))
        line.returnPressed.connect(lambda: self.filter(column, line.text()))
        line.returnPressed.connect(menu.close)
        entry = QWidgetAction(menu)
        entry.setDefaultWidget(line)
        menu.addAction(entry)
        menu.aboutToShow.connect(line.setFocus)
        menu.addSeparator()
        for text, does, applies in (
            ("Sort ascending", lambda: self.sort(column), True),
            ("Sort descending", lambda: self.sort(column, descending=True), True),
            ("Original order", lambda: self.figures.arrange(wanted.sorted_by("")), bool(wanted.column)),
            ("Show all rows", lambda: self.figures.arrange(PLAIN), wanted != PLAIN),
        ):
            menu.addAction(tr("Tables", text), does).setEnabled(applies)
        menu.addSeparator()
        hide = menu.addAction(tr("Tables", "Hide this column"), lambda: self.hidden.hide(column.name))
        hide.setEnabled(self.hidden.may_hide(column.name))
        self.hidden.fill(menu.addMenu(tr("Tables", "Columns")))
        return menu
