"""The pictures of answers: fans of futures, bars from one figure to another, steps of a waterfall."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from npfdesk.plan.numbers import plain
from npfdesk.plan.rounding import rounded_text
from npfdesk.ui.charts.axes import Frame, chart_font
from npfdesk.ui.charts.captions import plain_tip
from npfdesk.ui.charts.items import THIN, Mark
from npfdesk.ui.charts.labels import MOST_SHARE
from npfdesk.ui.charts.plot import Chart, Fill, Line, LinePlot, names_room
from npfdesk.ui.charts.readout import Reading, Readout
from npfdesk.ui.charts.spans import Span, SpanChart
from npfdesk.ui.look.colours import Theme, appearance, blended, theme
from npfdesk.ui.look.language import tr
from npfdesk.ui.mistakes import painting
from npfdesk.ui.views.view_sheet import Pictured, Rows, Sheet

FloatArray = NDArray[np.float64]


class YearLines(Protocol):
    """Lines over the same years."""

    @property
    def years(self) -> FloatArray:
        """The years (year,)."""


Lines = TypeVar("Lines", bound=YearLines)

_PERCENTILES = ("5%", "25%", "50%", "75%", "95%")


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
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
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

    @painting
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


class ChartPicture(Picture):
    """A chart of lines, read like every other: a hairline and every figure of a year under the pointer or by keys."""

    def __init__(self, figure: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        self.plot, self.readout = LinePlot(), Readout(self)
        self.pointed: float | None = None
        self.setMouseTracking(True)

    def chart(self) -> Chart | None:
        """What is drawn; None where there is nothing."""
        raise NotImplementedError

    def readings(self, place: float) -> list[Reading]:
        """Every figure at a place, in the order in which they are read."""
        raise NotImplementedError

    def frame(self) -> Frame | None:
        """Where it is drawn; None where there is nothing."""
        chart = self.chart()
        if chart is None:
            return None
        names = names_room((line.name for line in chart.lines if not line.crest), self.width() * MOST_SHARE)
        return chart.frame(QRectF(self.rect()), names)

    def draw(self, painter: QPainter) -> None:
        """The chart, or what to do where there is none."""
        chart, frame = self.chart(), self.frame()
        if chart is None or frame is None:
            self.tell_empty(painter)
            return
        self.plot.put(chart, frame, self.pointed)
        self.plot.paint(painter)

    def place_at(self, point: QPointF) -> float | None:
        """The year, or the place on another axis, that lies there; None beside the chart."""
        chart, frame = self.chart(), self.frame()
        if chart is None or frame is None:
            return None
        year = frame.year_at(point.x())
        return None if year is None else float(year) if chart.years else frame.place_at(point.x())

    def message(self) -> str:
        """The place that is read, or what can be done."""
        return "" if self.readout.isHidden() else self.readout.text()

    def head(self, place: float) -> str:
        """What a place is called: a year, or a figure."""
        chart = self.chart()
        return self.figure(place) if chart is not None and not chart.years else rounded_text(place, 0)

    def said(self, point: QPointF) -> str:
        """Every figure of the place under the pointer, a line each."""
        place = self.place_at(point)
        if place is None:
            return ""
        return "\n".join([self.head(place), *(f"{one.name}  {one.figure}" for one in self.readings(place))])

    def point_at(self, place: float | None) -> None:
        """Read a place, or none."""
        frame = self.frame()
        if place == self.pointed:
            return
        self.pointed = place
        self.update()
        if place is None or frame is None:
            self.readout.hide()
            return
        beside = QPoint(round(frame.x(place)), 0)
        self.readout.show_readings(self.head(place), self.readings(place), beside)
        self.setAccessibleDescription(self.readout.text())

    def event(self, event: QEvent) -> bool:
        """The figures stand beside the hairline: no tip repeats them."""
        return event.type() == QEvent.Type.ToolTip or super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The year under the pointer is read."""
        self.point_at(self.place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is read once the pointer has left."""
        self.point_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is read once the keys are another's."""
        self.point_at(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right read the years without a mouse; Escape ends it."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        chart, frame = self.chart(), self.frame()
        if step is not None and chart is not None and frame is not None and chart.years:
            first, last = frame.years
            begun = first if self.pointed is None else self.pointed + step
            self.point_at(float(min(max(begun, first), last)))
        elif event.key() == Qt.Key.Key_Escape and self.pointed is not None:
            self.point_at(None)
        else:
            super().keyPressEvent(event)


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


class LinesPicture(ChartPicture, Generic[Lines]):
    """A chart of `lines` (None: nothing) that is made once for them and for a theme; `drawn` makes it."""

    def __init__(self, figure: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(figure, parent)
        self.lines: Lines | None = None
        self._chart: tuple[Lines, Theme, Chart] | None = None

    def drawn(self, lines: Lines) -> Chart:
        """The chart of some lines."""
        raise NotImplementedError

    def told(self, lines: Lines) -> Sequence[tuple[str, FloatArray, QColor | None]]:
        """The names, figures (year,) and colours of the lines, in the order in which they are read."""
        raise NotImplementedError

    def ended(self, name: str, figures: FloatArray) -> tuple[str, str]:
        """The name at the end of a line with its last figure, and that figure; "" where it has no name or no figure."""
        known = figures[np.isfinite(figures)]
        figure = self.figure(float(known[-1])) if name and len(known) else ""
        return (f"{name} {figure}" if figure else "", figure)

    def readings(self, place: float) -> list[Reading]:
        """Every figure of a year."""
        lines = self.lines
        if lines is None:
            return []
        at = np.flatnonzero(lines.years == place)
        return [
            Reading(name, self.figure(float(figures[at[0]])), colour)
            for name, figures, colour in self.told(lines)
            if len(at) and np.isfinite(figures[at[0]])
        ]

    def table(self) -> Rows:
        """A row a year."""
        lines = self.lines
        if lines is None:
            return [[tr("Views", "Year")]]
        told = self.told(lines)
        return [
            [tr("Views", "Year"), *(name for name, _, _ in told)],
            *(
                [
                    str(int(year)),
                    *(plain(float(one[at])) if np.isfinite(one[at]) else "" for _, one, _ in told),
                ]
                for at, year in enumerate(lines.years)
            ),
        ]

    def put(self, lines: Lines | None) -> None:
        """Draw others; what is pointed at is read again."""
        self.lines = lines
        pointed = self.pointed
        self.point_at(None)
        self.point_at(pointed if lines is not None else None)
        self.update()

    def chart(self) -> Chart | None:
        """What is drawn; None where there is nothing."""
        lines = self.lines
        if lines is None:
            return None
        if self._chart is None or self._chart[0] is not lines or self._chart[1] is not theme():
            self._chart = lines, theme(), self.drawn(lines)
        return self._chart[2]


class FanPicture(ChartPicture):
    """Where a path may go: bands of half and of nine tenths of all futures about the middle one."""

    def __init__(self, figure: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(figure, parent)
        self.fan: Fan | None = None
        self._chart: tuple[Fan, Theme, Chart] | None = None
        self.setMinimumHeight(220)

    def put(self, fan: Fan | None) -> None:
        """Draw another fan."""
        self.fan = fan
        self.point_at(None)
        self.update()

    def chart(self) -> Chart | None:
        """The bands, the middle, the path, the targets, the percentiles at the end."""
        fan = self.fan
        if fan is None or not any(np.isfinite(one).any() for one in (fan.percentiles, fan.path)):
            return None
        if self._chart is None or self._chart[0] is not fan or self._chart[1] is not theme():
            self._chart = fan, theme(), self._drawn(fan)
        return self._chart[2]

    def _drawn(self, fan: Fan) -> Chart:
        years = np.array(fan.years, dtype=np.float64)
        paper, quiet, colour = QColor(theme().paper), QColor(theme().secondary), fan.colour
        coming = years >= fan.observed_until
        ahead = np.where(coming, fan.percentiles, np.nan)
        named = [
            # the bands end where they are called what they are
            Line(
                f"{name}  {self.figure(float(figures[-1]))}",
                years,
                figures,
                quiet,
                style=Qt.PenStyle.NoPen,
                figure=self.figure(float(figures[-1])),
            )
            for name, figures in reversed(list(zip(_PERCENTILES, fan.percentiles, strict=True)))
            if math.isfinite(figures[-1])
        ]
        return Chart(
            (
                Line("", years, ahead[2], colour, THIN, Qt.PenStyle.DotLine),
                Line("", years, np.where(coming, fan.path, np.nan), colour, 2.0, strong=True),
                Line("", years, np.where(years <= fan.observed_until, fan.path, np.nan), QColor(theme().ink), 2.0, strong=True),
                *named,
            ),
            fan.unit,
            marks=tuple(Mark(year, value, words) for year, value, words in fan.marks),
            fills=tuple(
                Fill(years, ahead[low], ahead[high], blended(colour, paper, share))
                for low, high, share in ((0, 4, 0.18), (1, 3, 0.38))
            ),
        )  # fmt: skip

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

    def readings(self, place: float) -> list[Reading]:
        """The path and the percentiles of a year."""
        fan = self.fan
        if fan is None or int(place) not in fan.years:
            return []
        at = fan.years.index(int(place))
        ink = fan.colour if place > fan.observed_until else QColor(theme().ink)
        found: list[tuple[str, float, QColor | None]] = [(tr("Views", "Path"), float(fan.path[at]), ink)]
        found += [
            (name, float(one[at]), None) for name, one in zip(_PERCENTILES, fan.percentiles, strict=True)
        ]
        return [
            Reading(name, self.figure(value), colour) for name, value, colour in found if math.isfinite(value)
        ]


class SpanPicture(Picture):
    """Bars on one axis of figures, one under the other: a tornado about a line, or the steps of a waterfall."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = SpanChart()

    @property
    def spans(self) -> Sequence[Span]:
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
