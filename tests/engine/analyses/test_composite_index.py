"""The composite index: scaling, weights, TOPSIS, obstacles, against figures worked by hand and closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from npfdesk.engine.analyses.composite_index import (
    composite_index,
    dimension_scores,
    index_over_years,
    obstacle_degrees,
    ranks,
    topsis,
)
from npfdesk.engine.analyses.scaling import Scaling, against_targets, min_max, vector_normalised
from npfdesk.engine.analyses.weights import (
    combined_weights,
    critic_weights,
    entropy_weights,
    equal_weights,
    pairwise_weights,
    typed_weights,
)
from npfdesk.plan.problems import Problem

UP = np.array([False, False])
# synthetic figures: three regions, an indicator to raise and one to lower
FIGURES = np.array([[1.0, 30.0], [2.0, 10.0], [5.0, 20.0]])
MIXED = np.array([False, True])


def test_min_max_turns_what_is_better_lower():
    # (2 - 1) / (5 - 1) = 0.25; (30 - 20) / (30 - 10) = 0.5
    assert min_max(FIGURES, MIXED).tolist() == [[0, 0], [0.25, 1], [1, 0.5]]


def test_min_max_of_a_constant_a_negative_and_a_missing_figure():
    figures = np.array([[3.0, -4.0], [3.0, 0.0], [3.0, np.nan], [3.0, -2.0]])
    scaled = min_max(figures, UP)
    assert scaled[[0, 1, 3]].tolist() == [[0, 0], [0, 1], [0, 0.5]]
    # a row that is not complete sets no ends and has no figure
    assert np.isnan(scaled[2]).all()
    assert np.isnan(min_max(np.array([[np.nan, 1.0]]), UP)).all()
    assert min_max(np.empty((0, 2)), UP).shape == (0, 2)


def test_min_max_of_figures_at_the_ends_of_what_a_number_holds():
    assert min_max(np.array([[-1.5e308], [0.0], [1.5e308]]), UP[:1])[:, 0].tolist() == [0, 0.5, 1]
    assert min_max(np.array([[5e-324], [0.0]]), UP[:1])[:, 0].tolist() == [1, 0]


def test_against_targets():
    targets = np.array([[10.0, 10.0]])
    assert against_targets(np.array([[5.0, 20.0]]), targets, MIXED).tolist() == [[0.5, 0.5]]
    assert against_targets(np.array([[12.0, 0.0]]), targets, MIXED).tolist() == [[1.0, 1.0]]
    nothing = against_targets(np.array([[5.0, -1.0], [np.nan, 1.0]]), np.array([[0.0, 5.0]]), UP)
    assert np.isnan(nothing[0]).all()
    assert nothing[1, 1] == pytest.approx(0.2)


def test_vector_normalised():
    # 3, 4 have the length 5
    assert vector_normalised(np.array([[3.0, 0.0], [4.0, 0.0]])).tolist() == [[0.6, 0], [0.8, 0]]
    assert vector_normalised(np.array([[3e200], [4e200]]))[:, 0] == pytest.approx([0.6, 0.8])


def test_entropy_weights_by_hand():
    scaled = np.array([[0.0, 0.0], [0.25, 1.0], [1.0, 0.5]])
    # shares 0.2, 0.8: e = -(0.2 ln 0.2 + 0.8 ln 0.8) / ln 3 = 0.5004024 / 1.0986123 = 0.4554859
    # shares 2/3, 1/3: e = (ln 3 - 2/3 ln 2) / ln 3 = 0.5793802
    found = entropy_weights(scaled)
    assert found.entropy == pytest.approx([0.4554859, 0.5793802], abs=1e-7)
    # what is left of 1: 0.5445141 and 0.4206198, of 0.9651339 together
    assert found.weights == pytest.approx([0.5641857, 0.4358143], abs=1e-6)


def test_entropy_of_constants_and_of_one_region():
    found = entropy_weights(np.array([[0.0, 0.0], [0.0, 1.0], [0.0, 0.5]]))
    assert found.weights.tolist() == [0, 1]
    assert found.entropy[0] == 1
    assert entropy_weights(np.zeros((1, 2))).weights.tolist() == [0, 0]
    assert entropy_weights(np.full((3, 2), 0.4)).weights.tolist() == [0, 0]
    assert entropy_weights(np.empty((0, 2))).weights.tolist() == [0, 0]
    # one row alone differs: all of its share, entropy 0
    assert entropy_weights(np.array([[0.0], [0.0], [1.0]])).entropy.tolist() == [0]


def test_equal_and_typed_weights():
    assert equal_weights(4).tolist() == [0.25] * 4
    assert equal_weights(0).tolist() == []
    assert typed_weights(np.array([1.0, 3.0])).tolist() == [0.25, 0.75]
    for bad in ([1.0, -1.0], [0.0, 0.0], [np.nan, 1.0]):
        assert isinstance(typed_weights(np.array(bad)), Problem)


def test_critic_weights_by_hand():
    # opposite columns: r = -1, conflict 2 each, spread 0.5 each: even
    assert critic_weights(np.array([[0.0, 1.0], [1.0, 0.0]])) == pytest.approx([0.5, 0.5])
    # x = 0, 1, 2 over 2; y = 0, 1, 0: uncorrelated, so by spread: 0.4082483 and 0.4714045
    found = critic_weights(np.array([[0.0, 0.0], [0.5, 1.0], [1.0, 0.0]]))
    assert found == pytest.approx([0.4641016, 0.5358984], abs=1e-7)


def test_critic_weights_of_constants_and_copies():
    one = np.array([0.0, 0.3, 1.0])
    assert critic_weights(np.stack([one, np.full(3, 0.2)], axis=1)).tolist() == [1, 0]
    assert critic_weights(np.stack([one, one], axis=1)) == pytest.approx([0.5, 0.5])
    assert critic_weights(np.zeros((3, 2))).tolist() == [0, 0]
    assert critic_weights(np.zeros((1, 2))).tolist() == [0, 0]


def test_pairwise_weights():
    # perfectly consistent: w = 4/7, 2/7, 1/7
    found = pairwise_weights(np.array([[1, 2, 4], [0.5, 1, 2], [0.25, 0.5, 1]]))
    assert found.weights == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    assert (found.ratio, found.consistent) == (pytest.approx(0, abs=1e-9), True)
    # of three the eigenvalue is 1 + c + 1/c, c = (a13 / (a12 a23))^(1/3); here a = 2, 8, 2: c = 2^(1/3)
    found = pairwise_weights(np.array([[1, 2, 8], [0.5, 1, 2], [0.125, 0.5, 1]]))
    eigenvalue = 1 + 2 ** (1 / 3) + 2 ** (-1 / 3)
    assert found.eigenvalue == pytest.approx(eigenvalue)
    assert found.index == pytest.approx((eigenvalue - 3) / 2)
    assert found.ratio == pytest.approx((eigenvalue - 3) / 2 / 0.58)
    wild = pairwise_weights(np.array([[1, 9, 1 / 9], [1 / 9, 1, 9], [9, 1 / 9, 1]]))
    assert not wild.consistent
    assert pairwise_weights(np.ones((2, 2))).ratio == 0
    assert pairwise_weights(np.ones((1, 1))).weights.tolist() == [1]
    many = pairwise_weights(np.ones((16, 16)))
    assert (many.ratio, many.consistent) == (None, False)


@pytest.mark.parametrize("table", [[[1, 2], [2, 1]], [[1, 0], [0, 1]], [[1, -1], [-1, 1]]])
def test_a_pairwise_table_must_be_reciprocal(table):
    assert isinstance(pairwise_weights(np.array(table, dtype=float)), Problem)


def test_combined_weights():
    first, second = np.array([0.8, 0.2]), np.array([0.2, 0.8])
    assert combined_weights(first, second) == pytest.approx([0.5, 0.5])
    # sqrt(0.8 · 0.5) : sqrt(0.2 · 0.5) = 2 : 1
    assert combined_weights(first, np.array([0.5, 0.5])) == pytest.approx([2 / 3, 1 / 3])
    assert combined_weights(np.array([1.0, 0.0]), np.array([0.0, 1.0])).tolist() == [0, 0]


def test_topsis_by_hand():
    # one indicator: r = 3/5, 4/5, 0; the distance to the ends is linear: 3/4, 1, 0
    assert topsis(np.array([[3.0], [4.0], [0.0]]), np.ones(1), UP[:1]) == pytest.approx([0.75, 1, 0])
    # less is better: the other way round
    found = topsis(np.array([[3.0], [4.0], [0.0]]), np.ones(1), np.array([True]))
    assert found == pytest.approx([0.25, 0, 1])
    # columns 3, 4 and 4, 3 with weights 0.5: each is best in one, worst in the other
    assert topsis(np.array([[3.0, 4.0], [4.0, 3.0]]), np.full(2, 0.5), UP) == pytest.approx([0.5, 0.5])


def test_topsis_where_nothing_differs():
    assert np.isnan(topsis(np.array([[1.0, 2.0]]), np.full(2, 0.5), UP)).all()
    assert np.isnan(topsis(np.ones((3, 2)), np.full(2, 0.5), UP)).all()
    assert np.isnan(topsis(FIGURES, np.zeros(2), UP)).all()
    assert topsis(np.empty((0, 2)), np.full(2, 0.5), UP).shape == (0,)


def test_obstacles_by_hand():
    # lacks 0.6 x 0.5 = 0.3 and 0.4 x 0.25 = 0.1
    shares = obstacle_degrees(np.array([[0.5, 0.75], [1.0, 1.0], [np.nan, np.nan]]), np.array([0.6, 0.4]))
    assert shares[0] == pytest.approx([0.75, 0.25])
    assert shares[1].tolist() == [0, 0]
    assert np.isnan(shares[2]).all()


def test_the_index_of_three_regions():
    made = composite_index(FIGURES, MIXED, "equal")
    assert made.scores == pytest.approx([0, 0.625, 0.75])
    assert made.ranks.tolist() == [3, 2, 1]
    typed = composite_index(FIGURES, MIXED, np.array([0.2, 0.8]))
    assert typed.scores == pytest.approx([0, 0.85, 0.6])
    assert dimension_scores(made, ("规模", "绿色"))["绿色"] == pytest.approx([0, 1, 0.5])
    assert dimension_scores(made, ("全", "全"))["全"] == pytest.approx([0, 0.625, 0.75])
    none = composite_index(FIGURES, MIXED, np.zeros(2))
    assert dimension_scores(none, ("全", "全"))["全"] == pytest.approx([0, 0.625, 0.75])


def test_a_region_with_a_missing_figure_is_left_out_and_moves_nothing():
    with_gap = np.vstack([FIGURES, [100.0, np.nan]])
    made, whole = composite_index(with_gap, MIXED), composite_index(FIGURES, MIXED)
    assert made.complete.tolist() == [True, True, True, False]
    assert made.scores[:3].tolist() == whole.scores.tolist()
    assert made.closeness[:3].tolist() == whole.closeness.tolist()
    assert np.isnan(made.scores[3])
    assert made.ranks[3] == 0


def test_no_region_has_all_figures():
    made = composite_index(np.array([[np.nan, 1.0], [1.0, np.nan]]), UP)
    assert np.isnan(made.weights).all()
    assert np.isnan(made.scores).all()
    assert made.ranks.tolist() == [0, 0]


def test_equal_scores_share_the_better_place():
    assert ranks(np.array([0.3, 0.1 + 0.2, 0.9, np.nan])).tolist() == [2, 2, 1, 0]


def test_pooled_years_share_a_scale_and_years_by_themselves_do_not():
    years = np.array([[[0.0], [5.0]], [[5.0], [10.0]]])
    pooled = index_over_years(years, UP[:1], weights="equal")
    assert [one.scores.tolist() for one in pooled] == [[0, 0.5], [0.5, 1]]
    alone = index_over_years(years, UP[:1], Scaling.BY_YEAR, "equal")
    assert [one.scores.tolist() for one in alone] == [[0, 1], [0, 1]]
    targets = np.array([[10.0], [20.0]])
    aimed = index_over_years(years, UP[:1], Scaling.TARGETS, "equal", targets)
    assert [one.scores.tolist() for one in aimed] == [[0, 0.25], [0.5, 0.5]]
    with pytest.raises(ValueError, match="targets"):
        index_over_years(years, UP[:1], Scaling.TARGETS)


@given(
    arrays(np.float64, st.tuples(st.integers(1, 8), st.integers(1, 5)), elements=st.floats(-1e6, 1e6)),
    st.sampled_from(["entropy", "equal"]),
)
def test_properties(figures, weights):
    made = composite_index(figures, np.zeros(figures.shape[1], dtype=bool), weights)
    total = made.weights.sum()
    assert total == pytest.approx(1) or total == 0
    assert ((made.scores >= -1e-12) & (made.scores <= 1 + 1e-12)).all()
    assert ((made.entropy >= -1e-12) & (made.entropy <= 1 + 1e-12)).all()
    rows = made.obstacles.sum(axis=1)
    assert (np.isclose(rows, 1) | (rows == 0)).all()
    closeness = made.closeness[np.isfinite(made.closeness)]
    assert ((closeness >= 0) & (closeness <= 1 + 1e-12)).all()
    assert made.ranks.min() == 1
