"""How regions lie around their mean: a dot a region and year, at so many times the mean of that year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor

from npfdesk.report.chart_axes import FigureTicks
from npfdesk.ui.charts.axes import Frame
from npfdesk.ui.charts.items import THIN, DotGroup
from npfdesk.ui.charts.plot import Chart, Line, LinePlot
from npfdesk.ui.look.colours import Theme, blended, theme

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_DOT, _STRONG_DOT, _REACH = 2.2, 3.8, 8.0


@dataclass(frozen=True, eq=False)
class Strip:
    """The regions' codes and names, and their multiples of the mean (region, year) in `years` (year,).

    `head` says what they are, `base_year` has a hairline, `year` is the one looked at; `lines` are those of ``around``.
    """

    regions: tuple[str, ...]
    names: tuple[str, ...]
    multiples: FloatArray
    years: IntArray
    head: str
    base_year: int
    year: int
    lines: tuple[Line, ...]
    basis: tuple[float, float] | None = None

    def on_axis_of(self, before: Strip, ticks: FigureTicks) -> Strip:
        """The regions on the axis of those before, as long as that holds them."""
        basis = self.panel.on_axis_of(before.panel, ticks).basis
        return self if basis is None else replace(self, basis=basis)

    @cached_property
    def panel(self) -> Chart:
        """Axes that hold the least and the most of every year, and a line at the mean."""
        return self.chart({})

    def name(self, region: str) -> str:
        """What a region is called."""
        return self.names[self.regions.index(region)]

    def figures(self, region: str) -> FloatArray:
        """A region's multiples of the mean (year,); NaN where it has none."""
        if region not in self.regions:
            return np.full(len(self.years), np.nan)
        found: FloatArray = self.multiples[self.regions.index(region)]
        return found

    def figure(self, region: str, column: int) -> float:
        """A region's multiple of the mean in a year; NaN where it has none."""
        return float(self.figures(region)[column])

    def chart(self, named: Mapping[str, QColor]) -> Chart:
        """The chart, with the names of some regions in their colours."""
        found = [
            Line(
                self.name(region),
                self.lines[0].places,
                self.figures(region),
                colour,
                style=Qt.PenStyle.NoPen,
                strong=True,
            )
            for region, colour in named.items()
            if region in self.regions
        ]
        return Chart(
            (*self.lines, *found), self.head, upright=float(self.base_year), year=self.year, basis=self.basis
        )


def around(multiples: FloatArray, years: IntArray) -> tuple[Line, ...]:
    """Lines at the mean, at the least and at the most of multiples (region, year) in each year."""
    places, quiet = years.astype(np.float64), QColor(theme().secondary)
    with np.errstate(invalid="ignore"):
        ends = np.fmin.reduce(multiples, axis=0), np.fmax.reduce(multiples, axis=0)
    mean = np.where(np.isfinite(ends[0]), 1.0, np.nan)
    unseen = (Line("", places, one, quiet, style=Qt.PenStyle.NoPen) for one in ends)
    return Line("", places, mean, quiet, THIN), *unseen


def around_mean(figures: FloatArray) -> FloatArray:
    """Figures (region, year) as multiples of each year's mean; NaN where the mean is not positive."""
    known = np.isfinite(figures)
    mean = np.where(known, figures, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(mean > 0, figures / mean, np.nan)


def region_near(strip: Strip, plotted: Frame, point: QPointF) -> str:
    """The region whose dot lies nearest to a point, within reach; "" for none."""
    year = plotted.year_at(point.x())
    if year is None or abs(plotted.x(year) - point.x()) > _REACH:
        return ""
    away = np.abs(plotted.y(strip.multiples[:, int(year - strip.years[0])]) - point.y())
    away = np.where(np.isnan(away), np.inf, away)
    nearest = int(np.argmin(away)) if len(away) else -1
    return strip.regions[nearest] if nearest >= 0 and away[nearest] <= _REACH else ""


class StripPlot(LinePlot):
    """The dots, quiet but for two regions': the one looked at, and the one pointed at, whose names stand beside."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Strip, tuple[str, str], Theme, Chart] | None = None
        # the quiet dots of each year by where they are
        self._quiet: dict[tuple[float, bytes], DotGroup] = {}

    def put_strip(self, strip: Strip, frame: Frame, pointed: int | None, regions: tuple[str, str]) -> bool:
        """Show the regions in a frame; `regions` are looked at and pointed at ("" for none).

        Whether paper or axes are others than they were.
        """
        strong = {regions[0]: QColor(theme().accent)} | {regions[1]: QColor(theme().ink)}
        kept = self._shown
        if kept is None or kept[0] is not strip or kept[1] != regions or kept[2] is not theme():
            kept = self._shown = strip, regions, theme(), strip.chart(strong)
        moved = kept[3] is not self.chart
        reset = self.put(kept[3], frame)
        if reset:
            self._quiet = {}
        if moved or reset:
            groups = self._quiet_dots(strip, frame)
            for region, colour in strong.items():
                groups.append(DotGroup(_dots_of(strip, frame, region), _STRONG_DOT, colour))
            self.dots.put(groups)
        # a dot on the line at the mean would look like a region
        self.pointer.put(frame, pointed)
        return reset

    def _quiet_dots(self, strip: Strip, frame: Frame) -> list[DotGroup]:
        """Every region's dots, a group a year; of a year in which none moves to another pixel they are those of before."""
        drawn, before = _columns(strip, frame), self._quiet
        heights = np.round(frame.y(np.ascontiguousarray(strip.multiples[:, drawn].T)))
        across = frame.x(strip.years[drawn].astype(np.float64)).tolist()
        quiet = blended(QColor(theme().secondary), QColor(theme().paper), 0.6)
        self._quiet = {}
        for x, column in zip(across, heights, strict=True):
            key = x, column.tobytes()
            self._quiet[key] = before.get(key) or DotGroup(_apart(x, column), _DOT, quiet)
        return list(self._quiet.values())


def _columns(strip: Strip, frame: Frame) -> NDArray[np.bool_]:
    """The years that are drawn (year,)."""
    first, last = frame.years
    return (strip.years >= first) & (strip.years <= last)


def _apart(x: float, heights: FloatArray) -> FloatArray:
    """The dots (point, 2) of a year at its heights (region,); of thousands of regions many lie on one pixel."""
    apart = np.unique(heights[np.isfinite(heights)])
    return np.stack([np.full(len(apart), x), apart], axis=1)


def _dots_of(strip: Strip, frame: Frame, region: str) -> FloatArray:
    """One region's dots (point, 2)."""
    drawn = _columns(strip, frame)
    figures = strip.figures(region)[drawn]
    known = np.isfinite(figures)
    years = strip.years[drawn][known].astype(np.float64)
    return np.stack([frame.x(years), frame.y(figures[known])], axis=1)
