"""Opening workbooks in a thread that can be cancelled; a refused file leaves the open workbook untouched."""

from __future__ import annotations

import contextlib
import datetime
import gc
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from npfdesk.plan.cell_differences import counts, counts_text, differences
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.numbers import format_share
from npfdesk.plan.problems import Count, Problem, Severity
from npfdesk.store.library import Library
from npfdesk.store.library_records import kept_path
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.window.banner import Action, Banner, TextListDialog
from npfdesk.ui.workspace import Workspace
from npfdesk.workbook.files.file_problems import WRONG_PASSWORD
from npfdesk.workbook.files.passwords import NO_PASSWORD, Password, asks_password

if TYPE_CHECKING:
    from npfdesk.desk import Desk, OpenedWorkbook
    from npfdesk.plan.restore import Restored
    from npfdesk.store.library_records import Draft, WorkbookIdentity
    from npfdesk.workbook.files.cell_grid import TextForm
    from npfdesk.workbook.plan_reader import Reading
    from npfdesk.workbook.published.corrections import Corrections
    from npfdesk.workbook.published.shape import RememberedRoles


class Reader(QThread):
    """Reads one workbook in a thread, which also loads the Excel libraries behind the shown window.

    `progressed` carries the cells read and their total (0 while they are being counted). `corrections` are the
    user's earlier corrections for this workbook (None: none); `password` opens an encrypted one.
    """

    progressed = Signal(int, int)

    def __init__(
        self,
        path: Path,
        corrections: Corrections | None = None,
        parent: QObject | None = None,
        password: Password = NO_PASSWORD,
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.password = password
        self.corrections = corrections
        self.cancelled = False
        self.result: tuple[Reading, WorkbookIdentity | None] | None = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Read the workbook.

        The garbage collector is off meanwhile: each collection would pause the window too. The objects that
        exist at the end are frozen until the next reading, for the same reason.
        """
        gc.unfreeze()
        gc.disable()
        try:
            from npfdesk.desk import read
            from npfdesk.workbook.published.corrections import NO_CORRECTIONS

            self.result = read(
                self.path,
                self.corrections if self.corrections is not None else NO_CORRECTIONS,
                lambda read, of: self.progressed.emit(read, of),
                lambda: self.cancelled,
                self.password,
            )
        except BaseException as failure:  # noqa: BLE001 - handed to the crash dialog in the window's own thread
            self.failure = failure
        finally:
            gc.freeze()
            gc.enable()


PATIENCE = 1500
"""Cancelling is offered after so many milliseconds of reading."""


class WorkbookOpening(QObject):
    """Opens files into the workspace, one at a time.

    `about_to_replace` is emitted before another desk replaces the open one, `reading` with True when a file begins to be
    read and with False when that has ended, however it ended. `offered_draft` waits in a bar for an
    answer, however long; work goes on meanwhile and is drafted and saved beside it.
    """

    opened = Signal(object)
    refused = Signal(object)
    about_to_replace = Signal()
    reading = Signal(bool)

    def __init__(
        self, workspace: Workspace, banner: Banner, library: Library | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.banner = banner
        self.library = library
        workspace.opened_as = self.identity
        self.desk: Desk | None = None
        self.offered_draft: Draft | None = None
        self._put_aside = False
        self._reader: Reader | None = None
        self._next: Path | None = None

    def identity(self) -> tuple[str, str]:
        """The SHA-256 of the workbook as it was opened, and the shown revision's number; "" where there is none."""
        desk = self.desk
        digest = desk.identity.sha256 if desk is not None and desk.identity is not None else ""
        return digest, str(desk.revision) if desk is not None and desk.revision is not None else ""

    def open(self, path: Path) -> None:
        """Read a file in a worker and open it; while one is being read, only the last requested one waits."""
        if self._reader is not None:
            self._next = path
            return
        self._read(path, NO_PASSWORD)

    def _read(self, path: Path, password: Password) -> None:
        self.workspace.notice.emit(tr("Opening", "Opening {name} …").format(name=shown_path(path.name)))
        self._reader = Reader(path, self._saved_corrections(path), self, password)
        self._reader.finished.connect(self._reader_finished)
        self._reader.progressed.connect(self._show_progress)
        self.reading.emit(True)
        self._reader.start()
        QTimer.singleShot(PATIENCE, self._reader, self._offer_to_stop)

    def _saved_corrections(self, path: Path) -> Corrections | None:
        """The kept corrections for this workbook; the reading packages are loaded only where there are some."""
        if self.library is None or self.library.setting(f"recognition:{kept_path(path)}") is None:
            return None
        from npfdesk.desk import saved_corrections

        return saved_corrections(self.library, path)

    def _show_progress(self, read: int, of: int) -> None:
        if self._reader is not None and of:
            share = format_share(min(read / of, 1), 0)
            text = tr("Opening", "Opening {name} … {share}")
            self.workspace.notice.emit(text.format(name=shown_path(self._reader.path.name), share=share))

    def _offer_to_stop(self) -> None:
        """Offer to cancel the reading of a large workbook."""
        reader = self._reader
        if reader is None or reader.isFinished():
            return
        self.banner.show_message(
            lambda: tr("Opening", "Reading “{name}” takes a while.").format(
                name=shown_path(reader.path.name)
            ),
            (lambda: tr("Opening", "Stop reading"), self.cancel),
            about="reading",
        )

    def cancel(self) -> None:
        """Cancel the reading; the open workbook stays."""
        self._next = None
        if self._reader is not None:
            self._reader.cancelled = True

    def stop(self) -> None:
        """Cancel the reading and wait: its thread must not outlive the window."""
        reader, self._reader, self._next = self._reader, None, None
        if reader is not None:
            reader.cancelled = True
            reader.wait()

    def _reader_finished(self) -> None:
        reader, self._reader = self._reader, None
        if reader is None:
            return
        reader.deleteLater()
        self.banner.clear("reading")
        path, self._next = self._next, None
        try:
            if reader.failure is not None:
                raise reader.failure
            if reader.result is not None:
                self._open_reading(*reader.result)
        finally:
            if path is not None:
                self.open(path)
            if self._reader is None:
                self.reading.emit(False)

    def _open_reading(self, reading: Reading, identity: WorkbookIdentity | None) -> None:
        from npfdesk.desk import has_saved_corrections, open_reading, roles_of_like

        locked = asks_password(reading.problems)
        if locked is not None:
            password = self.ask_password(locked)
            if password is None:
                self.workspace.notice.emit(tr("Opening", "Not opened."))
            else:
                self._read(reading.file, password)
            return
        known = has_saved_corrections(self.library, reading.file)
        # without a plan there is still something to look at, and roles to give by hand
        if _shows_cells(reading) and not (known and reading.plan is not None):
            confirmed = self.confirm(reading, None if known else roles_of_like(self.library, reading))
            if confirmed is None:
                self.workspace.notice.emit(tr("Opening", "Not opened."))
                return
            reading = self._save_corrections(confirmed)
        self.show(open_reading(reading, identity, self.library))

    def ask_password(self, locked: Problem) -> Password | None:
        """Ask for the password of the file that a problem says is locked; None where the question is put away."""
        from npfdesk.ui.files.password_question import ask_password

        return ask_password(locked.text, locked.kind is WRONG_PASSWORD, self.banner.window())

    def confirm(self, reading: Reading, like: RememberedRoles | None = None) -> Reading | None:
        """Let the user check and correct what was recognised; None where the plan is not to be opened.

        `like` are the roles given in another workbook of the same shape; they are offered.
        """
        from npfdesk.ui.import_window.import_dialog import ImportWindow

        window = ImportWindow(reading, self.banner.window(), like)
        taken = window.exec() == window.DialogCode.Accepted
        window.deleteLater()
        return window.reading if taken else None

    def _save_corrections(self, reading: Reading) -> Reading:
        if self.library is not None and not self.library.read_only and reading.recognition is not None:
            from npfdesk.desk import save_corrections

            recognition = reading.recognition
            save_corrections(self.library, reading.file, recognition.corrections, recognition.grid)
        return reading

    def review(self) -> None:
        """Go through what was recognised in the open workbook once more; scenarios and edits are kept."""
        desk = self.desk
        if desk is None or desk.recognised is None:
            self.workspace.notice.emit(
                tr("Opening", "This workbook is in the standard format; nothing had to be recognised.")
            )
            return
        confirmed = self.confirm(desk.recognised)
        if confirmed is not None and self.desk is desk:
            self.reload(self._save_corrections(confirmed), desk.identity)

    def open_now(self, path: Path) -> None:
        """Read and open a file at once (pictures, the frozen program's self-test)."""
        from npfdesk.desk import open_workbook

        self.show(open_workbook(path, self.library))

    def show(self, opening: OpenedWorkbook) -> None:
        """Show an opened workbook, with notices about it."""
        reading = opening.reading
        if opening.desk is None:
            self._show_refusal(reading.problems)
            self.refused.emit(opening)
            return
        self.about_to_replace.emit()
        if self.library is not None:
            self.library.draft_apart()
        draft = opening.draft
        if draft is not None or self._is_open(opening.desk):
            # what was done while the file was read has been drafted since the drafts were looked for
            draft = opening.desk.waiting_draft(self.library) or draft
        self.desk = opening.desk
        self.banner.clear("draft", "restored", "checks", "refused", "saving", "damaged", "exchange", "text")
        self.workspace.open(opening.desk.session)
        if self.library is not None and not self.library.read_only:
            # work goes on when the list cannot be saved
            with contextlib.suppress(sqlite3.Error):
                self.library.remember_file(reading.file)
        self._show_notices(opening)
        self._offer(draft)
        self.opened.emit(opening)

    def _is_open(self, desk: Desk) -> bool:
        """Whether the open desk is of the same workbook."""
        open_now, coming = self.desk.identity if self.desk is not None else None, desk.identity
        return open_now is not None and coming is not None and open_now.path == coming.path

    def _show_refusal(self, problems: tuple[Problem, ...]) -> None:
        def words() -> str:
            text = "  ".join(problem.message(language()) for problem in problems[:2])
            if self.desk is None:
                return text
            return f"{text}  {tr('Opening', 'The plan that was open is unchanged.')}"

        self.workspace.notice.emit(tr("Opening", "Not opened."))
        actions = (self._show_all_action(problems),) if len(problems) > 2 else ()
        self.banner.show_message(words, *actions, about="refused")

    def _show_errors(self, reading: Reading) -> None:
        errors = sum(problem.severity is Severity.ERROR for problem in reading.problems)
        if errors:

            def text_of_errors() -> str:
                text = tr(
                    "Opening",
                    "Opened with {count:error|errors}. What could be read is here; the rest is listed under "
                    "Checks.",
                )
                return text.format(count=Count(errors))

            self.banner.show_message(text_of_errors, about="checks")

    def _show_text_form(self, form: TextForm) -> None:
        def words() -> str:
            text = tr(
                "Opening",
                "A text file: read as {encoding}, cells separated by {separator}. Where letters look wrong, save it as "
                ".xlsx in Excel and open that.",
            )
            return text.format(encoding=form.encoding, separator=form.separator_words(language()))

        self.banner.show_message(words, about="text")

    def _show_notices(self, opening: OpenedWorkbook) -> None:
        self._show_errors(opening.reading)
        if opening.reading.grid.text_form is not None:
            self._show_text_form(opening.reading.grid.text_form)
        if opening.problem is not None:
            problem = opening.problem
            self.banner.show_message(lambda: problem.message(language()), about="damaged")
        if opening.restored is not None:
            self._show_restored(opening.restored)

    def _offer(self, draft: Draft | None, put_aside: bool = False) -> None:
        """Offer a draft in a bar that takes no keys; `put_aside` is one of what was shown until now."""
        self.offered_draft, self._put_aside = draft, put_aside
        self.banner.clear("draft")
        if draft is None:
            return

        def offered() -> str:
            text = (
                tr(
                    "Opening",
                    "What was shown before is kept as a draft of {time} ({difference}). Show it again, or discard it.",
                )
                if self._put_aside
                else tr(
                    "Opening",
                    "There are unsaved changes of {time} ({difference}). What is shown stays, and what you do is "
                    "kept beside them, until you restore or discard them.",
                )
            )
            return text.format(time=self.offer_time, difference=self.offer_difference)

        self.banner.show_message(
            offered,
            (
                lambda: tr("Opening", "Show again") if self._put_aside else tr("Opening", "Restore"),
                self.restore,
            ),
            (lambda: tr("Opening", "Discard"), self.discard),
            about="draft",
        )

    def _show_restored(self, restored: Restored) -> None:
        problems = (*restored.orphans, *restored.differences)
        if not problems:
            return

        def words() -> str:
            text = problems[0].message(language())
            if len(problems) == 1:
                return text
            return f"{text}  {tr('Opening', 'And {count} more.').format(count=len(problems) - 1)}"

        actions = (self._show_all_action(problems),) if len(problems) > 1 else ()
        self.banner.show_message(words, *actions, about="restored")

    def _show_all_action(self, problems: tuple[Problem, ...]) -> Action:
        def show() -> None:
            sentence = tr(
                "Opening", "Where the workbook and the saved scenarios differ, and problems of the file."
            )
            lines = tuple(problem.message(language()) for problem in problems)
            TextListDialog(sentence, lines, self.banner.window()).open()

        return lambda: tr("Opening", "Show all"), show

    @property
    def offer_time(self) -> str:
        """When the offered draft was written, as local time."""
        draft = self.offered_draft
        return _local(draft.drafted_at) if draft is not None else ""

    @property
    def offer_difference(self) -> str:
        """How the offered draft differs from the last save."""
        draft = self.offered_draft
        if draft is None or self.desk is None:
            return ""
        found = differences(self.desk.session.saved.work, draft.work.work)
        return counts_text(counts(found), language())

    def restore(self) -> None:
        """Continue with the offered draft; unsaved work that was shown until now is offered in its place."""
        desk, offered = self.desk, self.offered_draft
        if desk is None or offered is None:
            self._offer(None)
            return
        aside = desk.set_aside(self.library) if desk.session.unsaved else None
        if isinstance(aside, Problem):
            problem = aside
            self._offer(offered, self._put_aside)
            self.banner.show_message(lambda: problem.message(language()), about="saving")
            return
        restored = desk.adopt_draft(offered, self.library)
        self.workspace.open(desk.session)
        self._show_restored(restored)
        if aside is not None:
            self._offer(aside, put_aside=True)
        else:
            self._offer(desk.waiting_draft(self.library, offered))

    def reload(self, reading: Reading, identity: WorkbookIdentity | None) -> None:
        """Take the workbook as it is on disk now and apply the user's work to it; the view stays."""
        if self.desk is None:
            return
        workspace = self.workspace
        chosen, year, rule, compared = workspace.selection, workspace.year, workspace.rule, workspace.ticked
        restored = self.desk.reload(reading, identity)
        self.banner.clear("file", "checks", "restored")
        workspace.open(self.desk.session)
        if chosen.series in workspace.plan.row:
            workspace.select(chosen.region, chosen.industry, chosen.indicator)
        known = {int(one) for one in workspace.plan.years}
        workspace.set_view(
            year if year in known else None,
            rule,
            tuple(name for name in compared if name in workspace.document.scenarios),
        )
        self._show_errors(reading)
        self._show_restored(restored)

    def discard(self) -> None:
        """Discard the offered draft; an earlier one that waits is offered next."""
        desk, offered = self.desk, self.offered_draft
        self._offer(None)
        if desk is None or offered is None:
            return
        problem = desk.discard_draft(self.library, offered)
        if problem is not None:
            self.banner.show_message(lambda: problem.message(language()), about="saving")
        else:
            self._offer(desk.waiting_draft(self.library, offered))


def _shows_cells(reading: Reading) -> bool:
    """Whether a reading has a cell to look at."""
    return reading.recognition is not None and any(sheet.cells for sheet in reading.recognition.grid.sheets)


def _local(stamp: str) -> str:
    """A UTC time stamp of the library as local time."""
    return datetime.datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
