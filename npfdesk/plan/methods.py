"""The growth methods: how an assumption continues a series after its last observed year.

A method is a member of `Method`, whose value is what workbooks and saved work write, and one `MethodDescription` in
`METHODS`, which holds everything else about it. b is the last observed year, v its figure; the paths after b are:

growth    v * prod(1 + g_t / 100)                    step   v + sum(s_t)
trend     compound rate between the first and last of the past years, linear for ratio and index
target    through each waypoint: compound, linear for ratio and index or where a figure is not positive;
          a sum in equal amounts over the years left, a mean growth as the same growth each year left; level after the last
logistic  K / (1 + exp(-k (t - m))), k = ln(K / v - 1) / (m - b)
values    the figures given, linear between (from v to the first of them), level after the last
hold      v
rollup    the roll-up of the same indicator in the regions below, in each year

What levers add each year is in the effect's own unit under all three that they reach, w being the figure of the year before:
w * gain_t / 100 (percentage points of growth) for amounts, gain_t (points) for ratio, index and rate.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np

from npfdesk.plan.kinds import Kind
from npfdesk.plan.method_description import (
    MISSING,
    Additive,
    BoolArray,
    Bounds,
    ByYear,
    Cell,
    DraggedEnd,
    FloatArray,
    ImpossibleCurve,
    IntArray,
    MethodDescription,
    MethodRemark,
    ParameterValues,
    PathCourse,
    SeekRule,
    SeriesPast,
    SheetHelpers,
    SheetRow,
    SheetWaypoint,
    SheetYear,
    Unit,
    WaypointKind,
    Waypoints,
)
from npfdesk.plan.problems import Wording, error
from npfdesk.plan.rounding import rounded


class Method(StrEnum):
    """How an assumption continues a series after its last observed year."""

    GROWTH = "growth"
    STEP = "step"
    TARGET = "target"
    TREND = "trend"
    LOGISTIC = "logistic"
    HOLD = "hold"
    VALUES = "values"
    ROLLUP = "rollup"

    @property
    def about(self) -> MethodDescription:
        """The method's description."""
        return METHODS[self]


RATE_METHODS: Final = Wording("“不变”“增量”“逐年值”“按目标”", "hold, step, values or target")
"""The names of the methods that can continue a growth rate."""


def usual_method(points: bool) -> Method:
    """The default method of a series: a step where it moves in points, else growth."""
    return Method.STEP if points else Method.GROWTH


# growth and step

SLOWEST: Final = -99.0
FASTEST: Final = 1000.0
"""The growth rates, % a year, between which an amount's path can be pulled."""
_HALVINGS: Final = 60

YEARS_MISSING: Final = MethodRemark(
    "years_missing",
    Wording(
        "部分年份没有参数，路径到此为止。请填写参数或各年数值。",
        "Some years have no parameter, so the path ends there. Enter a parameter or figures for each year.",
    ),
)


def _share(course: PathCourse) -> FloatArray:
    return course.value / 100.0


def _amount(course: PathCourse) -> FloatArray:
    return course.value


def _past_growth(seen: SeriesPast | None) -> ParameterValues:
    pace = 100 * _past_pace(seen, points=False)
    return ParameterValues(rounded(pace, 2) if math.isfinite(pace) else 0.0)


def _past_step(seen: SeriesPast | None) -> ParameterValues:
    pace = _past_pace(seen, points=True)
    return ParameterValues(rounded(pace, 2) if math.isfinite(pace) else 0.0)


def _past_pace(seen: SeriesPast | None, points: bool) -> float:
    if seen is None or len(seen.seen) < 2:
        return 0.0
    return float(trend(seen.observed[:, np.newaxis], np.array([np.nan]), np.array([points]))[0])


def _growth_bounds(figure: float, target: float, years: int) -> tuple[float, float]:
    return -90.0, 1000.0


def _step_bounds(figure: float, target: float, years: int) -> tuple[float, float]:
    sizes = [abs(one) for one in (figure, target - figure) if math.isfinite(one)]
    width = 10.0 * max([*sizes, 1e-6]) / max(years, 1)
    return -width, width


def _growth_to(pulled: DraggedEnd) -> float | None:
    """The growth of the free years at which the path ends at the figure, by bisection."""
    free = pulled.free
    share, added = _gained(pulled)

    def ending(growth: float) -> float:
        figure = pulled.start
        for rate, more, points in zip(np.where(free, growth, pulled.own), share, added, strict=True):
            figure = figure * float(1.0 + rate / 100.0 + more) + float(points)
        return figure

    # no factor falls below zero where levers take away, so that more growth always ends higher
    low, high = SLOWEST - 100.0 * min(0.0, float(share[free].min())), FASTEST
    if not ending(low) <= pulled.figure <= ending(high):
        return None
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if ending(middle) < pulled.figure else (low, middle)
    return (low + high) / 2


def _step_to(pulled: DraggedEnd) -> float | None:
    """The step of the free years at which the path ends at the figure; None where steps come to nothing by then."""
    share, added = _gained(pulled)
    # a step is raised by the gains of all years after it
    later = np.cumprod(np.append(1.0 + share, 1.0)[::-1])[::-1]
    weight = later[1:]
    known = pulled.start * later[0] + float(((np.where(pulled.free, 0.0, pulled.own) + added) * weight).sum())
    raised = float(weight[pulled.free].sum())
    return float(pulled.figure - known) / raised if raised else None


def _gained(pulled: DraggedEnd) -> tuple[FloatArray, FloatArray]:
    """What levers add each year, (year,): a share of the figure before, and points."""
    none = np.zeros(len(pulled.gain))
    return (none, pulled.gain) if pulled.points else (pulled.gain / 100.0, none)


def _sheet_growth(row: SheetRow, year: SheetYear) -> str:
    return f"{year.before}*(1+{year.in_force}/100)" + _gained_in_sheet(row, year)


def _sheet_step(row: SheetRow, year: SheetYear) -> str:
    return f"{year.before}+{year.in_force}" + _gained_in_sheet(row, year)


def _gained_in_sheet(row: SheetRow, year: SheetYear) -> str:
    """What levers add in a year, behind the figure without them."""
    if not year.gain:
        return ""
    return f"+{year.gain}" if row.points else f"+{year.before}*{year.gain}/100"


_PARAMETER_OR_YEARS: Final = Wording("参数或年份数值", "a parameter or figures by year")
_GROWTH: Final = MethodDescription(
    words=Wording("增长率", "growth"),
    written=("增长率", "增速"),
    sentence=Wording(
        "v·Π(1+g/100)，g 为每年 %，逐年值优先；抓手每年另加：总量、数量和流量为增速的百分点，比率、指数和增速为点",
        "v·Π(1 + g/100), g in % a year, figures by year first; levers add each year percentage points of growth, for ratio, "
        "index and rate points",
    ),
    value=Cell(
        Wording("年增长率", "growth a year"), Wording("为每年 %", "% a year"), Unit.PERCENT, paced=True
    ),
    by_year=ByYear.OVERRIDES,
    needs=(("value", "years"),),
    needed=_PARAMETER_OR_YEARS,
    pace=_share,
    scale=100.0,
    levered=True,
    rises=True,
    seed=_past_growth,
    seek=SeekRule(_growth_bounds, least=-100.0, geometric=True),
    pull=_growth_to,
    sheet=_sheet_growth,
)
_STEP: Final = MethodDescription(
    words=Wording("增量", "step"),
    written=("增量",),
    sentence=Wording(
        "v＋Σs，s 为每年增量（比率为百分点）；抓手每年另加：总量、数量和流量为上年数值×增益/100，比率、指数和增速为点",
        "v + Σs, s in units a year (points for a ratio); levers add each year the figure before × gain/100, for ratio, index "
        "and rate points",
    ),
    value=Cell(
        Wording("年增量", "step a year"),
        Wording("为每年的单位数（比率为点）", "units a year (points for a ratio)"),
        Unit.INDICATOR,
        paced=True,
    ),
    by_year=ByYear.OVERRIDES,
    needs=(("value", "years"),),
    needed=_PARAMETER_OR_YEARS,
    pace=_amount,
    additive=Additive.ALWAYS,
    levered=True,
    rises=True,
    seed=_past_step,
    seek=SeekRule(_step_bounds),
    pull=_step_to,
    sheet=_sheet_step,
    for_rates=True,
)


# the way to the targets


def _to_targets(course: PathCourse) -> FloatArray:
    last, waypoints = course.last, course.waypoints
    values = course.observed.copy()
    figure, column = course.start, last.copy()
    reached = np.zeros(len(last), dtype=np.bool_)
    columns = np.arange(len(course.years))[:, None]
    for step in range(len(waypoints.column)):
        to_column, to_figure, kind = waypoints.column[step], waypoints.figure[step], waypoints.kind[step]
        summed = kind != WaypointKind.LEVEL
        due = (to_column > column) & np.where(summed, np.isfinite(to_figure), column >= 0)
        if summed.any():
            needed = _needed_each_year(values, waypoints, step, column)
            due &= ~summed | np.isfinite(needed)
            to_figure = np.where(summed, needed, to_figure)
        leg = interpolate(figure, to_figure, column, to_column, columns, course.points)
        # before the base of a sum the last figure stands
        leg = np.where(summed, np.where(columns > waypoints.since[step], to_figure, figure), leg)
        np.copyto(values, leg, where=due & (columns > column) & (columns <= to_column))
        figure, column = np.where(due, to_figure, figure), np.where(due, to_column, column)
        # a target that the figures have already passed in time leaves the path level
        reached |= due | ((to_column >= 0) & (to_column <= last))
    after = np.where(reached, figure, np.nan)
    np.copyto(values, np.broadcast_to(after, values.shape), where=columns > np.maximum(column, last))
    return values


def _heads_on(course: PathCourse) -> BoolArray:
    """Whether a target with a figure lies ahead, and a way leads there."""
    waypoints, last = course.waypoints, course.last
    ahead: BoolArray = np.any((waypoints.column > last) & np.isfinite(waypoints.figure), axis=0)
    if not ahead.any():
        return ahead
    after = np.arange(len(course.years))[:, None] > last
    led: BoolArray = ahead & np.any(np.isfinite(_to_targets(course)) & after, axis=0)
    return led


def _needed_each_year(values: FloatArray, waypoints: Waypoints, step: int, column: IntArray) -> FloatArray:
    """What each year after `column` needs, (series,), for a sum or a mean growth over the years after the base.

    What is left of the sum in equal amounts; ((1 + g / 100)^N / prod(1 + r / 100))^(1 / years left) - 1 in %. NaN where a
    year since the base has no figure, or no growth reaches it.
    """
    to_column, since = waypoints.column[step], waypoints.since[step]
    begun = np.maximum(since, -1)
    at = np.arange(len(values))[:, None]
    counted = (at > begun) & (at <= column)
    # years before the first of the axis have no figures
    whole = (since >= -1) & (np.isfinite(values) | ~counted).all(axis=0)
    left = (to_column - np.maximum(column, begun)).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        total = np.where(counted, values, 0.0).sum(axis=0)
        amount = (waypoints.figure[step] - total) / left
        grown = np.where(counted, 1.0 + values / 100.0, 1.0).prod(axis=0)
        years = (to_column - since).astype(np.float64)
        factor = (1.0 + waypoints.figure[step] / 100.0) ** years / grown
        rate = (np.where(factor > 0, factor, np.nan) ** (1.0 / left) - 1.0) * 100.0
    needed: FloatArray = np.where(waypoints.kind[step] == WaypointKind.SUM, amount, rate)
    return np.where(whole & (left > 0), needed, np.nan)


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


def _sheet_target(row: SheetRow, year: SheetYear) -> str:
    """The way through each target's figure in its year: compound, or straight; what a sum or a mean growth needs each year."""
    at, start, reached = row.last, row.start, False
    blank = set(row.unknown)
    for one in row.waypoints:
        due = one.column
        counted = range(max(one.since, -1) + 1, at + 1)
        summed = one.kind is not WaypointKind.LEVEL
        open_way = one.since >= -1 and not blank.intersection(counted) if summed else at >= 0
        if due <= at or not open_way:
            # a target that the figures have already passed in time leaves the path level
            reached = reached or 0 <= due <= row.last
            continue
        if year.column <= due:
            if not summed:
                return _way(row, year.column, (at, start), (due, one.figure))
            if year.column > one.since:
                return _needed_in_sheet(row, one, counted, due - max(at, one.since))
            return start or MISSING
        if at < 0:
            blank.update(range(one.since + 1))
        at, start, reached = due, row.path(due) if summed else one.figure, True
    return start if reached else MISSING


def _way(row: SheetRow, column: int, begin: tuple[int, str], end: tuple[int, str]) -> str:
    """The figure in a column between two known ones."""
    (at, start), (due, figure) = begin, end
    if column == due:
        return figure
    share = f"{column - at}/{due - at}"
    straight = f"{start}+({figure}-{start})*{share}"
    if row.points:
        return straight
    return f"IF(AND({start}>0,{figure}>0),{start}*({figure}/{start})^({share}),{straight})"


def _needed_in_sheet(row: SheetRow, one: SheetWaypoint, counted: range, left: int) -> str:
    """What each of the years left needs, as `_needed_each_year` has it."""
    if one.kind is WaypointKind.SUM:
        so_far = f"-SUM({row.path(counted[0])}:{row.path(counted[-1])})" if counted else ""
        return f"({one.figure}{so_far})/{left}"
    grown = "*".join(f"(1+{row.path(column)}/100)" for column in counted) or "1"
    factor = f"({one.figure})/({grown})"
    return f"IF({factor}>0,(({factor})^(1/{left})-1)*100,NA())"


_TARGET: Final = MethodDescription(
    words=Wording("按目标", "target"),
    written=("按目标", "目标"),
    sentence=Wording(
        "经各目标值：总量、数量和流量按复合增长，比率、指数和增速直线；累计目标余量由剩余各年均分，年均增速目标剩余各年按所需增速；"
        "最后一个目标之后不变",
        "through each target's figure: compound for level, count and flow, straight for ratio, index and rate; what is left of a "
        "sum in equal amounts over the years left, the growth that a mean growth still needs in each; level after the last",
    ),
    curve=_to_targets,
    continues=_heads_on,
    follows_targets=True,
    broken=MethodRemark(
        "target_without_figure",
        Wording(
            "方法为“按目标”，但该序列没有目标数值。请填写目标或改用其他方法。",
            "The method is “target”, but this series has no target figure. Enter a target or choose another method.",
        ),
    ),
    gives_way=True,
    sheet=_sheet_target,
    for_rates=True,
)


# the past carried on


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


def _trend(course: PathCourse) -> FloatArray:
    return trend(course.observed, course.value, course.points)


def _sheet_trend(row: SheetRow, year: SheetYear) -> str:
    pace = f"{year.before}+{row.pace}" if row.points else f"{year.before}*(1+{row.pace})"
    return pace + _gained_in_sheet(row, year)


def _past_in_sheet(row: SheetRow) -> SheetHelpers:
    """The years of the latest figures, as many as the parameter says, all where it says nothing; and their pace."""
    many = f"IF(ISNUMBER({row.value}),MIN(COUNT({row.observed}),INT({row.value})),COUNT({row.observed}))"
    begin, end = (f"SUMPRODUCT(LARGE(ISNUMBER({row.observed})*{row.years},{nth}))" for nth in (many, "1"))
    v, w = (f"INDEX({row.observed},1,{year}-{row.first_year - 1})" for year in (row.begin, row.end))
    if row.points:
        pace = f"({w}-{v})/({row.end}-{row.begin})"
    else:
        pace = f"IF(AND({v}>0,{w}>0),({w}/{v})^(1/({row.end}-{row.begin}))-1,NA())"
    return SheetHelpers(begin, end, pace)


BAD_PAST_YEARS: Final = error(
    "bad_past_years",
    "“{text}”不是往年数。趋势的参数是不小于 2 的整数，空为全部往年。",
    "“{text}” is not a number of past years. Trend takes a whole number of 2 or more; leave it empty for all past years.",
)
_TREND: Final = MethodDescription(
    words=Wording("趋势", "trend"),
    written=("趋势",),
    sentence=Wording(
        "过去若干现状年首尾之间的复合年率（比率和指数为直线）；抓手每年另加增速的百分点（比率和指数为点）",
        "the compound rate between the first and last of the past years (straight for ratio and index); levers add each year "
        "percentage points of growth (points for ratio and index)",
    ),
    value=Cell(
        Wording("往年数", "past years"),
        Wording("为往年数", "past years"),
        Unit.PAST_YEARS,
        Bounds(BAD_PAST_YEARS, low=2, whole=True),
    ),
    pace=_trend,
    continues=lambda course: np.isfinite(_trend(course)),
    reads_past=True,
    additive=Additive.IN_POINTS,
    levered=True,
    broken=MethodRemark(
        "trend_too_short",
        Wording(
            "趋势至少需要两个有现状值的年份（总量须为正数），现有数据不足。请补充数据或改用其他方法。",
            "A trend needs at least two years with actuals (above zero for amounts). Add data or choose another method.",
        ),
    ),
    gives_way=True,
    sheet=_sheet_trend,
    helpers=_past_in_sheet,
)


# the S curve


def _logistic(course: PathCourse) -> FloatArray:
    start, value, midpoint = course.start, course.value, course.midpoint
    base_year = course.years[np.maximum(course.last, 0)]
    year = course.years[:, *(np.newaxis,) * value.ndim]
    with np.errstate(divide="ignore"):
        steepness = np.log(value / start - 1.0) / (midpoint - base_year)
        steepness = np.where(logistic_exists(start, value, midpoint, base_year), steepness, np.nan)
        curve = value / (1.0 + np.exp(-steepness * (year - midpoint)))
    return course.after_last(curve)


def logistic_exists(
    start: FloatArray, ceiling: FloatArray, midpoint: FloatArray, base_year: IntArray
) -> BoolArray:
    """Whether an S curve to `ceiling` with half of it in `midpoint` passes through (base year, start)."""
    exists: BoolArray = (start > 0) & (ceiling > start) & (midpoint != base_year)
    return exists


def _ceiling(seen: SeriesPast | None) -> ParameterValues:
    """The target, or half as much again as the last figure, reached by half in the middle of the years left."""
    if seen is None:
        return ParameterValues(0.0)
    reached = max([figure for figure in seen.targets if math.isfinite(figure)], default=0.0)
    value = float(seen.values[seen.last]) if len(seen.seen) else 0.0
    first, end = int(seen.years[seen.last]), int(seen.years[-1])
    middle = first + max(1, (end - first) // 2)
    return ParameterValues(rounded(max(reached * 1.2, value * 1.5), 2), float(middle))


def _sheet_logistic(row: SheetRow, year: SheetYear) -> str:
    # e^700 is already past every ceiling
    return f"{row.value}/(1+EXP(MIN(700,-({row.pace})*({year.year}-{row.midpoint}))))"


def _steepness_in_sheet(row: SheetRow) -> SheetHelpers | None:
    if row.last < 0:
        return None
    v, exists = row.start, f"ISNUMBER({row.midpoint}),{row.start}>0"
    exists = f"{exists},{row.value}>{v},{row.midpoint}<>{row.begin}"
    steepness = f"LN({row.value}/{v}-1)/({row.midpoint}-{row.begin})"
    return SheetHelpers(float(row.last_year), "", f"IF(AND({exists}),{steepness},NA())")


_LOGISTIC: Final = MethodDescription(
    words=Wording("S 曲线", "S curve"),
    written=("S曲线", "S 曲线", "logistic曲线"),
    sentence=Wording(
        "K/(1＋e^(−k(t−m)))，k＝ln(K/v−1)/(m−b)", "K/(1 + e^(−k(t − m))), k = ln(K/v − 1)/(m − b)"
    ),
    value=Cell(Wording("上限", "ceiling"), Wording("为上限", "the ceiling"), Unit.INDICATOR),
    midpoint=Cell(
        Wording("拐点年", "midpoint"),
        Wording("达到上限一半的年份", "the year of half the ceiling"),
        Unit.YEAR,
    ),
    needs=(("value",), ("midpoint",)),
    needed=Wording("参数（上限）和拐点年", "a parameter (the ceiling) and a midpoint year"),
    curve=_logistic,
    continues=lambda course: logistic_exists(
        course.start, course.value, course.midpoint, course.years[np.maximum(course.last, 0)]
    ),
    impossible=ImpossibleCurve(
        logistic_exists,
        error(
            "logistic_impossible",
            "没有上限为“{text}”、拐点年为 {midpoint} 的 S 曲线经过“{series}”的最后一个现状值（{year} 年 {value}；这样的序列共 {count} 个）：上限须高于该值且该值须为正，拐点年不能是该"
            "年。这些路径没有数值。",
            "No S curve with the ceiling “{text}” and the midpoint {midpoint} passes through the last actual of “{series}” "
            "({value} in {year}; {count} such series): the ceiling must lie above the figure, the figure above zero, and the "
            "midpoint must be another year. These paths have no figures.",
        ),
        MethodRemark(
            "logistic_impossible",
            Wording(
                "没有经过最后一个现状值的 S 曲线：上限须高于该值，拐点年不能是最后一个现状年。",
                "No S curve passes through the last actual: the ceiling must lie above it, and the midpoint must be another "
                "year.",
            ),
        ),
    ),
    seed=_ceiling,
    sheet=_sheet_logistic,
    helpers=_steepness_in_sheet,
)


# the last figure, and figures as they are given


def _sheet_hold(row: SheetRow, year: SheetYear) -> str:
    return year.before


_HOLD: Final = MethodDescription(
    words=Wording("不变", "hold"),
    written=("不变", "保持不变"),
    sentence=Wording(
        "v；没有假设的序列同样不变，但不作为推算",
        "v; a series without any assumption is held too, but not as a projection",
    ),
    gives_way=True,
    sheet=_sheet_hold,
    for_rates=True,
)


def _values(course: PathCourse) -> FloatArray:
    values, last = course.observed.copy(), course.last
    columns = np.arange(len(course.years))
    # few series carry their own figures, and np.interp takes one at a time
    for series in range(values.shape[1]):
        given = course.by_year(series)
        if given is None:
            values[columns > last[series], series] = np.nan
            continue
        figures, year, later = given[0].copy(), given[1], given[2]
        known = np.isfinite(figures) & (columns > last[series])
        if last[series] >= 0:
            known[last[series]] = True
            figures[last[series]] = course.observed[last[series], series]
        at, figure = columns[known], figures[known]
        if np.isfinite(year):
            # the way to a figure past the horizon is straight too, as far as the horizon lets it be seen
            at, figure = np.append(at, year - course.years[0]), np.append(figure, later)
        if len(at):
            path = np.interp(columns, at, figure, left=np.nan)
            values[columns > last[series], series] = path[columns > last[series]]
    return values


def _given_later(course: PathCourse) -> BoolArray:
    """Whether a figure is given for a year after the last observed one."""
    later = np.zeros(len(course.last), dtype=np.bool_)
    for place, last in enumerate(course.last.tolist()):
        given = course.by_year(place)
        later[place] = given is not None and bool(
            np.isfinite(given[0][last + 1 :]).any() or np.isfinite(given[1])
        )
    return later


def _path_as_it_is(seen: SeriesPast | None) -> ParameterValues:
    if seen is None:
        return ParameterValues()
    path = [
        (int(year), rounded(float(value), 4))
        for column, (year, value) in enumerate(zip(seen.years, seen.values, strict=True))
        if column > seen.last and np.isfinite(value)
    ]
    return ParameterValues(by_year=tuple(path))


def _sheet_values(row: SheetRow, year: SheetYear) -> str:
    """The figures given, straight between (from the last observed one), level after the last."""
    if not row.given:
        return MISSING
    known = {row.last: row.start} if row.last >= 0 else {}
    known.update({column: cell for column, cell in sorted(row.given) if column > row.last})
    before = [one for one in known if one <= year.column]
    after = [one for one in known if one > year.column]
    if not before:
        return MISSING
    start = known[before[-1]]
    if not after or before[-1] == year.column:
        return start
    end = known[after[0]]
    return f"{start}+({end}-{start})*{year.column - before[-1]}/{after[0] - before[-1]}"


_VALUES: Final = MethodDescription(
    words=Wording("逐年值", "values"),
    written=("逐年值",),
    sentence=Wording(
        "给定年份取给定值，其间直线，其后不变", "the figures given, straight between, level after the last"
    ),
    by_year=ByYear.PATH,
    needs=(("years",),),
    needed=Wording("至少一个年份的数值", "a figure for at least one year"),
    curve=_values,
    continues=_given_later,
    broken=MethodRemark(
        "values_missing",
        Wording(
            "方法为“逐年值”，但没有给出任何年份的数值。",
            "The method is “values”, but no figure is given for any year.",
        ),
    ),
    seed=_path_as_it_is,
    sheet=_sheet_values,
    for_rates=True,
)


# the regions below


def _rolled_up(course: PathCourse) -> FloatArray:
    """Nothing of its own: the engine puts the roll-up of the children there."""
    return course.after_last(np.full((len(course.years), *course.value.shape), np.nan))


_ROLLUP: Final = MethodDescription(
    words=Wording("下级汇总", "roll-up"),
    written=("下级汇总", "下级合计", "roll-up"),
    sentence=Wording(
        "同一指标下级地区的汇总（合计或加权平均），随下级变动",
        "the roll-up (sum or weighted mean) of the same indicator in the regions below, and moves with them",
    ),
    curve=_rolled_up,
    rolls_up=True,
    broken=MethodRemark(
        "rollup_without_children",
        Wording(
            "方法为“下级汇总”，但该指标不汇总，或下级地区没有这个序列。请改用其他方法。",
            "The method is “roll-up”, but the indicator does not roll up or no region below has the series. Choose another method.",
        ),
    ),
    sheet=lambda row, year: MISSING,
)


METHODS: Final[Mapping[Method, MethodDescription]] = MappingProxyType(
    {
        Method.GROWTH: _GROWTH,
        Method.STEP: _STEP,
        Method.TARGET: _TARGET,
        Method.TREND: _TREND,
        Method.LOGISTIC: _LOGISTIC,
        Method.HOLD: _HOLD,
        Method.VALUES: _VALUES,
        Method.ROLLUP: _ROLLUP,
    }
)
"""Every method with its description, in the order in which the program offers them."""


def methods_of(kind: Kind) -> tuple[Method, ...]:
    """The methods that can continue an indicator of a kind, in their order."""
    return tuple(one for one, about in METHODS.items() if about.for_rates or kind is not Kind.RATE)
