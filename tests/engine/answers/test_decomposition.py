"""LMDI: worked figures, exact sums, the limits at zero, and Shapley values against closed forms."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from npfdesk.engine.answers.decomposition import EXACT, lmdi, logarithmic_mean, shapley


def chain(before, after):
    return lmdi(np.array(before, float), np.array(after, float))


def test_a_worked_chain():
    # firms 100 -> 121, output 200 -> 484, value added 50 -> 96.8; V1 - V0 = 46.8
    # L = 46.8 / ln(96.8 / 50) = 70.8396...; factors: firms x1.21, output per firm 2 -> 4 x2, rate 0.25 -> 0.2 x0.8
    mean = 46.8 / math.log(96.8 / 50)
    found = chain([100, 200, 50], [121, 484, 96.8])
    np.testing.assert_allclose(
        found, [mean * math.log(1.21), mean * math.log(2), mean * math.log(0.8)], rtol=1e-12
    )
    assert found.sum() == pytest.approx(46.8, abs=1e-12)


def test_the_logarithmic_mean_lies_between_and_meets_at_equal_figures():
    one, other = np.array([4.0, 4.0, 0.0, 4.0, -4.0, 2.0]), np.array([4.0, 9.0, 5.0, 4.0 + 1e-12, -9.0, -1.0])
    found = logarithmic_mean(one, other)
    assert found[0] == 4.0
    assert 6.0 < found[1] < 6.5  # geometric 6, arithmetic 6.5
    assert found[2] == 0.0
    assert found[3] == pytest.approx(4.0)
    assert found[4] == -found[1]
    assert np.isnan(found[5])


@given(st.lists(st.tuples(st.floats(0.01, 1e6), st.floats(0.01, 1e6)), min_size=1, max_size=6))
# shares of ten millions that cancel: a double has no digits for the billionths of their sum
@example([(1e6, 0.01), (1e6, 1e6 - 0.5)])
@example([(0.01, 1e6), (999_999.0, 999_999.5)])
@settings(deadline=None)
def test_shares_sum_to_the_change(pairs):
    before, after = (np.array(side) for side in zip(*pairs, strict=True))
    found = lmdi(before, after)
    last_bits = len(found) * float(np.spacing(np.abs(found).max()))
    assert math.fsum(found) == pytest.approx(after[-1] - before[-1], rel=1e-14, abs=last_bits)
    # and back again is the same with the sign turned
    np.testing.assert_allclose(lmdi(after, before), -found, rtol=1e-12, atol=2 * last_bits)


def test_close_figures_keep_their_digits():
    # 1 + 1e-7: L = 1 + 5e-8 + O(1e-15), of which ln of the quotient kept seven digits
    found = logarithmic_mean(np.array([1.0 + 1e-7]), np.array([1.0]))[0]
    assert found == pytest.approx(1 + 5e-8, abs=2e-15)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([0, 0, 0], [10, 50, 20]),
        ([10, 50, 20], [0, 0, 0]),
        ([10, 0, 0], [12, 60, 30]),
        ([10, 50, 0], [12, 60, 30]),
        ([10, 50, 20], [12, 60, 0]),
        ([10, 0, 5], [12, 0, 6]),
    ],
)
def test_zeros_are_the_limit_of_small_numbers(before, after):
    found = chain(before, after)
    # V - V0 to the left of the limit creeps in like 1 / ln: two small numbers say where it goes
    steps = []
    for power in (75, 150, 300):
        small = 10.0**-power
        steps.append(chain([x or small for x in before], [x or small for x in after]))
    # the error falls like 1 / ln(small): extrapolate by Richardson
    np.testing.assert_allclose(2 * steps[2] - steps[1], found, atol=0.2)
    assert found.sum() == pytest.approx(after[-1] - before[-1])


def test_where_the_limit_does_not_exist_there_is_no_figure():
    assert np.isnan(chain([10, 0, 5], [12, 60, 6])).all()
    assert np.isnan(chain([10, 5], [12, -6])).all()
    assert np.isnan(chain([10, np.nan], [12, 6])).all()
    assert list(chain([10, 5, 0], [12, 0, 0])) == [0, 0, 0]


def test_many_chains_at_once():
    before = np.array([[1.0, 2.0, 0.0], [2.0, 8.0, 0.0]])
    after = np.array([[2.0, 2.0, 3.0], [8.0, 4.0, 9.0]])
    found = lmdi(before, after)
    for column in range(3):
        np.testing.assert_allclose(found[:, column], lmdi(before[:, column], after[:, column]))
    np.testing.assert_allclose(found[:, 2], [9.0, 0.0])


def test_shapley_of_a_worked_game():
    # gloves: two left (0, 1), one right (2); a pair is worth 1: 1/6, 1/6, 2/3 (Shapley 1953's example)
    found = shapley(3, lambda some: float(2 in some and bool(some & {0, 1})))
    np.testing.assert_allclose(found.amount, [1 / 6, 1 / 6, 2 / 3])
    assert found.exact
    assert list(found.error) == [0, 0, 0]


@given(st.lists(st.floats(-100, 100), min_size=8, max_size=8))
@settings(deadline=None, max_examples=30)
def test_shapley_is_the_mean_over_all_orders(worths):
    table = {frozenset(place for place in range(3) if code >> place & 1): worths[code] for code in range(8)}
    by_orders = np.zeros(3)
    for order in itertools.permutations(range(3)):
        for place, player in enumerate(order):
            by_orders[player] += table[frozenset(order[: place + 1])] - table[frozenset(order[:place])]
    found = shapley(3, table.__getitem__)
    np.testing.assert_allclose(found.amount, by_orders / 6, atol=1e-9)
    assert found.amount.sum() == pytest.approx(found.total, abs=1e-9)


def test_more_than_twelve_are_sampled_with_their_error():
    weights = np.arange(1.0, 15.0)

    def worth(some):
        # squares of sums: phi_i = w_i times the sum of all w, a closed form
        return sum(weights[place] for place in some) ** 2

    found = shapley(14, worth, orders=200)
    assert EXACT == 12
    assert not found.exact
    assert found.amount.sum() == pytest.approx(weights.sum() ** 2)
    # an order and its reverse average to the closed form here: no sampling error is left
    np.testing.assert_allclose(found.amount, weights * weights.sum())
    np.testing.assert_allclose(found.error, 0, atol=1e-6)

    def uneven(some):
        return sum(weights[place] for place in some) ** 3

    rough, fine = shapley(14, uneven, orders=100), shapley(14, uneven, orders=1600)
    assert (rough.error > 0).all()
    # a sixteenth of the variance: a quarter of the error
    assert fine.error.mean() == pytest.approx(rough.error.mean() / 4, rel=0.5)
    assert (np.abs(rough.amount - fine.amount) < 5 * rough.error).all()


def test_no_changes_did_nothing():
    found = shapley(0, lambda some: 7.0)
    assert found.total == 0
    assert len(found.amount) == 0
