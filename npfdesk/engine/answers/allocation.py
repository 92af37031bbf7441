"""Allocation: split a total over a region's children by a rule within holds, floors and caps; the sum is exact."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.answers.division import Division, ImpossibleDivision, PartBounds, divide
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets.figures_to_date import growth_to_sum
from npfdesk.engine.targets.gaps import required_growth
from npfdesk.engine.targets.required_pace import main_of, main_target, past_pace
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import is_counted, plain
from npfdesk.plan.problems import Problem, Wording, error
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.spoken_names import name_wording, problem_about
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]

NO_CHILDREN: Final = error(
    "allocation_no_children",
    "“{text}”没有下级地区有该指标，无从分解。请在“地区”表中填写上级，并在“目标”或“数据”表中填写各地区的数据。",
    "No region below “{text}” has this indicator, so there is nothing to allocate to. Enter the parents in Regions, and the "
    "regions' figures in Targets or Data.",
)
NO_TOTAL: Final = error(
    "allocation_no_total",
    "“{text}”{year}年没有目标数值，无从得到总数。请给出总数。",
    "“{text}” has no target figure for {year} to use as the total. Enter the total.",
)
NOT_ADDITIVE: Final = error(
    "allocation_not_additive",
    "“{text}”是比率、指数或增速，各地区之和没有意义，不能分解。请选择按合计汇总的总量、数量或流量指标。",
    "“{text}” is a ratio, an index or a growth rate: its regions do not add up, so it cannot be allocated. Choose an amount, a "
    "count or a flow that rolls up by sum.",
)
NO_WEIGHT: Final = error(
    "allocation_no_weight",
    "规则“承载力”需要一个权重指标。请给出权重指标的代码。",
    "The rule “capacity” needs a weighting indicator. Enter its code.",
)
NOT_WHOLE: Final = error(
    "allocation_not_whole",
    "“{text}”以整数计，{figure} 不是整数，合计无法精确。请给出整数。",
    "“{text}” counts whole units and {figure} is not whole, so the sum cannot be exact. Give a whole number.",
)
BOUNDS_CROSS: Final = error(
    "allocation_bounds_cross",
    "{text}：下限 {low} 高于上限 {high}，没有可取的数值。请改正其一。",
    "{text}: the floor {low} lies above the cap {high}, so no figure fits. Correct one of the two.",
)
TOTAL_OUT_OF_BOUNDS: Final = error(
    "allocation_total_out_of_bounds",
    "总数 {total} 不可能：固定值、下限与上限只容许合计在 {low} 与 {high} 之间。请放宽其中之一或改变总数。",
    "A total of {total} is not possible: fixed figures, floors and caps only allow sums between {low} and {high}. Relax one of "
    "them or change the total.",
)
RULE_CANNOT: Final = error(
    "allocation_rule_cannot",
    "规则“{rule}”不能把余下的 {rest} 分给 {regions}：{why_zh}。请换一种规则，或放宽固定值、下限与上限。",
    "The rule “{rule_en}” cannot allocate the remaining {rest} to {regions}: {why_en}. Choose another rule, or relax the fixed "
    "figures, floors and caps.",
)


class AllocationRule(StrEnum):
    """By what a total is split; b base values, t present targets, X the total, w the indicator weighed by.

    base X b / sum b (equal growth); target X t / sum t; increment b + (X - sum b) (t - b) / sum(t - b);
    catch-up B (b / B)^f with B the highest base and f the one factor by which every log-distance ln(B / b)
    shrinks; capacity b + (X - sum b) w / sum w. As the contract of the command line states them.
    """

    BASE = "base"
    TARGET = "target"
    INCREMENT = "increment"
    CATCH_UP = "catch-up"
    CAPACITY = "capacity"


RULE_NAMES: Final[Mapping[AllocationRule, Wording]] = MappingProxyType(
    {
        AllocationRule.BASE: Wording("按基期（同速增长）", "by base (equal growth)"),
        AllocationRule.TARGET: Wording("按现有目标", "by present target"),
        AllocationRule.INCREMENT: Wording("按目标增量", "by increment"),
        AllocationRule.CATCH_UP: Wording("追赶收敛", "by catch-up"),
        AllocationRule.CAPACITY: Wording("按承载力", "by capacity"),
    }
)
_WHY: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "zero": ("其权数之和为零", "what it weighs by sums to zero"),
        "distance": (
            "按此规则最高者停在原处，余数不足",
            "the highest stays where it is, and the rest is too little",
        ),
        "figures": ("这些地区都没有规则所需的数值", "none of them has the figures that the rule needs"),
        "crossed": (
            "各地区的增减方向不一，受限后不再能凑齐",
            "they move both ways, and within the bounds no longer add up",
        ),
        "overflow": ("得不到有限的数值", "it comes to no finite figures"),
    }
)


@dataclass(frozen=True)
class Bounds:
    """Limits that apply before any rule, by region code, in the indicator's unit: holds, floors and caps."""

    holds: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    floors: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    caps: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Share:
    """One region's part, in the indicator's unit; NaN where there is no figure.

    `base` the base value (of a sum what the rule counts from: what has come together so far under increment and capacity,
    else the base year's flow), `target` the present target, `value` the new figure (NaN: left out), `growth` what it
    implies from the base (% a year; points for ratio and index; of a sum the growth of the yearly flow), `past` the region's own pace over all
    observed years (the same unit). `held` where a hold fixes it, `bound` "floor" or "cap" where one binds.
    """

    region: str
    base: float
    target: float
    value: float
    growth: float
    past: float
    held: bool
    bound: str


@dataclass(frozen=True)
class Allocation:
    """A total split: `series` the one divided, `year` of the target, the shares in the plan's order.

    `left_out` are the codes of children whose share the rule cannot tell (no base, no target, no weight); the
    others carry the whole total. `measure` is what total and shares are of: of a sum what comes together over the years
    after the base. `factor` is what the log-distances shrink to under catch-up (0.5: halved;
    below 0: the others pass the highest base), NaN under other rules.
    """

    series: SeriesKey
    year: int
    rule: AllocationRule
    total: float
    shares: tuple[Share, ...]
    left_out: tuple[str, ...]
    factor: float
    measure: Measure = Measure.LEVEL

    @property
    def sum(self) -> float:
        """What the shares add up to: the total, where they come to it but for the last bit of a float.

        Where a single part is free its bits may be too coarse for held parts with finer ones.
        """
        added = math.fsum(share.value for share in self.shares if math.isfinite(share.value))
        return self.total if abs(added - self.total) <= math.ulp(self.total) else added


def allocate(
    results: Results,
    scenario: str,
    series: SeriesKey,
    rule: AllocationRule,
    total: float | None = None,
    weight: str | None = None,
    bounds: Bounds | None = None,
    year: int | None = None,
) -> Allocation | Problem:
    """Split a total over the children of ``series.region`` that have the indicator (and industry).

    `total` default: the target of the series itself in a scenario; yardsticks have no share. `year` default: that of its
    main target. Of a sum b is, under increment
    and capacity, what a region's flow has come to since the base, and else its flow of the base year (under catch-up times
    the years), t its own sum; a flow counted one by one without decimals is whole too. `weight` is the code of the indicator that
    capacity weighs by, in the base year. Holds, floors and caps bind first, the rest is split again by the
    same rule over those who are free. A count is in whole units, by largest remainder (ties: the larger base,
    then the plan's order); any other figure is unrounded, its last bits set so that the sum
    is the total (to the last bit of a float). Where no base, target or total is negative no share is: 0 is every region's floor then. A
    Problem where no such split exists.
    """
    bounds = bounds or Bounds()
    plan, frame, table = results.plan, results.frame, results.scenarios[scenario].targets
    indicator = plan.indicator_by_code[series.indicator]
    region = plan.region_by_code[series.region]
    if indicator.kind is Kind.RATE or (indicator.kind.moves_in_points and indicator.rollup is not RollUp.SUM):
        return problem_about(NOT_ADDITIVE, indicator)
    if year is None:
        own = main_target(results, scenario, series)
        year = int(table.year[own]) if own is not None else plan.target_year
    else:
        own = main_of(
            results,
            scenario,
            [one for one in table.of_row(plan.row.get(series, -1)) if table.year[one] == year],
        )
    children = [
        one.code
        for one in plan.children_of(series.region, year)
        if series._replace(region=one.code) in plan.row
    ]
    if not children:
        return problem_about(NO_CHILDREN, region)
    if rule is AllocationRule.CAPACITY and weight is None:
        return Problem(NO_WEIGHT)
    measure = _measure(results, scenario, series, own, children, year)
    if total is None:
        place = _stated(table, plan.row.get(series, -1), year, measure)
        total = math.nan if place is None else float(table.reach[place])
        if not math.isfinite(total):
            return problem_about(NO_TOTAL, region, indicator, year=year)
    keys = [series._replace(region=code) for code in children]
    base, base_year = _bases(results, scenario, keys, year)
    places = [_stated(table, plan.row[key], year, measure) for key in keys]
    target = np.array([math.nan if place is None else table.reach[place] for place in places])
    counted = base
    if measure is Measure.SUM:
        counted = _counted_from(results, keys, rule, base, base_year, year)
    weights = np.full(len(keys), np.nan)
    if weight is not None:
        at = [key._replace(indicator=weight) for key in keys]
        there = [place for place, key in enumerate(at) if key in plan.row]
        if there:
            weights[there] = _bases(results, scenario, [at[place] for place in there], None)[0]
    division = _divided(results, series, rule, children, total, counted, target, weights, bounds)
    if isinstance(division, Problem):
        return division
    rows = [plan.row[key] for key in keys]
    points = frame.points[rows]
    span = (year - base_year).astype(np.float64)
    growth = (
        growth_to_sum(base, division.values, span)
        if measure is Measure.SUM
        else required_growth(base, division.values, span, points)
    )
    past = past_pace(results, scenario)[rows]
    shares = tuple(
        Share(
            region=code,
            base=float((counted if rule in _FROM_SO_FAR else base)[place]),
            target=float(target[place]),
            value=float(division.values[place]),
            growth=float(growth[place]),
            past=float(past[place]),
            held=code in bounds.holds,
            bound=division.bound[place],
        )
        for place, code in enumerate(children)
    )
    left_out = tuple(share.region for share in shares if math.isnan(share.value))
    return Allocation(series, year, rule, total, shares, left_out, division.factor, measure)


_FROM_SO_FAR: Final = frozenset({AllocationRule.INCREMENT, AllocationRule.CAPACITY})
"""The rules that add to what is there: of a sum to what has come together so far."""


def _measure(
    results: Results, scenario: str, series: SeriesKey, own: int | None, children: list[str], year: int
) -> Measure:
    """What a total is of: a sum where the series' own target is one, or where it has none and its children's are."""
    table, plan = results.scenarios[scenario].targets, results.plan
    summed = MEASURES.index(Measure.SUM)
    if own is not None and np.isfinite(table.reach[own]):
        return Measure.SUM if table.measure[own] == summed else Measure.LEVEL
    rows = [plan.row[series._replace(region=code)] for code in children]
    below = [table.measure[place] for row in rows for place in table.of_row(row) if table.year[place] == year]
    return Measure.SUM if below and all(one == summed for one in below) else Measure.LEVEL


def _stated(table: TargetTable, row: int, year: int, measure: Measure) -> int | None:
    """The position of a series' target of a year that is of a measure; of a level any that comes to one."""
    for place in table.of_row(row):
        alike = (
            table.measure[place] == MEASURES.index(Measure.SUM)
            if measure is Measure.SUM
            else np.isfinite(table.figure[place])
        )
        if table.year[place] == year and alike:
            return place
    return None


def _counted_from(
    results: Results,
    keys: list[SeriesKey],
    rule: AllocationRule,
    base: FloatArray,
    base_year: NDArray[np.int64],
    year: int,
) -> FloatArray:
    """What a sum's parts are reckoned from (child,): what has come together so far, or what the base year's flow gives."""
    if rule not in _FROM_SO_FAR:
        return base * (year - base_year) if rule is AllocationRule.CATCH_UP else base
    plan = results.plan
    observed = results.observed[:, [plan.row[key] for key in keys]]
    after = (plan.years[:, None] > base_year) & (plan.years[:, None] <= year)
    so_far: FloatArray = np.where(after & np.isfinite(observed), observed, 0.0).sum(axis=0)
    return so_far


def _bases(
    results: Results, scenario: str, keys: list[SeriesKey], year: int | None
) -> tuple[FloatArray, NDArray[np.int64]]:
    """Bases and the years that they stand in, (child,): the base year of the child's target, or the plan's.

    Where that year has none the last one before it, whose own year growths then count from: a split of a total leaves no part
    out for a late figure. Observed figures first; where nobody observes (a formula, a roll-up) what the results give.
    """
    plan, result = results.plan, results.scenarios[scenario]
    row = np.array([plan.row[key] for key in keys])
    places = [
        result.targets.of_series.get(TargetKey(key, year)) if year is not None else None for key in keys
    ]
    base_year = np.array(
        [plan.base_year if place is None else int(result.targets.base_year[place]) for place in places]
    )
    first = int(plan.years[0])
    observed, seen = _last_figures(results.observed, row, base_year, first)
    computed, column = _last_figures(result.projection.values, row, base_year, first)
    base = np.where(np.isfinite(observed), observed, computed)
    column = np.where(np.isfinite(observed), seen, column)
    return base, np.where(column >= 0, column + first, base_year)


def _last_figures(
    values: FloatArray, row: NDArray[np.int64], base_year: NDArray[np.int64], first: int
) -> tuple[FloatArray, NDArray[np.int64]]:
    """The last figures up to the base years with their columns, (child,): a part is there though its last year is earlier.

    `values` (year, series); NaN and -1 where there is none.
    """
    columns = np.arange(len(values))[:, None]
    there = np.isfinite(values[:, row]) & (columns <= base_year - first)
    column = np.where(there.any(axis=0), len(values) - 1 - np.argmax(there[::-1], axis=0), -1)
    figures = np.where(column >= 0, values[column, row], np.nan)
    return figures, column


def in_whole_units(indicator: Indicator) -> bool:
    """Whether an indicator's figures are whole: a count, and a flow that counts things one by one without decimals."""
    return indicator.kind.whole or (
        indicator.kind is Kind.FLOW and indicator.decimals == 0 and is_counted(indicator.unit)
    )


def _divided(
    results: Results,
    series: SeriesKey,
    rule: AllocationRule,
    children: list[str],
    total: float,
    base: FloatArray,
    target: FloatArray,
    weights: FloatArray,
    bounds: Bounds,
) -> Division | Problem:
    """The division in figures, or the reason in words why there is none."""
    plan = results.plan
    indicator = plan.indicator_by_code[series.indicator]
    whole = in_whole_units(indicator)
    regions = [plan.region_by_code[code] for code in children]
    low = np.array([bounds.floors.get(code, -math.inf) for code in children])
    high = np.array([bounds.caps.get(code, math.inf) for code in children])
    held = np.array([code in bounds.holds for code in children])
    fixed = np.array([bounds.holds.get(code, math.nan) for code in children])
    if whole:
        for figure in (total, *fixed[held].tolist()):
            if not float(figure).is_integer():
                return problem_about(NOT_WHOLE, indicator, figure=plain(figure))
        low, high = np.ceil(low - 1e-9), np.floor(high + 1e-9)
    crossing = np.flatnonzero((low > high) | (held & ((fixed < low - 1e-9) | (fixed > high + 1e-9))))
    if len(crossing):
        one = int(crossing[0])
        # what is not held is NaN, which neither takes
        lower, upper = np.fmax(low, fixed)[one], np.fmin(high, fixed)[one]
        return problem_about(BOUNDS_CROSS, regions[one], low=_edge(lower), high=_edge(upper))
    # firms or output cannot be less than nothing, a loss can
    never_negative = total >= 0 and not (base < 0).any() and not (target < 0).any()
    least = 0.0 if never_negative else -math.inf
    division = divide(str(rule), whole, total, base, target, weights, PartBounds(low, high, fixed, least))
    if not isinstance(division, ImpossibleDivision):
        return division
    if division.why == "bounds":
        arguments: dict[str, object] = {
            "total": plain(total),
            "low": _edge(division.low),
            "high": _edge(division.high),
        }
        return Problem(TOTAL_OUT_OF_BOUNDS, text=plain(total), arguments=arguments)
    why_zh, why_en = _WHY[division.why]
    words = RULE_NAMES[rule]
    return Problem(
        RULE_CANNOT,
        text=str(rule),
        arguments={
            "rule": words.zh,
            "rule_en": words.en,
            "rest": plain(division.rest),
            "regions": tuple(name_wording(regions[place]) for place in division.places) or "—",
            "why_zh": why_zh,
            "why_en": why_en,
        },
    )


def _edge(value: float) -> str:
    return plain(value) if math.isfinite(value) else "−∞" if value < 0 else "∞"
