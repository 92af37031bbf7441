"""The plot of a path chart: curves made once and moved by setData, axes and labels painted around them in pixels."""

from __future__ import annotations

from dataclasses import replace

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
from npfdesk.ui.charts.axes import FigureTicks, chart_metrics, figure_ticks
from npfdesk.ui.charts.curve import Curve, Curves
from npfdesk.ui.charts.drawing import Drawing
from npfdesk.ui.charts.labels import MOST, EndLabel, Placed, place_beside, place_ends
from npfdesk.ui.charts.path_lines import short
from npfdesk.ui.charts.pulling import EndHandle
from npfdesk.ui.colours import blended, theme

FloatArray = NDArray[np.float64]
_NOTHING = np.empty(0)


class PathPlot(pg.GraphicsView):
    """Draws one Drawing. The range stays until another series is shown or a figure leaves the view.

    `hovered` carries the year under the pointer, or None; `compact` leaves the scenarios' names out of the
    labels (a wall of small charts names them once).
    """

    hovered = Signal(object)
    # its base is laid out while it is still being made
    drawing: Drawing | None = None

    def __init__(self, parent: QWidget | None = None, compact: bool = False) -> None:
        super().__init__(parent, background=None)
        self.compact = compact
        self.magnification = 1.0
        self.ticks: FigureTicks = figure_ticks(0, 1)
        self.years = (0, 1)
        self.area = QRectF()
        self.ends: list[Placed] = []
        self.notes: list[Placed] = []
        self.dots: list[QPointF] = []
        self.year: int | None = None
        self.ghost_strength = 1.0
        self.held: tuple[int, int, float, float] | None = None
        self.handle = EndHandle(self)
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False, border=None)
        self.box.disableAutoRange()
        self.scene().addItem(self.box)
        self.rollup, self.target_path, self.ghost, self.projected, self.observed = (
            self._curve(depth) for depth in (1, 2, 3, 5, 6)
        )
        self.others = Curves(self.box, lambda: self._curve(4))
        self.forecasts = Curves(self.box, lambda: self._curve(2.5))
        # the scene would ask for a second painting of the same frame; whoever moves a curve asks for the only one
        self.setViewportUpdateMode(self.ViewportUpdateMode.NoViewportUpdate)
        self.setMinimumSize(160, 90)
        self.viewport().setMouseTracking(True)

    def _curve(self, depth: float) -> Curve:
        curve = Curve(depth)
        curve.frame = self._view()
        self.box.addItem(curve, ignoreBounds=True)
        return curve

    def _curves(self) -> tuple[Curve, ...]:
        return (
            self.observed,
            self.projected,
            self.ghost,
            self.rollup,
            self.target_path,
            *self.others.values(),
            *self.forecasts.values(),
        )

    def _view(self) -> QRectF:
        first, last = self.years[0] - 0.35, self.years[1] + 0.15
        return QRectF(first, self.ticks.low, last - first, self.ticks.high - self.ticks.low)

    def draw(self, drawing: Drawing | None, anew: bool) -> None:
        """Show a drawing in the next frame; `anew` sets the range whatever it is."""
        before, self.drawing = self.drawing, drawing
        if drawing is None:
            for curve in self._curves():
                curve.put(_NOTHING, None)
            self.others.put(_NOTHING, {})
            self.forecasts.put(_NOTHING, {})
            self.ends, self.notes = [], []
            self.resetCachedContent()
            self.viewport().update()
            return
        lines = drawing.lines
        self.observed.put(lines.years, lines.observed)
        self.projected.put(lines.years, lines.projected)
        self.rollup.put(lines.years, lines.rollup)
        self.target_path.put(lines.years, lines.milestones)
        self.ghost.put(lines.years, drawing.ghost)
        paper = QColor(theme().paper)
        self.projected.dress(drawing.colour, 2.4 * self.magnification)
        self.ghost.dress(blended(drawing.colour, paper, 0.38), 2.4 * self.magnification)
        for curves, beside, width, style in (
            (self.others, drawing.others, 1.3, Qt.PenStyle.SolidLine),
            (self.forecasts, drawing.forecasts, 1.2, Qt.PenStyle.DashDotLine),
        ):
            figures = {name: (line.figures, line.colour) for name, line in beside.items()}
            curves.put(lines.years, figures, width * self.magnification, style)
        labels = self._end_labels(drawing)
        if anew or before is None or not self._holds(drawing, labels):
            self.fit()
        else:
            # while figures move, what stands beside the marks stays where it is, unless they are others;
            # compared by their words, since no figure equals no figure there
            if repr(before.lines.marks) != repr(drawing.lines.marks):
                self.resetCachedContent()
                self._place_notes()
            self._place_ends(labels)
            self._place_dots()
        self.viewport().update()

    def restyle(self) -> None:
        """Pens in the theme in force."""
        colours = theme()
        ink, quiet, paper = QColor(colours.ink), QColor(colours.secondary), QColor(colours.paper)
        self.setBackground(paper)
        self.observed.dress(ink, 2 * self.magnification)
        self.rollup.dress(quiet, 1.4 * self.magnification, Qt.PenStyle.DotLine)
        dashed = blended(quiet, paper, 0.8)
        self.target_path.dress(dashed, 1.2 * self.magnification, Qt.PenStyle.DashLine)
        self.resetCachedContent()

    def enlarge(self, factor: float) -> None:
        """Larger type and lines, for a wall at the end of a room."""
        self.magnification = factor
        self.restyle()
        if self.drawing is not None:
            self.draw(self.drawing, anew=True)

    def hold(self, span: tuple[int, int, float, float] | None) -> None:
        """Show these years (first, last) and figures (low, high) at least; None: as the figures ask."""
        if span != self.held:
            self.held = span
            self.fit()
            self.viewport().update()

    def smooth(self, wanted: bool) -> None:
        """Smooth lines, or quick ones while something is dragged."""
        for curve in self._curves():
            curve.opts["antialias"] = wanted

    def strengthen_ghost(self, strength: float) -> None:
        """How strongly the figures before the edit are seen, 0 to 1."""
        if strength != self.ghost_strength:
            self.ghost_strength = strength
            self.ghost.setOpacity(strength)
            if self.drawing is not None and not self.area.isEmpty():
                self._place_ends(self._end_labels(self.drawing))
            self.viewport().update()

    def _holds(self, drawing: Drawing, labels: list[EndLabel]) -> bool:
        low, high = drawing.extent()
        return (np.isnan(low) or (low >= self.ticks.low and high <= self.ticks.high)) and (
            self._margin(drawing, labels) <= self.width() - self.area.right() + 1
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
        years = (drawing.first_year(), int(drawing.lines.years[-1]))
        if self.held is not None and low <= high:
            # what was kept of a view is shown again, and more where the figures have left it
            low, high = min(low, self.held[2]), max(high, self.held[3])
            years = (max(self.held[0], int(drawing.lines.years[0])), min(self.held[1], years[1]))
        self.ticks = figure_ticks(low, high, intervals, drawing.whole)
        measure = chart_metrics(self.magnification).horizontalAdvance
        left = max(measure(text) for text in self.ticks.texts) + 10
        right = self._margin(drawing, self._end_labels(drawing))
        self.area = QRectF(left, top, max(self.width() - left - right, 10), height)
        self.years = years
        self.box.setGeometry(self.area)
        view = self._view()
        self.box.setRange(view, padding=0)
        for curve in self._curves():
            curve.prepareGeometryChange()
            curve.frame = view
        self.resetCachedContent()
        self._place_notes()
        self._place_ends(self._end_labels(drawing))
        self._place_dots()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Everything keeps its distance in pixels."""
        super().resizeEvent(event)
        if self.drawing is not None:
            self.fit()

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

    def _margin(self, drawing: Drawing, labels: list[EndLabel]) -> float:
        """How wide the labels at the ends are; room for the edit's ghost is kept from the beginning."""
        texts = [label.text for label in labels]
        if drawing.ghost is None and not self.compact:
            known = drawing.lines.projected[np.isfinite(drawing.lines.projected)]
            texts += [f"{drawing.words.before} {self._figure(drawing, known[-1])}"] if len(known) else []
        measure = chart_metrics(self.magnification, strong=True).horizontalAdvance
        widest = max((measure(text) for text in texts), default=0.0)
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
            for line in drawing.forecasts.values():
                if len(found) < MOST and self.ticks.low <= line.figures[-1] <= self.ticks.high:
                    add(line.name, line.figures, quiet)
        return found

    def _place_ends(self, labels: list[EndLabel]) -> None:
        left = self.area.right() + 12
        height = path_painting.line_height(self.magnification)
        width = self.width() - left
        placed = place_ends(labels, left, width, height, self.area.top(), self.area.bottom())
        self.ends = [self._shortened(label) for label in placed]

    def _shortened(self, label: Placed) -> Placed:
        metrics = chart_metrics(self.magnification, label.strong)
        room = label.rect.width()
        if metrics.horizontalAdvance(label.text) <= room:
            return label
        return replace(label, text=metrics.elidedText(label.text, Qt.TextElideMode.ElideMiddle, room))

    def _place_dots(self) -> None:
        drawing = self.drawing
        assert drawing is not None
        lines = drawing.lines
        seen = np.isfinite(lines.observed)
        self.dots = [
            self.point(year, figure)
            for year, figure in zip(lines.years[seen].tolist(), lines.observed[seen].tolist(), strict=True)
        ]

    def _place_notes(self) -> None:
        drawing = self.drawing
        assert drawing is not None
        height = path_painting.line_height(self.magnification)
        self.notes = []
        ink, measure = QColor(theme().ink), chart_metrics(self.magnification).horizontalAdvance
        lines = self._polylines(drawing)
        taken: list[QRectF] = []
        for mark in drawing.lines.marks:
            if not self.years[0] <= mark.year <= self.years[1]:
                continue
            texts = [(mark.figure, mark.text(drawing.decimals))]
            if np.isfinite(mark.stretch):
                hoped = f"{drawing.words.stretch} {short(mark.stretch, drawing.decimals)}"
                texts.append((mark.stretch, hoped))
            corner = QPointF(7, 7)
            for figure, _ in texts:
                point = self.point(mark.year, figure)
                taken.append(QRectF(point - corner, point + corner))
            for figure, text in texts:
                point = self.point(mark.year, figure)
                size = (measure(text) + 4, height)
                others = [rect for rect in taken if not rect.contains(point)]
                rect = place_beside(point, size, self.area, others, lines)
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
            self.handle.paint(painter)

    def point_at(self, year: int | None) -> None:
        """Move the hairline to a year, or take it away."""
        if year != self.year:
            self.year = year
            self.viewport().update()
            self.hovered.emit(year)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The year nearest to the pointer."""
        place = event.position()
        if self.handle.active:
            self.handle.move(place, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
            return
        near = self.handle.near(place)
        self.viewport().setCursor(Qt.CursorShape.SizeVerCursor if near else Qt.CursorShape.ArrowCursor)
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
        self.handle.leave()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right read the years without a mouse, up and down move the path's end; Escape ends it."""
        way = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        if way and self.handle.nudge(way, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)):
            return
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
        """On the path's end a press takes hold of it; other presses are the chart's own."""
        held = event.button() == Qt.MouseButton.LeftButton and self.handle.press(event.position())
        event.setAccepted(held)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the path's end."""
        event.setAccepted(self.handle.active)
        if self.handle.active:
            self.handle.release()
