"""The parts of the main window, made in their places: what the first painted frame does without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QToolBar, QVBoxLayout, QWidget

from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.naming import divider
from npfdesk.ui.tables.panel import TablePanel
from npfdesk.ui.views.dock import ViewDock
from npfdesk.ui.views.view_export import ViewExport
from npfdesk.ui.window.frame import WindowFrame
from npfdesk.ui.window.menus import MenuEntries, Menus, Panes
from npfdesk.ui.window.narrow import ChartTabs, SideRail
from npfdesk.ui.window.outline import Outline
from npfdesk.ui.window.scenario_tree import ScenarioTree
from npfdesk.ui.window.status_line import StatusLine
from npfdesk.ui.window.top_bar import TopBar
from npfdesk.ui.workspace import Workspace

_LEAST_WIDTH: Final = 400
_SIDES: Final[Mapping[Qt.Orientation, tuple[int, int]]] = {
    Qt.Orientation.Vertical: (420, 170),
    Qt.Orientation.Horizontal: (236, 236),
}
"""Height and width of the outline and the scenarios (pixels)."""


class Parts:
    """The parts of a window, each made within its place: Qt dresses a part anew with all that it holds whenever it moves.

    `offered` are the registry entries in its menus.
    """

    def __init__(self, window: WindowFrame, workspace: Workspace, offered: MenuEntries) -> None:
        self.workspace, centre = workspace, window.centre
        self.rows = divider(Qt.Orientation.Vertical, centre)
        self.upper = QWidget(self.rows)
        self.chart_tabs = ChartTabs(self.upper)
        self.charts = divider(Qt.Orientation.Horizontal, self.upper)
        bar = _bar_across(window)
        self.top = TopBar(workspace, bar)
        bar.addWidget(self.top)
        self.paths, self.views = PathChart(workspace, self.charts), ViewDock(workspace, self.charts)
        self.path_export = ViewExport(
            workspace, lambda: self.paths, lambda: tr("Window", "Path chart"), self.paths, with_keys=False
        )
        self.paths.offered = self.path_export.offered
        self.path_export.offer_on(self.paths)
        self.panel = TablePanel(workspace, self.rows)
        self.status_line = StatusLine(workspace, window)
        window.setStatusBar(self.status_line)
        self.docks = (_dock(window, "outline"), _dock(window, "scenarios"))
        self.rail = SideRail(self.docks, centre)
        self._lay_out()
        self.outline = Outline(workspace, self.docks[0])
        self.scenarios = ScenarioTree(workspace, self.docks[1])
        self.docks[0].setWidget(self.outline)
        self.docks[1].setWidget(self.scenarios)
        for along, sizes in _SIDES.items():
            window.resizeDocks(list(self.docks), list(sizes), along)
        self.views.picked.connect(lambda _: self.chart_tabs.setCurrentIndex(1))
        self.panel.counted.connect(self.status_line.show_count)
        self.paths.pull_ended.connect(self.panel.ask_for_reason)
        self.menus = Menus(window.menuBar(), window.menu_heads, workspace, self._panes(), offered, window)
        precedents = self.menus.entries.get("precedents")
        self.path_export.further = () if precedents is None else (precedents,)

    def _lay_out(self) -> None:
        self.charts.setSizes([640, 480])
        self.rows.setSizes([390, 270])
        for splitter in (self.charts, self.rows):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        # a panel that is opened from the rail takes its width from bar and tables, which give way themselves
        for part in (self.top, self.panel):
            part.setMinimumWidth(_LEAST_WIDTH)
        upper = QVBoxLayout(self.upper)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(0)
        upper.addWidget(self.chart_tabs)
        upper.addWidget(self.charts, 1)

    def _panes(self) -> Panes:
        """The parts that the menus act on."""
        return Panes(
            self.top,
            self.outline,
            self.scenarios,
            self.paths,
            self.path_export,
            self.views,
            self.panel,
            self.docks,
        )


def _bar_across(window: WindowFrame) -> QToolBar:
    """The place of the top bar: over the docks at both sides, so that they take no room from it."""
    bar = QToolBar(window)
    bar.setObjectName("top")
    bar.setMovable(False)
    bar.setFloatable(False)
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    # not among what can be put away
    bar.toggleViewAction().setVisible(False)
    bar.setStyleSheet("QToolBar { border: none; padding: 0; margin: 0; spacing: 0; }")
    window.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
    # Qt would show it with the next events, and until then count it among what was put away
    bar.show()
    return bar


def _dock(window: WindowFrame, name: str) -> QDockWidget:
    dock = QDockWidget(window)
    dock.setObjectName(name)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    dock.show()
    return dock
