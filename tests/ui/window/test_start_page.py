"""The start: what one can do while no plan is open, by keys; it goes with the first plan and stays away."""

import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from npfdesk.locations import sample_workbook
from npfdesk.ui.look import language

KEYS = Qt.Key


@pytest.fixture
def book(tmp_path):
    folder = tmp_path / "规划处 & 十五五"
    folder.mkdir()
    return shutil.copy(sample_workbook(), folder / "规划 & 测算.xlsx")


def shown(bare, qtbot, size=(1366, 768)):
    window = bare.window
    window.resize(*size)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def test_the_start_is_walked_by_keys_and_goes_with_the_first_plan(bare, qtbot, library, book, tmp_path):
    for number in range(9):
        library.remember_file(tmp_path / f"第{number}稿.xlsx")
    library.remember_file(book)
    window = shown(bare, qtbot)
    start = window.start
    wanted = []
    # nothing empty is seen beside it
    for part in (window.paths, window.views, window.panel, window.outline, window.scenarios, window.top):
        assert not any(
            part.visibleRegion().subtracted(
                start.geometry().translated(-part.mapTo(window, part.rect().topLeft()))
            )
        )
    assert [one.text() for one in start.entries] == [
        "Open workbook…",
        "New plan…",
        "Open the sample: Jinhua's plan",
    ]
    assert start.files[0].accessibleName().startswith(f"规划 & 测算.xlsx  {book.parent}")
    assert QApplication.focusWidget() is start.entries[0]
    window.menus.open_wanted.disconnect()
    window.menus.open_wanted.connect(lambda: wanted.append("open"))
    qtbot.keyClick(start.entries[0], KEYS.Key_Return)
    assert wanted == ["open"]
    for key, stop in (
        (KEYS.Key_Tab, start.entries[1]),
        (KEYS.Key_Down, start.entries[2]),
        (KEYS.Key_Down, start.files[0]),
        (KEYS.Key_Up, start.entries[2]),
        (KEYS.Key_F6, start.speech),
    ):
        qtbot.keyClick(QApplication.focusWidget(), key)
        assert QApplication.focusWidget() is stop, key
    # round the edge: from the last to the first, never into what lies beneath
    for _ in range(30):
        qtbot.keyClick(QApplication.focusWidget(), KEYS.Key_Tab)
        assert start.isAncestorOf(QApplication.focusWidget())
    start.speech.click()
    QApplication.processEvents()
    assert [one.text() for one in start.entries] == ["打开工作簿…", "新建规划…", "打开示例：金华规划"]
    # a low window shows fewer, all of them whole
    window.resize(1024, 600)
    QApplication.processEvents()
    seen = [one for one in (*start.files, start.hint) if one.isVisible()]
    assert 3 <= len(seen) - 1 < 9
    assert all(start.rect().contains(one.geometry().translated(start.column.pos())) for one in seen)
    language.set_language("en")
    QApplication.processEvents()
    start.files[0].setFocus()
    with qtbot.waitSignal(bare.workbook_opening.opened, timeout=20000):
        qtbot.keyClick(start.files[0], KEYS.Key_Return)
        # while a file is read, nothing is offered
        assert not start.column.isVisible()
    assert window.start is None
    assert window.panel.assumptions.hasFocus()
    bare.open_file(tmp_path / "第3稿.xlsx")
    qtbot.waitUntil(lambda: "refused" in window.banner.notices, timeout=20000)
    assert window.banner.isVisible()
    assert "unchanged" in window.banner.notices["refused"].text.text()
    assert window.start is None


def test_what_is_refused_or_gone_leaves_the_start(bare, qtbot, library, tmp_path):
    library.keep_settings({"last": {"workbook": str(tmp_path / "走了.xlsx")}})
    bare.window.await_plan(True)
    window = shown(bare, qtbot)
    assert not window.start.column.isVisible()
    bare.begin(None)
    assert "走了.xlsx" in window.banner.notices["refused"].text.text()
    assert window.start.column.isVisible()
    assert window.banner.isVisible()
    bare.open_file(tmp_path / "没有.xlsx")
    qtbot.waitUntil(lambda: "没有.xlsx" in window.banner.notices["refused"].text.text(), timeout=20000)
    assert "unchanged" not in window.banner.notices["refused"].text.text()
    assert window.start.column.isVisible()
    assert window.start.isAncestorOf(window.banner)
    assert window.workspace.plan.regions == ()
