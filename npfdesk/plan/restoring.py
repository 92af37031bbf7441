"""Saved work laid on a workbook read anew: what still fits, what the workbook no longer has, what both changed."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final, TypeVar

from npfdesk.plan.amended import (
    outstanding_effects,
    outstanding_figures,
    outstanding_insertions,
    outstanding_standings,
    outstanding_targets,
    same_words,
)
from npfdesk.plan.commitments import keyed
from npfdesk.plan.document import Document, new_document
from npfdesk.plan.effects import effect_key, with_effects
from npfdesk.plan.insertions import with_insertion
from npfdesk.plan.minutes import Minutes
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem, warning
from npfdesk.plan.records import SavedWork
from npfdesk.plan.scenarios import Scenario, changed, lineage, paired
from npfdesk.plan.series import ANY, TargetKey
from npfdesk.plan.targets import PlanTarget

Key = TypeVar("Key")
Value = TypeVar("Value")

ORPHAN: Final = warning(
    "orphan",
    "工作簿里不再有“{what}”（情景“{scenario}”）。内容仍然保留，工作簿恢复后即可再用。",
    "The workbook no longer has “{what}” (scenario “{scenario}”). It is kept, and used again once the workbook has it.",
)
BOTH_CHANGED: Final = warning(
    "both_changed",
    "情景“{scenario}”的“{what}”在工作簿和情景库中都改过，且不一致。保留情景库的内容。",
    "“{what}” of scenario “{scenario}” was changed both in the workbook and here, differently. What is here stands.",
)
_AMENDMENT: Final = "—"


@dataclass(frozen=True, eq=False)
class Restored:
    """A document with the saved work in it, and the minutes; `orphans` and `differences` are to be told, nothing was dropped."""

    document: Document
    orphans: tuple[Problem, ...]
    differences: tuple[Problem, ...]
    minutes: Minutes = ()


def restore(plan: Plan, work: SavedWork) -> Restored:
    """Lay saved work on a plan read anew, comparing three ways: the workbook then, the workbook now, the library.

    What only the workbook changed is taken from it; what was changed here stands, and is told where the
    workbook changed it too. Amendments that the workbook says itself by now are none any more. Keys that the
    plan no longer has stay in the scenarios; the engine passes them over.
    """
    work = replace(
        work,
        observations=outstanding_figures(plan, work.observations),
        targets=outstanding_targets(plan, work.targets),
        inserted=outstanding_insertions(plan, work.inserted),
        standings=outstanding_standings(plan.commitments, work.standings),
        effects=outstanding_effects(plan, work.effects),
    )
    differences: list[Problem] = []
    scenarios = _scenarios(plan, work, differences)
    document = replace(
        new_document(plan),
        scenarios=MappingProxyType(scenarios),
        active=work.active if work.active in scenarios else next(iter(scenarios)),
    )
    document = replace(
        document,
        plan=_amended(plan, work),
        inserted=work.inserted,
        spillover=work.spillover,
        standings=MappingProxyType(dict(work.standings)),
        effects=MappingProxyType(dict(work.effects)),
        observations=MappingProxyType(dict(work.observations)),
        targets=MappingProxyType(dict(work.targets)),
        known=MappingProxyType(dict(work.known)),
        storyboard=work.storyboard,
        notes=MappingProxyType(dict(work.notes)),
    )
    return Restored(document, orphans(document), tuple(differences), work.minutes)


def _amended(plan: Plan, work: SavedWork) -> Plan:
    for insertion in work.inserted:
        plan = with_insertion(plan, insertion)
    plan = with_effects(plan, work.effects)
    years = {int(year) for year in plan.years}
    figures = [
        (series, year, figure)
        for (series, year), figure in work.observations.items()
        if series in plan.row and year in years
    ]
    targets = {key: target for key, target in work.targets.items() if key.series in plan.row}
    if figures:
        plan = plan.with_observations(figures)
    return plan.with_targets(changed(plan.targets, targets)) if targets else plan


def _scenarios(plan: Plan, work: SavedWork, differences: list[Problem]) -> dict[str, Scenario]:
    then = {one.id: one for one in work.workbook_scenarios}
    now = paired(work.scenarios, plan.scenarios)
    kept: dict[str, Scenario] = {}
    for ours in work.scenarios:
        theirs = now.get(ours.id)
        base = then.get(theirs.id) if theirs is not None else None
        if theirs is None or base is None:
            kept[ours.id] = ours
            continue
        kept[ours.id] = replace(
            ours,
            assumptions=_merged(
                base.assumptions, theirs.assumptions, ours.assumptions, ours.name, differences
            ),
            levels=_merged(base.levels, theirs.levels, ours.levels, ours.name, differences),
            targets=_placed(
                _merged(base.targets, theirs.targets, ours.targets, ours.name, differences, _same_words),
                theirs.targets,
            ),
        )
    known = {theirs.id: name for name, theirs in now.items()}
    for theirs in plan.scenarios:
        # one that was deleted here stays deleted; one that is new in the workbook comes in
        if theirs.id not in known and theirs.id not in then and theirs.id not in kept:
            kept[theirs.id] = replace(theirs, parent=known.get(theirs.parent or "", theirs.parent))
    if not kept:
        kept = dict(new_document(plan).scenarios)
    return {
        name: one if one.parent is None or one.parent in kept else replace(one, parent=None)
        for name, one in _without_circles(kept).items()
    }


def _without_circles(scenarios: dict[str, Scenario]) -> dict[str, Scenario]:
    for name in list(scenarios):
        try:
            lineage(scenarios, name)
        except ValueError:
            scenarios[name] = replace(scenarios[name], parent=None)
    return scenarios


def _merged(
    then: Mapping[Key, Value],
    now: Mapping[Key, Value],
    ours: Mapping[Key, Value],
    name: str,
    differences: list[Problem],
    same: Callable[[Value | None, Value | None], bool] = operator.eq,
) -> Mapping[Key, Value]:
    changes: dict[Key, Value | None] = {}
    for key in {**then, **now}:
        old, new, own = then.get(key), now.get(key), ours.get(key)
        if same(old, new):
            continue
        if same(own, old):
            changes[key] = new
        elif not same(own, new):
            differences.append(Problem(BOTH_CHANGED, arguments={"what": _told(key), "scenario": name}))
    return changed(ours, changes) if changes else ours


def _same_words(one: PlanTarget | None, other: PlanTarget | None) -> bool:
    return one is other if one is None or other is None else same_words(one, other)


def _placed(
    ours: Mapping[TargetKey, PlanTarget], theirs: Mapping[TargetKey, PlanTarget]
) -> Mapping[TargetKey, PlanTarget]:
    """Our targets with the cells that state them in the workbook by now."""
    moved = {
        key: replace(one, sheet=theirs[key].sheet, cell=theirs[key].cell)
        for key, one in ours.items()
        if key in theirs and same_words(one, theirs[key])
    }
    return ours if all(one == ours[key] for key, one in moved.items()) else changed(ours, moved)


def _told(key: object) -> str:
    if isinstance(key, TargetKey):
        key = (*key.series, key.year)
    parts = key if isinstance(key, tuple) else (key,)
    return " · ".join(str(part) for part in parts if part not in ("", ANY))


def orphans(document: Document) -> tuple[Problem, ...]:
    """Everything in the scenarios and amendments that the plan does not have."""
    plan = document.plan
    found: list[Problem] = []

    def tell(key: object, scenario: str) -> None:
        found.append(Problem(ORPHAN, text=_told(key), arguments={"what": _told(key), "scenario": scenario}))

    for scenario in document.scenarios.values():
        for key in scenario.assumptions:
            if key.indicator not in plan.indicator_by_code or _stranger(plan, key.region, key.industry):
                tell(key, scenario.name)
        for level in scenario.levels:
            if level.lever not in plan.dimension_of_lever or _stranger(plan, level.region, level.industry):
                tell(level, scenario.name)
        for target in scenario.targets:
            if target.series not in plan.row:
                tell((*target.series, str(target.year)), scenario.name)
    years = {int(year) for year in plan.years}
    for series, year in document.observations:
        if series not in plan.row or year not in years:
            tell((*series, str(year)), _AMENDMENT)
    for amended in document.targets:
        if amended.series not in plan.row:
            tell((*amended.series, str(amended.year)), _AMENDMENT)
    for note in document.notes:
        if note.indicator not in plan.indicator_by_code or _stranger(plan, note.region, note.industry):
            named = document.scenarios.get(note.scenario)
            tell(
                (note.region, note.industry, note.indicator, str(note.year or "")),
                named.name if named is not None else _AMENDMENT,
            )
    acting = {effect_key(one) for one in plan.levers}
    for effect in document.effects:
        if effect not in acting:
            tell((effect.lever, effect.indicator), _AMENDMENT)
    stated = keyed(plan.commitments)
    for commitment in document.standings:
        if commitment not in stated:
            tell((commitment.region, commitment.item, str(commitment.year or "")), _AMENDMENT)
    return tuple(found)


def _stranger(plan: Plan, region: str, industry: str) -> bool:
    return (region != ANY and region not in plan.region_by_code) or (
        industry not in (ANY, "") and industry not in plan.industry_by_code
    )
