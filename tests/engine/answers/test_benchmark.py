"""What a series needs if its yardstick grows by y, by figures worked out by hand."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.answers.benchmark import (
    NO_FIGURES,
    NO_SUCH_RELATION,
    NO_YARDSTICK,
    NOT_ITS_YARDSTICK,
    Relation,
    apply_paces,
    benchmark,
    relations,
    yardsticks,
)
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judgement import judge
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Direction, Kind
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Problem
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget
from tests.plans import plan, scenario

GDP = Indicator("gdp", "地区生产总值", unit="亿元")
INCOME = Indicator("income", "居民人均可支配收入", unit="元")
SHARE = Indicator("share", "服务业增加值占比", unit="%", kind=Kind.RATIO)
PACE = Indicator("pace", "规上工业增加值增速", unit="%", kind=Kind.RATE)
IDLE = Indicator("idle", "失业率", unit="%", kind=Kind.RATIO, direction=Direction.DOWN)
REGIONS = [Region("市", "云岭市"), Region("县", "东县", parent="市"), Region("省", "全省", benchmark=True)]


def stated(indicator, text, region="市"):
    parsed = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    assert not isinstance(parsed, Problem), parsed.message("en")
    return PlanTarget(SeriesKey(region, "", indicator.code), 2030, text, parsed, base_year=2025)


def made(data, targets=(), assumptions=None, indicators=(GDP, INCOME, SHARE, PACE, IDLE), regions=REGIONS):
    series = {(region, "", code): figures for (region, code), figures in data.items()}
    built = plan(
        series,
        first=2023,
        indicators=indicators,
        regions=regions,
        targets=targets,
        scenarios=[scenario(assumptions=assumptions)],
        base_year=2025,
    )
    return new_document(replace(built, target_year=2030))


def asked(document, series, *arguments):
    answer = benchmark(compute(document), "基准", SeriesKey(*series), *arguments)
    assert not isinstance(answer, Problem), answer.message("en")
    return answer


def test_a_level_at_least_the_provinces():
    document = made(
        {("市", "income"): {2025: 40.0}, ("省", "income"): {2025: 50.0}},
        [stated(INCOME, "不低于全省平均")],
        {("市", "", "income"): Assumption(Method.GROWTH, 8.0)},
    )
    answer = asked(document, ("市", "", "income"))
    assert answer.relation is Relation.STATED
    # 50 · 1.05^5 = 63.8141; (63.8141 / 40)^(1/5) - 1 = 9.7924 %; 40 · 1.08^5 = 58.7731
    assert answer.level(5.0) == pytest.approx(63.8141, abs=1e-4)
    assert answer.needed(5.0) == pytest.approx(63.8141, abs=1e-4)
    assert answer.required(5.0) == pytest.approx(9.792, abs=1e-3)
    assert answer.present == pytest.approx(58.7731, abs=1e-4)
    assert answer.gap(5.0) == pytest.approx(5.0410, abs=1e-4)
    assert answer.present_pace == pytest.approx(8.0)
    # (58.7731 / 50)^(1/5) - 1 = 3.2858 %
    assert answer.matched(8.0) == pytest.approx(3.286, abs=1e-3)


def test_a_share_a_point_above_the_provinces():
    document = made(
        {("市", "share"): {2025: 50.0}, ("省", "share"): {2025: 51.0}},
        [stated(SHARE, "高于全省平均1个百分点")],
        {
            ("市", "", "share"): Assumption(Method.STEP, 0.6),
            ("省", "", "share"): Assumption(Method.STEP, 0.4),
        },
    )
    answer = asked(document, ("市", "", "share"))
    assert answer.pace == pytest.approx(0.4)
    assert answer.notes == ()
    assert answer.level(0.4) == pytest.approx(53.0)
    assert answer.needed(0.4) == pytest.approx(54.0)
    assert answer.required(0.4) == pytest.approx(0.8)
    assert answer.gap(0.4) == pytest.approx(1.0)
    assert answer.matched(0.6) == pytest.approx(0.2)


def test_incomes_in_step_with_the_economy():
    document = made(
        {("市", "income"): {2025: 100.0, 2026: 104.0}, ("市", "gdp"): {2025: 200.0, 2026: 210.0}},
        [stated(INCOME, "与经济增长同步")],
    )
    answer = asked(document, ("市", "", "income"))
    assert answer.yardstick.series == ("市", "", "gdp")
    # at 5 % a year all along: 100 · 1.05^5 = 127.6282; from 104 over four years (127.6282 / 104)^(1/4) - 1
    assert answer.needed(5.0) == pytest.approx(127.6282, abs=1e-4)
    assert answer.required(5.0) == pytest.approx(((1.05**5 / 1.04) ** 0.25 - 1) * 100)
    assert (
        relations(compute(document), "基准", answer.own.series, answer.yardstick.series)[0] is Relation.STATED
    )


def test_a_growth_rate_above_the_provinces():
    document = made(
        {("市", "pace"): {2025: 5.0, 2026: 6.0}, ("省", "pace"): {2025: 5.0, 2026: 5.0}},
        [stated(PACE, "高于全省平均1个百分点")],
    )
    answer = asked(document, ("市", "", "pace"))
    # the province's mean 5 %, ours 6 % over five years of which the first was 6 %
    assert answer.level(5.0) == pytest.approx(5.0)
    assert answer.needed(5.0) == pytest.approx(6.0)
    assert answer.required(5.0) == pytest.approx(6.0)
    assert answer.matched(6.0) == pytest.approx(5.0)
    edit = apply_paces(document, answer, 5.0, with_yardstick=False)
    results = compute(edit.apply(document))
    row = results.plan.row[answer.own.series]
    assert results.scenarios["基准"].values[row, -4:] == pytest.approx([6.0] * 4)


def test_without_a_relative_target_todays_ratio_is_kept():
    document = made({("市", "gdp"): {2025: 200.0}, ("省", "gdp"): {2025: 9000.0}})
    answer = asked(document, ("市", "", "gdp"))
    assert answer.relation is Relation.SHARE
    assert answer.needed(5.0) == pytest.approx(200 * 1.05**5)
    assert answer.required(5.0) == pytest.approx(5.0)
    level = asked(document, ("市", "", "gdp"), None, Relation.LEVEL)
    assert level.needed(0.0) == pytest.approx(9000)


def test_a_distance_in_points_is_kept_and_less_is_better():
    document = made({("市", "idle"): {2025: 5.0}, ("省", "idle"): {2025: 4.5}})
    answer = asked(document, ("市", "", "idle"), None, Relation.SHARE)
    assert answer.needed(-0.1) == pytest.approx(4.5)
    # the scenario stays at 5.0, which is 0.5 too much
    assert answer.gap(-0.1) == pytest.approx(0.5)


def test_the_edit_takes_both_paces_in_one_step_and_the_target_turns_from_grey():
    document = made(
        {("市", "share"): {2025: 50.0}, ("省", "share"): {2025: 51.0}},
        [stated(SHARE, "高于全省平均1个百分点")],
        {("市", "", "share"): Assumption(Method.STEP, 0.2, low=0.1, high=0.3, by_year=((2027, 3.0),))},
    )
    before = compute(document)
    assert list(judge(before, "基准", 2030, Rule.PACE).status) == [Status.GREY]
    answer = asked(document, ("市", "", "share"))
    edit = apply_paces(document, answer, 0.4, with_yardstick=True)
    after = edit.apply(document)
    kept = after.scenarios["基准"].assumptions
    assert kept[AssumptionKey("省", "", "share")] == Assumption(Method.STEP, 0.4)
    own = kept[AssumptionKey("市", "", "share")]
    assert (own.value, own.low, own.high) == pytest.approx((0.8, 0.7, 0.9))
    assert own.by_year == ()
    judged = judge(compute(after), "基准", 2030, Rule.PACE)
    assert list(judged.status) == [Status.BLUE]
    assert judged.value == pytest.approx([54.0])
    assert judged.gap == pytest.approx([0.0])


def test_a_yardstick_without_an_assumption_begins_with_its_past_and_says_so():
    document = made({("市", "gdp"): {2025: 200.0}, ("省", "gdp"): {2023: 100.0, 2025: 121.0}})
    answer = asked(document, ("市", "", "gdp"))
    assert answer.pace == pytest.approx(10.0)
    assert [one.code for one in answer.notes] == ["benchmark_past_taken"]


def test_a_county_is_held_against_the_region_above_too():
    data = {
        (region, "gdp"): {2025: figure} for region, figure in (("县", 50.0), ("市", 200.0), ("省", 9000.0))
    }
    document = made(data)
    found = yardsticks(compute(document), "基准", SeriesKey("县", "", "gdp"))
    assert [one.region for one in found] == ["省", "市"]


def test_what_cannot_be_answered_is_told():
    document = made(
        {
            ("市", "gdp"): {2025: 200.0},
            ("市", "share"): {2025: 50.0},
            ("省", "gdp"): {},
            ("县", "gdp"): {2025: 1},
        }
    )
    results = compute(document)

    def kind(series, *arguments):
        found = benchmark(results, "基准", SeriesKey(*series), *arguments)
        assert isinstance(found, Problem)
        assert found.message("zh")
        assert found.message("en")
        return found.kind

    assert kind(("市", "", "share")) is NO_YARDSTICK
    assert kind(("市", "", "gdp"), SeriesKey("县", "", "gdp")) is NOT_ITS_YARDSTICK
    assert kind(("市", "", "gdp"), None, Relation.STATED) is NO_SUCH_RELATION
    assert kind(("市", "", "gdp")) is NO_FIGURES


@given(
    st.floats(1, 1e4),
    st.floats(1, 1e4),
    st.floats(-20, 30),
    st.sampled_from(["不低于全省平均", "高于全省平均增速", "高于全省平均10%"]),
)
def test_what_is_required_at_a_pace_just_matches_it(own, other, pace, words):
    document = made({("市", "gdp"): {2025: own}, ("省", "gdp"): {2025: other}}, [stated(GDP, words)])
    answer = asked(document, ("市", "", "gdp"))
    required = answer.required(pace)
    assert answer.matched(required) == pytest.approx(pace, abs=1e-6)
    assert answer.own.figure(required) == pytest.approx(answer.needed(pace))


def test_a_fall_below_nothing_is_no_figure():
    document = made({("市", "gdp"): {2025: 200.0}, ("省", "gdp"): {2025: 100.0}})
    answer = asked(document, ("市", "", "gdp"))
    assert math.isnan(answer.level(-120.0))
    assert math.isnan(answer.required(-120.0))
    assert apply_paces(document, answer, -120.0, with_yardstick=True) is None
