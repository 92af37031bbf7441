"""Kills, writes that fail, disks that are full, folders that cannot be written: what was acknowledged is there."""

import contextlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from npfdesk.store import backups
from npfdesk.store.library import Library
from npfdesk.store.library_records import LibraryRefused, WorkbookIdentity
from tests.store import kills
from tests.store.faults import FAULTS

HERE = WorkbookIdentity("/书/规划.xlsx", "a" * 64, b"workbook " * 2000)
wrapped = pytest.mark.skipif(FAULTS.sqlite is None, reason="this Python's SQLite cannot be wrapped")


@pytest.fixture
def faults():
    FAULTS.install()
    yield FAULTS
    FAULTS.remove()


@wrapped
def test_what_was_acknowledged_survives_every_kill():
    # in a process of its own, since it forks; NPFDESK_KILLS=1000 for all of them
    count = os.environ.get("NPFDESK_KILLS", "80")
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.kills", count, os.environ.get("NPFDESK_FULL_DISKS", "4")],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "nothing acknowledged was lost" in done.stdout
    # the files that the library knows nothing of were struck too
    struck = done.stdout.splitlines()[-1]
    assert all(f"{kind!r}: " in struck for kind in kills.KINDS)


def whole(path):
    opened = Library(path)
    assert opened.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    there = [opened.work_of(one.id).active for one in opened.revisions(HERE)]
    opened.close()
    return there


@wrapped
@pytest.mark.parametrize("what", ["ioerr", "full"])
@pytest.mark.parametrize("lasting", [False, True])
def test_each_write_of_a_save_may_fail_and_the_next_save_works(tmp_path, faults, what, lasting):
    """Fail the Nth write for N = 1, 2, … until none fails: an acknowledged save is there, a failed one was told."""
    path = tmp_path / "library.sqlite"
    kills.fresh(path)
    opened = Library(path)
    failed, number = 0, 1
    while True:
        based = opened.load(HERE).revision.id
        faults.begin(number, what, lasting)
        acknowledged = False
        with contextlib.suppress(sqlite3.Error):
            opened.save(HERE, kills.work(f"n{number}"), "", based)
            acknowledged = True
        faults.begin(0)
        done = faults.count
        there = [opened.work_of(one.id).active for one in opened.revisions(HERE)]
        assert (f"n{number}" in there) == acknowledged
        failed += not acknowledged
        if acknowledged:
            break
        number += 1
        assert number < 200, done
    assert failed >= 4
    opened.close()
    assert f"n{number}" in whole(path)


@wrapped
@pytest.mark.parametrize("what", ["ioerr", "full"])
def test_each_write_of_a_migration_may_fail_and_everything_can_still_be_read(tmp_path, faults, what):
    number, written, told = 0, False, set()
    while not written:
        number += 1
        path = tmp_path / str(number) / "library.sqlite"
        path.parent.mkdir()
        shutil.copy(kills.RELEASED, path)
        faults.begin(number, what, lasting=True)
        try:
            opened = Library(path)
        except LibraryRefused as refused:
            # not even what was begun can be taken back while nothing can be written
            told.add(refused.problem.code)
        else:
            # read all the same, out of memory where the file could not be changed
            assert len(opened.revisions(HERE)) == 2
            assert opened.load(HERE).draft is not None
            written = not opened.read_only
            opened.close()
        faults.begin(0)
        assert len(whole(path)) == 2
    assert number > 20
    assert told <= {"unwritable_library"}


@wrapped
def test_each_write_of_a_backup_may_fail_and_no_half_one_is_left(tmp_path, faults):
    path = tmp_path / "library.sqlite"
    kills.fresh(path)
    number, problem = 0, True
    while problem:
        number += 1
        faults.begin(number, "full", lasting=True)
        taken = backups.take_backup(path, kills.NOW)
        problem = not isinstance(taken, backups.Backup)
        faults.begin(0)
        left = sorted(one.name for one in (tmp_path / "backups").iterdir())
        assert left == ([] if problem else [taken.path.name])
    assert number > 3
    assert isinstance(backups.content_of(taken.path), backups.BackupContent)


def test_a_full_disk_loses_nothing_that_was_acknowledged(small_disk):
    path = small_disk / "library.sqlite"
    opened = Library(path)
    based, acknowledged = None, []
    with contextlib.suppress(sqlite3.Error):
        for number in range(1000):
            based = opened.save(HERE, kills.work(f"{number:04d}" * 20), "", based).id
            acknowledged.append(f"{number:04d}" * 20)
    assert len(acknowledged) < 1000
    assert acknowledged
    assert isinstance(backups.take_backup(path, kills.NOW), backups.Problem)
    assert not any((small_disk / "backups").iterdir())
    assert [opened.work_of(one.id).active for one in opened.revisions(HERE)] == acknowledged[::-1]
    opened.close()
    assert whole(path) == acknowledged[::-1]


def test_a_disk_too_small_for_the_new_form_leaves_the_old_one_readable(small_disk):
    path = small_disk / "library.sqlite"
    shutil.copy(kills.RELEASED, path)
    # no room for the copy that must come before the tables change
    (small_disk / "ballast").write_bytes(b"x" * (380 * 1024))
    with contextlib.suppress(OSError), (small_disk / "rest").open("wb", buffering=0) as rest:
        while True:
            rest.write(b"x" * 4096)
    opened = Library(path)
    assert opened.access == "locked"
    assert len(opened.revisions(HERE)) == 2
    opened.close()
    assert path.read_bytes() == kills.RELEASED.read_bytes()


def test_a_write_protected_library_is_read(tmp_path, monkeypatch):
    path = tmp_path / "只读" / "library.sqlite"
    path.parent.mkdir()
    shutil.copy(kills.RELEASED, path)
    # as the system would say of a folder without rights; whoever runs the tests may have all rights
    monkeypatch.setattr(os, "access", lambda *_: False)
    opened = Library(path)
    assert opened.access == "locked"
    assert opened.load(HERE).work is not None
    with pytest.raises(sqlite3.OperationalError):
        opened.save(HERE, kills.work("1"), "", 2)
    opened.close()
    assert path.read_bytes() == kills.RELEASED.read_bytes()
    assert not (path.parent / "backups").exists()


@pytest.mark.parametrize("name", ["情景 库 'é\" ;--%20#?", "长" * 60, "a" * 130])
def test_paths_of_any_script_and_length(tmp_path, name):
    folder = tmp_path
    while len(str(folder)) < 260:
        folder = folder / name
    path = folder / "library.sqlite"
    if len(os.fsencode(path)) > 500:
        # SQLite reaches 512 bytes on this system; more is told with what to do, not a crash
        with pytest.raises(LibraryRefused) as refused:
            Library(path)
        assert refused.value.problem.code == "library_path_too_long"
        return
    opened = Library(path)
    opened.save(HERE, kills.work("1"), "", None)
    assert isinstance(backups.take_backup(path, kills.NOW), backups.Backup)
    assert opened.load(HERE).work == kills.work("1")
    opened.close()
    assert whole(path) == ["1"]


@wrapped
def test_writes_of_putting_back_may_fail_and_the_library_is_one_or_the_other(tmp_path, faults):
    number, problem = 0, True
    while problem is not None:
        # some ninety writes: every third, a failing one leaves all after it failing too
        number += 3
        path = tmp_path / str(number) / "library.sqlite"
        path.parent.mkdir()
        kills.backed_up(path)
        opened = Library(path)
        faults.begin(number, "full", lasting=True)
        problem = backups.put_back(opened.connection, path, backups.backups(path)[-1].path)
        faults.begin(0)
        if problem is None:
            assert [opened.work_of(one.id).active for one in opened.revisions(HERE)] == ["0"]
        else:
            assert problem.code in ("bad_backup", "not_backed_up")
        opened.close()
        assert whole(path) == (["0"] if problem is None else ["later", "0"])
    assert number > 20
