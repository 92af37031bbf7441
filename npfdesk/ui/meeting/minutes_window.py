"""The window of the minutes: each edit with its effect; author, decision and remark can be typed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.minutes import Decision, Minute, with_decision
from npfdesk.plan.problems import Count, Problem, Wording
from npfdesk.report.forms import write_report
from npfdesk.report.minutes_table import DECISIONS, HEADS, html_table, line_of, text_table
from npfdesk.ui.answers.answer_table import Entry, Head, Rows, RowsTable
from npfdesk.ui.charts.captions import Caption, Note
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.mnemonics import say
from npfdesk.ui.tables.cell_delegate import LineDelegate
from npfdesk.ui.workspace import Workspace

_WIDTHS = (142, 60, 60, 226, 184, 166, 204, 80, 150)
_PLACES = {head.en: place for place, head in enumerate(HEADS)}
_BY, _DECISION, _REMARK = _PLACES["By"], _PLACES["Decision"], _PLACES["Remark"]


def _head(head: Wording) -> str:
    return head.text(language(), {})


class DecisionDelegate(LineDelegate):
    """Edits a decision with a combo box."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        """A combo box of the decisions, opened at once."""
        if index.column() != _DECISION:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        for decision, words in DECISIONS.items():
            box.addItem(words.text(language(), {}), decision)

        def take(_: int) -> None:
            self.commitData.emit(box)
            self.closeEditor.emit(box)

        box.activated.connect(take)
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Show the current decision."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(index.data(Qt.ItemDataRole.EditRole))
        else:
            super().setEditorData(editor, index)

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Store the chosen decision."""
        if isinstance(editor, QComboBox):
            model.setData(index, str(editor.currentData()))
        else:
            super().setModelData(editor, model, index)


class MinutesDialog(QDialog):
    """A non-modal window that grows with every edit; the latest entry is at the end."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.setModal(False)
        self.resize(1320, 460)
        self.heading, self.note = Caption("title"), Note()
        self.rows = Rows(
            [
                Head(partial(_head, head), width, figures=False)
                for head, width in zip(HEADS, _WIDTHS, strict=True)
            ],
            self,
        )
        self.rows.entered.connect(self._entered)
        self.table = RowsTable(self.rows)
        self.table.setItemDelegate(DecisionDelegate(self.table))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.shown: tuple[Minute, ...] = ()
        self.adopt, self.reject_edit, self.leave = (QPushButton() for _ in range(3))
        self.copy, self.save, self.close_button = (QPushButton() for _ in range(3))
        buttons = QHBoxLayout()
        for button in (self.adopt, self.reject_edit, self.leave):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        for button in (self.copy, self.save, self.close_button):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        for button, decision in (
            (self.adopt, Decision.ADOPTED),
            (self.reject_edit, Decision.REJECTED),
            (self.leave, Decision.OPEN),
        ):
            button.clicked.connect(lambda _=False, decision=decision: self.decide(decision))
        self.copy.clicked.connect(self.copy_table)
        self.save.clicked.connect(self.ask_and_save)
        self.close_button.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.note)
        layout.addLayout(buttons)
        for signal in (workspace.minutes_changed, workspace.opened):
            signal.connect(self._refresh_if_visible)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._update_buttons())

    def refresh(self) -> None:
        """Update all texts."""
        before = len(self.shown)
        self.setWindowTitle(tr("Meeting", "Minutes"))
        self.heading.write(tr("Meeting", "Minutes: {plan}").format(plan=self.workspace.plan.title))
        for button, text in (
            (self.adopt, tr("Meeting", "Adopted")),
            (self.reject_edit, tr("Meeting", "Rejected")),
            (self.leave, tr("Meeting", "Open")),
            (self.copy, tr("Meeting", "Copy for Word")),
            (self.save, tr("Meeting", "Save as Excel…")),
            (self.close_button, tr("Meeting", "Close")),
        ):
            say(button, text)
        self.shown = tuple(one for one in self.workspace.session.minutes if one.matters)
        self.rows.retranslate()
        self.rows.set_rows([self._row(one) for one in self.shown])
        if len(self.shown) > before:
            self.table.scrollToBottom()
        empty = tr("Meeting", "No edits yet. Each edit is recorded here with its effect.")
        message = tr(
            "Meeting",
            "Kept with the scenarios when they are saved. By, Decision and Remark can be edited.",
        )
        self.note.write(message if self.shown else empty)
        self._update_buttons()

    def _row(self, minute: Minute) -> list[Entry]:
        line = line_of(minute, self.workspace.plan, language())
        faint = minute.taken_back or minute.decision is Decision.REJECTED
        return [
            Entry(
                text,
                strong=place == _DECISION and minute.decision is Decision.ADOPTED,
                faint=faint or place == 0,
                typed=place in (_BY, _DECISION, _REMARK),
            )
            for place, text in enumerate(line.cells)
        ]

    def _update_buttons(self) -> None:
        chosen = bool(self.table.selectionModel().selectedIndexes())
        for button in (self.adopt, self.reject_edit, self.leave):
            button.setEnabled(chosen)
        for button in (self.copy, self.save):
            button.setEnabled(bool(self.shown))

    def decide(self, decision: Decision) -> None:
        """Set the decision of the selected rows."""
        minutes = self.workspace.session.minutes
        for row in {index.row() for index in self.table.selectionModel().selectedIndexes()}:
            minutes = with_decision(minutes, self.shown[row].number, decision=decision)
        self.workspace.write_minutes(minutes)

    def _entered(self, row: int, column: int, text: str) -> None:
        minutes, number = self.workspace.session.minutes, self.shown[row].number
        if column == _DECISION:
            if text in list(Decision):
                self.workspace.write_minutes(with_decision(minutes, number, decision=Decision(text)))
        elif column == _REMARK:
            self.workspace.write_minutes(with_decision(minutes, number, remark=text.strip()))
        elif text.strip():
            self.workspace.write_minutes(with_decision(minutes, number, by=text.strip()))

    def copy_table(self) -> None:
        """Copy the table: HTML for Word, tab-separated text for spreadsheets."""
        content, plan = QMimeData(), self.workspace.plan
        content.setHtml(html_table(self.shown, plan, language()))
        content.setText(text_table(self.shown, plan, language()))
        QGuiApplication.clipboard().setMimeData(content)
        template = tr("Meeting", "{count:entry|entries} copied; paste into Word or a spreadsheet.")
        self.note.write(template.format(count=Count(len(self.shown))))

    def ask_and_save(self) -> None:
        """Ask for a file and save the minutes."""
        name = f"{tr('Meeting', 'Minutes')}.xlsx"
        plan = self.workspace.session.opened.path
        title = tr("Meeting", "Save the minutes")
        path = ask_where(self, title, name, ["*.xlsx"], plan, self._show_problem)
        if path is not None:
            self.save_book(path)

    def save_book(self, path: Path) -> bool:
        """Write the minutes as a workbook; returns whether they were written."""
        from npfdesk.report.minutes_book import minutes_book

        content = minutes_book(self.shown, self.workspace.plan, language(), self.workspace.origin())
        problem = write_report(path, content, self.workspace.session.opened.path)
        if problem is not None:
            self._show_problem(problem)
            return False
        self.note.write(tr("Meeting", "Minutes saved as {file}.").format(file=shown_path(path.name)))
        return True

    def _show_problem(self, problem: Problem) -> None:
        self.note.write(problem.message(language()))

    def _refresh_if_visible(self, *_: object) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Update when shown; nothing is updated while hidden."""
        super().showEvent(event)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            self.refresh()
        super().changeEvent(event)
