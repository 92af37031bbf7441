"""Ctrl+K: an action, a series or a finding is found by typing, and done by Return."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence

from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.help.key_map import bare, commands
from npfdesk.ui.look import language

KEY = Qt.Key


@pytest.fixture
def palette(help_dialogs, qtbot):
    qtbot.keyClick(help_dialogs.window, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    made = help_dialogs.dialogs["palette"]
    assert made.isVisible()
    assert made.search_box.hasFocus()
    return made


def texts(palette):
    return [hit.text for hit in palette.hits.hits]


def test_empty_it_holds_every_action_with_its_key(palette, help_dialogs):
    shown = {(hit.text, hit.keys) for hit in palette.hits.hits}
    assert ("Open workbook…", "Ctrl+O") in shown
    assert ("Keyboard shortcuts", "Ctrl+/") in shown
    # what cannot be done now is not offered
    assert not any(text.startswith("Undo") for text in texts(palette))
    live = [one for one in commands(help_dialogs.window) if one.action.isEnabled()]
    assert len(live) >= len(shown)


def test_return_chooses_the_series_and_the_focus_goes_back(palette, help_dialogs, qtbot):
    table = help_dialogs.window.panel.assumptions
    qtbot.keyClicks(palette.search_box, "yiwu output")
    assert texts(palette)[0].startswith("Yiwu · ")
    qtbot.keyClick(palette.search_box, KEY.Key_Return)
    assert not palette.isVisible()
    assert help_dialogs.window.workspace.selection.region == "yiwu"
    assert help_dialogs.window.focusWidget() is table


def test_chinese_names_run_together_are_found(palette, help_dialogs, qapp):
    language.set_language("zh")
    qapp.processEvents()
    palette.search_box.setText("永康产值")
    assert texts(palette)[0] == "永康市 · 规上工业总产值"
    assert palette.hits.hits[0].context == "亿元"
    # and in pinyin, initials and syllables mixed
    palette.search_box.setText("yks gsgyzcz")
    assert texts(palette)[0] == "永康市 · 规上工业总产值"
    palette.search_box.setText("dakaigzb")
    assert texts(palette)[0] == "打开工作簿…"


def test_an_action_is_done_by_its_name_in_either_language(palette, help_dialogs, qtbot, qapp):
    language.set_language("zh")
    qapp.processEvents()
    palette.search_box.setText("heatmap")
    assert texts(palette)[0] == "热力图"
    qtbot.keyClick(palette.search_box, KEY.Key_Return)
    assert help_dialogs.window.views.current == "Heatmap"


@pytest.mark.parametrize(
    ("spoken", "typed", "found"),
    [
        ("en", "required growth", "Required growth…"),
        ("en", "it take to reach the target", "Required growth…"),
        ("en", "what matters most", "Key drivers…"),
        ("zh", "反推所需增速", "反推所需增速…"),
        ("zh", "怎样才能达到目标", "反推所需增速…"),
        ("zh", "where do we stand", "监测…"),
    ],
)
def test_an_answer_is_found_by_its_name_and_by_its_question(palette, qapp, spoken, typed, found):
    language.set_language(spoken)
    qapp.processEvents()
    palette.search_box.setText(typed)
    assert texts(palette)[0] == found


@pytest.mark.parametrize(("spoken", "typed"), [("en", "path"), ("zh", "路径"), ("zh", "path")])
def test_the_path_chart_is_found(palette, qapp, spoken, typed):
    language.set_language(spoken)
    qapp.processEvents()
    palette.search_box.setText(typed)
    assert texts(palette)[0] in ("Path chart", "路径图")


def test_a_finding_is_shown_in_its_table(palette, help_dialogs, qtbot):
    model = help_dialogs.window.panel.check_results.results
    said = model.texts(0)[4]
    palette.search_box.setText(said[:60])
    (at,) = [row for row, text in enumerate(texts(palette)) if text == said]
    palette.move_by(at)
    qtbot.keyClick(palette.search_box, KEY.Key_Return)
    panel = help_dialogs.window.panel
    assert panel.currentWidget() is panel.check_results
    assert panel.check_results.currentIndex().row() == 0
    assert panel.check_results.hasFocus()
    assert help_dialogs.window.workspace.selection.series in {
        model.found[0].series,
        *(place.series for place in model.found[0].places),
    }


def test_arrows_stay_in_the_list_and_tab_goes_down(palette, qtbot):
    qtbot.keyClick(palette.search_box, KEY.Key_Up)
    assert palette.list.currentIndex().row() == 0
    qtbot.keyClick(palette.search_box, KEY.Key_Down)
    qtbot.keyClick(palette.search_box, KEY.Key_Tab)
    assert palette.list.currentIndex().row() == 2
    qtbot.keyClick(palette.search_box, KEY.Key_Backtab)
    assert palette.list.currentIndex().row() == 1
    for _ in range(20):
        qtbot.keyClick(palette.search_box, KEY.Key_PageDown)
    assert palette.list.currentIndex().row() == palette.hits.rowCount() - 1


def test_no_more_than_fifty_and_nothing_says_so(palette):
    palette.search_box.setText("a")
    assert len(palette.hits.hits) == 50
    palette.search_box.setText("没有这样的东西")
    assert palette.hits.hits == []
    assert palette.empty_label.isVisible()
    palette.run_chosen()
    assert palette.isVisible()


def test_escape_leaves_and_a_click_does(palette, help_dialogs, qtbot):
    before = help_dialogs.window.workspace.selection
    palette.search_box.setText("yiwu")
    qtbot.keyClick(palette.search_box, KEY.Key_Escape)
    assert not palette.isVisible()
    assert help_dialogs.window.workspace.selection == before
    help_dialogs.show_palette()
    assert palette.search_box.text() == ""
    palette.search_box.setText("disparity")
    place = palette.list.visualRect(palette.hits.index(0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert help_dialogs.window.views.current == "Disparity"
    assert not palette.isVisible()


def test_a_click_elsewhere_leaves_it(palette, help_dialogs, qtbot):
    qtbot.mouseClick(help_dialogs.window.outline.search, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not palette.isVisible()


def test_it_keeps_its_place_in_a_smaller_window(palette, help_dialogs, qtbot):
    help_dialogs.window.resize(900, 560)
    qtbot.waitUntil(lambda: help_dialogs.window.width() == 900)
    assert help_dialogs.window.rect().contains(palette.geometry())


def test_no_key_does_two_things(help_dialogs):
    seen = {}
    for command in commands(help_dialogs.window):
        for key in command.action.shortcuts():
            assert key.toString() not in seen, (command.text, seen[key.toString()])
            seen[key.toString()] = command.text
    assert QKeySequence("Ctrl+K").toString() in seen


def test_a_letter_mark_is_no_part_of_a_name():
    assert bare("&Open && save") == "Open & save"


def test_an_owner_is_found_and_its_targets_are_shown(help_dialogs, qtbot):
    window = help_dialogs.window
    plan = window.workspace.plan
    led = replace(plan, indicators=tuple(replace(one, owner="Bureau X") for one in plan.indicators))
    window.workspace.open(Session(LoadedWorkbook(led, None, ())))
    qtbot.keyClick(window, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    found = help_dialogs.dialogs["palette"]
    qtbot.keyClicks(found.search_box, "bureau x")
    assert texts(found)[0] == "Bureau X"
    qtbot.keyClick(found.search_box, KEY.Key_Return)
    assert window.workspace.owner == "Bureau X"
    assert window.panel.table is window.panel.targets
