"""The base style, where every widget passes: the wheel scrolls and does nothing else, dialogs fit their screen, Alt has letters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QProxyStyle,
    QScrollBar,
    QSpinBox,
    QTabBar,
    QWidget,
)

from npfdesk.ui.look.dialog_keys import DialogKeys
from npfdesk.ui.look.fitting import FitsScreen, is_dialog
from npfdesk.ui.look.mnemonics import letter_menu, letter_window

_SET_BY_WHEEL = (QComboBox, QAbstractSpinBox, QAbstractSlider, QTabBar)
BASE = "Fusion"
_SPIN_ROOM = 7


class _NoWheel(QObject):
    """Passes the wheel on to whatever the watched control lies in, so that it scrolls as if the control were not there."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass on the wheel alone."""
        if event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False


class DeskStyle(QProxyStyle):
    """The program's base style. Every widget passes here before it first shows, those of Qt's own dialogs too."""

    def __init__(self) -> None:
        super().__init__(BASE)
        self._no_wheel, self._fits_screen, self._keys = _NoWheel(self), FitsScreen(self), DialogKeys(self)

    def polish(self, dressed: Any) -> Any:
        """Dress a widget (or the application, or its palette) as the base style does; take the wheel from a control, fit and letter a dialog."""
        result = super().polish(dressed)
        if isinstance(dressed, QWidget):
            if dressed.focusPolicy() == Qt.FocusPolicy.WheelFocus:
                # else a cell that is being typed in would be left by scrolling something else
                dressed.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            if isinstance(dressed, _SET_BY_WHEEL) and not isinstance(dressed, QScrollBar):
                dressed.installEventFilter(self._no_wheel)
            if isinstance(dressed, QSpinBox) and (line := dressed.findChild(QLineEdit)) is not None:
                # a box with buttons of its own gives its text no room at the left
                line.setTextMargins(_SPIN_ROOM, 0, 0, 0)
            if is_dialog(dressed):
                dressed.installEventFilter(self._fits_screen)
                dressed.installEventFilter(self._keys)
                letter_window(dressed)
            elif isinstance(dressed, QMenu):
                letter_menu(dressed)
        return result
