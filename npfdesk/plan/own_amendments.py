"""Amendments of a plan: applied to it, outstanding where the workbook does not state them, unmatched without a place.

An amendment that has been written into the workbook is no longer outstanding.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from types import MappingProxyType

from npfdesk.plan.chart_notes import ChartNotes
from npfdesk.plan.commitments import Commitment, CommitmentKey, Standing, commitments_by_key
from npfdesk.plan.lever_amendments import (
    EffectKey,
    Insertion,
    StatedEffect,
    effect_key,
    stated_effect,
    with_insertion,
)
from npfdesk.plan.model import Plan
from npfdesk.plan.negotiation import Proposal, ProposalKey, Proposals, same_position
from npfdesk.plan.notes import Notes
from npfdesk.plan.scenarios import Scenario, with_entries
from npfdesk.plan.scoring import Scoring, ScoringRule
from npfdesk.plan.series import ANY, ObservationKey, ProgressKey, SeriesKey, TargetKey
from npfdesk.plan.structure import changed_by_name, knows_series, outstanding_changes, with_series
from npfdesk.plan.targets import PlanTarget
from npfdesk.plan.vintages import Vintage, Vintages

Observations = Mapping[ObservationKey, float | None]
Stranger = tuple[tuple[object, ...], str]
"""An entry without a place in the plan: the names of its place, and the id of its scenario ("" for none)."""


def outstanding_figures(plan: Plan, amended: Observations) -> Observations:
    """The amended figures that the plan does not state itself, including those of series and years that it lacks."""
    return MappingProxyType(
        {
            key: figure
            for key, figure in amended.items()
            if not _same_figure(figure, _observed(plan, *key) if _has(plan, *key) else None)
        }
    )


def with_figures(plan: Plan, amended: Observations) -> Plan:
    """The plan with the amended figures, and with the series and years that they are of.

    Figures of regions, industries and indicators that it lacks are ignored.
    """
    said = {key: figure for key, figure in amended.items() if knows_series(plan, key.series)}
    stated = [key for key, figure in said.items() if figure is not None]
    plan = with_series(plan, (key.series for key in stated), (key.year for key in stated))
    figures = [(*key, figure) for key, figure in said.items() if _has(plan, *key)]
    return plan.with_observations(figures) if figures else plan


def unmatched_figures(plan: Plan, amended: Observations) -> Iterator[Stranger]:
    """The amended figures of regions, industries and indicators that the plan lacks."""
    for series, year in amended:
        if not knows_series(plan, series):
            yield (*series, year), ""


def outstanding_progress(
    plan: Plan, amended: Mapping[ProgressKey, float | None]
) -> Mapping[ProgressKey, float | None]:
    """The amended figures of parts of a year that the plan does not state itself."""
    return MappingProxyType(
        {key: figure for key, figure in amended.items() if not _same_figure(figure, plan.progress.get(key))}
    )


def with_progress(plan: Plan, amended: Mapping[ProgressKey, float | None]) -> Plan:
    """The plan with the amended figures of parts of a year; those of series that it cannot name are ignored."""
    figures = {key: figure for key, figure in amended.items() if not _is_stranger(plan, key.series)}
    plan = with_series(plan, (key.series for key, figure in figures.items() if figure is not None))
    return plan.with_progress(with_entries(plan.progress, figures)) if figures else plan


def unmatched_progress(plan: Plan, amended: Mapping[ProgressKey, float | None]) -> Iterator[Stranger]:
    """The amended figures of parts of a year of series that the plan cannot name."""
    for key in amended:
        if _is_stranger(plan, key.series):
            yield (*key.series, key.period.key), ""


def _is_stranger(plan: Plan, series: SeriesKey) -> bool:
    return series.indicator not in plan.indicator_by_code or _is_unmatched(
        plan, series.region, series.industry
    )


def outstanding_vintages(plan: Plan, amended: Vintages) -> Vintages:
    """The amended vintages that the plan does not state itself."""
    return MappingProxyType(
        {key: one for key, one in amended.items() if not _same_vintage(one, plan.vintages.get(key))}
    )


def _same_vintage(one: Vintage | None, other: Vintage | None) -> bool:
    if one is None or other is None:
        return one is other
    words = (one.source, one.note) == (other.source, other.note)
    return words and _same_figure(one.figure, other.figure)


def with_vintages(plan: Plan, amended: Vintages) -> Plan:
    """The plan with the amended vintages; those of series that it cannot name are ignored."""
    known = {key: one for key, one in amended.items() if knows_series(plan, key.series)}
    return plan.with_vintages(with_entries(plan.vintages, known)) if known else plan


def unmatched_vintages(plan: Plan, amended: Vintages) -> Iterator[Stranger]:
    """The amended vintages of regions, industries and indicators that the plan lacks."""
    for key in amended:
        if not knows_series(plan, key.series):
            yield (*key.series, key.year, key.since), ""


def outstanding_proposals(plan: Plan, amended: Proposals) -> Proposals:
    """The amended positions in negotiation that the plan does not state itself."""
    return MappingProxyType(
        {key: one for key, one in amended.items() if not same_position(one, plan.proposals.get(key))}
    )


def with_proposals(plan: Plan, amended: Proposals) -> Plan:
    """The plan with the amended positions in negotiation; those of series that it cannot name are ignored."""
    known: dict[ProposalKey, Proposal | None] = {
        key: one for key, one in amended.items() if knows_series(plan, key.series)
    }
    return plan.with_proposals(with_entries(plan.proposals, known)) if known else plan


def unmatched_proposals(plan: Plan, amended: Proposals) -> Iterator[Stranger]:
    """The amended positions in negotiation of regions, industries and indicators that the plan lacks."""
    for key in amended:
        if not knows_series(plan, key.series):
            yield (*key.series, key.year, key.round, key.side.value), ""


def outstanding_scoring(plan: Plan, amended: Scoring) -> Scoring:
    """The amended rules of scoring that the plan does not state itself."""
    return outstanding_changes({one.name: one for one in plan.scoring}, amended)


def with_scoring(plan: Plan, amended: Scoring) -> Plan:
    """The plan with the amended rules of scoring: each in the place of the one of its name, new ones behind.

    Rules of indicators and industries that it lacks are ignored.
    """
    known = {name: rule for name, rule in amended.items() if rule is None or _has_scored(plan, rule)}
    return plan.with_scoring(changed_by_name(plan.scoring, known)) if known else plan


def unmatched_scoring(plan: Plan, amended: Scoring) -> Iterator[Stranger]:
    """The amended rules of scoring of indicators and industries that the plan lacks."""
    for name, rule in amended.items():
        if rule is not None and not _has_scored(plan, rule):
            yield (name,), ""


def _has_scored(plan: Plan, rule: ScoringRule) -> bool:
    known = rule.indicator in plan.indicator_by_code
    return known and (not rule.industry or rule.industry in plan.industry_by_code)


def outstanding_targets(
    plan: Plan, amended: Mapping[TargetKey, PlanTarget | None]
) -> Mapping[TargetKey, PlanTarget | None]:
    """The amended targets that the plan does not state itself, including those of series that it lacks."""
    return MappingProxyType(
        {key: stated for key, stated in amended.items() if not _same_target(stated, plan.targets.get(key))}
    )


def with_plan_targets(plan: Plan, amended: Mapping[TargetKey, PlanTarget | None]) -> Plan:
    """The plan with the amended targets, and with the series and years that they are of.

    Targets of regions, industries and indicators that it lacks are ignored.
    """
    targets = {key: target for key, target in amended.items() if knows_series(plan, key.series)}
    stated = [target for target in targets.values() if target is not None]
    years = [year for one in stated for year in (one.year, one.base_year) if year]
    plan = with_series(plan, (one.series for one in stated), years)
    return plan.with_targets(with_entries(plan.targets, targets)) if targets else plan


def unmatched_targets(plan: Plan, amended: Mapping[TargetKey, PlanTarget | None]) -> Iterator[Stranger]:
    """The amended targets of regions, industries and indicators that the plan lacks."""
    for key in amended:
        if not knows_series(plan, key.series):
            yield (*key.series, key.year), ""


def outstanding_insertions(plan: Plan, inserted: tuple[Insertion, ...]) -> tuple[Insertion, ...]:
    """The framework insertions that the plan does not state itself, including effects on indicators that it lacks."""
    return tuple(one for one in inserted if not plan_contains(plan, one))


def with_insertions(plan: Plan, inserted: tuple[Insertion, ...]) -> Plan:
    """The plan with the framework insertions."""
    for insertion in inserted:
        plan = with_insertion(plan, insertion)
    return plan


def plan_contains(plan: Plan, insertion: Insertion) -> bool:
    """Whether the plan already states everything that the insertion adds."""
    effects = {(one.lever, one.indicator) for one in plan.levers}
    return (
        all((one.lever, one.indicator) in effects for one in insertion.levers)
        and insertion.multipliers.keys() <= plan.multipliers.keys()
        and {one.id for one in insertion.sources} <= {one.id for one in plan.sources}
    )


def outstanding_effects(
    plan: Plan, amended: Mapping[EffectKey, StatedEffect]
) -> Mapping[EffectKey, StatedEffect]:
    """The amended lever effects that the plan does not state itself, including those that it lacks."""
    stated = {effect_key(one): stated_effect(one) for one in plan.levers}
    return MappingProxyType({key: said for key, said in amended.items() if stated.get(key) != said})


def unmatched_effects(plan: Plan, amended: Mapping[EffectKey, StatedEffect]) -> Iterator[Stranger]:
    """The amended effects of levers that the plan lacks."""
    acting = {effect_key(one) for one in plan.levers}
    for key in amended:
        if key not in acting:
            yield (key.lever, key.indicator), ""


def outstanding_standings(
    plan: Plan, standings: Mapping[CommitmentKey, Standing]
) -> Mapping[CommitmentKey, Standing]:
    """The standings that the commitments do not state themselves; for unknown commitments, everything."""
    stated = commitments_by_key(plan.commitments)
    left = {
        key: _without_stated(said, stated[key]) if key in stated else said for key, said in standings.items()
    }
    return MappingProxyType({key: said for key, said in left.items() if said != Standing()})


def unmatched_standings(plan: Plan, standings: Mapping[CommitmentKey, Standing]) -> Iterator[Stranger]:
    """The standings of commitments that the plan lacks."""
    stated = commitments_by_key(plan.commitments)
    for key in standings:
        if key not in stated:
            yield (key.region, key.item, key.year or ""), ""


def unmatched_notes(plan: Plan, notes: Notes) -> Iterator[Stranger]:
    """Notes on cells that the plan lacks."""
    for key in notes:
        if key.indicator not in plan.indicator_by_code or _is_unmatched(plan, key.region, key.industry):
            yield (key.region, key.industry, key.indicator, key.year or ""), key.scenario


def unmatched_chart_notes(plan: Plan, notes: ChartNotes) -> Iterator[Stranger]:
    """Notes on charts of series that the plan lacks."""
    for one in notes.values():
        if one.series not in plan.row:
            yield (*one.series, one.year), one.scenario


def unmatched_assumptions(plan: Plan, scenarios: Mapping[str, Scenario]) -> Iterator[Stranger]:
    """The scenario entries for places, indicators, levers and series that the plan lacks."""
    for name, scenario in scenarios.items():
        for key in scenario.assumptions:
            if key.indicator not in plan.indicator_by_code or _is_unmatched(plan, key.region, key.industry):
                yield key, name
        for row in scenario.intensities:
            if row.lever not in plan.dimension_of_lever or _is_unmatched(plan, row.region, row.industry):
                yield row, name
        for target in scenario.targets:
            if target.series not in plan.row:
                yield (*target.series, target.year), name


def _is_unmatched(plan: Plan, region: str, industry: str) -> bool:
    return (region != ANY and region not in plan.region_by_code) or (
        industry not in (ANY, "") and industry not in plan.industry_by_code
    )


def same_target_text(one: PlanTarget, other: PlanTarget) -> bool:
    """Whether two scenario targets mean the same, however their figures are written (9,000 and 9000).

    Their cells do not count, nor does the base beside them, which is the plan's.
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
        return _is_empty(amended) and _is_empty(stated)
    return _words(amended) == _words(stated) and all(
        getattr(amended, name) == getattr(stated, name)
        for name in ("base_printed", "base_year", "source", "owner")
    )


def _is_empty(stated: PlanTarget | None) -> bool:
    return stated is None or (stated.parsed.asks_nothing and stated.stretch is None)


def _without_stated(said: Standing, stated: Commitment) -> Standing:
    same = {one.name: None for one in fields(said) if getattr(said, one.name) == getattr(stated, one.name)}
    return replace(said, **same)


def _words(stated: PlanTarget) -> tuple[object, ...]:
    return replace(stated.parsed, text=""), stated.stretch, stated.note, stated.owner
