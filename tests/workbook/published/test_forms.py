"""The two forms that plans print, as the contract words them."""

import json

import numpy as np

from npfdesk.cli import main
from npfdesk.locations import sample_folder
from npfdesk.plan.kinds import Direction, Duty, Kind
from npfdesk.plan.targets import Measure, TargetKind
from npfdesk.workbook.published.recognition import Role
from tests.workbook.published.grids import read, stated

INDICATORS = [
    ["表1 金山市工业高质量发展“十四五”规划主要指标"],
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
    ["金山", 400, 4556, 12.5, 800, 7000, 30],
    ["东 区", 100, 195, 7.9, 300, 300],
    ["西\n县", 300, 276, None, 500, 400],
]


def test_both_forms_in_one_sheet_and_in_two():
    together, apart = read([*INDICATORS, [], *COUNTIES]), read(INDICATORS, COUNTIES)
    assert stated(together) == stated(apart)
    assert together.form == "published"
    assert together.plan.city == "金山市"
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


def test_a_workbook_without_tables_is_no_plan():
    reading = read([["会议", "纪要"], ["一", "二"]], [["某市"], ["总人口"]])
    assert reading.plan is None
    assert [problem.code for problem in reading.problems] == ["no_targets"]


def test_check_and_project_take_the_proposal_and_report_it(capsys):
    path = sample_folder() / "jinhua_as_published.xlsx"
    assert main(["check", str(path), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["form"], told["status"], len(told["targets"])) == ("published", "warnings", 50)
    said = told["recognition"]
    assert [(one["sheet"], one["form"], one["block"]) for one in said["tables"]] == [
        ("表1", "indicators", "A3:F24"),
        ("附件1", "counties", "A3:G15"),
    ]
    assert [(one["other"], one["name"], one["confirmed"], one["used"]) for one in said["matches"]] == [
        ("规上工业企业", "规上工业企业数", None, True)
    ]
    assert {one["code"] for one in said["skipped"]} == {"title"}
    assert {one["code"] for one in said["guesses"]} == {"city", "unit_guessed", "indicator_guessed"}
    assert {"sheet": "表1", "cell": "E13", "role": "stretch", "means": "力争3.5以上"} in said["cells"]
    assert main(["check", str(path)]) == 0
    assert "规上工业企业数" in capsys.readouterr().out
    assert main(["project", str(path), "--format", "json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) > 50


def test_a_county_table_without_indicator_heads_takes_its_title():
    reading = read(
        [
            ["各县（市、区）规上工业总产值分解表"],
            ["单位：亿元"],
            ["县市区", "2020年", "2025年"],
            ["甲县", 1, 2],
            ["全市", 4, 6],
        ]
    )
    assert stated(reading)["甲县", "规上工业总产值"] == ("2", 1, 2020, 2025, None)
    assert reading.plan.indicators[0].unit == "亿元"


def test_units_that_convert_are_one_indicator_and_others_are_two():
    reading = read(
        [
            ["指标", "2020年", "2025年目标"],
            ["研发（亿元）", 1, 2],
            ["工业（亿元）", 3, 5],
            ["工业（%）", 7, 8],
        ],
        [
            ["地区", "2020年研发（万元）", "2025年研发（万元）"],
            ["甲县", 5000, "8000以上"],
            ["全市", 10000, 20000],
        ],
    )
    told = stated(reading)
    assert reading.problems == ()
    target = next(one for key, one in reading.plan.targets.items() if key.series[0] == "甲县")
    assert (target.base_printed, target.parsed.figure) == (0.5, 0.8)
    assert {key[1] for key in told} == {"研发", "工业", "工业（%）"}


def test_groups_in_rows_sums_in_brackets_and_sub_items():
    reading = read(
        [
            ["类别", "指标", "", "2020年", "2025年", "属性"],
            ["绿色", "单位GDP能耗降低（%）", "", "—", "[13.5]", "约束性"],
            ["", "主要污染物排放减少（%）", "化学需氧量", "—", "5", "约束性"],
            ["", "", "氨氮", "—", "6", "约束性"],
            ["", "常住人口（万人）", "", 100, "[15]", "预期性"],
        ]
    )
    told = {key.series.indicator: one.parsed for key, one in reading.plan.targets.items()}
    assert reading.problems == ()
    assert told["单位GDP能耗降低"].figure == 13.5
    assert (told["主要污染物排放减少·化学需氧量"].figure, told["主要污染物排放减少·氨氮"].figure) == (5, 6)
    assert (told["常住人口"].measure, told["常住人口"].figure) == (Measure.SUM, 15)
    assert {one.group for one in reading.plan.indicators} == {"绿色"}


def test_two_regions_of_one_stem_stay_two_and_the_city_is_the_sum():
    reading = read(
        [
            ["地区", "2020年产值（亿元）", "2025年产值（亿元）"],
            ["吉安市", 30, 50],
            ["吉安县", 10, 20],
            ["吉州", 20, 30],
        ],
        [["地区", "2020年企业（家）", "2025年企业（家）"], ["吉安市", 30, 50], ["吉州区", 10, 20]],
    )
    assert reading.plan.city == "吉安市"
    assert [one.name for one in reading.plan.regions] == ["吉安市", "吉安县", "吉州区"]
    assert [one.key for one in reading.recognition.matches] == ["region:吉州=吉州区"]


def test_what_cannot_be_read_is_told_by_its_cell():
    reading = read(
        [
            ["指标", "2020年", "2025年目标"],
            ["产值（亿元）", "约莫", 5],
            ["企业（家）", 3, "4吨"],
            ["人（人）", 3, 4],
        ]
    )
    assert [(one.code, one.cell) for one in reading.problems] == [
        ("not_a_base", "B2"),
        ("unit_mismatch", "C3"),
    ]
    # the words stay visible as a target without a figure
    assert {key[1] for key in stated(reading)} == {"产值", "企业", "人"}
    assert stated(reading)[reading.plan.city, "企业"][0] == "4吨"


def test_a_target_and_a_base_stated_twice_with_other_figures_are_told_in_both_places_and_not_used():
    reading = read(
        [["地区", "2020年产值（亿元）", "2025年产值（亿元）"], ["全市", 5, 6], ["甲县", 1, 2]],
        [["指标", "2020年", "2025年目标"], ["产值（亿元）", 4, "7以上"]],
    )
    assert sorted((one.code, one.sheet) for one in reading.problems) == [
        ("bases_differ", "表1"),
        ("bases_differ", "表2"),
        ("stated_twice", "表1"),
        ("stated_twice", "表2"),
    ]
    (target,) = [one for key, one in reading.plan.targets.items() if key.series.region == "全市"]
    assert target.parsed.kind is TargetKind.NONE
    assert np.isnan(reading.plan.observed[reading.plan.row[target.series]]).all()
