"""Negotiation of targets: the rounds side by side over a region's children, what they add up to, and who stands apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from npfdesk.engine.negotiation.carrying import NO_INTERVAL, Burden, Carry, Interval, burden, carry
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import (
    MEASURES,
    TargetTable,
    target_table,
    with_computed_bases,
)
from npfdesk.engine.targets.required_pace import main_target
from npfdesk.plan.kinds import Direction, Kind, RollUp
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.negotiation import Proposal, ProposalKey, Side, by_target, last_of
from npfdesk.plan.positions import read_words, stated_target
from npfdesk.plan.problems import Problem
from npfdesk.plan.rounding import rounded
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.targets import Measure, PlanTarget, TargetKind

_LAST_BITS: Final = 1e-9
_DECIMALS: Final = 9
"""The decimals to which differences are told: 12.3 - 12 is 0.3 and no longer tail."""
_ADDED: Final = frozenset({Measure.LEVEL, Measure.SUM, Measure.GROWTH})
"""What figures of children add up of; a growth here is one that comes to a level."""


@dataclass(frozen=True)
class Stand:
    """A position in figures, in the indicator's unit; NaN where its words have none.

    `figure` is the figure named (a range's middle), `bounds` what it names from edge to edge: an exact figure, an at least
    and an at most the figure itself, 左右 and a range theirs. `allowed` is all that it would allow: an at least is open
    above, an at most below.
    """

    key: ProposalKey
    proposal: Proposal
    figure: float
    bounds: Interval
    allowed: Interval
    measure: Measure


class Turn(StrEnum):
    """Whose turn it is in the negotiation of one target."""

    NOBODY = "nobody"
    """No position yet."""
    REPLY = "reply"
    """The last word is a proposal: the city is to reply."""
    PROPOSAL = "proposal"
    """The last word is a reply: the county is to propose."""
    SETTLED = "settled"


@dataclass(frozen=True, eq=False)
class CountyPositions:
    """One child's side of a negotiation.

    `stands` are its positions by round and side; `proposed` and `replied` the last of each side, `settled` the agreed one.
    `gap` is what the last reply asks beyond the last proposal, between their nearest edges, above 0 where the city asks for
    more than the county offers and below 0 where the county offers more; 0 where they meet, NaN without figures on both
    sides. More is what the indicator is to do: of one that is to fall, less. `target` is the plan's own target of the year
    (None: none) with its figure `target_figure` (NaN: none). `asked` is what the burden is of: the settled position, else
    the last reply, else the plan's target, else the last proposal.
    """

    series: SeriesKey
    stands: Mapping[tuple[int, Side], Stand]
    proposed: Stand | None
    replied: Stand | None
    settled: Stand | None
    gap: float
    target: PlanTarget | None
    target_figure: float
    asked: Interval
    carry: Carry
    burden: Burden

    @property
    def region(self) -> str:
        """The child's code."""
        return self.series.region

    @property
    def turn(self) -> Turn:
        """Whose turn it is."""
        if self.settled is not None:
            return Turn.SETTLED
        last = max(self.stands, key=lambda one: (one[0], one[1] is Side.REPLY), default=None)
        if last is None:
            return Turn.NOBODY
        return Turn.REPLY if last[1] is Side.PROPOSAL else Turn.PROPOSAL

    @property
    def is_asked(self) -> bool:
        """Whether the burden is of what the city asks, rather than of what the county offers by itself."""
        told = (one for one in (self.settled, self.replied) if one is not None)
        return math.isfinite(self.target_figure) or any(math.isfinite(one.figure) for one in told)

    @property
    def stands_apart(self) -> bool:
        """Whether the last words of both sides differ; a settled target does not."""
        return self.settled is None and math.isfinite(self.gap) and self.gap != 0.0

    @property
    def offered(self) -> Stand | None:
        """What the county has offered last: the settled position, or its last proposal."""
        return self.settled if self.settled is not None else self.proposed

    @property
    def answered(self) -> Stand | None:
        """What the city has answered last: the settled position, or its last reply."""
        return self.settled if self.settled is not None else self.replied

    @property
    def target_differs(self) -> bool:
        """Whether the plan's target says another figure than the settled position."""
        if self.settled is None or math.isnan(self.settled.figure):
            return False
        return not math.isclose(self.settled.figure, self.target_figure, rel_tol=_LAST_BITS)


class Fit(StrEnum):
    """How what the children add up to lies to the target of the whole."""

    MEETS = "meets"
    """Whatever the positions allow meets it."""
    MISSES = "misses"
    """Nothing that they allow meets it."""
    OPEN = "open"
    """Some of what they allow meets it and some does not: it is not assured."""
    UNKNOWN = "unknown"
    """A child has no figure, or the whole has no target with one."""


@dataclass(frozen=True)
class Together:
    """The last positions of one side, added up over the children.

    `figure` is the sum of the figures named (weighted mean of an indicator that rolls up by one) and `allowed` that of all
    they allow, end by end. `counted` children have one, `without` do not; `target` is what the target of the whole allows,
    an exact one anything beyond it the way the indicator is to go. `missing` is how far the sum of the figures named lies
    short of it: above 0 while something is missing, below 0 where it is exceeded, 0 within a range; NaN where either is
    unknown. `unassured` is how far the worst of what the positions allow lies from it (0: assured; infinite: a position is
    open on that side; NaN: unknown).
    """

    side: Side
    figure: float
    allowed: Interval
    target: Interval
    counted: int
    without: tuple[str, ...]
    fit: Fit
    missing: float
    unassured: float


@dataclass(frozen=True, eq=False)
class Negotiation:
    """The negotiation of one indicator's targets of one year, over the children of a region.

    `series` is the region's own and `target` its target of the year (None: none), whose figure is `total` (NaN: none) and
    which allows `allowed`. `rounds` are the rounds there are, from 1; `counties` the children in force in that year that
    have the indicator, in the plan's order. `offered` adds up the last proposals and `answered` the last replies, settled
    positions in both; None where the indicator does not add up.
    """

    series: SeriesKey
    year: int
    measure: Measure
    target: PlanTarget | None
    total: float
    allowed: Interval
    rounds: tuple[int, ...]
    counties: tuple[CountyPositions, ...]
    offered: Together | None
    answered: Together | None

    @property
    def apart(self) -> tuple[CountyPositions, ...]:
        """Those who stand apart, the furthest first."""
        found = [one for one in self.counties if one.stands_apart]
        return tuple(sorted(found, key=lambda one: -abs(one.gap)))

    @property
    def settled(self) -> tuple[CountyPositions, ...]:
        """Those whose target is agreed."""
        return tuple(one for one in self.counties if one.settled is not None)

    def next_round(self, side: Side) -> int:
        """The round in which a side speaks next to all that are not settled: their last one, where it has yet to be spoken in.

        A proposal opens a new round once anybody has been replied to in the last, a reply once any has been made in it.
        """
        left = [one for one in self.counties if one.settled is None]
        last = max((number for one in left for number, _ in one.stands), default=0)
        if not last:
            return max(self.rounds, default=1)
        replied = any((last, Side.REPLY) in one.stands for one in left)
        return last + 1 if replied else last


def negotiated_years(plan: Plan, series: SeriesKey) -> tuple[int, ...]:
    """The years whose targets are negotiated for an indicator (and industry) in any region, in order."""
    alike = (series.industry, series.indicator)
    return tuple(
        sorted({key.year for key in plan.proposals if (key.series.industry, key.series.indicator) == alike})
    )


def usual_negotiated_year(plan: Plan, series: SeriesKey) -> int:
    """The year that is looked at first: the plan's target year, else the last of those that are negotiated."""
    years = negotiated_years(plan, series)
    return plan.target_year if not years or plan.target_year in years else years[-1]


def negotiation(results: Results, scenario: str, series: SeriesKey, year: int) -> Negotiation:
    """The rounds on an indicator's targets of a year over the children of ``series.region`` (see ``Negotiation``).

    Positions in words are resolved as the plan's targets are, against the bases of now.
    """
    plan = results.plan
    indicator = plan.indicator_by_code[series.indicator]
    spoken_of = {key.series for key in plan.proposals}
    keys = [
        key
        for one in plan.children_of(series.region, year)
        if (key := series._replace(region=one.code)) in plan.row or key in spoken_of
    ]
    positions = by_target(plan.proposals)
    stands = _stands(results, [one for key in keys for one in positions.get(TargetKey(key, year), ())])
    table = results.scenarios[scenario].targets
    whole = _stated(table, plan.row.get(series, -1), year)
    measure = _measure(table, whole, stands.values(), main_target(results, scenario, series))
    counties = tuple(
        _county(
            results, scenario, key, year, measure, [one for one in stands.values() if one.key.series == key]
        )
        for key in keys
    )
    rounds = tuple(sorted({key.round for key in stands}))
    total, allowed = math.nan, NO_INTERVAL
    if whole is not None and MEASURES[table.measure[whole]] in (measure, Measure.GROWTH):
        total, allowed = float(table.reach[whole]), _met_by(table, whole)
    weights = _weights(results, scenario, indicator, keys, year)
    offered = answered = None
    if weights is not None and measure in _ADDED and indicator.kind is not Kind.RATE:
        better = _better(indicator)
        sides = (
            [one if one is not None and one.measure is measure else None for one in side]
            for side in ([one.offered for one in counties], [one.answered for one in counties])
        )
        offered, answered = (
            _together(side, keys, last, weights, (allowed, better))
            for side, last in zip(Side, sides, strict=True)
        )
    return Negotiation(
        series,
        year,
        measure,
        table.statements[whole] if whole is not None else None,
        total,
        allowed,
        rounds,
        counties,
        offered,
        answered,
    )


def _stated(table: TargetTable, row: int, year: int) -> int | None:
    """The position of a series' first statement for a year."""
    return next((one for one in table.of_row(row) if table.year[one] == year and not table.second[one]), None)


def _measure(table: TargetTable, whole: int | None, stands: Iterable[Stand], main: int | None) -> Measure:
    """What is negotiated: what the whole's target measures, else most of the positions."""
    place = whole if whole is not None else main
    if place is not None and np.isfinite(table.reach[place]):
        found = MEASURES[table.measure[place]]
        return Measure.LEVEL if found is Measure.GROWTH and np.isfinite(table.figure[place]) else found
    told = [one.measure for one in stands if math.isfinite(one.figure)]
    return max(told, key=told.count, default=Measure.LEVEL)


def _stands(results: Results, positions: Sequence[tuple[ProposalKey, Proposal]]) -> dict[ProposalKey, Stand]:
    """Positions in figures, resolved as targets of the plan are: those of one round and side in one table."""
    plan, frame = results.plan, results.frame
    layers: dict[tuple[int, Side], dict[TargetKey, PlanTarget]] = {}
    for key, proposal in positions:
        parsed = read_words(plan, key.series, proposal.text)
        if not isinstance(parsed, Problem) and key.series in plan.row:
            layer = layers.setdefault((key.round, key.side), {})
            layer[key.target] = stated_target(plan, key.target, proposal, parsed)
    found: dict[ProposalKey, Stand] = {}
    for (number, side), targets in layers.items():
        # second statements of a cell are conditions beside its figure
        table = with_computed_bases(
            target_table(frame, plan.with_targets(targets), (), None, None),
            plan,
            lambda: results.actual.values,
        )
        for place, target in enumerate(table.keys):
            key = ProposalKey(*target, number, side)
            if table.second[place] or key in found:
                continue
            measure = MEASURES[table.measure[place]]
            if measure is Measure.GROWTH and np.isfinite(table.figure[place]):
                measure = Measure.LEVEL
            figure = float(table.reach[place]) if measure is not Measure.RANK else math.nan
            bounds, allowed = _bounds(table, place) if math.isfinite(figure) else (NO_INTERVAL, NO_INTERVAL)
            found[key] = Stand(key, plan.proposals[key], figure, bounds, allowed, measure)
    for key, proposal in positions:
        # of a series that has no row yet, and of words that can be read no more, the figure that it was made with
        figure = math.nan if proposal.figure is None else proposal.figure
        exactly = Interval(figure, figure)
        found.setdefault(key, Stand(key, proposal, figure, exactly, exactly, Measure.LEVEL))
    return dict(sorted(found.items(), key=lambda one: (one[0].round, one[0].side is Side.REPLY)))


def _bounds(table: TargetTable, place: int) -> tuple[Interval, Interval]:
    """What a target names from edge to edge, and all that it allows."""
    figure, kind = float(table.reach[place]), _kind(table, place)
    low, high = float(table.reach_low[place]), float(table.reach_high[place])
    if kind in (TargetKind.ABOUT, TargetKind.RANGE):
        return Interval(low, high), Interval(low, high)
    named = Interval(figure, figure)
    if kind is TargetKind.AT_LEAST:
        return named, Interval(figure, math.inf)
    if kind is TargetKind.AT_MOST:
        return named, Interval(-math.inf, figure)
    return named, named


def _met_by(table: TargetTable, place: int) -> Interval:
    """All figures that meet a target: an exact one is met by anything beyond it, the way that is better."""
    figure = float(table.reach[place])
    if _kind(table, place) is not TargetKind.EXACT:
        return _bounds(table, place)[1]
    return Interval(figure, math.inf) if table.sign[place] > 0 else Interval(-math.inf, figure)


def _better(indicator: Indicator) -> float:
    return -1.0 if indicator.direction is Direction.DOWN else 1.0


def _kind(table: TargetTable, place: int) -> TargetKind:
    return table.statements[place].parsed.kind


def _county(
    results: Results, scenario: str, key: SeriesKey, year: int, measure: Measure, stands: Sequence[Stand]
) -> CountyPositions:
    plan, table = results.plan, results.scenarios[scenario].targets
    pairs = [(one.key, one.proposal) for one in stands]
    by_key = {one.key: one for one in stands}
    last = {side: last_of(pairs, side) for side in Side}
    proposed, replied = (by_key[one[0]] if one is not None else None for one in last.values())
    settled = next((one for one in reversed(stands) if one.proposal.settled), None)
    place = _stated(table, plan.row.get(key, -1), year)
    own, own_figure, own_bounds = None, math.nan, NO_INTERVAL
    if place is not None:
        own = table.statements[place]
        if np.isfinite(table.reach[place]) and MEASURES[table.measure[place]] is not Measure.RANK:
            own_figure, own_bounds = float(table.reach[place]), _bounds(table, place)[0]
    asked = next(
        (one.bounds for one in (settled, replied) if one is not None and _counts(one, measure)),
        own_bounds
        if math.isfinite(own_figure)
        else proposed.bounds
        if proposed is not None and _counts(proposed, measure)
        else NO_INTERVAL,
    )
    able = carry(results, scenario, key, year, measure)
    return CountyPositions(
        series=key,
        stands={(one.key.round, one.key.side): one for one in stands},
        proposed=proposed,
        replied=replied,
        settled=settled,
        gap=_gap(proposed, replied, able.better),
        target=own,
        target_figure=own_figure,
        asked=asked,
        carry=able,
        burden=burden(able, asked, year, measure, plan.indicator_by_code[key.indicator]),
    )


def _counts(one: Stand, measure: Measure) -> bool:
    return math.isfinite(one.figure) and one.measure is measure


def _gap(proposed: Stand | None, replied: Stand | None, better: float) -> float:
    """What a reply asks beyond a proposal, between their nearest edges (see ``CountyPositions.gap``)."""
    if proposed is None or replied is None or proposed.measure is not replied.measure:
        return math.nan
    ours, theirs = replied.bounds, proposed.bounds
    if math.isnan(ours.low) or math.isnan(theirs.low):
        return math.nan
    apart = ours.low - theirs.high if ours.low > theirs.high else min(ours.high - theirs.low, 0.0)
    return rounded(better * apart, _DECIMALS) + 0.0


def _weights(
    results: Results, scenario: str, indicator: Indicator, keys: Sequence[SeriesKey], year: int
) -> list[float] | None:
    """What each child's figure counts for in the whole's (child,): 1 in a sum, its part of the weights in a mean; None: nothing."""
    plan = results.plan
    if indicator.rollup is RollUp.SUM:
        return [1.0] * len(keys)
    if indicator.rollup is not RollUp.MEAN or not int(plan.years[0]) <= year <= int(plan.years[-1]):
        return None
    values = results.scenarios[scenario].values
    rows = [plan.row.get(key._replace(indicator=indicator.weight)) for key in keys]
    weights = [math.nan if row is None else float(values[row, plan.column(year)]) for row in rows]
    added = math.fsum(weights)
    # a weight that is missing, or below nothing, makes no mean
    if not math.isfinite(added) or added <= 0 or any(one < 0 for one in weights):
        return None
    return [one / added for one in weights]


def _together(
    side: Side,
    keys: Sequence[SeriesKey],
    stands: Sequence[Stand | None],
    weights: Sequence[float],
    whole: tuple[Interval, float],
) -> Together:
    """The sum of one side's last positions; `whole` is what its target allows, and 1 or -1 for what is better."""
    target, better = whole
    there = [
        (one, weight)
        for one, weight in zip(stands, weights, strict=True)
        if one is not None and math.isfinite(one.figure)
    ]
    without = tuple(
        key.region
        for key, one in zip(keys, stands, strict=True)
        if one is None or not math.isfinite(one.figure)
    )
    figure = math.fsum(one.figure * weight for one, weight in there) if there else math.nan
    low = _added(one.allowed.low * weight if weight else 0.0 for one, weight in there)
    high = _added(one.allowed.high * weight if weight else 0.0 for one, weight in there)
    allowed = Interval(low, high) if there else NO_INTERVAL
    known = bool(there) and not without and not math.isnan(target.low)
    return Together(
        side=side,
        figure=figure,
        allowed=allowed,
        target=target,
        counted=len(there),
        without=without,
        fit=_fit(allowed, target) if known else Fit.UNKNOWN,
        missing=_missing(figure, target, better) if known else math.nan,
        unassured=max(_below(low, target), _above(high, target), 0.0) if known else math.nan,
    )


def _added(figures: Iterable[float]) -> float:
    every = list(figures)
    # fsum refuses an infinite part beside the rest
    open_end = next((one for one in every if math.isinf(one)), None)
    return open_end if open_end is not None else math.fsum(every)


def _clean(difference: float, of: float) -> float:
    """A difference without the last bits of a sum: 12.3 - 12 is 0.3; infinite ones as they are."""
    if not math.isfinite(difference):
        return difference
    return 0.0 if abs(difference) <= _LAST_BITS * max(abs(of), 1.0) else rounded(difference, _DECIMALS)


def _below(figure: float, target: Interval) -> float:
    """How far a figure lies below what a target allows; below 0 above its lower edge, 0 where it has none."""
    return _clean(target.low - figure, target.low) if math.isfinite(target.low) else 0.0


def _above(figure: float, target: Interval) -> float:
    """How far a figure lies above what a target allows; below 0 below its upper edge, 0 where it has none."""
    return _clean(figure - target.high, target.high) if math.isfinite(target.high) else 0.0


def _missing(figure: float, target: Interval, better: float) -> float:
    below, above = _below(figure, target), _above(figure, target)
    if math.isfinite(target.low) and math.isfinite(target.high):
        return below * better if below > 0 else -above * better if above > 0 else 0.0
    return below if math.isfinite(target.low) else above


def _fit(sums: Interval, target: Interval) -> Fit:
    if _below(sums.low, target) <= 0 and _above(sums.high, target) <= 0:
        return Fit.MEETS
    if _below(sums.high, target) > 0 or _above(sums.low, target) > 0:
        return Fit.MISSES
    return Fit.OPEN
