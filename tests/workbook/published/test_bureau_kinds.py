"""Tables as statistics bureaus, data banks and councils print them, in several languages; small and synthetic."""

import pytest

from npfdesk.workbook.published.headers import read_header
from npfdesk.workbook.published.printed_names import name_and_unit
from tests.workbook.published.grids import observed, read, stated


def targets(reading):
    """The targets: by region, indicator and year their text."""
    return {
        (key.series.region, key.series.indicator, key.year): one.text
        for key, one in reading.plan.targets.items()
    }


@pytest.mark.parametrize("mark", ["(P)", "(R)", " (prov.)"])
def test_a_year_marked_as_provisional_has_no_unit(mark):
    head = read_header(f"2021-22{mark}")
    assert head.period.year == 2021
    assert not head.unit
    assert not head.label


@pytest.mark.parametrize(
    ("text", "name", "unit"),
    [
        ("Urban population (% of total population)", "Urban population (% of total population)", "%"),
        ("Forest area (sq. km)", "Forest area", "sq. km"),
        ("Infant mortality rate (per 1,000 live births)", "Infant mortality rate", "per 1,000 live births"),
        ("GSDP (in crore rupees)", "GSDP", "crore rupees"),
        ("GRDP (tỷ đồng)", "GRDP", "tỷ đồng"),
    ],
)
def test_units_of_data_banks(text, name, unit):
    assert name_and_unit(text) == (name, unit)


def test_a_bracket_that_a_name_opens_is_closed():
    assert read_header("产值2020年(不含电力)").label == "产值(不含电力)"
    assert read_header("Output 2020 (excluding power)").label == "Output (excluding power)"


def test_a_target_without_a_name_is_of_the_figures_on_its_left():
    rows = [
        ["县区", "2025年GDP（亿元）", "2030年目标", "2025年城镇化率（%）", "2030年目标（%）"],
        ["甲山区", 410, 531, 61.2, 66],
        ["乙水县", 120, 159, 41.1, 48],
    ]
    reading = read(rows)
    assert targets(reading) == {
        ("甲山区", "GDP", 2030): "531",
        ("甲山区", "城镇化率", 2030): "66",
        ("乙水县", "GDP", 2030): "159",
        ("乙水县", "城镇化率", 2030): "48",
    }
    assert reading.status == "ok"


@pytest.mark.parametrize("row", [["（亿千瓦时）"], ["", "", "（亿千瓦时）"]])
def test_a_unit_in_a_row_of_its_own_below_the_head_is_that_of_the_table(row):
    rows = [["各区县用电量"], ["区县", "2021年", "2022年"], row, ["甲山区", 41, 42], ["乙水县", 12, 13]]
    assert [(one.name, one.unit) for one in read(rows).plan.indicators] == [("用电量", "亿千瓦时")]


def test_a_running_growth_in_a_bulletin_of_months_is_that_of_the_running_total():
    rows = [
        ["2025年3月云岭市各县区经济运行月报"],
        ["县区", "固定资产投资（亿元）", "", ""],
        ["", "本月", "本月止累计", "累计增长（%）"],
        ["云岭市", 41.1, 102.2, 6.1],
        ["甲山区", 20.2, 50.4, 6.6],
    ]
    reading = read(rows, merged=[(2, 2, 2, 4), (2, 1, 3, 1)])
    assert observed(reading)["云岭市", "固定资产投资", "2025Q1"] == 102.2
    grown = [(one.period.key, one.value) for one in reading.ledger.observations if one.growth]
    assert grown == [("2025Q1", 6.1), ("2025Q1", 6.6)]
    assert not [one for one in reading.problems if one.code == "past_span"]


def test_a_target_beside_the_months_of_its_year_counts_from_the_year_before():
    rows = [
        ["2025年1—6月云岭市主要经济指标"],
        ["指标名称", "单位", "1—6月", "全年预期目标"],
        ["固定资产投资", "亿元", 180.1, "增长6%以上"],
        ["社会消费品零售总额", "亿元", 342, "增长5.5%左右"],
    ]
    plan = read(rows).plan
    assert (plan.base_year, plan.target_year) == (2024, 2025)


def test_bases_and_months_in_other_words():
    rows = [["Indikator", "Einheit", "Basisjahr 2019", "Ziel 2030"], ["CO2-Emissionen", "kt", 980, 420]]
    assert stated(read(rows))["全市", "CO2-Emissionen"][1:4] == (980, 2019, 2030)
    rows = [["年月", "用电量（亿千瓦时）"], [202401, 12.4], [202402, 10.9]]
    assert {period: value for (_, _, period), value in observed(read(rows)).items()} == {
        "2024-01": 12.4,
        "2024-02": 10.9,
    }


def test_total_and_parts_below_a_name_are_that_and_its_parts():
    rows = [
        ["年份", "常住人口（万人）", "", ""],
        ["", "合计", "城镇", "乡村"],
        [2022, 180.9, 110.5, 70.4],
        [2023, 180.5, 111.9, 68.6],
    ]
    found = observed(read(rows, merged=[(1, 2, 1, 4), (1, 1, 2, 1)]))
    assert {name: value for (_, name, period), value in found.items() if period == "2023"} == {
        "常住人口": 180.5,
        "常住人口城镇": 111.9,
        "常住人口乡村": 68.6,
    }


@pytest.mark.parametrize("head", ["Council", "Trust"])
def test_whose_the_rows_of_a_register_are_is_a_region_also_under_a_word_of_its_own(head):
    rows = [
        [head, "Measure", "Target", "Target year", "Unit"],
        ["Arden", "Active travel mode share", 35, 2030, "%"],
        ["Arden", "Bus trips", 60, 2030, "million trips"],
        ["Brook", "Active travel mode share", 30, 2031, "%"],
    ]
    assert targets(read(rows)) == {
        ("Arden", "Active travel mode share", 2030): "35",
        ("Arden", "Bus trips", 2030): "60",
        ("Brook", "Active travel mode share", 2031): "30",
    }


def test_the_units_of_a_line_go_to_the_names_that_can_have_them():
    rows = [
        ["各县区环境质量（2024年）"],
        ["单位：天、微克/立方米、%"],
        ["县区", "优良天数", "PM2.5年均浓度", "优良天数比率"],
        ["甲山区", 312, 31, 85.2],
    ]
    assert [one.unit for one in read(rows).plan.indicators] == ["天", "微克/立方米", "%"]


def test_a_title_that_says_by_what_it_divides_names_the_rest():
    rows = [
        ["云岭市分产业就业人员（万人）"],
        ["年份", "合计", "第一产业"],
        [2021, 91.2, 28.1],
        [2022, 90.8, 27.5],
    ]
    assert [(one.name, one.unit) for one in read(rows).plan.indicators] == [("就业人员", "万人")]


def test_the_districts_together_are_no_district_beside_them():
    rows = [
        ["各县区企业数（家）"],
        ["地区", "2023年", "2024年"],
        ["全市", 431, 455],
        ["市辖区", 251, 266],
        ["甲山区", 158, 168],
        ["乙水区", 93, 98],
        ["县", 180, 189],
        ["丙河县", 106, 111],
        ["丁塘县", 74, 78],
    ]
    assert [one.name for one in read(rows).plan.regions] == ["全市", "甲山区", "乙水区", "丙河县", "丁塘县"]


@pytest.mark.parametrize(
    ("head", "name", "unit"),
    [
        ("年末常住人口 Resident Population（万人 10 000 persons）", "年末常住人口", "万人"),
        ("城镇化率 Urbanization Rate (%)", "城镇化率", "%"),
    ],
)
def test_a_head_in_two_languages_keeps_its_unit(head, name, unit):
    reading = read([["县（市、区）", head], ["", 2023], ["甲山区", 70.9]], merged=[(1, 1, 2, 1)])
    assert [(one.name, one.unit) for one in reading.plan.indicators] == [(name, unit)]


def test_a_level_and_its_growth_in_one_cell_are_both_observed():
    rows = [
        ["指标", "单位", "2025年完成", "2026年预期目标"],
        ["地区生产总值", "亿元", "938.3，下降5.1%", "增长5.5%左右"],
    ]
    reading = read(rows)
    assert [(one.growth, one.value) for one in reading.ledger.observations] == [(False, 938.3), (True, -5.1)]
    assert reading.status != "errors"


def test_what_was_reached_in_the_year_of_a_target_is_no_base_of_it():
    rows = [
        ["Indicator", "2024 target", "2024 result", "Variance", "2025 target"],
        ["New businesses", 1200, 1340, 140, 1300],
        ["Recycling rate (%)", 50, 48.1, -1.9, 52],
    ]
    reading = read(rows)
    found = {
        (key.series.indicator, key.year): (one.base_printed, one.base_year)
        for key, one in reading.plan.targets.items()
    }
    assert found == {
        ("New businesses", 2024): (None, 2023),
        ("New businesses", 2025): (1340, 2024),
        ("Recycling rate", 2024): (None, 2023),
        ("Recycling rate", 2025): (48.1, 2024),
    }


def test_what_a_row_is_may_stand_below_a_head_that_names_both():
    rows = [
        ["地区", "指标", "单位", "年份", "现状值/目标值", "数值"],
        ["甲山区", "失业率", "%", 2025, "现状值", 3.2],
        ["甲山区", "失业率", "%", 2030, "目标值", "3.5以内"],
    ]
    reading = read(rows)
    assert targets(reading) == {("甲山区", "失业率", 2030): "3.5以内"}
    assert observed(reading) == {("甲山区", "失业率", "2025"): 3.2}


def test_the_end_of_a_name_over_the_figures_is_that_of_the_title():
    rows = [
        ["云岭市各县区粮食产量目标（万吨）"],
        ["行标签", "求和项:2025年产量", "求和项:2030年目标", "平均值项:年均增长（%）"],
        ["甲山区", 1.1, 1.2, 1.8],
        ["乙水县", 12.1, 13, 1.4],
    ]
    reading = read(rows)
    assert [(one.name, one.unit) for one in reading.plan.indicators] == [("粮食产量", "万吨")]
    assert len(targets(reading)) == 2
    assert not [one for one in reading.problems if one.code == "untaken_figure"]


def test_lines_above_the_same_counties_name_the_indicators():
    rows = [
        ["云岭市各县区农产品产量"],
        ["县区", "2022年", "2023年"],
        ["粮食产量（万吨）"],
        ["甲山区", 1.1, 1.2],
        ["乙水县", 12.1, 12.4],
        ["蔬菜产量（吨）"],
        ["甲山区", 5.1, 5.3],
        ["乙水县", 8.8, 9],
    ]
    reading = read(rows)
    found = {key[:2]: value for key, value in observed(reading).items() if key[2] == "2023"}
    assert found == {
        ("甲山区", "粮食产量"): 1.2,
        ("乙水县", "粮食产量"): 12.4,
        ("甲山区", "蔬菜产量"): 5.3,
        ("乙水县", "蔬菜产量"): 9,
    }
    assert [(one.name, one.unit) for one in reading.plan.indicators] == [
        ("粮食产量", "万吨"),
        ("蔬菜产量", "吨"),
    ]


@pytest.mark.parametrize(("first", "second"), [("甲山区", "乙水县"), ("城镇居民", "农村居民")])
def test_lines_above_the_same_indicators_name_a_region_or_the_first_part_of_the_names(first, second):
    rows = [["指标", "2022年", "2023年"]]
    for line, extra in ((first, 0), (second, 5)):
        rows += [
            [line],
            ["人均收入（元）", 31 + extra, 32 + extra],
            ["人均支出（元）", 21 + extra, 22 + extra],
        ]
    found = {key[:2]: value for key, value in observed(read(rows)).items() if key[2] == "2023"}
    places = first.endswith("区")
    assert found == {
        (line, name) if places else ("全市", f"{line}·{name}"): value
        for line, name, value in (
            (first, "人均收入", 32),
            (first, "人均支出", 22),
            (second, "人均收入", 37),
            (second, "人均支出", 27),
        )
    }


def test_a_row_of_growths_is_of_the_row_above():
    rows = [
        ["云岭县2022-2023年主要指标"],
        ["指标", "单位", "2022", "2023"],
        ["地区生产总值", "亿元", 239.5, 251.2],
        ["增长速度", "%", 4.1, 5],
        ["一般公共预算收入", "亿元", 11, 11.9],
        ["增长速度", "%", -1.8, 8.2],
    ]
    reading = read(rows)
    grown = {
        (one.series.indicator, one.period.key): one.value for one in reading.ledger.observations if one.growth
    }
    assert grown == {
        ("地区生产总值", "2022"): 4.1,
        ("地区生产总值", "2023"): 5,
        ("一般公共预算收入", "2022"): -1.8,
        ("一般公共预算收入", "2023"): 8.2,
    }
    assert len(reading.plan.indicators) == 2


def test_a_part_beside_its_whole_keeps_the_name_and_unit_of_that():
    rows = [["年份", "用电量（万千瓦时）", "其中：工业"], [2022, 8900, 5400], [2023, 9200, 5100]]
    units = {one.name: one.unit for one in read(rows).plan.indicators}
    assert units == {"用电量": "万千瓦时", "用电量·工业": "万千瓦时"}


def test_industries_beside_years_are_parts_of_what_the_title_names():
    rows = [
        ["云岭县历年地区生产总值构成（%）"],
        ["年份", "第一产业", "第二产业"],
        [2022, 12.8, 87.2],
        [2023, 12, 88],
    ]
    plan = read(rows).plan
    assert [(one.name, one.unit) for one in plan.indicators] == [("地区生产总值构成", "%")]
    assert [one.name for one in plan.industries] == ["第一产业", "第二产业"]


def test_names_over_the_same_years_beside_indicators_are_places():
    rows = [
        ["Indicator", "Arden", "", "Brook", ""],
        ["", 2020, 2023, 2020, 2023],
        ["Median age (years)", 41, 42, 39, 40],
    ]
    found = observed(read(rows, merged=[(1, 2, 1, 3), (1, 4, 1, 5), (1, 1, 2, 1)]))
    assert found["Brook", "Median age", "2023"] == 40
    assert len(found) == 4


def test_a_register_without_a_base_year_has_the_year_before_its_plan():
    rows = [
        ["地区", "指标", "单位", "现状值", "目标值", "目标年"],
        ["甲山区", "企业数", "家", 113, 190, 2030],
    ]
    reading = read(rows)
    assert observed(reading) == {("甲山区", "企业数", "2025"): 113}
    assert [one.code for one in reading.problems] == ["base_year_assumed"]


def test_a_column_of_years_beside_the_bases_says_of_which_year_they_are():
    rows = [["地区", "指标", "单位", "基期", "现状值", "目标值", "目标年"]]
    rows += [["甲山区", "企业数", "家", 2024, 113, 190, 2030], ["乙水县", "企业数", "家", 2025, 33, 60, 2030]]
    assert observed(read(rows)) == {("甲山区", "企业数", "2024"): 113, ("乙水县", "企业数", "2025"): 33}


def test_the_province_beside_one_city_is_no_city():
    rows = [["2024年主要指标"], ["指标", "河西市", "全省"], ["地区生产总值（亿元）", 330, 9120]]
    plan = read(rows).plan
    assert plan.city == "河西市"
    assert [one.name for one in plan.regions if one.benchmark] == ["全省"]


@pytest.mark.parametrize(
    "head", ["2023年比2022年提高（百分点）", "2023年较2010年提高（百分点）", "2023年为2022年%", "增减（±）"]
)
def test_how_far_two_years_lie_apart_follows_from_them(head):
    rows = [
        ["指标", "2023年", "2022年", head],
        ["粮食产量（万吨）", 31.9, 31, 0.9],
        ["森林覆盖率（%）", 42.1, 42, 0.1],
    ]
    reading = read(rows)
    assert [one.value for one in reading.ledger.observations] == [31.9, 31, 42.1, 42]
    assert "derived_column" in [one.code for one in reading.recognition.skipped]


def test_bare_years_beside_how_much_of_the_target_was_reached_are_past():
    rows = [
        ["指标", "基期（2020年）", "2021年", "2022年", "目标（2025年）", "2022年进度"],
        ["高新技术企业数（家）", 101, 140, 188, 260, "54.7%"],
    ]
    reading = read(rows)
    assert targets(reading) == {("全市", "高新技术企业数", 2025): "260"}
    assert set(observed(reading).values()) == {101, 140, 188}


@pytest.mark.parametrize(
    ("title", "city", "name"),
    [
        ("2025年度县区就业目标（人）", "全市", "就业"),
        ("云岭市各县区“十五五”就业目标（人）", "云岭市", "就业"),
        ("云岭市就业历史数据及2030年目标（人）", "云岭市", "就业"),
    ],
)
def test_titles_name_the_indicator_and_no_place_of_their_words(title, city, name):
    plan = read([[title], ["县区", "2025年", "2030年目标"], ["甲山区", 12, 13], ["乙水县", 3, 4]]).plan
    assert (plan.city, [one.name for one in plan.indicators]) == (city, [name])


@pytest.mark.parametrize("title", [[], [["云岭市“十四五”规划高新技术企业目标（家）"]]])
def test_bare_years_from_a_worded_base_that_end_before_the_target_are_past(title):
    rows = [*title, ["地区", "2020年基期", "2021年", "2022年", "2023年", "2025年目标"]]
    if not title:
        rows[0][0] = "指标"
    rows.append(["云岭市" if title else "高新技术企业（家）", 101, 140, 188, 210, 260])
    reading = read(rows)
    assert {key[1:]: text for key, text in targets(reading).items()} == {("高新技术企业", 2025): "260"}
    assert set(observed(reading).values()) == {101, 140, 188, 210}


def test_bare_years_up_to_a_worded_target_are_taken_for_targets_and_told():
    rows = [["指标", "2020年基期", "2021年", "2022年", "2023年", "2024年", "2025年目标"]]
    rows.append(["高新技术企业（家）", 101, 140, 188, 210, 233, 260])
    assert "unworded_year" in [one.code for one in read(rows).problems]


def test_the_sum_of_yearly_targets_follows_from_them():
    rows = [
        ["云岭市“十五五”分年度新增就业计划（人）"],
        ["县区", *(f"{year}年" for year in range(2025, 2031)), "合计"],
    ]
    rows += [["甲山区", 124, 125, 126, 127, 128, 129, 635], ["乙水县", 31, 32, 33, 34, 35, 36, 170]]
    reading = read(rows)
    assert reading.status == "ok"
    assert len(targets(reading)) == 10
    assert [one.cell for one in reading.recognition.skipped if one.code == "derived_column"] == ["H2"]
