"""Points, totals and places of a contest, worked by hand; edges; and what holds for every contest."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.projection.update import compute
from npfdesk.engine.scored_figures import figure_for, reached_by
from npfdesk.engine.scoring import (
    Unscored,
    contest,
    contest_parents,
    figure_of_share,
    period_before,
    places_of,
    share_reached,
    with_figure,
)
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Direction, Kind
from npfdesk.plan.model import Indicator
from npfdesk.plan.periods import Period
from npfdesk.plan.regions import Region
from npfdesk.plan.scoring import ScoreSort, ScoringMethod, ScoringRule
from tests import plans
from tests.contest_plans import (
    BEFORE,
    COUNTIES,
    FIGURES,
    NO,
    PLACES,
    POINTS,
    RULES,
    TARGETS,
    TOTALS,
    contest_plan,
    monthly_plan,
    points,
    to_date,
)

YEAR = Period(2026)
ALL, SHARE, PLACE, LAST = ScoringMethod


def held(plan, period=YEAR, parent="", **scenario):
    document = new_document(plan)
    return contest(compute(document), document.active, period, parent)


def of_one(rule, figures, targets=None, before=None, **indicator):
    """The points of one rule, counties with these figures in 2026."""
    counties = [f"县{at}" for at in range(len(figures))]
    data = {}
    for at, county in enumerate(counties):
        stated = {2025: before[at] if before else NO, 2026: figures[at]}
        data[county, "", "x"] = {year: one for year, one in stated.items() if one == one}
    kind = indicator.get("kind")
    stated = [
        plans.target((county, "", "x"), text, year=2026, base_year=2025, kind=kind)
        for county, text in zip(counties, targets or [], strict=False)
        if text
    ]
    made = plans.plan(
        data,
        first=2024,
        indicators=[Indicator("x", "指标", **indicator)],
        regions=[Region("市", "市"), *(Region(one, one, parent="市") for one in counties)],
        targets=stated,
        base_year=2025,
    )
    return held(made.with_scoring((rule,))).points[0]


def rule(method, **more):
    return ScoringRule("计分", "x", 10, method, **more)


# the worked example


def test_the_worked_example_comes_out_to_the_digit():
    found = held(contest_plan())
    assert [one.name for one in found.rules] == list(POINTS)
    np.testing.assert_allclose(found.points, [points(*one) for one in POINTS.values()], rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.total, TOTALS, rtol=0, atol=1e-12)
    assert found.places.tolist() == list(PLACES)
    assert found.full == 100
    assert found.scored.tolist() == [8, 8, 8, 6]
    assert [found.regions[at].code for at in found.order] == ["乙", "丙", "甲", "丁"]


def test_what_has_no_points_says_why():
    found = held(contest_plan())
    assert found.why[0, 3] == Unscored.NO_TARGET
    assert found.why[2, 3] == Unscored.NO_FIGURE
    assert (found.why[:, :3] == Unscored.SCORED).all()
    assert all(one.words.zh and one.words.en for one in Unscored)


# each rule at its edges


def test_all_or_nothing_at_the_edge():
    found = of_one(rule(ALL), [99.9, 100, 100.1], ["100以上"] * 3)
    assert found.tolist() == [0, 10, 10]
    found = of_one(rule(ALL), [29.9, 30, 30.1], ["不超过30"] * 3, direction=Direction.DOWN)
    assert found.tolist() == [10, 10, 0]
    # about 100 is met within 2 %
    assert of_one(rule(ALL), [97, 98, 102, 103], ["100左右"] * 4).tolist() == [0, 10, 10, 0]


def test_proportional_is_capped_and_never_below_nothing():
    assert of_one(rule(SHARE), [50, 120, -20], ["100"] * 3).tolist() == [5, 10, 0]
    assert of_one(rule(SHARE, cap=11), [110, 120], ["100"] * 2) == pytest.approx([11, 11])


def test_where_less_is_better_the_target_stands_over_the_figure():
    found = of_one(rule(SHARE, cap=12), [40, 50, 20, 0], ["不超过40"] * 4, direction=Direction.DOWN)
    assert found == pytest.approx([10, 8, 12, 12])


def test_a_target_of_nothing_is_met_or_not():
    assert of_one(rule(SHARE), [0, 1], ["不超过0"] * 2, direction=Direction.DOWN).tolist() == [10, 0]
    assert of_one(rule(SHARE), [0, 1, -1], ["0"] * 3).tolist() == [10, 10, 0]


def test_below_nothing_the_signs_turn():
    # a loss of 5 is asked at most: one of 4 is more than that, one of 10 half of it
    assert of_one(rule(SHARE, cap=12), [-4, -5, -10, 1], ["-5"] * 4) == pytest.approx([12, 10, 5, 12])


def test_a_growth_is_held_against_the_growth_that_is_asked():
    before = [100.0] * 4
    found = of_one(rule(SHARE), [106, 108, 100, 90], ["增长8%"] * 4, before)
    assert found == pytest.approx([7.5, 10, 0, 0])
    # a fall that is asked, by the share of it that is there
    found = of_one(rule(SHARE), [97, 98.5, 101], ["下降3%"] * 3, before[:3], direction=Direction.DOWN)
    assert found == pytest.approx([10, 5, 0])


def test_a_growth_without_a_base_above_nothing_has_no_share():
    assert np.isnan(of_one(rule(SHARE), [106.0], ["增长8%"], [0.0]))[0]


def test_a_rate_is_its_own_growth():
    found = of_one(rule(SHARE), [4.0, 8.0, -1.0], ["8%"] * 3, [7.0] * 3, kind=Kind.RATE, unit="%")
    assert found == pytest.approx([5, 10, 0])


def test_a_range_counts_up_to_its_nearer_edge():
    found = of_one(rule(SHARE), [90, 100, 110, 150], ["100～120"] * 4)
    assert found == pytest.approx([9, 10, 10, 8])


def test_places_share_the_better_one_and_stop_at_nothing():
    assert of_one(rule(PLACE, step=4), [5, 9, 9, 1]).tolist() == [2, 10, 10, 0]
    # a step that is not given is the points over the contestants
    assert of_one(rule(PLACE), [5, 9, 8, 1]) == pytest.approx([5, 10, 7.5, 2.5])
    assert of_one(rule(PLACE, step=4), [5, 9, NO], direction=Direction.DOWN)[:2].tolist() == [10, 6]


def test_last_year_is_full_where_it_is_held():
    assert of_one(rule(LAST), [100, 110, 80, -5], before=[100.0] * 4).tolist() == [10, 10, 8, 0]
    found = of_one(rule(LAST, cap=15), [40, 50], before=[40, 40], direction=Direction.DOWN)
    assert found == pytest.approx([10, 8])
    assert np.isnan(of_one(rule(LAST), [5], before=[NO]))[0]


def test_a_bonus_comes_on_top_of_the_full_score():
    rules = [ScoringRule("甲分", "x", 10), ScoringRule("加分", "x", 3, ALL, sort=ScoreSort.BONUS)]
    made = monthly_plan(rules, {"甲": {}, "乙": {}}, {"甲": "100", "乙": "200"})
    made = made.with_observations([(one, 2026, 100.0) for one in made.series])
    found = held(made)
    assert found.full == 10
    assert found.total.tolist() == [13, 5]


def test_a_deduction_takes_off_what_is_missing_up_to_its_cap():
    off = {"sort": ScoreSort.DEDUCTION}
    assert of_one(rule(ALL, **off), [99, 100], ["100"] * 2).tolist() == [-10, 0]
    assert of_one(rule(SHARE, cap=4, **off), [70, 50, 130], ["100"] * 3) == pytest.approx([-3, -4, 0])
    assert of_one(rule(PLACE, step=2, **off), [9, 8, 7]).tolist() == [0, -2, -4]


def test_a_milestone_stands_for_a_year_without_a_target_of_its_own():
    made = contest_plan(
        [ScoringRule("经济", "gdp", 10)], {"gdp": (110, 100, 100, 100)}, {"gdp": (100,) * 4}, {}
    )
    later = plans.target(("甲", "", "gdp"), "144", year=2027, base_year=2025)
    found = held(made.with_targets({later.key: later}))
    # half of the way from 100 to 144 by equal growth is 120
    assert found.points[0, 0] == pytest.approx(10 * 110 / 120)
    assert found.figures.due[0].tolist() == [True, False, False, False]


def test_a_sum_is_held_against_what_is_due_of_it():
    made = monthly_plan([rule(SHARE)], {"甲": {to_date(2026, 6): 30}, "乙": {}}, {}, kind=Kind.FLOW)
    stated = plans.target(("甲", "", "x"), "〔500〕", year=2030, base_year=2025, kind=Kind.FLOW)
    made = made.with_targets({stated.key: stated})
    made = made.with_observations([(made.series[0], 2026, 90.0)])
    assert held(made).points[0, 0] == pytest.approx(9)
    assert held(made, to_date(2026, 6)).points[0, 0] == pytest.approx(3)


def test_words_alone_give_all_or_nothing_and_no_share():
    found = of_one(rule(ALL), [101, 99], ["持续提升"] * 2, [100, 100])
    assert found.tolist() == [10, 0]
    assert np.isnan(of_one(rule(SHARE), [101], ["持续提升"], [100]))[0]


# by month


def test_by_month_the_figure_to_date_is_held_against_the_year():
    months = {to_date(2026, 3): 30, to_date(2025, 3): 25}
    made = monthly_plan(
        [rule(SHARE), ScoringRule("较上年", "x", 10, LAST)],
        {"甲": months, "乙": {to_date(2026, 3): 20, to_date(2025, 3): 25}, "丙": {}},
        {"甲": "120", "乙": "100", "丙": "100"},
        kind=Kind.FLOW,
    )
    found = held(made, to_date(2026, 3))
    assert found.points[0, :2] == pytest.approx([2.5, 2])
    assert found.points[1, :2] == pytest.approx([10, 8])
    assert np.isnan(found.points[:, 2]).all()
    assert (found.why[:, 2] == Unscored.NO_FIGURE).all()


def test_by_month_a_growth_is_on_the_same_months_of_the_year_before():
    made = monthly_plan(
        [rule(SHARE)],
        {
            "甲": {to_date(2026, 3): 26, to_date(2025, 3): 25},
            # the printed growth, at constant prices, stands before the one of the amounts
            "乙": {to_date(2026, 3): 26, to_date(2025, 3): 25, (to_date(2026, 3), True): 6},
        },
        {"甲": "增长8%", "乙": "增长8%"},
    )
    assert held(made, to_date(2026, 3)).points[0] == pytest.approx([5, 7.5])


def test_printed_growths_alone_are_scored_and_placed():
    growths = {"甲": 6, "乙": 9, "丙": -2}
    made = monthly_plan(
        [rule(SHARE), ScoringRule("名次", "x", 10, PLACE, step=1), ScoringRule("较上年", "x", 10, LAST)],
        {one: {(to_date(2026, 3), True): growth} for one, growth in growths.items()},
        dict.fromkeys(growths, "增长8%"),
    )
    found = held(made, to_date(2026, 3))
    assert found.figures.grown.all()
    assert found.points[0] == pytest.approx([7.5, 10, 0])
    assert found.points[1].tolist() == [9, 10, 8]
    assert found.points[2] == pytest.approx([10, 10, 9.8])


def test_december_is_the_year():
    made = contest_plan()
    by_year, by_months = held(made), held(made, Period(2026, 1, 12))
    np.testing.assert_equal(by_year.points, by_months.points)


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (Period(2026), Period(2025)),
        (Period(2026, 1, 3), Period(2026, 1, 2)),
        (Period(2026, 1, 1), None),
    ],
)
def test_the_period_before(period, before):
    assert period_before(period) == before


# who competes, and with what


def test_only_the_children_of_one_region_compete_and_no_yardstick():
    made = contest_plan()
    regions = (*made.regions, Region("省", "省", benchmark=True), Region("镇", "镇", parent="甲"))
    found = contest_parents(replace(made, regions=regions))
    assert [one.code for one in found] == ["市"]


def test_a_region_that_is_no_more_does_not_compete():
    made = contest_plan()
    regions = tuple(replace(one, until=2025) if one.code == "丁" else one for one in made.regions)
    assert [one.code for one in held(replace(made, regions=regions)).regions] == ["甲", "乙", "丙"]


def test_a_projection_counts_where_nobody_has_reported_yet_and_is_marked():
    made = contest_plan(
        [ScoringRule("经济", "gdp", 10, PLACE)], {"gdp": (110, 105, 104, 101)}, {"gdp": (100,) * 4}, {}
    )
    scenario = plans.scenario(assumptions={("*", "*", "gdp"): plans.Assumption(plans.Method.GROWTH, 5.0)})
    found = held(replace(made, scenarios=(scenario,)), Period(2028))
    assert found.figures.projected.all()
    assert found.places.tolist() == [1, 2, 3, 4]
    # without an assumption nothing is known of the year
    assert np.isnan(held(made, Period(2028)).total).all()


def test_without_rules_or_regions_there_is_a_contest_of_nothing():
    assert held(contest_plan(rules=())).points.shape == (0, 4)
    alone = plans.plan({("市", "", "x"): {2026: 1}}).with_scoring((rule(PLACE),))
    assert held(alone).points.shape == (1, 0)


def test_rules_of_what_the_plan_lacks_are_left_out():
    rules = (*RULES, ScoringRule("别的", "nothing", 5), ScoringRule("产业", "gdp", 5, industry="nothing"))
    assert held(contest_plan(rules)).rules == RULES


# what holds for every contest

figure = st.floats(-1e6, 1e6).map(lambda one: round(one, 3))


@given(st.lists(st.one_of(figure, st.just(NO)), min_size=4, max_size=4), figure, st.sampled_from([1.0, -1.0]))
def test_a_share_and_its_figure_are_inverse(reached, aim, sign):
    there = np.array(reached)
    share = share_reached(there, np.full(4, aim), np.full(4, sign))
    assert ((share >= 0) | np.isnan(share)).all()
    assert (np.isnan(share) == np.isnan(there)).all()
    back = figure_of_share(share, np.full(4, aim), np.full(4, sign))
    exact = (share > 0) & np.isfinite(share) & (sign * aim != 0)
    np.testing.assert_allclose(back[exact], there[exact], rtol=1e-9)


@given(figure, st.floats(0.1, 5), st.sampled_from([NO, 1.0, 3.0]), st.floats(0, 50))
def test_what_is_reached_and_its_figure_are_inverse(figure, slope, span, shift):
    args = [np.array([one]) for one in (shift, slope, span)]
    reached = reached_by(np.array([figure]), *args)
    if np.isfinite(reached[0]) and abs(reached[0]) < 1e8:
        back = figure_for(reached, *args)
        assert back[0] == pytest.approx(figure, rel=1e-6, abs=1e-6)


rules_of_any_sort = st.lists(
    st.builds(
        ScoringRule,
        st.just("计分"),
        st.sampled_from(list(FIGURES)),
        st.floats(0.5, 50).map(lambda one: round(one, 2)),
        st.sampled_from(list(ScoringMethod)),
        cap=st.none() | st.floats(0.5, 60).map(lambda one: round(one, 2)),
        step=st.none() | st.floats(0, 10).map(lambda one: round(one, 2)),
        sort=st.sampled_from(list(ScoreSort)),
    ),
    min_size=1,
    max_size=6,
).map(lambda rules: [replace(one, name=f"{one.name}{at}") for at, one in enumerate(rules)])


@settings(max_examples=60)
@given(rules_of_any_sort)
def test_points_stay_within_their_bounds(rules):
    found = held(contest_plan(rules))
    for one, given_points in zip(rules, found.points, strict=True):
        known = given_points[np.isfinite(given_points)]
        most = one.points if one.cap is None else one.cap
        if one.sort is ScoreSort.DEDUCTION:
            assert (known <= 0).all()
            assert (known >= -min(most, one.points) - 1e-9).all()
        else:
            assert (known >= 0).all()
            assert (known <= most + 1e-9).all()


@settings(max_examples=30)
@given(rules_of_any_sort, st.permutations(range(4)))
def test_the_order_of_the_counties_does_not_matter(rules, order):
    def turned(table):
        return {code: tuple(row[at] for at in order) for code, row in table.items()}

    found = held(contest_plan(rules))
    other = held(
        contest_plan(rules, turned(FIGURES), turned(BEFORE), turned(TARGETS), [COUNTIES[at] for at in order])
    )
    np.testing.assert_allclose(other.points, found.points[:, list(order)], atol=1e-9)
    np.testing.assert_equal(other.places, found.places[list(order)])


def test_equal_figures_share_a_place_in_any_direction():
    assert places_of(points(3, 1, 3, NO, 2), points(1)).tolist()[:3] == [1, 4, 1]
    assert places_of(points(3, 1, 3, 2), points(-1)).tolist() == [3, 1, 3, 2]


def test_another_figure_makes_another_contest():
    found = held(contest_plan())
    moved = with_figure(found, 3, "harm", "", 3.0)
    assert moved.points[7, 3] == pytest.approx(-2)
    np.testing.assert_equal(moved.points[:7], found.points[:7])
