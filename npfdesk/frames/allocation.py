"""A total split over the root's children, as a table: a row for each of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

import pandas as pd

from npfdesk.engine.answers.allocation import NO_WEIGHT, Allocation, AllocationRule, Bounds
from npfdesk.engine.answers.allocation import allocate as divided
from npfdesk.frames.lookup import Figure, choice_of, figure_of, find_indicator, find_region
from npfdesk.frames.opened_plan import PlanWorkbook
from npfdesk.frames.refusal import Refused
from npfdesk.frames.tables import paced, tidy
from npfdesk.plan.model import Plan
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.series import ALL_INDUSTRIES, SeriesKey
from npfdesk.plan.spoken_names import name_wording

COLUMNS: Final = (
    "region",
    "indicator",
    "code",
    "unit",
    "year",
    "base",
    "target",
    "value",
    "growth",
    "past",
    "held",
    "bound",
)
NO_ROOT: Final = error(
    "no_root",
    "规划没有“全市”这一级地区，无从分解。请在“规划”表中写明全市。",
    "The plan has no root region, so there is nothing to allocate. Enter the city in the sheet Plan.",
)
NOT_A_CHILD: Final = error(
    "not_a_child",
    "“{text}”不是{root}的下级地区，不能固定或设限。可用：{known}。",
    "“{text}” is not a region below {root}, so it cannot be fixed or bounded. Available: {known}.",
)
SAID_TWICE: Final = error(
    "said_twice",
    "“{text}”给了两次。请只留一个。",
    "“{text}” is given twice. Keep one of the two.",
)
SHARE_LEFT_OUT: Final = warning(
    "allocation_left_out",
    "没有分解到：{regions}（缺少规则所需的基期值、目标或权重）。",
    "Left out: {regions} (no base, target or weight for the rule).",
)

Pairs = Iterable[tuple[str, Figure]]
"""Regions and a figure for each; more than one for a region is a mistake that is told."""


class NotPossible(Refused):
    """No such split exists, though the question is sound: what binds must be loosened, or another rule chosen."""


def allocate(
    plan: PlanWorkbook,
    indicator: str,
    total: Figure | None = None,
    rule: str = "base",
    weight: str | None = None,
    hold: Pairs = (),
    floor: Pairs = (),
    cap: Pairs = (),
) -> pd.DataFrame:
    """The shares of a total; the face tells the rest. NotPossible where no such split exists."""
    values, results = plan.plan, plan.results
    if not values.city:
        raise Refused(Problem(NO_ROOT))
    subject = find_indicator(values, indicator)
    chosen = choice_of(AllocationRule, rule)
    whole = None if total is None else figure_of(total, subject.unit)
    weighed = None if weight is None else find_indicator(values, weight).code
    bounds = Bounds(*(_side(side, values, subject.unit) for side in (hold, floor, cap)))
    series = SeriesKey(values.city, ALL_INDUSTRIES, subject.code)
    answer = divided(results, plan.document.active, series, chosen, whole, weighed, bounds)
    if isinstance(answer, Problem):
        raise Refused(answer) if answer.kind is NO_WEIGHT else NotPossible(answer)
    return _table(answer, values)


def _side(pairs: Pairs, plan: Plan, unit: str) -> Mapping[str, float]:
    children = {region.code: region.name for region in plan.children_of(plan.city)}
    found: dict[str, float] = {}
    for name, given in pairs:
        region = find_region(plan, name).code
        if region not in children:
            root = plan.region_by_code[plan.city].name
            told = {"root": root, "known": tuple(children.values())}
            raise Refused(Problem(NOT_A_CHILD, text=name, arguments=told))
        if region in found:
            raise Refused(Problem(SAID_TWICE, text=name))
        found[region] = figure_of(given, unit)
    return MappingProxyType(found)


def _table(answer: Allocation, plan: Plan) -> pd.DataFrame:
    indicator = plan.indicator_by_code[answer.series.indicator]
    pace = paced(indicator)
    out = tuple(name_wording(plan.region_by_code[code]) for code in answer.left_out)
    return tidy(
        [
            {
                "region": plan.region_by_code[share.region].name,
                "indicator": indicator.name,
                "code": indicator.code,
                "unit": indicator.unit,
                "year": answer.year,
                "base": share.base,
                "target": share.target,
                "value": share.value,
                "growth": share.growth,
                "past": share.past,
                "held": share.held,
                "bound": share.bound,
            }
            for share in answer.shares
        ],
        COLUMNS,
        {**dict.fromkeys(("base", "target", "value"), indicator.unit), "growth": pace, "past": pace},
        [Problem(SHARE_LEFT_OUT, arguments={"regions": out})] if out else [],
        rule=str(answer.rule),
        total=answer.total,
        sum=answer.sum,
        measure=str(answer.measure),
        factor=answer.factor if math.isfinite(answer.factor) else None,
    )
