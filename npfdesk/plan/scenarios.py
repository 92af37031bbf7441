"""Scenarios: assumptions about the coming years. Each scenario holds only its own entries; the rest is inherited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final, Literal, TypeVar

from npfdesk.plan.method_description import ParameterValues
from npfdesk.plan.methods import Method
from npfdesk.plan.series import ANY, AssumptionKey, LeverIntensityKey, TargetKey
from npfdesk.plan.targets import PlanTarget

Colour = Literal["yellow", "orange", "red"]
COLOURS: Final[tuple[Colour, ...]] = ("yellow", "orange", "red")
"""The status colours that can trigger a response, from the mildest to the worst."""


@dataclass(frozen=True)
class ResponseRule:
    """If targets of `indicator` have `colour` or worse for `years` years in a row, raise `lever` to `intensity` %.

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
    def given(self) -> ParameterValues:
        """The parameters alone."""
        return ParameterValues(self.value, self.midpoint, self.by_year)


@dataclass(frozen=True)
class LeverIntensities:
    """A lever's intensity by year, in % (0 to 100): 0 before the first year, linear between, level after the last."""

    by_year: YearFigures


@dataclass(frozen=True)
class Scenario:
    """A named set of assumptions, lever intensities and targets of its own, on top of those of its bases.

    The bases are the parent and, on top of it, packages of assumptions: scenarios like any other, by id, the weakest
    first. What comes before what, `lineage` says.

    `id` stays when the scenario is renamed (a workbook's scenario has its first name as its id). The
    mappings are read-only and keep the order in which rows were given. `responses` say what happens when a
    target falls behind; they change no path until they are simulated. `english` is the name in the English window.
    `adopted` is the day (ISO 8601) as of which it is final and locked, "" where it is not (see ``plan.adoption``).
    """

    id: str
    name: str
    parent: str | None = None
    description: str = ""
    colour: str = ""
    assumptions: Mapping[AssumptionKey, Assumption] = field(default_factory=lambda: MappingProxyType({}))
    intensities: Mapping[LeverIntensityKey, LeverIntensities] = field(
        default_factory=lambda: MappingProxyType({})
    )
    targets: Mapping[TargetKey, PlanTarget] = field(default_factory=lambda: MappingProxyType({}))
    responses: tuple[ResponseRule, ...] = ()
    english: str = ""
    adopted: str = ""
    packages: tuple[str, ...] = ()

    @property
    def bases(self) -> tuple[str, ...]:
        """The ids of those that it inherits from itself, the weakest first: the parent, then the packages."""
        return self.packages if self.parent is None else (self.parent, *self.packages)

    def copied(self, scenario_id: str, name: str) -> Scenario:
        """A copy to go on with: all that it holds, without what is of one scenario alone (name, colour, adoption)."""
        return replace(self, id=scenario_id, name=name, colour="", english="", adopted="")

    def with_assumptions(self, changes: Mapping[AssumptionKey, Assumption | None]) -> Scenario:
        """The scenario with these own assumptions set; None removes one."""
        return replace(self, assumptions=with_entries(self.assumptions, changes))

    def with_intensities(self, changes: Mapping[LeverIntensityKey, LeverIntensities | None]) -> Scenario:
        """The scenario with these own lever intensities set; None removes them."""
        return replace(self, intensities=with_entries(self.intensities, changes))

    def with_targets(self, changes: Mapping[TargetKey, PlanTarget | None]) -> Scenario:
        """The scenario with these own targets set; None removes one."""
        return replace(self, targets=with_entries(self.targets, changes))


def by_id(scenarios: Iterable[Scenario]) -> Mapping[str, Scenario]:
    """Scenarios by their ids, in their order."""
    return MappingProxyType({one.id: one for one in scenarios})


def with_entries(mapping: Mapping[Key, Value], changes: Mapping[Key, Value | None]) -> Mapping[Key, Value]:
    """A read-only copy of a mapping with some entries set; None removes an entry."""
    # a copy of the dict behind it hashes no key again, of which a province's months have 120,000
    result = mapping.copy() if isinstance(mapping, MappingProxyType) else dict(mapping)
    for key, value in changes.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = value
    return MappingProxyType(result)


def workbook_counterparts(ours: Iterable[Scenario], theirs: Iterable[Scenario]) -> Mapping[str, Scenario]:
    """The workbook's counterpart of each of our scenarios, by our ids; scenarios without one are left out.

    A workbook knows scenarios by name. The counterpart has the same name; else it has the first name (the id) of
    ours, unless another of our scenarios uses that name now.
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
    """All that a scenario inherits from, and itself last: of two that state the same the later one holds.

    Its own entries come before its last package, that before the one before it, and all before the parent; each of these
    stands behind what it inherits itself. One that is reached on several ways counts once, at the first, weakest, place: so
    nothing ever holds against what inherits from it. Bases that are not in the mapping are left out; a circle is a
    ValueError (readers and edits refuse it).
    """
    line: dict[str, Scenario] = {}
    begun: set[str] = set()
    waiting = [scenario_id]
    while waiting:
        name = waiting[-1]
        if name in begun or name not in scenarios:
            waiting.pop()
            if name in begun:
                line.setdefault(name, scenarios[name])
            continue
        begun.add(name)
        for base in reversed(scenarios[name].bases):
            if base in begun and base not in line:
                raise ValueError(f"scenarios inherit in a circle: {sorted(begun)}")
            if base not in line:
                waiting.append(base)
    return tuple(line.values())


def locked_by(scenarios: Mapping[str, Scenario]) -> Mapping[str, Scenario]:
    """The scenarios that are locked, by id, each with the adopted one that locks it: itself, or one that inherits from it."""
    found: dict[str, Scenario] = {}
    for one in scenarios.values():
        if one.adopted:
            for above in lineage(scenarios, one.id):
                found.setdefault(above.id, one)
            found[one.id] = one
    return MappingProxyType(found)


def descendants(scenarios: Mapping[str, Scenario], scenario_id: str) -> tuple[str, ...]:
    """The ids of all scenarios that inherit from this one, in the mapping's order."""
    return tuple(
        other
        for other in scenarios
        if other != scenario_id and any(ancestor.id == scenario_id for ancestor in lineage(scenarios, other))
    )
