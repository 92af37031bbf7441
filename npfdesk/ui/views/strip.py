"""How regions lie around their mean: a dot a region and year, at so many times the mean of that year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

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
    """The regions' codes and names, their multiples of the mean (region, year), and a chart that holds all of them."""

    regions: tuple[str, ...]
    names: tuple[str, ...]
    multiples: FloatArray
    panel: Panel

    @cached_property
    def _place(self) -> dict[str, int]:
        return {region: place for place, region in enumerate(self.regions)}

    def name(self, region: str) -> str:
        """What a region is called."""
        return self.names[self._place[region]]

    def figure(self, region: str, column: int) -> float:
        """A region's multiple of the mean in a year; NaN where it has none."""
        place = self._place.get(region)
        return float("nan") if place is None else float(self.multiples[place, column])


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
    away = np.abs(plotted.y(strip.multiples[:, int(year - strip.panel.years[0])]) - point.y())
    away = np.where(np.isnan(away), np.inf, away)
    nearest = int(np.argmin(away)) if len(away) else -1
    return strip.regions[nearest] if nearest >= 0 and away[nearest] <= _REACH else ""


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
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(blended(quiet, paper, 0.6))
    for column, at in _columns(strip, plotted):
        heights = plotted.y(strip.multiples[:, column])
        # of thousands of regions many lie on one pixel
        for height in np.unique(np.round(heights[np.isfinite(heights)])).tolist():
            painter.drawEllipse(QPointF(at, height), _DOT, _DOT)
    for region, colour in strong.items():
        painter.setBrush(colour)
        for point in _points(strip, plotted, region):
            painter.drawEllipse(point, _STRONG_DOT, _STRONG_DOT)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for region, colour in strong.items():
        if region in strip.regions:
            _draw_name(painter, strip, plotted, region, colour, right)


def _columns(strip: Strip, plotted: Plotted) -> list[tuple[int, float]]:
    """The columns of the years drawn, and where each stands (pixels)."""
    first, last = plotted.span
    years = strip.panel.years.tolist()
    return [(column, plotted.x(year)) for column, year in enumerate(years) if first <= year <= last]


def _points(strip: Strip, plotted: Plotted, region: str) -> list[QPointF]:
    return [
        QPointF(x, plotted.y(figure))
        for column, x in _columns(strip, plotted)
        if np.isfinite(figure := strip.figure(region, column))
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
