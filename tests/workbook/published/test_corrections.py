"""Corrections: what each changes, that they add up, and that they are kept as JSON."""

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.published.assembly import assembled
from npfdesk.workbook.published.corrections import (
    NO_CORRECTIONS,
    Corrections,
    Fix,
    from_json,
    listed,
    to_json,
    without,
)
from npfdesk.workbook.published.ledger import ledger_of
from npfdesk.workbook.published.recogniser import recognise
from npfdesk.workbook.published.recognition import Role
from tests.workbook.published.grids import corrected, grid, plan_of

CITY = [
    ["甲市“十四五”规划主要指标"],
    ["指标", "2020年", "2025年目标", "增加"],
    ["产值（亿元）", 10, 20, 30],
    ["", "", 25, ""],
    ["企业数（家）", 5, 9, 4],
]
COUNTIES = [
    ["地区", "2020年产值（亿元）", "2025年产值（亿元）", "2020年企业（家）", "2025年企业（家）"],
    ["甲市", 10, 20, 5, 9],
    ["乙县", 4, 8, 2, 5],
]


@pytest.fixture
def recognition():
    return recognise(grid(CITY, COUNTIES))


def targets(recognition):
    plan, _ = plan_of(recognition)
    return {(key.series.region, key.series.indicator, key.year): one for key, one in plan.targets.items()}


def test_a_match_refused_keeps_two_and_confirmed_is_told(recognition):
    (match,) = recognition.matches
    assert (match.key, match.confirmed, match.holds) == ("indicator:企业=企业数", None, True)
    assert ("乙县", "企业数", 2025) in targets(recognition)
    refused = corrected(recognition, Corrections(matches={match.key: False}))
    assert ("乙县", "企业", 2025) in targets(refused)
    assert refused.matches[0].confirmed is False
    again = corrected(refused, Corrections(matches={match.key: True}))
    assert again.matches[0].confirmed is True
    assert ("乙县", "企业数", 2025) in targets(again)


def test_a_cell_is_renamed_and_gets_its_unit(recognition):
    changed = corrected(recognition, Corrections(cells={("表1", "A5"): Fix(name="规上企业数", unit="户")}))
    (one,) = [one for one in changed.indicators if one.name == "规上企业数"]
    assert one.unit == "户"


def test_a_cell_of_a_row_is_left_out(recognition):
    changed = corrected(recognition, Corrections(cells={("表1", "C3"): Fix(role="ignored")}))
    assert targets(changed)["甲市", "产值", 2025].cell == "C2"  # now the county table's word


def test_a_row_is_passed_over_and_a_cell_made_a_stretch_target(recognition):
    assert [one.cell for one in recognition.problems if one.code == "nameless_row"] == ["C4"]
    changed = corrected(recognition, Corrections(cells={("表1", "C4"): Fix(role="stretch")}))
    assert targets(changed)["甲市", "产值", 2025].stretch == 25
    passed = corrected(changed, Corrections(rows=frozenset({("表2", 3)})))
    assert {one.code for one in passed.skipped} >= {"row_passed"}
    assert not any(key[0] == "乙县" for key in targets(passed))
    assert targets(passed)["甲市", "产值", 2025].stretch == 25


@pytest.mark.parametrize("by", [{"columns": {("表1", "D"): None}}, {"cells": {("表1", "D2"): None}}])
def test_a_column_gets_another_role_and_year(recognition, by):
    fix = Fix(role="target", year=2030)
    changed = corrected(
        recognition, Corrections(**{name: dict.fromkeys(places, fix) for name, places in by.items()})
    )
    assert targets(changed)["甲市", "产值", 2030].parsed.figure == 30
    assert changed.cells["表1", "D3"].role is Role.TARGET


def test_city_years_and_title_stand_over_what_was_recognised():
    found = recognise(grid([["指标", "现状", "目标"], ["产值（亿元）", 1, 2]]))
    plan, problems = plan_of(found)
    assert [one.code for one in problems] == ["published_no_year", "published_no_year"]
    told = corrected(found, Corrections(city="乙市", base_year=2022, target_year=2027, title="乙市规划"))
    plan, problems = plan_of(told)
    assert problems == ()
    assert (plan.city, plan.base_year, plan.target_year, plan.title) == ("乙市", 2022, 2027, "乙市规划")


def test_a_header_that_was_not_found_is_shown():
    rows = [["序", "要做的事", "原来", "以后"], [1, "产值（亿元）", 10, 20]]
    found = recognise(grid(rows))
    assert not found.states_targets
    assert {one.code for one in found.problems} == {"no_period"}
    fixes = {
        ("表1", "B1"): Fix(role="indicator"),
        ("表1", "C1"): Fix(role="base", year=2020),
        ("表1", "D1"): Fix(role="target", year=2025),
    }
    told = corrected(found, Corrections(cells=fixes, headers=frozenset({("表1", 1, 1)})))
    assert targets(told)["全市", "产值", 2025].base_printed == 10


def test_a_year_or_months_given_to_a_column_hold_for_its_figures():
    rows = [["地区", "产值（亿元）", "本期（亿元）"], ["甲市", 10, 20], ["乙县", 4, 8]]
    fixes = {
        ("表1", "B1"): Fix(role="observed", year=2025),
        ("表1", "C1"): Fix(role="observed", name="产值", unit="亿元", period="2026年1-3月"),
    }
    found = recognise(grid(rows), Corrections(cells=fixes))
    periods = {one.cell: one.period.key for stated in found.statements for one in stated.figures}
    assert (periods["B2"], periods["C3"]) == ("2025", "2026Q1")


def test_part_of_a_column_holds_for_the_table_whose_cells_it_covers():
    rows = [*COUNTIES, [], ["续"], ["地区", "人口（万人）", "面积（亩）"], ["甲市", 7, 1], ["乙县", 3, 2]]
    found = recognise(grid(rows), Corrections(columns={("表1", "B2:B3"): Fix(role="ignored")}))
    assert found.cells["表1", "B2"].role is Role.IGNORED
    assert found.cells["表1", "B7"].role is not Role.IGNORED
    part = recognise(grid(COUNTIES), Corrections(columns={("表1", "C3:C3"): Fix(role="stretch")}))
    roles = {one.cell: one.role for stated in part.statements for one in stated.figures}
    assert (roles["C2"], roles["C3"]) == (Role.TARGET, Role.STRETCH)


def test_a_block_is_a_table_where_none_was_found():
    rows = [["会议纪要"], ["随便"], ["说明", "甲", "乙"], ["产值（亿元）", 10, 20], ["人口（万人）", 1, 2]]
    fixes = {
        ("表1", "A3"): Fix(role="indicator"),
        ("表1", "B3"): Fix(role="base", year=2020),
        ("表1", "C3"): Fix(role="target", year=2025),
    }
    told = recognise(grid(rows), Corrections(cells=fixes, tables=frozenset({("表1", 3, 1, 5, 3)})))
    assert [(one.block, one.header) for one in told.tables] == [((3, 1, 5, 3), (3, 3))]
    assert {key[1] for key in targets(told)} == {"产值", "人口"}


def test_the_head_rows_of_a_marked_table_can_be_said():
    rows = [["名", "一", "二"], ["称", 2020, 2025], ["产值（亿元）", 10, 20]]
    area = frozenset({("表1", 1, 1, 3, 3)})
    told = recognise(grid(rows), Corrections(tables=area, headers=frozenset({("表1", 1, 2)})))
    assert told.tables[0].header == (1, 2)


def test_what_lies_beside_a_marked_table_is_a_table_of_its_own():
    rows = [
        ["指标", "2020年", "2025年目标", "x", "地区", "2020年产值（亿元）", "2025年产值（亿元）"],
        ["产值（亿元）", 10, 20, "y", "乙县", 4, 8],
    ]
    told = recognise(
        grid(rows),
        Corrections(tables=frozenset({("表1", 1, 1, 2, 3)}), areas=frozenset({("表1", 1, 4, 2, 4)})),
    )
    assert {one.block for one in told.tables} == {(1, 1, 2, 3), (1, 5, 2, 7)}


def test_a_head_row_of_names_says_what_the_figures_are_of():
    rows = [["指标", "乐土", "福田"], ["产值（亿元）", 10, 20], ["人口（万人）", 1, 2]]
    told = recognise(
        grid(rows),
        Corrections(row_roles={("表1", 1): "region"}, lines={("表1", "1"): Fix(year=2025)}, city="甲市"),
    )
    assert {(one.region, one.indicator) for one in told.statements if one.region} >= {
        ("乐土", "产值"),
        ("福田", "人口"),
    }


def test_a_row_names_the_region_of_the_rows_below():
    rows = [
        ["指标", "2020年", "2025年目标"],
        ["东片", "", ""],
        ["产值（亿元）", 10, 20],
        ["西片", "", ""],
        ["产值（亿元）", 4, 8],
    ]
    told = recognise(
        grid(rows), Corrections(row_roles={("表1", 2): "region", ("表1", 4): "region"}, city="甲市")
    )
    assert {(one.region, one.figures[1].text) for one in told.statements} == {("东片", "20"), ("西片", "8")}


def test_the_figures_of_a_row_get_a_role_and_a_year():
    rows = [["年份", "产值（亿元）", "人口（万人）"], ["去年", 10, 3], ["将来", 20, 4]]
    lines = {("表1", "2"): Fix(role="base", year=2020), ("表1", "3"): Fix(role="target", year=2025)}
    fixes = {("表1", "A1"): Fix(role="period")}
    told = recognise(grid(rows), Corrections(cells=fixes, lines=lines))
    assert targets(told)["全市", "产值", 2025].parsed.figure == 20
    figures = {one.cell: (one.role, one.year) for stated in told.statements for one in stated.figures}
    assert figures["B2"] == (Role.BASE, 2020)
    assert counts(told).told == 0


def test_a_nameless_row_gets_its_name():
    rows = [*COUNTIES, ["", 11, 22, 33, 14]]
    found = recognise(grid(rows))
    assert "nameless_row" in {one.code for one in found.problems}
    told = corrected(found, Corrections(cells={("表1", "A4"): Fix(name="丙县")}))
    assert ("丙县", "产值", 2025) in targets(told)


def test_a_row_taken_for_a_sum_is_a_region_after_all():
    rows = [*COUNTIES, ["东部板块", 4, 8, 2, 5]]
    found = recognise(grid(rows))
    told = corrected(found, Corrections(row_roles={("表1", 4): "region"}))
    assert ("东部板块", "产值", 2025) in targets(told)


def test_a_unit_is_given_to_a_row_and_to_a_column():
    rows = [["地区", "2020年产值", "2025年产值"], ["甲市", 10, 20]]
    told = recognise(
        grid(rows), Corrections(columns={("表1", "B"): Fix(unit="亿元"), ("表1", "C"): Fix(unit="亿元")})
    )
    assert {one.unit for one in told.statements} == {"亿元"}
    rows = [["指标", "2020年", "2025年目标"], ["产值", 10, 20]]
    told = recognise(grid(rows), Corrections(lines={("表1", "2"): Fix(unit="亿元")}))
    assert [one.unit for one in told.statements] == ["亿元"]


@pytest.mark.parametrize(
    "said",
    [
        Corrections(rows=frozenset({("表1", 5)})),
        Corrections(row_roles={("表1", 5): "note"}),
        Corrections(areas=frozenset({("表1", 5, 1, 5, 3)})),
        Corrections(cells={("表1", "B5"): Fix(role="note"), ("表1", "C5"): Fix(role="ignored")}),
        Corrections(sheets={"表1": False}),
    ],
)
def test_a_figure_that_is_told_is_explained_once_somebody_leaves_it_out(said):
    rows = [["指标", "2020年", "2025年目标"], ["产值（亿元）", 10, 20], [], [], ["", 7, 8]]
    found = recognise(grid(rows))
    assert counts(found).told == 2
    assert counts(corrected(found, said)).told == 0


def counts(recognition):
    return ledger_of(recognition, assembled(recognition))[0].counts


def test_a_hidden_sheet_is_read_where_somebody_says_so():
    hidden = Grid((replace(grid(COUNTIES).sheets[0], hidden=True),))
    assert not recognise(hidden).found
    assert recognise(hidden, Corrections(sheets={"表1": True})).states_targets


def test_later_words_take_the_place_of_earlier_ones():
    first = Corrections(cells={("表1", "C5"): Fix(role="ignored", name="甲")}, rows=frozenset({("表1", 3)}))
    later = first | Corrections(columns={("表1", "C"): Fix(role="target")}, row_roles={("表1", 3): "value"})
    assert later.cells == {("表1", "C5"): Fix(name="甲")}
    assert later.rows == frozenset()
    again = later | Corrections(columns={("表1", "C"): Fix(unit="亿元")})
    assert again.columns == {("表1", "C"): Fix(role="target", unit="亿元")}
    table = Corrections(areas=frozenset({("表1", 1, 1, 9, 9)})) | Corrections(
        tables=frozenset({("表1", 2, 2, 8, 8)})
    )
    assert table.areas == frozenset()


def test_each_correction_is_listed_and_can_be_taken_back():
    said = Corrections(
        cells={("表1", "C5"): Fix(role="ignored")},
        rows=frozenset({("表1", 3)}),
        sheets={"表1": True},
        city="甲市",
    )
    assert listed(said) == (
        ("cells", ("表1", "C5")), ("rows", ("表1", 3)), ("sheets", "表1"), ("city", None),
    )  # fmt: skip
    left = said
    for one in listed(said):
        left = without(left, one)
    assert left == NO_CORRECTIONS


def test_corrections_kept_by_an_earlier_version_are_read():
    kept = (
        '{"version": 1, "cells": [{"sheet": "表1", "place": "C5", "role": "target", "name": "", "unit": null, "year": 2025}],'
        ' "columns": [], "rows": [["表1", 3]], "headers": [], "matches": {}, "title": "", "city": "", "base_year": 0,'
        ' "target_year": 0}'
    )
    said = from_json(kept)
    assert said == Corrections(
        cells={("表1", "C5"): Fix(role="target", year=2025)}, rows=frozenset({("表1", 3)})
    )


NAMES = st.text(string.ascii_letters + "甲乙丙", max_size=4)
PLACES = st.tuples(NAMES, st.sampled_from(["A1", "B7", "ZZ90", "C", "B2:B9", "7", "", "?"]))
FIXES = st.dictionaries(
    PLACES,
    st.builds(
        Fix, st.sampled_from(["", *Role]).map(str), NAMES, st.none() | NAMES, st.integers(0, 2100), NAMES
    ),
    max_size=3,
)


@given(
    st.builds(
        Corrections,
        FIXES,
        FIXES,
        st.frozensets(st.tuples(NAMES, st.integers(1, 99)), max_size=3),
        st.dictionaries(
            st.tuples(NAMES, st.integers(1, 99)), st.sampled_from(list(map(str, Role))), max_size=2
        ),
        st.frozensets(st.tuples(NAMES, st.integers(1, 9), st.integers(1, 9)), max_size=2),
        st.frozensets(st.tuples(NAMES, *[st.integers(1, 9)] * 4), max_size=2),
        st.dictionaries(NAMES, st.booleans(), max_size=2),
        st.dictionaries(NAMES, st.booleans(), max_size=3),
        NAMES,
        NAMES,
        st.integers(0, 2100),
        st.integers(0, 2100),
        FIXES,
        st.frozensets(st.tuples(NAMES, *[st.integers(1, 9)] * 4), max_size=2),
    )
)
def test_corrections_are_kept_as_json(corrections):
    kept = to_json(corrections)
    assert from_json(kept) == corrections
    assert to_json(from_json(kept)) == kept


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version": 2}', "null", '{"version": 1, "cells": 3}'])
def test_what_is_no_correction_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - any wording
        from_json(text)


ROWS = st.tuples(st.just("表1"), st.integers(1, 6))
AREAS = st.tuples(st.just("表1"), *[st.integers(1, 6)] * 4)


@given(
    FIXES,
    st.frozensets(ROWS, max_size=2),
    st.dictionaries(ROWS, st.sampled_from(list(map(str, Role))), max_size=2),
    st.frozensets(AREAS, max_size=2),
    st.frozensets(AREAS, max_size=2),
    st.frozensets(st.tuples(st.just("表1"), st.integers(1, 6), st.integers(1, 6)), max_size=2),
)
def test_no_correction_breaks_the_reading(fixes, rows, row_roles, areas, tables, headers):
    placed = {("表1", place): fix for (_, place), fix in fixes.items()}
    letters = {("表1", letter): fix for letter, fix in zip(("B", "C2:C4", "D"), fixes.values(), strict=False)}
    lines = {("表1", str(row)): fix for row, fix in zip((1, 3, 5), fixes.values(), strict=False)}
    said = Corrections(placed, letters, rows, row_roles, headers, areas, lines=lines, tables=tables)
    found = recognise(grid(CITY, COUNTIES), said)
    made = assembled(found)
    ledger, _ = ledger_of(found, made)
    counted = ledger.counts
    assert counted.figures == counted.taken + counted.explained + counted.told
