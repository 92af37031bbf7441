"""Contributions: what the change of the series looked at is made of, live under every edit."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt

from npfdesk.engine.answers.attribution import Part, by_lever, by_region
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.charts.steps import step_spans


def at(view, region):
    return view.bars.place_of(SeriesKey(region, "", "")).center() - view.bars.offset


def test_the_counties_steps_lead_from_the_base_to_the_projection(person):
    view = person.look_at("Contributions")
    workspace = person.workspace
    answer, row = view.answer, workspace.plan.row[workspace.selection.series]
    values, plan = workspace.result.values[row], workspace.plan
    assert (answer.from_year, answer.to_year) == (2020, 2025)
    assert (answer.start, answer.end) == (values[plan.column(2020)], values[plan.column(2025)])
    assert answer.start + sum(one.amount for one in answer.steps) == pytest.approx(answer.end)
    spans = view.bars.chart.spans
    assert [one.region for one in spans if one.region] == [
        one.code for one in plan.regions if one.parent == "jinhua"
    ]
    for before, after in pairwise(spans[:-1]):
        assert after.start == pytest.approx(before.stop)
    rows = view.table()
    assert rows[1][0] == "2020"
    assert rows[-1][0] == "2025"


def test_an_edit_of_a_county_moves_its_step(person):
    view = person.look_at("Contributions")

    def step():
        return next(one.amount for one in view.answer.steps if one.code == "lanxi")

    before = step()
    person.grow("lanxi", 30.0)
    row = person.workspace.plan.row[SeriesKey("lanxi", "", "output")]
    values, plan = person.workspace.result.values[row], person.workspace.plan
    assert step() == pytest.approx(values[plan.column(2025)] - values[plan.column(2020)])
    assert step() > before


def test_what_is_taken_over_of_the_steps_before_is_what_taking_apart_anew_gives(person):
    view = person.look_at("Contributions")
    for region, growth in (("lanxi", 30.0), ("yiwu", -4.0), ("*", 3.0), ("yongkang", 3.5)):
        person.grow(region, growth)
        results, series = person.workspace.session.results, person.workspace.selection.series
        assert view.answer == by_region(results, person.workspace.document.active, series, 2020, 2025)
        kept = [(one.name, one.text, one.region) for one in view.bars.chart.spans]
        anew = step_spans(person.workspace.plan, view.answer)
        assert kept == [(one.name, one.text, one.region) for one in anew]
    # a little more of the same: the steps are called what they were
    names = view.bars.chart.spans.names
    person.grow("yongkang", 3.6)
    assert view.bars.chart.spans.names is names


def test_a_click_looks_at_the_county_and_the_pointer_lights_it(person):
    view = person.look_at("Contributions")
    view.bars.show_series(SeriesKey("yiwu", "", ""))
    person.point(view.bars, at(view, "yiwu"))
    assert person.workspace.hovered_region == "yiwu"
    assert view.bars.tip_at(at(view, "yiwu")).startswith("Yiwu")
    person.click(view.bars, at(view, "yiwu"))
    assert person.workspace.selection.region == "yiwu"
    # nothing is below and no lever acts: what a person chooses is told why
    view.of_regions.click()
    assert "no regions below" in view.empty.text()


def test_keys_light_the_counties_steps_and_enter_looks_at_one(person):
    view = person.look_at("Contributions")
    steps = [one.region for one in view.bars.chart.spans if one.region]
    person.workspace.hover_region("")
    person.press(view.bars, Qt.Key.Key_Down)
    assert person.workspace.hovered_region == steps[0]
    person.press(view.bars, Qt.Key.Key_End)
    assert person.workspace.hovered_region == steps[-1]
    assert person.workspace.selection.region == "jinhua"
    person.press(view.bars, Qt.Key.Key_Return)
    assert person.workspace.selection.region == steps[-1]


def test_levers_shares_are_worked_out_behind_the_window(person):
    view = person.look_at("Contributions")
    workspace = person.workspace
    workspace.activate("攻坚")
    workspace.select(region="yiwu")
    view.of_levers.click()
    person.qtbot.waitUntil(lambda: view.answer is not None, timeout=30_000)
    wanted = by_lever(workspace.session.results, "攻坚", workspace.selection.series, 2020, 2025)
    assert view.answer.steps == wanted.steps
    assert view.part() is Part.LEVER
    assert "Shapley" in view.note.text()
    assert "illustrations, not estimates" in view.note.text()
    person.grow("yiwu", 9.0)
    person.qtbot.waitUntil(lambda: view.answer is not None and view.answer.end != wanted.end, timeout=30_000)


def test_what_is_hidden_is_not_worked_out(person):
    view = person.look_at("Contributions")
    person.workspace.activate("攻坚")
    view.of_levers.click()
    person.look_at("Gaps")
    assert view._job is None


def test_the_base_year_and_what_has_no_figure_say_what_to_do(person):
    view = person.look_at("Contributions")
    person.workspace.set_view(year=2020)
    assert "base year" in view.empty.text()
    person.workspace.set_view(year=2025)
    person.workspace.select(industry="nothing")
    assert "Choose another" in view.empty.text()
