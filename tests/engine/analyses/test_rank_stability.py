"""Rank stability: what no weight can change, what every weight can, and the same draws again."""

import numpy as np
import pytest

from npfdesk.engine.analyses.ranks import rank_stability

# the first is best in everything, the last worst; the two between are each other's mirror
SCALED = np.array([[1.0, 1.0], [0.8, 0.2], [0.2, 0.8], [0.0, 0.0], [np.nan, 0.5]])


def test_dominance_and_mirrors():
    made = rank_stability(SCALED, draws=4000)
    assert made.shares[0].tolist() == [1, 0, 0, 0]
    assert made.shares[3].tolist() == [0, 0, 0, 1]
    # the second is ahead of the third where the first weight passes a half: half the draws (s.e. 0.8 points)
    assert made.shares[1, 1] == pytest.approx(0.5, abs=0.04)
    assert made.mean_rank[1] + made.mean_rank[2] == pytest.approx(5)
    assert (made.low[1], made.high[1]) == (2, 3)
    assert made.first[:4].tolist() == [1, 0, 0, 0]
    assert np.isnan(made.shares[4]).all()
    assert np.isnan(made.mean_rank[4])


def test_the_same_seed_the_same_draws():
    one, other = rank_stability(SCALED, 200, seed=3), rank_stability(SCALED, 200, seed=3)
    assert one.shares[:4].tolist() == other.shares[:4].tolist()


def test_around_given_weights():
    made = rank_stability(SCALED, 500, around=np.array([0.9, 0.1]), concentration=200)
    assert made.shares[1, 1] == 1
    # a weight of 0 stays 0
    alone = rank_stability(SCALED, 50, around=np.array([0.0, 1.0]))
    assert alone.shares[2, 1] == 1


def test_no_rows():
    made = rank_stability(np.full((2, 2), np.nan), 10)
    assert np.isnan(made.mean_rank).all()
    assert np.isnan(made.first).all()


def test_places_are_those_of_ranks_draw_by_draw():
    from npfdesk.engine.analyses.composite_index import ranks
    from npfdesk.engine.analyses.ranks import _ranks_by_draw

    scores = np.random.default_rng(7).integers(0, 4, (50, 9)) / 3.0
    np.testing.assert_array_equal(_ranks_by_draw(scores), [ranks(one) for one in scores])
