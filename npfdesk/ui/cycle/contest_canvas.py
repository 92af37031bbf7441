"""The surface of a contest: places, names and totals that stay, the points by rule, and below them the next place's cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.charts.axes import LEFT, RIGHT
from npfdesk.ui.charts.setting import SCREEN
from npfdesk.ui.cycle.contest_words import ContestLine, WayLine, change_text
from npfdesk.ui.look.colours import blended, status_colour, status_text, theme
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.style import scaled
from npfdesk.ui.region_highlight import highlight_colour
from npfdesk.ui.views.canvas import Canvas
from npfdesk.ui.workspace import Workspace

_ROW, _PLACE, _CHANGE, _EDGE = 24.0, 36.0, 40.0, 8.0
_LEAST, _MOST = 62.0, 128.0
_BAR: Final = 0.16
"""How strongly the bar of a cell's share stands off the paper."""
_HEAD = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True)
class ContestSheet:
    """What is drawn: the heads of the rules with their points, the lines, the block of the next place, and the rules."""

    heads: tuple[str, ...]
    lines: tuple[ContestLine, ...]
    title: str
    way_heads: tuple[str, ...]
    ways: tuple[WayLine, ...]
    rules: tuple[str, ...]


NOTHING: Final = ContestSheet((), (), "", (), (), ())


@dataclass(frozen=True)
class Measures:
    """Where columns stand (pixels): the name's width, the total's, a rule's, the head's height, a row's."""

    name: float
    total: float
    rule: float
    head: float
    row: float

    @property
    def fixed(self) -> float:
        """How wide what stays is."""
        return scaled(_PLACE) + scaled(_CHANGE) + self.name + self.total


class ContestCanvas(Canvas):
    """A click on a line looks at its region, on a cell at its series; Up and Down go along the places."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.table = NOTHING

    # where things are

    def measures(self, size: QSizeF) -> Measures:
        """How the surface is divided where so much of it is in sight."""
        face, strong, table = SCREEN.typeface(), SCREEN.typeface(strong=True), self.table
        names = max((face.width(line.name) for line in table.lines), default=0.0) + 2 * _EDGE
        total = max(
            (strong.width(text) for text in (*(line.total for line in table.lines), tr("Contest", "Total"))),
            default=0.0,
        )
        name = min(names, max(0.3 * size.width(), scaled(64)))
        count = max(len(table.heads), 1)
        figures = max((face.width(cell.text) for line in table.lines for cell in line.cells), default=0.0)
        room = size.width() - (scaled(_PLACE) + scaled(_CHANGE) + name + total + 2 * _EDGE)
        rule = min(max(room / count, scaled(_LEAST), figures + 2 * _EDGE), scaled(_MOST))
        lines = max((self._lines(head, rule - _EDGE) for head in table.heads), default=1)
        return Measures(
            name, total + 2 * _EDGE, rule, min(lines, 3) * SCREEN.line + 8, max(scaled(_ROW), SCREEN.line + 6)
        )

    @staticmethod
    def _lines(text: str, width: float) -> int:
        room = QRectF(0, 0, width, 1000)
        return max(1, round(SCREEN.typeface().metrics.boundingRect(room, _HEAD, text).height() / SCREEN.line))

    def _block(self, measures: Measures) -> float:
        """Where the block of the next place begins."""
        return measures.head + len(self.table.lines) * measures.row + 1.5 * measures.row

    def content(self, size: QSizeF) -> QSizeF:
        """All rows and rules, and the block below them."""
        measures, table = self.measures(size), self.table
        height = self._rules(measures) + (1 + len(table.rules)) * SCREEN.line + 6
        width = measures.fixed + len(table.heads) * measures.rule + 1
        face = SCREEN.typeface()
        said = max(map(face.width, table.rules), default=0.0) + 2 * _EDGE
        title = SCREEN.typeface(strong=True).width(table.title) + 2 * _EDGE
        return QSizeF(max(width, self._ways_width() if table.ways else 0.0, said, title), height)

    def _rules(self, measures: Measures) -> float:
        """Where the rules begin."""
        table = self.table
        if not table.title:
            return measures.head + (len(table.lines) + 0.75) * measures.row
        return self._block(measures) + (1.75 + bool(table.ways) + len(table.ways)) * measures.row

    def frozen(self) -> QSizeF:
        """Places, names, totals and the heads stay."""
        measures = self.measures(self.seen())
        return QSizeF(measures.fixed, measures.head)

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """Where the line of the series' region is."""
        row = self._row_of(series.region)
        if row is None:
            return None
        measures = self.measures(self.seen())
        rule = next((at for at, cell in enumerate(self.table.lines[row].cells) if cell.series == series), 0)
        return QRectF(
            measures.fixed + rule * measures.rule,
            measures.head + row * measures.row,
            measures.rule,
            measures.row,
        )

    def _row_of(self, region: str) -> int | None:
        return next((at for at, line in enumerate(self.table.lines) if line.region == region), None)

    # drawing

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The lines in sight, the heads over them, the block below."""
        table = self.table
        if not table.lines:
            return
        measures = self.measures(size)
        painter.setFont(SCREEN.typeface().font)
        first = max(int(offset.y() // measures.row), 0)
        last = min(int((offset.y() + size.height() - measures.head) // measures.row) + 1, len(table.lines))
        painter.save()
        painter.setClipRect(
            QRectF(0, measures.head, size.width(), size.height() - measures.head),
            Qt.ClipOperation.IntersectClip,
        )
        for row in range(first, last):
            self._draw_line(painter, measures, table.lines[row], row, size, offset)
        if table.title:
            self._draw_block(painter, measures, size, offset)
        self._draw_rules(painter, measures, offset)
        painter.restore()
        self._draw_heads(painter, measures, size, offset)

    def _draw_line(
        self, painter: QPainter, at: Measures, line: ContestLine, row: int, size: QSizeF, offset: QPointF
    ) -> None:
        colours, inks = theme(), SCREEN.inks
        top = at.head + row * at.row - offset.y()
        ground = None
        if line.region == self.workspace.selection.region:
            ground = QColor(colours.chosen)
        elif line.region == self.workspace.hovered_region:
            ground = highlight_colour()
        whole = QRectF(0, top, size.width(), at.row)
        if ground is not None:
            painter.fillRect(whole, ground)
        painter.save()
        painter.setClipRect(
            QRectF(at.fixed, top, size.width() - at.fixed, at.row), Qt.ClipOperation.IntersectClip
        )
        bar = blended(QColor(colours.accent), ground or inks.paper, _BAR)
        taken = blended(status_colour(Status.ORANGE), ground or inks.paper, _BAR)
        for column, cell in enumerate(line.cells):
            place = QRectF(at.fixed + column * at.rule - offset.x(), top, at.rule, at.row)
            if place.right() < at.fixed or place.left() > size.width():
                continue
            room = place.adjusted(4, 4, -3, -4)
            if cell.share > 0:
                room.setWidth(room.width() * cell.share)
                painter.fillRect(room, taken if cell.text.startswith(("-", "−")) else bar)
            painter.setPen(inks.quiet if cell.projected or cell.text == "—" else inks.ink)
            painter.drawText(place.adjusted(0, 0, -_EDGE, 0), RIGHT, cell.text)
        painter.restore()
        painter.setPen(inks.ink)
        left = scaled(_PLACE)
        painter.drawText(QRectF(0, top, left - 4, at.row), RIGHT, line.place)
        if line.change:
            painter.setPen(status_text(Status.BLUE if line.change > 0 else Status.ORANGE))
        else:
            painter.setPen(inks.quiet)
        painter.drawText(QRectF(left + 4, top, scaled(_CHANGE) - 4, at.row), LEFT, change_text(line.change))
        left += scaled(_CHANGE)
        painter.setPen(inks.ink)
        face = SCREEN.typeface()
        shown = face.metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, round(at.name - _EDGE))
        painter.drawText(QRectF(left, top, at.name, at.row), LEFT, shown)
        painter.setFont(SCREEN.typeface(strong=True).font)
        painter.drawText(QRectF(left + at.name, top, at.total - _EDGE, at.row), RIGHT, line.total)
        painter.setFont(face.font)
        painter.setPen(inks.hairline)
        bottom = SCREEN.crisp(top + at.row - 1)
        painter.drawLine(QPointF(0, bottom), QPointF(size.width(), bottom))

    def _draw_rules(self, painter: QPainter, at: Measures, offset: QPointF) -> None:
        top = self._rules(at) - offset.y()
        painter.setFont(SCREEN.typeface().font)
        painter.setPen(SCREEN.inks.quiet)
        for text in (tr("Contest", "Scoring rules"), *self.table.rules):
            painter.drawText(QRectF(_EDGE - offset.x(), top, 4096, SCREEN.line), LEFT, text)
            top += SCREEN.line
            painter.setPen(SCREEN.inks.ink)

    def _draw_heads(self, painter: QPainter, at: Measures, size: QSizeF, offset: QPointF) -> None:
        inks = SCREEN.inks
        painter.fillRect(QRectF(0, 0, size.width(), at.head), inks.paper)
        painter.setPen(inks.quiet)
        name = scaled(_PLACE) + scaled(_CHANGE)
        for left, width, text, align in (
            (0.0, scaled(_PLACE) - 4, tr("Contest", "Rank"), RIGHT),
            (name, at.name, tr("Contest", "Region"), LEFT),
            (name + at.name, at.total - _EDGE, tr("Contest", "Total"), RIGHT),
        ):
            painter.drawText(QRectF(left, at.head - SCREEN.line - 4, width, SCREEN.line), align, text)
        painter.save()
        painter.setClipRect(
            QRectF(at.fixed, 0, size.width() - at.fixed, at.head), Qt.ClipOperation.IntersectClip
        )
        for column, head in enumerate(self.table.heads):
            left = at.fixed + column * at.rule - offset.x()
            if at.fixed - at.rule < left < size.width():
                painter.drawText(QRectF(left + 2, 0, at.rule - _EDGE - 2, at.head - 4), _HEAD, head)
        painter.restore()
        painter.setPen(inks.rule)
        line = SCREEN.crisp(at.head - 1)
        painter.drawLine(QPointF(0, line), QPointF(size.width(), line))

    def _columns(self) -> list[float]:
        """How wide the columns of the ways are."""
        face, table = SCREEN.typeface(), self.table
        return [
            max(
                (
                    face.width(text)
                    for text in (head, *(way.texts[at] for way in table.ways if way.open or at < 2))
                ),
                default=0.0,
            )
            + 2 * _EDGE
            for at, head in enumerate(table.way_heads)
        ]

    def _ways_width(self) -> float:
        return sum(self._columns()) + scaled(_PLACE)

    def _draw_block(self, painter: QPainter, at: Measures, size: QSizeF, offset: QPointF) -> None:
        inks, table = SCREEN.inks, self.table
        top = self._block(at) - offset.y()
        painter.setFont(SCREEN.typeface(strong=True).font)
        painter.setPen(inks.ink)
        painter.drawText(QRectF(_EDGE - offset.x(), top, 4096, at.row), LEFT, table.title)
        painter.setFont(SCREEN.typeface().font)
        if not table.ways:
            return
        widths = self._columns()
        top += at.row
        self._draw_way(painter, QPointF(-offset.x(), top), at.row, widths, table.way_heads, inks.quiet)
        painter.setPen(inks.rule)
        painter.drawLine(QPointF(0, top + at.row - 1), QPointF(size.width(), top + at.row - 1))
        for way in table.ways:
            top += at.row
            if way.chosen:
                tint = blended(QColor(theme().accent), inks.paper, _BAR)
                painter.fillRect(QRectF(0, top, size.width(), at.row), tint)
            ink = inks.ink if way.open else inks.quiet
            self._draw_way(painter, QPointF(-offset.x(), top), at.row, widths, way.texts, ink, way.open)
            painter.setPen(inks.hairline)
            painter.drawLine(QPointF(0, top + at.row - 1), QPointF(size.width(), top + at.row - 1))

    @staticmethod
    def _draw_way(
        painter: QPainter,
        corner: QPointF,
        height: float,
        widths: list[float],
        texts: tuple[str, ...],
        ink: QColor,
        figures: bool = True,
    ) -> None:
        painter.setPen(QPen(ink))
        left = corner.x()
        for at, (width, text) in enumerate(zip(widths, texts, strict=True)):
            if at >= 2 and not figures:
                # a reason runs over the columns of figures
                painter.drawText(QRectF(left + _EDGE, corner.y(), 4096, height), LEFT, text)
                return
            room = QRectF(left + _EDGE, corner.y(), width - _EDGE, height)
            painter.drawText(room, LEFT if at == 0 else RIGHT, text)
            left += width

    # pointing and keys

    def _line_at(self, point: QPointF) -> ContestLine | None:
        measures = self.measures(self.seen())
        if point.y() < measures.head:
            return None
        row = int((point.y() + self.offset.y() - measures.head) // measures.row)
        return self.table.lines[row] if 0 <= row < len(self.table.lines) else None

    def _rule_at(self, point: QPointF) -> int | None:
        measures = self.measures(self.seen())
        if point.x() < measures.fixed:
            return None
        column = int((point.x() + self.offset.x() - measures.fixed) // measures.rule)
        return column if column < len(self.table.heads) else None

    def _way_at(self, point: QPointF) -> WayLine | None:
        measures = self.measures(self.seen())
        top = self._block(measures) + 2 * measures.row
        row = int((point.y() + self.offset.y() - top) // measures.row)
        return self.table.ways[row] if 0 <= row < len(self.table.ways) else None

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The cell's series; beside the cells the region's with the indicator looked at; a way's series."""
        line, rule = self._line_at(point), self._rule_at(point)
        if line is None:
            way = self._way_at(point) if self.table.title else None
            return way.series if way is not None else None
        if rule is not None:
            return line.cells[rule].series
        return self.workspace.selection.series._replace(region=line.region)

    def tip_at(self, point: QPointF) -> str:
        """The figures behind a cell."""
        line, rule = self._line_at(point), self._rule_at(point)
        return line.cells[rule].tip if line is not None and rule is not None else ""

    def stepped(self, key: Qt.Key) -> SeriesKey | None:
        """Up and Down: the region a place before or behind, with what is looked at."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key)
        lines, chosen = self.table.lines, self.workspace.selection.series
        if step is None or not lines:
            return None
        row = self._row_of(chosen.region)
        row = 0 if row is None else min(max(row + step, 0), len(lines) - 1)
        return chosen._replace(region=lines[row].region)
