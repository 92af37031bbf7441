"""The sheet Checks (核查规则): the plan's own checks in the formula language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from npfdesk.plan.check_formulas import UNKNOWN_CHECK_REGION, read_check, region_code
from npfdesk.plan.model import Plan
from npfdesk.plan.names import is_blank
from npfdesk.plan.numbers import parse_year
from npfdesk.plan.own_checks import OwnCheck
from npfdesk.plan.problems import Language, Problem, Severity, error
from npfdesk.workbook.standard import closed_lists
from npfdesk.workbook.standard.registers import DUPLICATE_NAME
from npfdesk.workbook.standard.sheet_columns import CHECKS
from npfdesk.workbook.standard.sheet_layout import CellValue
from npfdesk.workbook.standard.sheet_tables import Row, Table, Workbook

CHECK_UNSTATED: Final = error(
    "check_unstated",
    "这一行的核查规则没有写表达式，没有读入。可写如 一产占比 + 二产占比 + 三产占比 = 100。",
    "The check in this row has no expression and was not read. Write one such as output >= value_added.",
)
CHECK_YEAR_OUTSIDE: Final = error(
    "check_year_outside",
    "{text}年不在规划的年份（{first}—{last}）之内，这条核查规则没有可查的数值。请改正，或留空表示各年都查。",
    "{text} is not among the plan's years ({first} to {last}), so this check has no figures to look at. Correct it, or leave "
    "it empty to check every year.",
)


def read_checks(book: Workbook, plan: Plan, problems: list[Problem]) -> Plan:
    """The plan with the checks that its workbook states.

    A check that cannot be run is kept with its words, and told by its cell; one without a name goes by its expression.
    """
    table = book.tables.get(CHECKS.key)
    return plan.with_checks(_checks(table, plan, problems)) if table is not None else plan


def _checks(table: Table, plan: Plan, problems: list[Problem]) -> tuple[OwnCheck, ...]:
    found: dict[str, OwnCheck] = {}
    for row in table.rows:
        check = _check(row, plan, problems)
        if check is None:
            continue
        if check.name in found:
            first = f"{found[check.name].sheet}!{found[check.name].cell}"
            problems.append(row["check"].problem(DUPLICATE_NAME, first=first))
            continue
        found[check.name] = check
        expression = read_check(check, plan)
        # a region that is not there was told at its own cell
        if isinstance(expression, Problem) and not (
            check.region and expression.arguments.get("region") == check.region
        ):
            problems.append(expression.at(row.sheet, row["expression"].place))
    return tuple(found.values())


def _check(row: Row, plan: Plan, problems: list[Problem]) -> OwnCheck | None:
    expression = row.text("expression")
    if is_blank(expression):
        problems.append(row["expression"].problem(CHECK_UNSTATED))
        return None
    severity: Severity | None = Severity.WARNING
    if not is_blank(row.text("severity")):
        severity = closed_lists.read_word(row.text("severity"), closed_lists.SEVERITY_WORDS)
        if severity is None:
            accepted = closed_lists.accepted(closed_lists.SEVERITY_WORDS)
            words = {"what": "级别", "what_en": "severity", "accepted": accepted}
            problems.append(row["severity"].problem(closed_lists.UNKNOWN_WORD, **words))
    name = row.text("check") or expression
    return OwnCheck(
        name=name,
        expression=expression,
        severity=severity or Severity.WARNING,
        message=row.text("message"),
        region=_region(row, name, plan, problems),
        year=_year(row, plan, problems),
        sheet=row.sheet,
        cell=row["check"].place if row.text("check") else row["expression"].place,
    )


def _region(row: Row, name: str, plan: Plan, problems: list[Problem]) -> str:
    text = row.text("region")
    if is_blank(text):
        return ""
    code = region_code(plan, text)
    if code is None:
        problems.append(row["region"].problem(UNKNOWN_CHECK_REGION, check=name, region=text))
    # what is unknown stays as it is written, so that the check is not run everywhere
    return text if code is None else code


def _year(row: Row, plan: Plan, problems: list[Problem]) -> int:
    text = row.text("year")
    if is_blank(text):
        return 0
    year = parse_year(text)
    if isinstance(year, Problem):
        problems.append(year.at(row.sheet, row["year"].place))
        return 0
    if year not in plan.years:
        first, last = int(plan.years[0]), int(plan.years[-1])
        problems.append(row["year"].problem(CHECK_YEAR_OUTSIDE, first=first, last=last))
    row.take("year")
    return year


def check_cells(check: OwnCheck, plan: Plan, language: Language) -> Mapping[str, CellValue]:
    """The cells of a check's row; None for what it does not say."""
    words = closed_lists.SEVERITY_WORDS[check.severity]
    return {
        "check": check.name,
        # a cell that begins with = would be a formula to Excel
        "expression": check.expression.lstrip("=＝ "),
        "severity": words[0] if language == "zh" else check.severity.value,
        "message": check.message or None,
        "region": plan.region_names.get(check.region, check.region) or None,
        "year": check.year or None,
    }
