"""The scenario library: what was saved and drafted for each workbook, in one SQLite file of the user's."""

from __future__ import annotations

import contextlib
import datetime
import getpass
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.records import SavedWork, UnknownFormat, decode, encode
from npfdesk.store.schema import APPLICATION_ID, VERSION, application_of, migrate, version_of

FOREIGN_LIBRARY: Final = error(
    "foreign_library",
    "“{text}”不是 NPF Desk 的情景库，没有动它。请移开该文件，或换一个数据文件夹。",
    "“{text}” is not a library of NPF Desk and was left alone. Move it away, or choose another data folder.",
)
DAMAGED_LIBRARY: Final = warning(
    "damaged_library",
    "情景库已损坏，已另存为“{aside}”，并开始一个新库。工作簿不受影响。",
    "The library is damaged. It was set aside as “{aside}” and a new one begun. Workbooks are not affected.",
)
NEWER_LIBRARY: Final = warning(
    "newer_library",
    "情景库由更新的版本建立，只能读取，不能保存。请更新 NPF Desk。",
    "The library was made by a newer version: it can be read, not saved to. Update NPF Desk.",
)
UNWRITABLE_LIBRARY: Final = error(
    "unwritable_library",
    "无法打开情景库“{text}”：{reason}。本次所做的修改不会保存；请检查文件夹的权限和空间。",
    "The library “{text}” cannot be opened: {reason}. What is done now will not be kept; check the folder's rights "
    "and space.",
)


class LibraryRefused(Exception):
    """The file cannot serve as the library; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class DamagedLibrary(LibraryRefused):
    """The file is a library and broken."""


@dataclass(frozen=True)
class WorkbookIdentity:
    """A workbook by where it is and by what is in it."""

    path: str
    sha256: str


def identify(path: Path) -> WorkbookIdentity:
    """The identity of a workbook file. OSError where it cannot be read."""
    return WorkbookIdentity(
        os.path.normcase(os.path.abspath(path)), hashlib.sha256(path.read_bytes()).hexdigest()
    )


@dataclass(frozen=True)
class Revision:
    """One save: its number, when (UTC, ISO 8601), by whom, and what it was called."""

    id: int
    saved_at: str
    saved_by: str
    label: str


@dataclass(frozen=True)
class Draft:
    """Work that was not saved explicitly, and when it was drafted."""

    work: SavedWork
    drafted_at: str
    based_on: int | None


@dataclass(frozen=True)
class Stored:
    """What the library has of a workbook; None for what it does not have."""

    work: SavedWork | None = None
    revision: Revision | None = None
    draft: Draft | None = None


@dataclass(frozen=True)
class Conflict:
    """Somebody else has saved since: their revision stands, ours was not written."""

    theirs: Revision


class Library:
    """An open library. One connection, used from the thread that opened it."""

    def __init__(self, path: Path) -> None:
        """Open or begin a library; LibraryRefused for a file that is none, DamagedLibrary for a broken one."""
        self.path = path
        self.read_only = False
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=10, isolation_level=None)
            self._prepare()
        except sqlite3.OperationalError as problem:
            self._shut()
            told = Problem(UNWRITABLE_LIBRARY, text=str(path), arguments={"reason": str(problem)})
            raise LibraryRefused(told) from problem
        except OSError as problem:
            told = Problem(
                UNWRITABLE_LIBRARY, text=str(path), arguments={"reason": problem.strerror or str(problem)}
            )
            raise LibraryRefused(told) from problem
        except sqlite3.DatabaseError as problem:
            self._shut()
            raise DamagedLibrary(
                Problem(DAMAGED_LIBRARY, text=path.name, arguments={"aside": ""})
            ) from problem

    def _shut(self) -> None:
        connection = getattr(self, "_connection", None)
        if connection is not None:
            connection.close()

    def _prepare(self) -> None:
        connection = self._connection
        empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
        if not empty and application_of(connection) != APPLICATION_ID:
            self._shut()
            raise LibraryRefused(Problem(FOREIGN_LIBRARY, text=str(self.path)))
        if version_of(connection) > VERSION:
            self.read_only = True
            connection.execute("PRAGMA query_only = ON")
            return
        # a rollback journal, since the write-ahead log is unsafe on network drives
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("quick_check")
        if version_of(connection) < VERSION:
            if not empty:
                self._copy_aside()
            migrate(connection)

    def _copy_aside(self) -> None:
        """A whole copy before the tables change, checked before it is trusted."""
        aside = self.path.with_suffix(f".before-{VERSION}.sqlite")
        with contextlib.closing(sqlite3.connect(aside)) as copy:
            self._connection.backup(copy)
            if copy.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("backup")

    def close(self) -> None:
        """Close the file; what was acknowledged is on disk already."""
        self._connection.close()

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield self._connection
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _workbook(self, identity: WorkbookIdentity) -> int | None:
        row = self._connection.execute("SELECT id FROM workbook WHERE path = ?", (identity.path,)).fetchone()
        if row is None:
            # moved or renamed: the same content under another path
            row = self._connection.execute(
                "SELECT id FROM workbook WHERE sha256 = ? ORDER BY id DESC LIMIT 1", (identity.sha256,)
            ).fetchone()
        return int(row[0]) if row is not None else None

    def _entered(self, identity: WorkbookIdentity) -> int:
        known = self._connection.execute(
            "SELECT id FROM workbook WHERE path = ?", (identity.path,)
        ).fetchone()
        if known is not None:
            self._connection.execute(
                "UPDATE workbook SET sha256 = ? WHERE id = ?", (identity.sha256, known[0])
            )
            return int(known[0])
        inserted = self._connection.execute(
            "INSERT INTO workbook (path, sha256) VALUES (?, ?)", (identity.path, identity.sha256)
        )
        return int(inserted.lastrowid or 0)

    def load(self, identity: WorkbookIdentity) -> Stored:
        """What was saved and drafted for a workbook; work of an unknown form is left alone and not given."""
        workbook = self._workbook(identity)
        if workbook is None:
            return Stored()
        row = self._connection.execute(
            "SELECT id, saved_at, saved_by, label, work FROM revision WHERE workbook = ? ORDER BY id DESC LIMIT 1",
            (workbook,),
        ).fetchone()
        drafted = self._connection.execute(
            "SELECT work, drafted_at, based_on FROM draft WHERE workbook = ?", (workbook,)
        ).fetchone()
        work = _decoded(row[4]) if row is not None else None
        draft = _decoded(drafted[0]) if drafted is not None else None
        return Stored(
            work,
            Revision(*row[:4]) if row is not None else None,
            Draft(draft, drafted[1], drafted[2]) if draft is not None else None,
        )

    def revisions(self, identity: WorkbookIdentity) -> tuple[Revision, ...]:
        """Every save of a workbook, the latest first."""
        workbook = self._workbook(identity)
        rows = self._connection.execute(
            "SELECT id, saved_at, saved_by, label FROM revision WHERE workbook = ? ORDER BY id DESC",
            (workbook,),
        )
        return tuple(Revision(*row) for row in rows)

    def save(
        self, identity: WorkbookIdentity, work: SavedWork, label: str, based_on: int | None
    ) -> Revision | Conflict:
        """Save as one revision, and drop the draft. A Conflict where somebody saved since `based_on`.

        ValueError for a figure that is not finite; nothing is written then.
        """
        text = encode(work)
        with self._writing() as connection:
            workbook = self._entered(identity)
            latest = connection.execute(
                "SELECT id, saved_at, saved_by, label FROM revision WHERE workbook = ? ORDER BY id DESC LIMIT 1",
                (workbook,),
            ).fetchone()
            if latest is not None and based_on is not None and latest[0] != based_on:
                return Conflict(Revision(*latest))
            saved_at, saved_by = _now(), user_name()
            inserted = connection.execute(
                "INSERT INTO revision (workbook, saved_at, saved_by, label, work) VALUES (?, ?, ?, ?, ?)",
                (workbook, saved_at, saved_by, label, text),
            )
            connection.execute("DELETE FROM draft WHERE workbook = ?", (workbook,))
        return Revision(int(inserted.lastrowid or 0), saved_at, saved_by, label)

    def draft(self, identity: WorkbookIdentity, work: SavedWork, based_on: int | None) -> str:
        """Keep work that was not saved yet, in place of an earlier draft; when it was drafted (UTC)."""
        text, drafted_at = encode(work), _now()
        with self._writing() as connection:
            workbook = self._entered(identity)
            connection.execute(
                "INSERT INTO draft (workbook, based_on, drafted_at, work) VALUES (?, ?, ?, ?) ON CONFLICT (workbook) "
                "DO UPDATE SET based_on = excluded.based_on, drafted_at = excluded.drafted_at, work = excluded.work",
                (workbook, based_on, drafted_at, text),
            )
        return drafted_at

    def discard_draft(self, identity: WorkbookIdentity) -> None:
        """Throw a draft away for good."""
        workbook = self._workbook(identity)
        with self._writing() as connection:
            connection.execute("DELETE FROM draft WHERE workbook = ?", (workbook,))

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        with self._writing() as connection:
            connection.execute(
                # a new row each time: the order of rows is the order of opening, whatever the clock says
                "INSERT OR REPLACE INTO recent (path, opened_at) VALUES (?, ?)",
                (os.path.abspath(path), _now()),
            )

    def recent_files(self, limit: int = 12) -> tuple[str, ...]:
        """The files opened last, the latest first."""
        rows = self._connection.execute("SELECT path FROM recent ORDER BY rowid DESC LIMIT ?", (limit,))
        return tuple(row[0] for row in rows)

    def setting(self, key: str) -> Any:
        """A setting; None where it was never set."""
        row = self._connection.execute("SELECT value FROM setting WHERE key = ?", (key,)).fetchone()
        return json.loads(row[0]) if row is not None else None

    def set_setting(self, key: str, value: Any) -> None:
        """Keep a setting (anything that JSON can say; ValueError for NaN)."""
        text = json.dumps(value, ensure_ascii=False, allow_nan=False)
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, text),
            )


def open_or_set_aside(path: Path) -> tuple[Library, Problem | None]:
    """The library; a damaged one is set aside under another name, told, and a new one begun."""
    try:
        library = Library(path)
    except DamagedLibrary:
        stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
        path.rename(aside)
        return Library(path), Problem(DAMAGED_LIBRARY, text=path.name, arguments={"aside": aside.name})
    return library, Problem(NEWER_LIBRARY, text=path.name) if library.read_only else None


def _decoded(text: str) -> SavedWork | None:
    try:
        return decode(text)
    except UnknownFormat:
        return None


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


def user_name() -> str:
    """Who is at this machine; "" where nobody can say."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
