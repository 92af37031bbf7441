"""Spillover in the engine's path: off by default, worked by hand, and a step of its own in the waterfall."""

import numpy as np
import pytest

from npfdesk.engine.answers.attribution import Part, by_lever
from npfdesk.engine.projection.spillover_paths import spillover_weights
from npfdesk.engine.projection.update import compute, update
from npfdesk.plan.edit_labels import set_spillover
from npfdesk.plan.json_forms import as_json, from_json
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.spillover import Basis, Spillover
from tests.plans import Assumption, LeverEffect, Method, Region, document, scenario

REGIONS = [
    Region("市", "市"),
    Region("甲", "甲", parent="市", role="廊道"),
    Region("乙", "乙", parent="市", role="廊道"),
    Region("丙", "丙", parent="市", role="山区"),
]


def opened():
    data = {(one, "", "x"): {2020: 100.0} for one in "市甲乙丙"}
    pushed = scenario(
        "推",
        assumptions={("*", "*", "x"): Assumption(Method.GROWTH, 0.0)},
        intensities={("走廊", "甲", "*"): {2021: 100.0}},
    )
    return document(
        data, regions=REGIONS, levers=[LeverEffect("走廊", "协同", "x", 10.0)], scenarios=[pushed]
    )


def figure(results, region, year):
    plan = results.plan
    return results.scenarios["推"].values[plan.row[region, "", "x"], plan.column(year)]


def test_it_is_off_until_it_is_chosen_and_undone_by_none():
    document = opened()
    off = compute(document)
    assert off.spilling is None
    assert figure(off, "乙", 2022) == 100.0
    chosen = set_spillover(Spillover(Basis.GROUP, 0.5, 1)).apply(document)
    on = update(off, chosen)
    # 甲 gains 10 points from 2021; half of it reaches 乙, of its group, a year later
    assert figure(on, "甲", 2022) == pytest.approx(121)
    assert figure(on, "乙", 2021) == 100
    assert figure(on, "乙", 2022) == pytest.approx(105)
    assert figure(on, "丙", 2030) == 100
    assert figure(on, "市", 2030) == 100, "what has children neither gives nor receives"
    assert {on.plan.series[row].region for row in np.flatnonzero(on.touched)} == {"乙", "市"}, (
        "the sum beside it too"
    )
    back = update(on, set_spillover(None).apply(chosen))
    assert figure(back, "乙", 2030) == 100
    assert back.spilling is None


def test_weights_by_group_distance_and_typed():
    plan = opened().plan
    by_group = spillover_weights(plan, Spillover(Basis.GROUP, 1.0, groups=(("丙", "廊道"),)))
    np.testing.assert_allclose(by_group.weights[1], [0, 0, 0.5, 0.5])
    places = (("甲", 0.0, 0.0), ("乙", 1.0, 0.0), ("丙", 3.0, 0.0), ("市", 0.0, 1.0))
    by_distance = spillover_weights(plan, Spillover(Basis.DISTANCE, 1.0, places=places))
    np.testing.assert_allclose(by_distance.weights[1], [0, 0, 0.75, 0.25])
    near = spillover_weights(plan, Spillover(Basis.DISTANCE, 1.0, places=places, reach=1.0))
    assert not near.weights[3].any()
    typed = spillover_weights(
        plan,
        Spillover(
            Basis.TYPED,
            1.0,
            table=(("乙", "甲", 3.0), ("乙", "丙", 1.0), ("市", "甲", 1.0), ("外", "甲", 1.0)),
        ),
    )
    np.testing.assert_allclose(typed.weights[2], [0, 0.75, 0, 0.25])
    assert not typed.weights[0].any()


def test_what_passes_nothing_on_is_none():
    plan = opened().plan
    assert spillover_weights(plan, None) is None
    assert spillover_weights(plan, Spillover(Basis.GROUP, 0.0)) is None
    assert spillover_weights(plan, Spillover(Basis.TYPED, 1.0)) is None


def test_its_share_is_a_step_of_the_lever_waterfall_and_all_sum():
    document = set_spillover(Spillover(Basis.GROUP, 0.5, 1)).apply(opened())
    results = compute(document)
    for region, received in (("乙", 5.0), ("甲", 0.0)):
        found = by_lever(results, "推", SeriesKey(region, "", "x"), 2020, 2022)
        assert found.steps[-1].part is Part.SPILLOVER
        assert found.steps[-1].amount == pytest.approx(received)
        assert found.start + sum(step.amount for step in found.steps) == pytest.approx(found.end)
    without = by_lever(compute(opened()), "推", SeriesKey("乙", "", "x"), 2020, 2022)
    assert Part.SPILLOVER not in {step.part for step in without.steps}


def test_the_same_weights_are_taken_over_while_nothing_of_it_changes():
    document = set_spillover(Spillover(Basis.GROUP, 0.5)).apply(opened())
    results = compute(document)
    assert (
        update(results, set_spillover(Spillover(Basis.GROUP, 0.5)).apply(document)).spilling
        is results.spilling
    )


@pytest.mark.parametrize(
    "chosen",
    [
        None,
        Spillover(Basis.GROUP, 0.25, 2, groups=(("甲", "一"),)),
        Spillover(Basis.DISTANCE, 0.5, places=(("甲", 0.0, 1.5),), power=2.0, reach=3.0),
        Spillover(Basis.TYPED, 1.0, 0, table=(("甲", "乙", 1.0),)),
    ],
)
def test_it_is_saved_and_read_as_it_was(chosen):
    assert from_json(Spillover | None, as_json(Spillover | None, chosen)) == chosen


@pytest.mark.parametrize(
    "wrong",
    [
        {"share": 1.5}, {"lag": -1}, {"lag": 1.5}, {"power": 0.0}, {"reach": 0.0},
        {"table": [["甲", "乙", -1.0]]}, {"places": [["甲", 0.0, float("inf")]]},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(wrong):
    record = as_json(Spillover, Spillover(Basis.GROUP, 0.5))
    with pytest.raises(ValueError, match=r"."):
        from_json(Spillover, {**record, **wrong})
