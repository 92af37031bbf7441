"""Opening the answers: each dialog is made when it is first asked for, since what it reckons with is slow to load."""

from __future__ import annotations

import importlib
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from npfdesk.store.library import Library
from npfdesk.ui.window import MainWindow

ANSWERS: Final = {
    "seek": ("npfdesk.ui.answers.seeking", "SeekDialog"),
    "allocate": ("npfdesk.ui.answers.allocating", "AllocateDialog"),
    "cheapest": ("npfdesk.ui.answers.cheapest", "CheapestDialog"),
    "fit": ("npfdesk.ui.answers.fitting", "FitDialog"),
    "respond": ("npfdesk.ui.answers.responding", "RespondDialog"),
    "futures": ("npfdesk.ui.answers.futures", "FuturesDialog"),
    "tornado": ("npfdesk.ui.answers.tornado", "TornadoDialog"),
    "waterfall": ("npfdesk.ui.answers.waterfall", "WaterfallDialog"),
    "compare": ("npfdesk.ui.answers.comparing", "CompareDialog"),
    "monitor": ("npfdesk.ui.answers.monitoring", "MonitorDialog"),
    "grid": ("npfdesk.ui.answers.gridding", "GridDialog"),
    "index": ("npfdesk.ui.field.index", "IndexDialog"),
    "disparity": ("npfdesk.ui.field.disparities", "DisparityDialog"),
    "frameworks": ("npfdesk.ui.field.frameworks", "FrameworksDialog"),
    "commitments": ("npfdesk.ui.field.commitments", "CommitmentsDialog"),
    "spillover": ("npfdesk.ui.field.spillover", "SpilloverDialog"),
    "forecasts": ("npfdesk.ui.field.forecasts", "ForecastsDialog"),
}


class Asker(QObject):
    """The answers that are open, one of each."""

    def __init__(self, window: MainWindow, library: Library | None) -> None:
        super().__init__(window)
        self.window, self.library = window, library
        self.open: dict[str, QDialog] = {}
        window.menus.answer_wanted.connect(self.ask)

    def stop(self) -> None:
        """Nothing may be worked out after the window has gone."""
        for dialog in self.open.values():
            dialog.close()

    def _propose(self, dimensions: object) -> None:
        """A framework's sample index, in the dialog of indices."""
        dialog = self.ask("index")
        dialog.use(dimensions)

    def ask(self, name: str) -> QDialog:
        """Bring an answer to the front; it follows the selection and every edit while it is open."""
        dialog = self.open.get(name)
        if dialog is None:
            room, kind = ANSWERS[name]
            dialog = getattr(importlib.import_module(room), kind)(self.window.workspace, self.window)
            self.open[name] = dialog
            if hasattr(dialog, "index_wanted"):
                dialog.index_wanted.connect(self._propose)
            if hasattr(dialog, "chose"):
                importlib.import_module("npfdesk.ui.field.recalling").Recaller(
                    name, dialog, self.window.workspace, self.library
                )
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
        return dialog
