"""Repaint no more of a widget than differs: what is painted is told in pieces, and those that differ are updated."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import zip_longest

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

_EDGE = 2
"""By how many pixels more than it says a piece is repainted: smooth lines and glyphs reach a little over their measures."""


class Piece:
    """Something painted by `paint`: `looks` differs whenever it looks otherwise, and all of it lies in `place` (pixels).

    `area` are the whole pixels that it may touch; none where the place is empty.
    """

    __slots__ = ("area", "looks", "paint")

    def __init__(self, looks: Hashable, place: QRectF, paint: Callable[[QPainter], object]) -> None:
        self.looks, self.paint = looks, paint
        self.area = (
            QRect() if place.isEmpty() else place.toAlignedRect().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE)
        )

    def alike(self, other: Piece) -> bool:
        """Whether it is painted just as another."""
        return self is other or (self.looks == other.looks and self.area == other.area)


class Repainting:
    """Compares the pieces of a widget with those it was last asked to paint, place by place in their order.

    `pieces` are the last ones. What lies under them is another after `forget`.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._known = False
        self.pieces: tuple[Piece, ...] = ()

    def forget(self) -> None:
        """Everything is another: the whole widget is painted with the next frame."""
        self._known = False
        self._widget.update()

    def show(self, pieces: Sequence[Piece]) -> None:
        """Paint those that differ with the next frame, both where they were and where they are."""
        before, self.pieces = self.pieces, tuple(pieces)
        if not self._known:
            self._known = True
            self._widget.update()
            return
        for then, now in zip_longest(before, self.pieces):
            if then is not None and now is not None and then.alike(now):
                continue
            for one in (then, now):
                if one is not None and not one.area.isEmpty():
                    self._widget.update(one.area)
