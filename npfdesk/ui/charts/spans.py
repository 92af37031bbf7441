"""Bars from one figure to another on one axis, one under the other, each with its name at the left."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import overload

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from npfdesk.ui.charts.axes import LEFT
from npfdesk.ui.charts.setting import SCREEN, Typeface
from npfdesk.ui.look.colours import blended
from npfdesk.ui.look.style import pixels

FloatArray = NDArray[np.float64]
_ROW, _TOP = 24, 6
_MEASURED, _MANY = 40, 400


@dataclass(frozen=True)
class Span:
    """A bar from one figure to another with its name at the left; `middle` splits it into two tones.

    `region` is the code of the region that it stands for, "" for none.
    """

    name: str
    start: float
    stop: float
    text: str
    colour: QColor
    middle: float | None = None
    tip: str = ""
    region: str = ""


class Spans(Sequence[Span]):
    """Bars that are made when they are first looked at, since few of thousands are seen.

    `starts` and `stops` (bar,) are their figures, `names` and `regions` (bar,) what they are called and stand for.
    """

    def __init__(
        self,
        starts: FloatArray,
        stops: FloatArray,
        names: Sequence[str],
        regions: Sequence[str],
        make: Callable[[int], Span],
        longest: Sequence[str] | None = None,
    ) -> None:
        self.starts, self.stops, self.names, self.regions = starts, stops, names, regions
        self._make, self._longest = make, longest
        self._made: dict[int, Span] = {}

    def __len__(self) -> int:
        return len(self.names)

    @overload
    def __getitem__(self, place: int) -> Span: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Span]: ...

    def __getitem__(self, place: int | slice) -> Span | Sequence[Span]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        found = self._made.get(place)
        if found is None:
            at = range(len(self))[place]
            found = self._made[place] = self._made[at] = self._make(at)
        return found

    @staticmethod
    def of(spans: Sequence[Span]) -> Spans:
        """The same of bars that are made already."""
        if isinstance(spans, Spans):
            return spans
        starts, stops = (
            np.array([getattr(span, end) for span in spans], dtype=np.float64) for end in ("start", "stop")
        )
        names, regions = [span.name for span in spans], [span.region for span in spans]
        return Spans(starts, stops, names, regions, spans.__getitem__)

    def longest_names(self) -> Sequence[str]:
        """Those of the bars' names that may be the widest."""
        return longest(self.names) if self._longest is None else self._longest

    def longest_texts(self) -> list[str]:
        """Those of the bars' texts that may be the widest: of thousands those of the largest figures."""
        if len(self) <= _MANY:
            return longest([self[place].text for place in range(len(self))])
        size = np.abs(self.stops - self.starts)
        largest = np.argsort(np.where(np.isfinite(size), -size, np.inf), kind="stable")[:_MEASURED]
        return [self[int(place)].text for place in largest]


def longest(texts: Sequence[str]) -> list[str]:
    """The longest texts, of which one is the widest."""
    return list(texts) if len(texts) <= _MEASURED else nlargest(_MEASURED, texts, key=len)


@dataclass(frozen=True)
class SpanChart:
    """The bars, the figure that a line marks, and whether the end of each is joined to the start of the next."""

    spans: Sequence[Span] = ()
    line: float | None = None
    linked: bool = False

    @cached_property
    def laid(self) -> Spans:
        """The bars with their figures in arrays."""
        return Spans.of(self.spans)

    @cached_property
    def _reach(self) -> tuple[float, float] | None:
        """The lowest figure and how far the highest is above it; None without any."""
        ends = np.concatenate(
            [self.laid.starts, self.laid.stops, [np.nan if self.line is None else self.line]]
        )
        ends = ends[np.isfinite(ends)]
        if not len(ends):
            return None
        low = float(ends.min())
        return low, max(float(ends.max()) - low, 1e-12)

    @cached_property
    def _kept(self) -> dict[Typeface, tuple[float, float]]:
        """How wide the widest name and text are, in the type that was asked for last."""
        return {}

    def height(self) -> int:
        """How high all bars are (pixels)."""
        return len(self.spans) * pixels(_ROW) + 40

    def row(self, number: int, width: float) -> QRectF:
        """Where a bar's row lies."""
        return QRectF(0, number * pixels(_ROW) + _TOP, width, pixels(_ROW))

    def rows_within(self, top: float, bottom: float | None = None) -> range:
        """The bars between two heights (pixels; None: no bound)."""
        high = pixels(_ROW)
        first = max(int((top - _TOP) // high), 0)
        last = len(self.spans) if bottom is None else min(int(bottom // high) + 1, len(self.spans))
        return range(first, max(first, last))

    def at(self, y: float) -> Span | None:
        """The bar at a height."""
        number = int((y - _TOP) // pixels(_ROW))
        return self.spans[number] if 0 <= number < len(self.spans) else None

    def measures(self, width: float) -> tuple[float, float, float, float, float] | None:
        """Where the names end, how wide texts are, the lowest figure, the reach of figures, their room; None without any."""
        reached = self._reach
        if reached is None:
            return None
        names, texts = self._widest()
        left = min(names + 16, width * 0.42)
        texts += 14
        return left, texts, *reached, max(width - left - 2 * texts, 20)

    def _plane(self, width: float) -> tuple[float, Callable[[float], float]] | None:
        """Where the names end, and where a figure lies; None where there is no figure."""
        found = self.measures(width)
        if found is None:
            return None
        left, texts, low, reach, room = found
        return left, lambda value: left + texts + (value - low) / reach * room

    def _widest(self) -> tuple[float, float]:
        """How wide the widest name and the widest text are; of thousands the longest are measured."""
        typeface, kept = SCREEN.typeface(), self._kept
        found = kept.get(typeface)
        if found is None:
            kept.clear()
            names, texts = self.laid.longest_names(), self.laid.longest_texts()
            found = kept[typeface] = (
                max(map(typeface.width, names), default=0.0),
                max(map(typeface.width, texts), default=0.0),
            )
        return found

    def draw(self, painter: QPainter, width: float, top: float = 0, bottom: float | None = None) -> bool:
        """Names, bars, figures, from the painter's origin; whether there is a figure to draw.

        Rows wholly above `top` or below `bottom` (None: no bound) are not in sight and not drawn.
        """
        plane = self._plane(width)
        if plane is None:
            return False
        left, place = plane
        inks, metrics, high = SCREEN.inks, SCREEN.typeface().metrics, pixels(_ROW)
        if self.line is not None and math.isfinite(self.line):
            x = SCREEN.crisp(place(self.line))
            painter.setPen(inks.upright)
            painter.drawLine(QPointF(x, 4), QPointF(x, len(self.spans) * high + 8))
        for number in self.rows_within(top, bottom):
            span, top = self.spans[number], number * high + _TOP
            painter.setPen(inks.ink)
            shown = metrics.elidedText(span.name, Qt.TextElideMode.ElideRight, left - 12)
            painter.drawText(QRectF(4, top, left - 8, high - 4), LEFT, shown)
            if not (math.isfinite(span.start) and math.isfinite(span.stop)):
                painter.setPen(inks.quiet)
                painter.drawText(QRectF(left, top, width - left, high - 4), LEFT, "—")
                continue
            first, second = place(span.start), place(span.stop)
            lowest, right = (first, second) if first <= second else (second, first)
            rect = QRectF(lowest, top + 3, max(right - lowest, 1.5), high - 12)
            if span.middle is None:
                painter.fillRect(rect, span.colour)
            else:
                _split_bar(painter, rect, (first, place(span.middle), second), span.colour, inks.paper)
            painter.setPen(inks.quiet)
            painter.drawText(QRectF(right + 6, top, width - right, high - 4), LEFT, span.text)
            if self.linked and number + 1 < len(self.spans):
                x = SCREEN.crisp(second)
                painter.setPen(inks.rule)
                painter.drawLine(QPointF(x, top + high - 8), QPointF(x, top + high + 2))
        return True


def _split_bar(
    painter: QPainter, rect: QRectF, ends: tuple[float, float, float], colour: QColor, paper: QColor
) -> None:
    """A bar in two tones: what the lower input does is paler than what the higher one does."""
    first, middle, second = ends
    painter.fillRect(
        QRectF(min(first, middle), rect.top(), abs(middle - first), rect.height()),
        blended(colour, paper, 0.5),
    )
    painter.fillRect(QRectF(min(second, middle), rect.top(), abs(second - middle), rect.height()), colour)
