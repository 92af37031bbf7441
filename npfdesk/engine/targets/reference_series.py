"""The series that a relative target names: the province beside the city, growth of the economy beside incomes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.kinds import Kind
from npfdesk.plan.model import Indicator, Plan, Region
from npfdesk.plan.names import fold
from npfdesk.plan.series import SeriesKey

_ECONOMY: Final = re.compile(r"经济(?:总量)?(?:增长|增速|发展|增幅)?|gdp|生产总值|economicgrowth|economy")
_GDP: Final = re.compile(r"^(?:地区|国内)?生产总值|^gdp|grossdomesticproduct|^grp$")
_GROWTH: Final = re.compile(r"增长|增速|增幅|growth|同步")
_OFFSET: Final = re.compile(r"(?P<figure>[0-9]{1,3}(?:\.[0-9]{1,4})?)个?(?:百分点|percentagepoints?|pp)")
_WIDE: Final = (
    # the widest first: 全国 before 全省
    ("全国", re.compile(r"全国|国家|national|nationwide|china"), re.compile(r"^(?:全国|中国|国家)")),
    ("全省", re.compile(r"全省|省内|全区平均|自治区|provinc"), re.compile(r"^(?:全省|全区)|(?:省|自治区)(?:平均|合计)?$")),
    ("全市", re.compile(r"全市|全州|市里|city"), re.compile(r"^全[市州]|[市州](?:平均|合计)?$")),
)  # fmt: skip


@dataclass(frozen=True)
class Reference:
    """The series that a target is held against, whether their growths are (else their figures), and by how many points.

    `points` is how far beyond it the target lies: 1 of 高于全国平均水平1个百分点.
    """

    series: SeriesKey
    growth: bool
    points: float = 0.0


def reference_of(plan: Plan, series: SeriesKey, words: str) -> Reference | None:
    """The reference that words name for a series' target; None where the plan has no such series.

    A benchmark region by its name or by 全省, 全国, 全市 for the same indicator; or another indicator of the same region by
    its name, 经济增长 being that of the gross product. Where both are named it is that indicator there.
    """
    said = fold(words)
    if not said:
        return None
    offset = _OFFSET.search(said)
    points = float(offset["figure"]) if offset is not None else 0.0
    region = _region(plan, series.region, said)
    indicator = _indicator(plan, series.indicator, said)
    if region is None and indicator is None:
        return None
    own = plan.indicator_by_code[series.indicator]
    other = indicator or own
    key = SeriesKey(region.code if region is not None else series.region, series.industry, other.code)
    if key not in plan.row:
        key = SeriesKey(key.region, "", other.code)
    if key not in plan.row or key == series:
        return None
    grows = other.code != own.code or (not own.kind.in_percent and _GROWTH.search(said) is not None)
    return Reference(key, grows, points)


def _region(plan: Plan, own: str, said: str) -> Region | None:
    others = [one for one in plan.regions if one.code != own]
    named = [one for one in others if len(fold(one.name)) > 1 and fold(one.name) in said]
    if named:
        return max(named, key=lambda one: (one.benchmark, len(one.name)))
    above = plan.region_by_code[own].parent if own in plan.region_by_code else ""
    for _, word, name in _WIDE:
        if word.search(said):
            found = [one for one in others if name.search(fold(one.name))]
            return next((one for one in found if one.benchmark or one.code == above), None)
    return None


def _indicator(plan: Plan, own: str, said: str) -> Indicator | None:
    named = [
        one
        for one in plan.indicators
        if one.code != own and len(fold(one.name)) > 2 and fold(_stem(one.name)) in said
    ]
    if named:
        return max(named, key=lambda one: len(one.name))
    if _ECONOMY.search(said) is None:
        return None
    gross = [one for one in plan.indicators if one.code != own and _GDP.search(fold(one.name))]
    # a growth rate of it is nearer to what is said than its amount
    return min(gross, key=lambda one: (one.kind is not Kind.RATE, len(one.name)), default=None)


def _stem(name: str) -> str:
    return re.sub(r"(?:增速|增长率|增长|平均|水平)$", "", re.sub(r"[（(].{1,20}[)）]$", "", name)) or name
