"""Putting a whole file in place of another."""

import os
import stat

import pytest

from npfdesk.locations import sample_workbook
from npfdesk.workbook.files.replacement import other_names, put_in_place
from npfdesk.workbook.writing.patch import CellEdit, save_into_workbook
from tests.workbook.faults import every_failing_write
from tests.workbook.writing.test_patch import AUTHOR


def test_a_new_file_and_an_old_one(tmp_path):
    path = tmp_path / "报告.xlsx"
    assert put_in_place(path, b"one") is None
    path.chmod(0o640)
    assert put_in_place(path, b"two") is None
    assert path.read_bytes() == b"two"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["报告.xlsx"]


def test_through_a_link_the_file_is_replaced_and_the_link_stays(tmp_path):
    real, link = tmp_path / "真.xlsx", tmp_path / "链.xlsx"
    real.write_bytes(b"one")
    link.symlink_to(real)
    assert put_in_place(link, b"two") is None
    assert link.is_symlink()
    assert real.read_bytes() == b"two"


@pytest.mark.parametrize("owner", ["~$规划.xlsx", ".~lock.规划.xlsx#"])
def test_refused_while_it_is_open_elsewhere(tmp_path, owner):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(b"one")
    (tmp_path / owner).write_bytes(b"")
    problem = put_in_place(path, b"two")
    assert problem.code == "held_open"
    assert owner in problem.message("zh")
    assert path.read_bytes() == b"one"


def test_what_cannot_be_written_leaves_all_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(b"one")
    assert put_in_place(tmp_path / "没有" / "x.xlsx", b"two").code == "not_written"
    assert put_in_place(tmp_path / ("长" * 200), b"two").code == "not_written"

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    problem = put_in_place(path, b"two")
    assert "No space left" in problem.message("en")
    assert path.read_bytes() == b"one"
    assert [one.name for one in tmp_path.iterdir()] == ["规划.xlsx"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert put_in_place(pipe, b"one") is None
    assert os.read(reader, 10) == b"one"
    os.close(reader)
    assert pipe.is_fifo()


def test_each_step_of_saving_into_a_workbook_may_fail_and_the_old_one_is_whole(tmp_path, monkeypatch):
    path = tmp_path / "规划.xlsx"
    path.write_bytes(sample_workbook().read_bytes())
    said = []

    def write():
        problem = save_into_workbook(path, [CellEdit("目标", "F3", 1)], AUTHOR, "zh")
        said.extend([problem.code] if problem is not None else [])
        return problem is None

    # opened, written, flushed, onto the disk, its permissions, its name
    assert every_failing_write(monkeypatch, path, write) == 6
    assert set(said) == {"not_written"}


def test_a_disk_that_is_full_keeps_the_old_file_and_nothing_else(small_disk):
    path = small_disk / "规划.xlsx"
    old, new = b"old" * 100_000, b"new" * 100_000
    assert put_in_place(path, old) is None
    problem = put_in_place(path, new)
    assert problem.code == "not_written"
    assert "No space left" in problem.message("en")
    assert path.read_bytes() == old
    assert [one.name for one in small_disk.iterdir()] == ["规划.xlsx"]
    # a smaller one has room beside it
    assert put_in_place(path, new[:100_000]) is None
    assert path.read_bytes() == new[:100_000]


def test_a_read_only_file_is_written_over_only_where_that_was_asked_for(tmp_path):
    path = tmp_path / "报告.xlsx"
    path.write_bytes(b"one")
    path.chmod(0o444)
    link = tmp_path / "链.xlsx"
    link.symlink_to(path)
    for name in (path, link):
        problem = put_in_place(name, b"two")
        assert (problem.code, problem.text) == ("read_only_file", name.name)
        assert "--overwrite-read-only" in problem.message("zh")
        assert path.read_bytes() == b"one"
    assert put_in_place(path, b"two", over_read_only=True) is None
    assert path.read_bytes() == b"two"
    # it stays what it was
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert sorted(one.name for one in tmp_path.iterdir()) == ["报告.xlsx", "链.xlsx"]


def test_a_second_hard_link_is_told(tmp_path):
    path, other = tmp_path / "规划.xlsx", tmp_path / "另.xlsx"
    path.write_bytes(b"one")
    assert other_names(path) is None
    assert other_names(tmp_path / "没有") is None
    assert other_names(tmp_path) is None
    os.link(path, other)
    told = other_names(path)
    assert (told.code, told.arguments) == ("other_names", {"count": 1})
    assert put_in_place(path, b"two") is None
    assert (path.read_bytes(), other.read_bytes()) == (b"two", b"one")
