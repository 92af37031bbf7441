"""Ranking, index, disparity, allocation, audit and draws: a region counts in the years in which it is in force."""

import math
from dataclasses import replace

import numpy as np
import pytest

from npfdesk.engine.analyses.disparity_study import study_disparity
from npfdesk.engine.analyses.plan_index import plan_index
from npfdesk.engine.analyses.regional_figures import figures_by_region
from npfdesk.engine.analyses.scaling import Filling
from npfdesk.engine.answers.allocation import Allocation, AllocationRule, allocate
from npfdesk.engine.answers.attribution import by_region
from npfdesk.engine.audit import audit
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judgement import judge
from npfdesk.engine.targets.status import Rule
from npfdesk.engine.uncertainty.chances import uncertainty
from npfdesk.engine.uncertainty.monte_carlo import Settings
from npfdesk.plan.document import new_document
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from tests.plans import Assumption, Indicator, Kind, Method, Region, RollUp, document, scenario, target

INDICATORS = (
    Indicator("gdp", "生产总值", unit="亿元", rollup=RollUp.SUM),
    Indicator("air", "优良天数比例", unit="%", kind=Kind.RATIO),
)
REGIONS = (
    Region("市", "市"),
    Region("甲", "甲", parent="市", until=2022),
    Region("乙", "乙", parent="市", until=2022),
    Region("新", "新", parent="市", since=2023),
    Region("丙", "丙", parent="市"),
)


def opened(targets=()):
    data = {
        ("市", "", "gdp"): {},
        ("甲", "", "gdp"): {2020: 10.0, 2021: 11.0, 2022: 12.0},
        ("乙", "", "gdp"): {2020: 20.0, 2021: 22.0, 2022: 24.0},
        # what stands before 2023 is stated for comparison
        ("新", "", "gdp"): {2020: 30.0, 2021: 33.0, 2022: 36.0, 2023: 40.0, 2024: 44.0},
        ("丙", "", "gdp"): {2020: 60.0, 2021: 62.0, 2022: 64.0, 2023: 66.0, 2024: 68.0},
        **{(code, "", "air"): {2020: 90.0, 2021: 91.0, 2022: 92.0} for code in ("甲", "乙")},
        ("新", "", "air"): {2023: 93.0, 2024: 94.0},
        ("丙", "", "air"): dict.fromkeys(range(2020, 2025), 80.0),
    }
    rows = {
        ("新", "", "gdp"): Assumption(Method.GROWTH, 10.0, low=5.0, high=15.0),
        ("*", "*", "gdp"): Assumption(Method.GROWTH, 2.0, low=1.0, high=3.0),
    }
    return document(data, first=2020, horizon=2028, base_year=2022, indicators=INDICATORS, regions=REGIONS, targets=targets, scenarios=(scenario(assumptions=rows),))  # fmt: skip


def test_the_whole_is_the_sum_of_those_in_force():
    results = compute(opened())
    row = results.plan.row[SeriesKey("市", "", "gdp")]
    values = results.scenarios["基准"].values
    # 10 + 20 + 60, 11 + 22 + 62, 12 + 24 + 64, 40 + 66, 44 + 68, 48.4 + 69.36
    assert values[row, :6].tolist() == pytest.approx([90.0, 95.0, 100.0, 106.0, 112.0, 117.76])
    assert results.scenarios["基准"].covered[row].tolist() == [2, 2]


def test_figures_of_the_analyses_are_those_in_force():
    results = compute(opened())
    figures = figures_by_region(results.scenarios["基准"], results.plan, "gdp")
    assert np.isfinite(figures).sum(axis=1).tolist() == [3, 3, 3, 2, 2, 2, 2, 2, 2]
    study = study_disparity(results, "gdp")
    assert math.isfinite(study.measured("基准", 2022).cv)
    measured = figures[3][np.isfinite(figures[3])]
    assert study.measured("基准", 2023).cv == pytest.approx(measured.std() / measured.mean())


def test_an_index_ranks_those_in_force_and_calls_no_other_missing():
    results = compute(opened())
    index = plan_index(results, {"": ("gdp", "air")}, filling=Filling.LAST_OBSERVED)
    ranked = np.isfinite(index.scores[0])
    codes = [one.code for one in index.regions]
    assert [codes[place] for place in np.flatnonzero(ranked[2])] == ["甲", "乙", "丙"]
    assert [codes[place] for place in np.flatnonzero(ranked[5])] == ["新", "丙"]
    assert index.missing("基准", 2025) == {}
    assert not index.filled_in[0, 5, codes.index("甲")].any()


def test_a_total_is_split_over_those_in_force():
    results = compute(opened([target(("市", "", "gdp"), "150", year=2025, base_year=2024)]))
    split = allocate(results, "基准", SeriesKey("市", "", "gdp"), AllocationRule.BASE)
    assert isinstance(split, Allocation)
    assert [one.region for one in split.shares] == ["新", "丙"]


def test_what_did_it_counts_an_ended_region_as_gone():
    results = compute(opened())
    found = by_region(results, "基准", SeriesKey("市", "", "gdp"), 2022, 2024)
    steps = {one.code: one.amount for one in found.steps}
    assert {code: steps[code] for code in ("甲", "乙", "新", "丙")} == {
        "甲": -12.0,
        "乙": -24.0,
        "新": 44.0,
        "丙": 4.0,
    }


def test_targets_outside_their_time_are_not_assessed():
    aims = [target((code, "", "gdp"), "100", year=2025, base_year=2020) for code in ("甲", "新")]
    results = compute(opened(aims))
    judged = judge(results, "基准", 2025, next(iter(Rule)))
    by_code = {key.series.region: place for place, key in enumerate(results.scenarios["基准"].targets.keys)}
    assert judged.status[by_code["甲"]] == Status.GREY
    assert judged.status[by_code["新"]] != Status.GREY
    early = judge(results, "基准", 2021, next(iter(Rule)))
    assert early.status[by_code["新"]] == Status.GREY


def test_a_place_is_among_those_in_force():
    aim = target(("丙", "", "gdp"), "全市前二", year=2026, base_year=2022)
    results = compute(opened([aim]))
    judged = judge(results, "基准", 2026, next(iter(Rule)))
    assert judged.value.tolist() == [1.0]


def test_targets_of_ended_regions_are_neither_missed_nor_added_by_the_audit():
    aims = [
        target(("市", "", "gdp"), "130", year=2026, base_year=2022),
        target(("新", "", "gdp"), "60", year=2026, base_year=2022),
        target(("丙", "", "gdp"), "70", year=2026, base_year=2022),
    ]
    codes = {one.code for one in audit(compute(opened(aims)))}
    assert not codes & {"children_do_not_sum", "children_not_all_covered", "part_exceeds_total"}


def test_draws_leave_years_out_of_force_empty():
    results = compute(opened())
    made = uncertainty(results, "基准", Settings(draws=50))
    assert made is not None
    middle = made.percentiles[2]
    new, whole = (middle[results.plan.row[SeriesKey(code, "", "gdp")]] for code in ("新", "市"))
    assert made.drawn[results.plan.row[SeriesKey("市", "", "gdp")]]
    # before 2023 the whole is of the old ones alone
    assert whole[:4].tolist() == pytest.approx([90.0, 95.0, 100.0, 106.0])
    assert np.isfinite(new[3:]).all()


def test_a_drawn_region_that_ends_has_no_figure_after_it():
    ended = replace(REGIONS[4], until=2025)
    begun = opened()
    plan = replace(begun.plan, regions=(*REGIONS[:4], ended))
    results = compute(new_document(plan))
    made = uncertainty(results, "基准", Settings(draws=20))
    assert made is not None
    path = made.percentiles[2, plan.row[SeriesKey("丙", "", "gdp")]]
    assert np.isfinite(path[:6]).all()
    assert np.isnan(path[6:]).all()
