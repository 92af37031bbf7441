"""How a chart is set: in what type, inks and hairlines, on the screen or on paper."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPen
from PySide6.QtWidgets import QApplication

from npfdesk.plan.problems import Language
from npfdesk.ui.look.colours import Theme, blended, text_colour, theme
from npfdesk.ui.look.language import language
from npfdesk.ui.look.style import NOTE_PIXELS, font_size, note_pixels

_RULE, _UPRIGHT, _VEIL = 0.55, 0.5, 205
"""How strongly a rule and the hairline of a year stand off the paper, and how much a veil of paper hides (of 255)."""
_MOST_KEPT = 4096
"""How many widths of texts are kept; an edit brings new figures."""


class Typeface:
    """A font, its measures, and the widths of the texts that were measured."""

    def __init__(self, font: QFont) -> None:
        self.font, self.metrics = font, QFontMetricsF(font)
        self.line = self.metrics.height()
        self._widths: dict[str, float] = {}

    def width(self, text: str) -> float:
        """How wide a text is (pixels); asked for with every label of every frame."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) >= _MOST_KEPT:
                self._widths.clear()
            width = self._widths[text] = self.metrics.horizontalAdvance(text)
        return width


class Inks:
    """The colours and the hairlines of a theme, made once; nobody changes them."""

    def __init__(self, colours: Theme, hairline: float) -> None:
        self.ink, self.paper = QColor(colours.ink), QColor(colours.paper)
        self.quiet, self.panel = QColor(colours.secondary), QColor(colours.panel)
        self.hairline = QPen(QColor(colours.hairline), hairline)
        self.rule = QPen(blended(self.quiet, self.paper, _RULE), hairline)
        self.upright = QPen(blended(self.quiet, self.paper, _UPRIGHT), hairline)
        self.veil = QColor(self.paper)
        self.veil.setAlpha(_VEIL)


_TYPEFACES: dict[tuple[float, str, bool, int, Language], Typeface] = {}
# a theme is a value, and there are few
_inks = cache(Inks)


@dataclass(frozen=True)
class Setting:
    """Type, inks and hairlines.

    On the screen type is the application's in the size of notes, times `magnification`, and the colours are those
    of the theme in force. Paper has its own: a `family`, in a size that no user's choice changes, `colours`, and
    hairlines of a width (pixels) that need not lie on any pixel. `weight` makes lines heavier than type, for a room.
    """

    magnification: float = 1.0
    weight: float = 1.0
    family: str = ""
    colours: Theme | None = None
    hairline: float = 1.0

    def typeface(self, strong: bool = False) -> Typeface:
        """The type of ticks and labels."""
        # another language is set in another size
        key = (self.magnification, self.family, strong, font_size(), language())
        kept = _TYPEFACES.get(key)
        if kept is None:
            kept = _TYPEFACES[key] = Typeface(self._font(strong))
        return kept

    def _font(self, strong: bool) -> QFont:
        if self.family:
            # one cut is embedded; a strong one would be made up from it
            font = QFont(self.family)
            font.setPixelSize(round(NOTE_PIXELS * self.magnification))
            font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
            return font
        font = QFont(QApplication.font())
        font.setPixelSize(note_pixels(self.magnification))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    @property
    def stroke(self) -> float:
        """How much wider than usual lines are."""
        return self.magnification * self.weight

    @property
    def line(self) -> float:
        """The height of a line of type (pixels)."""
        return self.typeface().line

    @property
    def inks(self) -> Inks:
        """The colours and hairlines."""
        return _inks(theme() if self.colours is None else self.colours, self.hairline)

    def text(self, colour: QColor) -> QColor:
        """A line's colour as the text that names the line."""
        return text_colour(colour, wearing=self.colours)

    def crisp(self, pixel: float) -> float:
        """The middle of a pixel, so that a hairline on a screen is one pixel wide; on paper the very place."""
        return pixel if self.family else math.floor(pixel) + 0.5


SCREEN = Setting()
"""As charts are set in the window."""


def forget_fonts() -> None:
    """The application's font is another."""
    _TYPEFACES.clear()
