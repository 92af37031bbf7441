"""Pulling the end of a path: which growth or step leads to the figure that a person drags it to."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from npfdesk.engine.projection import Origin
from npfdesk.engine.results import Results
from npfdesk.plan.scenarios import LEVER_METHODS, Assumption, Method

SLOWEST: Final = -99.0
FASTEST: Final = 1000.0
"""The growth rates, % a year, between which an amount's path can be pulled."""
_HALVINGS: Final = 60
_PULLED: Final = frozenset({*LEVER_METHODS, Method.HOLD, Method.TARGET})


def end_column(results: Results, scenario: str, row: int) -> int | None:
    """The column of the year by whose figure a path can be pulled: its last; None where it cannot be.

    A formula, a roll-up and a path without an observed figure follow from others; an S curve and figures
    given by year have no growth or step of their own.
    """
    result = results.scenarios[scenario]
    winner = result.inputs.winner(row)
    if results.frame.formula_row[row] or (winner is not None and winner.assumption.method not in _PULLED):
        return None
    last = int(results.last[row])
    end = len(results.plan.years) - 1
    own = result.origin[row, end] != Origin.ROLLED_UP
    positive = bool(results.frame.points[row]) or (last >= 0 and results.observed[last, row] > 0)
    return end if own and positive and 0 <= last < end else None


def pulled(results: Results, scenario: str, row: int, figure: float, places: int = 2) -> Assumption | None:
    """The assumption whose path ends at a figure, its growth or step rounded to `places`; None where none does.

    growth  v prod(1 + (g_t + gain_t) / 100) = figure, by bisection in g between SLOWEST and FASTEST
    step    v + sum(s_t + gain_t) = figure

    over the years after the last observed one, whose figure is v; years that the assumption gives a figure of
    their own keep it, `gain` is what levers add (they reach a path that is held only once it grows). Growth
    for amounts, step for ratio and index, unless the assumption is one of the two already; its range and note
    stay. None too where every year has a figure of its own.
    """
    end = end_column(results, scenario, row)
    if end is None:
        return None
    result = results.scenarios[scenario]
    winner = result.inputs.winner(row)
    before = winner.assumption if winner is not None else None
    usual = Method.STEP if results.frame.points[row] else Method.GROWTH
    kept = before is not None and before.method in (Method.GROWTH, Method.STEP)
    assumption = (
        before if before is not None and kept else Assumption(usual, note=before.note if before else "")
    )
    last = int(results.last[row])
    start = float(results.observed[last, row])
    years = range(int(results.plan.years[last]) + 1, int(results.plan.years[end]) + 1)
    given = dict(assumption.by_year)
    own = np.array([given.get(year, np.nan) for year in years])
    # what levers would add, whatever the method is now
    gain = result.raw_gain[last + 1 : end + 1, row]
    free = np.isnan(own)
    if not free.any():
        return None
    if assumption.method is Method.STEP:
        rest = figure - start - float(np.nansum(own)) - float(gain.sum())
        return replace(assumption, value=round(rest / int(free.sum()), places))

    def ending(growth: float) -> float:
        return start * float(np.prod(1.0 + (np.where(free, growth, own) + gain) / 100.0))

    # no factor falls below zero where levers take away, so that more growth always ends higher
    low, high = SLOWEST - min(0.0, float(gain[free].min())), FASTEST
    if not ending(low) <= figure <= ending(high):
        return None
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if ending(middle) < figure else (low, middle)
    return replace(assumption, value=round((low + high) / 2, places))
