"""What counties can carry: the paces of their past as bands, what is proposed and asked as marks, on one axis."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from npfdesk.plan.numbers import plain
from npfdesk.plan.statuses import Status
from npfdesk.report.chart_axes import figure_ticks
from npfdesk.ui.answers.answer_charts import Picture
from npfdesk.ui.charts.axes import LEFT
from npfdesk.ui.charts.setting import SCREEN
from npfdesk.ui.look.colours import blended, status_mark, theme
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.style import pixels
from npfdesk.ui.views.view_sheet import Rows

_ROW, _BAND, _MARK = 22, 8, 4.5
_HEAD, _FOOT, _SIDE = 22, 24, 12
_MOST_NAMES = 0.34
"""The part of the width that names take at most."""


@dataclass(frozen=True)
class CarriedPace:
    """A county on the axis of paces: its past from `low` to `high` and its mean, what is proposed and what is asked.

    NaN where there is none. `within` says whether its past goes as far as what is asked (None: it does not say); `settled`
    that this is agreed; `told` is all of it in words.
    """

    region: str
    name: str
    low: float
    usual: float
    high: float
    proposed: float
    asked: float
    within: bool | None
    settled: bool
    told: str

    @property
    def marks(self) -> tuple[float, ...]:
        """Every figure that has a place on the axis."""
        every = (self.low, self.usual, self.high, self.proposed, self.asked)
        return tuple(one for one in every if math.isfinite(one))


class CarryingPicture(Picture):
    """A row for each county; `chosen` carries the region whose row was clicked, or come to by the arrow keys."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paces: tuple[CarriedPace, ...] = ()
        self.unit, self.region = "", ""
        self.setMinimumWidth(260)

    def put(self, paces: Sequence[CarriedPace], unit: str, region: str) -> None:
        """Show other counties; `unit` is that of the axis and `region` the one looked at."""
        self.paces, self.unit, self.region = tuple(paces), unit, region
        self.setMinimumHeight(self._height() if paces else 120)
        self.setAccessibleDescription("\n".join(one.told for one in paces))
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each county, with the axis below."""
        return QSize(420, self._height())

    def _height(self) -> int:
        return pixels(_HEAD) + len(self.paces) * pixels(_ROW) + pixels(_FOOT)

    def _row(self, number: int) -> QRectF:
        return QRectF(0, pixels(_HEAD) + number * pixels(_ROW), self.width(), pixels(_ROW))

    def _at(self, y: float) -> CarriedPace | None:
        number = int((y - pixels(_HEAD)) // pixels(_ROW))
        return self.paces[number] if 0 <= number < len(self.paces) else None

    def edges(self) -> tuple[float, float] | None:
        """From which pace to which the axis goes; None where there is none to show."""
        marks = [mark for one in self.paces for mark in one.marks]
        if not marks:
            return None
        low, high = min(*marks, 0.0), max(*marks, 0.0)
        room = 0.04 * ((high - low) or 1.0)
        return low - room, high + room

    def _left(self) -> float:
        names = max((SCREEN.typeface().width(one.name) for one in self.paces), default=0.0)
        return min(names + 2 * _SIDE, self.width() * _MOST_NAMES)

    def place(self, pace: float) -> float:
        """The x position of a pace, in pixels."""
        edges = self.edges()
        if edges is None:
            return self._left()
        room = max(self.width() - self._left() - 2 * _SIDE, 20.0)
        return self._left() + _SIDE + (pace - edges[0]) / (edges[1] - edges[0]) * room

    def draw(self, painter: QPainter) -> None:
        """The axis, then a band and marks for each county."""
        edges = self.edges()
        if edges is None:
            self.tell_empty(painter)
            return
        bottom = self._row(len(self.paces)).top()
        self._draw_axis(painter, edges, bottom)
        for number, one in enumerate(self.paces):
            self._draw_row(painter, one, self._row(number))

    def _draw_axis(self, painter: QPainter, edges: tuple[float, float], bottom: float) -> None:
        inks, ticks = SCREEN.inks, figure_ticks(*edges, max(2, int((self.width() - self._left()) // 70)))
        painter.setPen(inks.quiet)
        head = QRectF(self._left() + _SIDE, 0, self.width() - self._left() - _SIDE, pixels(_HEAD) - 4)
        painter.drawText(head, LEFT, self.unit)
        for value, text in zip(ticks.values, ticks.texts, strict=True):
            if not edges[0] <= value <= edges[1]:
                continue
            x = SCREEN.crisp(self.place(value))
            painter.setPen(inks.upright if value == 0 else QColor(theme().hairline))
            painter.drawLine(QPointF(x, pixels(_HEAD)), QPointF(x, bottom))
            painter.setPen(inks.quiet)
            wide = SCREEN.typeface().width(text) + 8
            painter.drawText(
                QRectF(x - wide / 2, bottom + 3, wide, pixels(_FOOT) - 4), Qt.AlignmentFlag.AlignCenter, text
            )

    def _draw_row(self, painter: QPainter, one: CarriedPace, row: QRectF) -> None:
        inks, colours, middle = SCREEN.inks, theme(), row.center().y()
        if one.region == self.region:
            painter.fillRect(row, blended(QColor(colours.accent), QColor(colours.paper), 0.10))
        painter.setPen(inks.ink)
        shown = SCREEN.typeface().metrics.elidedText(
            one.name, Qt.TextElideMode.ElideRight, self._left() - _SIDE
        )
        painter.drawText(QRectF(_SIDE, row.top(), self._left() - _SIDE, row.height()), LEFT, shown)
        painter.setPen(Qt.PenStyle.NoPen)
        if math.isfinite(one.low) and math.isfinite(one.high):
            left, right = self.place(one.low), self.place(one.high)
            painter.setBrush(blended(QColor(colours.secondary), QColor(colours.paper), 0.32))
            painter.drawRoundedRect(QRectF(left, middle - _BAND / 2, max(right - left, 3.0), _BAND), 2, 2)
        if math.isfinite(one.usual):
            painter.fillRect(
                QRectF(self.place(one.usual) - 1, middle - _BAND / 2 - 2, 2, _BAND + 4),
                QColor(colours.secondary),
            )
        if math.isfinite(one.proposed):
            painter.setBrush(QColor(colours.paper))
            painter.setPen(QPen(QColor(colours.ink), 1.6))
            painter.drawPolygon(_diamond(self.place(one.proposed), middle))
        if math.isfinite(one.asked):
            painter.setPen(QPen(QColor(colours.paper), 1.2))
            painter.setBrush(self.colour(one))
            mark = _square if one.settled else _diamond
            painter.drawPolygon(mark(self.place(one.asked), middle))

    @staticmethod
    def colour(one: CarriedPace) -> QColor:
        """The colour of what is asked: within its past, beyond it, or not to be said."""
        if one.within is None:
            return QColor(theme().secondary)
        return status_mark(Status.BLUE if one.within else Status.ORANGE)

    def said(self, point: QPointF) -> str:
        """The county under the pointer."""
        one = self._at(point.y())
        return "" if one is None else one.told

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the county that is clicked."""
        one = self._at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and one is not None:
            self.chosen.emit(one.region)
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down go from county to county."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        regions = [one.region for one in self.paces]
        if step is None or not regions:
            super().keyPressEvent(event)
            return
        place = regions.index(self.region) + step if self.region in regions else 0
        if 0 <= place < len(regions):
            self.chosen.emit(regions[place])

    def table(self) -> Rows:
        """A row a county: the paces of its past, what is proposed and what is asked."""
        head = [
            tr("Negotiation", "Region"),
            tr("Negotiation", "Slowest pace"),
            tr("Negotiation", "Mean pace"),
            tr("Negotiation", "Fastest pace"),
            tr("Negotiation", "Proposed"),
            tr("Negotiation", "Asked"),
        ]
        return [
            head,
            *(
                [
                    one.name,
                    *(
                        plain(figure) if math.isfinite(figure) else ""
                        for figure in (one.low, one.usual, one.high, one.proposed, one.asked)
                    ),
                ]
                for one in self.paces
            ),
        ]


def _diamond(x: float, y: float) -> QPolygonF:
    wide = _MARK + 1.0
    return QPolygonF([QPointF(x - wide, y), QPointF(x, y - wide), QPointF(x + wide, y), QPointF(x, y + wide)])


def _square(x: float, y: float) -> QPolygonF:
    return QPolygonF(QRectF(x - _MARK, y - _MARK, 2 * _MARK, 2 * _MARK))
