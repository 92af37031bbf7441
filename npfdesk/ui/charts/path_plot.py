"""The plot of a path chart: curves made once and moved by setData, axes and labels painted around them in pixels."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from npfdesk.plan.numbers import format_figure
from npfdesk.ui.charts import path_painting
from npfdesk.ui.charts.axes import FigureTicks, chart_font, figure_ticks, text_width
from npfdesk.ui.charts.drawing import Drawing
from npfdesk.ui.charts.labels import MOST, EndLabel, Placed, place_beside, place_ends
from npfdesk.ui.charts.path_lines import short
from npfdesk.ui.colours import blended, theme

FloatArray = NDArray[np.float64]
_NOTHING = np.empty(0)


class PathPlot(pg.GraphicsView):
    """Draws one Drawing. The range stays until another series is shown or a figure leaves the view.

    `hovered` carries the year under the pointer, or None; `compact` leaves the scenarios' names out of the
    labels (a wall of small charts names them once).
    """

    hovered = Signal(object)

    def __init__(self, parent: QWidget | None = None, compact: bool = False) -> None:
        super().__init__(parent, background=None)
        self.compact = compact
        self.magnification = 1.0
        self.drawing: Drawing | None = None
        self.ticks: FigureTicks = figure_ticks(0, 1)
        self.years = (0, 1)
        self.area = QRectF()
        self.ends: list[Placed] = []
        self.notes: list[Placed] = []
        self.year: int | None = None
        self.ghost_strength = 1.0
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False, border=None)
        self.box.disableAutoRange()
        self.scene().addItem(self.box)
        self.rollup, self.target_path, self.ghost, self.projected, self.observed = (
            self._curve(depth) for depth in (1, 2, 3, 5, 6)
        )
        self.others: dict[str, pg.PlotCurveItem] = {}
        self.setViewportUpdateMode(self.ViewportUpdateMode.FullViewportUpdate)
        self.setMinimumSize(160, 90)
        self.viewport().setMouseTracking(True)

    def _curve(self, depth: float) -> pg.PlotCurveItem:
        curve = pg.PlotCurveItem(connect="finite", antialias=True)
        curve.setZValue(depth)
        self.box.addItem(curve, ignoreBounds=True)
        return curve

    def draw(self, drawing: Drawing | None, anew: bool) -> None:
        """Show a drawing in the next frame; `anew` sets the range whatever it is."""
        before, self.drawing = self.drawing, drawing
        if drawing is None:
            for curve in (self.observed, self.projected, self.ghost, self.rollup, self.target_path):
                curve.setData(_NOTHING, _NOTHING)
            self._draw_others({})
            self.ends, self.notes = [], []
            self.resetCachedContent()
            self.viewport().update()
            return
        lines = drawing.lines
        _put(self.observed, lines.years, lines.observed)
        _put(self.projected, lines.years, lines.projected)
        _put(self.rollup, lines.years, lines.rollup)
        _put(self.target_path, lines.years, lines.milestones)
        _put(self.ghost, lines.years, drawing.ghost)
        paper = QColor(theme().paper)
        _colour(self.projected, drawing.colour, 2.4 * self.magnification)
        _colour(self.ghost, blended(drawing.colour, paper, 0.38), 2.4 * self.magnification)
        self._draw_others({name: (line.figures, line.colour) for name, line in drawing.others.items()})
        if anew or before is None or not self._holds(drawing):
            self.fit()
        elif repr(before.lines.marks) != repr(drawing.lines.marks):
            # by their words, since no figure equals no figure there
            self.resetCachedContent()
        self._place_labels()
        self.viewport().update()

    def _draw_others(self, lines: dict[str, tuple[FloatArray, QColor]]) -> None:
        for name in set(self.others) - set(lines):
            self.box.removeItem(self.others.pop(name))
        for name, (figures, colour) in lines.items():
            if name not in self.others:
                self.others[name] = self._curve(4)
            _colour(self.others[name], colour, 1.3 * self.magnification)
            assert self.drawing is not None
            _put(self.others[name], self.drawing.lines.years, figures)

    def restyle(self) -> None:
        """Pens in the theme in force."""
        colours = theme()
        ink, quiet, paper = QColor(colours.ink), QColor(colours.secondary), QColor(colours.paper)
        self.setBackground(paper)
        self.observed.setPen(pg.mkPen(ink, width=2 * self.magnification))
        self.rollup.setPen(pg.mkPen(quiet, width=1.4, style=Qt.PenStyle.DotLine))
        self.target_path.setPen(pg.mkPen(blended(quiet, paper, 0.8), width=1.2, style=Qt.PenStyle.DashLine))
        self.resetCachedContent()

    def enlarge(self, factor: float) -> None:
        """Larger type and lines, for a wall at the end of a room."""
        self.magnification = factor
        self.restyle()
        if self.drawing is not None:
            self.draw(self.drawing, anew=True)

    def smooth(self, wanted: bool) -> None:
        """Smooth lines, or quick ones while something is dragged."""
        for curve in (self.observed, self.projected, self.ghost, self.rollup, self.target_path):
            curve.opts["antialias"] = wanted
        for curve in self.others.values():
            curve.opts["antialias"] = wanted

    def strengthen_ghost(self, strength: float) -> None:
        """How strongly the figures before the edit are seen, 0 to 1."""
        if strength != self.ghost_strength:
            self.ghost_strength = strength
            self.ghost.setOpacity(strength)
            self._place_labels()
            self.viewport().update()

    def _holds(self, drawing: Drawing) -> bool:
        low, high = drawing.extent()
        return (np.isnan(low) or (low >= self.ticks.low and high <= self.ticks.high)) and (
            self._margin(drawing) <= self.width() - self.area.right() + 1
        )

    def fit(self) -> None:
        """Set the range by the figures, and the margins by the words around them."""
        drawing = self.drawing
        if drawing is None or self.width() < 2 or self.height() < 2:
            return
        line = path_painting.line_height(self.magnification)
        low, high = drawing.extent()
        top, bottom = line + 11, line + 9
        height = max(self.height() - top - bottom, 10)
        intervals = int(min(max(height / (line * 2.6), 2), 6))
        low, high = (0.0, 1.0) if np.isnan(low) else (low, high)
        self.ticks = figure_ticks(low, high, intervals, drawing.whole)
        font = chart_font(self.magnification)
        left = max(text_width(text, font) for text in self.ticks.texts) + 10
        right = self._margin(drawing)
        self.area = QRectF(left, top, max(self.width() - left - right, 10), height)
        self.years = (drawing.first_year(), int(drawing.lines.years[-1]))
        self.box.setGeometry(self.area)
        self.box.setRange(
            xRange=(self.years[0] - 0.35, self.years[1] + 0.15),
            yRange=(self.ticks.low, self.ticks.high),
            padding=0,
        )
        self.resetCachedContent()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Everything keeps its distance in pixels."""
        super().resizeEvent(event)
        if hasattr(self, "drawing") and self.drawing is not None:
            self.fit()
            self._place_labels()

    def x(self, year: float) -> float:
        """The pixel of a year."""
        first, last = self.years[0] - 0.35, self.years[1] + 0.15
        return self.area.left() + (year - first) / (last - first) * self.area.width()

    def y(self, figure: float | FloatArray) -> float | FloatArray:
        """The pixel of a figure."""
        share = (figure - self.ticks.low) / (self.ticks.high - self.ticks.low)
        return self.area.bottom() - share * self.area.height()

    def point(self, year: float, figure: float) -> QPointF:
        """The pixel of a figure in a year."""
        return QPointF(self.x(year), float(self.y(figure)))

    def _margin(self, drawing: Drawing) -> float:
        """How wide the labels at the ends are; room for the edit's ghost is kept from the beginning."""
        texts = [label.text for label in self._end_labels(drawing)]
        if drawing.ghost is None and not self.compact:
            known = drawing.lines.projected[np.isfinite(drawing.lines.projected)]
            texts += [f"{drawing.words.before} {self._figure(drawing, known[-1])}"] if len(known) else []
        font = chart_font(self.magnification, strong=True)
        widest = max((text_width(text, font) for text in texts), default=0.0)
        return min(widest + 22, 0.42 * self.width())

    def _end_labels(self, drawing: Drawing) -> list[EndLabel]:
        """The labels at the ends, the edited scenario's first, then those of the scenarios beside it."""
        lines, colours = drawing.lines, theme()
        found: list[EndLabel] = []

        def add(name: str, figures: FloatArray, colour: QColor, strong: bool = False) -> None:
            known = np.flatnonzero(np.isfinite(figures))
            if len(known):
                figure = self._figure(drawing, figures[known[-1]])
                text = figure if self.compact else f"{name} {figure}"
                found.append(
                    EndLabel(text, colour, self.point(lines.years[known[-1]], figures[known[-1]]), strong)
                )

        known = np.isfinite(lines.projected).any()
        add(drawing.name, lines.projected if known else lines.observed, drawing.colour, strong=True)
        quiet = QColor(colours.secondary)
        if drawing.ghost is not None and self.ghost_strength > 0 and not self.compact:
            pale = blended(drawing.colour, QColor(colours.paper), 0.7 * self.ghost_strength)
            add(drawing.words.before, drawing.ghost, pale)
        others = list(drawing.others.values())
        if not self.compact:
            room = MOST - len(found) - bool(np.isfinite(lines.rollup).any())
            for line in others[:room]:
                add(line.name, line.figures, line.colour)
            add(drawing.words.rollup, lines.rollup, quiet)
        return found

    def _place_labels(self) -> None:
        drawing = self.drawing
        if drawing is None or self.area.isEmpty():
            return
        height = path_painting.line_height(self.magnification)
        left = self.area.right() + 12
        self.ends = place_ends(
            self._end_labels(drawing), left, self.width() - left, height, self.area.top(), self.area.bottom()
        )
        self.notes = []
        ink, font = QColor(theme().ink), chart_font(self.magnification)
        lines = self._polylines(drawing)
        taken: list[QRectF] = []
        for mark in drawing.lines.marks:
            if not self.years[0] <= mark.year <= self.years[1]:
                continue
            texts = [(mark.figure, mark.text(drawing.decimals))]
            if np.isfinite(mark.stretch):
                texts.append(
                    (mark.stretch, f"{drawing.words.stretch} {short(mark.stretch, drawing.decimals)}")
                )
            taken.extend(
                QRectF(
                    self.point(mark.year, figure) - QPointF(7, 7),
                    self.point(mark.year, figure) + QPointF(7, 7),
                )
                for figure, _ in texts
            )
            for figure, text in texts:
                size = (text_width(text, font) + 4, height)
                own = [rect for rect in taken if not rect.contains(self.point(mark.year, figure))]
                rect = place_beside(self.point(mark.year, figure), size, self.area, own, lines)
                taken.append(rect)
                self.notes.append(Placed(text, ink, rect))

    def _polylines(self, drawing: Drawing) -> list[FloatArray]:
        lines = drawing.lines
        x = np.array([self.x(year) for year in lines.years])
        return [
            np.stack([x, np.asarray(self.y(figures))], axis=1)
            for figures in (
                lines.observed,
                lines.projected,
                lines.rollup,
                lines.milestones,
                *(line.figures for line in drawing.others.values()),
            )
        ]

    @staticmethod
    def _figure(drawing: Drawing, figure: float) -> str:
        return format_figure(float(figure), drawing.decimals)

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        """Paper, axes and bands; kept by Qt until the range is another."""
        painter.fillRect(rect, QColor(theme().paper))
        if self.drawing is not None and not self.area.isEmpty():
            path_painting.paint_axes(painter, self, self.drawing)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """Marks and labels over the curves."""
        if self.drawing is not None and not self.area.isEmpty():
            path_painting.paint_marks(painter, self, self.drawing)

    def point_at(self, year: int | None) -> None:
        """Move the hairline to a year, or take it away."""
        if year != self.year:
            self.year = year
            self.viewport().update()
            self.hovered.emit(year)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The year nearest to the pointer."""
        place = event.position()
        if self.drawing is None or not self.area.adjusted(-8, -8, 8, 8).contains(place):
            self.point_at(None)
            return
        first, last = self.years[0] - 0.35, self.years[1] + 0.15
        year = round(first + (place.x() - self.area.left()) / self.area.width() * (last - first))
        self.point_at(min(max(year, self.years[0]), self.years[1]))

    def leaveEvent(self, event: object) -> None:
        """Nothing is pointed at."""
        self.point_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is pointed at."""
        self.point_at(None)
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right read the years without a mouse; Escape ends it."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self.drawing is not None:
            begun = self.drawing.year if self.year is None else self.year + step
            self.point_at(min(max(begun, self.years[0]), self.years[1]))
        elif event.key() == Qt.Key.Key_Escape and self.year is not None:
            self.point_at(None)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The range is locked; whoever scrolls around the chart goes on scrolling."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Presses are the chart's own."""
        event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing is dragged here."""
        event.ignore()


def _put(curve: pg.PlotCurveItem, years: FloatArray, figures: FloatArray | None) -> None:
    """Move a curve, unless it holds these very figures."""
    if figures is None or not np.isfinite(figures).any():
        years = figures = _NOTHING
    x, y = curve.xData, curve.yData
    held = y is not None and np.array_equal(x, years) and np.array_equal(y, figures, equal_nan=True)
    if not held:
        curve.setData(years, figures)


def _colour(curve: pg.PlotCurveItem, colour: QColor, width: float) -> None:
    pen = curve.opts["pen"]
    if not hasattr(pen, "color") or pen.color() != colour or pen.widthF() != width:
        curve.setPen(pg.mkPen(colour, width=width))
