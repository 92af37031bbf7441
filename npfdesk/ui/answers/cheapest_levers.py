"""The cheapest levers: the smallest change over all levers that reaches the chosen targets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTabWidget, QWidget

from npfdesk.engine.answers.cheapest_levers import Cheapest, cheapest
from npfdesk.plan.edits import Edit
from npfdesk.plan.kinds import Duty
from npfdesk.plan.numbers import format_figure, parse_figure, plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import TargetKey
from npfdesk.plan.series_words import spoken_series
from npfdesk.plan.statuses import Status
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.answers.answer_thread import ThreadedAnswerDialog, Work
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.naming import divider, speak
from npfdesk.ui.workspace import Workspace


class CheapestDialog(ThreadedAnswerDialog):
    """Targets are chosen at the left, efforts typed beside the levers; the moves can be applied."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.resize(1080, 620)
        self.answer: Cheapest | None = None
        self.weights: dict[str, float] = {}
        self.chosen: set[TargetKey] = set()
        self._of: object = None
        self.targets = QListWidget()
        speak(self.targets, lambda: tr("Names", "Targets"))
        self.targets.itemChanged.connect(self._choose)
        self.rows = Rows(
            (
                Head(lambda: tr("Answers", "Lever"), 210, figures=False),
                Head(lambda: tr("Answers", "Effort"), 80),
                Head(lambda: tr("Answers", "Now"), 80),
                Head(lambda: tr("Answers", "After"), 80),
                Head(lambda: tr("Answers", "Change"), 90),
                Head(lambda: tr("Answers", "Effect per point"), 110),
            )
        )
        self.outcomes = Rows(
            (
                Head(lambda: tr("Answers", "Target"), 270, figures=False),
                Head(lambda: tr("Answers", "Target value"), 100),
                Head(lambda: tr("Answers", "Now"), 100),
                Head(lambda: tr("Answers", "After"), 110),
                Head(lambda: tr("Answers", "Short"), 100),
            )
        )
        self.rows.entered.connect(self._entered)
        self.pages = QTabWidget()
        self.pages.setDocumentMode(True)
        self.pages.addTab(RowsTable(self.rows), "")
        self.pages.addTab(RowsTable(self.outcomes), "")
        split = divider(Qt.Orientation.Horizontal)
        split.addWidget(self.targets)
        split.addWidget(self.pages)
        split.setSizes([340, 700])
        split.setChildrenCollapsible(False)
        self.split = split
        self.body.addWidget(split, 1)

    def apply_text(self) -> str:
        """The text of the apply button."""
        return tr("Answers", "Apply to the scenario")

    def _fill(self) -> None:
        workspace = self.workspace
        plan, table = workspace.plan, workspace.result.targets
        found = [
            TargetKey(plan.series[int(row)], int(year))
            for row, year, figure in zip(table.row, table.year, table.figure, strict=True)
            if row >= 0 and math.isfinite(figure) and int(year) in {int(one) for one in plan.years}
        ]
        known = tuple(found), language(), workspace.selection.series
        if known == self._of:
            return
        self._of = known
        self.chosen &= set(found)
        looked = [one for one in found if one.series == workspace.selection.series]
        if not self.chosen:
            self.chosen = set(looked or self._telling(found))
        # targets of the selected series first, then in the plan's order
        ordered = [*looked, *(one for one in found if one not in looked)]
        with QSignalBlocker(self.targets):
            self.targets.clear()
            for key in ordered:
                item = QListWidgetItem(self._words(key))
                item.setData(Qt.ItemDataRole.UserRole, key)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                checked = Qt.CheckState.Checked if key in self.chosen else Qt.CheckState.Unchecked
                item.setCheckState(checked)
                self.targets.addItem(item)

    def _telling(self, found: Sequence[TargetKey]) -> list[TargetKey]:
        """Where what is looked at has no target: those of its region that levers act on, else of its indicator, else the first."""
        chosen = self.workspace.selection
        moved = {one.indicator for one in self.workspace.plan.levers}
        ways = (
            [one for one in found if one.series.region == chosen.region and one.series.indicator in moved],
            [one for one in found if one.series.indicator == chosen.indicator],
            [one for one in found if one.series.indicator in moved],
        )
        return next((one for one in ways if one), list(found))[:1]

    def _words(self, key: TargetKey) -> str:
        plan = self.workspace.plan
        indicator = plan.indicator_by_code[key.series.indicator]
        duty = f" · {tr('Answers', 'binding')}" if indicator.duty is Duty.BINDING else ""
        return f"{spoken_series(plan, key.series, language(), ' · ')} {key.year}{duty}"

    def _choose(self, item: QListWidgetItem) -> None:
        key = TargetKey(*item.data(Qt.ItemDataRole.UserRole))
        if item.checkState() is Qt.CheckState.Checked:
            self.chosen.add(key)
        else:
            self.chosen.discard(key)
        self.refresh()

    def _entered(self, row: int, column: int, text: str) -> None:
        lever = list(self.workspace.plan.dimension_of_lever)[row]
        figure = parse_figure(text, "") if text.strip() else 1.0
        if isinstance(figure, Problem):
            self.notes.write(figure.message(language()))
            return
        self.weights[lever] = figure
        self.refresh()

    def question(self) -> Work | Problem | None:
        """Find the cheapest moves."""
        self._fill()
        self.pages.setTabText(0, tr("Answers", "Levers"))
        self.pages.setTabText(1, tr("Answers", "Targets"))
        workspace = self.workspace
        document, results = workspace.document, workspace.session.results
        wanted = [key for key in self._ordered() if key in self.chosen]
        if not wanted:
            return None
        weights = {lever: self.weights.get(lever, 1.0) for lever in workspace.plan.dimension_of_lever}
        return lambda progress: cheapest(document, results, document.active, wanted, weights)

    def _ordered(self) -> list[TargetKey]:
        return [
            TargetKey(*self.targets.item(place).data(Qt.ItemDataRole.UserRole))
            for place in range(self.targets.count())
        ]

    def show_answer(self, answer: Any) -> None:
        """Show the moves and their outcomes."""
        self.answer = answer if isinstance(answer, Cheapest) else None
        # without levers there is nothing to choose
        self.split.setVisible(bool(self.workspace.plan.levers))
        if isinstance(answer, Problem):
            self.refuse(answer)
        elif answer is None:
            self.refuse(
                tr("Answers", "Tick the targets to reach.")
                if self.targets.count()
                else tr("Answers", "The plan has no target with a figure to reach.")
            )
        if self.answer is None:
            levers = self.workspace.plan.dimension_of_lever
            self.rows.set_rows([[Entry(lever, strong=True), self._effort(lever)] for lever in levers])
            self.outcomes.set_rows(())
            return
        found = self.answer
        met = sum(one.met for one in found.outcomes)
        self.headline.setText(
            tr("Answers", "{met} of {all} targets reached, effort {effort}").format(
                met=met, all=len(found.outcomes), effort=format_figure(found.effort, 2)
            )
        )
        self.rows.set_rows(
            [
                [
                    Entry(move.lever, strong=move.shift != 0, faint=move.shift == 0),
                    self._effort(move.lever),
                    Entry(format_figure(move.before, 1, "%"), faint=True),
                    Entry(format_figure(move.after, 1, "%")),
                    Entry(
                        f"+{format_figure(move.shift, 1)}"
                        if move.shift > 0
                        else format_figure(move.shift, 1),
                        strong=move.shift != 0,
                        faint=move.shift == 0,
                    ),
                    Entry(format_figure(move.worth, 2), faint=True),
                ]
                for move in found.moves
            ]
        )
        self.outcomes.set_rows([self._outcome(one) for one in found.outcomes])
        texts = [note.message(language()) for note in found.notes]
        texts.append(
            tr(
                "Answers",
                "An effort of 1 is a lever's full range. The change applies to every year after the "
                "base year and to all regions. Effects are as the plan states them.",
            )
        )
        self.notes.write(" ".join(texts))

    def _outcome(self, one: Any) -> list[Entry]:
        indicator = self.workspace.plan.indicator_by_code[one.key.series.indicator]

        def shown(value: float) -> str:
            return format_figure(value, indicator.decimals) if math.isfinite(value) else "—"

        return [
            Entry(self._words(one.key), strong=True),
            Entry(shown(one.target), faint=True),
            Entry(shown(one.before), faint=True),
            Entry(shown(one.after), status=Status.BLUE if one.met else Status.ORANGE),
            Entry(shown(one.short) if one.short else "—"),
        ]

    def _effort(self, lever: str) -> Entry:
        return Entry(plain(self.weights.get(lever, 1.0)), typed=True)

    def edit(self) -> Edit | None:
        """The edit that moves the levers."""
        return self.answer.edit if self.answer is not None and self.answer.effort > 0 else None
