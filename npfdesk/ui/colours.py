"""Colours: ink and paper in light and dark, the four statuses with their marks, the hues of scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from npfdesk.engine.status import Status


@dataclass(frozen=True)
class Theme:
    """The colours of one appearance; `panel` is the ground of bars and heads, `tint` how far a tint goes."""

    name: str
    ink: str
    paper: str
    secondary: str
    hairline: str
    accent: str
    panel: str
    chosen: str
    tint: float


LIGHT: Final = Theme(
    "light", "#1F2328", "#FFFFFF", "#57606A", "#E4E7EB", "#2F6FDE", "#F7F8FA", "#E7EFFC", 0.15
)
DARK: Final = Theme("dark", "#E6EDF3", "#14181D", "#9AA5B1", "#2A3038", "#5B8FEA", "#191E24", "#1F3355", 0.28)

STATUS_COLOURS: Final[Mapping[Status, str]] = MappingProxyType(
    {
        Status.GREY: "#9AA3AD",
        Status.BLUE: "#2F6FDE",
        Status.YELLOW: "#C99A00",
        Status.ORANGE: "#D9652B",
        Status.RED: "#B3261E",
    }
)
# in the dark the four keep their hue and gain light, so that they stand off the ground
_DARK_STATUS: Final[Mapping[Status, str]] = MappingProxyType(
    {
        Status.GREY: "#8B949E",
        Status.BLUE: "#5B8FEA",
        Status.YELLOW: "#D9AE2B",
        Status.ORANGE: "#E8814E",
        Status.RED: "#E5675F",
    }
)
MARKS: Final[Mapping[Status, str]] = MappingProxyType(
    {Status.GREY: "–", Status.BLUE: "●", Status.YELLOW: "◑", Status.ORANGE: "◔", Status.RED: "✕"}
)
"""A mark for each status, so that it reads in grey print and without colour vision."""

# violet, teal, magenta, olive, brown …: none near blue, yellow, orange or red of the statuses
SCENARIO_HUES: Final = (
    "#7A4FB5",
    "#0F8B8D",
    "#B0438F",
    "#5E7F1F",
    "#8A5A3B",
    "#4C6A92",
    "#A0527A",
    "#3B7D5D",
)


class _Appearance(QObject):
    changed = Signal()


appearance = _Appearance()
_current: list[Theme] = [LIGHT]


def theme() -> Theme:
    """The theme in force."""
    return _current[0]


def set_theme(chosen: Theme) -> None:
    """Put a theme in force and tell every view."""
    if chosen is not _current[0]:
        _current[0] = chosen
        appearance.changed.emit()


def status_colour(status: Status) -> QColor:
    """A status in the theme in force."""
    return QColor((_DARK_STATUS if theme() is DARK else STATUS_COLOURS)[status])


def status_tint(status: Status) -> QColor:
    """The ground of a cell with that status."""
    return blended(status_colour(status), QColor(theme().paper), theme().tint)


def blended(colour: QColor, ground: QColor, share: float) -> QColor:
    """A share of a colour over a ground, opaque."""
    over, under = (colour.red(), colour.green(), colour.blue()), (ground.red(), ground.green(), ground.blue())
    return QColor(*(round(share * one + (1 - share) * other) for one, other in zip(over, under, strict=True)))


def scenario_colour(colour: str, position: int) -> QColor:
    """A scenario's own colour, or the hue of its place in the tree; lightened where the ground is dark."""
    chosen = QColor(colour) if colour else QColor(SCENARIO_HUES[position % len(SCENARIO_HUES)])
    return chosen.lighter(135) if theme() is DARK else chosen
