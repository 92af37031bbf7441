"""A new plan: entries as they are typed, what it takes over of another plan, and that it is sound everywhere."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npfdesk.plan.document import blank_plan, new_document
from npfdesk.plan.expressions import parse_expression
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator, LeverEffect, Plan, Source
from npfdesk.plan.new_plan import (
    EVERYTHING,
    Carried,
    NewPlan,
    Refused,
    new_plan,
    read_entries,
    usual_years,
)
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.structure import with_indicators, with_lever_rows, with_regions, with_series, with_settings

TYPED = {
    "title": "甲市“十五五”规划",
    "city": "甲市",
    "base year": "2025",
    "target year": "2030",
    "horizon": "2035",
    "first year": "2020",
}
BEGUN = NewPlan("甲市“十五五”规划", "甲市", 2025, 2030, 2035, 2020)


def test_entries_as_typed():
    assert read_entries(TYPED) == BEGUN
    assert read_entries({**TYPED, "base year": " ２０２５ ", "title": " 甲市“十五五”规划 "}) == BEGUN


def test_what_is_left_out_follows():
    assert read_entries({**TYPED, "horizon": "", "first year": " "}) == replace(
        BEGUN, horizon=2030, first_year=2025
    )


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("title", "  ", "structure_title"),
        ("title", "题" * 201, "new_plan_no_name"),
        ("title", "a\x07b", "new_plan_no_name"),
        ("city", "", "new_plan_city"),
        ("city", "—", "new_plan_no_name"),
        ("city", "*", "new_plan_no_name"),
        ("city", "（）", "new_plan_no_name"),
        ("city", "省/市", "new_plan_no_name"),
        ("base year", "去年", "new_plan_not_a_year"),
        ("base year", "", "new_plan_not_a_year"),
        ("target year", "2025", "structure_years"),
        ("target year", "2019", "structure_years"),
        ("horizon", "2029", "structure_years"),
        ("horizon", "2201", "new_plan_not_a_year"),
        ("first year", "2026", "structure_years"),
    ],
)
def test_what_cannot_be_taken_is_told_at_its_entry(field, typed, code):
    refused = read_entries({**TYPED, field: typed})
    assert isinstance(refused, Refused)
    assert (refused.field, refused.problem.code) == (field, code)
    assert "{" not in refused.problem.message("zh") + refused.problem.message("en")


@pytest.mark.parametrize(
    ("year", "base", "target"),
    [(2026, 2025, 2030), (2030, 2025, 2030), (2031, 2030, 2035), (2025, 2020, 2025)],
)
def test_the_running_five_years(year, base, target):
    found = usual_years(year)
    assert (found.base_year, found.target_year) == (base, target)
    assert (found.first_year, found.horizon) == (base - 5, target + 5)


def test_from_nothing():
    plan = new_plan(BEGUN)
    assert plan.title == BEGUN.title
    assert plan.city == plan.root == "甲市"
    assert [one.name for one in plan.regions] == ["甲市"]
    assert (plan.base_year, plan.target_year, plan.horizon) == (2025, 2030, 2035)
    assert plan.years.tolist() == list(range(2020, 2036))
    assert plan.series == ()
    assert not plan.targets
    assert plan.observed.shape == (0, 16)


@pytest.fixture
def template() -> Plan:
    """A city with two counties, one of which ended in 2024, and a yardstick; a formula that names the city."""
    plan = blank_plan(2020, 2025)
    regions = (
        Region("city", "乙市", role="中心", place=(2, 2)),
        Region("a", "甲县", parent="city"),
        Region("b", "旧县", parent="city", until=2024),
        Region("p", "全省", benchmark=True),
    )
    plan = with_settings(
        with_regions(plan, {one.code: one for one in regions}), {"city": "city", "title": "旧规划"}
    )
    formula = parse_expression('output / at("乙市", output) * 100')
    indicators = (
        Indicator("output", "产值", unit="亿元", rollup=RollUp.SUM, owner="工信局", source="s1"),
        Indicator("share", "占全市比重", unit="%", kind=Kind.RATIO, formula=formula, owner="统计局"),
    )
    plan = with_indicators(plan, {one.code: one for one in indicators})
    effect = LeverEffect("技改", "技术", "output", 1.5)
    plan = with_lever_rows(plan, {("技改", "output", 0): effect})
    plan = with_series(plan, [SeriesKey("a", "", "output")])
    plan = plan.with_observations([(SeriesKey("a", "", "output"), 2020, 7.0)])
    checks = (
        OwnCheck("非负", "产值 >= 0", year=2025),
        OwnCheck("旧县", "产值 >= 0", region="b"),
    )
    sources = (Source("s1", "统计公报"), Source("s2", "不用的"))
    return replace(plan, checks=checks, sources=sources)


def test_the_structure_of_another_plan(template):
    plan = new_plan(BEGUN, template)
    assert [(one.name, one.parent, one.benchmark) for one in plan.regions] == [
        ("甲市", "", False),
        ("甲县", "甲市", False),
        ("全省", "", True),
    ]
    assert plan.city == "甲市"
    assert plan.region_by_code["甲市"].role == "中心"
    share = plan.indicator_by_code["share"]
    assert share.formula is not None
    assert share.formula.regions == {"甲市"}
    assert [one.owner for one in plan.indicators] == ["工信局", "统计局"]
    assert [one.lever for one in plan.levers] == ["技改"]
    assert [(one.name, one.year) for one in plan.checks] == [("非负", 0)]
    assert [one.id for one in plan.sources] == ["s1"]
    assert not np.isfinite(plan.observed).any()
    assert not plan.targets
    assert not plan.scenarios
    assert plan.years.tolist() == list(range(2020, 2036))


def test_the_same_root_keeps_its_code(template):
    plan = new_plan(replace(BEGUN, city="乙市"), template)
    assert plan.city == "city"
    assert [one.code for one in plan.children_of("city")] == ["a"]


def test_a_county_of_the_template_may_be_the_root(template):
    plan = new_plan(replace(BEGUN, city="甲县"), template)
    assert [one.name for one in plan.regions] == ["甲县", "全省"]
    assert plan.city == plan.regions[0].code


@pytest.mark.parametrize("left", list(Carried))
def test_a_part_may_stay_behind(template, left):
    plan = new_plan(BEGUN, template, EVERYTHING - {left})
    without_indicators = left is Carried.INDICATORS
    assert bool(plan.indicators) is not without_indicators
    assert (len(plan.regions) == 1) is (left is Carried.REGIONS)
    assert bool(plan.levers) is (left not in (Carried.LEVERS, Carried.INDICATORS))
    owners = {one.owner for one in plan.indicators} - {""}
    assert bool(owners) is (left not in (Carried.OWNERS, Carried.INDICATORS))
    formulas = [one for one in plan.indicators if one.formula is not None]
    assert bool(formulas) is (left not in (Carried.FORMULAS, Carried.INDICATORS))


def test_a_template_without_regions():
    assert new_plan(BEGUN, blank_plan()).regions == new_plan(BEGUN).regions


NAMES = st.text(min_size=1, max_size=30) | st.sampled_from(
    [
        "合计",
        "全市",
        "=1+1",
        "2030",
        "1.50",
        "'甲",
        "甲 市",
        "#N/A",
        "TRUE",
        "-",
        "总计",
        "1e5",
        "２０３０年",
        "N/A",
    ]
)
YEARS = st.integers(1890, 2210)


@given(NAMES, NAMES, st.lists(YEARS, min_size=4, max_size=4).map(sorted))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_accepted_makes_a_sound_document(title, city, years):
    first, base, target, horizon = years
    typed = {
        "title": title,
        "city": city,
        "first year": str(first),
        "base year": str(base),
        "target year": str(target),
        "horizon": str(horizon),
    }
    begun = read_entries(typed)
    if isinstance(begun, Refused):
        assert begun.field in typed
        assert begun.problem.message("zh")
        assert begun.problem.message("en")
        return
    document = new_document(new_plan(begun))
    assert document.plan.years.tolist() == list(range(begun.first_year, begun.horizon + 1))
    assert document.plan.root in document.plan.region_by_code
