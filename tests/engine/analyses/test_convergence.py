"""Convergence: an exact process found again, the interval beside scipy's, refusals."""

import numpy as np
import pytest
from scipy.stats import linregress, t

from npfdesk.engine.analyses.convergence import beta_convergence, sigma_convergence
from npfdesk.engine.analyses.regional_figures import figures_by_region, targets_by_region
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document


def test_sigma_by_hand():
    values = np.array([[1.0, np.e**2, 5.0], [1.0, np.e, np.nan], [np.nan] * 3, [2.0, 2.0, 9.0]])
    # the third region has no figure in the second year and is left out of all; logs 0, 2 spread 1; 0, 1 spread 0.5
    spread = sigma_convergence(values)
    assert spread[[0, 1, 3]] == pytest.approx([1, 0.5, 0])
    assert np.isnan(spread[2])
    assert np.isnan(sigma_convergence(np.array([[0.0, -1.0]]))).all()


def test_a_known_speed_is_found_again():
    # every region closes its log-distance to 1 at 5 % a year: ln y_T = ln y_0 e^(-0.05 T)
    first = np.exp(np.array([-2.0, -1.0, 0.5, 1.5, 3.0]))
    last = np.exp(np.log(first) * np.exp(-0.05 * 8))
    made = beta_convergence(first, last, 8)
    assert made.speed == pytest.approx(0.05)
    assert made.half_life == pytest.approx(np.log(2) / 0.05)
    assert (made.half_life_low, made.half_life_high) == (
        pytest.approx(made.half_life),
        pytest.approx(made.half_life),
    )
    assert made.converges
    assert made.r_squared == pytest.approx(1)


def test_the_interval_agrees_with_scipys_regression():
    first = np.array([10.0, 20, 35, 60, 90, 140, np.nan, 0.0])
    last = np.array([19.0, 33, 55, 88, 150, 190, 5.0, 4.0])
    made = beta_convergence(first, last, 5)
    own = linregress(np.log(first[:6]), np.log(last[:6] / first[:6]) / 5)
    reach = t.ppf(0.975, 4) * own.stderr
    assert made.regions == 6
    assert (made.slope, made.intercept) == (pytest.approx(own.slope), pytest.approx(own.intercept))
    assert (made.slope_low, made.slope_high) == (
        pytest.approx(own.slope - reach),
        pytest.approx(own.slope + reach),
    )
    assert made.r_squared == pytest.approx(own.rvalue**2)
    # a faster slope is a shorter half-life
    assert made.half_life_low < made.half_life
    assert made.half_life_low == pytest.approx(np.log(2) / (-np.log(1 + 5 * made.slope_low) / 5))


def test_regions_that_all_grow_alike_neither_converge_nor_diverge():
    # 5 % a year for all: the slope is a rounding of 0, and no half-life follows from it
    first = np.array([13.7, 101.3, 523.1, 77.7, 1310.9])
    found = beta_convergence(first, first * 1.05**10, 10)
    assert (found.slope, found.slope_low, found.slope_high) == (0.0, 0.0, 0.0)
    assert (found.speed, found.half_life, found.half_life_low, found.half_life_high) == (None,) * 4
    assert not found.converges


def test_divergence_has_no_half_life():
    first = np.array([1.0, 2, 4, 8])
    made = beta_convergence(first, first**1.5, 5)
    assert (made.speed, made.half_life, made.converges) == (None, None, False)
    # passing each other: the order turns round
    assert beta_convergence(first, 1 / first, 5).half_life is None
    # all grow alike: no slope at all
    assert beta_convergence(first, first * 2.0, 5).slope == pytest.approx(0, abs=1e-12)


def test_refusals():
    few = beta_convergence(np.array([1.0, 2, 3, -1]), np.array([1.0, 2, 3, 4]), 5)
    assert few.code == "convergence_too_few_regions"
    assert "3" in few.message("zh")
    alike = beta_convergence(np.full(5, 3.0), np.arange(1.0, 6), 5)
    assert alike.code == "convergence_no_difference"


def test_the_plans_targets(sample_plan):
    result = next(iter(compute(new_document(sample_plan)).scenarios.values()))
    first = figures_by_region(result, sample_plan, "output")[sample_plan.column(2020)]
    made = beta_convergence(first, targets_by_region(result, sample_plan, "output"), 5)
    assert made.regions == 10
    assert made.slope < 0
    assert made.half_life > 0
