"""Disparity between regions: variation, Gini, Theil and Dagum's parts, each region counting as one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
PLACES: Final = 3
"""Decimal places of a measure wherever it is shown."""


@dataclass(frozen=True)
class Disparity:
    """The measures of one year; NaN where a measure is not defined for the figures.

    `theil` = `theil_between` + `theil_within`; `gini` = `dagum_within` + `dagum_between` + `dagum_overlap`.
    """

    cv: float
    gini: float
    theil: float
    theil_between: float
    theil_within: float
    dagum_within: float
    dagum_between: float
    dagum_overlap: float


def disparity(values: FloatArray, groups: Sequence[str]) -> Disparity:
    """All measures of figures (region,) whose regions belong to `groups` (region,) (roles, say).

    Missing figures (NaN) are left out. Without a figure, or with a mean that is not above 0, nothing is
    defined; with a negative figure neither Gini nor Theil is.
    """
    there = np.isfinite(values)
    figures = values[there]
    names = np.array(groups, dtype=object)[there]
    between, within = theil_parts(figures, names)
    inside, net, overlap = dagum_parts(figures, names)
    return Disparity(variation(figures), gini(figures), theil(figures), between, within, inside, net, overlap)


def variation(figures: FloatArray) -> float:
    """The coefficient of variation: the population's standard deviation over the mean.

    Complete figures (region,). NaN for none, or a mean that is not above 0.
    """
    if not len(figures):
        return np.nan
    shares = _relative(figures)
    return np.nan if shares is None else float(shares.std())


def gini(figures: FloatArray) -> float:
    """Gini's coefficient: the sum over all pairs of |x_i - x_j| / (2 n^2 mean), without a small-sample correction.

    Complete figures (region,) of 0 or more. NaN for none, a negative one, or a mean of 0.
    """
    shares = _relative(figures)
    if shares is None or (shares < 0).any():
        return np.nan
    ordered = np.sort(shares)
    count = len(ordered)
    place = np.arange(1, count + 1)
    # the sum over pairs, of ordered figures in one pass; the shares' mean is 1
    return float(((2 * place - count - 1) * ordered).sum() / count**2)


def theil(figures: FloatArray) -> float:
    """Theil's T: the mean of (x / mean) ln(x / mean), each region one unit, with 0 ln 0 = 0.

    Complete figures (region,) of 0 or more (Theil 1967, Economics and Information Theory). 0 for one region.
    NaN for none, a negative one, or a mean of 0.
    """
    shares = _relative(figures)
    if shares is None or (shares < 0).any():
        return np.nan
    return float(_entropy_terms(shares).mean())


def theil_parts(figures: FloatArray, groups: NDArray[np.object_]) -> tuple[float, float]:
    """Theil's T between and within groups; their sum is T.

    between = sum over groups of s_g ln(m_g / m), within = sum of s_g T_g, with s_g the group's share of the
    total and m_g its mean (Shorrocks 1980, Econometrica 48:613). NaN as for ``theil``.
    """
    whole = _relative(figures)
    if whole is None or (whole < 0).any():
        return np.nan, np.nan
    between = within = 0.0
    for name in dict.fromkeys(groups):
        members = whole[groups == name]
        mean = float(members.mean())
        share = len(members) / len(whole) * mean
        if share > 0:
            between += share * np.log(mean)
            within += share * theil(members)
    # neither can be below 0 but by the last bits of a sum
    return max(0.0, float(between)), max(0.0, float(within))


def dagum_parts(figures: FloatArray, groups: NDArray[np.object_]) -> tuple[float, float, float]:
    """Gini's coefficient as Dagum's three parts: within groups, net between groups, and by their overlap.

    With p_g the share of regions and s_g of the total, G_gh = mean |x - y| / (m_g + m_h) over the pairs of
    two groups: within = sum G_gg p_g s_g; for each pair of groups G_gh (p_g s_h + p_h s_g) splits by the
    relative affluence D = (d - p) / (d + p) into D (net between) and 1 - D (overlap), d and p being the means
    of the differences in favour of the group with the greater and the lesser mean (Dagum 1997, Empirical
    Economics 22:515). NaN as for ``gini``.
    """
    whole = _relative(figures)
    if whole is None or (whole < 0).any():
        return np.nan, np.nan, np.nan
    place = {name: column for column, name in enumerate(dict.fromkeys(groups))}
    count = len(whole)
    members = np.zeros((count, len(place)))
    members[np.arange(count), [place[name] for name in groups]] = 1.0
    # by how much, on the average over all pairs, a region of one group is ahead of one of another; since
    # p_g s_h + p_h s_g = p_g p_h (m_g + m_h), this is what G_gh, d and p come to
    ahead = members.T @ np.maximum(whole[:, None] - whole[None, :], 0.0) @ members / count**2
    within = np.trace(ahead)
    between = np.abs(ahead - ahead.T).sum() / 2
    overlap = 2 * np.triu(np.minimum(ahead, ahead.T), 1).sum()
    return float(within), float(between), float(overlap)


def _relative(figures: FloatArray) -> FloatArray | None:
    """Figures over their mean; None where there are none or the mean is not above 0."""
    largest = float(np.abs(figures).max(initial=0.0))
    if largest == 0:
        return None
    # by the largest first: the sum of great figures must not overflow
    tamed = figures / largest
    mean = float(tamed.mean())
    return tamed / mean if mean > 0 else None


def _entropy_terms(shares: FloatArray) -> FloatArray:
    positive = shares > 0
    terms: FloatArray = shares * np.log(shares, out=np.zeros(shares.shape), where=positive)
    return terms
