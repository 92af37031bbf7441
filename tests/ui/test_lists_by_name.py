"""In a list to choose from, letters find an entry by how it is said, closed and open."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from npfdesk.ui.look.choices import find_by_name, open_choices


@pytest.fixture
def box(qtbot, qapp):
    # however slowly the letters come here, they are one word
    before = qapp.keyboardInputInterval()
    qapp.setKeyboardInputInterval(60_000)
    made = QComboBox()
    qtbot.addWidget(made)
    find_by_name(made)
    made.addItems(["婺城区", "永康市", "义乌市", "Lanxi", "重庆"])
    made.show()
    yield made
    qapp.setKeyboardInputInterval(before)


@pytest.mark.parametrize(
    ("letters", "found"),
    [
        ("yw", "义乌市"),
        ("yk", "永康市"),
        ("y", "永康市"),
        ("la", "Lanxi"),
        ("zhongq", "重庆"),
        ("cq", "重庆"),
        ("qq", "婺城区"),
    ],
)
def test_letters_find_an_entry(box, qtbot, letters, found):
    chosen = []
    box.activated.connect(chosen.append)
    qtbot.keyClicks(box, letters)
    assert box.currentText() == found
    assert not chosen or chosen[-1] == box.currentIndex()


def test_in_the_open_list_too_and_what_is_looked_for_exactly_is_found_exactly(box):
    box.view().setCurrentIndex(box.model().index(0, 0))
    box.view().keyboardSearch("cq")
    assert box.view().currentIndex().data() == "重庆"
    assert (box.findText("yk"), box.findText("永康市"), box.findData("yk")) == (-1, 1, -1)


@pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")
def test_what_is_typed_in_a_line_is_completed_as_it_is_written_and_as_it_is_said(qtbot):
    box, keys = open_choices(), Qt.Key
    qtbot.addWidget(box)
    box.addItems(["", "婺城区", "永康市", "义乌市", "Lanxi", "Lanxi East"])
    line, known = box.lineEdit(), box.lineEdit().completer()
    with qtbot.waitExposed(box):
        box.show()
    line.setFocus()
    # a text that begins so goes on in the line, what was typed stands before what is selected
    line.clear()
    qtbot.keyClicks(line, "la")
    assert (line.text(), line.selectedText()) == ("lanxi", "nxi")
    # letters that say names list them, the name that begins so first; Enter takes it
    line.clear()
    qtbot.keyClicks(line, "y")
    assert line.text() == "y"
    qtbot.keyClicks(line, "k")
    assert known.popup().isVisible()
    assert [known.completionModel().index(row, 0).data() for row in range(2)] == ["永康市", None]
    assert line.text() == "yk"
    qtbot.keyClick(known.popup(), keys.Key_Return)
    assert line.text() == "永康市"
    assert not known.popup().isVisible()
    # one further down is taken by the arrow, and what says nothing stays as it is typed
    line.clear()
    qtbot.keyClicks(line, "shi")
    listed = known.completionModel()
    assert {listed.index(row, 0).data() for row in range(listed.rowCount())} == {"永康市", "义乌市"}
    qtbot.keyClick(known.popup(), keys.Key_Down)
    qtbot.keyClick(known.popup(), keys.Key_Down)
    qtbot.keyClick(known.popup(), keys.Key_Return)
    assert line.text() == listed.index(1, 0).data()
    line.clear()
    qtbot.keyClicks(line, "qq")
    qtbot.keyClick(line, keys.Key_Return)
    assert line.text() == "qq"
