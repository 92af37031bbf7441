"""Heads of years and of parts of a year, and which figure of them stands below."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.periods import Period
from npfdesk.workbook.standard.period_heads import (
    PeriodHead,
    PeriodMeasure,
    figure_of,
    measure_of,
    period_head,
)


@pytest.mark.parametrize(
    ("text", "period", "measure"),
    [
        ("2018年末", Period(2018), ""),
        ("2019年实际", Period(2019), ""),
        ("2020年（快报）", Period(2020), ""),
        ("２０２１年初步核算数", Period(2021), ""),
        ("2022 actual", Period(2022), ""),
        ("2026年1-2月", Period(2026, 1, 2), ""),
        ("2026年一季度", Period(2026, 1, 3), ""),
        ("2026Q2", Period(2026, 4, 6), ""),
        ("2026-03", Period(2026, 3, 3), ""),
        ("2026年3月累计", Period(2026, 3, 3), "to date"),
        ("2026年3月当月值", Period(2026, 3, 3), "period"),
        ("2026年3月同比增长（%）", Period(2026, 3, 3), "growth"),
        ("2026年3月当月同比", Period(2026, 3, 3), "period growth"),
        ("2025年增速", Period(2025), "growth"),
        ("Jan-Mar 2026 year-on-year", Period(2026, 1, 3), "growth"),
    ],
)
def test_a_head_is_read_with_its_words(text, period, measure):
    assert period_head(text) == PeriodHead(period, PeriodMeasure(measure))


@pytest.mark.parametrize(
    "text",
    ["2025年目标", "2025年预期", "2030年规划", "2025年预计", "一季度", "1-3月", "年份", "产值2025", "", "2026年3月排名"],
)  # fmt: skip
def test_a_head_that_says_something_else_is_no_year(text):
    # a year of a goal would become an observation, one without a year any year's
    assert period_head(text) is None


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("累计", "to date"),
        ("to date", "to date"),
        ("当期", "period"),
        ("同比（%）", "growth"),
        ("当月同比", "period growth"),
        ("", ""),
    ],
)
def test_measures(text, measure):
    assert measure_of(text) is PeriodMeasure(measure)


@pytest.mark.parametrize("text", ["总量", "口径", "100", "累计当月"])
def test_what_is_no_measure(text):
    assert measure_of(text) is None


@pytest.mark.parametrize(
    ("measure", "row", "to_date", "expected"),
    [
        ("", "", True, (Period(2026, 1, 3), False)),
        ("", "", False, (Period(2026, 3, 3), False)),
        ("", "period", True, (Period(2026, 3, 3), False)),
        ("", "to date", False, (Period(2026, 1, 3), False)),
        ("period", "", True, (Period(2026, 3, 3), False)),
        ("growth", "", True, (Period(2026, 1, 3), True)),
        ("growth", "period", True, (Period(2026, 3, 3), True)),
        ("", "period growth", True, (Period(2026, 3, 3), True)),
    ],
)
def test_the_sheet_the_row_and_the_head_together_say_what_a_figure_covers(measure, row, to_date, expected):
    head = PeriodHead(Period(2026, 3, 3), PeriodMeasure(measure))
    assert figure_of(head, PeriodMeasure(row), to_date) == expected


@given(st.text(max_size=60))
def test_any_text_is_a_head_or_none(text):
    head = period_head(text)
    assert head is None or head.period.year >= 1900
    assert measure_of(text) in (None, *PeriodMeasure)
