"""The small note at a cell that says what comes of what is being typed or dragged, before it is entered."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

_GAP = 3


class CellHint(QLabel):
    """Lies below a cell of a table, above it where there is no room, and takes no mouse."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self.setObjectName("cellHint")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, cell: QRect) -> None:
        """Show a text at a cell; "" hides it."""
        self.setText(text)
        if not text:
            self.hide()
            return
        self.adjustSize()
        room = self._viewport.rect()
        left = max(min(cell.right() - self.width(), room.right() - self.width()), room.left())
        below = cell.bottom() + _GAP
        above = cell.top() - _GAP - self.height()
        self.move(left, below if below + self.height() <= room.bottom() or above < 0 else above)
        self.show()
        self.raise_()
