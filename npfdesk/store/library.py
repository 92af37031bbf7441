"""The scenario library: the saves and drafts of each workbook in the user's SQLite file."""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import uuid
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.cell_differences import counts, differences
from npfdesk.plan.file_names import path_of, path_text, shown_path
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import SavedWork, UnknownFormat, decode, encode
from npfdesk.plan.scenarios import by_id
from npfdesk.plan.sound_text import is_sound, sound_text
from npfdesk.plan.work import Work
from npfdesk.store.library_file import open_connection
from npfdesk.store.library_records import (
    DAMAGED_REVISION,
    PATIENCE,
    REVISION_COLUMNS,
    SETTINGS_UNKEPT,
    Conflict,
    Draft,
    Revision,
    Stored,
    WorkbookIdentity,
    in_use,
    now,
    revision_of,
    user,
)
from npfdesk.store.schema import digest_of


class Library:
    """An open library. One connection, used from the thread that opened it.

    `access` is "write", "newer" (made by a newer version) or "locked" (write-protected); the last two are only
    read. Each Library drafts for itself: several windows on one file never write over each other's drafts, and what
    was drafted before `draft_apart` is never written over by what is drafted after it.
    `settings_unkept` is told when `keep_settings` fails, once until it works again.
    """

    def __init__(self, path: Path, patience: float = PATIENCE, *, anew: bool = False) -> None:
        """Open or create a library; LibraryRefused for a file of another kind, DamagedLibrary for a damaged one.

        `patience` are the seconds that a call waits for another program that holds the file; sqlite3.OperationalError
        (`in_use`) after that, and nothing is written then. `anew`: an empty file is the beginning of a new one.
        """
        self.path = path
        self.connection, self.access = open_connection(path, patience, anew=anew)
        self.owner = uuid.uuid4().hex
        self._recent: tuple[tuple[str, str], ...] = ()
        self._settings: dict[str, Any] = {}
        self.settings_unkept: Callable[[Problem], object] = lambda _: None
        self._kept_settings = True

    @property
    def read_only(self) -> bool:
        """Whether nothing can be saved to it."""
        return self.access != "write"

    def close(self) -> None:
        """Close the file; everything acknowledged is already on disk."""
        self.connection.close()

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One transaction: at its end everything is on disk, or nothing."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
            self.connection.execute("COMMIT")
        except BaseException:
            # a full disk may have ended the transaction already
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    def find(self, identity: WorkbookIdentity) -> int | None:
        """The number of a workbook: by its path, else (moved, copied) by its content; None for an unknown workbook."""
        for query, value in (
            ("SELECT id FROM workbook WHERE path = ?", identity.path),
            ("SELECT id FROM workbook WHERE sha256 = ? ORDER BY id DESC LIMIT 1", identity.sha256),
            ("SELECT workbook FROM revision WHERE plan_sha256 = ? ORDER BY id DESC LIMIT 1", identity.sha256),
        ):
            row = self.connection.execute(query, (value,)).fetchone()
            if row is not None:
                return int(row[0])
        return None

    def enter(self, identity: WorkbookIdentity) -> int:
        """The number of a workbook, entered where its path is new; within a transaction.

        A copy of a known workbook goes on from the saves that were there when it was entered.
        """
        known = self.connection.execute("SELECT id FROM workbook WHERE path = ?", (identity.path,)).fetchone()
        if known is not None:
            self.connection.execute(
                "UPDATE workbook SET sha256 = ? WHERE id = ?", (identity.sha256, known[0])
            )
            return int(known[0])
        origin = self.find(identity)
        latest = self.connection.execute("SELECT coalesce(max(id), 0) FROM revision").fetchone()[0]
        inserted = self.connection.execute(
            "INSERT INTO workbook (path, sha256, forked_from, forked_after) VALUES (?, ?, ?, ?)",
            (identity.path, identity.sha256, origin, latest if origin is not None else 0),
        )
        return int(inserted.lastrowid or 0)

    def lineage(self, workbook: int | None) -> tuple[tuple[int, int], ...]:
        """A workbook and those it was copied from, each with the number of the last save that it shares."""
        chain: list[tuple[int, int]] = []
        bound = (1 << 63) - 1
        while workbook is not None and workbook not in {number for number, _ in chain}:
            chain.append((workbook, bound))
            row = self.connection.execute(
                "SELECT forked_from, forked_after FROM workbook WHERE id = ?", (workbook,)
            ).fetchone()
            workbook, bound = (row[0], min(bound, row[1])) if row is not None else (None, 0)
        return tuple(chain)

    def _rows(self, workbook: int | None, columns: str, limit: int = -1) -> list[tuple[Any, ...]]:
        chain = self.lineage(workbook)
        reach = " OR ".join("(workbook = ? AND id <= ?)" for _ in chain) or "0"
        return self.connection.execute(
            f"SELECT {columns} FROM revision WHERE {reach} ORDER BY id DESC LIMIT ?",
            (*(value for pair in chain for value in pair), limit),
        ).fetchall()

    def revisions(self, identity: WorkbookIdentity) -> tuple[Revision, ...]:
        """Every save of a workbook, the latest first."""
        return tuple(revision_of(row) for row in self._rows(self.find(identity), REVISION_COLUMNS))

    def work_of(self, revision: int) -> SavedWork | None:
        """The work of a revision; None where it does not exist, is damaged, or has an unknown form."""
        row = self.connection.execute(
            "SELECT CAST(work AS BLOB), digest FROM revision WHERE id = ?", (revision,)
        ).fetchone()
        return verified_work(*row) if row is not None else None

    def drafts(self, identity: WorkbookIdentity) -> tuple[Draft, ...]:
        """Every draft of a workbook, whoever's, the latest first."""
        rows = self.connection.execute(
            "SELECT CAST(work AS BLOB), drafted_at, based_on, id, drafted_by, owner FROM draft WHERE workbook = ? "
            "ORDER BY id DESC",
            (self.find(identity),),
        )
        found = ((verified_work(row[0], ""), row[1:]) for row in rows.fetchall())
        return tuple(Draft(work, *rest) for work, rest in found if work is not None)

    def load(self, identity: WorkbookIdentity) -> Stored:
        """The latest save and draft of a workbook.

        Work of an unknown form is left alone and not given. Where the latest save is damaged, the last sound
        one is given and the problem told. A draft of somebody else's is not offered.
        """
        workbook = self.find(identity)
        if workbook is None:
            return Stored()
        rows = self._rows(workbook, f"{REVISION_COLUMNS}, digest, CAST(work AS BLOB)", 1)
        latest = revision_of(rows[0]) if rows else None
        work, problem = (verified_work(rows[0][8], rows[0][7]), None) if rows else (None, None)
        if latest is not None and work is None and not _whole(rows[0][8], rows[0][7]):
            work, problem = self._last_sound(workbook, latest)
        mine = (one for one in self.drafts(identity) if one.drafted_by in ("", user()))
        return Stored(work, latest, next(mine, None), problem)

    def _last_sound(self, workbook: int, latest: Revision) -> tuple[SavedWork | None, Problem | None]:
        work, before = None, "—"
        for number, saved_at in self._rows(workbook, "id, saved_at")[1:]:
            work = self.work_of(number)
            if work is not None:
                before = saved_at
                break
        return work, Problem(DAMAGED_REVISION, arguments={"at": latest.saved_at, "before": before})

    def save(
        self, identity: WorkbookIdentity, work: SavedWork, label: str, based_on: int | None
    ) -> Revision | Conflict:
        """Save as one revision, and drop our own draft. A Conflict where somebody saved since `based_on`.

        ValueError for a figure that is not finite; nothing is written then.
        """
        text, label = encode(work), sound_text(label)
        with self.writing() as connection:
            workbook = self.enter(identity)
            rows = connection.execute(
                f"SELECT {REVISION_COLUMNS} FROM revision WHERE workbook = ? ORDER BY id DESC LIMIT 1",
                (workbook,),
            ).fetchall()
            if rows and rows[0][0] != based_on:
                return Conflict(revision_of(rows[0]))
            before = self._rows(workbook, "id", 1)
            # the first save is compared with what the workbook says itself
            then = self.work_of(before[0][0]) if before else None
            known = then.work if then is not None else Work(by_id(work.workbook_scenarios))
            found = counts(differences(known, work.work))
            plan = _kept_content(connection, identity)
            saved_at, saved_by = now(), user()
            inserted = connection.execute(
                "INSERT INTO revision (workbook, saved_at, saved_by, label, work, difference, plan_sha256, digest) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(workbook, saved_at, saved_by, label, text),
                    *(json.dumps(dict(found)), plan, digest_of(text)),
                ),
            )
            connection.execute("DELETE FROM draft WHERE workbook = ? AND owner = ?", (workbook, self.owner))
        number = int(inserted.lastrowid or 0)
        return Revision(number, saved_at, saved_by, label, "", MappingProxyType(dict(found)), plan)

    def draft(self, identity: WorkbookIdentity, work: SavedWork, based_on: int | None) -> str:
        """Store unsaved work in place of our earlier draft; returns its time (UTC)."""
        text, drafted_at = encode(work), now()
        with self.writing() as connection:
            workbook = self.enter(identity)
            # the save it began from may have been thinned away or undone by a backup that was put back
            known = connection.execute("SELECT id FROM revision WHERE id = ?", (based_on,)).fetchone()
            # a new row each time: the order of rows is the order of drafts, whatever the clock says
            connection.execute(
                "INSERT OR REPLACE INTO draft (workbook, owner, based_on, drafted_at, drafted_by, work) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (workbook, self.owner, known[0] if known is not None else None, drafted_at, user(), text),
            )
        return drafted_at

    def draft_apart(self) -> None:
        """Leave every draft so far as it is: from now on, drafts have places of their own."""
        self.owner = uuid.uuid4().hex

    def waiting_drafts(self, identity: WorkbookIdentity) -> tuple[Draft, ...]:
        """The user's drafts of a workbook that await a choice, the latest first; not the one that is being written."""
        return tuple(
            one for one in self.drafts(identity) if one.drafted_by in ("", user()) and one.owner != self.owner
        )

    def adopt_draft(self, identity: WorkbookIdentity, draft: Draft) -> None:
        """Make an earlier draft ours: the next one takes its place, and a save drops it.

        One that its own window has replaced meanwhile stays that window's.
        """
        if draft.owner == self.owner:
            return
        with self.writing() as connection:
            workbook = self.enter(identity)
            if connection.execute(f"SELECT 1 FROM draft WHERE {_STILL}", _key(draft)).fetchone() is None:
                return
            connection.execute("DELETE FROM draft WHERE workbook = ? AND owner = ?", (workbook, self.owner))
            # it is what is shown from now on, and so the latest, whatever was put aside for it
            connection.execute(
                "UPDATE draft SET workbook = ?, owner = ?, id = (SELECT max(id) + 1 FROM draft) "
                f"WHERE {_STILL}",
                (workbook, self.owner, *_key(draft)),
            )

    def discard_draft(self, identity: WorkbookIdentity, draft: Draft | None = None) -> None:
        """Delete a draft: the offered one (unless its own window has replaced it meanwhile), or (None) our own."""
        with self.writing() as connection:
            if draft is not None and draft.owner != self.owner:
                connection.execute(f"DELETE FROM draft WHERE {_STILL}", _key(draft))
            else:
                connection.execute(
                    "DELETE FROM draft WHERE workbook = ? AND owner = ?", (self.find(identity), self.owner)
                )

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        with self.writing() as connection:
            connection.execute(
                # a new row each time: the order of rows is the order of opening, whatever the clock says
                "INSERT OR REPLACE INTO recent (path, opened_at) VALUES (?, ?)",
                (path_text(os.path.abspath(path)), now()),
            )

    def forget_file(self, path: Path) -> None:
        """Take a file off the recent ones."""
        with self.writing() as connection:
            connection.execute("DELETE FROM recent WHERE path = ?", (path_text(os.path.abspath(path)),))

    def recent_files(self, limit: int = 12) -> tuple[str, ...]:
        """The files opened last, the latest first, as `path_text` keeps them."""
        return tuple(path for path, _ in self.recent_openings(limit))

    def recent_openings(self, limit: int = 12) -> tuple[tuple[str, str], ...]:
        """The files opened last, as `recent_files` has them, each with when it was opened (ISO 8601, UTC); while another program holds the library, as they were last read."""
        with _unless_in_use():
            rows = self.connection.execute(
                "SELECT path, opened_at FROM recent ORDER BY rowid DESC LIMIT ?", (limit,)
            )
            self._recent = tuple((row[0], row[1]) for row in rows)
        return self._recent

    def setting(self, key: str) -> Any:
        """A setting; None where it was never set. While another program holds the library, as it was last read."""
        with _unless_in_use():
            row = self.connection.execute(
                "SELECT value FROM setting WHERE key = ?", (path_text(key),)
            ).fetchone()
            self._settings[key] = row[0] if row is not None else None
        known = self._settings.get(key)
        return json.loads(known) if known is not None else None

    def keep_settings(self, values: Mapping[str, Any]) -> bool:
        """Keep several settings, all of them or none; whether they are kept.

        Work goes on where that fails (a full disk), and what was kept before is as it was.
        """
        try:
            self.set_settings(values)
        except (sqlite3.Error, OSError) as failure:
            if self._kept_settings:
                self._kept_settings = False
                self.settings_unkept(Problem(SETTINGS_UNKEPT, arguments={"reason": str(failure)}))
            return False
        self._kept_settings = True
        return True

    def set_setting(self, key: str, value: Any) -> None:
        """Keep a setting (anything that JSON can say; ValueError for NaN)."""
        self.set_settings({key: value})

    def set_settings(self, values: Mapping[str, Any]) -> None:
        """Keep several settings, all of them or none."""
        rows = [(path_text(key), _setting_text(value)) for key, value in values.items()]
        with self.writing() as connection:
            connection.executemany(
                "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                rows,
            )


def _setting_text(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    # a path may hold bytes that are no text; JSON can escape what UTF-8 cannot hold
    return text if is_sound(text) else json.dumps(value, allow_nan=False)


# a number may be another draft's by now, a number with its window and its time is not
_STILL: Final = "id = ? AND owner = ? AND drafted_at = ?"


def _key(draft: Draft) -> tuple[int, str, str]:
    return draft.id, draft.owner, draft.drafted_at


@contextlib.contextmanager
def _unless_in_use() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as problem:
        if not in_use(problem):
            raise


def _kept_content(connection: sqlite3.Connection, identity: WorkbookIdentity) -> str:
    """Store a workbook's bytes once for all its saves; "" where they were not read."""
    known = connection.execute("SELECT 1 FROM content WHERE sha256 = ?", (identity.sha256,)).fetchone()
    if known is None:
        if identity.content is None:
            return ""
        name = shown_path(path_of(identity.path).name)
        connection.execute(
            "INSERT INTO content (sha256, name, size, packed) VALUES (?, ?, ?, ?)",
            (identity.sha256, name, len(identity.content), zlib.compress(identity.content)),
        )
    return identity.sha256


def _whole(work: bytes, digest: str) -> bool:
    with contextlib.suppress(UnicodeDecodeError):
        return not digest or digest_of(work.decode()) == digest
    return False


def verified_work(work: bytes, digest: str) -> SavedWork | None:
    """Stored work, verified against its checksum ("" for none); None where it is damaged or of an unknown form."""
    if not _whole(work, digest):
        return None
    try:
        return decode(work.decode())
    except (UnknownFormat, UnicodeDecodeError):
        return None
