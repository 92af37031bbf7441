"""Layouts under a name."""

import pytest
from PySide6.QtCore import Qt

from npfdesk.ui.window.layouts import KEPT, Layouts


def entries(help_dialogs):
    menu = help_dialogs.window.menus.layouts
    menu.aboutToShow.emit()
    menu.aboutToHide.emit()
    return {action.text(): action for action in menu.actions() if action.text()}


def test_a_layout_is_kept_taken_and_deleted(help_dialogs, library, monkeypatch):
    window, layouts = help_dialogs.window, help_dialogs.layouts
    assert list(entries(help_dialogs)) == ["Save this layout…"]
    window.views.show_view("Ranking")
    window.docks[1].hide()
    monkeypatch.setattr(layouts, "ask_name", lambda: "会商 & 汇报")
    entries(help_dialogs)["Save this layout…"].trigger()
    assert list(library.setting(KEPT)) == ["会商 & 汇报"]
    window.restore_layout(window.first_layout)
    assert window.docks[1].isVisible()
    assert window.views.current == "Gaps"
    entries(help_dialogs)["会商 && 汇报"].trigger()
    assert not window.docks[1].isVisible()
    assert window.views.current == "Ranking"
    monkeypatch.setattr(layouts, "ask_which", lambda: "会商 & 汇报")
    entries(help_dialogs)["Delete a layout…"].trigger()
    assert library.setting(KEPT) == {}
    assert list(entries(help_dialogs)) == ["Save this layout…"]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_f2_renames_a_layout_where_it_is_listed(help_dialogs, library, monkeypatch, qtbot):
    layouts, menu = help_dialogs.layouts, help_dialogs.window.menus.layouts
    layouts.saved = {name: help_dialogs.window.layout_state() for name in ("会商", "汇报")}
    asked = []
    monkeypatch.setattr(layouts, "ask_name", lambda name: asked.append(name) or "会商 2")
    menu.popup(help_dialogs.window.pos())
    menu.setActiveAction(next(one for one in menu.actions() if one.data() == "会商"))
    qtbot.keyClick(menu, Qt.Key.Key_F2)
    assert asked == ["会商"]
    assert not menu.isVisible()
    assert list(library.setting(KEPT)) == ["会商 2", "汇报"]


def test_the_next_start_has_it_in_the_menu(help_dialogs, library):
    library.set_setting(KEPT, {"会商": help_dialogs.window.layout_state()})
    Layouts(help_dialogs.window, library)
    assert "会商" in entries(help_dialogs)


def test_no_name_keeps_nothing(help_dialogs, library, monkeypatch):
    monkeypatch.setattr(help_dialogs.layouts, "ask_name", lambda: "")
    help_dialogs.layouts.keep()
    assert library.setting(KEPT) is None


def test_what_is_no_layout_is_passed_over(help_dialogs, library):
    library.set_setting(KEPT, {"a": {"view": "Map"}, "b": 3})
    assert list(Layouts(help_dialogs.window, library).saved) == ["a"]
    library.set_setting(KEPT, [1])
    assert Layouts(help_dialogs.window, library).saved == {}
