"""A chart put together out of the kit's items: what it shows, where it stands, and how all of it is painted."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from npfdesk.plan.numbers import plain
from npfdesk.report.chart_axes import ChartAxes, FigureTicks, figure_ticks
from npfdesk.ui.charts.axes import (
    Axes,
    AxesItem,
    Frame,
    Ground,
    Written,
    figures_below,
    framed,
    heights,
    intervals,
    years_below,
)
from npfdesk.ui.charts.items import FAINT, USUAL, Curve, Dots, EndLabels, Mark, Marks, Pointer
from npfdesk.ui.charts.labels import EndLabel, Placed, place_ends
from npfdesk.ui.charts.setting import SCREEN, Setting
from npfdesk.ui.look.colours import Theme, blended, theme
from npfdesk.ui.look.repainting import Piece

FloatArray = NDArray[np.float64]
_NOTHING = np.empty(0)
_MOST_CALLED = 0.25
GAP, _BEYOND = 12.0, 18.0
"""From the area to the labels at the ends of lines (pixels), and how much wider than its words a label's room is."""


@dataclass(frozen=True, eq=False)
class Line:
    """Figures (place,) at places (place,), NaN where there is none, with a name at the end ("" for none).

    `strong` is the one that matters: drawn over the others, its name in strong type. `faint` ones are paler than
    their names. A line without a pen has only its name. The name of a `crest` stands over its highest figure. `figure`
    are the last words of the name, which are never shortened.
    """

    name: str
    places: FloatArray
    figures: FloatArray
    colour: QColor
    width: float = USUAL
    style: Qt.PenStyle = Qt.PenStyle.SolidLine
    strong: bool = False
    faint: bool = False
    crest: bool = False
    figure: str = ""

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Where it has figures (place,)."""
        return np.isfinite(self.figures) & np.isfinite(self.places)

    @cached_property
    def points(self) -> list[tuple[float, float]]:
        """The places that have figures, with them, in their order."""
        both = zip(self.places.tolist(), self.figures.tolist(), strict=True)
        # of what is not finite the difference from itself is none
        return [(place, figure) for place, figure in both if place - place == 0 == figure - figure]

    @cached_property
    def extent(self) -> tuple[float, float, float, float] | None:
        """The first and the last place with a figure, the lowest and the highest figure; None where there is none."""
        if not self.points:
            return None
        places, figures = zip(*self.points, strict=True)
        return min(places), max(places), min(figures), max(figures)

    @property
    def drawn(self) -> bool:
        """Whether it is a line to look at, not only a name at its place."""
        return self.style is not Qt.PenStyle.NoPen

    def figure_at(self, place: float) -> float:
        """The figure at a place; NaN where there is none."""
        found = np.flatnonzero((self.places == place) & np.isfinite(self.figures))
        return float(self.figures[found[0]]) if len(found) else math.nan


@dataclass(frozen=True, eq=False)
class Fill:
    """What lies between two lines (place,), as the band of a fan does."""

    places: FloatArray
    low: FloatArray
    high: FloatArray
    colour: QColor


@dataclass(frozen=True)
class Band:
    """A named stretch of figures, from `low` to `high`."""

    low: float
    high: float
    name: str


@dataclass(frozen=True, eq=False)
class Chart:
    """Lines that share an axis: `head` is what their figures are in.

    `upright` is a year with a hairline (NaN: none), `year` the one looked at. `years`: whether the lower axis
    counts years. No figure can be more than `most`, nor does the axis go further.
    `basis` are the lowest and the highest figure that the axis was set for, as long as it holds those drawn (None: these).
    `decided` are axes that all forms of a report share (None: they are set by the figures and the size).
    """

    lines: tuple[Line, ...]
    head: str = ""
    upright: float = math.nan
    upright_text: str = ""
    year: int | None = None
    marks: tuple[Mark, ...] = ()
    fills: tuple[Fill, ...] = ()
    bands: tuple[Band, ...] = ()
    years: bool = True
    most: float = math.inf
    basis: tuple[float, float] | None = None
    decided: ChartAxes | None = None

    def on_axis_of(self, before: Chart, ticks: FigureTicks) -> Chart:
        """The chart on the axis (`ticks`) of the one that it follows, as long as that holds its figures: it does not move under an edit."""
        figures, former = self._spread, before.basis or before._spread
        holds = figures is not None and ticks.low <= figures[0] and figures[1] <= ticks.high
        return replace(self, basis=former) if holds else self

    def stands_as(self, before: Chart) -> bool:
        """Whether the frame of the chart that it follows is its own too: its axis was kept, and years and names stay."""
        return (
            self.basis is not None
            and self.edges() == before.edges()
            and [line.name for line in self.lines] == [line.name for line in before.lines]
        )

    @cached_property
    def _spread(self) -> tuple[float, float] | None:
        """The lowest and the highest figure, of lines and marks; None where there is none."""
        figures = [mark.figure for mark in self.marks if math.isfinite(mark.figure)]
        figures += self._extent[2:] if self._extent is not None else ()
        return (min(figures), max(figures)) if figures else None

    @cached_property
    def _extent(self) -> tuple[float, float, float, float] | None:
        """The first and the last place with a figure, the lowest and the highest figure; None where there is none."""
        extents = [line.extent for line in self.lines if line.extent is not None]
        if not extents:
            return None
        firsts, lasts, lows, highs = zip(*extents, strict=True)
        return min(firsts), max(lasts), min(lows), max(highs)

    @property
    def surroundings(self) -> tuple[object, ...]:
        """What is set around the figures: in one frame, charts of the same have the same axes."""
        return (
            self.head,
            self.upright,
            self.upright_text,
            self.year,
            self.bands,
            self.years,
            self.decided,
        )

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return self._extent is None

    def edges(self) -> tuple[float, float]:
        """The first and the last place with a figure; the upright year lies within."""
        if self.decided is not None:
            return float(self.decided.years[0]), float(self.decided.years[-1])
        if self._extent is not None:
            first, last = self._extent[:2]
        else:
            every = np.concatenate([line.places for line in self.lines]) if self.lines else np.arange(2.0)
            first, last = float(every.min()), float(every.max())
        if self.years and math.isfinite(self.upright):
            first = min(first, self.upright)
        return first, last

    def ticks(self, height: float, dense: bool = False, setting: Setting = SCREEN) -> FigureTicks:
        """The axis of figures, in as many steps as the height (pixels) has room for."""
        if self.decided is not None:
            return self.decided.ticks
        if self._spread is None:
            return figure_ticks(0, 1)
        low, high = self._spread
        if self.basis is not None:
            kept = figure_ticks(*self.basis, intervals(height, setting, dense=dense))
            if kept.low <= low and high <= kept.high:
                return kept
        # an axis over whole bands, where there are any
        held = [band for band in self.bands if band.high >= low and band.low <= high]
        if held:
            values = (*(band.low for band in held), held[-1].high)
            return FigureTicks(values[0], values[-1], values, tuple(plain(value) for value in values))
        found = figure_ticks(low, high, intervals(height, setting, dense=dense))
        if not high <= self.most < found.high:
            return found
        within = [place for place, value in enumerate(found.values) if value <= self.most + 1e-9]
        values = tuple(found.values[place] for place in within)
        return FigureTicks(found.low, self.most, values, tuple(found.texts[place] for place in within))

    def frame(
        self,
        whole: QRectF,
        names: float,
        setting: Setting = SCREEN,
        *,
        dense: bool = False,
        below: bool = True,
    ) -> Frame:
        """Where it stands in a rectangle, with `names` pixels for the lines' names and a lower axis or none."""
        headed = bool(self.head) or dense
        height = heights(whole.height(), setting, dense=dense, below=below, headed=headed).height()
        ticks = self.ticks(height, dense, setting)
        called = max((setting.typeface().width(band.name) for band in self.bands), default=0.0)
        # where they would take too much of the width the bands are told apart by their figures
        before = called + GAP if 0 < called <= _MOST_CALLED * whole.width() else 0.0
        return framed(
            whole,
            self.edges(),
            ticks,
            names,
            setting,
            dense=dense,
            below=below,
            headed=headed,
            before=before,
        )

    def axes(self, frame: Frame, setting: Setting = SCREEN, *, below: bool = True) -> Axes:
        """What is set around it in its frame."""
        grounds = tuple(
            Ground(frame.first, frame.last, low, high, setting.inks.panel if place % 2 else None, band.name)
            for place, band in enumerate(self.bands)
            if (low := max(band.low, frame.ticks.low)) < (high := min(band.high, frame.ticks.high))
        )
        if not below:
            return Axes(self.head, (), (), self.upright, self.upright_text, grounds, ruled=False)
        if not self.years:
            return Axes(self.head, figures_below(frame), (), self.upright, self.upright_text, grounds)
        first, last = frame.years
        marked = {int(self.upright)} if math.isfinite(self.upright) else set()
        written = years_below(frame, () if self.year is None else (self.year,), marked, setting)
        if self.decided is not None:
            written = tuple(Written(year, str(year), year == self.year) for year in self.decided.written)
        strokes = tuple(float(year) for year in range(first, last + 1))
        return Axes(self.head, written, strokes, self.upright, self.upright_text, grounds)


def names_room(names: Iterable[str], most: float, setting: Setting = SCREEN) -> float:
    """The room that names at the ends of lines take (pixels), no more than `most`; a little where there is none."""
    widest = max(map(setting.typeface(strong=True).width, names), default=0.0)
    return min(widest + _BEYOND, most) if widest else GAP


def placed_ends(labels: Sequence[EndLabel], frame: Frame, setting: Setting = SCREEN) -> list[Placed]:
    """Labels beside the area of a chart, none over another."""
    left, area = frame.area.right() + GAP, frame.area
    width = frame.whole.right() - left
    return place_ends(labels, left, width, setting.line, area.top(), area.bottom())


class Plot:
    """One chart in a rectangle: axes, then lines, then dots, marks and labels over them.

    Its items are made once, and painted on whatever has a painter, whose units are then the chart's pixels.
    """

    def __init__(self, setting: Setting = SCREEN) -> None:
        self.setting = setting
        self.axes, self.dots, self.pointer = AxesItem(), Dots(), Pointer()
        self.marks, self.ends = Marks(), EndLabels()
        self.over = (self.dots, self.pointer, self.marks, self.ends)
        self.curves: list[Curve] = []
        self.frame = Frame(QRectF(), QRectF(), 0.0, 1.0, figure_ticks(0, 1))

    def curve(self, depth: float = 0.0) -> Curve:
        """Another line, which follows the frame."""
        curve = Curve(depth)
        curve.lay(self.frame)
        self.curves.append(curve)
        return curve

    def lay(self, frame: Frame) -> None:
        """Stand in another frame; axes, marks and labels are set anew by whoever knows them."""
        self.frame = frame
        for curve in self.curves:
            curve.lay(frame)
        for item in self.over:
            item.lay(self.setting)

    def paint(self, painter: QPainter) -> None:
        """Paint all of it, in the pixels of the frame."""
        self.axes.paint(painter)
        for curve in self.curves:
            if curve.visible:
                curve.stroke(painter)
        self.paint_over(painter)

    def paint_over(self, painter: QPainter) -> None:
        """Paint what stands over the lines."""
        for item in self.over:
            item.paint(painter)


class LinePlot(Plot):
    """A chart of lines, put into a frame as often as it is painted: what is the same stays."""

    def __init__(self, setting: Setting = SCREEN) -> None:
        super().__init__(setting)
        self.chart: Chart | None = None
        self._below = True
        self._lines: tuple[Line | None, ...] = ()
        self._theme: Theme | None = None

    def curve(self, depth: float = 0.0) -> Curve:
        """Another line, which follows the frame; at its edges it is whole."""
        curve = super().curve(depth)
        curve.cut = False
        return curve

    def put(self, chart: Chart, frame: Frame, pointed: float | None = None, *, below: bool = True) -> bool:
        """Show a chart in a frame, with a lower axis or without, read at the place pointed at.

        Whether paper or axes are others than they were.
        """
        before, self.chart = self.chart, chart
        placed = (
            before is None or theme() is not self._theme or (frame is not self.frame and frame != self.frame)
        )
        reset = (
            placed or before is None or below is not self._below or chart.surroundings != before.surroundings
        )
        self._theme, self._below = theme(), below
        if placed:
            self.lay(frame)
        if reset:
            self.axes.put(chart.axes(frame, self.setting, below=below), frame, self.setting)
        if reset or chart is not before:
            self._put_lines(self._ordered(chart), chart.fills, anew=reset)
            self.ends.put(placed_ends(self._labels(chart, frame), frame, self.setting))
            # while figures move, what stands beside the marks stays where it is
            crests = self._crests(chart, frame)
            if placed or crests or before is None or before.marks != chart.marks:
                ways = self._ways(chart, frame) if chart.marks or crests else []
                self.marks.put(chart.marks, frame, ways, crests)
        met = []
        if pointed is not None:
            met = [(line.figure_at(pointed), line.colour) for line in self._ordered(chart)]
        self.pointer.put(frame, pointed, met)
        return reset

    @property
    def lines(self) -> list[Piece]:
        """The lines, from the lowest up."""
        return [curve.piece for curve in self.curves if curve.visible]

    @property
    def pieces_over(self) -> list[Piece]:
        """What stands over them."""
        return [piece for item in self.over for piece in item.pieces]

    @staticmethod
    def _ordered(chart: Chart) -> tuple[Line, ...]:
        drawn = [line for line in chart.lines if line.drawn]
        return tuple(sorted(drawn, key=lambda line: line.strong))

    def _put_lines(self, lines: Sequence[Line], fills: Sequence[Fill], anew: bool) -> None:
        while len(self.curves) < len(lines) + len(fills):
            self.curve()
        paper = self.setting.inks.paper
        shown = (*(None for _ in fills), *lines)
        before, self._lines = self._lines, shown
        for curve in self.curves[len(lines) + len(fills) :]:
            curve.put(_NOTHING, None)
        for curve, fill in zip(self.curves, fills, strict=False):
            curve.filled = fill.colour
            curve.put_band(fill.places, fill.low, fill.high)
        for place, (curve, line) in enumerate(zip(self.curves, shown, strict=False)):
            if line is None or (not anew and before[place : place + 1] == (line,)):
                continue
            curve.filled = None
            colour = blended(line.colour, paper, FAINT) if line.faint else line.colour
            curve.dress(colour, line.width, line.style)
            curve.put(line.places, line.figures)

    @staticmethod
    def _labels(chart: Chart, frame: Frame) -> list[EndLabel]:
        named = [line for line in chart.lines if line.name and not line.crest and line.points]
        return [
            EndLabel(line.name, line.colour, frame.point(*line.points[-1]), line.strong, line.figure)
            for line in named
        ]

    @staticmethod
    def _crests(chart: Chart, frame: Frame) -> list[EndLabel]:
        found = []
        for line in chart.lines:
            if line.crest and line.name and line.known.any():
                top = int(np.nanargmax(np.where(line.known, line.figures, np.nan)))
                point = frame.point(float(line.places[top]), float(line.figures[top]))
                found.append(EndLabel(line.name, line.colour, point, line.strong))
        return found

    @staticmethod
    def _ways(chart: Chart, frame: Frame) -> list[FloatArray]:
        return [
            np.stack([frame.x(line.places), frame.y(line.figures)], axis=1)
            for line in chart.lines
            if line.drawn
        ]
