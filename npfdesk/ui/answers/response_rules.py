"""Response rules: they monitor, warn and adjust year by year; they belong to the scenario, with a log."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtWidgets import QComboBox, QPushButton, QTabWidget, QWidget

from npfdesk.engine.answers.response_rules import Simulation, simulate
from npfdesk.engine.projection.results import Results
from npfdesk.engine.targets.judgement import judge
from npfdesk.plan.edit_labels import set_responses
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure, parse_figure, plain
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.scenarios import COLOURS, ResponseRule
from npfdesk.plan.series_words import spoken_series
from npfdesk.plan.statuses import Status
from npfdesk.ui.answers.answer_dialog import FigureField
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.answers.answer_thread import ThreadedAnswerDialog, Work
from npfdesk.ui.look.choices import find_by_name
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.workspace import Workspace

BAD_RULE = error(
    "bad_response_rule",
    "连续年数须为不小于 1 的整数，强度在 0 至 100% 之间。请改正。",
    "The years in a row are a whole number of 1 or more, the intensity is 0 to 100%. Please correct them.",
)


class RespondDialog(ThreadedAnswerDialog):
    """The rules above, the log below; each change of the rules is an undo step."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1060, 640)
        self.answer: Simulation | None = None
        self.indicator, self.lever, self.colour = QComboBox(), QComboBox(), QComboBox()
        find_by_name(self.indicator)
        find_by_name(self.lever)
        self.indicator.setFixedWidth(230)
        self.lever.setFixedWidth(210)
        self.colour.addItems([""] * len(COLOURS))
        self.colour.setCurrentIndex(1)
        self.years, self.intensity = FigureField(width=56), FigureField("%", 72)
        self.years.setText("2")
        self.intensity.setText("80")
        self.add, self.remove = QPushButton(), QPushButton()
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
        self.pair("Trigger", self.indicator, self.colour)
        self.pair(
            "Years in a row · lever · intensity, %",
            self.years,
            self.lever,
            self.intensity,
            self.add,
            self.remove,
        )
        self.rules = Rows(
            (
                Head(lambda: tr("Answers", "Indicator"), 220, figures=False),
                Head(lambda: tr("Answers", "Status or worse"), 130, figures=False),
                Head(lambda: tr("Answers", "Years in a row"), 100),
                Head(lambda: tr("Answers", "Lever"), 220, figures=False),
                Head(lambda: tr("Answers", "Intensity"), 90),
            )
        )
        self.log = Rows(
            (
                Head(lambda: tr("Answers", "Year"), 60),
                Head(lambda: tr("Answers", "Triggered by"), 290, figures=False),
                Head(lambda: tr("Answers", "Statuses"), 90, figures=False),
                Head(lambda: tr("Answers", "Lever"), 220, figures=False),
                Head(lambda: tr("Answers", "From"), 80),
                Head(lambda: tr("Answers", "To"), 80),
            )
        )
        self.rules_table = RowsTable(self.rules)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.addTab(self.rules_table, "")
        self.pages.addTab(RowsTable(self.log), "")
        self.body.addWidget(self.pages, 1)
        self._known: object = None
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.apply_button.hide()

    def _fill(self) -> None:
        plan = self.workspace.plan
        self.add.setText(tr("Answers", "Add rule"))
        self.remove.setText(tr("Answers", "Remove selected rule"))
        self.pages.setTabText(0, tr("Answers", "Rules"))
        for place, colour in enumerate(COLOURS):
            self.colour.setItemText(
                place, tr("Answers", "is {colour} or worse").format(colour=self._colour(colour))
            )
        known = tuple(one.code for one in plan.indicators), tuple(plan.dimension_of_lever), language()
        if known != self._known:
            self._known = known
            self.indicator.clear()
            self.indicator.addItems([named(one) for one in plan.indicators])
            codes = [one.code for one in plan.indicators]
            chosen = self.workspace.selection.indicator
            self.indicator.setCurrentIndex(codes.index(chosen) if chosen in codes else 0)
            self.lever.clear()
            self.lever.addItems(list(plan.dimension_of_lever))
        self.add.setEnabled(bool(plan.dimension_of_lever))

    @staticmethod
    def _colour(colour: str) -> str:
        return Status[colour.upper()].about.coloured.text(language(), {})

    def _add(self) -> None:
        plan = self.workspace.plan
        years, intensity = parse_figure(self.years.text(), ""), parse_figure(self.intensity.text(), "%")
        if (
            isinstance(years, Problem)
            or isinstance(intensity, Problem)
            or not (years.is_integer() and years >= 1 and 0 <= intensity <= 100)
        ):
            self.notes.write(Problem(BAD_RULE).message(language()))
            return
        rule = ResponseRule(
            indicator=plan.indicators[self.indicator.currentIndex()].code,
            lever=self.lever.currentText(),
            intensity=intensity,
            colour=COLOURS[self.colour.currentIndex()],
            years=int(years),
        )
        self._set_rules((*self.workspace.document.scenario.responses, rule))

    def _remove(self) -> None:
        chosen = {index.row() for index in self.rules_table.selectedIndexes()}
        rules = self.workspace.document.scenario.responses
        kept = tuple(rule for place, rule in enumerate(rules) if place not in chosen)
        if len(kept) < len(rules):
            self._set_rules(kept)

    def _set_rules(self, rules: tuple[ResponseRule, ...]) -> None:
        document = self.workspace.document
        self.workspace.offer(set_responses(document, document.active, rules), self)

    def question(self) -> Work | Problem | None:
        """Simulate the years."""
        self._fill()
        workspace = self.workspace
        plan = workspace.plan
        rules = workspace.document.scenario.responses
        self.rules.set_rows([self._rule(plan, rule) for rule in rules])
        sound = [rule for rule in rules if rule.lever in plan.dimension_of_lever]
        if not sound:
            return None
        results, scenario, rule = workspace.session.results, workspace.document.active, workspace.rule
        return lambda progress: simulate(results, scenario, sound, rule)

    def _rule(self, plan: Plan, rule: ResponseRule) -> list[Entry]:
        indicator = plan.indicator_by_code.get(rule.indicator)
        known = rule.lever in plan.dimension_of_lever
        return [
            Entry(
                named(indicator) if indicator is not None else rule.indicator, strong=known, faint=not known
            ),
            Entry(self._colour(rule.colour)),
            Entry(str(rule.years)),
            Entry(rule.lever, faint=not known),
            Entry(f"{plain(rule.intensity)}%"),
        ]

    def show_answer(self, answer: Any) -> None:
        """Show which rules fired, and the result in the selected year."""
        self.answer = answer
        self.pages.setTabText(1, f"{tr('Answers', 'Rules triggered')} ({len(answer.log) if answer else 0})")
        if answer is None:
            self.log.set_rows(())
            self.refuse(
                tr("Answers", "Add a rule: when an indicator stays behind for some years, a lever is raised.")
            )
            return
        plan = self.workspace.plan
        self.log.set_rows([self._fired(plan, one) for one in answer.log])
        before = self._on_track(answer.without, answer.scenario)
        after = self._on_track(answer.results, answer.scenario)
        self.headline.setText(
            tr("Answers", "Targets on track in {year}: {before} → {after}").format(
                year=self.workspace.year, before=before, after=after
            )
            + self._year_text(answer)
        )
        self.notes.write(
            tr(
                "Answers",
                "Each year is assessed with the responses so far; a lever is raised from the "
                "following year on, in the target's region. This is a simulation: the scenario's own "
                "lever intensities stay as they are.",
            )
        )

    def _year_text(self, answer: Simulation) -> str:
        plan, series, year = self.workspace.plan, self.workspace.selection.series, self.workspace.year
        row = plan.row.get(series)
        if row is None:
            return ""
        indicator = plan.indicator_by_code[series.indicator]
        column = plan.column(year)
        before = float(answer.without.scenarios[answer.scenario].values[row, column])
        after = float(answer.results.scenarios[answer.scenario].values[row, column])
        if not (np.isfinite(before) and np.isfinite(after)):
            return ""
        text = f"{format_figure(before, indicator.decimals)} → "
        return f"  ·  {named(indicator)} {text}{format_figure(after, indicator.decimals, unit_of(indicator))}"

    def _on_track(self, results: Results, scenario: str) -> int:
        judged = judge(results, scenario, self.workspace.year, self.workspace.rule)
        return int((judged.status == Status.BLUE).sum())

    @staticmethod
    def _fired(plan: Plan, one: Any) -> list[Entry]:
        return [
            Entry(str(one.year), strong=True),
            Entry(spoken_series(plan, one.target.series, language(), " · ")),
            Entry(" ".join(colour.about.mark for colour in one.colours), status=None),
            Entry(one.lever),
            Entry(format_figure(one.before, 0, "%"), faint=True),
            Entry(format_figure(one.after, 0, "%"), strong=True),
        ]
