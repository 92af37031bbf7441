"""The registry of the meeting: its entries and how each part is created when first needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from npfdesk.ui.descriptions import Description, Menu, Place
from npfdesk.ui.meeting.minutes_recorder import MinutesRecorder
from npfdesk.ui.window.main_window import MainWindow
from npfdesk.ui.window.preferences import Preferences

if TYPE_CHECKING:
    from npfdesk.ui.board.board_window import BoardWindow
    from npfdesk.ui.meeting.minutes_window import MinutesDialog
    from npfdesk.ui.meeting.presentation import Presentation
    from npfdesk.ui.meeting.presenter import Presenter
    from npfdesk.ui.meeting.replay import Replay
    from npfdesk.ui.meeting.slide_export import SlideExport
    from npfdesk.ui.meeting.storyboard_window import StoryboardDialog

Part = TypeVar("Part")


@dataclass(frozen=True)
class MeetingContext:
    """What the parts of a meeting need: the window, the minutes recorder and the preferences."""

    window: MainWindow
    recorder: MinutesRecorder
    preferences: Preferences


@dataclass(frozen=True, kw_only=True)
class MeetingDescription(Description, Generic[Part]):
    """A part of the meeting, created once for the window."""

    load: Callable[[MeetingContext], Part]
    menu: Menu = Menu.MEETING


def _presentation(context: MeetingContext) -> Presentation:
    from npfdesk.ui.meeting.presentation import Presentation

    return Presentation(context.window, context.recorder)


def presenter(presentation: Presentation) -> Presenter:
    """Create the presenter's window of a presentation."""
    from npfdesk.ui.meeting.presenter import Presenter

    return Presenter(presentation)


def _replay(context: MeetingContext) -> Replay:
    from npfdesk.ui.meeting.replay import Replay

    return Replay(context.window.workspace, context.window)


def _storyboard(context: MeetingContext) -> StoryboardDialog:
    from npfdesk.ui.meeting.storyboard_window import StoryboardDialog

    return StoryboardDialog(context.window.workspace, context.window)


def _slides(context: MeetingContext) -> SlideExport:
    from npfdesk.ui.meeting.slide_export import SlideExport

    return SlideExport(context.window.workspace, context.window, context.preferences)


def _board(context: MeetingContext) -> BoardWindow:
    from npfdesk.ui.board.board_window import BoardWindow

    return BoardWindow(context.window.workspace, context.recorder, context.window)


def _minutes(context: MeetingContext) -> MinutesDialog:
    from npfdesk.ui.meeting.minutes_window import MinutesDialog

    return MinutesDialog(context.window.workspace, context.window)


PRESENTATION: Final = MeetingDescription(
    key="present", title="Present", shortcut="F5", help=Place("meeting"), load=_presentation
)
PRESENT_THIS: Final = Description(
    key="present_this",
    title="Present this view",
    menu=Menu.MEETING,
    shortcut="Shift+F5",
    help=Place("meeting"),
)
REPLAY: Final = MeetingDescription(
    key="replay", title="Replay the last change", shortcut="Ctrl+F5", help=Place("meeting"), load=_replay
)
KEEP: Final = Description(
    key="keep",
    title="Keep this view",
    menu=Menu.MEETING,
    shortcut="Ctrl+B",
    help=Place("meeting"),
    group=1,
)
STORYBOARD: Final = MeetingDescription(
    key="storyboard",
    title="Storyboard…",
    shortcut="Ctrl+Shift+B",
    help=Place("meeting"),
    group=1,
    load=_storyboard,
)
SLIDES: Final = MeetingDescription(
    key="slides", title="Export storyboard as slides…", help=Place("meeting"), group=1, load=_slides
)
BOARD: Final = MeetingDescription(
    key="board",
    title="Parameter board…",
    shortcut="Ctrl+Shift+K",
    help=Place("meeting", 3),
    group=2,
    load=_board,
)
MINUTES: Final = MeetingDescription(
    key="minutes",
    title="Minutes…",
    shortcut="Ctrl+Shift+M",
    help=Place("meeting", 5),
    group=2,
    load=_minutes,
)
MEETING: Final[Mapping[str, Description]] = MappingProxyType(
    {one.key: one for one in (PRESENTATION, PRESENT_THIS, REPLAY, KEEP, STORYBOARD, SLIDES, BOARD, MINUTES)}
)
"""All entries by their keys, in menu order."""
