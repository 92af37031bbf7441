"""Layouts under a name."""

from npfdesk.ui.window.layouts import KEPT, Layouts


def entries(guide):
    menu = guide.window.menus.layouts
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions() if action.text()}


def test_a_layout_is_kept_taken_and_deleted(guide, library, monkeypatch):
    window, layouts = guide.window, guide.layouts
    assert list(entries(guide)) == ["Keep this layout…"]
    window.views.show_view("Ranking")
    window.docks[1].hide()
    monkeypatch.setattr(layouts, "ask_name", lambda: "会商 & 汇报")
    entries(guide)["Keep this layout…"].trigger()
    assert list(library.setting(KEPT)) == ["会商 & 汇报"]
    window.restore_layout(window.first_layout)
    assert window.docks[1].isVisible()
    assert window.views.current == "Gaps"
    entries(guide)["会商 && 汇报"].trigger()
    assert not window.docks[1].isVisible()
    assert window.views.current == "Ranking"
    monkeypatch.setattr(layouts, "ask_which", lambda: "会商 & 汇报")
    entries(guide)["Delete a layout…"].trigger()
    assert library.setting(KEPT) == {}
    assert list(entries(guide)) == ["Keep this layout…"]


def test_the_next_start_has_it_in_the_menu(guide, library):
    library.set_setting(KEPT, {"会商": guide.window.layout_state()})
    Layouts(guide.window, library)
    assert "会商" in entries(guide)


def test_no_name_keeps_nothing(guide, library, monkeypatch):
    monkeypatch.setattr(guide.layouts, "ask_name", lambda: "")
    guide.layouts.keep()
    assert library.setting(KEPT) is None


def test_what_is_no_layout_is_passed_over(guide, library):
    library.set_setting(KEPT, {"a": {"view": "Map"}, "b": 3})
    assert list(Layouts(guide.window, library).kept) == ["a"]
    library.set_setting(KEPT, [1])
    assert Layouts(guide.window, library).kept == {}
