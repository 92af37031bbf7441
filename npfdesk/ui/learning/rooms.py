"""Which page of the help speaks of what has the focus."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from PySide6.QtWidgets import QWidget

from npfdesk.ui.asking import ANSWERS, Asker
from npfdesk.ui.window import MainWindow

Place = tuple[str, int]
"""A page's name and the place of a heading on it (0: the top), the same in both languages."""
QUESTIONS: Final = tuple(name for name, (room, _) in ANSWERS.items() if room.startswith("npfdesk.ui.answers"))
"""The answers that have a heading on their page, in its order; the others are analyses."""
_ANSWERS: Final[Mapping[str, Place]] = MappingProxyType(
    {name: ("answers", place) for place, name in enumerate(QUESTIONS, start=1)}
)
_VIEWS: Final[Mapping[str, Place]] = MappingProxyType(
    {
        "Disparity": ("analyses", 0),
        "Scenarios": ("methods", 1),
        "Small charts": ("methods", 0),
        "Contributions": _ANSWERS["waterfall"],
    }
)
_BY_KIND: Final[Mapping[str, Place]] = MappingProxyType(
    {
        "Palette": ("keyboard", 0),
        "KeyMap": ("keyboard", 0),
        "Settings": ("keeping", 0),
        "ImportWindow": ("published", 0),
        "AmendingDialog": ("keeping", 4),
        "MinutesDialog": ("meeting", 4),
    }
)
_PACKAGES: Final[Mapping[str, Place]] = MappingProxyType(
    {
        "npfdesk.ui.field": ("analyses", 0),
        "npfdesk.ui.importing": ("published", 0),
        "npfdesk.ui.library": ("keeping", 3),
        "npfdesk.ui.meeting": ("meeting", 0),
        "npfdesk.ui.printing": ("reports", 0),
    }
)


def page_of(focus: QWidget | None, window: MainWindow, asker: Asker) -> Place:
    """The page and heading for a widget: of the nearest of its ancestors that a page speaks of; else the first page."""
    panel, top = window.panel, window.top
    rooms: dict[int, Place] = {
        id(window.outline): ("start", 1),
        id(window.scenarios): ("methods", 1),
        id(top.rule): ("status", 3),
        id(top): ("start", 1),
        id(window.paths): ("methods", 2),
        id(window.views): _VIEWS.get(window.views.current, ("status", 0)),
        id(panel.assumptions): ("methods", 2),
        id(panel.targets): ("workbook", 3),
        id(panel.data): ("workbook", 1),
        id(panel.levers): ("methods", 4),
        id(panel.findings): ("audit", 0),
        id(panel): ("start", 2),
    }
    rooms |= {id(dialog): _ANSWERS[name] for name, dialog in asker.open.items() if name in _ANSWERS}
    widget = focus
    while widget is not None:
        kind = type(widget)
        place = rooms.get(id(widget)) or _BY_KIND.get(kind.__name__) or _of_package(kind.__module__)
        if place is not None:
            return place
        widget = widget.parentWidget()
    return ("start", 0)


def _of_package(module: str) -> Place | None:
    return next((place for package, place in _PACKAGES.items() if module.startswith(package)), None)
