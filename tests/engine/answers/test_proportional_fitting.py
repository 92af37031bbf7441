"""Tables fitted to both margins: a worked case, structure kept, and the margin that breaks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.answers.proportional_fitting import fit_table
from npfdesk.plan.problems import Problem

ROWS, COLUMNS = ["甲", "乙", "丙"], ["纺织", "五金", "光电"]


def fitted(seed, rows, columns, fixed=None):
    seed = np.array(seed, dtype=float)
    names = [f"r{place}" for place in range(len(seed))], [f"c{place}" for place in range(seed.shape[1])]
    if seed.shape == (3, 3):
        names = ROWS, COLUMNS
    fixed = None if fixed is None else np.array(fixed, dtype=float)
    return fit_table(seed, np.array(rows, dtype=float), np.array(columns, dtype=float), *names, fixed)


def test_independence_is_its_own_closed_form():
    # a seed of ones gives r c / total
    table = fitted(np.ones((2, 3)), [30, 70], [20, 30, 50])
    assert table.values == pytest.approx(np.array([[6, 9, 15], [14, 21, 35]]))
    assert table.residual < 1e-12


def test_the_odds_ratios_of_the_seed_stay():
    table = fitted([[8, 2], [1, 4]], [50, 50], [40, 60]).values
    assert table.sum(axis=0) == pytest.approx([40, 60])
    assert table.sum(axis=1) == pytest.approx([50, 50])
    assert table[0, 0] * table[1, 1] / (table[0, 1] * table[1, 0]) == pytest.approx(16.0)


def test_holes_stay_and_are_told():
    table = fitted([[1, 2, 0], [3, 1, 1], [1, 1, np.nan]], [10, 20, 5], [12, 13, 10])
    assert table.holes.sum() == 2
    assert (table.values[table.holes] == 0).all()
    assert table.values.sum(axis=1) == pytest.approx([10, 20, 5])
    assert table.values.sum(axis=0) == pytest.approx([12, 13, 10])
    # only 乙 makes 光电
    assert table.values[1, 2] == pytest.approx(10.0)


def test_held_cells_stand_and_the_rest_is_fitted():
    held = np.full((2, 2), np.nan)
    held[0, 0] = 30.0
    table = fitted([[1, 1], [1, 1]], [40, 60], [50, 50], held).values
    assert table == pytest.approx(np.array([[30, 10], [20, 40]]))


def test_the_margin_that_breaks_is_named():
    refused = fitted([[1, 0, 0], [3, 1, 1], [1, 1, np.nan]], [15, 15, 5], [12, 13, 10])
    assert refused.code == "fitting_margin_breaks"
    assert refused.arguments["margins"] == ("“甲”",)
    assert refused.arguments["open_to"] == ("“纺织”",)
    assert "纺织" in refused.message("zh")
    assert (refused.arguments["needed"], refused.arguments["room"]) == ("15", "12")
    # two rows together: 甲 and 乙 have 20, their two columns 19
    refused = fitted([[1, 1, 0], [1, 1, 0], [1, 1, 1]], [10, 10, 5], [10, 9, 6])
    assert refused.message("zh").startswith("“甲”和“乙”的合计 20 ")
    assert refused.message("en").startswith("The total 20 of “甲” and “乙” does not fit")
    # a row without any cell
    assert fitted([[0, 0], [1, 1]], [1, 9], [5, 5]).arguments["margins"] == ("“r0”",)
    assert fitted([[0, 0], [0, 0]], [5, 5], [5, 5]).code == "fitting_margin_breaks"
    # a hold above its margin
    above = fitted([[1, 1], [1, 1]], [4, 6], [5, 5], [[5, np.nan], [np.nan, np.nan]])
    assert above.arguments["margins"] == ("“r0”",)


def test_margins_must_agree_and_be_figures():
    refused = fitted([[1, 1], [1, 1]], [4, 7], [5, 5])
    assert refused.code == "fitting_margins_differ"
    assert "11" in refused.message("en")
    assert fitted([[1, 1], [1, 1]], [4, np.nan], [5, 5]).text == "r1"
    assert fitted([[1, 1], [1, 1]], [4, 6], [-5, 15]).text == "c0"
    assert fitted([[1, -1], [1, 1]], [4, 6], [5, 5]).text == "r0 × c1"


def test_cells_that_must_vanish_are_told():
    table = fitted([[1, 1, 0], [1, 1, 0], [1, 1, 1]], [10, 10, 5], [10, 10, 5])
    assert table.values == pytest.approx(np.array([[5, 5, 0], [5, 5, 0], [0, 0, 5]]))
    assert table.vanished.tolist() == [[False] * 3, [False] * 3, [True, True, False]]


def test_zero_margins_empty_their_lines():
    table = fitted([[1, 1], [1, 1]], [0, 10], [4, 6])
    assert table.values == pytest.approx(np.array([[0, 0], [4, 6]]))
    assert fitted([[1, 1], [1, 1]], [0, 0], [0, 0]).values.sum() == 0


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 10_000))
def test_both_margins_hold_and_the_structure_is_kept(rows, columns, seed):
    draw = np.random.default_rng(seed)
    start = draw.uniform(0.1, 10.0, (rows, columns)) * (draw.random((rows, columns)) < 0.8)
    # margins of a table with the same holes exist
    there = start * draw.uniform(0.2, 5.0, start.shape)
    table = fitted(start, there.sum(axis=1), there.sum(axis=0))
    assert not isinstance(table, Problem), table.message("en")
    assert table.residual <= 1e-9 * max(1.0, there.sum())
    assert ((table.values > 0) <= (start > 0)).all()
