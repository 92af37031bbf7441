"""The overview: a region's targets, binding ones first, then those furthest behind; a number, a line, a colour each."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from npfdesk.plan.numbers import plain
from npfdesk.plan.owners import owner_of
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.charts.axes import FigureTicks, Frame, chart_font, chart_metrics
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.charts.gap_rows import told
from npfdesk.ui.charts.gaps import status_rule_text
from npfdesk.ui.charts.items import USUAL, Curve, DotGroup, Dots
from npfdesk.ui.look.colours import blended, status_colour, theme
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.marks import paint_mark
from npfdesk.ui.look.style import scaled
from npfdesk.ui.region_highlight import highlight_colour
from npfdesk.ui.views.canvas import LEFT, RIGHT, Canvas
from npfdesk.ui.views.heatmap import status_word
from npfdesk.ui.views.overview_rows import OverviewRow, overview_rows
from npfdesk.ui.views.view import Page, View, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

ROW = 36.0
_MARK = 26.0
_MOST_FIGURES = 0.35
"""The share of a line that figures with their units may take."""


class Overview(View):
    """One line a target of the region looked at."""

    def __init__(self, workspace: Workspace) -> None:
        self.list = OverviewCanvas(workspace)
        super().__init__(workspace, self.list)

    def refresh(self) -> Page:
        """The targets of the region looked at, in the year and by the rule chosen."""
        workspace, plan = self.workspace, self.workspace.plan
        self.list.lines = lines = overview_rows(workspace)
        self.list.measure_columns()
        region = plan.region_by_code.get(workspace.selection.region)
        where = named(region) if region is not None else ""
        title = titled(tr("Overview", "Overview"), where, workspace.owner)
        if not lines and workspace.owner:
            told = tr(
                "Overview", "{owner} answers for no target of {where}. Choose another region, or all owners."
            )
            return Page(title, empty=told.replace("{owner}", workspace.owner).replace("{where}", where))
        if not lines:
            empty = (
                tr(
                    "Overview", "{where} has no targets. Enter one in Targets, or choose another region."
                ).format(where=where)
                if where and plan.regions
                else tr("Overview", "Nothing is open. Open a workbook to see its targets.")
            )
            return Page(title, empty=empty)
        rows = np.array([plan.row[line.series] for line in lines], dtype=np.int64)
        told = tr(
            "Overview",
            "Binding first, then the furthest behind. Lines run to the horizon; dashed: the target.",
        )
        return Page(
            title,
            titled(workspace.year, named(workspace.document.scenario), source_line(plan, rows)),
            f"{told} {status_rule_text(workspace)}",
            rows=rows,
        )

    def table(self) -> Rows:
        """A row a target, in the order shown."""
        workspace = self.workspace
        judgement, targets = workspace.judgement(), workspace.result.targets
        head = [
            tr("Overview", "Indicator"),
            tr("Overview", "Duty"),
            tr("Overview", "Unit"),
            str(workspace.year),
            tr("Overview", "Target"),
            tr("Overview", "Target year"),
            tr("Overview", "Shortfall"),
            tr("Overview", "Status"),
        ]
        owners = [owner_of(workspace.plan, targets.statements[line.position]) for line in self.list.lines]
        owned = any(owners)
        if owned:
            head.append(tr("Overview", "Owner"))
        return [
            head,
            *(
                [
                    self.list.name(line),
                    tr("Overview", "binding") if line.binding else tr("Overview", "expected"),
                    workspace.judged_unit(line.position).unit.text(language(), {}),
                    plain(judgement.value[line.position]),
                    targets.statements[line.position].wording,
                    str(targets.year[line.position]),
                    plain(judgement.gap[line.position]),
                    status_word(workspace, line.status),
                    *([owner] if owned else []),
                ]
                for line, owner in zip(self.list.lines, owners, strict=True)
            ),
        ]


class OverviewCanvas(Canvas):
    """The lines: mark, name with its target, the path, the year's figure."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.lines: tuple[OverviewRow, ...] = ()
        self.paths: list[SmallPath] = []
        self._figures = self._bare = 0.0

    def measure_columns(self) -> None:
        """How wide the figures are, with their units and without."""
        measure = QFontMetricsF(self.font()).horizontalAdvance
        self._figures = max((measure(self.figure(line)) for line in self.lines), default=0.0)
        self._bare = max((measure(self.figure(line, unit=False)) for line in self.lines), default=0.0)

    def figures_width(self, width: float) -> float:
        """The room of the figures in a line so wide (pixels): a long unit is cut before the names are."""
        return max(min(self._figures, _MOST_FIGURES * width), self._bare)

    def name(self, line: OverviewRow) -> str:
        """The indicator, and the industry where there is one."""
        plan = self.workspace.plan
        industry = plan.industry_by_code.get(line.series.industry)
        what = named(plan.indicator_by_code[line.series.indicator])
        return f"{what} · {named(industry)}" if industry is not None else what

    def figure(self, line: OverviewRow, unit: bool = True) -> str:
        """The figure of the year looked at, with its unit or without."""
        value = float(self.workspace.judgement().value[line.position])
        return self.workspace.judged_unit(line.position).figure(value, language(), unit)

    def aim(self, line: OverviewRow) -> str:
        """The target as worded, its year, and whether it binds."""
        targets = self.workspace.result.targets
        asked = f"{tr('Overview', 'target')} {targets.year[line.position]}: {targets.statements[line.position].wording}"
        return f"{tr('Overview', 'binding')} · {asked}" if line.binding else asked

    def content(self, size: QSizeF) -> QSizeF:
        """All lines."""
        return QSizeF(size.width(), len(self.lines) * scaled(ROW))

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """The line of a series."""
        for number, line in enumerate(self.lines):
            if line.series == series:
                return QRectF(0, number * scaled(ROW), 1, scaled(ROW))
        return None

    def _at(self, point: QPointF) -> OverviewRow | None:
        number = int((point.y() + self.offset.y()) // scaled(ROW))
        return self.lines[number] if 0 <= number < len(self.lines) else None

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The series of a line."""
        line = self._at(point)
        return line.series if line is not None else None

    def tip_at(self, point: QPointF) -> str:
        """The target's exact figures."""
        line = self._at(point)
        return told(self.workspace, line.position) if line is not None else ""

    def stepped(self, key: Qt.Key) -> SeriesKey | None:
        """Up and down, Home and End."""
        return self.series_after(key, [line.series for line in self.lines], scaled(ROW))

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The lines in sight."""
        first = int(offset.y() // scaled(ROW))
        last = min(len(self.lines), int((offset.y() + size.height()) // scaled(ROW)) + 1)
        for number in range(first, last):
            self._draw_line(
                painter,
                self.lines[number],
                QRectF(0, number * scaled(ROW) - offset.y(), size.width(), scaled(ROW)),
                number,
            )

    def _draw_line(self, painter: QPainter, line: OverviewRow, place: QRectF, number: int) -> None:
        colours, metrics = theme(), QFontMetricsF(self.font())
        if line.series == self.workspace.selection.series:
            painter.fillRect(place, QColor(colours.chosen))
        elif line.series.region == self.workspace.hovered_region:
            painter.fillRect(place, highlight_colour())
        if number and self.lines[number - 1].binding and not line.binding:
            painter.setPen(QPen(blended(QColor(colours.secondary), QColor(colours.paper), 0.6), 1))
        else:
            painter.setPen(QPen(QColor(colours.hairline), 1))
        if number:
            painter.drawLine(
                QPointF(0, int(place.top()) + 0.5), QPointF(place.right(), int(place.top()) + 0.5)
            )
        paint_mark(painter, line.status, QPointF(12, place.center().y()))
        room = self.figures_width(place.width())
        right = place.right() - 8 - room
        drawn = np.isfinite(line.figures).sum() > 1
        spark = min(0.26 * place.width(), 200.0) if drawn else 0.0
        text = QRectF(_MARK, place.top() + 2, right - spark - 20 - _MARK, 18)
        painter.setFont(self.font())
        painter.setPen(QColor(colours.ink))
        painter.drawText(
            text, LEFT, metrics.elidedText(self.name(line), Qt.TextElideMode.ElideRight, text.width())
        )
        grey = line.status is Status.GREY
        painter.setPen(QColor(colours.secondary) if grey else QColor(colours.ink))
        # a hundredth more, lest the widest be cut by its own rounding
        figure = metrics.elidedText(self.figure(line), Qt.TextElideMode.ElideRight, room + 0.01)
        painter.drawText(place.adjusted(0, 0, -8, 0), RIGHT, figure)
        painter.setFont(chart_font())
        painter.setPen(QColor(colours.secondary))
        aim = chart_metrics().elidedText(self.aim(line), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text.translated(0, 16).adjusted(0, 0, 0, -2), LEFT, aim)
        spot = QRectF(right - spark - 10, place.top() + 6, spark, scaled(ROW) - 12)
        self._draw_path(painter, line, spot, number)

    def _draw_path(self, painter: QPainter, line: OverviewRow, place: QRectF, number: int) -> None:
        """The small line, where there is one."""
        if np.isfinite(line.figures).sum() < 2:
            return
        while len(self.paths) <= number:
            self.paths.append(SmallPath())
        year = self.workspace.year - int(self.workspace.plan.years[0])
        target = float(self.workspace.judgement().target[line.position])
        painter.save()
        painter.translate(place.topLeft())
        self.paths[number].put(line, target, year, place.size())
        self.paths[number].paint(painter)
        painter.restore()


class SmallPath:
    """The small line: observed in ink, projected in the status' colour, the target dashed across."""

    def __init__(self) -> None:
        self.target, self.observed, self.projected = Curve(), Curve(), Curve()
        self.dots = Dots()

    def put(self, line: OverviewRow, target: float, year: int, size: QSizeF) -> None:
        """A row's path with its target (NaN: none), and a dot in the year (its place) looked at."""
        figures, columns = line.figures, np.arange(len(line.figures), dtype=np.float64)
        known = np.isfinite(figures)
        places = columns[known]
        ends = figures[known] if np.isnan(target) else np.append(figures[known], target)
        low, high = float(ends.min()), float(ends.max())
        if not high > low:
            low, high = low - 0.5, high + 0.5
        whole = QRectF(QPointF(0, 0), size)
        first, last = float(places[0]), float(places[-1])
        frame = Frame(whole, whole.adjusted(3, 0, -3, 0), first, last, FigureTicks(low, high, (), ()))
        # the target runs over the whole width, the path keeps its dot within it
        beside = 3 / max(frame.area.width(), 1) * (last - first)
        colour = status_colour(line.status)
        for curve, at, what, shade, width, style in (
            (self.target, np.array([first - beside, last + beside]), np.full(2, target),
             QColor(theme().secondary), 1.0, Qt.PenStyle.DashLine),
            (self.observed, places[places <= line.last], figures[known][places <= line.last],
             QColor(theme().ink), USUAL, Qt.PenStyle.SolidLine),
            (self.projected, places[places >= line.last], figures[known][places >= line.last],
             colour, 1.8, Qt.PenStyle.SolidLine),
        ):  # fmt: skip
            curve.lay(frame)
            curve.dress(shade, width, style)
            curve.put(at, what)
        looked_at = 0 <= year < len(figures) and known[year]
        point = [[frame.x(float(year)), frame.y(float(figures[year]))]] if looked_at else np.empty((0, 2))
        self.dots.put([DotGroup(np.array(point), 2.6, colour)])

    def paint(self, painter: QPainter) -> None:
        """Paint it from the painter's origin."""
        for curve in (self.target, self.observed, self.projected):
            if curve.isVisible():
                curve.stroke(painter)
        self.dots.paint(painter)
