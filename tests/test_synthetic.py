"""Synthetic plans: marked, repeatable, and the same in memory as in a workbook."""

import numpy as np

from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.workbook.plan_reader import read_workbook
from tests.synthetic import SYNTHETIC, synthetic_plan, write_synthetic


def test_a_city_is_the_same_in_memory_and_in_a_workbook(tmp_path):
    plan = synthetic_plan(10, 20)
    write_synthetic(tmp_path / "合成.xlsx", 10, 20)
    reading = read_workbook(tmp_path / "合成.xlsx")
    assert reading.problems == ()
    assert reading.plan.series == plan.series
    np.testing.assert_array_equal(reading.plan.observed, plan.observed)
    one, other = compute(new_document(plan)), compute(new_document(reading.plan))
    for name, result in one.scenarios.items():
        np.testing.assert_array_equal(result.values, other.scenarios[name].values)


def test_everything_is_marked_and_repeatable():
    plan, twin = synthetic_plan(3, 4, seed=7), synthetic_plan(3, 4, seed=7)
    np.testing.assert_array_equal(plan.observed, twin.observed)
    assert not np.array_equal(plan.observed, synthetic_plan(3, 4, seed=8).observed)
    assert SYNTHETIC in plan.title
    assert set(plan.series_sources) == {SYNTHETIC}
    assert {one.source for one in plan.targets.values()} == {SYNTHETIC}
