"""What lies still under the moving lines of a chart, kept as a picture: paper, axes, and the lines under all that move."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from npfdesk.ui.look.repainting import Piece


class Underlay:
    """The lowest layers of a picture, as far up as they stayed between two paintings.

    `ground` paints paper and axes, every pixel of them, which stay until `forget`. Only pieces at the bottom are kept,
    so that painting the others over them gives the very pixels of painting all.
    """

    def __init__(self, ground: Callable[[QPainter], object]) -> None:
        self._paint_ground = ground
        self._ground, self._kept, self._drawn = QPixmap(), QPixmap(), QPixmap()
        self._held: tuple[Piece, ...] = ()
        self._last: tuple[Piece, ...] = ()

    def forget(self) -> None:
        """Paper or axes are others."""
        self._ground, self._kept = QPixmap(), QPixmap()
        self._held = self._last = ()

    def paint(
        self, view: QWidget, painter: QPainter, exposed: QRegion, pieces: Sequence[Piece], lines: int
    ) -> None:
        """Paint what is exposed of a widget: the ground, then all pieces, of which the first `lines` may be kept.

        No piece is cut by what is exposed: the shades of a smooth line depend a little on where it is cut.
        """
        size, ratio = view.size(), view.devicePixelRatioF()
        dots = size * ratio
        if self._ground.size() != dots:
            self.forget()
            self._ground, self._drawn = QPixmap(dots), QPixmap(dots)
            for one in (self._ground, self._drawn):
                one.setDevicePixelRatio(ratio)
            _painted(self._ground, (self._paint_ground,))
        stayed = self._keep(pieces[:lines])
        even = ratio == int(ratio)
        if not even:
            exposed = _grown(exposed)
        drawing = QPainter(self._drawn)
        places = _places(exposed, int(ratio)) if even else []
        if even:
            _copy(self._kept, drawing, places)
        else:
            drawing.setClipRegion(exposed)
            drawing.drawPixmap(0, 0, self._kept)
            drawing.setClipping(False)
        for piece in pieces[stayed:]:
            if exposed.intersects(piece.area) and any(map(exposed.intersects, piece.areas)):
                piece.paint(drawing)
        drawing.end()
        if even:
            _copy(self._drawn, painter, places)
        else:
            painter.drawPixmap(0, 0, self._drawn)

    def _keep(self, pieces: Sequence[Piece]) -> int:
        """Keep those at the bottom that stayed since they were last painted; how many these are."""
        stayed = 0
        for then, now in zip(self._last, pieces, strict=False):
            if then is not now and then != now:
                break
            stayed += 1
        self._last = tuple(pieces)
        held = self._last[:stayed]
        if self._kept.isNull() or self._held != held:
            self._held = held
            self._kept = QPixmap(self._ground)
            _painted(self._kept, [one.paint for one in self._held])
        return stayed


def _places(exposed: QRegion, ratio: int) -> list[tuple[QRect, QRect]]:
    """The rectangles of what is exposed of a widget, and where they lie in a picture of so many dots a pixel."""
    # PySide's stubs do not know that a region is iterable
    rects: list[QRect] = list(exposed)  # type: ignore[call-overload]
    if ratio == 1:
        return [(one, one) for one in rects]
    return [(one, QRect(one.topLeft() * ratio, one.size() * ratio)) for one in rects]


def _copy(picture: QPixmap, painter: QPainter, places: Sequence[tuple[QRect, QRect]]) -> None:
    """Paint some places of a picture, one after the other: a clip of many costs more than all that it saves."""
    for place, dots in places:
        painter.drawPixmap(place, picture, dots)


def _grown(exposed: QRegion) -> QRegion:
    """What is exposed where its edges lie between dots: the dots at the edges are painted too."""
    grown = QRegion()
    for one in exposed:  # type: ignore[attr-defined]
        grown |= one.adjusted(-1, -1, 1, 1)
    return grown


def _painted(picture: QPixmap, layers: Sequence[Callable[[QPainter], object]]) -> None:
    if layers:
        painter = QPainter(picture)
        for paint in layers:
            paint(painter)
        painter.end()
