"""Cell delegates: a hairline under each row of read-only tables, editors of those of figures."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from npfdesk.ui.look.choices import NameCompleter
from npfdesk.ui.tables.cell_marks import paint_hairline
from npfdesk.ui.tables.cell_view import MARGIN
from npfdesk.ui.tables.columns import ROLE, ChoicesRole
from npfdesk.ui.tables.figure_model import FigureModel, Index
from npfdesk.ui.tables.formula_line import FormulaLine


class LineDelegate(QStyledItemDelegate):
    """Draws the hairline under a row, for read-only tables."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell and the hairline under it."""
        super().paint(painter, option, index)
        paint_hairline(painter, option.rect)


class FigureDelegate(QStyledItemDelegate):
    """Edits cells of figures as text; the view itself paints them. `typing` tells a line and what is typed into it."""

    fill_selection = Signal(object)
    typing = Signal(object, str)

    def __init__(self, figures: FigureModel, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self.figures, self._view = figures, parent

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Ctrl+Enter enters the text into every selected cell as one step; the editor stays where it is refused."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(editor, FormulaLine)
            and editor.takes(event)
        ):
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            and isinstance(editor, QLineEdit)
        ):
            self.fill_selection.emit(editor)
            return True
        return super().eventFilter(editor, event)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Create the editor: a combo box for a closed list, else a line edit."""
        choices = index.data(ChoicesRole)
        if not choices:
            at = self.figures.columns[index.column()]
            line = at.editor(parent, index.row()) if at.editor is not None else QLineEdit(parent)
            line.setFrame(False)
            if not line.accessibleName():
                line.setAccessibleName(self._head(index))
            line.setAlignment(Qt.AlignmentFlag(at.side))
            line.textChanged.connect(lambda text: self._typed(line, text))
            if at.completions is not None:
                line.setCompleter(NameCompleter(at.completions, line))
            return line
        box = QComboBox(parent)
        box.setAccessibleName(self._head(index))
        box.addItems(choices)

        def take(_: int) -> None:
            self.commitData.emit(box)
            self.closeEditor.emit(box)

        box.activated.connect(take)
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """The editor over its cell, and beyond it where what is typed is longer."""
        super().updateEditorGeometry(editor, option, index)
        if isinstance(editor, QLineEdit):
            self._make_room(editor, option.rect)

    def _typed(self, line: QLineEdit, text: str) -> None:
        self._make_room(line, self._view.visualRect(self._view.currentIndex()))
        self.typing.emit(line, text)

    @staticmethod
    def _make_room(line: QLineEdit, cell: QRect) -> None:
        """Let a line reach over the cells at its right, then at its left, as far as its text asks: Excel's does."""
        viewport = line.parentWidget()
        if viewport is None or cell.isEmpty():
            return
        needed = line.fontMetrics().horizontalAdvance(line.text()) + 2 * MARGIN + 4
        width = max(cell.width(), min(needed, viewport.width()))
        left = min(cell.left(), max(viewport.width() - width, 0))
        wanted = QRect(left, line.y(), width, line.height())
        if wanted != line.geometry():
            line.setGeometry(wanted)

    def _head(self, index: Index) -> str:
        """What the column of a cell is called."""
        return str(self.figures.headerData(index.column(), Qt.Orientation.Horizontal) or "")

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the plain figure, or the current choice."""
        text = str(index.data(ROLE.EditRole))
        if isinstance(editor, QComboBox):
            editor.setCurrentText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Pass the typed text to the model."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())
