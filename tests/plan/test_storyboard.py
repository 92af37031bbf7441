"""The storyboard as values: kept, named, noted, ordered, deleted, undone; kept with the work exactly."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.edit_labels import set_observations
from npfdesk.plan.edits import EditRefused, Label
from npfdesk.plan.json_forms import as_json, from_json
from npfdesk.plan.problems import Wording
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.saved_views import PATHS, Range, SavedView
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.sound_text import sound_text
from npfdesk.plan.storyboard import (
    SetStoryboard,
    change_view,
    keep_view,
    neighbour,
    next_id,
    order_views,
    remove_view,
)
from npfdesk.session import LoadedWorkbook, Session
from tests.plans import document, plan

TEXTS = st.text().map(sound_text)
"""What a work holds: what cannot be kept is cleaned before it enters it."""

SERIES = SeriesKey("市", "", "x")


def view(identity, title="", **more):
    return SavedView(identity, PATHS, SERIES, 2025, "pace", "基准", title=title or f"视图{identity}", **more)


def with_views(opened, *views):
    return replace(opened, work=replace(opened.work, storyboard=views))


def board(*names):
    opened = document({SERIES: {2020: 10.0}})
    return with_views(opened, *(view(name) for name in names))


def ids(opened):
    return [one.id for one in opened.work.storyboard]


def test_a_view_is_kept_at_the_end_or_behind_another():
    opened = board("1", "2")
    assert next_id(opened.work.storyboard) == "3"
    assert next_id(()) == "1"
    assert ids(keep_view(opened, view("3")).apply(opened)) == ["1", "2", "3"]
    assert ids(keep_view(opened, view("3"), "1").apply(opened)) == ["1", "3", "2"]
    assert ids(keep_view(opened, view("3"), "没有").apply(opened)) == ["1", "2", "3"]


def test_one_view_cannot_stand_twice():
    opened = board("1")
    with pytest.raises(EditRefused):
        SetStoryboard((view("1"), view("1")), Label(Wording("", ""))).apply(opened)


def test_labels_say_what_is_done_in_both_languages():
    opened = board("1", "2")
    one = opened.work.storyboard[0]
    assert change_view(opened, replace(one, title="{括号}")).label.text("zh") == "视图改名 视图1 → {括号}"
    assert change_view(opened, replace(one, note="讲")).label.text("en") == "Speaker note of view “视图1”"
    assert change_view(opened, replace(one, year=2030)).label.text("zh") == "视图“视图1”重新保留"
    assert remove_view(opened, "2").label.text("zh") == "删除视图“视图2”"
    assert order_views(opened, ["2", "1"]).label.text("en") == "Order of the views"
    for missing in (lambda: remove_view(opened, "9"), lambda: change_view(opened, view("9"))):
        with pytest.raises(KeyError):
            missing()


@given(st.permutations(["1", "2", "3", "4"]), st.integers(0, 4))
def test_ordering_loses_no_view(order, told):
    opened = board("1", "2", "3", "4")
    after = ids(order_views(opened, order[:told]).apply(opened))
    assert after[:told] == order[:told]
    assert sorted(after) == ["1", "2", "3", "4"]
    # those that were not named keep the order they had
    assert after[told:] == sorted(after[told:])


def test_an_order_with_strangers_and_doubles_names_each_view_once():
    opened = board("1", "2")
    assert ids(order_views(opened, ["9", "2", "2"]).apply(opened)) == ["2", "1"]


def test_neighbours_end_at_the_ends():
    opened = board("1", "2", "3")
    assert neighbour(opened, "1", 1).id == "2"
    assert neighbour(opened, "3", 1) is None
    assert neighbour(opened, "1", -1) is None
    assert neighbour(opened, None, 1).id == "1"
    assert neighbour(opened, "没有", -1).id == "3"
    assert neighbour(board(), None, 1) is None


def test_a_session_undoes_it_like_any_edit_and_asks_to_save_it():
    session = Session(LoadedWorkbook(plan({SERIES: {2020: 10.0}})))
    assert not session.unsaved
    change = session.apply(keep_view(session.document, view("1")))
    assert not change.touched.any()
    assert session.unsaved
    assert session.history.undo_label.text("zh") == "保留视图“视图1”"
    # a note that is typed in one go is one step
    for note in ("讲", "讲稿"):
        session.apply(
            change_view(session.document, replace(session.document.work.storyboard[0], note=note), "note 1")
        )
    session.undo()
    assert session.document.work.storyboard[0].note == ""
    session.undo()
    assert session.document.work.storyboard == ()
    assert not session.unsaved


def test_what_is_taken_back_by_hand_need_not_be_saved():
    session = Session(LoadedWorkbook(plan({SERIES: {2020: 10.0}})))
    saved = session.document.work
    session.apply(keep_view(session.document, view("1")))
    session.apply(remove_view(session.document, "1"))
    assert session.document.work is saved
    assert not session.unsaved
    session.undo()
    assert session.unsaved
    assert ids(session.document) == ["1"]
    session.redo()
    assert not session.unsaved


def test_saved_work_holds_it_exactly_and_old_work_has_none():
    opened = with_views(
        board("1"),
        view("1", note="第一行\n“{第二}”行", range=Range(2016, 2030, -1.5, 1e9), compared=("基准", "攻坚")),
        view("2", choices=(0, 2)),
    )
    text = encode(saved_work(opened))
    restored = restore(plan({SERIES: {2020: 10.0}}), decode(text))
    assert restored.document.work.storyboard == opened.work.storyboard
    empty = encode(saved_work(board()))
    assert '"storyboard":[],"minutes":[]' in empty
    assert decode(empty.replace(',"storyboard":[],"minutes":[]', "")).work.storyboard == ()


def test_a_view_of_a_series_that_is_gone_is_kept():
    poorer = plan({SeriesKey("市", "", "y"): {2020: 1.0}})
    assert restore(poorer, saved_work(board("1"))).document.work.storyboard == board("1").work.storyboard


@given(
    st.builds(
        SavedView,
        id=TEXTS,
        view=TEXTS,
        series=st.builds(SeriesKey, TEXTS, TEXTS, TEXTS),
        year=st.integers(1900, 2200),
        rule=TEXTS,
        scenario=TEXTS,
        compared=st.tuples(TEXTS, TEXTS),
        choices=st.tuples(st.integers(0, 9)),
        range=st.none()
        | st.builds(
            Range,
            st.integers(1900, 2200),
            st.integers(1900, 2200),
            st.floats(allow_nan=False, allow_infinity=False),
            st.floats(allow_nan=False, allow_infinity=False),
        ),
        title=TEXTS,
        note=TEXTS,
    )
)
def test_every_view_comes_back_from_its_record(saved):
    assert from_json(SavedView, json.loads(json.dumps(as_json(SavedView, saved)))) == saved


def test_a_range_that_is_no_figure_is_not_saved():
    with pytest.raises(ValueError, match="finite"):
        encode(saved_work(with_views(board(), view("1", range=Range(2016, 2030, float("nan"), 1.0)))))


def test_figures_move_beside_it():
    opened = board("1")
    after = set_observations(opened, {(SERIES, 2021): 12.0}).apply(opened)
    assert after.work.storyboard is opened.work.storyboard
