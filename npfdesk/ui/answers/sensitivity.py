"""Sensitivity (“Key drivers”): each assumption and lever moved alone, and its effect on one figure."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QScrollArea, QWidget

from npfdesk.engine.answers.alternatives import judged_outcome
from npfdesk.engine.projection.inputs import OwnedAssumption
from npfdesk.engine.uncertainty.sensitivity import Bar, Tornado, tornado
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure, trimmed
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import ANY
from npfdesk.ui.answers.answer_charts import SpanPicture
from npfdesk.ui.answers.answer_dialog import FigureField
from npfdesk.ui.answers.answer_thread import ThreadedAnswerDialog, Work
from npfdesk.ui.answers.outcome_words import outcome_years
from npfdesk.ui.charts.spans import Span
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.naming import speak
from npfdesk.ui.workspace import Workspace


def row_words(plan: Plan, owned: OwnedAssumption) -> str:
    """The name of an assumption: region, industry, indicator, method."""
    region, industry = (
        plan.region_by_code.get(owned.key.region),
        plan.industry_by_code.get(owned.key.industry),
    )
    indicator = plan.indicator_by_code.get(owned.key.indicator)
    place = tr("Answers", "all regions") if owned.key.region == ANY else named(region) if region else ""
    parts = (
        place,
        named(industry) if industry is not None else "",
        named(indicator) if indicator is not None else owned.key.indicator,
        owned.assumption.method.about.words.text(language(), {}),
    )
    return " ".join(part for part in parts if part)


class TornadoDialog(ThreadedAnswerDialog):
    """Bars around the selected series' figure in the selected year."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(900, 620)
        self.answer: Tornado | None = None
        self.step = FigureField()
        self.step.editingFinished.connect(self.refresh)
        self.pair("Common step (empty: own ranges)", self.step)
        self.picture = SpanPicture()
        area = QScrollArea()
        speak(area, lambda: tr("Names", "The picture, which can be scrolled"))
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self.picture)
        self.body.addWidget(area, 1)
        self.apply_button.hide()

    def question(self) -> Work | Problem | None:
        """Move each assumption and lever alone."""
        workspace = self.workspace
        series, year = workspace.selection.series, workspace.year
        step = self.step.figure
        if isinstance(step, Problem):
            return step
        self.picture.empty = tr(
            "Answers", "No assumption behind this figure has a range. Type a common step."
        )
        if series not in workspace.plan.row:
            return None
        results, scenario = workspace.session.results, workspace.document.active
        return lambda progress: tornado(
            results, scenario, judged_outcome(results, scenario, series, year), step
        )

    def show_answer(self, answer: Any) -> None:
        """Show the bars."""
        self.answer = answer
        if answer is None:
            self.headline.setText("")
            self.notes.write("")
            self.picture.put(())
            return
        plan = self.workspace.plan
        indicator = plan.indicator_by_code[answer.outcome.series.indicator]

        def figure(value: float) -> str:
            return format_figure(value, indicator.decimals) if math.isfinite(value) else "—"

        base = format_figure(answer.base, indicator.decimals, unit_of(indicator))
        self.headline.setText(f"{self.series_text()} {outcome_years(answer.outcome)}: {base}")
        accent = QColor(theme().accent)
        moved = [bar for bar in answer.bars if bar.low != bar.high]
        self.picture.put(
            [
                Span(
                    name=self._name(plan, bar),
                    start=bar.low,
                    stop=bar.high,
                    text=f"{figure(bar.low)} – {figure(bar.high)}",
                    colour=accent,
                    middle=answer.base,
                    tip=self._tip(plan, bar, figure(bar.low), figure(bar.high)),
                )
                for bar in moved
            ],
            line=answer.base,
        )
        notes = [
            tr(
                "Answers",
                "The paler half shows the effect of the lower value. Lever intensity runs from 0 to "
                "100%; effects are as the plan states them.",
            )
        ]
        if answer.unmoved:
            count = len(answer.unmoved)
            notes.append(
                tr("Answers", "Assumptions without a range, left as they are: {count}.").format(count=count)
            )
        self.notes.write(" ".join(notes))

    @staticmethod
    def _name(plan: Plan, bar: Bar) -> str:
        return bar.lever if bar.row is None else row_words(plan, bar.row)

    def _tip(self, plan: Plan, bar: Bar, low: str, high: str) -> str:
        return "\n".join(
            (
                self._name(plan, bar),
                f"{trimmed(bar.low_input, 4)} → {low}",
                f"{trimmed(bar.high_input, 4)} → {high}",
            )
        )
