"""Which regions are compared with one another, and how each stands by the target that it is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.targets.judged_units import JudgedUnit
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Measure
from npfdesk.ui.charts.gap_rows import of_indicator, told_targets
from npfdesk.ui.workspace import Workspace


class Standing(NamedTuple):
    """A region's target: its place in the table of targets, and its status in the year looked at."""

    position: int
    status: Status


def standings(workspace: Workspace) -> Mapping[str, Standing]:
    """The next target of the indicator looked at in every region that has one, by region code."""
    table, judgement = workspace.result.targets, workspace.judgement()
    positions = told_targets(workspace, of_indicator(workspace))
    statuses = list(Status)
    return {
        table.keys[position].series.region: Standing(position, statuses[status])
        for position, status in zip(positions.tolist(), judgement.status[positions].tolist(), strict=True)
    }


def judged_alike(workspace: Workspace, standing: Mapping[str, Standing]) -> JudgedUnit | None:
    """The unit of regions that are all judged by a sum, or all by a mean growth, and not by the figure of the year."""
    units = [workspace.judged_unit(one.position) for one in standing.values()]
    alike = {one.measure for one in units}
    if len(alike) != 1 or alike.pop() not in (Measure.SUM, Measure.GROWTH) or any(one.paced for one in units):
        return None
    return units[0]


IntArray = NDArray[np.int64]


def compared(workspace: Workspace) -> tuple[tuple[str, ...], IntArray]:
    """Region codes and rows of the indicator looked at: the region's own children, else its siblings.

    Of those the ones that have the series, in the plan's order; without a parent all regions of no parent, yardsticks left out.
    """
    plan, chosen, frame = workspace.plan, workspace.selection, workspace.session.results.frame
    indicator, slot = frame.indicator_index.get(chosen.indicator), frame.slot_index.get(chosen.industry)
    if indicator is None or slot is None:
        return (), np.empty(0, dtype=np.int64)
    rows = frame.lookup[indicator][:, slot]
    region = plan.region_by_code.get(chosen.region)
    members = frame.children[frame.region_index[region.code]] if region is not None else rows[:0]
    members = members[rows[members] >= 0]
    if len(members) < 2:
        parent = region.parent if region is not None else ""
        members = frame.children[frame.region_index[parent]] if parent else _without_parent(frame)
        members = members[rows[members] >= 0]
    return tuple(plan.regions[place].code for place in members), rows[members]


def _without_parent(frame: Frame) -> IntArray:
    places = [frame.region_index[one.code] for one in frame.plan.own_regions if not one.parent]
    return np.array(places, dtype=np.int64)
