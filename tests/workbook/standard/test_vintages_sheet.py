"""The sheet 历次公布: read, told by cell, dates of every form, saved in the standard format."""

import datetime

import pytest

from npfdesk.plan.vintages import Vintage, VintageKey
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.standard.plan_workbook import save_standard
from npfdesk.workbook.standard.vintages_sheet import read_day
from tests.workbook.books import write
from tests.workbook.standard.cycle_books import OUTPUT, VINTAGE_HEAD, VINTAGE_ROWS, VINTAGES


def book(path, *rows, head=VINTAGE_HEAD, **sheets):
    return write(path, 历次公布=[head, *rows] if rows else VINTAGE_ROWS, **sheets)


def row(*cells):
    """A row of 市 产值: year, value, since, source, note."""
    return ["市", None, "产值", *cells]


def test_vintages_are_read(tmp_path):
    reading = read_workbook(book(tmp_path / "a.xlsx"))
    assert reading.problems == ()
    assert dict(reading.plan.vintages) == VINTAGES
    one = reading.plan.vintages[VintageKey(OUTPUT, 2020, "2021-11-05")]
    assert (one.sheet, one.cell) == ("历次公布", "E3")
    # a vintage is no observed figure of the plan
    assert reading.plan.observed[reading.plan.row[OUTPUT], reading.plan.column(2020)] == 100


def test_each_figure_is_accounted_for(tmp_path):
    before = read_workbook(write(tmp_path / "b.xlsx")).ledger.counts
    counts = read_workbook(book(tmp_path / "a.xlsx")).ledger.counts
    assert (counts.taken - before.taken, counts.told, counts.explained) == (8, 0, before.explained)
    assert counts.figures == counts.taken + counts.explained + counts.told


@pytest.mark.parametrize("language", ["zh", "en"])
def test_saved_in_the_standard_format_they_read_back(tmp_path, language):
    plan = read_workbook(book(tmp_path / "a.xlsx")).plan
    assert save_standard(plan, tmp_path / "b.xlsx", language) is None
    again = read_workbook(tmp_path / "b.xlsx")
    assert (again.plan.vintages, again.problems) == (plan.vintages, ())


@pytest.mark.parametrize(
    ("written", "day"),
    [
        (datetime.date(2026, 3, 21), "2026-03-21"),
        (datetime.datetime(2026, 3, 21, 9, 30), "2026-03-21"),
        ("2026-03-21", "2026-03-21"),
        ("2026-03-21T09:30:00", "2026-03-21"),
        ("2026/3/21", "2026-03-21"),
        ("2026.3.21", "2026-03-21"),
        ("2026年3月21日", "2026-03-21"),
        ("２０２６年３月２１日", "2026-03-21"),
        (20260321, "2026-03-21"),
        ("2026-02", "2026-02-28"),
        ("2024年2月", "2024-02-29"),
        ("2026Q1", "2026-03-31"),
        (2026, "2026-12-31"),
        ("2026年", "2026-12-31"),
        (None, ""),
        ("—", ""),
    ],
)
def test_a_day_in_any_form_becomes_iso(tmp_path, written, day):
    reading = read_workbook(book(tmp_path / "a.xlsx", row(2020, 99, written)))
    assert reading.problems == ()
    assert [key.since for key in reading.plan.vintages] == [day]


@pytest.mark.parametrize("text", ["不久前", "2026-02-30", "46102", "3月21日", "2026年13月"])
def test_what_is_no_day_is_told_and_the_row_left_out(tmp_path, text):
    assert read_day(text) is None
    reading = read_workbook(book(tmp_path / "a.xlsx", row(2020, 99, text)))
    assert [(one.code, one.cell) for one in reading.problems] == [("not_a_day", "F2")]
    assert not reading.plan.vintages
    counts = reading.ledger.counts
    assert counts.figures == counts.taken + counts.explained + counts.told


@pytest.mark.parametrize(
    ("cells", "told", "kept"),
    [
        (["村", None, "产值", 2020, 9, "2021"], [("unknown_region", "A2")], False),
        (["市", None, "产量", 2020, 9, "2021"], [("unknown_indicator", "C2")], False),
        (["市", "农业", "产值", 2020, 9, "2021"], [("unknown_industry", "B2")], False),
        ([None, None, "产值", 2020, 9, "2021"], [("not_named", "A2")], False),
        (row("去年", 9, "2021"), [("not_a_year", "D2")], False),
        (row(None, 9, "2021"), [("vintage_year_unstated", "D2")], False),
        (row(2020, None, "2021"), [("vintage_value_unstated", "E2")], False),
        (row(2020, "大约", "2021"), [("not_a_number", "E2")], False),
        (row(2020, "9家", "2021"), [("unit_mismatch", "E2")], False),
        (row(2020, "#DIV/0!", "2021"), [("error_cell", "E2")], False),
        (
            row("去年", "大约", "昨天"),
            [("not_a_year", "D2"), ("not_a_number", "E2"), ("not_a_day", "F2")],
            False,
        ),
        (row(1999, 9, "2021"), [("vintage_year_outside", "D2")], True),
        (row(datetime.date(2020, 1, 1), 9, "2021"), [("date_in_cell", "D2")], False),
    ],
)
def test_what_is_wrong_is_told_by_cell(tmp_path, cells, told, kept):
    reading = read_workbook(book(tmp_path / "a.xlsx", cells))
    assert [(one.code, one.cell) for one in reading.problems] == told
    assert bool(reading.plan.vintages) is kept
    for problem in reading.problems:
        assert all("{" not in problem.message(language) for language in ("zh", "en"))
    counts = reading.ledger.counts
    assert counts.figures == counts.taken + counts.explained + counts.told


def test_the_same_publication_twice_is_told_and_the_first_stands(tmp_path):
    rows = [row(2020, 99, "2021-02"), row(2020, 98, "2021-02-28"), row(2020, 97, "2021-03")]
    reading = read_workbook(book(tmp_path / "a.xlsx", *rows))
    assert [(one.code, one.cell) for one in reading.problems] == [("duplicate_vintage", "E3")]
    assert [one.figure for one in reading.plan.vintages.values()] == [99, 97]


def test_figures_convert_to_the_unit_of_the_indicator(tmp_path):
    reading = read_workbook(book(tmp_path / "a.xlsx", row(2020, "12000万元", "2021")))
    assert list(reading.plan.vintages.values()) == [Vintage(1.2)]


def test_a_column_of_units_has_to_agree(tmp_path):
    rows = [["市", "产值", "亿元", 2020, 9, "2021"], ["市", "产值", "万元", 2020, 9, "2022"]]
    head = ["地区", "指标", "单位", "年份", "数值", "公布日期"]
    reading = read_workbook(book(tmp_path / "a.xlsx", *rows, head=head))
    assert [(one.code, one.cell) for one in reading.problems] == [("other_unit", "C3")]
    assert len(reading.plan.vintages) == 1


def test_a_sheet_of_a_near_name_is_read_and_told(tmp_path):
    path = write(tmp_path / "a.xlsx", 历次公布表=VINTAGE_ROWS)
    reading = read_workbook(path)
    assert [one.code for one in reading.problems] == ["near_sheet"]
    assert dict(reading.plan.vintages) == VINTAGES


def test_without_its_columns_the_sheet_is_told(tmp_path):
    reading = read_workbook(book(tmp_path / "a.xlsx", ["市", "产值", 9], head=["地区", "指标", "数值"]))
    assert [one.code for one in reading.problems] == ["missing_columns"]
