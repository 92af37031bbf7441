"""What the engine answers: the paths of every scenario, where each figure comes from, and how targets stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.frame import Frame
from npfdesk.engine.inputs import Inputs
from npfdesk.engine.targets import TargetTable
from npfdesk.plan.model import Plan

FloatArray = NDArray[np.float64]


class Origin(IntEnum):
    """Where the figure of a series in a year comes from."""

    OBSERVED = 0
    PROJECTED = 1
    HELD = 2
    ROLLED_UP = 3
    FORMULA = 4

    @property
    def code(self) -> str:
        """The word for it in the command line's tables."""
        return self.name.lower().replace("_", "-")


class Status(IntEnum):
    """The four colours, and grey where there is no figure to judge by."""

    GREY = 0
    BLUE = 1
    YELLOW = 2
    ORANGE = 3
    RED = 4

    @property
    def code(self) -> str:
        """The colour's word."""
        return self.name.lower()


class Rule(StrEnum):
    """The published rules by which status is judged."""

    PACE = "pace"
    OUTCOME = "outcome"
    SCHEDULE = "schedule"


@dataclass(frozen=True, eq=False)
class ScenarioResult:
    """One scenario's answer. All arrays are read-only.

    `values` (series, year), NaN where there is no figure; `origin` (series, year), codes of Origin;
    `rollup` (series, year): the children's roll-up, NaN where there is none; `covered` (series, 2): how many
    children the roll-up covers of how many there are; `gain` (series, year): what levers add to the growth
    (percentage points) or step (points) of that year, 0 where they do not reach.
    """

    scenario: str
    inputs: Inputs
    targets: TargetTable
    values: FloatArray
    origin: NDArray[np.uint8]
    rollup: FloatArray
    covered: NDArray[np.int32]
    gain: FloatArray


@dataclass(frozen=True, eq=False)
class Results:
    """The answers of all scenarios of one document."""

    plan: Plan
    frame: Frame
    scenarios: Mapping[str, ScenarioResult]


@dataclass(frozen=True, eq=False)
class Judgement:
    """How the targets of a scenario stand in one year; every array is (target,), in the order of its TargetTable.

    `value` the figure judged, `base` the figure of the base year, `target` the figure to reach, `milestone`
    the target path's figure in that year, `gap` what is still missing (negative: more than met),
    `attainment` the share of the way from base to target, `required` the growth still needed (% a year, points
    a year for ratio and index) from the last observed figure; NaN where there is none. `statuses`
    (rule, target) the colours in the order of Rule, `status` those of the rule asked for, `disagree` where
    the rules differ.
    """

    year: int
    rule: Rule
    value: FloatArray
    base: FloatArray
    target: FloatArray
    milestone: FloatArray
    gap: FloatArray
    attainment: FloatArray
    required: FloatArray
    statuses: NDArray[np.uint8]
    status: NDArray[np.uint8]
    disagree: NDArray[np.bool_]
