"""How regions lie around their mean: a dot a region and year, at so many times the mean of that year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from npfdesk.ui.charts.axes import chart_font, chart_metrics
from npfdesk.ui.colours import blended, theme
from npfdesk.ui.style import scaled
from npfdesk.ui.views.canvas import LEFT
from npfdesk.ui.views.panel import Panel, Plotted, draw_axes

FloatArray = NDArray[np.float64]
_DOT, _STRONG_DOT, _REACH, _LINE = 2.2, 3.8, 8.0, 15.0


@dataclass(frozen=True, eq=False)
class Strip:
    """The regions' codes, and a chart whose lines, one a region by name, are multiples of the mean (year,)."""

    regions: tuple[str, ...]
    panel: Panel

    def name(self, region: str) -> str:
        """What a region is called."""
        return self.panel.lines[self.regions.index(region)].name

    def figure(self, region: str, column: int) -> float:
        """A region's multiple of the mean in a year; NaN where it has none."""
        if region not in self.regions:
            return float("nan")
        return float(self.panel.lines[self.regions.index(region)].figures[column])


def around_mean(figures: FloatArray) -> FloatArray:
    """Figures (region, year) as multiples of each year's mean; NaN where the mean is not positive."""
    known = np.isfinite(figures)
    mean = np.where(known, figures, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(mean > 0, figures / mean, np.nan)


def region_near(strip: Strip, plotted: Plotted, point: QPointF) -> str:
    """The region whose dot lies nearest to a point, within reach; "" for none."""
    year = plotted.year_at(point.x())
    if year is None or abs(plotted.x(year) - point.x()) > _REACH:
        return ""
    column = int(year - strip.panel.years[0])
    away = [
        (abs(plotted.y(figure) - point.y()), region)
        for region in strip.regions
        if np.isfinite(figure := strip.figure(region, column))
    ]
    nearest, region = min(away, default=(np.inf, ""))
    return region if nearest <= _REACH else ""


def draw_strip(
    painter: QPainter,
    strip: Strip,
    plotted: Plotted,
    right: float,
    year: int | None,
    regions: tuple[str, str],
    years: bool,
) -> None:
    """Paint the dots, quiet but for `regions`: the one looked at, and the one pointed at ("" for none).

    Their names end at `right` (pixels).
    """
    draw_axes(painter, plotted, years)
    colours, area = theme(), plotted.area
    quiet, paper = QColor(colours.secondary), QColor(colours.paper)
    level = int(plotted.y(1.0)) + 0.5
    painter.setPen(QPen(quiet, 1))
    painter.drawLine(QPointF(area.left(), level), QPointF(area.right(), level))
    if year is not None and plotted.span[0] <= year <= plotted.span[1]:
        x = int(plotted.x(year)) + 0.5
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
    strong = {regions[0]: QColor(colours.accent)} | {regions[1]: QColor(colours.ink)}
    order = sorted(strip.regions, key=lambda region: region in strong)
    painter.setPen(Qt.PenStyle.NoPen)
    for region in order:
        painter.setBrush(strong.get(region, blended(quiet, paper, 0.6)))
        size = _STRONG_DOT if region in strong else _DOT
        for point in _points(strip, plotted, region):
            painter.drawEllipse(point, size, size)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for region, colour in strong.items():
        if region in strip.regions:
            _draw_name(painter, strip, plotted, region, colour, right)


def _points(strip: Strip, plotted: Plotted, region: str) -> list[QPointF]:
    panel = strip.panel
    return [
        QPointF(plotted.x(year), plotted.y(figure))
        for column, year in enumerate(panel.years.tolist())
        if plotted.span[0] <= year <= plotted.span[1] and np.isfinite(figure := strip.figure(region, column))
    ]


def _draw_name(
    painter: QPainter, strip: Strip, plotted: Plotted, region: str, colour: QColor, right: float
) -> None:
    points = _points(strip, plotted, region)
    if not points:
        return
    painter.setFont(chart_font(strong=True))
    painter.setPen(colour)
    left, height = plotted.area.right() + 12, scaled(_LINE)
    room = max(right - left, 10)
    name = chart_metrics(strong=True).elidedText(strip.name(region), Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRectF(left, points[-1].y() - height / 2, room, height), LEFT, name)
