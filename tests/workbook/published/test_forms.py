"""The two forms that plans print, as the contract words them."""

from npfdesk.plan.model import Direction, Duty, Kind
from npfdesk.plan.targets import TargetKind
from npfdesk.workbook.published.recognition import Role
from tests.workbook.published.grids import read, stated

INDICATORS = [
    ["表1 某市工业高质量发展“十四五”规划主要指标"],
    [],
    ["一级指标", "序号", "二级指标", "2020年", "2025年目标", "指标属性"],
    ["质效提升", 1, "规上工业总产值（亿元）", 400, 800, "预期性"],
    ["", 2, "规上工业\n企业数(家)", 4556, "7000以上", ""],
    ["动能转换", 3, "研发经费支出占营业收入比重（％）", 2.69, "3.0以上", "预期性"],
    ["", "", "", "", "力争3.5以上", ""],
    ["绿色智造", 4, "两化融合发展指数", "91.83（2019）", "110以上", ""],
    ["", 5, "单位工业增加值用水量（立方米/万元）", "—", "完成省下达任务", "约束性"],
    ["注：数据来自统计局"],
]
COUNTIES = [
    ["附件1 各县（市、区）主要指标"],
    ["地区", "2020年现状数据", "", "", "2025年发展目标"],
    [
        "",
        "规上工业总产值（亿元）",
        "规上工业企业（家）",
        "亩均税收（万元/亩）",
        "规上工业总产值（亿元）",
        "规上工业企业（家）",
        "亩均税收（万元/亩）",
    ],
    ["某", 400, 4556, 12.5, 800, 7000, 30],
    ["东 区", 100, 195, 7.9, 300, 300],
    ["西\n县", 300, 276, None, 500, 400],
]


def test_both_forms_in_one_sheet_and_in_two():
    together, apart = read([*INDICATORS, [], *COUNTIES]), read(INDICATORS, COUNTIES)
    assert stated(together) == stated(apart)
    assert together.form == "published"
    assert together.plan.city == "某市" or together.plan.city == "某"
    told = stated(apart)
    city = apart.plan.city
    assert told[city, "规上工业总产值"] == ("800", 400, 2020, 2025, None)
    assert told[city, "规上工业企业数"] == ("7000以上", 4556, 2020, 2025, None)
    assert told[city, "研发经费支出占营业收入比重"] == ("3.0以上", 2.69, 2020, 2025, 3.5)
    assert told[city, "两化融合发展指数"] == ("110以上", 91.83, 2019, 2025, None)
    assert told["东区", "规上工业企业数"] == ("300", 195, 2020, 2025, None)
    assert told["西县", "亩均税收"] == ("", None, 2020, 2025, None)
    kinds = {key.series.indicator: one.parsed.kind for key, one in apart.plan.targets.items()}
    assert kinds["单位工业增加值用水量"] is TargetKind.ASSIGNED
    assert [one.parent for one in apart.plan.regions] == ["", city, city]
    measures = apart.plan.indicator_by_code
    assert measures["规上工业企业数"].kind is Kind.COUNT
    assert measures["单位工业增加值用水量"].direction is Direction.DOWN
    assert measures["单位工业增加值用水量"].duty is Duty.BINDING
    assert measures["两化融合发展指数"].group == "绿色智造"


def test_every_cell_that_says_something_has_a_role():
    reading = read([*INDICATORS, [], *COUNTIES])
    recognition = reading.recognition
    assert len(recognition.cells) == len(recognition.grid.sheets[0].cells)
    roles = {cell: said.role for (_, cell), said in recognition.cells.items()}
    assert roles["A1"] is Role.TITLE
    assert roles["A10"] is Role.NOTE
    assert roles["D3"] is Role.YEAR_HEADER
    assert roles["C5"] is Role.INDICATOR
    assert roles["E7"] is Role.STRETCH
    assert roles["B14"] is Role.INDICATOR
    assert roles["A16"] is Role.REGION
    assert {remark.cell for remark in recognition.skipped} >= {"A1", "A10", "A12"}
    assert all(remark.message("zh") and remark.message("en") for remark in recognition.skipped)


def test_a_workbook_without_such_tables_is_refused_as_before():
    reading = read([["会议", "纪要"], ["一", "二"]], [["某市", 2020, 2021], ["总人口", 5, 6]])
    assert reading.plan is None
    assert [problem.code for problem in reading.problems] == ["no_targets"]
