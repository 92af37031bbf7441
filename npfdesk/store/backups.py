"""Backups of the whole library: taken while it is in use, verified, thinned with age, and restored by the program."""

from __future__ import annotations

import contextlib
import datetime
import os
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from npfdesk.plan.problems import Problem
from npfdesk.private_files import private_folder
from npfdesk.store.library_records import BAD_BACKUP, LIBRARY_IN_USE, NOT_BACKED_UP, PATIENCE, in_use
from npfdesk.store.retention import kept_backups
from npfdesk.store.schema import APPLICATION_ID, VERSION, application_of, migrate, version_of
from npfdesk.unfinished_files import FORGOTTEN, begun, sweep, sync_folder

_STAMP: Final = "%Y%m%d-%H%M%S-%f"
_PAGES: Final = 512
"""Pages per copy step; small, so that a save never waits long for a backup."""


_ASKED_AGAIN: Final = 0.05
"""Seconds between two questions whether a held library is free."""


class _Patience:
    """Told how each step of a copying ended, it lets a held library be waited for so long and no longer.

    SQLite's own copying would ask for ever. sqlite3.OperationalError (`in_use`) then.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.since: float | None = None

    def __call__(self, status: int, *_: int) -> None:
        if status not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self.since = None
            return
        now = time.monotonic()
        self.since = now if self.since is None else self.since
        if now - self.since >= self.seconds:
            raise sqlite3.OperationalError("database is locked")


class BackupCancelled(Exception):
    """The user has cancelled the backup."""


@dataclass(frozen=True)
class Backup:
    """One backup: its file, when it was taken (UTC), its size in bytes.

    `before` is the version of the library's form before whose change it was taken, 0 for any other backup.
    """

    path: Path
    taken_at: datetime.datetime
    size: int
    before: int = 0


@dataclass(frozen=True)
class BackupContent:
    """The content of a backup: the numbers of workbooks and saves, and the time of the latest save ("" for none)."""

    workbooks: int
    revisions: int
    latest: str


def backups_folder(library: Path) -> Path:
    """The folder of a library's backups."""
    return library.parent / "backups"


def backups(library: Path) -> tuple[Backup, ...]:
    """Every finished backup of a library, the latest first."""
    found = _before_changes(library)
    for file in backups_folder(library).glob(f"{library.stem}-*.sqlite"):
        with contextlib.suppress(ValueError, OSError):
            taken = datetime.datetime.strptime(file.stem.removeprefix(f"{library.stem}-"), _STAMP)
            found.append(Backup(file, taken.replace(tzinfo=datetime.UTC), file.stat().st_size))
    return tuple(sorted(found, key=lambda one: one.taken_at, reverse=True))


def before_change(library: Path, version: int) -> Path:
    """The file to which a library is copied before it is migrated to that version."""
    return backups_folder(library) / f"before-version-{version}.sqlite"


def _before_changes(library: Path) -> list[Backup]:
    found = []
    for version in range(2, VERSION + 1):
        file = before_change(library, version)
        with contextlib.suppress(OSError):
            status = file.stat()
            taken = datetime.datetime.fromtimestamp(status.st_mtime, datetime.UTC)
            found.append(Backup(file, taken, status.st_size, version))
    return found


def backup_is_due(library: Path, now: datetime.datetime) -> bool:
    """Whether the library has no backup of today (local time) yet."""
    # of any day that the clock said: a backup from a day to come does not make every start due
    taken = {one.taken_at.astimezone().date() for one in backups(library) if not one.before}
    return now.astimezone().date() not in taken


def take_backup(
    library: Path,
    now: datetime.datetime,
    cancelled: Callable[[], bool] | None = None,
    patience: float = PATIENCE,
) -> Backup | Problem:
    """Back up the library and thin the backups; a Problem where that fails. May run in a worker.

    `patience` are the seconds to wait for another program that holds the library.

    BackupCancelled where `cancelled` says so; the library and every earlier backup are as they were then.
    """
    name = f"{library.stem}-{now.astimezone(datetime.UTC).strftime(_STAMP)}.sqlite"
    target = backups_folder(library) / name
    try:
        verified_copy(library, target, cancelled, patience)
        size = target.stat().st_size
        thin_backups(library, target)
    except (sqlite3.Error, OSError) as problem:
        return _not_backed_up(target, problem)
    return Backup(target, now, size)


def thin_backups(library: Path, just_taken: Path | None = None) -> tuple[Path, ...]:
    """Delete backups that are too many for their age, and unfinished copies; returns which backups were deleted.

    Backups from before a migration of the library stay, because nothing else can replace them; so does the one that
    was `just_taken`, whatever day the clock says.
    """
    taken = {one.path: one.taken_at for one in backups(library) if not one.before}
    surplus = tuple(sorted(taken.keys() - kept_backups(taken) - {just_taken}))
    for file in surplus:
        file.unlink(missing_ok=True)
    sweep(backups_folder(library))
    for part in backups_folder(library).glob(".*.part*"):
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime > FORGOTTEN:
                part.unlink()
    return surplus


def verified_copy(
    library: Path,
    target: Path,
    cancelled: Callable[[], bool] | None = None,
    patience: float = PATIENCE,
) -> None:
    """Copy a library that may be in use: copy beside the target, check, flush to disk, then rename.

    sqlite3.Error or OSError where that fails, BackupCancelled where it is cancelled; no partial copy is left.
    """
    held_no_longer = _Patience(patience)

    def go_on(status: int, *_: int) -> None:
        if cancelled is not None and cancelled():
            raise BackupCancelled
        held_no_longer(status)

    private_folder(target.parent)
    sweep(target.parent)
    with begun(target, private=True) as part:
        with (
            contextlib.closing(sqlite3.connect(library, timeout=patience)) as source,
            contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copy,
        ):
            # the copy counts only once it has its name, so it needs no journal of its own
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            source.backup(copy, pages=_PAGES, progress=go_on, sleep=0.005)
            _check(copy)
        descriptor = os.open(part, os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        part.replace(target)
    sync_folder(target.parent)


def _check(copy: sqlite3.Connection) -> None:
    if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("integrity_check")
    if application_of(copy) != APPLICATION_ID or not version_of(copy):
        raise sqlite3.DatabaseError("application_id")


def content_of(backup: Path) -> BackupContent | Problem:
    """The content of a backup; a Problem where it is damaged, of a newer version, or no backup."""
    reason = "version"
    try:
        if not backup.is_file():
            raise FileNotFoundError(backup.name)
        uri = f"{backup.absolute().as_uri()}?mode=ro"
        with contextlib.closing(sqlite3.connect(uri, uri=True)) as copy:
            _check(copy)
            if version_of(copy) <= VERSION:
                query = "SELECT (SELECT count(*) FROM workbook), count(*), coalesce(max(saved_at), '') FROM revision"
                return BackupContent(*copy.execute(query).fetchone())
    except (sqlite3.Error, OSError) as problem:
        reason = str(problem)
    return Problem(BAD_BACKUP, text=backup.name, arguments={"reason": reason})


def put_back(
    connection: sqlite3.Connection, library: Path, backup: Path, patience: float = PATIENCE
) -> Problem | None:
    """Restore a backup after backing up the present library; a Problem where the backup cannot be used.

    `patience` are the seconds to wait for another program that holds the library, where nothing is restored.

    It is one SQLite transaction: if the program is killed, the library stays as it was.
    """
    content = content_of(backup)
    if isinstance(content, Problem):
        return content
    before = take_backup_before(library, patience)
    if isinstance(before, Problem):
        return before
    try:
        with contextlib.closing(sqlite3.connect(backup)) as source:
            source.backup(connection, progress=_Patience(patience), sleep=_ASKED_AGAIN)
        if version_of(connection) < VERSION:
            migrate(connection)
    except sqlite3.Error as problem:
        if in_use(problem):
            return Problem(LIBRARY_IN_USE)
        return Problem(BAD_BACKUP, text=backup.name, arguments={"reason": str(problem)})
    return None


def take_backup_before(library: Path, patience: float = PATIENCE) -> Backup | Problem:
    """Take a backup now that is kept at least until the next one is taken."""
    taken = datetime.datetime.now(datetime.UTC)
    target = backups_folder(library) / f"{library.stem}-{taken.strftime(_STAMP)}.sqlite"
    try:
        verified_copy(library, target, patience=patience)
        return Backup(target, taken, target.stat().st_size)
    except (sqlite3.Error, OSError) as problem:
        return _not_backed_up(target, problem)


def _not_backed_up(target: Path, problem: Exception) -> Problem:
    if in_use(problem):
        return Problem(LIBRARY_IN_USE)
    return Problem(NOT_BACKED_UP, text=str(target), arguments={"reason": str(problem)})
