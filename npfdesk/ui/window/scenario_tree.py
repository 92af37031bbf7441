"""The scenario tree: activate, derive, duplicate, lay packages over, rename, recolour, adopt, delete, show in the charts."""

from __future__ import annotations

import html
import uuid
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QDate, QEvent, QPoint, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import (
    QColorDialog,
    QDialog,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QMessageBox,
    QStyle,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.adoption import adopt, lift_adoption, locks, seal
from npfdesk.plan.edit_labels import (
    duplicate_scenario,
    scenario_added,
    scenario_recoloured,
    scenario_removed,
    scenario_renamed,
    set_packages,
)
from npfdesk.plan.edits import (
    AddScenario,
    ChangeScenario,
    Edit,
    EditRefused,
    RemoveScenario,
)
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.spoken_names import name_wording
from npfdesk.session import Change, Structure
from npfdesk.ui.look.colours import appearance, scenario_colour
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.look.marks import SWATCH_SIDE, swatch
from npfdesk.ui.window.packages_dialog import PackagesDialog, order_told, sum_of_names
from npfdesk.ui.workspace import Workspace, refusal_text

IdRole = int(Qt.ItemDataRole.UserRole)
StateRole = IdRole + 1
"""What an item shows: name with its seal, colour, whether it is active and whether it is ticked, and what its tooltip says."""


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
_BESIDE_TICK = 4
"""Pixels that a click may miss a tick by."""


class _Scenarios(QTreeWidget):
    """The items; a double click on a name tells so, one on a tick is two clicks on it."""

    name_double_clicked = Signal()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Tell of a double click beside the tick."""
        super().mouseDoubleClickEvent(event)
        place = event.position().toPoint()
        item = self.itemAt(place)
        if item is None or event.button() != Qt.MouseButton.LeftButton:
            return
        metric, style = QStyle.PixelMetric, self.style()
        tick = style.pixelMetric(metric.PM_IndicatorWidth) + 2 * style.pixelMetric(
            metric.PM_FocusFrameHMargin
        )
        if place.x() > self.visualItemRect(item).left() + tick + _BESIDE_TICK:
            self.name_double_clicked.emit()


class ScenarioTree(QWidget):
    """The tree of scenarios. A ticked one is shown in the charts; the bold one is being edited, and always shown."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.items: dict[str, QTreeWidgetItem] = {}
        self.tree = _Scenarios()
        self.tree.setHeaderHidden(True)
        self.tree.setIndentation(14)
        self.tree.setIconSize(QSize(SWATCH_SIDE, SWATCH_SIDE))
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu)
        self.tree.currentItemChanged.connect(self._activate_item)
        self.tree.itemChanged.connect(self._compare_ticked)
        self.tree.name_double_clicked.connect(lambda: self.rename())
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
        ticked, told = frozenset(self.workspace.ticked), self._locks()
        with QSignalBlocker(self.tree):
            for scenario in self.workspace.document.scenarios.values():
                # a new one gets its item when the tree is built again
                if scenario.id in self.items:
                    self._update_item(self.items[scenario.id], scenario, ticked, told)
            self.tree.setCurrentItem(self.items[self.workspace.document.active])

    def rebuild(self, *_: object) -> None:
        """Build the tree again."""
        self.tree.setAccessibleName(tr("Window", "Scenarios"))
        hint = tr("ScenarioTree", "Ticked: drawn in the charts. Bold: being edited, and always drawn.")
        self.tree.setAccessibleDescription(hint)
        self.tree.setToolTip(hint)
        self.new.setText(tr("ScenarioTree", "New child"))
        self.copy.setText(tr("ScenarioTree", "Duplicate"))
        self.remove.setText(tr("ScenarioTree", "Delete"))
        document = self.workspace.document
        self.remove.setEnabled(len(document.scenarios) > 1)
        ticked, told = frozenset(self.workspace.ticked), self._locks()
        with QSignalBlocker(self.tree):
            self.tree.clear()
            items = self.items = {}
            for scenario in (one for _, one in parents_first(document.scenarios)):
                above = items.get(scenario.parent or "")
                item = items[scenario.id] = QTreeWidgetItem(above if above is not None else self.tree)
                item.setData(0, IdRole, scenario.id)
                self._update_item(item, scenario, ticked, told)
            self.tree.expandAll()
            self.tree.setCurrentItem(items[document.active])

    def _locks(self) -> Mapping[str, str]:
        """Why scenarios are locked, by their ids."""
        found = locks(self.workspace.document.scenarios)
        return {name: problem.message(language()) for name, problem in found.items()}

    def _update_item(
        self,
        item: QTreeWidgetItem,
        scenario: Scenario,
        ticked: frozenset[str],
        told: Mapping[str, str],
    ) -> None:
        active = scenario.id == self.workspace.document.active
        shown = scenario.id in ticked
        colour = scenario_colour(self.workspace.document.hues[scenario.id])
        scenarios = self.workspace.document.scenarios
        packages = [scenarios[one] for one in scenario.packages if one in scenarios]
        laid = sum_of_names((scenario, *packages))
        text = " · ".join(part for part in (laid, seal(scenario, language())) if part)
        tips = [order_told(scenarios, scenario.id)] if packages else []
        tips += [told[scenario.id]] if scenario.id in told else []
        state = (text, colour.name(), active, shown, tuple(tips))
        # each setting of an item costs a look at the whole view, and of thousands few differ
        if item.data(0, StateRole) == state:
            return
        item.setData(0, StateRole, state)
        item.setText(0, text)
        # a paragraph of our own, so that nothing in a name is read as markup
        item.setToolTip(0, "".join(f"<p>{html.escape(tip)}</p>" for tip in tips))
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
        self.workspace.tick(item.data(0, IdRole), item.checkState(0) is Qt.CheckState.Checked)

    def _menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.addAction(tr("ScenarioTree", "New child scenario…"), lambda: self.new_from())
        menu.addAction(tr("ScenarioTree", "Duplicate"), lambda: self.duplicate())
        menu.addAction(tr("ScenarioTree", "Rename…"), QKeySequence(_RENAMING), lambda: self.rename())
        menu.addAction(tr("ScenarioTree", "Packages…"), lambda: self.lay_packages())
        menu.addAction(tr("ScenarioTree", "Colour…"), lambda: self.recolour())
        if self.workspace.document.scenarios[self.chosen()].adopted:
            menu.addAction(tr("ScenarioTree", "Lift the adoption…"), lambda: self.lift_adoption())
        else:
            menu.addAction(tr("ScenarioTree", "Mark as adopted…"), lambda: self.adopt())
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
        except EditRefused as refused:
            self.workspace.notice.emit(refusal if refused.problem is None else refusal_text(refused))
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
        suggested = self._free_name(tr("ScenarioTree", "{name}, adjusted").format(name=named(parent)))
        name = name or self.ask_name(tr("ScenarioTree", "New child scenario…"), suggested)
        if name is None:
            return False
        scenario = Scenario(uuid.uuid4().hex, name, parent.id)
        edit = AddScenario(scenario, scenario_added(name, name_wording(parent)))
        return self._apply(
            edit, tr("ScenarioTree", "There is a scenario of that name already. Choose another name.")
        )

    def duplicate(self) -> bool:
        """Copy the current scenario, with all that it holds and its notes."""
        original = self.workspace.document.scenarios[self.chosen()]
        name = self._free_name(tr("ScenarioTree", "Copy of {name}").format(name=named(original)))
        edit = duplicate_scenario(self.workspace.document, original.id, name, lambda: uuid.uuid4().hex)
        return self._apply(edit, name)

    def rename(self, name: str | None = None) -> bool:
        """Rename the current scenario."""
        scenario = self.workspace.document.scenarios[self.chosen()]
        shown = named(scenario)
        name = name or self.ask_name(tr("ScenarioTree", "Rename…"), shown)
        if name is None or name == shown:
            return False
        label = scenario_renamed(shown, name)
        # the name that is seen is renamed: its English where the window shows that
        english = shown != scenario.name
        edit = ChangeScenario(
            scenario.id, label, name=None if english else name, english=name if english else None
        )
        return self._apply(
            edit, tr("ScenarioTree", "There is a scenario of that name already. Choose another name.")
        )

    def ask_packages(self, scenario: str) -> tuple[str, ...] | None:
        """Ask for a scenario's packages in their order, by id; None where the dialog is cancelled."""
        dialog = PackagesDialog(self.workspace.document, scenario, self)
        return dialog.packages if dialog.exec() == QDialog.DialogCode.Accepted else None

    def lay_packages(self, packages: tuple[str, ...] | None = None) -> bool:
        """Let the current scenario inherit from packages, in their order; one step of undo."""
        document = self.workspace.document
        scenario = document.scenarios[self.chosen()]
        locked = self._locks().get(scenario.id)
        if locked is not None:
            self.workspace.notice.emit(locked)
            return False
        if len(document.scenarios) == 1:
            self.workspace.notice.emit(
                tr("Packages", "There is no other scenario to inherit from. Create one first.")
            )
            return False
        packages = self.ask_packages(scenario.id) if packages is None else packages
        if packages is None or packages == scenario.packages:
            return False
        return self._apply(set_packages(document, scenario.id, packages), scenario.name)

    def recolour(self) -> bool:
        """Change the colour of the current scenario."""
        scenario = self.workspace.document.scenarios[self.chosen()]
        colour = QColorDialog.getColor(QColor(self.workspace.document.hues[scenario.id]), self)
        if not colour.isValid():
            return False
        edit = ChangeScenario(scenario.id, scenario_recoloured(name_wording(scenario)), colour=colour.name())
        return self._apply(edit, "")

    def ask_day(self, name: str) -> str | None:
        """Ask for the day of an adoption, ISO 8601; None where the dialog is cancelled."""
        text, agreed = QInputDialog.getText(
            self,
            tr("ScenarioTree", "Mark as adopted…"),
            tr(
                "ScenarioTree",
                "Day on which “{name}” was adopted (year-month-day). From then on it and what it inherits are locked:",
            ).format(name=name),
            text=self.workspace.today(),
        )
        return text.strip() if agreed else None

    def adopt(self, day: str | None = None) -> bool:
        """Lock the current scenario as adopted on a day."""
        document = self.workspace.document
        scenario = document.scenarios[self.chosen()]
        if scenario.adopted:
            self.workspace.notice.emit(self._locks()[scenario.id])
            return False
        day = day or self.ask_day(named(scenario))
        if day is None:
            return False
        date = QDate.fromString(day, Qt.DateFormat.ISODate)
        if not date.isValid():
            text = tr("ScenarioTree", "“{day}” is no day. Write it as year-month-day: 2026-03-05.")
            self.workspace.notice.emit(text.format(day=day))
            return False
        return self._apply(adopt(document, scenario.id, date.toString(Qt.DateFormat.ISODate)), "")

    def ask_whether_to_lift(self, name: str, day: str) -> bool:
        """Ask whether an adopted scenario is to be edited again; keeping it is what Enter does."""
        box = QMessageBox(self)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(tr("ScenarioTree", "Lift the adoption…"))
        text = tr(
            "ScenarioTree", "“{name}” was adopted on {day}. Once that is lifted it can be edited again."
        )
        box.setText(text.format(name=name, day=day))
        box.setInformativeText(tr("ScenarioTree", "To go on without touching it, duplicate it instead."))
        lift = box.addButton(tr("ScenarioTree", "Lift the adoption"), QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton(tr("ScenarioTree", "Keep it adopted"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        box.exec()
        return box.clickedButton() is lift

    def lift_adoption(self) -> bool:
        """Unlock the current scenario, on purpose only."""
        document = self.workspace.document
        scenario = document.scenarios[self.chosen()]
        if not scenario.adopted:
            text = tr("ScenarioTree", "“{name}” is not adopted.").format(name=named(scenario))
            self.workspace.notice.emit(text)
            return False
        if not self.ask_whether_to_lift(named(scenario), scenario.adopted):
            return False
        return self._apply(lift_adoption(document, scenario.id), "")

    def delete(self) -> bool:
        """Delete the current scenario; its children take over its assumptions, and undo restores it."""
        scenario = self.workspace.document.scenarios[self.chosen()]
        edit = RemoveScenario(scenario.id, scenario_removed(name_wording(scenario)))
        return self._apply(
            edit, tr("ScenarioTree", "The last scenario cannot be deleted: a plan needs at least one.")
        )
