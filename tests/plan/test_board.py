"""The board as a part of the work: saved, exchanged, merged and worded like the rest; what it sets back and remembers."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.board import Board, BoardTable, ParameterKey, key_of_note
from npfdesk.plan.board_edits import (
    put_chart,
    put_parameter,
    remember_board,
    reset_board,
    take_chart,
    take_parameter,
)
from npfdesk.plan.cell_differences import cell_text, differences, value_text
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import set_assumptions, set_observations
from npfdesk.plan.edits import EditRefused
from npfdesk.plan.exchange import Exchange, pack, unpack, with_ancestors
from npfdesk.plan.merge import merge
from npfdesk.plan.methods import Method
from npfdesk.plan.notes import NoteKey, NoteSubject
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey
from tests import plans

SERIES = SeriesKey("市", "", "x")
RATE = ParameterKey(BoardTable.ASSUMPTION, *SERIES, "value")
FIGURE = ParameterKey(BoardTable.OBSERVED, *SERIES, "", 2020)


@pytest.fixture
def document():
    return new_document(plans.plan({SERIES: {2020: 10.0}}, scenarios=[plans.scenario()]))


def test_it_goes_every_road(document):
    chart = SERIES
    one = put_parameter(document, RATE, chart).apply(document)
    assert one.work.board == Board((RATE,), (chart,))
    # a second parameter brings no second chart, and the same one is not put twice
    two = put_parameter(one, FIGURE, SeriesKey("乙", "", "x")).apply(one)
    assert put_parameter(two, RATE).apply(two).work.board == two.work.board == Board((RATE, FIGURE), (chart,))
    saved = saved_work(two)
    assert decode(encode(saved)) == saved
    # work of before there was a board has none
    assert decode(encode(saved).replace('"board":', '"unheard_of":')).work.board is None
    exchanged = unpack(pack(Exchange(with_ancestors(saved, [two.active]), None)), "x.npfs")
    assert exchanged.work.work.board == two.work.board
    assert merge(saved_work(document), saved_work(document), saved).work.board == two.work.board
    (told,) = differences(document.work, two.work)
    assert cell_text(document.plan, told.cell, "zh") == "参数看板"
    assert value_text(document.plan, told.cell, two.work.board, {}, "zh") == "x"
    bare = take_parameter(take_parameter(two, RATE).apply(two), FIGURE).apply(two)
    assert bare.work.board == Board((), (chart,))
    assert take_chart(bare, chart).apply(bare).work.board is None
    alone = put_chart(document, chart).apply(document)
    assert take_chart(alone, chart).apply(alone).work.board is None


def test_it_holds_what_a_room_can_follow(document):
    for year in range(8):
        document = put_parameter(document, FIGURE._replace(year=2021 + year)).apply(document)
    with pytest.raises(EditRefused) as refused:
        put_parameter(document, RATE).apply(document)
    assert "8 个参数" in refused.value.problem.message("zh")
    for number in range(6):
        document = put_chart(document, SeriesKey(str(number), "", "x")).apply(document)
    with pytest.raises(EditRefused) as refused:
        put_chart(document, SeriesKey("7", "", "x")).apply(document)
    assert "6 charts" in refused.value.problem.message("en")


def test_only_cells_with_a_figure_can_be_moved():
    assert key_of_note(NoteKey(NoteSubject.ASSUMPTION, "s", *SERIES, "value")) == RATE
    assert key_of_note(NoteKey(NoteSubject.OBSERVED, "", *SERIES, "", 2020)) == FIGURE
    target = key_of_note(NoteKey(NoteSubject.TARGET, "", *SERIES, "target", 2025))
    assert target == ParameterKey(BoardTable.TARGET, *SERIES, "", 2025)
    for no_figure in (
        NoteKey(NoteSubject.ASSUMPTION, "s", *SERIES, "method"),
        NoteKey(NoteSubject.ASSUMPTION, "s", *SERIES, "note"),
        NoteKey(NoteSubject.TARGET, "", *SERIES, "stretch", 2025),
        None,
    ):
        assert key_of_note(no_figure) is None


@given(st.lists(st.floats(-20, 20), min_size=1, max_size=5), st.booleans())
def test_what_was_tried_is_set_back_or_becomes_a_child(rates, data):
    begun = new_document(plans.plan({SERIES: {2020: 10.0}}, scenarios=[plans.scenario()]))
    begun = put_parameter(put_parameter(begun, RATE).apply(begun), FIGURE).apply(
        put_parameter(begun, RATE).apply(begun)
    )
    assert reset_board(begun, begun) is remember_board(begun, begun, "new", "试") is None
    key, now = AssumptionKey(*SERIES), begun
    for rate in rates:
        now = set_assumptions(now, now.active, {key: Assumption(Method.GROWTH, rate)}).apply(now)
    if data:
        now = set_observations(now, {(SERIES, 2020): 11.0}).apply(now)
    back = reset_board(begun, now).apply(now)
    assert back.scenario == begun.scenario
    assert np.array_equal(back.plan.observed, begun.plan.observed, equal_nan=True)
    kept = remember_board(begun, now, "new", "试").apply(now)
    assert kept.active == begun.active
    assert kept.scenario == begun.scenario
    assert kept.scenarios["new"].parent == begun.active
    assert kept.scenarios["new"].assumptions == {key: Assumption(Method.GROWTH, rates[-1])}
    # data are the plan's own
    assert np.array_equal(kept.plan.observed, now.plan.observed, equal_nan=True)
    with pytest.raises(EditRefused):
        remember_board(begun, now, "new", begun.scenario.name).apply(now)
