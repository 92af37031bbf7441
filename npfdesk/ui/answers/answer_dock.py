"""The dock of an answer: beside the charts and tables that it moves, a window of its own only when pulled out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QTabBar, QTabWidget

from npfdesk.ui.answers.answer_dialog import AnswerDialog
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.naming import name_dock_buttons, speak

_SHARE: Final = 0.32
"""The part of the window's width that a dock takes when it first opens."""
_LEAST, _MOST = 300, 640
"""Pixels within which that part is kept."""


class AnswerDock(QDockWidget):
    """Holds one answer at the right of the window; more of them stand there as tabs.

    `go_back` gives the keys back to where they were before they came here.
    """

    def __init__(
        self, key: str, answer: AnswerDialog, host: QMainWindow, go_back: Callable[[], None]
    ) -> None:
        super().__init__(host)
        self.answer, self.host, self._go_back = answer, host, go_back
        # the place of the dock in a saved layout is found by this name
        self.setObjectName(f"answer {key}")
        self.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.setWidget(answer)
        answer.docked = True
        answer.left.connect(self.close)
        answer.windowTitleChanged.connect(self._retitle)
        self.visibilityChanged.connect(answer.set_in_sight)
        self.topLevelChanged.connect(self._moved_out_or_in)
        self._retitle(answer.windowTitle())

    def settle(self, beside: AnswerDock | None) -> None:
        """Take the place that the layout keeps; else stand with the open answers, or at the right of the window."""
        host = self.host
        host.setTabPosition(self.allowedAreas(), QTabWidget.TabPosition.North)
        if host.restoreDockWidget(self):
            return
        host.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self)
        if beside is not None:
            host.tabifyDockWidget(beside, self)
        else:
            width = min(max(round(host.width() * _SHARE), _LEAST), _MOST)
            self.show()
            host.resizeDocks([self], [width], Qt.Orientation.Horizontal)

    def rejoin(self, beside: AnswerDock | None) -> None:
        """Asked again after it was closed: stand with an open answer at the same side, not above or below it."""
        host = self.host
        if (
            beside is None
            or self.isFloating()
            or host.dockWidgetArea(beside) is not host.dockWidgetArea(self)
        ):
            return
        host.tabifyDockWidget(beside, self)

    def bring_to_front(self) -> None:
        """Show the answer before the others there, with the keys in it."""
        # one that was closed by its own button is hidden within its dock
        self.answer.show()
        self.show()
        self.raise_()
        for bar in self.host.findChildren(QTabBar, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if bar.accessibleName() == "":
                bar.setUsesScrollButtons(True)
                bar.setElideMode(Qt.TextElideMode.ElideNone)
                speak(bar, lambda: tr("Names", "Open answers"))
        if self.isFloating():
            self.activateWindow()
        if not self.has_keys():
            self.answer.take_keys()

    def has_keys(self) -> bool:
        """Whether the keys are in the answer."""
        focus = QApplication.focusWidget()
        return focus is not None and self.answer.isAncestorOf(focus)

    def _moved_out_or_in(self) -> None:
        """Pulled out, or put back: its window is another one, and the keys come along."""
        if self.isVisible():
            # Qt has given them to the first field of the window, where they never were
            self._go_back()
            self.bring_to_front()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc gives the keys back; the answer stays beside the table. Pulled out, it is closed as a window is."""
        if event.key() != Qt.Key.Key_Escape or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
            return
        if self.isFloating():
            self.close()
        else:
            self._go_back()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The keys go back to where they were."""
        had_keys = self.has_keys()
        super().closeEvent(event)
        if had_keys:
            self._go_back()

    def changeEvent(self, event: QEvent) -> None:
        """The dock's own buttons in the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            name_dock_buttons(self)
        super().changeEvent(event)

    def _retitle(self, title: str) -> None:
        self.setWindowTitle(title)
        name_dock_buttons(self)
