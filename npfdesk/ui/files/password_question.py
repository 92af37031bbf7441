"""The question for the password of an encrypted workbook; the answer is handed on and kept nowhere."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from npfdesk.ui.look.language import tr
from npfdesk.workbook.files.passwords import LONGEST, Password


class PasswordQuestion(QDialog):
    """Asks for the password of the file of that name; `wrong` says that the one before did not open it."""

    def __init__(self, name: str, wrong: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Password", "Password"))
        self.setMinimumWidth(420)
        asked = (
            tr("Password", "This is not the password of “{name}”. Enter it again; it is case-sensitive.")
            if wrong
            else tr("Password", "“{name}” is protected by a password.")
        )
        self.sentence = QLabel(asked.format(name=name))
        self.sentence.setTextFormat(self.sentence.textFormat().PlainText)
        self.sentence.setWordWrap(True)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(LONGEST)
        self.line.setAccessibleName(tr("Password", "Password"))
        self.remark = QLabel(tr("Password", "It is used for this reading only and is not stored."))
        self.remark.setWordWrap(True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Open | QDialogButtonBox.StandardButton.Cancel
        )
        self.open_button = self.buttons.button(QDialogButtonBox.StandardButton.Open)
        self.open_button.setText(tr("Password", "Open"))
        self.open_button.setEnabled(False)
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setText(tr("Password", "Cancel"))
        self.line.textChanged.connect(lambda text: self.open_button.setEnabled(bool(text)))
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        for one in (self.sentence, self.line, self.remark, self.buttons):
            layout.addWidget(one)
        self.line.setFocus()

    @property
    def password(self) -> Password:
        """What was entered."""
        return Password(self.line.text())


def ask_password(name: str, wrong: bool, parent: QWidget | None) -> Password | None:
    """The password that the user enters for the file of that name; None where the question is put away."""
    question = PasswordQuestion(name, wrong, parent)
    taken = question.exec() == question.DialogCode.Accepted
    password = question.password
    question.line.clear()
    question.deleteLater()
    return password if taken else None
