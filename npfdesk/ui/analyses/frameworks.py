"""Lever frameworks of the sources: read, compare, insert or remove in one step; estimated effects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QWidget,
)

from npfdesk.engine.analyses.index_study import IndexProposal, feasible_proposal
from npfdesk.engine.analyses.lever_estimates import FittedEffects, fit_plan_effects
from npfdesk.engine.edits.consequence import Movement, movements
from npfdesk.locations import resources_folder
from npfdesk.plan.edit_labels import set_effect
from npfdesk.plan.edits import Edit
from npfdesk.plan.frameworks import (
    Framework,
    FrameworkFit,
    fit_framework,
    frameworks,
    guide_pages,
    insert_framework,
    remove_framework,
)
from npfdesk.plan.lever_amendments import StatedEffect, effect_key
from npfdesk.plan.own_amendments import plan_contains
from npfdesk.plan.problems import Language, Problem
from npfdesk.ui.analyses import framework_tables as tables
from npfdesk.ui.analyses.analysis_dialog import AnalysisDialog
from npfdesk.ui.answers.answer_table import Rows, RowsTable
from npfdesk.ui.answers.answer_thread import Progress, Work
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.naming import speak
from npfdesk.ui.workspace import Workspace


@dataclass(frozen=True, eq=False)
class FrameworkAnswer:
    """The estimates of the levers for each indicator (by code), and the paths that inserting the framework moves.

    A Problem says why there is no estimate.
    """

    found: Mapping[str, FittedEffects | Problem]
    moves: tuple[Movement, ...]


class GuideBrowser(QTextBrowser):
    """Shows the guide in the current language; its links are inactive."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self._shown = ""

    def show_pages(self, pages: Mapping[Language, str]) -> None:
        """Show the page of the current language; the same page keeps its scroll position."""
        page = pages[language()]
        if page != self._shown:
            self._shown = page
            self.setMarkdown(page)
            self.document().setDocumentMargin(16)


def _text_box() -> QPlainTextEdit:
    page = QPlainTextEdit()
    speak(page, lambda: tr("Names", "The framework in words"))
    page.setReadOnly(True)
    page.setFrameShape(QPlainTextEdit.Shape.NoFrame)
    return page


class FrameworksDialog(AnalysisDialog):
    """A list of frameworks with their texts; `index_wanted` carries the sample index, codes by dimension."""

    index_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.answer: FrameworkAnswer | None = None
        self.effect_rows: list[tables.EffectRow] = []
        folder = resources_folder() / "frameworks"
        read = frameworks(folder)
        self.frameworks = tuple(one for one in read if isinstance(one, Framework))
        self.unreadable = tuple(one for one in read if isinstance(one, Problem))
        self._guide = guide_pages((folder / "GUIDE.md").read_text(encoding="utf-8"))
        self.list = QListWidget()
        speak(self.list, lambda: tr("Names", "Frameworks"))
        self.list.setWordWrap(True)
        self.list.setMinimumWidth(200)
        self.list.addItems([""] * len(self.frameworks))
        self.split.insertWidget(0, self.list)
        self.split.setSizes([260, 780, 220])
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.text, self.guide = _text_box(), GuideBrowser()
        self.levers = RowsTable(Rows(tables.lever_heads()))
        self.multipliers = RowsTable(Rows(tables.multiplier_heads()))
        self.effects = RowsTable(Rows(tables.effect_heads()))
        for table in (self.levers, self.multipliers, self.effects):
            table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.side("Text", self.text)
        self.side("Levers", self.levers)
        self.side("Multipliers", self.multipliers)
        self.side("Effects and data", self.effects)
        self.side("Guide", self.guide)
        self.sample = QPushButton()
        self.sample.setAutoDefault(False)
        self.buttons.addButton(self.sample, QDialogButtonBox.ButtonRole.ActionRole)
        self.sample.clicked.connect(self._propose)
        self.adopt = QPushButton()
        self.adopt.setAutoDefault(False)
        self.buttons.addButton(self.adopt, QDialogButtonBox.ButtonRole.ActionRole)
        self.adopt.clicked.connect(self._adopt)
        self.effects.rows.entered.connect(self._typed)
        self.effects.selectionModel().currentRowChanged.connect(lambda *_: self.fill())
        self.list.setCurrentRow(0)
        self.list.currentRowChanged.connect(lambda _: self.refresh() if self.isVisible() else None)

    def series_text(self) -> str:
        """No series: the dialog is about the whole plan."""
        return self.workspace.plan.title

    def apply_text(self) -> str:
        """The text of the apply button."""
        if self._inserted():
            return tr("Analyses", "Remove from the plan")
        return (
            tr("Analyses", "In the workbook already")
            if self._in_workbook()
            else tr("Analyses", "Add to the plan")
        )

    @property
    def framework(self) -> Framework | None:
        """The selected framework."""
        place = self.list.currentRow()
        return self.frameworks[place] if 0 <= place < len(self.frameworks) else None

    def _inserted(self) -> bool:
        framework = self.framework
        return framework is not None and any(
            one.framework == framework.id for one in self.workspace.document.work.inserted
        )

    def _in_workbook(self) -> bool:
        return self.framework is not None and not self._inserted() and self._is_workbooks(self.framework)

    def _is_workbooks(self, framework: Framework) -> bool:
        # once saved into the workbook it belongs to the workbook
        own = self.workspace.session.opened.plan
        return plan_contains(own, fit_framework(framework, own, language()).insertion)

    def _beside(self, framework: Framework) -> FrameworkFit:
        # compare with the workbook's own plan: after insertion the plan already has its levers
        return fit_framework(framework, self.workspace.session.opened.plan, language())

    def edit(self) -> Edit | None:
        """The edit that inserts or removes the framework."""
        framework = self.framework
        if framework is None:
            return None
        if self._inserted():
            return remove_framework(framework, self.workspace.session.opened.plan)
        if self._in_workbook():
            return None
        return insert_framework(framework, self.workspace.plan, language())

    def question(self) -> Work | Problem | None:
        """Show the text at once; compute estimates and moved paths in a thread."""
        self._read()
        results, document, edit = self.workspace.session.results, self.workspace.document, self.edit()
        indicators = tuple(dict.fromkeys(effect.indicator for effect in document.plan.levers))

        def work(progress: Progress) -> FrameworkAnswer | None:
            moves = movements(results, document, edit) if edit is not None else ()
            found: dict[str, FittedEffects | Problem] = {}
            for place, code in enumerate(indicators, start=1):
                if not progress(place / (len(indicators) + 1)):
                    return None
                if code in results.frame.indicator_index:
                    found[code] = fit_plan_effects(results, document.active, code)
            return FrameworkAnswer(found, moves)

        return work

    def show_answer(self, answer: Any) -> None:
        """Show the estimates and the moved paths."""
        self.answer = answer
        self._show_effects()
        framework = self.framework
        # a framework of the workbook can neither be inserted nor removed
        if answer is not None and framework is not None and not self._in_workbook():
            notes = self._notes(self._beside(framework))
            notes.append(tables.movement_text(self.workspace.document, answer.moves, self._inserted()))
            self.notes.write("\n".join(notes))

    def _read(self) -> None:
        for place, one in enumerate(self.frameworks):
            inserted = any(other.framework == one.id for other in self.workspace.document.work.inserted)
            mark = tr("Analyses", " (in the plan)") if inserted else ""
            if not inserted and self._is_workbooks(one):
                mark = tr("Analyses", " (in the workbook)")
            self.list.item(place).setText(one.title.text(language(), {}) + mark)
        framework = self.framework
        self.guide.show_pages(self._guide)
        self.adopt.setText(tr("Analyses", "Apply the estimated effect"))
        self.sample.setText(tr("Analyses", "Apply its sample index"))
        for table in (self.levers, self.multipliers, self.effects):
            table.rows.retranslate()
        if framework is None:
            self.headline.setText("")
            return
        beside = self._beside(framework)
        self.headline.setText(framework.title.text(language(), {}))
        self.text.setPlainText(tables.framework_text(framework))
        self.levers.rows.set_rows(tables.lever_lines(framework, beside, self.workspace.plan))
        self.multipliers.rows.set_rows(tables.multiplier_lines(framework, beside))
        self.sample.setEnabled(bool(self._sample(beside).dimensions))
        self.notes.write("\n".join(self._notes(beside)))

    def _show_effects(self) -> None:
        plan = self.workspace.plan
        self.effect_rows = tables.effect_rows(plan, self.answer.found) if self.answer is not None else []
        self.effects.rows.set_rows(tables.effect_lines(plan, self.effect_rows, self.frameworks))
        self.fill()

    def fill(self) -> None:
        """Fill the visible side; a selected estimate can be adopted."""
        self.adopt.setVisible(self.shown_side() == "Effects and data")
        self.adopt.setEnabled(self._fitted() is not None)

    def _fitted(self) -> StatedEffect | None:
        row = self.effects.currentIndex().row()
        return tables.fitted_effect(self.effect_rows[row]) if 0 <= row < len(self.effect_rows) else None

    def _typed(self, row: int, column: int, text: str) -> None:
        effect = tables.typed_effect(self.effect_rows[row], column, text)
        if isinstance(effect, Problem):
            self.notes.write(effect.message(language()))
            return
        self._set_effect(row, effect)

    def _adopt(self) -> None:
        effect = self._fitted()
        if effect is not None:
            self._set_effect(self.effects.currentIndex().row(), effect)

    def _set_effect(self, row: int, effect: StatedEffect | None) -> None:
        document, key = self.workspace.document, effect_key(self.effect_rows[row].stated)
        self.workspace.apply(set_effect(document, self.workspace.session.opened.plan, key, effect), self)

    def _sample(self, beside: FrameworkFit) -> IndexProposal:
        return feasible_proposal(self.workspace.result, self.workspace.plan, beside.index)

    def _notes(self, beside: FrameworkFit) -> list[str]:
        notes = tables.notes(beside, self.unreadable)
        if self._in_workbook():
            text = tr("Analyses", "Its levers are in the workbook itself; change or remove them there.")
            notes.append(text)
        return [*notes, tables.sample_index(self.workspace.plan, self._sample(beside))]

    def _propose(self) -> None:
        if self.framework is not None:
            self.index_wanted.emit(self._sample(self._beside(self.framework)).dimensions)

    def methods(self) -> tuple[str, ...]:
        """The method of the visible side."""
        return ("lever_fitting",) if self.shown_side() == "Effects and data" else ()
