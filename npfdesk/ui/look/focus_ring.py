"""The ring around whatever has the keys, as soon as the focus is moved by a key."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFocusFrame, QLineEdit, QWidget
from shiboken6 import isValid

from npfdesk.ui.look.colours import theme

_WIDTH = 2


class FocusRing(QFocusFrame):
    """Lies around a widget, within what the widget's parent shows."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ring, as far out as there is room."""
        parent = self.parentWidget()
        if parent is None:
            return
        room = self.geometry().intersected(parent.rect()).translated(-self.pos())
        painter = QPainter(self)
        painter.setPen(QPen(QColor(theme().accent), _WIDTH, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        inset = _WIDTH // 2
        painter.drawRect(room.adjusted(inset, inset, -inset, -inset))


class FocusRings(QObject):
    """Moves the program's one ring to the widget that has the keys; none while the pointer gives the focus."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.ring: FocusRing | None = None
        application.focusChanged.connect(self._follow)

    def _follow(self, _: QWidget | None, now: QWidget | None) -> None:
        # it is a child of the window that it lies in, and goes with it
        if self.ring is not None and not isValid(self.ring):
            self.ring = None
        keyed = Qt.WidgetAttribute.WA_KeyboardFocusChange
        if now is not None and QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            now.window().setAttribute(keyed, False)
        if now is not None and now.window().testAttribute(keyed) and not _is_editor(now):
            if self.ring is None:
                self.ring = FocusRing()
            self.ring.setWidget(now)
        elif self.ring is not None:
            self.ring.setWidget(None)  # type: ignore[arg-type]  # Qt takes its ring away so


def focus_by_key(widget: QWidget) -> None:
    """Give a widget the keys with the ring, where no Tab was pressed: Qt takes the ring away for the reason of Tab alone."""
    widget.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _is_editor(one: QWidget) -> bool:
    """Whether a line edits a cell, whose frame is drawn around it already."""
    inside = one.parentWidget()
    view = inside.parentWidget() if inside is not None else None
    return isinstance(one, QLineEdit) and isinstance(view, QAbstractItemView) and view.viewport() is inside


def install(application: QApplication) -> None:
    """Let the ring follow the focus from now on."""
    if application.findChild(FocusRings) is None:
        FocusRings(application)
