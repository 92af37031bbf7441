"""Paths: how an assumption continues a series after its last observed year, all series at once.

Arrays are year-first, (year, ..., series), so that each year's step is one pass over contiguous memory and a
leading draw axis can stand between. The years have no gaps; `last` is the column of a series' last observed
year (-1: it has none), b that year and v its value. ``npfdesk.plan.methods`` says what each method does.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.method_description import Additive, ByYear, Parameters, PathCourse, PathInputs, Waypoints
from npfdesk.plan.methods import METHODS
from npfdesk.plan.scenarios import Assumption, YearFigures

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

NO_METHOD: Final = len(METHODS)
_FEW: Final = 32
"""Of up to so many paths a call a year costs more than the years do; of thousands all years at once cost more."""
_CODE: Final = {method: code for code, method in enumerate(METHODS)}
_LEVERED: Final = np.array([one.levered for one in METHODS.values()] + [False])
_HOLDS: Final = np.array([one.holds for one in METHODS.values()] + [True])
_ROLLS_UP: Final = np.array([one.rolls_up for one in METHODS.values()] + [False])
_RISES: Final = np.array([one.rises for one in METHODS.values()] + [False])
_COMPOUNDS: Final = np.array([one.additive is not Additive.ALWAYS for one in METHODS.values()] + [False])
_FOR_RATES: Final = np.array([one.for_rates for one in METHODS.values()] + [True])
_ASKED: Final = {
    code: one.continues for code, one in enumerate(METHODS.values()) if one.continues is not None
}
_PACED: Final = {code: one for code, one in enumerate(METHODS.values()) if one.pace is not None}
_OVERRIDDEN: Final = tuple((code, one) for code, one in _PACED.items() if one.by_year is ByYear.OVERRIDES)
_CURVES: Final = {code: one.curve for code, one in enumerate(METHODS.values()) if one.curve is not None}


def levered(given: Parameters) -> BoolArray:
    """Whether levers act on a series (series,): its method accepts them."""
    reached: BoolArray = _LEVERED[given.method]
    return reached


def held(given: Parameters) -> BoolArray:
    """Whether a series stays at its last figure (series,): nothing is assumed, or its method is hold."""
    stays: BoolArray = _HOLDS[given.method]
    return stays


def rolls_up(given: Parameters) -> BoolArray:
    """Whether the roll-up of its region's children continues a series (series,), where it has one."""
    rolled: BoolArray = _ROLLS_UP[given.method]
    return rolled


def for_rates(given: Parameters) -> BoolArray:
    """Whether the method of a series can continue a growth rate (series,)."""
    able: BoolArray = _FOR_RATES[given.method]
    return able


def rises_with_parameter(given: Parameters) -> BoolArray:
    """Whether a higher parameter never gives a lower path (series,), where that is so of the method (see `never_falls`)."""
    rising: BoolArray = _RISES[given.method]
    return rising


def never_falls(given: Parameters, gain: FloatArray, least: FloatArray, last: IntArray) -> bool:
    """Whether none of some paths that rise with their parameters can lie below that of a lower parameter, in any last bit.

    `gain` (year, series) as in `own_paths`; `least` (year, series) are the paths of the lowest parameters. Products and sums
    rounded to the nearest never turn an order round: what remains is that nothing is multiplied by less than nothing.
    """
    after = np.arange(len(least))[:, None] >= last
    compounds = _COMPOUNDS[given.method]
    # what is multiplied by the parameter stays above nothing, so that no factor was below it
    fallen = after & compounds & ~(least > 0.0)
    turned = levered(given) & ~compounds & (gain < -100.0)
    return bool((last >= 0).all() and not fallen.any() and not turned.any())


def continued(whole: PathInputs) -> BoolArray:
    """Whether the method of a series can continue it (series,): a past to carry on, a target ahead, a curve that exists."""
    able = np.ones(len(whole.last), dtype=np.bool_)
    for code, rows in whole.given.rows_of.items():
        continues = _ASKED.get(code)
        if continues is not None:
            able[rows] = continues(PathCourse(whole, rows))
    return able


def parameters(assumptions: Sequence[Assumption], owner: IntArray, years: IntArray) -> Parameters:
    """The parameters of the series; ``assumptions[owner]`` is a series' assumption (-1: none)."""
    # index -1 is the entry past the last: no method, nothing given
    method = np.array([*[_CODE[one.method] for one in assumptions], NO_METHOD])
    value = np.array([*[one.value for one in assumptions], None], dtype=np.float64)
    midpoint = np.array([*[one.midpoint for one in assumptions], None], dtype=np.float64)
    places, table, beyond = _by_year([one.by_year for one in assumptions], years)
    return Parameters(method[owner], value[owner], midpoint[owner], table, beyond, places[owner])


def _by_year(given: Sequence[YearFigures], years: IntArray) -> tuple[IntArray, FloatArray, FloatArray]:
    """Figures by year as `Parameters` has them: each assumption's column (-1: none) with -1 behind them, columns, what is beyond."""
    places = np.full(len(given) + 1, -1)
    tables: list[FloatArray] = []
    later: list[tuple[float, float]] = []
    for index, figures in enumerate(given):
        if figures:
            first = int(years[0])
            column = np.full(len(years), np.nan)
            for year, figure in figures:
                if first <= year < first + len(years):
                    column[year - first] = figure
            places[index] = len(tables)
            tables.append(column)
            past = (pair for pair in figures if pair[0] >= first + len(years))
            later.append(min(past, default=(np.nan, np.nan)))
    if not tables:
        return places, np.empty((len(years), 0)), np.empty((2, 0))
    return places, np.array(tables).T, np.array(later).T


def last_observed(observed: FloatArray) -> IntArray:
    """The column of the last figure of each series (series,), -1 where there is none; observed is (year, series)."""
    there = np.isfinite(observed)
    last = len(observed) - 1 - np.argmax(there[::-1], axis=0)
    return np.where(there.any(axis=0), last, -1).astype(np.int64)


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
    index. `gain` (year, series) is what levers add where the method lets them, points or percentage points of growth. Where `given` has draws, the
    paths have the same axes of draws, each path what it would be alone. NaN where a parameter that the method
    needs is missing or no such curve exists; v where there is no method.
    """
    return paths_of(PathInputs(observed, last, years, points, given, waypoints), gain)


# a figure beyond the range of floats counts as no figure; no warning is needed
@np.errstate(over="ignore", invalid="ignore")
def paths_of(whole: PathInputs, gain: FloatArray) -> FloatArray:
    """The path of each series by its own assumption, (year, ..., series), as `own_paths` has it."""
    given, curves = whole.given, {code: _CURVES[code] for code in whole.given.rows_of if code in _CURVES}
    if len(curves) == len(given.rows_of) == 1 and given.value.ndim == 1:
        # all are under one curve, beside which nothing marches
        ((code, curve),) = curves.items()
        return curve(PathCourse(whole, given.rows_of[code]))
    values = _march(whole, *_rates(whole), gain)
    for code, curve in curves.items():
        rows = given.rows_of[code]
        path = curve(PathCourse(whole, rows))
        values[..., rows] = path if path.ndim == values.ndim else _with_draw_axes(path, given)
    return values


def _with_draw_axes(figures: FloatArray, given: Parameters) -> FloatArray:
    """Figures (year, series) with an axis for each axis of draws."""
    return figures[:, *(np.newaxis,) * (given.value.ndim - 1), :]


def _rates(whole: PathInputs) -> tuple[FloatArray, FloatArray]:
    """The factor and the step of every year alike (..., series): 1 and 0 where the method has no pace."""
    given = whole.given
    factor = np.ones(given.value.shape)
    step = np.zeros(given.value.shape)
    for code, rows in given.rows_of.items():
        method = _PACED.get(code)
        if method is None or method.pace is None:
            continue
        course = PathCourse(whole, rows)
        pace = method.pace(course)
        if method.additive is Additive.NEVER:
            factor[..., rows] = 1.0 + pace
        elif method.additive is Additive.ALWAYS:
            step[..., rows] = pace
        else:
            factor[..., rows] = np.where(course.points, 1.0, 1.0 + pace)
            step[..., rows] = np.where(course.points, pace, 0.0)
    return factor, step


def _overrides(given: Parameters, additive: bool) -> tuple[tuple[IntArray, float], ...]:
    """The series whose figures by year override single years' factors (or steps), with what these are divided by."""
    if not given.years.shape[1]:
        return ()
    found = (
        (rows[given.yearly[rows] >= 0], method.scale)
        for code, method in _OVERRIDDEN
        if (method.additive is Additive.ALWAYS) is additive and (rows := given.rows_of.get(code)) is not None
    )
    return tuple((rows, scale) for rows, scale in found if len(rows))


def _march(whole: PathInputs, factor: FloatArray, step: FloatArray, gain: FloatArray) -> FloatArray:
    """The path year by year from the last figure on: value before x the year's factor + the year's step.

    A gain is in the effect's own unit whatever the method: points for what moves in points, else percentage points of
    the year's growth, value(t) = value(t-1) (1 + step / value(t-1) + gain / 100) under a step.
    """
    observed, last, given = whole.observed, whole.last, whole.given
    values = np.empty((len(observed), *given.value.shape))
    if not len(last):
        return values
    growing, stepping = _overrides(given, additive=False), _overrides(given, additive=True)
    earliest, latest = int(last.min()), int(last.max())
    any_step = bool(step.any()) or bool(stepping)
    # a gain spread from one zero takes no pass
    raised, more_steps = gain.strides != (0, 0), False
    if raised:
        reached = np.where(levered(given), gain, 0.0)
        more_factor, more_steps = reached / 100.0, bool(whole.points.any())
        if more_steps:
            more_factor, more_step = (
                np.where(whole.points, 0.0, more_factor),
                np.where(whole.points, reached, 0.0),
            )
    # no year before the first has a figure to go on from
    begin = max(earliest, 0) + 1
    values[:begin] = _with_draw_axes(observed[:begin], given)
    if values[0].size <= _FEW and earliest == latest and not (growing or any_step or more_steps):
        following = values[begin - 1 :]
        following[1:] = factor + _with_draw_axes(more_factor[begin:], given) if raised else factor
        np.multiply.accumulate(following, axis=0, out=following)
        return values
    for column in range(begin, len(observed)):
        year_factor, year_step = factor, step
        if growing:
            year_factor = factor.copy()
            for rows, scale in growing:
                figures = given.by_year(column, rows)
                year_factor[..., rows] = np.where(np.isnan(figures), factor[..., rows], 1.0 + figures / scale)
        if stepping:
            year_step = step.copy()
            for rows, scale in stepping:
                figures = given.by_year(column, rows)
                year_step[..., rows] = np.where(np.isnan(figures), step[..., rows], figures / scale)
        if raised:
            year_factor = year_factor + more_factor[column]
            year_step = year_step + more_step[column] if more_steps else year_step
        np.multiply(values[column - 1], year_factor, out=values[column])
        if any_step or more_steps:
            values[column] += year_step
        if column <= latest:
            np.copyto(values[column], observed[column], where=last >= column)
    return values
