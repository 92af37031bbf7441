"""The menus: every action with its shortcut."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QDockWidget, QMenu, QMenuBar, QWidget

from npfdesk.plan.edits import Label
from npfdesk.plan.file_names import path_of, shown_path
from npfdesk.plan.problems import Language
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.descriptions import Description, Menu
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.look.mnemonics import letter_bar
from npfdesk.ui.tables.figure_table import FigureTable
from npfdesk.ui.tables.panel import TablePanel
from npfdesk.ui.tables.targets import ADDING_KEYS
from npfdesk.ui.tables.text_grid import WORD_TABLE_KEYS
from npfdesk.ui.views.dock import ViewDock
from npfdesk.ui.views.view_export import ViewExport
from npfdesk.ui.window.outline import Outline
from npfdesk.ui.window.scenario_tree import ScenarioTree
from npfdesk.ui.window.top_bar import TopBar
from npfdesk.ui.workspace import Workspace

_KEYS = QKeySequence.StandardKey
_SAMPLES = (
    "Jinhua's plan",
    "Jinhua's tables as printed",
    "Jinhua's embedded worksheet",
    "A county's plan 2026–2030 (synthetic)",
    "That county's tables as printed (synthetic)",
    "That county's plan 2021–2025 at mid-term (synthetic)",
)
_STRUCTURE = (
    ("regions", "Regions"),
    ("industries", "Industries"),
    ("indicators", "Indicators"),
    ("sources", "Sources"),
    ("commitments", "Commitments"),
    ("levers", "Levers"),
    ("settings", "Plan settings"),
    ("checks", "Own checks"),
    ("scoring", "Scoring rules"),
)
"""The tables of the plan's structure by key, as the menu names them."""


@dataclass(frozen=True)
class MenuEntries:
    """The registry entries that the menus show, each registry in its order."""

    answers: tuple[Description, ...]
    library: tuple[Description, ...]
    meeting: tuple[Description, ...]
    help_entries: tuple[Description, ...]


@dataclass(frozen=True, eq=False)
class Panes:
    """The parts of the window that the menus act on."""

    top: TopBar
    outline: Outline
    scenarios: ScenarioTree
    paths: PathChart
    path_export: ViewExport
    views: ViewDock
    panel: TablePanel
    docks: tuple[QDockWidget, ...]


class _KeySignal(Protocol):
    """A signal that carries a key."""

    def emit(self, key: str, /) -> object: ...


class Menus(QObject):
    """The entries of the menus in a bar, under their heads; signals ask for what needs files, the library or the window.

    Signals of registry entries carry the key of the entry.
    """

    new_wanted = Signal()
    next_wanted = Signal()
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
    print_wanted = Signal()
    word_table_wanted = Signal()
    help_wanted = Signal(str)
    library_wanted = Signal(str)
    meeting_wanted = Signal(str)
    borders_wanted = Signal()
    tiles_wanted = Signal()
    first_layout_wanted = Signal()
    paths_wanted = Signal()
    quit_wanted = Signal()

    def __init__(
        self,
        bar: QMenuBar,
        heads: Mapping[Menu, QMenu],
        workspace: Workspace,
        panes: Panes,
        offered: MenuEntries,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.heads = heads
        self.bar, self.workspace, self.panes, self.offered = bar, workspace, panes, offered
        self.recent_files: tuple[str, ...] = ()
        self._named: dict[str, tuple[Label | None, Language]] = {}
        self.actions: list[tuple[QAction, str]] = []
        self.menus: list[tuple[QMenu, str]] = [(menu, title) for title, menu in heads.items()]
        self.questions: dict[QAction, str] = {}
        """What a person asks whom an entry answers, in English."""
        self.entries: dict[str, QAction] = {}
        """The actions of registry entries by their keys."""
        self._file()
        self._edit()
        self._view()
        self._scenario()
        self._answers()
        self._cycle()
        self._together()
        self._meeting()
        self._help()
        into_bar = QShortcut(QKeySequence("F10"), parent)
        into_bar.activated.connect(lambda: bar.setActiveAction(bar.actions()[0]))
        workspace.changed.connect(self._name_undo_and_redo)
        workspace.opened.connect(self._name_undo_and_redo)
        self.retranslate()

    def _file(self) -> None:
        file = self.heads[Menu.FILE]
        self._action(file, "New plan…", self.new_wanted.emit, _KEYS.New)
        self._action(file, "Begin the next plan…", self.next_wanted.emit)
        self._action(file, "Open workbook…", self.open_wanted.emit, _KEYS.Open)
        self.recent = file.addMenu("")
        self.menus.append((self.recent, "Recent workbooks"))
        self.recent.aboutToShow.connect(self._fill_recent)
        samples = file.addMenu("")
        self.menus.append((samples, "Open a sample"))
        for place, source in enumerate(_SAMPLES):
            self._action(samples, source, partial(self.sample_wanted.emit, place))
        self._action(file, "Recognised tables…", self.review_wanted.emit)
        file.addSeparator()
        self.save = self._action(file, "Save scenarios", self.save_wanted.emit, _KEYS.Save)
        self._action(file, "Update the workbook…", self.save_into_wanted.emit, QKeySequence("Ctrl+Alt+S"))
        self._action(file, "Export a report…", self.report_wanted.emit, QKeySequence("Ctrl+E"))
        self._action(file, "Print what is shown…", self.print_wanted.emit, _KEYS.Print)
        self._action(file, "New workbook from the template…", self.template_wanted.emit)
        file.addSeparator()
        self._add_registered(file, Menu.FILE, self.offered.library, self.library_wanted)
        file.addSeparator()
        self._action(file, "Quit", self.quit_wanted.emit, _KEYS.Quit)

    def _edit(self) -> None:
        workspace = self.workspace
        edit = self.heads[Menu.EDIT]
        self.undo = self._action(edit, "Undo", workspace.undo, _KEYS.Undo)
        self.redo = self._action(edit, "Redo", workspace.redo, _KEYS.Redo)
        # the system's own shortcuts and Excel's; a shortcut given twice would trigger neither
        keys = [key.toString() for key in QKeySequence.keyBindings(_KEYS.Redo)]
        self.redo.setShortcuts(
            [QKeySequence(key) for key in dict.fromkeys((*keys, "Ctrl+Y", "Ctrl+Shift+Z"))]
        )
        edit.addSeparator()
        self._table_commands(edit)
        edit.addSeparator()
        panel = self.panes.panel
        word_table = QKeySequence(WORD_TABLE_KEYS)
        self._action(edit, "Copy as a table for Word", self.word_table_wanted.emit, word_table)
        self._action(edit, "Add a target…", panel.add_target, QKeySequence(ADDING_KEYS))
        note = QKeySequence("Ctrl+Alt+N")
        self._action(edit, "Note on the chart…", lambda: self.panes.paths.note_here(), note)
        structure = edit.addMenu("")
        self.menus.append((structure, "Plan structure"))
        for place, (kind, source) in enumerate(_STRUCTURE, start=1):
            chord = QKeySequence(f"Ctrl+Alt+{place}")
            self._action(structure, source, partial(self._show_structure, kind), chord)
        self._action(edit, "Share groups…", panel.define_share_groups)
        self._action(edit, "Find and replace…", panel.find_and_replace, QKeySequence("Ctrl+H"))
        self._add_registered(edit, Menu.EDIT, self.offered.answers, self.answer_wanted)
        self._add_registered(edit, Menu.EDIT, self.offered.help_entries, self.help_wanted)

    def _table_commands(self, edit: QMenu) -> None:
        """What is done to the selected cells of the table in front; the table takes the keys that are shown here itself."""
        self.table_commands = tuple(
            self._shown_key(self._action(edit, source, partial(self._on_table, do)), keys)
            for source, keys, do in (
                ("Cut", "Ctrl+X", FigureTable.cut),
                ("Copy", "Ctrl+C", FigureTable.copy),
                ("Paste", "Ctrl+V", FigureTable.paste),
                ("Fill down", "Ctrl+D", partial(FigureTable.fill, down=True)),
                ("Fill right", "Ctrl+R", partial(FigureTable.fill, down=False)),
                ("Delete", "Del", FigureTable.fall_back),
            )
        )
        edit.aboutToShow.connect(self._offer_table_commands)

    def _shown_key(self, action: QAction, keys: str) -> QAction:
        """Show a key that a part of the window takes itself: it triggers nothing from here."""
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return action

    def _offer_table_commands(self) -> None:
        table = self.panes.panel.table
        offered = table is not None and table.isVisible() and bool(table.selectedIndexes())
        for action in self.table_commands:
            action.setEnabled(offered)

    def _on_table(self, do: Callable[[FigureTable], object]) -> None:
        table = self.panes.panel.table
        if table is not None and table.isVisible():
            table.setFocus()
            do(table)

    def _show_structure(self, kind: str) -> None:
        """Show the tables where they are closed, with one of the structure's in front."""
        for dock in self.panes.docks:
            if dock.isAncestorOf(self.panes.panel):
                dock.show()
        self.panes.panel.show_structure(kind)

    def _view(self) -> None:
        panes = self.panes
        view = self.heads[Menu.VIEW]
        for dock in panes.docks:
            view.addAction(dock.toggleViewAction())
        view.addSeparator()
        self._action(view, "Path chart", self.paths_wanted.emit, QKeySequence("Ctrl+0"))
        view.addActions(panes.views.actions_of(Menu.VIEW))
        view.addSeparator()
        view.addActions(list(panes.views.taker.actions))
        paths = view.addMenu("")
        self.menus.append((paths, "Copy or save the path chart"))
        paths.addActions(list(panes.path_export.actions))
        view.addSeparator()
        self.borders = (
            self._action(view, "Map boundaries from a file…", self.borders_wanted.emit),
            self._action(view, "Tile map", self.tiles_wanted.emit),
        )
        view.addSeparator()
        self._action(view, "Chinese / English", panes.top.language_wanted.emit, QKeySequence("Ctrl+Shift+L"))
        self._action(view, "Light / dark", panes.top.theme_wanted.emit, QKeySequence("Ctrl+Shift+D"))
        self._action(view, "Find in the outline", panes.outline.search.setFocus, _KEYS.Find)
        view.addSeparator()
        self._add_registered(view, Menu.VIEW, self.offered.answers, self.answer_wanted)
        self._add_registered(view, Menu.VIEW, self.offered.help_entries, self.help_wanted)
        self.layouts = view.addMenu("")
        self.menus.append((self.layouts, "Layouts"))
        self._action(view, "Reset the layout", self.first_layout_wanted.emit)

    def _scenario(self) -> None:
        scenarios = self.panes.scenarios
        scenario = self.heads[Menu.SCENARIO]
        self._action(scenario, "New child scenario…", scenarios.new_from, QKeySequence("Ctrl+Shift+N"))
        self._action(scenario, "Duplicate", scenarios.duplicate)
        self._shown_key(self._action(scenario, "Rename…", scenarios.rename), "F2")
        self._action(scenario, "Packages…", scenarios.lay_packages)
        self._action(scenario, "Colour…", scenarios.recolour)
        self._action(scenario, "Mark as adopted…", scenarios.adopt)
        self._action(scenario, "Lift the adoption…", scenarios.lift_adoption)
        self._action(scenario, "Delete", scenarios.delete)
        scenario.addSeparator()
        self._add_registered(scenario, Menu.SCENARIO, self.offered.library, self.library_wanted)

    def _answers(self) -> None:
        for title in (Menu.ANSWERS, Menu.ANALYSES):
            self._add_registered(self.heads[title], title, self.offered.answers, self.answer_wanted)

    def _cycle(self) -> None:
        """The rhythms of a plan: the yearly plan, the months, the evaluation, the next plan."""
        cycle = self.heads[Menu.CYCLE]
        cycle.addActions(self.panes.views.actions_of(Menu.CYCLE))
        cycle.addSeparator()
        self._add_registered(cycle, Menu.CYCLE, self.offered.answers, self.answer_wanted)
        cycle.addSeparator()
        self._action(cycle, "Begin the next plan…", self.next_wanted.emit)

    def _together(self) -> None:
        """What goes out to others by file, what comes back, and what is held side by side."""
        together = self.heads[Menu.TOGETHER]
        self._add_registered(together, Menu.TOGETHER, self.offered.answers, self.answer_wanted)

    def _meeting(self) -> None:
        meeting = self.heads[Menu.MEETING]
        self._add_registered(meeting, Menu.MEETING, self.offered.meeting, self.meeting_wanted)

    def _help(self) -> None:
        helping = self.heads[Menu.HELP]
        self._add_registered(helping, Menu.HELP, self.offered.help_entries, self.help_wanted)
        helping.addSeparator()
        self._action(helping, "Data and log folders", self.folder_wanted.emit)
        self._action(helping, "About NPF Desk", self.about_wanted.emit)

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

    def _add_registered(
        self, menu: QMenu, title: Menu, offered: Iterable[Description], wanted: _KeySignal
    ) -> None:
        """Add the registry entries of one menu, with a separator between groups."""
        before: Description | None = None
        for one in offered:
            if one.menu is not title:
                continue
            if before is not None and one.group != before.group:
                menu.addSeparator()
            key = QKeySequence(one.shortcut) if one.shortcut else None
            action = self._action(menu, one.title, partial(wanted.emit, one.key), key)
            self.entries[one.key] = action
            if one.question:
                self.questions[action] = one.question
            if one.everywhere:
                action.setShortcutContext(Qt.ShortcutContext.ApplicationShortcut)
            before = one

    def retranslate(self) -> None:
        """Update all texts for the current language."""
        for menu, source in self.menus:
            menu.setTitle(tr("Menus", source))
        letter_bar(self.bar)
        for action, source in self.actions:
            action.setText(tr("Menus", source))
        for action, question in self.questions.items():
            action.setToolTip(tr("Menus", question))
        self.panes.path_export.retranslate()
        self._named.clear()
        self._name_undo_and_redo()

    def name_save(self, first: bool) -> None:
        """Name the entry that saves: a plan without a file of the user's is saved as a file first."""
        source = "Save the plan as a file…" if first else "Save scenarios"
        self.actions = [(action, source if action is self.save else text) for action, text in self.actions]
        self.save.setText(tr("Menus", source))

    def _name_undo_and_redo(self, *_: object) -> None:
        """Show in Undo and Redo which step they act on."""
        history, spoken = self.workspace.session.history, language()
        for action, source, label in (
            (self.undo, "Undo", history.undo_label),
            (self.redo, "Redo", history.redo_label),
        ):
            if self._named.get(source) == (label, spoken):
                continue
            self._named[source] = (label, spoken)
            text = label.text(spoken) if label is not None else ""
            action.setText(f"{tr('Menus', source)} {text}".rstrip().replace("&", "&&"))
            action.setEnabled(label is not None)

    def _fill_recent(self) -> None:
        self.recent.clear()
        for file in self.recent_files:
            action = self.recent.addAction(shown_path(path_of(file).name).replace("&", "&&"))
            action.setStatusTip(file)
            action.triggered.connect(lambda _=False, file=file: self.recent_wanted.emit(file))
        if not self.recent_files:
            self.recent.addAction(tr("Menus", "No recent workbooks")).setEnabled(False)
