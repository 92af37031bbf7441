"""Carrying: what a series can reach by a year at the paces of its own past, and how an asked figure lies to that."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from npfdesk.engine.answers.goal_seek import Seek, seek
from npfdesk.engine.edits.past_pace import NO_PAST, PastPaces, past_of
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.update import update
from npfdesk.engine.targets.figures_to_date import growth_to_sum
from npfdesk.engine.targets.gaps import required_growth
from npfdesk.engine.targets.required_pace import past_figures
from npfdesk.plan.answer_edits import Parameter, parameter_of
from npfdesk.plan.document import Document
from npfdesk.plan.edits import Label, SetTargets
from npfdesk.plan.kinds import Direction
from npfdesk.plan.methods import usual_method
from npfdesk.plan.model import Indicator
from npfdesk.plan.problems import Problem, Wording
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.shares_of_wholes import WHOLE, may_be_share
from npfdesk.plan.targets import Measure, PlanTarget

_LAST_BITS: Final = 1e-9
_FEWEST_RATES: Final = 3
"""How many figures of a growth rate its past is told from."""
_TRIAL: Final = Label(Wording("试设目标", "target on trial"))


class Interval(NamedTuple):
    """The figures that a target allows, from `low` to `high`; infinite where it is open, NaN for none."""

    low: float
    high: float

    def nearest(self, figure: float) -> float:
        """The allowed figure nearest to one; NaN where either is none."""
        if math.isnan(figure) or math.isnan(self.low):
            return math.nan
        return min(max(figure, self.low), self.high)


NO_INTERVAL: Final = Interval(math.nan, math.nan)


@dataclass(frozen=True)
class Carry:
    """What a series can reach in a year by its own past; NaN where the past is too short to say.

    `low`, `usual` and `high` are figures of the year (of a sum: totals since the base): the last observed figure carried on
    at the slowest, the mean and the fastest pace of the past (``PastPaces``); of a growth rate its lowest, mean and highest
    figure. `start` is what is there already: the last observed figure, of a sum what has come together since the base year.
    `last` is the last observed figure and `last_year` its year (0: none). `past` are the paces: % a year, points a year for
    ratio and index. `better` is 1 where more is better, -1 where less is.
    """

    start: float
    last: float
    last_year: int
    low: float
    usual: float
    high: float
    past: PastPaces
    better: float
    points: bool = False
    rate: bool = False

    @property
    def best(self) -> float:
        """The end of the range towards which the indicator is to move."""
        return self.high if self.better > 0 else self.low

    @property
    def told(self) -> bool:
        """Whether the past says a range."""
        return math.isfinite(self.low) and math.isfinite(self.high)


NO_CARRY: Final = Carry(math.nan, math.nan, 0, math.nan, math.nan, math.nan, NO_PAST, 1.0)


@dataclass(frozen=True)
class Burden:
    """How an asked target lies to what a series can carry.

    `figure` is the edge of the target nearest to where the series is. `required` is the pace to it from the last observed
    figure: % a year, points a year for ratio and index, of a growth rate the figure itself. `within` says whether its past
    goes as far (None: it does not say). `part` is the part of the way from the start to the asked figure that the usual
    pace reaches, `most` that of the best pace, both NaN where there is no way to go or no past. `beyond` is how far the
    asked figure lies beyond the best pace's, in the indicator's unit (0 within).
    """

    figure: float
    required: float
    within: bool | None
    part: float
    most: float
    beyond: float


def carry(results: Results, scenario: str, series: SeriesKey, year: int, measure: Measure) -> Carry:
    """What a series can reach in a year by its own past (see ``Carry``); nothing of a series that the plan lacks."""
    plan, frame = results.plan, results.frame
    row = plan.row.get(series)
    if row is None:
        return NO_CARRY
    indicator = plan.indicator_by_code[series.indicator]
    better = -1.0 if indicator.direction is Direction.DOWN else 1.0
    figures = past_figures(results, scenario, np.array([row]))[:, 0]
    seen = np.flatnonzero(np.isfinite(figures))
    if not len(seen):
        return Carry(
            math.nan, math.nan, 0, math.nan, math.nan, math.nan, NO_PAST, better, bool(frame.points[row])
        )
    last, last_year = float(figures[seen[-1]]), int(plan.years[seen[-1]])
    past = past_of(results, scenario, row)
    points, rate = bool(frame.points[row]), bool(frame.rate[row])
    start = last
    if measure is Measure.SUM:
        since = (plan.years > plan.base_year) & (plan.years <= year) & np.isfinite(figures)
        start = math.fsum(figures[since].tolist())
    if rate:
        known = figures[seen]
        enough = len(known) >= _FEWEST_RATES
        low, high = (float(known.min()), float(known.max())) if enough else (math.nan, math.nan)
        usual = _mean_rate(known)
    else:
        ahead = year - last_year
        low, usual, high = sorted_ends(
            *(
                _carried(last, start, pace, ahead, points, measure)
                for pace in (past.from_pace, past.pace, past.to_pace)
            )
        )
    if may_be_share(indicator) and measure is not Measure.SUM:
        low, usual, high = (_shared(one, last) for one in (low, usual, high))
    return Carry(start, last, last_year, low, usual, high, past, better, points, rate)


def sorted_ends(low: float, usual: float, high: float) -> tuple[float, float, float]:
    """A range with its ends in order, as of an amount below 0 the faster growth is the lower figure."""
    return (high, usual, low) if low > high else (low, usual, high)


def _mean_rate(known: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    """The one growth a year, in %, that comes to the same as these."""
    factors = 1.0 + known / 100.0
    if (factors <= 0).any():
        return math.nan
    return float((np.prod(factors) ** (1.0 / len(known)) - 1.0) * 100.0)


def _carried(last: float, start: float, pace: float, ahead: int, points: bool, measure: Measure) -> float:
    """The figure `ahead` years on at a pace, of a sum the total; NaN where the year is not ahead or there is no pace."""
    if ahead <= 0 or math.isnan(pace):
        return math.nan
    steps = np.arange(1, ahead + 1, dtype=np.float64)
    with np.errstate(over="ignore"):
        path = last + pace * steps if points else last * (1.0 + pace / 100.0) ** steps
    figure = start + float(path.sum()) if measure is Measure.SUM else float(path[-1])
    return figure if math.isfinite(figure) else math.nan


def _shared(figure: float, last: float) -> float:
    """A share within its whole, unless it lies beyond already."""
    return figure if math.isnan(figure) else min(max(figure, min(0.0, last)), max(WHOLE, last))


def burden(one: Carry, asked: Interval, year: int, measure: Measure, indicator: Indicator) -> Burden:
    """How an asked target lies to what a series can carry (see ``Burden``)."""
    figure = asked.nearest(one.start)
    ahead = float(year - one.last_year)
    required = math.nan
    if one.rate:
        required = figure
    elif one.last_year and ahead > 0 and measure is Measure.SUM:
        required = _one(growth_to_sum(*(np.array([each]) for each in (one.last, figure - one.start, ahead))))
    elif one.last_year and ahead > 0:
        last, end, years = (np.array([each]) for each in (one.last, figure, ahead))
        required = _one(required_growth(last, end, years, np.array([one.points])))
    way = figure - one.start
    known = math.isfinite(figure) and math.isfinite(one.best)
    # a figure as it is printed is not beyond a range by less than it is rounded by
    slack = 0.5 * 10.0**-indicator.decimals + abs(figure) * _LAST_BITS
    over = one.better * (figure - one.best) if known else math.nan
    return Burden(
        figure=figure,
        required=required,
        within=over <= slack if known else None,
        part=_part(one.usual, one.start, way),
        most=_part(one.best, one.start, way),
        beyond=max(over, 0.0) if known and over > slack else 0.0 if known else math.nan,
    )


def _one(figures: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
    return float(figures[0])


def _part(reached: float, start: float, way: float) -> float:
    if not math.isfinite(reached) or not math.isfinite(way) or way == 0.0:
        return math.nan
    return (reached - start) / way


def seek_within_past(
    document: Document,
    results: Results,
    scenario: str,
    asked: PlanTarget,
    parameter: Parameter | None = None,
) -> Seek | Problem:
    """The value of a parameter that reaches an asked target, sought within the series' own past.

    The target is put on trial in a scenario and sought there (``goal_seek.seek``); nothing of the document changes. The
    usual parameter is sought between the slowest and the fastest pace of the past where it says them: where no such pace
    reaches the target the answer is the nearest, and says that it is not reached. Any other `parameter` has its own bounds.
    A Problem as of ``seek``.
    """
    plan = document.plan
    row = plan.row.get(asked.series)
    points = bool(results.frame.points[row]) if row is not None else False
    usual = parameter_of(usual_method(points))
    bounds = None
    if row is not None and parameter in (None, usual):
        past = past_of(results, scenario, row)
        if past.from_pace < past.to_pace:
            bounds = past.from_pace, past.to_pace
    trial = SetTargets({asked.key: asked}, _TRIAL, scenario).apply(document)
    tried = update(results, trial)
    return seek(trial, tried, scenario, asked.series, parameter or usual, bounds, asked.year)
