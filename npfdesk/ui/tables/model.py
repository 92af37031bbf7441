"""What every table model has in common: cells typed, pasted and cleared become one edit on the one road."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, cast

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from npfdesk.plan.edits import Edit, EditRefused
from npfdesk.plan.problems import Problem, error
from npfdesk.session import Change, Structure
from npfdesk.ui.colours import appearance
from npfdesk.ui.language import language, tr
from npfdesk.ui.tables.answers import Cell, CellAnswers, FloatArray, IntArray, Refusal, Typed
from npfdesk.ui.tables.arranging import PLAIN, Arrangement, arranged
from npfdesk.ui.tables.columns import ROLE, ChoicesRole, ChosenRole, DeviatesRole, Field, PlainRole, side, tip
from npfdesk.ui.tables.remarks import note_in_words, with_note
from npfdesk.ui.workspace import Selection, Workspace

__all__ = ["Cell", "FigureModel", "FloatArray", "Index", "IntArray", "Refusal", "Typed"]

Index = QModelIndex | QPersistentModelIndex
_NAMED = 3
_FEW = 6

NOT_EDITABLE = error(
    "cell_not_editable",
    "“{text}”不能写入这一格：这一列由程序算出或取自规划。",
    "“{text}” cannot go here: the column is computed or taken from the plan.",
)


class FigureModel(QAbstractTableModel, CellAnswers):
    """A table over the session: what Qt asks of it, and the one road on which entries become edits.

    `places` (row,) is the place in the plan of the series that each row shows, -1 where it shows none.
    `refused` says why nothing was entered, and "" when that is past; `sought` that the series looked at was
    chosen elsewhere; `entered` carries the cells (row, column) that
    were given another value, at once or when a drag ends. `all_rows` counts those that no filter hides.
    """

    refused = Signal(str)
    sought = Signal()
    entered = Signal(list)
    origins: tuple[str, ...] = ()
    deleting = "Delete (fall back to the parent)"

    def __init__(self, workspace: Workspace, parent: object = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.fields: tuple[Field, ...] = ()
        self.places: IntArray = np.empty(0, dtype=np.int64)
        self.only = "all"
        self.arrangement = PLAIN
        self.all_rows = 0
        self._leading = False
        self._notes = workspace.document.work.notes
        workspace.opened.connect(self.rebuild)
        workspace.changed.connect(self._changed)
        workspace.selected.connect(self._selected)
        workspace.viewed.connect(self._refresh)
        appearance.changed.connect(self._refresh)
        self.rebuild()

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        """The head of a column in one of its roles."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.fields):
            return None
        field = self.fields[section]
        if role == ROLE.DisplayRole:
            return self.head(field) + self.arrangement.mark(field.name)
        if role == ROLE.ToolTipRole:
            return tip(self.told(field))
        if role == ROLE.TextAlignmentRole:
            return side(field)
        return None

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """A cell in one of its roles."""
        if not index.isValid() or index.row() >= len(self.places) or index.column() >= len(self.fields):
            return None
        row, field = index.row(), self.fields[index.column()]
        if role == ROLE.DisplayRole:
            return self.text(row, field)
        if role in (ROLE.EditRole, PlainRole):
            return self.plain_text(row, field)
        if role == ROLE.TextAlignmentRole:
            return side(field)
        if role == ROLE.ToolTipRole:
            note = self.note(row, field)
            told = self.look(row, field, role)
            return with_note(told, note_in_words(note)) if note is not None else told
        if role in (ROLE.ForegroundRole, ROLE.BackgroundRole, ROLE.FontRole, ChoicesRole):
            return self.look(row, field, role)
        if role == DeviatesRole:
            return self.deviates(row, field)
        if role == ChosenRole:
            return self.chosen(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Cells can be chosen; some can be edited."""
        flags = super().flags(index)
        if index.isValid() and self.editable(index.row(), self.fields[index.column()]):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = ROLE.EditRole) -> bool:
        """Text typed into a cell: parsed, made an edit, and sent on the one road."""
        if role != ROLE.EditRole or not index.isValid():
            return False
        return self.enter([(index.row(), index.column(), str(value))])

    # the one road

    def enter(self, typed: Sequence[Typed], drag: str = "") -> bool:
        """Enter texts into cells as one step; refused as a whole, and said why, where one cannot be read.

        All entries of one `drag` are one step.
        A cell that already says the text is left as it is: what it inherits stays inherited.
        """
        taken = [
            (row, column, text)
            for row, column, text in typed
            if text.strip() != self.plain_text(row, self.fields[column]).strip()
        ]
        shut = tuple(
            (row, column, Problem(NOT_EDITABLE, text=text))
            for row, column, text in taken
            if not self.editable(row, self.fields[column])
        )
        if shut:
            return self._apply(Refusal(shut))
        edit = self.edit(taken) if taken else None
        if drag and edit is not None and not isinstance(edit, Refusal):
            # every edit is a frozen dataclass with a drag of its own
            edit = cast("Edit", replace(cast("Any", edit), drag=drag))
        cells = [(self.identity(row), row, column) for row, column, _ in taken]
        if not self._apply(edit):
            return False
        if edit is not None and not drag:
            self.entered.emit(self._found(cells))
        return True

    def _found(self, cells: Sequence[tuple[Hashable, int, int]]) -> list[Cell]:
        """Where cells are after an edit, which may have brought other rows."""
        found: list[Cell] = []
        for identity, row, column in cells:
            same = row < len(self.places) and self.identity(row) == identity
            now = row if same else self.row_of(identity)
            if now is not None:
                found.append((now, column))
        return found

    def clear(self, cells: Sequence[Cell]) -> bool:
        """Delete cells as one step: assumptions fall back to the parent, figures are taken away."""
        taken = [(row, column) for row, column in cells if self.editable(row, self.fields[column])]
        return bool(taken) and self._apply(self.clearing(taken))

    def reset(self, cells: Sequence[Cell], to: str) -> bool:
        """Set cells back to the workbook's or the last saved state, as one step."""
        return self._apply(self.resetting(cells, to))

    def refuse(self, text: str) -> bool:
        """Say why nothing was entered."""
        self.refused.emit(text)
        return False

    def _apply(self, edit: Edit | Refusal | None) -> bool:
        if isinstance(edit, Refusal):
            return self.refuse(self._why(edit))
        self.refused.emit("")
        if edit is None:
            return True
        try:
            self.workspace.apply(edit, self)
        except EditRefused as problem:
            return self.refuse(str(problem))
        return True

    def _why(self, refusal: Refusal) -> str:
        if len(refusal.cells) == 1:
            return refusal.cells[0][2].message(language())
        named_cells = (
            f"{self.cell_name(row, self.fields[column])}: {problem.message(language())}"
            for row, column, problem in refusal.cells[:_NAMED]
        )
        said = tr("Tables", "Nothing was entered; {count} cells cannot be read.").format(
            count=len(refusal.cells)
        )
        more = "\n…" if len(refusal.cells) > _NAMED else ""
        return "\n".join((said, *named_cells)) + more

    # following the session

    def rebuild(self, *_: object) -> None:
        """Rows and columns anew, for another selection or workbook."""
        self.beginResetModel()
        self.fields = self.make_fields()
        self.places = self.make_rows()
        self.all_rows = len(self.places)
        order = arranged(self)
        if order is not None:
            self.reorder(order)
        self.endResetModel()

    def arrange(self, wanted: Arrangement) -> None:
        """Show the rows in another order, or others of them; what is chosen stays chosen."""
        if wanted != self.arrangement:
            self.arrangement = wanted
            self.rebuild()

    def filter(self, only: str) -> None:
        """Show "all" series, or those of the "region" or the "indicator" looked at."""
        if only != self.only:
            self.only = only
            self.rebuild()

    @contextmanager
    def _in_place(self) -> Iterator[None]:
        self._leading = True
        try:
            yield
        finally:
            self._leading = False

    def look_at(self, row: int) -> None:
        """Let the whole window look at a row's series; this table's own rows stay where they are."""
        series = self.series_of(row)
        if series is not None and series != self.workspace.selection.series:
            with self._in_place():
                self.workspace.select(*series)

    def _selected(self, _: Selection) -> None:
        kept = self.arrangement != PLAIN and self.only == "all"
        if self._leading or kept:
            self._refresh()
        else:
            self.rebuild()
        if not self._leading:
            self.sought.emit()

    def _refresh(self) -> None:
        if len(self.places) and self.fields:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.places) - 1, len(self.fields) - 1))

    def retranslate(self) -> None:
        """Heads and cells in the language in force."""
        if self.fields:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.fields) - 1)
        self._refresh()

    def _changed(self, change: Change) -> None:
        if self.restructured(change):
            self.rebuild()
            return
        if change.document.work.notes is not self._notes:
            self._notes = change.document.work.notes
            self._refresh()
            return
        rows = self.touched_rows(change)
        if not len(rows):
            return
        last = len(self.fields) - 1
        # few rows are told one by one, so that only they are painted again
        ranges = (
            [(row, row) for row in rows.tolist()] if len(rows) <= _FEW else [(int(rows[0]), int(rows[-1]))]
        )
        for first, end in ranges:
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))

    def touched_rows(self, change: Change) -> IntArray:
        """The rows that a change touches, in order; rows of no series always, there being few."""
        return np.flatnonzero(change.touched[self.places] | (self.places < 0))

    def restructured(self, change: Change) -> bool:
        """Whether a change asks for other rows."""
        return bool(change.structure & (Structure.ACTIVE | Structure.PLAN | Structure.SCENARIOS))
