"""Reach: which series a row of assumptions for any region reaches, being those that its method can continue."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.paths import continued, parameters
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.plan.method_description import PathInputs
from npfdesk.plan.scenarios import Assumption

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Reach:
    """What decides whether a method can continue a series: observed figures (year, series), their last columns, targets."""

    frame: Frame
    observed: FloatArray
    last: IntArray
    targets: TargetTable

    def reached(self, assumption: Assumption, rows: IntArray) -> BoolArray:
        """Which of some rows an assumption for any region reaches (row,).

        Not those that its method cannot continue (a trend of one year, no target ahead, nothing below), nor one that is known
        by its roll-up alone, whose history and figures a path of its own would take the place of.
        """
        frame = self.frame
        given = parameters([assumption], np.zeros(len(rows), dtype=np.int64), frame.plan.years)
        waypoints = self.targets.waypoints(frame).take(rows)
        whole = PathInputs(
            self.observed[:, rows], self.last[rows], frame.plan.years, frame.points[rows], given, waypoints
        )
        reached: BoolArray = continued(whole) & ~((self.last[rows] < 0) & frame.rolled_up[rows])
        return reached & frame.rolled_up[rows] if assumption.method.about.rolls_up else reached
