"""Tiles painted: a square a region with its name, its figure and the mark of its status."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.charts.axes import chart_font, chart_metrics
from npfdesk.ui.charts.gap_rows import told
from npfdesk.ui.look.colours import blended, status_colour, status_tint, theme
from npfdesk.ui.look.language import named, tr, unit_of
from npfdesk.ui.look.marks import paint_mark
from npfdesk.ui.look.repainting import Parts
from npfdesk.ui.look.style import scaled
from npfdesk.ui.views.canvas import ARROWS, LEFT, RIGHT, Canvas
from npfdesk.ui.views.regional_standing import Standing
from npfdesk.ui.views.tile_layout import Placed, blocks, shelved, stated
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
_STATUSES = tuple(Status)
LEAST, GAP = 46.0, 3.0
_MOST, _HEAD, _TWO_LINES = 118.0, 20.0, 70.0
_NAMED = 108.0
"""How wide a tile is made for the sake of its name at most (pixels)."""
_WRAPPED = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class Tile(NamedTuple):
    """A region's tile: its name, its figure in the year looked at (None: no series), and how its target stands."""

    region: str
    name: str
    figure: float | None
    standing: Standing | None


class Tiles(Mapping[str, Tile]):
    """The tiles of regions, each made when it is asked for, since few of thousands are seen.

    `codes` and `names` (region,); `figures` (region,), of those that `counted` (region,) marks; `positions` (region,) of their targets
    (-1: none) with their `status` (target,).
    """

    def __init__(
        self,
        codes: Mapping[str, int],
        names: Sequence[str],
        figures: FloatArray,
        counted: BoolArray,
        positions: IntArray,
        status: NDArray[np.uint8],
    ) -> None:
        self.codes, self.names = codes, names
        self.figures, self.counted, self.positions, self._status = figures, counted, positions, status

    def moved(self, before: Tiles) -> list[str]:
        """The regions whose figure or status is another than before, of the same regions and targets."""
        then, now = before.figures, self.figures
        other = (then != now) & ~(np.isnan(then) & np.isnan(now))
        other |= (self.positions >= 0) & (before._status[self.positions] != self._status[self.positions])
        places = other.nonzero()[0].tolist()
        codes = tuple(self.codes) if places else ()
        return [codes[place] for place in places]

    def __getitem__(self, region: str) -> Tile:
        """A region's tile."""
        place = self.codes[region]
        position = int(self.positions[place])
        figure = float(self.figures[place]) if self.counted[place] else None
        standing = Standing(position, _STATUSES[self._status[position]]) if position >= 0 else None
        return Tile(region, self.names[place], figure, standing)

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)


class TileCanvas(Canvas):
    """Squares where the workbook places the regions, or in blocks, one for each parent. Arrows go to the tile beside."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.tiles: Mapping[str, Tile] = MappingProxyType({})
        self.indicator: Indicator | None = None
        # the regions in sight when its parts were last told apart, with their numbers
        self._parted: dict[str, int] = {}
        self._least = LEAST
        self._measured: tuple[Sequence[str], QFontMetricsF] | None = None
        self._kept: tuple[tuple[Region, ...], QSizeF, dict[str, QRectF]] | None = None
        # the blocks and how wide a tile is, as the places were laid out
        self._heads: tuple[tuple[Placed, ...], float] = ((), 0.0)
        self._sides: tuple[dict[str, QRectF], tuple[str, ...], FloatArray] | None = None

    def show_tiles(self, tiles: Mapping[str, Tile], indicator: Indicator | None) -> None:
        """Show other tiles, in the next frame."""
        self.tiles, self.indicator = tiles, indicator
        names = tiles.names if isinstance(tiles, Tiles) else [tile.name for tile in tiles.values()]
        metrics = chart_metrics()
        if self._measured is not None and self._measured[0] is names and self._measured[1] is metrics:
            return
        self._measured = (names, metrics)
        widest = max(map(metrics.horizontalAdvance, names), default=0.0)
        least = max(LEAST, min(widest + 17 + GAP, scaled(_NAMED)))
        if least != self._least:
            self._least, self._kept = least, None

    def show_again(self, tiles: Tiles) -> None:
        """Show the same regions, by the same targets, of which few may have other figures."""
        before, self.tiles = self.tiles, tiles
        moved = tiles.moved(before) if isinstance(before, Tiles) else list(tiles)
        seen = self._parted
        self.follow({seen[code]: _said(tiles[code]) for code in moved if code in seen})

    def shown(self) -> list[Tile]:
        """The tiles in their order."""
        return [self.tiles[code] for code in self._places()]

    def laid_out(self) -> tuple[tuple[Placed, ...], float, float]:
        """The blocks (none where the workbook places the regions), and how wide and high a tile is (pixels)."""
        size = self.seen()
        if where := stated(self.workspace.plan.own_regions):
            width = size.width() / (1 + max(column for column, _ in where.values()))
            height = (size.height() - 2) / (1 + max(row for _, row in where.values()))
            return (), min(max(width, self._least), 1.7 * _MOST), min(max(height, LEAST), _MOST)
        found = blocks(self.workspace.plan.own_regions, 0.72 * size.width() / max(size.height(), 1.0))
        # as many to a row as have room for their names: the rest is scrolled to
        most = max(int(size.width() // self._least), 1)
        found = tuple(replace(one, columns=min(one.columns, most)) for one in found)
        if len(found) == 1:
            placed = shelved(found, found[0].columns)
            width = size.width() / found[0].columns
            height = (size.height() - scaled(_HEAD) - 2) / found[0].rows
            return placed, min(max(width, self._least), 1.7 * _MOST), min(max(height, LEAST), _MOST)
        wide = max(LEAST + 14, self._least)
        across = max(int(size.width() // wide), max((one.columns for one in found), default=1))
        return shelved(found, across), wide, LEAST

    def _places(self) -> dict[str, QRectF]:
        """Where each region's tile stands in the whole; kept while regions and size are the same."""
        regions, size = self.workspace.plan.own_regions, self.seen()
        if self._kept is None or self._kept[0] is not regions or self._kept[1] != size:
            self._kept = (regions, size, self._placed())
        return self._kept[2]

    def _placed(self) -> dict[str, QRectF]:
        placed, width, height = self.laid_out()
        self._heads = (placed, width)
        if where := stated(self.workspace.plan.own_regions):
            return {
                code: QRectF(column * width, row * height, width - GAP, height - GAP)
                for code, (column, row) in where.items()
            }
        return {
            code: QRectF(
                (one.column + number % one.block.columns) * width,
                one.heads * scaled(_HEAD) + (one.row + number // one.block.columns) * height,
                width - GAP,
                height - GAP,
            )
            for one in placed
            for number, code in enumerate(one.block.regions)
        }

    def content(self, size: QSizeF) -> QSizeF:
        """All blocks."""
        sides = self._laid()
        return QSizeF(float(sides[:, 2].max(initial=0.0)), float(sides[:, 3].max(initial=0.0)) + 1)

    def _laid(self) -> FloatArray:
        """The sides (tile, 4) of the places, left, top, right and bottom, in their order; kept with them."""
        places = self._places()
        if self._sides is None or self._sides[0] is not places:
            sides = [(one.left(), one.top(), one.right(), one.bottom()) for one in places.values()]
            self._sides = (places, tuple(places), np.array(sides, dtype=np.float64).reshape(-1, 4))
        return self._sides[2]

    def _within(self, frame: QRectF) -> list[str]:
        """The regions whose tiles a frame of the whole meets, in their order (pixels)."""
        sides = self._laid()
        met = (sides[:, 0] < frame.right()) & (sides[:, 2] > frame.left())
        met &= (sides[:, 1] < frame.bottom()) & (sides[:, 3] > frame.top())
        assert self._sides is not None
        return [self._sides[1][place] for place in np.flatnonzero(met).tolist()]

    def parts(self) -> Parts:
        """The tiles in sight: figure and status."""
        places, offset, outlines = self._places(), self.offset, self.workspace.outlines
        seen = self._within(QRectF(offset, self.seen()))
        tiles = [self.tiles[code] for code in seen]
        self._parted = {code: number for number, code in enumerate(seen)}

        def place(part: int) -> QRectF:
            # the pen of an outline reaches beyond it
            beyond = 0 if outlines is None else 2
            return places[seen[part]].translated(-offset).adjusted(-beyond, -beyond, beyond, beyond)

        regions = self.workspace.plan.own_regions
        ground = (
            self.surroundings(),
            regions,
            outlines,
            self._least,
            [tile.name for tile in tiles],
            self.indicator,
        )
        return Parts(ground, [_said(tile) for tile in tiles], place)

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The tiles in sight, with the name of the parent over each block."""
        plan, colours = self.workspace.plan, theme()
        places = self._places()
        placed, width = self._heads
        painter.setFont(chart_font())
        for one in placed:
            parent = plan.region_by_code.get(one.block.parent)
            if parent is not None and one.block.regions:
                place = places[one.block.regions[0]].translated(-offset)
                painter.setPen(QColor(colours.secondary))
                room = one.block.columns * width
                if not self.wants(QRectF(place.left(), place.top() - scaled(_HEAD), room, scaled(_HEAD))):
                    continue
                head = chart_metrics().elidedText(named(parent), Qt.TextElideMode.ElideRight, room)
                painter.drawText(
                    QRectF(place.left(), place.top() - scaled(_HEAD), room, scaled(_HEAD) - 3), LEFT, head
                )
        for code in self._within(self.wanted(size).translated(offset)):
            place = places[code].translated(-offset)
            if self.wants(place):
                self._draw_tile(painter, self.tiles[code], place)

    def _draw_tile(self, painter: QPainter, tile: Tile, place: QRectF) -> None:
        colours, metrics = theme(), QFontMetricsF(self.font())
        ink, quiet, paper = QColor(colours.ink), QColor(colours.secondary), QColor(colours.paper)
        status = tile.standing.status if tile.standing is not None else None
        painter.fillRect(place, status_tint(status) if status is not None else QColor(colours.panel))
        if status is not None:
            # a strong edge, so that the colour is seen from afar
            edge = QRectF(place.left(), place.top(), 3, place.height())
            painter.fillRect(edge, blended(status_colour(status), paper, 0.9))
        wide = place.height() >= 64
        name = place.adjusted(10, 4 if wide else 2, -6, 0)
        name.setHeight(20)
        painter.setFont(self.font() if wide else chart_font())
        painter.setPen(ink if tile.figure is not None else quiet)
        measure = metrics if wide else chart_metrics()
        if place.height() >= scaled(_TWO_LINES) and measure.horizontalAdvance(tile.name) > name.width():
            # a long name takes two lines before it is cut
            name.setHeight(2 * measure.height())
            text = measure.elidedText(tile.name, Qt.TextElideMode.ElideRight, 1.7 * name.width())
            painter.drawText(name, _WRAPPED, text)
        else:
            text = measure.elidedText(tile.name, Qt.TextElideMode.ElideRight, name.width())
            painter.drawText(name, LEFT, text)
        figure = place.adjusted(10, 0, -8, -4)
        figure.setTop(place.bottom() - 24)
        if status is not None:
            paint_mark(painter, status, QPointF(place.left() + 16, figure.center().y()), 12)
        if tile.figure is not None and self.indicator is not None:
            painter.setPen(quiet if status is Status.GREY or not np.isfinite(tile.figure) else ink)
            text = format_figure(tile.figure, self.indicator.decimals)
            # one that does not fit is not cut: it is in the tip
            if measure.horizontalAdvance(text) <= figure.width() - 14:
                painter.drawText(figure, RIGHT, text)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if tile.region == self.workspace.selection.region:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRect(place.adjusted(1, 1, -1, -1))
        elif tile.region == self.workspace.hovered_region:
            painter.setPen(QPen(ink, 1))
            painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def _at(self, point: QPointF) -> Tile | None:
        there = point + self.offset
        found = [code for code, place in self._places().items() if place.contains(there)]
        return self.tiles[found[-1]] if found else None

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The series of a tile's region."""
        tile = self._at(point)
        return None if tile is None else self.workspace.selection.series._replace(region=tile.region)

    def tip_at(self, point: QPointF) -> str:
        """The exact figures of a tile."""
        tile = self._at(point)
        if tile is None:
            return ""
        if tile.standing is not None:
            return told(self.workspace, tile.standing.position)
        if tile.figure is None or self.indicator is None:
            return f"{tile.name}\n{tr('TileMap', 'no such series')}"
        figure = format_figure(tile.figure, self.indicator.decimals, unit_of(self.indicator))
        return f"{tile.name}\n{self.workspace.year}: {figure}"

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """The tile of a series' region."""
        return self._places().get(series.region)

    def stepped(self, key: Qt.Key) -> SeriesKey | None:
        """The nearest tile in an arrow's direction; the first where none is chosen."""
        places = self._places()
        if not places or (key not in ARROWS and key not in (Qt.Key.Key_Home, Qt.Key.Key_End)):
            return None
        chosen = self.workspace.selection.series
        here = places.get(chosen.region)
        if key not in ARROWS or here is None:
            return chosen._replace(region=list(places)[-1 if key == Qt.Key.Key_End else 0])
        down, across = ARROWS[key]
        best, least = chosen.region, float("inf")
        for code, place in places.items():
            step = place.center() - here.center()
            forward = step.x() * across + step.y() * down
            aside = abs(step.x() * down) + abs(step.y() * across)
            if forward > 1 and forward + 4 * aside < least:
                best, least = code, forward + 4 * aside
        return chosen._replace(region=best)


def _said(tile: Tile) -> object:
    """All of a tile that an edit can move and that is painted: every figure that is none is written alike."""
    figure = tile.figure if tile.figure is None or math.isfinite(tile.figure) else math.inf
    return figure, tile.standing.status if tile.standing is not None else None
