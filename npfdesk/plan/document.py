"""The document: the plan with its amendments and the user's work as one frozen value; what applies to a key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from types import MappingProxyType

import numpy as np

from npfdesk.plan.inheritance import applicable
from npfdesk.plan.model import Plan
from npfdesk.plan.scenario_hues import scenario_hues
from npfdesk.plan.scenarios import (
    Assumption,
    LeverIntensities,
    Scenario,
    by_id,
    lineage,
    workbook_counterparts,
)
from npfdesk.plan.series import AssumptionKey, LeverIntensityKey, TargetKey
from npfdesk.plan.targets import PlanTarget
from npfdesk.plan.work import Work

DEFAULT_SCENARIO = "基准"
"""The scenario of a plan that has none: it assumes nothing, so every series stays at its last figure."""


@dataclass(frozen=True, eq=False)
class Document:
    """One state of the document. Undo is a tuple of these; they share their structure.

    `plan` is the plan with the amendments of `work` applied, `own` the plan as the workbook gives it (None: `plan`
    itself). `active` is the id of the scenario being edited; it
    is not part of the work, because choosing another scenario changes nothing.
    """

    plan: Plan
    work: Work
    active: str
    own: Plan | None = None

    @property
    def workbook_plan(self) -> Plan:
        """The plan as the workbook gives it, without any amendment."""
        return self.plan if self.own is None else self.own

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """The scenarios by id, in the order of the tree."""
        return self.work.scenarios

    @cached_property
    def hues(self) -> Mapping[str, str]:
        """The colours of the scenarios, #RRGGBB, by id (those of the workbook that were deleted among them)."""
        # kept: every chart and table asks at every edit
        return scenario_hues(self.scenarios, self.plan.scenarios)

    @property
    def scenario(self) -> Scenario:
        """The scenario being edited."""
        return self.scenarios[self.active]

    def with_scenarios(self, scenarios: Mapping[str, Scenario], active: str | None = None) -> Document:
        """The document with other scenarios and another active one (None: the same)."""
        active = self.active if active is None else active
        return replace(self, work=replace(self.work, scenarios=scenarios), active=active)

    def workbook_scenario(self, scenario_id: str) -> Scenario | None:
        """The scenario as the workbook states it; None for one created in the program."""
        return self._workbook_scenarios.get(scenario_id)

    @cached_property
    def _workbook_scenarios(self) -> Mapping[str, Scenario]:
        # kept: every cell of a table asks
        return workbook_counterparts(self.scenarios.values(), self.plan.scenarios)


def new_document(plan: Plan) -> Document:
    """The document of a newly read plan: the workbook's scenarios, the first one active."""
    scenarios = plan.scenarios or (Scenario(DEFAULT_SCENARIO, DEFAULT_SCENARIO),)
    return Document(plan, Work(by_id(scenarios)), scenarios[0].id, plan)


def blank_plan(base_year: int = 2020, target_year: int = 2025) -> Plan:
    """The empty plan."""
    years = np.arange(base_year, target_year + 1, dtype=np.int64)
    observed = np.empty((0, len(years)))
    for array in (years, observed):
        array.setflags(write=False)
    return Plan(
        title="",
        city="",
        base_year=base_year,
        target_year=target_year,
        horizon=target_year,
        regions=(),
        industries=(),
        indicators=(),
        series=(),
        series_sources=(),
        years=years,
        observed=observed,
        targets=MappingProxyType({}),
    )


def effective_assumption(
    scenarios: Mapping[str, Scenario], scenario: str, key: AssumptionKey, *, below: bool = False
) -> tuple[str, AssumptionKey, Assumption] | None:
    """The assumption that applies to a key, with its scenario and row; None where nothing is assumed.

    With `below`, the scenario's own row of exactly that key is ignored: the result is what the key falls back to.
    As for a series, only rows as general as the key or more general apply to it.
    """
    for one in reversed(lineage(scenarios, scenario)):
        for region, industry in applicable(key.region, key.industry):
            wider = AssumptionKey(region, industry, key.indicator)
            if below and one.id == scenario and wider == key:
                continue
            if wider in one.assumptions:
                return one.id, wider, one.assumptions[wider]
    return None


def effective_target(document: Document, scenario: str | None, key: TargetKey) -> PlanTarget | None:
    """The target in force: a scenario's own or inherited one, else the plan's, which alone is asked for with None."""
    line = lineage(document.scenarios, scenario) if scenario is not None else ()
    own = (one.targets[key] for one in reversed(line) if key in one.targets)
    return next(own, document.plan.targets.get(key))


def effective_intensities(
    scenarios: Mapping[str, Scenario], scenario: str, key: LeverIntensityKey, *, below: bool = False
) -> tuple[str, LeverIntensityKey, LeverIntensities] | None:
    """The intensities that apply to a lever's key, with their scenario and row; None where the lever has no intensity."""
    for one in reversed(lineage(scenarios, scenario)):
        for region, industry in applicable(key.region, key.industry):
            wider = LeverIntensityKey(key.lever, region, industry)
            if below and one.id == scenario and wider == key:
                continue
            if wider in one.intensities:
                return one.id, wider, one.intensities[wider]
    return None
