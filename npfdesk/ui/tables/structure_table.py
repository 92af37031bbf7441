"""The view of a table of the plan's structure: rows are moved and removed by keys and in the menu."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from npfdesk.plan.edits import Edit
from npfdesk.ui.look.column_widths import ColumnWidth, shared
from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.figure_table import FigureTable, cell_menu
from npfdesk.ui.tables.removal_dialog import RemovalDialog
from npfdesk.ui.tables.structure_model import StructureModel

_KEYS = Qt.Key
_ALT = Qt.KeyboardModifier.AltModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_MOVES = {_KEYS.Key_Up: -1, _KEYS.Key_Down: 1}
_LEVELS = {_KEYS.Key_Left: -1, _KEYS.Key_Right: 1}

_MEASURED, _WORD_ROOM = 200, 26
"""So many rows decide how wide words are; the room beside them in a cell (pixels)."""


class StructureTable(FigureTable):
    """A table of structure.

    Alt+Up and Alt+Down move the current row, Alt+Left and Alt+Right change its level, Ctrl+Delete removes the selected
    rows after `removal_question`, which tells what falls with them.
    """

    def __init__(self, model: StructureModel, parent: QWidget | None = None) -> None:
        self.rows = model
        self.removal_question: RemovalDialog | None = None
        super().__init__(model, parent)

    def _spread(self, widths: list[int]) -> list[int]:
        """Words are whole as long as there is room: a title of a source, a note, the meaning of a setting."""
        columns, rows = self.figures.columns, range(min(self.figures.rowCount(), _MEASURED))
        shown = [at for at, one in enumerate(columns) if one.name not in self.hidden]
        if not self.isVisible():
            return widths
        measure = self.fontMetrics().horizontalAdvance
        asked, room = [], self.viewport().width()
        for at in shown:
            words = () if columns[at].figures else (measure(columns[at].text(row)) for row in rows)
            whole = max(max(words, default=0) + _WORD_ROOM, widths[at] if columns[at].figures else 0)
            least = max(self._head_width(columns[at]), min(widths[at], whole))
            asked.append(ColumnWidth(least, whole, max(whole, widths[at])))
        if sum(one.least for one in asked) > room:
            # it scrolls in any case: what is still empty keeps the room to be typed into
            asked = [
                ColumnWidth(widths[at], max(one.whole, widths[at]), one.usual)
                for at, one in zip(shown, asked, strict=True)
            ]
        found = shared(asked, room)
        over = room - sum(found)
        if over > 0:
            # what is left over is shared by all: a table is as wide as its heading
            found = [width + over // len(found) for width in found]
            found[-1] += room - sum(found)
        for at, width in zip(shown, found, strict=True):
            widths[at] = width
        return widths

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Handle the keys that move and remove rows, and those of every table."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == _ALT and key in _MOVES:
            self.move_row(_MOVES[_KEYS(key)])
        elif held == _ALT and key in _LEVELS:
            self.change_level(_LEVELS[_KEYS(key)])
        elif held == _CTRL and key == _KEYS.Key_Delete:
            self.ask_to_remove()
        else:
            super().keyPressEvent(event)

    def chosen_keys(self) -> list[Hashable]:
        """The keys of the selected rows that show things."""
        rows = sorted({index.row() for index in (*self.selectedIndexes(), self.currentIndex())})
        rows = [row for row in rows if row >= 0]
        return [self.rows.identity(row) for row in rows if not self.rows.is_new(row)]

    def _current(self) -> Hashable | None:
        at = self.currentIndex()
        return self.rows.identity(at.row()) if at.isValid() and not self.rows.is_new(at.row()) else None

    def move_row(self, by: int) -> None:
        """Move the current row up (−1) or down (1)."""
        key = self._current()
        self._move(self.rows.movement(key, by) if key is not None else None, key)

    def change_level(self, by: int) -> None:
        """Move the current row one level out (−1) or in (1)."""
        key = self._current()
        self._move(self.rows.levelling(key, by) if key is not None else None, key)

    def _move(self, edit: Edit | None, key: Hashable | None) -> None:
        if edit is None or key is None:
            return
        column = self.currentIndex().column()
        if self.rows.take(edit):
            row = self.rows.row_of(key)
            if row is not None:
                self.setCurrentIndex(self.rows.index(row, column))

    def ask_to_remove(self) -> None:
        """Ask whether the selected rows are to be removed, telling what falls with them."""
        keys = self.chosen_keys()
        edit = self.rows.removal(keys) if keys else None
        if edit is None:
            return
        question = self.removal_question = RemovalDialog(self.rows, keys, edit, self)
        question.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        question.finished.connect(lambda answer: self._answered(answer, edit))
        question.open()

    def _answered(self, answer: int, edit: Edit) -> None:
        self.removal_question = None
        if answer == QDialog.DialogCode.Accepted:
            self.rows.take(edit)
        self.setFocus()

    def menu(self) -> QMenu:
        """The menu of the selected cells, and of their rows."""
        menu = cell_menu(self)
        menu.addSeparator()
        key = self._current()
        for text, keys, edit, act in (
            ("Move up", "Alt+Up", key is not None and self.rows.movement(key, -1), lambda: self.move_row(-1)),
            (
                "Move down",
                "Alt+Down",
                key is not None and self.rows.movement(key, 1),
                lambda: self.move_row(1),
            ),
            (
                "One level out",
                "Alt+Left",
                key is not None and self.rows.levelling(key, -1),
                lambda: self.change_level(-1),
            ),
            (
                "One level in",
                "Alt+Right",
                key is not None and self.rows.levelling(key, 1),
                lambda: self.change_level(1),
            ),
        ):
            if edit:
                menu.addAction(tr("Tables", text), QKeySequence(keys), act)
        chosen = self.chosen_keys()
        removing = menu.addAction(tr("Tables", "Remove row…"), QKeySequence("Ctrl+Del"), self.ask_to_remove)
        removing.setEnabled(bool(chosen) and self.rows.removal(chosen) is not None)
        return menu
