"""Results of the engine: the paths of every scenario, and the origin of each figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.inputs import Inputs
from npfdesk.engine.projection.observed_paths import ObservedPaths
from npfdesk.engine.projection.scenario_paths import Origin, Projection
from npfdesk.engine.projection.spillover_paths import SpilloverPaths
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.plan.model import Plan
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status

FloatArray = NDArray[np.float64]

__all__ = ["Origin", "Results", "Rule", "ScenarioResult", "Status"]


@dataclass(frozen=True, eq=False)
class ScenarioResult:
    """One scenario's results. All arrays are read-only; those by (series, year) are views of year-first memory.

    `stated_targets` are the targets resolved against observed bases; `targets` also resolves those whose base
    is a computed figure. `raw_gain` is the gain that levers would add to every series.
    """

    scenario: str
    inputs: Inputs
    stated_targets: TargetTable
    targets: TargetTable
    projection: Projection
    raw_gain: FloatArray

    @property
    def values(self) -> FloatArray:
        """The figures (series, year), NaN where there is none."""
        return self.projection.values.T

    @property
    def origin(self) -> NDArray[np.uint8]:
        """Where each figure comes from (series, year), codes of Origin."""
        return self.projection.origin.T

    @property
    def rollup(self) -> FloatArray:
        """The children's roll-up (series, year), NaN where there is none."""
        return self.projection.rollup.T

    @property
    def covered(self) -> NDArray[np.int32]:
        """The number of children that a roll-up covers, and the number of all children (series, 2)."""
        return self.projection.covered

    @property
    def gain(self) -> FloatArray:
        """What levers add each year (series, year), 0 where they do not act: percentage points of growth, for what moves in points points."""
        return self.projection.gain.T


@dataclass(frozen=True, eq=False)
class Results:
    """The results of all scenarios of one document.

    `spilling` is what regions pass on of their gains. `observed` is the plan's, year-first (year, series), and `last`
    the column of each series' last figure in it, -1 where there is none (series,). `touched` (series,) marks the
    series whose figures, assumption or target differ, in any scenario, from the results that these were computed from.
    `actual` are the figures that rest on observed ones alone.
    """

    plan: Plan
    frame: Frame
    observed: FloatArray
    last: NDArray[np.int64]
    scenarios: Mapping[str, ScenarioResult]
    touched: NDArray[np.bool_]
    actual: ObservedPaths
    spilling: SpilloverPaths | None = None
