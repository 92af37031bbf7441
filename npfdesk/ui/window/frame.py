"""The frame of the window, which is all that its first picture shows: the names of the menus around an empty page.

It knows nothing of plans, charts and tables, so that it can be painted before they are loaded.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMenuBar,
    QStatusBar,
    QVBoxLayout,
    QWidget,
)

from npfdesk.ui.descriptions import Menu
from npfdesk.ui.look.language import tr
from npfdesk.ui.look.mnemonics import letter_bar
from npfdesk.ui.window.banner import Banner

STATUS_MARGINS: Final = (12, 4, 12, 4)
"""Left, top, right and bottom of a text in the status line (pixels)."""


class WindowFrame(QMainWindow):
    """A window with the heads of its menus, a place in its centre that is hidden until something is in it, and notices."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(1366, 768)
        self.setMinimumSize(800, 480)
        self.setWindowTitle("NPF Desk")
        self.menu_heads = _menu_heads(self.menuBar())
        self.centre = QWidget(self)
        self.centre.hide()
        self.setCentralWidget(self.centre)
        self.line, self.column = QHBoxLayout(self.centre), QVBoxLayout()
        for layout in (self.line, self.column):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        self.line.addLayout(self.column, 1)
        self.banner = Banner(self.centre)
        self.column.addWidget(self.banner)
        self.setStatusBar(_empty_line(self))


def _menu_heads(bar: QMenuBar) -> Mapping[Menu, QMenu]:
    """The menus of a bar by their titles, still empty."""
    heads = {title: bar.addMenu(tr("Menus", title)) for title in Menu}
    letter_bar(bar)
    return heads


def _empty_line(parent: QWidget) -> QStatusBar:
    """A status line that says nothing yet, as high as it will be."""
    line = QStatusBar(parent)
    line.setSizeGripEnabled(False)
    label = QLabel(" ")
    label.setContentsMargins(*STATUS_MARGINS)
    line.addWidget(label, 1)
    return line
