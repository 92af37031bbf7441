"""The main window: top bar, outline and scenarios at the left, charts above tables, status line.

It is shown as a frame, and its parts (``ui.window.parts``) are loaded and made behind the first picture of that.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent

from npfdesk.plan.file_names import path_text, shown_path
from npfdesk.ui.files.chosen_files import dropped_path
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.naming import name_dock_buttons
from npfdesk.ui.window.frame import WindowFrame
from npfdesk.ui.window.narrow import has_room_for_two
from npfdesk.ui.window.start_page import Opened, StartPage

if TYPE_CHECKING:
    from npfdesk.ui.window.parts import Parts


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()


class MainWindow(WindowFrame):
    """One window on one workspace; files and the library are reached through its signals.

    What belongs to its parts is there once it is furnished.
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
    # whether its parts are there
    furnished: bool = False

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._first_geometry = _text(self.saveGeometry())

    def furnish(self, parts: Parts) -> None:
        """Take up the parts that were made within it, and bring them to light together."""
        workspace = self.workspace = parts.workspace
        self.menus = parts.menus
        self.top, self.paths, self.views, self.panel = parts.top, parts.paths, parts.views, parts.panel
        self.gaps, self.path_export = parts.views.gaps, parts.path_export
        self.rows, self.charts, self.chart_tabs = parts.rows, parts.charts, parts.chart_tabs
        self.docks, self.rail = parts.docks, parts.rail
        self.outline, self.scenarios, self.status_line = parts.outline, parts.scenarios, parts.status_line
        self.charts.installEventFilter(self)
        self._name_view()
        self.line.insertWidget(0, self.rail)
        self.column.addWidget(self.rows, 1)
        self.centre.show()
        self.chart_tabs.turned.connect(lambda _: self._turn_charts())
        self.views.chosen.connect(lambda _: self._name_view())
        self.menus.quit_wanted.connect(self.close)
        self.menus.paths_wanted.connect(self.show_paths)
        self.furnished = True
        # as it stands before anybody has moved a part, on whatever screen it was opened
        self.first_layout = {**self.layout_state(), "geometry": self._first_geometry}
        self.rail.follow(self.width())
        self.menus.first_layout_wanted.connect(lambda: self.restore_layout(self.first_layout))
        if self.start is None:
            self.panel.assumptions.setFocus()
        for signal in (workspace.opened, workspace.changed):
            signal.connect(self._leave_start)
        workspace.opened.connect(lambda _: self.retitle())
        workspace.changed.connect(lambda _: self.retitle())
        for signal in (workspace.saved, workspace.minutes_changed):
            signal.connect(self.retitle)
        if self.start is not None:
            self._connect_start(self.start)
            # another status line stands below it now
            self.status_line.installEventFilter(self)
            self._place_start()
        self._name_docks()
        self.retitle()

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
        if self.start is None and not self._began and self._is_empty():
            start = self.start = StartPage(self.recent_openings(), self)
            start.take_banner(self.banner)
            for bar in (self.menuBar(), self.statusBar()):
                bar.installEventFilter(self)
            if self.furnished:
                self._connect_start(start)
            self._place_start()
            start.show()
            start.offer()
        return self.start

    def _is_empty(self) -> bool:
        """Whether there is nothing to show: no parts yet, or a plan without regions and series."""
        return not self.furnished or not (self.workspace.plan.regions or self.workspace.plan.series)

    def _connect_start(self, start: StartPage) -> None:
        """Let the start page do what the menus do."""
        menus = self.menus
        start.open_wanted.connect(menus.open_wanted)
        start.new_wanted.connect(menus.new_wanted)
        start.sample_wanted.connect(lambda: menus.sample_wanted.emit(0))
        start.recent_wanted.connect(menus.recent_wanted)
        start.language_wanted.connect(self.top.language_wanted)

    def await_plan(self, reading: bool) -> None:
        """A file begins to be read, or that has ended without a plan: the start offers nothing meanwhile."""
        start = self._open_start()
        if start is not None:
            (start.wait if reading else start.offer)()

    def _place_start(self) -> None:
        if self.start is not None:
            above, below = self.menuBar().geometry().bottom() + 1, self.statusBar().geometry().top()
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
        if self.furnished:
            self.rail.follow(self.width())
        self._place_start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The charts have another width: side by side, or one behind the other; bars have another place: the start follows."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and watched in (
            self.menuBar(),
            self.statusBar(),
        ):
            self._place_start()
        elif event.type() == QEvent.Type.Resize:
            two = has_room_for_two(self.charts.width())
            if two != self.chart_tabs.isHidden():
                self.chart_tabs.setVisible(not two)
                self._turn_charts()
        return False

    def retitle(self) -> None:
        """Update the window title; a dot marks unsaved work."""
        session = self.workspace.session
        path = session.opened.path
        name = shown_path(path.name) if path is not None else session.document.plan.title
        if self.has_no_file:
            unsaved = tr("Window", "{title} (not saved as a file)")
            name = unsaved.format(title=session.document.plan.title)
        title = f"{'• ' if session.unsaved else ''}{name} — NPF Desk"
        if title != self.windowTitle():
            self.setWindowTitle(title)

    def _name_docks(self) -> None:
        """Name the panels at the side in the language in force."""
        for dock, name in zip(self.docks, (tr("Window", "Outline"), tr("Window", "Scenarios")), strict=True):
            dock.setWindowTitle(name)
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
        if event.type() == QEvent.Type.LanguageChange and self.furnished:
            self._name_docks()
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
        self.views.show_view(str(state.get("view", self.first_layout["view"])))
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
