"""The pictures of the manual, each made by the program itself from a sample plan, in the language of the page.

A help page names a picture by `![what it shows](picture:NAME)`; NAME is a key of `PICTURES`.
"""

from __future__ import annotations

import atexit
import math
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from openpyxl import load_workbook
from PySide6.QtCore import QCoreApplication, QDate, QEvent, QPoint, QSize, Qt, QThread
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QListWidget, QWidget

from npfdesk.app import build
from npfdesk.engine.collecting.collection import begin_collection
from npfdesk.locations import sample_folder
from npfdesk.plan.collection import CollectBy
from npfdesk.plan.edit_labels import set_assumptions, set_observations, set_vintages
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem
from npfdesk.plan.rounding import rounded
from npfdesk.plan.saved_views import PATHS
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.spillover import Basis
from npfdesk.plan.vintages import Vintage, VintageKey
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.store.library import Library
from npfdesk.ui.analyses.boundary_changes import BoundaryDialog
from npfdesk.ui.analyses.spillover import SpilloverDialog
from npfdesk.ui.answers.answer_dock import AnswerDock
from npfdesk.ui.answers.registry import ANALYSES, CYCLE_ANSWERS, NEW_MONTH, PLAN_ANSWERS
from npfdesk.ui.answers.response_rules import RespondDialog
from npfdesk.ui.charts.paths import PathChart
from npfdesk.ui.cycle.revisions import RevisionsView
from npfdesk.ui.descriptions import Menu
from npfdesk.ui.help.palette import Palette
from npfdesk.ui.help.registry import KEYS, SETTINGS
from npfdesk.ui.import_window.import_dialog import ImportWindow
from npfdesk.ui.library.backups import BackupsDialog
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import LIGHT
from npfdesk.ui.together.collect_dialog import CollectDialog
from npfdesk.ui.together.gather_dialog import GatherDialog
from npfdesk.ui.together.reconciliation import ReconciliationDialog
from npfdesk.ui.together.registry import COLLECT, GATHER, RECONCILE
from npfdesk.ui.views.dock import ViewDock
from npfdesk.ui.views.registry import VIEWS, ViewDescription
from npfdesk.ui.window import offscreen
from npfdesk.ui.window.commands import Commands
from npfdesk.ui.workspace import Workspace
from npfdesk.workbook.collecting.fill_in_workbook import write_requests
from npfdesk.workbook.collecting.hidden_sheet import Form, read_form
from npfdesk.workbook.files.sandbox import read_grid
from npfdesk.workbook.plan_reader import read_workbook
from tests import reconciled_plans

JINHUA: Final = "jinhua_14fyp.xlsx"
COUNTY: Final = "county_15fyp.xlsx"
SHARPNESS: Final = 2
"""Dots of a picture for each of the window's, so that print is crisp."""
_PATIENCE: Final = 120.0
"""Seconds that a computation may take before the build fails."""
_WINDOW: Final = QSize(1366, 768)
_VIEW: Final = QSize(760, 460)
_DIALOG: Final = QSize(980, 640)
_EDITED: Final = AssumptionKey("yongkang", "", "output")
_FASTER: Final = {
    AssumptionKey(region, "", "output"): Assumption(Method.GROWTH, pace)
    for region, pace in (
        ("yongkang", 9.5),
        ("lanxi", 13.5),
        ("pujiang", 11.0),
        ("wucheng", 4.0),
        ("panan", 15.0),
    )
}
"""Paces that change the order of the counties."""
_REACHED: Final = {
    ("gdp", 318.6), ("investment", 123.0), ("revenue", 20.6), ("rd", 2.72), ("hightech_firms", 134.0),
    ("new_jobs", 0.50), ("income", 48_100.0), ("good_air", 95.1), ("grain", 12.4),
}  # fmt: skip
"""What the synthetic county had at the end of its first year, for an evaluation."""
_FLASH: Final = (("gdp", 309.0), ("investment", 118.4), ("revenue", 20.4))
"""What was said of the first year before it was corrected."""
_EFFORT: Final = "攻坚"
_TODAY: Final = "2026-07-20"
"""The day of the pictures, so that they are the same whenever they are made."""
_PERSON: Final = "planner"
_BULLETIN: Final = (
    "2026年7月主要经济指标\n"
    "指标\t单位\t1-7月累计\t同比±%\n"
    "规上工业增加值\t%\t\t7.9\n"
    "固定资产投资\t亿元\t118.6\t6.2\n"
    "一般公共预算收入\t亿元\t25.4\t5.1\n"
    "城镇新增就业\t万人\t0.52\t\n"
)
"""What a statistics office sends of a month, as it is pasted: synthetic, like the county's plan."""


class NoPicture(Exception):
    """A picture could not be made: the build of the manual ends."""


@dataclass(frozen=True)
class Picture:
    """A picture: the sample that it shows, what makes its widget, and its size in the window's pixels (None: its own)."""

    sample: str
    make: Callable[[Commands], QWidget]
    size: QSize | None = None


def _as_window(widget: QWidget) -> QWidget:
    """A part of the window by itself, with its own size."""
    widget.setWindowFlag(Qt.WindowType.Window)
    return widget


def _view(key: str, commands: Commands) -> QWidget:
    dock = ViewDock(commands.window.workspace, commands.window)
    dock.show_view(key)
    return _as_window(dock)


def _county(indicator: str) -> SeriesKey:
    return SeriesKey("county", "", indicator)


def _ranking(commands: Commands) -> QWidget:
    """The counties at paces of their own: at one pace for all nobody would pass anybody."""
    workspace = commands.window.workspace
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, _FASTER))
    return _view("Ranking", commands)


def _evaluation(commands: Commands) -> QWidget:
    """The county a year on."""
    workspace = commands.window.workspace
    figures: dict[tuple[SeriesKey, int], float | None] = {
        (_county(code), 2026): figure for code, figure in _REACHED
    }
    workspace.apply(set_observations(workspace.document, figures))
    return _view("Evaluation", commands)


def _revisions(commands: Commands) -> QWidget:
    """What the first year's figures, corrected in June, turned."""
    workspace = commands.window.workspace
    workspace.today = lambda: "2027-07-20"
    known = {
        VintageKey(_county(code), 2026, day): Vintage(figure)
        for code, flash in _FLASH
        for day, figure in (("2027-01-20", flash), ("2027-06-30", dict(_REACHED)[code]))
    }
    now: dict[tuple[SeriesKey, int], float | None] = {
        (key.series, key.year): dict(_REACHED)[key.series.indicator] for key in known
    }
    workspace.apply(set_observations(workspace.document, now))
    workspace.apply(set_vintages(workspace.document, known))
    dock = _view("Revisions", commands)
    for view in dock.findChildren(RevisionsView):
        view.then.setDate(QDate(2027, 3, 1))
    return dock


def _paths(commands: Commands) -> QWidget:
    return _as_window(PathChart(commands.window.workspace, commands.window))


def _answer(key: str, commands: Commands) -> QWidget:
    return commands.answers.ask(key)


def _named_scenario(commands: Commands, name: str) -> str:
    scenarios = commands.window.workspace.document.scenarios
    return next(key for key, one in scenarios.items() if one.name == name)


def _words(chinese: str, english: str) -> str:
    return chinese if language.language() == "zh" else english


def _tick(items: QListWidget, count: int) -> None:
    for place in range(count):
        items.item(place).setCheckState(Qt.CheckState.Checked)


def _boundaries(commands: Commands) -> QWidget:
    """Two regions merged into a new one."""
    dialog = commands.answers.ask("boundaries")
    if isinstance(dialog, BoundaryDialog):
        _tick(dialog.old, 2)
        dialog.name.setText(_words("城区", "Inner city"))
    return dialog


def _benchmark(commands: Commands) -> QWidget:
    commands.window.workspace.select(indicator="income")
    return commands.answers.ask("benchmark")


def _respond(commands: Commands) -> QWidget:
    """A rule, and what it sets off."""
    dialog = commands.answers.ask("respond")
    if isinstance(dialog, RespondDialog):
        dialog.add.click()
        dialog.pages.setCurrentIndex(1)
    return dialog


def _spillover(commands: Commands) -> QWidget:
    """The scenario of effort, whose levers reach the neighbours."""
    workspace = commands.window.workspace
    workspace.activate(_named_scenario(commands, _EFFORT))
    dialog = commands.answers.ask("spillover")
    if isinstance(dialog, SpilloverDialog):
        dialog.basis.choose(Basis.DISTANCE)
        dialog.refresh()
    return dialog


def _bulletin(commands: Commands) -> QWidget:
    """A month taken from a bulletin as it would be pasted."""
    commands.answers.read_bulletin(_BULLETIN)
    return commands.answers.open[NEW_MONTH.key]


def _sent(commands: Commands) -> QWidget:
    """The forms of all departments, before they are written."""
    dialog = commands.answers.ask(COLLECT.key)
    if isinstance(dialog, CollectDialog):
        dialog.by_box.setCurrentIndex(dialog.by_box.findData(CollectBy.OWNER.value))
        dialog.folder.setText(_words("填报表 2025年", "Forms 2025"))
        dialog.refresh()
    return dialog


def _returned(commands: Commands) -> QWidget:
    """A heap of returns: one unit's figure is off by its unit, another sent two that differ, one has sent nothing."""
    plan = commands.window.workspace.plan
    year, spoken = int(plan.base_year), language.language()
    begun = begin_collection(
        plan, CollectBy.OWNER, year, 0, due="2026-07-15", today=date(2026, 6, 20), key="picture"
    )
    if isinstance(begun, Problem):
        raise NoPicture(begun.code)
    folder = Path(tempfile.mkdtemp(prefix="npfdesk-pictures-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    issued = write_requests(plan, begun, folder, spoken)
    if isinstance(issued, Problem):
        raise NoPicture(issued.code)
    files = [folder / issued.files[one.unit.code] for one in begun.collection.requests]
    for place, file in enumerate(files[:-1]):
        _fill_in(plan, file, slip=place == 0)
    files[-1].unlink()
    second = files[2].with_name(f"2 {files[2].name}")
    shutil.copy(files[2], second)
    _fill_in(plan, second, times=1.03)
    dialog = commands.answers.ask(GATHER.key)
    if isinstance(dialog, GatherDialog):
        dialog.add([folder])
    return dialog


def _reconciled(commands: Commands) -> QWidget:
    """A city's plan among the province's, the counties' and its last one: some targets are too low, a name is in doubt."""
    folder = Path(tempfile.mkdtemp(prefix="npfdesk-pictures-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    planted = reconciled_plans.changed(
        (reconciled_plans.PROVINCE, "目标", ("云岭市", "gdp"), "目标值", "450以上"),
        (reconciled_plans.EAST, "目标", ("东县", "forest"), "目标值", "58以上"),
        (reconciled_plans.WEST, "目标", ("西县", "firms"), "目标值", "240以上"),
        (reconciled_plans.WEST, "指标", "森林覆盖率", "名称", "森林覆盖率（含灌木）"),
    )
    files = {one.name: one for one in reconciled_plans.written(folder, planted)}
    own = files.pop(reconciled_plans.CITY)
    plan = read_workbook(own).plan
    if plan is None:
        raise NoPicture(own.name)
    dialog = ReconciliationDialog(Workspace(Session(LoadedWorkbook(plan, own))), commands.window)
    dialog.entry, dialog.memory = RECONCILE, folder / "answers.json"
    dialog.show()
    dialog.add_files(list(files.values()))
    return dialog


def _fill_in(plan: Plan, file: Path, *, times: float = 1.0, slip: bool = False) -> None:
    """Fill a form in with last year's figures a little higher."""
    grid = read_grid(file)
    form = None if isinstance(grid, Problem) else read_form(grid, file.name)
    if not isinstance(form, Form):
        raise NoPicture(file.name)
    book = load_workbook(file)
    for place, one in enumerate(form.cells):
        seen = [
            figure for figure in plan.observed[plan.row[one.asked.series]].tolist() if math.isfinite(figure)
        ]
        decimals = plan.indicator_by_code[one.asked.series.indicator].decimals
        figure = rounded((seen[-1] if seen else 10.0) * 1.05 * times, decimals)
        book[one.place.sheet][one.place.cell] = figure * (10_000 if slip and place == 0 else 1)
    book.save(file)


def _window(commands: Commands) -> QWidget:
    return commands.window


def _edited(commands: Commands) -> QWidget:
    """The window right after an edit: the ghost of before in the chart, old and new in the status line."""
    workspace = commands.window.workspace
    workspace.select(region=_EDITED.region)
    edit = {_EDITED: Assumption(Method.GROWTH, 13.5)}
    workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit))
    return commands.window


def _table(place: int, commands: Commands) -> QWidget:
    panel = commands.window.panel
    panel.setCurrentIndex(place)
    panel.setParent(commands.window, Qt.WindowType.Window)
    return panel


def _helping(key: str, commands: Commands) -> QWidget:
    commands.help_dialogs.open(key)
    return commands.help_dialogs.dialogs[key]


def _palette(commands: Commands) -> QWidget:
    """The palette over the window, with what it found."""
    commands.help_dialogs.show_palette()
    found = commands.help_dialogs.dialogs["palette"]
    if isinstance(found, Palette):
        found.search_box.setText(_words("永康", "yongkang"))
    return commands.window


def _help(commands: Commands) -> QWidget:
    shown = commands.help_dialogs.show_help()
    shown.show_page("start")
    return shown


def _library(key: str, commands: Commands) -> QWidget:
    """A dialog of the library, with two saves in it."""
    commands.autosave.save()
    _edited(commands)
    commands.autosave.save()
    commands.library_dialogs.open_entry(key)
    dialog = commands.library_dialogs.dialog
    if dialog is None:
        raise NoPicture(key)
    return dialog


def _backups(commands: Commands) -> QWidget:
    dialog = _library("backups", commands)
    if isinstance(dialog, BackupsDialog):
        dialog.backup_button.click()
    return dialog


def _new_plan(commands: Commands) -> QWidget:
    commands.new_plans.ask()
    return _form(commands)


def _next_plan(commands: Commands) -> QWidget:
    commands.new_plans.ask_next()
    return _form(commands)


def _form(commands: Commands) -> QWidget:
    if commands.new_plans.form is None:
        raise NoPicture("new plan")
    return commands.new_plans.form


def _import(sample: str, commands: Commands) -> QWidget:
    window = ImportWindow(read_workbook(sample_folder() / sample), commands.window)
    window.show()
    window.view.go_to(3, 2)
    return window


def _presentation(commands: Commands) -> QWidget:
    presentation = commands.meeting.present()
    presentation.showNormal()
    presentation.show_view(PATHS)
    return presentation


def _storyboard(commands: Commands) -> QWidget:
    for key in ("Gaps", "Ranking"):
        commands.window.views.actions_by_name[key].trigger()
        commands.meeting.keep()
    commands.meeting.open_entry("storyboard")
    return _opened(commands.meeting.storyboard)


def _minutes(commands: Commands) -> QWidget:
    _edited(commands)
    commands.meeting.open_entry("minutes")
    return _opened(commands.meeting.minutes)


def _opened(widget: QWidget | None) -> QWidget:
    if widget is None:
        raise NoPicture("meeting")
    return widget


def _named(key: str) -> str:
    return key.lower().replace(" ", "-").replace("_", "-")


_SET_UP: Final[Mapping[str, Callable[[Commands], QWidget]]] = MappingProxyType(
    {"Ranking": _ranking, "Evaluation": _evaluation, "Revisions": _revisions}
)
"""Views that the samples as they are would leave flat or empty."""


def _of_view(view: ViewDescription) -> Picture:
    # the county has months, vintages, closed targets and a contest, Jinhua has counties and a map
    sample = COUNTY if view.menu is Menu.CYCLE else JINHUA
    return Picture(sample, _SET_UP.get(view.key, partial(_view, view.key)), _LARGER.get(view.key, _VIEW))


_LARGER: Final[Mapping[str, QSize]] = MappingProxyType(
    {
        "Map": QSize(760, 420),
        "Evaluation": QSize(900, 520),
        "Monthly board": QSize(900, 360),
        "Monthly ranking": QSize(760, 320),
        "Contest": QSize(900, 420),
        "Closed targets": QSize(900, 520),
        "Revisions": QSize(900, 520),
        "Small charts": QSize(900, 560),
    }
)
"""Views with more columns than fit into the usual size."""
_TABLES: Final = ("assumptions", "targets", "data", "months", "levers", "findings", "structure")
_OF_VIEWS: Final = {
    f"view-{_named(PATHS)}": Picture(JINHUA, _paths, _VIEW),
    **{f"view-{_named(key)}": _of_view(view) for key, view in VIEWS.items()},
}
_ANSWER_SIZES: Final[Mapping[str, QSize]] = MappingProxyType(
    {
        "seek": QSize(760, 340),
        "tornado": QSize(860, 440),
        "waterfall": QSize(860, 500),
        "fit": QSize(980, 520),
        "respond": QSize(980, 460),
        "monitor": QSize(1180, 560),
        "benchmark": QSize(820, 620),
    }
)


def _of_answer(key: str) -> Picture:
    # only the county has a benchmark
    sample = COUNTY if key in ("benchmark", "commitments") else JINHUA
    special = {"respond": _respond, "spillover": _spillover, "benchmark": _benchmark}
    return Picture(sample, special.get(key, partial(_answer, key)), _ANSWER_SIZES.get(key, _DIALOG))


_OF_ANSWERS: Final = {
    **{f"answer-{_named(one.key)}": _of_answer(one.key) for one in PLAN_ANSWERS},
    **{f"analysis-{_named(one.key)}": _of_answer(one.key) for one in ANALYSES},
    **{
        f"cycle-{_named(one.key)}": Picture(COUNTY, partial(_answer, one.key), _DIALOG)
        for one in CYCLE_ANSWERS
    },
    f"cycle-{_named(NEW_MONTH.key)}": Picture(COUNTY, _bulletin, _DIALOG),
    f"together-{_named(COLLECT.key)}": Picture(COUNTY, _sent, QSize(1120, 640)),
    f"together-{_named(GATHER.key)}": Picture(COUNTY, _returned, QSize(1180, 680)),
    f"together-{_named(RECONCILE.key)}": Picture(COUNTY, _reconciled, QSize(1280, 740)),
}
_REST: Final = {
    "window": Picture(JINHUA, _window, _WINDOW),
    "window-county": Picture(COUNTY, _window, _WINDOW),
    "window-edited": Picture(JINHUA, _edited, _WINDOW),
    "palette": Picture(JINHUA, _palette, _WINDOW),
    **{
        f"table-{name}": Picture(
            COUNTY if name == "months" else JINHUA, partial(_table, place), QSize(1060, 330)
        )
        for place, name in enumerate(_TABLES)
    },
    "status-rules": Picture(JINHUA, partial(_answer, "rules_of_colours"), QSize(960, 600)),
    "boundary-changes": Picture(JINHUA, _boundaries, QSize(980, 700)),
    "new-plan": Picture(JINHUA, _new_plan),
    "next-plan": Picture(COUNTY, _next_plan, QSize(1000, 700)),
    "import": Picture(JINHUA, partial(_import, "jinhua_as_published.xlsx"), QSize(1200, 700)),
    "import-county": Picture(COUNTY, partial(_import, "county_as_published.xlsx"), QSize(1200, 700)),
    "presentation": Picture(JINHUA, _presentation, _WINDOW),
    "storyboard": Picture(JINHUA, _storyboard, QSize(820, 460)),
    "minutes": Picture(JINHUA, _minutes, QSize(1100, 320)),
    "history": Picture(JINHUA, partial(_library, "history"), QSize(860, 480)),
    "backups": Picture(JINHUA, _backups, QSize(560, 440)),
    "help": Picture(JINHUA, _help, QSize(960, 620)),
    "keyboard-shortcuts": Picture(JINHUA, partial(_helping, KEYS.key), QSize(620, 600)),
    "settings": Picture(JINHUA, partial(_helping, SETTINGS.key), QSize(660, 640)),
}
PICTURES: Final[Mapping[str, Picture]] = MappingProxyType({**_OF_VIEWS, **_OF_ANSWERS, **_REST})
"""The pictures by the names that help pages give them: each view, each question and analysis, and the other windows."""


def _resize(widget: QWidget, size: QSize) -> None:
    """Give a window its size; an answer is pulled out of the window first, which would give it another."""
    dock = widget.parentWidget()
    if not isinstance(dock, AnswerDock):
        widget.resize(size)
        return
    dock.setFloating(True)
    dock.resize(size + dock.size() - widget.size())
    QApplication.processEvents()
    dock.resize(size + dock.size() - widget.size())


class Studio:
    """Makes pictures in one language; a window for each, so that none shows what another has changed."""

    def __init__(self, application: QApplication, spoken: str) -> None:
        self.application, self.spoken = application, spoken

    def shot(self, name: str, sharpness: int = SHARPNESS) -> QPixmap:
        """The picture of that name; NoPicture where the program could not make it."""
        picture = PICTURES[name]
        language.set_language("zh" if self.spoken == "zh" else "en")
        with tempfile.TemporaryDirectory() as folder:
            library = Library(Path(folder) / "library.sqlite")
            commands = build(library)
            commands.window.workspace.today = lambda: _TODAY
            mistakes: list[object] = []
            sys.excepthook, hooked = lambda *told: mistakes.append(told[1]), sys.excepthook
            try:
                commands.window.resize(_WINDOW)
                commands.workbook_opening.open_now(sample_folder() / picture.sample)
                commands.window.show()
                widget = picture.make(commands)
                if picture.size is not None:
                    _resize(widget, picture.size)
                widget.show()
                self.settle(widget)
                shot = _rendered(widget, sharpness)
            finally:
                self._put_away(commands, library)
                sys.excepthook = hooked
        if mistakes:
            raise NoPicture(f"{name}: {mistakes[0]!r}")
        return shot

    def settle(self, widget: QWidget) -> None:
        """Wait until what is computed beside the window is there and drawn."""
        until = time.monotonic() + _PATIENCE
        quiet = 0
        while quiet < 3:
            self.application.processEvents()
            busy = any(thread.isRunning() for thread in widget.findChildren(QThread))
            quiet = 0 if busy else quiet + 1
            if time.monotonic() > until:
                raise NoPicture(widget.objectName())
            time.sleep(0.01)

    def _put_away(self, commands: Commands, library: Library) -> None:
        commands.autosave.quiet_timer.stop()
        commands.autosave.latest_timer.stop()
        commands.file_watch.stop()
        commands.answers.stop()
        commands.exporter.stop()
        commands.meeting.stop()
        commands.help_dialogs.stop()
        commands.workbook_opening.desk = None
        commands.window.hide()
        # whatever it opened goes with it
        commands.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        library.close()


def _rendered(widget: QWidget, sharpness: int) -> QPixmap:
    shot = QPixmap(widget.size() * sharpness)
    shot.setDevicePixelRatio(sharpness)
    shot.fill(widget.palette().window().color())
    widget.render(shot, QPoint())
    return shot


def prepare() -> QApplication:
    """The application without a screen, in the program's light clothes."""
    # who made a change is written beside it
    os.environ["LOGNAME"] = _PERSON
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
        offscreen.silence_placement_warnings()
    style.load_fonts(application)
    style.apply_theme(application, LIGHT)
    return application


def make_pictures(names: Iterable[str], spoken: str, folder: Path) -> None:
    """Write the pictures of that language into a folder, as NAME.png."""
    folder.mkdir(parents=True, exist_ok=True)
    studio = Studio(prepare(), spoken)
    for name in names:
        if not studio.shot(name).save(str(folder / f"{name}.png")):
            raise NoPicture(name)
