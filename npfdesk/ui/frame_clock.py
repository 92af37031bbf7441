"""The frame clock of held keys and drags: of what they ask for only the newest is done, once a painted frame."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

_TURN: Final = QEvent.Type(QEvent.registerEventType())
_AFTER_PAINTING: Final = Qt.EventPriority.LowEventPriority.value - 1
"""Qt paints by events of low priority: what comes after them finds the last state on the screen."""


class FrameClock(QObject):
    """Does what an input source asks for when the screen shows what it asked for before; what came in between is dropped.

    The newest wish is never dropped: at the end of a drag, and where a key is let go, `flush` does it at once.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish: Callable[[], None] | None = None

    @property
    def waiting(self) -> bool:
        """Whether something is asked for that is not done yet."""
        return self._wish is not None

    def ask(self, wish: Callable[[], None]) -> None:
        """Do this after the next painting, instead of what was asked for and not yet done."""
        if self._wish is None:
            QCoreApplication.postEvent(self, QEvent(_TURN), _AFTER_PAINTING)
        self._wish = wish

    def flush(self) -> None:
        """Do at once what is asked for and not yet done."""
        QCoreApplication.removePostedEvents(self, _TURN.value)
        wish, self._wish = self._wish, None
        if wish is not None:
            wish()

    def drop(self) -> None:
        """Forget what is asked for: the drag was cancelled, or the figure is another one now."""
        QCoreApplication.removePostedEvents(self, _TURN.value)
        self._wish = None

    def event(self, event: QEvent) -> bool:
        """The turn of the newest wish."""
        if event.type() != _TURN:
            return super().event(event)
        self.flush()
        return True
