"""Axes as a yearbook sets them, painted: round ticks, whole years, and the frame that a chart's figures lie in."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTransform

from npfdesk.report.chart_axes import STEPS, FigureTicks, figure_ticks, year_ticks
from npfdesk.ui.charts.setting import SCREEN, Setting

FloatArray = NDArray[np.float64]
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MIDDLE = Qt.AlignmentFlag.AlignCenter
_FIGURES, _REACH, _STROKE, _APART = 7.0, 8.0, 3.0, 12.0


@dataclass(frozen=True)
class Frame:
    """Where a chart stands (pixels): the whole of it, the area of its figures, and what lies at the area's edges.

    `first` and `last` are the places at the left and the right edge, `ticks` the axis of figures from the lower
    to the upper one (of ranks, which are counted from the top, its low end is the larger figure).
    """

    whole: QRectF
    area: QRectF
    first: float
    last: float
    ticks: FigureTicks

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last whole year within."""
        return math.ceil(self.first - 1e-9), math.floor(self.last + 1e-9)

    @cached_property
    def _across(self) -> float:
        return self.area.width() / ((self.last - self.first) or 1.0)

    @cached_property
    def _up(self) -> float:
        return self.area.height() / ((self.ticks.high - self.ticks.low) or 1.0)

    @overload
    def x(self, place: float) -> float: ...
    @overload
    def x(self, place: FloatArray) -> FloatArray: ...
    def x(self, place: float | FloatArray) -> float | FloatArray:
        """The pixel of a year or another place, or of an array of them."""
        return self.area.left() + (place - self.first) * self._across

    @overload
    def y(self, figure: float) -> float: ...
    @overload
    def y(self, figure: FloatArray) -> FloatArray: ...
    def y(self, figure: float | FloatArray) -> float | FloatArray:
        """The pixel of a figure, or of an array of them."""
        return self.area.bottom() - (figure - self.ticks.low) * self._up

    def point(self, place: float, figure: float) -> QPointF:
        """The pixel of a figure at a place."""
        return QPointF(self.x(place), self.y(figure))

    def place_at(self, x: float) -> float:
        """The place at a pixel, no further than the edges."""
        share = (x - self.area.left()) / max(self.area.width(), 1.0)
        return self.first + min(max(share, 0.0), 1.0) * (self.last - self.first)

    def year_at(self, x: float) -> int | None:
        """The year nearest to a pixel; None beside the area."""
        if not self.area.left() - _REACH <= x <= self.area.right() + _REACH:
            return None
        first, last = self.years
        return min(max(round(self.place_at(x)), first), last)

    def moved(self, by: QPointF) -> Frame:
        """The same frame elsewhere (pixels)."""
        return replace(self, whole=self.whole.translated(by), area=self.area.translated(by))

    def holds(self, year: float) -> bool:
        """Whether a place lies within the edges."""
        return self.first - 1e-9 <= year <= self.last + 1e-9

    @property
    def plane(self) -> QTransform:
        """From places and figures to pixels."""
        across, up = self._across, self._up
        return QTransform(
            across,
            0,
            0,
            -up,
            self.area.left() - self.first * across,
            self.area.bottom() + self.ticks.low * up,
        )

    @property
    def view(self) -> QRectF:
        """The part of the plane that is in sight."""
        low, high = sorted((self.ticks.low, self.ticks.high))
        return QRectF(self.first, low, self.last - self.first, high - low)


_LOW: Final = 3.0
"""A small chart with room for fewer lines of type has its lowest and its highest figure written alone."""


def intervals(height: float, setting: Setting = SCREEN, dense: bool = False) -> int:
    """In how many steps an axis so high (pixels) is divided: two to as many as a report's, in a small chart three to five, in a very low one fewer."""
    lines = height / setting.line
    if dense and lines < _LOW:
        return 1
    return int(min(max(lines / 2.1, 3), 5)) if dense else int(min(max(lines / 2.6, 2), STEPS))


def heights(
    whole: float, setting: Setting = SCREEN, *, dense: bool = False, below: bool = True, headed: bool = True
) -> QRectF:
    """The room over and under the figures of a chart so high, as an area without a width (pixels).

    Over it stands what the figures are in where it is `headed`, `below` it the years; a `dense` chart is one of
    several, close by.
    """
    line = setting.line
    top = line + (5 if dense else 11) if headed else line / 2
    bottom = line + 9 if below else line / 2 + 2
    return QRectF(0, top, 0, max(whole - top - bottom, 10.0))


def framed(
    whole: QRectF,
    edges: tuple[float, float],
    ticks: FigureTicks,
    names: float,
    setting: Setting = SCREEN,
    *,
    dense: bool = False,
    below: bool = True,
    headed: bool = True,
    before: float = 0.0,
) -> Frame:
    """A chart in a rectangle, with `names` pixels at the right for what stands at the ends of its lines.

    `before` the figures on its axis as many pixels are left for what the grounds are called.
    """
    rows = heights(whole.height(), setting, dense=dense, below=below, headed=headed)
    left = before + figures_width(ticks, setting)
    width = max(whole.width() - left - names, 10.0)
    area = QRectF(whole.left() + left, whole.top() + rows.top(), width, rows.height())
    return Frame(whole, area, edges[0], edges[1], ticks)


def figures_width(ticks: FigureTicks, setting: Setting = SCREEN) -> float:
    """The room that the figures on an axis take (pixels)."""
    return max(map(setting.typeface().width, ticks.texts), default=0.0) + _FIGURES + 3


@dataclass(frozen=True)
class Written:
    """What is written under the lower axis at a place; `strong`: in ink."""

    place: float
    text: str
    strong: bool = False


@dataclass(frozen=True)
class Ground:
    """A rectangle of the plane with a colour of its own behind all else, and words before the axis's figures."""

    first: float
    last: float
    low: float
    high: float
    colour: QColor | None
    text: str = ""


@dataclass(frozen=True)
class Axes:
    """What is set around the figures.

    `head` is what they are in, over the axis as in a printed table; `below` is written under the lower axis and
    `strokes` stand at it; `upright` is a place with a hairline and its words (NaN: none), `earlier` are others with a fainter
    one. `ruled`: whether there is a lower axis, and a line for each figure.
    """

    head: str = ""
    below: tuple[Written, ...] = ()
    strokes: tuple[float, ...] = ()
    upright: float = math.nan
    upright_text: str = ""
    grounds: tuple[Ground, ...] = ()
    ruled: bool = True
    earlier: tuple[tuple[float, str], ...] = ()


def years_below(
    frame: Frame, strong: Iterable[int], marked: Iterable[int] = (), setting: Setting = SCREEN
) -> tuple[Written, ...]:
    """The years under an axis: as many as fit, those that are `strong` and `marked` first."""
    needed = setting.typeface().width("2025") + _APART
    ink = frozenset(strong)
    first, last = frame.years
    found = year_ticks(first, last, ink | frozenset(marked), frame.area.width(), needed)
    return tuple(Written(year, str(year), year in ink) for year in found)


def figures_below(frame: Frame) -> tuple[Written, ...]:
    """The figures under an axis that does not count years."""
    ticks = figure_ticks(frame.first, frame.last, max(2, int(frame.area.width() // 110)))
    return tuple(
        Written(value, text)
        for value, text in zip(ticks.values, ticks.texts, strict=True)
        if frame.holds(value)
    )


class AxesItem:
    """Hairlines, figures, what they are in, years, grounds: painted in pixels around the lines."""

    def __init__(self) -> None:
        self.axes = Axes()
        self.frame: Frame | None = None
        self.setting = SCREEN

    def put(self, axes: Axes, frame: Frame, setting: Setting = SCREEN) -> None:
        """Other axes, or the same elsewhere."""
        self.axes, self.frame, self.setting = axes, frame, setting

    def paint(self, painter: QPainter) -> None:
        """Paint them."""
        frame = self.frame
        if frame is None:
            return
        painter.setFont(self.setting.typeface().font)
        self._paint_grounds(painter, frame)
        self._paint_figures(painter, frame)
        self._paint_below(painter, frame)
        self._paint_upright(painter, frame)

    def _paint_grounds(self, painter: QPainter, frame: Frame) -> None:
        figures = figures_width(frame.ticks, self.setting) if self.axes.grounds else 0.0
        for ground in self.axes.grounds:
            left = max(frame.x(ground.first), frame.area.left())
            right = min(frame.x(ground.last), frame.area.right())
            top, bottom = sorted((frame.y(ground.low), frame.y(ground.high)))
            area = QRectF(left, top, right - left, max(bottom - top, 1.0))
            if ground.colour is not None:
                painter.fillRect(area, ground.colour)
            # over the lines words would be struck through: they stand before the axis, where they have room
            if ground.text and area.height() >= self.setting.line - 2 and area.left() > figures:
                painter.setPen(self.setting.inks.quiet)
                spot = QRectF(frame.whole.left(), area.top(), area.left() - figures, area.height())
                if self.setting.typeface().width(ground.text) <= spot.width():
                    painter.drawText(spot, LEFT, ground.text)

    def _paint_figures(self, painter: QPainter, frame: Frame) -> None:
        inks, area, height = self.setting.inks, frame.area, self.setting.line
        left, right, crisp = area.left(), area.right(), self.setting.crisp
        begun, room = frame.whole.left(), area.left() - frame.whole.left() - _FIGURES
        for value, text in zip(frame.ticks.values, frame.ticks.texts, strict=True):
            y = crisp(frame.y(value))
            painter.setPen(inks.rule if value == 0 else inks.hairline)
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            painter.setPen(inks.quiet)
            painter.drawText(QRectF(begun, y - height / 2, room, height), RIGHT, text)
        # what they are in stands over the axis, as in a printed table, not on its side beside it
        if self.axes.head:
            painter.setPen(inks.quiet)
            painter.drawText(self._head(frame), LEFT, self.axes.head)

    def _head(self, frame: Frame) -> QRectF:
        typeface, corner = self.setting.typeface(), frame.whole.topLeft()
        return QRectF(corner.x(), corner.y(), typeface.width(self.axes.head) + 4, typeface.line)

    def _paint_below(self, painter: QPainter, frame: Frame) -> None:
        setting, inks, area = self.setting, self.setting.inks, frame.area
        if self.axes.ruled:
            bottom = setting.crisp(area.bottom())
            # every figure is a year's end: the axis of years is as strong as the ticks need
            painter.setPen(inks.rule)
            painter.drawLine(QPointF(area.left(), bottom), QPointF(area.right(), bottom))
            for place in self.axes.strokes:
                x = setting.crisp(frame.x(place))
                painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + _STROKE))
        if not self.axes.below:
            return
        wide = setting.typeface().width("2025") + _APART
        for written in self.axes.below:
            painter.setPen(inks.ink if written.strong else inks.quiet)
            spot = QRectF(frame.x(written.place) - wide, area.bottom() + 6, 2 * wide, setting.line)
            painter.drawText(spot, MIDDLE, written.text)

    def _paint_upright(self, painter: QPainter, frame: Frame) -> None:
        axes, area, setting = self.axes, frame.area, self.setting
        head = self._head(frame)
        taken: list[QRectF] = []
        # the plan's own has its words first, those of plans before it where they find room beside them
        uprights = [(axes.upright, axes.upright_text, setting.inks.upright)]
        uprights += [(place, text, setting.inks.hairline) for place, text in axes.earlier]
        for place, text, pen in uprights:
            if math.isnan(place) or not frame.holds(place):
                continue
            x = setting.crisp(frame.x(place))
            painter.setPen(pen)
            painter.drawLine(QPointF(x, area.top() - (3 if text else 0)), QPointF(x, area.bottom()))
            width = setting.typeface().width(text) + 4
            spot = QRectF(max(x - width / 2, head.right() + 10), head.top(), width, head.height())
            if not text or spot.right() > frame.whole.right() or any(spot.intersects(one) for one in taken):
                continue
            taken.append(spot)
            painter.setPen(setting.inks.quiet)
            painter.drawText(spot, MIDDLE, text)


def chart_font(scale: float = 1.0, strong: bool = False) -> QFont:
    """The font of ticks and labels in a chart: the application's, in the size of notes."""
    return (SCREEN if scale == 1.0 else Setting(scale)).typeface(strong).font


def chart_metrics(scale: float = 1.0, strong: bool = False) -> QFontMetricsF:
    """The measures of ``chart_font``."""
    return (SCREEN if scale == 1.0 else Setting(scale)).typeface(strong).metrics
