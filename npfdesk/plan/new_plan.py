"""A new plan: what it begins with, of nothing or of another plan's structure, without any figure or target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from npfdesk.plan.check_formulas import read_check
from npfdesk.plan.document import blank_plan
from npfdesk.plan.expressions import parse_expression, with_region_renamed
from npfdesk.plan.lever_amendments import effect_key
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import fold, is_blank
from npfdesk.plan.numbers import parse_year
from npfdesk.plan.problems import Problem, Wording, error
from npfdesk.plan.region_places import PLACE_MARK, RegionPlaces
from npfdesk.plan.regions import Region
from npfdesk.plan.series import ANY
from npfdesk.plan.structure import (
    BASE_YEAR,
    CITY,
    FIRST_YEAR,
    HORIZON,
    TARGET_YEAR,
    TITLE,
    unresolved,
    with_indicators,
    with_industries,
    with_lever_rows,
    with_regions,
    with_settings,
)
from npfdesk.plan.structure_checks import TITLE_NEEDED, YEARS_IN_ORDER

PLAN_YEARS: Final = 5
"""The years of a five-year plan; the last of them is divided by five: 2026–2030."""
LONGEST_TITLE: Final = 200
LONGEST_NAME: Final = 100

CITY_NEEDED: Final = error(
    "new_plan_city",
    "没有写全市（规划所说的整个地区）。请填写，如 某市、某县。",
    "The region that the plan covers is not given. Enter it, such as the name of the city or county.",
)
NO_NAME: Final = error(
    "new_plan_no_name",
    "“{text}”不能作名称：{reason}。请改写。",
    "“{text}” cannot be a name: {reason_en}. Rewrite it.",
)
NOT_A_YEAR: Final = error(
    "new_plan_not_a_year",
    "{what}“{text}”不是年份。请写 1900 到 2200 之间的年份，如 2030。",
    "The {what_en} “{text}” is not a year. Write a year between 1900 and 2200, such as 2030.",
)
_TOO_LONG: Final = Wording("超过 {most} 个字", "it has more than {most} characters")
_UNPRINTED: Final = Wording("含有不能印出的字符", "it contains a character that cannot be printed")
_MARKS: Final = Wording("只有符号", "it consists only of symbols")
_PLACED: Final = Wording("“/”用来分隔上级和下级地区", "“/” separates a region from the one above it")
FIELD_WORDS: Final[Mapping[str, Wording]] = MappingProxyType(
    {
        TITLE: Wording("规划名称", "title"),
        CITY: Wording("全市", "region"),
        FIRST_YEAR: Wording("首年", "first year"),
        BASE_YEAR: Wording("基期", "base year"),
        TARGET_YEAR: Wording("目标年", "target year"),
        HORIZON: Wording("展望年", "horizon"),
    }
)
"""What a new plan asks for, by the keys of the sheet Plan, in words."""


class Carried(StrEnum):
    """What of a template's structure a new plan takes over."""

    REGIONS = "regions"
    INDUSTRIES = "industries"
    INDICATORS = "indicators"
    FORMULAS = "formulas"
    LEVERS = "levers"
    OWNERS = "owners"


EVERYTHING: Final = frozenset(Carried)
NEEDS_INDICATORS: Final = frozenset({Carried.FORMULAS, Carried.LEVERS, Carried.OWNERS})
"""What says something of indicators, and comes only with them."""


@dataclass(frozen=True)
class NewPlan:
    """What a new plan begins with. `city` names the region that all others are below; years are calendar years."""

    title: str
    city: str
    base_year: int
    target_year: int
    horizon: int
    first_year: int

    def settings(self) -> dict[str, str]:
        """The same by the keys of the sheet Plan, as texts."""
        return {
            TITLE: self.title,
            CITY: self.city,
            FIRST_YEAR: str(self.first_year),
            BASE_YEAR: str(self.base_year),
            TARGET_YEAR: str(self.target_year),
            HORIZON: str(self.horizon),
        }


@dataclass(frozen=True)
class Refused:
    """Why entries make no plan, and the entry (a key of the sheet Plan) that is to be corrected."""

    field: str
    problem: Problem


def usual_years(year: int) -> NewPlan:
    """The years of the five-year period that a calendar year lies in: 2026–2030 counts from 2025 and looks to 2035.

    Data begin with the base of the period before. Title and city are empty.
    """
    target = -(-year // PLAN_YEARS) * PLAN_YEARS
    base = target - PLAN_YEARS
    return NewPlan("", "", base, target, target + PLAN_YEARS, base - PLAN_YEARS)


def read_entries(entries: Mapping[str, str]) -> NewPlan | Refused:
    """The new plan that typed entries (by the keys of the sheet Plan) ask for, or the first reason why there is none.

    Without a horizon the target year is the last, without a first year the base year is the first.
    """
    title, city = " ".join(entries.get(TITLE, "").split()), " ".join(entries.get(CITY, "").split())
    if not title:
        return Refused(TITLE, Problem(TITLE_NEEDED))
    for key, text, most in ((TITLE, title, LONGEST_TITLE), (CITY, city, LONGEST_NAME)):
        wrong = _refused_name(text, most) if text else None
        if wrong is not None:
            return Refused(key, wrong)
    if not city:
        return Refused(CITY, Problem(CITY_NEEDED))
    if PLACE_MARK in city or PLACE_MARK in fold(city):
        return Refused(CITY, _no_name(city, _PLACED))
    years: dict[str, int] = {}
    for key, usual in ((BASE_YEAR, ""), (TARGET_YEAR, ""), (HORIZON, TARGET_YEAR), (FIRST_YEAR, BASE_YEAR)):
        text = entries.get(key, "").strip()
        if not text and usual:
            years[key] = years[usual]
            continue
        year = parse_year(text)
        if isinstance(year, Problem):
            words = FIELD_WORDS[key]
            said = {"what": words.zh, "what_en": words.en}
            return Refused(key, Problem(NOT_A_YEAR, text=text, arguments=said))
        years[key] = year
    wrong_year = _out_of_order(years)
    if wrong_year is not None:
        return Refused(wrong_year, Problem(YEARS_IN_ORDER))
    return NewPlan(title, city, years[BASE_YEAR], years[TARGET_YEAR], years[HORIZON], years[FIRST_YEAR])


def new_plan(begun: NewPlan, template: Plan | None = None, carried: Iterable[Carried] = EVERYTHING) -> Plan:
    """A plan of these settings with its root region, and with what is carried over of a template's structure.

    The template's root becomes the new plan's. Figures, targets, scenarios, commitments and months stay behind, as do
    regions that ended before the base year. Formulas, levers and owners come only with indicators; a formula whose
    regions do not come is left out, as is a check that reads what is not there.
    """
    taken = frozenset(carried)
    if Carried.INDICATORS not in taken:
        taken -= NEEDS_INDICATORS
    root = Region(begun.city, begun.city)
    plan = blank_plan(begun.base_year, begun.target_year)
    if template is None:
        return with_settings(with_regions(plan, {root.code: root}), begun.settings())
    regions, root = _regions(template, root, begun.base_year, taken)
    plan = with_regions(plan, {one.code: one for one in regions})
    if Carried.INDUSTRIES in taken:
        plan = with_industries(plan, {one.code: one for one in template.industries})
    if Carried.INDICATORS in taken:
        indicators = [_indicator(one, template, root, taken) for one in template.indicators]
        plan = with_indicators(plan, {one.code: one for one in indicators})
    if Carried.LEVERS in taken:
        plan = with_lever_rows(plan, {effect_key(one): one for one in template.levers})
        plan = replace(plan, multipliers=template.multipliers, synergy=template.synergy)
    plan = replace(plan, about_tolerance=template.about_tolerance, status_rule=template.status_rule)
    plan = with_settings(plan, {**begun.settings(), CITY: root.code})
    if Carried.FORMULAS in taken:
        checks = (replace(one, year=0, sheet="", cell="") for one in template.checks)
        plan = plan.with_checks(
            tuple(one for one in checks if not isinstance(read_check(one, plan), Problem))
        )
    return _with_sources(plan, template)


def _refused_name(text: str, most: int) -> Problem | None:
    """Why a text cannot be the name of something in a workbook; None where it can."""
    if len(text) > most:
        return _no_name(text[:most] + "…", _TOO_LONG, most=most)
    if not text.isprintable():
        return _no_name(text, _UNPRINTED)
    if is_blank(text) or fold(text) == ANY or not any(letter.isalnum() for letter in text):
        return _no_name(text, _MARKS)
    return None


def _no_name(text: str, reason: Wording, **arguments: object) -> Problem:
    said = {"reason": reason.text("zh", arguments), "reason_en": reason.text("en", arguments)}
    return Problem(NO_NAME, text=text, arguments=said)


def _out_of_order(years: Mapping[str, int]) -> str | None:
    """The first year, in the order in which they run, that is out of it."""
    base, target = years[BASE_YEAR], years[TARGET_YEAR]
    sound = {
        TARGET_YEAR: base < target,
        HORIZON: target <= years[HORIZON],
        FIRST_YEAR: years[FIRST_YEAR] <= base,
    }
    return next((key for key, one in sound.items() if not one), None)


def _regions(
    template: Plan, root: Region, base_year: int, taken: frozenset[Carried]
) -> tuple[list[Region], Region]:
    """The regions of the new plan, its root first; the template's root under the new name, or in its place."""
    old = template.region_by_code.get(template.root)
    if old is not None and fold(old.name) == fold(root.name):
        root = replace(old, name=root.name, parent="", since=None, until=None)
    elif old is not None and Carried.REGIONS in taken:
        root = replace(root, role=old.role, place=old.place)
    if Carried.REGIONS not in taken:
        return [replace(root, place=None)], root
    above = {template.root: root.code}
    used = {fold(root.code), fold(root.name)}
    found = [root]
    for one in template.regions:
        ended = one.until is not None and one.until < base_year
        if one.code == template.root or ended or {fold(one.code), fold(one.name)} & used:
            continue
        found.append(replace(one, parent=above.get(one.parent, one.parent)))
    return found, root


def _indicator(one: Indicator, template: Plan, root: Region, taken: frozenset[Carried]) -> Indicator:
    if Carried.OWNERS not in taken:
        one = replace(one, owner="")
    if Carried.FORMULAS not in taken:
        # an indicator that was computed has no roll-up of its own
        return replace(one, formula=None)
    one = unresolved(one)
    old = template.region_by_code.get(template.root)
    if one.formula is None or old is None or not one.formula.regions:
        return one
    places = RegionPlaces(template.regions)
    text = with_region_renamed(one.formula.text, lambda said: places.find(said) == old.code, root.name)
    parsed = parse_expression(text)
    return replace(one, formula=None if isinstance(parsed, Problem) else parsed)


def _with_sources(plan: Plan, template: Plan) -> Plan:
    """The plan with those sources of the template that its indicators and levers name."""
    named = {one.source for one in plan.indicators} | {one.source for one in plan.levers}
    return replace(plan, sources=tuple(one for one in template.sources if one.id in named))
