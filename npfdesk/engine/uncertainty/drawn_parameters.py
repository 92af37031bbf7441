"""The drawn parameters of a scenario (assumptions with a range), and the series that depend on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame, Stage
from npfdesk.engine.projection.inputs import Inputs, OwnedAssumption
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.scenario_paths import Origin
from npfdesk.engine.uncertainty.sampling import Ranges
from npfdesk.plan.scenarios import Assumption

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Reach:
    """Which series draws reach: `parameter` (series,) the drawn row of each series' own assumption (-1: none).

    `varies` (series,) marks these and what is computed from them, `alone` (series,) where a roll-up may stand
    in. `by_itself` (series,) marks what rises with its own drawn parameter and reads no other series. `rows` are the drawn
    assumptions, `ranges` theirs, in the same order.
    """

    rows: tuple[OwnedAssumption, ...]
    ranges: Ranges
    parameter: IntArray
    varies: BoolArray
    alone: BoolArray
    by_itself: BoolArray


def drawable(assumption: Assumption) -> bool:
    """Whether an assumption has a parameter with room to move: a value, a method that uses it, a bound that differs."""
    return (
        assumption.method.about.value is not None
        and assumption.value is not None
        and any(bound not in (None, assumption.value) for bound in (assumption.low, assumption.high))
    )


def unused_ranges(inputs: Inputs) -> tuple[OwnedAssumption, ...]:
    """The applied rows with bounds that no draw can use: no value, or a method that uses none."""
    used = np.unique(inputs.owner[inputs.owner >= 0])
    rows = (inputs.rows[owner] for owner in used)
    return tuple(
        row
        for row in rows
        if (row.assumption.low is not None or row.assumption.high is not None)
        and not (row.assumption.method.about.value is not None and row.assumption.value is not None)
    )


def reach(results: Results, scenario: str) -> Reach:
    """What the ranges of a scenario's assumptions reach.

    One parameter for each row of assumptions, shared by all series for which the row answers; a bound that
    is not given is the value itself.
    """
    result = results.scenarios[scenario]
    frame, inputs = results.frame, result.inputs
    last = results.last
    goes_on = (inputs.owner >= 0) & (last >= 0) & (last < len(results.plan.years) - 1)
    able = np.array([row.assumption.method.about.for_rates for row in inputs.rows] + [False])
    # a rate under a method that cannot continue one is held
    goes_on &= ~frame.rate | able[inputs.owner]
    owners = [
        int(owner) for owner in np.unique(inputs.owner[goes_on]) if drawable(inputs.rows[owner].assumption)
    ]
    place = np.full(len(inputs.rows) + 1, -1, dtype=np.int64)
    place[owners] = np.arange(len(owners))
    parameter = np.where(goes_on, place[inputs.owner], -1)
    rows = tuple(inputs.rows[owner] for owner in owners)
    alone = ~np.isfinite(result.projection.own).any(axis=0) | frame.formula_row
    alone |= (result.projection.origin == Origin.ROLLED_UP).any(axis=0)
    varies = parameter >= 0
    for stage in frame.stages:
        if len(stage.rows) and any(
            varies[frame.rows_of_indicator[read]].any() for read in formula_reads(frame, stage)
        ):
            varies[stage.rows] = True
        for rollup in stage.rollups:
            moved = varies[rollup.members]
            if rollup.weights is not None:
                moved = moved | ((rollup.weights >= 0) & varies[rollup.weights])
            moves = np.add.reduceat(moved.astype(np.int64), rollup.starts) > 0
            varies[rollup.parents] |= moves & alone[rollup.parents]
    rises = np.array([row.assumption.method.about.rises for row in inputs.rows] + [False])
    by_itself = (parameter >= 0) & ~alone & rises[inputs.owner]
    return Reach(rows, _ranges(rows), parameter, varies, alone, by_itself)


def _ranges(rows: Sequence[OwnedAssumption]) -> Ranges:
    value = np.array([row.assumption.value for row in rows], dtype=np.float64)
    low = np.array([row.assumption.low for row in rows], dtype=np.float64)
    high = np.array([row.assumption.high for row in rows], dtype=np.float64)
    families: dict[tuple[str, str], list[int]] = {}
    for place, row in enumerate(rows):
        families.setdefault((row.key.industry, row.key.indicator), []).append(place)
    common = np.full(len(rows), -1, dtype=np.int64)
    streams = len(rows)
    for family in families.values():
        if len(family) > 1:
            common[family] = streams
            streams += 1
    return Ranges(
        low=np.where(np.isnan(low), value, low),
        value=value,
        high=np.where(np.isnan(high), value, high),
        whole=np.array([_whole(row) for row in rows], dtype=np.bool_),
        stream=np.arange(len(rows), dtype=np.int64),
        common=common,
        streams=streams,
    )


def _whole(row: OwnedAssumption) -> bool:
    cell = row.assumption.method.about.value
    return cell is not None and cell.whole


def formula_reads(frame: Frame, stage: Stage) -> tuple[int, ...]:
    """The indicators (indices) that the formula of a stage reads; none where it has no formula."""
    if stage.indicator is None or stage.indicator.formula is None:
        return ()
    codes = stage.indicator.formula.codes
    return tuple(frame.indicator_index[code] for code in codes if code in frame.indicator_index)
