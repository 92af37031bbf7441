"""SIGKILL at random points of all that writes, and a full disk at every point of it, in forked processes.

`python -m tests.store.kills 1000` kills a thousand times, fails every write of every kind once and from there on, and
says how many it tried; the suite runs fewer (`python -m tests.store.kills 80 20`: twenty full disks of each kind).
A failed write must be told as a value or as the library's own error, never as another exception.
"""

import contextlib
import datetime
import functools
import hashlib
import io
import itertools
import os
import random
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from pathlib import Path

from openpyxl import Workbook, load_workbook

from npfdesk.plan.exchange import Exchange, pack
from npfdesk.plan.problems import Problem
from npfdesk.plan.scenarios import Scenario
from npfdesk.report.forms import write_report
from npfdesk.store import backups
from npfdesk.store.library import Library
from npfdesk.store.library_records import LibraryRefused, Revision, WorkbookIdentity
from npfdesk.store.revisions import name_revision, thin
from npfdesk.workbook.files.replacement import put_in_place
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.writing.patch import Author, CellEdit, save_into_workbook
from tests.plans import plan, saved_as
from tests.store.faults import FAULTS, ROOM, STEPS

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


class Told(Exception):
    """The user was told that something could not be written."""


def done(outcome):
    """What was done; Told where a Problem says that it was not."""
    if isinstance(outcome, Problem):
        raise Told(outcome.code)
    return outcome


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
        taken = done(backups.take_backup(path, NOW + datetime.timedelta(days=day)))
        told(taken.path.name)


def backed_up(path):
    fresh(path)
    backups.take_backup(path, NOW)
    library = Library(path)
    library.save(HERE, work("later"), "", library.load(HERE).revision.id)
    library.close()


def put_back(path, told):
    library = Library(path)
    done(backups.put_back(library.connection, path, backups.backups(path)[-1].path))
    told("put back")


def beside(path):
    return path.with_name("规划.xlsx")


def written(path):
    beside(path).write_bytes(WORKBOOK)


def report(path, told):
    done(write_report(beside(path), REPORT, None))
    told("written")


def save_into(path, told):
    book = beside(path)
    digest = hashlib.sha256(book.read_bytes()).hexdigest()
    edit = CellEdit("数据", "B2", 9.0, "1", "改")
    done(save_into_workbook(book, [edit], AUTHOR, "zh", opened_as=digest))
    told("written")


def draft(path, told):
    library = Library(path)
    based = library.load(HERE).revision.id
    for number in range(4):
        library.draft(HERE, work(f"draft {number}"), based)
        told(f"draft {number}")


def aged(path):
    """Twelve saves: six of two old weeks, of which the third has a name, two of last weeks, four of the last day."""
    library, based = Library(path), None
    for number in range(12):
        based = library.save(HERE, work(str(number)), "", based).id
        days = 70 + 2 * (6 - number) if number < 6 else 7 * max(8 - number, 0)
        day = NOW - datetime.timedelta(days=days, minutes=20 - number)
        library.connection.execute(
            "UPDATE revision SET saved_at = ?, name = ? WHERE id = ?",
            (day.isoformat(), "送审稿" if number == 2 else "", based),
        )
    library.close()


def thin_out(path, told):
    library = Library(path)
    library.set_settings({"year": 2030, "rule": "pace"})
    assert thin(library, NOW + datetime.timedelta(days=1))
    told("thinned")


@functools.cache
def thinned():
    """What thinning leaves of those, where nothing comes in between."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.sqlite"
        aged(path)
        thin_out(path, lambda _: None)
        library = Library(path)
        there = {library.work_of(one.id).active for one in library.revisions(HERE)}
        library.close()
    assert 6 < len(there) < 12
    return there


def exported(path, told):
    done(put_in_place(beside(path), EXCHANGED))
    told("written")


def standard(path, told):
    done(save_standard(PLAN, beside(path), "zh"))
    told("written")


EXCHANGED = pack(Exchange(work("1"), work("0")))
PLAN = plan({("市", "", "产值"): {2020: 100.0}}, horizon=2025)
KINDS = {
    "save": (fresh, save, FAULTS),
    "draft": (fresh, draft, FAULTS),
    "thin": (aged, thin_out, FAULTS),
    "migrate": (released, migrate, FAULTS),
    "backup": (fresh, back_up, FAULTS),
    "backup's file": (fresh, back_up, STEPS),
    "put back": (backed_up, put_back, FAULTS),
    "report": (written, report, STEPS),
    "export": (written, exported, STEPS),
    "new workbook": (written, standard, STEPS),
    "save into": (written, save_into, STEPS),
}
FILES = ("report", "export", "new workbook", "save into")


def verify(kind, path, acknowledged):
    if kind in FILES:
        verify_file(kind, beside(path), acknowledged)
    else:
        verify_library(kind, path, acknowledged)


def verify_file(kind, book, acknowledged):
    """The file is the old one or the new one, whole, and it can be written once more."""

    def state():
        content = book.read_bytes()
        if content in (WORKBOOK, REPORT, EXCHANGED):
            return "old" if content == WORKBOOK else "new"
        found = load_workbook(io.BytesIO(content))
        if kind == "new workbook":
            assert "地区" in found.sheetnames
            return "new"
        assert (found["数据"]["B2"].value, "修改记录" in found.sheetnames) == (9.0, True)
        return "new"

    assert state() == "new" or not acknowledged
    if kind == "save into":
        written(book)
    KINDS[kind][1](book, lambda _: None)
    assert state() == "new"
    # and what was left beside it is gone with that
    assert [one.name for one in book.parent.iterdir()] == [book.name]


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
    elif kind == "draft":
        drafted = [one.work.active for one in library.drafts(HERE)]
        assert there == ["0"]
        assert len(drafted) <= 1
        assert not acknowledged or drafted[0] >= acknowledged[-1], (acknowledged, drafted)
    elif kind == "thin":
        # all or what stays, in between there is nothing
        assert set(there) in (set(map(str, range(12))), thinned()), there
        assert set(there) == thinned() or not acknowledged
        assert {"2", "8", "9", "10", "11"} <= set(there)
        assert library.setting("year") in (None, 2030)
    elif kind == "migrate":
        assert len(there) == 2
        assert library.load(HERE).draft is not None
    elif kind in ("backup", "backup's file"):
        assert set(acknowledged) <= {one.path.name for one in backups.backups(path)}
    else:
        # the backup or what was there before it, never a mixture
        assert there in (["0"], ["later", "0"])
        assert there == ["0"] or not acknowledged
    # the next save and the next backup go through, and nothing is left of what was begun
    if kind != "migrate":
        latest = library.load(HERE).revision.id
        assert isinstance(library.save(HERE, work("next"), "", latest), Revision)
    assert isinstance(backups.take_backup(path, NOW + datetime.timedelta(days=30)), backups.Backup)
    assert not [one for one in path.parent.rglob("*") if ".part" in one.name or "-journal" in one.name]
    library.close()


def say(pipe, text):
    """To the parent, past the faults."""
    profile = sys.getprofile()
    sys.setprofile(None)
    os.write(pipe, f"{text}\n".encode())
    sys.setprofile(profile)


def forked(kind, path, at, faults=None, what="kill", **more):
    """Run in a child that is killed, or refused, at its Nth write.

    What it acknowledged, how many writes it came to (None: it was killed), and whether it told that it was refused.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _, act, killing = KINDS[kind]
            faults = faults or killing
            faults.begin(at, what, **more)
            faults.install()
            act(path, lambda text: say(writing, text))
            say(writing, f"={faults.count}")
        except (Told, sqlite3.Error, LibraryRefused) as problem:
            say(writing, f"?{problem!r}")
        except BaseException as problem:  # noqa: BLE001 - told to the parent, which judges
            say(writing, f"!{problem!r}")
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as stream:
        lines = stream.read().splitlines()
    os.waitpid(child, 0)
    assert not [line for line in lines if line.startswith("!")], lines
    counted = [int(line[1:]) for line in lines if line.startswith("=")]
    refused = any(line.startswith("?") for line in lines)
    return [line for line in lines if line[0] not in "=?"], counted[0] if counted else None, refused


@contextlib.contextmanager
def rooms():
    """Folders, one after another, each with what a kind begins from."""
    # in memory where there is such a folder: a killed process loses nothing that it has written, disk or no disk
    memory, numbers = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None, itertools.count()
    with tempfile.TemporaryDirectory(dir=memory) as folder:

        @contextlib.contextmanager
        def room(kind):
            place = Path(folder) / str(next(numbers))
            place.mkdir()
            KINDS[kind][0](place / "library.sqlite")
            yield place / "library.sqlite"
            shutil.rmtree(place)

        yield room


def run(kills, seed=20260301):
    """Kill that many times; how many kills of each kind struck before the child was done, and its writes or steps."""
    chance, struck, whole = random.Random(seed), Counter(), {}
    with rooms() as room:
        for number in range(-len(KINDS), kills):
            kind = list(KINDS)[number % len(KINDS)]
            with room(kind) as path:
                # the first of each kind runs to its end, to know how many writes there are
                at = 0 if number < 0 else chance.randint(1, whole[kind])
                acknowledged, counted, _ = forked(kind, path, at)
                if number < 0:
                    whole[kind] = counted
                elif counted is None:
                    struck[kind] += 1
                verify(kind, path, acknowledged)
    return struck, whole


def full_disks(most=None):
    """Refuse each write of each kind, once and from there on, and every size; how many were tried, and how many told.

    `most` bounds the points of each kind and way, spread over all of them.
    """
    tried, told = Counter(), Counter()
    with rooms() as room:
        for kind, faults, what, more in ways():
            with room(kind) as path:
                _, count, _ = forked(kind, path, 0, faults, what, **more)
                if faults is ROOM:
                    count = (
                        max(one.stat().st_size for one in path.parent.rglob("*") if one.is_file()) // 512 + 2
                    )
            step = max(1, -(-count // most)) if most else 1
            for at in range(1, count + 1, step):
                with room(kind) as path:
                    acknowledged, _, refused = forked(kind, path, at, faults, what, **more)
                    tried[kind] += 1
                    told[kind] += refused
                    verify(kind, path, acknowledged)
    return tried, told


def ways():
    """Each kind with each way in which its disk can refuse."""
    for kind, (_, _, faults) in KINDS.items():
        if faults is FAULTS:
            for what in ("full", "ioerr"):
                for lasting in (False, True):
                    yield kind, FAULTS, what, {"lasting": lasting}
        else:
            yield kind, STEPS, "full", {}
        yield kind, ROOM, "full", {}


def main(arguments):
    kills = int(arguments[0]) if arguments else 1000
    struck, whole = run(kills)
    tried, told = full_disks(int(arguments[1]) if len(arguments) > 1 else None)
    print(f"SQLite {sqlite3.sqlite_version}")
    for kind in KINDS:
        points = f"{whole[kind]} writes or steps, {struck[kind]} kills"
        print(f"{kind}: {points}, {tried[kind]} full disks of which {told[kind]} were told")
    print(
        f"killed: {dict(struck)}, {sum(struck.values())} in all; {sum(tried.values())} full disks; "
        "nothing acknowledged was lost"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
