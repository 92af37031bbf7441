"""Cell delegates: a hairline under each row, corner marks for amendments and notes, editors."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from npfdesk.ui.look.choices import NameCompleter
from npfdesk.ui.look.colours import appearance, theme
from npfdesk.ui.region_highlight import highlight_colour
from npfdesk.ui.tables.columns import ROLE, ChoicesRole
from npfdesk.ui.tables.figure_model import FigureModel, Index
from npfdesk.ui.tables.formula_line import FormulaLine
from npfdesk.ui.tables.share_marks import LOCK_WIDTH, paint_lock

_CORNER = 6
_BAR = 3
_MARGIN = 8
_MOST_CUT = 4096
_ONE_LINE = int(Qt.TextFlag.TextSingleLine)


def _hairline(painter: QPainter, rect: QRect) -> None:
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme().hairline))


def _corner(painter: QPainter, rect: QRect) -> None:
    top = rect.topRight() + QPoint(1, 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().accent))
    painter.drawPolygon(QPolygon([top, top - QPoint(_CORNER, 0), top + QPoint(0, _CORNER)]))


def _note_corner(painter: QPainter, rect: QRect) -> None:
    """The corner mark of a note: at the other corner and in another colour than that of a difference."""
    corner = rect.bottomRight() + QPoint(1, 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().hues[0]))
    painter.drawPolygon(QPolygon([corner, corner - QPoint(_CORNER + 1, 0), corner - QPoint(0, _CORNER + 1)]))


def _handle(painter: QPainter, rect: QRect) -> None:
    """Two small arrows at the left of the current figure: the handle for dragging."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().accent))
    middle, left = rect.center().y(), rect.left() + 3
    painter.drawPolygon(
        QPolygon([QPoint(left, middle), QPoint(left + 3, middle - 3), QPoint(left + 3, middle + 3)])
    )
    left += 7
    painter.drawPolygon(
        QPolygon([QPoint(left, middle), QPoint(left - 3, middle - 3), QPoint(left - 3, middle + 3)])
    )


class LineDelegate(QStyledItemDelegate):
    """Draws the hairline under a row, for read-only tables."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell and the hairline under it."""
        super().paint(painter, option, index)
        _hairline(painter, option.rect)


class FigureDelegate(QStyledItemDelegate):
    """Paints cells of figures directly, which is several times faster than the style sheet; edits them as text.

    `typing` tells a line and what is typed into it. Where `several` cells are selected, the current one keeps its own ground, as in Excel.
    """

    fill_selection = Signal(object)
    typing = Signal(object, str)
    several = False

    def __init__(self, figures: FigureModel, parent: QAbstractItemView) -> None:
        super().__init__(parent)
        self.figures, self._view = figures, parent
        # the same texts come with every repaint, and cutting one costs as much as drawing it
        self._cut: dict[tuple[str, int, bool], str] = {}
        appearance.changed.connect(self._cut.clear)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint background, text, hairline, corner marks and frame."""
        figures, rect = self.figures, option.rect
        row, column = index.row(), index.column()
        at = figures.columns[column]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected and self.several and index == self._view.currentIndex():
            selected = False
        ground = QColor(theme().chosen) if selected else at.background(row)
        if ground is None and figures.is_highlighted(row):
            ground = highlight_colour()
        if ground is not None:
            painter.fillRect(rect, ground)
        text = at.text(row)
        if text:
            font = at.font(row)
            painter.setFont(font or option.font)
            painter.setPen(at.foreground(row) or QColor(theme().ink))
            locked = at.key == "indicator" and figures.locked(row)
            inner = rect.adjusted(_MARGIN, 0, -_MARGIN - (LOCK_WIDTH if locked else 0), -1)
            if locked:
                paint_lock(painter, rect)
                painter.setPen(at.foreground(row) or QColor(theme().ink))
            painter.drawText(
                inner, at.side | _ONE_LINE, self._fitted(painter, text, inner.width(), font is None)
            )
        _hairline(painter, rect)
        if column == 0 and figures.chosen(row):
            painter.fillRect(rect.left(), rect.top(), _BAR, rect.height() - 1, QColor(theme().accent))
        if at.deviates(row):
            _corner(painter, rect)
        if figures.note(row, at) is not None:
            _note_corner(painter, rect)
        if option.state & QStyle.StateFlag.State_HasFocus:
            if at.grip(row) is not None:
                _handle(painter, rect)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            if self.several:
                # the frame is that of the whole range
                painter.setPen(QPen(QColor(theme().accent), 1))
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
            else:
                painter.setPen(QPen(QColor(theme().accent), 2))
                painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _fitted(self, painter: QPainter, text: str, width: int, usual: bool) -> str:
        """A text as one line, cut where it is wider [px] than its cell."""
        shown = self._cut.get((text, width, usual))
        if shown is None:
            if len(self._cut) >= _MOST_CUT:
                self._cut.clear()
            # line breaks from the workbook are shown as spaces
            line = " ".join(text.split("\n"))
            shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, width)
            self._cut[text, width, usual] = shown
        return shown

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
        needed = line.fontMetrics().horizontalAdvance(line.text()) + 2 * _MARGIN + 4
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
