"""The view of closed targets: what became of the plan before this one, target by target, with its verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from npfdesk.plan.closed_targets import ClosedTarget, Verdict
from npfdesk.plan.closed_words import closed_gap, closed_unit, verdict_counts, verdict_text
from npfdesk.plan.numbers import format_figure, plain
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.charts.axes import chart_font, chart_metrics
from npfdesk.ui.look.colours import blended, status_text, theme
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.style import scaled
from npfdesk.ui.region_highlight import highlight_colour
from npfdesk.ui.views.canvas import LEFT, RIGHT, Canvas
from npfdesk.ui.views.view import Page, View, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

ROW = 38.0
_MARK, _SIDE = 26.0, 5.0
_MOST_FIGURES = 0.5
"""The share of a line that what was reached, and the verdict, may take."""


@dataclass(frozen=True)
class ClosedLine:
    """One closed target in words: its name with its place, what was asked, what was reached, and the verdict."""

    closed: ClosedTarget
    name: str
    asked: str
    reached: str
    verdict: str


class ClosedTargetsView(View):
    """The targets of the plan before this one, of the region looked at or of all."""

    def __init__(self, workspace: Workspace) -> None:
        self.list = ClosedTargetsCanvas(workspace)
        super().__init__(workspace, self.list)
        self.here, self.everywhere = self.choice(2)
        self._name_choice()

    def refresh(self) -> Page:
        """The closed targets, with how many were met."""
        plan = self.workspace.plan
        self._name_choice()
        region = plan.region_by_code.get(self.workspace.selection.region)
        every = plan.closed_targets
        chosen = [
            one
            for one in every
            if self.everywhere.isChecked() or (region is not None and one.series.region == region.code)
        ]
        self.list.put(closed_line(self.workspace, one, region=self.everywhere.isChecked()) for one in chosen)
        if not plan.series:
            text = tr(
                "ClosedTargets", "Nothing is open. Open a workbook to see the targets of the previous plan."
            )
            return Page(tr("ClosedTargets", "Closed targets"), empty=text)
        if not every:
            text = tr(
                "ClosedTargets",
                "There are no targets of an earlier plan. Begin the next plan in the menu Plan "
                "cycle: the targets of this plan are then closed, each with its actual figure and a "
                "verdict.",
            )
            return Page(tr("ClosedTargets", "Closed targets"), empty=text)
        where = (
            tr("ClosedTargets", "all regions")
            if self.everywhere.isChecked()
            else named(region)
            if region
            else ""
        )
        if not chosen:
            text = tr(
                "ClosedTargets",
                "{where} had no target in the previous plan. Choose all regions above.",
            )
            return Page(tr("ClosedTargets", "Closed targets"), empty=text.replace("{where}", where))
        rows = [plan.row[one.series] for one in chosen if one.series in plan.row]
        return Page(
            counts_sentence(chosen),
            titled(where, _period(chosen), stretches_sentence(chosen)),
            tr(
                "ClosedTargets",
                "Closed with the actual figures when this plan began, and no longer assessed. "
                "Filled: met; hollow: missed; –: missing value.",
            ),
            rows=np.array(rows, dtype=np.int64),
        )

    def _name_choice(self) -> None:
        self.here.setText(tr("ClosedTargets", "This region"))
        self.everywhere.setText(tr("ClosedTargets", "All regions"))

    def table(self) -> Rows:
        """A row a target, with the figures as they are."""
        plan = self.workspace.plan
        heads = (
            "Region",
            "Industry",
            "Indicator",
            "Unit",
            "Base year",
            "Base",
            "Target year",
            "Target",
            "Actual",
            "Verdict",
            "Shortfall",
        )
        rows = [[tr("ClosedTargets", head) for head in heads]]
        for line in self.list.lines:
            one = line.closed
            industry = plan.industry_by_code.get(one.series.industry)
            indicator = plan.indicator_by_code[one.series.indicator]
            rows.append(
                [
                    named(plan.region_by_code[one.series.region]),
                    named(industry) if industry is not None else "",
                    named(indicator),
                    closed_unit(indicator, one).unit.text(language(), {}),
                    str(one.base_year or ""),
                    plain(one.base),
                    str(one.year),
                    one.text,
                    plain(one.reached),
                    one.verdict.words.text(language(), {}),
                    plain(closed_gap(one)),
                ]
            )
        return rows


def counts_sentence(closed: list[ClosedTarget]) -> str:
    """How many targets were met, missed, or have no figure; stretches apart."""
    counts = verdict_counts(closed)
    text = tr("ClosedTargets", "Old targets {total}: met {met}, missed {missed}, missing value {none}")
    return text.format(**vars(counts), total=counts.total)


def stretches_sentence(closed: list[ClosedTarget]) -> str:
    """The same of the stretches; "" where there is none."""
    counts = verdict_counts(closed, stretch=True)
    if not counts.total:
        return ""
    text = tr("ClosedTargets", "Stretch targets {total}: met {met}")
    return text.format(**vars(counts), total=counts.total)


def closed_line(workspace: Workspace, one: ClosedTarget, *, region: bool) -> ClosedLine:
    """A closed target in words; `region` says that its region is named."""
    plan = workspace.plan
    indicator = plan.indicator_by_code[one.series.indicator]
    industry = plan.industry_by_code.get(one.series.industry)
    parts = (
        plan.region_by_code[one.series.region] if region else None,
        industry,
        indicator,
    )
    unit = closed_unit(indicator, one)
    base = ""
    if one.base is not None and one.base_year:
        base = tr("ClosedTargets", "{year} {figure}").format(
            year=one.base_year, figure=format_figure(one.base, unit.decimals)
        )
    asked = (
        tr("ClosedTargets", "target {year}: {text}")
        .replace("{year}", str(one.year))
        .replace("{text}", one.text)
    )
    return ClosedLine(
        one,
        " · ".join(named(part) for part in parts if part is not None),
        titled(base, asked),
        unit.figure(one.reached, language()),
        verdict_text(indicator, one, language()),
    )


def _period(closed: list[ClosedTarget]) -> str:
    """The years of the plans that the targets are of."""
    first = min((one.base_year for one in closed if one.base_year), default=0)
    last = max(one.year for one in closed)
    return f"{first}–{last}" if first else str(last)


class ClosedTargetsCanvas(Canvas):
    """The lines: mark, name with its target, what was reached with the verdict below it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.lines: tuple[ClosedLine, ...] = ()
        self._widest = 0.0

    def put(self, lines: Iterable[ClosedLine]) -> None:
        """Other lines."""
        self.lines = tuple(lines)
        figures, words = QFontMetricsF(self.font()).horizontalAdvance, chart_metrics().horizontalAdvance
        self._widest = max((max(figures(one.reached), words(one.verdict)) for one in self.lines), default=0.0)

    def content(self, size: QSizeF) -> QSizeF:
        """All lines."""
        return QSizeF(size.width(), len(self.lines) * scaled(ROW))

    def place_of(self, series: SeriesKey) -> QRectF | None:
        """The first line of a series."""
        for number, line in enumerate(self.lines):
            if line.closed.series == series:
                return QRectF(0, number * scaled(ROW), 1, scaled(ROW))
        return None

    def _at(self, point: QPointF) -> ClosedLine | None:
        number = int((point.y() + self.offset.y()) // scaled(ROW))
        return self.lines[number] if 0 <= number < len(self.lines) else None

    def series_at(self, point: QPointF) -> SeriesKey | None:
        """The series of a line."""
        line = self._at(point)
        return line.closed.series if line is not None else None

    def tip_at(self, point: QPointF) -> str:
        """All that a line says, unshortened."""
        line = self._at(point)
        if line is None:
            return ""
        reached = f"{tr('ClosedTargets', 'Actual')} {line.reached}"
        return "\n".join((line.name, line.asked, reached, line.verdict))

    def stepped(self, key: Qt.Key) -> SeriesKey | None:
        """Up and down, Home and End, over the series."""
        places = list(dict.fromkeys(line.closed.series for line in self.lines))
        return self.series_after(key, places, scaled(ROW))

    def draw(self, painter: QPainter, size: QSizeF, offset: QPointF) -> None:
        """The lines in sight."""
        height = scaled(ROW)
        first = int(offset.y() // height)
        last = min(len(self.lines), int((offset.y() + size.height()) // height) + 1)
        for number in range(first, last):
            place = QRectF(0, number * height - offset.y(), size.width(), height)
            self._draw_line(painter, self.lines[number], place, number)

    def _draw_line(self, painter: QPainter, line: ClosedLine, place: QRectF, number: int) -> None:
        colours, metrics = theme(), QFontMetricsF(self.font())
        if line.closed.series == self.workspace.selection.series:
            painter.fillRect(place, QColor(colours.chosen))
        elif line.closed.series.region == self.workspace.hovered_region:
            painter.fillRect(place, highlight_colour())
        if number:
            painter.setPen(QPen(QColor(colours.hairline), 1))
            top = int(place.top()) + 0.5
            painter.drawLine(QPointF(0, top), QPointF(place.right(), top))
        paint_verdict(painter, line.closed.verdict, QPointF(12, place.center().y()))
        room = min(self._widest, _MOST_FIGURES * place.width()) + 0.01
        right = place.right() - 8 - room
        text = QRectF(_MARK, place.top() + 3, right - 12 - _MARK, scaled(18))
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(self.font())
        painter.setPen(QColor(colours.ink))
        painter.drawText(text, LEFT, metrics.elidedText(line.name, elide, text.width()))
        figure = QRectF(right, text.top(), room, text.height())
        painter.setPen(QColor(colours.secondary if line.closed.reached is None else colours.ink))
        painter.drawText(figure, RIGHT, metrics.elidedText(line.reached, elide, room))
        below = scaled(16)
        painter.setFont(chart_font())
        painter.setPen(QColor(colours.secondary))
        asked = chart_metrics().elidedText(line.asked, elide, text.width())
        painter.drawText(text.translated(0, below), LEFT, asked)
        if line.closed.verdict is Verdict.MISSED:
            painter.setPen(status_text(Status.RED))
        verdict = chart_metrics().elidedText(line.verdict, elide, room)
        painter.drawText(figure.translated(0, below), RIGHT, verdict)


def paint_verdict(painter: QPainter, verdict: Verdict, centre: QPointF) -> None:
    """A pale diamond as in the path chart, filled where the target was met, hollow where missed; a dash without figure."""
    colours, side = theme(), scaled(_SIDE)
    pale = blended(QColor(colours.secondary), QColor(colours.paper), 0.75)
    painter.setPen(QPen(pale, 1.4))
    if verdict is Verdict.NONE:
        painter.drawLine(centre - QPointF(side - 1, 0), centre + QPointF(side - 1, 0))
        return
    painter.setBrush(pale if verdict is Verdict.MET else QColor(colours.paper))
    corners = ((0.0, -side), (side, 0.0), (0.0, side), (-side, 0.0))
    painter.drawPolygon(QPolygonF([centre + QPointF(*one) for one in corners]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
