"""The menus: what the registries offer stands in them, and no key does two things."""

from collections import Counter
from dataclasses import replace

from PySide6.QtGui import QAction, QShortcut

from npfdesk.app import OFFERED
from npfdesk.plan.document import blank_plan
from npfdesk.session import LoadedWorkbook, Session
from npfdesk.ui.answers.registry import AnswerDescription
from npfdesk.ui.descriptions import Menu, Place
from npfdesk.ui.help.key_map import commands
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.workspace import Workspace


def test_every_entry_of_the_registries_stands_in_its_menu_in_their_order(desk):
    menus = desk.window.menus
    of = {menu.title(): [action.text() for action in menu.actions()] for menu, _ in menus.menus}
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
    window = MainWindow(Workspace(Session(LoadedWorkbook(blank_plan()))), offered)
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
        "Present;Replay the last change;",
        "Keep this view;Storyboard…;Storyboard as slides…;",
        "Minutes…;",
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
        return [action.text() for action in desk.window.menuBar().actions()]

    english = names()
    language.set_language("zh")
    desk.window.menus.retranslate()
    assert all(english)
    assert all(one != other for one, other in zip(english, names(), strict=True))
