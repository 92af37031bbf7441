"""The five rules by which a way, a sum or a mean growth is divided among years, by figures worked out by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.yearly import (
    RULES,
    Obstacle,
    SplitRule,
    geometric,
    growths,
    in_last_place,
    level_way,
    rate_way,
    segments,
    shares_of,
    sum_way,
)

G, S, P, F, B = SplitRule
FREE = np.full(4, np.nan)


def free(count):
    return np.full(count, np.nan)


def test_every_rule_has_its_description():
    assert list(RULES) == list(SplitRule)
    assert [rule for rule, one in RULES.items() if one.factored] == [F, B]
    assert all(one.words.zh and one.words.en and one.told.zh and one.told.en for one in RULES.values())


def test_a_level_by_equal_growth():
    # 100 to 161.051 in five years is 10 % a year
    found = level_way(G, (100.0, 161.051), 5, points=False)
    assert found.tolist() == pytest.approx([110, 121, 133.1, 146.41, 161.051])
    assert found[-1] == 161.051


def test_a_level_by_equal_steps_and_by_geometric_ones():
    assert level_way(S, (100.0, 150.0), 5, points=False).tolist() == pytest.approx([110, 120, 130, 140, 150])
    # steps 1, 1/2, 1/4 of 7 parts: 40, 20, 10 of 70
    assert level_way(F, (100.0, 170.0), 3, points=False, factor=2.0).tolist() == pytest.approx(
        [140, 160, 170]
    )
    assert level_way(B, (100.0, 170.0), 3, points=False, factor=2.0).tolist() == pytest.approx(
        [110, 130, 170]
    )
    # a fall: 10, 20, 40 of 70
    assert level_way(B, (170.0, 100.0), 3, points=False, factor=2.0).tolist() == pytest.approx(
        [160, 140, 100]
    )


def test_a_level_along_a_path():
    # the path steps 10, 30, 10 of 50; the way of 100 has 20, 60, 20
    path = np.array([100.0, 110, 140, 150])
    assert level_way(P, (100.0, 200.0), 3, points=False, path=path).tolist() == pytest.approx([120, 180, 200])
    flat = np.full(4, 100.0)
    assert level_way(P, (100.0, 200.0), 3, points=False, path=flat) is Obstacle.NO_PATH
    assert level_way(P, (100.0, 200.0), 3, points=False, path=path[:3]) is Obstacle.NO_PATH
    assert level_way(P, (100.0, 200.0), 3, points=False) is Obstacle.NO_PATH
    # where there is no way to go nothing need be known
    assert level_way(P, (100.0, 100.0), 3, points=False, path=flat).tolist() == [100, 100, 100]


def test_a_ratio_moves_in_points_so_that_equal_growth_is_equal_steps():
    growth, step = (level_way(rule, (50.0, 53.0), 3, points=True) for rule in (G, S))
    assert growth.tolist() == step.tolist() == [51, 52, 53]


@pytest.mark.parametrize("ends", [(0.0, 10.0), (-5.0, 10.0), (10.0, 0.0), (10.0, -3.0)])
def test_no_growth_leads_from_or_to_what_is_not_positive(ends):
    assert level_way(G, ends, 5, points=False) is Obstacle.NOT_POSITIVE
    assert level_way(S, ends, 5, points=False)[-1] == ends[1]


def test_counts_are_whole_by_largest_remainder():
    # steps of 0.6: three of the five get one, the earlier first
    assert level_way(S, (100.0, 103.0), 5, points=False, decimals=0).tolist() == [101, 102, 103, 103, 103]
    # 12.9, 14.3, 15.8, 17.5, 19.5: 12 14 15 17 19 and the three greatest remainders
    assert level_way(G, (120.0, 200.0), 5, points=False, decimals=0).tolist() == [133, 147, 163, 181, 200]
    # a fall
    assert level_way(S, (10.0, 6.0), 3, points=False, decimals=0).tolist() == [9, 8, 6]


def test_an_end_with_more_decimals_stays_as_it_is():
    assert level_way(S, (1.0, 2.55), 2, points=True, decimals=1).tolist() == [1.8, 2.55]
    path = np.array([10.0, 12, 9, 10])
    assert level_way(P, (10.0, 10.0), 3, points=False, path=path, decimals=0).tolist() == [10, 10, 10]


def test_a_sum_is_shared_in_amounts():
    offsets = np.arange(1.0, 6)
    # 100 x (1.1 + 1.21 + 1.331 + 1.4641 + 1.61051) = 671.561
    found = sum_way(G, 671.561, 100.0, offsets, free(5))
    assert found.tolist() == pytest.approx([110, 121, 133.1, 146.41, 161.051])
    assert sum_way(S, 650.0, math.nan, offsets, free(5)).tolist() == [130] * 5
    # 4 : 2 : 1 of 70
    assert sum_way(F, 70.0, 9.0, offsets[:3], free(3), factor=2.0).tolist() == pytest.approx([40, 20, 10])
    assert sum_way(B, 70.0, 9.0, offsets[:3], free(3), factor=2.0).tolist() == pytest.approx([10, 20, 40])
    path = np.array([10.0, 20, 20])
    assert sum_way(P, 100.0, 9.0, offsets[:3], free(3), path=path).tolist() == pytest.approx([20, 40, 40])


def test_a_sum_with_what_is_gone_and_what_is_held():
    offsets = np.arange(1.0, 4)
    fixed = np.array([np.nan, 50.0, np.nan])
    # 130 of 200 are gone or held: 35 each
    found = sum_way(S, 200.0, 80.0, offsets, fixed, gone=np.array([80.0]))
    assert found.tolist() == [35, 50, 35]
    # in equal growth x + x^3 = 2 from 35: x = 1
    held = sum_way(G, 120.0, 35.0, offsets, np.array([np.nan, 50.0, np.nan]))
    assert held.tolist() == pytest.approx([35, 50, 35])
    all_held = np.array([60.0, 70.0, 70.0])
    assert sum_way(S, 200.0, 80.0, offsets, all_held).tolist() == [60, 70, 70]
    assert sum_way(S, 201.0, 80.0, offsets, all_held) is Obstacle.HELD
    # 150 of 100 are held: the others would be below nothing
    assert sum_way(S, 100.0, 80.0, offsets, np.array([150.0, np.nan, np.nan])) is Obstacle.EXCEEDED


def test_what_a_sum_cannot_be():
    offsets = np.arange(1.0, 4)
    assert sum_way(G, 100.0, math.nan, offsets, free(3)) is Obstacle.NO_FIRST
    assert sum_way(G, 100.0, 0.0, offsets, free(3)) is Obstacle.NOT_POSITIVE
    assert sum_way(G, -100.0, 5.0, offsets, free(3)) is Obstacle.NOT_POSITIVE
    assert sum_way(P, 100.0, 5.0, offsets, free(3)) is Obstacle.NO_PATH
    assert sum_way(P, 100.0, 5.0, offsets, free(3), path=np.array([5.0, np.nan, 5])) is Obstacle.NO_PATH
    assert sum_way(P, 100.0, 5.0, offsets, free(3), path=np.zeros(3)) is Obstacle.NO_PATH


def test_whole_amounts_of_a_sum():
    offsets = np.arange(1.0, 4)
    assert sum_way(S, 100.0, 30.0, offsets, free(3), decimals=0).tolist() == [34, 33, 33]
    assert sum_way(S, 2.5, 0.5, np.arange(1.0, 5), FREE, decimals=1).tolist() == [0.7, 0.6, 0.6, 0.6]
    # what is gone has more decimals: the rest is shared as it is
    found = sum_way(S, 100.0, 30.0, offsets, free(3), decimals=0, gone=np.array([0.5]))
    assert math.fsum([0.5, *found]) == 100


def test_a_mean_growth_by_every_rule():
    grown = 1.06**5
    assert rate_way(G, grown, 5.0, 5, free(5)).tolist() == pytest.approx([6] * 5)
    # 5 + d, 5 + 2d with (1 + ..)(1 + ..) = 1.07 x 1.09
    assert rate_way(S, 1.07 * 1.09, 5.0, 2, free(2)).tolist() == pytest.approx([7, 9])
    # steps 2 and 1, then 1 and 2
    assert rate_way(F, 1.07 * 1.08, 5.0, 2, free(2), factor=2.0).tolist() == pytest.approx([7, 8])
    assert rate_way(B, 1.06 * 1.08, 5.0, 2, free(2), factor=2.0).tolist() == pytest.approx([6, 8])
    path = np.array([4.0, 6.0])
    found = rate_way(P, 1.05**2, 5.0, 2, free(2), path=path)
    assert float(np.prod(1 + found / 100)) == pytest.approx(1.1025)
    assert (1 + found[1] / 100) / (1 + found[0] / 100) == pytest.approx(1.06 / 1.04)


def test_growths_that_are_held_and_those_that_cannot_be():
    fixed = np.array([8.0, np.nan])
    assert rate_way(G, 1.08 * 1.04, 5.0, 2, fixed).tolist() == pytest.approx([8, 4])
    both = np.array([8.0, 4.0])
    assert rate_way(G, 1.08 * 1.04, 5.0, 2, both).tolist() == [8, 4]
    assert rate_way(G, 1.2, 5.0, 2, both) is Obstacle.HELD
    assert rate_way(S, 1.1, math.nan, 2, free(2)) is Obstacle.NO_FIRST
    assert rate_way(P, 1.1, 5.0, 2, free(2)) is Obstacle.NO_PATH
    assert rate_way(S, 1e-12, -150.0, 2, free(2)) is Obstacle.UNREACHABLE
    assert rate_way(G, math.nan, 5.0, 2, free(2)) is Obstacle.UNREACHABLE
    assert rate_way(G, 1.1, 5.0, 2, np.array([-100.0, np.nan])) is Obstacle.UNREACHABLE
    # rounded but for the last, which takes the rest
    found = rate_way(S, 1.05**3, 6.8, 3, free(3), decimals=1)
    assert found[:2].tolist() == np.round(found[:2], 1).tolist()
    assert float(np.prod(1 + found / 100)) == pytest.approx(1.05**3)


def test_small_parts():
    assert geometric(3, 2.0).tolist() == [0.25, 0.5, 1.0]
    assert geometric(3, 0.5).tolist() == [1.0, 0.5, 0.25]
    assert in_last_place(2.5, 1) == 25
    assert in_last_place(2.55, 1) is None
    assert in_last_place(math.inf, 1) is None
    assert shares_of(1.0, np.array([1.0, -1.0]), free(2)) is Obstacle.NO_PATH
    assert segments([(2030, 9.0), (2027, 5.0)], 2025) == [(2025, 2027, 5.0), (2027, 2030, 9.0)]
    assert growths(np.array([110.0, 99.0]), 100.0, points=False).tolist() == pytest.approx([10, -10])
    assert growths(np.array([51.0, 53.0]), 50.0, points=True).tolist() == [1, 2]
    assert np.isnan(growths(np.array([1.0, 2.0]), -1.0, points=False)).tolist() == [True, False]


amounts = st.floats(0.01, 1e7, allow_nan=False)
factors = st.floats(0.2, 5)
rules = st.sampled_from([G, S, F, B])


@given(amounts, amounts, st.integers(1, 15), rules, factors, st.booleans())
def test_a_way_ends_exactly_and_never_turns(start, end, years, rule, factor, points):
    found = level_way(rule, (start, end), years, points=points, factor=factor)
    assert found[-1] == end
    assert len(found) == years
    steps = np.diff(np.concatenate([[start], found])) * (1 if end >= start else -1)
    assert (steps >= -1e-9 * max(start, end)).all()


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 15), rules, factors)
def test_counts_end_exactly_and_are_whole(start, end, years, rule, factor):
    found = level_way(rule, (float(start), float(end)), years, points=True, factor=factor, decimals=0)
    assert found[-1] == end
    assert all(one.is_integer() for one in found.tolist())
    exact = level_way(rule, (float(start), float(end)), years, points=True, factor=factor)
    assert np.abs(np.diff(found - exact)).max(initial=0) <= 1 + 1e-6


@given(amounts, amounts, st.integers(1, 15), rules, factors)
def test_amounts_add_up_to_the_last_bit(total, last, years, rule, factor):
    found = sum_way(rule, total, last, np.arange(1.0, years + 1), free(years), factor=factor)
    assert not isinstance(found, Obstacle)
    assert math.fsum(found) == total
    assert (found > 0).all()


@given(st.integers(1, 10**6), st.lists(st.integers(0, 1000), max_size=4), st.integers(1, 12), rules, factors)
def test_whole_amounts_add_up_with_what_is_gone(left, gone, years, rule, factor):
    total = float(left + sum(gone))
    standing = np.array(gone, dtype=np.float64)
    offsets = np.arange(1.0, years + 1)
    found = sum_way(rule, total, 7.0, offsets, free(years), factor=factor, decimals=0, gone=standing)
    assert sum(gone) + sum(found.tolist()) == total
    assert all(one.is_integer() for one in found.tolist())


@given(st.floats(-5, 20), st.floats(-5, 20), st.integers(1, 12), rules, factors)
def test_growths_come_to_their_mean(mean, last, years, rule, factor):
    grown = (1 + mean / 100) ** years
    found = rate_way(rule, grown, last, years, free(years), factor=factor)
    if found is not Obstacle.UNREACHABLE:
        assert float(np.prod(1 + found / 100)) == pytest.approx(grown, rel=1e-12)
