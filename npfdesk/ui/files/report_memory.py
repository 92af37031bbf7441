"""What was chosen for the reports of each plan, kept in the library and found again with it."""

from __future__ import annotations

from typing import Any

from npfdesk.store.library import Library
from npfdesk.store.library_records import kept_path
from npfdesk.ui.workspace import Workspace


class ReportMemory:
    """The last choice for the open plan; with a read-only library it lasts until the program ends."""

    def __init__(self, workspace: Workspace, library: Library | None) -> None:
        self.workspace, self.library = workspace, library
        self._kept: dict[str, Any] = {}

    def recall(self) -> dict[str, Any]:
        """What was kept for the open plan; empty where nothing was, or what another version wrote is none."""
        key = self._key()
        held = self._kept.get(key)
        if held is None and key and self.library is not None:
            held = self.library.setting(key)
        return held if isinstance(held, dict) else {}

    def keep(self, record: dict[str, Any]) -> None:
        """Keep the choice for the open plan."""
        key = self._key()
        if not key:
            return
        self._kept[key] = record
        if self.library is not None and not self.library.read_only:
            # the report is made whether or not its choice can be kept
            self.library.keep_settings({key: record})

    def _key(self) -> str:
        path = self.workspace.session.opened.path
        return f"report:{kept_path(path)}" if path is not None else ""
