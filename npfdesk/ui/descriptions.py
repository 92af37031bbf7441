"""What the window's registries say of each of their entries; menus, palette, key map, help and tests read it.

A registry stands beside what it lists (answers, views, help, library, meeting). Its entries add to a description a
loader: a function that imports the entry's own module when it is first asked for, and makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtWidgets import QWidget

from npfdesk.ui.look.language import tr

_PLACE: Final = "helpPlace"


class Place(NamedTuple):
    """A place in the help: a page's key, and which of its headings (0: the top), the same in both languages."""

    page: str
    heading: int = 0


def set_place(widget: QWidget, place: Place) -> None:
    """Say which place in the help speaks of a widget and of all that it holds."""
    widget.setProperty(_PLACE, [place.page, place.heading])


def place_of(widget: QWidget) -> Place | None:
    """The place that was said for this very widget; None where none was."""
    said = widget.property(_PLACE)
    return Place(*said) if said is not None else None


class Menu(StrEnum):
    """The menus in which entries of a registry stand, by their English titles."""

    FILE = "File"
    EDIT = "Edit"
    VIEW = "View"
    SCENARIO = "Scenario"
    ANSWERS = "Answers"
    ANALYSES = "Analyses"
    MEETING = "Meeting"
    HELP = "Help"


@dataclass(frozen=True, kw_only=True)
class Description:
    """An entry of a menu: its key in its registry, its English title, its shortcut, its place in the help.

    A line parts entries of another `group` in the same menu. One that is heard `everywhere` has its shortcut in
    the dialogs beside the window as well.
    """

    key: str
    title: str
    menu: Menu
    help: Place
    shortcut: str = ""
    group: int = 0
    everywhere: bool = False

    @property
    def words(self) -> str:
        """The title in the language in force."""
        return tr("Menus", self.title)
