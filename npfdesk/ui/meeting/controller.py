"""The controller of the meeting: opens presentation, storyboard, slides, replay and minutes when first needed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from npfdesk.plan.problems import joined
from npfdesk.plan.saved_views import PATHS, SavedView
from npfdesk.plan.storyboard import change_view, keep_view, next_id
from npfdesk.ui.descriptions import bring_to_front, set_place
from npfdesk.ui.look.language import language, tr
from npfdesk.ui.meeting.minutes_recorder import MinutesRecorder
from npfdesk.ui.meeting.registry import (
    BOARD,
    KEEP,
    MINUTES,
    PRESENT_THIS,
    PRESENTATION,
    REPLAY,
    SLIDES,
    STORYBOARD,
    MeetingContext,
    presenter,
)
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.preferences import Preferences

if TYPE_CHECKING:
    from npfdesk.ui.board.board_window import BoardWindow
    from npfdesk.ui.charts.chart import Chart
    from npfdesk.ui.meeting.minutes_window import MinutesDialog
    from npfdesk.ui.meeting.presentation import Presentation
    from npfdesk.ui.meeting.presenter import Presenter
    from npfdesk.ui.meeting.replay import Replay
    from npfdesk.ui.meeting.slide_export import SlideExport
    from npfdesk.ui.meeting.storyboard_window import StoryboardDialog


class MeetingController(QObject):
    """Carries out the entries of the Meeting menu; minutes are recorded from the start."""

    def __init__(self, window: MainWindow, preferences: Preferences) -> None:
        super().__init__(window)
        self.window, self.workspace = window, window.workspace
        self.recorder = MinutesRecorder(window.workspace, self)
        self.context = MeetingContext(window, self.recorder, preferences)
        self._chart_last_used = PATHS
        self.presentation: Presentation | None = None
        self.presenter: Presenter | None = None
        self.storyboard: StoryboardDialog | None = None
        self.minutes: MinutesDialog | None = None
        self.board: BoardWindow | None = None
        self._replay: Replay | None = None
        self._slides: SlideExport | None = None
        window.menus.meeting_wanted.connect(self.open_entry)
        window.top.present_wanted.connect(self.present_story)
        self.workspace.opened.connect(lambda _: self.end())
        window.views.picked.connect(self._remember_view)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._remember_focused_chart)

    def open_entry(self, what: str) -> None:
        """Open a menu entry by its key."""
        actions: dict[str, Callable[[], object]] = {
            PRESENTATION.key: self.present_story,
            PRESENT_THIS.key: self.present,
            REPLAY.key: self.replay,
            KEEP.key: self.keep,
            STORYBOARD.key: self.open_storyboard,
            SLIDES.key: lambda: self.slides.ask(),
            BOARD.key: self.open_board,
            MINUTES.key: self.open_minutes,
        }
        actions[what]()

    def stop(self) -> None:
        """Stop and close everything; nothing may outlive the window."""
        self.end()
        if self._replay is not None:
            self._replay.stop()
        if self._slides is not None:
            self._slides.stop()
        for dialog in (self.storyboard, self.minutes, self.board):
            if dialog is not None:
                dialog.close()
        for top in (self.presentation, self.presenter):
            if top is not None:
                top.deleteLater()
        self.presentation = self.presenter = None

    def end(self) -> None:
        """End the presentation."""
        for top in (self.presentation, self.presenter):
            if top is not None:
                top.close()

    # presenting

    def screens(self) -> list[QScreen]:
        """The screens, the window's own first; the last one shows the presentation."""
        own = self.window.screen()
        return [own, *(one for one in QGuiApplication.screens() if one is not own)]

    def present_story(self) -> Presentation:
        """Start the presentation with the first page of the story; without one with the chart used last."""
        return self.present(next(iter(self.workspace.document.work.storyboard), None))

    def present(self, saved: SavedView | None = None) -> Presentation:
        """Start the presentation with a saved view, or with the chart used last."""
        view = self.shown_view()
        if self.presentation is None:
            self.presentation = PRESENTATION.load(self.context)
            set_place(self.presentation, PRESENTATION.help)
            self.presentation.ended.connect(self._ended)
            self.presentation.replay_wanted.connect(self.replay)
        presentation, screens = self.presentation, self.screens()
        if presentation.isVisible():
            presentation.raise_()
            presentation.activateWindow()
            return presentation
        _show_full_screen(presentation, screens[-1])
        presentation.present(view, saved)
        if len(screens) > 1:
            if self.presenter is None:
                self.presenter = presenter(presentation)
                set_place(self.presenter, PRESENTATION.help)
            self.presenter.move(screens[0].availableGeometry().topLeft())
            self.presenter.show()
        return presentation

    def _ended(self) -> None:
        if self.presenter is not None:
            self.presenter.close()
        if self._replay is not None:
            self._replay.stop()

    def shown_view(self) -> str:
        """The chart used last: the view at the right, or the path chart (also the default)."""
        return PATHS if self._chart_last_used == PATHS else self.window.views.current

    def _remember_view(self, name: str) -> None:
        self._chart_last_used = name

    def _remember_focused_chart(self, _: QWidget | None, at: QWidget | None) -> None:
        # the focus alone would not tell which chart is meant while a table is edited
        window = self.window
        if at is not None and at.window() is window:
            if window.views.isAncestorOf(at):
                self._chart_last_used = window.views.current
            elif window.paths.isAncestorOf(at):
                self._chart_last_used = PATHS

    def replay(self) -> None:
        """Replay the last change in every visible path chart."""
        if self._replay is None:
            self._replay = REPLAY.load(self.context)
        presentation = self.presentation
        charts = [self.window.paths]
        if presentation is not None and presentation.isVisible():
            presentation.show_view(PATHS)
            charts.append(presentation.paths)
        self._replay.begin(charts)

    # keeping

    def captured(self, identity: str) -> SavedView:
        """The current view of the window, as a saved view."""
        from npfdesk.ui.meeting.view_capture import captured

        name = self.shown_view()
        view: Chart | None = None if name == PATHS else self.window.views.view()
        return captured(self.workspace, name, view, self.window.paths, identity)

    def keep(self, instead: str = "") -> None:
        """Save the current view: after the selected view, or `instead` of one, whose title and note stay."""
        document = self.workspace.document
        before = next((one for one in document.work.storyboard if one.id == instead), None)
        board = self.storyboard if self.storyboard is not None and self.storyboard.isVisible() else None
        taken = self.captured(instead or next_id(document.work.storyboard))
        if before is not None:
            if self._focus_in_dialog():
                # the storyboard has the focus, so it is unclear which chart is meant: the view stays
                taken = self._with_view(taken, before.view)
            worded = replace(
                taken,
                title=before.title,
                note=before.note,
                message=before.message,
                message_figures=before.message_figures,
            )
            edit = change_view(document, worded)
        else:
            edit = keep_view(document, taken, board.chosen_id if board is not None else None)
        self.workspace.apply(edit, self)
        if board is not None:
            board.choose(taken.id)
        template = tr("Meeting", "Kept as view {number}: {title}. Storyboard: Ctrl+Shift+B.")
        views = self.workspace.document.work.storyboard
        number = next(place for place, one in enumerate(views, start=1) if one.id == taken.id)
        self.workspace.notice.emit(template.format(number=number, title=views[number - 1].title))

    def _focus_in_dialog(self) -> bool:
        at = QApplication.focusWidget()
        return at is not None and at.window().windowType() in (Qt.WindowType.Dialog, Qt.WindowType.Tool)

    def _with_view(self, taken: SavedView, view: str) -> SavedView:
        if view == PATHS or view != self.window.views.current:
            return taken if view == PATHS else replace(taken, view=view, choices=(), range=None)
        from npfdesk.ui.meeting.view_capture import choices

        return replace(taken, view=view, choices=choices(self.window.views.view()), range=None)

    def open_storyboard(self) -> None:
        """Show the storyboard."""
        if self.storyboard is None:
            self.storyboard = STORYBOARD.load(self.context)
            set_place(self.storyboard, STORYBOARD.help)
            self.storyboard.keep_wanted.connect(self.keep)
            self.storyboard.shown.connect(self.show)
            self.storyboard.present_wanted.connect(self.present)
            self.storyboard.slides_wanted.connect(lambda: self.slides.ask())
        bring_to_front(self.storyboard)

    def show(self, saved: SavedView) -> None:
        """Show a saved view in the window, and in a running presentation."""
        from npfdesk.ui.meeting.view_capture import choose, hold, look

        if self.presentation is not None and self.presentation.isVisible():
            self.presentation.show_saved_view(saved)
        missing = look(self.workspace, saved)
        self._chart_last_used = saved.view
        if saved.view == PATHS:
            hold(self.window.paths, saved)
        else:
            self.window.views.show_view(saved.view)
            choose(self.window.views.view(), saved.choices)
        if missing:
            text = tr("Meeting", "No longer in the plan: {what}.").format(what=joined(missing, language()))
            self.workspace.notice.emit(text)

    @property
    def slides(self) -> SlideExport:
        """The export of the storyboard as slides."""
        if self._slides is None:
            self._slides = SLIDES.load(self.context)
        return self._slides

    def open_board(self) -> None:
        """Show the board of key parameters."""
        if self.board is None:
            self.board = BOARD.load(self.context)
            set_place(self.board, BOARD.help)
        bring_to_front(self.board)

    def open_minutes(self) -> None:
        """Show the minutes."""
        self.recorder.flush()
        if self.minutes is None:
            self.minutes = MINUTES.load(self.context)
            set_place(self.minutes, MINUTES.help)
        bring_to_front(self.minutes)


def _show_full_screen(widget: QWidget, screen: QScreen) -> None:
    widget.setGeometry(screen.geometry())
    widget.showFullScreen()
    widget.activateWindow()
