"""One open workbook with its place in the library: opened, drafted, saved. No Qt; every call returns values."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from npfdesk.plan.problems import Problem, error
from npfdesk.plan.records import SavedWork, saved_work
from npfdesk.plan.restoring import Restored, restore
from npfdesk.session import Opened, Session
from npfdesk.store.library import Conflict, Draft, Library, Revision, Stored, WorkbookIdentity, identify
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
    """A session, the identity of its workbook, and the revision that it began from."""

    def __init__(self, session: Session, identity: WorkbookIdentity | None, revision: int | None) -> None:
        self.session = session
        self.identity = identity
        self.revision = revision

    def take_draft(self, draft: Draft) -> Restored:
        """Go on from a draft; what was saved stays what was saved."""
        restored = restore(self.session.opened.plan, draft.work)
        session = Session(self.session.opened, restored.document)
        session.mark_saved(self.session.document)
        self.session = session
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
    *,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[Reading, WorkbookIdentity | None]:
    """Read a workbook and identify it; may run in a worker, since it touches no library.

    `progress` and `cancelled` are those of ``read_workbook``.
    """
    reading = read_workbook(path, progress=progress, cancelled=cancelled)
    try:
        return reading, identify(path) if reading.plan is not None else None
    except OSError:
        return reading, None


def open_reading(reading: Reading, identity: WorkbookIdentity | None, library: Library | None) -> Opening:
    """The desk of a workbook that was read, with the saved work of the library laid on it."""
    if reading.plan is None:
        return Opening(reading, None)
    opened = Opened(reading.plan, reading.file, reading.problems)
    stored = library.load(identity) if library is not None and identity is not None else Stored()
    restored = restore(reading.plan, stored.work) if isinstance(stored.work, SavedWork) else None
    session = Session(opened, restored.document if restored is not None else None)
    revision = stored.revision.id if stored.revision is not None else None
    return Opening(reading, Desk(session, identity, revision), restored, stored.draft)


def open_workbook(path: Path, library: Library | None) -> Opening:
    """Open a workbook: read, restored from the library, a draft offered where one is newer."""
    reading, identity = read(path)
    return open_reading(reading, identity, library)
