"""Answers written into a scenario: one step of undo each, named, and the plan's own targets stay."""

import pytest

from npfdesk.engine.answers.allocation import RULE_NAMES, AllocationRule, allocate
from npfdesk.engine.projection.update import compute
from npfdesk.plan.answer_edits import (
    GROWTH,
    Parameter,
    ParameterKind,
    intensities_in_force,
    set_parameter,
    shares_as_targets,
    shift_levers,
)
from npfdesk.plan.methods import Method
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.session import LoadedWorkbook, Session
from tests.plans import LeverEffect, Region, document, scenario, target

CITY = SeriesKey("市", "", "x")


def made(**named):
    data = {("市", "", "x"): {2020: 100.0}, ("甲", "", "x"): {2020: 60.0}, ("乙", "", "x"): {2020: 40.0}}
    return document(
        data,
        regions=[Region("市", "市"), Region("甲", "甲", parent="市"), Region("乙", "乙", parent="市")],
        targets=[target(CITY, "150"), target(("甲", "", "x"), "70以上，力争80")],
        **{"scenarios": [scenario(), scenario("子", "基准")], **named},
    )


def test_an_allocation_becomes_the_scenarios_own_targets_in_one_step():
    doc = made()
    session = Session(LoadedWorkbook(doc.plan))
    split = allocate(session.results, "子", CITY, AllocationRule.BASE, 200.0)
    shares = {share.region: share.value for share in split.shares}
    edit = shares_as_targets(doc, "子", CITY, 2025, shares, RULE_NAMES[split.rule], split.total)
    change = session.apply(edit)
    own = session.document.scenarios["子"].targets
    assert {key.series.region: one.parsed.figure for key, one in own.items()} == {
        "市": 200.0,
        "甲": 120.0,
        "乙": 80.0,
    }
    # the plan's stay, and so do the other scenario's
    assert session.document.plan.targets == doc.plan.targets
    table = session.results.scenarios["子"].targets
    assert table.figure[table.of_series[TargetKey(CITY, 2025)]] == 200.0
    assert table.own.all()
    other = session.results.scenarios["基准"].targets
    assert other.figure[other.of_series[TargetKey(CITY, 2025)]] == 150.0
    # the old words' stretch goes with the words
    assert own[TargetKey(SeriesKey("甲", "", "x"), 2025)].stretch is None
    assert change.label.text("zh") == "按基期（同速增长）：x 2025 200 分到 2 个地区"
    assert change.label.text("en") == "by base (equal growth): x 2025, 200 allocated to 2 regions"
    session.undo()
    assert not session.document.scenarios["子"].targets
    assert session.history.undo_label is None


def test_without_a_total_only_the_shares_are_written_and_inherited_targets_are_restated():
    doc = made(scenarios=[scenario(targets=[target(("甲", "", "x"), "90")]), scenario("子", "基准")])
    edit = shares_as_targets(doc, "子", CITY, 2025, {"甲": 1 / 3}, RULE_NAMES[AllocationRule.TARGET])
    own = edit.apply(doc).scenarios["子"].targets
    assert [(key.series.region, one.text) for key, one in own.items()] == [("甲", repr(1 / 3))]
    # it is kept to the last bit
    kept = decode(encode(saved_work(edit.apply(doc))))
    assert list(kept.work.scenarios.values())[1].targets == own


def test_a_parameter_on_a_held_series_makes_a_row():
    doc = made()
    edit = set_parameter(doc, "基准", SeriesKey("甲", "", "x"), GROWTH, 7.5)
    assert edit.apply(doc).scenario.assumptions["甲", "", "x"] == Assumption(Method.GROWTH, 7.5)
    # years alone, without a value: the value comes beside them
    yearly = Assumption(Method.GROWTH, None, by_year=((2021, 3.0),))
    doc = made(scenarios=[scenario(assumptions={("*", "*", "x"): yearly})])
    row = set_parameter(doc, "基准", SeriesKey("甲", "", "x"), GROWTH, 7.5).apply(doc).scenario.assumptions
    assert row["甲", "", "x"] == Assumption(Method.GROWTH, 7.5, by_year=((2021, 3.0),))


EFFECTS = (LeverEffect("智造", "技术", "x", 2.0), LeverEffect("绿色", "技术", "x", 1.0))


def test_a_lever_reaches_its_region_or_everywhere():
    doc = made(levers=EFFECTS)
    lever = Parameter(ParameterKind.LEVER, ("智造",))
    leaf = set_parameter(doc, "基准", SeriesKey("甲", "", "x"), lever, 30.0).apply(doc).scenario
    assert {tuple(key): one.by_year for key, one in leaf.intensities.items()} == {
        ("智造", "甲", "*"): ((2021, 30.0),)
    }
    root = set_parameter(doc, "基准", CITY, lever, 30.0).apply(doc).scenario
    assert set(root.intensities) == {("智造", "*", "*")}
    rows = {("智造", "甲", "*"): {2021: 50.0}, ("绿色", "甲", "*"): {2021: 50.0}}
    doc = made(levers=EFFECTS, scenarios=[scenario(intensities=rows)])
    edit = set_parameter(doc, "基准", CITY, lever, 30.0)
    assert set(edit.apply(doc).scenario.intensities) == {("智造", "*", "*"), ("绿色", "甲", "*")}
    assert edit.label.text("zh") == "智造 统一强度 30%"
    assert (lever.name, GROWTH.name) == ("智造", "growth")


def test_factors_and_shifts_keep_within_the_range_and_the_years_before():
    intensities = {("智造", "*", "*"): {2019: 10.0, 2022: 40.0, 2024: 80.0}}
    doc = made(levers=EFFECTS, scenarios=[scenario(intensities=intensities), scenario("子", "基准")])
    factor = set_parameter(doc, "子", CITY, Parameter(ParameterKind.FACTOR, ("智造",)), 2.0)
    years = dict(intensities_in_force(factor.apply(doc), "子", "智造")["智造", "*", "*"].by_year)
    # 2020 lies on the way from 10 to 40 and is past; from then on doubled, at most full
    assert [years[year] for year in range(2019, 2025)] == pytest.approx([10, 20, 60, 80, 100, 100])
    shifted = shift_levers(doc, "子", {"智造": -30.0, "绿色": 5.0})
    after = shifted.apply(doc)
    years = dict(intensities_in_force(after, "子", "智造")["智造", "*", "*"].by_year)
    assert [years[year] for year in range(2019, 2025)] == pytest.approx([10, 20, 0, 10, 30, 50])
    assert dict(intensities_in_force(after, "子", "绿色")["绿色", "*", "*"].by_year)[2030] == 5.0
    assert "智造 -30" in shifted.label.text("zh")
    assert compute(after).scenarios["基准"].inputs.intensities("绿色", "甲", "") is None


def test_rows_of_a_chain_are_said_as_one_scenario_would():
    parent = scenario("父", intensities={("智造", "甲", "*"): {2021: 50.0}})
    child = scenario("子", "父", intensities={("智造", "*", "芯"): {2021: 10.0}})
    doc = made(levers=EFFECTS, scenarios=[parent, child])
    rows = intensities_in_force(doc, "子", "智造")
    # where the two cross, the child's answers
    assert {tuple(key[1:]): one.by_year[0][1] for key, one in rows.items()} == {
        ("甲", "*"): 50.0,
        ("甲", "芯"): 10.0,
        ("*", "芯"): 10.0,
    }
