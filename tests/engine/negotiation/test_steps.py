"""Steps of a negotiation: settle and open, allocate the rest with the settled held, write replies and targets. Figures are synthetic."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.engine.answers.allocation import AllocationRule, allocate
from npfdesk.engine.negotiation.rounds import negotiation
from npfdesk.engine.negotiation.steps import (
    Bounding,
    allocate_rest,
    allocation_as_replies,
    allocation_bounds,
    open_again,
    printed_shares,
    settle,
    settled_as_targets,
)
from npfdesk.engine.projection.update import compute
from npfdesk.plan.drafts import Draft, draft_note
from npfdesk.plan.edit_labels import set_proposals
from npfdesk.plan.negotiation import ProposalKey, Side, settled_targets
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import TargetKey
from npfdesk.session import LoadedWorkbook, Session
from tests.engine.negotiation.test_rounds import CITY, DOWN, UP, begun, talked
from tests.plans import Indicator, Kind, RollUp

RULE = AllocationRule.BASE


def opened(document):
    return negotiation(compute(document), "基准", CITY, 2025)


def rest(document, bounding=Bounding.NONE, total=None, rule=RULE):
    return allocate_rest(compute(document), "基准", opened(document), rule, bounding, total)


def shares(found):
    assert not isinstance(found, Problem), found.message("en")
    return {one.region: one.value for one in found.shares}


def test_settle_and_open_again_are_one_step_each():
    session = Session(LoadedWorkbook(begun()))
    said = talked(begun(), ("甲", 1, UP, "120"), ("甲", 1, DOWN, "130"), ("乙", 1, UP, "90"))
    session.apply(set_proposals(session.document, said.plan.proposals))
    session.apply(settle(session.document, opened(session.document), {"甲", "乙", "丙"}, DOWN))
    assert settled_targets(session.document.plan.proposals) == {
        TargetKey(CITY._replace(region="甲"), 2025): ProposalKey(CITY._replace(region="甲"), 2025, 1, DOWN)
    }
    session.apply(settle(session.document, opened(session.document), {"乙"}, UP))
    assert session.history.undo_label.text("zh") == "乙 x 2025 商定 90"
    nothing = settle(session.document, opened(session.document), {"甲", "丙"}, DOWN)
    assert (nothing.code, "下达" in nothing.message("zh")) == ("nothing_to_settle", True)
    session.apply(open_again(session.document, opened(session.document), {"甲", "乙"}))
    assert not settled_targets(session.document.plan.proposals)
    assert open_again(session.document, opened(session.document), {"甲"}) is None
    session.undo()
    assert len(settled_targets(session.document.plan.proposals)) == 2


def test_settled_figures_are_held_and_the_rest_goes_by_the_rule():
    document = talked(begun(), ("乙", 1, UP, "90", True), ("甲", 1, UP, "150"))
    # 300 less 90; 甲 and 丙 share 210 as 110.88 to 20
    found = shares(rest(document))
    assert found["乙"] == 90
    assert found["甲"] == pytest.approx(210 * 110.88 / 130.88)
    assert math.fsum(found.values()) == 300


def test_proposals_bound_the_shares_as_chosen():
    document = talked(begun(), ("乙", 1, UP, "90", True), ("甲", 1, UP, "150-160"), ("丙", 1, UP, "稳步提升"))
    assert shares(rest(document, Bounding.CAP)) == {"甲": 160, "乙": 90, "丙": 50}
    floors = allocation_bounds(document.plan, opened(document), Bounding.FLOOR)
    assert (dict(floors.holds), dict(floors.floors), dict(floors.caps)) == ({"乙": 90}, {"甲": 150}, {})
    assert shares(rest(document, Bounding.FLOOR, total=250)) == {"甲": 150, "乙": 90, "丙": 10}
    impossible = rest(document, Bounding.FLOOR, total=200)
    assert impossible.code == "allocation_total_out_of_bounds"


def test_what_cannot_be_allocated_is_said():
    words = talked(begun(), ("乙", 1, UP, "稳步提升", True))
    problem = rest(words)
    assert (problem.code, "乙" in problem.message("zh")) == ("settled_without_figure", True)
    done = talked(begun(), *((name, 1, UP, "100", True) for name in "甲乙丙"))
    assert rest(done).code == "all_settled"
    assert rest(talked(begun(city="")), total=None).code == "allocation_no_total"


def test_the_allocation_is_written_as_the_replies_of_the_next_round():
    document = talked(begun(), ("乙", 1, UP, "90", True), ("甲", 1, UP, "150"), ("甲", 1, DOWN, "170"))
    talks, found = opened(document), rest(document)
    edit = allocation_as_replies(document, talks, found, "按基期分解", "2026-03-01")
    after = edit.apply(document)
    new = {key: one for key, one in after.plan.proposals.items() if key not in document.plan.proposals}
    assert {(key.series.region, key.round, key.side) for key in new} == {("甲", 2, DOWN), ("丙", 2, DOWN)}
    # to the decimals of the indicator, and still 210 together
    figures = {key.series.region: one for key, one in new.items()}
    assert {name: one.text for name, one in figures.items()} == {"甲": "177.9", "丙": "32.1"}
    assert figures["甲"].reason == "按基期分解"
    assert figures["甲"].since == "2026-03-01"
    assert opened(after).answered.missing == 0


def test_sums_are_written_as_sums():
    flow = Indicator("x", "x", unit="亿元", kind=Kind.FLOW, rollup=RollUp.SUM)
    history = {"甲": {2020: 10.0}, "乙": {2020: 5.0}}
    made = begun(indicator=flow, history=history, city="〔100〕")
    document = talked(made, ("乙", 1, UP, "〔40〕", True))
    after = allocation_as_replies(document, opened(document), rest(document)).apply(document)
    assert after.plan.proposals[ProposalKey(CITY._replace(region="甲"), 2025, 1, DOWN)].text == "〔60〕"


def test_settled_ones_become_the_plans_targets_in_one_step():
    document = talked(begun(own={"甲": "170", "丙": "30"}), ("甲", 1, UP, "150以上", True), ("乙", 1, UP, "90", True), ("丙", 1, UP, "30", True))  # fmt: skip
    edit = settled_as_targets(document, opened(document))
    after = edit.apply(document)
    texts = {key.series.region: one.text for key, one in after.plan.targets.items()}
    assert texts == {"市": "300以上", "甲": "150以上", "乙": "90", "丙": "30"}
    assert {key.series.region for key in edit.values} == {"甲", "乙"}
    assert settled_as_targets(after, opened(after)).code == "targets_as_settled"
    assert settled_as_targets(talked(begun()), opened(talked(begun()))).code == "nothing_settled"


def test_a_draft_that_is_agreed_is_a_draft_no_more():
    made = begun(own={"甲": "170"})
    key = TargetKey(CITY._replace(region="甲"), 2025)
    note = draft_note(Draft.TREND, "zh")
    made = made.with_targets({**made.targets, key: replace(made.targets[key], note=note)})
    document = talked(made, ("甲", 1, UP, "150", True))
    assert settled_as_targets(document, opened(document)).values[key].note == ""


def test_another_year_is_allocated_by_its_own_target():
    results = compute(talked(begun()))
    assert allocate(results, "基准", CITY, RULE, year=2025).total == 300
    assert allocate(results, "基准", CITY, RULE, year=2030).code == "allocation_no_total"
    assert allocate(results, "基准", CITY, RULE, 330.0, year=2030).year == 2030


FIGURES = st.integers(0, 2000).map(lambda one: one / 10)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from("甲乙丙"), st.tuples(FIGURES, st.booleans()), max_size=3),
    st.sampled_from(Bounding),
    FIGURES,
)
def test_settled_ones_never_change_and_the_shares_add_up(said, bounding, total):
    document = talked(begun(), *((name, 1, UP, f"{figure:g}", *([True] if agreed else [])) for name, (figure, agreed) in said.items()))  # fmt: skip
    talks = opened(document)
    found = rest(document, bounding, total)
    if isinstance(found, Problem):
        assert found.code in ("all_settled", "allocation_total_out_of_bounds", "allocation_rule_cannot")
        return
    printed = printed_shares(document.plan, found)
    for name, (figure, agreed) in said.items():
        if agreed:
            assert shares(found)[name] == printed[name] == figure
        elif bounding is Bounding.FLOOR:
            assert shares(found)[name] >= figure - 1e-9
        elif bounding is Bounding.CAP:
            assert shares(found)[name] <= figure + 1e-9
    assert math.fsum(printed.values()) == pytest.approx(total, abs=1e-9)
    before = {key: document.plan.proposals[key] for key in settled_targets(document.plan.proposals).values()}
    after = allocation_as_replies(document, talks, found).apply(document)
    assert {key: after.plan.proposals[key] for key in before} == before
    assert len(settled_targets(after.plan.proposals)) == len(before)
    targets = settled_as_targets(after, opened(after))
    if before:
        made = targets.apply(after).plan.targets
        assert all(made[key.target].text == one.text for key, one in before.items())
    else:
        assert targets.code == "nothing_settled"
    assert opened(after).next_round(Side.PROPOSAL) >= 1
