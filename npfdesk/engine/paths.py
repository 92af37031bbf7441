"""Paths: how an assumption continues a series after its last observed year, all series at once.

Arrays are year-first, (year, ..., series), so that each year's step is one pass over contiguous memory and a
leading draw axis can stand between. Years run without a hole; `last` is the column of a series' last observed
year (-1: it has none), b that year and v its value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.scenarios import LEVER_METHODS, Assumption, Method

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

METHODS: Final = tuple(Method)
NO_METHOD: Final = len(METHODS)
_CODE: Final = {method: code for code, method in enumerate(METHODS)}
_LEVERED: Final = np.array([method in LEVER_METHODS for method in METHODS] + [False])


@dataclass(frozen=True, eq=False)
class Parameters:
    """The assumptions of some series as arrays (series,): method code, value, midpoint (NaN: not given).

    `years` (year, row) holds the figures by year of the assumptions that have some (NaN: not given),
    `beyond` (2, row) the year and figure of the first given past the horizon (NaN: none), and
    `yearly` (series,) which of their columns is a series', -1 for none. `value` may have axes of draws before
    that of series; `shift`, of the same shape, is then what a draw adds to the figures by year.
    """

    method: IntArray
    value: FloatArray
    midpoint: FloatArray
    years: FloatArray
    beyond: FloatArray
    yearly: IntArray
    shift: FloatArray | None = None

    def take(self, rows: IntArray) -> Parameters:
        """The same for some of the series."""
        return Parameters(
            self.method[rows],
            self.value[..., rows],
            self.midpoint[rows],
            self.years,
            self.beyond,
            self.yearly[rows],
            None if self.shift is None else self.shift[..., rows],
        )

    def by_year(self, column: int, series: IntArray) -> FloatArray:
        """The figures that some series are given for a year, (..., series), shifted as the draw is."""
        figures: FloatArray = self.years[column, self.yearly[series]]
        return figures if self.shift is None else figures + self.shift[..., series]

    @property
    def levered(self) -> BoolArray:
        """Whether levers act on a series (series,): it grows, steps or follows a trend."""
        reached: BoolArray = _LEVERED[self.method]
        return reached


def parameters(assumptions: Sequence[Assumption], owner: IntArray, years: IntArray) -> Parameters:
    """The parameters of series whose assumption is ``assumptions[owner]`` (-1: none)."""
    count = len(assumptions)
    method = np.full(count + 1, NO_METHOD)
    value = np.full(count + 1, np.nan)
    midpoint = np.full(count + 1, np.nan)
    yearly = np.full(count + 1, -1)
    tables: list[FloatArray] = []
    later: list[tuple[float, float]] = []
    first = int(years[0])
    for index, assumption in enumerate(assumptions):
        method[index] = _CODE[assumption.method]
        if assumption.value is not None:
            value[index] = assumption.value
        if assumption.midpoint is not None:
            midpoint[index] = assumption.midpoint
        if assumption.by_year:
            column = np.full(len(years), np.nan)
            for year, figure in assumption.by_year:
                if first <= year < first + len(years):
                    column[year - first] = figure
            yearly[index] = len(tables)
            tables.append(column)
            past = (pair for pair in assumption.by_year if pair[0] >= first + len(years))
            later.append(min(past, default=(np.nan, np.nan)))
    table = np.array(tables).reshape(len(tables), len(years)).T
    beyond = np.array(later).reshape(len(later), 2).T
    # index -1 is the entry past the last: no method, nothing given
    return Parameters(method[owner], value[owner], midpoint[owner], table, beyond, yearly[owner])


@dataclass(frozen=True, eq=False)
class Waypoints:
    """The figures that a series' targets name: (step, series) columns on the year axis and figures.

    In the order of the years; unused steps have column -1 and NaN. A column past the axis is allowed.
    """

    column: IntArray
    figure: FloatArray

    def take(self, rows: IntArray) -> Waypoints:
        """The same for some of the series."""
        return Waypoints(self.column[:, rows], self.figure[:, rows])


def last_observed(observed: FloatArray) -> IntArray:
    """The column of the last figure of each series (series,), -1 where there is none; observed is (year, series)."""
    there = np.isfinite(observed)
    last = len(observed) - 1 - np.argmax(there[::-1], axis=0)
    return np.where(there.any(axis=0), last, -1).astype(np.int64)


# a figure past what a number can hold is no figure, and nothing to warn of on the way
@np.errstate(over="ignore", invalid="ignore")
def own_paths(
    observed: FloatArray,
    last: IntArray,
    years: IntArray,
    points: BoolArray,
    given: Parameters,
    gain: FloatArray,
    waypoints: Waypoints,
) -> FloatArray:
    """The path of each series by its own assumption, (year, ..., series).

    `observed` (year, series) stands up to `last`, NaN where there is no figure. `points` marks ratio and
    index. `gain` (year, series) is what levers add where the method lets them. Where `given` has draws, the
    paths have the same axes of draws, each path what it would be alone. After b, with v there:

    growth    v * prod(1 + (g_t + gain_t) / 100)         step   v + sum(s_t + gain_t)
    trend     compound rate between the first and last of the past years, linear for ratio and index
    target    through each waypoint: compound, linear for ratio and index or where a figure is not positive;
              level after the last
    logistic  K / (1 + exp(-k (t - m))), k = ln(K / v - 1) / (m - b)
    values    the figures given, linear between (from v to the first of them), level after the last
    hold, none  v

    NaN where a parameter that the method needs is missing or no such curve exists.
    """
    factor, step = _rates(observed, given, points)
    values = _march(observed, last, factor, step, gain, given, points)
    for method, curve in ((Method.TARGET, _target), (Method.LOGISTIC, _logistic), (Method.VALUES, _values)):
        rows = np.flatnonzero(given.method == _CODE[method])
        if len(rows):
            path = curve(
                observed[:, rows], last[rows], years, points[rows], given.take(rows), waypoints.take(rows)
            )
            values[..., rows] = path if path.ndim == values.ndim else _among(path, given)
    return values


def _among(figures: FloatArray, given: Parameters) -> FloatArray:
    """Figures (year, series) with an axis for each axis of draws."""
    return figures[:, *(np.newaxis,) * (given.value.ndim - 1), :]


def _rates(observed: FloatArray, given: Parameters, points: BoolArray) -> tuple[FloatArray, FloatArray]:
    """The factor and the step of every year alike (..., series): 1 and 0 where the method is another."""
    factor = np.ones(given.value.shape)
    step = np.zeros(given.value.shape)
    growing = given.method == _CODE[Method.GROWTH]
    factor[..., growing] = 1.0 + given.value[..., growing] / 100.0
    stepping = given.method == _CODE[Method.STEP]
    step[..., stepping] = given.value[..., stepping]
    rows = np.flatnonzero(given.method == _CODE[Method.TREND])
    if len(rows):
        rate = trend(observed[:, rows], given.value[..., rows], points[rows])
        factor[..., rows] = np.where(points[rows], 1.0, 1.0 + rate)
        step[..., rows] = np.where(points[rows], rate, 0.0)
    return factor, step


def trend(observed: FloatArray, past_years: FloatArray, points: BoolArray) -> FloatArray:
    """The pace of the past (..., series): a rate (0.05 = 5 % a year), points a year for ratio and index.

    Between the first and the last of the latest `past_years` observed figures (NaN: all of them); NaN where
    there are fewer than two, or a rate would need a figure that is not positive.
    """
    there = np.isfinite(observed)[:, *(np.newaxis,) * (past_years.ndim - 1), :]
    from_end = np.cumsum(there[::-1], axis=0)[::-1]
    window = there & (from_end <= np.where(np.isnan(past_years), np.inf, past_years))
    first = np.argmax(window, axis=0)
    last = len(observed) - 1 - np.argmax(window[::-1], axis=0)
    series = np.arange(observed.shape[1])
    start, end = observed[first, series], observed[last, series]
    span = np.where(window.any(axis=0) & (last > first), last - first, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        # 1 to the power of NaN is 1, so the span must be asked too
        ratio = np.where((start > 0) & (end > 0) & np.isfinite(span), end / start, np.nan)
        rate = ratio ** (1.0 / span) - 1.0
    pace: FloatArray = np.where(points, (end - start) / span, rate)
    return pace


def _yearly(given: Parameters, method: Method) -> IntArray:
    return np.flatnonzero((given.method == _CODE[method]) & (given.yearly >= 0))


def _march(
    observed: FloatArray,
    last: IntArray,
    factor: FloatArray,
    step: FloatArray,
    gain: FloatArray,
    given: Parameters,
    points: BoolArray,
) -> FloatArray:
    """Year by year: the value before times the year's factor plus the year's step, from the last figure on."""
    growing, stepping = _yearly(given, Method.GROWTH), _yearly(given, Method.STEP)
    values = np.empty((len(observed), *given.value.shape))
    if not len(last):
        return values
    earliest, latest = int(last.min()), int(last.max())
    any_step = bool(step.any()) or bool(len(stepping))
    # a gain spread from one zero takes no pass
    levered = given.levered if gain.strides != (0, 0) else None
    additive = np.where(given.method == _CODE[Method.TREND], points, given.method == _CODE[Method.STEP])
    for column in range(len(observed)):
        if column <= earliest or column == 0:
            values[column] = observed[column]
            continue
        year_factor, year_step = factor, step
        if len(growing):
            figures = given.by_year(column, growing)
            year_factor = factor.copy()
            year_factor[..., growing] = np.where(
                np.isnan(figures), factor[..., growing], 1.0 + figures / 100.0
            )
        if len(stepping):
            figures = given.by_year(column, stepping)
            year_step = step.copy()
            year_step[..., stepping] = np.where(np.isnan(figures), step[..., stepping], figures)
        if levered is not None:
            year_factor = year_factor + np.where(levered & ~additive, gain[column] / 100.0, 0.0)
            year_step = year_step + np.where(levered & additive, gain[column], 0.0)
        np.multiply(values[column - 1], year_factor, out=values[column])
        if any_step or levered is not None:
            values[column] += year_step
        if column <= latest:
            np.copyto(values[column], observed[column], where=last >= column)
    return values


def _start(observed: FloatArray, last: IntArray) -> FloatArray:
    return np.where(last >= 0, observed[np.maximum(last, 0), np.arange(observed.shape[1])], np.nan)


def _target(
    observed: FloatArray,
    last: IntArray,
    years: IntArray,
    points: BoolArray,
    given: Parameters,
    waypoints: Waypoints,
) -> FloatArray:
    values = observed.copy()
    figure, column = _start(observed, last), last.copy()
    reached = np.zeros(len(last), dtype=np.bool_)
    columns = np.arange(len(years))[:, None]
    for to_column, to_figure in zip(waypoints.column, waypoints.figure, strict=True):
        due = (to_column > column) & (column >= 0)
        leg = interpolate(figure, to_figure, column, to_column, columns, points)
        np.copyto(values, leg, where=due & (columns > column) & (columns <= to_column))
        figure, column = np.where(due, to_figure, figure), np.where(due, to_column, column)
        # a target that the figures have already passed in time leaves the path level
        reached |= due | ((to_column >= 0) & (to_column <= last))
    after = np.where(reached, figure, np.nan)
    np.copyto(values, np.broadcast_to(after, values.shape), where=columns > np.maximum(column, last))
    return values


def interpolate(
    start: FloatArray,
    end: FloatArray,
    from_column: IntArray,
    to_column: IntArray,
    column: IntArray,
    points: BoolArray,
) -> FloatArray:
    """The figure on the way from `start` to `end`, at `column`, each end exact.

    Compound for amounts, v (T / v)^((t - b) / (Y - b)); linear for ratio and index (`points`) and where one of
    the two figures is not positive, since no rate leads there.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (column - from_column) / (to_column - from_column)
        straight = start + (end - start) * share
        # a negative ratio has no real power: those rows are straight anyway
        positive = (start > 0) & (end > 0)
        ratio = np.where(positive, end / start, np.nan)
        path = np.where(points | ~positive, straight, start * ratio**share)
    path = np.where(column == to_column, end, path)
    result: FloatArray = np.where(column == from_column, start, path)
    return result


def _logistic(
    observed: FloatArray,
    last: IntArray,
    years: IntArray,
    points: BoolArray,
    given: Parameters,
    waypoints: Waypoints,
) -> FloatArray:
    start = _start(observed, last)
    base_year = years[np.maximum(last, 0)]
    year = years[:, *(np.newaxis,) * given.value.ndim]
    with np.errstate(divide="ignore"):
        steepness = np.log(given.value / start - 1.0) / (given.midpoint - base_year)
        steepness = np.where(
            logistic_exists(start, given.value, given.midpoint, base_year), steepness, np.nan
        )
        curve = given.value / (1.0 + np.exp(-steepness * (year - given.midpoint)))
    return np.where(year - years[0] > last, curve, _among(observed, given))


def logistic_exists(
    start: FloatArray, ceiling: FloatArray, midpoint: FloatArray, base_year: IntArray
) -> BoolArray:
    """Whether an S curve to `ceiling` with half of it in `midpoint` passes through (base year, start)."""
    exists: BoolArray = (start > 0) & (ceiling > start) & (midpoint != base_year)
    return exists


def _values(
    observed: FloatArray,
    last: IntArray,
    years: IntArray,
    points: BoolArray,
    given: Parameters,
    waypoints: Waypoints,
) -> FloatArray:
    values = observed.copy()
    columns = np.arange(len(years))
    # few series carry their own figures, and np.interp takes one at a time
    for series in range(observed.shape[1]):
        if given.yearly[series] < 0:
            values[columns > last[series], series] = np.nan
            continue
        figures = given.years[:, given.yearly[series]].copy()
        known = np.isfinite(figures) & (columns > last[series])
        if last[series] >= 0:
            known[last[series]] = True
            figures[last[series]] = observed[last[series], series]
        at, figure = columns[known], figures[known]
        year, later = given.beyond[:, given.yearly[series]]
        if np.isfinite(year):
            # the way to a figure past the horizon is straight too, as far as the horizon lets it be seen
            at, figure = np.append(at, year - years[0]), np.append(figure, later)
        if len(at):
            path = np.interp(columns, at, figure, left=np.nan)
            values[columns > last[series], series] = path[columns > last[series]]
    return values
