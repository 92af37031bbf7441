"""What stands in front in the window: the path chart, the view beside it, the table under them; printed, or copied for Word."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import QObject, QSignalBlocker
from PySide6.QtWidgets import QTableView, QWidget

from npfdesk.plan.saved_views import PATHS
from npfdesk.ui.charts.chart import Chart
from npfdesk.ui.look.colours import LIGHT, appearance, set_theme, theme
from npfdesk.ui.look.language import language, named, tr
from npfdesk.ui.meeting.view_capture import SavedViewPictures, captured
from npfdesk.ui.printing.page_words import PageWords
from npfdesk.ui.tables.text_grid import TextGrid, chosen_grid, copy_for_word, shown_grid, told_of_copy
from npfdesk.ui.views.view_export import ViewExport
from npfdesk.ui.views.view_sheet import Sheet
from npfdesk.ui.window.main_window import MainWindow


@dataclass(frozen=True, eq=False)
class ShownPart:
    """A part of the window: its name, and its matter: a drawing, or a table in texts."""

    name: str
    matter: Callable[[], Sheet | TextGrid]


@contextmanager
def on_white() -> Iterator[None]:
    """While it lasts, everything is drawn in the light theme, as paper is white; the window hears nothing of it."""
    worn = theme()
    with QSignalBlocker(appearance):
        set_theme(LIGHT)
        try:
            yield
        finally:
            set_theme(worn)


class ShownParts(QObject):
    """What can be printed of what is shown; the table in front is copied for Word."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window, self.workspace = window, window.workspace
        self._room: SavedViewPictures | None = None
        window.menus.word_table_wanted.connect(self.copy_table)

    def front(self) -> int:
        """Which of the parts has the keys; the path chart where none has."""
        held = self._held()
        return 0 if held is None else held

    def _held(self) -> int | None:
        """Which of the parts has the keys; None where none has."""
        places: list[QWidget] = [self.window.paths, self.window.views, self.window.panel]
        focus = self.window.focusWidget()
        held = (at for at, one in enumerate(places) if one is focus or one.isAncestorOf(focus))
        return next(held, None) if focus is not None else None

    def table(self) -> QTableView:
        """The table in front, or the one that has the keys."""
        focus, panel = self.window.focusWidget(), self.window.panel
        if isinstance(focus, QTableView):
            return focus
        return panel.table if panel.table is not None else panel.check_results

    def table_name(self) -> str:
        """The name of the table in front."""
        return self.table().accessibleName()

    def parts(self) -> tuple[ShownPart, ...]:
        """The path chart, the view beside it, and the table, in this order."""
        window = self.window
        return (
            ShownPart(
                tr("Window", "Path chart"), lambda: self._drawn(PATHS, window.paths, window.path_export)
            ),
            ShownPart(
                window.views.view_name(),
                lambda: self._drawn(window.views.current, window.views.view(), window.views.taker),
            ),
            ShownPart(self.table_name(), lambda: shown_grid(self.table())),
        )

    def _drawn(self, key: str, view: Chart, export: ViewExport) -> Sheet:
        """A drawing for white paper: the window's own where it is light, else one made for it."""
        if theme() is LIGHT:
            return export.sheet()
        with on_white():
            saved = captured(self.workspace, key, view, self.window.paths, "")
            if self._room is None:
                self._room = SavedViewPictures(self.workspace, view.size())
            made = self._room.show(saved)
            return ViewExport(self._room.workspace, lambda: made, export.name, made).sheet()

    def words(self, name: str) -> PageWords:
        """What stands at the head and the foot of every page."""
        workspace, document = self.workspace, self.workspace.document
        scenario = named(document.scenarios[document.active])
        origin = workspace.origin().short_line(workspace.plan.title, language(), [scenario])
        return PageWords(workspace.plan.title, f"{name} · {scenario} · {workspace.year}", origin)

    def let_go(self) -> None:
        """Let the room go in which drawings for white paper were made."""
        if self._room is not None:
            self._room.close()
            self._room = None

    def copy_table(self) -> None:
        """Copy the table in front for Word: what is selected, or all of it; a view's figures where the keys are in a view."""
        at, exports = self._held(), (self.window.path_export, self.window.views.taker)
        if at is not None and at < len(exports):
            exports[at].take_table()
            return
        grid = chosen_grid(self.table())
        copy_for_word(grid)
        self.workspace.notice.emit(told_of_copy(grid, self.table_name()))
