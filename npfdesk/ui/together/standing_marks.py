"""How the standings of units look: each has its own shape and its own colour, so that grey print and colour-blind eyes tell them apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from npfdesk.plan.statuses import Status
from npfdesk.ui.look.colours import status_mark
from npfdesk.ui.look.language import tr
from npfdesk.ui.together.unit_standings import Standing

SIDE: Final = 14
"""The side of a mark [px at 100 %]."""
ROOM: Final = 4
"""The room between a mark and its words on a button [px at 100 %]."""
_SHARP: Final = 3
_DISC: Final = QRectF(1.5, 1.5, 11, 11)
_WIDE: Final = 1.6


def _received(painter: QPainter, colour: QColor) -> None:
    painter.setBrush(colour)
    painter.drawEllipse(_DISC)


def _part(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(_DISC)
    painter.setBrush(colour)
    # in sixteenths of a degree, clockwise from the top
    painter.drawPie(_DISC, 90 * 16, -180 * 16)


def _empty(painter: QPainter, colour: QColor) -> None:
    painter.drawEllipse(_DISC)


def _double(painter: QPainter, colour: QColor) -> None:
    painter.drawRect(QRectF(4.5, 1.5, 8, 8))
    painter.setBrush(colour)
    painter.drawRect(QRectF(1.5, 4.5, 8, 8))


def _other_round(painter: QPainter, colour: QColor) -> None:
    painter.drawPolygon(QPolygonF([QPointF(7, 1), QPointF(13, 7), QPointF(7, 13), QPointF(1, 7)]))


def _refused(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLines((QLineF(3, 3, 11, 11), QLineF(11, 3, 3, 11)))


def _missing(painter: QPainter, colour: QColor) -> None:
    painter.setPen(QPen(colour, _WIDE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QLineF(2.5, 7, 11.5, 7))


@dataclass(frozen=True)
class StandingLook:
    """How a standing is called, coloured and drawn in a square of 14."""

    words: Callable[[], str]
    colour: Status
    draw: Callable[[QPainter, QColor], None]


LOOKS: Final[Mapping[Standing, StandingLook]] = MappingProxyType(
    {
        Standing.RECEIVED: StandingLook(lambda: tr("Together", "Received"), Status.BLUE, _received),
        Standing.PART: StandingLook(lambda: tr("Together", "In part"), Status.YELLOW, _part),
        Standing.EMPTY: StandingLook(lambda: tr("Together", "Left empty"), Status.ORANGE, _empty),
        Standing.DOUBLE: StandingLook(lambda: tr("Together", "Two versions"), Status.ORANGE, _double),
        Standing.OTHER_ROUND: StandingLook(
            lambda: tr("Together", "Other round"), Status.ORANGE, _other_round
        ),
        Standing.REFUSED: StandingLook(lambda: tr("Together", "Not readable"), Status.RED, _refused),
        Standing.MISSING: StandingLook(lambda: tr("Together", "Missing"), Status.GREY, _missing),
    }
)
"""The look of every standing."""


def paint_standing(painter: QPainter, standing: Standing, place: QRectF) -> None:
    """Paint the mark of a standing into a square."""
    look = LOOKS[standing]
    colour = status_mark(look.colour)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / SIDE, place.height() / SIDE)
    painter.setPen(
        QPen(colour, _WIDE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.MiterJoin)
    )
    look.draw(painter, colour)
    painter.restore()


def standing_icon(standing: Standing) -> QIcon:
    """The mark as an icon in the current theme."""
    return _drawn(standing, status_mark(LOOKS[standing].colour).name())


@cache
def _drawn(standing: Standing, colour: str) -> QIcon:
    # the colour is part of the key: another theme draws anew
    del colour
    pixels = QPixmap((SIDE + ROOM) * _SHARP, SIDE * _SHARP)
    pixels.setDevicePixelRatio(_SHARP)
    pixels.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixels)
    paint_standing(painter, standing, QRectF(0, 0, SIDE, SIDE))
    painter.end()
    icon = QIcon(pixels)
    # the colour has a meaning, so the selection must not tint it
    icon.addPixmap(pixels, QIcon.Mode.Selected)
    return icon
