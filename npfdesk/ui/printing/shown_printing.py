"""Printing what is shown: the dialog is made, and what lays pages out loaded, when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from npfdesk.ui.descriptions import Place
from npfdesk.ui.printing.shown_parts import ShownParts

if TYPE_CHECKING:
    from npfdesk.ui.printing.print_dialog import PrintDialog

_HELP = Place("reports")


class ShownPrinting(QObject):
    """Prints what is shown (Ctrl+P); `dialog` is the one that is open."""

    def __init__(self, parts: ShownParts) -> None:
        super().__init__(parts)
        self.parts = parts
        self.dialog: PrintDialog | None = None
        parts.window.menus.print_wanted.connect(self.ask)

    def ask(self) -> None:
        """Show what will be printed, and ask how."""
        from npfdesk.ui.help.help_window import help_on
        from npfdesk.ui.printing.print_dialog import PrintDialog

        dialog = self.dialog = PrintDialog(self.parts, self.parts.front())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        help_on(dialog, _HELP)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self, _: int) -> None:
        self.dialog = None
        self.parts.let_go()
