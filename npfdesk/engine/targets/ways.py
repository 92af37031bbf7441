"""The ways to targets: where each begins, what it counts to, and what is due on it by each year.

With several target years each way starts where the one before ends. The milestones of a target lie on the way from the
base through the figures of its earlier targets; once the last of these that is no yearly stage has passed, pace, share of
the way and base are counted from its figure, and until then from the base over the whole way, since that is what the later
target asks of the years gone. What was reached does not move where a way begins: it begins at the target's figure.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable, base_figures
from npfdesk.engine.targets import gaps
from npfdesk.plan.methods import interpolate
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Ways:
    """The ways to all targets of a table, (target,): `base` the figure of the base year and `end` what the way counts to.

    `end` is, of a range or an about, the edge nearer to where the way begins. Of places `end` is the place; of sums, growths
    without a level and words both say nothing (see ``measured_figures``).
    """

    table: TargetTable
    base: FloatArray
    end: FloatArray
    points: BoolArray

    def begin(self, year: int | IntArray) -> tuple[FloatArray, IntArray]:
        """The figure and the year at which the way begins that a year is judged on, (target,)."""
        table, at = self.table, self.table.begun
        if not table.follows:
            return self.base.copy(), table.base_year.copy()
        passed = (at >= 0) & (year > table.year[at])
        return np.where(passed, self.end[at], self.base), np.where(passed, table.year[at], table.base_year)

    def due(self, year: int | IntArray, chosen: IntArray | None = None) -> FloatArray:
        """The milestones of a year (target,), or of years (target, year): level after the target's year.

        NaN before the base year, and where there is no figure to begin at. `chosen` names some targets alone.
        """
        table = self.table
        at = np.arange(len(table.row)) if chosen is None else chosen
        years = np.asarray(year)
        leg = np.broadcast_to(at[:, None], (len(at), len(years))) if years.ndim else at
        while (
            table.follows
            and (back := (table.before[leg] >= 0) & (years <= table.year[table.before[leg]])).any()
        ):
            leg = np.where(back, table.before[leg], leg)
        before = table.before[leg]
        begin = np.where(before >= 0, self.end[before], self.base[leg])
        begin_year = np.where(before >= 0, table.year[before], table.base_year[leg])
        return milestone(begin, begin_year, self.end[leg], table.year[leg], years, self.points[leg])


def ways(results: Results, scenario: str) -> Ways:
    """The ways to a scenario's targets; a base is a figure that rests on observed ones alone."""
    table = results.scenarios[scenario].targets
    base = base_figures(results.actual.values, table.row, table.base_year, int(results.plan.years[0]))
    return ways_from(table, base, results.frame.points[table.row])


def ways_from(table: TargetTable, base: FloatArray, points: BoolArray) -> Ways:
    """The ways to the targets of a table from bases (target,)."""
    rank = table.measure == MEASURES.index(Measure.RANK)
    end = gaps.way_end(base, table.figure, table.low, table.high, table.inside)
    end = np.where(rank, table.reach, end)
    later = np.flatnonzero((table.before >= 0) & table.inside & ~rank)
    for position in later[np.argsort(table.year[later], kind="stable")].tolist():
        at = slice(position, position + 1)
        begin = end[table.before[at]]
        end[at] = gaps.way_end(begin, table.figure[at], table.low[at], table.high[at], table.inside[at])
    return Ways(table, base, end, points | rank)


def milestone(
    begin: FloatArray,
    begin_year: IntArray,
    end: FloatArray,
    end_year: IntArray,
    year: IntArray,
    points: BoolArray,
) -> FloatArray:
    """The figure due in a year on the way between two, level after it; NaN before it begins and without either figure."""
    path = interpolate(begin, end, begin_year, end_year, year, points)
    path = np.where(year >= end_year, np.where(np.isfinite(begin), end, np.nan), path)
    # a target without a figure has no path, not even in its base year
    return np.where((year < begin_year) | np.isnan(end), np.nan, path)
