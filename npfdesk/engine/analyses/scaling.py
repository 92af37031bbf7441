"""Scaling: figures made comparable between 0 and 1 (1 is better), with missing figures filled where the user chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


class Scaling(StrEnum):
    """What the ends of the scale are: each year's own extremes, those of all years pooled, or the plan's targets."""

    BY_YEAR = "by_year"
    POOLED = "pooled"
    TARGETS = "targets"


def min_max(values: FloatArray, less_is_better: BoolArray) -> FloatArray:
    """Min-max scaling of each indicator (column) over its rows: (row, indicator), 0 the worst and 1 the best.

    z = (x - min) / (max - min); where less is better z = (max - x) / (max - min) (OECD and JRC, Handbook on
    Constructing Composite Indicators, 2008, step 5). `less_is_better` (indicator,). A constant column tells
    nothing apart and is 0 in every row. Rows with a missing figure (NaN) do not set the ends and are NaN
    throughout; so is every row of no rows. Units do not matter, negative figures neither.
    """
    scaled = np.full(values.shape, np.nan)
    complete = np.isfinite(values).all(axis=1)
    if not complete.any():
        return scaled
    figures = values[complete]
    low, high = figures.min(axis=0), figures.max(axis=0)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        # the span of two finite figures can pass what a number holds: then of their halves
        part = np.where(np.isfinite(high - low), 1.0, 0.5)
        span = high * part - low * part
        upward = (figures * part - low * part) / span
        downward = (high * part - figures * part) / span
    scaled[complete] = np.where(high > low, np.where(less_is_better, downward, upward), 0.0)
    return scaled


def against_targets(values: FloatArray, targets: FloatArray, less_is_better: BoolArray) -> FloatArray:
    """The share of its target that each figure reaches, 0 to 1: values and targets (row, indicator).

    z = min(x / T, 1); where less is better z = min(T / x, 1), the target-value method of Chinese development
    indices (目标值法). NaN where the figure or the target is missing, where the target is not above 0, or the
    figure below 0; a figure of 0 where less is better has met its target.
    """
    usable = np.isfinite(values) & np.isfinite(targets) & (targets > 0) & (values >= 0)
    with np.errstate(all="ignore"):
        upward = values / targets
        downward = np.where(values == 0, 1.0, targets / values)
        share = np.minimum(np.where(less_is_better, downward, upward), 1.0)
    return np.where(usable, share, np.nan)


def vector_normalised(values: FloatArray) -> FloatArray:
    """Each column divided by its length: r = x / sqrt(sum x^2), (row, indicator).

    A column of zeros stays 0. Figures must be finite.
    """
    largest = np.abs(values).max(axis=0, initial=0.0)
    # divided by the largest first, so that the squares of great figures do not overflow
    tamed = np.divide(values, largest, out=np.zeros(values.shape), where=largest > 0)
    length = np.sqrt((tamed**2).sum(axis=0))
    normalised: FloatArray = np.divide(tamed, length, out=np.zeros(values.shape), where=length > 0)
    return normalised


class Filling(StrEnum):
    """How a missing figure is filled: not at all, by the last one before it, or by the median of the region's group."""

    NONE = "none"
    LAST_OBSERVED = "last_observed"
    GROUP_MEDIAN = "group_median"


@dataclass(frozen=True, eq=False)
class Filled:
    """`values` (year, region, indicator) with what could be filled, and `marked` of one shape where it was."""

    values: FloatArray
    marked: BoolArray


def filled(values: FloatArray, method: Filling, groups: Sequence[str] = ()) -> Filled:
    """Figures (year, region, indicator) with missing ones (NaN) filled by a method; what cannot be stays missing.

    Last observed: the figure of the latest earlier year. Group median: the median of the same year's figures
    of the regions that share the region's group (`groups`, (region,)).
    """
    made = np.array(values)
    if method is Filling.LAST_OBSERVED:
        for year in range(1, len(made)):
            made[year] = np.where(np.isnan(made[year]), made[year - 1], made[year])
    elif method is Filling.GROUP_MEDIAN:
        names = np.array(groups, dtype=object)
        for name in dict.fromkeys(groups):
            members = values[:, names == name]
            # a masked median: a group without any figure has none, and says nothing about it
            middle = np.ma.median(np.ma.masked_invalid(members), axis=1).filled(np.nan)  # type: ignore[no-untyped-call]
            made[:, names == name] = np.where(np.isnan(members), middle[:, None, :], members)
    return Filled(made, np.isnan(values) & ~np.isnan(made))
