"""What one path chart is asked to show: lines with their names and colours, words in the language in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from npfdesk.ui.charts.path_lines import PathLines

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Line:
    """One line beside the scenario's: its name, colour and figures (year,)."""

    name: str
    colour: QColor
    figures: FloatArray


@dataclass(frozen=True)
class Words:
    """The words inside a chart."""

    base: str = ""
    stretch: str = ""
    before: str = ""
    rollup: str = ""
    more: str = ""


@dataclass(frozen=True, eq=False)
class Drawing:
    """One series: its lines in the scenario edited, that scenario's name and colour, the others by their ids.

    `ghost` are the figures before the edit (None: nothing was edited), `year` the year looked at; `room` are
    figures that are to come, for which the axis has room already. `forecasts` by their methods lie faint behind
    all else, and the axis makes no room for them: one that shoots up would flatten what is planned.
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

    def extent(self) -> tuple[float, float]:
        """The lowest and the highest figure of all lines and marks; NaN twice where there is none."""
        lines = self.lines
        marks = [value for mark in lines.marks for value in (mark.figure, mark.low, mark.high, mark.stretch)]
        figures = np.concatenate(
            [
                lines.observed,
                lines.projected,
                lines.rollup,
                lines.milestones,
                np.array(marks, dtype=np.float64),
                *(line.figures for line in self.others.values()),
                *(() if self.ghost is None else (self.ghost,)),
                *(() if self.room is None else (self.room,)),
            ]
        )
        known = figures[np.isfinite(figures)]
        return (float(known.min()), float(known.max())) if len(known) else (np.nan, np.nan)

    def first_year(self) -> int:
        """The first year with a figure; the base year where there is none."""
        known = np.isfinite(self.lines.observed) | np.isfinite(self.lines.projected)
        places = np.flatnonzero(known)
        first = int(self.lines.years[places[0]]) if len(places) else self.base_year
        return min(first, self.base_year)
