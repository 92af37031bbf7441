"""Dragging the end of a path: the growth or step that leads to the figure at which the user drops it."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.paths import levered, own_paths, parameters
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.plan.method_description import DraggedEnd
from npfdesk.plan.methods import usual_method
from npfdesk.plan.rounding import rounded
from npfdesk.plan.scenarios import Assumption

FloatArray = NDArray[np.float64]
_HALVINGS: Final = 50


def end_column(results: Results, scenario: str, row: int) -> int | None:
    """The column of the year by whose figure a path can be pulled: its last; None where it cannot be.

    A formula, a roll-up and a path without an observed figure follow from others; an S curve and figures
    given by year have no growth or step of their own.
    """
    result = results.scenarios[scenario]
    winner = result.inputs.assumption_of(row)
    if results.frame.formula_row[row] or (winner is not None and not _follows(winner.assumption)):
        return None
    last = int(results.last[row])
    end = len(results.plan.years) - 1
    own = result.origin[row, end] != Origin.ROLLED_UP
    positive = bool(results.frame.points[row]) or (last >= 0 and results.observed[last, row] > 0)
    return end if own and positive and 0 <= last < end else None


def assumption_reaching(
    results: Results, scenario: str, row: int, figure: float, places: int = 2
) -> Assumption | None:
    """The assumption whose path ends at a figure, its growth or step rounded to `places`; None where none does.

    Over the years after the last observed one, by the method's own way of it (``npfdesk.plan.methods``); years that
    the assumption gives a figure of their own keep it, and what levers add is counted (they reach a path that is
    held only once it grows). Where the method gives way, growth for amounts and step for ratio and index take its
    place; else the assumption's range and note stay. None too where every year has a figure of its own.
    """
    end = end_column(results, scenario, row)
    if end is None:
        return None
    result = results.scenarios[scenario]
    winner = result.inputs.assumption_of(row)
    before = winner.assumption if winner is not None else None
    usual = usual_method(bool(results.frame.points[row]))
    about = before.method.about if before is not None else None
    kept = about is not None and about.pull is not None and (about.for_rates or not results.frame.rate[row])
    assumption = (
        before if before is not None and kept else Assumption(usual, note=before.note if before else "")
    )
    last = int(results.last[row])
    years = range(int(results.plan.years[last]) + 1, int(results.plan.years[end]) + 1)
    given = dict(assumption.by_year)
    wanted = DraggedEnd(
        figure=figure,
        start=float(results.observed[last, row]),
        own=np.array([given.get(year, np.nan) for year in years]),
        # what levers would add, whatever the method is now
        gain=result.raw_gain[last + 1 : end + 1, row],
        midpoint=math.nan if assumption.midpoint is None else assumption.midpoint,
        points=bool(results.frame.points[row]),
    )
    pull = assumption.method.about.pull
    value = pull(wanted) if pull is not None and wanted.free.any() else None
    return None if value is None else replace(assumption, value=rounded(value, places))


def assumption_summing(
    results: Results, scenario: str, row: int, total: float, since: int, due: int, places: int = 2
) -> Assumption | None:
    """The assumption by which the years after `since` up to `due` add up to a total; None where none does.

    As ``assumption_reaching``, by bisection of the figure at the path's end: the higher it ends, the more comes together.
    """
    end = end_column(results, scenario, row)
    years = results.plan.years
    counted = (years > since) & (years <= due)
    if end is None or not counted.any():
        return None
    figures = results.scenarios[scenario].values[row]
    size = max(float(np.nanmax(np.abs(figures))), abs(total), 1e-9)

    def summed(figure: float) -> tuple[float, Assumption | None]:
        found = assumption_reaching(results, scenario, row, figure, places + 4)
        if found is None:
            return math.nan, None
        return float(_path(results, scenario, row, found)[counted].sum()), found

    low, high = (1e-9 if figures[end] > 0 else -10.0 * size), 10.0 * size
    found = None
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        reached, tried = summed(middle)
        if tried is None:
            # nothing ends there: what can be reached lies nearer to the present end
            low, high = (middle, high) if middle < figures[end] else (low, middle)
            continue
        found = tried
        low, high = (middle, high) if reached < total else (low, middle)
    if found is None or found.value is None:
        return None
    return replace(found, value=rounded(found.value, places))


def _path(results: Results, scenario: str, row: int, assumption: Assumption) -> FloatArray:
    """The path (year,) of one series under another assumption of its own."""
    result, rows = results.scenarios[scenario], np.array([row])
    given = parameters([assumption], np.array([0]), results.plan.years)
    last = results.last[rows]
    after = (np.arange(len(results.plan.years))[:, None] > last) & levered(given)
    path = own_paths(
        results.observed[:, rows],
        last,
        results.plan.years,
        results.frame.points[rows],
        given,
        np.where(after, result.raw_gain[:, rows], 0.0),
        result.targets.waypoints(results.frame).take(rows),
    )
    return np.where(results.frame.absent(rows), results.observed[:, rows], path)[:, 0]


def _follows(assumption: Assumption) -> bool:
    method = assumption.method.about
    return method.gives_way or method.pull is not None
