"""Judgements kept from one edit to the next: only the targets of the series that an edit touched are judged again."""

from __future__ import annotations

import weakref
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.results import Results, ScenarioResult
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.engine.targets.judgement import Judgement, judge, judged_again
from npfdesk.plan.model import Plan
from npfdesk.plan.status_rules import Rule

BoolArray = NDArray[np.bool_]

KEPT: Final = 32
"""So many judgements (of a scenario in a year by a rule) are kept, those asked for last: at a nation's size one takes 5 MB."""

_Asked = tuple[str, int, Rule]
"""What a judgement is of: a scenario, a year and the rule."""


@dataclass(frozen=True, eq=False)
class _Kept:
    """A judgement with what it is of; the series touched since (series,), None where it may be any."""

    result: weakref.ref[ScenarioResult]
    plan: Plan
    targets: TargetTable
    judgement: Judgement
    touched: BoolArray | None


def same_targets(before: Results, after: Results, scenario: str) -> bool:
    """Whether a scenario's targets and the plan are those of an earlier state, so that nothing but paths can have moved."""
    then, now = before.computed.get(scenario), after.computed.get(scenario)
    return before.plan is after.plan and then is not None and now is not None and then.targets is now.targets


class KeptJudgements:
    """The judgements of one session; `follow` has to be told of each change of its results.

    Results that nobody told of are judged anew, so that no judgement is ever of another state than the one asked for.
    """

    def __init__(self) -> None:
        self._latest: weakref.ref[Results] | None = None
        self._kept: dict[_Asked, _Kept] = {}
        # those of the state before the last edit, for its consequence
        self._before: dict[_Asked, _Kept] = {}

    def clear(self) -> None:
        """Forget all: another session."""
        self._latest = None
        self._kept.clear()
        self._before.clear()

    def follow(self, before: Results | None, after: Results, touched: BoolArray) -> None:
        """Take note of a change: `touched` (series,) marks the series whose figures, assumption or target differ."""
        known = before is not None and self._latest is not None and self._latest() is before
        # over another structure the series are others
        known = known and before is not None and before.frame is after.frame
        self._latest = weakref.ref(after)
        for asked, kept in self._kept.items():
            since = kept.touched
            if not known:
                since = None
            elif since is not None:
                since = since | touched
            self._kept[asked] = replace(kept, touched=since)

    def of(self, results: Results, scenario: str, year: int, rule: Rule) -> Judgement:
        """The judgement of a scenario's targets in a year by a rule."""
        if self._latest is None or self._latest() is not results:
            self.follow(None, results, np.empty(0, dtype=np.bool_))
        result, asked = results.scenarios[scenario], (scenario, year, rule)
        kept = self._kept.pop(asked, None)
        if kept is None:
            made = judge(results, scenario, year, rule)
        elif kept.result() is result and kept.plan is results.plan:
            made = kept.judgement
        else:
            self._before[asked] = kept
            made = self._again(kept, results, asked)
        untouched = np.zeros(len(results.touched), dtype=np.bool_)
        self._kept[asked] = _Kept(weakref.ref(result), results.plan, result.targets, made, untouched)
        if len(self._kept) > KEPT:
            oldest = next(iter(self._kept))
            del self._kept[oldest]
            self._before.pop(oldest, None)
        return made

    def _again(self, kept: _Kept, results: Results, asked: _Asked) -> Judgement:
        same = kept.plan is results.plan and kept.targets is results.scenarios[asked[0]].targets
        if kept.touched is None or not same:
            return judge(results, *asked)
        return judged_again(results, asked[0], kept.judgement, kept.touched.nonzero()[0])

    def before(self, former: ScenarioResult, year: int, rule: Rule) -> Judgement | None:
        """The judgement of a scenario's result before the last edit, where it was asked for; None where it was not."""
        kept = self._before.get((former.scenario, year, rule))
        return kept.judgement if kept is not None and kept.result() is former else None
