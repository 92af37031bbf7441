"""Positions in negotiation are written losslessly into their workbook and read back as the same plan."""

from dataclasses import replace

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from npfdesk.plan.document import new_document
from npfdesk.plan.edits import Label, SetProposals
from npfdesk.plan.negotiation import Proposal, ProposalKey, Side
from npfdesk.plan.problems import Wording
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.structure_edits import remove_things, rename_thing, set_settings
from npfdesk.workbook.plan_reader import read_workbook
from npfdesk.workbook.writing.amendments import amendments
from tests.workbook.books import write
from tests.workbook.standard.negotiation_books import FIRST, PROPOSALS, REPLY, ROWS, SECOND, TOWN
from tests.workbook.writing.test_cycle_edits import edited, rows, saved

LABEL = Label(Wording("改", "change"))
OPENED = {SECOND: replace(PROPOSALS[SECOND], settled=False)}


def proposals(values):
    return lambda _: SetProposals(values, LABEL)


@pytest.fixture
def path(tmp_path):
    return write(tmp_path / "a.xlsx", 目标协商=ROWS)


def test_a_position_that_is_changed_changes_its_cells(path):
    changed = {REPLY: Proposal("82", 82.0, "全市缺口大", "2020-10-31"), **OPENED}
    again, document, made = edited(path, proposals(OPENED), proposals(changed))
    assert again.problems == ()
    assert dict(again.plan.proposals) == dict(document.plan.proposals)
    assert [(one.cell, one.value) for one in made.edits] == [("K4", None), ("G3", 82)]


def test_positions_are_added_below_and_taken_away(path):
    third = ProposalKey(TOWN, 2025, 2, Side.REPLY)
    values = {FIRST: None, third: Proposal("=78", None, "+1", "2020-12-01", "@市函", True)}
    values[third] = replace(values[third], text="78左右", figure=78.0)
    again, document, _ = edited(path, proposals(OPENED), proposals(values))
    assert again.problems == ()
    assert dict(again.plan.proposals) == dict(document.plan.proposals)
    lines = rows(path, "目标协商")
    assert lines[1] == [None] * 11
    assert lines[5] == ["县", None, "产值", 2025, 2, "下达", "78左右", "+1", "2020-12-01", "@市函", "是"]


def test_a_workbook_without_the_sheet_gets_it(tmp_path):
    path = write(tmp_path / "a.xlsx")
    again, document, made = edited(path, proposals(PROPOSALS))
    assert again.problems == ()
    assert "目标协商" in [one.name for one in made.added]
    assert dict(again.plan.proposals) == dict(document.plan.proposals) == PROPOSALS


def test_english_words_in_an_english_workbook(tmp_path):
    path = write(tmp_path / "a.xlsx")
    document = new_document(read_workbook(path).plan)
    again, _ = saved(path, SetProposals(PROPOSALS, LABEL).apply(document), "en")
    assert dict(again.plan.proposals) == PROPOSALS
    assert [line[5] for line in rows(path, "Negotiation")[1:4]] == ["proposal", "reply", "proposal"]


def test_what_the_plan_has_no_place_for_is_told_as_left_out(path):
    strange = ProposalKey(SeriesKey("村", "", "output"), 2025, 1, Side.PROPOSAL)
    document = new_document(read_workbook(path).plan)
    made = amendments(path, SetProposals({strange: Proposal("1", 1.0)}, LABEL).apply(document), "zh")
    assert (made.edits, {one.code for one in made.left_out}) == ((), {"orphans_left_out"})


def test_renaming_and_removing_reach_the_rows(path):
    again, document, _ = edited(
        path,
        lambda d: rename_thing(d, "indicators", "output", "总产值"),
        lambda d: remove_things(d, "indicators", ["per_firm", "firms"]),
    )
    assert again.problems == ()
    assert dict(again.plan.proposals) == dict(document.plan.proposals)
    lines = rows(path, "目标协商")
    assert (lines[1][2], lines[4]) == ("总产值", [None] * 11)


def test_another_target_year_of_the_plan_keeps_the_years_of_the_positions(path):
    again, _, _ = edited(path, lambda d: set_settings(d, {"target year": "2028"}))
    assert dict(again.plan.proposals) == PROPOSALS
    assert rows(path, "目标协商")[3][3] == 2025


WORDS = st.text("甲乙丙=+-@|;'\"<>&abc，（）", max_size=8).filter(lambda one: one.strip("-+ ") == one)
TEXTS = st.sampled_from(
    [("8000", 8000.0), ("7000以上", 7000.0), ("1-2", 1.5), ("保持稳定", None), ("12.5", 12.5)]
)
KEYS = st.builds(
    ProposalKey,
    st.builds(SeriesKey, st.sampled_from(["市", "县"]), st.just(""), st.sampled_from(["output", "firms"])),
    st.integers(2021, 2029), st.integers(1, 9), st.sampled_from(Side),
)  # fmt: skip
DAYS = st.one_of(st.just(""), st.dates().filter(lambda one: one.year >= 1950).map(str))
POSITIONS = st.builds(
    lambda said, reason, since, source: Proposal(*said, reason, since, source), TEXTS, WORDS, DAYS, WORDS
)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(KEYS, POSITIONS, max_size=6))
def test_whatever_is_amended_is_written(tmp_path_factory, values):
    path = write(tmp_path_factory.mktemp("edited") / "a.xlsx", 目标协商=ROWS)
    again, document, _ = edited(path, proposals(OPENED), proposals({**OPENED, **values}))
    assert again.problems == ()
    assert dict(again.plan.proposals) == dict(document.plan.proposals)
    kinds = {cell.data_type for line in openpyxl.load_workbook(path)["目标协商"] for cell in line}
    assert "f" not in kinds
