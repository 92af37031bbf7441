"""The chart of a target, the same in every form: its lines, its mark, and the axes that it stands on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from npfdesk.plan.model import FloatArray
from npfdesk.plan.problems import Wording
from npfdesk.report.chart_axes import ChartAxes, chart_axes
from npfdesk.report.material import Material
from npfdesk.report.measured_lines import target_lines
from npfdesk.report.standings import TargetStanding

INK: Final = "#1F2328"
SECONDARY: Final = "#57606A"
OBSERVED: Final = Wording("现状值", "actual")
TARGET: Final = Wording("目标", "target")
_SUBTITLE: Final = Wording("{unit}　目标 {year}", "{unit}, target {year}")
_SENTENCE: Final = Wording("{subtitle}　{sentence}", "{subtitle}; {sentence}")


@dataclass(frozen=True)
class Line:
    """One path: figures by year (NaN: none), how it is drawn, and whether its name stands at its end.

    A `guide` leads to the target and is drawn only beside what moves.
    """

    name: str
    figures: Sequence[float]
    colour: str
    width: float = 14
    named: bool = True
    guide: bool = False


@dataclass(frozen=True)
class PathChart:
    """Paths of one indicator in one region; the target is a figure in a year with the plan's words (None: none)."""

    title: str
    subtitle: str
    years: Sequence[int]
    lines: Sequence[Line]
    base_year: int
    target_year: int | None = None
    target: float = math.nan
    said: str = ""
    decimals: int = 0

    @cached_property
    def mark(self) -> tuple[int, float] | None:
        """The target's year and figure, where it has one within the years."""
        there = self.target_year is not None and self.target_year in self.years and math.isfinite(self.target)
        return (self.target_year, self.target) if there and self.target_year is not None else None

    @cached_property
    def axes(self) -> ChartAxes | None:
        """The axes of all its lines; None where there is nothing to draw but the target and what leads to it."""
        if not any(np.isfinite(line.figures).any() for line in self.lines if not line.guide):
            return None
        marked = [self.base_year] + ([] if self.target_year is None else [self.target_year])
        marks = [] if self.mark is None else [self.mark]
        return chart_axes(self.years, [line.figures for line in self.lines], marks, marked)

    @cached_property
    def drawn(self) -> tuple[tuple[Line, FloatArray], ...]:
        """The lines that have a figure, each with its figures over the years of the axes."""
        if self.axes is None:
            return ()
        begun = list(self.years).index(self.axes.years[0])
        cut = slice(begun, begun + len(self.axes.years))
        lines = ((line, np.asarray(line.figures, dtype=np.float64)[cut]) for line in self.lines)
        return tuple((line, figures) for line, figures in lines if np.isfinite(figures).any())


def path_chart(material: Material, row: TargetStanding) -> PathChart:
    """The chart of a target in the scenarios chosen."""
    plan = material.plan
    drawn = target_lines(material, row)
    lines = [
        Line(material.name(one), drawn.paths[one.id].tolist(), material.colour(one))
        for one in material.scenarios
        if one.id in drawn.paths
    ]
    lines += [Line(one.name, one.figures.tolist(), SECONDARY, 8, guide=True) for one in drawn.guides]
    lines.append(Line(material.words(OBSERVED), drawn.observed.tolist(), INK, 20, named=False))
    subtitle = material.words(_SUBTITLE, unit=row.unit_text(material.language) or "–", year=row.year)
    if drawn.sentence:
        subtitle = material.words(_SENTENCE, subtitle=subtitle, sentence=drawn.sentence)
    if noted := material.noted(row.series):
        subtitle = material.words(_SENTENCE, subtitle=subtitle, sentence=noted)
    return PathChart(
        title=material.indicator(row.series),
        subtitle=subtitle,
        years=[int(year) for year in plan.years],
        lines=lines,
        base_year=plan.base_year,
        target_year=row.year,
        target=row.target,
        said=row.text,
        decimals=row.decimals,
    )


def path_charts(material: Material, rows: Iterable[TargetStanding]) -> list[PathChart]:
    """The charts of targets, those left out that would be empty."""
    made = (path_chart(material, row) for row in rows)
    return [chart for chart in made if chart.axes is not None]
