"""Methods: each is described once, and a new one touches that description alone."""

import copy
import os
import pickle
import subprocess
import sys

import pytest

from npfdesk.plan.method_description import ByYear, ParameterValues
from npfdesk.plan.methods import METHODS, Method
from tests.recipes import ROOT, carry_out


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
    full = ParameterValues(
        None if about.value is None else 5.0,
        None if about.midpoint is None else 2025.0,
        () if about.by_year is ByYear.UNREAD else ((2022, 5.0),),
    )
    assert not about.lacks(full)
    assert about.lacks(ParameterValues()) == bool(about.needs) == (about.needed is not None)


def test_a_new_method_touches_one_file_and_is_read_projected_sought_shown_and_written(tmp_path):
    assert carry_out("A growth method", tmp_path) == ["npfdesk/plan/methods.py"]
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
