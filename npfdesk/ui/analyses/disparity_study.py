"""Disparity: does the plan narrow the disparities? Disparity and convergence by scenario, beside the plan's targets."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from typing import Any, Final

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QWidget

from npfdesk.engine.analyses.convergence import BetaConvergence
from npfdesk.engine.analyses.disparity import PLACES, Disparity
from npfdesk.engine.analyses.disparity_study import (
    DisparityStudy,
    kernel_density,
    lorenz_curve,
    silverman_bandwidth,
    study_disparity,
)
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Problem, clauses, joined
from npfdesk.plan.rounding import significant_text
from npfdesk.ui.analyses.analysis_dialog import Choice, RememberedAnalysisDialog
from npfdesk.ui.analyses.plane_lines import LinesPicture
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.answers.answer_thread import Work
from npfdesk.ui.charts.plot import Line
from npfdesk.ui.look.colours import scenario_colour, theme
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.naming import divider
from npfdesk.ui.workspace import Workspace

_POINTS: Final = 160
_LONGEST: Final = 1000
_CARDS: Final = {
    "Measures": ("cv", "gini", "theil", "dagum"),
    "Paths": ("theil", "gini", "cv"),
    "Convergence": ("sigma", "beta"),
    "Lorenz curve": ("lorenz", "gini"),
    "Density": ("kernel_density",),
    "Groups": ("theil", "dagum"),
}
_MEASURES: Final = ("theil", "gini", "cv")


def measure_text(value: float | None, decimals: int = PLACES) -> str:
    """The text of a measure; — where it is undefined."""
    return format_figure(value, decimals, grouping=False)


class DisparityDialog(RememberedAnalysisDialog):
    """Compares the selected indicator among the regions below the root."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.answer: DisparityStudy | None = None
        self.groups: dict[str, str] = {}
        self.measure, self.scenario = Choice(220), Choice(220)
        self.pair("Scenario and measure", self.scenario, self.measure)
        self.rows = Rows([])
        self.table = RowsTable(self.rows)
        self.side("Measures", self.table)
        self.paths = LinesPicture(measure_text)
        self.side("Paths", self.paths)
        self.spread = LinesPicture(measure_text)
        self.speeds = RowsTable(Rows([]))
        both = divider(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.spread)
        both.addWidget(self.speeds)
        both.setSizes([300, 220])
        self.side("Convergence", both)
        self.lorenz = LinesPicture(measure_text)
        self.side("Lorenz curve", self.lorenz)
        self.density = LinesPicture(lambda value: significant_text(value, 4))
        self.side("Density", self.density)
        self.group_rows = Rows(
            [
                Head(lambda: tr("Analyses", "Region"), 160, figures=False),
                Head(lambda: tr("Analyses", "Role"), 160, figures=False),
                Head(lambda: tr("Analyses", "Group"), 200, figures=False),
            ]
        )
        self.group_table = RowsTable(self.group_rows)
        self.side("Groups", self.group_table)
        self.group_rows.entered.connect(self._grouped)
        for choice in (self.measure, self.scenario):
            choice.activated.connect(lambda _: self.fill())
        self.apply_button.hide()

    def series_text(self) -> str:
        """The indicator and regions that are compared."""
        plan = self.workspace.plan
        city = plan.region_by_code.get(plan.city)
        indicator = plan.indicator_by_code.get(self.workspace.selection.indicator)
        where = tr("Analyses", "the regions below {region}").format(region=named(city) if city else "—")
        return f"{named(indicator)} · {where}" if indicator is not None else where

    def _words(self) -> None:
        scenarios = self.workspace.document.scenarios
        self.scenario.offer(
            list(scenarios), [named(one) for one in scenarios.values()], self.workspace.document.active
        )
        self.measure.offer(
            list(_MEASURES),
            [tr("Analyses", "Theil"), tr("Analyses", "Gini"), tr("Analyses", "Variation")],
            "theil",
        )
        self.group_rows.retranslate()

    def question(self) -> Work | Problem | None:
        """Compute every measure of every scenario."""
        self._words()
        workspace = self.workspace
        results, indicator = workspace.session.results, workspace.selection.indicator
        empty = tr(
            "Analyses",
            "Fewer than two regions have figures of this indicator. Choose another in the outline.",
        )
        for picture in (self.paths, self.spread, self.lorenz, self.density):
            picture.empty = empty
        if indicator not in workspace.plan.indicator_by_code:
            return None
        groups = dict(self.groups)
        return lambda progress: study_disparity(results, indicator, groups)

    def show_answer(self, answer: Any) -> None:
        """Show the answer as text, and fill the visible side."""
        self.answer = answer
        if answer is None:
            self.headline.setText("")
            self.rows.set_rows(())
            return
        path = answer.paths[self.workspace.document.active]
        column = self.workspace.plan.column(answer.base_year)
        base, goal = path.measures[column].theil, path.of_targets.theil
        end = answer.measured(self.workspace.document.active, answer.target_year).theil
        parts = []
        if math.isfinite(base) and math.isfinite(goal):
            parts.append(self._verdict(tr("Analyses", "the plan's targets"), base, goal))
        if math.isfinite(base) and math.isfinite(end):
            parts.append(self._verdict(named(self.workspace.document.scenario), base, end))
        self.headline.setText(
            clauses(parts, language()) or tr("Analyses", "Fewer than two regions have a figure to compare.")
        )
        self.notes.write(self._remarks(answer))
        self.fill()

    def _verdict(self, who: str, before: float, after: float) -> str:
        then, now = measure_text(before), measure_text(after)
        if then == now:
            # what is not seen in three places is no change to speak of
            text = tr("Analyses", "{who}: disparity unchanged (Theil {before})")
        elif after < before:
            text = tr("Analyses", "{who}: disparity narrows (Theil {before} → {after})")
        else:
            text = tr("Analyses", "{who}: disparity widens (Theil {before} → {after})")
        return text.format(who=who, before=then, after=now)

    def _remarks(self, study: DisparityStudy) -> str:
        lacking = [
            named(region)
            for region, figures in zip(
                study.regions, study.paths[self.workspace.document.active].figures.T, strict=True
            )
            if not np.isfinite(figures).any()
        ]
        texts = [tr("Analyses", "Each region has the same weight.")]
        if lacking:
            texts.append(
                tr("Analyses", "Left out for missing values: {regions}.").format(
                    regions=joined(lacking, language())
                )
            )
        return " ".join(texts)

    def fill(self) -> None:
        """Fill the visible side."""
        study, side = self.answer, self.shown_side()
        if study is None:
            return
        {
            "Measures": self._measures,
            "Paths": self._paths,
            "Convergence": self._convergence,
            "Lorenz curve": self._lorenz,
            "Density": self._density,
            "Groups": self._groups,
        }[side](study)

    def _chosen(self, study: DisparityStudy) -> str:
        chosen = str(self.scenario.chosen)
        return chosen if chosen in study.paths else self.workspace.document.active

    def _measures(self, study: DisparityStudy) -> None:
        path = study.paths[self._chosen(study)]
        heads = [
            Head(lambda: tr("Analyses", "Year"), 140, figures=False),
            Head(lambda: tr("Analyses", "Variation"), 90),
            Head(lambda: tr("Analyses", "Gini"), 90),
            Head(lambda: tr("Analyses", "Theil"), 90),
            Head(lambda: tr("Analyses", "between"), 90),
            Head(lambda: tr("Analyses", "within"), 90),
            Head(lambda: tr("Analyses", "Dagum within"), 112),
            Head(lambda: tr("Analyses", "Dagum between"), 124),
            Head(lambda: tr("Analyses", "Dagum overlap"), 120),
        ]
        lines = [
            _measured(str(year), one, strong=year in (study.base_year, study.target_year))
            for year, one in zip(study.years.tolist(), path.measures, strict=True)
            if any(math.isfinite(figure) for figure in astuple(one))
        ]
        goal = tr("Analyses", "{year} (targets)").format(year=study.target_year)
        lines.append(_measured(goal, path.of_targets, strong=True))
        if len(self.rows.heads) != len(heads):
            self.rows.set_heads(heads)
        self.rows.set_rows(lines)
        self.rows.retranslate()

    def _colours(self) -> dict[str, QColor]:
        document = self.workspace.document
        return {name: scenario_colour(document.hues[name]) for name in document.scenarios}

    def _by_scenario(self, study: DisparityStudy, figures: dict[str, Any]) -> list[Line]:
        colours, years = self._colours(), study.years.astype(np.float64)
        active = self.workspace.document.active
        scenarios = self.workspace.document.scenarios
        return [
            Line(named(scenarios[name]), years, figures[name], colours[name], 2.2 if name == active else 1.4)
            for name in study.paths
            if name in scenarios
        ]

    def _paths(self, study: DisparityStudy) -> None:
        measure = str(self.measure.chosen)
        figures = {
            name: np.array([getattr(one, measure) for one in path.measures])
            for name, path in study.paths.items()
        }
        lines = self._by_scenario(study, figures)
        column = self.workspace.plan.column(study.base_year)
        active = study.paths[self.workspace.document.active]
        ends = np.array([getattr(active.measures[column], measure), getattr(active.of_targets, measure)])
        places = np.array([study.base_year, study.target_year], dtype=np.float64)
        goal = Line(
            tr("Analyses", "targets"), places, ends, QColor(theme().secondary), style=Qt.PenStyle.DashLine
        )
        self.paths.put([*lines, goal], self.measure.currentText(), mark=float(study.base_year))

    def _convergence(self, study: DisparityStudy) -> None:
        self.spread.put(
            self._by_scenario(study, {name: path.sigma for name, path in study.paths.items()}),
            "σ",
            mark=float(study.base_year),
        )
        heads = [
            Head(lambda: tr("Analyses", "Scenario"), 170, figures=False),
            Head(lambda: "β", 80),
            Head(lambda: tr("Analyses", "95% interval"), 150),
            Head(lambda: tr("Analyses", "Annual speed"), 100),
            Head(lambda: tr("Analyses", "Half-life, years"), 120),
            Head(lambda: tr("Analyses", "Interval of the half-life"), 130),
            Head(lambda: tr("Analyses", "Conclusion"), 300, figures=False),
        ]
        scenarios = self.workspace.document.scenarios
        lines = [
            _converging(named(scenarios[name]), path.beta)
            for name, path in study.paths.items()
            if name in scenarios
        ]
        active = study.paths[self.workspace.document.active]
        lines.append(_converging(tr("Analyses", "the plan's targets"), active.beta_of_targets))
        if len(self.speeds.rows.heads) != len(heads):
            self.speeds.rows.set_heads(heads)
        self.speeds.rows.set_rows(lines)
        self.speeds.rows.retranslate()

    def _ends(self, study: DisparityStudy) -> list[tuple[str, Any, QColor, bool]]:
        """The base, the end of the chosen path, and the targets: name, figures (region,), colour, dashed."""
        name = self._chosen(study)
        path, plan = study.paths[name], self.workspace.plan
        first, last = plan.column(study.base_year), plan.column(self.workspace.year)
        colour = self._colours()[name]
        return [
            (str(study.base_year), path.figures[first], QColor(theme().ink), False),
            (f"{named(self.workspace.document.scenarios[name])} {self.workspace.year}", path.figures[last], colour, False),
            (tr("Analyses", "targets"), path.targets, QColor(theme().secondary), True),
        ]  # fmt: skip

    def _lorenz(self, study: DisparityStudy) -> None:
        equal = np.array([0.0, 1.0])
        lines = [Line(tr("Analyses", "equality"), equal, equal, QColor(theme().secondary), faint=True)]
        for name, figures, colour, dashed in self._ends(study):
            curve = lorenz_curve(figures)
            if len(curve):
                lines.append(Line(name, curve[:, 0], curve[:, 1], colour, 1.8, _style(dashed)))
        head = tr("Analyses", "share of the total, by share of the regions")
        self.lorenz.put(lines, head, years=False, most=1.0)

    def _density(self, study: DisparityStudy) -> None:
        ends = self._ends(study)
        every = np.concatenate([figures[np.isfinite(figures)] for _, figures, _, _ in ends])
        lines: list[Line] = []
        if len(every):
            width = max(silverman_bandwidth(figures) for _, figures, _, _ in ends)
            across = np.linspace(float(every.min()) - 3 * width, float(every.max()) + 3 * width, _POINTS)
            for name, figures, colour, dashed in ends:
                found = kernel_density(figures, across)
                if np.isfinite(found).any():
                    lines.append(Line(name, across, found, colour, 1.8, _style(dashed), crest=True))
        indicator = self.workspace.plan.indicator_by_code[study.indicator]
        self.density.put(
            lines, tr("Analyses", "density ({unit})").format(unit=unit_of(indicator)), years=False
        )

    def _groups(self, study: DisparityStudy) -> None:
        self.group_rows.set_rows(
            [
                [Entry(named(region)), Entry(region.role, faint=True), Entry(group, typed=True)]
                for region, group in zip(study.regions, study.groups, strict=True)
            ]
        )

    def _grouped(self, row: int, _: int, text: str) -> None:
        if self.answer is None:
            return
        region = self.answer.regions[row]
        if text.strip() == region.role:
            self.groups.pop(region.code, None)
        else:
            self.groups[region.code] = text.strip()
        self.chosen()

    def choices(self) -> dict[str, Any]:
        """The groups that differ from the regions' roles."""
        return {"groups": dict(self.groups)}

    def recall(self, kept: object) -> None:
        """Restore the typed groups; else the regions' roles."""
        groups = kept.get("groups") if isinstance(kept, Mapping) else None
        known = self.workspace.plan.region_by_code
        self.groups = {
            code: group
            for code, group in (groups.items() if isinstance(groups, Mapping) else ())
            if code in known and isinstance(group, str)
        }
        if self.isVisible():
            self.refresh()

    def methods(self) -> Sequence[str]:
        """The methods of the visible side."""
        return _CARDS[self.shown_side()]


def _style(dashed: bool) -> Qt.PenStyle:
    return Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine


def _measured(name: str, one: Disparity, strong: bool) -> list[Entry]:
    return [
        Entry(name, strong=strong),
        *(Entry(measure_text(figure), strong=strong) for figure in astuple(one)),
    ]


def _converging(name: str, beta: BetaConvergence | Problem) -> list[Entry]:
    if isinstance(beta, Problem):
        return [Entry(name), *(Entry("—") for _ in range(5)), Entry(beta.message(language()), faint=True)]
    low, high = beta.half_life_low, beta.half_life_high
    if beta.converges:
        finding = tr("Analyses", "those behind catch up")
    elif beta.slope_low > 0:
        finding = tr("Analyses", "those ahead pull away")
    else:
        finding = tr("Analyses", "not significant: the interval includes 0")
    years = f"{_life(low)} – {_life(high)}" if low is not None or high is not None else "—"
    return [
        Entry(name),
        Entry(measure_text(beta.slope, 4), strong=True),
        Entry(f"{measure_text(beta.slope_low, 4)} – {measure_text(beta.slope_high, 4)}"),
        Entry(format_figure(None if beta.speed is None else beta.speed * 100, 2, "%")),
        Entry("—" if beta.half_life is None else _life(beta.half_life)),
        Entry(years),
        Entry(finding),
    ]


def _life(value: float | None) -> str:
    if value is None:
        return "∞"
    # a half-life of thousands of years only means that it is long
    return f"> {_LONGEST:,}" if value > _LONGEST else format_figure(value, 1)
