"""Scoring (考核计分): the points that each region gets by each rule, the totals, and the places.

With P the points of a rule, c the share of what is asked that is reached, and k the place of a region by the indicator:

    all or nothing   P where the target is met, else 0
    proportional     min(P c, cap)
    place            max(P - step (k - 1), 0)
    last year        min(P c, P), c against the figure of the year before

No rule gives more than its cap, where it has one. A bonus is added on top of the full score. A deduction takes off what
the same rule would leave of P: P - points, at most its cap. Of a figure x and a target T that more is to meet, c = x / T
for T > 0 (0 below nothing) and T / x for T < 0 (both below nothing); where less is to meet it the signs turn, so that a
target of at most T > 0 has c = T / x. At T = 0 it is 1 where it is met, else 0. A growth is held against the growth
that is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import IntEnum
from functools import cached_property
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results
from npfdesk.engine.scored_figures import ScoredFigures, scored_figures
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.status import EDGE
from npfdesk.engine.tracking import MONTHS, YearSoFar
from npfdesk.plan.model import Plan
from npfdesk.plan.periods import Period
from npfdesk.plan.problems import Wording
from npfdesk.plan.regions import Region
from npfdesk.plan.scoring import ScoreSort, ScoringMethod, ScoringRule

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_BY_TARGET: Final = (ScoringMethod.ALL_OR_NOTHING, ScoringMethod.PROPORTIONAL)


class Unscored(IntEnum):
    """Why a rule gives a region no points."""

    SCORED = 0
    NO_FIGURE = 1
    NO_TARGET = 2
    NO_YEAR_BEFORE = 3
    NO_SHARE = 4
    """There is a target, but no share of it can be reckoned: words alone, a base that is missing or not above 0."""

    @property
    def words(self) -> Wording:
        """It in words."""
        return UNSCORED[self]


UNSCORED: Final[Mapping[Unscored, Wording]] = MappingProxyType(
    {
        Unscored.SCORED: Wording("已计分", "scored"),
        Unscored.NO_FIGURE: Wording("缺数", "missing value"),
        Unscored.NO_TARGET: Wording("无目标", "no target"),
        Unscored.NO_YEAR_BEFORE: Wording("上年缺数", "previous year missing"),
        Unscored.NO_SHARE: Wording("目标不能折算比例", "target cannot be turned into a ratio"),
    }
)


# shares and points, by element


def share_reached(reached: FloatArray, aim: FloatArray, sign: FloatArray) -> FloatArray:
    """The share c of what is asked that is reached (see above); infinite where nothing is left of what less is to meet.

    Arrays of one shape; `sign` is 1 where more meets it, -1 where less does. NaN where a figure is missing.
    """
    there, asked = sign * reached, sign * aim
    with np.errstate(invalid="ignore", divide="ignore"):
        above = np.maximum(there / asked, 0.0)
        below = np.where(there < 0, asked / there, np.inf)
        share = np.where(asked > 0, above, np.where(asked < 0, below, np.where(there >= 0, 1.0, 0.0)))
    return np.where(np.isfinite(reached) & np.isfinite(aim), share, np.nan)


def figure_of_share(share: FloatArray, aim: FloatArray, sign: FloatArray) -> FloatArray:
    """The figure that reaches so much (above 0) of what is asked: the inverse of `share_reached`; NaN where none does."""
    asked = sign * aim
    with np.errstate(invalid="ignore", divide="ignore"):
        figure = np.where(asked > 0, aim * share, np.where(asked < 0, aim / share, np.nan))
    return np.where((asked == 0) & (share <= 1.0), aim, figure)


def places_of(figures: FloatArray, better: FloatArray) -> FloatArray:
    """Places along the last axis, 1 the best; equal figures share the better place, NaN has none.

    `better` is 1 where more is better, -1 where less is. Figures that differ in the last bits alone are equal.
    """
    signed = better * figures
    slack = EDGE * np.maximum(1.0, np.abs(signed))
    with np.errstate(invalid="ignore"):
        ahead = (signed[..., None, :] > (signed + slack)[..., :, None]).sum(axis=-1)
    return np.where(np.isfinite(signed), 1.0 + ahead, np.nan)


@dataclass(frozen=True, eq=False)
class RuleTerms:
    """The rules as arrays (rule, 1): points, cap (infinite: none), step, and codes of method and sort in their order."""

    points: FloatArray
    cap: FloatArray
    step: FloatArray
    method: IntArray
    sort: IntArray

    def only(self, rules: IntArray) -> RuleTerms:
        """Some of the rules."""
        return RuleTerms(*(getattr(self, one.name)[rules] for one in fields(self)))


METHODS: Final = tuple(ScoringMethod)
SORTS: Final = tuple(ScoreSort)


def rule_terms(rules: Sequence[ScoringRule], contestants: int) -> RuleTerms:
    """The terms of rules in a contest of so many regions, by which a step that is not given counts."""
    return RuleTerms(
        np.array([[one.points] for one in rules], dtype=np.float64).reshape(-1, 1),
        np.array([[np.inf if one.cap is None else one.cap] for one in rules]).reshape(-1, 1),
        np.array(
            [[one.points / max(contestants, 1) if one.step is None else one.step] for one in rules]
        ).reshape(-1, 1),
        np.array([[METHODS.index(one.method)] for one in rules], dtype=np.int64).reshape(-1, 1),
        np.array([[SORTS.index(one.sort)] for one in rules], dtype=np.int64).reshape(-1, 1),
    )


def earned(terms: RuleTerms, figures: ScoredFigures, place: FloatArray) -> FloatArray:
    """The points of each rule (rule, region), a deduction's below 0; NaN where they cannot be reckoned.

    `place` (rule, region) are the places by the indicator's figure.
    """
    deducts = terms.sort == SORTS.index(ScoreSort.DEDUCTION)
    reached = figures.reached
    met = _met(figures, reached)
    share = _within(figures, reached, met)
    with np.errstate(invalid="ignore"):
        held = np.where(
            figures.grown,
            # a printed growth is what the figure has grown on the year before
            share_reached(1.0 + figures.figure / 100.0, np.ones(1), figures.better),
            share_reached(figures.figure, figures.before, figures.better),
        )
        limit = np.where(np.isinf(terms.cap) | deducts, terms.points, terms.cap)
        shares = (
            np.where(np.isnan(met), np.nan, np.where(met > 0, terms.points, 0.0)),
            np.minimum(np.where(np.isinf(share), limit, terms.points * share), limit),
            behind(terms, place),
            np.where(np.isinf(held), terms.points, np.minimum(terms.points * held, terms.points)),
        )
    return settled(terms, np.select([terms.method == code for code in range(len(METHODS))], shares, np.nan))


def settled(terms: RuleTerms, found: FloatArray) -> FloatArray:
    """What a rule gives, at most its cap, as it counts: a deduction takes off what is missing to all points."""
    deducts = terms.sort == SORTS.index(ScoreSort.DEDUCTION)
    taken_off = -np.minimum(np.maximum(terms.points - found, 0.0), terms.cap)
    # adding zero makes a plain zero of a negative one
    return np.asarray(np.where(deducts, taken_off, np.minimum(found, terms.cap)) + 0.0)


def behind(terms: RuleTerms, place: FloatArray) -> FloatArray:
    """The points of a place, before the cap."""
    return np.asarray(np.maximum(terms.points - terms.step * (place - 1.0), 0.0))


def _met(figures: ScoredFigures, reached: FloatArray) -> FloatArray:
    """1 where the target is met, 0 where not, NaN where that cannot be said."""
    low, high = (np.where(np.isfinite(one), one, figures.aim) for one in (figures.low, figures.high))
    by_figure = gaps.met(reached, figures.aim, low, high, figures.sign, figures.inside).astype(np.float64)
    known = np.isfinite(reached) & np.isfinite(figures.aim)
    return np.where(np.isfinite(figures.verdict), figures.verdict, np.where(known, by_figure, np.nan))


def _within(figures: ScoredFigures, reached: FloatArray, met: FloatArray) -> FloatArray:
    """The share of the target that is reached; of a range or an about up to its nearer edge, and never above all."""
    ones = np.ones(1)
    bound = figures.inside & np.isfinite(figures.low) & np.isfinite(figures.high)
    share = share_reached(reached, figures.aim, figures.sign)
    if bound.any():
        edges = np.minimum(
            share_reached(reached, figures.low, ones), share_reached(reached, figures.high, -ones)
        )
        share = np.where(bound, np.minimum(edges, 1.0), share)
    # what meets it but for the last bits has all of it
    return np.where((met > 0) & (share < 1.0), 1.0, share)


# the contest


@dataclass(frozen=True, eq=False)
class Contest:
    """The points of a period: `points` (rule, region), of deductions below 0, NaN where a rule gives none (`why`).

    `place` (rule, region) are the places by the indicators. `total` (region,) sums the points that there are, NaN where
    there are none; `scored` (region,) counts the rules in it. `full` is the full score, bonuses aside; `places`
    (region,) are those by total: equal totals share the better place.
    """

    period: Period
    rules: tuple[ScoringRule, ...]
    regions: tuple[Region, ...]
    terms: RuleTerms
    figures: ScoredFigures
    place: FloatArray
    points: FloatArray

    @cached_property
    def total(self) -> FloatArray:
        """The sum of the points that there are (region,)."""
        known = np.isfinite(self.points)
        return np.where(known.any(axis=0), np.where(known, self.points, 0.0).sum(axis=0), np.nan)

    @cached_property
    def scored(self) -> IntArray:
        """How many rules give points (region,)."""
        counts: IntArray = np.isfinite(self.points).sum(axis=0)
        return counts

    @cached_property
    def places(self) -> FloatArray:
        """The places by total (region,)."""
        return places_of(self.total, np.ones(1))

    @property
    def full(self) -> float:
        """The full score: the points of all rules that are neither bonus nor deduction."""
        return float(sum(one.points for one in self.rules if one.sort is ScoreSort.SCORE))

    @cached_property
    def why(self) -> NDArray[np.int8]:
        """Why a rule gives no points (rule, region), codes of Unscored."""
        figures = self.figures
        by_target = np.array([[one.method in _BY_TARGET] for one in self.rules]).reshape(-1, 1)
        by_past = np.array([[one.method is ScoringMethod.LAST_YEAR] for one in self.rules]).reshape(-1, 1)
        missing = ~np.isfinite(figures.figure) & ~np.isfinite(figures.stated)
        found = np.select(
            [
                np.isfinite(self.points),
                by_target & ~figures.asked,
                missing,
                by_past,
            ],
            [Unscored.SCORED, Unscored.NO_TARGET, Unscored.NO_FIGURE, Unscored.NO_YEAR_BEFORE],
            Unscored.NO_SHARE,
        )
        return found.astype(np.int8)

    @cached_property
    def region_place(self) -> Mapping[str, int]:
        """Where each region stands in the arrays, by code."""
        return MappingProxyType({one.code: place for place, one in enumerate(self.regions)})

    @cached_property
    def order(self) -> IntArray:
        """The regions from the first place to the last, those without one behind, equal ones in the plan's order."""
        return np.argsort(np.where(np.isfinite(self.places), self.places, np.inf), kind="stable")


def known_rules(plan: Plan) -> tuple[ScoringRule, ...]:
    """The plan's rules of indicators and industries that it has; the audit of the sheet tells the others."""
    return tuple(
        one
        for one in plan.scoring
        if one.indicator in plan.indicator_by_code
        and (not one.industry or one.industry in plan.industry_by_code)
    )


def contest_parents(plan: Plan) -> tuple[Region, ...]:
    """The regions whose children can compete: two or more right below them."""
    return tuple(one for one in plan.own_regions if len(plan.children_of(one.code)) > 1)


def contest(
    results: Results,
    scenario: str,
    period: Period,
    parent: str = "",
    so_far: YearSoFar | None = None,
) -> Contest:
    """The contest between the regions right below one (the root where none is named) that are in force in the year.

    Yardsticks never compete. `period` is a year, or the months of one up to its last. `so_far` are the figures to date
    of the plan's months, where they are known already.
    """
    plan = results.plan
    rules = known_rules(plan)
    above = parent or plan.root
    regions = tuple(plan.children_of(above, period.year)) if above else ()
    places = np.array([results.frame.region_index[one.code] for one in regions], dtype=np.int64)
    terms = rule_terms(rules, len(regions))
    if not rules or not regions:
        empty = np.full((len(rules), len(regions)), np.nan)
        return Contest(period, rules, regions, terms, no_figures(empty), empty, empty)
    figures = scored_figures(results, scenario, rules, places, period, so_far)
    return counted(period, rules, regions, terms, figures)


def counted(
    period: Period,
    rules: tuple[ScoringRule, ...],
    regions: tuple[Region, ...],
    terms: RuleTerms,
    figures: ScoredFigures,
) -> Contest:
    """The contest that figures make."""
    place = places_of(figures.figure, figures.better)
    return Contest(period, rules, regions, terms, figures, place, earned(terms, figures, place))


def with_figure(one: Contest, region: int, indicator: str, industry: str, figure: float) -> Contest:
    """The contest if one region had another figure of an indicator, in every rule that looks at it."""
    figures = one.figures.figure.copy()
    for at, rule in enumerate(one.rules):
        if (rule.indicator, rule.industry) == (indicator, industry):
            figures[at, region] = figure
    changed = replace(one.figures, figure=figures)
    return counted(one.period, one.rules, one.regions, one.terms, changed)


def no_figures(empty: FloatArray) -> ScoredFigures:
    """The figures of no rule or no region."""
    none, column = np.zeros(empty.shape, dtype=np.bool_), np.ones((len(empty), 1))
    return ScoredFigures(
        rows=np.full(empty.shape, -1, dtype=np.int64),
        figure=empty,
        before=empty,
        grown=column == 0,
        better=column,
        shift=empty,
        slope=empty,
        span=empty,
        stated=empty,
        aim=empty,
        low=empty,
        high=empty,
        inside=none,
        sign=np.ones(empty.shape),
        verdict=empty,
        due=none,
        asked=none,
        projected=none,
    )


def period_before(period: Period) -> Period | None:
    """The year or the month before; None before January, whose months to date begin anew."""
    if period.is_year:
        return Period(period.year - 1)
    return Period(period.year, 1, period.last - 1) if period.last > 1 else None


def stated_months(plan: Plan) -> tuple[Period, ...]:
    """The months to date that have figures anywhere in the plan, the latest first; December is the year itself."""
    found = {
        key.period.to_date for key in plan.progress if not key.period.is_year and key.period.last < MONTHS
    }
    return tuple(sorted(found, reverse=True))


def latest_period(results: Results, months: Sequence[Period]) -> Period:
    """The latest period with figures: the last of the months, where no year from theirs on is observed, else that year."""
    plan, last = results.plan, int(results.last.max(initial=-1))
    year = int(plan.years[last]) if last >= 0 else plan.base_year
    return next((one for one in months if one.year > year), Period(year))
