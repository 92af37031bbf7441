"""Shapley values: what each of several changes did, whatever the order in which they are thought to come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

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
