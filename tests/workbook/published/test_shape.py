"""The shape of a workbook: the same for bulletins of different months; corrections carried from one to the next."""

from dataclasses import replace

import pytest

from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.published.corrections import NO_CORRECTIONS, Corrections, Fix
from npfdesk.workbook.published.recogniser import recognise
from npfdesk.workbook.published.shape import (
    carried,
    remembered,
    roles_from_json,
    roles_json,
    shape_of,
)
from tests.workbook.published.grids import sheet


def bulletin(month, *, first=("甲市", 10, 3), more=(), name="主要指标"):
    rows = [
        [f"2026年{month}月主要指标"],
        ["地区", f"1-{month}月产值", "比上年增长（%）"],
        list(first),
        ["乙县", 4.5, 2.5],
        *more,
        ["资料来源", 11, 12],
    ]
    return Grid((sheet(rows, name=f"{name}{month}月"),))


SAID = Corrections(
    cells={
        ("主要指标8月", "C2"): Fix(role="ignored"),
        ("主要指标8月", "B2"): Fix(role="observed", period="2026年1-8月"),
    },
    columns={("主要指标8月", "B3:B4"): Fix(unit="亿元"), ("主要指标8月", "A"): Fix(role="region")},
    rows=frozenset({("主要指标8月", 5)}),
    areas=frozenset({("主要指标8月", 5, 2, 5, 3)}),
    sheets={"主要指标8月": True},
    title="2026年8月月报",
    city="甲市",
)


def test_bulletins_of_other_months_have_the_same_shape_and_other_tables_another():
    assert shape_of(bulletin(8)) == shape_of(bulletin(9, first=("丙县", 7, 8), more=[["丁县", 1.5, 2.5]]))
    assert shape_of(bulletin(8)) != shape_of(bulletin(8, name="工业"))
    other = [["2026年8月主要指标"], ["地区", "人口"], ["甲市", 10.5]]
    assert shape_of(bulletin(8)) != shape_of(Grid((sheet(other, name="主要指标8月"),)))


@pytest.mark.parametrize(
    ("one", "other"),
    [("2026年1-8月", "2026年1—9月"), ("上半年", "前三季度"), ("八月", "九月"), ("2025年", "2026年")],
)
def test_heads_differ_only_by_their_period(one, other):
    shapes = {
        shape_of(Grid((sheet([["地区", f"{period}产值"], ["甲市", 10.5]]),))) for period in (one, other)
    }
    assert len(shapes) == 1


def test_a_workbook_without_words_has_no_shape():
    assert shape_of(Grid()) == ""
    assert shape_of(Grid((sheet([[1.5, 2.5]]),))) == ""


def test_roles_hold_in_the_next_bulletin_where_the_words_stand_there():
    roles = remembered("8月.xlsx", bulletin(8), SAID)
    after = carried(roles, bulletin(9, more=[["丁县", 1.5, 2.5]]))
    name = "主要指标9月"
    assert after.cells == {(name, "C2"): Fix(role="ignored"), (name, "B2"): Fix(role="observed")}
    assert after.columns == {(name, "B3:B4"): Fix(unit="亿元"), (name, "A"): Fix(role="region")}
    # a county more: the last row has moved
    assert after.rows == {(name, 6)}
    assert after.areas == {(name, 6, 2, 6, 3)}
    assert (after.sheets, after.city, after.title) == ({name: True}, "甲市", "")


def test_what_has_no_counterpart_is_left_out():
    roles = remembered("8月.xlsx", bulletin(8), Corrections(rows=frozenset({("主要指标8月", 4)})))
    without = Grid(
        (sheet([["2026年9月主要指标"], ["地区", "1-9月产值"], ["丙县", 1.5]], name="主要指标9月"),)
    )
    assert carried(roles, without) == NO_CORRECTIONS
    assert carried(replace(roles, sheets=()), bulletin(9)) == NO_CORRECTIONS


def test_the_year_of_a_target_is_carried_and_that_of_an_actual_figure_is_not():
    fixes = {
        ("主要指标8月", "B2"): Fix(role="target", year=2030),
        ("主要指标8月", "C2"): Fix(role="observed", year=2025),
    }
    after = carried(remembered("8月.xlsx", bulletin(8), Corrections(cells=fixes)), bulletin(9))
    assert after.cells == {
        ("主要指标9月", "B2"): Fix(role="target", year=2030),
        ("主要指标9月", "C2"): Fix(role="observed"),
    }
    assert recognise(bulletin(9), after).cells["主要指标9月", "B3"].role == "target"


def test_remembered_roles_are_kept_as_json():
    roles = remembered("8月.xlsx", bulletin(8), SAID)
    assert roles_from_json(roles_json(roles)) == roles
    for said in (None, {}, {"file": "", "corrections": "", "sheets": [], "rows": []}, 3):
        with pytest.raises(ValueError):  # noqa: PT011 - any wording
            roles_from_json(said)
