"""Keeping work: drafts within five seconds of an edit, saves on demand, the question at the door, what was open."""

from __future__ import annotations

import contextlib
import sqlite3

from PySide6.QtCore import QObject, Qt, QTime, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMessageBox

from npfdesk.plan.document import Document
from npfdesk.plan.problems import Problem
from npfdesk.session import Change
from npfdesk.ui.files.opening import WorkbookOpening
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.window.banner import Action
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.status_line import DRAFTED, SAVED

QUIET = 1500
"""Milliseconds without an edit after which a draft is written."""
LATEST = 4500
"""Milliseconds after the first undrafted edit by which one is written, edits or no edits."""


class Autosave(QObject):
    """Writes drafts and saves of the open desk; `merge_wanted` where somebody else's save is to be merged."""

    merge_wanted = Signal()

    def __init__(self, window: MainWindow, opener: WorkbookOpening) -> None:
        super().__init__(window)
        self.window = window
        self.opener = opener
        self.quiet, self.latest = QTimer(self), QTimer(self)
        for timer, wait in ((self.quiet, QUIET), (self.latest, LATEST)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self.draft)
        self.let_go: Document | None = None
        window.workspace.changed.connect(self._changed)
        window.workspace.minuted.connect(self._changed)
        window.closing.connect(self.close)
        opener.leaving.connect(self.leave)

    def _changed(self, _: Change | None = None) -> None:
        if self.opener.desk is None or not self.window.workspace.session.unsaved:
            return
        if self.opener.offered is not None:
            # asked once the edit is painted: a new draft would take the place of the one that is offered
            QTimer.singleShot(0, self.answer_offer)
        self.quiet.start()
        if not self.latest.isActive():
            self.latest.start()

    def answer_offer(self) -> None:
        """Have the question about the offered draft answered before anything is written over it."""
        if self.opener.offered is None:
            return
        if self.ask_offer():
            self.opener.restore()
        else:
            self.opener.discard()

    def ask_offer(self) -> bool:
        """Ask whether the offered draft comes in place of what is in the window."""
        box = self._box()
        asked = tr("Autosave", "There are unsaved changes of {time} ({difference}).")
        box.setText(asked.format(time=self.opener.offer_time, difference=self.opener.offer_difference))
        box.setInformativeText(
            tr(
                "Autosave",
                "Restored, they take the place of what was just done; only one of the two is kept.",
            )
        )
        restore = box.addButton(tr("Autosave", "Restore them"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("Autosave", "Keep what is shown"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(restore)
        # no way past the answer but one of the two
        box.setEscapeButton(restore)
        box.exec()
        return box.clickedButton() is restore

    def _stop(self) -> None:
        self.quiet.stop()
        self.latest.stop()

    def draft(self) -> bool:
        """Write a draft now; whether nothing would be lost if the program ended."""
        self._stop()
        desk, library = self.opener.desk, self.opener.library
        if desk is None or not desk.session.unsaved:
            return True
        if library is None or library.read_only:
            self.warn()
            return False
        if desk.identity is None or self.opener.offered is not None:
            return False
        outcome = desk.draft(library)
        if isinstance(outcome, Problem):
            self._say(outcome)
            return False
        self.window.line.keep(DRAFTED, QTime.currentTime().toString("HH:mm"))
        return True

    def leave(self) -> None:
        """Another workbook takes the place of this one: keep what was done since the question was settled."""
        desk = self.opener.desk
        if desk is not None and desk.session.document is not self.let_go:
            self.draft()
        self._stop()
        self.let_go = None
        self.window.line.keep("", "")

    def forget(self) -> None:
        """The library was put back to another state: what is in the window is not drafted into it."""
        self._stop()
        if self.opener.desk is not None:
            self.let_go = self.opener.desk.session.document
            self.opener.desk.session.mark_saved(self.let_go)

    def warn(self) -> None:
        """Say that nothing can be kept on this machine."""
        self.window.banner.say(
            lambda: tr("Autosave", "The library cannot be written to; changes stay in the window only."),
            about="library",
        )

    def _say(self, problem: Problem) -> None:
        actions: tuple[Action, ...] = ()
        if problem.code == "save_conflict":
            actions = ((lambda: tr("Autosave", "Compare and merge…"), self.merge_wanted.emit),)
        self.window.banner.say(lambda: problem.message(language()), *actions, about="saving")

    def save(self) -> bool:
        """Save the scenarios; whether they are."""
        desk, library = self.opener.desk, self.opener.library
        if desk is None:
            return True
        if library is None or library.read_only:
            self.warn()
            return False
        self.answer_offer()
        label = desk.session.history.undo_label
        outcome = desk.save(library, label.text(language()) if label is not None else "")
        if isinstance(outcome, Problem):
            self._say(outcome)
            return False
        self._stop()
        self.window.banner.clear("saving")
        self.window.line.keep(SAVED, QTime.currentTime().toString("HH:mm"))
        self.window.workspace.saved.emit()
        return True

    def _box(self) -> QMessageBox:
        box = QMessageBox(self.window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("NPF Desk")
        return box

    def ask(self) -> QMessageBox.StandardButton:
        """Ask what becomes of unsaved work."""
        box = self._box()
        box.setText(tr("Autosave", "There are changes that were not saved."))
        box.setInformativeText(
            tr("Autosave", "Kept as a draft, they are offered again when the workbook is opened.")
        )
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Close | buttons.Discard | buttons.Cancel)
        box.button(buttons.Save).setText(tr("Autosave", "Save"))
        box.button(buttons.Close).setText(tr("Autosave", "Keep as draft"))
        box.button(buttons.Discard).setText(tr("Autosave", "Discard"))
        box.button(buttons.Cancel).setText(tr("Autosave", "Cancel"))
        box.setDefaultButton(buttons.Save)
        return buttons(box.exec())

    def settle(self) -> bool:
        """Before another workbook or the door: whether one may go on."""
        desk, library = self.opener.desk, self.opener.library
        if desk is None or not desk.session.unsaved:
            return True
        self.answer_offer()
        answer, buttons = self.ask(), QMessageBox.StandardButton
        if answer == buttons.Cancel:
            return False
        if answer == buttons.Save:
            return self.save()
        if answer == buttons.Discard:
            self._stop()
            self.let_go = desk.session.document
            problem = desk.discard(library)
            if problem is not None:
                self._say(problem)
            return problem is None
        return self.draft()

    def close(self, event: QCloseEvent) -> None:
        """The window may close once unsaved work is settled; what was open is remembered."""
        if not self.settle():
            event.ignore()
            return
        self._stop()
        self.opener.stop()
        self.remember()
        event.accept()

    def remember(self) -> None:
        """What the next start shows: workbook, selection, year, layout."""
        library, workspace = self.opener.library, self.window.workspace
        if library is None or library.read_only:
            return
        path = workspace.session.opened.path
        last = {
            "workbook": str(path) if path is not None and self.opener.desk is not None else None,
            "selection": [*workspace.selection.series],
            "year": workspace.year,
            "rule": str(workspace.rule),
            "compared": list(workspace.compared),
            "layout": self.window.layout_state(),
        }
        # the window closes all the same where the disk is full
        with contextlib.suppress(sqlite3.Error):
            library.set_setting("last", last)
