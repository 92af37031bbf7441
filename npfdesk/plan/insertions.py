"""What a framework adds to a plan: levers, multipliers and their source, kept as an amendment of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from npfdesk.plan.model import LeverEffect, Plan, Source


@dataclass(frozen=True)
class Insertion:
    """Levers' effects, multipliers by (role or type, dimension) and sources, out of one framework (its id)."""

    framework: str
    levers: tuple[LeverEffect, ...]
    multipliers: Mapping[tuple[str, str], float] = field(
        default_factory=lambda: MappingProxyType({}), hash=False
    )
    sources: tuple[Source, ...] = ()


def with_insertion(plan: Plan, insertion: Insertion) -> Plan:
    """The plan with what an insertion adds; what the plan says already, of a lever and an indicator, stands.

    Effects on indicators that the plan does not have are left out; so a workbook that lost an indicator still opens.
    """
    stated = {(one.lever, one.indicator) for one in plan.levers}
    known = {one.id for one in plan.sources}
    levers = tuple(
        one
        for one in insertion.levers
        if (one.lever, one.indicator) not in stated and one.indicator in plan.indicator_by_code
    )
    return replace(
        plan,
        levers=plan.levers + levers,
        multipliers=MappingProxyType({**insertion.multipliers, **plan.multipliers}),
        sources=plan.sources + tuple(one for one in insertion.sources if one.id not in known),
    )
