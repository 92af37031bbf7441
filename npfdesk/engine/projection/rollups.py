"""Roll-ups: a region's figure computed from its children's figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class RollUpStage:
    """One level of the region tree: parents (parent,) and their children's rows, concatenated.

    `members` (member,) are the rows of the children that have the series, `starts` (parent,) where each
    parent's begin, `weights` (member,) the rows of the weighting indicator (-1: there is none) or None for a
    sum, `children` (parent,) how many children there are in all.
    """

    parents: IntArray
    members: IntArray
    starts: IntArray
    weights: IntArray | None
    children: NDArray[np.int32]

    @property
    def covered(self) -> NDArray[np.int32]:
        """How many children have the series (parent,)."""
        return np.diff(np.append(self.starts, len(self.members))).astype(np.int32)


def roll_up(stage: RollUpStage, values: FloatArray) -> FloatArray:
    """The roll-up of each parent, (year, ..., parent), from values (year, ..., series).

    A sum, or the mean weighted by another indicator: sum(w x) / sum(w). A child that has the series but no
    figure (or no weight) in a year leaves that year empty (NaN); weights that sum to zero do too.
    """
    figures = values[..., stage.members]
    if stage.weights is None:
        with np.errstate(over="ignore", invalid="ignore"):
            return np.add.reduceat(figures, stage.starts, axis=-1)
    weights = np.where(stage.weights >= 0, values[..., stage.weights], np.nan)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        mean = np.add.reduceat(figures * weights, stage.starts, axis=-1) / np.add.reduceat(
            weights, stage.starts, axis=-1
        )
    return np.where(np.isfinite(mean), mean, np.nan)
