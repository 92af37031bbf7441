"""What a year asks of each series: its own yearly target, else this year's part of the way to a later one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.engine.targets.judgement import milestones, reached
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class YearTargets:
    """What one year asks of each series of the plan; every array is (series,), in the order of the plan's rows.

    `figure` in the indicator's unit: of a level the target of the year or its milestone, of a sum of several years the
    milestone's rise within the year, T / (Y - b); NaN where there is none. `growth` is that of the year in %, where the
    target is a growth that comes to no level (of a rate, or without a base). `stated` says that the target is of the year
    itself, `position` is the target's place in its table (-1: none), `target_year` its year. `low` and `high` bound a
    range or an about of the year itself, or of a growth a year (NaN otherwise); `sign` is 1 where more is better, else -1.
    """

    year: int
    figure: FloatArray
    growth: FloatArray
    stated: BoolArray
    position: IntArray
    target_year: IntArray
    low: FloatArray
    high: FloatArray
    sign: FloatArray


def year_targets(results: Results, scenario: str, year: int) -> YearTargets:
    """What a year asks of each series under a scenario's targets.

    A target of the year stands before one of a later year, of those the nearest, and a first statement before a second.
    Targets in words alone, places and relations ask for no figure of the year.
    """
    table, plan = results.scenarios[scenario].targets, results.plan
    figure, growth = np.full(len(table.row), np.nan), np.full(len(table.row), np.nan)
    span = (table.year - table.base_year).astype(np.float64)
    levels = np.isfinite(table.figure)
    inside = int(plan.years[0]) <= year <= int(plan.years[-1])
    later = np.flatnonzero(levels & (table.year > year) & (table.base_year < year))
    if inside and len(later):
        figure[later] = milestones(results, scenario, later.tolist())[:, plan.column(year)]
    due = table.year == year
    figure = np.where(levels & due, table.figure, figure)
    ranges = np.flatnonzero(levels & due & table.ranges)
    if len(ranges):
        # the way counts to the edge that is nearer to the base
        figure[ranges] = reached(results, scenario, ranges).end
    running = (table.base_year < year) & (span > 0)
    summed = (table.measure == MEASURES.index(Measure.SUM)) & running
    with np.errstate(divide="ignore", invalid="ignore"):
        figure = np.where(summed, table.reach / span, figure)
        in_all = 1.0 + table.reach / 100.0
        mean = (np.where(in_all >= 0, in_all, np.nan) ** (1.0 / span) - 1.0) * 100.0
    grown = (table.measure == MEASURES.index(Measure.GROWTH)) & ~levels & running
    growth = np.where(grown, np.where(table.in_all, mean, table.reach), growth)
    # a bare figure of a rate without years between is that of its year
    bare = (table.measure == MEASURES.index(Measure.GROWTH)) & ~levels & (table.year == year) & (span <= 0)
    growth = np.where(bare, table.reach, growth)
    eligible = np.flatnonzero((table.year >= year) & (np.isfinite(figure) | np.isfinite(growth)))
    order = eligible[np.lexsort((eligible, table.second[eligible], table.year[eligible]))]
    rows, first = np.unique(table.row[order], return_index=True)
    chosen = order[first]
    position = np.full(len(plan.series), -1, dtype=np.int64)
    position[rows] = chosen
    own = (table.year == year) & ~(summed & (span > 1)) & ~(grown & (span > 1))

    def by_row(figures: FloatArray, nothing: float) -> FloatArray:
        made = np.full(len(plan.series), nothing)
        made[rows] = figures[chosen]
        return made

    bounded = own & table.inside
    # bounds of a growth are of every year that it is asked of
    of_growth = (grown | bare) & table.inside & ~table.in_all
    return YearTargets(
        year=year,
        figure=by_row(figure, np.nan),
        growth=by_row(growth, np.nan),
        stated=by_row(own.astype(np.float64), 0.0) > 0,
        position=position,
        target_year=by_row(table.year.astype(np.float64), 0.0).astype(np.int64),
        low=by_row(np.where(of_growth, table.reach_low, np.where(bounded, table.low, np.nan)), np.nan),
        high=by_row(np.where(of_growth, table.reach_high, np.where(bounded, table.high, np.nan)), np.nan),
        sign=by_row(table.sign, 1.0),
    )
