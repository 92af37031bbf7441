"""The quiet line under a table where a note is written; nobody has to answer it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from npfdesk.ui.look.elided_label import ElidedLabel
from npfdesk.ui.look.language import tr
from npfdesk.ui.tables.figure_model import Question


class NoteLine(QWidget):
    """`answered` carries the Question and the text, `closed` says that the line is gone."""

    answered = Signal(object, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.question: Question | None = None
        self.said, self.line = ElidedLabel(), QLineEdit()
        self.said.setProperty("role", "note")
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.keep, self.shut = QToolButton(), QToolButton()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.addWidget(self.said, 5)
        layout.addWidget(self.line, 4)
        layout.addWidget(self.keep)
        layout.addWidget(self.shut)
        self.line.setMaxLength(1000)
        self.line.installEventFilter(self)
        self.line.returnPressed.connect(self.answer)
        self.keep.clicked.connect(self.answer)
        self.shut.clicked.connect(self.end)
        self.retranslate()
        self.hide()

    def retranslate(self) -> None:
        """Every word in the language in force; what was asked in another one is no more asked."""
        self.keep.setText(tr("Tables", "Keep"))
        self.shut.setText(tr("Tables", "Close"))
        self.line.setPlaceholderText(tr("Tables", "Reason or note (Shift+F2)"))
        self.put(None)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def put(self, question: Question | None) -> None:
        """Ask, without taking the keys from where they are; None asks nothing."""
        self.question = question
        self.setVisible(question is not None)
        if question is not None:
            self.said.setText(question.text)
            self.line.setAccessibleName(question.text)
            self.line.setText(question.answer)

    def take_keys(self) -> None:
        """Write in the line."""
        self.line.setFocus()
        self.line.selectAll()

    def answer(self) -> None:
        """Keep what was written; nothing written takes a note away."""
        question = self.question
        if question is not None:
            text = self.line.text().strip()
            self.end()
            if text != question.answer.strip():
                self.answered.emit(question, text)

    def end(self) -> None:
        """Ask no more."""
        self.put(None)
        self.closed.emit()

    def eventFilter(self, line: QObject, event: QEvent) -> bool:
        """Escape ends it."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            self.end()
            return True
        return super().eventFilter(line, event)
