"""Forecasts in the window: what the engine continues, adopted by a click as one step."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from npfdesk.engine.analyses.forecasts import Forecast, forecast
from npfdesk.plan.edit_labels import set_observations
from npfdesk.plan.edits import SetObservations
from npfdesk.plan.methods import Method
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import AssumptionKey, SeriesKey

OUTPUT = SeriesKey("jinhua", "", "output")


@pytest.fixture
def workspace(workspace):
    workspace.select(*OUTPUT)
    return workspace


def test_two_points_carry_two_methods_and_neither_is_trusted(ask, workspace):
    dialog = ask("forecasts")
    made = dialog.answer.made
    assert [isinstance(one, Forecast) for one in made] == [True, True, False, False, False]
    assert all(row[4].text == "not reliable enough" for row in dialog.rows.rows[:2])
    assert "at least 4 years" in dialog.rows.rows[2][5].text
    assert "too few to test" in dialog.notes.text()
    past = dialog.answer.past
    same = forecast(workspace.plan.years, past, workspace.plan.horizon)
    np.testing.assert_array_equal(made[0].values, same.values)
    names = [line.name for line in dialog.picture.lines if line.name]
    assert names == ["Compound annual growth", "Linear trend", "攻坚"]
    assert not dialog.picture.grab().isNull()


def test_the_row_chosen_is_adopted_as_one_step_and_taken_back(ask, workspace, qtbot):
    dialog = ask("forecasts")
    before = workspace.document
    dialog.table.selectRow(0)
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    taken = workspace.document.scenario.assumptions[AssumptionKey(*OUTPUT)]
    assert taken.method is Method.GROWTH
    assert taken.note == "Forecast: Compound annual growth"
    assert taken.value == pytest.approx(dialog.answer.made[0].diagnostics["rate"])
    row, plan = workspace.plan.row[OUTPUT], workspace.plan
    # the levers of the scenario come on top of a growth: the base of the path is the forecast's
    assert workspace.document.scenarios["攻坚"].assumptions != before.scenarios["攻坚"].assumptions
    workspace.undo()
    assert workspace.document.scenarios is before.scenarios
    with qtbot.waitSignal(dialog.answered):
        dialog.refresh()
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Down)
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    line = dialog.answer.made[1]
    figures = workspace.result.values[row][plan.column(int(line.years[0])) :]
    np.testing.assert_allclose(figures, line.values)


def test_what_a_method_refuses_cannot_be_adopted(ask, workspace):
    dialog = ask("forecasts")
    dialog.table.selectRow(3)
    assert not dialog.apply_button.isEnabled()
    assert isinstance(dialog._picked(), Problem)
    assert dialog.cards.texts()[0].startswith("Holt")


def test_a_formula_is_shown_but_not_assumed(ask, workspace, again):
    dialog = ask("forecasts")
    again(dialog, lambda: workspace.select(region="jinhua", indicator="va_share"))
    assert "computed by a formula" in dialog.notes.text()
    assert not dialog.apply_button.isEnabled()


def test_a_longer_past_is_tested_and_follows_an_edit(ask, workspace, again):
    dialog = ask("forecasts")
    # synthetic figures, for the test alone
    years = range(2019, 2030)
    values = {(OUTPUT, year): 4000.0 * 1.05 ** (year - 2019) for year in years}
    edit = set_observations(workspace.document, values)
    assert isinstance(edit, SetObservations)
    again(dialog, lambda: workspace.apply(edit))
    assert dialog.answer.made[0].back_test.forecasts == 6
    assert dialog.rows.rows[0][4].text == "back-tests: 6"
    assert dialog.rows.rows[0][2].text == "0.0%"
    assert all(isinstance(one, Forecast) or one.code == "forecast_no_ceiling" for one in dialog.answer.made)
    said = dialog.picture.said(dialog.picture.frame().point(2030, 5000))
    assert said.startswith("2030")
    assert "Linear trend" in said


def test_industries_have_no_tab_where_no_county_has_any_and_have_one_where_they_do(ask, workspace, again):
    dialog = ask("forecasts")
    with_industries = dialog.answer.industries is not None
    assert dialog.tabs.isTabVisible(1) is with_industries
    again(dialog, lambda: workspace.select(indicator="va_share"))
    assert not dialog.tabs.isTabVisible(1)


def test_nothing_selected_says_what_to_do(ask, workspace):
    dialog = ask("forecasts")
    workspace.select(region="yiwu", industry="", indicator="integration_index")
    assert dialog.answer is None
    assert dialog.notes.text() == "Choose a series in the outline or a table."


def test_they_lie_faint_on_the_path_chart_while_they_are_looked_at(ask, desk, workspace, qtbot):
    chart = desk.window.paths
    assert not chart.forecasts
    dialog = ask("forecasts")
    assert list(chart.forecasts) == ["cagr", "linear"]
    line = chart.forecasts["linear"]
    years, figures = line.places, line.figures
    made = dialog.answer.made[1]
    assert figures[np.isin(years, made.years)].tolist() == made.values.tolist()
    last = int(made.years[-1])
    read = {one.name: one.figure for one in chart.readings(last)}
    assert read["Linear trend"].startswith(f"{made.values[-1]:,.1f}")
    dialog.close()
    assert not chart.forecasts


def test_they_stay_where_they_are_to_and_go_with_the_past_they_were_made_of(ask, desk, workspace, qtbot):
    chart = desk.window.paths
    dialog = ask("forecasts")
    dialog.keep.setFocus()
    qtbot.keyClick(dialog.keep, Qt.Key.Key_Space)
    assert dialog.keep.isChecked()
    dialog.close()
    assert list(chart.forecasts) == ["cagr", "linear"]
    workspace.select(region="yiwu")
    assert not chart.forecasts
    workspace.select(region="jinhua")
    assert list(chart.forecasts) == ["cagr", "linear"]
    workspace.apply(set_observations(workspace.document, {(OUTPUT, workspace.plan.base_year): 5000.0}))
    assert not chart.forecasts
    workspace.undo()
    assert list(chart.forecasts) == ["cagr", "linear"]
