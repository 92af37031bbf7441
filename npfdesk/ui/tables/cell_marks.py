"""What is drawn into a cell besides its text: the hairline under a row, corner marks, the handle of the current figure."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPolygon

from npfdesk.ui.look.colours import theme

_CORNER = 6
_BAR = 3


def paint_hairline(painter: QPainter, rect: QRect) -> None:
    """The line under a cell, or under the cells of a row."""
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme().hairline))


def paint_bar(painter: QPainter, rect: QRect) -> None:
    """The bar at the left of a row that shows the selected series."""
    painter.fillRect(rect.left(), rect.top(), _BAR, rect.height() - 1, QColor(theme().accent))


def paint_corner(painter: QPainter, rect: QRect) -> None:
    """The corner mark of a cell that differs from the workbook."""
    top = rect.topRight() + QPoint(1, 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().accent))
    painter.drawPolygon(QPolygon([top, top - QPoint(_CORNER, 0), top + QPoint(0, _CORNER)]))


def paint_note_corner(painter: QPainter, rect: QRect) -> None:
    """The corner mark of a note: at the other corner and in another colour than that of a difference."""
    corner = rect.bottomRight() + QPoint(1, 0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().hues[0]))
    painter.drawPolygon(QPolygon([corner, corner - QPoint(_CORNER + 1, 0), corner - QPoint(0, _CORNER + 1)]))


def paint_handle(painter: QPainter, rect: QRect) -> None:
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
