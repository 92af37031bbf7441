"""Disparity: the measures of the session's figures, by year and scenario."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt

from npfdesk.engine.analyses.yearly_disparity import gini, theil, variation
from npfdesk.plan.series import SeriesKey
from npfdesk.ui.views.disparity import Disparity


def counties(workspace, scenario):
    rows = [
        workspace.plan.row[SeriesKey(region.code, "", "output")]
        for region in workspace.plan.regions
        if region.parent == "jinhua"
    ]
    return workspace.session.results.scenarios[scenario].values[rows]


def test_the_lines_are_the_measures_of_the_counties(person):
    view = person.look_at("Disparity")
    assert isinstance(view, Disparity)
    column = person.workspace.plan.column(2025)
    shown = view.panels.disparities
    assert [one.head for one in shown.measures] == [
        "Coefficient of variation",
        "Gini coefficient",
        "Theil index",
    ]
    for one, measure in zip(shown.measures, (variation, gini, theil), strict=True):
        assert [line.name for line in one.lines] == ["惯性", "规划", "攻坚"]
        for line in one.lines:
            worked = measure(counties(person.workspace, line.name))[column]
            assert one.figure(line, column) == pytest.approx(worked)
    assert "10 regions of Jinhua" in view.subtitle.text()


def test_an_edit_of_the_largest_widens_all_three(person):
    view = person.look_at("Disparity")
    column = person.workspace.plan.column(2025)

    def read():
        return np.array([one.figure(one.lines[0], column) for one in view.panels.disparities.measures])

    before = read()
    ticks = [one.ticks for one in view.panels.plotted()]
    person.grow("yongkang", 20.0)
    assert (read() > before).all()
    wide = [one.ticks for one in view.panels.plotted()]
    assert all(new.high >= old.high for old, new in zip(ticks, wide, strict=True))
    assert wide != ticks
    person.workspace.undo()
    assert np.array_equal(read(), before)
    # what was needed once stays: nothing moves but the lines
    assert [one.ticks for one in view.panels.plotted()] == wide


def test_after_every_edit_all_measures_of_all_scenarios_are_those_of_the_figures(person):
    view, plan = person.look_at("Disparity"), person.workspace.plan
    ways = (variation, gini, theil)
    for region, growth in (
        ("yongkang", 20.0),
        ("yiwu", -4.0),
        ("yongkang", 20.0),
        ("lanxi", 400.0),
        ("yiwu", 6.0),
    ):
        person.grow(region, growth)
        for one, measure in zip(view.panels.disparities.measures, ways, strict=True):
            for line in one.lines:
                worked = measure(counties(person.workspace, line.name))
                shown = [one.figure(line, place) for place in range(len(plan.years))]
                np.testing.assert_array_equal(shown, worked)
    # other scenarios are measured for the first time beside one that stays
    person.workspace.set_view(compared=())
    person.grow("yiwu", 7.0)
    person.workspace.set_view(compared=("规划", "攻坚"))
    for line in view.panels.disparities.measures[1].lines:
        worked = gini(counties(person.workspace, line.name))
        assert (
            view.panels.disparities.measures[1].figure(line, plan.column(2025)) == worked[plan.column(2025)]
        )


def test_the_pointer_and_the_arrows_read_a_year(person):
    view = person.look_at("Disparity")
    canvas = view.panels
    plotted = canvas.plotted()
    assert len({round(one.area.left()) for one in plotted}) == 1
    person.point(canvas, QPointF(plotted[0].x(2023), plotted[0].area.center().y()))
    said = canvas.readout.text().splitlines()
    assert said[0] == "2023 · 10 of 10 regions"
    measure = view.panels.disparities.measures[1]
    figure = measure.figure(measure.lines[0], person.workspace.plan.column(2023))
    assert f"Gini coefficient · 惯性  {figure:.3f}" in said
    person.press(canvas, Qt.Key.Key_Right)
    assert canvas.pointed == 2024
    person.press(canvas, Qt.Key.Key_Escape)
    assert canvas.pointed is None
    assert not canvas.readout.isVisible()
    person.click(canvas, QPointF(plotted[0].x(2022), plotted[0].area.center().y()))
    assert person.workspace.year == 2022


def test_wide_they_stand_side_by_side(person):
    view = person.look_at("Disparity")
    person.window.resize(2600, 900)
    person.window.charts.setSizes([400, 1900])
    assert view.panels.viewport().width() >= 900
    first, second, third, strip = view.panels.plotted()
    assert first.area.right() < second.area.left() < second.area.right() < third.area.left()
    assert third.area.right() < strip.area.left()
    assert first.area.top() == third.area.top()


def test_scenarios_come_from_the_bar(person):
    view = person.look_at("Disparity")
    person.workspace.set_view(compared=())
    assert [line.name for line in view.panels.disparities.measures[0].lines] == ["惯性"]


def test_its_figures_come_out_by_year(person):
    view = person.look_at("Disparity")
    head, *rows = view.table()
    assert head[:3] == ["Year", "Regions", "Coefficient of variation · 惯性"]
    row = next(row for row in rows if row[0] == "2025")
    column = person.workspace.plan.column(2025)
    assert float(row[2]) == pytest.approx(variation(counties(person.workspace, "惯性"))[column])


def test_an_indicator_of_one_region_has_no_disparity(person):
    view = person.look_at("Disparity")
    person.workspace.select(indicator="productivity")
    assert "Choose another indicator" in view.empty.text()
    assert view.table() == [["Year"]]


def test_the_regions_lie_around_their_mean(person):
    view = person.look_at("Disparity")
    workspace, shown = person.workspace, view.panels.disparities
    figures = counties(workspace, workspace.document.active)
    column = workspace.plan.column(2025)
    wanted = figures[:, column] / figures[:, column].mean()
    strip = shown.strip
    assert [strip.figure(region, column) for region in strip.regions] == pytest.approx(list(wanted))
    head, *rows = view.table()
    year = next(row for row in rows if row[0] == "2025")
    assert float(year[head.index("Yiwu ÷ mean")]) == pytest.approx(strip.figure("yiwu", column))


def test_a_dot_is_lit_pointed_at_and_chosen(person):
    view = person.look_at("Disparity")
    canvas, strip = view.panels, view.panels.disparities.strip
    canvas.verticalScrollBar().setValue(canvas.verticalScrollBar().maximum())
    column = person.workspace.plan.column(2025)
    plotted = canvas.plotted()[-1]
    dot = QPointF(plotted.x(2025), plotted.y(strip.figure("yongkang", column))) - canvas.offset
    person.point(canvas, dot)
    assert person.workspace.hovered_region == "yongkang"
    assert canvas.tip_at(dot).startswith("Yongkang\n2025: ")
    person.workspace.hover_region("")
    before = canvas.grab().toImage()
    person.workspace.hover_region("yiwu")
    assert canvas.grab().toImage() != before
    person.click(canvas, dot)
    assert person.workspace.selection.region == "yongkang"
