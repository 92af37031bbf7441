"""Saving work: drafts within five seconds of an edit, saves, the question on closing, the last session."""

from __future__ import annotations

from collections.abc import Callable

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
from npfdesk.ui.window.screen_layouts import KEPT, ScreenLayouts
from npfdesk.ui.window.status_line import DRAFTED, SAVED

QUIET = 1500
"""A draft is written after so many milliseconds without an edit."""
AGAIN = 2000
"""What another program kept from being written is tried again after so many milliseconds."""
LATEST = 4500
"""At the latest, a draft is written so many milliseconds after the first edit that is not in a draft."""


class Autosave(QObject):
    """Writes drafts and saves of the open desk; `merge_wanted` asks for a merge with another person's save.

    `first_save` saves a plan that has no file of the user's yet, and says whether it is saved; None for any other.
    """

    merge_wanted = Signal()

    def __init__(self, window: MainWindow, workbook_opening: WorkbookOpening) -> None:
        super().__init__(window)
        self.window = window
        self.workbook_opening = workbook_opening
        self.quiet_timer, self.latest_timer = QTimer(self), QTimer(self)
        for timer, wait in ((self.quiet_timer, QUIET), (self.latest_timer, LATEST)):
            timer.setSingleShot(True)
            timer.setInterval(wait)
            timer.timeout.connect(self.draft)
        self.again_timer = QTimer(self)
        self.again_timer.setSingleShot(True)
        self.again_timer.setInterval(AGAIN)
        self.again_timer.timeout.connect(self._try_again)
        self.screen_layouts = ScreenLayouts(window)
        self.save_waits = False
        self.discarded: Document | None = None
        self.first_save: Callable[[], bool | None] = lambda: None
        window.workspace.changed.connect(self._changed)
        window.workspace.minutes_changed.connect(self._changed)
        window.closing.connect(self.close)
        workbook_opening.about_to_replace.connect(self.draft_before_leaving)

    def _changed(self, _: Change | None = None) -> None:
        if self.workbook_opening.desk is None or not self.window.workspace.session.unsaved:
            return
        self.quiet_timer.start()
        if not self.latest_timer.isActive():
            self.latest_timer.start()

    def _stop_timers(self) -> None:
        for timer in (self.quiet_timer, self.latest_timer, self.again_timer):
            timer.stop()

    def draft(self) -> bool:
        """Write a draft; returns whether nothing would be lost if the program ended now."""
        self._stop_timers()
        desk, library = self.workbook_opening.desk, self.workbook_opening.library
        if desk is None or not desk.session.unsaved:
            return True
        if library is None or library.read_only:
            self.warn_read_only()
            return False
        if desk.identity is None:
            return False
        outcome = desk.draft(library)
        if isinstance(outcome, Problem):
            self._show_problem(outcome)
            return False
        self.window.banner.clear("in use")
        self.window.status_line.show_saved_state(DRAFTED, QTime.currentTime().toString("HH:mm"))
        return True

    def draft_before_leaving(self) -> None:
        """Before another workbook replaces this one: draft the edits since the last question about unsaved work."""
        desk = self.workbook_opening.desk
        if desk is not None and desk.session.document is not self.discarded:
            self.draft()
        self._stop_timers()
        self.save_waits = False
        self.discarded = None
        self.window.status_line.show_saved_state("", "")

    def drop_pending_draft(self) -> None:
        """After the library was restored from a backup: do not write the work in the window into it as a draft."""
        self._stop_timers()
        if self.workbook_opening.desk is not None:
            self.discarded = self.workbook_opening.desk.session.document
            self.workbook_opening.desk.session.mark_saved(self.discarded)

    def warn_read_only(self) -> None:
        """Show that nothing can be saved on this machine."""
        self.window.banner.show_message(
            lambda: tr(
                "Autosave",
                "The scenario library cannot be written to. Changes are kept in this window only; export the scenarios before you close it.",
            ),
            about="library",
        )

    def _try_again(self) -> None:
        """Write what another program kept from being written: the save that was asked for, else the draft."""
        if self.save_waits:
            self.save()
        else:
            self.draft()

    def _show_problem(self, problem: Problem) -> None:
        if problem.code == "library_in_use":
            self.again_timer.start()
            self.window.banner.show_message(lambda: problem.message(language()), about="in use")
            return
        actions: tuple[Action, ...] = ()
        if problem.code == "save_conflict":
            actions = ((lambda: tr("Autosave", "Compare and merge…"), self.merge_wanted.emit),)
        self.window.banner.show_message(lambda: problem.message(language()), *actions, about="saving")

    def save(self) -> bool:
        """Save the scenarios; returns whether they are saved."""
        desk, library = self.workbook_opening.desk, self.workbook_opening.library
        if desk is None:
            return True
        first = self.first_save()
        if first is False:
            return False
        if library is None or library.read_only:
            self.warn_read_only()
            return bool(first)
        label = desk.session.history.undo_label
        outcome = desk.save(library, label.text(language()) if label is not None else "")
        self.save_waits = isinstance(outcome, Problem) and outcome.code == "library_in_use"
        if isinstance(outcome, Problem):
            self._show_problem(outcome)
            return False
        self._stop_timers()
        self.window.banner.clear("saving", "in use")
        self.window.status_line.show_saved_state(SAVED, QTime.currentTime().toString("HH:mm"))
        self.window.workspace.saved.emit()
        return True

    def _message_box(self) -> QMessageBox:
        box = QMessageBox(self.window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("NPF Desk")
        return box

    def ask_about_unsaved_work(self) -> QMessageBox.StandardButton:
        """Ask whether to save, draft or discard unsaved work."""
        box = self._message_box()
        box.setText(tr("Autosave", "You have unsaved changes."))
        box.setInformativeText(
            tr("Autosave", "Kept as a draft, they are offered again when the workbook is next opened.")
        )
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Close | buttons.Discard | buttons.Cancel)
        box.button(buttons.Save).setText(tr("Autosave", "Save"))
        box.button(buttons.Close).setText(tr("Autosave", "Keep as draft"))
        box.button(buttons.Discard).setText(tr("Autosave", "Discard"))
        box.button(buttons.Cancel).setText(tr("Autosave", "Cancel"))
        box.setDefaultButton(buttons.Save)
        return buttons(box.exec())

    def resolve_unsaved_work(self) -> bool:
        """Resolve unsaved work before another workbook or closing; returns whether to go on."""
        desk, library = self.workbook_opening.desk, self.workbook_opening.library
        if desk is None or not desk.session.unsaved:
            return True
        answer, buttons = self.ask_about_unsaved_work(), QMessageBox.StandardButton
        if answer == buttons.Cancel:
            return False
        if answer == buttons.Save:
            return self.save()
        if answer == buttons.Discard:
            self._stop_timers()
            self.discarded = desk.session.document
            problem = desk.discard_draft(library)
            if problem is not None:
                self._show_problem(problem)
            return problem is None
        return self.draft()

    def close(self, event: QCloseEvent) -> None:
        """Close the window after unsaved work is resolved, and save the window's state."""
        if not self.resolve_unsaved_work():
            event.ignore()
            return
        self._stop_timers()
        self.workbook_opening.stop()
        self.save_window_state()
        event.accept()

    def save_window_state(self) -> None:
        """Save what the next start shows: workbook, selection, year, layout."""
        library, workspace = self.workbook_opening.library, self.window.workspace
        if library is None or library.read_only:
            return
        path = workspace.session.opened.path
        last = {
            "workbook": str(path) if path is not None and self.workbook_opening.desk is not None else None,
            "selection": [*workspace.selection.series],
            "year": workspace.year,
            "rule": str(workspace.rule),
            "compared": list(workspace.ticked),
            KEPT: self.screen_layouts.kept(),
        }
        # the window closes even where the disk is full
        library.keep_settings({"last": last})
