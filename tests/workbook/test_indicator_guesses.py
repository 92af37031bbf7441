"""What an indicator is where no column says it: per-head amounts are levels, the way from name or targets, decimals as printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.kinds import Direction, Kind, RollUp
from npfdesk.plan.rounding import rounded
from npfdesk.workbook.indicator_guesses import (
    guess_decimals,
    guess_direction,
    guess_kind,
    guess_rollup,
    printed_figure,
)

PER_UNIT = [
    ("人均GDP", "万元"), ("人均可支配收入", "元"), ("居民收入", "万元/人"), ("亩均税收", "万元/亩"), ("房价", "元/平方米"),
    ("最低工资标准", "元"), ("平均工资", "元"), ("商品住宅均价", "元"), ("万元GDP能耗", "吨标煤"), ("平均通勤时间", "分钟"),
    ("万人发明专利拥有量", "件"), ("千人医师数", "人"), ("每千人口床位数", "张"), ("城乡居民收入比", ""), ("GDP per capita", "yuan"), ("Infant mortality", "per 1,000"),
    ("median wage", "£"), ("Price per tonne", "$"), ("Energy intensity", "kWh/万元"), ("PM2.5", "μg/m3"),
]  # fmt: skip
DOWN = [
    ("城镇调查失业率", "%"), ("PM2.5", "微克/立方米"), ("细颗粒物（PM2.5）", "微克/立方米"), ("PM10", "微克/立方米"), ("臭氧", "微克/立方米"),
    ("单位GDP能耗", "吨标准煤/万元"), ("碳排放强度", "吨/万元"), ("氨氮", "吨"), ("COD", "吨"), ("氮氧化物", "吨"), ("孕产妇死亡率", "1/10万"),
    ("生产安全事故起数", "起"), ("火灾起数", "起"), ("逾期率", "%"), ("不良贷款率", "%"), ("城乡收入倍差", ""), ("政府债务率", "%"),
    ("宏观杠杆率", "%"), ("通胀率", "%"), ("近视率", "%"), ("辍学率", "%"), ("黑臭水体数量", "条"), ("企业开办时间", "小时"), ("噪声", "分贝"),
    ("农药使用量", "吨"), ("Unemployment rate", "%"), ("Ozone", "μg/m3"), ("Road fatalities", "people"), ("CO2 emissions", "Mt"),
    ("overcrowding", "%"), ("Infant mortality", "per 1,000"),
]  # fmt: skip
UP = [
    ("单位GDP能耗降低", "%"), ("碳排放强度下降率", "%"), ("PM2.5达标天数", "天"), ("化肥利用率", "%"), ("火灾扑救成功率", "%"),
    ("债务化解率", "%"), ("二氧化硫减排量", "吨"), ("人均GDP", "万元"), ("森林覆盖率", "%"), ("非化石能源占比", "%"), ("臭氧层保护项目", "个"),
    ("污水处理率", "%"), ("失业人员再就业", "人"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "unit"), PER_UNIT)
def test_an_amount_per_head_or_per_unit_is_a_level_that_does_not_roll_up(name, unit):
    kind = guess_kind(name, unit)
    assert kind is Kind.LEVEL
    assert guess_rollup(kind, name, unit) is RollUp.NONE


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("GDP", "亿元"),
        ("财政总收入", "元"),
        ("地区生产总值", "元"),
        ("化学需氧量", "吨"),
        ("火灾起数", "起"),
        ("平均从业人数", "万人"),
        ("平均人口", "万人"),
    ],
)
def test_an_amount_still_sums_up(name, unit):
    assert guess_rollup(guess_kind(name, unit), name, unit) is RollUp.SUM


@pytest.mark.parametrize(("name", "unit"), DOWN)
def test_less_is_better_by_the_name(name, unit):
    assert guess_direction(name, unit, []) is Direction.DOWN


@pytest.mark.parametrize(("name", "unit"), UP)
def test_more_is_better_by_the_name(name, unit):
    assert guess_direction(name, unit, [], [(10.0, 5.0)] if name == "失业人员再就业" else []) is Direction.UP


@pytest.mark.parametrize(
    ("targets", "sides", "way"),
    [
        ((), [(26.0, 20.0)], Direction.DOWN),
        ((), [(20.0, 26.0)], Direction.UP),
        ((), [(26.0, 20.0), (20.0, 26.0)], Direction.UP),
        (("下降15%",), [], Direction.DOWN),
        (("比2020年下降18%",), [], Direction.DOWN),
        (("减少20",), [], Direction.DOWN),
        (("持续下降",), [], Direction.DOWN),
        (("年均下降3%",), [], Direction.DOWN),
        (("reduce by 50%",), [], Direction.DOWN),
        (("halve",), [], Direction.DOWN),
        (("下降15%以上",), [], Direction.DOWN),
        (("增长15%以上",), [], Direction.UP),
        (("新增500",), [], Direction.UP),
        (("翻一番",), [], Direction.UP),
        (("稳步提升",), [], Direction.UP),
        (("下降15%", "增长3%"), [], Direction.UP),
    ],
)
def test_the_way_of_a_name_that_says_nothing_is_that_of_its_targets(targets, sides, way):
    assert guess_direction("某量", "吨", targets, sides) is way


def test_a_growth_that_is_to_be_negative_is_still_better_higher():
    assert guess_direction("某业增速", "%", ["-2%"]) is Direction.UP


@pytest.mark.parametrize(
    ("texts", "sides", "places"),
    [
        (("0.45", "0.39"), [(0.45, 0.39)], 2),
        (("26", "20"), [(26.0, 20.0)], 0),
        (("0.00045", "0.00039"), [(0.00045, 0.00039)], 5),
        (("33.333333333333", "50"), [], 4),
        (("1.00000001", "1.00000002"), [(1.00000001, 1.00000002)], 8),
    ],
)
def test_decimals_are_those_of_the_figures(texts, sides, places):
    assert guess_decimals(texts, sides) == places


@given(st.lists(st.tuples(st.floats(-1e4, 1e4), st.floats(-1e4, 1e4)), max_size=4))
def test_a_target_is_told_from_its_base(sides):
    places = guess_decimals((), sides)
    assert places == 9 or all(
        base == target or rounded(base, places) != rounded(target, places) for base, target in sides
    )


@pytest.mark.parametrize(
    ("text", "places", "printed"),
    [
        ("1234.5678912", 1, "1234.0"), ("45", 2, "45.00"), ("0.45", 1, "0.45"), ("0.45", -1, "0.45"), ("33.1%", 1, "33.1%"),
        ("7000以上", 2, "7000以上"), ("1234.5678912", 0, "1234"),
    ],
)  # fmt: skip
def test_what_was_computed_counts_as_it_is_shown(text, places, printed):
    """0.45 shown as 0.5 keeps its own two places, of 1234.5678912 shown as 1,234.6 one counts."""
    assert printed_figure(text, places) == printed
