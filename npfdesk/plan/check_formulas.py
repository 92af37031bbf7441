"""A plan's own checks held against the plan: their names resolved, and the plan with amended ones."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from npfdesk.plan.expressions import Expression, parse_expression, with_codes, with_regions
from npfdesk.plan.model import Plan
from npfdesk.plan.names import fold
from npfdesk.plan.own_checks import OwnCheck, OwnChecks
from npfdesk.plan.problems import Problem, error

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


def region_code(plan: Plan, text: str) -> str | None:
    """The code of a region by its code, name or English name; None for an unknown one."""
    wanted = fold(text)
    return next(
        (one.code for one in plan.regions if wanted in (fold(one.code), fold(one.name), fold(one.english))),
        None,
    )


def outstanding_checks(plan: Plan, amended: OwnChecks) -> OwnChecks:
    """The amended checks that the plan does not state itself."""
    stated = {one.name: one for one in plan.checks}
    return MappingProxyType({name: check for name, check in amended.items() if stated.get(name) != check})


def with_checks(plan: Plan, amended: OwnChecks) -> Plan:
    """The plan with the amended checks: each in the place of the one of its name, new ones behind."""
    if not amended:
        return plan
    checks = {one.name: one for one in plan.checks}
    for name, check in amended.items():
        if check is None:
            checks.pop(name, None)
        else:
            old = checks.get(name)
            checks[name] = check if old is None else replace(check, sheet=old.sheet, cell=old.cell)
    return plan.with_checks(tuple(checks.values()))


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
