"""The heatmap's surface: names that stay, cells that scroll, painted as far as they are seen."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from npfdesk.plan.numbers import format_figure
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.charts.axes import chart_font, chart_metrics
from npfdesk.ui.charts.gap_rows import told
from npfdesk.ui.look.colours import Marked, status_tint, theme
from npfdesk.ui.look.marks import paint_mark
from npfdesk.ui.look.repainting import Parts
from npfdesk.ui.look.style import scaled
from npfdesk.ui.views.canvas import ARROWS, LEFT, RIGHT, Canvas
from npfdesk.ui.views.heat_cells import NO_CELLS, HeatCells
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
_NARROWEST, _WORDY, _WIDEST = 64.0, 88.0, 132.0
_LOWEST, _HIGHEST = 18.0, 34.0
_FOR_A_FIGURE = 64.0
"""The width from which on a cell has room for a figure beside its mark (pixels)."""
_HEAD_LINES = 3
_MEASURED = 200
"""How many heads are measured: names of thousands of counties are about as long as those of the first."""
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignHCenter)
# what has no place to break: Chinese breaks anywhere
_WORD = re.compile(r"[^\s\u2e80-\uffff]+")


@dataclass(frozen=True, eq=False)
class Heat:
    """What a heatmap shows: cells with the names of their sides, and what each target has (target,): status, way gone.

    `turned`: regions across, indicators down. `marks` are what the codes in `status` mean.
    """

    cells: HeatCells
    regions: tuple[str, ...]
    indicators: tuple[str, ...]
    status: NDArray[np.uint8]
    progress: FloatArray
    turned: bool
    marks: tuple[Marked, ...] = tuple(Status)

    @property
    def position(self) -> NDArray[np.int64]:
        """The targets as they lie on the surface (row, column)."""
        return self.cells.position.T if self.turned else self.cells.position

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The names down and across."""
        return (self.indicators, self.regions) if self.turned else (self.regions, self.indicators)

    def series(self, row: int, column: int) -> SeriesKey:
        """The series of a cell of the surface."""
        return self.cells.series(column, row) if self.turned else self.cells.series(row, column)

    def region(self, row: int, column: int) -> int:
        """The region of a cell of the surface."""
        return column if self.turned else row


_NOTHING = Heat(NO_CELLS, (), (), np.empty(0, dtype=np.uint8), np.empty(0), False)


@dataclass(frozen=True)
class Measures:
    """Where names end, how high the head is, and how large a cell is (pixels)."""

    names: float
    head: float
    width: float
    height: float

    def cell(self, row: int, column: int) -> QRectF:
        """A cell in the whole."""
        return QRectF(
            self.names + column * self.width, self.head + row * self.height, self.width, self.height
        )


class HeatCanvas(Canvas):
    """A click looks at a cell's series, on a name at its region or indicator; arrows go to the next target."""

    def __init__(self, workspace: Workspace) -> None:
        # what was measured is there before the first font is put on
        self._heads: dict[tuple[str, float], tuple[str, float]] = {}
        self._longest: tuple[tuple[tuple[str, ...], tuple[str, ...]], float, float] | None = None
        self._divided: tuple[tuple[object, ...], Measures] | None = None
        super().__init__(workspace)
        self.heat = _NOTHING
        # the cells that were in sight when its parts were last told apart
        self._parted = range(0), range(0)

    @property
    def wide(self) -> bool:
        """Whether cells have room for a figure."""
        return self.measures(self.seen()).width >= scaled(_FOR_A_FIGURE)

    def show_heat(self, heat: Heat) -> None:
        """Show other cells, in the next frame."""
        if heat.sides != self.heat.sides:
            self._heads.clear()
        self.heat = heat

    def show_again(self, heat: Heat, again: NDArray[np.int64]) -> None:
        """Show the same cells, of which only those of the targets at the positions `again` can stand otherwise."""
        self.heat = heat
        regions, indicators = heat.cells.cells_of(again)
        row, column = (indicators, regions) if heat.turned else (regions, indicators)
        rows, columns = self._parted
        inside = (row >= rows.start) & (row < rows.stop) & (column >= columns.start) & (column < columns.stop)
        row, column = row[inside], column[inside]
        numbers = (row - rows.start) * len(columns) + column - columns.start
        self.follow(dict(zip(numbers.tolist(), self._said(heat.position[row, column]), strict=True)))

    def changeEvent(self, event: QEvent) -> None:
        """Another font: everything is measured anew."""
        if event.type() == QEvent.Type.FontChange:
            self._heads.clear()
            self._longest = self._divided = None
        super().changeEvent(event)

    def measures(self, size: QSizeF) -> Measures:
        """How the surface is divided where so much of it is in sight; kept while that, the names and the type are the same."""
        about = (self.heat.sides, size, chart_metrics())
        if self._divided is None or self._divided[0] != about:
            self._divided = (about, self._divide(size))
        return self._divided[1]

    def _divide(self, size: QSizeF) -> Measures:
        down, across = self.heat.sides
        longest, word = self._measured()
        names = min(longest + 14, 0.34 * size.width())
        room = (size.width() - names) / max(len(across), 1)
        width = min(max(room, scaled(_NARROWEST), min(word + 16, scaled(_WORDY))), scaled(_WIDEST))
        head = max((self._head(name, width)[1] for name in across[:_MEASURED]), default=16.0) + 8
        height = min(max((size.height() - head - 1) / max(len(down), 1), scaled(_LOWEST)), scaled(_HIGHEST))
        return Measures(float(int(names)), float(int(head)), float(int(width)), float(int(height)))

    def _measured(self) -> tuple[float, float]:
        """The width of the longest name down, and of the longest word across (pixels); kept while names are the same."""
        sides = self.heat.sides
        if self._longest is None or self._longest[0] != sides:
            names, heads = QFontMetricsF(self.font()), chart_metrics()
            self._longest = (
                sides,
                max((names.horizontalAdvance(name) for name in sides[0]), default=0.0),
                max(
                    (heads.horizontalAdvance(word) for name in sides[1] for word in _WORD.findall(name)),
                    default=0.0,
                ),
            )
        return self._longest[1:]

    def _head(self, text: str, width: float) -> tuple[str, float]:
        """A head, cut where it would take more lines than there are, and its height (pixels)."""
        if (text, width) not in self._heads:
            room, most = width - 6, _high("文\n" * (_HEAD_LINES - 1) + "文", width) + 1
            shown = text
            if _high(text, room) > most:
                low, high = 1, len(text)
                while low < high:
                    middle = (low + high + 1) // 2
                    low, high = (
                        (middle, high) if _high(f"{text[:middle]}…", room) <= most else (low, middle - 1)
                    )
                shown = f"{text[:low].rstrip()}…"
            self._heads[text, width] = shown, _high(shown, room)
        return self._heads[text, width]

    def content(self, size: QSizeF) -> QSizeF:
        """All rows and columns with their names."""
        measures, (down, across) = self.measures(size), self.heat.sides
        return QSizeF(
            measures.names + len(across) * measures.width + 1, measures.head + len(down) * measures.height + 1
        )

    def frozen(self) -> QSizeF:
        """Names and heads stay."""
        measures = self.measures(self.seen())
        return QSizeF(measures.names, measures.head)

    def _in_sight(self, measures: Measures, frame: QRectF, offset: QPointF) -> tuple[range, range]:
        """The rows and columns that a frame of the viewport shows, `offset` into the whole (pixels)."""
        down, across = self.heat.sides
        top, left = max(frame.top(), measures.head), max(frame.left(), measures.names)
        first_row = int((top - measures.head + offset.y()) // measures.height)
        last_row = math.ceil((frame.bottom() - measures.head + offset.y()) / measures.height)
        first_column = int((left - measures.names + offset.x()) // measures.width)
        last_column = math.ceil((frame.right() - measures.names + offset.x()) / measures.width)
        rows = range(first_row, max(first_row, min(len(down), last_row)))
        return rows, range(first_column, max(first_column, min(len(across), last_column)))

    def _sights(
        self, measures: Measures, size: QSizeF, offset: QPointF
    ) -> tuple[Iterable[tuple[int, int]], Iterable[int], Iterable[int]]:
        """The cells that are painted now, and the rows and columns whose names are; each once."""
        cells: dict[tuple[int, int], None] = {}
        down: dict[int, None] = {}
        across: dict[int, None] = {}
        for frame in self.frames(size):
            rows, columns = self._in_sight(measures, frame, offset)
            cells |= dict.fromkeys((row, column) for row in rows for column in columns)
            if frame.left() < measures.names:
                down |= dict.fromkeys(rows)
            if frame.top() < measures.head:
                across |= dict.fromkeys(columns)
        return cells, down, across

    def parts(self) -> Parts:
        """The cells in sight: the light of each and the figure beside it."""
        heat, measures, offset = self.heat, self.measures(self.seen()), self.offset
        rows, columns = self._in_sight(measures, QRectF(self.viewport().rect()), offset)
        self._parted = rows, columns
        position = heat.position[rows.start : rows.stop, columns.start : columns.stop].ravel()

        def place(number: int) -> QRectF:
            row, column = divmod(number, len(columns))
            return measures.cell(rows.start + row, columns.start + column).translated(-offset)

        ground = (self.surroundings(), heat.sides, heat.turned, heat.marks, measures, rows, columns)
        return Parts(ground, self._said(position), place)

    def _said(self, position: NDArray[np.int64]) -> list[object]:
        """What the cells of some targets say (cell,)."""
        share = self.heat.progress[position]
        # none is written alike, whatever keeps it from being known
        share[~np.isfinite(share)] = np.inf
        return list(zip(position.tolist(), self.heat.status[position].tolist(), share.tolist(), strict=True))

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The cells in sight, then the names beside them and above them."""
        measures, heat = self.measures(self.seen()), self.heat
        cells, down, across = self._sights(measures, size, offset)
        chosen = heat.cells.place(self.workspace.selection.series)
        if chosen is not None and heat.turned:
            chosen = chosen[1], chosen[0]
        painter.save()
        painter.setClipRect(
            QRectF(measures.names, measures.head, size.width(), size.height()),
            Qt.ClipOperation.IntersectClip,
        )
        self._draw_cells(painter, measures, offset, cells)
        if chosen is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(theme().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(measures.cell(*chosen).translated(-offset).adjusted(1, 1, -1, -1))
        painter.restore()
        if down or across:
            self._draw_sides(painter, measures, size, offset, down, across, chosen or (-1, -1))
        painter.setPen(QPen(QColor(theme().hairline), 1))
        painter.drawLine(QPointF(0, measures.head + 0.5), QPointF(size.width(), measures.head + 0.5))

    def _pointed(self) -> tuple[int, int]:
        """The row or column of the region pointed at, -1 for none."""
        pointed, regions = self.workspace.hovered_region, self.heat.cells.regions
        place = regions.index(pointed) if pointed and pointed in regions else -1
        return (-1, place) if self.heat.turned else (place, -1)

    def _draw_cells(
        self, painter: QPainter, measures: Measures, offset: QPointF, cells: Iterable[tuple[int, int]]
    ) -> None:
        heat, colours = self.heat, theme()
        position, wide = heat.position, measures.width >= scaled(_FOR_A_FIGURE)
        painter.setFont(chart_font())
        ink = QColor(colours.ink)
        for row, column in cells:
            target = int(position[row, column])
            if target < 0:
                continue
            place = measures.cell(row, column).translated(-offset)
            status = heat.marks[heat.status[target]]
            painter.fillRect(place.adjusted(1, 1, 0, 0), status_tint(status))
            share = float(heat.progress[target])
            written = wide and math.isfinite(share)
            middle = place.left() + (14 if written else place.width() / 2 + 0.5)
            paint_mark(painter, status, QPointF(middle, place.center().y() + 0.5))
            if written:
                painter.setPen(ink)
                painter.drawText(
                    place.adjusted(20, 0, -7, 0), RIGHT, format_figure(100 * share, 0, grouping=False)
                )

    def _draw_sides(
        self,
        painter: QPainter,
        measures: Measures,
        size: QSizeF,
        offset: QPointF,
        rows: Iterable[int],
        columns: Iterable[int],
        chosen: tuple[int, int],
    ) -> None:
        colours, (down, across) = theme(), self.heat.sides
        paper, lit = QColor(colours.paper), QColor(colours.chosen)
        ink, quiet = QColor(colours.ink), QColor(colours.secondary)
        metrics, pointed = QFontMetricsF(self.font()), self._pointed()
        painter.save()
        painter.setClipRect(
            QRectF(0, measures.head, measures.names, size.height()), Qt.ClipOperation.IntersectClip
        )
        painter.setFont(self.font())
        for row in rows:
            place = QRectF(
                0, measures.head + row * measures.height - offset.y(), measures.names, measures.height
            )
            painter.fillRect(place, lit if row in (chosen[0], pointed[0]) else paper)
            painter.setPen(ink)
            text = metrics.elidedText(down[row], Qt.TextElideMode.ElideRight, measures.names - 12)
            painter.drawText(place.adjusted(4, 0, -6, 0), LEFT, text)
        painter.restore()
        painter.save()
        painter.setClipRect(
            QRectF(measures.names, 0, size.width(), measures.head), Qt.ClipOperation.IntersectClip
        )
        painter.setFont(chart_font())
        for column in columns:
            place = QRectF(
                measures.names + column * measures.width - offset.x(), 0, measures.width, measures.head
            )
            if column in (chosen[1], pointed[1]):
                painter.fillRect(place, lit)
            painter.setPen(ink if column == chosen[1] else quiet)
            words, _ = self._head(across[column], measures.width)
            painter.drawText(place.adjusted(3, 0, -3, -4), _WRAP, words)
        painter.restore()

    def _at(self, point: QPointF) -> tuple[int, int] | None:
        """The row and column at a point of the viewport; -1 for that of the names or of the head."""
        measures, offset = self.measures(self.seen()), self.offset
        down, across = self.heat.sides
        row = (
            -1
            if point.y() < measures.head
            else int((point.y() + offset.y() - measures.head) // measures.height)
        )
        column = (
            -1
            if point.x() < measures.names
            else int((point.x() + offset.x() - measures.names) // measures.width)
        )
        return (row, column) if row < len(down) and column < len(across) else None

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The series of a cell; of a name, the region or indicator with whatever else is looked at."""
        at, heat, chosen = self._at(point), self.heat, self.workspace.selection.series
        if at is None or at == (-1, -1):
            return None
        row, column = at
        if row >= 0 and column >= 0:
            return heat.series(row, column) if heat.position[row, column] >= 0 else None
        named = heat.series(max(row, 0), max(column, 0))
        if (row >= 0) != heat.turned:
            return chosen._replace(region=named.region)
        return chosen._replace(indicator=named.indicator)

    def region_at(self, point: QPointF) -> str:
        """The region of the row or column."""
        at = self._at(point)
        place = -1 if at is None else self.heat.region(*at)
        return self.heat.cells.regions[place] if place >= 0 else ""

    def tip_at(self, point: QPointF) -> str:
        """The target's exact figures; a whole name."""
        at = self._at(point)
        if at is None or at == (-1, -1):
            return ""
        row, column = at
        down, across = self.heat.sides
        if column < 0:
            return down[row]
        if row < 0:
            return across[column]
        position = int(self.heat.position[row, column])
        return self.figures_of(position) if position >= 0 else ""

    def figures_of(self, position: int) -> str:
        """The exact figures of the target of a cell."""
        return told(self.workspace, position)

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """The cell of a series."""
        place = self.heat.cells.place(series)
        if place is None:
            return None
        row, column = (place[1], place[0]) if self.heat.turned else place
        return self.measures(self.seen()).cell(row, column)

    def stepped(self, key: Qt.Key) -> SeriesKey | None:
        """Arrows go to the next target in their direction, Home and End to the ends of the row."""
        heat = self.heat
        position = heat.position
        if not position.size:
            return None
        place = heat.cells.place(self.workspace.selection.series)
        if place is not None and heat.turned:
            place = place[1], place[0]
        if place is None:
            first = np.argwhere(position >= 0)[0]
            known = key in ARROWS or key in (Qt.Key.Key_Home, Qt.Key.Key_End)
            return heat.series(int(first[0]), int(first[1])) if known else None
        row, column = place
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            aimed = np.flatnonzero(position[row] >= 0)
            return heat.series(row, int(aimed[0 if key == Qt.Key.Key_Home else -1]))
        if key not in ARROWS:
            return None
        down, across = ARROWS[key]
        row, column = row + down, column + across
        while 0 <= row < position.shape[0] and 0 <= column < position.shape[1]:
            if position[row, column] >= 0:
                return heat.series(row, column)
            row, column = row + down, column + across
        return heat.series(*place)


def _high(text: str, width: float) -> float:
    """How high a head is, set in a width (pixels)."""
    return chart_metrics().boundingRect(QRectF(0, 0, width, 1000), _WRAP, text).height()
