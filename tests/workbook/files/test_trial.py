"""What is not plain is tried in the reader's process before the program works with it: under limits, and told."""

import io
import subprocess
import sys

import pytest

from npfdesk.workbook.files import limits, messages, sandbox, sandbox_process
from npfdesk.workbook.files.cell_grid import Grid, GridCell, GridSheet, is_plain
from npfdesk.workbook.files.contents import read_file
from npfdesk.workbook.files.sandbox import READ_CELLS, read_grid
from tests.workbook.books import write

LONG = "说明（" * 400
MAIN = "import sys\nfrom npfdesk.workbook.files.sandbox_process import main\n"
SWELLS = MAIN + "sys.exit(main(sys.argv[1:], lambda *_: bytearray(2**32)))"
BREAKS = MAIN + "def breaks(*_):\n    raise KeyError\nsys.exit(main(sys.argv[1:], breaks))"


@pytest.fixture
def long_note(tmp_path):
    """A small sound workbook, one note of which is longer than plain texts are."""
    return write(tmp_path / "a.xlsx", 说明=[[LONG]])


def test_long_texts_and_many_cells_are_not_plain(monkeypatch):
    short = GridSheet("页", {(1, 1): GridCell("甲"), (1, 2): GridCell("乙" * limits.PLAIN_TEXT)})
    assert is_plain(Grid((short, GridSheet("空"))))
    assert is_plain(Grid())
    assert not is_plain(Grid((GridSheet("页", {(1, 1): GridCell(LONG)}),)))
    monkeypatch.setattr(limits, "PLAIN_CELLS", 3)
    assert is_plain(Grid((short,)))
    assert not is_plain(Grid((short, short)))


def started_as(monkeypatch, script):
    """The reader's process with another trial than the program's."""
    start = subprocess.Popen

    def other(command, **how):
        return start([sys.executable, "-c", script, *command[command.index(READ_CELLS) + 1 :]], **how)

    monkeypatch.setattr(sandbox.subprocess, "Popen", other)


def test_a_trial_that_needs_too_much_memory_refuses_the_file_and_says_what_to_do(monkeypatch, long_note):
    pytest.importorskip("resource")
    started_as(monkeypatch, SWELLS)
    problem = read_grid(long_note)
    assert problem.code == "trial_stopped_memory"
    assert "1024 MB" in problem.message("en")
    assert "删去长段文字" in problem.message("zh")


def test_a_mistake_of_ours_in_the_trial_does_not_refuse_the_users_file(monkeypatch, long_note):
    started_as(monkeypatch, BREAKS)
    assert read_grid(long_note) == read_file(long_note)


def test_a_plain_file_is_not_tried(monkeypatch, tmp_path):
    started_as(monkeypatch, SWELLS)
    monkeypatch.setattr(limits, "SMALL_CELLS", 3)
    assert isinstance(read_grid(write(tmp_path / "a.xlsx")), Grid)


def test_a_trial_that_takes_too_long_is_told_as_such():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        watch = sandbox._ProcessMonitor(process, "a.xlsx", 1, 1024, None)
        watch.trial_begins(0)
        process.wait()
        watch.stop()
    assert watch.reason.code == "trial_stopped_time"
    assert "1 seconds" in watch.reason.message("en")


def test_the_trial_comes_before_the_grid_and_with_all_libraries(monkeypatch, long_note):
    seen = []
    monkeypatch.setitem(sys.modules, "lxml", None)

    def attempt(path, grid):
        seen.append((path, grid, "lxml" in sys.modules))

    out = io.BytesIO()
    sandbox_process.send_workbook(long_note, out, attempt=attempt)
    grid = read_file(long_note)
    assert seen == [(long_note, grid, False)]
    receiver = messages.Receiver()
    kinds = [receiver.take(line) for line in out.getvalue().splitlines()]
    assert kinds.index("trial") < kinds.index("sheet")
    assert receiver.trying
    assert receiver.result == grid


def test_memory_that_ends_in_a_trial_ends_the_process(long_note):
    def swells(*_):
        raise MemoryError

    with pytest.raises(MemoryError):
        sandbox_process.send_workbook(long_note, io.BytesIO(), attempt=swells)
