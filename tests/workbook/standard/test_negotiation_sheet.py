"""The sheet 目标协商: read, told by cell, saved in the standard format."""

import datetime

import pytest

from npfdesk.plan.negotiation import Proposal
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.standard.template import write_template
from tests.workbook.books import TARGETS, write
from tests.workbook.standard.negotiation_books import FIRST, HEAD, PROPOSALS, ROWS, SECOND


def book(path, *rows, head=HEAD, **sheets):
    return write(path, 目标协商=[head, *rows] if rows else ROWS, **sheets)


def row(*cells):
    """A row of 县 产值: year, round, side, target, reason, since, source, settled."""
    return ["县", None, "产值", *cells]


def balanced(reading):
    counts = reading.ledger.counts
    return counts.figures == counts.taken + counts.explained + counts.told


def test_positions_are_read(tmp_path):
    reading = read_workbook(book(tmp_path / "a.xlsx"))
    assert reading.problems == ()
    assert dict(reading.plan.proposals) == PROPOSALS
    one = reading.plan.proposals[SECOND]
    assert (one.sheet, one.cell) == ("目标协商", "G4")
    # a position is no target of the plan
    assert reading.plan.targets[SECOND.target].text == "80"


def test_each_figure_is_accounted_for(tmp_path):
    before = read_workbook(write(tmp_path / "b.xlsx")).ledger.counts
    reading = read_workbook(book(tmp_path / "a.xlsx"))
    counts = reading.ledger.counts
    assert balanced(reading)
    # numbers inside a reason and the name of a letter are no figures of the plan
    assert (counts.told, counts.explained - before.explained) == (0, 2)
    assert counts.taken > before.taken


@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_in_the_standard_format_they_read_back(tmp_path, language):
    plan = read_workbook(book(tmp_path / "a.xlsx")).plan
    assert save_standard(plan, tmp_path / "b.xlsx", language) is None
    again = read_workbook(tmp_path / "b.xlsx")
    assert (again.plan.proposals, again.problems) == (plan.proposals, ())


@pytest.mark.parametrize(
    ("cells", "told", "kept"),
    [
        (["村", None, "产值", 2025, 1, "上报", 70], [("unknown_region", "A2")], False),
        (["县", None, "产量", 2025, 1, "上报", 70], [("unknown_indicator", "C2")], False),
        (["县", "农业", "产值", 2025, 1, "上报", 70], [("unknown_industry", "B2")], False),
        (row("后年", 1, "上报", 70), [("not_a_year", "D2")], False),
        (row(2025, None, "上报", 70), [("round_unread", "E2")], False),
        (row(2025, 0, "上报", 70), [("round_unread", "E2")], False),
        (row(2025, 1.5, "上报", 70), [("round_unread", "E2")], False),
        (row(2025, "首轮", "上报", 70), [("round_unread", "E2")], False),
        (row(2025, 1, "平级", 70), [("side_unread", "F2")], False),
        (row(2025, 1, None, 70), [("side_unread", "F2")], False),
        (row(2025, 1, "上报", None), [("proposal_unstated", "G2")], False),
        (row(2025, 1, "上报", "—"), [("proposal_unstated", "G2")], False),
        (row(2025, 1, "上报", "也许吧"), [("not_a_target", "G2")], False),
        (row(2025, 1, "上报", "70家"), [("unit_mismatch", "G2")], False),
        (row(2025, 1, "上报", "70（2024）"), [("proposal_other_year", "G2")], False),
        (row(2025, 1, "上报", "#DIV/0!"), [("error_cell", "G2")], False),
        (row(2025, "x", "y", "也许吧"), [("round_unread", "E2"), ("side_unread", "F2"), ("not_a_target", "G2")], False),
        (row(2025, 1, "上报", 70, None, "不久前"), [("proposal_day_unread", "I2")], True),
        (row(2025, 1, "上报", 70, None, None, None, "也许"), [("settled_unread", "K2")], True),
        (["县", None, "企业数", 2025, 1, "上报", "翻一番"], [("proposal_without_base", "G2")], True),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_cell(tmp_path, cells, told, kept):
    reading = read_workbook(book(tmp_path / "a.xlsx", cells))
    assert [(one.code, one.cell) for one in reading.problems] == told
    assert bool(reading.plan.proposals) is kept
    for problem in reading.problems:
        assert all("{" not in problem.message(language) for language in ("zh", "en"))
    assert balanced(reading)


def test_the_same_position_twice_is_told_and_the_first_stands(tmp_path):
    reading = read_workbook(
        book(
            tmp_path / "a.xlsx",
            row(2025, 1, "上报", 70),
            row(None, "1", "建议", 71),
            row(2025, 2, "上报", 72),
        )
    )
    assert [(one.code, one.cell) for one in reading.problems] == [("duplicate_proposal", "G3")]
    assert [one.figure for one in reading.plan.proposals.values()] == [70, 72]


def test_a_target_is_settled_once_only(tmp_path):
    rows = (row(2025, 1, "上报", 70, None, None, None, "是"), row(2025, 1, "下达", 75, None, None, None, "√"))
    reading = read_workbook(book(tmp_path / "a.xlsx", *rows))
    assert [(one.code, one.cell) for one in reading.problems] == [("settled_twice", "K3")]
    assert [one.settled for one in reading.plan.proposals.values()] == [True, False]


def test_words_that_count_from_the_base_come_to_a_figure(tmp_path):
    rows = (
        row(2025, 1, "上报", "翻一番"),
        row(2025, 2, "上报", "年均增长10%"),
        row(2025, 3, "上报", "新增5000万元"),
    )
    plan = read_workbook(book(tmp_path / "a.xlsx", *rows)).plan
    # 40 in 2020: twice, 40 × 1.1^5, and half a unit of 亿元 more
    assert [one.figure for one in plan.proposals.values()] == [80, pytest.approx(64.4204), 40.5]


def test_the_year_of_the_target_is_the_plans_where_none_is_given(tmp_path):
    reading = read_workbook(book(tmp_path / "a.xlsx", row(None, 1, "上报", 70)))
    assert list(reading.plan.proposals) == [FIRST]


def test_days_come_in_every_form_of_a_vintage(tmp_path):
    rows = (
        row(2025, 1, "上报", 70, None, datetime.date(2026, 3, 21)),
        row(2025, 2, "上报", 70, None, "2026年3月"),
        row(2025, 3, "上报", 70, None, 2026),
    )
    plan = read_workbook(book(tmp_path / "a.xlsx", *rows)).plan
    assert [one.since for one in plan.proposals.values()] == ["2026-03-21", "2026-03-31", "2026-12-31"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_template_shows_a_round(tmp_path, language):
    assert write_template(tmp_path / "a.xlsx", language) is None
    reading = read_workbook(tmp_path / "a.xlsx")
    assert reading.problems == ()
    assert [one.figure for one in reading.plan.proposals.values()] == [250, 260]


def test_a_plan_without_rounds_has_no_such_sheet(tmp_path):
    plan = read_workbook(write(tmp_path / "a.xlsx", 目标=TARGETS)).plan
    assert save_standard(plan, tmp_path / "b.xlsx") is None
    assert not read_workbook(tmp_path / "b.xlsx").plan.proposals


def test_without_its_columns_the_sheet_is_told(tmp_path):
    reading = read_workbook(book(tmp_path / "a.xlsx", ["县", "产值", 70], head=["地区", "指标", "所提目标"]))
    assert [one.code for one in reading.problems] == ["missing_columns"]


def test_a_position_equal_but_for_its_place_is_the_same():
    assert Proposal("70", 70.0, sheet="甲", cell="G2") == Proposal("70", 70.0)
