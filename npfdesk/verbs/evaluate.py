"""The verb `evaluate`: the four grades of a plan's targets in a year, with what is expected by their target years."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import Any, Final

from npfdesk.engine.evaluation import counts_told
from npfdesk.frames.evaluation import evaluate_plan
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.plan.evaluations import Grade
from npfdesk.plan.kinds import Duty
from npfdesk.plan.numbers import format_figure, format_share
from npfdesk.plan.problems import Language, Wording
from npfdesk.plan.spoken_names import NO, YES, name_in
from npfdesk.verbs.questions import (
    REFUSED,
    aligned,
    name_lookup,
    open_plan,
    print_remarks,
    records,
    refuse,
    spoken,
    write_json,
)

FIELDS: Final = (
    "region",
    "industry",
    "indicator",
    "duty",
    "owner",
    "base",
    "target",
    "text",
    "observed",
    "way",
    "time",
    "pace",
    "grade",
    "expected",
    "will_reach",
)
"""What is told of a target in JSON, in its order."""
SOME_BEHIND: Final = 1

_HEADLINE: Final = Wording(
    "规划评估 · {year} · 情景“{scenario}”{known}\n{counts}\n\n",
    "Evaluation · {year} · scenario “{scenario}”{known}\n{counts}\n\n",
)
_KNOWN: Final = Wording(" · 按{day}已知的数", " · by figures known on {day}")
_HEADS: Final = (
    Wording("指标", "indicator"),
    Wording("地区", "region"),
    Wording("属性", "duty"),
    Wording("基期", "base"),
    Wording("现状值", "actual"),
    Wording("目标", "target"),
    Wording("完成进度", "progress"),
    Wording("时间进度", "time"),
    Wording("R", "R"),
    Wording("等级", "grade"),
    Wording("目标年预计", "expected"),
    Wording("预计达标", "suffices"),
)


def evaluate(options: argparse.Namespace, language: Language) -> int:
    """Print the evaluation; 0 where no target is behind, 1 where some are, 2 refused."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        table = evaluate_plan(plan, options.year, options.scenario, options.known)
    except Refused as reason:
        return refuse(reason, language)
    counts = table.attrs["counts"]
    if options.json:
        write_json(
            {
                "year": options.year,
                "scenario": table.attrs["scenario"],
                "thresholds": table.attrs["thresholds"],
                "counts": counts,
                "targets": [{name: row[name] for name in FIELDS} for row in records(table)],
            }
        )
    else:
        known = _KNOWN.text(language, {"day": options.known}) if options.known else ""
        said = {
            "year": options.year,
            "scenario": spoken(plan, language)(table.attrs["scenario"]),
            "known": known,
            "counts": counts_told(
                {Grade(name): count for name, count in counts.items()}, plan.plan.status_settings, language
            ),
        }
        sys.stdout.write(_HEADLINE.text(language, said))
        names = name_lookup(plan.plan.indicators, language) | name_lookup(plan.plan.industries, language)
        regions = name_lookup(plan.plan.regions, language)
        rows = [_row(row, plan, names, regions, language) for row in records(table)]
        sys.stdout.write(aligned([one.text(language, {}) for one in _HEADS], rows))
        sys.stdout.write(f"\n{plan.plan.status_settings.grades_told(language)}\n")
    print_remarks(table, language)
    return SOME_BEHIND if counts[str(Grade.BEHIND)] else 0


def _row(
    row: Mapping[str, Any],
    plan: PlanWorkbook,
    names: Mapping[str, str],
    regions: Mapping[str, str],
    language: Language,
) -> list[str]:
    indicator = plan.plan.indicator_by_code[row["code"]]
    decimals = max(1, indicator.decimals) if row["unit"] == "%" else indicator.decimals
    reaches = {True: YES, False: NO}.get(row["will_reach"])

    def figure(name: str) -> str:
        return "—" if row[name] is None else format_figure(row[name], decimals)

    def share(name: str) -> str:
        return format_share(row[name])

    what = name_in(indicator, language)
    industry = names.get(row["industry"], row["industry"])
    return [
        f"{what} · {industry}" if industry else what,
        regions.get(row["region"], row["region"]),
        Duty(row["duty"]).words.text(language, {}),
        figure("base"),
        figure("observed"),
        row["text"],
        share("way"),
        share("time"),
        format_figure(row["pace"], 3),
        plan.plan.status_settings.grade_label(Grade(row["grade"])).text(language, {}),
        figure("expected"),
        "—" if reaches is None else reaches.text(language, {}),
    ]
