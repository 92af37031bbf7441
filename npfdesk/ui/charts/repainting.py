"""Of a painted surface only the parts are painted anew that say something else than they did."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, eq=False)
class Parts:
    """What a surface shows, part by part.

    `ground` is all that every part rests on (size, how far it is scrolled, font, colours): where it is another, all of
    it is painted. `shown` is what each part says; `place` where a part stands on the surface (pixels). Whatever is
    painted outside every part must rest on the ground alone.
    """

    ground: object
    shown: Sequence[object]
    place: Callable[[int], QRectF]


class Repainting:
    """Asks a surface to paint what is other than when it was last asked, and says while it paints what is wanted."""

    def __init__(self, surface: QWidget) -> None:
        self._surface = surface
        self._before: Parts | None = None
        self._wanted: QRegion | None = None

    def forget(self) -> None:
        """What comes next is painted whole."""
        self._before = None

    def renew(self, parts: Parts | None) -> None:
        """Paint in the next frame what is other in these parts; all of it where there are none (None)."""
        before, self._before = self._before, parts
        if parts is None or before is None or before.ground != parts.ground:
            self._surface.update()
            return
        if len(before.shown) != len(parts.shown):
            self._surface.update()
            return
        for number, (then, now) in enumerate(zip(before.shown, parts.shown, strict=True)):
            if then != now:
                self._surface.update(parts.place(number).toAlignedRect())

    def begin(self, event: QPaintEvent) -> None:
        """A frame begins: what it paints is known until it ends."""
        region = event.region()
        whole = region.rectCount() == 1 and region.boundingRect() == self._surface.rect()
        self._wanted = None if whole else region

    def end(self) -> None:
        """The frame has ended; whoever draws the surface elsewhere draws all of it."""
        self._wanted = None

    def within(self, frame: QRectF) -> QRectF:
        """The part of a frame of the surface around all that is painted now."""
        return frame if self._wanted is None else frame.intersected(QRectF(self._wanted.boundingRect()))

    def wants(self, place: QRectF) -> bool:
        """Whether a place of the surface is painted in this frame."""
        return self._wanted is None or self._wanted.intersects(place.toAlignedRect())
