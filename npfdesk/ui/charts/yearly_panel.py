"""The small panel under a path: the yearly amounts of a sum, or the yearly growths, against what is needed a year."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from npfdesk.plan.problems import clauses
from npfdesk.ui.charts.axes import LEFT
from npfdesk.ui.charts.path_lines import TargetMark
from npfdesk.ui.charts.path_plot import PathPlot
from npfdesk.ui.charts.setting import Setting
from npfdesk.ui.look.colours import blended, theme
from npfdesk.ui.look.language import language

FloatArray = NDArray[np.float64]
_WIDE, _MOST_WIDE, _PAST = 0.62, 44.0, 0.55
_BELOW, _GAP, _DIAMOND = 3.0, 12.0, 4.0
_LEAST, _MOST, _SHARE = 58, 150, 0.24
"""How high it is: at least, at most (pixels), and as a share of the chart."""


@dataclass(frozen=True, eq=False)
class YearlyBars:
    """Bars (year,) of `figures` over `years`, NaN for none: known up to the year `last`, projected after it.

    `head` says what they are; `texts` what is written at them. `aim` is the mean that is asked for from `first` to `due`
    (NaN: none), `needed` what each year from `begun` to `due` needs (NaN: none), both with their words. `marks` are targets
    of single years.
    """

    head: str
    years: FloatArray
    figures: FloatArray
    texts: tuple[str, ...]
    last: int
    colour: QColor
    first: int
    begun: int
    due: int
    aim: float
    aim_text: str
    needed: float
    needed_text: str
    marks: tuple[TargetMark, ...] = ()

    @property
    def looks(self) -> Hashable:
        """What tells whether others look alike (bars with a figure that is none never do)."""
        lines = (self.first, self.begun, self.due, self.aim, self.aim_text, self.needed, self.needed_text)
        bars = (self.years.tobytes(), self.figures.tobytes(), self.texts, self.last, self.colour.rgba())
        return self.head, bars, lines, self.marks

    def extent(self, years: tuple[int, int]) -> tuple[float, float]:
        """The lowest and the highest figure of the years shown; zero is within."""
        inside = (self.years >= years[0]) & (self.years <= years[1])
        known = [0.0, *self.figures[inside & np.isfinite(self.figures)].tolist()]
        known += [
            one
            for one in (self.aim, self.needed, *(mark.figure for mark in self.marks))
            if math.isfinite(one)
        ]
        return min(known), max(known)


class YearlyPanel(QWidget):
    """Painted under a plot, with its years at the same places. Its scale stays until a figure leaves it or it is set anew."""

    def __init__(self, plot: PathPlot) -> None:
        super().__init__()
        self.plot = plot
        self.bars: YearlyBars | None = None
        self.scale = (0.0, 1.0)
        self._looks: Hashable = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_bars(self, bars: YearlyBars | None, anew: bool) -> None:
        """Show other bars (None: none); `anew` sets the scale whatever it is."""
        self.bars = bars
        self.setVisible(bars is not None)
        if bars is None:
            return
        low, high = bars.extent(self.plot.years)
        if anew or low < self.scale[0] or high > self.scale[1]:
            room = 0.1 * (high - low)
            self.scale = (low - room if low < 0 else 0.0, high + room) if high > low else (0.0, 1.0)
        looks = (bars.looks, self.scale, self.plot.frame)
        if anew or looks != self._looks:
            self._looks = looks
            self.setAccessibleName(bars.head)
            self.setAccessibleDescription(self.text())
            self.update()

    def text(self) -> str:
        """What the bars say, a year each."""
        bars = self.bars
        if bars is None:
            return ""
        said = [f"{int(year)} {text}" for year, text in zip(bars.years, bars.texts, strict=True) if text]
        more = (one for one in (bars.aim_text, bars.needed_text) if one)
        return clauses([bars.head, *said, *more], language())

    def fit(self, height: int) -> None:
        """Take a share of a chart's height."""
        self.setFixedHeight(
            round(
                min(max(_SHARE * height, _LEAST * self.plot.magnification), _MOST * self.plot.magnification)
            )
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bars."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme().paper))
        self.draw(painter, float(self.height()))

    def draw(self, painter: QPainter, height: float) -> None:
        """Draw them below the plot's years, from the painter's origin."""
        bars, frame = self.bars, self.plot.frame
        if bars is None or frame.area.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        setting = self.plot.parts.setting
        inks, typeface = setting.inks, setting.typeface()
        painter.setFont(typeface.font)
        painter.setPen(inks.quiet)
        line = typeface.line
        painter.drawText(QRectF(4, 0, frame.whole.width() - 8, line), LEFT, bars.head)
        top, bottom = 2 * line + 4, height - _BELOW
        low, high = self.scale

        def y(figure: float) -> float:
            return bottom - (figure - low) / (high - low) * (bottom - top)

        step = frame.x(frame.first + 1.0) - frame.x(frame.first)
        width = min(_WIDE * step, _MOST_WIDE * setting.magnification)
        known = blended(inks.ink, inks.paper, _PAST)
        shown = [
            (float(year), float(figure), text)
            for year, figure, text in zip(bars.years, bars.figures, bars.texts, strict=True)
            if math.isfinite(figure) and frame.holds(float(year))
        ]
        zero = setting.crisp(y(0.0))
        for year, figure, _ in shown:
            colour = known if year <= bars.last else blended(bars.colour, inks.paper, 0.75)
            x, end = frame.x(year), y(figure)
            painter.fillRect(QRectF(x - width / 2, min(zero, end), width, max(abs(end - zero), 1.0)), colour)
        painter.setPen(inks.rule)
        painter.drawLine(QPointF(frame.area.left(), zero), QPointF(frame.area.right(), zero))
        self._draw_lines(painter, bars, setting, y, width)
        self._draw_texts(painter, [(year, text) for year, _, text in shown], setting, step)

    def _draw_texts(
        self, painter: QPainter, shown: Sequence[tuple[float, str]], setting: Setting, step: float
    ) -> None:
        """The figures in a row above the bars, as many as there is room for, the last one always."""
        typeface, frame = setting.typeface(), self.plot.frame
        widest = max((typeface.width(text) for _, text in shown), default=0.0) + 4
        every = max(1, math.ceil(widest / max(step, 1.0)))
        painter.setPen(setting.inks.ink)
        for number, (year, text) in enumerate(reversed(shown)):
            if number % every == 0:
                place = QRectF(frame.x(year) - widest / 2, typeface.line + 1, widest, typeface.line)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def _draw_lines(
        self, painter: QPainter, bars: YearlyBars, setting: Setting, y: Callable[[float], float], width: float
    ) -> None:
        """The mean asked for, and what the years left need, with words to the right of the years."""
        inks, frame, typeface = setting.inks, self.plot.frame, setting.typeface()
        quiet = blended(inks.quiet, inks.paper, 0.8)
        words: list[tuple[float, str, QColor, bool]] = []
        for figure, text, first, pen, strong in (
            (bars.aim, bars.aim_text, bars.first, QPen(quiet, 1.2, Qt.PenStyle.DashLine), False),
            (bars.needed, bars.needed_text, bars.begun, QPen(inks.ink, 1.8), True),
        ):
            if not math.isfinite(figure) or first > bars.due:
                continue
            painter.setPen(pen)
            left, right = (frame.x(float(year)) for year in (first, bars.due))
            painter.drawLine(QPointF(left - width / 2, y(figure)), QPointF(right + width / 2, y(figure)))
            words.append((y(figure), text, inks.ink if strong else inks.quiet, strong))
        painter.setBrush(inks.ink)
        for mark in bars.marks:
            if frame.holds(mark.year) and math.isfinite(mark.figure):
                point, size = (
                    QPointF(frame.x(float(mark.year)), y(mark.figure)),
                    _DIAMOND * setting.magnification,
                )
                painter.setPen(QPen(inks.paper, 1.3))
                corners = ((0, -size), (size, 0), (0, size), (-size, 0))
                painter.drawPolygon(QPolygonF([point + QPointF(*one) for one in corners]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        beyond = frame.x(float(min(bars.years[-1], frame.years[1]))) + width / 2
        left = max(frame.area.right(), beyond) + _GAP
        room = frame.whole.width() - left
        at = -math.inf
        for height, text, colour, strong in sorted(words, key=lambda one: one[0]):
            at = max(height - typeface.line / 2, at)
            face = setting.typeface(strong)
            if face.width(text) <= room:
                painter.setFont(face.font)
                painter.setPen(colour)
                painter.drawText(QRectF(left, at, room, typeface.line), LEFT, text)
            at += typeface.line
        painter.setFont(typeface.font)
