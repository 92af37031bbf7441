"""The verb `benchmark`: what a series needs if its yardstick grows by so much a year."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Mapping
from typing import Any, Final

from npfdesk.engine.answers.benchmark import RELATIONS, Relation
from npfdesk.frames.benchmark import benchmark as held_against
from npfdesk.frames.lookup import find_indicator, find_industry, find_region
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.plan.gap_words import gap_text
from npfdesk.plan.kinds import Kind
from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.numbers import difference_unit, format_figure
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey
from npfdesk.plan.spoken_names import name_in, series_name, unit_in
from npfdesk.verbs.questions import (
    NOT_POSSIBLE,
    REFUSED,
    open_plan,
    print_remarks,
    records,
    refuse,
    remarks_of,
    spoken,
    write_json,
)

FIELDS: Final = (
    "scenario",
    "region",
    "industry",
    "indicator",
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
"""What is told in JSON, in its order."""

_SUBJECT: Final = Wording("{scenario} · {series} · {relation}", "{scenario} · {series} · {relation}")
_THEIRS: Final = Wording(
    "若{against}年均增长 {growth}，{year}年将达 {level}。",
    "If {against} grows by {growth} a year, it reaches {level} in {year}.",
)
_OURS: Final = Wording(
    "须达到 {needed}，年均增长 {required}；当前情景为 {present}，{gap}。",
    "{needed} is required, {required} a year; the scenario gives {present}, {gap}.",
)
_MATCHED: Final = Wording(
    "当前情景最多可应对{against}年均增长 {matched}。",
    "The present scenario can match growth of {against} of up to {matched} a year.",
)


def benchmark(options: argparse.Namespace, language: Language) -> int:
    """Answer and print it; 0 answered, 2 refused, 3 no pace holds the relation."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        table = held_against(
            plan,
            options.region,
            options.indicator,
            options.against,
            options.growth,
            options.scenario,
            options.industry,
            options.relation,
        )
    except Refused as reason:
        return refuse(reason, language)
    (answer,) = records(table)
    if options.json:
        write_json({name: answer[name] for name in FIELDS})
        print_remarks(table, language)
    else:
        sys.stdout.write(_as_text(answer, plan, options, language))
        sys.stdout.writelines(f"{one[language]}\n" for one in remarks_of(table))
    return 0 if answer["required"] is not None else NOT_POSSIBLE


def _as_text(
    answer: Mapping[str, Any], plan: PlanWorkbook, options: argparse.Namespace, language: Language
) -> str:
    values = plan.plan
    indicator, industry = find_indicator(values, options.indicator), find_industry(values, options.industry)
    series = SeriesKey(
        find_region(values, options.region).code,
        industry.code if industry else ALL_INDUSTRIES,
        indicator.code,
    )
    other = _named(values, answer["against_indicator"])
    region = next(one for one in values.regions if one.name == answer["against_region"])
    against = name_in(region, language) if other.code == indicator.code else name_in(other, language)

    def figure(name: str, of: Indicator = indicator) -> str:
        return (
            "—" if answer[name] is None else format_figure(answer[name], of.decimals, unit_in(of, language))
        )

    def pace(name: str, of: Indicator) -> str:
        if answer[name] is None:
            return "—"
        # a growth moves by itself, not by points
        unit = unit_in(of, language) if of.kind is Kind.RATE else pace_unit(of, language)
        return format_figure(answer[name], 2, unit)

    gap = math.nan if answer["gap"] is None else answer["gap"]
    arguments = {
        "scenario": spoken(plan, language)(answer["scenario"]),
        "series": series_name(values, series, language),
        "relation": answer["text"] or RELATIONS[Relation(answer["relation"])].text(language, {}),
        "against": against,
        "growth": pace("growth", other),
        "year": answer["year"],
        "level": figure("level", other),
        "needed": figure("needed"),
        "required": pace("required", indicator),
        "present": figure("present"),
        "gap": gap_text(
            gap, indicator.decimals, difference_unit(unit_in(indicator, language), language), language
        ),
        "matched": pace("matched", other),
    }
    lines = [_SUBJECT, _THEIRS, _OURS] + ([_MATCHED] if answer["matched"] is not None else [])
    return "".join(one.text(language, arguments) + "\n" for one in lines)


def _named(plan: Plan, name: str) -> Indicator:
    return next(one for one in plan.indicators if one.name == name)
