"""Edits: a user's changes to a document, as values that name what they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from npfdesk.plan.amended_plan import amended_plan
from npfdesk.plan.chart_notes import ChartNote
from npfdesk.plan.check_formulas import outstanding_checks, with_checks
from npfdesk.plan.commitments import CommitmentKey, Standing
from npfdesk.plan.document import Document
from npfdesk.plan.evaluations import KeptEvaluation
from npfdesk.plan.inheritance import circle_problem, with_bases, without_scenario
from npfdesk.plan.lever_amendments import EffectKey, StatedEffect
from npfdesk.plan.model import Plan
from npfdesk.plan.negotiation import Proposal, ProposalKey
from npfdesk.plan.notes import CellNote, NoteKey, adopted_notes
from npfdesk.plan.own_amendments import (
    outstanding_proposals,
    outstanding_scoring,
    outstanding_vintages,
    with_proposals,
    with_scoring,
    with_vintages,
)
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.positions import locked_problem
from npfdesk.plan.problems import Language, Problem, Wording
from npfdesk.plan.scenario_hues import free_hue, own_colour
from npfdesk.plan.scenarios import (
    Assumption,
    LeverIntensities,
    ResponseRule,
    Scenario,
    with_entries,
)
from npfdesk.plan.scoring import ScoringRule
from npfdesk.plan.series import (
    AssumptionKey,
    LeverIntensityKey,
    ObservationKey,
    ProgressKey,
    SeriesKey,
    TargetKey,
)
from npfdesk.plan.share_group_checks import outstanding_share_groups, with_share_groups
from npfdesk.plan.share_groups import ShareGroup
from npfdesk.plan.spillover import Spillover
from npfdesk.plan.targets import PlanTarget
from npfdesk.plan.vintages import Vintage, VintageKey


@dataclass(frozen=True)
class Label:
    """A text that says what an edit did, in both languages.

    An argument can itself be a Wording (a method's name, say); it then appears in the reader's language.
    """

    wording: Wording
    arguments: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, language: Language) -> str:
        """The label in that language, made once: whatever names the step asks for it."""
        made = self._texts.get(language)
        if made is None:
            made = self._texts[language] = self.wording.text(language, self.arguments)
        return made

    @cached_property
    def _texts(self) -> dict[Language, str]:
        return {}


class EditRefused(ValueError):
    """An edit that the document cannot take (a circle of parents, a name in use). The window's models check first.

    `problem` says why and what to do, in both languages; None where the caller has words of its own.
    """

    def __init__(self, what: str, problem: Problem | None = None) -> None:
        super().__init__(what)
        self.problem = problem


@runtime_checkable
class Edit(Protocol):
    """One step of undo."""

    @property
    def label(self) -> Label:
        """What it does."""

    @property
    def drag(self) -> str:
        """The name of the drag that the edit belongs to ("": none). Consecutive edits of one drag are one undo step."""

    def apply(self, document: Document) -> Document:
        """The document after the edit; EditRefused where it is not possible (the document does not change)."""


@dataclass(frozen=True)
class SetAssumptions:
    """Sets assumptions of one scenario; None removes one, so that a more general row or the parent applies."""

    scenario: str
    values: Mapping[AssumptionKey, Assumption | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        return _with_scenario(document, document.scenarios[self.scenario].with_assumptions(self.values))


@dataclass(frozen=True)
class SetLeverIntensities:
    """Sets lever intensities of one scenario; None removes them, so that a more general row or the parent applies."""

    scenario: str
    values: Mapping[LeverIntensityKey, LeverIntensities | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        return _with_scenario(document, document.scenarios[self.scenario].with_intensities(self.values))


@dataclass(frozen=True)
class SetObservations:
    """Amends observed figures of the plan, for all scenarios; None takes a figure away."""

    values: Mapping[tuple[SeriesKey, int], float | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        figures = [(series, year, figure) for (series, year), figure in self.values.items()]
        amended = dict(document.work.observations)
        amended.update({ObservationKey(series, year): figure for series, year, figure in figures})
        work, plan = replace(document.work, observations=MappingProxyType(amended)), document.plan
        first, last = int(plan.years[0]), int(plan.years[-1])
        if any(first > year or year > last for _, year, _ in figures) or _makes_series(
            document, ((series, figure) for series, _, figure in figures)
        ):
            return replace(document, plan=amended_plan(document.workbook_plan, work), work=work)
        return replace(document, plan=plan.with_observations(figures), work=work)


@dataclass(frozen=True)
class SetProgress:
    """Amends figures of parts of a year, and growths on the year before, for all scenarios; None takes one away."""

    values: Mapping[ProgressKey, float | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        progress = MappingProxyType({**document.work.progress, **self.values})
        work = replace(document.work, progress=progress)
        stated = ((key.series, figure) for key, figure in self.values.items())
        if _makes_series(document, stated):
            return replace(document, plan=amended_plan(document.workbook_plan, work), work=work)
        plan = document.plan.with_progress(with_entries(document.plan.progress, self.values))
        return replace(document, plan=plan, work=work)


@dataclass(frozen=True)
class SetTargets:
    """Amends the plan's targets, for all scenarios (`scenario` None), or sets a scenario's own; None removes one."""

    values: Mapping[TargetKey, PlanTarget | None]
    label: Label
    scenario: str | None = None
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        if self.scenario is not None:
            return _with_scenario(document, document.scenarios[self.scenario].with_targets(self.values))
        work = replace(document.work, targets=MappingProxyType({**document.work.targets, **self.values}))
        plan = document.plan
        last = int(plan.years[-1])
        # a target past the last year moves the horizon, and taking it away moves it back
        beyond = any(
            key.year >= last > document.workbook_plan.horizon or key.year > last for key in self.values
        )
        stated = ((key.series, one) for key, one in self.values.items())
        if beyond or _makes_series(document, stated):
            return replace(document, plan=amended_plan(document.workbook_plan, work), work=work)
        return replace(document, plan=plan.with_targets(with_entries(plan.targets, self.values)), work=work)


@dataclass(frozen=True)
class SetResponses:
    """Replaces a scenario's response rules."""

    scenario: str
    rules: tuple[ResponseRule, ...]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        return _with_scenario(document, replace(document.scenarios[self.scenario], responses=self.rules))


@dataclass(frozen=True)
class MarkKnown:
    """Marks findings of the audit as known, each by its identity with the reason; None takes a mark away."""

    reasons: Mapping[str, str | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        return replace(
            document, work=replace(document.work, known=with_entries(document.work.known, self.reasons))
        )


@dataclass(frozen=True)
class SetNotes:
    """Sets notes on single cells; None takes a note away."""

    values: Mapping[NoteKey, CellNote | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        return replace(
            document, work=replace(document.work, notes=with_entries(document.work.notes, self.values))
        )


@dataclass(frozen=True)
class SetSpillover:
    """Sets the spillover between regions for all scenarios; None: no spillover."""

    spillover: Spillover | None
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        return replace(document, work=replace(document.work, spillover=self.spillover))


@dataclass(frozen=True)
class SetStandings:
    """Sets how commitments stand; None: as the workbook says."""

    values: Mapping[CommitmentKey, Standing | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        standings = with_entries(document.work.standings, self.values)
        return replace(document, work=replace(document.work, standings=standings))


@dataclass(frozen=True)
class SetChecks:
    """Sets checks of the plan's own by their names, for all scenarios; None takes one away.

    `own` is the plan as the workbook gives it, without any amendment; what it says itself is no amendment.
    """

    values: Mapping[str, OwnCheck | None]
    own: Plan
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        checks = outstanding_checks(self.own, {**document.work.checks, **self.values})
        plan = with_checks(document.plan.with_checks(self.own.checks), checks)
        return replace(document, plan=plan, work=replace(document.work, checks=checks))


@dataclass(frozen=True)
class SetShareGroups:
    """Sets groups of shares by their names, for all scenarios; None takes one away. No figure changes."""

    values: Mapping[str, ShareGroup | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        own = document.workbook_plan
        groups = outstanding_share_groups(own, {**document.work.share_groups, **self.values})
        plan = with_share_groups(document.plan.with_share_groups(own.share_groups), groups)
        return replace(document, plan=plan, work=replace(document.work, share_groups=groups))


@dataclass(frozen=True)
class SetVintages:
    """Sets vintages of observed figures, for all scenarios; None takes one away. No figure of the plan changes."""

    values: Mapping[VintageKey, Vintage | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        own = document.workbook_plan
        vintages = outstanding_vintages(own, {**document.work.vintages, **self.values})
        plan = with_vintages(document.plan.with_vintages(own.vintages), vintages)
        return replace(document, plan=plan, work=replace(document.work, vintages=vintages))


@dataclass(frozen=True)
class SetScoring:
    """Sets rules of scoring by their names, for all scenarios; None takes one away."""

    values: Mapping[str, ScoringRule | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        own = document.workbook_plan
        scoring = outstanding_scoring(own, {**document.work.scoring, **self.values})
        plan = with_scoring(document.plan.with_scoring(own.scoring), scoring)
        return replace(document, plan=plan, work=replace(document.work, scoring=scoring))


@dataclass(frozen=True)
class SetProposals:
    """Sets positions in the negotiation of targets, for all scenarios; None takes one away. No target changes.

    Of a settled target only that it is settled can be taken back.
    """

    values: Mapping[ProposalKey, Proposal | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit; EditRefused where a target is settled that it would change."""
        problem = locked_problem(document.plan, self.values)
        if problem is not None:
            raise EditRefused(problem.text, problem)
        own = document.workbook_plan
        proposals = outstanding_proposals(own, {**document.work.proposals, **self.values})
        plan = with_proposals(document.plan.with_proposals(own.proposals), proposals)
        return replace(document, plan=plan, work=replace(document.work, proposals=proposals))


@dataclass(frozen=True)
class SetEvaluations:
    """Keeps evaluations by their names; None lets one go. No figure of the plan changes."""

    values: Mapping[str, KeptEvaluation | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        kept = with_entries(document.work.evaluations, self.values)
        return replace(document, work=replace(document.work, evaluations=kept))


@dataclass(frozen=True)
class SetChartNotes:
    """Sets notes on charts by their ids; None takes one away. No figure changes."""

    values: Mapping[str, ChartNote | None]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after the edit."""
        notes = with_entries(document.work.chart_notes, self.values)
        return replace(document, work=replace(document.work, chart_notes=notes))


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
        """The document after the edit."""
        effects = with_entries(document.work.effects, self.values)
        levers = amended_plan(self.own, replace(document.work, effects=effects)).levers
        return replace(
            document,
            plan=replace(document.plan, levers=levers),
            work=replace(document.work, effects=effects),
        )


@dataclass(frozen=True)
class CombinedEdit:
    """Several edits as one step: a pasted row that holds both a base and a target, say."""

    edits: tuple[Edit, ...]
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after all edits; EditRefused where one of them is not possible, and then none is done."""
        for edit in self.edits:
            document = edit.apply(document)
        return document


@dataclass(frozen=True)
class AddScenario:
    """Adds a scenario (new, or a duplicate) at the end of the tree and makes it the active one.

    Where it has no colour of its own, it is given the first hue that no other has.
    """

    scenario: Scenario
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; EditRefused where the id or the name is in use or the parent is unknown."""
        if self.scenario.id in document.scenarios:
            raise EditRefused(self.scenario.id)
        _refuse_name(document, self.scenario)
        _refuse_bases(document, self.scenario)
        added = self.scenario
        if not own_colour(added):
            # for good: whatever is deleted or added later, its lines stay what they are; small, as a workbook's is read
            hue = free_hue(document.scenarios, document.plan.scenarios).lower()
            added = replace(added, colour=hue)
        return document.with_scenarios(MappingProxyType({**document.scenarios, added.id: added}), added.id)


@dataclass(frozen=True)
class ChangeScenario:
    """Renames, recolours, describes or re-parents a scenario, or sets its packages; its entries stay.

    `packages` are ids, the weakest first (None: as they are); one that is the parent, or named before, is passed over.
    """

    scenario: str
    label: Label
    name: str | None = None
    parent: str | None = None
    keep_parent: bool = True
    description: str | None = None
    colour: str | None = None
    packages: tuple[str, ...] | None = None
    english: str | None = None
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; EditRefused for a name in use, an unknown parent or package, or a circle."""
        before = document.scenarios[self.scenario]
        after = replace(
            before,
            name=before.name if self.name is None else self.name,
            description=before.description if self.description is None else self.description,
            english=before.english if self.english is None else self.english,
            colour=before.colour if self.colour is None else self.colour,
        )
        _refuse_name(document, after)
        if self.packages is not None or not self.keep_parent:
            parent = before.parent if self.keep_parent else self.parent
            after = with_bases(after, parent, before.packages if self.packages is None else self.packages)
            _refuse_bases(document, after)
        return _with_scenario(document, after)


@dataclass(frozen=True)
class RemoveScenario:
    """Removes a scenario. Its heirs keep what they inherit of it and move to its bases, so no path changes."""

    scenario: str
    label: Label
    drag: str = ""

    def apply(self, document: Document) -> Document:
        """The document after it; EditRefused for the last scenario."""
        if len(document.scenarios) == 1:
            raise EditRefused(self.scenario)
        removed = document.scenarios[self.scenario]
        scenarios = without_scenario(document.scenarios, removed.id)
        active = document.active
        if active == removed.id:
            active = removed.parent if removed.parent in scenarios else next(iter(scenarios))
        children = [other for other in document.scenarios.values() if removed.id in other.bases]
        notes = document.work.notes
        if any(key.scenario == removed.id for key in notes):
            notes = MappingProxyType(adopted_notes(notes, removed.id, children))
        on_charts = document.work.chart_notes
        gone = [name for name, one in on_charts.items() if one.scenario == removed.id]
        if gone:
            on_charts = with_entries(on_charts, dict.fromkeys(gone))
        scenes = MappingProxyType(scenarios)
        work = replace(document.work, scenarios=scenes, notes=notes, chart_notes=on_charts)
        return replace(document, work=work, active=active)


def _makes_series(document: Document, stated: Iterable[tuple[SeriesKey, object]]) -> bool:
    """Whether an edit gives the plan a series, or may take one away that the workbook does not have."""
    own, there = document.workbook_plan.row, document.plan.row
    return any(series not in there or (value is None and series not in own) for series, value in stated)


def _with_scenario(document: Document, scenario: Scenario) -> Document:
    scenarios = MappingProxyType({**document.scenarios, scenario.id: scenario})
    return document.with_scenarios(scenarios)


def _refuse_bases(document: Document, scenario: Scenario) -> None:
    strange = next((base for base in scenario.bases if base not in document.scenarios), None)
    if strange is not None and strange != scenario.id:
        raise EditRefused(strange)
    problem = circle_problem(document.scenarios, scenario)
    if problem is not None:
        raise EditRefused(scenario.id, problem)


def _refuse_name(document: Document, scenario: Scenario) -> None:
    name = scenario.name.strip()
    if not name or any(
        other.name.strip() == name and other.id != scenario.id for other in document.scenarios.values()
    ):
        raise EditRefused(scenario.name)
