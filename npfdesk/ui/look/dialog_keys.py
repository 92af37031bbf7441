"""The keys of every dialog: Enter takes the answer but not out of a table or a text of several lines, Tab can run with the eye."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from operator import itemgetter
from typing import cast

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QLayout,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QTextEdit,
    QWidget,
)

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QPlainTextEdit, QTextEdit)
"""What the keys go to as one, whatever lies in it."""


class DialogKeys(QObject):
    """Watches dialogs: Ctrl+Enter presses the default button from anywhere; Enter that a table leaves presses none."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter as a dialog gets it: what has the keys had it first."""
        if not isinstance(watched, QDialog):
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in ENTER:
            return self._enter(watched, event)
        return False

    def _enter(self, dialog: QDialog, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.ControlModifier:
            button = default_button(dialog)
            if button is not None:
                button.click()
            return True
        return _is_edited(dialog.focusWidget())


def default_button(dialog: QDialog) -> QPushButton | None:
    """The button that Enter presses; None where there is none."""
    return next(
        (one for one in dialog.findChildren(QPushButton) if one.isDefault() and one.window() is dialog), None
    )


def _is_edited(focus: QWidget | None) -> bool:
    """Whether what has the keys is a table whose cells are typed in, or a text of several lines."""
    while focus is not None and not isinstance(focus, QDialog):
        if isinstance(focus, QPlainTextEdit | QTextEdit):
            return not focus.isReadOnly()
        if isinstance(focus, QAbstractItemView):
            return focus.editTriggers() != QAbstractItemView.EditTrigger.NoEditTriggers and not _is_ticked(
                focus
            )
        focus = focus.parentWidget()
    return False


def _is_ticked(view: QAbstractItemView) -> bool:
    """Whether it is a list whose rows are ticked by Space, and not typed in."""
    flags, kinds = view.currentIndex().flags(), Qt.ItemFlag
    ticked = bool(flags & kinds.ItemIsUserCheckable) and not flags & kinds.ItemIsEditable
    return isinstance(view, QListView) and ticked


def order_by_place(window: QWidget) -> None:
    """Let Tab go as one reads: rows from top to bottom, left to right, a group that stands beside another as a whole."""
    wanted = [one for one in by_place(window) if one is not window]
    # not compared with nextInFocusChain, in which PySide makes each part the parent of the next, up to the menu bar
    for before, after in pairwise(wanted):
        QWidget.setTabOrder(before, after)


def by_place(widget: QWidget) -> Iterator[QWidget]:
    """What takes Tab in a widget, itself first, in the order of layouts, splitters, tabs and pages."""
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, _WHOLE):
        return
    laid = list(_laid_out(widget))
    within = set(laid)
    others = [
        one
        for one in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if one not in within and not one.isWindow()
    ]
    others.sort(key=lambda one: (one.y(), one.x()))
    for one in (*laid, *others):
        yield from by_place(one)


def _laid_out(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter | QStackedWidget):
        yield from _all(widget.widget(at) for at in range(widget.count()))
    elif isinstance(widget, QTabWidget):
        yield widget.tabBar()
        yield from _all(widget.widget(at) for at in range(widget.count()))
    elif isinstance(widget, QScrollArea):
        yield from _all([widget.widget()])
    elif (layout := widget.layout()) is not None:
        yield from _in_layout(layout)


def _all(widgets: Iterable[QWidget | None]) -> Iterator[QWidget]:
    return (one for one in widgets if one is not None)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of those in it, by place.

    Items are not asked for: PySide makes an item the parent of the widget that it holds, which then goes with it.
    """
    owner, direct = layout.parentWidget(), Qt.FindChildOption.FindDirectChildrenOnly
    parts: list[QWidget | QLayout] = (
        [*owner.findChildren(QWidget, options=direct)] if owner is not None else []
    )
    parts += layout.findChildren(QLayout, options=direct)
    places = ((_place(layout, layout.indexOf(one)), one) for one in parts if layout.indexOf(one) >= 0)
    for _, one in sorted(places, key=itemgetter(0)):
        if isinstance(one, QWidget):
            yield one
        else:
            yield from _in_layout(one)


def _place(layout: QLayout, at: int) -> tuple[int, int]:
    """The row and the place in it of what stands at an index."""
    if isinstance(layout, QFormLayout):
        row, role = cast("tuple[int, QFormLayout.ItemRole]", layout.getItemPosition(at))
        return row, role.value
    if isinstance(layout, QGridLayout):
        row, column, _, _ = cast("tuple[int, int, int, int]", layout.getItemPosition(at))
        return row, column
    return at, 0
