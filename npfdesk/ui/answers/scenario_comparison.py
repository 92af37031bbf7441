"""Scenario comparison: how two scenarios differ, and the effect of each difference on the selected figure."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget

from npfdesk.engine.answers.alternatives import judged_outcome
from npfdesk.engine.answers.scenario_comparison import Comparison, Difference, DifferenceKind, compare
from npfdesk.engine.projection.inputs import OwnedAssumption
from npfdesk.plan.gap_words import signed_change
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure, trimmed
from npfdesk.plan.problems import Problem
from npfdesk.plan.spoken_names import side
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.answers.answer_thread import ThreadedAnswerDialog, Work
from npfdesk.ui.answers.outcome_words import outcome_years
from npfdesk.ui.answers.sensitivity import row_words
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.workspace import Workspace

_MOST_ROWS = 2000


class CompareDialog(ThreadedAnswerDialog):
    """Compares the active scenario with another one."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(980, 620)
        self.answer: Comparison | None = None
        self.other = QComboBox()
        find_by_name(self.other)
        self.other.setFixedWidth(260)
        self.field("Compared with", self.other)
        self._names: tuple[tuple[str, str], ...] = ()
        self.rows = Rows(
            (
                Head(lambda: tr("Answers", "What differs"), 380, figures=False),
                Head(lambda: tr("Answers", "Other scenario"), 130),
                Head(lambda: tr("Answers", "This scenario"), 130),
                Head(lambda: tr("Answers", "Effect"), 140),
                Head(lambda: tr("Answers", "Series"), 80),
            )
        )
        self.cells = Rows(
            (
                Head(lambda: tr("Answers", "Series"), 360, figures=False),
                Head(lambda: tr("Answers", "Year"), 70),
                Head(lambda: tr("Answers", "Other scenario"), 120),
                Head(lambda: tr("Answers", "This scenario"), 120),
                Head(lambda: tr("Answers", "Difference"), 130),
            )
        )
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.addTab(RowsTable(self.rows), "")
        self.pages.addTab(RowsTable(self.cells), "")
        self.body.addWidget(self.pages, 1)
        self.other.activated.connect(self.refresh)
        self.apply_button.hide()

    def _fill(self) -> None:
        document = self.workspace.document
        names = tuple(
            (one.id, named(one)) for one in document.scenarios.values() if one.id != document.active
        )
        if names != self._names:
            chosen = self._names[self.other.currentIndex()][0] if self._names else None
            self._names = names
            self.other.clear()
            self.other.addItems([name for _, name in names])
            parent = document.scenario.parent
            ids = [one for one, _ in names]
            wanted = chosen if chosen in ids else parent if parent in ids else None
            self.other.setCurrentIndex(ids.index(wanted) if wanted is not None else 0)
        self.pages.setTabText(0, tr("Answers", "What differs"))
        self.pages.setTabText(1, tr("Answers", "Every series"))

    def question(self) -> Work | Problem | None:
        """Compare the scenarios."""
        self._fill()
        workspace = self.workspace
        series, year = workspace.selection.series, workspace.year
        if not self._names or series not in workspace.plan.row:
            return None
        results, here = workspace.session.results, workspace.document.active
        there = self._names[max(self.other.currentIndex(), 0)][0]
        outcome = judged_outcome(results, here, series, year)
        return lambda progress: (results, there, here, compare(results, there, here, outcome))

    def show_answer(self, answer: Any) -> None:
        """Show the differences, largest first, and every cell of the selected year."""
        if answer is None:
            self.answer = None
            self.rows.set_rows(())
            self.cells.set_rows(())
            self.refuse(tr("Answers", "There is no other scenario to compare with. Create one first."))
            return
        results, there, here, compared = answer
        self.answer = compared
        plan = results.plan
        indicator = plan.indicator_by_code[compared.outcome.series.indicator]

        def figure(value: float, unit: str = "") -> str:
            return format_figure(value, indicator.decimals, unit) if math.isfinite(value) else "—"

        total = compared.after - compared.before
        self.headline.setText(
            f"{self.series_text()} {outcome_years(compared.outcome)}: {side(figure(compared.before), language())} → "
            f"{side(figure(compared.after, unit_of(indicator)), language())} ({signed_change(total, indicator.decimals, unit_of(indicator), language())})"
        )
        ordered = sorted(
            compared.differences, key=lambda one: -abs(one.amount) if math.isfinite(one.amount) else 0.0
        )
        self.rows.set_rows(
            [
                self._row(
                    plan,
                    one,
                    signed_change(one.amount, indicator.decimals, unit_of(indicator), language(), brief=True),
                    figure(one.error) if one.error > 0 else "",
                )
                for one in ordered[:_MOST_ROWS]
            ]
        )
        self._show_cells(results, there, here, compared)
        self.notes.write(
            tr("Answers", "Shapley shares: the effects add up to the whole difference, in any order.")
            if compared.exact
            else tr("Answers", "Shapley shares, sampled over orderings; ± is the standard error.")
        )

    @staticmethod
    def _row(plan: Plan, one: Difference, amount: str, error: str) -> list[Entry]:
        def value_text(owned: OwnedAssumption | None) -> str:
            value = owned.assumption.value if owned is not None else None
            return side("" if value is None else trimmed(value, 4), language())

        if one.kind is DifferenceKind.ASSUMPTION:
            known = one.after or one.before
            what = row_words(plan, known) if known is not None else ""
            texts = (value_text(one.before), value_text(one.after))
        elif one.kind is DifferenceKind.LEVER:
            what, texts = tr("Answers", "{lever}: intensity").format(lever=one.lever), ("", "")
        else:
            what, texts = tr("Answers", "scenario targets"), ("", "")
        shown = amount + (f" ± {error}" if error else "")
        still = one.amount == 0
        return [
            Entry(what, strong=not still, faint=still),
            Entry(texts[0], faint=True),
            Entry(texts[1]),
            Entry(shown, strong=not still, faint=still),
            Entry(f"{len(one.series):,}", faint=True),
        ]

    def _show_cells(self, results: Any, there: str, here: str, compared: Comparison) -> None:
        plan, year = results.plan, compared.outcome.year
        column = plan.column(year)
        moved = compared.cells[:, column]
        order = np.flatnonzero(np.isfinite(moved) & (moved != 0))
        before, after = results.scenarios[there].values[:, column], results.scenarios[here].values[:, column]
        with np.errstate(divide="ignore", invalid="ignore"):
            relative = np.abs(moved[order]) / np.maximum(np.abs(before[order]), 1e-12)
        rows = []
        for row in order[np.argsort(-relative, kind="stable")][:_MOST_ROWS].tolist():
            series = plan.series[row]
            indicator = plan.indicator_by_code[series.indicator]
            parts = (
                plan.region_by_code[series.region],
                plan.industry_by_code.get(series.industry),
                indicator,
            )
            rows.append(
                [
                    Entry(" · ".join(named(one) for one in parts if one is not None)),
                    Entry(str(year), faint=True),
                    Entry(format_figure(float(before[row]), indicator.decimals), faint=True),
                    Entry(format_figure(float(after[row]), indicator.decimals, unit_of(indicator))),
                    Entry(
                        signed_change(
                            float(moved[row]), indicator.decimals, unit_of(indicator), language(), brief=True
                        ),
                        strong=True,
                    ),
                ]
            )
        self.cells.set_rows(rows)
