"""Which regions are compared with one another."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from npfdesk.plan.series import SeriesKey
from npfdesk.ui.workspace import Workspace

IntArray = NDArray[np.int64]


def compared(workspace: Workspace) -> tuple[tuple[str, ...], IntArray]:
    """Region codes and rows of the indicator looked at: the region's own children, else its siblings.

    Of those the ones that have the series, in the plan's order; without a parent all regions of no parent.
    """
    plan, chosen = workspace.plan, workspace.selection
    region = plan.region_by_code.get(chosen.region)

    def below(parent: str) -> list[tuple[str, int]]:
        found = []
        for one in plan.regions:
            row = plan.row.get(SeriesKey(one.code, chosen.industry, chosen.indicator))
            if one.parent == parent and row is not None:
                found.append((one.code, row))
        return found

    members = below(region.code) if region is not None else []
    if len(members) < 2:
        members = below(region.parent if region is not None else "")
    codes = tuple(code for code, _ in members)
    return codes, np.array([row for _, row in members], dtype=np.int64)
