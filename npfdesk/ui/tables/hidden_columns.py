"""Which columns of a table are hidden: chosen by a person, kept with the layout of the window."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from npfdesk.ui.language import tr
from npfdesk.ui.tables.model import FigureModel


class HiddenColumns(QObject):
    """The names of the columns that a table does not show; one column always stays."""

    changed = Signal()

    def __init__(self, figures: FigureModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.figures = figures
        self.names: frozenset[str] = frozenset()

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def put(self, names: Iterable[str]) -> None:
        """Hide these columns and no others; names that the table does not have wait for a plan that has."""
        names = frozenset(names)
        shown = {column.name for column in self.figures.columns} - names
        if names != self.names and (shown or not self.figures.columns):
            self.names = names
            self.changed.emit()

    def may_hide(self, name: str) -> bool:
        """Whether a column may go: another one stays."""
        return bool({column.name for column in self.figures.columns} - self.names - {name})

    def hide(self, name: str) -> None:
        """Take a column out of sight."""
        self.put(self.names | {name})

    def show(self, name: str) -> None:
        """Bring a column back."""
        self.put(self.names - {name})

    def _turn(self, name: str, shown: bool) -> None:
        self.show(name) if shown else self.hide(name)

    def fill(self, menu: QMenu) -> None:
        """Every column, ticked where it is shown, to be hidden or brought back."""
        menu.clear()
        for column in self.figures.columns:
            action = QAction(column.title().replace("&", "&&"), menu)
            menu.addAction(action)
            action.setCheckable(True)
            action.setChecked(column.name not in self.names)
            action.setEnabled(column.name in self.names or self.may_hide(column.name))
            action.toggled.connect(partial(self._turn, column.name))
        menu.addSeparator()
        menu.addAction(tr("Tables", "Show all columns"), lambda: self.put(())).setEnabled(bool(self.names))
