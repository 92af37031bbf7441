"""Amendments of levers: effects stated in the program, with their grounds, and insertions from frameworks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NamedTuple

from npfdesk.plan.model import LeverEffect, Plan, Source


class EffectKey(NamedTuple):
    """A lever's effect on an indicator (its code) after a lag in years."""

    lever: str
    indicator: str
    lag: int


@dataclass(frozen=True)
class StatedEffect:
    """A stated effect, in percentage points of annual growth (points of a ratio a year) at full intensity.

    `note` gives its grounds and `source` the document.
    """

    effect: float
    note: str = ""
    source: str = ""


def effect_key(one: LeverEffect) -> EffectKey:
    """The key of one of a plan's effects."""
    return EffectKey(one.lever, one.indicator, one.lag)


def stated_effect(one: LeverEffect) -> StatedEffect:
    """One of a plan's effects as a stated effect."""
    return StatedEffect(one.effect, one.note, one.source)


def with_effects(plan: Plan, effects: Mapping[EffectKey, StatedEffect]) -> Plan:
    """The plan with the amended lever effects; amendments of effects that it lacks are ignored."""
    if not any(effect_key(one) in effects for one in plan.levers):
        return plan
    levers = tuple(_amended(one, effects.get(effect_key(one))) for one in plan.levers)
    return replace(plan, levers=levers)


def _amended(one: LeverEffect, said: StatedEffect | None) -> LeverEffect:
    if said is None:
        return one
    return replace(one, effect=said.effect, note=said.note, source=said.source)


@dataclass(frozen=True)
class Insertion:
    """Lever effects, multipliers by (role or type, dimension) and sources from one framework (its id)."""

    framework: str
    levers: tuple[LeverEffect, ...]
    multipliers: Mapping[tuple[str, str], float] = field(
        default_factory=lambda: MappingProxyType({}), hash=False
    )
    sources: tuple[Source, ...] = ()


def with_insertion(plan: Plan, insertion: Insertion) -> Plan:
    """The plan with an insertion; what the plan already states of a lever and an indicator stays.

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
