"""The slider of a figure: its past range shaded, the required value marked, the figure as a knob."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from npfdesk.plan.grips import Grip
from npfdesk.plan.statuses import Status
from npfdesk.ui.figure_drag import FINE, next_drag
from npfdesk.ui.frame_clock import FrameClock
from npfdesk.ui.look.colours import blended, status_mark, theme

_SIDE, _TRACK, _KNOB = 10, 4, 7
_ROOM = 0.25
"""The margin on both sides, as a share of the marked range."""


@dataclass(frozen=True)
class Gauge:
    """The content of the slider: the figure with its grip (None: read-only), its past range, the required value."""

    value: float
    grip: Grip | None
    past_low: float = math.nan
    past_high: float = math.nan
    required: float = math.nan

    def range(self) -> tuple[float, float]:
        """The range of the track: everything marked, with a margin on both sides."""
        marks = (self.value, self.past_low, self.past_high, self.required)
        known = [one for one in marks if math.isfinite(one)] or [0.0]
        low, high = min(known), max(known)
        size = max(
            high - low, 0.5 * max(map(abs, known)), 50 * self.grip.step if self.grip is not None else 1.0
        )
        room = (size - (high - low)) / 2 + _ROOM * size
        low, high = low - room, high + room
        if self.grip is not None:
            low, high = max(low, self.grip.low), min(high, self.grip.high)
        return low, high


class GaugeSlider(QWidget):
    """A slider for a figure; `dragged` carries the figure and the drag's name, `released`: the drag ended.

    The track does not change while the figure is dragged.
    """

    dragged = Signal(float, str)
    released = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gauge: Gauge | None = None
        self.low, self.high = 0.0, 1.0
        self.dragging, self._drag, self._x, self._value = False, "", 0.0, 0.0
        self._clock = FrameClock(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """The preferred size."""
        return QSize(260, 30)

    def show_gauge(self, gauge: Gauge | None) -> None:
        """Show another figure (None: nothing)."""
        self.gauge = gauge
        if gauge is not None and not self.dragging:
            self.low, self.high = gauge.range()
        self.setVisible(gauge is not None)
        self.setEnabled(gauge is not None and gauge.grip is not None)
        self.update()

    def place(self, figure: float) -> float:
        """The x position of a figure on the track, in pixels."""
        share = (figure - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return _SIDE + min(max(share, 0.0), 1.0) * (self.width() - 2 * _SIDE)

    def _figure(self, pixels: float) -> float:
        return pixels / max(self.width() - 2 * _SIDE, 1) * (self.high - self.low)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the track, the past range, the mark and the knob."""
        gauge = self.gauge
        if gauge is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, colours = self.height() / 2, theme()
        painter.setBrush(QColor(colours.border))
        painter.drawRoundedRect(QRectF(_SIDE, middle - 1, self.width() - 2 * _SIDE, 2), 1, 1)
        if math.isfinite(gauge.past_low) and math.isfinite(gauge.past_high):
            left, right = self.place(gauge.past_low), self.place(gauge.past_high)
            painter.setBrush(blended(QColor(colours.secondary), QColor(colours.paper), 0.45))
            wide = max(right - left, 3.0)
            painter.drawRoundedRect(
                QRectF((left + right - wide) / 2, middle - _TRACK, wide, 2 * _TRACK), 2, 2
            )
        if math.isfinite(gauge.required):
            at = self.place(gauge.required)
            painter.setBrush(status_mark(Status.ORANGE))
            top = middle - _KNOB - 5
            painter.drawPolygon(QPolygonF([QPointF(at - 5, top), QPointF(at + 5, top), QPointF(at, top + 7)]))
            painter.fillRect(
                QRectF(at - 0.75, top + 5, 1.5, middle + _KNOB - top - 5), status_mark(Status.ORANGE)
            )
        if math.isfinite(gauge.value):
            painter.setBrush(QColor(colours.accent if gauge.grip is not None else colours.secondary))
            edge = QColor(colours.ink if self.hasFocus() else colours.paper)
            painter.setPen(QPen(edge, 2))
            painter.drawEllipse(QPointF(self.place(gauge.value), middle), _KNOB - 1, _KNOB - 1)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a drag; beside the knob, move it here first."""
        if event.button() != Qt.MouseButton.LeftButton or self.gauge is None or self.gauge.grip is None:
            return
        here, at = event.position().x(), self.place(self.gauge.value)
        self.dragging, self._drag, self._x = True, next_drag(), here
        self._value = self.gauge.value
        if abs(here - at) > _KNOB + 2:
            self._value = self.low + self._figure(here - _SIDE)
            self._set_figure(self._value, self._drag)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the figure; with Alt in steps of a tenth."""
        if not self.dragging:
            return
        fine = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._value += self._figure(event.position().x() - self._x) * (FINE if fine else 1.0)
        self._value = min(max(self._value, self.low), self.high)
        self._x = event.position().x()
        self._clock.ask(self._send)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag; the track fits the new figure."""
        if self.dragging:
            self._clock.flush()
            self.dragging, self._drag = False, ""
            self.show_gauge(self.gauge)
            self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrow keys change the figure by a step, with Alt by a tenth; until the focus leaves, one undo step."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}.get(
            Qt.Key(event.key())
        )
        if way is None or self.gauge is None or self.gauge.grip is None:
            super().keyPressEvent(event)
            return
        fine = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._drag = self._drag or next_drag()
        # a held key goes on from what it asked for last
        figure = self._value if self._clock.waiting else self.gauge.value
        self._value = self.gauge.grip.clamped(figure + way * self.gauge.grip.step * (FINE if fine else 1.0))
        self._clock.ask(self._send)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A key that is let go: what it asked for last is done at once."""
        if not event.isAutoRepeat():
            self._clock.flush()
        super().keyReleaseEvent(event)

    def _send(self) -> None:
        self._set_figure(self._value, self._drag)

    def _set_figure(self, value: float, drag: str) -> None:
        if self.gauge is not None and self.gauge.grip is not None:
            self.dragged.emit(self.gauge.grip.clamped(value), drag)

    def forget_drag(self) -> None:
        """After a change of cell, start a new undo step."""
        self._clock.drop()
        self._drag, self.dragging = "", False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End the undo step of the arrow keys."""
        if not self.dragging:
            self._clock.flush()
        if self._drag and not self.dragging:
            self._drag = ""
            self.released.emit()
        self.update()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Repaint in the colours of the current theme."""
        self.update()
        super().changeEvent(event)
