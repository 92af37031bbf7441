"""What a plan's structure must not be: names in use, circles, unknown codes. Each is told as a Problem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from npfdesk.plan.commitments import Commitment, CommitmentKey
from npfdesk.plan.document import Document
from npfdesk.plan.expressions import FUNCTIONS, Expression, circles, parse_expression
from npfdesk.plan.kinds import RollUp
from npfdesk.plan.lever_amendments import EffectKey
from npfdesk.plan.model import (
    Indicator,
    Industry,
    LeverEffect,
    Plan,
    Source,
)
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.pinyin import holds
from npfdesk.plan.problems import LANGUAGES, Problem, ProblemKind, Wording, error
from npfdesk.plan.region_places import RegionPlaces
from npfdesk.plan.regions import Region
from npfdesk.plan.series import ANY
from npfdesk.plan.spoken_names import Named, name_in, name_wording, problem_about
from npfdesk.plan.status_rules import with_texts
from npfdesk.plan.structure import code_of, read_by, setting

NAME_NEEDED: Final = error("structure_name_needed", "没有名称。请填写名称。", "There is no name. Enter one.")
NAME_IN_USE: Final = error(
    "structure_name_in_use",
    "“{text}”已经有了。请换一个名称或代码。",
    "“{text}” is already in use. Choose another name or code.",
)
PARENTS_IN_CIRCLE: Final = error(
    "structure_parent_circle",
    "上下级成环：{circle}。请另选上级。",
    "The parents form a circle: {circle}. Choose another parent.",
)
PARENT_UNKNOWN: Final = error(
    "structure_parent_unknown",
    "上级“{text}”不在规划中。请另选上级。",
    "The parent “{text}” is not in the plan. Choose another one.",
)
YARDSTICK_IN_TREE: Final = error(
    "structure_yardstick_in_tree",
    "对标地区“{text}”不在上下级之中，不能有上级或下级，也不能是全市。",
    "The benchmark region “{text}” is outside the tree: it cannot have a parent or regions below it, nor be the city.",
)
CITY_STAYS: Final = error(
    "structure_city_stays",
    "“{text}”是全市（根地区），不能删除。请先在规划设置中另选全市。",
    "“{text}” is the root region and cannot be removed. Choose another root in the plan's settings first.",
)
CODE_READ: Final = error(
    "structure_code_read",
    "“{text}”仍被 {readers} 的公式或权重引用，不能删除。请先改这些公式。",
    "“{text}” is still used by the formulas or weights of {readers} and cannot be removed. Change those first.",
)
FORMULA_UNKNOWN: Final = error(
    "structure_formula_unknown",
    "公式引用了不存在的代码 {codes}。请改正代码。",
    "The formula uses the unknown code {codes}. Correct it.",
)
FORMULA_REGION: Final = error(
    "structure_formula_region",
    "公式引用的地区“{text}”不存在或不唯一。请改正，或写成 上级/名称。",
    "The region “{text}” in the formula is unknown, or there are several of that name. Correct it, or write parent/name.",
)
FORMULA_IN_CIRCLE: Final = error(
    "structure_formula_circle",
    "指标互相引用成环：{circle}。请打断其中一处。",
    "The indicators use each other in a circle: {circle}. Break it in one place.",
)
WEIGHT_NEEDED: Final = error(
    "structure_weight_needed",
    "“{text}”按加权平均汇总，要有一个权重指标。请选一个，或改为不汇总。",
    "“{text}” rolls up by weighted mean and needs a weighting indicator. Choose one, or choose not to roll up.",
)
DECIMALS_RANGE: Final = error(
    "structure_decimals", "小数位数须为 0 到 6。", "Decimals must be a whole number from 0 to 6."
)
YEARS_IN_ORDER: Final = error(
    "structure_years",
    "年份须依次为 首年 ≤ 基期 < 目标年 ≤ 展望年，并在 1900 到 2200 之间。",
    "Years must run first year ≤ base year < target year ≤ horizon, between 1900 and 2200.",
)
YEARS_HAVE_FIGURES: Final = error(
    "structure_years_have_figures",
    "{text} 年之前还有数据。请先删去这些数据，再改首年。",
    "There are data before {text}. Remove them before changing the first year.",
)
REGION_YEARS: Final = error(
    "structure_region_years",
    "“{text}”的起始年晚于截止年。请改正。",
    "The first year of “{text}” is after its last year. Correct them.",
)
NOT_IN_PLAN: Final = error(
    "structure_not_in_plan",
    "“{text}”不在规划中。请先加入它。",
    "“{text}” is not in the plan. Add it first.",
)
FIGURE_NEEDED: Final = error(
    "structure_figure",
    "“{text}”的效应须为数字，滞后须为不小于 0 的整数。",
    "The effect of “{text}” must be a number, and its lag a whole number of 0 or more.",
)
CITY_UNKNOWN: Final = error(
    "structure_city_unknown",
    "“{text}”不是规划中的地区，不能作全市。",
    "“{text}” is not a region of the plan and cannot be its root.",
)
TITLE_NEEDED: Final = error("structure_title", "规划要有名称。", "A plan needs a title.")


def refused_structure(
    document: Document,
    regions: Mapping[str, Region | None],
    industries: Mapping[str, Industry | None],
    indicators: Mapping[str, Indicator | None],
    sources: Mapping[str, Source | None],
    commitments: Mapping[CommitmentKey, Commitment | None],
    levers: Mapping[EffectKey, LeverEffect | None],
    settings: Mapping[str, str],
) -> Problem | None:
    """The first reason why a document's plan cannot have these changes; None where it can."""
    plan = document.plan
    all_regions = _after(plan.regions, regions)
    all_indicators = _after(plan.indicators, indicators)
    city = settings.get("city", plan.city)
    checks: Iterable[Problem | None] = (
        *(_setting_problems(plan, settings, all_regions) if settings else ()),
        *(_region_problems(plan, all_regions, regions, city) if regions else ()),
        *(_named_problems(_after(plan.industries, industries), industries) if industries else ()),
        *(_indicator_problems(all_indicators, all_regions, indicators, plan) if indicators else ()),
        *(_formula_regions(all_indicators, all_regions) if regions else ()),
        *(_source_problems(sources)),
        *(
            Problem(NAME_NEEDED) if is_blank(one.item) else _unknown(one.region, all_regions)
            for one in commitments.values()
            if one is not None
        ),
        *(_lever_problem(one, all_indicators) for one in levers.values() if one is not None),
    )
    return next((one for one in checks if one is not None), None)


def check_formula(document: Document, code: str, text: str) -> Expression | Problem:
    """A formula as it is typed for an indicator (its code, "" for a new one): parsed, or why it cannot be used.

    Its codes must be in the plan, its regions be the only ones of their names, and nothing may read itself.
    """
    parsed = parse_expression(text.strip())
    if isinstance(parsed, Problem):
        return parsed
    known = {one.code: one for one in document.plan.indicators}
    unknown = sorted(parsed.codes - known.keys() - {code})
    if unknown:
        return Problem(FORMULA_UNKNOWN, text=text, arguments={"codes": tuple(unknown)})
    places = RegionPlaces(document.plan.regions)
    for region in sorted(parsed.regions):
        if places.find(region) is None:
            return Problem(FORMULA_REGION, text=region)
    reads = {one: read_by(indicator) for one, indicator in known.items()} | {code: parsed.codes}
    for circle in circles(reads):
        if code in circle:
            names = " → ".join(known[one].name if one in known else one for one in circle)
            return Problem(FORMULA_IN_CIRCLE, text=text, arguments={"circle": names})
    return parsed


def formula_completions(document: Document, prefix: str) -> tuple[tuple[str, str], ...]:
    """What a word of a formula can become: codes of indicators with their names, then functions ("").

    A code is found by its beginning, or by a part of its indicator's name, in pinyin too; those that begin so come first.
    """
    typed = fold(prefix)
    found = [
        (not fold(one.code).startswith(typed), one.code, one.name)
        for one in document.plan.indicators
        if typed in fold(one.code) or holds(fold(one.name), typed) or typed in fold(one.english)
    ]
    functions = [(name, "") for name in (*FUNCTIONS, "at") if name.startswith(typed)]
    return (*((code, name) for _, code, name in sorted(found, key=lambda one: one[0])), *functions)


def _after(things: Iterable[Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    found = {code_of(one): one for one in things} | dict(changes)
    return {code: one for code, one in found.items() if one is not None}


def _setting_problems(
    plan: Plan, settings: Mapping[str, str], regions: Mapping[str, Region]
) -> Iterable[Problem | None]:
    if "title" in settings and is_blank(settings["title"]):
        yield Problem(TITLE_NEEDED)
    city = settings.get("city")
    if city is not None:
        if city not in regions:
            yield Problem(CITY_UNKNOWN, text=city)
        elif regions[city].benchmark:
            yield _about(YARDSTICK_IN_TREE, regions[city])
    settled = with_texts(plan.status_settings, settings)
    if isinstance(settled, Problem):
        yield settled
    keys = ("first year", "base year", "target year", "horizon")
    if not settings.keys() & set(keys):
        return
    texts = [settings.get(key, setting(plan, key)) for key in keys]
    if not all(text.isdecimal() for text in texts):
        yield Problem(YEARS_IN_ORDER)
        return
    first, base, target, horizon = map(int, texts)
    if "first year" not in settings:
        first = min(first, base)
    if "horizon" not in settings:
        horizon = max(horizon, target)
    if not 1900 <= first <= base < target <= horizon <= 2200:
        yield Problem(YEARS_IN_ORDER)
    used = [*(int(plan.years[column]) for column in _filled(plan)), *_base_years(plan)]
    if "first year" in settings and any(year < first for year in used):
        yield Problem(YEARS_HAVE_FIGURES, text=str(first))


def _filled(plan: Plan) -> Iterable[int]:
    import numpy as np

    return np.flatnonzero(np.isfinite(plan.observed).any(axis=0)).tolist() if len(plan.series) else ()


def _base_years(plan: Plan) -> Iterable[int]:
    return (one.base_year for one in plan.targets.values() if one.base_year)


def _about(kind: ProblemKind, thing: Named | None, code: str = "", **arguments: object) -> Problem:
    """A problem of a thing, by its name in the language that it is told in; by its code where there is no such thing."""
    if thing is None:
        return Problem(kind, text=code, arguments=arguments)
    return problem_about(kind, thing, **arguments)


def _around(things: Sequence[Named]) -> Wording:
    """Names in a circle, in both languages."""
    return Wording(*(" → ".join(name_in(one, spoken) for one in things) for spoken in LANGUAGES))


def _region_problems(
    plan: Plan, regions: Mapping[str, Region], changes: Mapping[str, Region | None], city: str
) -> Iterable[Problem | None]:
    for code in changes:
        if code == city and code not in regions:
            yield _about(CITY_STAYS, plan.region_by_code.get(code), code)
        if code not in regions:
            continue
        one = regions[code]
        if one.since is not None and one.until is not None and one.since > one.until:
            yield _about(REGION_YEARS, one)
        if one.benchmark and (one.parent or code == city):
            yield _about(YARDSTICK_IN_TREE, one)
    yardsticks = {code for code, one in regions.items() if one.benchmark}
    for one in regions.values():
        if one.parent in yardsticks:
            yield _about(YARDSTICK_IN_TREE, regions[one.parent])
    yield from _named_problems(regions, changes, by_place=True)


def _named_problems(
    things: Mapping[str, Any], changes: Mapping[str, Any], by_place: bool = False
) -> Iterable[Problem | None]:
    """Names and parents: a name is used once, of regions (`by_place`) once below a parent."""
    names: dict[Any, list[str]] = {}
    for code, one in things.items():
        names.setdefault((one.parent if by_place else "", fold(one.name)), []).append(code)
    codes = {fold(code): code for code in things}
    for code in changes:
        one = things.get(code)
        if one is None:
            continue
        if is_blank(one.name) or fold(one.name) == ANY:
            yield Problem(NAME_NEEDED)
        same = names[one.parent if by_place else "", fold(one.name)]
        taken = codes.get(fold(one.name), code)
        coded = fold(things[taken].name) != fold(one.name) and taken != code
        if len(same) > 1 or coded or codes.get(fold(code)) != code:
            yield _about(NAME_IN_USE, one)
        if any(fold(other.name) == fold(code) and at != code for at, other in things.items()) and (
            not by_place or fold(one.name) != fold(code)
        ):
            yield Problem(NAME_IN_USE, text=code)
    yield from _parent_problems(things)


def _parent_problems(things: Mapping[str, Any]) -> Iterable[Problem | None]:
    for one in things.values():
        if one.parent and one.parent not in things:
            yield Problem(PARENT_UNKNOWN, text=one.parent)
    for circle in circles({code: [one.parent] if one.parent else [] for code, one in things.items()}):
        told = _around([things[code] for code in circle])
        yield _about(PARENTS_IN_CIRCLE, things[circle[0]], circle=told)


def _indicator_problems(
    indicators: Mapping[str, Indicator],
    regions: Mapping[str, Region],
    changes: Mapping[str, Indicator | None],
    plan: Plan,
) -> Iterable[Problem | None]:
    names: dict[str, list[str]] = {}
    for code, one in indicators.items():
        for spelling in {fold(code), fold(one.name)}:
            names.setdefault(spelling, []).append(code)
    for code in changes:
        changed = indicators.get(code)
        if changed is None:
            readers = tuple(
                name_wording(one)
                for one in indicators.values()
                if code in read_by(one) and code not in indicators
            )
            if readers:
                yield _about(CODE_READ, plan.indicator_by_code.get(code), code, readers=readers)
            continue
        if is_blank(changed.name) or fold(changed.name) == ANY:
            yield Problem(NAME_NEEDED)
        if any(len(names[spelling]) > 1 for spelling in {fold(code), fold(changed.name)}):
            yield _about(NAME_IN_USE, changed)
        if not 0 <= changed.decimals <= 6:
            yield Problem(DECIMALS_RANGE)
        if changed.rollup is RollUp.MEAN and changed.weight not in indicators:
            yield _about(WEIGHT_NEEDED, changed)
        if changed.formula is not None:
            unknown = tuple(sorted(changed.formula.codes - indicators.keys()))
            if unknown:
                yield Problem(FORMULA_UNKNOWN, text=changed.formula.text, arguments={"codes": unknown})
    yield from _formula_regions(indicators, regions)
    for circle in circles({code: read_by(one) for code, one in indicators.items()}):
        told = _around([indicators[code] for code in circle])
        yield _about(FORMULA_IN_CIRCLE, indicators[circle[0]], circle=told)


def _formula_regions(
    indicators: Mapping[str, Indicator], regions: Mapping[str, Region]
) -> Iterable[Problem | None]:
    places = RegionPlaces(regions.values())
    for one in indicators.values():
        if one.formula is not None:
            for region in sorted(one.formula.regions):
                if region not in regions and places.find(region) is None:
                    yield Problem(FORMULA_REGION, text=region)


def _source_problems(changes: Mapping[str, Source | None]) -> Iterable[Problem | None]:
    return (
        Problem(NAME_NEEDED)
        for one in changes.values()
        if one is not None and (is_blank(one.id) or is_blank(one.document))
    )


def _unknown(code: str, things: Mapping[str, Any]) -> Problem | None:
    return Problem(NOT_IN_PLAN, text=code) if code and code not in things else None


def _lever_problem(one: LeverEffect, indicators: Mapping[str, Indicator]) -> Problem | None:
    if is_blank(one.lever):
        return Problem(NAME_NEEDED)
    if not abs(one.effect) < float("inf") or one.lag < 0:
        return Problem(FIGURE_NEEDED, text=one.lever)
    return _unknown(one.indicator, indicators)
