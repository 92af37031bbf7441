"""Levers' effects out of data: known effects found again, statsmodels on common ground, refusals with reasons."""

import numpy as np
import pytest
import statsmodels.api as sm

from npfdesk.engine.analyses.lever_estimates import fit_effects, fit_plan_effects
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from tests import plans

# synthetic: 3 series of 12 years, two levers that rise at different times
GENERATOR = np.random.default_rng(7)
STRENGTHS = GENERATOR.uniform(0, 1, (36, 2))
GROUPS = np.repeat([0, 1, 2], 12)
GROWTH = np.array([4.0, 6.0, 8.0])[GROUPS] + STRENGTHS @ np.array([2.0, -0.5])
NOISE = GENERATOR.normal(0, 0.3, 36)


def test_exact_effects_are_found_again():
    made = fit_effects(GROWTH, STRENGTHS, ("甲", "乙"), GROUPS)
    assert made.effects == pytest.approx([2, -0.5])
    assert made.high - made.low == pytest.approx([0, 0], abs=1e-9)
    assert (made.observations, made.freedom) == (36, 31)
    assert made.r_squared == pytest.approx(1)


def test_intervals_agree_with_statsmodels():
    made = fit_effects(GROWTH + NOISE, STRENGTHS, ("甲", "乙"), GROUPS)
    dummies = (GROUPS[:, None] == np.arange(3)).astype(float)
    own = sm.OLS(GROWTH + NOISE, np.hstack([STRENGTHS, dummies])).fit()
    assert made.effects == pytest.approx(own.params[:2])
    assert made.errors == pytest.approx(own.bse[:2])
    assert np.stack([made.low, made.high], axis=1) == pytest.approx(own.conf_int()[:2])


def test_refusals_with_their_reasons():
    few = fit_effects(GROWTH[:12], STRENGTHS[:12], ("甲", "乙"), GROUPS[:12])
    assert few.code == "fit_too_short"
    assert "13" in few.message("zh")
    assert fit_effects(np.empty(0), np.empty((0, 1)), ("甲",), GROUPS[:0]).code == "fit_too_short"
    idle = STRENGTHS * [1, 0]
    never = fit_effects(GROWTH, idle, ("甲", "乙"), GROUPS)
    assert (never.code, never.arguments["lever"]) == ("fit_no_variation", "乙")
    # constant within every series: nothing but the series' own level
    level = np.stack([STRENGTHS[:, 0], GROUPS.astype(float)], axis=1)
    assert fit_effects(GROWTH, level, ("甲", "乙"), GROUPS).code == "fit_no_variation"
    twin = STRENGTHS[:, [0, 0]] * [1, 2]
    assert fit_effects(GROWTH, twin, ("甲", "乙"), GROUPS).code == "fit_collinear"


def test_missing_figures_are_left_out():
    gaps = GROWTH.copy()
    gaps[[0, 20]] = np.nan
    made = fit_effects(gaps, STRENGTHS, ("甲", "乙"), GROUPS)
    assert made.observations == 34
    assert made.effects == pytest.approx([2, -0.5])


def test_a_constant_growth_has_no_effects():
    made = fit_effects(np.full(36, 5.0), STRENGTHS, ("甲", "乙"), GROUPS)
    assert made.effects == pytest.approx([0, 0])
    assert np.isnan(made.r_squared)


def past(years, kind, intensities, effect, lag, multiplier):
    """Three regions whose past follows the model exactly, growth 3 % (or points) and the lever's gain."""
    data = {}
    for place, region in enumerate("甲乙丙"):
        figure, series = 100.0 + place, {}
        for year in years:
            if series:
                gain = 3.0 + effect * multiplier[place] * intensities[place].get(year - lag, 0) / 100
                figure = figure + gain if kind is plans.Kind.RATIO else figure * (1 + gain / 100)
            series[year] = figure
        data[region, "", "x"] = series
    return data


@pytest.mark.parametrize("kind", [plans.Kind.LEVEL, plans.Kind.RATIO])
def test_a_plans_lever_is_found_again(kind):
    years = range(2008, 2021)
    intensities = [{year: float((37 * year + 31 * place) % 100) for year in years} for place in range(3)]
    data = past(years, kind, intensities, 2.5, 1, [1.2, 1.2, 1.0])
    made = plans.plan(
        {("市", "", "x"): dict.fromkeys(years, 300.0), **data},
        first=2008,
        indicators=[plans.Indicator("x", "x", kind=kind)],
        regions=[
            plans.Region("市", "市"),
            plans.Region("甲", "甲", parent="市", role="大县"),
            plans.Region("乙", "乙", parent="市", role="大县"),
            plans.Region("丙", "丙", parent="市"),
        ],
        levers=[plans.LeverEffect("链", "技术", "x", 9.0, lag=1)],
        multipliers={("大县", "技术"): 1.2},
        scenarios=[
            plans.scenario(
                intensities={("链", region, "*"): intensities[place] for place, region in enumerate("甲乙丙")}
            )
        ],
    )
    results = compute(new_document(made))
    found = fit_plan_effects(results, "基准", "x")
    assert found.levers == ("链",)
    assert found.effects == pytest.approx([2.5])
    # 12 changes of 3 regions; the city, whose figure is its children's, is none of them
    assert found.observations == 36


def test_a_plan_that_cannot_be_fitted(sample_plan):
    results = compute(new_document(sample_plan))
    assert fit_plan_effects(results, "攻坚", "exports").code == "fit_no_levers"
    assert fit_plan_effects(results, "攻坚", "output").code == "fit_too_short"
