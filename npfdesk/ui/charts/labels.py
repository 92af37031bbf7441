"""Where labels stand: at the ends of lines, moved apart where they would collide, and beside marks, clear of lines."""

from __future__ import annotations

import operator
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor

from npfdesk.plan.statuses import Status

FloatArray = NDArray[np.float64]

MOST = 8
"""How many forecasts and yardsticks are labelled at their ends, with the scenarios, which all are."""
MOST_SHARE = 0.25
"""The share of a chart's width that the labels at the ends of its lines may take."""


@dataclass(frozen=True)
class EndLabel:
    """A line's label: its words, colour, where the line ends (pixels), and whether it is the one being edited.

    `figure` are the words' last ones, which are never shortened.
    """

    text: str
    colour: QColor
    end: QPointF
    strong: bool = False
    figure: str = ""


@dataclass(frozen=True)
class Placed:
    """A text where it is drawn (pixels); `end` is the line's end that a hairline leads to (None: none).

    `status` is one whose mark stands before the text (None: no mark); `figure` are its last words, which are kept whole.
    """

    text: str
    colour: QColor
    rect: QRectF
    end: QPointF | None = None
    strong: bool = False
    status: Status | None = None
    figure: str = ""

    @property
    def looks(self) -> Hashable:
        """What tells whether another one looks alike."""
        end = None if self.end is None else self.end.toTuple()
        return self.text, self.colour.rgba(), self.rect.getRect(), end, self.strong, self.status


def spread(wanted: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Places as near to the wanted ones as `distance` between any two allows, in the wanted order.

    Within `low` to `high` as far as they fit; groups that collide are centred on what they wanted.
    """
    if len(wanted) == 1:
        return [max(low, min(wanted[0], high))]
    ordered = sorted(wanted)
    # those that are apart already, as thousands of names may be, need no moving
    least = min(map(operator.sub, ordered[1:], ordered), default=distance)
    if ordered and least >= distance - 1e-9 and low <= ordered[0] and ordered[-1] <= high:
        return list(wanted)
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    # blocks of labels pushed together: (sum of wanted places less offsets, count, first place)
    blocks: list[tuple[float, int, float]] = []

    def start(total: float, count: int) -> float:
        length = (count - 1) * distance
        return max(low, min(total / count, high - length))

    for index in order:
        total, count = wanted[index], 1
        first = start(total, count)
        while blocks:
            above, members, begun = blocks[-1]
            if begun + members * distance <= first:
                break
            blocks.pop()
            # each member's wish is counted as the place that the block's first would take by it
            total, count = above + total - members * distance * count, members + count
            first = start(total, count)
        blocks.append((total, count, first))
    moved = [0.0] * len(wanted)
    position = iter(order)
    floor = low
    for _, count, begun in blocks:
        first = max(begun, floor)
        for offset in range(count):
            moved[next(position)] = first + offset * distance
        floor = first + count * distance
    return moved


def place_ends(
    labels: Sequence[EndLabel], left: float, width: float, height: float, top: float, bottom: float
) -> list[Placed]:
    """The labels of lines in the margin that begins at `left`, one under the other, none over another."""
    shown = labels[: max(1, int((bottom - top) // height) + 1)]
    middles = spread([label.end.y() for label in shown], height, top, bottom)
    return [
        Placed(
            label.text,
            label.colour,
            QRectF(left, middle - height / 2, width, height),
            label.end,
            label.strong,
            figure=label.figure,
        )
        for label, middle in zip(shown, middles, strict=True)
    ]


def place_beside(
    mark: QPointF,
    size: tuple[float, float],
    inside: QRectF,
    taken: Sequence[QRectF],
    lines: Sequence[FloatArray],
    gap: float = 9.0,
) -> QRectF:
    """A place for a text near a mark: the one that crosses fewest lines and no other text.

    `lines` are polylines (point, 2) in pixels, NaN where they break.
    """
    width, height = size
    x, y = mark.x(), mark.y()
    # at an edge the text stands over its mark, aligned to the edge
    held = min(max(x - width / 2, inside.left()), inside.right() - width)
    corners = (
        (x - width / 2, y - gap - height),
        (x - width - gap, y - height - 2),
        (x + gap, y - height - 2),
        (x - width - gap, y - height / 2),
        (x + gap, y - height / 2),
        (x - width / 2, y + gap),
        (x - width - gap, y + 2),
        (x + gap, y + 2),
        (x - width / 2, y - 2 * gap - height),
        (x - width / 2, y + 2 * gap),
        (held, y - gap - height),
        (held, y - 2 * gap - height),
        (held, y + gap),
        (held, y + 2 * gap),
    )
    best, least = QRectF(), float("inf")
    for order, (left, top) in enumerate(corners):
        rect = QRectF(left, top, width, height)
        outside = 0 if inside.contains(rect) else 1000
        over = sum(100 for other in taken if other.intersects(rect))
        cost = outside + over + order * 0.1
        # lines only add to it: a place that is dearer without them need not be held against them
        if cost < least:
            cost += sum(10 for line in lines if crosses(line, rect))
        if cost < least:
            best, least = rect, cost
    if not inside.contains(best):
        best.moveLeft(min(max(best.left(), inside.left()), inside.right() - width))
        best.moveTop(min(max(best.top(), inside.top()), inside.bottom() - height))
    return best


def crosses(line: FloatArray, rect: QRectF) -> bool:
    """Whether a polyline (point, 2) passes through a rectangle."""
    if len(line) == 0:
        return False
    x, y = line[:, 0], line[:, 1]
    left, right = rect.left(), rect.right()
    known = np.isfinite(x) & np.isfinite(y)
    if not known.any() or x[known].max() < left or x[known].min() > right:
        return False
    # the years lie a pixel or more apart, so the line's height at some places across the text tells
    places = np.linspace(left, right, 7)
    heights = np.interp(places, x, y)
    seen = np.isfinite(heights) & (places >= x[known].min()) & (places <= x[known].max())
    return bool(np.any(seen & (heights >= rect.top()) & (heights <= rect.bottom())))
