"""Who answers for one key, looked up the chain of scenarios: for what is typed, named and taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from npfdesk.plan.scenarios import Assumption, LeverLevels, Scenario, lineage
from npfdesk.plan.series import ANY, AssumptionKey, LeverLevelKey


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
