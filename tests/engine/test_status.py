"""Gaps and the three rules of colour, at their edges."""

import numpy as np
import pytest

from npfdesk.engine.judging import judge, milestones
from npfdesk.engine.status import Rule, Standing, Status, pace_ratio
from npfdesk.engine.update import compute
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
    assert [Status(one) for one in late.statuses[:, 0]] == [ORANGE, BLUE, RED]


def test_gap_attainment_required_and_milestones_by_hand():
    answer = judged(920.6, {2025: 1203.2}, "1760")
    assert answer.gap[0] == pytest.approx(556.8)
    assert answer.attainment[0] == pytest.approx((1203.2 - 920.6) / (1760 - 920.6))
    assert answer.required[0] == pytest.approx(((1760 / 920.6) ** 0.2 - 1) * 100)
    share = judged(12.8, {2025: 13.0}, "13.3", kind=Kind.RATIO)
    assert share.required[0] == pytest.approx(0.1)
    assert (
        judged(100.0, {2025: 120.0}, "100").attainment[0] != judged(100.0, {2025: 120.0}, "100").attainment[0]
    )


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


def test_a_base_of_an_earlier_year_serves_where_the_base_year_has_none():
    answer = judged(None, {}, "110")
    assert np.isnan(answer.base[0])
    results = compute(document({CITY: {2018: 50.0}}, targets=[target(CITY, "100")]))
    assert judge(results, "基准", 2025, Rule.PACE).base[0] == 50.0


def test_pace_ratio_is_signed():
    assert np.isneginf(pace_ratio_of(100.0, 90.0, "80"))


def pace_ratio_of(base, value, text):
    one = np.array([1.0])
    figure = float(text)
    return pace_ratio(
        Standing(
            base * one, figure * one, value * one, value * one, figure * one, 5 * one, 5 * one, one,
            np.array([False]), np.array([False]), np.array([False]),
        )
    )[0]  # fmt: skip
