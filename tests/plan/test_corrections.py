"""What is kept of a figure that is corrected: by hand, over sessions, typed back, and as one step."""

from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.engine.vintages import as_known
from npfdesk.plan.corrections import DAY_TAKEN, keeping_vintages
from npfdesk.plan.document import new_document
from npfdesk.plan.edit_labels import combined_edit, set_observations, set_targets, set_vintages
from npfdesk.plan.edits import CombinedEdit
from npfdesk.plan.series import ObservationKey, SeriesKey
from npfdesk.plan.vintages import Vintage, VintageKey, of_figure, same_figure
from npfdesk.session import LoadedWorkbook, Session
from tests import plans

OUTPUT = SeriesKey("市", "", "output")
TODAY, LATER = "2026-11-29", "2026-11-30"


@pytest.fixture
def session():
    return opened({})


def opened(vintages):
    plan = plans.plan({OUTPUT: {2022: 100.0, 2023: 110.0}})
    return Session(LoadedWorkbook(plan.with_vintages(MappingProxyType(vintages))))


def correct(session, figure, year=2023, today=TODAY, drag=""):
    return session.apply(set_observations(session.document, {(OUTPUT, year): figure}, drag), today=today)


def kept(session, year=2023):
    """The vintages of a year: day and figure."""
    published = session.document.plan.vintages.items()
    return {key.since: one.figure for key, one in published if key.year == year}


def test_the_old_figure_and_the_new_one_are_kept_as_one_step(session):
    before = session.document
    correct(session, 112.0)
    assert kept(session) == {"": 110.0, TODAY: 112.0}
    assert session.history.undo_label.text("zh") == "市 output 2023 110 → 112"
    session.undo()
    assert session.document is before
    session.redo()
    assert kept(session) == {"": 110.0, TODAY: 112.0}


def test_corrected_again_in_the_session_the_new_one_changes(session):
    correct(session, 112.0)
    key = VintageKey(OUTPUT, 2023, TODAY)
    session.apply(set_vintages(session.document, {key: Vintage(112.0, "S1", "普查修订")}))
    correct(session, 113.0, today=LATER)
    assert kept(session) == {"": 110.0, TODAY: 113.0}
    assert session.document.plan.vintages[key] == Vintage(113.0, "S1", "普查修订")


def test_typed_back_nothing_is_kept(session):
    correct(session, 112.0)
    correct(session, 110.0)
    assert kept(session) == {}
    assert not session.document.work.vintages


def test_a_figure_of_this_session_keeps_nothing(session):
    for figure in (120.0, 121.0, None):
        correct(session, figure, year=2024)
    assert kept(session, 2024) == {}


def test_a_figure_taken_away_was_withdrawn(session):
    correct(session, None)
    assert kept(session) == {"": 110.0, TODAY: None}
    correct(session, 115.0, today=LATER)
    assert kept(session) == {"": 110.0, TODAY: 115.0}


def test_vintages_that_are_there_stay_and_no_old_one_is_made_up():
    session = opened({VintageKey(OUTPUT, 2023, "2024-01-20"): Vintage(110.0, "flash")})
    correct(session, 112.0)
    assert kept(session) == {"2024-01-20": 110.0, TODAY: 112.0}
    correct(session, 110.0)
    assert kept(session) == {"2024-01-20": 110.0}


def test_a_vintage_listed_in_the_session_is_none_that_a_correction_made(session):
    listed = VintageKey(OUTPUT, 2023, "2024-01-20")
    session.apply(set_vintages(session.document, {listed: Vintage(110.0, "flash")}))
    correct(session, 112.0)
    assert kept(session) == {"2024-01-20": 110.0, TODAY: 112.0}
    correct(session, 113.0)
    assert kept(session) == {"2024-01-20": 110.0, TODAY: 113.0}
    correct(session, 110.0)
    assert kept(session) == {"2024-01-20": 110.0}


def test_a_figure_without_a_day_between_two_that_have_one_is_not_lost():
    session = opened({VintageKey(OUTPUT, 2023, "2024-01-20"): Vintage(108.0)})
    correct(session, 112.0)
    assert kept(session) == {"2024-01-20": 108.0, "2024-12-31": 110.0, TODAY: 112.0}
    between = session.document.plan.vintages[VintageKey(OUTPUT, 2023, "2024-12-31")]
    assert between.note == DAY_TAKEN
    correct(session, 110.0)
    assert kept(session) == {"2024-01-20": 108.0}


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        # published yesterday, and overtaken since on a day that nobody knows: there is no day left between
        ("2026-11-28", {"2026-11-28": 108.0, TODAY: 112.0}),
        # the same day: what stood for less than a day gives way
        (TODAY, {TODAY: 112.0}),
        # a day in the future stays the newest
        ("2027-01-01", {"2027-01-01": 112.0}),
    ],
)
def test_days_that_leave_no_room(since, expected):
    session = opened({VintageKey(OUTPUT, 2023, since): Vintage(108.0)})
    correct(session, 112.0)
    assert kept(session) == expected


def test_the_next_session_keeps_what_this_one_left():
    first = opened({})
    correct(first, 112.0)
    second = Session(first.opened, first.document)
    correct(second, 115.0, today=LATER)
    assert kept(second) == {"": 110.0, TODAY: 112.0, LATER: 115.0}
    # back to the workbook's own figure: the last correction is withdrawn
    third = Session(second.opened, first.document)
    correct(third, 110.0, today=LATER)
    assert kept(third) == {}


def test_opened_again_on_the_same_day_the_day_has_its_figure_back():
    first = opened({})
    correct(first, 112.0)
    second = Session(first.opened, first.document)
    correct(second, 113.0)
    assert kept(second) == {"": 110.0, TODAY: 113.0}
    correct(second, 112.0)
    assert kept(second) == {"": 110.0, TODAY: 112.0}


def test_a_drag_is_one_step_and_one_correction(session):
    for figure in (111.0, 112.0, 113.0):
        correct(session, figure, drag="bar")
    assert kept(session) == {"": 110.0, TODAY: 113.0}
    assert len(session.history.done) == 1
    session.undo()
    assert kept(session) == {}


def test_many_figures_in_one_step(session):
    edit = set_observations(session.document, {(OUTPUT, 2022): 101.0, (OUTPUT, 2023): 111.0})
    session.apply(edit, today=TODAY)
    assert (kept(session, 2022), kept(session)) == ({"": 100.0, TODAY: 101.0}, {"": 110.0, TODAY: 111.0})
    assert session.history.undo_label.text("en") == edit.label.text("en")
    assert len(session.history.done) == 1


def test_without_a_day_and_with_the_same_figure_nothing_is_kept(session):
    session.apply(set_observations(session.document, {(OUTPUT, 2023): 112.0}))
    assert kept(session) == {}
    fresh = opened({})
    correct(fresh, 110.0)
    assert kept(fresh) == {}


def test_an_edit_that_states_vintages_itself_keeps_no_others(session):
    document = session.document
    stated = VintageKey(OUTPUT, 2023, "2024-01-20")
    both = combined_edit(
        set_observations(document, {(OUTPUT, 2023): 112.0}), set_vintages(document, {stated: Vintage(110.0)})
    )
    assert isinstance(both, CombinedEdit)
    assert keeping_vintages(both, document.plan, document, TODAY) is both
    assert keeping_vintages(set_vintages(document, {}), document.plan, document, TODAY).values == {}


def test_a_base_pasted_with_its_target_is_kept_too(session):
    document = session.document
    key = plans.target(OUTPUT, "150")
    both = combined_edit(
        set_observations(document, {(OUTPUT, 2022): 101.0}), set_targets(document, {key.key: key})
    )
    session.apply(both, today=TODAY)
    assert kept(session, 2022) == {"": 100.0, TODAY: 101.0}
    assert len(session.history.done) == 1


def test_listed_by_hand_as_published_before_a_figure_typed_back_keeps_its_list(session):
    listed = VintageKey(OUTPUT, 2023, "2024-01-20")
    correct(session, 112.0)
    session.apply(
        set_vintages(session.document, {listed: Vintage(110.0, "flash"), VintageKey(OUTPUT, 2023, ""): None})
    )
    correct(session, 110.0)
    assert kept(session) == {"2024-01-20": 110.0}


def test_years_and_series_that_the_plan_does_not_have_keep_nothing(session):
    session.apply(set_observations(session.document, {(OUTPUT, 2040): 1.0}), today=TODAY)
    session.apply(set_observations(session.document, {(SeriesKey("市", "", "jobs"), 2023): 1.0}), today=TODAY)
    assert not session.document.work.vintages


def test_labels_of_vintages_name_their_figure():
    document = new_document(plans.plan({OUTPUT: {2022: 100.0, 2023: 110.0}}))
    one = VintageKey(OUTPUT, 2023, "2024-01-20")
    said = set_vintages(document, {one: Vintage(110.0)}).label
    assert said.text("zh") == "市 output 2023 历次公布 110（2024-01-20）"
    assert said.text("en") == "市 output 2023 vintage 110 (2024-01-20)"
    assert (
        set_vintages(document, {one._replace(since=""): Vintage(None)}).label.text("en")
        == "市 output 2023 vintage —"
    )
    assert set_vintages(document, {one: None}).label.text("en") == "市 output 2023 vintage removed"
    two = {one: None, VintageKey(OUTPUT, 2022, ""): Vintage(1.0)}
    assert set_vintages(document, two).label.text("en") == "市 output vintages of 2 figures"


@st.composite
def begun(draw):
    """A session whose figure of 2023 is 110, with vintages of which the newest says so, or none."""
    days = draw(st.lists(st.sampled_from(["", "2024-01-20", "2024-09-30", "2025-12-26"]), unique=True))
    figures = [100.0 + place for place in range(len(days))]
    figures[-1:] = [110.0] * bool(days)
    return opened(
        {
            VintageKey(OUTPUT, 2023, day): Vintage(one, "S")
            for day, one in zip(sorted(days), figures, strict=True)
        }
    )


FIGURES = st.lists(st.sampled_from([None, 108.0, 110.0, 112.0, 113.5]), min_size=1, max_size=5)


@given(begun(), FIGURES)
def test_whatever_is_typed_data_are_their_newest_vintage_and_the_past_stays_known(session, figures):
    before = session.document.plan
    for figure in figures:
        correct(session, figure)
        plan = session.document.plan
        published = of_figure(plan.vintages, ObservationKey(OUTPUT, 2023))
        now = plan.observed[plan.row[OUTPUT], plan.column(2023)]
        assert not published or same_figure(published[-1][1].figure, now)
        # what was known until yesterday is not touched by what is corrected today
        for day in ("2023-12-31", "2024-06-30", "2026-11-28"):
            np.testing.assert_equal(as_known(plan, day).observed, as_known(before, day).observed)
    correct(session, 110.0)
    assert session.document.plan.vintages == before.vintages
