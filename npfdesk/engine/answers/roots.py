"""Root finding: the parameter at which a figure computed by the engine equals a target, by Brent's method."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from scipy.optimize import brentq, minimize_scalar

_GRID: Final = 33
_CLOSE: Final = 1e-9


@dataclass(frozen=True)
class Root:
    """A parameter's value, the figure there, whether it is the target's (`exact`), whether the figure `moves` at all."""

    value: float
    figure: float
    exact: bool
    moves: bool


def nearest(
    figure: Callable[[float], float],
    target: float,
    low: float,
    high: float,
    start: float,
    satisfied: Callable[[float], bool],
    *,
    geometric: bool = False,
) -> Root:
    """The value within bounds nearest `start` at which `figure` is `target`; else the one that comes closest.

    `figure` may have no figure (NaN) anywhere, jump or stay level. Where it jumps over the target, the nearest
    value at which it is `satisfied`. `geometric` spaces the grid by factors, for a growth in %.
    """
    start = min(max(start, low), high) if math.isfinite(start) else min(max(0.0, low), high)
    known: dict[float, float] = {}

    def at(value: float) -> float:
        if value not in known:
            known[value] = figure(value) - target
        return known[value]

    close = _CLOSE * max(1.0, abs(target))
    if at(start) == 0:
        return Root(start, target, True, True)
    found = _bracket(at, sorted({low, start, high}), start)
    if found is None:
        found = _bracket(at, _grid(low, high, start, geometric), start)
    if found is None:
        return _closest(at, known, target, start, close)
    one, other = found
    try:
        value = float(brentq(at, one, other, xtol=1e-13, rtol=8.9e-16, maxiter=200))
    except ValueError:
        # somewhere between the two there is no figure at all
        return _closest(at, known, target, start, close)
    if at(value) == 0 and at(one + (value - one) * 0.999) == 0:
        # level at the target: the nearest end of the level
        value = _edge(lambda there: at(there) == 0, one, value)
    elif abs(at(value)) > close:
        # a jump: the nearest value on the side that satisfies, if either does
        sides = [side for side in (one, other, value) if satisfied(at(side) + target)]
        if sides and not satisfied(at(one) + target):
            inside = min(sides, key=lambda side: abs(side - one))
            value = _edge(lambda there: satisfied(at(there) + target), one, inside)
    return Root(value, at(value) + target, abs(at(value)) <= close, True)


def _bracket(at: Callable[[float], float], places: list[float], start: float) -> tuple[float, float] | None:
    """The neighbours between which the sign turns, nearest `start`, the nearer of the two first."""
    turns = []
    for one, other in pairwise(places):
        if math.isfinite(at(one)) and math.isfinite(at(other)) and at(one) * at(other) <= 0:
            near, far = sorted((one, other), key=lambda place: abs(place - start))
            turns.append((near, far))
    return min(turns, key=lambda pair: min(abs(place - start) for place in pair), default=None)


def _grid(low: float, high: float, start: float, geometric: bool) -> list[float]:
    if geometric:
        places = (np.geomspace(1.0 + low / 100.0, 1.0 + high / 100.0, _GRID) - 1.0) * 100.0
        places[0], places[-1] = low, high
    else:
        places = np.linspace(low, high, _GRID)
    return sorted({*places.tolist(), start})


def _closest(
    at: Callable[[float], float], known: Mapping[float, float], target: float, start: float, close: float
) -> Root:
    """The value that comes closest, nearest `start` among equals, refined between its neighbours on the grid."""
    there = [(place, excess) for place, excess in sorted(known.items()) if math.isfinite(excess)]
    if not there:
        return Root(start, math.nan, False, False)
    best = min(abs(excess) for _, excess in there)
    value = min(
        (place for place, excess in there if abs(excess) <= best), key=lambda place: abs(place - start)
    )
    excesses = [excess for _, excess in there]
    moves = max(excesses) - min(excesses) > close * 1e-3
    places = [place for place, _ in there]
    index = places.index(value)
    if moves and 0 < index < len(places) - 1:
        bounds = (places[index - 1], places[index + 1])
        refined = minimize_scalar(lambda place: abs(at(float(place))), bounds=bounds, method="bounded")
        if abs(at(float(refined.x))) < best:
            value = float(refined.x)
    return Root(value, at(value) + target, abs(at(value)) <= close, moves)


def _edge(holds: Callable[[float], bool], outside: float, inside: float) -> float:
    """Where something begins to hold between a value where it does not and one where it does, by halving."""
    for _ in range(60):
        middle = (outside + inside) / 2
        if middle in (outside, inside):
            break
        if holds(middle):
            inside = middle
        else:
            outside = middle
    return inside
