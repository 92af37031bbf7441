"""The small panel beside the pointer: every figure of a year, names to the left, figures aligned to the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from npfdesk.ui.charts.axes import chart_font, chart_metrics
from npfdesk.ui.look.colours import theme

_PAD, _SWATCH, _GAP = 8, 12, 16


@dataclass(frozen=True)
class Reading:
    """One line of the panel: what it is, its figure with its unit, and the colour of its line (None: no line)."""

    name: str
    figure: str
    colour: QColor | None = None


class Readout(QWidget):
    """Painted over the chart and deaf to the pointer."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._chart = parent
        self.head = ""
        self.readings: tuple[Reading, ...] = ()
        self.magnification = 1.0
        self.line, self.fitting = 0.0, 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def text(self) -> str:
        """What the panel says, a line each."""
        return "\n".join([self.head, *(f"{one.name}  {one.figure}" for one in self.readings)])

    def show_readings(self, head: str, readings: Sequence[Reading], beside: QPoint) -> None:
        """Show figures beside a point of the parent, on the side where there is room."""
        self.head, self.readings = head, tuple(readings)
        metrics = chart_metrics(self.magnification)
        names = max((metrics.horizontalAdvance(one.name) for one in readings), default=0.0)
        figures = max((metrics.horizontalAdvance(one.figure) for one in readings), default=0.0)
        self.line = metrics.height() + 3
        width = int(max(2 * _PAD + _SWATCH + names + _GAP + figures, 90)) + 1
        space = self._chart.rect()
        # of many lines those that the chart has room for; all are in the text
        self.fitting = max(int((space.height() - 8 - 2 * _PAD) / self.line) - 1, 1)
        height = int(2 * _PAD + self.line * (min(len(readings), self.fitting) + 1))
        left = beside.x() + 14
        if left + width > space.right():
            left = beside.x() - 14 - width
        self.setGeometry(QRect(max(left, 2), 4, width, height))
        self.show()
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The panel."""
        colours = theme()
        painter = QPainter(self)
        painter.setPen(QPen(QColor(colours.hairline)))
        painter.setBrush(QColor(colours.paper))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.setPen(QColor(colours.ink))
        painter.setFont(chart_font(self.magnification, strong=True))
        inner, line = self.rect().adjusted(_PAD, _PAD, -_PAD, -_PAD), int(self.line)
        painter.drawText(inner.left(), inner.top(), inner.width(), line, _LEFT, self.head)
        painter.setFont(chart_font(self.magnification))
        shown = self.readings[: self.fitting]
        if len(shown) < len(self.readings):
            shown = (*shown[:-1], Reading("…", ""))
        for number, reading in enumerate(shown, start=1):
            top = inner.top() + number * line
            if reading.colour is not None:
                painter.fillRect(inner.left(), top + line // 2 - 1, _SWATCH - 4, 2, reading.colour)
            painter.setPen(QColor(colours.secondary))
            painter.drawText(inner.left() + _SWATCH, top, inner.width() - _SWATCH, line, _LEFT, reading.name)
            painter.setPen(QColor(colours.ink))
            painter.drawText(inner.left(), top, inner.width(), line, _RIGHT, reading.figure)


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
