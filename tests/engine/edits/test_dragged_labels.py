"""What the one step of a drag is called: all that it moved, and not its last pixel."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from npfdesk.plan.edit_labels import (
    set_assumptions,
    set_intensities,
    set_observations,
    set_progress,
    set_targets,
)
from npfdesk.plan.methods import Method
from npfdesk.plan.periods import Period
from npfdesk.plan.scenarios import Assumption, LeverIntensities
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, ProgressKey, SeriesKey
from npfdesk.session import LoadedWorkbook, Session
from tests.plans import plan, scenario, target

OF = SeriesKey("市", "", "v")
GROWTH = AssumptionKey("市", "", "v")
ASSUMED = scenario("基准", assumptions={GROWTH: Assumption(Method.GROWTH, 5.0)})
PLAN = plan({OF: {2019: 90.0, 2020: 100.0}}, targets=[target(OF, "150以上")], scenarios=[ASSUMED])
MONTH = ProgressKey(OF, Period(2021, 1, 3))


def assumption(document, figure, drag):
    return set_assumptions(document, "基准", {GROWTH: Assumption(Method.GROWTH, figure)}, drag)


def year_of_its_own(document, figure, drag):
    assumed = Assumption(Method.GROWTH, 5.0, by_year=((2022, figure),))
    return set_assumptions(document, "基准", {GROWTH: assumed}, drag)


def observation(document, figure, drag):
    return set_observations(document, {(OF, 2020): figure}, drag)


def intensity(document, figure, drag):
    levels = LeverIntensities(((2022, figure),))
    return set_intensities(document, "基准", {LeverIntensityKey("市", "", "技改"): levels}, drag)


def month(document, figure, drag):
    return set_progress(document, {MONTH: figure}, drag)


def stated_target(document, figure, drag):
    changed = target(OF, f"{figure:g}以上")
    return replace(set_targets(document, {changed.key: changed}), drag=drag)


def own_target(document, figure, drag):
    changed = target(OF, f"{figure:g}以上")
    return replace(set_targets(document, {changed.key: changed}, "基准"), drag=drag)


KINDS = (assumption, year_of_its_own, observation, intensity, month, stated_target, own_target)


@given(st.lists(st.integers(20, 400), min_size=2, max_size=6))
@pytest.mark.parametrize("edit", KINDS)
def test_a_drag_is_called_what_one_edit_from_its_beginning_to_its_end_would_be(edit, way):
    opened = Session(LoadedWorkbook(PLAN))
    begun = opened.document
    for figure in way:
        opened.apply(edit(opened.document, float(figure), "d"))
    whole = edit(begun, float(way[-1]), "").label
    assert len(opened.history.done) == 1
    for spoken in ("zh", "en"):
        assert opened.history.undo_label.text(spoken) == whole.text(spoken)
    # redo brings it back by the same name
    opened.undo()
    assert opened.history.redo_label.text("zh") == whole.text("zh")


def test_the_next_drag_is_called_from_where_the_last_one_ended():
    opened = Session(LoadedWorkbook(PLAN))
    for drag, figure in (("1", 6.0), ("1", 7.0), ("2", 8.0), ("2", 9.0)):
        opened.apply(assumption(opened.document, figure, drag))
    assert [step.label.text("zh")[-6:] for step in opened.history.done] == ["5 → 7%", "7 → 9%"]


def test_a_target_dragged_back_to_where_it_began_is_called_by_itself():
    opened = Session(LoadedWorkbook(PLAN))
    for figure in (160.0, 150.0):
        opened.apply(stated_target(opened.document, figure, "d"))
    assert opened.history.undo_label.text("zh").endswith("目标 150以上 → 150以上")
    assert opened.history.undo_label.text("en").endswith("target 2025 150以上 → 150以上")
