"""Goal seek: the one growth, step, lever intensity or factor on levers that brings a series to its target."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.answers.roots import nearest
from npfdesk.engine.projection.levers import intensities
from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.engine.projection.update import update
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.judgement import Reached, reached, required_growth_of
from npfdesk.engine.targets.required_pace import main_target, past_pace
from npfdesk.plan.answer_edits import FULL, Parameter, ParameterKind, intensity, set_parameter
from npfdesk.plan.document import Document
from npfdesk.plan.formula_words import formula_wording
from npfdesk.plan.measure_words import figure_wording
from npfdesk.plan.method_description import Additive, SeekRule
from npfdesk.plan.methods import RATE_METHODS, Method, usual_method
from npfdesk.plan.numbers import plain
from npfdesk.plan.problems import Problem, error, quoted, warning
from npfdesk.plan.scenarios import by_id, lineage
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.series_words import series_problem
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]

NO_TARGET: Final = error(
    "seek_no_target",
    "“{text}”没有目标，无从求解。请在“目标”表中填写目标。",
    "“{text}” has no target to reach. Enter one in Targets.",
)
NO_TARGET_FIGURE: Final = error(
    "seek_no_target_figure",
    "“{text}”的目标“{words}”没有数值（由上级下达、只有文字，或缺少基期值、参照序列），无从求解。请写明数值。",
    "The target “{words}” of “{text}” has no figure (assigned from above, words only, or without the base or the series that "
    "it refers to). Enter its figure.",
)
PAST_HORIZON: Final = error(
    "seek_past_horizon",
    "“{text}”的目标年 {year} 超出展望年 {horizon}。请推迟展望年。",
    "The target year {year} of “{text}” lies after the horizon, {horizon}. Set a later horizon.",
)
ROLLED_UP: Final = error(
    "seek_rolled_up",
    "“{text}”的数值由下级地区汇总而来，自身没有可设的增长率或增量。请改为求下级地区、用“总量分解”分到各地区，或求一个抓手的强度。",
    "The figure of “{text}” is rolled up from its regions and has no growth or step of its own. Seek it for one of the "
    "regions, use “Allocate a total”, or seek a lever's intensity.",
)
COMPUTED: Final = error(
    "seek_computed",
    "“{text}”按公式“{formula}”计算，自身没有可设的增长率或增量。请改为求公式所用的指标（{inputs}），或求一个抓手的强度。",
    "“{text}” is computed by the formula “{formula}” and has no growth or step of its own. Seek an indicator that the formula "
    "uses ({inputs}), or a lever's intensity.",
)
NOT_FOR_RATES: Final = error(
    "seek_not_for_rates",
    f"“{{text}}”是增速，不能用“{{method}}”推算。请改为求增量、抓手强度，或用{RATE_METHODS.zh}。",
    f"“{{text}}” is a growth rate, which “{{method_en}}” cannot project. Seek a step or a lever's intensity; a rate takes "
    f"{RATE_METHODS.en}.",
)
NOTHING_TO_CONTINUE: Final = error(
    "seek_nothing_to_continue",
    "“{text}”没有现状值，增长率或增量无从推算。请在“数据”或“目标”表中填入一个现状值。",
    "“{text}” has no actual for a growth or step to start from. Enter one in Data, or a base in Targets.",
)
BAD_BOUNDS: Final = error(
    "seek_bad_bounds",
    "范围 {low} 至 {high} 不可用：下限须低于上限，抓手强度须在 0 与 100 之间，增长率须高于 −100。",
    "The range {low} to {high} cannot be used: the lower bound must lie below the upper, a lever's intensity between 0 and "
    "100, a growth above −100.",
)
NO_INTENSITIES: Final = error(
    "seek_no_levels",
    "情景中{levers}没有强度，乘以系数不起作用。请先填写强度，或直接求强度。",
    "This scenario has no intensity for {levers}, so a factor has no effect. Enter intensities first, or seek the intensity "
    "itself.",
)
ALREADY_MET: Final = warning(
    "seek_already_met",
    "现有路径已达到目标（{projected}）。",
    "The present path already meets the target ({projected}).",
)
METHOD_CHANGES: Final = warning(
    "seek_method_changes",
    "该序列现用“{method}”，采用这个结果将改为“{new}”。",
    "The series uses “{method_en}” now; applying this result changes it to “{new_en}”.",
)
LEVERS_SHUT_OUT: Final = warning(
    "seek_levers_shut_out",
    "抓手不作用于“{method}”的序列。请先将它改为增长率、增量或趋势。",
    "Levers do not act on a series that uses “{method_en}”. Change it to growth, step or trend first.",
)
NO_EFFECT: Final = warning(
    "seek_no_effect",
    "改变该参数不影响 {year} 年的数值：该年已有现状值或逐年参数，基数为零，或抓手对它没有效应。",
    "This parameter does not change the figure for {year}: the year has an actual or a parameter of its own, the base is zero, "
    "or the lever has no effect on the series.",
)


@dataclass(frozen=True)
class Seek:
    """The answer: which value of a parameter brings a series to its target.

    `value` is the parameter at which the figure judged in `year` is `target`: of a level the year's own, of a sum what has
    come together since the base, of a growth the mean or total since then in %, of a rank the place; `measure` says which, and `levelled`
    that the figure is a level of the year (also of a growth with a base).
    `target` is the nearer edge of a range or an about. Where no such value lies within `low`
    and `high`, the one that comes closest, and `reached` tells whether the target is met there. `before` is
    what the parameter is now (see ``present``; NaN: it cannot be told), `projected` the figure at `value` and
    `present` the figure as things are. `met_already` tells that nothing need be done. `past` is the series' own pace
    over all observed years, % a year (points for ratio and index; NaN: none). Units of the parameter: % a year,
    the indicator's a year, % of intensity, 1. `notes` say what else must be known.
    """

    scenario: str
    series: SeriesKey
    year: int
    parameter: Parameter
    reached: bool
    value: float
    before: float
    projected: float
    present: float
    target: float
    low: float
    high: float
    met_already: bool
    past: float
    in_points: bool
    measure: Measure
    levelled: bool
    notes: tuple[Problem, ...]

    @property
    def multiple(self) -> float:
        """`value` over `past`; NaN for levers, where the past did not grow, and where the two are of other units."""
        alike = self.parameter.method is usual_method(self.in_points)
        return self.value / self.past if alike and self.past > 0 else math.nan


def default_bounds(parameter: Parameter, figure: float, target: float, years: int) -> tuple[float, float]:
    """Bounds where none are named.

    A method's own: growth −90 to 1000 % a year; step ten times the larger of the figure and the way to the target,
    either way, over the years left. A lever 0 to 100 %; a factor, and a parameter that no method seeks, 0 to 10.
    """
    if parameter.sought is ParameterKind.LEVER:
        return 0.0, FULL
    sought = _seekable(parameter)
    return sought.bounds(figure, target, years) if sought is not None else (0.0, 10.0)


def _seekable(parameter: Parameter) -> SeekRule | None:
    return parameter.method.about.seek if parameter.method is not None else None


def seek(
    document: Document,
    results: Results,
    scenario: str,
    series: SeriesKey,
    parameter: Parameter,
    bounds: tuple[float, float] | None = None,
    year: int | None = None,
    stretch: bool = False,
) -> Seek | Problem:
    """The value of one parameter that brings a series to its target in a scenario, by the engine itself.

    The parameter is put into the scenario, the scenario recomputed (roll-ups, formulas, levers, synergy, year
    columns and all) and the figure that the target is judged by compared with the target's figure (its stretch
    figure under `stretch`; of a range or 35左右 the edge nearer to the base). The root is bracketed between
    the bounds and the present value, else on a grid, and found by Brent's method (scipy.optimize.brentq;
    Brent 1973); of several the one nearest the present value. Where the figure jumps (a count of regions), the
    nearest value at which the target is met. `year` default: as ``main_target``. A Problem where the
    question has no sense: no target, a formula or a roll-up asked for a growth, nothing observed.
    """
    asked = _target_to_reach(results, scenario, series, year, stretch)
    if isinstance(asked, Problem):
        return asked
    position, figure_asked = asked
    plan, result = results.plan, results.scenarios[scenario]
    refusal = _refusal(document, results, result, series, parameter)
    if refusal is not None:
        return refusal
    row, target_year = plan.row[series], int(result.targets.year[position])
    last, figure = _last(results, row)
    bounds = bounds or default_bounds(
        parameter, *_ends(results, scenario, position, figure_asked, figure), target_year - last
    )
    low, high = bounds
    bad = low < 0 or high > FULL if parameter.sought is ParameterKind.LEVER else False
    bad |= parameter.sought is ParameterKind.FACTOR and low < 0
    sought = _seekable(parameter)
    bad |= sought is not None and low <= sought.least
    if not low < high or bad:
        return Problem(BAD_BOUNDS, arguments={"low": plain(low), "high": plain(high)})
    chain = lineage(document.scenarios, scenario)
    alone = document.with_scenarios(by_id(chain), scenario)
    start = update(results, alone)

    @cache
    def at(value: float) -> Reached:
        edit = set_parameter(alone, scenario, series, parameter, value)
        return reached(update(start, edit.apply(alone)), scenario, np.array([position]), stretch)

    def judged(one: Reached) -> float:
        # a target that is relative to another series moves where that does
        return float(one.value[0]) - (float(one.end[0]) - figure_asked)

    now = reached(results, scenario, np.array([position]), stretch)
    before = present_value(document, results, scenario, series, parameter, target_year)
    geometric = sought is not None and sought.geometric
    root = nearest(
        lambda value: judged(at(value)),
        figure_asked,
        low,
        high,
        before,
        _satisfied(result, position, figure_asked, stretch),
        geometric=geometric,
    )
    final = at(root.value)
    notes = []
    if now.met[0]:
        indicator = plan.indicator_by_code[series.indicator]
        amount = MEASURES[result.targets.measure[position]] in (Measure.LEVEL, Measure.SUM)
        shown = figure_wording(float(now.value[0]), indicator.decimals, indicator if amount else None)
        notes.append(Problem(ALREADY_MET, arguments={"projected": shown}))
    notes += _notes(result, row, parameter, root.moves, target_year)
    return Seek(
        scenario=scenario,
        series=series,
        year=target_year,
        parameter=parameter,
        reached=root.exact or bool(final.met[0]),
        value=root.value,
        before=before,
        projected=float(final.value[0]),
        present=float(now.value[0]),
        target=float(final.end[0]),
        low=low,
        high=high,
        met_already=bool(now.met[0]),
        past=float(past_pace(results, scenario)[row]),
        in_points=bool(results.frame.points[row]),
        measure=MEASURES[result.targets.measure[position]],
        levelled=position not in result.targets.measured,
        notes=tuple(notes),
    )


def _target_to_reach(
    results: Results, scenario: str, series: SeriesKey, year: int | None, stretch: bool
) -> tuple[int, float] | Problem:
    """The position of the target asked about and the figure to reach, or what is wrong with the question."""
    plan, table = results.plan, results.scenarios[scenario].targets
    position = main_target(results, scenario, series)
    if year is not None:
        at = [one for one in table.of_row(plan.row.get(series, -1)) if table.year[one] == year]
        position = at[0] if at else None
    if position is None:
        return series_problem(NO_TARGET, plan, series)
    target_year = int(table.year[position])
    if not int(plan.years[0]) <= target_year <= int(plan.years[-1]):
        arguments = {"year": target_year, "horizon": int(plan.years[-1])}
        return series_problem(PAST_HORIZON, plan, series, **arguments)
    figure = float(reached(results, scenario, np.array([position]), stretch).end[0])
    if not math.isfinite(figure):
        words = table.statements[position].wording
        return series_problem(NO_TARGET_FIGURE, plan, series, words=words)
    return position, figure


def _ends(results: Results, scenario: str, position: int, asked: float, figure: float) -> tuple[float, float]:
    """What bounds are reckoned from: the last figure and the level that is asked for, of a sum its equal part of a year."""
    table, row = results.scenarios[scenario].targets, int(results.scenarios[scenario].targets.row[position])
    if position not in table.measured:
        return figure, asked
    required = required_growth_of(results, scenario, position)
    measure = MEASURES[table.measure[position]]
    if measure is Measure.SUM or results.frame.rate[row]:
        return figure, required
    return figure, figure


def _refusal(
    document: Document, results: Results, result: ScenarioResult, series: SeriesKey, parameter: Parameter
) -> Problem | None:
    plan = results.plan
    row = plan.row[series]
    if parameter.sought is ParameterKind.FACTOR:
        idle = [
            lever
            for lever in parameter.levers
            if not np.any(intensities(result.inputs)[result.inputs.levers.index(lever)])
        ]
        return Problem(NO_INTENSITIES, arguments={"levers": quoted(idle)}) if idle else None
    if parameter.sought is ParameterKind.LEVER:
        return None
    formula = plan.indicator_by_code[series.indicator].formula
    if formula is not None:
        names = (plan.indicator_by_code[code].name for code in sorted(formula.codes))
        arguments = {"formula": formula_wording(plan, formula.root), "inputs": tuple(names)}
        return series_problem(COMPUTED, plan, series, **arguments)
    if results.frame.rate[row] and parameter.method is not None and not parameter.method.about.for_rates:
        words = parameter.method.about.words
        return series_problem(NOT_FOR_RATES, plan, series, method=words.zh, method_en=words.en)
    if np.isfinite(results.observed[:, row]).any():
        return None
    if np.isfinite(result.rollup_path(row)).any():
        return series_problem(ROLLED_UP, plan, series)
    return series_problem(NOTHING_TO_CONTINUE, plan, series)


def _satisfied(
    result: ScenarioResult, position: int, figure: float, stretch: bool
) -> Callable[[float], bool]:
    """Whether a figure that a target is judged by meets it."""
    table = result.targets
    inside = np.array([bool(table.inside[position]) and not stretch])
    asked, low, high, sign = (
        np.array([float(one)])
        for one in (figure, table.reach_low[position], table.reach_high[position], table.sign[position])
    )

    def satisfied(value: float) -> bool:
        return bool(gaps.met(np.array([value]), asked, low, high, sign, inside)[0])

    return satisfied


def present_value(
    document: Document, results: Results, scenario: str, series: SeriesKey, parameter: Parameter, year: int
) -> float:
    """What a parameter is now; NaN where it cannot be told.

    A method's: what the assumption says; 0 where the series is held; under another method the pace of
    the path from the last observed year to `year`. A lever: its intensity in the region and industry, the mean
    over the years after the base year up to `year`. A factor: 1.
    """
    plan, result = results.plan, results.scenarios[scenario]
    row = plan.row[series]
    if parameter.sought is ParameterKind.FACTOR:
        return 1.0
    if parameter.sought is ParameterKind.LEVER:
        owned = result.inputs.intensities(parameter.levers[0], series.region, series.industry)
        years = np.arange(plan.base_year + 1, max(year, plan.base_year + 1) + 1)
        return float(intensity(owned.intensities if owned is not None else None, years).mean())
    owner = result.inputs.assumption_of(row)
    if owner is None or owner.assumption.method.about.holds:
        return 0.0
    if owner.assumption.method is parameter.method and owner.assumption.value is not None:
        return owner.assumption.value
    last, _ = _last(results, row)
    values = np.full((2, 1), np.nan)
    values[:, 0] = result.values[row, [max(last - int(plan.years[0]), 0), plan.column(year)]]
    added = parameter.method is not None and parameter.method.about.additive is Additive.ALWAYS
    points = np.array([added])
    span = np.array([float(year - last)])
    return float(gaps.required_growth(values[0], values[1], span, points)[0])


def _last(results: Results, row: int) -> tuple[int, float]:
    """The last observed year and its figure; the base year and NaN where nothing is observed."""
    there = np.flatnonzero(np.isfinite(results.observed[:, row]))
    if not len(there):
        return results.plan.base_year, math.nan
    return int(results.plan.years[there[-1]]), float(results.observed[there[-1], row])


def _notes(result: ScenarioResult, row: int, parameter: Parameter, moves: bool, year: int) -> list[Problem]:
    owner = result.inputs.assumption_of(row)
    method = owner.assumption.method if owner is not None else Method.HOLD
    now = method.about.words
    notes = []
    if parameter.method is not None:
        if owner is not None and method is not parameter.method:
            new = parameter.method.about.words
            arguments = {"method": now.zh, "method_en": now.en, "new": new.zh, "new_en": new.en}
            notes.append(Problem(METHOD_CHANGES, arguments=arguments))
    elif not moves and not method.about.levered and not result.inputs.frame.formula_row[row]:
        return [Problem(LEVERS_SHUT_OUT, arguments={"method": now.zh, "method_en": now.en})]
    if not moves:
        notes.append(Problem(NO_EFFECT, arguments={"year": year}))
    return notes
