"""What the rules of a contest look at: each region's figure of a year or to date, the year before it, and what is asked.

By year the figures are the observed ones; where no contestant has one of an indicator yet, those that the scenario
projects, and none where it assumes nothing. By month they are those to date. Of several targets the one of the year itself
is asked for, else what the next one after it has due by then (its milestone).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Origin, Results
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable, base_figures
from npfdesk.engine.targets.judgement import milestones
from npfdesk.engine.targets.measured_figures import measured_figures
from npfdesk.engine.tracking import YearSoFar, year_so_far
from npfdesk.plan.kinds import Direction
from npfdesk.plan.periods import Period
from npfdesk.plan.scoring import ScoringRule
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import Measure

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_OF_RULE: Final = frozenset({"grown", "better"})
"""What is of a rule in all regions, (rule, 1)."""
_SUM, _GROWTH = MEASURES.index(Measure.SUM), MEASURES.index(Measure.GROWTH)


@dataclass(frozen=True, eq=False)
class ScoredFigures:
    """What each rule looks at in each region, arrays (rule, region), NaN where there is no figure.

    `rows` are the rows of the series (-1: the plan has none). `figure` is the indicator's own figure of the year or to
    date, `before` that of the year before; of a rule that is `grown` (rule, 1) both are growths on the year before in %, as
    printed, because no region has the amount. `better` (rule, 1) is 1 where more of the indicator is better, else -1.

    A target holds `reached` against `aim` (or against `low` and `high` where `inside`), `sign` 1 where more meets it, else
    -1. `reached` is shift + slope figure; where `span` is a number, it is a growth: ((shift + slope figure)^(1 / span) - 1) 100.
    `verdict` is 1 or 0 where the target's words and not its figure decide whether it is met. `due` says where `aim` is
    a milestone on the way to a later target, `asked` where there is a target at all, `projected` where nobody has observed
    the figure yet.
    """

    rows: IntArray
    figure: FloatArray
    before: FloatArray
    grown: BoolArray
    better: FloatArray
    shift: FloatArray
    slope: FloatArray
    span: FloatArray
    stated: FloatArray
    aim: FloatArray
    low: FloatArray
    high: FloatArray
    inside: BoolArray
    sign: FloatArray
    verdict: FloatArray
    due: BoolArray
    asked: BoolArray
    projected: BoolArray

    @property
    def reached(self) -> FloatArray:
        """What is held against the target (rule, region)."""
        follows = reached_by(self.figure, self.shift, self.slope, self.span)
        return np.where(np.isfinite(self.stated), self.stated, follows)

    def of_region(self, rules: IntArray, region: int) -> ScoredFigures:
        """What some rules look at in one region (rule, 1)."""
        return self._each(lambda name, figures: figures[rules, 0 if name in _OF_RULE else region][:, None])

    def supposing(self, figures: FloatArray) -> ScoredFigures:
        """Those of one region with each of some figures (figure,) for its own: `figure` is (rule, figure), else (rule, 1)."""
        return replace(self, figure=np.tile(figures, (len(self.figure), 1)))

    def _each(self, made: Callable[[str, NDArray[Any]], NDArray[Any]]) -> ScoredFigures:
        return ScoredFigures(**{one.name: made(one.name, getattr(self, one.name)) for one in fields(self)})


def reached_by(figure: FloatArray, shift: FloatArray, slope: FloatArray, span: FloatArray) -> FloatArray:
    """Shift + slope figure, and of a growth ((shift + slope figure)^(1 / span) - 1) 100; NaN of a growth to below nothing."""
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        linear = shift + slope * figure
        growth = (np.where(linear >= 0, linear, np.nan) ** (1.0 / span) - 1.0) * 100.0
    return np.where(np.isfinite(span), growth, linear)


def figure_for(reached: FloatArray, shift: FloatArray, slope: FloatArray, span: FloatArray) -> FloatArray:
    """The figure with which so much is reached: the inverse of `reached_by`; NaN where none does."""
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        factor = 1.0 + reached / 100.0
        grown = np.where(factor >= 0, factor, np.nan) ** span
        figure = (np.where(np.isfinite(span), grown, reached) - shift) / slope
    return np.where(np.isfinite(figure), figure, np.nan)


def scored_figures(
    results: Results,
    scenario: str,
    rules: Sequence[ScoringRule],
    regions: IntArray,
    period: Period,
    so_far: YearSoFar | None = None,
) -> ScoredFigures:
    """The figures of rules in regions (by their places in the plan) for a year, or for the months of one up to the last.

    `so_far` may be what is known of the plan's months already. Every indicator and industry must be the plan's.
    """
    frame, result = results.frame, results.scenarios[scenario]
    rows = np.stack(
        [
            frame.lookup[frame.indicator_index[one.indicator]][regions, frame.slot_index[one.industry]]
            for one in rules
        ]
    ).reshape(len(rules), len(regions))
    made = _Made(results, scenario, rows, period)
    made.better[:] = [
        [-1.0 if results.plan.indicator_by_code[one.indicator].direction is Direction.DOWN else 1.0]
        for one in rules
    ]
    if period.is_year:
        made.of_year()
    else:
        made.of_months(so_far if so_far is not None else contest_months(results, rules, regions))
    made.asked_for(result.targets)
    return made.done()


def contest_months(results: Results, rules: Sequence[ScoringRule], regions: IntArray) -> YearSoFar:
    """The figures to date of all series that rules look at in regions."""
    plan, frame = results.plan, results.frame
    series: list[SeriesKey] = []
    for one in rules:
        lookup = frame.lookup[frame.indicator_index[one.indicator]]
        found = lookup[regions, frame.slot_index[one.industry]]
        series.extend(plan.series[row] for row in found[found >= 0].tolist())
    return year_so_far(plan, tuple(dict.fromkeys(series)))


class _Made:
    """The arrays while they are filled, one entry for each rule and region (rule, region)."""

    def __init__(self, results: Results, scenario: str, rows: IntArray, period: Period) -> None:
        shape = rows.shape
        self.results, self.scenario, self.rows, self.period = results, scenario, rows, period
        self.result = results.scenarios[scenario]
        self.first = int(results.plan.years[0])
        self.column = period.year - self.first
        self.figure, self.before, self.stated, self.aim, self.low, self.high, self.verdict = (
            np.full(shape, np.nan) for _ in range(7)
        )
        self.shift, self.slope, self.span = np.zeros(shape), np.ones(shape), np.full(shape, np.nan)
        self.sign = np.ones(shape)
        self.inside, self.due, self.asked = (np.zeros(shape, dtype=np.bool_) for _ in range(3))
        self.projected: BoolArray = np.zeros(shape, dtype=np.bool_)
        self.grown = np.zeros((len(rows), 1), dtype=np.bool_)
        self.better = np.ones((len(rows), 1))
        self.growth = np.full(shape, np.nan)

    def done(self) -> ScoredFigures:
        return ScoredFigures(
            self.rows,
            self.figure,
            self.before,
            self.grown,
            self.better,
            self.shift,
            self.slope,
            self.span,
            self.stated,
            self.aim,
            self.low,
            self.high,
            self.inside,
            self.sign,
            self.verdict,
            self.due,
            self.asked,
            self.projected,
        )

    # figures

    def of_year(self) -> None:
        """The scenario's figures of the year and of the one before."""
        values, frame = self.result.projection.values, self.results.frame
        there = self.rows >= 0
        for name, column in (("figure", self.column), ("before", self.column - 1)):
            if 0 <= column < len(values):
                found = values[column, self.rows]
                if frame.in_force is not None:
                    found = np.where(frame.in_force[column, frame.region_of[self.rows]], found, np.nan)
                setattr(self, name, np.where(there, found, np.nan))
        if 0 <= self.column < len(values):
            origin = self.result.projection.origin[self.column, self.rows]
            computed = (origin == Origin.ROLLED_UP) | (origin == Origin.FORMULA)
            ended = self.column <= int(self.results.last.max(initial=-1))
            known = there & np.isfinite(self.figure) & ((origin == Origin.OBSERVED) | (computed & ended))
            # what nobody has assumed counts for nothing, nor a projection beside what others have reported
            counts = ~known & ((origin == Origin.PROJECTED) | computed) & ~known.any(axis=1, keepdims=True)
            self.figure = np.where(known | counts, self.figure, np.nan)
            self.projected = (counts & np.isfinite(self.figure)).astype(np.bool_)

    def of_months(self, so_far: YearSoFar) -> None:
        """The figures to date; printed growths stand for a rule of which no region has the amount."""
        row_of = {key: row for row, key in enumerate(so_far.series)}
        series = self.results.plan.series
        places = np.array(
            [row_of.get(series[row], -1) if row >= 0 else -1 for row in self.rows.ravel().tolist()],
            dtype=np.int64,
        ).reshape(self.rows.shape)
        year, month = self.period.year - int(so_far.years[0]), self.period.last - 1

        def taken(figures: FloatArray, at: int) -> FloatArray:
            if not 0 <= at < figures.shape[1] or not len(figures):
                return np.full(places.shape, np.nan)
            return np.where(places >= 0, figures[places, at, month], np.nan)

        self.figure, self.before = taken(so_far.to_date, year), taken(so_far.to_date, year - 1)
        self.growth = taken(so_far.growth, year)
        amounts = np.isfinite(self.figure).any(axis=1)
        printed = np.isfinite(self.growth).any(axis=1)
        self.grown = np.array(printed & ~amounts, dtype=np.bool_).reshape(-1, 1)
        self.figure = np.where(self.grown, self.growth, self.figure)
        self.before = np.where(self.grown, taken(so_far.growth, year - 1), self.before)

    # what is asked

    def asked_for(self, table: TargetTable) -> None:
        """The targets: of the year, else the milestone of the next."""
        position = self._positions(table)
        at = np.nonzero(position >= 0)
        chosen = position[at]
        if not len(chosen):
            return
        self.asked[at] = True
        self.sign[at] = table.sign[chosen]
        later = table.year[chosen] > self.period.year
        self.due[at] = later
        measured = np.isin(chosen, table.measured)
        for places, enter in ((~measured, self._levels), (measured, self._measured)):
            if places.any():
                enter(table, chosen[places], tuple(one[places] for one in at), later[places])

    def _positions(self, table: TargetTable) -> IntArray:
        """The target that is asked for, -1 where there is none (rule, region)."""
        year = self.period.year
        wordless = ~np.isfinite(table.reach) & ~np.isin(np.arange(len(table.row)), table.measured)
        order = np.lexsort((table.second, wordless, table.year, table.row))
        order = order[(table.year[order] >= year) & ((table.base_year < year) | (table.year == year))[order]]
        first = np.full(len(self.results.plan.series) + 1, -1, dtype=np.int64)
        # the first of a series comes last into its place
        first[table.row[order[::-1]]] = order[::-1]
        first[-1] = -1
        found: IntArray = first[self.rows]
        return found

    def _levels(
        self, table: TargetTable, chosen: IntArray, at: tuple[IntArray, ...], later: BoolArray
    ) -> None:
        """Levels of their year, and growths from a base, which are held against the growth since it."""
        aim, low, high = table.figure[chosen].copy(), table.low[chosen], table.high[chosen]
        inside = table.inside[chosen] & ~later
        if later.any() and 0 <= self.column < len(self.results.plan.years):
            aim[later] = milestones(self.results, self.scenario, chosen[later].tolist())[:, self.column]
        elif later.any():
            aim[later] = np.nan
        self.inside[at] = inside
        grown = table.measure[chosen] == _GROWTH
        known, since = self.results.actual.values, table.base_year[chosen]
        base = base_figures(known, table.row[chosen], since, self.first)
        years = (self.period.year - since).astype(np.float64)
        usable = grown & (years > 0) & (base > 0)
        if self.period.is_year:
            span = np.where(table.in_all[chosen], 1.0, years)
            shift, slope, counted = np.zeros(len(chosen)), 1.0 / np.where(usable, base, 1.0), span
        else:
            shift, slope, span = self._within_year(at)
            counted = years
        bounds = [
            np.where(grown, np.where(usable, _growth_of(level, base, counted), np.nan), level)
            for level in (aim, low, high)
        ]
        # an amount is not held against a growth alone
        alone = ~grown & self.grown[at[0], 0]
        self.aim[at], self.low[at], self.high[at] = (np.where(alone, np.nan, one) for one in bounds)
        self.shift[at] = np.where(usable, shift, 0.0)
        self.slope[at] = np.where(usable, slope, 1.0)
        self.span[at] = np.where(usable, span, np.nan)

    def _within_year(self, at: tuple[IntArray, ...]) -> tuple[FloatArray, FloatArray, FloatArray]:
        """How a growth on the same months of the year before follows from a figure to date; the printed one stands first."""
        alone = self.grown[at[0], 0]
        figure, before, growth = self.figure[at], self.before[at], self.growth[at]
        with np.errstate(invalid="ignore", divide="ignore"):
            printed = np.where(figure > 0, (1.0 + growth / 100.0) / figure, np.nan)
            slope = np.where(np.isfinite(printed), printed, 1.0 / np.where(before > 0, before, np.nan))
        return np.where(alone, 1.0, 0.0), np.where(alone, 0.01, slope), np.ones(len(figure))

    def _measured(
        self, table: TargetTable, chosen: IntArray, at: tuple[IntArray, ...], later: BoolArray
    ) -> None:
        """Sums, growths of rates, places and words, by the figures that they are judged by."""
        if not 0 <= self.column < len(self.results.plan.years):
            return
        found = measured_figures(self.results, self.scenario, chosen)
        value, way = found.value[self.column], found.way_value
        summed = table.measure[chosen] == _SUM
        rate = (table.measure[chosen] == _GROWTH) & self.results.frame.rate[table.row[chosen]]
        follows = summed | rate
        # words and places are of whole years
        told = follows | self.period.is_year
        exact = ~later & follows
        self.aim[at] = np.where(
            told, np.where(exact, table.reach[chosen], found.milestone[self.column]), np.nan
        )
        self.low[at], self.high[at] = table.reach_low[chosen], table.reach_high[chosen]
        self.inside[at] = table.inside[chosen] & exact
        before = way[self.column - 1] if self.column > 0 else np.full(len(chosen), np.nan)
        years = (self.period.year - found.base_year).astype(np.float64)
        self.shift[at] = np.where(follows, before, np.nan)
        self.slope[at] = np.where(rate, before / 100.0, np.where(summed, 1.0, np.nan))
        self.span[at] = np.where(rate, np.where(table.in_all[chosen], 1.0, years), np.nan)
        alone = (table.measure[chosen] == _GROWTH) & ~rate
        if alone.any() and not self.period.is_year:
            whole = (table.year[chosen] - table.base_year[chosen]).astype(np.float64)
            where = tuple(one[alone] for one in at)
            self.shift[where], self.slope[where], self.span[where] = self._within_year(where)
            for name, figures in (("aim", table.reach), ("low", table.reach_low), ("high", table.reach_high)):
                stated = figures[chosen]
                with np.errstate(invalid="ignore", divide="ignore"):
                    yearly = ((1.0 + stated / 100.0) ** (1.0 / whole) - 1.0) * 100.0
                getattr(self, name)[where] = np.where(table.in_all[chosen], yearly, stated)[alone]
            self.inside[where] = table.inside[chosen][alone]
        if self.period.is_year:
            self.stated[at] = np.where(follows, np.nan, value)
            verdict = found.verdict[self.column]
            met = found.met[self.column].astype(np.float64)
            judged = (verdict >= 0) | (np.isfinite(value) & np.isfinite(self.aim[at]))
            self.verdict[at] = np.where(~follows & judged, met, np.nan)


def _growth_of(level: FloatArray, base: FloatArray, span: FloatArray) -> FloatArray:
    """The growth in % a year over `span` years, from a base to a level."""
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        factor = level / np.where(base > 0, base, np.nan)
        return np.asarray((np.where(factor >= 0, factor, np.nan) ** (1.0 / span) - 1.0) * 100.0)
