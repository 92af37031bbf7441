"""The dialog of a note on the path chart: its sign, year, figure and words; it is moved and removed here by keys alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.chart_notes import ChartNote, Sign
from npfdesk.plan.numbers import parse_entry, trimmed
from npfdesk.plan.problems import Problem
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.naming import speak

_LONGEST = 120
"""Letters of a note: more would cover the lines it stands beside."""


class ChartNoteDialog(QDialog):
    """Asks for a note; `removed` says that it is to go. Years are those of the axis, figures in `unit`."""

    def __init__(
        self,
        note: ChartNote,
        years: Sequence[int],
        unit: str,
        *,
        known: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.note, self.unit, self.removed = note, unit, False
        self.setWindowTitle(tr("PathChart", "Note on the chart"))
        self.setMinimumWidth(380)
        self.words, self.figure = QLineEdit(note.text), QLineEdit(trimmed(note.figure, 4))
        self.words.setMaxLength(_LONGEST)
        self.sign, self.year = QComboBox(), QComboBox()
        for sign in Sign:
            self.sign.addItem(sign.words.text(language(), {}), sign)
        self.sign.setCurrentIndex(list(Sign).index(note.sign))
        for year in years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(self.year.findData(note.year))
        form = QFormLayout()
        form.setSpacing(8)
        figure = tr("PathChart", "At figure")
        for head, field in (
            (tr("PathChart", "Words"), self.words),
            (tr("PathChart", "Sign"), self.sign),
            (tr("PathChart", "Year"), self.year),
            (f"{figure} ({unit})" if unit else figure, self.figure),
        ):
            label = QLabel(head)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setBuddy(field)
            speak(field, partial(str, head))
            form.addRow(label, field)
        self.refusal = QLabel()
        self.refusal.setTextFormat(Qt.TextFormat.PlainText)
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        self.buttons = QDialogButtonBox()
        self.take = self.buttons.addButton(tr("PathChart", "Apply"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setDefault(True)
        if known:
            self.remove = self.buttons.addButton(
                tr("PathChart", "Remove"), QDialogButtonBox.ButtonRole.DestructiveRole
            )
            self.remove.clicked.connect(self._remove)
        self.buttons.addButton(tr("PathChart", "Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addLayout(form)
        layout.addWidget(self.refusal)
        layout.addWidget(self.buttons)
        self.words.setFocus()

    def accept(self) -> None:
        """Take the note; without words, or with a figure that is none, say so and stay."""
        words, figure = self.words.text().strip(), parse_entry(self.figure.text().strip(), self.unit)
        if not words or isinstance(figure, Problem):
            wanted = self.words if not words else self.figure
            told = tr("PathChart", "A note needs words.")
            self.refusal.setText(
                figure.message(language()) if isinstance(figure, Problem) and words else told
            )
            self.refusal.show()
            wanted.setFocus()
            return
        sign, year = list(Sign)[self.sign.currentIndex()], int(self.year.currentData())
        self.note = replace(self.note, text=words, figure=figure, sign=sign, year=year)
        super().accept()

    def _remove(self) -> None:
        self.removed = True
        super().accept()
