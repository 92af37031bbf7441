"""The merge dialog: every cell that another person's work would change, with mine or theirs for each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from npfdesk.plan.cell_differences import value_text
from npfdesk.plan.grains import Cell
from npfdesk.plan.merge import Merge, merge
from npfdesk.plan.problems import Count
from npfdesk.plan.records import SavedWork, saved_work
from npfdesk.plan.restore import merged_label
from npfdesk.plan.statuses import Status
from npfdesk.ui.answers.answer_table import Entry, Head
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.library.library_dialog import LibraryDialog, cell_words
from npfdesk.ui.look.language import language, named, tr


class MergeDialog(LibraryDialog):
    """Previews a merge; it is applied as one step that can be undone.

    `name` says whose work it is (a file, a person), `base` is the common origin (None: not known).
    """

    def __init__(
        self,
        autosave: Autosave,
        name: str,
        base: SavedWork | None,
        theirs: SavedWork,
        parent: QWidget | None = None,
        taken: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(parent)
        self.resize(960, 560)
        self.autosave, self.name, self.base, self.theirs, self.taken = autosave, name, base, theirs, taken
        self.choices: dict[Cell, bool] = {}
        self.merge: Merge | None = None
        self.list = self.table(
            [
                Head(lambda: tr("Library", "Scenario"), 120, False),
                Head(lambda: tr("Library", "Cell"), 300, False),
                Head(lambda: tr("Library", "Before"), 120, False),
                Head(lambda: tr("Library", "Mine"), 130, False),
                Head(lambda: tr("Library", "Theirs"), 130, False),
                Head(lambda: tr("Library", "Chosen"), 100, False),
            ]
        )
        self.list.doubleClicked.connect(self._toggle)
        self.all_theirs_button = self.add_button(
            lambda: tr("Library", "All theirs"), lambda: self._choose_all(True)
        )
        self.all_mine_button = self.add_button(
            lambda: tr("Library", "All mine"), lambda: self._choose_all(False)
        )
        self.switch_button = self.add_button(
            lambda: tr("Library", "Mine / theirs"), lambda: self._toggle(self.list.currentIndex())
        )
        self.merge_button = self.add_button(
            lambda: tr("Library", "Merge"), self.take, QDialogButtonBox.ButtonRole.ActionRole
        )
        self.merge_button.setDefault(True)
        self.add_button(lambda: tr("Library", "Cancel"), self.reject, QDialogButtonBox.ButtonRole.RejectRole)
        autosave.window.workspace.changed.connect(self._refresh_if_visible)

    def title(self) -> str:
        """The title of the dialog."""
        return tr("Library", "What “{name}” would change").format(name=self.name)

    def _refresh_if_visible(self, *_: object) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Compute the merge again with the current work."""
        super().refresh()
        document = self.autosave.window.workspace.document
        self.merge = merge(self.base, saved_work(document), self.theirs, self.choices)
        known = {**(self.base.work.scenarios if self.base else {}), **self.theirs.work.scenarios}
        names = {name: named(one) for name, one in {**known, **document.scenarios}.items()}
        lines = []
        for entry in self.merge.entries:
            scenario, cell = cell_words(document.plan, entry.cell, names)
            texts = [
                value_text(document.plan, entry.cell, value, names, language())
                for value in (entry.base, entry.mine, entry.theirs)
            ]
            choice = tr("Library", "theirs") if entry.theirs_taken else tr("Library", "mine")
            lines.append(
                [
                    Entry(scenario),
                    Entry(cell, Status.ORANGE if entry.conflict else None),
                    Entry(texts[0], faint=True),
                    Entry(texts[1], strong=not entry.theirs_taken),
                    Entry(texts[2], strong=entry.theirs_taken),
                    Entry(choice),
                ]
            )
        self.list.rows.set_rows(lines)
        self.notes.write(self._summary_text(self.merge))
        for button in (self.all_theirs_button, self.all_mine_button, self.switch_button):
            button.setEnabled(bool(lines))
        self.merge_button.setEnabled(
            any(entry.theirs_taken for entry in self.merge.entries) or self.taken is not None
        )

    def _summary_text(self, merged: Merge) -> str:
        if not merged.entries:
            return tr("Library", "It contains nothing that is not here already.")
        texts = [
            tr(
                "Library",
                "{changes:change|changes}, {conflicts:conflict|conflicts} (marked; mine is kept unless theirs is chosen).",
            ).format(changes=Count(len(merged.changes)), conflicts=Count(len(merged.conflicts)))
        ]
        if self.base is None:
            texts.append(
                tr(
                    "Library",
                    "The common starting point is not known: every difference counts as a conflict.",
                )
            )
        texts += [
            tr("Library", "“{name}” will be called “{other}”.").format(name=name, other=other)
            for name, other in merged.renamed
        ]
        return " ".join(texts)

    def _toggle(self, index: QModelIndex) -> None:
        if self.merge is not None and 0 <= index.row() < len(self.merge.entries):
            entry = self.merge.entries[index.row()]
            self.choices[entry.cell] = not entry.theirs_taken
            self.refresh()

    def _choose_all(self, theirs: bool) -> None:
        if self.merge is not None:
            self.choices = {entry.cell: theirs for entry in self.merge.entries}
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar switches the choice of the row."""
        if event.key() == Qt.Key.Key_Space:
            self._toggle(self.list.currentIndex())
            return
        super().keyPressEvent(event)

    def take(self) -> None:
        """Apply the merge as one step."""
        desk = self.autosave.workbook_opening.desk
        if desk is None or self.merge is None:
            return
        saved, wanted = self.merge.saved, any(entry.theirs_taken for entry in self.merge.entries)
        # closed before the step, or it would merge again with its own result
        self.accept()
        workspace = self.autosave.window.workspace
        if wanted and not workspace.offer(desk.replacement_edit(saved, merged_label(self.name)), self):
            # not merged, so the other save stays one that is to be merged
            return
        if self.taken is not None:
            self.taken()
