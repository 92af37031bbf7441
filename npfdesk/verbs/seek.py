"""The verb `seek`: the one growth, step or lever intensity that reaches a target."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import Any, Final

from npfdesk.frames.lookup import find_indicator, find_industry, find_region
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.seek import judged_unit
from npfdesk.frames.seek import seek as sought
from npfdesk.plan.answer_edits import SOUGHT
from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Language, Severity, Wording
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey
from npfdesk.plan.spoken_names import series_name, unit_in
from npfdesk.plan.targets import Measure
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
    "by",
    "reached",
    "value",
    "before",
    "projected",
    "target",
    "low",
    "high",
)
"""What is told in JSON, in its order."""

_SOUGHT: Final = {one.name: one for one in SOUGHT}
_SUBJECT: Final = Wording(
    "{scenario} · {series} · {year}年目标{measure_zh} {target}，现为 {present}",
    "{scenario} · {series} · target for {year}{measure_en} {target}, {present} now",
)
_MEASURED: Final[dict[str, Wording]] = {
    Measure.SUM: Wording("（累计）", " (cumulative)"),
    Measure.GROWTH: Wording("（增速）", " (growth)"),
    Measure.RANK: Wording("（位次）", " (rank)"),
}
_FOUND: Final = Wording(
    "{name}：{value}（现为 {before}；范围 {low} 至 {high}）→ {projected}",
    "{name}: {value} (now {before}; range {low} to {high}) → {projected}",
)
_NOT_FOUND: Final = Wording(
    "范围 {low} 至 {high} 内达不到。最接近：{name} {value}（现为 {before}）→ {projected}",
    "Not reachable between {low} and {high}. Closest: {name} {value} (now {before}) → {projected}",
)
_PAST: Final = Wording(
    "过去年均 {past}，需为其 {multiple} 倍",
    "Past growth is {past} a year: this is {multiple} times that",
)


def seek(options: argparse.Namespace, language: Language) -> int:
    """Seek and print the answer; 0 found, 2 refused, 3 not reachable."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    within = tuple(options.within) if options.within is not None else None
    try:
        table = sought(
            plan,
            options.scenario,
            options.region,
            options.indicator,
            options.industry,
            options.by,
            within,
        )
    except Refused as reason:
        return refuse(reason, language)
    (answer,) = records(table)
    # a series without any such parameter has no answer to put into words: a remark says why
    unanswered = any(one["severity"] == Severity.ERROR for one in remarks_of(table))
    if options.json:
        write_json({name: answer[name] for name in FIELDS})
    elif not unanswered:
        sys.stdout.write(_as_text(answer, table.attrs["measure"], plan, options, language))
        sys.stdout.writelines(f"{one[language]}\n" for one in remarks_of(table))
    if options.json or unanswered:
        print_remarks(table, language)
    return 0 if answer["reached"] else NOT_POSSIBLE


def _as_text(
    answer: Mapping[str, Any],
    measure: str,
    plan: PlanWorkbook,
    options: argparse.Namespace,
    language: Language,
) -> str:
    region, indicator = (
        find_region(plan.plan, options.region),
        find_indicator(plan.plan, options.indicator),
    )
    industry = find_industry(plan.plan, options.industry)
    series = SeriesKey(region.code, industry.code if industry else ALL_INDUSTRIES, indicator.code)
    method = _SOUGHT.get(answer["by"])
    own_unit = unit_in(indicator, language)
    unit = method.unit(own_unit, language) if method is not None else "%"

    def figure(name: str, decimals: int = indicator.decimals, unit: str = own_unit) -> str:
        return format_figure(answer[name], decimals, unit)

    measured = _MEASURED.get(measure, Wording("", ""))
    judged = judged_unit(Measure(measure), own_unit)
    decimals = max(indicator.decimals, 1) if measure == Measure.GROWTH else indicator.decimals
    multiple = answer["multiple"]
    arguments = {
        "scenario": spoken(plan, language)(answer["scenario"]),
        "series": series_name(plan.plan, series, language),
        "year": answer["year"],
        "measure_zh": measured.zh,
        "measure_en": measured.en,
        "target": figure("target", decimals, judged),
        "present": figure("present", decimals, judged),
        "name": method.words.text(language, {})
        if method is not None and method.words is not None
        else answer["by"],
        "value": figure("value", 4, unit),
        "before": figure("before", 4, unit),
        "low": figure("low", 2, unit),
        "high": figure("high", 2, unit),
        "projected": figure("projected", decimals, judged),
        "past": figure("past", 2, pace_unit(indicator, language)),
        "multiple": "" if multiple is None else format_figure(multiple, 2),
    }
    wordings = [_SUBJECT, _FOUND if answer["reached"] else _NOT_FOUND]
    if multiple is not None:
        wordings.append(_PAST)
    return "".join(wording.text(language, arguments) + "\n" for wording in wordings)
