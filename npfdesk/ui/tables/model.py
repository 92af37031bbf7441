"""What every table model has in common: cells typed, pasted and cleared become one edit on the one road."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from npfdesk.plan.edits import Edit, EditRefused
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.series import ANY, SeriesKey
from npfdesk.session import Change, Structure
from npfdesk.ui.colours import appearance
from npfdesk.ui.language import language, named, tr
from npfdesk.ui.tables.arranging import PLAIN, Arrangement, arranged
from npfdesk.ui.tables.columns import ROLE, ChoicesRole, ChosenRole, DeviatesRole, Field, PlainRole, side, tip
from npfdesk.ui.tables.grips import Grip
from npfdesk.ui.workspace import Selection, Workspace

Index = QModelIndex | QPersistentModelIndex
IntArray = NDArray[np.int64]
FloatArray = NDArray[np.float64]
Typed = tuple[int, int, str]
Cell = tuple[int, int]
_NAMED = 3
_FEW = 6
_NOWHERE = np.iinfo(np.int64).min

NOT_EDITABLE = error(
    "cell_not_editable",
    "“{text}”不能写入这一格：这一列由程序算出或取自规划。",
    "“{text}” cannot go here: the column is computed or taken from the plan.",
)


@dataclass(frozen=True)
class Refusal:
    """Texts that cannot be entered: row, column and what is wrong, in the order of the cells."""

    cells: tuple[tuple[int, int, Problem], ...]


class FigureModel(QAbstractTableModel):
    """A table over the session. Subclasses say what stands in a cell and which edit typed texts come to.

    `places` (row,) is the place in the plan of the series that each row shows, -1 where it shows none.
    `refused` says why nothing was entered, and "" when that is past; `sought` that the series looked at is
    another while the rows stay in the order that was asked for. `all_rows` counts those that no filter hides.
    """

    refused = Signal(str)
    sought = Signal()
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
        workspace.opened.connect(self.rebuild)
        workspace.changed.connect(self._changed)
        workspace.selected.connect(self._selected)
        workspace.viewed.connect(self._refresh)
        appearance.changed.connect(self._refresh)
        self.rebuild()

    # what subclasses answer

    def make_fields(self) -> tuple[Field, ...]:
        """The columns."""
        raise NotImplementedError

    def make_rows(self) -> IntArray:
        """The rows as places of series, those of the selected series first."""
        raise NotImplementedError

    def text(self, row: int, field: Field) -> str:
        """What a cell shows."""
        raise NotImplementedError

    def plain_text(self, row: int, field: Field) -> str:
        """What a cell says to Excel and to its editor."""
        return self.text(row, field)

    def figure(self, row: int, field: Field) -> float:
        """The figure in a cell, for sums and orders; NaN where there is none."""
        return float("nan")

    def column_figures(self, rows: IntArray, field: Field) -> FloatArray:
        """The figures of a column in some rows (row,), NaN where there is none."""
        return np.fromiter((self.figure(row, field) for row in rows.tolist()), np.float64, len(rows))

    def reorder(self, order: IntArray) -> None:
        """Show the rows at these places, in this order."""
        self.places = self.places[order]

    def edit(self, typed: Sequence[Typed]) -> Edit | Refusal | None:
        """The edit that texts typed into cells come to; None where nothing would change."""
        raise NotImplementedError

    def clearing(self, cells: Sequence[Cell]) -> Edit | Refusal | None:
        """The edit that deleting cells comes to."""
        return self.edit([(row, column, "") for row, column in cells])

    def resetting(self, cells: Sequence[Cell], to: str) -> Edit | None:
        """The edit that setting cells back to an origin ("workbook", "saved") comes to; None for no change."""
        return None

    def look(self, row: int, field: Field, role: int) -> Any:
        """Colours, fonts, tooltips and choices of a cell."""
        return None

    def deviates(self, row: int, field: Field) -> bool:
        """Whether a cell differs from what the workbook says of it."""
        return False

    def origin(self, row: int, field: Field) -> str:
        """Where a cell's value comes from, in words."""
        return ""

    def grip(self, row: int, field: Field) -> Grip | None:
        """How a cell's figure is dragged; None where it is not."""
        return None

    def paced(self, row: int, field: Field) -> bool:
        """Whether a cell holds a pace, which the past and the required one can stand beside."""
        return False

    def told(self, field: Field) -> str:
        """What a column's head says when pointed at."""
        return ""

    def identity(self, row: int) -> Hashable:
        """What a row is, so that it can be found again when rows have moved."""
        return int(self.places[row])

    def row_of(self, identity: Hashable) -> int | None:
        """Where the row of an identity is now; None where it is no more."""
        if isinstance(identity, int):
            found = np.flatnonzero(self.places == identity)
            return int(found[0]) if len(found) else None
        return next((row for row in range(len(self.places)) if self.identity(row) == identity), None)

    def row_of_series(self, series: SeriesKey) -> int | None:
        """The first row that shows a series; None where none does."""
        found = np.flatnonzero(self.places == self.plan.row.get(series, _NOWHERE))
        return int(found[0]) if len(found) else None

    # what Qt asks

    @property
    def plan(self) -> Plan:
        """The plan with its amendments."""
        return self.workspace.plan

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.fields)

    def head(self, field: Field) -> str:
        """The head of a column, in the language in force."""
        return str(field.year) if field.year else tr("Tables", field.source)

    def head_of(self, key: str) -> str:
        """The head of the column with that key."""
        return next((self.head(field) for field in self.fields if field.key == key), "")

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
        if role in (ROLE.ForegroundRole, ROLE.BackgroundRole, ROLE.FontRole, ROLE.ToolTipRole, ChoicesRole):
            return self.look(row, field, role)
        if role == DeviatesRole:
            return self.deviates(row, field)
        if role == ChosenRole:
            return self.chosen(row)
        return None

    def chosen(self, row: int) -> bool:
        """Whether a row is of the series looked at."""
        series = self.series_of(row)
        return series is not None and series == self.workspace.selection.series

    def editable(self, row: int, field: Field) -> bool:
        """Whether a cell takes an entry."""
        return field.editable

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
        return self._apply(edit)

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

    def cell_name(self, row: int, field: Field) -> str:
        """A cell in words: its series and its column."""
        names = [self.text(row, one) for one in self.fields if one.key in ("region", "industry", "indicator")]
        return " ".join(part for part in (*names, self.head(field)) if part)

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
        if not (self._leading or kept):
            self.rebuild()
            return
        self._refresh()
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

    # words that several tables use

    def series_of(self, row: int) -> SeriesKey | None:
        """The series of a row; None for a row that shows none."""
        place = int(self.places[row])
        return self.plan.series[place] if place >= 0 else None

    def name_cell(self, region: str, industry: str, indicator: str, field: Field) -> str | None:
        """The cells that name a series; None for a column that does not."""
        plan = self.plan
        if field.key == "region":
            if region == ANY:
                return tr("Tables", "all regions")
            place = plan.region_by_code.get(region)
            return named(place) if place is not None else region
        if field.key == "industry":
            if industry == ANY:
                return tr("Tables", "all")
            sector = plan.industry_by_code.get(industry)
            return named(sector) if sector is not None else industry
        one = plan.indicator_by_code.get(indicator)
        if field.key == "indicator":
            return named(one) if one is not None else indicator
        if field.key == "unit":
            return one.unit if one is not None else ""
        return None

    def ordered_series(self, rows: IntArray) -> IntArray:
        """Places of series, filtered, in the order of looking: the selected one, its indicator's, its region's."""
        frame, chosen = self.workspace.session.results.frame, self.workspace.selection
        indicator = frame.indicator_index.get(chosen.indicator, -1)
        region = frame.region_index.get(chosen.region, -1)
        if self.only == "region":
            rows = rows[frame.region_of[rows] == region]
        elif self.only == "indicator":
            rows = rows[frame.indicator_of[rows] == indicator]
        own = self.plan.row.get(chosen.series, -1)
        rank = np.full(len(rows), 3, dtype=np.int8)
        rank[frame.region_of[rows] == region] = 2
        rank[frame.indicator_of[rows] == indicator] = 1
        rank[rows == own] = 0
        return rows[np.argsort(rank, kind="stable")].astype(np.int64)
