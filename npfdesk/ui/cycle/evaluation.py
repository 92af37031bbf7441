"""The evaluation of a year: the grade of every target by actuals, what is expected by its year, and what decides."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from npfdesk.engine.evaluation import (
    Evaluation,
    GradeKey,
    behind_targets,
    counts_told,
    deciding,
    evaluate,
    evaluation_order,
    expected_again,
    grade_of,
    held_back,
    kept_counts,
    kept_evaluation,
    kept_settings,
    lagging_parts,
    live_grades,
)
from npfdesk.engine.projection.observed_paths import ObservedPaths
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.engine.projection.update import update
from npfdesk.engine.vintages import as_known
from npfdesk.plan.document import Document
from npfdesk.plan.edit_labels import set_evaluations
from npfdesk.plan.evaluations import Grade, KeptEvaluation, KeptGrade
from npfdesk.plan.kinds import Duty
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import trimmed
from npfdesk.plan.owners import owner_of
from npfdesk.plan.spoken_names import named_so
from npfdesk.plan.status_rules import Rule, StatusSettings
from npfdesk.report.material import moment_now
from npfdesk.report.requests import EVALUATION, ReportRequest
from npfdesk.session import Change
from npfdesk.ui.charts.captions import WholeCaption, source_line
from npfdesk.ui.cycle.evaluation_canvas import EvaluationCanvas
from npfdesk.ui.cycle.evaluation_lines import (
    LiveLines,
    deciding_lines,
    default_name,
    kept_lines,
    lagging_lines,
    no_lines,
)
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.views.view import Page, View, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


class EvaluationView(View):
    """Targets with their grades, binding first; evaluations are kept from here, opened again, compared and let go.

    The year is chosen here; until it is, it is the latest in which a series with a target has an actual. Shown are the targets of the
    region looked at, or of all regions.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.list = EvaluationCanvas(workspace)
        super().__init__(workspace, self.list)
        self.here, self.everywhere = self.choice(2)
        self.chosen_year: int | None = None
        self.year, self.kept = QComboBox(), QComboBox()
        self.known = QLineEdit()
        self.known.setMaxLength(10)
        self.known.setFixedWidth(104)
        self.known_label = QLabel()
        self.keep_button, self.remove_button, self.report_button = QToolButton(), QToolButton(), QToolButton()
        self._results: Results | None = None
        self._document: Document | None = None
        self._day = self._known_on = ""
        self.shown: Evaluation | None = None
        # the actuals that it was made of
        self._actual: ObservedPaths | None = None
        self._worded: LiveLines | None = None
        self._told: tuple[StatusSettings, str, str] | None = None
        self._order: tuple[tuple[object, ...], IntArray] | None = None
        # of which plan, targets and actuals the latest year was found
        self._latest: tuple[Plan, TargetTable, ObservedPaths, int] | None = None
        self._spoken: tuple[object, ...] = ()
        self._add_bar()
        self._name_choices()
        workspace.opened.connect(self._begin_again)

    def _add_bar(self) -> None:
        bar = QWidget()
        line = QHBoxLayout(bar)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(6)
        for widget in (self.year, self.known_label, self.known):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.kept)
        for button in (self.keep_button, self.remove_button, self.report_button):
            line.addWidget(button)
            button.setProperty("quiet", True)
        self.kept.setMaximumWidth(180)
        self.kept.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, bar)
        # the counts are figures: broken into lines, never cut
        before, self.title = self.title, WholeCaption("title")
        layout.replaceWidget(before, self.title)
        before.deleteLater()
        self.bar = bar
        self.year.activated.connect(self._choose_year)
        self.kept.activated.connect(self.look)
        self.known.editingFinished.connect(self._know)
        self.keep_button.clicked.connect(self.keep)
        self.remove_button.clicked.connect(self.remove)
        self.report_button.clicked.connect(self.ask_report)

    # what is asked

    def _begin_again(self, _: object) -> None:
        """Another plan: nothing is chosen yet."""
        self.chosen_year = None
        self._day = ""
        self.known.clear()
        self._results = None
        self.look()

    def _choose_year(self, place: int) -> None:
        self.chosen_year = self.year.itemData(place)
        self.look()

    def _know(self) -> None:
        """Take the day as of which figures count; one that is none is told and not taken."""
        text = self.known.text().strip()
        if text:
            try:
                datetime.date.fromisoformat(text)
            except ValueError:
                said = tr("Evaluation", "“{text}” is not a date. Write it as 2027-06-30.").replace(
                    "{text}", text
                )
                self.workspace.notice.emit(said)
                self.known.setText(self._day)
                return
        if text != self._day:
            self._day = text
            self.look()

    @property
    def known_day(self) -> str:
        """The day as of which figures count, ISO 8601; "" for all."""
        return self._day

    def kept_shown(self) -> KeptEvaluation | None:
        """The kept evaluation that is shown; None where the present one is."""
        name = self.kept.currentData()
        return self.workspace.document.work.evaluations.get(name) if name else None

    def results(self) -> Results:
        """The results that are evaluated: the workspace's, or those of the plan as it was known."""
        now = self.workspace.session.results
        if not self._day:
            return now
        document = self.workspace.document
        if self._document is not document or self._results is None or self._known_on != self._day:
            plan = as_known(document.plan, self._day)
            self._results = update(self._results or now, replace(document, plan=plan))
            self._document, self._known_on = document, self._day
        return self._results

    def evaluated_year(self, results: Results) -> int:
        """The year that was chosen, or the latest one after the base year in which a target's series has an actual."""
        plan = results.plan
        if self.chosen_year is not None and self.chosen_year in plan.years:
            return self.chosen_year
        table = results.scenarios[self.workspace.document.active].targets
        kept, actual = self._latest, results.actual
        if kept is None or kept[0] is not plan or kept[1] is not table or kept[2] is not actual:
            known = actual.known[:, table.row].any(axis=1)
            found = plan.years[known & (plan.years > plan.base_year) & (plan.years <= plan.target_year)]
            latest = int(found[-1]) if len(found) else min(plan.base_year + 1, int(plan.years[-1]))
            self._latest = kept = (plan, table, actual, latest)
        return kept[3]

    # what is shown

    def refresh(self) -> Page:
        """The evaluation of the year, or the kept one that was chosen."""
        workspace = self.workspace
        self._speak()
        self.list.lines, self.list.below = no_lines(), ()
        self.shown = None
        plan = workspace.plan
        if not plan.targets and not any(one.targets for one in workspace.document.scenarios.values()):
            empty = tr(
                "Evaluation", "There are no targets to evaluate. Enter some in Targets, or open a workbook."
            )
            return Page(tr("Evaluation", "Evaluation"), empty=empty)
        kept = self.kept_shown()
        return self._kept_page(kept) if kept is not None else self._live_page()

    def _live_page(self) -> Page:
        workspace, results = self.workspace, self.results()
        scenario = workspace.document.active
        year = self.evaluated_year(results)
        self.shown = found = self._evaluated(results, scenario, year)
        self._actual = results.actual
        among = self._among(results, found)
        places = np.flatnonzero(among)
        whole = self.everywhere.isChecked()
        table = results.scenarios[scenario].targets
        where = self._where()
        title = tr("Evaluation", "Evaluation")
        if not len(places):
            text = tr(
                "Evaluation",
                "{where} has no target that is due in {year} or later. Choose another region or year, or all regions.",
            )
            return Page(
                titled(title, where), empty=text.replace("{where}", where).replace("{year}", str(year))
            )
        self._worded = LiveLines.of(results, found, places, whole, self._worded)
        self.list.lines = self._worded.lines
        below = deciding_lines(results, found, deciding(results, found, among))
        chosen = self._chosen(results, found)
        if chosen is not None:
            lagging = lagging_parts(results, found, chosen)
            if len(lagging.places):
                below += lagging_lines(results, found, lagging)
        self.list.below = below
        rows = table.row[found.positions[places]]
        known = tr("Evaluation", "as known on {day}").replace("{day}", self._day) if self._day else ""
        # all that grades, roll-ups and the years before rest on may be touched
        return Page(
            counts_told(found.counts(among), results.plan.status_settings, language()),
            titled(
                title, year, named(workspace.document.scenario), where, known, source_line(results.plan, rows)
            ),
            self._note(results, found, among),
            rows=np.unique(rows),
        )

    def follow(self, change: Change, again: IntArray) -> None:
        """What is expected of the targets that stand `again` otherwise; grades and what decides rest on actuals, and stay."""
        results, shown = self.workspace.session.results, self.shown
        # of a kept evaluation, and of one as it was known on a day, the figures are others
        if shown is None or self._day or self._actual is not results.actual:
            self._show()
            return
        places = np.flatnonzero(np.isin(shown.positions, again))
        if not len(places):
            return
        table, among = results.scenarios[shown.scenario].targets, self._among(results, shown)
        measured = table.is_measured[shown.positions[places]].any()
        if measured or self._note(results, shown, among) != self.page.note:
            self._show()
            return
        self.shown = found = expected_again(results, shown, places)
        whole = self.everywhere.isChecked()
        self._worded = LiveLines.of(results, found, np.flatnonzero(among), whole, self._worded)
        self.list.lines = self._worded.lines
        self.list.renew()

    def _evaluated(self, results: Results, scenario: str, year: int) -> Evaluation:
        """The targets of all regions; where one is looked at its own, and what may hold them back of those below it."""
        judged = None
        if results is self.workspace.session.results:
            judged = self.workspace.judgement(scenario, year, Rule.EVALUATION)
        table, frame = results.scenarios[scenario].targets, results.frame
        asked = (results.plan, frame, table, year)
        if self._order is None or self._order[0] != asked:
            self._order = (asked, evaluation_order(results, scenario, year))
        order = self._order[1]
        if self.everywhere.isChecked():
            return evaluate(results, scenario, year, judged, order)
        rows = table.row[order]
        region = frame.region_index.get(self.workspace.selection.region, -1)
        own = frame.region_of[rows] == region
        found = evaluate(results, scenario, year, judged, order[own])
        chosen = self._chosen(results, found)
        read = held_back(results, found, behind_targets(found)).tolist() + (
            [] if chosen is None else [chosen]
        )
        below = frame.children_in(region, year) if read else ()
        if not len(below):
            return found
        behind = table.row[found.positions[read]]
        parts = np.isin(frame.indicator_of[rows], frame.indicator_of[behind])
        parts &= np.isin(frame.industry_of[rows], frame.industry_of[behind])
        parts &= np.isin(frame.region_of[rows], below)
        return evaluate(results, scenario, year, judged, order[own | parts])

    def _kept_page(self, kept: KeptEvaluation) -> Page:
        workspace, results = self.workspace, self.workspace.session.results
        scenario = workspace.document.active
        grades = self._kept_among(kept)
        settings = kept_settings(kept)
        now = self._grades_now(kept)
        whole = self.everywhere.isChecked()
        self.list.lines = kept_lines(results, scenario, grades, settings, now, whole)
        turned = sum(now.get((one.series, one.due, one.text)) is not one.grade for one in grades)
        kept_on = tr("Evaluation", "kept on {day}").replace("{day}", kept.taken)
        known = tr("Evaluation", "as known on {day}").replace("{day}", kept.known) if kept.known else ""
        compared = tr("Evaluation", "grades that differ now: {count}").replace("{count}", str(turned))
        title = titled(
            kept.name,
            kept.year,
            named_so(workspace.document.scenarios.values(), kept.scenario, language()),
            self._where(),
            kept_on,
            known,
        )
        if not grades:
            text = tr("Evaluation", "“{name}” has no target here. Choose another region, or all regions.")
            return Page(title, empty=text.replace("{name}", kept.name))
        return Page(
            counts_told(kept_counts(grades), settings, language()),
            titled(title, compared),
            settings.grades_told(language())
            + " "
            + tr("Evaluation", "A kept evaluation does not change with later figures."),
            rows=np.array(
                [workspace.plan.row[one.series] for one in grades if one.series in workspace.plan.row],
                dtype=np.int64,
            ),
        )

    def _grades_now(self, kept: KeptEvaluation) -> Mapping[GradeKey, Grade]:
        """The grades of the same year now, under the scenario of that name where there is one, with all figures known."""
        workspace = self.workspace
        results = workspace.session.results
        alike = [one.id for one in workspace.document.scenarios.values() if one.name == kept.scenario]
        if kept.year not in results.plan.years:
            return {}
        found = evaluate(results, alike[0] if alike else workspace.document.active, kept.year)
        return live_grades(results, found)

    def _note(self, results: Results, found: Evaluation, among: BoolArray) -> str:
        said = [self._grades_told(results.plan.status_settings)]
        held = results.scenarios[found.scenario].inputs.owner[
            results.scenarios[found.scenario].targets.row[found.positions[among]]
        ]
        if (held < 0).any():
            said.append(
                tr(
                    "Evaluation",
                    "Without an assumption, the latest actual is carried forward "
                    "unchanged; it is not a projection.",
                )
            )
        return " ".join(said)

    def forget_words(self) -> None:
        """Every line is worded anew the next time."""
        self._worded = self._told = None

    def _grades_told(self, settings: StatusSettings) -> str:
        """What the grades are, in words; kept while thresholds and language are the same."""
        kept = self._told
        if kept is None or kept[0] is not settings or kept[1] != language():
            self._told = kept = (settings, language(), settings.grades_told(language()))
        return kept[2]

    def _among(self, results: Results, found: Evaluation) -> BoolArray:
        """The targets that are shown (target,): of the region looked at, and of the owner where the window is narrowed."""
        table, frame = results.scenarios[found.scenario].targets, results.frame
        among = np.ones(len(found.positions), dtype=np.bool_)
        if not self.everywhere.isChecked():
            region = frame.region_index.get(self.workspace.selection.region, -1)
            among = frame.region_of[table.row[found.positions]] == region
        if self.workspace.owner:
            owners = [owner_of(results.plan, table.statements[one]) for one in found.positions.tolist()]
            among = among & (np.array(owners) == self.workspace.owner)
        return among

    def _kept_among(self, kept: KeptEvaluation) -> list[KeptGrade]:
        region, owner = self.workspace.selection.region, self.workspace.owner
        return [
            one
            for one in kept.grades
            if (self.everywhere.isChecked() or one.series.region == region)
            and (not owner or one.owner == owner)
        ]

    def _chosen(self, results: Results, found: Evaluation) -> int | None:
        """The place of the last target of the series looked at."""
        row = results.plan.row.get(self.workspace.selection.series)
        rows = results.scenarios[found.scenario].targets.row[found.positions]
        places = np.flatnonzero(rows == (row if row is not None else -1))
        second = results.scenarios[found.scenario].targets.second[found.positions[places]]
        places = places[~second]
        return int(places[-1]) if len(places) else None

    def _where(self) -> str:
        region = self.workspace.plan.region_by_code.get(self.workspace.selection.region)
        if self.everywhere.isChecked():
            where = tr("Evaluation", "all regions")
        else:
            where = named(region) if region is not None else ""
        return titled(where, self.workspace.owner)

    def _name_choices(self) -> None:
        self.here.setText(tr("Evaluation", "This region"))
        self.everywhere.setText(tr("Evaluation", "All regions"))

    def _speak(self) -> None:
        """The words of the controls, and what they offer; no edit of an assumption changes them."""
        plan, work = self.workspace.plan, self.workspace.document.work
        now = self.evaluated_year(self.results())
        asked = (plan, work.evaluations, self._day, now, language())
        if self._spoken == (*asked, self.kept.currentData()):
            return
        self._name_choices()
        self.known_label.setText(tr("Evaluation", "As known on"))
        self.known.setPlaceholderText("2027-06-30")
        self.known.setAccessibleName(tr("Evaluation", "As known on"))
        self.keep_button.setText(tr("Evaluation", "Keep…"))
        self.keep_button.setToolTip(tr("Evaluation", "Keep this evaluation"))
        self.remove_button.setText(tr("Evaluation", "Remove"))
        self.report_button.setText(tr("Evaluation", "Write the report…"))
        # a report is made of the figures that are known now
        self.report_button.setEnabled(not self._day)
        self.report_button.setToolTip(
            tr("Evaluation", "A report takes all figures that are known now. Clear “As known on” first.")
            if self._day
            else tr("Evaluation", "The evaluation report of this year, as a Word document")
        )
        years = [int(year) for year in plan.years if plan.base_year < year]
        _fill(self.year, [(str(year), year) for year in years], now)
        self.year.setAccessibleName(tr("Evaluation", "The year evaluated"))
        kept = self.kept.currentData()
        entries: list[tuple[str, object]] = [(tr("Evaluation", "Now"), "")]
        entries += [(f"{one.name} · {one.taken}", name) for name, one in work.evaluations.items()]
        _fill(self.kept, entries, kept if kept in work.evaluations else "")
        self.kept.setAccessibleName(tr("Evaluation", "Kept evaluations"))
        self.kept.setVisible(len(entries) > 1)
        opened = self.kept_shown() is not None
        self.remove_button.setVisible(opened)
        self.report_button.setVisible(not opened)
        for widget in (self.year, self.known, self.keep_button):
            widget.setEnabled(not opened)
        # a kept one that was let go is chosen no more
        self._spoken = (*asked, self.kept.currentData())

    def table(self) -> Rows:
        """A row a target, in the order shown, with exact figures; those that decide below."""
        heads = (
            "Region", "Indicator", "Industry", "Binding or expected", "Owner", "Target year", "Target", "Base", "Actual",
            "Progress to target", "Time elapsed", "R", "Grade", "Expected", "Expected to be met",
        )  # fmt: skip
        rows = [[tr("Evaluation", head) for head in heads]]
        kept = self.kept_shown()
        settings = kept_settings(kept) if kept is not None else self.workspace.plan.status_settings
        rows += [self._cells(one, settings) for one in self.grades_shown()]
        rows += [[one.text, one.figure] for one in self.list.below]
        return rows

    def grades_shown(self) -> list[KeptGrade]:
        """The targets in the order shown, in plain values."""
        kept = self.kept_shown()
        if kept is not None:
            return self._kept_among(kept)
        if self.shown is None:
            return []
        results = self.results()
        return [
            grade_of(results, self.shown, int(place))
            for place in np.flatnonzero(self._among(results, self.shown))
        ]

    def _cells(self, one: KeptGrade, settings: StatusSettings) -> list[str]:
        plan = self.workspace.plan
        region, industry = (
            plan.region_by_code.get(one.series.region),
            plan.industry_by_code.get(one.series.industry),
        )
        indicator = plan.indicator_by_code.get(one.series.indicator)

        def figure(value: float | None) -> str:
            return trimmed(value, 9)

        reaches = {True: tr("Evaluation", "yes"), False: tr("Evaluation", "no"), None: ""}[one.will_reach]
        return [
            named(region) if region is not None else one.series.region,
            named(indicator) if indicator is not None else one.series.indicator,
            named(industry) if industry is not None else one.series.industry,
            tr("Evaluation", "binding") if one.duty is Duty.BINDING else tr("Evaluation", "expected"),
            one.owner,
            str(one.due),
            one.text,
            figure(one.base),
            figure(one.observed),
            figure(one.way),
            figure(one.time),
            figure(one.pace),
            settings.grade_label(one.grade).text(language(), {}),
            figure(one.expected),
            reaches,
        ]

    def ask_report(self) -> None:
        """Ask for the evaluation report of what is shown: its year, and the scenario."""
        if self.shown is not None:
            year, scenario = self.shown.year, self.shown.scenario
            self.workspace.report_asked.emit(ReportRequest(EVALUATION.key, year=year, scenarios=(scenario,)))

    # what is kept

    def keep(self) -> None:
        """Ask for a name and keep the evaluation as it stands, all regions in it."""
        from npfdesk.ui.cycle.kept_evaluations import KeepDialog

        if self.shown is None:
            return
        work = self.workspace.document.work
        self.dialog = KeepDialog(
            self.workspace, self.to_keep, default_name(work.evaluations, self.shown.year), self.window()
        )
        self.dialog.show()

    def to_keep(self, name: str) -> KeptEvaluation | None:
        """The evaluation that is shown, under a name."""
        if self.shown is None:
            return None
        results, shown = self.results(), self.shown
        return kept_evaluation(
            results,
            evaluate(results, shown.scenario, shown.year),
            name,
            named(self.workspace.document.scenarios[self.shown.scenario]),
            moment_now().date().isoformat(),
            self._day,
        )

    def open_kept(self, name: str) -> None:
        """Show a kept evaluation, or the present one for ""."""
        self.kept.setCurrentIndex(max(self.kept.findData(name), 0))
        self.look()

    def remove(self) -> None:
        """Let the kept evaluation go that is shown: one step, which undo takes back."""
        kept = self.kept_shown()
        if kept is not None:
            self.workspace.apply(set_evaluations({kept.name: None}), self)


def _fill(box: QComboBox, entries: list[tuple[str, object]], chosen: object) -> None:
    with QSignalBlocker(box):
        if [(box.itemText(at), box.itemData(at)) for at in range(box.count())] != entries:
            box.clear()
            for text, value in entries:
                box.addItem(text, value)
        values = [value for _, value in entries]
        box.setCurrentIndex(values.index(chosen) if chosen in values else -1)
