"""Draws of a scenario: the engine's own path functions with an axis of draws between year and series.

A request is plain data that can be sent to another process or machine; `draw_chunk` answers it for any draws of
it and gives the same figures wherever it runs. What no range reaches is not drawn: it is its path.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.formulas import FormulaContext, evaluate
from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.impossible import EDGE, beyond_whole, compounded, overflown
from npfdesk.engine.projection.paths import last_observed, own_paths, parameters
from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.rollups import RollUpStage, roll_up
from npfdesk.engine.projection.target_figures import MEASURES, TargetTable
from npfdesk.engine.targets import gaps
from npfdesk.engine.targets.figures_to_date import grown_in_all, growth_index, growth_to_date, sum_to_date
from npfdesk.engine.targets.status import Standing, graded
from npfdesk.engine.targets.ways import ways
from npfdesk.engine.uncertainty.drawn_parameters import Reach, formula_reads
from npfdesk.engine.uncertainty.sampling import Ranges, Sampling, Shape, drawn
from npfdesk.plan.expressions import Expression
from npfdesk.plan.method_description import Parameters, no_waypoints
from npfdesk.plan.status_rules import Rule, StatusSettings
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Basis, Measure

_HALVINGS: Final = 14
"""How closely it is found where a target begins to be on track: the rest is asked of each draw."""

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Settings:
    """How futures are drawn: how many, from which seed, how spread, how made, how far regions move together.

    `correlation` (0 to 1) is that of the rows of one indicator and industry in different regions. `rule` says
    when a target is on track. ValueError where a figure is out of its range.
    """

    draws: int = 10_000
    seed: int = 1
    shape: Shape = Shape.TRIANGULAR
    sampling: Sampling = Sampling.ANTITHETIC
    correlation: float = 0.0
    rule: Rule = Rule.PACE

    def __post_init__(self) -> None:
        if self.draws < 1 or self.seed < 0 or not 0.0 <= self.correlation <= 1.0:
            raise ValueError(f"draws at least 1, seed at least 0, correlation between 0 and 1: {self}")


@dataclass(frozen=True)
class GatheredTarget:
    """A target whose figure comes together over the years: its place among the targets and how it is judged.

    A sum, or the growth of a rate a year (`annual`) or in all; `since` is the column of the base year.
    """

    place: int
    summed: bool
    annual: bool
    since: int


@dataclass(frozen=True, eq=False)
class TargetPart:
    """The targets of the series that a request answers for, arrays (target,); `row` is a request's own column.

    `figure`, `low` and `high` are what the target measures, NaN of what a draw cannot be held against (words alone, a
    place, a relation to another series). `begin`, `begin_year` and `end` are the way that each is judged on in its own year, `last` the last
    figure observed, `shares` what is a share of a whole, `growing` what is continued by growths and `no_less` what steps must not take below 0. `gathered` are sums and growths of rates.
    """

    positions: IntArray
    row: IntArray
    year: IntArray
    base_year: IntArray
    figure: FloatArray
    low: FloatArray
    high: FloatArray
    sign: FloatArray
    inside: BoolArray
    points: BoolArray
    begin: FloatArray
    begin_year: IntArray
    end: FloatArray
    last: FloatArray
    shares: BoolArray
    growing: BoolArray
    no_less: BoolArray
    gathered: tuple[GatheredTarget, ...]
    status_settings: StatusSettings


@dataclass(frozen=True, eq=False)
class DrawnStage:
    """One indicator's turn, in the request's own columns: the formula rows and roll-ups that draws reach."""

    formula: Expression | None
    rows: IntArray
    regions: IntArray
    industries: IntArray
    observed: FloatArray
    rollups: tuple[RollUpStage, ...]


@dataclass(frozen=True, eq=False)
class DrawRequest:
    """All that draws of some series need, as plain data.

    Columns are the request's own: first the series with a drawn parameter, then what else is read. `given`,
    `observed` (year, own), `gain` (year, own) and `parameter` (own,), a place in `ranges`, are of the former;
    `figures` (year, column) are the paths of all. `outputs` (output,) are the columns answered for, `series`
    (output,) their rows in the plan, `absent` (year, own) the years in which their regions are not in force, and `first_year` the first column of the year axis that a draw reaches.
    """

    settings: Settings
    ranges: Ranges
    years: IntArray
    parameter: IntArray
    given: Parameters
    observed: FloatArray
    points: BoolArray
    gain: FloatArray
    figures: FloatArray
    stages: tuple[DrawnStage, ...]
    context: FormulaContext
    outputs: IntArray
    series: IntArray
    first_year: int
    targets: TargetPart
    absent: BoolArray | None = None

    @property
    def rises_to_blue(self) -> bool:
        """Whether a figure that has come further never stands worse by the rule: blue begins above where the way does."""
        return self.targets.status_settings.of(self.settings.rule).figures[0] > 0.0

    @cached_property
    def turning(self) -> tuple[FloatArray, FloatArray]:
        """Between which figures each target begins to be on track where it is not met (see `_turning`)."""
        return _turning(self)

    @cached_property
    def last(self) -> IntArray:
        """The column of the last observed year of each series with a drawn parameter (own,)."""
        return last_observed(self.observed)

    @property
    def last_due(self) -> int:
        """The last column of the year axis in which a target is judged, -1 where there is none."""
        due = self.targets.year - int(self.years[0])
        return int(due[due < len(self.years)].max(initial=-1))


@dataclass(frozen=True, eq=False)
class Judged:
    """How the targets of a request stand in some draws, each in its own year, all (draw, target).

    `judged` whether there is a figure to judge by, `met` whether it meets the target, `on_track` whether it is blue, `possible`
    whether it can be.
    """

    judged: BoolArray
    met: BoolArray
    on_track: BoolArray
    possible: BoolArray


@dataclass(frozen=True, eq=False)
class Chunk:
    """The results of some draws of a request: `figures` (year from the request's first on, draw, output), and the targets."""

    figures: FloatArray
    judged: Judged


def draw_chunk(request: DrawRequest, first: int, count: int) -> Chunk:
    """Draws `first` to `first + count - 1` of a request, each what the engine gives for its parameters.

    Pure: the same answer from the same arguments in any process on any machine.
    """
    parameter = np.ascontiguousarray(drawn_parameters(request, first, count))
    values = _values(request, parameter[:, request.parameter])
    found = judged(request, values)
    kept = values[request.first_year :]
    everything = np.array_equal(request.outputs, np.arange(kept.shape[-1]))
    return Chunk(kept if everything else kept[:, :, request.outputs], found)


def drawn_parameters(request: DrawRequest, first: int, count: int) -> FloatArray:
    """The parameters of draws `first` to `first + count - 1`, (draw, parameter), a parameter's side by side in memory."""
    settings = request.settings
    return drawn(
        request.ranges, settings.shape, settings.sampling, settings.correlation, settings.seed, first, count
    )


def drawn_own(request: DrawRequest, figures: FloatArray, years: slice) -> tuple[FloatArray, FloatArray]:
    """The paths by the series' own assumptions in some years for the figures drawn (draw, own), both (year, draw, own).

    First with what is not in force left out, then as the methods have it. `years` is all of the axis, or of series that
    rise with their parameters a part that begins by the first of their last observed years.
    """
    given, observed = request.given, request.observed[years]
    paths = own_paths(
        observed,
        last_observed(observed),
        request.years[years],
        request.points,
        replace(given, value=figures, shift=figures - given.value, years=given.years[years]),
        request.gain[years],
        no_waypoints(len(request.parameter)),
    )
    if request.absent is None:
        return paths, paths
    return np.where(request.absent[years, None, :], observed[:, None, :], paths), paths


def _values(request: DrawRequest, figures: FloatArray) -> FloatArray:
    """The paths of all columns, (year, draw, column), for the figures drawn (draw, own)."""
    own = len(request.parameter)
    paths, _ = drawn_own(request, figures, slice(None))
    if own == request.figures.shape[1]:
        return paths
    values = np.empty((len(request.years), len(figures), request.figures.shape[1]))
    values[:, :, :own] = paths
    values[:, :, own:] = request.figures[:, None, own:]
    for stage in request.stages:
        if stage.formula is not None and len(stage.rows):
            computed = evaluate(stage.formula, request.context, values, stage.regions, stage.industries)
            values[:, :, stage.rows] = np.where(np.isnan(computed), stage.observed[:, None, :], computed)
        for rollup in stage.rollups:
            before = values[:, :, rollup.parents]
            # from the year on after which nothing is its own: of some series all, of others what is ahead
            alone = ~np.logical_or.accumulate(np.isfinite(before)[::-1])[::-1]
            values[:, :, rollup.parents] = np.where(alone, roll_up(rollup, values), before)
    return values


def judged(request: DrawRequest, values: FloatArray, first: int = 0, *, few: bool = False) -> Judged:
    """How the targets of a request stand where the paths are `values` (year, draw, column).

    `values` begin with the `first` column of the year axis and go at least up to the targets' years. Of `few` draws the rule is
    asked of each, of many only near where it turns.
    """
    targets = request.targets
    due = targets.year - int(request.years[0])
    inside = (due >= 0) & (due < len(request.years))
    value = np.full((values.shape[1], len(targets.row)), np.nan)
    for column in np.unique(due[inside]).tolist():
        at = np.flatnonzero(due == column)
        value[:, at] = values[column - first][:, targets.row[at]]
    figure, low, high = targets.figure, targets.low, targets.high
    if targets.gathered:
        shape = value.shape
        base, end = (np.broadcast_to(one, shape).copy() for one in (targets.begin, targets.end))
        way = _Way(value.copy(), base.copy(), value.copy(), base, end, targets.points.copy())
        for one in targets.gathered:
            _gather(way, targets, one, values)
    else:
        way = _Way(value, targets.begin, value, targets.begin, targets.end, targets.points)
    met = gaps.met(way.shown, figure, low, high, targets.sign, targets.inside)
    possible = ~_impossible(targets, value, way.shown)
    met &= possible
    # what is met is on track; of the rest the rule has to be asked only where it turns
    low_end, high_end = (-np.inf, np.inf) if few else request.turning
    amount = targets.sign * way.value
    with np.errstate(invalid="ignore"):
        on_track = met | (possible & (amount > high_end))
        rest = np.nonzero(possible & ~on_track & (amount >= low_end))
    on_track[rest] = _blue(request, way, *rest)
    if targets.inside.any():
        begun = np.broadcast_to(way.begun, value.shape)
        on_track &= ~gaps.past_far_edge(way.shown, begun, low, high, targets.inside)
    return Judged(np.isfinite(way.shown) & np.isfinite(figure), met, on_track, possible)


def _turning(request: DrawRequest) -> tuple[FloatArray, FloatArray]:
    """Between which figures each unmet target begins to be on track, (target,) each, signed so that more is better.

    Below the first none is, above the second all are: the further a figure has come, the better it stands by every rule.
    Minus and plus infinity where the rule has to be asked of every figure.
    """
    targets = request.targets
    ahead = targets.sign * targets.end
    way = np.abs(targets.end - targets.begin)
    plain = ~targets.inside & np.isfinite(ahead) & np.isfinite(way)
    plain[[one.place for one in targets.gathered]] = False
    plain &= request.rises_to_blue
    places, draws = np.arange(len(plain)), np.zeros(len(plain), dtype=np.int64)

    def blue(amount: FloatArray) -> BoolArray:
        value = np.where(plain, targets.sign * amount, np.nan)[None, :]
        return _blue(
            request,
            _Way(value, targets.begin, value, targets.begin, targets.end, targets.points),
            draws,
            places,
        )

    low, high = ahead - 4.0 * way - 1.0, ahead.copy()
    with np.errstate(invalid="ignore"):
        never, always = ~blue(high), blue(low)
        for _ in range(_HALVINGS):
            middle = (low + high) / 2.0
            there = blue(middle)
            low, high = np.where(there, low, middle), np.where(there, middle, high)
    low[always & plain], high[never & plain] = -np.inf, np.inf
    low[never & plain] = np.inf
    return np.where(plain, low, -np.inf), np.where(plain, high, np.inf)


def _blue(request: DrawRequest, way: _Way, draw: IntArray, target: IntArray) -> BoolArray:
    """Whether figures that do not meet their targets are on track by the rule, each a draw of a target (one,)."""
    targets, rule = request.targets, request.settings.rule

    def taken(figures: FloatArray) -> FloatArray:
        return figures[target] if figures.ndim == 1 else figures[draw, target]

    span = (targets.year - targets.begin_year).astype(np.float64)
    spent = np.zeros(len(targets.row), dtype=np.bool_)
    for one in targets.gathered:
        spent[one.place] = one.summed
    value, end, sign = way.value[draw, target], taken(way.end), targets.sign[target]
    unmet = np.zeros(len(target), dtype=np.bool_)
    standing = Standing(
        base=taken(way.base),
        target=end,
        value=value,
        final=value,
        milestone=end,
        elapsed=span[target],
        total=span[target],
        sign=sign,
        points=way.points[target],
        met=unmet,
        finally_met=unmet,
        spent=spent[target] & (sign < 0) & (end > 0) if spent.any() else None,
    )
    blue: BoolArray = graded(rule, standing, targets.status_settings.of(rule)) == Status.BLUE
    return blue


def _impossible(targets: TargetPart, value: FloatArray, shown: FloatArray) -> BoolArray:
    """Whether what a draw comes to cannot be (draw, target), as ``projection.impossible`` has it."""
    with np.errstate(invalid="ignore", over="ignore"):
        false = (targets.shares & beyond_whole(value)) | overflown(shown)
        false |= targets.no_less & (value < -EDGE)
        false |= targets.growing & (value * targets.last <= 0.0) & (targets.last != 0.0)
    return np.asarray(false)


@dataclass(frozen=True, eq=False)
class _Way:
    """What draws come to: the figure judged and where it began, and the way as the rules of status see it.

    All (draw, target); `points` and what is the same in all draws (target,).
    """

    shown: FloatArray
    begun: FloatArray
    value: FloatArray
    base: FloatArray
    end: FloatArray
    points: BoolArray


def _gather(way: _Way, targets: TargetPart, one: GatheredTarget, values: FloatArray) -> None:
    """Enter what a sum or the growth of a rate comes to in each draw, as ``measured_figures`` reckons it."""
    place, path = one.place, values[:, :, targets.row[one.place]]
    due = int(targets.year[place]) - (int(targets.base_year[place]) - one.since)
    if not 0 <= due < len(values) or due <= one.since:
        way.shown[:, place] = np.nan
        return
    at = slice(place, place + 1)
    figure, low, high = targets.figure[at], targets.low[at], targets.high[at]
    end = float(gaps.way_end(np.zeros(1), figure, low, high, targets.inside[at])[0])
    way.begun[:, place] = 0.0
    if one.summed:
        way.shown[:, place] = way.value[:, place] = sum_to_date(path, one.since)[due]
        way.base[:, place], way.end[:, place], way.points[place] = 0.0, end, True
        return
    index = growth_index(path, one.since)
    way.shown[:, place] = growth_to_date(index, one.since, one.annual)[due]
    way.value[:, place], way.base[:, place] = index[due], 1.0
    way.end[:, place], way.points[place] = grown_in_all(end, due - one.since, one.annual), False


@dataclass(eq=False)
class _Cut:
    """A part of the frame in the columns of one request."""

    needed: BoolArray
    formulas: dict[int, IntArray] = field(default_factory=dict)
    parents: dict[tuple[int, int], BoolArray] = field(default_factory=dict)


def draw_request(
    results: Results, scenario: str, reached: Reach, outputs: IntArray, settings: Settings
) -> DrawRequest:
    """The request for some of the series that draws reach (output,), with all that these read."""
    result = results.scenarios[scenario]
    frame, plan = results.frame, results.plan
    cut = _cut(frame, reached, outputs)
    own = np.flatnonzero(cut.needed & (reached.parameter >= 0))
    rest = np.flatnonzero(cut.needed & (reached.parameter < 0))
    columns = np.concatenate([own, rest])
    # the entry past the last stands for "there is none"
    place = np.full(len(frame.region_of) + 1, -1, dtype=np.int64)
    place[columns] = np.arange(len(columns))
    stages = _drawn_stages(frame, results, cut, place)
    projection, inputs = result.projection, result.inputs
    figures = np.where(reached.varies, projection.own, projection.values)[:, columns]
    used, parameter = np.unique(reached.parameter[own], return_inverse=True)
    owners, owner = np.unique(inputs.owner[own], return_inverse=True)
    given = parameters(
        [inputs.rows[one].assumption for one in owners], owner.reshape(-1).astype(np.int64), plan.years
    )
    codes = {code for stage in stages if stage.formula is not None for code in stage.formula.codes}
    looks_anywhere = bool(codes)
    start = int(results.last[own].min()) + 1 if len(own) else 0
    return DrawRequest(
        settings=settings,
        ranges=reached.ranges.take(used),
        years=plan.years,
        parameter=parameter.reshape(-1).astype(np.int64),
        given=given,
        observed=np.ascontiguousarray(results.observed[:, own]),
        points=frame.points[own],
        gain=np.ascontiguousarray(projection.gain[:, own]),
        figures=np.ascontiguousarray(figures),
        stages=stages,
        context=replace(
            frame.context,
            series_at={
                code: place[table] for code, table in frame.context.series_at.items() if code in codes
            },
            region_index=dict(frame.context.region_index),
        ),
        outputs=place[outputs],
        series=outputs,
        # a formula may read the base year in any year, also in one before it
        first_year=0 if looks_anywhere else start,
        targets=_target_part(results, result, outputs, place),
        absent=frame.absent(own) if len(frame.limited) else None,
    )


def _cut(frame: Frame, reached: Reach, outputs: IntArray) -> _Cut:
    """What some series read, found from the last stage back to the first."""
    cut = _Cut(np.zeros(len(frame.region_of), dtype=np.bool_))
    needed = cut.needed
    needed[outputs] = True
    for number, stage in reversed(list(enumerate(frame.stages))):
        for level, rollup in reversed(list(enumerate(stage.rollups))):
            chosen = needed[rollup.parents] & reached.varies[rollup.parents] & reached.alone[rollup.parents]
            if not chosen.any():
                continue
            cut.parents[number, level] = chosen
            reads = np.repeat(chosen, rollup.sizes)
            needed[rollup.members[reads]] = True
            if rollup.weights is not None:
                weights = rollup.weights[reads]
                needed[weights[weights >= 0]] = True
        rows = needed[stage.rows] & reached.varies[stage.rows]
        if rows.any():
            cut.formulas[number] = np.flatnonzero(rows)
            for read in formula_reads(frame, stage):
                needed[frame.rows_of_indicator[read]] = True
    return cut


def _drawn_stages(frame: Frame, results: Results, cut: _Cut, place: IntArray) -> tuple[DrawnStage, ...]:
    stages = []
    for number, stage in enumerate(frame.stages):
        chosen = cut.formulas.get(number, np.empty(0, dtype=np.int64))
        rollups = tuple(
            _part(rollup, cut.parents[number, level], place)
            for level, rollup in enumerate(stage.rollups)
            if (number, level) in cut.parents
        )
        if not len(chosen) and not rollups:
            continue
        rows = stage.rows[chosen]
        stages.append(
            DrawnStage(
                formula=stage.indicator.formula if stage.indicator is not None and len(rows) else None,
                rows=place[rows],
                regions=stage.regions[chosen],
                industries=stage.industries[chosen],
                observed=results.observed[:, rows],
                rollups=rollups,
            )
        )
    return tuple(stages)


def _part(rollup: RollUpStage, chosen: BoolArray, place: IntArray) -> RollUpStage:
    sizes = rollup.sizes[chosen].astype(np.int64)
    reads = np.repeat(chosen, rollup.sizes)
    return RollUpStage(
        parents=place[rollup.parents[chosen]],
        members=place[rollup.members[reads]],
        starts=np.cumsum(sizes) - sizes,
        weights=None if rollup.weights is None else place[rollup.weights[reads]],
        children=rollup.children[chosen],
        in_force=None if rollup.in_force is None else rollup.in_force[:, reads],
        children_in_force=None if rollup.children_in_force is None else rollup.children_in_force[:, chosen],
        lost=None if rollup.lost is None else rollup.lost[:, chosen],
    )


def _target_part(results: Results, result: ScenarioResult, outputs: IntArray, place: IntArray) -> TargetPart:
    table, plan = result.targets, results.plan
    positions = np.flatnonzero(np.isin(table.row, outputs) & results.frame.own[table.row])
    row = table.row[positions]
    gathered = _gathered(results, table, positions)
    way, last = ways(results, result.scenario), results.last[row]
    begin, begin_year = way.begin(table.year)
    held_against = ~np.isin(positions, table.measured)
    held_against[[one.place for one in gathered]] = True
    figure, low, high = (
        np.where(held_against, one[positions], np.nan)
        for one in (table.reach, table.reach_low, table.reach_high)
    )
    return TargetPart(
        positions=positions,
        row=place[row],
        year=table.year[positions],
        base_year=table.base_year[positions],
        figure=figure,
        low=low,
        high=high,
        sign=table.sign[positions],
        inside=table.inside[positions],
        points=results.frame.points[row],
        begin=begin[positions],
        begin_year=begin_year[positions],
        end=way.end[positions],
        last=np.where(last >= 0, results.observed[np.maximum(last, 0), row], np.nan),
        shares=result.shares[row] & (table.year[positions] - int(plan.years[0]) > last),
        growing=compounded(result.inputs)[row],
        no_less=result.positive[row],
        gathered=gathered,
        status_settings=plan.status_settings,
    )


def _gathered(results: Results, table: TargetTable, positions: IntArray) -> tuple[GatheredTarget, ...]:
    first = int(results.plan.years[0])
    summed, growth = MEASURES.index(Measure.SUM), MEASURES.index(Measure.GROWTH)
    return tuple(
        GatheredTarget(
            place,
            bool(table.measure[position] == summed),
            table.statements[position].parsed.basis is not Basis.TOTAL,
            int(table.base_year[position]) - first,
        )
        for place, position in enumerate(positions.tolist())
        if table.measure[position] == summed
        or (table.measure[position] == growth and results.frame.rate[table.row[position]])
    )
