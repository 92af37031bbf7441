"""The actions that the menus hold now, with their menus, names in both languages and keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from npfdesk.ui.window import MainWindow

_NATIVE = QKeySequence.SequenceFormat.NativeText


@dataclass(frozen=True, eq=False)
class Command:
    """An action: the menu it stands in, its words, its English source ("" where it has none), its keys."""

    menu: str
    text: str
    source: str
    keys: tuple[str, ...]
    action: QAction


def commands(window: MainWindow) -> tuple[Command, ...]:
    """Every action of the menu bar that can be seen, in the menus' order."""
    sources = {id(action): source for action, source in window.menus.actions}
    sources |= {id(action): name for name, action in window.views.actions_by_name.items()}
    sources |= {id(action): "The path chart" for action in window.path_taker.actions}
    return tuple(
        Command(
            menu,
            bare(action.text()),
            sources.get(id(action), ""),
            tuple(key.toString(_NATIVE) for key in action.shortcuts()),
            action,
        )
        for menu, action in _walk(window.menuBar().actions(), "")
    )


def bare(text: str) -> str:
    """A menu's text without the mark of its letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def _walk(actions: list[QAction], above: str) -> Iterator[tuple[str, QAction]]:
    for action in actions:
        if action.isSeparator() or not action.isVisible():
            continue
        # asked of the action itself, PySide6 before 6.10 lets the menu go with the action's wrapper
        menu = cast("QMenu | None", QMenu.menuInAction(action))
        if menu is not None:
            # a menu that is filled when it opens is filled now
            menu.aboutToShow.emit()
            name = bare(menu.title())
            yield from _walk(menu.actions(), f"{above} › {name}" if above else name)
        elif action.text():
            yield above, action
