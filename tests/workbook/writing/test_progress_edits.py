"""Amended months go into the workbook's own cells, or into new ones, and read back as what they are."""

import datetime
import hashlib

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_observations, set_progress
from npfdesk.plan.periods import Period
from npfdesk.plan.records import saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.series import ProgressKey, SeriesKey
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.writing.amendments import amendments
from npfdesk.workbook.writing.patch import save_into_workbook
from tests.workbook.books import codes, write
from tests.workbook.writing.test_patch import AUTHOR

CITY, COUNTY = SeriesKey("市", "", "output"), SeriesKey("县", "", "output")


def key(first, last, growth=False, series=CITY, year=2026):
    return ProgressKey(series, Period(year, first, last), growth)


def saved(path, values, language="zh", years=None):
    """The workbook with these amendments written, and the plan that it reads back as; both must agree."""
    plan = read_workbook(path).plan
    document = set_progress(new_document(plan), values).apply(new_document(plan))
    if years:
        document = set_observations(document, years).apply(document)
    found = amendments(path, document, language)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    told = save_into_workbook(path, found.edits, AUTHOR, language, added=found.added, opened_as=digest)
    assert told is None
    assert not found.left_out
    again = read_workbook(path)
    assert dict(again.plan.progress) == dict(document.plan.progress)
    assert restore(again.plan, saved_work(document)).document.work.progress == {}
    return found, again


def cells(path, sheet="进度"):
    return [list(row) for row in openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)]


def test_figures_go_to_their_cells_and_new_months_to_the_right(tmp_path):
    rows = [
        ["地区", "指标", "口径", "2026-02", "2026-03"],
        ["市", "产值", None, 15, 24],
        ["市", "产值", "同比", 6, 6.5],
    ]
    path = write(tmp_path / "a.xlsx", 进度=rows)
    values = {
        key(1, 2): None, key(1, 3): 25.0, key(1, 4): 33.0, key(1, 4, True): 7.0,
        key(3, 3): 9.5, key(1, 2, series=COUNTY): 4.0,
    }  # fmt: skip
    found, again = saved(path, values)
    assert codes(again) == []
    assert cells(path) == [
        ["地区", "指标", "口径", "2026-02", "2026-03", "2026-04"],
        ["市", "产值", None, None, 25, 33],
        ["市", "产值", "同比", 6, 6.5, 7],
        ["市", "产值", "当期", None, 9.5, None],
        ["县", "产值", "累计", 4, None, None],
    ]
    labels = {edit.cell: edit.label for edit in found.edits}
    assert labels["E2"] == "市 产值 2026年1-3月"
    assert labels["F3"] == "市 产值 2026年1-4月 同比"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_sheet_is_made_where_there_is_none(tmp_path, language):
    path = write(tmp_path / "a.xlsx")
    found, again = saved(path, {key(1, 3): 24.0, key(4, 6): 26.0, key(1, 3, True): 6.5}, language)
    assert found.added[-1].name == ("进度" if language == "zh" else "Progress")
    heads = ("2026年1-3月", "2026年4-6月") if language == "zh" else ("2026Q1", "2026Q2")
    assert found.added[-1].heads[-2:] == heads
    assert codes(again) == []


def test_two_rows_of_heads_and_dates_keep_their_way(tmp_path):
    path = tmp_path / "a.xlsx"
    write(
        path,
        进度=[
            ["地区", "指标", datetime.date(2026, 3, 31), datetime.date(2026, 3, 31)],
            [None, None, "累计", "同比"],
            ["市", "产值", 24, 6],
        ],
    )
    values = {key(1, 3): 25.0, key(1, 4): 33.0, key(1, 4, True): 7.0, key(4, 4): 8.0}
    _, again = saved(path, values)
    assert codes(again) == []
    assert len(cells(path)) == 3 or cells(path)[3][:2] == ["市", "产值"]


def test_a_figure_that_stands_twice_is_changed_twice(tmp_path):
    path = write(
        tmp_path / "a.xlsx",
        数据=[["地区", "指标", 2025, "2026年1-3月"], ["市", "产值", 90, 24]],
        进度=[["地区", "指标", "2026-03", "2025-12"], ["市", "产值", 24, 90]],
    )
    found, again = saved(path, {key(1, 3): 25.0}, years={(CITY, 2025): 91.0})
    assert codes(again) == []
    assert {(edit.sheet, edit.cell, edit.value) for edit in found.edits} == {
        ("数据", "D2", 25.0), ("进度", "C2", 25.0), ("数据", "C2", 91.0), ("进度", "D2", 91.0),
    }  # fmt: skip


def test_a_year_that_only_progress_states_is_changed_there(tmp_path):
    path = write(tmp_path / "a.xlsx", 进度=[["地区", "指标", 2025], ["市", "产值", 90]])
    found, again = saved(path, {}, years={(CITY, 2025): 91.0})
    assert [(edit.sheet, edit.cell, edit.value) for edit in found.edits] == [("进度", "C2", 91.0)]
    assert again.plan.observed[again.plan.row[CITY], again.plan.column(2025)] == 91


@given(
    st.dictionaries(
        st.tuples(
            st.integers(1, 12), st.integers(1, 12), st.booleans(), st.sampled_from([CITY, COUNTY])
        ).filter(lambda one: one[0] <= one[1] and ((one[0], one[1]) != (1, 12) or one[2])),
        st.integers(-1000, 1000).map(float) | st.none(),
        min_size=1,
        max_size=8,
    ),
    st.sampled_from(["none", "months", "totals", "heads"]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_amended_reads_back(tmp_path, values, form):
    sheets = {
        "none": {},
        "months": {"进度": [["地区", "指标", "口径", "2026-03", "2026-05"], ["市", "产值", "当期", 9, 8]]},
        "totals": {"进度": [["地区", "指标", "2026年1-3月", "2026Q2"], ["市", "产值", 24, 50]]},
        "heads": {
            "进度": [
                ["地区", "指标", "2026-03", "2026-04"],
                [None, None, "当期", "同比"],
                ["市", "产值", 9, 5],
            ]
        },
    }[form]
    path = write(tmp_path / "a.xlsx", **sheets)
    saved(
        path, {key(first, last, growth, series): one for (first, last, growth, series), one in values.items()}
    )
