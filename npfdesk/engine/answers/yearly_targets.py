"""Yearly targets: the target of a series divided among the years left, and which of these years become impossible."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.answers.allocation import in_whole_units
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.figures_to_date import grown_in_all
from npfdesk.engine.targets.judgement import reached
from npfdesk.engine.targets.measured_figures import measured_figures
from npfdesk.engine.targets.required_pace import main_of, past_figures
from npfdesk.engine.yearly import (
    RULES,
    USUAL_FACTOR,
    Obstacle,
    SplitRule,
    growths,
    in_last_place,
    level_way,
    rate_way,
    segments,
    sum_way,
)
from npfdesk.plan.measure_words import figure_unit, needed_unit, pace_unit, yearly_pace_unit
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure, plain
from npfdesk.plan.problems import Problem, Wording, error, warning
from npfdesk.plan.reference_series import reference_of
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.series_words import series_wording
from npfdesk.plan.spoken_names import name_in, problem_about, problem_named
from npfdesk.plan.targets import Basis, Measure, PlanTarget
from npfdesk.plan.yearly_targets import is_stage

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

NO_TARGET: Final = error(
    "yearly_no_target",
    "“{text}”没有目标，无从分到各年。请在“目标”表中填写目标。",
    "“{text}” has no target to divide into years. Enter one in Targets.",
)
NO_FIGURE: Final = error(
    "yearly_no_figure",
    "“{text}”的目标“{words}”没有可分到各年的数值（由上级下达、只有文字、是位次，或缺少基期值、参照序列）。请写明数值。",
    "The target “{words}” of “{text}” has no figure that can be divided into years (assigned from above, words only, a rank, "
    "or without the base or the series that it refers to). Enter its figure.",
)
PASSED: Final = error(
    "yearly_target_passed",
    "“{text}”的目标年 {year} 不晚于最近一个有现状值的年份 {last}，没有剩余年份可分。请改正年份，或填写以后的目标。",
    "The target year {year} of “{text}” is not after the last year with an actual, {last}, so no year is left. Correct the "
    "years, or enter a later target.",
)
NO_BASE: Final = error(
    "yearly_no_base",
    "“{text}”没有现状值，各年目标无从起算。请在“数据”或“目标”表中填入一个现状值。",
    "“{text}” has no actual for the yearly targets to start from. Enter one in Data, or a base in Targets.",
)
MISSING_YEARS: Final = error(
    "yearly_missing_years",
    "“{text}”在 {years} 年缺数，已完成多少、还剩多少无法得知。请在“数据”表中补上。",
    "“{text}” has missing values in {years}, so what is done and what is left is not known. Enter them in Data.",
)
SUM_MET: Final = error(
    "yearly_sum_met",
    "“{text}”已累计 {done}，达到目标 {target}，没有余量可分。",
    "“{text}” has already reached {done} and meets the cumulative target of {target}: nothing is left to divide.",
)
BAD_FACTOR: Final = error(
    "yearly_bad_factor",
    "系数 {text} 不可用：须是大于 0 的数，如 1.2。",
    "The factor {text} cannot be used: it must be a number above 0, such as 1.2.",
)
NOT_POSITIVE: Final = error(
    "yearly_not_positive",
    "“{text}”从 {start} 到 {end}，不能按同一增长率分：两端都须大于 0。请改用“每年同量”。",
    "“{text}” goes from {start} to {end} and cannot be divided by one growth rate: both must be above 0. Choose “equal steps” "
    "instead.",
)
NO_PATH: Final = error(
    "yearly_no_path",
    "“{text}”在所选情景中的路径到 {year} 年没有数值、没有变化，或超出展望年，不能按它分。请换一种规则，或先给出假设。",
    "The path of “{text}” in the scenario has a missing value before {year}, does not change, or ends before that year, so it "
    "cannot be followed. Choose another rule, or enter an assumption first.",
)
NO_FIRST: Final = error(
    "yearly_no_first",
    "“{text}”没有最近一年的现状值，这一规则无从起算。请填入现状值，或换一种规则。",
    "“{text}” has no actual in the last year for this rule to start from. Enter one, or choose another rule.",
)
HELD_APART: Final = error(
    "yearly_held_apart",
    "“{text}”各年都已固定，合计 {held}，与目标 {target} 相差 {difference}。请放开一年。",
    "All years of “{text}” are fixed and come to {held}, {difference} off the target of {target}. Release one of them.",
)
EXCEEDED: Final = error(
    "yearly_exceeded",
    "“{text}”已完成、固定或另有目标的各年合计 {held}，超过 {year} 年为止的累计目标 {target}，多 {difference}。请放开一年，或改目标。",
    "The years of “{text}” that are done, fixed or have targets of their own come to {held}, {difference} more than the "
    "cumulative target of {target} up to {year}. Release a year, or change the target.",
)
UNREACHABLE: Final = error(
    "yearly_unreachable",
    "“{text}”按这一规则到不了目标 {end}。请换一种规则，或放开固定的年份。",
    "This rule cannot bring “{text}” to its target of {end}. Choose another rule, or release fixed years.",
)
ALREADY_MET: Final = warning(
    "yearly_already_met",
    "现状值 {base} 已达到目标 {target}：各年目标只是从现状退到目标值，请核对目标是否仍适用。",
    "The actual of {base} already meets the target of {target}: the yearly targets only fall back to it. Check whether the "
    "target still applies.",
)
IN_POINTS: Final = warning(
    "yearly_in_points",
    "比率、指数按百分点（或点）变动：“每年同速增长”即每年变动相同的点数。",
    "A ratio or an index moves in points: equal growth means the same points every year.",
)
NOT_WHOLE: Final = warning(
    "yearly_not_whole",
    "“{text}”以整数计，目标 {figure} 不是整数：各年取整，末年保留目标原数。",
    "“{text}” counts whole units and its target of {figure} is not whole: the years are rounded, and the last keeps the target "
    "as written.",
)
TOO_FAST: Final = warning(
    "yearly_too_fast",
    "{years} 年须{needed}，过去最快为{plausible}（{who}）：按以往最快速度达不到。",
    "{years}: {needed_en} needed, against {plausible_en} at the fastest so far ({who_en}): out of reach at any past pace.",
)

REPLACES: Final = warning(
    "yearly_replaces",
    "规划已有 {first}—{last} 各年目标：这里按 {year} 年目标重新分解，采用后替换它们。",
    "The plan has targets of every year from {first} to {last}: they are divided anew from the target for {year} and replaced "
    "once the result is applied.",
)

_YEARLY_ROW: Final = 2
"""From how many years on a target of each year before the last is a row of yearly targets, no way of its own."""
_EDGE: Final = 0.005
"""Paces are shown to two places; one that is not beyond them by half of the last is as plausible."""
_OBSTACLES: Final = MappingProxyType(
    {
        Obstacle.NOT_POSITIVE: NOT_POSITIVE,
        Obstacle.NO_FIRST: NO_FIRST,
        Obstacle.NO_PATH: NO_PATH,
        Obstacle.HELD: HELD_APART,
        Obstacle.EXCEEDED: EXCEEDED,
        Obstacle.UNREACHABLE: UNREACHABLE,
    }
)


@dataclass(frozen=True)
class FastestPast:
    """The paces that were reached once, of a series and its sister regions: the lowest and the highest with who had them.

    % a year, points a year for ratio and index, of a rate its own figures; NaN where there is no past.
    """

    low: float = math.nan
    high: float = math.nan
    low_region: str = ""
    high_region: str = ""

    def towards(self, sign: float) -> tuple[float, str]:
        """The fastest up (sign above 0) or down, and whose it is."""
        return (self.high, self.high_region) if sign > 0 else (self.low, self.low_region)


@dataclass(frozen=True, eq=False)
class YearlyTargets:
    """The target of one series divided among the years after its last observed one; arrays are (year,).

    `base` is the figure of `base_year`, the last observed one (NaN: none), `target` what the whole comes to in `target_year`:
    of a level its figure, of a sum all amounts since its own base with what is `done` of it, of a growth of a rate the mean
    a year, in % (`measure`). `values` are the yearly targets: levels, amounts, or growths in %; `growth` what each moves
    by from the year before (% a year, points for ratio, index and rate; NaN: none). `held` are those that a person fixed,
    `stated` those that the plan states itself. `needed` is the pace that a year needs at least (its own, or that of all
    years left of its way), `plausible` the fastest of the past in that direction and `who` the regions that it was, NaN
    and "" where there is none; of a sum both are the growth from the last amount. `impossible` where it is beyond.
    """

    scenario: str
    series: SeriesKey
    rule: SplitRule
    factor: float
    measure: Measure
    final: TargetKey
    statement: PlanTarget
    base_year: int
    base: float
    target: float
    done: float
    years: NDArray[np.int64]
    values: FloatArray
    growth: FloatArray
    held: BoolArray
    stated: BoolArray
    needed: FloatArray
    plausible: FloatArray
    who: tuple[str, ...]
    impossible: BoolArray
    points: bool
    notes: tuple[Problem, ...]

    @property
    def target_year(self) -> int:
        """The year of the target."""
        return self.final.year


def yearly_targets(
    results: Results,
    scenario: str,
    series: SeriesKey,
    rule: SplitRule,
    factor: float = USUAL_FACTOR,
    holds: Mapping[int, float] | None = None,
    decimals: int | None = None,
) -> YearlyTargets | Problem:
    """Divide a series' target among the years after its last observed one, by a rule of ``npfdesk.engine.yearly``.

    The target is the main one (see ``required_pace.main_targets``), of several the ways follow each other: each begins
    where the one before ends; what was split off before (see ``plan.yearly_targets``), and a target of every year, is no
    way of its own. Of a range the edge nearer to the base counts. `holds` are yearly figures by year: of a
    level stations of the way, of a sum or a rate parts of it that stand. The last is exactly the target, a sum exact to
    the last bit; counts are whole, by largest remainder, and with `decimals` all others are in the last of these. A
    Problem where the question has no sense.
    """
    found = divided_target(results, scenario, series, rule, factor, holds, decimals)
    if isinstance(found, Problem):
        return found
    return held_against_past(found, fastest_past(results, scenario, [series]), results)


def divided_target(
    results: Results,
    scenario: str,
    series: SeriesKey,
    rule: SplitRule,
    factor: float = USUAL_FACTOR,
    holds: Mapping[int, float] | None = None,
    decimals: int | None = None,
    rounded: bool = True,
) -> YearlyTargets | Problem:
    """What ``yearly_targets`` gives, not held against the past yet: no growth, nothing needed, plausible or impossible.

    Not `rounded`, the rule's own figures, counts too.
    """
    if not (math.isfinite(factor) and factor > 0):
        return Problem(BAD_FACTOR, text=plain(factor) or "—")
    asked = _Asked.of(results, scenario, series)
    if isinstance(asked, Problem):
        return asked
    return _Way(results, asked, rule, factor, dict(holds or {}), decimals, rounded).divided()


@dataclass(frozen=True, eq=False)
class _Asked:
    """Which target is divided: its position, what its figure is of, the figure, and what is known of the series.

    `others` are those on the way that are ways of their own, `yearly` says that the plan has a yearly target of each year.
    """

    scenario: str
    series: SeriesKey
    row: int
    position: int
    measure: Measure
    end: float
    known: FloatArray
    last: int
    others: tuple[int, ...]
    yearly: bool
    name: Wording

    @staticmethod
    def of(results: Results, scenario: str, series: SeriesKey) -> _Asked | Problem:
        plan, table = results.plan, results.scenarios[scenario].targets
        name, row = series_wording(plan, series), plan.row.get(series, -1)
        positions = [
            one
            for one in table.of_row(row)
            if not table.second[one]
            and not is_stage(table.statements[one])
            and not table.statements[one].parsed.asks_nothing
        ]
        main = main_of(results, scenario, positions)
        if main is None:
            return problem_named(NO_TARGET, name)
        known = past_figures(results, scenario, np.array([row]))[:, 0]
        seen = np.flatnonzero(np.isfinite(known))
        last = int(plan.years[seen[-1]]) if len(seen) else int(table.base_year[main])
        if table.year[main] <= last:
            ahead = [one for one in positions if table.year[one] > last]
            if not ahead:
                return problem_named(PASSED, name, year=int(table.year[main]), last=last)
            main = ahead[0]
        measure = _measure(results, table, main)
        end = float(_ends(results, scenario, np.array([main]))[0]) if measure is not None else math.nan
        if measure is None or not math.isfinite(end):
            return problem_named(NO_FIGURE, name, words=table.statements[main].wording)
        others = tuple(one for one in positions if last < table.year[one] < table.year[main])
        return _Asked(
            scenario,
            series,
            row,
            main,
            measure,
            end,
            known,
            last,
            *_stations(table, others, last, main),
            name,
        )


def _ends(results: Results, scenario: str, positions: IntArray) -> FloatArray:
    """What the ways of targets lead to (target,): the figure that an about names, of a range the edge nearer to the base."""
    table = results.scenarios[scenario].targets
    found = reached(results, scenario, positions).end
    named = table.reach[positions]
    about = table.inside[positions] & ~table.ranges[positions]
    return np.where(about & np.isfinite(named), named, found)


def _stations(
    table: TargetTable, others: tuple[int, ...], last: int, main: int
) -> tuple[tuple[int, ...], bool]:
    """The targets on the way that are ways of their own; where every year has one they are its yearly targets, and none is."""
    years = {int(table.year[one]) for one in others}
    yearly = len(years) >= _YEARLY_ROW and years == set(range(last + 1, int(table.year[main])))
    return (() if yearly else others), yearly


def _measure(results: Results, table: TargetTable, position: int) -> Measure | None:
    """How a target is divided: as a level of its year, a sum, or a growth of a rate; None where it cannot be."""
    measure = MEASURES[int(table.measure[position])]
    if position not in table.measured:
        return Measure.LEVEL
    if measure is Measure.SUM:
        return measure
    if measure is Measure.GROWTH:
        return measure if results.frame.rate[table.row[position]] else None
    if measure is Measure.RELATIVE:
        statement = table.statements[position]
        reference = reference_of(results.plan, statement.series, statement.parsed)
        rate = results.frame.rate[table.row[position]]
        return Measure.LEVEL if reference is not None and not reference.growth and not rate else None
    return None


def last_place(indicator: Indicator, decimals: int | None) -> int | None:
    """The decimals that yearly figures are rounded to: none of what is whole, else those asked for (None: not rounded)."""
    return 0 if in_whole_units(indicator) else decimals


class _Way:
    """One target divided: what stands, and the rule that fills the rest."""

    def __init__(
        self,
        results: Results,
        asked: _Asked,
        rule: SplitRule,
        factor: float,
        holds: dict[int, float],
        decimals: int | None,
        rounded: bool,
    ) -> None:
        self.results, self.asked, self.rule, self.factor = results, asked, rule, factor
        self.table = results.scenarios[asked.scenario].targets
        self.plan = results.plan
        self.indicator = self.plan.indicator_by_code[asked.series.indicator]
        self.decimals = last_place(self.indicator, decimals) if rounded else None
        self.points = bool(results.frame.points[asked.row])
        self.due = int(self.table.year[asked.position])
        self.since = int(self.table.base_year[asked.position])
        self.start = asked.last if asked.measure is Measure.LEVEL else max(asked.last, self.since)
        self.years = np.arange(self.start + 1, self.due + 1, dtype=np.int64)
        self.holds = {year: figure for year, figure in holds.items() if self.start < year <= self.due}
        self.notes: list[Problem] = []

    @property
    def base(self) -> float:
        """The last known figure; NaN where there is none."""
        return self.known(self.asked.last)

    def known(self, year: int) -> float:
        """What is known of a year; NaN where nothing is."""
        column = year - int(self.plan.years[0])
        return float(self.asked.known[column]) if 0 <= column < len(self.asked.known) else math.nan

    def path(self, first: int, last: int) -> FloatArray:
        """The scenario's path over some years (year,), NaN outside the plan's."""
        values = self.results.scenarios[self.asked.scenario].values[self.asked.row]
        columns = np.arange(first, last + 1) - int(self.plan.years[0])
        inside = (columns >= 0) & (columns < len(values))
        return np.where(inside, values[np.clip(columns, 0, len(values) - 1)], np.nan)

    def divided(self) -> YearlyTargets | Problem:
        """The yearly figures, not yet held against the past."""
        if in_whole_units(self.indicator) and in_last_place(self.asked.end, 0) is None:
            self.notes.append(problem_about(NOT_WHOLE, self.indicator, figure=plain(self.asked.end)))
        if self.asked.yearly:
            ends = {"first": self.start + 1, "last": self.due - 1, "year": self.due}
            self.notes.append(Problem(REPLACES, arguments=ends))
        if RULES[self.rule].grows and self.points and self.asked.measure is Measure.LEVEL:
            self.notes.append(Problem(IN_POINTS))
        made = {Measure.SUM: self._sum, Measure.GROWTH: self._rate}.get(self.asked.measure, self._level)()
        if isinstance(made, Problem):
            return made
        values, stated, done = made
        if not np.isfinite(values).all():
            return self.refused(Obstacle.UNREACHABLE, self.base, self.asked.end, self.due)
        held = np.isin(self.years, list(self.holds))
        if self.asked.measure is Measure.LEVEL:
            held[-1] = False
        nothing = np.full(len(self.years), np.nan)
        return YearlyTargets(
            scenario=self.asked.scenario,
            series=self.asked.series,
            rule=self.rule,
            factor=self.factor,
            measure=self.asked.measure,
            final=self.table.keys[self.asked.position],
            statement=self.table.statements[self.asked.position],
            base_year=self.asked.last,
            base=self.base,
            target=self.asked.end,
            done=done,
            years=self.years,
            values=values,
            growth=nothing,
            held=held,
            stated=stated & ~held,
            needed=nothing,
            plausible=nothing,
            who=("",) * len(self.years),
            impossible=np.zeros(len(self.years), dtype=np.bool_),
            points=self.points,
            notes=tuple(self.notes),
        )

    def refused(self, obstacle: Obstacle, start: float, end: float, year: int) -> Problem:
        """What stands in the way, in words."""
        arguments = {
            "start": plain(start) or "—",
            "end": plain(end),
            "target": plain(end),
            "year": year,
            "held": plain(start),
            "difference": plain(abs(end - start)) if math.isfinite(start) else "—",
        }
        return problem_named(_OBSTACLES[obstacle], self.asked.name, **arguments)

    def _level(self) -> tuple[FloatArray, BoolArray, float] | Problem:
        asked = self.asked
        if not math.isfinite(self.base):
            return problem_named(NO_BASE, asked.name)
        self._met(self.base)
        stations, stated = {self.due: asked.end}, {self.due}
        for position, end in zip(asked.others, self._ends(), strict=True):
            if math.isfinite(end) and _measure(self.results, self.table, position) is Measure.LEVEL:
                stations[int(self.table.year[position])] = end
                stated.add(int(self.table.year[position]))
        stations.update({year: figure for year, figure in self.holds.items() if year < self.due})
        values = np.empty(len(self.years))
        begun = self.base
        for first, year, figure in segments(list(stations.items()), self.start):
            found = level_way(
                self.rule,
                (begun, figure),
                year - first,
                points=self.points,
                factor=self.factor,
                path=self.path(first, year) if RULES[self.rule].follows else None,
                decimals=self.decimals,
            )
            if isinstance(found, Obstacle):
                return self.refused(found, begun, figure, year)
            values[first - self.start : year - self.start] = found
            begun = figure
        return values, np.isin(self.years, list(stated)), math.nan

    def _ends(self) -> list[float]:
        """What the ways of the earlier targets count to."""
        if not self.asked.others:
            return []
        at = np.array(self.asked.others, dtype=np.int64)
        return [float(one) for one in _ends(self.results, self.asked.scenario, at)]

    def _met(self, figure: float) -> None:
        table, at = self.table, slice(self.asked.position, self.asked.position + 1)
        low, high = table.reach_low[at], table.reach_high[at]
        reach = np.where(np.isfinite(table.reach[at]), table.reach[at], self.asked.end)
        if gaps.met(np.array([figure]), reach, low, high, table.sign[at], table.inside[at])[0]:
            arguments = {"base": plain(figure), "target": plain(self.asked.end)}
            self.notes.append(Problem(ALREADY_MET, arguments=arguments))

    def _sum(self) -> tuple[FloatArray, BoolArray, float] | Problem:
        asked = self.asked
        gone = {year: self.known(year) for year in range(self.since + 1, self.start + 1)}
        missing = tuple(str(year) for year, figure in gone.items() if math.isnan(figure))
        if missing:
            return problem_named(MISSING_YEARS, asked.name, years=missing)
        done = math.fsum(gone.values())
        if done >= asked.end > 0:
            arguments = {"done": plain(done), "target": plain(asked.end)}
            return problem_named(SUM_MET, asked.name, **arguments)
        totals, stated = {self.due: asked.end}, set()
        fixed = np.full(len(self.years), np.nan)
        for position, end in zip(asked.others, self._ends(), strict=True):
            year, measure = int(self.table.year[position]), _measure(self.results, self.table, position)
            if measure is Measure.SUM and math.isfinite(end) and self.table.base_year[position] == self.since:
                totals[year] = end
            elif measure is Measure.LEVEL and math.isfinite(end):
                fixed[year - self.start - 1] = end
                stated.add(year)
        for year, figure in self.holds.items():
            fixed[year - self.start - 1] = figure
        values = np.empty(len(self.years))
        standing = list(gone.values())
        last, last_year = self.base, asked.last
        for first, year, total in segments(list(totals.items()), self.start):
            at = slice(first - self.start, year - self.start)
            found = self._part(total, standing, (last, last_year), (first, year), fixed[at])
            if isinstance(found, Problem):
                return found
            values[at] = found
            standing += found.tolist()
            last, last_year = float(found[-1]), year
        return values, np.isin(self.years, list(stated)), done

    def _part(
        self,
        total: float,
        standing: Sequence[float],
        last: tuple[float, int],
        span: tuple[int, int],
        fixed: FloatArray,
    ) -> FloatArray | Problem:
        """The amounts of the years of a sum up to a total; those of the years that are gone stand."""
        first, year = span
        if lead := _leading(fixed):
            # the years after a fixed one begin from it
            stands = fixed[:lead]
            rest = self._part(
                total,
                [*standing, *stands],
                (float(stands[-1]), first + lead),
                (first + lead, year),
                fixed[lead:],
            )
            return rest if isinstance(rest, Problem) else np.concatenate([stands, rest])
        # what is gone stands in the same sum, so that the whole adds up to the last bit
        gone = np.array(standing)
        found = sum_way(
            self.rule,
            total,
            last[0],
            np.arange(first + 1, year + 1, dtype=np.float64) - last[1],
            fixed,
            factor=self.factor,
            path=self.path(first + 1, year) if RULES[self.rule].follows else None,
            decimals=self.decimals,
            gone=gone,
        )
        if isinstance(found, Obstacle):
            over = found in (Obstacle.HELD, Obstacle.EXCEEDED)
            begun = math.fsum([*gone, *fixed[np.isfinite(fixed)]]) if over else last[0]
            return self.refused(found, begun, total, year)
        return found

    def _rate(self) -> tuple[FloatArray, BoolArray, float] | Problem:
        asked, table = self.asked, self.table
        span = self.due - self.since
        annual = table.statements[asked.position].parsed.basis is not Basis.TOTAL
        gone = np.array([self.known(year) for year in range(self.since + 1, self.start + 1)])
        if np.isnan(gone).any():
            missing = tuple(
                str(year) for year in range(self.since + 1, self.start + 1) if math.isnan(self.known(year))
            )
            return problem_named(MISSING_YEARS, asked.name, years=missing)
        fixed, stated = np.full(len(self.years), np.nan), set()
        # what has grown together by the years of targets
        grown = {self.due: grown_in_all(asked.end, span, annual)}
        for position in asked.others:
            year, end = int(table.year[position]), float(table.reach[position])
            if not math.isfinite(end):
                continue
            if table.base_year[position] == year - 1:
                fixed[year - self.start - 1] = end
                stated.add(year)
            elif table.base_year[position] == self.since:
                by_year = table.statements[position].parsed.basis is not Basis.TOTAL
                grown[year] = grown_in_all(end, year - self.since, by_year)
        for year, figure in self.holds.items():
            fixed[year - self.start - 1] = figure
        values = np.empty(len(self.years))
        behind, last = float(np.prod(1.0 + gone / 100.0)), self.base
        for begun, year, in_all in segments(list(grown.items()), self.start):
            whole = fixed[begun - self.start : year - self.start]
            # the years after a fixed one begin from it
            lead = _leading(whole)
            stands, first = whole[:lead], begun + lead
            if lead:
                behind, last = behind * float(np.prod(1.0 + stands / 100.0)), float(stands[-1])
            found = rate_way(
                self.rule,
                in_all / behind if behind > 0 else math.nan,
                last,
                year - first,
                whole[lead:],
                factor=self.factor,
                path=self.path(first + 1, year) if RULES[self.rule].follows else None,
                decimals=self.decimals,
            )
            if isinstance(found, Obstacle):
                return self.refused(found, last, asked.end, year)
            values[begun - self.start : year - self.start] = np.concatenate([stands, found])
            behind, last = behind * float(np.prod(1.0 + found / 100.0)), float(found[-1])
        return values, np.isin(self.years, list(stated)), math.nan


def _leading(fixed: FloatArray) -> int:
    """How many years from the first on are fixed, where others are left."""
    free = np.flatnonzero(np.isnan(fixed))
    return int(free[0]) if len(free) else 0


def fastest_past(results: Results, scenario: str, series: Sequence[SeriesKey]) -> FastestPast:
    """The fastest yearly paces that some series and their sister regions ever had, up and down.

    Between neighbouring observed figures: ((v_z / v_y)^(1 / (z - y)) - 1) 100, (v_z - v_y) / (z - y) in points; of a rate
    its figures.
    """
    plan = results.plan
    keys = dict.fromkeys(series)
    for one in series:
        parent = plan.region_by_code[one.region].parent
        keys.update(dict.fromkeys(one._replace(region=other.code) for other in plan.children_of(parent)))
    named = [key for key in keys if key in plan.row]
    if not named:
        return FastestPast()
    rows = np.array([plan.row[key] for key in named])
    paces = _paces(past_figures(results, scenario, rows), results.frame.points[rows])
    rates = results.frame.rate[rows]
    if rates.any():
        paces[:, rates] = past_figures(results, scenario, rows[rates])
    if not np.isfinite(paces).any():
        return FastestPast()
    low, high = (one(paces) % len(rows) for one in (np.nanargmin, np.nanargmax))
    return FastestPast(
        float(np.nanmin(paces)), float(np.nanmax(paces)), named[int(low)].region, named[int(high)].region
    )


def _paces(figures: FloatArray, points: BoolArray) -> FloatArray:
    """The pace at which each figure was reached from the one before it, (year, series)."""
    count = len(figures)
    places = np.where(np.isfinite(figures), np.arange(count)[:, None], -1)
    before = np.concatenate([np.full((1, figures.shape[1]), -1), np.maximum.accumulate(places)[:-1]])
    there = np.isfinite(figures) & (before >= 0)
    earlier = np.take_along_axis(figures, np.maximum(before, 0), axis=0)
    elapsed = (np.arange(count)[:, None] - before).astype(np.float64)
    paces = gaps.required_growth(earlier, figures, elapsed, np.broadcast_to(points, figures.shape))
    return np.where(there, paces, np.nan)


def held_against_past(one: YearlyTargets, past: FastestPast, results: Results) -> YearlyTargets:
    """Yearly targets with what each year moves by and needs, and whether that is beyond the fastest past."""
    values, count = one.values, len(one.years)
    moved = growths(values, _before_first(one), points=one.points)
    if one.measure is Measure.LEVEL:
        sign, needed = _needed_of_level(one, moved)
    else:
        sign = np.full(count, results.scenarios[one.scenario].targets.sign[_position(one, results)])
        needed = values.copy()
        if one.measure is Measure.SUM:
            elapsed = (one.years - one.base_year).astype(np.float64)
            base, alike = np.full(count, one.base), np.zeros(count, dtype=np.bool_)
            needed = gaps.required_growth(base, values, elapsed, alike)
    towards = [past.towards(float(way)) for way in sign]
    plausible = np.array([figure for figure, _ in towards])
    if one.measure is Measure.SUM:
        # to spend less than a sum is no feat
        plausible = np.where(sign > 0, plausible, np.nan)
    with np.errstate(invalid="ignore"):
        impossible = sign * (needed - plausible) > _EDGE
    made = replace(
        one,
        growth=moved,
        needed=needed,
        plausible=plausible,
        who=tuple(who for _, who in towards),
        impossible=impossible,
        notes=tuple(note for note in one.notes if note.kind is not TOO_FAST),
    )
    told = _too_fast(made, results)
    return made if told is None else replace(made, notes=(*made.notes, told))


def _before_first(one: YearlyTargets) -> float:
    return one.base if one.base_year == int(one.years[0]) - 1 else math.nan


def _position(one: YearlyTargets, results: Results) -> int:
    return results.scenarios[one.scenario].targets.of_series[one.final]


def _needed_of_level(one: YearlyTargets, moved: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Which way each year's part of the way goes (1, -1), and the pace it needs: the year's own, or all that is left's."""
    count = len(one.years)
    before = np.concatenate([[one.base], one.values[:-1]])
    stands = np.flatnonzero(one.held | one.stated | (one.years == one.target_year))
    end = stands[np.searchsorted(stands, np.arange(count))]
    begun = np.concatenate([[-1], stands[:-1]])[np.searchsorted(stands, np.arange(count))]
    first = np.where(begun < 0, one.base, one.values[np.maximum(begun, 0)])
    sign = np.where(one.values[end] >= first, 1.0, -1.0)
    left = (end - np.arange(count) + 1).astype(np.float64)
    rest = gaps.required_growth(before, one.values[end], left, np.full(count, one.points))
    with np.errstate(invalid="ignore"):
        needed = np.where(np.isnan(rest), moved, sign * np.fmax(sign * rest, sign * moved))
    return sign, needed


def _too_fast(one: YearlyTargets, results: Results) -> Problem | None:
    """The years that are out of reach at any pace of the past, the hardest with its figures; None where none is."""
    if not one.impossible.any():
        return None
    places = np.flatnonzero(one.impossible)
    worst = int(places[np.argmax(np.abs(one.needed[places] - one.plausible[places]))])
    plan = results.plan
    zh, en = _pace_units(one, plan.indicator_by_code[one.series.indicator])
    needed, plausible = float(one.needed[worst]), float(one.plausible[worst])
    years = _runs(one.years[places].tolist())
    who = plan.region_by_code[one.who[worst]]
    arguments = {
        "years": years,
        "needed": format_figure(needed, 2, zh),
        "needed_en": format_figure(needed, 2, en),
        "plausible": format_figure(plausible, 2, zh),
        "plausible_en": format_figure(plausible, 2, en),
        "who": who.name,
        "who_en": name_in(who, "en"),
    }
    return Problem(TOO_FAST, arguments=arguments)


def _pace_units(one: YearlyTargets, indicator: Indicator) -> tuple[str, str]:
    """What the needed pace is counted in, in Chinese and English; the Chinese sentence names the year itself."""
    if not one.points or one.measure is Measure.GROWTH:
        return (
            figure_unit(one.measure, growth=True, indicator=indicator, language="zh"),
            needed_unit(one.measure, growth=True, indicator=indicator, language="en"),
        )
    return pace_unit(indicator, "zh"), yearly_pace_unit(indicator, "en")


def _runs(years: list[int]) -> tuple[str, ...]:
    """Years in short: 2026 and 2029–2030."""
    runs: list[list[int]] = []
    for year in years:
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return tuple(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def measured_total(results: Results, one: YearlyTargets) -> float:
    """What the yearly figures come to, to be held against the target: the last level, the sum, or the mean growth in %."""
    if one.measure is Measure.LEVEL:
        return float(one.values[-1])
    if one.measure is Measure.SUM:
        return math.fsum([one.done, *one.values.tolist()])
    table = results.scenarios[one.scenario].targets
    position = _position(one, results)
    index = measured_figures(results, one.scenario, np.array([position])).way_value[:, 0]
    since, first = int(table.base_year[position]), int(results.plan.years[0])
    column = int(one.years[0]) - 1 - first
    gone = float(index[column]) if 0 <= column < len(index) and column > since - first else 1.0
    whole = gone * float(np.prod(1.0 + one.values / 100.0))
    return float((whole ** (1.0 / (one.target_year - since)) - 1.0) * 100.0)
