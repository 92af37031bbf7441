"""Frameworks in the window: read, inserted as one step, taken out again, their index handed on, effects from data."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from npfdesk.plan.edits import EditRefused
from npfdesk.plan.frameworks import ILLUSTRATIVE, remove_framework
from npfdesk.plan.labels import set_levels
from npfdesk.plan.scenarios import LeverLevels
from npfdesk.plan.series import LeverLevelKey
from npfdesk.ui import language


def test_each_is_read_with_its_source_and_every_effect_is_marked(ask, again):
    dialog = ask("frameworks")
    assert len(dialog.frameworks) == 4
    assert dialog.unreadable == ()
    for place, framework in enumerate(dialog.frameworks):
        if place:
            again(dialog, lambda place=place: dialog.list.setCurrentRow(place))
        assert framework.source.document in dialog.text.toPlainText()
        assert dialog.levers.rows.rows
        for row in dialog.levers.rows.rows:
            assert row[5].text in (ILLUSTRATIVE.en, "")
    assert "framework" in dialog.guide.toPlainText().lower()


def test_what_the_workbook_has_itself_is_neither_inserted_nor_taken_out(ask, again):
    """The sample states the first framework's levers, in Chinese, whichever language is spoken."""
    dialog = ask("frameworks")
    for spoken, mark, verb in (
        ("en", "(in the workbook)", "In the workbook already"),
        ("zh", "（工作簿已有）", "工作簿已有"),
    ):
        language.set_language(spoken)
        again(dialog, dialog.refresh)
        assert mark in dialog.list.item(0).text()
        assert mark not in dialog.list.item(1).text()
        assert (dialog.take.text(), dialog.take.isEnabled()) == (verb, False)
    assert "请在工作簿里修改" in dialog.notes.text()


def test_inserting_is_one_step_and_it_is_taken_out_again(ask, again, workspace, qtbot):
    dialog = ask("frameworks")
    again(dialog, lambda: dialog.list.setCurrentRow(1))
    before, values = workspace.document, workspace.result.values.copy()
    again(dialog, lambda: qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton))
    inserted = [one for one in workspace.plan.levers if one not in before.plan.levers]
    assert inserted
    assert {one.note for one in inserted} == {ILLUSTRATIVE.en}
    np.testing.assert_array_equal(workspace.result.values, values), "no lever has an intensity yet"
    assert "(in the plan)" in dialog.list.item(1).text()
    assert dialog.take.text() == "Take it out again"
    key = LeverLevelKey(inserted[0].lever, "*", "*")
    levels = LeverLevels(((2021, 100.0),))
    again(dialog, lambda: workspace.apply(set_levels(workspace.document, "攻坚", {key: levels})))
    again(dialog, lambda: qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton))
    assert workspace.plan.levers == before.plan.levers
    assert workspace.plan.multipliers == before.plan.multipliers
    assert workspace.plan.sources == before.plan.sources
    assert workspace.document.inserted == ()
    np.testing.assert_array_equal(workspace.result.values, values)
    # what was said of its levers stays, for the day it is inserted again
    assert key in workspace.document.scenarios["攻坚"].levels
    again(dialog, workspace.undo)
    assert len(workspace.document.inserted) == 1


def test_another_framework_stays_when_one_is_taken_out(ask, again, workspace, qtbot):
    dialog = ask("frameworks")
    again(dialog, lambda: dialog.list.setCurrentRow(2))
    again(dialog, lambda: qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton))
    again(dialog, lambda: dialog.list.setCurrentRow(1))
    again(dialog, lambda: qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton))
    assert len(workspace.document.inserted) == 2
    again(dialog, lambda: dialog.list.setCurrentRow(2))
    again(dialog, lambda: qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton))
    assert [one.framework for one in workspace.document.inserted] == [dialog.frameworks[1].id]
    levers = {one.lever for one in workspace.plan.levers}
    assert {one.lever for one in workspace.document.inserted[0].levers} <= levers
    own = workspace.session.opened.plan
    with pytest.raises(EditRefused):
        remove_framework(dialog.frameworks[2], own).apply(workspace.document)


def test_its_sample_index_is_taken_up_by_the_dialog_of_indices(ask, desk, qtbot):
    dialog = ask("frameworks")
    assert dialog.sample.isEnabled()
    qtbot.mouseClick(dialog.sample, Qt.MouseButton.LeftButton)
    index = desk.asker.open["index"]
    qtbot.waitUntil(lambda: index.answer is not None)
    wanted = dialog._beside(dialog.framework).index
    assert index.tree.dimensions() == {
        name: tuple(sorted(codes, key=list(index.tree.ticked).index)) for name, codes in wanted.items()
    }


def test_effects_from_data_are_refused_with_the_reason(ask):
    dialog = ask("frameworks")
    dialog.tabs.setCurrentIndex(3)
    rows = dialog.effects.rows.rows
    assert rows
    # two years of data carry no estimate
    assert all("Too little data" in row[5].text for row in rows)
    assert dialog.cards.texts()[0] == "Fitted lever effects"


def test_it_speaks_chinese(ask, qtbot):
    dialog = ask("frameworks")
    dialog.list.setCurrentRow(1)
    language.set_language("zh")
    qtbot.waitUntil(lambda: dialog.take.text() == "插入规划")
    assert dialog.levers.rows.rows[0][5].text == ILLUSTRATIVE.zh
