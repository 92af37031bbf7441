"""Projected figures that cannot be: shares past their whole, growths of all there is or more, steps below nothing, figures past all measure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.inputs import Inputs
from npfdesk.engine.projection.scenario_paths import Origin, Projection, resting_on
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.plan.methods import Method
from npfdesk.plan.shares_of_wholes import SHARE_EDGE, WHOLE

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_FEW: Final = 8
"""Up to so many series are asked one by one."""
EVERY: Final = slice(None)
"""All series of a frame."""
LARGEST: Final = 1e18
"""The largest amount that a figure is taken for in any unit; one beyond it has overflown."""
EDGE: Final = 1e-9
"""How far below nothing an amount may lie by the last bits of its figure."""
NOTHING_LEFT: Final = -100.0
"""The growth in % that leaves nothing."""


_OBSERVED: Final = np.uint8(Origin.OBSERVED)


def beyond_whole(figures: FloatArray) -> BoolArray:
    """Whether a share in % is above 100 or below 0."""
    with np.errstate(invalid="ignore"):
        beyond: BoolArray = (figures > WHOLE * (1.0 + SHARE_EDGE)) | (figures < -SHARE_EDGE)
    return beyond


def overflown(figures: FloatArray) -> BoolArray:
    """Whether a figure is past all measure; False where there is none."""
    beyond: BoolArray = (figures > LARGEST) | (figures < -LARGEST)
    return beyond


def compounded(inputs: Inputs, rows: IntArray | slice = EVERY) -> BoolArray:
    """Whether some series are continued by growths (row,): under growth, and under trend where they move by rates."""
    frame = inputs.frame
    growth, trend = _under(inputs, rows, Method.GROWTH, Method.TREND)
    grown: BoolArray = (growth | (trend & ~frame.points[rows])) & ~frame.rate[rows]
    return grown


def _under(inputs: Inputs, rows: IntArray | slice, *methods: Method) -> tuple[BoolArray, ...]:
    """Which of some series each of some methods continues (row,)."""
    owner = inputs.owner[rows]
    if len(owner) <= _FEW:
        ruling = [inputs.rows[one].assumption.method if one >= 0 else None for one in owner.tolist()]
        return tuple(np.array([one is method for one in ruling], dtype=np.bool_) for method in methods)
    found = []
    # of thousands of rows most may answer for none of these; -1 stays past the last
    used = np.unique(owner)
    ruling = [inputs.rows[one].assumption.method if one >= 0 else None for one in used.tolist()]
    for method in methods:
        under = np.zeros(len(inputs.rows) + 1, dtype=np.bool_)
        under[used] = [one is method for one in ruling]
        found.append(under[owner])
    return tuple(found)


def positive(
    inputs: Inputs, projection: Projection, targets: TargetTable, rows: IntArray | slice = EVERY
) -> BoolArray:
    """Which of some series steps must not take below 0 (row,): amounts and the like under step, or under a trend in points.

    One that is observed below 0, or has a target there, may be.
    """
    frame = inputs.frame
    asked: BoolArray = frame.no_less[rows]
    if asked.any():
        step, trend = _under(inputs, rows, Method.STEP, Method.TREND)
        asked = asked & (step | (trend & frame.points[rows]))
    return _not_beyond(asked, lambda figures: figures < 0.0, projection, targets, rows)


def shares(
    projection: Projection, targets: TargetTable, frame: Frame, rows: IntArray | slice = EVERY
) -> BoolArray:
    """Which of some series are shares of a whole, in % (row,): those named so, and ratios whose figures never say otherwise.

    A ratio in % that is observed beyond 0 to 100, or has a target there, is none unless its name says it is one.
    """
    ratios = _not_beyond(frame.other_ratios[rows], beyond_whole, projection, targets, rows)
    return frame.shares[rows] | ratios


def _not_beyond(
    asked: BoolArray,
    beyond: Callable[[FloatArray], BoolArray],
    projection: Projection,
    targets: TargetTable,
    rows: IntArray | slice,
) -> BoolArray:
    """Which of some series `asked` marks (row,), without those that are observed beyond some bounds, or have a target there."""
    found = asked.copy()
    places = found.nonzero()[0]
    if len(places):
        series = places if isinstance(rows, slice) else rows[places]
        with np.errstate(invalid="ignore"):
            seen = projection.origin[:, series] == _OBSERVED
            found[places] = ~(seen & beyond(projection.values[:, series])).any(axis=0)
            at = targets.positions_of(series)
            aimed = targets.row[at[beyond(targets.figure[at])]]
        found[places] &= ~np.isin(series, aimed)
    return found


@dataclass(frozen=True, eq=False)
class KnownImpossible:
    """What was found where only some series' paths or assumptions were others: of the same observed figures and targets.

    `themselves` (year, series) are the figures that cannot be by themselves, `shares` and `positive` (series,); `rows` the
    series that differ since (row,).
    """

    themselves: BoolArray
    shares: BoolArray
    positive: BoolArray
    rows: IntArray


def entered(before: BoolArray, places: IntArray, found: BoolArray) -> BoolArray:
    """What was found before (..., place), with what is found at some places; the same array where that is the same."""
    if (before[..., places] == found).all():
        return before
    made = before.copy()
    made[..., places] = found
    made.setflags(write=False)
    return made


def impossible_themselves(
    inputs: Inputs,
    projection: Projection,
    of_wholes: BoolArray,
    no_less: BoolArray,
    rows: IntArray | slice = EVERY,
) -> BoolArray:
    """Which figures of some series cannot be by themselves (year, row); none that is observed is.

    `of_wholes` are the `shares`, `no_less` what is `positive` (row,). A share above 100 % or below 0, all that follows a
    growth of -100 % or less, an amount that steps took below 0, a growth rate of -100 % or less, and what has overflown.
    """
    frame, values = inputs.frame, projection.values[:, rows]
    observed = projection.origin[:, rows] == _OBSERVED
    with np.errstate(invalid="ignore"):
        found = overflown(values)
        parts = of_wholes.nonzero()[0]
        if len(parts):
            found[:, parts] |= beyond_whole(values[:, parts])
        low = np.nonzero((values <= 0.0).any(axis=0))[0]
        if len(low):
            series = low if isinstance(rows, slice) else rows[low]
            found[:, low] |= frame.rate[series] & (values[:, low] <= NOTHING_LEFT)
            found[:, low] |= no_less[low] & (values[:, low] < -EDGE)
            grown = low[compounded(inputs, series)]
            found[1:, grown] |= _spent(values[:, grown], observed[1:, grown])
    found &= ~observed
    return found


def with_what_rests_on_them(frame: Frame, projection: Projection, themselves: BoolArray) -> BoolArray:
    """Which figures cannot be (year, series): some by themselves, and the formulas and roll-ups that rest on these."""
    if not themselves.any():
        return themselves
    lost = np.flatnonzero(themselves.any(axis=0))
    # where no formula and no roll-up looks at any of them, nothing rests on them
    if frame.built_on.isdisjoint(frame.indicator_of[lost].tolist()):
        return themselves
    found = themselves | resting_on(frame, projection, themselves)
    found.setflags(write=False)
    return found


def _spent(values: FloatArray, observed: BoolArray) -> BoolArray:
    """Whether a growth has taken all away (year after the first, series): the sign of a figure is lost, from there on."""
    crossed = ~observed & (values[:-1] * values[1:] <= 0.0) & (values[:-1] != 0.0)
    spent: BoolArray = np.logical_or.accumulate(crossed, axis=0)
    return spent
