"""The actions behind the menus: files, saving, language, theme, about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from npfdesk.locations import sample_workbook, sample_workbooks, user_data_folder
from npfdesk.logbook import note
from npfdesk.plan.file_names import path_of, shown_path
from npfdesk.plan.problems import Problem
from npfdesk.plan.status_rules import Rule
from npfdesk.ui.answers.registry import OpenAnswers
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.files.chosen_files import chosen_path
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.files.exports import Exporter
from npfdesk.ui.files.file_watch import FileWatch
from npfdesk.ui.files.map_borders import MapBorders
from npfdesk.ui.files.new_plans import NewPlans
from npfdesk.ui.files.opening import WorkbookOpening
from npfdesk.ui.help.help_dialogs import HelpDialogs
from npfdesk.ui.library.dialogs import LibraryDialogs
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import tr
from npfdesk.ui.meeting.controller import MeetingController
from npfdesk.ui.printing.shown_parts import ShownParts
from npfdesk.ui.printing.shown_printing import ShownPrinting
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.preferences import Preferences
from npfdesk.ui.window.single_instance import Listener
from npfdesk.version import __version__

if TYPE_CHECKING:
    from npfdesk.desk import OpenedWorkbook


class Commands(QObject):
    """Connects the signals of the window to the objects that carry them out."""

    def __init__(
        self, window: MainWindow, workbook_opening: WorkbookOpening, autosave: Autosave, file_watch: FileWatch
    ) -> None:
        super().__init__(window)
        self.window, self.workbook_opening, self.autosave, self.file_watch = (
            window,
            workbook_opening,
            autosave,
            file_watch,
        )
        window.closing.connect(self._stop_workers)
        menus = window.menus
        menus.open_wanted.connect(self.open)
        menus.recent_wanted.connect(lambda file: self.open_file(path_of(file)))
        window.recent_openings = self._recent_openings
        workbook_opening.reading.connect(window.await_plan)
        menus.sample_wanted.connect(lambda place: self.open_file(sample_workbooks()[place]))
        menus.save_wanted.connect(autosave.save)
        menus.review_wanted.connect(workbook_opening.review)
        menus.template_wanted.connect(self.template)
        menus.about_wanted.connect(self.about)
        menus.folder_wanted.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(user_data_folder())))
        )
        window.file_wanted.connect(lambda file: self.open_file(path_of(file)))
        window.top.language_wanted.connect(self.switch_language)
        window.top.theme_wanted.connect(self.switch_theme)
        workbook_opening.opened.connect(lambda _: self._update_recent_files())
        workbook_opening.opened.connect(_log_opening)
        self.answers = OpenAnswers(window.workspace, window, workbook_opening.library)
        menus.answer_wanted.connect(self.answers.ask)
        window.panel.detail.answer_wanted.connect(self.answers.ask)
        window.panel.months.bulletin_pasted.connect(self.answers.read_bulletin)
        self.preferences = Preferences(window, workbook_opening.library)
        self.exporter = Exporter(window, workbook_opening, self.preferences)
        self.shown_parts = ShownParts(window)
        self.shown_printing = ShownPrinting(self.shown_parts)
        self.help_dialogs = HelpDialogs(window, self.preferences, autosave)
        self.library_dialogs = LibraryDialogs(autosave)
        self.meeting = MeetingController(window, self.preferences)
        self.map_borders = MapBorders(window, workbook_opening)
        self.new_plans = NewPlans(window, workbook_opening, autosave)
        self._update_recent_files()

    def listen(self, listener: Listener) -> None:
        """Open the files that later starts of the program forward, and raise the window."""
        listener.wanted.connect(self._open_forwarded)

    def _open_forwarded(self, file: Path | None) -> None:
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if file is not None:
            # answer the other process first: the question about unsaved work may take time
            QTimer.singleShot(0, self, lambda: self.open_file(file))

    def begin(self, file: Path | None) -> None:
        """Open the given file; else the last workbook with its last view; else, at the first start, the sample.

        Where the last workbook is not there any more, nothing is opened in its place: the start says so and offers the rest.
        """
        library = self.workbook_opening.library
        last = library.setting("last") if library is not None else None
        last = last if isinstance(last, dict) else {}
        self.autosave.screen_layouts.restore(last)
        if file is not None and file.suffix.lower() == ".npfs":
            # scenarios need a plan: the one that was open last
            handed, file = file, None
            self.workbook_opening.opened.connect(
                lambda _: QTimer.singleShot(0, self, lambda: self.open_file(handed)), type=style.ONCE
            )
        workbook = Path(last["workbook"]) if last.get("workbook") else None
        if file is None and workbook is not None and workbook.exists():
            self.workbook_opening.opened.connect(lambda _: self._restore_view(last), type=style.ONCE)
            self.workbook_opening.open(workbook)
        elif file is None and workbook is not None:
            self.window.await_plan(False)
            self.window.banner.show_message(lambda: _not_there(workbook), about="refused")
        else:
            if file is None:
                self.help_dialogs.show_tour_after_sample()
            self.workbook_opening.open(file or sample_workbook())

    def _restore_view(self, last: dict[str, object]) -> None:
        workspace = self.window.workspace
        chosen = last.get("selection")
        if isinstance(chosen, list) and len(chosen) == 3:
            workspace.select(*(str(part) for part in chosen))
        years = {int(year) for year in workspace.plan.years}
        year, compared = last.get("year"), last.get("compared")
        rule = last.get("rule")
        workspace.set_view(
            year=year if isinstance(year, int) and year in years else None,
            rule=Rule(rule) if isinstance(rule, str) and rule in list(Rule) else None,
            compared=tuple(name for name in compared if name in workspace.document.scenarios)
            if isinstance(compared, list)
            else None,
        )

    def _stop_workers(self, event: QCloseEvent) -> None:
        """Stop all threads; none may outlive the window."""
        if event.isAccepted():
            self.file_watch.stop()
            self.answers.stop()
            self.exporter.stop()
            self.help_dialogs.stop()
            self.meeting.stop()
            self.map_borders.stop()

    def open_file(self, path: Path) -> None:
        """Open a workbook after asking about unsaved work; scenarios in an exchange file are previewed first."""
        if path.suffix.lower() == ".npfs":
            self.library_dialogs.import_file(path)
        elif self.autosave.resolve_unsaved_work():
            self.workbook_opening.open(path)

    def open(self) -> None:
        """Ask for a workbook and open it."""
        kinds = tr("Commands", "Workbooks (*.xlsx *.xlsm *.xls *.ods *.csv)")
        file, _ = QFileDialog.getOpenFileName(self.window, tr("Commands", "Open workbook"), "", kinds)
        if file:
            self.open_file(chosen_path(file))

    def template(self) -> None:
        """Ask for a file, write the template into it, and open it."""
        plan = self.window.workspace.session.opened.path
        title = tr("Commands", "New workbook")
        path = ask_where(self.window, title, "npfdesk.xlsx", ["*.xlsx"], plan, self._show_problem)
        if path is None:
            return
        from npfdesk.workbook.standard.template import write_template

        problem = write_template(path, language.language())
        if problem is not None:
            self._show_problem(problem)
        else:
            self.open_file(path)

    def _show_problem(self, problem: Problem) -> None:
        self.window.banner.show_message(lambda: problem.message(language.language()), about="template")

    def switch_language(self) -> None:
        """Switch between Chinese and English, and keep the choice."""
        language.set_language("en" if language.language() == "zh" else "zh")
        self.preferences.keep("language", language.language())

    def switch_theme(self) -> None:
        """Switch between light and dark, and keep the choice."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            style.switch_theme(application)
        self.preferences.keep("theme", theme().name)

    def about(self) -> None:
        """Show the version and the data folder."""
        box = QMessageBox(self.window)
        box.setTextFormat(box.textFormat().PlainText)
        box.setWindowTitle("NPF Desk")
        box.setText(f"NPF Desk {__version__}")
        kept = tr("Commands", "Scenarios are kept in {folder}. Nothing leaves this machine.")
        box.setInformativeText(kept.format(folder=user_data_folder()))
        box.exec()

    def _update_recent_files(self) -> None:
        self.window.menus.recent_files = tuple(path for path, _ in self._recent_openings())

    def _recent_openings(self) -> tuple[tuple[str, str], ...]:
        library = self.workbook_opening.library
        return library.recent_openings() if library is not None else ()


def _not_there(workbook: Path) -> str:
    said = tr(
        "Commands",
        "The workbook that was open last is not there any more: {file}. Its scenarios and drafts are kept; open it where "
        "it is now, or another one.",
    )
    return said.format(file=shown_path(workbook))


def _log_opening(opening: OpenedWorkbook) -> None:
    plan, reading = opening.reading.plan, opening.reading
    if plan is not None:
        note(
            "opened",
            form=reading.form,
            status=reading.status,
            problems=len(reading.problems),
            series=len(plan.series),
            targets=len(plan.targets),
            scenarios=len(plan.scenarios),
        )
