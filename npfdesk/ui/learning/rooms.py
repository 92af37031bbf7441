"""Which place in the help speaks of what has the focus."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from npfdesk.ui.descriptions import Place, place_of
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window import MainWindow

FIRST: Final = Place("start")
"""The place for what no other speaks of."""


def page_of(focus: QWidget | None, window: MainWindow) -> Place:
    """The place for a widget: of the nearest of its ancestors that one was said for; else the first page.

    Whoever opens a dialog says its place (`set_place`); those of the window's own panes are said here.
    """
    panel, top = window.panel, window.top
    panes: dict[int, Place] = {
        id(window.outline): Place("start", 1),
        id(window.scenarios): Place("methods", 1),
        id(top.rule): Place("status", 3),
        id(top): Place("start", 1),
        id(window.paths): Place("methods", 2),
        id(window.views): VIEWS[window.views.current].help,
        id(panel.assumptions): Place("methods", 2),
        id(panel.targets): Place("workbook", 3),
        id(panel.data): Place("workbook", 1),
        id(panel.levers): Place("methods", 4),
        id(panel.findings): Place("audit"),
        id(panel): Place("start", 2),
    }
    widget = focus
    while widget is not None:
        place = panes.get(id(widget)) or place_of(widget)
        if place is not None:
            return place
        widget = widget.parentWidget()
    return FIRST
