"""Spillover in the window: off until applied, one step, kept with the work, seen in the waterfall."""

import pytest
from PySide6.QtCore import Qt

from npfdesk.engine.answers.attribution import Part
from npfdesk.plan.records import decode, encode, saved_work
from npfdesk.plan.restore import restore
from npfdesk.plan.spillover import Basis
from npfdesk.ui.look import language


def choose(dialog, basis):
    dialog.basis.choose(basis)
    dialog.basis.activated.emit(dialog.basis.currentIndex())


def typed(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    field.insert(text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_it_is_off_and_applying_it_is_one_step_that_is_kept(ask, workspace, qtbot):
    workspace.select(region="yiwu", industry="", indicator="output")
    dialog = ask("spillover")
    # it opens with one that gives an answer, and nothing of it is the plan's before it is applied
    assert dialog.basis.chosen is Basis.GROUP
    assert "received" in dialog.headline.text()
    assert dialog.rows.rowCount()
    assert workspace.document.work.spillover is None
    choose(dialog, None)
    assert not dialog.apply_button.isEnabled()
    before = workspace.result.values.copy()
    choose(dialog, Basis.DISTANCE)
    typed(qtbot, dialog.share, "30")
    typed(qtbot, dialog.lag, "2")
    assert "received" in dialog.headline.text()
    assert workspace.document.work.spillover is None
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    chosen = workspace.document.work.spillover
    assert (chosen.basis, chosen.share, chosen.lag) == (Basis.DISTANCE, 0.3, 2)
    row = workspace.plan.row["yiwu", "", "output"]
    assert workspace.result.values[row, -1] > before[row, -1]
    assert workspace.session.unsaved
    kept = restore(workspace.session.opened.plan, decode(encode(saved_work(workspace.document)))).document
    assert kept.work.spillover == chosen
    workspace.undo()
    assert workspace.document.work.spillover is None
    assert dialog.basis.chosen is Basis.GROUP


def test_groups_places_and_weights_are_typed(ask, workspace, type_into, qtbot):
    dialog = ask("spillover")
    choose(dialog, Basis.GROUP)
    type_into(dialog.table, 0, 2, "走廊")
    first = dialog._regions()[0].code
    assert (first, "走廊") in dialog.chosen().groups
    choose(dialog, Basis.DISTANCE)
    type_into(dialog.table, 0, 1, "7")
    assert {code: column for code, column, _ in dialog.chosen().places}[first] == 7
    choose(dialog, Basis.TYPED)
    assert "No spillover" in dialog.notes.text()
    type_into(dialog.table, 0, 2, "0.5")
    second = dialog._regions()[1].code
    assert dialog.chosen().table == ((first, second, 0.5),)
    type_into(dialog.table, 0, 2, "-1")
    assert "0 or more" in dialog.notes.text()
    assert dialog.chosen().table == ((first, second, 0.5),)
    type_into(dialog.table, 0, 2, "")
    assert dialog.chosen().table == ()


def test_a_share_that_is_no_figure_is_said_and_cannot_be_applied(ask, qtbot):
    dialog = ask("spillover")
    choose(dialog, Basis.GROUP)
    typed(qtbot, dialog.share, "some")
    assert not dialog.apply_button.isEnabled()
    assert dialog.notes.text()


def test_the_lever_waterfall_has_it_as_a_step(ask, again, workspace, qtbot):
    workspace.select(region="yiwu", industry="", indicator="output")
    dialog = ask("spillover")
    choose(dialog, Basis.DISTANCE)
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    waterfall = ask("waterfall")
    waterfall.kind.setCurrentIndex(2)
    again(waterfall, lambda: waterfall.kind.activated.emit(2))
    steps = waterfall.answer.steps
    assert steps[-1].part is Part.SPILLOVER
    assert steps[-1].amount > 0
    total = waterfall.answer.start + sum(step.amount for step in steps)
    assert total == pytest.approx(waterfall.answer.end)
    assert "spillover from other regions" in [span.name for span in waterfall.picture.spans]


def test_it_speaks_chinese(ask, qtbot):
    dialog = ask("spillover")
    choose(dialog, Basis.GROUP)
    language.set_language("zh")
    qtbot.waitUntil(lambda: dialog.windowTitle() == "区域溢出")
    assert dialog.rows.heads[1].words() == "角色"
