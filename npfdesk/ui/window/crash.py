"""Unexpected exceptions: the work is saved as a draft, the traceback can be copied, and the window stays open."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QMessageBox, QWidget

from npfdesk.logbook import note_mistake
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.mnemonics import bare

_BUTTONS = QMessageBox.StandardButton
_BESIDE = 26
"""The room beside the words of a button (pixels)."""
LONGEST_TRACE = 40_000
"""The most characters of tracebacks in one dialog: an error in painting repeats with every frame."""


class CrashDialog(QMessageBox):
    """Says what happened, what was saved and what to do; shows the traceback for the developers."""

    def __init__(self, trace: str, kept: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("NPF Desk")
        self.setTextFormat(self.textFormat().PlainText)
        self.setText(tr("Crash", "A fault in the program stopped the last step."))
        saved = (
            tr("Crash", "Your work was kept as a draft.")
            if kept
            else tr("Crash", "Your work is still in the window, but it could not be kept as a draft.")
        )
        self.setInformativeText(
            f"{saved} {tr('Crash', 'Continue, or save and restart the program. You can send the details to the developers.')}"
        )
        self.setDetailedText(trace)
        self.setStandardButtons(_BUTTONS.Close)
        self.button(_BUTTONS.Close).setText(tr("Crash", "Continue"))
        self.setDefaultButton(_BUTTONS.Close)
        copying = self.addButton(tr("Crash", "Copy the details"), QMessageBox.ButtonRole.ActionRole)
        # buttons of a message box close it; this one only copies
        copying.clicked.disconnect()
        copying.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.detailedText()))

    def showEvent(self, event: QShowEvent) -> None:
        """Give each button the room of its words: Qt forgets the style's padding at the one that shows details."""
        for button in self.buttons():
            # its letter comes later, behind Chinese words in parentheses
            words = button.fontMetrics().horizontalAdvance(f"{bare(button.text())}(W)")
            button.setMinimumWidth(max(button.minimumWidth(), words + _BESIDE))
        # Qt takes the size of the box from its parts as it shows, and fixes it
        super().showEvent(event)

    def add(self, trace: str) -> None:
        """Add another traceback while the dialog is open."""
        if trace not in self.detailedText() and len(self.detailedText()) < LONGEST_TRACE:
            self.setDetailedText(f"{self.detailedText()}\n{trace}")


def install(window: QWidget, keep: Callable[[], bool]) -> None:
    """Install an exception hook that saves a draft and shows the exception; the window stays open.

    `keep` saves the draft and returns whether nothing would be lost if the program ended now.
    """
    standing: list[CrashDialog] = []

    def caught(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, value, trace))
        sys.stderr.write(text)
        note_mistake(kind, trace)
        if issubclass(kind, KeyboardInterrupt):
            return
        if standing:
            standing[0].add(text)
            return
        try:
            kept = keep()
        except Exception:  # noqa: BLE001 - a second failure must not hide the first
            kept = False
        dialog = CrashDialog(text, kept, window)
        standing.append(dialog)
        dialog.finished.connect(standing.clear)
        dialog.open()

    sys.excepthook = caught
