"""The verb `seek`: the one growth, step or lever intensity that reaches a target."""

from __future__ import annotations

import argparse
import json
import math
import sys
from typing import Final

from npfdesk.engine.paces import target_asked_about
from npfdesk.engine.results import Results
from npfdesk.engine.seeking import COMPUTED, NOTHING_TO_CONTINUE, ROLLED_UP, Seek, seek
from npfdesk.engine.update import compute
from npfdesk.plan.answers import GROWTH, SOUGHT, STEP, Parameter, Sought
from npfdesk.plan.document import Document
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import format_figure, parse_figure
from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.plan.series import SeriesKey
from npfdesk.verbs.naming import (
    NOT_POSSIBLE,
    REFUSED,
    called,
    find_indicator,
    find_industry,
    find_lever,
    find_region,
    find_scenario,
    finite,
    open_plan,
    refuse,
    tell,
)

NO_SERIES: Final = error(
    "no_series",
    "规划没有“{text}”这一序列。请核对地区、产业与指标。",
    "The plan has no series “{text}”. Check region, industry and indicator.",
)
_UNANSWERABLE: Final = frozenset({ROLLED_UP, COMPUTED, NOTHING_TO_CONTINUE})
_SUBJECT: Final = Wording(
    "{scenario} · {series} · {year}年目标 {target}，现为 {present}",
    "{scenario} · {series} · target of {year} {target}, {present} as it is",
)
_FOUND: Final = Wording(
    "{name}：{value}（现为 {before}；范围 {low} 至 {high}）→ {projected}",
    "{name}: {value} (now {before}; within {low} to {high}) → {projected}",
)
_NOT_FOUND: Final = Wording(
    "范围 {low} 至 {high} 内达不到。最接近：{name} {value}（现为 {before}）→ {projected}",
    "Not reachable within {low} to {high}. Closest: {name} {value} (now {before}) → {projected}",
)
_PAST: Final = Wording(
    "过去年均 {past}，需为其 {multiple} 倍",
    "Its own past pace is {past} a year: this is {multiple} times that",
)


def seek_parameter(options: argparse.Namespace, language: Language) -> int:
    """Seek and print the answer; 0 found, 2 refused, 3 not reachable."""
    document = open_plan(options, language)
    if document is None:
        return REFUSED
    asked = _asked(options, document)
    if isinstance(asked, Problem):
        return refuse(asked, language)
    scenario, series = asked
    results = compute(document)
    parameter = _parameter(options.by, results, scenario, series)
    if isinstance(parameter, Problem):
        return refuse(parameter, language)
    bounds = _bounds(options.within, document.plan, series, parameter)
    if isinstance(bounds, Problem):
        return refuse(bounds, language)
    answer = seek(document, results, scenario, series, parameter, bounds)
    if isinstance(answer, Problem):
        if answer.kind not in _UNANSWERABLE:
            return refuse(answer, language)
        if options.json:
            _write(_unanswered(results, scenario, series, parameter, document))
        return refuse(answer, language, NOT_POSSIBLE)
    if options.json:
        _write(_as_json(answer, document))
        for note in answer.notes:
            tell(note, language)
    else:
        sys.stdout.write(_as_text(answer, document, language))
    return 0 if answer.reached else NOT_POSSIBLE


def _asked(options: argparse.Namespace, document: Document) -> tuple[str, SeriesKey] | Problem:
    plan = document.plan
    scenario = find_scenario(document, options.scenario)
    if isinstance(scenario, Problem):
        return scenario
    region = find_region(plan, options.region)
    if isinstance(region, Problem):
        return region
    indicator = find_indicator(plan, options.indicator)
    if isinstance(indicator, Problem):
        return indicator
    industry = find_industry(plan, options.industry)
    if isinstance(industry, Problem):
        return industry
    series = SeriesKey(region, industry, indicator)
    if series not in plan.row:
        return Problem(NO_SERIES, text=_spoken(plan, series, "zh"))
    return scenario, series


def _parameter(by: str | None, results: Results, scenario: str, series: SeriesKey) -> Parameter | Problem:
    """What --by says; without it the parameter that the series is assumed to move by, or as its kind does."""
    if by is None:
        owner = results.scenarios[scenario].inputs.winner(results.plan.row[series])
        method = owner.assumption.method if owner is not None else None
        points = results.plan.indicator_by_code[series.indicator].kind.moves_in_points
        return next((one for one in SOUGHT if one.method is method), STEP if points else GROWTH)
    for one in SOUGHT:
        if one.method is not None and fold(by) in (str(one.method), fold(one.method.about.words.zh)):
            return one
    lever = find_lever(results.plan, by)
    return lever if isinstance(lever, Problem) else Parameter(Sought.LEVER, (lever,))


def _bounds(
    within: list[str] | None, plan: Plan, series: SeriesKey, parameter: Parameter
) -> tuple[float, float] | Problem | None:
    if within is None:
        return None
    unit = parameter.unit(plan.indicator_by_code[series.indicator].unit)
    low, high = (parse_figure(side, unit) for side in within)
    if isinstance(low, Problem):
        return low
    return high if isinstance(high, Problem) else (low, high)


def _write(record: dict[str, object]) -> None:
    json.dump(record, sys.stdout, ensure_ascii=False, allow_nan=False, indent=1)
    sys.stdout.write("\n")


def _question(
    document: Document, scenario: str, series: SeriesKey, parameter: Parameter
) -> dict[str, object]:
    plan = document.plan
    industry = plan.industry_by_code.get(series.industry)
    return {
        "scenario": document.scenarios[scenario].name,
        "region": plan.region_by_code[series.region].name,
        "industry": industry.name if industry is not None else "",
        "indicator": plan.indicator_by_code[series.indicator].name,
        "by": parameter.name,
    }


def _unanswered(
    results: Results, scenario: str, series: SeriesKey, parameter: Parameter, document: Document
) -> dict[str, object]:
    """The answer where the series has no such parameter: the figure as it is, and no value."""
    table, plan = results.scenarios[scenario].targets, results.plan
    position = target_asked_about(results, scenario, series)
    year = int(table.year[position]) if position is not None else plan.target_year
    figure = results.scenarios[scenario].values[plan.row[series], plan.column(year)]
    return {
        **_question(document, scenario, series, parameter),
        "reached": False,
        "value": None,
        "before": None,
        "projected": finite(float(figure)),
        "target": finite(float(table.figure[position])) if position is not None else None,
        "low": None,
        "high": None,
    }


def _as_json(answer: Seek, document: Document) -> dict[str, object]:
    return {
        **_question(document, answer.scenario, answer.series, answer.parameter),
        "reached": answer.reached,
        "value": finite(answer.value),
        "before": finite(answer.before),
        "projected": finite(answer.projected),
        "target": finite(answer.target),
        "low": finite(answer.low),
        "high": finite(answer.high),
    }


def _as_text(answer: Seek, document: Document, language: Language) -> str:
    plan = document.plan
    indicator = plan.indicator_by_code[answer.series.indicator]
    unit, words = answer.parameter.unit(indicator.unit), answer.parameter.words

    def figure(value: float, decimals: int = indicator.decimals, unit: str = indicator.unit) -> str:
        return format_figure(value if math.isfinite(value) else None, decimals, unit)

    arguments = {
        "scenario": document.scenarios[answer.scenario].name,
        "series": _spoken(plan, answer.series, language),
        "year": answer.year,
        "target": figure(answer.target),
        "present": figure(answer.present),
        "name": words.text(language, {}) if words is not None else answer.parameter.name,
        "value": figure(answer.value, 4, unit),
        "before": figure(answer.before, 4, unit),
        "low": figure(answer.low, 2, unit),
        "high": figure(answer.high, 2, unit),
        "projected": figure(answer.projected),
        "past": figure(answer.past, 2, indicator.unit if indicator.kind.moves_in_points else "%"),
        "multiple": f"{answer.multiple:.2f}",
    }
    wordings = [_SUBJECT, _FOUND if answer.reached else _NOT_FOUND]
    if math.isfinite(answer.multiple):
        wordings.append(_PAST)
    lines = [wording.text(language, arguments) for wording in wordings]
    lines += [note.message(language) for note in answer.notes]
    return "\n".join(lines) + "\n"


def _spoken(plan: Plan, series: SeriesKey, language: Language) -> str:
    names = (
        called(plan.region_by_code.get(series.region), language),
        called(plan.industry_by_code.get(series.industry), language),
        called(plan.indicator_by_code.get(series.indicator), language),
    )
    return " ".join(name for name in names if name)
