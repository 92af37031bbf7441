"""The scenario tree: activate, derive, duplicate, rename, recolour, delete, show in the charts."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QEvent, QPoint, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QColorDialog,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.edit_labels import (
    scenario_added,
    scenario_duplicated,
    scenario_recoloured,
    scenario_removed,
    scenario_renamed,
)
from npfdesk.plan.edits import AddScenario, ChangeScenario, Edit, EditRefused, RemoveScenario
from npfdesk.plan.scenarios import Scenario
from npfdesk.session import Change, Structure
from npfdesk.ui.look.colours import appearance, scenario_colour
from npfdesk.ui.look.language import named, tr
from npfdesk.ui.look.marks import SWATCH_SIDE, swatch
from npfdesk.ui.workspace import Workspace

IdRole = int(Qt.ItemDataRole.UserRole)
StateRole = IdRole + 1
"""What an item shows: name, colour, whether it is active and whether it is drawn."""


def parents_first(scenarios: Mapping[str, Scenario]) -> Iterator[tuple[int, Scenario]]:
    """Scenarios with their places, each behind the one that it inherits from; else in their order."""
    waiting: dict[str, list[tuple[int, Scenario]]] = {}
    roots: list[tuple[int, Scenario]] = []
    for place, scenario in enumerate(scenarios.values()):
        parent = scenario.parent
        above = waiting.setdefault(parent, []) if parent is not None and parent in scenarios else roots
        above.append((place, scenario))
    while roots:
        yield from roots
        roots = [one for _, above in roots for one in waiting.get(above.id, ())]


_RENAMING = "F2"


class ScenarioTree(QWidget):
    """The tree of scenarios. A ticked one is shown in the charts; the bold one is being edited."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.items: dict[str, QTreeWidgetItem] = {}
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setIconSize(QSize(SWATCH_SIDE, SWATCH_SIDE))
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.tree.currentItemChanged.connect(self._activate_item)
        self.tree.itemChanged.connect(self._compare_ticked)
        self.tree.itemDoubleClicked.connect(lambda *_: self.rename())
        renaming = QShortcut(QKeySequence(_RENAMING), self.tree)
        renaming.setContext(Qt.ShortcutContext.WidgetShortcut)
        renaming.activated.connect(lambda: self.rename())
        self.new, self.copy, self.remove = QToolButton(), QToolButton(), QToolButton()
        self.new.clicked.connect(lambda: self.new_from())
        self.copy.clicked.connect(lambda: self.duplicate())
        self.remove.clicked.connect(lambda: self.delete())
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        for button in (self.new, self.copy, self.remove):
            button.setProperty("quiet", True)
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 4, 4, 8)
        layout.setSpacing(4)
        layout.addWidget(self.tree, 1)
        layout.addLayout(buttons)
        workspace.opened.connect(self.rebuild)
        workspace.changed.connect(self._changed)
        workspace.view_changed.connect(self.refresh)
        appearance.changed.connect(self.refresh)
        self.rebuild()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.rebuild()
        super().changeEvent(event)

    def _changed(self, change: Change) -> None:
        if change.structure & Structure.SCENARIOS:
            self.rebuild()
        elif change.structure & Structure.ACTIVE:
            self.refresh()

    def refresh(self, *_: object) -> None:
        """Update ticks, colours and fonts. The items stay, since one of them may just have been clicked."""
        with QSignalBlocker(self.tree):
            for place, scenario in enumerate(self.workspace.document.scenarios.values()):
                # a new one gets its item when the tree is built again
                if scenario.id in self.items:
                    self._update_item(self.items[scenario.id], scenario, place)
            self.tree.setCurrentItem(self.items[self.workspace.document.active])

    def rebuild(self, *_: object) -> None:
        """Build the tree again."""
        self.tree.setAccessibleName(tr("Window", "Scenarios"))
        self.new.setText(tr("ScenarioTree", "New child"))
        self.copy.setText(tr("ScenarioTree", "Duplicate"))
        self.remove.setText(tr("ScenarioTree", "Delete"))
        document = self.workspace.document
        self.remove.setEnabled(len(document.scenarios) > 1)
        with QSignalBlocker(self.tree):
            self.tree.clear()
            items = self.items = {}
            for place, scenario in parents_first(document.scenarios):
                items[scenario.id] = self._item(scenario, items.get(scenario.parent or ""), place)
            self.tree.expandAll()
            self.tree.setCurrentItem(items[document.active])

    def _item(self, scenario: Scenario, above: QTreeWidgetItem | None, place: int) -> QTreeWidgetItem:
        item = QTreeWidgetItem(above if above is not None else self.tree)
        item.setData(0, IdRole, scenario.id)
        self._update_item(item, scenario, place)
        return item

    def _update_item(self, item: QTreeWidgetItem, scenario: Scenario, place: int) -> None:
        active = scenario.id == self.workspace.document.active
        shown = active or scenario.id in self.workspace.compared
        colour = scenario_colour(scenario.colour, place)
        state = (named(scenario), colour.name(), active, shown)
        # each setting of an item costs a look at the whole view, and of thousands few differ
        if item.data(0, StateRole) == state:
            return
        item.setData(0, StateRole, state)
        item.setText(0, named(scenario))
        item.setIcon(0, swatch(colour))
        item.setCheckState(0, Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
        font = QFont()
        font.setWeight(QFont.Weight.DemiBold if active else QFont.Weight.Normal)
        item.setFont(0, font)

    def chosen(self) -> str:
        """The id of the current scenario in the tree."""
        item = self.tree.currentItem()
        return item.data(0, IdRole) if item is not None else self.workspace.document.active

    def _activate_item(self, item: QTreeWidgetItem | None, _: object = None) -> None:
        if item is not None:
            self.workspace.activate(item.data(0, IdRole))

    def _compare_ticked(self, item: QTreeWidgetItem) -> None:
        name = item.data(0, IdRole)
        shown = [one for one in self.workspace.compared if one != name]
        if item.checkState(0) is Qt.CheckState.Checked and name != self.workspace.document.active:
            shown.append(name)
        self.workspace.set_view(
            compared=tuple(one for one in self.workspace.document.scenarios if one in shown)
        )

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(tr("ScenarioTree", "New child scenario…"), lambda: self.new_from())
        menu.addAction(tr("ScenarioTree", "Duplicate"), lambda: self.duplicate())
        menu.addAction(tr("ScenarioTree", "Rename…"), QKeySequence(_RENAMING), lambda: self.rename())
        menu.addAction(tr("ScenarioTree", "Colour…"), lambda: self.recolour())
        menu.addSeparator()
        delete = menu.addAction(tr("ScenarioTree", "Delete"), lambda: self.delete())
        delete.setEnabled(len(self.workspace.document.scenarios) > 1)
        menu.exec(self.tree.viewport().mapToGlobal(place))

    def _free_name(self, name: str) -> str:
        taken = {one.name for one in self.workspace.document.scenarios.values()}
        number, free = 2, name
        while free in taken:
            free, number = f"{name} {number}", number + 1
        return free

    def _apply(self, edit: Edit, refusal: str) -> bool:
        try:
            self.workspace.apply(edit, self)
        except EditRefused:
            self.workspace.notice.emit(refusal)
            return False
        return True

    def ask_name(self, title: str, name: str) -> str | None:
        """Ask for a name; None where the dialog is cancelled."""
        text, agreed = QInputDialog.getText(
            self, title, tr("ScenarioTree", "Name of the scenario"), text=name
        )
        return text.strip() if agreed and text.strip() else None

    def new_from(self, name: str | None = None) -> bool:
        """Add a scenario that inherits from the current one."""
        parent = self.workspace.document.scenarios[self.chosen()]
        suggested = self._free_name(tr("ScenarioTree", "{name}, adjusted").format(name=parent.name))
        name = name or self.ask_name(tr("ScenarioTree", "New child scenario…"), suggested)
        if name is None:
            return False
        scenario = Scenario(uuid.uuid4().hex, name, parent.id)
        edit = AddScenario(scenario, scenario_added(name, parent.name))
        return self._apply(
            edit, tr("ScenarioTree", "There is a scenario of that name already. Choose another name.")
        )

    def duplicate(self) -> bool:
        """Copy the current scenario, with the same parent and assumptions."""
        original = self.workspace.document.scenarios[self.chosen()]
        name = self._free_name(tr("ScenarioTree", "Copy of {name}").format(name=original.name))
        copy = Scenario(
            uuid.uuid4().hex,
            name,
            original.parent,
            original.description,
            "",
            original.assumptions,
            original.intensities,
            original.targets,
        )
        return self._apply(AddScenario(copy, scenario_duplicated(original.name)), name)

    def rename(self, name: str | None = None) -> bool:
        """Rename the current scenario."""
        scenario = self.workspace.document.scenarios[self.chosen()]
        name = name or self.ask_name(tr("ScenarioTree", "Rename…"), scenario.name)
        if name is None or name == scenario.name:
            return False
        edit = ChangeScenario(scenario.id, scenario_renamed(scenario.name, name), name=name)
        return self._apply(
            edit, tr("ScenarioTree", "There is a scenario of that name already. Choose another name.")
        )

    def recolour(self) -> bool:
        """Change the colour of the current scenario."""
        scenario = self.workspace.document.scenarios[self.chosen()]
        colour = QColorDialog.getColor(QColor(scenario.colour or "#7A4FB5"), self)
        if not colour.isValid():
            return False
        edit = ChangeScenario(scenario.id, scenario_recoloured(scenario.name), colour=colour.name())
        return self._apply(edit, "")

    def delete(self) -> bool:
        """Delete the current scenario; its children take over its assumptions, and undo restores it."""
        scenario = self.workspace.document.scenarios[self.chosen()]
        edit = RemoveScenario(scenario.id, scenario_removed(scenario.name))
        return self._apply(
            edit, tr("ScenarioTree", "The last scenario cannot be deleted: a plan needs at least one.")
        )
