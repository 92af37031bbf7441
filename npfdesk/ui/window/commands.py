"""What the menus ask for: files, saving, language, theme, about."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from npfdesk.engine.targets.status import Rule
from npfdesk.locations import sample_workbook, sample_workbooks, user_data_folder
from npfdesk.logbook import note
from npfdesk.plan.problems import Problem
from npfdesk.ui.answers.registry import OpenAnswers
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.files.destination import ask_where
from npfdesk.ui.files.exports import Exporter
from npfdesk.ui.files.file_watch import FileWatch
from npfdesk.ui.files.map_borders import MapBorders
from npfdesk.ui.files.opening import WorkbookOpening
from npfdesk.ui.help.help_dialogs import HelpDialogs
from npfdesk.ui.library.dialogs import LibraryDialogs
from npfdesk.ui.look import language, style
from npfdesk.ui.look.colours import theme
from npfdesk.ui.look.language import tr
from npfdesk.ui.meeting.controller import MeetingController
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.preferences import Preferences
from npfdesk.ui.window.single_instance import Listener
from npfdesk.version import __version__

if TYPE_CHECKING:
    from npfdesk.desk import Opening


class Commands(QObject):
    """Joins the window's wishes to the opener and the keeper."""

    def __init__(
        self, window: MainWindow, opener: WorkbookOpening, keeper: Autosave, watcher: FileWatch
    ) -> None:
        super().__init__(window)
        self.window, self.opener, self.keeper, self.watcher = window, opener, keeper, watcher
        window.closing.connect(self._end)
        menus = window.menus
        menus.open_wanted.connect(self.open)
        menus.recent_wanted.connect(lambda file: self.open_file(Path(file)))
        menus.sample_wanted.connect(lambda place: self.open_file(sample_workbooks()[place]))
        menus.save_wanted.connect(keeper.save)
        menus.review_wanted.connect(opener.review)
        menus.template_wanted.connect(self.template)
        menus.about_wanted.connect(self.about)
        menus.folder_wanted.connect(
            lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(user_data_folder())))
        )
        window.file_wanted.connect(lambda file: self.open_file(Path(file)))
        window.top.language_wanted.connect(self.switch_language)
        window.top.theme_wanted.connect(self.switch_theme)
        opener.opened.connect(lambda _: self._recent())
        opener.opened.connect(_log_opening)
        self.answers = OpenAnswers(window.workspace, window, opener.library)
        menus.answer_wanted.connect(self.answers.ask)
        self.preferences = Preferences(window, opener.library)
        self.exporter = Exporter(window, opener, self.preferences)
        self.guide = HelpDialogs(window, self.preferences, keeper)
        self.archivist = LibraryDialogs(keeper)
        self.chair = MeetingController(window, self.preferences)
        self.mapper = MapBorders(window, opener)
        self._recent()

    def listen(self, listener: Listener) -> None:
        """Open what later starts hand over, and come to the front."""
        listener.wanted.connect(self._handed)

    def _handed(self, file: Path | None) -> None:
        window = self.window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if file is not None:
            # answered first: the question about unsaved work may take its time
            QTimer.singleShot(0, self, lambda: self.open_file(file))

    def begin(self, file: Path | None) -> None:
        """Open what was asked for; else what was open last, as it was; else the sample."""
        library = self.opener.library
        last = library.setting("last") if library is not None else None
        last = last if isinstance(last, dict) else {}
        if isinstance(last.get("layout"), dict):
            self.window.restore_layout(last["layout"])
        if file is not None and file.suffix.lower() == ".npfs":
            # scenarios need a plan to be laid on: the one that was open last
            handed, file = file, None
            self.opener.opened.connect(
                lambda _: QTimer.singleShot(0, self, lambda: self.open_file(handed)), type=style.ONCE
            )
        workbook = Path(last["workbook"]) if last.get("workbook") else None
        if file is None and workbook is not None and workbook.exists():
            self.opener.opened.connect(lambda _: self._look_again(last), type=style.ONCE)
            self.opener.open(workbook)
        else:
            if file is None:
                self.guide.await_tour()
            self.opener.open(file or sample_workbook())

    def _look_again(self, last: dict[str, object]) -> None:
        workspace = self.window.workspace
        chosen = last.get("selection")
        if isinstance(chosen, list) and len(chosen) == 3:
            workspace.select(*(str(part) for part in chosen))
        years = {int(year) for year in workspace.plan.years}
        year, compared = last.get("year"), last.get("compared")
        rule = last.get("rule")
        workspace.view(
            year=year if isinstance(year, int) and year in years else None,
            rule=Rule(rule) if isinstance(rule, str) and rule in list(Rule) else None,
            compared=tuple(name for name in compared if name in workspace.document.scenarios)
            if isinstance(compared, list)
            else None,
        )

    def _end(self, event: QCloseEvent) -> None:
        """No thread may outlive the window."""
        if event.isAccepted():
            self.watcher.stop()
            self.answers.stop()
            self.exporter.stop()
            self.guide.stop()
            self.chair.stop()
            self.mapper.stop()

    def open_file(self, path: Path) -> None:
        """Open a workbook once unsaved work is settled; a file of scenarios is shown before it is taken in."""
        if path.suffix.lower() == ".npfs":
            self.archivist.take_in_file(path)
        elif self.keeper.settle():
            self.opener.open(path)

    def open(self) -> None:
        """Ask for a workbook and open it."""
        kinds = tr("Commands", "Workbooks (*.xlsx *.xlsm *.xls *.ods)")
        file, _ = QFileDialog.getOpenFileName(self.window, tr("Commands", "Open workbook"), "", kinds)
        if file:
            self.open_file(Path(file))

    def template(self) -> None:
        """Ask where, write the template there, and open it."""
        plan = self.window.workspace.session.opened.path
        title = tr("Commands", "New workbook")
        path = ask_where(self.window, title, "npfdesk.xlsx", ["*.xlsx"], plan, self._tell)
        if path is None:
            return
        from npfdesk.workbook.canonical.template import write_template

        problem = write_template(path, language.language())
        if problem is not None:
            self._tell(problem)
        else:
            self.open_file(path)

    def _tell(self, problem: Problem) -> None:
        self.window.banner.say(lambda: problem.message(language.language()), about="template")

    def switch_language(self) -> None:
        """Chinese or English, at once and from now on."""
        language.set_language("en" if language.language() == "zh" else "zh")
        self.preferences.keep("language", language.language())

    def switch_theme(self) -> None:
        """Light or dark, at once and from now on."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            style.switch_theme(application)
        self.preferences.keep("theme", theme().name)

    def about(self) -> None:
        """What this is, and where things are kept."""
        box = QMessageBox(self.window)
        box.setTextFormat(box.textFormat().PlainText)
        box.setWindowTitle("NPF Desk")
        box.setText(f"NPF Desk {__version__}")
        kept = tr("Commands", "Scenarios are kept in {folder}. Nothing leaves this machine.")
        box.setInformativeText(kept.format(folder=user_data_folder()))
        box.exec()

    def _recent(self) -> None:
        if self.opener.library is not None:
            self.window.menus.recent_files = self.opener.library.recent_files()


def _log_opening(opening: Opening) -> None:
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
