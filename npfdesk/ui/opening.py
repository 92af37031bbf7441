"""Opening workbooks: read in a worker while the window lives; a refusal leaves what is open untouched."""

from __future__ import annotations

import datetime
import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, Signal

from npfdesk.plan.problems import Problem, Severity
from npfdesk.store.library import Library
from npfdesk.ui.banner import Banner
from npfdesk.ui.language import language, tr
from npfdesk.ui.workspace import Workspace

if TYPE_CHECKING:
    from npfdesk.desk import Desk, Opening


class _Reader(QThread):
    """Reads one workbook; the rooms that need Excel's library are first loaded here, behind the shown window."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self.result: Any = None
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Read."""
        try:
            self.result = importlib.import_module("npfdesk.desk").read(self.path)
        except BaseException as failure:  # noqa: BLE001 - handed to the crash dialog in the window's own thread
            self.failure = failure


class Opener(QObject):
    """Opens files into the workspace, one at a time."""

    opened = Signal(object)
    refused = Signal(object)

    def __init__(
        self, workspace: Workspace, banner: Banner, library: Library | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.banner = banner
        self.library = library
        self.desk: Desk | None = None
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

    def wait(self) -> None:
        """Wait for the file being read, if one is."""
        if self._reader is not None:
            self._reader.wait()
            self._read()

    def _read(self) -> None:
        reader, self._reader = self._reader, None
        if reader is None:
            return
        reader.deleteLater()
        if reader.failure is not None:
            raise reader.failure
        rooms = importlib.import_module("npfdesk.desk")
        self.show(rooms.open_reading(*reader.result, self.library))
        if self._next is not None:
            path, self._next = self._next, None
            self.open(path)

    def open_now(self, path: Path) -> None:
        """Read and open a file at once (pictures, the frozen program's self-test)."""
        self.show(importlib.import_module("npfdesk.desk").open_workbook(path, self.library))

    def show(self, opening: Opening) -> None:
        """Take an opened workbook into the window, and say what must be said of it."""
        reading = opening.reading
        if opening.desk is None:
            said = "  ".join(problem.message(language()) for problem in reading.problems[:3])
            kept = tr("Opening", "What was open stays as it is.")
            self.banner.say(f"{said}  {kept}")
            self.refused.emit(opening)
            return
        self.desk = opening.desk
        self.banner.hide()
        self.workspace.open(opening.desk.session)
        if self.library is not None and not self.library.read_only:
            self.library.remember_file(reading.file)
        self._tell(opening)
        self.opened.emit(opening)

    def _tell(self, opening: Opening) -> None:
        errors = sum(problem.severity is Severity.ERROR for problem in opening.reading.problems)
        restored = opening.restored
        if opening.draft is not None:
            text = tr(
                "Opening",
                "There are unsaved changes of {time}. The last save is shown; restore them, or discard them.",
            )
            self.banner.say(
                text.format(time=_local(opening.draft.drafted_at)),
                (tr("Opening", "Restore"), lambda: self.restore(opening)),
                (tr("Opening", "Discard"), self.discard),
            )
        elif restored is not None and (restored.orphans or restored.differences):
            self._tell_orphans((*restored.orphans, *restored.differences))
        elif errors:
            text = tr(
                "Opening",
                "Opened with {count} errors: what is sound is here, the rest is listed under Findings.",
            )
            self.banner.say(text.format(count=errors))

    def _tell_orphans(self, problems: tuple[Problem, ...]) -> None:
        said = "  ".join(problem.message(language()) for problem in problems[:2])
        more = tr("Opening", "and {count} more").format(count=len(problems) - 2) if len(problems) > 2 else ""
        self.banner.say(f"{said}  {more}".rstrip())

    def restore(self, opening: Opening) -> None:
        """Go on from the draft that was offered."""
        if self.desk is not None and opening.draft is not None:
            restored = self.desk.take_draft(opening.draft)
            self.workspace.open(self.desk.session)
            if restored.orphans or restored.differences:
                self._tell_orphans((*restored.orphans, *restored.differences))

    def discard(self) -> None:
        """Throw the draft away."""
        if self.desk is not None and self.desk.identity is not None and self.library is not None:
            self.library.discard_draft(self.desk.identity)


def _local(stamp: str) -> str:
    """A time of the library (UTC) as a clock on the wall shows it."""
    return datetime.datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
