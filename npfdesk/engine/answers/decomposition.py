"""Decomposition of a change into contributions: LMDI for factors of a product, Shapley values for any changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def logarithmic_mean(one: FloatArray, other: FloatArray) -> FloatArray:
    """L(a, b) = (a - b) / (ln a - ln b), L(a, a) = a: between the geometric and the arithmetic mean.

    0 where one of them is 0 (the limit); NaN where their signs differ.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        # of figures so close the mean of both is exact to the last digit
        near = np.abs(one - other) < 1e-8 * np.abs(other)
        mean = np.where(near, (one + other) / 2.0, (one - other) / _log_ratio(one, other))
    mean = np.where((one == 0) | (other == 0), 0.0, mean)
    return np.where(one * other < 0, np.nan, mean)


def _log_ratio(one: FloatArray, other: FloatArray) -> FloatArray:
    """ln(one / other), also of close figures to the last digit, which the quotient loses."""
    rise = (one - other) / other
    return np.where(np.abs(rise) < 0.5, np.log1p(rise), np.log(one / other))


def lmdi(before: FloatArray, after: FloatArray) -> FloatArray:
    """What each factor did to the last of a chain of figures, (factor, ...), summing to its change.

    They sum exactly, but for the last bits of the largest: where two of millions cancel in a change of 0.5, billionths.

    `before` and `after` (figure, ...) are the figures of a chain: firms, output, value added. The factors are
    the first figure and the ratio of each to the one before: firms, output per firm, value-added rate; their
    product is the last figure V. Additive LMDI-I:

        dV_k = L(V1, V0) ln(f_k1 / f_k0),  L the logarithmic mean;  the sum of dV_k is V1 - V0.

    Source: Ang (2005), The LMDI approach to decomposition analysis: a practical guide, Energy Policy 33,
    867-871. A figure of 0 stands for a small number that goes to 0, the same for all (Ang and Liu 2007, Energy
    Policy 35, 238-246), and the limit is taken itself: with o the power of that number in a factor, dV_k =
    (V1 - V0) (o_k0 - o_k1) / (o_V0 - o_V1) where V is 0 at one end, 0 where it is 0 at both. NaN where a figure
    is missing, changes its sign, or becomes 0 inside the chain while V does not: there the limit does not exist.
    """
    before, after = np.asarray(before, dtype=np.float64), np.asarray(after, dtype=np.float64)
    zero_before, zero_after = before == 0, after == 0
    powers_before, powers_after = _powers(zero_before), _powers(zero_after)
    first, last = before[-1], after[-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        growth = np.where(zero_before & zero_after, 0.0, _log_ratio(after, before))
        plain = logarithmic_mean(last, first) * np.diff(growth, axis=0, prepend=0.0)
        fall = powers_before - powers_after
        whole = zero_before[-1].astype(np.int64) - zero_after[-1].astype(np.int64)
        limit = (last - first) * fall / whole
    gone = zero_before[-1] & zero_after[-1]
    even = (fall == 0).all(axis=0)
    amount = np.where(gone, 0.0, np.where(whole != 0, limit, np.where(even, plain, np.nan)))
    turned = (before * after < 0).any(axis=0) | ~(np.isfinite(before) & np.isfinite(after)).all(axis=0)
    amount = np.where(turned, np.nan, amount)
    # rounding may leave a last bit, which the largest share can bear
    return np.where(np.isfinite(amount), amount + _rest(amount, last - first), amount)


def _powers(zero: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The power of the small number in each factor, (factor, ...): of a figure less that of the one before."""
    powers = zero.astype(np.int64)
    powers[1:] -= zero[:-1].astype(np.int64)
    return powers


def _rest(amount: FloatArray, total: FloatArray) -> FloatArray:
    largest = np.argmax(np.abs(amount), axis=0)
    rest = total - amount.sum(axis=0)
    there = np.arange(len(amount)).reshape(-1, *(1,) * (amount.ndim - 1)) == largest
    return np.where(there, rest, 0.0)


EXACT: Final = 12
"""Up to so many changes every one of the 2^n sets is computed."""

Worth = Callable[[frozenset[int]], float]


@dataclass(frozen=True, eq=False)
class Shares:
    """What each change did (change,), in the outcome's unit; together `total` exactly.

    `error` (change,) is the standard error, 0 where `exact`. NaN throughout where some outcome is missing.
    """

    amount: FloatArray
    error: FloatArray
    total: float
    exact: bool


def shapley(changes: int, worth: Worth, orders: int = 256, seed: int = 1) -> Shares:
    """Divide worth(all) - worth(none) among changes 0 to n - 1.

    phi_i = sum over sets S without i of |S|! (n - |S| - 1)! / n! (worth(S + i) - worth(S)): Shapley (1953).
    Exact up to 12 changes; beyond, the mean over `orders` random orders, each taken with its reverse, and the
    standard error of that mean over the pairs (Castro, Gómez and Tejada 2009). What rounding leaves of the total is
    spread in proportion. The same answer for the same seed.
    """
    known: dict[frozenset[int], float] = {}

    def asked(some: frozenset[int]) -> float:
        if some not in known:
            known[some] = worth(some)
        return known[some]

    total = asked(frozenset(range(changes))) - asked(frozenset())
    if changes <= EXACT:
        amount, error = _exact(changes, asked), np.zeros(changes)
    else:
        amount, error = _sampled(changes, asked, orders, seed)
    return Shares(_summing(amount, total), error, total, changes <= EXACT)


def _exact(changes: int, worth: Worth) -> FloatArray:
    amount = np.zeros(changes)
    figures = np.array([worth(_members(code)) for code in range(1 << changes)])
    sizes = np.array([code.bit_count() for code in range(1 << changes)])
    codes = np.arange(1 << changes)
    for change in range(changes):
        without = codes[(codes >> change) & 1 == 0]
        weight = np.array([1.0 / (changes * comb(changes - 1, size)) for size in sizes[without].tolist()])
        amount[change] = float(weight @ (figures[without | (1 << change)] - figures[without]))
    return amount


def _members(code: int) -> frozenset[int]:
    return frozenset(place for place in range(code.bit_length()) if code >> place & 1)


def _sampled(changes: int, worth: Worth, orders: int, seed: int) -> tuple[FloatArray, FloatArray]:
    draw = np.random.default_rng(seed)
    pairs = np.empty((max(2, orders // 2), changes))
    for pair in pairs:
        order = draw.permutation(changes)
        pair[:] = (_walk(order.tolist(), worth) + _walk(order[::-1].tolist(), worth)) / 2.0
    return pairs.mean(axis=0), pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs))


def _walk(order: Sequence[int], worth: Worth) -> FloatArray:
    amount = np.empty(len(order))
    before = worth(frozenset())
    for place, change in enumerate(order):
        after = worth(frozenset(order[: place + 1]))
        amount[change] = after - before
        before = after
    return amount


def _summing(amount: FloatArray, total: float) -> FloatArray:
    """The amounts with the last bits that rounding lost given back, so that they sum to the total."""
    whole = float(np.abs(amount).sum())
    return amount + (total - amount.sum()) * np.abs(amount) / whole if whole > 0 else amount
