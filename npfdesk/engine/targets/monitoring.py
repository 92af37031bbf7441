"""Monitoring: the frozen plan, the actuals beside it, the slippage, and the growth needed to catch up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.engine.projection.update import compute
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.judgement import judge
from npfdesk.engine.targets.measured_figures import measured_figures
from npfdesk.engine.targets.ways import ways
from npfdesk.plan.document import Document
from npfdesk.plan.scenarios import by_id
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.targets import Measure
from npfdesk.plan.work import Work

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Monitor:
    """A scenario's targets in a year against the frozen plan; arrays (target,) in the order of its TargetTable.

    In the indicator's unit (of a sum, a growth or a place the figure that it is judged by): `planned` is the frozen plan's path in the year, `milestone` what was due by then
    (时序进度), `actual` the observed figure (NaN: not yet), `value` the figure that is judged (observed or on its way),
    `projected` the re-anchored path in the target's year and `frozen` the frozen plan's there. `gap` is what is
    missing of the milestone (negative: ahead of it). `planned_growth` and `catch_up` are what was needed from the base
    and what is needed in the years left (% a year, points a year for ratio and index, an amount a year of a sum). `slippage` is how many
    years the figure is behind its milestones (negative: ahead), `arrival` the first year from then on in which the path
    meets the target (NaN: not within the years). `statuses` (rule, target) are the colours in the order of Rule,
    `disagree` where the three rules differ.
    """

    scenario: str
    year: int
    planned: FloatArray
    frozen: FloatArray
    milestone: FloatArray
    actual: FloatArray
    value: FloatArray
    projected: FloatArray
    gap: FloatArray
    planned_growth: FloatArray
    catch_up: FloatArray
    slippage: FloatArray
    arrival: FloatArray
    statuses: NDArray[np.uint8]
    disagree: BoolArray


def frozen_plan(results: Results, scenario: str, after: int | None = None) -> Results:
    """The results of a scenario without the observed figures after a year (default: the plan's base year).

    Targets and assumptions are the present ones; only the later actuals are left out.
    """
    plan = results.plan
    cut = plan.column(after if after is not None else plan.base_year) + 1
    later = [
        (plan.series[row], int(plan.years[cut + column]), None)
        for row, column in np.argwhere(np.isfinite(plan.observed[:, cut:])).tolist()
    ]
    chain = results.scenarios[scenario].inputs.chain
    return compute(Document(plan.with_observations(later), Work(by_id(chain)), scenario))


def monitor(results: Results, scenario: str, year: int, frozen: Results | None = None) -> Monitor:
    """Monitor a scenario's targets in a year.

    Actuals after the base year are the start of every path (the engine continues a series from its last observed
    figure); `frozen` is the plan without them (default: frozen at the plan's base year). KeyError where the years do
    not reach to `year`.
    """
    frozen = frozen or frozen_plan(results, scenario)
    result, plan = results.scenarios[scenario], results.plan
    table, values = result.targets, result.projection.values
    before = frozen.scenarios[scenario].projection.values
    first, column = int(plan.years[0]), plan.column(year)
    judgement = judge(results, scenario, year, Rule.PACE)
    way = ways(frozen, scenario)
    base, base_year = way.begin(year)
    points = results.frame.points[table.row]
    value = judgement.value
    due = table.year - first
    span = (table.year - base_year).astype(np.float64)
    end = way.end
    planned, before_due = before[column, table.row], _in_year(before, due, table.row)
    projected = _in_year(values, due, table.row)
    planned_growth = gaps.required_growth(base, end, span, points)
    catch_up = gaps.required_growth(value, end, (table.year - year).astype(np.float64), points)
    slippage = year - _reached_when(value, base, end, base_year, span, points)
    if len(table.measured):
        at, now, then = (
            table.measured,
            measured_figures(results, scenario),
            measured_figures(frozen, scenario),
        )
        columns = np.arange(len(at))
        planned[at], before_due[at] = then.value[column], _in_year(then.value, due[at], columns)
        projected[at] = _in_year(now.value, due[at], columns)
        left = (table.year[at] - year).astype(np.float64)
        planned_growth[at] = gaps.required_growth(then.way_base, then.way_reach, span[at], then.points != 0)
        catch_up[at] = gaps.required_growth(now.way_value[column], now.way_reach, left, now.points != 0)
        # of a sum the years by which what has come together is behind the equal parts that are due
        summed = (table.measure[at] == MEASURES.index(Measure.SUM)) & (now.end != 0)
        with np.errstate(divide="ignore", invalid="ignore"):
            behind = (year - now.base_year) - now.value[column] / now.end * (table.year[at] - now.base_year)
        slippage[at] = np.where(summed, behind, np.nan)
    return Monitor(
        scenario=scenario,
        year=year,
        planned=planned,
        frozen=before_due,
        milestone=judgement.milestone,
        actual=results.observed[column, table.row],
        value=value,
        projected=projected,
        gap=gaps.gap(value, judgement.milestone, table.sign),
        planned_growth=planned_growth,
        catch_up=catch_up,
        slippage=slippage,
        arrival=_arrival(results, scenario, column),
        statuses=judgement.statuses,
        disagree=judgement.disagree,
    )


def _in_year(values: FloatArray, column: IntArray, row: IntArray) -> FloatArray:
    inside = (column >= 0) & (column < len(values))
    return np.where(inside, values[np.clip(column, 0, len(values) - 1), row], np.nan)


def _reached_when(
    value: FloatArray,
    base: FloatArray,
    target: FloatArray,
    base_year: IntArray,
    span: FloatArray,
    points: BoolArray,
) -> FloatArray:
    """The year, with its fraction, in which the milestones pass a figure (target,).

    b + n ln(v / v_b) / ln(T / v_b) for amounts; b + n (v - v_b) / (T - v_b) for ratio and index, and where base or
    target is not positive. NaN where base and target are the same, and for an amount that is not positive.
    """
    compound = ~points & (base > 0) & (target > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.log(value / base) / np.log(target / base)
        straight = (value - base) / (target - base)
        year = base_year + span * np.where(compound, rates, straight)
    return np.where(np.isfinite(year), year, np.nan)


def _arrival(results: Results, scenario: str, column: int) -> FloatArray:
    result = results.scenarios[scenario]
    table = result.targets
    ahead = result.projection.values[column:, table.row]
    met = gaps.met(ahead, table.figure, table.low, table.high, table.sign, table.inside)
    false = result.impossible[:, table.row]
    if len(table.measured):
        met[:, table.measured] = measured_figures(results, scenario).met[column:]
        false[:, table.measured] = np.logical_or.accumulate(false[:, table.measured], axis=0)
    met &= ~false[column:]
    return np.where(met.any(axis=0), results.plan.years[column] + np.argmax(met, axis=0), np.nan)
