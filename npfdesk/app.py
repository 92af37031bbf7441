"""The composition root: builds the library, the workspace and the window, and connects them."""

from __future__ import annotations

import argparse
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from npfdesk.locations import library_file, sample_workbook
from npfdesk.plan.document import blank_plan
from npfdesk.plan.problems import Problem
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.store.library import Library
from npfdesk.store.library_records import LIBRARY_IN_USE
from npfdesk.store.opening import open_library
from npfdesk.ui.answers.registry import ANSWERS
from npfdesk.ui.files.autosave import AGAIN, Autosave
from npfdesk.ui.files.file_watch import FileWatch
from npfdesk.ui.files.opening import WorkbookOpening
from npfdesk.ui.help.registry import HELP_ENTRIES
from npfdesk.ui.library.maintenance import LibraryMaintenance
from npfdesk.ui.library.registry import LIBRARY
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import DARK, LIGHT
from npfdesk.ui.meeting.registry import MEETING
from npfdesk.ui.views import screen_reader
from npfdesk.ui.window import crash
from npfdesk.ui.window.commands import Commands
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.menus import MenuEntries
from npfdesk.ui.window.parts import Parts
from npfdesk.ui.window.single_instance import Listener
from npfdesk.ui.window.trial_run import smoke
from npfdesk.ui.workspace import Workspace

OFFERED: Final = MenuEntries(
    answers=tuple(ANSWERS.values()),
    library=tuple(LIBRARY.values()),
    meeting=tuple(MEETING.values()),
    help_entries=tuple(HELP_ENTRIES.values()),
)
"""The entries of every registry, as the window's menus show them."""


def build(library: Library | None, trouble: Problem | None = None) -> Commands:
    """Build the window and all objects that belong to it, around an empty plan."""
    return furnish(MainWindow(), library, trouble)


def furnish(window: MainWindow, library: Library | None, trouble: Problem | None = None) -> Commands:
    """Build what a window still lacks, around an empty plan: its parts and all objects that belong to it."""
    screen_reader.install()
    workspace = Workspace(Session(LoadedWorkbook(blank_plan())))
    window.furnish(Parts(window, workspace, OFFERED))
    workbook_opening = WorkbookOpening(workspace, window.banner, library, window)
    autosave = Autosave(window, workbook_opening)
    commands = Commands(window, workbook_opening, autosave, FileWatch(workbook_opening, window))
    crash.install(window, autosave.draft)
    if library is not None:
        library.settings_unkept = partial(_tell_unkept, window)
    if trouble is not None:
        window.banner.show_message(lambda: trouble.message(language.language()), about="library")
    elif library is None or library.read_only:
        autosave.warn_read_only()
    return commands


def _tell_unkept(window: MainWindow, problem: Problem) -> None:
    window.banner.show_message(lambda: problem.message(language.language()), about="settings")


def fill(
    application: QApplication, window: MainWindow, name: str, library: Library | None, trouble: Problem | None
) -> Commands:
    """Put the whole program behind a window that is shown; it listens under that name to later starts."""
    commands = furnish(window, library, trouble)
    commands.listen(Listener(name, commands))
    if library is not None:
        _maintain(application, commands, library)
    elif trouble is not None and trouble.kind is LIBRARY_IN_USE:
        _await_library(application, commands)
    return commands


def once(application: QApplication, options: argparse.Namespace) -> int:
    """The self-test or the picture that is asked for, with a library of its own; the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        own = Library(Path(folder) / "library.sqlite")
        try:
            return _once(application, options, own)
        finally:
            own.close()


def _maintain(application: QApplication, commands: Commands, library: Library) -> None:
    maintenance = LibraryMaintenance(library, commands.window.banner, commands)
    application.aboutToQuit.connect(maintenance.stop)
    maintenance.timer.start()


def _await_library(application: QApplication, commands: Commands) -> None:
    """Open the library as soon as the program that holds it lets it go; what was done until then can be saved then."""
    timer = QTimer(commands)
    timer.setInterval(AGAIN)

    def attempt() -> None:
        library, trouble = open_library(library_file())
        if library is None and trouble is not None and trouble.kind is LIBRARY_IN_USE:
            return
        timer.stop()
        banner = commands.window.banner
        banner.clear("library")
        if trouble is not None:
            banner.show_message(lambda: trouble.message(language.language()), about="library")
        if library is not None:
            commands.workbook_opening.library = library
            commands.autosave.draft()
            _maintain(application, commands, library)

    timer.timeout.connect(attempt)
    timer.start()


def _once(application: QApplication, options: argparse.Namespace, library: Library) -> int:
    language.set_language(options.language or language.system_language())
    style.apply_theme(application, DARK if options.dark else LIGHT)
    commands = build(library)
    if options.size:
        width, _, height = options.size.partition("x")
        commands.window.resize(int(width), int(height))
    commands.workbook_opening.open_now(options.file or sample_workbook())
    if options.smoke:
        return smoke(commands)
    commands.window.show()
    application.processEvents()
    picture = commands.window.grab()
    if not picture.save(str(options.picture)):
        sys.stderr.write(f"{options.picture}\n")
        return 1
    sys.stdout.write(f"{options.picture}\n")
    return 0
