"""The minutes as values: written, decided, taken back; kept with the work and never asked about without need."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.edit_labels import set_observations
from npfdesk.plan.json_forms import as_json, from_json
from npfdesk.plan.minutes import Decision, FigureChange, Minute, next_number, with_decision, with_minute
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.sound_text import sound_text
from npfdesk.session import LoadedWorkbook, Session
from tests.plans import document, plan

TEXTS = st.text().map(sound_text)
"""What a work holds: what cannot be kept is cleaned before it enters it."""

SERIES = SeriesKey("市", "", "x")
MOVED = FigureChange(SERIES, 2025, 10.0, 12.5, -1.0, ("orange", "blue"), (("blue", 1),))


def minute(number=1, **more):
    return Minute(number, "2026-11-21T08:30:00+08:00", "张三", "攻坚", "甲 → 乙", "a → b", MOVED, **more)


def test_minutes_are_numbered_and_put():
    assert next_number(()) == 1
    minutes = with_minute((), minute())
    assert next_number(minutes) == 2
    assert with_minute(minutes, minute(remark="改")) == (minute(remark="改"),)
    assert with_minute(minutes, minute(2)) == (minute(), minute(2))
    assert minute().done("zh") == "甲 → 乙"
    assert minute().done("en") == "a → b"


def test_what_is_said_of_one_leaves_the_others():
    minutes = with_decision((minute(), minute(2)), 2, decision=Decision.ADOPTED, remark="同意", by="李四")
    assert minutes == (minute(), replace(minute(2, decision=Decision.ADOPTED, remark="同意"), by="李四"))
    assert with_decision(minutes, 2) == minutes
    assert with_decision(minutes, 1, taken_back=True)[0].taken_back


def test_an_edit_taken_back_without_a_word_is_missed_by_nobody():
    assert minute().matters
    assert not minute(taken_back=True).matters
    assert minute(taken_back=True, remark="太高").matters
    assert minute(taken_back=True, decision=Decision.REJECTED).matters


def test_a_session_asks_to_save_minutes_that_matter():
    session = Session(LoadedWorkbook(plan({SERIES: {2020: 10.0}})))
    session.minutes = (minute(taken_back=True),)
    assert not session.unsaved
    session.minutes = with_decision(session.minutes, 1, remark="太高")
    assert session.unsaved
    session.mark_saved(session.document)
    assert not session.unsaved
    session.mark_saved(session.document, ())
    assert session.unsaved


def test_a_session_takes_over_the_results_that_are_given():
    opened = LoadedWorkbook(plan({SERIES: {2020: 10.0}}))
    first = Session(opened)
    amended = set_observations(first.document, {(SERIES, 2020): 20.0}).apply(first.document)
    second = Session(opened, amended, (), first.results)
    assert second.results.frame is first.results.frame
    # without an assumption the last figure is held: 20 from 2020 on
    held = second.results.scenarios[amended.active].values[0]
    assert held[amended.plan.column(2030)] == 20.0


def test_saved_work_holds_them_exactly_and_old_work_has_none():
    minutes = (minute(), minute(2, decision=Decision.REJECTED, remark="“{太高}”"))
    opened = document({SERIES: {2020: 10.0}})
    work = decode(encode(saved_work(opened, minutes)))
    assert work.minutes == minutes
    assert restore(opened.plan, work).minutes == minutes
    assert saved_work(opened).minutes == ()


FIGURES = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@given(
    st.builds(
        Minute,
        number=st.integers(1),
        at=TEXTS,
        by=TEXTS,
        scenario=TEXTS,
        done_zh=TEXTS,
        done_en=TEXTS,
        moved=st.none()
        | st.builds(
            FigureChange,
            st.builds(SeriesKey, TEXTS, TEXTS, TEXTS),
            st.integers(1900, 2200),
            FIGURES,
            FIGURES,
            FIGURES,
            st.none() | st.tuples(TEXTS, TEXTS),
            st.tuples(st.tuples(TEXTS, st.integers(0))),
        ),
        decision=st.sampled_from(Decision),
        remark=TEXTS,
        taken_back=st.booleans(),
    )
)
def test_every_minute_comes_back_from_its_record(one):
    assert from_json(Minute, json.loads(json.dumps(as_json(Minute, one)))) == one


@pytest.mark.parametrize("part", ["before", "after", "gap"])
def test_a_figure_that_is_none_is_not_saved(part):
    opened = document({SERIES: {2020: 10.0}})
    with pytest.raises(ValueError, match="finite"):
        encode(saved_work(opened, (replace(minute(), moved=replace(MOVED, **{part: math.inf})),)))
