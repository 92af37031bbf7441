"""The verb `track`: where the year stands at a month, and what the rest of it needs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import Any, Final

from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.track import track as tracked
from npfdesk.plan.lights import LIGHTS, WORST_FIRST, Light
from npfdesk.plan.numbers import format_figure, format_percentage, format_share
from npfdesk.plan.problems import Language, Wording, clauses
from npfdesk.plan.spoken_names import name_in
from npfdesk.verbs.questions import (
    REFUSED,
    aligned,
    open_plan,
    print_remarks,
    records,
    refuse,
    write_json,
)

_HEADLINE: Final = Wording(
    "{through} · 情景“{scenario}” · {counts}\n\n", "{through} · scenario “{scenario}” · {counts}\n\n"
)
_HEADS: Final = (
    Wording("序列", "series"),
    Wording("灯", "light"),
    Wording("截至", "to"),
    Wording("累计", "to date"),
    Wording("全年目标", "year's target"),
    Wording("任务进度", "task"),
    Wording("时间进度", "time"),
    Wording("往年同期", "usually"),
    Wording("全年推算", "full year"),
    Wording("回测误差", "back-test error"),
    Wording("余下需", "left"),
    Wording("余下需增长", "left needs"),
)


def track(options: argparse.Namespace, language: Language) -> int:
    """Answer and print it; 0 all green, 1 something yellow or red, 2 refused."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        table = tracked(plan, options.through, options.scenario)
    except Refused as reason:
        return refuse(reason, language)
    found = list(records(table))
    print_remarks(table, language)
    if options.json:
        write_json({"through": table.attrs["through"], "series": [_entry(one) for one in found]})
    else:
        sys.stdout.write(_as_text(found, plan, table.attrs, language))
    behind = {str(Light.YELLOW), str(Light.RED)}
    return 1 if any(one["light"] in behind for one in found) else 0


def _entry(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **{name: one[name] for name in ("region", "industry", "indicator", "year", "target", "to_date")},
        "task_share": one["task_share"],
        "time_share": one["time_share"],
        "profile_years": list(one["profile_years"]),
        "full_year": {"low": one["full_low"], "middle": one["full_middle"], "high": one["full_high"]},
        **{name: one[name] for name in ("left", "left_growth", "light")},
    }


def _as_text(
    found: list[dict[str, Any]], plan: PlanWorkbook, about: Mapping[Any, Any], language: Language
) -> str:
    counts = {light: sum(one["light"] == light for one in found) for light in WORST_FIRST}
    said = (
        f"{LIGHTS[light].mark} {LIGHTS[light].words.text(language, {})} {number}"
        for light, number in counts.items()
        if number
    )
    arguments = {
        "through": about["through"],
        "scenario": about["scenario"],
        "counts": clauses(said, language, comma=True),
    }
    rows = [_line(one, plan, language) for one in found]
    return _HEADLINE.text(language, arguments) + aligned([head.text(language, {}) for head in _HEADS], rows)


def _line(one: Mapping[str, Any], plan: PlanWorkbook, language: Language) -> list[str]:
    values = plan.plan
    indicator = values.indicator_by_code[one["code"]]
    region = next(item for item in values.regions if item.name == one["region"])
    industry = next((item for item in values.industries if item.name == one["industry"]), None)
    unit = one["unit"]
    decimals = max(1, indicator.decimals) if unit == "%" else indicator.decimals
    names = (
        name_in(region, language),
        name_in(industry, language),
        name_in(indicator, language),
    )

    def figure(name: str) -> str:
        return "—" if one[name] is None else format_figure(one[name], decimals)

    def share(value: float | None) -> str:
        return format_share(value)

    def percent(value: float | None, signed: bool = True) -> str:
        return format_percentage(value, signed=signed)

    def span(low: str, high: str) -> str:
        return low if low == high else f"{low}–{high}"

    month = "—" if one["month"] is None else f"{one['year']}-{int(one['month']):02d}"
    return [
        " ".join(name for name in names if name) + (f" ({unit})" if unit else ""),
        LIGHTS[Light(one["light"])].mark,
        month,
        figure("to_date"),
        figure("target"),
        share(one["task_share"]),
        share(one["time_share"]),
        span(share(one["usual_low"]), share(one["usual_high"])),
        span(figure("full_low"), figure("full_high")),
        percent(one["mean_off"], signed=False),
        # what a growth lacks are points, not an amount that the months left must bring
        "—" if one["weight"] is not None else figure("left"),
        percent(one["left_growth"]),
    ]
