"""The ranking's surface: a line a region from rank to rank, the one looked at before the others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from npfdesk.engine.analyses.ranks import growth
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.rounding import rounded_text
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.report.chart_axes import FigureTicks
from npfdesk.ui.charts.axes import Axes, AxesItem, Frame, Ground, chart_metrics, years_below
from npfdesk.ui.charts.items import USUAL, DotGroup
from npfdesk.ui.charts.labels import Placed, spread
from npfdesk.ui.charts.plot import GAP, Plot
from npfdesk.ui.look.colours import blended, theme
from npfdesk.ui.look.language import tr, unit_of
from npfdesk.ui.look.repainting import Parts
from npfdesk.ui.look.style import scaled
from npfdesk.ui.views.canvas import Canvas
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_LOWEST, _HIGHEST = 17.0, 44.0
_TOP, _BOTTOM, _LEFT, _BESIDE = 10.0, 26.0, 30.0, 6.0
_MANY, _NEAR = 300, 400.0


@dataclass(frozen=True, eq=False)
class Race:
    """Regions in their order over years: `values` and `ranks` are (region, year), `unit` is what their growth is in.

    `lights` (region,) are the codes of how each region's target stands (-1: it has none); `last_observed` the year after which
    figures are projected.
    """

    regions: tuple[str, ...]
    names: tuple[str, ...]
    rows: IntArray
    years: IntArray
    values: FloatArray
    ranks: FloatArray
    lights: IntArray
    last_observed: int
    less_is_better: bool
    unit: str
    indicator: Indicator

    @cached_property
    def span(self) -> tuple[int, ...]:
        """The years in which anybody has a rank, without a hole."""
        known = np.flatnonzero(np.isfinite(self.ranks).any(axis=0))
        return tuple(int(year) for year in self.years[known[0] : known[-1] + 1])


class RaceCanvas(Canvas):
    """A click looks at a region; up and down go to the one ranked before or after it in the year looked at."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.race: Race | None = None
        self.plot, self.years = Plot(), AxesItem()
        # the quiet lines, that of the region pointed at, that of the one looked at; observed and projected
        self.curves = tuple((self.plot.curve(), self.plot.curve()) for _ in range(3))
        self._spread: tuple[Race, tuple[float, float, float], list[float]] | None = None
        self._widest: tuple[QFontMetricsF, tuple[str, ...], float] | None = None

    def track(self, size: QSizeF) -> Frame:
        """Where ranks and years are drawn in the whole, where so much of it is in sight."""
        race = self.race
        assert race is not None
        names = min(self._names() + 34, 0.45 * size.width())
        room = size.height() - _TOP - scaled(_BOTTOM)
        count = max(len(race.regions), 1)
        row = min(max(room / count, scaled(_LOWEST)), scaled(_HIGHEST))
        first, last = race.span[0], race.span[-1]
        width = max(size.width() - names - scaled(_LEFT), 40.0)
        # the dots of the first and of the last year stand off the ends of the rules
        beside = _BESIDE / width * max(last - first, 1)
        area = QRectF(scaled(_LEFT) - _BESIDE, _TOP, width + 2 * _BESIDE, count * row)
        ticks = FigureTicks(count + 0.5, 0.5, (), ())
        whole = QRectF(QPointF(0, 0), QSizeF(size.width(), area.bottom()))
        return Frame(whole, area, first - beside, last + beside, ticks)

    def _row(self, track: Frame) -> float:
        """How high a rank is (pixels)."""
        return track.area.height() / max(len(self.race.regions) if self.race is not None else 1, 1)

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
        return QSizeF(size.width(), self.track(size).area.bottom() + scaled(_BOTTOM)).expandedTo(QSizeF(0, 0))

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
        row = self._row(track)
        floor = min(size.height(), self.content(self.seen()).height()) - scaled(_BOTTOM)
        top, bottom = self._sight(row, size, offset)
        seen = _seen(race, top, bottom)
        ranks = range(max(1, int(top)), min(len(race.regions), int(bottom) + 2) + 1)
        ticks = replace(track.ticks, values=tuple(map(float, ranks)), texts=tuple(map(str, ranks)))
        frame = replace(
            track,
            whole=QRectF(QPointF(0, 0), size),
            area=track.area.translated(0, -offset.y()),
            ticks=ticks,
        )
        self.plot.lay(frame)
        self.plot.axes.put(Axes(grounds=self._year_ground(frame), ruled=False), frame)
        self._set_lines(
            race, frame, seen, self._ends(track, offset.y(), offset.y() + size.height()), offset.y()
        )
        painter.save()
        painter.setClipRect(QRectF(0, 0, size.width(), floor + 1), Qt.ClipOperation.IntersectClip)
        self.plot.paint(painter)
        painter.restore()
        area = QRectF(QPointF(track.area.left(), 0), QPointF(track.area.right(), floor))
        below = replace(frame, area=area, ticks=replace(ticks, values=(), texts=()))
        marked = (self.workspace.plan.base_year,)
        self.years.put(Axes(below=years_below(below, (self.workspace.year,), marked)), below)
        self.years.paint(painter)

    @staticmethod
    def _sight(row: float, size: QSizeF, offset: QPointF) -> tuple[float, float]:
        """The first and the last rank in sight."""
        return (offset.y() - _TOP) / row, (offset.y() + size.height() - _TOP) / row

    def parts(self) -> Parts | None:
        """All of it is one: an edit that moves nobody past another, in sight, changes nothing."""
        race = self.race
        if race is None:
            return None
        size, offset = self.seen(), self.offset
        track = self.track(size)
        row = self._row(track)
        seen = _seen(race, *self._sight(row, size, offset))
        wanted = self._wanted(race, track)
        few = len(race.ranks) <= _MANY
        near = self._near(wanted, *((-np.inf, np.inf) if few else (offset.y(), offset.y() + size.height())))
        ground = (
            self.surroundings(),
            race.regions,
            race.names,
            (row, track.first, track.last, race.last_observed, race.years.tobytes()),
            (seen.tobytes(), race.ranks[seen].tobytes(), race.lights[seen].tobytes()),
            (near.tobytes(), wanted[near].tobytes()),
        )
        return Parts(ground, (), lambda _: QRectF())

    def _year_ground(self, frame: Frame) -> tuple[Ground, ...]:
        """The year looked at, lit from the first rank to the last."""
        year = self.workspace.year
        if not frame.holds(year):
            return ()
        half = 9.0 * (frame.last - frame.first) / frame.area.width()
        low, high = frame.ticks.low, frame.ticks.high
        return (Ground(year - half, year + half, low, high, QColor(theme().panel)),)

    def _set_lines(
        self, race: Race, frame: Frame, seen: NDArray[np.bool_], ends: list[float], scrolled: float
    ) -> None:
        """Lines, dots and names of the regions in sight, the strong ones last."""
        colours = theme()
        chosen = self._place(self.workspace.selection.region)
        pointed = self._place(self.workspace.hovered_region)
        pointed = -1 if pointed == chosen else pointed
        quiet = [one for one in np.flatnonzero(seen).tolist() if one not in (chosen, pointed)]
        paper = QColor(colours.paper)
        dots, labels = [], []
        for curves, places, colour, width, radius in (
            (self.curves[0], quiet, blended(QColor(colours.secondary), paper, 0.55), USUAL, 3.0),
            (self.curves[1], [one for one in (pointed,) if one >= 0 and seen[one]], QColor(colours.ink), 2.0, 4.0),
            (self.curves[2], [one for one in (chosen,) if one >= 0 and seen[one]], QColor(colours.accent), 2.6, 4.0),
        ):  # fmt: skip
            ways = [self._way(race, one) for one in places]
            for curve, style, parts in (
                (curves[0], Qt.PenStyle.SolidLine, [one[0] for one in ways]),
                (curves[1], Qt.PenStyle.DashLine, [one[1] for one in ways]),
            ):
                # all lines that look alike are one, broken between them
                points = np.concatenate([np.empty((0, 2)), *parts])
                curve.dress(colour, width, style)
                curve.put(points[:, 0], points[:, 1])
            if frame.x(1) - frame.x(0) > 3 * radius and ways:
                points = np.concatenate([way for one in ways for way in one])
                points = points[np.isfinite(points[:, 1])]
                at = np.stack([frame.x(points[:, 0]), frame.y(points[:, 1])], axis=1)
                dots.append(DotGroup(at, radius, colour, paper))
            strong = curves is not self.curves[0]
            labels += [self._label(race, frame, one, ends[one] - scrolled, strong) for one in places]
        self.plot.dots.put(dots)
        self.plot.ends.put(labels)

    @staticmethod
    def _way(race: Race, place: int) -> tuple[FloatArray, FloatArray]:
        """A region's years and ranks (point, 2), observed and projected, each with a break at its end."""
        known = np.isfinite(race.ranks[place])
        points = np.stack([race.years[known].astype(np.float64), race.ranks[place][known]], axis=1)
        seen = int((points[:, 0] <= race.last_observed).sum())
        gap = np.full((1, 2), np.nan)
        return np.concatenate([points[:seen], gap]), np.concatenate([points[max(seen - 1, 0) :], gap])

    def _label(self, race: Race, frame: Frame, place: int, y: float, strong: bool) -> Placed:
        """A region's mark, rank and name beside the end of its line."""
        known = np.flatnonzero(np.isfinite(race.ranks[place]))
        year, rank = int(race.years[known[-1]]), float(race.ranks[place, known[-1]])
        left = frame.area.right() - _BESIDE + GAP
        chosen = race.regions[place] == self.workspace.selection.region
        light = int(race.lights[place])
        return Placed(
            f"{rounded_text(rank, 0)}  {race.names[place]}",
            QColor(theme().accent if chosen else theme().ink),
            QRectF(left, y - 9, max(frame.whole.right() - left - 2, 10.0), 18),
            frame.point(year, rank),
            strong,
            Status(light) if light >= 0 else None,
        )

    def _ends(self, track: Frame, top: float, bottom: float) -> list[float]:
        """Where the names stand (pixels of the whole): at the lines' ends, apart where ranks are shared.

        Of thousands only those that end between `top` and `bottom`, or near there, are moved apart.
        """
        race = self.race
        assert race is not None
        if len(race.ranks) <= _MANY:
            top, bottom = -np.inf, np.inf
        row = self._row(track)
        where = (row, top, bottom)
        if self._spread is not None and self._spread[0] is race and self._spread[1] == where:
            return self._spread[2]
        wanted = self._wanted(race, track)
        first, lowest = track.y(1.0), track.y(float(max(len(race.regions), 1)))
        near = self._near(wanted, top, bottom)
        ends = wanted.astype(np.float64)
        ends[near] = spread(wanted[near].tolist(), min(row, 16.0), first, lowest)
        self._spread = (race, where, ends.tolist())
        return self._spread[2]

    @staticmethod
    def _wanted(race: Race, track: Frame) -> FloatArray:
        """Where the lines end (region,), in pixels of the whole."""
        known = np.isfinite(race.ranks)
        last = race.ranks.shape[1] - 1 - np.argmax(known[:, ::-1], axis=1)
        final = race.ranks[np.arange(len(race.ranks)), last]
        return track.y(np.where(np.isfinite(final), final, len(race.regions)))

    @staticmethod
    def _near(wanted: FloatArray, top: float, bottom: float) -> IntArray:
        """The places of the lines that end between two heights (pixels of the whole), or near there."""
        return np.flatnonzero((wanted >= top - _NEAR) & (wanted <= bottom + _NEAR))

    def _nearest(self, point: QPointF) -> tuple[int, int] | None:
        """The region and the column of the year nearest to a point of the viewport."""
        race = self.race
        if race is None:
            return None
        track = self.track(self.seen())
        at = point + self.offset
        if point.x() > track.area.right() + 2:
            ends = np.array(self._ends(track, self.offset.y(), self.offset.y() + self.seen().height()))
            place = int(np.argmin(np.abs(ends - at.y())))
            return (place, race.span[-1] - int(race.years[0])) if abs(ends[place] - at.y()) <= 9 else None
        year = min(max(round(track.place_at(at.x())), race.span[0]), race.span[-1])
        column = year - int(race.years[0])
        distance = np.abs(track.y(race.ranks[:, column]) - at.y())
        if not np.isfinite(distance).any():
            return None
        place = int(np.nanargmin(distance))
        return (place, column) if distance[place] <= self._row(track) / 2 + 1 else None

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
            year=int(race.years[column]), rank=rounded_text(race.ranks[place, column], 0), count=ranked
        )
        lines = [
            race.names[place],
            rank,
            format_figure(race.values[place, column], indicator.decimals, unit_of(indicator)),
        ]
        grown = growth(race.values[place : place + 1], indicator.kind.moves_in_points)[0, column]
        if np.isfinite(grown):
            lines.append(format_figure(grown, 2, race.unit))
        return "\n".join(lines)

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """The rank of a region in the year looked at."""
        place, race = self._place(series.region), self.race
        if place < 0 or race is None:
            return None
        rank = race.ranks[place, self._column()]
        track = self.track(self.seen())
        row = self._row(track)
        return QRectF(0, track.y(float(rank)) - row, 1, 2 * row) if np.isfinite(rank) else None

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
        chosen = self.workspace.selection.series
        place = self._place(chosen.region)
        wanted = self.line_after(key, order.index(place) if place in order else -1, len(order))
        return chosen._replace(region=race.regions[order[wanted]]) if wanted is not None else None


def _seen(race: Race, top: float, bottom: float) -> NDArray[np.bool_]:
    """Of thousands of lines those that come into sight between two ranks (region,)."""
    with np.errstate(invalid="ignore"):
        return np.asarray((race.ranks >= top - 0.5).any(axis=1) & (race.ranks <= bottom + 1.5).any(axis=1))
