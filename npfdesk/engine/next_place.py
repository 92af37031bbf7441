"""What the next place in a contest costs: the points that are missing, and what each indicator alone would have to come to.

A region takes the place of those right before it when it draws level with them in points (they then share it). Of each
indicator the least figure that does so is found, on the better side of today's, with all that follows from it: every
rule that looks at the indicator counts, and whom the region overtakes by a place loses points. The result is what
``with_figure`` confirms.

The ways are compared by their effort: the rise over what the indicator usually moves in a year, which is the median over
the contestants of the change on the year before (in points for what moves in points; else in %, times the region's
figure).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import IntEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.rounded_figures import rounded_all
from npfdesk.engine.scored_figures import figure_for
from npfdesk.engine.scoring import (
    METHODS,
    SORTS,
    Contest,
    Unscored,
    behind,
    earned,
    figure_of_share,
    settled,
)
from npfdesk.engine.targets.status import EDGE
from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.problems import Wording
from npfdesk.plan.scoring import ScoreSort, ScoringMethod

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

_PLACE: Final = METHODS.index(ScoringMethod.PLACE)
_RUNNING: Final = (METHODS.index(ScoringMethod.PROPORTIONAL), METHODS.index(ScoringMethod.LAST_YEAR))
"""The rules whose points run on between the figures at which others jump."""
_GRID: Final = 65
_ROUNDS: Final = 9
_LEVEL: Final = 1e-14
"""How little may be missing where points are level: far less than what makes places equal, so that a figure is exact."""


class Hindrance(IntEnum):
    """Why an indicator alone does not take the next place."""

    NONE = 0
    UNSCORED = 1
    NOT_ENOUGH = 2
    """Even all points that its rules can give are too few."""

    @property
    def words(self) -> Wording:
        """It in words."""
        return HINDRANCES[self]


HINDRANCES: Final = MappingProxyType(
    {
        Hindrance.NONE: Wording("可以", "possible"),
        Hindrance.UNSCORED: Wording("未计分", "not scored"),
        Hindrance.NOT_ENOUGH: Wording("得满分也不够", "not enough even at full score"),
    }
)


@dataclass(frozen=True)
class Way:
    """What one indicator alone would have to come to for the next place; NaN where it does not take it.

    `figure` is today's and `needed` the least that does; `rise` the difference (negative where less is better), `relative`
    the same in % of today's figure, `effort` how many usual years it is (NaN: nothing is known of the year before);
    `points` what the region gains by it, `why` says why
    none of its rules gives points. `rules` are the places of the rules that look at the indicator. Figures are in the
    indicator's unit, or growths in % where `grown`.
    """

    indicator: str
    industry: str
    rules: tuple[int, ...]
    grown: bool
    figure: float
    needed: float
    effort: float
    points: float
    hindrance: Hindrance
    why: Unscored

    @property
    def words(self) -> Wording:
        """Why it does not take the place, in words."""
        return self.why.words if self.hindrance is Hindrance.UNSCORED else self.hindrance.words

    @property
    def rise(self) -> float:
        """How much is missing, in the unit of the figure."""
        return self.needed - self.figure

    @property
    def relative(self) -> float:
        """The same in % of the figure; NaN of one that is 0."""
        return 100.0 * self.rise / abs(self.figure) if self.figure else math.nan


@dataclass(frozen=True)
class NextPlace:
    """A region's next place: it is at `place` with `total` points, `ahead` (codes) are right before it at `goal`.

    `missing` are the points to draw level with them. Of a region in first place `ahead` is empty, `goal` its place and
    `missing` minus its lead over the next. `ways` are in the order of the rules.
    """

    region: str
    place: int
    total: float
    goal: int
    ahead: tuple[str, ...]
    missing: float
    ways: tuple[Way, ...]

    @property
    def cheapest(self) -> Way | None:
        """The way of the least effort, of those without a known effort the least in % of the figure; None where none is."""
        possible = [one for one in self.ways if one.hindrance is Hindrance.NONE]
        return min(possible, key=_dearness, default=None)

    @property
    def by_effort(self) -> tuple[Way, ...]:
        """The ways, the cheapest first, those that do not take the place behind."""
        return tuple(sorted(self.ways, key=lambda one: (one.hindrance, *_dearness(one))))


def _dearness(way: Way) -> tuple[float, float]:
    relative = abs(way.relative)
    return (
        way.effort if math.isfinite(way.effort) else math.inf,
        relative if math.isfinite(relative) else math.inf,
    )


def next_place(plan: Plan, contest: Contest, region: str) -> NextPlace | None:
    """What the next place costs a region (by code); None where it does not compete or has no points at all."""
    at = contest.region_place.get(region)
    if at is None or not np.isfinite(contest.total[at]):
        return None
    total = float(contest.total[at])
    others = np.delete(contest.total, at)
    others = others[np.isfinite(others)]
    place = int(contest.places[at])
    better = others[others > total + EDGE * max(1.0, abs(total))]
    if not len(better):
        lead = total - float(others.max()) if len(others) else math.nan
        return NextPlace(region, place, total, place, (), -lead, ())
    mark = float(better.min())
    near = np.abs(contest.total - mark) <= EDGE * max(1.0, abs(mark))
    near[at] = False
    ahead = tuple(contest.regions[one].code for one in np.flatnonzero(near))
    goal = int(np.nanmin(contest.places[near]))
    groups: dict[tuple[str, str], list[int]] = {}
    for number, rule in enumerate(contest.rules):
        groups.setdefault((rule.indicator, rule.industry), []).append(number)
    ways = tuple(
        _Search(plan.indicator_by_code[indicator], contest, at, np.array(rules), goal).way(industry)
        for (indicator, industry), rules in groups.items()
    )
    return NextPlace(region, place, total, goal, ahead, mark - total, ways)


class _Search:
    """The least figure of one indicator with which a region takes a place."""

    def __init__(self, indicator: Indicator, contest: Contest, at: int, rules: IntArray, goal: int) -> None:
        self.indicator, self.contest, self.at, self.rules, self.goal = indicator, contest, at, rules, goal
        figures = contest.figures
        self.terms = contest.terms.only(rules)
        self.figure = float(figures.figure[rules[0], at])
        self.grown = bool(figures.grown[rules[0], 0])
        self.own = figures.of_region(rules, at)
        known = np.isfinite(contest.points[:, at])
        known[rules] = False
        self.rest = float(contest.points[known, at].sum())
        self.by_place = np.flatnonzero(self.terms.method[:, 0] == _PLACE)
        self.others = np.delete(np.arange(len(contest.regions)), at)
        own, terms = self.own, self.terms
        worth = np.where(terms.points > 0, terms.points, np.nan)
        self.most = most = np.where(np.isfinite(terms.cap), terms.cap / worth, 1.0)
        asked = np.concatenate([own.aim, own.low, own.high, figure_of_share(most, own.aim, own.sign)], axis=1)
        self.reaches = figure_for(asked, own.shift, own.slope, own.span).ravel()
        present = np.array([self.figure])
        self.before = {rule: self._place_by(rule, present)[1] for rule in self.by_place.tolist()}

    def way(self, industry: str) -> Way:
        """It, or why there is none."""
        needed = gained = math.nan
        hindrance = Hindrance.UNSCORED
        present = self.contest.points[self.rules, self.at]
        if math.isfinite(self.figure) and np.isfinite(present).any():
            needed = self._printed(self._needed())
            hindrance = Hindrance.NONE if math.isfinite(needed) else Hindrance.NOT_ENOUGH
        if hindrance is Hindrance.NONE:
            gained = float(self._points(np.array([needed]))[0]) - float(np.nansum(present))
        usual = self._usual()
        effort = abs(needed - self.figure) / usual if usual > 0 else math.nan
        return Way(
            self.indicator.code,
            industry,
            tuple(int(one) for one in self.rules),
            self.grown,
            self.figure,
            needed,
            effort,
            gained,
            hindrance,
            Unscored(int(self.contest.why[self.rules, self.at].min())),
        )

    def _printed(self, needed: float) -> float:
        """A figure without the last bits of the search; of what is counted the next whole one."""
        if not math.isfinite(needed):
            return needed
        # adding zero makes a plain zero of a negative one
        if self.indicator.kind.whole and not self.grown:
            way = math.copysign(1.0, needed - self.figure)
            return way * math.ceil(way * needed - EDGE * max(1.0, abs(needed))) + 0.0
        printed = float(f"{needed:.11g}") + 0.0
        # without its last figures it may fall short by as much: then it stays as it was found
        return printed if self._taken(np.array([printed]))[0] else needed

    def _usual(self) -> float:
        """What the indicator usually moves in a year, at the size of the region (see above)."""
        figures = self.contest.figures
        now, before = figures.figure[self.rules[0]], figures.before[self.rules[0]]
        points = self.grown or self.indicator.kind.moves_in_points
        with np.errstate(invalid="ignore", divide="ignore"):
            moved = (
                np.abs(now - before) if points else np.abs(now / np.where(before > 0, before, np.nan) - 1.0)
            )
        moved = moved[np.isfinite(moved)]
        if not len(moved):
            return math.nan
        return float(np.median(moved)) * (1.0 if points else abs(self.figure))

    # where points change

    def _needed(self) -> float:
        """The least figure that takes the place; NaN where none does."""
        for way in self._directions():
            marks = self._marks(way)
            if not len(marks):
                continue
            taken = np.flatnonzero(self._taken(marks))
            if not len(taken):
                continue
            first = int(taken[0])
            begin = float(marks[first - 1]) if first else self.figure
            return self._between(begin, float(marks[first]), way)
        return math.nan

    def _directions(self) -> tuple[float, ...]:
        """The ways in which the figure may have to move: the better one, and towards a target on the other side."""
        better = float(self.own.better[0, 0])
        aims = self.reaches[np.isfinite(self.reaches)]
        against = (self.own.sign[:, 0] != better) | self.own.inside[:, 0]
        if against.any() and (better * (aims - self.figure) < 0).any():
            return better, -better
        return (better,)

    def _marks(self, way: float) -> FloatArray:
        """The figures at which points jump or stop rising, from today's on, as far as such a figure can be."""
        found = [self.reaches, np.zeros(1) if self.grown else self.own.before[:, 0]]
        if len(self.by_place):
            theirs = self.contest.figures.figure[self.rules[self.by_place[0]], self.others]
            # just past another is the next figure that can be printed
            tick = 10.0**-self.indicator.decimals
            past = rounded_all((np.floor(way * theirs / tick + 1e-6) + 1.0) * tick, self.indicator.decimals)
            found.extend((theirs, way * past))
        marks = np.concatenate(found)
        marks = marks[np.isfinite(marks) & (way * (marks - self.figure) > 0)]
        marks = marks[way * marks <= way * self._bound(way)] if len(marks) else marks
        ordered: FloatArray = way * np.unique(way * marks)
        return ordered

    def _bound(self, way: float) -> float:
        """As far as a figure can move: a share to 100 %, an amount to nothing, a fall to all of it."""
        if way > 0:
            share = self.indicator.kind is Kind.RATIO and not self.grown and self.figure <= 100.0
            return 100.0 if share else math.inf
        if self.grown or self.indicator.kind is Kind.RATE:
            return -100.0
        return 0.0 if self.figure >= 0 else -math.inf

    def _between(self, begin: float, end: float, way: float) -> float:
        """The least figure after `begin`, which does not take the place, up to `end`, which does; points run on between."""
        running = np.flatnonzero(np.isin(self.terms.method[:, 0], _RUNNING))
        if not len(running):
            return end
        # between the marks nobody is overtaken, so that it is only these rules that can give what is missing
        middle = np.array([begin + (end - begin) / 2.0])
        theirs = np.sort(self._theirs(middle)[0])[::-1]
        theirs = theirs[np.isfinite(theirs)]
        wanted = (float(theirs[self.goal - 1]) if len(theirs) >= self.goal else -math.inf) - self.rest
        if len(running) == 1:
            figure = self._running_figure(int(running[0]), wanted, middle)
        else:
            figure = self._searched(begin, end, wanted)
        # level with another is not past it yet, and what is all but level is level
        past, level = (
            10 * EDGE * max(1.0, abs(mark)) if len(self.by_place) else 0.0 for mark in (begin, end)
        )
        inside = way * begin + past < way * figure < way * end - level
        return figure if inside else end

    def _running_figure(self, rule: int, wanted: float, middle: FloatArray) -> float:
        """The figure with which one rule gives what the others between the marks leave of the points wanted."""
        each = self._each(middle)[:, 0]
        others = float(np.nansum(np.delete(each, rule)))
        points = float(self.terms.points[rule, 0])
        given = wanted - others
        deducts = self.terms.sort[rule, 0] == SORTS.index(ScoreSort.DEDUCTION)
        share = np.array([[(points + given if deducts else given) / points if points > 0 else np.nan]])
        own, last_year = self.own, self.terms.method[rule, 0] == METHODS.index(ScoringMethod.LAST_YEAR)
        most = 1.0 if deducts else float(self.most[rule, 0])
        if last_year or own.inside[rule, 0]:
            most = min(most, 1.0)
        if not share[0, 0] <= most + EDGE:
            # it gives no more before the end, where another rule jumps
            return math.nan
        if last_year:
            before, better = own.before[[rule]], own.better[[rule]]
            if not self.grown:
                return float(figure_of_share(share, before, better)[0, 0])
            return (float(figure_of_share(share, np.ones((1, 1)), better)[0, 0]) - 1.0) * 100.0
        aim, sign = own.aim[[rule]], own.sign[[rule]]
        if own.inside[rule, 0]:
            short = own.low[rule, 0] > own.supposing(middle).reached[rule, 0]
            aim, sign = (own.low if short else own.high)[[rule]], np.full((1, 1), 1.0 if short else -1.0)
        reached = figure_of_share(share, aim, sign)
        return float(figure_for(reached, own.shift[[rule]], own.slope[[rule]], own.span[[rule]])[0, 0])

    def _searched(self, begin: float, end: float, wanted: float) -> float:
        """The same where several rules run on together: found by halving."""
        low, high = begin, end
        for _ in range(_ROUNDS):
            grid = np.linspace(low, high, _GRID)
            enough = self._points(grid[1:-1]) >= wanted - _LEVEL * max(1.0, abs(wanted))
            first = int(np.argmax(enough)) if enough.any() else _GRID - 2
            low, high = float(grid[first]), float(grid[first + 1])
        return high

    # what a figure comes to

    def _place_by(self, rule: int, figures: FloatArray) -> tuple[FloatArray, BoolArray]:
        """The region's place by a rule with each of some figures (figure,), and whom it is before (figure, other)."""
        row = self.rules[rule]
        better = float(self.own.better[rule, 0])
        theirs = better * self.contest.figures.figure[row, self.others]
        mine = better * figures[:, None]
        with np.errstate(invalid="ignore"):
            ahead = theirs > mine + EDGE * np.maximum(1.0, np.abs(mine))
            passed = mine > theirs + EDGE * np.maximum(1.0, np.abs(theirs))
        return 1.0 + ahead.sum(axis=1), passed

    def _points(self, figures: FloatArray) -> FloatArray:
        """What the indicator's rules give the region together with each of some figures (figure,)."""
        points = self._each(figures)
        return np.asarray(np.where(np.isfinite(points), points, 0.0).sum(axis=0))

    def _each(self, figures: FloatArray) -> FloatArray:
        """What each rule gives the region with each of some figures (rule, figure)."""
        own = self.own.supposing(figures)
        shape = own.figure.shape
        place = np.full(shape, np.nan)
        for rule in self.by_place.tolist():
            place[rule] = self._place_by(rule, figures)[0]
        return earned(self.terms, own, place)

    def _taken(self, figures: FloatArray) -> BoolArray:
        """Whether the place is taken with each of some figures (figure,)."""
        total = self.rest + self._points(figures)
        with np.errstate(invalid="ignore"):
            ahead = self._theirs(figures) > (total + _LEVEL * np.maximum(1.0, np.abs(total)))[:, None]
        taken: BoolArray = 1 + ahead.sum(axis=1) <= self.goal
        return taken

    def _theirs(self, figures: FloatArray) -> FloatArray:
        """The totals of the others with each of some figures (figure, other): whom the region overtakes loses points."""
        theirs = np.broadcast_to(self.contest.total[self.others], (len(figures), len(self.others)))
        for rule in self.by_place.tolist():
            row = self.rules[rule]
            moved = self._place_by(rule, figures)[1].astype(np.float64) - self.before[rule]
            terms = self.terms.only(np.array([rule]))
            place = self.contest.place[row, self.others]
            change = settled(terms, behind(terms, place + moved)) - settled(terms, behind(terms, place))
            theirs = theirs + np.where(np.isfinite(change), change, 0.0)
        return theirs
