"""Lorenz curves and kernel densities: closed forms and scipy on common ground."""

import numpy as np
import pytest
from scipy.stats import gaussian_kde

from npfdesk.engine.analyses.disparity import gini
from npfdesk.engine.analyses.disparity_study import kernel_density, lorenz_curve, silverman_bandwidth

FIGURES = np.array([92.0, 174.9, 208.3, 290.1, 505.9, 523.0, 527.2, 664.3, 667.6, 799.7])


def test_lorenz_by_hand():
    # 1, 3 of 4: the poorer half has a quarter
    assert lorenz_curve(np.array([3.0, np.nan, 1.0])).tolist() == [[0, 0], [0.5, 0.25], [1, 1]]
    for nothing in ([], [np.nan], [0.0, 0.0], [-1.0, 2.0]):
        assert lorenz_curve(np.array(nothing)).shape == (0, 2)


def test_the_area_beside_lorenz_is_gini():
    points = lorenz_curve(FIGURES)
    assert 1 - 2 * np.trapezoid(points[:, 1], points[:, 0]) == pytest.approx(gini(FIGURES))


def test_density_agrees_with_scipy_and_holds_one():
    width = silverman_bandwidth(FIGURES)
    points = np.linspace(-2000, 3000, 4001)
    density = kernel_density(np.append(FIGURES, np.nan), points)
    own = gaussian_kde(FIGURES, bw_method=width / FIGURES.std(ddof=1))(points)
    assert density == pytest.approx(own)
    assert np.trapezoid(density, points) == pytest.approx(1)
    # one figure, width 1: the normal density
    assert kernel_density(np.array([0.0]), np.array([0.0]), 1.0) == pytest.approx([0.3989423])


def test_figures_that_are_alike_have_no_density():
    for alike in (np.full(4, 3.0), np.array([3.0]), np.array([np.nan])):
        assert silverman_bandwidth(alike) == 0
        assert np.isnan(kernel_density(alike, np.array([3.0]))).all()
    # half of them alike: no quartile range, the standard deviation serves
    assert silverman_bandwidth(np.array([1.0, 1, 1, 1, 1, 9])) > 0
