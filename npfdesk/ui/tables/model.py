"""What every table model has in common: cells typed, pasted and cleared become one edit on the one road."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont

from npfdesk.plan.edits import Edit, EditRefused
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import ANY, SeriesKey
from npfdesk.session import Change, Structure
from npfdesk.ui.colours import appearance, blended, theme
from npfdesk.ui.language import language, named, tr
from npfdesk.ui.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex
Typed = tuple[int, int, str]
ROLE = Qt.ItemDataRole
PlainRole = int(ROLE.UserRole) + 1
"""The role of a cell's text as Excel takes it."""
ChoicesRole = int(ROLE.UserRole) + 2
"""The role of the texts that a cell may be given, where it is a closed list."""


@dataclass(frozen=True)
class Field:
    """A column: its key ("" and a year for a year's), the English source of its head, and its width in pixels."""

    key: str
    source: str
    width: int = 90
    year: int = 0
    figures: bool = False
    editable: bool = False


class FigureModel(QAbstractTableModel):
    """A table over the session. Subclasses say what stands in a cell and which edit typed texts come to."""

    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: object = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.fields: tuple[Field, ...] = ()
        self.rows: list[Any] = []
        workspace.opened.connect(self.rebuild)
        workspace.changed.connect(self._changed)
        workspace.selected.connect(self.rebuild)
        workspace.viewed.connect(self._refresh)
        appearance.changed.connect(self._refresh)
        self.rebuild()

    # what subclasses answer

    def make_fields(self) -> tuple[Field, ...]:
        """The columns."""
        raise NotImplementedError

    def make_rows(self) -> list[Any]:
        """The rows, the selected series' first."""
        raise NotImplementedError

    def text(self, row: int, field: Field) -> str:
        """What a cell shows."""
        raise NotImplementedError

    def plain_text(self, row: int, field: Field) -> str:
        """What a cell says to Excel and to its editor."""
        return self.text(row, field)

    def edit(self, typed: Sequence[Typed]) -> Edit | Problem | None:
        """The edit that texts typed into cells come to; None where nothing would change."""
        raise NotImplementedError

    def clearing(self, cells: Sequence[tuple[int, int]]) -> Edit | Problem | None:
        """The edit that deleting cells comes to."""
        return self.edit([(row, column, "") for row, column in cells])

    origins: tuple[str, ...] = ()
    """What cells can be set back to: "workbook", "saved"."""

    def resetting(self, cells: Sequence[tuple[int, int]], to: str) -> Edit | None:
        """The edit that setting cells back comes to."""
        return None

    def look(self, row: int, field: Field, role: int) -> Any:
        """Colours, fonts, tooltips and choices of a cell."""
        return None

    def series_of(self, row: int) -> SeriesKey | None:
        """The series of a row, if it is one."""
        return None

    def touched_rows(self, change: Change) -> list[int]:
        """The rows that a change touches."""
        wanted = []
        for row in range(len(self.rows)):
            series = self.series_of(row)
            if series is None or change.touched[self.plan.row[series]]:
                wanted.append(row)
        return wanted

    # what Qt asks

    @property
    def plan(self) -> Plan:
        """The plan with its amendments."""
        return self.workspace.plan

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        """The head of a column."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.fields):
            return None
        field = self.fields[section]
        if role == ROLE.DisplayRole:
            return str(field.year) if field.year else tr("Tables", field.source)
        if role == ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if field.figures else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """A cell in one of its roles."""
        if not index.isValid() or index.row() >= len(self.rows) or index.column() >= len(self.fields):
            return None
        row, field = index.row(), self.fields[index.column()]
        if role == ROLE.DisplayRole:
            return self.text(row, field)
        if role in (ROLE.EditRole, PlainRole):
            return self.plain_text(row, field)
        if role == ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if field.figures else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role in (ROLE.ForegroundRole, ROLE.BackgroundRole, ROLE.FontRole, ROLE.ToolTipRole, ChoicesRole):
            return self.look(row, field, role)
        return None

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

    def enter(self, typed: Sequence[Typed]) -> bool:
        """Enter texts into cells as one step; refused as a whole, and said why, where one cannot be read."""
        taken = [
            (row, column, text) for row, column, text in typed if self.editable(row, self.fields[column])
        ]
        if not taken:
            self.refused.emit(tr("Tables", "These cells cannot be edited."))
            return False
        return self._apply(self.edit(taken))

    def clear(self, cells: Sequence[tuple[int, int]]) -> bool:
        """Delete cells as one step: assumptions fall back to the parent."""
        taken = [(row, column) for row, column in cells if self.editable(row, self.fields[column])]
        return bool(taken) and self._apply(self.clearing(taken))

    def reset(self, cells: Sequence[tuple[int, int]], to: str) -> bool:
        """Set cells back to the workbook's or the last saved state, as one step."""
        return self._apply(self.resetting(cells, to))

    def _apply(self, edit: Edit | Problem | None) -> bool:
        if isinstance(edit, Problem):
            self.refused.emit(edit.message(language()))
            return False
        if edit is None:
            return True
        try:
            self.workspace.apply(edit, self)
        except EditRefused as problem:
            self.refused.emit(str(problem))
            return False
        return True

    # following the session

    def rebuild(self, *_: object) -> None:
        """Rows and columns anew, for another selection or workbook."""
        self.beginResetModel()
        self.fields = self.make_fields()
        self.rows = self.make_rows()
        self.endResetModel()

    def _refresh(self) -> None:
        if self.rows and self.fields:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.fields) - 1))

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
        if rows:
            self.dataChanged.emit(self.index(min(rows), 0), self.index(max(rows), len(self.fields) - 1))

    def restructured(self, change: Change) -> bool:
        """Whether a change asks for other rows."""
        return bool(change.structure & (Structure.ACTIVE | Structure.PLAN | Structure.SCENARIOS))

    # words that several tables use

    def name_cell(self, region: str, industry: str, indicator: str, field: Field) -> str | None:
        """The cells that name a series; None for a column that does not."""
        plan = self.plan
        if field.key == "region":
            place = plan.region_by_code.get(region)
            return (
                tr("Tables", "all regions")
                if region == ANY
                else named(place)
                if place is not None
                else region
            )
        if field.key == "industry":
            sector = plan.industry_by_code.get(industry)
            return (
                tr("Tables", "all") if industry == ANY else named(sector) if sector is not None else industry
            )
        one = plan.indicator_by_code.get(indicator)
        if field.key == "indicator":
            return named(one) if one is not None else indicator
        if field.key == "unit":
            return one.unit if one is not None else ""
        return None

    def ordered_series(self, rows: np.ndarray) -> list[int]:
        """Rows of series in the order of looking: the selected one, its indicator's, its region's, the rest."""
        frame, chosen = self.workspace.session.results.frame, self.workspace.selection
        indicator = frame.indicator_index.get(chosen.indicator, -1)
        region = frame.region_index.get(chosen.region, -1)
        own = self.plan.row.get(chosen.series, -1)
        rank = np.full(len(rows), 3)
        rank[frame.region_of[rows] == region] = 2
        rank[frame.indicator_of[rows] == indicator] = 1
        rank[rows == own] = 0
        return rows[np.argsort(rank, kind="stable")].tolist()


def quiet() -> QColor:
    """The colour of what is inherited or cannot be edited."""
    return QColor(theme().secondary)


def owned_ground() -> QColor:
    """The ground of a cell that this scenario owns."""
    return blended(QColor(theme().accent), QColor(theme().paper), theme().tint * 0.7)


def strong(font: QFont | None = None) -> QFont:
    """The weight of what is owned."""
    chosen = QFont(font) if font is not None else QFont()
    chosen.setWeight(QFont.Weight.DemiBold)
    return chosen


NAMES = (
    Field("region", "Region", 110),
    Field("industry", "Industry", 90),
    Field("indicator", "Indicator", 190),
    Field("unit", "Unit", 70),
)
