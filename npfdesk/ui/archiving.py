"""What the File menu asks of the library; each dialog is made when it is first asked for."""

from __future__ import annotations

import importlib
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog, QInputDialog

from npfdesk.plan.merging import as_edits_of
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import saved_work
from npfdesk.ui.keeping import Keeper
from npfdesk.ui.language import language, tr


class Archivist(QObject):
    """Opens history, backups, exports and imports, and the merge of two saves that met."""

    def __init__(self, keeper: Keeper) -> None:
        super().__init__(keeper)
        self.keeper, self.opener, self.window = keeper, keeper.opener, keeper.window
        self.dialog: QDialog | None = None
        menus = keeper.window.menus
        menus.history_wanted.connect(lambda: self._show("history", "HistoryDialog"))
        menus.backups_wanted.connect(lambda: self._show("backups", "BackupsDialog"))
        menus.export_wanted.connect(lambda: self._show("exporting", "ExportDialog"))
        menus.import_wanted.connect(self.take_in)
        menus.sibling_wanted.connect(self.merge_sibling)
        keeper.merge_wanted.connect(self.merge_saves)

    def _show(self, room: str, kind: str, *more: object, **named: object) -> QDialog | None:
        needs_desk = room != "backups"
        if (needs_desk and self.opener.desk is None) or (not needs_desk and self.opener.library is None):
            self.window.workspace.refused.emit(tr("Library", "Open a workbook first."))
            return None
        made = getattr(importlib.import_module(f"npfdesk.ui.library.{room}"), kind)
        before, self.dialog = self.dialog, made(self.keeper, *more, parent=self.window, **named)
        if before is not None:
            before.close()
            before.deleteLater()
        # filled before it is seen
        self.dialog.refresh()
        self.dialog.open() if room == "backups" else self.dialog.show()
        return self.dialog

    def ask_file(self) -> str:
        """Which file is to be taken in."""
        kinds = tr("Library", "Scenarios (*.npfs)")
        return QFileDialog.getOpenFileName(self.window, tr("Library", "Import scenarios"), "", kinds)[0]

    def take_in(self) -> None:
        """Ask for an exchange file and show what it would change."""
        file = self.ask_file() if self.opener.desk is not None else ""
        if file or self.opener.desk is None:
            self.take_in_file(Path(file))

    def take_in_file(self, path: Path) -> QDialog | None:
        """Show what an exchange file would change."""
        desk = self.opener.desk
        if desk is None:
            self.window.workspace.refused.emit(tr("Library", "Open a workbook first."))
            return None
        exchange = importlib.import_module("npfdesk.desk").read_exchange(path)
        if isinstance(exchange, Problem):
            self.window.banner.say(lambda: exchange.message(language()), about="exchange")
            return None
        self.window.banner.clear("exchange")
        return self._show(
            "merging",
            "MergeDialog",
            path.name,
            exchange.base,
            exchange.work,
            taken=lambda: desk.took_in(self.opener.library, exchange),
        )

    def merge_saves(self) -> QDialog | None:
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

        return self._show("merging", "MergeDialog", theirs.saved_by or "—", *found, taken=taken)

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

    def merge_sibling(self) -> QDialog | None:
        """Show what another child of the same parent says otherwise, before it is laid into the active scenario."""
        document = self.window.workspace.document
        siblings = {
            one.name: one.id
            for one in document.scenarios.values()
            if one.parent == document.scenario.parent and one.id != document.active
        }
        if not siblings:
            self.window.workspace.refused.emit(tr("Library", "No other scenario has the same parent."))
            return None
        name = self.ask_sibling(list(siblings))
        if name not in siblings:
            return None
        found = as_edits_of(saved_work(document), document.active, siblings[name])
        return self._show("merging", "MergeDialog", name, *found)
