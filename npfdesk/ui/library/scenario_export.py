"""The dialog that exports scenarios into one exchange file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from npfdesk.plan.file_names import shown_path
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.library.library_dialog import LibraryDialog
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.naming import speak

_ID = int(Qt.ItemDataRole.UserRole)


class ExportDialog(LibraryDialog):
    """Lists the scenarios with check boxes; amendments of the plan can be included."""

    def __init__(self, autosave: Autosave, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(460, 420)
        self.autosave, self.workbook_opening = autosave, autosave.workbook_opening
        self.list = QListWidget()
        speak(self.list, lambda: tr("Names", "Scenarios"))
        self.amendments = QCheckBox()
        self.amendments.setChecked(True)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.amendments)
        self.body.addStretch()
        self.list.setSpacing(2)
        self.export_button = self.add_button(lambda: tr("Library", "Export…"), self.export)
        self.export_button.setDefault(True)
        self.add_button(lambda: tr("Library", "Close"), self.reject, QDialogButtonBox.ButtonRole.RejectRole)
        self.list.itemChanged.connect(lambda _: self.export_button.setEnabled(bool(self.chosen)))

    def title(self) -> str:
        """The title of the dialog."""
        return tr("Library", "Export scenarios")

    def refresh(self) -> None:
        """Update the texts and the scenarios; the active one is checked."""
        super().refresh()
        document = self.autosave.window.workspace.document
        self.amendments.setText(tr("Library", "With the plan's actuals and targets that were changed here"))
        self.notes.write(
            tr(
                "Library",
                "Parents of the chosen scenarios are exported with them. Nothing else leaves this machine.",
            )
        )
        self.list.clear()
        for one in document.scenarios.values():
            item = QListWidgetItem(one.name, self.list)
            item.setData(_ID, one.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = one.id == document.active
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        # no higher than its rows: what is chosen besides follows at once
        row = self.list.sizeHintForRow(0) + 2 * self.list.spacing()
        self.list.setMaximumHeight(row * self.list.count() + 2 * self.list.spacing() + 4)

    @property
    def chosen(self) -> list[str]:
        """The ids of the checked scenarios."""
        items = (self.list.item(line) for line in range(self.list.count()))
        return [item.data(_ID) for item in items if item.checkState() is Qt.CheckState.Checked]

    def ask_file(self) -> Path | None:
        """Ask for the file; None where the dialog is cancelled."""
        name = self.autosave.window.workspace.document.scenarios[self.chosen[0]].name
        plain = "".join("_" if letter in '\\/:*?"<>|' or letter < " " else letter for letter in name)[:80]
        plan = self.autosave.window.workspace.session.opened.path
        kinds = [tr("Library", "Scenarios (*.npfs)")]
        return ask_where(self, self.title(), f"{plain}.npfs", kinds, plan, self.show_problem)

    def export(self) -> None:
        """Ask for a file and write the scenarios into it."""
        desk = self.workbook_opening.desk
        if desk is None or not self.chosen:
            return
        path = self.ask_file()
        if path is None:
            return
        problem = desk.export(self.workbook_opening.library, self.chosen, path, self.amendments.isChecked())
        if problem is not None:
            self.show_problem(problem)
            return
        self.autosave.window.workspace.notice.emit(
            tr("Library", "Exported to {name}.").format(name=shown_path(path.name))
        )
        self.accept()
