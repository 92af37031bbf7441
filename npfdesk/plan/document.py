"""What is being worked on: the plan, its amendments and the scenario tree, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from npfdesk.plan.commitments import CommitmentKey, Standing
from npfdesk.plan.effects import EffectKey, StatedEffect
from npfdesk.plan.insertions import Insertion
from npfdesk.plan.model import Plan
from npfdesk.plan.notes import Notes
from npfdesk.plan.saved_views import SavedView
from npfdesk.plan.scenarios import Scenario, paired
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.spillover import Spillover
from npfdesk.plan.targets import PlanTarget

DEFAULT_SCENARIO = "基准"
"""The scenario that a plan without any is given: it assumes nothing, so that every series is held."""


@dataclass(frozen=True, eq=False)
class Document:
    """One state of the desk; undo is a tuple of these sharing their structure.

    `plan` is the plan with its amendments applied. `observations` and `targets` are the amendments by
    themselves: what differs from the workbook (None = taken away). `known` says of findings of the audit, by
    their identity, why they are known and stand; `inserted` is what frameworks added; `storyboard` are the views
    kept for a meeting, in their order; `notes` are those on single cells; `spillover` is what regions pass on of
    their gains from levers (None: nothing); `standings` how commitments stand as said here; `effects` levers' effects as amended here. `scenarios` are by
    id, in the order of the tree; `active` is the id of the one being edited.
    """

    plan: Plan
    scenarios: Mapping[str, Scenario]
    active: str
    observations: Mapping[tuple[SeriesKey, int], float | None] = field(
        default_factory=lambda: MappingProxyType({})
    )
    targets: Mapping[TargetKey, PlanTarget | None] = field(default_factory=lambda: MappingProxyType({}))
    known: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    inserted: tuple[Insertion, ...] = ()
    storyboard: tuple[SavedView, ...] = ()
    notes: Notes = field(default_factory=lambda: MappingProxyType({}))
    spillover: Spillover | None = None
    standings: Mapping[CommitmentKey, Standing] = field(default_factory=lambda: MappingProxyType({}))
    effects: Mapping[EffectKey, StatedEffect] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def scenario(self) -> Scenario:
        """The scenario being edited."""
        return self.scenarios[self.active]

    def workbook_scenario(self, scenario_id: str) -> Scenario | None:
        """The scenario as the workbook gave it, None for one made here."""
        return paired(self.scenarios.values(), self.plan.scenarios).get(scenario_id)


def new_document(plan: Plan) -> Document:
    """The document of a freshly loaded plan: the workbook's scenarios, the first of them active."""
    scenarios = plan.scenarios or (Scenario(DEFAULT_SCENARIO, DEFAULT_SCENARIO),)
    return Document(
        plan, MappingProxyType({scenario.id: scenario for scenario in scenarios}), scenarios[0].id
    )
