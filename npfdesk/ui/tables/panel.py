"""The tables under the charts: Assumptions, Targets, Data, Levers, Findings."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.engine.audit import audit
from npfdesk.plan.problems import Severity
from npfdesk.ui.colours import theme
from npfdesk.ui.language import language, tr
from npfdesk.ui.tables.assumptions import AssumptionModel
from npfdesk.ui.tables.data import DataModel
from npfdesk.ui.tables.levers import LeverModel
from npfdesk.ui.tables.model import FigureModel
from npfdesk.ui.tables.targets import TargetModel
from npfdesk.ui.tables.view import FigureTable
from npfdesk.ui.workspace import Workspace


def _note() -> QLabel:
    label = QLabel()
    label.setProperty("role", "note")
    label.setTextFormat(Qt.TextFormat.PlainText)
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
        self.lines: list[QLabel] = []
        for table in self.tables:
            self._add(table)
        self.findings = QListWidget()
        self.findings.setWordWrap(True)
        self.findings.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.findings.setContentsMargins(12, 8, 12, 8)
        self.addTab(self.findings, "")
        self.only = self._filters()
        workspace.opened.connect(self.retranslate)
        workspace.changed.connect(lambda _: self._clear_refusals())
        self.retranslate()

    def _add(self, table: FigureTable) -> None:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(table, 1)
        line = _note()
        line.hide()
        layout.addWidget(line)
        self.lines.append(line)
        model: FigureModel = table.figures
        model.refused.connect(lambda text, line=line: self._refuse(line, text))
        self.addTab(page, "")

    def _filters(self) -> list[QToolButton]:
        """Which rows the assumptions table shows."""
        bar = QWidget()
        layout = QHBoxLayout(bar)
        layout.setContentsMargins(0, 0, 8, 0)
        layout.setSpacing(2)
        group = QButtonGroup(self)
        buttons = []
        for only in ("all", "region", "indicator"):
            button = QToolButton()
            button.setCheckable(True)
            button.setProperty("quiet", True)
            button.clicked.connect(lambda _, only=only: self.filter(only))
            group.addButton(button)
            layout.addWidget(button)
            buttons.append(button)
        buttons[0].setChecked(True)
        self.setCornerWidget(bar)
        self.currentChanged.connect(lambda page: bar.setVisible(page == 0))
        return buttons

    def filter(self, only: str) -> None:
        """Show the assumptions of all series, of the region or of the indicator looked at."""
        self.assumptions.figures.only = only
        self.assumptions.figures.rebuild()

    def _refuse(self, line: QLabel, text: str) -> None:
        line.setText(text)
        line.setStyleSheet("color: #B3261E;" if theme().name == "light" else "color: #E5675F;")
        line.show()

    def _clear_refusals(self) -> None:
        for line in self.lines:
            line.setStyleSheet("")
            line.hide()
        self._say_illustrations()

    def _say_illustrations(self) -> None:
        notes = self.levers.figures.notes()
        self.lines[3].setText(tr("Tables", "Effects as the plan states them: {notes}").format(notes=notes))
        self.lines[3].setVisible(bool(notes))

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self, *_: object) -> None:
        """Heads of the tabs, and the findings."""
        problems = self.workspace.session.opened.problems
        findings = audit(self.workspace.session.results)
        texts = ("Assumptions", "Targets", "Data", "Levers")
        for page, text in enumerate(texts):
            self.setTabText(page, tr("Tables", text))
        self.setTabText(4, f"{tr('Tables', 'Findings')} ({len(problems) + len(findings)})")
        for button, text in zip(self.only, ("All series", "This region", "This indicator"), strict=True):
            button.setText(tr("Tables", text))
        self.findings.clear()
        for one in (*problems, *findings):
            mark = "✕" if one.severity is Severity.ERROR else "◔"
            place = " ".join(part for part in (one.sheet, one.cell) if part)
            text = (
                f"{mark}  {place}  {one.message(language())}"
                if place
                else f"{mark}  {one.message(language())}"
            )
            self.findings.addItem(QListWidgetItem(text))
        if not problems and not findings:
            self.findings.addItem(QListWidgetItem(tr("Tables", "Nothing to report: what was read adds up.")))
        self._say_illustrations()
