"""The base of the library dialogs: a heading, tables, a note and buttons."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from npfdesk.plan.cell_differences import cell_text, scenario_text
from npfdesk.plan.grains import Cell
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem
from npfdesk.ui.answers.answer_table import Head, Rows, RowsTable
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.look.language import language, tr

MOST = 500
"""The most rows of a comparison; the number of further rows is given."""


class LibraryDialog(QDialog):
    """A dialog of the library. A subclass defines `title` and `refresh` and adds its buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(860, 560)
        self.heading, self.notes = Caption("title"), Note()
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.buttons = QDialogButtonBox()
        self.labelled_buttons: list[tuple[QPushButton, Callable[[], str]]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addLayout(self.body, 1)
        layout.addWidget(self.notes)
        layout.addWidget(self.buttons)

    def title(self) -> str:
        """The title of the dialog."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Update all texts and rows."""
        self.setWindowTitle(self.title())
        self.heading.write(self.title())
        for button, words in self.labelled_buttons:
            button.setText(words())

    def add_button(
        self,
        words: Callable[[], str],
        do: Callable[[], object],
        role: QDialogButtonBox.ButtonRole = QDialogButtonBox.ButtonRole.ActionRole,
    ) -> QPushButton:
        """Add a button at the bottom."""
        button = QPushButton()
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: do())
        self.buttons.addButton(button, role)
        self.labelled_buttons.append((button, words))
        return button

    def table(self, heads: list[Head], stretch: int = 1) -> RowsTable:
        """Add a table in which rows are selected."""
        table = RowsTable(Rows(heads, self), self)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.horizontalHeader().setStretchLastSection(True)
        self.body.addWidget(table, stretch)
        return table

    def show_problem(self, problem: Problem | None) -> None:
        """Show a problem in the note; None clears it."""
        self.notes.write(problem.message(language()) if problem is not None else "")

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.refresh()
        super().changeEvent(event)


def local(stamp: str) -> str:
    """A UTC time stamp of the library as local time; any other text unchanged."""
    try:
        return datetime.datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return stamp


def cell_words(plan: Plan, cell: Cell, names: dict[str, str]) -> tuple[str, str]:
    """The names of a cell's scenario and of the cell."""
    scenario = scenario_text(cell, names) or tr("Library", "the plan")
    return scenario, cell_text(plan, cell, language())
