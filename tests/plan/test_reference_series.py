"""Which series the words of a relative target name, how far beyond it, and what is told where there is none."""

import pytest

from npfdesk.plan.kinds import Direction, Kind
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Problem
from npfdesk.plan.reference_series import Reference, reference_of, relation_sign, unknown_references
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget
from tests.plans import plan

INDICATORS = [
    Indicator("gdp", "地区生产总值", unit="亿元"),
    Indicator("income", "居民人均可支配收入", unit="元"),
    Indicator("share", "服务业增加值占比", unit="%", kind=Kind.RATIO),
    Indicator("idle", "失业率", unit="%", kind=Kind.RATIO, direction=Direction.DOWN),
    Indicator("pace", "规上工业增加值增速", unit="%", kind=Kind.RATE),
]
REGIONS = [
    Region("市", "云岭市"),
    Region("省", "全省", benchmark=True),
    Region("国", "全国", benchmark=True),
    Region("邻", "临江市", english="Linjiang", benchmark=True),
]
PLAN = plan(
    {(region, "", one.code): {2020: 1.0} for region in ("市", "省", "国", "邻") for one in INDICATORS},
    indicators=INDICATORS,
    regions=REGIONS,
)


def named(text, code="share"):
    indicator = PLAN.indicator_by_code[code]
    parsed = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    assert not isinstance(parsed, Problem), text
    return reference_of(PLAN, SeriesKey("市", "", code), parsed)


@pytest.mark.parametrize(
    ("text", "code", "region", "indicator", "growth", "points", "factor"),
    [
        ("高于全省平均", "share", "省", "share", False, 0, 1),
        ("不低于全国水平", "share", "国", "share", False, 0, 1),
        ("高于全省平均1个百分点", "share", "省", "share", False, 1, 1),
        ("低于全国平均0.5个百分点", "idle", "国", "idle", False, -0.5, 1),
        ("不高于全国平均0.5个百分点", "idle", "国", "idle", False, 0.5, 1),
        ("高于全省平均2%", "share", "省", "share", False, 2, 1),
        ("高于全省平均10%", "income", "省", "income", False, 0, 1.1),
        ("达到全省平均的90%以上", "income", "省", "income", False, 0, 0.9),
        ("高于全省平均增速", "gdp", "省", "gdp", True, 0, 1),
        ("与经济增长同步", "income", "市", "gdp", True, 0, 1),
        ("高于全省平均1个百分点", "pace", "省", "pace", True, 1, 1),
        ("不低于临江市", "share", "邻", "share", False, 0, 1),
    ],
)  # fmt: skip
def test_the_series_that_words_name(text, code, region, indicator, growth, points, factor):
    found = named(text, code)
    assert found is not None
    assert found.series == (region, "", indicator)
    assert (found.growth, found.points, found.factor) == (
        growth,
        pytest.approx(points),
        pytest.approx(factor),
    )


def test_a_city_is_not_held_against_another_one_as_the_whole_city():
    assert named("高于全市平均") is None
    two = plan(
        {(region, "", "share"): {2020: 1.0} for region in ("县", "浙", "皖")},
        indicators=INDICATORS,
        regions=[
            Region("县", "某县"),
            Region("浙", "浙江省", benchmark=True),
            Region("皖", "安徽省", benchmark=True),
        ],
    )
    parsed = parse_target("高于全省平均", unit="%", name="x")
    assert reference_of(two, SeriesKey("县", "", "share"), parsed) is None


def test_a_year_of_the_series_itself():
    assert named("不低于2020年水平") == Reference(SeriesKey("市", "", "share"), growth=False, year=2020)
    assert named("不低于1990年水平") is None


@pytest.mark.parametrize(
    ("text", "direction", "sign"),
    [
        ("高于全省平均", Direction.UP, 1), ("低于全省平均", Direction.UP, -1), ("优于全省平均", Direction.DOWN, -1),
        ("优于全省平均", Direction.UP, 1), ("与全国平均持平", Direction.DOWN, -1), ("高于全省平均", Direction.DOWN, 1),
    ],
)  # fmt: skip
def test_from_which_side_a_relation_is_met(text, direction, sign):
    parsed = parse_target(text, unit="%", name="x")
    assert relation_sign(parsed, direction) == sign


def test_words_that_name_nothing_are_told_by_their_cell():
    text = "高于全州平均"
    parsed = parse_target(text, unit="%", name="服务业增加值占比")
    series = SeriesKey("市", "", "share")
    stated = PlanTarget(series, 2025, text, parsed, sheet="目标", cell="D4")
    (told,) = unknown_references(PLAN.with_targets({stated.key: stated}))
    assert (told.code, told.sheet, told.cell, told.text) == ("reference_unknown", "目标", "D4", text)
    assert "服务业增加值占比" in told.message("zh")
    assert "benchmark" in told.message("en")
