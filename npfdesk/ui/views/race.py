"""The ranking's surface: a line a region from rank to rank, the one looked at before the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.charts.axes import chart_font, chart_metrics, year_ticks
from npfdesk.ui.charts.labels import spread
from npfdesk.ui.colours import blended, theme
from npfdesk.ui.language import tr
from npfdesk.ui.marks import paint_mark
from npfdesk.ui.style import scaled
from npfdesk.ui.views.canvas import LEFT, MIDDLE, RIGHT, Canvas
from npfdesk.ui.views.standing import Standing
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_LOWEST, _HIGHEST = 17.0, 44.0
_TOP, _BOTTOM, _LEFT = 10.0, 24.0, 30.0
_MANY, _NEAR = 300, 400.0


@dataclass(frozen=True, eq=False)
class Race:
    """Regions in their order over years: `values`, `grown` (growth, in `unit`) and `ranks` are (region, year).

    `statuses` are how each region's target stands (None: it has none); `last_observed` the year after which
    figures are projected.
    """

    regions: tuple[str, ...]
    names: tuple[str, ...]
    rows: IntArray
    years: IntArray
    values: FloatArray
    grown: FloatArray
    ranks: FloatArray
    statuses: tuple[Standing | None, ...]
    last_observed: int
    less_is_better: bool
    unit: str
    indicator: Indicator

    @property
    def span(self) -> tuple[int, ...]:
        """The years in which anybody has a rank, without a hole."""
        known = np.flatnonzero(np.isfinite(self.ranks).any(axis=0))
        return tuple(int(year) for year in self.years[known[0] : known[-1] + 1])


@dataclass(frozen=True)
class Track:
    """Where ranks and years are drawn (pixels of the whole)."""

    left: float
    right: float
    row: float
    first: int
    last: int

    def x(self, year: float) -> float:
        """The pixel of a year."""
        return self.left + (year - self.first) / max(self.last - self.first, 1) * (self.right - self.left)

    def y(self, rank: Any) -> Any:
        """The pixel of a rank, or of an array of them."""
        return _TOP + (rank - 0.5) * self.row


class RaceCanvas(Canvas):
    """A click looks at a region; up and down go to the one ranked before or after it in the year looked at."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.race: Race | None = None
        self._spread: tuple[Race, tuple[float, float, float], list[float]] | None = None
        self._widest: tuple[QFontMetricsF, tuple[str, ...], float] | None = None

    def track(self, size: QSizeF) -> Track:
        """How the surface is divided where so much of it is in sight."""
        race = self.race
        assert race is not None
        names = min(self._names() + 34, 0.45 * size.width())
        room = size.height() - _TOP - scaled(_BOTTOM)
        row = min(max(room / max(len(race.regions), 1), scaled(_LOWEST)), scaled(_HIGHEST))
        span = race.span
        return Track(scaled(_LEFT), max(size.width() - names, scaled(_LEFT) + 40), row, span[0], span[-1])

    def _names(self) -> float:
        """The widest name with its rank (pixels); kept while the names are the same."""
        assert self.race is not None
        names, metrics = self.race.names, chart_metrics(strong=True)
        if self._widest is None or self._widest[0] is not metrics or self._widest[1] != names:
            self._widest = (
                metrics,
                names,
                max((metrics.horizontalAdvance(f"{name} 888") for name in names), default=0.0),
            )
        return self._widest[2]

    def content(self, size: QSizeF) -> QSizeF:
        """All ranks."""
        if self.race is None:
            return size
        return QSizeF(
            size.width(), _TOP + len(self.race.regions) * self.track(size).row + scaled(_BOTTOM)
        ).expandedTo(QSizeF(0, 0))

    def _place(self, region: str) -> int:
        return (
            self.race.regions.index(region) if self.race is not None and region in self.race.regions else -1
        )

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The years, then the lines, those of the region looked at and of that pointed at last."""
        race = self.race
        if race is None:
            return
        track = self.track(self.seen())
        chosen = self._place(self.workspace.selection.region)
        pointed = self._place(self.workspace.pointed_region)
        floor = min(size.height(), self.content(self.seen()).height()) - scaled(_BOTTOM)
        painter.save()
        painter.setClipRect(QRectF(0, 0, size.width(), floor + 1), Qt.ClipOperation.IntersectClip)
        self._draw_grid(painter, track, offset, floor)
        ends = self._ends(track, offset.y(), offset.y() + size.height())
        # of thousands of lines those that come into sight are drawn
        top, bottom = (offset.y() - _TOP) / track.row, (offset.y() + size.height() - _TOP) / track.row
        with np.errstate(invalid="ignore"):
            seen = np.asarray(
                (race.ranks >= top - 0.5).any(axis=1) & (race.ranks <= bottom + 1.5).any(axis=1)
            )
        order = [place for place in np.flatnonzero(seen).tolist() if place not in (chosen, pointed)]
        last = [one for one in dict.fromkeys((pointed, chosen)) if one >= 0 and seen[one]]
        for place in [*order, *last]:
            self._draw_line(painter, track, offset, place, ends[place], place == chosen, place == pointed)
        painter.restore()
        self._draw_years(painter, track, floor)

    def _draw_grid(self, painter: QPainter, track: Track, offset: QPointF, floor: float) -> None:
        race, colours = self.race, theme()
        assert race is not None
        hairline, quiet = QColor(colours.hairline), QColor(colours.secondary)
        if track.first <= self.workspace.year <= track.last:
            x = track.x(self.workspace.year)
            painter.fillRect(QRectF(x - 9, 0, 18, floor), QColor(colours.panel))
        painter.setFont(chart_font())
        first = max(1, int((offset.y() - _TOP) // track.row))
        for rank in range(first, len(race.regions) + 1):
            y = track.y(rank) - offset.y()
            if y > floor + track.row:
                break
            painter.setPen(QPen(hairline, 1))
            painter.drawLine(QPointF(track.left, round(y) + 0.5), QPointF(track.right, round(y) + 0.5))
            painter.setPen(quiet)
            painter.drawText(QRectF(0, y - 9, track.left - 12, 18), RIGHT, str(rank))

    def _draw_years(self, painter: QPainter, track: Track, floor: float) -> None:
        colours = theme()
        quiet, ink = QColor(colours.secondary), QColor(colours.ink)
        measure = chart_metrics().horizontalAdvance
        painter.setPen(QPen(blended(quiet, QColor(colours.paper), 0.55), 1))
        painter.drawLine(QPointF(track.left - 8, floor + 0.5), QPointF(track.right + 8, floor + 0.5))
        painter.setFont(chart_font())
        needed = measure("2025") + 12
        marked = frozenset({self.workspace.plan.base_year, self.workspace.year})
        for year in year_ticks(track.first, track.last, marked, track.right - track.left, needed):
            painter.setPen(ink if year == self.workspace.year else quiet)
            painter.drawText(QRectF(track.x(year) - needed, floor + 5, 2 * needed, 16), MIDDLE, str(year))

    def _ends(self, track: Track, top: float, bottom: float) -> list[float]:
        """Where the names stand (pixels of the whole): at the lines' ends, apart where ranks are shared.

        Of thousands only those that end between `top` and `bottom`, or near there, are moved apart.
        """
        race = self.race
        assert race is not None
        if len(race.ranks) <= _MANY:
            top, bottom = -np.inf, np.inf
        where = (track.row, top, bottom)
        if self._spread is not None and self._spread[0] is race and self._spread[1] == where:
            return self._spread[2]
        known = np.isfinite(race.ranks)
        last = race.ranks.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
        final = race.ranks[np.arange(len(race.ranks)), last]
        wanted = track.y(np.where(np.isfinite(final), final, len(race.regions)))
        first, lowest = track.y(1), track.y(max(len(race.regions), 1))
        near = np.flatnonzero((wanted >= top - _NEAR) & (wanted <= bottom + _NEAR))
        ends = wanted.astype(np.float64)
        ends[near] = spread(wanted[near].tolist(), min(track.row, 16.0), first, lowest)
        self._spread = (race, where, ends.tolist())
        return self._spread[2]

    def _draw_line(
        self,
        painter: QPainter,
        track: Track,
        offset: QPointF,
        place: int,
        end: float,
        chosen: bool,
        pointed: bool,
    ) -> None:
        race, colours = self.race, theme()
        assert race is not None
        paper = QColor(colours.paper)
        colour = (
            QColor(colours.accent)
            if chosen
            else QColor(colours.ink)
            if pointed
            else blended(QColor(colours.secondary), paper, 0.55)
        )
        strong = chosen or pointed
        width = 2.6 if chosen else 2.0 if pointed else 1.4
        known = np.flatnonzero(np.isfinite(race.ranks[place]))
        years, heights = race.years[known], race.ranks[place][known]
        points = [
            QPointF(track.x(int(year)), track.y(float(rank)) - offset.y())
            for year, rank in zip(years, heights, strict=True)
        ]
        seen = [point for point, year in zip(points, years, strict=True) if year <= race.last_observed]
        coming = points[max(len(seen) - 1, 0) :]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, width))
        painter.drawPolyline(QPolygonF(seen))
        dashed = QPen(colour, width)
        dashed.setDashPattern([4, 2])
        painter.setPen(dashed)
        painter.drawPolyline(QPolygonF(coming))
        painter.setPen(QPen(paper, 1))
        painter.setBrush(colour)
        radius = 4.0 if strong else 3.0
        if track.x(track.first + 1) - track.x(track.first) > 3 * radius:
            for point in points:
                painter.drawEllipse(point, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        y = end - offset.y()
        left, last = track.right + 12, points[-1]
        if abs(last.y() - y) > 3 or last.x() < track.right - 1:
            painter.setPen(QPen(blended(colour, paper, 0.5), 1))
            painter.drawLine(last + QPointF(5, 0), QPointF(left - 3, y))
        standing = race.statuses[place]
        if standing is not None:
            paint_mark(painter, standing.status, QPointF(left + 6, y), 10)
        text, metrics = f"{heights[-1]:.0f}  {race.names[place]}", chart_metrics(strong=strong)
        room = self.seen().width() - left - 18
        painter.setFont(chart_font(strong=strong))
        painter.setPen(QColor(colours.accent) if chosen else QColor(colours.ink))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left + 16, y - 9, room, 18), LEFT, shown)

    def _nearest(self, point: QPointF) -> tuple[int, int] | None:
        """The region and the column of the year nearest to a point of the viewport."""
        race = self.race
        if race is None:
            return None
        track = self.track(self.seen())
        at = point + self.offset
        if point.x() > track.right + 8:
            ends = np.array(self._ends(track, self.offset.y(), self.offset.y() + self.seen().height()))
            place = int(np.argmin(np.abs(ends - at.y())))
            return (place, track.last - int(race.years[0])) if abs(ends[place] - at.y()) <= 9 else None
        share = (at.x() - track.left) / max(track.right - track.left, 1)
        year = min(max(round(track.first + share * (track.last - track.first)), track.first), track.last)
        column = year - int(race.years[0])
        distance = np.abs(_TOP + (race.ranks[:, column] - 0.5) * track.row - at.y())
        if not np.isfinite(distance).any():
            return None
        place = int(np.nanargmin(distance))
        return (place, column) if distance[place] <= track.row / 2 + 1 else None

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The region whose line or name is there."""
        found = self._nearest(point)
        if found is None or self.race is None:
            return None
        return self.workspace.selection.series._replace(region=self.race.regions[found[0]])

    def tip_at(self, point: QPointF) -> str:
        """Rank, figure and growth of the year pointed at."""
        found, race = self._nearest(point), self.race
        if found is None or race is None:
            return ""
        place, column = found
        indicator = race.indicator
        ranked = int(np.isfinite(race.ranks[:, column]).sum())
        rank = tr("Ranking", "{year}: rank {rank} of {count}").format(
            year=int(race.years[column]), rank=f"{race.ranks[place, column]:.0f}", count=ranked
        )
        lines = [
            race.names[place],
            rank,
            format_figure(race.values[place, column], indicator.decimals, indicator.unit),
        ]
        if np.isfinite(race.grown[place, column]):
            lines.append(format_figure(race.grown[place, column], 2, race.unit))
        return "\n".join(lines)

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """The rank of a region in the year looked at."""
        place, race = self._place(series.region), self.race
        if place < 0 or race is None:
            return None
        rank = race.ranks[place, self._column()]
        track = self.track(self.seen())
        return QRectF(0, track.y(rank) - track.row, 1, 2 * track.row) if np.isfinite(rank) else None

    def _column(self) -> int:
        race = self.race
        assert race is not None
        return min(max(self.workspace.year - int(race.years[0]), 0), len(race.years) - 1)

    def stepped(self, key: Qt.Key) -> SeriesKey | None:
        """The region ranked before or after, the first and the last of the year looked at."""
        race = self.race
        if race is None:
            return None
        column = race.ranks[:, self._column()]
        order = [int(place) for place in np.argsort(column, kind="stable") if np.isfinite(column[place])]
        if not order:
            return None
        place = self._place(self.workspace.selection.region)
        at = order.index(place) if place in order else -1
        wanted = {
            Qt.Key.Key_Up: max(at - 1, 0),
            Qt.Key.Key_Down: min(at + 1, len(order) - 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(order) - 1,
        }.get(key)
        if wanted is None:
            return None
        return self.workspace.selection.series._replace(region=race.regions[order[wanted]])
