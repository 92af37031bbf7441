"""Draws of parameters: from even numbers between 0 and 1 to figures between low and high.

Every draw can be made by itself from its number: a chunk of draws is the same whoever makes it and however the
draws are cut into chunks. Arrays are (draw, parameter).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from npfdesk.plan.problems import Wording

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

BLOCK: Final = 512
"""Draws are made in blocks of this size, so that any chunk can be cut out of them."""

SOBOL_LIMIT: Final = 21_201
"""The most parameters for which Sobol numbers are known (Joe and Kuo 2008)."""

_TAIL: Final = float(ndtri(0.95))
_HALF_STEP: Final = 2.0**-54
_EDGE: Final = 2.0**-40


class Shape(StrEnum):
    """How a parameter is spread: triangular over (low, value, high), or normal with low and high its 5 and 95 %."""

    TRIANGULAR = "triangular"
    NORMAL = "normal"


SHAPE_NAMES: Final = MappingProxyType(
    {Shape.TRIANGULAR: Wording("三角分布", "triangular"), Shape.NORMAL: Wording("正态分布", "normal")}
)
"""How parameters are spread, in words."""


class Sampling(StrEnum):
    """How the even numbers are made: in opposite pairs (u, 1 - u), or by a scrambled Sobol sequence."""

    ANTITHETIC = "antithetic"
    SOBOL = "sobol"


@dataclass(frozen=True, eq=False)
class Ranges:
    """The parameters drawn, arrays (parameter,): `low`, `value` and `high` in the parameter's own unit.

    `whole` marks numbers of years, which are rounded. `stream` is the number of the parameter's own stream of
    even numbers and `common` that of the group it moves with (-1: none); `streams` is how many there are in all.
    """

    low: FloatArray
    value: FloatArray
    high: FloatArray
    whole: NDArray[np.bool_]
    stream: IntArray
    common: IntArray
    streams: int

    def take(self, parameters: IntArray) -> Ranges:
        """The same for some of the parameters: their draws do not depend on the others."""
        return Ranges(
            self.low[parameters],
            self.value[parameters],
            self.high[parameters],
            self.whole[parameters],
            self.stream[parameters],
            self.common[parameters],
            self.streams,
        )


def drawn(
    ranges: Ranges, shape: Shape, sampling: Sampling, correlation: float, seed: int, first: int, count: int
) -> FloatArray:
    """The figures of draws `first` to `first + count - 1`, (draw, parameter), a parameter's side by side in memory.

    Independent, but parameters of a group move together by a Gaussian copula of one factor: z = sqrt(r) c +
    sqrt(1 - r) e with c the group's and e the parameter's own normal number, so that any two of a group have
    the correlation r (0 to 1) as normal numbers. The same draws for the same seed, however they are chunked.
    """
    even = _even(sampling, ranges.stream, ranges.streams, seed, first, count)
    grouped = np.flatnonzero(ranges.common >= 0) if correlation > 0 else np.empty(0, dtype=np.int64)
    if len(grouped):
        groups, place = np.unique(ranges.common[grouped], return_inverse=True)
        common = ndtri(_even(sampling, groups, ranges.streams, seed, first, count))[:, place]
        own = ndtri(even[:, grouped])
        together = ndtr(np.sqrt(correlation) * common + np.sqrt(1.0 - correlation) * own)
        even[:, grouped] = np.clip(together, _EDGE, 1.0 - _EDGE)
    figures = (triangular if shape is Shape.TRIANGULAR else normal)(
        even, ranges.low, ranges.value, ranges.high
    )
    if ranges.whole.any():
        figures[:, ranges.whole] = np.rint(figures[:, ranges.whole])
    return figures


def triangular(even: FloatArray, low: FloatArray, value: FloatArray, high: FloatArray) -> FloatArray:
    """The triangular distribution over (low, value, high) at the shares `even` of it, by its inverse.

    low + sqrt(u (high - low)(value - low)) up to u = (value - low) / (high - low), from there on
    high - sqrt((1 - u)(high - low)(high - value)).
    """
    width = high - low
    with np.errstate(divide="ignore", invalid="ignore"):
        turn = np.where(width > 0, (value - low) / width, 1.0)
    left = low + np.sqrt(even * (width * (value - low)))
    right = high - np.sqrt((1.0 - even) * (width * (high - value)))
    return np.where(even < turn, left, right)


def normal(even: FloatArray, low: FloatArray, value: FloatArray, high: FloatArray) -> FloatArray:
    """The normal distribution of which low and high are 5 and 95 %, at the shares `even` of it.

    Mean (low + high) / 2 and deviation (high - low) / (2 x 1.6449); the value itself has no part in it.
    """
    figures: FloatArray = (low + high) / 2.0 + (high - low) / (2.0 * _TAIL) * ndtri(even)
    return figures


def _even(
    sampling: Sampling, streams: IntArray, dimensions: int, seed: int, first: int, count: int
) -> FloatArray:
    """Even numbers, strictly between 0 and 1, of some streams: (draw, stream), a stream's draws side by side in memory."""
    even = np.empty((len(streams), count)).T
    for block in range(first // BLOCK, (first + count - 1) // BLOCK + 1) if count > 0 else ():
        begin, end = max(first, block * BLOCK), min(first + count, (block + 1) * BLOCK)
        inside = slice(begin - block * BLOCK, end - block * BLOCK)
        made = (
            _sobol(streams, dimensions, seed, block)
            if sampling is Sampling.SOBOL
            else _pairs(streams, seed, block)
        )
        even[begin - first : end - first] = made[inside]
    return even


def _pairs(streams: IntArray, seed: int, block: int) -> FloatArray:
    key = int(np.random.SeedSequence(seed).generate_state(1, np.uint64)[0])
    half = np.empty((len(streams), BLOCK // 2))
    # a counter-based generator begins at any block without making those before; made once, since making costs
    source = np.random.Philox(counter=[0, block, 0, 0], key=[key, 0])
    numbers, state = np.random.Generator(source), source.state
    for place, stream in enumerate(streams.tolist()):
        state["state"]["key"][1] = stream
        source.state = state
        numbers.random(out=half[place])
    half += _HALF_STEP
    pairs = np.empty((len(streams), BLOCK))
    pairs[:, 0::2] = half
    pairs[:, 1::2] = 1.0 - half
    return np.clip(pairs, _HALF_STEP, 1.0 - 2.0 * _HALF_STEP, out=pairs).T


def _sobol(streams: IntArray, dimensions: int, seed: int, block: int) -> FloatArray:
    # scipy's statistics take a second to load, and most draws do without
    from scipy.stats.qmc import Sobol

    sequence = Sobol(dimensions, scramble=True, seed=seed)
    if block:
        sequence.fast_forward(block * BLOCK)
    points: FloatArray = sequence.random(BLOCK)[:, streams]
    return np.clip(points, _EDGE, 1.0 - _EDGE)
