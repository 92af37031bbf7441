"""Named window layouts: positions of panels, kept in the library, restored from the menu."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMenu

from npfdesk.store.library import Library
from npfdesk.ui.look.language import tr
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.screen_layouts import layouts_from

KEPT: Final = "layouts"
_LONGEST = 40


class Layouts(QObject):
    """Fills the menu of layouts and restores the chosen one."""

    def __init__(self, window: MainWindow, library: Library | None) -> None:
        super().__init__(window)
        self.window, self.library = window, library
        self.saved = layouts_from(library.setting(KEPT) if library is not None else None)
        window.menus.layouts.aboutToShow.connect(self.fill)
        window.menus.layouts.installEventFilter(self)
        self.fill()

    def fill(self) -> None:
        """Fill the menu."""
        menu = self.window.menus.layouts
        # rebuild the actions only when names or language changed, never while the pointer is on one
        entries = (*self.saved, "", tr("Layouts", "Save this layout…"))
        if menu.property("said") == repr(entries):
            return
        menu.setProperty("said", repr(entries))
        menu.clear()
        menu.addAction(tr("Layouts", "Save this layout…"), self.keep)
        if self.saved:
            menu.addSeparator()
        for name in self.saved:
            action = menu.addAction(name.replace("&", "&&"), partial(self.apply, name))
            action.setData(name)
        if self.saved:
            menu.addSeparator()
            menu.addAction(tr("Layouts", "Delete a layout…"), self.delete)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F2 on a layout in the menu renames it, as it does in every list."""
        menu = self.window.menus.layouts
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or watched is not menu:
            return False
        action = menu.activeAction()
        name = str(action.data() or "") if action is not None else ""
        if event.key() != Qt.Key.Key_F2 or name not in self.saved:
            return False
        while isinstance(popup := QApplication.activePopupWidget(), QMenu):
            popup.close()
        self.rename(name)
        return True

    def rename(self, name: str) -> None:
        """Ask for another name for a layout; it keeps its place in the menu."""
        other = self.ask_name(name)
        if other and other != name:
            kept = {key: state for key, state in self.saved.items() if key != other or key == name}
            self.saved = {other if key == name else key: state for key, state in kept.items()}
            self._write(tr("Layouts", "Layout “{name}” saved.").format(name=other))

    def ask_name(self, name: str = "") -> str:
        """Ask for a name for the layout, proposing one; "" where none is given."""
        name, given = QInputDialog.getText(
            self.window,
            tr("Layouts", "Save this layout"),
            tr("Layouts", "Name (an existing one is replaced):"),
            QLineEdit.EchoMode.Normal,
            name,
        )
        return name.strip()[:_LONGEST] if given else ""

    def ask_which(self) -> str:
        """Ask which layout to delete; "" for none."""
        name, given = QInputDialog.getItem(
            self.window,
            tr("Layouts", "Delete a layout"),
            tr("Layouts", "Layout:"),
            list(self.saved),
            0,
            False,
        )
        return name if given else ""

    def keep(self) -> None:
        """Save the current layout under a name."""
        name = self.ask_name()
        if name:
            self.saved[name] = self.window.layout_state()
            self._write(tr("Layouts", "Layout “{name}” saved.").format(name=name))

    def apply(self, name: str) -> None:
        """Restore a layout."""
        self.window.restore_layout(self.saved[name])

    def delete(self) -> None:
        """Delete a layout."""
        name = self.ask_which()
        if self.saved.pop(name, None) is not None:
            self._write(tr("Layouts", "Layout “{name}” deleted.").format(name=name))

    def _write(self, notice: str) -> None:
        if self.library is not None and not self.library.read_only:
            self.library.keep_settings({KEPT: self.saved})
        else:
            notice = tr(
                "Layouts", "The scenario library cannot be written to; this is kept until the window closes."
            )
        self.fill()
        self.window.workspace.notice.emit(notice)
