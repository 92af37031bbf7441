"""Pictures of the window for review: every language, theme and size, every table, and the states in between.

``make shots`` writes them into build/shots. Nothing is asserted here; they are there to be looked at.
"""

from __future__ import annotations

import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QWidget

from npfdesk.app import build
from npfdesk.locations import sample_workbook, sample_workbooks
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.saved_views import PATHS
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.store.library import Library
from npfdesk.ui.help.help_pages import PAGES
from npfdesk.ui.import_window.import_dialog import ImportWindow
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import THEMES
from npfdesk.ui.meeting.presenter import Presenter
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window import offscreen
from npfdesk.ui.window.commands import Commands
from npfdesk.ui.window.crash import CrashDialog
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell, GridSheet
from npfdesk.workbook.plan_reader import read_plan, read_workbook
from npfdesk.workbook.published.corrections import Corrections
from npfdesk.workbook.published.shape import RememberedRoles

OUT = Path("build") / "shots"
SIZES = ((1366, 768), (1920, 1080))
TABLES = ("assumptions", "targets", "data", "months", "levers", "findings")
LOOSE = {
    (row, column): GridCell(text, CellKind.NUMBER if text.isdecimal() else CellKind.TEXT)
    for row, line in enumerate(
        (["会议纪要"], ["说明", "甲", "乙"], ["产值（亿元）", "10", "20"], ["人口（万人）", "1", "2"]), 1
    )
    for column, text in enumerate(line, 1)
}
KEY = AssumptionKey("yongkang", "", "output")


def shoot(application: QApplication, widget: QWidget, name: str) -> Path:
    """One picture."""
    application.processEvents()
    path = OUT / f"{name}.png"
    widget.grab().save(str(path))
    return path


def states(application: QApplication, commands: Commands, suffix: str) -> Iterator[Path]:
    """The window as it is worked with: each table, an edit, a scenario, a search, a file that is refused."""
    window = commands.window
    workspace = window.workspace
    window.resize(*SIZES[0])
    for place, name in enumerate(TABLES):
        window.panel.setCurrentIndex(place)
        yield shoot(application, window, f"table-{name}-{suffix}")
    window.panel.setCurrentIndex(0)
    for (width, height), name in itertools.product(SIZES, VIEWS):
        window.resize(width, height)
        window.views.show_view(name)
        yield shoot(application, window, f"view-{name.lower().replace(' ', '-')}-{suffix}-{width}x{height}")
    window.resize(*SIZES[0])
    window.views.show_view("Gaps")
    workspace.select(region="yongkang")
    edit = {KEY: Assumption(Method.GROWTH, 13.5)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit))
    yield shoot(application, window, f"edited-{suffix}")
    window.outline.search.setText("义乌" if language.language() == "zh" else "yiwu")
    yield shoot(application, window, f"search-{suffix}")
    window.outline.search.clear()
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / "规划.xlsx"
        empty.write_bytes(b"")
        commands.workbook_opening.open_now(empty)
    yield shoot(application, window, f"refused-{suffix}")
    dialog = CrashDialog("Traceback (most recent call last):\n  …\nZeroDivisionError", True, window)
    dialog.show()
    yield shoot(application, dialog, f"crash-{suffix}")
    dialog.close()
    yield from meeting(application, commands, suffix)
    yield from learning(application, commands, suffix)
    yield from importing(application, suffix)


def learning(application: QApplication, commands: Commands, suffix: str) -> Iterator[Path]:
    """What helps to find and learn: the palette, the keys, the settings, every page, each step of the tour."""
    help_dialogs, window = commands.help_dialogs, commands.window
    help_dialogs.show_palette()
    yield shoot(application, window, f"palette-{suffix}")
    help_dialogs.dialogs["palette"].search_box.setText("永康" if language.language() == "zh" else "yongkang")
    yield shoot(application, window, f"palette-found-{suffix}")
    help_dialogs.dialogs["palette"].dismiss()
    for name in ("keys", "settings"):
        help_dialogs.open(name)
        yield shoot(application, help_dialogs.dialogs[name], f"{name}-{suffix}")
        help_dialogs.dialogs[name].close()
    shown = help_dialogs.show_help()
    for name in PAGES:
        shown.show_page(name)
        yield shoot(application, shown, f"help-{name}-{suffix}")
    shown.close()
    help_dialogs.start_tour()
    for step in range(4):
        help_dialogs.dialogs["tour"].show_step(step)
        yield shoot(application, window, f"tour-{step + 1}-{suffix}")
    help_dialogs.stop()


def importing(application: QApplication, suffix: str) -> Iterator[Path]:
    """The import window: the tables of a plan, and a workbook in which no table was found."""
    published = read_workbook(sample_workbooks()[1])
    loose = read_plan(Path("2026年9月月报.xlsx"), Grid((GridSheet("表1", LOOSE),)))
    like = RememberedRoles("2026年8月月报.xlsx", Corrections(tables=frozenset({("表1", 2, 1, 4, 3)})))
    for name, reading, offered in (("tables", published, None), ("loose", loose, like)):
        window = ImportWindow(reading, None, offered)
        for size in SIZES:
            window.resize(*size)
            window.show()
            window.view.go_to(3, 2)
            yield shoot(application, window, f"import-{name}-{suffix}-{size[0]}x{size[1]}")
        menu = window.roles.made()
        menu.adjustSize()
        yield shoot(application, menu, f"import-menu-{suffix}")
        window.close()


def meeting(application: QApplication, commands: Commands, suffix: str) -> Iterator[Path]:
    """The presentation of every view, the presenter's window, the storyboard and the minutes."""
    meeting, workspace = commands.meeting, commands.window.workspace
    meeting.keep()
    presentation = meeting.present()
    presentation.showNormal()
    for width, height in SIZES:
        presentation.resize(width, height)
        for name in (PATHS, *VIEWS):
            presentation.show_view(name)
            shown = name.lower().replace(" ", "-")
            yield shoot(application, presentation, f"stage-{shown}-{suffix}-{width}x{height}")
    presentation.show_saved_view(workspace.document.work.storyboard[0])
    presenter = Presenter(presentation)
    presenter.show()
    yield shoot(application, presenter, f"presenter-{suffix}")
    presenter.close()
    presentation.close()
    for name in ("storyboard", "minutes"):
        meeting.open_entry(name)
        yield shoot(application, getattr(meeting, name), f"{name}-{suffix}")
        getattr(meeting, name).close()
    meeting.stop()


def main() -> int:
    """Make them all."""
    OUT.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
        offscreen.silence_placement_warnings()
    style.load_fonts(application)
    for spoken, theme in itertools.product(("zh", "en"), THEMES.values()):
        language.set_language("zh" if spoken == "zh" else "en")
        style.apply_theme(application, theme)
        suffix = f"{spoken}-{theme.name}"
        with tempfile.TemporaryDirectory() as folder:
            library = Library(Path(folder) / "library.sqlite")
            commands = build(library)
            commands.window.resize(*SIZES[0])
            commands.window.show()
            print(shoot(application, commands.window, f"empty-{suffix}"))
            commands.workbook_opening.open_now(sample_workbook())
            for width, height in SIZES:
                commands.window.resize(width, height)
                print(shoot(application, commands.window, f"window-{suffix}-{width}x{height}"))
            for path in states(application, commands, suffix):
                print(path)
            commands.autosave.quiet_timer.stop()
            commands.autosave.latest_timer.stop()
            commands.window.hide()
            library.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
