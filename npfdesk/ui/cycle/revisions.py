"""Revisions: which colours turned between two days because the past was revised, and which because time has passed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QLabel

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.engine.revisions import ChangedFigure, Revisions, RevisionStudy
from npfdesk.plan.document import Document
from npfdesk.plan.problems import clauses
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import WORST_FIRST, Status
from npfdesk.plan.vintages import Vintage, VintageKey
from npfdesk.session import Change
from npfdesk.ui.charts.gap_rows import of_owner, one_a_series, say_something
from npfdesk.ui.charts.gaps import status_rule_text
from npfdesk.ui.cycle.revisions_canvas import RevisionLine, RevisionLines, RevisionsCanvas
from npfdesk.ui.cycle.vintage_words import changed_text, day_box, day_of, series_text, show_day
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.views.heatmap import status_word
from npfdesk.ui.views.view import Page, View, titled
from npfdesk.ui.views.view_sheet import Rows
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
_RANK = np.array([WORST_FIRST.index(status) for status in Status])


class RevisionsView(View):
    """A line for each target whose colour turned: its colour then, after the revision, and now, and the figures that did it."""

    def __init__(self, workspace: Workspace) -> None:
        self.list = RevisionsCanvas(workspace)
        self.found: Revisions | None = None
        self._study: tuple[tuple[str, str], bool, RevisionStudy] | None = None
        self._kept: tuple[Document, Results, Rule, Revisions] | None = None
        self._rows: tuple[TargetTable, IntArray] | None = None
        self._counting: tuple[tuple[object, ...], IntArray] | None = None
        self._revised: tuple[FloatArray, FloatArray, int] | None = None
        self._chosen = False
        self._offered: tuple[Mapping[VintageKey, Vintage], str] | None = None
        super().__init__(workspace, self.list)
        self.then_label, self.then = QLabel(), day_box()
        self.now_label, self.now = QLabel(), day_box()
        for label, box in ((self.then_label, self.then), (self.now_label, self.now)):
            label.setProperty("role", "note")
            label.setBuddy(box)
            self._controls.addWidget(label)
            self._controls.addWidget(box)
        self.then.dateChanged.connect(self._choose)
        self.now.dateChanged.connect(self._choose)
        workspace.opened.connect(self._begin)
        self._begin()

    def _begin(self, *_: object) -> None:
        """Another plan: from the day before its newest vintage, or a year ago, until today."""
        self._chosen, self._offered, self._study, self._kept = False, None, None, None
        today = self.workspace.today()
        self.now.setMaximumDate(QDate.fromString(today, Qt.DateFormat.ISODate))
        self.then.setMaximumDate(QDate.fromString(today, Qt.DateFormat.ISODate))
        show_day(self.now, today)
        self._offer_then()
        self.look()

    def _offer_then(self) -> None:
        vintages, today = self.workspace.plan.vintages, self.workspace.today()
        if self._offered is not None and self._offered[0] is vintages and self._offered[1] == today:
            return
        self._offered = (vintages, today)
        days = [key.since for key in vintages if key.since and key.since <= today]
        day = QDate.fromString(max(days) if days else today, Qt.DateFormat.ISODate)
        before = day.addDays(-1) if days else day.addYears(-1)
        show_day(self.then, str(before.toString(Qt.DateFormat.ISODate)))

    def _choose(self, *_: object) -> None:
        self._chosen = True
        self.look()

    def days(self) -> tuple[str, str]:
        """The two days, the earlier first."""
        first, second = sorted((day_of(self.then), day_of(self.now)))
        return first, second

    def revisions(self) -> Revisions:
        """What turned between the two days; worked out again only where the document, the days or the rule are others."""
        workspace = self.workspace
        if not self._chosen:
            self._offer_then()
        days = self.days()
        present = days[1] >= workspace.today()
        if self._study is None or self._study[:2] != (days, present):
            self._study, self._kept = (days, present, RevisionStudy(days, present)), None
        document, results, kept = workspace.document, workspace.session.results, self._kept
        if kept is None or kept[0] is not document or kept[1] is not results or kept[2] is not workspace.rule:
            found = self._study[2].of(
                document, results, workspace.rule, lambda year: workspace.judgement(year=year)
            )
            self._kept = kept = (document, results, workspace.rule, found)
        return kept[3]

    def refresh(self) -> Page:
        """The targets whose colour turned, those turned by revision first."""
        self.then_label.setText(tr("Vintages", "Known until"))
        self.now_label.setText(tr("Vintages", "and on"))
        self.then.setAccessibleName(tr("Vintages", "Known until"))
        self.now.setAccessibleName(tr("Vintages", "and on"))
        self.list.lines, self.list.found = RevisionLines(), None
        title = tr("Vintages", "Effect of revisions")
        plan = self.workspace.plan
        if not plan.series:
            return Page(
                title,
                empty=tr(
                    "Vintages",
                    "Nothing is open. Open a workbook to see which targets changed colour, and why.",
                ),
            )
        self.found = found = self.revisions()
        table = found.table
        if not len(table.row):
            text = tr("Vintages", "The plan has no targets, so no colour can change.")
            return Page(title, empty=text)
        shown = self._shown(found)
        self.list.found = found
        rows = self._rows_of(table)
        turned = shown[(found.by_revision | found.by_time)[shown]]
        self.list.lines = self._lines(found, turned)
        days = self._said(tr("Vintages", "{then} to {now}"), found)
        revised = self._revised_figures(found)
        below = titled(
            days,
            self._said(tr("Vintages", "assessed in {year_then}, then in {year_now}"), found),
            tr("Vintages", "revised figures: {count}").replace("{count}", str(revised)),
            named(self.workspace.document.scenario),
            self.workspace.owner,
        )
        if not len(turned):
            text = tr(
                "Vintages",
                "No target changed colour between {then} and {now}. Choose an earlier day above, or "
                "note in Data or under Data revisions what a figure was before.",
            )
            return Page(title, below, empty=self._said(text, found), rows=rows)
        return Page(self._sentence(found, shown), below, self._note(found), rows=rows)

    def _moved(self, change: Change, again: IntArray | None) -> bool:
        """Whether an edit moved anything: a path as it was known then may move where that of today stays."""
        return bool(change.touched.any())

    def follow(self, change: Change, again: IntArray) -> None:
        """Where no colour is another and no figure was revised, all words stay and the lines are those of the present results."""
        before, lines = self.found, self.list.lines
        if before is None or self.list.found is None:
            self._show()
            return
        found = self.revisions()
        if not found.says_as(before):
            self._show()
        elif found is not before:
            self.found = self.list.found = found
            self.list.lines = lines.of(found)

    def _rows_of(self, table: TargetTable) -> IntArray:
        """The series that have targets, in the plan's order; kept while the targets are the same."""
        if self._rows is None or self._rows[0] is not table:
            self._rows = (table, np.unique(table.row))
        return self._rows[1]

    def _shown(self, found: Revisions) -> IntArray:
        """The targets that count, kept while nothing else is asked."""
        asked = (found.table, self.workspace.plan, found.years[1], self.workspace.owner)
        kept = self._counting
        if kept is None or kept[0] != asked:
            self._counting = kept = (asked, self._counted(found))
        return kept[1]

    def _counted(self, found: Revisions) -> IntArray:
        """Of each series the target that the later year is judged by."""
        table = found.table
        positions = one_a_series(table, np.flatnonzero(~table.second), found.years[1])
        own = self.workspace.session.results.frame.own[table.row[positions]]
        positions = positions[own]
        positions = positions[say_something(table, positions)]
        return positions[of_owner(self.workspace, positions)]

    def _lines(self, found: Revisions, shown: IntArray) -> RevisionLines:
        """Those turned by revision first, then those turned by time; the worst now first, in the plan's order."""
        order = np.lexsort(
            (
                found.table.row[shown],
                _RANK[found.statuses[2, shown]],
                ~found.by_time[shown],
                ~found.by_revision[shown],
            )
        )
        return RevisionLines(found, shown[order])

    def _sentence(self, found: Revisions, shown: IntArray) -> str:
        revision, time = found.by_revision[shown], found.by_time[shown]
        text = tr(
            "Vintages",
            "{turned} of {all} targets changed colour: {revision} by revision, {time} by time",
        )
        both = int((revision & time).sum())
        if both:
            text += tr("Vintages", " ({both} by both)")
        for name, count in (
            ("turned", int((revision | time).sum())),
            ("all", len(shown)),
            ("revision", int(revision.sum())),
            ("time", int(time.sum())),
            ("both", both),
        ):
            text = text.replace(f"{{{name}}}", str(count))
        return text

    def _note(self, found: Revisions) -> str:
        told = [
            tr(
                "Vintages",
                "Three colours: as known then; for the same years with the later figures; as known "
                "now. Targets and assumptions are the current ones.",
            ),
            status_rule_text(self.workspace),
        ]
        if found.undated:
            text = tr(
                "Vintages",
                "Figures in Data that differ from their newest publication and have no day: {count}; "
                "they count as known from the end of the next year.",
            )
            told.append(text.replace("{count}", str(found.undated)))
        return " ".join(told)

    def _revised_figures(self, found: Revisions) -> int:
        old, new, kept = found.known.plan.observed, found.revised.plan.observed, self._revised
        if kept is None or kept[0] is not old or kept[1] is not new:
            count = int(((old != new) & ~(np.isnan(old) & np.isnan(new))).sum())
            self._revised = kept = (old, new, count)
        return kept[2]

    def _said(self, text: str, found: Revisions) -> str:
        for name, value in (
            ("then", found.days[0]),
            ("now", found.days[1]),
            ("year_then", str(found.years[0])),
            ("year_now", str(found.years[1])),
        ):
            text = text.replace(f"{{{name}}}", value)
        return text

    def table(self) -> Rows:
        """A row a target, those that turned first: its colours, by what it turned, and the figures that changed."""
        head = (
            "Target",
            "Wording",
            "Then",
            "After the revision",
            "Now",
            "Cause",
            "Revised figures",
            "New figures",
        )
        rows = [[tr("Vintages", one) for one in head]]
        found = self.found
        if found is None:
            return rows
        rows.extend(self._table_row(found, line) for line in self._lines(found, self._shown(found)))
        return rows

    def _table_row(self, found: Revisions, line: RevisionLine) -> list[str]:
        plan = self.workspace.plan

        def texts(figures: tuple[ChangedFigure, ...]) -> str:
            return clauses((changed_text(plan, one, line.series) for one in figures), language())

        return [
            f"{series_text(plan, line.series)} {found.table.year[line.position]}",
            found.table.statements[line.position].wording,
            *(status_word(self.workspace, one) for one in line.statuses),
            self.list.reason(line),
            texts(found.revised_figures(line.position)),
            texts(found.new_figures(line.position)),
        ]
