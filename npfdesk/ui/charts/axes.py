"""Axes as a yearbook sets them: few ticks, separators, whole years."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtGui import QColor, QFont

from npfdesk.ui.colours import theme
from npfdesk.ui.style import NOTE_PIXELS


class FigureAxis(pg.AxisItem):
    """The figures' axis: separators, no scientific prefixes, the unit as its label."""

    def __init__(self) -> None:
        super().__init__("left", showValues=True)
        self.enableAutoSIPrefix(False)
        self.setStyle(
            tickLength=0,
            tickTextOffset=6,
            autoExpandTextSpace=True,
            hideOverlappingLabels=True,
            maxTickLevel=0,
        )
        self.setTickDensity(0.6)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The ticks' texts."""
        decimals = max(0, -math.floor(math.log10(spacing) + 1e-9)) if spacing > 0 else 0
        return [f"{value:,.{min(decimals, 6)}f}".replace("-", "−") for value in values]


class YearAxis(pg.AxisItem):
    """The years' axis: every year where there is room, else every second or fifth; nothing behind the last one."""

    def __init__(self) -> None:
        super().__init__("bottom", showValues=True)
        self.setStyle(tickLength=0, tickTextOffset=4, maxTickLevel=0)
        self.first, self.last = 0, 0

    def set_years(self, first: int, last: int) -> None:
        """The years that there are."""
        self.first, self.last = first, last

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        """The years that are written."""
        span = max(high - low, 1.0)
        room = size / span
        step = next((step for step in (1, 2, 5, 10) if room * step >= 40), 20)
        years = [float(year) for year in range(self.first, self.last + 1) if (self.last - year) % step == 0]
        return [(float(step), years)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """The ticks' texts."""
        return [str(round(value)) for value in values]


def small_font() -> QFont:
    """The font of ticks and labels in a chart."""
    font = QFont(pg.QtWidgets.QApplication.font())
    font.setPixelSize(NOTE_PIXELS)
    return font


def dress_plot(plot: pg.PlotItem) -> None:
    """Put the theme on a plot's ground and axes."""
    colours = theme()
    plot.getViewBox().setBackgroundColor(None)
    for name in ("left", "bottom"):
        axis = plot.getAxis(name)
        axis.setPen(pg.mkPen(None) if name == "left" else pg.mkPen(colours.hairline))
        axis.setTickPen(pg.mkPen(None))
        axis.setTextPen(pg.mkPen(QColor(colours.secondary)))
        axis.setStyle(tickFont=small_font())
        axis.label.setFont(small_font())
        axis.label.setDefaultTextColor(QColor(colours.secondary))
