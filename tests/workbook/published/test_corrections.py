"""Corrections: what each changes, that they add up, and that they are kept as JSON."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.workbook.published.assembly import plan_of
from npfdesk.workbook.published.corrections import Corrections, Fix, from_json, to_json
from npfdesk.workbook.published.recogniser import apply, recognise
from npfdesk.workbook.published.recognition import Role
from tests.workbook.published.grids import grid

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
    refused = apply(recognition, Corrections(matches={match.key: False}))
    assert ("乙县", "企业", 2025) in targets(refused)
    assert refused.matches[0].confirmed is False
    again = apply(refused, Corrections(matches={match.key: True}))
    assert again.matches[0].confirmed is True
    assert ("乙县", "企业数", 2025) in targets(again)


def test_a_cell_is_renamed_and_gets_its_unit(recognition):
    changed = apply(recognition, Corrections(cells={("表1", "A5"): Fix(name="规上企业数", unit="户")}))
    (one,) = [one for one in changed.indicators if one.name == "规上企业数"]
    assert one.unit == "户"


def test_a_cell_of_a_row_is_left_out(recognition):
    changed = apply(recognition, Corrections(cells={("表1", "C3"): Fix(role="ignored")}))
    assert targets(changed)["甲市", "产值", 2025].cell == "C2"  # now the county table's word


def test_a_row_is_passed_over_and_a_cell_made_a_stretch_target(recognition):
    assert [one.cell for one in recognition.problems if one.code == "nameless_row"] == ["C4"]
    changed = apply(recognition, Corrections(cells={("表1", "C4"): Fix(role="stretch")}))
    assert targets(changed)["甲市", "产值", 2025].stretch == 25
    passed = apply(changed, Corrections(rows=frozenset({("表2", 3)})))
    assert {one.code for one in passed.skipped} >= {"row_passed"}
    assert not any(key[0] == "乙县" for key in targets(passed))
    assert targets(passed)["甲市", "产值", 2025].stretch == 25


@pytest.mark.parametrize("by", [{"columns": {("表1", "D"): None}}, {"cells": {("表1", "D2"): None}}])
def test_a_column_gets_another_role_and_year(recognition, by):
    fix = Fix(role="target", year=2030)
    changed = apply(
        recognition, Corrections(**{name: dict.fromkeys(places, fix) for name, places in by.items()})
    )
    assert targets(changed)["甲市", "产值", 2030].parsed.figure == 30
    assert changed.cells["表1", "D3"].role is Role.TARGET


def test_city_years_and_title_stand_over_what_was_recognised():
    found = recognise(grid([["指标", "现状", "目标"], ["产值（亿元）", 1, 2]]))
    plan, problems = plan_of(found)
    assert [one.code for one in problems] == ["published_no_year", "published_no_year"]
    told = apply(found, Corrections(city="乙市", base_year=2022, target_year=2027, title="乙市规划"))
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
    told = apply(found, Corrections(cells=fixes, headers=frozenset({("表1", 1, 1)})))
    assert targets(told)["全市", "产值", 2025].base_printed == 10


NAMES = st.text(string.ascii_letters + "甲乙丙", max_size=4)
PLACES = st.tuples(NAMES, st.sampled_from(["A1", "B7", "ZZ90"]))
FIXES = st.dictionaries(
    PLACES,
    st.builds(Fix, st.sampled_from(["", *Role]).map(str), NAMES, st.none() | NAMES, st.integers(0, 2100)),
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


@given(FIXES, st.frozensets(st.tuples(st.just("表1"), st.integers(1, 6)), max_size=2))
def test_no_correction_breaks_the_reading(fixes, rows):
    placed = {("表1", place): fix for (_, place), fix in fixes.items()}
    letters = {("表1", letter): fix for letter, fix in zip("BCD", fixes.values(), strict=False)}
    found = recognise(grid(CITY, COUNTIES), Corrections(cells=placed, columns=letters, rows=rows))
    plan_of(found)
