"""Keeping an evaluation: a name for it, and what it holds, before it is kept as one step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from npfdesk.engine.evaluation import counts_told, kept_counts, kept_settings
from npfdesk.plan.edit_labels import set_evaluations
from npfdesk.plan.edits import Edit
from npfdesk.plan.evaluations import KeptEvaluation
from npfdesk.plan.spoken_names import named_so
from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.views.view import titled
from npfdesk.ui.workspace import Workspace

LONGEST_NAME = 40


class KeepDialog(AnswerDialog):
    """A name; `make` gives the evaluation under it, None where there is none any more."""

    def __init__(
        self,
        workspace: Workspace,
        make: Callable[[str], KeptEvaluation | None],
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workspace, parent)
        self.resize(520, 260)
        self.make = make
        self.name = QLineEdit(name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setMinimumWidth(280)
        self.name.textEdited.connect(self.refresh)
        self.field("Name", self.name)
        self.body.addStretch(1)
        self.name.selectAll()
        self.name.setFocus()

    def words(self, source: str) -> str:
        """The label of a field."""
        return tr("Evaluation", source)

    def title(self) -> str:
        """What is kept."""
        return tr("Evaluation", "Keep this evaluation")

    def apply_text(self) -> str:
        """The verb."""
        return tr("Evaluation", "Keep")

    def made(self) -> KeptEvaluation | None:
        """The evaluation under the name typed; None without a name."""
        name = self.name.text().strip()
        return self.make(name) if name else None

    def ask(self) -> None:
        """Say what will be kept."""
        kept = self.make(self.name.text().strip())
        if kept is None:
            self.subject.write("")
            self.refuse(tr("Evaluation", "There is no evaluation to keep. Open the view Evaluation."))
            return
        known = tr("Evaluation", "as known on {day}").replace("{day}", kept.known) if kept.known else ""
        self.subject.write(
            titled(
                kept.year,
                named_so(self.workspace.document.scenarios.values(), kept.scenario, language()),
                tr("Evaluation", "all regions"),
                known,
            )
        )
        self.headline.setText(counts_told(kept_counts(kept.grades), kept_settings(kept), language()))
        if not kept.name:
            said = tr("Evaluation", "Give it a name.")
        elif kept.name in self.workspace.document.work.evaluations:
            said = tr("Evaluation", "An evaluation of that name is kept already and will be replaced.")
        else:
            said = tr("Evaluation", "It does not change with later figures.")
        self.notes.write(said)

    def edit(self) -> Edit | None:
        """The step that keeps it."""
        kept = self.made()
        return set_evaluations({kept.name: kept}) if kept is not None else None

    def apply(self) -> None:
        """Keep it and close."""
        if self.can_apply():
            super().apply()
            self.close()
