"""Chances (“Uncertainty”): futures drawn from the ranges of assumptions: fans, chances of meeting targets."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtWidgets import QComboBox, QTabWidget, QVBoxLayout, QWidget

from npfdesk.engine.projection.results import Results
from npfdesk.engine.uncertainty.chances import Uncertainty, uncertainty
from npfdesk.engine.uncertainty.monte_carlo import Settings
from npfdesk.engine.uncertainty.sampling import Sampling, Shape
from npfdesk.plan.numbers import format_figure, format_share, parse_figure
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.statuses import Status
from npfdesk.ui.answers.answer_charts import Fan, FanPicture
from npfdesk.ui.answers.answer_dialog import FigureField
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.answers.answer_thread import ThreadedAnswerDialog, Work
from npfdesk.ui.look.colours import scenario_colour
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.workspace import Workspace

BAD_DRAWS = error(
    "bad_draws",
    "抽样次数为 1 至 1,000,000 的整数，种子为不小于 0 的整数，相关系数在 0 与 1 之间。请改正。",
    "Draws are a whole number from 1 to 1,000,000, the seed a whole number of 0 or more, the correlation between 0 "
    "and 1. Please correct them.",
)
_MOST = 1_000_000


class FuturesDialog(ThreadedAnswerDialog):
    """The fan of the selected series, and the chance of every target."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(980, 680)
        self.answer: Uncertainty | None = None
        self._of: tuple[Results, str, Settings] | None = None
        self.shape, self.sampling = QComboBox(), QComboBox()
        for box, kinds in ((self.shape, Shape), (self.sampling, Sampling)):
            box.addItems([""] * len(kinds))
            box.setFixedWidth(280)
            box.activated.connect(self.refresh)
        self.draws, self.seed, self.correlation = FigureField(), FigureField(), FigureField()
        for field, text in ((self.draws, "10000"), (self.seed, "1"), (self.correlation, "0")):
            field.setText(text)
            field.editingFinished.connect(self.refresh)
        self.pair("Distribution and sampling", self.shape, self.sampling)
        self.pair("Draws · seed · correlation between regions", self.draws, self.seed, self.correlation)
        self.picture = FanPicture(self._figure)
        self.rows = Rows(
            (
                Head(lambda: tr("Answers", "Region"), 130, figures=False),
                Head(lambda: tr("Answers", "Indicator"), 190, figures=False),
                Head(lambda: tr("Answers", "Target"), 110),
                Head(lambda: "5%", 90),
                Head(lambda: "50%", 90),
                Head(lambda: "95%", 90),
                Head(lambda: tr("Answers", "Chance of meeting the target"), 120),
                Head(lambda: tr("Answers", "On track"), 90),
            )
        )
        self.table = RowsTable(self.rows)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        fan = QWidget()
        layout = QVBoxLayout(fan)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.picture, 1)
        self.pages.addTab(fan, "")
        self.pages.addTab(self.table, "")
        self.body.addWidget(self.pages, 1)
        self.apply_button.hide()

    def _words(self) -> None:
        for place, words in enumerate(
            (
                tr("Answers", "Triangular (low, value, high)"),
                tr("Answers", "Normal (low and high as 5% and 95%)"),
            )
        ):
            self.shape.setItemText(place, words)
        for place, words in enumerate(
            (tr("Answers", "Antithetic pairs"), tr("Answers", "Sobol sequence, scrambled"))
        ):
            self.sampling.setItemText(place, words)
        self.pages.setTabText(0, tr("Answers", "Path"))
        self.pages.setTabText(1, tr("Answers", "Targets"))
        self.picture.empty = tr("Answers", "Nothing to show: choose a series with figures in the outline.")

    def refuse(self, why: Problem | str) -> None:
        """Show why there is no answer, also where it would be drawn."""
        super().refuse(why)
        self.picture.empty = why.message(language()) if isinstance(why, Problem) else why
        self.picture.update()

    def settings(self) -> Settings | Problem:
        """The settings in the fields."""
        read = [parse_figure(field.text(), "") for field in (self.draws, self.seed, self.correlation)]
        figures = [one for one in read if not isinstance(one, Problem)]
        if len(figures) < len(read):
            return Problem(BAD_DRAWS)
        draws, seed, correlation = figures
        if not (1 <= draws <= _MOST and seed >= 0 and 0 <= correlation <= 1):
            return Problem(BAD_DRAWS)
        if not (draws.is_integer() and seed.is_integer()):
            return Problem(BAD_DRAWS)
        return Settings(
            draws=int(draws),
            seed=int(seed),
            shape=list(Shape)[max(self.shape.currentIndex(), 0)],
            sampling=list(Sampling)[max(self.sampling.currentIndex(), 0)],
            correlation=correlation,
            rule=self.workspace.rule,
        )

    def question(self) -> Work | Problem | None:
        """Draw the futures, unless the same ones are already drawn."""
        self._words()
        settings = self.settings()
        if isinstance(settings, Problem):
            return settings
        results, scenario = self.workspace.session.results, self.workspace.document.active
        if self.answer is not None and self._of == (results, scenario, settings):
            answer = self.answer
            return lambda progress: (results, scenario, settings, answer)
        workers = self.workspace.workers
        return lambda progress: (
            results,
            scenario,
            settings,
            uncertainty(results, scenario, settings, progress, workers),
        )

    def show_answer(self, answer: Any) -> None:
        """Show the fan, the chances, and the robustness of the whole plan."""
        if answer is None or answer[3] is None:
            self.answer, self._of = None, None
            self.picture.put(None)
            self.rows.set_rows(())
            self.headline.setText("")
            return
        results, scenario, settings, drawn = answer
        self.answer, self._of = drawn, (results, scenario, settings)
        self.workspace.futures = drawn if results is self.workspace.session.results else None
        self._show_fan(results, drawn)
        self._show_targets(results, drawn)
        count = int(drawn.drawn.sum())
        if not count:
            self.refuse(
                tr(
                    "Answers",
                    "No assumption of this scenario has a low or high value. Enter them in "
                    "Assumptions, in the columns Low and High.",
                )
            )
            return
        share = format_share(drawn.robustness)
        self.headline.setText(
            tr("Answers", "All targets are on track in {share} of draws").format(share=share)
        )
        text = tr(
            "Answers",
            "Draws {draws}, seed {seed}, series that vary {count}. The ranges are the low and high "
            "values of the assumptions, and are assumptions themselves. Correlation between regions "
            "{correlation}.",
        )
        self.notes.write(
            text.format(
                draws=f"{settings.draws:,}",
                seed=settings.seed,
                count=f"{count:,}",
                correlation=format_figure(settings.correlation, 2),
            )
        )

    def _figure(self, value: float) -> str:
        indicator = self.workspace.plan.indicator_by_code.get(self.workspace.selection.indicator)
        return format_figure(value, indicator.decimals if indicator is not None else 1)

    def _show_fan(self, results: Results, drawn: Uncertainty) -> None:
        plan, series = results.plan, self.workspace.selection.series
        row = plan.row.get(series)
        if row is None:
            self.picture.put(None)
            return
        result = results.scenarios[drawn.scenario]
        seen = np.flatnonzero(np.isfinite(results.observed[:, row]))
        indicator = plan.indicator_by_code[series.indicator]
        table = result.targets
        document = self.workspace.document
        known = np.flatnonzero(np.isfinite(result.values[row]))
        first = int(known[0]) if len(known) else 0
        self.picture.put(
            Fan(
                years=tuple(int(year) for year in plan.years[first:]),
                percentiles=drawn.percentiles[:, row, first:],
                path=result.values[row, first:],
                observed_until=int(plan.years[seen[-1]]) if len(seen) else plan.base_year,
                colour=scenario_colour(document.hues[drawn.scenario]),
                unit=unit_of(indicator),
                marks=tuple(
                    (
                        int(table.year[one]),
                        float(table.figure[one]),
                        f"{self._figure(float(table.figure[one]))} · {_share(drawn.chance[one])}",
                    )
                    for one in table.of_row(row)
                    if np.isfinite(table.figure[one])
                ),
            )
        )

    def _show_targets(self, results: Results, drawn: Uncertainty) -> None:
        plan, table = results.plan, results.scenarios[drawn.scenario].targets
        rows = []
        order = sorted(
            range(len(table.row)), key=lambda one: (math.isnan(drawn.chance[one]), drawn.chance[one])
        )
        for one in order:
            row = int(table.row[one])
            if row < 0 or math.isnan(drawn.chance[one]):
                continue
            series = plan.series[row]
            indicator = plan.indicator_by_code[series.indicator]
            industry = plan.industry_by_code.get(series.industry)
            column = int(table.year[one]) - int(plan.years[0])
            inside = 0 <= column < len(plan.years)
            place = " · ".join(
                named(item) for item in (plan.region_by_code[series.region], industry) if item is not None
            )

            def shown(value: float, decimals: int = indicator.decimals) -> str:
                return format_figure(value, decimals) if math.isfinite(value) else "—"

            figures = [
                shown(float(drawn.percentiles[at, row, column])) if inside else "—" for at in (0, 2, 4)
            ]
            rows.append(
                [
                    Entry(place, strong=True),
                    Entry(f"{named(indicator)} {int(table.year[one])}"),
                    Entry(table.statements[one].wording, faint=True),
                    *(Entry(text) for text in figures),
                    Entry(_share(drawn.chance[one]), status=_chance_status(float(drawn.chance[one]))),
                    Entry(_share(drawn.on_track[one]), faint=True),
                ]
            )
        self.rows.set_rows(rows)


def _share(value: float) -> str:
    return format_share(value, 0)


def _chance_status(chance: float) -> Status:
    """The status of a chance: nine in ten, even, one in ten."""
    if math.isnan(chance):
        return Status.GREY
    return (
        Status.BLUE
        if chance >= 0.9
        else Status.YELLOW
        if chance >= 0.5
        else Status.ORANGE
        if chance >= 0.1
        else Status.RED
    )
