"""The dialog of library backups: make one, see what is in it, restore it."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QWidget

from npfdesk.plan.problems import Problem
from npfdesk.store import backups
from npfdesk.store.library_records import WINDOW_PATIENCE
from npfdesk.ui.answers.answer_table import Entry, Head
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.library.library_dialog import LibraryDialog, local
from npfdesk.ui.look.language import tr


class BackupsDialog(LibraryDialog):
    """Lists every backup, the latest first, with the content of the selected one."""

    def __init__(self, autosave: Autosave, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(560, 440)
        self.autosave, self.workbook_opening = autosave, autosave.workbook_opening
        self.found: tuple[backups.Backup, ...] = ()
        self.list = self.table(
            [
                Head(lambda: tr("Library", "Time"), 180, False),
                Head(lambda: tr("Library", "Size"), 110),
                Head(lambda: tr("Library", "File"), 220, False),
            ]
        )
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._show_content())
        self.backup_button = self.add_button(lambda: tr("Library", "Back up now"), self.take)
        self.restore_button = self.add_button(lambda: tr("Library", "Restore this backup…"), self.restore)
        self.restore_button.setDefault(True)
        self.add_button(lambda: tr("Library", "Close"), self.reject, QDialogButtonBox.ButtonRole.RejectRole)

    def title(self) -> str:
        """The title of the dialog."""
        return tr("Library", "Backups of the library")

    def refresh(self) -> None:
        """Update all texts and rows."""
        super().refresh()
        library = self.workbook_opening.library
        self.found = backups.backups(library.path) if library is not None else ()
        self.list.rows.set_rows(
            [
                [
                    Entry(local(one.taken_at.isoformat())),
                    Entry(f"{max(one.size // 1024, 1):,} KB"),
                    Entry(_named(one), faint=True),
                ]
                for one in self.found
            ]
        )
        self.backup_button.setEnabled(library is not None)
        if self.found and self.list.currentIndex().row() < 0:
            self.list.selectRow(0)
        self._show_content()

    @property
    def one(self) -> backups.Backup | None:
        """The selected backup."""
        line = self.list.currentIndex().row()
        return self.found[line] if 0 <= line < len(self.found) else None

    def _show_content(self) -> None:
        one, library = self.one, self.workbook_opening.library
        self.restore_button.setEnabled(False)
        if one is None:
            self.notes.write(
                tr("Library", "There is no backup yet; one is made on every day that the program is used.")
            )
            return
        content = backups.content_of(one.path)
        if isinstance(content, Problem):
            self.show_problem(content)
            return
        self.restore_button.setEnabled(library is not None and not library.read_only)
        template = tr("Library", "Workbooks: {workbooks}; saves: {saves}, the latest at {time}.")
        self.notes.write(
            template.format(
                workbooks=content.workbooks, saves=content.revisions, time=local(content.latest) or "—"
            )
        )

    def take(self) -> None:
        """Make a backup now."""
        if self.workbook_opening.library is None:
            return
        now, path = datetime.datetime.now(datetime.UTC), self.workbook_opening.library.path
        taken = backups.take_backup(path, now, patience=WINDOW_PATIENCE)
        self.refresh()
        if isinstance(taken, Problem):
            self.show_problem(taken)
        else:
            self.list.selectRow(0)

    def confirm(self, time: str) -> bool:
        """Ask whether to restore the whole library."""
        box = QMessageBox(self)
        box.setTextFormat(box.textFormat().PlainText)
        box.setWindowTitle("NPF Desk")
        box.setText(tr("Library", "Restore the library of {time}?").format(time=time))
        box.setInformativeText(
            tr(
                "Library",
                "The scenarios of all workbooks will be as they were then. The present library is backed up first.",
            )
        )
        restore = box.addButton(tr("Library", "Restore"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("Library", "Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is restore

    def restore(self) -> None:
        """Restore the selected backup, and open the workbook again."""
        one, library = self.one, self.workbook_opening.library
        if one is None or library is None or not self.confirm(local(one.taken_at.isoformat())):
            return
        if not self.autosave.resolve_unsaved_work():
            return
        problem = backups.put_back(library.connection, library.path, one.path, WINDOW_PATIENCE)
        if problem is not None:
            self.show_problem(problem)
            return
        self.autosave.drop_pending_draft()
        desk = self.workbook_opening.desk
        if desk is not None and desk.session.opened.path is not None:
            self.workbook_opening.open(desk.session.opened.path)
        self.accept()


def _named(one: backups.Backup) -> str:
    if one.before:
        return tr("Library", "before the change to version {version}").format(version=one.before)
    return one.path.name
