"""Which regions are compared with one another, and how each stands by the target that it is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.targets.judged_units import JudgedUnit
from npfdesk.engine.targets.judgement import Judgement
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Measure
from npfdesk.ui.charts.gap_rows import of_indicator, told_targets
from npfdesk.ui.look.language import language, named
from npfdesk.ui.workspace import Workspace


class Standing(NamedTuple):
    """A region's target: its place in the table of targets, and its status in the year looked at."""

    position: int
    status: Status


IntArray = NDArray[np.int64]
_STATUSES = tuple(Status)


@dataclass(frozen=True, eq=False)
class RegionalTargets:
    """The next target of the indicator looked at in every region that has one: all of it that no figure moves.

    `positions` by region code in the table of targets; `alike` the unit of regions that are all judged by a sum, or all by a
    mean growth, and not by the figure of the year (None: they are not).
    """

    asked: tuple[object, ...]
    positions: Mapping[str, int]
    alike: JudgedUnit | None

    def standing(self, judgement: Judgement, region: str) -> Standing | None:
        """How a region's target stands; None where it has none."""
        position = self.positions.get(region)
        return None if position is None else Standing(position, _STATUSES[judgement.status[position]])


def regional_targets(workspace: Workspace, kept: RegionalTargets | None = None) -> RegionalTargets:
    """The targets of the indicator and industry looked at; those `kept`, where nothing else is asked."""
    table, chosen = workspace.result.targets, workspace.selection
    frame = workspace.session.results.frame
    asked = (table, frame, chosen.indicator, chosen.industry, workspace.year)
    if kept is not None and kept.asked == asked:
        return kept
    found = told_targets(workspace, of_indicator(workspace)).tolist()
    positions = {table.keys[position].series.region: position for position in found}
    return RegionalTargets(asked, MappingProxyType(positions), _judged_alike(workspace, positions))


def _judged_alike(workspace: Workspace, positions: Mapping[str, int]) -> JudgedUnit | None:
    units = [workspace.judged_unit(position) for position in positions.values()]
    alike = {one.measure for one in units}
    if len(alike) != 1 or alike.pop() not in (Measure.SUM, Measure.GROWTH) or any(one.paced for one in units):
        return None
    return units[0]


@dataclass(frozen=True, eq=False)
class Compared:
    """Regions that are compared: their `codes`, their `rows` of the indicator looked at, and their `names`."""

    asked: tuple[object, ...]
    codes: tuple[str, ...]
    rows: IntArray
    names: tuple[str, ...]


def compared_regions(workspace: Workspace, kept: Compared | None = None) -> Compared:
    """The regions that are compared with the one looked at, by name; those `kept`, where nothing else is asked."""
    plan, frame, chosen = workspace.plan, workspace.session.results.frame, workspace.selection
    asked = (plan, frame, chosen, language())
    if kept is not None and kept.asked == asked:
        return kept
    codes, rows = compared(workspace)
    return Compared(asked, codes, rows, tuple(named(plan.region_by_code[code]) for code in codes))


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
