"""The form for the next plan: its years and its drafts; what it carries, closes and waits for is shown before it is begun."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.next_plan import BegunPlan, NextPlan, last_year_with_figures, next_title, usual_next
from npfdesk.plan.closed_targets import ClosedTarget, Verdict
from npfdesk.plan.closed_words import verdict_counts
from npfdesk.plan.drafts import Draft
from npfdesk.plan.formula_words import written_text
from npfdesk.plan.model import Plan
from npfdesk.plan.new_plan import FIELD_WORDS, NOT_A_YEAR
from npfdesk.plan.numbers import format_figure, parse_year
from npfdesk.plan.owners import owner_of
from npfdesk.plan.problems import Language, Problem
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.statuses import Status
from npfdesk.plan.structure import BASE_YEAR, HORIZON, TARGET_YEAR, TITLE
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.charts.captions import Note
from npfdesk.ui.cycle.closed_targets import closed_line, counts_sentence, stretches_sentence
from npfdesk.ui.look.colours import appearance, status_text
from npfdesk.ui.look.language import language, named, tr, unit_of
from npfdesk.ui.look.style import TITLE_PIXELS, pixels
from npfdesk.ui.workspace import Workspace

_LABELS: Final[Mapping[str, str]] = MappingProxyType(
    {TITLE: "Title", BASE_YEAR: "New base year", TARGET_YEAR: "New target year", HORIZON: "Horizon"}
)
_YEAR_WIDTH: Final = 72
_WIDTH, _HEIGHT = 820, 620
Begin = Callable[[NextPlan, Language], "BegunPlan | Problem"]


class NextPlanDialog(QDialog):
    """Asks for the years of the next plan and how its targets are drafted, and shows what it would be.

    `begun` carries the new Plan, after the form has closed; the plan that is open stays as it is. `begin` makes a next plan
    of years and a draft, or says why there is none.
    """

    begun = Signal(object)

    def __init__(self, workspace: Workspace, begin: Begin, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace, self.begin = workspace, begin
        self.old: Plan = workspace.plan
        self.made: BegunPlan | None = None
        usual = usual_next(self.old)
        self.entries = {key: QLineEdit() for key in _LABELS}
        self.labels = {key: QLabel() for key in _LABELS}
        for key, year in (
            (BASE_YEAR, usual.base_year),
            (TARGET_YEAR, usual.target_year),
            (HORIZON, usual.horizon),
        ):
            self.entries[key].setText(str(year))
            self.entries[key].setFixedWidth(pixels(_YEAR_WIDTH))
        self._proposed = next_title(self.old, usual.base_year, usual.target_year)
        self.entries[TITLE].setText(self._proposed)
        self.draft, self.draft_label = QComboBox(), QLabel()
        for one in Draft:
            self.draft.addItem("", one.value)
        self.headline = QLabel()
        self.headline.setTextFormat(Qt.TextFormat.PlainText)
        self.headline.setWordWrap(True)
        self.headline.setStyleSheet(f"font-size: {pixels(TITLE_PIXELS + 3)}px;")
        self.remark, self.problem = Note(), Note()
        self.closed = RowsTable(Rows(_closed_heads()))
        self.bases = RowsTable(Rows(_base_heads()))
        self.targets = RowsTable(Rows(_target_heads()))
        self.formulas = RowsTable(Rows(_formula_heads()))
        self.tabs = QTabWidget()
        self.tables = (self.closed, self.targets, self.bases, self.formulas)
        for table in self.tables:
            self.tabs.addTab(table, "")
        # standard buttons would be named anew by Qt when the language changes
        self.buttons, self.begin_button, self.cancel_button = QDialogButtonBox(), QPushButton(), QPushButton()
        self.buttons.addButton(self.begin_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.addButton(self.cancel_button, QDialogButtonBox.ButtonRole.RejectRole)
        self.begin_button.setDefault(True)
        self._lay_out()
        for entry in self.entries.values():
            entry.textEdited.connect(self.look)
        self.draft.currentIndexChanged.connect(self.look)
        self.buttons.accepted.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        appearance.changed.connect(self._colour)
        self._colour()
        self.retranslate()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        form.addRow(self.labels[TITLE], self.entries[TITLE])
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.entries[BASE_YEAR])
        for key in (TARGET_YEAR, HORIZON):
            line.addSpacing(20)
            line.addWidget(self.labels[key])
            line.addWidget(self.entries[key])
        line.addStretch(1)
        form.addRow(self.labels[BASE_YEAR], line)
        form.addRow(self.draft_label, self.draft)
        for key, label in self.labels.items():
            label.setBuddy(self.entries[key])
        self.draft_label.setBuddy(self.draft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.headline)
        layout.addWidget(self.problem)
        layout.addWidget(self.tabs, 1)
        layout.addWidget(self.remark)
        layout.addWidget(self.buttons)
        self.resize(pixels(_WIDTH), pixels(_HEIGHT))

    def _colour(self) -> None:
        self.problem.setStyleSheet(f"color: {status_text(Status.RED).name()};")

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Update all texts for the current language."""
        self.setWindowTitle(tr("NextPlan", "Begin the next plan"))
        for key, source in _LABELS.items():
            self.labels[key].setText(tr("NextPlan", source))
            self.entries[key].setAccessibleName(tr("NextPlan", source))
        self.draft_label.setText(tr("NextPlan", "New targets"))
        self.draft.setAccessibleName(tr("NextPlan", "New targets"))
        for place, one in enumerate(Draft):
            self.draft.setItemText(place, one.words.text(language(), {}))
        self.begin_button.setText(tr("NextPlan", "Begin the plan"))
        self.cancel_button.setText(tr("NextPlan", "Cancel"))
        for table in self.tables:
            table.rows.retranslate()
        self.look()

    def asked(self) -> NextPlan | Problem:
        """The next plan that the entries ask for; a Problem where a year is none."""
        years: dict[str, int] = {}
        for key in (BASE_YEAR, TARGET_YEAR, HORIZON):
            text = self.entries[key].text().strip()
            year = parse_year(text)
            if isinstance(year, Problem):
                words = FIELD_WORDS[key]
                return Problem(NOT_A_YEAR, text=text, arguments={"what": words.zh, "what_en": words.en})
            years[key] = year
        title = " ".join(self.entries[TITLE].text().split())
        return NextPlan(
            years[BASE_YEAR], years[TARGET_YEAR], years[HORIZON], Draft(self.draft.currentData()), title
        )

    def look(self, *_: object) -> None:
        """Show what the entries come to, or why they are no plan."""
        asked = self.asked()
        made = asked if isinstance(asked, Problem) else self._renamed(asked)
        self.made = None if isinstance(made, Problem) else made
        self.begin_button.setEnabled(self.made is not None)
        self.tabs.setVisible(self.made is not None)
        self.problem.write(made.message(language()) if isinstance(made, Problem) else "")
        if self.made is None:
            self.headline.setText("")
            self.remark.write("")
            return
        self._show(self.made)

    def _renamed(self, asked: NextPlan) -> BegunPlan | Problem:
        """The next plan, its title renewed with its years as long as nobody has written another."""
        entry = self.entries[TITLE]
        proposed = next_title(self.old, asked.base_year, asked.target_year)
        if entry.text() == self._proposed and proposed != self._proposed:
            self._proposed = proposed
            entry.setText(proposed)
            asked = NextPlan(asked.base_year, asked.target_year, asked.horizon, asked.draft, proposed)
        return self.begin(asked, language())

    def _show(self, made: BegunPlan) -> None:
        report, plan = made.report, made.plan
        closed = list(report.closed)
        self.headline.setText(
            counts_sentence(closed) if closed else tr("NextPlan", "No target is due by the new base year")
        )
        self.closed.rows.set_rows([self._closed_row(one) for one in closed])
        self.bases.rows.set_rows([self._series_row(plan, key) for key in report.without_base])
        self.targets.rows.set_rows([self._target_row(plan, key) for key in plan.targets])
        self.formulas.rows.set_rows(
            [
                [
                    Entry(one.name),
                    Entry(written_text(plan, one.before, language()), faint=True),
                    Entry(written_text(plan, one.after, language())),
                ]
                for one in report.formulas
            ]
        )
        counts = (
            verdict_counts(closed).total,
            len(plan.targets),
            len(report.without_base),
            len(report.formulas),
        )
        titles = (
            "Old targets {count}",
            "New targets {count}",
            "Base values to fill in {count}",
            "Formulas {count}",
        )
        for place, (title, count) in enumerate(zip(titles, counts, strict=True)):
            self.tabs.setTabText(place, tr("NextPlan", title).format(count=f"{count:,}"))
            self.tabs.setTabVisible(place, place < 3 or count > 0)
        self.remark.write(self._remarks(made))

    def _remarks(self, made: BegunPlan) -> str:
        report, plan = made.report, made.plan
        carried, left = report.carried, report.left
        said = [
            tr(
                "NextPlan",
                "Carried over: regions {regions}, industries {industries}, indicators {indicators}, "
                "figures {data}, with formulas, levers, owners and monthly data.",
            ).format(**{name: f"{count:,}" for name, count in vars(carried).items()}),
            stretches_sentence(list(report.closed)),
        ]
        if any(vars(left).values()):
            text = tr(
                "NextPlan",
                "Scenarios keep their names. Left in the old workbook: assumptions {assumptions}, "
                "lever intensities {lever_levels}, scenario targets {scenario_targets}, commitments "
                "{commitments}, positions in negotiation {positions}.",
            )
            said.append(text.format(**{name: f"{count:,}" for name, count in vars(left).items()}))
        if report.running:
            text = tr("NextPlan", "Targets due after {year} that remain in force: {count}.")
            said.append(text.format(count=len(report.running), year=plan.base_year))
        last = last_year_with_figures(self.old)
        if last < plan.base_year:
            text = tr(
                "NextPlan", "The last year with figures is {last}: those of {year} are still to be entered."
            )
            said.append(text.format(last=last, year=plan.base_year))
        said.append(tr("NextPlan", "The plan that is open, and its workbook, stay as they are."))
        end = "" if language() == "zh" else " "
        stop = "。" if language() == "zh" else "."
        return end.join(one if one.endswith(stop) else f"{one}{stop}" for one in said if one)

    def _closed_row(self, one: ClosedTarget) -> list[Entry]:
        line = closed_line(self.workspace, one, region=False)
        region = named(self.old.region_by_code[line.closed.series.region])
        missed, none = (line.closed.verdict is verdict for verdict in (Verdict.MISSED, Verdict.NONE))
        return [
            Entry(region),
            Entry(line.name),
            Entry(str(line.closed.year)),
            Entry(line.closed.text),
            Entry(line.reached, faint=none),
            Entry(line.verdict, late=missed, faint=none),
        ]

    def _series_row(self, plan: Plan, key: SeriesKey) -> list[Entry]:
        seen = [
            (int(year), float(figure))
            for year, figure in zip(plan.years, plan.observed[plan.row[key]], strict=True)
            if np.isfinite(figure)
        ]
        indicator = plan.indicator_by_code[key.indicator]
        last = (
            f"{seen[-1][0]}: {format_figure(seen[-1][1], indicator.decimals, unit_of(indicator))}"
            if seen
            else "—"
        )
        return [
            Entry(named(plan.region_by_code[key.region])),
            Entry(self._what(plan, key)),
            Entry(last, faint=True),
        ]

    def _target_row(self, plan: Plan, key: TargetKey) -> list[Entry]:
        target = plan.targets[key]
        indicator = plan.indicator_by_code[key.series.indicator]
        base = "" if target.base_printed is None else format_figure(target.base_printed, indicator.decimals)
        return [
            Entry(named(plan.region_by_code[key.series.region])),
            Entry(self._what(plan, key.series)),
            Entry(base or "—", faint=not base),
            Entry(str(key.year)),
            Entry(target.wording),
            Entry(target.note, faint=True),
            Entry(owner_of(plan, target), faint=True),
        ]

    @staticmethod
    def _what(plan: Plan, key: SeriesKey) -> str:
        industry = plan.industry_by_code.get(key.industry)
        parts = (industry, plan.indicator_by_code[key.indicator])
        return " · ".join(named(one) for one in parts if one is not None)

    def submit(self) -> None:
        """Begin the plan and close."""
        made = self.made
        if made is None:
            return
        self.accept()
        self.begun.emit(made.plan)


def _head(source: str, width: int, figures: bool = False) -> Head:
    return Head(lambda: tr("NextPlan", source), pixels(width), figures)


def _closed_heads() -> Sequence[Head]:
    return (
        _head("Region", 110),
        _head("Indicator", 160),
        _head("Year", 56),
        _head("Target", 120),
        _head("Actual", 110, figures=True),
        _head("Verdict", 210),
    )


def _target_heads() -> Sequence[Head]:
    return (
        _head("Region", 100),
        _head("Indicator", 170),
        _head("Base", 80, figures=True),
        _head("Year", 56),
        _head("Target", 130),
        _head("Note", 140),
        _head("Owner", 100),
    )


def _base_heads() -> Sequence[Head]:
    return (_head("Region", 140), _head("Indicator", 260), _head("Latest figure", 200))


def _formula_heads() -> Sequence[Head]:
    return (_head("Formula of", 170), _head("Earlier formula", 280), _head("Keeps the old base year", 300))
