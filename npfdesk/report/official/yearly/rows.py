"""What one year of a plan asks of each series: the year before, the year's target, and how the later target stands then.

A figure of the year is the plan's own where it states one for that year; else what it states for all regions right below,
where these add up; else the later target divided among the years left, where its actual is known up to the year before; else
the milestone of the year. NaN is no figure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.answers.yearly_table import YearlyTable, yearly_table
from npfdesk.engine.answers.yearly_targets import ALREADY_MET, YearlyTargets, fastest_past, yearly_targets
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.figures_to_date import grown_in_all
from npfdesk.engine.targets.judgement import reached
from npfdesk.engine.targets.ways import milestone, ways
from npfdesk.engine.targets.year_targets import YearTargets, year_targets
from npfdesk.engine.yearly import SplitRule
from npfdesk.plan.kinds import Kind, RollUp
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import Basis, Measure, PlanTarget, TargetKind

FloatArray = NDArray[np.float64]

RULES_TRIED: Final = (SplitRule.GROWTH, SplitRule.STEP)
"""The rules by which a later target is divided: the first that can."""
_EDGE: Final = 0.005
"""Paces are shown to two places; one that is not beyond another by half of the last is as plausible."""


class Origin(StrEnum):
    """Where a year's figure comes from."""

    STATED = "stated"
    """The plan states it for the year itself."""
    DIVIDED = "divided"
    """The later target divided among the years left."""
    HELD = "held"
    """The later target, which the last actual meets already: it is to be kept."""
    SUMMED = "summed"
    """What the plan states for all regions right below, together."""
    MILESTONE = "milestone"
    """The part of the way that is due by the year."""
    WORDS = "words"
    """The plan asks in words alone, or for a figure that cannot be divided."""


@dataclass(frozen=True)
class Way:
    """How the later target of a series stands once the year's figure is reached.

    `due` is its year, `statement` as it is worded, `end` what it comes to in the unit of `measure`. `done` is what has come
    by then (the level, of a sum what has come together, of a growth the mean a year), `share` of the way and `time` of
    the years (1 is all; NaN where there is no way). `left` are the years after, `needed` what each of them needs (% a
    year, points), NaN where nothing is left; of a sum, and of a level that begins at 0 or below, an amount (`amounts`).
    `even_share` is the share that would be done by then at an even pace from the base: one growth, points alike, of a sum
    amounts alike; `whole` is the length of the way, in the unit of its figures.
    """

    due: int
    statement: PlanTarget
    measure: Measure
    end: float
    done: float
    share: float
    time: float
    left: int
    needed: float
    even_share: float = math.nan
    whole: float = math.nan
    amounts: bool = False


@dataclass(frozen=True)
class YearRow:
    """What a year asks of one series, and the year before.

    `statement` is the target that it comes from, `measure` what the year's figure is of (of a sum its amount of the
    year, of a growth %), `kind` how it binds. `known` is the year of `actual`, the last before the year, 0 where there is none;
    `moved` what it moved by on the year before it. `asked` is what that year was asked, stated for it or (`due_then`) its
    milestone, `short` what is missing of it (negative: over). `target` is the figure of the year, `low` and `high` the
    bounds of a range, `growth` what it moves by from the actual, a year. Movements are % of amounts, points else.
    `beyond` says that no pace of the past, the region's or its sisters', comes to it: `fastest`, which was that of `who`.
    """

    series: SeriesKey
    indicator: Indicator
    year: int
    statement: PlanTarget
    measure: Measure
    kind: TargetKind
    origin: Origin
    sign: float
    points: bool
    known: int = 0
    actual: float = math.nan
    moved: float = math.nan
    asked: float = math.nan
    due_then: bool = False
    short: float = math.nan
    target: float = math.nan
    low: float = math.nan
    high: float = math.nan
    growth: float = math.nan
    rule: SplitRule | None = None
    way: Way | None = None
    fastest: float = math.nan
    who: str = ""

    @property
    def has_figure(self) -> bool:
        """Whether the year has a figure."""
        return math.isfinite(self.target)

    @property
    def decimals(self) -> int:
        """The decimals of its figures: growths have one at least."""
        rate = self.indicator.kind is Kind.RATE or self.measure is Measure.GROWTH
        return max(1, self.indicator.decimals) if rate else self.indicator.decimals

    @property
    def beyond(self) -> bool:
        """Whether no pace of the past comes to the year's figure."""
        if self.measure is Measure.SUM and self.sign < 0:
            return False
        pace = self.target if self.indicator.kind is Kind.RATE else self.growth
        way = 1.0 if self.growth >= 0 else -1.0
        return bool(way * self.sign > 0 and way * (pace - self.fastest) > _EDGE)


@dataclass(frozen=True)
class Parts:
    """One indicator's targets of the year in the regions right below, beside that of the region above.

    `total` is what those below come to (NaN where one has none, or where they do not add up to anything), `apart` that
    less the whole's figure (NaN where either is missing).
    """

    whole: YearRow
    parts: tuple[YearRow, ...]
    total: float

    @property
    def apart(self) -> float:
        """What those below come to less the whole's figure, to the indicator's decimals."""
        return rounded(self.total, self.whole.decimals) - rounded(self.whole.target, self.whole.decimals)


class YearFigures:
    """The rows of a year under a scenario's targets, each reckoned when asked for."""

    def __init__(self, results: Results, scenario: str, year: int) -> None:
        self.results, self.scenario, self.year = results, scenario, year
        self.plan: Plan = results.plan
        self.table: TargetTable = results.scenarios[scenario].targets
        self._years: dict[int, YearTargets] = {}

    @property
    def _of_year(self) -> YearTargets:
        return self._asked_of(self.year)

    def _asked_of(self, year: int) -> YearTargets:
        """What any year asks of each series."""
        if year not in self._years:
            self._years[year] = year_targets(self.results, self.scenario, year)
        return self._years[year]

    @cached_property
    def _ways(self) -> tuple[FloatArray, FloatArray]:
        found = ways(self.results, self.scenario)
        return found.base, found.end

    def asks(self, series: SeriesKey) -> bool:
        """Whether any target of a series reaches into the year."""
        return self._position(series) is not None

    def latest_actual(self, series: Sequence[SeriesKey]) -> int | None:
        """The last year before the year in which any of some series has an actual; None where none has."""
        rows = [self.plan.row[one] for one in series if one in self.plan.row]
        known = self.results.actual.known[:, rows].any(axis=1) & (self.plan.years < self.year)
        found = np.flatnonzero(known)
        return int(self.plan.years[found[-1]]) if len(found) else None

    def _position(self, series: SeriesKey) -> int | None:
        """The target that the year's figure comes from: one of the year itself, else the nearest later one with a figure."""
        table = self.table
        found = [
            one
            for one in table.of_row(self.plan.row.get(series, -1))
            if table.year[one] >= self.year
            and table.base_year[one] < self.year
            and not table.statements[one].parsed.asks_nothing
        ]
        firsts = [one for one in found if not table.second[one]] or found
        figured = [one for one in firsts if np.isfinite(table.reach[one])]
        own = [one for one in firsts if table.year[one] == self.year and self._is_stated(one)]
        return next(iter([*own, *figured, *firsts]), None)

    def _is_stated(self, position: int) -> bool:
        row = int(self.table.row[position])
        if not np.isfinite(self.table.reach[position]):
            return True
        return bool(self._of_year.stated[row] and self._of_year.position[row] == position)

    def row(self, series: SeriesKey) -> YearRow | None:
        """What the year asks of a series; None where no target reaches into it."""
        position = self._position(series)
        if position is None:
            return None
        table, plan = self.table, self.plan
        row, statement = plan.row[series], table.statements[position]
        made = YearRow(
            series=series,
            indicator=plan.indicator_by_code[series.indicator],
            year=self.year,
            statement=statement,
            measure=Measure.LEVEL,
            kind=statement.parsed.kind,
            origin=Origin.WORDS,
            sign=float(table.sign[position]),
            points=bool(self.results.frame.points[row]),
        )
        made = replace(made, **self._before(made, row))
        made = replace(made, **self._asked(made, row))
        if not made.has_figure:
            return made
        if made.origin is not Origin.HELD:
            made = replace(made, growth=_pace(made))
        past = fastest_past(self.results, self.scenario, [series])
        fastest, who = past.towards(1.0 if made.growth >= 0 else -1.0)
        return replace(made, fastest=fastest, who=who, way=self._way(made, row, position))

    # the year before

    def _before(self, made: YearRow, row: int) -> dict[str, Any]:
        figures = self.results.actual.values[:, row]
        known = np.flatnonzero(np.isfinite(figures) & (self.plan.years < self.year))
        if not len(known):
            return {}
        column = int(known[-1])
        before = float(figures[column - 1]) if column else math.nan
        actual, year = float(figures[column]), int(self.plan.years[column])
        found: dict[str, Any] = {
            "known": year,
            "actual": actual,
            "moved": _moved(before, actual, made.points),
        }
        then = self._asked_of(year)
        asked = float(then.figure[row])
        if not math.isfinite(asked):
            asked = float(then.growth[row])
        if math.isfinite(asked):
            sign = float(then.sign[row])
            found |= {
                "asked": asked,
                "due_then": not bool(then.stated[row]),
                "short": _short(actual, asked, sign, float(then.low[row]), float(then.high[row])),
            }
        return found

    # the year

    def _asked(self, made: YearRow, row: int) -> dict[str, Any]:
        position = self._position(made.series)
        assert position is not None
        own, measure = self._of_year, MEASURES[int(self.table.measure[position])]
        growth = float(own.growth[row])
        target = float(own.figure[row]) if not math.isfinite(growth) else growth
        rate = measure is Measure.GROWTH and made.indicator.kind is Kind.RATE
        of = Measure.GROWTH if rate or math.isfinite(growth) else Measure.LEVEL
        if bool(own.stated[row]) and own.position[row] == position and math.isfinite(target):
            return {
                "measure": of,
                "origin": Origin.STATED,
                "target": target,
                "low": float(own.low[row]) if made.kind is TargetKind.RANGE else math.nan,
                "high": float(own.high[row]) if made.kind is TargetKind.RANGE else math.nan,
            }
        if not np.isfinite(self.table.reach[position]) or measure is Measure.RANK:
            return {}
        summed = self._summed(made.series, self.year)
        if math.isfinite(summed):
            of = Measure.SUM if measure is Measure.SUM else Measure.LEVEL
            return {"measure": of, "origin": Origin.SUMMED, "target": summed}
        divided = self.divided(made.series)
        if divided is not None and self.year in divided.years:
            at = int(np.flatnonzero(divided.years == self.year)[0])
            if any(note.kind is ALREADY_MET for note in divided.notes) and not divided.stated[:-1].any():
                return {"origin": Origin.HELD, "target": divided.target, **self._bounds(made, position)}
            return {
                "measure": divided.measure,
                "origin": Origin.DIVIDED,
                "rule": divided.rule,
                "target": float(divided.values[at]),
            }
        if math.isfinite(target) and own.position[row] == position:
            of = Measure.SUM if measure is Measure.SUM else of
            return {"measure": of, "origin": Origin.MILESTONE, "target": target}
        return {}

    def _summed(self, series: SeriesKey, year: int) -> float:
        """What the plan states of a year for all regions right below together; NaN where it does not, or they do not add up."""
        if self.plan.indicator_by_code[series.indicator].rollup is not RollUp.SUM:
            return math.nan
        rows, asked = [self.plan.row.get(one, -1) for one in self._below(series)], self._asked_of(year)
        if not rows or min(rows) < 0 or not asked.stated[rows].all():
            return math.nan
        return math.fsum(asked.figure[rows].tolist())

    def _stands(self, series: SeriesKey) -> dict[int, float]:
        """What the plan states of a series in the years up to this one, itself or for all regions below it: no rule moves that."""
        row, found = self.plan.row[series], {}
        for year in range(int(self.plan.years[0]), self.year + 1):
            asked = self._asked_of(year)
            figure = self._summed(series, year)
            if asked.stated[row]:
                growth = float(asked.growth[row])
                figure = growth if math.isfinite(growth) else float(asked.figure[row])
            if math.isfinite(figure):
                found[year] = figure
        return found

    def _below(self, series: SeriesKey) -> list[SeriesKey]:
        """The same series of the regions right below that are in force in the year."""
        year = min(max(self.year, int(self.plan.years[0])), int(self.plan.years[-1]))
        return [series._replace(region=one.code) for one in self.plan.children_of(series.region, year)]

    def _bounds(self, made: YearRow, position: int) -> dict[str, Any]:
        if made.kind is not TargetKind.RANGE:
            return {}
        low, high = float(self.table.reach_low[position]), float(self.table.reach_high[position])
        return {"low": low, "high": high}

    def divided(self, series: SeriesKey) -> YearlyTargets | None:
        """The later target divided among the years left by the first rule that can; None where none can."""
        holds = self._stands(series)
        decimals = self.plan.indicator_by_code[series.indicator].decimals
        for rule in RULES_TRIED:
            found = yearly_targets(self.results, self.scenario, series, rule, holds=holds, decimals=decimals)
            if isinstance(found, YearlyTargets):
                return found
        return None

    # the later target

    def _way(self, made: YearRow, row: int, position: int) -> Way | None:
        """How the last target of the series stands by the year; None where there is none with a way."""
        table = self.table
        later = [
            one
            for one in table.of_row(row)
            if not table.second[one]
            and table.year[one] >= self.year
            and table.base_year[one] < self.year
            and not table.stage[one]
            and np.isfinite(table.reach[one])
        ]
        if not later or made.origin is Origin.HELD:
            return None
        final = next((one for one in later if table.year[one] == self.plan.target_year), later[-1])
        measure = MEASURES[int(table.measure[final])]
        due, since = int(table.year[final]), int(table.base_year[final])
        if due - since < 2 or measure is Measure.RANK:
            return None
        end = float(reached(self.results, self.scenario, np.array([final])).end[0])
        left, time = due - self.year, (self.year - since) / (due - since)
        statement, amounts = table.statements[final], measure is Measure.SUM
        if measure is Measure.SUM:
            done = math.fsum(self._figures(made, since))
            needed = (end - done) / left if left else math.nan
            found = (end, done, done / end if end else math.nan, needed, time, abs(end))
        elif measure is Measure.GROWTH and made.indicator.kind is Kind.RATE:
            annual = statement.parsed.basis is not Basis.TOTAL
            index = math.prod(1.0 + one / 100.0 for one in self._figures(made, since))
            done = _mean(index, self.year - since)
            rest = grown_in_all(end, due - since, annual) / index if index > 0 else math.nan
            found = (end, done, math.nan, _mean(rest, left) if left else math.nan, math.nan, math.nan)
        elif made.measure is Measure.LEVEL and measure in (Measure.LEVEL, Measure.GROWTH):
            measure, base = Measure.LEVEL, float(self._ways[0][final])
            about = bool(table.inside[final]) and not table.ranges[final]
            end = float(table.figure[final] if about else self._ways[1][final])
            share = _share(base, made.target, end)
            needed = _annual(made.target, end, left, made.points or not base > 0)
            even = milestone(
                np.array([base]),
                np.array([since]),
                np.array([end]),
                np.array([due]),
                np.array([self.year]),
                np.array([made.points or not base > 0]),
            )
            found = (end, made.target, share, needed, _share(base, float(even[0]), end), abs(end - base))
            amounts = not made.points and not base > 0
        else:
            return None
        if not (math.isfinite(found[0]) and math.isfinite(found[1])):
            return None
        end, done, share, needed, by_then, whole = found
        return Way(due, statement, measure, end, done, share, time, left, needed, by_then, whole, amounts)

    def _figures(self, made: YearRow, since: int) -> list[float]:
        """The yearly figures after a year up to this one: actuals, then what the plan states, then the target divided."""
        row = self.plan.row[made.series]
        divided = self.divided(made.series)
        found = []
        for year in range(since + 1, self.year):
            inside = int(self.plan.years[0]) <= year <= int(self.plan.years[-1])
            figure = float(self.results.actual.values[self.plan.column(year), row]) if inside else math.nan
            if not math.isfinite(figure):
                then = self._asked_of(year)
                asked = float(then.growth[row]) if np.isfinite(then.growth[row]) else float(then.figure[row])
                figure = asked if then.stated[row] else math.nan
            if not math.isfinite(figure) and divided is not None and year in divided.years:
                figure = float(divided.values[divided.years == year][0])
            found.append(figure)
        return [*found, made.target]

    # the regions below

    def parts(self, whole: YearRow) -> Parts | None:
        """The year's targets of the regions right below, which add up to the whole's where they can; None where none has one.

        What the plan states stands; the others are divided so that rows and columns add up (see ``yearly_table``).
        """
        series = whole.series
        keys = self._below(series)
        asking = [key for key in keys if self.asks(key)]
        if not asking:
            return None
        found = {key: self.row(key) for key in asking}
        rows = {key: one for key, one in found.items() if one is not None and one.has_figure}
        if any(one.origin is Origin.DIVIDED for one in rows.values()):
            held = {
                (key.region, year): figure
                for key in (series, *rows)
                for year, figure in self._stands(key).items()
            }
            table = yearly_table(
                self.results,
                self.scenario,
                series,
                SplitRule.GROWTH,
                holds=held,
                decimals=whole.indicator.decimals,
            )
            if isinstance(table, YearlyTable) and table.balanced:
                rows = {key: self._balanced(one, table) for key, one in rows.items()}
        if not rows:
            return None
        parts = tuple(rows.values())
        adds = whole.indicator.rollup is RollUp.SUM and len(parts) == len(keys)
        alike = {one.measure for one in parts} | ({whole.measure} if whole.has_figure else set())
        adds = adds and (len(alike) == 1 or alike == {Measure.LEVEL, Measure.SUM})
        return Parts(whole, parts, math.fsum(one.target for one in parts) if adds else math.nan)

    def _balanced(self, one: YearRow, table: YearlyTable) -> YearRow:
        found = dict(table.rows).get(one.series.region)
        if one.origin is not Origin.DIVIDED or not isinstance(found, YearlyTargets):
            return one
        at = np.flatnonzero(found.years == self.year)
        if not len(at):
            return one
        changed = replace(one, target=float(found.values[at[0]]), rule=found.rule)
        return replace(changed, growth=_pace(changed))


def _moved(before: float, now: float, points: bool) -> float:
    """What a figure moved by: % of what is above 0, points; NaN where there is none."""
    if points:
        return now - before
    return (now / before - 1.0) * 100.0 if before > 0 and now > 0 else math.nan


def _share(base: float, figure: float, end: float) -> float:
    return (figure - base) / (end - base) if end != base else math.nan


def _annual(begin: float, end: float, years: int, points: bool) -> float:
    first, last, span = (np.array([one]) for one in (begin, end, float(years)))
    return float(gaps.required_growth(first, last, span, np.array([points]))[0])


def _pace(one: YearRow) -> float:
    """What the year's figure moves by from the last actual, a year."""
    if not one.known:
        return math.nan
    if one.indicator.kind is Kind.FLOW or one.measure is Measure.SUM:
        return _annual(one.actual, one.target, one.year - one.known, one.points)
    if one.measure is Measure.GROWTH and one.indicator.kind is not Kind.RATE:
        return one.target
    return _annual(one.actual, one.target, one.year - one.known, one.points)


def _mean(index: float, years: int) -> float:
    return (index ** (1.0 / years) - 1.0) * 100.0 if index > 0 and years > 0 else math.nan


def _short(value: float, target: float, sign: float, low: float, high: float) -> float:
    """What is missing of a target: of a range the way to its nearer bound, 0 inside it."""
    if math.isfinite(low) and math.isfinite(high):
        return max(low - value, value - high, 0.0) if not low <= value <= high else 0.0
    return sign * (target - value) + 0.0
