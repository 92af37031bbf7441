"""The corpus of ugly and hostile workbooks: each comes to its end, under the reader's own limits."""

import pytest

from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.workbook.files import limits
from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.files.file_types import refusal
from npfdesk.workbook.files.sandbox import read_in_child
from npfdesk.workbook.plan_reader import read_plan, read_workbook
from tests.workbook.corpus.files import CORPUS


@pytest.mark.parametrize("ugly", CORPUS, ids=lambda one: one.name)
def test_every_file_comes_to_its_end(tmp_path, ugly):
    path = tmp_path / ugly.name
    ugly.build(path)
    reading = read_workbook(path)
    assert (reading.status, tuple(one.code for one in reading.problems)) == (ugly.status, ugly.codes)
    for problem in reading.problems:
        for language in ("zh", "en"):
            assert "{" not in problem.message(language)
    assert (reading.plan is None) == (ugly.status == "refused")
    if reading.plan is not None:
        plan = reading.plan
        assert len(plan.targets) == ugly.targets
        compute(new_document(plan))
        for region, indicator, year, figure in ugly.values:
            row = plan.row[region, "", indicator]
            assert plan.observed[row, plan.column(year)] == figure


# whatever is not small is read in a process of its own anyway
SMALL = [one for one in CORPUS if one.name.endswith(("sx", "sm")) and "格.xlsx" not in one.name]


@pytest.mark.parametrize("ugly", SMALL, ids=lambda one: one.name)
def test_a_process_of_its_own_finds_the_same(tmp_path, ugly):
    path = tmp_path / ugly.name
    ugly.build(path)
    if refusal(path) is not None:
        pytest.skip("refused before it is opened")
    here = read_workbook(path)
    # a quarter of the time and half of the memory that a file may take: none of these needs more
    grid = read_in_child(path, seconds=limits.SECONDS, megabytes=limits.MEGABYTES // 2)
    if isinstance(grid, Grid):
        there = read_plan(path, grid)
        assert there.problems == here.problems
        assert (there.plan is None) == (here.plan is None)
    else:
        assert here.problems == (grid,)
