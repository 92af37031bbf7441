"""Monitoring and responding: actuals re-anchor, the plan stays frozen, what slipped is counted, rules fire and are logged."""

import numpy as np
import pytest

from npfdesk.engine.answers.response_rules import simulate
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets.monitoring import frozen_plan, monitor
from npfdesk.plan.document import new_document
from npfdesk.plan.model import LeverEffect
from npfdesk.plan.scenarios import ResponseRule
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from tests.plans import Assumption, Indicator, Kind, Method, Region, RollUp, plan, scenario, target

ANY = "*"


def watched(figures, text="200", kind=Kind.LEVEL, method=None, **named):
    made = plan(
        {("a", "", "x"): figures},
        indicators=[Indicator("x", "x", kind=kind)],
        targets=[target(("a", "", "x"), text)],
        scenarios=[scenario("s", assumptions={(ANY, ANY, "x"): method or Assumption(Method.GROWTH, 10.0)})],
        **named,
    )
    return compute(new_document(made))


def test_actuals_reanchor_the_path_and_the_frozen_plan_stays():
    results = watched({2020: 100.0, 2021: 104.0, 2022: 108.0})
    found = monitor(results, "s", 2022)
    # frozen: 100 x 1.1^2 and 100 x 1.1^5; re-anchored: 108 x 1.1^3
    assert found.planned[0] == pytest.approx(121)
    assert found.frozen[0] == pytest.approx(161.051)
    assert found.projected[0] == pytest.approx(108 * 1.1**3)
    assert (found.actual[0], found.value[0]) == (108, 108)
    # due by the second of five years on the way from 100 to 200: 100 x 2^(2/5)
    assert found.milestone[0] == pytest.approx(100 * 2**0.4)
    assert found.gap[0] == pytest.approx(100 * 2**0.4 - 108)
    # needed then 2^(1/5) - 1 = 14.87 % a year, now (200 / 108)^(1/3) - 1
    assert found.planned_growth[0] == pytest.approx((2**0.2 - 1) * 100)
    assert found.catch_up[0] == pytest.approx(((200 / 108) ** (1 / 3) - 1) * 100)
    # 108 was due 5 ln 1.08 / ln 2 = 0.5551 years after the base
    assert found.slippage[0] == pytest.approx(2 - 5 * np.log(1.08) / np.log(2))
    # 108 x 1.1^n >= 200 from n = 7 on
    assert found.arrival[0] == 2029
    assert found.statuses.shape == (len(Rule), 1)


def test_the_frozen_plan_can_be_frozen_later():
    results = watched({2020: 100.0, 2021: 104.0, 2022: 108.0})
    later = frozen_plan(results, "s", 2021)
    assert later.scenarios["s"].values[0, 6] == pytest.approx(104 * 1.1)
    assert monitor(results, "s", 2022, later).planned[0] == pytest.approx(114.4)
    # nothing observed since: the frozen plan is the plan
    plain = watched({2020: 100.0})
    np.testing.assert_array_equal(frozen_plan(plain, "s").scenarios["s"].values, plain.scenarios["s"].values)


def test_points_slip_along_a_straight_line():
    results = watched({2020: 10.0, 2022: 11.0}, "20", Kind.RATIO, Assumption(Method.STEP, 1.0))
    found = monitor(results, "s", 2022)
    # 2 points a year were due: 11 was due half a year after the base
    assert found.milestone[0] == 14
    assert found.slippage[0] == pytest.approx(1.5)
    assert found.catch_up[0] == pytest.approx(3)
    assert found.planned_growth[0] == pytest.approx(2)
    assert found.actual[0] == 11
    assert np.isnan(monitor(results, "s", 2023).actual[0])


def test_fewer_is_better_and_ahead_is_ahead():
    results = watched({2020: 50.0, 2021: 40.0}, "不超过30")
    found = monitor(results, "s", 2021)
    assert found.gap[0] < 0
    assert found.slippage[0] < 0


def test_edges_of_monitoring():
    # base = target: no way to be gone; zero base: straight; no figure at all
    same = monitor(watched({2020: 100.0, 2021: 90.0}, "100"), "s", 2021)
    assert np.isnan(same.slippage[0])
    zero = monitor(watched({2020: 0.0, 2021: 1.0}, "10", method=Assumption(Method.STEP, 1.0)), "s", 2021)
    assert zero.slippage[0] == pytest.approx(0.5)
    assert np.isnan(zero.planned_growth[0])
    none = monitor(watched({}, "10"), "s", 2021)
    for figures in (none.value, none.milestone, none.slippage, none.catch_up, none.arrival):
        assert np.isnan(figures).all()
    assert (none.statuses == Status.GREY).all()
    with pytest.raises(KeyError):
        monitor(watched({2020: 1.0}), "s", 2050)


def test_the_three_rules_stand_side_by_side_with_their_disagreement():
    results = watched({2020: 100.0, 2021: 112.0}, method=Assumption(Method.GROWTH, 20.0))
    found = monitor(results, "s", 2021)
    # pace 12 / 14.87 = 0.81 yellow; the path reaches 112 x 1.2^4 = 232 blue; short of 114.87 by 19 % orange
    assert [Status(one) for one in found.statuses[:, 0]] == [
        Status.YELLOW,
        Status.BLUE,
        Status.ORANGE,
        Status.YELLOW,
    ]
    assert found.disagree[0]


LEVERS = [LeverEffect("AI", "技术", "x", 10.0)]


def plan_with_lever(intensities=None, rules_text="200", **named):
    made = plan(
        {("city", "", "x"): {}, ("a", "", "x"): {2020: 50.0}, ("b", "", "x"): {2020: 50.0}},
        regions=[Region("city", "city"), Region("a", "a", parent="city"), Region("b", "b", parent="city")],
        indicators=[Indicator("x", "x", rollup=RollUp.SUM)],
        levers=LEVERS,
        **{
            "targets": [target(("a", "", "x"), "100")],
            "scenarios": [
                scenario(
                    "s",
                    assumptions={(ANY, ANY, "x"): Assumption(Method.GROWTH, 5.0)},
                    intensities=intensities or {},
                )
            ],
            **named,
        },
    )
    return compute(new_document(made))


def test_orange_two_years_running_raises_the_lever():
    # 5 % of 14.87 % needed is 0.34: orange in 2021 and 2022, so AI goes to 80 % from 2023: 5 + 8 = 13 %
    found = simulate(plan_with_lever(), "s", [ResponseRule("x", "AI", 80.0)])
    assert [(one.rule, one.year, one.lever, one.before, one.after) for one in found.log] == [
        (0, 2022, "AI", 0, 80)
    ]
    assert found.log[0].colours == (Status.ORANGE, Status.ORANGE)
    assert found.log[0].target.series == SeriesKey("a", "", "x")
    path = found.results.scenarios["s"].values
    assert path[1, 6] == pytest.approx(50 * 1.05**2)
    assert path[1, 9] == pytest.approx(50 * 1.05**2 * 1.13**3)
    # the other county was not asked, and the city is the sum
    assert path[2, 9] == pytest.approx(50 * 1.05**5)
    assert path[0, 9] == pytest.approx(path[1, 9] + path[2, 9])
    assert found.without.scenarios["s"].values[1, 9] == pytest.approx(50 * 1.05**5)
    # 2023: (1.05^2 1.13)^(1/3) - 1 = 7.6 % of 14.87 %: 0.51 orange still; 2024: 0.6 yellow
    assert [Status(one) for one in found.colours[:5, 0]] == [
        Status.ORANGE, Status.ORANGE, Status.ORANGE, Status.YELLOW, Status.YELLOW,
    ]  # fmt: skip
    # after its year a target is judged no more
    assert (found.colours[5:] == 0).all()


def test_a_target_of_the_city_raises_the_lever_in_its_counties():
    results = plan_with_lever(targets=[target(("city", "", "x"), "200")])
    found = simulate(results, "s", [ResponseRule("x", "AI", 80.0, years=1)])
    path = found.results.scenarios["s"].values
    assert found.log[0].year == 2021
    assert path[0, 9] == pytest.approx(100 * 1.05 * 1.13**4)


def test_history_is_not_drawn_up_and_a_stronger_lever_is_not_lowered():
    # 20 % in 2021 rising to 100 % in 2029: raised to 60 % where it is lower, kept where it is higher
    intensities = {("AI", ANY, ANY): {2015: 20.0, 2021: 20.0, 2029: 100.0}}
    found = simulate(plan_with_lever(intensities), "s", [ResponseRule("x", "AI", 60.0, region="a")])
    (fired,) = found.log
    assert (fired.before, fired.after) == (40.0, 60.0)
    path = found.results.scenarios["s"].values[1]
    rates = path[1:] / path[:-1]
    np.testing.assert_allclose(
        [rate * 100 - 105 for rate in rates[4:]], [2, 3, 6, 6, 6, 7, 8, 9, 10, 10], atol=1e-9
    )
    assert simulate(plan_with_lever(intensities), "s", [ResponseRule("x", "AI", 60.0, region="b")]).log == ()


def test_rules_fire_one_after_another_and_only_once():
    rules = [ResponseRule("x", "AI", 20.0, "orange", 1), ResponseRule("x", "AI", 100.0, "orange", 3)]
    found = simulate(plan_with_lever(), "s", rules)
    assert [(one.rule, one.year, one.before, one.after) for one in found.log] == [
        (0, 2021, 0.0, 20.0),
        (1, 2023, 20.0, 100.0),
    ]


def test_nothing_fires_where_all_is_well_or_nothing_is_watched():
    fine = plan_with_lever(targets=[target(("a", "", "x"), "55")])
    rule = ResponseRule("x", "AI", 80.0)
    assert simulate(fine, "s", [rule]).log == ()
    assert simulate(plan_with_lever(), "s", [ResponseRule("y", "AI", 80.0)]).log == ()
    assert simulate(plan_with_lever(), "s", [ResponseRule("x", "AI", 80.0, industry="steel")]).log == ()
    assert (
        simulate(plan_with_lever(targets=[target(("a", "", "x"), "完成省下达任务")]), "s", [rule]).log == ()
    )
    assert simulate(plan_with_lever(), "s", []).log == ()


def test_by_another_rule_it_fires_otherwise():
    # schedule: 52.5 against 57.43, short by two thirds of the way: red in the first year
    rule = ResponseRule("x", "AI", 80.0, "red", 1)
    assert simulate(plan_with_lever(), "s", [rule]).log == ()
    assert simulate(plan_with_lever(), "s", [rule], Rule.SCHEDULE).log[0].year == 2021


def test_the_next_target_of_a_series_is_the_one_that_counts():
    early, late = target(("a", "", "x"), "51", year=2022), target(("a", "", "x"), "200", year=2030)
    found = simulate(plan_with_lever(targets=[early, late]), "s", [ResponseRule("x", "AI", 80.0)])
    # from 51 in 2022 on: 57.9 in 2023 goes at 0.73 of the pace to 200, 60.8 in 2024 at 0.49, 63.8 in 2025 at 0.42
    assert found.log[0].year == 2025
    assert found.log[0].target.year == 2030


def test_impossible_rules_are_refused():
    with pytest.raises(KeyError):
        simulate(plan_with_lever(), "s", [ResponseRule("x", "nothing", 80.0)])
    for wrong in (
        {"intensity": 120.0},
        {"intensity": 80.0, "years": 0},
        {"intensity": 80.0, "colour": "pink"},
    ):
        with pytest.raises(ValueError, match="at least one year"):
            ResponseRule("x", "AI", **wrong)
