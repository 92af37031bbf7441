"""Commitments: how their words count, what is wrong with a row, the wall and the table, the plan's own list."""

import csv

import openpyxl
import pytest

from npfdesk.locations import sample_folder
from npfdesk.plan.commitments import (
    Commitment,
    PromiseKind,
    Standing,
    State,
    by_region,
    commitments_by_key,
    commitments_with_standings,
    parse_promise,
    read_state,
)
from npfdesk.plan.problems import Problem
from npfdesk.plan.targets import TargetKind
from npfdesk.workbook.files.cell_grid import Grid, GridCell, GridSheet
from npfdesk.workbook.standard.commitments_sheet import COMMITMENTS, read_commitments


def grid(rows, name="承诺"):
    cells = {
        (row, column): GridCell(str(text))
        for row, line in enumerate(rows, start=1)
        for column, text in enumerate(line, start=1)
        if text not in ("", None)
    }
    return Grid((GridSheet(name, cells),))


@pytest.mark.parametrize(
    ("text", "promise", "kind", "figure"),
    [
        ("新增300以上", PromiseKind.NEW, TargetKind.AT_LEAST, 300),
        ("累计新增500", PromiseKind.NEW, TargetKind.EXACT, 500),
        ("累计100以上", PromiseKind.TOTAL, TargetKind.AT_LEAST, 100),
        ("突破3000", PromiseKind.BEYOND, TargetKind.AT_LEAST, 3000),
        ("超3000", PromiseKind.BEYOND, TargetKind.AT_LEAST, 3000),
        ("全覆盖", PromiseKind.COVERAGE, TargetKind.EXACT, 100),
        ("每年200", PromiseKind.YEARLY, TargetKind.EXACT, 200),
        ("500左右", PromiseKind.REACH, TargetKind.ABOUT, 500),
        ("不超过80", PromiseKind.REACH, TargetKind.AT_MOST, 80),
    ],
)
def test_how_words_count(text, promise, kind, figure):
    found, target = parse_promise(text)
    assert (found, target.kind, target.figure) == (promise, kind, figure)


def test_words_that_say_nothing_known():
    assert isinstance(parse_promise("尽力而为"), Problem)


HEAD = ["事项", "目标值", "单位", "目标年", "地区", "责任单位", "节点", "状态", "佐证", "出处", "备注"]


def test_rows_are_read(sample_plan):
    rows = [
        HEAD,
        ["专精特新", "2000以上", "家", "2025年", "", "经信局", "每季", "推进中", "名单", "规划", "无"],
        ["企业技术中心", "新增300个以上", "个", "", "义乌市", "", "", "", "", "", ""],
        ["技改", "全覆盖", "%", "", "Yiwu", "", "", "done", "", "", ""],
    ]
    found, problems = read_commitments(grid(rows), sample_plan)
    assert problems == ()
    first, second, third = found
    assert (first.region, first.year, first.owner, first.state) == ("jinhua", 2025, "经信局", State.UNDER_WAY)
    assert (first.sheet, first.cell, first.milestone, first.evidence) == ("承诺", "A2", "每季", "名单")
    assert (second.promise, second.target.figure, second.region, second.state) == (
        PromiseKind.NEW,
        300,
        "yiwu",
        State.NOT_BEGUN,
    )
    assert (third.state, third.promise) == (State.DONE, PromiseKind.COVERAGE)
    assert [sum(one.state is state for one in found) for state in State] == [1, 1, 0, 1]
    table = by_region(found)
    assert table["yiwu"][State.DONE] == 1
    assert table["jinhua"][State.UNDER_WAY] == 1


def test_what_is_wrong_is_told_by_its_cell(sample_plan):
    rows = [
        ["item", "target", "target year", "region", "state"],
        ["", "100", "", "", ""],
        ["甲", "尽力而为", "", "", ""],
        ["乙", "100", "明年", "", ""],
        ["丙", "100", "", "火星", ""],
        ["丁", "100", "", "", "随缘"],
        ["戊", "100", "", "", ""],
    ]
    found, problems = read_commitments(grid(rows, "Commitments"), sample_plan)
    assert [one.item for one in found] == ["戊"]
    assert [(one.code, one.cell) for one in problems][0::2] == [
        ("commitment_unnamed", "A2"),
        ("not_a_year", "C4"),
        ("unknown_word", "E6"),
    ]
    assert problems[1].cell == "B3"
    assert (problems[3].code, problems[3].cell) == ("commitment_region", "D5")
    for one in problems:
        assert one.message("zh")
        assert one.message("en")


def test_no_sheet_and_no_headers(sample_plan):
    assert read_commitments(Grid(), sample_plan) == ((), ())
    found, problems = read_commitments(grid([["别的", "东西"]]), sample_plan)
    assert found == ()
    assert problems[0].code == "missing_columns"


def test_the_plans_own_list(sample_plan):
    with (sample_folder() / "jinhua_commitments.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert set(rows[0]) <= {column.key for column in COMMITMENTS.columns}
    found, problems = read_commitments(grid(rows), sample_plan)
    assert problems == ()
    assert len(found) == 32
    by_item = {one.item: one for one in found}
    assert by_item["高新技术企业"].promise is PromiseKind.BEYOND
    assert by_item["规上工业企业智能化技改覆盖"].target.figure == 100


def test_a_plan_is_read_with_its_commitments_and_written_with_them(tmp_path):
    from npfdesk.locations import sample_workbook
    from npfdesk.workbook.plan_reader import read_workbook
    from npfdesk.workbook.standard.plan_workbook import save_standard

    reading = read_workbook(sample_workbook())
    assert (len(reading.plan.commitments), reading.asides, reading.ignored) == (32, (), ())
    for language in ("zh", "en"):
        save_standard(reading.plan, tmp_path / "again.xlsx", language)
        again = read_workbook(tmp_path / "again.xlsx").plan.commitments
        strip = [
            (one.item, one.text, one.promise, one.region, one.year, one.state, one.source) for one in again
        ]
        assert strip == [
            (one.item, one.text, one.promise, one.region, one.year, one.state, one.source)
            for one in reading.plan.commitments
        ]


def test_what_is_wrong_with_the_list_makes_no_plan_unsound(sample_plan, tmp_path):
    from npfdesk.workbook.plan_reader import read_workbook
    from npfdesk.workbook.standard.plan_workbook import save_standard

    save_standard(sample_plan, tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(tmp_path / "plan.xlsx")
    sheet = book["承诺"] if "承诺" in book.sheetnames else book.create_sheet("承诺")
    sheet.delete_rows(1, sheet.max_row)
    sheet.append(["事项", "目标值"])
    sheet.append(["甲", "尽力而为"])
    book.save(tmp_path / "plan.xlsx")
    reading = read_workbook(tmp_path / "plan.xlsx")
    assert reading.status == "ok"
    assert reading.ignored == ("承诺",)
    assert [one.cell for one in reading.asides] == ["B2"]


def test_states_are_read_in_either_language_and_standings_are_said_over_them():
    assert [read_state(text) for text in ("推进中", "under way", "under_way", "DONE", "延期", "随缘")] == [
        State.UNDER_WAY,
        State.UNDER_WAY,
        State.UNDER_WAY,
        State.DONE,
        State.LATE,
        None,
    ]
    promise, target = parse_promise("+10")
    assert promise is PromiseKind.NEW
    twin = Commitment("甲", "+10", promise, target, region="r", year=2025, owner="局")
    first, second = commitments_by_key([twin, twin])
    assert (first.number, second.number) == (0, 1)
    found = commitments_with_standings([twin, twin], {second: Standing(state=State.DONE, evidence="名单")})
    assert found[first] == twin
    assert (found[second].state, found[second].owner, found[second].evidence) == (State.DONE, "局", "名单")
