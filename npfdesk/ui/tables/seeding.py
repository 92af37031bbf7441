"""A method chosen anew begins with parameters that leave the path near where it was."""

from __future__ import annotations

import numpy as np

from npfdesk.engine.paths import trend
from npfdesk.engine.results import Results
from npfdesk.plan.scenarios import Assumption, Method


def seeded(
    results: Results, scenario: str, row: int | None, method: Method, before: Assumption | None
) -> Assumption:
    """An assumption of a method, its parameters taken from the past and the present path of a series.

    Growth and step take the past's pace (0 where there is none), an S curve the target or half as much again
    as its ceiling, values the path as it is now. A general row (`row` None) begins at 0.
    """
    note = before.note if before is not None else ""
    if before is not None and before.method is method:
        return before
    if method in (Method.TARGET, Method.TREND, Method.HOLD):
        return Assumption(method, note=note)
    if row is None:
        return Assumption(method, value=None if method is Method.VALUES else 0.0, note=note)
    plan, result = results.plan, results.scenarios[scenario]
    values = result.values[row]
    seen = np.flatnonzero(np.isfinite(results.observed[:, row]))
    last = int(seen[-1]) if len(seen) else 0
    if method in (Method.GROWTH, Method.STEP):
        column = results.observed[:, row : row + 1]
        pace = (
            float(trend(column, np.array([np.nan]), np.array([method is Method.STEP]))[0])
            if len(seen) > 1
            else 0.0
        )
        pace = pace * 100 if method is Method.GROWTH else pace
        return Assumption(method, value=round(pace, 2) if np.isfinite(pace) else 0.0, note=note)
    if method is Method.LOGISTIC:
        targets = [result.targets.figure[position] for position in result.targets.of_row(row)]
        reached = max([figure for figure in targets if np.isfinite(figure)], default=0.0)
        value = float(values[last]) if len(seen) else 0.0
        middle = int(plan.years[last]) + max(1, (int(plan.years[-1]) - int(plan.years[last])) // 2)
        return Assumption(
            method, value=round(max(reached * 1.2, value * 1.5), 2), midpoint=float(middle), note=note
        )
    path = [
        (int(year), round(float(value), 4))
        for column, (year, value) in enumerate(zip(plan.years, values, strict=True))
        if column > last and np.isfinite(value)
    ]
    return Assumption(method, by_year=tuple(path), note=note)
