"""Proportional fitting: a table of counties by industries fitted to both margins; cells can be held.

Missing values stay empty.
"""

from __future__ import annotations

import math
from functools import partial

import numpy as np
from PySide6.QtWidgets import QWidget

from npfdesk.engine.answers.proportional_fitting import TableFit, fit_table
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure, parse_entry
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.workspace import Workspace

_OTHER = ""
"""The column of what no industry with a target covers."""


class FitDialog(AnswerDialog):
    """Rows are the regions below the city, columns its industries; the margins are the targets of both."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1080, 560)
        self.answer: TableFit | None = None
        self.held: dict[tuple[str, str], float] = {}
        self.hoped = False
        self._of: object = None
        self.regions: list[str] = []
        self.columns: list[str] = []
        self.rows = Rows(())
        self.table = RowsTable(self.rows)
        self.body.addWidget(self.table, 1)
        self.rows.entered.connect(self._entered)
        self.apply_button.hide()

    def _margins(self) -> tuple[list[float], list[float]]:
        """The targets of regions and industries in the target year, with the rest that no industry covers.

        Where only a stretch is stated (力争) that is taken, and told.
        """
        plan, chosen = self.workspace.plan, self.workspace.selection
        table = self.workspace.result.targets

        self.hoped = False

        def target(series: SeriesKey) -> float:
            row = plan.row.get(series)
            positions = [] if row is None else list(reversed(table.of_row(row)))
            said = next((one for one in map(float, table.figure[positions]) if math.isfinite(one)), math.nan)
            if math.isfinite(said):
                return said
            hoped = next(
                (one for one in map(float, table.stretch[positions]) if math.isfinite(one)), math.nan
            )
            self.hoped |= math.isfinite(hoped)
            return hoped

        self.regions, rows = [], []
        for region in plan.children_of(plan.city, plan.target_year):
            figure = target(SeriesKey(region.code, "", chosen.indicator))
            if math.isfinite(figure):
                self.regions.append(region.code)
                rows.append(figure)
        self.columns, columns = [], []
        for industry in plan.industries:
            figure = target(SeriesKey(plan.city, industry.code, chosen.indicator))
            if not industry.parent and math.isfinite(figure):
                self.columns.append(industry.code)
                columns.append(figure)
        rest = sum(rows) - sum(columns)
        if self.columns and rest > 1e-9 * max(1.0, sum(rows)):
            self.columns.append(_OTHER)
            columns.append(rest)
        return rows, columns

    def _seed(self, plan: Plan) -> np.ndarray:
        """The base figures where the plan has them; elsewhere all regions have the same mix of industries."""
        chosen, result = self.workspace.selection, self.workspace.result
        seed = np.ones((len(self.regions), len(self.columns)))
        column = plan.column(plan.base_year)
        for line, region in enumerate(self.regions):
            for place, industry in enumerate(self.columns):
                row = plan.row.get(SeriesKey(region, industry, chosen.indicator)) if industry else None
                if row is not None and math.isfinite(result.values[row, column]):
                    seed[line, place] = result.values[row, column]
        return seed

    def ask(self) -> None:
        """Fit the table."""
        plan, chosen = self.workspace.plan, self.workspace.selection
        self.answer = None
        if (plan, chosen.indicator) != self._of:
            # held cells of another indicator do not apply to this one
            self._of = (plan, chosen.indicator)
            self.held.clear()
        rows, columns = self._margins()
        if len(rows) < 2 or len(columns) < 2:
            self.rows.set_heads(())
            self.refuse(
                tr(
                    "Answers",
                    "Choose an indicator that has targets by region and, for the whole city, by industry.",
                )
            )
            return
        fixed = np.full((len(rows), len(columns)), np.nan)
        for (region, industry), figure in self.held.items():
            if region in self.regions and industry in self.columns:
                fixed[self.regions.index(region), self.columns.index(industry)] = figure
        names = [named(plan.region_by_code[code]) for code in self.regions]
        answer = fit_table(
            self._seed(plan),
            np.array(rows),
            np.array(columns),
            names,
            [self._industry(code) for code in self.columns],
            fixed,
        )
        self._show(answer, rows, columns)

    def _industry(self, code: str) -> str:
        industry = self.workspace.plan.industry_by_code.get(code)
        return named(industry) if industry is not None else tr("Answers", "other industries")

    def _show(self, answer: TableFit | Problem, rows: list[float], columns: list[float]) -> None:
        plan = self.workspace.plan
        indicator = plan.indicator_by_code[self.workspace.selection.indicator]
        heads = [
            Head(lambda: tr("Answers", "Region"), 150, figures=False),
            *(Head(partial(self._industry, code), 100) for code in self.columns),
            Head(lambda: tr("Answers", "Total"), 100),
        ]
        if [head.words() for head in heads] != [head.words() for head in self.rows.heads]:
            self.rows.set_heads(heads)
        values = answer.values if isinstance(answer, TableFit) else np.full((len(rows), len(columns)), np.nan)

        def shown(value: float) -> str:
            return format_figure(value, indicator.decimals) if math.isfinite(value) else "—"

        lines = []
        for line, region in enumerate(self.regions):
            entries = [Entry(named(plan.region_by_code[region]), strong=True)]
            for place, industry in enumerate(self.columns):
                kept = (region, industry) in self.held
                figure = self.held[region, industry] if kept else float(values[line, place])
                entries.append(Entry(shown(figure), strong=kept, typed=True))
            entries.append(Entry(shown(rows[line]), faint=True))
            lines.append(entries)
        lines.append(
            [
                Entry(tr("Answers", "Total"), faint=True),
                *(Entry(shown(one), faint=True) for one in columns),
                Entry(shown(sum(rows)), faint=True),
            ]
        )
        self.rows.set_rows(lines)
        self.headline.setText(f"{named(indicator)} {plan.target_year}, {unit_of(indicator)}".rstrip(", "))
        hint = tr(
            "Answers",
            "Type a figure to fix a cell, 0 to leave it empty; clear it to release it. The totals of "
            "rows and columns are the targets; a county without figures of its own takes the city's "
            "mix. Copy the table with Ctrl+C.",
        )
        if self.hoped:
            hint = f"{tr('Answers', 'Where only a stretch target is stated, it is the total.')} {hint}"
        if isinstance(answer, Problem):
            self.refuse(f"{answer.message(language())} {hint}")
            return
        self.answer = answer
        self.notes.write(hint)

    def _entered(self, row: int, column: int, text: str) -> None:
        if row >= len(self.regions) or not 1 <= column <= len(self.columns):
            return
        key = (self.regions[row], self.columns[column - 1])
        if not text.strip():
            self.held.pop(key, None)
        else:
            indicator = self.workspace.plan.indicator_by_code[self.workspace.selection.indicator]
            figure = parse_entry(text, indicator.unit)
            if isinstance(figure, Problem):
                self.notes.write(figure.message(language()))
                return
            self.held[key] = figure
        self.refresh()
