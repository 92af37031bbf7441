"""Contributions: from the base year's figure to the projection, by the regions below, by industry or by lever."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPen

from npfdesk.engine.answers.attribution import (
    Part,
    Waterfall,
    by_industry,
    by_lever,
    by_region,
    telling_part,
)
from npfdesk.engine.projection.results import Results
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import plain
from npfdesk.plan.series import SeriesKey
from npfdesk.session import Change
from npfdesk.ui.background_job import BackgroundJob
from npfdesk.ui.charts.axes import chart_font
from npfdesk.ui.charts.captions import source_line
from npfdesk.ui.charts.path_remarks import illustrations
from npfdesk.ui.charts.spans import Span, SpanChart
from npfdesk.ui.charts.steps import Steps, step_name, step_spans, steps_of, told_steps, waterfall_notes
from npfdesk.ui.look.colours import blended, theme
from npfdesk.ui.look.language import named, tr, unit_of
from npfdesk.ui.look.repainting import Parts
from npfdesk.ui.views.canvas import Canvas
from npfdesk.ui.views.view import Page, View, subject, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]
_JOINED = 3
"""How far the line that joins a step to the next one reaches into its row, at most (pixels)."""
Asked = tuple[Results, str, SeriesKey, int]
"""The results, scenario, series and year that an answer is of."""


class Contribution(View):
    """What the change from the base year to the year looked at is made of."""

    def __init__(self, workspace: Workspace) -> None:
        self.bars = ContributionCanvas(workspace)
        super().__init__(workspace, self.bars)
        self.of_regions, self.of_industries, self.of_levers = self.choice(3)
        # until a person chooses, the part that tells most of the series looked at
        self._chosen = False
        for button in self.choice_buttons():
            button.clicked.connect(self._choose)
        self.answer: Waterfall | None = None
        # whether levers act on the series shown, which the note says
        self._acting = False
        self._levers: tuple[Asked, Waterfall] | None = None
        self._job: BackgroundJob | None = None
        self._called: Steps | None = None
        self._kept: tuple[Plan, SeriesKey, Part, np.ndarray] | None = None

    def _choose(self) -> None:
        self._chosen = True

    def _begin_with(self, series: SeriesKey) -> None:
        workspace = self.workspace
        told = telling_part(workspace.session.results, workspace.document.active, series)
        buttons = {Part.INDUSTRY: self.of_industries, Part.LEVER: self.of_levers}
        buttons.get(told or Part.REGION, self.of_regions).setChecked(True)

    def part(self) -> Part:
        """What the change is taken apart into."""
        if self.of_levers.isChecked():
            return Part.LEVER
        return Part.INDUSTRY if self.of_industries.isChecked() else Part.REGION

    def refresh(self) -> Page:
        """Take the change of the series looked at apart, in the active scenario."""
        workspace, plan = self.workspace, self.workspace.plan
        self.of_regions.setText(tr("Contribution", "Regions"))
        self.of_industries.setText(tr("Contribution", "Industries"))
        self.of_levers.setText(tr("Contribution", "Levers"))
        series, year = workspace.selection.series, workspace.year
        title = titled(
            tr("Contribution", "Contributions to the change"), subject(workspace, region=True, indicator=True)
        )
        before, self.answer, self.bars.chart = self.answer, None, SpanChart()
        row = plan.row.get(series)
        if row is None:
            told = (
                tr(
                    "Contribution",
                    "The plan has no such series. Choose another region, industry or indicator.",
                )
                if plan.series
                else tr(
                    "Contribution", "Nothing is open. Open a workbook to see what its changes are made of."
                )
            )
            return Page(title, empty=told)
        rows = np.array([row], dtype=np.int64)
        if not self._chosen:
            self._begin_with(series)
        if year == plan.base_year:
            empty = tr(
                "Contribution", "{year} is the base year. Choose a later year at the top of the window."
            )
            return Page(title, empty=empty.format(year=year), rows=rows)
        asked = (workspace.session.results, workspace.document.active, series, year)
        answer = self._taken_apart(asked, before)
        if answer is None:
            return Page(title, empty=tr("Contribution", "Computing …"), rows=rows)
        if not _tells(answer):
            return Page(title, empty=self._nothing(), rows=rows)
        self._draw(answer)
        indicator = plan.indicator_by_code[series.indicator]
        read = self._read(series, rows)
        self._acting = acting = bool(workspace.result.gain[read].any())
        span = f"{answer.from_year} → {answer.to_year}"
        return Page(
            title,
            titled(span, named(workspace.document.scenario), unit_of(indicator), source_line(plan, rows)),
            _sentences(
                tr(
                    "Contribution",
                    "Blue adds, orange subtracts; each bar starts where the one before it ends.",
                ),
                waterfall_notes(plan, self.part(), answer),
                illustrations() if acting else "",
            ),
            rows=read,
        )

    def follow(self, change: Change, again: IntArray) -> None:
        """The steps that are others, where the words about them stay; else, and of levers, all of it."""
        workspace, before = self.workspace, self.answer
        if before is None or self.part() is Part.LEVER:
            self._show()
            return
        asked = (workspace.session.results, workspace.document.active, before.series, before.to_year)
        answer = self._taken_apart(asked, before)
        acting = bool(workspace.result.gain[self.page.rows].any())
        if (
            answer is None
            or not _tells(answer)
            or answer.missing != before.missing
            or acting is not self._acting
        ):
            self._show()
        elif answer != before:
            self._draw(answer)
            self.bars.renew()

    def _draw(self, answer: Waterfall) -> None:
        plan, self.answer = self.workspace.plan, answer
        self._called = steps_of(plan, answer, told_steps(answer), (), self._called)
        self.bars.chart = SpanChart(step_spans(plan, answer, (), self._called), None, True)

    def _nothing(self) -> str:
        if self.part() is Part.REGION:
            return tr("Contribution", "There are no regions below this one. Choose one above it, or Levers.")
        return tr(
            "Contribution", "A value is missing in one of the two years. Choose another series or year."
        )

    def _read(self, series: SeriesKey, own: np.ndarray) -> np.ndarray:
        """The rows whose change is shown, kept while nothing else is asked: the series and its parts; levers act on it alone."""
        plan, part = self.workspace.plan, self.part()
        if part is Part.LEVER:
            return own
        kept = self._kept
        if kept is None or kept[0] is not plan or kept[1] != series or kept[2] is not part:
            self._kept = kept = (plan, series, part, self._parts_of(series, own))
        return kept[3]

    def _parts_of(self, series: SeriesKey, own: np.ndarray) -> np.ndarray:
        plan = self.workspace.plan
        parts = (
            [series._replace(region=one.code) for one in plan.children_of(series.region)]
            if self.part() is Part.REGION
            else [series._replace(industry=one.code) for one in plan.industries]
        )
        return np.array([*own.tolist(), *(plan.row[one] for one in parts if one in plan.row)], dtype=np.int64)

    def _taken_apart(self, asked: Asked, before: Waterfall | None) -> Waterfall | None:
        """The waterfall; None while shares of levers, which take longer than a frame, are being worked out."""
        results, scenario, series, year = asked
        start = self.workspace.plan.base_year
        if self.part() is Part.REGION:
            found = by_region(results, scenario, series, start, year, before)
            parts = found.steps and found.steps[0].part is Part.REGION
            return found if parts else Waterfall(series, start, year, found.start, found.end, ())
        if self.part() is Part.INDUSTRY:
            return by_industry(results, scenario, series, start, year)
        if self._levers is not None and _same(self._levers[0], asked):
            return self._levers[1]
        if self._job is None:
            self._job = BackgroundJob(lambda: by_lever(results, scenario, series, start, year), lambda found: self._take(asked, found), self)  # fmt: skip
            self._job.start()
        return None

    def _take(self, asked: Asked, found: Waterfall) -> None:
        self._job, self._levers = None, (asked, found)
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is worked out while nobody looks, and no thread outlives the window."""
        job, self._job = self._job, None
        if job is not None:
            job.drop()
            self._stale = True
        super().hideEvent(event)

    def table(self) -> Rows:
        """A row a step."""
        rows = [[tr("Contribution", "Step"), tr("Contribution", "Amount")]]
        if self.answer is None:
            return rows
        answer, plan = self.answer, self.workspace.plan
        rows.append([str(answer.from_year), plain(answer.start)])
        rows += [[step_name(plan, step), plain(step.amount)] for step in answer.steps]
        return [*rows, [str(answer.to_year), plain(answer.end)]]


class ContributionCanvas(Canvas):
    """The steps, one under the other; a click on a region's looks at it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.chart = SpanChart()

    def content(self, size: QSizeF) -> QSizeF:
        """All steps."""
        return QSizeF(size.width(), self.chart.height())

    def parts(self) -> Parts:
        """The steps in sight."""
        size, offset, chart = self.seen(), self.offset.y(), self.chart
        rows = chart.rows_within(offset, offset + size.height())
        shown = [
            (one.name, one.text, one.colour.rgba(), one.region, one.start, one.stop)
            for one in chart.spans[rows.start : rows.stop]
        ]

        def place(part: int) -> QRectF:
            return chart.row(rows[part], size.width()).translated(0, -offset).adjusted(0, 0, 0, _JOINED)

        return Parts(
            (self.surroundings(), len(chart.spans), rows, chart.measures(size.width())), shown, place
        )

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The steps, that of the region pointed at on a quiet ground."""
        painter.save()
        painter.translate(-offset)
        painter.setFont(chart_font())
        colours, seen = theme(), self.wanted(size)
        lit = self._row_of(self.workspace.hovered_region, size.width())
        if lit is not None:
            ground = blended(QColor(colours.accent), QColor(colours.paper), 0.08)
            painter.fillRect(lit.adjusted(0, -2, 0, -4), ground)
        # a step is joined to the next one, a little into its row
        top = max(offset.y() + seen.top() - _JOINED, 0.0)
        self.chart.draw(painter, size.width(), top, offset.y() + seen.bottom())
        chosen = self._row_of(self.workspace.selection.region, size.width()) if self.hasFocus() else None
        if chosen is not None:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(chosen.adjusted(1, -1, -1, -5))
        painter.restore()

    def _at(self, point: QPointF) -> Span | None:
        return self.chart.at(point.y() + self.offset.y())

    def region_at(self, point: QPointF) -> str:
        """The region of the step there."""
        span = self._at(point)
        return "" if span is None else span.region

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The series of the step's region."""
        region = self.region_at(point)
        return self.workspace.selection.series._replace(region=region) if region else None

    def tip_at(self, point: QPointF) -> str:
        """The step's name and figure."""
        span = self._at(point)
        return "" if span is None else f"{span.name}\n{span.text}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down light the regions' steps one after the other; Enter looks at the one that is lit."""
        regions = [region for region in self.chart.laid.regions if region]
        lit, key = self.workspace.hovered_region, Qt.Key(event.key())
        line = self.line_after(key, regions.index(lit) if lit in regions else -1, len(regions))
        if line is not None:
            self.workspace.hover_region(regions[line])
            self.show_series(self.workspace.selection.series._replace(region=regions[line]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and lit in regions:
            self.choose(self.workspace.selection.series._replace(region=lit))
        else:
            super().keyPressEvent(event)

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """The row of a region's step."""
        return self._row_of(series.region, self.seen().width())

    def _row_of(self, region: str, width: float) -> QRectF | None:
        if not region:
            return None
        regions = self.chart.laid.regions
        return self.chart.row(regions.index(region), width) if region in regions else None


def _tells(answer: Waterfall) -> bool:
    """Whether there are steps, between two figures."""
    return bool(answer.steps) and math.isfinite(answer.start) and math.isfinite(answer.end)


def _same(one: Asked, other: Asked) -> bool:
    return one[0] is other[0] and one[1:] == other[1:]


def _sentences(*parts: str) -> str:
    return " ".join(part for part in parts if part)
