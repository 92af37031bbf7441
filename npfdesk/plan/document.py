"""What is being worked on: the plan with its amendments, and the work upon it, as one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from npfdesk.plan.model import Plan
from npfdesk.plan.scenarios import Scenario, by_id, paired
from npfdesk.plan.work import Work

DEFAULT_SCENARIO = "基准"
"""The scenario that a plan without any is given: it assumes nothing, so that every series is held."""


@dataclass(frozen=True, eq=False)
class Document:
    """One state of the desk; undo is a tuple of these sharing their structure.

    `plan` is the plan with the amendments of `work` applied. `active` is the id of the scenario being edited; it
    is no part of the work, for choosing another one is nothing done.
    """

    plan: Plan
    work: Work
    active: str

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The scenarios by id, in the order of the tree."""
        return self.work.scenarios

    @property
    def scenario(self) -> Scenario:
        """The scenario being edited."""
        return self.scenarios[self.active]

    def with_scenarios(self, scenarios: Mapping[str, Scenario], active: str | None = None) -> Document:
        """The document with other scenarios, and another one of them active (None: the same)."""
        active = self.active if active is None else active
        return replace(self, work=replace(self.work, scenarios=scenarios), active=active)

    def workbook_scenario(self, scenario_id: str) -> Scenario | None:
        """The scenario as the workbook gave it, None for one made here."""
        return paired(self.scenarios.values(), self.plan.scenarios).get(scenario_id)


def new_document(plan: Plan) -> Document:
    """The document of a freshly loaded plan: the workbook's scenarios, the first of them active."""
    scenarios = plan.scenarios or (Scenario(DEFAULT_SCENARIO, DEFAULT_SCENARIO),)
    return Document(plan, Work(by_id(scenarios)), scenarios[0].id)
