"""The comparison's surface: lines above, and under them a table that scrolls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen

from npfdesk.ui.charts.axes import RIGHT, Frame, chart_font, chart_metrics
from npfdesk.ui.charts.labels import MOST_SHARE
from npfdesk.ui.charts.plot import Chart, LinePlot, names_room
from npfdesk.ui.charts.readout import Reading, Readout
from npfdesk.ui.charts.setting import SCREEN
from npfdesk.ui.look.colours import text_colour, theme
from npfdesk.ui.look.repainting import Parts
from npfdesk.ui.look.style import scaled
from npfdesk.ui.views.canvas import Canvas
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
_ROW, _HEAD, _YEAR, _MOST_HEAD = 20.0, 24.0, 44.0, 96.0
_LEAST_CHART, _LOWEST_CHART, _LEAST_ROWS = 132.0, 72.0, 3


@dataclass(frozen=True, eq=False)
class Column:
    """A column of the table: its head in a colour, a text for each year; `difference` ones are quiet.

    The texts are of `figures` (year,) with so many `decimals`.
    """

    head: str
    colour: QColor
    texts: tuple[str, ...]
    difference: bool
    figures: FloatArray
    decimals: int


@dataclass(frozen=True, eq=False)
class Comparing:
    """The chart, the years of the table, its columns; texts begin with `first_year`."""

    panel: Chart
    years: tuple[int, ...]
    columns: tuple[Column, ...]
    first_year: int


class ComparisonCanvas(Canvas):
    """The pointer reads a year in the lines and in the table alike; a click or the arrows look at it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.comparing: Comparing | None = None
        self.pointed: int | None = None
        self.plot = LinePlot()
        self.readout = Readout(self.viewport())
        self._widest: tuple[Comparing, QFontMetricsF, list[float]] | None = None
        self._frame: tuple[Comparing, QSizeF, QFontMetricsF, Frame] | None = None

    def _shared(self, width: float) -> list[float]:
        """The widths of the columns, which share what the table's `width` has left over (pixels)."""
        widths = self._widths()
        spare = max(width - scaled(_YEAR) - sum(widths), 0.0) / max(len(widths), 1)
        return [one + min(spare, 40.0) for one in widths]

    def _widths(self) -> list[float]:
        """What the columns need (pixels); kept while they are the same."""
        assert self.comparing is not None
        kept, metrics = self._widest, chart_metrics()
        if kept is None or kept[0] is not self.comparing or kept[1] is not metrics:
            former = (
                {}
                if kept is None or kept[1] is not metrics
                else dict(zip(kept[0].columns, kept[2], strict=True))
            )
            widths = [
                former[column] if column in former else self._needs(column)
                for column in self.comparing.columns
            ]
            self._widest = kept = (self.comparing, metrics, widths)
        return kept[2]

    @staticmethod
    def _needs(column: Column) -> float:
        measure, strong = SCREEN.typeface().width, SCREEN.typeface(strong=True).width
        return max(min(strong(column.head), scaled(_MOST_HEAD)), *map(measure, column.texts)) + 16

    def chart_height(self) -> float:
        """How much of what is in sight the lines take (pixels)."""
        assert self.comparing is not None
        height = self.seen().height()
        needed = scaled(_HEAD) + len(self.comparing.years) * scaled(_ROW) + 2
        wanted = max(_LEAST_CHART, 0.45 * height, height - needed - 8)
        # however low the window, some rows of the table are seen
        return max(min(wanted, height - scaled(_HEAD) - _LEAST_ROWS * scaled(_ROW)), _LOWEST_CHART)

    def plotted(self) -> Frame:
        """Where the lines stand; kept while they, the size and the type are the same."""
        assert self.comparing is not None
        kept, seen, metrics = self._frame, self.seen(), chart_metrics()
        if kept is None or kept[0] is not self.comparing or kept[1] != seen or kept[2] is not metrics:
            width, panel = seen.width(), self.comparing.panel
            names = names_room((line.name for line in panel.lines), MOST_SHARE * width)
            frame = panel.frame(QRectF(0, 0, width, self.chart_height() - 8), names, dense=True)
            self._frame = kept = (self.comparing, seen, metrics, frame)
        return kept[3]

    def content(self, size: QSizeF) -> QSizeF:
        """Lines, and the whole table."""
        if self.comparing is None:
            return size
        return QSizeF(
            max(size.width(), scaled(_YEAR) + sum(self._widths()) + 1),
            self.chart_height() + scaled(_HEAD) + len(self.comparing.years) * scaled(_ROW) + 2,
        )

    def parts(self) -> Parts | None:
        """The lines, and row by row the table."""
        comparing = self.comparing
        if comparing is None:
            return None
        top, width, first = self.chart_height(), self.seen().width(), comparing.first_year
        widths, offset, years = self._shared(width), self.offset, comparing.years
        high, under = scaled(_ROW), top + scaled(_HEAD) - offset.y()
        rows = [tuple([column.texts[year - first] for column in comparing.columns]) for year in years]
        lines = [(line.name, line.figures.tobytes()) for line in comparing.panel.lines]
        shown = [(lines, comparing.panel.marks, comparing.panel.basis), *rows]

        def place(part: int) -> QRectF:
            return QRectF(0, under + (part - 1) * high, width, high) if part else QRectF(0, 0, width, top)

        heads = [(one.head, one.colour.rgba(), one.difference) for one in comparing.columns]
        return Parts((self.surroundings(), self.pointed, widths, years, first, heads, top), shown, place)

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The lines stay, the table's rows pass under its head."""
        if self.comparing is None:
            return
        top = self.chart_height()
        if self.wants(QRectF(0, 0, size.width(), top)):
            self.plot.put(self.comparing.panel, self.plotted(), self.pointed)
            self.plot.paint(painter)
        painter.save()
        painter.setClipRect(QRectF(0, top, size.width(), size.height() - top), Qt.ClipOperation.IntersectClip)
        self._draw_table(painter, size, offset, top)
        painter.restore()

    def _draw_table(self, painter: QPainter, size: QSizeF, offset: QPointF, top: float) -> None:
        comparing, colours = self.comparing, theme()
        assert comparing is not None
        widths, row, head = self._shared(size.width()), scaled(_ROW), scaled(_HEAD)
        ink, quiet, hairline = QColor(colours.ink), QColor(colours.secondary), QColor(colours.hairline)
        lefts = [scaled(_YEAR) - offset.x()]
        for width in widths:
            lefts.append(lefts[-1] + width)
        plain, rule = chart_font(), QPen(hairline, 1)
        for number, year in enumerate(comparing.years):
            y = top + head + number * row - offset.y()
            if y + row < top + head or y > size.height():
                continue
            place = QRectF(0, y, size.width(), row)
            if not self.wants(place):
                continue
            looked_at = year == self.workspace.year
            if looked_at:
                painter.fillRect(place, QColor(colours.chosen))
            elif year == self.pointed:
                painter.fillRect(place, QColor(colours.panel))
            painter.setFont(chart_font(strong=True) if looked_at else plain)
            painter.setPen(quiet)
            painter.drawText(QRectF(-offset.x(), y, scaled(_YEAR) - 8, row), RIGHT, str(year))
            painter.setFont(plain)
            column_of = year - comparing.first_year
            for pen, differences in ((quiet, True), (ink, False)):
                painter.setPen(pen)
                for column, left, width in zip(comparing.columns, lefts, widths, strict=False):
                    if column.difference is differences:
                        painter.drawText(QRectF(left, y, width - 6, row), RIGHT, column.texts[column_of])
            painter.setPen(rule)
            line = int(y + row) + 0.5
            painter.drawLine(QPointF(0, line), QPointF(size.width(), line))
        head_place = QRectF(0, top, size.width(), head)
        if not self.wants(head_place):
            return
        painter.fillRect(head_place, QColor(colours.panel))
        for column, left, width in zip(comparing.columns, lefts, widths, strict=False):
            painter.setFont(chart_font(strong=not column.difference))
            painter.setPen(text_colour(column.colour, QColor(colours.panel)))
            metrics = chart_metrics(strong=not column.difference)
            called = metrics.elidedText(column.head, Qt.TextElideMode.ElideMiddle, width - 10)
            painter.drawText(QRectF(left, top, width - 6, head), RIGHT, called)

    def year_at(self, point: QPointF) -> int | None:
        """The year that a point of the viewport belongs to, in the lines or in the table."""
        if self.comparing is None:
            return None
        top = self.chart_height()
        if point.y() < top:
            return self.plotted().year_at(point.x())
        number = int((point.y() + self.offset.y() - top - scaled(_HEAD)) // scaled(_ROW))
        inside = point.y() >= top + scaled(_HEAD) and 0 <= number < len(self.comparing.years)
        return self.comparing.years[number] if inside else None

    def _column_at(self, x: float) -> Column | None:
        assert self.comparing is not None
        right = scaled(_YEAR) - self.offset.x()
        for column, width in zip(self.comparing.columns, self._shared(self.seen().width()), strict=True):
            left, right = right, right + width
            if left <= x < right:
                return column
        return None

    def tip_at(self, point: QPointF) -> str:
        """The whole name of a column of the table, and under its head the figure that lies there."""
        if self.comparing is None or point.y() < self.chart_height():
            return ""
        column, year = self._column_at(point.x()), self.year_at(point)
        if column is None:
            return ""
        text = column.texts[year - self.comparing.first_year] if year is not None else ""
        return f"{column.head}\n{year}: {text} {self.comparing.panel.head}".rstrip() if text else column.head

    def point_at(self, year: int | None) -> None:
        """Read a year, or none."""
        if year == self.pointed:
            return
        self.pointed = year
        self.viewport().update()
        if year is None or self.comparing is None:
            self.readout.hide()
            return
        plotted = self.plotted()
        readings = []
        column = year - self.comparing.first_year
        for one in self.comparing.columns:
            if one.texts[column] and not one.difference:
                readings.append(Reading(one.head, one.texts[column], one.colour))
            elif one.texts[column]:
                readings.append(Reading("±", one.texts[column]))
        self.readout.show_readings(str(year), readings, QPoint(round(plotted.x(year)), 0))
        self.setAccessibleDescription(self.readout.text())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The year under the pointer is read."""
        place = event.position()
        self.point_at(self.year_at(place))
        # over the table the figures are there to be read
        if self.comparing is not None and place.y() >= self.chart_height():
            self.readout.hide()

    def viewportEvent(self, event: QEvent) -> bool:
        """Nothing is read once the pointer has left."""
        if event.type() == event.Type.Leave:
            self.point_at(None)
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click looks at the year."""
        year = self.year_at(event.position())
        if year is not None and event.button() == Qt.MouseButton.LeftButton:
            self._look_at(year)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down, left and right look at the year before or after."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}.get(
            Qt.Key(event.key())
        )
        if step is None or self.comparing is None:
            super().keyPressEvent(event)
            return
        year = min(max(self.workspace.year + step, self.comparing.years[0]), max(self.comparing.years[-1], 0))
        self._look_at(year)

    def _look_at(self, year: int) -> None:
        if self.comparing is None or year < self.workspace.plan.base_year:
            return
        self.workspace.set_view(year=year)
        if year in self.comparing.years:
            top = self.comparing.years.index(year) * scaled(_ROW)
            room = self.seen().height() - self.chart_height() - scaled(_HEAD)
            scroll = self.verticalScrollBar()
            scroll.setValue(round(min(max(scroll.value(), top + scaled(_ROW) - room), top)))
