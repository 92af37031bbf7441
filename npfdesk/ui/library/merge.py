"""Somebody else's work before it is taken: every cell that it would change, mine or theirs for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from npfdesk.plan.cell_differences import value_text
from npfdesk.plan.grains import Cell
from npfdesk.plan.merge import Merge, merge
from npfdesk.plan.records import SavedWork, saved_work
from npfdesk.plan.restore import merged_label
from npfdesk.plan.statuses import Status
from npfdesk.ui.answers.answer_table import Entry, Head
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.library.library_dialog import LibraryDialog, cell_words
from npfdesk.ui.look.language import language, tr


class MergeDialog(LibraryDialog):
    """A merge that is shown before it is done; the one step that takes it can be undone.

    `name` says whose work it is (a file, a person), `base` what both began from (None: not known).
    """

    def __init__(
        self,
        keeper: Autosave,
        name: str,
        base: SavedWork | None,
        theirs: SavedWork,
        parent: QWidget | None = None,
        taken: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.resize(960, 560)
        self.keeper, self.name, self.base, self.theirs, self.taken = keeper, name, base, theirs, taken
        self.choices: dict[Cell, bool] = {}
        self.merge: Merge | None = None
        self.list = self.table(
            [
                Head(lambda: tr("Library", "Scenario"), 120, False),
                Head(lambda: tr("Library", "Cell"), 300, False),
                Head(lambda: tr("Library", "Before"), 120, False),
                Head(lambda: tr("Library", "Mine"), 130, False),
                Head(lambda: tr("Library", "Theirs"), 130, False),
                Head(lambda: tr("Library", "Taken"), 100, False),
            ]
        )
        self.list.doubleClicked.connect(self._toggle)
        self.theirs_all = self.verb(lambda: tr("Library", "All theirs"), lambda: self._all(True))
        self.mine_all = self.verb(lambda: tr("Library", "All mine"), lambda: self._all(False))
        self.switching = self.verb(
            lambda: tr("Library", "Mine / theirs"), lambda: self._toggle(self.list.currentIndex())
        )
        self.taking = self.verb(
            lambda: tr("Library", "Merge"), self.take, QDialogButtonBox.ButtonRole.ActionRole
        )
        self.verb(lambda: tr("Library", "Cancel"), self.reject, QDialogButtonBox.ButtonRole.RejectRole)
        keeper.window.workspace.changed.connect(self._anew)

    def title(self) -> str:
        """What the dialog is for."""
        return tr("Library", "What “{name}” would change").format(name=self.name)

    def _anew(self, *_: object) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """The merge anew, upon what is in the window now."""
        super().refresh()
        document = self.keeper.window.workspace.document
        self.merge = merge(self.base, saved_work(document), self.theirs, self.choices)
        known = {**(self.base.work.scenarios if self.base else {}), **self.theirs.work.scenarios}
        names = {name: one.name for name, one in {**known, **document.scenarios}.items()}
        lines = []
        for entry in self.merge.entries:
            scenario, cell = cell_words(document.plan, entry.cell, names)
            told = [
                value_text(document.plan, entry.cell, value, names, language())
                for value in (entry.base, entry.mine, entry.theirs)
            ]
            choice = tr("Library", "theirs") if entry.theirs_taken else tr("Library", "mine")
            lines.append(
                [
                    Entry(scenario),
                    Entry(cell, Status.ORANGE if entry.conflict else None),
                    Entry(told[0], faint=True),
                    Entry(told[1], strong=not entry.theirs_taken),
                    Entry(told[2], strong=entry.theirs_taken),
                    Entry(choice),
                ]
            )
        self.list.rows.put(lines)
        self.notes.write(self._told(self.merge))
        for button in (self.theirs_all, self.mine_all, self.switching):
            button.setEnabled(bool(lines))
        self.taking.setEnabled(
            any(entry.theirs_taken for entry in self.merge.entries) or self.taken is not None
        )

    def _told(self, merged: Merge) -> str:
        if not merged.entries:
            return tr("Library", "There is nothing in it that is not here already.")
        said = [
            tr(
                "Library",
                "{changes} changes, {conflicts} conflicts (marked; mine stays unless theirs is chosen).",
            ).format(changes=len(merged.changes), conflicts=len(merged.conflicts))
        ]
        if self.base is None:
            said.append(tr("Library", "What both began from is not known: every difference is a conflict."))
        said += [
            tr("Library", "“{name}” will be called “{other}”.").format(name=name, other=other)
            for name, other in merged.renamed
        ]
        return " ".join(said)

    def _toggle(self, index: QModelIndex) -> None:
        if self.merge is not None and 0 <= index.row() < len(self.merge.entries):
            entry = self.merge.entries[index.row()]
            self.choices[entry.cell] = not entry.theirs_taken
            self.refresh()

    def _all(self, theirs: bool) -> None:
        if self.merge is not None:
            self.choices = {entry.cell: theirs for entry in self.merge.entries}
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar changes the choice of the line."""
        if event.key() == Qt.Key.Key_Space:
            self._toggle(self.list.currentIndex())
            return
        super().keyPressEvent(event)

    def take(self) -> None:
        """Take the merge as one step."""
        desk = self.keeper.opener.desk
        if desk is None or self.merge is None:
            return
        saved, wanted = self.merge.saved, any(entry.theirs_taken for entry in self.merge.entries)
        # shut before the step: it would be merged anew upon itself
        self.accept()
        if wanted:
            self.keeper.window.workspace.apply(desk.take(saved, merged_label(self.name)), self)
        if self.taken is not None:
            self.taken()
