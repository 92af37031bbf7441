"""The letters by which Alt reaches menus, their entries, and the buttons and fields of a window: given in this one place.

A letter comes from the English words, so that it is the same in both languages: “&Open…” and “打开(&O)…”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from string import ascii_uppercase, digits, whitespace
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QColorDialog,
    QDialog,
    QFileDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QMenuBar,
    QScrollArea,
    QWidget,
    QWidgetAction,
)

from npfdesk.ui.look.language import source_of

_BEHIND: Final = re.compile(r"\(&[A-Za-z0-9]\)")
_MARK: Final = re.compile(r"&(.)")
_CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
_ENDING: Final = f"{whitespace}…：:▸"
_MARKED: Final = re.compile(r"(?<!&)(?:&&)*&([A-Za-z0-9])")
_QTS_OWN: Final = (QFileDialog, QColorDialog)
"""Dialogs whose letters Qt gives."""
PLAN_NAME: Final = "plan name"
"""The property of a button that bears a name of the plan: it has no letter, which would read as part of the name."""


# texts


def bare(text: str) -> str:
    """A text as it is read: without its letter and the marks for it."""
    return _MARK.sub(r"\1", _BEHIND.sub("", text))


def letter_of(text: str) -> str:
    """The letter (A–Z, 0–9) that a text is marked with; "" for none."""
    found = _MARKED.search(text)
    return found[1].upper() if found is not None else ""


def lettered(text: str, letter: str) -> str:
    """A text marked with a letter in place of the one that it has; "" takes the mark away.

    The mark stands within words that have the letter, behind Chinese ones and others.
    """
    plain = _unmarked(text)
    if not letter:
        return plain
    words, tab, keys = plain.partition("\t")
    at = -1 if _CHINESE.search(words) else _place(words, letter)
    if at >= 0:
        return f"{words[:at]}&{words[at:]}{tab}{keys}"
    stop = len(words.rstrip(_ENDING))
    return f"{words[:stop]}(&{letter}){words[stop:]}{tab}{keys}"


def _unmarked(text: str) -> str:
    """A text without its letter; an & that is read stays doubled."""
    return _MARK.sub(lambda mark: "&&" if mark[1] == "&" else mark[1], _BEHIND.sub("", text))


def _place(words: str, letter: str) -> int:
    """Where a letter stands: at the begin of a word rather than within; −1 where it does not."""
    places = [at for at, one in enumerate(words) if one.upper() == letter]
    begins = (at for at in places if not at or not (words[at - 1].isascii() and words[at - 1].isalnum()))
    return next(begins, places[0] if places else -1)


def letters(sources: Sequence[str], taken: str = "", spare: str = "") -> list[str]:
    """A letter for each English text, no two the same and none of `taken`; "" where there is none left.

    A letter that a text is marked with comes first, then the first ones of its words, then those within; a text that
    finds all of its own taken makes another give way that has more. What still has none is given one of the alphabet
    or of `spare`.
    """
    wishes = [_wishes(source, taken) for source in sources]
    holders: dict[str, int] = {}

    def seat(at: int, asked: set[str]) -> bool:
        for letter in wishes[at]:
            if letter not in holders:
                holders[letter] = at
                return True
        for letter in wishes[at]:
            if letter not in asked:
                asked.add(letter)
                if seat(holders[letter], asked):
                    holders[letter] = at
                    return True
        return False

    without = [at for at in range(len(sources)) if not seat(at, set())]
    free = [letter for letter in ascii_uppercase + spare if letter not in holders and letter not in taken]
    holders |= dict(zip(free, without, strict=False))
    given = {at: letter for letter, at in holders.items()}
    return [given.get(at, "") for at in range(len(sources))]


def _wishes(source: str, taken: str) -> list[str]:
    words = bare(source).partition("\t")[0]
    ordered = letter_of(source) + "".join(re.findall(r"(?<![A-Za-z0-9])[A-Za-z]", words)) + words
    return [
        letter
        for letter in dict.fromkeys(ordered.upper())
        if letter in ascii_uppercase and letter not in taken
    ]


# menus


class _MenuLetters(QObject):
    """Gives the entries of a menu their letters while it is open; else they are named by their words alone."""

    def __init__(self, menu: QMenu) -> None:
        super().__init__(menu)
        self._menu = menu
        menu.aboutToShow.connect(self.put)
        menu.aboutToHide.connect(self.take)

    def put(self) -> None:
        """Mark every entry, those that are hidden too, so that the others keep theirs."""
        _mark_entries(self._entries(), spare=digits[1:] + digits[0])

    def take(self) -> None:
        """Take the marks away."""
        for action in self._entries():
            _name(action, _unmarked(action.text()))

    def _entries(self) -> list[QAction]:
        return [
            action
            for action in self._menu.actions()
            if action.text() and not action.isSeparator() and not isinstance(action, QWidgetAction)
        ]


def letter_menu(menu: QMenu) -> None:
    """Give the entries of a menu letters whenever it opens."""
    if menu.findChild(_MenuLetters, options=Qt.FindChildOption.FindDirectChildrenOnly) is None:
        _MenuLetters(menu)


def letter_bar(bar: QMenuBar) -> None:
    """Give the menus of a bar their letters."""
    _mark_entries([action for action in bar.actions() if action.text()])


def _mark_entries(actions: Sequence[QAction], spare: str = "") -> None:
    given = letters([source_of(_unmarked(action.text())) for action in actions], spare=spare)
    for action, letter in zip(actions, given, strict=True):
        _name(action, lettered(action.text(), letter))


def _name(action: QAction, text: str) -> None:
    if action.text() != text:
        action.setText(text)


# windows


class _WindowLetters(QObject):
    """Gives the buttons of a window and the labels of its fields letters when it shows and whenever its words change."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Words that change ask for another layout, before which they are marked."""
        if event.type() in (QEvent.Type.Show, QEvent.Type.LayoutRequest) and self._window.isVisible():
            self.put()
        return False

    def put(self) -> None:
        """Mark buttons, then labels; what is hidden too, so that the others keep theirs."""
        for area in self._window.findChildren(QScrollArea):
            # a scroll area keeps it to itself that what it holds is laid out anew
            if (within := area.widget()) is not None:
                within.removeEventFilter(self)
                within.installEventFilter(self)
        named = self._named()
        given = letters([source_of(_unmarked(one.text())) for one in named], _letters_above(self._window))
        for one, letter in zip(named, given, strict=True):
            text = lettered(one.text(), letter)
            if one.text() != text:
                one.setText(text)

    def _named(self) -> list[QAbstractButton | QLabel]:
        top = self._window.window()
        buttons = [
            one
            for one in self._window.findChildren(QAbstractButton)
            if one.window() is top and any(letter.isalpha() for letter in one.text()) and _speaks(one)
        ]
        labels = [
            one
            for one in self._window.findChildren(QLabel)
            if one.window() is top and one.buddy() is not None and one.text() and "<" not in one.text()
        ]
        return [*buttons, *labels]


def _speaks(button: QAbstractButton) -> bool:
    """Whether a button's words are the program's: those of Qt's own action, or a name of the plan, are not."""
    return not button.objectName().startswith("qt_") and not button.property(PLAN_NAME)


def letter_window(window: QWidget) -> None:
    """Give buttons and labels of a window, or of an answer in its dock, letters from now on."""
    if isinstance(window, _QTS_OWN):
        return
    if window.findChild(_WindowLetters, options=Qt.FindChildOption.FindDirectChildrenOnly) is None:
        _WindowLetters(window)


def _letters_above(widget: QWidget) -> str:
    """The letters of the menu bar that a part of the main window shares its keys with."""
    above: QWidget | None = None if isinstance(widget, QDialog) else widget.parentWidget()
    while above is not None and not isinstance(above, QMainWindow):
        above = above.parentWidget()
    bar = above.menuWidget() if isinstance(above, QMainWindow) else None
    return "".join(letter_of(action.text()) for action in bar.actions()) if isinstance(bar, QMenuBar) else ""


def say(one: QAbstractButton | QLabel, text: str) -> None:
    """Let a button or label say a text; one that says it already is left as it is, with its letter."""
    if _unmarked(one.text()) != text:
        one.setText(text)
