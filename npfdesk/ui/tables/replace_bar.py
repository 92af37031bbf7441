"""Find and replace in a table: the cells that hold a text, gone through one by one or changed in one step."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.figure_model import Cell, Typed
from npfdesk.ui.tables.figure_table import FigureTable


def matches(text: str, wanted: str, whole: bool) -> bool:
    """Whether a cell's text holds what is wanted, or is it; capitals do not matter."""
    found, sought = text.strip().casefold(), wanted.strip().casefold()
    return bool(sought) and (found == sought if whole else sought in found)


def replaced(text: str, wanted: str, by: str, whole: bool) -> str:
    """A cell's text with every place that holds what is wanted changed."""
    if whole:
        return by
    # a function, since a backslash in the new text is a backslash
    return re.sub(re.escape(wanted.strip()), lambda _: by, text, flags=re.IGNORECASE)


class ReplaceBar(QWidget):
    """The line under the tables for finding and replacing.

    It works on the table in front: on the chosen cells where there are several, else on all rows shown.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: FigureTable | None = None
        self.sought, self.by = QLineEdit(), QLineEdit()
        self.whole = QCheckBox()
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setProperty("role", "note")
        self.following, self.one, self.all, self.shut = (QToolButton() for _ in range(4))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        for widget in (self.sought, self.by, self.whole, self.following, self.one, self.all):
            layout.addWidget(widget)
        layout.addWidget(self.said, 1)
        layout.addWidget(self.shut)
        for line in (self.sought, self.by):
            line.setMaximumWidth(220)
            line.installEventFilter(self)
        for button, does in (
            (self.following, self.go_on),
            (self.one, self.replace_one),
            (self.all, self.replace_all),
            (self.shut, self.end),
        ):
            button.clicked.connect(does)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Every word in the language in force."""
        for line, text in ((self.sought, "Find"), (self.by, "Replace by")):
            line.setPlaceholderText(tr("Tables", text))
            line.setAccessibleName(tr("Tables", text))
        self.whole.setText(tr("Tables", "Whole cell"))
        for button, text in (
            (self.following, "Next"),
            (self.one, "Replace"),
            (self.all, "Replace all"),
            (self.shut, "Close"),
        ):
            button.setText(tr("Tables", text))
        self.said.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def begin(self, table: FigureTable) -> None:
        """Find in a table."""
        self.table = table
        self.said.clear()
        self.show()
        self.sought.setFocus()
        self.sought.selectAll()

    def end(self) -> None:
        """Back to the table."""
        self.hide()
        if self.table is not None:
            self.table.setFocus()
        self.closed.emit()

    def eventFilter(self, line: QObject, event: QEvent) -> bool:
        """Return goes on (Shift back), Escape closes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.go_on(backwards=backwards) if line is self.sought else self.replace_one()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.end()
                return True
        return super().eventFilter(line, event)

    def _cells(self, table: FigureTable) -> list[Cell]:
        chosen = table.cells()
        if len(chosen) > 1:
            return chosen
        columns = [at for at in range(len(table.figures.columns)) if not table.isColumnHidden(at)]
        return [(row, at) for row in range(table.figures.rowCount()) for at in columns]

    def _matches(self, table: FigureTable, cell: Cell) -> bool:
        return matches(table.plain(cell), self.sought.text(), self.whole.isChecked())

    def go_on(self, *_: object, backwards: bool = False) -> bool:
        """Go to the next cell that holds the text, around the end; whether there is one."""
        table = self.table
        if table is None:
            return False
        several = len(table.cells()) > 1
        cells = self._cells(table)
        at = (table.currentIndex().row(), table.currentIndex().column())
        after = [cell for cell in cells if cell > at]
        before = [cell for cell in cells if cell < at]
        order = [*reversed(before), *reversed(after), at] if backwards else [*after, *before, at]
        found = next(
            (cell for cell in order if cell in {at} | set(cells) and self._matches(table, cell)), None
        )
        if found is None:
            self.said.setText(tr("Tables", "Nothing found."))
            return False
        self.said.clear()
        index = table.figures.index(*found)
        if several:
            # what was chosen to be searched stays chosen
            flags = table.selectionModel().SelectionFlag
            table.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        else:
            table.setCurrentIndex(index)
        return True

    def _typed(self, table: FigureTable, cells: list[Cell]) -> list[Typed]:
        wanted, by, whole = self.sought.text(), self.by.text(), self.whole.isChecked()
        return [
            (*cell, replaced(table.plain(cell), wanted, by, whole))
            for cell in cells
            if table.figures.columns[cell[1]].editable and self._matches(table, cell)
        ]

    def replace_one(self) -> None:
        """Change the current cell where it holds the text, and go on."""
        table = self.table
        if table is None:
            return
        typed = self._typed(table, [(table.currentIndex().row(), table.currentIndex().column())])
        if not typed or table.figures.enter(typed):
            self.go_on()

    def replace_all(self) -> None:
        """Change every cell that holds the text, as one step; nothing where one cannot be."""
        table = self.table
        if table is None:
            return
        typed = self._typed(table, self._cells(table))
        if not typed:
            self.said.setText(tr("Tables", "Nothing found that can be replaced."))
        elif table.figures.enter(typed):
            self.said.setText(tr("Tables", "{count} cells replaced.").format(count=len(typed)))
