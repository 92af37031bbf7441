"""Filling missing figures, where a person chooses it: by a named method, and with a mark on what was filled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]


class Filling(StrEnum):
    """What stands in for a missing figure: nothing, the last one before it, or the middle of the region's group."""

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
