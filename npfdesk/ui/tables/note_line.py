"""The line under a table for typing a note; it need not be answered."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from npfdesk.ui.look.elided_label import ElidedLabel
from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.note_questions import Question


class NoteLine(QWidget):
    """A line edit for a note; `answered` carries the Question and the text, `closed`: the line was hidden."""

    answered = Signal(object, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question: Question | None = None
        self.question_label, self.line = ElidedLabel(), QLineEdit()
        self.question_label.setProperty("role", "note")
        self.question_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.keep, self.close_button = QToolButton(), QToolButton()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self.question_label, 5)
        layout.addWidget(self.line, 4)
        layout.addWidget(self.keep)
        layout.addWidget(self.close_button)
        self.line.setMaxLength(1000)
        self.line.installEventFilter(self)
        self.line.returnPressed.connect(self.submit)
        self.keep.clicked.connect(self.submit)
        self.close_button.clicked.connect(self.end)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Update all texts; a question asked in the other language is dropped."""
        self.keep.setText(tr("Tables", "Keep"))
        self.close_button.setText(tr("Tables", "Close"))
        self.line.setPlaceholderText(tr("Tables", "Reason or note (Shift+F2)"))
        self.show_question(None)

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def show_question(self, question: Question | None) -> None:
        """Show a question without taking the focus; None hides the line."""
        self.question = question
        self.setVisible(question is not None)
        if question is not None:
            self.question_label.setText(question.text)
            self.line.setAccessibleName(question.text)
            self.line.setText(question.answer)

    def focus_line(self) -> None:
        """Focus the line."""
        self.line.setFocus()
        self.line.selectAll()

    def submit(self) -> None:
        """Keep the typed note; an empty text removes a note."""
        question = self.question
        if question is not None:
            text = self.line.text().strip()
            self.end()
            if text != question.answer.strip():
                self.answered.emit(question, text)

    def end(self) -> None:
        """Hide the line."""
        self.show_question(None)
        self.closed.emit()

    def eventFilter(self, line: QObject, event: QEvent) -> bool:
        """Escape hides the line."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.end()
            return True
        return super().eventFilter(line, event)
