"""A workbook read in a thread behind the window."""

import gc

import pytest

from npfdesk import desk
from npfdesk.locations import sample_workbook
from npfdesk.ui.files.opening import Reader


@pytest.fixture
def run(qtbot):
    """Read a file to its end."""

    def read(path):
        reader = Reader(path)
        with qtbot.waitSignal(reader.finished, timeout=60_000):
            reader.start()
        reader.wait()
        return reader

    return read


def test_no_cycles_are_searched_for_while_a_workbook_is_read_and_they_are_again_after(run, monkeypatch):
    searched, read = [], desk.read

    def looking_on(*given):
        searched.append(gc.isenabled())
        return read(*given)

    monkeypatch.setattr(desk, "read", looking_on)
    reader = run(sample_workbook())
    assert reader.failure is None
    assert reader.result[0].plan is not None
    assert searched == [False]
    assert gc.isenabled()


def test_a_mistake_of_ours_is_kept_and_leaves_the_search_on(run, monkeypatch):
    def failing(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(desk, "read", failing)
    assert isinstance(run(sample_workbook()).failure, ZeroDivisionError)
    assert gc.isenabled()
