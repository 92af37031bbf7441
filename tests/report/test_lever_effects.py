"""The size of a lever's effect in official reports: percentage points of growths and percentages alone, never of an index."""

import pytest

from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import LeverEffect
from npfdesk.report.official.lever_effects import effect_size
from tests.report.materials import material


@pytest.mark.parametrize(
    ("kind", "unit", "effect", "said"),
    [
        (Kind.LEVEL, "亿元", 2.0, "2.0个百分点"),
        (Kind.LEVEL, "亿元", -0.125, "0.125个百分点"),
        (Kind.RATIO, "%", 0.5, "0.5个百分点"),
        (Kind.RATIO, "万元/亩", 1.5, "1.5万元/亩"),
        (Kind.INDEX, "", 0.4, "0.4"),
    ],
)
def test_an_effect_is_said_in_what_it_moves(sample_plan, kind, unit, effect, said):
    given = material(sample_plan)
    code = next(
        one.code for one in sample_plan.indicators if (one.kind, given.unit(one).strip()) == (kind, unit)
    )
    size = effect_size(given, LeverEffect("抓手", "维度", code, effect, 0))
    assert (size.said, size.value) == (said, abs(effect))
