"""The axes of a chart: round figures and whole years, the same in the window, on paper and in the charts of an office."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from npfdesk.plan.model import FloatArray
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.rounding import rounded

STEPS: Final = 5
"""In about how many steps an axis of figures is divided where there is room."""
_YEARS: Final = 6.0
"""So many spaces between written years a chart of a report has room for."""
_STEPS: Final = (1.0, 2.0, 5.0, 10.0)
_YEAR_STEPS: Final = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True)
class FigureTicks:
    """An axis of figures: where it begins and ends, and the round figures written on it with so many decimals."""

    low: float
    high: float
    values: tuple[float, ...]
    texts: tuple[str, ...]
    decimals: int = 0

    @property
    def step(self) -> float:
        """From one figure to the next; the whole axis where it has fewer than two."""
        return self.values[1] - self.values[0] if len(self.values) > 1 else self.high - self.low


# an axis is asked for with every edit, and mostly stays
@lru_cache(maxsize=1024)
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
    return FigureTicks(first * step, last * step, values, texts, decimals)


def tick_text(value: float, decimals: int) -> str:
    """A figure on an axis: separators, a true minus, no minus before zero."""
    return format_figure(value, decimals)


def year_ticks(first: int, last: int, marked: frozenset[int], width: float, needed: float) -> tuple[int, ...]:
    """The years written on an axis of `width` where each needs `needed` (of the same unit).

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


@dataclass(frozen=True)
class ChartAxes:
    """The axes of a report's chart: the years that it covers, those of them that are written, and its figures."""

    years: tuple[int, ...]
    written: tuple[int, ...]
    ticks: FigureTicks

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """What stands under each year, "" under those that are not written."""
        return tuple(str(year) if year in self.written else "" for year in self.years)


def chart_axes(
    years: Sequence[int],
    lines: Iterable[Sequence[float] | FloatArray],
    marks: Sequence[tuple[int, float]] = (),
    marked: Iterable[int] = (),
    *,
    kept: bool = False,
) -> ChartAxes | None:
    """The axes of lines (year,), NaN where there is no figure, and of marks (a year and a figure); None where there is none.

    The years begin with the first figure and end with the last; `marked` are years to be written where that may be. `kept`: all the years are wanted.
    """
    figures = [np.asarray(line, dtype=np.float64) for line in lines]
    there = np.zeros(len(years), dtype=bool)
    spread: list[float] = []
    for path in figures:
        known = np.isfinite(path)
        there |= known
        if known.any():
            spread += [float(np.min(path[known])), float(np.max(path[known]))]
    seen = [int(year) for year, known in zip(years, there, strict=True) if known]
    for year, figure in marks:
        if math.isfinite(figure) and year in years:
            seen.append(year)
            spread.append(figure)
    if not seen:
        return None
    first, last = (int(years[0]), int(years[-1])) if kept else (min(seen), max(seen))
    written = year_ticks(first, last, frozenset(marked), _YEARS, 1.0)
    covered = tuple(range(first, last + 1))
    return ChartAxes(covered, written, figure_ticks(min(spread), max(spread), STEPS))


def bar_ticks(series: Iterable[Sequence[float | None]], *, stacked: bool = False) -> FigureTicks:
    """The axis of bars by series (category,), None where there is none; bars begin at zero."""
    rows = [[0.0 if one is None or not math.isfinite(one) else one for one in row] for row in series]
    if stacked:
        rows = [[sum(column) for column in zip(*rows, strict=True)]]
    figures = [0.0, *(one for row in rows for one in row)]
    return figure_ticks(min(figures), max(figures), STEPS)


ABOVE, BELOW, LEFT, RIGHT = "above", "below", "left", "right"
"""Where the words of a mark stand."""


def free_side(
    axes: ChartAxes,
    lines: Iterable[Sequence[float] | FloatArray],
    mark: tuple[int, float],
    size: tuple[float, float],
) -> str:
    """The side of a mark on which its words cross the fewest lines and do not leave the chart; above where all are alike.

    The lines (year,) go over the years of the axes; `size` is that of the words as shares of the chart's width and height.
    """
    first, last, ticks = axes.years[0], axes.years[-1], axes.ticks
    across, up = max(last - first, 1), (ticks.high - ticks.low) or 1.0
    x, y = (mark[0] - first) / across, (mark[1] - ticks.low) / up
    width, height = size
    gap = 0.04
    places = {
        ABOVE: (x - width / 2, y + gap),
        BELOW: (x - width / 2, y - gap - height),
        RIGHT: (x + gap / 2, y - height / 2),
        LEFT: (x - gap / 2 - width, y - height / 2),
    }
    drawn = [(np.asarray(line, dtype=np.float64) - ticks.low) / up for line in lines]
    years = (np.arange(first, last + 1) - first) / across

    def cost(side: str) -> float:
        left, bottom = places[side]
        # over the chart there is room for a line of words, beside and under it is none
        outside = max(-left, 0.0) + max(left + width - 1.05, 0.0) + max(-bottom, 0.0)
        outside += max(bottom + height - 1.12, 0.0)
        return sum(_crosses(years, line, left, bottom, size) for line in drawn) + 20 * outside

    return min(places, key=cost)


def words_share(text: str, points: float, width: float, height: float) -> tuple[float, float]:
    """About how large words are, as shares of the width and height (points) of a chart's lines; Chinese is as wide as high."""
    wide = sum(0.56 if sign.isascii() else 1.0 for sign in text) * points
    return min(wide / width, 1.0), min(1.3 * points / height, 1.0)


def _crosses(
    years: FloatArray, line: FloatArray, left: float, bottom: float, size: tuple[float, float]
) -> bool:
    """Whether a line passes through a rectangle."""
    known = np.isfinite(line)
    if not known.any():
        return False
    at = np.linspace(left, left + size[0], 9)
    heights = np.interp(at, years[known], line[known])
    inside = (at >= years[known].min()) & (at <= years[known].max())
    return bool(np.any(inside & (heights >= bottom) & (heights <= bottom + size[1])))


def _step(rough: float, whole: bool) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(step for step in _STEPS if step * power >= rough * 0.999) * power
    return max(1.0, math.ceil(step)) if whole else step


def _decimals(step: float) -> int:
    for decimals in range(12):
        if abs(rounded(step, decimals) - step) < step * 1e-6:
            return decimals
    return 12
