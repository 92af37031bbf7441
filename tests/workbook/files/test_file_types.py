"""Every kind of mistake that the reader declares, made once: by its place, with words that name it."""

import datetime
import importlib
import pkgutil
import re

import openpyxl
import pytest

import npfdesk.workbook
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.problems import ProblemKind, Severity
from npfdesk.workbook.files.file_problems import FILE_PROBLEMS
from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import TARGETS, write

SCENARIOS = [["情景", "上级"], ["惯性", None], ["攻坚", "惯性"]]
ASSUMED = ["情景", "地区", "产业", "指标", "方法", "参数", "拐点年", "下限", "上限", "2021", "2022"]
LEVERS = [["抓手", "维度", "指标", "效应", "滞后"], ["智造", "技术", "产值", 1, None]]
LEVEL_HEAD = ["情景", "抓手", "地区", "产业", "2021", "2022"]
INDICATORS = [["名称", "代码", "单位", "类型", "汇总", "公式", "权重指标", "小数位"]]
OUTPUT = ["产值", "output", "亿元", None, None, None, None, None]
MULTIPLIERS = ["角色/类型", "维度", "系数"]


def assumed(*row):
    return {"情景": SCENARIOS, "假设": [ASSUMED, list(row)]}


CASES = {
    "missing_columns": ({"情景": [["说明"], ["无名"]]}, "情景", "A1"),
    "duplicate_column": ({"数据": [["地区", "指标", 2019, "2019年"], ["市", "产值", 1, 2]]}, "数据", "D1"),
    "date_as_year": ({"数据": [["地区", "指标", datetime.date(2019, 1, 1)], ["市", "产值", 1]]}, "数据", "C1"),
    "error_cell": ({"目标": [*TARGETS, ["县", None, "企业数", "#DIV/0!", 2020, 9]]}, "目标", "D4"),
    "formula_without_value": ({"目标": [*TARGETS, ["县", None, "企业数", 1, 2020, "=D2*2"]]}, "目标", "F4"),
    "date_in_cell": ({"目标": [*TARGETS, ["县", None, "企业数", 1, 2020, datetime.date(2025, 1, 2)]]}, "目标", "F4"),
    "not_named": ({"目标": [*TARGETS, [None, None, "企业数", 1, 2020, 9]]}, "目标", "A4"),
    "unknown_region": ({"目标": [*TARGETS, ["县城", None, "企业数", 1, 2020, 9]]}, "目标", "A4"),
    "unknown_industry": ({"产业": [["名称"], ["芯光电"]], "目标": [*TARGETS, ["县", "芯光", "产值", 1, 2020, 9]]}, "目标", "B4"),
    "unknown_indicator": ({"目标": [*TARGETS, ["县", None, "企业", 1, 2020, 9]]}, "目标", "C4"),
    "unknown_scenario": (assumed("冲刺", None, None, "产值", "不变"), "假设", "A2"),
    "unknown_lever": ({"情景": SCENARIOS, "抓手": LEVERS, "抓手强度": [LEVEL_HEAD, ["攻坚", "智创", None, None, 1, 2]]}, "抓手强度", "B2"),
    "unknown_parent": ({"地区": [["名称", "上级"], ["市", None], ["县", "省"]]}, "地区", "B3"),
    "duplicate_name": ({"地区": [["名称", "上级", "角色"], ["市", None, None], ["县", "市", "大县"], ["县", "市", None]]}, "地区", "A4"),
    "name_missing": ({"地区": [["名称", "上级", "角色"], ["市", None, None], ["县", "市", "大县"], [None, "市", None]]}, "地区", "A4"),
    "unknown_word": ({"指标": [*INDICATORS, [*OUTPUT[:3], "总数"]]}, "指标", "D2"),
    "unknown_code": ({"指标": [*INDICATORS, OUTPUT, ["比", "ratio", None, None, None, "output / outpt"]]}, "指标", "F3"),
    "unknown_region_in_formula": ({"指标": [*INDICATORS, OUTPUT, ["比", "ratio", None, None, None, 'at("省", output)']]}, "指标", "F3"),
    "formula_circle": ({"指标": [*INDICATORS, ["产值", "a", None, None, None, "b"], ["企业数", "b", None, None, None, "a"]]}, "指标", "F2"),
    "parent_circle": ({"地区": [["名称", "上级"], ["市", "县"], ["县", "市"]]}, "地区", "B2"),
    "weight_missing": ({"指标": [*INDICATORS, [*OUTPUT[:4], "加权平均", None, "无此"]]}, "指标", "G2"),
    "not_decimals": ({"指标": [*INDICATORS, [*OUTPUT[:7], 9]]}, "指标", "H2"),
    "bad_map_place": ({"地区": [["名称", "上级", "地图列", "地图行"], ["市", None, None, None], ["县", "市", 0, 1]]}, "地区", "C3"),
    "map_place_taken": ({"地区": [["名称", "上级", "地图列", "地图行"], ["市", None, 1, 1], ["县", "市", 1, 1]]}, "地区", "C3"),
    "bad_setting": ({"规划": [["项", "值"], ["全市", "市"], ["协同系数", -1]]}, "规划", "B3"),
    "no_city": ({"规划": None, "地区": [["名称"], ["市"], ["县"]]}, "", ""),
    "duplicate_target": ({"目标": [*TARGETS, ["市", "", "产值", 9, 2020, 9, 2025]]}, "目标", "F4"),
    "duplicate_series": ({"数据": [["地区", "指标", 2019], ["市", "产值", 1], ["市", "产值", 2]]}, "数据", "B3"),
    "no_years": ({"数据": [["地区", "指标"], ["市", "产值"]]}, "数据", ""),
    "years_differ": ({"规划": [["项", "值"], ["全市", "市"]], "目标": [*TARGETS, ["县", None, "企业数", 1, 2020, 9, 2030]]}, "目标", ""),
    "no_base_year": ({"规划": None, "目标": [["地区", "指标", "目标值", "目标年"], ["市", "产值", 9, 2026], ["县", "产值", 3, 2026]]}, "", ""),
    "base_year_assumed": ({"规划": None, "目标": [["地区", "指标", "目标值", "目标年"], ["市", "产值", 9, 2025], ["县", "产值", 3, 2025]]}, "", ""),
    "horizon_too_early": ({"规划": [["项", "值"], ["全市", "市"], ["展望年", 2022]]}, "规划", "B3"),
    "target_before_base": ({"目标": [*TARGETS, ["县", None, "企业数", 1, 2020, 9, 2019]]}, "目标", "G4"),
    "target_needs_base": ({"目标": [*TARGETS, ["县", None, "企业数", None, 2020, "翻一番", 2025]]}, "目标", "F4"),
    "not_a_year": ({"目标": [*TARGETS, ["县", None, "企业数", 1, "去年", 9, 2025]]}, "目标", "E4"),
    "not_a_base": ({"目标": [*TARGETS, ["县", None, "企业数", "三百", 2020, 9, 2025]]}, "目标", "D4"),
    "not_a_target": ({"目标": [*TARGETS, ["县", None, "企业数", 1, 2020, "尽快", 2025]]}, "目标", "F4"),
    "unit_mismatch": ({"目标": [*TARGETS, ["县", None, "企业数", 1, 2020, "9亿元", 2025]]}, "目标", "F4"),
    "not_a_number": ({"数据": [["地区", "指标", 2019], ["市", "产值", "1.2.3"]]}, "数据", "C2"),
    "scenario_circle": ({"情景": [["情景", "上级"], ["甲", "乙"], ["乙", "甲"]]}, "情景", "B2"),
    "unknown_package": ({"情景": [["情景", "假设包"], ["甲", "乙；丙"], ["乙", None]]}, "情景", "B2"),
    "repeated_package": ({"情景": [["情景", "上级", "假设包"], ["甲", "乙", "乙"], ["乙", None, None]]}, "情景", "C2"),
    "missing_parameter": (assumed("惯性", None, None, "产值", "S曲线", 500), "假设", "F2"),
    "logistic_impossible": (assumed("惯性", None, None, "产值", "S曲线", 0.5, 2030), "假设", "F2"),
    "bad_past_years": (assumed("惯性", None, None, "产值", "趋势", 1.5), "假设", "F2"),
    "low_above_high": (assumed("惯性", None, None, "产值", "增长率", 5, None, 6, 4), "假设", "H2"),
    "value_outside_bounds": (assumed("惯性", None, None, "产值", "增长率", 5, None, 6, 7), "假设", "F2"),
    "duplicate_assumption": ({"情景": SCENARIOS, "假设": [ASSUMED, ["惯性", "*", None, "产值", "不变"], ["惯性", None, "＊", "output", "趋势"]]}, "假设", "D3"),
    "formula_assumed": (assumed("惯性", None, None, "per_firm", "不变"), "假设", "D2"),
    "years_without_parameter": (assumed("惯性", None, None, "产值", "增长率", None, None, None, None, 5), "假设", "E2"),
    "bad_lag": ({"抓手": [LEVERS[0], ["智造", "技术", "产值", 1, 0.5]]}, "抓手", "E2"),
    "duplicate_effect": ({"抓手": [*LEVERS, ["智造", "技术", "output", 3, 0]]}, "抓手", "A3"),
    "bad_level": ({"情景": SCENARIOS, "抓手": LEVERS, "抓手强度": [LEVEL_HEAD, ["攻坚", "智造", None, None, 120, 50]]}, "抓手强度", "E2"),
    "no_levels": ({"情景": SCENARIOS, "抓手": LEVERS, "抓手强度": [LEVEL_HEAD, ["攻坚", "智造", None, None, None, None]]}, "抓手强度", "B2"),
    "duplicate_levels": ({"情景": SCENARIOS, "抓手": LEVERS, "抓手强度": [LEVEL_HEAD, ["攻坚", "智造", None, None, 1, 2], ["攻坚", "智造", "*", "*", 3, 4]]}, "抓手强度", "B3"),
    "unused_multiplier": ({"异质系数": [MULTIPLIERS, ["大先", "技术", 1.2]]}, "异质系数", "A2"),
    "unused_dimension": ({"抓手": LEVERS, "异质系数": [MULTIPLIERS, ["大县", "技木", 1.2]]}, "异质系数", "B2"),
    "duplicate_multiplier": ({"异质系数": [MULTIPLIERS, ["大县", "技术", 1.2], ["大县", "技术", 1.3]]}, "异质系数", "A3"),
    "after_horizon": ({"情景": SCENARIOS, "情景目标": [["情景", "地区", "指标", "目标值", "目标年"], ["攻坚", "市", "产值", 300, 2031]]}, "情景目标", "E2"),
    "bad_colour": ({"情景": [["情景", "颜色"], ["甲", "红"]]}, "情景", "B2"),
}  # fmt: skip

# said when the work is written into a workbook, of the sheet of commitments and of maps, each with tests of its own
WRITING = {
    "not_written",
    "held_open",
    "workbook_changed_since",
    "not_canonical",
    "orphans_left_out",
    "other_ending",
}
COMMITMENTS = {"commitment_unnamed", "commitment_region"}
# of a month's bulletin: tests/workbook/test_month_reading.py
MONTHS = {
    "month_alike",
    "month_city_assumed",
    "month_converted",
    "month_empty_block",
    "month_growth_by_unit",
    "month_measure_guessed",
    "month_no_growth",
    "month_other_unit",
    "month_other_year",
    "month_points",
    "month_rate_alone",
    "month_target",
    "month_unit_assumed",
    "month_unknown_name",
    "untaken_figure",
}
MAPS = {"not_geojson", "no_region_on_map", "map_too_large", "map_coordinates", "map_crossed"}
# made elsewhere: a second sheet of one kind, workbooks without a plan in them, and whatever is wrong with files (the corpus)
ELSEWHERE = {
    # of plans that were begun in the window: tests/workbook/standard/test_begun_plan.py
    "plan_begun",
    "duplicate_sheet",
    "no_targets",
    "no_rows",
    "nothing_sound",
    "no_target_yet",
    "broken_cell",
    *FILE_PROBLEMS,
    *WRITING,
    *COMMITMENTS,
    *MAPS,
    *MONTHS,
}


def declared():
    found = {}
    for module in pkgutil.iter_modules(npfdesk.workbook.__path__):
        for value in vars(importlib.import_module(f"npfdesk.workbook.{module.name}")).values():
            if isinstance(value, ProblemKind):
                found[value.code] = value
    return found


def test_every_kind_is_made_somewhere_and_speaks_two_languages():
    kinds = declared()
    assert kinds.keys() <= CASES.keys() | ELSEWHERE
    for kind in kinds.values():
        holes = [set(re.findall(r"{(\w+)}", text)) for text in (kind.wording.zh, kind.wording.en)]
        # each language may name a thing in its own words, but nothing that only the other fills in
        assert {re.sub("_(zh|en)$", "", one) for one in holes[0]} == {
            re.sub("_(zh|en)$", "", one) for one in holes[1]
        }, kind.code


@pytest.mark.parametrize("code", CASES)
def test_a_mistake_is_told_once_by_its_place_and_the_rest_is_sound(tmp_path, code):
    sheets, sheet, cell = CASES[code]
    reading = read_workbook(write(tmp_path / "a.xlsx", **sheets))
    (problem,) = [one for one in reading.problems if one.code == code]
    assert (problem.sheet, problem.cell) == (sheet, cell)
    places = [(one.sheet, one.cell) for one in reading.problems if one.cell]
    assert len(places) == len(set(places))
    for language in ("zh", "en"):
        message = problem.message(language)
        assert "{" not in message
        assert problem.text in message or not problem.text or "{text}" not in problem.kind.wording.zh
    assert reading.status == ("errors" if problem.severity is Severity.ERROR else reading.status)
    # a mistake of one place does not cost the plan the others
    results = compute(new_document(reading.plan))
    assert len(results.plan.series) >= 2


def test_the_same_sheet_twice(tmp_path):
    reading = read_workbook(write(tmp_path / "a.xlsx", Targets=TARGETS))
    (problem,) = reading.problems
    assert (problem.code, problem.sheet) == ("duplicate_sheet", "Targets")
    assert "目标" in problem.message("zh")
    assert len(reading.plan.targets) == 2


def test_a_refused_lever_is_no_second_mistake_in_its_levels(tmp_path):
    levers = [LEVERS[0], ["智造", "技术", "产值", "很大", None]]
    levels = [LEVEL_HEAD, ["攻坚", "智造", None, None, 1, 2]]
    reading = read_workbook(write(tmp_path / "a.xlsx", 情景=SCENARIOS, 抓手=levers, 抓手强度=levels))
    assert [one.code for one in reading.problems] == ["not_a_number"]
    compute(new_document(reading.plan))


def test_hundreds_of_strange_names_are_told_quickly(tmp_path):
    rows = [*TARGETS, *([f"乡镇{n}", None, "产值", 1, 2020, 2, 2025] for n in range(3000))]
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=rows))
    assert len(reading.problems) == 3000
    assert len(reading.plan.targets) == 2


def test_formulas_with_saved_values_are_read_as_their_values(tmp_path):
    path = write(tmp_path / "a.xlsx", 数据=[["地区", "指标", 2019], ["市", "产值", "=40+50"]])
    # openpyxl saves no results; a spreadsheet program does
    import zipfile

    saved = tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(saved, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            for empty in (b"<v />", b"<v/>", b"<v></v>"):
                content = content.replace(b"<f>40+50</f>" + empty, b"<f>40+50</f><v>90</v>")
            # nor does one that has calculated them ask for it
            content = content.replace(b' fullCalcOnLoad="1"', b"")
            new.writestr(name, content)
    reading = read_workbook(saved)
    assert reading.problems == ()
    plan = reading.plan
    assert plan.observed[plan.row["市", "", "output"], plan.column(2019)] == 90
    assert openpyxl.load_workbook(saved)["数据"]["C2"].value == "=40+50"
