"""The end of the scenario's path as a handle: pressed and dragged, or moved by Up and Down."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPen

from npfdesk.ui.colours import theme
from npfdesk.ui.dragging import FINE, next_drag

if TYPE_CHECKING:
    from npfdesk.ui.charts.path_plot import PathPlot

_REACH, _RADIUS = 10, 4.5
_EDGE = 0.01
"""The share of the axis at its ends that the handle keeps away from, so that the range stays as it is."""
_KEY = 0.01
"""The share of the axis that one press of a key moves."""


class EndHandle(QObject):
    """`pulled` carries the figure asked for and the name of the drag; `let_go` says that it ended."""

    pulled = Signal(float, str)
    let_go = Signal()

    def __init__(self, plot: PathPlot) -> None:
        super().__init__(plot)
        self.plot = plot
        self.column: int | None = None
        self.active, self._drag = False, ""
        self._y, self._figure = 0.0, math.nan
        # several moves within one frame are one edit
        self._pending = QTimer(self)
        self._pending.setSingleShot(True)
        self._pending.setInterval(0)
        self._pending.timeout.connect(self._send)

    @property
    def figure(self) -> float:
        """The figure at the end; NaN where there is no handle."""
        drawing = self.plot.drawing
        if self.column is None or drawing is None:
            return math.nan
        return float(drawing.lines.projected[self.column])

    @property
    def point(self) -> QPointF | None:
        """Where the handle is; None where there is none."""
        drawing, figure = self.plot.drawing, self.figure
        if drawing is None or math.isnan(figure) or self.plot.area.isEmpty():
            return None
        return self.plot.point(float(drawing.lines.years[self.column or 0]), figure)

    def near(self, place: QPointF) -> bool:
        """Whether a place is on the handle."""
        point = self.point
        return point is not None and math.hypot(place.x() - point.x(), place.y() - point.y()) <= _REACH

    def press(self, place: QPointF) -> bool:
        """Take hold; whether the handle is there."""
        if not self.near(place):
            return False
        self.active, self._drag = True, next_drag()
        self._y, self._figure = place.y(), self.figure
        return True

    def move(self, place: QPointF, fine: bool) -> None:
        """Follow the pointer up and down, with Alt ten times as fine."""
        pixels = self._y - place.y()
        self._y = place.y()
        self._wish(self._figure + pixels * self._pixel() * (FINE if fine else 1.0))
        self._pending.start()

    def _pixel(self) -> float:
        ticks = self.plot.ticks
        return (ticks.high - ticks.low) / max(self.plot.area.height(), 1.0)

    def _wish(self, figure: float) -> None:
        ticks = self.plot.ticks
        edge = _EDGE * (ticks.high - ticks.low)
        self._figure = min(max(figure, ticks.low + edge), ticks.high - edge)

    def _send(self) -> None:
        self.pulled.emit(self._figure, self._drag)

    def release(self) -> None:
        """Let go."""
        if self._pending.isActive():
            self._pending.stop()
            self._send()
        self.active, self._drag = False, ""
        self.let_go.emit()

    def nudge(self, way: int, fine: bool) -> bool:
        """Up or down by a key; all presses until the chart is left are one step. Whether there is a handle."""
        if self.point is None:
            return False
        self._drag = self._drag or next_drag()
        ticks = self.plot.ticks
        self._wish(self.figure + way * _KEY * (ticks.high - ticks.low) * (FINE if fine else 1.0))
        self._send()
        return True

    def leave(self) -> None:
        """What the keys did until now is one step."""
        if self._drag and not self.active:
            self._drag = ""
            self.let_go.emit()

    def paint(self, painter: QPainter) -> None:
        """A ring at the end of the path."""
        point, drawing = self.point, self.plot.drawing
        if point is None or drawing is None:
            return
        painter.setBrush(QColor(theme().paper))
        painter.setPen(QPen(drawing.colour, 2))
        radius = _RADIUS * self.plot.magnification
        painter.drawEllipse(point, radius, radius)
