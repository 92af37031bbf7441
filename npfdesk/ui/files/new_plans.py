"""Plans begun in the window: the form, the file in the program's own folder, and the first save to a file of the user's."""

from __future__ import annotations

import contextlib
import datetime
import sqlite3
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from npfdesk.locations import new_plans_folder
from npfdesk.plan.file_names import file_name
from npfdesk.plan.model import Plan
from npfdesk.plan.new_plan import usual_years
from npfdesk.plan.problems import Problem
from npfdesk.ui.descriptions import Place, set_place
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.files.new_plan_dialog import NewPlanDialog
from npfdesk.ui.files.opening import WorkbookOpening
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    # only for its type: the engine of the next plan is not loaded with the window
    from npfdesk.ui.cycle.next_plan_dialog import NextPlanDialog


class NewPlans(QObject):
    """Begins plans, and saves them where their author says.

    A new plan is a workbook in the program's own folder from the beginning: drafts of it are kept as of every
    workbook, and what was not saved is there again after a crash.
    """

    def __init__(self, window: MainWindow, workbook_opening: WorkbookOpening, autosave: Autosave) -> None:
        super().__init__(window)
        self.window, self.workbook_opening, self.autosave = window, workbook_opening, autosave
        self.form: NewPlanDialog | NextPlanDialog | None = None
        autosave.first_save = self.save_first
        window.menus.new_wanted.connect(self.ask)
        window.menus.next_wanted.connect(self.ask_next)
        workbook_opening.opened.connect(lambda _: self._name_file())

    @property
    def has_no_file(self) -> bool:
        """Whether the open plan was not saved to a file of the user's yet."""
        from npfdesk.plan_file import is_in

        desk = self.workbook_opening.desk
        return desk is not None and is_in(new_plans_folder(), desk.session.opened.path)

    def _name_file(self) -> None:
        self.window.show_unsaved_file(self.has_no_file)

    def ask(self) -> None:
        """Ask what a new plan begins with."""
        from npfdesk.plan_file import example_structure, structure_of

        plan = self.window.workspace.plan
        self.form = NewPlanDialog(
            usual_years(datetime.datetime.now(datetime.UTC).astimezone().year),
            plan if plan.regions else None,
            structure_of,
            lambda: example_structure(language()),
            self.window,
        )
        self.form.begun.connect(self.begin)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def ask_next(self) -> None:
        """Ask what the plan after the open one is to be; nothing where none is open that has a target or a figure."""
        from npfdesk.engine.next_plan import begin_next_plan
        from npfdesk.engine.projection.recorded_figures import recorded_results
        from npfdesk.ui.cycle.next_plan_dialog import NextPlanDialog

        workspace = self.window.workspace
        if not workspace.plan.series:
            self.window.workspace.notice.emit(
                tr("NewPlan", "There is no plan to follow yet: open one, or enter its figures and targets.")
            )
            return
        document = workspace.document
        # what has happened stays the same while years and drafts are tried
        known = recorded_results(document.plan)
        self.form = NextPlanDialog(
            workspace, lambda asked, spoken: begin_next_plan(document, asked, spoken, known), self.window
        )
        set_place(self.form, Place("cycle", 5))
        self.form.begun.connect(self.begin)
        self.form.finished.connect(self.form.deleteLater)
        self.form.open()

    def begin(self, plan: Plan) -> None:
        """Open a new plan, after asking about unsaved work."""
        from npfdesk.plan_file import begin_plan

        if not self.autosave.resolve_unsaved_work():
            return
        path = begin_plan(plan, new_plans_folder(), language())
        if isinstance(path, Problem):
            self._show_problem(path)
            return
        self.workbook_opening.open_now(path)
        # the form had the keys until now
        self.window.activateWindow()
        self.window.show_first_table()

    def save_first(self) -> bool | None:
        """Save a plan that has no file of the user's yet where they say; whether it is saved. None for any other plan."""
        from npfdesk.desk import OpenedWorkbook
        from npfdesk.plan_file import remove_begun, save_plan

        desk, library = self.workbook_opening.desk, self.workbook_opening.library
        if desk is None or not self.has_no_file:
            return None
        begun, identity = desk.session.opened.path, desk.identity
        title = tr("NewPlan", "Save the new plan")
        name = f"{file_name(desk.session.document.plan.title)}.xlsx"
        path = ask_where(self.window, title, name, ["Excel (*.xlsx)"], begun, self._show_problem)
        if path is None:
            return False
        written = save_plan(desk, path, language())
        if isinstance(written, Problem):
            self._show_problem(written)
            return False
        reading, now = written
        self.workbook_opening.reload(reading, now)
        if library is not None and not library.read_only:
            # what a file of that name held before was another plan
            latest = library.load(now).revision
            desk.revision = latest.id if latest is not None else None
            with contextlib.suppress(sqlite3.Error):
                library.remember_file(path)
        else:
            desk.session.mark_saved(desk.session.document)
        if begun is not None and identity is not None:
            remove_begun(begun, identity, library)
        self.workbook_opening.opened.emit(OpenedWorkbook(reading, desk))
        self.window.workspace.notice.emit(tr("NewPlan", "Saved: {file}").format(file=path))
        return True

    def _show_problem(self, problem: Problem) -> None:
        self.window.banner.show_message(lambda: problem.message(language()), about="saving")
