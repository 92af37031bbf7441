"""The one rule of recompute: what is computed anew, what is taken over as it was, and what is said to have changed."""

import tracemalloc
from dataclasses import replace
from types import MappingProxyType
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.projection import inputs as resolving
from npfdesk.engine.projection import scenario_paths
from npfdesk.engine.projection import update as updating
from npfdesk.engine.projection.frame import build_frame
from npfdesk.engine.projection.rollups import RollUpStage
from npfdesk.engine.projection.update import compute, update
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import scenario_removed as label
from npfdesk.plan.edit_labels import set_assumptions, set_spillover, set_targets
from npfdesk.plan.edits import AddScenario, ChangeScenario, EditRefused, RemoveScenario, SetLeverIntensities
from npfdesk.plan.scenarios import LeverIntensities
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey, TargetKey
from npfdesk.plan.spillover import Basis, Spillover
from tests.engine.projection.test_results import assert_same
from tests.plans import (
    Assumption,
    Indicator,
    LeverEffect,
    Method,
    Region,
    RollUp,
    document,
    formula,
    scenario,
    target,
)
from tests.synthetic import synthetic_plan

LABEL = label("一步")
REGIONS = [Region("市", "市"), *(Region(one, one, parent="市", role="廊道") for one in "甲乙丙")]
GROWTH, FASTER = Assumption(Method.GROWTH, 5.0), Assumption(Method.GROWTH, 9.0)
REACH = Assumption(Method.TARGET)


def opened(**more):
    """A city of three counties, two indicators that are summed up and one computed, and two scenarios."""
    data = {(region, "", code): {2020: 100.0} for code in ("x", "y") for region in "市甲乙丙"}
    data["市", "", "x"] = {}
    data["市", "", "f"] = {}
    given = {
        "indicators": [
            Indicator("x", "x", rollup=RollUp.SUM),
            Indicator("y", "y"),
            Indicator("f", "f", formula=formula("y * 2")),
        ],
        "levers": [LeverEffect("抓手", "技术", "x", 2.0), LeverEffect("抓手", "技术", "y", 1.0)],
        "scenarios": [
            scenario("基准", assumptions={("*", "*", "x"): GROWTH, ("甲", "*", "y"): GROWTH}),
            scenario("攻坚", "基准", intensities={("抓手", "乙", "*"): {2021: 100.0}}),
        ],
        "horizon": 2026,
        **more,
    }
    return document(data, regions=REGIONS, **given)


def named(results, rows):
    return {(results.plan.series[row].region, results.plan.series[row].indicator) for row in rows}


def touched(results):
    return named(results, np.flatnonzero(results.touched))


def assume(document, scenario, **assumptions):
    """Assumptions by region and indicator: 甲x=GROWTH; None takes one away."""
    keys = {AssumptionKey(key[0], "*", key[1:]): one for key, one in assumptions.items()}
    return set_assumptions(document, scenario, keys).apply(document)


def aim(document, scenario="", **targets):
    """Targets of 2025 by region and indicator; with a scenario's name its own."""
    stated = {}
    for key, text in targets.items():
        bound = TargetKey(SeriesKey(key[0], "", key[1:]), 2025)
        stated[bound] = None if text is None else target(bound.series, text)
    return set_targets(document, stated, scenario or None).apply(document)


def amend(document, figures):
    """Observed figures of the plan by region, indicator and year."""
    plan = document.plan.with_observations(
        [(SeriesKey(one, "", code), year, figure) for (one, code, year), figure in figures.items()]
    )
    return replace(document, plan=plan)


@pytest.fixture
def computed_anew(monkeypatch):
    """Which series are computed anew: by scenario, those that the projection is asked for."""
    asked = []
    project = updating.project

    def asking(frame, observed, inputs, gain, targets, previous=None, rows=None, own=None):
        every = range(len(frame.plan.series)) if rows is None else rows
        asked.append(
            (
                inputs.chain[-1].id,
                {(frame.plan.series[row].region, frame.plan.series[row].indicator) for row in every},
            )
        )
        return project(frame, observed, inputs, gain, targets, previous, rows, own)

    monkeypatch.setattr(updating, "project", asking)
    return asked


def after(document, change, computed_anew):
    """The results after a change of a document, whose results were there; they are those of a full computation."""
    before = compute(document)
    computed_anew.clear()
    found = update(before, change)
    made = list(computed_anew)
    assert_same(found, compute(change))
    return before, found, made


# what is computed


@pytest.mark.parametrize("at_once", [1, 3, 5])
def test_all_series_a_few_at_a_time_are_what_they_are_together(at_once, monkeypatch):
    begun = aim(assume(opened(), "基准", 乙y=REACH, 丙y=Assumption(Method.STEP, 3.0)), 乙y="150")
    together = compute(begun)
    monkeypatch.setattr(scenario_paths, "SERIES_AT_ONCE", at_once)
    assert_same(compute(begun), together)


def test_a_first_computation_takes_little_beside_what_it_keeps():
    begun = new_document(synthetic_plan(2000, 10))
    tracemalloc.start()
    try:
        results = compute(begun)
        kept, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # of all series together a method reckons some ten arrays as large as the figures
    assert most - kept < 5 * results.observed.nbytes


def test_an_assumption_computes_its_own_series_anew_in_the_scenarios_that_inherit_it(computed_anew):
    begun = opened()
    before, found, made = after(begun, assume(begun, "基准", 甲y=FASTER), computed_anew)
    assert made == [("基准", {("甲", "y")}), ("攻坚", {("甲", "y")})]
    assert touched(found) == {("甲", "y")}
    assert found.observed is before.observed
    assert found.last is before.last
    assert found.frame is before.frame


def test_an_edit_of_one_scenario_leaves_the_others_as_they_are(computed_anew):
    begun = opened()
    before, found, made = after(begun, assume(begun, "攻坚", 甲x=FASTER), computed_anew)
    assert made == [("攻坚", {("甲", "x")})]
    # the sum of the counties moves with it
    assert touched(found) == {("甲", "x"), ("市", "x")}
    # what nobody touched is the very same result, so that whoever judged or drew it need not look again
    assert found.scenarios["基准"] is before.scenarios["基准"]
    # levers that nobody touched keep their gain
    assert found.scenarios["攻坚"].raw_gain is before.scenarios["攻坚"].raw_gain
    assert [one.scenario for one in found.scenarios.values()] == ["基准", "攻坚"]


def test_a_scenario_that_nobody_edited_is_not_even_looked_at(monkeypatch):
    looked_at, resolve = [], updating.resolve
    monkeypatch.setattr(
        updating,
        "resolve",
        lambda frame, chain, *rest: looked_at.append(chain[-1].id) or resolve(frame, chain, *rest),
    )
    begun = opened()
    before = compute(begun)
    looked_at.clear()
    update(before, assume(begun, "攻坚", 甲x=FASTER))
    assert looked_at == ["攻坚"]
    looked_at.clear()
    # what one inherits from is edited
    update(before, assume(begun, "基准", 甲x=FASTER))
    assert looked_at == ["基准", "攻坚"]


def test_what_follows_from_a_series_is_worked_out_once_for_all_that_edit_it():
    frame = compute(opened()).frame
    found = frame.dependents(np.array([4]))
    assert frame.dependents(np.array([4])) is found
    assert frame.dependents(np.arange(len(frame.region_of))) is frame.dependents(
        np.arange(len(frame.region_of))
    )


@given(st.lists(st.sets(st.integers(0, 8)), min_size=1, max_size=40))
def test_whatever_was_asked_before_what_follows_from_series_is_as_on_a_new_structure(asked):
    plan = opened().plan
    kept = build_frame(plan)
    for rows in (np.array(sorted(one), dtype=np.int64) for one in asked):
        found, anew = kept.dependents(rows), build_frame(plan).dependents(rows)
        assert found.rows.tolist() == anew.rows.tolist()
        assert (found.parent.tolist(), found.places.tolist()) == (anew.parent.tolist(), anew.places.tolist())
        steps = [
            [
                one.parents.tolist() if isinstance(one, RollUpStage) else one.rows.tolist()
                for one in some.steps
            ]
            for some in (found, anew)
        ]
        assert steps[0] == steps[1]


def test_an_edit_that_a_child_answers_otherwise_moves_the_parent_only(computed_anew):
    begun = assume(opened(), "攻坚", 甲x=FASTER)
    found_in = assume(begun, "基准", 甲x=replace(GROWTH, value=7.0))
    before, found, made = after(begun, found_in, computed_anew)
    assert made == [("基准", {("甲", "x")})]
    assert touched(found) == {("甲", "x"), ("市", "x")}
    child, then = found.scenarios["攻坚"], before.scenarios["攻坚"]
    assert (child.projection, child.inputs.owner) == (then.projection, then.inputs.owner)
    # its line is the new one all the same
    assert child.inputs.chain == tuple(found_in.scenarios[one] for one in ("基准", "攻坚"))


def test_a_lever_computes_what_it_reaches(computed_anew):
    begun = opened()
    key = LeverIntensityKey("抓手", "乙", "*")
    change = SetLeverIntensities("攻坚", {key: LeverIntensities(((2021, 50.0),))}, LABEL).apply(begun)
    _, found, made = after(begun, change, computed_anew)
    # y grows by nothing in 乙, so no lever raises it, but that only the method knows
    assert made == [("攻坚", {("乙", "x"), ("乙", "y")})]
    assert touched(found) == {("乙", "x"), ("市", "x")}


def test_an_observed_figure_computes_its_series_in_every_scenario(computed_anew):
    begun = opened()
    before, found, made = after(
        begun, amend(begun, {("甲", "y", 2020): 120.0, ("丙", "x", 2018): 90.0}), computed_anew
    )
    assert made == [(name, {("甲", "y"), ("丙", "x")}) for name in ("基准", "攻坚")]
    # 2018 is the year of one county only, so there is no sum
    assert touched(found) == {("甲", "y"), ("丙", "x")}
    assert found.scenarios["攻坚"].raw_gain is before.scenarios["攻坚"].raw_gain
    # one that is taken away too
    gone = amend(begun, {("乙", "y", 2020): None})
    _, found, made = after(begun, gone, computed_anew)
    assert made == [(name, {("乙", "y")}) for name in ("基准", "攻坚")]
    assert found.plan is gone.plan


def test_the_same_plan_anew_computes_nothing(computed_anew):
    begun = opened()
    before, found, made = after(begun, amend(begun, {("甲", "y", 2020): 100.0}), computed_anew)
    assert made == []
    assert touched(found) == set()
    assert found.scenarios["基准"].projection is before.scenarios["基准"].projection


def test_an_edit_of_targets_or_settings_leaves_what_is_observed_as_it_is(computed_anew):
    begun = opened()
    settings = replace(begun.plan, status_rule="outcome")
    for change in (aim(begun, 甲x="150"), replace(begun, plan=settings)):
        before, found, made = after(begun, change, computed_anew)
        assert not made
        assert (found.observed, found.last, found.actual) == (before.observed, before.last, before.actual)


def test_several_changes_at_once_compute_all_that_they_reach(computed_anew):
    begun = assume(opened(), "攻坚", 丙x=REACH)
    change = amend(begun, {("甲", "x", 2020): 120.0})
    change = assume(change, "攻坚", 甲y=FASTER)
    change = SetLeverIntensities(
        "攻坚", {LeverIntensityKey("抓手", "乙", "*"): LeverIntensities(((2021, 50.0),))}, LABEL
    ).apply(change)
    change = aim(change, 丙x="200")
    _, found, made = after(begun, change, computed_anew)
    assert made == [
        ("基准", {("甲", "x")}),
        ("攻坚", {("甲", "x"), ("甲", "y"), ("乙", "x"), ("乙", "y"), ("丙", "x")}),
    ]
    assert touched(found) == {("甲", "x"), ("甲", "y"), ("乙", "x"), ("丙", "x"), ("市", "x")}


def test_spillover_computes_what_receives_and_leaves_a_scenario_without_levers(computed_anew):
    begun = opened()
    change = set_spillover(Spillover(Basis.GROUP, 0.5, 1)).apply(begun)
    before, found, made = after(begun, change, computed_anew)
    assert made == [("攻坚", {(region, code) for region in "甲丙" for code in "xy"})]
    # an edit after it keeps what is received
    again = assume(change, "攻坚", 甲x=FASTER)
    later = update(found, again)
    assert later.scenarios["攻坚"].raw_gain is found.scenarios["攻坚"].raw_gain
    assert_same(later, compute(again))
    # and both at once
    assert_same(update(before, again), compute(again))
    assert_same(update(later, begun), compute(begun))


# targets


@pytest.mark.parametrize(
    ("first", "then", "anew"),
    [
        ({"甲x": "200", "乙x": "150"}, {"甲x": "220"}, {("甲", "x")}),
        ({"甲x": "200", "乙x": "150"}, {"甲x": "完成省下达任务"}, {("甲", "x")}),
        ({"甲x": "200", "乙x": "150"}, {"乙x": None}, {("乙", "x")}),
        # a series under another method does not follow its target, nor one of which nothing is assumed
        ({"甲x": "200", "乙x": "150"}, {"丙x": "180"}, set()),
        ({"甲x": "200", "乙x": "150"}, {"乙y": "130"}, set()),
        ({"甲x": "200", "乙x": "150"}, {"甲y": "220"}, set()),
        ({"甲x": "200", "乙x": "150"}, {"甲x": "200"}, set()),
    ],
)
def test_a_target_computes_the_series_that_follow_it(computed_anew, first, then, anew):
    # 甲y grows, 乙y is held without any assumption
    begun = aim(assume(opened(), "基准", 甲x=REACH, 乙x=REACH), **first, 乙y="120")
    _, found, made = after(begun, aim(begun, **then), computed_anew)
    assert made == ([("基准", anew), ("攻坚", anew)] if anew else [])
    rows = {(key[0], key[1:]) for key in then}
    assert touched(found) == (rows | {("市", "x")} if anew else rows)


def test_a_target_of_another_year_computes_the_series_that_follows_it(computed_anew):
    begun = aim(assume(opened(), "基准", 甲x=REACH, 乙x=REACH), 甲x="200", 乙x="150")
    one = target(("甲", "", "x"), "200", year=2026)
    change = set_targets(begun, {TargetKey(one.series, 2025): None, one.key: one}).apply(begun)
    _, found, made = after(begun, change, computed_anew)
    assert made == [("基准", {("甲", "x")}), ("攻坚", {("甲", "x")})]
    assert touched(found) == {("甲", "x"), ("市", "x")}
    # a second year beside the first: more steps than any series had
    two = target(("甲", "", "x"), "180", year=2023)
    _, found, _ = after(begun, set_targets(begun, {two.key: two}).apply(begun), computed_anew)
    assert touched(found) == {("甲", "x"), ("市", "x")}


def test_of_targets_changed_added_and_taken_away_in_one_step_each_is_said(computed_anew):
    begun = aim(opened(), 甲x="200", 乙x="150", 丙x="170")
    _, found, made = after(begun, aim(begun, 甲x="220", 乙x=None, 丙y="90"), computed_anew)
    assert made == []
    assert touched(found) == {("甲", "x"), ("乙", "x"), ("丙", "y")}


def test_a_scenarios_own_target_is_said_of_its_series_only(computed_anew):
    begun = aim(opened(), 甲x="200", 乙x="150")
    before, found, _ = after(begun, aim(begun, "攻坚", 甲x="220"), computed_anew)
    assert touched(found) == {("甲", "x")}
    assert found.scenarios["基准"].targets is before.scenarios["基准"].targets
    assert [float(one) for one in found.scenarios["攻坚"].targets.figure] == [220.0, 150.0]


def test_a_scenario_that_makes_the_plans_target_its_own_says_so(computed_anew):
    begun = aim(opened(), 甲x="200", 乙x="150")
    name = TargetKey(SeriesKey("甲", "", "x"), 2025)
    change = set_targets(begun, {name: begun.plan.targets[name]}, "攻坚").apply(begun)
    _, found, made = after(begun, change, computed_anew)
    assert (made, touched(found)) == ([], {("甲", "x")})
    assert found.scenarios["攻坚"].targets.own.tolist() == [True, False]


def test_a_target_that_counts_from_an_observed_base_follows_it(computed_anew):
    begun = aim(opened(), 甲x="翻一番", 乙x="翻一番")
    _, found, _ = after(begun, amend(begun, {("甲", "x", 2020): 120.0}), computed_anew)
    assert [float(one) for one in found.scenarios["基准"].targets.figure] == [240.0, 200.0]
    assert ("乙", "x") not in touched(found)


def test_a_target_that_counts_from_a_projected_sum_has_no_figure(computed_anew):
    # the last observed year is before the base year: the base itself would be projected
    begun = amend(
        opened(), {(one, "x", 2020): None for one in "甲乙丙"} | {(one, "x", 2019): 100.0 for one in "甲乙丙"}
    )
    begun = aim(begun, 市x="翻一番", 甲y="150")
    before, found, _ = after(begun, assume(begun, "攻坚", 甲x=FASTER), computed_anew)
    name = TargetKey(SeriesKey("市", "", "x"), 2025)
    figures = [one.targets.figure[one.targets.of_series[name]] for one in found.scenarios.values()]
    assert np.isnan(figures).all()
    # the other scenario's is the same one, not an equal one made anew
    assert found.scenarios["基准"].targets is before.scenarios["基准"].targets
    assert touched(found) == {("甲", "x"), ("市", "x")}


# assumptions that move no figure


def test_what_is_assumed_otherwise_is_said_even_where_no_figure_moves(computed_anew):
    begun = opened()
    _, found, _ = after(begun, assume(begun, "基准", 甲y=replace(GROWTH, note="工业科")), computed_anew)
    assert touched(found) == {("甲", "y")}
    # one of its own for a county, beside what moves; 乙y and 丙y have nothing assumed, before and after
    _, found, _ = after(begun, assume(begun, "基准", 甲y=replace(GROWTH, low=4.0), 乙x=FASTER), computed_anew)
    assert touched(found) == {("甲", "y"), ("乙", "x"), ("市", "x")}
    # and a series that had none is held as before when it is said so
    _, found, _ = after(begun, assume(begun, "基准", 乙y=Assumption(Method.HOLD)), computed_anew)
    assert touched(found) == {("乙", "y")}
    _, found, _ = after(begun, assume(begun, "基准", 甲y=None), computed_anew)
    assert touched(found) == {("甲", "y")}


# the tree of scenarios


def test_a_scenario_that_comes_or_goes_touches_everything_and_computes_only_itself(computed_anew):
    begun = opened()
    every = {(key.region, key.indicator) for key in begun.plan.series}
    added = AddScenario(scenario("新", "攻坚"), LABEL).apply(begun)
    before, found, made = after(begun, added, computed_anew)
    assert (made, touched(found)) == ([("新", every)], every)
    assert found.scenarios["攻坚"].projection is before.scenarios["攻坚"].projection
    assert list(found.scenarios) == ["基准", "攻坚", "新"]
    gone = RemoveScenario("新", LABEL).apply(added)
    _, found, made = after(added, gone, computed_anew)
    assert (made, touched(found), list(found.scenarios)) == ([], every, ["基准", "攻坚"])


def test_a_scenario_that_is_moved_below_another_says_what_moves_with_it(computed_anew):
    """Its own assumptions stay; what it inherits of levers does not."""
    children = [
        scenario("甲案", assumptions={("*", "*", "x"): GROWTH}),
        scenario(
            "乙案", assumptions={("*", "*", "x"): GROWTH}, intensities={("抓手", "乙", "*"): {2021: 100.0}}
        ),
        scenario("子", "甲案"),
    ]
    begun = opened(scenarios=children)
    moved = ChangeScenario("子", LABEL, parent="乙案", keep_parent=False).apply(begun)
    before, found, made = after(begun, moved, computed_anew)
    assert [name for name, _ in made] == ["子"]
    assert found.scenarios["子"].values[1, -1] == before.scenarios["子"].values[1, -1]
    assert {("乙", "x"), ("市", "x")} <= touched(found)
    plan = found.plan
    for row in np.flatnonzero(~found.touched):
        np.testing.assert_array_equal(found.scenarios["子"].values[row], before.scenarios["子"].values[row])
    row = plan.row["乙", "", "x"]
    assert found.scenarios["子"].values[row, -1] > before.scenarios["子"].values[row, -1]


def test_a_renamed_scenario_touches_nothing(computed_anew):
    begun = opened()
    _, found, made = after(begun, ChangeScenario("攻坚", LABEL, name="奋进").apply(begun), computed_anew)
    assert (made, touched(found)) == ([], set())


def test_a_plan_of_another_shape_is_computed_from_nothing(computed_anew):
    begun, other = opened(), opened(horizon=2030)
    before = compute(begun)
    computed_anew.clear()
    found = update(before, other)
    every = {(key.region, key.indicator) for key in begun.plan.series}
    assert computed_anew == [("基准", every), ("攻坚", every)]
    assert touched(found) == every
    assert found.frame is not before.frame
    assert_same(found, compute(other))
    assert touched(compute(begun)) == every


def test_no_array_of_the_answers_can_be_written_to():
    begun = opened()
    for found in (
        compute(begun),
        update(compute(begun), amend(assume(begun, "攻坚", 甲x=FASTER), {("甲", "y", 2020): 1.0})),
    ):
        for array in (
            found.observed,
            found.last,
            found.touched,
            found.scenarios["攻坚"].values,
            found.scenarios["攻坚"].gain,
        ):
            assert not array.flags.writeable


def test_a_plan_that_says_the_same_anew_moves_nothing(computed_anew):
    begun = opened()
    plan = replace(begun.plan, targets=MappingProxyType(dict(begun.plan.targets)))
    before, found, made = after(begun, replace(begun, plan=plan), computed_anew)
    assert (made, touched(found)) == ([], set())
    assert found.scenarios["攻坚"].projection is before.scenarios["攻坚"].projection


MANY = 20


def of_many():
    """As `opened`, with twenty more scenarios below the first, each with a row of its own."""
    more = [
        scenario(f"变体{number}", "基准", {("乙", "*", "x"): Assumption(Method.GROWTH, float(number))})
        for number in range(MANY)
    ]
    return opened(
        scenarios=[
            scenario("基准", assumptions={("*", "*", "x"): GROWTH, ("甲", "*", "y"): GROWTH}),
            scenario("攻坚", "基准", intensities={("抓手", "乙", "*"): {2021: 100.0}}),
            *more,
        ]
    )


def test_of_many_scenarios_only_those_that_are_asked_for_are_computed():
    first = of_many()
    results = compute(first)
    assert set(results.computed) == {"基准"}
    assert list(results.scenarios) == list(first.scenarios)
    assert results.scenarios["变体9"] is results.scenarios["变体9"]
    assert set(results.computed) == {"基准", "变体9"}
    assert "变体9" in results.scenarios
    assert "无" not in results.scenarios
    with pytest.raises(KeyError):
        results.scenarios["无"]
    # asked for first or last, alone or with all: the same figures
    alone = compute(opened(scenarios=[first.scenarios["基准"], first.scenarios["变体9"]]))
    np.testing.assert_array_equal(results.scenarios["变体9"].values, alone.scenarios["变体9"].values)


def test_an_edit_of_many_follows_those_that_were_looked_at_and_the_rest_is_as_if_computed_anew():
    first = of_many()
    results = compute(first)
    results.scenarios["变体9"], results.scenarios["攻坚"]
    second = assume(first, "基准", 甲x=FASTER)
    after = update(results, second)
    assert set(after.computed) == {"基准", "变体9", "攻坚"}
    assert touched(after) == {("甲", "x"), ("市", "x")}
    assert_same(after, compute(second))


def test_where_more_were_computed_than_are_followed_everything_counts_as_touched():
    first = of_many()
    results = compute(first)
    assert [one.scenario for one in results.scenarios.values()] == list(first.scenarios)
    few = list(first.scenarios)[:3]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(updating, "FOLLOWED", 10)
        second = assume(first, "基准", 甲x=FASTER)
        after = update(results, second)
    assert set(after.computed) == {"基准"}
    assert after.touched.all()
    assert all(np.isfinite(after.scenarios[name].values).any() for name in few)
    assert_same(after, compute(second))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ask", "assume", "aim", "amend"]),
            st.integers(-2, MANY - 1),
            st.floats(1.0, 9.0),
        ),
        max_size=8,
    )
)
def test_whatever_is_asked_between_edits_of_many_it_comes_to_what_is_computed_anew(steps):
    now = of_many()
    names = list(now.scenarios)
    results = compute(now)
    for what, place, figure in steps:
        name = names[place + 2]
        if what == "ask":
            results.scenarios[name]
            continue
        if what == "assume":
            now = assume(now, name, 甲x=Assumption(Method.GROWTH, figure))
        elif what == "aim":
            now = aim(now, name, 乙x=f"{figure * 50:.0f}")
        else:
            now = amend(now, {("甲", "x", 2020): 90.0 + figure})
        before, results = results, update(results, now)
        for one, then in before.computed.items():
            if one in results.computed:
                moved = ~np.isclose(then.values, results.scenarios[one].values, equal_nan=True).all(axis=1)
                assert not (moved & ~results.touched).any()
    assert_same(results, compute(now))


ANEW = st.one_of(
    st.tuples(
        st.sampled_from(["基准", "攻坚"]),
        st.sampled_from(["*", "*", "甲"]),
        st.sampled_from([GROWTH, Assumption(Method.TREND), REACH, None]),
    ),
    st.tuples(st.just("aim"), st.sampled_from("甲乙"), st.sampled_from(["150", None])),
    st.tuples(st.just("amend"), st.sampled_from("甲乙丙"), st.sampled_from([90.0, None])),
)


@given(st.lists(st.lists(ANEW, min_size=1, max_size=3), max_size=6), st.sampled_from([0, 8]))
def test_whichever_way_answers_are_found_rows_for_any_region_reach_what_they_reach_anew(steps, few):
    """Of a few series each is looked up, of more all rows are laid over each other: here of any number."""
    now = amend(opened(), {(place, "x", 2019): 90.0 for place in "甲乙"})
    results = compute(now)
    with patch.object(resolving, "_FEW", few):
        for changes in steps:
            for what, place, stated in changes:
                if what == "aim":
                    now = aim(now, **{f"{place}x": stated})
                elif what == "amend":
                    now = amend(now, {(place, "x", 2019): stated})
                else:
                    now = set_assumptions(now, what, {AssumptionKey(place, "*", "x"): stated}).apply(now)
            results, anew = update(results, now), compute(now)
            assert_same(results, anew)
            for name, one in results.scenarios.items():
                assert passed_over(one.inputs) == passed_over(anew.scenarios[name].inputs)


def passed_over(inputs):
    """The row that each series is passed over by, None of none."""
    return [inputs.rows[at][:2] if at >= 0 else None for at in inputs.passed_over.tolist()]


PACKED = ("基准", "攻坚", "绿", "数", "合")


def of_packages():
    """As `opened`, with two packages, and a scenario on both of them."""
    return opened(
        scenarios=[
            scenario("基准", assumptions={("*", "*", "x"): GROWTH, ("甲", "*", "y"): GROWTH}),
            scenario("攻坚", "基准", intensities={("抓手", "乙", "*"): {2021: 100.0}}),
            scenario("绿", "基准", {("乙", "*", "x"): FASTER}),
            scenario("数", None, {("*", "*", "y"): FASTER}, {("抓手", "甲", "*"): {2021: 50.0}}),
            scenario("合", "攻坚", packages=("绿", "数")),
        ]
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["assume", "general", "lever", "aim", "amend", "pack", "move", "remove"]),
            st.integers(0, len(PACKED) - 1),
            st.lists(st.sampled_from(PACKED), unique=True, max_size=3),
            st.integers(1, 9),
        ),
        max_size=8,
    )
)
def test_whatever_is_edited_of_scenarios_with_packages_it_comes_to_what_is_computed_anew(steps):
    now = of_packages()
    results = compute(now)
    for what, place, others, figure in steps:
        name = PACKED[place]
        if name not in now.scenarios:
            continue
        try:
            if what == "assume":
                now = assume(now, name, 甲x=Assumption(Method.GROWTH, float(figure)))
            elif what == "general":
                rows = {
                    AssumptionKey("*", "*", "x"): None
                    if figure > 6
                    else Assumption(Method.GROWTH, figure / 2)
                }
                now = set_assumptions(now, name, rows).apply(now)
            elif what == "lever":
                rows = {LeverIntensityKey("抓手", "甲", "*"): LeverIntensities(((2021, 10.0 * figure),))}
                now = SetLeverIntensities(name, rows, LABEL).apply(now)
            elif what == "aim":
                now = aim(now, name, 乙x=f"{figure * 50}")
            elif what == "amend":
                now = amend(now, {("甲", "x", 2020): 90.0 + figure})
            elif what == "pack":
                now = ChangeScenario(name, LABEL, packages=tuple(others)).apply(now)
            elif what == "move":
                parent = others[0] if others else None
                now = ChangeScenario(name, LABEL, parent=parent, keep_parent=False).apply(now)
            else:
                now = RemoveScenario(name, LABEL).apply(now)
        except EditRefused:
            continue
        before, results = results, update(results, now)
        for one, then in before.scenarios.items():
            if one in results.scenarios:
                moved = ~np.isclose(then.values, results.scenarios[one].values, equal_nan=True).all(axis=1)
                assert not (moved & ~results.touched).any()
        assert_same(results, compute(now))
