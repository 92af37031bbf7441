"""Yardsticks: whose figures count, which rows reach them, what is drawn of them, and why a relation is grey."""

import numpy as np
import pytest

from npfdesk.engine.analyses.regional_figures import compared_regions
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judgement import judge
from npfdesk.engine.targets.yardstick_paths import known_path, why_not_judged, yardstick_lines
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import ANY
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from tests.plans import plan, scenario, target

GDP = Indicator("gdp", "地区生产总值", rollup=RollUp.SUM)
SHARE = Indicator("share", "占比", unit="%", kind=Kind.RATIO)
REGIONS = [
    Region("市", "云岭市"), Region("东", "东县", parent="市"), Region("西", "西县", parent="市"),
    # what a reader never lets stand: a yardstick below a region
    Region("省", "全省", parent="市", benchmark=True),
]  # fmt: skip


def built(data, targets=(), assumptions=None):
    return plan(
        {(region, "", code): figures for (region, code), figures in data.items()},
        indicators=[GDP, SHARE],
        regions=REGIONS,
        targets=targets,
        scenarios=[scenario(assumptions=assumptions)],
    )


def test_a_yardstick_is_never_summed_nor_compared_and_no_row_for_all_reaches_it():
    data = {
        ("市", "gdp"): {},
        ("东", "gdp"): {2020: 10.0},
        ("西", "gdp"): {2020: 20.0},
        ("省", "gdp"): {2020: 900.0},
    }
    made = built(data, assumptions={(ANY, "", "gdp"): Assumption(Method.GROWTH, 10.0)})
    assert [one.code for one in made.own_regions] == ["市", "东", "西"]
    assert [one.code for one in made.benchmarks] == ["省"]
    assert [one.code for one in compared_regions(made)] == ["东", "西"]
    results = compute(new_document(made))
    values = results.scenarios["基准"].values
    assert values[0, 4:6] == pytest.approx([30.0, 33.0])
    assert values[3, 4:6] == pytest.approx([900.0, 900.0])
    path = known_path(results.scenarios["基准"], 3)
    assert np.isfinite(path).sum() == 1


def test_a_row_of_its_own_moves_a_yardstick():
    data = {("市", "share"): {2020: 50.0}, ("省", "share"): {2020: 51.0}}
    made = built(data, assumptions={("省", ANY, "share"): Assumption(Method.STEP, 1.0)})
    results = compute(new_document(made))
    assert known_path(results.scenarios["基准"], 1)[4:7] == pytest.approx([51.0, 52.0, 53.0])
    (line,) = yardstick_lines(results, "基准", 0)
    assert line.region.code == "省"
    assert not line.paced
    assert line.drawn[5] == pytest.approx(52.0)
    assert yardstick_lines(results, "基准", 1) == ()


def test_one_of_another_size_is_drawn_by_its_pace():
    data = {("市", "gdp"): {2020: 30.0}, ("省", "gdp"): {2019: 800.0, 2020: 1000.0}}
    results = compute(new_document(built(data)))
    (line,) = yardstick_lines(results, "基准", 0)
    assert line.paced
    assert line.drawn[3:5] == pytest.approx([24.0, 30.0])
    assert line.figures[3:5] == pytest.approx([800.0, 1000.0])


def test_a_relation_is_grey_and_says_why_until_its_reference_has_a_figure():
    data = {("市", "share"): {2020: 50.0}, ("省", "share"): {2020: 51.0, 2021: 51.5}}
    own = {("市", "", "share"): Assumption(Method.STEP, 1.0)}
    words = [target(("市", "", "share"), "高于全省平均", unit="%")]
    results = compute(new_document(built(data, words, own)))
    assert list(judge(results, "基准", 2025, Rule.PACE).status) == [Status.GREY]
    assert np.isnan(judge(results, "基准", 2025, Rule.PACE).required).all()
    why = why_not_judged(results, "基准", 0, 2025)
    assert why.code == "reference_without_figure"
    assert "全省" in why.message("zh")
    # in a year in which it has one it is judged by that
    now = judge(results, "基准", 2021, Rule.SCHEDULE)
    assert list(now.status) != [Status.GREY]
    assert now.milestone == pytest.approx([51.5])
    assert now.gap == pytest.approx([0.5])
    assert why_not_judged(results, "基准", 0, 2021) is None
    both = {**own, ("省", "", "share"): Assumption(Method.STEP, 0.5)}
    results = compute(new_document(built(data, words, both)))
    judged = judge(results, "基准", 2025, Rule.PACE)
    # 50 + 5 against 51.5 + 4 · 0.5
    assert judged.value == pytest.approx([55.0])
    assert judged.target == pytest.approx([53.5])
    assert judged.gap == pytest.approx([-1.5])
    assert judged.progress == pytest.approx([5 / 3.5])
    assert list(judged.status) == [Status.BLUE]


def test_a_relation_to_nothing_says_so():
    made = built({("市", "share"): {2020: 50.0}}, [target(("市", "", "share"), "高于全国水平", unit="%")])
    results = compute(new_document(made))
    assert why_not_judged(results, "基准", 0, 2025).code == "reference_unknown"
    assert list(judge(results, "基准", 2025, Rule.PACE).status) == [Status.GREY]


def test_a_level_of_a_year_stands_for_all_years():
    made = built(
        {("市", "share"): {2020: 50.0, 2021: 49.0}},
        [target(("市", "", "share"), "不低于2020年水平", unit="%")],
    )
    results = compute(new_document(made))
    judged = judge(results, "基准", 2025, Rule.SCHEDULE)
    assert judged.target == pytest.approx([50.0])
    assert judged.gap == pytest.approx([1.0])
