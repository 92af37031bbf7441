"""The cheapest set of levers: worked cases, ties, binding before expected, what is out of reach."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize

from npfdesk.engine.answers.cheapest_levers import cheapest
from npfdesk.engine.projection.update import compute
from npfdesk.plan.kinds import Duty
from npfdesk.plan.series import SeriesKey, TargetKey
from tests.plans import (
    Assumption,
    Direction,
    Indicator,
    Kind,
    LeverEffect,
    Method,
    document,
    scenario,
    target,
)

X, Y = TargetKey(SeriesKey("甲", "", "x"), 2025), TargetKey(SeriesKey("甲", "", "y"), 2025)


def made(
    words,
    effects,
    *,
    intensities=None,
    duties=(Duty.EXPECTED, Duty.EXPECTED),
    direction=Direction.UP,
    **named,
):
    """A synthetic county: x grows by 5 %, y is a ratio of 30 that stays."""
    indicators = [
        Indicator("x", "产值", duty=duties[0], direction=direction),
        Indicator("y", "占比", kind=Kind.RATIO, duty=duties[1]),
    ]
    assumptions = {
        ("*", "*", "x"): Assumption(Method.GROWTH, 5.0),
        ("*", "*", "y"): Assumption(Method.STEP, 0.0),
    }
    return document(
        {tuple(X.series): {2020: 100.0}, tuple(Y.series): {2020: 30.0}},
        indicators=indicators,
        targets=[target(key.series, text) for key, text in words.items()],
        levers=[LeverEffect(lever, "技术", indicator, effect) for lever, indicator, effect in effects],
        scenarios=[scenario(assumptions=assumptions, intensities=intensities)],
        **named,
    )


def solved(doc, keys, **rest):
    return cheapest(doc, compute(doc), "基准", keys, **rest)


def shifts(answer):
    return {move.lever: move.shift for move in answer.moves}


def rate(figure):
    """The growth that takes 100 to a figure in five years, beyond the 5 % assumed."""
    return ((figure / 100.0) ** 0.2 - 1) * 100 - 5.0


def test_the_most_effective_lever_carries_it_alone():
    doc = made({X: "140"}, [("弱", "x", 2.0), ("强", "x", 4.0)])
    answer = solved(doc, [X])
    assert shifts(answer) == {"弱": 0.0, "强": pytest.approx(rate(140.0) / 4.0 * 100)}
    assert answer.outcomes[0].met
    assert answer.outcomes[0].after == pytest.approx(140.0, rel=1e-9)
    assert answer.outcomes[0].short == 0.0
    weak, strong = answer.moves
    # the weak one buys half as much
    assert (weak.worth, strong.worth) == pytest.approx((0.5, 1.0), rel=1e-4)
    assert answer.effort == pytest.approx(strong.shift / 100)
    after = compute(answer.edit.apply(doc)).scenarios["基准"].values[0, doc.plan.column(2025)]
    assert after == pytest.approx(140.0, rel=1e-9)


def test_efforts_weigh():
    doc = made({X: "140"}, [("弱", "x", 2.0), ("强", "x", 4.0)])
    answer = solved(doc, [X], weights={"强": 3.0})
    assert shifts(answer) == {"弱": pytest.approx(rate(140.0) / 2.0 * 100), "强": 0.0}


def test_the_second_lever_takes_what_the_first_cannot():
    # 100·1.11^5 = 168.5 asks 6 points: 4 from the strong, 2 from the weak at full
    doc = made({X: "160"}, [("弱", "x", 2.0), ("强", "x", 4.0)])
    answer = solved(doc, [X])
    assert shifts(answer) == {"弱": pytest.approx((rate(160.0) - 4.0) / 2.0 * 100), "强": 100.0}
    assert answer.outcomes[0].met


def test_ties_go_by_the_plans_order_and_are_said():
    doc = made({X: "140"}, [("先", "x", 4.0), ("后", "x", 4.0)])
    answer = solved(doc, [X])
    assert shifts(answer) == {"先": pytest.approx(rate(140.0) / 4.0 * 100), "后": 0.0}
    assert [note.code for note in answer.notes] == ["cheapest_tied"]
    assert answer.notes[0].message("zh").startswith("“后”与所选抓手")
    three = solved(made({X: "140"}, [("先", "x", 4.0), ("后", "x", 4.0), ("末", "x", 4.0)]), [X])
    assert three.notes[0].message("zh").startswith("“后”和“末”与所选抓手")
    assert three.notes[0].message("en").startswith("“后” and “末” would do")


def test_nothing_is_moved_where_all_is_met():
    answer = solved(made({X: "120"}, [("强", "x", 4.0)]), [X])
    assert (shifts(answer), answer.effort, answer.feasible) == ({"强": 0.0}, 0.0, True)


def test_a_lever_is_lowered_where_less_is_asked():
    intensities = {("强", "*", "*"): {2021: 80.0}}
    doc = made({X: "不超过130"}, [("强", "x", 4.0)], intensities=intensities, direction=Direction.DOWN)
    answer = solved(doc, [X])
    assert answer.outcomes[0].met
    assert shifts(answer)["强"] == pytest.approx(rate(130.0) / 4.0 * 100 - 80.0)
    assert (answer.moves[0].before, answer.moves[0].after) == pytest.approx((80.0, rate(130.0) / 4.0 * 100))


def test_two_targets_at_once_and_a_range_is_met_at_its_edge():
    doc = made({X: "140", Y: "33-36"}, [("强", "x", 4.0), ("质", "y", 1.0)])
    answer = solved(doc, [X, Y])
    assert all(outcome.met for outcome in answer.outcomes)
    # 0.6 points a year bring 30 to 33
    assert shifts(answer)["质"] == pytest.approx(60.0)
    assert answer.outcomes[1].after == pytest.approx(33.0)


def test_binding_targets_come_before_expected_ones():
    # one lever lifts x and lowers y: y (binding) must not fall below 29
    effects = [("强", "x", 4.0), ("强", "y", -1.0)]
    doc = made({X: "140", Y: "至少29"}, effects, duties=(Duty.EXPECTED, Duty.BINDING))
    answer = solved(doc, [X, Y])
    assert answer.feasible
    assert shifts(answer)["强"] == pytest.approx(20.0)
    expected, binding = answer.outcomes
    assert (binding.met, expected.met) == (True, False)
    assert expected.short == pytest.approx(140 - 100 * 1.058**5)
    assert [note.code for note in answer.notes] == ["cheapest_expected_short"]
    turned = made({X: "140", Y: "至少29"}, effects, duties=(Duty.BINDING, Duty.EXPECTED))
    answer = solved(turned, [X, Y])
    assert shifts(answer)["强"] == pytest.approx(rate(140.0) / 4.0 * 100)


def test_what_is_out_of_reach_is_said_with_the_closest():
    doc = made({X: "200"}, [("强", "x", 4.0), ("空", "y", 1.0)], duties=(Duty.BINDING, Duty.EXPECTED))
    answer = solved(doc, [X])
    assert not answer.feasible
    assert shifts(answer) == {"强": 100.0, "空": 0.0}
    assert answer.outcomes[0].short == pytest.approx(200 - 100 * 1.09**5)
    assert [note.code for note in answer.notes] == ["cheapest_binding_out_of_reach"]


def test_what_cannot_be_asked():
    doc = made({X: "140"}, [("强", "x", 4.0)])
    assert solved(made({X: "140"}, []), [X]).code == "cheapest_no_levers"
    assert solved(doc, [X], weights={"强": 0.0}).code == "cheapest_no_levers"
    assert solved(doc, []).code == "seek_no_target"
    assert solved(doc, [Y]).code == "seek_no_target"
    assert solved(made({X: "完成省下达任务"}, [("强", "x", 4.0)]), [X]).code == "seek_no_target_figure"
    assert solved(made({X: "140"}, [("强", "x", 4.0)], horizon=2024), [X]).code == "seek_past_horizon"
    empty = replace(doc, plan=doc.plan.with_observations([(X.series, 2020, None)]))
    assert solved(empty, [X]).code == "cheapest_no_path"


def test_against_an_independent_optimum():
    """Three levers on two targets, weights uneven: the same least effort as SLSQP finds on the closed form."""
    effects = [("一", "x", 3.0), ("二", "x", 2.0), ("二", "y", 0.5), ("三", "x", 1.0), ("三", "y", 0.9)]
    doc = made({X: "150", Y: "32"}, effects)
    weights = {"一": 1.0, "二": 0.8, "三": 0.7}
    answer = solved(doc, [X, Y], weights=weights)

    def x(level):
        return 100 * (1.05 + (3 * level[0] + 2 * level[1] + level[2]) / 100) ** 5

    def y(level):
        return 30 + 5 * (0.5 * level[1] + 0.9 * level[2])

    best = minimize(
        lambda level: np.dot([1.0, 0.8, 0.7], level),
        [0.5, 0.5, 0.5],
        bounds=[(0, 1)] * 3,
        constraints=[
            {"type": "ineq", "fun": lambda intensities: x(intensities) - 150},
            {"type": "ineq", "fun": lambda intensities: y(intensities) - 32},
        ],
    )
    assert best.success
    assert answer.effort == pytest.approx(best.fun, rel=1e-6)
    assert all(outcome.met for outcome in answer.outcomes)


def test_levels_that_run_over_the_years_are_moved_together_within_their_range():
    intensities = {("强", "*", "*"): {2021: 20.0, 2025: 100.0}, ("强", "甲", "*"): {2021: 10.0}}
    doc = made({X: "145"}, [("强", "x", 4.0)], intensities=intensities)
    answer = solved(doc, [X])
    after = answer.edit.apply(doc).scenario.intensities
    assert answer.outcomes[0].met
    general = dict(after["强", "*", "*"].by_year)
    own = dict(after["强", "甲", "*"].by_year)
    shift = shifts(answer)["强"]
    assert own[2023] == pytest.approx(10.0 + shift)
    assert general[2021] == pytest.approx(20.0 + shift)
    assert general[2025] == 100.0


def test_a_sum_is_reached_by_the_levers_and_a_mean_growth_too():
    # 80 a year and 5 % of growth: full intensity adds 3 points of growth to the one and 1 point a year to the other
    flow = Indicator("flow", "flow", kind=Kind.FLOW)
    rate = Indicator("rate", "rate", unit="%", kind=Kind.RATE)
    stated = [
        target(("甲", "", "flow"), "〔420〕", kind=Kind.FLOW),
        target(("甲", "", "rate"), "6%以上", kind=Kind.RATE, unit="%"),
    ]
    doc = document(
        {("甲", "", "flow"): {2020: 80.0}, ("甲", "", "rate"): {2020: 5.0}},
        indicators=[flow, rate],
        targets=stated,
        levers=[LeverEffect("增", "技术", "flow", 3.0), LeverEffect("速", "技术", "rate", 1.0)],
        scenarios=[
            scenario(
                assumptions={
                    ("*", "*", "flow"): Assumption(Method.GROWTH, 0.0),
                    ("*", "*", "rate"): Assumption(Method.STEP, 0.0),
                }
            )
        ],
    )
    answer = cheapest(doc, compute(doc), "基准", [one.key for one in stated])
    assert [outcome.met for outcome in answer.outcomes] == [True, True]
    assert [outcome.before for outcome in answer.outcomes] == pytest.approx([400.0, 5.0])
    assert [outcome.after for outcome in answer.outcomes] == pytest.approx([420.0, 6.0], rel=1e-6)
    growth = 1 + 3.0 * answer.moves[0].shift / 100 / 100
    assert 80 * sum(growth**year for year in range(1, 6)) == pytest.approx(420.0, rel=1e-6)


def test_words_alone_are_no_constraint():
    doc = document(
        {("甲", "", "x"): {2020: 80.0}},
        targets=[target(("甲", "", "x"), "稳步提升")],
        levers=[LeverEffect("增", "技术", "x", 3.0)],
        scenarios=[scenario()],
    )
    refused = cheapest(doc, compute(doc), "基准", list(doc.plan.targets))
    assert refused.code == "seek_no_target_figure"
