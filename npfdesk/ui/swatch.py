"""A small square of a scenario's colour."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

SIDE = 12
_SHARP = 3


def swatch(colour: QColor) -> QIcon:
    """The square; the same whether its line is chosen or not."""
    pixels = QPixmap(SIDE * _SHARP, SIDE * _SHARP)
    pixels.setDevicePixelRatio(_SHARP)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(1, 1, SIDE - 2, SIDE - 2, 2, 2)
    painter.end()
    icon = QIcon(pixels)
    icon.addPixmap(pixels, QIcon.Mode.Selected)
    return icon
