"""Exports: reports in all forms, and the edits saved into the workbook's own cells."""

from __future__ import annotations

import datetime
import getpass
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices

from npfdesk.plan.file_names import shown_path
from npfdesk.plan.problems import Count, Problem, error
from npfdesk.plan.scenarios import Scenario
from npfdesk.report.forms import Made, form_of, make_styled, overwrites_plan, write_report
from npfdesk.report.material import Failures, Material
from npfdesk.report.requests import BOOK, KINDS, USUAL, ReportRequest
from npfdesk.ui.background_job import BackgroundJob
from npfdesk.ui.descriptions import Place
from npfdesk.ui.files.opening import WorkbookOpening
from npfdesk.ui.files.report_memory import ReportMemory
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.mistakes import tell_mistake
from npfdesk.ui.printing.forms import REPORT_FORMS
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.preferences import OFFICIAL_TEMPLATE, Preferences
from npfdesk.version import __version__
from npfdesk.workbook.files.replacement import HELD_OPEN, NOT_WRITTEN, READ_ONLY, other_names

if TYPE_CHECKING:
    from npfdesk.store.library_records import WorkbookIdentity
    from npfdesk.ui.answers.workbook_changes import WorkbookChangesDialog
    from npfdesk.ui.files.report_dialog import ReportDialog
    from npfdesk.workbook.plan_reader import Reading
    from npfdesk.workbook.writing.amendments import Amendments

    Written = tuple[Reading, WorkbookIdentity | None]

Result = TypeVar("Result")

NOTHING_TO_EXPORT: Final = error(
    "nothing_to_export",
    "没有打开工作簿，无从导出。请先打开一本。",
    "No workbook is open, so there is nothing to export. Open one first.",
)

_OFFERED_AGAIN: Final = (HELD_OPEN, NOT_WRITTEN)
"""Problems that another place, or a second try, may solve."""
_ASKED: Final = (READ_ONLY.code, "read_only_recommended")
"""Codes of files that are written over only where somebody says so."""
_TOLD_AFTER: Final = ("results_outdated", "log_not_added", "other_names")
"""Codes of what the preview says and is said once more when it is done."""


class Exporter(QObject):
    """Exports the active scenario and the compared ones; one export at a time."""

    def __init__(
        self, window: MainWindow, workbook_opening: WorkbookOpening, preferences: Preferences
    ) -> None:
        super().__init__(window)
        self.window, self.workbook_opening, self.preferences = window, workbook_opening, preferences
        self.job: BackgroundJob | None = None
        self.preview: WorkbookChangesDialog | None = None
        self.dialog: ReportDialog | None = None
        self.memory = ReportMemory(window.workspace, workbook_opening.library)
        window.menus.report_wanted.connect(lambda: self.ask_report_file())
        window.workspace.report_asked.connect(self.ask_report_file)
        window.menus.save_into_wanted.connect(self.preview_workbook_changes)

    def stop(self) -> None:
        """Wait for the running export; a file is written completely or not at all."""
        job, self.job = self.job, None
        if job is not None:
            job.drop()

    def show_problem(self, problem: Problem) -> None:
        """Show why nothing was written."""
        self.window.banner.show_message(lambda: problem.message(language()), about="export")

    def _begin(self, work: Callable[[], Result], then: Callable[[Result], object]) -> None:
        def done(result: Result) -> None:
            self.job = None
            then(result)

        self.stop()
        self.job = BackgroundJob(work, done, self)
        self.job.start()

    # reports

    def ask_report_file(self, asked: ReportRequest | None = None) -> None:
        """Ask what a report is to have and into which file it goes, and export it; what a view `asked` for stands there first."""
        desk = self.workbook_opening.desk
        if desk is None or desk.session.opened.path is None:
            self.show_problem(Problem(NOTHING_TO_EXPORT))
            return
        from npfdesk.report.official.kinds import OFFICIAL
        from npfdesk.ui.files.report_dialog import ReportDialog, ReportSubject
        from npfdesk.ui.help.help_window import help_on

        workspace = self.window.workspace
        document, results = workspace.document, workspace.session.results
        forms = (*(one.ending for one in REPORT_FORMS), OFFICIAL_TEMPLATE)
        templates = {form: self.preferences.template(form) for form in forms}
        subject = ReportSubject(
            material=self._material(USUAL, tuple(document.scenarios.values())),
            shown=(document.active, *workspace.compared),
            file=desk.session.opened.path,
            kinds=KINDS,
            forms=REPORT_FORMS,
            templates={ending: file for ending, file in templates.items() if file is not None},
            years={key: one.year(results, document.active) for key, one in OFFICIAL.items()},
        )
        dialog = self.dialog = ReportDialog(subject, self.memory.recall(), self.window)
        if asked is not None:
            dialog.ask_for(asked)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        help_on(dialog, Place("reports", 2))
        dialog.wanted.connect(lambda path, request: self._export_asked(dialog.record(), path, request))
        dialog.finished.connect(lambda _: self._forget_dialog())
        workspace.opened.connect(dialog.reject)
        dialog.open()

    def _forget_dialog(self) -> None:
        self.dialog = None

    def _export_asked(self, record: dict[str, object], path: Path, request: ReportRequest) -> None:
        self.memory.keep(record)
        self.export(path, request)

    def _material(self, request: ReportRequest, scenarios: tuple[Scenario, ...]) -> Material:
        """What a report is made of: the scenarios as they are now, what was chosen of them, and how it is marked."""
        workspace = self.window.workspace
        document = workspace.document
        return Material(
            workspace.session.results,
            scenarios,
            workspace.rule,
            workspace.origin(),
            language(),
            chart_notes=document.work.chart_notes,
            hues=document.hues,
            content=request.content,
            marking=request.marking,
            evaluations=document.work.evaluations,
            board=document.work.board,
        )

    def export(self, path: Path, request: ReportRequest = USUAL, *, over_read_only: bool = False) -> None:
        """Write a report as it was asked for (by default all of the scenarios shown); the file extension decides its form."""
        desk, workspace = self.workbook_opening.desk, self.window.workspace
        source = desk.session.opened.path if desk is not None else None
        if desk is None or source is None:
            self.show_problem(Problem(NOTHING_TO_EXPORT))
            return
        form = form_of(path, REPORT_FORMS)
        if isinstance(form, Problem):
            self.show_problem(form)
            return
        itself = overwrites_plan(path, source)
        if itself is not None:
            self.show_problem(itself)
            return
        document, official = workspace.document, request.kind != BOOK.key
        template = self.preferences.template(OFFICIAL_TEMPLATE if official else form.ending)
        # an official report is of one scenario
        beside = () if official else workspace.compared
        shown = (document.active, *beside)
        material = self._material(request, request.of(document.scenarios.values(), shown))
        linked = other_names(path)

        def work() -> Problem | Made:
            if official:
                return _official(path, request, material, template, source, over_read_only=over_read_only)
            made = make_styled(partial(form.load(), material), path, template, material.failures)
            if isinstance(made, Problem):
                return made
            refused = write_report(path, made.content, source, over_read_only=over_read_only)
            return refused or (replace(made, told=(*made.told, linked)) if linked is not None else made)

        workspace.notice.emit(tr("Exports", "Writing {file} …").format(file=shown_path(path.name)))
        self._begin(work, lambda made: self._written(path, request, made, material.failures))

    def _written(self, path: Path, request: ReportRequest, made: Problem | Made, failures: Failures) -> None:
        if isinstance(made, Problem):
            self.window.workspace.notice.emit(tr("Exports", "The file was not written."))
            if made.code in _ASKED:
                self._ask_to_write(made, lambda: self.export(path, request, over_read_only=True))
            else:
                self.show_problem(made)
            return
        for _, mistake in failures.found:
            tell_mistake(mistake)
        self.window.workspace.notice.emit(tr("Exports", "Saved: {file}").format(file=shown_path(path.name)))
        self.window.banner.show_message(
            lambda: _sentences(tr("Exports", "Saved: {file}").format(file=shown_path(path)), made.told),
            (
                lambda: tr("Exports", "Open"),
                lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))),
            ),
            about="export",
        )

    def _ask_to_write(self, problem: Problem, write: Callable[[], object]) -> None:
        """Show that a file is read-only, and write it where that is wanted all the same."""
        self.window.banner.show_message(
            lambda: problem.message(language()),
            (lambda: tr("Exports", "Write anyway"), write),
            about="export",
        )

    # back into the workbook

    def preview_workbook_changes(self) -> None:
        """Find the cells that would change, and preview them before anything is written."""
        if self.window.has_no_file:
            # such a plan is written whole, as its first save
            self.window.menus.save_wanted.emit()
            return
        desk = self.workbook_opening.desk
        path = desk.session.opened.path if desk is not None else None
        if desk is None or path is None:
            self.show_problem(Problem(NOTHING_TO_EXPORT))
            return
        document, spoken, corrections = self.window.workspace.document, language(), desk.corrections

        def work() -> Amendments | Problem:
            from npfdesk.workbook.writing.amendments import amendments

            return amendments(path, document, spoken, corrections)

        self._begin(work, lambda found: self._show_preview(path, found))

    def _show_preview(self, path: Path, found: Amendments | Problem) -> None:
        if isinstance(found, Problem):
            self.show_problem(found)
            return
        from npfdesk.ui.answers.workbook_changes import WorkbookChangesDialog
        from npfdesk.ui.help.help_window import help_on

        self.preview = WorkbookChangesDialog(path, found, self.window)
        help_on(self.preview, Place("keeping", 4))
        self.preview.save_wanted.connect(lambda target: self.save_into(path, found, target))
        self.preview.open()

    def save_into(
        self, path: Path, found: Amendments, target: Path | None = None, *, over_read_only: bool = False
    ) -> None:
        """Write the edits into the workbook (or a copy), then go on with the written file."""
        desk = self.workbook_opening.desk
        if desk is None or desk.identity is None:
            self.show_problem(Problem(NOTHING_TO_EXPORT))
            return
        opened_as, corrections, spoken = desk.identity.sha256, desk.corrections, language()
        if target is not None and target.resolve() == path.resolve():
            target = None
        author_name = _user()

        def work() -> Problem | Written | None:
            from npfdesk.desk import read
            from npfdesk.workbook.writing.patch import Author, save_into_workbook

            author = Author(author_name, f"NPF Desk {__version__}", datetime.datetime.now(datetime.UTC))
            problem = save_into_workbook(
                path,
                found.edits,
                author,
                spoken,
                added=found.added,
                opened_as=opened_as,
                destination=target,
                over_read_only=over_read_only,
            )
            if problem is not None or target is not None:
                return problem
            return read(path, corrections)

        def saved(result: Problem | Written | None) -> None:
            if isinstance(result, Problem) and (result.kind in _OFFERED_AGAIN or result.code in _ASKED):
                self._offer_other_place(result, path, found, target)
            elif isinstance(result, Problem):
                self.show_problem(result)
            else:
                self._saved_into(target or path, found, result)

        self._begin(work, saved)

    def _offer_other_place(
        self, problem: Problem, path: Path, found: Amendments, target: Path | None
    ) -> None:
        """Show why the file was not written, and offer another place or a second try with the same changes."""

        def elsewhere() -> None:
            from npfdesk.ui.answers.workbook_changes import ask_copy

            copy = ask_copy(path, self.window)
            if isinstance(copy, Problem):
                self.show_problem(copy)
            elif copy is not None:
                self.save_into(path, found, copy)

        again = (lambda: tr("Exports", "Try again"), lambda: self.save_into(path, found, target))
        if problem.code in _ASKED:
            again = (
                lambda: tr("Exports", "Write anyway"),
                lambda: self.save_into(path, found, target, over_read_only=True),
            )
        self.window.banner.show_message(
            lambda: problem.message(language()),
            (lambda: tr("Exports", "Update a copy…"), elsewhere),
            again,
            about="export",
        )

    def _saved_into(self, path: Path, found: Amendments, result: Written | None) -> None:
        if result is not None:
            reading, identity = result
            if reading.plan is not None:
                self.workbook_opening.reload(reading, identity)
        count = len(found.edits) + sum(len(sheet.rows) for sheet in found.added)
        told = [one for one in found.left_out if one.code in _TOLD_AFTER]
        logged = all(one.code != "log_not_added" for one in told)

        def words() -> str:
            done = (
                tr(
                    "Exports",
                    "{file} updated: {count:cell or row|cells and rows}; the changes are listed in a separate sheet.",
                )
                if logged
                else tr("Exports", "{file} updated: {count:cell or row|cells and rows}.")
            )
            return _sentences(done.format(file=shown_path(path.name), count=Count(count)), told)

        self.window.banner.show_message(words, about="export")


def _official(
    path: Path,
    request: ReportRequest,
    material: Material,
    template: Path | None,
    source: Path,
    *,
    over_read_only: bool,
) -> Problem | Made:
    """Make an official report and write it, with what was changed by hand in the file that is there."""
    from npfdesk.report.official.official_making import Wish, make_official, write_official

    wish = Wish(request.kind, request.year or None, register=request.register, afresh=request.afresh)
    made = make_official(material, wish, path, template)
    if isinstance(made, Problem):
        return made
    return write_official(path, made, source, over_read_only=over_read_only) or made


def _sentences(done: str, told: Iterable[Problem]) -> str:
    """What was done, and what else is to be said of it."""
    return " ".join([done, *(one.message(language()) for one in told)])


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
