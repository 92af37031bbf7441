"""Which series a monthly board shows, by county or by owner: no painting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.year_standing import PlanMonths, YearStanding
from npfdesk.plan.owners import owner_of
from npfdesk.plan.targets import PlanTarget
from npfdesk.ui.views.heat_cells import HeatCells
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]


class BoardCells:
    """The cells of a board, kept until the series, their targets or the industry change.

    `position` of the cells is the row of a standing. By owner each line is an indicator of one department, the
    departments in the plan's order; what nobody answers for comes last.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._by_region: tuple[tuple[object, ...], HeatCells] | None = None
        self._by_owner: tuple[tuple[object, ...], IntArray, HeatCells, tuple[str, ...]] | None = None

    def by_region(self, months: PlanMonths) -> HeatCells:
        """Regions by indicators, those that compare several regions first."""
        plan, industry = self._workspace.plan, self._workspace.selection.industry
        # held by identity: they are values that an edit replaces
        state = (months.series, plan.regions, plan.indicators, industry)
        if self._by_region is not None and all(map(_same, self._by_region[0], state)):
            return self._by_region[1]
        rows, region, indicator = self._placed(months)
        grid = np.full((len(plan.regions), len(plan.indicators)), -1, dtype=np.int64)
        grid[region, indicator] = rows
        shown = grid >= 0
        regions, counted = np.flatnonzero(shown.any(axis=1)), shown.sum(axis=0)
        indicators = np.concatenate([np.flatnonzero(counted > 1), np.flatnonzero(counted == 1)])
        cells = HeatCells(
            industry,
            tuple(plan.regions[place].code for place in regions),
            tuple(plan.indicators[place].code for place in indicators),
            grid[np.ix_(regions, indicators)],
            months.rows[rows],
        )
        self._by_region = (state, cells)
        return cells

    def by_owner(self, months: PlanMonths, standing: YearStanding) -> tuple[HeatCells, tuple[str, ...]]:
        """Regions by lines of one owner's indicator, and the owner of each line."""
        workspace, plan = self._workspace, self._workspace.plan
        state = (
            months.series,
            plan.regions,
            plan.indicators,
            workspace.selection.industry,
            workspace.result.targets.statements,
        )
        position, kept = standing.targets.position, self._by_owner
        if kept is not None and all(map(_same, kept[0], state)) and np.array_equal(kept[1], position):
            return kept[2], kept[3]
        rows, region, indicator = self._placed(months)
        statements = workspace.result.targets.statements
        owners = [
            self._owner(statements[place] if place >= 0 else None, plan.indicators[column].owner)
            for place, column in zip(position[rows].tolist(), indicator.tolist(), strict=True)
        ]
        order = {name: place for place, name in enumerate(dict.fromkeys(one for one in owners if one))}
        order[""] = len(order)
        found = sorted(
            set(zip(owners, indicator.tolist(), strict=True)), key=lambda one: (order[one[0]], one[1])
        )
        line_of = {line: place for place, line in enumerate(found)}
        lines = np.array(
            [line_of[line] for line in zip(owners, indicator.tolist(), strict=True)], dtype=np.int64
        )
        grid = np.full((len(plan.regions), len(found)), -1, dtype=np.int64)
        grid[region, lines] = rows
        regions = np.flatnonzero((grid >= 0).any(axis=1))
        cells = HeatCells(
            workspace.selection.industry,
            tuple(plan.regions[place].code for place in regions),
            tuple(plan.indicators[column].code for _, column in found),
            grid[regions],
            months.rows[rows],
        )
        names = tuple(owner for owner, _ in found)
        self._by_owner = (state, position, cells, names)
        return cells, names

    def _placed(self, months: PlanMonths) -> tuple[IntArray, IntArray, IntArray]:
        """The rows of the industry looked at, of the plan's own regions, with the places of region and indicator."""
        workspace = self._workspace
        frame, known = workspace.session.results.frame, np.flatnonzero(months.rows >= 0)
        of_plan = months.rows[known]
        slot = frame.slot_index.get(workspace.selection.industry, -1)
        wanted = frame.own[of_plan] & (frame.industry_of[of_plan] == slot)
        of_plan = of_plan[wanted]
        return known[wanted], frame.region_of[of_plan], frame.indicator_of[of_plan]

    def _owner(self, stated: PlanTarget | None, leads: str) -> str:
        return leads if stated is None else owner_of(self._workspace.plan, stated)


def _same(one: object, other: object) -> bool:
    return one is other or (isinstance(one, str) and one == other)
