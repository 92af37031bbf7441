"""Results of the engine: the paths of every scenario, and the origin of each figure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame, united_rows
from npfdesk.engine.projection.impossible import (
    KnownImpossible,
    entered,
    impossible_themselves,
    positive,
    shares,
    with_what_rests_on_them,
)
from npfdesk.engine.projection.inputs import Inputs
from npfdesk.engine.projection.observed_paths import ObservedPaths
from npfdesk.engine.projection.scenario_paths import Origin, Projection
from npfdesk.engine.projection.spillover_paths import SpilloverPaths
from npfdesk.engine.projection.target_figures import TargetTable
from npfdesk.plan.model import Plan
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status

FloatArray = NDArray[np.float64]

__all__ = ["Origin", "Results", "Rule", "ScenarioResult", "ScenarioResults", "Status"]


@dataclass(frozen=True, eq=False)
class ScenarioResult:
    """One scenario's results. All arrays are read-only; those by (series, year) are views of year-first memory.

    `stated_targets` are the targets resolved against observed bases; `targets` also resolves those whose base
    is a computed figure. `raw_gain` is the gain that levers would add to every series. `known_impossible` is what an earlier
    state has found that differs from this one in some series only.
    """

    scenario: str
    inputs: Inputs
    stated_targets: TargetTable
    targets: TargetTable
    projection: Projection
    raw_gain: FloatArray
    known_impossible: KnownImpossible | None = None

    @property
    def values(self) -> FloatArray:
        """The figures (series, year), NaN where there is none."""
        return self.projection.values.T

    @property
    def origin(self) -> NDArray[np.uint8]:
        """Where each figure comes from (series, year), codes of Origin."""
        return self.projection.origin.T

    @property
    def rollup(self) -> FloatArray:
        """The children's roll-up (series, year), NaN where there is none; of one series see `rollup_path`."""
        return self.projection.rollup.T

    def rollup_path(self, row: int) -> FloatArray:
        """The children's roll-up of one series (year,), NaN where there is none."""
        return self.projection.rollup_path(row)

    @property
    def covered(self) -> NDArray[np.int32]:
        """The number of children that a roll-up covers, and the number of all children (series, 2)."""
        return self.projection.covered

    @cached_property
    def impossible(self) -> NDArray[np.bool_]:
        """Which projected figures cannot be, (year, series): they are never on track."""
        return with_what_rests_on_them(self.inputs.frame, self.projection, self._impossible_themselves)

    @property
    def knows_impossible(self) -> bool:
        """Whether somebody has asked which figures cannot be."""
        return "impossible" in vars(self)

    @cached_property
    def _impossible_themselves(self) -> NDArray[np.bool_]:
        known, given = self.known_impossible, (self.inputs, self.projection)
        if known is None:
            found = impossible_themselves(*given, self.shares, self.positive)
            found.setflags(write=False)
            return found
        rows = known.rows
        found = impossible_themselves(*given, self.shares[rows], self.positive[rows], rows)
        return entered(known.themselves, rows, found)

    @cached_property
    def shares(self) -> NDArray[np.bool_]:
        """Which series are shares of a whole, in % (series,)."""
        known, given = self.known_impossible, (self.projection, self.targets, self.inputs.frame)
        if known is None:
            found = shares(*given)
            found.setflags(write=False)
            return found
        return entered(known.shares, known.rows, shares(*given, known.rows))

    @cached_property
    def positive(self) -> NDArray[np.bool_]:
        """Which series steps must not take below 0 (series,)."""
        known, given = self.known_impossible, (self.inputs, self.projection, self.targets)
        if known is None:
            found = positive(*given)
            found.setflags(write=False)
            return found
        return entered(known.positive, known.rows, positive(*given, known.rows))

    def known_after(self, touched: Sequence[NDArray[np.int64]]) -> KnownImpossible | None:
        """What the result after this need not look for again, where nothing but some series differs; None: nobody has asked.

        `touched` are the series whose figures or assumption differ (row,), in any number of parts.
        """
        if "_impossible_themselves" in vars(self):
            return KnownImpossible(
                self._impossible_themselves, self.shares, self.positive, united_rows(touched)
            )
        if self.known_impossible is None:
            return None
        return replace(self.known_impossible, rows=united_rows([self.known_impossible.rows, *touched]))

    @property
    def gain(self) -> FloatArray:
        """What levers add each year (series, year), 0 where they do not act: percentage points of growth, for what moves in points points."""
        return self.projection.gain.T


class ScenarioResults(Mapping[str, ScenarioResult]):
    """The results of a document's scenarios by id, in the document's order; each is computed when it is first asked for.

    Of thousands of scenarios only those that somebody looks at cost anything. KeyError for an unknown id.
    """

    def __init__(
        self,
        names: Collection[str],
        computed: Mapping[str, ScenarioResult],
        compute: Callable[[str], ScenarioResult],
    ) -> None:
        """`names` are all ids, `computed` the results that are there already, `compute` makes another one."""
        self._names, self._compute, self._computed = names, compute, dict(computed)

    def __getitem__(self, name: str) -> ScenarioResult:
        found = self._computed.get(name)
        if found is None:
            if name not in self._names:
                raise KeyError(name)
            # two threads that ask at once get the same result
            found = self._computed.setdefault(name, self._compute(name))
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def computed(self) -> Mapping[str, ScenarioResult]:
        """Those that have been computed so far."""
        return self._computed.copy()


@dataclass(frozen=True, eq=False)
class Results:
    """The results of all scenarios of one document.

    `scenarios` may compute them as they are asked for (`ScenarioResults`). `spilling` is what regions pass on of their gains. `observed` is the plan's, year-first (year, series), and `last`
    the column of each series' last figure in it, -1 where there is none (series,). `touched` (series,) marks the
    series whose figures (or whether these can be), assumption or target differ from the results that these were computed
    from, in any scenario that had been computed there: what nobody has asked for, nobody has drawn.
    `actual` are the figures that rest on observed ones alone.
    """

    plan: Plan
    frame: Frame
    observed: FloatArray
    last: NDArray[np.int64]
    scenarios: Mapping[str, ScenarioResult]
    touched: NDArray[np.bool_]
    actual: ObservedPaths
    spilling: SpilloverPaths | None = None

    @property
    def computed(self) -> Mapping[str, ScenarioResult]:
        """The results of the scenarios that have been computed so far."""
        return self.scenarios.computed if isinstance(self.scenarios, ScenarioResults) else self.scenarios
