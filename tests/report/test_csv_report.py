"""The table for spreadsheets: readable by Excel as UTF-8, and nothing in it runs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.report.csv_report import ORIGIN_COLUMNS, csv_report, defused
from npfdesk.report.projection_table import COLUMNS
from tests.plans import Indicator, Region, plan, scenario
from tests.report.materials import material


def rows_of(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_columns_of_project_and_where_each_figure_comes_from(sample_plan):
    rows = rows_of(csv_report(material(sample_plan)))
    assert len(rows) == 3 * 68 * 17
    assert tuple(rows[0]) == (*COLUMNS, *ORIGIN_COLUMNS)
    assert {row["workbook_sha256"] for row in rows} == {"ab" * 32}
    assert {(row["revision"], row["rule"]) for row in rows} == {("修订 手工修订 3", "pace")}
    (one,) = [
        row
        for row in rows
        if (row["scenario"], row["region"], row["industry"], row["code"], row["year"])
        == ("惯性", "金华市", "", "output", "2021")
    ]
    # 4453 grown by 5.5 %
    assert float(one["value"]) == pytest.approx(4453 * 1.055)


def test_only_the_scenarios_asked_for(sample_plan):
    rows = rows_of(csv_report(material(sample_plan, scenarios=("攻坚",))))
    assert {row["scenario"] for row in rows} == {"攻坚"}


def test_no_cell_runs():
    # synthetic
    made = plan(
        {("市", "", "x"): {2020: -1.5}},
        indicators=[Indicator("x", "=1+1", unit="@SUM(A1)")],
        regions=[Region("市", "\t=cmd|' /C calc'!A0")],
        scenarios=[scenario("＝HYPERLINK(“x”)"), scenario("  -2+3"), scenario("+1")],
    )
    for row in rows_of(csv_report(material(made))):
        assert row["indicator"] == "'=1+1"
        assert row["unit"] == "'@SUM(A1)"
        assert row["region"].startswith("'")
        assert row["scenario"].startswith("'")
        assert row["value"] in ("-1.5", "")


@given(st.text(max_size=30))
def test_defused_text_never_begins_a_formula(text):
    told = defused(text)
    assert told in (text, "'" + text)
    if told == text:
        assert not text.lstrip().startswith(("=", "+", "-", "@"))


def test_figures_stay_figures():
    assert (defused(-1.5), defused(None), defused(0)) == (-1.5, "", 0)
