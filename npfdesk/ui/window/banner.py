"""Notices in a banner across the window, and a dialog that lists all lines behind a notice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from npfdesk.ui.look.language import tr
from npfdesk.ui.look.naming import speak

Words = Callable[[], str]
"""A function that returns a text in the current language; it is called again when the language changes."""
Action = tuple[Words, Callable[[], object]]


class Notice(QWidget):
    """One notice with its buttons; it disappears when a button is clicked or it is closed."""

    def __init__(self, words: Words, actions: tuple[Action, ...], parent: Banner) -> None:
        super().__init__(parent)
        self.words, self.verbs = words, tuple(verb for verb, _ in actions)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons: list[QPushButton] = []
        self.close_button = QToolButton()
        self.close_button.setText("✕")
        self.close_button.setProperty("quiet", True)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 4, 12, 4)
        line.setSpacing(8)
        line.addWidget(self.text, 1)
        for _, action in actions:
            button = QPushButton()
            button.clicked.connect(lambda _=False, action=action: parent.dismiss(self, action))
            line.addWidget(button)
            self.buttons.append(button)
        self.close_button.clicked.connect(lambda: parent.dismiss(self))
        line.addWidget(self.close_button)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Update all texts."""
        self.text.setText(self.words())
        self.close_button.setAccessibleName(tr("Banner", "Close this message"))
        for button, verb in zip(self.buttons, self.verbs, strict=True):
            button.setText(verb())


class Banner(QWidget):
    """The current notices, one for each subject; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notices: dict[str, Notice] = {}
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(0)
        self.hide()

    def show_message(self, words: Words, *actions: Action, about: str) -> None:
        """Show a notice with its actions; it replaces the notice about the same subject."""
        self.clear(about)
        notice = self.notices[about] = Notice(words, actions, self)
        self.lines.addWidget(notice)
        self.show()

    def clear(self, *subjects: str) -> None:
        """Remove the notices about these subjects."""
        for about in subjects:
            notice = self.notices.pop(about, None)
            if notice is not None:
                self.lines.removeWidget(notice)
                notice.hide()
                notice.deleteLater()
        self.setVisible(bool(self.notices))

    def dismiss(self, notice: Notice, action: Callable[[], object] | None = None) -> None:
        """Remove a notice that was answered or closed, then run the chosen action."""
        self.clear(*(about for about, one in self.notices.items() if one is notice))
        if action is not None:
            action()

    @property
    def message_text(self) -> str:
        """The text of all notices, one line each."""
        return "\n".join(notice.text.text() for notice in self.notices.values())


class TextListDialog(QDialog):
    """A dialog that lists lines of plain text under an introducing sentence; they can be copied."""

    def __init__(self, sentence: str, lines: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("NPF Desk")
        self.resize(720, 420)
        head = QLabel(sentence)
        head.setTextFormat(head.textFormat().PlainText)
        head.setWordWrap(True)
        self.lines = QPlainTextEdit("\n".join(lines))
        self.lines.setReadOnly(True)
        speak(self.lines, lambda: tr("Names", "Lines of text"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(tr("Listing", "Close"))
        copying = buttons.addButton(tr("Listing", "Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copying.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.lines.toPlainText()))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(head)
        layout.addWidget(self.lines, 1)
        layout.addWidget(buttons)
