"""What one path chart is asked to show: lines with their names and colours, words in the language in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from npfdesk.engine.analyses.method_cards import METHOD_CARDS
from npfdesk.plan.chart_notes import ChartNote
from npfdesk.ui.charts.path_lines import PathLines
from npfdesk.ui.charts.plot import Line
from npfdesk.ui.look.colours import blended, theme
from npfdesk.ui.look.language import language

if TYPE_CHECKING:
    # only for its type: the forecasts' own libraries are not loaded with the window
    from npfdesk.engine.analyses.forecasts import Forecast

FloatArray = NDArray[np.float64]
_BEFORE_A_SUM = 4
"""How many years before the base of a sum are shown."""


@dataclass(frozen=True)
class Words:
    """The words inside a chart."""

    base: str = ""
    stretch: str = ""
    before: str = ""
    rollup: str = ""
    needed: str = ""
    earlier_base: str = ""
    draft: str = ""


@dataclass(frozen=True, eq=False)
class Yardstick:
    """The line of a yardstick, with its own figures (year,), which its line has where it is not `paced`."""

    line: Line
    figures: FloatArray
    paced: bool


@dataclass(frozen=True, eq=False)
class Drawing:
    """One series: its lines in the scenario edited, that scenario's name and colour, the others by their ids.

    `ghost` are the figures before the edit (None: nothing was edited), `year` the year looked at; `room` are
    figures that are to come, for which the axis has room already. `forecasts` by their methods lie faint behind
    all else, and the axis makes no room for them: one that shoots up would flatten what is planned. `benchmarks` are
    the yardsticks by their codes, `notes` those of the scenario edited by their ids, for which the axis makes no room either.
    """

    lines: PathLines
    name: str
    colour: QColor
    unit: str
    decimals: int
    whole: bool
    base_year: int
    year: int
    words: Words
    others: Mapping[str, Line] = field(default_factory=lambda: MappingProxyType({}))
    ghost: FloatArray | None = None
    room: FloatArray | None = None
    forecasts: Mapping[str, Line] = field(default_factory=lambda: MappingProxyType({}))
    benchmarks: Mapping[str, Yardstick] = field(default_factory=lambda: MappingProxyType({}))
    notes: Mapping[str, ChartNote] = field(default_factory=lambda: MappingProxyType({}))

    @cached_property
    def extent(self) -> tuple[float, float]:
        """The lowest and the highest figure of all lines and marks; NaN twice where there is none."""
        lines = self.lines
        marks = [value for mark in lines.marks for value in (mark.figure, mark.low, mark.high, mark.stretch)]
        marks += [one.figure for one in lines.closed]
        figures = np.concatenate(
            [
                lines.observed,
                lines.projected,
                lines.rollup,
                lines.milestones,
                *(() if lines.needed is None else (lines.needed,)),
                np.array(marks, dtype=np.float64),
                *(line.figures for line in self.others.values()),
                *(one.line.figures for one in self.benchmarks.values()),
                *(() if self.ghost is None else (self.ghost,)),
                *(() if self.room is None else (self.room,)),
            ]
        )
        known = figures[np.isfinite(figures)]
        return (float(known.min()), float(known.max())) if len(known) else (np.nan, np.nan)

    @cached_property
    def first_year(self) -> int:
        """The first year with a figure; the base year where there is none."""
        known = np.isfinite(self.lines.observed) | np.isfinite(self.lines.projected)
        standing = self.lines.standing
        if standing is not None and self.lines.cumulated:
            # the yearly amounts below have a past before the sum begins
            known |= np.isfinite(standing.yearly) & (self.lines.years >= standing.since - _BEFORE_A_SUM)
        places = known.nonzero()[0]
        first = int(self.lines.years[places[0]]) if len(places) else self.base_year
        return min(first, self.base_year)


def forecast_lines(lines: PathLines, forecasts: Iterable[Forecast]) -> dict[str, Line]:
    """Each forecast over the plan's years (year,) by its method, from the last figure of its past on; NaN before.

    One that was made of another past than the lines show (a figure was put right since) is left out.
    """
    years = lines.years
    known = np.where(np.isfinite(lines.observed), lines.observed, lines.projected)
    colour = blended(QColor(theme().secondary), QColor(theme().paper), 0.6)
    found = {}
    for forecast in forecasts:
        if not np.allclose(
            known[np.searchsorted(years, forecast.past_years)], forecast.past, rtol=1e-9, atol=0
        ):
            continue
        figures = np.full(len(years), np.nan)
        figures[np.searchsorted(years, forecast.past_years[-1])] = forecast.past[-1]
        figures[np.searchsorted(years, forecast.years)] = forecast.values
        method = str(forecast.method)
        found[method] = Line(METHOD_CARDS[method].title.text(language(), {}), years, figures, colour)
    return found
