"""Targets and observed figures: what a row says is kept whole, and what cannot be read takes nothing sound with it."""

import math

import pytest

from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import TARGETS, write

HEAD = [*TARGETS[0], "出处", "备注"]
CITY, COUNTY = SeriesKey("市", "", "output"), SeriesKey("县", "", "output")
FIRMS = SeriesKey("县", "", "firms")
INDUSTRIES = [["名称", "代码"], ["制造", "making"], ["建筑", None]]
REGIONS = [["名称", "上级"], ["省", None], ["市", "省"], ["县", "市"], ["乡", "县"]]
NO_YEARS_SET = [["项", "值"], ["全市", "市"]]


def read(folder, *targets, **sheets):
    """A workbook with these rows of targets, read."""
    return read_workbook(write(folder / "a.xlsx", 目标=[HEAD, *targets], **sheets))


def places(reading):
    return [(one.code, one.sheet, one.cell) for one in reading.problems]


def observed(reading, series):
    """The figures that are there, by year."""
    plan = reading.plan
    figures = plan.observed[plan.row[series]]
    return {
        int(year): float(figure)
        for year, figure in zip(plan.years, figures, strict=True)
        if not math.isnan(figure)
    }


def source(reading, series):
    return reading.plan.series_sources[reading.plan.row[series]]


# a row of Targets


def test_a_row_is_kept_as_the_plan_writes_it(tmp_path):
    row = [
        "县",
        "制造",
        "产值",
        " 91.83（2019） ",
        2018,
        " 8000以上 ",
        2027,
        " 力争8500以上 ",
        " 纲要 ",
        " 附表 ",
    ]
    reading = read(tmp_path, row, 产业=INDUSTRIES, 规划=NO_YEARS_SET, 数据=None)
    assert reading.problems == ()
    (stated,) = reading.plan.targets.values()
    assert (stated.series, stated.year, stated.key) == (
        SeriesKey("县", "making", "output"), 2027, TargetKey(SeriesKey("县", "making", "output"), 2027)
    )  # fmt: skip
    assert (stated.text, stated.parsed.figure, stated.parsed.kind) == ("8000以上", 8000.0, "at_least")
    assert (stated.stretch, stated.stretch_text) == (8500.0, "力争8500以上")
    # the year in brackets is the base's own
    assert (stated.base_printed, stated.base_text, stated.base_year) == (91.83, "91.83（2019）", 2019)
    assert (stated.source, stated.note, stated.sheet, stated.cell) == ("纲要", "附表", "目标", "F2")
    assert observed(reading, stated.series) == {2019: 91.83}
    assert source(reading, stated.series) == "纲要"


def test_the_year_that_the_target_itself_names_stands_before_the_columns(tmp_path):
    reading = read(tmp_path, ["县", None, "产值", 40, None, "80（2028年）", 2027])
    (stated,) = reading.plan.targets.values()
    assert (stated.year, stated.base_year, reading.problems) == (2028, 2020, ())


def test_an_empty_cell_says_no_base_and_the_plans_own_years(tmp_path):
    reading = read(tmp_path, ["县", None, "产值", "—", "—", 80, None, "—"])
    (stated,) = reading.plan.targets.values()
    assert (stated.year, stated.base_year, stated.base_printed, stated.stretch) == (2025, 2020, None, None)
    assert (observed(reading, COUNTY), reading.problems) == ({}, ())


@pytest.mark.parametrize(
    ("base", "year", "figures"),
    [(40, 2018, {2018: 40.0}), ("40（2017）", 2018, {2017: 40.0}), ("—", 2018, {})],
)
def test_the_base_beside_a_target_that_cannot_be_read_is_sound(tmp_path, base, year, figures):
    reading = read(
        tmp_path,
        ["市", None, "产值", 100, 2020, 200, 2025],
        ["县", None, "产值", base, year, "尽快", 2025, None, "纲要"],
    )
    assert places(reading) == [("not_a_target", "目标", "F3")]
    assert (observed(reading, COUNTY), source(reading, COUNTY)) == (figures, "纲要")
    assert {key.series for key in reading.plan.targets} == {CITY}


def test_observed_data_stand_where_the_base_beside_an_unreadable_target_says_otherwise(tmp_path):
    reading = read(
        tmp_path,
        ["市", None, "产值", 100, 2020, 200, 2025],
        ["县", None, "产值", 40, 2020, "尽快", 2025, None, "纲要"],
        数据=[["地区", "指标", "出处", "2020"], ["县", "产值", "年鉴", 41]],
    )
    assert (observed(reading, COUNTY), source(reading, COUNTY)) == ({2020: 41.0}, "年鉴")


@pytest.mark.parametrize(
    ("years", "cell"), [(("前年", 2025), "E3"), ((2020, "明年"), "G3")], ids=["base year", "target year"]
)
def test_where_a_year_cannot_be_read_the_series_is_there_without_a_guess(tmp_path, years, cell):
    reading = read(
        tmp_path,
        ["市", None, "产值", 100, 2020, 200, 2025],
        ["县", None, "产值", 40, years[0], 80, years[1], None, "纲要"],
    )
    assert places(reading) == [("not_a_year", "目标", cell)]
    assert (observed(reading, COUNTY), source(reading, COUNTY)) == ({}, "纲要")
    assert {key.series for key in reading.plan.targets} == {CITY}


def test_a_base_or_a_stretch_that_cannot_be_read_leaves_the_target(tmp_path):
    reading = read(tmp_path, ["县", None, "产值", "约40", 2020, 80, 2025, "很多"])
    assert places(reading) == [("not_a_base", "目标", "D2"), ("not_a_target", "目标", "H2")]
    (stated,) = reading.plan.targets.values()
    assert (stated.parsed.figure, stated.base_printed, stated.base_text) == (80.0, None, "约40")
    assert (stated.stretch, stated.stretch_text) == (None, "很多")
    assert observed(reading, COUNTY) == {}


def test_figures_are_in_the_indicators_own_unit(tmp_path):
    reading = read(
        tmp_path,
        ["县", None, "产值", "4000万元", 2020, "80亿元", 2025, "力争90亿元"],
        ["县", None, "企业数", "7亿元", 2020, "8亿元", 2025, "9亿元"],
    )
    assert places(reading) == [("unit_mismatch", "目标", f"{column}3") for column in "DFH"]
    (stated,) = reading.plan.targets.values()
    assert (stated.base_printed, stated.parsed.figure, stated.stretch) == (0.4, 80.0, 90.0)


def test_the_indicators_name_says_how_a_percentage_is_meant(tmp_path):
    indicators = [
        ["名称", "代码", "单位", "类型"],
        ["产值增速", "pace", "%", "比率"],
        ["产值", "output", "亿元", "总量"],
    ]
    reading = read(
        tmp_path,
        ["县", None, "产值增速", 5, 2020, "年均增长8%", 2025],
        ["县", None, "产值", 40, 2020, "年均增长8%", 2025],
        指标=indicators,
    )
    pace, output = reading.plan.targets.values()
    assert (pace.parsed.how, pace.parsed.figure) == ("figure", 8.0)
    assert output.parsed.how == "compound"


def test_a_row_of_an_unknown_region_is_not_taken_and_all_that_is_wrong_in_it_is_told(tmp_path):
    reading = read(
        tmp_path,
        ["市", None, "产值", 100, 2020, 200, 2025],
        ["火星", None, "产值", "约1", "前年", "尽快", "明年", "很多"],
        ["火星", None, "企业数", 1, 2020, "8亿元", 2025],
        ["火星", None, "产值", 1, 2020, 2, 2025],
        ["火星", None, "幸福", "约1", "前年", "尽快", "明年", "很多"],
    )
    assert places(reading) == [
        ("unknown_region", "目标", "A3"),
        ("not_a_base", "目标", "D3"),
        ("not_a_year", "目标", "E3"),
        ("not_a_target", "目标", "F3"),
        ("not_a_year", "目标", "G3"),
        ("not_a_target", "目标", "H3"),
        ("unknown_region", "目标", "A4"),
        ("unit_mismatch", "目标", "F4"),
        ("unknown_region", "目标", "A5"),
        ("unknown_region", "目标", "A6"),
        ("unknown_indicator", "目标", "C6"),
    ]
    assert {key.series for key in reading.plan.targets} == {CITY}


def test_a_row_of_an_unknown_industry_is_not_taken_for_the_whole_economy(tmp_path):
    reading = read(
        tmp_path,
        ["市", None, "产值", 100, 2020, 200, 2025],
        ["市", "酿酒", "产值", 100, 2020, "尽快", 2025],
        产业=INDUSTRIES,
        数据=[["地区", "产业", "指标", "2019"], ["市", "酿酒", "产值", 90]],
    )
    assert places(reading) == [
        ("unknown_industry", "目标", "B3"),
        ("not_a_target", "目标", "F3"),
        ("unknown_industry", "数据", "B2"),
    ]
    assert observed(reading, CITY) == {2020: 100.0}
    assert {key.series for key in reading.plan.targets} == {CITY}


@pytest.mark.parametrize("written", [None, "", "*", "总计", "Total", "—"])
def test_the_whole_economy_has_many_names(tmp_path, written):
    reading = read(tmp_path, ["县", written, "产值", 40, 2020, 80, 2025], 产业=INDUSTRIES)
    assert ([key.series for key in reading.plan.targets], reading.problems) == ([COUNTY], ())


@pytest.mark.parametrize(
    ("base", "base_year", "target", "year", "cell"),
    [
        (40, 2025, 80, 2025, "G3"),
        (40, 2026, 80, 2025, "G3"),
        ("40（2026）", 2020, 80, 2025, "G3"),
        (40, 2026, 80, None, "F3"),
        (40, 2020, "80（2019）", None, "F3"),
        (40, 2024, 80, 2025, None),
        # what names no figure needs no year
        ("—", 2026, "—", 2025, None),
        ("—", 2026, "完成省下达任务", 2025, None),
    ],
)
def test_a_target_that_is_not_after_its_base_is_told(tmp_path, base, base_year, target, year, cell):
    reading = read(
        tmp_path,
        ["市", None, "产值", 100, 2020, 200, 2025],
        ["县", None, "产值", base, base_year, target, year],
    )
    assert places(reading) == ([("target_before_base", "目标", cell)] if cell else [])
    # a warning: the row is kept
    assert len(reading.plan.targets) == 2


def test_both_years_are_told_where_a_target_is_not_after_its_base(tmp_path):
    (problem,) = read(tmp_path, ["县", None, "产值", 40, 2026, 80, 2025]).problems
    assert problem.message("zh") == "目标年 2025 不晚于基期 2026，无从计算所需增速。请核对两个年份。"
    assert "2025 is not after the base year 2026" in problem.message("en")


# said twice


def test_a_target_said_twice_is_told_in_words_and_its_first_row_stands(tmp_path):
    reading = read(
        tmp_path,
        ["县", "制造", "产值", "—", 2020, 80, 2025],
        ["县", "making", "output", 40, 2020, 90, None],
        ["县", "制造", "产值", "—", 2020, 100, 2030],
        ["县", None, "产值", "—", 2020, 110, 2025],
        产业=INDUSTRIES,
    )
    (problem,) = reading.problems
    assert (problem.code, problem.sheet, problem.cell) == ("duplicate_target", "目标", "F3")
    assert problem.message("zh") == (
        "“县 制造 产值”2025年的目标已在 目标!F2 给出。只用先前的一行；请删去或合并。"
    )
    assert "“县 制造 产值” for 2025 is already given in 目标!F2" in problem.message("en")
    assert [one.text for one in reading.plan.targets.values()] == ["80", "100", "110"]
    # and the base of the second row is not taken either
    assert observed(reading, SeriesKey("县", "making", "output")) == {}


def test_data_said_twice_are_told_in_words_and_their_first_row_stands(tmp_path):
    data = [
        ["地区", "产业", "指标", "出处", "2019", "2020"],
        ["县", None, "产值", "年鉴", 38, None],
        ["县", "总计", "output", "快报", 39, 41],
        ["县", "制造", "产值", "快报", 9, None],
    ]
    reading = read(
        tmp_path, ["县", None, "产值", 40, 2020, 80, 2025, None, "纲要"], 数据=data, 产业=INDUSTRIES
    )
    (problem,) = reading.problems
    assert (problem.code, problem.sheet, problem.cell) == ("duplicate_series", "数据", "C3")
    assert problem.message("zh") == "“县 产值”的数据已在 数据!C2 给出。只用先前的一行；请删去或合并。"
    assert "“县 产值” are already given in 数据!C2" in problem.message("en")
    # the base printed beside the target fills the year that the data leave open; the series' source is the data's
    assert (observed(reading, COUNTY), source(reading, COUNTY)) == ({2019: 38.0, 2020: 40.0}, "年鉴")
    assert source(reading, SeriesKey("县", "making", "output")) == "快报"


def test_the_first_rows_source_is_the_series_own(tmp_path):
    reading = read(
        tmp_path,
        ["县", None, "产值", 40, 2020, 80, 2025, None, "纲要"],
        ["县", None, "产值", None, None, 90, 2030, None, "展望"],
    )
    assert source(reading, COUNTY) == "纲要"


# a row of Data


def test_a_row_of_data_tells_every_cell_that_cannot_be_read_and_keeps_the_others(tmp_path):
    data = [
        ["地区", "指标", "2016", "2017", "2018", "2019", "2020"],
        ["县", "产值", "30亿元", "—", "很多", "8家", "4000万元"],
        ["火星", "产值", "1", None, "很多", None, None],
        ["县", "幸福", "1", None, "很多", None, None],
        ["县", "企业数", "1.2万家", None, None, None, None],
    ]
    reading = read(tmp_path, ["市", None, "产值", 100, 2020, 200, 2025], 数据=data)
    assert places(reading) == [
        ("not_a_number", "数据", "E2"),
        ("unit_mismatch", "数据", "F2"),
        ("unknown_region", "数据", "A3"),
        ("not_a_number", "数据", "E3"),
        ("unknown_indicator", "数据", "B4"),
    ]
    assert observed(reading, COUNTY) == {2016: 30.0, 2020: 0.4}
    assert observed(reading, FIRMS) == {2016: 12000.0}


def test_data_without_years_are_told_by_their_sheet(tmp_path):
    row = ["县", None, "产值", 40, 2020, 80, 2025]
    (problem,) = read(tmp_path, row, 数据=[["地区", "指标"], ["县", "产值"], ["市", "产值"]]).problems
    assert (problem.code, problem.sheet, problem.cell) == ("no_years", "数据", "")
    assert problem.message("zh") == "工作表“数据”没有年份列。请加上如 2016 或 2016年 的表头。"
    # a sheet that says nothing lacks nothing
    assert read(tmp_path, row, 数据=[["地区", "指标"]]).problems == ()
    assert read(tmp_path, row, 数据=[["地区", "指标", "2019"]]).problems == ()


# the plan's years


def years(reading):
    return (reading.plan.base_year, reading.plan.target_year, reading.plan.horizon)


def test_the_sheet_plan_says_the_years_before_any_row_does(tmp_path):
    reading = read(
        tmp_path, ["县", None, "产值", 40, 2019, 80, 2026], ["市", None, "产值", 100, 2018, 200, 2027]
    )
    assert (years(reading), reading.problems) == ((2020, 2025, 2030), ())


def test_without_them_the_years_of_most_rows_are_taken_and_the_others_told(tmp_path):
    reading = read(
        tmp_path,
        ["县", None, "产值", 40, 2021, 80, 2027],
        ["市", None, "产值", 100, 2019, 200, 2026],
        ["县", None, "企业数", 4, 2019, 8, 2026],
        ["市", None, "企业数", 9, "—", 18, None],
        规划=NO_YEARS_SET,
    )
    assert years(reading) == (2019, 2026, 2027)
    base, target = reading.problems
    assert {(one.code, one.sheet, one.cell) for one in (base, target)} == {("years_differ", "目标", "")}
    assert base.message("zh") == "“规划”表没有基期，各目标行所写不一：2019 和 2021。采用 2019。"
    assert base.message("en") == (
        "The sheet Plan has no base year, and the rows of targets differ: 2019 and 2021. 2019 is used."
    )
    assert target.message("zh") == "“规划”表没有目标年，各目标行所写不一：2026 和 2027。采用 2026。"
    assert "no target year, and the rows of targets differ: 2026 and 2027. 2026 is used" in target.message(
        "en"
    )
    # a row that names no year is of the plan's
    assert reading.plan.targets[TargetKey(SeriesKey("市", "", "firms"), 2026)].base_year == 2019


def test_years_that_agree_or_cannot_be_read_are_no_disagreement(tmp_path):
    reading = read(
        tmp_path,
        ["县", None, "产值", 40, 2019, 80, 2026],
        ["市", None, "产值", 100, 2019, 200, 2026],
        ["县", None, "企业数", 4, "前年", 8, "明年"],
        规划=NO_YEARS_SET,
    )
    assert years(reading) == (2019, 2026, 2026)
    assert [one.code for one in reading.problems] == ["not_a_year", "not_a_year"]


def test_the_latest_year_with_data_is_the_base_year_where_nothing_names_one(tmp_path):
    data = [
        ["地区", "指标", "2018", "2019", "2020", "2021"],
        ["县", "产值", 38, "—", None, "—"],
        ["市", "产值", 90, 95, None, "…"],
    ]
    reading = read(tmp_path, ["县", None, "产值", None, None, 80, 2025], 规划=NO_YEARS_SET, 数据=data)
    # a column of marks for "no figure" is no year of data
    assert (years(reading), reading.problems) == ((2019, 2025, 2025), ())
    # and what the rows say comes first
    reading = read(tmp_path, ["县", None, "产值", None, 2018, 80, 2025], 规划=NO_YEARS_SET, 数据=data)
    assert (years(reading), reading.problems) == ((2018, 2025, 2025), ())


def test_years_that_nothing_names_are_told_and_the_plan_opens_all_the_same(tmp_path):
    row = ["县", None, "产值", 40, None, 80, None]
    reading = read(tmp_path, row, 规划=NO_YEARS_SET)
    assert [(one.code, one.sheet, one.cell) for one in reading.problems] == [("no_base_year", "", "")] * 2
    assert [one.message("zh") for one in reading.problems] == [
        "不知道基期。请在“规划”表中填写。",
        "不知道目标年。请在“规划”表中填写。",
    ]
    assert [one.message("en") for one in reading.problems] == [
        "The base year is not known. Enter it in the sheet Plan.",
        "The target year is not known. Enter it in the sheet Plan.",
    ]
    assert years(reading) == (2020, 2020, 2020)
    for known, stated in ((["基期", 2018], (2018, 2018, 2018)), (["目标年", 2026], (2026, 2026, 2026))):
        reading = read(tmp_path, row, 规划=[*NO_YEARS_SET, known])
        # that the target is not after a base year nobody named is no finding
        assert [one.code for one in reading.problems] == ["no_base_year"]
        assert years(reading) == stated
    data = [["地区", "指标", "2019"], ["县", "产值", "—"]]
    assert years(read(tmp_path, row, 规划=NO_YEARS_SET, 数据=data)) == (2020, 2020, 2020)


# the horizon


@pytest.mark.parametrize(
    ("year", "last", "horizon"),
    [(2025, 2019, 2025), (2032, 2019, 2032), (2024, 2031, 2031), (2024, 2019, 2025)],
)
def test_without_a_horizon_the_plan_reaches_to_the_last_year_that_anything_names(
    tmp_path, year, last, horizon
):
    settings = [*NO_YEARS_SET, ["基期", 2020], ["目标年", 2025]]
    data = [["地区", "指标", last], ["县", "产值", 3]]
    reading = read(tmp_path, ["县", None, "产值", 40, 2020, 80, year], 规划=settings, 数据=data)
    assert (reading.plan.horizon, int(reading.plan.years[-1]), reading.problems) == (horizon, horizon, ())


def test_a_horizon_before_a_target_is_told_by_its_cell_and_moved(tmp_path):
    settings = [*NO_YEARS_SET, ["基期", 2020], ["目标年", 2025], ["展望年", 2027]]
    reading = read(tmp_path, ["县", None, "产值", 40, 2020, 80, 2028], 规划=settings)
    (problem,) = reading.problems
    assert (problem.code, problem.sheet, problem.cell) == ("horizon_too_early", "规划", "B5")
    assert problem.message("zh") == "展望年 2027 早于 2028 年的目标或数据，已延至 2028 年。"
    assert "The horizon 2027 is before a target or figure for 2028" in problem.message("en")
    assert reading.plan.horizon == 2028
    # one that reaches just so far, or further, stays
    for year in (2027, 2026):
        reading = read(tmp_path, ["县", None, "产值", 40, 2020, 80, year], 规划=settings)
        assert (reading.plan.horizon, reading.problems) == (2027, ())


# targets that count from a base


def missing(reading):
    assert {one.code for one in reading.problems} <= {"target_needs_base", "growth_without_base"}
    return [one.cell for one in reading.problems]


@pytest.mark.parametrize("text", ["翻一番", "增长15%", "年均增长8%"])
@pytest.mark.parametrize(("year", "told"), [(2018, True), (2020, False), (2021, True), (None, True)], ids=str)
def test_a_target_that_counts_from_a_base_is_told_where_its_year_has_none(tmp_path, text, year, told):
    data = None if year is None else [["地区", "指标", year], ["县", "产值", 40]]
    reading = read(tmp_path, ["县", None, "产值", None, 2020, text, 2025], 数据=data)
    assert missing(reading) == (["F2"] if told else [])
    if told:
        assert (reading.problems[0].sheet, reading.problems[0].text) == ("目标", text)
        assert len(reading.plan.targets) == 1


@pytest.mark.parametrize("text", ["80", "新增40", "—", "完成省下达任务", "40-80"])
def test_one_that_counts_from_nothing_needs_no_base(tmp_path, text):
    assert missing(read(tmp_path, ["县", None, "产值", None, 2020, text, 2025])) == []


@pytest.mark.parametrize("text", ["翻一番", "新增40"])
def test_no_other_year_s_figure_stands_in_for_the_base_years(tmp_path, text):
    data = [["地区", "指标", "2022", "2019", "2021"], ["县", "产值", 42, 39, 41]]
    assert missing(read(tmp_path, ["县", None, "产值", None, 2020, text, 2025], 数据=data)) == ["F2"]


def test_a_base_is_summed_up_from_below_through_every_level(tmp_path):
    data = [["地区", "指标", "2021", "2020"], ["乡", "产值", 41, 40], ["乡", "占比", 6, 5]]
    indicators = [
        ["名称", "代码", "单位", "类型", "汇总"],
        ["产值", "output", "亿元", "总量", None],
        ["占比", "share", "%", "比率", None],
    ]
    rows = [
        [region, None, name, None, 2020, "翻一番", 2025] for name in ("产值", "占比") for region in "省市县乡"
    ]
    reading = read(tmp_path, *rows, 地区=REGIONS, 指标=indicators, 数据=data)
    # shares are not summed up: only the township has its own
    assert missing(reading) == ["F6", "F7", "F8"]


def test_what_is_observed_above_or_in_another_industry_is_no_base(tmp_path):
    data = [["地区", "产业", "指标", "2020"], ["市", None, "产值", 100], ["县", "建筑", "产值", 40]]
    rows = [["县", one, "产值", None, 2020, "翻一番", 2025] for one in (None, "制造", "建筑")]
    city = ["市", "建筑", "产值", None, 2020, "翻一番", 2025]
    assert missing(read(tmp_path, *rows, city, 数据=data, 产业=INDUSTRIES)) == ["F2", "F3"]


def test_the_earliest_of_several_counties_begins_the_sum(tmp_path):
    data = [["地区", "指标", "2022", "2020"], ["县", "产值", 41, 40], ["区", "产值", 9, None]]
    regions = [["名称", "上级"], ["市", None], ["县", "市"], ["区", "市"]]
    assert (
        missing(read(tmp_path, ["市", None, "产值", None, 2020, "翻一番", 2025], 地区=regions, 数据=data))
        == []
    )


def test_a_formula_computes_its_base(tmp_path):
    # the rows after it are looked at all the same
    reading = read(
        tmp_path,
        ["县", None, "户均产值", None, 2020, "翻一番", 2025],
        ["县", None, "产值", None, 2020, "翻一番", 2025],
    )
    assert missing(reading) == ["F3"]


def test_one_base_serves_no_target_that_counts_from_another_year(tmp_path):
    reading = read(
        tmp_path,
        ["县", None, "产值", 40, 2020, "翻一番", 2025],
        ["县", None, "产值", None, 2021, "翻一番", 2030],
        ["县", None, "产值", None, 2019, "翻一番", 2026],
    )
    assert missing(reading) == ["F3", "F4"]


# a unit beside the figures


UNIT_HEAD = ["地区", "指标", "单位", "基期值", "目标值", "目标年"]


def test_the_unit_beside_figures_is_the_indicators_where_it_has_none(tmp_path):
    rows = [UNIT_HEAD, ["县", "产值", "万元", 40, "80", 2025], ["县", "占比", "%", 4, "8", 2025]]
    data = [["地区", "指标", "计量单位", "2019年"], ["县", "企业数", "家", 7]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 指标=None, 目标=rows, 数据=data))
    assert reading.status == "ok"
    assert {(one.name, one.unit, str(one.kind)) for one in reading.plan.indicators} == {
        ("产值", "万元", "level"),
        ("占比", "%", "ratio"),
        ("企业数", "家", "count"),
    }


def test_figures_in_another_unit_than_the_indicators_are_told_and_not_taken(tmp_path):
    rows = [UNIT_HEAD, ["县", "产值", "万元", 40, "80", 2025], ["市", "产值", "亿元", 100, "200", 2025]]
    data = [["地区", "指标", "单位", "2019年"], ["县", "产值", "万元", 7]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=rows, 数据=data))
    assert [one for one in places(reading) if one[0] == "other_unit"] == [
        ("other_unit", "目标", "C2"),
        ("other_unit", "数据", "C2"),
    ]
    assert set(reading.plan.targets) == {TargetKey(CITY, 2025)}
    assert reading.ledger.counts.told == 4
    assert reading.status == "errors"


def test_a_unit_that_is_the_indicators_in_other_words_changes_nothing(tmp_path):
    rows = [UNIT_HEAD, ["县", "产值", "亿 元", 40, "80", 2025]]
    assert read_workbook(write(tmp_path / "a.xlsx", 目标=rows)).status == "ok"
