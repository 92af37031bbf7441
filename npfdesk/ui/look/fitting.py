"""Windows fit the screen that they open on: whole within its available area, frame included, larger on a larger one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from npfdesk.ui.look.language import tr

DESIGNED_FOR = QSize(1366, 728)
"""The room that the sizes of dialogs are chosen for: a screen of 1366 × 768 with a taskbar."""
MOST_GROWTH = 1.6
_TITLE_BAR = 32
_FITTED = "fitted"


def room_for(window: QWidget) -> QRect:
    """What a window's contents may cover of its screen: the available area without the frame.

    A frame that is not there yet is taken to be a title bar. A dialog opens on the screen of its window.
    """
    parent = window.parentWidget()
    available = (parent.window() if parent is not None else window).screen().availableGeometry()
    outer, inner = window.frameGeometry(), window.geometry()
    if outer == inner:
        return available.adjusted(0, _TITLE_BAR, 0, 0)
    return available.adjusted(
        inner.left() - outer.left(),
        inner.top() - outer.top(),
        inner.right() - outer.right(),
        inner.bottom() - outer.bottom(),
    )


_WHOLE_SCREEN = Qt.WindowState.WindowFullScreen | Qt.WindowState.WindowMaximized


class FitsScreen(QObject):
    """Fits a dialog to its screen when it shows, before it is placed."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit it; what the user does to its size afterwards stays."""
        shows = event.type() == QEvent.Type.Show
        if not shows and (event.type() != QEvent.Type.Resize or event.spontaneous()):
            return False
        if isinstance(watched, QWidget) and is_dialog(watched) and not watched.windowState() & _WHOLE_SCREEN:
            if shows:
                fit(watched)
            else:
                # its contents have come, and need more than it had
                _bring_in(watched)
        return False


def is_dialog(widget: QWidget) -> bool:
    """Whether it is a window of its own beside the main one; an answer in a dock is none."""
    # the board is one that can take the whole screen
    return widget.windowType() == Qt.WindowType.Dialog or (isinstance(widget, QDialog) and widget.isWindow())


def fit(dialog: QWidget) -> None:
    """Bound a dialog by its screen, and grow it on a larger one the first time; one that cannot shrink so far scrolls."""
    room = room_for(dialog).size()
    size = dialog.size()
    first = not dialog.property(_FITTED)
    dialog.setProperty(_FITTED, True)
    if first and dialog.testAttribute(Qt.WidgetAttribute.WA_Resized):
        growth = min(room.width() / DESIGNED_FOR.width(), room.height() / DESIGNED_FOR.height(), MOST_GROWTH)
        size = QSize(round(size.width() * max(growth, 1)), round(size.height() * max(growth, 1)))
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    if least.width() > room.width() or least.height() > room.height():
        _let_scroll(dialog, room)
    bounded = size.boundedTo(room).boundedTo(dialog.maximumSize())
    if bounded != dialog.size():
        dialog.resize(bounded)
    parent = dialog.parentWidget()
    if first and parent is not None and not isinstance(dialog, QDialog):
        # Qt places its own dialogs over their window, and no others
        place = QRect(QPoint(), dialog.size())
        place.moveCenter(parent.window().geometry().center())
        dialog.move(place.topLeft())
    _bring_in(dialog)


def _bring_in(dialog: QWidget) -> None:
    room, now = room_for(dialog), dialog.geometry()
    if dialog.isVisible() and dialog.isWindow() and not room.contains(now):
        dialog.setGeometry(brought_in(now, room))


def brought_in(place: QRect, room: QRect) -> QRect:
    """A place moved into a room by the shortest way, and bounded by it where it is larger."""
    size = place.size().boundedTo(room.size())
    left = min(max(place.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(place.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(QPoint(left, top), size)


def _let_scroll(dialog: QWidget, room: QSize) -> None:
    layout = dialog.layout()
    if layout is None:
        return
    keys = dialog.focusWidget()
    dialog.setMinimumSize(dialog.minimumSize().boundedTo(room))
    inner, area = QWidget(), QScrollArea(dialog)
    # a layout that is given to another widget takes what it lays out along
    inner.setLayout(layout)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(tr("Names", "Contents of the window"))
    area.setWidget(inner)
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    if keys is not None:
        keys.setFocus()
