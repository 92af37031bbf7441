"""Coupling coordination: how well several dimensions develop together, in the classic and the corrected form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.problems import Wording

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]

GRADES: Final = (
    Wording("极度失调", "extreme disorder"),
    Wording("严重失调", "severe disorder"),
    Wording("中度失调", "moderate disorder"),
    Wording("轻度失调", "slight disorder"),
    Wording("濒临失调", "near disorder"),
    Wording("勉强协调", "barely coordinated"),
    Wording("初级协调", "primary coordination"),
    Wording("中级协调", "intermediate coordination"),
    Wording("良好协调", "good coordination"),
    Wording("优质协调", "quality coordination"),
)
"""The ten grades of a degree: [0, 0.1), [0.1, 0.2), ... [0.9, 1]."""


@dataclass(frozen=True, eq=False)
class Coordination:
    """`coupling` C, `development` T and `degree` D, each 0 to 1 and of one shape: the dimensions' without its first axis."""

    coupling: FloatArray
    development: FloatArray
    degree: FloatArray

    @property
    def grade(self) -> IntArray:
        """The place of each degree in GRADES, -1 where there is none."""
        return grades(self.degree)


def classic_coordination(levels: FloatArray, weights: FloatArray | None = None) -> Coordination:
    """The classic model: `levels` u (dimension, ...), each 0 to 1; `weights` (dimension,) summing to 1, else equal.

    C = n (prod u)^(1/n) / sum u, T = sum of w u, D = sqrt(C T) (Liao 1999, 热带地理 19:171, in the form for n
    dimensions). All 0 gives 0; a missing level (NaN) gives NaN.
    """
    count = len(levels)
    total = levels.sum(axis=0)
    geometric = np.prod(levels, axis=0) ** (1.0 / count)
    with np.errstate(divide="ignore", invalid="ignore"):
        coupling = np.where(total == 0, 0.0, count * geometric / total)
    return _with_degree(coupling, _development(levels, weights))


def corrected_coordination(levels: FloatArray, weights: FloatArray | None = None) -> Coordination:
    """The corrected model, whose C spreads over 0 to 1: `levels` u (dimension, ...) and `weights` as above.

    C = sqrt([1 - sum over pairs of |u_i - u_j| / (n (n - 1) / 2)] x [prod of u_i / max u]^(1 / (n - 1))),
    T = sum of w u, D = sqrt(C T) (王淑佳、孔伟、任亮、治丹丹、戴彬婷 2021：国内耦合协调度模型的误区及修正，
    自然资源学报 36(3):793). All 0 gives 0, one dimension C = 1; a missing level gives NaN.
    """
    count = len(levels)
    largest = levels.max(axis=0)
    if count == 1:
        coupling = np.where(largest == 0, 0.0, np.where(np.isnan(largest), np.nan, 1.0))
        return _with_degree(coupling, _development(levels, weights))
    ordered = np.sort(levels, axis=0)
    # of ordered figures the sum over pairs is one pass: the k-th counts 2k - n + 1 times, k from 0
    places = (2 * np.arange(count) - count + 1).reshape(-1, *([1] * (levels.ndim - 1)))
    apart = (places * ordered).sum(axis=0) / (count * (count - 1) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        balance = np.prod(levels / largest, axis=0) ** (1.0 / (count - 1))
        product = np.clip(1.0 - apart, 0.0, 1.0) * balance
    coupling = np.where(largest == 0, 0.0, np.sqrt(product))
    return _with_degree(coupling, _development(levels, weights))


def grades(degree: FloatArray) -> IntArray:
    """The place of each degree in GRADES, -1 for none (NaN); 1 belongs to the last."""
    with np.errstate(invalid="ignore"):
        # a tenth that is a hair below itself by arithmetic is that tenth
        place = np.floor(np.round(degree * 10, 9))
    return np.where(np.isnan(degree), -1, np.clip(np.nan_to_num(place), 0, len(GRADES) - 1)).astype(np.int64)


def _development(levels: FloatArray, weights: FloatArray | None) -> FloatArray:
    if weights is None:
        return np.asarray(levels.sum(axis=0) / len(levels))
    return np.asarray(np.tensordot(weights, levels, axes=1))


def _with_degree(coupling: FloatArray, development: FloatArray) -> Coordination:
    return Coordination(coupling, development, np.sqrt(coupling * development))
