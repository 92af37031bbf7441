"""A plan's own checks held against the plan: their names resolved, and the plan with amended ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from npfdesk.plan.expressions import (
    Expression,
    parse_expression,
    with_codes,
    with_codes_written,
    with_region_renamed,
    with_regions,
)
from npfdesk.plan.model import Indicator, Plan
from npfdesk.plan.names import fold
from npfdesk.plan.own_checks import OwnCheck, OwnChecks
from npfdesk.plan.problems import Problem, error
from npfdesk.plan.regions import Region
from npfdesk.plan.structure import changed_by_name, outstanding_changes

UNKNOWN_CHECK_CODE: Final = error(
    "check_unknown_code",
    "核查规则“{check}”引用了不存在的指标 {codes}，没有核查。请改为指标的代码或名称。",
    "The check “{check}” reads the unknown indicator {codes} and is not run. Use an indicator's code or name.",
)
UNKNOWN_CHECK_REGION: Final = error(
    "check_unknown_region",
    "核查规则“{check}”引用了不存在的地区“{region}”，没有核查。请改正名称。",
    "The check “{check}” names the unknown region “{region}” and is not run. Correct the name.",
)


def read_check(check: OwnCheck, plan: Plan) -> Expression | Problem:
    """A check's expression with codes in the place of names; a Problem where it cannot be read or names what is not there."""
    parsed = _parsed(check.expression.strip())
    if isinstance(parsed, Problem):
        return parsed
    codes = _codes(parsed, plan)
    unknown = tuple(sorted(name for name, code in codes.items() if code is None))
    if unknown:
        words = {"check": check.name, "codes": unknown}
        return Problem(UNKNOWN_CHECK_CODE, text=check.expression, arguments=words)
    regions = {name: region_code(plan, name) for name in sorted(parsed.regions)}
    if check.region and check.region not in plan.region_by_code:
        regions[check.region] = None
    stranger = next((name for name, code in regions.items() if code is None), None)
    if stranger is not None:
        words = {"check": check.name, "region": stranger}
        return Problem(UNKNOWN_CHECK_REGION, text=check.expression, arguments=words)
    named = with_codes(parsed, lambda name: codes[name] or name)
    return with_regions(named, lambda name: regions[name] or name)


def checks_following(
    plan: Plan,
    regions: Mapping[str, Region | None],
    indicators: Mapping[str, Indicator | None],
) -> OwnChecks:
    """The plan's checks that regions and indicators (by code) take with them where they are removed (None) or renamed.

    A check falls with what it reads; one that names something goes on under its new name, or its code where the name
    cannot stand in a formula.
    """
    found: dict[str, OwnCheck | None] = {}
    for check in plan.checks:
        if reads_any(check, plan, regions, indicators, lambda one: one is None):
            found[check.name] = None
            continue
        text = check.expression
        for code, changed in indicators.items():
            old = plan.indicator_by_code.get(code)
            if changed is not None and old is not None and old.name != changed.name:
                text = _renamed_in(text, plan, old.name, changed)
        for code, there in regions.items():
            old_name = plan.region_names.get(code)
            if there is not None and old_name is not None and plan.region_by_code[code].name != there.name:
                text = _place_renamed(text, plan, code, there.name)
        if text != check.expression:
            found[check.name] = replace(check, expression=text)
    return MappingProxyType(found)


def reads_any(
    check: OwnCheck,
    plan: Plan,
    regions: Mapping[str, object],
    indicators: Mapping[str, object],
    wanted: Callable[[object], bool],
) -> bool:
    """Whether a check is of, or reads, one of these regions or indicators (by code) of which `wanted` holds."""
    if check.region in regions and wanted(regions[check.region]):
        return True
    expression = read_check(check, plan)
    if isinstance(expression, Problem):
        return False
    return any(code in indicators and wanted(indicators[code]) for code in expression.codes) or any(
        code in regions and wanted(regions[code]) for code in expression.regions
    )


def _place_renamed(text: str, plan: Plan, code: str, name: str) -> str:
    return with_region_renamed(text, lambda said: region_code(plan, said) == code, name)


def _renamed_in(text: str, plan: Plan, old: str, changed: Indicator) -> str:
    read = parse_expression(changed.name)
    word = changed.name.strip()
    if isinstance(read, Problem) or read.codes != {word}:
        word = changed.code
    known = plan.indicator_by_code
    return with_codes_written(
        text, lambda said: word if said not in known and fold(said) == fold(old) else said
    )


def region_code(plan: Plan, text: str) -> str | None:
    """The code of a region by its name, code, English name or place; None for an unknown one, or where several have the name."""
    return plan.region_places.find(text)


def outstanding_checks(plan: Plan, amended: OwnChecks) -> OwnChecks:
    """The amended checks that the plan does not state itself."""
    return outstanding_changes({one.name: one for one in plan.checks}, amended)


def with_checks(plan: Plan, amended: OwnChecks) -> Plan:
    """The plan with the amended checks: each in the place of the one of its name, new ones behind."""
    return plan.with_checks(changed_by_name(plan.checks, amended)) if amended else plan


def _codes(parsed: Expression, plan: Plan) -> dict[str, str | None]:
    """The code of each name that an expression reads; None for an unknown one."""
    names: dict[str, str] = {}
    for one in plan.indicators:
        for spelling in (one.name, one.english):
            if spelling:
                names.setdefault(fold(spelling), one.code)
    known = plan.indicator_by_code
    return {name: name if name in known else names.get(fold(name)) for name in parsed.codes}


@lru_cache(maxsize=512)
def _parsed(text: str) -> Expression | Problem:
    return parse_expression(text)
