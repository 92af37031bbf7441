"""The panel of tables by itself, on the sample, in English."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.tables.panel import TablePanel
from npfdesk.ui.workspace import Workspace

KEYS = Qt.Key


class Desk:
    """The panel with what a person does to it."""

    def __init__(self, qtbot, workspace, panel):
        self.qtbot, self.workspace, self.panel = qtbot, workspace, panel

    @property
    def document(self):
        return self.workspace.document

    @property
    def undo_label(self):
        label = self.workspace.session.history.undo_label
        return label.text("zh") if label is not None else ""

    def column(self, table, key):
        return next(at for at, one in enumerate(table.figures.columns) if key in (one.key, one.year))

    def place(self, table, row):
        """The row of a table; in the assumptions counted from the selected series, above which general rows stand."""
        return row + table.figures.first_row() if table is self.panel.assumptions else row

    def stand(self, table, row, key):
        self.panel.setCurrentIndex(self.panel.tables.index(table))
        table.setFocus()
        index = table.figures.index(self.place(table, row), self.column(table, key))
        table.setCurrentIndex(index)
        return index

    def choose(self, table, rows, keys):
        self.panel.setCurrentIndex(self.panel.tables.index(table))
        table.setFocus()
        table.clearSelection()
        selection = table.selectionModel()
        for row in rows:
            for key in keys:
                selection.select(
                    table.figures.index(self.place(table, row), self.column(table, key)),
                    selection.SelectionFlag.Select,
                )

    def type(self, table, text, end=KEYS.Key_Return):
        """Type over the current cell, letter by letter, and end with a key."""
        self.qtbot.keyClick(table, text[0])
        editor = QApplication.focusWidget()
        self.qtbot.keyClicks(editor, text[1:])
        if end is not None:
            self.qtbot.keyClick(editor, end)
            QApplication.processEvents()
        return editor

    def press(self, table, key, held=Qt.KeyboardModifier.NoModifier):
        self.qtbot.keyClick(table, key, held)

    def paste(self, table, text):
        QGuiApplication.clipboard().setText(text)
        self.press(table, KEYS.Key_V, Qt.KeyboardModifier.ControlModifier)

    def observed(self, series, year):
        plan = self.workspace.plan
        return plan.observed[plan.row[series], plan.column(year)]


@pytest.fixture
def make_desk(qtbot):
    """A desk on any plan."""

    def make(plan, problems=()):
        workspace = Workspace(Session(LoadedWorkbook(plan, None, problems)))
        panel = TablePanel(workspace)
        qtbot.addWidget(panel)
        panel.resize(1200, 420)
        with qtbot.waitActive(panel):
            panel.show()
            panel.activateWindow()
        return Desk(qtbot, workspace, panel)

    return make


@pytest.fixture
def desk(make_desk, sample_reading):
    """The desk on the sample, looking at Yongkang's output, in the scenario 攻坚."""
    made = make_desk(sample_reading.plan, sample_reading.problems)
    made.workspace.activate("攻坚")
    made.workspace.select(region="yongkang", industry="", indicator="output")
    return made
