"""The resolved inputs of a scenario: the assumption and the lever intensities that apply to each series, with inheritance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.reach import Reach
from npfdesk.engine.projection.spillover_paths import SpilloverPaths
from npfdesk.plan.scenarios import Assumption, LeverIntensities, Scenario
from npfdesk.plan.series import ANY, AssumptionKey, LeverIntensityKey, SeriesKey

IntArray = NDArray[np.int64]


class OwnedAssumption(NamedTuple):
    """An assumption with the scenario and the row that it comes from."""

    scenario: str
    key: AssumptionKey
    assumption: Assumption


class OwnedIntensities(NamedTuple):
    """A lever's intensities with the scenario and the row that they come from."""

    scenario: str
    key: LeverIntensityKey
    intensities: LeverIntensities


@dataclass(frozen=True, eq=False)
class Inputs:
    """The resolved assumptions and lever intensities of a scenario.

    `owner` (series,) points into `rows`, -1 where nothing is assumed; `passed_over` (series,) is the row that comes before it
    but cannot continue the series, so that it does not reach it (-1: none); `intensity_owner` (lever, cell) into
    `intensity_rows`, -1 where a lever has no intensity. `chain` is the scenario's line from the root, `spilling` what
    regions pass on of their gains (None: nothing).
    """

    frame: Frame
    chain: tuple[Scenario, ...]
    rows: tuple[OwnedAssumption, ...]
    owner: IntArray
    passed_over: IntArray
    levers: tuple[str, ...]
    intensity_rows: tuple[OwnedIntensities, ...]
    intensity_owner: IntArray
    spilling: SpilloverPaths | None = None

    def assumption_of(self, row: int) -> OwnedAssumption | None:
        """The assumption that applies to a series; None where there is none and the series is held."""
        owner = int(self.owner[row])
        return self.rows[owner] if owner >= 0 else None

    def intensities(self, lever: str, region: str, industry: str) -> OwnedIntensities | None:
        """The intensities that apply to a lever in a region and industry ("" or ANY for the general row)."""
        for scenario in reversed(self.chain):
            for pair in _pairs(self.frame, region, industry):
                key = LeverIntensityKey(lever, *pair)
                if key in scenario.intensities:
                    return OwnedIntensities(scenario.id, key, scenario.intensities[key])
        return None


def resolve(
    frame: Frame, chain: tuple[Scenario, ...], reach: Reach, previous: Inputs | None, moved: IntArray
) -> tuple[Inputs, IntArray | None]:
    """A scenario's inputs, and the rows whose assumption may differ from `previous` (None: all).

    Assumptions are applied from the root of the chain to the scenario itself, and within one scenario from
    general to specific (neither region nor industry, industry only, region only, both). A later layer
    replaces an earlier one completely. Keys that the plan does not have apply to nothing, and a row for any
    region only to the series that its method can continue. `moved` are the rows whose figures or targets differ.
    """
    if previous is None or previous.frame is not frame or not _same_line(previous.chain, chain):
        return Inputs(
            frame, chain, *_apply_assumptions(frame, chain, reach), *_apply_intensities(frame, chain)
        ), None
    keys = _changed_keys(previous.chain, chain)
    touched = _union(frame.matching(key) for key in keys)
    touched = touched[~frame.formula_row[touched]]
    # where figures or targets are others, a row for any region may now reach a series, or no longer
    asked = _asked(frame, chain, moved) if len(moved) else moved
    result = replace(previous, chain=chain)
    if len(asked):
        touched = np.union1d(touched, asked)
    # looking up a series costs about as much as applying a row
    if len(touched) > sum(len(scenario.assumptions) for scenario in chain):
        rows, owner, passed_over = _apply_assumptions(frame, chain, reach)
        result = replace(result, rows=rows, owner=owner, passed_over=passed_over)
    elif len(touched):
        rows, owner, passed_over = _looked_up(frame, chain, reach, previous, touched)
        result = replace(result, rows=rows, owner=owner, passed_over=passed_over)
    if any(new.intensities is not old.intensities for new, old in zip(chain, previous.chain, strict=True)):
        _, intensity_rows, intensity_owner = _apply_intensities(frame, chain)
        result = replace(result, intensity_rows=intensity_rows, intensity_owner=intensity_owner)
    return result, touched


def rows_ruled(inputs: Inputs, scenario: str, key: AssumptionKey) -> IntArray:
    """The series (row,) that a row of assumptions of the last scenario of the chain answers for, or would.

    All that its key names but formulas, those for which the scenario itself has a closer row, and those that the row in
    force passes over.
    """
    frame, layer = inputs.frame, (key.specificity, key.region != ANY)
    rows = frame.matching(key)
    closer = [
        owned.scenario == scenario and (owned.key.specificity, owned.key.region != ANY) > layer
        for owned in inputs.rows
    ]
    same = [owned.key == key for owned in inputs.rows]
    # no row at all (-1) is the entry past the last
    kept = np.array([*closer, False])[inputs.owner[rows]] | np.array([*same, False])[inputs.passed_over[rows]]
    ruled: IntArray = rows[~kept & ~frame.formula_row[rows]]
    return ruled


def _same_line(one: Sequence[Scenario], other: Sequence[Scenario]) -> bool:
    return len(one) == len(other) and all(a.id == b.id for a, b in zip(one, other, strict=True))


def _changed_keys(before: Sequence[Scenario], after: Sequence[Scenario]) -> set[AssumptionKey]:
    keys: set[AssumptionKey] = set()
    for old, new in zip(before, after, strict=True):
        if old.assumptions is new.assumptions:
            continue
        # by identity: a dataclass comparison of every row would cost more than recomputing an equal one
        keys.update(key for key, value in new.assumptions.items() if old.assumptions.get(key) is not value)
        keys.update(key for key in old.assumptions if key not in new.assumptions)
    return keys


def _union(arrays: Iterable[IntArray]) -> IntArray:
    found = list(arrays)
    return np.unique(np.concatenate(found)) if found else np.empty(0, dtype=np.int64)


def _layers(keys: Iterable[AssumptionKey]) -> list[AssumptionKey]:
    """Keys from general to specific; where an industry's row and a region's row cross, the region's row wins."""
    return sorted(keys, key=lambda key: (key.specificity, key.region != ANY))


def _asked(frame: Frame, chain: Sequence[Scenario], moved: IntArray) -> IntArray:
    """Those of some rows whose indicator has a row for any region that may not reach all."""
    indicators = {
        frame.indicator_index.get(key.indicator, -1)
        for scenario in chain
        for key, assumption in scenario.assumptions.items()
        if key.region == ANY and assumption.method.about.chooses
    }
    there: IntArray = moved[np.isin(frame.indicator_of[moved], list(indicators))]
    return there[~frame.formula_row[there]]


def _apply_assumptions(
    frame: Frame, chain: Sequence[Scenario], reach: Reach
) -> tuple[tuple[OwnedAssumption, ...], IntArray, IntArray]:
    owner = np.full(len(frame.region_of), -1, dtype=np.int64)
    passed_over = owner.copy()
    rows: list[OwnedAssumption] = []
    for scenario in chain:
        for key in _layers(scenario.assumptions):
            matching, assumption = frame.matching(key), scenario.assumptions[key]
            if key.region == ANY and assumption.method.about.chooses:
                reached = reach.reached(assumption, matching)
                passed_over[matching[~reached]] = len(rows)
                matching = matching[reached]
            owner[matching] = len(rows)
            passed_over[matching] = -1
            rows.append(OwnedAssumption(scenario.id, key, assumption))
    owner[frame.formula_row] = passed_over[frame.formula_row] = -1
    return tuple(rows), _frozen(owner), _frozen(passed_over)


def _looked_up(
    frame: Frame, chain: Sequence[Scenario], reach: Reach, previous: Inputs, touched: IntArray
) -> tuple[tuple[OwnedAssumption, ...], IntArray, IntArray]:
    owner, passed_over = previous.owner.copy(), previous.passed_over.copy()
    rows = list(previous.rows)
    places: dict[tuple[str, AssumptionKey], int] = {}
    reached: dict[tuple[str, AssumptionKey], set[int]] = {}
    for row in touched.tolist():
        owner[row] = passed_over[row] = -1
        for scenario, key in _candidates(frame, chain, frame.plan.series[row]):
            place, assumption = (scenario.id, key), scenario.assumptions[key]
            if place not in places:
                places[place] = len(rows)
                rows.append(OwnedAssumption(scenario.id, key, assumption))
            if key.region == ANY and assumption.method.about.chooses:
                if place not in reached:
                    some = np.intersect1d(touched, frame.matching(key))
                    reached[place] = set(some[reach.reached(assumption, some)].tolist())
                if row not in reached[place]:
                    passed_over[row] = places[place] if passed_over[row] < 0 else passed_over[row]
                    continue
            owner[row] = places[place]
            break
    if len(rows) > len(frame.region_of) + 4096:
        # rows that no longer answer for anything have piled up
        return _apply_assumptions(frame, chain, reach)
    return tuple(rows), _frozen(owner), _frozen(passed_over)


def _candidates(
    frame: Frame, chain: Sequence[Scenario], series: SeriesKey
) -> Iterator[tuple[Scenario, AssumptionKey]]:
    """The rows that name a series, with their scenarios, the one that comes first of all first."""
    for scenario in reversed(chain):
        for region, industry in _pairs(frame, series.region, series.industry):
            key = AssumptionKey(region, industry, series.indicator)
            if key in scenario.assumptions:
                yield scenario, key


def _pairs(frame: Frame, region: str, industry: str) -> tuple[tuple[str, str], ...]:
    """The keys that can apply to a region and industry, the most specific first; to a yardstick only its own."""
    if region in frame.yardsticks:
        return ((region, industry), (region, ANY))
    return ((region, industry), (region, ANY), (ANY, industry), (ANY, ANY))


def _apply_intensities(
    frame: Frame, chain: Sequence[Scenario]
) -> tuple[tuple[str, ...], tuple[OwnedIntensities, ...], IntArray]:
    levers = tuple(frame.plan.dimension_of_lever)
    position = {lever: index for index, lever in enumerate(levers)}
    owner = np.full((len(levers), len(frame.cells)), -1, dtype=np.int64)
    rows: list[OwnedIntensities] = []
    for scenario in chain:
        for key in sorted(scenario.intensities, key=lambda key: (key.specificity, key.region != ANY)):
            if key.lever not in position:
                continue
            reached = _cells(frame, key.region, key.industry)
            owner[position[key.lever], reached] = len(rows)
            rows.append(OwnedIntensities(scenario.id, key, scenario.intensities[key]))
    return levers, tuple(rows), _frozen(owner)


def _cells(frame: Frame, region: str, industry: str) -> NDArray[np.bool_]:
    reached = np.ones(len(frame.cells), dtype=np.bool_)
    if region == ANY:
        reached &= ~np.isin(frame.cells[:, 0], [frame.region_index[one] for one in frame.yardsticks])
    else:
        reached &= frame.cells[:, 0] == frame.region_index.get(region, -1)
    if industry != ANY:
        reached &= frame.cells[:, 1] == frame.slot_index.get(industry, -1)
    return reached


def _frozen(array: IntArray) -> IntArray:
    array.setflags(write=False)
    return array
