"""Lines on one plane: forecasts beside a path, measures by year, Lorenz curves, densities."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from npfdesk.plan.numbers import plain
from npfdesk.ui.answers.pictures import Picture
from npfdesk.ui.charts.axes import FigureTicks, chart_metrics, figure_ticks, year_ticks
from npfdesk.ui.charts.labels import MOST, spread
from npfdesk.ui.colours import blended, theme
from npfdesk.ui.language import tr
from npfdesk.ui.views.sheet import Rows

FloatArray = NDArray[np.float64]
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_FAINT = 0.45
_QUIET = 0.7


@dataclass(frozen=True, eq=False)
class Line:
    """Points (point,) by (point,), NaN where there is none, with a name at the end ("" for none)."""

    name: str
    places: FloatArray
    figures: FloatArray
    colour: QColor
    width: float = 1.4
    faint: bool = False
    dashed: bool = False


@dataclass(frozen=True)
class Band:
    """A named stretch of figures, from `low` to `high`."""

    low: float
    high: float
    name: str


@dataclass(frozen=True)
class Plane:
    """What is drawn: where the axes run, what they are in, and whether the lower one counts years."""

    low: float
    high: float
    ticks: FigureTicks
    area: QRectF

    def point(self, place: float, figure: float) -> QPointF:
        """Where a figure stands."""
        x = self.area.left() + (place - self.low) / max(self.high - self.low, 1e-12) * self.area.width()
        y = (
            self.area.bottom()
            - (figure - self.ticks.low) / max(self.ticks.high - self.ticks.low, 1e-12) * self.area.height()
        )
        return QPointF(x, y)


class LinesPicture(Picture):
    """Lines with their names at their ends; the figures of the place under the pointer are told."""

    def __init__(self, figure: Callable[[float], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = figure
        self.lines: tuple[Line, ...] = ()
        self.unit, self.years, self.mark = "", True, 0.0
        self.bands: tuple[Band, ...] = ()
        self.setMinimumHeight(180)

    def put(
        self,
        lines: Sequence[Line],
        unit: str = "",
        years: bool = True,
        mark: float = 0.0,
        bands: Sequence[Band] = (),
    ) -> None:
        """Draw other lines; `mark` is a place with a hairline (the base year), 0 for none, `bands` lie behind."""
        self.lines, self.unit, self.years, self.mark = tuple(lines), unit, years, mark
        self.bands = tuple(bands)
        self.setAccessibleName("; ".join(line.name for line in self.lines if line.name))
        self.update()

    def sizeHint(self) -> QSize:
        """A chart's room."""
        return QSize(560, 300)

    def plane(self) -> Plane | None:
        """The plane of what is drawn; None where there is nothing."""
        places, figures = [], []
        for line in self.lines:
            there = np.isfinite(line.figures) & np.isfinite(line.places)
            places.append(line.places[there])
            figures.append(line.figures[there])
        if not any(len(one) for one in figures):
            return None
        every, across = np.concatenate(figures), np.concatenate(places)
        low, high = float(every.min()), float(every.max())
        ticks = self._band_ticks(low, high) or figure_ticks(low, high, max(2, self.height() // 60))
        metrics = chart_metrics()
        left = max(metrics.horizontalAdvance(text) for text in ticks.texts) + 12
        names = [line.name for line in self.lines if line.name][:MOST]
        right = max((metrics.horizontalAdvance(name) for name in names), default=0.0) + 18
        right = min(right, self.width() * 0.35)
        area = QRectF(left, 22, max(10, self.width() - left - right), max(10, self.height() - 48))
        return Plane(float(across.min()), float(across.max()), ticks, area)

    def _band_ticks(self, low: float, high: float) -> FigureTicks | None:
        """An axis over the whole bands that hold `low` to `high`; None where there are none."""
        held = [band for band in self.bands if band.high >= low and band.low <= high]
        if not held:
            return None
        values = (*(band.low for band in held), held[-1].high)
        return FigureTicks(values[0], values[-1], values, tuple(f"{value:g}" for value in values))

    def draw(self, painter: QPainter) -> None:
        """Axes, lines, names."""
        plane = self.plane()
        if plane is None:
            self.tell_empty(painter)
            return
        self._bands(painter, plane)
        self._axes(painter, plane)
        for line in self.lines:
            self._line(painter, plane, line)
        self._names(painter, plane)

    def _bands(self, painter: QPainter, plane: Plane) -> None:
        """Every other band on the ground of panels, each with its name where there is room for it."""
        height = chart_metrics().height()
        for place, band in enumerate(self.bands):
            low, high = max(band.low, plane.ticks.low), min(band.high, plane.ticks.high)
            if low >= high:
                continue
            top, bottom = plane.point(plane.low, high).y(), plane.point(plane.low, low).y()
            area = QRectF(plane.area.left(), top, plane.area.width(), bottom - top)
            if place % 2:
                painter.fillRect(area, QColor(theme().panel))
            if area.height() >= height:
                painter.setPen(blended(QColor(theme().secondary), QColor(theme().paper), _QUIET))
                painter.drawText(area.adjusted(8, 0, 0, 0), _LEFT, band.name)

    def _axes(self, painter: QPainter, plane: Plane) -> None:
        colours, metrics = theme(), chart_metrics()
        area, quiet = plane.area, QColor(colours.secondary)
        painter.setPen(quiet)
        painter.drawText(QPointF(0, metrics.ascent()), self.unit)
        for value, text in zip(plane.ticks.values, plane.ticks.texts, strict=True):
            y = plane.point(plane.low, value).y()
            painter.setPen(QColor(colours.hairline))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(quiet)
            painter.drawText(QRectF(0, y - 10, area.left() - 8, 20), _RIGHT, text)
        for place, text in self._below(plane):
            x = plane.point(place, plane.ticks.low).x()
            painter.drawText(QRectF(x - 40, area.bottom() + 4, 80, 18), Qt.AlignmentFlag.AlignCenter, text)
        if plane.low < self.mark < plane.high:
            x = plane.point(self.mark, plane.ticks.low).x()
            painter.setPen(QColor(colours.hairline))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _below(self, plane: Plane) -> list[tuple[float, str]]:
        metrics = chart_metrics()
        if self.years:
            first, last = round(plane.low), round(plane.high)
            needed = metrics.horizontalAdvance("2025") + 14
            found = year_ticks(first, last, frozenset(), plane.area.width(), needed)
            return [(float(year), str(year)) for year in found]
        ticks = figure_ticks(plane.low, plane.high, max(2, int(plane.area.width() // 110)))
        return [
            (value, text)
            for value, text in zip(ticks.values, ticks.texts, strict=True)
            if plane.low - 1e-9 <= value <= plane.high + 1e-9
        ]

    @staticmethod
    def _line(painter: QPainter, plane: Plane, line: Line) -> None:
        colour = blended(line.colour, QColor(theme().paper), _FAINT) if line.faint else line.colour
        style = Qt.PenStyle.DashLine if line.dashed else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, line.width, style))
        way: list[QPointF] = []
        for place, figure in zip(line.places.tolist(), line.figures.tolist(), strict=True):
            if math.isfinite(figure):
                way.append(plane.point(place, figure))
        if len(way) == 1:
            painter.drawEllipse(way[0], 2, 2)
        painter.drawPolyline(QPolygonF(way))

    def ends(self, plane: Plane) -> list[tuple[float, Line]]:
        """Where the lines' names stand (pixels from above), clear of each other and beside the plane."""
        lines, wanted = [], []
        for line in [one for one in self.lines if one.name][:MOST]:
            there = np.flatnonzero(np.isfinite(line.figures))
            if len(there):
                lines.append(line)
                wanted.append(plane.point(line.places[there[-1]], line.figures[there[-1]]).y())
        places = spread(wanted, chart_metrics().height(), plane.area.top(), plane.area.bottom())
        return list(zip(places, lines, strict=True))

    def _names(self, painter: QPainter, plane: Plane) -> None:
        height = chart_metrics().height()
        left = plane.area.right() + 8
        for y, line in self.ends(plane):
            painter.setPen(line.colour)
            text = chart_metrics().elidedText(line.name, Qt.TextElideMode.ElideRight, self.width() - left)
            painter.drawText(QRectF(left, y - height / 2, self.width() - left, height), _LEFT, text)

    def said(self, point: QPointF) -> str:
        """Every named line's figure at the place under the pointer."""
        plane = self.plane()
        if plane is None:
            return ""
        share = (point.x() - plane.area.left()) / max(plane.area.width(), 1)
        place = plane.low + min(max(share, 0.0), 1.0) * (plane.high - plane.low)
        place = round(place) if self.years else place
        told = [str(place) if self.years else self.figure(place)]
        for line in self.lines:
            there = np.flatnonzero(np.isfinite(line.figures))
            if not line.name or not len(there):
                continue
            nearest = there[np.argmin(np.abs(line.places[there] - place))]
            if not self.years or line.places[nearest] == place:
                told.append(f"{line.name}  {self.figure(line.figures[nearest])}")
        return "\n".join(told)

    def table(self) -> Rows:
        """A row for each place on the lower axis, a column for each named line."""
        named = [line for line in self.lines if line.name]
        places = sorted({place for line in named for place in line.places[np.isfinite(line.places)].tolist()})
        known = [dict(zip(line.places.tolist(), line.figures.tolist(), strict=True)) for line in named]
        head = [tr("Views", "Year") if self.years else "", *(line.name for line in named)]
        return [
            head,
            *([plain(place), *(plain(line.get(place, math.nan)) for line in known)] for place in places),
        ]
