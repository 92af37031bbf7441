"""A sheet of the workbook, with the recognised roles in colour."""

from __future__ import annotations

from typing import Any

from openpyxl.utils import get_column_letter
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from npfdesk.ui.charts.captions import plain_tip
from npfdesk.ui.look.colours import appearance, blended, theme
from npfdesk.ui.look.language import language
from npfdesk.workbook.files.cell_grid import GridSheet
from npfdesk.workbook.published.recognition import CellRole, Recognition, Role
from npfdesk.workbook.published.recognition_report import role_name

ROLE = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
_ROOM = 2
_MOST_ROWS, _MOST_COLUMNS = 20_000, 400
_FULL = 240
"""The largest shown width of a column, in pixels."""

# the six used roles differ in colour; the surrounding ones are grey
HUES = {
    Role.REGION: "#7A4FB5",
    Role.INDUSTRY: "#B0438F",
    Role.INDICATOR: "#2F6FDE",
    Role.UNIT: "#0F8B8D",
    Role.BASE: "#5E7F1F",
    Role.OBSERVED: "#5E7F1F",
    Role.TARGET: "#D9652B",
    Role.STRETCH: "#C99A00",
    Role.DUTY: "#0B4F5C",
    Role.GROUP: "#8A6D3B",
}
"""The colour of each role in the sheet and the key; other roles are ignored and grey."""


def role_tint(role: Role) -> QColor:
    """The background of a cell with that role."""
    paper = QColor(theme().paper)
    hue = HUES.get(role)
    return blended(QColor(hue), paper, theme().tint + 0.06) if hue else paper


class SheetModel(QAbstractTableModel):
    """The table model of one sheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = GridSheet("")
        self.recognition: Recognition | None = None
        self.rows = self.columns = 0
        appearance.changed.connect(self.repaint)

    def show_sheet(self, recognition: Recognition, sheet: GridSheet) -> None:
        """Show a sheet with its recognition."""
        same = sheet is self.sheet
        self.recognition = recognition
        if same:
            self.repaint()
            return
        self.beginResetModel()
        self.sheet = sheet
        self.rows = min(max((row for row, _ in sheet.cells), default=0) + _ROOM, _MOST_ROWS)
        self.columns = min(max((column for _, column in sheet.cells), default=0) + 1, _MOST_COLUMNS)
        self.endResetModel()

    def repaint(self) -> None:
        """Update colours and tooltips."""
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rows - 1, self.columns - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """The used rows, and a few more."""
        return 0 if parent.isValid() else self.rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The used columns."""
        return 0 if parent.isValid() else self.columns

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        """Column letters and row numbers, as in Excel."""
        if role != ROLE.DisplayRole:
            return None
        return get_column_letter(section + 1) if orientation is Qt.Orientation.Horizontal else section + 1

    def place(self, index: Index) -> str:
        """The address of a cell, as in Excel."""
        return f"{get_column_letter(index.column() + 1)}{index.row() + 1}"

    def role_of(self, index: Index) -> CellRole | None:
        """What was recognised in a cell."""
        if self.recognition is None:
            return None
        return self.recognition.cells.get((self.sheet.name, self.place(index)))

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """The data of a cell for a role."""
        if not index.isValid():
            return None
        cell = self.sheet.cells.get((index.row() + 1, index.column() + 1))
        if role == ROLE.DisplayRole:
            return cell.text if cell is not None else None
        if role == ROLE.TextAlignmentRole:
            number = cell is not None and cell.kind == "number"
            side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        found = self.role_of(index)
        if found is None:
            return None
        if role == ROLE.BackgroundRole:
            return role_tint(found.role)
        if role == ROLE.ForegroundRole and found.role not in HUES:
            return QColor(theme().secondary)
        if role == ROLE.FontRole and found.role in (Role.HEADER, Role.YEAR_HEADER, Role.TITLE):
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == ROLE.ToolTipRole:
            meant = f" · {found.means}" if found.means else ""
            return plain_tip(f"{role_name(found.role, language())}{meant}")
        return None


class SheetView(QTableView):
    """The table view of the sheet; `pointed` carries the index of the clicked cell."""

    pointed = Signal(object)

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = model
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(24)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultSectionSize(96)
        self.selectionModel().currentChanged.connect(lambda now, _: self.pointed.emit(now))
        model.modelReset.connect(self.lay_out)

    def lay_out(self) -> None:
        """Apply merged cells and fit the columns up to a limit."""
        self.clearSpans()
        model = self.sheet_model
        for top, left, bottom, right in model.sheet.merged:
            if top <= model.rows and left <= model.columns:
                self.setSpan(
                    top - 1,
                    left - 1,
                    max(min(bottom, model.rows) - top + 1, 1),
                    max(min(right, model.columns) - left + 1, 1),
                )
        spanned = {
            (top, column)
            for top, left, _, right in model.sheet.merged
            if right > left
            for column in range(left, min(right, left + model.columns) + 1)
        }
        widths: dict[int, int] = {}
        metrics = self.fontMetrics()
        for (row, column), cell in model.sheet.cells.items():
            if row <= 200 and (row, column) not in spanned:
                width = metrics.horizontalAdvance(cell.text.replace("\n", " ")[:40]) + 18
                widths[column] = max(widths.get(column, 56), min(width, _FULL))
        for column in range(1, model.columns + 1):
            self.setColumnWidth(column - 1, widths.get(column, 56))
