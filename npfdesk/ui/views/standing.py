"""How the regions stand by the indicator and industry looked at: the target that each is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from npfdesk.plan.statuses import Status
from npfdesk.ui.charts.gap_rows import one_a_series, say_something
from npfdesk.ui.workspace import Workspace


class Standing(NamedTuple):
    """A region's target: its place in the table of targets, and its status in the year looked at."""

    position: int
    status: Status


def standings(workspace: Workspace) -> Mapping[str, Standing]:
    """The next target of the indicator looked at in every region that has one, by region code."""
    chosen, table, frame = workspace.selection, workspace.result.targets, workspace.session.results.frame
    wanted = frame.indicator_of[table.row] == frame.indicator_index.get(chosen.indicator, -1)
    wanted &= frame.industry_of[table.row] == frame.slot_index.get(chosen.industry, -1)
    positions = one_a_series(table, np.flatnonzero(wanted), workspace.year)
    positions = positions[say_something(table, positions)]
    judgement = workspace.judgement()
    statuses = list(Status)
    return {
        table.keys[position].series.region: Standing(position, statuses[status])
        for position, status in zip(positions.tolist(), judgement.status[positions].tolist(), strict=True)
    }
