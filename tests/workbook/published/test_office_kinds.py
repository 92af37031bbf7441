"""Wordings and layouts of plan tables that other offices use for the same things. All figures are made up."""

from pathlib import Path

import pytest

from npfdesk.plan.targets import Measure
from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.plan_reader import read_plan
from tests.workbook.books import codes
from tests.workbook.published.grids import observed, read, sheet, stated


def names(reading):
    return [one.name for one in reading.plan.indicators]


def regions(reading):
    return [one.code for one in reading.plan.regions]


def beside(reading, indicator):
    """What is stated beside the first target of an indicator: its measure and figure."""
    target = next(one for key, one in reading.plan.targets.items() if key.series.indicator == indicator)
    return [(one.parsed.measure, one.parsed.figure) for one in target.beside]


BOX = [
    ["“十五五”时期东江省主要指标"],
    ["指标", "2025年预计", "2030年目标", "五年累计或年均增速", "属性"],
    ["城镇化率（%）", 61, 66, "〔5〕", "预期性"],
    ["劳动生产率（万元/人）", 15.5, 20, 5.5, "预期性"],
    ["能耗降低（%）", "—", "完成国家下达目标", "〔14〕", "约束性"],
    ["总产值增长（%）", "5左右", "—", "[5左右]", "预期性"],
    ["注：[ ]内为年均增速；〔 〕内为五年累计数。"],
]


def test_a_column_of_means_and_sums_states_something_beside_the_target():
    reading = read(BOX)
    assert reading.problems == ()
    assert stated(reading)["东江省", "城镇化率"][0] == "66"
    assert beside(reading, "城镇化率") == [(Measure.SUM, 5)]
    assert beside(reading, "劳动生产率") == [(Measure.GROWTH, 5.5)]
    assert beside(reading, "能耗降低") == [(Measure.SUM, 14)]


def test_a_note_says_what_stands_in_brackets():
    target = next(one for key, one in read(BOX).plan.targets.items() if key.series.indicator == "总产值增长")
    assert (target.parsed.measure, target.parsed.figure, target.base_printed) == (Measure.GROWTH, 5, 5)
    summed = read(
        [
            ["东江县“十五五”主要指标"],
            ["指标", "单位", "2025年", "2030年目标"],
            ["农田建设", "万亩", 3.5, "（15）"],
            ["城镇化率", "%", 60, 66],
            ["说明：（ ）内数值为五年累计值。"],
        ]
    )
    target = next(one for key, one in summed.plan.targets.items() if key.series.indicator == "农田建设")
    assert (target.parsed.measure, target.parsed.figure, target.text) == (Measure.SUM, 15, "（15）")


@pytest.mark.parametrize("head", ["2030年控制数", "2030年力争", "2030T"])
def test_words_over_targets(head):
    reading = read(
        [
            ["东江市“十五五”分县指标"],
            ["县区", "失业率（%）", None],
            [None, "2025年初步统计", head],
            ["东江市", 5.1, 5.5],
            ["东县", 5, 5.4],
        ],
        merged=[(2, 1, 3, 1), (2, 2, 2, 3)],
    )
    assert names(reading) == ["失业率"]
    assert stated(reading)["东县", "失业率"][:4] == ("5.4", 5, 2025, 2030)


def test_an_estimate_before_a_forecast_is_where_the_plan_begins():
    reading = read(
        [
            ["东江市“十五五”指标"],
            ["指标", "单位", "2024A", "2025E", "2030F"],
            ["总产值", "亿元", 90, 100, 150],
        ]
    )
    assert stated(reading) == {("东江市", "总产值"): ("150", 100, 2025, 2030, None)}


def test_a_verdict_in_words_and_a_net_change_are_no_figures():
    reading = read(
        [
            ["东江市“十四五”主要指标完成情况"],
            ["指标", "单位", "2020年", "2025年目标", "2025年完成", "完成情况"],
            ["城镇化率", "%", 57.1, 62, 61.8, "基本完成"],
            ["企业数", "家", 120, 200, 210, "超额完成"],
        ]
    )
    assert reading.problems == ()
    assert observed(reading)["东江市", "城镇化率", "2025"] == 61.8
    rows = [
        ["县区", "2025年（家）", "2030年（家）", "净增（家）"],
        ["东江市", 80, 130, 50],
        ["东县", 43, 70, 27],
    ]
    assert read([["“十五五”企业数目标"], *rows]).problems == ()
    rows[2][3] = 99
    assert "other_column" in codes(read([["“十五五”企业数目标"], *rows]))


@pytest.mark.parametrize("word", ["小计", "全市"])
def test_a_whole_below_a_city_is_that_city(word):
    reading = read(
        [
            ["东江省“十五五”企业数分市县目标（家）"],
            ["市", "县（市、区）", "2025年", "2030年目标"],
            ["全省", None, 70, 110],
            ["甲市", word, 40, 60],
            [None, "东县", 25, 40],
            [None, "鼓楼区", 15, 20],
            ["乙市", word, 30, 50],
            [None, "鼓楼区", 30, 50],
        ]
    )
    assert stated(reading)["甲市", "企业数"][:2] == ("60", 40)
    assert stated(reading)["乙市", "企业数"][:2] == ("50", 30)
    assert regions(reading)[0] == "东江省"


def test_places_in_heads_without_an_ending_beside_the_whole():
    reading = read(
        [
            ["District targets under the 2030 plan"],
            ["Indicator", "Northgate", None, "Southgate", None, "City total", None],
            [None, *["2025 actual", "2030 target"] * 3],
            ["Urbanisation rate (%)", 70.1, 75, 61, 68, 65.5, 71.5],
        ],
        merged=[(2, 2, 2, 3), (2, 4, 2, 5), (2, 6, 2, 7)],
    )
    assert regions(reading) == ["City total", "Northgate", "Southgate"]
    assert stated(reading)["Southgate", "Urbanisation rate"][:2] == ("68", 61)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("东江市研发强度现状与目标（%）", "研发强度"),
        ("各县（市、区）“十五五”研发强度目标（%）", "研发强度"),
        ("分区域研发强度目标（%）", "研发强度"),
        ("各县区研发强度中长期目标（%）", "研发强度"),
        ("2030年各县区目标完成对照表（研发强度，%）", "研发强度"),
        ("各县区研发强度目标（征求意见稿）（%）", "研发强度"),
    ],
)
def test_a_title_names_the_indicator_and_nothing_more(title, name):
    rows = [["县区", "2025年", "2030年目标"], ["东江市", 2.1, 2.6], ["东县", 2.4, 3]]
    assert names(read([[title], *rows])) == [name]
    reading = read([[title], ["编制单位：东江市发改委", None, "填报日期：2026年3月15日"], *rows])
    assert names(reading) == [name]


def test_the_whole_is_called_as_its_row_says():
    rows = [["乡镇", "2025年", "2030年目标"], ["全县", 2.1, 2.6], ["东镇", 2.4, 3], ["西镇", 2, 2.2]]
    assert regions(read([["研发强度目标（%）"], *rows]))[0] == "全县"
    rows = [["市", "2025年", "2030年目标"], ["东江省", 2.1, 2.6], ["甲山市", 2.4, 3], ["乙水市", 2, 2.2]]
    assert regions(read([["研发强度目标（%）"], *rows])) == ["东江省", "甲山市", "乙水市"]
    assert (
        regions(read([["“十五五”以来东江市研发强度目标（%）"], *rows[:1], ["甲县", 2, 3], ["乙县", 2, 3]]))[0]
        == "东江市"
    )


def test_quarters_below_a_title_of_quarterly_targets_are_no_actual_figures():
    reading = read(
        [
            ["东江区2026年主要指标分季度目标"],
            ["指标", "单位", "2025年实际", "2026年目标", "一季度", "二季度"],
            ["财政收入", "亿元", 36.2, 37.5, 10.1, 9.8],
        ]
    )
    assert codes(reading) == ["part_of_year_target", "part_of_year_target"]
    assert list(observed(reading)) == [("东江区", "财政收入", "2025")]


def test_money_is_no_unit_of_a_count():
    reading = read(
        [
            ["东江市“十五五”规划指标"],
            [None, None, "货币单位：亿元"],
            ["指标", "2025年", "2030年"],
            ["总产值", 100, 150],
            ["高新技术企业数", 220, 350],
        ]
    )
    assert [one.unit for one in reading.plan.indicators] == ["亿元", ""]


def test_an_english_plan_names_its_county_and_its_mean_growth():
    reading = read(
        [
            ["Key targets of Riverside County, 14th Five-Year Plan"],
            ["Indicator", "Unit", "2020", "Average annual growth 2021-2025", "Nature"],
            ["Retail sales", "bn yuan", 20.3, "at least 7%", "expected"],
            ["Disposable income", "yuan", 41000, "in step with GDP", "expected"],
        ]
    )
    # the table has no row of the gross product that incomes could be held against
    assert [(one.code, one.cell) for one in reading.problems] == [("reference_unknown", "D4")]
    assert stated(reading)["Riverside County", "Retail sales"] == ("at least 7%", 20.3, 2020, 2025, None)


def test_bare_figures_of_means_and_sums_by_what_they_are_of():
    rows = [
        ["东江县“十四五”主要目标"],
        ["指标", "2020年", "2025年", "年均增长（%）或累计"],
        ["总产值（亿元）", 210, 295, 7],
        ["城镇新增就业（人）", 6200, None, 30000],
    ]
    reading = read(rows)
    assert beside(reading, "总产值") == [(Measure.GROWTH, 7)]
    jobs = next(one for key, one in reading.plan.targets.items() if key.series.indicator == "城镇新增就业")
    assert (jobs.parsed.measure, jobs.parsed.figure) == (Measure.SUM, 30000)


def test_what_a_cell_adds_up_below_a_span_of_years_is_a_sum():
    reading = read(
        [
            ["“十五五”指标"],
            ["指标", "2025年", "2026—2030年"],
            ["小区改造（个）", 52, "累计240"],
            ["托位（个）", 60, "累计300"],
        ]
    )
    assert {one.parsed.measure for one in reading.plan.targets.values()} == {Measure.SUM}


def test_growths_without_years_lie_between_the_years_that_they_fit():
    rows = [
        ["县区", "2025年产值", "2030年产值", "增长（%）"],
        ["东县", 520, 800, 53.8],
        ["西县", 310, 470, 51.6],
    ]
    reading = read([["东江市“十五五”目标（亿元）"], *rows])
    assert {
        (one.beside[0].parsed.measure, str(one.beside[0].parsed.basis))
        for one in reading.plan.targets.values()
    } == {(Measure.GROWTH, "total")}
    rows = [
        ["指标", "2020年", "2025年目标", "2025年预计", "2030年目标", "年均增长%"],
        ["总产值", 1100, 1550, 1560, 2080, 5.9],
    ]
    reading = read([["东江市指标"], *rows])
    assert {key.year: bool(one.beside) for key, one in reading.plan.targets.items()} == {
        2025: False,
        2030: True,
    }
    rows = [
        ["县区", "2025年预计", "2030年", "2025—2030年均增速"],
        ["东县", 100, 133, 5.9],
        ["西县", 55, 72, 5.5],
    ]
    reading = read([["东江市各县GDP目标（亿元）"], *rows])
    assert stated(reading)["东县", "GDP"] == ("133", 100, 2025, 2030, None)


def test_shares_of_what_was_planned_follow_from_other_columns():
    reading = read(
        [
            ["2025年东江市主要指标计划执行情况"],
            ["指标", "单位", "2025年计划", "2025年执行", "完成计划的%", "比上年增长%"],
            ["总产值", "亿元", 1560, 1550, 99.4, 5.4],
        ]
    )
    assert stated(reading)["东江市", "总产值"][0] == "1560"
    assert [one.growth for one in reading.ledger.observations] == [False, True]


def test_short_names_below_a_head_of_counties_are_places():
    reading = read(
        [
            ["2030年主要指标分解到县"],
            ["指标", "单位", "市目标", "分县（市、区）目标", None],
            [None, None, None, "城东", "大屯"],
            ["企业数", "家", 600, 250, 180],
        ],
        merged=[(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 3, 3), (2, 4, 2, 5)],
    )
    assert {key.series.region: one.text for key, one in reading.plan.targets.items()} == {
        "全市": "600",
        "城东": "250",
        "大屯": "180",
    }


def test_sheets_named_by_places_and_one_by_the_whole():
    rows = [["指标", "单位", "2025年", "2030年规划"], ["城镇化率", "%", 73, 77]]
    whole = [rows[0], ["城镇化率", "%", 62, 67]]
    sheets = tuple(
        sheet([[f"“十五五”主要指标（{name}）"], *some], name=name)
        for name, some in (("东山区", rows), ("西水县", rows), ("全市", whole))
    )
    reading = read_plan(Path("试验.xlsx"), Grid(sheets))
    assert reading.problems == ()
    assert regions(reading) == ["全市", "东山区", "西水县"]
    assert stated(reading)["全市", "城镇化率"][:2] == ("67", 62)


def test_chinese_years_before_a_place_and_yearly_targets_to_the_last():
    rows = [["指标", "单位", "2025年", "2026年目标"], ["总产值", "亿元", 100, 106]]
    assert regions(read([["二〇二六年东江县主要预期目标表"], *rows])) == ["东江县"]
    rows = [
        ["县区", "2025年现状值", "2026年", "2027年", "2028年"],
        ["东江市", 34, 33, 32, 31],
        ["东县", 36, 35, 34, 33],
    ]
    reading = read([["东江市PM2.5浓度年度控制目标（微克/立方米）"], *rows])
    assert (names(reading), reading.plan.target_year) == (["PM2.5浓度"], 2028)


def test_an_english_note_gives_the_year_of_its_mark():
    rows = [
        ["Indicator", "2025", "2030 target"],
        ["Life expectancy (years)", "79.2*", 80.5],
        ["Forest cover (%)", 24, 25],
    ]
    reading = read([["Main indicators of the 15th Five-Year Plan"], *rows, ["* 2024 figure. † Preliminary."]])
    bases = {key.series.indicator: one.base_year for key, one in reading.plan.targets.items()}
    assert bases == {"Life expectancy": 2024, "Forest cover": 2025}


def test_a_total_after_months_is_what_they_come_to_so_far():
    rows = [["指标", "单位", "年度计划", "1月", "2月", "累计"], ["财政收入", "亿元", 11.6, 1.2, 0.8, 2]]
    reading = read([["东江县2026年主要指标月报"], *rows])
    assert observed(reading)["东江县", "财政收入", "2026-01..02"] == 2
    assert stated(reading)["东江县", "财政收入"][0] == "11.6"


def test_falls_and_rises_between_two_columns_follow_from_them():
    reading = read(
        [
            ["县区", "PM2.5浓度（微克/立方米）", None, None, "优良率（%）", None, None],
            [None, "2025年", "2030年", "下降（%）", "2025年", "2030年", "提高（百分点）"],
            ["东江市", 34, 30, 11.8, 86, 88, 2],
            ["东县", 36, 32, 11.1, 84, 86.5, 2.5],
        ],
        merged=[(1, 1, 2, 1), (1, 2, 1, 4), (1, 5, 1, 7)],
    )
    assert reading.problems == ()
    assert names(reading) == ["PM2.5浓度", "优良率"]


def test_a_growth_beside_a_share_is_of_the_amount():
    rows = [
        ["县区", "2025年经费（亿元）", "占比重（%）", "年均增长（%）"],
        ["东江市", 33, 2.1, "10以上"],
        ["东县", 25, 2.5, 11],
    ]
    target = read([["东江市“十五五”经费目标"], *rows]).plan.targets
    assert {key.series.indicator for key in target} == {"经费"}


def test_what_was_completed_is_of_the_title():
    reading = read(
        [
            ["2026年东江市投资进展情况"],
            ["县区", "全年目标", "1-3月", None, "1-6月", None],
            [None, None, "完成额", "同比%", "完成额", "同比%"],
            ["东江市", 310, 62, 5.1, 150, 5.6],
            ["东县", 200, 40, 6, 96, 6.2],
        ],
        merged=[(2, 1, 3, 1), (2, 2, 3, 2), (2, 3, 2, 4), (2, 5, 2, 6)],
    )
    assert (names(reading), stated(reading)["东县", "投资"][0]) == (["投资"], "200")


def test_an_estimate_in_brackets_next_to_an_actual_year():
    reading = read(
        [
            ["东江市“十五五”测算表"],
            ["指标", "2024（实际）", "2025（E）", "2030（E）"],
            ["总产值", 90, 100, 150],
        ]
    )
    assert stated(reading)["东江市", "总产值"][:4] == ("150", 100, 2025, 2030)
