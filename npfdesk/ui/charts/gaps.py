"""The gap chart: what each target still lacks, by region or by indicator, coloured by status, target at zero."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.status import Rule, Status
from npfdesk.plan.numbers import format_figure
from npfdesk.session import Change, Structure
from npfdesk.ui.charts.paths import _label
from npfdesk.ui.colours import MARKS, appearance, status_colour, theme
from npfdesk.ui.language import named, tr
from npfdesk.ui.workspace import Workspace

ROW = 26
MOST_ROWS = 400


@dataclass(frozen=True)
class Bar:
    """One bar: who it is, how long (the share of the longest; negative: still missing), its words and colour."""

    region: str
    industry: str
    indicator: str
    name: str
    length: float
    figure: str
    status: Status


class Bars(QAbstractScrollArea):
    """Horizontal bars, painted as far as they are seen."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.bars: tuple[Bar, ...] = ()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)

    def show_bars(self, bars: tuple[Bar, ...]) -> None:
        """Show other bars; painted in the same frame."""
        self.bars = bars
        self._measure()
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Room for the usual ten counties."""
        return QSize(320, 12 * ROW)

    def resizeEvent(self, event: object) -> None:
        """The scroll bar follows the height."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setRange(0, max(0, len(self.bars) * ROW + 8 - self.viewport().height()))
        self.verticalScrollBar().setSingleStep(ROW)

    def columns(self) -> tuple[float, float, float]:
        """Where names end, where zero stands, and how long the longest bar may be."""
        metrics = QFontMetrics(self.font())
        width = self.viewport().width()
        names = min(
            max((metrics.horizontalAdvance(bar.name) for bar in self.bars), default=0) + 30, 0.36 * width
        )
        figures = max((metrics.horizontalAdvance(bar.figure) for bar in self.bars), default=0) + 10
        behind = any(bar.length < 0 for bar in self.bars)
        ahead = any(bar.length > 0 for bar in self.bars)
        room = max(
            width - names - figures * (1 if behind else 0) - figures * (1 if ahead or not behind else 0) - 12,
            24,
        )
        share = 1.0 if behind and not ahead else 0.0 if ahead and not behind else 0.5
        longest = room * (0.5 if share == 0.5 else 1.0)
        zero = names + (figures if behind else 4) + room * share
        return names, zero, longest

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows in view."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, metrics = theme(), QFontMetrics(self.font())
        names, zero, longest = self.columns()
        top = -self.verticalScrollBar().value() + 4
        first = max(0, -top // ROW)
        chosen = self.workspace.selection
        for index in range(first, min(len(self.bars), first + self.viewport().height() // ROW + 2)):
            bar, y = self.bars[index], top + index * ROW
            if (bar.region, bar.industry, bar.indicator) == chosen.series:
                painter.fillRect(QRectF(0, y, self.viewport().width(), ROW), QColor(colours.chosen))
            colour = status_colour(bar.status)
            painter.setPen(colour)
            painter.drawText(QRectF(8, y, 18, ROW), Qt.AlignmentFlag.AlignVCenter, MARKS[bar.status])
            painter.setPen(QColor(colours.ink))
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, int(names) - 30)
            painter.drawText(QRectF(26, y, names - 26, ROW), Qt.AlignmentFlag.AlignVCenter, name)
            length = abs(bar.length) * longest
            left = zero - length if bar.length < 0 else zero
            painter.fillRect(QRectF(left, y + 6, max(length, 1.0), ROW - 12), colour)
            painter.setPen(QColor(colours.secondary if bar.status is Status.GREY else colours.ink))
            advance = metrics.horizontalAdvance(bar.figure)
            at = left - 6 - advance if bar.length < 0 else left + length + 6
            painter.drawText(QRectF(at, y, advance + 2, ROW), Qt.AlignmentFlag.AlignVCenter, bar.figure)
        painter.setPen(QPen(QColor(colours.secondary), 1))
        painter.drawLine(
            int(zero), 0, int(zero), min(self.viewport().height(), top + len(self.bars) * ROW + 2)
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click looks at the bar's series."""
        index = int(event.position().y() + self.verticalScrollBar().value() - 4) // ROW
        if 0 <= index < len(self.bars):
            bar = self.bars[index]
            self.workspace.select(region=bar.region, industry=bar.industry, indicator=bar.indicator)


class GapChart(QWidget):
    """Gaps of the year looked at: the chosen indicator in every region, or every indicator of the chosen region."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.title, self.subtitle, self.note = _label("title"), _label("note"), _label("note")
        self.empty = QLabel()
        self.empty.setProperty("role", "note")
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.bars = Bars(workspace)
        self.by_region, self.by_indicator = QToolButton(), QToolButton()
        choice = QButtonGroup(self)
        for button in (self.by_region, self.by_indicator):
            button.setCheckable(True)
            button.setProperty("quiet", True)
            choice.addButton(button)
        self.by_region.setChecked(True)
        choice.buttonClicked.connect(self._look)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.by_region)
        head.addWidget(self.by_indicator)
        head.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.subtitle)
        layout.addSpacing(4)
        layout.addWidget(self.bars, 1)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.note)
        self.redraws = 0
        workspace.opened.connect(self._look)
        workspace.changed.connect(self._changed)
        workspace.selected.connect(self._look)
        workspace.viewed.connect(self._look)
        appearance.changed.connect(self._look)
        self._look()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self._look()
        super().changeEvent(event)

    def _changed(self, change: Change) -> None:
        rows = self.rows
        if change.structure != Structure.NONE or not len(rows) or change.touched[rows].any():
            self._look()

    def _look(self, *_: object) -> None:
        self.redraws += 1
        workspace = self.workspace
        chosen, plan = workspace.selection, workspace.plan
        region, indicator = (
            plan.region_by_code.get(chosen.region),
            plan.indicator_by_code.get(chosen.indicator),
        )
        by_region = self.by_region.isChecked()
        self.by_region.setText(tr("GapChart", "By region"))
        self.by_indicator.setText(tr("GapChart", "By indicator"))
        bars = self._bars(by_region)
        subject = indicator if by_region else region
        self.title.setText(f"{tr('GapChart', 'Gap')} · {named(subject)}" if subject is not None else "")
        unit = indicator.unit if by_region and indicator is not None else tr("GapChart", "% of the target")
        self.subtitle.setText(f"{workspace.year} · {workspace.document.scenario.name} · {unit}")
        self.note.setText(rule_of_colours(workspace.rule))
        self.empty.setText(tr("GapChart", "No target with a figure here. Enter one in Targets."))
        self.empty.setVisible(not bars)
        self.bars.setVisible(bool(bars))
        self.bars.show_bars(bars)

    def _bars(self, by_region: bool) -> tuple[Bar, ...]:
        workspace = self.workspace
        plan, chosen, judgement = workspace.plan, workspace.selection, workspace.judgement()
        table, frame = workspace.result.targets, workspace.session.results.frame
        if by_region:
            code = frame.indicator_index.get(chosen.indicator, -1)
            wanted = frame.indicator_of[table.row] == code
        else:
            wanted = frame.region_of[table.row] == frame.region_index.get(chosen.region, -1)
        positions = np.flatnonzero(wanted & np.isfinite(table.figure))
        self.rows = table.row[positions]
        if by_region:
            scaled = -judgement.gap[positions]
        else:
            with np.errstate(divide="ignore", invalid="ignore"):
                scaled = -judgement.gap[positions] / np.abs(judgement.target[positions])
        scaled = np.where(np.isfinite(scaled), scaled, 0.0)
        # beyond what can be read at a glance, the furthest behind come first and the rest is left to the tables
        if len(positions) > MOST_ROWS:
            worst = np.argsort(scaled, kind="stable")[:MOST_ROWS]
            positions, scaled = positions[worst], scaled[worst]
        longest = float(np.max(np.abs(scaled), initial=0.0)) or 1.0
        bars = []
        for position, length in zip(positions, scaled, strict=True):
            series = table.keys[position].series
            indicator = plan.indicator_by_code[series.indicator]
            region, industry = plan.region_by_code[series.region], plan.industry_by_code.get(series.industry)
            name = named(region) if by_region else named(indicator)
            if industry is not None:
                name = f"{named(industry)}" if by_region else f"{name} · {named(industry)}"
            gap = float(judgement.gap[position])
            figure = format_figure(-gap if gap else 0.0, indicator.decimals)
            if figure != "—" and gap < 0:
                figure = f"+{figure}"
            if not by_region:
                figure = f"{figure} {indicator.unit}".rstrip() if figure != "—" else figure
            bars.append(
                Bar(*series, name, float(length) / longest, figure, Status(judgement.status[position]))
            )
        return tuple(bars)


def rule_of_colours(rule: Rule) -> str:
    """The rule of colours as it is printed wherever colours are shown."""
    marks = {status: MARKS[status] for status in Status}
    texts = {
        Rule.PACE: tr(
            "GapChart",
            "Colours by pace: achieved ÷ required from the base {blue} ≥ 0.95 or met, {yellow} ≥ 0.6, {orange} ≥ 0, {red} below, {grey} no figure",
        ),
        Rule.OUTCOME: tr(
            "GapChart",
            "Colours by outcome: share of the way by the target year {blue} ≥ 95 %, {yellow} ≥ 50 %, {orange} ≥ 10 %, {red} below, {grey} no figure",
        ),
        Rule.SCHEDULE: tr(
            "GapChart",
            "Colours by schedule: against the year's milestone {blue} at or past, {yellow} within 5 % of the way, {orange} within 20 %, {red} beyond, {grey} no figure",
        ),
    }
    return texts[rule].format(**{status.code: mark for status, mark in marks.items()})
