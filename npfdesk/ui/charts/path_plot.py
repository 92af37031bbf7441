"""The plot of a path chart: curves made once and moved by `put`, what stands around them, the handle at the end."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from npfdesk.plan.closed_targets import Verdict
from npfdesk.plan.numbers import format_figure, format_percentage
from npfdesk.plan.rounding import rounded
from npfdesk.report.chart_axes import FigureTicks, figure_ticks
from npfdesk.ui.charts.axes import Axes, Frame, Ground, framed, heights, intervals, years_below
from npfdesk.ui.charts.captions import plain_tip
from npfdesk.ui.charts.drawing import Drawing
from npfdesk.ui.charts.items import GHOST, STRONG, THIN, USUAL, Curve, Curves, DotGroup, Mark, around
from npfdesk.ui.charts.labels import MOST, MOST_SHARE, EndLabel
from npfdesk.ui.charts.note_signs import NoteSigns
from npfdesk.ui.charts.path_lines import short
from npfdesk.ui.charts.plot import Line, Plot, placed_ends
from npfdesk.ui.charts.setting import Setting
from npfdesk.ui.charts.underlay import Underlay
from npfdesk.ui.figure_drag import FINE, next_drag
from npfdesk.ui.frame_clock import FrameClock
from npfdesk.ui.look.colours import blended, theme
from npfdesk.ui.look.language import language
from npfdesk.ui.look.repainting import Parts, Piece, Repainting
from npfdesk.ui.mistakes import painting

FloatArray = NDArray[np.float64]
_NOTHING = np.empty(0)
_NEARLY = 0.35
"""The share of its height that a chart may change by before its axis of figures is set anew."""
_BEFORE, _AFTER = 0.35, 0.15
"""How much of a year is seen beside the first and the last."""
_BESIDE = 30.0
"""How much wider than its widest label the margin is, so that an edit's longer figure still fits (pixels)."""
_MEETING = 11.0
"""How near two diamonds lie, in pixels, that are read as one."""
_ROW_OF_STAGES = 3
"""From how many yearly stages on they stand without words, which would cross the lines."""
_DOT, _BAND = 2.2, 0.42
_REACH, _RADIUS = 10, 4.5
_EDGE = 0.01
"""The share of the axis at its ends that the handle keeps away from, so that the range stays as it is."""
_KEY = 0.01
"""The share of the axis that one press of a key moves."""


class EndHandle(QObject):
    """`pulled` carries the figure asked for and the name of the drag; `let_go` says that it ended."""

    pulled = Signal(float, str)
    let_go = Signal()

    def __init__(self, plot: PathPlot) -> None:
        super().__init__(plot)
        self.plot = plot
        self.column: int | None = None
        self.active, self._drag = False, ""
        self._y, self._figure = 0.0, math.nan
        self._clock = FrameClock(self)

    @property
    def figure(self) -> float:
        """The figure at the end; NaN where there is no handle."""
        drawing = self.plot.drawing
        if self.column is None or drawing is None:
            return math.nan
        return float(drawing.lines.projected[self.column])

    @property
    def point(self) -> QPointF | None:
        """Where the handle is; None where there is none."""
        drawing, figure = self.plot.drawing, self.figure
        if drawing is None or math.isnan(figure) or self.plot.frame.area.isEmpty():
            return None
        return self.plot.frame.point(float(drawing.lines.years[self.column or 0]), figure)

    def near(self, place: QPointF) -> bool:
        """Whether a place is on the handle."""
        point = self.point
        return point is not None and math.hypot(place.x() - point.x(), place.y() - point.y()) <= _REACH

    def press(self, place: QPointF) -> bool:
        """Take hold; whether the handle is there."""
        if not self.near(place):
            return False
        self.active, self._drag = True, next_drag()
        self._y, self._figure = place.y(), self.figure
        return True

    def move(self, place: QPointF, fine: bool) -> None:
        """Follow the pointer up and down, with Alt ten times as fine."""
        pixels = self._y - place.y()
        self._y = place.y()
        self._wish(self._figure + pixels * self._pixel() * (FINE if fine else 1.0))
        self._clock.ask(self._send)

    def _pixel(self) -> float:
        ticks = self.plot.frame.ticks
        return (ticks.high - ticks.low) / max(self.plot.frame.area.height(), 1.0)

    def _wish(self, figure: float) -> None:
        ticks = self.plot.frame.ticks
        edge = _EDGE * (ticks.high - ticks.low)
        self._figure = min(max(figure, ticks.low + edge), ticks.high - edge)

    def _send(self) -> None:
        self.pulled.emit(self._figure, self._drag)

    def release(self) -> None:
        """Let go."""
        self._clock.flush()
        self.active, self._drag = False, ""
        self.let_go.emit()

    def nudge(self, way: int, fine: bool) -> bool:
        """Up or down by a key; all presses until the chart is left are one step. Whether there is a handle."""
        if self.point is None:
            return False
        self._drag = self._drag or next_drag()
        ticks = self.plot.frame.ticks
        # a held key goes on from what it asked for last
        figure = self._figure if self._clock.waiting else self.figure
        self._wish(figure + way * _KEY * (ticks.high - ticks.low) * (FINE if fine else 1.0))
        self._clock.ask(self._send)
        return True

    def lift(self) -> None:
        """The key was let go: what it asked for last is done at once."""
        if not self.active:
            self._clock.flush()

    def leave(self) -> None:
        """What the keys did until now is one step."""
        self.lift()
        if self._drag and not self.active:
            self._drag = ""
            self.let_go.emit()

    def _ring(self) -> tuple[QPointF, float, bool] | None:
        """Its place, its radius (pixels), and whether what lies under it is seen through it; None where there is none."""
        point = self.point
        if point is None:
            return None
        radius = _RADIUS * self.plot.magnification
        # a target that the path just meets stays in sight
        near = any((mark - point).manhattanLength() < 2 * radius for mark in self.plot.parts.marks.points)
        return point, radius * (1.6 if near else 1.0), near

    def piece(self) -> Piece:
        """What is seen of it."""
        ring, drawing = self._ring(), self.plot.drawing
        if ring is None or drawing is None:
            return Piece(None, QRectF(), self.paint)
        point, radius, near = ring
        looks = (point.toTuple(), radius, near, drawing.colour.rgba())
        return Piece(looks, around(QRectF(point, point), radius + 1), self.paint)

    def paint(self, painter: QPainter) -> None:
        """A ring at the end of the path."""
        ring, drawing = self._ring(), self.plot.drawing
        if ring is None or drawing is None:
            return
        point, radius, near = ring
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush if near else QColor(theme().paper))
        painter.setPen(QPen(drawing.colour, 2))
        painter.drawEllipse(point, radius, radius)


class PathPlot(QAbstractScrollArea):
    """Draws one Drawing. The range stays until another series is shown or a figure leaves the view.

    `hovered` carries the year under the pointer, or None. `note_moved` carries a note's id with the year and figure
    where it was let go, `note_wanted` what is to be edited ("": a new one there), `menu_wanted` where a menu was asked for. `compact` leaves the scenarios' names out of the
    labels (a wall of small charts names them once).
    """

    hovered = Signal(object)
    note_moved = Signal(str, int, float)
    note_wanted = Signal(str, int, float)
    menu_wanted = Signal(QPoint, str, int, float)
    drawing: Drawing | None = None
    """What is drawn; None before the first, and where there is nothing to draw."""

    def __init__(self, parent: QWidget | None = None, compact: bool = False) -> None:
        super().__init__(parent)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for way in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            way(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.compact = compact
        self.years = (0, 1)
        self.year: int | None = None
        self.ghost_strength = 1.0
        self._ticked = 0
        # the labels that stand at the ends, and by what each is kept: its figures, the frame, its colour
        self._labels: list[EndLabel] = []
        self._kept_labels: dict[
            tuple[str, bool, bool, int], tuple[FloatArray, Frame, QColor, EndLabel | None]
        ] = {}
        self.held: tuple[int, int, float, float] | None = None
        self.handle = EndHandle(self)
        self.notes = NoteSigns()
        self._carried: tuple[str, QPointF] | None = None
        self.parts = Plot()
        self.rollup, self.target_path, self.ghost, self.projected, self.observed = (
            self._curve(depth) for depth in (1, 2, 3, 5, 6)
        )
        # what each year left needs, of growths
        self.needed = self._curve(3.5)
        self.others = Curves(lambda: self._curve(4), self._forget)
        self.forecasts = Curves(lambda: self._curve(2.5), self._forget)
        self.benchmarks = Curves(lambda: self._curve(2.2), self._forget)
        self.under = Underlay(self._paint_ground)
        self.pieces: tuple[Piece, ...] = ()
        self._repainting = Repainting(self.viewport())
        self.setMinimumSize(160, 90)
        self.viewport().setMouseTracking(True)
        # every pixel is painted: nothing has to be painted under it
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setAutoFillBackground(False)

    def _curve(self, depth: float) -> Curve:
        curve = self.parts.curve(depth)
        # those of one depth lie over each other as they were made
        self.parts.curves.sort(key=lambda one: one.depth)
        return curve

    def _forget(self, curve: Curve) -> None:
        self.parts.curves.remove(curve)

    @property
    def magnification(self) -> float:
        """How much larger than usual type and lines are."""
        return self.parts.setting.magnification

    @property
    def stroke(self) -> float:
        """How much wider than usual lines are."""
        return self.parts.setting.stroke

    @property
    def frame(self) -> Frame:
        """Where the lines stand."""
        return self.parts.frame

    @property
    def area(self) -> QRectF:
        """Where the lines are (pixels)."""
        return self.parts.frame.area

    @property
    def ticks(self) -> FigureTicks:
        """The axis of figures."""
        return self.parts.frame.ticks

    def draw(self, drawing: Drawing | None, anew: bool) -> None:
        """Show a drawing in the next frame; `anew` sets the range whatever it is."""
        before, self.drawing = self.drawing, drawing
        if drawing is None:
            for curve in self.parts.curves:
                curve.put(_NOTHING, None)
            self.others.put(_NOTHING, {})
            self.forecasts.put(_NOTHING, {})
            self.benchmarks.put(_NOTHING, {})
            self._place_ends([])
            self.parts.marks.put((), self.frame, ())
            self.parts.dots.put(())
            self.notes.put({}, self.frame, self.parts.setting)
            self._axes_are_others()
            self.renew()
            return
        then = None if anew else before
        seen = self._put_lines(drawing, then)
        labels = self._end_labels(drawing)
        # an axis that stays here is right at this height: a line that an edit brings over the chart is measured against it
        self._ticked = self.height()
        if then is None or not self._holds(then, drawing):
            self.fit()
        elif not self._fits(then, drawing, labels):
            # other names have another margin; the axis of figures stays
            self.fit(self.ticks)
        else:
            # while figures move, what stands beside the marks stays where it is, unless they are others
            if not _same_standing_words(then, drawing):
                self._set_axes(drawing)
                self._place_marks(drawing)
            if labels != self._labels:
                self._place_ends(labels)
            if seen:
                self._place_dots(drawing)
            if then.notes != drawing.notes:
                self._place_notes(drawing)
        self._place_pointer()
        self.renew()

    def _put_lines(self, drawing: Drawing, before: Drawing | None) -> bool:
        """Move the curves that are elsewhere than in a drawing before (None: all may be); whether those observed are."""
        lines, seen = drawing.lines, False
        if before is None or before.lines is not lines:
            seen = self.observed.put(lines.years, lines.observed)
            self.projected.put(lines.years, lines.projected)
            self.rollup.put(lines.years, lines.rollup)
            self.target_path.put(lines.years, lines.milestones)
            self.needed.put(lines.years, lines.needed)
        if before is None or before.ghost is not drawing.ghost:
            self.ghost.put(lines.years, drawing.ghost)
        if before is None or before.colour != drawing.colour:
            self.projected.dress(drawing.colour, STRONG * self.stroke)
            pale = blended(drawing.colour, QColor(theme().paper), GHOST)
            self.ghost.dress(pale, STRONG * self.stroke)
        if before is None or _beside(before) != _beside(drawing):
            for curves, beside, width, style in zip(
                (self.others, self.benchmarks, self.forecasts),
                _beside(drawing),
                (USUAL, THIN, THIN),
                (Qt.PenStyle.SolidLine, Qt.PenStyle.SolidLine, Qt.PenStyle.DashDotLine),
                strict=True,
            ):
                figures = {name: (line.figures, line.colour) for name, line in beside.items()}
                curves.put(lines.years, figures, width * self.stroke, style)
        return seen

    def restyle(self) -> None:
        """Pens in the theme in force."""
        colours = theme()
        ink, quiet, paper = QColor(colours.ink), QColor(colours.secondary), QColor(colours.paper)
        self.observed.dress(ink, 2 * self.stroke)
        self.rollup.dress(quiet, USUAL * self.stroke, Qt.PenStyle.DotLine)
        dashed = blended(quiet, paper, 0.8)
        self.target_path.dress(dashed, THIN * self.stroke, Qt.PenStyle.DashLine)
        self.needed.dress(ink, THIN * self.stroke, Qt.PenStyle.DashLine)
        self._axes_are_others()

    def enlarge(self, factor: float, weight: float = 1.0) -> None:
        """Larger type and lines, for a wall at the end of a room; lines heavier by `weight` besides."""
        self.parts.setting = Setting(factor, weight)
        self.restyle()
        if self.drawing is not None:
            self.draw(self.drawing, anew=True)

    def hold(self, span: tuple[int, int, float, float] | None) -> None:
        """Show these years (first, last) and figures (low, high) at least; None: as the figures ask."""
        if span != self.held:
            self.held = span
            self.fit()
            self.renew()

    def smooth(self, wanted: bool) -> None:
        """Smooth lines, or quick ones while something is dragged."""
        for curve in self.parts.curves:
            curve.smooth = wanted
        self.renew()

    def strengthen_ghost(self, strength: float) -> None:
        """How strongly the figures before the edit are seen, 0 to 1."""
        if strength != self.ghost_strength:
            self.ghost_strength = strength
            self.ghost.opacity = strength
            if self.drawing is not None and not self.area.isEmpty():
                self._place_ends(self._end_labels(self.drawing))
            self.renew()

    def _holds(self, before: Drawing, drawing: Drawing) -> bool:
        """Whether the axes that there are hold a drawing."""
        low, high = drawing.extent
        held = math.isnan(low) or (low >= self.ticks.low and high <= self.ticks.high)
        then, now = before.lines.years, drawing.lines.years
        alike = (then is now or np.array_equal(then, now)) and before.whole == drawing.whole
        begun = self.held is not None or drawing.first_year == before.first_year
        return bool(held and alike and begun)

    def _fits(self, before: Drawing, drawing: Drawing, labels: list[EndLabel]) -> bool:
        """Whether the margin is right for the labels: wide enough, and no wider than other names ask for."""
        needed, there = self._margin(drawing, labels), self.width() - self.area.right()
        return needed <= there + 1 and (needed >= there - 1 or _names(before) == _names(drawing))

    def fit(self, kept: FigureTicks | None = None) -> None:
        """Set the range by the figures, or keep an axis that holds them, and the margins by the words around them."""
        drawing = self.drawing
        if drawing is None or self.width() < 2 or self.height() < 2:
            return
        setting = self.parts.setting
        low, high = drawing.extent
        low, high = (0.0, 1.0) if np.isnan(low) else (low, high)
        years = (drawing.first_year, int(drawing.lines.years[-1]))
        if self.held is not None and low <= high:
            # what was kept of a view is shown again, and more where the figures have left it
            low, high = min(low, self.held[2]), max(high, self.held[3])
            years = (max(self.held[0], int(drawing.lines.years[0])), min(self.held[1], years[1]))
        height = heights(self.height(), setting).height()
        self._ticked = self._ticked if kept else self.height()
        ticks = kept or figure_ticks(low, high, intervals(height, setting), drawing.whole)
        whole = QRectF(0, 0, self.width(), self.height())
        edges = (years[0] - _BEFORE, years[1] + _AFTER)
        names = self._margin(drawing, self._end_labels(drawing))
        self.years = years
        self.parts.lay(framed(whole, edges, ticks, names, setting))
        self._set_axes(drawing)
        self._place_marks(drawing)
        self._place_ends(self._end_labels(drawing))
        self._place_dots(drawing)
        self._place_notes(drawing)
        self._place_pointer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Everything keeps its distance in pixels; a line more or less under the chart moves no axis."""
        super().resizeEvent(event)
        if self.drawing is not None:
            near = abs(self.height() - self._ticked) <= _NEARLY * self._ticked
            self.fit(self.ticks if near and self._holds(self.drawing, self.drawing) else None)
            self.renew()

    def _set_axes(self, drawing: Drawing) -> None:
        """The axes, the base year, the bands of targets."""
        lines = drawing.lines
        targets = [*(mark.year for mark in lines.marks), *(one.year for one in lines.words)]
        band = blended(QColor(theme().secondary), QColor(theme().paper), 0.22)
        axes = Axes(
            head=drawing.unit,
            below=years_below(
                self.frame, targets, (drawing.base_year, *lines.earlier_bases), self.parts.setting
            ),
            strokes=tuple(float(year) for year in range(self.years[0], self.years[1] + 1)),
            upright=float(drawing.base_year),
            upright_text=f"{drawing.words.base} {drawing.base_year}".strip(),
            earlier=tuple(
                (float(year), f"{drawing.words.earlier_base} {year}".strip())
                for year in lines.earlier_bases
                if year != drawing.base_year
            ),
            grounds=tuple(
                Ground(mark.year - _BAND, mark.year + _BAND, mark.low, mark.high, band)
                for mark in drawing.lines.marks
                if mark.banded
            ),
        )
        self.parts.axes.put(axes, self.frame, self.parts.setting)
        self._axes_are_others()

    def _margin(self, drawing: Drawing, labels: list[EndLabel]) -> float:
        """How wide the labels at the ends are; room for the edit's ghost is kept from the beginning."""
        texts = [label.text for label in labels]
        if drawing.ghost is None and not self.compact:
            known = drawing.lines.projected[np.isfinite(drawing.lines.projected)]
            texts += [f"{drawing.words.before} {self._figure(drawing, known[-1])}"] if len(known) else []
        measure = self.parts.setting.typeface(strong=True).width
        wanted = max(map(measure, texts), default=0.0) + _BESIDE
        most = MOST_SHARE * self.width()
        if wanted <= most:
            return wanted
        figures = max((measure(label.figure) for label in labels), default=0.0)
        # long names are shortened, figures are not
        return min(wanted, max(most, figures + _BESIDE))

    def _end_labels(self, drawing: Drawing) -> list[EndLabel]:
        """The labels at the ends, the edited scenario's first, then those of the scenarios beside it."""
        lines, colours, frame = drawing.lines, theme(), self.frame
        found: list[EndLabel] = []
        kept, self._kept_labels = self._kept_labels, {}

        def add(
            name: str, figures: FloatArray, colour: QColor, strong: bool = False, bare: bool = False
        ) -> None:
            asked = (name, strong, bare, drawing.decimals)
            then = kept.get(asked)
            if then is None or then[0] is not figures or then[1] is not frame or then[2] != colour:
                then = figures, frame, colour, made(name, figures, colour, strong, bare)
            self._kept_labels[asked] = then
            if then[3] is not None:
                found.append(then[3])

        def made(name: str, figures: FloatArray, colour: QColor, strong: bool, bare: bool) -> EndLabel | None:
            known = np.isfinite(figures).nonzero()[0]
            if not len(known):
                return None
            last = float(figures[known[-1]])
            figure = self._figure(drawing, last)
            # where a line stands by its pace its height is no figure of its own
            text = name if bare else figure if self.compact else f"{name} {figure}"
            end = frame.point(float(lines.years[known[-1]]), last)
            return EndLabel(text, colour, end, strong, "" if bare else figure)

        known = np.isfinite(lines.projected).any()
        add(drawing.name, lines.projected if known else lines.observed, drawing.colour, strong=True)
        quiet = QColor(colours.secondary)
        if drawing.ghost is not None and self.ghost_strength > 0 and not self.compact:
            pale = blended(drawing.colour, QColor(colours.paper), 0.7 * self.ghost_strength)
            add(drawing.words.before, drawing.ghost, pale)
        others = list(drawing.others.values())
        if not self.compact:
            for line in others:
                add(line.name, line.figures, line.colour)
            add(drawing.words.rollup, lines.rollup, quiet)
            for line in drawing.forecasts.values():
                if len(found) < MOST and self.ticks.low <= line.figures[-1] <= self.ticks.high:
                    add(line.name, line.figures, quiet)
            for one in drawing.benchmarks.values():
                if len(found) < MOST:
                    name = one.line.name if one.paced else _with_year(one.line)
                    add(name, one.line.figures, quiet, bare=one.paced)
        return found

    def _place_ends(self, labels: list[EndLabel]) -> None:
        self._labels = labels
        self.parts.ends.put(placed_ends(labels, self.frame, self.parts.setting))

    def _place_dots(self, drawing: Drawing) -> None:
        lines = drawing.lines
        seen = np.isfinite(lines.observed)
        points = np.stack([self.frame.x(lines.years[seen]), self.frame.y(lines.observed[seen])], axis=1)
        self.parts.dots.put([DotGroup(points, _DOT * self.stroke, QColor(theme().ink))])

    def _place_notes(self, drawing: Drawing) -> None:
        self.notes.put(drawing.notes, self.frame, self.parts.setting, self.parts.marks.points)

    def _place_marks(self, drawing: Drawing) -> None:
        marks: list[Mark] = []
        # a row of stages says itself by its places; a lone one has its words
        told = sum(mark.stage for mark in drawing.lines.marks) < _ROW_OF_STAGES
        for mark in drawing.lines.marks:
            text = mark.text(drawing.decimals) if told or not mark.stage else ""
            before = marks[-1] if marks else None
            if (
                mark.said
                and before is not None
                and before.place == mark.year
                and self._meet(before, mark.figure)
            ):
                # two statements at one point have one line of words
                marks[-1] = replace(before, text=f"{before.text} · {mark.said}")
                text = ""
            if mark.drafted and text:
                text = f"{text} · {drawing.words.draft}"
            marks.append(Mark(mark.year, mark.figure, text, small=mark.stage, drafted=mark.drafted))
            if np.isfinite(mark.stretch):
                hoped = f"{drawing.words.stretch} {short(mark.stretch, drawing.decimals)}"
                marks.append(Mark(mark.year, mark.stretch, hoped, hollow=True))
        lines = drawing.lines
        marks += [
            Mark(one.year, one.figure, one.text, hollow=one.closed.verdict is not Verdict.MET, pale=True)
            for one in lines.closed
            if np.isfinite(one.figure)
        ]
        marks += [Mark(one.year, one.figure, one.text, bare=True) for one in lines.words]
        if lines.needed is not None and lines.standing is not None and np.isfinite(lines.needed).any():
            words = drawing.words.needed.format(figure=format_percentage(lines.standing.needed))
            marks.append(Mark(sum(lines.standing.left) / 2, lines.standing.needed, words, bare=True))
        self.parts.marks.put(marks, self.frame, self._polylines(drawing))

    def _meet(self, mark: Mark, figure: float) -> bool:
        """Whether a figure lies within the diamond of a mark of the same year."""
        ends = self.frame.y(np.array([mark.figure, figure]))
        return bool(abs(ends[1] - ends[0]) < _MEETING * self.magnification)

    def _place_pointer(self) -> None:
        drawing, year = self.drawing, self.year
        if drawing is None or year is None:
            self.parts.pointer.put(self.frame, None)
            return
        lines, column = drawing.lines, int(year - drawing.lines.years[0])
        drawn = [
            *((one.line.figures, one.line.colour) for one in drawing.benchmarks.values()),
            *((line.figures, line.colour) for line in drawing.others.values()),
            (lines.projected, drawing.colour),
            (lines.observed, QColor(theme().ink)),
        ]
        self.parts.pointer.put(self.frame, year, [(float(one[column]), colour) for one, colour in drawn])

    def _polylines(self, drawing: Drawing) -> list[FloatArray]:
        lines = drawing.lines
        x = self.frame.x(lines.years)
        return [
            np.stack([x, self.frame.y(figures)], axis=1)
            for figures in (
                lines.observed,
                lines.projected,
                lines.rollup,
                lines.milestones,
                *(() if lines.needed is None else (lines.needed,)),
                *(line.figures for line in drawing.others.values()),
                *(one.line.figures for one in drawing.benchmarks.values()),
            )
        ]

    @staticmethod
    def _figure(drawing: Drawing, figure: float) -> str:
        return format_figure(float(figure), drawing.decimals)

    def _axes_are_others(self) -> None:
        self.under.forget()
        self._repainting.forget()
        self.viewport().update()

    def renew(self) -> None:
        """Paint with the next frame what looks otherwise than it did."""
        self.pieces = tuple(self._pieces())
        self._repainting.renew(Parts.of_pieces(self.pieces))

    def _pieces(self) -> list[Piece]:
        """What is painted over the axes: the lines from the lowest up, then what stands over them."""
        if self.drawing is None or self.area.isEmpty():
            return []
        over = [piece for item in self.parts.over for piece in item.pieces]
        lines = [curve.piece for curve in self.parts.curves]
        return [*lines, *over, self.notes.piece, self.handle.piece()]

    @painting
    def paintEvent(self, event: QPaintEvent) -> None:
        """What is exposed of it."""
        view = self.viewport()
        painter, ratio = QPainter(view), view.devicePixelRatioF()
        if not math.isclose(painter.deviceTransform().m11(), ratio):
            # enlarged, as a presentation does, a kept picture would be blurred
            self.paint(painter)
            return
        self.under.paint(view, painter, event.region(), self.pieces, len(self.parts.curves))

    def paint_in(self, painter: QPainter, place: QRectF) -> None:
        """Paint all of it into a rectangle, as large as it fits."""
        scale = min(place.width() / max(self.width(), 1), place.height() / max(self.height(), 1))
        painter.save()
        painter.setClipRect(place, Qt.ClipOperation.IntersectClip)
        painter.translate(place.topLeft())
        painter.scale(scale, scale)
        self.paint(painter)
        painter.restore()

    def paint(self, painter: QPainter) -> None:
        """Paint all of it, in its pixels."""
        self._paint_ground(painter)
        if self.drawing is None or self.area.isEmpty():
            return
        for curve in self.parts.curves:
            curve.paint(painter)
        self.parts.paint_over(painter)
        self.notes.paint(painter)
        self.handle.paint(painter)

    def _paint_ground(self, painter: QPainter) -> None:
        painter.fillRect(self.viewport().rect(), QColor(theme().paper))
        if self.drawing is not None and not self.area.isEmpty():
            self.parts.axes.paint(painter)

    def _spot(self, place: QPointF) -> tuple[int, float]:
        """The year and the figure at a place, within the axis."""
        ticks, area = self.ticks, self.area
        share = (area.bottom() - place.y()) / max(area.height(), 1.0)
        figure = ticks.low + min(max(share, 0.0), 1.0) * (ticks.high - ticks.low)
        year = self.frame.year_at(min(max(place.x(), area.left()), area.right()))
        decimals = self.drawing.decimals if self.drawing is not None else 0
        return self.years[0] if year is None else year, rounded(figure, decimals)

    def _carry(self, place: QPointF) -> None:
        """A note follows the pointer until it is let go; only then it is an edit."""
        if self._carried is None or self.drawing is None or self._carried[0] not in self.drawing.notes:
            return
        name, away = self._carried
        year, figure = self._spot(place + away)
        moved = replace(self.drawing.notes[name], year=year, figure=figure)
        notes = {**self.drawing.notes, name: moved}
        self.notes.put(notes, self.frame, self.parts.setting, self.parts.marks.points)
        self.renew()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A note that is clicked twice is edited."""
        note = self.notes.at(event.position())
        event.setAccepted(note is not None)
        if note is not None:
            self._carried = None
            self.note_wanted.emit(note.name, note.note.year, note.note.figure)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the note there, or a new one."""
        if self.compact or self.drawing is None:
            event.ignore()
            return
        place = QPointF(event.pos())
        note = self.notes.at(place)
        self.menu_wanted.emit(event.globalPos(), note.name if note is not None else "", *self._spot(place))

    def point_at(self, year: int | None) -> None:
        """Move the hairline to a year, or take it away."""
        if year != self.year:
            self.year = year
            self._place_pointer()
            self.renew()
            self.hovered.emit(year)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The year nearest to the pointer."""
        place = event.position()
        if self.handle.active:
            self.handle.move(place, bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
            return
        if self._carried is not None:
            self._carry(place)
            return
        shape = Qt.CursorShape.ArrowCursor
        if self.handle.near(place):
            shape = Qt.CursorShape.SizeVerCursor
        elif self.notes.at(place) is not None:
            shape = Qt.CursorShape.SizeAllCursor
        self.viewport().setCursor(shape)
        if self.drawing is None or not self.area.adjusted(-8, -8, 8, 8).contains(place):
            self.point_at(None)
            return
        self.point_at(self.frame.year_at(place.x()))

    def viewportEvent(self, event: QEvent) -> bool:
        """A tip on a note with its sign in words; of every other mark the hairline's figures say what it is."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            note = self.notes.at(QPointF(event.pos()))
            text = plain_tip(note.note.spoken(language())) if note is not None else ""
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return bool(super().viewportEvent(event))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is pointed at."""
        self.point_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is pointed at."""
        self.point_at(None)
        self.handle.leave()
        super().focusOutEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """A key that is let go: what it asked for last is done at once."""
        if not event.isAutoRepeat():
            self.handle.lift()
        super().keyReleaseEvent(event)

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
        """On the path's end or a note a press takes hold of it; other presses are the chart's own."""
        place, left = event.position(), event.button() == Qt.MouseButton.LeftButton
        held = left and self.handle.press(place)
        note = self.notes.at(place) if left and not held else None
        if note is not None:
            self._carried = note.name, note.point - place
        event.setAccepted(held or note is not None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of the path's end, or of a note."""
        carried, self._carried = self._carried, None
        event.setAccepted(self.handle.active or carried is not None)
        if carried is not None and self.drawing is not None:
            year, figure = self._spot(event.position() + carried[1])
            note = self.drawing.notes.get(carried[0])
            before = next((one for one in self.notes.placed if one.name == carried[0]), None)
            if note is not None and before is not None and before.note != note:
                self.note_moved.emit(carried[0], year, figure)
        if self.handle.active:
            self.handle.release()


def _with_year(line: Line) -> str:
    """A line's name, with the year that it ends in where that is not the last one."""
    known = np.flatnonzero(np.isfinite(line.figures))
    ended = len(known) and known[-1] < len(line.figures) - 1
    return f"{line.name} {int(line.places[known[-1]])}:" if ended else line.name


def _beside(drawing: Drawing) -> tuple[Mapping[str, Line], ...]:
    """The lines beside those of the scenario edited: other scenarios, yardsticks, forecasts."""
    return drawing.others, {code: one.line for code, one in drawing.benchmarks.items()}, drawing.forecasts


def _names(drawing: Drawing) -> list[str]:
    """Whose lines are named at their ends."""
    return [drawing.name, *(line.name for lines in _beside(drawing) for line in lines.values())]


def _same_standing_words(before: Drawing, drawing: Drawing) -> bool:
    """Whether the same marks and words stand at the same years; those at the path itself move with it only when it is set anew."""
    then, now = before.lines, drawing.lines
    if [(one.year, one.text) for one in then.words] != [(one.year, one.text) for one in now.words]:
        return False
    if then.marks is now.marks and then.closed is now.closed:
        return True
    # by their words, since no figure equals no figure there
    return repr((then.marks, then.closed)) == repr((now.marks, now.closed))
