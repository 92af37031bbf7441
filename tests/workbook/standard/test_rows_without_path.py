"""Rows whose method has nothing to continue a series by: told by their cell, and never projected."""

import json
from pathlib import Path

import numpy as np
import pytest
from openpyxl import Workbook

import npfdesk
from npfdesk.cli import main
from npfdesk.engine.projection.remarks import path_remarks, remarks
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.workbook.plan_reader import read_workbook


def read(path: Path, rows, *, targets=(("云城", "新增就业", "〔50〕", 2030),), data=None):
    """A synthetic city with a flow, a growth rate and an amount, and these rows of assumptions."""
    book = Workbook()
    book.remove(book.active)
    figures = data or {"新增就业": {2024: 8, 2025: 9}, "工业增速": {2024: 5, 2025: 6}, "产值": {2025: 100}}
    years = sorted({year for one in figures.values() for year in one})
    sheets = {
        "规划": [("项", "值"), ("全市", "云城"), ("基期", 2025), ("目标年", 2030)],
        "指标": [
            ("名称", "单位", "类型"), ("新增就业", "万人", "流量"), ("工业增速", "%", "增速"), ("产值", "亿元", "总量")
        ],
        "地区": [("名称",), ("云城",)],
        "目标": [("地区", "指标", "目标值", "目标年"), *targets],
        "数据": [
            ("地区", "指标", *years),
            *(("云城", name, *(one.get(year) for year in years)) for name, one in figures.items()),
        ],
        "情景": [("情景",), ("甲",)],
        "假设": [("情景", "地区", "指标", "方法", "参数"), *rows],
    }  # fmt: skip
    for name, lines in sheets.items():
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    book.save(path / "云城.xlsx")
    return read_workbook(path / "云城.xlsx")


def told(reading):
    return [(one.code, one.sheet, one.cell) for one in reading.problems if one.sheet == "假设"]


def standing(reading, indicator):
    """The origin of the last year's figure, that figure, and what is remarked."""
    results = compute(new_document(reading.plan))
    row = next(place for place, key in enumerate(reading.plan.series)
               if reading.plan.indicator_by_code[key.indicator].name == indicator)  # fmt: skip
    result = results.scenarios["甲"]
    said = [one.code for one in remarks(results, "甲", row)]
    return Origin(int(result.origin[row, -1])), float(result.values[row, -1]), said


@pytest.mark.parametrize(("method", "value"), [("增长率", 3), ("趋势", None)])
@pytest.mark.parametrize("region", ["云城", "*"])
def test_a_growth_rate_takes_no_method_of_amounts(tmp_path, method, value, region):
    reading = read(tmp_path, [("甲", region, "工业增速", method, value)])
    assert told(reading) == [("method_not_for_rate", "假设", "D2")]
    assert standing(reading, "工业增速") == (Origin.HELD, 6.0, ["method_not_for_rate"])


@pytest.mark.parametrize(("method", "value", "end"), [("不变", None, 6.0), ("增量", 0.5, 8.5)])
def test_a_growth_rate_is_held_or_stepped(tmp_path, method, value, end):
    reading = read(tmp_path, [("甲", "云城", "工业增速", method, value)])
    assert told(reading) == []
    assert standing(reading, "工业增速")[1] == pytest.approx(end)


def test_a_flow_heads_for_its_sum_in_equal_amounts(tmp_path):
    reading = read(tmp_path, [("甲", "云城", "新增就业", "按目标", None)])
    assert told(reading) == []
    assert standing(reading, "新增就业") == (Origin.PROJECTED, 10.0, [])


@pytest.mark.parametrize("words", ["—", "完成省下达任务", "稳步提升"])
def test_a_target_without_a_figure_is_told(tmp_path, words):
    reading = read(
        tmp_path, [("甲", "云城", "产值", "按目标", None)], targets=[("云城", "产值", words, 2030)]
    )
    assert told(reading) == [("target_without_figure", "假设", "D2")]
    assert standing(reading, "产值")[0] is Origin.HELD


def test_a_target_year_before_the_base_is_told(tmp_path):
    reading = read(
        tmp_path, [("甲", "云城", "产值", "按目标", None)], targets=[("云城", "产值", "120", 2024)]
    )
    assert told(reading) == [("target_before_base", "假设", "D2")]
    assert standing(reading, "产值") == (Origin.HELD, 100.0, ["no_target_ahead"])


def test_a_trend_of_one_year_is_told(tmp_path):
    reading = read(tmp_path, [("甲", "云城", "产值", "趋势", None)])
    assert told(reading) == [("trend_too_short", "假设", "D2")]
    assert standing(reading, "产值")[0] is Origin.HELD


def test_a_row_for_any_region_reaches_what_it_can_continue(tmp_path):
    # the row decides one series, and that one it can continue
    assert told(read(tmp_path, [("甲", "*", "新增就业", "趋势", None)])) == []
    # and is told where there is none at all
    assert told(read(tmp_path, [("甲", "*", "产值", "趋势", None)])) == [("trend_too_short", "假设", "D2")]


# a city of two counties, its own output known by their sum alone


def county_plan(path: Path, rows, *, data, targets=(("甲县", "产值", "200", 2030),), more=None):
    """A synthetic city 云城 of 甲县 and 乙县 with an output and a share, and these rows of assumptions."""
    book = Workbook()
    book.remove(book.active)
    years = sorted({year for one in data.values() for year in one})
    sheets = {
        "规划": [("项", "值"), ("全市", "云城"), ("基期", 2025), ("目标年", 2030)],
        "指标": [("名称", "单位", "类型"), ("产值", "亿元", "总量"), ("覆盖率", "%", "比率")],
        "地区": [("名称", "上级"), ("云城", None), ("甲县", "云城"), ("乙县", "云城")],
        "目标": [("地区", "指标", "目标值", "目标年"), *targets],
        "数据": [
            ("地区", "指标", *years),
            *((*where, *(one.get(year) for year in years)) for where, one in data.items()),
        ],
        "情景": [("情景",), ("甲",)],
        "假设": [("情景", "地区", "指标", "方法", "参数", 2027), *rows],
        **(more or {}),
    }  # fmt: skip
    for name, lines in sheets.items():
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    book.save(path / "云城.xlsx")
    return path / "云城.xlsx"


TWO = {("甲县", "产值"): {2024: 90, 2025: 100}, ("乙县", "产值"): {2025: 50}}


def projected(path: Path) -> dict:
    table = npfdesk.project(npfdesk.read(path))
    told = [(one["code"], one["sheet"], one["cell"], one["zh"]) for one in table.attrs["remarks"]]
    last = table[table["year"] == 2030].set_index(["region", "indicator"])
    return {"table": table, "last": last, "told": told}


def test_a_row_for_any_region_leaves_what_it_cannot_continue_and_the_sum_stays(tmp_path):
    path = county_plan(tmp_path, [("甲", "*", "产值", "趋势", None, None)], data=TWO)
    assert told(read_workbook(path)) == []
    last = projected(path)["last"]
    grown = 100 * (100 / 90) ** 5
    assert last.loc[("甲县", "产值"), "value"] == pytest.approx(grown)
    # one year has no trend: it is held, which is no projection, and the city's sum has both
    assert tuple(last.loc[("乙县", "产值"), ["value", "origin"]]) == (50.0, "held")
    assert last.loc[("云城", "产值"), "value"] == pytest.approx(grown + 50)
    reading = read_workbook(path)
    results = compute(new_document(reading.plan))
    row = reading.plan.row[next(one for one in reading.plan.series if one.region == "乙县")]
    assert [one.code for one in remarks(results, "甲", row)] == ["no_assumption", "general_row_passes_over"]


def test_a_row_for_any_region_leaves_histories_of_sums_alone(tmp_path):
    path = county_plan(tmp_path, [("甲", "*", "产值", "逐年值", None, 70)], data=TWO)
    table = projected(path)["table"]
    city = table[(table["region"] == "云城") & (table["indicator"] == "产值")].set_index("year")
    assert (city.loc[2025, "value"], city.loc[2030, "value"]) == (150.0, 140.0)
    assert set(city["origin"]) == {"rolled-up"}


def test_a_sum_left_empty_by_a_child_says_which_and_why(tmp_path):
    rows = [("甲", "*", "产值", "增长率", 5, None), ("甲", "乙县", "产值", "趋势", None, None)]
    path = county_plan(tmp_path, rows, data=TWO)
    assert told(read_workbook(path)) == [("trend_too_short", "假设", "D3")]
    found = projected(path)
    assert np.isnan(found["last"].loc[("云城", "产值"), "value"])
    (empty,) = [one for one in found["told"] if one[0] == "rollup_empty"]
    assert "“乙县”" in empty[3]
    assert "趋势至少需要两个有现状值的年份" in empty[3]
    # the row's own cell has told the county's already
    assert [one[0] for one in found["told"]] == ["rollup_empty"]


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("甲", "甲县", "产值", "增长率", -100, None)], "growth_to_nothing"),
        ([("甲", "甲县", "产值", "增长率", 5, -130)], "growth_to_nothing"),
        ([("甲", "甲县", "产值", "增长率", 1e70, None)], "path_overflows"),
        ([("甲", "甲县", "覆盖率", "增量", 3, None)], "share_past_whole"),
        ([("甲", "甲县", "覆盖率", "增量", -30, None)], "share_past_whole"),
        ([("甲", "甲县", "覆盖率", "增长率", 5, None)], "share_past_whole"),
    ],
)
def test_a_path_that_cannot_be_is_told_by_its_cell_as_soon_as_it_is_projected(tmp_path, capsys, rows, code):
    data = {**TWO, ("甲县", "覆盖率"): {2024: 90, 2025: 95}}
    path = county_plan(tmp_path, rows, data=data)
    found = projected(path)
    assert (code, "假设", "D2") in [one[:3] for one in found["told"]]
    assert main(["check", str(path), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)["problems"]
    assert (code, "假设", "D2") in [(one["code"], one["sheet"], one["cell"]) for one in said]
    assert main(["project", str(path), "--format", "json"]) == 0
    shown = capsys.readouterr()
    assert "假设!D2" in shown.err
    table = json.loads(shown.out)
    assert all(one["value"] is not None for one in table if one["origin"] == "projected")


def test_levers_that_take_all_growth_are_told(tmp_path):
    more = {
        "抓手": [("抓手", "维度", "指标", "效应"), ("去产能", "政策", "产值", -120)],
        "抓手强度": [("情景", "抓手", 2026), ("甲", "去产能", 100)],
    }
    path = county_plan(tmp_path, [("甲", "甲县", "产值", "增长率", 5, None)], data=TWO, more=more)
    assert ("growth_to_nothing", "假设", "D2") in [one[:3] for one in projected(path)["told"]]


def test_figures_given_for_observed_years_alone_project_nothing(tmp_path):
    data = {("甲县", "产值"): {2026: 90, 2027: 100}, ("乙县", "产值"): {2025: 50}}
    path = county_plan(tmp_path, [("甲", "甲县", "产值", "逐年值", None, 120)], data=data)
    found = projected(path)
    assert tuple(found["last"].loc[("甲县", "产值"), ["value", "origin"]]) == (100.0, "held")
    assert [one[:3] for one in found["told"]] == [("no_year_ahead", "假设", "D2")]


def test_all_remarks_at_once_are_those_of_each_series(sample_plan):
    results = compute(new_document(sample_plan))
    for name in results.scenarios:
        each = {row: remarks(results, name, row) for row in range(len(sample_plan.series))}
        whole = path_remarks(results, name)
        assert {row: [one.code for one in said] for row, said in whole.items()} == {
            row: [one.code for one in said] for row, said in each.items() if said
        }
