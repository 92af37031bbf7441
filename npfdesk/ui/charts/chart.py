"""What every chart of the window has, whatever it draws: its title, what is said under it, the buttons that choose."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton, QWidget

from npfdesk.ui.charts.captions import Caption


class Chart(QWidget):
    """The path chart, and each of the views beside it.

    `compares` says whether the scenarios that are compared with the edited one are drawn as well.
    """

    compares: bool = False
    title: Caption

    def remark(self) -> str:
        """What is said under it; "" where nothing is."""
        return ""

    def choice_buttons(self) -> tuple[QToolButton, ...]:
        """The buttons that say what it shows, in the order in which they stand."""
        return ()
