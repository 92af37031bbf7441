"""The actions of the sheet: a role for what is marked by its key, and all of them in the context menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from npfdesk.ui.import_window.recognised_sheet import SheetView
from npfdesk.ui.import_window.role_choices import CHOICES, GROUPS, Choice, group_words
from npfdesk.ui.look.language import tr
from npfdesk.workbook.published.recognition import Role


class RoleMenu(QObject):
    """Gives the sheet's view an action for each choice; `chosen` carries the Choice, `sheet_read` whether the sheet is read."""

    chosen = Signal(object)
    sheet_read = Signal(bool)

    def __init__(self, view: SheetView, is_read: Callable[[], bool]) -> None:
        super().__init__(view)
        self.view, self.is_read = view, is_read
        self.actions = {choice: self._action(choice) for choice in CHOICES}
        self.whole_sheet = QAction(self)
        self.whole_sheet.triggered.connect(lambda: self.sheet_read.emit(not self.is_read()))
        view.menu_wanted.connect(self._open)
        self.menu: QMenu | None = None
        self.retranslate()

    def _action(self, choice: Choice) -> QAction:
        action = QAction(self)
        keys = [QKeySequence(choice.key)] if choice.key else []
        if choice.what is Role.IGNORED:
            keys.append(QKeySequence(Qt.Key.Key_Delete))
        action.setShortcuts(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(lambda: self.chosen.emit(choice))
        self.view.addAction(action)
        return action

    def retranslate(self) -> None:
        """Update all texts for the current language."""
        for choice, action in self.actions.items():
            action.setText(choice.words)

    def made(self) -> QMenu:
        """The context menu."""
        menu = QMenu(self.view)
        for title, choices in GROUPS:
            if len(choices) > 1:
                group = menu.addMenu(group_words(title))
                for choice in choices:
                    group.addAction(self.actions[choice])
            else:
                menu.addSeparator()
                menu.addAction(self.actions[choices[0]])
        read = self.is_read()
        self.whole_sheet.setText(
            tr("ImportWindow", "Skip this sheet") if read else tr("ImportWindow", "Read this sheet")
        )
        menu.addAction(self.whole_sheet)
        return menu

    def _open(self, place: QPoint) -> None:
        self.menu = self.made()
        self.menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu.popup(place)
