"""Forecasts from a series' own past beside its assumption, each with its reliability."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QHideEvent
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QWidget

from npfdesk.engine.analyses.forecast_words import diagnostics_in_words
from npfdesk.engine.analyses.forecasts import Forecast, Forecasting, forecast, forecast_assumption
from npfdesk.engine.analyses.method_cards import METHOD_CARDS
from npfdesk.engine.analyses.regional_figures import observed_history
from npfdesk.engine.analyses.shift_share import IndustryShares, industry_shares
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.edits import Edit
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.ui.analyses.analysis_dialog import AnalysisDialog
from npfdesk.ui.analyses.plane_lines import LinesPicture
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.answers.answer_thread import Progress, Work
from npfdesk.ui.charts.plot import Line
from npfdesk.ui.look.colours import scenario_colour, theme
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.naming import divider
from npfdesk.ui.workspace import Workspace

FloatArray = NDArray[np.float64]
_METHODS: Final = tuple(Forecasting)
_DIGITS: Final = 4
"""Digits of a diagnostic, in a row beside others."""


@dataclass(frozen=True, eq=False)
class Forecasts:
    """The result of every method for a series, and its industry shares."""

    series: SeriesKey
    past: FloatArray
    made: tuple[Forecast | Problem, ...]
    industries: IndustryShares | None


class ForecastsDialog(AnalysisDialog):
    """Continues the selected series by five methods; the selected row can be adopted."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.answer: Forecasts | None = None
        self.rows = Rows(
            [
                Head(lambda: tr("Analyses", "Method"), 190, figures=False),
                Head(lambda: str(self.workspace.year), 110),
                Head(lambda: tr("Analyses", "Back-test error"), 120),
                Head(lambda: tr("Analyses", "Fit error"), 110),
                Head(lambda: tr("Analyses", "Reliability"), 150, figures=False),
                Head(lambda: tr("Analyses", "Diagnostics"), 420, figures=False),
            ]
        )
        self.table = RowsTable(self.rows)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.picture = LinesPicture(self._figure)
        both = divider(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.picture)
        both.addWidget(self.table)
        both.setSizes([330, 210])
        self.side("Forecasts", both)
        self.keep = QCheckBox()
        self.form.addRow(self.keep)
        self.shifts, self.quotients = RowsTable(Rows([])), RowsTable(Rows([]))
        self.side("Shift-share", self.shifts)
        self.side("Location quotient", self.quotients)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._chosen())
        self.table.doubleClicked.connect(lambda _: self.apply())

    def apply_text(self) -> str:
        """The text of the apply button."""
        return tr("Analyses", "Apply as the assumption")

    def _figure(self, value: float) -> str:
        series = self.workspace.selection.series
        indicator = self.workspace.plan.indicator_by_code.get(series.indicator)
        return format_figure(value, indicator.decimals if indicator is not None else 1)

    def question(self) -> Work | Problem | None:
        """Compute the forecasts by every method."""
        workspace = self.workspace
        results, plan, series = workspace.session.results, workspace.plan, workspace.selection.series
        scenario, year = workspace.document.active, workspace.year
        self.rows.retranslate()
        self.keep.setText(tr("Analyses", "Keep as faint lines on the path chart"))
        if series not in plan.row:
            self.refuse(tr("Analyses", "Choose a series in the outline or a table."))
            return None
        row = plan.row[series]

        def work(progress: Progress) -> Forecasts | None:
            past = np.ascontiguousarray(observed_history(results)[:, row])
            made: list[Forecast | Problem] = []
            for place, method in enumerate(_METHODS):
                if not progress(place / len(_METHODS)):
                    return None
                made.append(forecast(plan.years, past, plan.horizon, method))
            industries = industry_shares(results, scenario, series.indicator, plan.base_year, year)
            return Forecasts(series, past, tuple(made), industries)

        return work

    def show_answer(self, answer: Any) -> None:
        """Show the rows, the picture and the notes."""
        self.answer = answer
        self._show_in_path_chart()
        if answer is None:
            self.headline.setText("")
            self.rows.set_rows(())
            self.picture.put(())
            self.shifts.rows.set_rows(())
            self.quotients.rows.set_rows(())
            return
        self.rows.set_rows([self._line(place, one) for place, one in enumerate(answer.made)])
        if not self.table.currentIndex().isValid():
            usable = [place for place, one in enumerate(answer.made) if isinstance(one, Forecast)]
            self.table.selectRow(usable[0] if usable else 0)
        points = int(np.isfinite(answer.past).sum())
        known = np.flatnonzero(np.isfinite(answer.past))
        years = self.workspace.plan.years
        self.headline.setText(
            tr("Analyses", "History {first}–{last}, years: {count}").format(
                count=points, first=int(years[known[0]]), last=int(years[known[-1]])
            )
            if points
            else tr("Analyses", "The series has no history.")
        )
        self._draw(answer)
        self._industries(answer.industries)
        self._chosen()

    def _show_in_path_chart(self) -> None:
        """Show the forecasts, faint, in the window's path chart while the dialog is open."""
        answer = self.answer if self.isVisible() or self.keep.isChecked() else None
        made = tuple(one for one in answer.made if isinstance(one, Forecast)) if answer is not None else ()
        self.workspace.forecasts = (answer.series, made) if answer is not None and made else None

    def hideEvent(self, event: QHideEvent) -> None:
        """Remove the forecasts from the path chart, unless they are to stay."""
        super().hideEvent(event)
        self._show_in_path_chart()

    def _line(self, place: int, made: Forecast | Problem) -> list[Entry]:
        name = METHOD_CARDS[str(_METHODS[place])].title.text(language(), {})
        if isinstance(made, Problem):
            reason = made.message(language())
            return [
                Entry(name, faint=True),
                Entry("—"),
                Entry("—"),
                Entry("—"),
                Entry(tr("Analyses", "not available"), faint=True),
                Entry(reason, faint=True),
            ]
        column = self.workspace.year - int(made.years[0])
        there = 0 <= column < len(made.years)
        tested = made.back_test
        trust = tr("Analyses", "not reliable enough")
        if tested is not None and made.trusted:
            trust = tr("Analyses", "back-tests: {count}").format(count=tested.forecasts)
        return [
            Entry(name),
            Entry(self._figure(float(made.values[column])) if there else "—", strong=True),
            Entry("—" if tested is None else _per_cent(tested.mape, self._figure(tested.rmse))),
            Entry(_per_cent(made.mape, self._figure(made.rmse))),
            Entry(trust, faint=not made.trusted),
            Entry(_diagnostics(made), faint=True),
        ]

    def _draw(self, answer: Forecasts) -> None:
        workspace = self.workspace
        plan, document = workspace.plan, workspace.document
        ink = QColor(theme().ink)
        years = plan.years.astype(np.float64)
        colour = scenario_colour(document.hues[document.active])
        path = workspace.result.values[plan.row[answer.series]]
        known = np.flatnonzero(np.isfinite(answer.past))
        last = int(known[-1]) if len(known) else 0
        lines = []
        chosen = self.table.currentIndex().row()
        for number, made in enumerate(answer.made):
            if isinstance(made, Forecast):
                name = METHOD_CARDS[str(made.method)].title.text(language(), {})
                across = np.concatenate([[made.past_years[-1]], made.years]).astype(np.float64)
                figures = np.concatenate([[made.past[-1]], made.values])
                picked = number == chosen
                lines.append(
                    Line(name, across, figures, QColor(theme().accent if picked else theme().secondary),
                         1.8 if picked else 1.2, Qt.PenStyle.DashLine, faint=not picked)
                )  # fmt: skip
        ahead = np.where(np.arange(len(years)) >= last, path, np.nan)
        lines.append(Line(named(document.scenario), years, ahead, colour, 2.2))
        lines.append(Line("", years, answer.past, ink, 2.2))
        indicator = plan.indicator_by_code[answer.series.indicator]
        self.picture.put(lines, unit_of(indicator), mark=float(plan.base_year))

    def _industries(self, found: IndustryShares | None) -> None:
        for place in (1, 2):
            self.tabs.setTabVisible(place, found is not None)
        if found is None:
            return
        region = Head(lambda: tr("Analyses", "Region"), 140, figures=False)
        words = (
            tr("Analyses", "Change {first}–{last}").format(first=found.first, last=found.last),
            tr("Analyses", "Growth of the whole"),
            tr("Analyses", "Industry mix"),
            tr("Analyses", "Own strength"),
        )
        self.shifts.rows.set_heads([region, *(Head(partial(str, text), 150) for text in words)])
        parts = found.shifts.of_regions()
        self.shifts.rows.set_rows(
            [
                [Entry(named(one)), *(Entry(self._figure(float(figure))) for figure in line)]
                for one, line in zip(found.regions, parts, strict=True)
            ]
        )
        heads = [Head(partial(named, one), 110) for one in found.industries]
        self.quotients.rows.set_heads([region, *heads])
        self.quotients.rows.set_rows(
            [
                [
                    Entry(named(one)),
                    *(Entry(format_figure(figure, 2), strong=figure > 1) for figure in line.tolist()),
                ]
                for one, line in zip(found.regions, found.quotients, strict=True)
            ]
        )

    def _picked(self) -> Forecast | Problem | None:
        place = self.table.currentIndex().row()
        return self.answer.made[place] if self.answer is not None and place >= 0 else None

    def _chosen(self) -> None:
        picked = self._picked()
        if self.answer is None or picked is None:
            return
        self._draw(self.answer)
        notes = []
        if isinstance(picked, Problem):
            notes.append(picked.message(language()))
        else:
            notes += [remark.message(language()) for remark in picked.remarks]
        if self._computed():
            notes.append(
                tr(
                    "Analyses",
                    "The series is computed by a formula: set the assumptions of the indicators that "
                    "it uses.",
                )
            )
        self.notes.write(" ".join(notes))
        self.apply_button.setEnabled(self.can_apply())
        self.cards.show_cards(self.methods())

    def _computed(self) -> bool:
        plan, series = self.workspace.plan, self.workspace.selection.series
        row = plan.row.get(series)
        return row is not None and bool(self.workspace.session.results.frame.formula_row[row])

    def edit(self) -> Edit | None:
        """The edit that sets the assumption of the selected row."""
        picked = self._picked()
        if self.answer is None or not isinstance(picked, Forecast) or self._computed():
            return None
        if self.shown_side() != "Forecasts" or self.answer.series != self.workspace.selection.series:
            return None
        document = self.workspace.document
        note = tr("Analyses", "Forecast: {method}").format(
            method=METHOD_CARDS[str(picked.method)].title.text(language(), {})
        )
        key = AssumptionKey(*self.answer.series)
        return set_assumptions(document, document.active, {key: forecast_assumption(picked, note)})

    def methods(self) -> Sequence[str]:
        """The method of the selected row, and how it is tested."""
        side = self.shown_side()
        if side == "Shift-share":
            return ("shift_share",)
        if side == "Location quotient":
            return ("location_quotient",)
        place = self.table.currentIndex().row()
        return (str(_METHODS[place]), "back_test") if place >= 0 else (*map(str, _METHODS), "back_test")


def _per_cent(mape: float | None, rmse: str) -> str:
    """The mean error in per cent; if an observed figure is 0, the error in the series' unit."""
    return f"± {rmse}" if mape is None else format_figure(mape, 1, "%")


def _diagnostics(made: Forecast) -> str:
    words = diagnostics_in_words(made.diagnostics, language(), _DIGITS)
    return " · ".join(f"{name} {value.replace('-', '−')}" for name, value in words)
