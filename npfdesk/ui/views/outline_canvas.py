"""The map with outlines: areas in the colour of their status, and tiles below for the regions that have none."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from npfdesk.plan.numbers import format_figure
from npfdesk.plan.outlines import Outlines
from npfdesk.plan.statuses import Status
from npfdesk.ui.charts.axes import chart_font, chart_metrics
from npfdesk.ui.look.colours import status_tint, theme
from npfdesk.ui.look.marks import paint_mark
from npfdesk.ui.look.style import scaled
from npfdesk.ui.views.canvas import LEFT, MIDDLE
from npfdesk.ui.views.tile_canvas import GAP, LEAST, Tile, TileCanvas
from npfdesk.ui.views.tile_layout import lowest
from npfdesk.ui.workspace import Workspace

_MARGIN, _MARK = 6.0, 11.0
_SMALLEST = QSizeF(200, 160)


class MapCanvas(TileCanvas):
    """Tiles alone, or the workspace's outlines; a region without an outline has its tile below them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self._drawn: tuple[Outlines, QSizeF, MappingProxyType[str, QPainterPath], QTransform] | None = None
        workspace.outlines_changed.connect(self.forget)

    def forget(self) -> None:
        """Other outlines: what was laid out for the last ones is worth nothing."""
        self._drawn = self._kept = None

    def areas(self) -> MappingProxyType[str, QPainterPath]:
        """The outline of each region drawn, where it stands in the whole (pixels)."""
        return self._fitted()[0]

    def _others(self) -> list[str]:
        outlines = self.workspace.outlines
        codes = [region.code for region in lowest(self.workspace.plan.own_regions)]
        return codes if outlines is None else [code for code in codes if code not in outlines.of_region]

    def _band(self) -> tuple[int, float, float]:
        """How many tiles stand beside each other below the areas, how high a tile is, and how high all of them."""
        others = self._others()
        across = max(int(self.seen().width() // (scaled(LEAST) + 50)), 1)
        rows = -(-len(others) // across)
        return across, scaled(LEAST), rows * scaled(LEAST) + (_MARGIN if rows else 0)

    def _fitted(self) -> tuple[MappingProxyType[str, QPainterPath], QTransform]:
        """The areas, and how the map is laid on the surface; kept while map and size are the same."""
        outlines, seen = self.workspace.outlines, self.seen()
        if outlines is None:
            return MappingProxyType({}), QTransform()
        if self._drawn is None or self._drawn[0] is not outlines or self._drawn[1] != seen:
            room = QSizeF(
                max(seen.width(), _SMALLEST.width()) - 2 * _MARGIN,
                max(seen.height() - self._band()[2], _SMALLEST.height()) - 2 * _MARGIN,
            )
            scale = min(room.width() / outlines.width, room.height() / outlines.height)
            left = _MARGIN + (room.width() - scale * outlines.width) / 2
            top = _MARGIN + (room.height() - scale * outlines.height) / 2
            moved = QTransform(scale, 0, 0, scale, left, top)
            known = {region.code for region in lowest(self.workspace.plan.own_regions)}
            areas = {}
            for code, outline in outlines.of_region.items():
                if code in known:
                    path = QPainterPath()
                    for ring in outline.rings:
                        path.addPolygon(QPolygonF([QPointF(x, y) for x, y in ring]))
                        path.closeSubpath()
                    areas[code] = moved.map(path)
            self._drawn = (outlines, seen, MappingProxyType(areas), moved)
        return self._drawn[2], self._drawn[3]

    def _placed(self) -> dict[str, QRectF]:
        if self.workspace.outlines is None:
            return super()._placed()
        areas = self.areas()
        across, height, band = self._band()
        top = max(self.seen().height(), _SMALLEST.height() + band) - band + _MARGIN
        width = self.seen().width() / across
        tiles = {
            code: QRectF(place % across * width, top + place // across * height, width - GAP, height - GAP)
            for place, code in enumerate(self._others())
        }
        return {code: path.boundingRect() for code, path in areas.items()} | tiles

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The areas, their names where there is room, and the tiles of the others."""
        if self.workspace.outlines is None:
            super().draw(painter, size, offset)
            return
        areas, places = self.areas(), self._places()
        painter.save()
        painter.translate(-offset)
        for code, path in areas.items():
            # the pen reaches beyond the area
            if self.wants(path.boundingRect().translated(-offset).adjusted(-2, -2, 2, 2)):
                self._draw_area(painter, self.tiles[code], path)
        lit = [
            one for one in (self.workspace.hovered_region, self.workspace.selection.region) if one in areas
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for code in lit:
            chosen = code == self.workspace.selection.region
            painter.setPen(QPen(QColor(theme().accent if chosen else theme().ink), 2 if chosen else 1))
            painter.drawPath(areas[code])
        self._draw_names(painter)
        painter.restore()
        for code, place in places.items():
            if code not in areas and self.wants(place.translated(-offset)):
                self._draw_tile(painter, self.tiles[code], place.translated(-offset))

    def _draw_area(self, painter: QPainter, tile: Tile, path: QPainterPath) -> None:
        ground = status_tint(tile.standing.status) if tile.standing is not None else QColor(theme().panel)
        painter.setPen(QPen(QColor(theme().secondary), 0.8))
        painter.setBrush(ground)
        painter.drawPath(path)

    def _draw_names(self, painter: QPainter) -> None:
        """Within each area its name, mark and figure, or but name and mark, or the mark: as much as has room there."""
        outlines = self.workspace.outlines
        if outlines is None:
            return
        areas, moved = self._fitted()
        painter.setFont(chart_font())
        for code, area in areas.items():
            tile, middle = self.tiles[code], moved.map(QPointF(*outlines.of_region[code].label))
            if any(self._write(painter, area, tile, middle, said) for said in (self._figure(tile), "")):
                continue
            if area.contains(_about(middle, scaled(_MARK), scaled(_MARK))):
                self._mark(painter, tile, middle)

    def _write(self, painter: QPainter, area: QPainterPath, tile: Tile, middle: QPointF, figure: str) -> bool:
        """The name, and below it the mark and the figure; whether there is room for them."""
        metrics, line = chart_metrics(), chart_metrics().height()
        marked = scaled(_MARK) + (4 if figure else 0) if tile.standing is not None else 0.0
        below = metrics.horizontalAdvance(figure) + marked
        lines = 2 if below else 1
        place = _about(middle, max(metrics.horizontalAdvance(tile.name), below), lines * line)
        if not area.contains(place):
            return False
        painter.setPen(QColor(theme().ink if tile.figure is not None else theme().secondary))
        painter.drawText(QRectF(place.left(), place.top(), place.width(), line), MIDDLE, tile.name)
        start = QPointF(middle.x() - below / 2, place.bottom() - line / 2)
        self._mark(painter, tile, start + QPointF(scaled(_MARK) / 2, 0))
        painter.setPen(QColor(theme().secondary if _quiet(tile) else theme().ink))
        painter.drawText(QRectF(start.x() + marked, start.y() - line / 2, below, line), LEFT, figure)
        return True

    def _mark(self, painter: QPainter, tile: Tile, middle: QPointF) -> None:
        if tile.standing is not None:
            paint_mark(painter, tile.standing.status, middle, scaled(_MARK))

    def _figure(self, tile: Tile) -> str:
        if tile.figure is None or self.indicator is None:
            return ""
        return format_figure(tile.figure, self.indicator.decimals)

    def _at(self, point: QPointF) -> Tile | None:
        areas = self.areas()
        if not areas:
            return super()._at(point)
        there = point + self.offset
        for code, path in areas.items():
            if path.contains(there):
                return self.tiles[code]
        found = super()._at(point)
        # the rectangle round an area is no part of it
        return None if found is None or found.region in areas else found


def _about(middle: QPointF, width: float, height: float) -> QRectF:
    return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)


def _quiet(tile: Tile) -> bool:
    return tile.standing is not None and tile.standing.status is Status.GREY
