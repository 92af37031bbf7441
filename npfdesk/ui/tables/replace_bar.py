"""Find and replace in a table: one by one, or all in one step."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from npfdesk.plan.names import fold
from npfdesk.plan.pinyin import Said, said
from npfdesk.plan.problems import Count
from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.figure_model import Cell, Typed
from npfdesk.ui.tables.figure_table import FigureTable


def matches(text: str, wanted: str, whole: bool) -> bool:
    """Whether a cell's text contains, or equals, the searched text; case is ignored."""
    found, sought = text.strip().casefold(), wanted.strip().casefold()
    return bool(sought) and (found == sought if whole else sought in found)


def replaced(text: str, wanted: str, by: str, whole: bool) -> str:
    """A cell's text with every occurrence replaced."""
    if whole:
        return by
    # a function, so that backslashes in the new text stay
    return re.sub(re.escape(wanted.strip()), lambda _: by, text, flags=re.IGNORECASE)


class ReplaceBar(QWidget):
    """The find and replace bar under the tables.

    It works on the front table: on the selected cells where there are several, else on all shown rows.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: FigureTable | None = None
        self.find_field, self.replace_field = QLineEdit(), QLineEdit()
        self.whole_cell = QCheckBox()
        self.message_label = QLabel()
        self.message_label.setTextFormat(Qt.TextFormat.PlainText)
        self.message_label.setProperty("role", "note")
        self.next_button, self.replace_button, self.replace_all_button, self.close_button = (
            QToolButton() for _ in range(4)
        )
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        for widget in (
            self.find_field,
            self.replace_field,
            self.whole_cell,
            self.next_button,
            self.replace_button,
            self.replace_all_button,
        ):
            layout.addWidget(widget)
        layout.addWidget(self.message_label, 1)
        layout.addWidget(self.close_button)
        for line in (self.find_field, self.replace_field):
            line.setMaximumWidth(220)
            line.installEventFilter(self)
        for button, does in (
            (self.next_button, self.find_next),
            (self.replace_button, self.replace_one),
            (self.replace_all_button, self.replace_all),
            (self.close_button, self.end),
        ):
            button.clicked.connect(does)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Update all texts for the current language."""
        for line, text in ((self.find_field, "Find"), (self.replace_field, "Replace by")):
            line.setPlaceholderText(tr("Tables", text))
            line.setAccessibleName(tr("Tables", text))
        self.whole_cell.setText(tr("Tables", "Whole cell"))
        for button, text in (
            (self.next_button, "Next"),
            (self.replace_button, "Replace"),
            (self.replace_all_button, "Replace all"),
            (self.close_button, "Close"),
        ):
            button.setText(tr("Tables", text))
        self.message_label.clear()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def begin(self, table: FigureTable) -> None:
        """Open for a table."""
        self.table = table
        self.message_label.clear()
        self.show()
        self.find_field.setFocus()
        self.find_field.selectAll()

    def end(self) -> None:
        """Close; the focus returns to the table."""
        self.hide()
        if self.table is not None:
            self.table.setFocus()
        self.closed.emit()

    def eventFilter(self, line: QObject, event: QEvent) -> bool:
        """Return finds the next cell (Shift: the previous), Escape closes."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                backwards = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self.find_next(backwards=backwards) if line is self.find_field else self.replace_one()
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
        return matches(table.plain(cell), self.find_field.text(), self.whole_cell.isChecked())

    def _finds(self, table: FigureTable, cell: Cell) -> bool:
        """Whether a cell is found: by its text, or by how it is said, which nothing can replace."""
        least = Said.WHOLE if self.whole_cell.isChecked() else Said.INSIDE
        return (
            self._matches(table, cell) or said(fold(self.find_field.text()), fold(table.plain(cell))) >= least
        )

    def find_next(self, *_: object, backwards: bool = False) -> bool:
        """Go to the next matching cell, with wrap-around; returns whether there is one."""
        table = self.table
        if table is None:
            return False
        several = len(table.cells()) > 1
        cells = self._cells(table)
        at = (table.currentIndex().row(), table.currentIndex().column())
        after = [cell for cell in cells if cell > at]
        before = [cell for cell in cells if cell < at]
        order = [*reversed(before), *reversed(after), at] if backwards else [*after, *before, at]
        found = next((cell for cell in order if self._finds(table, cell)), None)
        if found is None:
            self.message_label.setText(tr("Tables", "No match."))
            return False
        self.message_label.clear()
        index = table.figures.index(*found)
        if several:
            # the searched selection stays selected
            flags = table.selectionModel().SelectionFlag
            table.selectionModel().setCurrentIndex(index, flags.NoUpdate)
        else:
            table.setCurrentIndex(index)
        return True

    def _typed(self, table: FigureTable, cells: list[Cell]) -> list[Typed]:
        wanted, by, whole = self.find_field.text(), self.replace_field.text(), self.whole_cell.isChecked()
        return [
            (*cell, replaced(table.plain(cell), wanted, by, whole))
            for cell in cells
            if table.figures.columns[cell[1]].editable and self._matches(table, cell)
        ]

    def replace_one(self) -> None:
        """Replace in the current cell if it matches, then find the next one."""
        table = self.table
        if table is None:
            return
        typed = self._typed(table, [(table.currentIndex().row(), table.currentIndex().column())])
        if not typed or table.figures.enter(typed):
            self.find_next()

    def replace_all(self) -> None:
        """Replace in every matching cell as one step; nothing where one is refused."""
        table = self.table
        if table is None:
            return
        typed = self._typed(table, self._cells(table))
        if not typed:
            self.message_label.setText(tr("Tables", "No match that can be replaced."))
        elif table.figures.enter(typed):
            self.message_label.setText(
                tr("Tables", "{count:cell|cells} replaced.").format(count=Count(len(typed)))
            )
