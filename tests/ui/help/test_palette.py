"""Ctrl+K: an action, a series or a finding is found by typing, and done by Return."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence

from npfdesk.ui.help.key_map import bare, commands
from npfdesk.ui.look import language

KEY = Qt.Key


@pytest.fixture
def palette(guide, qtbot):
    qtbot.keyClick(guide.window, KEY.Key_K, Qt.KeyboardModifier.ControlModifier)
    made = guide.made["palette"]
    assert made.isVisible()
    assert made.line.hasFocus()
    return made


def texts(palette):
    return [hit.text for hit in palette.hits.hits]


def test_empty_it_holds_every_action_with_its_key(palette, guide):
    shown = {(hit.text, hit.keys) for hit in palette.hits.hits}
    assert ("Open workbook…", "Ctrl+O") in shown
    assert ("Keyboard map", "Ctrl+/") in shown
    # what cannot be done now is not offered
    assert not any(text.startswith("Undo") for text in texts(palette))
    live = [one for one in commands(guide.window) if one.action.isEnabled()]
    assert len(live) >= len(shown)


def test_return_chooses_the_series_and_the_focus_goes_back(palette, guide, qtbot):
    table = guide.window.panel.assumptions
    qtbot.keyClicks(palette.line, "yiwu output")
    assert texts(palette)[0].startswith("Yiwu · ")
    qtbot.keyClick(palette.line, KEY.Key_Return)
    assert not palette.isVisible()
    assert guide.window.workspace.selection.region == "yiwu"
    assert guide.window.focusWidget() is table


def test_chinese_names_run_together_are_found(palette, guide, qapp):
    language.set_language("zh")
    qapp.processEvents()
    palette.line.setText("永康产值")
    assert texts(palette)[0] == "永康市 · 规上工业总产值"
    assert palette.hits.hits[0].context == "亿元"


def test_an_action_is_done_by_its_name_in_either_language(palette, guide, qtbot, qapp):
    language.set_language("zh")
    qapp.processEvents()
    palette.line.setText("heatmap")
    assert texts(palette)[0] == "热力图"
    qtbot.keyClick(palette.line, KEY.Key_Return)
    assert guide.window.views.current == "Heatmap"


@pytest.mark.parametrize(("spoken", "typed"), [("en", "path"), ("zh", "路径"), ("zh", "path")])
def test_the_path_chart_is_found(palette, qapp, spoken, typed):
    language.set_language(spoken)
    qapp.processEvents()
    palette.line.setText(typed)
    assert texts(palette)[0] in ("Go to the path chart", "转到路径图")


def test_a_finding_is_shown_in_its_table(palette, guide, qtbot):
    model = guide.window.panel.findings.findings
    said = model.texts(0)[4]
    palette.line.setText(said[:60])
    (at,) = [row for row, text in enumerate(texts(palette)) if text == said]
    palette.move_by(at)
    qtbot.keyClick(palette.line, KEY.Key_Return)
    panel = guide.window.panel
    assert panel.currentWidget() is panel.findings
    assert panel.findings.currentIndex().row() == 0
    assert panel.findings.hasFocus()
    assert guide.window.workspace.selection.series in {
        model.found[0].series,
        *(place.series for place in model.found[0].places),
    }


def test_arrows_stay_in_the_list_and_tab_goes_down(palette, qtbot):
    qtbot.keyClick(palette.line, KEY.Key_Up)
    assert palette.list.currentIndex().row() == 0
    qtbot.keyClick(palette.line, KEY.Key_Down)
    qtbot.keyClick(palette.line, KEY.Key_Tab)
    assert palette.list.currentIndex().row() == 2
    qtbot.keyClick(palette.line, KEY.Key_Backtab)
    assert palette.list.currentIndex().row() == 1
    for _ in range(20):
        qtbot.keyClick(palette.line, KEY.Key_PageDown)
    assert palette.list.currentIndex().row() == palette.hits.rowCount() - 1


def test_no_more_than_fifty_and_nothing_says_so(palette):
    palette.line.setText("a")
    assert len(palette.hits.hits) == 50
    palette.line.setText("没有这样的东西")
    assert palette.hits.hits == []
    assert palette.nothing.isVisible()
    palette.take()
    assert palette.isVisible()


def test_escape_leaves_and_a_click_does(palette, guide, qtbot):
    before = guide.window.workspace.selection
    palette.line.setText("yiwu")
    qtbot.keyClick(palette.line, KEY.Key_Escape)
    assert not palette.isVisible()
    assert guide.window.workspace.selection == before
    guide.palette()
    assert palette.line.text() == ""
    palette.line.setText("disparity")
    place = palette.list.visualRect(palette.hits.index(0)).center()
    qtbot.mouseClick(palette.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert guide.window.views.current == "Disparity"
    assert not palette.isVisible()


def test_a_click_elsewhere_leaves_it(palette, guide, qtbot):
    qtbot.mouseClick(guide.window.outline.search, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not palette.isVisible()


def test_it_keeps_its_place_in_a_smaller_window(palette, guide, qtbot):
    guide.window.resize(900, 560)
    qtbot.waitUntil(lambda: guide.window.width() == 900)
    assert guide.window.rect().contains(palette.geometry())


def test_no_key_does_two_things(guide):
    seen = {}
    for command in commands(guide.window):
        for key in command.action.shortcuts():
            assert key.toString() not in seen, (command.text, seen[key.toString()])
            seen[key.toString()] = command.text
    assert QKeySequence("Ctrl+K").toString() in seen


def test_a_letter_mark_is_no_part_of_a_name():
    assert bare("&Open && save") == "Open & save"
