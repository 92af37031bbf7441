"""Maintenance of the library while the window is open: old saves are thinned out, and a daily backup is made."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from npfdesk.plan.problems import Problem
from npfdesk.store import backups
from npfdesk.store.library import Library
from npfdesk.store.revisions import thin
from npfdesk.ui.look.language import language
from npfdesk.ui.window.banner import Banner

AFTER = 15_000
"""Milliseconds after the start, so that maintenance does not slow down the first minutes."""


class _BackupThread(QThread):
    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self.path = library.path
        self.wanted = True
        self.result: backups.Backup | Problem | None = None

    def run(self) -> None:
        """Make the backup over a connection of its own."""
        now = datetime.datetime.now(datetime.UTC)
        try:
            self.result = backups.take_backup(self.path, now, lambda: not self.wanted)
        except backups.BackupCancelled:
            self.result = None


class LibraryMaintenance(QObject):
    """Thins out old saves and makes backups in a thread; a failed backup is shown in the banner."""

    done = Signal(object)

    def __init__(self, library: Library, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self.library, self.banner = library, banner
        self.backup_thread: _BackupThread | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(AFTER)
        self.timer.timeout.connect(self.run_if_due)

    def run_if_due(self) -> None:
        """Make the daily backup if it is due, then thin out old saves: what is removed is in the backup."""
        now = datetime.datetime.now(datetime.UTC)
        if (
            self.library.read_only
            or self.backup_thread is not None
            or not backups.backup_is_due(self.library.path, now)
        ):
            return
        self.backup_thread = _BackupThread(self.library, self)
        self.backup_thread.finished.connect(self._backup_finished)
        self.backup_thread.start()

    def _backup_finished(self) -> None:
        thread, self.backup_thread = self.backup_thread, None
        if thread is None:
            return
        thread.deleteLater()
        result = thread.result
        if isinstance(result, Problem):
            self.banner.show_message(lambda: result.message(language()), about="backup")
        elif result is not None:
            # another window may be writing now; tomorrow is soon enough
            with contextlib.suppress(sqlite3.Error):
                thin(self.library, datetime.datetime.now(datetime.UTC))
        self.done.emit(result)

    def stop(self) -> None:
        """Stop the thread; an unfinished backup leaves no file."""
        self.timer.stop()
        thread, self.backup_thread = self.backup_thread, None
        if thread is not None:
            thread.wanted = False
            thread.wait()
