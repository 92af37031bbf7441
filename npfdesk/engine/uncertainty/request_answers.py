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
    count = _Count(request)
    size = max(1, _NEAR // (_FIGURE * max(1, len(request.parameter))))
    # what comes together over the years may begin before the last observed one
    begin = 0 if request.targets.gathered else int(request.last.min())
    years = slice(begin, max(begin, request.last_due) + 1)
    for first in range(0, draws if len(request.targets.row) else 0, size):
        some = np.ascontiguousarray(parameters[:, first : first + size].T)
        paths, _ = drawn_own(request, some[:, request.parameter], years)
        count.add(first, judged(request, paths, begin))
    return count.with_percentiles(found)


def _rising_percentiles(request: DrawRequest, parameters: FloatArray) -> FloatArray | None:
    """The percentiles (percentile, year, output) from the parameters alone (parameter, draw)."""
    draws = parameters.shape[1]
    place = np.array(PERCENTILES)[:, None] / 100.0 * (draws - 1)
    below = np.floor(place[:, 0]).astype(np.int64)
    above = np.minimum(below + 1, draws - 1)
    places = [0, *below.tolist(), *above.tolist(), draws - 1]
    wanted = np.partition(parameters, sorted(set(places)), axis=1)[:, places].T[:, request.parameter]
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
