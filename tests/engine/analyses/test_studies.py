"""Disparity by scenario and industries by region, out of results."""

import numpy as np
import pytest

from npfdesk.engine.analyses.disparity import disparity
from npfdesk.engine.analyses.disparity_study import study_disparity
from npfdesk.engine.analyses.shift_share import industry_shares
from npfdesk.engine.projection.update import compute
from npfdesk.plan.problems import Problem
from tests.plans import Assumption, Indicator, Industry, Kind, Method, Region, document, scenario, target

REGIONS = [
    Region("市", "市"),
    *(Region(one, one, parent="市", role="大" if one in "甲乙" else "小") for one in "甲乙丙丁"),
]


def test_the_gaps_of_every_scenario_and_of_the_targets():
    data = {
        (one, "", "x"): {2020: figure} for one, figure in zip("甲乙丙丁", (1.0, 2.0, 3.0, 4.0), strict=True)
    }
    goals = [target((one, "", "x"), "5") for one in "甲乙丙丁"]
    rising = scenario("升", assumptions={("甲", "*", "x"): Assumption(Method.GROWTH, 100.0)})
    made = study_disparity(
        compute(document(data, regions=REGIONS, targets=goals, scenarios=[scenario("平"), rising])), "x"
    )
    assert made.measured("平", 2020) == disparity(np.array([1.0, 2, 3, 4]), ["大", "大", "小", "小"])
    assert made.measured("升", 2030).gini > made.measured("平", 2030).gini
    assert made.paths["平"].of_targets.theil == pytest.approx(0, abs=1e-12)
    assert made.paths["平"].beta_of_targets.slope < 0
    with pytest.raises(KeyError):
        made.measured("平", 1900)
    grouped = study_disparity(
        compute(document(data, regions=REGIONS)), "x", {"甲": "一", "乙": "一", "丙": "一", "丁": "一"}
    )
    assert grouped.measured("基准", 2020).theil_between == pytest.approx(0, abs=1e-12)
    assert isinstance(grouped.paths["基准"].beta_of_targets, Problem)


def test_shares_of_industries_by_hand():
    data = {
        ("甲", "A", "x"): {2020: 10.0, 2025: 20.0},
        ("甲", "B", "x"): {2020: 30.0, 2025: 30.0},
        ("乙", "A", "x"): {2020: 10.0, 2025: 10.0},
    }
    industries = [Industry("A", "A"), Industry("B", "B"), Industry("C", "C", parent="A"), Industry("D", "D")]
    results = compute(document(data, regions=REGIONS, industries=industries))
    found = industry_shares(results, "基准", "x", 2020, 2025)
    assert [one.code for one in found.regions] == ["甲", "乙"]
    assert [one.code for one in found.industries] == ["A", "B"]
    # the whole grows 50 to 60, 20 %: A by 50 %, B not at all; 甲's A doubles
    np.testing.assert_allclose(found.shifts.of_regions()[0], [10, 8, 3 - 6, 5])
    # 2025: A is 30 of 60; in 甲 20 of 50
    assert found.quotients[0, 0] == pytest.approx(0.4 / 0.5)
    assert np.isnan(found.quotients[1, 1])


def test_without_industries_or_amounts_there_are_no_shares():
    plain = compute(document({("甲", "", "x"): {2020: 1.0}}, regions=REGIONS))
    assert industry_shares(plain, "基准", "x", 2020, 2025) is None
    ratio = [Indicator("x", "x", kind=Kind.RATIO)]
    data = {("甲", "A", "x"): {2020: 10.0}}
    results = compute(document(data, regions=REGIONS, industries=[Industry("A", "A")], indicators=ratio))
    assert industry_shares(results, "基准", "x", 2020, 2025) is None
