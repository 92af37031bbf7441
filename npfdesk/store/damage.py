"""A damaged library: it is renamed and never overwritten, and its readable rows are copied to a new library."""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from npfdesk.plan.problems import Problem, ProblemKind
from npfdesk.plan.records import UnknownFormat, decode
from npfdesk.store.library import Library
from npfdesk.store.library_file import PatientConnection, lenient
from npfdesk.store.library_records import (
    EMPTY_LIBRARY,
    LOCKED_LIBRARY,
    NEWER_LIBRARY,
    NOT_SALVAGED,
    DamagedLibrary,
    LibraryRefused,
)
from npfdesk.store.schema import digest_of, migrate
from npfdesk.unfinished_files import begun

_CARRIED: Final = ("workbook", "content", "revision", "draft", "recent", "setting", "exchanged")
"""Tables in the order of their dependencies."""
_BESIDE: Final = ("-journal", "-wal", "-shm")
_HEAD: Final = 100
_CHANGED_AT, _FREE_AT, _COUNTED_AT = slice(24, 28), slice(32, 40), slice(92, 96)
"""Where SQLite's header counts changes, tells of free pages, and of which change its count of pages is."""
_FAR: Final = 20_000
"""How many numbers are tried one by one past the last row that could be read."""


def open_or_set_aside(
    path: Path, opened: Callable[[Path], Library] | None = None
) -> tuple[Library, Problem | None]:
    """Open the library. A damaged one is renamed and reported, and its readable rows start a new library.

    One that was cut to nothing and has no backup is begun anew, which is told as well: no first start leaves one.
    LibraryRefused where the file is no library or cannot be reached. `opened` opens it (None: as a Library is opened
    where nobody waits at a window).
    """
    opening = opened if opened is not None else Library
    before, emptied = _stamp(path), _emptied(path)
    try:
        library = opening(path)
    except DamagedLibrary as damaged:
        if _stamp(path) != before:
            # another program has set it aside meanwhile
            return open_or_set_aside(path, opened)
        return _begun_anew(path, before, damaged.problem.kind, opening)
    if library.access == "write":
        return library, _kept_empty(path, emptied) if emptied is not None else None
    return library, Problem(NEWER_LIBRARY if library.access == "newer" else LOCKED_LIBRARY, text=str(path))


def _begun_anew(
    path: Path, before: tuple[int, int] | None, kind: ProblemKind, opening: Callable[[Path], Library]
) -> tuple[Library, Problem | None]:
    """A new library with what can be read of the one there, which is set aside once the new one is whole.

    LibraryRefused where that cannot be done: then the damaged one stands where it was, and nothing was begun.
    """
    try:
        with begun(path, private=True) as part, _without_journals(part):
            with contextlib.closing(Library(part, anew=True)) as library:
                saved = salvage(path, library)
            if _stamp(path) != before:
                return open_or_set_aside(path, opening)
            aside = _set_aside(path)
            try:
                if not _put_in_place(part, path):
                    # another window has begun one at this very moment
                    with contextlib.closing(Library(path)) as library:
                        saved = salvage(aside, library)
            except BaseException:
                _put_back(aside, path)
                raise
    except (OSError, sqlite3.Error, LibraryRefused) as failure:
        told = failure.problem.arguments.get("reason", "") if isinstance(failure, LibraryRefused) else ""
        reason = getattr(failure, "strerror", None) or told or str(failure)
        raise LibraryRefused(Problem(NOT_SALVAGED, text=str(path), arguments={"reason": reason})) from failure
    return opening(path), Problem(kind, text=path.name, arguments={"aside": aside.name, "saved": saved})


@contextlib.contextmanager
def _without_journals(part: Path) -> Iterator[None]:
    try:
        yield
    finally:
        for ending in _BESIDE:
            with contextlib.suppress(OSError):
                part.with_name(part.name + ending).unlink()


def _put_in_place(part: Path, path: Path) -> bool:
    """Give a new library its name; whether nobody else has taken it meanwhile."""
    try:
        # a link, since a change of name would replace what another program has begun
        os.link(part, path)
    except FileExistsError:
        return False
    except OSError:
        if path.exists():
            return False
        part.rename(path)
    return True


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size


def _emptied(path: Path) -> int | None:
    """The modification time of a library that is an empty file (nanoseconds); None for any other library."""
    try:
        status = path.stat()
    except OSError:
        return None
    # with a journal beside it, another program is beginning it at this moment
    begun = path.with_name(f"{path.name}-journal").exists()
    return status.st_mtime_ns if not status.st_size and not begun else None


def _kept_empty(path: Path, written: int) -> Problem:
    """Keep the empty file under another name and report it."""
    # a twin and no change of name: another program may have begun to write into the file itself
    aside = _path_aside(path, "empty")
    aside.touch()
    os.utime(aside, ns=(written, written))
    return Problem(EMPTY_LIBRARY, text=path.name, arguments={"aside": aside.name})


def _path_aside(path: Path, why: str) -> Path:
    stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d-%H%M%S-%f")
    return path.with_name(f"{path.stem}.{why}-{stamp}{path.suffix}")


def _set_aside(path: Path) -> Path:
    aside = _path_aside(path, "damaged")
    try:
        # its journal first: left behind, SQLite would play it into the new library
        for ending in _BESIDE:
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
        path.rename(aside)
    except OSError:
        _put_back(aside, path)
        raise
    return aside


def _put_back(aside: Path, path: Path) -> None:
    """Give a library that was set aside its name again, where nothing stands there."""
    for ending in ("", *_BESIDE):
        was, now = path.with_name(path.name + ending), aside.with_name(aside.name + ending)
        if now.exists() and not was.exists():
            now.rename(was)


def salvage(damaged: Path, library: Library) -> int:
    """Copy every readable and valid row into a new library; returns the number of saves.

    The damaged file stays unchanged. OSError and sqlite3.Error where the new library cannot be written.
    """
    with _reading(damaged) as source, library.writing() as target:
        for table in _CARRIED:
            _carry(source, target, table)
        return int(target.execute("SELECT count(*) FROM revision").fetchone()[0])


@contextlib.contextmanager
def _reading(damaged: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of a damaged library, into which its journal is played.

    Where neither its own folder nor that of temporary files takes a copy, the file itself is read as it is.
    """
    with contextlib.ExitStack() as stack:
        for folder in (damaged.parent, None):
            with contextlib.suppress(OSError):
                made = stack.enter_context(tempfile.TemporaryDirectory(dir=folder, prefix=".salvage-"))
                read = _copy(damaged, Path(made))
                source = _tolerant(read.absolute().as_uri())
                break
        else:
            read = damaged
            source = _tolerant(f"{damaged.absolute().as_uri()}?mode=ro&immutable=1")
        stack.enter_context(contextlib.closing(source))
        if not any(_columns(source, table) for table in _CARRIED):
            source = stack.enter_context(contextlib.closing(_with_sound_head(read.read_bytes())))
        yield source


def _tolerant(database: str) -> sqlite3.Connection:
    """A connection to a damaged database that reads what it can."""
    source = sqlite3.connect(database, uri=True, factory=PatientConnection)
    source.text_factory = lenient
    with contextlib.suppress(sqlite3.Error):
        # nor may sorting want a file
        source.execute("PRAGMA temp_store = MEMORY")
        # a file that is shorter than it says, and the tables beside a broken one, are read all the same
        source.execute("PRAGMA writable_schema = ON")
    return source


def _with_sound_head(content: bytes) -> sqlite3.Connection:
    """A damaged library in memory, under the header that every library has."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        sound = fresh.serialize()
        size = fresh.execute("PRAGMA page_size").fetchone()[0]
    head = bytearray(sound[:_HEAD])
    # a count of pages of another change is none: the length says it
    head[_CHANGED_AT], head[_COUNTED_AT] = bytes(4), b"\xff" * 4
    head[_FREE_AT] = bytes(8)
    whole = bytes(head) + content[_HEAD:]
    source = _tolerant("file::memory:")
    with contextlib.suppress(sqlite3.Error, OverflowError):
        source.deserialize(whole + bytes(-len(whole) % size))
    return source


def _copy(damaged: Path, folder: Path) -> Path:
    copy = folder / "library.sqlite"
    shutil.copyfile(damaged, copy)
    for ending in _BESIDE:
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(damaged.with_name(damaged.name + ending), copy.with_name(copy.name + ending))
    return copy


def _columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    with contextlib.suppress(sqlite3.Error):
        return tuple(row[1] for row in connection.execute(f"PRAGMA table_info({table})"))
    return ()


def _carry(source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
    there = _columns(source, table)
    columns = tuple(name for name in _columns(target, table) if name in there)
    if not columns:
        return
    for row in _readable(source, table, ", ".join(columns)):
        values = dict(zip(columns, row, strict=True))
        if table in ("revision", "draft", "exchanged") and not _sound(values):
            continue
        values |= _replaced_columns(table, values)
        try:
            _stand_in(target, values)
            target.execute(
                f"INSERT OR IGNORE INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
                tuple(values.values()),
            )
        except sqlite3.OperationalError:
            # the new library cannot be written: a full disk is no fault of the row's
            raise
        except (sqlite3.Error, OverflowError):
            continue


def _stand_in(target: sqlite3.Connection, values: dict[str, Any]) -> None:
    """Enter a workbook whose own row is lost, so that its saves are kept; it is known by its content then."""
    number = values.get("workbook")
    if isinstance(number, int):
        target.execute(
            "INSERT OR IGNORE INTO workbook (id, path, sha256) VALUES (?, ?, ?)",
            (number, f"lost:{number}", values.get("plan_sha256") or "0" * 64),
        )


def _replaced_columns(table: str, values: dict[str, Any]) -> dict[str, Any]:
    """The columns that get new values: references to rows that can be lost, columns that an older form lacks."""
    if table == "revision":
        return {"digest": digest_of(values["work"])}
    if table == "draft":
        return {
            "based_on": None,
            "owner": values.get("owner", ""),
            "drafted_by": values.get("drafted_by", ""),
        }
    return {"forked_from": None} if table == "workbook" else {}


def _readable(source: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """Every row that can be read: from the front up to damage, from the back down to it, then one by one between."""
    seen: set[int] = set()
    ends = [0, 0]
    for place, order in enumerate(("ASC", "DESC")):
        try:
            for number, *row in source.execute(
                f"SELECT rowid, {columns} FROM {table} ORDER BY rowid {order}"
            ):
                ends[place] = number
                if number not in seen:
                    seen.add(number)
                    yield tuple(row)
            return
        except sqlite3.Error:
            continue
    named = _rows_of_indexes(source, table)
    last = min(ends[1] or max(named, default=0) or _FAR, ends[0] + _FAR)
    for number in sorted((named | set(range(max(ends[0], 0), last + 1))) - seen):
        with contextlib.suppress(sqlite3.Error):
            yield from source.execute(f"SELECT {columns} FROM {table} WHERE rowid = ?", (number,))


def _rows_of_indexes(source: sqlite3.Connection, table: str) -> set[int]:
    """The numbers of a table's rows that its indexes name, as far as they can be read."""
    found: set[int] = set()
    with contextlib.suppress(sqlite3.Error):
        for index in [row[1] for row in source.execute(f"PRAGMA index_list({table})")]:
            columns = [row[2] for row in source.execute(f"PRAGMA index_info({index})")]
            for order in ("ASC", "DESC"):
                by = ", ".join(f"{column} {order}" for column in columns)
                query = f"SELECT rowid FROM {table} INDEXED BY {index} ORDER BY {by}"
                with contextlib.suppress(sqlite3.Error):
                    for (number,) in source.execute(query):
                        found.add(number)
    return found


def _sound(values: dict[str, Any]) -> bool:
    text, digest = values.get("work"), values.get("digest", "")
    if not isinstance(text, str) or (digest and digest_of(text) != digest):
        return False
    try:
        decode(text)
    except UnknownFormat:
        return False
    return True
