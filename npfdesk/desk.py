"""The desk: one open workbook and its library entry. It opens, drafts and saves. No Qt; every call returns values."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from npfdesk.logbook import note_mistake
from npfdesk.plan.document import new_document
from npfdesk.plan.edits import Label
from npfdesk.plan.exchange import LIMIT, Exchange, ExchangeOrigin, common_parent, pack, unpack, with_ancestors
from npfdesk.plan.file_names import path_of, shown_path
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.records import SavedWork, saved_work
from npfdesk.plan.restore import ReplaceWork, Restored, restore
from npfdesk.private_files import private_folder
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.store.library import Library
from npfdesk.store.library_records import (
    LIBRARY_IN_USE,
    Conflict,
    Draft,
    Revision,
    Stored,
    WorkbookIdentity,
    identify,
    in_use,
    kept_path,
    now,
    user,
)
from npfdesk.store.revisions import exchanges, kept_workbook, remember_exchange
from npfdesk.unfinished_files import sweep
from npfdesk.version import __version__
from npfdesk.workbook.files.cell_grid import NO_CELLS, Grid
from npfdesk.workbook.files.limits import Progress
from npfdesk.workbook.files.passwords import NO_PASSWORD, Password
from npfdesk.workbook.files.replacement import put_in_place
from npfdesk.workbook.plan_reader import CellDifference, Reading, differences, read_workbook
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections, from_json, to_json
from npfdesk.workbook.published.shape import (
    RememberedRoles,
    carried,
    remembered,
    roles_from_json,
    roles_json,
    shape_of,
)

NOT_SAVED: Final = error(
    "not_saved",
    "未能保存：{reason}。修改仍在窗口中；请检查磁盘空间和权限后再保存。",
    "Not saved: {reason}. Your changes are still in the window; check disk space and rights, then save again.",
)
NOT_READ: Final = error(
    "not_read",
    "无法打开“{text}”：{reason}。请检查文件是否还在、有没有权限。",
    "“{text}” cannot be opened: {reason}. Check that it is still there and that you have the rights.",
)
CONFLICT: Final = error(
    "save_conflict",
    "{by} 于 {at} 也保存过这本工作簿的情景。您的修改没有覆盖它，已作为草稿保留；请比较并合并后再保存。",
    "{by} saved scenarios of this workbook as well, at {at}. Your changes did not overwrite them and are kept as a draft; "
    "compare and merge, then save again.",
)
NOT_DISCARDED: Final = error(
    "not_discarded",
    "未能丢弃草稿：{reason}。下次打开时还会问起；请检查磁盘和权限。",
    "The draft could not be discarded: {reason}. It will be offered again the next time; check disk space and rights.",
)
OPENED_WITHOUT_LIBRARY: Final = warning(
    "opened_without_library",
    "情景库正被另一个程序占用，这本工作簿按文件本身打开，已保存的情景没有显示，也没有丢失。请结束占用它的程序，再打开一次。",
    "Another program is using the scenario library, so the workbook is shown as its file is. Saved scenarios are not shown, "
    "but nothing is lost; close that program, then open the workbook again.",
)
NOT_KEPT: Final = error(
    "not_kept",
    "这次保存的内容或当时的工作簿没有留存（或已损坏），无法重新打开。可改用“恢复”，把情景放到现在的工作簿上。",
    "The content of this save or its workbook was not kept, or is damaged, so it cannot be opened again. Use “Restore” to "
    "apply its scenarios to the workbook as it is now.",
)


@dataclass(frozen=True, eq=False)
class OpenedWorkbook:
    """The result of opening a workbook: its reading, and its desk (None where the workbook was refused).

    `restored` says which saved work no longer fits the plan. `draft` is newer than the last save; the window
    offers it. `problem` must be shown to the user (the latest save is damaged).
    """

    reading: Reading
    desk: Desk | None
    restored: Restored | None = None
    draft: Draft | None = None
    problem: Problem | None = None


class Desk:
    """A session with the identity of its workbook, the workbook's cells as read, and the revision it started from."""

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
        self.conflict: Revision | None = None

    @property
    def corrections(self) -> Corrections:
        """The user's corrections to the recognised tables; none for a workbook in the standard format."""
        recognition = self.recognised.recognition if self.recognised is not None else None
        return recognition.corrections if recognition is not None else NO_CORRECTIONS

    def reload(self, reading: Reading, identity: WorkbookIdentity | None) -> Restored:
        """Continue on the workbook as it is now and keep all work, saved or not.

        ValueError for a refused reading. Earlier steps cannot be undone any more, because they belong to
        another plan.
        """
        if reading.plan is None:
            raise ValueError("a refused workbook cannot take the place of one that is open")
        unsaved = self.session.unsaved
        restored = restore(reading.plan, saved_work(self.session.document, self.session.minutes))
        opened = _loaded(reading, reading.plan)
        session = Session(opened, restored.document, restored.minutes)
        if unsaved:
            # what the library holds is older than what is shown
            session.mark_saved(new_document(reading.plan))
        self.session, self.identity, self.grid = session, identity, reading.grid
        self.recognised = reading if reading.recognition is not None else None
        return restored

    def adopt_draft(self, draft: Draft, library: Library | None = None) -> Restored:
        """Continue from a draft, which becomes our own. The saved state stays unchanged."""
        restored = restore(self.session.opened.plan, draft.work)
        session = Session(self.session.opened, restored.document, restored.minutes)
        session.mark_saved(self.session.saved, self.session.saved_minutes)
        self.session = session
        if library is not None and not library.read_only and self.identity is not None:
            # if this fails, the draft stays as it was and is offered again
            with contextlib.suppress(sqlite3.Error):
                library.adopt_draft(self.identity, draft)
        return restored

    def discard_draft(self, library: Library | None, draft: Draft | None = None) -> Problem | None:
        """Delete a draft: the given one, or (None) our own. A Problem where that fails."""
        if library is None or library.read_only or self.identity is None:
            return None
        try:
            library.discard_draft(self.identity, draft)
        except sqlite3.Error as problem:
            if in_use(problem):
                return Problem(LIBRARY_IN_USE)
            return Problem(NOT_DISCARDED, arguments={"reason": str(problem)})
        return None

    def set_aside(self, library: Library | None) -> Draft | Problem:
        """Keep what is shown as a draft that no later one replaces; a Problem where that fails.

        Without a library that can be written to, the draft lives as long as whoever holds it.
        """
        if library is None or library.read_only or self.identity is None:
            work = saved_work(self.session.document, self.session.minutes)
            return Draft(work, now(), self.revision, 0, user())
        outcome = self.draft(library)
        if isinstance(outcome, Problem):
            return outcome
        try:
            own = next(one for one in library.drafts(self.identity) if one.owner == library.owner)
        except sqlite3.Error as failure:
            return _not_saved(failure)
        library.draft_apart()
        return own

    def waiting_draft(self, library: Library | None, before: Draft | None = None) -> Draft | None:
        """The latest of the user's drafts that await a choice, of those earlier than one where it is given.

        None where none waits, or another program holds the library.
        """
        if library is None or self.identity is None:
            return None
        try:
            waiting = library.waiting_drafts(self.identity)
            return next((one for one in waiting if before is None or one.id < before.id), None)
        except sqlite3.OperationalError as problem:
            if not in_use(problem):
                raise
            return None

    def save(self, library: Library, label: str = "") -> Revision | Problem:
        """Save the document as a revision. A Problem where that fails; then nothing is lost."""
        if self.identity is None:
            return Problem(NOT_SAVED, arguments={"reason": "no file"})
        document, minutes = self.session.document, self.session.minutes
        try:
            result = library.save(self.identity, saved_work(document, minutes), label, self.revision)
        except Exception as failure:  # noqa: BLE001 - whatever it was, the work is kept and that is told
            return _not_saved(failure)
        if isinstance(result, Conflict):
            self.draft(library)
            self.conflict = result.theirs
            return Problem(CONFLICT, arguments={"by": result.theirs.saved_by, "at": result.theirs.saved_at})
        self.revision, self.conflict = result.id, None
        self.session.mark_saved(document, minutes)
        return result

    def conflicting_work(self, library: Library) -> tuple[SavedWork | None, SavedWork] | None:
        """The common base and the work that somebody else has saved since; None where nobody has.

        The base is None where the library no longer has it; then every difference is a conflict.
        """
        theirs = library.work_of(self.conflict.id) if self.conflict is not None else None
        if theirs is None:
            return None
        if self.revision is None:
            return saved_work(new_document(self.session.opened.plan)), theirs
        return library.work_of(self.revision), theirs

    def settle_conflict(self) -> None:
        """Record that the other save is merged: the next save builds on it."""
        if self.conflict is not None:
            self.revision, self.conflict = self.conflict.id, None

    def replacement_edit(self, work: SavedWork, label: Label) -> ReplaceWork:
        """The edit that replaces the document's work by saved work (a merge, an earlier save) in one step."""
        return ReplaceWork(self.session.opened.plan, work, label)

    def export(
        self, library: Library | None, names: Collection[str], path: Path, amendments: bool = True
    ) -> Problem | None:
        """Write these scenarios (by id) and their ancestors to an exchange file; a Problem where that fails.

        The file also holds the state they started from: their last import, else the workbook's scenarios.
        """
        plan, identity = self.session.opened.plan, self.identity
        work = with_ancestors(saved_work(self.session.document), names, amendments)
        earlier = exchanges(library, identity) if library is not None and identity is not None else ()
        base = common_parent(work, earlier, plan.scenarios, amendments)
        about = ExchangeOrigin(
            *(user(), now(), __version__),
            *(shown_path(path_of(identity.path).name), identity.sha256) if identity is not None else ("", ""),
            plan.title,
        )
        return put_in_place(path, pack(Exchange(work, base, about)), private=True)

    def record_import(self, library: Library | None, exchange: Exchange) -> Problem | None:
        """Record an import; later edits that go back to its sender are compared with it. A Problem where that fails."""
        if library is not None and not library.read_only and self.identity is not None:
            try:
                remember_exchange(library, self.identity, exchange.work, "in")
            except (sqlite3.Error, OSError, ValueError) as failure:
                return _not_saved(failure)
        return None

    def draft(self, library: Library) -> str | Problem:
        """Store the document as a draft and return its time; a Problem where that fails."""
        if self.identity is None or library.read_only:
            return ""
        try:
            work = saved_work(self.session.document, self.session.minutes)
            return library.draft(self.identity, work, self.revision)
        except Exception as failure:  # noqa: BLE001 - whatever it was, the work is kept and that is told
            return _not_saved(failure)


_OF_THE_SYSTEM: Final = (sqlite3.Error, OSError, MemoryError)


def _not_saved(failure: Exception) -> Problem:
    """That the work was not saved, and why; a mistake of our own is noted in the log besides."""
    if in_use(failure):
        return Problem(LIBRARY_IN_USE)
    if not isinstance(failure, _OF_THE_SYSTEM):
        note_mistake(type(failure), failure.__traceback__)
    reason = str(failure) or type(failure).__name__
    return Problem(NOT_SAVED, arguments={"reason": reason})


def _stored(library: Library, identity: WorkbookIdentity) -> Stored:
    """What the library holds of a workbook; nothing, and the problem told, while another program holds the library."""
    try:
        return library.load(identity)
    except sqlite3.OperationalError as problem:
        if not in_use(problem):
            raise
        return Stored(problem=Problem(OPENED_WITHOUT_LIBRARY))


def read(
    path: Path,
    corrections: Corrections = NO_CORRECTIONS,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
    password: Password = NO_PASSWORD,
) -> tuple[Reading, WorkbookIdentity | None]:
    """Read a workbook and identify it. It uses no library, so it may run in a worker thread.

    `corrections` are earlier corrections to the tables recognised in this workbook. What killed writes left beside it
    is swept away.
    """
    sweep(path.parent, path.name)
    reading = read_workbook(path, corrections, progress=progress, cancelled=cancelled, password=password)
    try:
        # what was recognised may come to a plan when somebody has corrected it
        sound = reading.plan is not None or reading.recognition is not None
        return reading, identify(path) if sound else None
    except OSError:
        return reading, None


def saved_corrections(library: Library | None, path: Path) -> Corrections:
    """The corrections saved for a workbook's path; none where nothing is saved or it cannot be read."""
    text = library.setting(_corrections_key(path)) if library is not None else None
    if not isinstance(text, str):
        return NO_CORRECTIONS
    try:
        return from_json(text)
    except ValueError:
        return NO_CORRECTIONS


def has_saved_corrections(library: Library | None, path: Path) -> bool:
    """Whether somebody has already reviewed the tables recognised in this workbook."""
    return library is not None and library.setting(_corrections_key(path)) is not None


def save_corrections(library: Library, path: Path, corrections: Corrections, grid: Grid = NO_CELLS) -> None:
    """Save the corrections to a workbook for the next time it is opened, and for others of the shape that its cells have."""
    kept: dict[str, Any] = {_corrections_key(path): to_json(corrections)}
    shape = shape_of(grid)
    if shape and corrections != NO_CORRECTIONS:
        kept[f"shape:{shape}"] = roles_json(remembered(shown_path(path.name), grid, corrections))
    library.keep_settings(kept)


def roles_of_like(library: Library | None, reading: Reading) -> RememberedRoles | None:
    """The corrections of another workbook of the same shape, as they hold for this one; None where there are none."""
    if library is None or reading.recognition is None:
        return None
    grid = reading.recognition.grid
    shape = shape_of(grid)
    said = library.setting(f"shape:{shape}") if shape else None
    if said is None:
        return None
    try:
        roles = roles_from_json(said)
    except ValueError:
        return None
    corrections = carried(roles, grid)
    return replace(roles, corrections=corrections) if corrections != NO_CORRECTIONS else None


def _corrections_key(path: Path) -> str:
    return f"recognition:{kept_path(path)}"


@dataclass(frozen=True, eq=False)
class FileState:
    """The state of a workbook's file on disk.

    `state` is "same", "gone" (moved, deleted, lost network share), "unreadable" (held by another program) or
    "changed"; `stamp` (time, size) serves the next check. A changed file also has its reading, its identity
    and the cells that differ.
    """

    state: str
    stamp: tuple[int, int] | None = None
    reason: str = ""
    reading: Reading | None = None
    identity: WorkbookIdentity | None = None
    differences: tuple[CellDifference, ...] = ()


def file_state(
    path: Path,
    stamp: tuple[int, int] | None,
    sha256: str,
    grid: Grid,
    corrections: Corrections = NO_CORRECTIONS,
    password: Password = NO_PASSWORD,
) -> FileState:
    """Check whether a file still has the content that was read. It may run in a worker and wait for a slow share.

    `stamp` comes from the check before; `sha256` and `grid` come from opening the file.
    """
    try:
        status = path.stat()
        now = (status.st_mtime_ns, status.st_size)
        if now == stamp:
            return FileState("same", now)
        identity = identify(path)
    except FileNotFoundError:
        return FileState("gone")
    except OSError as problem:
        return FileState("unreadable", reason=problem.strerror or str(problem))
    if identity.sha256 == sha256:
        return FileState("same", now)
    reading = read_workbook(path, corrections, password=password)
    return FileState("changed", now, "", reading, identity, differences(grid, reading.grid))


def _loaded(reading: Reading, plan: Plan) -> LoadedWorkbook:
    counts = reading.ledger.counts
    return LoadedWorkbook(plan, reading.file, reading.problems, asides=reading.asides, accounting=counts)


def open_reading(
    reading: Reading, identity: WorkbookIdentity | None, library: Library | None
) -> OpenedWorkbook:
    """The desk of a workbook that was read, with the library's saved work applied to it."""
    if reading.plan is None:
        return OpenedWorkbook(reading, None)
    opened = _loaded(reading, reading.plan)
    stored = _stored(library, identity) if library is not None and identity is not None else Stored()
    restored = restore(reading.plan, stored.work) if isinstance(stored.work, SavedWork) else None
    session = (
        Session(opened, restored.document, restored.minutes) if restored is not None else Session(opened)
    )
    revision = stored.revision.id if stored.revision is not None else None
    desk = Desk(session, identity, revision, reading.grid)
    desk.recognised = reading if reading.recognition is not None else None
    return OpenedWorkbook(reading, desk, restored, stored.draft, stored.problem)


def read_exchange(path: Path) -> Exchange | Problem:
    """The content of an exchange file; a Problem where it is unreadable, damaged, newer or of another kind."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LIMIT + 1)
    except OSError as problem:
        return Problem(NOT_READ, text=path.name, arguments={"reason": problem.strerror or str(problem)})
    return unpack(content, path.name)


def reopen(
    library: Library,
    identity: WorkbookIdentity,
    revision: Revision,
    folder: Path,
    password: Password = NO_PASSWORD,
) -> OpenedWorkbook | Problem:
    """Open a save with the exact workbook it was made for, written again to `folder`; a Problem where that is not kept.

    An encrypted workbook is kept and written as it was, encrypted, and asks for its password again.
    A file there that was changed since stays; the workbook then gets another name.
    """
    kept, work = kept_workbook(library, revision.plan_sha256), library.work_of(revision.id)
    if kept is None or work is None:
        return Problem(NOT_KEPT)
    file = folder / str(revision.id) / kept.name
    number = 2
    while file.exists() and file.read_bytes() != kept.content:
        file, number = file.with_name(f"{Path(kept.name).stem} {number}{file.suffix}"), number + 1
    try:
        private_folder(folder)
        private_folder(file.parent)
    except OSError as problem:
        return Problem(NOT_READ, text=file.name, arguments={"reason": problem.strerror or str(problem)})
    if not file.exists() and (unwritten := put_in_place(file, kept.content, private=True)) is not None:
        return unwritten
    corrections = saved_corrections(library, path_of(identity.path))
    if has_saved_corrections(library, path_of(identity.path)) and not library.read_only:
        save_corrections(library, file, corrections)
    reading, found = read(file, corrections, password=password)
    opening = open_reading(reading, found, None)
    if opening.desk is None or found is None or reading.plan is None:
        return opening
    restored = restore(reading.plan, work)
    desk = Desk(Session(opening.desk.session.opened, restored.document), found, None, reading.grid)
    latest = library.load(found).revision
    desk.recognised, desk.revision = opening.desk.recognised, latest.id if latest is not None else None
    return OpenedWorkbook(reading, desk, restored)


def open_workbook(path: Path, library: Library | None) -> OpenedWorkbook:
    """Open a workbook: read it, restore its work from the library, and offer a draft that is newer than the save."""
    reading, identity = read(path, saved_corrections(library, path))
    return open_reading(reading, identity, library)
