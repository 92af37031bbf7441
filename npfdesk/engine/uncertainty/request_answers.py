"""What the draws of a request come to: percentiles of its series, and how often its targets are met.

Pure: the same answer from the same request in any thread, process or machine, however its draws are cut into chunks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.paths import never_falls, rises_with_parameter
from npfdesk.engine.uncertainty.monte_carlo import (
    DrawRequest,
    Judged,
    draw_chunk,
    drawn_own,
    drawn_parameters,
    judged,
)
from npfdesk.engine.uncertainty.sampling import BLOCK

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

PERCENTILES: Final = (5, 25, 50, 75, 95)
_CHUNK: Final = 24_000_000
_NEAR: Final = 400_000
"""Bytes: of one chunk's paths where all of them are kept, and where they stay in the processor's own memory."""
_FIGURE: Final = 8
_HALVINGS: Final = 10
"""How closely the parameter at which a target turns is sought."""
_FEW: Final = 200
"""Draws near it that are judged one by one, of many draws a fiftieth."""

Told = Callable[[float], bool]
"""Told how many more draws are done; False cancels."""


@dataclass(frozen=True, eq=False)
class RequestAnswer:
    """What all draws of a request come to.

    `percentiles` (percentile, year from the request's first on, output) in the order of PERCENTILES; how many draws are
    `judged`, how many `met` a target and in how many it is `on_track` (target,); `all_on_track` (draw,) whether every
    target that can be judged in some draw is on track in this one.
    """

    percentiles: FloatArray
    judged: IntArray
    met: IntArray
    on_track: IntArray
    all_on_track: BoolArray


def answer(request: DrawRequest, told: Told | None = None) -> RequestAnswer | None:
    """All draws of a request; None where `told` cancelled it."""
    told = told or (lambda draws: True)
    if rising(request):
        found = _of_rising(request)
        if found is not None:
            return found if told(request.settings.draws) else None
    return _of_any(request, told)


def answer_piece(shared: None, request: DrawRequest, told: Told) -> RequestAnswer | None:
    """The answer as a piece of an ensemble; requests share nothing."""
    return answer(request, told)


def rising(request: DrawRequest) -> bool:
    """Whether each path rises with a drawn parameter of its own, and nothing is computed from others."""
    alone = not request.stages and len(request.outputs) == len(request.parameter)
    return alone and bool(rises_with_parameter(request.given).all())


def chunks(request: DrawRequest, draws: int) -> Iterator[tuple[int, int]]:
    """How the draws of a request are cut up: first draw and count of each chunk, whole blocks where they fit."""
    paths = max(1, request.figures.size * _FIGURE)
    size = _CHUNK // paths
    size = max(BLOCK, size - size % BLOCK) if paths * BLOCK <= 8 * _CHUNK else max(1, size)
    for first in range(0, draws, size):
        yield first, min(size, draws - first)


class _Count:
    """Adds up how the targets of a request stand in its draws."""

    def __init__(self, request: DrawRequest) -> None:
        draws, targets = request.settings.draws, len(request.targets.row)
        self.judged, self.met, self.on_track = (np.zeros(targets, dtype=np.int64) for _ in range(3))
        self.judgeable = np.zeros(targets, dtype=np.bool_)
        self.off = np.zeros((targets, draws), dtype=np.bool_)

    def add(self, first: int, found: Judged) -> None:
        """Add some draws, from the `first` on."""
        on_track = found.on_track & found.judged
        self.judged += found.judged.sum(axis=0)
        self.met += (found.met & found.judged).sum(axis=0)
        self.on_track += on_track.sum(axis=0)
        self.off[:, first : first + len(on_track)] = ~on_track.T
        self.judgeable |= found.judged.any(axis=0)

    def with_percentiles(self, figures: FloatArray) -> RequestAnswer:
        """The whole answer."""
        all_on_track: BoolArray = np.logical_not(np.any(self.off[self.judgeable], axis=0))
        return RequestAnswer(figures, self.judged, self.met, self.on_track, all_on_track)


def _of_any(request: DrawRequest, told: Told) -> RequestAnswer | None:
    """By the paths of all draws, kept until their percentiles are known."""
    draws = request.settings.draws
    figures = np.empty((len(request.years) - request.first_year, len(request.outputs), draws))
    count = _Count(request)
    halves = 0
    for first, size in chunks(request, draws):
        chunk = draw_chunk(request, first, size)
        # draws last, so that each percentile is sought in one stretch of memory
        figures[:, :, first : first + size] = chunk.figures.transpose(0, 2, 1)
        count.add(first, chunk.judged)
        # the percentiles are as much work again as the paths
        halves += size // 2
        if not told(size // 2):
            return None
    found = count.with_percentiles(percentiles(figures))
    return found if told(draws - halves) else None


def _of_rising(request: DrawRequest) -> RequestAnswer | None:
    """By the draws at the percentiles alone, since a path's order is that of its parameter; None where it is not."""
    draws = request.settings.draws
    parameters = np.empty((len(request.ranges.low), draws))
    for first in range(0, draws, BLOCK):
        size = min(BLOCK, draws - first)
        parameters[:, first : first + size] = drawn_parameters(request, first, size).T
    found = _rising_percentiles(request, parameters)
    if found is None:
        return None
    if not len(request.targets.row):
        return _Count(request).with_percentiles(found)
    short = _standing_by_parameters(request, parameters, found)
    if short is not None:
        return short
    count = _Count(request)
    size = max(1, _NEAR // (_FIGURE * max(1, len(request.parameter))))
    for first in range(0, draws, size):
        some = np.ascontiguousarray(parameters[:, first : first + size].T)
        count.add(first, _judged_own(request, some[:, request.parameter]))
    return count.with_percentiles(found)


def _judged_own(request: DrawRequest, figures: FloatArray, *, few: bool = False) -> Judged:
    """How the targets stand for the parameters (draw, own) of series that rise with them."""
    # what comes together over the years may begin before the last observed one
    begin = 0 if request.targets.gathered else int(request.last.min())
    paths, _ = drawn_own(request, figures, slice(begin, max(begin, request.last_due) + 1))
    return judged(request, paths, begin, few=few)


def _standing_by_parameters(
    request: DrawRequest, parameters: FloatArray, figures: FloatArray
) -> RequestAnswer | None:
    """The answer by the parameters (parameter, draw) at which targets turn; None where there need not be one such parameter.

    Along its parameter a path only rises, so that a target turns once at most: to met, and to on track. Where, is found to a
    few draws, and these are judged one by one.
    """
    targets, draws = request.targets, parameters.shape[1]
    if targets.gathered or targets.inside.any() or not request.rises_to_blue:
        return None
    of_target = request.parameter[targets.row]
    lowest, highest = parameters.min(axis=1)[of_target], parameters.max(axis=1)[of_target]
    within = _within_series(targets.row)
    ends = _judged_at(request, np.array([lowest, highest]), within)
    there = ends.judged.all(axis=0)
    if not ends.possible.all() or (ends.judged.any(axis=0) & ~there).any():
        return None
    # met, and on track
    low, high = (np.array([ends.met[end], ends.on_track[end]]) for end in (0, 1))
    below, above = np.array([lowest, lowest]), np.array([highest, highest])
    for _ in range(_HALVINGS):
        middle = (below + above) / 2.0
        found = _judged_at(request, middle, within)
        as_low = np.array([found.met[0], found.on_track[1]]) == low
        below, above = np.where(as_low, middle, below), np.where(as_low, above, middle)
    stands = _Turned(parameters, of_target, low, high, below, above)
    between = stands.between()
    most = max((len(one) for one in between.values()), default=0)
    if most > max(_FEW, draws // 50):
        return None
    near = np.tile(lowest, (most, 2, 1))
    for (state, target), places in between.items():
        near[: len(places), state, target] = parameters[of_target[target], places]
    exact = _judged_at(request, near.reshape(-1, len(lowest)), within)
    exactly = np.where(np.arange(2 * most)[:, None] % 2 == 0, exact.met, exact.on_track).reshape(near.shape)
    together = np.ones(draws, dtype=np.bool_)
    counts = np.zeros((2, len(lowest)), dtype=np.int64)
    for state in (0, 1):
        for target in np.flatnonzero(there).tolist():
            good = stands.in_draws(state, target, between.get((state, target)), exactly[:, state, target])
            counts[state, target] = np.count_nonzero(good)
            if state == 1:
                together &= good
    return RequestAnswer(figures, np.where(there, draws, 0), counts[0], counts[1], together)


@dataclass(frozen=True, eq=False)
class _Turned:
    """Between which parameters targets turn, for each state (0 met, 1 on track): `below` as at the lowest, `above` as at the highest.

    `low` and `high` (state, target) are how they stand there, `of_target` (target,) the places of their parameters.
    """

    parameters: FloatArray
    of_target: IntArray
    low: BoolArray
    high: BoolArray
    below: FloatArray
    above: FloatArray

    def between(self) -> dict[tuple[int, int], IntArray]:
        """The draws between, by state and target, of those that turn."""
        return {
            (state, target): self._between(state, target)
            for state, target in np.argwhere(self.low != self.high).tolist()
        }

    def _between(self, state: int, target: int) -> IntArray:
        figures = self.parameters[self.of_target[target]]
        inside = (figures > self.below[state, target]) & (figures < self.above[state, target])
        return np.flatnonzero(inside)

    def in_draws(self, state: int, target: int, between: IntArray | None, exactly: BoolArray) -> BoolArray:
        """How the target stands in each draw (draw,); `exactly` are those of the draws `between`, the first of them."""
        figures = self.parameters[self.of_target[target]]
        if between is None:
            return np.full(len(figures), self.low[state, target])
        good: BoolArray = figures >= self.above[state, target]
        if self.low[state, target]:
            good = ~good
        good[between] = exactly[: len(between)]
        return good


def _within_series(rows: IntArray) -> IntArray:
    """The number of each target among those of its own series (target,)."""
    seen: dict[int, int] = {}
    numbers = []
    for row in rows.tolist():
        seen[row] = number = seen.get(row, -1) + 1
        numbers.append(number)
    return np.array(numbers, dtype=np.int64)


def _judged_at(request: DrawRequest, points: FloatArray, within: IntArray) -> Judged:
    """How each target stands at parameters of its own (point, target)."""
    own, layers = len(request.parameter), int(within.max(initial=0)) + 1
    targets = np.arange(len(within))
    # a series has as many draws for a point as it has targets
    drawn = np.arange(len(points))[:, None] * layers + within
    figures = np.tile(request.given.value, (len(points) * layers, 1))
    figures[drawn, request.targets.row] = points
    assert figures.shape[1] == own
    found = _judged_own(request, figures, few=True)
    return Judged(*(one[drawn, targets] for one in (found.judged, found.met, found.on_track, found.possible)))


def _rising_percentiles(request: DrawRequest, parameters: FloatArray) -> FloatArray | None:
    """The percentiles (percentile, year, output) from the parameters alone (parameter, draw)."""
    draws = parameters.shape[1]
    place = np.array(PERCENTILES)[:, None] / 100.0 * (draws - 1)
    below = np.floor(place[:, 0]).astype(np.int64)
    above = np.minimum(below + 1, draws - 1)
    places = [*below.tolist(), *above.tolist()]
    inner = np.partition(parameters, sorted(set(places)), axis=1)[:, places]
    ends = parameters.min(axis=1)[:, None], parameters.max(axis=1)[:, None]
    wanted = np.hstack([ends[0], inner, ends[1]]).T[:, request.parameter]
    values, paths = drawn_own(request, wanted, slice(None))
    last = request.last
    ahead = np.arange(len(paths))[:, None] > last
    if not np.isfinite(paths[:, [0, -1]])[ahead[:, None].repeat(2, axis=1)].all():
        return None
    if not never_falls(request.given, request.gain, paths[:, 0], last):
        return None
    values = values[request.first_year :, :, request.outputs].transpose(1, 0, 2)
    count = len(PERCENTILES)
    return _between(values[1 : 1 + count], values[1 + count : -1], (place[:, 0] - below)[:, None, None])


def percentiles(figures: FloatArray) -> FloatArray:
    """The percentiles 5, 25, 50, 75 and 95 of figures (year, series, draw): (percentile, year, series).

    Between two draws linear (Hyndman and Fan 1996, type 7). Draws without a figure (NaN) are left out; NaN
    where no draw has one.
    """
    result = np.full((len(PERCENTILES), *figures.shape[:2]), np.nan)
    order: IntArray | None = None
    for year in range(len(figures) - 1, -1, -1):
        drawn = figures[year]
        varies = (drawn != drawn[:, :1]).any(axis=1)
        result[:, year, ~varies] = drawn[~varies, 0]
        rows = np.flatnonzero(varies)
        if not len(rows):
            continue
        if order is None:
            # places in the year's memory as a whole, which is taken from faster than row by row
            order = np.argsort(drawn, axis=1) + (np.arange(len(drawn)) * drawn.shape[1])[:, None]
        # what is ahead in one year usually is in the others too, and looking is cheaper than sorting
        ordered = drawn.take(order if len(rows) == len(drawn) else order[rows])
        unsorted = np.flatnonzero(~(ordered[:, 1:] >= ordered[:, :-1]).all(axis=1))
        if len(unsorted):
            ordered[unsorted] = np.sort(ordered[unsorted], axis=1)
        result[:, year, rows] = _sorted_percentiles(ordered)
    return result


def _sorted_percentiles(ordered: FloatArray) -> FloatArray:
    """The percentiles of each row (row, draw) in rising order, NaN last: (percentile, row)."""
    rows = np.arange(len(ordered))
    known = np.isfinite(ordered[:, -1])
    count = np.where(known, ordered.shape[1], 0)
    count[~known] = (~np.isnan(ordered[~known])).sum(axis=1)
    place = np.array(PERCENTILES)[:, None] / 100.0 * np.maximum(count - 1, 0)
    below = np.floor(place).astype(np.int64)
    above = np.minimum(below + 1, np.maximum(count - 1, 0))
    found = _between(ordered[rows, below], ordered[rows, above], place - below)
    return np.where(count > 0, found, np.nan)


def _between(low: FloatArray, high: FloatArray, share: FloatArray) -> FloatArray:
    """The figure at a share of the way from one draw to the next."""
    with np.errstate(invalid="ignore"):
        found: FloatArray = np.where(low == high, low, low + (high - low) * share)
    return found
