"""Opening what helps: palette, keys, help, settings, tour; and which page of the help speaks of what has the focus."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar, cast

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from npfdesk.locations import sample_workbook
from npfdesk.ui.descriptions import Place, place_of, set_place
from npfdesk.ui.files.autosave import Autosave
from npfdesk.ui.help.registry import (
    HELP,
    KEYS,
    NEXT_PANE,
    PALETTE,
    PANE_BEFORE,
    SETTINGS,
    TOUR,
    GuideDescription,
)
from npfdesk.ui.views.registry import VIEWS
from npfdesk.ui.window.layouts import Layouts
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.preferences import Preferences

if TYPE_CHECKING:
    from npfdesk.ui.help.help_window import HelpWindow


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


TOUR_SHOWN: Final = "tour"
"""The setting that says that the tour has been shown."""
Made = TypeVar("Made", bound=QWidget)


class HelpDialogs(QObject):
    """What helps to find and to learn, one of each."""

    def __init__(self, window: MainWindow, preferences: Preferences, keeper: Autosave) -> None:
        super().__init__(window)
        self.window, self.preferences, self.keeper = window, preferences, keeper
        self.layouts = Layouts(window, preferences.library)
        self.made: dict[str, QWidget] = {}
        self.saving = QTimer(self)
        self.saving.timeout.connect(self.save)
        preferences.changed.connect(lambda key: self._time() if key == "autosave" else None)
        self._time()
        window.menus.guide_wanted.connect(self.open)

    def open(self, key: str) -> None:
        """What a menu asks for."""
        wishes: dict[str, Callable[[], object]] = {
            PALETTE.key: self.palette,
            KEYS.key: self.keys,
            HELP.key: self.help,
            SETTINGS.key: self.settings,
            TOUR.key: self.tour,
            NEXT_PANE.key: lambda: self.step(1),
            PANE_BEFORE.key: lambda: self.step(-1),
        }
        wishes[key]()

    def stop(self) -> None:
        """The window is closing: nothing of this may outlive it."""
        self.saving.stop()
        for one in self.made.values():
            one.close()

    def _made(self, entry: GuideDescription[Made]) -> Made:
        if entry.key not in self.made:
            self.made[entry.key] = entry.load(self.window, self.preferences)
            set_place(self.made[entry.key], entry.help)
        # under its key stands what its own loader made
        return cast("Made", self.made[entry.key])

    def palette(self) -> None:
        """Ctrl+K."""
        self._made(PALETTE).open()

    def keys(self) -> None:
        """The map of keys."""
        _front(self._made(KEYS))

    def settings(self) -> None:
        """The settings."""
        _front(self._made(SETTINGS))

    def help(self) -> HelpWindow:
        """The page of what has the focus."""
        focus = QApplication.focusWidget() or self.window.focusWidget()
        shown = self._made(HELP)
        if focus is None or focus.window() is not shown:
            shown.show_page(*page_of(focus, self.window))
        _front(shown)
        return shown

    def step(self, by: int) -> None:
        """To the next pane of the window, past what keeps Tab to itself."""
        panes: list[QWidget] = [
            pane
            for pane in (
                self.window.outline.tree,
                self.window.scenarios.tree,
                self.window.top.scenario,
                self.window.paths,
                self.window.views.button,
                self.window.panel.tabBar(),
                self.window.panel.currentWidget(),
            )
            if pane.isVisible()
        ]
        focus = self.window.focusWidget()
        at = next((place for place, pane in reversed(list(enumerate(panes))) if _within(focus, pane)), -1)
        for distance in range(1, len(panes) + 1):
            pane = panes[(max(at, 0) + by * distance - (by if at < 0 else 0)) % len(panes)]
            first = pane if pane.focusPolicy() != Qt.FocusPolicy.NoFocus else _first_inside(pane)
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
                return

    # the first start

    def await_tour(self) -> None:
        """Show the tour once the sample stands there, if it never was."""
        library = self.preferences.library
        if library is not None and not library.read_only and library.setting(TOUR_SHOWN) is None:
            once = Qt.ConnectionType.SingleShotConnection
            self.keeper.opener.opened.connect(lambda _: self._first_tour(), type=once)

    def _first_tour(self) -> None:
        library = self.preferences.library
        if library is not None and self.window.workspace.session.opened.path == sample_workbook():
            library.set_setting(TOUR_SHOWN, True)
            # the window is painted with its figures before anything stands over it
            QTimer.singleShot(0, self, self.tour)

    def tour(self) -> None:
        """Four callouts, from the start."""
        self._made(TOUR).begin()

    # saving by itself

    def _time(self) -> None:
        minutes = self.preferences.value("autosave")
        if minutes:
            self.saving.start(minutes * 60_000)
        else:
            self.saving.stop()

    def save(self) -> bool:
        """Save what is unsaved, where nothing has to be asked first; whether that was done."""
        opener = self.keeper.opener
        library = opener.library
        if opener.desk is None or library is None or library.read_only or opener.offered is not None:
            return False
        return self.window.workspace.session.unsaved and self.keeper.save()


def _front(window: QWidget) -> None:
    window.show()
    window.raise_()
    window.activateWindow()


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
