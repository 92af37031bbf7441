"""Scenarios as rows and cells: each scenario's head, its assumptions, lever intensities, targets and rules of response."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, Final

from npfdesk.plan.cell_words import (
    assumption_text,
    head_text,
    intensity_text,
    no_place,
    responses_text,
    scenario_target_text,
)
from npfdesk.plan.grains import Area, CellForm, Row
from npfdesk.plan.problems import Wording
from npfdesk.plan.scenarios import Assumption, LeverIntensities, Scenario, by_id

HEAD: Final = ("name", "parent", "description", "colour", "english", "adopted", "packages")
"""The parts of a scenario's head."""
_LATER: Final[Mapping[str, Any]] = MappingProxyType({"english": "", "adopted": "", "packages": ()})
"""What the parts that came later are without a word of them."""


def _of_head(value: tuple[Any, ...]) -> dict[str, Any]:
    # a head that was kept before scenarios had an English name, an adoption or packages is shorter
    return dict(zip(HEAD, value, strict=False))


def _head(cells: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(cells.get(name) or _LATER[name] if name in _LATER else cells.get(name) for name in HEAD)


def _of_assumption(value: Assumption) -> dict[str, Any]:
    """A method, its value and its midpoint form one cell, because they mean nothing without each other."""
    path = (value.method, value.value, value.midpoint)
    return {"path": path, "range": (value.low, value.high), **_of_years(value), "note": value.note}


def _assumption(cells: Mapping[str, Any]) -> Assumption:
    method, value, midpoint = cells["path"]
    low, high = cells["range"]
    return Assumption(method, value, midpoint, low, high, _years(cells), cells["note"])


def _of_years(value: Assumption | LeverIntensities) -> dict[str, Any]:
    return {str(year): figure for year, figure in value.by_year}


def _intensities(cells: Mapping[str, Any]) -> LeverIntensities:
    return LeverIntensities(_years(cells))


def _years(cells: Mapping[str, Any]) -> tuple[tuple[int, float], ...]:
    return tuple(
        (int(part), figure)
        for part, figure in sorted(cells.items())
        if part.isdecimal() and figure is not None
    )


def _of_one_method(values: tuple[Any, ...]) -> bool:
    return len({value.method for value in values}) == 1


SCENARIO: Final = Area(
    "scenario",
    Wording("情景", "scenario"),
    Wording("情景 {count} 处", "scenarios: {count}"),
    no_place,
    head_text,
    CellForm(_of_head, _head),
)
ASSUMPTION: Final = Area(
    "assumption",
    Wording("假设", "assumption"),
    Wording("假设 {count} 处", "assumptions: {count}"),
    value_text=assumption_text,
    cells=CellForm(_of_assumption, _assumption, _of_one_method),
)
INTENSITY: Final = Area(
    "level",
    Wording("抓手强度", "lever"),
    Wording("抓手强度 {count} 处", "lever intensities: {count}"),
    value_text=intensity_text,
    cells=CellForm(_of_years, _intensities),
)
TARGET: Final = Area(
    "target",
    Wording("情景目标", "scenario target"),
    Wording("情景目标 {count} 处", "scenario targets: {count}"),
    value_text=scenario_target_text,
)
RESPONSES: Final = Area(
    "responses",
    Wording("应对规则", "response rules"),
    Wording("应对规则 {count} 处", "response rules: {count}"),
    no_place,
    responses_text,
)


def scenario_rows(scenario: Scenario) -> Iterator[tuple[Row, Any]]:
    """The rows of one scenario, its head first."""
    yield Row(SCENARIO.code, scenario.id, ()), tuple(getattr(scenario, name) for name in HEAD)
    for reach, assumption in scenario.assumptions.items():
        yield Row(ASSUMPTION.code, scenario.id, reach), assumption
    for lever, intensities in scenario.intensities.items():
        yield Row(INTENSITY.code, scenario.id, lever), intensities
    for bound, target in scenario.targets.items():
        yield Row(TARGET.code, scenario.id, bound), target
    if scenario.responses:
        # the rules work together, so they are one
        yield Row(RESPONSES.code, scenario.id, ()), scenario.responses


@dataclass(frozen=True)
class ByScenario:
    """The grain of scenarios: rows within each scenario. A scenario without a head does not exist."""

    areas: tuple[Area, ...] = (SCENARIO, ASSUMPTION, INTENSITY, TARGET, RESPONSES)

    def rows(self, value: Any) -> Iterator[tuple[Row, Any]]:
        """The rows of every scenario."""
        for one in value.values():
            yield from scenario_rows(one)

    def assembled(self, rows: Mapping[Row, Any]) -> Any:
        """The scenarios by id, in the order of their heads."""
        own: dict[tuple[str, str], dict[Any, Any]] = {}
        for row, value in rows.items():
            own.setdefault((row.scenario, row.area), {})[row.key] = value
        heads = [
            Scenario(row.scenario, **_of_head(value))
            for row, value in rows.items()
            if row.area == SCENARIO.code
        ]
        return by_id(
            replace(
                one,
                assumptions=MappingProxyType(own.get((one.id, ASSUMPTION.code), {})),
                intensities=MappingProxyType(own.get((one.id, INTENSITY.code), {})),
                targets=MappingProxyType(own.get((one.id, TARGET.code), {})),
                responses=own.get((one.id, RESPONSES.code), {}).get((), ()),
            )
            for one in heads
        )
