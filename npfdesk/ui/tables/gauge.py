"""The slider beside a figure: its own past shaded, what the target asks for marked, the figure itself to be dragged."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from npfdesk.plan.grips import Grip
from npfdesk.plan.statuses import Status
from npfdesk.ui.figure_drag import FINE, next_drag
from npfdesk.ui.look.colours import blended, status_colour, theme

_SIDE, _TRACK, _KNOB = 10, 4, 7
_ROOM = 0.25
"""The share of what is marked that is left free on both sides."""


@dataclass(frozen=True)
class Gauge:
    """What the slider shows: the figure with its grip (None: only to be read), its past range, what is required."""

    value: float
    grip: Grip | None
    past_low: float = math.nan
    past_high: float = math.nan
    required: float = math.nan

    def range(self) -> tuple[float, float]:
        """From where to where the track runs: everything marked, with room on both sides."""
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
    """`pulled` carries the figure and the name of the drag it belongs to; `let_go` that a drag has ended.

    The track stays as it is while the figure is dragged.
    """

    pulled = Signal(float, str)
    let_go = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.gauge: Gauge | None = None
        self.low, self.high = 0.0, 1.0
        self.dragging, self._drag, self._x, self._value = False, "", 0.0, 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """As wide as a hand moves."""
        return QSize(260, 30)

    def put(self, gauge: Gauge | None) -> None:
        """Show another figure."""
        self.gauge = gauge
        if gauge is not None and not self.dragging:
            self.low, self.high = gauge.range()
        self.setVisible(gauge is not None)
        self.setEnabled(gauge is not None and gauge.grip is not None)
        self.update()

    def place(self, figure: float) -> float:
        """The pixel of a figure, within the track."""
        share = (figure - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return _SIDE + min(max(share, 0.0), 1.0) * (self.width() - 2 * _SIDE)

    def _figure(self, pixels: float) -> float:
        return pixels / max(self.width() - 2 * _SIDE, 1) * (self.high - self.low)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The track, the past, the mark, the knob."""
        gauge = self.gauge
        if gauge is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle, colours = self.height() / 2, theme()
        painter.setBrush(QColor(colours.hairline))
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
            painter.setBrush(status_colour(Status.ORANGE))
            top = middle - _KNOB - 5
            painter.drawPolygon(QPolygonF([QPointF(at - 5, top), QPointF(at + 5, top), QPointF(at, top + 7)]))
            painter.fillRect(
                QRectF(at - 0.75, top + 5, 1.5, middle + _KNOB - top - 5), status_colour(Status.ORANGE)
            )
        if math.isfinite(gauge.value):
            painter.setBrush(QColor(colours.accent if gauge.grip is not None else colours.secondary))
            edge = QColor(colours.ink if self.hasFocus() else colours.paper)
            painter.setPen(QPen(edge, 2))
            painter.drawEllipse(QPointF(self.place(gauge.value), middle), _KNOB - 1, _KNOB - 1)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the figure where it is; beside it, bring it here."""
        if event.button() != Qt.MouseButton.LeftButton or self.gauge is None or self.gauge.grip is None:
            return
        here, at = event.position().x(), self.place(self.gauge.value)
        self.dragging, self._drag, self._x = True, next_drag(), here
        self._value = self.gauge.value
        if abs(here - at) > _KNOB + 2:
            self._value = self.low + self._figure(here - _SIDE)
            self._pull(self._value, self._drag)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The figure follows; with Alt ten times as fine."""
        if not self.dragging:
            return
        fine = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._value += self._figure(event.position().x() - self._x) * (FINE if fine else 1.0)
        self._value = min(max(self._value, self.low), self.high)
        self._x = event.position().x()
        self._pull(self._value, self._drag)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: the track fits what is shown."""
        if self.dragging:
            self.dragging, self._drag = False, ""
            self.put(self.gauge)
            self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows move the figure by a step, with Alt by a tenth of it; all of them until it is left are one step."""
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1}.get(
            Qt.Key(event.key())
        )
        if way is None or self.gauge is None or self.gauge.grip is None:
            super().keyPressEvent(event)
            return
        fine = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self._drag = self._drag or next_drag()
        self._pull(self.gauge.value + way * self.gauge.grip.step * (FINE if fine else 1.0), self._drag)

    def _pull(self, value: float, drag: str) -> None:
        if self.gauge is not None and self.gauge.grip is not None:
            self.pulled.emit(self.gauge.grip.moved(value), drag)

    def forget_drag(self) -> None:
        """Another cell: what is moved now is another step."""
        self._drag, self.dragging = "", False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What the arrows did until now is one step."""
        if self._drag and not self.dragging:
            self._drag = ""
            self.let_go.emit()
        self.update()
        super().focusOutEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Colours of the theme in force."""
        self.update()
        super().changeEvent(event)
