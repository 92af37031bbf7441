"""Notes on a path chart: where each stands, its sign and its words, and which lies under the pointer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from npfdesk.plan.chart_notes import ChartNote, Sign
from npfdesk.ui.charts.axes import Frame
from npfdesk.ui.charts.items import around, united
from npfdesk.ui.charts.setting import SCREEN, Setting
from npfdesk.ui.look.repainting import Piece

_WIDEST: Final = 168.0
_RISE, _PAD, _REACH = 30.0, 4.0, 8.0
"""How far above its point a note's words stand, the room around them, and how near a place is on the sign (pixels)."""
_SIGN: Final = 14.0
"""How far a sign reaches from its point (pixels)."""
_WRAPPED: Final = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True)
class PlacedNote:
    """A note where it stands: the point of its sign and the box of its words (pixels)."""

    name: str
    note: ChartNote
    point: QPointF
    box: QRectF

    def holds(self, place: QPointF) -> bool:
        """Whether a place is on its words or its sign."""
        return self.box.contains(place) or (place - self.point).manhattanLength() <= _REACH


class NoteSigns:
    """The notes of one chart."""

    def __init__(self) -> None:
        self.placed: tuple[PlacedNote, ...] = ()
        self._version = 0
        self._piece: Piece | None = None
        self.setting = SCREEN
        self.area = QRectF()

    def put(
        self,
        notes: Mapping[str, ChartNote],
        frame: Frame,
        setting: Setting,
        marks: Iterable[QPointF] = (),
    ) -> None:
        """Place notes in a frame, each above its point, none over another or over the words of a mark.

        What lies beyond the axis stands at its edge.
        """
        self.setting, self.area = setting, frame.area
        found: list[PlacedNote] = []
        area, metrics, line = frame.area, setting.typeface().metrics, setting.line
        told = [QRectF(one.x() - 2 * line, one.y() - 2 * line, 4 * line, 2.6 * line) for one in marks]
        for name, note in notes.items():
            if not frame.first <= note.year <= frame.last:
                continue
            y = min(max(frame.y(note.figure), area.top() + 2), area.bottom() - 2)
            point = QPointF(frame.x(float(note.year)), y)
            room = QRectF(0, 0, min(_WIDEST * setting.magnification, area.width() / 2), 1e4)
            size = metrics.boundingRect(room, _WRAPPED, note.text).size()
            taken = [*told, *(other.box for other in found)]
            sized = QRectF(0, 0, size.width() + 2 * _PAD, size.height() + 2 * _PAD)
            box = _free_box(sized, point, _RISE * setting.magnification, area, taken)
            found.append(PlacedNote(name, note, point, box))
        self.placed = tuple(found)
        self._piece = None

    @property
    def piece(self) -> Piece:
        """What is seen of them."""
        if self._piece is None:
            self._version += 1
            reach = _SIGN * self.setting.magnification
            spots = ((one.box, QRectF(one.point, one.point)) for one in self.placed)
            place = united(around(spot, reach) for both in spots for spot in both)
            self._piece = Piece(self._version, place, self.paint)
        return self._piece

    def at(self, place: QPointF) -> PlacedNote | None:
        """The note under a place; None where there is none."""
        return next((one for one in reversed(self.placed) if one.holds(place)), None)

    def paint(self, painter: QPainter) -> None:
        """Each with a line from its words to its sign."""
        inks, scale = self.setting.inks, self.setting.magnification
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.setting.typeface().font)
        for one in self.placed:
            above = one.box.center().y() < one.point.y()
            edge = one.box.bottom() if above else one.box.top()
            begun = QPointF(min(max(one.point.x(), one.box.left()), one.box.right()), edge)
            painter.setPen(QPen(inks.quiet, 1.2 * scale))
            painter.drawLine(begun, one.point)
            painter.setBrush(inks.quiet)
            painter.drawPolygon(_shape(one.note.sign, one.point, scale, 1.0 if above else -1.0))
            painter.setBrush(inks.paper)
            painter.setPen(inks.rule)
            painter.drawRoundedRect(one.box, 3, 3)
            painter.setPen(inks.ink)
            painter.drawText(one.box.adjusted(_PAD, _PAD, -_PAD, -_PAD), _WRAPPED, one.note.text)
        painter.restore()


def _free_box(sized: QRectF, point: QPointF, rise: float, area: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """A box of that size within the area, above its point if it can be, covering as little of what is taken as can be."""
    width, height = sized.width(), sized.height()
    x, y = point.x(), point.y()
    tops = (y - rise - height, y + rise, area.top(), area.bottom() - height)
    lefts = (x - width / 2, x + rise / 2, x - rise / 2 - width)
    tried = [
        QRectF(
            max(min(left, area.right() - width), area.left()),
            max(min(top, area.bottom() - height), area.top()),
            width,
            height,
        )
        for top in tops
        for left in lefts
    ]
    around = QRectF(x - _REACH, y - _REACH, 2 * _REACH, 2 * _REACH)
    return min(tried, key=lambda box: sum(_shared(box, one) for one in (*taken, around)))


def _shared(one: QRectF, other: QRectF) -> float:
    """The area that two boxes share (square pixels)."""
    both = one.intersected(other)
    return both.width() * both.height()


def _shape(sign: Sign, at: QPointF, scale: float, way: float) -> QPolygonF:
    """A flag for a policy, a square on its point for an event, the head of an arrow; `way` is 1 below its words, else −1."""
    corners = {
        Sign.POLICY: ((0, 0), (0, -12), (9, -9), (0, -6)),
        Sign.EVENT: ((-4, -4), (4, -4), (4, 4), (-4, 4)),
        Sign.ARROW: ((0, 0), (-4.5, -10), (4.5, -10)),
    }[sign]
    return QPolygonF([QPointF(at.x() + x * scale, at.y() + y * scale * way) for x, y in corners])
