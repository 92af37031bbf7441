"""Printed names and what they mean in a plan."""

from dataclasses import replace

import pytest

from npfdesk.plan.model import Industry
from npfdesk.workbook.month_memory import NO_CHOICES, Meant
from npfdesk.workbook.month_names import HowMatched, PlanNames
from npfdesk.workbook.standard.period_heads import PeriodMeasure
from tests import months, plans


@pytest.fixture
def names():
    made = months.plan()
    twins = (
        plans.Indicator("usd", "进出口总额", unit="亿美元"),
        plans.Indicator("rmb", "进出口总额", unit="亿元"),
    )
    industries = (Industry("steel", "钢铁业", "Steel"),)
    return PlanNames(replace(made, indicators=(*made.indicators, *twins), industries=industries), NO_CHOICES)


@pytest.mark.parametrize(
    ("printed", "code", "how"),
    [
        ("云岭市", "city", HowMatched.SAME), ("Yunling", "city", HowMatched.SAME), ("云岭", "city", HowMatched.ALIKE),
        ("全市", "city", HowMatched.ALIKE), ("合计", "city", HowMatched.ALIKE), ("", "city", HowMatched.ASSUMED),
        ("北山", "north", HowMatched.ALIKE), ("北山区", "", HowMatched.UNKNOWN), ("全省", "", HowMatched.UNKNOWN),
        ("北山县（山里）", "north", HowMatched.ALIKE),
    ],
)  # fmt: skip
def test_regions(names, printed, code, how):
    found = names.region(printed)
    assert (found.code, found.how) == (code, how)


@pytest.mark.parametrize(
    ("printed", "unit", "code", "how", "measure"),
    [
        ("地区生产总值", "亿元", "gdp", HowMatched.SAME, PeriodMeasure.UNSAID),
        ("GDP", "", "gdp", HowMatched.SAME, PeriodMeasure.UNSAID),
        ("1. 规模以上工业增加值", "万元", "ind", HowMatched.ALIKE, PeriodMeasure.UNSAID),
        ("其中：固定资产投资", "亿元", "fai", HowMatched.SAME, PeriodMeasure.UNSAID),
        ("固定资产投资增速", "%", "fai", HowMatched.ALIKE, PeriodMeasure.GROWTH),
        ("固定资产投资（累计）", "亿元", "fai", HowMatched.ALIKE, PeriodMeasure.TO_DATE),
        ("服务业增加值增速", "%", "pace", HowMatched.SAME, PeriodMeasure.UNSAID),
        ("服务业增加值", "%", "pace", HowMatched.ALIKE, PeriodMeasure.UNSAID),
        ("进出口总额", "亿美元", "usd", HowMatched.SAME, PeriodMeasure.UNSAID),
        ("进出口总额", "亿元", "rmb", HowMatched.SAME, PeriodMeasure.UNSAID),
        ("进出口总额", "", "", HowMatched.UNKNOWN, PeriodMeasure.UNSAID),
        ("外国游客", "人", "", HowMatched.UNKNOWN, PeriodMeasure.UNSAID),
    ],
)
def test_indicators(names, printed, unit, code, how, measure):
    found = names.indicator(printed, unit)
    assert (found.code, found.how, found.measure) == (code, how, measure)


def test_industries(names):
    assert names.industry("").code == ""
    assert names.industry("steel").code == "steel"
    unknown = names.industry("钢铁行业")
    assert (unknown.how, unknown.near) == (HowMatched.UNKNOWN, ("steel",))
    said = NO_CHOICES.with_name("industry", "钢铁行业", Meant("steel", "钢铁业"))
    again = PlanNames(names.plan, said).industry("钢铁行业")
    assert (again.code, again.how) == ("steel", HowMatched.SAID)


def test_of_several_the_nearest_come_first(names):
    assert set(names.indicator("进出口总额", "").near[:2]) == {"usd", "rmb"}
    assert names.indicator("固定资产投资（不含农户）", "亿元").near[0] == "fai"


def test_a_plan_without_a_root_knows_no_region_for_a_block_that_names_none():
    made = months.plan()
    bare = replace(made, regions=(), city="")
    assert PlanNames(bare, NO_CHOICES).region("").how is HowMatched.UNKNOWN
