"""Edits: what a person does to a document, as values that say what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Protocol, TypeVar, runtime_checkable

from npfdesk.plan.commitments import CommitmentKey, Standing
from npfdesk.plan.document import Document
from npfdesk.plan.lever_amendments import EffectKey, StatedEffect, with_effects, with_insertion
from npfdesk.plan.model import Plan
from npfdesk.plan.notes import CellNote, NoteKey, adopted_notes
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.scenarios import (
    Assumption,
    LeverLevels,
    ResponseRule,
    Scenario,
    changed,
    descendants,
)
from npfdesk.plan.series import ANY, AssumptionKey, LeverLevelKey, ObservationKey, SeriesKey, TargetKey
from npfdesk.plan.spillover import Spillover
from npfdesk.plan.targets import PlanTarget

RowKey = TypeVar("RowKey", AssumptionKey, LeverLevelKey)
RowValue = TypeVar("RowValue")


@dataclass(frozen=True)
class Label:
    """What an edit did, in a person's words, in either language.

    An argument that is itself a Wording (a method's name, say) is put in the reader's language too.
    """

    wording: Wording
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, language: Language) -> str:
        """The label in that language."""
        spoken = {
            name: value.text(language, {}) if isinstance(value, Wording) else value
            for name, value in self.arguments.items()
        }
        return self.wording.text(language, spoken)


class EditRefused(ValueError):
    """An edit that the document cannot take (a circle of parents, a name in use); the window's models ask first."""


@runtime_checkable
class Edit(Protocol):
    """One step of undo."""

    @property
    def label(self) -> Label:
        """What it does."""

    @property
    def drag(self) -> str:
        """The name of the drag it belongs to: consecutive edits of one drag are one step; "" for none."""

    def apply(self, document: Document) -> Document:
        """The document after it; EditRefused where it cannot be done, and the document is as it was."""


@dataclass(frozen=True)
class SetAssumptions:
    """Sets assumptions of one scenario; None falls back to what lies below (a wider row, then the parent)."""

    scenario: str
    values: Mapping[AssumptionKey, Assumption | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it."""
        return _with_scenario(document, document.scenarios[self.scenario].with_assumptions(self.values))


@dataclass(frozen=True)
class SetLeverLevels:
    """Sets lever levels of one scenario; None falls back to what lies below."""

    scenario: str
    values: Mapping[LeverLevelKey, LeverLevels | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it."""
        return _with_scenario(document, document.scenarios[self.scenario].with_levels(self.values))


@dataclass(frozen=True)
class SetObservations:
    """Amends observed figures of the plan, for all scenarios; None takes a figure away."""

    values: Mapping[tuple[SeriesKey, int], float | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it."""
        figures = [(series, year, figure) for (series, year), figure in self.values.items()]
        amended = dict(document.work.observations)
        amended.update({ObservationKey(series, year): figure for series, year, figure in figures})
        return replace(
            document,
            plan=document.plan.with_observations(figures),
            work=replace(document.work, observations=MappingProxyType(amended)),
        )


@dataclass(frozen=True)
class SetTargets:
    """Amends the plan's targets, for all scenarios (`scenario` None), or sets a scenario's own; None removes one."""

    values: Mapping[TargetKey, PlanTarget | None]
    label: Label
    scenario: str | None = None
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it."""
        if self.scenario is not None:
            return _with_scenario(document, document.scenarios[self.scenario].with_targets(self.values))
        return replace(
            document,
            plan=document.plan.with_targets(changed(document.plan.targets, self.values)),
            work=replace(document.work, targets=MappingProxyType({**document.work.targets, **self.values})),
        )


@dataclass(frozen=True)
class SetResponses:
    """Gives a scenario other rules of response."""

    scenario: str
    rules: tuple[ResponseRule, ...]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it."""
        return _with_scenario(document, replace(document.scenarios[self.scenario], responses=self.rules))


@dataclass(frozen=True)
class MarkKnown:
    """Marks findings of the audit as known, each by its identity with the reason; None takes a mark away."""

    reasons: Mapping[str, str | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it."""
        return replace(
            document, work=replace(document.work, known=changed(document.work.known, self.reasons))
        )


@dataclass(frozen=True)
class SetNotes:
    """Sets notes on single cells; None takes a note away."""

    values: Mapping[NoteKey, CellNote | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it."""
        return replace(document, work=replace(document.work, notes=changed(document.work.notes, self.values)))


@dataclass(frozen=True)
class SetSpillover:
    """Chooses what regions pass on of their gains from levers, for all scenarios; None: nothing."""

    spillover: Spillover | None
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it."""
        return replace(document, work=replace(document.work, spillover=self.spillover))


@dataclass(frozen=True)
class SetStandings:
    """Says how commitments stand; None: as the workbook says."""

    values: Mapping[CommitmentKey, Standing | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it."""
        standings = changed(document.work.standings, self.values)
        return replace(document, work=replace(document.work, standings=standings))


@dataclass(frozen=True)
class SetEffects:
    """Amends levers' effects, for all scenarios; None: as the workbook or the framework says.

    `own` is the plan as the workbook gives it, without any amendment.
    """

    values: Mapping[EffectKey, StatedEffect | None]
    own: Plan
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it."""
        effects = changed(document.work.effects, self.values)
        stated = self.own
        for insertion in document.work.inserted:
            stated = with_insertion(stated, insertion)
        levers = with_effects(stated, effects).levers
        return replace(
            document,
            plan=replace(document.plan, levers=levers),
            work=replace(document.work, effects=effects),
        )


@dataclass(frozen=True)
class Together:
    """Several edits as one step: a pasted row that holds both a base and a target, say."""

    edits: tuple[Edit, ...]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after all of them; EditRefused where one cannot be done, and none is then."""
        for edit in self.edits:
            document = edit.apply(document)
        return document


@dataclass(frozen=True)
class AddScenario:
    """Adds a scenario (new, or a duplicate) at the end of the tree and makes it the active one."""

    scenario: Scenario
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; EditRefused where the id or the name is in use or the parent is unknown."""
        if self.scenario.id in document.scenarios:
            raise EditRefused(self.scenario.id)
        _refuse_name(document, self.scenario)
        if self.scenario.parent is not None and self.scenario.parent not in document.scenarios:
            raise EditRefused(self.scenario.parent)
        scenarios = MappingProxyType({**document.scenarios, self.scenario.id: self.scenario})
        return document.with_scenarios(scenarios, self.scenario.id)


@dataclass(frozen=True)
class ChangeScenario:
    """Renames, recolours, describes or re-parents a scenario: what it assumes stays."""

    scenario: str
    label: Label
    name: str | None = None
    parent: str | None = None
    keep_parent: bool = True
    description: str | None = None
    colour: str | None = None
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; EditRefused for a name in use, an unknown parent or a circle."""
        before = document.scenarios[self.scenario]
        parent = before.parent if self.keep_parent else self.parent
        after = replace(
            before,
            name=before.name if self.name is None else self.name,
            parent=parent,
            description=before.description if self.description is None else self.description,
            colour=before.colour if self.colour is None else self.colour,
        )
        _refuse_name(document, after)
        if parent is not None and not self.keep_parent:
            circle = parent == self.scenario or parent in descendants(document.scenarios, self.scenario)
            if circle or parent not in document.scenarios:
                raise EditRefused(parent)
        return _with_scenario(document, after)


@dataclass(frozen=True)
class RemoveScenario:
    """Removes a scenario; its children are handed to its parent together with what it assumed, so no path moves."""

    scenario: str
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; EditRefused for the last scenario."""
        if len(document.scenarios) == 1:
            raise EditRefused(self.scenario)
        removed = document.scenarios[self.scenario]
        scenarios = {
            other.id: adopted(other, removed) if other.parent == removed.id else other
            for other in document.scenarios.values()
            if other.id != removed.id
        }
        active = document.active
        if active == removed.id:
            active = removed.parent if removed.parent in scenarios else next(iter(scenarios))
        children = [other for other in document.scenarios.values() if other.parent == removed.id]
        notes = document.work.notes
        if any(key.scenario == removed.id for key in notes):
            notes = MappingProxyType(adopted_notes(notes, removed.id, children))
        work = replace(document.work, scenarios=MappingProxyType(scenarios), notes=notes)
        return replace(document, work=work, active=active)


def adopted(child: Scenario, removed: Scenario) -> Scenario:
    """A child handed to its grandparent together with what its parent assumed, so that no path moves."""
    return replace(
        child,
        parent=removed.parent,
        assumptions=MappingProxyType(laid_over(removed.assumptions, child.assumptions, AssumptionKey)),
        levels=MappingProxyType(laid_over(removed.levels, child.levels, LeverLevelKey)),
        targets=MappingProxyType({**removed.targets, **child.targets}),
    )


def laid_over(
    below: Mapping[RowKey, RowValue], above: Mapping[RowKey, RowValue], key_type: Callable[..., RowKey]
) -> dict[RowKey, RowValue]:
    """Two layers as one, so that every series is still answered by the row that answered it before.

    Within one scenario the narrower row wins, between two the child's: a row of the child that is wider than
    or crosses one of the parent's must be said again where they meet.
    """
    merged: dict[RowKey, RowValue] = {}
    for low, value in below.items():
        if any(covers(high, low) for high in above):
            continue
        merged[low] = value
        for high, own in above.items():
            meeting = _meeting(high, low)
            if meeting is not None and tuple(meeting) not in (tuple(high), tuple(low)):
                merged.setdefault(key_type(*meeting), own)
    merged.update(above)
    return merged


def covers(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    """Whether a row's key reaches everything that another one reaches."""
    return all(one in (ANY, other) for one, other in zip(wide, narrow, strict=True))


def _meeting(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...] | None:
    parts = [b if a == ANY else a for a, b in zip(one, other, strict=True) if ANY in (a, b) or a == b]
    return tuple(parts) if len(parts) == len(one) else None


def _with_scenario(document: Document, scenario: Scenario) -> Document:
    scenarios = MappingProxyType({**document.scenarios, scenario.id: scenario})
    return document.with_scenarios(scenarios)


def _refuse_name(document: Document, scenario: Scenario) -> None:
    name = scenario.name.strip()
    if not name or any(
        other.name.strip() == name and other.id != scenario.id for other in document.scenarios.values()
    ):
        raise EditRefused(scenario.name)
