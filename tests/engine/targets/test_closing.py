"""Old targets closed: verdicts worked by hand, for every measure and for every way in which a figure binds."""

from dataclasses import replace
from types import MappingProxyType

import pytest

from npfdesk.engine.projection.recorded_figures import RECORDED, recorded_results
from npfdesk.engine.targets.closing import closed_targets
from npfdesk.plan.closed_targets import ClosedTarget, Verdict
from npfdesk.plan.closed_words import (
    closed_level,
    closed_unit,
    is_stretch,
    verdict_counts,
    verdict_text,
    without_stretches,
)
from npfdesk.plan.periods import Period
from npfdesk.plan.second_statements import SecondStatement
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.plan.target_text import parse_target
from tests import plans
from tests.plans import Direction, Indicator, Kind, Region, RollUp

KEY = ("甲", "", "x")


def closed(text, figures, until=2025, *, also=None, **about):
    """The closed targets of one series with a target for 2025."""
    indicator = Indicator("x", "x", **{"unit": "亿元", **about})
    data = {KEY: figures, **(also or {})}
    others = [Indicator(key[2], key[2]) for key in (also or {}) if key[2] != "x"]
    made = plans.plan(
        data,
        indicators=[indicator, *others],
        targets=[plans.target(KEY, text, unit=indicator.unit, kind=indicator.kind)],
    )
    return closed_targets(recorded_results(made), until)


def alone(text, figures, **about):
    (one,) = closed(text, figures, **about)
    return one


@pytest.mark.parametrize(
    ("text", "last", "verdict", "over"),
    [
        ("8000", 8012, Verdict.MET, 12),
        ("8000", 8000, Verdict.MET, 0),
        ("8000", 7900, Verdict.MISSED, -100),
        ("7000以上", 6999, Verdict.MISSED, -1),
        ("不超过7000", 7000.5, Verdict.MISSED, -0.5),
        ("不超过7000", 6990, Verdict.MET, 10),
        # 2 % either way of 5000 is 4900 to 5100: 50 inside the nearer bound, 20 outside the farther one
        ("5000左右", 5050, Verdict.MET, 50),
        ("5000左右", 5120, Verdict.MISSED, -20),
        ("5000左右", 4880, Verdict.MISSED, -20),
        ("5000-5200", 5150, Verdict.MET, 50),
        ("5000-5200", 4900, Verdict.MISSED, -100),
        # from a base of 4000: 500 more, doubled
        ("新增500", 4520, Verdict.MET, 20),
        ("翻一番", 7000, Verdict.MISSED, -1000),
    ],
)
def test_a_level_is_held_against_its_figure(text, last, verdict, over):
    one = alone(text, {2020: 4000, 2025: last})
    assert one.verdict is verdict
    assert one.over == pytest.approx(over)
    assert (one.reached, one.base, one.base_year, one.year) == (last, 4000, 2020, 2025)


@pytest.mark.parametrize(
    ("text", "last", "verdict", "figure", "reached", "over"),
    [
        ("增长50%", 6300, Verdict.MET, 50, 57.5, 7.5),
        ("下降10%", 3800, Verdict.MISSED, -10, -5, -5),
        ("年均增长3%", 4600, Verdict.MISSED, 3, (1.15**0.2 - 1) * 100, (1.15**0.2 - 1) * 100 - 3),
        ("年均增长3%以上", 4000 * 1.04**5, Verdict.MET, 3, 4, 1),
        # 4637.1 less 2 % is 4544.4, which is 2.58 % a year
        ("年均增长3%左右", 4600, Verdict.MET, 3, (1.15**0.2 - 1) * 100, None),
    ],
)
def test_a_growth_is_judged_by_its_level_and_told_as_a_growth(text, last, verdict, figure, reached, over):
    direction = Direction.DOWN if "下降" in text else Direction.UP
    one = alone(text, {2020: 4000, 2025: last}, direction=direction)
    assert (one.verdict, one.base) == (verdict, 4000)
    assert one.figure == pytest.approx(figure)
    assert one.reached == pytest.approx(reached)
    low = (0.98 ** (1 / 5) * 1.03 - 1) * 100
    assert one.over == pytest.approx(reached - low if over is None else over)
    indicator = Indicator("x", "x", unit="亿元")
    assert closed_unit(indicator, one).unit.zh == "%"
    assert closed_level(indicator, one) == pytest.approx(
        4000 * (1 + figure / 100) ** (5 if "年均" in text else 1)
    )


def test_lower_is_better():
    met = alone("25", {2020: 40, 2025: 23}, direction=Direction.DOWN)
    assert (met.verdict, met.over) == (Verdict.MET, 2)
    missed = alone("25", {2020: 40, 2025: 28}, direction=Direction.DOWN)
    assert (missed.verdict, missed.over) == (Verdict.MISSED, -3)


def test_a_sum_is_of_the_years_after_the_base():
    figures = {2020: 90, 2021: 100, 2022: 110, 2023: 90, 2024: 120, 2025: 105}
    one = alone("〔520〕", figures, kind=Kind.FLOW)
    assert (one.reached, one.figure, one.verdict, one.over) == (525, 520, Verdict.MET, 5)
    assert one.base is None
    # a year without a figure leaves no sum
    none = alone("〔520〕", {**figures, 2023: float("nan")}, kind=Kind.FLOW)
    assert (none.reached, none.figure, none.verdict) == (None, 520, Verdict.NONE)


def test_the_growth_of_a_rate_is_its_mean_a_year():
    figures = {2021: 8, 2022: 6, 2023: 7, 2024: 5, 2025: 6}
    one = alone("7左右", figures, kind=Kind.RATE, unit="%")
    assert one.reached == pytest.approx(((1.08 * 1.06 * 1.07 * 1.05 * 1.06) ** 0.2 - 1) * 100)
    assert (one.figure, one.verdict) == (7, Verdict.MISSED)
    # 6.395 % lies 0.465 below 6.86
    assert one.over == pytest.approx(one.reached - 6.86)
    assert closed_unit(Indicator("x", "x", unit="%", kind=Kind.RATE), one).unit.zh == "%"


def test_printed_growths_close_the_growth_of_a_series_without_levels():
    made = plans.plan(
        {KEY: {}},
        indicators=[Indicator("x", "x", unit="亿元")],
        targets=[plans.target(KEY, "年均增长6%", unit="亿元")],
    )
    grown = {ProgressKey(SeriesKey(*KEY), Period(year), True): 6.5 for year in range(2021, 2026)}
    (one,) = closed_targets(recorded_results(made.with_progress(MappingProxyType(grown))), 2025)
    assert one.reached == pytest.approx(6.5)
    assert (one.figure, one.verdict, one.base) == (6, Verdict.MET, None)
    assert verdict_text(made.indicators[0], one, "zh") == "达标，超 0.5 个百分点"


@pytest.mark.parametrize(
    ("text", "last", "verdict"),
    [("稳步提升", 51, Verdict.MET), ("稳步提升", 49, Verdict.MISSED), ("保持稳定", 50.5, Verdict.MET),
     ("持续下降", 51, Verdict.MISSED), ("保持在合理区间", 51, Verdict.NONE), ("完成省下达任务", 51, Verdict.NONE)],
)  # fmt: skip
def test_words_are_judged_by_their_direction_or_not_at_all(text, last, verdict):
    one = alone(text, {2020: 50, 2025: last}, kind=Kind.RATIO, unit="%")
    assert (one.verdict, one.figure, one.over) == (verdict, None, None)
    assert one.reached == last
    assert one.text == text


def test_a_place_and_a_relation():
    regions = [
        Region("市", "市"),
        Region("甲", "甲", parent="市"),
        Region("乙", "乙", parent="市"),
        Region("丙", "丙", parent="市"),
    ]
    data = {(code, "", "x"): {2020: 1, 2025: figure} for code, figure in (("甲", 5), ("乙", 7), ("丙", 3))}
    made = plans.plan(
        data,
        regions=regions,
        indicators=[Indicator("x", "x")],
        targets=[plans.target(KEY, "保持全市第一", unit="亿元")],
    )
    (place,) = closed_targets(recorded_results(made), 2025)
    assert (place.figure, place.reached, place.verdict, place.over) == (1, 2, Verdict.MISSED, -1)
    assert verdict_text(made.indicators[0], place, "en") == "missed, 1 places short"
    province = Region("全省", "全省", benchmark=True)
    made = plans.plan(
        {KEY: {2020: 50, 2025: 61}, ("全省", "", "x"): {2020: 52, 2025: 60}},
        regions=[Region("甲", "甲"), province],
        indicators=[Indicator("x", "x", kind=Kind.RATIO, unit="%")],
        targets=[plans.target(KEY, "高于全省平均", unit="%")],
    )
    (relative,) = closed_targets(recorded_results(made), 2025)
    assert (relative.figure, relative.reached, relative.verdict, relative.over) == (60, 61, Verdict.MET, 1)
    unknown = made.with_observations([(SeriesKey("全省", "", "x"), 2025, None)])
    (relative,) = closed_targets(recorded_results(unknown), 2025)
    # the province's figure of another year closes nothing
    assert (relative.figure, relative.verdict) == (None, Verdict.NONE)


def test_a_figure_that_is_only_projected_closes_nothing():
    one = alone("8000", {2020: 4000, 2024: 9000})
    assert (one.verdict, one.reached, one.over) == (Verdict.NONE, None, None)


def test_roll_ups_and_formulas_of_what_has_happened_do():
    regions = [Region("市", "市"), Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")]
    indicators = [
        Indicator("x", "x", rollup=RollUp.SUM),
        Indicator("p", "p"),
        Indicator("per", "per", formula=plans.formula("x / p")),
    ]
    data = {
        ("市", "", "x"): {},
        ("市", "", "p"): {2020: 2, 2025: 2},
        ("市", "", "per"): {},
        ("甲", "", "x"): {2020: 3, 2025: 4},
        ("乙", "", "x"): {2020: 5, 2025: 6},
    }
    targets = [plans.target(("市", "", "x"), "11"), plans.target(("市", "", "per"), "5以上")]
    made = plans.plan(data, regions=regions, indicators=indicators, targets=targets)
    total, per = closed_targets(recorded_results(made), 2025)
    assert (total.base, total.reached, total.verdict, total.over) == (8, 10, Verdict.MISSED, -1)
    assert (per.base, per.reached, per.verdict) == (4, 5, Verdict.MET)
    # a child without a figure leaves no sum, and nothing that is computed from it
    made = made.with_observations([(SeriesKey("乙", "", "x"), 2025, None)])
    assert {one.verdict for one in closed_targets(recorded_results(made), 2025)} == {Verdict.NONE}


def test_a_stretch_is_closed_behind_its_target_and_counted_apart():
    both = closed("3.0以上，力争3.5以上", {2020: 2.7, 2025: 3.2}, kind=Kind.RATIO, unit="%")
    assert [(one.text, one.figure, one.verdict) for one in both] == [
        ("3.0以上，力争3.5以上", 3.0, Verdict.MET),
        ("力争3.5", 3.5, Verdict.MISSED),
    ]
    assert both[1].over == pytest.approx(-0.3)
    assert vars(verdict_counts(both)) == {"met": 1, "missed": 0, "none": 0}
    assert vars(verdict_counts(both, stretch=True)) == {"met": 0, "missed": 1, "none": 0}
    assert without_stretches(both) == both[:1]
    (hoped,) = closed("力争3.5以上", {2020: 2.7, 2025: 3.6}, kind=Kind.RATIO, unit="%")
    assert (hoped.text, hoped.verdict, is_stretch(hoped)) == ("力争3.5以上", Verdict.MET, True)
    assert without_stretches([hoped]) == (hoped,)


def test_the_stretch_of_a_growth_is_told_as_a_growth():
    both = closed("年均增长5%，力争6%", {2020: 100, 2025: 100 * 1.055**5})
    assert [(one.verdict, round(one.figure, 9), round(one.reached, 9)) for one in both] == [
        (Verdict.MET, 5, 5.5),
        (Verdict.MISSED, 6, 5.5),
    ]
    assert [verdict_text(Indicator("x", "x"), one, "zh") for one in both] == [
        "达标，超 0.5 个百分点",
        "未达标，缺 0.5 个百分点",
    ]


def test_a_stretch_of_a_column_of_its_own():
    target = replace(plans.target(KEY, "100"), stretch=120.0, stretch_text="120")
    made = plans.plan({KEY: {2020: 80, 2025: 110}}, targets=[target])
    first, hoped = closed_targets(recorded_results(made), 2025)
    assert (first.verdict, first.over) == (Verdict.MET, 10)
    assert (hoped.text, hoped.figure, hoped.verdict, hoped.over) == ("力争120", 120, Verdict.MISSED, -10)


def test_two_statements_and_yearly_stages_are_closed_each_by_itself():
    second = SecondStatement("年均增长6%", parse_target("年均增长6%"))
    targets = [
        replace(plans.target(KEY, "130"), beside=(second,)),
        plans.target(KEY, "104", year=2021),
        plans.target(KEY, "200", year=2035),
    ]
    made = plans.plan({KEY: {2020: 100, 2021: 105, 2025: 132}}, targets=targets, horizon=2035)
    found = closed_targets(recorded_results(made), 2025)
    # 100 · 1.06^5 = 133.8: the sum is met and the growth is not; 2035 is not over yet
    assert [(one.year, one.text, one.verdict) for one in found] == [
        (2025, "130", Verdict.MET),
        (2025, "年均增长6%", Verdict.MISSED),
        (2021, "104", Verdict.MET),
    ]
    assert found[1].figure == pytest.approx(6)
    assert closed_level(made.indicators[0], found[1]) == pytest.approx(133.8226, abs=1e-4)
    assert found[2].reached == 105


def test_what_asks_for_nothing_is_no_target_and_what_was_before_its_region_has_no_figure():
    assert closed("—", {2020: 1, 2025: 2}) == ()
    regions = [Region("市", "市"), Region("甲", "甲", parent="市", until=2023)]
    made = plans.plan(
        {KEY: {2020: 1, 2025: 9}},
        regions=regions,
        indicators=[Indicator("x", "x")],
        targets=[plans.target(KEY, "2")],
    )
    (one,) = closed_targets(recorded_results(made), 2025)
    assert (one.verdict, one.reached) == (Verdict.NONE, None)


def test_verdicts_in_words():
    level = Indicator("x", "x", unit="亿元")
    share = Indicator("y", "y", unit="%", kind=Kind.RATIO)
    one = ClosedTarget(SeriesKey("甲", "", "x"), 2025, "100", 80, 2020, 100, 112, Verdict.MET, 12)
    assert verdict_text(level, one, "zh") == "达标，超 12.0 亿元"
    assert verdict_text(level, one, "en") == "met, 12.0 亿元 over"
    assert verdict_text(level, replace(one, over=0.0), "zh") == "达标"
    assert (
        verdict_text(share, replace(one, verdict=Verdict.MISSED, over=-3.2), "zh")
        == "未达标，缺 3.2 个百分点"
    )
    assert verdict_text(share, replace(one, text="35左右", over=0.4), "zh") == "达标，在区间内"
    assert verdict_text(share, replace(one, text="35左右", verdict=Verdict.MISSED, over=-0.4), "en") == (
        "missed, 0.4 percentage points outside its bounds"
    )
    assert verdict_text(level, replace(one, verdict=Verdict.NONE, over=None), "zh") == "缺数"
    assert verdict_text(level, replace(one, text="?"), "zh") == "达标，超 12.0 亿元"
    assert closed_unit(level, one).figure(112, "zh") == "112.0 亿元"
    assert closed_unit(share, one).figure(None, "en") == "—"
    assert closed_unit(share, one).figure(35, "en") == "35.0%"


def test_nothing_recorded_is_projected_or_held():
    made = plans.plan({KEY: {2020: 1, 2022: 3}, ("乙", "", "x"): {}})
    results = recorded_results(made)
    values = results.scenarios[RECORDED].values
    assert [values[0, made.column(year)] for year in (2020, 2022)] == [1, 3]
    assert (values[0] == values[0]).sum() == 2


@pytest.mark.parametrize("text", ["年均增长5%", "累计增长20%", "新增200", "翻一番"])
def test_what_counts_from_a_base_that_is_missing_has_no_verdict(text):
    # the figure of 2019 is no base of 2020
    one = alone(text, {2019: 1000.0, 2021: 1100.0, 2025: 2310.0})
    assert (one.base, one.verdict, one.over) == (None, Verdict.NONE, None)
    assert alone("1300以上", {2019: 1000.0, 2025: 2310.0}).verdict is Verdict.MET


def test_a_growth_that_was_reached_has_no_last_bits():
    one = alone("年均增长6%", {2020: 100.0, 2025: 100.0 * 1.06**5})
    assert (one.reached, one.verdict) == (6.0, Verdict.MET)
