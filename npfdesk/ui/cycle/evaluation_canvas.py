"""The surface of an evaluation: a row a target with its bar against time, and below it the few that decide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from npfdesk.plan.evaluations import Grade
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.charts.axes import chart_font, chart_metrics
from npfdesk.ui.cycle.evaluation_lines import DecidingLine, GradeLine, GradeLines, no_lines
from npfdesk.ui.look.colours import blended, status_colour, status_text, theme
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.marks import paint_mark
from npfdesk.ui.look.repainting import Parts
from npfdesk.ui.look.style import scaled
from npfdesk.ui.region_highlight import highlight_colour
from npfdesk.ui.views.canvas import LEFT, RIGHT, Canvas
from npfdesk.ui.workspace import Workspace

ROW: Final = 58.0
TEXT_ROW: Final = 24.0
_HEAD: Final = 22.0
_MARK: Final = 26.0
_GAP: Final = 16.0
_LINE: Final = 17.0
_BAR: Final = 8.0
_LEAST_NAME: Final = 150.0


class EvaluationCanvas(Canvas):
    """Rows of targets, then lines of text; a click looks at a row's series."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.lines: GradeLines = no_lines()
        self.below: Sequence[DecidingLine] = ()

    @property
    def _top(self) -> float:
        """Where the rows of targets begin (pixels)."""
        return scaled(_HEAD)

    @property
    def _end(self) -> float:
        """Where they end."""
        return self._top + self.lines.count * scaled(ROW)

    def content(self, size: QSizeF) -> QSizeF:
        """All rows and all lines below them."""
        return QSizeF(size.width(), self._end + len(self.below) * scaled(TEXT_ROW))

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """The row of a series' first target."""
        for number, one in enumerate(self.lines.series):
            if one == series:
                return QRectF(0, self._top + number * scaled(ROW), 1, scaled(ROW))
        return None

    def row_at(self, point: QPointF) -> int | None:
        """The row of targets at a point of the viewport."""
        number = int((point.y() + self.offset.y() - self._top) // scaled(ROW))
        return number if 0 <= number < self.lines.count else None

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The series of a row, or of a line below."""
        row = self.row_at(point)
        if row is not None:
            return self.lines.series[row]
        number = int((point.y() + self.offset.y() - self._end) // scaled(TEXT_ROW))
        return self.below[number].series if 0 <= number < len(self.below) else None

    def tip_at(self, point: QPointF) -> str:
        """A target's words whole, for what had no room."""
        row = self.row_at(point)
        if row is None:
            return ""
        line = self.lines[row]
        said = (
            line.name,
            line.figures,
            line.aim,
            " · ".join(line.shares),
            line.label,
            line.pace,
            line.outlook,
        )
        return "\n".join(one for one in (*said, line.turned) if one)

    def stepped(self, key: Qt.Key) -> SeriesKey | None:
        """Up and down, Home and End, over the series."""
        return self.series_after(key, list(dict.fromkeys(self.lines.series)), scaled(ROW))

    def _in_sight(self, size: QSizeF, offset: QPointF) -> range:
        """The rows of targets in sight."""
        first = max(int((offset.y() - self._top) // scaled(ROW)), 0)
        last = min(self.lines.count, int((offset.y() + size.height() - self._top) // scaled(ROW)) + 1)
        return range(first, max(first, last))

    def parts(self) -> Parts:
        """The rows of targets in sight, and the lines below them."""
        size, offset, count = self.seen(), self.offset, self.lines.count
        rows = self._in_sight(size, offset)
        shown: list[object] = [(self.lines[row].drawn, row and self.lines[row - 1].binding) for row in rows]
        shown += self.below

        def place(part: int) -> QRectF:
            if part < len(rows):
                top = self._top + rows[part] * scaled(ROW)
                return QRectF(0, top - offset.y(), size.width(), scaled(ROW))
            top = self._end + (part - len(rows)) * scaled(TEXT_ROW)
            return QRectF(0, top - offset.y(), size.width(), scaled(TEXT_ROW))

        return Parts((self.surroundings(), count, rows), shown, place)

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The heads, the rows in sight and the lines in sight."""
        columns = self._columns(size.width())
        if offset.y() < self._top and self.wants(QRectF(0, -offset.y(), size.width(), self._top)):
            self._draw_heads(painter, columns, -offset.y())
        for number in self._in_sight(size, offset):
            place = QRectF(0, self._top + number * scaled(ROW) - offset.y(), size.width(), scaled(ROW))
            if self.wants(place):
                self._draw_row(painter, number, place, columns)
        for number, one in enumerate(self.below):
            top = self._end + number * scaled(TEXT_ROW) - offset.y()
            place = QRectF(0, top, size.width(), scaled(TEXT_ROW))
            if -scaled(TEXT_ROW) < top < size.height() and self.wants(place):
                self._draw_text(painter, one, place)

    def _columns(self, width: float) -> tuple[QRectF, QRectF, QRectF]:
        """Where names, bars and grades stand in a row so wide, as left and width."""
        measure = chart_metrics().horizontalAdvance
        grade = max(scaled(120.0), min(0.3 * width, scaled(190.0)))
        bar = max(measure(tr("Evaluation", "progress {way}").replace("{way}", "100.0%")) + 4, 0.18 * width)
        bar = min(bar, scaled(200.0))
        name = max(width - _MARK - bar - grade - 2 * _GAP - 8, scaled(_LEAST_NAME))
        left = _MARK + name + _GAP
        return (
            QRectF(_MARK, 0, name, 0),
            QRectF(left, 0, bar, 0),
            QRectF(left + bar + _GAP, 0, max(width - left - bar - _GAP - 8, grade), 0),
        )

    def _draw_heads(self, painter: QPainter, columns: tuple[QRectF, QRectF, QRectF], top: float) -> None:
        painter.setFont(chart_font())
        painter.setPen(QColor(theme().secondary))
        heads = (
            tr("Evaluation", "base → actual, target"),
            tr("Evaluation", "progress, time"),
            tr("Evaluation", "grade and outlook"),
        )
        for place, text, side in zip(columns, heads, (LEFT, LEFT, RIGHT), strict=True):
            painter.drawText(QRectF(place.left(), top, place.width(), scaled(_HEAD)), side, text)

    def _draw_row(
        self, painter: QPainter, number: int, place: QRectF, columns: tuple[QRectF, QRectF, QRectF]
    ) -> None:
        colours, line = theme(), self.lines[number]
        if line.series == self.workspace.selection.series:
            painter.fillRect(place, QColor(colours.chosen))
        elif line.series.region == self.workspace.hovered_region:
            painter.fillRect(place, highlight_colour())
        parted = number and self.lines[number - 1].binding and not line.binding
        rule = blended(QColor(colours.secondary), QColor(colours.paper), 0.6)
        painter.setPen(QPen(rule if parted else QColor(colours.hairline), 1))
        painter.drawLine(QPointF(0, int(place.top()) + 0.5), QPointF(place.right(), int(place.top()) + 0.5))
        paint_mark(painter, line.status, QPointF(12, place.top() + scaled(4 + _LINE / 2)))
        tops = [place.top() + scaled(4) + at * scaled(_LINE) for at in range(3)]
        self._draw_names(painter, line, columns[0], tops)
        self._draw_bar(painter, line, columns[1], tops)
        self._draw_grade(painter, line, columns[2], tops)

    def _draw_names(self, painter: QPainter, line: GradeLine, column: QRectF, tops: Sequence[float]) -> None:
        colours = theme()
        painter.setFont(self.font())
        painter.setPen(QColor(colours.ink))
        room, metrics = column.width(), QFontMetricsF(self.font())
        name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(column.left(), tops[0], room, scaled(_LINE)), LEFT, name)
        painter.setFont(chart_font())
        painter.setPen(QColor(colours.ink if line.grade is not Grade.NONE else colours.secondary))
        # figures are never cut: a long unit runs into the room before the bar
        painter.drawText(QRectF(column.left(), tops[1], room + _GAP, scaled(_LINE)), LEFT, line.figures)
        painter.setPen(QColor(colours.secondary))
        aim = chart_metrics().elidedText(line.aim, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(column.left(), tops[2], room, scaled(_LINE)), LEFT, aim)

    def _draw_bar(self, painter: QPainter, line: GradeLine, column: QRectF, tops: Sequence[float]) -> None:
        colours = theme()
        middle = tops[0] + scaled(_LINE) / 2
        ground = QRectF(column.left(), middle - _BAR / 2, column.width(), _BAR)
        painter.fillRect(ground, blended(QColor(colours.secondary), QColor(colours.paper), 0.16))
        if math.isfinite(line.way):
            gone = ground.width() * min(max(line.way, 0.0), 1.0)
            painter.fillRect(
                QRectF(ground.left(), ground.top(), max(gone, 1.0), _BAR), status_colour(line.status)
            )
        if math.isfinite(line.time):
            at = ground.left() + ground.width() * min(max(line.time, 0.0), 1.0)
            at = min(at, ground.right() - 1)
            painter.setPen(QPen(QColor(colours.ink), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(QPointF(at, ground.top() - 4), QPointF(at, ground.bottom() + 4))
        painter.setFont(chart_font())
        way = tr("Evaluation", "progress {way}").replace("{way}", line.shares[0])
        time = tr("Evaluation", "time {time}").replace("{time}", line.shares[1])
        for top, text, ink in ((tops[1], way, colours.ink), (tops[2], time, colours.secondary)):
            painter.setPen(QColor(ink))
            painter.drawText(QRectF(column.left(), top, column.width(), scaled(_LINE)), LEFT, text)

    def _draw_grade(self, painter: QPainter, line: GradeLine, column: QRectF, tops: Sequence[float]) -> None:
        colours = theme()
        grey = line.status is Status.GREY
        painter.setFont(self.font())
        painter.setPen(QColor(colours.secondary) if grey else status_text(line.status))
        painter.drawText(QRectF(column.left(), tops[0], column.width(), scaled(_LINE)), RIGHT, line.label)
        painter.setFont(chart_font())
        painter.setPen(status_text(Status.BLUE) if line.turned else QColor(colours.secondary))
        second = line.turned or line.pace
        painter.drawText(QRectF(column.left(), tops[1], column.width(), scaled(_LINE)), RIGHT, second)
        if not line.expected:
            return
        outlook, told = line.outlook, line.expected
        if line.reaches is not None:
            suffices = tr("Evaluation", "met") if line.reaches else tr("Evaluation", "missed")
            outlook, told = f"{outlook} · {suffices}", f"{told} · {suffices}"
        if chart_metrics().horizontalAdvance(outlook) > column.width():
            # the head says what the figure is
            outlook = told
        short = line.reaches is False
        painter.setPen(status_text(Status.ORANGE) if short else QColor(colours.secondary))
        painter.drawText(QRectF(column.left(), tops[2], column.width(), scaled(_LINE)), RIGHT, outlook)

    def _draw_text(self, painter: QPainter, one: DecidingLine, place: QRectF) -> None:
        colours = theme()
        if one.series is not None and one.series == self.workspace.selection.series:
            painter.fillRect(place, QColor(colours.chosen))
        font = self.font()
        font.setBold(one.head)
        painter.setFont(font if one.head else chart_font())
        metrics = QFontMetricsF(painter.font())
        figures = chart_metrics().horizontalAdvance(one.figure)
        if one.share > 0:
            bar = QRectF(_MARK, place.bottom() - 4, (place.width() - _MARK - 8) * min(one.share, 1.0), 2)
            painter.fillRect(bar, blended(QColor(colours.accent), QColor(colours.paper), 0.5))
        room = place.width() - _MARK - figures - _GAP - 8
        left = 8.0 if one.head else _MARK
        painter.setPen(QColor(colours.ink))
        painter.drawText(
            QRectF(left, place.top(), room, place.height()),
            LEFT,
            metrics.elidedText(one.text, Qt.TextElideMode.ElideRight, room),
        )
        painter.setFont(chart_font())
        painter.setPen(QColor(colours.secondary if one.head else colours.ink))
        painter.drawText(place.adjusted(0, 0, -8, 0), RIGHT, one.figure)
