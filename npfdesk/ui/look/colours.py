"""Colours of the themes (light, dark, high contrast), of the four statuses and of scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from npfdesk.plan.lights import LIGHTS, Light
from npfdesk.plan.lights import ORDER as LIGHT_ORDER
from npfdesk.plan.scenario_hues import HUE_PLACES, HUES, shaded
from npfdesk.plan.statuses import STATUSES, Status

Marked = Status | Light
"""What is shown by a mark and a colour: how a target stands, or a light of the year under way."""

LEAST_CONTRAST: Final = 3.0
"""The least contrast of a line, a mark or a control's border against its background (WCAG's figure for graphics)."""
TEXT_CONTRAST: Final = 4.5
"""The least contrast of a text (WCAG AA)."""
HIGH_CONTRAST: Final = 7.0
"""The least contrast of a text in the theme that promises more (WCAG AAA)."""


@dataclass(frozen=True)
class Theme:
    """The colours of one theme.

    `panel` is the background of bars and headers, `chosen` that of the selection, `tint` the strength of a
    status tint, `border` the colour around controls and of scroll handles, `statuses` the colours by Status, `lights`
    those by the order of lights, `hues` those of scenarios, in the order in which they are given, `on_accent` the text colour on
    the accent, and `text_contrast` the least contrast of its texts.
    """

    name: str
    ink: str
    paper: str
    secondary: str
    hairline: str
    accent: str
    border: str
    panel: str
    chosen: str
    tint: float
    statuses: tuple[str, ...]
    lights: tuple[str, ...]
    hues: tuple[str, ...]
    on_accent: str = "#FFFFFF"
    text_contrast: float = TEXT_CONTRAST

    @cached_property
    def status_texts(self) -> tuple[str, ...]:
        """The statuses as texts, by Status: of the same hue, read on every ground on which a status stands."""
        return tuple(self._standing_off(one, self.text_contrast) for one in self.statuses)

    @cached_property
    def status_marks(self) -> tuple[str, ...]:
        """The statuses as small marks, by Status."""
        return tuple(self._standing_off(one, LEAST_CONTRAST) for one in self.statuses)

    @cached_property
    def light_texts(self) -> tuple[str, ...]:
        """The lights as texts, in their order."""
        return tuple(self._standing_off(one, self.text_contrast) for one in self.lights)

    @cached_property
    def light_marks(self) -> tuple[str, ...]:
        """The lights as small marks, in their order."""
        return tuple(self._standing_off(one, LEAST_CONTRAST) for one in self.lights)

    def grounds(self, colour: str) -> tuple[QColor, ...]:
        """The grounds on which a status or a light stands: paper, bars, the selection, a lit row, its own tint."""
        paper = QColor(self.paper)
        return (
            paper,
            QColor(self.panel),
            QColor(self.chosen),
            blended(QColor(self.secondary), paper, LIT),
            blended(QColor(colour), paper, self.tint),
        )

    def _standing_off(self, colour: str, least: float) -> str:
        return readable(QColor(colour), *self.grounds(colour), least=least).name()


LIT: Final = 0.1
"""How strongly the row of a region that is pointed at stands off the paper."""
OWN: Final = 0.7
"""How strongly a cell that belongs to the scenario itself is tinted, as a part of a status tint."""
LIGHT: Final = Theme(
    name="light",
    ink="#1F2328",
    paper="#FFFFFF",
    secondary="#57606A",
    hairline="#E4E7EB",
    accent="#2F6FDE",
    border="#7B838D",
    panel="#F7F8FA",
    chosen="#E7EFFC",
    tint=0.15,
    statuses=tuple(STATUSES[one].light for one in Status),
    lights=tuple(LIGHTS[one].light for one in LIGHT_ORDER),
    hues=HUES,
)
# the statuses keep their hue but are lighter, to stand out on the dark background
DARK: Final = Theme(
    name="dark",
    ink="#E6EDF3",
    paper="#14181D",
    secondary="#9AA5B1",
    hairline="#2A3038",
    accent="#5B8FEA",
    border="#78838F",
    panel="#191E24",
    chosen="#1F3355",
    tint=0.28,
    statuses=tuple(STATUSES[one].dark for one in Status),
    lights=tuple(LIGHTS[one].dark for one in LIGHT_ORDER),
    hues=("#AD8CE6", "#3FC1C0", "#DE82BE", "#A3C45A", "#7F63C9", "#4FBF86", "#F0B8DC", "#2B93A6"),
    on_accent="#0D1117",
)

# white on black: text contrast at least 7 (WCAG AAA), separators 4.5, statuses far apart in lightness
CONTRAST: Final = Theme(
    name="contrast",
    ink="#FFFFFF",
    paper="#000000",
    secondary="#D0D7DE",
    hairline="#6E7681",
    accent="#7DB8FF",
    border="#A9B2BC",
    panel="#0B0D10",
    chosen="#0A3A7A",
    tint=0.35,
    statuses=tuple(STATUSES[one].contrast for one in Status),
    lights=tuple(LIGHTS[one].contrast for one in LIGHT_ORDER),
    hues=("#C9A6FF", "#4FE0DE", "#FF9AD5", "#C2E86B", "#9A7BFF", "#5FE0A0", "#FFC9E8", "#3FB6D0"),
    on_accent="#000000",
    text_contrast=HIGH_CONTRAST,
)
THEMES: Final[Mapping[str, Theme]] = MappingProxyType({one.name: one for one in (LIGHT, DARK, CONTRAST)})


class _Appearance(QObject):
    """Emits `changed` when the theme or the font size changes."""

    changed = Signal()


appearance: Final = _Appearance()
_current: Final[list[Theme]] = [LIGHT]


def theme() -> Theme:
    """The current theme."""
    return _current[0]


def set_theme(chosen: Theme) -> None:
    """Set the current theme and emit `appearance.changed`."""
    if chosen is not _current[0]:
        _current[0] = chosen
        appearance.changed.emit()


def status_colour(status: Marked) -> QColor:
    """The colour of a status, or of a light, in the current theme."""
    if isinstance(status, Light):
        return QColor(theme().lights[LIGHT_ORDER.index(status)])
    return QColor(theme().statuses[status])


def status_text(status: Marked) -> QColor:
    """The colour of a text that says a status, or a light, in the current theme."""
    if isinstance(status, Light):
        return QColor(theme().light_texts[LIGHT_ORDER.index(status)])
    return QColor(theme().status_texts[status])


def status_mark(status: Marked) -> QColor:
    """The colour of the small mark of a status, or of a light, in the current theme."""
    if isinstance(status, Light):
        return QColor(theme().light_marks[LIGHT_ORDER.index(status)])
    return QColor(theme().status_marks[status])


def status_tint(status: Marked) -> QColor:
    """The background of a cell with that status or light."""
    return blended(status_colour(status), QColor(theme().paper), theme().tint)


def blended(colour: QColor, ground: QColor, share: float) -> QColor:
    """A colour blended over a background by a share from 0 to 1, opaque."""
    return QColor.fromRgb(_blended(colour.rgb(), ground.rgb(), share))


@lru_cache(maxsize=1024)
def _blended(colour: int, ground: int, share: float) -> int:
    # cached: whatever is painted in a status' colour asks for it
    over, under = channels(QColor.fromRgb(colour)), channels(QColor.fromRgb(ground))
    mixed = (round(share * one + (1 - share) * other) for one, other in zip(over, under, strict=True))
    return QColor(*mixed).rgb()


def channels(colour: QColor) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return colour.red(), colour.green(), colour.blue()


def scenario_colour(hue: str) -> QColor:
    """A scenario's colour (of ``Document.hues``) as a line that is seen on the background; the house's hues as the theme has them."""
    place = HUE_PLACES.get(hue)
    worn = hue if place is None else shaded(theme().hues[place[0]], place[1])
    return QColor(_readable_name(worn, theme().paper, LEAST_CONTRAST))


def line_colour(place: int) -> QColor:
    """The colour of one of many lines that are no scenarios, by its place."""
    return scenario_colour(HUES[place % len(HUES)])


def text_colour(colour: QColor, ground: QColor | None = None, wearing: Theme | None = None) -> QColor:
    """A colour (of a scenario, a line) as a text on a ground (None: the paper) of a theme (None: the current one)."""
    worn = theme() if wearing is None else wearing
    under = worn.paper if ground is None else ground.name()
    return QColor(_readable_name(colour.name(), under, worn.text_contrast))


@lru_cache(maxsize=512)
def _readable_name(colour: str, ground: str, least: float) -> str:
    # cached: every redraw of every chart asks for it
    return readable(QColor(colour), QColor(ground), least=least).name()


def readable(colour: QColor, *grounds: QColor, least: float = LEAST_CONTRAST) -> QColor:
    """The colour, lightened or darkened just enough to stand off all the grounds (which are alike in lightness)."""
    end = QColor("#FFFFFF" if luminance(grounds[0]) < 0.18 else "#000000")
    for step in range(40):
        moved = blended(end, colour, step / 40)
        if all(contrast(moved, ground) >= least for ground in grounds):
            return moved
    return end


def contrast(one: QColor, other: QColor) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG defines it."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    """The relative luminance of a colour, 0 to 1."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
