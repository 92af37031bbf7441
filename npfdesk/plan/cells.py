"""Saved work as cells: the smallest things that two people can say differently of one scenario or one plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from npfdesk.plan.records import SavedWork
from npfdesk.plan.scenarios import Assumption, LeverLevels, Scenario


class Area(StrEnum):
    """What a row of saved work is about; all that bears no scenario's id is shared by all scenarios."""

    SCENARIO = "scenario"
    ASSUMPTION = "assumption"
    LEVEL = "level"
    TARGET = "target"
    OBSERVATION = "observation"
    PLAN_TARGET = "plan_target"
    KNOWN = "known"
    INSERTION = "insertion"
    RESPONSES = "responses"
    VIEW = "view"
    NOTE = "note"
    SPILLOVER = "spillover"
    STANDING = "standing"
    EFFECT = "effect"


class Row(NamedTuple):
    """One row: its area, the id of its scenario ("" for the plan's), and its key within them."""

    area: Area
    scenario: str
    key: tuple[Any, ...]


class Cell(NamedTuple):
    """One cell of a row: "" for the whole row, "path", "range", "note", a year, or a field of the scenario's head."""

    row: Row
    part: str


WHOLE: Final = ""
HEAD: Final = ("name", "parent", "description", "colour")
"""The parts of a scenario's head."""


def rows(work: SavedWork) -> dict[Row, Any]:
    """Every row of saved work; an amendment that takes something away is (None,), so that it differs from none."""
    found: dict[Row, Any] = {}
    for one in work.scenarios:
        found.update(scenario_rows(one))
    for observed, figure in work.observations.items():
        found[Row(Area.OBSERVATION, "", observed)] = (figure,)
    for bound, target in work.targets.items():
        found[Row(Area.PLAN_TARGET, "", bound)] = (target,)
    for finding, reason in work.known.items():
        found[Row(Area.KNOWN, "", (finding,))] = reason
    for position, insertion in enumerate(work.inserted):
        # one framework may be inserted twice, with other levers each time
        found[Row(Area.INSERTION, "", (insertion.framework, position))] = insertion
    for view in work.storyboard:
        found[Row(Area.VIEW, "", (view.id,))] = view
    for bound_to, note in work.notes.items():
        found[Row(Area.NOTE, "", bound_to)] = note
    if work.spillover is not None:
        found[Row(Area.SPILLOVER, "", ())] = work.spillover
    for commitment, standing in work.standings.items():
        found[Row(Area.STANDING, "", commitment)] = standing
    for acting, effect in work.effects.items():
        found[Row(Area.EFFECT, "", acting)] = effect
    return found


def scenario_rows(scenario: Scenario) -> dict[Row, Any]:
    """The rows of one scenario, its head first."""
    found: dict[Row, Any] = {
        Row(Area.SCENARIO, scenario.id, ()): tuple(getattr(scenario, name) for name in HEAD)
    }
    for reach, assumption in scenario.assumptions.items():
        found[Row(Area.ASSUMPTION, scenario.id, reach)] = assumption
    for lever, levels in scenario.levels.items():
        found[Row(Area.LEVEL, scenario.id, lever)] = levels
    for bound, target in scenario.targets.items():
        found[Row(Area.TARGET, scenario.id, bound)] = target
    if scenario.responses:
        # the rules work together, so they are one
        found[Row(Area.RESPONSES, scenario.id, ())] = scenario.responses
    return found


def parts(row: Row, value: Any) -> dict[str, Any]:
    """A row's cells. A method, its value and its midpoint are one cell: apart they would mean something else."""
    if row.area is Area.SCENARIO:
        return dict(zip(HEAD, value, strict=True))
    if isinstance(value, Assumption):
        path = (value.method, value.value, value.midpoint)
        years = {str(year): figure for year, figure in value.by_year}
        return {"path": path, "range": (value.low, value.high), **years, "note": value.note}
    if isinstance(value, LeverLevels):
        return {str(year): figure for year, figure in value.by_year}
    return {WHOLE: value}


def composed(row: Row, cells: Mapping[str, Any]) -> Any:
    """The row of its cells, years in their order; cells that are None are not there. The inverse of `parts`."""
    if row.area is Area.SCENARIO:
        return tuple(cells.get(name) for name in HEAD)
    years = tuple(
        (int(part), figure)
        for part, figure in sorted(cells.items())
        if part.isdecimal() and figure is not None
    )
    if row.area is Area.ASSUMPTION:
        method, value, midpoint = cells["path"]
        low, high = cells["range"]
        return Assumption(method, value, midpoint, low, high, years, cells["note"])
    if row.area is Area.LEVEL:
        return LeverLevels(years)
    return cells[WHOLE]


def finely(row: Row, *values: Any) -> bool:
    """Whether these values of a row can be laid side by side cell by cell: all there, and of one method."""
    if any(value is None for value in values):
        return False
    if row.area is Area.ASSUMPTION:
        return len({value.method for value in values}) == 1
    return row.area in (Area.SCENARIO, Area.LEVEL)


def gathered(found: Mapping[Row, Any], order: Iterable[str], like: SavedWork) -> SavedWork:
    """Saved work out of its rows, scenarios in this order; the rest (active, the workbook's own) as in `like`."""
    scenarios: dict[str, Scenario] = {}
    for name in order:
        head = found.get(Row(Area.SCENARIO, name, ()))
        if head is not None:
            told, parent, description, colour = head
            scenarios[name] = Scenario(name, told, parent, description, colour)
    own: dict[tuple[str, Area], dict[Any, Any]] = {}
    for row, value in found.items():
        own.setdefault((row.scenario, row.area), {})[row.key] = value
    for name, one in scenarios.items():
        scenarios[name] = replace(
            one,
            assumptions=MappingProxyType(own.get((name, Area.ASSUMPTION), {})),
            levels=MappingProxyType(own.get((name, Area.LEVEL), {})),
            targets=MappingProxyType(own.get((name, Area.TARGET), {})),
            responses=own.get((name, Area.RESPONSES), {}).get((), ()),
        )
    return replace(
        like,
        scenarios=tuple(scenarios.values()),
        observations=MappingProxyType(
            {key: one[0] for key, one in own.get(("", Area.OBSERVATION), {}).items()}
        ),
        targets=MappingProxyType({key: one[0] for key, one in own.get(("", Area.PLAN_TARGET), {}).items()}),
        known=MappingProxyType({key[0]: reason for key, reason in own.get(("", Area.KNOWN), {}).items()}),
        inserted=tuple(own.get(("", Area.INSERTION), {}).values()),
        storyboard=tuple(own.get(("", Area.VIEW), {}).values()),
        notes=MappingProxyType(own.get(("", Area.NOTE), {})),
        spillover=own.get(("", Area.SPILLOVER), {}).get(()),
        standings=MappingProxyType(own.get(("", Area.STANDING), {})),
        effects=MappingProxyType(own.get(("", Area.EFFECT), {})),
    )
