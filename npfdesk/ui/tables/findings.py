"""The findings: what was wrong with the workbook as read, and what in the plan contradicts itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from npfdesk.engine.audit import Finding, audit
from npfdesk.engine.status import Status
from npfdesk.plan.problems import Problem, Severity
from npfdesk.session import Change, Structure
from npfdesk.ui.colours import MARKS, appearance, status_colour
from npfdesk.ui.language import language, tr
from npfdesk.ui.tables.blocks import write_block
from npfdesk.ui.tables.cells import LineDelegate
from npfdesk.ui.tables.columns import quiet
from npfdesk.ui.tables.model import Index
from npfdesk.ui.tables.view import HEAD_HEIGHT, ROW_HEIGHT
from npfdesk.ui.workspace import Workspace

ROLE = Qt.ItemDataRole
_HEADS = ("", "Sheet", "Cell", "Says", "What is wrong")
_WIDTHS = (104, 110, 70, 150, 600)
_MOST_AT_ONCE = 5000
_KINDS = {
    Severity.ERROR: (Status.RED, "not read"),
    Severity.WARNING: (Status.ORANGE, "to check"),
    Severity.NOTE: (Status.YELLOW, "to explain"),
}


class FindingModel(QAbstractTableModel):
    """One row a problem or finding; all of it plain text.

    After an edit of the plan the audit is made anew: at once for a plan of up to 5,000 targets, for a larger
    one when `refresh` is called (its tab comes into sight).
    """

    def __init__(self, workspace: Workspace, parent: object = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.found: tuple[Problem | Finding, ...] = ()
        self._audited: object = None
        workspace.opened.connect(lambda _: self.refresh())
        workspace.changed.connect(self._changed)
        appearance.changed.connect(self.retranslate)
        self.refresh()

    def _changed(self, change: Change) -> None:
        few = len(change.document.plan.targets) <= _MOST_AT_ONCE
        if change.structure & Structure.PLAN or (few and change.document.plan is not self._audited):
            self.refresh()

    def refresh(self) -> None:
        """Audit the plan as it is now, if that has not been done."""
        session = self.workspace.session
        if session.document.plan is self._audited:
            return
        found: tuple[Problem | Finding, ...] = (*session.opened.problems, *audit(session.results))
        self._audited = session.document.plan
        if found != self.found or not found:
            self.beginResetModel()
            self.found = found
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row each; where nothing was found, one that says so."""
        return 0 if parent.isValid() else max(1, len(self.found))

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """Mark, sheet, cell, what it says, what is wrong."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        """Heads of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == ROLE.DisplayRole and 0 <= section < len(_HEADS):
            return tr("Tables", _HEADS[section]) if _HEADS[section] else ""
        return None

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        """A cell in one of its roles."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        if role == ROLE.DisplayRole:
            return self.texts(index.row())[index.column()]
        if role == ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == ROLE.ForegroundRole and self.found:
            if index.column() == 0:
                return status_colour(_KINDS[self.found[index.row()].severity][0])
            return quiet() if index.column() in (1, 2) else None
        return None

    def texts(self, row: int) -> tuple[str, ...]:
        """A row in words."""
        if not self.found:
            return ("", "", "", "", tr("Tables", "Nothing to report: what was read adds up."))
        one = self.found[row]
        status, word = _KINDS[one.severity]
        said = one.text if isinstance(one, Problem) else ""
        mark = f"{MARKS[status]} {tr('Tables', word)}"
        return (mark, one.sheet, one.cell, said, one.message(language()))

    def retranslate(self) -> None:
        """Heads and cells in the language in force."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(_HEADS) - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(_HEADS) - 1))

    def look_at(self, row: int) -> None:
        """Let the window look at the series that a finding is about."""
        one = self.found[row] if row < len(self.found) else None
        if isinstance(one, Finding):
            self.workspace.select(*one.series)


class FindingTable(QTableView):
    """The findings as rows that can be chosen and copied; Return or a double click shows the series."""

    def __init__(self, model: FindingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings = model
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(HEAD_HEIGHT)
        self.horizontalHeader().setStretchLastSection(True)
        for column, width in enumerate(_WIDTHS):
            self.setColumnWidth(column, width)
        self.activated.connect(lambda index: model.look_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the chosen rows, whole."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectedIndexes()})
            QGuiApplication.clipboard().setText(write_block([self.findings.texts(row) for row in rows]))
        else:
            super().keyPressEvent(event)
