"""What every chart of the window has, whatever it draws: its title, what is said under it, the buttons that choose."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QToolButton, QWidget

from npfdesk.ui.charts.captions import Caption
from npfdesk.ui.mistakes import Containment


class Chart(QWidget):
    """The path chart, and each of the views beside it.

    A mistake of the program that keeps it from being drawn is told in its place, and costs nothing else of the window.
    `compares` says whether the scenarios that are compared with the edited one are drawn as well.
    """

    compares: bool = False
    title: Caption

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.containment = Containment(self, lambda: self.title.text())

    def contain(self, work: Callable[[], object]) -> bool:
        """Do what draws it; a mistake of the program is told in its place. Whether it was done."""
        return self.containment.run(work)

    def remark(self) -> str:
        """What is said under it; "" where nothing is."""
        return ""

    def message(self) -> str:
        """What it says about what is looked at, a line each; "" where that is not in it."""
        return ""

    def choice_buttons(self) -> tuple[QToolButton, ...]:
        """The buttons that say what it shows, in the order in which they stand."""
        return ()
