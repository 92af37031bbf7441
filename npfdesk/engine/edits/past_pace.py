"""Past pace: the range of a series' past paces, whether a newly typed pace lies outside it, and the figures that it makes plausible."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.audit.pace import (
    SHORTEST_PAST,
    STEEPER_BY,
    STEEPER_SHARE_IN_POINTS,
    STEEPER_TIMES,
    STEEPER_TIMES_IN_POINTS,
)
from npfdesk.engine.projection.results import Results
from npfdesk.engine.targets.required_pace import past_figures

_EDGE = 0.005
"""Paces are typed to two places, so that a figure on the edge may be half of the last one beyond it."""


@dataclass(frozen=True)
class PastPaces:
    """A series' past: % a year, points a year for ratio and index; NaN where there is none.

    `pace` from the first to the last observed year, `low` and `high` the slowest and the fastest pace between
    two neighbouring observed years. `spans` counts these. `from_pace` and `to_pace` bound what is called its
    own past: `low` to `high` of three spans and more; of fewer as far about `pace` as the audit lets a target
    go before it asks (``npfdesk.engine.audit.pace``); NaN where the past is too short to say.
    """

    pace: float
    low: float
    high: float
    from_pace: float
    to_pace: float
    first_year: int
    last_year: int
    spans: int

    def holds(self, pace: float) -> bool:
        """Whether a pace lies within the series' own past; of no known past nothing lies outside."""
        outside = pace < self.from_pace - _EDGE or pace > self.to_pace + _EDGE
        return not outside


NO_PAST = PastPaces(np.nan, np.nan, np.nan, np.nan, np.nan, 0, 0, 0)


def past_of(results: Results, scenario: str, row: int) -> PastPaces:
    """The past of one series (see ``npfdesk.engine.targets.required_pace.past_figures``); amounts that are not positive have no pace.

    Pace between years y and z: (v_z / v_y)^(1 / (z - y)) - 1 in % a year; (v_z - v_y) / (z - y) for points.
    """
    figures = past_figures(results, scenario, np.array([row]))[:, 0]
    return _past_of(results, row, figures)


def entered_pace(results: Results, scenario: str, row: int, year: int) -> tuple[float, PastPaces]:
    """The pace at which one observed figure was reached, and the past that the others tell without it.

    From the figure before it; of the first one to the figure after it. NaN where there is no such pace.
    """
    figures = past_figures(results, scenario, np.array([row]))[:, 0].copy()
    points, column = bool(results.frame.points[row]), results.plan.column(year)
    seen = np.flatnonzero(np.isfinite(figures) if points else figures > 0)
    place = int(np.searchsorted(seen, column))
    pace = np.nan
    if column in seen and len(seen) > 1:
        first, last = seen[max(place - 1, 0)], seen[max(place, 1)]
        pace = _pace(points, float(figures[first]), float(figures[last]), float(last - first))
    figures[column] = np.nan
    return pace, _past_of(results, row, figures)


def plausible_figures(
    results: Results, scenario: str, rows: NDArray[np.int64], year: int
) -> NDArray[np.float64]:
    """The least and the most that figures of a year would be if they went on within their own past, (row, 2).

    From the last figure before that year, at the slowest and the fastest pace that the other years tell, and at least as far
    about their whole pace as the audit lets a target go before it asks: v (1 + g / 100)^n, v + g n in points. What stands in
    the year itself counts for nothing. NaN where the past is too short to say, or nothing stands before.
    """
    figures, column = past_figures(results, scenario, rows), results.plan.column(year)
    figures[column] = np.nan
    found = np.full((len(rows), 2), np.nan)
    for place, row in enumerate(rows.tolist()):
        past, own = _past_of(results, row, figures[:, place]), figures[:column, place]
        points = bool(results.frame.points[row])
        seen = np.flatnonzero(np.isfinite(own) if points else own > 0)
        if not len(seen) or past.last_year - past.first_year < SHORTEST_PAST:
            continue
        last, years = float(own[seen[-1]]), float(column - seen[-1])
        slack = _slack(points, past.pace, last)
        paces = min(past.low, past.pace - slack), max(past.high, past.pace + slack)
        for end, pace in enumerate(paces):
            grown = last * max(1.0 + pace / 100.0, 0.0) ** years
            found[place, end] = last + pace * years if points else grown
    return found


def _pace(points: bool, first: float, last: float, years: float) -> float:
    return (last - first) / years if points else ((last / first) ** (1.0 / years) - 1.0) * 100.0


def _slack(points: bool, pace: float, last: float) -> float:
    """How far about its pace a series may go before the audit asks; `last` is its last figure."""
    if points:
        return max((STEEPER_TIMES_IN_POINTS - 1) * abs(pace), STEEPER_SHARE_IN_POINTS * abs(last))
    return max((STEEPER_TIMES - 1) * abs(pace), STEEPER_BY)


def _past_of(results: Results, row: int, figures: NDArray[np.float64]) -> PastPaces:
    points = bool(results.frame.points[row])
    seen = np.flatnonzero(np.isfinite(figures) if points else figures > 0).tolist()
    if len(seen) < 2:
        return NO_PAST
    values = {at: float(figures[at]) for at in seen}
    whole = _pace(points, values[seen[0]], values[seen[-1]], seen[-1] - seen[0])
    parts = [_pace(points, values[one], values[other], other - one) for one, other in pairwise(seen)]
    low, high = min(parts), max(parts)
    first_year, last_year = (int(results.plan.years[seen[end]]) for end in (0, -1))
    bounds = np.nan, np.nan
    if len(parts) >= SHORTEST_PAST:
        bounds = low, high
    elif last_year - first_year >= SHORTEST_PAST:
        slack = _slack(points, whole, values[seen[-1]])
        bounds = min(low, whole - slack), max(high, whole + slack)
    return PastPaces(whole, low, high, *bounds, first_year, last_year, len(parts))
