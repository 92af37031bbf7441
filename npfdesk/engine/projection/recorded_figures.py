"""Results of a plan without any scenario: what is observed, and what formulas and roll-ups make of that."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Final

from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.update import compute
from npfdesk.plan.document import Document
from npfdesk.plan.model import Plan
from npfdesk.plan.scenarios import Scenario, by_id
from npfdesk.plan.work import Work

RECORDED: Final = "recorded"
"""The one scenario of `recorded_results`: it assumes nothing, and what is not known stays without a figure."""


def recorded_results(plan: Plan) -> Results:
    """Results in which no figure is projected, nor held where nothing is assumed: one scenario, RECORDED.

    Its targets are the plan's own. Whatever judges targets by these results judges them by what has happened.
    """
    nothing = Scenario(RECORDED, RECORDED)
    results = compute(Document(plan, Work(by_id([nothing])), nothing.id, plan))
    result = replace(results.scenarios[RECORDED], projection=results.actual.projection)
    return replace(results, scenarios=MappingProxyType({RECORDED: result}))
