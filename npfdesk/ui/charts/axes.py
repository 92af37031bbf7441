"""Axes as a yearbook sets them: few round ticks with separators, whole years."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from npfdesk.ui.style import NOTE_PIXELS, pixels

_STEPS = (1.0, 2.0, 5.0, 10.0)
_YEAR_STEPS = (1, 2, 5, 10, 20, 50)
# asked for with every label of every frame
_FONTS: dict[tuple[float, bool], tuple[QFont, QFontMetricsF]] = {}


@dataclass(frozen=True)
class FigureTicks:
    """An axis of figures: where it begins and ends, and the round figures written on it."""

    low: float
    high: float
    values: tuple[float, ...]
    texts: tuple[str, ...]


def figure_ticks(low: float, high: float, intervals: int = 4, whole: bool = False) -> FigureTicks:
    """An axis that holds `low` to `high`, from one round figure to another, in about `intervals` steps.

    From zero where the figures are not negative and come within two fifths of it. `whole`: no fractions.
    """
    if 0 <= low < 0.4 * high:
        low = 0.0
    if high < 0 and high > 0.4 * low:
        high = 0.0
    if not high > low:
        margin = abs(high) * 0.1 or 1.0
        low, high = low - margin if low else 0.0, high + margin
    step = _step((high - low) / max(intervals, 1), whole)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # a line along the very edge is neither seen nor labelled well
    room = 0.03 * (high - low)
    if high + room > last * step:
        last += 1
    if low - room < first * step and low > 0 and first > 0:
        first -= 1
    decimals = _decimals(step)
    values = tuple(index * step for index in range(first, last + 1))
    texts = tuple(tick_text(value, decimals) for value in values)
    return FigureTicks(first * step, last * step, values, texts)


def tick_text(value: float, decimals: int) -> str:
    """A figure on an axis: separators, a true minus, no minus before zero."""
    text = f"{value:,.{decimals}f}"
    return text.lstrip("-") if not value else text.replace("-", "−")


def year_ticks(first: int, last: int, marked: frozenset[int], width: float, needed: float) -> tuple[int, ...]:
    """The years written on an axis of `width` pixels where each needs `needed`.

    Every year where there is room, else the narrowest regular step that writes the last year and as many of
    those `marked` (the base's, the targets') as may be.
    """
    room = width / max(last - first, 1)
    fitting = [step for step in _YEAR_STEPS if room * step >= needed] or [_YEAR_STEPS[-1]]

    def written(step: int) -> tuple[int, ...]:
        return tuple(year for year in range(first, last + 1) if (last - year) % step == 0)

    def missed(step: int) -> tuple[bool, int, int]:
        years = written(step)
        return len(years) < 3, len({year for year in marked if first <= year <= last} - set(years)), step

    return written(fitting[0] if fitting[0] == 1 else min(fitting, key=missed))


def chart_font(scale: float = 1.0, strong: bool = False) -> QFont:
    """The font of ticks and labels in a chart: the application's, in the size of notes."""
    return _kept(scale, strong)[0]


def chart_metrics(scale: float = 1.0, strong: bool = False) -> QFontMetricsF:
    """The measures of ``chart_font``."""
    return _kept(scale, strong)[1]


def forget_fonts() -> None:
    """The application's font is another."""
    _FONTS.clear()


def _kept(scale: float, strong: bool) -> tuple[QFont, QFontMetricsF]:
    kept = _FONTS.get((scale, strong))
    if kept is None:
        font = QFont(QApplication.font())
        font.setPixelSize(round(pixels(NOTE_PIXELS) * scale))
        if strong:
            font.setWeight(QFont.Weight.DemiBold)
        kept = _FONTS[scale, strong] = (font, QFontMetricsF(font))
    return kept


def _step(rough: float, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in _STEPS if step * power >= rough * 0.999) * power
    return max(1.0, math.ceil(step)) if whole else step


def _decimals(step: float) -> int:
    for decimals in range(12):
        if abs(round(step, decimals) - step) < step * 1e-6:
            return decimals
    return 12
