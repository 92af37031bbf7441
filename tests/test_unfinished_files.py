"""What a killed writer leaves beside a file is swept, what somebody writes at this moment or owns is not."""

import os
import signal
import subprocess
import sys

import pytest

from npfdesk.desk import read
from npfdesk.locations import sample_workbook
from npfdesk.store import backups
from npfdesk.store.library import Library
from npfdesk.unfinished_files import held, part_of, sweep
from npfdesk.workbook.files.replacement import put_in_place
from tests.store.kills import NOW

WRITER = """
import os, sys
from pathlib import Path
from npfdesk.unfinished_files import held, part_of
part = part_of(Path(sys.argv[1]))
with part.open("xb") as stream, held(part):
    stream.write(b"half")
    stream.flush()
    print(part, flush=True)
    sys.stdin.read()
"""
posix = pytest.mark.skipif(os.name != "posix", reason="elsewhere a file that is open cannot be deleted")


@pytest.fixture
def writer(tmp_path):
    """Another process in the middle of writing a file, and the part that it writes."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path / "规划.xlsx")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    part = tmp_path / os.path.basename(process.stdout.readline().strip())
    yield process, part
    process.kill()
    process.communicate()


@posix
def test_a_part_is_swept_once_its_writer_is_gone_and_never_before(tmp_path, writer):
    process, part = writer
    assert put_in_place(tmp_path / "规划.xlsx", b"new") is None
    assert part.exists()
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert part.exists()
    # whatever is written there next, of whatever name
    assert put_in_place(tmp_path / "报告.docx", b"new") is None
    assert not part.exists()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["报告.docx", "规划.xlsx"]


@posix
def test_opening_a_workbook_sweeps_its_folder(tmp_path):
    book = tmp_path / "规划.xlsx"
    book.write_bytes(sample_workbook().read_bytes())
    left = part_of(book)
    left.write_bytes(b"half")
    read(book)
    assert [one.name for one in tmp_path.iterdir()] == ["规划.xlsx"]


@posix
def test_the_next_backup_sweeps_what_a_killed_one_left(tmp_path):
    path = tmp_path / "library.sqlite"
    Library(path).close()
    folder = tmp_path / "backups"
    folder.mkdir()
    part_of(folder / "library-1.sqlite").write_bytes(b"half")
    taken = backups.take_backup(path, NOW)
    assert [one.name for one in folder.iterdir()] == [taken.path.name]


def test_files_of_the_users_own_that_are_called_so_stay(tmp_path):
    names = [
        "规划.xlsx.part",
        ".规划.xlsx.part",
        ".规划.xlsx.1a2b3c4d.part",
        ".npf-1a2b3c4d.part",
        "影片.part",
    ]
    for name in names:
        (tmp_path / name).write_bytes(b"mine")
    folder = part_of(tmp_path / "规划.xlsx")
    folder.mkdir()
    assert sweep(tmp_path, "规划.xlsx") == ()
    assert put_in_place(tmp_path / "规划.xlsx", b"new") is None
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted([*names, folder.name, "规划.xlsx"])


def test_an_older_versions_part_of_the_same_file_goes_after_a_day(tmp_path):
    left, other = tmp_path / ".规划.xlsx.1a2b3c4d.part", tmp_path / ".别的.xlsx.1a2b3c4d.part"
    for file in (left, other):
        file.write_bytes(b"half")
        os.utime(file, (0, 0))
    assert sweep(tmp_path, "规划.xlsx") == (left,)
    assert other.exists()


@posix
def test_two_writers_in_one_process_leave_each_other_alone(tmp_path):
    part = part_of(tmp_path / "规划.xlsx")
    with part.open("xb"), held(part):
        assert put_in_place(tmp_path / "规划.xlsx", b"new") is None
        assert part.exists()
    assert sweep(tmp_path) == (part,)


def test_a_folder_that_is_not_there_has_nothing_to_sweep(tmp_path):
    assert sweep(tmp_path / "无") == ()
