"""The recompute: resolve the document, compare it with the previous one, compute the rows that differ and their readers.

A full computation runs the same code with every row marked.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame, build_frame
from npfdesk.engine.projection.inputs import EditedRows, Inputs, assumed_otherwise, resolve
from npfdesk.engine.projection.levers import lever_gain
from npfdesk.engine.projection.observed_paths import ObservedPaths
from npfdesk.engine.projection.paths import last_observed
from npfdesk.engine.projection.reach import Reach
from npfdesk.engine.projection.results import Results, ScenarioResult, ScenarioResults
from npfdesk.engine.projection.scenario_paths import OwnAsked, OwnPaths, own_paths_of, project
from npfdesk.engine.projection.spillover_paths import SpilloverPaths, spillover_weights
from npfdesk.engine.projection.target_figures import TargetTable, target_table, with_computed_bases
from npfdesk.plan.document import Document
from npfdesk.plan.model import Plan
from npfdesk.plan.scenarios import Scenario, lineage

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
AT_ONCE: Final = 16
"""Up to so many scenarios are all computed at once; of more, only those that are asked for."""
_NONE: Final[IntArray] = np.empty(0, dtype=np.int64)
FOLLOWED: Final = 64
"""Up to so many computed scenarios are computed again after an edit; of more (a report of all), when next asked for."""


def compute(document: Document) -> Results:
    """The results of the scenarios of a document, computed from scratch."""
    return update(None, document)


def update(previous: Results | None, document: Document) -> Results:
    """The results of a document; parts that are equal in `previous` (of an earlier state) are reused."""
    plan, scenarios = document.plan, document.scenarios
    if previous is not None and not previous.frame.fits(plan):
        previous = None
    frame = previous.frame if previous is not None else build_frame(plan)
    if previous is not None and previous.plan.observed is plan.observed:
        observed, last, amended = previous.observed, previous.last, _NONE
    else:
        observed = np.ascontiguousarray(plan.observed.T)
        last, amended = last_observed(observed), _amended_rows(previous, observed)
        last.setflags(write=False)
    actual = previous.actual if previous is not None else ObservedPaths(frame, observed)
    if not actual.fits(frame, observed):
        actual = ObservedPaths(frame, observed)
    passed = _spilling(previous, document)
    same_tree = previous is not None and set(previous.scenarios) == set(scenarios)
    touched = np.full(len(frame.region_of), not same_tree)
    before = previous.computed if previous is not None else {}
    shared: list[TargetTable] = []
    plan_stays = previous is not None and previous.plan is plan
    past = _Past(actual, last, amended, plan_stays, EditedRows(frame))
    # then a scenario is as it was where it and all that it inherits from are
    only_scenarios = same_tree and plan_stays and previous is not None and passed is previous.spilling

    def share(table: TargetTable) -> None:
        if not shared and not table.has_own:
            shared.append(table)

    def resolved(line: Sequence[Scenario], then: ScenarioResult | None) -> _Resolved:
        found = _resolved(frame, document, tuple(line), past, passed, then, shared)
        share(found.table)
        return found

    def from_nothing(name: str) -> ScenarioResult:
        return _computed(frame, plan, past, resolved(lineage(scenarios, name), None), None)[0]

    known: list[_Resolved] = []
    results: dict[str, ScenarioResult] = {}
    for name in _computed_at_once(document, before):
        then = before.get(name)
        if then is None:
            results[name] = from_nothing(name)
            continue
        line = _line(scenarios, name, then.inputs.chain, same_tree)
        if only_scenarios and all(map(operator.is_, line, then.inputs.chain)):
            results[name] = then
            share(then.stated_targets)
        else:
            known.append(resolved(line, then))
    moving = [one for one in known if len(one.rows)]
    asked = [OwnAsked(one.inputs, one.gain, one.table, one.rows) for one in moving]
    own = dict(zip(map(id, moving), own_paths_of(frame, observed, last, asked), strict=True))
    for one in known:
        results[one.scenario], rows = _computed(frame, plan, past, one, own.get(id(one)))
        for some in rows:
            touched[some] = True
    if not set(before).difference(results).isdisjoint(scenarios):
        # somebody may have drawn one that is not compared with what it was
        touched[:] = True
    touched.setflags(write=False)
    all_results = ScenarioResults(scenarios, results, from_nothing)
    return Results(plan, frame, observed, last, all_results, touched, actual, passed)


@dataclass(frozen=True, eq=False)
class _Past:
    """The observed paths, the last observed columns (series,), the rows amended since the results before (row,).

    `plan_stays` says that the plan is the very one of before, and with it the figures that targets count from; `edited` finds
    the series that edited assumptions name.
    """

    actual: ObservedPaths
    last: IntArray
    amended: IntArray
    plan_stays: bool
    edited: EditedRows


def _computed_at_once(document: Document, before: Mapping[str, ScenarioResult]) -> list[str]:
    """The scenarios that a document computes at once: all of a few; of many the active one and those computed before."""
    if len(document.scenarios) <= AT_ONCE:
        return list(document.scenarios)
    known = before if len(before) <= FOLLOWED else {}
    return [name for name in document.scenarios if name == document.active or name in known]


def _line(
    scenarios: Mapping[str, Scenario], name: str, before: Sequence[Scenario], same_tree: bool
) -> Sequence[Scenario]:
    """What a scenario inherits from and itself last, as `lineage` has it; most edits change no tree."""
    if same_tree:
        line = [scenarios[one.id] for one in before]
        for old, new in zip(before, line, strict=True):
            if old is not new and old.bases != new.bases:
                break
        else:
            return line
    return lineage(scenarios, name)


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


@dataclass(frozen=True, eq=False)
class _Resolved:
    """A scenario's inputs, targets and gain, beside what it was `before` (None: not computed), and the series to compute (row,).

    `differing` are the series whose assumption differs.
    """

    scenario: str
    inputs: Inputs
    table: TargetTable
    gain: FloatArray
    before: ScenarioResult | None
    rows: IntArray
    differing: IntArray


def _resolved(
    frame: Frame,
    document: Document,
    chain: tuple[Scenario, ...],
    past: _Past,
    passed: SpilloverPaths | None,
    before: ScenarioResult | None,
    shared: Sequence[TargetTable],
) -> _Resolved:
    """What a scenario is computed from; `shared` is the table of the plan's targets alone, where another scenario has it."""
    plan, observed, amended, name = document.plan, past.actual.observed, past.amended, chain[-1].id
    if before is None:
        table = target_table(frame, plan, chain, None, amended, shared)
        inputs, _ = resolve(
            frame, chain, Reach(frame, observed, past.last, table), None, amended, past.edited
        )
        inputs = inputs if inputs.spilling is passed else replace(inputs, spilling=passed)
        return _Resolved(name, inputs, table, lever_gain(inputs), None, _NONE, _NONE)
    table = target_table(frame, plan, chain, before.stated_targets, amended, shared)
    ways = _other_ways(frame, table, before.stated_targets)
    moved = amended if ways is None else np.union1d(amended, np.flatnonzero(ways))
    reach = Reach(frame, observed, past.last, table)
    inputs, differing = resolve(frame, chain, reach, before.inputs, moved, past.edited)
    if inputs.spilling is not passed:
        inputs = replace(inputs, spilling=passed)
    # a scenario whose levers and spillover stay keeps its gain, by identity
    levers_stay = before.inputs.intensity_owner is inputs.intensity_owner and before.inputs.spilling is passed
    gain = before.raw_gain if levers_stay else lever_gain(inputs)
    if differing is None:
        # a scenario with other ancestors is recomputed completely and then compared
        every = np.arange(len(frame.region_of))
        return _Resolved(
            name, inputs, table, gain, before, every, assumed_otherwise(before.inputs, inputs, every)
        )
    rows = differing
    if len(amended) or gain is not before.raw_gain or ways is not None:
        marked = np.zeros(len(frame.region_of), dtype=np.bool_)
        marked[differing] = marked[amended] = True
        if gain is not before.raw_gain:
            marked |= (gain != before.raw_gain).any(axis=0)
        if ways is not None:
            follows = np.array([row.assumption.method.about.follows_targets for row in inputs.rows] + [False])
            marked |= ways & follows[inputs.owner]
        rows = np.flatnonzero(marked)
    return _Resolved(name, inputs, table, gain, before, rows, differing)


def _computed(
    frame: Frame, plan: Plan, past: _Past, one: _Resolved, own: OwnPaths | None
) -> tuple[ScenarioResult, list[IntArray]]:
    """A scenario's result, and the series whose figures, assumption or target differ from before (none without one).

    A figure also differs where it can be now and could not before, or the other way round: a formula or a roll-up that
    comes to the same may rest on what cannot be. `own` are the own paths of its `rows`. A result in which nothing differs
    is that of before itself, unless the plan differs: what is kept of a result rests on the plan too.
    """
    inputs, table, gain, before = one.inputs, one.table, one.gain, one.before
    observed = past.actual.observed
    if before is None:
        projection, _ = project(frame, observed, inputs, gain, table)
        targets = with_computed_bases(table, plan, lambda: past.actual.values)
        return ScenarioResult(one.scenario, inputs, table, targets, projection, gain), []
    projection, touched = before.projection, [one.differing]
    if len(one.rows):
        projection, changed = project(frame, observed, inputs, gain, table, before.projection, one.rows, own)
        touched.append(changed)
    targets = before.targets
    if table is not before.stated_targets or not past.plan_stays:
        targets = with_computed_bases(table, plan, lambda: past.actual.values)
        if targets is not before.targets:
            touched.append(_retargeted_rows(before.targets, targets))
    same = inputs is before.inputs and projection is before.projection and targets is before.targets
    if same and past.plan_stays:
        return before, touched
    stays = targets is before.targets and past.plan_stays
    known = before.known_after(touched) if stays else None
    made = ScenarioResult(one.scenario, inputs, table, targets, projection, gain, known)
    # of what nobody has asked for nothing has been judged or drawn
    if before.knows_impossible and made.impossible is not before.impossible:
        touched.append(np.flatnonzero((made.impossible != before.impossible).any(axis=0)))
    return made, touched


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


def _retargeted_rows(before: TargetTable, after: TargetTable) -> IntArray:
    """The series whose target is worded otherwise, or is a scenario's own now and was not (row,)."""
    touched: list[int] = []
    for key, position in after.of_series.items():
        then = before.of_series.get(key)
        # what it comes to differs only where the figures of its series do
        if (
            then is None
            or before.statements[then] is not after.statements[position]
            or before.own[then] != after.own[position]
        ):
            touched.append(int(after.row[position]))
    gone = before.of_series.keys() - after.of_series.keys()
    touched.extend(int(before.row[before.of_series[key]]) for key in gone)
    return np.array(touched, dtype=np.int64)
