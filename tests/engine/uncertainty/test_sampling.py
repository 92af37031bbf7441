"""Draws of parameters against what is known of their distributions."""

import numpy as np
import pytest
from scipy import stats

from npfdesk.engine.uncertainty.sampling import Ranges, Sampling, Shape, drawn, normal, triangular


def ranges(*rows, common=None, whole=False):
    low, value, high = (np.array(column, dtype=float) for column in zip(*rows, strict=True))
    count = len(rows)
    return Ranges(
        low,
        value,
        high,
        np.full(count, whole),
        np.arange(count),
        np.full(count, -1) if common is None else np.array(common),
        count + 1,
    )


SHARES = np.array([1e-6, 0.05, 0.25, 0.4, 0.5, 0.75, 0.95, 1 - 1e-6])


@pytest.mark.parametrize(("low", "value", "high"), [(2, 5, 9), (2, 2, 9), (2, 9, 9), (-4, -1, 3)])
def test_triangular_is_the_textbook_inverse(low, value, high):
    expected = stats.triang.ppf(SHARES, (value - low) / (high - low), loc=low, scale=high - low)
    np.testing.assert_allclose(
        triangular(SHARES[:, None], *(np.array([x], float) for x in (low, value, high)))[:, 0],
        expected,
        atol=1e-9,
    )


def test_a_range_without_width_is_its_value():
    assert (triangular(SHARES[:, None], *(np.array([5.0]),) * 3) == 5.0).all()


def test_normal_has_low_and_high_at_5_and_95_percent():
    made = normal(np.array([[0.05], [0.5], [0.95]]), np.array([2.0]), np.array([99.0]), np.array([8.0]))
    np.testing.assert_allclose(made[:, 0], [2.0, 5.0, 8.0], atol=1e-12)


@pytest.mark.parametrize("sampling", list(Sampling))
@pytest.mark.parametrize("shape", list(Shape))
def test_draws_follow_their_distribution(shape, sampling):
    low, value, high = 2.0, 5.0, 9.0
    made = drawn(ranges((low, value, high)), shape, sampling, 0.0, 11, 0, 10_000)[:, 0]
    known = (
        stats.triang((value - low) / (high - low), loc=low, scale=high - low)
        if shape is Shape.TRIANGULAR
        else stats.norm(5.5, 3.5 / stats.norm.ppf(0.95))
    )
    for share in (0.05, 0.25, 0.5, 0.75, 0.95):
        # the error of a sample quantile is sqrt(p (1 - p) / n) over the density there; four of them
        point = known.ppf(share)
        error = 4 * np.sqrt(share * (1 - share) / 10_000) / known.pdf(point)
        assert abs(np.quantile(made, share) - point) < error


def test_opposite_draws_come_in_pairs():
    made = drawn(ranges((0, 5, 10)), Shape.NORMAL, Sampling.ANTITHETIC, 0.0, 3, 0, 2000)[:, 0]
    np.testing.assert_allclose(made[0::2] + made[1::2], 10.0, atol=1e-9)


def test_sobol_numbers_are_more_even_than_drawn_ones():
    known = stats.triang(0.5, loc=0, scale=10)
    gaps = {
        sampling: stats.kstest(
            drawn(ranges((0, 5, 10)), Shape.TRIANGULAR, sampling, 0.0, 3, 0, 4096)[:, 0], known.cdf
        ).statistic
        for sampling in Sampling
    }
    assert gaps[Sampling.SOBOL] < gaps[Sampling.ANTITHETIC] / 4


@pytest.mark.parametrize("correlation", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("sampling", list(Sampling))
def test_a_group_moves_together_as_much_as_is_said(correlation, sampling):
    rows = ranges((0, 5, 10), (0, 5, 10), (0, 5, 10), common=[3, 3, -1])
    made = drawn(rows, Shape.NORMAL, sampling, correlation, 5, 0, 20_000)
    found = np.corrcoef(made.T)
    # the error of a correlation is about (1 - r²) / sqrt(n) = 0.007 at most
    assert abs(found[0, 1] - correlation) < 0.03
    assert abs(found[0, 2]) < 0.03
    for column in range(3):
        assert abs(np.quantile(made[:, column], 0.95) - 10.0) < 0.2


def test_a_parameter_keeps_its_draws_when_another_comes_or_goes():
    rows = ranges((0, 5, 10), (2, 3, 4), (1, 7, 8))
    whole = drawn(rows, Shape.TRIANGULAR, Sampling.ANTITHETIC, 0.0, 5, 100, 700)
    part = drawn(rows.take(np.array([2])), Shape.TRIANGULAR, Sampling.ANTITHETIC, 0.0, 5, 100, 700)
    np.testing.assert_array_equal(part[:, 0], whole[:, 2])


def test_a_number_of_years_is_whole():
    made = drawn(ranges((2, 4, 6), whole=True), Shape.TRIANGULAR, Sampling.ANTITHETIC, 0.0, 5, 0, 600)
    assert set(made[:, 0].tolist()) == {2.0, 3.0, 4.0, 5.0, 6.0}


def test_other_seeds_give_other_draws_and_no_draws_are_none():
    rows = ranges((0, 5, 10))
    one, other = (drawn(rows, Shape.NORMAL, Sampling.ANTITHETIC, 0.0, seed, 0, 100) for seed in (1, 2))
    assert not np.array_equal(one, other)
    assert drawn(rows, Shape.NORMAL, Sampling.ANTITHETIC, 0.0, 1, 0, 0).shape == (0, 1)
