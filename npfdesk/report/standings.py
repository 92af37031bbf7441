"""Standings: a scenario's targets, each judged in its own year, as rows for every report."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from npfdesk.engine.targets.judgement import Judgement, judge
from npfdesk.plan.model import Indicator
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.statuses import Status
from npfdesk.report.material import Material, root_region


@dataclass(frozen=True)
class TargetStanding:
    """One target in its own year; figures in the indicator's unit, NaN where there is none.

    `position` is its place in the scenario's TargetTable and `row` its series'. `required` is the growth still
    needed from the last observed figure (% a year, points a year for ratio and index).
    """

    position: int
    row: int
    series: SeriesKey
    indicator: Indicator
    year: int
    text: str
    base_year: int
    base: float
    target: float
    value: float
    gap: float
    attainment: float
    required: float
    status: Status
    disagree: bool
    source: str

    def figure(self, value: float) -> str:
        """A figure as the indicator's decimals show it, "–" where there is none."""
        return format_figure(value, self.indicator.decimals) if math.isfinite(value) else "–"


def standings(material: Material, scenario: Scenario) -> tuple[TargetStanding, ...]:
    """Every target of the plan's own regions in a scenario, in the plan's order, judged in its own year by the report's rule."""
    results = material.results
    table = results.scenarios[scenario.id].targets
    judged: dict[int, Judgement] = {}
    found = []
    for position, (key, statement) in enumerate(zip(table.keys, table.statements, strict=True)):
        # a yardstick's own targets are no part of the plan's standing
        if not results.frame.own[table.row[position]]:
            continue
        if key.year not in judged:
            judged[key.year] = judge(results, scenario.id, key.year, material.rule)
        one = judged[key.year]
        found.append(
            TargetStanding(
                position=position,
                row=int(table.row[position]),
                series=key.series,
                indicator=results.plan.indicator_by_code[key.series.indicator],
                year=key.year,
                text=statement.wording,
                base_year=int(table.base_year[position]),
                base=float(one.base[position]),
                target=float(one.target[position]),
                value=float(one.value[position]),
                gap=float(one.gap[position]),
                attainment=float(one.attainment[position]),
                required=float(one.required[position]),
                status=Status(int(one.status[position])),
                disagree=bool(one.disagree[position]),
                source=statement.source,
            )
        )
    return tuple(found)


def status_counts(rows: tuple[TargetStanding, ...]) -> Mapping[Status, int]:
    """How many targets have each colour, grey among them."""
    return Counter(row.status for row in rows)


def key_targets(material: Material, scenario: Scenario) -> tuple[TargetStanding, ...]:
    """The targets of the root region's whole economy that name a figure: one a series, the earliest from now on."""
    root = root_region(material.plan)
    first: dict[SeriesKey, TargetStanding] = {}
    for row in standings(material, scenario):
        if row.series.region == root and not row.series.industry and math.isfinite(row.target):
            kept = first.get(row.series)
            if kept is None or row.year < kept.year:
                first[row.series] = row
    return tuple(first.values())


def county_targets(material: Material, scenario: Scenario) -> Mapping[str, tuple[TargetStanding, ...]]:
    """By indicator code, the figured targets of the root's children in the plan's target year (two or more of them)."""
    plan, root = material.plan, root_region(material.plan)
    children = {region.code for region in plan.children_of(root)}
    grouped: dict[str, list[TargetStanding]] = {}
    for row in standings(material, scenario):
        if row.series.region in children and not row.series.industry and math.isfinite(row.target):
            grouped.setdefault(row.series.indicator, []).append(row)
    found = {}
    for indicator in plan.indicators:
        rows = grouped.get(indicator.code, [])
        years = Counter(row.year for row in rows)
        if years:
            # one year to a chart: the plan's own where it has counties, else the commonest
            year = plan.target_year if plan.target_year in years else years.most_common(1)[0][0]
            chosen = tuple(row for row in rows if row.year == year)
            if len(chosen) > 1:
                found[indicator.code] = chosen
    return found
