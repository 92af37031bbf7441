"""Frameworks in the window: read, inserted as one step, taken out again, their index handed on, effects from data."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from npfdesk.engine.analyses.lever_estimates import FittedEffects
from npfdesk.engine.projection.update import update
from npfdesk.plan.edit_labels import set_intensities
from npfdesk.plan.edits import EditRefused
from npfdesk.plan.frameworks import ILLUSTRATIVE, remove_framework
from npfdesk.plan.lever_amendments import StatedEffect, effect_key
from npfdesk.plan.scenarios import LeverIntensities
from npfdesk.plan.series import LeverIntensityKey
from npfdesk.session import Session
from npfdesk.ui.analyses.framework_tables import EFFECT, NOTE, SOURCE
from npfdesk.ui.analyses.frameworks import FrameworkAnswer
from npfdesk.ui.look import language
from npfdesk.ui.look.mnemonics import bare


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
    said = [row[6].text for row in dialog.levers.rows.rows]
    assert any("[F" in text for text in said), "figures are named by their facts"


def test_the_guide_is_read_in_the_language_of_the_window(ask, qtbot):
    dialog = ask("frameworks")
    guide = dialog.guide.toPlainText()
    assert guide.startswith("Frameworks and effects")
    assert "**" not in guide
    assert "框架与效应" not in guide
    assert not dialog.guide.openLinks()
    language.set_language("zh")
    qtbot.waitUntil(lambda: dialog.guide.toPlainText().startswith("框架与效应"))
    assert "Frameworks and effects" not in dialog.guide.toPlainText()


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
        assert (bare(dialog.apply_button.text()), dialog.apply_button.isEnabled()) == (verb, False)
    assert "请在工作簿里修改" in dialog.notes.text()
    assert "插入" not in dialog.notes.text()


def test_inserting_is_one_step_and_it_is_taken_out_again(ask, again, workspace, qtbot):
    dialog = ask("frameworks")
    again(dialog, lambda: dialog.list.setCurrentRow(1))
    assert "Adding it changes no path." in dialog.notes.text()
    before, values = workspace.document, workspace.result.values.copy()
    again(dialog, lambda: qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton))
    inserted = [one for one in workspace.plan.levers if one not in before.plan.levers]
    assert inserted
    assert {one.note for one in inserted} == {ILLUSTRATIVE.en}
    np.testing.assert_array_equal(workspace.result.values, values), "no lever has an intensity yet"
    assert "Removing it changes no path." in dialog.notes.text()
    assert "(in the plan)" in dialog.list.item(1).text()
    assert bare(dialog.apply_button.text()) == "Remove from the plan"
    key = LeverIntensityKey(inserted[0].lever, "*", "*")
    intensities = LeverIntensities(((2021, 100.0),))
    again(dialog, lambda: workspace.apply(set_intensities(workspace.document, "攻坚", {key: intensities})))
    again(dialog, lambda: qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton))
    assert workspace.plan.levers == before.plan.levers
    assert workspace.plan.multipliers == before.plan.multipliers
    assert workspace.plan.sources == before.plan.sources
    assert workspace.document.work.inserted == ()
    np.testing.assert_array_equal(workspace.result.values, values)
    # what was said of its levers stays, for the day it is inserted again
    assert key in workspace.document.scenarios["攻坚"].intensities
    again(dialog, workspace.undo)
    assert len(workspace.document.work.inserted) == 1


def test_with_a_synergy_it_is_said_which_paths_move_and_how_far(ask, again, workspace):
    dialog = ask("frameworks")
    opened = workspace.session.opened
    synergetic = replace(opened, plan=replace(opened.plan, synergy=0.5))
    again(dialog, lambda: workspace.open(Session(synergetic)))
    assert "moves" not in dialog.notes.text(), "the first stands in the workbook"
    again(dialog, lambda: dialog.list.setCurrentRow(1))
    told = dialog.notes.text()
    assert "Adding it changes paths:" in told
    assert "synergy of 0.5" in told
    for name, result in workspace.session.results.scenarios.items():
        assert (f"· {name}: " in told) == bool(result.raw_gain.any())
    document = workspace.document
    after = update(workspace.session.results, dialog.edit().apply(document))
    one = max(dialog.answer.moves, key=lambda move: abs(move.share))
    row, column = document.plan.row[one.series], document.plan.column(one.year)
    assert one.before == workspace.session.results.scenarios[one.scenario].values[row, column]
    assert one.after == after.scenarios[one.scenario].values[row, column]
    assert f"({one.share * 100:+.2f}%)".replace("-", "−") in told


def test_another_framework_stays_when_one_is_taken_out(ask, again, workspace, qtbot):
    dialog = ask("frameworks")
    again(dialog, lambda: dialog.list.setCurrentRow(2))
    again(dialog, lambda: qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton))
    again(dialog, lambda: dialog.list.setCurrentRow(1))
    again(dialog, lambda: qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton))
    assert len(workspace.document.work.inserted) == 2
    again(dialog, lambda: dialog.list.setCurrentRow(2))
    again(dialog, lambda: qtbot.mouseClick(dialog.apply_button, Qt.MouseButton.LeftButton))
    assert [one.framework for one in workspace.document.work.inserted] == [dialog.frameworks[1].id]
    levers = {one.lever for one in workspace.plan.levers}
    assert {one.lever for one in workspace.document.work.inserted[0].levers} <= levers
    own = workspace.session.opened.plan
    with pytest.raises(EditRefused):
        remove_framework(dialog.frameworks[2], own).apply(workspace.document)


def test_its_sample_index_is_taken_up_by_the_dialog_of_indices(ask, desk, qtbot):
    dialog = ask("frameworks")
    assert dialog.sample.isEnabled()
    told = dialog.notes.text()
    assert "Sample index: 0 of 10 regions have every figure of 2020. Too few regions have " in told
    assert "9 of 10 regions have every figure." in told
    qtbot.mouseClick(dialog.sample, Qt.MouseButton.LeftButton)
    index = desk.answers.open["index"]
    qtbot.waitUntil(lambda: index.answer is not None)
    assert index.tree.dimensions() == {"factor flow": ("firms",), "policy synergy": ("tax_per_mu",)}
    assert int(index.answer.at("攻坚", 2020).complete.sum()) == 9


def test_a_sample_index_that_no_county_has_figures_of_is_not_offered(ask, again):
    dialog = ask("frameworks")
    again(dialog, lambda: dialog.list.setCurrentRow(1))
    assert not dialog.sample.isEnabled()
    assert "No indicator is left to rank them by." in dialog.notes.text()


def test_effects_from_data_are_refused_with_the_reason(ask):
    dialog = ask("frameworks")
    dialog.tabs.setCurrentIndex(3)
    rows = dialog.effects.rows.rows
    assert rows
    assert rows[0][1].text == "AI-driven smart manufacturing", "said in English, kept by its Chinese name"
    # two years of data carry no estimate
    assert all("Too little data" in row[7].text for row in rows)
    assert dialog.cards.texts()[0] == "Fitted lever effects"
    assert dialog.adopt.isVisible()
    assert not dialog.adopt.isEnabled()


def test_an_effect_is_typed_with_what_it_rests_on_and_undone(ask, again, type_into, workspace):
    dialog = ask("frameworks")
    dialog.tabs.setCurrentIndex(3)
    table, before = dialog.effects, workspace.plan.levers
    key = effect_key(dialog.effect_rows[0].stated)
    again(dialog, lambda: type_into(table, 0, EFFECT, "0.9"))
    again(dialog, lambda: type_into(table, 0, NOTE, "evaluation of 2024"))
    again(dialog, lambda: type_into(table, 0, SOURCE, "R:3"))
    assert dict(workspace.document.work.effects) == {key: StatedEffect(0.9, "evaluation of 2024", "R:3")}
    changed = [one for one in workspace.plan.levers if one not in before]
    assert [(one.effect, one.note, one.source) for one in changed] == [(0.9, "evaluation of 2024", "R:3")]
    type_into(table, 0, EFFECT, "much")
    assert "much" in dialog.notes.text()
    assert workspace.document.work.effects[key].effect == 0.9
    again(dialog, lambda: type_into(table, 0, EFFECT, ""))
    assert workspace.plan.levers == before
    for _ in range(4):
        again(dialog, workspace.undo)
    assert dict(workspace.document.work.effects) == {}


def test_the_effect_that_data_say_is_taken_by_a_click(ask, again, workspace, qtbot):
    dialog = ask("frameworks")
    dialog.tabs.setCurrentIndex(3)
    own = dialog.effect_rows[0].stated
    acting = [one.lever for one in workspace.plan.levers if one.indicator == own.indicator]
    figures = np.linspace(1.0, 2.0, len(acting))
    found = FittedEffects(tuple(acting), figures, figures / 10, figures - 0.2, figures + 0.2, 0.81, 60, 50)
    dialog.show_answer(FrameworkAnswer({own.indicator: found}, ()))
    dialog.effects.setCurrentIndex(dialog.effects.rows.index(0, EFFECT))
    assert dialog.adopt.isEnabled()
    again(dialog, lambda: qtbot.mouseClick(dialog.adopt, Qt.MouseButton.LeftButton))
    said = workspace.document.work.effects[effect_key(own)]
    assert said.effect == 1.0
    assert said.note == "estimated from data: 95% interval 0.800 to 1.200, observations: 60"
    assert said.source == own.source


def test_it_speaks_chinese(ask, qtbot):
    dialog = ask("frameworks")
    dialog.list.setCurrentRow(1)
    language.set_language("zh")
    qtbot.waitUntil(lambda: bare(dialog.apply_button.text()) == "加入规划")
    assert dialog.levers.rows.rows[0][5].text == ILLUSTRATIVE.zh
