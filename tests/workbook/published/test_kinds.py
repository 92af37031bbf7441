"""Kinds of heads and layouts that planners use: each is read as a careful reader would, or told by its place."""

import pytest

from npfdesk.plan.targets import Basis, Measure, TargetKind
from tests.workbook.published.grids import read, stated

TITLE = "云岭县“十五五”主要指标"


def growths(reading):
    """The growth targets: by region and indicator their figure, basis and year."""
    return {
        (key.series.region, key.series.indicator): (one.parsed.figure, one.parsed.basis, key.year)
        for key, one in reading.plan.targets.items()
        if one.parsed.measure is Measure.GROWTH
    }


def years(reading, indicator):
    """The targets of an indicator by their years."""
    return {
        key.year: one.parsed.figure
        for key, one in reading.plan.targets.items()
        if key.series.indicator == indicator
    }


@pytest.mark.parametrize("head", ["五年年均增幅（%）", "“十五五”年均提高（%）", "年均增长或累计"])
def test_a_mean_growth_in_other_words_is_the_target(head):
    reading = read([[TITLE], ["指标", "2025年", "2030年", head], ["产值（亿元）", 318.6, "—", "6.5左右"]])
    assert growths(reading) == {("云岭县", "产值"): (6.5, Basis.ANNUAL, 2030)}


def test_a_unit_alone_below_a_head_of_growths_leaves_it_one():
    reading = read(
        [
            [TITLE],
            ["指标", "2025年", "2030年", "年均增长或累计"],
            ["", "（实绩）", "（预期）", "（%）"],
            ["产值（亿元）", 620, 850, 6.5],
            ["居民收入（元）", 35400, "", "6左右"],
        ]
    )
    assert growths(reading)["云岭县", "居民收入"] == (6.0, Basis.ANNUAL, 2030)


def test_the_size_of_a_fall_is_a_growth_below_nothing():
    reading = read(
        [
            [TITLE],
            ["指标", "单位", "2025年", "“十五五”累计降幅（%）"],
            ["单位GDP能耗", "吨标准煤/万元", 0.62, 14],
            ["氮氧化物排放量", "吨", 2100, "10以上"],
        ]
    )
    assert growths(reading) == {
        ("云岭县", "单位GDP能耗"): (-14.0, Basis.TOTAL, 2030),
        ("云岭县", "氮氧化物排放量"): (-10.0, Basis.TOTAL, 2030),
    }


def test_a_title_that_ends_in_growth_names_the_amount_of_its_bases():
    reading = read(
        [
            ["2026—2030年金湖县各镇工业增加值增长目标"],
            ["镇", "2025年基数（亿元）", "年均增速目标（%）"],
            ["黎城镇", 52, 7.5],
            ["金北镇", 31, "7以上"],
        ]
    )
    assert growths(reading)["黎城镇", "工业增加值"] == (7.5, Basis.ANNUAL, 2030)
    assert [one.name for one in reading.plan.indicators] == ["工业增加值"]


def test_targets_in_percent_beside_growths_of_an_amount_are_growths():
    reading = read(
        [
            ["云岭县2026年经济社会发展主要预期目标"],
            ["指标名称", "2025年预计增长（%）", "年度目标（2026年）"],
            ["地区生产总值", 5.2, "5.5%左右"],
            ["城镇调查失业率", 5.1, "5.5%以内"],
            ["粮食产量", "—", "稳定在120万吨以上"],
        ]
    )
    assert growths(reading) == {("云岭县", "地区生产总值"): (5.5, Basis.ANNUAL, 2026)}
    assert years(reading, "粮食产量") == {2026: 120.0}
    assert reading.plan.base_year == 2025


def test_a_plan_and_its_year_in_one_head_are_one_period():
    reading = read(
        [
            [TITLE],
            ["指标", "现状（2025年）", "“十五五”目标（2030年）", "远景目标（2035年）"],
            ["产值", 205, 290, 420],
        ]
    )
    assert years(reading, "产值") == {2030: 290.0, 2035: 420.0}


@pytest.mark.parametrize(
    "heads",
    [
        ["二〇二五年", "二〇三〇年", "二〇三五年"],
        ["2025年", "到2030年", "展望2035年"],
        ["“十四五”末", "“十五五”末", "2035年"],
    ],
)
def test_the_plan_s_year_stands_before_that_of_the_long_range_objectives(heads):
    reading = read([["云岭县中长期发展目标"], ["指标", *heads], ["产值（亿元）", 1000, 1350, 1800]])
    assert years(reading, "产值") == {2030: 1350.0, 2035: 1800.0}
    assert stated(reading)["云岭县", "产值"][1:3] == (1000.0, 2025)


def test_bare_years_that_end_before_the_worded_target_are_past():
    reading = read(
        [
            ["云岭县“十四五”产业指标"],
            ["指标", "2020年", "2021年", "2022年", "2025年目标"],
            ["产值（亿元）", 900, 960, 1020, 1500],
        ]
    )
    assert years(reading, "产值") == {2025: 1500.0}


def test_bare_years_without_a_base_beside_a_worded_target_are_told():
    reading = read(
        [
            ["云岭县“十四五”产业指标"],
            ["指标", "2021年", "2022年", "2023年", "2024年", "2025年目标"],
            ["产值（亿元）", 900, 960, 1020, 1100, 1500],
        ]
    )
    told = [one.cell for one in reading.problems if one.code == "unworded_year"]
    assert told == ["B3", "C3", "D3", "E3"]


def test_the_share_reached_beside_target_and_actual_is_neither():
    reading = read(
        [
            ["2025年各县目标任务完成情况"],
            ["县区", "固定资产投资（亿元）", "", "", "招商引资（亿元）", "", ""],
            ["", "目标", "完成", "占比%", "目标", "完成", "占比%"],
            ["甲县", 100, 93, 93, 40, 44, 110],
            ["乙区", 80, 85, 106.3, 30, 27, 90],
        ],
        merged=((2, 1, 3, 1), (2, 2, 2, 4), (2, 5, 2, 7)),
    )
    assert [one.name for one in reading.plan.indicators] == ["固定资产投资", "招商引资"]
    assert len(reading.plan.targets) == 4


def test_a_share_that_is_an_indicator_of_its_own_stays_one():
    reading = read(
        [
            ["云岭市“十五五”数字经济目标"],
            ["区县", "数字经济增加值（亿元）", "", "数字经济占比（%）", ""],
            ["", "2025年", "2030年", "2025年", "2030年"],
            ["甲县", 100, 140, 12, 15],
            ["乙区", 80, 110, 10, 13],
        ],
        merged=((2, 1, 3, 1), (2, 2, 2, 3), (2, 4, 2, 5)),
    )
    assert stated(reading)["甲县", "数字经济占比"][0] == "15"


def test_years_and_targets_in_one_row_head_columns():
    reading = read(
        [
            ["2030 headline targets"],
            ["Country", "Employment rate (%)", "", "Adults in learning (%)", ""],
            ["", "2020", "2030 target", "2016", "2030 target"],
            ["BE", 70, 80, 45.2, 60.9],
            ["BG", 72.7, 79, 24.6, 35.4],
        ],
        merged=((2, 1, 3, 1), (2, 2, 2, 3), (2, 4, 2, 5)),
    )
    assert stated(reading)["BE", "Adults in learning"] == ("60.9", 45.2, 2016, 2030, None)


def test_two_halves_of_one_list_beside_each_other_are_one_table_each():
    reading = read(
        [
            ["各镇规模经营户目标（户）"],
            ["镇", "2025年", "2030年", "镇", "2025年", "2030年"],
            ["南渡镇", 12, 20, "竹箦镇", 15, 25],
            ["社渚镇", 18, 28, "上黄镇", 9, 16],
        ]
    )
    found = {key.series.region: one.parsed.figure for key, one in reading.plan.targets.items()}
    assert found == {"南渡镇": 20.0, "社渚镇": 28.0, "竹箦镇": 25.0, "上黄镇": 16.0}


def test_a_year_head_with_a_word_of_its_own_is_a_head():
    reading = read(
        [
            ["开州区指标"],
            ["指标", "单位", "2025年", "2030年（送审稿）", "2030年目标"],
            ["粮食产量", "万吨", 60, 62, 63],
        ]
    )
    assert years(reading, "粮食产量") == {2030: 63.0}


def test_a_column_of_goals_groups_the_indicators_on_its_right():
    reading = read(
        [
            ["Strategic Plan 2025-2030"],
            ["Goal", "KPI", "Unit", "Baseline 2024", "2027 milestone", "2030 target"],
            ["Growth", "GDP per capita", "USD", 3200, 3600, 4200],
            ["Green", "Renewable share", "%", 31, 40, "at least 55"],
        ]
    )
    assert years(reading, "GDP per capita") == {2027: 3600.0, 2030: 4200.0}
    assert {one.name: one.group for one in reading.plan.indicators}["Renewable share"] == "Green"


@pytest.mark.parametrize(
    "heads",
    [
        ["Indicateur", "Unité", "Valeur de référence (2020)", "Cible 2025"],
        ["Indicador", "Unidad de medida", "Línea base 2020", "Meta 2025"],
        ["Chỉ tiêu", "ĐVT", "Thực hiện 2020", "Mục tiêu 2025"],
    ],
)
def test_heads_in_other_languages_are_known(heads):
    reading = read([["Plan 2021-2025"], heads, ["Taux A", "%", 39.1, 30], ["Taux B", "%", 70, 95]])
    found = {
        key.series.indicator: (one.base_printed, one.parsed.figure)
        for key, one in reading.plan.targets.items()
    }
    assert found == {"Taux A": (39.1, 30.0), "Taux B": (70.0, 95.0)}


def test_a_column_of_units_headed_as_indicators_are_is_one_of_units():
    reading = read(
        [
            ["区县", "指标名称", "指标单位", "类型", "年份", "数值"],
            ["渝中区", "社零总额", "亿元", "实际", 2025, 1400],
            ["渝中区", "社零总额", "亿元", "目标", 2030, 1800],
            ["南岸区", "社零总额", "亿元", "实际", 2025, 900],
            ["南岸区", "社零总额", "亿元", "目标", 2030, 1200],
        ]
    )
    assert {one.name: one.unit for one in reading.plan.indicators} == {"社零总额": "亿元"}


def test_a_count_printed_with_decimals_keeps_them():
    reading = read([[TITLE], ["指标", "单位", "2025年", "2030年"], ["亿元GDP死亡人数", "人", 0.012, 0.01]])
    (indicator,) = reading.plan.indicators
    assert indicator.decimals == 3
    (target,) = reading.plan.targets.values()
    assert (target.parsed.kind, target.parsed.figure) == (TargetKind.EXACT, 0.01)


def test_bare_figures_beside_bracketed_sums_are_growths_a_year():
    reading = read(
        [
            [TITLE],
            ["指标", "单位", "2025年", "2030年", "年均增速/累计"],
            ["固定资产投资", "亿元", "", "", 5],
            ["城镇新增就业", "万人", "", "", "〔50〕"],
        ]
    )
    assert growths(reading) == {("云岭县", "固定资产投资"): (5.0, Basis.ANNUAL, 2030)}
    assert years(reading, "城镇新增就业") == {2030: 50.0}


def test_places_among_others_are_no_indicators():
    reading = read(
        [
            ["各市2026年预期目标"],
            ["地区", "地区生产总值", "", "财政收入", ""],
            ["", "增速", "排位", "增速", "排位"],
            ["长沙市", "6%左右", 1, "4%以上", 2],
            ["株洲市", "6.5%", 2, "5%", 1],
        ],
        merged=((2, 1, 3, 1), (2, 2, 2, 3), (2, 4, 2, 5)),
    )
    assert [one.name for one in reading.plan.indicators] == ["地区生产总值", "财政收入"]


def test_years_down_say_whether_they_are_actual_and_a_zone_across_is_a_region():
    reading = read(
        [
            ["固安县规上工业增加值目标（亿元）"],
            ["年份", "固安县", "开发区", "产业新城"],
            ["2025年（实际）", 120, 70, 50],
            ["2026年（目标）", 128, 75, 53],
            ["2030年（目标）", 170, 100, 70],
        ]
    )
    found = {
        (key.series.region, key.year): (one.base_year, one.parsed.figure)
        for key, one in reading.plan.targets.items()
    }
    assert found["开发区", 2026] == (2025, 75.0)
    assert found["固安县", 2030] == (2025, 170.0)
    assert len(found) == 6


def test_a_growth_from_one_year_to_a_later_one_is_of_the_whole_time():
    reading = read(
        [
            ["兴国县2030年目标"],
            ["指标", "单位", "2025年", "2030年较2025年增长（%）"],
            ["产值", "亿元", 100, 50],
            ["税收", "亿元", 20, "40以上"],
        ]
    )
    assert growths(reading) == {
        ("兴国县", "产值"): (50.0, Basis.TOTAL, 2030),
        ("兴国县", "税收"): (40.0, Basis.TOTAL, 2030),
    }
    assert stated(reading)["兴国县", "产值"][1:3] == (100.0, 2025)


def test_the_plan_s_target_is_the_one_after_what_was_reached():
    reading = read(
        [
            ["南康区主要指标"],
            ["指标", "“十四五”规划目标", "“十四五”完成情况", "“十五五”规划目标", "年均增长（%）"],
            ["产值（亿元）", 450, 430, 600, 6.9],
        ]
    )
    assert (reading.plan.base_year, reading.plan.target_year) == (2025, 2030)
    assert years(reading, "产值") == {2025: 450.0, 2030: 600.0}


def test_note_marks_on_heads_say_nothing_of_their_columns():
    reading = read([["固始县主要指标"], ["指标", "2025年①", "2030年②"], ["产值（亿元）", 450, 620]])
    assert stated(reading)["固始县", "产值"][:4] == ("620", 450.0, 2025, 2030)


def test_a_head_of_names_with_a_bracket_is_one():
    reading = read(
        [[TITLE], ["指标名称（属性）", "单位", "2025年", "2030年"], ["产值（预期性）", "亿元", 90, 120]]
    )
    assert [one.parsed.figure for one in reading.plan.targets.values()] == [120.0]


def test_targets_of_part_of_a_year_are_told_and_not_the_year_s():
    reading = read(
        [
            ["2026年各镇固定资产投资季度目标（亿元）"],
            ["镇", "全年目标", "一季度目标", "上半年目标"],
            ["甲镇", 20, 4, 10],
            ["乙镇", 12, 2.5, 6],
        ]
    )
    found = {key.series.region: one.parsed.figure for key, one in reading.plan.targets.items()}
    assert found == {"甲镇": 20.0, "乙镇": 12.0}
    told = [one.cell for one in reading.problems if one.code == "part_of_year_target"]
    assert told == ["C3:C4", "D3:D4"]


def test_a_structure_of_shares_is_told_and_the_rows_below_it_stand():
    reading = read(
        [
            [TITLE],
            ["类别", "指标", "单位", "2025年", "2030年"],
            ["结构", "三次产业结构", "—", "12:40:48", "10:40:50"],
            ["投资", "工业投资", "亿元", 90, 130],
        ]
    )
    assert years(reading, "工业投资") == {2030: 130.0}
    assert "E3" in {one.cell for one in reading.problems}


def test_the_whole_city_beside_a_district_is_not_the_district():
    reading = read(
        [
            ["鼓楼区主要指标对比"],
            ["指标", "单位", "全市2030年目标", "我区2025年", "我区2030年目标"],
            ["产值", "亿元", 5000, 1200, 1600],
            ["企业", "家", 9000, 2000, 2600],
        ]
    )
    found = {
        (key.series.region, key.series.indicator): one.parsed.figure
        for key, one in reading.plan.targets.items()
    }
    assert found["鼓楼区", "产值"] == 1600.0
    assert found["全市", "产值"] == 5000.0
    assert {one.name for one in reading.plan.regions if one.benchmark} == {"全市"}


def test_a_yearly_plan_without_bases_counts_from_the_year_before():
    reading = read(
        [
            ["金堂县2026年主要预期目标"],
            ["指标", "2026年预期目标"],
            ["地区生产总值", "增长6%左右"],
            ["城镇新增就业", "1.2万人以上"],
        ]
    )
    assert reading.plan.base_year == 2025
    assert growths(reading)["金堂县", "地区生产总值"][0] == 6.0


def test_a_title_names_a_province_whole():
    reading = read(
        [
            ["贵州省各市州企业目标（家）"],
            ["市（州）", "2025年", "2030年"],
            ["贵阳市", 900, 1300],
            ["黔东南州", 100, 150],
            ["全省", 1000, 1450],
        ]
    )
    assert reading.plan.regions[0].name == "贵州省"


def test_codes_of_places_are_no_indicator():
    reading = read(
        [
            ["2030年目标（亿元）"],
            ["行政区划代码", "地区名称", "产值2025", "产值2030"],
            [330102, "上城区", 300, 400],
            [330105, "拱墅区", 250, 330],
        ]
    )
    assert [one.name for one in reading.plan.indicators] == ["产值"]


def test_targets_of_nearer_and_farther_years_are_one_each():
    reading = read(
        [
            ["南澳县目标"],
            ["指标", "单位", "2025年", "近期目标（2027年）", "中期目标（2030年）", "远期目标（2035年）"],
            ["旅游收入", "亿元", 30, 36, 45, 70],
        ]
    )
    assert years(reading, "旅游收入") == {2027: 36.0, 2030: 45.0, 2035: 70.0}
    assert stated(reading)["南澳县", "旅游收入"][1:3] == (30.0, 2025)


def test_how_far_two_columns_lie_apart_is_no_growth():
    reading = read(
        [
            ["长丰县“十五五”指标"],
            ["指标", "2025年", "2030年", "2030年比2025年增减"],
            ["产值（亿元）", 100, 150, 50],
            ["死亡率（‰）", 3, 2.5, -0.5],
        ]
    )
    assert growths(reading) == {}
    assert years(reading, "死亡率") == {2030: 2.5}


def test_a_titled_year_over_bounds_is_that_of_targets():
    reading = read(
        [
            ["抚宁区各镇2030年指标"],
            ["镇", "产值（亿元）", "床位（张）"],
            ["甲镇", 10, 50],
            ["乙镇", "8以上", "≥40"],
        ]
    )
    assert years(reading, "产值").keys() == {2030}
    assert len(reading.plan.targets) == 4


@pytest.mark.parametrize(
    ("text", "kind"), [("25 or below", TargetKind.AT_MOST), ("80 or above", TargetKind.AT_LEAST)]
)
def test_english_bounds_after_the_figure(text, kind):
    reading = read([["Plan"], ["Indicator", "Baseline 2023", "Target 2030"], ["Leakage", 38, text]])
    assert [one.parsed.kind for one in reading.plan.targets.values()] == [kind]


def level_targets(reading):
    return {
        (key.series.region, key.series.indicator): one.parsed.figure
        for key, one in reading.plan.targets.items()
    }


HEAD = ["地区", "2025年实际", "2030年目标"]


def test_figures_on_the_side_below_a_total_belong_to_no_table():
    table = [
        ["云岭县“十五五”各镇产值分解表（亿元）"],
        HEAD,
        ["甲山镇", 5, 7],
        ["乙水镇", 6, 8],
        ["合计", 11, 15],
    ]
    reading = read([*table, [], ["税务口径", 10, 14], ["相差", -1, -1]])
    assert {region for region, _ in level_targets(reading)} == {"甲山镇", "乙水镇", "云岭县"}
    assert reading.ledger.counts.told == 4
    assert reading.status == "warnings"


def test_places_below_an_empty_row_go_on_where_the_total_stands_first():
    reading = read(
        [
            ["云岭县“十五五”各镇产值分解表（亿元）"],
            HEAD,
            ["合计", 11, 15],
            [],
            ["甲山镇", 5, 7],
            ["乙水镇", 6, 8],
        ]
    )
    assert len(level_targets(reading)) == 3
    assert reading.ledger.counts.told == 0


def test_the_years_again_over_other_indicators_begin_a_table_of_their_own():
    years = ["地区", "2025年实际", "", "2030年目标", ""]
    rows = [["甲山镇", 1, 2, 3, 4], ["乙水镇", 5, 6, 7, 8]]
    reading = read(
        [
            [f"{TITLE}分解"],
            years,
            ["", "产值（亿元）", "企业数（家）", "产值（亿元）", "企业数（家）"],
            *rows,
            years,
            ["", "税收（亿元）", "专利数（件）", "税收（亿元）", "专利数（件）"],
            *rows,
        ]
    )
    assert level_targets(reading)["甲山镇", "产值"] == level_targets(reading)["甲山镇", "税收"] == 3
    assert len(level_targets(reading)) == 8


@pytest.mark.parametrize("mark", ["（%）", "(%)", "〔%〕"])
def test_a_head_repeated_in_other_brackets_is_the_same_head(mark):
    lower = ["", "产值（亿元）", "占比（%）", "产值（亿元）", "占比（%）"]
    years = ["地区", "2025年实际", "", "2030年目标", ""]
    again = [text.replace("（%）", mark) for text in lower]
    rows = [[f"{TITLE}分解"], years, lower, ["甲山镇", 1, 2, 3, 4], years, again, ["乙水镇", 5, 6, 7, 8]]
    assert len(level_targets(read(rows))) == 4


def test_a_head_repeated_above_all_figures_is_no_title():
    head = ["指标", "2025年实际", "2030年"]
    reading = read([[TITLE], head, ["一、经济发展"], ["续表"], head, ["产值（亿元）", 318.6, 420]])
    assert level_targets(reading) == {("云岭县", "产值"): 420}


def test_a_bare_figure_is_in_the_unit_of_those_beside_it():
    reading = read(
        [[TITLE], ["指标", *HEAD[1:]], ["用电量", "74.8亿千瓦时", "86.1亿千瓦时"], ["", "", "力争91.3以上"]]
    )
    (target,) = reading.plan.targets.values()
    assert (target.parsed.figure, target.stretch) == (86.1, 91.3)
    assert [one.unit for one in reading.plan.indicators] == ["亿千瓦时"]


def test_counts_like_years_are_figures_where_the_head_has_a_unit():
    reading = read(
        [
            ["各镇主要指标（2020年）"],
            ["地区", "企业数（家）", "产值（亿元）"],
            ["甲山镇", 2081, 114.1],
            ["乙水镇", 2095, 692.9],
        ]
    )
    assert {one.value for one in reading.ledger.observations} == {2081, 2095, 114.1, 692.9}


def test_values_like_years_in_a_long_table_are_no_head():
    reading = read(
        [
            ["云岭县统计数据"],
            ["地区", "指标", "年份", "数值", "单位"],
            ["云岭县", "企业数", 2019, 2112, "家"],
            ["云岭县", "企业数", 2020, 2180, "家"],
        ]
    )
    assert [(one.period.year, one.value) for one in reading.ledger.observations] == [
        (2019, 2112),
        (2020, 2180),
    ]


@pytest.mark.parametrize("numbered", [False, True])
@pytest.mark.parametrize("shifted", [False, True])
def test_tables_side_by_side_without_a_gap_are_two_by_their_titles(numbered, shifted):
    first = [
        ["云岭县“十五五”各镇产值分解表" + ("" if shifted else "（亿元）"), "", ""],
        ["地区", "2025年", "2030年"],
    ]
    if shifted:
        first.insert(1, ["单位：亿元", "", ""])
    first += [["甲山镇", 1, 2], ["乙水镇", 3, 4], ["丙河镇", 5, 6]]
    again = [["云岭县“十五五”各镇税收分解表（亿元）"], ["县（市、区）", "2025年", "2030年"]]
    again += [["甲山镇", 11, 12], ["乙水镇", 13, 14], ["丙河镇", 15, 16]]
    if numbered:
        again = [[again[0][0]], *([one, *row] for one, row in zip(["序号", 1, 2, 3], again[1:], strict=True))]
    again += [[]] * (len(first) - len(again))
    reading = read([[*left, *right] for left, right in zip(first, again, strict=True)])
    assert level_targets(reading) == {
        (place, name): figure + extra
        for place, figure in (("甲山镇", 2), ("乙水镇", 4), ("丙河镇", 6))
        for name, extra in (("产值", 0), ("税收", 10))
    }


def test_an_empty_corner_names_places_beside_a_table_with_a_headed_one():
    titles = ["云岭县“十五五”各镇产值分解表（亿元）", "", "", "", "云岭县“十五五”各镇税收分解表（亿元）"]
    rows = [["甲山镇", 1, 2, "", "甲山镇", 11, 12], ["乙水镇", 3, 4, "", "乙水镇", 13, 14]]
    reading = read([titles, ["", "2025年", "2030年", "", "地区", "2025年", "2030年"], *rows])
    assert level_targets(reading) == {
        ("甲山镇", "产值"): 2,
        ("乙水镇", "产值"): 4,
        ("甲山镇", "税收"): 12,
        ("乙水镇", "税收"): 14,
    }


def series_of(reading):
    """The exact targets: by region and indicator their figure, base and year."""
    return {
        (key.series.region, key.series.indicator): (one.parsed.figure, one.base_printed, key.year)
        for key, one in reading.plan.targets.items()
        if one.parsed.measure is Measure.LEVEL
    }


@pytest.mark.parametrize("line", ["表2（续）", "附件2 云岭市各县就业目标（续）", "（续表）", "表2 续"])
def test_a_table_goes_on_below_its_head_printed_again(line):
    head = ["县", "2025年实绩", "2030年规划目标"]
    reading = read([["表2 云岭市各县就业目标（人）"], head, ["甲县", 5, 6], [line], head, ["乙县", 3, 4]])
    assert series_of(reading) == {("甲县", "就业"): (6, 5, 2030), ("乙县", "就业"): (4, 3, 2030)}


def test_a_number_before_a_title_is_none_of_its_indicator():
    rows = [
        ["（一）零售总额", "", "", "", "（二）就业", "", ""],
        ["单位：亿元", "", "", "", "单位：万人", "", ""],
        ["地区", "2020年", "2025年目标", "", "地区", "2020年", "2025年目标"],
        ["甲县", 70, 100, "", "甲县", 4.1, 4.5],
        ["乙县", 38, 54, "", "乙县", 2.2, 2.4],
    ]
    reading = read(rows)
    assert {one.name: one.unit for one in reading.plan.indicators} == {"零售总额": "亿元", "就业": "万人"}


@pytest.mark.parametrize("title", ["云岭市分县区产值预期目标", "云岭市产值分县（区）目标"])
def test_words_of_the_spread_are_none_of_the_name(title):
    reading = read([[title], ["县区", "2025年", "2030年目标"], ["甲县", 5, 6], ["乙县", 3, 4]])
    assert {one.name for one in reading.plan.indicators} == {"产值"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2030年确保目标", "2030年力争目标"),
        ("2030年基本目标", "2030年奋斗目标"),
        ("2030年目标", "2030年挑战值"),
    ],
)
def test_two_heights_of_a_target_in_two_columns(first, second):
    reading = read([[TITLE], ["指标", "2025年", first, second], ["产值（亿元）", 5, 8, 9]])
    assert stated(reading) == {("云岭县", "产值"): ("8", 5.0, 2025, 2030, 9.0)}


def test_a_bare_year_beside_a_target_of_the_titles_year_is_its_base():
    reading = read(
        [["云岭县各镇2030年产值目标（亿元）"], ["镇", "2025年", "目标", "力争"], ["甲镇", 5, 8, 9]]
    )
    assert stated(reading) == {("甲镇", "产值"): ("8", 5.0, 2025, 2030, 9.0)}


def test_years_after_a_baseline_are_those_of_targets():
    reading = read([["Indicator", "Baseline (2025)", "2030", "2035"], ["Jobs (thousand)", 310, "+20", 355]])
    assert years(reading, "Jobs").keys() == {2030, 2035}


def test_columns_beside_one_of_the_titles_year_are_of_it_too():
    reading = read(
        [
            ["EU 2030 targets by Member State"],
            ["Country", "Employment rate 2030 target (%)", "Renewables (%)"],
            ["Austria", 79.9, 57],
            ["Spain", 76, "not set"],
        ]
    )
    assert series_of(reading)["Austria", "Renewables"] == (57, None, 2030)
    assert len(reading.plan.targets) == 4


def test_a_heading_that_is_also_a_word_of_heads():
    rows = [["Indicator", "Unit", "Baseline 2024", "Target 2030"], ["Economy"], ["GVA", "£m", 82, 90]]
    assert series_of(read(rows)) == {("全市", "GVA"): (90, 82, 2030)}


def test_totals_of_kinds_of_places_are_no_places():
    reading = read(
        [
            ["云岭市各镇街产值（亿元）"],
            ["镇街", "2025年", "2030年目标"],
            *(["东街道", 12, 18], ["西街道", 8, 12], ["街道合计", 20, 30]),
            *(["南镇", 7, 10], ["北镇", 5, 8], ["乡镇合计", 12, 18], ["全市总计", 32, 48]),
        ]
    )
    assert [one.name for one in reading.plan.regions] == ["云岭市", "东街道", "西街道", "南镇", "北镇"]


def test_a_pivot_with_years_across_names_its_indicator_in_the_corner():
    reading = read(
        [
            ["求和项:产值（亿元）", "列标签"],
            ["行标签", "2025年", "2030年目标", "总计"],
            ["甲县", 5, 8, 13],
            ["乙县", 3, 4, 7],
        ]
    )
    assert series_of(reading) == {("甲县", "产值"): (8, 5, 2030), ("乙县", "产值"): (4, 3, 2030)}
    assert reading.ledger.counts.told == 0


@pytest.mark.parametrize(
    ("indicator", "cell", "decimals"), [("Tỷ lệ", "2,35", 2), ("GRDP", "125.300", 0), ("Vốn", "1.250,5", 1)]
)
def test_decimals_follow_the_habit_of_commas(indicator, cell, decimals):
    rows = [["Chỉ tiêu", "Năm 2020", "Năm 2025"], [indicator, cell, cell], ["Khác", "5,02", "4,5"]]
    assert read(rows).plan.indicators[0].decimals == decimals


def test_words_behind_every_figure_are_the_unit():
    reading = read(
        [["Plan"], ["Indicator", "Baseline 2024", "Target 2030"], ["New", "1,250 homes", "1,800 homes"]]
    )
    assert reading.plan.indicators[0].unit == "homes"
    assert series_of(reading) == {("全市", "New"): (1800, 1250, 2030)}


def test_years_of_a_plan_by_their_numbers():
    rows = [
        ["Plan 2025-2029"],
        ["Indicator", "Baseline (2024)", "Target Y1", "Target Y5"],
        ["Clinics", 3, 4, 8],
    ]
    assert years(read(rows), "Clinics") == {2025: 4, 2029: 8}


def test_a_total_may_stand_in_the_column_of_numbers():
    rows = [
        ["云岭县各乡镇粮食目标（万吨）"],
        ["序号", "乡镇", "2025年", "2030年目标"],
        *(["一", "平原片", 12, 13], [1, "甲镇", 7, 7.5], [2, "乙镇", 5, 5.5]),
        *(["二", "山区片", 4, 4.2], [3, "丙乡", 4, 4.2], ["总  计", "", 16, 17.2]),
    ]
    reading = read(rows)
    assert [one.name for one in reading.plan.regions] == ["云岭县", "甲镇", "乙镇", "丙乡"]
    assert series_of(reading)["云岭县", "粮食"] == (17.2, 16, 2030)


def test_the_one_name_of_the_heads_is_that_of_the_others():
    reading = read([["县区", "2025年GDP（亿元）", "2030年目标（亿元）"], ["甲区", 5, 7], ["乙县", 3, 4]])
    assert series_of(reading) == {("甲区", "GDP"): (7, 5, 2030), ("乙县", "GDP"): (4, 3, 2030)}


def test_a_base_with_its_year_in_a_column_of_its_own():
    rows = [
        ["Table 2: Agriculture, Plan 2023-2027"],
        ["Objective", "Outcome indicator", "Baseline", "", "Mid-term target", "End-term target"],
        ["", "", "Value", "Year", "(2025)", "(2027)"],
        ["Yields", "Maize (t/ha)", 1.8, 2022, 2.4, 3],
        ["", "Irrigated (%)", 12, 2021, 18, 25],
    ]
    reading = read(rows, merged=[(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 4), (4, 1, 5, 1)])
    assert {(key.year, one.base_year) for key, one in reading.plan.targets.items()} == {
        (2025, 2022), (2027, 2022), (2025, 2021), (2027, 2021),
    }  # fmt: skip


def test_months_after_a_baseline_are_years_of_targets():
    rows = [
        ["Target setting"],
        ["District", "Indicator", "Baseline (Dec 2022)", "Dec 2024", "Dec 2026"],
        ["Bela", "Anaemia (%)", 48, 35, 20],
        ["Corra", "Anaemia (%)", 40, 30, 18],
    ]
    assert years(read(rows), "Anaemia").keys() == {2024, 2026}


def test_first_days_of_years_head_columns_of_years():
    rows = [[TITLE], ["指标", "2025-01-01", "2030-01-01"], ["城镇化率（%）", 60, 65]]
    assert series_of(read(rows)) == {("云岭县", "城镇化率"): (65, 60, 2030)}
