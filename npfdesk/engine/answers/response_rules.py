"""Response rules, carried out year by year, with a log of the triggered rules and their effects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from npfdesk.engine.answers.alternatives import alternative
from npfdesk.engine.projection.inputs import Inputs, OwnedIntensities
from npfdesk.engine.projection.levers import intensities
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import TargetTable, with_computed_bases
from npfdesk.engine.targets.judgement import judge
from npfdesk.plan.scenarios import LeverIntensities, ResponseRule
from npfdesk.plan.series import ANY, LeverIntensityKey, TargetKey
from npfdesk.plan.status_rules import Rule
from npfdesk.plan.statuses import Status

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class TriggeredRule:
    """A response: the rule (its place in the rows), the year in which it was decided and the target that set it off.

    `colours` are those of the years running; the lever goes from `before` to `after` % in the target's region the year
    after.
    """

    rule: int
    year: int
    target: TargetKey
    colours: tuple[Status, ...]
    lever: str
    before: float
    after: float


@dataclass(frozen=True, eq=False)
class Simulation:
    """The plan as it was and as the responses leave it, and the log.

    `without` are the results as they are; `results` hold the scenario alone, under the responses; `colours`
    (year, target) are codes of Status in each year from `first_year` on as they were judged then, 0 where a target was
    not judged.
    """

    without: Results
    results: Results
    scenario: str
    first_year: int
    colours: NDArray[np.uint8]
    log: tuple[TriggeredRule, ...]


def simulate(
    results: Results, scenario: str, rules: Sequence[ResponseRule], judged_by: Rule = Rule.PACE
) -> Simulation:
    """Monitor, warn, adjust: go through the years after the base year and carry out what the rules say.

    In each year every target that is still ahead is judged by the figures as the responses so far leave them. Where a
    rule's colour or a worse one (of the rule evaluation, which knows no projections, that of the pace) has stood for its number of years running, its lever is raised from the next
    year on, where it is lower; what has passed does not change. The years of a series' next target count for
    that target alone. Grey sets nothing off. Every year is a real recompute. KeyError where a rule names a lever that the plan lacks.
    """
    plan, inputs = results.plan, results.scenarios[scenario].inputs
    places = {lever: place for place, lever in enumerate(inputs.levers)}
    for rule in rules:
        if rule.lever not in places:
            raise KeyError(rule.lever)
    now = results
    years = [int(year) for year in plan.years if plan.base_year < year < plan.years[-1]]
    table = results.scenarios[scenario].targets
    colours = np.zeros((len(years), len(table.row)), dtype=np.uint8)
    running = np.zeros((len(rules), len(table.row)), dtype=np.int64)
    watched = [_watched_targets(results, table, rule) for rule in rules]
    log: list[TriggeredRule] = []
    for step, year in enumerate(years):
        status = judge(now, scenario, year, judged_by.coloured).status
        colours[step] = np.where(_next(table, year), status, 0)
        raised = False
        for place, rule in enumerate(rules):
            off = watched[place] & (colours[step] >= Status[rule.colour.upper()])
            running[place] = np.where(off, running[place] + 1, 0)
            for position in np.flatnonzero(running[place] >= rule.years).tolist():
                region = table.keys[position].series.region
                chosen, before = _raised(inputs, places[rule.lever], rule, region, year)
                if chosen is None:
                    continue
                inputs, raised = chosen, True
                run = colours[max(0, step - rule.years + 1) : step + 1, position]
                log.append(
                    TriggeredRule(
                        rule=place,
                        year=year,
                        target=table.keys[position],
                        colours=tuple(Status(colour) for colour in run.tolist()),
                        lever=rule.lever,
                        before=before,
                        after=rule.intensity,
                    )
                )
        if raised:
            now = _results_with_inputs(results, scenario, inputs)
    return Simulation(results, now, scenario, plan.base_year + 1, colours, tuple(log))


def _watched_targets(results: Results, table: TargetTable, rule: ResponseRule) -> BoolArray:
    return np.array(
        [
            key.series.indicator == rule.indicator
            and rule.region in (ANY, key.series.region)
            and rule.industry in (ANY, key.series.industry)
            for key in table.keys
        ],
        dtype=np.bool_,
    )


def _next(table: TargetTable, year: int) -> BoolArray:
    """The targets that are a series' next in a year (target,): the earliest of those still ahead or due."""
    ahead = np.where((table.year >= year) & (table.base_year < year), table.year, np.iinfo(np.int64).max)
    nearest: dict[int, int] = {}
    for row, due in zip(table.row.tolist(), ahead.tolist(), strict=True):
        nearest[row] = min(due, nearest.get(row, due))
    soonest = np.array([nearest[row] for row in table.row.tolist()], dtype=np.int64)
    found: BoolArray = (ahead == soonest) & (ahead < np.iinfo(np.int64).max)
    return found


def _raised(
    inputs: Inputs, lever: int, rule: ResponseRule, region: str, year: int
) -> tuple[Inputs | None, float]:
    """The inputs with a lever raised in a region and all below it from the year after; None where it is so already.

    Beside it the intensity that the region itself had for that year, in %.
    """
    frame = inputs.frame
    years = frame.plan.years
    strength = intensities(inputs)[lever]
    after = years > year
    scope = np.isin(frame.cells[:, 0], _below(inputs, region))
    lower = scope & (strength[:, after] < rule.intensity).any(axis=1)
    if not lower.any():
        return None, 0.0
    rows, owner = list(inputs.intensity_rows), inputs.intensity_owner.copy()
    for one in np.unique(inputs.intensity_owner[lever, lower]).tolist():
        cells = lower & (inputs.intensity_owner[lever] == one)
        curve = strength[np.flatnonzero(cells)[0]]
        # every year is written out, so that no year before is drawn up towards the new figure
        figures = np.where(after, np.maximum(curve, rule.intensity), curve)
        earlier = inputs.intensity_rows[one].intensities.by_year if one >= 0 else ()
        by_year = (
            *((before, figure) for before, figure in earlier if before < years[0]),
            *zip(years.tolist(), figures.tolist(), strict=True),
        )
        owner[lever, cells] = len(rows)
        rows.append(
            OwnedIntensities(
                inputs.chain[-1].id, LeverIntensityKey(rule.lever, region, ANY), LeverIntensities(by_year)
            )
        )
    own = np.flatnonzero(lower & (frame.cells[:, 0] == frame.region_index[region]))
    shown = int(own[0]) if len(own) else int(np.flatnonzero(lower)[0])
    before_then = float(strength[shown, np.flatnonzero(after)[0]])
    return replace(inputs, intensity_rows=tuple(rows), intensity_owner=owner), before_then


def _below(inputs: Inputs, region: str) -> IntArray:
    """A region and all regions below it, as indices."""
    frame = inputs.frame
    found = [frame.region_index[region]]
    for one in found:
        found.extend(frame.children[one].tolist())
    return np.array(found, dtype=np.int64)


def _results_with_inputs(results: Results, scenario: str, inputs: Inputs) -> Results:
    """The results of one scenario under other inputs."""
    result = results.scenarios[scenario]
    projection = alternative(results, scenario, inputs)
    targets = with_computed_bases(result.stated_targets, results.plan, lambda: results.actual.values)
    answer = replace(result, inputs=inputs, projection=projection, targets=targets)
    return replace(results, scenarios=MappingProxyType({scenario: answer}))
