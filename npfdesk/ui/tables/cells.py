"""How a cell is drawn and edited: a hairline under each row, a corner where it amends, a line to type in."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QModelIndex, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from npfdesk.ui.colours import theme
from npfdesk.ui.tables.model import ChoicesRole, ChosenRole, DeviatesRole

_CORNER = 6.0
_BAR = 3.0


class CellDelegate(QStyledItemDelegate):
    """A line to type in; a closed list where the cell has one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """The cell, its hairline, the corner of what differs from the workbook, the frame of the current one."""
        current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        plain = QStyleOptionViewItem(option)
        plain.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, plain, index)
        rect, accent = QRectF(option.rect), QColor(theme().accent)
        painter.save()
        painter.setPen(QPen(QColor(theme().hairline), 1))
        painter.drawLine(QLineF(rect.left(), rect.bottom() - 0.5, rect.right(), rect.bottom() - 0.5))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == 0 and index.data(ChosenRole):
            painter.fillRect(QRectF(rect.left(), rect.top(), _BAR, rect.height() - 1), accent)
        if index.data(DeviatesRole):
            top = rect.topRight()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawPolygon(QPolygonF([top, top - QPointF(_CORNER, 0), top + QPointF(0, _CORNER)]))
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, 1.5))
            painter.drawRect(rect.adjusted(1, 1, -1.5, -1.5))
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex) -> QWidget:
        """The editor of a cell."""
        choices = index.data(ChoicesRole)
        if not choices:
            line = QLineEdit(parent)
            line.setFrame(False)
            line.setAlignment(Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole))))
            return line
        box = QComboBox(parent)
        box.addItems(choices)

        def take(_: int) -> None:
            self.commitData.emit(box)
            self.closeEditor.emit(box)

        box.activated.connect(take)
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        """The plain figure, or the present choice."""
        text = index.data(Qt.ItemDataRole.EditRole)
        editor.setCurrentText(text) if isinstance(editor, QComboBox) else editor.setText(text)

    def setModelData(self, editor: QWidget, model: object, index: QModelIndex) -> None:
        """What was typed goes to the model as text."""
        model.setData(index, editor.currentText() if isinstance(editor, QComboBox) else editor.text())
