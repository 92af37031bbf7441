"""The marks of status and the squares of scenarios' colours as small drawings, which line up where glyphs would not."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPaintEngine, QPainter, QPen, QPixmap

from npfdesk.plan.statuses import Shape, Status
from npfdesk.ui.look.colours import status_colour

SIDE = 12
_SHARP = 3


def status_icon(status: Status) -> QIcon:
    """A status' mark in the theme in force."""
    return _drawn(status, status_colour(status).name())


@cache
def no_icon() -> QIcon:
    """As much room as a mark takes, and nothing in it."""
    return QIcon(_ground())


@cache
def _pixels(status: Status, colour: str, side: float = SIDE, ratio: float = _SHARP) -> QPixmap:
    pixels = _ground(side, ratio)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / SIDE, side / SIDE)
    _draw(painter, status, QColor(colour))
    painter.end()
    return pixels


@cache
def _drawn(status: Status, colour: str) -> QIcon:
    pixels = _pixels(status, colour)
    icon = QIcon(pixels)
    # the colour says something, so that a chosen line must not tint it
    icon.addPixmap(pixels, QIcon.Mode.Selected)
    return icon


def paint_mark(painter: QPainter, status: Status, centre: QPointF, side: float = SIDE) -> None:
    """A status' mark around a point, in the theme in force: a kept picture on the screen, lines in files of lines."""
    if painter.paintEngine().type() is QPaintEngine.Type.Raster:
        # drawn anew, a screen full of marks would cost half a frame
        # the device's pixels for one of ours: the screen's, and however much larger a presentation paints
        ratio = round(abs(painter.deviceTransform().m11()), 4) or 1.0
        mark = _pixels(status, status_colour(status).name(), side, ratio)
        left, top = (round((place - side / 2) * ratio) / ratio for place in (centre.x(), centre.y()))
        painter.drawPixmap(QPointF(left, top), mark)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre.x() - side / 2, centre.y() - side / 2)
    painter.scale(side / SIDE, side / SIDE)
    _draw(painter, status, status_colour(status))
    painter.restore()


def _draw(painter: QPainter, status: Status, colour: QColor) -> None:
    pen = QPen(colour, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    disc = QRectF(1.5, 1.5, SIDE - 3, SIDE - 3)
    about = status.about
    if about.shape is Shape.CROSS:
        painter.setPen(QPen(pen.color(), 1.8, pen.style(), pen.capStyle()))
        painter.drawLines((QLineF(2.5, 2.5, 9.5, 9.5), QLineF(9.5, 2.5, 2.5, 9.5)))
    elif about.shape is Shape.LINE:
        painter.drawLine(QLineF(3.5, SIDE / 2, SIDE - 3.5, SIDE / 2))
    else:
        painter.drawEllipse(disc)
        painter.setBrush(pen.color())
        # in sixteenths of a degree, clockwise from the top
        painter.drawPie(disc, 90 * 16, -about.filled * 16)


def _ground(side: float = SIDE, ratio: float = _SHARP) -> QPixmap:
    pixels = QPixmap(round(side * ratio), round(side * ratio))
    pixels.setDevicePixelRatio(ratio)
    pixels.fill(Qt.GlobalColor.transparent)
    return pixels


SWATCH_SIDE = 12
_SWATCH_SHARP = 3


def swatch(colour: QColor) -> QIcon:
    """The square; the same whether its line is chosen or not."""
    pixels = QPixmap(SWATCH_SIDE * _SWATCH_SHARP, SWATCH_SIDE * _SWATCH_SHARP)
    pixels.setDevicePixelRatio(_SWATCH_SHARP)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(1, 1, SWATCH_SIDE - 2, SWATCH_SIDE - 2, 2, 2)
    painter.end()
    icon = QIcon(pixels)
    icon.addPixmap(pixels, QIcon.Mode.Selected)
    return icon
