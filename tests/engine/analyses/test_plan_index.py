"""A plan's index over scenarios, years and regions: pooled scales, targets, filling, coordination."""

import numpy as np
import pytest

from npfdesk.engine.analyses.composite_index import composite_index
from npfdesk.engine.analyses.coupling import corrected_coordination
from npfdesk.engine.analyses.plan_index import plan_index
from npfdesk.engine.analyses.scaling import Filling, Scaling, filled
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from tests import plans

# synthetic: a city of three counties, the third without energy
REGIONS = [
    plans.Region("市", "市"),
    plans.Region("甲", "甲", parent="市", role="大县"),
    plans.Region("乙", "乙", parent="市", role="大县"),
    plans.Region("丙", "丙", parent="市", role="大县"),
]
INDICATORS = [
    plans.Indicator("x", "产值"),
    plans.Indicator("e", "能耗", kind=plans.Kind.RATIO, direction=plans.Direction.DOWN),
]
DATA = {
    ("甲", "", "x"): {2020: 10.0},
    ("乙", "", "x"): {2020: 20.0},
    ("丙", "", "x"): {2020: 15.0},
    ("甲", "", "e"): {2020: 4.0},
    ("乙", "", "e"): {2020: 8.0},
}
DIMENSIONS = {"规模": ["x"], "绿色": ["e"]}


@pytest.fixture
def results():
    step = plans.Assumption(plans.Method.STEP, 2.0)
    made = plans.plan(
        DATA,
        first=2020,
        horizon=2025,
        regions=REGIONS,
        indicators=INDICATORS,
        targets=[
            plans.target(("甲", "", "x"), "20"),
            plans.target(("乙", "", "x"), "25"),
            plans.target(("甲", "", "e"), "2"),
            plans.target(("乙", "", "e"), "8"),
        ],
        scenarios=[
            plans.scenario("平"),
            plans.scenario("升", "平", assumptions={("甲", "*", "x"): step}),
        ],
    )
    return compute(new_document(made))


def test_pooled_over_years_and_scenarios(results):
    made = plan_index(results, DIMENSIONS, weights="equal")
    assert made.scores.shape == (2, 6, 3)
    # x from 10 to 20 over all: 甲 in 2025 under 升 has 20, e 4 is best: 1; held it stays at 0.5
    assert made.scores[1, :, 0] == pytest.approx(0.5 + np.arange(6) / 10)
    assert made.scores[0, :, 0] == pytest.approx(np.full(6, 0.5))
    assert made.ranks[1, 5].tolist() == [1, 2, 0]
    assert made.missing("平", 2020) == {"丙": ("e",)}
    assert np.isnan(made.scores[:, :, 2]).all()
    assert made.dimension_names == ("规模", "绿色")
    assert made.dimensions[0, 1, 5, 0] == pytest.approx(1)
    assert made.by_year[1][5].obstacles[1] == pytest.approx([0, 1])


def test_by_year_is_the_years_own_index(results):
    made = plan_index(results, DIMENSIONS, ["升"], Scaling.BY_YEAR)
    alone = composite_index(np.array([[20.0, 4.0], [20.0, 8.0]]), np.array([False, True]))
    assert made.scores[0, 5, :2] == pytest.approx(alone.scores)
    assert not made.by_year[0][5].complete[2]


def test_against_targets(results):
    made = plan_index(results, DIMENSIONS, scaling=Scaling.TARGETS, weights="equal")
    # 甲 2025: x 20/20, e 2/4
    assert made.scores[1, 5, 0] == pytest.approx(0.75)
    assert made.scores[0, 5, :2] == pytest.approx([0.5, 0.9])


def test_filling_is_chosen_and_marked(results):
    made = plan_index(results, DIMENSIONS, filling=Filling.GROUP_MEDIAN, weights="equal")
    assert made.missing("平", 2020) == {}
    assert made.filled_in[0, 0].tolist() == [[False, False], [False, False], [False, True]]
    # x 15 of 10 to 20, e the median 6 of 4 to 8
    assert made.scores[0, 0, 2] == pytest.approx(0.5)
    assert not plan_index(results, DIMENSIONS).filled_in.any()


def test_coordination_of_the_dimensions(results):
    made = plan_index(results, DIMENSIONS, weights="equal")
    degree = made.coordination().degree
    # 甲 under 升 in 2023: scale 0.6, green 1
    assert degree[1, 3, 0] == pytest.approx(corrected_coordination(np.array([0.6, 1.0])).degree)
    assert made.coordination(corrected=False).degree[1, 3, 0] == pytest.approx(0.6**0.25)
    assert np.isnan(degree[0, 0, 2])


def test_filling_by_what_was_before_and_by_the_group():
    values = np.array([[1.0, np.nan, 5.0], [np.nan, np.nan, 7.0], [3.0, 4.0, np.nan]])[:, :, None]
    last = filled(values, Filling.LAST_OBSERVED)
    assert last.values[1, 0, 0] == 1
    assert np.isnan(last.values[:2, 1, 0]).all()
    assert last.values[2, 2, 0] == 7
    assert last.marked[:, :, 0].tolist() == [[False] * 3, [True, False, False], [False, False, True]]
    group = filled(values, Filling.GROUP_MEDIAN, ["a", "a", "b"])
    assert group.values[0, 1, 0] == 1
    # a group without any figure stays without
    assert np.isnan(group.values[1, :2, 0]).all()
    assert np.isnan(group.values[2, 2, 0])
    assert not filled(values, Filling.NONE).marked.any()


def test_the_sample_plan(sample_plan):
    results = compute(new_document(sample_plan))
    made = plan_index(results, {"规模": ["output", "firms"], "质效": ["tax_per_mu"]})
    column = sample_plan.column(2020)
    assert made.missing("惯性", 2020) == {"jinhua_etdz": ("tax_per_mu",)}
    assert (made.ranks[:, column].max(axis=1) == 9).all()
    assert np.isfinite(made.coordination().degree[0, column]).sum() == 9
