"""Answers about indicators outlive a session, a crash in the middle of writing, and a damaged file."""

import errno
import json
import os
import stat

import pytest

from npfdesk.plan.pair_answers import PairAnswer
from npfdesk.plan.problems import Problem
from npfdesk.store import remembered_pairs as store
from npfdesk.store.remembered_pairs import pairs_file, remember_pairs, remembered_pairs


@pytest.fixture
def file(tmp_path):
    return pairs_file(tmp_path)


def test_nothing_said_is_no_answer_and_makes_no_file(file):
    assert remembered_pairs(file) == {}
    assert not file.exists()


def test_answers_are_kept_changed_and_taken_back(file):
    assert remember_pairs(file, {"甲=乙": PairAnswer.SAME, "丙=丁": PairAnswer.DIFFERENT}) is None
    assert remember_pairs(file, {"甲=乙": PairAnswer.DIFFERENT, "戊=己": PairAnswer.SAME}) is None
    assert remembered_pairs(file) == {
        "甲=乙": PairAnswer.DIFFERENT,
        "丙=丁": PairAnswer.DIFFERENT,
        "戊=己": PairAnswer.SAME,
    }
    assert remember_pairs(file, {"丙=丁": None}) is None
    assert set(remembered_pairs(file)) == {"甲=乙", "戊=己"}
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"form": 2, "answers": {}}',
        b'{"form": 1, "answers": []}',
        b'{"form": 1, "answers": {"a=b": "maybe"}}',
    ],
)
def test_a_damaged_file_is_told_left_as_it_is_and_put_aside_by_the_next_answer(file, content):
    file.write_bytes(content)
    told = remembered_pairs(file)
    assert isinstance(told, Problem)
    assert told.code == "remembered_pairs_not_read"
    assert told.message("zh") and told.message("en")  # noqa: PT018
    assert file.read_bytes() == content
    assert remember_pairs(file, {"甲=乙": PairAnswer.SAME}) is None
    assert remembered_pairs(file) == {"甲=乙": PairAnswer.SAME}
    assert file.with_name(f"{file.name}.damaged").read_bytes() == content


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_is_full_leaves_the_answers_that_were_there(file, monkeypatch, step):
    assert remember_pairs(file, {"甲=乙": PairAnswer.SAME}) is None
    before = file.read_bytes()

    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(store.os, step, full)
    told = remember_pairs(file, {"丙=丁": PairAnswer.SAME})
    monkeypatch.undo()
    assert isinstance(told, Problem)
    assert told.code == "remembered_pairs_not_kept"
    assert file.read_bytes() == before
    assert os.listdir(file.parent) == [file.name]
    assert json.loads(before)["answers"] == {"甲=乙": "same"}


def test_a_kill_while_writing_leaves_the_old_answers(tmp_path, file):
    import subprocess
    import sys

    assert remember_pairs(file, {"甲=乙": PairAnswer.SAME}) is None
    before = file.read_bytes()
    code = (
        "import os, signal, pathlib\n"
        "from npfdesk.store import remembered_pairs as store\n"
        "from npfdesk.plan.pair_answers import PairAnswer\n"
        "store.os.replace = lambda *_: os._exit(9)\n"
        f"store.remember_pairs(pathlib.Path({str(file)!r}), {{'丙=丁': PairAnswer.SAME}})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == 9
    assert file.read_bytes() == before
    # what the killed writer left lies beside it and hinders nobody
    assert remember_pairs(file, {"丙=丁": PairAnswer.SAME}) is None
    assert set(remembered_pairs(file)) == {"甲=乙", "丙=丁"}
