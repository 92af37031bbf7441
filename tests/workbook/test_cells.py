"""Cells as spreadsheets hold them: formats, dates, faults, merged and hidden ones; names in any spelling."""

import datetime

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula

from npfdesk.plan.methods import Method
from npfdesk.plan.series import AssumptionKey
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.sheet_columns import OPTIONAL_SHEETS, SHEET_OF, SHEETS
from npfdesk.workbook.standard.sheet_tables import SHEET_ORDER
from tests.workbook.books import TARGETS, write
from tests.workbook.files.test_file_types import ASSUMED, INDICATORS, LEVERS, SCENARIOS


def opened(tmp_path, change, **sheets):
    """The reading of a workbook after a change made in it."""
    path = write(tmp_path / "a.xlsx", **sheets)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return read_workbook(path)


def figure(plan, region, indicator, year):
    return plan.observed[plan.row[region, "", indicator], plan.column(year)]


@pytest.mark.parametrize(
    ("value", "shown", "read"),
    [
        (0.07, "0%", 7.0),
        (0.331, "0.0%", 33.1),
        (0.331, "0.00%;[Red]-0.00%", 33.1),
        (33.1, '0.0"%"', 33.1),
        (33.1, r"0.0\%", 33.1),
        (33.1, "0.0_%_ ", 33.1),
        (33.1, "General", 33.1),
        ("33.1%", "@", 33.1),
        ("３３．１％", "@", 33.1),
    ],
)
def test_a_percentage_is_read_as_it_is_shown(tmp_path, value, shown, read):
    def change(book):
        cell = book["数据"]["C2"]
        cell.value, cell.number_format = value, shown

    data = [["地区", "指标", 2019], ["市", "占比", 0]]
    indicators = [*INDICATORS, ["占比", "share", "%", "比率"], ["产值", "output", "亿元"]]
    reading = opened(tmp_path, change, 数据=data, 指标=indicators)
    assert reading.problems == ()
    assert figure(reading.plan, "市", "share", 2019) == read


def test_factors_may_be_percentages(tmp_path):
    def change(book):
        for sheet, place in (("异质系数", "C2"), ("规划", "B6")):
            book[sheet][place].number_format = "0%"

    reading = opened(
        tmp_path,
        change,
        规划=[
            ["项", "值"],
            ["全市", "市"],
            ["基期", 2020],
            ["目标年", 2025],
            ["展望年", 2030],
            ["协同", 0.3],
        ],
        异质系数=[["角色", "维度", "系数"], ["大县", "技术", 1.2]],
    )
    assert reading.problems == ()
    assert reading.plan.multipliers == {("大县", "技术"): 1.2}
    assert reading.plan.synergy == 0.3


@pytest.mark.parametrize("header", [2019, "2019", "2019年", "２０１９年", 2019.0, " 2019 年 "])
def test_headers_of_years(tmp_path, header):
    reading = read_workbook(write(tmp_path / "a.xlsx", 数据=[["地区", "指标", header], ["市", "产值", 5]]))
    assert reading.problems == ()
    assert figure(reading.plan, "市", "output", 2019) == 5


def test_a_year_header_that_was_never_calculated_is_told(tmp_path):
    data = [["地区", "指标", 2018, "=C1+1"], ["市", "产值", 5, 6]]
    (problem,) = read_workbook(write(tmp_path / "a.xlsx", 数据=data)).problems
    assert (problem.code, problem.cell) == ("formula_without_value", "D1")


def test_a_matrix_formula_without_a_value_is_told(tmp_path):
    def change(book):
        book["数据"]["C2"] = ArrayFormula("C2:C2", "=SUM(A1:A2*2)")

    (problem,) = opened(tmp_path, change, 数据=[["地区", "指标", 2019], ["市", "产值", 1]]).problems
    assert (problem.code, problem.text) == ("formula_without_value", "=SUM(A1:A2*2)")


def test_a_cell_in_fault_is_never_read_as_empty(tmp_path):
    # an empty parameter of trend means all years, an empty industry the whole economy: an error value is neither
    def change(book):
        for place in ("F2", "C3"):
            book["假设"][place] = "#REF!"
            book["假设"][place].data_type = "e"

    rows = [
        ["惯性", None, None, "产值", "趋势", 3],
        ["惯性", None, "总计", "产值", "不变", None],
        ["攻坚", None, None, "产值", "不变", None],
    ]
    reading = opened(tmp_path, change, 情景=SCENARIOS, 假设=[ASSUMED, *rows])
    assert [(one.code, one.cell) for one in reading.problems] == [("error_cell", "F2"), ("error_cell", "C3")]
    assert reading.plan.scenarios[0].assumptions == {}
    assert reading.plan.scenarios[1].assumptions[AssumptionKey("*", "*", "output")].method is Method.HOLD


def test_dates_are_words_only_where_words_belong(tmp_path):
    date = datetime.datetime(2021, 10, 1)
    sources = [["编号", "文件", "日期"], ["规划", "规划文本", date]]
    data = [["地区", "指标", "出处", 2019], ["市", "产值", date, date]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 出处=sources, 数据=data))
    assert [(one.code, one.cell, one.text) for one in reading.problems] == [
        ("date_in_cell", "D2", "2021-10-01")
    ]
    assert reading.plan.sources[0].date == "2021-10-01"


def test_merged_titles_blank_rows_hidden_rows_and_filters(tmp_path):
    def change(book):
        sheet = book["目标"]
        sheet.insert_rows(1, 3)
        sheet["A1"] = "附表 主要目标（单位：亿元）"
        sheet.merge_cells("A1:H2")
        sheet.row_dimensions[5].hidden = True
        sheet.auto_filter.ref = "A4:H8"

    rows = [TARGETS[0], TARGETS[1], [None] * 8, ["", " ", "\u3000"], TARGETS[2]]
    reading = opened(tmp_path, change, 目标=rows)
    assert [(one.code, one.sheet, one.cell) for one in reading.problems] == [("hidden_rows", "目标", "5:5")]
    assert [one.cell for one in reading.plan.targets.values()] == ["F5", "F8"]


def test_a_far_cell_does_not_make_a_million_rows(tmp_path):
    reading = opened(tmp_path, lambda book: book["目标"].cell(1048576, 16384, "x"))
    assert reading.problems == ()
    assert len(reading.plan.targets) == 2


def test_every_form_is_found_by_each_of_its_names():
    for form in (*SHEETS, *OPTIONAL_SHEETS):
        for spelling in form.spellings:
            assert SHEET_OF[spelling] is form
        taken = [spelling for column in form.columns for spelling in column.spellings]
        assert len(taken) == len(set(taken)), form.key
    assert len(SHEET_ORDER) == len(SHEETS) + len(OPTIONAL_SHEETS)


def test_names_codes_and_english_names_all_resolve(tmp_path):
    indicators = [["名称", "代码", "英文"], ["规上 总产值", "OUTPUT", "Gross output"]]
    regions = [
        ["名称", "代码", "英文", "上级"],
        ["金华市", "jh", "Jinhua", None],
        ["县", "x", "County", "JH"],
    ]
    plan_sheet = [["项", "值"], ["全市", "jinhua"], ["基期", 2020], ["目标年", 2025]]
    rows = [
        TARGETS[0],
        ["ｊｈ", None, "规上总产值", 1, 2020, 2],
        ["county", None, "gross　OUTPUT", 1, 2020, 2],
    ]
    reading = read_workbook(
        write(tmp_path / "a.xlsx", 指标=indicators, 地区=regions, 规划=plan_sheet, 目标=rows)
    )
    assert reading.problems == ()
    assert reading.plan.series == (("jh", "", "OUTPUT"), ("x", "", "OUTPUT"))
    assert reading.plan.city == "jh"


def test_the_whole_economy_by_name(tmp_path):
    rows = [TARGETS[0], ["市", "总计", "产值", 1, 2020, 2], ["县", "Ｔｏｔａｌ", "产值", 1, 2020, 2]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=rows))
    assert reading.problems == ()
    assert {key.industry for key in reading.plan.series} == {""}


def test_what_only_an_assumption_names_is_no_region_of_the_plan(tmp_path):
    rows = [ASSUMED, ["惯性", "县城", None, "产值", "不变"], ["惯性", None, "芯片", "产值", "不变"]]
    reading = read_workbook(
        write(tmp_path / "a.xlsx", 指标=None, 地区=None, 规划=[["项", "值"], ["全市", "总"]], 假设=rows)
    )
    assert [one.code for one in reading.problems] == ["unknown_region", "unknown_industry"]
    assert "“县”" in reading.problems[0].message("zh")
    # the root comes first, and whoever stands in Targets is under it
    assert [(one.name, one.parent) for one in reading.plan.regions] == [
        ("总", ""),
        ("市", "总"),
        ("县", "总"),
    ]


def test_regions_in_formulas_may_come_from_targets_alone(tmp_path):
    indicators = [
        *INDICATORS,
        ["产值", "output"],
        ["比", "ratio", None, "比率", None, 'output / at("市", output)'],
    ]
    reading = read_workbook(write(tmp_path / "a.xlsx", 指标=indicators, 地区=None))
    assert reading.problems == ()
    assert [one.name for one in reading.plan.regions] == ["市", "县"]


def test_blank_cells_keep_their_own_place(tmp_path):
    rows = [["备注", "方法", "指标", "情景"], ["x", None, "产值", "惯性"]]
    (problem,) = read_workbook(write(tmp_path / "a.xlsx", 情景=SCENARIOS, 假设=rows)).problems
    assert problem.cell == "B2"


def test_data_stand_without_a_sound_target(tmp_path):
    rows = [TARGETS[0], ["县", None, "产值", 1, 2020, "尽快"]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=rows))
    assert reading.status == "errors"
    assert reading.plan.targets == {}
    assert figure(reading.plan, "县", "output", 2020) == 1


def test_headers_without_rows(tmp_path):
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=[TARGETS[0]]))
    assert reading.status == "refused"
    assert [one.code for one in reading.problems] == ["no_rows"]


def test_settings_stand_once(tmp_path):
    rows = [
        ["项", "值"],
        ["全市", "市"],
        ["基期", 2020],
        ["base year", 2019],
        ["目标年", "—"],
        ["随便", "什么"],
    ]
    reading = read_workbook(write(tmp_path / "a.xlsx", 规划=rows))
    assert [(one.code, one.cell) for one in reading.problems] == [("duplicate_name", "A4")]
    assert (reading.plan.base_year, reading.plan.target_year) == (2020, 2025)


def test_a_macro_workbook_is_read(tmp_path):
    path = write(tmp_path / "a.xlsx", 抓手=LEVERS)
    macro = path.rename(tmp_path / "宏.xlsm")
    assert read_workbook(macro).status == "ok"
