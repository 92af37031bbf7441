"""The surface of the year so far: twelve upright bars, the usual range behind them, last year's marks, the target's line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen

from npfdesk.engine.tracking import MONTHS, MonthsOfYear
from npfdesk.plan.numbers import format_figure
from npfdesk.report.chart_axes import figure_ticks
from npfdesk.ui.charts.axes import LEFT, MIDDLE, RIGHT, Frame, framed, intervals
from npfdesk.ui.charts.readout import Reading, Readout
from npfdesk.ui.charts.setting import SCREEN
from npfdesk.ui.cycle.standing_words import Fact
from npfdesk.ui.look.colours import blended, theme
from npfdesk.ui.look.marks import paint_mark
from npfdesk.ui.views.canvas import Canvas
from npfdesk.ui.workspace import Workspace

_BAR, _BAND, _LAST = 0.42, 0.84, 0.66
"""How wide a bar, the band behind it and last year's mark are, in the room of a month."""
_BAND_TINT, _ON_BAR = 0.3, 0.85
_BESIDE = 8.0
_MARK, _BETWEEN, _BELOW = 18.0, 14.0, 6.0


@dataclass(frozen=True)
class YearWords:
    """What is written: the unit, each month's head and short head, its readings, the target's words, decimals.

    `facts` are the answers on the year that stand above the bars.
    """

    unit: str
    heads: tuple[str, ...]
    short: tuple[str, ...]
    readings: tuple[tuple[tuple[str, str], ...], ...]
    target: str
    decimals: int
    facts: tuple[Fact, ...] = ()


class YearSoFarCanvas(Canvas):
    """The pointer or the left and right arrows read a month; Escape ends it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.months: MonthsOfYear | None = None
        self.words: YearWords | None = None
        self.pointed: int | None = None
        self.readout = Readout(self.viewport())

    def renew(self) -> None:
        """Another year: nothing is read any more."""
        self.point_at(None)
        super().renew()

    def frame(self, size: QSizeF) -> Frame | None:
        """Where the bars stand in a surface of that size; None where there is nothing to draw."""
        months = self.months
        if months is None or self.words is None:
            return None
        figures = [months.to_date, months.last_year, months.low, months.high]
        if months.of_target:
            figures.append(np.array([months.whole]))
        known = np.concatenate(figures)
        known = known[np.isfinite(known)]
        low, high = float(min(known.min(), 0.0)), float(max(known.max(), 0.0))
        above = self._facts_height(size.width())
        room = QRectF(0, above, size.width(), max(size.height() - above, 1.0))
        ticks = figure_ticks(low, high, intervals(room.height()))
        return framed(room, (0.5, MONTHS + 0.5), ticks, 4.0)

    def _columns(self, width: float) -> tuple[int, float]:
        """How many facts stand side by side, and how wide each is (pixels)."""
        facts = self.words.facts if self.words is not None else ()
        label, strong = SCREEN.typeface(), SCREEN.typeface(strong=True)
        widest = max(
            (max(label.width(one.label), strong.width(one.figure) + _MARK) for one in facts), default=1.0
        )
        count = max(min(int(width // (widest + _BETWEEN)), len(facts)), 1)
        return count, width / count

    def _facts_height(self, width: float) -> float:
        """How much room the facts take above the bars (pixels)."""
        if self.words is None or not self.words.facts:
            return 0.0
        count, _ = self._columns(width)
        return -(-len(self.words.facts) // count) * (2 * SCREEN.line + _BELOW)

    def _draw_facts(self, painter: QPainter, width: float, words: YearWords) -> None:
        if not words.facts:
            return
        count, column = self._columns(width)
        line, high = SCREEN.line, 2 * SCREEN.line + _BELOW
        for place, fact in enumerate(words.facts):
            row, across = divmod(place, count)
            left, top = across * column, row * high
            painter.setFont(SCREEN.typeface().font)
            painter.setPen(SCREEN.inks.quiet)
            painter.drawText(QRectF(left, top, column, line), LEFT, fact.label)
            if fact.light is not None:
                paint_mark(painter, fact.light, QPointF(left + _MARK / 2 - 2, top + 1.5 * line))
                left += _MARK
            painter.setFont(SCREEN.typeface(strong=True).font)
            painter.setPen(QColor(theme().ink))
            painter.drawText(QRectF(left, top + line, column, line), LEFT, fact.figure)
        painter.setFont(SCREEN.typeface().font)

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The bars and all around them."""
        frame, months, words = self.frame(size), self.months, self.words
        if frame is None or months is None or words is None:
            return
        self._draw_facts(painter, size.width(), words)
        painter.setFont(SCREEN.typeface().font)
        self._axis(painter, frame, words)
        room = frame.area.width() / MONTHS
        for month in range(1, MONTHS + 1):
            self._band(painter, frame, month, room * _BAND, months)
        for month in range(1, MONTHS + 1):
            self._bar(painter, frame, month, room * _BAR, float(months.to_date[month - 1]))
            self._last(painter, frame, month, room, months)
        self._figures(painter, frame, room, months, words)
        if months.of_target:
            self._target(painter, frame, months, words.target)
        painter.setPen(SCREEN.inks.rule)
        zero = SCREEN.crisp(frame.y(0.0))
        painter.drawLine(QPointF(frame.area.left(), zero), QPointF(frame.area.right(), zero))

    def _axis(self, painter: QPainter, frame: Frame, words: YearWords) -> None:
        area, inks, line = frame.area, SCREEN.inks, SCREEN.line
        for value, text in zip(frame.ticks.values, frame.ticks.texts, strict=True):
            y = SCREEN.crisp(frame.y(value))
            painter.setPen(inks.hairline)
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(inks.quiet)
            painter.drawText(QRectF(0, y - line / 2, area.left() - 7, line), RIGHT, text)
        painter.drawText(QRectF(0, frame.whole.top(), area.width(), line), LEFT, words.unit)
        room = area.width() / MONTHS
        widest = max(map(SCREEN.typeface().width, words.short))
        step = 1 if widest + 4 <= room else 3
        for month, text in enumerate(words.short, start=1):
            if month % step == 0:
                spot = QRectF(frame.x(month) - 1.5 * room, area.bottom() + 4, 3 * room, line)
                painter.setPen(QColor(theme().ink) if month == self.pointed else inks.quiet)
                painter.drawText(spot, MIDDLE, text)

    def _band(self, painter: QPainter, frame: Frame, month: int, width: float, months: MonthsOfYear) -> None:
        low, middle, high = (float(one[month - 1]) for one in (months.low, months.middle, months.high))
        if not np.isfinite(low):
            return
        colours = theme()
        ground = blended(QColor(colours.secondary), QColor(colours.paper), _BAND_TINT)
        left, top, bottom = frame.x(month) - width / 2, *sorted((frame.y(low), frame.y(high)))
        painter.fillRect(QRectF(left, top, width, max(bottom - top, 2.0)), ground)
        painter.setPen(QPen(QColor(colours.secondary), 1))
        y = SCREEN.crisp(frame.y(middle))
        painter.drawLine(QPointF(left, y), QPointF(left + width, y))

    def _bar(self, painter: QPainter, frame: Frame, month: int, width: float, figure: float) -> None:
        if not np.isfinite(figure):
            return
        top, bottom = sorted((frame.y(figure), frame.y(0.0)))
        colour = QColor(theme().ink if month == self.pointed else theme().accent)
        painter.fillRect(QRectF(frame.x(month) - width / 2, top, width, max(bottom - top, 1.0)), colour)

    def _last(self, painter: QPainter, frame: Frame, month: int, room: float, months: MonthsOfYear) -> None:
        figure, now = float(months.last_year[month - 1]), float(months.to_date[month - 1])
        if not np.isfinite(figure):
            return
        colours, y, middle = theme(), frame.y(figure), frame.x(month)

        def stroke(colour: QColor, width: float) -> None:
            painter.setPen(QPen(colour, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(middle - width * room / 2, y), QPointF(middle + width * room / 2, y))

        stroke(QColor(colours.secondary), _LAST)
        if np.isfinite(now) and min(now, 0.0) <= figure <= max(now, 0.0):
            # on the bar the mark is as light as the paper
            stroke(blended(QColor(colours.paper), QColor(colours.accent), _ON_BAR), _BAR)

    def _figures(
        self, painter: QPainter, frame: Frame, room: float, months: MonthsOfYear, words: YearWords
    ) -> None:
        """The figures over the bars where all have room, else over the last one only."""
        known = [month for month in range(1, MONTHS + 1) if np.isfinite(months.to_date[month - 1])]
        texts = {month: format_figure(float(months.to_date[month - 1]), words.decimals) for month in known}
        width = max(map(SCREEN.typeface().width, texts.values()), default=0.0)
        shown = known if width + 4 <= room else known[-1:]
        for month in shown:
            ends = [
                float(months.to_date[month - 1]),
                float(months.high[month - 1]),
                float(months.last_year[month - 1]),
            ]
            top = min(frame.y(one) for one in ends if np.isfinite(one)) - SCREEN.line - 2
            half = max(SCREEN.typeface().width(texts[month]), room) / 2 + 1
            left = min(max(frame.x(month) - half, frame.area.left()), frame.area.right() - 2 * half)
            spot = QRectF(left, max(top, frame.whole.top()), 2 * half, SCREEN.line)
            painter.setPen(QColor(theme().ink))
            painter.drawText(spot, MIDDLE, texts[month])

    def _target(self, painter: QPainter, frame: Frame, months: MonthsOfYear, text: str) -> None:
        y, ink = SCREEN.crisp(frame.y(months.whole)), QColor(theme().ink)
        painter.setPen(QPen(ink, 1.2, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(frame.area.left(), y), QPointF(frame.area.right(), y))
        width = SCREEN.typeface().width(text) + _BESIDE
        # on the side of the year where no bars are yet, else over the lower ones
        ahead = (months.latest or 0) <= MONTHS // 2
        left = frame.area.right() - width - 4 if ahead else frame.area.left() + 4
        spot = QRectF(left, y - SCREEN.line - 1, width, SCREEN.line)
        painter.fillRect(spot.adjusted(-2, 1, 0, -1), SCREEN.inks.veil)
        painter.setPen(ink)
        painter.drawText(spot, LEFT, text)

    # reading a month

    def month_at(self, point: QPointF) -> int | None:
        """The month at a point of the viewport; None beside the bars."""
        frame = self.frame(self.content(self.seen()))
        return frame.year_at(point.x() + self.offset.x()) if frame is not None else None

    def point_at(self, month: int | None) -> None:
        """Read a month, or none."""
        if month == self.pointed:
            return
        self.pointed = month
        self.viewport().update()
        frame, words = self.frame(self.content(self.seen())), self.words
        if month is None or frame is None or words is None:
            self.readout.hide()
            self.setAccessibleDescription("")
            return
        readings = [Reading(name, figure) for name, figure in words.readings[month - 1]]
        self.readout.show_readings(
            words.heads[month - 1], readings, QPoint(round(frame.x(month)), round(frame.whole.top()))
        )
        self.setAccessibleDescription(self.readout.text())

    def tip_at(self, point: QPointF) -> str:
        """Nothing: the figures of the month stand in the panel beside the pointer."""
        return ""

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The month under the pointer is read."""
        super().mouseMoveEvent(event)
        self.point_at(self.month_at(event.position()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Nothing is read once the pointer has left."""
        if event.type() == event.Type.Leave:
            self.point_at(None)
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right read the months without a mouse; Escape ends it."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        months = self.months
        if step is not None and months is not None and self.words is not None:
            begun = months.latest or 1 if self.pointed is None else self.pointed + step
            self.point_at(min(max(begun, 1), MONTHS))
        elif event.key() == Qt.Key.Key_Escape and self.pointed is not None:
            self.point_at(None)
        else:
            super().keyPressEvent(event)
