"""What helps to find and to learn: what each is called, its shortcut, its place in the help, and how it is made."""

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

Made = TypeVar("Made", bound=QWidget)


@dataclass(frozen=True, kw_only=True)
class GuideDescription(Description, Generic[Made]):
    """Something over or beside the window; there is one of each."""

    load: Callable[[MainWindow, Preferences], Made]


def _palette(window: MainWindow, _: Preferences) -> Palette:
    from npfdesk.ui.help.palette import Palette

    return Palette(window)


def _keys(window: MainWindow, _: Preferences) -> KeyMap:
    from npfdesk.ui.help.key_map import KeyMap

    return KeyMap(window)


def _help(window: MainWindow, _: Preferences) -> HelpWindow:
    from npfdesk.ui.help.help_window import HelpWindow

    return HelpWindow(window)


def _settings(window: MainWindow, preferences: Preferences) -> Settings:
    from npfdesk.ui.help.settings import Settings

    return Settings(window, preferences)


def _tour(window: MainWindow, _: Preferences) -> Tour:
    from npfdesk.ui.help.tour import Tour

    return Tour(window)


PALETTE: Final = GuideDescription(
    key="palette",
    title="Find anything…",
    menu=Menu.EDIT,
    shortcut="Ctrl+K",
    help=Place("keyboard"),
    load=_palette,
)
SETTINGS: Final = GuideDescription(
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
    key="pane before", title="Pane before", menu=Menu.VIEW, shortcut="Shift+F6", help=Place("keyboard")
)
HELP: Final = GuideDescription(
    key="help",
    title="Help on this",
    menu=Menu.HELP,
    shortcut="F1",
    everywhere=True,
    help=Place("start"),
    load=_help,
)
KEYS: Final = GuideDescription(
    key="keys",
    title="Keyboard map",
    menu=Menu.HELP,
    shortcut="Ctrl+/",
    help=Place("keyboard"),
    load=_keys,
)
TOUR: Final = GuideDescription(
    key="tour", title="Show me around", menu=Menu.HELP, help=Place("start"), load=_tour
)
GUIDANCE: Final[Mapping[str, Description]] = MappingProxyType(
    {one.key: one for one in (PALETTE, SETTINGS, NEXT_PANE, PANE_BEFORE, HELP, KEYS, TOUR)}
)
"""All of it by its keys, in the order of the menus."""
