"""Opening the answers: each dialog is made when it is first asked for, since what it reckons with is slow to load."""

from __future__ import annotations

import importlib
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from npfdesk.ui.window import MainWindow

ANSWERS: Final = {
    "seek": ("npfdesk.ui.answers.seeking", "SeekDialog"),
    "allocate": ("npfdesk.ui.answers.allocating", "AllocateDialog"),
}


class Asker(QObject):
    """The answers that are open, one of each."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.open: dict[str, QDialog] = {}
        window.menus.answer_wanted.connect(self.ask)

    def ask(self, name: str) -> QDialog:
        """Bring an answer to the front; it follows the selection and every edit while it is open."""
        dialog = self.open.get(name)
        if dialog is None:
            room, kind = ANSWERS[name]
            dialog = getattr(importlib.import_module(room), kind)(self.window.workspace, self.window)
            self.open[name] = dialog
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog
