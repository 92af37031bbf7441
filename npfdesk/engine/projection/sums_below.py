"""Sums below: a series with a path of its own beside the roll-up of its region's children, where the two differ."""

from __future__ import annotations

import math
from dataclasses import dataclass

from npfdesk.engine.projection.results import Results
from npfdesk.plan.methods import Method
from npfdesk.plan.rounding import rounded
from npfdesk.plan.scenarios import Assumption
from npfdesk.plan.series import AssumptionKey, SeriesKey


@dataclass(frozen=True)
class SumBelow:
    """A series (its place in the plan) in one year: its own path's figure, and the roll-up of all its children, in its unit."""

    row: int
    year: int
    own: float
    rolled: float

    @property
    def difference(self) -> float:
        """How far the roll-up lies above the series' own path (below: negative)."""
        return self.rolled - self.own


def sum_below(results: Results, scenario: str, row: int, year: int) -> SumBelow | None:
    """A series' own path beside its roll-up in a year; None where they agree as printed, or there is no such pair.

    There is none up to the last observed year, of what a formula computes, and of a roll-up that lacks one of the children.
    """
    plan, result = results.plan, results.scenarios[scenario]
    column = year - int(plan.years[0])
    if not results.last[row] < column < len(plan.years) or results.frame.formula_row[row]:
        return None
    own, rolled = float(result.values[row, column]), float(result.rollup_path(row)[column])
    covered, children = (int(count) for count in result.covered[row])
    if covered < children or not (math.isfinite(own) and math.isfinite(rolled)):
        return None
    decimals = plan.indicator_by_code[plan.series[row].indicator].decimals
    if rounded(own, decimals) == rounded(rolled, decimals):
        return None
    return SumBelow(row, year, own, rolled)


def left_behind(before: Results, after: Results, scenario: str, row: int, year: int) -> SumBelow | None:
    """The nearest series, from one upwards, whose children a change has moved in a year while its own path stayed."""
    former = before.scenarios.get(scenario)
    if former is None or before.frame is not after.frame:
        return None
    result, column = after.scenarios[scenario], year - int(after.plan.years[0])
    values, values_before = result.values, former.values
    place: int | None = row
    while place is not None:
        # a series that moved itself is not left behind, whatever its children do
        if values[place, column] == values_before[place, column]:
            rolled, then = float(result.rollup_path(place)[column]), float(former.rollup_path(place)[column])
            if rolled != then and math.isfinite(rolled) and math.isfinite(then):
                return sum_below(after, scenario, place, year)
        place = _above(after, place)
    return None


def following_the_sum(results: Results, scenario: str, row: int) -> Assumption:
    """The assumption under which a series is the roll-up of its children from the last observed year on.

    The note on the series' own row of the scenario stays; one that is inherited speaks of another method.
    """
    owned = results.scenarios[scenario].inputs.assumption_of(row)
    own = owned is not None and (owned.scenario, owned.key) == (
        scenario,
        AssumptionKey(*results.plan.series[row]),
    )
    return Assumption(Method.ROLLUP, note=owned.assumption.note if owned is not None and own else "")


def _above(results: Results, row: int) -> int | None:
    """The place of the same series in the region above; None where there is none."""
    region, industry, indicator = results.plan.series[row]
    parent = results.plan.region_by_code[region].parent
    return results.plan.row.get(SeriesKey(parent, industry, indicator)) if parent else None
