"""The library's file: check whose it is and whether it is intact, open it, and migrate it to the present form."""

from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
from pathlib import Path
from typing import Any, Final, Literal

from npfdesk.plan.problems import Problem
from npfdesk.private_files import begin_private, private_folder
from npfdesk.store.backups import before_change, verified_copy
from npfdesk.store.library_records import (
    DAMAGED_LIBRARY,
    FOREIGN_LIBRARY,
    LIBRARY_IN_USE,
    LONG_PATH,
    OTHER_FORM,
    PATIENCE,
    UNWRITABLE_LIBRARY,
    DamagedLibrary,
    LibraryRefused,
    in_use,
)
from npfdesk.store.schema import (
    APPLICATION_ID,
    MIGRATIONS,
    TABLES,
    VERSION,
    application_of,
    digest_of,
    migrate,
    tables_of,
    version_of,
)

Access = Literal["write", "newer", "locked"]
LONGEST_PATH: Final = 504
"""Bytes of a path, links followed, that SQLite opens: 512 with its journal's ending, fixed when SQLite is built."""
_MAGIC: Final = b"SQLite format 3\x00"
_APPLICATION_AT: Final = 68


class PatientConnection(sqlite3.Connection):
    """A connection that waits for another program once: until the library is free again, it asks without waiting."""

    patience = PATIENCE
    _held = False

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """As every connection's; OperationalError (`in_use`) where another program holds the library.

        A sqlite3.Error for damage whatever bytes it has.
        """
        try:
            found = super().execute(sql, parameters)
        except sqlite3.OperationalError as problem:
            if in_use(problem) and not self._held:
                self._held = True
                super().execute("PRAGMA busy_timeout = 0")
            raise
        except UnicodeDecodeError as problem:
            # what SQLite says of a damaged table names it by its damaged bytes
            raise sqlite3.DatabaseError(str(problem)) from problem
        if self._held:
            self._held = False
            super().execute(f"PRAGMA busy_timeout = {int(self.patience * 1000)}")
        return found


def open_connection(
    path: Path, patience: float = PATIENCE, *, anew: bool = False
) -> tuple[sqlite3.Connection, Access]:
    """Open a library; returns it with its access: write, or read only (newer form, or write-protected).

    `patience` are the seconds to wait for another program that holds it. `anew` says that an empty file is one that was
    made for a new library; otherwise backups beside it show that it is what is left of one.

    Without a file a new library is created. LibraryRefused for a file of another kind or out of reach,
    DamagedLibrary for a broken one; the file is as it was then.
    """
    connection: sqlite3.Connection | None = None
    try:
        private_folder(path.parent)
        if not (anew and path.exists() and path.stat().st_size == 0):
            _check_head(path)
        if not _writable(path):
            uri = f"{path.absolute().as_uri()}?mode=ro"
            connection = _connected(uri, patience, uri=True)
            connection.text_factory = lenient
            return _read_only(connection, path)
        begin_private(path)
        connection = _connected(str(path), patience)
        connection.text_factory = lenient
        return _prepared(connection, path)
    except sqlite3.OperationalError as problem:
        _close_quietly(connection)
        if in_use(problem):
            raise LibraryRefused(Problem(LIBRARY_IN_USE, text=str(path))) from problem
        raise LibraryRefused(_unreachable(path, str(problem))) from problem
    except OSError as problem:
        _close_quietly(connection)
        raise LibraryRefused(_unreachable(path, problem.strerror or str(problem))) from problem
    except sqlite3.DatabaseError as problem:
        _close_quietly(connection)
        raise damaged_library(path) from problem
    except LibraryRefused:
        _close_quietly(connection)
        raise


def _connected(database: str, patience: float, uri: bool = False) -> PatientConnection:
    connection = sqlite3.connect(
        database, uri=uri, timeout=patience, isolation_level=None, factory=PatientConnection
    )
    connection.patience = patience
    return connection


def lenient(text: bytes) -> str:
    """Decode text leniently: a damaged character becomes a mark, so that the row can still be checked."""
    return text.decode("utf-8", "replace")


def damaged_library(path: Path) -> DamagedLibrary:
    """The problem of a damaged library; the caller adds where it was moved."""
    return DamagedLibrary(Problem(DAMAGED_LIBRARY, text=path.name, arguments={"aside": "", "saved": 0}))


def _unreachable(path: Path, reason: str) -> Problem:
    length = len(os.fsencode(os.path.realpath(path)))
    if os.name == "posix" and length > LONGEST_PATH:
        return Problem(LONG_PATH, text=str(path), arguments={"length": length, "limit": LONGEST_PATH})
    return Problem(UNWRITABLE_LIBRARY, text=str(path), arguments={"reason": reason})


def _close_quietly(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        connection.close()


def _writable(path: Path) -> bool:
    return not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _check_head(path: Path) -> None:
    """Distinguish a foreign file from a damaged library by its first bytes, before SQLite touches it."""
    if not path.exists():
        return
    with path.open("rb") as stream:
        head = stream.read(100)
    ours = head[_APPLICATION_AT : _APPLICATION_AT + 4] == APPLICATION_ID.to_bytes(4, "big")
    if not head:
        # begun and never written, or cut to nothing: the backups beside it say which
        if any((path.parent / "backups").glob("*.sqlite")):
            raise damaged_library(path)
    elif not head.startswith(_MAGIC) and not path.with_name(f"{path.name}-journal").exists():
        # with a journal beside it SQLite takes back what was begun before anything is judged
        # zeros are what a power cut leaves of a file, a piece of the first line what a full disk does
        if ours or not any(head) or _MAGIC.startswith(head):
            raise damaged_library(path)
        raise LibraryRefused(Problem(FOREIGN_LIBRARY, text=str(path)))


def check_whole(connection: sqlite3.Connection, path: Path) -> int:
    """The form of an intact library, 0 for an empty file; LibraryRefused for a foreign file, DamagedLibrary for damage."""
    tables, application, version = tables_of(connection), application_of(connection), version_of(connection)
    if application not in (0, APPLICATION_ID) or (tables and application == 0):
        if tables >= TABLES:
            raise damaged_library(path)
        raise LibraryRefused(Problem(FOREIGN_LIBRARY, text=str(path)))
    if not tables and application == APPLICATION_ID:
        raise damaged_library(path)
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise damaged_library(path)
    if version > VERSION and not _has_our_columns(connection):
        raise DamagedLibrary(Problem(OTHER_FORM, text=path.name, arguments={"aside": "", "saved": 0}))
    if version <= VERSION and tables and _schema(connection) != _expected(version):
        raise damaged_library(path)
    return version


def _schema(connection: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    # spaces apart: each version wrote its statements as its source was laid out
    return frozenset((str(name), "".join(str(sql).split())) for name, sql in rows)


def _has_our_columns(connection: sqlite3.Connection) -> bool:
    """Whether a library of a newer form still has all that this version reads."""
    return all(
        columns <= {str(row[1]) for row in connection.execute(f"PRAGMA table_info({table})")}
        for table, columns in _our_columns().items()
    )


@functools.lru_cache
def _our_columns() -> dict[str, frozenset[str]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as fresh:
        migrate(fresh)
        return {
            table: frozenset(str(row[1]) for row in fresh.execute(f"PRAGMA table_info({table})"))
            for table in tables_of(fresh)
        }


@functools.lru_cache
def _expected(version: int) -> frozenset[tuple[str, str]]:
    with contextlib.closing(sqlite3.connect(":memory:")) as fresh:
        fresh.create_function("sha256", 1, digest_of, deterministic=True)
        for step in MIGRATIONS[:version]:
            for statement in step:
                fresh.execute(statement)
        return _schema(fresh)


def _prepared(connection: sqlite3.Connection, path: Path) -> tuple[sqlite3.Connection, Access]:
    version = check_whole(connection, path)
    if version > VERSION:
        connection.execute("PRAGMA query_only = ON")
        return connection, "newer"
    # a rollback journal, since the write-ahead log is unsafe on network drives
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    if version < VERSION:
        try:
            if version:
                verified_copy(path, before_change(path, VERSION))
            migrate(connection)
        except (sqlite3.OperationalError, OSError) as problem:
            if not version or in_use(problem):
                raise
            # no room for the copy or the new form: what is there can still be read
            return _read_only(connection, path)
    return connection, "write"


def _read_only(connection: sqlite3.Connection, path: Path) -> tuple[sqlite3.Connection, Access]:
    """Open a library that cannot be written; an older form is migrated in memory only."""
    version = check_whole(connection, path)
    if version < VERSION:
        copy = sqlite3.connect(":memory:", isolation_level=None)
        connection.backup(copy)
        connection.close()
        connection = copy
        connection.text_factory = lenient
        migrate(connection)
    connection.execute("PRAGMA query_only = ON")
    return connection, "newer" if version > VERSION else "locked"
