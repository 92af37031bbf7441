"""The plan with all amendments of a work laid upon what the workbook gives."""

from __future__ import annotations

from npfdesk.plan.model import Plan
from npfdesk.plan.parts import PARTS
from npfdesk.plan.work import Work


def amended_plan(own: Plan, work: Work) -> Plan:
    """The workbook's plan with every amendment of a work, part by part in their order."""
    plan = own
    for part in PARTS:
        if part.amended is not None:
            plan = part.amended(plan, part.of(work))
    return plan
