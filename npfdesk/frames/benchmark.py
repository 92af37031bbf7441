"""What a series needs if its yardstick grows by y a year, as a table of one row."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from npfdesk.engine.answers.benchmark import Relation, yardsticks
from npfdesk.engine.answers.benchmark import benchmark as held_against
from npfdesk.engine.projection.results import Results
from npfdesk.frames.lookup import Figure, figure_of, find_indicator, find_region, find_scenario
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.seek import series_of
from npfdesk.frames.tables import paced, tidy
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import difference_unit
from npfdesk.plan.problems import Problem
from npfdesk.plan.series import SeriesKey

COLUMNS: Final = (
    "scenario",
    "region",
    "industry",
    "indicator",
    "code",
    "unit",
    "against_region",
    "against_indicator",
    "relation",
    "text",
    "year",
    "growth",
    "level",
    "needed",
    "required",
    "present",
    "gap",
    "matched",
)


def benchmark(
    plan: PlanWorkbook,
    region: str,
    indicator: str,
    against: str | None = None,
    growth: Figure | None = None,
    scenario: str | None = None,
    industry: str | None = None,
    relation: str | None = None,
) -> pd.DataFrame:
    """What a series needs beside its yardstick; the face tells the rest."""
    values = plan.plan
    chosen = find_scenario(plan.document, scenario) if scenario is not None else plan.document.scenario
    series = series_of(values, region, indicator, industry)
    subject = values.indicator_by_code[series.indicator]
    yardstick = None if against is None else _against(plan.results, chosen.id, series, against)
    tie = None if relation is None else Relation(relation)
    answer = held_against(plan.results, chosen.id, series, yardstick, tie)
    if isinstance(answer, Problem):
        raise Refused(answer)
    other = values.indicator_by_code[answer.yardstick.series.indicator]
    pace = (
        answer.pace if growth is None else figure_of(growth, other.unit if answer.yardstick.points else "%")
    )
    row = {
        "scenario": chosen.name,
        "region": values.region_by_code[series.region].name,
        "industry": values.industry_by_code[series.industry].name if series.industry else "",
        "indicator": subject.name,
        "code": subject.code,
        "unit": subject.unit,
        "against_region": values.region_by_code[answer.yardstick.series.region].name,
        "against_indicator": other.name,
        "relation": str(answer.relation),
        "text": answer.words,
        "year": answer.year,
        "growth": pace,
        "level": answer.level(pace),
        "needed": answer.needed(pace),
        "required": answer.required(pace),
        "present": answer.present,
        "gap": answer.gap(pace),
        "matched": answer.matched(answer.present_pace) if np.isfinite(answer.present_pace) else np.nan,
    }
    theirs = paced(other)
    units = {
        **dict.fromkeys(("growth", "matched"), theirs),
        "level": other.unit,
        "required": paced(subject),
        **dict.fromkeys(("needed", "present"), subject.unit),
        "gap": difference_unit(subject.unit, "en"),
    }
    return tidy([row], COLUMNS, units, answer.notes)


def _against(results: Results, scenario: str, series: SeriesKey, name: str) -> SeriesKey:
    """The yardstick that a name means: a region with the same indicator, or another indicator of the same region."""
    plan = results.plan
    for one in yardsticks(results, scenario, series):
        region, indicator = plan.region_by_code[one.region], plan.indicator_by_code[one.indicator]
        said = (region, indicator) if one.indicator != series.indicator else (region,)
        if fold(name) in {
            fold(text) for item in said for text in (item.name, item.code, item.english) if text
        }:
            return one
    # a name that the plan has at all is refused by the answer, with those that it has; another one by the look-up
    try:
        return series._replace(region=find_region(plan, name).code)
    except Refused:
        return series._replace(indicator=find_indicator(plan, name).code)
