"""Shift-share and location quotients, worked by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from npfdesk.engine.analyses.shift_share import location_quotients, shift_share

# synthetic figures: two regions, two industries
FIRST = np.array([[100.0, 100.0], [100.0, 100.0]])
LAST = np.array([[150.0, 110.0], [130.0, 90.0]])


def test_shift_share_by_hand():
    made = shift_share(FIRST, LAST)
    # the whole grows by 20 %, the first industry by 40 %, the second by 0 %
    assert made.reference == pytest.approx(np.full((2, 2), 20))
    assert made.mix == pytest.approx(np.array([[20, -20], [20, -20]]))
    assert made.competitive == pytest.approx(np.array([[10, 10], [-10, -10]]))
    assert made.of_regions() == pytest.approx(np.array([[60, 40, 0, 20], [20, 40, 0, -20]]))


def test_missing_and_new_industries():
    made = shift_share(np.array([[100.0, 0.0], [100.0, np.nan]]), np.array([[120.0, 30.0], [100.0, 5.0]]))
    # the second industry was nowhere before; the missing cell is no part of the whole
    assert np.isnan(made.change[:, 1]).all()
    assert np.isfinite(made.change[:, 0]).all()
    new = shift_share(np.array([[100.0, 0.0], [100.0, 50.0]]), np.array([[100.0, 10.0], [100.0, 50.0]]))
    # all of what is new is the region's own doing
    assert new.competitive[0, 1] == pytest.approx(10)
    assert np.isnan(shift_share(np.zeros((1, 1)), np.ones((1, 1))).mix).all()


@given(
    arrays(np.float64, (3, 4), elements=st.floats(1, 1e6)),
    arrays(np.float64, (3, 4), elements=st.floats(0, 1e6)),
)
def test_the_parts_add_up(first, last):
    made = shift_share(first, last)
    total = made.reference + made.mix + made.competitive
    assert total == pytest.approx(made.change, rel=1e-6, abs=1e-3)
    # what one region gains on the others, they lose
    assert made.competitive.sum(axis=0) == pytest.approx(0, abs=1e-3)


def test_location_quotients_by_hand():
    # the first region: 30 of 40; the whole: 40 of 80
    made = location_quotients(np.array([[30.0, 10.0], [10.0, 30.0]]))
    assert made.tolist() == [[1.5, 0.5], [0.5, 1.5]]
    edges = location_quotients(np.array([[1.0, np.nan], [0.0, 0.0]]))
    assert edges[0, 0] == pytest.approx(1)
    assert np.isnan(edges[0, 1])
    assert np.isnan(edges[1]).all()
