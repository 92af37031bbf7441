"""The description of one entry of a registry; menus, palette, key map, help and tests read it.

Each registry stands beside what it lists (answers, views, help, library, meeting). Its entries add a loader to the
description: a function that imports the entry's module when it is first used, and creates the object.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from PySide6.QtWidgets import QWidget

from npfdesk.ui.look.language import tr

_PLACE: Final = "helpPlace"


class Place(NamedTuple):
    """A place in the help: a page's key and the number of a heading (0: the top), the same in both languages."""

    page: str
    heading: int = 0


def set_place(widget: QWidget, place: Place) -> None:
    """Set the help place of a widget and of all its children."""
    widget.setProperty(_PLACE, [place.page, place.heading])


def place_of(widget: QWidget) -> Place | None:
    """The help place set for this widget itself; None where none was set."""
    value = widget.property(_PLACE)
    return Place(*value) if value is not None else None


def bring_to_front(window: QWidget) -> None:
    """Show the window of an entry over all others and give it the keys."""
    window.show()
    window.raise_()
    window.activateWindow()


class Menu(StrEnum):
    """The menus that show entries of a registry, named by their English titles."""

    FILE = "File"
    EDIT = "Edit"
    VIEW = "View"
    SCENARIO = "Scenario"
    ANSWERS = "What-if"
    ANALYSES = "Analyses"
    CYCLE = "Plan cycle"
    TOGETHER = "Work together"
    MEETING = "Meeting"
    HELP = "Help"


@dataclass(frozen=True, kw_only=True)
class Description:
    """A menu entry: its key in the registry, its English title, its shortcut and its place in the help.

    `question` is what a person asks whom the entry answers, in English ("": none): the subtitle of its window, by which the
    palette finds it, too.

    A separator stands between entries of different `group` in the same menu. The shortcut of an entry that is
    available `everywhere` also works in the dialogs beside the window.
    """

    key: str
    title: str
    menu: Menu
    help: Place
    question: str = ""
    shortcut: str = ""
    group: int = 0
    everywhere: bool = False

    @property
    def words(self) -> str:
        """The title in the current language."""
        return tr("Menus", self.title)

    @property
    def name(self) -> str:
        """The title without the mark of an entry that opens a window."""
        return self.words.removesuffix("…")

    @property
    def asked(self) -> str:
        """The question in the current language; "" where there is none."""
        return tr("Menus", self.question) if self.question else ""
