"""Tending the library while the window is open: old saves are thinned, and once a day it is backed up in a thread."""

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
"""Milliseconds after the start: the first minutes belong to whoever opened the window."""


class _BackUp(QThread):
    def __init__(self, library: Library, parent: QObject) -> None:
        super().__init__(parent)
        self.path = library.path
        self.wanted = True
        self.result: backups.Backup | Problem | None = None

    def run(self) -> None:
        """Back up with a connection of its own."""
        now = datetime.datetime.now(datetime.UTC)
        try:
            self.result = backups.take_backup(self.path, now, lambda: not self.wanted)
        except backups.Stopped:
            self.result = None


class LibraryMaintenance(QObject):
    """Thins and backs up; a backup that fails is told in the banner, and nothing waits for it."""

    done = Signal(object)

    def __init__(self, library: Library, banner: Banner, parent: QObject) -> None:
        super().__init__(parent)
        self.library, self.banner = library, banner
        self.thread_: _BackUp | None = None
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(AFTER)
        self.timer.timeout.connect(self.tend)

    def tend(self) -> None:
        """Back up where a day has begun since the last time, then thin: what goes is in the backup."""
        now = datetime.datetime.now(datetime.UTC)
        if self.library.read_only or self.thread_ is not None or not backups.due(self.library.path, now):
            return
        self.thread_ = _BackUp(self.library, self)
        self.thread_.finished.connect(self._ended)
        self.thread_.start()

    def _ended(self) -> None:
        thread, self.thread_ = self.thread_, None
        if thread is None:
            return
        thread.deleteLater()
        result = thread.result
        if isinstance(result, Problem):
            self.banner.say(lambda: result.message(language()), about="backup")
        elif result is not None:
            # another window may write just now; there is a day for it
            with contextlib.suppress(sqlite3.Error):
                thin(self.library, datetime.datetime.now(datetime.UTC))
        self.done.emit(result)

    def stop(self) -> None:
        """No thread outlives the window; an unfinished backup leaves nothing behind."""
        self.timer.stop()
        thread, self.thread_ = self.thread_, None
        if thread is not None:
            thread.wanted = False
            thread.wait()
