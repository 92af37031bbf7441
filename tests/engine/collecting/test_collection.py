"""Who is asked for what: by region and by owner, in a year and in a round."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from npfdesk.engine.collecting.collection import (
    asked_requests,
    begin_collection,
    question_of,
    refusal,
    unasked,
    usual_year,
)
from npfdesk.plan.collection import AskedCell, AskedFor, CollectBy, FigureBeside, ProposalBeside, Question
from npfdesk.plan.document import blank_plan
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator, Industry
from npfdesk.plan.negotiation import Proposal, ProposalKey, Side
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from tests.plans import formula, plan, target

REGIONS = (
    Region("city", "市"),
    Region("north", "北县", parent="city"),
    Region("south", "南县", parent="city"),
    Region("old", "旧县", parent="city", until=2020),
    Region("province", "省", benchmark=True),
)
INDICATORS = (
    Indicator("gdp", "地区生产总值", unit="亿元", rollup=RollUp.SUM, owner="统计局", group="经济"),
    Indicator("firms", "企业数", unit="家", kind=Kind.COUNT, rollup=RollUp.SUM, group="创新"),
    Indicator("per_firm", "户均产值", unit="亿元", kind=Kind.RATIO, formula=formula("gdp / firms")),
    Indicator("air", "优良天数比率", unit="%", kind=Kind.RATIO, owner="生态环境局", group="创新"),
)


def a_plan(**named):
    data = {
        ("city", "", "gdp"): {2023: 300, 2024: 320},
        ("city", "", "firms"): {},
        ("city", "", "per_firm"): {},
        ("city", "", "air"): {},
        ("north", "", "gdp"): {2023: 100, 2024: 110},
        ("north", "", "firms"): {2024: 30},
        ("north", "", "per_firm"): {2024: 3.6},
        ("north", "", "air"): {},
        ("north", "steel", "gdp"): {2024: 20},
        ("south", "", "gdp"): {2024: 210},
        ("south", "", "firms"): {},
        ("old", "", "gdp"): {2019: 10},
        ("province", "", "gdp"): {2024: 90000},
    }
    targets = (
        target(("city", "", "firms"), "90", unit="家"),
        target(("city", "", "air"), "90", unit="%"),
        target(("south", "", "firms"), "50以上", unit="家"),
        target(("north", "", "gdp"), "130", unit="亿元"),
        target(("north", "", "gdp"), "115", unit="亿元", year=2024),
        target(("north", "", "per_firm"), "4", unit="亿元"),
    )
    given = {"indicators": INDICATORS, "regions": REGIONS, "industries": (Industry("steel", "钢铁"),)}
    return plan(data, **{"targets": targets, **given, **named})


def cells_of(requests):
    return {
        one.unit.code: [(asked.asked_for.value, *asked.series, asked.year) for asked in one.cells]
        for one in requests
    }


def test_each_region_is_asked_for_its_own_series_but_not_the_city_nor_a_yardstick():
    assert cells_of(asked_requests(a_plan(), CollectBy.REGION, 2025, 0)) == {
        "north": [
            ("figure", "north", "", "gdp", 2025),
            ("figure", "north", "", "firms", 2025),
            ("figure", "north", "steel", "gdp", 2025),
        ],
        "south": [("figure", "south", "", "gdp", 2025), ("figure", "south", "", "firms", 2025)],
    }


def test_a_region_is_asked_only_for_years_in_which_it_exists():
    found = cells_of(asked_requests(a_plan(), CollectBy.REGION, 2020, 0))
    assert found["old"] == [("figure", "old", "", "gdp", 2020)]
    assert "old" not in cells_of(asked_requests(a_plan(), CollectBy.REGION, 2021, 0))


def test_departments_are_asked_for_all_regions_by_the_targets_owner_and_else_by_the_indicators():
    values = a_plan()
    key = next(one for one in values.targets if one.series == ("south", "", "firms"))
    owned = {**values.targets, key: replace(values.targets[key], owner=" 南县经信局 ")}
    values = replace(values, targets=MappingProxyType(owned))
    found = cells_of(asked_requests(values, CollectBy.OWNER, 2025, 0))
    assert list(found) == ["统计局", "生态环境局", "南县经信局"]
    assert [one[1:4] for one in found["统计局"]] == [
        ("city", "", "gdp"),
        ("north", "", "gdp"),
        ("south", "", "gdp"),
        ("north", "steel", "gdp"),
    ]
    assert found["南县经信局"] == [("figure", "south", "", "firms", 2025)]
    # what nobody leads is told by name, and is asked of nobody
    told = unasked(values, CollectBy.OWNER, 2025, 0)
    assert [one.code for one in told] == ["series_without_owner"]
    assert "北县 企业数" in told[0].message("zh")
    assert "1 series has no lead" in told[0].message("en")


def test_what_only_adds_up_from_below_is_asked_of_nobody():
    owned = tuple(replace(one, owner="统计局") for one in INDICATORS)
    found = cells_of(asked_requests(a_plan(indicators=owned), CollectBy.OWNER, 2025, 0))
    # the city has a target of firms and no figure of its own, the counties have theirs; its air adds up from nothing
    assert ("figure", "city", "", "firms", 2025) not in found["统计局"]
    assert ("figure", "city", "", "air", 2025) in found["统计局"]
    assert ("figure", "city", "", "gdp", 2025) in found["统计局"]


def test_from_the_first_round_on_the_targets_of_the_target_year_are_asked_too():
    found = asked_requests(a_plan(), CollectBy.REGION, 2024, 1)
    proposals = [
        (one.unit.code, asked.series.indicator, asked.year)
        for one in found
        for asked in one.cells
        if asked.asked_for is AskedFor.PROPOSAL
    ]
    assert proposals == [("north", "gdp", 2025), ("south", "firms", 2025)]
    figures = asked_requests(a_plan(), CollectBy.REGION, 2024, 0)
    assert [one.cells[: len(other.cells)] for one, other in zip(found, figures, strict=True)] == [
        one.cells for one in figures
    ]


def test_a_plan_of_one_region_asks_that_one():
    values = plan({("city", "", "gdp"): {2024: 1}}, regions=(REGIONS[0], REGIONS[-1]), indicators=INDICATORS)
    assert [one.unit.name for one in asked_requests(values, CollectBy.REGION, 2025, 0)] == ["市"]


def test_units_of_the_same_name_are_told_apart():
    regions = (
        Region("p", "省"),
        *(Region(code, name, parent="p") for code, name in (("a", "甲市"), ("b", "乙市"))),
        Region("a1", "桥西区", parent="a"),
        Region("b1", "桥西区", parent="b"),
    )
    values = plan(
        {(code, "", "gdp"): {2024: 1} for code in ("a1", "b1")}, regions=regions, indicators=INDICATORS
    )
    found = asked_requests(values, CollectBy.REGION, 2025, 0)
    assert [one.unit.name for one in found] == ["甲市/桥西区", "乙市/桥西区"]


@pytest.mark.parametrize(
    ("values", "by", "year", "code"),
    [
        (blank_plan(), CollectBy.REGION, 2024, "nothing_to_collect"),
        (blank_plan(), CollectBy.OWNER, 2024, "nothing_to_collect"),
        (a_plan(), CollectBy.REGION, 2031, "collect_year_outside"),
        (
            a_plan(indicators=tuple(replace(one, owner="") for one in INDICATORS)),
            CollectBy.OWNER,
            2024,
            "no_owners_to_ask",
        ),
    ],
)
def test_a_plan_that_has_nothing_to_ask_is_told_why(values, by, year, code):
    found = refusal(values, by, year, 0, asked_requests(values, by, year, 0))
    assert found.code == code
    assert found.message("zh")
    assert found.message("en")
    assert asked_requests(values, by, year, 0) == () or code == "collect_year_outside"


def test_a_plan_that_can_be_asked_is_not_refused():
    for by, in_round in ((CollectBy.REGION, 0), (CollectBy.OWNER, 1)):
        asked = asked_requests(a_plan(), by, 2025, in_round)
        assert refusal(a_plan(), by, 2025, in_round, asked) is None


def test_the_usual_year_is_the_last_one_that_is_over_within_the_plans_years():
    values = a_plan()
    assert usual_year(values, date(2026, 1, 1)) == 2025
    assert usual_year(values, date(2026, 12, 31)) == 2025
    assert usual_year(values, date(2040, 5, 1)) == 2030
    assert usual_year(values, date(2001, 5, 1)) == 2016


def beside(values, by=CollectBy.REGION, year=2025, in_round=0):
    begun = begin_collection(values, by, year, in_round, due="", today=date(2026, 1, 5), key="k")
    return {(*asked.series, asked.asked_for.value): one for asked, one in begun.beside.items()}


def test_beside_a_figure_stand_the_last_one_before_it_and_what_is_known():
    values = plan(
        {("city", "", "gdp"): {2021: 100, 2023: 110, 2025: 130, 2026: 140}},
        regions=REGIONS[:1],
        indicators=INDICATORS,
    )
    found = beside(values)["city", "", "gdp", "figure"]
    assert (found.before, found.before_year, found.known) == (110, 2023, 130)
    assert (found.least, found.most) == (0, None)
    # the figure of the year itself is no past of its own
    assert found.low <= 110 < found.high < 130 * 1.2
    assert beside(values, year=2020)["city", "", "gdp", "figure"] == FigureBeside(
        Question.YEAR_TOTAL, least=0.0
    )


@pytest.mark.parametrize(
    ("indicator", "past", "low", "high"),
    [
        # one figure alone: half of it either way, five points of a percentage
        (Indicator("i", "产值", unit="亿元"), {2024: 100}, 50, 150),
        (Indicator("i", "占比", unit="%", kind=Kind.RATIO), {2024: 40}, 35, 45),
        # twice the greatest change of a year, at least a fifth or two points
        (Indicator("i", "产值", unit="亿元"), {2023: 100, 2024: 130}, 130 * 0.4, 130 * 1.6),
        (Indicator("i", "产值", unit="亿元"), {2023: 100, 2024: 101}, 101 * 0.8, 101 * 1.2),
        (Indicator("i", "占比", unit="%", kind=Kind.RATIO), {2023: 40, 2024: 43}, 37, 49),
        (Indicator("i", "增速", unit="%", kind=Kind.RATE), {2023: 6.0, 2024: 6.5}, 4.5, 8.5),
        # two years on it may differ twice as much
        (Indicator("i", "产值", unit="亿元"), {2022: 100, 2023: 101}, 101 * 0.6, 101 * 1.4),
        # of a fall below nothing the size counts
        (Indicator("i", "净利润", unit="亿元"), {2024: -10}, -15, -5),
    ],
)
def test_a_short_past_says_how_far_is_far(indicator, past, low, high):
    values = plan({("city", "", "i"): past}, regions=REGIONS[:1], indicators=[indicator])
    found = beside(values)["city", "", "i", "figure"]
    assert (found.low, found.high) == pytest.approx((low, high))


@pytest.mark.parametrize(
    ("indicator", "question"),
    [
        (Indicator("i", "地区生产总值", unit="亿元", rollup=RollUp.SUM), Question.YEAR_TOTAL),
        (Indicator("i", "城镇新增就业", unit="万人", kind=Kind.FLOW), Question.YEAR_TOTAL),
        (Indicator("i", "常住人口", unit="万人", rollup=RollUp.SUM), Question.YEAR_END),
        (Indicator("i", "企业数", unit="家", kind=Kind.COUNT), Question.YEAR_END),
        (Indicator("i", "森林覆盖率", unit="%", kind=Kind.RATIO), Question.SHARE),
        (Indicator("i", "工业增加值增速", unit="%", kind=Kind.RATE), Question.GROWTH),
        (Indicator("i", "劳动生产率", unit="万元/人", kind=Kind.RATIO), Question.OF_THE_YEAR),
        (Indicator("i", "融合发展指数", kind=Kind.INDEX), Question.OF_THE_YEAR),
        (Indicator("i", "人均预期寿命", unit="岁", rollup=RollUp.SUM), Question.OF_THE_YEAR),
        (Indicator("i", "居民人均可支配收入", unit="元"), Question.OF_THE_YEAR),
        (Indicator("i", "PM2.5浓度", unit="微克/立方米"), Question.OF_THE_YEAR),
    ],
)
def test_a_figure_is_asked_for_by_what_it_is(indicator, question):
    assert question_of(indicator) is question


def test_beside_a_proposal_stand_base_pace_and_the_last_reply():
    series = SeriesKey("north", "", "gdp")
    positions = {
        ProposalKey(series, 2025, 1, Side.REPLY): Proposal("140", 140.0, reason="第一轮"),
        ProposalKey(series, 2025, 2, Side.PROPOSAL): Proposal("131", 131.0, reason="县里"),
        ProposalKey(series, 2025, 2, Side.REPLY): Proposal("135", 135.0, reason="第二轮"),
    }
    values = replace(a_plan(), proposals=MappingProxyType(positions))
    found = beside(values, in_round=3)
    assert found["north", "", "gdp", "proposal"] == ProposalBeside(
        target="130",
        base=None,
        base_year=2020,
        pace=pytest.approx(10.0),
        first_year=2023,
        last_year=2024,
        reply="135",
        reply_reason="第二轮",
        reply_round=2,
    )
    assert found["south", "", "firms", "proposal"].reply == ""


def test_a_settled_target_is_no_longer_asked_for():
    key = ProposalKey(SeriesKey("north", "", "gdp"), 2025, 1, Side.REPLY)
    values = replace(a_plan(), proposals=MappingProxyType({key: Proposal("130", 130.0, settled=True)}))
    asked = [one for request in asked_requests(values, CollectBy.REGION, 2024, 2) for one in request.cells]
    assert AskedCell(AskedFor.PROPOSAL, SeriesKey("north", "", "gdp"), 2025) not in asked
    assert AskedCell(AskedFor.PROPOSAL, SeriesKey("south", "", "firms"), 2025) in asked


def test_every_collection_has_a_key_of_its_own_and_a_due_day_that_is_over_is_told():
    first, second = (
        begin_collection(a_plan(), CollectBy.REGION, 2025, 1, due="2026-01-04", today=date(2026, 1, 5))
        for _ in range(2)
    )
    assert first.collection.key != second.collection.key
    assert first.collection.key.startswith("2025-1-")
    assert [one.code for one in first.problems] == ["collect_due_past"]
    in_time = begin_collection(a_plan(), CollectBy.REGION, 2025, 1, due="2026-01-05", today=date(2026, 1, 5))
    assert in_time.problems == ()
