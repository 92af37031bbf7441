"""What waits until a window has been seen: it does not keep the window's first picture from the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

UNSEEN: Final = 1000
"""A window that nobody sees (it was started as an icon) is filled after so many milliseconds."""


class FirstPicture(QObject):
    """Does something once, when a window has painted for the first time, or has not for a while."""

    def __init__(self, window: QWidget, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.timeout.connect(self._done)
        self._waiting.start(UNSEEN)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window paints: what follows comes after that has reached the screen."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._waiting.start(0)
        return False

    def _done(self) -> None:
        self._window.removeEventFilter(self)
        self.deleteLater()
        # whoever has closed it by then is not kept waiting
        if self._window.isVisible():
            self._then()
