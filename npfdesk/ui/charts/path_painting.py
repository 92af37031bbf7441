"""How a path chart's axes, marks and labels are painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from npfdesk.ui.charts.axes import chart_font, chart_metrics, year_ticks
from npfdesk.ui.charts.drawing import Drawing
from npfdesk.ui.charts.labels import Placed
from npfdesk.ui.colours import blended, theme

if TYPE_CHECKING:
    from npfdesk.ui.charts.path_plot import PathPlot

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter


def line_height(magnification: float) -> float:
    """The height of a line of a chart's small type, in pixels."""
    return chart_metrics(magnification).height()


def paint_axes(painter: QPainter, plot: PathPlot, drawing: Drawing) -> None:
    """Hairlines and figures of the axes, the unit, the base year, the bands of targets."""
    colours, area = theme(), plot.area
    quiet, hairline, paper = QColor(colours.secondary), QColor(colours.hairline), QColor(colours.paper)
    height = line_height(plot.magnification)
    measure = chart_metrics(plot.magnification).horizontalAdvance
    painter.setFont(chart_font(plot.magnification))
    for value, text in zip(plot.ticks.values, plot.ticks.texts, strict=True):
        y = _crisp(float(plot.y(value)))
        painter.setPen(QPen(blended(quiet, paper, 0.55) if value == 0 else hairline, 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(quiet)
        painter.drawText(QRectF(0, y - height / 2, area.left() - 7, height), _RIGHT, text)
    # the unit stands over the axis, as in a printed table, not on its side beside it
    unit = QRectF(0, 0, measure(drawing.unit) + 4, height)
    painter.drawText(unit, _LEFT, drawing.unit)
    # every figure is a year's end: the axis of years is as strong as the ticks need
    painter.setPen(QPen(blended(quiet, paper, 0.55), 1))
    bottom = _crisp(area.bottom())
    painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom))
    needed = measure("2025") + 14
    targets = {mark.year for mark in drawing.lines.marks}
    for year in range(plot.years[0], plot.years[1] + 1):
        x = _crisp(plot.x(year))
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 3))
    marked = frozenset({drawing.base_year, *targets})
    for year in year_ticks(*plot.years, marked, area.width(), needed):
        x = plot.x(year)
        painter.setPen(QColor(colours.ink) if year in targets else quiet)
        painter.drawText(QRectF(x - needed, area.bottom() + 6, 2 * needed, height), _MIDDLE, str(year))
    _paint_base_year(painter, plot, drawing, unit)
    for mark in drawing.lines.marks:
        if mark.banded:
            left, right = plot.x(mark.year - 0.42), min(plot.x(mark.year + 0.42), area.right())
            top, low = float(plot.y(mark.high)), float(plot.y(mark.low))
            painter.fillRect(
                QRectF(left, top, right - left, max(low - top, 1.0)), blended(quiet, paper, 0.22)
            )


def _paint_base_year(painter: QPainter, plot: PathPlot, drawing: Drawing, unit: QRectF) -> None:
    if not plot.years[0] <= drawing.base_year <= plot.years[1]:
        return
    colours, area = theme(), plot.area
    quiet = QColor(colours.secondary)
    x = _crisp(plot.x(drawing.base_year))
    painter.setPen(QPen(blended(quiet, QColor(colours.paper), 0.5), 1))
    painter.drawLine(QPointF(x, area.top() - 3), QPointF(x, area.bottom()))
    text = f"{drawing.words.base} {drawing.base_year}".strip()
    width = chart_metrics(plot.magnification).horizontalAdvance(text) + 4
    left = max(x - width / 2, unit.right() + 10)
    if left + width <= plot.width():
        painter.setPen(quiet)
        painter.drawText(QRectF(left, 0, width, unit.height()), _MIDDLE, text)


def paint_marks(painter: QPainter, plot: PathPlot, drawing: Drawing) -> None:
    """Dots of what was observed, diamonds of targets, labels, and the hairline under the pointer."""
    colours, lines = theme(), drawing.lines
    ink, paper = QColor(colours.ink), QColor(colours.paper)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    radius = 2.2 * plot.magnification
    for dot in plot.dots:
        painter.drawEllipse(dot, radius, radius)
    for mark in lines.marks:
        if not plot.years[0] <= mark.year <= plot.years[1]:
            continue
        if np.isfinite(mark.stretch):
            _diamond(painter, plot.point(mark.year, mark.stretch), 5.0 * plot.magnification, paper, ink)
        _diamond(painter, plot.point(mark.year, mark.figure), 5.5 * plot.magnification, ink, paper)
    if plot.year is not None:
        _paint_pointer(painter, plot, drawing, plot.year)
    painter.setFont(chart_font(plot.magnification))
    veil = QColor(paper)
    veil.setAlpha(205)
    for note in plot.notes:
        painter.fillRect(note.rect, veil)
        painter.setPen(note.colour)
        painter.drawText(note.rect, _MIDDLE, note.text)
    for label in plot.ends:
        _paint_end(painter, plot, label)


def _paint_end(painter: QPainter, plot: PathPlot, label: Placed) -> None:
    assert label.end is not None
    start = QPointF(label.end.x() + 3, label.end.y())
    stop = QPointF(label.rect.left() - 3, label.rect.center().y())
    if abs(start.y() - stop.y()) > 3 or stop.x() - start.x() > 16:
        painter.setPen(QPen(blended(label.colour, QColor(theme().paper), 0.5), 1))
        painter.drawLine(start, stop)
    painter.setFont(chart_font(plot.magnification, strong=label.strong))
    painter.setPen(label.colour)
    painter.drawText(label.rect, _LEFT, label.text)


def _paint_pointer(painter: QPainter, plot: PathPlot, drawing: Drawing, year: int) -> None:
    colours, area = theme(), plot.area
    x = _crisp(plot.x(year))
    painter.setPen(QPen(QColor(colours.secondary), 1))
    painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    column = int(year - drawing.lines.years[0])
    painter.setPen(QPen(QColor(colours.paper), 1.5))
    lines = drawing.lines
    for figures, colour in (
        *((line.figures, line.colour) for line in drawing.others.values()),
        (lines.projected, drawing.colour),
        (lines.observed, QColor(colours.ink)),
    ):
        if np.isfinite(figures[column]):
            painter.setBrush(colour)
            painter.drawEllipse(plot.point(year, float(figures[column])), 4, 4)


def _diamond(painter: QPainter, centre: QPointF, size: float, fill: QColor, edge: QColor) -> None:
    painter.setPen(QPen(edge, 1.3))
    painter.setBrush(fill)
    painter.drawPolygon(
        QPolygonF([centre + QPointF(*corner) for corner in ((0, -size), (size, 0), (0, size), (-size, 0))])
    )


def _crisp(pixel: float) -> float:
    """The middle of a pixel, so that a hairline is one pixel wide."""
    return float(np.floor(pixel)) + 0.5
