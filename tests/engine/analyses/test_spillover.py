"""Spillover: matrices by hand, the lag, and what is refused."""

import numpy as np
import pytest

from npfdesk.engine.projection.spillover_paths import (
    distance_weights,
    group_weights,
    spilled_gain,
    typed_weights,
)


def test_weights_by_group():
    made = group_weights(["走廊", "走廊", "走廊", "", "别处"])
    assert made[0].tolist() == [0, 0.5, 0.5, 0, 0]
    assert made[3].tolist() == [0] * 5
    assert made[4].tolist() == [0] * 5
    # without a group nothing is passed on, not even among those without
    assert group_weights(["", ""]).tolist() == [[0, 0], [0, 0]]


def test_weights_by_distance():
    places = np.array([[0.0, 0.0], [0.0, 1.0], [0.0, 3.0], [np.nan, 0.0]])
    made = distance_weights(places)
    # 1 and 1/3
    assert made[0] == pytest.approx([0, 0.75, 0.25, 0])
    assert made[3].tolist() == [0] * 4
    assert distance_weights(places, reach=2.0)[0].tolist() == [0, 1, 0, 0]
    assert distance_weights(places, power=2.0)[0] == pytest.approx([0, 0.9, 0.1, 0])
    assert distance_weights(np.zeros((2, 2))).tolist() == [[0, 1], [1, 0]]


def test_typed_weights():
    made = typed_weights(np.array([[5.0, 1.0, 3.0], [0.0, 2.0, 0.0], [1.0, 1.0, 0.0]]), 3)
    assert made.tolist() == [[0, 0.25, 0.75], [0, 0, 0], [0.5, 0.5, 0]]
    for bad in (np.ones((2, 3)), np.array([[0.0, -1], [1, 0]]), np.array([[0.0, np.nan], [1, 0]])):
        assert typed_weights(bad, 2).code == "spillover_matrix_unusable"


def test_gains_reach_others_with_a_lag():
    gain = np.array([[2.0, 0.0], [4.0, np.nan], [6.0, 1.0]])
    weights = np.array([[0.0, 1.0], [1.0, 0.0]])
    assert spilled_gain(gain, weights, 0.25, 1).tolist() == [[0, 0], [0, 0.5], [0, 1]]
    assert spilled_gain(gain, weights, 0.5, 0).tolist() == [[0, 1], [0, 2], [0.5, 3]]
    assert not spilled_gain(gain, weights, 0.5, 7).any()
    assert not spilled_gain(gain, weights, 0.0, 0).any()
    for share, lag in ((-0.1, 0), (0.1, -1)):
        with pytest.raises(ValueError, match="share"):
            spilled_gain(gain, weights, share, lag)
