"""A list to be read at leisure: everything that a notice only begins to tell."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from npfdesk.ui.language import tr


class Listing(QDialog):
    """Lines of plain text under a sentence that says what they are; they can be copied."""

    def __init__(self, sentence: str, lines: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("NPF Desk")
        self.resize(720, 420)
        head = QLabel(sentence)
        head.setTextFormat(head.textFormat().PlainText)
        head.setWordWrap(True)
        self.lines = QPlainTextEdit("\n".join(lines))
        self.lines.setReadOnly(True)
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
