"""Opening workbooks: read in a worker while the window lives; a refusal leaves what is open untouched."""

from __future__ import annotations

import datetime
import importlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal

from npfdesk.plan.problems import Problem, Severity
from npfdesk.store.library import Library
from npfdesk.ui.banner import Action, Banner
from npfdesk.ui.language import language, tr
from npfdesk.ui.listing import Listing
from npfdesk.ui.workspace import Workspace

if TYPE_CHECKING:
    from npfdesk.desk import Desk, Opening
    from npfdesk.plan.restoring import Restored


class _Reader(QThread):
    """Reads one workbook; the rooms that need Excel's library are first loaded here, behind the shown window."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.unwanted = threading.Event()
        self.result: Any = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Read."""
        try:
            rooms = importlib.import_module("npfdesk.desk")
            self.result = rooms.read(self.path, cancelled=self.unwanted.is_set)
        except BaseException as failure:  # noqa: BLE001 - handed to the crash dialog in the window's own thread
            self.failure = failure


class Opener(QObject):
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
        self.desk: Desk | None = None
        self.offered: Opening | None = None
        self._reader: _Reader | None = None
        self._next: Path | None = None

    def open(self, path: Path) -> None:
        """Read a file in a worker and open it; while one is being read the last one asked for waits."""
        if self._reader is not None:
            self._next = path
            return
        self.workspace.refused.emit(tr("Opening", "Opening {name} …").format(name=path.name))
        self._reader = _Reader(path, self)
        self._reader.finished.connect(self._read)
        self._reader.start()

    def stop(self) -> None:
        """Open nothing any more: a thread that is still reading must not outlive its window."""
        reader, self._reader, self._next = self._reader, None, None
        if reader is not None:
            reader.unwanted.set()
            reader.wait()

    def _read(self) -> None:
        reader, self._reader = self._reader, None
        if reader is None:
            return
        reader.deleteLater()
        path, self._next = self._next, None
        try:
            if reader.failure is not None:
                raise reader.failure
            rooms = importlib.import_module("npfdesk.desk")
            self.show(rooms.open_reading(*reader.result, self.library))
        finally:
            if path is not None:
                self.open(path)

    def open_now(self, path: Path) -> None:
        """Read and open a file at once (pictures, the frozen program's self-test)."""
        self.show(importlib.import_module("npfdesk.desk").open_workbook(path, self.library))

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
        self.banner.clear("draft", "restored", "findings", "refused", "saving")
        self.workspace.open(opening.desk.session)
        if self.library is not None and not self.library.read_only:
            self.library.remember_file(reading.file)
        self._tell(opening)
        self.opened.emit(opening)

    def _tell_refusal(self, problems: tuple[Problem, ...]) -> None:
        def words() -> str:
            said = "  ".join(problem.message(language()) for problem in problems[:2])
            return f"{said}  {tr('Opening', 'What was open stays as it is.')}"

        self.workspace.refused.emit(tr("Opening", "Not opened."))
        actions = (self._all_of(problems),) if len(problems) > 2 else ()
        self.banner.say(words, *actions, about="refused")

    def _tell(self, opening: Opening) -> None:
        errors = sum(problem.severity is Severity.ERROR for problem in opening.reading.problems)
        if errors:

            def told() -> str:
                source = (
                    "Opened with an error: what is sound is here, the rest is listed under Findings."
                    if errors == 1
                    else "Opened with {count} errors: what is sound is here, the rest is listed under Findings."
                )
                return tr("Opening", source).format(count=errors)

            self.banner.say(told, about="findings")
        if opening.restored is not None:
            self._tell_restored(opening.restored)
        if opening.draft is not None:

            def offered() -> str:
                return tr(
                    "Opening",
                    "There are unsaved changes of {time}. The last save is shown; restore them, or discard them.",
                ).format(time=self.offer_time)

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

    def restore(self) -> None:
        """Go on from the draft that is offered."""
        offered, self.offered = self.offered, None
        self.banner.clear("draft")
        if self.desk is not None and offered is not None and offered.draft is not None:
            restored = self.desk.take_draft(offered.draft)
            self.workspace.open(self.desk.session)
            self._tell_restored(restored)

    def discard(self) -> None:
        """Throw the draft away."""
        self.offered = None
        self.banner.clear("draft")
        if self.desk is not None and self.desk.identity is not None and self.library is not None:
            self.library.discard_draft(self.desk.identity)


def _local(stamp: str) -> str:
    """A time of the library (UTC) as a clock on the wall shows it."""
    return datetime.datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
