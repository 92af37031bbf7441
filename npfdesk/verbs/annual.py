"""The verb `annual`: the target of some years as yearly targets."""

from __future__ import annotations

import argparse
import sys
from typing import Any, Final

import pandas as pd

from npfdesk.engine.yearly import RULES, SplitRule
from npfdesk.frames.allocation import NotPossible
from npfdesk.frames.annual import annual as divided
from npfdesk.frames.lookup import find_indicator, find_industry, find_region
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.plan.kinds import Kind
from npfdesk.plan.measure_words import gap_unit
from npfdesk.plan.numbers import format_figure, plain
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey
from npfdesk.plan.spoken_names import series_name, unit_in
from npfdesk.plan.targets import Measure
from npfdesk.verbs.questions import (
    NOT_POSSIBLE,
    REFUSED,
    aligned,
    cells,
    open_plan,
    print_remarks,
    records,
    refuse,
    remarks_of,
    spoken_table,
    write_json,
)

FIELDS: Final = ("indicator", "region", "rule", "base", "target", "years", "values", "growth")
"""What is told in JSON, in its order."""

_SUBJECT: Final = Wording(
    "{scenario} · {series} · {base_year}年 {base} → {year}年 {target} · {rule}",
    "{scenario} · {series} · {base} in {base_year} → {target} in {year} · {rule}",
)
_SUMMED: Final = Wording(
    "{scenario} · {series} · 至{year}年累计 {target}，已完成 {done} · {rule}",
    "{scenario} · {series} · {target} in all to {year}, {done} done · {rule}",
)
_GROWN: Final = Wording(
    "{scenario} · {series} · 至{year}年年均 {target} · {rule}",
    "{scenario} · {series} · {target} a year on average to {year} · {rule}",
)
_FACTOR: Final = Wording("{rule}（F = {factor}）", "{rule} (F = {factor})")
_HEADERS: Final = (
    Wording("年份", "year"),
    Wording("目标", "target"),
    Wording("比上年", "on the year before"),
    Wording("所需速度", "required pace"),
    Wording("过去最快", "fastest so far"),
    Wording("", ""),
)
_BEYOND: Final = Wording("超出以往最快", "faster than ever before")


def annual(options: argparse.Namespace, language: Language) -> int:
    """Divide a target and print it; 0 divided, 2 refused, 3 no target, or none that can be divided so."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        table = divided(
            plan,
            options.indicator,
            options.region,
            options.scenario,
            options.rule,
            options.factor,
            options.industry,
        )
    except Refused as reason:
        return refuse(reason, language, NOT_POSSIBLE if isinstance(reason, NotPossible) else REFUSED)
    if options.json:
        write_json(_as_json(table))
        print_remarks(table, language)
    else:
        sys.stdout.write(_as_text(spoken_table(table, plan, language), plan, options, language))
        sys.stdout.writelines(f"{one[language]}\n" for one in remarks_of(table))
    return 0


def _as_json(table: pd.DataFrame) -> dict[str, Any]:
    return {
        "indicator": str(table["indicator"].iat[0]),
        "region": str(table["region"].iat[0]),
        "rule": table.attrs["rule"],
        "base": table.attrs["base"],
        "target": table.attrs["target"],
        "years": cells(table["year"]),
        "values": cells(table["value"]),
        "growth": cells(table["growth"]),
    }


def _as_text(table: pd.DataFrame, plan: PlanWorkbook, options: argparse.Namespace, language: Language) -> str:
    values, about = plan.plan, table.attrs
    indicator = find_indicator(values, options.indicator)
    region = find_region(values, str(table["region"].iat[0]) if options.region is None else options.region)
    industry = find_industry(values, options.industry)
    series = SeriesKey(region.code, industry.code if industry else ALL_INDUSTRIES, indicator.code)
    rule = RULES[SplitRule(about["rule"])]
    words = rule.words.text(language, {})
    if rule.factored:
        words = _FACTOR.text(language, {"rule": words, "factor": plain(about["factor"])})
    measure = Measure(about["measure"])
    subject = {Measure.SUM: _SUMMED, Measure.GROWTH: _GROWN}.get(measure, _SUBJECT)
    decimals = max(indicator.decimals, 2) if measure is Measure.GROWTH else indicator.decimals

    def figure(value: float | None) -> str:
        return format_figure(value, decimals, unit_in(indicator, language))

    headline = subject.text(
        language,
        {
            "scenario": table["scenario"].iat[0],
            "series": series_name(values, series, language),
            "base_year": about["base_year"],
            "base": figure(about["base"]),
            "year": about["target_year"],
            "target": figure(about["target"]),
            "done": figure(about["done"]),
            "rule": words,
        },
    )
    # a rate moves in points, and its pace is its own figure in %
    moved = (
        "%"
        if not indicator.kind.moves_in_points
        else gap_unit(Measure.LEVEL, growth=False, indicator=indicator, language=language)
    )
    paced = "%" if indicator.kind is Kind.RATE else moved
    rows = [
        [
            str(one["year"]),
            figure(one["value"]),
            format_figure(one["growth"], 2, moved),
            format_figure(one["needed"], 2, paced),
            format_figure(one["plausible"], 2, paced),
            _BEYOND.text(language, {}) if one["impossible"] else "",
        ]
        for one in records(table)
    ]
    return headline + "\n" + aligned([header.text(language, {}) for header in _HEADERS], rows)
