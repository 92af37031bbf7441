"""The tables under the charts: Assumptions, Targets, Data, Levers, Findings."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QMenu, QTabWidget, QVBoxLayout, QWidget

from npfdesk.plan.edit_labels import set_notes
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.ui.look.colours import appearance, status_colour
from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.assumptions import AssumptionModel
from npfdesk.ui.tables.data import DataModel
from npfdesk.ui.tables.detail_bar import DetailBar
from npfdesk.ui.tables.figure_model import PLAIN, Cell, FigureModel, Question, asked_for, new_note, question
from npfdesk.ui.tables.figure_table import FigureTable
from npfdesk.ui.tables.findings import FindingModel, FindingTable
from npfdesk.ui.tables.levers import LeverModel
from npfdesk.ui.tables.note_line import NoteLine
from npfdesk.ui.tables.replace_bar import ReplaceBar
from npfdesk.ui.tables.table_bar import TableBar
from npfdesk.ui.tables.targets import TargetModel
from npfdesk.ui.workspace import Workspace

_NOTHING_OPEN = "Nothing is open. Open a workbook (Ctrl+O), or a sample from the menu File."
_HIDDEN = (
    "No row is left. Empty the search beside the tables' names, or take the filters of the columns away."
)


class EmptyNotice(QLabel):
    """Stands in the middle of a table that has no rows; `lacking` is the source said where the plan itself has none."""

    def __init__(self, table: FigureTable, lacking: str) -> None:
        super().__init__(table.viewport())
        self.table, self.lacking = table, lacking
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "note")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        figures = table.figures
        for signal in (figures.modelReset, figures.rowsInserted, figures.rowsRemoved, figures.layoutChanged):
            signal.connect(self.renew)
        table.viewport().installEventFilter(self)
        self.renew()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.renew()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the table's ground."""
        if event.type() == QEvent.Type.Resize:
            self._fill()
        return False

    def _fill(self) -> None:
        self.setGeometry(self.table.viewport().rect().adjusted(24, 0, -24, 0))

    def renew(self, *_: object) -> None:
        """Say it, or stand back."""
        figures = self.table.figures
        source = _HIDDEN if figures.all_rows else self.lacking if figures.plan.regions else _NOTHING_OPEN
        self.setText(tr("Tables", source))
        self.setVisible(figures.rowCount() == 0)
        self._fill()


_TABS = ("Assumptions", "Targets", "Data", "Levers")
_FILTERED = 3
_LACKING = (
    "The plan has no series to assume anything for. Enter figures in its sheet Data or Targets.",
    "The plan has no targets. Enter them in its sheet Targets.",
    "The plan has no figures. Enter them in its sheet Data.",
    "The plan has no levers. Its sheets Levers and Lever levels say them; the template shows how.",
)


def _note() -> QLabel:
    label = QLabel()
    label.setProperty("role", "note")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    label.setContentsMargins(12, 4, 12, 4)
    return label


class TablePanel(QTabWidget):
    """The five tables. A refused entry is said in the line under the table and nothing has changed.

    `counted` carries the sum, mean and count of what is chosen in the table in front.
    """

    counted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setDocumentMode(True)
        self.assumptions = FigureTable(AssumptionModel(workspace, self))
        self.targets = FigureTable(TargetModel(workspace, self))
        self.data = FigureTable(DataModel(workspace, self))
        self.lever_rows = LeverModel(workspace, self)
        self.levers = FigureTable(self.lever_rows)
        self.tables = (self.assumptions, self.targets, self.data, self.levers)
        self.illustrations = _note()
        self.pages: list[QVBoxLayout] = []
        self.lines = [self._add(table) for table in self.tables]
        self.vacancies = [EmptyNotice(table, said) for table, said in zip(self.tables, _LACKING, strict=True)]
        self.findings = FindingTable(FindingModel(workspace, self))
        self.addTab(self.findings, "")
        self.findings.findings.modelReset.connect(self._count)
        self.findings.findings.dataChanged.connect(self._count)
        self.bar = TableBar()
        self.only = self.bar.only
        self.replacing, self.detail, self.noting = ReplaceBar(self), DetailBar(self), NoteLine(self)
        self.noting.answered.connect(self._keep_note)
        self.noting.closed.connect(lambda: self.table.setFocus() if self.table is not None else None)
        self.setCornerWidget(self.bar)
        # by Tab before the tables, which keep Tab to themselves
        for before, after in itertools.pairwise((self.tabBar(), *self.bar.controls)):
            self.setTabOrder(before, after)
        self.bar.filtered.connect(self.filter)
        self.bar.searched.connect(self.search)
        self.bar.freed.connect(self.free)
        self.bar.columns_wanted.connect(self._columns)
        self.currentChanged.connect(self._turned)
        self._detail_of(self.table)
        for table in self.tables:
            table.figures.entered.connect(lambda cells, figures=table.figures: self._ask(figures, cells))
            table.scrubber.ended.connect(
                lambda row, column, figures=table.figures: self._ask(figures, [(row, column)])
            )
            table.note_wanted.connect(self.write_note)
            table.selectionModel().currentChanged.connect(self.detail.moved)
            table.figures.modelReset.connect(self.detail.refresh)
        workspace.opened.connect(self.retranslate)
        for signal in (workspace.changed, workspace.viewed):
            signal.connect(self.detail.refresh)
        workspace.changed.connect(lambda _: self._clear_refusals())
        appearance.changed.connect(self._colour)
        self._colour()
        self.retranslate()

    def _add(self, table: FigureTable) -> QLabel:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(table, 1)
        self.pages.append(layout)
        line = _note()
        line.hide()
        layout.addWidget(line)
        if table is self.levers:
            layout.addWidget(self.illustrations)
        table.counted.connect(lambda text: self.counted.emit(text) if table is self.table else None)
        table.figures.modelReset.connect(self._shown)
        table.figures.refused.connect(lambda text: self._refuse(line, text))
        self.addTab(page, "")
        return line

    def _turned(self, page: int) -> None:
        table = self.table
        self.cornerWidget().setVisible(table is not None)
        self.bar.suit(page < _FILTERED)
        self.replacing.hide()
        self.noting.put(None)
        self._detail_of(table)
        if table is None:
            self.findings.findings.refresh()
            self.counted.emit("")
        else:
            table.count()
            self._shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bar leaves the tabs their room."""
        self.bar.fit(self.width() - self.tabBar().sizeHint().width())
        super().resizeEvent(event)

    def _detail_of(self, table: FigureTable | None) -> None:
        """The bar stands over the table in front."""
        if table is not None:
            self.pages[self.currentIndex()].insertWidget(0, self.detail)
            self.detail.show()
        self.detail.follow(table)

    @property
    def table(self) -> FigureTable | None:
        """The table of figures in front; None where the findings are."""
        page = self.currentIndex()
        return self.tables[page] if 0 <= page < len(self.tables) else None

    def filter(self, only: str) -> None:
        """Show all series, those of the region or those of the indicator looked at."""
        for table in self.tables[:_FILTERED]:
            table.figures.filter(only)
        self.bar.tick(only)

    def search(self, text: str) -> None:
        """Show the rows whose names hold every word of a text, in all tables."""
        for table in self.tables:
            table.figures.arrange(replace(table.figures.arrangement, search=text.strip()))
        if self.bar.search.text().strip() != text.strip():
            self.bar.search.setText(text)

    def free(self) -> None:
        """Show all rows again; the order stays."""
        for table in self.tables:
            wanted = table.figures.arrangement
            table.figures.arrange(PLAIN.sorted_by(wanted.column, wanted.descending))
        self.bar.search.clear()

    def _shown(self) -> None:
        if self.table is not None:
            self.bar.count(self.table.figures.rowCount(), self.table.figures.all_rows)

    def _columns(self, menu: QMenu) -> None:
        if self.table is not None:
            self.table.hidden.fill(menu)

    def find_and_replace(self) -> None:
        """Open the line for finding and replacing under the table in front."""
        if self.table is not None:
            self.pages[self.currentIndex()].addWidget(self.replacing)
            self.replacing.begin(self.table)

    def _ask(self, figures: FigureModel, cells: list[Cell]) -> None:
        """An entry outside the series' own past asks for its reason, in a line that nobody has to answer."""
        if self.table is not None and self.table.figures is figures:
            self._put_question(question(figures, cells))

    def ask_about(self, key: AssumptionKey) -> None:
        """The same of an assumption that was set elsewhere in the window."""
        figures = self.assumptions.figures
        row = figures.row_of_series(SeriesKey(*key))
        column = next(at for at, column in enumerate(figures.columns) if column.key == "value")
        if row is not None and self.table is not None:
            self._put_question(question(figures, [(row, column)]))

    def _put_question(self, asked: Question | None) -> None:
        self.pages[self.currentIndex()].addWidget(self.noting)
        self.noting.put(asked)

    def write_note(self) -> None:
        """Write in the line that is open; else the note on the current cell."""
        table = self.table
        if table is None:
            return
        if self.noting.question is None:
            at = table.currentIndex()
            self._put_question(asked_for(table.figures, at.row(), at.column()) if at.isValid() else None)
        if self.noting.question is not None:
            self.noting.take_keys()

    def _keep_note(self, asked: Question, text: str) -> None:
        note = new_note(text, asked.outside) if text else None
        self.workspace.apply(set_notes(dict.fromkeys(asked.keys, note)), self)

    def hidden_columns(self) -> dict[str, list[str]]:
        """The columns that each table hides, for the layout."""
        return {name: sorted(table.hidden.names) for name, table in zip(_TABS, self.tables, strict=True)}

    def hide_columns(self, names: Mapping[str, Iterable[str]]) -> None:
        """Hide the columns that a layout says, and no others."""
        for name, table in zip(_TABS, self.tables, strict=True):
            hidden = names.get(name, ())
            # a layout comes out of a file
            table.hidden.put(str(one) for one in hidden) if isinstance(hidden, list | tuple) else None

    def _refuse(self, line: QLabel, text: str) -> None:
        line.setText(text)
        line.setVisible(bool(text))

    def _colour(self) -> None:
        for line in self.lines:
            line.setStyleSheet(f"color: {status_colour(Status.RED).name()};")

    def _clear_refusals(self) -> None:
        for line in self.lines:
            self._refuse(line, "")

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self._clear_refusals()
            self.findings.findings.retranslate()
            self.retranslate()
        super().changeEvent(event)

    def _count(self, *_: object) -> None:
        count = self.findings.findings.open_count
        self.setTabText(
            len(_TABS), f"{tr('Tables', 'Findings')} ({count})" if count else tr("Tables", "Findings")
        )

    def retranslate(self, *_: object) -> None:
        """Heads of the tabs, the filters, and what the plan says of its levers."""
        for page, text in enumerate(_TABS):
            self.setTabText(page, tr("Tables", text))
            self.tables[page].setAccessibleName(tr("Tables", text))
        self.findings.setAccessibleName(tr("Tables", "Findings"))
        self.tabBar().setAccessibleName(tr("Tables", "Tables of the plan"))
        self._count()
        self.bar.retranslate()
        self.bar.fit(self.width() - self.tabBar().sizeHint().width())
        notes = self.lever_rows.notes()
        said = tr("Tables", "Effects as the plan states them: {notes}").replace("{notes}", notes)
        self.illustrations.setText(said)
        self.illustrations.setVisible(bool(notes))
