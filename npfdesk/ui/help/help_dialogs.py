"""Opens palette, keyboard map, help, settings and tour; finds the help page for the focused widget."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar, cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDockWidget, QWidget

from npfdesk.locations import sample_workbook
from npfdesk.ui.descriptions import Place, bring_to_front, place_of, set_place
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.help.registry import (
    HELP,
    KEYS,
    NEXT_PANE,
    PALETTE,
    PANE_BEFORE,
    SETTINGS,
    TOUR,
    HelpDescription,
)
from npfdesk.ui.look.focus_ring import focus_by_key
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window.layouts import Layouts
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.preferences import Preferences

if TYPE_CHECKING:
    from npfdesk.ui.help.help_window import HelpWindow


FIRST_PAGE: Final = Place("start")
"""The place for widgets without a help place."""


def page_of(focus: QWidget | None, window: MainWindow) -> Place:
    """The help place of a widget: its own or its nearest ancestor's; else the first page.

    Dialogs get their place by `set_place` when they are opened; the places of the window's panes are listed
    here.
    """
    panel, top = window.panel, window.top
    panes: dict[int, Place] = {
        id(window.outline): Place("start", 1),
        id(window.scenarios): Place("methods", 1),
        id(top.rule): Place("status", 3),
        id(top): Place("start", 1),
        id(window.paths): Place("views", 1),
        id(window.views): VIEWS[window.views.current].help,
        id(panel.assumptions): Place("methods", 2),
        id(panel.targets): Place("workbook", 4),
        id(panel.data): Place("workbook", 2),
        id(panel.months): Place("workbook", 10),
        id(panel.levers): Place("methods", 4),
        id(panel.check_results): Place("audit"),
        id(panel): Place("start", 2),
    }
    widget = focus
    while widget is not None:
        place = panes.get(id(widget)) or place_of(widget)
        if place is not None:
            return place
        widget = widget.parentWidget()
    return FIRST_PAGE


TOUR_SHOWN: Final = "tour"
"""The setting that records that the tour was shown."""
HelpWidget = TypeVar("HelpWidget", bound=QWidget)


class HelpDialogs(QObject):
    """Creates the help dialogs, one of each, and saves automatically at the chosen interval."""

    def __init__(self, window: MainWindow, preferences: Preferences, autosave: Autosave) -> None:
        super().__init__(window)
        self.window, self.preferences, self.autosave = window, preferences, autosave
        self.layouts = Layouts(window, preferences.library)
        self.dialogs: dict[str, QWidget] = {}
        self.save_timer = QTimer(self)
        self.save_timer.timeout.connect(self.save)
        preferences.changed.connect(lambda key: self._restart_save_timer() if key == "autosave" else None)
        self._restart_save_timer()
        window.menus.help_wanted.connect(self.open)

    def open(self, key: str) -> None:
        """Open a menu entry by its key."""
        actions: dict[str, Callable[[], object]] = {
            PALETTE.key: self.show_palette,
            KEYS.key: self.show_key_map,
            HELP.key: self.show_help,
            SETTINGS.key: self.show_settings,
            TOUR.key: self.start_tour,
            NEXT_PANE.key: lambda: self.focus_pane(1),
            PANE_BEFORE.key: lambda: self.focus_pane(-1),
        }
        actions[key]()

    def stop(self) -> None:
        """Stop the timer and close the dialogs before the window closes."""
        self.save_timer.stop()
        for one in self.dialogs.values():
            one.close()

    def _dialog(self, entry: HelpDescription[HelpWidget]) -> HelpWidget:
        if entry.key not in self.dialogs:
            self.dialogs[entry.key] = entry.load(self.window, self.preferences)
            set_place(self.dialogs[entry.key], entry.help)
        # the dialog under this key was created by the same description
        return cast("HelpWidget", self.dialogs[entry.key])

    def show_palette(self) -> None:
        """Open the command palette (Ctrl+K)."""
        self._dialog(PALETTE).open()

    def show_key_map(self) -> None:
        """Show the keyboard map."""
        bring_to_front(self._dialog(KEYS))

    def show_settings(self) -> None:
        """Show the settings."""
        bring_to_front(self._dialog(SETTINGS))

    def show_help(self) -> HelpWindow:
        """Show the help page for the focused widget."""
        focus = QApplication.focusWidget() or self.window.focusWidget()
        shown = self._dialog(HELP)
        if focus is None or focus.window() is not shown:
            shown.show_page(*page_of(focus, self.window))
        bring_to_front(shown)
        return shown

    def focus_pane(self, by: int) -> None:
        """Move the focus to the next pane of the window, also out of tables, where Tab moves between cells."""
        panes: list[QWidget] = [
            pane
            for pane in (
                self.window.outline.tree,
                self.window.scenarios.tree,
                self.window.top.scenario,
                self.window.paths.plot,
                self.window.views.button,
                *(dock.widget() for dock in self._docks_beside()),
                self.window.panel.tabBar(),
                self.window.panel.currentWidget(),
            )
            if pane.isVisible() and self.window.start is None
        ] or ([self.window.start] if self.window.start is not None else [])
        focus = QApplication.focusWidget() or self.window.focusWidget()
        at = next((place for place, pane in reversed(list(enumerate(panes))) if _within(focus, pane)), -1)
        for distance in range(1, len(panes) + 1):
            pane = panes[(max(at, 0) + by * distance - (by if at < 0 else 0)) % len(panes)]
            first = pane if pane.focusPolicy() != Qt.FocusPolicy.NoFocus else _first_inside(pane)
            if first is not None:
                first.window().activateWindow()
                focus_by_key(first)
                return

    def _docks_beside(self) -> list[QDockWidget]:
        """The docks of answers that can be seen: those in front, and those pulled out."""
        return [
            dock
            for dock in self.window.findChildren(QDockWidget)
            if dock not in self.window.docks and not dock.visibleRegion().isEmpty()
        ]

    # the first start

    def show_tour_after_sample(self) -> None:
        """Show the tour after the sample is opened, if it was never shown."""
        library = self.preferences.library
        if library is not None and not library.read_only and library.setting(TOUR_SHOWN) is None:
            once = Qt.ConnectionType.SingleShotConnection
            self.autosave.workbook_opening.opened.connect(lambda _: self._first_tour(), type=once)

    def _first_tour(self) -> None:
        library = self.preferences.library
        if library is not None and self.window.workspace.session.opened.path == sample_workbook():
            library.keep_settings({TOUR_SHOWN: True})
            # the window is painted first
            QTimer.singleShot(0, self, self.start_tour)

    def start_tour(self) -> None:
        """Start the tour."""
        self._dialog(TOUR).begin()

    # saving by itself

    def _restart_save_timer(self) -> None:
        minutes = self.preferences.value("autosave")
        if minutes:
            self.save_timer.start(minutes * 60_000)
        else:
            self.save_timer.stop()

    def save(self) -> bool:
        """Save unsaved work if no question must be asked first; returns whether it was saved."""
        workbook_opening = self.autosave.workbook_opening
        library = workbook_opening.library
        if (
            workbook_opening.desk is None
            or library is None
            or library.read_only
            or workbook_opening.offered_draft is not None
        ):
            return False
        return self.window.workspace.session.unsaved and self.autosave.save()


def _within(focus: QWidget | None, pane: QWidget) -> bool:
    return focus is not None and (focus is pane or pane.isAncestorOf(focus))


def _first_inside(pane: QWidget) -> QWidget | None:
    return next(
        (
            one
            for one in pane.findChildren(QWidget)
            if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        ),
        None,
    )
