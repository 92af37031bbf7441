"""What the File menu asks of the library; each dialog is made when it is first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QInputDialog

from npfdesk.plan.merge import as_edits_of
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import saved_work
from npfdesk.ui.descriptions import Description, set_place
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.library.registry import (
    IMPORT,
    LIBRARY,
    SIBLING,
    LibraryDescription,
    MergeDescription,
    OtherWork,
)
from npfdesk.ui.look.language import language, tr

if TYPE_CHECKING:
    from npfdesk.ui.library.library_dialog import LibraryDialog


class LibraryDialogs(QObject):
    """Opens history, backups, exports and imports, and the merge of two saves that met."""

    def __init__(self, keeper: Autosave) -> None:
        super().__init__(keeper)
        self.keeper, self.opener, self.window = keeper, keeper.opener, keeper.window
        self.dialog: LibraryDialog | None = None
        keeper.window.menus.library_wanted.connect(self.do)
        keeper.merge_wanted.connect(self.merge_saves)

    def do(self, key: str) -> None:
        """What the menus ask for."""
        entry = LIBRARY[key]
        if isinstance(entry, LibraryDescription):
            self.show(entry)
        elif entry is IMPORT:
            self.take_in()
        else:
            self.merge_sibling()

    def show(self, entry: LibraryDescription) -> LibraryDialog | None:
        """A dialog in place of the one that was open; None where there is nothing to show in it."""
        if (self.opener.library if entry.of_the_whole else self.opener.desk) is None:
            self._ask_for_a_workbook()
            return None
        return self._take_over(entry, entry.load(self.keeper, self.window), entry.of_the_whole)

    def _merge(self, entry: MergeDescription, other: OtherWork) -> LibraryDialog | None:
        if self.opener.desk is None:
            self._ask_for_a_workbook()
            return None
        return self._take_over(entry, entry.load(self.keeper, self.window, other))

    def _ask_for_a_workbook(self) -> None:
        self.window.workspace.notice.emit(tr("Library", "Open a workbook first."))

    def _take_over(
        self, entry: Description, dialog: LibraryDialog, waited_for: bool = False
    ) -> LibraryDialog:
        before, self.dialog = self.dialog, dialog
        set_place(dialog, entry.help)
        if before is not None:
            before.close()
            before.deleteLater()
        # filled before it is seen
        dialog.refresh()
        dialog.open() if waited_for else dialog.show()
        return dialog

    def ask_file(self) -> str:
        """Which file is to be taken in."""
        kinds = tr("Library", "Scenarios (*.npfs)")
        return QFileDialog.getOpenFileName(self.window, tr("Library", "Import scenarios"), "", kinds)[0]

    def take_in(self) -> None:
        """Ask for an exchange file and show what it would change."""
        file = self.ask_file() if self.opener.desk is not None else ""
        if file or self.opener.desk is None:
            self.take_in_file(Path(file))

    def take_in_file(self, path: Path) -> LibraryDialog | None:
        """Show what an exchange file would change."""
        desk = self.opener.desk
        if desk is None:
            self._ask_for_a_workbook()
            return None
        from npfdesk.desk import read_exchange

        exchange = read_exchange(path)
        if isinstance(exchange, Problem):
            self.window.banner.say(lambda: exchange.message(language()), about="exchange")
            return None
        self.window.banner.clear("exchange")
        other = OtherWork(
            path.name, exchange.base, exchange.work, lambda: desk.took_in(self.opener.library, exchange)
        )
        return self._merge(IMPORT, other)

    def merge_saves(self) -> LibraryDialog | None:
        """Show what somebody else has saved meanwhile; once merged, ours is saved upon it."""
        desk, library = self.opener.desk, self.opener.library
        found = desk.conflicting(library) if desk is not None and library is not None else None
        if desk is None or found is None or desk.conflict is None:
            return None
        theirs = desk.conflict

        def taken() -> None:
            desk.settle_conflict()
            self.window.banner.clear("saving")
            self.keeper.save()

        return self._merge(IMPORT, OtherWork(theirs.saved_by or "—", *found, taken))

    def ask_sibling(self, names: list[str]) -> str:
        """Which scenario is to be merged into the active one; "" for none."""
        name = self.window.workspace.document.scenario.name
        asked = QInputDialog.getItem(
            self.window,
            tr("Library", "Merge into “{name}”").format(name=name),
            tr("Library", "Which one (of the same parent):"),
            names,
            0,
            False,
        )
        return asked[0] if asked[1] else ""

    def merge_sibling(self) -> LibraryDialog | None:
        """Show what another child of the same parent says otherwise, before it is laid into the active scenario."""
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
        found = as_edits_of(saved_work(document), document.active, siblings[name])
        return self._merge(SIBLING, OtherWork(name, *found))
