"""The verb `allocate`: a total split over the root's children by a rule, the sum exact."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from typing import Any, Final

import pandas as pd

from npfdesk.engine.answers.allocation import RULE_NAMES, AllocationRule
from npfdesk.frames.allocation import NotPossible
from npfdesk.frames.allocation import allocate as shared
from npfdesk.frames.lookup import find_indicator
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.plan.measure_words import pace_unit
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.plan.spoken_names import name_in, unit_in
from npfdesk.plan.targets import Measure
from npfdesk.verbs.questions import (
    NOT_POSSIBLE,
    REFUSED,
    aligned,
    name_lookup,
    open_plan,
    print_error,
    records,
    refuse,
    write_json,
)

FIELDS: Final = ("region", "base", "target", "value", "growth", "held")
"""What is told of each share in JSON, in its order."""

NOT_A_PAIR: Final = error(
    "not_a_pair",
    "“{text}”不是“地区=数值”。请写如 永康市=1200。",
    "“{text}” is not REGION=FIGURE. Write, for example, Yongkang=1200.",
)
_HEADLINE: Final = Wording(
    "{what} {year}年 {total}，{rule}，合计 {sum}",
    "{what} {year}, {total}, {rule}, sum {sum}",
)
_SUMMED: Final = Wording(
    "{what} 至{year}年累计 {total}，{rule}，合计 {sum}",
    "{what}, cumulative to {year}, {total}, {rule}, sum {sum}",
)
_HEADERS: Final = (
    Wording("地区", "region"),
    Wording("基期值", "base"),
    Wording("现有目标", "target"),
    Wording("分解值", "value"),
    Wording("隐含年增长", "growth a year"),
    Wording("过去年增长", "past growth a year"),
    Wording("", ""),
)
_HELD: Final = Wording("固定", "held")
_BOUND: Final[dict[str, Wording]] = {"floor": Wording("下限", "floor"), "cap": Wording("上限", "cap")}
_LEFT_OUT: Final = Wording(
    "没有分解到：{regions}（缺少规则所需的基期值、目标或权重）。可用 --hold 或 --floor 给出数值。",
    "Left out: {regions} (no base, target or weight for the rule). Enter a figure with --hold or --floor.",
)
_PASSED: Final = Wording(
    "总数超过全部地区追平最高者所需：其余地区将反超（距离系数 {factor}）。",
    "The total is more than all regions need to draw level with the highest: the others overtake it (factor {factor}).",
)
_WIDENED: Final = Wording(
    "总数低于基期合计：差距反而扩大（距离系数 {factor}）。",
    "The total is below the sum of the bases, so the disparity widens (factor {factor}).",
)


def allocate(options: argparse.Namespace, language: Language) -> int:
    """Split a total and print the shares; 0, 2 refused, 3 where no such split exists."""
    plan = open_plan(options, language)
    if plan is None:
        return REFUSED
    try:
        sides = [_pairs(side or ()) for side in (options.hold, options.floor, options.cap)]
        table = shared(plan, options.indicator, options.total, options.rule, options.weight, *sides)
    except Refused as reason:
        return refuse(reason, language, NOT_POSSIBLE if isinstance(reason, NotPossible) else REFUSED)
    _remark(table, plan.plan, language)
    if options.json:
        write_json(_as_json(table))
    else:
        indicator = find_indicator(plan.plan, options.indicator)
        sys.stdout.write(_as_text(table, plan, indicator, language))
    return 0


def _pairs(texts: Iterable[str]) -> list[tuple[str, str]]:
    """Regions and the words of their figures, out of REGION=FIGURE."""
    pairs = []
    for text in texts:
        name, sign, figure = text.replace("＝", "=").rpartition("=")
        if not sign or not fold(name):
            raise Refused(Problem(NOT_A_PAIR, text=text))
        pairs.append((name, figure))
    return pairs


def _remark(table: pd.DataFrame, plan: Plan, language: Language) -> None:
    names = name_lookup(plan.regions, language)
    out = tuple(names[region] for region in table.loc[table["value"].isna(), "region"])
    if out:
        print_error(_LEFT_OUT.text(language, {"regions": out}))
    factor = table.attrs["factor"]
    wording = None if factor is None else _PASSED if factor < 0 else _WIDENED if factor > 1 else None
    if wording is not None:
        print_error(wording.text(language, {"factor": format_figure(factor, 4)}))


def _as_json(table: pd.DataFrame) -> dict[str, Any]:
    return {
        "indicator": str(table["indicator"].iat[0]),
        "total": table.attrs["total"],
        "rule": table.attrs["rule"],
        "sum": table.attrs["sum"],
        "shares": list(records(table[list(FIELDS)])),
    }


def _as_text(table: pd.DataFrame, plan: PlanWorkbook, indicator: Indicator, language: Language) -> str:
    names = name_lookup(plan.plan.regions, language)
    headline = (_SUMMED if table.attrs["measure"] == Measure.SUM else _HEADLINE).text(
        language,
        {
            "what": name_in(indicator, language),
            "year": table["year"].iat[0],
            "total": _shown(table.attrs["total"], indicator, language),
            "rule": RULE_NAMES[AllocationRule(table.attrs["rule"])].text(language, {}),
            "sum": _shown(table.attrs["sum"], indicator, language),
        },
    )
    rows = [
        [
            names[share["region"]],
            _shown(share["base"], indicator, language),
            _shown(share["target"], indicator, language),
            _shown(share["value"], indicator, language),
            format_figure(share["growth"], 2, pace_unit(indicator, language)),
            format_figure(share["past"], 2, pace_unit(indicator, language)),
            (_HELD if share["held"] else _BOUND.get(share["bound"], Wording("", ""))).text(language, {}),
        ]
        for share in records(table)
    ]
    return headline + "\n" + aligned([header.text(language, {}) for header in _HEADERS], rows)


def _shown(value: float | None, indicator: Indicator, language: Language) -> str:
    return format_figure(value, indicator.decimals, unit_in(indicator, language))
