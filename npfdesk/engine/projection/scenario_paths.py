"""One scenario's projection from its inputs: own paths first, then formulas and roll-ups in the plan's order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.formulas import evaluate
from npfdesk.engine.projection.frame import Dependents, Frame, Stage
from npfdesk.engine.projection.inputs import Inputs
from npfdesk.engine.projection.levers import is_zero
from npfdesk.engine.projection.paths import (
    NO_METHOD,
    continued,
    for_rates,
    held,
    last_observed,
    levered,
    parameters,
    paths_of,
    rolls_up,
)
from npfdesk.engine.projection.rollups import RollUpStage, roll_up
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.plan.method_description import Parameters, PathInputs, Waypoints
from npfdesk.plan.scenarios import Assumption

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


SERIES_AT_ONCE: Final = 4096
"""So many series' own paths are reckoned together where all of a plan's are."""


class Origin(IntEnum):
    """The origin of a series' figure in a year."""

    OBSERVED = 0
    PROJECTED = 1
    HELD = 2
    ROLLED_UP = 3
    FORMULA = 4

    @property
    def code(self) -> str:
        """The word for it in the command line's tables."""
        return self.name.lower().replace("_", "-")


_OBSERVED: Final = np.uint8(Origin.OBSERVED)
_PROJECTED: Final = np.uint8(Origin.PROJECTED)
_HELD: Final = np.uint8(Origin.HELD)
_ROLLED_UP: Final = np.uint8(Origin.ROLLED_UP)
_FORMULA: Final = np.uint8(Origin.FORMULA)


@dataclass(frozen=True, eq=False)
class Projection:
    """The figures of one scenario, year-first and read-only once made.

    `values` (year, series) NaN where there is none; `origin` (year, series) codes of Origin; `gain` (year, series) what
    levers add where they reach; `covered` (series, 2). Of the series that have a roll-up alone, `frame.parents`, are
    `parents_own` (year, parent), the path by the series' own assumption or formula before the roll-up stands in for it, and
    `parents_rollup` (year, parent), the roll-up.
    """

    frame: Frame
    values: FloatArray
    origin: NDArray[np.uint8]
    parents_own: FloatArray
    parents_rollup: FloatArray
    gain: FloatArray
    covered: NDArray[np.int32]

    @property
    def own(self) -> FloatArray:
        """The paths by the series' own assumptions or formulas (year, series), made anew each time; see `own_path`."""
        own = self.values.copy()
        own[:, self.frame.parents] = self.parents_own
        own.setflags(write=False)
        return own

    @property
    def rollup(self) -> FloatArray:
        """The children's roll-ups (year, series), NaN where there is none, made anew each time; see `rollup_path`."""
        rollup = np.full(self.values.shape, np.nan)
        rollup[:, self.frame.parents] = self.parents_rollup
        rollup.setflags(write=False)
        return rollup

    def own_path(self, row: int) -> FloatArray:
        """One series' path by its own assumption or formula (year,)."""
        place = int(self.frame.parent_of_row[row])
        return self.values[:, row] if place < 0 else self.parents_own[:, place]

    def rollup_path(self, row: int) -> FloatArray:
        """The roll-up of one series (year,), NaN where it has none."""
        place = int(self.frame.parent_of_row[row])
        return np.full(len(self.values), np.nan) if place < 0 else self.parents_rollup[:, place]


@dataclass(frozen=True, eq=False)
class _Draft:
    """The arrays of a projection while they are being filled in."""

    frame: Frame
    values: FloatArray
    origin: NDArray[np.uint8]
    parents_own: FloatArray
    parents_rollup: FloatArray

    def put(self, rows: IntArray | slice, own: FloatArray, origin: NDArray[np.uint8]) -> None:
        """Enters what some series are by themselves, (year, row)."""
        self.values[:, rows] = own
        self.origin[:, rows] = origin
        places = self.frame.parent_of_row[rows]
        parents = (places >= 0).nonzero()[0]
        if len(parents):
            self.parents_own[:, places[parents]] = own[:, parents]

    def made(self, gain: FloatArray, covered: NDArray[np.int32]) -> Projection:
        """The projection; nothing can be entered any more."""
        for array in (self.values, self.origin, self.parents_own, self.parents_rollup, gain):
            array.setflags(write=False)
        return Projection(
            self.frame, self.values, self.origin, self.parents_own, self.parents_rollup, gain, covered
        )


def _blank(frame: Frame, shape: tuple[int, int]) -> _Draft:
    parents = (shape[0], len(frame.parents))
    return _Draft(
        frame, np.empty(shape), np.empty(shape, dtype=np.uint8), np.empty(parents), np.full(parents, np.nan)
    )


def _copied(projection: Projection) -> _Draft:
    return _Draft(
        projection.frame,
        projection.values.copy(),
        projection.origin.copy(),
        projection.parents_own.copy(),
        projection.parents_rollup.copy(),
    )


@dataclass(frozen=True, eq=False)
class OwnAsked:
    """Whose own paths are asked for: a scenario's inputs, its gain (year, series) and targets, the series, ascending (row,)."""

    inputs: Inputs
    gain: FloatArray
    targets: TargetTable
    rows: IntArray


@dataclass(frozen=True, eq=False)
class OwnPaths:
    """What some series of a scenario are by their own assumptions, (year, row): figures, codes of Origin, the gain that reaches them."""

    figures: FloatArray
    origin: NDArray[np.uint8]
    gain: FloatArray


def own_paths_of(
    frame: Frame, observed: FloatArray, last: IntArray, asked: Sequence[OwnAsked]
) -> list[OwnPaths]:
    """The paths of series of several scenarios by their own assumptions, in the order asked.

    `observed` (year, series), `last` (series,) the columns of the last observed figures. Of a few series each call costs more
    than its figures do: scenarios whose targets name the same figures are reckoned as if they were one with more series.
    """
    found: dict[int, OwnPaths] = {}
    together: dict[int, list[int]] = {}
    for place, one in enumerate(asked):
        together.setdefault(id(one.targets.waypoints(frame)), []).append(place)
    for places in together.values():
        group = [asked[one] for one in places]
        rows = group[0].rows if len(group) == 1 else np.concatenate([one.rows for one in group])
        given = _parameters_of([(one.inputs, one.rows) for one in group], frame.plan.years)
        gains = [one.gain for one in group]
        gain = _gain_of(gains, [one.rows for one in group])
        seen = observed.take(rows, axis=1), last.take(rows)
        own = _own(frame, observed, seen, rows, (given, gain, group[0].targets.waypoints(frame)))
        begin = 0
        for place, one in zip(places, group, strict=True):
            part = slice(begin, begin + len(one.rows))
            begin = part.stop
            found[place] = OwnPaths(own.figures[:, part], own.origin[:, part], own.gain[:, part])
    return [found[place] for place in range(len(asked))]


def project(
    frame: Frame,
    observed: FloatArray,
    inputs: Inputs,
    gain: FloatArray,
    targets: TargetTable,
    previous: Projection | None = None,
    rows: IntArray | None = None,
    own: OwnPaths | None = None,
) -> tuple[Projection, IntArray]:
    """The projection of a scenario, and which series differ from `previous` (row,), ascending: all where there is none.

    `observed` and `gain` are (year, series). `rows` are the series whose inputs may differ, ascending, and `own` their own
    paths, where these have been reckoned already; with None every row is computed, by the same code. Formulas are
    recomputed only where an indicator that they read has changed, roll-ups where a series of theirs has.
    """
    years, count = frame.plan.years, len(frame.region_of)
    if previous is None or rows is None:
        chosen: IntArray | slice = slice(None)
        draft, dependents = _blank(frame, (len(years), count)), frame.dependents(np.arange(count))
    else:
        chosen = rows
        draft, dependents = _copied(previous), frame.dependents(rows)
    if own is None:
        every = np.arange(count) if isinstance(chosen, slice) else chosen
        reached = _put_own(frame, observed, OwnAsked(inputs, gain, targets, every), draft)
    else:
        draft.put(chosen, own.figures, own.origin)
        reached = own.gain
    _compute(frame, observed, draft, dependents)
    made = draft.made(
        _gain_reached(previous, gain, reached, chosen),
        previous.covered if previous is not None else _covered(frame),
    )
    touched = dependents.rows
    return made, touched if previous is None else touched[_differs(made, previous, dependents)]


def _put_own(frame: Frame, observed: FloatArray, asked: OwnAsked, draft: _Draft) -> FloatArray:
    """Enters what some series are by their own assumptions, some at a time; the gain that reaches them (year, row).

    What a method reckons on the way to its paths is several times these: of a nation's series more than all of its results.
    """
    gain, targets = asked.gain, asked.targets
    # the gain of no lever at all stays the one zero that it is
    spread = is_zero(gain)
    shape = len(observed), len(asked.rows)
    reached = np.broadcast_to(np.float64(0.0), shape) if spread else np.empty(shape)
    for begin in range(0, len(asked.rows), SERIES_AT_ONCE):
        some = asked.rows[begin : begin + SERIES_AT_ONCE]
        # all of a city's are taken as they stand
        rows = slice(None) if len(some) == len(frame.region_of) else some
        seen = observed[:, rows]
        given = _parameters(asked.inputs, rows, frame.plan.years)
        reaching = gain if spread else gain[:, rows]
        given_here = given, reaching, targets.waypoints(frame)
        own = _own(frame, observed, (seen, last_observed(seen)), rows, given_here)
        draft.put(rows, own.figures, own.origin)
        if not spread:
            reached[:, begin : begin + len(some)] = own.gain
    return reached


def _own(
    frame: Frame,
    observed: FloatArray,
    seen: tuple[FloatArray, IntArray],
    chosen: IntArray | slice,
    given_here: tuple[Parameters, FloatArray, Waypoints],
) -> OwnPaths:
    """The own paths of some series (one that stands twice is two).

    `seen` are their observed figures (year, chosen) and last columns, `given_here` their parameters, gain (year, chosen) and
    the waypoints of all series.
    """
    (figures, last), (given, gain, waypoints) = seen, given_here
    given = _fitting(given, frame.rate[chosen])
    reached = _reaching_gain(gain, given, last, figures.shape)
    places = None if isinstance(chosen, slice) else chosen
    whole = PathInputs(figures, last, frame.plan.years, frame.points[chosen], given, waypoints, places)
    own = paths_of(whole, reached)
    _in_force_only(frame, observed, own, chosen)
    return OwnPaths(own, _origin(frame, whole, own, chosen), reached)


def recorded(frame: Frame, observed: FloatArray) -> Projection:
    """What is known without any projection: observed figures, and the formulas and roll-ups of these; NaN for the rest.

    `observed` (year, series). A roll-up has no figure in a year in which a child that it covers has none.
    """
    years, count = observed.shape
    draft = _blank(frame, (years, count))
    draft.put(slice(None), observed, np.full(observed.shape, Origin.OBSERVED, dtype=np.uint8))
    _compute(frame, observed, draft, frame.dependents(np.arange(count)))
    if np.array_equal(draft.values, observed, equal_nan=True):
        # of what is observed throughout no second array is kept
        draft = replace(draft, values=observed)
    return draft.made(np.broadcast_to(np.float64(0.0), observed.shape), _covered(frame))


def resting_on(frame: Frame, projection: Projection, wanted: BoolArray) -> BoolArray:
    """Which formulas and roll-ups rest on some figures of a projection, (year, series): they would have none without these."""
    left = figures_without(frame, projection, wanted)
    resting: BoolArray = np.isfinite(projection.values) & ~np.isfinite(left)
    return resting


def figures_without(frame: Frame, projection: Projection, taken: BoolArray) -> FloatArray:
    """The figures of a projection, formulas and roll-ups computed anew, where some figures are taken away; all (year, series)."""
    observed = np.where(projection.origin == Origin.OBSERVED, projection.values, np.nan)
    draft = _copied(projection)
    np.copyto(draft.values, np.nan, where=taken)
    rows = np.flatnonzero(taken.any(axis=0))
    with np.errstate(all="ignore"):
        _compute(frame, observed, draft, frame.dependents(rows))
    return draft.values


def _in_force_only(frame: Frame, observed: FloatArray, own: FloatArray, chosen: IntArray | slice) -> None:
    """Takes out of paths (year, chosen) what is projected in years in which the region is not in force.

    An observed figure stands: of a region that others were merged into it can be their history, stated for comparison.
    """
    if not len(frame.limited):
        return
    if isinstance(chosen, slice):
        rows = places = frame.limited
    else:
        places = np.flatnonzero(np.isin(chosen, frame.limited))
        rows = chosen[places]
    if len(rows):
        own[:, places] = np.where(frame.absent(rows), observed[:, rows], own[:, places])


def _gain_of(gains: Sequence[FloatArray], rows: Sequence[IntArray]) -> FloatArray:
    """The gain of some series of each of some scenarios, (year, series of all)."""
    if all(map(is_zero, gains)):
        return gains[0]
    # one without levers is a single zero spread out, which `take` would first write down whole
    parts = [gain[:, some] for gain, some in zip(gains, rows, strict=True)]
    return parts[0] if len(parts) == 1 else np.concatenate(parts, axis=1)


def _reaching_gain(gain: FloatArray, given: Parameters, last: IntArray, shape: tuple[int, ...]) -> FloatArray:
    """The gain after the last observed year where the method accepts levers: (year, chosen series)."""
    if is_zero(gain):
        return np.broadcast_to(np.float64(0.0), shape)
    after = (np.arange(shape[0])[:, None] > last) & (last >= 0)
    return np.where(levered(given) & after, gain, 0.0)


def _gain_reached(
    previous: Projection | None, gain: FloatArray, reached: FloatArray, chosen: IntArray | slice
) -> FloatArray:
    """The gain where levers reach (year, series), of which that of the series chosen is `reached`."""
    if is_zero(gain):
        return gain
    if previous is not None and np.array_equal(previous.gain[:, chosen], reached):
        # most edits do not change the levers
        return previous.gain
    if isinstance(chosen, slice):
        whole = reached
    else:
        whole = np.zeros(gain.shape) if previous is None or is_zero(previous.gain) else previous.gain.copy()
        whole[:, chosen] = reached
    # where levers reach all that they have an effect on, the two are one
    return gain if np.array_equal(whole, gain) else whole


def _parameters(inputs: Inputs, chosen: IntArray | slice, years: IntArray) -> Parameters:
    return parameters(*_stated(inputs, chosen), years)


def _parameters_of(asked: Sequence[tuple[Inputs, IntArray]], years: IntArray) -> Parameters:
    """The parameters of the series of several scenarios, one scenario's after the other's."""
    assumptions: list[Assumption] = []
    owners: list[IntArray] = []
    for inputs, rows in asked:
        stated, owner = _stated(inputs, rows)
        owners.append(np.where(owner >= 0, owner + len(assumptions), -1) if assumptions else owner)
        assumptions.extend(stated)
    return parameters(assumptions, owners[0] if len(owners) == 1 else np.concatenate(owners), years)


def _stated(inputs: Inputs, chosen: IntArray | slice) -> tuple[list[Assumption], IntArray]:
    """The assumptions that answer for some series, and the place of each series' among them (-1: none)."""
    owner = inputs.owner[chosen]
    if len(owner) == 1:
        (one,) = owner.tolist()
        return ([inputs.rows[one].assumption], _FIRST) if one >= 0 else ([], owner)
    # of thousands of rows most may answer for nothing here; -1 stays past the last
    answers = np.zeros(len(inputs.rows) + 1, dtype=np.bool_)
    answers[owner] = True
    answers[-1] = False
    used = np.flatnonzero(answers)
    place = np.full(len(answers), -1)
    place[used] = np.arange(len(used))
    return [inputs.rows[one].assumption for one in used.tolist()], place[owner]


_FIRST: Final[IntArray] = np.zeros(1, dtype=np.int64)


def _fitting(given: Parameters, rate: BoolArray) -> Parameters:
    """The parameters in which a growth rate under a method that cannot continue one is held."""
    if not rate.any():
        return given
    unfit = rate & ~for_rates(given)
    return replace(given, method=np.where(unfit, NO_METHOD, given.method)) if unfit.any() else given


def _origin(frame: Frame, whole: PathInputs, own: FloatArray, chosen: IntArray | slice) -> NDArray[np.uint8]:
    """Where figures come from (year, chosen): what has none, or stays where it was, is no projection."""
    given = whole.given
    stays = held(given) | ~continued(whole)
    ahead = np.arange(len(own))[:, None] > whole.last
    after = np.where(stays | ~np.isfinite(own), _HELD, _PROJECTED)
    origin = np.where(ahead, after, _OBSERVED)
    rolled = rolls_up(given)
    if rolled.any():
        # where nothing is below, the series has no figure after its last
        origin[ahead & (rolled & frame.rolled_up[chosen])] = _ROLLED_UP
    return origin


def _covered(frame: Frame) -> NDArray[np.int32]:
    covered = np.zeros((len(frame.region_of), 2), dtype=np.int32)
    column = min(max(frame.plan.target_year - int(frame.plan.years[0]), 0), len(frame.plan.years) - 1)
    for stage in frame.stages:
        for rollup in stage.rollups:
            covered[rollup.parents, 0] = rollup.covered(column)
            covered[rollup.parents, 1] = rollup.family(column)
    covered.setflags(write=False)
    return covered


def _compute(frame: Frame, observed: FloatArray, draft: _Draft, dependents: Dependents) -> None:
    """Compute formulas and roll-ups, one indicator after the other."""
    for step in dependents.steps:
        if isinstance(step, Stage):
            _formula(frame, step, observed, draft)
        else:
            _roll_up(frame, step, draft)


def _formula(frame: Frame, stage: Stage, observed: FloatArray, draft: _Draft) -> None:
    assert stage.indicator is not None
    assert stage.indicator.formula is not None
    figures = evaluate(stage.indicator.formula, frame.context, draft.values, stage.regions, stage.industries)
    # where an input is missing, an observed figure of the indicator itself still counts
    missing = np.isnan(figures)
    if len(frame.limited):
        # what a region is computed from before its time can be a history stated for comparison; after it nothing is
        ended = frame.absent(stage.rows) & np.logical_or.accumulate(~frame.absent(stage.rows), axis=0)
        figures, missing = np.where(ended, np.nan, figures), missing | ended
    stands = missing & np.isfinite(observed[:, stage.rows])
    draft.put(
        stage.rows,
        np.where(missing, observed[:, stage.rows], figures),
        np.where(stands, _OBSERVED, _FORMULA),
    )


def _roll_up(frame: Frame, stage: RollUpStage, draft: _Draft) -> None:
    rolled = roll_up(stage, draft.values)
    places = frame.parent_of_row[stage.parents]
    own = draft.parents_own.take(places, axis=1)
    if len(frame.limited):
        rolled = np.where(frame.absent(stage.parents), np.nan, rolled)
    draft.parents_rollup[:, places] = rolled
    kept = draft.origin.take(stage.parents, axis=1)
    # a series without any figure of its own, and the years in which its method says so
    alone = ~np.isfinite(own).any(axis=0) | (kept == _ROLLED_UP)
    draft.values[:, stage.parents] = np.where(alone, rolled, own)
    draft.origin[:, stage.parents] = np.where(alone, _ROLLED_UP, kept)


def _differs(made: Projection, previous: Projection, dependents: Dependents) -> BoolArray:
    """Which of the series computed have another figure, roll-up or origin than before (row,)."""
    rows, places = dependents.rows, dependents.places
    other = made.origin.take(rows, axis=1) != previous.origin.take(rows, axis=1)
    other |= _other(made.values.take(rows, axis=1), previous.values.take(rows, axis=1))
    differs: BoolArray = other.any(axis=0)
    if len(places):
        now, then = made.parents_rollup.take(places, axis=1), previous.parents_rollup.take(places, axis=1)
        differs[dependents.parent] |= _other(now, then).any(axis=0)
    return differs


def _other(figures: FloatArray, before: FloatArray) -> BoolArray:
    """Which figures are others than before; none, which is unlike itself, is as none."""
    other: BoolArray = (figures != before) & ~(np.isnan(figures) & np.isnan(before))
    return other
