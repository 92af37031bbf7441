"""Coupling coordination: figures worked by hand, the corrected form, the grades, the levers' synergy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from npfdesk.engine.analyses.coupling import (
    GRADES,
    classic_coordination,
    corrected_coordination,
    grades,
)


def test_two_dimensions_by_hand():
    levels = np.array([[0.2], [0.8]])
    classic = classic_coordination(levels)
    # C = 2 sqrt(0.16) / 1 = 0.8, T = 0.5, D = sqrt(0.4)
    assert classic.coupling == pytest.approx([0.8])
    assert classic.development == pytest.approx([0.5])
    assert classic.degree == pytest.approx([0.6324555])
    corrected = corrected_coordination(levels)
    # C = sqrt((1 - 0.6) x 0.2 / 0.8) = sqrt(0.1), D = sqrt(0.3162278 x 0.5)
    assert corrected.coupling == pytest.approx([0.3162278])
    assert corrected.degree == pytest.approx([0.3976354])
    assert [GRADES[place].zh for place in (*classic.grade, *corrected.grade)] == ["初级协调", "轻度失调"]


def test_three_dimensions_by_hand():
    levels = np.array([0.4, 0.8, 0.6])
    # pairs 0.4 + 0.2 + 0.2 = 0.8 of 3; (0.5 x 1 x 0.75)^(1/2); C = sqrt((1 - 0.8/3) x 0.6123724)
    made = corrected_coordination(levels, np.array([0.5, 0.25, 0.25]))
    assert made.coupling == pytest.approx(np.sqrt((1 - 0.8 / 3) * np.sqrt(0.375)))
    assert made.development == pytest.approx(0.55)
    assert classic_coordination(levels).coupling == pytest.approx(3 * 0.192 ** (1 / 3) / 1.8)


def test_nothing_one_dimension_and_a_missing_level():
    for model in (classic_coordination, corrected_coordination):
        nothing = model(np.zeros((3, 2)))
        assert nothing.degree.tolist() == [0, 0]
        assert nothing.grade.tolist() == [0, 0]
        assert model(np.array([[0.0], [0.7]])).degree.tolist() == [0]
        one = model(np.array([[0.49, 0.0, np.nan]]))
        assert one.degree[:2] == pytest.approx([0.7, 0])
        assert one.grade.tolist() == [7, 0, -1]
        assert np.isnan(model(np.array([[0.2], [np.nan]])).degree).all()
        assert model(np.full((4, 1), 1.0)).degree.tolist() == [1]


def test_the_grades_edges():
    assert grades(np.array([0.0, 0.0999, 0.1, 0.3, 0.1 + 0.2, 0.7, 0.9, 1.0])).tolist() == [
        0,
        0,
        1,
        3,
        3,
        7,
        9,
        9,
    ]
    assert len(GRADES) == 10
    assert (GRADES[0].zh, GRADES[9].zh) == ("极度失调", "优质协调")


@given(arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 6)), elements=st.floats(0, 1)))
def test_all_stay_between_0_and_1(levels):
    classic, corrected = classic_coordination(levels), corrected_coordination(levels)
    for made in (classic, corrected):
        for figures in (made.coupling, made.development, made.degree):
            assert ((figures >= 0) & (figures <= 1 + 1e-12)).all()
    # order of the dimensions does not matter
    assert corrected_coordination(levels[::-1]).degree == pytest.approx(corrected.degree)
