"""Kinds of data tables that offices and yearbooks print, each as small as it shows what it is about."""

from npfdesk.plan.periods import Period, find_period
from npfdesk.workbook.published.headers import read_header
from tests.workbook.published.grids import read


def observed(reading):
    """The observed levels: by region, indicator and period."""
    return {
        (one.series.region, one.series.indicator, one.period.key): one.value
        for one in reading.ledger.observations
        if not one.growth
    }


def test_months_below_a_merged_head_of_a_year_are_months_of_that_year():
    rows = [
        ["云岭市用电量月度数据"],
        ["指标", "单位", "2023年", "", "2024年", ""],
        ["", "", "1月", "2月", "1月", "2月"],
        ["用电量", "亿千瓦时", 41.1, 38.2, 42.1, 39.2],
    ]
    found = observed(read(rows, merged=[(2, 3, 2, 4), (2, 5, 2, 6), (2, 1, 3, 1), (2, 2, 3, 2)]))
    assert found == {
        ("云岭市", "用电量", period): value
        for period, value in zip(
            ["2023-01", "2023-02", "2024-01", "2024-02"], [41.1, 38.2, 42.1, 39.2], strict=True
        )
    }


def test_running_totals_count_from_the_start_of_the_year():
    rows = [
        ["云岭市2023年规上工业增加值（亿元）"],
        ["月份", "当月", "累计"],
        ["2月", 9.2, 19.3],
        ["4月", 12.3, 44.6],
    ]
    assert observed(read(rows)) == {
        ("云岭市", "规上工业增加值", "2023-02"): 9.2,
        ("云岭市", "规上工业增加值", "2023-01..02"): 19.3,
        ("云岭市", "规上工业增加值", "2023-04"): 12.3,
        ("云岭市", "规上工业增加值", "2023-01..04"): 44.6,
    }
    assert read_header("2024年5月累计").period == Period(2024, 1, 5)
    assert find_period("2022年1-3季度").period == Period(2022, 1, 9)


def test_last_year_is_the_year_before_the_one_of_the_title():
    rows = [
        ["云岭市2023年主要指标"],
        ["指标", "单位", "本年", "上年", "比上年增减%"],
        ["用水总量", "亿立方米", 3.12, 3.2, -2.5],
    ]
    assert observed(read(rows)) == {
        ("云岭市", "用水总量", "2023"): 3.12,
        ("云岭市", "用水总量", "2022"): 3.2,
    }


def test_years_with_a_mark_of_the_office_are_years():
    for text, year in {"FY2019/20": 2019, "2020r": 2020, "2021p": 2021}.items():
        head = read_header(text)
        assert head.period.year == year
        assert not head.label
        assert head.phase is None
