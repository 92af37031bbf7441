"""Projected paths as a table: a row for each scenario, series and year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from npfdesk.engine.judging import Judgement, judge
from npfdesk.engine.results import Origin, Results, ScenarioResult, Status
from npfdesk.engine.status import Rule

COLUMNS: Final = (
    "scenario",
    "region",
    "industry",
    "indicator",
    "code",
    "unit",
    "year",
    "value",
    "origin",
    "rollup",
    "target",
    "milestone",
    "gap",
    "attainment",
    "required",
    "status",
)

Cell = str | int | float | None


def projection_rows(results: Results, scenario: str, name: str, rule: Rule) -> Iterator[dict[str, Cell]]:
    """The rows of one scenario, series by series in the plan's order, the years within.

    None where there is no figure. A year is judged against the series' next target, or the last one after
    it; from the base year of that target on.
    """
    result = results.scenarios[scenario]
    plan = results.plan
    years = [int(year) for year in plan.years]
    judged = [judge(results, scenario, year, rule) for year in years]
    for row, series in enumerate(plan.series):
        indicator = plan.indicator_by_code[series.indicator]
        industry = plan.industry_by_code.get(series.industry)
        for column, year in enumerate(years):
            yield {
                "scenario": name,
                "region": plan.region_by_code[series.region].name,
                "industry": industry.name if industry is not None else "",
                "indicator": indicator.name,
                "code": indicator.code,
                "unit": indicator.unit,
                "year": year,
                "value": _figure(result.values[row, column]),
                "origin": Origin(result.origin[row, column]).code,
                "rollup": _figure(result.rollup[row, column]),
                **_standing(result, judged[column], row, year),
            }


def _standing(result: ScenarioResult, judgement: Judgement, row: int, year: int) -> dict[str, Cell]:
    position = _target_of(result, row, year)
    if position is None:
        return {
            "target": None,
            "milestone": None,
            "gap": None,
            "attainment": None,
            "required": None,
            "status": Status.GREY.code,
        }
    return {
        "target": _figure(judgement.target[position]),
        "milestone": _figure(judgement.milestone[position]),
        "gap": _figure(judgement.gap[position]),
        "attainment": _figure(judgement.attainment[position]),
        "required": _figure(judgement.required[position]),
        "status": Status(judgement.status[position]).code,
    }


def _target_of(result: ScenarioResult, row: int, year: int) -> int | None:
    positions = result.targets.of_row(row)
    if not positions:
        return None
    ahead = [position for position in positions if result.targets.year[position] >= year]
    position = ahead[0] if ahead else positions[-1]
    return position if year >= result.targets.base_year[position] else None


def _figure(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
