"""Regions merged or split in the window, as a person does it: ticked, typed, looked at, made and undone."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from npfdesk.plan.series import SeriesKey
from npfdesk.ui.look import language


@pytest.fixture
def dialog(desk, qtbot):
    shown = desk.answers.ask("boundaries")
    qtbot.waitExposed(shown)
    shown.year.selectAll()
    qtbot.keyClicks(shown.year, "2023")
    shown.indicator.setCurrentIndex(shown.indicator.findData("output"))
    return shown


def tick(dialog, qtbot, *codes):
    for row in range(dialog.old.count()):
        item = dialog.old.item(row)
        if item.data(Qt.ItemDataRole.UserRole) in codes:
            dialog.old.setCurrentItem(item)
            qtbot.keyClick(dialog.old, Qt.Key.Key_Space)


def paste(field, qtbot, text):
    QGuiApplication.clipboard().setText(text)
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def total(workspace):
    row = workspace.plan.row[SeriesKey(workspace.plan.city, "", "output")]
    return workspace.result.rollup[row].copy()


def test_two_counties_are_merged_in_one_step_and_undone(desk, dialog, qtbot):
    workspace = desk.window.workspace
    before, document = total(workspace), workspace.document
    assert not dialog.apply_button.isEnabled()
    assert "two regions" in dialog.refusal.text()
    tick(dialog, qtbot, "lanxi", "wuyi")
    assert dialog.refusal.text()
    paste(dialog.name, qtbot, "兰武新区")
    assert dialog.refusal.text() == ""
    assert "兰武新区" in dialog.headline.text()
    assert "targets added up" in dialog.notes.text()
    heads = [head.words() for head in dialog.rows.heads]
    assert heads[0] == "Year"
    assert len(heads) == 6
    shown = {row[0].text: [one.text for one in row[1:]] for row in dialog.rows.rows}
    assert shown["2022"][2] == "—"
    assert shown["2023"][2] != "—"
    # the whole is the same before and after in every year
    assert all(one[3] == one[4] for one in shown.values())
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    plan = workspace.plan
    assert plan.region_by_code["lanxi"].until == 2022
    assert plan.region_by_code["兰武新区"].since == 2023
    np.testing.assert_allclose(total(workspace), before)
    assert "lanxi" in {one.code for one in plan.children_of(plan.city, 2022)}
    assert not dialog.apply_button.isEnabled()
    workspace.undo()
    assert workspace.document is document


def test_a_county_that_takes_in_another_cannot_be_restated(dialog, qtbot):
    tick(dialog, qtbot, "lanxi", "wuyi")
    dialog.restated.setChecked(True)
    dialog.into.setCurrentIndex(dialog.into.findData("lanxi"))
    assert not dialog.name.isEnabled()
    assert not dialog.restated.isEnabled()
    assert dialog.apply_button.isEnabled()
    assert "old extent" in dialog.notes.text()


def test_one_is_split_by_shares_typed_into_the_table(desk, dialog, qtbot):
    workspace = desk.window.workspace
    before = total(workspace)
    dialog.kind.setCurrentIndex(1)
    assert dialog.part_table.isVisible()
    assert not dialog.old.isVisible()
    dialog.whole.setCurrentIndex(dialog.whole.findData("yiwu"))
    for row, (name, share) in enumerate((("North", "60"), ("South", "30"))):
        dialog.part_rows.setData(dialog.part_rows.index(row, 0), name)
        dialog.part_rows.setData(dialog.part_rows.index(row, 1), share)
    assert "100%" in dialog.refusal.text()
    assert not dialog.apply_button.isEnabled()
    dialog.part_rows.setData(dialog.part_rows.index(1, 1), "40")
    assert dialog.refusal.text() == ""
    qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton)
    np.testing.assert_allclose(total(workspace), before)
    assert [one.name for one in workspace.plan.children_of(workspace.plan.city, 2030)].count("North") == 1
    assert dialog.parts == []


def test_a_split_without_shares_says_what_is_then_missing(dialog):
    dialog.kind.setCurrentIndex(1)
    dialog.part_rows.setData(dialog.part_rows.index(0, 0), "North")
    dialog.part_rows.setData(dialog.part_rows.index(1, 0), "South")
    assert "until the new regions' figures are entered" in dialog.refusal.text()
    assert dialog.apply_button.isEnabled()
    assert any(row[-1].late for row in dialog.rows.rows)
    # a part is taken away by emptying it, and a share that is no figure is told
    dialog.part_rows.setData(dialog.part_rows.index(1, 1), "much")
    assert dialog.refusal.text()
    assert not dialog.apply_button.isEnabled()
    dialog.part_rows.setData(dialog.part_rows.index(1, 1), "")
    dialog.part_rows.setData(dialog.part_rows.index(1, 0), "")
    assert len(dialog.parts) == 1
    dialog.goes_on.setChecked(True)
    assert dialog.parts[0][0] == dialog.whole.currentText()


def test_it_speaks_chinese_and_refuses_what_is_no_year(dialog, qtbot):
    language.set_language("zh")
    dialog.refresh()
    assert dialog.windowTitle() == "区划调整"
    dialog.year.selectAll()
    qtbot.keyClicks(dialog.year, "20")
    assert "年" in dialog.refusal.text()
    assert not dialog.apply_button.isEnabled()
