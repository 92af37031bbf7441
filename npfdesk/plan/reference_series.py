"""The series that a relative target names: the province beside the city, growth of the economy beside incomes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from npfdesk.plan.kinds import Direction, Kind
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import fold
from npfdesk.plan.problems import Problem, warning
from npfdesk.plan.regions import Region
from npfdesk.plan.series import SeriesKey
from npfdesk.plan.targets import Measure, PlanTarget, StatedText, TargetKind

REFERENCE_UNKNOWN: Final = warning(
    "reference_unknown",
    "“{text}”没有指明规划中已有的序列，目标暂无数值，无法评价。可在“地区”表增加对标地区（对标＝是，如全省、全国），"
    "并在“数据”表填写其“{indicator}”；或写明规划中的另一指标（如“与地区生产总值同步”），或某一年（“不低于2020年水平”）。",
    "“{text}” does not name a series of the plan, so the target has no figure and is not assessable. Add a benchmark region "
    "(benchmark = yes, such as the province or the nation) in Regions with its “{indicator}” in Data; or name another "
    "indicator of the plan, or a year (such as: at least the level of 2020).",
)

_ECONOMY: Final = re.compile(r"经济(?:总量)?(?:增长|增速|发展|增幅)?|gdp|生产总值|economicgrowth|economy")
_GDP: Final = re.compile(r"^(?:地区|国内)?生产总值|^gdp|grossdomesticproduct|^grp$")
_GROWTH: Final = re.compile(r"增长|增速|增幅|growth|同步")
_FIGURE: Final = r"(?P<figure>[0-9]{1,3}(?:\.[0-9]{1,4})?)"
_OFFSET: Final = re.compile(_FIGURE + r"个?(?:百分点|percentagepoints?|pp)")
_SHARE: Final = re.compile(r"(?P<of>的)?" + _FIGURE + r"(?P<sign>%|倍)")
_YEAR: Final = re.compile(r"(?P<year>(?:19|20|21)[0-9]{2})年?")
_BASE: Final = re.compile(r"基期|现状|baseline|current")
_BETTER: Final = re.compile(r"优于|好于|不差于|领先|better|worse|outperform")
_UNEXCEEDED: Final = re.compile(r"不高于|不超过|不快于|nohigher|notabove|atmost")
_WIDE: Final = (
    # the widest first: 全国 before 全省
    ("全国", re.compile(r"全国|国家|national|nationwide|china"), re.compile(r"^(?:全国|中国|国家)")),
    ("全省", re.compile(r"全省|省内|全区平均|自治区|provinc"), re.compile(r"^(?:全省|全区)|(?:省|自治区)(?:平均|合计)?$")),
    ("全市", re.compile(r"全市|全州|市里|city"), re.compile(r"^全[市州]|[市州](?:平均|合计)?$")),
)  # fmt: skip


@dataclass(frozen=True)
class Reference:
    """The series that a target is held against, whether their growths are (else their figures), and how far beyond it.

    The target is `factor` times the reference and `points` more: 1 point of 高于全国平均水平1个百分点 (-1 of 低于), 0.9 times
    of 达到全省平均的90%. `year`, where given, is the one whose figure stands for all years (不低于2020年水平).
    """

    series: SeriesKey
    growth: bool
    points: float = 0.0
    factor: float = 1.0
    year: int | None = None


def relation_sign(parsed: StatedText, direction: Direction) -> float:
    """1 where a relative target is met from above, -1 where from below; 优于 and 同步 go by the indicator's direction."""
    better = -1.0 if direction is Direction.DOWN else 1.0
    if _BETTER.search(fold(parsed.text)):
        return better
    return {TargetKind.AT_LEAST: 1.0, TargetKind.AT_MOST: -1.0}.get(parsed.kind, better)


def reference_of(plan: Plan, series: SeriesKey, parsed: StatedText) -> Reference | None:
    """The reference that a relative target of a series names; None where the plan has no such series.

    A benchmark region by its name or by 全省, 全国, 全市 for the same indicator; or another indicator of the same region by
    its name, 经济增长 being that of the gross product; where both are named it is that indicator there. Or a year of the
    series itself.
    """
    said = fold(parsed.reference)
    if not said or series not in plan.row:
        return None
    own = plan.indicator_by_code[series.indicator]
    region = _region(plan, series.region, said)
    indicator = _indicator(plan, series.indicator, said)
    if region is None and indicator is None:
        year = _YEAR.search(said)
        stands = int(year["year"]) if year is not None else plan.base_year if _BASE.search(said) else None
        return (
            None
            if stands is None or stands not in plan.years
            else Reference(series, growth=False, year=stands)
        )
    other = indicator or own
    key = SeriesKey(region.code if region is not None else series.region, series.industry, other.code)
    if key not in plan.row:
        key = SeriesKey(key.region, "", other.code)
    if key not in plan.row or key == series:
        return None
    grows = (
        own.kind is Kind.RATE
        or other.code != own.code
        or (not own.kind.in_percent and bool(_GROWTH.search(said)))
    )
    points, factor = _beyond(said, parsed, own, grows)
    return Reference(key, grows, points, factor)


def _beyond(said: str, parsed: StatedText, own: Indicator, grows: bool) -> tuple[float, float]:
    """How many points and how many times beyond its reference a target lies."""
    way = relation_sign(parsed, own.direction) * (-1.0 if _UNEXCEEDED.search(fold(parsed.text)) else 1.0)
    if offset := _OFFSET.search(said):
        return way * float(offset["figure"]), 1.0
    if share := _SHARE.search(said):
        figure = float(share["figure"]) / (100.0 if share["sign"] == "%" else 1.0)
        if share["of"]:
            return 0.0, figure
        if share["sign"] == "%" and (own.kind.in_percent or grows):
            return way * figure * 100.0, 1.0
        return 0.0, 1.0 + way * figure
    return 0.0, 1.0


def stated_relations(stated: PlanTarget) -> Iterator[tuple[StatedText, str, str]]:
    """The relative statements of a target, each with the sheet and the cell that say it."""
    if stated.parsed.measure is Measure.RELATIVE:
        yield stated.parsed, stated.sheet, stated.cell
    for second in stated.seconds:
        if second.parsed.measure is Measure.RELATIVE:
            yield second.parsed, second.sheet, second.cell


def unknown_references(plan: Plan) -> tuple[Problem, ...]:
    """A warning for each relative target whose words name no series of the plan, by its cell."""
    return tuple(
        Problem(
            REFERENCE_UNKNOWN,
            sheet,
            cell,
            parsed.text,
            {"indicator": plan.indicator_by_code[key.series.indicator].name},
        )
        for key, stated in plan.targets.items()
        for parsed, sheet, cell in stated_relations(stated)
        if reference_of(plan, key.series, parsed) is None
    )


def _region(plan: Plan, own: str, said: str) -> Region | None:
    others = [one for one in plan.regions if one.code != own]
    named = [one for one in others if len(fold(one.name)) > 1 and fold(one.name) in said]
    named += [one for one in others if len(fold(one.english)) > 2 and fold(one.english) in said]
    if named:
        return max(named, key=lambda one: (one.benchmark, len(one.name)))
    above = plan.region_by_code[own].parent if own in plan.region_by_code else ""
    itself = fold(plan.region_by_code[own].name) if own in plan.region_by_code else ""
    for _, word, name in _WIDE:
        if word.search(said):
            found = [one for one in others if name.search(fold(one.name))]
            wider = next((one for one in found if one.code == above), None)
            if wider is not None:
                return wider
            # 全市 of a city is no other city, and of two provinces neither is the one that is meant
            found = [
                one
                for one in found
                if one.benchmark and (fold(one.name)[0] == "全" or not name.search(itself))
            ]
            exact = [one for one in found if fold(one.name)[0] == "全"] or found
            return exact[0] if len(exact) == 1 else None
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
