"""What was understood of a target's words, before it is entered: its measure, its figure, the level or the sum it comes to."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from npfdesk.plan.kinds import Kind
from npfdesk.plan.measure_words import measure_words
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.numbers import format_figure
from npfdesk.plan.problems import Language, Problem, Wording, clauses
from npfdesk.plan.reference_series import reference_of
from npfdesk.plan.spoken_names import name_in
from npfdesk.plan.targets import (
    LEVEL_MEASURES,
    Basis,
    Intention,
    Measure,
    PlanTarget,
    StatedText,
    TargetKind,
    as_target,
    resolve_target,
    stated_figures,
)

_BOUNDS: Final = {
    TargetKind.AT_LEAST: Wording("不低于 {figure}", "at least {figure}"),
    TargetKind.AT_MOST: Wording("不超过 {figure}", "at most {figure}"),
    TargetKind.ABOUT: Wording("{figure}左右", "about {figure}"),
}
_EXACTLY: Final = Wording("{figure}", "{figure}")
_STRETCH: Final = Wording("，力争 {figure}", ", stretch {figure}")
_OF_YEAR: Final = Wording("{year} 年 {figure}", "{figure} in {year}")
_COMES_TO: Final = Wording("，{year} 年约 {figure}", ", about {figure} in {year}")
_NO_BASE: Final = Wording(
    "；没有基期值，得不出目标年的数值", "; without a base it gives no figure for the target year"
)
_YEARLY: Final = Wording("每年 {figure}", "{figure} a year")
_IN_ALL: Final = Wording("{first}–{last} 年共 {figure}", "{figure} over {first}–{last}")
_A_YEAR: Final = Wording("，平均每年 {figure}", ", {figure} a year on average")
_PLACE: Final = Wording("前 {figure} 位", "rank {figure} or better")
_AGAINST: Final = Wording("“{what}”", "to “{what}”")
_UNKNOWN: Final = Wording(
    "规划里没有“{what}”的数据，暂时无法评价",
    "the plan has no data for “{what}”, so it is not assessable yet",
)
_INTENTIONS: Final = {
    Intention.UP: Wording("比基期上升", "higher than in the base year"),
    Intention.DOWN: Wording("比基期下降", "lower than in the base year"),
    Intention.STABLE: Wording("与基期持平", "as in the base year"),
    Intention.WITHIN: Wording("没有写明区间，不评价", "the range is not stated, so it is not assessed"),
    Intention.LATER: Wording("留待以后确定，不评价", "left to be decided later, so it is not assessed"),
}
_ASSIGNED: Final = Wording(
    "由上级下达，没有数值，不评价", "assigned from above without a figure, not assessed"
)


def understood(plan: Plan, target: PlanTarget, language: Language) -> str:
    """The statements of a target in one line: 年均增长：每年 6%，2030 年约 1,391.8 亿元; what comes to no figure says why."""
    every = [target.parsed, *(one.parsed for one in target.seconds)]
    said = [_statement(plan, replace(target, parsed=as_target(one)), one, language) for one in every]
    return clauses(said, language)


def _statement(plan: Plan, target: PlanTarget, parsed: StatedText, language: Language) -> str:
    indicator = plan.indicator_by_code[target.series.indicator]
    if parsed.kind is TargetKind.ASSIGNED and not parsed.has_figure:
        return _ASSIGNED.text(language, {})
    words = measure_words(parsed.measure, parsed.basis)
    colon = "：" if language == "zh" else ": "
    return f"{words.text(language, {})}{colon}{_meaning(plan, target, parsed, indicator, language)}"


def _meaning(
    plan: Plan, target: PlanTarget, parsed: StatedText, indicator: Indicator, language: Language
) -> str:
    if parsed.measure is Measure.QUALITATIVE:
        return _INTENTIONS[parsed.intention or Intention.LATER].text(language, {})
    if parsed.measure is Measure.RELATIVE:
        return _against(plan, target, parsed, language)
    if parsed.measure is Measure.GROWTH:
        return _grown(plan, target, parsed, indicator, language)
    stated = stated_figures(
        parsed, base_year=target.base_year, target_year=target.year, about_tolerance=plan.about_tolerance
    )
    if parsed.measure is Measure.RANK:
        return _PLACE.text(language, {"figure": format_figure(stated.value or float("nan"), 0, "")})
    if parsed.measure is Measure.SUM:
        bounds = {"first": target.base_year + 1, "last": target.year}
        text = _bounded(parsed, stated.value, stated.low, stated.high, stated.stretch, indicator, language)
        said = _IN_ALL.text(language, {**bounds, "figure": text})
        if stated.value is None or target.year <= target.base_year:
            return said
        yearly = format_figure(
            stated.value / (target.year - target.base_year), indicator.decimals + 1, indicator.unit
        )
        return said + _A_YEAR.text(language, {"figure": yearly})
    level = _level(plan, target, parsed, indicator, language)
    return _OF_YEAR.text(language, {"year": parsed.year or target.year, "figure": level or "—"})


def _against(plan: Plan, target: PlanTarget, parsed: StatedText, language: Language) -> str:
    found = reference_of(plan, target.series, parsed)
    if found is None:
        return _UNKNOWN.text(language, {"what": parsed.reference or parsed.text})
    region = plan.region_by_code.get(found.series.region)
    indicator = plan.indicator_by_code[found.series.indicator]
    what = " ".join(name_in(one, language) for one in (region, indicator) if one is not None)
    return _AGAINST.text(language, {"what": what if found.year is None else f"{what} {found.year}"})


def _grown(
    plan: Plan, target: PlanTarget, parsed: StatedText, indicator: Indicator, language: Language
) -> str:
    stated = stated_figures(parsed, base_year=target.base_year, target_year=target.year)
    grown = _bounded(parsed, stated.value, stated.low, stated.high, stated.stretch, None, language)
    said = grown if parsed.basis is Basis.TOTAL else _YEARLY.text(language, {"figure": grown})
    if indicator.kind is Kind.RATE:
        return said
    level = _level(plan, target, replace(parsed, kind=TargetKind.EXACT, stretch=None), indicator, language)
    if level is None:
        return said + _NO_BASE.text(language, {})
    return said + _COMES_TO.text(language, {"year": target.year, "figure": level})


def _level(
    plan: Plan, target: PlanTarget, parsed: StatedText, indicator: Indicator, language: Language
) -> str | None:
    if parsed.measure not in LEVEL_MEASURES:
        return None
    known = plan.observed[plan.row[target.series]][plan.years == target.base_year]
    base = float(known[0]) if len(known) and np.isfinite(known[0]) else None
    if (
        base is None
        and parsed.how == "increase"
        and np.isfinite(plan.observed[plan.row[target.series]]).any()
    ):
        return None
    found = resolve_target(
        parsed,
        base=base,
        base_year=target.base_year,
        target_year=target.year,
        about_tolerance=plan.about_tolerance,
    )
    if isinstance(found, Problem):
        return found.message(language)
    if found.value is None and found.stretch is None:
        return None
    return _bounded(parsed, found.value, found.low, found.high, found.stretch, indicator, language)


def _bounded(
    parsed: StatedText,
    value: float | None,
    low: float | None,
    high: float | None,
    stretch: float | None,
    indicator: Indicator | None,
    language: Language,
) -> str:
    """Figures with the words for how they bind, in an indicator's unit, or in % (None)."""
    unit = "%" if indicator is None else indicator.unit
    decimals = 1 if indicator is None else indicator.decimals

    def figure(one: float) -> str:
        return format_figure(one, decimals, unit)

    if parsed.kind is TargetKind.RANGE and low is not None and high is not None:
        said = f"{format_figure(low, decimals, '')}–{figure(high)}"
    elif value is None:
        said = ""
    else:
        said = _BOUNDS.get(parsed.kind, _EXACTLY).text(language, {"figure": figure(value)})
    hoped = "" if stretch is None else _STRETCH.text(language, {"figure": figure(stretch)})
    return (said + hoped).lstrip("，, ")
