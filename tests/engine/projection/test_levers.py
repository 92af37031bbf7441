"""Levers: effect, intensity, lag, multipliers and synergy, by hand."""

import numpy as np
import pytest

from npfdesk.engine.projection.levers import coordination, intensities
from npfdesk.engine.projection.remarks import levers_reach, remarks
from npfdesk.engine.projection.update import compute
from tests.plans import (
    Assumption,
    Indicator,
    Industry,
    Kind,
    LeverEffect,
    Method,
    Region,
    RollUp,
    document,
    scenario,
)

LEVEL = Indicator("x", "x", rollup=RollUp.NONE)
RATIO = Indicator("r", "r", kind=Kind.RATIO, rollup=RollUp.NONE)


def results(
    levers,
    intensities,
    *,
    assumptions=None,
    multipliers=None,
    regions=None,
    industries=(),
    data=None,
    synergy=0.0,
):
    return compute(
        document(
            data or {("市", "", "x"): {2020: 100.0}, ("市", "", "r"): {2020: 10.0}},
            indicators=[LEVEL, RATIO],
            regions=regions,
            industries=industries,
            levers=levers,
            multipliers=multipliers,
            synergy=synergy,
            horizon=2023,
            scenarios=[
                scenario(
                    assumptions=assumptions
                    or {
                        ("*", "*", "x"): Assumption(Method.GROWTH, 5.0),
                        ("*", "*", "r"): Assumption(Method.STEP, 1.0),
                    },
                    intensities=intensities,
                )
            ],
        )
    )


def test_a_level_gains_percentage_points_and_a_ratio_points():
    levers = [LeverEffect("a", "技术", "x", 2.0), LeverEffect("a", "技术", "r", 0.6)]
    answer = results(levers, {("a", "*", "*"): {2021: 50.0, 2022: 100.0}}).scenarios["基准"]
    assert answer.values[0, 5:].tolist() == pytest.approx([106.0, 106 * 1.07, 106 * 1.07 * 1.07])
    assert answer.values[1, 5:].tolist() == pytest.approx([11.3, 12.9, 14.5])
    assert answer.gain[0].tolist() == pytest.approx([0, 0, 0, 0, 0, 1, 2, 2])


def test_the_lag_looks_back_and_before_the_first_year_there_is_nothing():
    answer = results(
        [LeverEffect("a", "技术", "x", 2.0, lag=1)], {("a", "*", "*"): {2021: 50.0, 2023: 100.0}}
    )
    assert answer.scenarios["基准"].gain[0, 5:].tolist() == pytest.approx([0, 1.0, 1.5])
    assert intensities(answer.scenarios["基准"].inputs)[0, 0].tolist() == pytest.approx(
        [0, 0, 0, 0, 0, 50, 75, 100]
    )


def test_multipliers_of_role_and_type_multiply_and_missing_ones_are_one():
    answer = results(
        [LeverEffect("a", "技术", "x", 2.0), LeverEffect("b", "政策", "x", 1.0)],
        {("a", "*", "*"): {2021: 100.0}, ("b", "*", "*"): {2021: 100.0}},
        multipliers={("大县", "技术"): 1.2, ("新兴", "技术"): 0.5},
        regions=[Region("市", "市", role="大县")],
        industries=[Industry("芯", "芯", type="新兴")],
        data={("市", "", "x"): {2020: 100.0}, ("市", "芯", "x"): {2020: 100.0}},
    ).scenarios["基准"]
    assert answer.gain[:, -1].tolist() == pytest.approx([2 * 1.2 + 1, 2 * 1.2 * 0.5 + 1])


def test_levels_of_a_region_replace_the_general_ones_whole():
    answer = results(
        [LeverEffect("a", "技术", "x", 1.0)],
        {("a", "*", "*"): {2021: 100.0}, ("a", "县", "*"): {2022: 40.0}},
        regions=[Region("市", "市"), Region("县", "县", parent="市")],
        data={("市", "", "x"): {2020: 1.0}, ("县", "", "x"): {2020: 1.0}},
    ).scenarios["基准"]
    assert answer.gain[0, 5:].tolist() == pytest.approx([1, 1, 1])
    assert answer.gain[1, 5:].tolist() == pytest.approx([0, 0.4, 0.4])
    assert answer.inputs.intensities("a", "县", "").intensities.by_year == ((2022, 40.0),)
    assert answer.inputs.intensities("a", "市", "").key.region == "*"


@pytest.mark.parametrize("method", [Method.HOLD, Method.TARGET, Method.VALUES, Method.LOGISTIC])
def test_other_methods_are_not_reached_and_say_so(method):
    answer = results(
        [LeverEffect("a", "技术", "x", 2.0)],
        {("a", "*", "*"): {2021: 100.0}},
        assumptions={("*", "*", "x"): Assumption(method, 300.0, 2025.0, by_year=((2022, 7.0),))},
    )
    assert not answer.scenarios["基准"].gain.any()
    assert "levers_do_not_reach" in [one.code for one in remarks(answer, "基准", 0)]
    assert not levers_reach(answer, "基准", 0)


def test_the_synergy_multiplies_the_whole_gain():
    levers = [
        LeverEffect("a", "技术", "x", 2.0),
        LeverEffect("b", "政策", "x", 1.0),
        LeverEffect("c", "政策", "r", 1.0),
    ]
    intensities = {("a", "*", "*"): {2021: 80.0}, ("b", "*", "*"): {2021: 60.0}}
    answer = results(levers, intensities, synergy=0.5)
    u, v = 0.8, (0.6 + 0.0) / 2
    together = 2 * (u * v) ** 0.5 / (u + v)
    degree = (together * (u + v) / 2) ** 0.5
    assert coordination(answer.scenarios["基准"].inputs)[-1].tolist() == pytest.approx([degree])
    assert answer.scenarios["基准"].gain[0, -1] == pytest.approx((2 * 0.8 + 0.6) * (1 + 0.5 * degree))


def test_no_intensity_anywhere_is_no_coordination():
    answer = results([LeverEffect("a", "技术", "x", 2.0)], {}, synergy=1.0).scenarios["基准"]
    assert not coordination(answer.inputs).any()
    assert not answer.gain.any()
    assert np.isfinite(answer.values[0, -1])


@pytest.mark.parametrize(
    ("code", "first", "assumption", "after"),
    [
        # an amount of 1000 and 2 points of growth a year: percentage points under all three
        ("x", 1000.0, Assumption(Method.GROWTH, 5.0), [1000 * 1.07, 1000 * 1.07**2]),
        ("x", 1000.0, Assumption(Method.STEP, 0.0), [1020.0, 1040.4]),
        ("x", 1000.0, Assumption(Method.STEP, 50.0), [1070.0, 1070 + 50 + 21.4]),
        ("x", 1000.0, Assumption(Method.STEP, None, by_year=((2021, 50.0), (2022, -10.0))), [1070.0, 1081.4]),
        # a ratio and an index of 50: points under all three
        ("r", 50.0, Assumption(Method.GROWTH, 2.0), [53.0, 53 * 1.02 + 2]),
        ("r", 50.0, Assumption(Method.STEP, 1.0), [53.0, 56.0]),
        ("n", 50.0, Assumption(Method.GROWTH, 2.0), [53.0, 53 * 1.02 + 2]),
        ("g", 6.0, Assumption(Method.STEP, 0.5), [8.5, 11.0]),
        ("f", 40.0, Assumption(Method.STEP, 1.0), [41.8, 43.636]),
    ],
)
def test_a_gain_is_in_the_effects_own_unit_whatever_the_method(code, first, assumption, after):
    kinds = {"x": Kind.LEVEL, "r": Kind.RATIO, "n": Kind.INDEX, "g": Kind.RATE, "f": Kind.FLOW}
    answer = compute(
        document(
            {("市", "", code): {2020: first}},
            indicators=[Indicator(code, code, kind=kinds[code], rollup=RollUp.NONE)],
            levers=[LeverEffect("a", "技术", code, 2.0)],
            horizon=2022,
            scenarios=[
                scenario(
                    assumptions={("*", "*", code): assumption}, intensities={("a", "*", "*"): {2021: 100.0}}
                )
            ],
        )
    ).scenarios["基准"]
    assert answer.values[0, -2:].tolist() == pytest.approx(after)


@pytest.mark.parametrize(("code", "first", "then"), [("x", 800.0, 1000.0), ("r", 30.0, 50.0)])
def test_a_trend_gains_by_kind(code, first, then):
    answer = results(
        [LeverEffect("a", "技术", code, 2.0)],
        {("a", "*", "*"): {2021: 100.0}},
        assumptions={("*", "*", code): Assumption(Method.TREND)},
        data={("市", "", code): {2019: first, 2020: then}},
    ).scenarios["基准"]
    expected = then * (then / first + 0.02) if code == "x" else then + (then - first) + 2
    assert answer.values[0, 5] == pytest.approx(expected)
