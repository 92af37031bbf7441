"""Methods: each is described once, and a new one touches that description alone."""

import copy
import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from npfdesk.plan.method_description import ByYear, Given
from npfdesk.plan.methods import METHODS, Method
from tests.plan.damped_growth import FILES

ROOT = Path(__file__).resolve().parents[2]


def test_every_method_is_described_and_stays_itself_when_it_is_copied():
    assert [*METHODS] == [*Method]
    for method in Method:
        assert copy.deepcopy(method) is pickle.loads(pickle.dumps(method)) is method
        assert method.about is METHODS[method]


def test_no_word_of_a_workbook_means_two_methods():
    words = [word for method in Method for word in (method.value, *method.about.written)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("method", Method)
def test_a_method_lacks_nothing_once_every_cell_that_it_reads_is_given(method):
    about = method.about
    full = Given(
        None if about.value is None else 5.0,
        None if about.midpoint is None else 2025.0,
        () if about.by_year is ByYear.UNREAD else ((2022, 5.0),),
    )
    assert not about.lacks(full)
    assert about.lacks(Given()) == bool(about.needs) == (about.needed is not None)


def test_a_new_method_touches_one_file_and_is_read_projected_sought_shown_and_written(tmp_path):
    shutil.copytree(ROOT / "npfdesk", tmp_path / "npfdesk", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("resources", "sample_data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name, changes in FILES.items():
        text = (tmp_path / name).read_text(encoding="utf-8")
        for before, after in changes:
            assert text.count(before) == 1, (name, before)
            text = text.replace(before, after)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert len(FILES) <= 5
    done = subprocess.run(
        [sys.executable, "-m", "tests.plan.damped_growth", str(tmp_path)],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}",
            "NPFDESK_HOME": str(tmp_path / "home"),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
