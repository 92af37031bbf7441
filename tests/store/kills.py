"""SIGKILL at random points of saving, migrating, backing up, putting back and writing files, in forked processes.

`python -m tests.store.kills 1000` kills a thousand times and says what it found; the suite runs fewer.
"""

import datetime
import hashlib
import io
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from pathlib import Path

from openpyxl import Workbook, load_workbook

from npfdesk.plan.scenarios import Scenario
from npfdesk.store import backups
from npfdesk.store.library import Library
from npfdesk.store.library_records import Revision, WorkbookIdentity
from npfdesk.store.revisions import name_revision, thin
from npfdesk.workbook.files.replacement import put_in_place
from npfdesk.workbook.writing.patch import Author, CellEdit, save_into_workbook
from tests.plans import saved_as
from tests.store.faults import FAULTS, STEPS

HERE = WorkbookIdentity("/书/规划.xlsx", "a" * 64, b"workbook " * 2000)
RELEASED = Path(__file__).parent / "released" / "version-1.sqlite"
NOW = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
AUTHOR = Author("王", "NPF Desk 0.1.0", NOW)
REPORT = b"PK report " * 5000


def workbook():
    book, stream = Workbook(), io.BytesIO()
    page = book.worksheets[0]
    page.title = "数据"
    for row in (["地区", "产值"], ["市", 1.0]):
        page.append(row)
    book.save(stream)
    return stream.getvalue()


WORKBOOK = workbook()


def work(number):
    return saved_as((Scenario("甲", "甲", description=str(number) * 500),), str(number))


def fresh(path):
    library = Library(path)
    library.save(HERE, work("0"), "", None)
    library.close()


def save(path, told):
    library = Library(path)
    for number in range(4):
        stored = library.load(HERE)
        library.draft(HERE, work(f"draft {number}"), stored.revision.id)
        saved = library.save(HERE, work(f"save {number}"), "", stored.revision.id)
        assert isinstance(saved, Revision)
        told(f"save {number}")
        name_revision(library, saved.id, "送审稿")
    # years later: what has no name goes, what has one stays
    thin(library, NOW + datetime.timedelta(days=4000))


def released(path):
    shutil.copy(RELEASED, path)


def migrate(path, told):
    Library(path).close()
    told("migrated")


def back_up(path, told):
    for day in range(3):
        taken = backups.take_backup(path, NOW + datetime.timedelta(days=day))
        told(taken.path.name)


def backed_up(path):
    fresh(path)
    backups.take_backup(path, NOW)
    library = Library(path)
    library.save(HERE, work("later"), "", library.load(HERE).revision.id)
    library.close()


def put_back(path, told):
    library = Library(path)
    assert backups.put_back(library.connection, path, backups.backups(path)[-1].path) is None
    told("put back")


def beside(path):
    return path.with_name("规划.xlsx")


def written(path):
    beside(path).write_bytes(WORKBOOK)


def report(path, told):
    assert put_in_place(beside(path), REPORT) is None
    told("written")


def save_into(path, told):
    book = beside(path)
    digest = hashlib.sha256(book.read_bytes()).hexdigest()
    edit = CellEdit("数据", "B2", 9.0, "1", "改")
    assert save_into_workbook(book, [edit], AUTHOR, "zh", opened_as=digest) is None
    told("written")


KINDS = {
    "save": (fresh, save, FAULTS),
    "migrate": (released, migrate, FAULTS),
    "backup": (fresh, back_up, FAULTS),
    "put back": (backed_up, put_back, FAULTS),
    "report": (written, report, STEPS),
    "save into": (written, save_into, STEPS),
}


def verify(kind, path, acknowledged):
    if kind in ("report", "save into"):
        verify_file(kind, beside(path), acknowledged)
    else:
        verify_library(kind, path, acknowledged)


def verify_file(kind, book, acknowledged):
    """The file is the old one or the new one, whole, and it can be written once more."""

    def state():
        content = book.read_bytes()
        if content in (WORKBOOK, REPORT):
            return "old" if content == WORKBOOK else "new"
        found = load_workbook(io.BytesIO(content))
        assert (found["数据"]["B2"].value, "修改记录" in found.sheetnames) == (9.0, True)
        return "new"

    assert state() == "new" or not acknowledged
    if kind == "save into":
        written(book)
    KINDS[kind][1](book, lambda _: None)
    assert state() == "new"


def verify_library(kind, path, acknowledged):
    for backup in backups.backups(path):
        assert isinstance(backups.content_of(backup.path), backups.BackupContent), backup
    library = Library(path)
    sound = library.connection.execute("PRAGMA integrity_check").fetchone()[0]
    assert sound == "ok", sound
    assert library.connection.execute("PRAGMA foreign_key_check").fetchone() is None
    there = [library.work_of(one.id).active for one in library.revisions(HERE)]
    if kind == "save":
        assert set(acknowledged) <= set(there), (acknowledged, there)
    elif kind == "migrate":
        assert len(there) == 2
        assert library.load(HERE).draft is not None
    elif kind == "backup":
        assert set(acknowledged) <= {one.path.name for one in backups.backups(path)}
    else:
        # the backup or what was there before it, never a mixture
        assert there in (["0"], ["later", "0"])
        assert there == ["0"] or not acknowledged
    library.close()


def forked(kind, path, at):
    """Run in a child that is killed at its Nth write; what it acknowledged, and how many writes it came to."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _, act, faults = KINDS[kind]
            faults.install()
            faults.begin(at)
            act(path, lambda text: os.write(writing, f"{text}\n".encode()))
            os.write(writing, f"={faults.count}\n".encode())
        except BaseException as problem:  # noqa: BLE001 - told to the parent, which judges
            os.write(writing, f"!{problem!r}\n".encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as stream:
        lines = stream.read().splitlines()
    os.waitpid(child, 0)
    assert not [line for line in lines if line.startswith("!")], lines
    counted = [int(line[1:]) for line in lines if line.startswith("=")]
    return [line for line in lines if not line.startswith("=")], counted[0] if counted else None


def run(kills, seed=20260301):
    """Kill that many times; how many kills of each kind struck before the child was done."""
    chance, struck = random.Random(seed), Counter()
    whole = {}
    # in memory where there is such a folder: a killed process loses nothing that it has written, disk or no disk
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        for number in range(-len(KINDS), kills):
            kind = list(KINDS)[number % len(KINDS)]
            room = Path(folder) / str(number)
            room.mkdir()
            path = room / "library.sqlite"
            KINDS[kind][0](path)
            # the first of each kind runs to its end, to know how many writes there are
            at = 0 if number < 0 else chance.randint(1, whole[kind])
            acknowledged, counted = forked(kind, path, at)
            if number < 0:
                whole[kind] = counted
            elif counted is None:
                struck[kind] += 1
            verify(kind, path, acknowledged)
            shutil.rmtree(room)
    return struck, whole


if __name__ == "__main__":
    struck, whole = run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
    print(f"SQLite {sqlite3.sqlite_version}; writes or steps of each kind: {whole}")
    print(f"killed: {dict(struck)}, {sum(struck.values())} in all; nothing acknowledged was lost")
