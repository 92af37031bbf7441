"""Background work: one job at a time; a failure goes to the crash dialog, and no job outlives the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread


class BackgroundJob(QThread):
    """Runs a function that touches no widget; `then` gets its result in the window's thread."""

    def __init__(self, work: Callable[[], Any], then: Callable[[Any], object], parent: QObject) -> None:
        super().__init__(parent)
        self.work, self.then = work, then
        self.result: Any = None
        self.failure: BaseException | None = None
        self.dropped = False
        self.finished.connect(self._done)

    def run(self) -> None:
        """Run the function."""
        try:
            self.result = self.work()
        except BaseException as failure:  # noqa: BLE001 - handed to the crash dialog in the window's own thread
            self.failure = failure

    def _done(self) -> None:
        self.deleteLater()
        if self.dropped:
            return
        if self.failure is not None:
            raise self.failure
        self.then(self.result)

    def drop(self) -> None:
        """Wait for the work to end and ignore its result."""
        self.dropped = True
        self.wait()
