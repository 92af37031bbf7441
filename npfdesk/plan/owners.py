"""Owners: the departments that answer for targets and lead indicators."""

from __future__ import annotations

from collections import Counter

from npfdesk.plan.model import Plan
from npfdesk.plan.targets import PlanTarget


def owner_of(plan: Plan, stated: PlanTarget) -> str:
    """The department that answers for a target: its own, else the one that leads its indicator; "" for none."""
    if stated.owner:
        return stated.owner
    indicator = plan.indicator_by_code.get(stated.series.indicator)
    return indicator.owner if indicator is not None else ""


def own_owner(plan: Plan, stated: PlanTarget) -> str:
    """The owner that a scenario's own target names where it is not that of the plan's target; "" where it is."""
    plans = plan.targets.get(stated.key)
    return "" if plans is not None and plans.owner == stated.owner else stated.owner


def known_owners(plan: Plan) -> tuple[str, ...]:
    """Every owner that indicators, targets and commitments name, the most frequent first."""
    named = Counter(
        name
        for name in (
            *(one.owner for one in plan.indicators),
            *(one.owner for one in plan.targets.values()),
            *(one.owner for one in plan.commitments),
        )
        if name
    )
    return tuple(name for name, _ in named.most_common())


def target_owners(plan: Plan) -> tuple[str, ...]:
    """The owners of the plan's targets, their own or their indicators', the one with the most targets first."""
    owning = Counter(owner_of(plan, one) for one in plan.targets.values())
    return tuple(name for name, _ in owning.most_common() if name)


def states_owners(plan: Plan) -> bool:
    """Whether any of the plan's targets has an owner, its own or its indicator's."""
    return any(owner_of(plan, one) for one in plan.targets.values())
