"""How a line of a list of choices is painted: its words, what it is in quiet, its keys at the right."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from npfdesk.ui.colours import theme
from npfdesk.ui.style import NOTE_PIXELS, pixels

ContextRole: Final = int(Qt.ItemDataRole.UserRole) + 1
KeysRole: Final = int(Qt.ItemDataRole.UserRole) + 2
_EDGE, _GAP, _ROW = 10.0, 16.0, 30
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine)


class HitDelegate(QStyledItemDelegate):
    """Paints plain text only, whatever a workbook calls its regions."""

    def height(self) -> int:
        """The height of every line (pixels)."""
        return pixels(_ROW)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One line, as wide as the list."""
        return QSize(0, self.height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The words from the left, the context behind them, the keys at the right."""
        colours = theme()
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.chosen))
        place = QRectF(option.rect).adjusted(_EDGE, 0, -_EDGE, 0)
        note = QFont(option.font)
        note.setPixelSize(pixels(NOTE_PIXELS))
        quiet, body = QFontMetricsF(note), QFontMetricsF(option.font)
        keys, context = index.data(KeysRole) or "", index.data(ContextRole) or ""
        if keys:
            painter.setFont(note)
            painter.setPen(QColor(colours.secondary))
            painter.drawText(place, _RIGHT, keys)
            place.setRight(place.right() - quiet.horizontalAdvance(keys) - _GAP)
        behind = min(quiet.horizontalAdvance(context) + _GAP, place.width() / 2) if context else 0.0
        text = body.elidedText(
            str(index.data() or "").replace("\n", " "), Qt.TextElideMode.ElideRight, place.width() - behind
        )
        painter.setFont(option.font)
        painter.setPen(QColor(colours.ink))
        painter.drawText(place, _LEFT, text)
        if context:
            place.setLeft(place.left() + body.horizontalAdvance(text) + _GAP)
            painter.setFont(note)
            painter.setPen(QColor(colours.secondary))
            said = quiet.elidedText(context, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, _LEFT, said)
        painter.restore()
