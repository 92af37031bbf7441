"""Icons: status marks and colour swatches of scenarios. They are drawn, because glyphs would not align."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPaintEngine, QPainter, QPen, QPixmap, QPixmapCache

from npfdesk.plan.statuses import Shape, Status
from npfdesk.ui.look.colours import Marked, status_mark

SIDE = 12
_SHARP = 3


def status_icon(status: Status) -> QIcon:
    """The icon of a status in the current theme."""
    return _drawn(status, status_mark(status).name())


@cache
def no_icon() -> QIcon:
    """An empty icon of the same size."""
    return QIcon(_ground())


@cache
def _pixels(status: Marked, colour: str, side: float = SIDE, ratio: float = _SHARP) -> QPixmap:
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
    # the colour has a meaning, so the selection must not tint it
    icon.addPixmap(pixels, QIcon.Mode.Selected)
    return icon


def paint_mark(painter: QPainter, status: Marked, centre: QPointF, side: float = SIDE) -> None:
    """Paint the mark of a status or a light around a point: from cached pixels on a screen, as vectors in vector files."""
    if painter.paintEngine().type() is QPaintEngine.Type.Raster:
        # cached: painting a screen full of marks would take half a frame
        # device pixels for one logical pixel: of the screen, times the enlargement of a presentation
        ratio = round(abs(painter.deviceTransform().m11()), 4) or 1.0
        mark = _pixels(status, status_mark(status).name(), side, ratio)
        left, top = (round((place - side / 2) * ratio) / ratio for place in (centre.x(), centre.y()))
        painter.drawPixmap(QPointF(left, top), mark)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(centre.x() - side / 2, centre.y() - side / 2)
    painter.scale(side / SIDE, side / SIDE)
    _draw(painter, status, status_mark(status))
    painter.restore()


def _draw(painter: QPainter, status: Marked, colour: QColor) -> None:
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


def _painted_swatch(colour: QColor) -> QPixmap:
    pixels = QPixmap(SWATCH_SIDE * _SWATCH_SHARP, SWATCH_SIDE * _SWATCH_SHARP)
    pixels.setDevicePixelRatio(_SWATCH_SHARP)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(1, 1, SWATCH_SIDE - 2, SWATCH_SIDE - 2, 2, 2)
    painter.end()
    return pixels


def swatch(colour: QColor) -> QIcon:
    """A colour swatch; it looks the same in a selected row."""
    key, pixels = f"npfdesk swatch {colour.name()}", QPixmap()
    if not QPixmapCache.find(key, pixels):
        pixels = _painted_swatch(colour)
        QPixmapCache.insert(key, pixels)
    icon = QIcon(pixels)
    icon.addPixmap(pixels, QIcon.Mode.Selected)
    return icon
