"""What an edit would move: how many paths of each scenario, and the one that moves furthest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.results import Results
from npfdesk.engine.update import update
from npfdesk.plan.document import Document
from npfdesk.plan.edits import Edit
from npfdesk.plan.series import SeriesKey

FloatArray = NDArray[np.float64]
# what differs only in the last bits of a sum has not moved
_SAME: Final = 1e-9


@dataclass(frozen=True)
class Movement:
    """How far a scenario's paths move: `paths` series do in some year.

    `series` in `year` moves furthest by the share of its own figure: from `before` to `after`, in its unit (NaN: no
    figure).
    """

    scenario: str
    paths: int
    series: SeriesKey
    year: int
    before: float
    after: float

    @property
    def share(self) -> float:
        """The change as a share of the figure before; NaN or infinite where there is no such share."""
        with np.errstate(all="ignore"):
            return float(np.float64(self.after - self.before) / abs(self.before))


def movements(results: Results, document: Document, edit: Edit) -> tuple[Movement, ...]:
    """What an edit would move, scenario by scenario, by a real recompute; those that stay are not named.

    `results` are the document's own. EditRefused where the document cannot take the edit.
    """
    after = update(results, edit.apply(document))
    found = []
    for name, result in results.scenarios.items():
        there = after.scenarios.get(name)
        if there is not None:
            movement = _movement(name, results, result.values, there.values)
            if movement is not None:
                found.append(movement)
    return tuple(found)


def _movement(name: str, results: Results, before: FloatArray, after: FloatArray) -> Movement | None:
    moved = ~np.isclose(after, before, rtol=_SAME, atol=0.0, equal_nan=True)
    if not moved.any():
        return None
    with np.errstate(all="ignore"):
        shares = np.abs(after - before) / np.abs(before)
    # a figure that comes or goes moves further than any share
    shares = np.where(moved, np.nan_to_num(shares, nan=np.inf), 0.0)
    row, column = np.unravel_index(int(np.argmax(shares)), shares.shape)
    plan = results.plan
    return Movement(
        name,
        int(moved.any(axis=1).sum()),
        plan.series[row],
        int(plan.years[column]),
        float(before[row, column]),
        float(after[row, column]),
    )
