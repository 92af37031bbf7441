"""Ctrl+/: the keys as the menus have them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from npfdesk.ui.help.key_map import commands
from npfdesk.ui.look import language


def test_the_map_is_made_of_the_live_actions(help_dialogs, qtbot):
    qtbot.keyClick(help_dialogs.window, Qt.Key.Key_Slash, Qt.KeyboardModifier.ControlModifier)
    shown = help_dialogs.dialogs["keys"]
    assert shown.isVisible()
    wanted = [one.text for one in commands(help_dialogs.window) if one.keys]
    assert [line.text(0) for line, _ in shown.lines] == wanted
    assert [line.text(1) for line, _ in shown.lines[:2]] == ["Ctrl+N", "Ctrl+O"]
    # an action that gains a key is in it the next time
    about = help_dialogs.window.menus.actions[-1][0]
    about.setShortcut("Ctrl+Alt+9")
    shown.retranslate()
    assert ("About NPF Desk", "Ctrl+Alt+9") in [(line.text(0), line.text(1)) for line, _ in shown.lines]


def test_it_is_narrowed_down_by_a_key_and_return_does_it(help_dialogs, qtbot):
    help_dialogs.show_key_map()
    shown = help_dialogs.dialogs["keys"]
    qtbot.keyClicks(shown.search_box, "ctrl+2")
    assert [line.text(0) for line, _ in shown.lines] == ["Heatmap"]
    qtbot.keyClick(shown.search_box, Qt.Key.Key_Return)
    assert shown.focusWidget() is shown.tree
    qtbot.keyClick(shown.tree, Qt.Key.Key_Return)
    assert help_dialogs.window.views.current == "Heatmap"
    assert not shown.isVisible()


def test_it_speaks_chinese_and_can_be_copied(help_dialogs, qapp):
    help_dialogs.show_key_map()
    shown = help_dialogs.dialogs["keys"]
    language.set_language("zh")
    qapp.processEvents()
    assert shown.windowTitle() == "快捷键一览"
    shown.copying.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert "文件\t打开工作簿…\tCtrl+O" in lines
    assert len(lines) == len(shown.lines)
