"""Rows whose method has nothing to continue a series by: told by their cell, and never projected."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from npfdesk.engine.projection.remarks import remarks
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
