"""Scenarios and their entries as edits of cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.owners import own_owner
from npfdesk.plan.problems import Language
from npfdesk.plan.scenarios import Assumption, LeverIntensities, Scenario, workbook_counterparts
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, TargetKey
from npfdesk.plan.targets import PlanTarget
from npfdesk.workbook.standard.closed_lists import written_method
from npfdesk.workbook.standard.lever_sheets import reach
from npfdesk.workbook.standard.plan_workbook import packages_cell, target_words
from npfdesk.workbook.standard.sheet_layout import CellValue
from npfdesk.workbook.writing.cell_texts import WritingContext
from npfdesk.workbook.writing.write_targets import Field, row_of

Key = TypeVar("Key")
Value = TypeVar("Value")
Fields = Mapping[Field, CellValue]


@dataclass(frozen=True)
class _Part(Generic[Key, Value]):
    """One sheet of what scenarios say: what is theirs, the row of each key that is there, and what its cells say."""

    sheet: str
    mine: Callable[[Scenario], Mapping[Key, Value]]
    rows: Mapping[tuple[str, Key], int]
    named: Callable[[Key], Fields]
    said: Callable[[Value], Fields]
    label: Callable[[Key], str]
    knows: Callable[[Key], bool]


def scenario_edits(writing: WritingContext) -> None:
    """Scenarios, assumptions, lever intensities and own targets go to their rows, or below them; what is no more is emptied."""
    pairs = workbook_counterparts(writing.document.scenarios.values(), writing.as_read.scenarios)
    rows = {fold(row.text("name")): row.number for row in writing.rows("Scenarios")}
    parts: tuple[_Part[Any, Any], ...] = (_assumptions(writing), _intensities(writing), _own_targets(writing))
    for scenario in writing.document.scenarios.values():
        old = pairs.get(scenario.id)
        _scenario_row(writing, scenario, old, rows)
        writing.report_orphans(scenario.name, sum(_part_rows(writing, part, scenario, old) for part in parts))
    kept = {one.id for one in pairs.values()}
    for old in writing.as_read.scenarios:
        if old.id not in kept:
            _removed(writing, old, rows, parts)


def _scenario_row(
    writing: WritingContext, scenario: Scenario, old: Scenario | None, rows: Mapping[str, int]
) -> None:
    places, now = writing.places["Scenarios"], _scenario_fields(scenario, writing.document.scenarios)
    # a workbook's scenarios go by their names
    workbooks = {one.name: one for one in writing.as_read.scenarios}
    then = _scenario_fields(old, workbooks) if old is not None else {}
    number = rows.get(fold(old.name)) if old is not None else None
    if number is not None:
        places.change(number, _differing(then, now), scenario.name)
    elif then != now:
        # a plan without the sheet names its scenarios in those of assumptions alone
        places.append(now, scenario.name)


def _scenario_fields(scenario: Scenario, scenarios: Mapping[str, Scenario]) -> Fields:
    parent = scenarios.get(scenario.parent or "")
    return {
        "name": scenario.name,
        "parent": parent.name if parent is not None else None,
        "packages": packages_cell(scenario, scenarios.values()) or None,
        "description": scenario.description or None,
        "colour": scenario.colour or None,
        "english": scenario.english or None,
    }


def _part_rows(
    writing: WritingContext, part: _Part[Key, Value], scenario: Scenario, old: Scenario | None
) -> int:
    """One part of a scenario into its sheet; how many entries name what the workbook does not have."""
    places, own = writing.places[part.sheet], part.mine(scenario)
    then = part.mine(old) if old is not None else {}
    renamed: Fields = {"scenario": scenario.name} if old is not None and old.name != scenario.name else {}
    orphans = 0
    for key in dict.fromkeys([*then, *own]):
        before, now = then.get(key), own.get(key)
        label = f"{scenario.name} {part.label(key)}"
        number = part.rows.get((fold(old.name), key)) if old is not None else None
        if now is None:
            if number is not None:
                places.clear(number, label)
        elif not part.knows(key):
            orphans += 1
        elif number is not None:
            told = part.said(before) if before is not None else {}
            places.change(number, {**_differing(told, part.said(now)), **renamed}, label)
        elif before != now or renamed:
            places.append({"scenario": scenario.name, **part.named(key), **part.said(now)}, label)
    return orphans


def _differing(then: Fields, now: Fields) -> Fields:
    return {name: now.get(name) for name in {**then, **now} if now.get(name) != then.get(name)}


def _removed(
    writing: WritingContext, old: Scenario, rows: Mapping[str, int], parts: tuple[_Part[Any, Any], ...]
) -> None:
    name = fold(old.name)
    if name in rows:
        writing.places["Scenarios"].clear(rows[name], old.name)
    for part in parts:
        for (scenario, _), number in part.rows.items():
            if scenario == name:
                writing.places[part.sheet].clear(number, old.name)


def _assumptions(writing: WritingContext) -> _Part[AssumptionKey, Assumption]:
    rows: dict[tuple[str, AssumptionKey], int] = {}
    for row in writing.rows("Assumptions"):
        reached = reach(row, writing.structure, [])
        indicator = writing.structure.indicators.code_of(row["indicator"], [])
        if reached is not None and indicator is not None:
            rows.setdefault((fold(row.text("scenario")), AssumptionKey(*reached, indicator)), row.number)
    return _Part(
        "Assumptions",
        lambda scenario: scenario.assumptions,
        rows,
        writing.reach_fields,
        lambda one: _assumption_fields(one, writing.language),
        writing.label,
        writing.knows,
    )


def _assumption_fields(assumption: Assumption, language: Language) -> Fields:
    return {
        "method": written_method(assumption.method, language),
        "value": assumption.value,
        "midpoint": assumption.midpoint,
        "low": assumption.low,
        "high": assumption.high,
        "note": assumption.note or None,
        **dict(assumption.by_year),
    }


def _intensities(writing: WritingContext) -> _Part[LeverIntensityKey, LeverIntensities]:
    known = (*writing.as_read.dimension_of_lever, *writing.plan.dimension_of_lever)
    levers = {fold(lever): lever for lever in known}
    rows: dict[tuple[str, LeverIntensityKey], int] = {}
    for row in writing.rows("Lever levels"):
        reached, lever = reach(row, writing.structure, []), levers.get(fold(row.text("lever")))
        if reached is not None and lever is not None:
            rows.setdefault((fold(row.text("scenario")), LeverIntensityKey(lever, *reached)), row.number)
    return _Part(
        "Lever levels",
        lambda scenario: scenario.intensities,
        rows,
        lambda key: {"lever": key.lever, **writing.reach_fields(key)},
        lambda one: dict(one.by_year),
        lambda key: key.lever,
        writing.knows,
    )


def _own_targets(writing: WritingContext) -> _Part[TargetKey, PlanTarget]:
    rows = {
        (fold(one.name), key): row_of(stated.cell)
        for one in writing.as_read.scenarios
        for key, stated in one.targets.items()
    }
    return _Part(
        "Scenario targets",
        lambda scenario: scenario.targets,
        rows,
        lambda key: {**writing.series_fields(key.series), "target year": key.year},
        lambda one: _target_fields(writing.plan, one),
        lambda key: f"{writing.label(key.series)} {key.year}",
        lambda key: writing.knows(key.series),
    )


def _target_fields(plan: Plan, stated: PlanTarget) -> Fields:
    words = target_words(plan, stated)
    return {
        "target": words["target"] or None,
        "stretch": words["stretch"] or None,
        "owner": own_owner(plan, stated) or None,
        "note": stated.note or None,
    }
