"""The recompute: resolve the document, compare it with the previous one, compute the rows that differ and their readers.

A full computation runs the same code with every row marked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame, build_frame
from npfdesk.engine.projection.inputs import Inputs, resolve
from npfdesk.engine.projection.levers import lever_gain
from npfdesk.engine.projection.observed_paths import ObservedPaths
from npfdesk.engine.projection.paths import last_observed
from npfdesk.engine.projection.reach import Reach
from npfdesk.engine.projection.results import Results, ScenarioResult, ScenarioResults
from npfdesk.engine.projection.scenario_paths import project
from npfdesk.engine.projection.spillover_paths import SpilloverPaths, spillover_weights
from npfdesk.engine.projection.target_figures import TargetTable, target_table, with_computed_bases
from npfdesk.plan.document import Document
from npfdesk.plan.scenarios import Scenario, lineage

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
AT_ONCE: Final = 16
"""Up to so many scenarios are all computed at once; of more, only those that are asked for."""
FOLLOWED: Final = 64
"""Up to so many computed scenarios are computed again after an edit; of more (a report of all), when next asked for."""


def compute(document: Document) -> Results:
    """The results of the scenarios of a document, computed from scratch."""
    return update(None, document)


def update(previous: Results | None, document: Document) -> Results:
    """The results of a document; parts that are equal in `previous` (of an earlier state) are reused."""
    plan = document.plan
    if previous is not None and not previous.frame.fits(plan):
        previous = None
    frame = previous.frame if previous is not None else build_frame(plan)
    if previous is not None and previous.plan is plan:
        observed, last, amended = previous.observed, previous.last, np.empty(0, dtype=np.int64)
    else:
        observed = np.ascontiguousarray(plan.observed.T)
        last, amended = last_observed(observed), _amended_rows(previous, observed)
        last.setflags(write=False)
    actual = previous.actual if previous is not None else ObservedPaths(frame, observed)
    if not actual.fits(frame, observed):
        actual = ObservedPaths(frame, observed)
    passed = _spilling(previous, document)
    same_tree = previous is not None and previous.scenarios.keys() == document.scenarios.keys()
    touched = np.full(len(frame.region_of), not same_tree)
    before = previous.computed if previous is not None else {}
    shared: list[TargetTable] = []

    def computed(name: str, then: ScenarioResult | None) -> tuple[ScenarioResult, BoolArray | None]:
        chain = lineage(document.scenarios, name)
        found = _scenario(frame, document, chain, (actual, last, amended), passed, then, shared)
        if not shared and not found[0].stated_targets.has_own:
            shared.append(found[0].stated_targets)
        return found

    results: dict[str, ScenarioResult] = {}
    for name in _computed_at_once(document, before):
        then = before.get(name)
        results[name], changed = computed(name, then)
        if then is not None:
            touched |= _touched(then, results[name], changed)
    if before.keys() & document.scenarios.keys() - results.keys():
        # somebody may have drawn one that is not compared with what it was
        touched[:] = True
    touched.setflags(write=False)
    scenarios = ScenarioResults(document.scenarios, results, lambda name: computed(name, None)[0])
    return Results(plan, frame, observed, last, scenarios, touched, actual, passed)


def _computed_at_once(document: Document, before: Mapping[str, ScenarioResult]) -> list[str]:
    """The scenarios that a document computes at once: all of a few; of many the active one and those computed before."""
    if len(document.scenarios) <= AT_ONCE:
        return list(document.scenarios)
    known = before if len(before) <= FOLLOWED else {}
    return [name for name in document.scenarios if name == document.active or name in known]


def _spilling(previous: Results | None, document: Document) -> SpilloverPaths | None:
    """The document's spillover with its weights; the previous ones where nothing has changed."""
    before = previous.spilling if previous is not None else None
    if before is not None and before.spillover == document.work.spillover:
        return before
    return spillover_weights(document.plan, document.work.spillover)


def _amended_rows(previous: Results | None, observed: FloatArray) -> IntArray:
    # without an earlier result, nothing differs from it
    old = previous.observed if previous is not None else observed
    return np.flatnonzero(((observed != old) & ~(np.isnan(observed) & np.isnan(old))).any(axis=0))


def _scenario(
    frame: Frame,
    document: Document,
    chain: tuple[Scenario, ...],
    past: tuple[ObservedPaths, IntArray, IntArray],
    passed: SpilloverPaths | None,
    before: ScenarioResult | None,
    shared: Sequence[TargetTable],
) -> tuple[ScenarioResult, BoolArray | None]:
    """A scenario's result, and the series whose figures differ from `before` (None: no series, or no `before`).

    `past` are the observed paths, the last observed columns (series,) and the rows amended since; `shared` is the table of
    the plan's targets alone, where another scenario of the same document has it.
    """
    actual, last, amended = past
    observed = actual.observed
    changed: BoolArray | None = None
    table = target_table(
        frame,
        document.plan,
        chain,
        before.stated_targets if before is not None else None,
        amended,
        shared,
    )
    ways = _other_ways(frame, table, before.stated_targets) if before is not None else None
    reach = Reach(frame, observed, last, table)
    moved = amended if ways is None else np.union1d(amended, np.flatnonzero(ways))
    inputs, rows = resolve(frame, chain, reach, before.inputs if before is not None else None, moved)
    if inputs.spilling is not passed:
        inputs = replace(inputs, spilling=passed)
    levers_stay = before is not None and (
        before.inputs.intensity_owner is inputs.intensity_owner and before.inputs.spilling is passed
    )
    # a scenario whose levers and spillover stay keeps its gain, by identity
    gain = before.raw_gain if before is not None and levers_stay else lever_gain(inputs)
    if before is None:
        projection, _ = project(frame, observed, inputs, gain, table)
    else:
        # a scenario with other ancestors is recomputed completely and then compared
        marked = np.full(len(frame.region_of), rows is None)
        if rows is not None:
            marked[rows] = True
        marked[amended] = True
        if gain is not before.raw_gain:
            marked |= (gain != before.raw_gain).any(axis=0)
        if ways is not None:
            follows = np.array([row.assumption.method.about.follows_targets for row in inputs.rows] + [False])
            marked |= ways & follows[inputs.owner]
        if not marked.any():
            projection = before.projection
        else:
            projection, changed = project(
                frame, observed, inputs, gain, table, before.projection, np.flatnonzero(marked)
            )
    if before is not None and projection is before.projection and table is before.stated_targets:
        targets = before.targets
    else:
        targets = with_computed_bases(table, document.plan, lambda: actual.values)
    result = ScenarioResult(
        scenario=chain[-1].id,
        inputs=inputs,
        stated_targets=table,
        targets=targets,
        projection=projection,
        raw_gain=gain,
    )
    return result, changed


def _other_ways(frame: Frame, table: TargetTable, old: TargetTable) -> BoolArray | None:
    """The series whose targets name other figures than before (series,); None where the targets are the same."""
    if table is old:
        return None
    now, then = table.waypoints(frame), old.waypoints(frame)
    if now.column.shape == then.column.shape:
        # a step without a figure has no year either
        other = np.isfinite(now.figure) & (now.figure != then.figure)
        differs: BoolArray = ((now.column != then.column) | other).any(axis=0)
        return differs
    return np.ones(len(frame.region_of), dtype=np.bool_)


def _touched(previous: ScenarioResult, now: ScenarioResult, changed: BoolArray | None) -> BoolArray:
    """The series whose figures, assumption or target differ between two results of a scenario (series,)."""
    touched = _assumption_differs(previous.inputs, now.inputs)
    if changed is not None:
        touched |= changed
    if now.targets is not previous.targets:
        touched |= _retargeted_rows(previous.targets, now.targets, len(touched))
    return touched


def _assumption_differs(before: Inputs, after: Inputs) -> BoolArray:
    if before.owner is after.owner:
        return np.zeros(len(after.owner), dtype=np.bool_)
    # no object has the id 0: it stands for "nothing assumed", where an owner is -1
    old = np.array([id(row.assumption) for row in before.rows] + [0])
    new = np.array([id(row.assumption) for row in after.rows] + [0])
    differs: BoolArray = old[before.owner] != new[after.owner]
    return differs


def _retargeted_rows(before: TargetTable, after: TargetTable, count: int) -> BoolArray:
    touched = np.zeros(count, dtype=np.bool_)
    for key, position in after.of_series.items():
        then = before.of_series.get(key)
        # what it comes to differs only where the figures of its series do
        if (
            then is None
            or before.statements[then] is not after.statements[position]
            or before.own[then] != after.own[position]
        ):
            touched[after.row[position]] = True
    for key in before.of_series.keys() - after.of_series.keys():
        touched[before.row[before.of_series[key]]] = True
    return touched
