"""The right-hand side of the charts: one of the views at a time, each made when it is first chosen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedLayout, QToolButton, QVBoxLayout, QWidget

from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.charts.gaps import GapChart
from npfdesk.ui.descriptions import Menu
from npfdesk.ui.look.language import tr
from npfdesk.ui.views.registry import GAPS, VIEWS, ViewNotMade
from npfdesk.ui.views.view import View
from npfdesk.ui.views.view_export import ViewExport
from npfdesk.ui.workspace import Workspace


class ViewDock(QWidget):
    """A quiet line with the view's name, which opens the choice, and the view below it.

    `chosen` carries the view that is shown from now on, `picked` one that a person chose by key or menu.
    """

    chosen = Signal(str)
    picked = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        # within its place: a stack shows the first that it is given at once, which would be a window of its own
        self.gaps = GapChart(workspace, self)
        self.views: dict[str, Chart] = {GAPS.key: self.gaps}
        self.current = GAPS.key
        self.button, self.take = QToolButton(), QToolButton()
        self.actions_by_name = self._actions()
        self.taker = ViewExport(workspace, self.view, self.view_name, self)
        menu = QMenu(self)
        menu.addActions(list(self.actions_by_name.values()))
        for button, choices in ((self.button, menu), (self.take, self.taker.menu())):
            button.setMenu(choices)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
            button.setProperty("quiet", True)
        self.head = head = QHBoxLayout()
        head.setContentsMargins(4, 4, 8, 0)
        head.setSpacing(2)
        head.addWidget(self.button)
        head.addStretch(1)
        head.addWidget(self.take)
        self.stack = QStackedLayout()
        self.stack.addWidget(self.gaps)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addLayout(self.stack, 1)
        self.retranslate()

    def _actions(self) -> dict[str, QAction]:
        group, actions = QActionGroup(self), {}
        for name, view in VIEWS.items():
            action = actions[name] = QAction(self)
            action.setCheckable(True)
            action.setChecked(name == self.current)
            action.setShortcut(QKeySequence(view.shortcut))
            action.triggered.connect(lambda _=False, name=name: self._pick(name))
            group.addAction(action)
        return actions

    def actions_of(self, menu: Menu) -> list[QAction]:
        """The actions of the views that a menu shows."""
        return [self.actions_by_name[name] for name, view in VIEWS.items() if view.menu is menu]

    def _pick(self, name: str) -> None:
        self.show_view(name)
        self.picked.emit(name)

    def view(self) -> Chart:
        """The view that is shown."""
        return self.views[self.current]

    def view_name(self) -> str:
        """The name of the view that is shown, in the language in force."""
        return VIEWS[self.current].words

    def show_view(self, name: str) -> None:
        """Show a view; one that is not known (of another version's layout) is passed over."""
        if name not in VIEWS:
            return
        if isinstance(failed := self.views.get(name), ViewNotMade):
            # whatever was in its way may be gone
            self.stack.removeWidget(failed)
            self.views.pop(name).deleteLater()
        if name not in self.views:
            self.views[name] = VIEWS[name].made(self.workspace)
            self.stack.addWidget(self.views[name])
            if isinstance(view := self.views[name], View):
                self.head.insertWidget(self.head.count() - 1, view.controls)
        for other, view in self.views.items():
            if isinstance(view, View):
                view.controls.setVisible(other == name)
        self.current = name
        self.stack.setCurrentWidget(self.views[name])
        self.actions_by_name[name].setChecked(True)
        self.retranslate()
        self.chosen.emit(name)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language in force."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Every text in the language in force."""
        for name, action in self.actions_by_name.items():
            action.setText(VIEWS[name].words)
        self.button.setText(self.view_name())
        self.button.setToolTip(tr("Views", "Choose another view"))
        self.button.setAccessibleName(f"{tr('Views', 'View')}: {self.view_name()}")
        self.take.setText(tr("Views", "Copy or save"))
        self.taker.retranslate()
