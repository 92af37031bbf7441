"""A quiet line across the window: what happened, what was kept, what to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget


class Banner(QWidget):
    """Hidden until there is something to say; actions are verbs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.buttons: list[QPushButton] = []
        self.shut = QToolButton()
        self.shut.setText("✕")
        self.shut.setProperty("quiet", True)
        self.shut.clicked.connect(self.hide)
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(16, 6, 12, 6)
        self.line.setSpacing(8)
        self.line.addWidget(self.text, 1)
        self.line.addWidget(self.shut)
        self.hide()

    def say(self, text: str, *actions: tuple[str, Callable[[], object]]) -> None:
        """Say something, with what can be done about it."""
        for button in self.buttons:
            self.line.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        self.text.setText(text)
        for name, action in actions:
            button = QPushButton(name)
            button.clicked.connect(self.hide)
            button.clicked.connect(lambda _=False, action=action: action())
            self.line.insertWidget(self.line.count() - 1, button)
            self.buttons.append(button)
        self.show()
