"""Scenarios: what is assumed of the years to come, each holding only what it says itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal, TypeVar

from npfdesk.plan.method_description import Given
from npfdesk.plan.methods import Method
from npfdesk.plan.series import ANY, AssumptionKey, LeverLevelKey, TargetKey
from npfdesk.plan.targets import PlanTarget

Colour = Literal["yellow", "orange", "red"]
COLOURS: Final[tuple[Colour, ...]] = ("yellow", "orange", "red")
"""The colours that can set a response off, from the mildest to the worst."""


@dataclass(frozen=True)
class ResponseRule:
    """If targets of `indicator` are `colour` or worse `years` years running, raise `lever` to `intensity` %.

    `indicator` is a code, `region` and `industry` codes or ANY. The lever is raised from the year after, in the
    region of the target and all regions below it; it is never lowered. ValueError where a figure is out of its range.
    """

    indicator: str
    lever: str
    intensity: float
    colour: Colour = "orange"
    years: int = 2
    region: str = ANY
    industry: str = ANY

    def __post_init__(self) -> None:
        if self.years < 1 or not 0.0 <= self.intensity <= 100.0 or self.colour not in COLOURS:
            raise ValueError(f"at least one year, 0 to 100 %, one of {COLOURS}: {self}")


Key = TypeVar("Key")
Value = TypeVar("Value")


YearFigures = tuple[tuple[int, float], ...]
"""Figures by year, in the order of the years; a year that is not named has no figure."""


@dataclass(frozen=True)
class Assumption:
    """One assumption: a method and its parameters.

    What `value`, `midpoint` and `by_year` are to a method, ``npfdesk.plan.methods`` says; None where the method
    takes none or the years say it all. `low` and `high` bound `value` for uncertainty and do not change the path.
    """

    method: Method
    value: float | None = None
    midpoint: float | None = None
    low: float | None = None
    high: float | None = None
    by_year: YearFigures = ()
    note: str = ""

    @property
    def given(self) -> Given:
        """The parameters alone."""
        return Given(self.value, self.midpoint, self.by_year)


@dataclass(frozen=True)
class LeverLevels:
    """A lever's intensity by year, in % (0 to 100): 0 before the first year, linear between, level after the last."""

    by_year: YearFigures


@dataclass(frozen=True)
class Scenario:
    """A named set of assumptions, lever levels and own targets laid over its parent's.

    `id` stays when the scenario is renamed (a workbook's scenario has its first name as its id). The
    mappings are read-only and keep the order in which rows were given. `responses` say what is to be done where a
    target falls behind; they move no path until they are simulated.
    """

    id: str
    name: str
    parent: str | None = None
    description: str = ""
    colour: str = ""
    assumptions: Mapping[AssumptionKey, Assumption] = field(default_factory=lambda: MappingProxyType({}))
    levels: Mapping[LeverLevelKey, LeverLevels] = field(default_factory=lambda: MappingProxyType({}))
    targets: Mapping[TargetKey, PlanTarget] = field(default_factory=lambda: MappingProxyType({}))
    responses: tuple[ResponseRule, ...] = ()

    def with_assumptions(self, changes: Mapping[AssumptionKey, Assumption | None]) -> Scenario:
        """The scenario with these assumptions of its own set, or removed where None."""
        return replace(self, assumptions=changed(self.assumptions, changes))

    def with_levels(self, changes: Mapping[LeverLevelKey, LeverLevels | None]) -> Scenario:
        """The scenario with these lever levels of its own set, or removed where None."""
        return replace(self, levels=changed(self.levels, changes))

    def with_targets(self, changes: Mapping[TargetKey, PlanTarget | None]) -> Scenario:
        """The scenario with these targets of its own set, or removed where None."""
        return replace(self, targets=changed(self.targets, changes))


def by_id(scenarios: Iterable[Scenario]) -> Mapping[str, Scenario]:
    """Scenarios by their ids, in their order."""
    return MappingProxyType({one.id: one for one in scenarios})


def changed(mapping: Mapping[Key, Value], changes: Mapping[Key, Value | None]) -> Mapping[Key, Value]:
    """A read-only copy of a mapping with some entries set, or removed where None."""
    result = dict(mapping)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = value
    return MappingProxyType(result)


def paired(ours: Iterable[Scenario], theirs: Iterable[Scenario]) -> Mapping[str, Scenario]:
    """The workbook's scenario that each of ours is, by our ids; one that the workbook does not have is left out.

    A workbook knows scenarios by their names: that of the same name is it, else the one whose name ours had at
    first, unless another of ours bears that name now.
    """
    ours, by_name = tuple(ours), {one.name: one for one in theirs}
    found = {one.id: by_name[one.name] for one in ours if one.name in by_name}
    taken = {one.name for one in found.values()}
    renamed = {
        one.id: by_name[one.id]
        for one in ours
        if one.id not in found and one.id in by_name and one.id not in taken
    }
    return MappingProxyType({**found, **renamed})


def lineage(scenarios: Mapping[str, Scenario], scenario_id: str) -> tuple[Scenario, ...]:
    """The chain from the root to the scenario itself.

    A parent that is not in the mapping ends the chain; a circle is a ValueError (readers and edits refuse it).
    """
    chain: list[Scenario] = []
    seen: set[str] = set()
    current: str | None = scenario_id
    while current is not None and current in scenarios:
        if current in seen:
            raise ValueError(f"scenarios inherit in a circle: {sorted(seen)}")
        seen.add(current)
        chain.append(scenarios[current])
        current = scenarios[current].parent
    return tuple(reversed(chain))


def descendants(scenarios: Mapping[str, Scenario], scenario_id: str) -> tuple[str, ...]:
    """The ids of all scenarios that inherit from this one, in the mapping's order."""
    return tuple(
        other
        for other in scenarios
        if other != scenario_id and any(ancestor.id == scenario_id for ancestor in lineage(scenarios, other))
    )
