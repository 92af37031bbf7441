"""A month's figures beside what stands: states, contradictions by hand, and the one step that takes them."""

from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.new_month import MonthFigure, Standing, kept_key, month_edit, stated_figure, weighed
from npfdesk.plan.document import new_document
from npfdesk.plan.edits import CombinedEdit, SetObservations, SetProgress
from npfdesk.plan.periods import Period
from npfdesk.plan.series import ProgressKey, SeriesKey
from tests import months
from tests.months import key


def codes(plan, *figures):
    return [[one.code for one in found.problems] for found in weighed(plan, figures)]


def figure(at, value, rounding=0.05):
    return MonthFigure(at, value, rounding)


def test_figures_are_new_changed_or_the_same():
    plan = months.plan()
    found = weighed(
        plan,
        [
            figure(key("ind", 1, 3), 290.3),
            figure(key("ind", 1, 2), 190.2),
            figure(key("fai", 1, 2), 81.0),
        ],
    )
    assert [one.standing for one in found] == [Standing.NEW, Standing.SAME, Standing.CHANGED]
    assert [one.stands for one in found] == [None, 190.2, 80.0]
    assert [one.taken for one in found] == [True, False, True]


def test_what_stands_may_be_more_exact_than_a_bulletin_prints():
    plan = months.plan({key("ind", 1, 3): 290.34})
    (same,) = weighed(plan, [figure(key("ind", 1, 3), 290.3)])
    (other,) = weighed(plan, [figure(key("ind", 1, 3), 290.2)])
    assert (same.standing, other.standing) == (Standing.SAME, Standing.CHANGED)


def test_a_stock_is_one_figure_at_the_end_of_a_month():
    plan = months.plan()
    assert kept_key(plan, key("loans", 2, 2)) == key("loans", 1, 2)
    assert kept_key(plan, key("loans", 3, 3)) == key("loans", 1, 3)
    single = months.plan({key("loans", 3, 3): 510.0})
    assert kept_key(single, key("loans", 1, 3)) == key("loans", 3, 3)
    # of what adds up the month alone is another figure than the months to date
    assert kept_key(plan, key("ind", 2, 2)) == key("ind", 2, 2)
    assert kept_key(plan, key("loans", 3, 3, True)) == key("loans", 3, 3, True)


def test_one_figure_stated_twice_counts_once_and_two_that_differ_not_at_all():
    plan = months.plan()
    alike = weighed(plan, [figure(key("loans", 1, 3), 510.0), figure(key("loans", 3, 3), 510.0)])
    assert [one.standing for one in alike] == [Standing.NEW, Standing.SAME]
    differ = weighed(plan, [figure(key("loans", 1, 3), 510.0), figure(key("loans", 3, 3), 511.0)])
    assert [one.standing for one in differ] == [Standing.REFUSED, Standing.REFUSED]
    assert {one.problems[0].code for one in differ} == {"month_twice"}
    assert month_edit(new_document(plan), differ, Period(2026, 3, 3)) is None


def test_a_running_total_that_falls_is_told():
    plan = months.plan()
    assert codes(plan, figure(key("ind", 1, 3), 100.1)) == [["month_fell"]]
    assert codes(plan, figure(key("ind", 1, 3), 190.2)) == [[]]
    # a stock may fall
    assert codes(plan, figure(key("loans", 1, 3), 400.0)) == [[]]
    (found,) = weighed(plan, [figure(key("ind", 1, 3), 100.1)])
    assert "190.2" in found.problems[0].message("zh")
    assert found.taken


def test_the_month_and_the_months_before_make_the_total():
    plan = months.plan()
    # 190.2 + 100.1 = 290.3
    assert codes(plan, figure(key("ind", 3, 3), 100.1), figure(key("ind", 1, 3), 290.3)) == [[], []]
    # printed to 0.1 each, three figures may be 0.15 apart
    assert codes(plan, figure(key("ind", 3, 3), 100.1), figure(key("ind", 1, 3), 290.4)) == [[], []]
    told = codes(plan, figure(key("ind", 3, 3), 100.1), figure(key("ind", 1, 3), 291.0))
    assert told == [[], ["month_not_added"]]
    # the total stands already: told of the month
    stands = months.plan({key("ind", 1, 2): 190.2, key("ind", 1, 3): 291.0})
    assert codes(stands, figure(key("ind", 3, 3), 100.1)) == [["month_not_added"]]
    # January has no months before it, and a month without a total before it contradicts nothing
    assert codes(plan, figure(key("ind", 1, 1), 95.0), figure(key("gdp", 3, 3), 400.0)) == [[], []]


def test_a_growth_is_held_against_last_years_figure():
    plan = months.plan()
    # 290.3 / 271.0 = 1.07122: 7.1 printed
    fits = codes(plan, figure(key("ind", 1, 3), 290.3), figure(key("ind", 1, 3, True), 7.1))
    assert fits == [[], []]
    # 1234.5 / 1150 = 1.07348: 7.3, not 5.6
    found = weighed(plan, [figure(key("gdp", 1, 3), 1234.5), figure(key("gdp", 1, 3, True), 5.6)])
    assert [[one.code for one in each.problems] for each in found] == [[], ["month_growth_differs"]]
    said = found[1].problems[0].message("en")
    assert "7.3" in said
    assert "1.7" in said
    # nothing known of last year, and shares have no growth
    assert codes(plan, figure(key("fai", 1, 3, True), 50.0)) == [[]]
    assert codes(plan, figure(key("jobless", 1, 3, True), 50.0)) == [[]]


def test_a_growth_of_a_month_is_held_against_that_month():
    stands = {
        key("ind", 1, 2): 190.2, key("ind", 1, 2, year=2025): 180.0, key("ind", 1, 3, year=2025): 271.0,
    }  # fmt: skip
    plan = months.plan(stands)
    total = figure(key("ind", 1, 3), 290.3)
    # (290.3 - 190.2) / (271.0 - 180.0) = 1.1
    assert codes(plan, total, figure(key("ind", 3, 3, True), 10.0)) == [[], []]
    assert codes(plan, total, figure(key("ind", 3, 3, True), 2.0)) == [[], ["month_growth_differs"]]
    # of a stock at the end of the month
    loans = months.plan({key("loans", 1, 3, year=2025): 500.0})
    assert codes(loans, figure(key("loans", 1, 3), 550.0), figure(key("loans", 3, 3, True), 1.0)) == [
        [],
        ["month_growth_differs"],
    ]


def test_twelve_months_are_the_years_observed_figure():
    plan = months.plan()
    whole = ProgressKey(SeriesKey(months.CITY, "", "ind"), Period(2026))
    (found,) = weighed(plan, [figure(whole, 1200.0)])
    edit = month_edit(new_document(plan), [found], Period(2026, 12, 12))
    assert isinstance(edit, SetObservations)
    after = edit.apply(new_document(plan)).plan
    assert stated_figure(after, whole) == 1200.0
    both = weighed(plan, [figure(whole, 1200.0), figure(key("ind", 1, 12, True), 8.0)])
    combined = month_edit(new_document(plan), both, Period(2026, 12, 12))
    assert isinstance(combined, CombinedEdit)
    assert combined.label.text("zh") == "2026年12月：2 个数"
    outside = whole._replace(period=Period(2055))
    (late,) = weighed(plan, [figure(outside, 1.0)])
    assert (late.standing, late.problems[0].code) == (Standing.REFUSED, "whole_year_outside")
    assert stated_figure(plan, outside) is None
    assert stated_figure(plan, whole) is None
    # a series that the plan does not have has no year either
    assert stated_figure(plan, ProgressKey(SeriesKey("north", "", "pace"), Period(2025))) is None


def test_a_month_is_one_step_with_a_label_and_comes_back():
    plan = months.plan()
    document = new_document(plan)
    found = weighed(plan, [figure(key("ind", 1, 3), 290.3), figure(key("ind", 1, 2), 190.2)])
    edit = month_edit(document, found, Period(2026, 3, 3))
    assert isinstance(edit, SetProgress)
    assert (edit.label.text("zh"), edit.label.text("en")) == ("2026年3月：1 个数", "2026-03: 1 figure")
    after = edit.apply(document)
    assert after.plan.progress[key("ind", 1, 3)] == 290.3
    assert dict(document.plan.progress) == dict(plan.progress)
    assert month_edit(document, found[1:], Period(2026, 3, 3)) is None
    assert weighed(plan, []) == ()


def test_a_series_that_the_plan_lacks_comes_with_its_figure():
    plan = months.plan()
    document = new_document(plan)
    at = key("jobless", 1, 3, region=months.NORTH)
    found = weighed(plan, [figure(at, 5.0)])
    edit = month_edit(document, found, Period(2026, 3, 3))
    assert at.series not in plan.row
    assert at.series in edit.apply(document).plan.row


@given(st.lists(st.decimals(min_value=0, max_value=1000, places=1, allow_nan=False), min_size=2, max_size=12))
def test_months_that_add_up_never_contradict_their_totals(alone):
    figures, total = [], 0.0
    for month, one in enumerate(alone, 1):
        total = round(total + float(one), 1)
        if month < 12:
            figures.append(figure(key("fai", 1, month), total))
        if month > 1:
            figures.append(figure(key("fai", month, month), float(one)))
    plan = months.plan(MappingProxyType({}))
    assert all(told == [] for told in codes(plan, *figures))


@pytest.mark.parametrize("apart", [0.0, 0.1, 0.3, 5.0])
def test_a_difference_is_told_just_where_rounding_does_not_explain_it(apart):
    plan = months.plan(MappingProxyType({}))
    figures = [
        figure(key("fai", 1, 1), 10.0),
        figure(key("fai", 2, 2), 10.0),
        figure(key("fai", 1, 2), 20.0 + apart),
    ]
    assert bool(codes(plan, *figures)[2]) == (apart > 0.15)
