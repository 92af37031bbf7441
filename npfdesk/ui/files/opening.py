"""Opening workbooks: read in a thread that can be stopped while the window lives; a refusal leaves what is open untouched."""

from __future__ import annotations

import contextlib
import datetime
import gc
import os
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from npfdesk.plan.cell_differences import counts, counts_text, differences
from npfdesk.plan.problems import Problem, Severity
from npfdesk.store.library import Library
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.window.banner import Action, Banner, Listing
from npfdesk.ui.workspace import Workspace

if TYPE_CHECKING:
    from npfdesk.desk import Desk, Opening
    from npfdesk.plan.restore import Restored
    from npfdesk.store.library_records import WorkbookIdentity
    from npfdesk.workbook.plan_reader import Reading
    from npfdesk.workbook.published.corrections import Corrections
if TYPE_CHECKING:
    from npfdesk.store.library_records import WorkbookIdentity
    from npfdesk.workbook.plan_reader import Reading
    from npfdesk.workbook.published.corrections import Corrections


class Reader(QThread):
    """Reads one workbook; the rooms that need Excel's library are first loaded here, behind the shown window.

    `read_so_far` carries the cells read, and of how many (0 while they are being counted). `corrections` are
    what somebody put right in the same workbook before (None: nothing).
    """

    read_so_far = Signal(int, int)

    def __init__(
        self, path: Path, corrections: Corrections | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.path = path
        self.corrections = corrections
        self.cancelled = False
        self.result: tuple[Reading, WorkbookIdentity | None] | None = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Read.

        Meanwhile nothing is searched for cycles: each search over what grows here would hold the window still too.
        What is there at the end is left out of the searches until the next reading, for the same reason.
        """
        gc.unfreeze()
        gc.disable()
        try:
            from npfdesk.desk import read
            from npfdesk.workbook.published.corrections import NO_CORRECTIONS

            self.result = read(
                self.path,
                self.corrections if self.corrections is not None else NO_CORRECTIONS,
                lambda read, of: self.read_so_far.emit(read, of),
                lambda: self.cancelled,
            )
        except BaseException as failure:  # noqa: BLE001 - handed to the crash dialog in the window's own thread
            self.failure = failure
        finally:
            gc.freeze()
            gc.enable()


PATIENCE = 1500
"""Milliseconds of reading after which stopping it is offered."""


class WorkbookOpening(QObject):
    """Opens files into the workspace, one at a time.

    `leaving` is said before another desk takes the place of the one that was open. `offered` is the opening
    whose draft waits for an answer; until there is one, nothing may be written over that draft.
    """

    opened = Signal(object)
    refused = Signal(object)
    leaving = Signal()

    def __init__(
        self, workspace: Workspace, banner: Banner, library: Library | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.banner = banner
        self.library = library
        workspace.opened_as = self.identity
        self.desk: Desk | None = None
        self.offered: Opening | None = None
        self._reader: Reader | None = None
        self._next: Path | None = None

    def identity(self) -> tuple[str, str]:
        """The SHA-256 of the workbook as it was opened, and the revision that is shown; "" for what there is not."""
        desk = self.desk
        digest = desk.identity.sha256 if desk is not None and desk.identity is not None else ""
        return digest, str(desk.revision) if desk is not None and desk.revision is not None else ""

    def open(self, path: Path) -> None:
        """Read a file in a worker and open it; while one is being read the last one asked for waits."""
        if self._reader is not None:
            self._next = path
            return
        self.workspace.notice.emit(tr("Opening", "Opening {name} …").format(name=path.name))
        self._reader = Reader(path, self._kept(path), self)
        self._reader.finished.connect(self._read)
        self._reader.read_so_far.connect(self._advanced)
        self._reader.start()
        QTimer.singleShot(PATIENCE, self._reader, self._offer_to_stop)

    def _kept(self, path: Path) -> Corrections | None:
        """What was put right in this workbook before; the rooms that read are loaded only where there is something."""
        if self.library is None or self.library.setting(f"recognition:{_key_of(path)}") is None:
            return None
        from npfdesk.desk import kept_corrections

        return kept_corrections(self.library, path)

    def _advanced(self, read: int, of: int) -> None:
        if self._reader is not None and of:
            share = f"{min(read / of, 1):.0%}"
            text = tr("Opening", "Opening {name} … {share}")
            self.workspace.notice.emit(text.format(name=self._reader.path.name, share=share))

    def _offer_to_stop(self) -> None:
        """A large workbook takes a while, and nobody has to wait for it."""
        reader = self._reader
        if reader is None or reader.isFinished():
            return
        self.banner.say(
            lambda: tr("Opening", "Reading “{name}” takes a while.").format(name=reader.path.name),
            (lambda: tr("Opening", "Stop reading"), self.cancel),
            about="reading",
        )

    def cancel(self) -> None:
        """Stop reading; what was open stays."""
        self._next = None
        if self._reader is not None:
            self._reader.cancelled = True

    def stop(self) -> None:
        """Open nothing any more: a thread that is still reading must not outlive its window."""
        reader, self._reader, self._next = self._reader, None, None
        if reader is not None:
            reader.cancelled = True
            reader.wait()

    def _read(self) -> None:
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
                self._take(*reader.result)
        finally:
            if path is not None:
                self.open(path)

    def _take(self, reading: Reading, identity: WorkbookIdentity | None) -> None:
        from npfdesk.desk import are_kept, open_reading

        if reading.recognition is not None and not are_kept(self.library, reading.file):
            confirmed = self.confirm(reading)
            if confirmed is None:
                self.workspace.notice.emit(tr("Opening", "Not opened."))
                return
            reading = self._keep(confirmed)
        self.show(open_reading(reading, identity, self.library))

    def confirm(self, reading: Reading) -> Reading | None:
        """Have what was recognised looked at and put right; None where the plan is not to be opened."""
        from npfdesk.ui.import_window.import_dialog import ImportWindow

        window = ImportWindow(reading, self.banner.window())
        taken = window.exec() == window.DialogCode.Accepted
        window.deleteLater()
        return window.reading if taken else None

    def _keep(self, reading: Reading) -> Reading:
        if self.library is not None and not self.library.read_only and reading.recognition is not None:
            from npfdesk.desk import keep_corrections

            with contextlib.suppress(sqlite3.Error):
                keep_corrections(self.library, reading.file, reading.recognition.corrections)
        return reading

    def review(self) -> None:
        """Go through what was recognised in the open workbook once more; scenarios and edits are kept."""
        desk = self.desk
        if desk is None or desk.recognised is None:
            self.workspace.notice.emit(
                tr("Opening", "This workbook is of the canonical form: nothing had to be recognised.")
            )
            return
        confirmed = self.confirm(desk.recognised)
        if confirmed is not None and self.desk is desk:
            self.reload(self._keep(confirmed), desk.identity)

    def open_now(self, path: Path) -> None:
        """Read and open a file at once (pictures, the frozen program's self-test)."""
        from npfdesk.desk import open_workbook

        self.show(open_workbook(path, self.library))

    def show(self, opening: Opening) -> None:
        """Take an opened workbook into the window, and say what must be said of it."""
        reading = opening.reading
        if opening.desk is None:
            self._tell_refusal(reading.problems)
            self.refused.emit(opening)
            return
        self.leaving.emit()
        self.desk = opening.desk
        self.offered = opening if opening.draft is not None else None
        self.banner.clear("draft", "restored", "findings", "refused", "saving", "damaged", "exchange")
        self.workspace.open(opening.desk.session)
        if self.library is not None and not self.library.read_only:
            # a list that cannot be kept keeps nobody from working
            with contextlib.suppress(sqlite3.Error):
                self.library.remember_file(reading.file)
        self._tell(opening)
        self.opened.emit(opening)

    def _tell_refusal(self, problems: tuple[Problem, ...]) -> None:
        def words() -> str:
            said = "  ".join(problem.message(language()) for problem in problems[:2])
            return f"{said}  {tr('Opening', 'What was open stays as it is.')}"

        self.workspace.notice.emit(tr("Opening", "Not opened."))
        actions = (self._all_of(problems),) if len(problems) > 2 else ()
        self.banner.say(words, *actions, about="refused")

    def _tell_errors(self, reading: Reading) -> None:
        errors = sum(problem.severity is Severity.ERROR for problem in reading.problems)
        if errors:

            def told() -> str:
                source = (
                    "Opened with an error: what is sound is here, the rest is listed under Findings."
                    if errors == 1
                    else "Opened with {count} errors: what is sound is here, the rest is listed under Findings."
                )
                return tr("Opening", source).format(count=errors)

            self.banner.say(told, about="findings")

    def _tell(self, opening: Opening) -> None:
        self._tell_errors(opening.reading)
        if opening.problem is not None:
            problem = opening.problem
            self.banner.say(lambda: problem.message(language()), about="damaged")
        if opening.restored is not None:
            self._tell_restored(opening.restored)
        if opening.draft is not None:

            def offered() -> str:
                return tr(
                    "Opening",
                    "There are unsaved changes of {time} ({difference}). The last save is shown; restore them, or "
                    "discard them.",
                ).format(time=self.offer_time, difference=self.offer_difference)

            self.banner.say(
                offered,
                (lambda: tr("Opening", "Restore"), self.restore),
                (lambda: tr("Opening", "Discard"), self.discard),
                about="draft",
            )

    def _tell_restored(self, restored: Restored) -> None:
        problems = (*restored.orphans, *restored.differences)
        if not problems:
            return

        def words() -> str:
            said = problems[0].message(language())
            if len(problems) == 1:
                return said
            return f"{said}  {tr('Opening', 'And {count} more.').format(count=len(problems) - 1)}"

        actions = (self._all_of(problems),) if len(problems) > 1 else ()
        self.banner.say(words, *actions, about="restored")

    def _all_of(self, problems: tuple[Problem, ...]) -> Action:
        def show() -> None:
            sentence = tr(
                "Opening", "What the workbook and the kept scenarios say of each other, and of the file."
            )
            lines = tuple(problem.message(language()) for problem in problems)
            Listing(sentence, lines, self.banner.window()).open()

        return lambda: tr("Opening", "Show all"), show

    @property
    def offer_time(self) -> str:
        """When the draft that is offered was written, as a clock on the wall shows it."""
        draft = self.offered.draft if self.offered is not None else None
        return _local(draft.drafted_at) if draft is not None else ""

    @property
    def offer_difference(self) -> str:
        """How much of what the draft that is offered says otherwise than the last save."""
        draft = self.offered.draft if self.offered is not None else None
        if draft is None or self.desk is None:
            return ""
        found = differences(self.desk.session.saved.work, draft.work.work)
        return counts_text(counts(found), language())

    def restore(self) -> None:
        """Go on from the draft that is offered."""
        offered, self.offered = self.offered, None
        self.banner.clear("draft")
        if self.desk is not None and offered is not None and offered.draft is not None:
            restored = self.desk.take_draft(offered.draft, self.library)
            self.workspace.open(self.desk.session)
            self._tell_restored(restored)

    def reload(self, reading: Reading, identity: WorkbookIdentity | None) -> None:
        """Take the workbook as it is on disk now, with what was done here laid upon it; the view stays."""
        if self.desk is None:
            return
        workspace = self.workspace
        chosen, year, rule, compared = workspace.selection, workspace.year, workspace.rule, workspace.compared
        restored = self.desk.reload(reading, identity)
        self.banner.clear("file", "findings", "restored")
        workspace.open(self.desk.session)
        if chosen.series in workspace.plan.row:
            workspace.select(chosen.region, chosen.industry, chosen.indicator)
        known = {int(one) for one in workspace.plan.years}
        workspace.view(
            year if year in known else None,
            rule,
            tuple(name for name in compared if name in workspace.document.scenarios),
        )
        self._tell_errors(reading)
        self._tell_restored(restored)

    def discard(self) -> None:
        """Throw the draft away."""
        offered, self.offered = self.offered, None
        self.banner.clear("draft")
        if self.desk is not None and offered is not None:
            problem = self.desk.discard(self.library, offered.draft)
            if problem is not None:
                self.banner.say(lambda: problem.message(language()), about="saving")


def _key_of(path: Path) -> str:
    return os.path.normcase(os.path.abspath(path))


def _local(stamp: str) -> str:
    """A time of the library (UTC) as a clock on the wall shows it."""
    return datetime.datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
