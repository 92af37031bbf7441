"""Opens the dialogs of the library; each is created when it is first needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.merge import sibling_edits
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import saved_work
from npfdesk.ui.descriptions import Description, set_place
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.files.chosen_files import chosen_path
from npfdesk.ui.library.registry import (
    IMPORT,
    LIBRARY,
    SIBLING,
    LibraryDescription,
    MergeDescription,
    OtherWork,
)
from npfdesk.ui.look.language import language, named, tr

if TYPE_CHECKING:
    from npfdesk.ui.library.library_dialog import LibraryDialog


class LibraryDialogs(QObject):
    """Opens history, backups, exports and imports, and merges two conflicting saves."""

    def __init__(self, autosave: Autosave) -> None:
        super().__init__(autosave)
        self.autosave, self.workbook_opening, self.window = (
            autosave,
            autosave.workbook_opening,
            autosave.window,
        )
        self.dialog: LibraryDialog | None = None
        autosave.window.menus.library_wanted.connect(self.open_entry)
        autosave.merge_wanted.connect(self.merge_saves)

    def open_entry(self, key: str) -> None:
        """Open a menu entry by its key."""
        entry = LIBRARY[key]
        if isinstance(entry, LibraryDescription):
            self.show(entry)
        elif entry is IMPORT:
            self.import_scenarios()
        else:
            self.merge_sibling()

    def show(self, entry: LibraryDescription) -> LibraryDialog | None:
        """Show a dialog in place of the open one; None where there is nothing to show."""
        if (self.workbook_opening.library if entry.whole_library else self.workbook_opening.desk) is None:
            self._notice_no_workbook()
            return None
        return self._replace_dialog(entry, entry.load(self.autosave, self.window), entry.whole_library)

    def _show_merge(self, entry: MergeDescription, other: OtherWork) -> LibraryDialog | None:
        if self.workbook_opening.desk is None:
            self._notice_no_workbook()
            return None
        return self._replace_dialog(entry, entry.load(self.autosave, self.window, other))

    def _notice_no_workbook(self) -> None:
        self.window.workspace.notice.emit(tr("Library", "Open a workbook first."))

    def _replace_dialog(
        self, entry: Description, dialog: LibraryDialog, waited_for: bool = False
    ) -> LibraryDialog:
        before, self.dialog = self.dialog, dialog
        set_place(dialog, entry.help)
        if before is not None:
            before.close()
            before.deleteLater()
        # filled before it is shown
        dialog.refresh()
        dialog.open() if waited_for else dialog.show()
        return dialog

    def ask_file(self) -> str:
        """Ask for the file to import."""
        kinds = tr("Library", "Scenarios (*.npfs)")
        return QFileDialog.getOpenFileName(self.window, tr("Library", "Import scenarios"), "", kinds)[0]

    def import_scenarios(self) -> None:
        """Ask for an exchange file and preview its changes."""
        file = self.ask_file() if self.workbook_opening.desk is not None else ""
        if file or self.workbook_opening.desk is None:
            self.import_file(chosen_path(file))

    def import_file(self, path: Path) -> LibraryDialog | None:
        """Preview the changes of an exchange file."""
        desk = self.workbook_opening.desk
        if desk is None:
            self._notice_no_workbook()
            return None
        from npfdesk.desk import read_exchange

        exchange = read_exchange(path)
        if isinstance(exchange, Problem):
            self.window.banner.show_message(lambda: exchange.message(language()), about="exchange")
            return None
        self.window.banner.clear("exchange")

        def taken_in() -> None:
            problem = desk.record_import(self.workbook_opening.library, exchange)
            if problem is not None:
                self.window.banner.show_message(lambda: problem.message(language()), about="exchange")

        other = OtherWork(
            shown_path(path.name),
            exchange.base,
            exchange.work,
            taken_in,
        )
        return self._show_merge(IMPORT, other)

    def merge_saves(self) -> LibraryDialog | None:
        """Preview another person's save; after the merge, our work is saved on top of it."""
        desk, library = self.workbook_opening.desk, self.workbook_opening.library
        found = desk.conflicting_work(library) if desk is not None and library is not None else None
        if desk is None or found is None or desk.conflict is None:
            return None
        theirs = desk.conflict

        def taken() -> None:
            desk.settle_conflict()
            self.window.banner.clear("saving")
            self.autosave.save()

        return self._show_merge(IMPORT, OtherWork(theirs.saved_by or "—", *found, taken))

    def ask_sibling(self, names: list[str]) -> str:
        """Ask which scenario to merge into the active one; "" for none."""
        name = named(self.window.workspace.document.scenario)
        asked = QInputDialog.getItem(
            self.window,
            tr("Library", "Merge into “{name}”").format(name=name),
            tr("Library", "Scenario (with the same parent):"),
            names,
            0,
            False,
        )
        return asked[0] if asked[1] else ""

    def merge_sibling(self) -> LibraryDialog | None:
        """Preview how a sibling scenario differs, before it is merged into the active one."""
        document = self.window.workspace.document
        siblings = {
            one.name: one.id
            for one in document.scenarios.values()
            if one.parent == document.scenario.parent and one.id != document.active
        }
        if not siblings:
            self.window.workspace.notice.emit(tr("Library", "No other scenario has the same parent."))
            return None
        name = self.ask_sibling(list(siblings))
        if name not in siblings:
            return None
        found = sibling_edits(saved_work(document), document.active, siblings[name])
        return self._show_merge(SIBLING, OtherWork(name, *found))
