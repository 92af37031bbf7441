"""Dragging a figure in its cell: sideways from the handle, or anywhere with Alt; one drag is one undo step."""

from __future__ import annotations

from collections.abc import Hashable

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, Signal

from npfdesk.plan.grips import Grip
from npfdesk.ui.figure_drag import FINE, next_drag
from npfdesk.ui.frame_clock import FrameClock
from npfdesk.ui.tables.figure_model import FigureModel

HANDLE = 12
"""The width of the handle at the left of the current cell, in pixels."""


class CellDrag(QObject):
    """Handles one drag at a time. `ended` carries the cell when the mouse button is released."""

    ended = Signal(int, int)

    def __init__(self, figures: FigureModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.figures = figures
        self.grip: Grip | None = None
        self._cell: tuple[Hashable, int] = (None, 0)
        self._drag, self._x, self._value = "", 0.0, 0.0
        self._clock = FrameClock(self)

    @property
    def active(self) -> bool:
        """Whether a figure is being dragged."""
        return self.grip is not None

    def on_handle(self, rect: QRect, place: QPoint) -> bool:
        """Whether a point lies on the handle of a cell."""
        return rect.contains(place) and place.x() - rect.left() < HANDLE

    def begin(self, index: QModelIndex, x: float) -> bool:
        """Begin to drag a figure; returns whether it can be dragged."""
        grip = self.figures.columns[index.column()].grip(index.row())
        if grip is None:
            return False
        self.grip, self._x, self._value = grip, x, grip.value
        self._cell = (self.figures.identity(index.row()), index.column())
        self._drag = next_drag()
        return True

    def move(self, x: float, fine: bool) -> None:
        """Move the figure with the pointer."""
        if self.grip is None:
            return
        self._value += (x - self._x) * self.grip.step * (FINE if fine else 1.0)
        self._value = self.grip.clamped(self._value)
        self._x = x
        self._clock.ask(self._enter)

    def _enter(self) -> None:
        row = self.figures.row_of(self._cell[0])
        if self.grip is not None and row is not None:
            self.figures.enter([(row, self._cell[1], self.grip.text(self._value))], self._drag)

    def end(self) -> None:
        """End the drag."""
        self._clock.flush()
        row = self.figures.row_of(self._cell[0])
        moved = self._last_is_mine()
        self.grip = None
        if row is not None and moved:
            self.ended.emit(row, self._cell[1])

    def cancel(self) -> None:
        """Cancel the drag and restore the figure."""
        self._clock.drop()
        if self._last_is_mine():
            self.figures.workspace.undo()
        self.grip = None

    def _last_is_mine(self) -> bool:
        done = self.figures.workspace.session.history.done
        return bool(done) and done[-1].drag == self._drag
