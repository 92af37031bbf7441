"""Saved work on a workbook that has changed: nothing dropped, nothing guessed."""

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import (
    scenario_added,
    set_assumptions,
    set_intensities,
    set_observations,
    set_targets,
)
from npfdesk.plan.edits import AddScenario
from npfdesk.plan.methods import Method
from npfdesk.plan.records import saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.scenarios import Assumption, LeverIntensities, Scenario, by_id
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, SeriesKey, TargetKey
from tests.plans import document, plan, scenario, target, with_parts

GROW = {figure: Assumption(Method.GROWTH, figure) for figure in (1.0, 2.0, 3.0, 4.0)}
KEY = AssumptionKey("*", "*", "x")
OWN = AssumptionKey("市", "", "x")


def make(figure=1.0, **more):
    return plan(
        {("市", "", "x"): {2020: 10.0}}, scenarios=[scenario("甲", assumptions={KEY: GROW[figure]}, **more)]
    )


def edited(figure):
    opened = new_document(make())
    return saved_work(set_assumptions(opened, "甲", {KEY: GROW[figure]}).apply(opened))


def kept(restored):
    return restored.document.scenarios["甲"].assumptions[KEY].value


def test_what_was_changed_here_stands_on_an_unchanged_workbook():
    restored = restore(make(), edited(2.0))
    assert kept(restored) == 2.0
    assert restored.differences == ()


def test_what_only_the_workbook_changed_comes_from_it():
    restored = restore(make(3.0), saved_work(new_document(make())))
    assert kept(restored) == 3.0
    assert restored.differences == ()


def test_what_both_changed_is_told_and_ours_stands():
    restored = restore(make(3.0), edited(2.0))
    assert kept(restored) == 2.0
    assert [one.code for one in restored.differences] == ["both_changed"]
    assert restore(make(2.0), edited(2.0)).differences == ()


def test_scenarios_new_in_the_workbook_come_in_and_deleted_ones_stay_deleted():
    opened = new_document(plan({("市", "", "x"): {2020: 1.0}}, scenarios=[scenario("甲"), scenario("乙")]))
    work = with_parts(saved_work(opened), scenarios=by_id((opened.scenarios["甲"],)))
    now = plan({("市", "", "x"): {2020: 1.0}}, scenarios=[scenario("甲"), scenario("乙"), scenario("丙")])
    assert list(restore(now, work).document.scenarios) == ["甲", "丙"]


def test_a_parent_that_vanished_and_a_circle_leave_valid_documents():
    opened = new_document(make())
    opened = AddScenario(Scenario("id", "乙", "甲"), scenario_added("乙", "甲")).apply(opened)
    work = saved_work(opened)
    child = with_parts(work, scenarios=by_id((work.work.scenarios["id"],)))
    alone = replace(child, active="id", workbook_scenarios=make().scenarios)
    assert restore(make(), alone).document.scenarios["id"].parent is None
    turned = by_id(
        replace(one, parent="id" if one.id == "甲" else "甲") for one in work.work.scenarios.values()
    )
    assert restore(make(), with_parts(work, scenarios=turned)).document.scenarios["甲"].parent is None
    assert restore(
        make(), replace(with_parts(work, scenarios=by_id(())), workbook_scenarios=())
    ).document.scenarios
    assert restore(make(), replace(work, active="没有")).document.active == "甲"


def test_orphans_are_told_kept_and_come_back_with_the_old_workbook():
    larger = plan({("市", "", "x"): {2020: 1.0}, ("县", "", "y"): {2020: 1.0}}, scenarios=[scenario("甲")])
    opened = new_document(larger)
    series = SeriesKey("县", "", "y")
    opened = set_assumptions(opened, "甲", {AssumptionKey(*series): GROW[2.0]}).apply(opened)
    opened = set_intensities(
        opened, "甲", {LeverIntensityKey("没有", "*", "*"): LeverIntensities(((2021, 5.0),))}
    ).apply(opened)
    opened = set_observations(opened, {(series, 2020): 7.0}).apply(opened)
    opened = set_targets(opened, {TargetKey(series, 2025): target(series, "9")}).apply(opened)
    smaller = plan({("市", "", "x"): {2020: 1.0}}, scenarios=[scenario("甲")])
    restored = restore(smaller, saved_work(opened))
    assert [one.code for one in restored.orphans] == ["orphan"] * 4
    assert "县 · y" in restored.orphans[0].message("zh")
    back = restore(larger, saved_work(restored.document))
    assert back.document.scenarios["甲"].assumptions[AssumptionKey(*series)] == GROW[2.0]
    assert back.document.work.observations == {(series, 2020): 7.0}
    assert back.document.plan.targets[TargetKey(series, 2025)].text == "9"
    assert len(back.orphans) == 1


def test_amendments_are_laid_on_the_plan_read_anew():
    opened = document({("市", "", "x"): {2020: 10.0}})
    series = SeriesKey("市", "", "x")
    opened = set_observations(opened, {(series, 2021): 12.0, (series, 2020): None}).apply(opened)
    restored = restore(plan({("市", "", "x"): {2020: 10.0}}), saved_work(opened)).document.plan
    assert restored.observed[0, restored.column(2021)] == 12.0
    assert np.isnan(restored.observed[0, restored.column(2020)])
    assert isinstance(restored.targets, MappingProxyType)


def test_what_was_said_of_a_commitment_that_the_workbook_lost_is_kept_and_told(sample_plan):
    from npfdesk.plan.commitments import CommitmentKey, Standing, State
    from npfdesk.plan.edit_labels import set_standing
    from npfdesk.plan.records import saved_work

    lost, there = CommitmentKey("jinhua", "不再有的事项", 2025), CommitmentKey("jinhua", "高新技术企业", 2025)
    document = new_document(sample_plan)
    for key in (lost, there):
        document = set_standing(key, Standing(state=State.LATE)).apply(document)
    restored = restore(sample_plan, saved_work(document))
    assert set(restored.document.work.standings) == {lost, there}
    told = [one.message("zh") for one in restored.orphans]
    assert any("不再有的事项" in text for text in told)
    assert not any("高新技术企业" in text for text in told)
