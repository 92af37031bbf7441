"""Letters for Alt: one for each entry, the same in both languages, and taken from the English words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from npfdesk.ui.look import language
from npfdesk.ui.look.mnemonics import bare, letter_of, lettered, letters


def test_a_letter_stands_within_english_words_and_behind_chinese_ones():
    assert lettered("Open workbook…", "W") == "Open &workbook…"
    assert lettered("Undo", "D") == "Un&do"
    assert lettered("打开工作簿…", "O") == "打开工作簿(&O)…"
    assert lettered("目标年：", "T") == "目标年(&T)："
    assert lettered("另存为 Excel…", "E") == "另存为 Excel(&E)…"
    assert lettered("Present ▸", "X") == "Present(&X) ▸"
    assert lettered("R&&D", "D") == "R&&&D"
    assert lettered("Cu&t\tCtrl+X", "C") == "&Cut\tCtrl+X"
    assert lettered("是(&Y)", "S") == "是(&S)"
    assert [bare(text) for text in ("打开(&O)…", "&Open && save", "R&&&D")] == ["打开…", "Open & save", "R&D"]
    assert [letter_of(text) for text in ("打开(&O)…", "&open", "R&&D", "R&&&D")] == ["O", "O", "", "D"]


def test_first_letters_come_first_and_who_has_others_gives_way():
    assert letters(["New plan…", "Open workbook…", "Open a sample"]) == ["N", "O", "A"]
    assert letters(["Apply", "Close"], taken="AC") == ["P", "L"]
    # "A" has no other letter
    assert letters(["Ab", "A"]) == ["B", "A"]
    assert letters(["&Yes", "Yield"]) == ["Y", "I"]
    assert letters(["甲", "乙"], spare="1") == ["A", "B"]


@given(st.lists(st.text("abcXYZ 甲&…", min_size=1, max_size=6), max_size=34), st.sampled_from(["", "FEV"]))
def test_no_letter_is_given_twice_and_none_is_missing_while_there_are_any(sources, taken):
    given_out = letters(sources, taken, "1234567890")
    kept = [letter for letter in given_out if letter]
    assert len(kept) == len(set(kept)) == min(len(sources), 36 - len(taken))
    assert not set(kept) & set(taken)
    for source, letter in zip(sources, given_out, strict=True):
        marked = lettered(source.replace("&", "&&"), letter)
        assert letter_of(marked) == letter
        assert bare(marked) == source


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_alt_opens_menus_and_chooses_entries_in_both_languages_and_closed_ones_are_plain(desk, qtbot):
    window, alt = desk.window, Qt.KeyboardModifier.AltModifier
    shown = {}
    for spoken in ("en", "zh"):
        language.set_language(spoken)
        QApplication.processEvents()
        titles = [action.text() for action in window.menuBar().actions()]
        assert [letter_of(title) for title in titles] == list("FEVSWAPTMH")
        qtbot.keyClick(window, Qt.Key.Key_V, alt)
        menu = QApplication.activePopupWidget()
        shown[spoken] = [action.text() for action in menu.actions() if action.text()]
        qtbot.keyClick(menu, Qt.Key.Key_Escape)
        qtbot.keyClick(window.menuBar(), Qt.Key.Key_Escape)
        with qtbot.waitActive(window):
            window.activateWindow()
        assert not any(letter_of(action.text()) for action in menu.actions())
    chinese, english = shown["zh"], shown["en"]
    assert [letter_of(text) for text in chinese] == [letter_of(text) for text in english]
    assert "" not in {letter_of(text) for text in english}
    assert "路径图(&P)" in chinese
    # a second opening has the same letters, and a letter does what its entry does
    window.panel.assumptions.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_V, alt)
    menu = QApplication.activePopupWidget()
    assert [action.text() for action in menu.actions() if action.text()] == chinese
    qtbot.keyClick(menu, Qt.Key.Key_P)
    assert QApplication.focusWidget() is window.paths.plot
