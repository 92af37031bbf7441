"""Within a year: totals and months out of each other, stocks, rates, the share usually reached; worked by hand."""

from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.tracking import (
    MONTHS,
    WithinYear,
    as_pandas,
    latest_by_month,
    of_span,
    published_to_date,
    single_months,
    totals_to_date,
    usual_shares,
    within_year,
    year_so_far,
)
from npfdesk.plan.kinds import Kind
from npfdesk.plan.periods import Period
from npfdesk.plan.series import ProgressKey, SeriesKey
from tests import plans

NO = np.nan
CITY, STOCK, RATE = (SeriesKey("市", "", code) for code in ("output", "loans", "speed"))


def spans(**stated):
    """m1_3=24 is the figure of January to March."""
    return {
        tuple(map(int, name[1:].split("_"))): np.asarray(figure, dtype=float)
        for name, figure in stated.items()
    }


def months(*figures):
    return [*figures, *[NO] * (MONTHS - len(figures))]


def test_totals_follow_from_months_quarters_and_totals():
    found = totals_to_date(spans(m1_2=15, m3_3=9, m4_6=26, m1_7=60))
    np.testing.assert_equal(found, months(NO, 15, 24, NO, NO, 50, 60))
    np.testing.assert_equal(single_months(found), months(NO, NO, 9, NO, NO, NO, 10))
    assert of_span(found, 1, 3) == 24
    assert of_span(found, 4, 6) == 26
    assert np.isnan(of_span(found, 5, 6))


def test_a_total_before_follows_backwards():
    np.testing.assert_equal(totals_to_date(spans(m1_6=50, m4_6=26)), months(NO, NO, 24, NO, NO, 50))


def test_a_given_total_stands_before_what_would_follow():
    np.testing.assert_equal(totals_to_date(spans(m1_1=8, m2_2=7, m1_2=16)), months(8, 16))


def test_a_missing_month_breaks_the_sum_and_is_not_filled():
    np.testing.assert_equal(totals_to_date(spans(m1_1=8, m3_3=9)), months(8))
    assert np.isnan(totals_to_date({(1, 1): np.array([NO])})).all()


def test_negative_months_and_zero_are_figures():
    np.testing.assert_equal(totals_to_date(spans(m1_1=0, m2_2=-3, m3_3=1)), months(0, -3, -2))


def test_a_stock_is_its_latest_and_a_share_is_as_published():
    stated = spans(m1_2=500, m3_3=510, m4_6=540)
    np.testing.assert_equal(latest_by_month(stated), months(NO, 500, 510, NO, NO, 540))
    np.testing.assert_equal(published_to_date(stated), months(NO, 500))


@given(st.lists(st.integers(-10_000, 10_000) | st.none(), min_size=12, max_size=12))
def test_months_that_are_given_add_up_to_the_first_gap_and_come_back(figures):
    stated = {(m, m): np.array(float(f)) for m, f in enumerate(figures, 1) if f is not None}
    found = totals_to_date(stated)
    gap = figures.index(None) if None in figures else 12
    if not stated:
        assert np.isnan(found).all()
        return
    assert np.isfinite(found).sum() == gap
    np.testing.assert_array_equal(found[:gap], np.cumsum(np.array(figures[:gap], dtype=float)))
    np.testing.assert_array_equal(single_months(found)[:gap], figures[:gap])


@given(
    st.lists(st.integers(0, 1000), min_size=12, max_size=12),
    st.sets(st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda one: one[0] <= one[1])),
)
def test_whatever_parts_are_given_what_follows_is_true(alone, given_spans):
    """Out of any parts of one true year, every total that is found is the true one."""
    true = np.cumsum(alone)
    stated = {(a, b): np.array(float(sum(alone[a - 1 : b]))) for a, b in given_spans}
    found = totals_to_date(stated) if stated else np.full(12, NO)
    known = np.isfinite(found)
    np.testing.assert_array_equal(found[known], true[known])
    for first, last in given_spans:
        if first == 1:
            assert known[last - 1]


@given(st.lists(st.floats(-1e6, 1e6), min_size=12, max_size=12))
def test_totals_and_months_are_inverse(totals):
    to_date = np.array(totals)
    alone = single_months(to_date)
    again = totals_to_date({(m, m): alone[m - 1] for m in range(1, 13)})
    np.testing.assert_allclose(again, to_date, atol=1e-6)


def test_the_usual_share():
    to_date = np.full((4, 12), NO)
    to_date[0, [2, 11]] = 20, 100
    to_date[1, [2, 11]] = 33, 110
    to_date[2, [2, 11]] = 30, 120
    to_date[3, [2, 5]] = 30, 60
    past = np.array([True, True, True, False])
    usual = usual_shares(to_date, past)
    assert (usual.low[2], usual.middle[2], usual.high[2], usual.count[2]) == (0.2, 0.25, 0.3, 3)
    assert usual.middle[11] == 1
    # June was never told by a year that is over
    assert np.isnan(usual.middle[5])
    assert usual.count[5] == 0
    two = usual_shares(to_date, np.array([True, True, False, False]))
    assert two.middle[2] == pytest.approx(0.25)
    one = usual_shares(to_date, np.array([True, False, False, False]))
    assert np.isnan(one.low).all()
    assert one.count[2] == 1


def test_a_year_that_ended_at_or_below_zero_tells_no_share():
    to_date = np.zeros((3, 12))
    to_date[:, 11] = 0, -5, 10
    assert usual_shares(to_date, np.ones(3, dtype=bool)).count.max() == 1


@given(st.lists(st.lists(st.floats(0, 100), min_size=12, max_size=12), min_size=2, max_size=6))
def test_low_middle_and_high_are_in_order(years):
    to_date = np.cumsum(np.array(years), axis=1)
    usual = usual_shares(to_date, np.ones(len(years), dtype=bool))
    known = np.isfinite(usual.middle)
    assert (usual.low[known] <= usual.middle[known] + 1e-12).all()
    assert (usual.middle[known] <= usual.high[known] + 1e-12).all()


@pytest.mark.parametrize(
    ("name", "kind", "found"),
    [
        ("新增就业", Kind.FLOW, WithinYear.ADDS_UP),
        ("规上工业总产值", Kind.LEVEL, WithinYear.ADDS_UP),
        ("居民人均可支配收入", Kind.LEVEL, WithinYear.ADDS_UP),
        ("本外币贷款余额", Kind.LEVEL, WithinYear.LATEST),
        ("规上企业数", Kind.COUNT, WithinYear.LATEST),
        ("金融机构贷款", Kind.LEVEL, WithinYear.LATEST),
        ("新增贷款", Kind.LEVEL, WithinYear.ADDS_UP),
        ("就业人员", Kind.LEVEL, WithinYear.LATEST),
        ("培训人员", Kind.LEVEL, WithinYear.ADDS_UP),
        ("森林蓄积量", Kind.LEVEL, WithinYear.LATEST),
        ("失业率", Kind.RATIO, WithinYear.AS_PUBLISHED),
        ("工业增速", Kind.RATE, WithinYear.AS_PUBLISHED),
        ("价格指数", Kind.INDEX, WithinYear.AS_PUBLISHED),
    ],
)
def test_how_months_go_together(name, kind, found):
    assert within_year(plans.Indicator(name, name, kind=kind)) is found


def plan_with_months():
    made = plans.plan(
        {CITY: {2024: 90.0, 2025: 100.0}, STOCK: {2025: 500.0}, RATE: {}},
        indicators=[
            plans.Indicator("output", "产值"),
            plans.Indicator("loans", "贷款余额"),
            plans.Indicator("speed", "增速", kind=Kind.RATE),
        ],
    )
    stated = {
        (CITY, 2026, 1, 2, False): 15,
        (CITY, 2026, 3, 3, False): 9,
        (CITY, 2026, 1, 3, True): 6.5,
        (CITY, 2026, 3, 3, True): 5,
        (CITY, 2033, 1, 1, False): 1,
        (STOCK, 2026, 2, 2, False): 510,
        (RATE, 2026, 1, 3, False): 5.1,
        (RATE, 2026, 3, 3, False): 5.5,
    }
    return made.with_progress(
        MappingProxyType({ProgressKey(s, Period(y, a, b), g): v for (s, y, a, b, g), v in stated.items()})
    )


def test_the_year_so_far_of_a_plan():
    found = year_so_far(plan_with_months())
    assert found.series == (CITY, STOCK, RATE)
    assert (found.years[0], found.years[-1]) == (2016, 2033)
    year = found.year(2026)
    np.testing.assert_equal(found.to_date[0, year], months(NO, 15, 24))
    assert found.given[0, year].tolist() == [False, True, *[False] * 10]
    np.testing.assert_equal(found.growth[0, year], months(NO, NO, 6.5))
    np.testing.assert_equal(found.to_date[1, year], months(NO, 510))
    np.testing.assert_equal(found.to_date[2, year], months(NO, NO, 5.1))
    # a whole year is its observed figure
    assert found.to_date[0, found.year(2025), 11] == 100
    assert found.row(RATE) == 2
    with pytest.raises(KeyError):
        found.year(2015)


def test_a_series_without_months_has_its_years():
    found = year_so_far(plans.plan({CITY: {2024: 90.0}}), [CITY])
    assert found.to_date[0, found.year(2024), 11] == 90
    assert np.isfinite(found.to_date).sum() == 1
    assert year_so_far(plans.plan({CITY: {}})).to_date.shape[0] == 0


def test_periods_are_pandas_own_at_the_border():
    index = as_pandas([Period(2025), Period(2026, 1, 3), Period(2026, 4, 4)])
    assert [str(one) for one in index] == ["2025-12", "2026-03", "2026-04"]
    assert [str(one) for one in index - 12] == ["2024-12", "2025-03", "2025-04"]


@pytest.mark.parametrize(
    ("unit", "found"),
    [
        ("微克/立方米", WithinYear.AS_PUBLISHED),
        ("吨标准煤/万元", WithinYear.AS_PUBLISHED),
        ("元/吨", WithinYear.AS_PUBLISHED),
        ("µg/m³", WithinYear.AS_PUBLISHED),
        ("kg/ton", WithinYear.AS_PUBLISHED),
        ("元/人", WithinYear.ADDS_UP),
        ("万元/亩", WithinYear.ADDS_UP),
        ("万元", WithinYear.ADDS_UP),
        ("km/h", WithinYear.ADDS_UP),
    ],
)
def test_a_concentration_or_an_intensity_stands_as_published(unit, found):
    assert within_year(plans.Indicator("x", "x", unit=unit, kind=Kind.LEVEL)) is found
