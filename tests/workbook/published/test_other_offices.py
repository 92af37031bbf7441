"""Kinds of plan tables of other offices and languages. All figures are made up."""

import pytest

from npfdesk.plan.kinds import Direction
from npfdesk.plan.targets import Measure
from tests.workbook.published.grids import observed, read

TITLE = "云岭县“十五五”主要指标"


def targets(reading):
    """The targets: by region, indicator and year their measure and figure."""
    return {
        (key.series.region, key.series.indicator, key.year): (one.parsed.measure, one.parsed.figure)
        for key, one in reading.plan.targets.items()
    }


def told(reading):
    return {(one.code, one.cell) for one in reading.problems}


def test_a_line_at_the_foot_of_a_page_parts_no_table():
    head = ["序号", "县区", "2025年", "2030年目标"]
    rows = [
        ["云岭市产值目标（亿元）"],
        head,
        [1, "甲县", 5, 7],
        ["——第1页——"],
        head,
        [2, "乙县", 3, 4],
        ["第2页 共2页"],
    ]
    assert set(targets(read(rows))) == {("甲县", "产值", 2030), ("乙县", "产值", 2030)}


def test_sums_under_means_or_sums_stand_beside_the_level():
    head = ["指标", "2025年", "2030年", "年均增长/[累计]"]
    reading = read(
        [[TITLE], head, ["森林覆盖率（%）", 52.1, 52.8, "[0.7]"], ["城镇新增就业（万人）", 6, "—", "[30]"]]
    )
    assert targets(reading)["云岭县", "森林覆盖率", 2030] == (Measure.LEVEL, 52.8)
    assert targets(reading)["云岭县", "城镇新增就业", 2030] == (Measure.SUM, 30)
    assert reading.status == "ok"


@pytest.mark.parametrize(("cell", "figure"), [("15（累计）", 15), ("（15）", 15), ("15（五年累计）", 15)])
def test_a_sum_said_in_a_round_bracket(cell, figure):
    reading = read([[TITLE], ["指标", "2025年", "2030年"], ["城镇新增就业（万人）", 3, cell]])
    assert targets(reading)["云岭县", "城镇新增就业", 2030] == (Measure.SUM, figure)


def test_years_of_a_plan_by_their_numbers_alone_are_targets():
    rows = [
        ["Water, Strategic Plan 2024-2028"],
        ["Indicator", "Baseline 2023", "Yr 1", "Yr 2", "Yr 5"],
        ["Piped (%)", 41, 44, 48, 60],
    ]
    assert [one[2] for one in targets(read(rows))] == [2024, 2025, 2028]


def test_the_last_of_the_stages_is_the_plan_s_year():
    rows = [["云岭市分年度目标"], ["县区", "指标", "2025年预计", *(f"{year}年" for year in range(2026, 2031))],
            ["甲县", "城镇新增就业", 3.2, 3, 3, 3, 3, 3]]  # fmt: skip
    plan = read(rows).plan
    assert (plan.base_year, plan.target_year) == (2025, 2030)
    assert plan.indicators[0].direction is Direction.UP


def test_blocks_are_regions_below_districts():
    rows = [["Baseline and targets"], ["District", "Block", "Indicator", "Baseline (Jun 2023)", "Target 2025"],
            ["Ran", "Salai", "Immunised (%)", 62, 90], ["", "Mandar", "Immunised (%)", 58, 90]]  # fmt: skip
    plan = read(rows).plan
    assert {one.name: one.parent for one in plan.regions}["Mandar"] == "Ran"


def test_a_floor_beside_the_target_is_told():
    rows = [
        [TITLE],
        ["指标", "2025年", "2030年", "", ""],
        ["", "", "底线目标", "预期目标", "奋斗目标"],
        ["企业数（家）", 640, 1000, 1100, 1300],
    ]
    reading = read(rows, merged=[(2, 3, 2, 5), (2, 1, 3, 1), (2, 2, 3, 2)])
    (target,) = reading.plan.targets.values()
    assert (target.parsed.figure, target.stretch) == (1100, 1300)
    assert told(reading) == {("other_column", "C4")}


def test_the_middle_of_a_plan_is_no_year():
    rows = [
        ["云岭市企业数（家）"],
        ["县区", "十四五中期", "十四五末", "十五五末（目标）"],
        ["甲县", 46, 64, 110],
        ["乙县", 28, 40, 68],
    ]
    reading = read(rows)
    assert told(reading) == {("other_column", "B3:B4")}
    assert {(one.base_year, one.base_printed) for one in reading.plan.targets.values()} == {
        (2025, 64),
        (2025, 40),
    }


def test_all_columns_of_the_year_of_titled_targets_are_targets():
    rows = [["Energy targets for 2030"], ["Country", "Share of renewables in 2020, %", "Share of renewables, 2030 target", "Final energy use 2030 (Mtoe)"],
            ["Austria", 36.5, "57%", "25.6 Mtoe"], ["Spain", 21.2, "48%", 71.7]]  # fmt: skip
    reading = read(rows)
    assert {one.name: one.unit for one in reading.plan.indicators} == {
        "Share of renewables": "%",
        "Final energy use": "Mtoe",
    }
    assert targets(reading)["Austria", "Final energy use", 2030] == (Measure.LEVEL, 25.6)


def test_renminbi_before_a_unit_is_none_of_it():
    rows = [
        ["云岭县财政目标"],
        ["", "", "金额单位：人民币万元"],
        ["项目", "2025年", "2030年目标"],
        ["财政收入", 180000, 260000],
        ["网点（个）", 58, 60],
    ]
    assert [one.unit for one in read(rows).plan.indicators] == ["万元", "个"]


def test_bounds_in_the_languages_of_the_heads():
    rows = [["Kế hoạch 2026-2030"], ["Tên chỉ tiêu", "ĐVT", "Thực hiện năm 2025", "Mục tiêu đến năm 2030"],
            ["Tỷ lệ hộ nghèo", "%", "2,15", "Dưới 1"], ["Bác sĩ", "bác sĩ", "9,8", "Trên 12"]]  # fmt: skip
    assert {one.parsed.kind.value for one in read(rows).plan.targets.values()} == {"at_most", "at_least"}


def test_tables_side_by_side_have_their_titles_over_a_corner_of_two_words_too():
    title = "云溪市各县（市、区）{}目标（亿元）"
    years = ["2025年实际", "2030年目标"]
    rows = [
        [title.format("地区生产总值"), None, None, None, title.format("工业增加值"), None, None],
        ["指标\n地区", *years, None, "地区", *years],
        ["甲山县", 1, 2, None, "甲山县", 3, 4],
        ["乙水县", 5, 6, None, "乙水县", 7, 8],
    ]
    assert set(targets(read(rows))) == {
        (region, indicator, 2030)
        for region in ("甲山县", "乙水县")
        for indicator in ("地区生产总值", "工业增加值")
    }


@pytest.mark.parametrize("between", [["二、创新驱动"], ["二、创新驱动", "续表"], ["续表"]])
def test_the_same_heads_again_are_of_the_plan_that_the_first_title_names(between):
    head = ["指标", "2020年", "2025年"]
    rows = [
        ["云溪市“十四五”规划主要指标"],
        head,
        ["一、经济发展"],
        ["产值（亿元）", 807, 923.6],
        *([one] for one in between),
        head,
        ["规上工业企业数（家）", 1316, 1612],
    ]
    reading = read(rows)
    assert targets(reading) == {
        ("云溪市", "产值", 2025): (Measure.LEVEL, 923.6),
        ("云溪市", "规上工业企业数", 2025): (Measure.LEVEL, 1612),
    }
    assert reading.status == "ok"


def test_a_title_of_data_over_the_same_heads_is_of_no_plan():
    head = ["指标", "2020年", "2025年"]
    plan = [["云溪市“十四五”规划主要指标"], head, ["产值（亿元）", 807, 923.6]]
    reading = read([*plan, [], ["二、历年统计"], head, ["专利（件）", 10, 12]])
    assert {key[1] for key in targets(reading)} == {"产值"}


def test_a_corner_of_two_words_begins_a_table_beside_one_that_begins_lower():
    first = "云溪市各县（市、区）地区生产总值（亿元）"
    second = "云溪市“十四五”各县（市、区）工业增加值目标分解表（亿元）"
    reading = read(
        [
            [first, None, None, None, second],
            ["指标\n地区", "2019年", "2020年"],
            ["甲山区", 111.4, 114.1, None, "序号", "地区", "2020年", "2025年"],
            ["乙水县", 675.7, 692.9, None, 1, "甲山区", 153.7, 185.2],
            [None, None, None, None, 2, "乙水县", 113.2, 120.1],
        ]
    )
    assert targets(reading) == {
        ("甲山区", "工业增加值", 2025): (Measure.LEVEL, 185.2),
        ("乙水县", "工业增加值", 2025): (Measure.LEVEL, 120.1),
    }
    assert observed(reading)["甲山区", "地区生产总值", "2020"] == 114.1
    assert reading.ledger.counts.told == 0


def test_counts_like_years_below_a_line_of_a_group_are_counts():
    reading = read(
        [
            [TITLE],
            ["指标", "2025年", "2030年"],
            ["一、经济发展"],
            ["规上工业企业数（家）", 2095, 1980],
            ["产值（亿元）", 692.9, 799.5],
        ]
    )
    assert targets(reading) == {
        ("云岭县", "规上工业企业数", 2030): (Measure.LEVEL, 1980),
        ("云岭县", "产值", 2030): (Measure.LEVEL, 799.5),
    }
