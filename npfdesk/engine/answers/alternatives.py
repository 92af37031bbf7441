"""What if: a scenario's projection with some inputs replaced, computed by the engine's own recompute."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.inputs import Inputs, OwnedAssumption, OwnedIntensities
from npfdesk.engine.projection.levers import lever_gain
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.scenario_paths import Projection, project
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets.figures_to_date import growth_index, growth_to_date, sum_to_date
from npfdesk.engine.uncertainty.drawn_parameters import formula_reads
from npfdesk.plan.scenarios import Assumption, LeverIntensities
from npfdesk.plan.series import ANY, LeverIntensityKey, SeriesKey
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


class Gathered(StrEnum):
    """What of a series an outcome is: a year's own figure, the sum since a base, or the mean growth since it."""

    YEAR = "year"
    SUM = "sum"
    MEAN = "mean"


@dataclass(frozen=True)
class Outcome:
    """The outcome of a question: the figure of a series in a year, or what has `gathered` in the years after `since`."""

    series: SeriesKey
    year: int
    gathered: Gathered = Gathered.YEAR
    since: int = 0


def outcome_of(results: Results, projection: Projection, outcome: Outcome) -> float:
    """The figure of an outcome, NaN where there is none; KeyError where the plan lacks it.

    In its indicator's unit; a mean growth in % a year.
    """
    plan = results.plan
    column, row = plan.column(outcome.year), plan.row[outcome.series]
    path = projection.values[:, row]
    if outcome.gathered is Gathered.YEAR:
        return float(path[column])
    since = outcome.since - int(plan.years[0])
    if outcome.gathered is Gathered.SUM:
        return float(sum_to_date(path, since)[column])
    return float(growth_to_date(growth_index(path, since), since, annual=True)[column])


def judged_outcome(results: Results, scenario: str, series: SeriesKey, year: int) -> Outcome:
    """The figure that a series' target of a year is judged by: of a flow under a sum the sum, of a rate the mean growth.

    A year's own figure where there is no such target (also under words alone, a place, a growth with a level).
    """
    table = results.scenarios[scenario].targets
    for position in table.of_row(results.plan.row[series]):
        if table.year[position] != year:
            continue
        since = int(table.base_year[position])
        if table.measure[position] == MEASURES.index(Measure.SUM):
            return Outcome(series, year, Gathered.SUM, since)
        growth = table.measure[position] == MEASURES.index(Measure.GROWTH)
        if growth and results.frame.rate[table.row[position]] and not table.in_all[position]:
            return Outcome(series, year, Gathered.MEAN, since)
        return Outcome(series, year)
    return Outcome(series, year)


def alternative(
    results: Results, scenario: str, inputs: Inputs, targets: TargetTable | None = None
) -> Projection:
    """The projection of a scenario under other inputs (and targets that its `target` paths follow).

    Only what differs is computed anew, by the same code as any edit.
    """
    result = results.scenarios[scenario]
    before = result.inputs
    levers_stay = (
        inputs.intensity_owner is before.intensity_owner
        and inputs.intensity_rows is before.intensity_rows
        and inputs.spilling is before.spilling
    )
    gain = result.raw_gain if levers_stay else lever_gain(inputs)
    if targets is not None and targets is not result.stated_targets:
        return project(results.frame, results.observed, inputs, gain, targets)[0]
    old = np.array([id(row.assumption) for row in before.rows] + [0], dtype=np.int64)
    new = np.array([id(row.assumption) for row in inputs.rows] + [0], dtype=np.int64)
    marked = old[before.owner] != new[inputs.owner]
    if gain is not result.raw_gain:
        marked |= (gain != result.raw_gain).any(axis=0)
    rows = np.flatnonzero(marked)
    if not len(rows):
        return result.projection
    return project(
        results.frame, results.observed, inputs, gain, result.stated_targets, result.projection, rows
    )[0]


def with_assumptions(inputs: Inputs, changes: Mapping[int, Assumption]) -> Inputs:
    """The inputs with some rows of assumptions (by their place in `inputs.rows`) replaced."""
    rows = list(inputs.rows)
    for place, assumption in changes.items():
        rows[place] = OwnedAssumption(rows[place].scenario, rows[place].key, assumption)
    return replace(inputs, rows=tuple(rows))


def with_levers(inputs: Inputs, levers: Mapping[str, LeverIntensities | None]) -> Inputs:
    """The inputs with some levers' intensities replaced in every region and industry; None: not used at all."""
    intensity_rows = list(inputs.intensity_rows)
    owner = inputs.intensity_owner.copy()
    for lever, intensities in levers.items():
        place = inputs.levers.index(lever)
        if intensities is None:
            owner[place] = -1
            continue
        owner[place] = len(intensity_rows)
        intensity_rows.append(
            OwnedIntensities(inputs.chain[-1].id, LeverIntensityKey(lever, ANY, ANY), intensities)
        )
    return replace(inputs, intensity_rows=tuple(intensity_rows), intensity_owner=owner)


def shifted_assumption(assumption: Assumption, value: float) -> Assumption:
    """An assumption with another value of its parameter; its figures by year shift by the same amount."""
    shift = value - (assumption.value if assumption.value is not None else value)
    by_year = tuple((year, figure + shift) for year, figure in assumption.by_year)
    return replace(assumption, value=value, by_year=by_year)


def series_read_by(frame: Frame, rows: IntArray) -> BoolArray:
    """Every series that the figures of some series can depend on, these included (series,)."""
    needed = np.zeros(len(frame.region_of), dtype=np.bool_)
    needed[rows] = True
    for stage in reversed(frame.stages):
        for rollup in reversed(stage.rollups):
            read = np.repeat(needed[rollup.parents], rollup.sizes)
            needed[rollup.members[read]] = True
            if rollup.weights is not None:
                weights = rollup.weights[read]
                needed[weights[weights >= 0]] = True
        if len(stage.rows) and needed[stage.rows].any():
            for indicator in formula_reads(frame, stage):
                needed[frame.rows_of_indicator[indicator]] = True
    return needed
