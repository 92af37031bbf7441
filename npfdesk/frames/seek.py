"""The one growth, step or lever intensity that reaches a target, as a table of one row."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from npfdesk.engine.answers.goal_seek import (
    COMPUTED,
    NOT_FOR_RATES,
    NOTHING_TO_CONTINUE,
    ROLLED_UP,
    Seek,
)
from npfdesk.engine.answers.goal_seek import seek as sought
from npfdesk.engine.projection.results import Results
from npfdesk.engine.projection.target_figures import MEASURES
from npfdesk.engine.targets.judgement import reached
from npfdesk.engine.targets.required_pace import main_target
from npfdesk.frames.lookup import (
    Figure,
    figure_of,
    find_indicator,
    find_industry,
    find_lever,
    find_region,
    find_scenario,
)
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import paced, tidy
from npfdesk.plan.answer_edits import GROWTH, SOUGHT, STEP, Parameter, ParameterKind
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import fold
from npfdesk.plan.problems import error
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey
from npfdesk.plan.series_words import series_problem
from npfdesk.plan.targets import Measure

COLUMNS: Final = (
    "scenario",
    "region",
    "industry",
    "indicator",
    "code",
    "unit",
    "year",
    "by",
    "reached",
    "value",
    "before",
    "projected",
    "present",
    "target",
    "low",
    "high",
    "past",
    "multiple",
)
NO_SERIES: Final = error(
    "no_series",
    "规划没有“{text}”这一序列。请核对地区、产业与指标。",
    "The plan has no series “{text}”. Check region, industry and indicator.",
)
UNANSWERABLE: Final = frozenset({ROLLED_UP, COMPUTED, NOTHING_TO_CONTINUE, NOT_FOR_RATES})
"""Why a series has no such parameter at all: told as a remark, with the figure as it is and no value."""


def seek(
    plan: PlanWorkbook,
    scenario: str,
    region: str,
    indicator: str,
    industry: str | None = None,
    by: str | None = None,
    within: tuple[Figure, Figure] | None = None,
) -> pd.DataFrame:
    """What reaches the target of a series; the face tells the rest."""
    chosen = find_scenario(plan.document, scenario)
    series = series_of(plan.plan, region, indicator, industry)
    subject = plan.plan.indicator_by_code[series.indicator]
    parameter = _parameter(by, plan.results, chosen.id, series)
    unit = parameter.unit(subject.unit, "en")
    bounds = (figure_of(within[0], unit), figure_of(within[1], unit)) if within is not None else None
    answer = sought(plan.document, plan.results, chosen.id, series, parameter, bounds)
    if isinstance(answer, Seek):
        figures, notes = _answered(answer), answer.notes
    elif answer.kind in UNANSWERABLE:
        figures, notes = _unanswered(plan.results, chosen.id, series), (answer,)
    else:
        raise Refused(answer)
    place = {
        "scenario": chosen.name,
        "region": plan.plan.region_by_code[series.region].name,
        "industry": plan.plan.industry_by_code[series.industry].name if series.industry else "",
        "indicator": subject.name,
        "code": subject.code,
        "unit": subject.unit,
        "by": parameter.name,
    }
    measure = _measure(plan.results, chosen.id, series)
    return tidy(
        [{**place, **figures}], COLUMNS, _units(subject, parameter, measure), notes, measure=str(measure)
    )


def _measure(results: Results, scenario: str, series: SeriesKey) -> Measure:
    """What the figures sought are of: of a growth that comes to a level the level."""
    table = results.scenarios[scenario].targets
    position = main_target(results, scenario, series)
    if position is None or position not in table.measured:
        return Measure.LEVEL
    return MEASURES[int(table.measure[position])]


def judged_unit(measure: Measure, own: str) -> str:
    """The unit of the figure that a target is judged by; `own` is the indicator's."""
    return {Measure.GROWTH: "%", Measure.RANK: ""}.get(measure, own)


def _units(indicator: Indicator, parameter: Parameter, measure: Measure) -> dict[str, str]:
    growth = paced(indicator)
    of_levers = parameter.method is None
    sought_in = "% of full intensity" if of_levers else f"{parameter.unit(indicator.unit, 'en')} a year"
    return {
        **dict.fromkeys(("value", "before", "low", "high"), sought_in),
        **dict.fromkeys(("projected", "present", "target"), judged_unit(measure, indicator.unit)),
        "past": growth,
        "multiple": "1",
    }


def series_of(plan: Plan, region: str, indicator: str, industry: str | None) -> SeriesKey:
    """The series of a region, an indicator and an industry by their names; Refused where the plan has none."""
    where, what = find_region(plan, region), find_indicator(plan, indicator)
    within = find_industry(plan, industry)
    series = SeriesKey(where.code, within.code if within is not None else ALL_INDUSTRIES, what.code)
    if series not in plan.row:
        raise Refused(series_problem(NO_SERIES, plan, series))
    return series


def _parameter(by: str | None, results: Results, scenario: str, series: SeriesKey) -> Parameter:
    """What is to be sought; where it is not said, what the series is assumed to move by, or its kind moves by."""
    if by is None:
        owner = results.scenarios[scenario].inputs.assumption_of(results.plan.row[series])
        method = owner.assumption.method if owner is not None else None
        points = results.plan.indicator_by_code[series.indicator].kind.moves_in_points
        return next((one for one in SOUGHT if one.method is method), STEP if points else GROWTH)
    for one in SOUGHT:
        if one.method is not None and fold(by) in (str(one.method), fold(one.method.about.words.zh)):
            return one
    return Parameter(ParameterKind.LEVER, (find_lever(results.plan, by),))


def _answered(answer: Seek) -> dict[str, Any]:
    figures = {
        name: getattr(answer, name)
        for name in ("value", "before", "projected", "present", "target", "low", "high", "past", "multiple")
    }
    return {"year": answer.year, "reached": answer.reached, **figures}


def _unanswered(results: Results, scenario: str, series: SeriesKey) -> dict[str, Any]:
    """The figure as it is, and no value."""
    table, plan = results.scenarios[scenario].targets, results.plan
    position = main_target(results, scenario, series)
    year = int(table.year[position]) if position is not None else plan.target_year
    figure, target = float(results.scenarios[scenario].values[plan.row[series], plan.column(year)]), np.nan
    if position is not None:
        judged = reached(results, scenario, np.array([position]))
        figure, target = float(judged.value[0]), float(judged.end[0])
    return {
        "year": year,
        "reached": False,
        **dict.fromkeys(("value", "before", "low", "high", "past", "multiple"), np.nan),
        "projected": figure,
        "present": figure,
        "target": target,
    }
