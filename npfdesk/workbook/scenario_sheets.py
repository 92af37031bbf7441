"""Scenarios and what they assume: Scenarios, Assumptions, Levers, Lever levels and Multipliers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from npfdesk.plan.expressions import circles
from npfdesk.plan.model import Indicator, LeverEffect
from npfdesk.plan.names import fold, says_nothing
from npfdesk.plan.numbers import parse_figure
from npfdesk.plan.problems import Problem, error, warning
from npfdesk.plan.scenarios import (
    Assumption,
    LeverLevels,
    Method,
    Scenario,
    YearFigures,
)
from npfdesk.plan.series import ANY, WHOLE_ECONOMY, AssumptionKey, LeverLevelKey
from npfdesk.workbook import words
from npfdesk.workbook.columns import TOTAL
from npfdesk.workbook.figures import Figures
from npfdesk.workbook.registers import (
    DUPLICATE_NAME,
    NAME_MISSING,
    UNKNOWN_LEVER,
    UNKNOWN_PARENT,
    UNKNOWN_SCENARIO,
    Register,
)
from npfdesk.workbook.sheets import Cell, Row, Table, Workbook
from npfdesk.workbook.structure import Structure

SCENARIO_CIRCLE: Final = error(
    "scenario_circle",
    "情景互为上级，成环：{circle}。按没有上级处理；请改正其中一处。",
    "Scenarios are each other's parents: {circle}. They are taken as having none; correct one of them.",
)
MISSING_PARAMETER: Final = error(
    "missing_parameter",
    "方法“{method}”需要{needed}。这一行没有读入。",
    "The method “{method}” needs {needed_en}. The row was not taken.",
)
BAD_PAST_YEARS: Final = error(
    "bad_past_years",
    "“{text}”不是往年数。趋势的参数是不小于 2 的整数，空为全部往年。",
    "“{text}” is not a number of past years. Trend takes a whole number of 2 or more; empty means all.",
)
LOW_ABOVE_HIGH: Final = error(
    "low_above_high",
    "下限高于上限（{text}）。上下限没有采用。",
    "The lower bound lies above the upper ({text}). The bounds are not used.",
)
DUPLICATE_ASSUMPTION: Final = error(
    "duplicate_assumption",
    "同一情景、地区、产业和指标已在 {first} 有一行。只用先前的一行。",
    "The same scenario, region, industry and indicator stand already in {first}. The first row is used.",
)
FORMULA_ASSUMED: Final = warning(
    "formula_assumed",
    "“{text}”由公式计算，从不设假设。这一行不起作用。",
    "“{text}” is computed by a formula and never assumed. The row has no effect.",
)
YEARS_WITHOUT_PARAMETER: Final = warning(
    "years_without_parameter",
    "没有参数，且 {years} 年没有数值：路径到此为止。",
    "There is no parameter and no figure for {years}: the path ends there.",
)
BAD_LAG: Final = error(
    "bad_lag",
    "滞后“{text}”须为不小于 0 的整数（年）。",
    "The lag “{text}” must be a whole number of years, 0 or more.",
)
NO_LEVELS: Final = error("no_levels", "这一行没有任何年份的强度。", "The row has no intensity for any year.")
BAD_COLOUR: Final = warning(
    "bad_colour", "“{text}”不是颜色。可写如 #2f6fde。", "“{text}” is not a colour. Write one such as #2f6fde."
)

_NEEDS: Final = MappingProxyType(
    {
        "parameter": ("参数或年份数值", "a parameter or figures by year"),
        "logistic": ("参数（上限）和拐点年", "a parameter (the ceiling) and a midpoint year"),
        "years": ("至少一个年份的数值", "a figure for one year at least"),
    }
)


@dataclass
class ScenarioSheets:
    """What the sheets say of scenarios and levers."""

    scenarios: tuple[Scenario, ...] = ()
    levers: tuple[LeverEffect, ...] = ()
    multipliers: dict[tuple[str, str], float] = field(default_factory=dict)


def read_scenario_sheets(
    book: Workbook, structure: Structure, figures: Figures, problems: list[Problem]
) -> ScenarioSheets:
    """Scenarios with their own rows, levers and multipliers; a row in error is dropped, the rest stands."""
    register = Register(UNKNOWN_SCENARIO, "Scenarios" not in book.tables)
    scenarios = _scenarios(book.tables.get("Scenarios"), register, problems)
    levers = _levers(book.tables.get("Levers"), structure, problems)
    lever_register = Register(UNKNOWN_LEVER)
    for effect in levers:
        lever_register.add(effect.lever, effect.lever)
    assumptions = _assumptions(book.tables.get("Assumptions"), register, structure, figures, problems)
    levels = _levels(book.tables.get("Lever levels"), register, lever_register, structure, problems)
    for name in register.names:
        scenarios.setdefault(name, Scenario(name, name))
    complete = tuple(
        replace(
            scenario,
            assumptions=MappingProxyType(assumptions.get(code, {})),
            levels=MappingProxyType(levels.get(code, {})),
        )
        for code, scenario in scenarios.items()
    )
    return ScenarioSheets(complete, levers, _multipliers(book.tables.get("Multipliers"), problems))


def _scenarios(table: Table | None, register: Register, problems: list[Problem]) -> dict[str, Scenario]:
    rows: dict[str, Row] = {}
    for row in table.rows if table is not None else ():
        name = row.text("name")
        if not name:
            problems.append(row["name"].problem(NAME_MISSING))
            continue
        first = register.add(name, name, (), f"{row.sheet}!{row['name'].place}")
        if first is not None:
            problems.append(row["name"].problem(DUPLICATE_NAME, first=first))
        else:
            rows[name] = row
    parents: dict[str, str | None] = {}
    for name, row in rows.items():
        parents[name] = None
        if not says_nothing(row.text("parent")):
            parents[name] = register.ask(row["parent"], problems, UNKNOWN_PARENT)
    for circle in circles({name: [parent] if parent else [] for name, parent in parents.items()}):
        problems.append(rows[circle[0]]["parent"].problem(SCENARIO_CIRCLE, circle=" → ".join(circle)))
        for name in circle:
            parents[name] = None
    return {
        name: Scenario(name, name, parents[name], row.text("description"), _colour(row["colour"], problems))
        for name, row in rows.items()
    }


def _colour(cell: Cell, problems: list[Problem]) -> str:
    text = cell.text.strip()
    if not text or re.fullmatch(r"#[0-9a-fA-F]{6}", text):
        return text.lower()
    problems.append(cell.problem(BAD_COLOUR))
    return ""


def _levers(table: Table | None, structure: Structure, problems: list[Problem]) -> tuple[LeverEffect, ...]:
    found = []
    for row in table.rows if table is not None else ():
        indicator = structure.indicators.ask(row["indicator"], problems)
        effect = parse_figure(row["effect"].text, "%")
        if isinstance(effect, Problem):
            problems.append(effect.at(row.sheet, row["effect"].place))
        lag = _lag(row["lag"], problems)
        if not row.text("lever"):
            problems.append(row["lever"].problem(NAME_MISSING))
        elif indicator is not None and not isinstance(effect, Problem) and lag is not None:
            found.append(
                LeverEffect(
                    row.text("lever"),
                    row.text("dimension"),
                    indicator,
                    effect,
                    lag,
                    row.text("note"),
                    row.text("source"),
                )
            )
    return tuple(found)


def _lag(cell: Cell, problems: list[Problem]) -> int | None:
    if says_nothing(cell.text):
        return 0
    lag = parse_figure(cell.text, "年")
    if isinstance(lag, Problem) or lag != int(lag) or lag < 0:
        problems.append(cell.problem(BAD_LAG))
        return None
    return int(lag)


def reach(row: Row, structure: Structure, problems: list[Problem]) -> tuple[str, str] | None:
    """Whom a row reaches: region code or ANY, industry code, WHOLE_ECONOMY or ANY; None with problems told."""
    region: str | None = ANY
    industry: str | None = ANY
    if fold(row["region"].text) not in ("", ANY):
        region = structure.regions.ask(row["region"], problems)
    said = fold(row["industry"].text)
    if said in TOTAL:
        industry = WHOLE_ECONOMY
    elif said not in ("", ANY):
        industry = structure.industries.ask(row["industry"], problems)
    return None if region is None or industry is None else (region, industry)


def _assumptions(
    table: Table | None, register: Register, structure: Structure, figures: Figures, problems: list[Problem]
) -> dict[str, dict[AssumptionKey, Assumption]]:
    found: dict[str, dict[AssumptionKey, Assumption]] = {}
    places: dict[tuple[str, AssumptionKey], str] = {}
    for row in table.rows if table is not None else ():
        scenario = register.ask(row["scenario"], problems)
        indicator = structure.indicators.ask(row["indicator"], problems)
        reached = reach(row, structure, problems)
        if scenario is None or indicator is None or reached is None:
            continue
        if structure.indicator(indicator).formula is not None:
            problems.append(row["indicator"].problem(FORMULA_ASSUMED))
            continue
        key = AssumptionKey(*reached, indicator)
        assumption = _assumption(row, structure.indicator(indicator), figures, problems)
        if assumption is None:
            continue
        first = places.setdefault((scenario, key), f"{row.sheet}!{row['indicator'].place}")
        if key in found.setdefault(scenario, {}):
            problems.append(row["indicator"].problem(DUPLICATE_ASSUMPTION, first=first))
        else:
            found[scenario][key] = assumption
    return found


def _assumption(
    row: Row, indicator: Indicator, figures: Figures, problems: list[Problem]
) -> Assumption | None:
    method = words.read_word(row.text("method"), words.METHOD_WORDS)
    if method is None:
        told = words.accepted(words.METHOD_WORDS)
        problems.append(
            row["method"].problem(words.UNKNOWN_WORD, what="方法", what_en="method", accepted=told)
        )
        return None
    unit = {Method.GROWTH: "%", Method.TREND: "年"}.get(method, indicator.unit)
    before = len(problems)
    value = _optional(row["value"], unit, problems)
    midpoint = _optional(row["midpoint"], "年", problems)
    low, high = _optional(row["low"], unit, problems), _optional(row["high"], unit, problems)
    by_year = _by_year(row, unit, problems)
    if len(problems) > before:
        return None
    if low is not None and high is not None and low > high:
        problems.append(row["low"].problem(LOW_ABOVE_HIGH))
        low = high = None
    needed = _needed(method, value, midpoint, by_year)
    if needed is not None:
        zh, en = _NEEDS[needed]
        cell = row["value"] if row["value"].text else row["method"]
        problems.append(cell.problem(MISSING_PARAMETER, method=row.text("method"), needed=zh, needed_en=en))
        return None
    if method is Method.TREND and value is not None and (value < 2 or value != int(value)):
        problems.append(row["value"].problem(BAD_PAST_YEARS))
        return None
    if method in (Method.GROWTH, Method.STEP) and value is None:
        given = {year for year, _ in by_year}
        absent = [year for year in range(figures.base_year + 1, figures.horizon + 1) if year not in given]
        if absent:
            years = f"{absent[0]}–{absent[-1]}" if len(absent) > 1 else str(absent[0])
            problems.append(row["method"].problem(YEARS_WITHOUT_PARAMETER, years=years))
    return Assumption(method, value, midpoint, low, high, by_year, row.text("note"))


def _needed(method: Method, value: float | None, midpoint: float | None, by_year: YearFigures) -> str | None:
    if method in (Method.GROWTH, Method.STEP) and value is None and not by_year:
        return "parameter"
    if method is Method.LOGISTIC and (value is None or midpoint is None):
        return "logistic"
    return "years" if method is Method.VALUES and not by_year else None


def _optional(cell: Cell, unit: str, problems: list[Problem]) -> float | None:
    if says_nothing(cell.text):
        return None
    figure = parse_figure(cell.text, unit)
    if isinstance(figure, Problem):
        problems.append(figure.at(cell.sheet, cell.place))
        return None
    return figure


def _by_year(row: Row, unit: str, problems: list[Problem]) -> YearFigures:
    figures = ((year, _optional(cell, unit, problems)) for year, cell in sorted(row.years.items()))
    return tuple((year, figure) for year, figure in figures if figure is not None)


def _levels(
    table: Table | None, register: Register, levers: Register, structure: Structure, problems: list[Problem]
) -> dict[str, dict[LeverLevelKey, LeverLevels]]:
    found: dict[str, dict[LeverLevelKey, LeverLevels]] = {}
    places: dict[tuple[str, LeverLevelKey], str] = {}
    for row in table.rows if table is not None else ():
        scenario = register.ask(row["scenario"], problems)
        lever = levers.ask(row["lever"], problems)
        reached = reach(row, structure, problems)
        if scenario is None or lever is None or reached is None:
            continue
        by_year = []
        for year, figure in _by_year(row, "%", problems):
            if 0 <= figure <= 100:
                by_year.append((year, figure))
            else:
                problems.append(row.years[year].problem(words.BAD_LEVEL))
        key = LeverLevelKey(lever, *reached)
        if not by_year:
            problems.append(row["lever"].problem(NO_LEVELS))
            continue
        first = places.setdefault((scenario, key), f"{row.sheet}!{row['lever'].place}")
        if key in found.setdefault(scenario, {}):
            problems.append(row["lever"].problem(DUPLICATE_ASSUMPTION, first=first))
        else:
            found[scenario][key] = LeverLevels(tuple(by_year))
    return found


def _multipliers(table: Table | None, problems: list[Problem]) -> dict[tuple[str, str], float]:
    found: dict[tuple[str, str], float] = {}
    for row in table.rows if table is not None else ():
        key = (row.text("role or type"), row.text("dimension"))
        figure = parse_figure(row["multiplier"].text)
        if isinstance(figure, Problem):
            problems.append(figure.at(row.sheet, row["multiplier"].place))
        elif key in found:
            problems.append(row["role or type"].problem(DUPLICATE_NAME, first=f"{row.sheet}"))
        else:
            found[key] = figure
    return found
