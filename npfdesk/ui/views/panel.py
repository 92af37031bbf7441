"""A small chart of lines over years, painted into a rectangle: axes, lines, names at their ends, a year pointed at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from npfdesk.ui.charts.axes import FigureTicks, chart_font, chart_metrics, figure_ticks, year_ticks
from npfdesk.ui.charts.labels import MOST, spread
from npfdesk.ui.colours import blended, theme
from npfdesk.ui.style import scaled
from npfdesk.ui.views.canvas import LEFT, MIDDLE, RIGHT

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_LINE = 15.0


@dataclass(frozen=True, eq=False)
class PanelLine:
    """One line: its name ("" is not written), colour, figures (year,), and how it is drawn."""

    name: str
    colour: QColor
    figures: FloatArray
    strong: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class PanelMark:
    """A diamond at a figure of a year, with its words."""

    year: int
    figure: float
    text: str


@dataclass(frozen=True, eq=False)
class Panel:
    """Lines that share an axis: `head` is written over it, `years` (year,) are those of the figures.

    `base_year` is marked by a hairline, `year` (the one looked at) in the axis.
    """

    head: str
    years: IntArray
    lines: tuple[PanelLine, ...]
    base_year: int
    year: int
    marks: tuple[PanelMark, ...] = ()
    from_zero: bool = False

    def span(self) -> tuple[int, int]:
        """The first and last year with a figure."""
        known = np.zeros(len(self.years), dtype=np.bool_)
        for line in self.lines:
            known |= np.isfinite(line.figures)
        places = np.flatnonzero(known)
        if not len(places):
            return int(self.years[0]), int(self.years[-1])
        return min(int(self.years[places[0]]), self.base_year), int(self.years[places[-1]])

    def ticks(self, height: float) -> FigureTicks:
        """The axis of figures, in as many steps as the height (pixels) has room for."""
        figures = np.concatenate(
            [*(line.figures for line in self.lines), np.array([mark.figure for mark in self.marks])]
        )
        known = figures[np.isfinite(figures)]
        if not len(known):
            return figure_ticks(0, 1)
        low = 0.0 if self.from_zero else float(known.min())
        return figure_ticks(low, float(known.max()), max(3, min(5, int(height // 34))))


@dataclass(frozen=True, eq=False)
class Plotted:
    """A panel laid out in a rectangle: the area of its lines (pixels), its axis and its years."""

    panel: Panel
    area: QRectF
    ticks: FigureTicks
    span: tuple[int, int]

    def x(self, year: float) -> float:
        """The pixel of a year."""
        first, last = self.span
        return self.area.left() + (year - first) / max(last - first, 1) * self.area.width()

    def y(self, figure: Any) -> Any:
        """The pixel of a figure, or of an array of them."""
        share = (figure - self.ticks.low) / (self.ticks.high - self.ticks.low)
        return self.area.bottom() - share * self.area.height()

    def year_at(self, x: float) -> int | None:
        """The year nearest to a pixel; None beside the area."""
        if not self.area.left() - 8 <= x <= self.area.right() + 8:
            return None
        first, last = self.span
        year = round(first + (x - self.area.left()) / max(self.area.width(), 1) * (last - first))
        return min(max(year, first), last)


def lay_out(panel: Panel, place: QRectF, names: float, years: bool = True) -> Plotted:
    """A panel in a rectangle, with `names` pixels for the lines' names and the years written below or not."""
    height = place.height() - 18 - (20 if years else 6)
    ticks = panel.ticks(height)
    measure = chart_metrics().horizontalAdvance
    left = place.left() + max((measure(text) for text in ticks.texts), default=0.0) + 9
    area = QRectF(left, place.top() + 20, max(place.right() - names - left, 30.0), max(height - 2, 20.0))
    return Plotted(panel, area, ticks, panel.span())


def names_width(lines: Sequence[PanelLine], most: float) -> float:
    """The room that the names at the ends take (pixels), no more than `most`."""
    measure = chart_metrics(strong=True).horizontalAdvance
    return min(max((measure(line.name) for line in lines), default=0.0) + 18, most)


def draw_panel(
    painter: QPainter, plotted: Plotted, right: float, pointed: int | None, years: bool = True
) -> None:
    """Paint a panel; names end at `right` (pixels)."""
    draw_axes(painter, plotted, years)
    area, panel, colours = plotted.area, plotted.panel, theme()
    if pointed is not None and plotted.span[0] <= pointed <= plotted.span[1]:
        x = int(plotted.x(pointed)) + 0.5
        painter.setPen(QPen(QColor(colours.secondary), 1))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    for line in sorted(panel.lines, key=lambda line: line.strong):
        pen = QPen(line.colour, 2.4 if line.strong else 1.5)
        if line.dashed:
            pen.setWidthF(1.2)
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for part in _parts(line.figures):
            points = [
                QPointF(plotted.x(int(panel.years[place])), plotted.y(float(line.figures[place])))
                for place in part
            ]
            if len(points) == 1:
                painter.drawEllipse(points[0], 1.5, 1.5)
            painter.drawPolyline(QPolygonF(points))
        if pointed is not None and pointed in panel.years:
            figure = float(line.figures[int(pointed - panel.years[0])])
            if np.isfinite(figure):
                painter.setPen(QPen(QColor(colours.paper), 1.5))
                painter.setBrush(line.colour)
                painter.drawEllipse(QPointF(plotted.x(pointed), plotted.y(figure)), 3.6, 3.6)
    _draw_marks(painter, plotted)
    _draw_names(painter, plotted, right)


def draw_axes(painter: QPainter, plotted: Plotted, years: bool) -> None:
    """The head, the axis of figures, the base year, and the years where they are wanted."""
    colours, area, panel = theme(), plotted.area, plotted.panel
    quiet, hairline, paper = QColor(colours.secondary), QColor(colours.hairline), QColor(colours.paper)
    painter.setFont(chart_font())
    painter.setPen(quiet)
    painter.drawText(QRectF(0, area.top() - 20, area.right(), scaled(_LINE)), LEFT, panel.head)
    for value, text in zip(plotted.ticks.values, plotted.ticks.texts, strict=True):
        y = int(plotted.y(value)) + 0.5
        painter.setPen(QPen(blended(quiet, paper, 0.55) if value == 0 else hairline, 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(quiet)
        painter.drawText(QRectF(0, y - 8, area.left() - 7, 16), RIGHT, text)
    if plotted.span[0] <= panel.base_year <= plotted.span[1]:
        x = int(plotted.x(panel.base_year)) + 0.5
        painter.setPen(QPen(blended(quiet, paper, 0.5), 1))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    if not years:
        return
    needed = chart_metrics().horizontalAdvance("2025") + 12
    marked = frozenset({panel.base_year, panel.year})
    for year in year_ticks(*plotted.span, marked, area.width(), needed):
        painter.setPen(QColor(colours.ink) if year == panel.year else quiet)
        place = QRectF(plotted.x(year) - needed, area.bottom() + 4, 2 * needed, 15)
        painter.drawText(place, MIDDLE, str(year))


def _draw_marks(painter: QPainter, plotted: Plotted) -> None:
    colours = theme()
    for mark in plotted.panel.marks:
        if not plotted.span[0] <= mark.year <= plotted.span[1]:
            continue
        centre, size = QPointF(plotted.x(mark.year), plotted.y(mark.figure)), 5.0
        painter.setPen(QPen(QColor(colours.paper), 1.2))
        painter.setBrush(QColor(colours.ink))
        corners = ((0, -size), (size, 0), (0, size), (-size, 0))
        painter.drawPolygon(QPolygonF([centre + QPointF(*corner) for corner in corners]))
        painter.setFont(chart_font())
        painter.setPen(QColor(colours.ink))
        width = chart_metrics().horizontalAdvance(mark.text) + 4
        above = centre.y() - 7 - scaled(_LINE) >= plotted.area.top() - 4
        top = centre.y() - 6 - scaled(_LINE) if above else centre.y() + 6
        left = min(max(centre.x() - width / 2, plotted.area.left()), plotted.area.right() - width)
        painter.drawText(QRectF(left, top, width, scaled(_LINE)), MIDDLE, mark.text)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _draw_names(painter: QPainter, plotted: Plotted, right: float) -> None:
    named = [line for line in plotted.panel.lines if line.name and np.isfinite(line.figures).any()][:MOST]
    ends = []
    for line in named:
        last = np.flatnonzero(np.isfinite(line.figures))[-1]
        ends.append(QPointF(plotted.x(int(plotted.panel.years[last])), plotted.y(float(line.figures[last]))))
    area = plotted.area
    heights = spread([end.y() for end in ends], scaled(_LINE), area.top(), area.bottom())
    left = area.right() + 12
    for line, end, y in zip(named, ends, heights, strict=True):
        if abs(end.y() - y) > 3 or area.right() - end.x() > 4:
            painter.setPen(QPen(blended(line.colour, QColor(theme().paper), 0.5), 1))
            painter.drawLine(end + QPointF(3, 0), QPointF(left - 3, y))
        metrics = chart_metrics(strong=line.strong)
        painter.setFont(chart_font(strong=line.strong))
        painter.setPen(line.colour)
        text = metrics.elidedText(line.name, Qt.TextElideMode.ElideMiddle, max(right - left, 10))
        painter.drawText(
            QRectF(left, y - scaled(_LINE) / 2, max(right - left, 10), scaled(_LINE)), LEFT, text
        )


def _parts(figures: FloatArray) -> list[IntArray]:
    """The stretches between holes."""
    known = np.flatnonzero(np.isfinite(figures))
    return [part for part in np.split(known, np.flatnonzero(np.diff(known) > 1) + 1) if len(part)]
