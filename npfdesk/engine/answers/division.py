"""Division: the arithmetic of splitting a total by a rule within bounds; arrays are (part,), NaN is no figure."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
IntArray = NDArray[np.int64]

_LAST_BITS = 1e-12


@dataclass(frozen=True, eq=False)
class Division:
    """The parts `values` (part,), NaN where one is left out; `bound` "floor", "cap" or ""; catch-up's `factor`."""

    values: FloatArray
    bound: tuple[str, ...]
    factor: float = math.nan


@dataclass(frozen=True)
class ImpossibleDivision:
    """Why there is no such division.

    `why`: "bounds" (`low` and `high` the least and greatest sums), or of the parts at `places`, who should carry
    `rest`: "figures" (none has what the rule reads), "zero" (weights sum to zero), "distance" (catch-up leaves
    the highest where it is), "crossed" (parts that move both ways), "overflow".
    """

    why: str
    rest: float = math.nan
    places: tuple[int, ...] = ()
    low: float = math.nan
    high: float = math.nan


@dataclass(frozen=True, eq=False)
class PartBounds:
    """Between which figures each part may lie, (part,).

    `low` and `high` are infinite where there is none, `fixed` is NaN where a part is free. `least_part` is the floor of
    those whose share can be told and who name none.
    """

    low: FloatArray
    high: FloatArray
    fixed: FloatArray
    least_part: float = -math.inf


@dataclass(frozen=True, eq=False)
class _Parts:
    values: FloatArray
    factor: float = math.nan
    # what is wrong with the values, "" where they are the rule's
    why: str = ""


def divide(
    rule: str,
    whole: bool,
    total: float,
    base: FloatArray,
    target: FloatArray,
    weights: FloatArray,
    held: PartBounds,
) -> Division | ImpossibleDivision:
    """Split `total` by a rule of ``npfdesk.engine.answers.allocation.AllocationRule``.

    What is fixed stands as it is; floors and caps bind first. While a part breaks a
    bound, those on the side that is broken by more in sum are set to it and the rest is split again by the
    same rule: for a rule whose parts all move one way with the total this is the one division
    clip(rule's part, low, high) that adds up (the argument of water-filling). A part whose share cannot be
    told for want of a figure takes its hold or floor, or is left out.
    """
    low, high, fixed, least_part = held.low, held.high, held.fixed, held.least_part
    able, dividing = _rule(rule, base, target, weights)
    values = fixed.copy()
    free = able & np.isnan(fixed)
    without = ~able & np.isnan(fixed) & np.isfinite(low)
    values[without] = low[without]
    low = np.where(free & np.isneginf(low), least_part, low)
    bound = np.where(without, "floor", "").astype(object)
    tight = ~np.isnan(values)
    if not free.any() and not tight.any():
        return ImpossibleDivision("figures", total, tuple(range(len(base))))
    least, greatest = (
        float(np.where(tight, values, np.where(free, side, 0.0)).sum()) for side in (low, high)
    )
    scale = max(1.0, abs(total), float(np.abs(values[tight]).sum()))
    if not least - 1e-9 * scale <= total <= greatest + 1e-9 * scale:
        return ImpossibleDivision("bounds", low=least, high=greatest)
    factor = math.nan
    while free.any():
        rest = total - math.fsum(values[~np.isnan(values) & ~free])
        parts = dividing(np.flatnonzero(free), rest)
        below = np.maximum(low[free] - parts.values, 0.0)
        above = np.maximum(parts.values - high[free], 0.0)
        below[below <= _LAST_BITS * scale], above[above <= _LAST_BITS * scale] = 0.0, 0.0
        if parts.why and not (parts.why == "distance" and above.any()):
            return ImpossibleDivision(parts.why, rest, tuple(np.flatnonzero(free).tolist()))
        values[free], factor = parts.values, parts.factor
        if not below.any() and not above.any():
            break
        tilt = float(below.sum() - above.sum())
        places = np.flatnonzero(free)
        # where the highest cannot give way under catch-up, only its cap can
        if tilt >= 0 and not parts.why:
            _bind(places[below > 0], low, "floor", values, bound, free)
        if tilt <= 0 or parts.why:
            _bind(places[above > 0], high, "cap", values, bound, free)
    else:
        rest = total - math.fsum(values[~np.isnan(values)])
        if abs(rest) > 1e-9 * scale:
            return ImpossibleDivision("crossed", rest)
    if whole:
        whole_parts(values, total, base, np.where(np.isnan(fixed), high, fixed))
    else:
        _exact(values, total, free)
    return Division(values, tuple(str(one) for one in bound), factor)


def _bind(
    places: IntArray,
    side: FloatArray,
    name: str,
    values: FloatArray,
    bound: NDArray[np.object_],
    free: BoolArray,
) -> None:
    values[places] = side[places]
    bound[places] = name
    free[places] = False


def _rule(
    rule: str, base: FloatArray, target: FloatArray, weights: FloatArray
) -> tuple[BoolArray, Callable[[IntArray, float], _Parts]]:
    """Which parts a rule can tell, and how it splits a rest over some of them."""
    based = np.isfinite(base)
    zero = np.zeros(len(base))
    if rule == "base":
        return based, lambda places, rest: _proportional(zero, base, places, rest)
    if rule == "target":
        return np.isfinite(target), lambda places, rest: _proportional(zero, target, places, rest)
    if rule == "increment":
        return based & np.isfinite(target), lambda places, rest: _proportional(
            base, target - base, places, rest
        )
    if rule == "capacity":
        return based & np.isfinite(weights), lambda places, rest: _proportional(base, weights, places, rest)
    able = based & (np.nan_to_num(base) > 0)
    highest = float(base[able].max()) if able.any() else math.nan
    return able, lambda places, rest: _catching_up(base, highest, places, rest)


def _proportional(start: FloatArray, by: FloatArray, places: IntArray, rest: float) -> _Parts:
    """The rule a part = start + (rest - sum start) by / sum by."""
    over, weight = rest - math.fsum(start[places]), math.fsum(by[places])
    if abs(over) <= _LAST_BITS * max(1.0, abs(rest)):
        return _Parts(start[places].copy())
    if weight == 0 or abs(weight) <= _LAST_BITS * float(np.abs(by[places]).sum()):
        return _Parts(start[places].copy(), why="zero")
    # multiplied first, as the rule is written: 8000 x 1 / 4 has no rounding in it
    with np.errstate(over="ignore"):
        values = start[places] + over * by[places] / weight
    return _Parts(values, why="" if np.isfinite(values).all() else "overflow")


def _catching_up(base: FloatArray, highest: float, places: IntArray, rest: float) -> _Parts:
    """B exp(-f d) with d = ln(B / b), f such that the parts sum to the rest; alike where no distance is left."""
    distance = np.log(highest / base[places])
    behind = distance > 0
    if not behind.any():
        return _Parts(np.full(len(places), rest / len(places)), factor=1.0)
    left = rest - highest * int((~behind).sum())
    if left <= 0:
        return _Parts(np.where(behind, 0.0, highest), why="distance")

    def excess(factor: float) -> float:
        # the logarithm of the sum over the rest: falls steadily and never overflows
        powers = -factor * distance[behind]
        top = float(powers.max())
        return top + math.log(float(np.exp(powers - top).sum())) + math.log(highest / left)

    low, high = -1.0, 2.0
    while excess(low) < 0 or excess(high) > 0:
        low, high = 2 * low, 2 * high
    factor = float(brentq(excess, low, high, xtol=1e-15, rtol=8.9e-16, maxiter=200))
    values = np.where(behind, highest * np.exp(-factor * distance), highest)
    return _Parts(values, factor, "" if np.isfinite(values).all() else "overflow")


def _exact(values: FloatArray, total: float, free: BoolArray) -> None:
    """Set the last bits of free parts, the largest first, so that the correctly rounded sum is the total, where floats allow."""
    there = values[~np.isnan(values)]
    for place in sorted(np.flatnonzero(free).tolist(), key=lambda place: -abs(values[place])):
        if math.fsum(there) == total:
            return
        # a smaller part has finer last bits than a larger one
        values[place] += math.fsum([total, *(-there)])
        there = values[~np.isnan(values)]


def whole_parts(values: FloatArray, total: float, base: FloatArray, high: FloatArray) -> None:
    """Whole units by largest remainder, in place (part,): ties to the larger base, then to the plan's order; no cap is passed.

    NaN parts stay out; `total` is whole.
    """
    there = np.flatnonzero(~np.isnan(values))
    tolerance = min(1e-3, max(1e-9, 8e-15 * float(np.abs(values[there]).max(initial=0.0))))
    down = np.floor(values[there] + tolerance)
    # remainders that differ in the last bits only are alike
    remainder = np.round((values[there] - down) / tolerance) * tolerance
    left = round(total - float(down.sum()))
    order = np.lexsort((np.arange(len(there)), -np.nan_to_num(base[there]), -remainder))
    room = [place for place in order.tolist() if down[place] + 1 <= high[there[place]]]
    for place in room[: max(left, 0)]:
        down[place] += 1
    values[there] = down
