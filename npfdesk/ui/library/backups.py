"""Backups of the whole library: taken now, looked into, put back."""

from __future__ import annotations

import datetime

from PySide6.QtWidgets import QDialogButtonBox, QMessageBox, QWidget

from npfdesk.plan.problems import Problem
from npfdesk.store import backups
from npfdesk.ui.answers.answer_table import Entry, Head
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.library.library_dialog import LibraryDialog, local
from npfdesk.ui.look.language import tr


class BackupsDialog(LibraryDialog):
    """Every backup, the latest first, with what is in the chosen one."""

    def __init__(self, keeper: Autosave, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(560, 440)
        self.keeper, self.opener = keeper, keeper.opener
        self.found: tuple[backups.Backup, ...] = ()
        self.list = self.table(
            [
                Head(lambda: tr("Library", "Time"), 180, False),
                Head(lambda: tr("Library", "Size"), 110),
                Head(lambda: tr("Library", "File"), 220, False),
            ]
        )
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        self.taking = self.verb(lambda: tr("Library", "Back up now"), self.take)
        self.back = self.verb(lambda: tr("Library", "Restore this backup…"), self.restore)
        self.verb(lambda: tr("Library", "Close"), self.reject, QDialogButtonBox.ButtonRole.RejectRole)

    def title(self) -> str:
        """What the dialog is for."""
        return tr("Library", "Backups of the library")

    def refresh(self) -> None:
        """Every word and row anew."""
        super().refresh()
        library = self.opener.library
        self.found = backups.backups(library.path) if library is not None else ()
        self.list.rows.put(
            [
                [
                    Entry(local(one.taken_at.isoformat())),
                    Entry(f"{max(one.size // 1024, 1):,} KB"),
                    Entry(_named(one), faint=True),
                ]
                for one in self.found
            ]
        )
        self.taking.setEnabled(library is not None)
        if self.found and self.list.currentIndex().row() < 0:
            self.list.selectRow(0)
        self._look()

    @property
    def one(self) -> backups.Backup | None:
        """The backup that is chosen."""
        line = self.list.currentIndex().row()
        return self.found[line] if 0 <= line < len(self.found) else None

    def _look(self) -> None:
        one, library = self.one, self.opener.library
        self.back.setEnabled(False)
        if one is None:
            self.notes.write(
                tr("Library", "There is no backup yet; one is taken every day that the program is used.")
            )
            return
        content = backups.content_of(one.path)
        if isinstance(content, Problem):
            self.tell(content)
            return
        self.back.setEnabled(library is not None and not library.read_only)
        told = tr("Library", "Workbooks: {workbooks}; saves: {saves}, the latest of {time}.")
        self.notes.write(
            told.format(
                workbooks=content.workbooks, saves=content.revisions, time=local(content.latest) or "—"
            )
        )

    def take(self) -> None:
        """Back the library up now."""
        if self.opener.library is None:
            return
        taken = backups.take_backup(self.opener.library.path, datetime.datetime.now(datetime.UTC))
        self.refresh()
        if isinstance(taken, Problem):
            self.tell(taken)
        else:
            self.list.selectRow(0)

    def confirm(self, time: str) -> bool:
        """Ask whether the whole library is to be as it was then."""
        box = QMessageBox(self)
        box.setTextFormat(box.textFormat().PlainText)
        box.setWindowTitle("NPF Desk")
        box.setText(tr("Library", "Restore the library of {time}?").format(time=time))
        box.setInformativeText(
            tr(
                "Library",
                "All workbooks' scenarios will be as they were then. The library as it is now is backed up first.",
            )
        )
        restore = box.addButton(tr("Library", "Restore"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("Library", "Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        return box.clickedButton() is restore

    def restore(self) -> None:
        """Put the chosen backup in the library's place, and open the workbook again upon it."""
        one, library = self.one, self.opener.library
        if one is None or library is None or not self.confirm(local(one.taken_at.isoformat())):
            return
        if not self.keeper.settle():
            return
        problem = backups.put_back(library.connection, library.path, one.path)
        if problem is not None:
            self.tell(problem)
            return
        self.keeper.forget()
        desk = self.opener.desk
        if desk is not None and desk.session.opened.path is not None:
            self.opener.open(desk.session.opened.path)
        self.accept()


def _named(one: backups.Backup) -> str:
    if one.before:
        return tr("Library", "before the change to version {version}").format(version=one.before)
    return one.path.name
