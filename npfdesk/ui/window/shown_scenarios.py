"""The compared scenarios: check boxes in the top bar, and a menu where there are too many for them."""

from __future__ import annotations

import html
from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QEvent, QSignalBlocker, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from npfdesk.plan.scenarios import Scenario
from npfdesk.session import Change, Structure
from npfdesk.ui.look.colours import appearance, scenario_colour
from npfdesk.ui.look.language import named, tr
from npfdesk.ui.look.marks import swatch
from npfdesk.ui.workspace import Workspace

IN_THE_BAR = Structure.ACTIVE | Structure.SCENARIOS | Structure.PLAN
"""What of a change alters what stands in the top bar, but for the steps that can be undone."""
INLINE = 2
"""The most check boxes in the bar; with more scenarios, all of them are in the menu."""
LONGEST_NAME = 96
"""The width of a scenario's name in the bar, in pixels."""


class CompareBar(QWidget):
    """The check boxes of the compared scenarios."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.head = QLabel()
        self.head.setProperty("role", "note")
        self.ticks: dict[str, QCheckBox] = {}
        self.more = QToolButton()
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill_menu)
        self._entries: dict[str, QAction] = {}
        self.line = QHBoxLayout(self)
        self.line.setContentsMargins(0, 0, 0, 0)
        self.line.setSpacing(8)
        self.line.addWidget(self.head)
        self.line.addWidget(self.more)
        self._known: object = None
        self.in_menu = False
        workspace.opened.connect(self.refresh)
        workspace.changed.connect(self._changed)
        workspace.view_changed.connect(self.refresh)
        appearance.changed.connect(self.refresh)
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Make the check boxes anew in the language in force."""
        self._known = None
        self.refresh()

    def _changed(self, change: Change) -> None:
        """An edit of figures alters nothing here."""
        if change.structure & IN_THE_BAR:
            self.refresh()

    def refresh(self, *_: object) -> None:
        """Update the check boxes; they are created again only when the scenarios changed."""
        document = self.workspace.document
        others = [one for one in document.scenarios.values() if one.id != document.active]
        hues = document.hues
        known = [(one.id, named(one), hues[one.id]) for one in document.scenarios.values()], document.active
        if known != self._known:
            self._known = known
            self._rebuild(others)
        compared = self.workspace.compared
        for name, tick in self.ticks.items():
            with QSignalBlocker(tick):
                tick.setChecked(name in compared)
        if self._entries:
            self._update_menu()
        shown = sum(one.id in compared for one in others)
        text = tr("ShownScenarios", "Compare {count} of {all}").format(count=shown, all=len(others))
        self.more.setText(text)

    def _rebuild(self, others: list[Scenario]) -> None:
        for tick in self.ticks.values():
            self.line.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self.menu.clear()
        self.ticks, self._entries = {}, {}
        self.head.setText(tr("ShownScenarios", "Compare"))
        if len(others) <= INLINE:
            for scenario in others:
                self._add_tick(scenario)
        self._lay_out()

    def set_in_menu(self, in_menu: bool) -> None:
        """Put even few scenarios into the menu, where the bar has no room for their names."""
        if in_menu != self.in_menu:
            self.in_menu = in_menu
            self._lay_out()

    @property
    def saved_by_menu(self) -> int:
        """How many pixels less the menu takes than the check boxes; 0 where there are none."""
        if not self.ticks:
            return 0
        boxes = sum(tick.sizeHint().width() + self.line.spacing() for tick in self.ticks.values())
        return max(self.head.sizeHint().width() + boxes - self.more.sizeHint().width(), 0)

    def _lay_out(self) -> None:
        inline = bool(self.ticks) and not self.in_menu
        self.head.setVisible(inline)
        for tick in self.ticks.values():
            # at once: the bar measures its width before the event loop runs
            tick.setVisible(inline)
        document = self.workspace.document
        self.more.setVisible(not inline and len(document.scenarios) > 1)

    @property
    def entries(self) -> Mapping[str, QAction]:
        """The menu's entries by scenario; none where all are in the bar."""
        self._fill_menu()
        return self._entries

    def _fill_menu(self) -> None:
        """Fill the menu when somebody opens it: there may be thousands of scenarios."""
        document = self.workspace.document
        others = [one for one in document.scenarios.values() if one.id != document.active]
        if self._entries or (len(others) <= INLINE and not self.in_menu):
            return
        for scenario in others:
            entry = self.menu.addAction(named(scenario).replace("&", "&&"))
            entry.setCheckable(True)
            entry.toggled.connect(partial(self.workspace.tick, scenario.id))
            self._entries[scenario.id] = entry
        self._update_menu()

    def _update_menu(self) -> None:
        hues, compared = self.workspace.document.hues, set(self.workspace.compared)
        for name, entry in self._entries.items():
            with QSignalBlocker(entry):
                entry.setChecked(name in compared)
                entry.setIcon(swatch(scenario_colour(hues[name])))

    def _add_tick(self, scenario: Scenario) -> None:
        tick, name = QCheckBox(), named(scenario)
        short = tick.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, LONGEST_NAME)
        tick.setText(short.replace("&", "&&"))
        if short != name:
            tick.setToolTip(f"<p>{html.escape(name)}</p>")
        tick.setAccessibleName(tr("ShownScenarios", "Also draw “{name}”").format(name=name))
        tick.toggled.connect(partial(self.workspace.tick, scenario.id))
        self.line.addWidget(tick)
        self.ticks[scenario.id] = tick
