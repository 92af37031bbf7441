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

from npfdesk.plan.problems import Problem
from npfdesk.plan.records import UnknownFormat, decode
from npfdesk.store.library import Library
from npfdesk.store.library_file import lenient
from npfdesk.store.library_records import (
    DAMAGED_LIBRARY,
    EMPTY_LIBRARY,
    LOCKED_LIBRARY,
    NEWER_LIBRARY,
    DamagedLibrary,
)
from npfdesk.store.schema import digest_of

_CARRIED: Final = ("workbook", "content", "revision", "draft", "recent", "setting", "exchanged")
"""Tables in the order of their dependencies."""
_BESIDE: Final = ("-journal", "-wal", "-shm")


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
    except DamagedLibrary:
        if _stamp(path) != before:
            # another program has set it aside meanwhile
            return open_or_set_aside(path, opened)
        aside = _set_aside(path)
        library = opening(path)
        saved = salvage(aside, library)
        return library, Problem(
            DAMAGED_LIBRARY, text=path.name, arguments={"aside": aside.name, "saved": saved}
        )
    if library.access == "write":
        return library, _kept_empty(path, emptied) if emptied is not None else None
    return library, Problem(NEWER_LIBRARY if library.access == "newer" else LOCKED_LIBRARY, text=str(path))


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
    # its journal first: left behind, SQLite would play it into the new library
    for ending in _BESIDE:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + ending).rename(aside.with_name(aside.name + ending))
    path.rename(aside)
    return aside


def salvage(aside: Path, library: Library) -> int:
    """Copy every readable and valid row into a new library; returns the number of saves.

    It reads from a copy, so that the damaged file stays unchanged.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / aside.name
        try:
            shutil.copyfile(aside, copy)
            for ending in _BESIDE:
                with contextlib.suppress(FileNotFoundError):
                    shutil.copyfile(aside.with_name(aside.name + ending), copy.with_name(copy.name + ending))
            with contextlib.closing(sqlite3.connect(copy)) as source, library.writing() as target:
                source.text_factory = lenient
                for table in _CARRIED:
                    _carry(source, target, table)
                return int(target.execute("SELECT count(*) FROM revision").fetchone()[0])
        except (sqlite3.Error, OSError):
            return 0


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
        with contextlib.suppress(sqlite3.Error):
            target.execute(
                f"INSERT OR IGNORE INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
                tuple(values.values()),
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
    """The rows readable from the front up to the damage, then those readable from the back down to it."""
    for order in ("ASC", "DESC"):
        with contextlib.suppress(sqlite3.Error):
            yield from source.execute(f"SELECT {columns} FROM {table} ORDER BY rowid {order}")
            return


def _sound(values: dict[str, Any]) -> bool:
    text, digest = values.get("work"), values.get("digest", "")
    if not isinstance(text, str) or (digest and digest_of(text) != digest):
        return False
    try:
        decode(text)
    except UnknownFormat:
        return False
    return True
