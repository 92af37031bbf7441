"""Every window, dialog, dock, popup, bar and page of the program, opened one after the other on the sample.

``walk(commands, visit)`` takes the window as it first shows, around nothing (the fixture `bare`), in whatever language
and theme are in force, and calls ``visit(name, widget)`` while each part is shown and its answer has come; names are
stable and the same in all languages. What has a registry is opened from it; test_access.py fails on a class of
the window that no walk shows.
"""

from __future__ import annotations

import importlib
import itertools
import pkgutil
import tempfile
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QWidget

import npfdesk.ui
from npfdesk.locations import sample_workbook, sample_workbooks
from npfdesk.plan.board import BoardTable, ParameterKey
from npfdesk.plan.board_edits import put_parameter
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.methods import Method
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import saved_work
from npfdesk.plan.saved_views import PATHS
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey
from npfdesk.ui.answers.answer_dialog import AnswerNotMade
from npfdesk.ui.answers.answer_thread import AnswerThread
from npfdesk.ui.answers.registry import ANSWERS
from npfdesk.ui.background_job import BackgroundJob
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.files.destination import confirm_replace
from npfdesk.ui.files.exports import NOTHING_TO_EXPORT
from npfdesk.ui.help.help_pages import PAGES
from npfdesk.ui.help.registry import HELP, HELP_ENTRIES, NEXT_PANE, PALETTE, PANE_BEFORE, TOUR
from npfdesk.ui.help.tour import STEPS
from npfdesk.ui.import_window.import_dialog import ImportWindow
from npfdesk.ui.library.registry import DIALOGS, IMPORT, OtherWork
from npfdesk.ui.look import language
from npfdesk.ui.meeting.presenter import Presenter
from npfdesk.ui.meeting.registry import BOARD, MINUTES, STORYBOARD
from npfdesk.ui.tables.note_questions import note_question
from npfdesk.ui.tables.structure_page import STRUCTURE_KEYS
from npfdesk.ui.views.registry import VIEWS, ViewNotMade
from npfdesk.ui.window.banner import TextListDialog
from npfdesk.ui.window.commands import Commands
from npfdesk.ui.window.crash import CrashDialog
from npfdesk.workbook.collecting.hidden_sheet import read_form
from npfdesk.workbook.files.cell_grid import CellKind, Grid, GridCell, GridSheet
from npfdesk.workbook.files.sandbox import read_grid
from npfdesk.workbook.plan_reader import read_plan, read_workbook
from npfdesk.workbook.published.corrections import Corrections
from npfdesk.workbook.published.shape import RememberedRoles
from tests.forms import fill, issued

Visit = Callable[[str, QWidget], object]
KEY = AssumptionKey("yongkang", "", "output")
LOOSE = {
    (row, column): GridCell(text, CellKind.NUMBER if text.isdecimal() else CellKind.TEXT)
    for row, line in enumerate(
        (["会议纪要"], ["说明", "甲", "乙"], ["产值（亿元）", "10", "20"], ["人口（万人）", "1", "2"]), 1
    )
    for column, text in enumerate(line, 1)
}
"""A sheet in which no table is found."""


BULLETIN = (
    "2026年3月主要经济指标\n"
    "指标\t单位\t3月\t1-3月累计\t同比±%\n"
    "规上工业总产值\t亿元\t100.1\t290.3\t7.1\n"
    "全部投资\t万元\t1200\t3,400\t\n"
)
"""A bulletin of which one name is in the plan and one is not."""
PLANTED = "planted"
"""What the mistakes say that the walk makes itself."""


class Walk:
    """One walk over a window; `seen` are the program's own classes that were shown."""

    def __init__(
        self, commands: Commands, visit: Visit, only: Callable[[str], bool] = lambda _: True
    ) -> None:
        self.commands, self.window, self.visit, self.only = commands, commands.window, visit, only
        self.seen: set[type] = set()
        self.names: list[str] = []

    def see(self, name: str, widget: QWidget) -> None:
        """Let what is asked in the background come, then show the widget to the visitor."""
        if not self.only(name):
            return
        assert name not in self.names, name
        self.names.append(name)
        settle(self.window, widget)
        self.seen |= {type(one) for one in (widget, *widget.findChildren(QWidget)) if is_own(type(one))}
        self.visit(name, widget)

    def see_menu(self, name: str, menu: QMenu) -> None:
        """A menu as it opens."""
        menu.ensurePolished()
        menu.aboutToShow.emit()
        menu.adjustSize()
        self.see(name, menu)
        menu.aboutToHide.emit()

    @contextmanager
    def answering(self, name: str):
        """Show each modal box that is asked within to the visitor, and put it away unanswered."""
        count, given, failed = itertools.count(1), [], []

        def shown(box: QDialog) -> int:
            number = next(count)
            given.append(box)
            box.show()
            self.see(name if number == 1 else f"{name} {number}", box)
            box.hide()
            return 0

        def modal() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, QDialog) and box not in given:
                # one of Qt's own, which runs its own loop until it is put away
                try:
                    self.see(name, box)
                except BaseException as mistake:  # noqa: BLE001 - raised again when the box is away
                    failed.append(mistake)
                box.reject()

        QTimer.singleShot(0, self.window, modal)
        with patch.object(QDialog, "exec", shown), patch.object(QMessageBox, "exec", shown):
            yield
        QApplication.processEvents()
        if failed:
            raise failed[0]

    # the window

    def empty(self) -> None:
        """The window around nothing."""
        self.window.resize(1366, 768)
        self.window.show()
        self.see("window, empty", self.window)
        self.window.start.wait()
        self.see("window, empty, while a file is read", self.window)
        self.window.start.offer()

    def opened(self) -> None:
        """The window on the sample, with an edit, a reason to give for it, and a scenario beside it."""
        window, workspace = self.window, self.window.workspace
        self.commands.workbook_opening.open_now(sample_workbook())
        window.resize(1920, 1080)
        self.see("window, sample", window)
        workspace.activate("攻坚")
        workspace.select(*KEY)
        edit = {KEY: Assumption(Method.GROWTH, 13.5)}
        workspace.apply(set_assumptions(workspace.document, workspace.document.active, edit))
        self.see("window, edited", window)
        # what gives way: the panels to a rail, and with one of them open, the view to a tab
        window.resize(900, 600)
        window.rail.buttons[0].click()
        self.see("window, narrow", window)
        window.resize(1920, 1080)

    def menus(self) -> None:
        """Every menu of the bar, with those within, and of buttons and trees."""
        for menu, source in self.window.menus.menus:
            self.see_menu(f"menu {source}", menu)
        window = self.window
        panel = window.panel
        panel.assumptions.setCurrentIndex(panel.assumptions.figures.index(0, 1))
        self.see_menu("menu of a column", panel.assumptions.head.menu(1))
        self.see_menu("menu of the view's button", window.views.button.menu())
        self.see_menu("menu of copying and saving", window.views.take.menu())
        self.see_menu("menu of the compared", window.top.compare.menu)
        for key in STRUCTURE_KEYS:
            panel.structure.table_of(key)
        for table in panel.every_table:
            if table.figures.rowCount():
                table.setCurrentIndex(table.figures.index(0, 0))
                self.see_menu(f"menu of cells {panel.every_table.index(table)}", table.menu())

    def views(self) -> None:
        """Each view beside the path chart."""
        for name in VIEWS:
            self.window.views.show_view(name)
            self.see(f"view {name}", self.window.views)
            view = self.window.views.view()
            keep = getattr(view, "keep", None)
            if name == "Evaluation" and callable(keep):
                keep()
                self.see("evaluation to keep", view.dialog)
                view.dialog.close()
        view = ViewNotMade(VIEWS["Heatmap"], ZeroDivisionError(PLANTED))
        view.resize(480, 400)
        view.show()
        self.see("view not made", view)
        view.close()
        self.window.views.show_view("Gaps")

    def tables(self) -> None:
        """Each tab under the charts, with its lines and bars."""
        panel = self.window.panel
        for place in range(panel.count()):
            panel.setCurrentIndex(place)
            if panel.widget(place) is panel.structure:
                for key in STRUCTURE_KEYS:
                    panel.show_structure(key)
                    self.see(f"structure {key}", panel)
            else:
                self.see(f"table {place}", panel)
        panel.setCurrentIndex(0)
        panel.assumptions.setCurrentIndex(panel.assumptions.figures.index(0, 0))
        panel.find_and_replace()
        self.see("find and replace", panel)
        panel.replace_bar.hide()
        panel._show_question(note_question(panel.assumptions.figures, 0, 1))
        self.see("note line", panel)
        panel.note_line.hide()
        figures = panel.assumptions.figures
        column = next(at for at, one in enumerate(figures.columns) if one.key == "value")
        panel.assumptions.setCurrentIndex(figures.index(0, column))
        panel.assumptions.edit(panel.assumptions.currentIndex())
        self.see("cell editor", panel)
        panel.assumptions.setFocus()

    def table_forms(self) -> None:
        """The dialogs of the tables."""
        panel = self.window.panel
        panel.add_target()
        self.see("new target", panel.new_target)
        panel.new_target.reject()
        panel.add_month_row()
        self.see("new row of months", panel.new_month_row)
        panel.new_month_row.reject()
        window = self.window
        window.paths.note_here()
        self.see("note on the chart", window.paths.note_dialog)
        window.paths.note_dialog.reject()
        panel.define_share_groups()
        self.see("share groups", self._modal())
        self._modal().reject()
        panel.show_structure("indicators")
        table = panel.structure.table
        table.setCurrentIndex(table.figures.index(0, 0))
        table.ask_to_remove()
        self.see("removal", table.removal_question)
        table.removal_question.reject()
        column = next(at for at, one in enumerate(table.figures.columns) if one.key == "formula")
        table.setCurrentIndex(table.figures.index(0, column))
        table.edit(table.currentIndex())
        self.see("formula editor", panel)
        table.setFocus()
        panel.setCurrentIndex(0)

    def _modal(self) -> QWidget:
        QApplication.processEvents()
        return QApplication.activeModalWidget()

    def banner(self) -> None:
        """The banner with notices and their buttons, and the lists behind them."""
        window = self.window
        window.banner.show_message(
            lambda: Problem(NOTHING_TO_EXPORT).message(language.language()),
            (lambda: window.menus.undo.text(), lambda: None),
            (lambda: window.menus.redo.text(), lambda: None),
            about="walk",
        )
        self.see("banner", window.banner)
        window.banner.clear("walk")
        listing = TextListDialog(window.windowTitle(), ("1", "2"), window)
        listing.show()
        self.see("listing", listing)
        listing.close()

    def crash(self) -> None:
        """What a mistake of the program shows."""
        dialog = CrashDialog("Traceback (most recent call last):\n  …\nZeroDivisionError", True, self.window)
        dialog.show()
        self.see("crash", dialog)
        dialog.close()
        failed = AnswerNotMade(self.window.workspace, ZeroDivisionError(PLANTED), self.window)
        failed.show()
        self.see("answer not made", failed)
        failed.close()

    # dialogs with registries

    def answers(self) -> None:
        """Every answer, analysis and dialog of the plan's cycle."""
        for key in ANSWERS:
            dialog = self.commands.answers.ask(key)
            self.see(f"answer {key}", dialog)
            dialog.close()
        for key in ("seek", "allocate"):
            self.commands.answers.ask(key)
        self.see("window, answers in their dock", self.window)
        self.commands.answers.stop()
        self.commands.answers.read_bulletin(BULLETIN)
        dialog = self.commands.answers.open["new_month"]
        for place in range(dialog.tabs.count()):
            dialog.tabs.setCurrentIndex(place)
            self.see(f"answer new_month, read {place}", dialog)
        dialog.close()

    def returned(self) -> None:
        """Forms as they are written and as they come back: one as it should be, one twice, one that is none, the rest missing."""
        answers, plan = self.commands.answers, self.window.workspace.plan
        with tempfile.TemporaryDirectory() as within:
            folder = Path(within) / "收集"
            _, made = issued(plan, folder, year=int(plan.years[-1]), language=language.language())
            sent = [folder / name for name in made.files.values()]
            for file in sent[:2]:
                form = read_form(read_grid(file), file.name)
                fill(file, {one.place: 10 for one in form.cells})
            fill(sent[0], {form.cells[0].place: 11}, target=folder / f"2 {sent[0].name}")
            for file in sent[2:]:
                file.unlink()
            (folder / "0.xlsx").write_bytes(b"PK")
            dialog = answers.ask("gather")
            dialog.add([folder])
            self.see("answer gather, read", dialog)
            for place in (1, 2):
                dialog.tabs.setCurrentIndex(place)
                self.see(f"answer gather, read {place}", dialog)
            dialog.close()

    def held(self) -> None:
        """Plans held against each other: a county's, the one before it, and a file that is none."""
        dialog = self.commands.answers.ask("reconcile")
        with tempfile.TemporaryDirectory() as within:
            broken = Path(within) / "0.xlsx"
            broken.write_bytes(b"PK")
            dialog.add_files([*sample_workbooks()[3:], broken])
            self.see("answer reconcile, read", dialog)
            dialog.matrix.setCurrentIndex(dialog.model.index(0, 0))
            self.see("answer reconcile, a cell", dialog)
            dialog.close()

    def library(self) -> None:
        """The dialogs of the library, and the preview of a merge."""
        dialogs, workspace = self.commands.library_dialogs, self.window.workspace
        self.commands.autosave.save()
        workspace.apply(
            set_assumptions(
                workspace.document, workspace.document.active, {KEY: Assumption(Method.GROWTH, 12)}
            )
        )
        for entry in DIALOGS:
            dialog = dialogs.show(entry)
            self.see(f"library {entry.key}", dialog)
            if entry.key == "backups":
                with self.answering("backup to restore"):
                    dialog.confirm("2026-01-01 08:00")
            dialog.close()
        before = saved_work(workspace.document)
        workspace.undo()
        dialog = dialogs._show_merge(IMPORT, OtherWork("薄.npfs", None, before))
        self.see("library merge", dialog)
        dialog.close()

    def meeting(self) -> None:
        """Presentation of each view, presenter, storyboard, minutes."""
        meeting = self.commands.meeting
        meeting.keep()
        presentation = meeting.present()
        presentation.showNormal()
        presentation.resize(1366, 768)
        for name in (PATHS, *VIEWS):
            presentation.show_view(name)
            self.see(f"stage {name}", presentation)
        presentation.toggle_black()
        self.see("stage, black", presentation)
        presentation.toggle_black()
        presenter = Presenter(presentation)
        presenter.show()
        self.see("presenter", presenter)
        presenter.close()
        presenter.deleteLater()
        presentation.close()
        workspace = self.window.workspace
        for indicator, chart in (("output", True), ("output", False)):
            where = "yongkang" if chart else workspace.plan.city
            key = ParameterKey(BoardTable.ASSUMPTION, where, "", indicator, "value")
            workspace.apply(put_parameter(workspace.document, key, key.series if chart else None))
        for entry in (STORYBOARD, MINUTES, BOARD):
            meeting.open_entry(entry.key)
            self.see(entry.key, getattr(meeting, entry.key))
            getattr(meeting, entry.key).close()

    def help(self) -> None:
        """Palette, keys, settings, every page of the help, each step of the tour."""
        help_dialogs = self.commands.help_dialogs
        for key, entry in HELP_ENTRIES.items():
            if entry in (NEXT_PANE, PANE_BEFORE):
                continue
            help_dialogs.open(key)
            dialog = help_dialogs.dialogs[key]
            if entry is HELP:
                for page in PAGES:
                    dialog.show_page(page)
                    self.see(f"help {page}", dialog)
            elif entry is TOUR:
                for step in range(len(STEPS)):
                    dialog.show_step(step)
                    self.see(f"tour {step + 1}", dialog)
            else:
                self.see(key, dialog)
            if entry is PALETTE:
                dialog.search_box.setText("o")
                self.see("palette, found", dialog)
                dialog.dismiss()
            dialog.end() if entry is TOUR else dialog.close()

    # files

    def files(self) -> None:
        """What is asked about files: new plans, passwords, drafts, unsaved work, where to write, what would change."""
        commands, window = self.commands, self.window
        new_plans = commands.new_plans
        new_plans.ask()
        self.see("new plan", new_plans.form)
        new_plans.form.reject()
        new_plans.ask_next()
        self.see("next plan", new_plans.form)
        new_plans.form.reject()
        from npfdesk.ui.files.password_question import ask_password

        for wrong in (False, True):
            with self.answering("password, wrong" if wrong else "password"):
                ask_password("规划.xlsx", wrong, window)
        with self.answering("unsaved work"):
            Autosave.ask_about_unsaved_work(commands.autosave)
        with self.answering("replace a file"):
            confirm_replace(window, Path("规划.xlsx"))
        with self.answering("about"):
            commands.about()
        with self.answering("file to open"):
            commands.open()
        commands.exporter.ask_report_file()
        self.see("report to export", commands.exporter.dialog)
        with self.answering("file to export"):
            commands.exporter.dialog.browse.click()
        commands.exporter.dialog.reject()
        with self.answering("name of a scenario"):
            window.scenarios.rename()
        with self.answering("packages of a scenario"):
            window.scenarios.ask_packages("攻坚")
        with self.answering("colour of a scenario"):
            window.scenarios.recolour()
        with self.answering("day of an adoption"):
            window.scenarios.ask_day("规划")
        with self.answering("whether to lift an adoption"):
            window.scenarios.ask_whether_to_lift("规划", "2026-03-05")
        with self.answering("name of a layout"):
            commands.help_dialogs.layouts.ask_name()
        with self.answering("scenario to merge"):
            commands.library_dialogs.ask_sibling(["甲", "乙"])
        commands.shown_printing.ask()
        self.see("print", commands.shown_printing.dialog)
        commands.shown_printing.dialog.reject()
        commands.exporter.preview_workbook_changes()
        settle(window, window)
        self.see("workbook changes", commands.exporter.preview)
        commands.exporter.preview.reject()

    def importing(self) -> None:
        """The window of recognised tables: on a printed plan, and on a workbook in which no table was found."""
        published = read_workbook(sample_workbooks()[1])
        loose = read_plan(Path("2026年9月月报.xlsx"), Grid((GridSheet("表1", LOOSE),)))
        like = RememberedRoles("2026年8月月报.xlsx", Corrections(tables=frozenset({("表1", 2, 1, 4, 3)})))
        for name, reading, offered in (("tables", published, None), ("loose", loose, like)):
            window = ImportWindow(reading, self.window, offered)
            window.show()
            window.view.go_to(3, 2)
            for place in range(window.tabs.count()):
                window.tabs.setCurrentIndex(place)
                self.see(f"import {name} {place}", window)
            self.see_menu(f"import menu {name}", window.roles.made())
            window.close()
            window.deleteLater()

    def all(self) -> None:
        """The whole walk."""
        for part in (
            self.empty, self.opened, self.menus, self.tables, self.table_forms, self.views, self.banner, self.crash,
            self.answers, self.returned, self.held, self.library, self.meeting, self.help, self.files, self.importing,
        ):  # fmt: skip
            part()


def walk(commands: Commands, visit: Visit, only: Callable[[str], bool] = lambda _: True) -> Walk:
    """Walk over every window whose name `only` keeps; what was seen."""
    taken, mistakes = Walk(commands, visit, only), []
    with patch("sys.excepthook", lambda _, mistake, __: mistakes.append(mistake)):
        taken.all()
    assert [one for one in mistakes if str(one) != PLANTED] == []
    return taken


def settle(*within: QWidget) -> None:
    """Let threads of answers and jobs end, and their results be shown."""
    for _ in range(20):
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        running = [
            one
            for widget in within
            for kind in (AnswerThread, BackgroundJob)
            for one in widget.findChildren(kind)
            if one.isRunning()
        ]
        if not running:
            break
        for one in running:
            one.wait()
    QApplication.processEvents()


def is_own(kind: type) -> bool:
    """Whether a class is defined in the program's window."""
    return kind.__module__.startswith("npfdesk.ui")


def own_widgets() -> set[type]:
    """Every class of widgets that the program's window defines."""
    for module in pkgutil.walk_packages(npfdesk.ui.__path__, "npfdesk.ui."):
        importlib.import_module(module.name)
    found, waiting = set(), [QWidget]
    while waiting:
        for kind in waiting.pop().__subclasses__():
            if kind not in found:
                found.add(kind)
                waiting.append(kind)
    return {kind for kind in found if is_own(kind)}
