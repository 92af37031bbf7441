"""One open workbook with its place in the library: opened, drafted, saved. No Qt; every call returns values."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from npfdesk.plan.document import new_document
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.records import SavedWork, saved_work
from npfdesk.plan.restoring import Restored, restore
from npfdesk.session import Opened, Session
from npfdesk.store.library import Library
from npfdesk.store.values import Conflict, Draft, Revision, Stored, WorkbookIdentity, identify
from npfdesk.workbook.comparing import CellDifference, differences
from npfdesk.workbook.grid import NO_CELLS, Grid
from npfdesk.workbook.limits import Progress
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections, from_json, to_json
from npfdesk.workbook.reading import Reading, read_workbook

NOT_SAVED: Final = error(
    "not_saved",
    "未能保存：{reason}。修改仍在窗口中；请检查磁盘空间和权限后再保存。",
    "Not saved: {reason}. Your changes are still in the window; check disk space and rights, then save again.",
)
CONFLICT: Final = error(
    "save_conflict",
    "{by} 于 {at} 也保存过这本工作簿的情景。您的修改没有覆盖它，已作为草稿保留；请重新打开后比较。",
    "{by} has saved scenarios of this workbook at {at}. Yours did not overwrite them and are kept as a draft; "
    "reopen the workbook to compare.",
)


@dataclass(frozen=True, eq=False)
class Opening:
    """What came of opening a workbook: how it was read, and the desk with it (None where it was refused).

    `restored` says what of the saved work no longer fits; `draft` is newer than the last save and offered.
    """

    reading: Reading
    desk: Desk | None
    restored: Restored | None = None
    draft: Draft | None = None


class Desk:
    """A session, the identity of its workbook and its cells as they were read, and the revision it began from."""

    def __init__(
        self,
        session: Session,
        identity: WorkbookIdentity | None,
        revision: int | None,
        grid: Grid = NO_CELLS,
    ) -> None:
        self.session = session
        self.identity = identity
        self.revision = revision
        self.grid = grid
        self.recognised: Reading | None = None

    @property
    def corrections(self) -> Corrections:
        """What was put right in what was recognised; none for a workbook of the canonical form."""
        recognition = self.recognised.recognition if self.recognised is not None else None
        return recognition.corrections if recognition is not None else NO_CORRECTIONS

    def reload(self, reading: Reading, identity: WorkbookIdentity | None) -> Restored:
        """Go on upon the workbook as it is now, with everything that was done here, saved or not.

        ValueError for a reading that was refused. Steps before it can no longer be taken back: they were
        done upon another plan.
        """
        if reading.plan is None:
            raise ValueError("a refused workbook cannot take the place of one that is open")
        unsaved = self.session.unsaved
        restored = restore(reading.plan, saved_work(self.session.document))
        opened = Opened(reading.plan, reading.file, reading.problems, asides=reading.asides)
        session = Session(opened, restored.document)
        if unsaved:
            # what the library holds is older than what is shown
            session.mark_saved(new_document(reading.plan))
        self.session, self.identity, self.grid = session, identity, reading.grid
        self.recognised = reading if reading.recognition is not None else None
        return restored

    def take_draft(self, draft: Draft, library: Library | None = None) -> Restored:
        """Go on from a draft, which is ours from now on; what was saved stays what was saved."""
        restored = restore(self.session.opened.plan, draft.work)
        session = Session(self.session.opened, restored.document)
        session.mark_saved(self.session.document)
        self.session = session
        if library is not None and not library.read_only and self.identity is not None:
            library.adopt_draft(self.identity, draft)
        return restored

    def save(self, library: Library, label: str = "") -> Revision | Problem:
        """Save the document as a revision; a Problem where it could not be, and nothing is lost."""
        if self.identity is None:
            return Problem(NOT_SAVED, arguments={"reason": "no file"})
        document = self.session.document
        try:
            result = library.save(self.identity, saved_work(document), label, self.revision)
        except (sqlite3.Error, OSError) as problem:
            return Problem(NOT_SAVED, arguments={"reason": str(problem)})
        if isinstance(result, Conflict):
            self.draft(library)
            return Problem(CONFLICT, arguments={"by": result.theirs.saved_by, "at": result.theirs.saved_at})
        self.revision = result.id
        self.session.mark_saved(document)
        return result

    def draft(self, library: Library) -> str | Problem:
        """Keep the document as a draft; when it was drafted, or a Problem where it could not be."""
        if self.identity is None or library.read_only:
            return ""
        try:
            return library.draft(self.identity, saved_work(self.session.document), self.revision)
        except (sqlite3.Error, OSError) as problem:
            return Problem(NOT_SAVED, arguments={"reason": str(problem)})


def read(
    path: Path,
    corrections: Corrections = NO_CORRECTIONS,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Reading, WorkbookIdentity | None]:
    """Read a workbook and identify it; may run in a worker, since it touches no library.

    `corrections` are those that were made to what was recognised in it before.
    """
    reading = read_workbook(path, corrections, progress=progress, cancelled=cancelled)
    try:
        return reading, identify(path) if reading.plan is not None else None
    except OSError:
        return reading, None


def kept_corrections(library: Library | None, path: Path) -> Corrections:
    """The corrections that are kept for a workbook's path; none where there are none, or none that can be read."""
    text = library.setting(_corrections_key(path)) if library is not None else None
    if not isinstance(text, str):
        return NO_CORRECTIONS
    try:
        return from_json(text)
    except ValueError:
        return NO_CORRECTIONS


def are_kept(library: Library | None, path: Path) -> bool:
    """Whether somebody has gone through what was recognised in this workbook before."""
    return library is not None and library.setting(_corrections_key(path)) is not None


def keep_corrections(library: Library, path: Path, corrections: Corrections) -> None:
    """Keep what was put right in a workbook, for the next time that it is opened."""
    library.set_setting(_corrections_key(path), to_json(corrections))


def _corrections_key(path: Path) -> str:
    return f"recognition:{os.path.normcase(os.path.abspath(path))}"


@dataclass(frozen=True, eq=False)
class Seen:
    """What a look at a workbook's file found.

    `state` is "same", "gone" (moved, deleted, a share that is lost), "unreadable" (held by another program) or
    "changed"; `stamp` tells this look from the next one. Of a changed file: its reading, its identity, and
    which cells say something else.
    """

    state: str
    stamp: tuple[int, int] | None = None
    reason: str = ""
    reading: Reading | None = None
    identity: WorkbookIdentity | None = None
    differences: tuple[CellDifference, ...] = ()


def look(
    path: Path,
    stamp: tuple[int, int] | None,
    sha256: str,
    grid: Grid,
    corrections: Corrections = NO_CORRECTIONS,
) -> Seen:
    """Look whether a file is still what was read from it; may run in a worker and may wait on a slow share.

    `stamp` is what the look before found, `sha256` and `grid` what was read when it was opened.
    """
    try:
        status = path.stat()
        now = (status.st_mtime_ns, status.st_size)
        if now == stamp:
            return Seen("same", now)
        identity = identify(path)
    except FileNotFoundError:
        return Seen("gone")
    except OSError as problem:
        return Seen("unreadable", reason=problem.strerror or str(problem))
    if identity.sha256 == sha256:
        return Seen("same", now)
    reading = read_workbook(path, corrections)
    return Seen("changed", now, "", reading, identity, differences(grid, reading.grid))


def open_reading(reading: Reading, identity: WorkbookIdentity | None, library: Library | None) -> Opening:
    """The desk of a workbook that was read, with the saved work of the library laid on it."""
    if reading.plan is None:
        return Opening(reading, None)
    opened = Opened(reading.plan, reading.file, reading.problems, asides=reading.asides)
    stored = library.load(identity) if library is not None and identity is not None else Stored()
    restored = restore(reading.plan, stored.work) if isinstance(stored.work, SavedWork) else None
    session = Session(opened, restored.document if restored is not None else None)
    revision = stored.revision.id if stored.revision is not None else None
    desk = Desk(session, identity, revision, reading.grid)
    desk.recognised = reading if reading.recognition is not None else None
    return Opening(reading, desk, restored, stored.draft)


def open_workbook(path: Path, library: Library | None) -> Opening:
    """Open a workbook: read, restored from the library, a draft offered where one is newer."""
    reading, identity = read(path, kept_corrections(library, path))
    return open_reading(reading, identity, library)
