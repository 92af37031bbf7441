"""Weights of indicators: by entropy, equal, by CRITIC, by pairwise judgement (AHP), typed, and combined."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.problems import Problem, error

FloatArray = NDArray[np.float64]

NOT_RECIPROCAL: Final = error(
    "pairwise_not_reciprocal",
    "判断矩阵第{row}行第{column}列与其对称元素不互为倒数，或不是正数。请改为 1—9 标度的正互反矩阵。",
    "Row {row}, column {column} of the pairwise table is not positive, or not the reciprocal of its mirror cell. Enter a "
    "positive reciprocal table on the scale of 1 to 9.",
)
WEIGHTS_UNUSABLE: Final = error(
    "weights_unusable",
    "权重须为不小于 0 的数，个数与指标相同，合计大于 0。",
    "Weights must be numbers of 0 or more, one for each indicator, with a sum above 0.",
)

# Saaty's mean consistency index of random tables, for 1 to 15 things compared
_RANDOM_INDEX: Final = (
    0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.54, 1.56, 1.57, 1.59,
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class EntropyWeights:
    """`weights` and `entropy`, (indicator,)."""

    weights: FloatArray
    entropy: FloatArray


@dataclass(frozen=True, eq=False)
class PairwiseWeights:
    """AHP's answer: `weights` (indicator,), the largest eigenvalue, consistency index and ratio.

    `ratio` is None where there are more than 15 indicators, for which no random index is published.
    """

    weights: FloatArray
    eigenvalue: float
    index: float
    ratio: float | None

    @property
    def consistent(self) -> bool:
        """Whether the judgements agree well enough: a ratio below 0.1 (Saaty)."""
        return self.ratio is not None and self.ratio < 0.1


def entropy_weights(scaled: FloatArray) -> EntropyWeights:
    """Weights by Shannon's entropy of scaled figures (row, indicator), all of them 0 or more and complete.

    p = z / sum z, e = -sum p ln p / ln n with 0 ln 0 = 0, w = (1 - e) / sum (1 - e), n being the number of
    rows (Shannon 1948; the entropy weight method as in Zhu, Tian and Yan 2020, Mathematical Problems in
    Engineering 3564835). Nothing is shifted. A constant column has e = 1 and weighs 0; where all are
    constant (one row included) all weigh 0, since nothing tells the rows apart.
    """
    count, width = scaled.shape
    entropy = np.ones(width)
    differs = np.ptp(scaled, axis=0) > 0 if count > 1 else np.zeros(width, dtype=np.bool_)
    if differs.any():
        column = scaled[:, differs]
        share = column / column.sum(axis=0)
        inside = share > 0
        logs = np.log(share, out=np.zeros(share.shape), where=inside)
        entropy[differs] = -(share * logs).sum(axis=0) / np.log(count)
    return EntropyWeights(_normalised(np.clip(1.0 - entropy, 0.0, None)), entropy)


def equal_weights(count: int) -> FloatArray:
    """1 / n for each of n indicators; none for none."""
    return np.full(count, 1.0 / count) if count else np.empty(0)


def critic_weights(scaled: FloatArray) -> FloatArray:
    """Weights by contrast and conflict (CRITIC) of scaled figures (row, indicator), complete.

    C_j = s_j sum over k of (1 - r_jk), w = C / sum C, s the standard deviation and r Pearson's correlation
    (Diakoulaki, Mavrotas and Papayannakis 1995, Computers & Operations Research 22:763). A constant column
    has no correlation: it weighs 0 and counts in no other's sum. A single column that differs weighs all.
    """
    width = scaled.shape[1]
    information = np.zeros(width)
    differs = np.ptp(scaled, axis=0) > 0 if len(scaled) > 1 else np.zeros(width, dtype=np.bool_)
    if differs.sum() == 1:
        information[differs] = 1.0
    elif differs.any():
        column = scaled[:, differs]
        correlation = np.corrcoef(column, rowvar=False)
        information[differs] = column.std(axis=0) * (1.0 - correlation).sum(axis=1)
        if information.sum() <= 1e-12:
            # columns that all say the same conflict in nothing: they share evenly
            information[differs] = 1.0
    return _normalised(np.clip(information, 0.0, None))


def pairwise_weights(table: FloatArray) -> PairwiseWeights | Problem:
    """Weights out of pairwise judgements (AHP): `table` (indicator, indicator), a_ij how many times i outweighs j.

    The principal eigenvector, summing to 1; index = (lambda - n) / (n - 1), ratio = index / random index
    (Saaty 1980, The Analytic Hierarchy Process). A Problem where the table is not positive and reciprocal.
    """
    count = len(table)
    bad = ~(np.isfinite(table) & (table > 0))
    with np.errstate(all="ignore"):
        bad |= np.abs(table * table.T - 1.0) > 1e-6
    if bad.any():
        row, column = (int(place[0]) for place in np.nonzero(bad))
        return Problem(NOT_RECIPROCAL, arguments={"row": row + 1, "column": column + 1})
    values, vectors = np.linalg.eig(table)
    largest = int(np.argmax(values.real))
    weights = _normalised(np.abs(vectors[:, largest].real))
    eigenvalue = float(values[largest].real)
    index = max(0.0, (eigenvalue - count) / (count - 1)) if count > 1 else 0.0
    if count > len(_RANDOM_INDEX):
        return PairwiseWeights(weights, eigenvalue, index, None)
    expected = _RANDOM_INDEX[count - 1]
    return PairwiseWeights(weights, eigenvalue, index, index / expected if expected else 0.0)


def typed_weights(figures: FloatArray) -> FloatArray | Problem:
    """Weights as typed (indicator,), brought to a sum of 1; a Problem where one is negative or the sum is 0."""
    if not np.isfinite(figures).all() or (figures < 0).any() or not figures.sum() > 0:
        return Problem(WEIGHTS_UNUSABLE)
    return _normalised(figures)


def combined_weights(first: FloatArray, second: FloatArray) -> FloatArray:
    """Two sets of weights (indicator,) as one: w = sqrt(w1 w2) / sum sqrt(w1 w2), nearest to both by relative entropy.

    Where the product is 0 throughout all weigh 0.
    """
    return _normalised(np.sqrt(first * second))


def _normalised(figures: FloatArray) -> FloatArray:
    total = figures.sum()
    return figures / total if total > 0 else np.zeros(figures.shape)
