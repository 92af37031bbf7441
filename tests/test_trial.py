"""The trial does what opening does: it reads, computes and audits, in the published form as in the standard one."""

import sys

import pytest

from npfdesk import __main__, trial
from npfdesk.locations import sample_folder, sample_workbook
from npfdesk.workbook.files import sandbox_process
from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.files.contents import read_file


@pytest.mark.parametrize("path", [sample_workbook(), sample_folder() / "jinhua_as_published.xlsx"])
def test_a_plan_is_read_computed_and_audited(monkeypatch, path):
    audited = []
    real = trial.audit
    monkeypatch.setattr(trial, "audit", lambda results: audited.append(real(results)))
    trial.attempt(path, read_file(path))
    (findings,) = audited
    assert findings


def test_cells_without_a_plan_come_to_their_end(tmp_path):
    trial.attempt(tmp_path / "a.xlsx", Grid())


def test_the_program_as_a_reader_has_this_trial(monkeypatch):
    given = []
    monkeypatch.setattr(sandbox_process, "main", lambda arguments, attempt: given.append(attempt) or 5)
    tried = []
    monkeypatch.setattr(trial, "attempt", lambda path, grid: tried.append((path, grid)))
    assert __main__._read_cells(["a.xlsx", "1", "1"]) == 5
    given[0](sample_workbook(), Grid())
    assert tried == [(sample_workbook(), Grid())]
    assert "npfdesk.trial" in sys.modules
