"""The composition root: builds the library, the workspace and the window, and connects them."""

from __future__ import annotations

import argparse
import contextlib
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from npfdesk.command_line import system_language, window_parser, with_language_last
from npfdesk.locations import (
    library_file,
    resources_folder,
    sample_workbook,
    tighten_own_files,
    user_data_folder,
    user_log_folder,
)
from npfdesk.logbook import open_log
from npfdesk.plan.document import blank_plan
from npfdesk.plan.problems import LANGUAGES, Problem
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.store.backups import backups_folder
from npfdesk.store.damage import open_or_set_aside
from npfdesk.store.library import Library
from npfdesk.store.library_records import LIBRARY_IN_USE, UNWRITABLE_LIBRARY, WINDOW_PATIENCE, LibraryRefused
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
from npfdesk.ui.window import crash, offscreen, preferences
from npfdesk.ui.window.commands import Commands
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.menus import MenuEntries
from npfdesk.ui.window.single_instance import Listener, forward, name_for
from npfdesk.ui.window.trial_run import smoke
from npfdesk.ui.workspace import Workspace
from npfdesk.unfinished_files import sweep_all
from npfdesk.version import __version__

OFFERED: Final = MenuEntries(
    answers=tuple(ANSWERS.values()),
    library=tuple(LIBRARY.values()),
    meeting=tuple(MEETING.values()),
    help_entries=tuple(HELP_ENTRIES.values()),
)
"""The entries of every registry, as the window's menus show them."""


def build(library: Library | None, trouble: Problem | None = None) -> Commands:
    """Build the window and all objects that belong to it, around an empty plan."""
    screen_reader.install()
    workspace = Workspace(Session(LoadedWorkbook(blank_plan())))
    window = MainWindow(workspace, OFFERED)
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


def main(arguments: Sequence[str]) -> int:
    """Open the window; the exit code."""
    given, asked = with_language_last(arguments)
    options = window_parser(asked or system_language()).parse_args(given)
    application = QApplication([sys.argv[0]])
    offscreen.silence_placement_warnings()
    application.setApplicationName("NPF Desk")
    application.setApplicationVersion(__version__)
    # the desktop finds the program's entry, and with it the window icon, by this name
    application.setDesktopFileName("npfdesk")
    application.setWindowIcon(QIcon(str(resources_folder() / "icons" / "npfdesk.svg")))
    style.load_fonts(application)
    if options.smoke or options.picture:
        with tempfile.TemporaryDirectory() as folder:
            own = Library(Path(folder) / "library.sqlite")
            try:
                return _once(application, options, own)
            finally:
                own.close()
    name = _server_name()
    if forward(name, options.file):
        return 0
    with contextlib.suppress(OSError):
        tighten_own_files()
        sweep_all((user_data_folder(), backups_folder(library_file())))
        open_log(user_log_folder())
    library, trouble = _library()
    spoken = options.language or (library.setting("language") if library is not None else None)
    language.set_language(spoken if spoken in LANGUAGES else language.system_language())
    preferences.apply_saved_look(application, library)
    commands = build(library, trouble)
    commands.listen(Listener(name, commands))
    if library is not None:
        _maintain(application, commands, library)
    elif trouble is not None and trouble.kind is LIBRARY_IN_USE:
        _await_library(application, commands)
    commands.autosave.screen_layouts.fill_screen()
    commands.window.await_plan(True)
    commands.window.show()
    # the first frame is painted before anything is read
    QTimer.singleShot(0, lambda: commands.begin(options.file))
    return application.exec()


def _maintain(application: QApplication, commands: Commands, library: Library) -> None:
    maintenance = LibraryMaintenance(library, commands.window.banner, commands)
    application.aboutToQuit.connect(maintenance.stop)
    maintenance.timer.start()


def _await_library(application: QApplication, commands: Commands) -> None:
    """Open the library as soon as the program that holds it lets it go; what was done until then can be saved then."""
    timer = QTimer(commands)
    timer.setInterval(AGAIN)

    def attempt() -> None:
        library, trouble = _library()
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


def _server_name() -> str:
    try:
        return name_for(library_file())
    except OSError:
        # without a folder of one's own there is nobody to hand a file to; what follows tells it
        return ""


def _library() -> tuple[Library | None, Problem | None]:
    try:
        return open_or_set_aside(library_file(), partial(Library, patience=WINDOW_PATIENCE))
    except LibraryRefused as refused:
        return None, refused.problem
    except OSError as failure:
        reason = failure.strerror or str(failure)
        return None, Problem(UNWRITABLE_LIBRARY, text=failure.filename or "", arguments={"reason": reason})
