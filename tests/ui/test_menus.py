"""The menus: no entry without a room behind it, no key that does two things."""

import importlib
from collections import Counter

from PySide6.QtGui import QAction, QShortcut

from npfdesk.ui.asking import ANSWERS
from npfdesk.ui.menus import _ANALYSES, _ANSWERS


def test_every_question_of_the_menus_has_its_room():
    for name, _, _ in (*_ANSWERS, *_ANALYSES):
        room, kind = ANSWERS[name]
        assert hasattr(importlib.import_module(room), kind), name
    assert {name for name, _, _ in (*_ANSWERS, *_ANALYSES)} == set(ANSWERS)


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
    from npfdesk.ui import language

    def names():
        return [action.text() for action in desk.window.menuBar().actions()]

    english = names()
    language.set_language("zh")
    desk.window.menus.retranslate()
    assert all(english)
    assert all(one != other for one, other in zip(english, names(), strict=True))
