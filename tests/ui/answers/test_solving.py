"""The cheapest set of levers, rules of response, and tables of counties by industries, as a person would ask them."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.series import SeriesKey, TargetKey

OUTPUT = SeriesKey("jinhua", "", "output")
LANXI = SeriesKey("lanxi", "", "output")


@pytest.fixture
def workspace(desk):
    desk.window.workspace.activate("攻坚")
    desk.window.workspace.select(*LANXI)
    return desk.window.workspace


def ask(desk, qtbot, name):
    dialog = desk.answers.ask(name)
    if dialog.answer is None and hasattr(dialog, "answered"):
        qtbot.wait_until(lambda: dialog._thread is None, timeout=30_000)
    return dialog


def again(dialog, qtbot, change):
    with qtbot.waitSignal(dialog.answered, timeout=30_000):
        change()


def figure(workspace, series, year=2025):
    return workspace.result.values[workspace.plan.row[series], workspace.plan.column(year)]


def test_the_levers_that_are_enough_are_shown_then_taken_as_one_step(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "cheapest")
    assert dialog.chosen == {TargetKey(LANXI, 2025)}
    assert dialog.answer.feasible
    assert dialog.answer.outcomes[0].met
    before = workspace.document.scenarios
    again(dialog, qtbot, lambda: qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton))
    assert figure(workspace, LANXI) == pytest.approx(1000, rel=1e-3)
    workspace.undo()
    assert workspace.document.scenarios is before


def test_an_effort_that_is_typed_moves_the_choice(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "cheapest")
    used = max(dialog.answer.moves, key=lambda move: move.effort)
    row = [move.lever for move in dialog.answer.moves].index(used.lever)
    again(dialog, qtbot, lambda: dialog.rows.setData(dialog.rows.index(row, 1), "20"))
    assert next(one for one in dialog.answer.moves if one.lever == used.lever).shift < used.shift
    assert dialog.weights == {used.lever: 20}
    dialog.rows.setData(dialog.rows.index(row, 1), "much")
    assert dialog.weights == {used.lever: 20}
    assert dialog.notes.text()


def test_no_target_chosen_says_what_to_do(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "cheapest")
    item = dialog.targets.item(0)
    assert item.checkState() is Qt.CheckState.Checked
    item.setCheckState(Qt.CheckState.Unchecked)
    assert dialog.answer is None
    assert not dialog.apply_button.isEnabled()
    assert "Tick the targets" in dialog.notes.text()


def test_a_rule_of_response_is_added_kept_carried_out_and_removed(desk, workspace, qtbot):
    dialog = ask(desk, qtbot, "respond")
    assert "Add a rule" in dialog.notes.text()
    again(dialog, qtbot, lambda: qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton))
    (rule,) = workspace.document.scenario.responses
    assert (rule.indicator, rule.colour, rule.years, rule.intensity) == ("output", "orange", 2, 80)
    assert workspace.session.unsaved
    kept = decode(encode(saved_work(workspace.document)))
    assert kept.work.scenarios["攻坚"].responses == (rule,)
    log = dialog.answer.log
    assert log
    assert {one.lever for one in log} == {rule.lever}
    assert dialog.log.rowCount() == len(log)
    row = workspace.plan.row[log[0].target.series]
    simulated = dialog.answer.results.scenarios["攻坚"].values[row]
    assert simulated[-1] >= workspace.result.values[row, -1]
    dialog.rules_table.selectRow(0)
    qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    assert workspace.document.scenario.responses == ()
    workspace.undo()
    assert workspace.document.scenario.responses == (rule,)


@pytest.mark.parametrize(("field", "text"), [("years", "0"), ("years", "two"), ("intensity", "120")])
def test_a_rule_that_cannot_be_is_refused_in_words(desk, workspace, qtbot, field, text):
    dialog = ask(desk, qtbot, "respond")
    getattr(dialog, field).setText(text)
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    assert workspace.document.scenario.responses == ()
    assert "years in a row" in dialog.notes.text()


def test_counties_by_industries_keep_both_margins_and_what_is_held(desk, workspace, qtbot):
    workspace.select(region="jinhua")
    dialog = desk.answers.ask("fit")
    values = dialog.answer.values
    np.testing.assert_allclose(values.sum(axis=1), [400, 1000, 450, 1000, 1500, 1000, 1200, 900, 350, 200])
    np.testing.assert_allclose(values.sum(axis=0), [1000, 1500, 1000, 500, 1000, 500, 2500])
    line, place = dialog.regions.index("yiwu"), 0
    dialog.rows.setData(dialog.rows.index(line, place + 1), "400")
    assert dialog.answer.values[line, place] == 400
    np.testing.assert_allclose(dialog.answer.values.sum(axis=0)[0], 1000)
    dialog.rows.setData(dialog.rows.index(line, place + 1), "99999")
    assert dialog.answer is None
    assert dialog.notes.text()
    dialog.rows.setData(dialog.rows.index(line, place + 1), "")
    np.testing.assert_allclose(dialog.answer.values, values)


def test_an_indicator_without_both_margins_says_what_to_choose(desk, workspace, qtbot):
    workspace.select(region="jinhua", indicator="firms")
    dialog = desk.answers.ask("fit")
    assert dialog.rows.rowCount() == 0
    assert "Choose an indicator" in dialog.notes.text()
