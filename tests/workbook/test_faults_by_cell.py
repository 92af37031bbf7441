"""What is no figure is told by its cell, in every sheet, and never guessed: errors, NaN, infinities, dates, doubles."""

import datetime

import pytest

from npfdesk.workbook.plan_reader import read_workbook
from tests.workbook.books import TARGETS, write
from tests.workbook.files.test_file_types import ASSUMED, LEVEL_HEAD, LEVERS, SCENARIOS

DATE = datetime.date(2021, 1, 2)
# where a figure belongs, and the workbook that has this thing there
PLACES = {
    ("目标", "D4"): lambda it: {"目标": [*TARGETS, ["县", None, "企业数", it, 2020, 9, 2025]]},
    ("目标", "E4"): lambda it: {"目标": [*TARGETS, ["县", None, "企业数", 1, it, 9, 2025]]},
    ("目标", "F4"): lambda it: {"目标": [*TARGETS, ["县", None, "企业数", 1, 2020, it, 2025]]},
    ("目标", "G4"): lambda it: {"目标": [*TARGETS, ["县", None, "企业数", 1, 2020, 9, it]]},
    ("数据", "C2"): lambda it: {"数据": [["地区", "指标", 2019], ["市", "产值", it]]},
    ("假设", "F2"): lambda it: {"情景": SCENARIOS, "假设": [ASSUMED, ["惯性", None, None, "产值", "增长率", it]]},
    ("假设", "J2"): lambda it: {"情景": SCENARIOS, "假设": [ASSUMED, ["惯性", None, None, "产值", "增长率", 5, None, None, None, it]]},
    ("抓手", "D2"): lambda it: {"抓手": [LEVERS[0], ["智造", "技术", "产值", it, None]]},
    ("抓手", "E2"): lambda it: {"抓手": [LEVERS[0], ["智造", "技术", "产值", 1, it]]},
    ("抓手强度", "E2"): lambda it: {"情景": SCENARIOS, "抓手": LEVERS, "抓手强度": [LEVEL_HEAD, ["攻坚", "智造", None, None, it, 50]]},
    ("异质系数", "C2"): lambda it: {"异质系数": [["角色/类型", "维度", "系数"], ["大县", "技术", it]], "抓手": LEVERS},
    ("规划", "B3"): lambda it: {"规划": [["项", "值"], ["全市", "市"], ["基期", it], ["目标年", 2025]]},
    ("规划", "B5"): lambda it: {"规划": [["项", "值"], ["全市", "市"], ["基期", 2020], ["目标年", 2025], ["协同系数", it]]},
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids="!".join)
@pytest.mark.parametrize(
    "thing", ["NaN", "inf", "-Infinity", "1e999", "#N/A", "=1+1", DATE, "约莫三百", "7000 8000"]
)
def test_what_is_no_figure_is_told_by_its_cell(tmp_path, place, thing):
    reading = read_workbook(write(tmp_path / "a.xlsx", **PLACES[place](thing)))
    told = [one for one in reading.problems if (one.sheet, one.cell) == place]
    assert len(told) == 1, reading.problems
    for language in ("zh", "en"):
        assert "{" not in told[0].message(language)
    expected = {"#N/A": "error_cell", "=1+1": "formula_without_value", DATE: "date_in_cell"}.get(thing)
    if expected is not None and place[0] != "规划":
        assert told[0].code == expected


@pytest.mark.parametrize("place", ["A4", "C4"])
@pytest.mark.parametrize("thing", ["#REF!", "=A2"])
def test_a_name_in_fault_is_told_and_taken_for_no_other(tmp_path, place, thing):
    row = ["县", None, "企业数", 1, 2020, 9, 2025]
    row["ABC".index(place[0])] = thing
    reading = read_workbook(write(tmp_path / "a.xlsx", 目标=[*TARGETS, row]))
    assert [one.cell for one in reading.problems] == [place]
    assert len(reading.plan.targets) == 2


@pytest.mark.parametrize(
    ("sheet", "rows", "place", "first"),
    [
        ("数据", [["地区", "指标", 2019], ["市", "产值", 1], ["市", "OUTPUT", 2]], "B3", "数据!B2"),
        (
            "数据",
            [["地区", "产业", "指标", 2019], ["市", None, "产值", 1], ["市", "总计", "产值", 2]],
            "C3",
            "数据!C2",
        ),
        ("目标", [*TARGETS, ["市", None, "产值", 100, 2020, 300, 2025]], "F4", "目标!F2"),
        ("目标", [*TARGETS, ["市", None, "output", 100, 2020, "300以上", "2025年"]], "F4", "目标!F2"),
    ],
)
def test_a_series_that_stands_twice_is_told_and_the_first_stands(tmp_path, sheet, rows, place, first):
    reading = read_workbook(write(tmp_path / "a.xlsx", **{sheet: rows}))
    (problem,) = reading.problems
    assert (problem.code.partition("_")[0], problem.sheet, problem.cell) == ("duplicate", sheet, place)
    assert first in problem.message("zh")
    plan = reading.plan
    if sheet == "数据":
        assert plan.observed[plan.row["市", "", "output"], plan.column(2019)] == 1
    else:
        assert (
            plan.targets["市", "", "output"].parsed.figure == 200
            if ("市", "", "output") in plan.targets
            else True
        )
        assert [one.text for one in plan.targets.values()] == ["200以上", "80"]
