"""Sensitivity (tornado): how much each assumption and lever, one at a time, changes a chosen figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from npfdesk.engine.answers.alternatives import (
    Outcome,
    alternative,
    outcome_of,
    series_read_by,
    shifted_assumption,
    with_assumptions,
    with_levers,
)
from npfdesk.engine.projection.inputs import Inputs, OwnedAssumption
from npfdesk.engine.projection.results import Results
from npfdesk.plan.scenarios import LeverIntensities
from npfdesk.plan.series import SeriesKey

FULL: Final = 100.0


@dataclass(frozen=True)
class Bar:
    """One bar: what was moved, from where to where, and what the outcome came to, in the outcome's unit.

    `row` is the assumption moved, or None where `lever` was. `low_input` and `high_input` are the parameter
    (or the lever's intensity in %: of its last year), `input` its own figure. `low` and `high` are the
    outcomes at these, NaN where there is none.
    """

    row: OwnedAssumption | None
    lever: str
    low_input: float
    input: float
    high_input: float
    low: float
    high: float

    @property
    def width(self) -> float:
        """How far apart the two outcomes are; 0 where one of them is missing."""
        width = abs(self.high - self.low)
        return width if np.isfinite(width) else 0.0


@dataclass(frozen=True)
class Tornado:
    """The bars, widest first, about the outcome as it is (`base`); `unmoved` are rows that state no range to move by."""

    outcome: Outcome
    base: float
    bars: tuple[Bar, ...]
    unmoved: tuple[OwnedAssumption, ...]


def tornado(results: Results, scenario: str, outcome: Outcome, step: float | None = None) -> Tornado:
    """Move every assumption and every lever alone and see what becomes of one figure.

    Without `step` an assumption goes from its low to its high (a bound that is not given: its value) and a
    lever from not used to 100 % in all its years. With `step` each goes down and up by it, in its own unit: points of
    growth, units a year, years of a trend, points of intensity (which stay between 0 and 100). Figures by year shift
    by the same amount. Assumptions that the figure does not depend on are left out. Each outcome is a real
    recompute. KeyError where the plan has no such series or year.
    """
    result = results.scenarios[scenario]
    inputs = result.inputs
    base = outcome_of(results, result.projection, outcome)
    bars: list[Bar] = []
    unmoved: list[OwnedAssumption] = []
    depends = series_read_by(results.frame, np.array([results.plan.row[outcome.series]]))
    for place in np.unique(inputs.owner[depends & (inputs.owner >= 0)]).tolist():
        row = inputs.rows[place]
        ends = _ends(row, step)
        if ends is None:
            unmoved.append(row)
            continue
        low, high = (
            outcome_of(
                results,
                alternative(
                    results,
                    scenario,
                    with_assumptions(inputs, {place: shifted_assumption(row.assumption, end)}),
                ),
                outcome,
            )
            for end in ends
        )
        assert row.assumption.value is not None
        bars.append(Bar(row, "", ends[0], row.assumption.value, ends[1], low, high))
    bars.extend(_lever_bars(results, scenario, outcome, step))
    bars.sort(key=lambda bar: -bar.width)
    return Tornado(outcome, base, tuple(bars), tuple(unmoved))


def _ends(row: OwnedAssumption, step: float | None) -> tuple[float, float] | None:
    assumption = row.assumption
    value = assumption.value
    if assumption.method.about.value is None or value is None:
        return None
    if step is not None:
        ends = value - step, value + step
    elif assumption.low is None and assumption.high is None:
        return None
    else:
        ends = (
            value if assumption.low is None else assumption.low,
            value if assumption.high is None else assumption.high,
        )
    bounds = assumption.method.about.value.bounds
    return ends if bounds is None else (bounds.clamped(ends[0]), bounds.clamped(ends[1]))


def _lever_bars(results: Results, scenario: str, outcome: Outcome, step: float | None) -> Iterator[Bar]:
    inputs = results.scenarios[scenario].inputs
    depends = series_read_by(results.frame, np.array([results.plan.row[outcome.series]]))
    indicators = {results.plan.series[row].indicator for row in np.flatnonzero(depends)}
    acting = {effect.lever for effect in results.plan.levers if effect.indicator in indicators}
    for lever in inputs.levers:
        # a dimension's levers also act through their synergy with others
        if lever not in acting and not results.plan.synergy:
            continue
        low, high = (
            outcome_of(
                results, alternative(results, scenario, _lever_at(inputs, results, lever, end, step)), outcome
            )
            for end in (-1, 1)
        )
        level = _intensity(inputs, outcome.series, lever)
        ends = (0.0, FULL) if step is None else (max(0.0, level - step), min(FULL, level + step))
        yield Bar(None, lever, ends[0], level, ends[1], low, high)


def _lever_at(inputs: Inputs, results: Results, lever: str, end: int, step: float | None) -> Inputs:
    """The inputs with one lever at its lower (-1) or upper (1) end, in every row of intensities that it has."""
    place = inputs.levers.index(lever)
    owners = np.unique(inputs.intensity_owner[place])
    if step is None and end < 0:
        return with_levers(inputs, {lever: None})
    if step is None or (owners < 0).all():
        if step is not None and end < 0:
            return inputs
        years = [
            year
            for owner in owners[owners >= 0]
            for year, _ in inputs.intensity_rows[owner].intensities.by_year
        ]
        first = min(years, default=results.plan.base_year + 1)
        return with_levers(
            inputs, {lever: LeverIntensities(((first, FULL if step is None else min(FULL, step)),))}
        )
    rows = list(inputs.intensity_rows)
    owner = inputs.intensity_owner.copy()
    for one in owners[owners >= 0].tolist():
        intensities = rows[one].intensities
        shifted = tuple(
            (year, min(FULL, max(0.0, figure + end * step))) for year, figure in intensities.by_year
        )
        owner[place, inputs.intensity_owner[place] == one] = len(rows)
        rows.append(rows[one]._replace(intensities=LeverIntensities(shifted)))
    return replace(inputs, intensity_rows=tuple(rows), intensity_owner=owner)


def _intensity(inputs: Inputs, series: SeriesKey, lever: str) -> float:
    """The intensity that the outcome's own region and industry come to, in % (0: none)."""
    intensities = inputs.intensities(lever, series.region, series.industry)
    return (
        intensities.intensities.by_year[-1][1]
        if intensities is not None and intensities.intensities.by_year
        else 0.0
    )
