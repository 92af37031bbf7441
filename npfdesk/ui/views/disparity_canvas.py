"""The surface of disparity: small charts one under the other (or side by side), read by one hairline."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from npfdesk.engine.analyses.disparity import PLACES
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.charts.axes import Frame
from npfdesk.ui.charts.labels import MOST_SHARE
from npfdesk.ui.charts.plot import Chart, Line, LinePlot, names_room
from npfdesk.ui.charts.readout import Reading, Readout
from npfdesk.ui.charts.setting import SCREEN
from npfdesk.ui.charts.underlay import Underlay
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.repainting import Parts, Piece
from npfdesk.ui.views.canvas import Canvas
from npfdesk.ui.views.strip import Strip, StripPlot, region_near
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_LEAST_HEIGHT, _BESIDE, _STRIP = 84.0, 900.0, 1.6


@dataclass(frozen=True, eq=False)
class Measure:
    """One measure: its name, its chart, and its figures up to the last observed year (year,)."""

    head: str
    panel: Chart
    known: FloatArray

    @property
    def lines(self) -> tuple[Line, ...]:
        """The scenarios' lines."""
        return tuple(line for line in self.panel.lines if line.name)

    def figure(self, line: Line, column: int) -> float:
        """A scenario's figure in a year: what was observed is every scenario's."""
        known = float(self.known[column])
        return known if np.isfinite(known) else float(line.figures[column])


@dataclass(frozen=True, eq=False)
class Disparities:
    """The measures by year: `counts` (year,) regions with a figure, of `regions` in all.

    `strip` is how they lie around their mean; None where there is no mean to lie around.
    """

    years: IntArray
    counts: IntArray
    regions: int
    measures: tuple[Measure, ...]
    strip: Strip | None = None

    @property
    def panels(self) -> tuple[Chart, ...]:
        """The measures' charts, and the regions' last."""
        own = (self.strip.panel,) if self.strip is not None else ()
        return (*(one.panel for one in self.measures), *own)


class DisparityCanvas(Canvas):
    """The pointer or the arrows read a year in all of them, or a region's dot; a click looks at what lies there."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.disparities: Disparities | None = None
        self.pointed: int | None = None
        self.plots: list[LinePlot] = []
        self.strip = StripPlot()
        self._frames: tuple[tuple[object, ...], list[Frame]] | None = None
        # the frames, how far they are scrolled, and where they stand in sight
        self._moved: tuple[list[Frame], QPointF, list[Frame]] = ([], QPointF(), [])
        self.under = Underlay(self._paint_ground)
        # for what the charts were last laid out in sight, how often paper or axes were others, and the pieces
        self._laid: tuple[object, ...] = ()
        self._grounds = 0
        self._pieces: list[Piece] = []
        self._lines = 0
        self.readout = Readout(self.viewport())
        # every pixel is painted: nothing has to be painted under it
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.viewport().setAutoFillBackground(False)

    def put(self, shown: Disparities | None) -> None:
        """Show measures; on the axes of those before, where they stand on them, in the next `renew` or `repaint_moved`."""
        before, self.disparities = self.disparities, shown
        kept = self._frames
        if (
            shown is not None
            and before is not None
            and kept is not None
            and kept[0][0] is before
            and len(shown.panels) == len(before.panels)
            and all(now.stands_as(then) for now, then in zip(shown.panels, before.panels, strict=True))
        ):
            self._frames = ((shown, *kept[0][1:]), kept[1])

    def repaint_moved(self) -> None:
        """Paint in the next frame what the figures moved; nothing else is another."""
        self._repainting.renew(self.parts())

    def content(self, size: QSizeF) -> QSizeF:
        """All charts, however low the surface."""
        if self.disparities is None or size.width() >= _BESIDE:
            return size
        return QSizeF(size.width(), max(size.height(), self._shares()[-1] * _LEAST_HEIGHT + years_height()))

    def _shares(self) -> list[float]:
        """Where each chart begins and the last ends, in heights of a measure's: the regions' is higher."""
        assert self.disparities is not None
        measures, strip = len(self.disparities.measures), self.disparities.strip
        return [*map(float, range(measures + 1)), *([measures + _STRIP] if strip is not None else [])]

    def plotted(self) -> list[Frame]:
        """Where the charts stand in the whole, the regions' last; kept while charts, size and type are the same."""
        if self.disparities is None:
            return []
        about = (
            self.disparities,
            self.viewport().size(),
            self.workspace.selection.region,
            SCREEN.typeface(),
        )
        kept = self._frames
        if kept is None or kept[0] != about:
            found = self._framed()
            self._frames = kept = (about, kept[1] if kept is not None and kept[1] == found else found)
        return kept[1]

    def _framed(self) -> list[Frame]:
        assert self.disparities is not None
        whole, panels = self.content(self.seen()), self.disparities.panels
        names = self._names(whole.width())
        if whole.width() >= _BESIDE:
            width = whole.width() / len(panels)
            return [
                panel.frame(QRectF(place * width, 0, width - 16, whole.height()), names, dense=True)
                for place, panel in enumerate(panels)
            ]
        # the years are written once, under the last
        shares, last = self._shares(), len(panels) - 1
        height = (whole.height() - years_height()) / shares[-1]
        found = []
        for place, panel in enumerate(panels):
            high = (shares[place + 1] - shares[place]) * height + (years_height() if place == last else 0)
            rect = QRectF(0, shares[place] * height, whole.width(), high)
            found.append(panel.frame(rect, names, dense=True, below=place == last))
        # one axis of years for all: their areas begin where the widest figures leave room
        left = max(one.area.left() for one in found)
        return [
            replace(one, area=QRectF(QPointF(left, one.area.top()), one.area.bottomRight())) for one in found
        ]

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The charts, wherever they are drawn."""
        shown = self.disparities
        if shown is None:
            return
        # in sight they stand elsewhere
        self._laid = ()
        self._put(shown, self.plotted())
        painter.save()
        painter.translate(-offset)
        for plot in self._plots_of(shown):
            plot.paint(painter)
        painter.restore()

    def _put(self, shown: Disparities, frames: Sequence[Frame]) -> bool:
        """Put every chart into its frame; whether paper or axes of any are others than they were."""
        while len(self.plots) < len(shown.measures):
            self.plots.append(LinePlot())
        beside = self.content(self.seen()).width() >= _BESIDE
        last = len(frames) - 1
        resets = [
            plot.put(one.panel, frame, self.pointed, below=beside or place == last)
            for place, (plot, one, frame) in enumerate(zip(self.plots, shown.measures, frames, strict=False))
        ]
        if shown.strip is not None:
            regions = self.workspace.selection.region, self.workspace.hovered_region
            resets.append(self.strip.put_strip(shown.strip, frames[last], self.pointed, regions))
        return any(resets)

    def _plots_of(self, shown: Disparities) -> list[LinePlot]:
        return [*self.plots[: len(shown.measures)], *([] if shown.strip is None else [self.strip])]

    def parts(self) -> Parts | None:
        """Every line, and what stands over the lines, piece by piece."""
        shown, workspace = self.disparities, self.workspace
        if shown is None:
            self._laid, self._pieces, self._lines = (), [], 0
            return None
        ground = (self.viewport().size(), self.offset, theme(), SCREEN.typeface())
        laid = (ground, shown, self.pointed, workspace.selection.region, workspace.hovered_region)
        if laid != self._laid:
            frames = self._in_sight()
            if self._put(shown, frames) or not self._laid or self._laid[0] != ground:
                self.under.forget()
                self._grounds += 1
            self._laid, plots = laid, self._plots_of(shown)
            # the lowest lines of all charts first: they lie under those that move, and are kept the longer
            ranks = itertools.zip_longest(*(plot.lines for plot in plots))
            lines = [piece for rank in ranks for piece in rank if piece is not None]
            self._pieces = [*lines, *(piece for plot in plots for piece in plot.pieces_over)]
            self._lines = len(lines)
        return Parts.of_pieces(self._pieces, self._grounds)

    def forget(self) -> None:
        """What comes next is laid out and painted whole."""
        self._laid = ()
        self.under.forget()

    def paint_seen(self, painter: QPainter, event: QPaintEvent) -> None:
        """What is exposed, over the picture that is kept of what stays."""
        view = self.viewport()
        if not math.isclose(painter.deviceTransform().m11(), view.devicePixelRatioF()):
            # enlarged, as a presentation does, a kept picture would be blurred
            painter.fillRect(event.rect(), QColor(theme().paper))
            super().paint_seen(painter, event)
            return
        self.parts()
        self.under.paint(view, painter, event.region(), self._pieces, self._lines)

    def _paint_ground(self, painter: QPainter) -> None:
        painter.fillRect(self.viewport().rect(), QColor(theme().paper))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.disparities is not None:
            for plot in self._plots_of(self.disparities):
                plot.axes.paint(painter)

    def _in_sight(self) -> list[Frame]:
        """Where the charts stand on the viewport, the regions' last."""
        frames, offset = self.plotted(), self.offset
        if frames is not self._moved[0] or offset != self._moved[1]:
            self._moved = frames, offset, [one.moved(-offset) for one in frames]
        return self._moved[2]

    def light(self, _: str = "") -> None:
        """Another region is pointed at: its dots and its name are others."""
        if self.isVisible():
            self.repaint_moved()

    def _names(self, width: float) -> float:
        """The room that scenarios' and regions' names take (pixels)."""
        shown, chosen = self.disparities, self.workspace.selection.region
        if shown is None:
            return 0.0
        names = [line.name for panel in shown.panels for line in panel.lines]
        if shown.strip is not None and chosen in shown.strip.regions:
            names.append(shown.strip.name(chosen))
        return names_room(names, MOST_SHARE * width)

    def region_at(self, point: QPointF) -> str:
        """The region whose dot lies there."""
        shown = self.disparities
        if shown is None or shown.strip is None:
            return ""
        return region_near(shown.strip, self.plotted()[-1], point + self.offset)

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The series of a dot's region."""
        region = self.region_at(point)
        return self.workspace.selection.series._replace(region=region) if region else None

    def tip_at(self, point: QPointF) -> str:
        """A dot's region and its multiple of the mean."""
        shown, year = self.disparities, self.year_at(point)
        region = self.region_at(point)
        if shown is None or shown.strip is None or year is None or not region:
            return ""
        figure = shown.strip.figure(region, int(year - shown.years[0]))
        return (
            f"{shown.strip.name(region)}\n{year}: {format_figure(figure, PLACES)} × {tr('Disparity', 'mean')}"
        )

    def year_at(self, point: QPointF) -> int | None:
        """The year of a point of the viewport."""
        for plotted in self.plotted():
            year = plotted.year_at(point.x())
            if year is not None:
                return year
        return None

    def point_at(self, year: int | None) -> None:
        """Read a year, or none."""
        if year == self.pointed:
            return
        self.pointed = year
        self.repaint_moved()
        shown = self.disparities
        if year is None or shown is None:
            self.readout.hide()
            return
        column = year - int(shown.years[0])
        count = tr("Disparity", "{count} of {all} regions").format(
            count=int(shown.counts[column]), all=shown.regions
        )
        readings = []
        for measure in shown.measures:
            for line in measure.lines:
                figure = measure.figure(line, column)
                if np.isfinite(figure):
                    name = f"{measure.head} · {line.name}"
                    readings.append(Reading(name, format_figure(figure, PLACES), line.colour))
        at = self.plotted()[0].x(year)
        self.readout.show_readings(f"{year} · {count}", readings, QPoint(round(at), 0))
        self.setAccessibleDescription(self.readout.text())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The year under the pointer is read, and the region whose dot it is on is lit."""
        super().mouseMoveEvent(event)
        self.point_at(self.year_at(event.position()))

    def viewportEvent(self, event: QEvent) -> bool:
        """Nothing is read once the pointer has left."""
        if event.type() == event.Type.Leave:
            self.point_at(None)
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click looks at a dot's region, or else at the year."""
        if self.series_at(event.position()) is not None:
            super().mousePressEvent(event)
            return
        year = self.year_at(event.position())
        known = year is not None and year >= self.workspace.plan.base_year
        if known and event.button() == Qt.MouseButton.LeftButton:
            self.workspace.set_view(year=year)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right read the years without a mouse; Escape ends it."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        found = self.plotted()
        if step is not None and found:
            first, last = found[0].years
            begun = self.workspace.year if self.pointed is None else self.pointed + step
            self.point_at(min(max(begun, first), last))
        elif event.key() == Qt.Key.Key_Escape and self.pointed is not None:
            self.point_at(None)
        else:
            super().keyPressEvent(event)


def years_height() -> float:
    """How much higher a chart is with the years under it (pixels)."""
    return SCREEN.line + 3
