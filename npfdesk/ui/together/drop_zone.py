"""The place where files are dropped: a dashed frame that says what comes here, and what happens to it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from npfdesk.ui.look.colours import theme

_ROUND = 8


class DropZone(QWidget):
    """A frame with a line in large type and one below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asked, self.told = QLabel(), QLabel()
        self.asked.setProperty("role", "title")
        self.told.setProperty("role", "subtitle")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(8)
        layout.addStretch(1)
        for label in (self.asked, self.told):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            layout.addWidget(label)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def write(self, asked: str, told: str) -> None:
        """Say what comes here, and what happens to it."""
        self.asked.setText(asked)
        self.told.setText(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().border), 1.2, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(theme().panel))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), _ROUND, _ROUND)
