"""The table for spreadsheets: readable by Excel as UTF-8, and nothing in it runs."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.spreadsheet_text import without_formula
from npfdesk.report.projection_table import (
    COLUMNS,
    ORIGIN_COLUMNS,
    STATE_COLUMN,
    WORD_COLUMNS,
    as_csv,
    csv_report,
    projection_table,
)
from tests.plans import Indicator, Region, plan, scenario, target
from tests.report.materials import material


def rows_of(content):
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_columns_of_project_and_where_each_figure_comes_from(sample_plan):
    rows = rows_of(csv_report(material(sample_plan)))
    assert len(rows) == 3 * 68 * 17
    assert tuple(rows[0]) == (*COLUMNS, *WORD_COLUMNS, *ORIGIN_COLUMNS, STATE_COLUMN)
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


def by_hand(table, line_end):
    """The same table by Python's own writer of CSV, cell by cell: what files were before pandas wrote them."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator=line_end)
    writer.writerow(table.columns)
    for row in table.itertuples(index=False):
        writer.writerow([without_formula(None if pd.isna(cell) else cell) for cell in row])
    return stream.getvalue()


def test_every_figure_is_written_to_its_last_bit(sample_plan):
    made = material(sample_plan)
    table = projection_table(made.results, made.scenarios, made.rule)
    assert as_csv(table, "\r\n") == by_hand(table, "\r\n")


@given(
    st.lists(
        st.tuples(st.text(max_size=8), st.floats(allow_infinity=False), st.integers(1900, 2100)),
        min_size=1,
        max_size=20,
    )
)
def test_whatever_stands_in_a_table_is_written_as_pythons_own_writer_does(rows):
    table = pd.DataFrame(rows, columns=["text", "figure", "year"]).astype({"text": object})
    assert as_csv(table, "\n") == by_hand(table, "\n")


def test_a_year_is_judged_against_the_next_target_or_the_last_one_and_from_its_base_on():
    # synthetic: two targets, of 2022 and 2024, both from 2021
    made = plan(
        {("市", "", "x"): {2020: 90.0, 2021: 100.0}},
        targets=[
            target(("市", "", "x"), "110", year=2022, base_year=2021),
            target(("市", "", "x"), "130", year=2024, base_year=2021),
        ],
        scenarios=[scenario("甲"), scenario("乙")],
    )
    told = material(made)
    table = projection_table(told.results, told.scenarios, told.rule)
    one = table[table["scenario"] == "甲"].set_index("year")["target"]
    assert one.dropna().to_dict() == {
        2021: 110.0, 2022: 110.0, 2023: 130.0, 2024: 130.0, **{year: 130.0 for year in one.index if year > 2024},
    }  # fmt: skip
    assert set(table["scenario"]) == {"甲", "乙"}
    assert table.attrs["rule"] == "pace"
