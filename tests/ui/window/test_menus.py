"""The menus: what the registries offer stands in them, and no key does two things."""

from collections import Counter
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QShortcut
from PySide6.QtWidgets import QApplication

from npfdesk.app import OFFERED
from npfdesk.plan.document import blank_plan
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.answers.answer_description import AnswerDescription
from npfdesk.ui.descriptions import Menu, Place
from npfdesk.ui.help.key_map import commands
from npfdesk.ui.look.mnemonics import bare
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.parts import Parts
from npfdesk.ui.workspace import Workspace


def test_every_entry_of_the_registries_stands_in_its_menu_in_their_order(desk):
    menus = desk.window.menus
    of = {bare(menu.title()): [action.text() for action in menu.actions()] for menu, _ in menus.menus}
    for entries in (OFFERED.answers, OFFERED.library, OFFERED.meeting, OFFERED.help_entries):
        for title in dict.fromkeys(one.menu for one in entries):
            wanted = [one.words for one in entries if one.menu is title]
            assert [text for text in of[title.value] if text in wanted] == wanted


def test_the_entries_have_their_shortcuts_and_ask_for_their_keys(desk):
    menus = desk.window.menus
    actions = {source: action for action, source in menus.actions}
    asked = []
    for signal, entries in (
        (menus.answer_wanted, OFFERED.answers),
        (menus.library_wanted, OFFERED.library),
        (menus.meeting_wanted, OFFERED.meeting),
        (menus.help_wanted, OFFERED.help_entries),
    ):
        # nobody opens anything: only what is asked for is looked at
        signal.disconnect()
        signal.connect(asked.append)
        for one in entries:
            assert actions[one.title].shortcut().toString() == one.shortcut
            actions[one.title].trigger()
        assert asked == [one.key for one in entries]
        asked.clear()


def test_a_newcomer_in_a_registry_needs_no_other_line(qtbot):
    def load(workspace, parent):
        raise AssertionError("nobody has asked for it")

    planted = AnswerDescription(
        key="planted",
        title="Who pays for it?…",
        menu=Menu.ANSWERS,
        shortcut="Ctrl+Alt+Y",
        help=Place("answers"),
        load=load,
    )
    offered = replace(OFFERED, answers=(*OFFERED.answers, planted))
    window = MainWindow()
    window.furnish(Parts(window, Workspace(Session(LoadedWorkbook(blank_plan()))), offered))
    qtbot.addWidget(window)
    found = next(one for one in commands(window) if one.source == planted.title)
    assert (found.menu, found.text, found.keys) == ("What-if", "Who pays for it?…", ("Ctrl+Alt+Y",))
    with qtbot.waitSignal(window.menus.answer_wanted) as asked:
        found.action.trigger()
    assert asked.args == ["planted"]


def test_a_line_parts_the_groups_of_a_menu(desk):
    menu = next(menu for menu, source in desk.window.menus.menus if source == "Meeting")
    parted = [""]
    for action in menu.actions():
        if action.isSeparator():
            parted.append("")
        else:
            parted[-1] += action.text() + ";"
    assert parted == [
        "Present;Present this view;Replay the last change;",
        "Keep this view;Storyboard…;Export storyboard as slides…;",
        "Parameter board…;Minutes…;",
    ]


def test_no_key_does_two_things(desk):
    keys = [
        key.toString()
        for action in desk.window.findChildren(QAction)
        for key in action.shortcuts()
        if not key.isEmpty()
    ]
    keys += [
        shortcut.key().toString()
        for shortcut in desk.window.findChildren(QShortcut)
        if shortcut.context().name in ("WindowShortcut", "ApplicationShortcut")
    ]
    assert [key for key, count in Counter(keys).items() if count > 1] == []


def test_every_entry_is_named_in_both_languages(desk):
    from npfdesk.ui.look import language

    def names():
        return [bare(action.text()) for action in desk.window.menuBar().actions()]

    english = names()
    language.set_language("zh")
    desk.window.menus.retranslate()
    assert all(english)
    assert all(one != other for one, other in zip(english, names(), strict=True))


NAMED = {
    "File": {"Recognised tables…": "识别结果…", "Update the workbook…": "写回工作簿…"},
    "Edit": {"Boundary changes…": "区划调整…", "Find anything…": "全局查找…"},
    "Plan structure": {
        "Regions": "地区",
        "Industries": "产业",
        "Indicators": "指标",
        "Sources": "出处",
        "Commitments": "承诺",
        "Levers": "抓手",
        "Plan settings": "规划设置",
        "Own checks": "自定核查",
    },
    "View": {
        "Path chart": "路径图",
        "Shortfalls": "缺口",
        "Scenario comparison": "情景对比",
        "Small multiples": "小图",
        "Map boundaries from a file…": "从文件取地图边界…",
        "Tile map": "方格地图",
        "Next pane": "下一个区域",
        "Previous pane": "上一个区域",
        "Reset the layout": "恢复默认布局",
    },
    "Scenario": {
        "New child scenario…": "新建下级情景…",
        "Rename…": "重命名…",
        "Merge scenarios…": "合并情景…",
    },
    "Plan cycle": {"Year to date": "年内进度", "Effect of revisions": "修订影响"},
    "Meeting": {"Export storyboard as slides…": "故事板导出幻灯片…"},
    "Help": {
        "Help on this": "此处的帮助",
        "Keyboard shortcuts": "快捷键一览",
        "Guided tour": "界面导览",
        "Data and log folders": "数据和日志位置",
    },
}
"""What the menus name, in both languages; the rest is said in one way only."""


def test_menus_name_things_in_both_languages(desk):
    from npfdesk.ui.look import language

    menus = {source: menu for menu, source in desk.window.menus.menus}

    def entries():
        return {source: [action.text() for action in menu.actions()] for source, menu in menus.items()}

    english = entries()
    language.set_language("zh")
    desk.window.menus.retranslate()
    desk.window.views.retranslate()
    chinese = entries()
    for title, names in NAMED.items():
        for name, translation in names.items():
            place = english[title].index(name)
            assert chinese[title][place] == translation


def test_no_menu_asks_a_question(desk):
    asked = [source for _, source in desk.window.menus.actions if "?" in source]
    assert asked == []


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_edit_menu_acts_on_the_table_in_front_and_f10_and_f2_lead_where_they_do_elsewhere(
    desk, qtbot, monkeypatch
):
    menus, table = desk.window.menus, desk.window.panel.data
    desk.window.panel.setCurrentWidget(table.parentWidget())
    edit = next(menu for menu, source in menus.menus if source == Menu.EDIT)
    by = {action.text(): action for action in edit.actions()}
    table.setFocus()
    column = next(at for at, one in enumerate(table.figures.columns) if one.year == 2014)
    table.go_to(0, column)
    assert table.figures.enter([(0, column, "850")])
    # F10 opens the first menu, the arrow leads to the next one, which shows the keys that the table takes itself
    qtbot.keyClick(table, Qt.Key.Key_F10)
    assert desk.window.menuBar().activeAction() is desk.window.menuBar().actions()[0]
    qtbot.keyClick(QApplication.activePopupWidget(), Qt.Key.Key_Right)
    assert QApplication.activePopupWidget() is edit
    shown = {
        text: by[text].shortcut().toString() for text in ("Cut", "Copy", "Paste", "Fill down", "Fill right")
    }
    assert list(shown.values()) == ["Ctrl+X", "Ctrl+C", "Ctrl+V", "Ctrl+D", "Ctrl+R"]
    assert all(by[text].isEnabled() for text in (*shown, "Delete"))
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    by["Copy"].trigger()
    assert QGuiApplication.clipboard().text().strip() == "850"
    table.go_to(1, column)
    by["Paste"].trigger()
    assert table.figures.columns[column].plain_text(1) == "850"
    # the keys still do it once, not twice
    done = len(desk.window.workspace.session.history.done)
    table.go_to(0, column)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert table.figures.columns[column].plain_text(2) == "850"
    assert len(desk.window.workspace.session.history.done) == done + 1
    by["Delete"].trigger()
    assert table.figures.columns[column].plain_text(0) != "850"
    desk.window.panel.setCurrentWidget(desk.window.panel.check_results)
    edit.aboutToShow.emit()
    assert not by["Copy"].isEnabled()
    tree = desk.window.scenarios
    monkeypatch.setattr(tree, "ask_name", lambda title, name: f"{name} B")
    tree.tree.setFocus()
    before = desk.window.workspace.document.scenario.name
    qtbot.keyClick(tree.tree, Qt.Key.Key_F2)
    assert desk.window.workspace.document.scenario.name == f"{before} B"
