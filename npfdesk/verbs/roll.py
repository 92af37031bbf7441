"""The verb `roll`: the next plan's workbook, with the old targets closed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from typing import Any, Final

from npfdesk.engine.next_plan import BegunPlan
from npfdesk.frames.next_plan import begun_plan, written
from npfdesk.frames.refusal import Refused
from npfdesk.plan.closed_words import closed_unit, verdict_counts, verdict_text, without_stretches
from npfdesk.plan.drafts import Draft
from npfdesk.plan.file_names import shown_path
from npfdesk.plan.formula_words import written_text
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.series_words import spoken_series
from npfdesk.verbs.questions import (
    REFUSED,
    finite,
    open_plan,
    print_error,
    refuse,
    tell_other_names,
    write_json,
)
from npfdesk.verbs.target_entries import series_names

BASES_MISSING: Final = 1
"""The exit code where the new plan waits for figures of its base year."""

_CARRIED: Final = Wording(
    "结转：地区 {regions}，产业 {industries}，指标 {indicators}，数据 {data}。",
    "Carried over: {regions:region|regions}, {industries:industry|industries}, {indicators:indicator|indicators}, "
    "{data:figure|figures}.",
)
_COUNTS: Final = Wording(
    "上期目标 {total} 项：达标 {met}，未达标 {missed}，缺数 {none}。",
    "{total:closed target|closed targets}: {met} met, {missed} missed, {none} with a missing value.",
)
_STRETCHES: Final = Wording(
    "其中力争目标 {total} 项另计：达标 {met}，未达标 {missed}，缺数 {none}。",
    "{total:stretch target|stretch targets} counted separately: {met} met, {missed} missed, {none} with a missing value.",
)
_REACHED: Final = Wording(
    "{series} {year}年：目标 {text}，实绩 {reached}，{verdict}",
    "{series} {year}: target {text}, actual {reached}, {verdict}",
)
_RUNNING: Final = Wording(
    "{count} 项目标年晚于 {year} 年，继续有效。",
    "{count:target is|targets are} due after {year} and still {count:~applies|apply}.",
)
_DRAFTED: Final = Wording(
    "新目标：草案 {drafted}，待填 {undrafted}。",
    "New targets: {drafted:draft|drafts}, {undrafted} to be filled in.",
)
_FORMULA: Final = Wording(
    "公式保留旧基期，{name}：{after}", "Formula with the old base year kept, {name}: {after}"
)
_LEFT: Final = Wording(
    "没有结转，仍在原工作簿：假设 {assumptions}，抓手强度 {lever_levels}，情景目标 {scenario_targets}，承诺 {commitments}，协商意见 {positions}。",
    "Not carried over, still in the old workbook: {assumptions:assumption|assumptions}, "
    "{lever_levels:lever intensity|lever intensities}, {scenario_targets:scenario target|scenario targets}, "
    "{commitments:commitment|commitments}, {positions:position in negotiation|positions in negotiation}.",
)
_WITHOUT_BASE: Final = Wording("待补 {year} 年数值：{series}", "To be filled in for {year}: {series}")
_WRITTEN: Final = Wording("已写入 {file}", "Written: {file}")


def roll(options: argparse.Namespace, language: Language) -> int:
    """Begin the next plan and write it; 0, 1 where figures of the new base year are missing, 2 where nothing was written."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        begun = begun_plan(
            plan, options.base, options.target, options.horizon, Draft(options.draft), language
        )
        tell_other_names(options.output, language)
        written(plan, begun, options.output, language, over_read_only=options.over_read_only)
    except Refused as reason:
        return refuse(reason, language)
    if options.json:
        write_json(as_json(begun))
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(begun, language))
    print_error(_WRITTEN.text(language, {"file": shown_path(options.output)}))
    return BASES_MISSING if begun.report.without_base else 0


def as_json(begun: BegunPlan) -> dict[str, Any]:
    """What `roll --json` tells. A stretch beside a target is in the workbook alone."""
    plan, report = begun.plan, begun.report
    carried = report.carried
    return {
        "carried": {
            "regions": carried.regions,
            "industries": carried.industries,
            "indicators": carried.indicators,
            "data": carried.data,
        },
        "without_base": [series_names(plan, *one) for one in report.without_base],
        "closed": [
            {
                **series_names(plan, *one.series),
                "target": finite(one.figure),
                "reached": finite(one.reached),
                "verdict": str(one.verdict),
            }
            for one in without_stretches(report.closed)
        ],
        "drafted": len(report.drafted),
    }


def _lines(begun: BegunPlan, language: Language) -> Iterator[str]:
    plan, report = begun.plan, begun.report
    yield _CARRIED.text(language, vars(report.carried))
    counts, stretches = verdict_counts(report.closed), verdict_counts(report.closed, stretch=True)
    yield _COUNTS.text(language, {**vars(counts), "total": counts.total})
    if stretches.total:
        yield _STRETCHES.text(language, {**vars(stretches), "total": stretches.total})
    for one in report.closed:
        indicator = plan.indicator_by_code[one.series.indicator]
        said = {
            "series": spoken_series(plan, one.series, language),
            "year": one.year,
            "text": one.text,
            "reached": closed_unit(indicator, one).figure(one.reached, language),
            "verdict": verdict_text(indicator, one, language),
        }
        yield f"  {_REACHED.text(language, said)}"
    if report.running:
        yield _RUNNING.text(language, {"count": len(report.running), "year": plan.base_year})
    yield _DRAFTED.text(language, {"drafted": len(report.drafted), "undrafted": len(report.undrafted)})
    for formula in report.formulas:
        yield _FORMULA.text(
            language, {"name": formula.name, "after": written_text(plan, formula.after, language)}
        )
    if any(vars(report.left).values()):
        yield _LEFT.text(language, vars(report.left))
    for key in report.without_base:
        said = {"series": spoken_series(plan, key, language), "year": plan.base_year}
        yield _WITHOUT_BASE.text(language, said)
