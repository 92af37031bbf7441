"""Layouts under a name: where panels stand, kept in the library, taken up again from the menu."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QInputDialog, QLineEdit

from npfdesk.store.library import Library
from npfdesk.ui.look.language import tr
from npfdesk.ui.window.main_window import MainWindow

KEPT: Final = "layouts"
_LONGEST = 40


class Layouts(QObject):
    """Fills the menu of layouts; whoever chooses one gets it at once."""

    def __init__(self, window: MainWindow, library: Library | None) -> None:
        super().__init__(window)
        self.window, self.library = window, library
        self.kept: dict[str, dict[str, str]] = _read(library)
        window.menus.layouts.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """The menu as it is now."""
        menu = self.window.menus.layouts
        # actions are made anew where the names or the language have changed, not under a pointer
        said = (*self.kept, "", tr("Layouts", "Keep this layout…"))
        if menu.property("said") == repr(said):
            return
        menu.setProperty("said", repr(said))
        menu.clear()
        menu.addAction(tr("Layouts", "Keep this layout…"), self.keep)
        if self.kept:
            menu.addSeparator()
        for name in self.kept:
            menu.addAction(name.replace("&", "&&"), partial(self.take, name))
        if self.kept:
            menu.addSeparator()
            menu.addAction(tr("Layouts", "Delete a layout…"), self.delete)

    def ask_name(self) -> str:
        """A name for the layout; "" where none is given."""
        name, given = QInputDialog.getText(
            self.window,
            tr("Layouts", "Keep this layout"),
            tr("Layouts", "Name (one that exists is replaced):"),
            QLineEdit.EchoMode.Normal,
        )
        return name.strip()[:_LONGEST] if given else ""

    def ask_which(self) -> str:
        """Which layout is to go; "" where none is."""
        name, given = QInputDialog.getItem(
            self.window,
            tr("Layouts", "Delete a layout"),
            tr("Layouts", "Which one:"),
            list(self.kept),
            0,
            False,
        )
        return name if given else ""

    def keep(self) -> None:
        """Keep where panels stand now, under a name."""
        name = self.ask_name()
        if name:
            self.kept[name] = self.window.layout_state()
            self._write(tr("Layouts", "Layout “{name}” kept.").format(name=name))

    def take(self, name: str) -> None:
        """Put panels where they stood."""
        self.window.restore_layout(self.kept[name])

    def delete(self) -> None:
        """Take a layout out of the menu."""
        name = self.ask_which()
        if self.kept.pop(name, None) is not None:
            self._write(tr("Layouts", "Layout “{name}” deleted.").format(name=name))

    def _write(self, said: str) -> None:
        if self.library is not None and not self.library.read_only:
            self.library.set_setting(KEPT, self.kept)
        else:
            said = tr("Layouts", "The library cannot be written to; this lasts until the window closes.")
        self.fill()
        self.window.workspace.notice.emit(said)


def _read(library: Library | None) -> dict[str, dict[str, str]]:
    found = library.setting(KEPT) if library is not None else None
    if not isinstance(found, dict):
        return {}
    return {
        str(name): {str(part): str(where) for part, where in state.items()}
        for name, state in found.items()
        if isinstance(state, dict)
    }
