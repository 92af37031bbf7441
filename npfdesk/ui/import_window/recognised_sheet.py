"""A sheet of the workbook, with the recognised roles in colour and a mark on every figure that is still to settle."""

from __future__ import annotations

import re
from typing import Any, Final

from openpyxl.utils import get_column_letter, range_boundaries
from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QLine,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QContextMenuEvent, QFont, QKeyEvent, QPainter, QPen, QPolygon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from npfdesk.plan.problems import Problem
from npfdesk.plan.statuses import Status
from npfdesk.ui.charts.captions import plain_tip
from npfdesk.ui.import_window.marked_cells import Marked
from npfdesk.ui.look.colours import appearance, blended, status_colour, theme
from npfdesk.ui.look.language import language, tr
from npfdesk.workbook.accounting import NO_LEDGER, Account, Ledger
from npfdesk.workbook.files.cell_grid import MOST_COLUMNS, MOST_ROWS, GridSheet, Place
from npfdesk.workbook.files.unseen_cells import place_name
from npfdesk.workbook.published.correction_words import reason_words
from npfdesk.workbook.published.recognition import FIGURE_ROLES, CellRole, Recognition, Role
from npfdesk.workbook.published.recognition_report import role_name

ROLE = Qt.ItemDataRole
Index = QModelIndex | QPersistentModelIndex
TOLD: Final = int(ROLE.UserRole) + 1
"""The item role of whether a cell's figure is still to settle."""
_ROOM = 2
_FULL = 240
"""The largest shown width of a column, in pixels."""
_UNSURE: Final = 0.6
"""A role that is no surer than this is shown as supposed."""
_SENTENCE_END: Final = re.compile(r"(?<=。)|(?<=\.)\s")
_MOST_TOLD: Final = 3
"""So many problems of a cell are told in its tooltip."""

# the used roles differ in colour; the surrounding ones are grey
HUES = {
    Role.REGION: "#7A4FB5",
    Role.INDUSTRY: "#B0438F",
    Role.INDICATOR: "#2F6FDE",
    Role.UNIT: "#0F8B8D",
    Role.PERIOD: "#3E6A8A",
    Role.AREA: "#4B2E6B",
    Role.BASE: "#5E7F1F",
    Role.OBSERVED: "#5E7F1F",
    Role.VALUE: "#5E7F1F",
    Role.GROWTH: "#5E7F1F",
    Role.BASE_YEAR: "#5E7F1F",
    Role.TARGET_YEAR: "#D9652B",
    Role.TARGET: "#D9652B",
    Role.STRETCH: "#C99A00",
    Role.DUTY: "#0B4F5C",
    Role.GROUP: "#8A6D3B",
}
"""The colour of each role in the sheet and the key; other roles are not used and grey."""
_FIGURES: Final = FIGURE_ROLES | {Role.BASE_YEAR, Role.TARGET_YEAR}
_LOOKS: Final = frozenset({TOLD, ROLE.BackgroundRole, ROLE.ForegroundRole, ROLE.FontRole})
"""The roles of data that what was recognised decides; the paint path asks for others, too."""


def role_tint(role: Role) -> QColor:
    """The background of a cell with that role."""
    paper = QColor(theme().paper)
    hue = HUES.get(role)
    return blended(QColor(hue), paper, theme().tint + 0.06) if hue else paper


def told_tint() -> QColor:
    """The background of a figure that is still to settle."""
    return blended(status_colour(Status.RED), QColor(theme().paper), theme().tint)


class SheetModel(QAbstractTableModel):
    """The table model of one sheet."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = GridSheet("")
        self.recognition: Recognition | None = None
        self.ledger: Ledger = NO_LEDGER
        self.rows = self.columns = 0
        self._figure_roles: dict[tuple[str, str], Role] = {}
        self._problems: dict[str, list[tuple[int, int, int, int, Problem]]] = {}
        appearance.changed.connect(self.repaint)

    def set_review(self, recognition: Recognition, ledger: Ledger, problems: tuple[Problem, ...]) -> None:
        """Take what was recognised, what became of every figure, and what is told of them."""
        self.recognition, self.ledger = recognition, ledger
        self._figure_roles = {
            (stated.sheet, figure.cell): figure.role
            for stated in recognition.statements
            for figure in stated.figures
            if figure.text
        }
        self._problems = {}
        for problem in problems:
            if problem.sheet and problem.cell:
                left, top, right, bottom = range_boundaries(problem.cell)
                block = (top or 1, left or 1, bottom or MOST_ROWS, right or MOST_COLUMNS, problem)
                self._problems.setdefault(problem.sheet, []).append(block)

    def show_sheet(self, sheet: GridSheet) -> None:
        """Show a sheet."""
        if sheet is self.sheet:
            self.repaint()
            return
        self.beginResetModel()
        self.sheet = sheet
        self.rows = min(max((row for row, _ in sheet.cells), default=0) + _ROOM, MOST_ROWS)
        self.columns = min(max((column for _, column in sheet.cells), default=0) + 1, MOST_COLUMNS)
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
        return place_name(index.row() + 1, index.column() + 1)

    def role_of(self, index: Index) -> CellRole | None:
        """What was recognised in a cell."""
        if self.recognition is None:
            return None
        return self.recognition.cells.get((self.sheet.name, self.place(index)))

    def account_of(self, index: Index) -> Account | None:
        """What became of a cell's figure; None where it shows none."""
        return self.ledger.cells.get((self.sheet.name, (index.row() + 1, index.column() + 1)))

    def shown_role(self, index: Index) -> Role | None:
        """The role of a cell, of a figure the one that it was taken for in the end."""
        found = self.role_of(index)
        if found is None:
            return None
        if found.role is Role.IGNORED and self.account_of(index) is Account.TOLD:
            # nobody has left it out: a problem tells why it was not taken
            return Role.OUTSIDE
        if found.role not in _FIGURES:
            return found.role
        return self._figure_roles.get((self.sheet.name, self.place(index)), found.role)

    def problems_at(self, place: Place) -> list[Problem]:
        """The problems that name a cell."""
        row, column = place
        return [
            problem
            for top, left, bottom, right, problem in self._problems.get(self.sheet.name, ())
            if top <= row <= bottom and left <= column <= right
        ]

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """The data of a cell for a role."""
        if not index.isValid():
            return None
        cell = self.sheet.cells.get((index.row() + 1, index.column() + 1))
        if cell is None:
            return None
        if role == ROLE.DisplayRole:
            return cell.text
        if role == ROLE.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if cell.kind == "number" else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role in (ROLE.ToolTipRole, ROLE.AccessibleTextRole):
            said = self.said_of(index)
            return plain_tip(said) if role == ROLE.ToolTipRole else f"{cell.text}. {said}"
        return self._look(index, role) if role in _LOOKS else None

    def _look(self, index: Index, role: int) -> Any:
        account = self.account_of(index)
        if role == TOLD:
            return account is Account.TOLD
        found = self.shown_role(index)
        unused = account is Account.EXPLAINED and found in _FIGURES
        if role == ROLE.BackgroundRole:
            if account is Account.TOLD:
                return told_tint()
            return role_tint(found) if found is not None and not unused else None
        if role == ROLE.ForegroundRole:
            quiet = found is None or found not in HUES or unused
            return QColor(theme().secondary) if quiet and account is not Account.TOLD else None
        if role == ROLE.FontRole and found in (Role.HEADER, Role.YEAR_HEADER, Role.TITLE):
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        return None

    def said_of(self, index: Index, brief: bool = False) -> str:
        """A cell's role and why it has it, what became of its figure, and what is told of it, in `brief` its first sentence."""
        lines = []
        found, role = self.role_of(index), self.shown_role(index)
        if found is not None and role is not None:
            said = role_name(role, language())
            if found.means:
                # a header means a role, by its code, or a name of the plan
                named = found.means in frozenset(Role)
                said += f" · {role_name(Role(found.means), language()) if named else found.means}"
            if found.why is not None:
                unsure = found.confidence <= _UNSURE
                form = "{role} ({why}; not sure)" if unsure else "{role} ({why})"
                said = tr("ImportWindow", form).format(role=said, why=reason_words(found.why, language()))
            lines.append(said)
        account = self.account_of(index)
        if account is not None:
            lines.append(account_words(account))
        problems = self.problems_at((index.row() + 1, index.column() + 1))
        told = [problem.message(language()) for problem in problems[:_MOST_TOLD]]
        lines.extend(_SENTENCE_END.split(text, maxsplit=1)[0] if brief else text for text in told)
        return "\n".join(lines)


def account_words(account: Account) -> str:
    """What became of a figure, in words."""
    if account is Account.TAKEN:
        return tr("ImportWindow", "Read into the plan")
    if account is Account.EXPLAINED:
        return tr("ImportWindow", "Not a figure of the plan: explained")
    return tr("ImportWindow", "To be settled")


class CellDelegate(QStyledItemDelegate):
    """Paints what is marked with a border, and a hatching and a corner over figures that are still to settle."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self.view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the cell, and the marks over it."""
        super().paint(painter, option, index)
        if index.data(TOLD):
            self._told(painter, option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            self._border(painter, option.rect, index)

    def _border(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """The border of what is marked, where nothing marked adjoins the cell."""
        chosen, model = self.view.selectionModel(), index.model()
        row, column = index.row(), index.column()
        down, over = self.view.rowSpan(row, column), self.view.columnSpan(row, column)
        painter.setPen(QPen(QColor(theme().accent), 2))
        inner = rect.adjusted(1, 1, -2, -2)
        for near, line in (
            ((row - 1, column), QLine(inner.topLeft(), inner.topRight())),
            ((row + down, column), QLine(inner.bottomLeft(), inner.bottomRight())),
            ((row, column - 1), QLine(inner.topLeft(), inner.bottomLeft())),
            ((row, column + over), QLine(inner.topRight(), inner.bottomRight())),
        ):
            beside = model.index(*near)
            if not (beside.isValid() and chosen.isSelected(beside)):
                painter.drawLine(line)

    def _told(self, painter: QPainter, rect: QRect) -> None:
        """The mark of a figure that is still to settle, which shows without colour too."""
        colour = status_colour(Status.RED)
        pale = QColor(colour)
        pale.setAlpha(70)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(rect.adjusted(0, 0, -1, -1), QBrush(pale, Qt.BrushStyle.BDiagPattern))
        painter.setBrush(colour)
        corner = rect.topRight()
        painter.drawPolygon(QPolygon([corner, corner - QPoint(8, 0), corner + QPoint(0, 8)]))
        painter.restore()


class SheetView(QTableView):
    """The table view of the sheet.

    `menu_wanted` carries the place on the screen for the menu; `marked_anew` says that something else is marked.
    """

    marked_anew = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, model: SheetModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = model
        self.setModel(model)
        self.setItemDelegate(CellDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(24)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setDefaultSectionSize(72)
        self.selectionModel().selectionChanged.connect(lambda *_: self.marked_anew.emit())
        model.modelReset.connect(self.lay_out)

    def marked(self) -> Marked:
        """What is marked, block by block."""
        model = self.sheet_model
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(place) for place in range(chosen.count()))
        blocks = tuple((one.top() + 1, one.left() + 1, one.bottom() + 1, one.right() + 1) for one in ranges)
        return Marked(model.sheet, blocks, model.rows, model.columns)

    def go_to(self, row: int, column: int) -> None:
        """Make a cell (counted from 1) the current and only marked one, and show it."""
        index = self.sheet_model.index(row - 1, column - 1)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark whole columns and rows as a spreadsheet does (Ctrl+Space, Shift+Space); letters are no search."""
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Space and event.modifiers() in (control, shift):
            rows = event.modifiers() == shift
            flags = QItemSelectionModel.SelectionFlag.Select
            flags |= (
                QItemSelectionModel.SelectionFlag.Rows if rows else QItemSelectionModel.SelectionFlag.Columns
            )
            self.selectionModel().select(self.selectionModel().selection(), flags)
            return
        if event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu; a cell outside of what is marked is marked first, and the key's menu opens at the current cell."""
        index = self.currentIndex()
        place = self.viewport().mapToGlobal(self.visualRect(index).center())
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index, place = self.indexAt(event.pos()), event.globalPos()
            if index.isValid() and not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
        self.menu_wanted.emit(place)

    def keyboardSearch(self, search: str) -> None:
        """Letters give roles; nothing is searched for."""

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
                width = metrics.horizontalAdvance(cell.text.replace("\n", " ")[:40]) + 22
                widths[column] = max(widths.get(column, 56), min(width, _FULL))
        for column in range(1, min(model.columns, 1000) + 1):
            self.setColumnWidth(column - 1, widths.get(column, 56))
