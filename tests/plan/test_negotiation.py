"""Positions in negotiation: read from words, locked where settled, and on every road of the work."""

from dataclasses import replace
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_proposals
from npfdesk.plan.edits import EditRefused
from npfdesk.plan.exchange import Exchange, common_parent, pack, unpack, with_ancestors
from npfdesk.plan.merge import merge
from npfdesk.plan.negotiation import (
    Proposal,
    ProposalKey,
    Side,
    by_target,
    last_of,
    settled_targets,
)
from npfdesk.plan.positions import position
from npfdesk.plan.problems import Problem
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.structure_dependents import what_depends_on
from npfdesk.plan.structure_edits import remove_things
from npfdesk.session import LoadedWorkbook, Session, Structure
from npfdesk.store.library import Library
from npfdesk.store.library_records import WorkbookIdentity
from tests.plans import plan, scenario, with_parts

A, B = SeriesKey("甲", "", "x"), SeriesKey("乙", "", "x")
UP = ProposalKey(A, 2030, 1, Side.PROPOSAL)
DOWN = ProposalKey(A, 2030, 1, Side.REPLY)
AGAIN = ProposalKey(A, 2030, 2, Side.PROPOSAL)
ASKED = Proposal("120", 120.0, "去年110", "2025-09-01", "甲发1号")
REPLIED = Proposal("≥130", 130.0, "全市需要")
SAID = {UP: ASKED, DOWN: REPLIED}


def begun(**more):
    return plan(
        {A: {2024: 95.0, 2025: 100.0}, B: {2025: 50.0}}, scenarios=[scenario()], base_year=2025, **more
    )


def talked(values=SAID):
    document = new_document(begun())
    return set_proposals(document, values).apply(document)


def test_positions_stand_in_the_order_of_the_rounds():
    ((target, positions),) = by_target({AGAIN: ASKED, DOWN: REPLIED, UP: ASKED}).items()
    assert target == TargetKey(A, 2030)
    assert [key for key, _ in positions] == [UP, DOWN, AGAIN]
    assert last_of(positions, Side.PROPOSAL)[0] == AGAIN
    assert last_of(positions, Side.REPLY)[0] == DOWN
    assert last_of(positions[:1], Side.REPLY) is None


@pytest.mark.parametrize(
    ("text", "figure"),
    [("120", 120.0), ("≥130", 130.0), ("110-120", 115.0), ("年均增长10%", 161.051), ("翻一番", 200.0),
     ("新增15", 115.0), ("稳步提升", None), ("完成省下达任务", None)],
)  # fmt: skip
def test_words_come_to_the_figure_that_a_target_of_them_has(text, figure):
    made = position(begun(), TargetKey(A, 2030), f" {text} ", "理由", "2026-01-02", "来文")
    assert made == Proposal(text, pytest.approx(figure) if figure else None, "理由", "2026-01-02", "来文")


@pytest.mark.parametrize(
    ("text", "code"), [("", "proposal_unstated"), ("—", "proposal_unstated"), ("也许", "not_a_target"), ("9（2029）", "proposal_other_year")]
)  # fmt: skip
def test_what_is_no_target_is_refused_with_its_reason(text, code):
    made = position(begun(), TargetKey(A, 2030), text)
    assert isinstance(made, Problem)
    assert made.code == code


# settled ones


def refused(document, values):
    with pytest.raises(EditRefused) as said:
        set_proposals(document, values).apply(document)
    return said.value.problem


def test_a_settled_target_takes_nothing_until_it_is_opened_again():
    document = talked({**SAID, DOWN: replace(REPLIED, settled=True)})
    assert settled_targets(document.plan.proposals) == {TargetKey(A, 2030): DOWN}
    problem = refused(document, {AGAIN: ASKED})
    assert problem.code == "proposal_settled"
    assert "≥130" in problem.message("zh")
    for values in ({UP: None}, {UP: replace(ASKED, reason="又")}, {UP: replace(ASKED, settled=True)},
                   {DOWN: replace(REPLIED, text="1", settled=True)}, {DOWN: replace(REPLIED, text="1")}):  # fmt: skip
        assert refused(document, values).code == "proposal_settled"
    # others, and what says the same, are free
    other = UP._replace(series=B)
    document = set_proposals(document, {other: ASKED, UP: ASKED}).apply(document)
    document = set_proposals(document, {DOWN: REPLIED}).apply(document)
    assert not settled_targets(document.plan.proposals)
    document = set_proposals(document, {AGAIN: ASKED}).apply(document)
    assert document.plan.proposals[AGAIN] == ASKED


KEYS = st.builds(
    ProposalKey, st.sampled_from([A, B]), st.just(2030), st.integers(1, 3), st.sampled_from(Side)
)
STEPS = st.dictionaries(
    KEYS, st.none() | st.builds(Proposal, st.sampled_from(["1", "2"]), st.just(1.0), settled=st.booleans()), min_size=1, max_size=3
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(STEPS, max_size=8))
def test_what_was_settled_never_changes_but_by_being_opened(steps):
    document = new_document(begun())
    for values in steps:
        before = document.plan.proposals
        agreed = settled_targets(before)
        try:
            document = set_proposals(document, values).apply(document)
        except EditRefused:
            assert document.plan.proposals is before
            continue
        for target in agreed:
            was = {key: replace(one, settled=False) for key, one in before.items() if key.target == target}
            now = {
                key: replace(one, settled=False)
                for key, one in document.plan.proposals.items()
                if key.target == target
            }
            assert now == was


# the roads of the work


def test_a_step_says_what_it_did_and_changes_no_figure():
    session = Session(LoadedWorkbook(begun()))
    change = session.apply(set_proposals(session.document, {UP: ASKED}))
    assert not change.touched.any()
    assert change.structure == Structure.CYCLE
    assert session.history.undo_label.text("zh") == "甲 x 2030 第1轮上报 无 → 120"
    session.apply(set_proposals(session.document, {UP: replace(ASKED, settled=True)}))
    assert session.history.undo_label.text("en") == "甲 x 2030 settled 120"
    session.apply(set_proposals(session.document, {UP: ASKED}))
    assert session.history.undo_label.text("zh") == "甲 x 2030 重新协商 120"
    session.apply(set_proposals(session.document, {UP: replace(ASKED, reason="又")}))
    assert session.history.undo_label.text("zh") == "甲 x 2030 第1轮上报的理由"
    session.apply(set_proposals(session.document, {UP: None, DOWN: REPLIED}))
    assert session.history.undo_label.text("en") == "甲 x 2 positions in negotiation"
    assert dict(session.document.plan.proposals) == {DOWN: REPLIED}
    session.undo()
    assert dict(session.document.plan.proposals) == {UP: replace(ASKED, reason="又")}


def test_they_travel_with_library_drafts_and_exchange(tmp_path):
    mine = saved_work(talked())
    assert decode(encode(mine)).work.proposals == SAID
    library, here = Library(tmp_path / "library.sqlite"), WorkbookIdentity("/a.xlsx", "a" * 64)
    saved = library.save(here, mine, "", None)
    library.draft(here, replace(mine, active="x"), saved.id)
    library.close()
    again = Library(tmp_path / "library.sqlite")
    stored = again.load(here)
    assert stored.work.work.proposals == stored.draft.work.work.proposals == SAID
    again.close()
    sent = Exchange(with_ancestors(mine, [mine.active]), common_parent(mine, (mine,), ()))
    assert unpack(pack(sent), "a.npfs").work.work.proposals == SAID
    assert restore(begun(), mine).document.plan.proposals == SAID


def test_two_that_say_otherwise_are_asked():
    bare, mine = saved_work(new_document(begun())), saved_work(talked())
    theirs = with_parts(bare, proposals=MappingProxyType({UP: replace(ASKED, text="125"), AGAIN: ASKED}))
    merged = merge(bare, mine, theirs)
    assert merged.work.proposals == {**SAID, AGAIN: ASKED}
    (conflict,) = merged.conflicts
    assert merge(bare, mine, theirs, {conflict.cell: True}).work.proposals[UP].text == "125"


def test_they_fall_with_their_region_and_are_told_before():
    other = UP._replace(series=B)
    document = talked({**SAID, other: ASKED})
    told = {one.sort: one.text("zh") for one in what_depends_on(document, "regions", "乙")}
    assert told["proposals"] == "目标协商 1 条"
    after = remove_things(document, "regions", ["乙"]).apply(document)
    assert dict(after.plan.proposals) == dict(after.work.proposals) == SAID
