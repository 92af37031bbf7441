"""Mistakes of the program, contained in their place: told there, and in the log and the crash dialog all the same."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from npfdesk.locations import user_log_folder
from npfdesk.report.material import kind_of
from npfdesk.ui.look.language import tr


def tell_mistake(mistake: BaseException) -> None:
    """Hand a mistake to the hook of uncaught exceptions, as if nothing had contained it; the caller goes on."""
    sys.excepthook(type(mistake), mistake, mistake.__traceback__)


Painted = TypeVar("Painted", bound=QWidget)


def painting(paint: Callable[[Painted, QPaintEvent], None]) -> Callable[[Painted, QPaintEvent], None]:
    """A paintEvent whose mistakes go no further than to the log and the crash dialog, once for each place in the program.

    Handed on by two handlers in Python, as an `event` beside it is, they would end the process: PySide 6.11 takes them by
    their arguments, which before Python 3.12 an exception made in C does not have yet.
    """

    @wraps(paint)
    def painted(widget: Painted, event: QPaintEvent) -> None:
        try:
            paint(widget, event)
        except Exception as mistake:  # noqa: BLE001 - handed on to the log and the crash dialog
            told: set[str] = vars(widget).setdefault("_told_in_painting", set())
            _tell_once(mistake, told)

    return painted


def _tell_once(mistake: BaseException, told: set[str]) -> None:
    # an error in painting repeats with every frame
    place = "".join(traceback.format_tb(mistake.__traceback__)) + kind_of(mistake)
    if place not in told:
        told.add(place)
        tell_mistake(mistake)


def mistake_text(what: str, mistake: BaseException) -> str:
    """What failed ("" where its place says it), that the rest stands, and where the log is; never the exception's own words."""
    text = tr(
        "Mistakes",
        "{what} cannot be shown because of a fault in the program ({mistake}). The rest of the window works, and nothing is lost. The details are in the log in {folder}; please send them to the developers.",
    )
    named = f"“{what}”" if what else tr("Mistakes", "This part")
    return text.format(what=named, mistake=kind_of(mistake), folder=user_log_folder())


class MistakePanel(QLabel):
    """Plain text over a widget whose figures cannot be trusted; it leaves `free` pixels at the bottom."""

    def __init__(self, covered: QWidget, free: int) -> None:
        super().__init__(covered)
        self._covered, self._free = covered, free
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setMargin(24)
        self.setAutoFillBackground(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        covered.installEventFilter(self)

    def cover(self) -> None:
        """Lie over all of it."""
        covered = self._covered
        self.setGeometry(0, 0, covered.width(), max(covered.height() - self._free, 0))
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the size of what is covered."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.cover()
        return False


class Containment:
    """What keeps the mistakes of one widget within it. Each is told once to the log and the crash dialog.

    `name` says what fails, and `free` how many pixels at the bottom stay as they are.
    """

    def __init__(self, widget: QWidget, name: Callable[[], str], free: int = 0) -> None:
        self._widget, self._name, self._free = widget, name, free
        self._panel: MistakePanel | None = None
        self._told: set[str] = set()
        self.failed = False
        """Whether the last work failed, so that what is shown is a message."""

    def run(self, work: Callable[[], object]) -> bool:
        """Do what shows something; whether it was done."""
        try:
            work()
        except Exception as mistake:  # noqa: BLE001 - handed on to the log and the crash dialog
            self.tell(mistake)
            return False
        self.failed = False
        if self._panel is not None:
            self._panel.hide()
        return True

    def tell(self, mistake: BaseException) -> None:
        """Say in its place that something failed."""
        self.failed = True
        if self._panel is None:
            self._panel = MistakePanel(self._widget, self._free)
        self._panel.setText(mistake_text(self._name(), mistake))
        self._panel.cover()
        _tell_once(mistake, self._told)

    def text(self) -> str:
        """What is told in its place; "" where nothing failed."""
        return self._panel.text() if self._panel is not None and self.failed else ""
