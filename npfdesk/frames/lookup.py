"""Look-ups by name: scenarios, regions, indicators, industries, levers, figures and choices."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Final, TypeVar

from npfdesk.engine.analyses.regional_figures import compared_regions
from npfdesk.frames.refusal import Refused
from npfdesk.plan.document import Document
from npfdesk.plan.model import Indicator, Industry, Plan
from npfdesk.plan.names import fold
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Problem, Wording, error
from npfdesk.plan.regions import Region
from npfdesk.plan.scenarios import Scenario
from npfdesk.plan.spoken_names import name_wording
from npfdesk.workbook.standard.registers import (
    UNKNOWN_INDICATOR,
    UNKNOWN_INDUSTRY,
    UNKNOWN_LEVER,
    UNKNOWN_REGION,
    UNKNOWN_SCENARIO,
    Register,
)
from npfdesk.workbook.standard.sheet_columns import TOTAL

Figure = float | str
"""A figure, or its words as people write them (1.2万, ８,０００)."""

NOT_THERE: Final = error(
    "not_there",
    "没有名为“{text}”的{what_zh}。{hint_zh}现有：{known}。",
    "There is no {what_en} named “{text}”.{hint_en} Available: {known}.",
)
UNKNOWN_SCENARIO_ASKED: Final = error(
    "unknown_scenario_asked",
    "没有名为“{text}”的情景。现有：{known}。",
    "There is no scenario named “{text}”. Available: {known}.",
)
NO_CHILDREN: Final = error(
    "no_children",
    "规划没有可比较的下级地区。请在“地区”表中为下级地区填写上级。",
    "The plan has no regions below its root to compare. Enter their parent in the sheet Regions.",
)
NO_SUCH_CHOICE: Final = error(
    "no_such_choice",
    "“{text}”不在可选之列。可选：{known}。",
    "“{text}” is not one of the choices. Available: {known}.",
)
_MOST: Final = 40

Choice = TypeVar("Choice", bound=StrEnum)


def find_scenario(document: Document, text: str | None) -> Scenario:
    """The scenario of that name or id; the first one where none is named."""
    if text is None:
        return document.scenario
    register = Register(UNKNOWN_SCENARIO)
    for one in document.scenarios.values():
        register.add(one.id, one.name, (one.english,))
    known = [name_wording(one) for one in document.scenarios.values()]
    return document.scenarios[_found(register, text, "情景", "scenario", known)]


def find_region(plan: Plan, text: str) -> Region:
    """The region with that code, name or English name."""
    register = _register(Register(UNKNOWN_REGION), plan.regions)
    return plan.region_by_code[_found(register, text, "地区", "region", map(name_wording, plan.regions))]


def find_indicator(plan: Plan, text: str) -> Indicator:
    """The indicator with that code, name or English name."""
    register = _register(Register(UNKNOWN_INDICATOR), plan.indicators)
    return plan.indicator_by_code[
        _found(register, text, "指标", "indicator", map(name_wording, plan.indicators))
    ]


def find_industry(plan: Plan, text: str | None) -> Industry | None:
    """The industry with that code, name or English name; None, all industries, for nothing or 总计/total."""
    if fold(text) in {"", *TOTAL}:
        return None
    register = _register(Register(UNKNOWN_INDUSTRY), plan.industries)
    return plan.industry_by_code[
        _found(register, text or "", "产业", "industry", map(name_wording, plan.industries))
    ]


def find_lever(plan: Plan, text: str) -> str:
    """A lever by its name."""
    register = Register(UNKNOWN_LEVER)
    for lever in plan.dimension_of_lever:
        register.add(lever, lever)
    return _found(register, text, "抓手", "lever", [Wording(one, one) for one in plan.dimension_of_lever])


def find_compared(plan: Plan) -> tuple[Region, ...]:
    """The root's children, which the analyses compare."""
    regions = compared_regions(plan)
    if not regions:
        raise Refused(Problem(NO_CHILDREN))
    return regions


def figure_of(given: Figure, unit: str) -> float:
    """A figure in that unit: a number as it is, or a parsed text."""
    if not isinstance(given, str):
        return float(given)
    figure = parse_figure(given, unit)
    if isinstance(figure, Problem):
        raise Refused(figure)
    return figure


def choice_of(kind: type[Choice], text: str) -> Choice:
    """One of the choices that there are, by its word."""
    for one in kind:
        if one.value == text:
            return one
    raise Refused(Problem(NO_SUCH_CHOICE, text=str(text), arguments={"known": tuple(map(str, kind))}))


def _register(register: Register, items: Iterable[Region | Industry | Indicator]) -> Register:
    for one in items:
        register.add(one.code, one.name, (one.english,))
    return register


def _found(register: Register, text: str, what_zh: str, what_en: str, every: Iterable[Wording]) -> str:
    code = register.find(text)
    if code is not None:
        return code
    names = list(every)
    known: tuple[Wording | str, ...] = (*names[:_MOST], *(["…"] if len(names) > _MOST else []))
    arguments = {"what_zh": what_zh, "what_en": what_en, "known": known or "—", **register.hints(text)}
    raise Refused(Problem(NOT_THERE, text=text, arguments=arguments))
