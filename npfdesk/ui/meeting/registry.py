"""What the menus offer for a meeting, and how each part of it is made when it is first asked for."""

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
    from npfdesk.ui.meeting.minutes_window import MinutesDialog
    from npfdesk.ui.meeting.presentation import Presentation
    from npfdesk.ui.meeting.presenter import Presenter
    from npfdesk.ui.meeting.replay import Replay
    from npfdesk.ui.meeting.slide_export import SlideExport
    from npfdesk.ui.meeting.storyboard_window import StoryboardDialog

Made = TypeVar("Made")


@dataclass(frozen=True)
class Meeting:
    """What the parts of a meeting are made from: the window, its minutes, and what its user prefers."""

    window: MainWindow
    recorder: MinutesRecorder
    preferences: Preferences


@dataclass(frozen=True, kw_only=True)
class MeetingDescription(Description, Generic[Made]):
    """A part of the meeting that is made for the window and kept."""

    load: Callable[[Meeting], Made]
    menu: Menu = Menu.MEETING


def _stage(meeting: Meeting) -> Presentation:
    from npfdesk.ui.meeting.presentation import Presentation

    return Presentation(meeting.window, meeting.recorder)


def presenter(stage: Presentation) -> Presenter:
    """The presenter's window, beside a presentation on another screen."""
    from npfdesk.ui.meeting.presenter import Presenter

    return Presenter(stage)


def _replay(meeting: Meeting) -> Replay:
    from npfdesk.ui.meeting.replay import Replay

    return Replay(meeting.window.workspace, meeting.window)


def _storyboard(meeting: Meeting) -> StoryboardDialog:
    from npfdesk.ui.meeting.storyboard_window import StoryboardDialog

    return StoryboardDialog(meeting.window.workspace, meeting.window)


def _slides(meeting: Meeting) -> SlideExport:
    from npfdesk.ui.meeting.slide_export import SlideExport

    return SlideExport(meeting.window.workspace, meeting.window, meeting.preferences)


def _minutes(meeting: Meeting) -> MinutesDialog:
    from npfdesk.ui.meeting.minutes_window import MinutesDialog

    return MinutesDialog(meeting.window.workspace, meeting.window)


PRESENTATION: Final = MeetingDescription(
    key="present", title="Present", shortcut="F5", help=Place("meeting"), load=_stage
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
    key="slides", title="Storyboard as slides…", help=Place("meeting"), group=1, load=_slides
)
MINUTES: Final = MeetingDescription(
    key="minutes",
    title="Minutes…",
    shortcut="Ctrl+Shift+M",
    help=Place("meeting", 4),
    group=2,
    load=_minutes,
)
MEETING: Final[Mapping[str, Description]] = MappingProxyType(
    {one.key: one for one in (PRESENTATION, REPLAY, KEEP, STORYBOARD, SLIDES, MINUTES)}
)
"""All of them by their keys, in the order of the menu."""
