"""Our own mistakes: the work is drafted, the trace can be copied, and the window stays."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtWidgets import QMessageBox, QWidget

from npfdesk.ui.language import tr


class CrashDialog(QMessageBox):
    """What happened, what was kept, what to do; the trace for whoever mends it."""

    def __init__(self, trace: str, kept: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("NPF Desk")
        self.setTextFormat(self.textFormat().PlainText)
        self.setText(tr("Crash", "A mistake of the program stopped the last step."))
        saved = (
            tr("Crash", "Your work was kept as a draft.")
            if kept
            else tr("Crash", "Your work is still in the window.")
        )
        self.setInformativeText(
            f"{saved} {tr('Crash', 'Go on, or save and start again; the details can be sent to us.')}"
        )
        self.setDetailedText(trace)
        self.setStandardButtons(QMessageBox.StandardButton.Close)
        self.button(QMessageBox.StandardButton.Close).setText(tr("Crash", "Go on"))


def install(window: QWidget, keep: Callable[[], None]) -> None:
    """From now on an exception that nobody caught drafts the work and is shown, and the window lives on."""

    def caught(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, value, trace))
        sys.stderr.write(text)
        if issubclass(kind, KeyboardInterrupt):
            return
        try:
            keep()
            kept = True
        except Exception:  # noqa: BLE001 - a second failure must not hide the first
            kept = False
        dialog = CrashDialog(text, kept, window)
        dialog.open()

    sys.excepthook = caught
