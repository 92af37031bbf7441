"""Revisions of a workbook's scenarios: naming them, thinning them by age, and the workbook each was made for."""

from __future__ import annotations

import datetime
import hashlib
import zlib
from dataclasses import dataclass

from npfdesk.plan.records import SavedWork, encode
from npfdesk.plan.sound_text import sound_text
from npfdesk.store.library import Library, verified_work
from npfdesk.store.library_records import WorkbookIdentity, now
from npfdesk.store.retention import kept_saves


@dataclass(frozen=True)
class KeptWorkbook:
    """A stored copy of the workbook that a save was made for: its file name and its bytes."""

    name: str
    content: bytes


def name_revision(library: Library, revision: int, name: str) -> None:
    """Give a save a name ("" takes it away); one with a name is never thinned."""
    with library.writing() as connection:
        connection.execute("UPDATE revision SET name = ? WHERE id = ?", (sound_text(name).strip(), revision))


def kept_workbook(library: Library, sha256: str) -> KeptWorkbook | None:
    """The workbook that a save was made for; None where it was not kept, or is damaged."""
    row = library.connection.execute(
        "SELECT name, size, packed FROM content WHERE sha256 = ?", (sha256,)
    ).fetchone()
    if row is None:
        return None
    try:
        # never more than was put in, whatever a damaged or forged row would unfold to
        content = zlib.decompressobj().decompress(row[2], row[1] + 1)
    except zlib.error:
        return None
    if hashlib.sha256(content).hexdigest() != sha256:
        return None
    return KeptWorkbook(row[0], content)


def thin(library: Library, at: datetime.datetime) -> int:
    """Delete saves that are too many for their age, and workbooks without saves; returns the number of saves.

    The latest of each workbook, those with a name, those that a draft or a copied workbook begins from stay.
    """
    if library.read_only:
        return 0
    with library.writing() as connection:
        held = {row[0] for row in connection.execute("SELECT based_on FROM draft")}
        held |= {row[0] for row in connection.execute(_FORKED)}
        surplus: list[int] = []
        for (workbook,) in connection.execute("SELECT id FROM workbook").fetchall():
            rows = connection.execute(
                "SELECT id, saved_at, name FROM revision WHERE workbook = ? ORDER BY id", (workbook,)
            ).fetchall()
            saved = {row[0]: _time(row[1]) for row in rows}
            kept = kept_saves({one: when for one, when in saved.items() if when is not None}, at) | held
            latest = max(saved, default=0)
            surplus += [
                number
                for number, _, name in rows
                if not name and number not in kept and number != latest and saved[number] is not None
            ]
        connection.executemany("DELETE FROM revision WHERE id = ?", ((number,) for number in surplus))
        if surplus:
            connection.execute("DELETE FROM content WHERE sha256 NOT IN (SELECT plan_sha256 FROM revision)")
    return len(surplus)


_FORKED = """SELECT (SELECT max(id) FROM revision WHERE workbook = copy.forked_from AND id <= copy.forked_after)
    FROM workbook AS copy WHERE copy.forked_from IS NOT NULL"""


def _time(stamp: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.fromisoformat(stamp)
    except ValueError:
        return None


def remember_exchange(library: Library, identity: WorkbookIdentity, work: SavedWork, direction: str) -> None:
    """Store an exchange that went "out" or came "in"; edits that return are compared with it."""
    text = encode(work)
    with library.writing() as connection:
        connection.execute(
            "INSERT INTO exchanged (workbook, exchanged_at, direction, work) VALUES (?, ?, ?, ?)",
            (library.enter(identity), now(), direction, text),
        )


def exchanges(library: Library, identity: WorkbookIdentity) -> tuple[SavedWork, ...]:
    """The imports of a workbook, the latest first; damaged ones are skipped."""
    rows: list[tuple[bytes]] = library.connection.execute(
        "SELECT CAST(work AS BLOB) FROM exchanged WHERE workbook = ? AND direction = 'in' ORDER BY id DESC",
        (library.find(identity),),
    ).fetchall()
    found = (verified_work(row[0], "") for row in rows)
    return tuple(work for work in found if work is not None)
