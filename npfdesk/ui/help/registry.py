"""The registry of the help dialogs: title, shortcut, help place and loader of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from PySide6.QtWidgets import QWidget

from npfdesk.ui.descriptions import Description, Menu, Place
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.preferences import Preferences

if TYPE_CHECKING:
    from npfdesk.ui.help.help_window import HelpWindow
    from npfdesk.ui.help.key_map import KeyMap
    from npfdesk.ui.help.palette import Palette
    from npfdesk.ui.help.settings import Settings
    from npfdesk.ui.help.tour import Tour

HelpWidget = TypeVar("HelpWidget", bound=QWidget)


@dataclass(frozen=True, kw_only=True)
class HelpDescription(Description, Generic[HelpWidget]):
    """A help dialog; there is one of each."""

    load: Callable[[MainWindow, Preferences], HelpWidget]


def _palette(window: MainWindow, _: Preferences) -> Palette:
    from npfdesk.ui.help.palette import Palette

    return Palette(window)


def _keys(window: MainWindow, _: Preferences) -> KeyMap:
    from npfdesk.ui.help.key_map import KeyMap

    return KeyMap(window)


def _help(window: MainWindow, _: Preferences) -> HelpWindow:
    from npfdesk.ui.help.help_window import HelpWindow

    return HelpWindow(window, window.workspace)


def _settings(window: MainWindow, preferences: Preferences) -> Settings:
    from npfdesk.ui.help.settings import Settings

    return Settings(window, preferences)


def _tour(window: MainWindow, _: Preferences) -> Tour:
    from npfdesk.ui.help.tour import Tour

    return Tour(window)


PALETTE: Final = HelpDescription(
    key="palette",
    title="Find anything…",
    menu=Menu.EDIT,
    shortcut="Ctrl+K",
    help=Place("keyboard"),
    load=_palette,
)
SETTINGS: Final = HelpDescription(
    key="settings",
    title="Settings…",
    menu=Menu.EDIT,
    shortcut="Ctrl+,",
    help=Place("keeping"),
    load=_settings,
)
NEXT_PANE: Final = Description(
    key="next pane", title="Next pane", menu=Menu.VIEW, shortcut="F6", help=Place("keyboard")
)
PANE_BEFORE: Final = Description(
    key="pane before", title="Previous pane", menu=Menu.VIEW, shortcut="Shift+F6", help=Place("keyboard")
)
HELP: Final = HelpDescription(
    key="help",
    title="Help on this",
    menu=Menu.HELP,
    shortcut="F1",
    everywhere=True,
    help=Place("start"),
    load=_help,
)
KEYS: Final = HelpDescription(
    key="keys",
    title="Keyboard shortcuts",
    menu=Menu.HELP,
    shortcut="Ctrl+/",
    help=Place("keyboard"),
    load=_keys,
)
TOUR: Final = HelpDescription(
    key="tour", title="Guided tour", menu=Menu.HELP, help=Place("start"), load=_tour
)
HELP_ENTRIES: Final[Mapping[str, Description]] = MappingProxyType(
    {one.key: one for one in (PALETTE, SETTINGS, NEXT_PANE, PANE_BEFORE, HELP, KEYS, TOUR)}
)
"""All entries by their keys, in menu order."""
