"""The scenario grid: one outcome for two parameters over ranges, as in planners' own worksheets."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.answers.alternatives import (
    Gathered,
    Outcome,
    alternative,
    outcome_of,
    shifted_assumption,
    with_assumptions,
    with_levers,
)
from npfdesk.engine.ensembles.ensemble import Ensemble, Progress, Told, run
from npfdesk.engine.ensembles.workers import EVERY_CORE, Workers
from npfdesk.engine.projection.inputs import Inputs
from npfdesk.engine.projection.precedents import Link, precedents
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.plan.rounding import rounded_text
from npfdesk.plan.scenarios import LeverIntensities
from npfdesk.plan.series import AssumptionKey, SeriesKey
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]

_MOST_READ = 200
"""Series that are followed to what they rest on."""


@dataclass(frozen=True)
class Axis:
    """One parameter and the figures that it takes: an assumption's value (by its row) or a lever's intensity in %.

    A lever takes each intensity in every region and industry, from the year after the plan's base year on.
    """

    parameter: AssumptionKey | str
    figures: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Grid:
    """The outcomes (first, second) in the outcome's unit, NaN where there is none.

    `targets` are the figures that the outcome's own targets of that year ask for: the lines of a contour.
    """

    outcomes: tuple[Outcome, ...]
    first: Axis
    second: Axis
    tables: tuple[FloatArray, ...]
    targets: tuple[tuple[float, ...], ...]


@dataclass(frozen=True)
class PrintedMismatch:
    """A printed figure that differs from its grid: its place, the printed and the computed figure."""

    first: float
    second: float
    printed: str
    computed: str


def moving_parameters(
    results: Results, scenario: str, series: SeriesKey, year: int
) -> tuple[AssumptionKey | str, ...]:
    """What moves a series' figure of a year: the assumptions that it rests on, the nearest first, then the levers on them.

    Assumptions without a value cannot be moved. Nothing for a series that the plan does not have, or that is entered.
    """
    plan = results.plan
    first = plan.row.get(series, -1)
    assumptions: dict[AssumptionKey | str, None] = {}
    moved: set[str] = set()
    seen, waiting = {first}, deque([first] if first >= 0 else [])
    while waiting and len(seen) <= _MOST_READ:
        row = waiting.popleft()
        for one in precedents(results, scenario, row, year):
            if one.assumption is not None:
                moved.add(plan.series[row].indicator)
                if one.assumption.assumption.value is not None:
                    assumptions[one.assumption.key] = None
            elif one.link in (Link.INPUT, Link.PART, Link.WEIGHT) and one.row not in seen:
                seen.add(one.row)
                waiting.append(one.row)
    levers = dict.fromkeys(effect.lever for effect in plan.levers if effect.indicator in moved)
    return (*assumptions, *levers)


def scenario_grid(
    results: Results,
    scenario: str,
    first: Axis,
    second: Axis,
    outcomes: Sequence[Outcome],
    progress: Progress | None = None,
    workers: Workers = EVERY_CORE,
) -> Grid | None:
    """Every pair of two parameters' figures, and what becomes of some figures; None where `progress` cancelled.

    An assumption's figures by year shift with its value. Each pair is a real recompute, from which all outcomes are
    read; a row of them is a piece of work, and the same whoever does it. KeyError: no such row of assumptions in force,
    lever, series or year. WorkersFailed: the workers cannot be had or are lost.
    """
    # the one scenario, so that nothing else is sent to where it is computed
    alone = replace(results, scenarios={scenario: results.scenarios[scenario]})
    asked = _Asked(alone, scenario, first.parameter, second, tuple(outcomes))
    weights = [float(len(second.figures))] * len(first.figures)
    rows = run(Ensemble(_grid_row, asked, first.figures, weights, holds_lock=True), workers, progress)
    if rows is None:
        return None
    tables = np.stack(rows, axis=1) if rows else np.full((len(outcomes), 0, len(second.figures)), np.nan)
    tables.setflags(write=False)
    return Grid(
        outcomes=tuple(outcomes),
        first=first,
        second=second,
        tables=tuple(tables),
        targets=tuple(tuple(_targets(results, scenario, outcome)) for outcome in outcomes),
    )


@dataclass(frozen=True, eq=False)
class _Asked:
    """What all rows of a grid share."""

    results: Results
    scenario: str
    parameter: AssumptionKey | str
    second: Axis
    outcomes: tuple[Outcome, ...]


def _grid_row(asked: _Asked, figure: float, told: Told) -> FloatArray | None:
    """The outcomes for one figure of the first parameter, (outcome, second); None where it was told to stop."""
    results, scenario = asked.results, asked.scenario
    half = _with(results, results.scenarios[scenario].inputs, asked.parameter, figure)
    row = np.full((len(asked.outcomes), len(asked.second.figures)), np.nan)
    for place, other in enumerate(asked.second.figures):
        chosen = _with(results, half, asked.second.parameter, other)
        projection = alternative(results, scenario, chosen)
        row[:, place] = [outcome_of(results, projection, outcome) for outcome in asked.outcomes]
        if not told(1.0):
            return None
    return row


def _with(results: Results, inputs: Inputs, parameter: AssumptionKey | str, figure: float) -> Inputs:
    if isinstance(parameter, AssumptionKey):
        in_force = set(np.unique(inputs.owner).tolist())
        places = [
            place for place, row in enumerate(inputs.rows) if row.key == parameter and place in in_force
        ]
        if not places:
            raise KeyError(parameter)
        return with_assumptions(
            inputs, {place: shifted_assumption(inputs.rows[place].assumption, figure) for place in places}
        )
    if parameter not in inputs.levers:
        raise KeyError(parameter)
    return with_levers(inputs, {parameter: LeverIntensities(((results.plan.base_year + 1, figure),))})


def _targets(results: Results, scenario: str, outcome: Outcome) -> Iterator[float]:
    """The figures of the targets that are judged by the outcome itself: of a sum its total, of a year's figure its level."""
    table = results.scenarios[scenario].targets
    wanted = {Gathered.SUM: Measure.SUM, Gathered.MEAN: Measure.GROWTH}.get(outcome.gathered)
    for position in table.of_row(results.plan.row[outcome.series]):
        if wanted is None:
            figure = float(table.figure[position])
        else:
            alike = table.measure[position] == MEASURES.index(wanted)
            figure = float(table.reach[position]) if alike else np.nan
        if table.year[position] == outcome.year and np.isfinite(figure):
            yield figure


def printed_mismatches(
    table: FloatArray, first: Axis, second: Axis, printed: Mapping[tuple[float, float], str]
) -> tuple[PrintedMismatch, ...]:
    """The printed figures, by the pair of parameters they stand at, that the grid does not give.

    The grid's figure (first, second) is rounded half up to as many places as are printed, and must then be the same to
    the last digit. A text that is no number counts as a slip. KeyError for a pair that the grid does not have.
    """
    found = []
    rows, columns = list(first.figures), list(second.figures)
    for (one, other), text in printed.items():
        if one not in rows or other not in columns:
            raise KeyError((one, other))
        computed = as_printed(float(table[rows.index(one), columns.index(other)]), text)
        if computed != text.strip():
            found.append(PrintedMismatch(one, other, text, computed))
    return tuple(found)


def as_printed(figure: float, like: str) -> str:
    """A figure with as many decimal places as another one is printed with; "" where it is no finite number."""
    try:
        places = Decimal(like.strip()).as_tuple().exponent
    except InvalidOperation:
        places = 0
    if not np.isfinite(figure) or not isinstance(places, int):
        return ""
    return rounded_text(figure, max(0, -places))
