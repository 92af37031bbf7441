"""Figures as they were known on a day, by hand and by property: nothing is known before its day, and more later."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.vintages import (
    as_known,
    last_ended_month,
    last_ended_year,
    publications,
    with_known_past_revised,
)
from npfdesk.plan.periods import Period
from npfdesk.plan.series import ObservationKey, ProgressKey, SeriesKey
from npfdesk.plan.vintages import Vintage, VintageKey
from tests import plans

OUTPUT, JOBS = SeriesKey("市", "", "output"), SeriesKey("市", "", "jobs")
NO = np.nan
DATA = {OUTPUT: {2021: 100.0, 2022: 110.0, 2023: 121.0}, JOBS: {2021: 5.0, 2022: 6.0}}


def with_vintages(*stated, data=DATA):
    """A plan of these vintages: series, year, day, figure."""
    made = {VintageKey(series, year, day): Vintage(figure) for series, year, day, figure in stated}
    return replace(plans.plan(data), vintages=MappingProxyType(made))


def known(plan, day, series=OUTPUT):
    """The figures of 2021 to 2023 on a day."""
    found = as_known(plan, day)
    return found.observed[found.row[series], found.column(2021) : found.column(2023) + 1].tolist()


def test_a_figure_without_a_vintage_is_known_from_the_end_of_its_year():
    plan = with_vintages()
    np.testing.assert_equal(known(plan, "2022-12-30"), [100.0, NO, NO])
    np.testing.assert_equal(known(plan, "2022-12-31"), [100.0, 110.0, NO])
    assert as_known(plan, "2023-12-31") is plan


def test_the_newest_vintage_of_the_day_stands():
    plan = with_vintages(
        (OUTPUT, 2022, "2023-01-20", 108.0),
        (OUTPUT, 2022, "2023-10-08", 109.5),
        (OUTPUT, 2022, "2024-12-26", 110.0),
    )
    # not even from the end of its year: nobody had published it
    np.testing.assert_equal(known(plan, "2023-01-19"), [100.0, NO, NO])
    np.testing.assert_equal(known(plan, "2023-01-20"), [100.0, 108.0, NO])
    np.testing.assert_equal(known(plan, "2023-10-08"), [100.0, 109.5, NO])
    np.testing.assert_equal(known(plan, "2024-12-25"), [100.0, 109.5, 121.0])
    assert as_known(plan, "2024-12-26") is plan


def test_an_estimate_can_be_known_before_its_year_is_over():
    plan = with_vintages((OUTPUT, 2023, "2023-11-30", 120.0), (OUTPUT, 2023, "2024-01-25", 121.0))
    np.testing.assert_equal(known(plan, "2023-12-01"), [100.0, 110.0, 120.0])


def test_a_vintage_without_a_day_is_the_oldest_and_known_from_the_end_of_its_year():
    plan = with_vintages((OUTPUT, 2021, "", 97.0), (OUTPUT, 2021, "2025-03-01", 100.0))
    np.testing.assert_equal(known(plan, "2021-12-30"), [NO, NO, NO])
    np.testing.assert_equal(known(plan, "2021-12-31"), [97.0, NO, NO])
    np.testing.assert_equal(known(plan, "2025-02-28"), [97.0, 110.0, 121.0])
    np.testing.assert_equal(known(plan, "2025-03-01"), [100.0, 110.0, 121.0])


def test_a_figure_newer_than_its_newest_vintage_stands_from_the_next_end_of_a_year():
    plan = with_vintages((OUTPUT, 2021, "2022-01-20", 96.0), (JOBS, 2022, "", 5.5))
    np.testing.assert_equal(known(plan, "2022-12-30"), [96.0, NO, NO])
    np.testing.assert_equal(known(plan, "2022-12-31"), [100.0, 110.0, NO])
    # one without a day is known from the end of 2022, and so stands for the year after
    np.testing.assert_equal(known(plan, "2023-12-30", JOBS), [5.0, 5.5, NO])
    np.testing.assert_equal(known(plan, "2023-12-31", JOBS), [5.0, 6.0, NO])


def test_a_figure_that_was_withdrawn_is_not_known_any_more():
    plan = with_vintages((OUTPUT, 2021, "2022-01-20", 99.0), (OUTPUT, 2021, "2022-06-01", None))
    np.testing.assert_equal(known(plan, "2022-05-31"), [99.0, NO, NO])
    np.testing.assert_equal(known(plan, "2022-06-01"), [NO, NO, NO])


def test_vintages_that_the_data_have_no_place_for_are_passed_over():
    plan = with_vintages(
        (OUTPUT, 1999, "2000-01-01", 1.0), (SeriesKey("县", "", "output"), 2021, "2022-01-01", 1.0)
    )
    np.testing.assert_equal(known(plan, "2023-12-31"), [100.0, 110.0, 121.0])


def test_the_base_of_a_target_is_an_observation_of_its_base_year():
    plan = with_vintages(
        (OUTPUT, 2020, "2021-01-20", 90.0),
        (OUTPUT, 2020, "2021-11-02", 92.0),
        data={OUTPUT: {2020: 92.0, 2021: 100.0}},
    )
    base = plan.column(2020)
    assert as_known(plan, "2021-03-01").observed[0, base] == 90.0
    assert as_known(plan, "2021-12-31").observed[0, base] == 92.0


def test_months_are_known_from_the_end_of_their_period():
    plan = plans.plan(DATA)
    quarter, month, growth = (
        ProgressKey(OUTPUT, Period(2024, 1, 3)),
        ProgressKey(OUTPUT, Period(2024, 4, 4)),
        ProgressKey(OUTPUT, Period(2023), growth=True),
    )
    plan = plan.with_progress(MappingProxyType({quarter: 30.0, month: 11.0, growth: 9.0}))
    assert as_known(plan, "2024-03-30").progress == {growth: 9.0}
    assert as_known(plan, "2024-03-31").progress == {quarter: 30.0, growth: 9.0}
    assert as_known(plan, "2024-04-30") is plan


def test_days_at_the_edges_of_years_and_months():
    assert [last_ended_year(day) for day in ("2024-12-30", "2024-12-31", "2025-01-01")] == [2023, 2024, 2024]
    assert [last_ended_month(day) for day in ("2024-02-28", "2024-02-29", "2025-01-30")] == [
        (2024, 1),
        (2024, 2),
        (2025, 0),
    ]
    with pytest.raises(ValueError, match="month"):
        as_known(plans.plan(DATA), "2024-13-01")


def test_publications_name_the_figure_of_the_plan_where_it_is_a_newer_one():
    plan = with_vintages((OUTPUT, 2021, "2022-01-20", 96.0))
    key = ObservationKey(OUTPUT, 2021)
    published = tuple((one, vintage) for one, vintage in plan.vintages.items())
    assert [(one.since, vintage.figure) for one, vintage in publications(plan, key, published)] == [
        ("2022-01-20", 96.0),
        ("2022-12-31", 100.0),
    ]
    assert publications(plan, ObservationKey(OUTPUT, 2022), ()) == ()


def test_the_past_revised_has_the_years_of_then_and_the_figures_of_now():
    plan = with_vintages((OUTPUT, 2021, "2022-01-20", 96.0), (OUTPUT, 2021, "2024-01-20", 100.0))
    then = as_known(plan, "2022-12-31")
    revised = with_known_past_revised(then, plan)
    np.testing.assert_equal(
        revised.observed[0, plan.column(2021) : plan.column(2023) + 1], [100.0, 110.0, NO]
    )
    unrevised = as_known(plan, "2021-12-31")
    assert with_known_past_revised(unrevised, plan) is unrevised


DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2026, 12, 31))
PUBLISHED = st.dictionaries(
    st.builds(
        VintageKey,
        st.sampled_from([OUTPUT, JOBS]),
        st.integers(2019, 2024),
        st.one_of(st.just(""), DAYS.map(str)),
    ),
    st.builds(Vintage, st.one_of(st.none(), st.sampled_from([90.0, 100.0, 110.0, 121.0]))),
    max_size=8,
)


@given(PUBLISHED)
def test_after_everything_the_plan_stands(published):
    plan = plans.plan(DATA).with_vintages(MappingProxyType(published))
    assert as_known(plan, "2031-12-31") is plan


@given(PUBLISHED, DAYS)
def test_knowing_twice_is_knowing_once(published, day):
    once = as_known(plans.plan(DATA).with_vintages(MappingProxyType(published)), str(day))
    assert as_known(once, str(day)) is once


@given(PUBLISHED, DAYS, DAYS)
def test_what_was_known_stays_known_unless_it_was_withdrawn(published, one, other):
    kept = {key: vintage for key, vintage in published.items() if vintage.figure is not None}
    # where a figure of the plan is missing beside vintages it was withdrawn after them
    plan = plans.plan(DATA)
    kept = {
        key: one
        for key, one in kept.items()
        if np.isfinite(plan.observed[plan.row[key.series], plan.column(key.year)])
    }
    plan = plan.with_vintages(MappingProxyType(kept))
    earlier, later = sorted((str(one), str(other)))
    before, after = (np.isfinite(as_known(plan, day).observed) for day in (earlier, later))
    assert not (before & ~after).any()


@given(PUBLISHED, DAYS, DAYS)
def test_an_earlier_day_of_a_later_knowledge_is_the_earlier_knowledge(published, one, other):
    """What was known on a day does not depend on what was published after it, where each figure has its day."""
    dated = {key: vintage for key, vintage in published.items() if key.since}
    plan = plans.plan(DATA)
    newest = {}
    for key in sorted(dated, key=lambda each: each.since):
        newest[key.of] = dated[key].figure
    plan = plan.with_observations(
        [(*key, figure) for key, figure in newest.items() if 2016 <= key.year <= 2030]
    ).with_vintages(MappingProxyType(dated))
    earlier, later = sorted((str(one), str(other)))
    straight = as_known(plan, earlier)
    by_way = as_known(as_known(plan, later), earlier)
    np.testing.assert_equal(by_way.observed, straight.observed)
    assert by_way.vintages == straight.vintages
