"""Targets that are no level of a year: sums, growths, places, relations and directions, by worked figures."""

import math
from dataclasses import replace

import numpy as np
import pytest

from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judgement import judge, milestones, required_growth_of
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Direction, Kind, RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.model import Indicator
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Problem
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import PlanTarget
from tests.plans import plan, scenario

JOBS = Indicator("jobs", "城镇新增就业", unit="万人", kind=Kind.FLOW, rollup=RollUp.SUM)
PACE = Indicator("pace", "规上工业增加值增速", unit="%", kind=Kind.RATE)
GDP = Indicator("gdp", "地区生产总值", unit="亿元", rollup=RollUp.SUM)
SHARE = Indicator("share", "服务业增加值占比", unit="%", kind=Kind.RATIO)
PRICE = Indicator("use", "能源消耗", unit="万吨", direction=Direction.DOWN)
CITY = ("市", "")


def stated(indicator, text, *, region="市", year=2030, base_year=2025):
    parsed = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    assert not isinstance(parsed, Problem), parsed.message("en")
    return PlanTarget(SeriesKey(region, "", indicator.code), year, text, parsed, base_year=base_year)


def judged(
    data, targets, *, year, indicators, assumptions=None, regions=None, rule=Rule.PACE, amend=None, **more
):
    """The judgement of a plan's targets in a year, with its results."""
    made = plan(
        {(region, "", code): figures for (region, code), figures in data.items()},
        first=2024,
        indicators=indicators,
        regions=regions,
        targets=targets,
        scenarios=[scenario(assumptions=assumptions)],
        base_year=2025,
        **more,
    )
    made = replace(made, target_year=2030)
    results = compute(new_document(amend(made) if amend is not None else made))
    return judge(results, "基准", year, rule), results


# sums


def test_a_sum_is_judged_by_what_has_come_together_since_the_base():
    data = {("市", "jobs"): {2025: 0.5, 2026: 0.6, 2027: 0.6}}
    made, results = judged(data, [stated(JOBS, "〔2.5〕")], year=2027, indicators=[JOBS])
    assert made.value == pytest.approx([1.2])
    assert made.base == pytest.approx([0.0])
    assert made.target == pytest.approx([2.5])
    assert made.milestone == pytest.approx([1.0])
    assert made.gap == pytest.approx([1.3])
    assert made.progress == pytest.approx([0.48])
    assert made.required == pytest.approx([1.3 / 3])
    assert required_growth_of(results, "基准", 0) == pytest.approx(1.3 / 3)
    assert list(made.status) == [Status.BLUE]
    due = milestones(results, "基准")[0]
    assert due[1:7] == pytest.approx([0.0, 0.5, 1.0, 1.5, 2.0, 2.5])
    assert math.isnan(due[0])


def test_a_path_to_a_sum_shares_what_is_left_in_equal_amounts():
    data = {("市", "jobs"): {2025: 0.5, 2026: 0.9, 2027: 0.6}}
    to_target = {("市", "", "jobs"): Assumption(Method.TARGET)}
    made, results = judged(
        data, [stated(JOBS, "〔3.0〕")], year=2030, indicators=[JOBS], assumptions=to_target
    )
    path = results.scenarios["基准"].values[0]
    assert path[4:7] == pytest.approx([0.5, 0.5, 0.5])
    assert made.value == pytest.approx([3.0])
    assert list(made.status) == [Status.BLUE]
    # after its year the amount stays
    assert path[-1] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("figures", "status"),
    [({2026: 0.5, 2027: 0.48}, Status.BLUE), ({2026: 0.3, 2027: 0.4}, Status.YELLOW), ({2026: 0.0, 2027: 0.1}, Status.ORANGE), ({2026: -0.1, 2027: -0.1}, Status.RED)],
)  # fmt: skip
def test_the_colours_of_a_sum_by_its_pace(figures, status):
    made, _ = judged({("市", "jobs"): figures}, [stated(JOBS, "〔2.5〕")], year=2027, indicators=[JOBS])
    assert list(made.status) == [status]


def test_a_sum_needs_no_base_but_every_year_after_it():
    target = [stated(JOBS, "五年累计2.5以上")]
    made, _ = judged({("市", "jobs"): {2026: 0.5, 2027: 0.6}}, target, year=2027, indicators=[JOBS])
    assert made.value == pytest.approx([1.1])
    made, _ = judged({("市", "jobs"): {2025: 0.5, 2027: 0.6}}, target, year=2027, indicators=[JOBS])
    assert math.isnan(made.value[0])
    assert list(made.status) == [Status.GREY]


def test_a_yearly_amount_is_a_sum_of_that_many_years():
    made, _ = judged(
        {("市", "jobs"): {2026: 0.5}}, [stated(JOBS, "年均新增0.5")], year=2026, indicators=[JOBS]
    )
    assert made.target == pytest.approx([2.5])


def test_a_ceiling_over_the_years_is_kept_only_at_its_end():
    use = replace(JOBS, direction=Direction.DOWN)
    data = {("市", "jobs"): {2026: 0.2, 2027: 0.9, 2028: 0.9, 2029: 0.9, 2030: 0.9}}
    target = [stated(use, "〔3.0以内〕")]
    assert list(judged(data, target, year=2026, indicators=[use])[0].status) != [Status.GREY]
    assert list(judged(data, target, year=2030, indicators=[use])[0].status) != [Status.BLUE]


# growths


def test_a_rate_is_judged_by_its_mean_so_far():
    data = {("市", "pace"): {2025: 5.0, 2026: 6.0, 2027: 6.1, 2028: 6.2}}
    made, _ = judged(data, [stated(PACE, "年均增长7%")], year=2028, indicators=[PACE])
    index = 1.06 * 1.061 * 1.062
    assert made.value == pytest.approx([(index ** (1 / 3) - 1) * 100])
    assert made.target == pytest.approx([7.0])
    assert made.milestone == pytest.approx([7.0])
    assert made.required == pytest.approx([((1.07**5 / index) ** 0.5 - 1) * 100])
    assert made.required[0] == pytest.approx(8.4, abs=0.05)
    assert made.progress == pytest.approx([(index - 1) / (1.07**5 - 1)])
    assert list(made.status) == [Status.YELLOW]


def test_a_bare_figure_of_a_rate_is_its_mean_a_year():
    made, _ = judged({("市", "pace"): {2026: 7.0}}, [stated(PACE, "7左右")], year=2026, indicators=[PACE])
    assert made.target == pytest.approx([7.0])
    assert list(made.status) == [Status.BLUE]


def test_a_path_to_a_mean_growth_takes_the_growth_that_the_years_left_need():
    data = {("市", "pace"): {2026: 6.0, 2027: 6.1, 2028: 6.2}}
    to_target = {("市", "", "pace"): Assumption(Method.TARGET)}
    made, results = judged(
        data, [stated(PACE, "年均增长7%")], year=2030, indicators=[PACE], assumptions=to_target
    )
    needed = ((1.07**5 / (1.06 * 1.061 * 1.062)) ** 0.5 - 1) * 100
    assert results.scenarios["基准"].values[0][5:7] == pytest.approx([needed, needed])
    assert made.value == pytest.approx([7.0])
    assert list(made.status) == [Status.BLUE]


def test_growths_below_zero_are_growths_too():
    data = {("市", "pace"): {2026: -2.0, 2027: 4.0}}
    made, _ = judged(data, [stated(PACE, "年均增长3%")], year=2027, indicators=[PACE])
    assert made.value == pytest.approx([((0.98 * 1.04) ** 0.5 - 1) * 100])
    data = {("市", "pace"): {2026: -100.0, 2027: 4.0}}
    made, _ = judged(data, [stated(PACE, "年均增长3%")], year=2027, indicators=[PACE])
    assert math.isnan(made.value[0])


def test_a_growth_of_what_has_only_growths_is_judged_by_these():
    growths = {2026: 6.0, 2027: 5.0}

    def printed(made):
        key = SeriesKey("市", "", "gdp")
        return replace(
            made,
            progress={ProgressKey(key, Period(year), True): figure for year, figure in growths.items()},
        )

    target = [stated(GDP, "年均增长5.5%")]
    made, _ = judged({("市", "gdp"): {}}, target, year=2027, indicators=[GDP], amend=printed)
    assert made.value == pytest.approx([((1.06 * 1.05) ** 0.5 - 1) * 100])
    assert made.required == pytest.approx([((1.055**5 / (1.06 * 1.05)) ** (1 / 3) - 1) * 100])
    assert list(made.status) == [Status.BLUE]


def test_a_growth_with_a_base_is_a_level_as_before():
    data = {("市", "gdp"): {2025: 100.0, 2026: 106.0}}
    made, _ = judged(data, [stated(GDP, "年均增长6%")], year=2026, indicators=[GDP])
    assert made.target == pytest.approx([100 * 1.06**5])
    assert made.value == pytest.approx([106.0])
    assert list(made.status) == [Status.BLUE]


def test_two_statements_of_a_cell_are_judged_each():
    data = {("市", "gdp"): {2025: 100.0, 2026: 106.0}}
    made, results = judged(data, [stated(GDP, "150左右，年均增长6%")], year=2026, indicators=[GDP])
    table = results.scenarios["基准"].targets
    assert list(table.second) == [False, True]
    assert table.keys[0] == table.keys[1]
    assert table.of_series[table.keys[0]] == 0
    assert made.target == pytest.approx([150.0, 100 * 1.06**5])
    assert list(made.status) == [Status.YELLOW, Status.BLUE]


# ranges


def test_the_way_to_a_range_counts_to_its_nearer_edge():
    data = {("市", "gdp"): {2025: 60.0, 2026: 62.0}}
    made, _ = judged(data, [stated(GDP, "70-80")], year=2026, indicators=[GDP])
    assert made.target == pytest.approx([75.0])
    assert made.progress == pytest.approx([0.2])
    assert made.milestone == pytest.approx([60 * (70 / 60) ** 0.2])
    assert made.required == pytest.approx([((70 / 62) ** 0.25 - 1) * 100])


@pytest.mark.parametrize("rule", list(Rule))
def test_a_range_that_was_run_through_is_yellow_at_best(rule):
    data = {("市", "gdp"): {2025: 60.0, 2030: 85.0}}
    made, _ = judged(data, [stated(GDP, "70-80")], year=2030, indicators=[GDP], rule=rule)
    assert list(made.status) == [Status.YELLOW]
    inside, _ = judged(
        {("市", "gdp"): {2025: 60.0, 2030: 75.0}},
        [stated(GDP, "70-80")],
        year=2030,
        indicators=[GDP],
        rule=rule,
    )
    assert list(inside.status) == [Status.BLUE]


# against others

WITH_PROVINCE = [
    Region("市", "云岭市"),
    Region("省", "全省", benchmark=True),
    Region("邻", "邻市", benchmark=True),
]


def test_a_share_against_the_provinces():
    data = {("市", "share"): {2025: 50.0, 2026: 52.0}, ("省", "share"): {2025: 51.0, 2026: 51.5}}
    made, _ = judged(
        data,
        [stated(SHARE, "高于全省平均")],
        year=2026,
        indicators=[SHARE],
        regions=WITH_PROVINCE,
    )
    assert made.value == pytest.approx([52.0])
    assert made.milestone == pytest.approx([51.5])
    assert list(made.status) == [Status.BLUE]
    behind = {("市", "share"): {2025: 50.0, 2026: 50.4}, ("省", "share"): {2025: 51.0, 2026: 60.0}}
    made, _ = judged(
        behind, [stated(SHARE, "高于全省平均")], year=2026, indicators=[SHARE], regions=WITH_PROVINCE
    )
    assert list(made.status) == [Status.ORANGE]
    assert made.gap == pytest.approx([9.6])


def test_incomes_in_step_with_the_economy_are_compared_by_their_growths():
    income = Indicator("income", "居民人均可支配收入", unit="元")
    data = {("市", "income"): {2025: 100.0, 2026: 106.0}, ("市", "gdp"): {2025: 200.0, 2026: 210.0}}
    made, _ = judged(data, [stated(income, "与经济增长同步")], year=2026, indicators=[income, GDP])
    assert made.value == pytest.approx([6.0])
    assert made.milestone == pytest.approx([5.0])
    assert list(made.status) == [Status.BLUE]


def test_a_relation_to_what_the_plan_does_not_have_is_grey_with_its_words():
    data = {("市", "share"): {2025: 50.0, 2026: 52.0}}
    made, results = judged(data, [stated(SHARE, "高于全国平均水平")], year=2026, indicators=[SHARE])
    assert list(made.status) == [Status.GREY]
    assert results.scenarios["基准"].targets.statements[0].text == "高于全国平均水平"


# directions and places


@pytest.mark.parametrize(
    ("words", "figure", "status"),
    [
        ("稳步提升", 51.0, Status.BLUE), ("稳步提升", 50.0, Status.YELLOW), ("稳步提升", 49.0, Status.RED),
        ("持续下降", 49.0, Status.BLUE), ("持续下降", 51.0, Status.RED),
        ("保持稳定", 50.5, Status.BLUE), ("保持稳定", 53.0, Status.BLUE), ("保持稳定", 45.0, Status.RED),
        ("保持在合理区间", 60.0, Status.GREY), ("各年度视情提出", 60.0, Status.GREY),
    ],
)  # fmt: skip
def test_words_are_judged_by_their_direction_alone(words, figure, status):
    data = {("市", "share"): {2025: 50.0, 2026: figure}}
    made, _ = judged(data, [stated(SHARE, words)], year=2026, indicators=[SHARE])
    assert list(made.status) == [status]
    assert np.isnan(made.target).all()


def test_a_place_among_yardsticks():
    regions = [Region("市", "云岭市"), *(Region(one, f"{one}市", benchmark=True) for one in "甲乙丙")]
    data = {
        (one, "share"): {2025: figure, 2026: figure}
        for one, figure in zip("甲乙丙", (60, 55, 52), strict=True)
    }
    data["市", "share"] = {2025: 50.0, 2026: 56.0}
    made, _ = judged(data, [stated(SHARE, "保持全省前三")], year=2026, indicators=[SHARE], regions=regions)
    assert made.base == pytest.approx([4.0])
    assert made.value == pytest.approx([2.0])
    assert made.target == pytest.approx([3.0])
    assert list(made.status) == [Status.BLUE]


def test_a_rank_that_is_an_indicator_is_its_own_figure():
    rank = Indicator("rank", "营商环境排名", unit="位", direction=Direction.DOWN)
    data = {("市", "rank"): {2025: 8.0, 2026: 7.0}}
    made, _ = judged(data, [stated(rank, "全省前三")], year=2026, indicators=[rank])
    assert (made.value[0], made.base[0], made.target[0]) == (7.0, 8.0, 3.0)
    assert list(made.status) == [Status.BLUE]


@pytest.mark.parametrize("text", ["〔2.5〕", "年均增长7%", "高于全省平均", "稳步提升", "前三"])
def test_a_target_year_before_the_base_gives_no_figure_and_no_error(text):
    indicator = PACE if "%" in text else JOBS
    data = {("市", indicator.code): {2025: 1.0, 2026: 1.0}}
    target = replace(stated(indicator, text), year=2024)
    made, _ = judged(data, [target], year=2026, indicators=[indicator])
    assert list(made.status) in ([Status.GREY], [Status.BLUE], [Status.YELLOW])
