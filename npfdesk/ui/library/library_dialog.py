"""What every dialog of the library looks like: a heading, a sentence, tables, verbs."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from npfdesk.plan.cell_differences import cell_text, scenario_text
from npfdesk.plan.grains import Cell
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem
from npfdesk.ui.answers.answer_table import Head, Rows, RowsTable
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.look.language import language, tr

MOST = 500
"""Rows of a comparison that are shown; how many more there are is said."""


class LibraryDialog(QDialog):
    """A dialog of the library. A subclass says `title` and `refresh` and adds its verbs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.resize(860, 560)
        self.heading, self.notes = Caption("title"), Note()
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.buttons = QDialogButtonBox()
        self.verbs: list[tuple[QPushButton, Callable[[], str]]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addLayout(self.body, 1)
        layout.addWidget(self.notes)
        layout.addWidget(self.buttons)

    def title(self) -> str:
        """What the dialog is for."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Every word and row anew."""
        self.setWindowTitle(self.title())
        self.heading.write(self.title())
        for button, words in self.verbs:
            button.setText(words())

    def verb(
        self,
        words: Callable[[], str],
        do: Callable[[], object],
        role: QDialogButtonBox.ButtonRole = QDialogButtonBox.ButtonRole.ActionRole,
    ) -> QPushButton:
        """A verb at the foot."""
        button = QPushButton()
        button.setAutoDefault(False)
        button.clicked.connect(lambda _=False: do())
        self.buttons.addButton(button, role)
        self.verbs.append((button, words))
        return button

    def table(self, heads: list[Head], stretch: int = 1) -> RowsTable:
        """A table of rows, chosen line by line."""
        table = RowsTable(Rows(heads, self), self)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.horizontalHeader().setStretchLastSection(True)
        self.body.addWidget(table, stretch)
        return table

    def tell(self, problem: Problem | None) -> None:
        """Say what went wrong; None: nothing did."""
        self.notes.write(problem.message(language()) if problem is not None else "")

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.refresh()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return does not shut a dialog in which it may end an entry."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
            return
        super().keyPressEvent(event)


def local(stamp: str) -> str:
    """A time of the library (UTC) as a clock on the wall shows it; what is no time as it stands."""
    try:
        return datetime.datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return stamp


def cell_words(plan: Plan, cell: Cell, names: dict[str, str]) -> tuple[str, str]:
    """A cell's scenario and the cell itself, in words."""
    scenario = scenario_text(cell, names) or tr("Library", "the plan")
    return scenario, cell_text(plan, cell, language())
