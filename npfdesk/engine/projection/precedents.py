"""What feeds a figure, and what it feeds: methods, rules, levers, formulas, roll-ups and targets, one step at a time.

The words are a spreadsheet's: the precedents of a cell are what it is computed from, its dependents what is computed
from it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from npfdesk.engine.projection.frame import Frame
from npfdesk.engine.projection.inputs import OwnedAssumption
from npfdesk.engine.projection.levers import is_zero, own_gain
from npfdesk.engine.projection.results import Origin, Results, ScenarioResult
from npfdesk.engine.projection.rollups import RollUpStage
from npfdesk.plan.expressions import OVER_CHILDREN, At, Call, Code, Node, children_of
from npfdesk.plan.methods import Method


class Link(Enum):
    """How a figure hangs together with another, or with what was entered."""

    ACTUAL = auto()
    """Entered: an actual figure."""
    START = auto()
    """The last actual figure, from which the path goes on."""
    ASSUMPTION = auto()
    """The method and parameters of a row of assumptions, the series' own or a rule's."""
    HELD = auto()
    """No row applies: the last actual figure is held."""
    WAYPOINT = auto()
    """A target to which the path leads."""
    LEVER = auto()
    SPILLOVER = auto()
    INPUT = auto()
    """A series that its formula reads."""
    PART = auto()
    """A region below, whose figure is rolled up."""
    WEIGHT = auto()
    """The weight of a region below in a mean."""
    FORMULA = auto()
    """A series whose formula reads it."""
    WHOLE = auto()
    """The region above, into which it is rolled up."""
    COMPARED = auto()
    """The region above, which has a path of its own: the roll-up only stands beside it."""
    WEIGHTED = auto()
    """The mean in which it is a weight."""
    TARGET = auto()
    """A target that it is judged by."""


@dataclass(frozen=True)
class Connection:
    """One step from a figure to what feeds it, or to what it feeds.

    `row` and `year` name the other figure (-1: it is none of a series), `figure` is its value, of a lever its intensity in
    %, of a spillover its gain, NaN where there is none. `assumption` is the row of assumptions with its scenario, `lever`
    a lever's name, `position` a target's place in the scenario's table.
    """

    link: Link
    row: int = -1
    year: int = 0
    figure: float = math.nan
    assumption: OwnedAssumption | None = None
    lever: str = ""
    position: int = -1


def precedents(results: Results, scenario: str, row: int, year: int) -> tuple[Connection, ...]:
    """What a series' figure of a year is computed from in a scenario, in the order in which it is computed.

    An entered figure is fed by nothing else; a formula by what it reads, a roll-up by its regions in force, a path by its last
    actual figure, its assumption, and the targets, levers and spillover that reach it in the year. Nothing where
    there is no figure at all. KeyError for a year off the plan's axis.
    """
    plan, result = results.plan, results.scenarios[scenario]
    column = plan.column(year)
    origin = Origin(int(result.projection.origin[column, row]))
    if origin is Origin.FORMULA:
        return tuple(_figures(results, result, Link.INPUT, _read(results, row, year)))
    if origin is Origin.ROLLED_UP:
        return tuple(_parts(results, result, row, year))
    figure = float(result.projection.values[column, row])
    if not math.isfinite(figure):
        return ()
    if origin is Origin.OBSERVED:
        return (Connection(Link.ACTUAL, year=year, figure=figure),)
    return tuple(_path(results, result, row, year))


def dependents(results: Results, scenario: str, row: int, year: int) -> tuple[Connection, ...]:
    """What is computed from a series' figure of a year in a scenario: roll-ups, formulas, and the targets that judge it.

    A formula that reads it in another year (the year before, the base year) comes with that year.
    """
    result = results.scenarios[scenario]
    found = [*_wholes(results, result, row, year), *_formulas(results, result, row, year)]
    table = result.targets
    found += [
        Connection(Link.TARGET, year=int(table.year[one]), figure=float(table.figure[one]), position=one)
        for one in table.of_row(row)
    ]
    return tuple(found)


def _figures(
    results: Results, result: ScenarioResult, link: Link, places: dict[tuple[int, int], None]
) -> Iterator[Connection]:
    """A connection for each series and year."""
    plan = results.plan
    for row, year in places:
        on_axis = int(plan.years[0]) <= year <= int(plan.years[-1])
        figure = float(result.projection.values[plan.column(year), row]) if on_axis else math.nan
        yield Connection(link, row, year, figure)


# what a path goes by


def _path(results: Results, result: ScenarioResult, row: int, year: int) -> Iterator[Connection]:
    plan, table = results.plan, result.targets
    last = int(results.last[row])
    if last >= 0:
        yield Connection(Link.START, row, int(plan.years[last]), float(results.observed[last, row]))
    owned = result.inputs.assumption_of(row)
    if owned is None:
        yield Connection(Link.HELD)
        return
    yield Connection(Link.ASSUMPTION, year=year, assumption=owned)
    if owned.assumption.method is Method.TARGET:
        ahead = [one for one in table.of_row(row) if last < 0 or table.year[one] > plan.years[last]]
        for one in ahead:
            yield Connection(
                Link.WAYPOINT, year=int(table.year[one]), figure=float(table.figure[one]), position=one
            )
            if table.year[one] >= year:
                break
    yield from _levers(result, row, year)


def _levers(result: ScenarioResult, row: int, year: int) -> Iterator[Connection]:
    """The levers that act on a path in a year, with the intensity that acts then; and what neighbours pass on."""
    gain, inputs = result.projection.gain, result.inputs
    frame = inputs.frame
    column = frame.plan.column(year)
    if is_zero(gain) or not gain[column, row]:
        return
    indicator = frame.plan.series[row].indicator
    acting: dict[str, tuple[int, float]] = {}
    for effect in frame.plan.levers:
        owner = int(inputs.intensity_owner[inputs.levers.index(effect.lever), frame.cell_of[row]])
        curve = inputs.intensity_rows[owner].intensities.by_year if owner >= 0 else ()
        if effect.indicator == indicator and curve:
            given, figures = zip(*curve, strict=True)
            strength = float(np.interp(year - effect.lag, given, figures, left=0.0))
            if strength:
                acting.setdefault(effect.lever, (year - effect.lag, strength))
    for lever, (since, strength) in acting.items():
        yield Connection(Link.LEVER, year=since, figure=strength, lever=lever)
    if inputs.spilling is not None:
        passed = float(gain[column, row] - own_gain(inputs)[column, row])
        if abs(passed) > 1e-12:
            yield Connection(Link.SPILLOVER, year=year, figure=passed)


# roll-ups


def _stages(frame: Frame) -> Iterator[RollUpStage]:
    for stage in frame.stages:
        yield from stage.rollups


def _parts(results: Results, result: ScenarioResult, row: int, year: int) -> Iterator[Connection]:
    column = results.plan.column(year)
    for stage in _stages(results.frame):
        for place in np.flatnonzero(stage.parents == row).tolist():
            begin = int(stage.starts[place])
            members = np.arange(begin, begin + int(stage.sizes[place]))
            members = members[stage.there(column)[members]]
            parts = {(one, year): None for one in stage.members[members].tolist()}
            yield from _figures(results, result, Link.PART, parts)
            if stage.weights is not None:
                weights = {(one, year): None for one in stage.weights[members].tolist() if one >= 0}
                yield from _figures(results, result, Link.WEIGHT, weights)


def _wholes(results: Results, result: ScenarioResult, row: int, year: int) -> Iterator[Connection]:
    column = results.plan.column(year)
    for stage in _stages(results.frame):
        for taken, link in ((stage.members, Link.WHOLE), (stage.weights, Link.WEIGHTED)):
            if taken is None:
                continue
            at = np.flatnonzero((taken == row) & stage.there(column))
            parents = stage.parents[np.searchsorted(stage.starts, at, side="right") - 1]
            for parent in dict.fromkeys(parents.tolist()):
                rolled = result.projection.origin[column, parent] == Origin.ROLLED_UP
                if rolled or link is Link.WHOLE:
                    kind = link if rolled else Link.COMPARED
                    yield from _figures(results, result, kind, {(parent, year): None})


# formulas


def _formulas(results: Results, result: ScenarioResult, row: int, year: int) -> Iterator[Connection]:
    plan, frame = results.plan, results.frame
    code = plan.series[row].indicator
    years = [
        one
        for one in dict.fromkeys((year, year + 1, plan.target_year))
        if plan.years[0] <= one <= plan.years[-1]
    ]
    for indicator in plan.indicators:
        if indicator.formula is None or code not in indicator.formula.codes:
            continue
        for other in frame.rows_of_indicator[frame.indicator_index[indicator.code]].tolist():
            when = next((one for one in years if (row, year) in _read(results, other, one)), None)
            if when is not None and result.projection.origin[plan.column(when), other] == Origin.FORMULA:
                yield from _figures(results, result, Link.FORMULA, {(other, when): None})


def _read(results: Results, row: int, year: int) -> dict[tuple[int, int], None]:
    """The series and years that a series' formula reads for a year, in its order, each once; none that the plan lacks."""
    plan, frame = results.plan, results.frame
    formula = plan.indicator_by_code[plan.series[row].indicator].formula
    if formula is None:
        return {}
    region, slot = int(frame.region_of[row]), int(frame.industry_of[row])
    return {place: None for place in _read_by(frame, formula.root, region, slot, year) if place[0] != row}


def _read_by(frame: Frame, node: Node, region: int, slot: int, year: int) -> Iterator[tuple[int, int]]:
    if isinstance(node, Code):
        indicator = frame.indicator_index.get(node.code)
        found = int(frame.lookup[indicator][region, slot]) if indicator is not None and region >= 0 else -1
        if found >= 0:
            yield found, year
    elif isinstance(node, At):
        yield from _read_by(frame, node.part, frame.region_index.get(node.region, -1), slot, year)
    elif isinstance(node, Call) and node.function in OVER_CHILDREN:
        for child in frame.children_in(region, year).tolist() if region >= 0 else ():
            yield from _read_by(frame, node.parts[0], child, slot, year)
    else:
        if isinstance(node, Call) and node.function == "prev":
            year -= 1
        elif isinstance(node, Call) and node.function == "base":
            year = node.base_year if node.base_year is not None else frame.plan.base_year
        for part in children_of(node):
            yield from _read_by(frame, part, region, slot, year)
