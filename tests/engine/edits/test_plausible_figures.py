"""What figures of a year would be if they went on within their own past: arithmetic by hand."""

import math

import numpy as np
import pytest

from npfdesk.engine.edits.past_pace import plausible_figures
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import new_document
from npfdesk.plan.kinds import Kind
from tests import plans


def bounds(figures, year, *, kind=Kind.LEVEL, unit="亿元"):
    indicators = [plans.Indicator("x", "甲", unit=unit, kind=kind)]
    document = new_document(plans.plan({("r", "", "x"): figures}, indicators=indicators))
    results = compute(document)
    (found,) = plausible_figures(results, document.active, np.array([0]), year).tolist()
    return found


def test_a_steady_past_is_given_the_room_that_the_audit_gives_a_target():
    # 5 % a year throughout: as much again to either side, 0 to 10 %
    figures = {year: 100 * 1.05 ** (year - 2018) for year in range(2018, 2025)}
    assert bounds(figures, 2025) == pytest.approx([figures[2024], figures[2024] * 1.1], rel=1e-9)
    # a year left out doubles the way
    del figures[2024]
    assert bounds(figures, 2025) == pytest.approx([figures[2023], figures[2023] * 1.1**2], rel=1e-9)


def test_a_past_that_leapt_may_leap_again():
    figures = {2020: 100.0, 2021: 140.0, 2022: 140.0, 2023: 140.0, 2024: 140.0}
    low, high = bounds(figures, 2025)
    assert high == pytest.approx(140.0 * 1.4)
    assert low <= 140.0


def test_shares_move_in_points_and_what_stands_in_the_year_counts_for_nothing():
    figures = {year: 50.0 + (year - 2020) for year in range(2020, 2025)}
    plain = bounds(figures, 2025, kind=Kind.RATIO, unit="%")
    # 1 point a year, and twice that or 5 % of the last figure to either side
    assert plain == pytest.approx([54.0 + 1 - 2.7, 54.0 + 1 + 2.7])
    assert bounds({**figures, 2025: 99.0}, 2025, kind=Kind.RATIO, unit="%") == pytest.approx(plain)


def test_too_short_a_past_says_nothing():
    assert all(map(math.isnan, bounds({2023: 100.0, 2024: 105.0}, 2025)))
    assert all(map(math.isnan, bounds({2026: 100.0, 2028: 105.0, 2030: 110.0}, 2025)))
