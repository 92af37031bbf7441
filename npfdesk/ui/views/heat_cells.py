"""Which targets a heatmap shows, by region and indicator: no painting."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.series import SeriesKey
from npfdesk.ui.charts.gap_rows import told_targets
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class HeatCells:
    """Targets by region and indicator, for one industry.

    `regions` and `indicators` are codes; `position` (region, indicator) the place of each target in its
    table, -1 where there is none. Indicators that compare several regions come first, then the others; both in
    the plan's order. Only regions and indicators with a target are in it.
    """

    industry: str
    regions: tuple[str, ...]
    indicators: tuple[str, ...]
    position: IntArray
    rows: IntArray

    @cached_property
    def cell_of(self) -> IntArray:
        """The cells (region by region) of the targets up to the last that has one, -1 for those that have none (target,)."""
        flat = self.position.ravel()
        aimed = np.flatnonzero(flat >= 0)
        found = np.full(int(flat.max(initial=-1)) + 1, -1, dtype=np.int64)
        found[flat[aimed]] = aimed
        return found

    def cells_of(self, positions: IntArray) -> tuple[IntArray, IntArray]:
        """The regions and indicators (place) of those of some targets that have a cell."""
        cells = self.cell_of[positions[positions < len(self.cell_of)]]
        regions, indicators = np.divmod(cells[cells >= 0], max(len(self.indicators), 1))
        return regions, indicators

    def series(self, region: int, indicator: int) -> SeriesKey:
        """The series of a cell."""
        return SeriesKey(self.regions[region], self.industry, self.indicators[indicator])

    def place(self, series: SeriesKey) -> tuple[int, int] | None:
        """The cell of a series; None where it has none."""
        if series.industry != self.industry:
            return None
        if series.region not in self.regions:
            return None
        region = self.regions.index(series.region)
        # an indicator has several lines where several departments answer for it
        lines = [line for line, code in enumerate(self.indicators) if code == series.indicator]
        return next(((region, line) for line in lines if self.position[region, line] >= 0), None)


NO_CELLS = HeatCells("", (), (), np.empty((0, 0), dtype=np.int64), np.empty(0, dtype=np.int64))


def heat_cells(workspace: Workspace) -> HeatCells:
    """The cells of the industry looked at (all industries where none is): of each series the year's next target."""
    plan, industry = workspace.plan, workspace.selection.industry
    table, frame = workspace.result.targets, workspace.session.results.frame
    wanted = frame.own[table.row] & (frame.industry_of[table.row] == frame.slot_index.get(industry, -1))
    positions = told_targets(workspace, wanted)
    rows = table.row[positions]
    grid = np.full((len(plan.regions), len(plan.indicators)), -1, dtype=np.int64)
    grid[frame.region_of[rows], frame.indicator_of[rows]] = positions
    aimed = grid >= 0
    regions, counted = np.flatnonzero(aimed.any(axis=1)), aimed.sum(axis=0)
    indicators = np.concatenate([np.flatnonzero(counted > 1), np.flatnonzero(counted == 1)])
    return HeatCells(
        industry,
        tuple(plan.regions[index].code for index in regions),
        tuple(plan.indicators[index].code for index in indicators),
        grid[np.ix_(regions, indicators)],
        rows,
    )
