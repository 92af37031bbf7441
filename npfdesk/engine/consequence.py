"""What an edit did: the series looked at before and after, its gap, and the targets that changed colour."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from npfdesk.engine.judging import Judgement, judge
from npfdesk.engine.results import Results
from npfdesk.engine.status import Rule
from npfdesk.plan.statuses import Status


@dataclass(frozen=True)
class Consequence:
    """One series in one year: figures before and after, the gap after (NaN: none), and turns of status.

    `turned` counts, over all targets of the scenario, how many came to each colour; `own` is the turn of the
    series' own target, before and after.
    """

    row: int
    year: int
    before: float
    after: float
    gap: float
    turned: tuple[tuple[Status, int], ...]
    own: tuple[Status, Status] | None


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
        differs = np.flatnonzero(then.status != now.status)
        counted = Counter(Status(status) for status in now.status[differs].tolist())
        turned = tuple(sorted(counted.items()))
        if positions:
            own = Status(then.status[positions[0]]), Status(now.status[positions[0]])
    return Consequence(row, year, float(former.values[row, column]), value, gap, turned, own)
