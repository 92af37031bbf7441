"""Layouts by screen: the window takes the size of the screen that it opens on, and its panels are kept for each size."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QScreen

from npfdesk.ui.look.fitting import brought_in, room_for
from npfdesk.ui.window.main_window import MainWindow

KEPT: Final = "layouts_by_screen"
_LAST: Final = "layout"
"""Where versions before this one kept the one layout that they had."""


def screen_key(screen: QScreen) -> str:
    """The name of a screen's size: the width and height of its available area."""
    size = screen.availableGeometry().size()
    return f"{size.width()}x{size.height()}"


def layouts_from(kept: object) -> dict[str, dict[str, str]]:
    """Layouts as the library keeps them, by their names; what is none is left out."""
    if not isinstance(kept, dict):
        return {}
    return {
        str(name): {str(part): str(where) for part, where in state.items()}
        for name, state in kept.items()
        if isinstance(state, dict)
    }


class ScreenLayouts(QObject):
    """The layouts of the window, by the size of the screen; `restore` takes up the one of the present screen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.layouts: dict[str, dict[str, str]] = {}
        self._shown_on = screen_key(window.screen())

    def restore(self, last: dict[str, Any]) -> None:
        """Take up what the last start kept; on a screen of a size that is new, fill it."""
        if KEPT in last:
            self.layouts = layouts_from(last[KEPT])
        self._shown_on = screen_key(self.window.screen())
        state, former = self.layouts.get(self._shown_on), last.get(_LAST)
        if state is not None:
            self.window.restore_layout(state)
        else:
            if isinstance(former, dict):
                self.window.restore_layout({**former, "geometry": ""})
            self.fill_screen()
        self.fit()
        handle = self.window.windowHandle()
        if handle is not None:
            handle.screenChanged.connect(self.follow)

    def fill_screen(self) -> None:
        """Take the whole available area of the screen, frame included."""
        self.window.setGeometry(room_for(self.window))

    def fit(self) -> None:
        """Bring a window that is larger than its screen, or partly off it, back into it."""
        room, now = room_for(self.window), self.window.geometry()
        if not (room.contains(now) or self.window.isMaximized() or self.window.isFullScreen()):
            self.window.setGeometry(brought_in(now, room))

    def follow(self, screen: QScreen) -> None:
        """The window is on another screen: the panels stand as they did on one of that size."""
        key = screen_key(screen)
        if key == self._shown_on:
            return
        self.layouts[self._shown_on] = self.window.layout_state()
        self._shown_on = key
        state = self.layouts.get(key)
        if state is not None:
            self.window.restore_layout({**state, "geometry": ""})
        self.fit()

    def kept(self) -> dict[str, dict[str, str]]:
        """The layouts to keep, the present one as it is."""
        return {**self.layouts, screen_key(self.window.screen()): self.window.layout_state()}
