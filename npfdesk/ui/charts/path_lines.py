"""What a path chart draws, as figures: no painting, and nothing of Qt."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets.judgement import milestones
from npfdesk.engine.targets.period_standing import PeriodStanding, period_standing, summed_since
from npfdesk.plan.closed_targets import ClosedTarget
from npfdesk.plan.closed_words import closed_level, is_stretch
from npfdesk.plan.drafts import draft_of
from npfdesk.plan.model import Plan
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import Basis, Measure, TargetKind
from npfdesk.plan.yearly_targets import is_stage

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class TargetMark:
    """A target in a chart: its year and figure, its bounds (NaN: none), its stretch (NaN: none), and its kind.

    `said` are its own words where these say more than the figure does (a growth, a mean). `summed`: the figure is a sum;
    `said_alone`: the words say all of it; `stage`: it lies on the way to the target of a later year.
    """

    year: int
    figure: float
    low: float
    high: float
    stretch: float
    kind: TargetKind
    said: str = ""
    summed: bool = False
    said_alone: bool = False
    stage: bool = False
    drafted: bool = False

    @property
    def banded(self) -> bool:
        """Whether it is met between two bounds (about, a range)."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    def text(self, decimals: int) -> str:
        """What is written beside the mark: ≥ 7,000, ≤ 30, 35 ± 2%, 1–2, 8,000, 〔520〕, 1,391.8 · 年均增长6%."""
        if self.said and self.said_alone:
            return self.said
        figure = self._figure(decimals)
        if self.summed:
            figure = f"〔{figure}〕"
        return f"{figure} · {self.said}" if self.said else figure

    def _figure(self, decimals: int) -> str:
        if self.kind is TargetKind.ABOUT and self.banded and self.figure:
            slack = (self.high - self.low) / 2 / abs(self.figure) * 100
            return f"{short(self.figure, decimals)} ± {short(slack, 1)}%"
        if self.kind is TargetKind.RANGE and self.banded:
            return f"{short(self.low, decimals)}–{short(self.high, decimals)}"
        sign = {TargetKind.AT_LEAST: "≥ ", TargetKind.AT_MOST: "≤ "}.get(self.kind, "")
        return sign + short(self.figure, decimals)


@dataclass(frozen=True)
class WordMark:
    """A target that has no figure on the axis: its year, the path's figure there, and its words."""

    year: int
    figure: float
    text: str


@dataclass(frozen=True)
class ClosedMark:
    """A target of the plan before this one: its year, its figure (NaN: none on the axis), its words and its verdict's."""

    year: int
    figure: float
    text: str
    closed: ClosedTarget


@dataclass(frozen=True, eq=False)
class PathLines:
    """One series in one scenario: figures by year (year,), NaN where there is none.

    `observed` up to the last observation, `projected` from it on (so that the lines meet), `rollup` the
    children's where it differs from the series' own, `milestones` the target path (of the last target up to
    the horizon, of those before it up to their years), `marks` the targets in the order of their years, `words` those
    that have no figure on the axis, and `closed` the targets of the plan before this one, which are judged no more.

    `standing` is how the main target that is a sum or a growth stands (None: there is none). Where it is a sum, all lines
    are sums since its base (`cumulated`), and `yearly_marks` the targets of single years. `needed` is what each year left
    needs, of a series of growths (NaN elsewhere). `asked` and `rests_on` are what the lines were made of.
    """

    years: FloatArray
    observed: FloatArray
    projected: FloatArray
    rollup: FloatArray
    milestones: FloatArray
    marks: tuple[TargetMark, ...]
    words: tuple[WordMark, ...] = ()
    standing: PeriodStanding | None = None
    yearly_marks: tuple[TargetMark, ...] = ()
    needed: FloatArray | None = None
    closed: tuple[ClosedMark, ...] = ()
    asked: Asked | None = None
    rests_on: tuple[bytes, ...] = ()

    @property
    def earlier_bases(self) -> tuple[int, ...]:
        """The base years of the plans before this one."""
        return tuple(sorted({one.closed.base_year for one in self.closed if one.closed.base_year}))

    @property
    def cumulated(self) -> bool:
        """Whether the lines are sums since the base year."""
        return self.standing is not None and self.standing.measure is Measure.SUM

    def shown(self, yearly: FloatArray) -> FloatArray:
        """Yearly figures (year,) of the same series as the lines show them."""
        if self.standing is None or not self.cumulated:
            return yearly
        return summed_since(yearly, self.standing.years, self.standing.since, self.standing.due)

    @cached_property
    def following(self) -> NDArray[np.bool_]:
        """The years from the last observation on (year,), in which scenarios can differ."""
        seen = np.isfinite(self.observed).nonzero()[0]
        last = int(seen[-1]) if len(seen) else 0
        return np.arange(len(self.years)) >= last


@dataclass(frozen=True, eq=False)
class Asked:
    """What a series is asked for wherever its path goes: it rests on the plan, the scenario's targets and what is observed.

    `positions` are those of its targets with a figure in the order of their years, `levels` their marks, `path` the way to
    them (year,), and `periods` the sums and growths, the main one first. `stays`: none of its targets looks at paths.
    """

    plan: Plan
    targets: TargetTable
    row: int
    years: FloatArray
    final: int
    positions: list[int]
    levels: tuple[TargetMark, ...]
    path: FloatArray
    periods: list[int]
    stays: bool

    def holds(self, results: Results, targets: TargetTable, row: int) -> bool:
        """Whether it is still what a series is asked for."""
        same = self.plan is results.plan and self.targets is targets and self.row == row
        return self.stays and same


def asked_of(results: Results, scenario: str, row: int) -> Asked:
    """What a series is asked for."""
    targets = results.scenarios[scenario].targets
    every = targets.of_row(row)
    positions = [position for position in every if np.isfinite(targets.figure[position])]
    final = _final_year(targets, row, results.plan.target_year)
    firsts = [position for position in positions if not targets.second[position]] or positions
    periods = _periods(results, scenario, row)
    return Asked(
        plan=results.plan,
        targets=targets,
        row=row,
        years=results.plan.years.astype(np.float64),
        final=final,
        positions=positions,
        levels=tuple(
            replace(target_mark(targets, position), stage=_on_the_way(targets, position, final))
            for position in positions
        ),
        path=_target_path(results, scenario, firsts, targets.year),
        periods=periods,
        stays=not periods and not targets.is_measured[positions].any(),
    )


def path_lines(results: Results, scenario: str, row: int, before: PathLines | None = None) -> PathLines:
    """The lines of a series; those of `before` (an earlier state) themselves where nothing of them is elsewhere.

    Of others the figures that are the same stay the very same arrays.
    """
    result = results.scenarios[scenario]
    asked = before.asked if before is not None else None
    if asked is None or not asked.holds(results, result.targets, row):
        asked, before = asked_of(results, scenario, row), None
    values, origin, rollup = result.values[row], result.origin[row], result.rollup_path(row)
    rests_on = (values.tobytes(), origin.tobytes(), rollup.tobytes())
    if before is not None and before.rests_on == rests_on:
        return before
    years, targets = asked.years, result.targets
    seen = (origin == Origin.OBSERVED) & np.isfinite(values)
    if not seen.any():
        # a formula or a roll-up is known, not assumed, up to the base year
        seen = np.isfinite(values) & (results.plan.years <= results.plan.base_year)
    known = seen.nonzero()[0]
    last = int(known[-1]) if len(known) else -1
    columns = np.arange(len(years))
    standing = _first_standing(results, scenario, asked.periods)
    same = (np.abs(rollup - values) <= 1e-9 * np.abs(values)) | (origin == Origin.ROLLED_UP)
    apart = ~same & np.isfinite(rollup)
    rollup = np.where(same, np.nan, rollup)
    path, marks = asked.path, asked.levels
    yearly_marks: tuple[TargetMark, ...] = ()
    needed: FloatArray | None = None
    seen_years, begun = columns <= last, columns >= last
    drawn = set(asked.positions)
    if standing is not None and standing.measure is Measure.SUM:
        values, path = standing.so_far, standing.milestones
        marks, yearly_marks = (target_mark(targets, standing.position, summed=True),), asked.levels
        apart &= (years > standing.since) & (years <= standing.due)
        summed = summed_since(result.rollup_path(row), standing.years, standing.since, standing.due)
        rollup = summed if apart.any() else np.full(len(years), np.nan)
        seen_years, begun = years <= standing.last, years >= max(standing.last, standing.since)
        drawn |= {standing.position}
    elif standing is not None and results.frame.rate[row]:
        # the growths themselves: the mean that is asked for is on their axis, and what the years left need
        single = _single_years(targets, row, standing.position)
        stages = (
            replace(target_mark(targets, one), said="", stage=_on_the_way(targets, one, asked.final))
            for one in single
        )
        marks = (*asked.levels, *stages, _mean_mark(targets, standing))
        path = np.where(np.isfinite(path), path, standing.milestones)
        first, end = standing.left
        needed = np.where((years >= first) & (years <= end), standing.needed, np.nan)
        drawn |= {standing.position, *single}
    observed, projected = np.where(seen_years, values, np.nan), np.where(begun, values, np.nan)
    if before is not None:
        observed = _kept(observed, before.observed)
        projected = _kept(projected, before.projected)
        rollup = _kept(rollup, before.rollup)
    return PathLines(
        years=years,
        observed=observed,
        projected=projected,
        rollup=rollup,
        milestones=path,
        marks=marks,
        words=_words(result, row, values, int(years[0]), drawn),
        standing=standing,
        yearly_marks=yearly_marks,
        needed=needed,
        closed=before.closed
        if before is not None
        else closed_marks(results.plan, results.plan.series[row], standing),
        asked=asked,
        rests_on=rests_on,
    )


def _kept(now: FloatArray, then: FloatArray) -> FloatArray:
    """Figures, as the array that they were before where they are the same, bit by bit."""
    return then if now.tobytes() == then.tobytes() else now


def closed_marks(plan: Plan, series: SeriesKey, standing: PeriodStanding | None) -> tuple[ClosedMark, ...]:
    """The closed targets of a series; their figures are on the axis where these are yearly ones, and the lines are, too."""
    indicator = plan.indicator_by_code[series.indicator]
    summed = standing is not None and standing.measure is Measure.SUM
    found = []
    for one in plan.closed_of_series.get(series, ()):
        level = None if summed or is_stretch(one) else closed_level(indicator, one)
        figure = math.nan if level is None else level
        found.append(ClosedMark(one.year, figure, one.text, one))
    return tuple(found)


def main_standing(results: Results, scenario: str, row: int) -> PeriodStanding | None:
    """How the sum, else the growth, that a series has as a target stands: that of the plan's target year, else the last.

    A statement of its own comes before one that stands beside another.
    """
    return _first_standing(results, scenario, _periods(results, scenario, row))


def _periods(results: Results, scenario: str, row: int) -> list[int]:
    """The positions of the sums and growths that a series has as targets, the main one first."""
    table = results.scenarios[scenario].targets
    chosen = [
        position
        for position in table.of_row(row)
        if MEASURES[table.measure[position]] in (Measure.SUM, Measure.GROWTH)
    ]
    chosen.sort(
        key=lambda position: (
            MEASURES[table.measure[position]] is not Measure.SUM,
            int(table.year[position]) != results.plan.target_year,
            bool(table.second[position]),
            -int(table.year[position]),
        )
    )
    return chosen


def _first_standing(results: Results, scenario: str, positions: list[int]) -> PeriodStanding | None:
    """How the first of some targets stands that has a standing."""
    found = (period_standing(results, scenario, position) for position in positions)
    return next((one for one in found if one is not None), None)


def _final_year(targets: TargetTable, row: int, target_year: int) -> int:
    """The year to which a series' targets before it are stages: the plan's target year, else that of its last target."""
    positions = targets.of_row(row)
    years = [int(targets.year[position]) for position in positions if np.isfinite(targets.reach[position])]
    return target_year if target_year in years else max(years, default=target_year)


def _on_the_way(targets: TargetTable, position: int, final: int) -> bool:
    """Whether a target is a stage: due before the final year, or split off a later one."""
    return int(targets.year[position]) < final or is_stage(targets.statements[position])


def target_mark(targets: TargetTable, position: int, *, summed: bool = False) -> TargetMark:
    """The target at a position of its table as it stands in a chart."""
    resolved, level = targets.resolved[position], bool(np.isfinite(targets.figure[position]))
    grown = MEASURES[targets.measure[position]] is Measure.GROWTH
    figures = (
        (targets.figure, targets.low, targets.high, targets.stretch)
        if level
        else (targets.reach, targets.reach_low, targets.reach_high, targets.reach_stretch)
    )
    figure, low, high, stretch = (float(one[position]) for one in figures)
    return TargetMark(
        int(targets.year[position]),
        figure,
        low,
        high,
        stretch,
        resolved.kind if resolved is not None else TargetKind.EXACT,
        targets.statements[position].text if grown else "",
        summed,
        drafted=draft_of(targets.statements[position].note) is not None,
    )


def _single_years(targets: TargetTable, row: int, mean: int) -> list[int]:
    """The positions of the growths of a rate that are asked for in a single year, beside the mean of several."""
    return [
        position
        for position in targets.of_row(row)
        if position != mean
        and targets.base_year[position] == targets.year[position] - 1
        and np.isfinite(targets.reach[position])
    ]


def _mean_mark(targets: TargetTable, standing: PeriodStanding) -> TargetMark:
    """The mark of a growth on an axis of growths; one in total stands at the mean a year that it comes to."""
    mark = replace(target_mark(targets, standing.position), said_alone=True)
    if targets.statements[standing.position].parsed.basis is not Basis.TOTAL:
        return mark
    return replace(mark, figure=standing.aim, low=math.nan, high=math.nan, stretch=math.nan)


def _words(
    result: ScenarioResult, row: int, shown: FloatArray, first: int, drawn: set[int]
) -> tuple[WordMark, ...]:
    """The targets that have no figure on the axis, at the path's figure of their years (the last one known)."""
    table, found = result.targets, []
    left = [position for position in table.of_row(row) if position not in drawn]
    if not left:
        return ()
    known = np.isfinite(shown).nonzero()[0]
    for position in left:
        statement = table.statements[position]
        column = int(table.year[position]) - first
        if statement.parsed.asks_nothing or not len(known) or column < 0:
            continue
        before = known[known <= column]
        found.append(
            WordMark(
                int(table.year[position]),
                float(shown[before[-1] if len(before) else known[0]]),
                statement.text,
            )
        )
    return tuple(found)


def _target_path(
    results: Results, scenario: str, positions: list[int], target_year: NDArray[np.int64]
) -> FloatArray:
    """Each target's path up to its year, one after the other (year,); the last one's level after it."""
    years = results.plan.years
    path = np.full(len(years), np.nan)
    if positions:
        for position, figures in zip(positions, milestones(results, scenario, positions), strict=True):
            still = np.isnan(path)
            path[still] = figures[still]
            if position != positions[-1]:
                path[years > target_year[position]] = np.nan
    return path


def short(figure: float, decimals: int) -> str:
    """A figure without noughts behind its point: 35, 2.69, 7,000."""
    text = format_figure(figure, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text
