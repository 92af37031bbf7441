"""Levers' effects as amended here: what a lever does to an indicator, with what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from npfdesk.plan.model import LeverEffect, Plan


class EffectKey(NamedTuple):
    """A lever's effect on an indicator (its code) after a lag in years."""

    lever: str
    indicator: str
    lag: int


@dataclass(frozen=True)
class StatedEffect:
    """An effect as said here, in percentage points of annual growth (points of a ratio a year) at full intensity.

    `note` says what it rests on and `source` where that stands.
    """

    effect: float
    note: str = ""
    source: str = ""


def effect_key(one: LeverEffect) -> EffectKey:
    """The key of one of a plan's effects."""
    return EffectKey(one.lever, one.indicator, one.lag)


def stated_effect(one: LeverEffect) -> StatedEffect:
    """What one of a plan's effects says."""
    return StatedEffect(one.effect, one.note, one.source)


def with_effects(plan: Plan, effects: Mapping[EffectKey, StatedEffect]) -> Plan:
    """The plan with its levers' effects as amended; amendments of effects that it does not have are passed over."""
    if not any(effect_key(one) in effects for one in plan.levers):
        return plan
    levers = tuple(_amended(one, effects.get(effect_key(one))) for one in plan.levers)
    return replace(plan, levers=levers)


def _amended(one: LeverEffect, said: StatedEffect | None) -> LeverEffect:
    if said is None:
        return one
    return replace(one, effect=said.effect, note=said.note, source=said.source)
