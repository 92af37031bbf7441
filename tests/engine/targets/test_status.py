"""Gaps and the three rules of colour, at their edges."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.projection.update import compute, update
from npfdesk.engine.targets.judgement import judge, milestones
from npfdesk.engine.targets.status import EDGE, Standing, graded, pace_ratio, schedule_share
from npfdesk.plan.status_rules import Rule, Thresholds
from npfdesk.plan.statuses import Status
from npfdesk.plan.structure_edits import set_settings
from tests.plans import (
    Assumption,
    Direction,
    Indicator,
    Kind,
    Method,
    RollUp,
    document,
    formula,
    scenario,
    target,
)

CITY = ("市", "", "x")
BLUE, YELLOW, ORANGE, RED, GREY = Status.BLUE, Status.YELLOW, Status.ORANGE, Status.RED, Status.GREY


def judged(
    base,
    by_year,
    text,
    *,
    rule=Rule.PACE,
    year=2025,
    kind=Kind.LEVEL,
    direction=Direction.UP,
    target_year=2025,
):
    indicator = Indicator("x", "x", kind=kind, direction=direction, rollup=RollUp.NONE)
    figures = {} if base is None else {2020: base}
    assumption = (
        Assumption(Method.VALUES, by_year=tuple(by_year.items())) if by_year else Assumption(Method.HOLD)
    )
    results = compute(
        document(
            {CITY: figures},
            indicators=[indicator],
            targets=[target(CITY, text, year=target_year)],
            scenarios=[scenario(assumptions={("*", "*", "x"): assumption})],
        )
    )
    return judge(results, "基准", year, rule)


def colour(*arguments, **named):
    return Status(judged(*arguments, **named).status[0])


def by_outcome(standing):
    return graded(Rule.OUTCOME, standing, Rule.OUTCOME.about.published)


def at_pace(ratio, years=5):
    """The figure that a pace of `ratio` of the required one reaches: 100 → 200 in five years."""
    return 100 * (1 + ratio * (2 ** (1 / 5) - 1)) ** years


@pytest.mark.parametrize(
    ("ratio", "expected"),
    [
        (1.0, BLUE),
        (0.95, BLUE),
        (0.9499, YELLOW),
        (0.6, YELLOW),
        (0.5999, ORANGE),
        (0.0, ORANGE),
        (-0.0001, RED),
    ],
)
def test_pace_turns_at_its_published_thresholds(ratio, expected):
    assert colour(100.0, {2025: at_pace(ratio)}, "200") is expected


def test_pace_of_a_ratio_is_in_points():
    assert colour(10.0, {2025: 16.0}, "20", kind=Kind.RATIO) is YELLOW
    assert colour(10.0, {2025: 15.9}, "20", kind=Kind.RATIO) is ORANGE


def test_pace_where_less_is_better():
    down = {"direction": Direction.DOWN, "kind": Kind.RATIO}
    assert colour(30.0, {2025: 20.0}, "20", **down) is BLUE
    assert colour(30.0, {2025: 23.0}, "20", **down) is YELLOW
    assert colour(30.0, {2025: 31.0}, "20", **down) is RED


def test_words_outrank_the_direction():
    answer = judged(40.0, {2025: 28.0}, "不超过30", kind=Kind.RATIO)
    assert Status(answer.status[0]) is BLUE
    assert answer.gap[0] == pytest.approx(-2.0)


def test_a_base_of_zero_or_below_is_judged_in_points():
    assert colour(0.0, {2025: 300.0}, "500", kind=Kind.COUNT) is YELLOW
    assert colour(-10.0, {2025: -10.0}, "10") is ORANGE
    assert colour(-10.0, {2025: -11.0}, "10") is RED


def test_a_target_equal_to_its_base_is_kept_or_lost():
    assert colour(100.0, {2025: 100.0}, "100") is BLUE
    assert colour(100.0, {2025: 99.0}, "100") is RED


def test_already_met_stays_blue_until_it_is_lost():
    assert colour(100.0, {2025: 90.0}, "80以上") is BLUE
    assert colour(100.0, {2025: 79.0}, "80以上") is RED


def test_near_a_hundred_per_cent():
    assert colour(99.0, {2025: 99.94}, "100", kind=Kind.RATIO) is YELLOW
    assert colour(99.0, {2025: 100.0}, "100", kind=Kind.RATIO) is BLUE


@pytest.mark.parametrize("rule", list(Rule))
def test_no_figure_is_grey_and_never_on_track(rule):
    assert colour(None, {}, "100", rule=rule) is GREY
    assert colour(100.0, {2025: 150.0}, "完成省下达任务", rule=rule) is GREY
    assert colour(100.0, {2025: 150.0}, "—", rule=rule) is GREY


def test_without_a_base_only_meeting_the_target_tells():
    assert colour(None, {2025: 100.0}, "100") is BLUE
    assert colour(None, {2025: 99.0}, "100") is GREY


def test_in_the_base_year_there_is_no_pace_yet():
    assert colour(100.0, {2025: 200.0}, "200", year=2020) is GREY
    assert colour(100.0, {2025: 200.0}, "100以上", year=2020) is BLUE


def test_about_is_met_inside_two_per_cent_and_a_range_inside_its_ends():
    assert colour(40.0, {2025: 35.7}, "35左右", kind=Kind.RATIO) is BLUE
    assert judged(40.0, {2025: 35.8}, "35左右", kind=Kind.RATIO).gap[0] == pytest.approx(-0.8)
    assert colour(1.0, {2025: 2.0}, "1-2", kind=Kind.RATIO) is BLUE
    assert colour(1.0, {2025: 0.9}, "1-2", kind=Kind.RATIO) is RED


@pytest.mark.parametrize(
    ("reached", "expected"),
    [(195.0, BLUE), (194.9, YELLOW), (150.0, YELLOW), (149.9, ORANGE), (110.0, ORANGE), (109.9, RED)],
)
def test_outcome_is_the_share_of_the_way_by_the_targets_year(reached, expected):
    assert colour(100.0, {2025: reached}, "200", rule=Rule.OUTCOME) is expected
    assert colour(100.0, {2025: reached}, "200", rule=Rule.OUTCOME, year=2022) is expected


def test_schedule_compares_with_the_years_milestone():
    milestone = 100 * 2 ** (2 / 5)
    way = milestone - 100
    for short, expected in ((0.0, BLUE), (0.05, YELLOW), (0.0501, ORANGE), (0.2, ORANGE), (0.2001, RED)):
        figures = {2022: milestone - short * way, 2025: 200.0}
        assert colour(100.0, figures, "200", rule=Rule.SCHEDULE, year=2022) is expected
    assert colour(100.0, {2025: 200.0}, "200", rule=Rule.SCHEDULE, year=2020) is BLUE


def test_where_the_rules_disagree_the_target_says_so():
    late = judged(100.0, {2024: 100.0, 2025: 200.0}, "200", year=2022)
    assert late.disagree[0]
    assert [Status(one) for one in late.statuses[:, 0]] == [ORANGE, BLUE, RED, GREY]


def test_gap_attainment_required_and_milestones_by_hand():
    answer = judged(920.6, {2025: 1203.2}, "1760")
    assert answer.gap[0] == pytest.approx(556.8)
    assert answer.progress[0] == pytest.approx((1203.2 - 920.6) / (1760 - 920.6))
    assert answer.required[0] == pytest.approx(((1760 / 920.6) ** 0.2 - 1) * 100)
    share = judged(12.8, {2025: 13.0}, "13.3", kind=Kind.RATIO)
    assert share.required[0] == pytest.approx(0.1)
    assert judged(100.0, {2025: 120.0}, "100").progress[0] != judged(100.0, {2025: 120.0}, "100").progress[0]


def test_the_planners_own_shares():
    """The embedded worksheet's shares of industry in GDP in 2025: value added at 8 %, GDP at 6 and 7 %, from 2019."""
    indicators = [
        Indicator("va", "va"),
        Indicator("gdp", "gdp"),
        Indicator("s", "s", formula=formula("va / gdp")),
    ]
    data = {("市", "", "va"): {2019: 1565.0}, ("市", "", "gdp"): {2019: 4559.9}, ("市", "", "s"): {}}
    for growth, share in ((6.0, 0.384), (7.0, 0.363)):
        rows = {
            ("*", "*", "va"): Assumption(Method.GROWTH, 8.0),
            ("*", "*", "gdp"): Assumption(Method.GROWTH, growth),
        }
        results = compute(document(data, indicators=indicators, scenarios=[scenario(assumptions=rows)]))
        assert round(float(results.scenarios["基准"].values[2, 2025 - 2016]), 3) == share


def test_milestones_begin_at_the_base_and_end_level():
    indicator = Indicator("x", "x", kind=Kind.INDEX, rollup=RollUp.NONE)
    results = compute(
        document(
            {CITY: {2019: 91.83}}, indicators=[indicator], targets=[target(CITY, "110以上", base_year=2019)]
        )
    )
    path = milestones(results, "基准")[0]
    assert np.isnan(path[0])
    assert path[2019 - 2016] == 91.83
    assert path[2020 - 2016] == pytest.approx(91.83 + 18.17 / 6)
    assert path[-1] == 110.0


def test_no_other_year_s_figure_is_a_base():
    answer = judged(None, {}, "110")
    assert np.isnan(answer.base[0])
    results = compute(document({CITY: {2018: 50.0}}, targets=[target(CITY, "100")]))
    answer = judge(results, "基准", 2025, Rule.PACE)
    assert np.isnan([answer.base[0], answer.milestone[0], answer.progress[0]]).all()
    assert answer.status[0] == Status.GREY


def standing(base, target, value, *, elapsed=5, total=5, sign=1, points=False, milestone=np.nan):
    """One target that is not met, judged so many years after its base; `value` is its final figure too."""
    figures = (base, target, value, value, milestone, elapsed, total, sign)
    flags = (points, False, False)
    return Standing(*(np.array([one], dtype=float) for one in figures), *(np.array([one]) for one in flags))


def only(array):
    """The one entry."""
    assert array.shape == (1,)
    return array[0]


def test_pace_ratio_is_signed():
    assert np.isneginf(only(pace_ratio(standing(100.0, 80.0, 90.0))))
    # 100 → 121 needs 10 % a year over two; 100 → 95 in one year is 5 % back
    assert only(pace_ratio(standing(100.0, 121.0, 95.0, elapsed=1, total=2))) == pytest.approx(-0.5)


def test_figures_between_nothing_and_one_have_a_rate_like_any_other():
    # 0.4 → 0.484 is 10 % a year over two; 0.42 in the first year is 5 %; in points it would be 0.02 of 0.042
    rate = only(pace_ratio(standing(0.4, 0.484, 0.42, elapsed=1, total=2)))
    assert rate == pytest.approx(0.05 / 0.10)
    # and so it is where only one of the three is so small: 2 → 0.5 is halved each year; 1 is on the way
    rate = only(pace_ratio(standing(2.0, 0.5, 1.0, elapsed=1, total=2, sign=-1)))
    assert rate == pytest.approx(1.0)
    rate = only(pace_ratio(standing(2.0, 1.28, 0.8, elapsed=1, total=2, sign=-1)))
    assert rate == pytest.approx(-0.6 / -0.2)


def test_a_figure_that_comes_to_nothing_is_judged_in_points():
    # 10 → 0 in five years is 2 a year; 8 after two years is 1 a year
    assert only(pace_ratio(standing(10.0, 0.0, 8.0, elapsed=2, sign=-1))) == pytest.approx(0.5)
    # 10 → 5 is 1 a year; nothing left after two years is 5 a year
    assert only(pace_ratio(standing(10.0, 5.0, 0.0, elapsed=2, sign=-1))) == pytest.approx(5.0)


def test_a_target_one_year_after_its_base_is_judged_in_that_year():
    for rule, expected in ((Rule.PACE, YELLOW), (Rule.OUTCOME, YELLOW), (Rule.SCHEDULE, RED)):
        assert colour(100.0, {2021: 107.0}, "110", rule=rule, year=2021, target_year=2021) is expected
    assert colour(100.0, {2021: 110.0}, "110", year=2021, target_year=2021) is BLUE
    assert colour(100.0, {2021: 99.0}, "110", year=2021, target_year=2021) is RED


def test_a_target_of_the_base_year_itself_asks_for_no_pace():
    assert np.isnan(only(pace_ratio(standing(100.0, 110.0, 105.0, elapsed=1, total=0))))
    assert np.isnan(only(pace_ratio(standing(100.0, 90.0, 95.0, elapsed=1, total=0, sign=-1))))
    assert colour(100.0, {2021: 105.0}, "110", year=2021, target_year=2020) is GREY


def test_figures_too_far_apart_for_a_rate_have_no_pace():
    assert np.isnan(only(pace_ratio(standing(1e-300, 1e-299, 1e300))))
    assert np.isnan(only(pace_ratio(standing(1e-300, 1e300, 2e-300))))


@pytest.mark.parametrize(
    ("reached", "expected"), [(0.595, BLUE), (0.55, YELLOW), (0.52, ORANGE), (0.505, RED)]
)
def test_ways_below_one_are_shared_like_any_other(reached, expected):
    # 0.5 → 0.6: 95, 50, 20 and 5 % of the way
    assert colour(0.5, {2025: reached}, "0.6", rule=Rule.OUTCOME, kind=Kind.RATIO) is expected


def test_schedule_of_ways_below_one():
    # 0.5 → 0.6 in points: 0.54 after two years, 0.04 gone
    for short, expected in ((0.0, BLUE), (0.05, YELLOW), (0.2, ORANGE), (0.25, RED)):
        figures = {2022: 0.54 - short * 0.04}
        assert colour(0.5, figures, "0.6", rule=Rule.SCHEDULE, year=2022, kind=Kind.RATIO) is expected


def test_a_figure_a_rounding_error_off_a_threshold_is_on_it():
    # the way is from 0 to 1, so that the figure is its own share
    for threshold, above, below in ((0.95, BLUE, YELLOW), (0.5, YELLOW, ORANGE), (0.1, ORANGE, RED)):
        assert only(by_outcome(standing(0.0, 1.0, threshold - EDGE))) == above
        assert only(by_outcome(standing(0.0, 1.0, threshold - 2 * EDGE))) == below


def test_a_milestone_missed_by_a_rounding_error_is_reached():
    # relative to a large milestone, and as far as it is for 1 to a small one
    for base, milestone, short in (
        (0.0, 1e6, 0.9e-3),
        (0.49, 0.5, 0.9e-9),
        (-0.5, 0.0, 1e-9),
    ):
        assert only(schedule_share(standing(base, 2e6, milestone - short, milestone=milestone))) == 1.0
    for base, milestone, short in ((0.0, 1e6, 2e-3), (0.49, 0.5, 1.5e-9)):
        share = only(schedule_share(standing(base, 2e6, milestone - short, milestone=milestone)))
        assert 0.999 < share < 1.0


def test_past_the_milestone_the_schedule_is_kept_and_not_more():
    assert only(schedule_share(standing(100.0, 200.0, 190.0, milestone=150.0))) == 1.0


def test_behind_a_milestone_that_is_the_base_itself_nothing_of_the_way_is_kept():
    assert np.isneginf(only(schedule_share(standing(100.0, 100.0, 99.0, milestone=100.0))))
    assert np.isnan(only(schedule_share(standing(100.0, 200.0, 150.0))))


@pytest.mark.parametrize("rule", [Rule.PACE, Rule.OUTCOME])
def test_a_band_around_the_base_is_lost_on_either_side(rule):
    # 34.3 to 35.7 is kept; no pace and no way lead from 35 to 35
    assert colour(35.0, {2025: 35.5}, "35左右", kind=Kind.RATIO, rule=rule) is BLUE
    assert colour(35.0, {2025: 36.0}, "35左右", kind=Kind.RATIO, rule=rule) is RED
    assert colour(35.0, {2025: 34.0}, "35左右", kind=Kind.RATIO, rule=rule) is RED


@pytest.mark.parametrize("rule", [Rule.PACE, Rule.OUTCOME])
def test_a_target_behind_the_base_is_red_once_the_figure_falls_below_it(rule):
    assert colour(100.0, {2025: 85.0}, "80以上", rule=rule) is BLUE
    assert colour(100.0, {2025: 70.0}, "80以上", rule=rule) is RED


def test_the_codes_of_the_colours_are_the_ones_that_tables_count_by():
    words = {"grey": 0, "blue": 1, "yellow": 2, "orange": 3, "red": 4}
    assert {one.code: int(one) for one in Status} == words
    assert by_outcome(standing(0.0, 1.0, 0.7)).dtype == np.uint8


@st.composite
def rule_and_thresholds(draw):
    """A rule with any thresholds that it takes."""
    rule = draw(st.sampled_from(list(Rule)))
    highest = int(rule.about.highest * 1000)
    three = draw(st.sets(st.integers(0, highest), min_size=3, max_size=3))
    return rule, Thresholds(*(one / 1000 for one in sorted(three, reverse=True)))


@given(
    rule_and_thresholds(),
    st.floats(-200, 200),
    st.floats(-200, 200),
    st.lists(st.floats(-300, 300), min_size=2, max_size=8),
    st.sampled_from([1, -1]),
    st.booleans(),
    st.floats(-200, 200),
)
def test_a_better_figure_never_has_a_worse_colour(chosen, base, goal, figures, sign, points, milestone):
    rule, steps = chosen
    better = sorted(figures, key=lambda one: sign * one)
    colours = []
    for value in better:
        one = standing(base, goal, value, sign=sign, points=points, milestone=milestone)
        reached = np.array([sign * (value - goal) >= 0])
        one = replace(one, met=reached, finally_met=reached)
        colours.append(int(only(graded(rule, one, steps))))
    told = [one for one in colours if one != GREY]
    # blue is 1 and red is 4
    assert told == sorted(told, reverse=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0.95; 0.6; 0", YELLOW), ("0.8; 0.6; 0", BLUE), ("0.99; 0.9; 0.5", ORANGE), ("0.99; 0.95; 0.9", RED)],
)
def test_the_plans_thresholds_change_a_colour(text, expected):
    made = document({CITY: {2020: 100.0}}, targets=[target(CITY, "200")], scenarios=[
        scenario(assumptions={("*", "*", "x"): Assumption(Method.VALUES, by_year=((2025, at_pace(0.85)),))})
    ], indicators=[Indicator("x", "x", kind=Kind.LEVEL, direction=Direction.UP, rollup=RollUp.NONE)])  # fmt: skip
    before = compute(made)
    after = update(before, set_settings(made, {"pace thresholds": text}).apply(made))
    assert judge(after, "基准", 2025, Rule.PACE).status[0] == expected
    assert judge(before, "基准", 2025, Rule.PACE).status[0] == YELLOW
    # no path is computed again for it
    assert not after.touched.any()
