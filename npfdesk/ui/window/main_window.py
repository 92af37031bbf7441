"""The main window: top bar, outline and scenarios at the left, charts above tables, status line."""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDockWidget,
    QHBoxLayout,
    QMainWindow,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from npfdesk.plan.file_names import path_text, shown_path
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.files.chosen_files import dropped_path
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.naming import divider, name_dock_buttons
from npfdesk.ui.tables.panel import TablePanel
from npfdesk.ui.views.dock import ViewDock
from npfdesk.ui.views.registry import GAPS
from npfdesk.ui.views.view_export import ViewExport
from npfdesk.ui.window.banner import Banner
from npfdesk.ui.window.menus import MenuEntries, Menus, Panes
from npfdesk.ui.window.narrow import ChartTabs, SideRail, has_room_for_two
from npfdesk.ui.window.outline import Outline
from npfdesk.ui.window.scenario_tree import ScenarioTree
from npfdesk.ui.window.start_page import Opened, StartPage
from npfdesk.ui.window.status_line import StatusLine
from npfdesk.ui.window.top_bar import TopBar
from npfdesk.ui.workspace import Workspace

_LEAST_WIDTH = 400


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()


class MainWindow(QMainWindow):
    """One window on one workspace; files and the library are reached through its signals.

    `offered` are the registry entries in its menus.
    """

    file_wanted = Signal(str)
    closing = Signal(object)
    # whether the plan was begun in the window and has no file of the user's yet
    has_no_file: bool = False
    # what lies over the empty parts until a plan has been there
    start: StartPage | None = None
    _began = False
    # the workbooks opened last, for the start
    recent_openings: Callable[[], tuple[Opened, ...]] = staticmethod(tuple)
    # Qt sends change events while the constructor still runs
    _ready: bool = False

    def __init__(self, workspace: Workspace, offered: MenuEntries) -> None:
        super().__init__()
        self.workspace = workspace
        self.setAcceptDrops(True)
        self.resize(1366, 768)
        self.setMinimumSize(800, 480)
        # each part is made within its place: Qt dresses a part anew with all that it holds whenever it moves
        centre = QWidget(self)
        self.setCentralWidget(centre)
        self.rows = divider(Qt.Orientation.Vertical, centre)
        self.upper = QWidget(self.rows)
        self.chart_tabs = ChartTabs(self.upper)
        self.charts = divider(Qt.Orientation.Horizontal, self.upper)
        bar = self._bar_across()
        self.top, self.banner = TopBar(workspace, bar), Banner(centre)
        bar.addWidget(self.top)
        self.paths, self.views = PathChart(workspace, self.charts), ViewDock(workspace, self.charts)
        self.gaps = self.views.gaps
        self.path_export = ViewExport(
            workspace, lambda: self.paths, lambda: tr("Window", "Path chart"), self.paths, with_keys=False
        )
        self.paths.offered = self.path_export.offered
        self.path_export.offer_on(self.paths)
        self.panel = TablePanel(workspace, self.rows)
        self.status_line = StatusLine(workspace, self)
        self.setStatusBar(self.status_line)
        self.docks = (self._dock("outline"), self._dock("scenarios"))
        self.rail = SideRail(self.docks, centre)
        self._lay_out(centre)
        self.outline = Outline(workspace, self.docks[0])
        self.scenarios = ScenarioTree(workspace, self.docks[1])
        self.docks[0].setWidget(self.outline)
        self.docks[1].setWidget(self.scenarios)
        for sizes, along in (([420, 170], Qt.Orientation.Vertical), ([236, 236], Qt.Orientation.Horizontal)):
            self.resizeDocks(list(self.docks), sizes, along)
        self.chart_tabs.turned.connect(lambda _: self._turn_charts())
        self.views.chosen.connect(lambda _: self._name_view())
        self.views.picked.connect(lambda _: self.chart_tabs.setCurrentIndex(1))
        self.panel.counted.connect(self.status_line.show_count)
        self.paths.pull_ended.connect(self.panel.ask_for_reason)
        panes = Panes(
            self.top,
            self.outline,
            self.scenarios,
            self.paths,
            self.path_export,
            self.views,
            self.panel,
            self.docks,
        )
        self.menus = Menus(self.menuBar(), workspace, panes, offered, self)
        self.menus.quit_wanted.connect(self.close)
        precedents = self.menus.entries.get("precedents")
        self.path_export.further = () if precedents is None else (precedents,)
        self.menus.paths_wanted.connect(self.show_paths)
        self._ready = True
        self.first_layout = self.layout_state()
        self.menus.first_layout_wanted.connect(lambda: self.restore_layout(self.first_layout))
        self.panel.assumptions.setFocus()
        for signal in (workspace.opened, workspace.changed):
            signal.connect(self._leave_start)
        workspace.opened.connect(lambda _: self.retitle())
        workspace.changed.connect(lambda _: self.retitle())
        for signal in (workspace.saved, workspace.minutes_changed):
            signal.connect(self.retitle)
        self.retitle()

    def _lay_out(self, centre: QWidget) -> None:
        self.charts.setSizes([640, 480])
        self.rows.setSizes([390, 270])
        for splitter in (self.charts, self.rows):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        # a panel that is opened from the rail takes its width from bar and tables, which give way themselves
        for part in (self.top, self.panel):
            part.setMinimumWidth(_LEAST_WIDTH)
        upper, line = QVBoxLayout(self.upper), QHBoxLayout(centre)
        column = self.column = QVBoxLayout()
        for layout in (upper, column, line):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        upper.addWidget(self.chart_tabs)
        upper.addWidget(self.charts, 1)
        column.addWidget(self.banner)
        column.addWidget(self.rows, 1)
        line.addWidget(self.rail)
        line.addLayout(column, 1)
        self.charts.installEventFilter(self)
        self._name_view()

    def _name_view(self) -> None:
        self.chart_tabs.name_view(self.views.view_name())

    def show_paths(self) -> None:
        """Go to the path chart, in front where it shares its place with the view."""
        self.chart_tabs.setCurrentIndex(0)
        self.paths.plot.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Around nothing, what one can do lies over the parts that would be empty."""
        super().showEvent(event)
        self._open_start()

    def _open_start(self) -> StartPage | None:
        plan = self.workspace.plan
        if self.start is None and not self._began and not plan.regions and not plan.series:
            start = self.start = StartPage(self.recent_openings(), self)
            start.take_banner(self.banner)
            menus = self.menus
            start.open_wanted.connect(menus.open_wanted)
            start.new_wanted.connect(menus.new_wanted)
            start.sample_wanted.connect(lambda: menus.sample_wanted.emit(0))
            start.recent_wanted.connect(menus.recent_wanted)
            start.language_wanted.connect(self.top.language_wanted)
            for bar in (self.menuBar(), self.status_line):
                bar.installEventFilter(self)
            self._place_start()
            start.show()
            start.offer()
        return self.start

    def await_plan(self, reading: bool) -> None:
        """A file begins to be read, or that has ended without a plan: the start offers nothing meanwhile."""
        start = self._open_start()
        if start is not None:
            (start.wait if reading else start.offer)()

    def _place_start(self) -> None:
        if self.start is not None:
            above, below = self.menuBar().geometry().bottom() + 1, self.status_line.geometry().top()
            self.start.setGeometry(0, above, self.width(), max(below - above, 0))
            self.start.raise_()

    def _leave_start(self, _: object = None) -> None:
        """A plan is there: its parts come to light, for good."""
        self._began = True
        start, self.start = self.start, None
        if start is not None:
            self.column.insertWidget(0, self.banner)
            self.banner.setVisible(bool(self.banner.notices))
            start.hide()
            start.deleteLater()
            # while a file was read, nothing of it could hold the keys
            self.panel.assumptions.setFocus()

    def _turn_charts(self) -> None:
        """Show both charts, or the one in front where there is no room for two."""
        front = self.chart_tabs.currentIndex() if not self.chart_tabs.isHidden() else None
        self.paths.setVisible(front != 1)
        self.views.setVisible(front != 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let give way what has no room."""
        super().resizeEvent(event)
        if self._ready:
            self.rail.follow(self.width())
            self._place_start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The charts have another width: side by side, or one behind the other; bars have another place: the start follows."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and watched is not self.charts:
            self._place_start()
        if event.type() == QEvent.Type.Resize and watched is self.charts:
            two = has_room_for_two(self.charts.width())
            if two != self.chart_tabs.isHidden():
                self.chart_tabs.setVisible(not two)
                self._turn_charts()
        return False

    def _bar_across(self) -> QToolBar:
        """The place of the top bar: over the docks at both sides, so that they take no room from it."""
        bar = QToolBar(self)
        bar.setObjectName("top")
        bar.setMovable(False)
        bar.setFloatable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        # not among what can be put away
        bar.toggleViewAction().setVisible(False)
        bar.setStyleSheet("QToolBar { border: none; padding: 0; margin: 0; spacing: 0; }")
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
        return bar

    def _dock(self, name: str) -> QDockWidget:
        dock = QDockWidget(self)
        dock.setObjectName(name)
        self.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
        return dock

    def retitle(self) -> None:
        """Update the window title (a dot marks unsaved work) and the titles of the docks."""
        session = self.workspace.session
        path = session.opened.path
        name = shown_path(path.name) if path is not None else session.document.plan.title
        if self.has_no_file:
            unsaved = tr("Window", "{title} (not saved as a file)")
            name = unsaved.format(title=session.document.plan.title)
        self.setWindowTitle(f"{'• ' if session.unsaved else ''}{name} — NPF Desk")
        self.docks[0].setWindowTitle(tr("Window", "Outline"))
        self.docks[1].setWindowTitle(tr("Window", "Scenarios"))
        for dock in self.docks:
            name_dock_buttons(dock)

    def show_unsaved_file(self, has_no_file: bool) -> None:
        """Show whether the plan has no file of the user's yet."""
        self.has_no_file = has_no_file
        self.menus.name_save(has_no_file)
        self.retitle()

    def show_first_table(self) -> None:
        """Show the table in which a plan is begun, with the keys in its empty row."""
        self.panel.show_structure("regions")

    def changeEvent(self, event: QEvent) -> None:
        """Update the texts when the language changes."""
        if event.type() == QEvent.Type.LanguageChange and self._ready:
            self.retitle()
            self._name_view()
            self.menus.retranslate()
        super().changeEvent(event)

    def layout_state(self) -> dict[str, str]:
        """The layout of the panels, as text for the library."""
        return {
            "geometry": _text(self.saveGeometry()),
            "docks": _text(self.saveState(1)),
            "charts": _text(self.charts.saveState()),
            "rows": _text(self.rows.saveState()),
            "view": self.views.current,
            "folded": " ".join(sorted(self.rail.folded)),
            "columns": json.dumps(self.panel.hidden_columns(), ensure_ascii=False),
        }

    def restore_layout(self, state: dict[str, str]) -> None:
        """Restore a layout; parts that no longer fit are skipped."""

        def part(name: str) -> QByteArray:
            return QByteArray.fromBase64(str(state.get(name, "")).encode())

        if state.get("geometry"):
            self.restoreGeometry(part("geometry"))
        self.restoreState(part("docks"), 1)
        self.rail.restore(frozenset(str(state.get("folded", "")).split()), self.width())
        self.charts.restoreState(part("charts"))
        self.rows.restoreState(part("rows"))
        self.views.show_view(str(state.get("view", GAPS.key)))
        try:
            columns = json.loads(str(state.get("columns", "{}")))
        except ValueError:
            columns = {}
        self.panel.hide_columns(columns if isinstance(columns, dict) else {})

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept local files."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask for the dropped file to be opened."""
        files = [path_text(dropped_path(url)) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.file_wanted.emit(files[0])

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the slots of `closing` decide whether the window may close."""
        self.closing.emit(event)
