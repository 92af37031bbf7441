"""How far a heap of files is: so many of so many, a bar, and a way to stop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from npfdesk.ui.look.colours import appearance, theme
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.mnemonics import say
from npfdesk.ui.look.style import pixels

_WIDTH = 420


class ReadingLine(QWidget):
    """Says how many files are done; `cancelled` when the user stops it."""

    cancelled = Signal()

    def __init__(self, writes: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.writes = writes
        self.total = 0
        self.done = 0
        self.said, self.bar, self.cancel_button = QLabel(), QProgressBar(), QPushButton()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.bar.setFixedWidth(pixels(_WIDTH))
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.cancelled)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addStretch(1)
        line.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.cancel_button)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(self.said, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(line)
        layout.addStretch(1)
        appearance.changed.connect(self._colour)
        self._colour()
        self.hide()

    def _colour(self) -> None:
        ground, done = theme().hairline, theme().accent
        self.bar.setStyleSheet(
            f"QProgressBar {{ border: none; border-radius: 3px; background: {ground}; }}"
            f"QProgressBar::chunk {{ border-radius: 3px; background: {done}; }}"
        )

    def begin(self) -> None:
        """Nothing is done yet."""
        self.show_count(0, 0)

    def show_count(self, done: int, total: int) -> None:
        """Show how many files are done, of how many (0: nobody knows yet)."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)
        self.done, self.total = done, total
        self._write()

    def _write(self) -> None:
        if not self.total:
            text = tr("Together", "Writing …") if self.writes else tr("Together", "Reading …")
        else:
            text = (
                tr("Together", "Writing: {done} of {total}")
                if self.writes
                else tr("Together", "Reading: {done} of {total}")
            )
        self.said.setText(text.format(done=f"{self.done:,}", total=f"{self.total:,}"))
        self.bar.setAccessibleName(self.said.text())
        say(self.cancel_button, tr("Together", "Stop"))
