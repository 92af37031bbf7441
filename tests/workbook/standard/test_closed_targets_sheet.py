"""The sheet 上期目标: read, told by cell, what its words come to, saved in the standard format."""

import dataclasses

import openpyxl
import pytest

from npfdesk.plan.closed_targets import ClosedTarget, Verdict
from npfdesk.plan.kinds import Direction, Kind
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Problem
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.closed_targets_sheet import Derived, derived_figure, derived_over
from npfdesk.workbook.standard.plan_workbook import save_standard
from tests.workbook.books import write
from tests.workbook.standard.cycle_books import CLOSED, CLOSED_HEAD, CLOSED_ROWS, OUTPUT

GDP = Indicator("gdp", "产值", unit="亿元")
ENERGY = Indicator("energy", "能耗", unit="吨", direction=Direction.DOWN)
JOBS = Indicator("jobs", "新增就业", unit="万人", kind=Kind.FLOW)
GROWTH = Indicator("growth", "增速", unit="%", kind=Kind.RATE)


def book(path, *rows, head=CLOSED_HEAD, **sheets):
    return write(path, 上期目标=[head, *rows] if rows else CLOSED_ROWS, **sheets)


def row(*cells):
    """A row of 市 产值: base, base year, target, target year, reached, verdict."""
    return ["市", None, "产值", *cells]


def test_closed_targets_are_read_and_judged_no_more(tmp_path):
    reading = read_workbook(book(tmp_path / "a.xlsx"))
    assert reading.problems == ()
    assert reading.plan.closed_targets == CLOSED
    assert (reading.plan.closed_targets[0].sheet, reading.plan.closed_targets[0].cell) == ("上期目标", "F2")
    # they are no targets of this plan, and their figures are none of its data
    plain = read_workbook(write(tmp_path / "b.xlsx")).plan
    assert (reading.plan.targets.keys(), reading.plan.series) == (plain.targets.keys(), plain.series)
    assert reading.ignored == ()


def test_each_figure_is_accounted_for(tmp_path):
    before = read_workbook(write(tmp_path / "b.xlsx")).ledger.counts
    counts = read_workbook(book(tmp_path / "a.xlsx")).ledger.counts
    assert (counts.taken - before.taken, counts.told, counts.explained) == (15, 0, before.explained)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_in_the_standard_format_they_read_back(tmp_path, language):
    plan = read_workbook(book(tmp_path / "a.xlsx")).plan
    assert save_standard(plan, tmp_path / "b.xlsx", language) is None
    again = read_workbook(tmp_path / "b.xlsx")
    assert (again.plan.closed_targets, again.problems) == (plan.closed_targets, ())
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx")["上期目标" if language == "zh" else "Closed targets"]
    # what follows from the words has no column; by how much each was met or missed is always told
    assert [cell.value for cell in sheet[1]] == (
        [*CLOSED_HEAD[:-1], "超出", CLOSED_HEAD[-1]] if language == "zh" else [
            "region", "industry", "indicator", "base", "base year", "target", "target year", "reached", "verdict", "over",
            "source",
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    "one",
    [
        ClosedTarget(OUTPUT, 2020, "100以上", 80.0, 2015, 101.0, 98.5, Verdict.MISSED, -2.5),
        ClosedTarget(OUTPUT, 2020, "100以上", 80.0, 2015, None, 98.5, Verdict.NONE, None),
        ClosedTarget(OUTPUT, 2020, "100以上", 80.0, 2015, 100.0, 98.5, Verdict.MISSED, None),
        ClosedTarget(OUTPUT, 2020, "100以上", 80.0, 2015, 100.0, 98.5, Verdict.MISSED, -1.25),
        ClosedTarget(OUTPUT, 2020, "年均增长4%", 80.0, 2015, 97.33, 98.5, Verdict.MET, 1.17),
        ClosedTarget(OUTPUT, 2020, "95-105", 80.0, 2015, 100.0, 98.5, Verdict.MET, 0.0),
        ClosedTarget(OUTPUT, 2020, "保持稳定", None, 0, None, 98.5, Verdict.NONE, None),
        ClosedTarget(OUTPUT, 2020, "8000", None, 0, 8000.0, None, Verdict.NONE, None),
        ClosedTarget(OUTPUT, 2020, "=1+1", None, 0, 2.0, 3.0, Verdict.MET, 1.0, "=cmd"),
        ClosedTarget(OUTPUT, 2020, "", None, 0, None, None, Verdict.NONE),
    ],
)
def test_figures_that_do_not_follow_are_written_out(tmp_path, one):
    plan = dataclasses.replace(read_workbook(write(tmp_path / "a.xlsx")).plan, closed_targets=(one,))
    assert save_standard(plan, tmp_path / "b.xlsx") is None
    again = read_workbook(tmp_path / "b.xlsx")
    assert (again.plan.closed_targets, again.problems) == ((one,), ())
    cells = [cell for line in openpyxl.load_workbook(tmp_path / "b.xlsx")["上期目标"] for cell in line]
    assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize(
    ("cells", "told", "kept"),
    [
        (["村", None, "产值", 1, 2015, 9, 2020, 8, "达标"], [("unknown_region", "A2")], 0),
        (["市", None, "产量", 1, 2015, 9, 2020, 8, "达标"], [("unknown_indicator", "C2")], 0),
        (["市", "农业", "产值", 1, 2015, 9, 2020, 8, "达标"], [("unknown_industry", "B2")], 0),
        (row(1, 2015, 9, "末年", 8, "达标"), [("not_a_year", "G2")], 0),
        (row(1, "上期", 9, 2020, 8, "达标"), [("not_a_year", "E2")], 1),
        (row("不详的", 2015, 9, 2020, 8, "达标"), [("not_a_base", "D2")], 1),
        (row(1, 2015, "很多很多", 2020, 8, "达标"), [("not_a_target", "F2")], 1),
        (row(1, 2015, 9, 2020, "若干", "达标"), [("not_a_number", "H2")], 1),
        (row(1, 2015, 9, 2020, "8家", "达标"), [("unit_mismatch", "H2")], 1),
        (row(1, 2015, 9, 2020, 8, "尚可"), [("verdict_unread", "I2")], 1),
        (row(1, 2015, 9, 2020, 8, None), [("verdict_unstated", "I2")], 1),
        (row(1, 2015, 9, 2020, None, None), [], 1),
        (row("?", 2015, 9, "末年", 8, "达标"), [("not_a_base", "D2"), ("not_a_year", "G2")], 0),
    ],
)
def test_what_is_wrong_is_told_by_cell(tmp_path, cells, told, kept):
    reading = read_workbook(book(tmp_path / "a.xlsx", cells))
    assert [(one.code, one.cell) for one in reading.problems] == told
    assert len(reading.plan.closed_targets) == kept
    for problem in reading.problems:
        assert all("{" not in problem.message(language) for language in ("zh", "en"))
    counts = reading.ledger.counts
    assert counts.figures == counts.taken + counts.explained + counts.told


def test_a_target_in_words_that_are_none_stays_with_its_own_figure(tmp_path):
    rows = [row(1, 2015, "很多很多", 2020, 8, "达标", None, 7)]
    reading = read_workbook(book(tmp_path / "a.xlsx", *rows, head=[*CLOSED_HEAD, "应达数"]))
    assert reading.problems == ()
    (one,) = reading.plan.closed_targets
    assert (one.text, one.figure, one.reached, one.over) == ("很多很多", 7, 8, None)


def test_the_same_target_twice_is_told_and_the_first_stands(tmp_path):
    rows = [
        row(1, 2015, 9, 2020, 8, "未达标"),
        row(1, 2015, 9, 2020, 10, "达标"),
        row(1, 2015, 9, 2018, 8, "缺数"),
    ]
    reading = read_workbook(book(tmp_path / "a.xlsx", *rows))
    assert [(one.code, one.cell) for one in reading.problems] == [("duplicate_closed_target", "F3")]
    assert [(one.year, one.reached) for one in reading.plan.closed_targets] == [(2020, 8), (2018, 8)]


def test_years_may_stand_in_the_heads(tmp_path):
    head = ["地区", "产业", "指标", "2014年基期值", "基期", "2019年目标值", "目标年", "2019年实绩", "结论"]
    reading = read_workbook(book(tmp_path / "a.xlsx", row(1, None, 9, None, 8, "未达标"), head=head))
    assert {one.code for one in reading.problems} == {"near_column"}
    (one,) = reading.plan.closed_targets
    assert (one.base_year, one.year, one.over) == (2014, 2019, -1)


@pytest.mark.parametrize(
    ("text", "indicator", "base", "figure", "unit"),
    [
        ("7000以上", GDP, None, 7000, "亿元"),
        ("翻一番", GDP, 50.0, 100, "亿元"),
        ("翻一番", GDP, None, None, "亿元"),
        ("新增20", GDP, 50.0, 70, "亿元"),
        ("90-110", GDP, None, 100, "亿元"),
        ("年均增长8%", GDP, 50.0, 8, "%"),
        ("增长15%以上", GDP, 50.0, 15, "%"),
        ("〔2.5〕", JOBS, None, 2.5, "万人"),
        ("年均新增0.5", JOBS, None, 2.5, "万人"),
        ("7以上", GROWTH, None, 7, "%"),
        ("保持全省前三", GDP, None, 3, ""),
        ("保持稳定", GDP, None, None, "亿元"),
        ("高于全省平均", GDP, None, None, "亿元"),
        ("完成省下达任务", GDP, None, None, "亿元"),
        ("—", GDP, None, None, "亿元"),
    ],
)
def test_what_the_words_come_to(text, indicator, base, figure, unit):
    assert derived_figure(text, indicator, base, 2015, 2020) == Derived(figure, unit)


def test_words_that_are_no_target_are_a_problem():
    assert isinstance(derived_figure("很多很多", GDP, None, 0, 2020), Problem)
    assert derived_over("很多很多", GDP, 1.0, 2.0) is None
    # counted by the year without a base year
    assert derived_figure("年均新增0.5", JOBS, None, 0, 2020) == Derived(None, "万人")


@pytest.mark.parametrize(
    ("text", "indicator", "figure", "reached", "over"),
    [
        ("7000以上", GDP, 7000.0, 7100.0, 100),
        ("7000以上", GDP, 7000.0, 6900.0, -100),
        ("不超过30", GDP, 30.0, 28.0, 2),
        ("30", ENERGY, 30.0, 28.0, 2),
        ("30以上", ENERGY, 30.0, 28.0, -2),
        ("保持全省前三", GDP, 3.0, 2.0, 1),
        ("12", GDP, 12.0, 12.3, 0.3),
        ("90-110", GDP, 100.0, 98.0, None),
        ("7000以上", GDP, None, 1.0, None),
        ("7000以上", GDP, 1.0, None, None),
        ("7000以上", GDP, -1.7e308, 1.7e308, None),
    ],
)
def test_by_how_much_it_was_met(text, indicator, figure, reached, over):
    assert derived_over(text, indicator, figure, reached) == over
