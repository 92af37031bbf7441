"""What an edit would move, on figures worked by hand."""

import math

import numpy as np
import pytest

from npfdesk.engine.edits.consequence import movements
from npfdesk.engine.projection.update import compute
from npfdesk.locations import resources_folder
from npfdesk.plan.edit_labels import set_assumptions
from npfdesk.plan.frameworks import insert_framework, read_framework
from npfdesk.plan.series import AssumptionKey, SeriesKey
from tests import plans

KEY = AssumptionKey("市", "", "output")


def synergetic(synergy):
    """One lever of one dimension at full intensity: u = 1, so D = 1 and the gain of 2 points is 2 (1 + κ)."""
    return plans.document(
        {("市", "", "output"): {2020: 100.0}, ("县", "", "output"): {2020: 0.0}},
        levers=[plans.LeverEffect("甲", "维", "output", 2.0)],
        scenarios=[
            plans.scenario(
                assumptions={KEY: plans.Assumption(plans.Method.GROWTH, 5.0)},
                intensities={("甲", "*", "*"): {2020: 100.0}},
            ),
            plans.scenario("无抓手", assumptions={KEY: plans.Assumption(plans.Method.GROWTH, 5.0)}),
        ],
        synergy=synergy,
        horizon=2022,
    )


def framework():
    return read_framework(resources_folder() / "frameworks" / "4_tracks_coverage.toml")


def test_a_new_dimension_takes_the_synergy_away():
    document = synergetic(0.5)
    edit = insert_framework(framework(), document.plan, "zh")
    (movement,) = movements(compute(document), document, edit)
    # 5 + 2 (1 + 0.5) = 8 % a year before; a dimension without intensity makes D = 0, so 5 + 2 = 7 %
    assert (movement.scenario, movement.paths) == ("基准", 1)
    assert (movement.series, movement.year) == (SeriesKey("市", "", "output"), 2022)
    assert movement.before == pytest.approx(100 * 1.08**2)
    assert movement.after == pytest.approx(100 * 1.07**2)
    assert movement.share == pytest.approx(1.07**2 / 1.08**2 - 1)


def test_without_synergy_nothing_moves():
    document = synergetic(0.0)
    edit = insert_framework(framework(), document.plan, "zh")
    assert movements(compute(document), document, edit) == ()


def test_a_figure_out_of_zero_has_no_share():
    document = synergetic(0.0)
    key = AssumptionKey("县", "", "output")
    edit = set_assumptions(document, "无抓手", {key: plans.Assumption(plans.Method.STEP, 1.0)})
    (movement,) = movements(compute(document), document, edit)
    assert (movement.scenario, movement.before) == ("无抓手", 0.0)
    assert math.isinf(movement.share)
    assert np.isfinite(movement.after)
