"""What was chosen in an analysis, kept in the library for each workbook and brought back with it."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from typing import Any

from PySide6.QtCore import QObject

from npfdesk.store.library import Library
from npfdesk.ui.analyses.analysis_dialog import RememberedAnalysisDialog
from npfdesk.ui.workspace import Workspace


class ChoiceMemory(QObject):
    """Hands a dialog what was chosen in it for the workbook that is open, and keeps what is chosen now."""

    def __init__(
        self, name: str, dialog: RememberedAnalysisDialog, workspace: Workspace, library: Library | None
    ) -> None:
        super().__init__(dialog)
        self.name, self.dialog, self.workspace, self.library = name, dialog, workspace, library
        # of a library that cannot be written to the choices last until the window closes
        self._held: dict[str, Any] = {}
        dialog.chose.connect(self._keep)
        workspace.opened.connect(lambda _: self.recall())
        self.recall()

    def recall(self) -> None:
        """Bring back what was chosen for this workbook; the usual choice where nothing was."""
        key = self._key()
        held = self._held.get(key)
        if held is None and key and self.library is not None:
            held = self.library.setting(key)
        self.dialog.recall(held)

    def _keep(self, record: object) -> None:
        key = self._key()
        if not key:
            return
        self._held[key] = record
        if self.library is not None and not self.library.read_only:
            # a choice that cannot be kept keeps nobody from working
            with contextlib.suppress(sqlite3.Error):
                self.library.set_setting(key, record)

    def _key(self) -> str:
        path = self.workspace.session.opened.path
        return f"{self.name}:{os.path.normcase(os.path.abspath(path))}" if path is not None else ""
