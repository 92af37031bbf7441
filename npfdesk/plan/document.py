"""What is being worked on: the plan with its amendments and the work upon it, as one frozen value; who answers for a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from npfdesk.plan.model import Plan
from npfdesk.plan.scenarios import Assumption, LeverLevels, Scenario, by_id, lineage, paired
from npfdesk.plan.series import ANY, AssumptionKey, LeverLevelKey
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


def answering_assumption(
    scenarios: Mapping[str, Scenario], scenario: str, key: AssumptionKey, *, below: bool = False
) -> tuple[str, AssumptionKey, Assumption] | None:
    """The scenario, the row and the assumption that answer for a key; None where nothing is assumed.

    With `below`, the scenario's own row of exactly that key is passed over: what the key falls back to.
    A general key is answered by rows as wide or wider, as a series is.
    """
    for one in reversed(lineage(scenarios, scenario)):
        for region, industry in _reaching(key.region, key.industry):
            wider = AssumptionKey(region, industry, key.indicator)
            if below and one.id == scenario and wider == key:
                continue
            if wider in one.assumptions:
                return one.id, wider, one.assumptions[wider]
    return None


def answering_levels(
    scenarios: Mapping[str, Scenario], scenario: str, key: LeverLevelKey, *, below: bool = False
) -> tuple[str, LeverLevelKey, LeverLevels] | None:
    """The scenario, the row and the levels that answer for a lever's key; None where it has no intensity."""
    for one in reversed(lineage(scenarios, scenario)):
        for region, industry in _reaching(key.region, key.industry):
            wider = LeverLevelKey(key.lever, region, industry)
            if below and one.id == scenario and wider == key:
                continue
            if wider in one.levels:
                return one.id, wider, one.levels[wider]
    return None


def _reaching(region: str, industry: str) -> Iterator[tuple[str, str]]:
    """Keys that reach a region and industry, the most specific first."""
    return iter(dict.fromkeys(((region, industry), (region, ANY), (ANY, industry), (ANY, ANY))))
