"""Months and quarters as bulletins print them: month, total to date, growth of either, quarters, across and down."""

import pytest

from npfdesk.plan.periods import Period
from tests.workbook.published.grids import read

MAY, TO_MAY = Period(2026, 5, 5), Period(2026, 1, 5)
VALUE, GROWTH, HELD, GREW = "规上工业增加值", "出口总额", (9.2, 44.5), (5.8, 6.1)


def months(*rows, merged=()):
    """The figures of parts of a year by indicator, period and whether they are growths."""
    reading = read(list(rows), merged=merged)
    assert [one.code for one in reading.problems] == ["no_target_yet"], [
        one.message("zh") for one in reading.problems
    ]
    assert reading.ledger.counts.told == 0
    return {
        (key.series.indicator, key.period, key.growth): value for key, value in reading.plan.progress.items()
    }  # fmt: skip


BOTH = {
    (VALUE, MAY, False): 9.2, (VALUE, MAY, True): 5.8, (VALUE, TO_MAY, False): 44.5, (VALUE, TO_MAY, True): 6.1,
    (GROWTH, MAY, False): 19.0, (GROWTH, MAY, True): 3.9, (GROWTH, TO_MAY, False): 95.1, (GROWTH, TO_MAY, True): 4.2,
}  # fmt: skip


@pytest.mark.parametrize(
    "heads",
    [
        ["当月", "同比±%", "累计", "同比±%"],
        ["当月", "同比增长（%）", "累计", "同比增长（%）"],
        ["本月", "比上年同期±%", "本月止累计", "比上年同期±%"],
        ["本月", "比去年同期增长%", "自年初累计", "比去年同期增长%"],
        ["5月", "增长%", "1-5月", "增长%"],
        ["5月当月", "当月同比（%）", "1-5月累计", "累计同比（%）"],
        ["2026年5月", "同比（%）", "2026年1—5月", "同比（%）"],
        ["2026年 5 月", "同比（%）", "2026年 1 - 5 月", "同比（%）"],
    ],
)
def test_a_bulletin_of_a_month(heads):
    # the growth beside the total is the total's, not a second one of the month
    assert (
        months(
            ["金山市2026年5月主要经济指标"],
            ["指标", "单位", *heads],
            [VALUE, "亿元", 9.2, 5.8, 44.5, 6.1],
            [GROWTH, "亿元", 19.0, 3.9, 95.1, 4.2],
        )
        == BOTH
    )


def test_under_two_rows_of_heads():
    found = months(
        ["指标", "2026年5月", None, "2026年1-5月", None],
        [None, "绝对值", "同比（%）", "绝对值", "同比（%）"],
        [f"{VALUE}（亿元）", 9.2, 5.8, 44.5, 6.1],
        [f"{GROWTH}（亿元）", 19.0, 3.9, 95.1, 4.2],
        merged=[(1, 2, 1, 3), (1, 4, 1, 5)],
    )
    assert found == BOTH


def test_the_total_of_the_year_before():
    found = months(
        ["金山市2026年5月工业生产"],
        ["指标", "计量单位", "当月", "累计", "去年同期累计", "累计同比（%）"],
        [VALUE, "亿元", 9.2, 44.5, 41.9, 6.1],
        [GROWTH, "亿元", 19.0, 95.1, 91.3, 4.2],
    )
    assert found[VALUE, Period(2025, 1, 5), False] == 41.9
    assert (VALUE, Period(2025, 5, 5), False) not in found
    assert found[VALUE, TO_MAY, True] == 6.1


def test_months_across_with_their_total():
    found = months(
        ["金山市2026年用电量（万千瓦时）"],
        ["指标", "1月", "2月", "3月", "累计"],
        ["全社会用电量", 10, 9, 11, 30],
        ["工业用电量", 6, 5, 7, 18],
    )
    assert found["工业用电量", Period(2026, 2, 2), False] == 5
    assert found["工业用电量", Period(2026, 1, 3), False] == 18
    assert len(found) == 8


def test_months_down_with_single_months_totals_and_growths():
    found = months(
        ["2026年金山市固定资产投资（亿元）"],
        ["月份", "当月", "累计", "累计同比（%）"],
        ["1-2月", None, 12.1, 5.8],
        ["3月", 13.2, 25.3, 5.4],
        ["4月", 12.3, 37.6, 5.3],
    )
    assert {(period.key, growth): value for (_, period, growth), value in found.items()} == {
        ("2026-01..02", False): 12.1, ("2026-01..02", True): 5.8, ("2026-03", False): 13.2, ("2026Q1", False): 25.3,
        ("2026Q1", True): 5.4, ("2026-04", False): 12.3, ("2026-01..04", False): 37.6, ("2026-01..04", True): 5.3,
    }  # fmt: skip


def test_quarters_to_date_and_of_their_own():
    to_date = months(
        ["指标", "2026年一季度", "2026年上半年", "2026年前三季度"], ["地区生产总值（亿元）", 62, 133, 210],
        ["第二产业增加值（亿元）", 20, 44, 70],
    )  # fmt: skip
    assert {period.key for _, period, _ in to_date} == {"2026Q1", "2026-01..06", "2026-01..09"}
    alone = months(
        ["指标", "2026年一季度", "2026年二季度", "2026Q3"], ["地区生产总值（亿元）", 62, 71, 77],
        ["第二产业增加值（亿元）", 20, 24, 26],
    )  # fmt: skip
    assert {period.key: value for (name, period, _), value in alone.items() if name == "地区生产总值"} == {
        "2026Q1": 62, "2026Q2": 71, "2026Q3": 77,
    }  # fmt: skip


def test_counties_under_pairs_of_total_and_growth():
    reading = read(
        [
            ["2026年1-6月各县（市、区）主要指标"],
            ["地区", "规上工业总产值（亿元）", None, "固定资产投资（亿元）", None],
            [None, "1-6月累计", "同比%", "1-6月累计", "同比%"],
            ["金山市", 100, 5.1, 60, 3.2],
            ["东区", 40, 6.1, 20, 4.2],
            ["西区", 60, 4.1, 40, 2.2],
        ]
    )
    found = {
        (key.series.region, key.series.indicator, key.growth): value
        for key, value in reading.plan.progress.items()
        if key.period == Period(2026, 1, 6)
    }
    assert found["东区", "固定资产投资", True] == 4.2
    assert found["西区", "规上工业总产值", False] == 60
    assert len(found) == len(reading.plan.progress) == 12


@pytest.mark.parametrize(
    ("rows", "code", "cell"),
    [
        # months and no year anywhere
        ([["指标", "3月", "1-3月"], ["出口（亿元）", 9.2, 24.5], ["进口（亿元）", 3.2, 9.5]], "no_period", "B2:B3"),
        # months in English without a year of their own
        (
            [["Jinshan, Jan-Mar 2026"], ["Indicator", "Unit", "Mar", "Jan-Mar"], ["Exports", "million", 9.2, 24.5], ["Imports", "million", 3.2, 9.5]],
            "unread_figures",
            "C3:D4",
        ),
        # numbers for months
        (
            [["金山市2026年用电量（万千瓦时）"], ["月份", 1, 2, 3], ["全社会用电量", 10, 9, 11], ["工业用电量", 6, 5, 7]],
            "unread_figures",
            "B2:D4",
        ),
    ],
)  # fmt: skip
def test_what_is_not_read_is_told(rows, code, cell):
    reading = read(rows)
    assert (code, cell) in [(one.code, one.cell) for one in reading.problems]
    assert reading.ledger.counts.told > 0
    assert reading.status in ("warnings", "errors", "refused")
