"""What a path chart draws, as figures: no Qt beyond this floor's, no painting."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.judging import milestones
from npfdesk.engine.results import Origin, Results
from npfdesk.plan.targets import TargetKind

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TargetMark:
    """A target in a chart: its year and figure, its bounds (NaN: none), its stretch, and its words."""

    year: int
    figure: float
    low: float
    high: float
    stretch: float
    text: str


@dataclass(frozen=True, eq=False)
class PathLines:
    """One series in one scenario: figures by year (year,), NaN where there is none.

    `observed` up to the last observation, `projected` from it on (so that the lines meet), `rollup` the
    children's, `milestones` the target path.
    """

    years: FloatArray
    observed: FloatArray
    projected: FloatArray
    rollup: FloatArray
    milestones: FloatArray
    marks: tuple[TargetMark, ...]


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
    path = milestones(results, scenario, positions[-1:])[0] if positions else np.full(len(years), np.nan)
    return PathLines(
        years=years,
        observed=np.where(columns <= last, values, np.nan),
        projected=np.where(columns >= last, values, np.nan),
        rollup=np.where(np.isclose(result.rollup[row], values, rtol=1e-9), np.nan, result.rollup[row]),
        milestones=path,
        marks=tuple(
            TargetMark(
                int(targets.year[position]),
                float(targets.figure[position]),
                float(targets.low[position]),
                float(targets.high[position]),
                float(targets.stretch[position]),
                _sign(targets.resolved[position].kind if targets.resolved[position] else TargetKind.EXACT),
            )
            for position in positions
        ),
    )


def _sign(kind: TargetKind) -> str:
    return {TargetKind.AT_LEAST: "≥ ", TargetKind.AT_MOST: "≤ ", TargetKind.ABOUT: "≈ "}.get(kind, "")
