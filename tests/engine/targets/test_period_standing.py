"""What the years gone have given of a sum or a growth and what those left need, by worked figures, and in words."""

from dataclasses import replace

import numpy as np
import pytest

from npfdesk.engine.edits.dragged_end import assumption_summing
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.judged_units import judged_unit
from npfdesk.engine.targets.period_standing import period_standing, summed_since
from npfdesk.engine.targets.required_pace import pace_of
from npfdesk.engine.targets.understood import understood
from npfdesk.plan.document import new_document
from npfdesk.plan.gap_words import gap_text
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.methods import Method, methods_of
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Problem
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.target_text import parse_target
from npfdesk.plan.targets import Measure, PlanTarget
from tests.plans import plan, scenario

JOBS = Indicator("jobs", "城镇新增就业", unit="万人", kind=Kind.FLOW, rollup=RollUp.SUM, decimals=2)
PACE = Indicator("pace", "规上工业增加值增速", unit="%", kind=Kind.RATE, decimals=1)
GDP = Indicator("gdp", "地区生产总值", unit="亿元", rollup=RollUp.SUM, decimals=1)
RANK = Indicator("rank", "综合实力排名", unit="位", kind=Kind.INDEX)
SHARE = Indicator("share", "研发强度", unit="%", kind=Kind.RATIO, decimals=2)
CITY = Region("市", "市")
PROVINCE = Region("省", "全省", benchmark=True)


def stated(indicator, text, year=2030, base_year=2025):
    parsed = parse_target(text, unit=indicator.unit, name=indicator.name, indicator_kind=indicator.kind)
    assert not isinstance(parsed, Problem), parsed.message("en")
    return PlanTarget(SeriesKey("市", "", indicator.code), year, text, parsed, base_year=base_year)


def made(indicator, text, figures, *, first=2024, assumption=None, others=None, base_year=2025):
    """The results of one target of one series whose figures begin in a year."""
    data = {("市", "", indicator.code): figures, **(others or {})}
    data = {
        one: {first + at: figure for at, figure in enumerate(row) if np.isfinite(figure)}
        for one, row in data.items()
    }
    key = ("市", "", indicator.code)
    worked = plan(
        data,
        first=first,
        indicators=[indicator],
        regions=[CITY, PROVINCE],
        targets=[stated(indicator, text, base_year=base_year)],
        scenarios=[scenario(assumptions={key: assumption} if assumption is not None else None)],
        base_year=2025,
        horizon=2032,
    )
    return compute(new_document(replace(worked, target_year=2030)))


def standing(*given, **more):
    results = made(*given, **more)
    found = period_standing(results, "基准", 0)
    assert found is not None
    return results, found


def test_a_growth_says_what_two_years_gave_and_what_three_need():
    # 6 and 5.2 come to a mean of 5.6, and (1.06^5 / (1.06 * 1.052))^(1/3) - 1 is 6.27
    results, found = standing(PACE, "年均增长6%", [5.8, 5.8, 6.0, 5.2])
    assert found.gone == pytest.approx(100 * ((1.06 * 1.052) ** 0.5 - 1))
    assert found.needed == pytest.approx(100 * ((1.06**5 / (1.06 * 1.052)) ** (1 / 3) - 1))
    assert found.sentence(results, "基准", "zh") == "前两年年均 5.6%，后三年需 6.3%"
    said = found.sentence(results, "基准", "en")
    assert said == "first 2 years 5.6% a year on average, the remaining 3 need 6.3%"


def test_the_sentence_of_the_issue():
    # three years of 6.1 on average; 7 % a year over five asks (1.07^5 / 1.061^3)^(1/2) - 1 = 8.4 of the last two
    results, found = standing(PACE, "年均增长7%", [5.0, 5.0, 6.1, 6.1, 6.1])
    assert found.sentence(results, "基准", "zh") == "前三年年均 6.1%，后两年需 8.4%"


@pytest.mark.parametrize(
    ("figures", "zh", "en"),
    [
        ([5.0, 5.0], "五年年均需 6.0%", "the 5 years need 6.0% a year"),
        ([5.0, 5.0, 7.0], "首年 7.0%，后四年需 5.8%", "first year 7.0%, the remaining 4 need 5.8%"),
        (
            [5.0, 5.0, 6.0, 6.0, 6.0, 5.0],
            "前四年年均 5.7%，最后一年需 7.0%",
            "first 4 years 5.7% a year on average, the last one needs 7.0%",
        ),
        (
            [5.0, 5.0, 6.0, 6.0, 6.0, 6.0, 6.0],
            "五年年均 6.0%，目标 6.0%",
            "5 years: 6.0% a year on average, target 6.0%",
        ),
    ],
)
def test_the_words_at_the_ends(figures, zh, en):
    results, found = standing(PACE, "年均增长6%", figures)
    assert found.sentence(results, "基准", "zh") == zh
    assert found.sentence(results, "基准", "en") == en


def test_a_growth_of_a_level_counts_from_its_base():
    results, found = standing(GDP, "年均增长6%", [950.0, 1000.0, 1050.0])
    assert found.gone == pytest.approx(5.0)
    assert found.aim == pytest.approx(6.0)
    assert found.needed == pytest.approx(100 * ((1000 * 1.06**5 / 1050) ** 0.25 - 1))
    assert found.yearly[1] == pytest.approx(100 * (1000 / 950 - 1))
    unit = judged_unit(results, "基准", 0)
    assert (unit.own, unit.paced, unit.unit.zh) == (True, True, "亿元")


def test_a_growth_in_total_is_a_mean_a_year():
    _, found = standing(GDP, "累计增长30%", [1000.0, 1000.0])
    assert found.aim == pytest.approx(100 * (1.3**0.2 - 1))


def test_a_sum_has_so_far_and_shares_what_is_left():
    # 0.48 and 0.49 of 2.5: three years share 1.53
    results, found = standing(JOBS, "〔2.5〕", [0.46, 0.47, 0.48, 0.49])
    np.testing.assert_allclose(found.so_far[1:4], [0.0, 0.48, 0.97])
    np.testing.assert_allclose(found.milestones[1:7], [0, 0.5, 1.0, 1.5, 2.0, 2.5])
    # nothing is summed before the base and after the year that it is due in
    assert np.isnan(found.so_far[0])
    assert np.isnan(found.so_far[7:]).all()
    assert found.needed == pytest.approx(0.51)
    assert found.sentence(results, "基准", "zh") == "前两年累计 0.97 万人，后三年需 0.51 万人/年"
    assert found.sentence(results, "基准", "en") == (
        "first 2 years 0.97 万人 in all, the remaining 3 need 0.51 万人 a year"
    )


def test_a_sum_that_is_over_and_one_that_has_not_begun():
    results, found = standing(JOBS, "〔2.5〕", [0.4] * 7)
    assert found.sentence(results, "基准", "zh") == "五年累计 2.00 万人，目标 2.50 万人"
    results, found = standing(JOBS, "〔2.5〕", [0.4, 0.5])
    assert found.sentence(results, "基准", "zh") == "五年年均需 0.50 万人/年"


def test_neither_a_sum_nor_a_growth_has_a_standing():
    results = made(GDP, "1300", [950.0, 1000.0])
    assert period_standing(results, "基准", 0) is None


def test_a_missing_year_ends_a_sum():
    years = np.arange(2024, 2031)
    yearly = np.array([1.0, 1.0, 2.0, np.nan, 2.0, 2.0, 2.0])
    np.testing.assert_array_equal(
        summed_since(yearly, years, 2025, 2030), [np.nan, 0, 2, np.nan, np.nan, np.nan, np.nan]
    )
    assert np.isnan(summed_since(yearly, years, 2020, 2030)).all()


@pytest.mark.parametrize(
    ("indicator", "text", "figures", "measure", "difference", "need"),
    [
        (JOBS, "〔2.5〕", [0.4, 0.5], Measure.SUM, "缺 0.25 万人", "0.51 万人/年"),
        (PACE, "年均增长6%", [5.0, 5.0], Measure.GROWTH, "缺 0.3 个百分点", "0.51%/年"),
        (RANK, "前三", [5.0, 4.0], Measure.RANK, "达到", "1"),
        (SHARE, "2.8", [2.1, 2.3], Measure.LEVEL, "缺 0.25 个百分点", "0.51个百分点/年"),
        (GDP, "1300", [950.0, 1000.0], Measure.LEVEL, "缺 0.3 亿元", "0.51%/年"),
    ],
)
def test_each_measure_counts_in_its_units(indicator, text, figures, measure, difference, need):
    unit = judged_unit(made(indicator, text, figures), "基准", 0)
    assert unit.measure is measure
    assert unit.gap(0.25, "zh") == difference
    if measure is not Measure.RANK:
        assert unit.need(0.51, "zh").replace(" ", "") == need.replace(" ", "")
    assert unit.figure(float("nan"), "zh") == "—"
    assert unit.gap(float("nan"), "en") == "—"


def test_a_gap_is_positive_while_something_is_missing():
    assert gap_text(97.3, 1, "亿元", "zh") == "缺 97.3 亿元"
    assert gap_text(-12, 1, "亿元", "zh") == "超 12.0 亿元"
    assert gap_text(-12, 1, "", "en") == "12.0 over"
    assert gap_text(0.04, 1, "亿元", "en") == "met"


def test_what_a_sum_needs_is_no_multiple_of_a_pace():
    results = made(JOBS, "〔2.5〕", [0.4, 0.5, 0.5])
    assert np.isnan(pace_of(results, "基准", 0).multiple)
    results = made(GDP, "1300", [950.0, 1000.0])
    assert pace_of(results, "基准", 0).multiple > 0


def test_a_rate_is_continued_by_four_methods():
    assert set(methods_of(Kind.RATE)) == {Method.HOLD, Method.STEP, Method.VALUES, Method.TARGET}
    assert methods_of(Kind.FLOW) == tuple(Method)


@pytest.mark.parametrize(
    ("indicator", "text", "said"),
    [
        (GDP, "年均增长6%", "年均增速：每年 6.0%，2030 年约 1,338.2 亿元"),
        (GDP, "累计增长30%以上", "累计增速：不低于 30.0%，2030 年约 1,300.0 亿元"),
        (
            GDP,
            "1500左右，年均增长6%",
            "当年值：2030 年 1,500.0 亿元左右；年均增速：每年 6.0%，2030 年约 1,338.2 亿元",
        ),
        (GDP, "力争1600", "当年值：2030 年 力争 1,600.0 亿元"),
        (JOBS, "〔2.5〕，力争〔3〕", "累计：2026–2030 年共 2.50 万人，力争 3.00 万人，平均每年 0.500 万人"),
        (PACE, "6%左右", "年均增速：每年 6.0%左右"),
        (RANK, "保持全省前三", "位次：前 3 位"),
        (GDP, "高于全国平均", "与其他序列比：规划里没有“全国平均”的数据，暂时无法评价"),
        (SHARE, "保持稳定", "定性：与基期持平"),
        (SHARE, "2.6-3.0", "当年值：2030 年 2.60–3.00%"),
        (SHARE, "完成省下达任务", "由上级下达，没有数值，不评价"),
    ],
)
def test_what_was_understood_is_told(indicator, text, said):
    results = made(indicator, text, [950.0, 1000.0])
    target = stated(indicator, text)
    assert understood(results.plan, target, "zh") == said
    assert understood(results.plan, target, "en").isprintable()


def test_a_yardstick_that_is_there_is_named():
    results = made(GDP, "高于全省平均", [950.0, 1000.0], others={("省", "", "gdp"): [9.0, 10.0]})
    assert understood(results.plan, stated(GDP, "高于全省平均"), "zh") == "与其他序列比：“全省 地区生产总值”"


def test_a_growth_without_a_base_says_so():
    results = made(GDP, "年均增长6%", [950.0, np.nan])
    target = stated(GDP, "年均增长6%")
    assert "没有基期值" in understood(results.plan, target, "zh")


def test_a_sum_is_pulled_by_its_end():
    results = made(JOBS, "〔2.5〕", [0.46, 0.47, 0.48, 0.49], assumption=Assumption(Method.GROWTH, 2.0))
    found = assumption_summing(results, "基准", 0, 3.0, 2025, 2030)
    assert found is not None
    assert found.method is Method.GROWTH
    growth = 1 + found.value / 100
    # 0.97 so far, and three years that grow alike
    assert 0.97 + 0.49 * (growth + growth**2 + growth**3) == pytest.approx(3.0, abs=2e-3)
    results = made(JOBS, "〔2.5〕", [0.46, 0.47, 0.48, 0.49], assumption=Assumption(Method.STEP, 0.01))
    found = assumption_summing(results, "基准", 0, 2.5, 2025, 2030)
    # 0.97 + 3 * 0.49 + 6 s = 2.5
    assert found.value == pytest.approx(0.01)
    assert assumption_summing(results, "基准", 0, 2.5, 2030, 2030) is None
