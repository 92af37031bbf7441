"""The history dialog: every save of the workbook, its differences from the current work, names, restoring."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from npfdesk.desk import NOT_SAVED, OpenedWorkbook, reopen
from npfdesk.plan.cell_differences import Difference, counts, counts_text, differences, value_text
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import SavedWork
from npfdesk.plan.restore import restored_label
from npfdesk.store.library_records import LIBRARY_IN_USE, Draft, Revision, in_use
from npfdesk.store.revisions import name_revision
from npfdesk.ui.answers.answer_table import Entry, Head
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.library.library_dialog import MOST, LibraryDialog, cell_words, local
from npfdesk.ui.look.language import language, named, tr
from npfdesk.workbook.files.passwords import asks_password


class HistoryDialog(LibraryDialog):
    """Lists saves, the latest first, then drafts; below, how the selected one differs from the current work."""

    def __init__(self, autosave: Autosave, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.autosave, self.workbook_opening = autosave, autosave.workbook_opening
        self.saves: list[Revision | Draft] = []
        self.chosen: SavedWork | None = None
        self.list = self.table(
            [
                Head(lambda: tr("Library", "Time"), 150, False),
                Head(lambda: tr("Library", "Saved by"), 110, False),
                Head(lambda: tr("Library", "Name"), 150, False),
                Head(lambda: tr("Library", "Last step"), 200, False),
                Head(lambda: tr("Library", "Changes since the save before"), 260, False),
            ]
        )
        self.compared = self.table(
            [
                Head(lambda: tr("Library", "Scenario"), 130, False),
                Head(lambda: tr("Library", "Cell"), 330, False),
                Head(lambda: tr("Library", "In this save"), 170, False),
                Head(lambda: tr("Library", "Now"), 170, False),
            ]
        )
        self.list.rows.entered.connect(self._name)
        self.list.selectionModel().currentRowChanged.connect(lambda *_: self._compare())
        self.restore_button = self.add_button(lambda: tr("Library", "Restore"), self.restore)
        self.reopen_button = self.add_button(lambda: tr("Library", "Open on its own workbook"), self.reopen)
        self.restore_button.setDefault(True)
        self.add_button(lambda: tr("Library", "Close"), self.reject, QDialogButtonBox.ButtonRole.RejectRole)
        autosave.window.workspace.saved.connect(self._refresh_if_visible)
        autosave.window.workspace.changed.connect(self._refresh_if_visible)
        autosave.window.workspace.opened.connect(self._refresh_if_visible)

    def title(self) -> str:
        """The title of the dialog."""
        return tr("Library", "History of the scenarios")

    def _refresh_if_visible(self, *_: object) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Update all texts and rows; the selected row stays."""
        super().refresh()
        desk, library = self.workbook_opening.desk, self.workbook_opening.library
        place = max(self.list.currentIndex().row(), 0)
        self.saves, held = [], False
        if desk is not None and library is not None and desk.identity is not None:
            try:
                self.saves = [*library.revisions(desk.identity), *library.drafts(desk.identity)]
            except sqlite3.OperationalError as problem:
                if not in_use(problem):
                    raise
                held = True
        self.list.rows.set_rows([self._line(one) for one in self.saves])
        if self.saves:
            self.list.selectRow(min(place, len(self.saves) - 1))
        if held:
            self.show_problem(Problem(LIBRARY_IN_USE))
            return
        self._compare()

    def _line(self, one: Revision | Draft) -> list[Entry]:
        if isinstance(one, Draft):
            text = tr("Library", "unsaved draft")
            return [
                Entry(local(one.drafted_at)),
                Entry(one.drafted_by),
                Entry(),
                Entry(text, faint=True),
                Entry(),
            ]
        writable = self.workbook_opening.library is not None and not self.workbook_opening.library.read_only
        return [
            Entry(local(one.saved_at)),
            Entry(one.saved_by),
            Entry(one.name, strong=True, typed=writable),
            Entry(one.label),
            Entry(counts_text(one.difference, language()), faint=True),
        ]

    def _name(self, line: int, column: int, text: str) -> None:
        one = self.saves[line]
        if isinstance(one, Revision) and self.workbook_opening.library is not None:
            try:
                name_revision(self.workbook_opening.library, one.id, text)
            except sqlite3.Error as problem:
                self.show_problem(Problem(NOT_SAVED, arguments={"reason": str(problem)}))
                return
            self.refresh()

    @property
    def one(self) -> Revision | Draft | None:
        """The selected save or draft."""
        line = self.list.currentIndex().row()
        return self.saves[line] if 0 <= line < len(self.saves) else None

    def _compare(self) -> None:
        one, library, desk = self.one, self.workbook_opening.library, self.workbook_opening.desk
        self.chosen = None
        if one is not None and library is not None:
            self.chosen = one.work if isinstance(one, Draft) else library.work_of(one.id)
        found: tuple[Difference, ...] = ()
        if desk is not None and self.chosen is not None:
            found = differences(self.chosen.work, desk.session.document.work)
        self.restore_button.setEnabled(bool(found))
        self.reopen_button.setEnabled(isinstance(one, Revision) and bool(one.plan_sha256))
        self.compared.rows.set_rows(
            self._compared(found) if desk is not None and self.chosen is not None else []
        )
        if one is None:
            self.notes.write(tr("Library", "Nothing has been saved for this workbook yet."))
        elif self.chosen is None:
            self.notes.write(tr("Library", "This save is damaged or of a newer version and cannot be shown."))
        else:
            message = counts_text(counts(found), language())
            text = tr("Library", "Against what is shown: {difference}.").format(difference=message)
            if len(found) > MOST:
                text += " " + tr("Library", "The first {count} are listed.").format(count=MOST)
            self.notes.write(text)

    def _compared(self, found: tuple[Difference, ...]) -> list[list[Entry]]:
        document = self.autosave.window.workspace.document
        then = self.chosen.work.scenarios if self.chosen is not None else {}
        names = {name: named(one) for name, one in {**then, **document.scenarios}.items()}
        lines = []
        for difference in found[:MOST]:
            scenario, cell = cell_words(document.plan, difference.cell, names)
            before, after = (
                value_text(document.plan, difference.cell, value, names, language())
                for value in (difference.before, difference.after)
            )
            lines.append([Entry(scenario), Entry(cell), Entry(before), Entry(after)])
        return lines

    def restore(self) -> None:
        """Restore the selected save as one step; nothing is overwritten until the work is saved again."""
        desk, one = self.workbook_opening.desk, self.one
        if desk is None or one is None or self.chosen is None:
            return
        stamp = one.drafted_at if isinstance(one, Draft) else one.saved_at
        name = (one.name if isinstance(one, Revision) else "") or local(stamp)
        self.autosave.window.workspace.offer(desk.replacement_edit(self.chosen, restored_label(name)), self)
        self.refresh()

    def reopen(self) -> None:
        """Open the selected save with the workbook it was made for, as a workbook of its own."""
        desk, library, one = self.workbook_opening.desk, self.workbook_opening.library, self.one
        if desk is None or library is None or desk.identity is None or not isinstance(one, Revision):
            return
        if not self.autosave.resolve_unsaved_work():
            return
        folder = Path(library.path).parent / "reopened"
        opening = reopen(library, desk.identity, one, folder)
        while isinstance(opening, OpenedWorkbook) and opening.desk is None:
            locked = asks_password(opening.reading.problems)
            if locked is None:
                break
            password = self.workbook_opening.ask_password(locked)
            if password is None:
                return
            opening = reopen(library, desk.identity, one, folder, password)
        if isinstance(opening, Problem):
            self.show_problem(opening)
            return
        self.workbook_opening.show(opening)
        self.accept()
