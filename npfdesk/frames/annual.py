"""The target of a series as yearly targets: a row for each year."""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

from npfdesk.engine.answers.yearly_targets import BAD_FACTOR, YearlyTargets, yearly_targets
from npfdesk.engine.yearly import SplitRule
from npfdesk.frames.allocation import NO_ROOT, NotPossible
from npfdesk.frames.lookup import Figure, choice_of, figure_of, find_scenario
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.seek import series_of
from npfdesk.frames.tables import paced, tidy
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem
from npfdesk.plan.targets import Measure

COLUMNS: Final = (
    "scenario",
    "region",
    "industry",
    "indicator",
    "code",
    "unit",
    "year",
    "value",
    "growth",
    "needed",
    "plausible",
    "impossible",
)


def annual(
    plan: PlanWorkbook,
    indicator: str,
    region: str | None = None,
    scenario: str | None = None,
    rule: str = "growth",
    factor: Figure = 1.2,
    industry: str | None = None,
) -> pd.DataFrame:
    """Yearly targets; the face tells the rest. NotPossible where the target cannot be divided so."""
    values = plan.plan
    chosen = find_scenario(plan.document, scenario)
    if region is None and not values.root:
        raise Refused(Problem(NO_ROOT))
    series = series_of(values, values.root if region is None else region, indicator, industry)
    answer = yearly_targets(
        plan.results, chosen.id, series, choice_of(SplitRule, rule), figure_of(factor, "")
    )
    if isinstance(answer, Problem):
        raise Refused(answer) if answer.kind is BAD_FACTOR else NotPossible(answer)
    return _table(answer, values, chosen.name)


def _table(answer: YearlyTargets, plan: Plan, scenario: str) -> pd.DataFrame:
    series = answer.series
    indicator = plan.indicator_by_code[series.indicator]
    place = {
        "scenario": scenario,
        "region": plan.region_by_code[series.region].name,
        "industry": plan.industry_by_code[series.industry].name if series.industry else "",
        "indicator": indicator.name,
        "code": indicator.code,
        "unit": indicator.unit,
    }
    pace = paced(indicator)
    return tidy(
        [
            {
                **place,
                "year": int(year),
                "value": float(answer.values[at]),
                "growth": float(answer.growth[at]),
                "needed": float(answer.needed[at]),
                "plausible": float(answer.plausible[at]),
                "impossible": bool(answer.impossible[at]),
            }
            for at, year in enumerate(answer.years)
        ],
        COLUMNS,
        {
            "value": "%" if answer.measure is Measure.GROWTH else indicator.unit,
            "growth": pace,
            **dict.fromkeys(
                ("needed", "plausible"), "% a year" if answer.measure is Measure.GROWTH else pace
            ),
        },
        answer.notes,
        rule=str(answer.rule),
        factor=answer.factor,
        measure=str(answer.measure),
        base=_known(answer.base),
        base_year=answer.base_year,
        target=answer.target,
        target_year=answer.target_year,
        done=_known(answer.done),
    )


def _known(figure: float) -> float | None:
    return figure if math.isfinite(figure) else None
