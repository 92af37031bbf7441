"""Of a painted surface only the parts are painted anew that look otherwise than they did."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

_EDGE = 2
"""By how many pixels more than it says a piece is repainted: smooth lines and glyphs reach a little over their measures."""

_MANY, _MOST = 8, 0.6
"""From how many places on they are painted as the one rectangle around them, and how much of it they have to fill."""


class Piece:
    """Something painted by `paint`: `looks` differs whenever it looks otherwise, and all of it lies in `place` (pixels).

    `area` are the whole pixels that it may touch; none where the place is empty. Of a long one, as a line across a chart,
    `stretches` are places in which all of it lies, and `areas` their pixels. Pieces that are painted alike are equal.
    """

    __slots__ = ("area", "areas", "looks", "paint")
    __hash__ = None  # type: ignore[assignment]

    def __init__(
        self,
        looks: Hashable,
        place: QRectF,
        paint: Callable[[QPainter], object],
        stretches: Sequence[QRectF] = (),
    ) -> None:
        self.looks, self.paint = looks, paint
        self.area = _pixels(place)
        self.areas = tuple(map(_pixels, stretches)) or (self.area,)

    def __eq__(self, other: object) -> bool:
        """Whether it is painted just as another."""
        if not isinstance(other, Piece):
            return NotImplemented
        return self is other or (self.looks == other.looks and self.area == other.area)


def _pixels(place: QRectF) -> QRect:
    """The whole pixels that what lies in a place may touch."""
    return QRect() if place.isEmpty() else place.toAlignedRect().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)


@dataclass(frozen=True, eq=False)
class Parts:
    """What a surface shows, part by part.

    `ground` is all that every part rests on (size, how far it is scrolled, font, colours): where it is another, all of
    it is painted. `shown` is what each part says; `place` where a part stands on the surface (pixels), which `closer` may
    say in several rectangles. Whatever is painted outside every part must rest on the ground alone.
    """

    ground: object
    shown: Sequence[object]
    place: Callable[[int], QRectF]
    closer: Callable[[int], Sequence[QRect]] | None = None

    def areas(self, number: int) -> Sequence[QRect]:
        """The pixels of a part, in one rectangle or several."""
        return (self.place(number).toAlignedRect(),) if self.closer is None else self.closer(number)

    @classmethod
    def of_pieces(cls, pieces: Sequence[Piece], ground: object = None) -> Parts:
        """Pieces, each in its own place, which may be another while the ground stays."""
        return cls(
            ground,
            pieces,
            lambda number: QRectF(pieces[number].area),
            lambda number: pieces[number].areas,
        )


class Repainting:
    """Asks a surface to paint what is other than when it was last asked, and says while it paints what is wanted."""

    def __init__(self, surface: QWidget) -> None:
        self._surface = surface
        self._before: Parts | None = None
        # what each part said last
        self._said: list[object] = []
        self._wanted: QRegion | None = None

    def forget(self) -> None:
        """What comes next is painted whole."""
        self._before = None

    def renew(self, parts: Parts | None) -> None:
        """Paint in the next frame what is other in these parts, where it was and where it is; all where there are none."""
        before, self._before = self._before, parts
        said, self._said = self._said, [] if parts is None else list(parts.shown)
        if parts is None or before is None or before.ground != parts.ground or len(said) != len(self._said):
            self._surface.update()
            return
        both = enumerate(zip(said, self._said, strict=True))
        moved = [number for number, (then, now) in both if then is not now and then != now]
        then = [area for number in moved for area in before.areas(number)]
        now = [area for number in moved for area in parts.areas(number)]
        if then == now:
            self._ask(now)
            return
        for place in (*then, *now):
            self._surface.update(place)

    def follow(self, said: Mapping[int, object]) -> bool:
        """Paint in the next frame those of some parts that say something else than they last did, where all else stays as it is.

        Whether that could be done: whoever has shown nothing yet, or has forgotten it, is to be renewed.
        """
        if self._before is None:
            return False
        moved = [number for number, now in said.items() if self._said[number] != now]
        for number in moved:
            self._said[number] = said[number]
        self._ask([self._before.place(number).toAlignedRect() for number in moved])
        return True

    def _ask(self, places: Sequence[QRect]) -> None:
        """Paint some places in the next frame; at once the rectangle around many that fill most of it, which clips less."""
        if len(places) > _MANY:
            around = QRect()
            for place in places:
                around |= place
            filled = sum(place.width() * place.height() for place in places)
            if filled >= _MOST * around.width() * around.height():
                places = [around]
        for place in places:
            self._surface.update(place)

    def begin(self, event: QPaintEvent) -> None:
        """A frame begins: what it paints is known until it ends."""
        region = event.region()
        whole = region.rectCount() == 1 and region.boundingRect() == self._surface.rect()
        self._wanted = None if whole else region

    def end(self) -> None:
        """The frame has ended; whoever draws the surface elsewhere draws all of it."""
        self._wanted = None

    def frames(self, frame: QRectF) -> list[QRectF]:
        """The rectangles of a frame of the surface that are painted now, none over another."""
        if self._wanted is None:
            return [frame]
        # PySide's stubs do not know that a region is iterable
        return [QRectF(one).intersected(frame) for one in self._wanted]  # type: ignore[attr-defined]

    def within(self, frame: QRectF) -> QRectF:
        """The part of a frame of the surface around all that is painted now."""
        return frame if self._wanted is None else frame.intersected(QRectF(self._wanted.boundingRect()))

    def wants(self, place: QRectF) -> bool:
        """Whether a place of the surface is painted in this frame."""
        return self._wanted is None or self._wanted.intersects(place.toAlignedRect())
