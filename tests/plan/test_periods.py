"""Periods: their names in files and in words are read back as the same period."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.periods import Period, period_of_key, read_period


@st.composite
def periods(draw):
    first = draw(st.integers(1, 12))
    return Period(draw(st.integers(1990, 2099)), first, draw(st.integers(first, 12)))


@given(periods())
def test_a_key_is_read_back(period):
    assert period_of_key(period.key) == period
    assert read_period(period.words(True)) == period
    assert read_period(period.words(False)) == period


@given(periods())
def test_the_running_total_ends_where_the_period_ends(period):
    assert period.to_date == Period(period.year, 1, period.last)
    assert period.to_date.to_date == period.to_date


@pytest.mark.parametrize(
    ("period", "key", "zh", "en"),
    [
        (Period(2026), "2026", "2026年", "2026"),
        (Period(2026, 3, 3), "2026-03", "2026年3月", "2026-03"),
        (Period(2026, 1, 2), "2026-01..02", "2026年1-2月", "Jan-Feb 2026"),
        (Period(2026, 1, 3), "2026Q1", "2026年1-3月", "2026Q1"),
        (Period(2026, 7, 12), "2026-07..12", "2026年7-12月", "Jul-Dec 2026"),
    ],
)
def test_their_names(period, key, zh, en):
    assert (period.key, period.words(True), period.words(False)) == (key, zh, en)


@pytest.mark.parametrize("text", ["2026x", "2026-13", "2026Q5", "2026-05..03", "2026年", "26-01", "2026-00"])
def test_other_texts_are_no_keys(text):
    with pytest.raises(ValueError, match=text):
        period_of_key(text)
