"""In a list to choose from, letters find an entry by how it is said, closed and open."""

import pytest
from PySide6.QtWidgets import QComboBox

from npfdesk.ui.look.choices import find_by_name


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
