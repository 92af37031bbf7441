"""Who leads the meeting: opens the presentation, the storyboard and the minutes when they are first asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from npfdesk.plan.saved_views import PATHS, SavedView
from npfdesk.plan.storyboard import change_view, keep_view, next_id
from npfdesk.ui.descriptions import set_place
from npfdesk.ui.look.language import tr
from npfdesk.ui.meeting.minutes_recorder import MinutesRecorder
from npfdesk.ui.meeting.registry import (
    KEEP,
    MINUTES,
    PRESENTATION,
    REPLAY,
    SLIDES,
    STORYBOARD,
    Meeting,
    presenter,
)
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.preferences import Preferences

if TYPE_CHECKING:
    from npfdesk.ui.charts.chart import Chart
    from npfdesk.ui.meeting.minutes_window import MinutesDialog
    from npfdesk.ui.meeting.presentation import Presentation
    from npfdesk.ui.meeting.presenter import Presenter
    from npfdesk.ui.meeting.replay import Replay
    from npfdesk.ui.meeting.slide_export import SlideExport
    from npfdesk.ui.meeting.storyboard_window import StoryboardDialog


class MeetingController(QObject):
    """Hears the menu's wishes; writes the minutes from the beginning, makes everything else when it is asked for."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self.window, self.workspace = window, window.workspace
        self.recorder = MinutesRecorder(window.workspace, self)
        self.meeting = Meeting(window, self.recorder, preferences)
        self._looked_at = PATHS
        self.stage: Presentation | None = None
        self.presenter: Presenter | None = None
        self.storyboard: StoryboardDialog | None = None
        self.minutes: MinutesDialog | None = None
        self._replay: Replay | None = None
        self._slides: SlideExport | None = None
        window.menus.meeting_wanted.connect(self.do)
        window.top.present_wanted.connect(self.present)
        self.workspace.opened.connect(lambda _: self.end())
        window.views.picked.connect(self._picked)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._focused)

    def do(self, what: str) -> None:
        """What the menu asks for."""
        wishes: dict[str, Callable[[], object]] = {
            PRESENTATION.key: self.present,
            REPLAY.key: self.replay,
            KEEP.key: self.keep,
            STORYBOARD.key: self.open_storyboard,
            SLIDES.key: lambda: self.slides.ask(),
            MINUTES.key: self.open_minutes,
        }
        wishes[what]()

    def stop(self) -> None:
        """Nothing may outlive the window."""
        self.end()
        if self._replay is not None:
            self._replay.stop()
        if self._slides is not None:
            self._slides.stop()
        for dialog in (self.storyboard, self.minutes):
            if dialog is not None:
                dialog.close()
        for top in (self.stage, self.presenter):
            if top is not None:
                top.deleteLater()
        self.stage = self.presenter = None

    def end(self) -> None:
        """The presentation is over."""
        for top in (self.stage, self.presenter):
            if top is not None:
                top.close()

    # presenting

    def screens(self) -> list[QScreen]:
        """The window's own screen first, then the others: the last one is the wall."""
        own = self.window.screen()
        return [own, *(one for one in QGuiApplication.screens() if one is not own)]

    def present(self, saved: SavedView | None = None) -> Presentation:
        """Present what is shown: the chosen view of an open storyboard, or the chart last gone to."""
        view = self.shown_view()
        if self.stage is None:
            self.stage = PRESENTATION.load(self.meeting)
            set_place(self.stage, PRESENTATION.help)
            self.stage.ended.connect(self._ended)
            self.stage.replay_wanted.connect(self.replay)
        stage, screens = self.stage, self.screens()
        if stage.isVisible():
            stage.raise_()
            stage.activateWindow()
            return stage
        _cover(stage, screens[-1])
        stage.present(view, saved)
        if len(screens) > 1:
            if self.presenter is None:
                self.presenter = presenter(stage)
                set_place(self.presenter, PRESENTATION.help)
            self.presenter.move(screens[0].availableGeometry().topLeft())
            self.presenter.show()
        return stage

    def _ended(self) -> None:
        if self.presenter is not None:
            self.presenter.close()
        if self._replay is not None:
            self._replay.stop()

    def shown_view(self) -> str:
        """The chart last chosen or clicked: the view at the right, or the paths, as in the beginning."""
        return PATHS if self._looked_at == PATHS else self.window.views.current

    def _picked(self, name: str) -> None:
        self._looked_at = name

    def _focused(self, _: QWidget | None, at: QWidget | None) -> None:
        # by the keys alone a table that is written in would say nothing of the chart beside it
        window = self.window
        if at is not None and at.window() is window:
            if window.views.isAncestorOf(at):
                self._looked_at = window.views.current
            elif window.paths.isAncestorOf(at):
                self._looked_at = PATHS

    def replay(self) -> None:
        """The last change once more, wherever the path chart is seen."""
        if self._replay is None:
            self._replay = REPLAY.load(self.meeting)
        stage = self.stage
        charts = [self.window.paths]
        if stage is not None and stage.isVisible():
            stage.show_view(PATHS)
            charts.append(stage.paths)
        self._replay.begin(charts)

    # keeping

    def captured(self, identity: str) -> SavedView:
        """What the window shows, as a saved view."""
        from npfdesk.ui.meeting.view_capture import captured

        name = self.shown_view()
        view: Chart | None = None if name == PATHS else self.window.views.view()
        return captured(self.workspace, name, view, self.window.paths, identity)

    def keep(self, instead: str = "") -> None:
        """Keep what is shown: behind the chosen view, or `instead` of one, whose title and note stay."""
        document = self.workspace.document
        before = next((one for one in document.work.storyboard if one.id == instead), None)
        board = self.storyboard if self.storyboard is not None and self.storyboard.isVisible() else None
        taken = self.captured(instead or next_id(document.work.storyboard))
        if before is not None:
            if self._among_dialogs():
                # the keys are with the storyboard, so nothing says which chart is meant: the kind stays
                taken = self._as(taken, before.view)
            edit = change_view(document, replace(taken, title=before.title, note=before.note))
        else:
            edit = keep_view(document, taken, board.chosen_id if board is not None else None)
        self.workspace.apply(edit, self)
        if board is not None:
            board.choose(taken.id)
        said = tr("Meeting", "Kept as view {number}: {title}. Storyboard: Ctrl+Shift+B.")
        views = self.workspace.document.work.storyboard
        number = next(place for place, one in enumerate(views, start=1) if one.id == taken.id)
        self.workspace.notice.emit(said.format(number=number, title=views[number - 1].title))

    def _among_dialogs(self) -> bool:
        at = QApplication.focusWidget()
        return at is not None and isinstance(at.window(), QDialog)

    def _as(self, taken: SavedView, view: str) -> SavedView:
        if view == PATHS or view != self.window.views.current:
            return taken if view == PATHS else replace(taken, view=view, choices=(), range=None)
        from npfdesk.ui.meeting.view_capture import choices

        return replace(taken, view=view, choices=choices(self.window.views.view()), range=None)

    def open_storyboard(self) -> None:
        """The storyboard, in front."""
        if self.storyboard is None:
            self.storyboard = STORYBOARD.load(self.meeting)
            set_place(self.storyboard, STORYBOARD.help)
            self.storyboard.keep_wanted.connect(self.keep)
            self.storyboard.shown.connect(self.show)
            self.storyboard.present_wanted.connect(self.present)
            self.storyboard.slides_wanted.connect(lambda: self.slides.ask())
        _front(self.storyboard)

    def show(self, saved: SavedView) -> None:
        """Have the window look at a saved view, and the presentation too where there is one."""
        from npfdesk.ui.meeting.view_capture import choose, hold, look

        if self.stage is not None and self.stage.isVisible():
            self.stage.tell(saved)
        missing = look(self.workspace, saved)
        self._looked_at = saved.view
        if saved.view == PATHS:
            hold(self.window.paths, saved)
        else:
            self.window.views.show_view(saved.view)
            choose(self.window.views.view(), saved.choices)
        if missing:
            said = tr("Meeting", "No longer in the plan: {what}.").format(what=", ".join(missing))
            self.workspace.notice.emit(said)

    @property
    def slides(self) -> SlideExport:
        """Who makes the deck."""
        if self._slides is None:
            self._slides = SLIDES.load(self.meeting)
        return self._slides

    def open_minutes(self) -> None:
        """The minutes, in front."""
        self.recorder.flush()
        if self.minutes is None:
            self.minutes = MINUTES.load(self.meeting)
            set_place(self.minutes, MINUTES.help)
        _front(self.minutes)


def _cover(widget: QWidget, screen: QScreen) -> None:
    widget.setGeometry(screen.geometry())
    widget.showFullScreen()
    widget.activateWindow()


def _front(dialog: QDialog) -> None:
    dialog.show()
    dialog.raise_()
    dialog.activateWindow()
