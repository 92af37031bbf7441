"""Ranks and yearly growth by worked figures, closed forms and properties."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from npfdesk.engine.analyses.ranks import growth, ranks, ranks_after

NAN = np.nan


def test_equal_figures_share_the_better_rank():
    # 9 first; 7 and 7 both second; the fourth is passed over to 4; who has no figure has no rank
    figures = np.array([[7.0], [9.0], [7.0], [1.0], [NAN]])
    assert np.array_equal(ranks(figures)[:, 0], [2, 1, 2, 4, NAN], equal_nan=True)


def test_where_less_is_better_the_least_leads():
    figures = np.array([[7.0, 1.0], [9.0, NAN], [-7.0, 2.0]])
    assert np.array_equal(ranks(figures, less_is_better=True), [[2, 1], [3, NAN], [1, 2]], equal_nan=True)


def test_no_region_at_all():
    assert ranks(np.empty((0, 3))).shape == (0, 3)


def test_growth_is_the_rate_or_the_points_of_a_year():
    # 110 / 100 - 1 = 10 %; 99 / 110 - 1 = -10 %
    assert np.allclose(growth(np.array([[100.0, 110.0, 99.0]]), False), [[NAN, 10, -10]], equal_nan=True)
    assert np.allclose(growth(np.array([[30.0, 31.5, NAN]]), True), [[NAN, 1.5, NAN]], equal_nan=True)
    # from nothing, and from a loss, there is no rate
    assert np.isnan(growth(np.array([[0.0, 5.0], [-2.0, 4.0]]), False)).all()


@given(arrays(np.float64, (6, 3), elements=st.floats(-1e9, 1e9)))
def test_ranks_keep_the_order_of_the_figures(figures):
    ranked = ranks(figures)
    assert ranked.min() == 1
    assert ranked.max() <= 6
    for year in range(3):
        order = np.argsort(-figures[:, year], kind="stable")
        assert (np.diff(ranked[order, year]) >= 0).all()
    assert np.array_equal(ranks(-figures), ranks(figures, less_is_better=True))


FIGURES = st.one_of(st.sampled_from([NAN, 0.0, 1.0, 2.0, 3.0]), st.floats(-5, 5))


@given(
    arrays(np.float64, (20, 3), elements=FIGURES),
    st.lists(st.tuples(st.integers(0, 19), st.integers(0, 2), FIGURES), max_size=20),
    st.booleans(),
)
def test_ranks_after_a_few_have_moved_are_those_of_all(before, moves, less_is_better):
    figures = before.copy()
    for region, year, figure in moves:
        figures[region, year] = figure
    placed = ranks(before, less_is_better)
    again = ranks_after(before, placed, figures, less_is_better)
    assert np.array_equal(again, ranks(figures, less_is_better), equal_nan=True)
    assert np.array_equal(placed, ranks(before, less_is_better), equal_nan=True)
