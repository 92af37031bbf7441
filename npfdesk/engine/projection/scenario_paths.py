"""One scenario's projection from its inputs: own paths first, then formulas and roll-ups in the plan's order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.formulas import evaluate
from npfdesk.engine.projection.frame import Frame, Stage
from npfdesk.engine.projection.inputs import Inputs
from npfdesk.engine.projection.levers import is_zero
from npfdesk.engine.projection.paths import (
    NO_METHOD,
    continued,
    for_rates,
    held,
    last_observed,
    levered,
    own_paths,
    parameters,
    rolls_up,
)
from npfdesk.engine.projection.rollups import RollUpStage, roll_up
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.plan.method_description import Parameters, PathInputs

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


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


@dataclass(frozen=True, eq=False)
class Projection:
    """The figures of one scenario, year-first and read-only once made.

    `values`, `rollup` (year, series) NaN where there is none; `origin` (year, series) codes of Origin; `own`
    (year, series) the path by the series' own assumption or formula, before a roll-up stands in for it;
    `gain` (year, series) what levers add where they reach; `covered` (series, 2).
    """

    values: FloatArray
    own: FloatArray
    origin: NDArray[np.uint8]
    rollup: FloatArray
    gain: FloatArray
    covered: NDArray[np.int32]


def project(
    frame: Frame,
    observed: FloatArray,
    inputs: Inputs,
    gain: FloatArray,
    targets: TargetTable,
    previous: Projection | None = None,
    rows: IntArray | None = None,
) -> tuple[Projection, BoolArray]:
    """The projection of a scenario and which series differ from `previous` (series,).

    `observed` and `gain` are (year, series). `rows` are the series whose inputs may differ; with None every
    row is computed, by the same code. Formulas and roll-ups are recomputed only where an indicator that
    they read has changed.
    """
    years = frame.plan.years
    if previous is None or rows is None:
        chosen: IntArray | slice = slice(None)
        shape = observed.shape
        made = Projection(
            values=np.empty(shape),
            own=np.empty(shape),
            origin=np.empty(shape, dtype=np.uint8),
            rollup=np.full(shape, np.nan),
            gain=gain if is_zero(gain) else np.zeros(shape),
            covered=_covered(frame),
        )
        dirty = np.ones(len(frame.region_of), dtype=np.bool_)
    else:
        chosen = rows
        made = Projection(
            previous.values.copy(),
            previous.own.copy(),
            previous.origin.copy(),
            previous.rollup.copy(),
            gain if is_zero(gain) else previous.gain,
            previous.covered,
        )
        dirty = np.zeros(len(frame.region_of), dtype=np.bool_)
        dirty[rows] = True
    given = _fitting(_parameters(inputs, chosen, years), frame.rate[chosen])
    last = last_observed(observed[:, chosen])
    reached = _reaching_gain(gain, chosen, given, last, len(years))
    waypoints = targets.waypoints(frame)
    if not isinstance(chosen, slice):
        waypoints = waypoints.take(chosen)
    own = own_paths(observed[:, chosen], last, years, frame.points[chosen], given, reached, waypoints)
    _in_force_only(frame, observed, own, chosen)
    made.own[:, chosen] = own
    made.values[:, chosen] = own
    asked = PathInputs(observed[:, chosen], last, years, frame.points[chosen], given, waypoints)
    stays = held(given) | ~continued(asked)
    made.origin[:, chosen] = _origin(own, stays, last)
    rolled = rolls_up(given)
    if rolled.any():
        # where nothing is below, the series has no figure after its last
        rolled = rolled & frame.rolled_up[chosen]
        ahead = (np.arange(len(years))[:, None] > last) & rolled
        made.origin[:, chosen] = np.where(ahead, np.uint8(Origin.ROLLED_UP), made.origin[:, chosen])
    if not is_zero(gain) and (previous is None or not np.array_equal(made.gain[:, chosen], reached)):
        # copy only where it differs: most edits do not change the levers
        whole = np.zeros(observed.shape) if is_zero(made.gain) else np.array(made.gain)
        whole[:, chosen] = reached
        made = replace(made, gain=whole)
    _stages(frame, observed, made, dirty)
    for array in (made.values, made.own, made.origin, made.rollup, made.gain):
        array.setflags(write=False)
    if previous is None:
        return made, dirty
    return made, _differing(made, previous, dirty)


def recorded(frame: Frame, observed: FloatArray) -> Projection:
    """What is known without any projection: observed figures, and the formulas and roll-ups of these; NaN for the rest.

    `observed` (year, series). A roll-up has no figure in a year in which a child that it covers has none.
    """
    shape = observed.shape
    made = Projection(
        values=observed.copy(),
        own=observed.copy(),
        origin=np.full(shape, Origin.OBSERVED, dtype=np.uint8),
        rollup=np.full(shape, np.nan),
        gain=np.broadcast_to(np.float64(0.0), shape),
        covered=_covered(frame),
    )
    _stages(frame, observed, made, np.ones(len(frame.region_of), dtype=np.bool_))
    for array in (made.values, made.own, made.origin, made.rollup):
        array.setflags(write=False)
    return made


def resting_on(frame: Frame, projection: Projection, wanted: BoolArray) -> BoolArray:
    """Which formulas and roll-ups rest on some figures of a projection, (year, series): they would have none without these."""
    left = figures_without(frame, projection, wanted)
    resting: BoolArray = np.isfinite(projection.values) & ~np.isfinite(left)
    return resting


def figures_without(frame: Frame, projection: Projection, taken: BoolArray) -> FloatArray:
    """The figures of a projection, formulas and roll-ups computed anew, where some figures are taken away; all (year, series)."""
    observed = np.where(projection.origin == Origin.OBSERVED, projection.values, np.nan)
    values = np.where(taken, np.nan, projection.values)
    made = replace(
        projection,
        values=values,
        own=projection.own.copy(),
        origin=projection.origin.copy(),
        rollup=projection.rollup.copy(),
    )
    with np.errstate(all="ignore"):
        _stages(frame, observed, made, np.asarray(taken.any(axis=0)))
    return values


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


def _reaching_gain(
    gain: FloatArray, chosen: IntArray | slice, given: Parameters, last: IntArray, years: int
) -> FloatArray:
    """The gain after the last observed year where the method accepts levers: (year, chosen series)."""
    if is_zero(gain):
        return np.broadcast_to(np.float64(0.0), (years, len(last)))
    after = (np.arange(years)[:, None] > last) & (last >= 0)
    return np.where(levered(given) & after, gain[:, chosen], 0.0)


def _parameters(inputs: Inputs, chosen: IntArray | slice, years: IntArray) -> Parameters:
    if isinstance(chosen, slice):
        return parameters([row.assumption for row in inputs.rows], inputs.owner, years)
    used, place = np.unique(inputs.owner[chosen], return_inverse=True)
    named = used[used >= 0]
    # where some rows have no owner, -1 sorts first and must stay -1
    place = place.reshape(-1) - (len(used) - len(named))
    return parameters([inputs.rows[owner].assumption for owner in named], place, years)


def _fitting(given: Parameters, rate: BoolArray) -> Parameters:
    """The parameters in which a growth rate under a method that cannot continue one is held."""
    unfit = rate & ~for_rates(given)
    return replace(given, method=np.where(unfit, NO_METHOD, given.method)) if unfit.any() else given


def _origin(own: FloatArray, stays: BoolArray, last: IntArray) -> NDArray[np.uint8]:
    """Where figures come from (year, series): what has none, or stays where it was, is no projection."""
    after = np.where(stays | ~np.isfinite(own), Origin.HELD, Origin.PROJECTED).astype(np.uint8)
    return np.where(np.arange(len(own))[:, None] > last, after, np.uint8(Origin.OBSERVED))


def _covered(frame: Frame) -> NDArray[np.int32]:
    covered = np.zeros((len(frame.region_of), 2), dtype=np.int32)
    column = min(max(frame.plan.target_year - int(frame.plan.years[0]), 0), len(frame.plan.years) - 1)
    for stage in frame.stages:
        for rollup in stage.rollups:
            covered[rollup.parents, 0] = rollup.covered(column)
            covered[rollup.parents, 1] = rollup.family(column)
    covered.setflags(write=False)
    return covered


def _stages(frame: Frame, observed: FloatArray, made: Projection, dirty: BoolArray) -> None:
    """Compute formulas and roll-ups, one indicator after the other; `dirty` (series,) also marks what was computed."""
    stale = set(np.unique(frame.indicator_of[dirty]).tolist())
    for stage in frame.stages:
        if not stage.reads & stale and not stage.writes & stale:
            continue
        if stage.indicator is not None and stage.indicator.formula is not None:
            _formula(frame, stage, observed, made)
            dirty[stage.rows] = True
        for rollup in stage.rollups:
            _roll_up(frame, rollup, made)
            dirty[rollup.parents] = True
        stale |= stage.writes


def _formula(frame: Frame, stage: Stage, observed: FloatArray, made: Projection) -> None:
    assert stage.indicator is not None
    assert stage.indicator.formula is not None
    figures = evaluate(stage.indicator.formula, frame.context, made.values, stage.regions, stage.industries)
    # where an input is missing, an observed figure of the indicator itself still counts
    missing = np.isnan(figures)
    if len(frame.limited):
        # what a region is computed from before its time can be a history stated for comparison; after it nothing is
        ended = frame.absent(stage.rows) & np.logical_or.accumulate(~frame.absent(stage.rows), axis=0)
        figures, missing = np.where(ended, np.nan, figures), missing | ended
    made.own[:, stage.rows] = made.values[:, stage.rows] = np.where(missing, observed[:, stage.rows], figures)
    stands = missing & np.isfinite(observed[:, stage.rows])
    made.origin[:, stage.rows] = np.where(stands, np.uint8(Origin.OBSERVED), np.uint8(Origin.FORMULA))


def _roll_up(frame: Frame, stage: RollUpStage, made: Projection) -> None:
    rolled = roll_up(stage, made.values)
    own = made.own[:, stage.parents]
    if len(frame.limited):
        rolled = np.where(frame.absent(stage.parents), np.nan, rolled)
    made.rollup[:, stage.parents] = rolled
    kept = made.origin[:, stage.parents]
    # a series without any figure of its own, and the years in which its method says so
    alone = ~np.isfinite(own).any(axis=0) | (kept == Origin.ROLLED_UP)
    made.values[:, stage.parents] = np.where(alone, rolled, own)
    made.origin[:, stage.parents] = np.where(alone, np.uint8(Origin.ROLLED_UP), kept)


def _differing(made: Projection, previous: Projection, dirty: BoolArray) -> BoolArray:
    rows = np.flatnonzero(dirty)
    differs = np.zeros(len(rows), dtype=np.bool_)
    for new, old in (
        (made.values, previous.values),
        (made.rollup, previous.rollup),
        (made.origin, previous.origin),
    ):
        one, other = new[:, rows], old[:, rows]
        differs |= ((one != other) & ~(np.isnan(one) & np.isnan(other))).any(axis=0)
    changed = np.zeros(len(dirty), dtype=np.bool_)
    changed[rows[differs]] = True
    return changed
