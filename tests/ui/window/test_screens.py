"""The window and its dialogs on a laptop's screen, a small and a large one: whole, usable, and kept for each size."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from npfdesk.app import build
from npfdesk.ui.answers.registry import ANSWERS
from npfdesk.ui.look import language
from npfdesk.ui.look.colours import DARK
from npfdesk.ui.look.fitting import brought_in
from npfdesk.ui.look.style import apply_theme
from tests.ui.every_window import settle

LAPTOP, SMALL, LARGE = "laptop", "small", "large"
MENU_AND_ALL = ("scenario", "year", "rule", "undo", "redo", "present")


def screen_of(name):
    return next(one for one in QGuiApplication.screens() if one.name() == name)


def put(window, place):
    screen = screen_of(place)
    window.resize(1200, 500)
    window.move(screen.availableGeometry().topLeft())
    QApplication.processEvents()
    assert window.screen() is screen
    return screen.availableGeometry()


@given(st.integers(-9000, 9000), st.integers(-9000, 9000), st.integers(1, 9000), st.integers(1, 9000))
def test_a_place_is_brought_into_the_room_that_there_is(left, top, width, height):
    room, place = QRect(1366, 32, 1024, 568), QRect(left, top, width, height)
    found = brought_in(place, room)
    assert room.contains(found)
    assert found.size() == place.size().boundedTo(room.size())
    if room.contains(place):
        assert found == place


@pytest.mark.parametrize(("spoken", "width"), [("zh", 900), ("en", 900), ("en", 1024), ("en", 1366)])
def test_the_bar_keeps_its_words(desk, qapp, spoken, width):
    language.set_language(spoken)
    apply_theme(qapp, DARK)
    window, top = desk.window, desk.window.top
    window.resize(width, 600)
    QApplication.processEvents()
    assert window.width() == width
    assert top.present.text() == ("演示 ▸" if spoken == "zh" else "Present ▸")
    compared = top.compare.more if top.compare.in_menu else top.compare.head
    assert top.compare.in_menu or width > 1100
    assert compared.isVisible()
    assert ("对比" if spoken == "zh" else "Compare") in compared.text()
    edge = 0
    for part in (getattr(top, name) for name in MENU_AND_ALL):
        assert part.isVisible()
        assert part.width() >= part.minimumSizeHint().width()
        assert part.x() >= edge
        edge = part.x() + part.width()
    assert edge <= top.width()
    assert top.mapTo(window, top.rect().topRight()).x() < width


def test_what_has_no_room_gives_way_in_order_and_comes_back(desk, qtbot):
    window, rail, tabs = desk.window, desk.window.rail, desk.window.chart_tabs
    outline, scenarios = window.docks
    assert outline.isVisible()
    assert not rail.isVisible()
    window.resize(1024, 600)
    QApplication.processEvents()
    assert not outline.isVisible()
    assert not scenarios.isVisible()
    assert [button.text() for button in rail.buttons] == ["Outline", "Scenarios"]
    # few names go into the menu as many do, and are ticked there
    top = window.top
    assert top.compare.more.isVisible()
    top.compare.entries["规划"].setChecked(False)
    assert window.workspace.compared == ("攻坚",)
    top.compare.entries["规划"].setChecked(True)
    assert window.paths.isVisible()
    assert window.views.isVisible()
    window.resize(900, 600)
    qtbot.mouseClick(rail.buttons[0], Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    assert outline.isVisible()
    assert rail.buttons[0].isChecked()
    # no room for two charts: the view is a tab
    assert tabs.isVisible()
    assert (window.paths.isVisible(), window.views.isVisible()) == (True, False)
    assert [tabs.tabText(place) for place in (0, 1)] == ["Path chart", "Shortfalls"]
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert (window.paths.isVisible(), window.views.isVisible()) == (False, True)
    assert tabs.tabText(1) == window.views.view_name() != "Shortfalls"
    QTest.keyClick(window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert (window.paths.isVisible(), window.views.isVisible()) == (True, False)
    assert window.paths.plot.hasFocus()
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert window.views.isVisible()
    # kept as it is, and taken up again in a window of another width
    state = window.layout_state()
    window.resize(1600, 900)
    QApplication.processEvents()
    assert outline.isVisible()
    assert scenarios.isVisible()
    assert not rail.isVisible()
    assert not tabs.isVisible()
    assert window.paths.isVisible()
    assert window.views.isVisible()
    assert top.compare.head.isVisible()
    window.restore_layout({**state, "geometry": ""})
    assert outline.isVisible()
    assert scenarios.isVisible()


def test_the_window_fits_its_screen_and_keeps_a_layout_for_each_size(desk, library, qtbot):
    window, layouts = desk.window, desk.autosave.screen_layouts
    layouts.restore({})
    for place in (LAPTOP, SMALL, LARGE):
        room = put(window, place)
        layouts.fill_screen()
        QApplication.processEvents()
        assert room.contains(window.frameGeometry())
        assert window.frameGeometry().width() == room.width()
        assert window.frameGeometry().height() >= room.height() - 40
        bottom = window.status_line.mapTo(window, window.status_line.rect().bottomLeft()).y()
        assert bottom < window.height()
    # on the large screen a panel is closed, on the small one it is not
    window.docks[1].hide()
    put(window, LAPTOP)
    layouts.fill_screen()
    window.docks[1].show()
    desk.autosave.save_window_state()
    kept = library.setting("last")["layouts_by_screen"]
    assert {"1366x768", "1024x600", "3840x2160"} <= set(kept)
    put(window, LARGE)
    assert not window.docks[1].isVisible()
    put(window, LAPTOP)
    assert window.docks[1].isVisible()
    assert screen_of(LAPTOP).availableGeometry().contains(window.frameGeometry())
    # another start, on a screen of a size that is known
    again = build(library)
    qtbot.addWidget(again.window)
    put(again.window, LARGE)
    again.autosave.screen_layouts.restore(library.setting("last"))
    again.window.show()
    assert again.window.docks[1].isHidden()


def test_every_dialog_fits_a_small_screen(desk):
    window = desk.window
    room = put(window, SMALL)
    desk.autosave.screen_layouts.fill_screen()
    too_large, sizes = {}, {}
    for key in ANSWERS:
        dialog = desk.answers.ask(key)
        settle(window, dialog)
        sizes[key] = dialog.size()
        place = QRect(dialog.mapToGlobal(QPoint()), dialog.size())
        if not room.contains(place):
            too_large[key] = place
        dialog.close()
    help_dialogs = desk.help_dialogs
    help_dialogs.open("settings")
    dialog = help_dialogs.dialogs["settings"]
    if not room.contains(dialog.geometry()):
        too_large["settings"] = dialog.geometry()
    dialog.close()
    assert too_large == {}
    # one that could not shrink so far scrolls, in its dock too
    assert sizes["boundaries"].height() < 600
    assert sizes["benchmark"].height() < 600


def test_a_dialog_grows_on_a_large_screen(desk):
    put(desk.window, LARGE)
    desk.window.resize(3840, 2100)
    dialog = desk.answers.ask("boundaries")
    settle(desk.window, dialog)
    assert dialog.width() > 1240
    assert dialog.height() > 800
    dialog.close()
