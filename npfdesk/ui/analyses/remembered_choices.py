"""The choices of an analysis, saved in the library for each workbook and restored with it."""

from __future__ import annotations

import os
from typing import Any

from PySide6.QtCore import QObject

from npfdesk.store.library import Library
from npfdesk.ui.analyses.analysis_dialog import RememberedAnalysisDialog
from npfdesk.ui.workspace import Workspace


class ChoiceMemory(QObject):
    """Restores the choices of a dialog for the open workbook, and saves changed ones."""

    def __init__(
        self, name: str, dialog: RememberedAnalysisDialog, workspace: Workspace, library: Library | None
    ) -> None:
        super().__init__(dialog)
        self.name, self.dialog, self.workspace, self.library = name, dialog, workspace, library
        # with a read-only library the choices last until the window closes
        self._choices: dict[str, Any] = {}
        dialog.choices_changed.connect(self._keep)
        workspace.opened.connect(lambda _: self.recall())
        self.recall()

    def recall(self) -> None:
        """Restore the choices for this workbook; the defaults where there are none."""
        key = self._key()
        held = self._choices.get(key)
        if held is None and key and self.library is not None:
            held = self.library.setting(key)
        self.dialog.recall(held)

    def _keep(self, record: object) -> None:
        key = self._key()
        if not key:
            return
        self._choices[key] = record
        if self.library is not None and not self.library.read_only:
            # work goes on when a choice cannot be saved
            self.library.keep_settings({key: record})

    def _key(self) -> str:
        path = self.workspace.session.opened.path
        return f"{self.name}:{os.path.normcase(os.path.abspath(path))}" if path is not None else ""
