"""The consequence of an edit: a preview before it and the changes after it, for the status line and the minutes."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.update import update
from npfdesk.engine.targets.judged_units import measured
from npfdesk.engine.targets.judgement import Judgement, judge
from npfdesk.plan.document import Document
from npfdesk.plan.edits import Edit, Label
from npfdesk.plan.minutes import FigureChange, Minute
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status
from npfdesk.plan.targets import Measure


@dataclass(frozen=True)
class Consequence:
    """One series in one year: figures before and after, the gap after (NaN: none), and turns of status.

    `turned` counts, over all targets of the scenario, how many came to each colour; `own` is the turn of the
    series' own target, before and after. The gap is of the `measure` of that target, and of a `growth` in percentage points.
    """

    row: int
    year: int
    before: float
    after: float
    gap: float
    turned: tuple[tuple[Status, int], ...]
    own: tuple[Status, Status] | None
    measure: Measure = Measure.LEVEL
    growth: bool = False


def consequence(
    before: Results,
    after: Results,
    scenario: str,
    row: int,
    year: int,
    rule: Rule,
    judged: Judgement | None = None,
    judged_before: Judgement | None = None,
) -> Consequence:
    """Compare two results of a scenario at one series and year; both may come with their judgements."""
    now = judged if judged is not None else judge(after, scenario, year, rule)
    result, former = after.scenarios[scenario], before.scenarios.get(scenario)
    column = year - int(after.plan.years[0])
    value = float(result.values[row, column])
    if former is None or before.frame is not after.frame:
        return Consequence(row, year, float("nan"), value, float("nan"), (), None)
    positions = result.targets.of_row(row)
    gap = float(now.gap[positions[0]]) if positions else float("nan")
    turned: tuple[tuple[Status, int], ...] = ()
    own: tuple[Status, Status] | None = None
    if former.targets.keys == result.targets.keys:
        then = judged_before if judged_before is not None else judge(before, scenario, year, rule)
        # a yardstick's own targets are not the plan's
        (differs,) = (then.status != now.status).nonzero()
        if len(differs):
            differs = differs[after.frame.own[result.targets.row[differs]]]
            counted = Counter(Status(status) for status in now.status[differs].tolist())
            turned = tuple(sorted(counted.items()))
        if positions:
            own = Status(then.status[positions[0]]), Status(now.status[positions[0]])
    of = measured(after, scenario, positions[0]) if positions else (Measure.LEVEL, False)
    return Consequence(row, year, float(former.values[row, column]), value, gap, turned, own, *of)


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


def figure_change(seen: Consequence, series: SeriesKey) -> FigureChange:
    """The change of the selected series by an edit; a missing figure is None."""
    return FigureChange(
        series,
        seen.year,
        _known(seen.before),
        _known(seen.after),
        _known(seen.gap),
        (seen.own[0].code, seen.own[1].code) if seen.own is not None else None,
        tuple((status.code, count) for status, count in seen.turned),
        seen.measure,
        seen.growth,
    )


def minute_of(
    number: int, at: str, by: str, scenario: str, label: Label, effect: FigureChange | None = None
) -> Minute:
    """The minute of an edit, open until somebody decides on it."""
    return Minute(number, at, by, scenario, label.text("zh"), label.text("en"), effect)


def _known(figure: float) -> float | None:
    return float(figure) if math.isfinite(figure) else None
