"""Roll-ups: a region's figure computed from its children's figures, in each year from those in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
Marks = TypeVar("Marks", NDArray[np.bool_], NDArray[np.float64])


@dataclass(frozen=True, eq=False)
class RollUpStage:
    """One level of the region tree: parents (parent,) and their children's rows, concatenated.

    `members` (member,) are the rows of the children that have the series, `starts` (parent,) where each
    parent's begin, `weights` (member,) the rows of the weighting indicator (-1: there is none) or None for a
    sum, `children` (parent,) how many children there are in all. `in_force` (year, member) says in which years a
    child is in force, and `children_in_force` (year, parent) how many there are; both None where all always are.
    `lost` (year, parent) marks the years in which a region took the place of one that has the series without having
    it itself: a roll-up without it would lose its part.
    """

    parents: IntArray
    members: IntArray
    starts: IntArray
    weights: IntArray | None
    children: NDArray[np.int32]
    in_force: BoolArray | None = None
    children_in_force: NDArray[np.int32] | None = None
    lost: BoolArray | None = None

    @property
    def sizes(self) -> NDArray[np.int32]:
        """How many children have the series, in force or not (parent,)."""
        return np.diff(np.append(self.starts, len(self.members))).astype(np.int32)

    def stale(self, changed: BoolArray) -> RollUpStage | None:
        """The part of the stage that reads one of the series `changed` (series,); None where no parent does."""
        read = changed[self.members]
        if self.weights is not None:
            read |= changed[self.weights] & (self.weights >= 0)
        wanted = np.logical_or.reduceat(read, self.starts) | changed[self.parents]
        if wanted.all():
            return self
        return self._of(wanted) if wanted.any() else None

    def _of(self, wanted: BoolArray) -> RollUpStage:
        """The stage of some of its parents alone, (parent,)."""
        sizes = self.sizes
        kept, left = np.repeat(wanted, sizes), sizes[wanted]
        return RollUpStage(
            parents=self.parents[wanted],
            members=self.members[kept],
            starts=np.cumsum(left) - left,
            weights=None if self.weights is None else self.weights[kept],
            children=self.children[wanted],
            in_force=None if self.in_force is None else self.in_force[:, kept],
            children_in_force=None if self.children_in_force is None else self.children_in_force[:, wanted],
            lost=None if self.lost is None else self.lost[:, wanted],
        )

    def covered(self, column: int) -> NDArray[np.int32]:
        """How many children in force in a year (its column) have the series (parent,)."""
        if self.in_force is None:
            return self.sizes
        there = self.in_force[column].astype(np.int32)
        return np.add.reduceat(there, self.starts).astype(np.int32)

    def family(self, column: int) -> NDArray[np.int32]:
        """How many children are in force in a year (its column) (parent,)."""
        return self.children if self.children_in_force is None else self.children_in_force[column]

    def there(self, column: int) -> BoolArray:
        """Which members are in force in a year (its column) (member,)."""
        if self.in_force is None:
            return np.ones(len(self.members), dtype=np.bool_)
        there: BoolArray = self.in_force[column]
        return there


def roll_up(stage: RollUpStage, values: FloatArray) -> FloatArray:
    """The roll-up of each parent, (year, ..., parent), from values (year, ..., series).

    A sum, or the mean weighted by another indicator: sum(w x) / sum(w), over the children in force in the year. A
    child in force that has the series but no figure (or no weight) in a year leaves that year empty (NaN); weights that
    sum to zero do too, and so does a year in which none is in force.
    """
    figures = values.take(stage.members, axis=-1)
    if stage.weights is None:
        with np.errstate(over="ignore", invalid="ignore"):
            return _whole(stage, np.add.reduceat(_in_force(stage, figures), stage.starts, axis=-1))
    weights = np.where(stage.weights >= 0, values.take(stage.weights, axis=-1), np.nan)
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        mean = np.add.reduceat(_in_force(stage, figures * weights), stage.starts, axis=-1) / np.add.reduceat(
            _in_force(stage, weights), stage.starts, axis=-1
        )
    return _whole(stage, np.where(np.isfinite(mean), mean, np.nan))


def _in_force(stage: RollUpStage, figures: FloatArray) -> FloatArray:
    """The figures of members (year, ..., member), 0 where they are not in force."""
    if stage.in_force is None:
        return figures
    return np.where(with_draw_axes(stage.in_force, figures), figures, 0.0)


def _whole(stage: RollUpStage, rolled: FloatArray) -> FloatArray:
    if stage.in_force is None or stage.lost is None:
        return rolled
    empty = stage.lost | ~np.logical_or.reduceat(stage.in_force, stage.starts, axis=-1)
    return np.where(with_draw_axes(empty, rolled), np.nan, rolled)


def with_draw_axes(marks: Marks, figures: FloatArray, leading: int = 0) -> Marks:
    """Marks (year, one) with an axis for each that figures ([leading], year, ..., one) have between the two."""
    between = figures.ndim - leading - marks.ndim
    return marks.reshape(marks.shape[0], *(1,) * between, marks.shape[1])
