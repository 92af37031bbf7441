"""Keeping work: drafts within five seconds of an edit, saves on demand, the question at the door, what was open."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTime, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMessageBox

from npfdesk.plan.problems import Problem
from npfdesk.session import Change
from npfdesk.ui.language import language, tr
from npfdesk.ui.opening import Opener
from npfdesk.ui.window import MainWindow

QUIET = 1500
"""Milliseconds without an edit after which a draft is written."""
LATEST = 4500
"""Milliseconds after the first undrafted edit by which one is written, edits or no edits."""


class Keeper(QObject):
    """Writes drafts and saves of the open desk."""

    def __init__(self, window: MainWindow, opener: Opener) -> None:
        super().__init__(window)
        self.window = window
        self.opener = opener
        self.quiet, self.latest = QTimer(self), QTimer(self)
        for timer, wait in ((self.quiet, QUIET), (self.latest, LATEST)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self.draft)
        window.workspace.changed.connect(self._changed)
        window.closing.connect(self.close)

    def _changed(self, change: Change) -> None:
        if self.opener.desk is None or not self.window.workspace.session.unsaved:
            return
        self.quiet.start()
        if not self.latest.isActive():
            self.latest.start()

    def draft(self) -> None:
        """Write a draft now."""
        self.quiet.stop()
        self.latest.stop()
        desk, library = self.opener.desk, self.opener.library
        if desk is None or library is None or not desk.session.unsaved:
            return
        outcome = desk.draft(library)
        if isinstance(outcome, Problem):
            self.window.banner.say(outcome.message(language()))
        elif outcome:
            time = QTime.currentTime().toString("HH:mm")
            self.window.line.keep(tr("Keeping", "draft kept {time}").format(time=time))

    def save(self) -> bool:
        """Save the scenarios; whether they are."""
        desk, library = self.opener.desk, self.opener.library
        if desk is None:
            return True
        if library is None or library.read_only:
            self.window.banner.say(
                tr("Keeping", "The library cannot be written to; changes stay in the window only.")
            )
            return False
        label = desk.session.history.undo_label
        outcome = desk.save(library, label.text(language()) if label is not None else "")
        if isinstance(outcome, Problem):
            self.window.banner.say(outcome.message(language()))
            return False
        self.quiet.stop()
        self.latest.stop()
        time = QTime.currentTime().toString("HH:mm")
        self.window.line.keep(tr("Keeping", "saved {time}").format(time=time))
        self.window.workspace.saved.emit()
        return True

    def ask(self) -> QMessageBox.StandardButton:
        """Ask what becomes of unsaved work."""
        box = QMessageBox(self.window)
        box.setTextFormat(box.textFormat().PlainText)
        box.setWindowTitle("NPF Desk")
        box.setText(tr("Keeping", "There are changes that were not saved."))
        box.setInformativeText(
            tr("Keeping", "Kept as a draft, they are offered again when the workbook is opened.")
        )
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Close | buttons.Discard | buttons.Cancel)
        box.button(buttons.Save).setText(tr("Keeping", "Save"))
        box.button(buttons.Close).setText(tr("Keeping", "Keep as draft"))
        box.button(buttons.Discard).setText(tr("Keeping", "Discard"))
        box.button(buttons.Cancel).setText(tr("Keeping", "Cancel"))
        box.setDefaultButton(buttons.Save)
        return buttons(box.exec())

    def settle(self) -> bool:
        """Before another workbook or the door: whether one may go on."""
        desk, library = self.opener.desk, self.opener.library
        if desk is None or not desk.session.unsaved:
            return True
        answer, buttons = self.ask(), QMessageBox.StandardButton
        if answer == buttons.Cancel:
            return False
        if answer == buttons.Save:
            return self.save()
        if answer == buttons.Discard:
            if library is not None and desk.identity is not None:
                library.discard_draft(desk.identity)
        else:
            self.draft()
        return True

    def close(self, event: QCloseEvent) -> None:
        """The window may close once unsaved work is settled; what was open is remembered."""
        if not self.settle():
            event.ignore()
            return
        self.quiet.stop()
        self.latest.stop()
        self.remember()
        event.accept()

    def remember(self) -> None:
        """What the next start shows: workbook, selection, year, layout."""
        library, workspace = self.opener.library, self.window.workspace
        if library is None or library.read_only:
            return
        path = workspace.session.opened.path
        library.set_setting(
            "last",
            {
                "workbook": str(path) if path is not None and self.opener.desk is not None else None,
                "selection": [*workspace.selection.series],
                "year": workspace.year,
                "rule": str(workspace.rule),
                "compared": list(workspace.compared),
                "layout": self.window.layout_state(),
            },
        )
