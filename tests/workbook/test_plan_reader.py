"""The reader: the sample to the last cell, and every mistake by its place."""

import datetime
import string

import numpy as np
import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.methods import Method
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, TargetKey
from npfdesk.plan.targets import TargetKind
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import BOOK, TARGETS, codes, write


def only(reading, code):
    found = [problem for problem in reading.problems if problem.code == code]
    assert len(found) == 1, codes(reading)
    assert found[0].message("zh")
    assert found[0].message("en")
    return found[0]


def test_the_sample_is_read_whole(sample_reading):
    plan = sample_reading.plan
    assert sample_reading.problems == ()
    assert sample_reading.status == "ok"
    assert (len(plan.regions), len(plan.indicators), len(plan.industries)) == (11, 30, 9)
    assert len(plan.targets) == 62
    assert (plan.city, plan.base_year, plan.target_year, plan.horizon) == ("jinhua", 2020, 2025, 2030)
    assert (int(plan.years[0]), int(plan.years[-1])) == (2014, 2030)
    assert [one.name for one in plan.scenarios] == ["惯性", "规划", "攻坚"]
    assert [one.parent for one in plan.scenarios] == [None, "惯性", "惯性"]
    assert len(plan.levers) == 18
    assert plan.multipliers["工业大县", "技术融合"] == 1.2
    assert plan.indicator_by_code["firms"].kind is Kind.COUNT
    assert plan.indicator_by_code["rd_intensity"].rollup is RollUp.NONE
    observed = {
        (("jinhua", "", "gdp"), 2019): 4559.9,
        (("jinhua", "", "output"), 2019): 4199.93,
        (("jinhua", "", "output"), 2020): 4453,
        (("jinhua", "", "integration_index"), 2019): 91.83,
        (("yongkang", "", "tax_per_mu"), 2020): 19.6,
        (("dongyang", "magnets", "industry_output"), 2023): 232,
        (("jinhua", "", "digital_revenue"), 2022): 2182,
    }
    for (series, year), figure in observed.items():
        assert plan.observed[plan.row[series], plan.column(year)] == figure
    assert np.isnan(plan.observed[plan.row["jinhua_etdz", "", "tax_per_mu"], plan.column(2020)])


def test_the_samples_targets_are_read_as_the_plan_writes_them(sample_plan):
    kinds = {}
    for key, stated in sample_plan.targets.items():
        kinds.setdefault(stated.parsed.kind, []).append(key.series.indicator)
    assert set(kinds[TargetKind.ASSIGNED]) == {"co2_cut", "water_use", "solid_waste"}
    assert kinds[TargetKind.ABOUT] == ["va_share"]
    rd = sample_plan.targets[TargetKey(("jinhua", "", "rd_intensity"), 2025)]
    assert (rd.parsed.figure, rd.stretch, rd.text) == (3.0, 3.5, "3.0以上")
    index = sample_plan.targets[TargetKey(("jinhua", "", "integration_index"), 2025)]
    assert (index.base_printed, index.base_year) == (91.83, 2019)
    assert index.cell.startswith("F")


def test_the_samples_assumptions_and_levels(sample_plan):
    inertia, planned, push = sample_plan.scenarios
    growth = inertia.assumptions[AssumptionKey("*", "*", "va")]
    assert (growth.method, growth.value, growth.low, growth.high) == (Method.GROWTH, 5.5, 4.0, 7.0)
    assert planned.assumptions[AssumptionKey("*", "*", "output")].method is Method.TARGET
    levels = push.intensities[LeverIntensityKey("动态监测与精准反馈", "*", "*")]
    assert levels.by_year == ((2021, 50), (2022, 80), (2023, 100), (2024, 100), (2025, 100))


def test_only_targets_are_needed(tmp_path):
    reading = read_workbook(write(tmp_path / "一.xlsx", 规划=None, 指标=None, 地区=None))
    assert reading.plan is not None
    assert [region.name for region in reading.plan.regions] == ["市", "县"]
    assert codes(reading) == ["no_city"]
    assert (reading.plan.base_year, reading.plan.target_year, reading.plan.horizon) == (2020, 2025, 2025)


def test_english_names_in_any_order_with_titles_above(tmp_path):
    rows = [
        ["A plan"],
        [],
        ["TARGET ", "note", "Indicator", "ＲＥＧＩＯＮ", "Base Year", "base"],
        ["8,000", "x", "产值", "市", 2020, "４４５３"],
    ]
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=None, Targets=rows))
    assert codes(reading) == []
    (stated,) = reading.plan.targets.values()
    assert (stated.parsed.figure, stated.base_printed) == (8000, 4453)
    assert reading.status == "ok"


def test_sheets_and_columns_of_others_are_passed_over_and_told_where_they_hold_figures(tmp_path):
    words = read_workbook(write(tmp_path / "a.xlsx", 会议纪要=[["2026年3月的会"], ["随便"]]))
    assert (words.status, words.ignored) == ("ok", ("会议纪要",))
    reading = read_workbook(write(tmp_path / "b.xlsx", 会议纪要=[["随便"], [None, 1], [2]]))
    assert reading.ignored == ("会议纪要",)
    unread = only(reading, "unread_sheet")
    assert (unread.sheet, unread.cell) == ("会议纪要", "A2:B3")


TARGET_HEAD = TARGETS[0]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (["不在", None, "产值", 1, 2020, 2, 2025], "unknown_region", "A4"),
        (["市", "不在", "产值", 1, 2020, 2, 2025], None, "B4"),
        (["市", None, "不在", 1, 2020, 2, 2025], "unknown_indicator", "C4"),
        (["县", None, "企业数", "约35", 2020, 2, 2025], "not_a_base", "D4"),
        (["县", None, "企业数", 1, "二〇二〇", 2, 2025], "not_a_year", "E4"),
        (["县", None, "企业数", 1, 2020, "很多", 2025], "not_a_target", "F4"),
        (["县", None, "企业数", 1, 2020, "8亿元", 2025], "unit_mismatch", "F4"),
        (["县", None, "企业数", 1, 2020, 2, "明年"], "not_a_year", "G4"),
        (["县", None, "企业数", 1, 2020, 2, 2025, "力争很多"], "not_a_target", "H4"),
        (["市", None, "产值", 1, 2020, 2, 2025], "duplicate_target", "F4"),
    ],
)
def test_a_mistake_in_targets_is_told_by_its_cell_and_the_rest_stands(tmp_path, row, code, cell):
    industries = [["名称"], ["芯光电"]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=[*TARGETS, row], 产业=industries))
    problem = only(reading, code or "unknown_industry")
    assert (problem.sheet, problem.cell) == ("目标", cell)
    assert len(reading.plan.targets) >= 2
    assert reading.status == "errors"


def test_several_mistakes_are_told_at_once_in_the_order_of_sheets_and_cells(tmp_path):
    rows = [
        *TARGETS,
        ["不在", None, "也不在", 1, 2020, 2, 2025],
        ["市", None, "企业数", "?", 2020, "??", 2025],
    ]
    data = [["地区", "指标", "2019"], ["不在", "产值", 3]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 数据=data, 目标=rows))
    assert [(one.sheet, one.cell) for one in reading.problems] == [
        ("目标", "A4"), ("目标", "C4"), ("目标", "D5"), ("目标", "F5"), ("数据", "A2"),
    ]  # fmt: skip


def test_a_close_name_is_offered(tmp_path):
    reading = read_workbook(
        write(tmp_path / "a.xlsx", 目标=[*TARGETS, ["市", None, "企业数量", 1, 2020, 2, 2025]])
    )
    assert "“企业数”" in only(reading, "unknown_indicator").message("zh")


@pytest.mark.parametrize(
    ("sheet", "rows", "code"),
    [
        ("指标", [["名称", "类型"], ["产值", "数目"], ["企业数", ""]], "unknown_word"),
        ("指标", [["名称", "方向"], ["产值", "向上"]], "unknown_word"),
        ("指标", [["名称", "小数位"], ["产值", "两位"]], "not_decimals"),
        ("指标", [["名称", "类型", "汇总"], ["产值", "比率", "加权平均"]], "weight_missing"),
        ("指标", [["名称", "代码", "公式"], ["产值", "a", "a.b"]], "formula_not_allowed"),
        ("指标", [["名称", "代码", "公式"], ["产值", "a", "1 +"]], "formula_syntax"),
        ("指标", [["名称", "代码", "公式"], ["产值", "a", "b * 2"]], "unknown_code"),
        ("指标", [["名称", "代码", "公式"], ["产值", "a", None], ["b", "b", 'at("别处", a)']], "unknown_region_in_formula"),
        ("指标", [["名称"], ["产值"], ["产值"]], "duplicate_name"),
        ("指标", [["名称", "代码"], ["产值", None], [None, "x"]], "name_missing"),
        ("地区", [["名称", "上级"], ["市", None], ["县", "省"]], "unknown_parent"),
        ("地区", [["名称", "上级"], ["市", "县"], ["县", "市"]], "parent_circle"),
        ("规划", [["项", "值"], ["全市", "市"], ["基期", "前年"]], "not_a_year"),
        ("规划", [["项", "值"], ["全市", "市"], ["状态规则", "随缘"]], "bad_setting"),
        ("规划", [["项", "值"], ["全市", "市"], ["协同系数", "强"]], "bad_setting"),
        ("规划", [["项", "值"], ["全市", "市"], ["展望年", 2022]], "horizon_too_early"),
        ("规划", [["值"], ["市"]], "missing_columns"),
        ("数据", [["地区", "指标", "2019"], ["市", "产值", "abc"]], "not_a_number"),
        ("数据", [["地区", "指标", datetime.date(2019, 1, 1)], ["市", "产值", 1]], "date_as_year"),
        ("数据", [["地区", "指标", "2019", "2019年"], ["市", "产值", 1, 1]], "duplicate_column"),
        ("数据", [["地区", "指标", "2019"], ["市", "产值", 1], ["市", "产值", 2]], "duplicate_series"),
        ("数据", [["地区", "指标"], ["市", "产值"]], "no_years"),
        ("情景", [["情景", "上级"], ["甲", "没有"]], "unknown_parent"),
        ("情景", [["情景", "上级"], ["甲", "乙"], ["乙", "甲"]], "scenario_circle"),
        ("情景", [["情景", "颜色"], ["甲", "红"]], "bad_colour"),
        ("抓手", [["抓手", "指标", "效应", "滞后"], ["a", "产值", "多", 0]], "not_a_number"),
        ("抓手", [["抓手", "指标", "效应", "滞后"], ["a", "产值", 1, -1]], "bad_lag"),
        ("抓手", [["抓手", "指标", "效应"], [None, "产值", 1]], "name_missing"),
        ("异质系数", [["角色", "维度", "系数"], ["大县", "技术", "大"]], "not_a_number"),
    ],
)  # fmt: skip
def test_mistakes_elsewhere(tmp_path, sheet, rows, code):
    reading = read_workbook(write(tmp_path / "a.xlsx", **{sheet: rows}))
    assert code in codes(reading)
    assert reading.plan is not None
    compute(new_document(reading.plan))


HEAD = ["情景", "地区", "产业", "指标", "方法", "参数", "拐点年", "下限", "上限", "2021", "2022年"]
SCENARIOS = [["情景", "上级"], ["惯性", None], ["攻坚", "惯性"]]


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (["没有", None, None, "产值", "增长率", 5], "unknown_scenario", "A2"),
        (["惯性", "没有", None, "产值", "增长率", 5], "unknown_region", "B2"),
        (["惯性", None, None, "没有", "增长率", 5], "unknown_indicator", "D2"),
        (["惯性", None, None, "产值", "猜", 5], "unknown_word", "E2"),
        (["惯性", None, None, "产值", "增长率", None], "missing_parameter", "E2"),
        (["惯性", None, None, "产值", "S曲线", 500], "missing_parameter", "F2"),
        (["惯性", None, None, "产值", "逐年值", 5], "missing_parameter", "F2"),
        (["惯性", None, None, "产值", "趋势", 1], "bad_past_years", "F2"),
        (["惯性", None, None, "产值", "增长率", "五"], "not_a_number", "F2"),
        (["惯性", None, None, "产值", "增量", "5家"], "unit_mismatch", "F2"),
        (["惯性", None, None, "产值", "增长率", 5, None, 7, 4], "low_above_high", "H2"),
        (["惯性", None, None, "户均产值", "增长率", 5], "formula_assumed", "D2"),
        (
            ["惯性", None, None, "产值", "增长率", None, None, None, None, 5, 6],
            "years_without_parameter",
            "E2",
        ),
    ],
)
def test_mistakes_in_assumptions(tmp_path, row, code, cell):
    reading = read_workbook(write(tmp_path / "a.xlsx", 情景=SCENARIOS, 假设=[HEAD, row]))
    problem = only(reading, code)
    assert (problem.sheet, problem.cell) == ("假设", cell)


def test_an_assumption_twice_is_told_with_the_place_of_the_first(tmp_path):
    row = ["惯性", "*", "总计", "产值", "增长率", 5]
    reading = read_workbook(write(tmp_path / "a.xlsx", 情景=SCENARIOS, 假设=[HEAD, row, [*row[:5], 9]]))
    assert "假设!D2" in only(reading, "duplicate_assumption").message("zh")
    assert reading.plan.scenarios[0].assumptions[AssumptionKey("*", "", "output")].value == 5


def test_levels_outside_their_range_and_empty_ones(tmp_path):
    levers = [["抓手", "维度", "指标", "效应"], ["a", "技术", "产值", 1]]
    head = ["情景", "抓手", "地区", "产业", "2021", "2022"]
    levels = [
        head,
        ["攻坚", "a", "县", None, 120, 50],
        ["攻坚", "a", None, None, None, None],
        ["攻坚", "b", None, None, 1, 1],
    ]
    reading = read_workbook(write(tmp_path / "a.xlsx", 情景=SCENARIOS, 抓手=levers, 抓手强度=levels))
    assert codes(reading) == ["bad_level", "no_levels", "unknown_lever"]
    assert reading.plan.scenarios[1].intensities[LeverIntensityKey("a", "县", "*")].by_year == ((2022, 50.0),)


def test_scenarios_without_a_sheet_are_those_that_assumptions_name(tmp_path):
    reading = read_workbook(write(tmp_path / "a.xlsx", 假设=[HEAD, ["甲", None, None, "产值", "growth", 5]]))
    assert [one.name for one in reading.plan.scenarios] == ["甲"]


def test_a_formula_circle_names_its_indicators(tmp_path):
    rows = [["名称", "代码", "公式"], ["产值", "a", "b + 1"], ["企业数", "b", "a + 1"]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 指标=rows))
    message = only(reading, "formula_circle").message("zh")
    assert "产值" in message
    assert "企业数" in message
    assert all(one.formula is None for one in reading.plan.indicators)


def test_error_cells_and_percent_formats(tmp_path):
    path = write(tmp_path / "a.xlsx", 数据=[["地区", "指标", "2018", "2019"], ["市", "产值", "#N/A", 90]])
    book = openpyxl.load_workbook(path)
    book["数据"]["C2"].data_type = "e"
    book["指标"]["C2"] = "%"
    book["目标"]["F2"] = 0.07
    book["目标"]["F2"].number_format = "0%"
    book.save(path)
    reading = read_workbook(path)
    assert only(reading, "error_cell").cell == "C2"
    assert next(iter(reading.plan.targets.values())).parsed.figure == 7.0


def test_a_formula_without_a_saved_value_is_told(tmp_path):
    path = write(tmp_path / "a.xlsx", 数据=[["地区", "指标", "2018"], ["市", "产值", "=40+50"]])
    problem = only(read_workbook(path), "formula_without_value")
    assert (problem.cell, problem.text) == ("C2", "=40+50")


def test_data_stand_where_a_printed_base_says_otherwise(tmp_path):
    reading = read_workbook(write(tmp_path / "a.xlsx", 数据=[["地区", "指标", "2020"], ["市", "产值", 105]]))
    plan = reading.plan
    assert plan.observed[plan.row["市", "", "output"], plan.column(2020)] == 105


def test_series_of_parents_formulas_and_values_come_of_themselves(tmp_path):
    targets = [TARGET_HEAD, ["县", None, "企业数", 10, 2020, 20, 2025]]
    assumptions = [HEAD, ["惯性", "县", None, "产值", "逐年值", None, None, None, None, 5, 6]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=targets, 情景=SCENARIOS, 假设=assumptions))
    assert set(reading.plan.series) == {
        ("市", "", "firms"), ("县", "", "firms"), ("市", "", "output"), ("县", "", "output"),
        ("市", "", "per_firm"), ("县", "", "per_firm"),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("空.xlsx", b"", "empty_file"),
        ("文字.xlsx", "这不是工作簿".encode(), "not_a_workbook"),
        ("旧.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_a_workbook"),
        ("表.pdf", b"a,b", "wrong_format"),
        ("表.csv", b"\xff\x81,b", "unknown_encoding"),
        ("图.csv", b"a\0b", "not_a_workbook"),
        ("网页.csv", b"<html><table></table></html>", "saved_as_text"),
        ("坏.xlsx", b"PK\x03\x04" + b"0" * 100, "truncated_workbook"),
    ],
)
def test_what_is_no_workbook_is_refused_with_a_remedy(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    reading = read_workbook(path)
    assert (reading.plan, reading.status) == (None, "refused")
    assert codes(reading) == [code]
    assert name in reading.problems[0].message("zh")


def test_a_missing_file_and_a_truncated_one(tmp_path):
    assert codes(read_workbook(tmp_path / "无.xlsx")) == ["no_file"]
    path = write(tmp_path / "a.xlsx")
    path.write_bytes(path.read_bytes()[:-400])
    assert read_workbook(path).status == "refused"


def test_a_workbook_without_targets_says_what_it_has(tmp_path):
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=None))
    assert codes(reading) == ["no_targets"]
    assert "指标" in reading.problems[0].message("zh")


def test_targets_without_one_sound_row_are_not_opened(tmp_path):
    reading = read_workbook(
        write(tmp_path / "a.xlsx", 目标=[TARGET_HEAD, ["无", None, "无", 1, 2020, 2, 2025]])
    )
    assert reading.plan is None
    assert codes(reading)[-1] == "nothing_sound" or "nothing_sound" in codes(reading)


NAMES = st.text(string.ascii_letters + "甲乙丙丁戊己庚辛", min_size=1, max_size=6)


@settings(max_examples=25)
@given(
    st.lists(NAMES, min_size=1, max_size=4, unique_by=str.casefold),
    st.dictionaries(
        st.integers(2015, 2024), st.floats(0.01, 1e6).map(lambda one: round(one, 3)), min_size=1, max_size=4
    ),
)
# a county may be called as other programs write "no figure", or as an own word of the sheets
@example(["NA"], {2015: 1.0})
@example(["total", "name", "Region", "NaN", "inf"], {2015: 1.0})
def test_what_is_written_is_read_back(tmp_path_factory, regions, figures):
    path = tmp_path_factory.mktemp("back") / "a.xlsx"
    years = sorted(figures)
    write(
        path,
        地区=[["名称", "上级"], ["总", None], *([name, "总"] for name in regions)],
        规划=[["项", "值"], ["全市", "总"], ["基期", 2020], ["目标年", 2025]],
        数据=[
            ["地区", "指标", *years],
            *([name, "产值", *(figures[year] for year in years)] for name in regions),
        ],
        目标=[TARGET_HEAD, *([name, None, "企业数", 1, 2020, "7000以上", 2025] for name in regions)],
    )
    reading = read_workbook(path)
    assert codes(reading) == []
    for name in regions:
        row = reading.plan.observed[reading.plan.row[name, "", "output"]]
        assert {year: row[reading.plan.column(year)] for year in years} == figures
    assert BOOK["目标"] is TARGETS
