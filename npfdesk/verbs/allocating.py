"""The verb `allocate`: a total split over the root's children by a rule, the sum exact."""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from npfdesk.engine.allocation import (
    NO_WEIGHT,
    RULE_NAMES,
    Allocation,
    AllocationRule,
    Bounds,
    allocate,
)
from npfdesk.engine.update import compute
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import format_figure, parse_figure
from npfdesk.plan.problems import Language, Problem, Wording, error
from npfdesk.plan.series import WHOLE_ECONOMY, SeriesKey
from npfdesk.verbs.naming import (
    NOT_POSSIBLE,
    REFUSED,
    called,
    find_indicator,
    find_region,
    finite,
    open_plan,
    refuse,
    say,
    table,
)

NO_ROOT: Final = error(
    "no_root",
    "规划没有“全市”这一级地区，无从分解。请在“规划”表中写明全市。",
    "The plan names no root region to split. Name the city in the sheet Plan.",
)
NOT_A_PAIR: Final = error(
    "not_a_pair",
    "“{text}”不是“地区=数值”。请写如 永康市=1200。",
    "“{text}” is not REGION=FIGURE. Write it as Yongkang=1200.",
)
NOT_A_CHILD: Final = error(
    "not_a_child",
    "“{text}”不是{root}的下级地区，不能固定或设限。可用：{known}。",
    "“{text}” is no region below {root}, so it cannot be held or bounded. There are: {known}.",
)
SAID_TWICE: Final = error(
    "said_twice",
    "“{text}”给了两次。请只留一个。",
    "“{text}” is given twice. Leave one of them.",
)
_HEADLINE: Final = Wording(
    "{what} {year}年 {total}，{rule}，合计 {sum}",
    "{what} {year}, {total}, {rule}, sum {sum}",
)
_HEADERS: Final = (
    Wording("地区", "region"),
    Wording("基期值", "base"),
    Wording("现有目标", "target"),
    Wording("分解值", "value"),
    Wording("隐含年增长", "growth a year"),
    Wording("过去年增长", "past pace"),
    Wording("", ""),
)
_HELD: Final = Wording("固定", "held")
_BOUND: Final[dict[str, Wording]] = {"floor": Wording("下限", "floor"), "cap": Wording("上限", "cap")}
_LEFT_OUT: Final = Wording(
    "没有分到：{regions}（缺少规则所需的基期值、目标或权重）。可用 --hold 或 --floor 给出数值。",
    "Left out: {regions} (no base, target or weight for the rule). Give them a figure by --hold or --floor.",
)
_PASSED: Final = Wording(
    "总数超过全部地区追平最高者所需：其余地区将反超（距离系数 {factor}）。",
    "The total is more than all regions at the highest base come to: the others pass it (factor {factor}).",
)
_WIDENED: Final = Wording(
    "总数低于基期合计：差距反而扩大（距离系数 {factor}）。",
    "The total is below the sum of the bases: the distances widen (factor {factor}).",
)


def allocate_total(options: argparse.Namespace, language: Language) -> int:
    """Split a total and print the shares; 0, 2 refused, 3 where no such split exists."""
    document = open_plan(options, language)
    if document is None:
        return REFUSED
    plan = document.plan
    if not plan.city:
        return refuse(Problem(NO_ROOT), language)
    asked = _asked(options, plan)
    if isinstance(asked, Problem):
        return refuse(asked, language)
    series, total, weight, bounds = asked
    rule = AllocationRule(options.rule)
    allocation = allocate(compute(document), document.active, series, rule, total, weight, bounds)
    if isinstance(allocation, Problem):
        return refuse(allocation, language, REFUSED if allocation.kind is NO_WEIGHT else NOT_POSSIBLE)
    _remark(allocation, plan, language)
    if options.json:
        json.dump(_as_json(allocation, plan), sys.stdout, ensure_ascii=False, allow_nan=False, indent=1)
        sys.stdout.write("\n")
    else:
        sys.stdout.write(_as_text(allocation, plan, language))
    return 0


def _asked(
    options: argparse.Namespace, plan: Plan
) -> tuple[SeriesKey, float | None, str | None, Bounds] | Problem:
    indicator = find_indicator(plan, options.indicator)
    if isinstance(indicator, Problem):
        return indicator
    unit = plan.indicator_by_code[indicator].unit
    total = parse_figure(options.total, unit) if options.total is not None else None
    if isinstance(total, Problem):
        return total
    weight = find_indicator(plan, options.weight) if options.weight is not None else None
    if isinstance(weight, Problem):
        return weight
    sides = []
    for pairs in (options.hold, options.floor, options.cap):
        side = _side(pairs or (), plan, unit)
        if isinstance(side, Problem):
            return side
        sides.append(MappingProxyType(side))
    return SeriesKey(plan.city, WHOLE_ECONOMY, indicator), total, weight, Bounds(*sides)


def _side(pairs: Iterable[str], plan: Plan, unit: str) -> dict[str, float] | Problem:
    children = {region.code: region.name for region in plan.regions if region.parent == plan.city}
    found: dict[str, float] = {}
    for pair in pairs:
        name, sign, figure_text = pair.replace("＝", "=").rpartition("=")
        if not sign or not fold(name):
            return Problem(NOT_A_PAIR, text=pair)
        region = find_region(plan, name)
        if isinstance(region, Problem):
            return region
        if region not in children:
            root = plan.region_by_code[plan.city].name
            return Problem(
                NOT_A_CHILD, text=name, arguments={"root": root, "known": tuple(children.values())}
            )
        if region in found:
            return Problem(SAID_TWICE, text=name)
        figure = parse_figure(figure_text, unit)
        if isinstance(figure, Problem):
            return figure
        found[region] = figure
    return found


def _remark(allocation: Allocation, plan: Plan, language: Language) -> None:
    names = {share.region: called(plan.region_by_code[share.region], language) for share in allocation.shares}
    if allocation.left_out:
        told = tuple(names[code] for code in allocation.left_out)
        say(_LEFT_OUT.text(language, {"regions": told}))
    wording = _PASSED if allocation.factor < 0 else _WIDENED if allocation.factor > 1 else None
    if wording is not None:
        say(wording.text(language, {"factor": f"{allocation.factor:.4f}"}))


def _as_json(allocation: Allocation, plan: Plan) -> dict[str, object]:
    return {
        "indicator": plan.indicator_by_code[allocation.series.indicator].name,
        "total": allocation.total,
        "rule": str(allocation.rule),
        "sum": allocation.sum,
        "shares": [
            {
                "region": plan.region_by_code[share.region].name,
                "base": finite(share.base),
                "target": finite(share.target),
                "value": finite(share.value),
                "growth": finite(share.growth),
                "held": share.held,
            }
            for share in allocation.shares
        ],
    }


def _as_text(allocation: Allocation, plan: Plan, language: Language) -> str:
    indicator = plan.indicator_by_code[allocation.series.indicator]
    headline = _HEADLINE.text(
        language,
        {
            "what": called(indicator, language),
            "year": allocation.year,
            "total": _shown(allocation.total, indicator),
            "rule": RULE_NAMES[allocation.rule].text(language, {}),
            "sum": _shown(allocation.sum, indicator),
        },
    )
    rows = [
        [
            called(plan.region_by_code[share.region], language),
            _shown(share.base, indicator),
            _shown(share.target, indicator),
            _shown(share.value, indicator),
            _pace(share.growth),
            _pace(share.past),
            (_HELD if share.held else _BOUND.get(share.bound, Wording("", ""))).text(language, {}),
        ]
        for share in allocation.shares
    ]
    return headline + "\n" + table([header.text(language, {}) for header in _HEADERS], rows)


def _shown(value: float, indicator: Indicator) -> str:
    return format_figure(value if math.isfinite(value) else None, indicator.decimals, indicator.unit)


def _pace(value: float) -> str:
    return format_figure(value if math.isfinite(value) else None, 2, "%")
