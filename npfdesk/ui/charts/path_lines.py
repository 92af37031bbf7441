"""What a path chart draws, as figures: no painting, and nothing of Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.targets.judgement import milestones
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.targets import TargetKind

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TargetMark:
    """A target in a chart: its year and figure, its bounds (NaN: none), its stretch (NaN: none), and its kind."""

    year: int
    figure: float
    low: float
    high: float
    stretch: float
    kind: TargetKind

    @property
    def banded(self) -> bool:
        """Whether it is met between two bounds (about, a range)."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    def text(self, decimals: int) -> str:
        """What is written beside the mark: ≥ 7,000, ≤ 30, 35 ± 2 %, 1–2, 8,000."""
        if self.kind is TargetKind.ABOUT and self.banded and self.figure:
            slack = (self.high - self.low) / 2 / abs(self.figure) * 100
            return f"{short(self.figure, decimals)} ± {short(slack, 1)} %"
        if self.kind is TargetKind.RANGE and self.banded:
            return f"{short(self.low, decimals)}–{short(self.high, decimals)}"
        sign = {TargetKind.AT_LEAST: "≥ ", TargetKind.AT_MOST: "≤ "}.get(self.kind, "")
        return sign + short(self.figure, decimals)


@dataclass(frozen=True, eq=False)
class PathLines:
    """One series in one scenario: figures by year (year,), NaN where there is none.

    `observed` up to the last observation, `projected` from it on (so that the lines meet), `rollup` the
    children's where it differs from the series' own, `milestones` the target path (of the last target up to
    the horizon, of those before it up to their years), `marks` the targets in the order of their years.
    """

    years: FloatArray
    observed: FloatArray
    projected: FloatArray
    rollup: FloatArray
    milestones: FloatArray
    marks: tuple[TargetMark, ...]

    @property
    def following(self) -> NDArray[np.bool_]:
        """The years from the last observation on (year,), in which scenarios can differ."""
        seen = np.flatnonzero(np.isfinite(self.observed))
        last = int(seen[-1]) if len(seen) else 0
        return np.arange(len(self.years)) >= last


def path_lines(results: Results, scenario: str, row: int) -> PathLines:
    """The lines of a series."""
    result = results.scenarios[scenario]
    years = results.plan.years.astype(np.float64)
    values, origin = result.values[row], result.origin[row]
    seen = (origin == Origin.OBSERVED) & np.isfinite(values)
    if not seen.any():
        # a formula or a roll-up is known, not assumed, up to the base year
        seen = np.isfinite(values) & (results.plan.years <= results.plan.base_year)
    last = int(np.flatnonzero(seen)[-1]) if seen.any() else -1
    columns = np.arange(len(years))
    targets = result.targets
    positions = [position for position in targets.of_row(row) if np.isfinite(targets.figure[position])]
    rollup = result.rollup[row]
    same = (np.abs(rollup - values) <= 1e-9 * np.abs(values)) | (origin == Origin.ROLLED_UP)
    return PathLines(
        years=years,
        observed=np.where(columns <= last, values, np.nan),
        projected=np.where(columns >= last, values, np.nan),
        rollup=np.where(same, np.nan, rollup),
        milestones=_target_path(results, scenario, positions, targets.year),
        marks=tuple(
            TargetMark(
                int(targets.year[position]),
                float(targets.figure[position]),
                float(targets.low[position]),
                float(targets.high[position]),
                float(targets.stretch[position]),
                resolved.kind if (resolved := targets.resolved[position]) is not None else TargetKind.EXACT,
            )
            for position in positions
        ),
    )


def _target_path(
    results: Results, scenario: str, positions: list[int], target_year: NDArray[np.int64]
) -> FloatArray:
    """Each target's path up to its year, one after the other (year,); the last one's level after it."""
    years = results.plan.years
    path = np.full(len(years), np.nan)
    if positions:
        for position, figures in zip(positions, milestones(results, scenario, positions), strict=True):
            still = np.isnan(path)
            path[still] = figures[still]
            if position != positions[-1]:
                path[years > target_year[position]] = np.nan
    return path


def short(figure: float, decimals: int) -> str:
    """A figure without noughts behind its point: 35, 2.69, 7,000."""
    text = format_figure(figure, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text
