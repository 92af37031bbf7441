"""The menus: every action by a verb, with its key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from npfdesk.ui.language import language, tr

if TYPE_CHECKING:
    from npfdesk.ui.window import MainWindow

_KEYS = QKeySequence.StandardKey
_SAMPLES = ("Jinhua's plan", "Jinhua's tables as printed", "Jinhua's embedded worksheet")
_ANSWERS = (
    ("seek", "What would reach the target?…", "Ctrl+G"),
    ("allocate", "Who can carry the total?…", "Ctrl+Shift+A"),
    ("cheapest", "Which levers are enough?…", "Ctrl+L"),
    ("fit", "Which county makes which industry's share?…", ""),
    ("futures", "How sure is that?…", "Ctrl+U"),
    ("tornado", "What matters most?…", "Ctrl+T"),
    ("waterfall", "What did it?…", "Ctrl+Shift+W"),
    ("compare", "What tells two scenarios apart?…", "Ctrl+Shift+X"),
    ("monitor", "Where do we stand?…", "Ctrl+M"),
    ("respond", "What if we respond?…", "Ctrl+Shift+R"),
    ("grid", "What if both move?…", "Ctrl+Shift+G"),
)
_ANALYSES = (
    ("index", "Composite index…", "Ctrl+I"),
    ("forecasts", "Forecasts beside assumptions…", "Ctrl+Alt+F"),
    ("disparity", "Disparity and convergence…", "Ctrl+Alt+G"),
    ("frameworks", "Frameworks of the sources…", ""),
    ("spillover", "Spillover between regions…", ""),
    ("commitments", "Commitments…", "Ctrl+Alt+K"),
)

_MEETING = (
    ("present", "Present", "F5"),
    ("replay", "Replay the last change", "Ctrl+F5"),
    ("keep", "Keep this view", "Ctrl+B"),
    ("storyboard", "Storyboard…", "Ctrl+Shift+B"),
    ("slides", "Storyboard as slides…", ""),
    ("minutes", "Minutes…", "Ctrl+Shift+M"),
)


class Menus(QObject):
    """The window's menu bar; what needs files or the library is asked for by signals."""

    open_wanted = Signal()
    recent_wanted = Signal(str)
    save_wanted = Signal()
    sample_wanted = Signal(int)
    template_wanted = Signal()
    about_wanted = Signal()
    folder_wanted = Signal()
    answer_wanted = Signal(str)
    review_wanted = Signal()
    report_wanted = Signal()
    save_into_wanted = Signal()
    guide_wanted = Signal(str)
    history_wanted = Signal()
    backups_wanted = Signal()
    export_wanted = Signal()
    import_wanted = Signal()
    meeting_wanted = Signal(str)
    sibling_wanted = Signal()
    borders_wanted = Signal()
    tiles_wanted = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self.recent_files: tuple[str, ...] = ()
        self.actions: list[tuple[QAction, str]] = []
        self.menus: list[tuple[QMenu, str]] = []
        self._file()
        self._edit()
        self._view()
        self._scenario()
        self._answers()
        self._meeting()
        self._help()
        window.workspace.changed.connect(self._rename)
        window.workspace.opened.connect(self._rename)
        self.retranslate()

    def _file(self) -> None:
        file = self._menu("File")
        self._action(file, "Open workbook…", self.open_wanted.emit, _KEYS.Open)
        self.recent = file.addMenu("")
        self.menus.append((self.recent, "Recent workbooks"))
        self.recent.aboutToShow.connect(self._fill_recent)
        samples = file.addMenu("")
        self.menus.append((samples, "Open a sample"))
        for place, source in enumerate(_SAMPLES):
            self._action(samples, source, partial(self.sample_wanted.emit, place))
        self._action(file, "What was recognised…", self.review_wanted.emit)
        file.addSeparator()
        self._action(file, "Save scenarios", self.save_wanted.emit, _KEYS.Save)
        self._action(file, "Save into the workbook…", self.save_into_wanted.emit, QKeySequence("Ctrl+Alt+S"))
        self._action(file, "Export a report…", self.report_wanted.emit, QKeySequence("Ctrl+E"))
        self._action(file, "New workbook from the template…", self.template_wanted.emit)
        file.addSeparator()
        for source, wanted, shortcut in (
            ("History…", self.history_wanted, QKeySequence("Ctrl+Shift+H")),
            ("Backups…", self.backups_wanted, None),
            ("Export scenarios…", self.export_wanted, None),
            ("Import scenarios…", self.import_wanted, None),
        ):
            self._action(file, source, wanted.emit, shortcut)
        file.addSeparator()
        self._action(file, "Quit", self.window.close, _KEYS.Quit)

    def _edit(self) -> None:
        workspace = self.window.workspace
        edit = self._menu("Edit")
        self.undo = self._action(edit, "Undo", workspace.undo, _KEYS.Undo)
        self.redo = self._action(edit, "Redo", workspace.redo, _KEYS.Redo)
        # every system's own key for it, and Excel's; a key given twice would answer to neither
        keys = [key.toString() for key in QKeySequence.keyBindings(_KEYS.Redo)]
        self.redo.setShortcuts(
            [QKeySequence(key) for key in dict.fromkeys((*keys, "Ctrl+Y", "Ctrl+Shift+Z"))]
        )
        edit.addSeparator()
        self._action(edit, "Find and replace…", self.window.panel.find_and_replace, QKeySequence("Ctrl+H"))
        self._guide(edit, "palette", "Find anything…", "Ctrl+K")
        self._guide(edit, "settings", "Settings…", "Ctrl+,")

    def _view(self) -> None:
        window = self.window
        view = self._menu("View")
        for dock in window.docks:
            view.addAction(dock.toggleViewAction())
        view.addSeparator()
        go_to_paths = window.paths.plot.setFocus
        self._action(view, "Go to the path chart", go_to_paths, QKeySequence("Ctrl+0"))
        view.addActions(list(window.views.actions_by_name.values()))
        view.addSeparator()
        view.addActions(list(window.views.taker.actions))
        paths = view.addMenu("")
        self.menus.append((paths, "The path chart"))
        paths.addActions(list(window.path_taker.actions))
        view.addSeparator()
        self.borders = (
            self._action(view, "Borders of the map from a file…", self.borders_wanted.emit),
            self._action(view, "Map as tiles", self.tiles_wanted.emit),
        )
        view.addSeparator()
        self._action(view, "Chinese / English", window.top.language_wanted.emit, QKeySequence("Ctrl+Shift+L"))
        self._action(view, "Light / dark", window.top.theme_wanted.emit, QKeySequence("Ctrl+Shift+D"))
        self._action(view, "Find in the outline", window.outline.search.setFocus, _KEYS.Find)
        view.addSeparator()
        self._guide(view, "next pane", "Next pane", "F6")
        self._guide(view, "pane before", "Pane before", "Shift+F6")
        self.layouts = view.addMenu("")
        self.menus.append((self.layouts, "Layouts"))
        self._action(view, "Reset the layout", lambda: window.restore_layout(window.first_layout))

    def _scenario(self) -> None:
        window = self.window
        scenario = self._menu("Scenario")
        self._action(scenario, "New from this…", window.scenarios.new_from, QKeySequence("Ctrl+Shift+N"))
        self._action(scenario, "Duplicate", window.scenarios.duplicate)
        self._action(scenario, "Rename…", window.scenarios.rename)
        self._action(scenario, "Colour…", window.scenarios.recolour)
        self._action(scenario, "Delete", window.scenarios.delete)
        scenario.addSeparator()
        self._action(scenario, "Merge another into this…", self.sibling_wanted.emit)

    def _answers(self) -> None:
        for title, asked in (("Answers", _ANSWERS), ("Analyses", _ANALYSES)):
            menu = self._menu(title)
            for name, source, key in asked:
                self._action(
                    menu,
                    source,
                    partial(self.answer_wanted.emit, name),
                    QKeySequence(key) if key else None,
                )

    def _meeting(self) -> None:
        meeting = self._menu("Meeting")
        for name, source, key in _MEETING:
            self._action(
                meeting,
                source,
                partial(self.meeting_wanted.emit, name),
                QKeySequence(key) if key else None,
            )
            if name in ("replay", "slides"):
                meeting.addSeparator()

    def _help(self) -> None:
        helping = self._menu("Help")
        helped = self._guide(helping, "help", "Help on this", "F1")
        # a dialog beside the window asks as well
        helped.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
        self._guide(helping, "keys", "Keyboard map", "Ctrl+/")
        self._guide(helping, "tour", "Show me around")
        helping.addSeparator()
        self._action(helping, "Where things are kept", self.folder_wanted.emit)
        self._action(helping, "About NPF Desk", self.about_wanted.emit)

    def _menu(self, source: str) -> QMenu:
        menu = self.window.menuBar().addMenu("")
        self.menus.append((menu, source))
        return menu

    def _action(
        self,
        menu: QMenu,
        source: str,
        do: Callable[[], object],
        key: QKeySequence | QKeySequence.StandardKey | None = None,
    ) -> QAction:
        action = QAction(self)
        action.triggered.connect(lambda _=False: do())
        if key is not None:
            action.setShortcut(QKeySequence(key))
        menu.addAction(action)
        self.actions.append((action, source))
        return action

    def _guide(self, menu: QMenu, name: str, source: str, key: str = "") -> QAction:
        wanted = self.guide_wanted
        return self._action(menu, source, lambda: wanted.emit(name), QKeySequence(key) if key else None)

    def retranslate(self) -> None:
        """Every text in the language in force."""
        for menu, source in self.menus:
            menu.setTitle(tr("Menus", source))
        for action, source in self.actions:
            action.setText(tr("Menus", source))
        self.window.path_taker.retranslate()
        self._rename()

    def _rename(self, *_: object) -> None:
        """Undo and redo say what they take back."""
        history = self.window.workspace.session.history
        for action, source, label in (
            (self.undo, "Undo", history.undo_label),
            (self.redo, "Redo", history.redo_label),
        ):
            text = label.text(language()) if label is not None else ""
            action.setText(f"{tr('Menus', source)} {text}".rstrip().replace("&", "&&"))
            action.setEnabled(label is not None)

    def _fill_recent(self) -> None:
        self.recent.clear()
        for file in self.recent_files:
            action = self.recent.addAction(Path(file).name.replace("&", "&&"))
            action.setStatusTip(file)
            action.triggered.connect(lambda _=False, file=file: self.recent_wanted.emit(file))
        if not self.recent_files:
            self.recent.addAction(tr("Menus", "None yet")).setEnabled(False)
