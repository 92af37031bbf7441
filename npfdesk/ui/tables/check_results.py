"""The check results: problems of the workbook as read, and contradictions in the plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from PySide6.QtCore import (
    QAbstractTableModel,
    QMargins,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QTableView, QWidget

from npfdesk.engine.audit import audit
from npfdesk.engine.audit.finding import Finding
from npfdesk.plan.edit_labels import mark_known
from npfdesk.plan.problems import Problem, Severity
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import SEVERITY_STATUS, Status
from npfdesk.session import Change, Structure
from npfdesk.ui.look.colours import appearance, status_text
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.style import pixels
from npfdesk.ui.tables.cell_delegate import LineDelegate
from npfdesk.ui.tables.clipboard_blocks import write_block
from npfdesk.ui.tables.columns import ROLE, Column, quiet
from npfdesk.ui.tables.figure_model import Index
from npfdesk.ui.tables.figure_table import HEAD_HEIGHT, ROW_HEIGHT
from npfdesk.ui.workspace import Workspace

_MOST_AT_ONCE = 5000
_WORDS = {Severity.ERROR: "not read", Severity.WARNING: "to check", Severity.NOTE: "to explain"}
_KINDS = {severity: (SEVERITY_STATUS[severity], word) for severity, word in _WORDS.items()}
_KNOWN = (Status.GREY, "known")


class CheckResultModel(QAbstractTableModel):
    """One row for each problem or finding, as plain text.

    After an edit of the plan the audit runs again: at once for up to 5,000 targets, for a larger plan when
    `refresh` is called (its tab is shown).
    """

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.found: tuple[Problem | Finding, ...] = ()
        self._audited: object = None
        self._known: Mapping[str, str] = {}
        self.columns = self._make_columns()
        workspace.opened.connect(lambda _: self.refresh())
        workspace.changed.connect(self._changed)
        appearance.changed.connect(self.retranslate)
        self.refresh()

    def _make_columns(self) -> tuple[Column, ...]:
        """Mark, sheet, cell, text, problem, and the reason why a finding is known."""

        def column(
            key: str,
            source: str,
            width: int,
            text: Callable[[Problem | Finding], str],
            ink: Callable[[int], QColor | None] | None = None,
            enter: Callable[[int, str], None] | None = None,
        ) -> Column:
            return Column(
                key,
                source,
                width,
                text=lambda row: text(self.found[row]) if self.found else "",
                foreground=ink or self._ink,
                enter=enter,
            )

        wrong = column("wrong", "Problem", 560, lambda one: one.message(language()))
        return (
            replace(column("kind", "", 104, self._mark, self._mark_ink), head=lambda: ""),
            column("sheet", "Sheet", 100, lambda one: one.sheet, self._secondary_ink),
            column("cell", "Cell", 64, lambda one: one.cell, self._secondary_ink),
            column("says", "Text", 120, lambda one: one.text if isinstance(one, Problem) else ""),
            replace(
                wrong,
                text=lambda row: (
                    wrong.text(row) or tr("Tables", "No problems: everything that was read is consistent.")
                ),
            ),
            column(
                "reason", "Known because", 200, lambda one: self._reason(one) or "", enter=self._mark_known
            ),
        )

    def _mark(self, one: Problem | Finding) -> str:
        status, word = _KINDS[one.severity] if self._reason(one) is None else _KNOWN
        if isinstance(one, Finding) and word == _KINDS[Severity.ERROR][1]:
            # a finding was read; a check of the plan's own says that it is an error
            word = "does not hold"
        return f"{status.about.mark} {tr('Tables', word)}"

    def _mark_ink(self, row: int) -> QColor | None:
        if not self.found:
            return None
        status, _ = _KINDS[self.found[row].severity] if self.reason(row) is None else _KNOWN
        return status_text(status)

    def _ink(self, row: int) -> QColor | None:
        return quiet() if self.reason(row) is not None else None

    def _secondary_ink(self, _: int) -> QColor | None:
        return quiet() if self.found else None

    def _mark_known(self, row: int, text: str) -> None:
        """Mark a finding as known for a reason; an empty text removes the mark."""
        one = self.found[row]
        if isinstance(one, Finding):
            self.workspace.apply(mark_known({one.identity: text.strip() or None}), self)

    def _changed(self, change: Change) -> None:
        plan = change.document.plan
        few = len(plan.targets) <= _MOST_AT_ONCE
        if plan is not self._audited and (few or change.structure & Structure.PLAN):
            self.refresh()
        elif change.document.work.known is not self._known:
            # rows do not move while they are edited
            self._known = change.document.work.known
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    def refresh(self) -> None:
        """Audit the current plan, unless that is already done."""
        session = self.workspace.session
        if session.document.plan is self._audited:
            return
        self._audited = session.document.plan
        self._show((*session.opened.problems, *audit(session.results)))

    def _show(self, found: tuple[Problem | Finding, ...]) -> None:
        known = self.workspace.document.work.known
        # known ones come last, in their own order
        ordered = tuple(sorted(found, key=lambda one: isinstance(one, Finding) and one.identity in known))
        if ordered != self.found or not ordered or known != self._known:
            self.beginResetModel()
            self.found, self._known = ordered, known
            self.endResetModel()

    def reason(self, row: int) -> str | None:
        """The reason why the finding of a row is known; None where it is not."""
        return self._reason(self.found[row]) if row < len(self.found) else None

    def _reason(self, one: Problem | Finding) -> str | None:
        return self._known.get(one.identity) if isinstance(one, Finding) else None

    @property
    def open_count(self) -> int:
        """The number of results that are not known."""
        return sum(self.reason(row) is None for row in range(len(self.found)))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The reason can be edited for every finding of the audit."""
        flags = super().flags(index)
        row = index.row()
        finding = row < len(self.found) and isinstance(self.found[row], Finding)
        if index.isValid() and self.columns[index.column()].editable and finding:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = ROLE.EditRole) -> bool:
        """Store a typed reason, if it changed."""
        enter = self.columns[index.column()].enter if index.isValid() else None
        one = self.found[index.row()] if index.row() < len(self.found) else None
        text = str(value or "").strip()
        same = text == (self.reason(index.row()) or "")
        if role != ROLE.EditRole or enter is None or not isinstance(one, Finding) or same:
            return False
        enter(index.row(), text)
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row for each; one row that says so where nothing was found."""
        return 0 if parent.isValid() else max(1, len(self.found))

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The columns: mark, sheet, cell, text, problem, reason."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole
    ) -> str | int | None:
        """The headers of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == ROLE.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if role == ROLE.DisplayRole and 0 <= section < len(self.columns):
            return self.columns[section].title()
        return None

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> object:
        """The data of a cell for a role."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        row, column = index.row(), self.columns[index.column()]
        if role in (ROLE.DisplayRole, ROLE.EditRole):
            return column.text(row)
        if role == ROLE.TextAlignmentRole:
            return column.side
        return column.foreground(row) if role == ROLE.ForegroundRole else None

    def texts(self, row: int) -> tuple[str, ...]:
        """The texts of a row."""
        return tuple(column.text(row) for column in self.columns)

    def retranslate(self) -> None:
        """Update headers and cells for the current language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(self.columns) - 1))

    def look_at(self, row: int) -> None:
        """Select the series that a finding is about."""
        one = self.found[row] if row < len(self.found) else None
        if isinstance(one, Finding) and one.series.indicator:
            self.workspace.select(*self._next_place(one))

    def _next_place(self, finding: Finding) -> SeriesKey:
        """The next series of the finding, after the selected one."""
        spoken = list(dict.fromkeys((finding.series, *(place.series for place in finding.places))))
        known = [series for series in spoken if series in self.workspace.plan.row] or spoken[:1]
        looked = self.workspace.selection.series
        return known[(known.index(looked) + 1) % len(known)] if looked in known else known[0]


class _Broken(LineDelegate):
    """Lines of a text that is broken stand clear of the hairlines of their row."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Room above and below."""
        return super().sizeHint(option, index).grownBy(QMargins(0, pixels(4), 0, pixels(4)))


class CheckResultTable(QTableView):
    """The check results, to be selected and copied.

    Return or a double click shows the series of a finding, one after another; the last column takes the reason
    why a finding is known.
    """

    def __init__(self, model: CheckResultModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.results = model
        self.setModel(model)
        self.setItemDelegate(_Broken(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(pixels(ROW_HEIGHT))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(pixels(HEAD_HEIGHT))
        for at, column in enumerate(model.columns):
            self.setColumnWidth(at, pixels(column.width))
            if column.key == "wrong":
                self.horizontalHeader().setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        self.activated.connect(self._show)

    def _show(self, index: QModelIndex) -> None:
        # a double click on a reason edits it
        if not self.results.columns[index.column()].editable:
            self.results.look_at(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selected rows completely."""
        if event.matches(QKeySequence.StandardKey.Copy):
            rows = sorted({index.row() for index in self.selectedIndexes()})
            QGuiApplication.clipboard().setText(write_block([self.results.texts(row) for row in rows]))
        else:
            super().keyPressEvent(event)
