"""The start of the window: its first picture needs little, and the program (``npfdesk.app``) is loaded behind it."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from npfdesk.command_line import system_language, window_parser, with_language_last
from npfdesk.locations import (
    library_file,
    resources_folder,
    tighten_own_files,
    user_data_folder,
    user_log_folder,
)
from npfdesk.logbook import open_log
from npfdesk.store.backups import backups_folder
from npfdesk.store.opening import open_library
from npfdesk.ui.look import language, style
from npfdesk.ui.look.fitting import room_for
from npfdesk.ui.window import offscreen
from npfdesk.ui.window.first_picture import FirstPicture
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.saved_look import apply_saved_look, saved_language
from npfdesk.ui.window.single_instance import forward, name_for
from npfdesk.unfinished_files import sweep_all
from npfdesk.version import __version__


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
        from npfdesk.app import once

        return once(application, options)
    name = _server_name()
    if forward(name, options.file):
        return 0
    with contextlib.suppress(OSError):
        tighten_own_files()
        sweep_all((user_data_folder(), backups_folder(library_file())))
        open_log(user_log_folder())
    library, trouble = open_library(library_file())
    language.set_language(options.language or saved_language(library))
    apply_saved_look(application, library)
    window = MainWindow()
    if library is not None:
        window.recent_openings = library.recent_openings

    def fill() -> None:
        try:
            # loaded and built behind the first picture: charts, tables, and all that reads and computes
            from npfdesk.app import fill

            commands = fill(application, window, name, library, trouble)
        except BaseException:
            # an empty frame is no program to stay with
            application.exit(1)
            raise
        commands.begin(options.file)

    FirstPicture(window, fill)
    window.setGeometry(room_for(window))
    window.await_plan(True)
    window.show()
    return application.exec()


def _server_name() -> str:
    try:
        return name_for(library_file())
    except OSError:
        # without a folder of one's own there is nobody to hand a file to; what follows tells it
        return ""
