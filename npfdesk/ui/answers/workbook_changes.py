"""The preview of the changes in the workbook, cell by cell, before they are written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QVBoxLayout, QWidget

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem
from npfdesk.plan.spoken_names import NOTHING, side
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.look.language import language, tr
from npfdesk.workbook.writing.amendments import Amendments
from npfdesk.workbook.writing.patch import CellEdit, copy_of


class WorkbookChangesDialog(QDialog):
    """Lists the changes; `save_wanted` carries None for the workbook itself, or the path of a copy."""

    save_wanted = Signal(object)

    def __init__(self, path: Path, found: Amendments, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path, self.found = path, found
        self.resize(860, 520)
        self.heading, self.summary = Caption("title"), Note()
        self.rows = Rows(
            (
                Head(lambda: tr("Answers", "Sheet"), 110, figures=False),
                Head(lambda: tr("Answers", "Cell"), 100, figures=False),
                Head(lambda: tr("Answers", "Now in the file"), 150),
                Head(lambda: tr("Answers", "Will become"), 150),
                Head(lambda: tr("Answers", "Reason"), 320, figures=False),
            )
        )
        self.buttons = QDialogButtonBox()
        self.save = self.buttons.addButton("", QDialogButtonBox.ButtonRole.AcceptRole)
        self.copy = self.buttons.addButton("", QDialogButtonBox.ButtonRole.ActionRole)
        self.cancel_button = self.buttons.addButton("", QDialogButtonBox.ButtonRole.RejectRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.summary)
        layout.addWidget(RowsTable(self.rows), 1)
        layout.addWidget(self.buttons)
        self.save.clicked.connect(lambda: self._save_to(None))
        self.copy.clicked.connect(self._choose)
        self.cancel_button.clicked.connect(self.reject)
        self.refresh()

    def refresh(self) -> None:
        """Update all texts and rows."""
        self.setWindowTitle(tr("Answers", "Update the workbook"))
        self.heading.write(f"{tr('Answers', 'Update the workbook')} · {shown_path(self.path.name)}")
        self.save.setText(tr("Answers", "Update"))
        self.copy.setText(tr("Answers", "Update a copy…"))
        self.cancel_button.setText(tr("Answers", "Close"))
        lines = [
            [
                Entry(edit.sheet),
                Entry(_place(edit), faint=True),
                Entry(side(edit.before, language()), faint=True),
                Entry(side(_shown(edit.value), language()), strong=True),
                Entry(edit.label),
            ]
            for edit in self.found.edits
        ]
        for sheet in self.found.added:
            lines += [
                [
                    Entry(sheet.name),
                    Entry(tr("Answers", "new row"), faint=True),
                    Entry(NOTHING.text(language(), {}), faint=True),
                    Entry(" · ".join(_shown(value) for value in row if value not in (None, ""))),
                ]
                for row in sheet.rows
            ]
        self.rows.set_rows(lines)
        self.save.setEnabled(bool(lines))
        self.copy.setEnabled(bool(lines))
        grows = any(edit.behind is not None for edit in self.found.edits)
        texts = [
            tr(
                "Answers",
                "Only these cells are written. New rows follow the existing rows of their sheet: "
                "what lies below moves down, and the references and ranges that include it are "
                "adjusted. Everything else in the file stays as it is.",
            )
            if grows
            else tr(
                "Answers",
                "Only these cells are written; formats, charts, formulas of other cells and everything else in the file "
                "stay as they are.",
            )
            if lines
            else tr("Answers", "The workbook already agrees with the plan: there is nothing to update.")
        ]
        texts += [problem.message(language()) for problem in (*self.found.rows, *self.found.left_out)]
        self.summary.write("\n".join(texts))

    def _choose(self) -> None:
        copy = ask_copy(self.path, self)
        if isinstance(copy, Problem):
            self.summary.write(copy.message(language()))
        elif copy is not None:
            self._save_to(copy)

    def _save_to(self, target: Path | None) -> None:
        self.save_wanted.emit(target)
        self.accept()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.rows.retranslate()
            self.refresh()
        super().changeEvent(event)


def ask_copy(path: Path, parent: QWidget) -> Path | Problem | None:
    """Ask for the path of a copy; the extension is the workbook's where none is typed.

    None where the dialog is cancelled; a Problem for another extension, which would misstate the file's form.
    """
    title = tr("Answers", "Update a copy…")
    name = path.with_name(f"{path.stem}-npfdesk{path.suffix}")
    while True:
        file, _ = QFileDialog.getSaveFileName(parent, title, str(name), f"*{path.suffix}")
        if not file:
            return None
        copy = copy_of(path, Path(file))
        if isinstance(copy, Problem) or copy == Path(file) or not copy.exists():
            return copy
        # the dialog asks whether to replace a file that has the completed name
        name = copy


def _place(edit: CellEdit) -> str:
    return edit.cell if edit.behind is None else f"{edit.cell} · {tr('Answers', 'new row')}"


def _shown(value: object) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, float) else str(value)
