"""Amendments that the workbook says by itself: once they are written into it, they are amendments no more."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from npfdesk.plan.commitments import Commitment, CommitmentKey, Standing, keyed
from npfdesk.plan.effects import EffectKey, StatedEffect, effect_key, stated_effect
from npfdesk.plan.insertions import Insertion
from npfdesk.plan.model import Plan
from npfdesk.plan.series import SeriesKey, TargetKey
from npfdesk.plan.targets import PlanTarget, TargetKind

Observations = Mapping[tuple[SeriesKey, int], float | None]


def outstanding_figures(plan: Plan, amended: Observations) -> dict[tuple[SeriesKey, int], float | None]:
    """The amended figures that the plan does not say itself; those of series and years that it lacks are among them."""
    return {
        (series, year): figure
        for (series, year), figure in amended.items()
        if not _has(plan, series, year) or not _same_figure(figure, _observed(plan, series, year))
    }


def outstanding_targets(
    plan: Plan, amended: Mapping[TargetKey, PlanTarget | None]
) -> dict[TargetKey, PlanTarget | None]:
    """The amended targets that the plan does not state itself; those of series that it lacks are among them."""
    return {
        key: stated
        for key, stated in amended.items()
        if key.series not in plan.row or not _same_target(stated, plan.targets.get(key))
    }


def outstanding_insertions(plan: Plan, inserted: tuple[Insertion, ...]) -> tuple[Insertion, ...]:
    """What frameworks added and the plan does not say itself, effects on indicators that it lacks among it."""
    return tuple(one for one in inserted if not states(plan, one))


def states(plan: Plan, insertion: Insertion) -> bool:
    """Whether the plan says everything itself that a framework would add."""
    effects = {(one.lever, one.indicator) for one in plan.levers}
    return (
        all((one.lever, one.indicator) in effects for one in insertion.levers)
        and insertion.multipliers.keys() <= plan.multipliers.keys()
        and {one.id for one in insertion.sources} <= {one.id for one in plan.sources}
    )


def outstanding_effects(
    plan: Plan, amended: Mapping[EffectKey, StatedEffect]
) -> dict[EffectKey, StatedEffect]:
    """The amended effects of levers that the plan does not state itself; those that it lacks are among them."""
    stated = {effect_key(one): stated_effect(one) for one in plan.levers}
    return {key: said for key, said in amended.items() if stated.get(key) != said}


def outstanding_standings(
    commitments: Iterable[Commitment], standings: Mapping[CommitmentKey, Standing]
) -> dict[CommitmentKey, Standing]:
    """What was said of commitments and they do not say themselves; of those that are not there, everything."""
    stated = keyed(commitments)
    left = {key: _unsaid(said, stated[key]) if key in stated else said for key, said in standings.items()}
    return {key: said for key, said in left.items() if said != Standing()}


def same_words(one: PlanTarget, other: PlanTarget) -> bool:
    """Whether two targets of scenarios say the same, however their figures are written (9,000 and 9000).

    Where they stand is of no matter, and so is the base beside them, which is the plan's.
    """
    return _words(one) == _words(other)


def _has(plan: Plan, series: SeriesKey, year: int) -> bool:
    return series in plan.row and int(plan.years[0]) <= year <= int(plan.years[-1])


def _observed(plan: Plan, series: SeriesKey, year: int) -> float | None:
    figure = float(plan.observed[plan.row[series], plan.column(year)])
    return None if math.isnan(figure) else figure


def _same_figure(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    # a cell shown in per cent is read to twelve places
    return math.isclose(one, other, rel_tol=1e-11)


def _same_target(amended: PlanTarget | None, stated: PlanTarget | None) -> bool:
    if amended is None or stated is None:
        return _says_nothing(amended) and _says_nothing(stated)
    return _words(amended) == _words(stated) and all(
        getattr(amended, name) == getattr(stated, name) for name in ("base_printed", "base_year", "source")
    )


def _says_nothing(stated: PlanTarget | None) -> bool:
    return stated is None or (
        stated.parsed.kind is TargetKind.NONE and stated.parsed.stretch is None and stated.stretch is None
    )


def _unsaid(said: Standing, stated: Commitment) -> Standing:
    same = {one.name: None for one in fields(said) if getattr(said, one.name) == getattr(stated, one.name)}
    return replace(said, **same)


def _words(stated: PlanTarget) -> tuple[object, ...]:
    return replace(stated.parsed, text=""), stated.stretch, stated.note
