"""Kinds of data tables that offices and yearbooks print, each as small as it shows what it is about."""

from npfdesk.plan.periods import Period, find_period
from npfdesk.plan.targets import Measure
from npfdesk.workbook.published.headers import read_header
from tests.workbook.published.grids import read


def observed(reading):
    """The observed levels: by region, indicator and period."""
    return {
        (one.series.region, one.series.indicator, one.period.key): one.value
        for one in reading.ledger.observations
        if not one.growth
    }


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
