"""The question before rows of the plan's structure are removed: what falls with them is told, by sorts with counts."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from npfdesk.plan.edits import Edit, EditRefused
from npfdesk.plan.problems import Problem, joined
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.tables.structure_model import StructureModel

_MOST = 8


class RemovalDialog(QDialog):
    """Names the things, lists what falls with each, and removes only where the plan stays sound; `hindrance` says why not."""

    def __init__(
        self, rows: StructureModel, keys: Sequence[Hashable], edit: Edit, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Tables", "Remove from the plan"))
        self.setMinimumWidth(420)
        self.hindrance = _hindrance(rows, edit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(8)
        names = joined((rows.called(rows.things[key]) for key in keys), language(), _MOST)
        layout.addWidget(_line(tr("Tables", "Remove “{names}” from the plan?").replace("{names}", names)))
        told = [
            (rows.called(rows.things[key]), one.text(language()))
            for key in keys[:_MOST]
            for one in rows.dependents(key)
        ]
        if told:
            layout.addWidget(_line(tr("Tables", "What depends on it:"), "note"))
            self.dependents = [f"{name}　{text}" if len(keys) > 1 else f"· {text}" for name, text in told]
            for text in self.dependents:
                layout.addWidget(_line(text))
        else:
            self.dependents = []
            layout.addWidget(_line(tr("Tables", "Nothing depends on it."), "note"))
        if self.hindrance is not None:
            layout.addWidget(_line(self.hindrance.message(language())))
        else:
            layout.addWidget(_line(tr("Tables", "A single Undo (Ctrl+Z) restores everything."), "note"))
        layout.addStretch(1)
        self.buttons = QDialogButtonBox()
        self.remove = self.buttons.addButton(tr("Tables", "Remove"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.keep = self.buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.remove.setEnabled(self.hindrance is None)
        (self.keep if self.hindrance is not None else self.remove).setDefault(True)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout.addWidget(self.buttons)


def _line(text: str, role: str = "") -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _hindrance(rows: StructureModel, edit: Edit) -> Problem | None:
    """Why the plan cannot do without the things; None where it can."""
    try:
        edit.apply(rows.workspace.document)
    except EditRefused as refused:
        return refused.problem
    return None
