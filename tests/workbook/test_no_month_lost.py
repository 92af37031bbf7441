"""No figure of a month is lost: under heads made at random each is a figure of the plan or told by its cell."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import range_boundaries

from npfdesk.plan.periods import Period
from npfdesk.plan.series import SeriesKey
from npfdesk.workbook.files.cell_grid import Grid
from npfdesk.workbook.plan_reader import read_plan
from tests.workbook.books import BOOK
from tests.workbook.published.grids import sheet

YEARS = st.sampled_from((2024, 2025, 2026))
MONTHS = st.integers(1, 12)
HEADS = st.one_of(
    st.builds("{:04d}-{:02d}".format, YEARS, MONTHS),
    st.builds("{}年{}月".format, YEARS, MONTHS),
    st.builds("{}年1-{}月".format, YEARS, st.integers(2, 12)),
    st.builds("{}Q{}".format, YEARS, st.integers(1, 4)),
    st.builds("{}年{}季度".format, YEARS, st.sampled_from("一二三四")),
    st.builds("{}年{}".format, YEARS, st.sampled_from(("上半年", "前三季度", "全年", "目标", "预计", "元月"))),
    st.builds("{}年{}月{}".format, YEARS, MONTHS, st.sampled_from(("当月", "累计", "同比%", "当月同比", "排名", "末"))),
    # without a year, or no period at all
    st.builds("{}月".format, MONTHS),
    st.sampled_from(("一季度", "1-3月", "累计", "同比（%）", "13月", "2026-13", "2026年0月", "名次", "说明", "")),
)  # fmt: skip
# a rank follows from the figures beside it, and remarks are remarks: explained, not taken
UNRANKED = HEADS.filter(lambda head: not head.endswith(("排名", "名次", "说明")))
MEASURES = st.sampled_from(("", "累计", "当期", "同比", "当期同比", "总量"))


def reading_of(rows, name, **others):
    sheets = [sheet(rows, name=name), *(sheet(one, name=title) for title, one in others.items())]
    return read_plan(Path("试验.xlsx"), Grid(tuple(sheets)))


def told_at(reading):
    """Which cells the problems name, sheet by sheet: a function of a sheet and a place."""
    areas = [(one.sheet, range_boundaries(one.cell.replace("$", ""))) for one in reading.problems if one.cell]

    def is_told(where, row, column):
        return any(
            where == name and left <= column <= right and top <= row <= bottom
            for name, (left, top, right, bottom) in areas
        )

    return is_told


def assert_none_lost(reading, rows, name, first_row, first_column):
    places = {(one.sheet, one.cell): one.value for one in reading.ledger.observations}
    places |= {
        (one.sheet, one.cell): one.parsed.figure
        for target in reading.plan.targets.values()
        # a target may be said twice: 2024年目标, and 累计 beside it
        for one in (target, *target.beside)
        if one.sheet == name
    }
    is_told = told_at(reading)
    for row, line in enumerate(rows[first_row - 1 :], first_row):
        for column, value in enumerate(line[first_column - 1 :], first_column):
            if value in (None, ""):
                continue
            place = f"{'ABCDEFGHIJ'[column - 1]}{row}"
            taken = places.get((name, place))
            # a row or a column that cannot be used is told by its own head: a series or a period twice, a measure that is none
            told = is_told(name, row, column) or is_told(name, first_row - 1, column)
            told |= any(is_told(name, row, at) for at in range(2, first_column))
            assert taken == value or told, (place, value, reading.problems)
    counts = reading.ledger.counts
    assert counts.figures == counts.taken + counts.explained + counts.told


@settings(max_examples=120)
@given(heads=st.lists(HEADS, min_size=1, max_size=6), measures=st.lists(MEASURES, min_size=1, max_size=3))
def test_in_the_sheet_progress(heads, measures):
    # every figure is another, so that none stands in for one that was lost
    figures = [
        [round(10.25 + 7 * row + 0.5 * column, 2) for column in range(len(heads))]
        for row in range(len(measures))
    ]
    rows = [["地区", "指标", "口径", *heads]]
    rows += [["市", "产值", said, *line] for said, line in zip(measures, figures, strict=True)]
    reading = reading_of(rows, "进度", **BOOK)
    assert_none_lost(reading, rows, "进度", 2, 4)


@settings(max_examples=120)
@given(heads=st.lists(UNRANKED, min_size=1, max_size=5), titled=st.booleans())
def test_in_a_bulletin(heads, titled):
    title = ["金山市2026年1-6月主要指标" if titled else "金山市主要指标"]
    names = ("规上工业增加值（亿元）", "出口总额（亿元）")
    figures = [[round(20.25 + 9 * row + 0.5 * column, 2) for column in range(len(heads))] for row in range(2)]
    rows = [title, ["指标", *heads], *([name, *line] for name, line in zip(names, figures, strict=True))]
    reading = reading_of(rows, "表1")
    if reading.plan is None or reading.status == "refused":
        assert reading.problems
        return
    assert_none_lost(reading, rows, "表1", 3, 2)


OUTPUT = SeriesKey("市", "", "output")
MARCH, TO_MARCH, QUARTER = Period(2026, 3, 3), Period(2026, 1, 3), Period(2026, 1, 3)
HEADED = {
    # the five of the contract
    "2026-03": MARCH,
    "2026年3月": MARCH,
    "2026年1-3月": TO_MARCH,
    "2026Q1": QUARTER,
    "2026年一季度": QUARTER,
    # as they are typed as well
    **dict.fromkeys(
        (
            "2026-3", "2026/03", "2026.03", "202603", "２０２６年３月", "2026年03月", "2026年3月份", "2026年3月末",
            "2026年三月", "2026-03-31", "Mar 2026", "March 2026",
        ),
        MARCH,
    ),
    **dict.fromkeys(("2026年1—3月", "2026年1～3月", "2026年1至3月", "Jan-Mar 2026", "2026年 1-3 月"), TO_MARCH),
    **dict.fromkeys(("2026 Q1", "Q1 2026", "2026年第一季度", "2026年1季度", "2026q1"), QUARTER),
    "2026Q2": Period(2026, 4, 6),
    "2026年二季度": Period(2026, 4, 6),
    "2026年上半年": Period(2026, 1, 6),
    "2026年前三季度": Period(2026, 1, 9),
    "2026年1-2月": Period(2026, 1, 2),
    "2026年12月": Period(2026, 12, 12),
}  # fmt: skip
SAID = {"": (True, False), "累计": (True, False), "当期": (False, False), "同比": (True, True), "当期同比": (False, True)}  # fmt: skip
ENGLISH = {"累计": "to date", "当期": "period", "同比": "growth", "当期同比": "period growth"}


def taken_of(reading):
    plan = reading.plan
    found = {(key.period, key.growth): value for key, value in plan.progress.items() if key.series == OUTPUT}
    row = plan.row.get(OUTPUT)
    if row is not None and 2026 in plan.years:
        value = float(plan.observed[row, plan.column(2026)])
        if value == value:
            found[Period(2026), False] = value
    return found


@pytest.mark.parametrize("way", ["column", "english column", "second row", "head"])
@pytest.mark.parametrize("measure", SAID)
@pytest.mark.parametrize("head", HEADED)
def test_every_head_with_every_measure(head, measure, way):
    running, growth = SAID[measure]
    period = HEADED[head]
    if way == "column":
        rows = [["地区", "指标", "口径", head], ["市", "产值", measure, 24]]
    elif way == "english column":
        rows = [["region", "indicator", "measure", head], ["市", "产值", ENGLISH.get(measure, ""), 24]]
    elif way == "second row":
        rows = [["地区", "指标", "出处", head], [None, None, None, measure], ["市", "产值", "快报", 24]]
    else:
        rows = [["地区", "指标", "出处", f"{head}{measure}"], ["市", "产值", "快报", 24]]
    reading = reading_of(rows, "进度", **BOOK)
    assert [one.code for one in reading.problems] == []
    assert taken_of(reading) == {(period.to_date if running else period, growth): 24.0}
