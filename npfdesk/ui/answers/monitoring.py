"""Monitoring (“Monitoring”): actuals against the original path, what is due, and what catching up would take."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtWidgets import QWidget

from npfdesk.engine.projection.results import Results
from npfdesk.engine.targets.judged_units import judged_unit
from npfdesk.engine.targets.monitoring import Monitor, monitor
from npfdesk.plan.gap_words import gap_text, narrow
from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Problem
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import WORST_FIRST, Status
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.answers.answer_thread import ThreadedAnswerDialog, Work
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.workspace import Workspace

_MOST_ROWS = 5000


class MonitorDialog(ThreadedAnswerDialog):
    """Every target in the selected year, those furthest behind first, by all three rules."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1240, 640)
        self.answer: Monitor | None = None
        self.rows = Rows(
            (
                Head(lambda: tr("Answers", "Region"), 130, figures=False),
                Head(lambda: tr("Answers", "Indicator"), 170, figures=False),
                Head(lambda: tr("Answers", "Target"), 100),
                Head(lambda: tr("Answers", "Milestone"), 100),
                Head(lambda: tr("Answers", "Original path"), 100),
                Head(lambda: tr("Answers", "Actual or projected"), 130),
                Head(lambda: tr("Answers", "Shortfall"), 130),
                Head(lambda: tr("Answers", "Planned growth"), 110),
                Head(lambda: tr("Answers", "Catch-up growth"), 110),
                Head(lambda: tr("Answers", "Years behind"), 90),
                Head(lambda: tr("Answers", "Pace · outcome · schedule"), 150, figures=False),
            )
        )
        self.table = RowsTable(self.rows)
        self.body.addWidget(self.table, 1)
        self.table.activated.connect(lambda index: self._look_at(index.row()))
        self._order: list[int] = []
        self.apply_button.hide()

    def question(self) -> Work | Problem | None:
        """Monitor the selected year."""
        workspace = self.workspace
        results, scenario = workspace.session.results, workspace.document.active
        year = workspace.year
        if not len(results.scenarios[scenario].targets.row):
            return None
        return lambda progress: (results, monitor(results, scenario, year))

    def show_answer(self, answer: Any) -> None:
        """Show a row for each target."""
        if answer is None:
            self.answer = None
            self.rows.set_rows(())
            self.refuse(tr("Answers", "The plan has no targets to monitor."))
            return
        results, seen = answer
        self.answer = seen
        table = results.scenarios[seen.scenario].targets
        chosen = list(Rule).index(self.workspace.rule)
        self._order = sorted(
            (one for one in range(len(table.row)) if table.row[one] >= 0),
            key=lambda one: WORST_FIRST.index(Status(int(seen.statuses[chosen, one]))),
        )[:_MOST_ROWS]
        self.rows.set_rows([self._row(results, seen, one) for one in self._order])
        behind = sum(int(seen.statuses[chosen, one]) in (Status.ORANGE, Status.RED) for one in self._order)
        disagree = sum(bool(seen.disagree[one]) for one in self._order)
        self.headline.setText(
            tr("Answers", "Targets behind in {year}: {behind}; the rules disagree on {disagree}").format(
                year=seen.year, behind=behind, disagree=disagree
            )
        )
        self.notes.write(
            tr(
                "Answers",
                "The path continues from the actuals in Data after the base year; the original path "
                "is the one without them. The milestone is what the year should reach. Catch-up "
                "growth is what the remaining years need.",
            )
        )

    def _row(self, results: Results, seen: Monitor, one: int) -> list[Entry]:
        plan, table = results.plan, results.scenarios[seen.scenario].targets
        series = plan.series[int(table.row[one])]
        indicator = plan.indicator_by_code[series.indicator]
        industry = plan.industry_by_code.get(series.industry)
        place = " · ".join(
            named(item) for item in (plan.region_by_code[series.region], industry) if item is not None
        )
        pace = narrow(pace_unit(indicator, language()))

        def shown(value: float, decimals: int | None = None, unit: str = "") -> str:
            places = indicator.decimals if decimals is None else decimals
            return format_figure(value, places, unit) if math.isfinite(value) else "—"

        statuses = [Status(int(seen.statuses[rule, one])) for rule in range(len(Rule))]
        chosen = statuses[list(Rule).index(self.workspace.rule)]
        marks = " ".join(status.about.mark for status in statuses)
        text = f"{marks}  ≠" if bool(seen.disagree[one]) else marks
        actual = math.isfinite(seen.actual[one])
        judged = judged_unit(results, seen.scenario, one)
        # the unit of the indicator goes without saying, another does not
        counted = narrow(judged.difference.text(language(), {})) if judged.difference != judged.unit else ""
        return [
            Entry(place, strong=True),
            Entry(f"{named(indicator)} {int(table.year[one])}"),
            Entry(table.statements[one].wording, faint=True),
            Entry(shown(seen.milestone[one])),
            Entry(shown(seen.planned[one]), faint=True),
            Entry(shown(seen.value[one]), status=chosen, strong=actual),
            Entry(gap_text(float(seen.gap[one]), judged.decimals, counted, language())),
            Entry(shown(seen.planned_growth[one], 2, pace), faint=True),
            Entry(shown(seen.catch_up[one], 2, pace)),
            Entry(shown(seen.slippage[one], 1)),
            Entry(text),
        ]

    def _look_at(self, row: int) -> None:
        if row < len(self._order):
            result = self.workspace.session.results.scenarios[self.workspace.document.active]
            self.workspace.select(*self.workspace.plan.series[int(result.targets.row[self._order[row]])])
