"""The pictures of answers: fans of futures, bars from one figure to another, steps of a waterfall."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from npfdesk.plan.numbers import plain
from npfdesk.ui.charts.axes import chart_font, chart_metrics, figure_ticks, year_ticks
from npfdesk.ui.charts.captions import plain_tip
from npfdesk.ui.charts.spans import Span, SpanChart
from npfdesk.ui.colours import appearance, blended, theme
from npfdesk.ui.language import tr
from npfdesk.ui.views.sheet import Pictured, Rows, Sheet

FloatArray = NDArray[np.float64]

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_PERCENTILES = ("5 %", "25 %", "50 %", "75 %", "95 %")


class Picture(Pictured):
    """Paper on which something is drawn, in the theme in force; `said` gives the words at a point.

    `words` gives title, subtitle and note of a page with it: whoever shows it knows them.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        appearance.changed.connect(self.update)
        self.empty = ""
        self.words: Callable[[], tuple[str, str, str]] = lambda: ("", "", "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def event(self, event: QEvent) -> bool:
        """The exact figures, under the pointer."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self.said(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def said(self, point: QPointF) -> str:
        """What stands at a point, in words."""
        return ""

    def dress(self, painter: QPainter) -> None:
        """Smooth lines, and type as in every chart."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(chart_font())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The drawing on fresh paper."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().paper))
        self.dress(painter)
        self.draw(painter)

    def draw(self, painter: QPainter) -> None:
        """Draw it, as large as it stands on the screen."""
        raise NotImplementedError

    def sheet(self) -> Sheet:
        """The drawing on a page, with the words that `words` gives it."""

        def draw(painter: QPainter, _: QSizeF, __: QPointF) -> None:
            self.dress(painter)
            self.draw(painter)

        return Sheet(*self.words(), QSizeF(self.size()), draw)

    def tell_empty(self, painter: QPainter) -> None:
        """What to do where there is nothing to draw."""
        painter.setPen(QColor(theme().secondary))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(self.rect().adjusted(40, 0, -40, 0), flags, self.empty)


@dataclass(frozen=True, eq=False)
class Fan:
    """Percentiles 5, 25, 50, 75, 95 of a path (percentile, year), the path, and what it is to reach.

    `observed_until` is the last year that is no future; `marks` are targets by year, with their words.
    """

    years: tuple[int, ...]
    percentiles: FloatArray
    path: FloatArray
    observed_until: int
    colour: QColor
    unit: str
    marks: tuple[tuple[int, float, str], ...] = ()


class FanPicture(Picture):
    """Where a path may go: bands of half and of nine tenths of all futures about the middle one."""

    def __init__(self, figure: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        self.fan: Fan | None = None
        self.setMinimumHeight(220)

    def put(self, fan: Fan | None) -> None:
        """Draw another fan."""
        self.fan = fan
        self.update()

    def _plane(self) -> tuple[QRectF, Callable[[float, float], QPointF], object] | None:
        fan = self.fan
        if fan is None:
            return None
        figures = np.concatenate([fan.percentiles.ravel(), fan.path, [one for _, one, _ in fan.marks]])
        figures = figures[np.isfinite(figures)]
        if not len(figures):
            return None
        metrics = chart_metrics()
        ticks = figure_ticks(float(figures.min()), float(figures.max()), max(2, self.height() // 60))
        left = max(metrics.horizontalAdvance(text) for text in ticks.texts) + 12
        right = metrics.horizontalAdvance("95 %  " + self.figure(float(figures.max()))) + 20
        area = QRectF(left, 22, max(10, self.width() - left - right), max(10, self.height() - 48))
        first, last = fan.years[0], fan.years[-1]

        def point(year: float, value: float) -> QPointF:
            x = area.left() + (year - first) / max(last - first, 1) * area.width()
            y = area.bottom() - (value - ticks.low) / (ticks.high - ticks.low) * area.height()
            return QPointF(x, y)

        return area, point, ticks

    def draw(self, painter: QPainter) -> None:
        """Axes, bands, the middle, the path, the targets, the percentiles at the end."""
        plane = self._plane()
        if plane is None or self.fan is None:
            self.tell_empty(painter)
            return
        fan, (area, point, ticks) = self.fan, plane
        colours, metrics = theme(), chart_metrics()
        quiet, paper = QColor(colours.secondary), QColor(colours.paper)
        painter.setPen(quiet)
        painter.drawText(QPointF(0, metrics.ascent()), fan.unit)
        for value, text in zip(ticks.values, ticks.texts, strict=True):
            y = point(fan.years[0], value).y()
            painter.setPen(QColor(colours.hairline))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(quiet)
            painter.drawText(QRectF(0, y - 10, area.left() - 8, 20), _RIGHT, text)
        marked = frozenset(year for year, _, _ in fan.marks)
        for year in year_ticks(
            fan.years[0], fan.years[-1], marked, area.width(), metrics.horizontalAdvance("2025") + 14
        ):
            x = point(year, ticks.low).x()
            painter.drawText(
                QRectF(x - 30, area.bottom() + 4, 60, 18), Qt.AlignmentFlag.AlignCenter, str(year)
            )
        for low, high, share in ((0, 4, 0.18), (1, 3, 0.38)):
            self._band(painter, point, fan, low, high, blended(fan.colour, paper, share))
        self._line(painter, point, fan.years, fan.percentiles[2], QPen(fan.colour, 1.2, Qt.PenStyle.DotLine))
        seen = np.where(np.array(fan.years) <= fan.observed_until, fan.path, np.nan)
        ahead = np.where(np.array(fan.years) >= fan.observed_until, fan.path, np.nan)
        self._line(painter, point, fan.years, ahead, QPen(fan.colour, 2))
        self._line(painter, point, fan.years, seen, QPen(QColor(colours.ink), 2))
        self._marks(painter, point, fan)
        self._ends(painter, point, fan, area)

    @staticmethod
    def _line(
        painter: QPainter,
        point: Callable[[float, float], QPointF],
        years: Sequence[int],
        figures: FloatArray,
        pen: QPen,
    ) -> None:
        painter.setPen(pen)
        way = [
            point(year, one) for year, one in zip(years, figures.tolist(), strict=True) if math.isfinite(one)
        ]
        painter.drawPolyline(QPolygonF(way))

    @staticmethod
    def _band(
        painter: QPainter,
        point: Callable[[float, float], QPointF],
        fan: Fan,
        low: int,
        high: int,
        colour: QColor,
    ) -> None:
        below, above = fan.percentiles[low], fan.percentiles[high]
        there = np.isfinite(below) & np.isfinite(above) & (np.array(fan.years) >= fan.observed_until)
        years = np.array(fan.years)[there]
        up = [point(int(year), float(one)) for year, one in zip(years, above[there], strict=True)]
        down = [point(int(year), float(one)) for year, one in zip(years, below[there], strict=True)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([*up, *reversed(down)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _marks(self, painter: QPainter, point: Callable[[float, float], QPointF], fan: Fan) -> None:
        ink = QColor(theme().ink)
        for year, value, words in fan.marks:
            centre = point(year, value)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPolygon(
                QPolygonF([centre + QPointF(*one) for one in ((0, -5), (5, 0), (0, 5), (-5, 0))])
            )
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(ink)
            width = chart_metrics().horizontalAdvance(words)
            painter.drawText(centre + QPointF(-width / 2, -9), words)

    def _ends(
        self, painter: QPainter, point: Callable[[float, float], QPointF], fan: Fan, area: QRectF
    ) -> None:
        painter.setPen(QColor(theme().secondary))
        height = chart_metrics().height()
        lowest = math.inf
        # from the lowest up, each pushed clear of the one below
        for place, name in enumerate(_PERCENTILES):
            value = float(fan.percentiles[place, -1])
            if not math.isfinite(value):
                continue
            y = min(point(fan.years[-1], value).y(), lowest - height)
            lowest = y
            painter.drawText(
                QRectF(area.right() + 8, y - height / 2, self.width() - area.right() - 8, height),
                _LEFT,
                f"{name}  {self.figure(value)}",
            )

    def table(self) -> Rows:
        """A row a year: the path, and the percentiles of the futures."""
        head = [tr("Views", "Year"), tr("Views", "Path"), *_PERCENTILES]
        fan = self.fan
        if fan is None:
            return [head]
        columns = (fan.path, *fan.percentiles)
        return [
            head,
            *([str(year), *(plain(float(one[at])) for one in columns)] for at, year in enumerate(fan.years)),
        ]

    def said(self, point: QPointF) -> str:
        """The percentiles of the year under the pointer."""
        plane, fan = self._plane(), self.fan
        if plane is None or fan is None:
            return ""
        area = plane[0]
        share = (point.x() - area.left()) / max(area.width(), 1)
        place = min(max(round(share * (len(fan.years) - 1)), 0), len(fan.years) - 1)
        lines = [str(fan.years[place])]
        for name, figures in zip(_PERCENTILES, fan.percentiles, strict=True):
            if math.isfinite(figures[place]):
                lines.append(f"{name}  {self.figure(float(figures[place]))}")
        return "\n".join(lines)


class SpanPicture(Picture):
    """Bars on one axis of figures, one under the other: a tornado about a line, or the steps of a waterfall."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = SpanChart()

    @property
    def spans(self) -> tuple[Span, ...]:
        """The bars."""
        return self.chart.spans

    def put(self, spans: Sequence[Span], line: float | None = None, linked: bool = False) -> None:
        """Draw other bars about `line`; `linked` joins the end of each to the start of the next."""
        self.chart = SpanChart(tuple(spans), line, linked)
        self.setMinimumHeight(max(120, self.chart.height()))
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each bar."""
        return QSize(600, self.chart.height())

    def draw(self, painter: QPainter) -> None:
        """Names, bars, figures."""
        if not self.chart.draw(painter, self.width()):
            self.tell_empty(painter)

    def said(self, point: QPointF) -> str:
        """The bar under the pointer."""
        span = self.chart.at(point.y())
        return "" if span is None else span.tip or f"{span.name}  {span.text}"

    def table(self) -> Rows:
        """A row a bar: from which figure to which."""
        head = [tr("Views", "Name"), tr("Views", "From"), tr("Views", "To")]
        return [head, *([span.name, plain(span.start), plain(span.stop)] for span in self.spans)]
