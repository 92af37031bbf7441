"""What the window shows, on pages of A4: a chart or view as it is drawn, or a table with its heads on every page.

Lengths are tenths of a point, as in `page_setting`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from npfdesk.report.path_charts import INK, SECONDARY
from npfdesk.ui.printing.page_marks import draw_watermark
from npfdesk.ui.printing.page_setting import (
    HAIRLINE,
    HEIGHT,
    PANEL,
    WIDTH,
    draw_line,
    draw_text,
    font,
    text_height,
)
from npfdesk.ui.printing.page_words import PageWords
from npfdesk.ui.tables.text_grid import TextGrid
from npfdesk.ui.views.view_sheet import Sheet

PORTRAIT: Final = QSizeF(WIDTH, HEIGHT)
LANDSCAPE: Final = QSizeF(HEIGHT, WIDTH)
_SIDE, _TOP, _BOTTOM = 480.0, 640.0, 560.0
_HEAD_LINE, _FOOT_LINE = 380.0, 400.0
_PER_PIXEL: Final = 7.5
"""A pixel of the screen is three quarters of a point."""
_SMALLEST, _LARGEST = 0.5, 1.6
_OVERLAP: Final = 30.0
"""Pixels of a long drawing that both pages show, so that no row is cut on each."""
_POINTS, _FEWEST_POINTS = 8.5, 7.0
_PADDING: Final = 90.0
_NARROWEST, _WIDEST = 260.0, 2000.0

Page = Callable[[QPainter], None]


@dataclass(frozen=True)
class ShownPages:
    """Pages of one size, each drawn by a function; `count` words a page's number ("Page {page} of {pages}")."""

    size: QSizeF
    words: PageWords
    count: str
    pages: tuple[Page, ...]

    def paint(self, painter: QPainter, number: int, into: QRectF) -> None:
        """Paint a page (from 0), its head and its foot, into a rectangle of the painter's."""
        painter.save()
        painter.translate(into.topLeft())
        painter.scale(into.width() / self.size.width(), into.height() / self.size.height())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.fillRect(QRectF(0, 0, self.size.width(), self.size.height()), QColor("#FFFFFF"))
        inner = self.size.width() - 2 * _SIDE
        for side, text in (("left", self.words.plan), ("right", self.words.shown)):
            draw_text(painter, QRectF(_SIDE, _HEAD_LINE - 140, inner, 120), text, 8, SECONDARY, side)
        draw_line(painter, _SIDE, _HEAD_LINE + 20, _SIDE + inner, _HEAD_LINE + 20)
        foot = self.size.height() - _FOOT_LINE
        draw_line(painter, _SIDE, foot, _SIDE + inner, foot)
        draw_text(painter, QRectF(_SIDE, foot + 40, inner - 1000, 120), self.words.origin, 7, SECONDARY)
        count = self.count.format(page=number + 1, pages=len(self.pages))
        draw_text(painter, QRectF(_SIDE + inner - 1000, foot + 40, 1000, 120), count, 7, SECONDARY, "right")
        painter.save()
        self.pages[number](painter)
        painter.restore()
        draw_watermark(painter, self.size, self.words.watermark, over=True)
        painter.restore()


def _inner(size: QSizeF) -> QRectF:
    """Where the matter of a page stands."""
    return QRectF(_SIDE, _TOP, size.width() - 2 * _SIDE, size.height() - _TOP - _BOTTOM)


def usual_size(matter: Sheet | TextGrid) -> QSizeF:
    """The side up that suits: a drawing by its own shape, a table upright where its columns fit so."""
    if isinstance(matter, Sheet):
        drawn = matter.size()
        return PORTRAIT if drawn.height() > drawn.width() else LANDSCAPE
    return PORTRAIT if sum(_widths(matter, _POINTS)) <= _inner(PORTRAIT).width() else LANDSCAPE


def pages_of(matter: Sheet | TextGrid, size: QSizeF, words: PageWords, count: str) -> ShownPages:
    """The pages of a drawing, or of a table."""
    pages = _drawn(matter, size) if isinstance(matter, Sheet) else _set(matter, size)
    return ShownPages(size, words, count, tuple(pages))


# a drawing


def _drawn(sheet: Sheet, size: QSizeF) -> list[Page]:
    """A drawing on one page, as large as fits; a long one at half its size on several, each going on a little before."""
    inner, whole = _inner(size), QSizeF(sheet.size())
    across = min(inner.width() / whole.width(), _LARGEST * _PER_PIXEL)
    scale = min(across, inner.height() / whole.height())
    if scale < min(across, _SMALLEST * _PER_PIXEL):
        scale = min(across, _PER_PIXEL)
    room = inner.height() / scale
    starts = [0.0]
    while starts[-1] + room < whole.height() - 0.5:
        starts.append(starts[-1] + room - _OVERLAP)

    def page(start: float) -> Page:
        def draw(painter: QPainter) -> None:
            painter.setClipRect(inner)
            painter.translate(inner.left() + (inner.width() - whole.width() * scale) / 2, inner.top())
            painter.scale(scale, scale)
            painter.translate(0, -start)
            sheet.paint(painter)

        return draw

    return [page(start) for start in starts]


# a table


def _widths(grid: TextGrid, points: float) -> list[float]:
    """How wide each column is: its longest text on one line, within bounds; words beyond them wrap."""
    measure = QFontMetricsF(font(points)).horizontalAdvance
    widths = []
    for at, head in enumerate(grid.heads):
        texts = {row[at] for row in grid.rows}
        longest = max(map(measure, (head, *sorted(texts, key=len)[-40:])))
        most = longest if grid.right[at] else _WIDEST
        # a text of the very width would be broken
        widths.append(max(min(longest, most), _NARROWEST) + 10 + _PADDING)
    return widths


def _bands(grid: TextGrid, widths: Sequence[float], room: float) -> list[list[int]]:
    """Which columns stand on a page beside each other: the names on every one, the others as many as fit."""
    names = list(range(min(grid.names, len(widths))))
    named = sum(widths[at] for at in names)
    if named > room * 0.6:
        names, named = names[:1], widths[0] if widths else 0.0
    bands: list[list[int]] = [[]]
    taken = named
    for at in range(len(widths)):
        if at in names:
            continue
        if bands[-1] and taken + widths[at] > room:
            bands.append([])
            taken = named
        bands[-1].append(at)
        taken += widths[at]
    return [[*names, *band] for band in bands]


def _set(grid: TextGrid, size: QSizeF) -> list[Page]:
    """A table's pages: rows down, then the columns that did not fit; a little smaller where that saves a page across."""
    inner = _inner(size)
    points = _POINTS
    widths = _widths(grid, points)
    if inner.width() < sum(widths) <= inner.width() * _POINTS / _FEWEST_POINTS:
        points = _FEWEST_POINTS
        widths = _widths(grid, points)
    heights = _heights(grid, widths, points)
    pages: list[Page] = []
    for band in _bands(grid, widths, inner.width()):
        # one that is wider than the page is narrowed to it
        given = sum(widths[at] for at in band)
        narrowed = min(1.0, inner.width() / given) if given else 1.0
        across = {at: widths[at] * narrowed for at in band}
        head = 60 + max(text_height(grid.heads[at], points, across[at] - _PADDING) for at in band)
        for start, end in _spans(heights, inner.height() - head):
            pages.append(_table_page(grid, _Part(across, head, heights, start, end, points), inner))
    return pages


def _spans(heights: Sequence[float], room: float) -> list[tuple[int, int]]:
    """From which row to before which one each page goes; one page where there are no rows."""
    spans, start, down = [], 0, 0.0
    for row, height in enumerate(heights):
        if row > start and down + height > room:
            spans.append((start, row))
            start, down = row, 0.0
        down += height
    return [*spans, (start, len(heights))]


def _heights(grid: TextGrid, widths: Sequence[float], points: float) -> list[float]:
    line = text_height("国", points, 1000)
    measure = QFontMetricsF(font(points)).horizontalAdvance
    heights = []
    for row in grid.rows:
        wrapped = (
            text_height(text, points, width - _PADDING)
            for text, width in zip(row, widths, strict=True)
            if "\n" in text or measure(text) > width - _PADDING
        )
        heights.append(60 + max(wrapped, default=line))
    return heights


@dataclass(frozen=True)
class _Part:
    """What a page shows of a table: columns with their widths, the height of the heads and rows, the rows from `start` to `end`."""

    across: dict[int, float]
    head: float
    heights: Sequence[float]
    start: int
    end: int
    points: float


def _table_page(grid: TextGrid, part: _Part, inner: QRectF) -> Page:
    def draw(painter: QPainter) -> None:
        wide = sum(part.across.values())

        def line(top: float, cells: Sequence[str], colour: str, height: float) -> None:
            x = inner.left()
            for at, width in part.across.items():
                place = QRectF(x + _PADDING / 2, top + 25, width - _PADDING, height)
                side = "right" if grid.right[at] else "left"
                draw_text(painter, place, cells[at], part.points, colour, side)
                x += width

        top = inner.top()
        painter.fillRect(QRectF(inner.left(), top, wide, part.head), QColor(PANEL))
        line(top, grid.heads, SECONDARY, part.head)
        top += part.head
        draw_line(painter, inner.left(), top, inner.left() + wide, top, "#9AA3AD")
        for row in range(part.start, part.end):
            line(top, grid.rows[row], INK, part.heights[row])
            top += part.heights[row]
            draw_line(painter, inner.left(), top, inner.left() + wide, top, HAIRLINE)

    return draw
