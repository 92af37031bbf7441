"""The tables under the charts: Assumptions, Targets, Data, Levers, Findings."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QTabWidget, QToolButton, QVBoxLayout, QWidget

from npfdesk.engine.status import Status
from npfdesk.ui.colours import appearance, status_colour
from npfdesk.ui.language import tr
from npfdesk.ui.tables.assumptions import AssumptionModel
from npfdesk.ui.tables.data import DataModel
from npfdesk.ui.tables.findings import FindingModel, FindingTable
from npfdesk.ui.tables.levers import LeverModel
from npfdesk.ui.tables.targets import TargetModel
from npfdesk.ui.tables.view import FigureTable
from npfdesk.ui.workspace import Workspace

_TABS = ("Assumptions", "Targets", "Data", "Levers")
_FILTERS = {"all": "All series", "region": "This region", "indicator": "This indicator"}
_FILTERED = 3


def _note() -> QLabel:
    label = QLabel()
    label.setProperty("role", "note")
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setWordWrap(True)
    label.setContentsMargins(12, 4, 12, 4)
    return label


class TablePanel(QTabWidget):
    """The five tables. A refused entry is said in the line under the table and nothing has changed."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setDocumentMode(True)
        self.assumptions = FigureTable(AssumptionModel(workspace, self))
        self.targets = FigureTable(TargetModel(workspace, self))
        self.data = FigureTable(DataModel(workspace, self))
        self.levers = FigureTable(LeverModel(workspace, self))
        self.tables = (self.assumptions, self.targets, self.data, self.levers)
        self.illustrations = _note()
        self.lines = [self._add(table) for table in self.tables]
        self.findings = FindingTable(FindingModel(workspace, self))
        self.addTab(self.findings, "")
        self.findings.findings.modelReset.connect(self._count)
        self.findings.findings.dataChanged.connect(self._count)
        self.only = self._filters()
        workspace.opened.connect(self.retranslate)
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
        line = _note()
        line.hide()
        layout.addWidget(line)
        if table is self.levers:
            layout.addWidget(self.illustrations)
        table.figures.refused.connect(lambda text: self._refuse(line, text))
        self.addTab(page, "")
        return line

    def _filters(self) -> list[QToolButton]:
        """Which rows the tables of series show."""
        bar = QWidget()
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(2)
        group = QButtonGroup(self)
        buttons = []
        for only in _FILTERS:
            button = QToolButton()
            button.setCheckable(True)
            button.setProperty("quiet", True)
            button.clicked.connect(lambda _, only=only: self.filter(only))
            group.addButton(button)
            layout.addWidget(button)
            buttons.append(button)
        buttons[0].setChecked(True)
        self.setCornerWidget(bar)
        self.currentChanged.connect(self._turned)
        return buttons

    def _turned(self, page: int) -> None:
        self.cornerWidget().setVisible(page < _FILTERED)
        if self.widget(page) is self.findings:
            self.findings.findings.refresh()

    def filter(self, only: str) -> None:
        """Show all series, those of the region or those of the indicator looked at."""
        for table in self.tables[:_FILTERED]:
            table.figures.filter(only)
        for button, one in zip(self.only, _FILTERS, strict=True):
            button.setChecked(one == only)

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
        self._count()
        for button, text in zip(self.only, _FILTERS.values(), strict=True):
            button.setText(tr("Tables", text))
        notes = self.levers.figures.notes()
        said = tr("Tables", "Effects as the plan states them: {notes}").replace("{notes}", notes)
        self.illustrations.setText(said)
        self.illustrations.setVisible(bool(notes))
