"""What would be written into the workbook, cell by cell, before it is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QVBoxLayout, QWidget

from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.look.language import language, tr
from npfdesk.workbook.writing.amendments import Amendments
from npfdesk.workbook.writing.patch import copy_of


class AmendingDialog(QDialog):
    """`saving` carries None for the workbook itself, or the path of a copy."""

    saving = Signal(object)

    def __init__(self, path: Path, found: Amendments, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path, self.found = path, found
        self.resize(860, 520)
        self.heading, self.told = Caption("title"), Note()
        self.rows = Rows(
            (
                Head(lambda: tr("Answers", "Sheet"), 110, figures=False),
                Head(lambda: tr("Answers", "Cell"), 70, figures=False),
                Head(lambda: tr("Answers", "It says"), 150),
                Head(lambda: tr("Answers", "It will say"), 150),
                Head(lambda: tr("Answers", "Why"), 320, figures=False),
            )
        )
        self.buttons = QDialogButtonBox()
        self.save = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.copy = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.leave = self.buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.told)
        layout.addWidget(RowsTable(self.rows), 1)
        layout.addWidget(self.buttons)
        self.save.clicked.connect(lambda: self._go(None))
        self.copy.clicked.connect(self._choose)
        self.leave.clicked.connect(self.reject)
        self.refresh()

    def refresh(self) -> None:
        """Every word and row."""
        self.setWindowTitle(tr("Answers", "Save into the workbook"))
        self.heading.write(f"{tr('Answers', 'Save into the workbook')} · {self.path.name}")
        self.save.setText(tr("Answers", "Save"))
        self.copy.setText(tr("Answers", "Save into a copy…"))
        self.leave.setText(tr("Answers", "Close"))
        lines = [
            [
                Entry(edit.sheet),
                Entry(edit.cell, faint=True),
                Entry(edit.before, faint=True),
                Entry(_shown(edit.value), strong=True),
                Entry(edit.label),
            ]
            for edit in self.found.edits
        ]
        for sheet in self.found.added:
            lines += [
                [
                    Entry(sheet.name),
                    Entry(tr("Answers", "new row"), faint=True),
                    Entry(),
                    Entry(" · ".join(_shown(value) for value in row if value not in (None, ""))),
                ]
                for row in sheet.rows
            ]
        self.rows.put(lines)
        self.save.setEnabled(bool(lines))
        self.copy.setEnabled(bool(lines))
        said = [
            tr(
                "Answers",
                "Only these cells are written; formats, charts, formulas of other cells and everything else in the file "
                "stay as they are.",
            )
            if lines
            else tr("Answers", "The workbook says all that is here: there is nothing to save into it.")
        ]
        said += [problem.message(language()) for problem in self.found.left_out]
        self.told.write(" ".join(said))

    def _choose(self) -> None:
        copy = ask_copy(self.path, self)
        if isinstance(copy, Problem):
            self.told.write(copy.message(language()))
        elif copy is not None:
            self._go(copy)

    def _go(self, target: Path | None) -> None:
        self.saving.emit(target)
        self.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.rows.retranslate()
            self.refresh()
        super().changeEvent(event)


def ask_copy(path: Path, parent: QWidget) -> Path | Problem | None:
    """Ask for a copy's path, its ending as the workbook's where none is typed.

    None where it was left; a Problem for another ending, which would say of the file what it is not.
    """
    title = tr("Answers", "Save into a copy…")
    name = path.with_name(f"{path.stem}-npfdesk{path.suffix}")
    while True:
        file, _ = QFileDialog.getSaveFileName(parent, title, str(name), f"*{path.suffix}")
        if not file:
            return None
        copy = copy_of(path, Path(file))
        if isinstance(copy, Problem) or copy == Path(file) or not copy.exists():
            return copy
        # with the ending added it is a file that is there: the dialog asks whether to replace it
        name = copy


def _shown(value: object) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, float) else str(value)
