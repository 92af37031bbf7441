"""Kinds of data tables that offices and yearbooks print, each as small as it shows what it is about."""

from npfdesk.plan.periods import Period, find_period
from npfdesk.plan.targets import Measure
from npfdesk.workbook.published.headers import read_header
from tests.workbook.published.grids import observed, read


def test_months_below_a_merged_head_of_a_year_are_months_of_that_year():
    rows = [
        ["云岭市用电量月度数据"],
        ["指标", "单位", "2023年", "", "2024年", ""],
        ["", "", "1月", "2月", "1月", "2月"],
        ["用电量", "亿千瓦时", 41.1, 38.2, 42.1, 39.2],
    ]
    found = observed(read(rows, merged=[(2, 3, 2, 4), (2, 5, 2, 6), (2, 1, 3, 1), (2, 2, 3, 2)]))
    assert found == {
        ("云岭市", "用电量", period): value
        for period, value in zip(
            ["2023-01", "2023-02", "2024-01", "2024-02"], [41.1, 38.2, 42.1, 39.2], strict=True
        )
    }


def test_running_totals_count_from_the_start_of_the_year():
    rows = [
        ["云岭市2023年规上工业增加值（亿元）"],
        ["月份", "当月", "累计"],
        ["2月", 9.2, 19.3],
        ["4月", 12.3, 44.6],
    ]
    assert observed(read(rows)) == {
        ("云岭市", "规上工业增加值", "2023-02"): 9.2,
        ("云岭市", "规上工业增加值", "2023-01..02"): 19.3,
        ("云岭市", "规上工业增加值", "2023-04"): 12.3,
        ("云岭市", "规上工业增加值", "2023-01..04"): 44.6,
    }
    assert read_header("2024年5月累计").period == Period(2024, 1, 5)
    assert find_period("2022年1-3季度").period == Period(2022, 1, 9)


def test_last_year_is_the_year_before_the_one_of_the_title():
    rows = [
        ["云岭市2023年主要指标"],
        ["指标", "单位", "本年", "上年", "比上年增减%"],
        ["用水总量", "亿立方米", 3.12, 3.2, -2.5],
    ]
    assert observed(read(rows)) == {
        ("云岭市", "用水总量", "2023"): 3.12,
        ("云岭市", "用水总量", "2022"): 3.2,
    }


def test_years_with_a_mark_of_the_office_are_years():
    for text, year in {"FY2019/20": 2019, "2020r": 2020, "2021p": 2021}.items():
        head = read_header(text)
        assert head.period.year == year
        assert not head.label
        assert head.phase is None


def test_months_of_no_year_are_told_and_not_dated():
    reading = read([["用电量（亿千瓦时）"], ["地区", "1月", "2月"], ["甲山区", 10, 11], ["乙水县", 8, 9]])
    assert not observed(reading)
    assert {(one.code, one.cell) for one in reading.problems if one.code == "no_period"} == {
        ("no_period", "B3:B4"),
        ("no_period", "C3:C4"),
    }


def test_a_year_on_a_line_of_its_own_dates_the_rows_below_it():
    rows = [
        ["各县区常住人口"],
        ["县区", "常住人口（万人）"],
        ["2021年"],
        ["甲山区", 50.1],
        ["乙水县", 40.1],
        ["2022年"],
        ["甲山区", 50.3],
        ["乙水县", 40.0],
    ]
    assert observed(read(rows)) == {
        ("甲山区", "常住人口", "2021"): 50.1,
        ("乙水县", "常住人口", "2021"): 40.1,
        ("甲山区", "常住人口", "2022"): 50.3,
        ("乙水县", "常住人口", "2022"): 40.0,
    }


def test_a_title_and_its_unit_in_one_row_are_no_head():
    rows = [
        ["表5 2019-2020年各镇工业总产值", "", "单位：万元"],
        ["镇别", "2019", "2020"],
        ["白马镇", 10201, 11201],
    ]
    reading = read(rows)
    assert observed(reading) == {
        ("白马镇", "工业总产值", "2019"): 10201,
        ("白马镇", "工业总产值", "2020"): 11201,
    }
    assert [one.unit for one in reading.plan.indicators] == ["万元"]


def test_labels_of_a_download_may_stand_side_by_side():
    rows = [
        ["数据库：分省年度数据"],
        ["地区：河阳省", "时间：最近2年"],
        ["指标", "2023", "2022"],
        ["一般公共预算收入(亿元)", 321.1, 310.2],
    ]
    assert observed(read(rows)) == {
        ("河阳省", "一般公共预算收入", "2023"): 321.1,
        ("河阳省", "一般公共预算收入", "2022"): 310.2,
    }


def test_a_comparison_with_the_nation_leaves_the_plan_its_county():
    plan = [
        ["云岭县“十四五”规划主要指标"],
        ["指标", "2020年", "2025年", "属性"],
        ["森林覆盖率（%）", 41.2, 43, "约束性"],
    ]
    beside = [
        ["2020年与全省全国对比"],
        ["指标", "单位", "云岭县", "全省", "全国"],
        ["森林覆盖率", "%", 41.2, 30.2, 23],
    ]
    reading = read(plan, beside)
    assert reading.plan.city == "云岭县"
    assert observed(reading)["全国", "森林覆盖率", "2020"] == 23
    assert observed(reading)["全省", "森林覆盖率", "2020"] == 30.2


def test_countries_and_places_compared_are_no_part_of_the_name():
    countries = [["主要国家人均GDP（美元）"], ["国家", "2021年", "2022年"], ["美国", 1, 2], ["日本", 3, 4]]
    assert {key[:2] for key in observed(read(countries))} == {("美国", "人均GDP"), ("日本", "人均GDP")}
    cities = [
        ["长三角部分城市R&D经费占GDP比重（%）"],
        ["城市", "2021", "2022"],
        ["苏州", 3.9, 4.0],
        ["合肥", 3.5, 3.9],
    ]
    assert [one.name for one in read(cities).plan.indicators] == ["R&D经费占GDP比重"]
    provinces = [["分地区人均地区生产总值"], ["地区", "2021"], ["山西", 1], ["江苏", 2]]
    assert [one.name for one in read(provinces).plan.indicators] == ["人均地区生产总值"]


def test_words_for_columns_of_names_over_figures_are_names_of_figures():
    towns = [
        ["行政区划（2022年末）"],
        ["县区", "乡镇（个）", "村（个）"],
        ["甲山区", 3, 44],
        ["乙水县", 12, 180],
    ]
    assert observed(read(towns)) == {
        ("甲山区", "乡镇", "2022"): 3,
        ("甲山区", "村", "2022"): 44,
        ("乙水县", "乡镇", "2022"): 12,
        ("乙水县", "村", "2022"): 180,
    }
    sectors = [["Year", "Agriculture", "Industry"], ["2019", 10.1, 40.2], ["2020", 10.4, 38.2]]
    assert {key[1] for key in observed(read(sectors))} == {"Agriculture", "Industry"}
    over = [
        ["年份", "指标", ""],
        ["", "GDP（亿元）", "粮食产量（吨）"],
        ["2019", 302.1, 51],
        ["2020", 312.1, 52],
    ]
    assert len(observed(read(over, merged=[(1, 2, 1, 3), (1, 1, 2, 1)]))) == 4


def test_the_english_of_a_bilingual_table_repeats_the_chinese():
    rows = [
        ["单位：万人", "", "(10 000 persons)"],
        ["年份", "总人口", "男"],
        ["Year", "Total Population", "Male"],
        [2020, 101.2, 51.8],
        [2021, 101.9, 52.0],
    ]
    assert {key[1] for key in observed(read(rows))} == {"总人口", "男"}
    columns = [
        ["指标", "Item", "单位", "Unit", "2021", "2022"],
        ["粮食产量", "Grain Output", "万吨", "10 000 tons", 20.1, 20.4],
        ["森林覆盖率", "Forest Coverage", "%", "%", 40.1, 40.4],
    ]
    reading = read(columns)
    assert {(one.name, one.unit) for one in reading.plan.indicators} == {
        ("粮食产量", "万吨"),
        ("森林覆盖率", "%"),
    }


def test_a_column_headed_target_beside_target_values_names_the_indicators():
    rows = [
        ["Jurisdiction", "Target", "Target year", "Target value", "Unit"],
        ["Arden", "Recycling rate", 2030, 60, "%"],
        ["Brook", "Tree canopy cover", 2040, 30, "%"],
    ]
    targets = {
        (key.series.region, key.series.indicator, key.year): one.text
        for key, one in read(rows).plan.targets.items()
    }
    assert targets == {("Arden", "Recycling rate", 2030): "60", ("Brook", "Tree canopy cover", 2040): "30"}


def test_units_beside_other_words_of_a_bracket_and_in_symbols():
    assert read_header("地区生产总值（2020年不变价，亿元）").unit == "亿元"
    assert read_header("PM2.5平均浓度（μg/m3）").label == "PM2.5平均浓度"


def test_the_whole_year_stands_beside_its_quarters():
    rows = [["云岭市2023年主要指标"], ["指标", "单位", "1-3季度", "全年"], ["地区生产总值", "亿元", 330, 470]]
    assert observed(read(rows)) == {
        ("云岭市", "地区生产总值", "2023-01..09"): 330,
        ("云岭市", "地区生产总值", "2023"): 470,
    }


def test_the_whole_year_stands_below_its_months():
    rows = [
        ["2023年云岭市用电量（亿千瓦时）"],
        ["月份", "工业用电量"],
        ["一月", 4],
        ["二月", 3],
        ["全年", 41],
    ]
    assert observed(read(rows)) == {
        ("云岭市", "工业用电量", "2023-01"): 4,
        ("云岭市", "工业用电量", "2023-02"): 3,
        ("云岭市", "工业用电量", "2023"): 41,
    }


def test_series_of_a_data_bank_name_indicator_and_region():
    rows = [
        ["指标名称", "用电量:甲山区", "用电量:乙水县"],
        ["单位", "亿千瓦时", "亿千瓦时"],
        ["频率", "月", "月"],
        ["2023-01-31", 10.1, 5.1],
        ["2023-02-28", 9.1, 4.2],
    ]
    assert observed(read(rows)) == {
        ("甲山区", "用电量", "2023-01"): 10.1,
        ("乙水县", "用电量", "2023-01"): 5.1,
        ("甲山区", "用电量", "2023-02"): 9.1,
        ("乙水县", "用电量", "2023-02"): 4.2,
    }


def test_items_beside_years_and_shares_are_indicators():
    rows = [
        ["项目", "2022年", "2021年", "构成（%）", ""],
        ["", "", "", "2022年", "2021年"],
        ["从业人员（人）", 1020, 1000, 100, 100],
        ["户数（户）", 220, 240, 21.6, 24],
    ]
    found = observed(read(rows, merged=[(1, 1, 2, 1), (1, 2, 2, 2), (1, 3, 2, 3), (1, 4, 1, 5)]))
    assert {(name, period): value for (_, name, period), value in found.items()} == {
        ("从业人员", "2022"): 1020,
        ("从业人员", "2021"): 1000,
        ("户数", "2022"): 220,
        ("户数", "2021"): 240,
    }


def test_labels_of_a_download_may_stand_in_a_cell_of_their_own():
    rows = [
        ["数据库：", "主要城市年度数据"],
        ["指标：", "社会消费品零售总额(亿元)"],
        ["城市", 2022, 2021],
        ["甲山市", 812.4, 790.1],
        ["乙水市", 410.2, 399.5],
    ]
    reading = read(rows)
    assert observed(reading)["乙水市", "社会消费品零售总额", "2021"] == 399.5
    assert len(observed(reading)) == 4
    english = [["Indicators：Grain Yield(10 000 tons)"], ["Region", 2022], ["Arden", 1], ["Brook", 2]]
    assert [(one.name, one.unit) for one in read(english).plan.indicators] == [("Grain Yield", "10 000 tons")]


def test_numbers_of_things_number_no_rows():
    rows = [
        ["Health facilities by county, 2022"],
        ["County", "Hospitals", "", "Clinics", ""],
        ["", "Number", "Beds", "Number", "Beds"],
        ["Arden", 20, 4100, 150, 610],
        ["Brook", 21, 4000, 152, 590],
    ]
    found = observed(read(rows, merged=[(2, 1, 3, 1), (2, 2, 2, 3), (2, 4, 2, 5)]))
    assert found["Arden", "Clinics Number", "2022"] == 150
    assert len(found) == 8


def test_towns_and_country_are_no_regions():
    rows = [
        ["主要年份社会消费品零售总额（亿元）"],
        ["年份", "社会消费品零售总额", "城镇"],
        [2019, 410.2, 300.1],
        [2020, 400.3, 290],
    ]
    assert {key[1] for key in observed(read(rows))} == {"社会消费品零售总额", "城镇"}


def test_titles_and_names_in_two_languages_are_the_chinese_ones():
    titles = [
        ["4-2 各县（区）城镇化率"],
        ["4-2 Urbanization Rate by County"],
        ["县（区）", 2021, 2022],
        ["甲山区", 88.1, 88.4],
        ["乙水县", 41.1, 42.2],
    ]
    assert [one.name for one in read(titles).plan.indicators] == ["城镇化率"]
    names = [
        ["指标 Item", "2021", "2022"],
        ["常住人口（万人）Permanent Population (10 000 persons)", 301.1, 300.2],
        ["用水总量（亿立方米）\nWater Use (100 million cu.m)", 4.1, 4.2],
    ]
    assert [(one.name, one.unit) for one in read(names).plan.indicators] == [
        ("常住人口", "万人"),
        ("用水总量", "亿立方米"),
    ]


def test_the_total_of_a_table_of_years_is_the_indicator_of_its_title():
    rows = [
        ["全市能源消费总量（万吨标准煤）"],
        ["年份", "合计", "第一产业", "第二产业"],
        ["2020年", 210.4, 4.1, 150.2],
        ["2021年", 218.8, 4.2, 155.5],
    ]
    reading = read(rows)
    found = {
        (one.series.industry, one.value) for one in reading.ledger.observations if one.period.key == "2020"
    }
    assert found == {("", 210.4), ("第一产业", 4.1), ("第二产业", 150.2)}
    assert [(one.name, one.unit) for one in reading.plan.indicators] == [("能源消费总量", "万吨标准煤")]


def test_a_title_by_district_says_that_names_across_are_regions():
    down = [["Electricity consumption by district"], ["Month", "Arden", "Brook"], ["2024-01", 41.2, 31]]
    assert set(observed(read(down))) == {
        ("Arden", "Electricity consumption", "2024-01"),
        ("Brook", "Electricity consumption", "2024-01"),
    }
    across = [
        ["各县（区）商贸指标"],
        ["2022年"],
        ["指标", "云岭市", "甲山", "乙水"],
        ["进出口总额（亿元）", 91.2, 60.1, 31.1],
        ["实际利用外资（万美元）", 4100, 3000, 1100],
    ]
    assert observed(read(across))["乙水", "实际利用外资", "2022"] == 1100


def test_rows_of_a_register_name_their_indicators_beside_units():
    rows = [
        ["Local authority", "Commitment", "Target value", "Unit", "Base year", "Target year"],
        ["Arden County", "Net zero emissions", 100, "%", 1990, 2050],
        ["Brook City", "Tree canopy cover", 30, "%", "", 2035],
    ]
    assert {(key.series.indicator, key.year) for key in read(rows).plan.targets} == {
        ("Net zero emissions", 2050),
        ("Tree canopy cover", 2035),
    }


def test_months_without_a_mark_between_year_and_month():
    rows = [["云岭市运输月报"], ["月份", "货运量（万吨）"], [202301, 310.6], [202302, 296.4]]
    assert observed(read(rows)) == {
        ("云岭市", "货运量", "2023-01"): 310.6,
        ("云岭市", "货运量", "2023-02"): 296.4,
    }


def test_a_name_that_says_running_total_counts_from_the_start_of_the_year():
    rows = [["月份", "财政收入累计（亿元）"], ["2023/01", 101.2], ["2023/02", 190.3]]
    assert {key[1:]: value for key, value in observed(read(rows)).items()} == {
        ("财政收入", "2023-01"): 101.2,
        ("财政收入", "2023-01..02"): 190.3,
    }


def test_leading_cities_beside_a_plan_are_no_city_of_it():
    plan = [
        ["云岭县“十五五”规划主要指标"],
        ["指标", "单位", "2025年", "2030年目标"],
        ["研发经费投入强度", "%", 1.2, 1.8],
    ]
    beside = [["先进城市研发经费投入强度对比（%）"], ["城市", "2022年"], ["苏州市", 4.1], ["合肥市", 3.9]]
    reading = read(plan, beside)
    assert reading.plan.city == "云岭县"
    assert [one.name for one in reading.plan.indicators] == ["研发经费投入强度"]


def test_areas_that_sum_up_districts_are_no_districts():
    rows = [
        ["Resident population by district (thousand)"],
        ["District", "2021", "2022"],
        ["Northern area", 212.4, 214.9],
        ["Arden", 112.4, 113.9],
        ["Dale", 100, 101],
        ["Southern area", 153.7, 154.5],
        ["Brook", 98.6, 99.2],
        ["Cliffe", 55.1, 55.3],
    ]
    assert {key[0] for key in observed(read(rows))} == {"Arden", "Dale", "Brook", "Cliffe"}


def test_what_a_data_bank_says_of_its_series_names_nothing():
    rows = [
        ["指标", "社会消费品零售总额", "工业用电量"],
        ["地区", "云岭省", "甲山市"],
        ["频率", "年", "年"],
        ["单位", "亿元", "亿千瓦时"],
        ["来源", "统计局", "电力公司"],
        ["2022", 101.2, 20.2],
        ["2023", 98.1, 19.9],
    ]
    reading = read(rows)
    assert observed(reading)["甲山市", "工业用电量", "2023"] == 19.9
    assert [one.unit for one in reading.plan.indicators] == ["亿元", "亿千瓦时"]


def test_what_is_cured_of_an_ill_is_wanted_more_of():
    rows = [
        ["指标", "2022"],
        ["受污染耕地安全利用率（%）", 93],
        ["失业人员再就业人数（人）", 810],
        ["文盲率（%）", 2],
    ]
    assert [str(one.direction) for one in read(rows).plan.indicators] == ["up", "up", "down"]


def test_months_down_and_years_across():
    rows = [["全社会用电量（亿千瓦时）"], ["月份", "2022年", "2023年"], ["1月", 41.2, 42], ["2月", 38.1, 39]]
    assert {key[2]: value for key, value in observed(read(rows)).items()} == {
        "2022-01": 41.2,
        "2023-01": 42,
        "2022-02": 38.1,
        "2023-02": 39,
    }


def test_series_of_a_data_bank_may_name_the_region_first():
    rows = [
        ["指标名称", "甲山区:用电量", "乙水县:货运量"],
        ["单位", "亿千瓦时", "万吨"],
        ["2021", 1, 2],
        ["2022", 3, 4],
    ]
    assert observed(read(rows))["乙水县", "货运量", "2022"] == 4


def test_parts_of_a_province_that_sum_up_cities_are_no_cities():
    rows = [
        ["各市地区生产总值（亿元）"],
        ["地区", "2021年", "2022年"],
        ["北部湾", 586, 621],
        ["甲山市", 281, 301],
        ["乙水市", 305, 320],
        ["西翼", 39, 42],
        ["丙河市", 27, 29],
        ["丁塘市", 12, 13],
    ]
    assert {key[0] for key in observed(read(rows))} == {"甲山市", "乙水市", "丙河市", "丁塘市"}


def test_years_since_a_plan_began_are_past():
    rows = [
        ["“十三五”以来云岭县主要指标（2016—2020年）"],
        ["指标", "2016年", "2017年", "2018年", "2019年", "2020年"],
        ["森林覆盖率（%）", 48.1, 48.9, 49.5, 50.2, 51],
    ]
    reading = read(rows)
    assert not reading.plan.targets
    assert observed(reading)["云岭县", "森林覆盖率", "2020"] == 51


def test_the_last_five_years_are_no_plan():
    rows = [
        ["云岭县近五年主要指标（2019至2023年）"],
        ["指标", 2019, 2020, 2021, 2022, 2023],
        ["研发经费（亿元）", 2.1, 2.4, 2.8, 3.1, 3.5],
    ]
    reading = read(rows)
    assert not reading.plan.targets
    assert observed(reading)["云岭县", "研发经费", "2023"] == 3.5


def test_counties_around_a_county_are_yardsticks():
    plan = [
        ["云岭县“十四五”规划主要指标"],
        ["指标", "2020年", "2025年目标"],
        ["地区生产总值（亿元）", 312.5, 450],
    ]
    beside = [
        ["周边县地区生产总值（亿元）"],
        ["县", "2020年", "2021年"],
        ["云岭县", 312.5, 339.4],
        ["甲山县", 290.1, 301.2],
        ["乙水县", 410.2, 433.1],
    ]
    reading = read(plan, beside)
    assert reading.plan.city == "云岭县"
    assert {one.name: one.benchmark for one in reading.plan.regions} == {
        "云岭县": False,
        "甲山县": True,
        "乙水县": True,
    }
    assert observed(reading)["甲山县", "地区生产总值", "2021"] == 301.2


def test_sums_of_districts_and_of_counties_between_them():
    rows = [
        ["各县区粮食产量（吨）"],
        ["县区", "2022年", "2023年"],
        ["东城区", 180, 191],
        ["西城区", 210, 223],
        ["市区合计", 390, 414],
        ["甲山县", 222, 234],
        ["乙水县", 200, 213],
        ["县合计", 422, 447],
        ["总计", 812, 861],
    ]
    assert {key[0] for key in observed(read(rows))} == {"东城区", "西城区", "甲山县", "乙水县", "全市"}


def test_years_and_bare_months_in_columns_of_their_own():
    rows = [
        ["云岭县财政收支（万元）"],
        ["年", "月", "财政收入", "财政支出"],
        [2023, 12, 9100, 12100],
        [2024, 1, 7700, 6100],
    ]
    assert observed(read(rows)) == {
        ("云岭县", "财政收入", "2023-12"): 9100,
        ("云岭县", "财政支出", "2023-12"): 12100,
        ("云岭县", "财政收入", "2024-01"): 7700,
        ("云岭县", "财政支出", "2024-01"): 6100,
    }


def test_running_totals_below_months_are_not_told_as_those_of_past_years():
    rows = [
        ["2024年云岭县用电量（万千瓦时）"],
        ["月份", "当月", "同比增长（%）", "累计", "累计同比（%）"],
        ["1月", 310, 4.1, 310, 4.1],
        ["2月", 280, 3, 590, 3.6],
    ]
    reading = read(rows)
    assert observed(reading)["云岭县", "用电量", "2024-01..02"] == 590
    assert [one.code for one in reading.problems] == ["no_target_yet"]


def test_a_head_of_summed_targets_is_one_of_targets():
    rows = [
        ["云岭市“十五五”城镇新增就业目标（人）"],
        ["县区", "2025年", "2026-2030年累计目标"],
        ["甲山区", 5000, 26000],
    ]
    assert [(key.year, one.text) for key, one in read(rows).plan.targets.items()] == [(2030, "26000")]
    head = read_header("2026-2030年累计目标")
    assert (str(head.phase), str(head.measure)) == ("target", "sum")


def test_a_bulletins_growth_to_date_is_observed():
    rows = [
        ["2026年10月云岭市工业月报"],
        ["县", "产值（亿元）", "", "", ""],
        ["", "本月", "1-10月累计", "累计增速（%）", "年度增速目标（%）"],
        ["甲县", 51.2, 488, 7.1, 8],
    ]
    reading = read(rows, merged=[(2, 1, 3, 1), (2, 2, 2, 5)])
    assert [one.parsed.figure for one in reading.plan.targets.values()] == [8]
    assert [(one.period.key, one.value) for one in reading.ledger.observations if one.growth] == [
        ("2026-01..10", 7.1)
    ]


def test_growths_alone_have_targets_of_growths():
    rows = [
        ["云岭市2027年1—6月主要指标"],
        ["县", "投资", "", "收入（亿元）", "", ""],
        ["", "同比增长（%）", "年度目标（%）", "累计完成", "同比±%", "全年预期增长（%）"],
        ["甲县", 7.2, 8, 32.1, 4.4, 5],
    ]
    reading = read(rows, merged=[(2, 1, 3, 1), (2, 2, 2, 3), (2, 4, 2, 6)])
    assert {one.parsed.measure for one in reading.plan.targets.values()} == {Measure.GROWTH}
    assert {one.name: one.unit for one in reading.plan.indicators} == {"投资": "", "收入": "亿元"}


def test_a_rate_for_an_amount_beside_its_growth_is_a_growth():
    rows = [
        ["云岭市2026年上半年经济运行情况"],
        ["指标", "单位", "上半年", "同比增长（%）", "2026年预期目标"],
        ["产值", "亿元", 78.2, 5.9, "6%左右"],
    ]
    reading = read(rows)
    assert [(one.parsed.measure, one.parsed.figure) for one in reading.plan.targets.values()] == [
        (Measure.GROWTH, 6.0)
    ]
    assert not reading.problems
