"""The verb `score`: the points of a contest between the regions below one, and what the next place costs."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from npfdesk.frames.refusal import Refused
from npfdesk.frames.score import score as scored
from npfdesk.plan.numbers import plain, trimmed
from npfdesk.plan.periods import period_of_key
from npfdesk.plan.problems import Language, Wording
from npfdesk.verbs.questions import (
    EXIT_CODES,
    REFUSED,
    aligned,
    figure_text,
    open_plan,
    print_remarks,
    records,
    refuse,
    spoken,
    spoken_table,
    write_json,
)

_DIGITS: Final = 2
_HEADLINE: Final = Wording(
    "考核 · {parent} · {period} · 情景“{scenario}” · 满分 {full}\n\n",
    "Contest · {parent} · {period} · scenario “{scenario}” · full score {full}\n\n",
)
_HEADS: Final = (Wording("名次", "rank"), Wording("地区", "region"), Wording("总分", "total"))
_FIRST: Final = Wording("{region}：第 1，领先 {lead} 分\n", "{region}: first, {lead} points ahead\n")
_NEXT: Final = Wording(
    "{region}：第 {place}，到第 {goal}（{ahead}）差 {missing} 分；{way}\n",
    "{region}: rank {place}, {missing} points behind rank {goal} ({ahead}); {way}\n",
)
_WAY: Final = Wording(
    "最省：{indicator} {figure} → {needed} {unit}", "cheapest: {indicator} {figure} → {needed} {unit}"
)
_NO_WAY: Final = Wording("单靠一个指标都不够", "no indicator alone is enough")


def score(options: argparse.Namespace, language: Language) -> int:
    """Print points and places; 0, 1 where the workbook has errors (the sound part is used), 2 refused."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        table = scored(plan, options.year, options.through, options.region, options.scenario)
    except Refused as reason:
        return refuse(reason, language)
    print_remarks(table, language)
    rows = list(records(table))
    nexts = table.attrs["next"]
    if options.json:
        write_json(
            {
                "scenario": rows[0]["scenario"] if rows else None,
                "period": rows[0]["period"] if rows else None,
                "parent": table.attrs["parent"],
                "full": table.attrs["full"],
                "regions": _regions(rows),
                "next": nexts,
            }
        )
    elif rows:
        say = spoken(plan, language)
        period = period_of_key(rows[0]["period"])
        told = {
            "parent": say(table.attrs["parent"]),
            "period": period.words(language == "zh"),
            "scenario": say(rows[0]["scenario"]),
            "full": plain(table.attrs["full"]),
        }
        sys.stdout.write(_HEADLINE.text(language, told))
        sys.stdout.write(_as_table(list(records(spoken_table(table, plan, language))), language))
        sys.stdout.write("\n")
        sys.stdout.writelines(_next_line(one, say, language) for one in nexts)
    return EXIT_CODES[plan.status]


def _regions(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        of_region = {name: row[name] for name in ("region", "place", "total", "scored")}
        entry = found.setdefault(row["region"], of_region | {"rules": []})
        names = ("rule", "indicator", "unit", "method", "sort", "worth", "figure", "asked", "reached")
        entry["rules"].append({name: row[name] for name in (*names, "points", "projected", "why")})
    return list(found.values())


def _as_table(rows: Sequence[Mapping[str, Any]], language: Language) -> str:
    regions = _regions(rows)
    heads = [one.text(language, {}) for one in _HEADS]
    heads += [f"{one['rule']} {plain(one['worth'])}" for one in regions[0]["rules"]]
    lines = [
        [
            "—" if one["place"] is None else str(one["place"]),
            one["region"],
            figure_text(one["total"], _DIGITS),
            *(figure_text(rule["points"], _DIGITS) for rule in one["rules"]),
        ]
        for one in regions
    ]
    return aligned(heads, lines)


def _next_line(found: Mapping[str, Any], say: Callable[[str], str], language: Language) -> str:
    if not found["ahead"]:
        lead = None if found["missing"] is None else -found["missing"]
        return _FIRST.text(language, {"region": say(found["region"]), "lead": figure_text(lead, _DIGITS)})
    ways = [one for one in found["ways"] if one["possible"]]
    way = _NO_WAY.text(language, {})
    if ways:
        told = {name: say(ways[0][name]) for name in ("indicator", "unit")}
        told |= {name: trimmed(ways[0][name], 6) for name in ("figure", "needed")}
        way = _WAY.text(language, told).rstrip()
    return _NEXT.text(
        language,
        {
            **{name: found[name] for name in ("place", "goal")},
            "region": say(found["region"]),
            "ahead": tuple(map(say, found["ahead"])),
            "missing": figure_text(found["missing"], _DIGITS),
            "way": way,
        },
    )
